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

/// A control that is shown to have its effect, by its id, type and what it reduces.
fn control(id: &str, kind: &str, reduces: &str) -> String {
    format!("  - {{id: {id}, kind: control, title: Warning, type: {kind}, mitigates: RISK-1, reduces: {{{reduces}: true}}, effect_shown_by: VER-1}}\n")
}

/// A risk beside controls.
fn risk_with(schema: &str, fields: &str, controls: &str) -> Ran {
    let records = format!(
        "records:\n  - {{id: RISK-1, kind: risk, title: Overdose, {fields}}}\n{controls}  - {{id: VER-1, kind: verification, title: Good, result: pass}}\n"
    );
    Case::new().schema(schema).records(&records).run()
}

fn decided(schema: &str, fields: &str, controls: &str) -> &'static str {
    let ran = risk_with(schema, fields, controls);
    ran.judgement().risk(ran.record("RISK-1")).expect("scores").decision.word()
}

fn decision(fields: &str) -> &'static str {
    decided(MATRIX, fields, &control("RC-1", "information", "probability"))
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
    let both = format!("{}{}", control("RC-1", "information", "probability"), control("RC-2", "protective", "probability"));
    let staged = |before: &str| {
        decided(
            MATRIX,
            &format!("initial: {HIGH}, residual: [{{stage: protective, {before}}}, {{stage: information, severity: '2', probability: '1'}}]"),
            &both,
        )
    };
    assert_eq!(staged("severity: '2', probability: '2'"), "by_information_only");
    assert_eq!(staged("severity: '2', probability: '1'"), "acceptable");
}

#[test]
fn a_score_falls_by_a_control_that_is_shown_to_reduce_it() {
    let of = |residual: &str, controls: &str| decided(MATRIX, &format!("initial: {HIGH}, residual: {residual}"), controls);
    let (severity, probability) = (control("RC-1", "protective", "severity"), control("RC-1", "protective", "probability"));
    let (lower, slighter) = (LOW, "{severity: '1', probability: '2'}");
    assert_eq!(of(lower, &probability), "acceptable");
    assert_eq!(of(slighter, &severity), "acceptable");
    assert_eq!(of(lower, &severity), "not_acceptable", "another score");
    assert_eq!(of(slighter, &probability), "not_acceptable", "another score");
    assert_eq!(of("{severity: '1', probability: '1'}", &probability), "acceptable", "what is shown is enough");
    assert_eq!(of(lower, ""), "not_acceptable", "no control");
    for (from, to) in [("effect_shown_by", "verified_by"), ("probability: true", "probability: false"), ("title:", "status: obsolete, title:")] {
        assert!(probability.contains(from));
        assert_eq!(of(lower, &probability.replace(from, to)), "not_acceptable", "{to}");
    }
    assert_eq!(of(slighter, &control("RC-1", "information", "severity")), "not_acceptable", "information makes no harm less severe");
    assert_eq!(of(&format!("{LOW}, benefit_risk: It heals"), &severity), "not_acceptable", "another level was weighed");
    let helped = format!("{}{}", control("RC-1", "information", "probability"), control("RC-2", "protective", "probability"));
    assert_eq!(of(lower, &helped), "acceptable");
    let failed = helped
        .replace("type: protective, mitigates: RISK-1, reduces: {probability: true}, effect_shown_by", "type: protective, mitigates: RISK-1, verified_by");
    assert_ne!(failed, helped);
    assert_eq!(of(lower, &failed), "by_information_only");
}

#[test]
fn what_is_left_of_nothing_is_not_scored() {
    let shown = control("RC-1", "protective", "probability");
    assert_eq!(decided(MATRIX, &format!("residual: {LOW}"), &shown), "unscored");
    assert_eq!(decided(MATRIX, &format!("initial: {{severity: '2'}}, residual: {LOW}"), &shown), "unscored");
}

#[test]
fn the_fall_that_is_not_shown_is_named() {
    let found = |controls: &str| {
        let ran = risk_with(MATRIX, &format!("initial: {HIGH}, residual: {{severity: '1', probability: '1'}}"), controls);
        let falls = &ran.judgement().risk(ran.record("RISK-1")).expect("scores").residual().expect("a score").unproven;
        falls.iter().map(|f| format!("{} {}>{} {:?}", f.name, f.from, f.to, f.why)).collect::<Vec<_>>()
    };
    assert_eq!(found(""), ["severity 2>1 NotReduced", "probability 2>1 NotReduced"]);
    let shown = control("RC-1", "protective", "probability");
    assert_eq!(found(&shown), ["severity 2>1 NotReduced"]);
    assert_eq!(found(&shown.replace("effect_shown_by", "verified_by")), ["severity 2>1 NotReduced", "probability 2>1 NotEffective"]);
}

#[test]
fn a_level_may_need_words_before_it_is_accepted() {
    let shown = control("RC-1", "protective", "probability");
    for need in ["benefit_risk", "further_reduction"] {
        let schema = MATRIX.replace("label: Low, acceptable: true", &format!("label: Low, acceptable: true, needs: [{need}]"));
        let left = format!("initial: {HIGH}, residual: {LOW}");
        assert_eq!(decided(&schema, &left, &shown), "not_acceptable", "{need}");
        assert_eq!(decided(&schema, &format!("{left}, {need}: n/a"), &shown), "not_acceptable", "{need}");
        assert_eq!(decided(&schema, &format!("{left}, {need}: No other therapy helps"), &shown), "acceptable", "{need}");
        assert_eq!(decided(&schema, &format!("initial: {LOW}"), ""), "unscored", "what is accepted under a condition is not accepted from the start");
    }
    let high = MATRIX.replace("acceptable: false", "acceptable: false, needs: [further_reduction]");
    let left = format!("initial: {HIGH}, residual: {HIGH}, benefit_risk: It heals");
    assert_eq!(decided(&high, &left, ""), "not_acceptable");
    assert_eq!(decided(&high, &format!("{left}, further_reduction: None is practicable"), ""), "outweighed");
}

#[test]
fn a_risk_that_is_said_not_to_apply_is_never_acceptable() {
    for reason in ["Covered by the file of the device", "n/a"] {
        assert_eq!(decision(&format!("initial: {LOW}, not_applicable: {reason}")), "not_applicable");
    }
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
