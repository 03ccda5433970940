//! Test reports of other formats than JUnit XML: each ends in the same cases.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use techfile::model::{Outcome, Report};

use crate::harness::{Case, Ran, files_below, repository};

/// Writes a report of one case with this word for how it went.
type Write<'a> = &'a dyn Fn(&str) -> String;

fn with(text: &str) -> Ran {
    Case::new().book("[evidence]\njunit = \"r.report\"").file("r.report", text).run()
}

fn only(ran: &Ran) -> &Report {
    let reports = &ran.project().evidence.reports;
    assert_eq!(reports.len(), 1, "{}", ran.text());
    &reports[0]
}

fn names(report: &Report, which: impl Fn(&techfile::model::Case) -> bool) -> Vec<&str> {
    report.cases.iter().filter(|case| which(case)).map(|case| case.name.as_str()).collect()
}

fn sample(name: &str) -> String {
    std::fs::read_to_string(repository("tests/cases/reports").join(name)).expect("a report")
}

fn outcome(text: &str) -> (Outcome, usize) {
    let ran = with(text);
    (only(&ran).cases[0].outcome, ran.count("report-status-unknown"))
}

#[test]
fn every_format_ends_in_the_same_cases() {
    let expected: BTreeMap<String, Value> = serde_json::from_str(&sample("expected.json")).expect("JSON");
    let files = files_below(&repository("tests/cases/reports")).into_iter().filter(|file| !file.ends_with("README.md")).count();
    assert_eq!(expected.len() + 1, files, "no report without what it holds");
    let mut wrong = Vec::new();
    for (name, mut wanted) in expected {
        wanted.as_object_mut().expect("an object").remove("printed").expect("what the program printed, if it ran");
        let ran = with(&sample(&name));
        let report = only(&ran);
        let went = |outcome: Outcome| names(report, |case| case.outcome == outcome);
        let found = json!({
            "date": report.date.map(|date| date.to_string()), "passed": went(Outcome::Pass), "failed": went(Outcome::Failure),
            "errored": went(Outcome::Error), "skipped": went(Outcome::Skipped), "flaky": names(report, |case| case.flaky),
        });
        let mut codes = ran.codes();
        codes.retain(|code| !code.ends_with("case-of-no-test"));
        if found != wanted || !codes.is_empty() {
            wrong.push(format!("{name}: {found}, not {wanted}; {codes:?}\n{}", ran.text()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_failure_says_is_kept() {
    for (name, case, words) in [
        ("vstest.trx", "Rate", "Assert.Equal() Failure: 1 is not 2"),
        ("nunit.xml", "Alarm", "System.IO.IOException : gone"),
        ("xunit.xml", "Pump.Tests.Limits", "bench is stuck"),
        ("testng.xml", "rate", "rate expected [2] but found [1]"),
        ("robot.xml", "Rate Fails", "1 != 2"),
        ("ctest.xml", "slow", "Timeout"),
        ("mocha.json", "rate fails", "1 == 2"),
        ("mochawesome.json", "rate fails", "AssertionError: 1 == 2"),
        ("node.tap", "inner fails", "1 == 2"),
    ] {
        let ran = with(&sample(name));
        let found = only(&ran).cases.iter().find(|found| found.name == case).expect("the case");
        assert_eq!(found.message, words, "{name}");
    }
    let ran = with(&sample("playwright.json"));
    assert!(only(&ran).cases[1].message.starts_with("Error: expect(received).toBe(expected)"), "{}", only(&ran).cases[1].message);
}

#[test]
fn properties_and_tags_name_tests() {
    for (name, wanted) in [
        ("vstest.trx", vec![("Kept", "TEST-1"), ("Rate", "TEST-2")]),
        ("nunit.xml", vec![("Kept", "TEST-1"), ("Dose(1)", "TEST-2")]),
        ("xunit.xml", vec![("Kept", "TEST-1")]),
        ("robot.xml", vec![("Limit Is Kept", "TEST-1"), ("Rate Fails", "TEST-2")]),
        ("ctest.xml", vec![("bench", "TEST-3")]),
        ("playwright.json", vec![("pump › limit is kept", "TEST-1")]),
    ] {
        let ran = with(&sample(name));
        let all = &only(&ran).cases;
        let found = all.iter().flat_map(|case| case.ids.iter().map(|id| (case.name.as_str(), id.as_str()))).filter(|(_, id)| id.starts_with("TEST"));
        assert_eq!(found.collect::<Vec<_>>(), wanted, "{name}");
    }
    assert_eq!(only(&with(&sample("nunit.xml"))).version.as_deref(), Some("2.1.0"));
    assert_eq!(only(&with(&sample("robot.xml"))).version.as_deref(), Some("2.1.0"));
}

/// In each format, the word of the one case that passes is replaced by one that nobody knows.
#[test]
fn a_word_that_nobody_knows_is_no_pass() {
    let tng = |word: &str| {
        format!("<testng-results><suite><test><class name=\"a\"><test-method name=\"b\" status=\"{word}\"/></class></test></suite></testng-results>")
    };
    let trx = |word: &str| format!("<TestRun><Results><UnitTestResult testName=\"a\" outcome=\"{word}\"/></Results></TestRun>");
    let nunit = |word: &str| format!("<test-run><test-suite result=\"Passed\"><test-case name=\"a\" result=\"{word}\"/></test-suite></test-run>");
    let xunit = |word: &str| format!("<assemblies><assembly><collection><test name=\"a\" result=\"{word}\"/></collection></assembly></assemblies>");
    let robot = |word: &str| {
        format!("<robot><suite name=\"s\"><test name=\"a\"><kw><status status=\"PASS\"/></kw><status status=\"{word}\"/></test></suite></robot>")
    };
    let ctest = |word: &str| format!("<Site><Testing><TestList><Test>a</Test></TestList><Test Status=\"{word}\"><Name>a</Name></Test></Testing></Site>");
    let lines = |word: &str| {
        format!(
            "{{\"type\":\"suite\",\"event\":\"started\"}}\n{{\"type\":\"test\",\"name\":\"a\",\"event\":\"{word}\"}}\n{{\"type\":\"suite\",\"event\":\"ok\",\"passed\":1}}"
        )
    };
    let play = |word: &str| {
        format!(
            "{{\"config\":{{}},\"suites\":[{{\"specs\":[{{\"title\":\"a\",\"tests\":[{{\"expectedStatus\":\"passed\",\"status\":\"expected\",\"results\":[{{\"status\":\"{word}\"}}]}}]}}]}}]}}"
        )
    };
    let awesome = |word: &str| format!("{{\"stats\":{{}},\"results\":[{{\"tests\":[{{\"title\":\"a\",\"state\":\"{word}\"}}]}}]}}");
    let formats: [(Write, _); 9] = [
        (&tng, "PASS"),
        (&trx, "Passed"),
        (&nunit, "Passed"),
        (&xunit, "Pass"),
        (&robot, "PASS"),
        (&ctest, "passed"),
        (&lines, "ok"),
        (&play, "passed"),
        (&awesome, "passed"),
    ];
    for (report, pass) in formats {
        assert_eq!(outcome(&report(pass)), (Outcome::Pass, 0), "{}", report(pass));
        for word in ["wobbly", "", "Passed?"] {
            assert_eq!(outcome(&report(word)), (Outcome::Skipped, 1), "{}", report(word));
        }
    }
}

#[test]
fn what_is_no_unmistakable_pass_is_none() {
    use Outcome::{Error, Failure, Skipped};
    for (word, wanted) in [
        ("Inconclusive", Skipped),
        ("NotRunnable", Skipped),
        ("PassedButRunAborted", Skipped),
        ("Completed", Skipped),
        ("Timeout", Error),
        ("Aborted", Error),
    ] {
        assert_eq!(outcome(&format!("<TestRun><Results><UnitTestResult testName=\"a\" outcome=\"{word}\"/></Results></TestRun>")), (wanted, 0), "{word}");
    }
    for (line, wanted) in [
        ("ok 1 - a # TODO later", Skipped),
        ("ok 1 - a # skipped: no bench", Skipped),
        ("not ok 1 - a # todo", Skipped),
        ("not ok 1 - a \\# SKIP", Failure),
        ("ok 1 - a \\# SKIP", Outcome::Pass),
        ("not ok", Failure),
    ] {
        assert_eq!(outcome(&format!("1..1\n{line}\n")), (wanted, 0), "{line}");
    }
    // A test that began and did not end.
    let lines = "{\"type\":\"suite\",\"event\":\"started\"}\n{\"type\":\"test\",\"name\":\"a\",\"event\":\"started\"}\n{\"type\":\"suite\",\"event\":\"failed\",\"failed\":1}";
    assert_eq!(outcome(lines).0, Error);
}

/// What a run says of itself as a whole is never lost.
#[test]
fn a_failure_beside_the_cases_is_a_case() {
    let failing = |text: &str| {
        let ran = with(text);
        names(only(&ran), |case| case.outcome == Outcome::Error).len()
    };
    let trx = |summary: &str| format!("<TestRun name=\"r\"><Results><UnitTestResult testName=\"a\" outcome=\"Passed\"/></Results>{summary}</TestRun>");
    assert_eq!(failing(&trx("<ResultSummary outcome=\"Completed\"/>")), 0);
    assert_eq!(
        failing(&trx(
            "<ResultSummary outcome=\"Failed\"><RunInfos><RunInfo outcome=\"Error\"><Text>host crashed</Text></RunInfo></RunInfos></ResultSummary>"
        )),
        1
    );
    let nunit = |site: &str| {
        format!("<test-run><test-suite name=\"s\" result=\"Failed\" site=\"{site}\"><test-case name=\"a\" result=\"Passed\"/></test-suite></test-run>")
    };
    assert_eq!(failing(&nunit("TearDown")), 1);
    assert_eq!(failing("1..2\nok 1 - a\nBail out! no bench\n"), 1);
    assert_eq!(failing("{\"config\":{},\"suites\":[],\"errors\":[{\"message\":\"no such file\"}]}"), 1);
}

#[test]
fn totals_that_are_not_those_of_the_cases_are_told() {
    let mismatch = |text: String| {
        let ran = with(&text);
        let passes = names(only(&ran), |case| case.outcome == Outcome::Pass).len();
        (ran.count("report-count-mismatch"), passes)
    };
    for (name, from, to, passes) in [
        ("vstest.trx", "total=\"5\" executed=\"4\" passed=\"1\"", "total=\"9\" executed=\"8\" passed=\"5\"", 2),
        ("vstest.trx", "passed=\"1\" failed=\"2\"", "passed=\"0\" failed=\"5\"", 0),
        ("nunit.xml", "total=\"7\" passed=\"2\" failed=\"2\"", "total=\"7\" passed=\"0\" failed=\"4\"", 0),
        ("xunit.xml", "total=\"4\" passed=\"2\" failed=\"1\"", "total=\"6\" passed=\"4\" failed=\"1\"", 2),
        ("testng.xml", "total=\"9\" passed=\"4\"", "total=\"12\" passed=\"7\"", 4),
        ("robot.xml", "<stat pass=\"1\" fail=\"2\" skip=\"1\">All", "<stat pass=\"3\" fail=\"2\" skip=\"1\">All", 1),
        ("ctest.xml", "<Test>./limit</Test>", "<Test>./limit</Test><Test>./lost</Test>", 2),
        ("libtest.json", "\"passed\": 1, \"failed\": 2", "\"passed\": 0, \"failed\": 4", 0),
        ("playwright.json", "\"expected\": 2", "\"expected\": 5", 2),
        ("mocha.json", "\"passes\": 2", "\"passes\": 1", 0),
        ("mochawesome.json", "\"testsRegistered\": 6", "\"testsRegistered\": 9", 2),
        ("bats.tap", "1..3", "1..4", 1),
        ("bats.tap", "1..3", "", 1),
    ] {
        let text = sample(name);
        assert!(text.contains(from), "{name}: {from}");
        assert_eq!(mismatch(text.replacen(from, to, 9)), (1, passes), "{name}: {to}");
    }
}

#[test]
fn what_is_no_whole_report_is_refused_where_it_ends() {
    let deep = format!("{{\"config\":{{}},\"suites\":[{}{}]}}", "{\"suites\":[".repeat(100), "]}".repeat(100));
    let levels: String = (0..80).map(|n| format!("{}ok 1 - a\n", " ".repeat(n * 4))).collect();
    for (text, line) in [
        ("hello\n", 1),
        ("{\"answer\": 42}", 1),
        ("{\"config\":{},\n\"suites\":[", 2),
        ("{\"config\":{},\n\"suites\":[{\"specs\":[{}]}]}", 2),
        (deep.as_str(), 1),
        (levels.as_str(), 65),
        ("{\"type\":\"suite\",\"event\":\"started\"}\nok\n", 2),
        ("{\"type\":\"suite\",\"event\":\"started\"}\n{\"type\":\"test\",\"event\":\"ok\",\"name\":\"a\"}\n", 1),
        ("{\"type\":\"dance\",\"event\":\"ok\"}\n", 1),
        ("1..1\n1..1\n", 2),
        ("1..1\nok 1\n  ---\n  message: a\n", 3),
        ("<Site>\n<Build/></Site>", 2),
        ("<test-results/>", 1),
        ("<!DOCTYPE robot>\n<robot/>", 1),
    ] {
        with(text).expect(&[("evidence-unreadable", line, "r.report")]);
    }
}

/// A name that each case takes over from around it must not make a long report of a short one.
#[test]
fn a_long_name_around_cases_is_refused() {
    let long = "s".repeat(3000);
    for text in [
        format!("# Subtest: {long}\n    ok 1\n    1..1\nok 1\n1..1\n"),
        format!("<robot><suite name=\"{long}\"><test name=\"a\"/></suite></robot>"),
        format!("<testng-results><class name=\"{long}\"/></testng-results>"),
        format!("{{\"config\":{{}},\"suites\":[{{\"title\":\"{long}\",\"specs\":[{{\"title\":\"a\",\"tests\":[]}}]}}]}}"),
    ] {
        assert_eq!(with(&text).codes(), ["evidence-unreadable"]);
    }
}

/// Lines of text may be in any encoding that XML may be in.
#[test]
fn lines_may_be_utf_16() {
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain("1..1\r\nok 1 - ä\r\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let ran = Case::new().book("[evidence]\njunit = \"r.tap\"").bytes("r.tap", &wide).run();
    assert_eq!((only(&ran).cases[0].name.as_str(), only(&ran).cases[0].outcome), ("ä", Outcome::Pass));
}

/// A place in a report leads to the line and column of its case.
#[test]
fn a_case_knows_its_place() {
    let place = |name: &str, case: &str| {
        let ran = with(&sample(name));
        let case = only(&ran).cases.iter().find(|found| found.name == case).expect("the case");
        ran.project().sources.get(case.span.file).position(case.span.start)
    };
    assert_eq!(place("node.tap", "inner fails"), (14, 5));
    assert_eq!(place("libtest.json", "t::rate"), (9, 1));
    let line = sample("mocha.json").lines().position(|line| line.contains("rate fails")).expect("a line");
    assert_eq!(place("mocha.json", "rate fails"), (line, 5));
}

#[test]
fn a_description_of_a_tap_line_may_have_dots() {
    let tap = "TAP version 13\n1..3\nok 1 - loading...\nnot ok 2 - range 1..5\nok 3 - reads ../x\n";
    let ran = Case::new()
        .book("[evidence]\njunit = \"r.tap\"")
        .file("r.tap", tap)
        .records(
            "records:\n  - {id: TEST-1, kind: test, title: A, automated: [loading...]}\n  - {id: TEST-2, kind: test, title: B, automated: [range 1..5]}\n",
        )
        .run();
    ran.verdicts(&[("TEST-1", "passing"), ("TEST-2", "failing")]);
    assert_eq!(ran.count("report-count-mismatch"), 0, "{}", ran.text());
}

const TWO_CASES: &str = "records:\n  - {id: TEST-1, kind: test, title: A, automated: [NAME]}\n  - {id: TEST-2, kind: test, title: B}\n";

fn junit(name: &str, case: &str, book: &str) -> Ran {
    Case::new().book(book).file("r.xml", &format!("<testsuite><testcase name=\"{case}\"/></testsuite>")).records(&TWO_CASES.replace("NAME", name)).run()
}

#[test]
fn the_reason_why_a_case_does_not_count_is_said_at_its_test() {
    let ran = junit("a", "a", "[[evidence.report]]\nfiles = [\"r.xml\"]\ndate = \"2099-01-01\"\n");
    assert!(ran.text().contains("its cases passed in report `r.xml`, which is dated in the future"), "{}", ran.text());
    assert!(ran.text().contains("set the date of the build with `--as-of today`"), "{}", ran.text());
}

#[test]
fn a_name_in_other_characters_is_said_to_look_the_same() {
    let plain = "[evidence]\njunit = \"r.xml\"";
    let ran = junit("gr\u{f6}\u{df}e", "gro\u{308}\u{df}e", plain);
    assert!(ran.text().contains("looks the same and is written in other characters"), "{}", ran.text());
    assert!(!junit("b", "a", plain).text().contains("looks the same"));
}

#[test]
fn a_test_that_cases_name_is_automated() {
    let plain = "[evidence]\njunit = \"r.xml\"";
    let about = |ran: Ran| ran.diagnostics().0.iter().filter(|d| d.code.name == "test-without-steps").filter_map(|d| d.record.clone()).collect::<Vec<_>>();
    assert_eq!(about(junit("a", "TEST-2 sounds", plain)), Vec::<String>::new());
    assert_eq!(about(junit("a", "a", plain)), ["TEST-2"]);
}

#[test]
fn a_pattern_that_leads_out_of_the_project_says_so() {
    for glob in ["/reports/*.xml", "C:/reports/*.xml"] {
        let ran = Case::new().book(&format!("[evidence]\njunit = [\"{glob}\"]")).run();
        assert!(ran.count("evidence-missing") == 1 && ran.text().contains("leads out of the project"), "{}", ran.text());
    }
}
