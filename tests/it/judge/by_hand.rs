//! Runs by hand.

use super::run::{stated, with};
use crate::harness::{Case, Ran};

/// A test with runs by hand; each run is `result` and more fields.
fn by_hand(book: &str, runs: &[&str]) -> Ran {
    let mut text = String::from("records:\n  - {id: UNIT-1, kind: unit, title: Limiter}\n  - {id: TEST-1, kind: test, title: Limit, verifies: UNIT-1}\n");
    for (index, run) in runs.iter().enumerate() {
        text += &format!("  - {{id: RUN-{index}, kind: run, title: Run, of: TEST-1, {run}}}\n");
    }
    Case::new().book(book).records(&text).run()
}

#[test]
fn results_by_hand() {
    for (result, verdict) in
        [("pass", "passing"), ("fail", "failing"), ("error", "failing"), ("blocked", "blocked"), ("skipped", "not_run"), ("not_run", "not_run")]
    {
        let ran = by_hand("", &[&format!("result: {result}")]);
        ran.verdicts(&[("RUN-0", verdict), ("TEST-1", verdict), ("UNIT-1", verdict)]);
    }
    assert_eq!(by_hand("", &["date: 2026-01-01"]).verdict("TEST-1"), "not_run", "a run without a result proves nothing");
    assert_eq!(by_hand("", &[]).verdict("TEST-1"), "not_run");
}

#[test]
fn the_latest_run_by_hand_counts() {
    let (old, new) = ("date: 2026-09-30", "date: 2026-10-01");
    assert_eq!(by_hand("", &[&format!("result: fail, {old}"), &format!("result: pass, {new}")]).verdict("TEST-1"), "passing");
    assert_eq!(by_hand("", &[&format!("result: pass, {old}"), &format!("result: fail, {new}")]).verdict("TEST-1"), "failing");
    assert_eq!(by_hand("", &[&format!("result: pass, {new}"), &format!("result: blocked, {new}")]).verdict("TEST-1"), "blocked");
    assert_eq!(by_hand("", &["result: fail", &format!("result: pass, {new}")]).verdict("TEST-1"), "failing");
    let elsewhere = format!("result: fail, {old}, platform: arm");
    assert_eq!(by_hand("", &[&elsewhere, &format!("result: pass, {new}")]).verdict("TEST-1"), "failing");
}

/// Leaving out a test that failed repairs nothing; only a pass that comes after does.
#[test]
fn what_was_not_run_outdates_no_failure() {
    let days = ["date: 2026-09-29", "date: 2026-09-30", "date: 2026-10-01"];
    let of = |results: [&str; 3]| {
        by_hand("", &[0, 1, 2].map(|at| format!("result: {}, {}", results[at], days[at])).each_ref().map(String::as_str)).verdict("TEST-1")
    };
    assert_eq!(of(["pass", "fail", "skipped"]), "failing");
    assert_eq!(of(["fail", "blocked", "not_run"]), "failing");
    assert_eq!(of(["fail", "pass", "skipped"]), "not_run");
    assert_eq!(of(["fail", "skipped", "pass"]), "passing");
    let book = stated("fail.xml", "date = \"2026-10-01\"") + &stated("skip.xml", "date = \"2026-10-02\"");
    let skipped = ("skip.xml", r#"<testcase name="a"><skipped/></testcase>"#);
    let ran = with("a", &book, &[("fail.xml", r#"<testcase name="a"><failure/></testcase>"#), skipped]);
    assert_eq!(ran.verdict("TEST-1"), "failing");
}

#[test]
fn a_run_of_a_day_that_has_not_come_passes_nothing() {
    let (before, after) = ("date: 2026-11-02", "date: 2026-11-03");
    by_hand("", &[&format!("result: pass, {after}")]).verdicts(&[("RUN-0", "not_run"), ("TEST-1", "not_run")]);
    assert_eq!(by_hand("", &[&format!("result: fail, {before}"), &format!("result: pass, {after}")]).verdict("TEST-1"), "failing");
    assert_eq!(by_hand("", &[&format!("result: pass, {before}"), &format!("result: not_run, {after}")]).verdict("TEST-1"), "passing");
    assert_eq!(by_hand("", &[&format!("result: pass, {before}"), &format!("result: fail, {after}")]).verdict("TEST-1"), "failing");
}

#[test]
fn a_verification_of_a_day_that_has_not_come_or_of_nothing_passes_nothing() {
    let verdict = |rest: &str| {
        let records = format!(
            "records:\n  - {{id: UNIT-1, kind: unit, title: Limiter}}\n  - {{id: VER-1, kind: verification, title: Review, verifies: UNIT-1, {rest}}}\n"
        );
        Case::new().records(&records).run().verdict("UNIT-1")
    };
    assert_eq!(verdict("result: pass, date: 2026-11-02"), "passing");
    assert_eq!(verdict("result: pass, date: 2026-11-03"), "not_run");
    assert_eq!(verdict("result: pass, criteria: [{criterion: Clear, result: not_applicable}]"), "not_run");
    assert_eq!(verdict("result: pass, criteria: [{criterion: Clear, result: not_applicable}, {criterion: Complete, result: pass}]"), "passing");
}

#[test]
fn an_obsolete_run_counts_nowhere() {
    assert_eq!(by_hand("", &["result: fail, status: obsolete", "result: pass"]).verdict("TEST-1"), "passing");
    assert_eq!(by_hand("", &["result: pass, status: obsolete"]).verdict("TEST-1"), "not_run");
}

#[test]
fn a_run_is_no_better_than_its_steps() {
    let ran = by_hand("", &["result: pass, steps: [{step: 1, result: pass}, {step: 2, result: fail}]"]);
    ran.verdicts(&[("RUN-0", "failing"), ("TEST-1", "failing")]);
    assert_eq!(by_hand("", &["result: pass, steps: [{step: 1, result: skipped}]"]).verdict("TEST-1"), "not_run");
}

#[test]
fn a_stale_run_by_hand_proves_nothing() {
    let viewed = "[release]\nversion = \"2.0\"";
    assert_eq!(by_hand(viewed, &["result: pass, software_version: 1.9"]).verdict("TEST-1"), "stale");
    assert_eq!(by_hand(viewed, &["result: pass, software_version: 2.0"]).verdict("TEST-1"), "passing");
    // A dated run of another version outdates nothing of this one.
    let runs = ["result: fail, software_version: 2.0, date: 2026-01-01", "result: pass, software_version: 2.1, date: 2026-10-01"];
    assert_eq!(by_hand(viewed, &runs).verdict("TEST-1"), "failing");
}
