//! Coverage reports of many programs: each ends in the same lines and branches.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use techfile::model::CoveredFile;

use crate::harness::{Case, Ran, files_below, repository};

fn with(text: &str) -> Ran {
    Case::new().book("[evidence]\ncoverage = [\"c.report\"]").file("c.report", text).run()
}

fn sample(name: &str) -> String {
    std::fs::read_to_string(repository("tests/cases/coverage").join(name)).expect("a report")
}

fn only(ran: &Ran) -> &CoveredFile {
    let reports = &ran.project().evidence.coverage;
    assert_eq!((reports.len(), reports.first().map_or(0, |report| report.files.len())), (1, 1), "{}", ran.text());
    &reports[0].files[0]
}

/// Lines that ran and all lines, branches that were taken and all branches.
fn shares(file: &CoveredFile) -> ([u32; 2], [u32; 2]) {
    let hit = file.lines.iter().filter(|line| line.hit).count() as u32;
    let taken = file.branches.iter().filter(|branch| branch.taken).count() as u32 + file.counted.iter().map(|c| c.taken).sum::<u32>();
    let branches = file.branches.len() as u32 + file.counted.iter().map(|c| c.total).sum::<u32>();
    ([hit, file.lines.len() as u32], [taken, branches])
}

#[test]
fn every_format_shows_what_its_program_printed() {
    let expected: BTreeMap<String, Value> = serde_json::from_str(&sample("expected.json")).expect("JSON");
    let files = files_below(&repository("tests/cases/coverage")).into_iter().filter(|file| !file.ends_with("README.md")).count();
    assert_eq!(expected.len() + 1, files, "no report without what it holds");
    for (name, wanted) in expected {
        let ran = with(&sample(&name));
        let file = only(&ran);
        let (lines, branches) = shares(file);
        assert_eq!((json!(lines), json!(branches)), (wanted["lines"].clone(), wanted["branches"].clone()), "{name}");
        assert!(file.path.ends_with(wanted["file"].as_str().expect("a path")), "{name}: {}", file.path);
        assert_eq!((ran.count("coverage-count-mismatch"), ran.count("evidence-unreadable")), (0, 0), "{name}: {}", ran.text());
    }
}

#[test]
fn totals_of_other_formats_are_held_against_the_lines() {
    for (name, from, to) in [
        (
            "jacoco.xml",
            "<counter type=\"LINE\" missed=\"3\" covered=\"3\"/><counter type=\"COMPLEXITY\" missed=\"3\" covered=\"2\"/><counter type=\"METHOD\" missed=\"2\" covered=\"2\"/><counter type=\"CLASS\" missed=\"0\" covered=\"1\"/></sourcefile>",
            "<counter type=\"LINE\" missed=\"4\" covered=\"3\"/></sourcefile>",
        ),
        ("jacoco.xml", "<line nr=\"9\" mi=\"2\" ci=\"0\"", "<line nr=\"9\" mi=\"0\" ci=\"2\""),
        ("clover-istanbul.xml", "statements=\"6\"", "statements=\"9\""),
        ("clover-istanbul.xml", "coveredstatements=\"5\"", "coveredstatements=\"2\""),
        ("coverage-py.xml", "<line number=\"3\" hits=\"0\"/>", ""),
        ("gcovr-cobertura.xml", "lines-valid=\"8\"", "lines-valid=\"18\""),
        ("istanbul.info", "DA:5,0\n", ""),
        ("llvm.json", "\"totals\":{", "\"totals\":{\"lines\":{\"count\":99},\"other\":{},\"removed\":{"),
    ] {
        let text = sample(name);
        assert!(text.contains(from), "{name}: {from}");
        let text = if name == "llvm.json" {
            text.split("\"totals\"").next().expect("a part").to_owned() + "\"totals\":{\"lines\":{\"count\":99}}}]}"
        } else {
            text.replace(from, to)
        };
        let text = if name == "llvm.json" { text.replacen('{', "{\"type\":\"llvm.coverage.json.export\",", 1) } else { text };
        let ran = with(&text);
        assert_eq!((ran.count("coverage-count-mismatch"), ran.count("evidence-unreadable")), (1, 0), "{name}: {to}: {}", ran.text());
    }
}

/// Two programs mean two things by the same attributes; the metrics tell which.
#[test]
fn branches_of_clover_count_where_its_metrics_explain_them() {
    let of = |conditionals: u32, covered: u32| {
        let line = "<line num=\"1\" type=\"cond\" truecount=\"3\" falsecount=\"0\"/>";
        let metrics = format!("<metrics statements=\"0\" coveredstatements=\"0\" conditionals=\"{conditionals}\" coveredconditionals=\"{covered}\"/>");
        shares(only(&with(&format!("<coverage><project><file name=\"a.php\">{line}{metrics}</file></project></coverage>")))).1
    };
    assert_eq!(of(2, 1), [1, 2], "OpenClover: true three times, and never false");
    assert_eq!(of(3, 3), [3, 3], "Istanbul: three branches of three");
    assert_eq!(of(4, 2), [0, 0], "neither");
}

#[test]
fn a_block_of_go_ran_if_it_ran_in_any_package() {
    let of = |text: &str| shares(only(&with(text))).0;
    let profile = |runs: [u32; 2]| format!("mode: atomic\nm/a.go:1.10,3.2 2 {}\nm/a.go:1.10,3.2 2 {}\n", runs[0], runs[1]);
    assert_eq!((of(&profile([0, 1])), of(&profile([1, 0])), of(&profile([0, 0]))), ([3, 3], [3, 3], [0, 3]));
    assert_eq!(of("mode: set\nm/a.go:1.10,1.40 1 1\nm/a.go:1.20,1.30 1 0\n"), [0, 1], "a line that ran in part");
    assert_eq!(of("mode: set\nm/a.go:1.10,2.40 1 1\nm/a.go:2.20,2.30 0 0\n"), [2, 2], "a block without statements");
}

#[test]
fn what_is_no_whole_report_is_refused_where_it_ends() {
    let deep = format!("<report>{}", "<group name=\"a\">".repeat(100));
    let llvm = |file: &str| format!("{{\"type\":\"llvm.coverage.json.export\",\"data\":[{{\"files\":[\n{file}]}}]}}");
    for (text, line) in [
        ("<report/>", 1),
        ("<report>\n<package name=\"p\"><sourcefile name=\"a\"><line nr=\"x\" ci=\"1\"/></sourcefile></package></report>", 2),
        ("<report>\n<package name=\"p\"><sourcefile name=\"a\"><line nr=\"1\"/></sourcefile></package></report>", 2),
        ("<report>\n<package name=\"p\">", 2),
        ("<!DOCTYPE report [<!ENTITY a \"b\">]>\n<report/>", 1),
        (&deep, 1),
        ("<coverage><project>\n<file name=\"a\"><line num=\"1\" type=\"stmt\"/></file></project></coverage>", 2),
        ("<other/>", 1),
        ("{\"answer\": 42}", 1),
        ("{\"gcovr/summary_format_version\": \"0.6\"}", 1),
        ("{\"gcovr/format_version\": \"0.6\",\n\"files\": [{\"file\": \"a\"}]}", 2),
        (&llvm("{\"filename\":\"a\",\"summary\":{\"lines\":{\"count\":3}}}"), 2),
        (&llvm("{\"filename\":\"a\",\"segments\":[[1,1,1,true,true],[4000000000,1,0,false,false]]}"), 2),
        (&llvm("{\"filename\":\"a\",\"segments\":[[1,1,1,true]]}"), 2),
        ("mode: set\nm/a.go:1.1,4000000000.1 1 1\n", 2),
        ("mode: set\nm/a.go:3.1,1.1 1 1\n", 2),
        ("mode: set\nm/a.go:1.1,2.1 1\n", 2),
        ("mode: often\n", 1),
        ("mode: set\n", 1),
    ] {
        with(text).expect(&[("evidence-unreadable", line, "c.report")]);
    }
}

/// Segments that are not in order could mean any number of lines.
#[test]
fn llvm_segments_out_of_order_are_refused() {
    let file = r#"{"filename": "a.c", "segments": [[1, 1, 1, true, true, false], [4294967295, 1, 1, true, true, false], [1, 2, 0, true, true, false]], "branches": []}"#;
    let ran = with(&format!(r#"{{"type": "llvm.coverage.json.export", "version": "2.0.1", "data": [{{"files": [{file}]}}]}}"#));
    assert!(ran.text().contains("the segments are not in the order of their lines"), "{}", ran.text());
}
