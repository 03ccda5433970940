//! The difference that a review shows: from a frozen release, from git.

use super::review::{commit, edit, freeze, git, review, told};
use crate::harness::{Case, same, tree};
use techfile::judge::{Said, difference};

#[test]
fn the_difference_comes_from_a_frozen_release() {
    let case = Case::small();
    edit(
        &case,
        "title: Limit the dose,",
        "title: Limit, text: \"The software shall never let the pump deliver more than 10 mL in one hour to any patient\",",
    );
    freeze(&case, "1.0.0", "2026-10-01");
    review(&case, &["SRS-1", "--link", "verified_by"]);
    edit(&case, "more than 10 mL", "more than 5 mL");
    freeze(&case, "1.1.0", "2026-10-25");
    edit(&case, "more than 5 mL", "more than 2 mL");
    let wanted = "`SRS-1`, `text`: … pump deliver more than [-10-] {+2+} mL in one hour …";
    let found = told(&case, "suspect-link");
    assert_eq!(found[0]["notes"], serde_json::json!([wanted]), "the words of the review, not those of the newest release");
    let text = case.program(&["check"]).out;
    assert!(text.contains(&format!("= note: {wanted}")), "{text}");
    let sarif: serde_json::Value = serde_json::from_str(&case.program(&["check", "--format", "sarif"]).out).expect("SARIF");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert!(results.iter().any(|r| r["properties"]["notes"][0] == wanted));
    assert!(case.program(&["check", "--format", "github"]).out.contains("[-10-] {+2+}"));
    let shown = case.program(&["review", "SRS-1", "--dry-run", "--reason", "Read.", "--by", "B. Person", "--on", "2026-11-01"]).out;
    assert!(shown.contains(&format!("TEST-1 verifies SRS-1 (suspect)\n    {wanted}\n")), "{shown}");
    let page = std::fs::read_to_string(case.built().join("html/r/TEST-1.html")).expect("a page");
    assert!(page.contains("[-10-] {+2+}"));
    // A snapshot that was changed since tells nothing.
    let path = case.path().join("releases/1.0.0/data/snapshot.json");
    let bytes = std::fs::read_to_string(&path).expect("a snapshot");
    std::fs::write(&path, bytes.replace("more than 10 mL", "more than 99 mL")).expect("a snapshot");
    assert_eq!(told(&case, "suspect-link")[0]["notes"], serde_json::json!([]));
}

#[test]
fn the_difference_comes_from_git_else_and_never_in_a_build() {
    let case = Case::small();
    git(case.path(), &["init", "-q"]);
    git(case.path(), &["add", "-A"]);
    git(case.path(), &["commit", "-qm", "First"]);
    review(&case, &["SRS-1", "--link", "verified_by"]);
    edit(&case, "title: Limit the dose", "title: Limit every dose");
    git(case.path(), &["mv", "records/all.yaml", "records/every one.yaml"]);
    git(case.path(), &["add", "-A"]);
    git(case.path(), &["commit", "-qm", "Second"]);
    let found = told(&case, "suspect-link");
    assert_eq!(found[0]["notes"], serde_json::json!(["`SRS-1`, `title`: Limit [-the-] {+every+} dose"]));
    let shown = case.program(&["review", "--suspect", "--dry-run", "--reason", "Read.", "--by", "B. Person"]).out;
    assert!(shown.contains("[-the-] {+every+}"), "{shown}");

    let with = tree(&case.built());
    std::fs::remove_dir_all(case.path().join(".git")).expect("git to go");
    std::fs::remove_dir_all(case.path().join("book")).expect("the build to go");
    same(&with, &tree(&case.built()));
    assert_eq!(told(&case, "suspect-link")[0]["notes"], serde_json::json!([]));
}

#[test]
fn git_remembers_chapters_and_what_is_only_laid_out_anew() {
    let chapter = "---\nid: DOC-1\nkind: document\ntitle: Plan\nrevision: A\nrelates_to: [TERM-1]\n---\n\n# Plan\n\nWords.\n";
    let case = Case::new()
        .chapter("plan.md", chapter)
        .records("records:\n  - id: TERM-1\n    kind: term\n    title: Bolus\n    text: |\n      - one\n      - two\n");
    git(case.path(), &["init", "-q"]);
    git(case.path(), &["add", "-A"]);
    git(case.path(), &["commit", "-qm", "First"]);
    review(&case, &["--all"]);
    edit(&case, "      - two", "        - two");
    let case = case.file("src/plan.md", &chapter.replace("revision: A", "revision: B").replace("Words", "Other words"));
    let notes = told(&case, "suspect-link")[0]["notes"].clone();
    let wanted =
        ["`DOC-1`, `revision`: [-A-] {+B+}", "`TERM-1`, the words are the same: only its paragraphs, lists or tables are laid out in another way"];
    assert_eq!(notes, serde_json::json!(wanted));
}

#[test]
fn a_difference_shows_the_words_around_a_change() {
    let said = |text: &str| -> Said { [("text".to_owned(), text.to_owned())].into() };
    let of = |old: &str, new: &str| difference(&said(old), &said(new)).join("\n");
    assert_eq!(of("a b", "a b"), "");
    assert_eq!(of("a b", "a c"), "`text`: a [-b-] {+c+}");
    assert_eq!(of("", "a b"), "`text`: {+a b+}");
    assert_eq!(of("a b", ""), "`text`: [-a b-]");
    assert_eq!(of("1 2 3 4 5 6 7 8 9", "1 2 3 4 5 6 7 8 9 x"), "`text`: … 6 7 8 9 {+x+}");
    assert_eq!(of("1 2 3 4 5 6 7 8 9", "x 1 2 3 4 5 6 7 8 9"), "`text`: {+x+} 1 2 3 4 …");
    assert_eq!(of("x 1 2 3 4 5 6 7 8 9 0 y", "a 1 2 3 4 5 6 7 8 9 0 b"), "`text`: [-x-] {+a+} 1 2 3 4 … 7 8 9 0 [-y-] {+b+}");
    let (gone, come) = (Said::from([("a".into(), "x".into())]), Said::from([("b".into(), "y".into())]));
    assert_eq!(difference(&gone, &come), ["`a`: [-x-]", "`b`: {+y+}"]);
}

/// Without a date of its own, a build has the day of its commit where that was made: a report of the same morning is not of the future.
#[test]
fn the_day_of_a_commit_is_that_of_its_place() {
    let case = Case::new()
        .file("book.toml", "[book]\ntitle = \"T\"\n[[evidence.report]]\nfiles = [\"r.xml\"]\ndate = \"2026-11-27\"\n")
        .file("r.xml", "<testsuite><testcase name=\"a\"/></testsuite>");
    for (at, days_to_come) in [("2026-11-27T08:00:00+13:00", 0), ("2026-11-26T23:00:00-05:00", 1)] {
        commit(case.path(), at);
        assert_eq!(told(&case, "future-date").len(), days_to_come, "{at}");
    }
}

/// A report that was made before the commit is not of the future, although the calendar of its place is a day ahead. A suite that does
/// not tell its time zone may be later than any other.
#[test]
fn a_report_is_not_of_the_future_if_its_instant_is_before_that_of_the_commit() {
    for (ran, days_to_come) in [
        (&["2026-11-27T00:30:00+13:00"][..], 0),
        (&["2026-11-27T00:30:00Z"], 1),
        (&["2026-11-27T00:30:00"], 1),
        (&["2026-11-27T01:00:00.5+13:00"], 1),
        (&["2026-11-27T01:00:00+13:00"], 0),
        (&["2026-11-27T00:30:00+13:00", "2026-11-27T20:00:00"], 1),
        (&["2026-11-27T00:30:00+13:00", "2026-11-26T12:00:00"], 0),
    ] {
        let suites: String = ran.iter().map(|ran| format!("<testsuite timestamp=\"{ran}\"><testcase name=\"a\"/></testsuite>")).collect();
        let case = Case::new()
            .file("book.toml", "[book]\ntitle = \"T\"\n[evidence]\njunit = [\"r.xml\"]\n")
            .file("r.xml", &format!("<testsuites>{suites}</testsuites>"));
        commit(case.path(), "2026-11-26T12:00:00Z");
        assert_eq!(told(&case, "future-date").len(), days_to_come, "{ran:?}");
    }
}
