//! Effective safety classes: where nothing proves a lower class, the higher one stands.

use crate::harness::{Case, Ran};

fn classes(records: &str) -> Ran {
    Case::new().records(&format!("records:\n{records}")).run()
}

const SYSTEM_C: &str = "  - {id: SYSTEM-1, kind: system, title: Pump, safety_class: C}\n";

const SYSTEM_B: &str = "  - {id: SYSTEM-1, kind: system, title: Pump, safety_class: B, classified_by: CLS-1}
  - {id: CLS-1, kind: classification, title: Why B, approved: {by: R. Nair, on: 2026-01-15}}\n";

#[test]
fn nothing_stated_is_c_assumed() {
    let ran = classes(
        "
  - {id: SYSTEM-1, kind: system, title: Pump}
  - {id: ITM-1, kind: item, title: Loose}
  - {id: UNIT-1, kind: unit, title: Loose}
  - {id: SOUP-1, kind: soup, title: libc}
",
    );
    for id in ["SYSTEM-1", "ITM-1", "UNIT-1", "SOUP-1"] {
        assert_eq!(ran.class(id), "C assumed", "{id}");
    }
}

#[test]
fn a_system_below_c_needs_a_classification() {
    assert_eq!(classes(SYSTEM_C).class("SYSTEM-1"), "C stated");
    assert_eq!(classes(SYSTEM_B).class("SYSTEM-1"), "B stated");
    assert_eq!(classes("  - {id: SYSTEM-1, kind: system, title: Pump, safety_class: B}\n").class("SYSTEM-1"), "C assumed");
    let old = SYSTEM_B.replace("title: Why B", "title: Why B, status: obsolete");
    assert_eq!(classes(&old).class("SYSTEM-1"), "C assumed", "an obsolete classification counts for nothing");
    let draft = SYSTEM_B.replace(", approved: {by: R. Nair, on: 2026-01-15}", "");
    assert_eq!(classes(&draft).class("SYSTEM-1"), "C assumed", "an unapproved classification lowers nothing");
    let empty = SYSTEM_B.replace("R. Nair", "n/a");
    assert_eq!(classes(&empty).class("SYSTEM-1"), "C assumed", "«n/a» approves nothing");
    let wrong = SYSTEM_B.replace("safety_class: B", "safety_class: b");
    assert_eq!(classes(&wrong).class("SYSTEM-1"), "C assumed", "a class that is none counts for nothing");
}

#[test]
fn items_and_units_inherit() {
    let ran = classes(&format!(
        "{SYSTEM_B}
  - {{id: ITM-1, kind: item, title: Item, part_of: SYSTEM-1}}
  - {{id: UNIT-1, kind: unit, title: Unit, part_of: ITM-1}}
  - {{id: UNIT-2, kind: unit, title: Unit, part_of: ITM-1, safety_class: C}}
"
    ));
    assert_eq!(ran.class("ITM-1"), "B inherited");
    assert_eq!(ran.class("UNIT-1"), "B inherited");
    assert_eq!(ran.class("UNIT-2"), "C stated");
}

#[test]
fn of_several_wholes_the_highest_counts() {
    let ran = classes(&format!(
        "{SYSTEM_B}
  - {{id: SYSTEM-2, kind: system, title: Other, safety_class: C}}
  - {{id: ITM-1, kind: item, title: Shared, part_of: [SYSTEM-1, SYSTEM-2]}}
"
    ));
    assert_eq!(ran.class("ITM-1"), "C inherited");
}

/// An item that is stated as A in a system of class C, with these fields.
fn lowered(fields: &str) -> String {
    let ran = classes(&format!(
        "{SYSTEM_C}  - {{id: VER-1, kind: verification, title: Good, result: pass}}
  - {{id: VER-2, kind: verification, title: Bad, result: fail}}
  - {{id: VER-3, kind: verification, title: Old, result: pass, status: obsolete}}
  - {{id: TEST-1, kind: test, title: Never run}}
  - {{id: ITM-2, kind: item, title: Rest, part_of: SYSTEM-1}}
  - {{id: ITM-1, kind: item, title: Display, part_of: SYSTEM-1, safety_class: A, {fields}}}
"
    ));
    ran.class("ITM-1")
}

const RATIONALE: &str = "rationale: Shows only";
const APPROVED: &str = "approved: {by: A. Person, on: 2026-10-01, ref: M-7}";
const SEGREGATION: &str = "segregation: [{from: ITM-2, verified_by: VER-1}]";

#[test]
fn lower_with_rationale_approval_and_verified_segregation() {
    assert_eq!(lowered(&format!("{RATIONALE}, {APPROVED}, {SEGREGATION}")), "A lowered");
}

#[test]
fn lower_without_one_of_the_three_keeps_the_class_of_the_whole() {
    let kept = "C lowering_unproven";
    assert_eq!(lowered(""), kept);
    assert_eq!(lowered(&format!("{APPROVED}, {SEGREGATION}")), kept, "no rationale");
    assert_eq!(lowered(&format!("rationale: ' ', {APPROVED}, {SEGREGATION}")), kept, "an empty rationale");
    assert_eq!(lowered(&format!("{RATIONALE}, {SEGREGATION}")), kept, "no approval");
    assert_eq!(lowered(&format!("{RATIONALE}, {APPROVED}")), kept, "no segregation");
    assert_eq!(lowered(&format!("{RATIONALE}, {APPROVED}, segregation: []")), kept, "an empty list of segregations");
}

#[test]
fn an_approval_has_a_person_and_a_date_that_has_come() {
    let kept = "C lowering_unproven";
    for approval in [
        "{by: A. Person}",
        "{on: 2026-10-01}",
        "{by: TBD, on: 2026-10-01}",
        "{by: n/a, on: 2026-10-01}",
        "{by: A. Person, on: soon}",
        "{by: A. Person, on: 2026-11-03}",
        "Minutes 7",
    ] {
        assert_eq!(lowered(&format!("{RATIONALE}, approved: {approval}, {SEGREGATION}")), kept, "{approval}");
    }
    assert_eq!(lowered(&format!("{RATIONALE}, approved: {{by: A. Person, on: 2026-11-02}}, {SEGREGATION}")), "A lowered");
}

#[test]
fn every_segregation_must_be_verified() {
    let kept = "C lowering_unproven";
    for by in ["VER-2", "[VER-1, VER-2]", "VER-3", "TEST-1", "VER-9", "[]", "ITM-2"] {
        let segregation = format!("segregation: [{{from: ITM-2, verified_by: {by}}}]");
        assert_eq!(lowered(&format!("{RATIONALE}, {APPROVED}, {segregation}")), kept, "{by}");
    }
    let two = "segregation: [{from: ITM-2, verified_by: VER-1}, {from: ITM-2, mechanism: Process}]";
    assert_eq!(lowered(&format!("{RATIONALE}, {APPROVED}, {two}")), kept, "one of two is not verified");
}

#[test]
fn soup_has_the_highest_class_of_its_users() {
    let ran = classes(&format!(
        "{SYSTEM_B}
  - {{id: ITM-1, kind: item, title: Item, part_of: SYSTEM-1, uses: [SOUP-1, SOUP-2]}}
  - {{id: UNIT-2, kind: unit, title: Unit, part_of: ITM-1, safety_class: C, uses: SOUP-2}}
  - {{id: ITM-3, kind: item, title: Gone, status: obsolete, safety_class: C, uses: SOUP-1}}
  - {{id: SOUP-1, kind: soup, title: libc}}
  - {{id: SOUP-2, kind: soup, title: libz}}
"
    ));
    assert_eq!(ran.class("SOUP-1"), "B of_users");
    assert_eq!(ran.class("SOUP-2"), "C of_users");
}

#[test]
fn a_circle_of_parts_is_c() {
    let ran = classes(
        "
  - {id: ITM-1, kind: item, title: One, part_of: ITM-2, safety_class: A}
  - {id: ITM-2, kind: item, title: Two, part_of: ITM-1, safety_class: A}
",
    );
    assert!(ran.class("ITM-1").starts_with('C') && ran.class("ITM-2").starts_with('C'));
}

#[test]
fn clauses_follow_the_class_and_are_never_answered_by_the_program() {
    let applies = |records: &str| {
        let ran = classes(records);
        let rows = &ran.judgement().clauses;
        assert!(rows.iter().all(|r| ["not_judged", "does_not_apply"].contains(&r.record_check.word())));
        (rows.iter().filter(|r| r.record_check.applies()).count(), rows.iter().all(|r| r.assumed))
    };
    assert_eq!(applies(SYSTEM_B), (88, false));
    assert_eq!(applies(SYSTEM_C), (94, false));
    assert_eq!(applies("  - {id: SYSTEM-1, kind: system, title: Pump}\n"), (94, true), "an assumed class is shown as such");
    assert_eq!(applies("  - {id: UN-1, kind: need, title: Dose}\n"), (94, true), "no system: as strict as can be");
}

#[test]
fn an_assessment_is_a_persons_and_the_newest_counts() {
    let ran = classes(&format!(
        "{SYSTEM_C}
  - {{id: ASM-1, kind: assessment, title: One, clause: [\"4.1\", \"4.2\"], judgement: met, by: A, on: 2026-01-01}}
  - {{id: ASM-2, kind: assessment, title: Two, clause: \"4.1\", judgement: not met, by: B, on: 2026-02-01}}
  - {{id: ASM-3, kind: assessment, title: Old, clause: \"4.1\", judgement: met, by: C, on: 2026-03-01, status: obsolete}}
"
    ));
    let standard = &ran.project().schema.standards;
    let judged = |number: &str| {
        let rows = &ran.judgement().clauses;
        let row = rows.iter().find(|r| standard[r.standard].clauses[r.clause].number == number).expect("a row");
        row.assessment.as_ref().map(|a| (a.judgement.clone(), a.by.clone()))
    };
    assert_eq!(judged("4.1"), Some(("not met".into(), "B".into())));
    assert_eq!(judged("4.2"), Some(("met".into(), "A".into())));
    assert_eq!(judged("4.3"), None);
}
