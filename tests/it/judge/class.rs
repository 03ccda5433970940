//! Effective safety classes: where nothing proves a lower class, the higher one stands.

use super::lowering::{APPROVED, RATIONALE, SEGREGATION};
use crate::harness::{Case, Ran};

pub(super) fn classes(records: &str) -> Ran {
    Case::new().records(&format!("records:\n{records}")).run()
}

pub(super) const SYSTEM_C: &str = "  - {id: SYSTEM-1, kind: system, title: Pump, safety_class: C}\n";

pub(super) const SYSTEM_B: &str = "  - {id: SYSTEM-1, kind: system, title: Pump, safety_class: B, classified_by: CLS-1}
  - id: CLS-1
    kind: classification
    title: Why B
    approved: {by: R. Nair, on: 2026-01-15}
    answers:
      - {question: contributes, answer: 'yes', reason: Sets the rate}
      - {question: unacceptable_risk, answer: 'yes', reason: Nothing limits it}
      - {question: severity, answer: non_serious, reason: A rash}
";

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
    let old = SYSTEM_B.replace("title: Why B", "title: Why B\n    status: obsolete");
    assert_eq!(classes(&old).class("SYSTEM-1"), "C assumed", "an obsolete classification counts for nothing");
    let draft = SYSTEM_B.replace("    approved: {by: R. Nair, on: 2026-01-15}\n", "");
    assert_eq!(classes(&draft).class("SYSTEM-1"), "C assumed", "an unapproved classification lowers nothing");
    let empty = SYSTEM_B.replace("R. Nair", "n/a");
    assert_eq!(classes(&empty).class("SYSTEM-1"), "C assumed", "«n/a» approves nothing");
    let wrong = SYSTEM_B.replace("safety_class: B", "safety_class: b");
    assert_eq!(classes(&wrong).class("SYSTEM-1"), "C assumed", "what is no class may mean the highest");
    let unstated = SYSTEM_B.replace("safety_class: B, ", "");
    assert_eq!(classes(&unstated).class("SYSTEM-1"), "B classified");
    let higher = SYSTEM_B.replace("safety_class: B", "safety_class: C");
    assert_eq!(classes(&higher).class("SYSTEM-1"), "C stated", "a stated class may be higher");
    let lower = SYSTEM_B.replace("safety_class: B", "safety_class: A");
    assert_eq!(classes(&lower).class("SYSTEM-1"), "B classified", "and never lower");
}

/// The class of a system that states none, by answers (and more of the classification) under an edition.
fn answered(edition: &str, answers: &[(&str, &str)], more: &str) -> String {
    let answers: String = answers.iter().map(|(q, a)| format!("      - {{question: {q}, answer: '{a}', reason: Because}}\n")).collect();
    let records = format!(
        "records:
  - {{id: RC-1, kind: control, title: In software, realised_in: software}}
  - {{id: RC-2, kind: control, title: A valve, realised_in: hardware}}
  - {{id: RC-3, kind: control, title: Somewhere}}
  - {{id: RC-4, kind: control, title: Said to be outside, realised_in: hardware, implemented_by: ITM-4}}
  - {{id: ITM-4, kind: item, title: In software}}
  - {{id: SYSTEM-1, kind: system, title: Pump}}
  - id: CLS-1
    kind: classification
    title: Why
    classifies: SYSTEM-1
    approved: {{by: R. Nair, on: 2026-01-15}}
{more}    answers:
{answers}"
    );
    let book = format!("[build]\ndate = \"2026-11-02\"\n[standards]\nuse = [\"{edition}\"]\n");
    Case::new().file("book.toml", &book).records(&records).run().class("SYSTEM-1")
}

#[test]
fn the_answers_lead_to_a_class_in_each_edition() {
    const YES: &str = "yes";
    const NO: &str = "no";
    for (edition, answers, class) in [
        ("iec-62304-2015", &[("contributes", NO)][..], "A classified"),
        ("iec-62304-2015", &[("contributes", YES), ("unacceptable_risk", NO)], "A classified"),
        ("iec-62304-2015", &[("contributes", YES), ("unacceptable_risk", "no_measure_needed")], "A classified"),
        ("iec-62304-2015", &[("contributes", YES), ("unacceptable_risk", YES), ("severity", "non_serious")], "B classified"),
        ("iec-62304-2015", &[("contributes", YES), ("unacceptable_risk", YES), ("severity", "serious")], "C classified"),
        ("iec-62304-2015", &[("severity", "non_serious"), ("unacceptable_risk", YES), ("contributes", YES)], "B classified"),
        ("iec-62304-2015", &[("contributes", YES), ("unacceptable_risk", YES)], "C assumed"),
        ("iec-62304-2015", &[("unacceptable_risk", NO)], "C assumed"),
        ("iec-62304-2015", &[("contributes", NO), ("severity", "serious")], "C assumed"),
        ("iec-62304-2015", &[("contributes", "perhaps")], "C assumed"),
        ("iec-62304-2015", &[], "C assumed"),
        ("iec-62304-2006", &[("contributes", NO)], "A classified"),
        ("iec-62304-2006", &[("contributes", YES), ("severity", "none")], "A classified"),
        ("iec-62304-2006", &[("contributes", YES), ("severity", "non_serious")], "C assumed"),
        ("iec-62304-2006", &[("contributes", YES), ("severity", "non_serious"), ("hardware_for_non_serious", NO)], "B classified"),
        ("iec-62304-2006", &[("contributes", YES), ("severity", "non_serious"), ("hardware_for_non_serious", YES)], "A classified"),
        ("iec-62304-2006", &[("contributes", YES), ("severity", "serious"), ("hardware_for_serious", NO)], "C classified"),
        ("iec-62304-2006", &[("contributes", YES), ("severity", "serious"), ("hardware_for_serious", YES)], "B classified"),
        ("iec-62304-2006", &[("contributes", YES), ("unacceptable_risk", NO)], "C assumed"),
    ] {
        let measure = "    external_controls: [{kind: hardware, evidence: TR-7}]\n";
        assert_eq!(answered(edition, answers, measure), class, "{edition}: {answers:?}");
    }
}

#[test]
fn what_rests_outside_the_software_needs_evidence() {
    let no_risk = &[("contributes", "yes"), ("unacceptable_risk", "no")][..];
    let with = |controls: &str| answered("iec-62304-2015", no_risk, &format!("    external_controls: [{controls}]\n"));
    assert_eq!(with("{control: RC-2, kind: hardware, evidence: TR-7}"), "A classified");
    assert_eq!(with("{control: RC-2, kind: hardware}"), "C assumed", "no evidence");
    assert_eq!(with("{kind: user, evidence: n/a}"), "C assumed", "«n/a» is none");
    assert_eq!(with("{control: RC-1, evidence: TR-7}"), "C assumed", "a measure inside the software lowers no class");
    assert_eq!(with("{control: RC-9, evidence: TR-7}"), "C assumed", "a measure that is not there");
    assert_eq!(with(""), "C assumed", "measures of which none is listed show nothing");
    assert_eq!(answered("iec-62304-2015", no_risk, ""), "C assumed", "nor do those that are not even a list");
    assert_eq!(with("{evidence: TR-7}"), "C assumed", "evidence of nothing");
    assert_eq!(with("{control: RC-3, evidence: TR-7}"), "C assumed", "nothing says where it is built");
    assert_eq!(with("{control: RC-4, kind: hardware, evidence: TR-7}"), "C assumed", "an item of the software implements it");
    let hardware = &[("contributes", "yes"), ("severity", "serious"), ("hardware_for_serious", "yes")][..];
    assert_eq!(answered("iec-62304-2006", hardware, ""), "C assumed", "in the first edition as well");
    let serious = &[("contributes", "yes"), ("unacceptable_risk", "yes"), ("severity", "non_serious")][..];
    let listed = "    external_controls: [{kind: hardware}]\n";
    assert_eq!(answered("iec-62304-2015", serious, listed), "B classified", "the class does not rest on it");
}

#[test]
fn an_answer_without_a_reason_is_none() {
    let bare = SYSTEM_B.replace("reason: A rash", "reason: TBD");
    assert_eq!(classes(&bare).class("SYSTEM-1"), "C assumed");
}

#[test]
fn a_question_with_two_answers_has_none() {
    let twice = |second: &str| answered("iec-62304-2015", &[("contributes", "no"), ("contributes", second)], "");
    assert_eq!(twice("yes"), "C assumed");
    assert_eq!(twice("no"), "A classified", "the same answer once more contradicts nothing");
}

#[test]
fn of_several_classifications_the_highest_counts_and_one_that_is_open_stops_all() {
    let second = |rest: &str| {
        let ran = classes(&format!(
            "{SYSTEM_B}  - {{id: CLS-2, kind: classification, title: Other, classifies: SYSTEM-1, approved: {{by: R. Nair, on: 2026-01-15}}, {rest}}}\n"
        ));
        ran.class("SYSTEM-1")
    };
    assert_eq!(second("answers: [{question: contributes, answer: 'no', reason: It only logs}]"), "B stated");
    assert_eq!(second("answers: [{question: contributes, answer: 'yes', reason: It only logs}]"), "C assumed");
    assert_eq!(second("answers: [{question: contributes, answer: 'yes', reason: It only logs}], status: obsolete"), "B stated");
}

#[test]
fn what_rests_on_an_assumed_class_says_so() {
    let ran = classes(
        "  - {id: SYSTEM-1, kind: system, title: Pump}
  - {id: ITM-1, kind: item, title: Item, part_of: SYSTEM-1}
  - {id: SOUP-1, kind: soup, title: libc, used_by: ITM-1}
  - {id: SYSTEM-2, kind: system, title: Other, safety_class: C}
  - {id: ITM-2, kind: item, title: Item, part_of: SYSTEM-2, uses: SOUP-2}
  - {id: SOUP-2, kind: soup, title: libz}
",
    );
    let assumed = |id: &str| ran.judgement().class(ran.record(id)).expect("a class").assumed;
    assert!(["SYSTEM-1", "ITM-1", "SOUP-1"].into_iter().all(assumed));
    assert!(!["SYSTEM-2", "ITM-2", "SOUP-2"].into_iter().any(assumed));
}

#[test]
fn soup_that_another_soup_needs_has_the_class_of_its_users_too() {
    let ran = classes(&format!(
        "{SYSTEM_B}
  - {{id: ITM-1, kind: item, title: Item, part_of: SYSTEM-1, uses: SOUP-1}}
  - {{id: ITM-2, kind: item, title: Item, part_of: SYSTEM-1, safety_class: C, uses: SOUP-4}}
  - {{id: SOUP-1, kind: soup, title: one, depends_on: SOUP-2}}
  - {{id: SOUP-2, kind: soup, title: two, depends_on: SOUP-3}}
  - {{id: SOUP-3, kind: soup, title: three, depends_on: SOUP-1}}
  - {{id: SOUP-4, kind: soup, title: four, depends_on: SOUP-3}}
  - {{id: SOUP-5, kind: soup, title: alone}}
"
    ));
    assert_eq!(
        ["SOUP-1", "SOUP-2", "SOUP-3", "SOUP-4", "SOUP-5"].map(|id| ran.class(id)),
        ["C of_users", "C of_users", "C of_users", "C of_users", "C assumed"]
    );
    let lower = classes(&format!(
        "{SYSTEM_B}
  - {{id: ITM-1, kind: item, title: Item, part_of: SYSTEM-1, uses: SOUP-1}}
  - {{id: SOUP-1, kind: soup, title: one, depends_on: SOUP-2}}
  - {{id: SOUP-2, kind: soup, title: two}}
"
    ));
    assert_eq!(lower.class("SOUP-2"), "B of_users");
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
    // In whatever order they are looked at, and whatever a lower class is said to rest on.
    let lower = format!("safety_class: A, {RATIONALE}, {APPROVED}, {}", SEGREGATION.replace("ITM-2", "ITM-3"));
    let ran = classes(&format!(
        "
  - {{id: VER-1, kind: verification, title: Good, result: pass}}
  - {{id: ITM-1, kind: item, title: One, part_of: ITM-2}}
  - {{id: ITM-2, kind: item, title: Two, part_of: ITM-1, {lower}}}
  - {{id: ITM-3, kind: item, title: Three, part_of: ITM-2}}
"
    ));
    for item in ["ITM-1", "ITM-2", "ITM-3"] {
        assert!(ran.class(item).starts_with('C'), "{item} is {}", ran.class(item));
    }
}

#[test]
fn clauses_follow_the_class_and_a_class_alone_answers_none() {
    let applies = |records: &str| {
        let ran = classes(records);
        let rows = &ran.judgement().clauses;
        assert!(rows.iter().all(|r| ["none", "incomplete", "does_not_apply"].contains(&r.record_check.word())));
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
  - {{id: ASM-4, kind: assessment, title: Tomorrow, clause: \"4.1\", judgement: met, by: D, on: 2026-11-03}}
  - {{id: ASM-5, kind: assessment, title: Nobody, clause: \"4.1\", judgement: met, by: n/a, on: 2026-10-01}}
  - {{id: ASM-6, kind: assessment, title: Nothing, clause: \"4.1\", judgement: TBD, by: E, on: 2026-10-01}}
  - {{id: ASM-7, kind: assessment, title: Undated, clause: \"4.3\", judgement: met, by: F}}
  - {{id: ASM-8, kind: assessment, title: Of another system, clause: \"4.3\", assesses: SYSTEM-9, judgement: met, by: G, on: 2026-10-01}}
  - {{id: SYSTEM-9, kind: system, title: Gateway}}
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

/// What states the same class as its whole follows it: what is wrong is told at the whole.
#[test]
fn a_part_of_the_same_class_as_its_whole_is_not_lowered_again() {
    let ran = crate::harness::Case::new()
        .records(
            "records:
  - {id: SYSTEM-1, kind: system, title: S}
  - {id: ITM-1, kind: item, title: A, safety_class: B, part_of: SYSTEM-1}
  - {id: ITM-2, kind: item, title: B, safety_class: B, part_of: ITM-1}
  - {id: UNIT-1, kind: unit, title: C, safety_class: B, part_of: ITM-2}
  - {id: UNIT-2, kind: unit, title: D, safety_class: A, part_of: ITM-2}
",
        )
        .run();
    let about: Vec<String> =
        ran.diagnostics().0.iter().filter(|d| d.code.name == "class-lowered-without-rationale").filter_map(|d| d.record.clone()).collect();
    assert_eq!(about, ["ITM-1", "UNIT-2"], "{}", ran.text());
}
