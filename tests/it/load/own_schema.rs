//! A schema of the project's own.

use crate::harness::Case;

#[test]
fn a_schema_of_the_projects_own() {
    let ran = Case::new()
        .schema(
            "kinds:
  requirement:
    fields:
      urgency: {type: enum, values: [low, high]}
      status: {type: enum, add: [postponed]}
      category: {type: list, add: [z]}
  hardware_requirement:
    label: Hardware requirement
    prefix: HW
    roles: [requirement, verifiable]
    fields: {verification_method: {type: list, of: {type: text}}, grade: {type: scale, scale: severity}}
links:
  complies_with: {inverse: complied_with_by, from: [document], to: [document], acyclic: true}
  touches: {inverse: touched_by, from: any, to: any}
scales:
  severity: [{id: \"1\", label: Negligible}, {id: \"2\", label: Serious}]
  p2: [{id: \"1\"}, {id: \"2\"}]
risk_matrix:
  by: [severity, p2]
  levels: [{id: low, label: Low, acceptable: true}, {id: high, label: High, acceptable: false}]
  cells: {\"1\": {\"1\": low, \"2\": low}, \"2\": {\"1\": low, \"2\": high}}
",
        )
        .records(
            "records:
  - {id: UN-1, kind: need, title: Need, refined_by: [SRS-1, HW-1], touched_by: DOC-1}
  - {id: VER-1, kind: verification, title: V, method: inspection, result: pass, verifies: [SRS-1, HW-1]}
  - {id: SRS-1, kind: requirement, title: Soft, verification_method: inspection, urgency: high, status: postponed, category: [a, z]}
  - {id: HW-1, kind: hardware_requirement, title: Hard, verification_method: inspection, grade: \"2\"}
  - {id: DOC-1, kind: document, title: One, complies_with: DOC-2}
  - {id: DOC-2, kind: document, title: Two}
  - {id: RISK-1, kind: risk, title: R, not_applicable: x, initial: {severity: \"2\", p2: \"2\"}, residual: [{severity: \"1\", p2: \"2\"}, {severity: \"2\"}]}
",
        )
        .run();
    ran.silent();
    ran.verdicts(&[("SRS-1", "passing"), ("HW-1", "passing")]);
    assert_eq!(ran.linked("DOC-2", "complied_with_by"), ["DOC-1"]);
    assert_eq!(ran.linked("DOC-1", "touches"), ["UN-1"]);
    assert_eq!(ran.linked("UN-1", "refined_by"), ["SRS-1", "HW-1"]);
    let scores: Vec<_> =
        ran.judgement().risks.scored[0].scores.iter().map(|s| (s.stage, s.index, s.computed.as_ref().map(|r| (r.level.clone(), r.acceptable)))).collect();
    assert_eq!(scores, [("initial", 0, Some(("high".into(), false))), ("residual", 0, Some(("low".into(), true))), ("residual", 1, None)]);
    let wrong = Case::new()
        .schema("kinds: {requirement: {fields: {urgency: {type: enum, values: [low, high]}}}}\nscales: {severity: [{id: \"1\"}]}\n")
        .records("records:\n  - {id: SRS-1, kind: requirement, title: S, urgency: medium, verified_by: VER-1, implements: []}\n  - {id: VER-1, kind: verification, title: V, result: pass}\n  - {id: RISK-1, kind: risk, title: R, not_applicable: x, initial: {severity: \"3\"}}\n")
        .run();
    assert_eq!(wrong.count("unknown-value"), 2, "{}", wrong.text());
}

#[test]
fn a_schema_of_the_wrong_form_is_no_silent_one() {
    for schema in [
        "- kinds",
        "words",
        "kinds: [requirement]",
        "kinds: {requirement: words}",
        "kinds: {requirement: {fields: [urgency]}}",
        "kinds: {hardware: words}",
        "kinds: {requirement: {fields: {urgency: words}}}",
        "links: {complies_with: words}",
        "scales: {severity: words}",
        "scales: {severity: [one]}",
        "risk_matrix: words",
        "scales: {severity: [{id: a}], p2: [{id: a}]}\nrisk_matrix: {by: [severity, p2], levels: words, cells: {a: {a: x}}}",
        "scales: {severity: [{id: a}], p2: [{id: a}]}\nrisk_matrix: {by: [severity, p2], levels: [{id: x, acceptable: maybe}], cells: {a: {a: x}}}",
        "scales: {severity: [{id: a}], p2: [{id: a}]}\nrisk_matrix: {by: [severity, p2], levels: [{id: x}], cells: {a: {a: y}}}",
        "scales: {severity: [{id: a}], p2: [{id: a}]}\nrisk_matrix: {by: [severity, p2], levels: [{id: x}], cells: {a: words}}",
        "scales: {severity: [{id: a}], p2: [{id: a}]}\nrisk_matrix: {by: [severity, p2], levels: [{id: x}], cells: words}",
    ] {
        let ran = Case::new().schema(schema).run();
        let codes = ran.codes();
        assert!(!codes.is_empty() && codes.iter().all(|c| c.starts_with("schema-")), "{schema}: {codes:?}\n{}", ran.text());
        assert!(ran.checked().stops(), "{schema}");
    }
}
