//! Requirements, verifications, and what is obsolete.

use crate::harness::{Case, Ran};

/// Requirements below one need, with two verifications that pass and one that fails.
fn requirements(records: &str) -> Ran {
    let proofs = "
  - {id: UN-1, kind: need, title: Dose, refined_by: [SRS-1]}
  - {id: VER-1, kind: verification, title: Review, result: pass}
  - {id: VER-2, kind: verification, title: Analysis, result: pass}
  - {id: VER-3, kind: verification, title: Analysis, result: fail}
  - {id: TEST-1, kind: test, title: Never run}
";
    Case::new().records(&format!("records:{proofs}{records}")).run()
}

#[test]
fn the_worst_of_its_verifications() {
    let verdict = |by: &str| requirements(&format!("  - {{id: SRS-1, kind: requirement, title: Limit, verified_by: [{by}]}}\n")).verdict("SRS-1");
    assert_eq!(verdict("VER-1"), "passing");
    assert_eq!(verdict("VER-1, VER-2"), "passing");
    assert_eq!(verdict("VER-1, VER-3"), "failing");
    assert_eq!(verdict("VER-1, TEST-1"), "not_run");
    assert_eq!(verdict("TEST-1, VER-3"), "failing");
    assert_eq!(verdict(""), "unverified");
}

#[test]
fn a_for_all_over_nothing_answers_nothing() {
    let ran = requirements("  - {id: SRS-1, kind: requirement, title: Limit}\n");
    ran.verdicts(&[("SRS-1", "unverified")]);
    assert_eq!(ran.count("requirement-unverified"), 1);
}

#[test]
fn nothing_is_inherited_from_children_or_parents() {
    let ran = requirements(
        "
  - {id: SRS-1, kind: requirement, title: Parent}
  - {id: SRS-2, kind: requirement, title: Child, derives_from: SRS-1, verified_by: VER-1}
  - {id: SRS-3, kind: requirement, title: Grandchild, derives_from: SRS-2}
",
    );
    ran.verdicts(&[("SRS-1", "unverified"), ("SRS-2", "passing"), ("SRS-3", "unverified")]);
    let ran = requirements(
        "
  - {id: SRS-1, kind: requirement, title: Parent, verified_by: VER-1}
  - {id: SRS-2, kind: requirement, title: Child, derives_from: SRS-1, verified_by: VER-3}
",
    );
    ran.verdicts(&[("SRS-1", "passing"), ("SRS-2", "failing")]);
}

#[test]
fn an_obsolete_verification_counts_nowhere() {
    let ran = requirements(
        "
  - {id: SRS-1, kind: requirement, title: Limit, verified_by: VER-1}
  - {id: VER-9, kind: verification, title: Old, result: fail, status: obsolete, verifies: SRS-1}
  - {id: TEST-9, kind: test, title: Old, status: obsolete, verifies: SRS-1}
",
    );
    ran.verdicts(&[("SRS-1", "passing")]);
    let only = requirements(
        "
  - {id: SRS-1, kind: requirement, title: Limit}
  - {id: VER-9, kind: verification, title: Old, result: pass, status: obsolete, verifies: SRS-1}
",
    );
    only.verdicts(&[("SRS-1", "unverified")]);
}

#[test]
fn a_link_that_proves_nothing_proves_nothing() {
    let ran = requirements("  - {id: SRS-1, kind: requirement, title: Limit, relates_to: VER-1}\n");
    ran.verdicts(&[("SRS-1", "unverified")]);
}

#[test]
fn a_verification_is_no_better_than_its_criteria() {
    let verdict = |fields: &str| {
        let ran = Case::new().records(&format!("id: VER-1\nkind: verification\ntitle: Review\n{fields}\n")).run();
        ran.verdict("VER-1")
    };
    assert_eq!(verdict("result: pass\ncriteria: [{criterion: Complete, result: pass}, {criterion: Clear, result: fail}]"), "failing");
    assert_eq!(verdict("result: pass\ncriteria: [{criterion: Complete, result: pass}, {criterion: Moot, result: not_applicable}]"), "passing");
    assert_eq!(verdict("criteria: [{criterion: Complete, result: pass}]"), "not_run");
    assert_eq!(verdict("result: fail"), "failing");
    assert_eq!(verdict("result: maybe"), "not_run", "a word that means nothing proves nothing");
}

#[test]
fn a_kind_of_the_project_with_the_role_is_judged_alike() {
    let schema =
        "kinds: {hardware_requirement: {prefix: HW, roles: [requirement, verifiable], fields: {verification_method: {type: list, of: {type: text}}}}}";
    let ran = Case::new()
        .schema(schema)
        .records("records:\n  - {id: HW-1, kind: hardware_requirement, title: Fuse}\n  - {id: UN-1, kind: need, title: Safe, refined_by: HW-1}\n")
        .run();
    ran.verdicts(&[("HW-1", "unverified")]).expect(&[("requirement-unverified", 2, "records/all.yaml")]);
}
