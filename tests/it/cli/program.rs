//! The program as a person or a script meets it: exit codes, output, arguments.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::harness::Case;

fn techfile(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_techfile"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("SOURCE_DATE_EPOCH")
        .env("NO_COLOR", "1")
        .output()
        .expect("the program")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[track_caller]
fn exits(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "stdout:\n{}\nstderr:\n{}", out(output), err(output));
}

/// A project with one warning.
fn warned() -> Case {
    Case::ground().records("id: UN-9\nkind: need\ntitle: Dose\ntext: The nurse needs a safe dose.\n")
}

/// A risk without a control, and nothing else wrong with it.
fn risk(id: &str) -> String {
    let scores = "initial: {severity: '2', probability: '2'}, residual: {severity: '2', probability: '2'}, further_reduction: None is practicable, benefit_risk: No other therapy helps, disclosed_in: IFU 3";
    format!("{{id: {id}, kind: risk, title: Overdose {id}, situation: Too much, harm: Death, arises_from: ITM-1, {scores}}}\n")
}

/// A project with one error.
fn failing() -> Case {
    Case::ground().records(&risk("RISK-9"))
}

#[test]
fn clean_is_zero() {
    let output = techfile(Case::ground().path(), &["check"]);
    exits(&output, 0);
    let text = out(&output);
    let standing = text.strip_prefix("0 errors, 0 warnings, 0 notes\n").expect("the totals");
    assert!(standing.ends_with(" open clauses (of 94), 0 waived errors, 0 suspect links\n") && standing.lines().count() == 1, "{text}");
    assert_eq!(err(&output), "");
}

#[test]
fn findings_are_one_from_the_level_that_was_asked_for() {
    exits(&techfile(failing().path(), &["check"]), 1);
    exits(&techfile(warned().path(), &["check"]), 0);
    exits(&techfile(warned().path(), &["check", "--fail-on", "warning"]), 1);
    exits(&techfile(warned().path(), &["check", "--fail-on", "note"]), 1);
    let strict = warned().book("[check]\nfail-on = \"warning\"");
    exits(&techfile(strict.path(), &["check"]), 1);
    exits(&techfile(strict.path(), &["check", "--fail-on", "error"]), 0);
}

#[test]
fn findings_are_shown_with_place_and_advice() {
    let output = techfile(failing().path(), &["check"]);
    let text = out(&output);
    for part in
        ["error[risk-uncontrolled]", "records/all.yaml:1:6", "id: RISK-9", "asked for by IEC 62304 7.2.1; ISO 14971 7.1", "1 error, 0 warnings, 0 notes"]
    {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "colours in a pipe");
}

#[test]
fn what_could_not_run_is_two_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let none = techfile(folder.path(), &["check"]);
    exits(&none, 2);
    assert!(err(&none).contains("book.toml"), "{}", err(&none));
    exits(&techfile(folder.path(), &["check", "--book", "nowhere.toml"]), 2);

    let case = Case::new();
    std::fs::remove_file(case.path().join("src/SUMMARY.md")).expect("the summary");
    let output = techfile(case.path(), &["check"]);
    exits(&output, 2);
    assert!(err(&output).contains("src/SUMMARY.md") && err(&output).contains("help: "), "{}", err(&output));

    let case = Case::new().book("[records]\ndir = \"records\"\n");
    std::fs::remove_dir(case.path().join("records")).expect("the records");
    let output = techfile(case.path(), &["check"]);
    exits(&output, 2);
    assert!(err(&output).contains("records"), "{}", err(&output));
}

#[test]
fn wrong_settings_are_two() {
    for text in ["title = ", "[book]\ntitle = 7", "[boook]\n"] {
        let output = techfile(Case::new().file("book.toml", text).path(), &["check"]);
        exits(&output, 2);
        assert!(out(&output).contains("error[config-"), "{}", out(&output));
    }
    let later = Case::new().file("book.toml", "[build]\ndate = \"2026-11-02\"\n[book]\nmultilingual = true\n");
    exits(&techfile(later.path(), &["check"]), 0);
}

#[test]
fn wrong_arguments_are_two() {
    let case = Case::new();
    for arguments in [
        &["check", "--fialon"][..],
        &["chekc"],
        &[],
        &["check", "--format", "yaml"],
        &["check", "--fail-on", "panic"],
        &["check", "--as-of", "2026-13-01"],
        &["check", "--as-of", "soon"],
        &["explain", "no-such-code"],
    ] {
        let output = techfile(case.path(), arguments);
        exits(&output, 2);
        assert!(!err(&output).is_empty() && out(&output).is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_zero() {
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in [&["--help"][..], &["help"], &["check", "--help"], &["--version"]] {
        let output = techfile(folder.path(), arguments);
        exits(&output, 0);
        assert!(!out(&output).is_empty());
    }
}

#[test]
fn the_settings_are_found_upwards_or_where_they_are_given() {
    let case = failing().file("src/deep/er/x.md", "");
    exits(&techfile(&case.path().join("src/deep/er"), &["check"]), 1);
    let elsewhere = tempfile::tempdir().expect("a folder");
    let book = case.path().join("book.toml");
    exits(&techfile(elsewhere.path(), &["check", "--book", book.to_str().expect("a path")]), 1);
    exits(&techfile(elsewhere.path(), &["check", "--book", case.path().to_str().expect("a path")]), 1);
    exits(&techfile(elsewhere.path(), &["--book", book.to_str().expect("a path"), "check"]), 1);
    let settings = std::fs::read_to_string(case.path().join("book.toml")).expect("the settings");
    let case = failing().file("other.toml", &format!("{settings}\n[check]\nrisk-uncontrolled = \"allow\"\n"));
    exits(&techfile(case.path(), &["check", "--book", "other.toml"]), 0);
}

#[test]
fn json_is_json() {
    let case = failing().file("records/b.yaml", "id: ITM-9\nkind: item\ntitle: Dose\nstatus: \"\\u0000\\u001b[31m\\\"é😀\"\n");
    let output = techfile(case.path(), &["check", "--format", "json"]);
    exits(&output, 1);
    let mut list: Vec<Value> = serde_json::from_str(&out(&output)).expect("JSON and nothing else");
    // The item lacks more than its status; only a program that makes PDFs knows what its fonts lack.
    list.retain(|finding| ["risk-uncontrolled", "unknown-value"].iter().any(|code| finding["code"] == *code));
    assert_eq!(list.len(), 2);
    for finding in &list {
        for key in ["code", "severity", "message", "record", "place", "related", "clauses", "help"] {
            assert!(finding.get(key).is_some(), "{key} is missing in {finding}");
        }
    }
    let place = &list[0]["place"];
    assert_eq!((&place["file"], &place["line"], &place["column"]), (&"records/all.yaml".into(), &1.into(), &6.into()));
    let none = techfile(Case::ground().path(), &["check", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Vec<Value>>(&out(&none)).expect("JSON"), Vec::<Value>::new());
}

#[test]
fn github_has_a_line_a_finding() {
    let output = techfile(failing().path(), &["check", "--format", "github"]);
    exits(&output, 1);
    let text = out(&output);
    assert!(text.starts_with("::error file=records/all.yaml,line=1,col=6,title=risk-uncontrolled::"), "{text}");
    assert_eq!(text.lines().count(), 1);
}

#[test]
fn control_characters_of_records_do_not_reach_the_terminal() {
    let case = Case::new().records("id: ITM-1\nkind: \"\\e[31mred\\a\"\n\"\\e]0;title\": x\n");
    let output = techfile(case.path(), &["check", "--all"]);
    assert!(!out(&output).contains(['\u{1b}', '\u{7}']), "{:?}", out(&output));
}

#[test]
fn ten_of_a_code_then_totals() {
    let risks: String = (11..=22).map(|n| format!("  - {}", risk(&format!("RISK-{n}")))).collect();
    let case = Case::ground().records(&format!("records:\n{risks}"));
    let cut = out(&techfile(case.path(), &["check"]));
    assert_eq!(cut.matches("error[risk-uncontrolled]").count(), 10);
    assert!(
        cut.contains("and 2 more of `risk-uncontrolled`")
            && cut.contains("12 errors, 0 warnings, 0 notes\n")
            && cut.ends_with(" (of 94), 0 waived errors, 0 suspect links\n"),
        "{cut}"
    );
    let all = out(&techfile(case.path(), &["check", "--all"]));
    assert_eq!(all.matches("error[risk-uncontrolled]").count(), 12);
    assert!(!all.contains("more of"));
}

#[test]
fn explain_knows_every_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = out(&techfile(folder.path(), &["explain"]));
    for code in techfile::ops::codes() {
        assert!(list.lines().any(|l| l.starts_with(&format!("{} ", code.name)) && l.contains(code.finds)), "{} is not listed:\n{list}", code.name);
    }
    for code in techfile::ops::codes().iter().step_by(7) {
        let output = techfile(folder.path(), &["explain", code.name]);
        exits(&output, 0);
        assert_eq!(out(&output), code.page());
    }
    let near = techfile(folder.path(), &["explain", "dangling-lnik"]);
    exits(&near, 2);
    assert!(err(&near).contains("did you mean `dangling-link`?"), "{}", err(&near));
}

#[test]
fn the_date_of_a_run() {
    // No `[build] date`: arguments, then the environment, then (outside a repository) today, with a note.
    let case = Case::new().file("book.toml", "[book]\ntitle = \"No date\"\n");
    for arguments in [&["check", "--as-of", "2026-11-02"][..], &["check", "--as-of", "today"]] {
        let output = techfile(case.path(), arguments);
        exits(&output, 0);
        assert_eq!(err(&output), "");
    }
    let run = |epoch: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_techfile"));
        command.current_dir(case.path()).arg("check").env("SOURCE_DATE_EPOCH", epoch).output().expect("the program")
    };
    exits(&run("1790000000"), 0);
    assert_eq!(err(&run("1790000000")), "");
    exits(&run("yesterday"), 2);
    let today = techfile(case.path(), &["check"]);
    exits(&today, 0);
    assert!(err(&today).contains("[build] date"), "a build of today must say so: {}", err(&today));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let mut case = Case::new();
    for n in 0..30 {
        case = case.file(&format!("records/{n}.yaml"), &format!("id: SRS-{n}\nkind: requirement\nnope: x\nderives_from: SRS-{}\n", (n + 1) % 30));
    }
    let first = techfile(case.path(), &["check", "--format", "json"]);
    for _ in 0..3 {
        assert_eq!(techfile(case.path(), &["check", "--format", "json"]).stdout, first.stdout);
    }
}
