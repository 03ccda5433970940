//! Classes of parts: inherited, lowered, of users.

use super::class::{SYSTEM_B, SYSTEM_C, classes};

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
  - {{id: ITM-3, kind: item, title: Gone, part_of: SYSTEM-1, status: obsolete}}
  - {{id: ITM-1, kind: item, title: Display, part_of: SYSTEM-1, safety_class: A, {fields}}}
"
    ));
    ran.class("ITM-1")
}

pub(super) const RATIONALE: &str = "rationale: Shows only";
pub(super) const APPROVED: &str = "approved: {by: A. Person, on: 2026-10-01, ref: M-7}";
pub(super) const SEGREGATION: &str = "segregation: [{from: ITM-2, mechanism: Own processor, verified_by: VER-1}]";

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
    for (entry, why) in [
        ("{from: ITM-2, verified_by: VER-1}", "nothing says what keeps it apart"),
        ("{from: ITM-2, mechanism: TBD, verified_by: VER-1}", "a placeholder"),
        ("{from: ITM-3, mechanism: Own processor, verified_by: VER-1}", "apart from what is obsolete"),
        ("{from: ITM-2, purpose: risk_control, mechanism: Own processor, verified_by: VER-1}", "there for a risk control"),
    ] {
        assert_eq!(lowered(&format!("{RATIONALE}, {APPROVED}, segregation: [{entry}]")), kept, "{why}");
    }
}

#[test]
fn a_classification_that_proves_nothing_lowers_no_item() {
    let item = |classifications: &str| {
        let ran = classes(&format!(
            "{SYSTEM_B}  - {{id: VER-1, kind: verification, title: Good, result: pass}}
  - {{id: ITM-2, kind: item, title: Rest, part_of: SYSTEM-1}}
  - {{id: ITM-1, kind: item, title: Display, part_of: SYSTEM-1, safety_class: A, {RATIONALE}, {APPROVED}, {SEGREGATION}}}
{classifications}"
        ));
        ran.class("ITM-1")
    };
    let open = "  - {id: CLS-8, kind: classification, title: Open, classifies: ITM-1, approved: {by: A, on: 2026-01-15}, answers: [{question: contributes, answer: 'yes', reason: R}]}\n";
    let serious = "  - {id: CLS-9, kind: classification, title: C, classifies: ITM-1, approved: {by: A, on: 2026-01-15}, answers: [{question: contributes, answer: 'yes', reason: R}, {question: unacceptable_risk, answer: 'yes', reason: R}, {question: severity, answer: serious, reason: R}]}\n";
    assert_eq!(item(""), "A lowered");
    assert_eq!(item(open), "B lowering_unproven");
    assert_eq!(item(serious), "C classified", "what is not stated is not shown as stated");
    assert_eq!(item(&format!("{open}{serious}")), "C classified", "an open one takes nothing away from another");
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
fn soup_has_at_least_the_class_of_soup_that_needs_it() {
    let ran = classes(&format!(
        "{SYSTEM_B}
  - {{id: ITM-1, kind: item, title: Item, part_of: SYSTEM-1, uses: [SOUP-1, SOUP-4]}}
  - {{id: UNIT-2, kind: unit, title: Unit, part_of: ITM-1, safety_class: C, uses: SOUP-3}}
  - {{id: SOUP-1, kind: soup, title: web, depends_on: SOUP-2}}
  - {{id: SOUP-2, kind: soup, title: json, depends_on: SOUP-1}}
  - {{id: SOUP-3, kind: soup, title: drive, depends_on: SOUP-4}}
  - {{id: SOUP-4, kind: soup, title: libc}}
  - {{id: SOUP-5, kind: soup, title: lint, depends_on: SOUP-6}}
  - {{id: SOUP-6, kind: soup, title: parser}}
  - {{id: SOUP-7, kind: soup, title: gone, status: obsolete, used_by: UNIT-2, depends_on: SOUP-2}}
"
    ));
    assert_eq!(ran.class("SOUP-2"), "B of_users", "in a circle, and needed by what is obsolete");
    assert_eq!(ran.class("SOUP-4"), "C of_users", "the higher of its users");
    for id in ["SOUP-5", "SOUP-6"] {
        assert_eq!(ran.class(id), "C assumed", "nothing uses {id}");
    }
}
