//! Classifications against the risks of the software that they classify.

use crate::harness::Case;

const SCHEMA: &str = "
scales:
  severity: [{id: '1', label: None, safety_class: A}, {id: '2', label: Slight, safety_class: B}, {id: '3', label: Death, safety_class: C}]
";

const YES: &str = "{question: contributes, answer: 'yes', reason: It shows the dose}";

/// The class of a system that a classification with these answers is about, beside these records and under a schema.
fn class_under(schema: &str, answers: &str, more: &str) -> String {
    let records = format!(
        "records:
  - {{id: SYSTEM-1, kind: system, title: Pump}}
  - {{id: ITM-1, kind: item, title: Display, part_of: SYSTEM-1}}
  - {{id: SOUP-1, kind: soup, title: Parser, used_by: ITM-1}}
  - {{id: CMP-1, kind: component, title: Motor}}
  - {{id: IF-1, kind: interface, title: Frames, from: ITM-1, to: CMP-1}}
  - {{id: ANO-1, kind: anomaly, title: Late frame, affects: ITM-1}}
  - {{id: CLS-1, kind: classification, title: Why, classifies: SYSTEM-1, approved: {{by: R. Nair, on: 2026-01-15}}, answers: [{answers}], external_controls: [{{kind: Limiter, evidence: TR-1}}]}}
{more}"
    );
    Case::new().schema(schema).records(&records).run().class("SYSTEM-1")
}

fn class(answers: &str, more: &str) -> String {
    class_under(SCHEMA, answers, more)
}

fn risk(fields: &str) -> String {
    format!("  - {{id: RISK-1, kind: risk, title: Overdose, {fields}}}\n")
}

const NO: &str = "{question: contributes, answer: 'no', reason: It only shows the log}";

#[test]
fn a_class_below_that_of_a_risk_of_the_software_is_not_proven() {
    let slight = format!("{YES}, {{question: unacceptable_risk, answer: 'yes', reason: R}}, {{question: severity, answer: non_serious, reason: R}}");
    let none = format!("{YES}, {{question: unacceptable_risk, answer: no_measure_needed, reason: R}}");
    assert_eq!(class(NO, ""), "A classified");
    for place in [
        "arises_from: ITM-1",
        "arises_from: SOUP-1",
        "arises_from: IF-1",
        "arises_from: ANO-1",
        "causes: [{id: a, item: ITM-1}]",
        "causes: [{id: a, item: SYSTEM-1}]",
    ] {
        let of = |severity: &str| risk(&format!("{place}, initial: {{severity: '{severity}'}}"));
        assert_eq!(class(NO, &of("1")), "A classified", "{place}");
        assert_eq!(class(NO, &of("2")), "C assumed", "{place}");
        assert_eq!(class(&none, &of("2")), "C assumed", "{place}");
        assert_eq!(class(&slight, &of("2")), "B classified", "{place}");
        assert_eq!(class(&slight, &of("3")), "C assumed", "{place}");
    }
}

#[test]
fn what_does_not_arise_from_the_software_contradicts_nothing() {
    assert_eq!(class(NO, &risk("initial: {severity: '3'}")), "A classified", "no cause is named");
    assert_eq!(class(NO, &risk("arises_from: CMP-1, initial: {severity: '3'}")), "A classified");
    assert_eq!(class(NO, &risk("status: obsolete, arises_from: ITM-1, initial: {severity: '3'}")), "A classified");
}

#[test]
fn measures_outside_the_software_may_lower_the_class() {
    let outside = format!("{YES}, {{question: unacceptable_risk, answer: 'no', reason: The limiter}}");
    assert_eq!(class(&outside, &risk("arises_from: ITM-1, initial: {severity: '3'}")), "A classified");
    let of_item = |answers: &str| {
        let more = format!(
            "{}  - {{id: CLS-2, kind: classification, title: Of the item, classifies: ITM-1, approved: {{by: R. Nair, on: 2026-01-15}}, answers: [{answers}], external_controls: [{{kind: Limiter, evidence: TR-1}}]}}\n",
            risk("arises_from: ITM-1, initial: {severity: '3'}")
        );
        class(NO, &more)
    };
    assert_eq!(of_item(&outside), "A classified", "the item's own classification counts on them");
    assert_eq!(of_item(NO), "C assumed");
}

#[test]
fn where_no_class_is_known_of_a_risk_only_that_there_is_no_harm_is_contradicted() {
    let bare = "scales:\n  severity: [{id: '3', label: Death}]\n";
    let none = format!("{YES}, {{question: unacceptable_risk, answer: no_measure_needed, reason: R}}");
    for (schema, fields) in [(bare, "arises_from: ITM-1, initial: {severity: '3'}"), (SCHEMA, "arises_from: ITM-1")] {
        assert_eq!(class_under(schema, NO, &risk(fields)), "C assumed", "{fields}");
        assert_eq!(class_under(schema, &none, &risk(fields)), "A classified", "{fields}");
    }
}

#[test]
fn of_several_systems_only_that_one_is_contradicted() {
    let other = "  - {id: SYSTEM-2, kind: system, title: Other}\n  - {id: ITM-2, kind: item, title: Drive, part_of: SYSTEM-2}\n";
    let of = |place: &str| class(NO, &format!("{other}{}", risk(&format!("arises_from: {place}, initial: {{severity: '3'}}"))));
    assert_eq!(of("ITM-2"), "A classified");
    for place in ["ITM-1", "SOUP-1", "IF-1"] {
        assert_eq!(of(place), "C assumed", "{place}");
    }
}
