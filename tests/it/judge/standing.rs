//! A failure that counts until a pass in the same setting follows.

use super::run::{stated, with};
use crate::harness::{Case, Ran};

const PASS: &str = r#"<testcase name="a"/>"#;
const FAIL: &str = r#"<testcase name="a"><failure/></testcase>"#;

/// A failure of the first of October, and passes of the days after it, each with what is stated of it.
fn reports(failure: &str, passes: &[&str]) -> Ran {
    let day = |day: usize, more: &str| format!("date = \"2026-10-0{day}\"\n{more}");
    let mut book = stated("fail.xml", &day(1, failure));
    let names: Vec<String> = (0..passes.len()).map(|i| format!("pass{i}.xml")).collect();
    let mut files = vec![("fail.xml", FAIL)];
    for (i, (name, more)) in names.iter().zip(passes).enumerate() {
        book += &stated(name, &day(i + 2, more));
        files.push((name, PASS));
    }
    with("a", &book, &files)
}

#[test]
fn a_failure_stands_until_a_pass_in_the_same_setting() {
    let debian = "environment = \"Debian 13\"";
    let verdict = |failure: &str, passes: &[&str]| reports(failure, passes).verdict("TEST-1");
    assert_eq!(verdict(debian, &["environment = \"Windows 11\""]), "failing");
    assert_eq!(verdict(debian, &["environment = \"  debian   13 \""]), "passing", "case and blanks do not matter");
    assert_eq!(verdict(debian, &[""]), "failing", "what is not stated is no environment that is");
    assert_eq!(verdict("", &[debian]), "failing");
    assert_eq!(verdict("", &[""]), "passing");
    assert_eq!(verdict("environment = \"TBD\"", &[""]), "passing", "a placeholder states nothing");
    assert_eq!(verdict(debian, &[debian, "environment = \"Windows 11\""]), "passing", "it passed there in between");
    let (old, new) = (format!("{debian}\ntools = \"pytest 8\""), format!("{debian}\ntools = \"pytest 9\""));
    assert_eq!(verdict(&old, &[&new]), "failing");
    assert_eq!(verdict(&old, &[&new, &old]), "passing");
    // On another platform it was never outdated.
    assert_eq!(verdict("platform = \"arm\"", &["platform = \"x86\""]), "failing");
    // What another version did says nothing, as before.
    let book = format!(
        "{}{}[release]\nversion = \"2.0\"\n",
        stated("f.xml", "version = \"1.0\"\ndate = \"2026-10-01\"\nenvironment = \"a\""),
        stated("p.xml", "version = \"2.0\"\ndate = \"2026-10-02\"")
    );
    assert_eq!(with("a", &book, &[("f.xml", FAIL), ("p.xml", PASS)]).verdict("TEST-1"), "passing");
}

#[test]
fn the_message_names_where_it_passed() {
    let says = |ran: Ran, words: &str| assert!(ran.text().contains(words), "{words}\n{}", ran.text());
    let debian = "environment = \"Debian 13\"";
    let words = "the failure of 2026-10-01 in `Debian 13` stands: later runs passed in `Windows 11` only";
    says(reports(debian, &["environment = \"Windows 11\""]), words);
    says(reports(debian, &["", ""]), "in `Debian 13` stands: later runs passed in no stated environment only");
    let tools = "in tools `pytest 8` stands: later runs passed in tools `pytest 9` only";
    says(reports(&format!("{debian}\ntools = \"pytest 8\""), &[&format!("{debian}\ntools = \"pytest 9\"")]), tools);
    assert!(!reports(debian, &[]).text().contains("stands"), "nothing passed later");
}

#[test]
fn a_run_by_hand_is_repeated_by_a_retest() {
    let verdict = |first: &str, second: &str| {
        let records = format!(
            "records:
  - {{id: TEST-1, kind: test, title: Limit}}
  - {{id: RUN-1, kind: run, title: First, of: TEST-1, result: fail, date: 2026-10-01{first}}}
  - {{id: RUN-2, kind: run, title: Second, of: TEST-1, result: pass, date: 2026-10-02{second}}}
"
        );
        let ran = Case::new().records(&records).run();
        let stands = ran.text().contains("stands");
        assert_eq!(stands, ran.verdict("TEST-1") == "failing", "{}", ran.text());
        ran.verdict("TEST-1")
    };
    assert_eq!(verdict("", ""), "passing");
    for part in ["environment: Lab A", "hardware: Pump 1", "tools: [TOOL-1]"] {
        assert_eq!(verdict(&format!(", {part}"), ""), "failing", "{part}");
        assert_eq!(verdict(&format!(", {part}"), &format!(", {part}")), "passing", "{part}");
        assert_eq!(verdict(&format!(", {part}"), ", reason: retest"), "passing", "{part}");
        assert_eq!(verdict(&format!(", {part}"), ", reason: regression"), "failing", "{part}");
        assert_eq!(verdict(&format!(", {part}"), ", reason: retested"), "failing", "{part}");
    }
    assert_eq!(verdict(", tools: [b, a]", ", tools: [A, b]"), "passing", "in whatever order");
}

/// A pass after a failure repeats it, whatever it says of itself, so it is not older than the change that was made in between; the
/// test says why it has no passing run.
#[test]
fn a_pass_before_the_change_repairs_nothing() {
    let ran = |date: &str| {
        let date = if date.is_empty() { String::new() } else { format!(", date: {date}") };
        Case::new()
            .records(&format!(
                "records:
  - {{id: TEST-1, kind: test, title: Alarm}}
  - {{id: RUN-1, kind: run, title: Alarm, of: TEST-1, result: fail, date: 2026-10-02, environment: Laboratory, found: ANO-1}}
  - {{id: RUN-2, kind: run, title: Alarm, of: TEST-1, result: pass, environment: Laboratory{date}}}
  - {{id: ANO-1, kind: anomaly, title: No alarm, reported_as: PR-1}}
  - {{id: PR-1, kind: problem_report, title: No alarm, resolved_by: CR-1}}
  - {{id: CR-1, kind: change_request, title: Alarm, opened: 2026-10-03, approved: {{by: A. Person, on: 2026-10-04}}}}
"
            ))
            .run()
    };
    assert_eq!(ran("2026-10-03").verdict("RUN-2"), "not_run");
    assert_eq!(ran("2026-10-03").count("evidence-too-old"), 1);
    assert_eq!(ran("2026-10-05").verdict("RUN-2"), "passing");
    assert_eq!(ran("2026-10-05").count("evidence-too-old"), 0);
    // One that is older than the failure repeats nothing.
    assert_eq!(ran("2026-10-01").verdict("RUN-2"), "passing");
    let undated = Case::new()
        .records(
            "records:
  - {id: TEST-1, kind: test, title: Alarm}
  - {id: RUN-2, kind: run, title: Alarm, of: TEST-1, result: pass, reason: retest}
  - {id: CR-1, kind: change_request, title: Alarm, opened: 2026-10-03, verified_by: TEST-1}
",
        )
        .run();
    assert_eq!(undated.verdict("RUN-2"), "not_run");
    assert!(undated.text().contains("recorded as passed, but not counted: `RUN-2`"), "{}", undated.text());
}
