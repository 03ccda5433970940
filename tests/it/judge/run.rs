//! Cases, runs and tests.

use crate::harness::{Case, Ran};

const TEST: &str = "
records:
  - {id: UNIT-1, kind: unit, title: Limiter}
  - {id: TEST-1, kind: test, title: Limit, verifies: UNIT-1, automated: [NAME]}
";

/// A test that names one case, and a report of these cases.
fn report(name: &str, cases: &str) -> Ran {
    with(name, "[evidence]\njunit = \"r.xml\"", &[("r.xml", cases)])
}

pub(super) fn with(name: &str, book: &str, reports: &[(&str, &str)]) -> Ran {
    let mut case = Case::new().book(book).records(&TEST.replace("NAME", name));
    for (path, cases) in reports {
        case = case.file(path, &format!("<testsuite>{cases}</testsuite>"));
    }
    case.run()
}

#[test]
fn an_error_counts_as_a_failure() {
    let ran = report("a", r#"<testcase name="a"><error message="broke"/></testcase>"#);
    ran.verdicts(&[("TEST-1", "failing")]).expect(&[("test-failing", 4, "records/all.yaml")]);
    assert_eq!(report("a", r#"<testcase name="a"><failure/></testcase>"#).verdict("TEST-1"), "failing");
    // The worse of two outcomes, in either order.
    for both in ["<skipped/><error/>", "<error/><skipped/>"] {
        assert_eq!(report("a", &format!(r#"<testcase name="a">{both}</testcase>"#)).verdict("TEST-1"), "failing");
    }
}

#[test]
fn output_that_talks_of_failure_is_none() {
    let ran = report("a", r#"<testcase name="a"><system-out>&lt;failure/&gt; error</system-out><properties><failure/></properties></testcase>"#);
    ran.verdicts(&[("TEST-1", "passing")]).silent();
}

#[test]
fn skipped_proves_nothing() {
    let ran = report("a", r#"<testcase name="a"><skipped/></testcase>"#);
    ran.verdicts(&[("TEST-1", "not_run"), ("UNIT-1", "not_run")]).expect(&[("test-never-run", 4, "records/all.yaml")]);
}

#[test]
fn a_case_is_found_by_name_and_by_class_and_name() {
    let cases = r#"<testcase name="limit" classname="pump.Dose"/>"#;
    assert_eq!(report("limit", cases).verdict("TEST-1"), "passing");
    assert_eq!(report("pump.Dose.limit", cases).verdict("TEST-1"), "passing");
    for none in ["Limit", "lim", "Dose.limit", "pump.Dose", "limit "] {
        assert_eq!(report(&format!("{none:?}"), cases).verdict("TEST-1"), "not_run", "{none}");
    }
}

#[test]
fn an_exact_name_goes_before_a_pattern_and_before_class_and_name() {
    let cases = r#"<testcase name="a*"/><testcase name="ab"><failure/></testcase>"#;
    assert_eq!(report(r#""a*""#, cases).verdict("TEST-1"), "passing");
    let cases = r#"<testcase name="x.a"/><testcase classname="x" name="a"><failure/></testcase>"#;
    assert_eq!(report("x.a", cases).verdict("TEST-1"), "passing");
}

#[test]
fn a_star_stands_for_any_run_of_characters() {
    let cases = r#"<testcase name="dose[1]" classname="t"/><testcase name="dose[2]" classname="t"><failure/></testcase><testcase name="rate"/>"#;
    assert_eq!(report(r#""dose*""#, cases).verdict("TEST-1"), "failing");
    assert_eq!(report(r#""t.*[1]""#, cases).verdict("TEST-1"), "passing");
    assert_eq!(report(r#""dose*2*""#, cases).verdict("TEST-1"), "not_run", "not between letters and digits");
    assert_eq!(report(r#""dose[*2*""#, cases).verdict("TEST-1"), "failing");
    assert_eq!(report(r#""t.*[2]*""#, cases).verdict("TEST-1"), "failing");
    assert_eq!(report(r#""rate*""#, cases).verdict("TEST-1"), "passing", "a star may stand for nothing");
    assert_eq!(report(r#""dose[*[1]""#, cases).verdict("TEST-1"), "not_run", "the same letters must not serve twice");
    // Nothing else is a wildcard.
    assert_eq!(report(r#""dose[12]""#, cases).verdict("TEST-1"), "not_run");
    assert_eq!(report(r#""dose?1?""#, cases).verdict("TEST-1"), "not_run");
}

/// What has a star and is no pattern is a name that a case has, or that none has.
#[test]
fn a_star_at_the_beginning_or_between_letters_is_no_pattern() {
    let cases = r#"<testcase name="test_eval[2+33]"/><testcase name="2**3"/><testcase name="f(a, b)"/><testcase name="x.y.z"/>"#;
    let plain = [
        ("test_eval[2*3]", "a `*` between two letters"),
        ("2*", ""),
        ("*eval*", "begins with `*`"),
        ("*", "begins with `*`"),
        ("tes***eval[2+33]", "between"),
    ];
    for (name, help) in plain {
        let ran = report(&format!("{name:?}"), cases);
        let found = if help.is_empty() { "passing" } else { "not_run" };
        assert_eq!(ran.verdict("TEST-1"), found, "{name}");
        assert!(ran.text().contains(help) && ran.count("unmatched-automated-name") == usize::from(!help.is_empty()), "{name}\n{}", ran.text());
    }
    for pattern in ["f(*b)", "test_eval[*]", "x.*.z", "x.*", "test_*", "2**3"] {
        assert_eq!(report(&format!("{pattern:?}"), cases).verdict("TEST-1"), "passing", "{pattern}");
    }
}

#[test]
fn a_star_after_a_backslash_is_a_star() {
    let cases = r#"<testcase name="a*b"/><testcase name="axb"><failure/></testcase>"#;
    assert_eq!(report(r"'a\*b'", cases).verdict("TEST-1"), "passing");
    assert_eq!(report(r"'a\**'", cases).verdict("TEST-1"), "passing");
    assert_eq!(report(r"'a\*c'", cases).verdict("TEST-1"), "not_run");
}

#[test]
fn every_name_must_match_and_every_match_pass() {
    let cases = r#"<testcase name="a"/><testcase name="b"/><testcase name="c"><failure/></testcase>"#;
    assert_eq!(report("a, b", cases).verdict("TEST-1"), "passing");
    let one_missing = report("a, gone", cases);
    one_missing.verdicts(&[("TEST-1", "not_run")]).expect(&[("unmatched-automated-name", 4, "records/all.yaml")]);
    assert!(one_missing.text().contains("no report has a case called `gone`"), "{}", one_missing.text());
    assert_eq!(report("a, c", cases).verdict("TEST-1"), "failing");
    assert_eq!(report("gone, c", cases).verdict("TEST-1"), "failing", "a missing name hides no failure");
    assert_eq!(report("a, 'c*'", cases).verdict("TEST-1"), "failing");
}

#[test]
fn no_name_at_all_proves_nothing() {
    assert_eq!(report("", r#"<testcase name="a"/>"#).verdict("TEST-1"), "not_run");
}

fn reports(book: &str) -> Ran {
    with("a", book, &[("pass.xml", r#"<testcase name="a"/>"#), ("fail.xml", r#"<testcase name="a"><failure/></testcase>"#)])
}

pub(super) fn stated(file: &str, more: &str) -> String {
    format!("[[evidence.report]]\nfiles = \"{file}\"\n{more}\n")
}

#[test]
fn the_latest_dated_report_counts() {
    let book = |pass: &str, fail: &str| stated("pass.xml", &format!("date = \"{pass}\"")) + &stated("fail.xml", &format!("date = \"{fail}\""));
    assert_eq!(reports(&book("2026-10-02", "2026-10-01")).verdict("TEST-1"), "passing");
    assert_eq!(reports(&book("2026-10-01", "2026-10-02")).verdict("TEST-1"), "failing");
    assert_eq!(reports(&book("2026-10-01", "2026-10-01")).verdict("TEST-1"), "failing", "of equal dates the worst counts");
}

#[test]
fn an_undated_report_is_never_outdated() {
    let book = stated("pass.xml", "date = \"2026-10-02\"") + &stated("fail.xml", "");
    assert_eq!(reports(&book).verdict("TEST-1"), "failing");
    assert_eq!(reports("[evidence]\njunit = \"*.xml\"").verdict("TEST-1"), "failing");
}

#[test]
fn the_date_of_a_report_is_its_newest_suite() {
    let case = |date: &str| {
        Case::new()
            .book("[evidence]\njunit = \"*.xml\"")
            .records(&TEST.replace("NAME", "a"))
            .file("1.xml", "<testsuites><testsuite timestamp=\"2026-01-01T00:00:00\"/><testsuite timestamp=\"2026-10-03T00:00:00Z\"><testcase name=\"a\"/></testsuite></testsuites>")
            .file("2.xml", &format!("<testsuite timestamp=\"{date}T23:00:00\"><testcase name=\"a\"><failure/></testcase></testsuite>"))
            .run()
    };
    assert_eq!(case("2026-10-02").verdict("TEST-1"), "passing");
    assert_eq!(case("2026-10-04").verdict("TEST-1"), "failing");
}

#[test]
fn platforms_are_judged_apart() {
    let book = stated("pass.xml", "date = \"2026-10-02\"\nplatform = \"arm\"") + &stated("fail.xml", "date = \"2026-10-01\"\nplatform = \"x86\"");
    assert_eq!(reports(&book).verdict("TEST-1"), "failing", "a later run elsewhere outdates nothing");
    let book = stated("pass.xml", "date = \"2026-10-02\"\nplatform = \"arm\"") + &stated("fail.xml", "date = \"2026-10-01\"\nplatform = \"arm\"");
    assert_eq!(reports(&book).verdict("TEST-1"), "passing");
}

#[test]
fn a_run_of_another_version_proves_nothing() {
    let viewed = "[release]\nversion = \"2.0\"\n";
    let book = format!("{viewed}{}", stated("pass.xml", "version = \"1.9\""));
    reports(&book).verdicts(&[("TEST-1", "stale"), ("UNIT-1", "stale")]).expect(&[("run-stale", 4, "records/all.yaml")]);
    let book = format!("{viewed}{}", stated("pass.xml", "version = \"2.0\""));
    reports(&book).verdicts(&[("TEST-1", "passing")]).silent();
    // A failure of the version under view is not outdated by a pass of another one, however new.
    let book = format!(
        "{viewed}{}{}",
        stated("pass.xml", "version = \"2.1\"\ndate = \"2026-10-09\""),
        stated("fail.xml", "version = \"2.0\"\ndate = \"2026-10-01\"")
    );
    assert_eq!(reports(&book).verdict("TEST-1"), "failing");
    // Versions are compared as text.
    let book = format!("{viewed}{}", stated("pass.xml", "version = \"2\""));
    assert_eq!(reports(&book).verdict("TEST-1"), "stale");
}

#[test]
fn one_way_of_running_shows_and_a_failure_of_either_stays() {
    let run = |result: &str, case: &str| {
        Case::new()
            .book("[evidence]\njunit = \"r.xml\"")
            .records(&format!("{}  - {{id: RUN-1, kind: run, title: Run, of: TEST-1, result: {result}}}\n", TEST.replace("NAME", "a")))
            .file("r.xml", &format!("<testsuite><testcase name=\"{case}\"/></testsuite>"))
            .run()
    };
    assert_eq!(run("pass", "a").verdict("TEST-1"), "passing");
    assert_eq!(run("pass", "other").verdict("TEST-1"), "passing", "the manual run passed");
    assert_eq!(run("fail", "a").verdict("TEST-1"), "failing");
    assert_eq!(run("fail", "other").verdict("TEST-1"), "failing");
}

#[test]
fn a_truncated_report_stops_the_writing() {
    let whole = "<testsuite><testcase name=\"a\"/><testcase name=\"b\"><failure/></testcase></testsuite>";
    for length in 1..whole.len() {
        let ran = Case::new().book("[evidence]\njunit = \"r.xml\"").file("r.xml", &whole[..length]).run();
        assert_eq!(ran.codes(), ["evidence-unreadable"], "{}", &whole[..length]);
        assert!(ran.checked().stops(), "{}", &whole[..length]);
    }
    let empty = Case::new().book("[evidence]\njunit = \"r.xml\"").file("r.xml", "").run();
    assert!(empty.checked().stops());
    let twice = Case::new().book("[evidence]\njunit = \"r.xml\"").file("r.xml", &format!("{whole}{whole}")).run();
    assert!(twice.checked().stops());
    let whole = Case::new().book("[evidence]\njunit = \"r.xml\"").file("r.xml", whole).run();
    assert!(!whole.checked().stops());
    whole.silent();
}

#[test]
fn a_report_may_start_with_a_byte_order_mark_and_end_its_lines_as_windows_does() {
    let text =
        "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<testsuites>\r\n<testsuite>\r\n<testcase name=\"a\"/>\r\n</testsuite>\r\n</testsuites>\r\n";
    let ran = Case::new().book("[evidence]\njunit = \"r.xml\"").records(&TEST.replace("NAME", "a")).file("r.xml", text).run();
    ran.verdicts(&[("TEST-1", "passing")]).silent();
}

#[test]
fn a_case_knows_the_tests_that_name_it() {
    let ran = report("a1, 'a*'", r#"<testcase name="a1"/><testcase name="a2"/>"#);
    let test = ran.record("TEST-1");
    assert_eq!(ran.judgement().proof.case_tests, vec![vec![vec![test], vec![test]]]);
}

/// What a run states of itself stands beside what its steps show.
#[test]
fn a_run_is_shown_as_bad_as_its_worst_step() {
    let outcome = |steps: &str| {
        let records = format!(
            "records:\n  - {{id: TEST-1, kind: test, title: Limit}}\n  - {{id: RUN-1, kind: run, title: By hand, of: TEST-1, result: pass, date: 2026-10-01, steps: [{steps}]}}\n"
        );
        let case = Case::new().records(&records);
        case.program(&["build", "--only", "data"]);
        let text = std::fs::read(case.path().join("book/data/runs.csv")).expect("the runs");
        let (head, rows) = crate::render::site::csv_of(&text);
        rows[0][head.iter().position(|h| h == "outcome").expect("an outcome")].clone()
    };
    assert_eq!(outcome("{result: pass}"), "pass");
    assert_eq!(outcome("{result: pass}, {result: fail}"), "pass; failing");
}

#[test]
fn on_a_platform_counts_what_ran_there() {
    let report = |file: &str, platform: &str| format!("[[evidence.report]]\nfiles = \"{file}\"\nplatform = \"{platform}\"\n");
    let book = format!("{}{}[release]\nplatforms = [\"linux\", \"rtos\", \"mac\"]\n", report("a.xml", "linux"), report("b.xml", "rtos"));
    let both = "<testcase name=\"a\"/>";
    let of = |one: &str, other: &str, more: &str| {
        let records = format!("{}{more}", TEST.replace("NAME", "a, b"));
        let file = |cases: &str| format!("<testsuite>{cases}</testsuite>");
        let ran = Case::new().book(&book).records(&records).file("a.xml", &file(one)).file("b.xml", &file(other)).run();
        let words: Vec<&str> = ran.judgement().proof.platforms(ran.record("TEST-1")).iter().map(|v| v.word()).collect();
        (words.join(" "), ran.verdict("TEST-1"), ran.count("platform-untested"))
    };
    let b = "<testcase name=\"b\"/>";
    let whole = format!("{both}{b}");
    assert_eq!(of(&whole, &whole, ""), ("passing passing not_run".to_owned(), "passing", 1));
    assert_eq!(of(&whole, both, ""), ("passing not_run not_run".to_owned(), "passing", 2), "there, too, every name has to be found");
    let fails = format!("{both}<testcase name=\"b\"><failure/></testcase>");
    assert_eq!(of(&whole, &fails, ""), ("passing failing not_run".to_owned(), "failing", 1));
    let run = "  - {id: RUN-1, kind: run, title: By hand, of: TEST-1, result: pass, platform: mac}\n";
    assert_eq!(of(&whole, &whole, run), ("passing passing passing".to_owned(), "passing", 0));
}
