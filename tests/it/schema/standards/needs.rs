//! Each need: a record that has it, and records that have not.

use super::one::One;

/// Every record of a role must have this; records with what is missing, nothing where it is met.
#[track_caller]
pub(super) fn need(role: &str, need: &str, cases: &[(&str, &str)]) {
    assert!(cases.iter().any(|(_, label)| label.is_empty()) && cases.iter().any(|(_, label)| !label.is_empty()), "{need}: both cases");
    for (records, label) in cases {
        let records = records.lines().map(|l| format!("  - {{{}}}\n", l.trim())).collect::<String>();
        let one = One::asks("system", &format!("{{every: {role}, must: [{need}]}}")).given(&records);
        if label.is_empty() { one.meets() } else { one.misses(label) }
    }
}

#[test]
fn says() {
    need(
        "tool",
        "{says: purpose}",
        &[
            ("id: T-1, kind: tool, purpose: Compiles", ""),
            ("id: T-1, kind: tool", "says"),
            ("id: T-1, kind: tool, purpose: TBD", "says"),
            ("id: T-1, kind: tool, purpose: n/a", "says"),
            ("id: T-1, kind: tool, purpose: ' '", "says"),
            ("id: T-1, kind: tool, purpose: Compiles, status: obsolete", "record"),
            ("id: T-1, kind: tool, purpose: Compiles\nid: T-2, kind: tool, purpose: '?'", "says"),
        ],
    );
    need(
        "risk",
        "{says: causes.text}",
        &[
            ("id: R-1, kind: risk, causes: [{text: One}, {text: Two}]", ""),
            ("id: R-1, kind: risk, causes: [{text: One}, {kind: defect}]", "says"),
            ("id: R-1, kind: risk, causes: []", "says"),
            ("id: R-1, kind: risk", "says"),
        ],
    );
    need(
        "baseline",
        "{says: date}",
        &[
            ("id: B-1, kind: baseline, date: 2026-11-02", ""),
            ("id: B-1, kind: baseline, date: 2026-11-03", "says"),
            ("id: B-1, kind: baseline, date: soon", "says"),
        ],
    );
    need(
        "feedback",
        "{says: problem}",
        &[("id: F-1, kind: feedback, problem: false", ""), ("id: F-1, kind: feedback, problem: perhaps", "says"), ("id: F-1, kind: feedback", "says")],
    );
    need("control", "{says: type}", &[("id: C-1, kind: control, type: inherent", ""), ("id: C-1, kind: control, type: strong", "says")]);
    need(
        "soup",
        "{says: end_of_support}",
        &[("id: S-1, kind: soup, used_by: ITM-1, end_of_support: 2030-01-01", ""), ("id: S-1, kind: soup, used_by: ITM-1", "says")],
    );
    need(
        "verification",
        "{says: baseline}",
        &[
            ("id: V-1, kind: verification, baseline: B-1\nid: B-1, kind: baseline", ""),
            ("id: V-1, kind: verification, baseline: B-9", "says"),
            ("id: V-1, kind: verification, baseline: B-1\nid: B-1, kind: baseline, status: obsolete", "says"),
        ],
    );
}

#[test]
fn says_each() {
    need(
        "soup",
        "{says: version}, {says_each: evaluated.reason}",
        &[
            ("id: S-1, kind: soup, version: 1.0, used_by: ITM-1", ""),
            ("id: S-1, kind: soup, version: 1.0, used_by: ITM-1, evaluated: [{ref: 7, reason: Not used}]", ""),
            ("id: S-1, kind: soup, version: 1.0, used_by: ITM-1, evaluated: [{ref: 7, reason: Not used}, {ref: 8}]", "says"),
            ("id: S-1, kind: soup, version: 1.0, used_by: ITM-1, evaluated: [{ref: 7, reason: TBD}]", "says"),
        ],
    );
}

#[test]
fn linked() {
    need(
        "requirement",
        "{linked: derives_from}",
        &[
            ("id: A-1, kind: requirement, derives_from: N-1\nid: N-1, kind: need", ""),
            ("id: A-1, kind: requirement\nid: N-1, kind: need, refined_by: A-1", ""),
            ("id: A-1, kind: requirement", "linked"),
            ("id: A-1, kind: requirement, derives_from: N-9", "linked"),
            ("id: A-1, kind: requirement, derives_from: N-1\nid: N-1, kind: need, status: obsolete", "linked"),
            ("id: A-1, kind: requirement, derives_from: T-1\nid: T-1, kind: tool", "linked"),
        ],
    );
    need(
        "control",
        "{linked: {implemented_by: [requirement]}}",
        &[("id: C-1, kind: control, implemented_by: A-1\nid: A-1, kind: requirement", ""), ("id: C-1, kind: control, implemented_by: ITM-1", "linked")],
    );
}

#[test]
fn passes_and_ran() {
    let run = |rest: &str| format!("id: A-1, kind: requirement, verified_by: T-1\nid: T-1, kind: test, title: T\nid: R-1, kind: run, of: T-1, {rest}");
    let (pass, fail) = (run("result: pass, software_version: 1.0.0"), run("result: fail, software_version: 1.0.0"));
    let (old, blocked, ahead) = (
        run("result: pass, software_version: 0.9.0"),
        run("result: blocked, software_version: 1.0.0"),
        run("result: pass, software_version: 1.0.0, date: 2026-12-01"),
    );
    let unverified = "id: A-1, kind: requirement";
    let not_run = "id: A-1, kind: requirement, verified_by: T-1\nid: T-1, kind: test";
    need(
        "requirement",
        "passes",
        &[(&pass, ""), (&fail, "failing"), (&old, "stale"), (&blocked, "blocked"), (&ahead, "not_run"), (not_run, "not_run"), (unverified, "unverified")],
    );
    need("test", "ran", &[(&pass, ""), (&fail, ""), (&old, "stale"), (&blocked, "blocked"), (&ahead, "not_run"), (not_run, "not_run")]);
    need(
        "verification",
        "ran",
        &[
            ("id: V-1, kind: verification, result: pass", ""),
            ("id: V-1, kind: verification, result: fail", ""),
            ("id: V-1, kind: verification", "not_run"),
            ("id: V-1, kind: verification, result: pass, date: 2026-12-01", "not_run"),
        ],
    );
}

#[test]
fn implemented_and_effective() {
    let proof = "id: V-1, kind: verification, method: inspection, baseline: CI-1, result: pass\nid: V-2, kind: verification, result: fail\nid: CI-1, kind: configuration_item, version: 1.0.0\n";
    let with = |rest: &str| format!("{proof}id: C-1, kind: control, {rest}");
    let by_requirement = |rest: &str| {
        let test = "id: T-1, kind: test\nid: R-1, kind: run, of: T-1, result: pass, software_version: 1.0.0, date: 2026-10-01";
        format!("{}\nid: A-1, kind: requirement, {rest}\n{test}", with("implemented_by: A-1"))
    };
    need(
        "control",
        "implemented",
        &[
            (&with("verified_by: V-1"), ""),
            (&with("verified_by: [V-1, V-2]"), "implemented"),
            (&with("effect_shown_by: V-1"), "implemented"),
            (&with("implemented_by: ITM-1"), "implemented"),
            (&by_requirement("verified_by: V-1"), "implemented"),
            (&by_requirement("verified_by: V-1, verification_method: [Test]"), "implemented"),
            (&by_requirement("verified_by: V-1, verification_method: [inspection]"), ""),
            (&by_requirement("verified_by: [V-1, T-1]"), ""),
        ],
    );
    need(
        "control",
        "effective",
        &[(&with("effect_shown_by: V-1"), ""), (&with("effect_shown_by: V-2"), "effective"), (&with("verified_by: V-1"), "effective")],
    );
}

#[test]
fn approved() {
    let with = |rest: &str| format!("id: D-1, kind: document{rest}");
    need(
        "document",
        "approved",
        &[
            (&with(", approved: {by: A. Person, on: 2026-11-02}"), ""),
            (&with(""), "approved"),
            (&with(", status: approved"), "approved"),
            (&with(", status: approved, approved: {by: A. Person, on: 2026-11-02}"), ""),
            (&with(", status: draft, approved: {by: A. Person, on: 2026-11-02}"), "approved"),
            (&with(", approved: {by: A. Person, on: 2026-11-03}"), "approved"),
            (&with(", approved: {by: A. Person}"), "approved"),
            (&with(", approved: {by: n/a, on: 2026-11-02}"), "approved"),
            (&with(", approved: {on: 2026-11-02}"), "approved"),
            (&with(", reviewed: {by: A. Person, on: 2026-11-02}"), "approved"),
        ],
    );
}

#[test]
fn under_view() {
    need(
        "configuration_item",
        "{under_view: version}",
        &[
            ("id: C-1, kind: configuration_item, version: 1.0.0", ""),
            ("id: C-1, kind: configuration_item, version: 1.0.0-rc1", "under_view"),
            ("id: C-1, kind: configuration_item, version: 0.9.0", "under_view"),
            ("id: C-1, kind: configuration_item", "under_view"),
        ],
    );
}

#[test]
fn class_proven() {
    need(
        "item",
        "class_proven",
        &[
            ("id: S-1, kind: system, title: S, safety_class: C\nid: I-1, kind: item, part_of: S-1", ""),
            ("id: S-1, kind: system, title: S\nid: I-1, kind: item, part_of: S-1", "class"),
            ("id: S-1, kind: system, title: S, safety_class: B\nid: I-1, kind: item, part_of: S-1", "class"),
            ("id: S-1, kind: system, title: S, safety_class: C\nid: I-1, kind: item, part_of: S-1, safety_class: A", "lowering"),
        ],
    );
}

#[test]
fn class_of_risks() {
    let with = |allocated: &str| {
        format!(
            "id: I-2, kind: item, part_of: SYSTEM-1, safety_class: A, rationale: Shows only, approved: {{by: A, on: 2026-10-01}}, segregation: [{{from: ITM-1, mechanism: Own processor, verified_by: V-1}}]
            id: V-1, kind: verification, result: pass
            id: R-1, kind: risk, arises_from: ITM-1
            id: C-1, kind: control, mitigates: R-1, implemented_by: A-1
            id: A-1, kind: requirement, allocated_to: {allocated}"
        )
    };
    let nowhere = with("ITM-1").replace(", allocated_to: ITM-1", "");
    need(
        "control",
        "class_of_risks",
        &[
            (&with("ITM-1"), ""),
            (&with("SYSTEM-1"), ""),
            (&with("I-2"), "class_of_risks"),
            (&with("[ITM-1, I-2]"), "class_of_risks"),
            (&nowhere, "realised"),
        ],
    );
}

#[test]
fn segregated() {
    let with = |entry: &str| {
        format!(
            "id: I-2, kind: item, part_of: SYSTEM-1, segregation: [{entry}]\nid: V-1, kind: verification, result: pass\nid: V-2, kind: verification, result: fail\n\
             id: V-3, kind: verification, result: pass, verifies: SRS-9\nid: V-4, kind: verification, result: pass, verifies: [SRS-9, I-2]\nid: SRS-9, kind: requirement"
        )
    };
    let all = "from: ITM-1, purpose: risk_control, mechanism: Own processor, why_effective: Nothing shared";
    for (entry, label) in [
        (format!("{{{all}, verified_by: V-1}}"), ""),
        (format!("{{{all}, verified_by: V-2}}"), "segregation_verified"),
        // What verifies something else does not concern the segregation.
        (format!("{{{all}, verified_by: V-3}}"), "segregation_verified"),
        (format!("{{{all}, verified_by: V-4}}"), ""),
        (format!("{{{all}}}"), "segregation_verified"),
        ("{from: ITM-1, purpose: risk_control, mechanism: Own processor, verified_by: V-1}".to_owned(), "segregation"),
        ("{from: ITM-1, purpose: risk_control, mechanism: TBD, why_effective: Nothing shared, verified_by: V-1}".to_owned(), "segregation"),
        (format!("{{{all}, verified_by: V-1}}, {{from: ITM-1, purpose: risk_control, verified_by: V-1}}"), "segregation"),
    ] {
        let records = with(&entry).lines().map(|l| format!("  - {{{l}}}\n")).collect::<String>();
        let one = One::asks("boundary", "{every: self, must: [segregated]}").given(&records);
        if label.is_empty() { one.meets() } else { one.misses(label) }
    }
}

#[test]
fn risks_are_controlled_rated_decided_accepted() {
    let high = "initial: {severity: '2', probability: '2'}";
    let causes = "causes: [{id: a, text: One}, {id: b, text: Two}]";
    let control = |on: &str| format!("id: R-1, kind: risk, {high}, {causes}\nid: C-1, kind: control, mitigates: [{on}]");
    need(
        "risk",
        "controlled",
        &[
            (&control("R-1"), ""),
            (&control("R-1#a, R-1#b"), ""),
            (&control("R-1#a"), "controlled"),
            (&control("R-9"), "controlled"),
            ("id: R-1, kind: risk, initial: {severity: '1', probability: '1'}", ""),
            ("id: R-1, kind: risk", "controlled"),
        ],
    );
    need(
        "risk",
        "rated",
        &[
            (&format!("id: R-1, kind: risk, {high}"), ""),
            ("id: R-1, kind: risk, initial: {severity: '2'}", "rated"),
            ("id: R-1, kind: risk, initial: {severity: '2', probability: '7'}", "rated"),
            ("id: R-1, kind: risk, residual: {severity: '2', probability: '1'}", "rated"),
        ],
    );
    let left = |residual: &str| format!("id: R-1, kind: risk, {high}, {residual}");
    let (low, still) = (left("residual: {severity: '2', probability: '1'}"), left("residual: {severity: '2', probability: '2'}"));
    let shown = format!(
        "{low}\nid: C-1, kind: control, mitigates: R-1, reduces: {{probability: true}}, effect_shown_by: V-1\nid: V-1, kind: verification, result: pass"
    );
    let excused = shown.replacen("kind: risk", "kind: risk, not_applicable: Of another device", 1);
    let outweighed = left("residual: {severity: '2', probability: '2'}, benefit_risk: It saves lives");
    let unsaid = left("residual: {severity: '2', probability: '2'}, benefit_risk: TBD");
    let open = left("harm: Death");
    need("risk", "decided", &[(&low, ""), (&still, ""), (&open, "decided"), (&excused, "decided")]);
    need(
        "risk",
        "accepted",
        &[(&shown, ""), (&low, "accepted"), (&excused, "accepted"), (&outweighed, ""), (&still, "accepted"), (&unsaid, "accepted"), (&open, "accepted")],
    );
}

#[test]
fn claims() {
    need(
        "tool",
        "claims",
        &[
            ("id: T-1, kind: tool, answers: [{clause: One 1, reason: Because}]", ""),
            ("id: T-1, kind: tool, answers: [{clause: One 1}]", "claims"),
            ("id: T-1, kind: tool, answers: [{clause: One 1, reason: TBD}]", "claims"),
            ("id: T-1, kind: tool, answers: [{clause: One 2, reason: Because}]", "claims"),
            ("id: T-1, kind: tool, answers: [{clause: One 1, reason: Because}]\nid: T-2, kind: tool", "claims"),
        ],
    );
}

#[test]
fn holds_and_one_of() {
    need(
        "tool",
        "{holds: \"affects_product = true\"}",
        &[("id: T-1, kind: tool, affects_product: true", ""), ("id: T-1, kind: tool, affects_product: false", "holds"), ("id: T-1, kind: tool", "holds")],
    );
    need(
        "requirement",
        "{one_of: [{linked: derives_from}, {says: source}]}",
        &[
            ("id: A-1, kind: requirement, source: Meeting 7", ""),
            ("id: A-1, kind: requirement, derives_from: N-1\nid: N-1, kind: need", ""),
            ("id: A-1, kind: requirement, source: TBD", "linked"),
        ],
    );
}

/// What a change promised to repeat names tests and verifications that are there, pass, and are not older than its approval.
#[test]
fn repeated() {
    let with = |activity: &str, run: &str| {
        format!(
            "id: CR-1, kind: change_request, repeat_activities: [{activity}], approved: {{by: A. Person, on: 2026-09-05}}\n\
             id: TEST-1, kind: test\nid: RUN-1, kind: run, of: TEST-1, result: pass, software_version: 1.0.0, date: {run}\n\
             id: TEST-2, kind: test, status: obsolete\nid: TEST-3, kind: test\n\
             id: TEST-5, kind: test\nid: RUN-5, kind: run, of: TEST-5, result: pass, software_version: 1.0.0, date: {run}\n\
             id: TEST-6, kind: test\nid: RUN-6, kind: run, of: TEST-6, result: pass, software_version: 1.0.0, date: {run}"
        )
    };
    need(
        "change_request",
        "repeated",
        &[
            (&with("Test of the rate (TEST-1)", "2026-10-01"), ""),
            (&with("Test of the rate (TEST-1)", "2026-09-01"), "repeated"),
            (&with("All tests", "2026-10-01"), "repeated"),
            (&with("TEST-1 and TEST-3", "2026-10-01"), "repeated"),
            (&with("TEST-1 and TEST-2", "2026-10-01"), "repeated"),
            (&with("TEST-1 and TEST-99", "2026-10-01"), "repeated"),
            (&with("TEST-5 to TEST-6", "2026-10-01"), ""),
            (&with("TEST-1, then TEST-5", "2026-10-01"), ""),
            (&with("TEST-1 to TEST-5", "2026-10-01"), "repeated"),
            (&with("TEST-1 – TEST-5", "2026-10-01"), "repeated"),
            ("id: CR-1, kind: change_request", "says"),
        ],
    );
}

/// An open problem says whether the version under view has it.
#[test]
fn settled() {
    let with = |fields: &str| format!("id: PR-1, kind: problem_report{fields}\nid: ANO-1, kind: anomaly\nid: ANO-2, kind: anomaly, reported_as: PR-9");
    need(
        "problem_report",
        "settled",
        &[
            (&with(", closed: 2026-10-01"), ""),
            (&with(", closed: 2027-10-01"), "settled"),
            (&with(""), "settled"),
            (&with(", affected_versions: [0.9.0]"), ""),
            (&with(", affected_versions: [all]"), "settled"),
            (&with(", affected_versions: [1.0.0]"), "settled"),
            (&with(", affected_versions: [1.0.0], reports: ANO-1"), ""),
        ],
    );
}

/// A verification looks at what its baseline holds, also by way of parts.
#[test]
fn in_baseline() {
    let with = |verifies: &str| {
        format!(
            "id: V-1, kind: verification, result: pass, baseline: BL-1, verifies: {verifies}\nid: BL-1, kind: baseline, contains: CI-1\n\
             id: CI-1, kind: configuration_item, version: 1.0.0, contains: I-1\nid: I-1, kind: item\nid: U-1, kind: unit, part_of: I-1\nid: I-2, kind: item"
        )
    };
    need("verification", "in_baseline", &[(&with("I-1"), ""), (&with("U-1"), ""), (&with("[U-1, I-2]"), "in_baseline")]);
}

/// A requirement that comes from nothing says why, and is approved with it.
#[test]
fn derived() {
    let approved = ", approved: {by: A. Person, on: 2026-09-05}";
    need(
        "requirement",
        "derived",
        &[
            (&format!("id: A-1, kind: requirement, derived: The compiler does not check the stack.{approved}"), ""),
            ("id: A-1, kind: requirement, derived: The compiler does not check the stack.", "approved"),
            (&format!("id: A-1, kind: requirement{approved}"), "says"),
        ],
    );
}
