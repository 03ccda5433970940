//! Requirements, verifications, and what is obsolete.

use crate::harness::{Case, Ran};

/// Requirements below one need, with two verifications that pass and one that fails.
fn requirements(records: &str) -> Ran {
    let proofs = "
  - {id: UN-1, kind: need, title: Dose, refined_by: [SRS-1]}
  - {id: VER-1, kind: verification, title: Inspection, method: inspection, result: pass}
  - {id: VER-2, kind: verification, title: Analysis, method: analysis, result: pass}
  - {id: VER-3, kind: verification, title: Analysis, method: analysis, result: fail}
  - {id: TEST-1, kind: test, title: Never run}
";
    Case::new().records(&format!("records:{proofs}{records}")).run()
}

#[test]
fn the_worst_of_its_verifications() {
    let verdict = |by: &str| {
        requirements(&format!("  - {{id: SRS-1, kind: requirement, title: Limit, verification_method: [inspection, analysis], verified_by: [{by}]}}\n"))
            .verdict("SRS-1")
    };
    assert_eq!(verdict("VER-1"), "passing");
    assert_eq!(verdict("VER-1, VER-2"), "passing");
    assert_eq!(verdict("VER-1, VER-3"), "failing");
    assert_eq!(verdict("VER-1, TEST-1"), "not_run");
    assert_eq!(verdict("TEST-1, VER-3"), "failing");
    assert_eq!(verdict(""), "unverified");
}

/// A review of the text shows that it is well put; that the software does it shows a test, or a method that the requirement names.
#[test]
fn a_review_of_the_text_never_shows_that_the_software_does_it() {
    let both = |method: &str, wanted: &str| {
        let records = format!(
            "records:\n  - {{id: SRS-1, kind: requirement, title: Limit, verification_method: [{wanted}], verified_by: VER-1}}\n  \
             - {{id: VER-1, kind: verification, title: V, method: {method}, result: pass}}\n"
        );
        let ran = Case::new().records(&records).run();
        let review = ran.judgement().reviewed(ran.record("SRS-1")).expect("a verdict on the text").verdict.word();
        (ran.verdict("SRS-1"), review)
    };
    assert_eq!(both("review", "test"), ("unverified", "passing"));
    assert_eq!(both("review", "review"), ("unverified", "passing"));
    assert_eq!(both("inspection", "test"), ("unverified", "passing"));
    assert_eq!(both("inspection", "test, inspection"), ("passing", "unverified"));
    assert_eq!(both("static_analysis", "analysis"), ("passing", "unverified"));
    assert_eq!(both("demonstration", "Demonstration"), ("passing", "unverified"));
    assert_eq!(both("looking", "inspection"), ("unverified", "passing"), "a method that nobody knows shows nothing of the software");
}

/// Like a run, a verification of the implementation is one of a version.
#[test]
fn an_inspection_of_another_version_is_stale() {
    let verdict = |baseline: &str| {
        let records = format!(
            "records:\n  - {{id: SRS-1, kind: requirement, title: Limit, verification_method: inspection, verified_by: VER-1}}\n  \
             - {{id: VER-1, kind: verification, title: V, method: inspection, result: pass{baseline}}}\n  \
             - {{id: CI-1, kind: configuration_item, title: Source, version: 1.0.0}}\n  - {{id: CI-2, kind: configuration_item, title: Source, version: 0.9.0}}\n  \
             - {{id: BL-1, kind: baseline, title: Release, contains: [CI-1, BL-3]}}\n  - {{id: BL-2, kind: baseline, title: Old, contains: CI-2}}\n  \
             - {{id: BL-3, kind: baseline, title: Requirements}}\n"
        );
        Case::new().book("[release]\nversion = \"1.0.0\"").records(&records).run().verdict("SRS-1")
    };
    assert_eq!(verdict(", baseline: CI-1"), "passing");
    assert_eq!(verdict(", baseline: BL-1"), "passing");
    assert_eq!(verdict(", baseline: BL-3"), "passing", "a baseline that the one of the release contains");
    assert_eq!(verdict(", baseline: BL-2"), "stale");
    assert_eq!(verdict(", baseline: CI-2"), "stale");
    assert_eq!(verdict(""), "stale");
}

/// Baselines that contain each other end where they began.
#[test]
fn baselines_in_a_circle_are_judged() {
    let all: Vec<String> = (0..12).map(|n| format!("BL-{n}")).collect();
    let others = |own: &str| all.iter().filter(|id| *id != own).cloned().collect::<Vec<_>>().join(", ");
    let mut records: String = all.iter().map(|id| format!("  - {{id: {id}, kind: baseline, title: {id}, contains: [{}]}}\n", others(id))).collect();
    records += "  - {id: VER-1, kind: verification, title: V, method: review, result: pass, baseline: BL-0}\n";
    let verdict = |more: &str| {
        let text = format!("records:\n{records}{more}");
        Case::new().book("[release]\nversion = \"1.0.0\"").records(&text).run().verdict("VER-1")
    };
    assert_eq!(verdict(""), "stale");
    assert_eq!(verdict("  - {id: CI-1, kind: configuration_item, title: Source, version: 1.0.0, contained_in: BL-5}\n"), "passing");
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
  - {id: SRS-2, kind: requirement, title: Child, derives_from: SRS-1, verification_method: [inspection, analysis], verified_by: VER-1}
  - {id: SRS-3, kind: requirement, title: Grandchild, derives_from: SRS-2}
",
    );
    ran.verdicts(&[("SRS-1", "unverified"), ("SRS-2", "passing"), ("SRS-3", "unverified")]);
    let ran = requirements(
        "
  - {id: SRS-1, kind: requirement, title: Parent, verification_method: inspection, verified_by: VER-1}
  - {id: SRS-2, kind: requirement, title: Child, derives_from: SRS-1, verification_method: [inspection, analysis], verified_by: VER-3}
",
    );
    ran.verdicts(&[("SRS-1", "passing"), ("SRS-2", "failing")]);
}

#[test]
fn an_obsolete_verification_counts_nowhere() {
    let ran = requirements(
        "
  - {id: SRS-1, kind: requirement, title: Limit, verification_method: [inspection, analysis], verified_by: VER-1}
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
