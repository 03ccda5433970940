//! How a case of a report names its test.

use crate::harness::{Case, Ran};

/// Tests without `automated`, and reports whose cases name them.
fn named(book: &str, cases: &str) -> Ran {
    let tests = "
records:
  - {id: TEST-1, kind: test, title: Limit}
  - {id: TEST-1-A, kind: test, title: Limit of A}
  - {id: TEST-10, kind: test, title: Another, automated: other}
  - {id: Limits, kind: test, title: A word}
";
    let book = format!("[evidence]\njunit = \"r.xml\"\n{book}");
    Case::new().book(&book).records(tests).file("r.xml", &format!("<testsuite>{cases}</testsuite>")).run()
}

#[test]
fn a_case_may_name_its_test_by_the_id() {
    let passing = |cases: &str| -> Vec<String> {
        let ran = named("", cases);
        ["TEST-1", "TEST-1-A", "TEST-10", "Limits"].into_iter().filter(|id| ran.verdict(id) == "passing").map(str::to_owned).collect()
    };
    for name in ["TEST-1", "TEST-1: holds", "holds (TEST-1).", "[TEST-1][x]", "a.TEST-1.b", "x/TEST-1/1"] {
        assert_eq!(passing(&format!("<testcase name=\"{name}\"/>")), ["TEST-1"], "{name}");
        assert_eq!(passing(&format!("<testcase name=\"x\" classname=\"{name}\"/>")), ["TEST-1"], "{name}");
    }
    for name in ["TEST-1-B", "TEST-100", "TEST-1.2", "XTEST-1", "test-1", "TEST-1_x", "TEST-", "Limits hold"] {
        assert_eq!(passing(&format!("<testcase name=\"{name}\"/>")), [""; 0], "{name}");
    }
    assert_eq!(passing("<testcase name=\"TEST-1-A TEST-1\"/>"), ["TEST-1", "TEST-1-A"]);
    // Both ways of finding count, and the worst of all.
    assert_eq!(named("", "<testcase name=\"other\"/><testcase name=\"TEST-10\"><failure/></testcase>").verdict("TEST-10"), "failing");
    assert_eq!(named("", "<testcase name=\"TEST-10\"/>").verdict("TEST-10"), "not_run", "`other` was not found");
    assert_eq!(named("", "<testcase name=\"TEST-1 a\"/><testcase name=\"TEST-1 b\"><skipped/></testcase>").verdict("TEST-1"), "not_run");
}

#[test]
fn how_a_case_names_its_test_is_set() {
    let marked = |name: &str| named("id-pattern = [\"@{id}\", \"<{id}>\"]", &format!("<testcase name=\"{name}\"/>"));
    for name in ["x @TEST-1", "@TEST-9 @TEST-1", "&lt;TEST-1&gt;"] {
        assert_eq!(marked(name).verdict("TEST-1"), "passing", "{name}");
    }
    for name in ["TEST-1", "@TEST-1-B", "&lt;TEST-1", "@", "&lt;&gt;"] {
        assert_eq!(marked(name).verdict("TEST-1"), "not_run", "{name}");
    }
    assert_eq!(named("id-pattern = []", "<testcase name=\"TEST-1\"/>").verdict("TEST-1"), "not_run", "switched off");
    assert_eq!(named("id-pattern = \"@\"", "<testcase name=\"TEST-1\"/>").count("config-invalid"), 1);
    let property = "<testcase name=\"x\"><properties><property name=\"case\" value=\"TEST-1, Limits\"/></properties></testcase>";
    assert_eq!(named("id-property = \"case\"", property).verdict("Limits"), "passing");
    assert_eq!(named("", property).verdict("TEST-1"), "not_run");
    let of_suite = "<testsuite><properties><property name=\"test_id\" value=\"TEST-1\"/></properties><testcase name=\"a\"/><testcase name=\"b\"><failure/></testcase></testsuite>";
    assert_eq!(named("", of_suite).verdict("TEST-1"), "failing");
}
