//! Who is somebody, and which names may be those of one person.

use crate::harness::{Case, Ran};

fn project(more: &str) -> Ran {
    Case::new()
        .records(&format!(
            "records:\n  - {{id: PER-001, kind: person, title: Hanna Brandt}}\n  - {{id: PER-002, kind: person, title: Tomas Lindqvist}}\n{more}"
        ))
        .run()
}

#[test]
fn a_person_is_meant_by_id_or_exact_name() {
    let ran = project("  - {id: PER-003, kind: person, title: Gone Away, status: obsolete}\n");
    for (name, somebody) in [
        ("PER-001", true),
        ("Hanna Brandt", true),
        ("hanna  brandt", true),
        ("H. Brandt", false),
        ("Someone", false),
        ("n/a", false),
        ("PER-003", false),
        ("Gone Away", false),
    ] {
        assert_eq!(ran.project().is_somebody(name), somebody, "{name}");
    }
    let without = Case::new().records("records:\n  - {id: UN-1, kind: need, title: Dose}\n").run();
    assert!(without.project().is_somebody("Someone"), "a project without records of people knows none");
    let obsolete = Case::new().records("records:\n  - {id: PER-1, kind: person, title: A. Person, status: obsolete}\n").run();
    assert!(!obsolete.project().is_somebody("A. Person"), "people are not unlisted by making all of them obsolete");
}

#[test]
fn a_name_in_another_spelling_may_be_the_same_person() {
    let ran = project("");
    let same = |one: &str, other: &str| {
        let project = ran.project();
        assert_eq!(project.may_be_same_person(one, other), project.may_be_same_person(other, one), "{one} and {other}");
        project.may_be_same_person(one, other)
    };
    for (one, other) in [
        ("PER-001", "H. Brandt"),
        ("PER-001", "Brandt, Hanna"),
        ("PER-001", "Dr. Hanna Brandt (author)"),
        ("PER-001", "hanna.brandt@example.org"),
        ("Hanna Brandt", "BRANDT"),
        ("m-ito", "m-ito (self-approval)"),
        ("m-ito", "M. Ito"),
    ] {
        assert!(same(one, other), "{one} and {other}");
    }
    for (one, other) in [("PER-001", "PER-002"), ("PER-001", "T. Brandt"), ("PER-001", "H. B."), ("A. Moreau", "Adam Weber"), ("", "PER-001")] {
        assert!(!same(one, other), "{one} and {other}");
    }
}

/// What nobody on record did shows nothing; a failure stays one.
#[test]
fn a_run_or_review_by_a_stranger_shows_nothing() {
    let verdict = |fields: &str, id: &str| {
        project(&format!("  - {{id: TEST-1, kind: test, title: T}}\n  - {{id: RUN-1, kind: run, of: TEST-1, date: 2026-10-01, {fields}}}\n")).verdict(id)
    };
    assert_eq!(verdict("result: pass, tester: PER-001", "TEST-1"), "passing");
    assert_eq!(verdict("result: pass, tester: Build server, responsible: Hanna Brandt", "TEST-1"), "passing");
    assert_eq!(verdict("result: pass, tester: Someone", "TEST-1"), "not_run");
    assert_eq!(verdict("result: pass", "TEST-1"), "not_run");
    assert_eq!(verdict("result: fail, tester: Someone", "TEST-1"), "failing");
    let review = |by: &str| project(&format!("  - {{id: VER-1, kind: verification, title: V, result: pass, participants: [{by}]}}\n")).verdict("VER-1");
    assert_eq!(review("Someone, PER-002"), "passing");
    assert_eq!(review("Someone"), "not_run");
    assert_eq!(review(""), "not_run");
}
