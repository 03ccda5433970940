//! Risk controls have two verdicts, never one.

use crate::harness::{Case, Ran};

fn control(fields: &str) -> Ran {
    let text = format!(
        "records:
  - {{id: RISK-1, kind: risk, title: Overdose}}
  - {{id: UN-1, kind: need, title: Dose}}
  - {{id: VER-1, kind: verification, title: Good, method: inspection, result: pass}}
  - {{id: VER-2, kind: verification, title: Bad, result: fail}}
  - {{id: SRS-1, kind: requirement, title: Verified, derives_from: UN-1, verification_method: inspection, verified_by: VER-1}}
  - {{id: SRS-2, kind: requirement, title: Not verified, derives_from: UN-1}}
  - {{id: RC-1, kind: control, title: Limit, mitigates: RISK-1, {fields}}}
"
    );
    Case::new().records(&text).run()
}

fn both(fields: &str) -> (&'static str, &'static str) {
    let ran = control(fields);
    (ran.implementation("RC-1"), ran.effectiveness("RC-1"))
}

#[test]
fn implementation_and_effectiveness_are_apart() {
    assert_eq!(both("verified_by: VER-1"), ("passing", "unverified"));
    assert_eq!(both("effect_shown_by: VER-1"), ("unverified", "passing"));
    assert_eq!(both("verified_by: VER-1, effect_shown_by: VER-2"), ("passing", "failing"));
    assert_eq!(both("verified_by: VER-2, effect_shown_by: VER-1"), ("failing", "passing"));
    assert_eq!(both("implementation: words"), ("unverified", "unverified"));
}

#[test]
fn implementation_is_the_worst_of_what_implements_and_its_own_proof() {
    assert_eq!(both("implemented_by: SRS-1").0, "passing");
    assert_eq!(both("implemented_by: [SRS-1, SRS-2]").0, "unverified");
    assert_eq!(both("implemented_by: SRS-1, verified_by: VER-2").0, "failing");
    assert_eq!(both("implemented_by: SRS-2, verified_by: VER-1").0, "unverified");
}

#[test]
fn a_control_has_no_third_verdict() {
    let ran = control("verified_by: VER-1, effect_shown_by: VER-1");
    assert_eq!(ran.verdict("RC-1"), "no verdict");
}

#[test]
fn a_control_may_be_implemented_by_another_and_a_circle_shows_nothing() {
    let ran = control("implemented_by: RC-2}\n  - {id: RC-2, kind: control, title: Inner, mitigates: RISK-1, implemented_by: SRS-1");
    assert_eq!(ran.implementation("RC-1"), "passing");
    let ran = control("implemented_by: RC-2}\n  - {id: RC-2, kind: control, title: Inner, mitigates: RISK-1, implemented_by: RC-1, verified_by: VER-1");
    assert_eq!((ran.implementation("RC-1"), ran.implementation("RC-2")), ("unverified", "unverified"));
    assert_eq!(ran.count("link-cycle"), 1);
}

#[test]
fn obsolete_proof_of_a_control_counts_nowhere() {
    let ran = control("verified_by: VER-9, effect_shown_by: VER-9}\n  - {id: VER-9, kind: verification, title: Old, result: pass, status: obsolete");
    assert_eq!((ran.implementation("RC-1"), ran.effectiveness("RC-1")), ("unverified", "unverified"));
}
