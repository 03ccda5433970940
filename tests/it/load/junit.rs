//! Reports of many programs, whole ones and hostile ones.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use techfile::model::{Outcome, Report};

use crate::harness::{Case, Ran, files_below, repository};

fn with(bytes: &[u8]) -> Ran {
    Case::new().book("[evidence]\njunit = \"r.xml\"").bytes("r.xml", bytes).run()
}

fn suite(inner: &str) -> Ran {
    with(format!("<testsuite name=\"dose\">{inner}</testsuite>").as_bytes())
}

fn only(ran: &Ran) -> &Report {
    &ran.project().evidence.reports[0]
}

/// What a report holds, as `expected.json` says it.
fn counts(report: &Report) -> Value {
    let of = |outcome: Outcome| report.cases.iter().filter(|c| c.outcome == outcome).count();
    json!({
        "tests": report.cases.len(), "passed": of(Outcome::Pass), "failed": of(Outcome::Failure), "errored": of(Outcome::Error),
        "skipped": of(Outcome::Skipped), "flaky": report.cases.iter().filter(|c| c.flaky).count(),
    })
}

#[test]
fn the_reports_of_many_programs_are_read_as_they_are_meant() {
    let folder = repository("tests/cases/junit");
    let expected: BTreeMap<String, Value> = serde_json::from_slice(&std::fs::read(folder.join("expected.json")).expect("it")).expect("JSON");
    let reports = files_below(&folder).into_iter().filter(|f| f.extension().is_some_and(|e| e == "xml")).count();
    assert_eq!(expected.len(), reports, "no report without its counts");
    let mut wrong = Vec::new();
    for (name, mut wanted) in expected {
        let object = wanted.as_object_mut().expect("an object");
        let findings = object.remove("findings").expect("findings");
        object.remove("printed").expect("what the program printed, if it ran");
        let ran = with(&std::fs::read(folder.join(&name)).expect("a report"));
        assert_eq!(ran.project().evidence.reports.len(), 1, "{name}: {}", ran.text());
        let mut codes = ran.codes();
        codes.retain(|c| !c.ends_with("case-of-no-test"));
        let found = (counts(only(&ran)), json!(codes));
        if found != (wanted.clone(), findings.clone()) {
            wrong.push(format!("{name}: {} {}, not {wanted} {findings}", found.0, found.1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_case_knows_its_line_and_column_in_whatever_file() {
    let text = "<?xml version=\"1.0\"?>\n<testsuite><testcase name=\"ä\"/><testcase\n name=\"b\"/>\r\n  <testcase name=\"c\"/></testsuite>";
    let places =
        |ran: &Ran| -> Vec<(usize, usize)> { only(ran).cases.iter().map(|c| ran.project().sources.get(c.span.file).position(c.span.start)).collect() };
    let wanted = vec![(2, 12), (2, 32), (4, 3)];
    assert_eq!(places(&with(text.as_bytes())), wanted);
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(places(&with(&wide)), wanted, "UTF-16");
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    assert_eq!(only(&with(&big)).cases[0].name, "ä");
}

#[test]
fn the_declared_encoding_is_read() {
    let one = |declared: &str, bytes: &[u8]| {
        let head = format!("<?xml version=\"1.0\" encoding=\"{declared}\" standalone=\"yes\"  ?><testsuite><testcase name=\"");
        with(&[head.as_bytes(), bytes, b"\"/></testsuite>"].concat())
    };
    assert_eq!(only(&one("ISO-8859-1", b"m\xe4")).cases[0].name, "mä");
    assert_eq!(only(&one("windows-1252", b"\x80")).cases[0].name, "€");
    assert_eq!(only(&one("utf-16", "ä".as_bytes())).cases[0].name, "ä", "a word that was copied from elsewhere");
    for (declared, bytes) in [("UTF-8", &b"m\xe4"[..]), ("no-such-thing", b"a")] {
        one(declared, bytes).expect(&[("evidence-unreadable", 1, "r.xml")]);
    }
}

/// Latin-1 that says, or does not say, that it is UTF-8: the finding stands where the byte does, however far on.
#[test]
fn a_byte_that_is_no_text_is_found_at_its_place() {
    let case = "<testcase name=\"limit\" classname=\"dose\"/>\n".as_bytes();
    for head in ["", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "\u{feff}<?xml version=\"1.0\"?>\n"] {
        let begins = head.lines().count();
        for (cases, end) in
            [(0, &b"<!-- \xe4 -->"[..]), (1, b"<testcase name=\"m\xe4\"/>"), (40, b"<testcase name=\"m\xe4\"/>"), (700, b"<testcase name=\"m\xe4\"/>")]
        {
            let bytes = [head.as_bytes(), b"<testsuite>\n", &case.repeat(cases), end, b"\n</testsuite>\n"].concat();
            let ran = with(&bytes);
            ran.expect(&[("evidence-unreadable", begins + cases + 2, "r.xml")]);
            assert!(ran.checked().stops() && ran.text().contains("a byte here is no text"), "{}", ran.text());
        }
    }
}

#[test]
fn nothing_is_ever_expanded() {
    let bomb = "<!DOCTYPE t [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]>\n<testsuite><testcase name=\"&b;\"/></testsuite>";
    let outside = "<!DOCTYPE t [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><testsuite><system-out>&a;</system-out></testsuite>";
    for text in [bomb, outside, "<testsuite><testcase name=\"&a;\"/></testsuite>", "<testsuite>\n<system-out>&a;</system-out></testsuite>"] {
        let ran = with(text.as_bytes());
        assert_eq!(ran.codes(), ["evidence-unreadable"], "{text}");
        assert!(ran.checked().stops(), "{text}");
    }
}

#[test]
fn what_is_no_whole_report_is_refused_where_it_ends() {
    let long = format!("<testsuite>\n<testcase name=\"{}\"/></testsuite>", "a".repeat(70_000));
    let deep = format!("{}{}", "<testsuite>".repeat(9000), "</testsuite>".repeat(9000));
    let texts = [
        (deep.as_str(), 1),
        (long.as_str(), 2),
        ("<testsuite>\n<testcase name=\"a\">\n<testcase name=\"b\"/></testcase></testsuite>", 3),
        ("<testsuite>\n<testcase name=\"a\"><testsuite/></testcase></testsuite>", 2),
        ("<testsuite/>\ntext", 2),
        ("<testsuite>\n<system-out><testcase name=\"a\"><failure/></testcase></system-out></testsuite>", 2),
        ("<testsuite>\n<failure><testsuite><testcase name=\"a\"/></testsuite></failure></testsuite>", 2),
        ("<coverage/>", 1),
        ("<testsuite>\n<testcase name=\"a\" name=\"b\"/></testsuite>", 2),
        ("<testsuite>\n\n<testcase name=\"a", 3),
    ];
    for (text, line) in texts {
        with(text.as_bytes()).expect(&[("evidence-unreadable", line, "r.xml")]);
    }
}

#[test]
fn a_failure_of_a_suite_itself_is_a_case_that_fails() {
    let ran = suite("<testcase name=\"a\"/><error message=\"no bench\"/>");
    let last = only(&ran).cases.last().expect("a case");
    assert_eq!((last.name.as_str(), last.outcome, last.message.as_str()), ("dose", Outcome::Error, "no bench"));
    assert_eq!(only(&suite("<failure>it <![CDATA[broke]]> &lt;here&gt;</failure>")).cases[0].message, "it broke <here>");
}

#[test]
fn one_that_failed_first_and_then_passed_is_flaky_and_passes() {
    let one = |inner: &str| {
        let ran = suite(&format!("<testcase name=\"a\">{inner}</testcase>"));
        (only(&ran).cases[0].outcome, only(&ran).cases[0].flaky)
    };
    assert_eq!(one("<flakyFailure/>"), (Outcome::Pass, true));
    assert_eq!(one("<flakyError/><system-out/>"), (Outcome::Pass, true));
    assert_eq!(one("<failure/><rerunFailure/>"), (Outcome::Failure, false));
    assert_eq!(one("<rerunError/>"), (Outcome::Error, false), "a run again that failed");
    assert_eq!(one("<flakyFailure/><failure/>"), (Outcome::Failure, true));
}

#[test]
fn control_characters_of_names_are_written_out() {
    let ran = suite("<testcase name=\"a\u{1b}[31m&#7;b&#10;c\"/>\n<testcase name=\"d\" classname=\"\u{202e}e\"/>");
    assert_eq!(only(&ran).cases[0].name, "a\\u{1b}[31m\\u{7}b c");
    assert_eq!(only(&ran).cases[1].classname, "\\u{202e}e");
    ran.expect(&[("evidence-name-odd", 1, "r.xml")]);
    assert_eq!(suite("<testcase name=\"a&#10;b &#9;c\"/>").count("evidence-name-odd"), 0);
}

#[test]
fn a_failure_is_never_lost_wherever_it_stands() {
    let outcome = |inner: &str| {
        let ran = suite(inner);
        only(&ran).cases.iter().map(|c| c.outcome).max().expect("a case")
    };
    assert_eq!(outcome("<testcase name=\"a\"><results><failure/></results></testcase>"), Outcome::Failure);
    assert_eq!(outcome("<results><error message=\"no bench\"/></results><testcase name=\"a\"/>"), Outcome::Error);
    let prefixed = "<j:testsuite xmlns:j=\"urn:j\"><j:testcase name=\"a\"><j:failure/></j:testcase></j:testsuite>";
    assert_eq!(only(&with(prefixed.as_bytes())).cases[0].outcome, Outcome::Failure);
    // What a run that was made again tells of itself is no failure of its own, nor what the program printed.
    assert_eq!(outcome("<testcase name=\"a\"><flakyFailure><error/><failure/></flakyFailure><system-out><error/></system-out></testcase>"), Outcome::Pass);
}

#[test]
fn what_nobody_knows_shows_no_pass() {
    let outcome = |attributes: &str| {
        let ran = suite(&format!("<testcase name=\"a\" {attributes}/>"));
        (only(&ran).cases[0].outcome, ran.count("report-status-unknown"))
    };
    for passed in ["", "status=\"run\" result=\"completed\"", "status=\"PASSED\"", "result=\" \""] {
        assert_eq!(outcome(passed), (Outcome::Pass, 0), "{passed}");
    }
    for skipped in ["status=\"notrun\"", "status=\"not_run\"", "status=\"run\" result=\"suppressed\"", "status=\"Blocked\"", "result=\"inconclusive\""] {
        assert_eq!(outcome(skipped), (Outcome::Skipped, 0), "{skipped}");
    }
    for unknown in ["status=\"wobbly\"", "status=\"run\" result=\"?\"", "status=\"0\""] {
        assert_eq!(outcome(unknown), (Outcome::Skipped, 1), "{unknown}");
    }
    assert_eq!(outcome("status=\"aborted\"").0, Outcome::Error);
    for (flag, wanted) in [
        ("skipped=\"true\"", Outcome::Skipped),
        ("skipped=\"needs a bench\"", Outcome::Skipped),
        ("skipped=\"\"", Outcome::Pass),
        ("executed=\"False\"", Outcome::Skipped),
        ("success=\"false\"", Outcome::Failure),
        ("success=\"true\" skipped=\"false\"", Outcome::Pass),
    ] {
        assert_eq!(outcome(flag), (wanted, 0), "{flag}");
    }
}

/// jest-junit writes a test that is still to do as it writes one that passed, and leaves it out of the count.
#[test]
fn passes_that_a_suite_does_not_count_show_nothing() {
    use Outcome::{Failure, Pass, Skipped};
    let outcomes = |suite: &str| {
        let ran = with(suite.as_bytes());
        let doubtful = ran.text().contains("cannot be told");
        (only(&ran).cases.iter().map(|c| c.outcome).collect::<Vec<_>>(), doubtful)
    };
    let case = |name: &str, time: &str| format!("<testcase name=\"{name}\"{time}/>");
    let (a, b, c) = (case("a", " time=\"0.1\""), case("b", " time=\"0\""), case("c", " time=\"0.2\""));
    let failing = "<testcase name=\"f\" time=\"0\"><failure/></testcase>";
    let suite = |counts: &str, cases: &[&str]| format!("<testsuite name=\"s\" {counts}>{}</testsuite>", cases.concat());
    // One of three is not counted: perhaps that which took no time.
    assert_eq!(outcomes(&suite("tests=\"2\"", &[&a, &b, &c])), (vec![Pass, Skipped, Pass], true));
    assert_eq!(outcomes(&suite("tests=\"3\" failures=\"1\"", &[&a, &b, failing, &c])), (vec![Pass, Skipped, Failure, Pass], true));
    // All took time: none is above doubt. Of two that are not counted, one that took no time is not enough.
    assert_eq!(outcomes(&suite("tests=\"1\"", &[&a, &c])), (vec![Skipped, Skipped], true));
    assert_eq!(outcomes(&suite("tests=\"1\"", &[&a, &b, &c])), (vec![Skipped, Skipped, Skipped], true));
    // All are counted, or it is a failure that is not.
    assert_eq!(outcomes(&suite("tests=\"2\"", &[&a, &b])), (vec![Pass, Pass], false));
    assert_eq!(outcomes(&suite("tests=\"2\" failures=\"0\"", &[&a, &b, failing])), (vec![Pass, Pass, Failure], false));
    // The suite that does not count them has them, not the one beside it; one that holds suites has those of all.
    let (two, one) = (suite("tests=\"2\"", &[&a, &b]), suite("tests=\"1\"", &[&b, &c]));
    assert_eq!(outcomes(&format!("<testsuites>{two}{one}</testsuites>")), (vec![Pass, Pass, Skipped, Pass], true));
    let (plain, other) = (suite("", &[&a, &b]), suite("", &[&c]));
    assert_eq!(outcomes(&format!("<testsuites tests=\"2\">{plain}{other}</testsuites>")), (vec![Pass, Skipped, Pass], true));
}

/// A suite that says of more cases that they failed or were left out than it shows: nobody can tell which ones.
#[test]
fn passes_that_their_suite_contradicts_show_nothing() {
    use Outcome::{Failure, Pass, Skipped};
    let outcomes = |report: &str| {
        let ran = with(report.as_bytes());
        let cases: Vec<Outcome> = only(&ran).cases.iter().map(|c| c.outcome).collect();
        (cases, ran.count("report-count-mismatch"))
    };
    let (slow, quick) = ("<testcase name=\"slow\" time=\"0.5\"/>", "<testcase name=\"quick\"/>");
    let skipped = "<testcase name=\"skipped\"><skipped/></testcase>";
    let failing = "<testcase name=\"failing\"><failure/></testcase>";
    let suite = |counts: &str, cases: &[&str]| outcomes(&format!("<testsuite name=\"s\" {counts}>{}</testsuite>", cases.concat()));
    for counts in
        ["tests=\"2\" skipped=\"1\"", "skipped=\"1\"", "tests=\"2\" disabled=\"1\"", "disabled=\"1\"", "tests=\"2\" skipped=\"0\" disabled=\"1\""]
    {
        assert_eq!(suite(counts, &[slow, quick]), (vec![Pass, Skipped], 1), "{counts}");
    }
    assert_eq!(suite("tests=\"2\" skipped=\"2\"", &[slow, quick]), (vec![Skipped, Skipped], 1), "one that took no time is not enough");
    assert_eq!(suite("tests=\"1\" disabled=\"1\"", &[slow]), (vec![Skipped], 1));
    assert_eq!(suite("tests=\"3\" skipped=\"2\"", &[slow, quick, skipped]), (vec![Pass, Skipped, Skipped], 1));
    // What failed may well have taken time.
    for counts in ["tests=\"2\" failures=\"1\"", "errors=\"1\"", "tests=\"2\" failures=\"1\" skipped=\"1\"", "status=\"failed\"", "tests=\"none\""] {
        assert_eq!(suite(counts, &[slow, quick]), (vec![Skipped, Skipped], 1), "{counts}");
    }
    assert_eq!(suite("failures=\"2\"", &[slow, failing]), (vec![Skipped, Failure], 1));
    // What is counted and not listed is no pass of those that are; what is disabled may be counted as skipped, too.
    for (counts, cases) in [
        ("tests=\"3\" skipped=\"1\"", [slow, quick]),
        ("tests=\"2\" skipped=\"1\" disabled=\"1\"", [slow, skipped]),
        ("tests=\"2\" disabled=\"1\"", [slow, skipped]),
        ("tests=\"2\" failures=\"1\" skipped=\"0\" disabled=\"0\"", [slow, failing]),
    ] {
        let (found, findings) = suite(counts, &cases);
        assert_eq!((found[0], findings), (Pass, 0), "{counts}");
    }
    let twice = "<testcase name=\"twice\"><failure/><failure/></testcase>";
    assert_eq!(suite("tests=\"2\" failures=\"2\"", &[slow, twice]), (vec![Pass, Failure], 0), "each failure of a case is counted");
    assert_eq!(suite("tests=\"4\" skipped=\"2\"", &[slow, quick, failing]).0, [Pass, Skipped, Failure], "one of the two is not listed");
}

#[test]
fn a_suite_that_holds_suites_contradicts_theirs_once() {
    use Outcome::{Pass, Skipped};
    let outcomes = |report: &str| {
        let ran = with(report.as_bytes());
        let cases: Vec<Outcome> = only(&ran).cases.iter().map(|c| c.outcome).collect();
        (cases, ran.count("report-count-mismatch"), ran.text().contains("other suite"))
    };
    let two = |counts: &str| format!("<testsuite name=\"a\" {counts}><testcase name=\"slow\" time=\"0.5\"/><testcase name=\"quick\"/></testsuite>");
    let plain = "<testsuite name=\"b\"><testcase name=\"other\" time=\"0.1\"/></testsuite>";
    let root = |counts: &str, inner: &str| outcomes(&format!("<testsuites {counts}>{inner}{plain}</testsuites>"));
    assert_eq!(root("tests=\"3\" skipped=\"1\"", &two("")), (vec![Pass, Skipped, Pass], 1, false), "only the root says it");
    assert_eq!(root("tests=\"3\" failures=\"1\"", &two("")), (vec![Skipped; 3], 1, false));
    assert_eq!(root("tests=\"3\" disabled=\"3\"", &two("")), (vec![Skipped; 3], 1, false), "all are listed");
    assert_eq!(root("tests=\"3\" skipped=\"3\"", &two("")), (vec![Skipped; 3], 1, false));
    // What the root repeats is known already; what it says beyond that is not.
    assert_eq!(root("tests=\"3\" failures=\"1\"", &two("tests=\"2\" failures=\"1\"")), (vec![Skipped, Skipped, Pass], 1, false));
    assert_eq!(root("tests=\"3\" skipped=\"1\"", &two("tests=\"2\" skipped=\"1\"")), (vec![Pass, Skipped, Pass], 1, false));
    assert_eq!(root("tests=\"3\" failures=\"2\"", &two("tests=\"2\" failures=\"1\"")), (vec![Skipped; 3], 1, true));
    assert_eq!(root("tests=\"3\" skipped=\"2\"", &two("tests=\"2\" skipped=\"1\"")), (vec![Skipped; 3], 1, true));
    // A count that a suite around it makes good hides no failure.
    assert_eq!(root("tests=\"4\" skipped=\"1\"", &two("tests=\"3\"")), (vec![Pass; 3], 0, false));
    assert_eq!(root("tests=\"4\" skipped=\"1\"", &two("tests=\"3\" failures=\"1\"")).0, [Skipped, Skipped, Pass]);
}

#[test]
fn no_level_lowers_a_count_that_is_wrong() {
    let report = "<testsuite tests=\"1\" skipped=\"1\"><testcase name=\"a\"/></testsuite>";
    let ran = Case::new().book("[check]\nreport-count-mismatch = \"note\"\n[evidence]\njunit = \"r.xml\"").file("r.xml", report).run();
    assert!(ran.found().iter().any(|f| f.code == "report-count-mismatch" && f.severity == "error"), "{}", ran.text());
}

/// Programs have words of their own for a case that did not pass, as elements too.
#[test]
fn an_element_that_names_no_pass_shows_none() {
    let outcome = |inner: &str| only(&suite(&format!("<testcase name=\"a\">{inner}</testcase>"))).cases[0].outcome;
    for (inner, wanted) in [
        ("<Failure/>", Outcome::Failure),
        ("<timeout>30 s</timeout>", Outcome::Error),
        ("<incomplete/>", Outcome::Skipped),
        ("<inconclusive/><failed/>", Outcome::Failure),
        ("<system-err>boom</system-err>", Outcome::Pass),
        ("<properties><property name=\"failed\" value=\"no\"/></properties><passed/><results/><tags/>", Outcome::Pass),
    ] {
        assert_eq!(outcome(inner), wanted, "{inner}");
    }
    let message = suite("<testcase name=\"a\"><timeout>30 s</timeout></testcase>");
    assert_eq!(only(&message).cases[0].message, "30 s");
    assert_eq!(only(&suite("<testcase name=\"a\" outcome=\"failed\"/>")).cases[0].outcome, Outcome::Failure);
}

/// A property that is no day says nothing; the time of the suites does.
#[test]
fn a_day_in_a_property_is_held_against_the_time() {
    let of = |date: &str| {
        let ran = with(
            format!("<testsuite timestamp=\"2026-09-01T08:00:00\"><properties><property name=\"date\" value=\"{date}\"/></properties><testcase name=\"a\"/></testsuite>")
                .as_bytes(),
        );
        (only(&ran).date.map(|d| d.to_string()).unwrap_or_default(), ran.count("report-contradicted"))
    };
    assert_eq!(of("2026-09-02"), ("2026-09-02".to_owned(), 0));
    assert_eq!(of("2026-10-02"), ("2026-10-02".to_owned(), 1));
    assert_eq!(of("yesterday"), ("2026-09-01".to_owned(), 0));
}

#[test]
fn suites_of_several_days_are_of_no_day() {
    let of = |days: &[&str]| {
        let suites: String = days.iter().map(|d| format!("<testsuite timestamp=\"{d}\"><testcase name=\"{d}\"/></testsuite>\n")).collect();
        with(format!("<testsuites>\n{suites}</testsuites>").as_bytes())
    };
    let date = |ran: &Ran| only(ran).date.map(|d| d.to_string());
    assert_eq!(date(&of(&["2026-10-01T23:59:00", "2026-10-02T00:01:00"])).as_deref(), Some("2026-10-02"), "past midnight");
    assert_eq!(date(&of(&["2026-10-01T08:00:00", "1970-01-01T00:00:00"])).as_deref(), Some("2026-10-01"), "what never ran");
    assert_eq!(date(&of(&["Thu, 01 Oct 2026 08:00:00 GMT"])).as_deref(), Some("2026-10-01"), "as mocha writes it");
    let torn = of(&["2026-09-01T08:00:00", "2026-10-01T08:00:00"]);
    assert_eq!(date(&torn), None);
    torn.expect(&[("report-contradicted", 3, "r.xml")]);
}

/// pytest writes a run that failed and was made again as a bare case of its own.
#[test]
fn runs_again_that_are_cases_of_their_own_are_one_flaky_case() {
    let of = |tests: usize, inner: &str| {
        let ran = with(format!("<testsuite tests=\"{tests}\">{inner}</testsuite>").as_bytes());
        let cases: Vec<(Outcome, bool)> = only(&ran).cases.iter().map(|c| (c.outcome, c.flaky)).collect();
        (cases, ran.count("report-count-mismatch"))
    };
    let (a, failed) = ("<testcase name=\"a\"/>", "<testcase name=\"a\"><failure/></testcase>");
    assert_eq!(of(1, &format!("{a}{a}")), (vec![(Outcome::Pass, true)], 0));
    assert_eq!(of(1, &format!("{a}{failed}")), (vec![(Outcome::Failure, false)], 0));
    assert_eq!(of(2, &format!("{a}{a}")), (vec![(Outcome::Pass, false); 2], 0), "two cases of one name");
    assert_eq!(of(1, &format!("{failed}{a}")).0[0], (Outcome::Failure, false), "a failure is no bare case");
}

#[test]
fn counts_that_are_not_those_of_the_cases_are_told_once_a_report() {
    let of = |attributes: &str, cases: &str| with(format!("<testsuites>\n<testsuite {attributes}>{cases}</testsuite>\n</testsuites>").as_bytes());
    let two = "<testcase name=\"a\"/><testcase name=\"b\"><failure/></testcase>";
    for right in ["", "tests=\"2\"", "tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\"", "tests=\"\" failures=\"0\" errors=\"1\""] {
        assert_eq!(of(right, two).count("report-count-mismatch"), 0, "{right}");
    }
    for wrong in ["tests=\"3\"", "tests=\"1\"", "tests=\"2\" failures=\"2\"", "failures=\"0\"", "tests=\"2\" skipped=\"1\"", "tests=\"two\""] {
        of(wrong, two).expect(&[("report-count-mismatch", 2, "r.xml")]);
    }
    let nested = "<testsuites tests=\"9\"><testsuite tests=\"3\"><testcase name=\"a\"/></testsuite>\n<testsuite tests=\"2\"/></testsuites>";
    with(nested.as_bytes()).expect(&[("report-count-mismatch", 1, "r.xml")]);
    for failed in ["status=\"failed\"", "result=\"Error\"", "success=\"false\""] {
        let pass = "<testcase name=\"a\"/>";
        of(failed, pass).expect(&[("report-count-mismatch", 2, "r.xml")]);
        assert_eq!(of(failed, two).count("report-count-mismatch"), 0, "{failed}");
        assert_eq!(of("status=\"run\" skipped=\"0\" disabled=\"0\"", pass).count("report-count-mismatch"), 0);
    }
    let whole = "<testsuites tests=\"2\"><testsuite tests=\"2\"><testcase name=\"a\"/><testsuite tests=\"1\"><testcase name=\"b\"/></testsuite></testsuite></testsuites>";
    assert_eq!(with(whole.as_bytes()).count("report-count-mismatch"), 0, "what is within may be counted, or not");
}

#[test]
fn what_a_report_says_of_itself_counts_where_it_is_said_of_all() {
    let both = |one: &str, other: &str| {
        let suite = |value: &str, case: &str| format!("<testsuite><properties>{value}</properties><testcase name=\"{case}\"/></testsuite>\n");
        with(format!("<testsuites>\n{}{}</testsuites>", suite(one, "a"), suite(other, "b")).as_bytes())
    };
    let version = |v: &str| format!("<property name=\"software_version\" value=\"{v}\"/>");
    assert_eq!(only(&both(&version("1.0"), &version("1.0"))).version.as_deref(), Some("1.0"));
    assert_eq!(only(&both(&version("1.0"), "")).version, None, "nothing is said of the other suite");
    let torn = both(&version("1.0"), &version("2.0"));
    assert_eq!(only(&torn).version, None);
    torn.expect(&[("report-contradicted", 3, "r.xml")]);
    let all = "<testsuite><testcase name=\"a\"/><properties><property name=\"platform\">linux</property></properties></testsuite>";
    assert_eq!(only(&with(all.as_bytes())).platform.as_deref(), Some("linux"), "also behind the cases");
}

/// Long reports are read in time that grows with them only, and are not kept.
#[test]
fn a_long_report_is_read_and_not_kept() {
    let case = format!("<testcase name=\"n\"><system-out>{}</system-out></testcase>\n", "x".repeat(2000));
    let ran = suite(&case.repeat(5000));
    assert_eq!(only(&ran).cases.len(), 5000);
    let file = only(&ran).cases[0].span.file;
    assert!(ran.project().sources.get(file).text.len() < 300_000, "only the places of the cases stay");
    assert_eq!(ran.project().evidence.files[0].size as usize, case.len() * 5000 + "<testsuite name=\"dose\"></testsuite>".len());
}

#[test]
fn evidence_is_listed_copied_and_linked_from_the_site() {
    let report = "<testsuite timestamp=\"2026-10-01T08:00:00\"><testcase name=\"TEST-1\"><flakyFailure/></testcase></testsuite>\n";
    let case = Case::new()
        .book("[[evidence.report]]\nfiles = \"e/*.xml\"\nplatform = \"linux\"\nresponsible = \"Ana\"\n\n[release]\nplatforms = [\"linux\", \"rtos\"]")
        .records("records:\n  - {id: TEST-1, kind: test, title: Limit, level: unit}\n  - {id: RUN-1, kind: run, title: By hand, of: TEST-1, result: pass, date: 2026-10-02, evidence: {file: e/log 1#ä.txt}}\n")
        .file("e/r.xml", report)
        .file("e/log 1#ä.txt", "ok\n");
    let book = case.built();
    assert_eq!(std::fs::read_to_string(book.join("html/evidence/e/log 1#ä.txt.txt")).expect("a copy"), "ok\n");
    assert_eq!(std::fs::read_to_string(book.join("html/evidence/e/r.xml.txt")).expect("a copy"), report);
    let page = std::fs::read_to_string(book.join("html/tables/evidence-files.html")).expect("a page");
    assert!(page.contains("href=\"../evidence/e/log%201%23%C3%A4.txt.html\""), "{page}");
    let csv = |name: &str| std::fs::read_to_string(book.join(format!("data/{name}.csv"))).expect("a table").replace("\r\n", "\n");
    assert!(csv("evidence-files").contains("e/log 1#ä.txt,evidence of a run,3,dc51b8c96c2d745df3bd5590d990230a482fd247123599548e0632fdbf97fc22"));
    assert_eq!(csv("runs").lines().count(), 3);
    assert!(csv("runs").contains("TEST-1,2026-10-01,e/r.xml,pass,yes,,linux,,,Ana\n"), "{}", csv("runs"));
    assert_eq!(csv("tests-by-platform"), "test,title,linux,rtos\nTEST-1,Limit,passing,not_run\n");
    assert_eq!(csv("tests-by-level"), "level,platform,planned,passed,failed,blocked,stale,not_run\nunit,linux,1,1,0,0,0,0\nunit,rtos,1,0,0,0,0,1\n");
    assert!(csv("test-cases").contains("pass, flaky"));
}
