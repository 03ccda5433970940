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

#[test]
fn words_are_added_inside_groups_and_kinds_to_the_ends_of_links() {
    let records = "records:
  - {id: RISK-1, kind: risk, title: R, not_applicable: x, causes: [{id: a, kind: failure_mode, text: A valve sticks.}]}
  - {id: PLAN-1, kind: plan, title: P, contains: DOC-1}
  - {id: DOC-1, kind: document, title: D}
  - {id: SW-1, kind: requirement, title: S}
";
    let links = "links: {contains: {add: {from: [plan], to: [document]}}}\n";
    for causes in
        ["{add: {kind: [failure_mode]}}", "{type: list, add: [failure_mode]}", "{add: {kind: [failure_mode]}, labels: {failure_mode: Failure mode}}"]
    {
        let schema = format!("kinds: {{risk: {{fields: {{causes: {causes}}}}}, requirement: {{prefix: [SRS, SW]}}}}\n{links}");
        let ran = Case::new().schema(&schema).records(records).run();
        ran.silent();
        assert_eq!(ran.count("id-prefix-mismatch"), 0, "{}", ran.text());
        assert_eq!(ran.linked("DOC-1", "contained_in"), ["PLAN-1"]);
    }
    // What is not there cannot be widened.
    for (schema, line) in [
        ("kinds: {risk: {fields: {causes: {add: {text: [word]}}}}}", 1),
        ("kinds: {risk: {fields: {harm: {add: [word]}}}}", 1),
        ("links: {holds_all: {add: {from: [plan]}}}", 1),
        ("links: {contains: {add: {from: [nothing]}}}", 1),
    ] {
        let ran = Case::new().schema(schema).run();
        let found = ran.found();
        let own = |f: &&crate::harness::Found| f.place.as_ref().is_some_and(|(file, at)| file == "schema.yaml" && *at == line);
        assert_eq!(found.iter().filter(own).count(), 1, "{schema}\n{}", ran.text());
    }
    let own = Case::new().schema("links: {contains: {inverse: contains_of, from: any, to: any}}\n").run();
    assert!(own.text().contains("another name, as `own_contains`"), "{}", own.text());
}

#[test]
fn a_link_to_the_wrong_kind_says_what_to_write() {
    let ran = Case::new().records("records:\n  - {id: TEST-1, kind: test, title: T, verifies: UN-1}\n  - {id: UN-1, kind: need, title: N}\n").run();
    assert!(ran.text().contains("`verifies` of `TEST-1` leads to `UN-1`, a user need"), "{}", ran.text());
    assert!(ran.text().contains("write `validates`"), "{}", ran.text());
    assert_eq!(ran.count("test-verifies-nothing"), 0, "{}", ran.text());
    let ran = Case::new().records("records:\n  - {id: ITM-1, kind: item, title: I, derives_from: UN-1}\n  - {id: UN-1, kind: need, title: N}\n  - {id: SRS-7, kind: requirement, title: S, derives_from: TEST-1}\n  - {id: TEST-1, kind: test, title: T}\n").run();
    assert!(ran.text().contains("it may lead to: ") && !ran.text().contains("system_requirement"), "{}", ran.text());
}

#[test]
fn another_number_is_never_suggested() {
    let of = |target: &str| {
        let records = format!(
            "records:\n  - {{id: SRS-016, kind: requirement, title: A}}\n  - {{id: SRS-020, kind: requirement, title: B, derives_from: {target}}}\n"
        );
        Case::new().records(&records).run().text()
    };
    assert!(!of("SRS-076").contains("did you mean"), "{}", of("SRS-076"));
    assert!(!of("SRS-017").contains("did you mean"), "{}", of("SRS-017"));
    assert!(of("SRS-16").contains("did you mean `SRS-016`?"), "zeros in front make no other number");
    assert!(of("SSR-016").contains("did you mean `SRS-016`?"));
}
