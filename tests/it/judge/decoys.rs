//! What looks like proof and is none: each decoy, put in the place of the real thing, counts nowhere.

use crate::harness::{Case, Ran};

/// The complete project, with records in place of those that have their ids.
fn with(records: &str) -> Ran {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("decoy.yaml");
    std::fs::write(&file, format!("records:\n{records}")).expect("the records");
    Case::on_ground(&file).run()
}

/// A requirement like SRS-1, with these links.
fn requirement(links: &str) -> String {
    format!(
        "  - {{id: SRS-9, kind: requirement, title: Limit, text: The software shall limit the rate., category: a, derives_from: SYS-1, allocated_to: ITM-1, \
         verification_method: test, acceptance: It is limited., {links}}}\n"
    )
}

/// The codes of the findings about a record.
fn codes<'a>(ran: &'a Ran, id: &str) -> Vec<&'a str> {
    ran.diagnostics().0.iter().filter(|d| d.record.as_deref() == Some(id)).map(|d| d.code.name).collect()
}

#[test]
fn the_real_thing_counts() {
    let ran = with(&requirement("verified_by: TEST-2"));
    assert_eq!(ran.verdict("SRS-9"), "passing");
    assert!(codes(&ran, "SRS-9").is_empty(), "{}", ran.text());
}

#[test]
fn a_link_to_an_obsolete_record() {
    let old = "  - {id: TEST-9, kind: test, title: Former, status: obsolete, level: system, automated: rate_is_computed}\n";
    let ran = with(&(requirement("verified_by: TEST-9") + old));
    assert_eq!(ran.verdict("SRS-9"), "unverified");
    assert_eq!(codes(&ran, "SRS-9"), ["requirement-unverified", "link-to-obsolete"], "{}", ran.text());
}

#[test]
fn a_test_of_another_subject() {
    // TEST-2 passes, verifies the system requirement that this one is derived from, and says nothing of this one.
    let ran = with(&requirement("tags: [a]"));
    assert_eq!((ran.verdict("SYS-1"), ran.verdict("SRS-9")), ("passing", "unverified"));
    assert_eq!(codes(&ran, "SRS-9"), ["requirement-unverified"], "{}", ran.text());
}

#[test]
fn a_run_of_another_version() {
    let run = "  - {id: RUN-1, kind: run, title: Flow, of: TEST-2, result: pass, date: 2026-10-02, tester: Ben Weber, software_version: 0.9.0, hardware: Pump 417}\n";
    let ran = with(run);
    ran.verdicts(&[("TEST-2", "stale"), ("SYS-1", "stale"), ("SRS-2", "stale")]);
    assert_eq!((ran.implementation("RC-1"), ran.effectiveness("RC-1")), ("stale", "stale"));
    assert!(codes(&ran, "TEST-2").contains(&"run-stale") || codes(&ran, "RUN-1").contains(&"run-stale"), "{}", ran.text());
}

#[test]
fn an_unapproved_waiver() {
    let waiver =
        "  - {id: WVR-9, kind: waiver, title: Later, finding: requirement-unverified, applies_to: SRS-9, reason: It comes later., expires: 2027-01-01}\n";
    let ran = with(&(requirement("tags: [a]") + waiver));
    assert!(ran.diagnostics().0.iter().any(|d| d.code.name == "requirement-unverified" && d.waived.is_none()), "{}", ran.text());
    assert_eq!(codes(&ran, "WVR-9"), ["waiver-unapproved"]);
    assert!(ran.checked().fails(None));
}

#[test]
fn an_approval_with_n_a() {
    let lowered = |by: &str| {
        with(&format!(
            "  - {{id: ITM-9, kind: item, title: Viewer, part_of: SYSTEM-1, responsibility: Shows a log., safety_class: A, rationale: Used after the event., \
             approved: {{by: {by}, on: 2026-10-02}}, segregation: [{{from: ITM-1, purpose: classification, mechanism: Own computer., why_effective: No path., verified_by: VER-1}}], allocates: SRS-1}}\n"
        ))
    };
    assert_eq!(lowered("Cleo Nkemelu").class("ITM-9"), "A lowered");
    let void = lowered("n/a");
    assert_eq!(void.class("ITM-9"), "C lowering_unproven");
    assert!(codes(&void, "ITM-9").contains(&"class-lowered-without-rationale"), "{}", void.text());
}

#[test]
fn a_skipped_and_a_blocked_run() {
    for (result, verdict) in [("skipped", "not_run"), ("not_run", "not_run"), ("blocked", "blocked"), ("error", "failing")] {
        let ran = with(&format!("  - {{id: RUN-1, kind: run, title: Flow, of: TEST-2, result: {result}, date: 2026-10-02, software_version: 1.0.0}}\n"));
        ran.verdicts(&[("TEST-2", verdict), ("SYS-1", verdict)]);
    }
}

#[test]
fn a_control_that_implements_itself() {
    let control = |id: &str, by: &str| {
        format!("  - {{id: {id}, kind: control, title: Alarm, type: protective, realised_in: software, mitigates: RISK-1, implemented_by: {by}}}\n")
    };
    let ran = with(&(control("RC-8", "RC-9") + &control("RC-9", "RC-8")));
    assert_eq!((ran.implementation("RC-8"), ran.implementation("RC-9")), ("unverified", "unverified"));
}

#[test]
fn a_pass_that_does_not_say_of_which_version() {
    let run = |fields: &str| {
        with(&format!("  - {{id: RUN-1, kind: run, title: Flow, of: TEST-2, date: 2026-10-02, tester: Ben Weber, hardware: Pump 417, {fields}}}\n"))
    };
    run("result: pass").verdicts(&[("TEST-2", "stale"), ("SYS-1", "stale")]);
    run("result: pass, software_version: n/a").verdicts(&[("TEST-2", "stale")]);
    run("result: fail").verdicts(&[("TEST-2", "failing"), ("SYS-1", "failing")]);
    run("result: pass, software_version: 1.0.0").verdicts(&[("TEST-2", "passing")]);
}
