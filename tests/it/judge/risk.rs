//! Risks: what the matrix and the records make of them.

use crate::harness::{Case, Ran};

const MATRIX: &str = "
scales:
  severity: [{id: '1', label: Low}, {id: '2', label: High, safety_class: B}]
  probability: [{id: '1', label: Low}, {id: '2', label: High}]
risk_matrix:
  by: [severity, probability]
  levels: [{id: low, label: Low, acceptable: true}, {id: high, label: High, acceptable: false}]
  cells: {'1': {'1': low, '2': low}, '2': {'1': low, '2': high}}
";

const HIGH: &str = "{severity: '2', probability: '2'}";
const LOW: &str = "{severity: '2', probability: '1'}";

fn risk(fields: &str) -> Ran {
    let records = format!(
        "records:\n  - {{id: RISK-1, kind: risk, title: Overdose, {fields}}}\n  - {{id: RC-1, kind: control, title: Warning, type: information, mitigates: RISK-1}}\n"
    );
    Case::new().schema(MATRIX).records(&records).run()
}

fn decision(fields: &str) -> &'static str {
    let ran = risk(fields);
    let scored = ran.judgement().risk(ran.record("RISK-1")).expect("scores");
    scored.decision.word()
}

#[test]
fn the_last_score_decides() {
    assert_eq!(decision("tags: [a]"), "unscored");
    assert_eq!(decision(&format!("initial: {HIGH}")), "unscored");
    assert_eq!(decision(&format!("initial: {LOW}")), "acceptable");
    assert_eq!(decision(&format!("initial: {HIGH}, residual: {HIGH}")), "not_acceptable");
    assert_eq!(decision(&format!("initial: {HIGH}, residual: {HIGH}, benefit_risk: It heals")), "outweighed");
    for nothing in ["n/a", "Yes.", "All is well.", "Not critical"] {
        assert_eq!(decision(&format!("initial: {HIGH}, residual: {HIGH}, benefit_risk: {nothing}")), "not_acceptable", "{nothing}");
    }
    assert_eq!(decision(&format!("initial: {LOW}, residual: [{LOW}, {HIGH}]")), "not_acceptable");
    assert_eq!(decision(&format!("initial: {HIGH}, residual: {{severity: '2'}}")), "not_judged");
    assert_eq!(decision(&format!("initial: {HIGH}, residual: {{severity: '7', probability: '1'}}")), "not_judged");
}

#[test]
fn information_alone_is_told_apart() {
    assert_eq!(decision(&format!("initial: {HIGH}, residual: {LOW}")), "by_information_only");
    assert_eq!(decision(&format!("initial: {HIGH}, residual: {LOW}, mitigated_by: RC-2")), "by_information_only", "a control that is not there");
    let staged = |before: &str| {
        decision(&format!("initial: {HIGH}, residual: [{{stage: protective, {before}}}, {{stage: information, severity: '2', probability: '1'}}]"))
    };
    assert_eq!(staged("severity: '2', probability: '2'"), "by_information_only");
    assert_eq!(staged("severity: '2', probability: '1'"), "acceptable");
}

#[test]
fn without_a_matrix_nothing_is_judged() {
    let ran = Case::new().records("id: RISK-1\nkind: risk\ntitle: Overdose\ninitial: {severity: '9', probability: '9'}\n").run();
    assert_eq!(ran.judgement().risk(ran.record("RISK-1")).expect("scores").decision.word(), "not_judged");
}

#[test]
fn the_overall_residual_risk_is_a_persons_judgement() {
    let judged = |fields: &str| {
        let records = format!("records:\n  - {{id: ASM-1, kind: assessment, title: Overall, {fields}}}\n");
        Case::new().records(&records).run().judgement().risks.overall_residual_risk.as_ref().map(|a| a.judgement.clone())
    };
    let subject = "subject: Overall residual risk";
    assert_eq!(judged(&format!("{subject}, judgement: acceptable, by: A, on: 2026-01-01")).as_deref(), Some("acceptable"));
    assert_eq!(judged("clause: ISO 14971 8, judgement: acceptable, by: A, on: 2026-01-01").as_deref(), Some("acceptable"));
    for wrong in [
        "judgement: acceptable, by: A",
        "judgement: acceptable, on: 2026-01-01",
        "judgement: tbd, by: A, on: 2026-01-01",
        "judgement: acceptable, by: A, on: 2027-01-01",
    ] {
        assert_eq!(judged(&format!("{subject}, {wrong}")), None, "{wrong}");
    }
    assert_eq!(judged("subject: Not the overall residual risk, judgement: acceptable, by: A, on: 2026-01-01"), None);
    assert_eq!(judged("subject: The risk of overdose, judgement: acceptable, by: A, on: 2026-01-01"), None);
    assert_eq!(judged(&format!("{subject}, judgement: acceptable, by: A, on: 2026-01-01, status: obsolete")), None);
}

#[test]
fn a_risk_asks_for_the_class_of_its_severity_else_of_its_causes() {
    let class = |records: &str, schema: &str| {
        let ran = Case::new().schema(schema).records(records).run();
        let scored = ran.judgement().risk(ran.record("RISK-1")).expect("scores").class;
        format!("{scored:?}")
    };
    let parts = "records:\n  - {id: SYSTEM-1, kind: system, title: Pump, safety_class: C}\n  - {id: ITM-1, kind: item, title: Item, part_of: SYSTEM-1}\n";
    let risk = |fields: &str| format!("{parts}  - {{id: RISK-1, kind: risk, title: Overdose, {fields}}}\n");
    assert_eq!(class(&risk("initial: {severity: '2'}, arises_from: ITM-1"), MATRIX), "Severity(1)");
    assert_eq!(class(&risk("initial: {severity: '1'}, arises_from: ITM-1"), MATRIX), "Causes(2)", "no class is named for it");
    assert_eq!(class(&risk("causes: [{id: a, item: ITM-1}]"), MATRIX), "Causes(2)");
    assert_eq!(class(&risk("tags: [a]"), MATRIX), "File(2)");
}
