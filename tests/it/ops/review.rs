//! Recorded reviews, suspect links, and what the newest frozen release says of records.

use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use crate::harness::{Case, files_below, tree};
use crate::release::frozen;

/// Freezes the snapshot that a build writes now, as a release does.
pub(super) fn freeze(case: &Case, version: &str, as_of: &str) {
    freeze_into(case, "releases", version, as_of);
}

/// The same, into a folder of releases.
pub fn freeze_into(case: &Case, releases: &str, version: &str, as_of: &str) {
    case.program(&["build", "--only", "data", "--dest-dir", "frozen"]);
    let bytes = std::fs::read(case.path().join("frozen/data/snapshot.json")).expect("a snapshot");
    std::fs::remove_dir_all(case.path().join("frozen")).expect("the build to go");
    frozen::freeze(&case.path().join(releases), version, as_of, &[("data/snapshot.json", "snapshot", &bytes)]);
}

/// Replaces words of the records.
#[track_caller]
pub(super) fn edit(case: &Case, from: &str, to: &str) {
    let path = case.path().join("records/all.yaml");
    let text = std::fs::read_to_string(&path).expect("the records");
    assert!(text.contains(from), "{from} is not there");
    std::fs::write(path, text.replace(from, to)).expect("the records");
}

/// The reviews that are there.
pub(super) fn reviews(case: &Case) -> Vec<String> {
    tree(&case.path().join("reviews")).into_keys().collect()
}

const WHO: &[&str] = &["--reason", "Read together.", "--by", "A. Person", "--on", "2026-10-20"];

#[track_caller]
pub(super) fn review(case: &Case, arguments: &[&str]) -> String {
    let all: Vec<&str> = ["review"].iter().chain(arguments).chain(WHO).copied().collect();
    let said = case.program(&all);
    said.ends(0);
    said.out
}

/// The findings of a code, as `check --format json` tells them.
#[track_caller]
pub(super) fn told(case: &Case, code: &str) -> Vec<serde_json::Value> {
    let said = case.program(&["check", "--format", "json"]);
    let all: Vec<serde_json::Value> = serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("{e}: {}{}", said.out, said.err));
    all.into_iter().filter(|f| f["code"] == code).collect()
}

#[track_caller]
pub(super) fn messages(case: &Case, code: &str) -> Vec<String> {
    told(case, code).iter().map(|f| f["message"].as_str().expect("a message").to_owned()).collect()
}

pub(super) fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false"]).args(arguments);
    assert!(command.output().expect("git").status.success(), "git {arguments:?}");
}

/// Makes a repository of a folder, or goes on with it: everything is committed at this time.
pub fn commit(folder: &Path, date: &str) {
    git(folder, &["init", "-q"]);
    git(folder, &["add", "-A"]);
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false"]);
    command.args(["commit", "-q", "--allow-empty", "-m", "M"]).envs([("GIT_COMMITTER_DATE", date), ("GIT_AUTHOR_DATE", date)]);
    assert!(command.output().expect("git").status.success(), "a commit of {date}");
}

#[test]
fn a_change_of_either_end_makes_a_link_suspect() {
    let case = Case::small();
    let out = review(&case, &["SRS-1"]);
    let shown: Vec<&str> = out.lines().collect();
    assert_eq!(shown, ["SRS-1 derives_from UN-1", "SRS-1 allocated_to ITM-1", "SRS-1 implements RC-1", "TEST-1 verifies SRS-1"]);
    assert!(told(&case, "suspect-link").is_empty());
    let before = case.program(&["check", "--format", "json"]).out;

    edit(&case, "Limit holds", "Limit holds twice");
    let found = told(&case, "suspect-link");
    assert_eq!(found.len(), 1, "only the link of the test that changed");
    assert_eq!(found[0]["message"], "`verifies` from `TEST-1` to `SRS-1` is suspect: `TEST-1` changed since the review of 2026-10-20 by A. Person");
    assert_eq!((&found[0]["place"]["file"], &found[0]["place"]["line"]), (&"records/all.yaml".into(), &12.into()));
    assert_eq!(found[0]["notes"], serde_json::json!([]), "nobody knows what was there");

    edit(&case, "title: Limit the dose", "title: Limit any dose");
    let words = messages(&case, "suspect-link");
    assert_eq!(words.len(), 4);
    assert!(words.iter().any(|w| w.contains("`SRS-1` and `TEST-1` changed") || w.contains("`TEST-1` and `SRS-1` changed")), "{words:?}");
    // A change back is no change.
    edit(&case, "title: Limit any dose", "title: Limit the dose");
    edit(&case, "Limit holds twice", "Limit holds");
    assert_eq!(case.program(&["check", "--format", "json"]).out, before);
}

#[test]
fn a_suspect_link_changes_no_verdict() {
    let case = Case::small();
    let verdicts = [("SRS-1", "passing"), ("TEST-1", "passing"), ("SRS-2", "passing")];
    review(&case, &["--all"]);
    edit(&case, "Limit the dose", "Limit any dose");
    let ran = case.run();
    ran.verdicts(&verdicts);
    assert_eq!(ran.judgement().suspects.len(), 4);
    let (srs, test) = (ran.record("SRS-1"), ran.record("TEST-1"));
    let name = ran.project().link_name("verified_by").expect("a link");
    assert!(ran.judgement().is_suspect(srs, name, test) && !ran.judgement().is_suspect(test, name, srs));
    assert_eq!(ran.project().graph.edges.iter().filter(|e| ran.judgement().suspect(e).is_some()).count(), 4);
}

#[test]
fn the_latest_review_of_a_link_wins() {
    let case = Case::small();
    review(&case, &["SRS-1", "--link", "verified_by"]);
    edit(&case, "Limit the dose", "Limit any dose");
    assert_eq!(told(&case, "suspect-link").len(), 1);
    // A later one of another link changes nothing, an earlier one of the same neither.
    review(&case, &["SRS-1", "--link", "implements"]);
    case.program(&["review", "SRS-1", "--link", "verified_by", "--reason", "Read.", "--by", "B", "--on", "2026-10-19"]).ends(0);
    assert_eq!(told(&case, "suspect-link").len(), 1);
    let out = case.program(&["review", "--suspect", "--reason", "Read.", "--by", "B. Person", "--on", "2026-10-21"]).ends(0).out.clone();
    assert_eq!(out, "TEST-1 verifies SRS-1 (suspect)\n");
    assert!(told(&case, "suspect-link").is_empty());
    let said = case.program(&["review", "--suspect", "--reason", "Read.", "--by", "B. Person"]);
    said.ends(0);
    assert!(said.out.is_empty() && said.err.contains("no link is suspect"), "{}", said.err);
    assert_eq!(reviews(&case).len(), 4);
    // Back to the words of the first review: it is the latest one that counts.
    edit(&case, "Limit any dose", "Limit the dose");
    assert!(messages(&case, "suspect-link").iter().any(|m| m.contains("2026-10-21 by B. Person")));
}

#[test]
fn of_one_day_the_review_that_fits_counts_whatever_its_name() {
    let case = Case::small();
    review(&case, &["TEST-1"]);
    let old = reviews(&case).remove(0);
    edit(&case, "Limit the dose", "Limit any dose");
    review(&case, &["TEST-1"]);
    let new = reviews(&case).into_iter().find(|name| *name != old).expect("another review");
    let rename = |from: &str, to: &str| std::fs::rename(case.path().join("reviews").join(from), case.path().join("reviews").join(to)).expect("a name");
    rename(&old, "2026-10-20-00000000.yaml");
    rename(&new, "2026-10-20-11111111.yaml");
    assert!(told(&case, "suspect-link").is_empty());
    rename("2026-10-20-00000000.yaml", "2026-10-20-22222222.yaml");
    assert!(told(&case, "suspect-link").is_empty());
    // Where none fits, the last one by its name is told.
    edit(&case, "Limit any dose", "Limit every dose");
    let related = |case: &Case| told(case, "suspect-link")[0]["related"][0]["place"]["file"].clone();
    assert_eq!(related(&case), "reviews/2026-10-20-22222222.yaml");
}

#[test]
fn a_review_that_is_not_yet_does_not_count() {
    let case = Case::small();
    let said = case.program(&["review", "TEST-1", "--reason", "Read.", "--by", "B. Person", "--on", "2026-11-03"]);
    said.ends(0);
    assert!(said.err.contains("measured from 2026-11-02"), "{}", said.err);
    edit(&case, "Limit the dose", "Limit any dose");
    assert!(told(&case, "suspect-link").is_empty());
    assert_eq!(told(&case, "review-not-counted").len(), 1);
    let later: Vec<serde_json::Value> = serde_json::from_str(&case.program(&["check", "--format", "json", "--as-of", "2026-11-03"]).out).expect("JSON");
    assert_eq!(later.iter().filter(|f| f["code"] == "suspect-link").count(), 1);
}

#[test]
fn obsolete_ends_and_links_that_are_gone_are_quiet() {
    let case = Case::small();
    review(&case, &["SRS-1"]);
    edit(&case, "Limit the dose", "Limit any dose");
    edit(&case, ", verifies: SRS-1", ", status: obsolete, verifies: SRS-1");
    edit(&case, ", implements: RC-1", "");
    let words = messages(&case, "suspect-link");
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(words.iter().all(|w| w.starts_with("`derives_from`") || w.starts_with("`allocated_to`")));
}

#[test]
fn a_link_to_an_entry_is_a_link_of_its_own() {
    let records = "records:
  - {id: ITM-1, kind: item, title: Dose}
  - {id: RISK-1, kind: risk, title: Overdose, causes: [{id: a, text: Drift}, {id: b, text: Overflow}]}
  - {id: RC-1, kind: control, title: Hard limit, mitigates: [\"RISK-1#a\", \"RISK-1#b\"]}
";
    let case = Case::new().records(records);
    assert_eq!(review(&case, &["RC-1", "--to", "RISK-1#b"]), "RC-1 mitigates RISK-1#b\n");
    edit(&case, "Hard limit", "Soft limit");
    let words = messages(&case, "suspect-link");
    assert_eq!(words.len(), 1);
    assert!(words[0].contains("to `RISK-1#b`"), "{words:?}");
    assert_eq!(review(&case, &["RISK-1", "--to", "RC-1"]).lines().count(), 2);
    assert!(told(&case, "suspect-link").is_empty());
}

#[test]
fn every_output_marks_what_is_suspect() {
    let case = Case::small();
    review(&case, &["SRS-1", "--link", "verified_by"]);
    let clean = tree(&case.built());
    edit(&case, "title: Limit the dose", "title: Limit every dose");
    let files = tree(&case.built());
    let text = |files: &std::collections::BTreeMap<String, Vec<u8>>, path: &str| String::from_utf8(files[path].clone()).expect("UTF-8");
    let csv = text(&files, "data/matrix-requirement-test-run.csv");
    assert!(csv.contains("TEST-1 (suspect)") && !csv.contains("TEST-2 (suspect)"), "{csv}");
    for page in ["html/r/SRS-1.html", "html/r/TEST-1.html"] {
        assert!(text(&files, page).contains("an end has changed since the link was reviewed"), "{page}");
        assert!(!text(&clean, page).contains("suspect"), "{page}");
    }
    assert!(!text(&files, "html/r/SRS-2.html").contains("suspect"));
    let snapshot: techfile::model::snapshot::Snapshot = serde_json::from_slice(&files["data/snapshot.json"]).expect("a snapshot");
    let marked: Vec<(&str, &str)> = snapshot.links.iter().filter(|l| l.suspect).map(|l| (l.from.as_str(), l.to.as_str())).collect();
    assert_eq!(marked, [("TEST-1", "SRS-1")]);
    assert!(!text(&clean, "data/snapshot.json").contains("\"suspect\""));
}

#[test]
fn a_review_is_refused_where_it_would_say_nothing() {
    let case = Case::small();
    let refused = |arguments: &[&str], words: &str| {
        let said = case.program(arguments);
        said.ends(2);
        assert!(said.err.contains(words), "{arguments:?}: {}", said.err);
        assert!(!case.path().join("reviews").exists(), "{arguments:?}");
    };
    let who = ["--reason", "Read.", "--by", "A. Person"];
    let with = |more: &[&'static str]| -> Vec<&'static str> { ["review"].iter().chain(more).chain(&who).copied().collect() };
    refused(&["review", "SRS-1", "--reason", "Read.", "--by", "n/a"], "--by");
    refused(&["review", "SRS-1", "--reason", " ", "--by", "A. Person"], "--reason");
    refused(&["review", "SRS-1", "--reason", "TBD", "--by", "A. Person"], "--reason");
    refused(&["review", "SRS-1", "--reason", "a\u{1b}[2Jb", "--by", "A. Person"], "control character");
    refused(&["review", "SRS-1", "--by", "A. Person"], "--reason");
    refused(&with(&[]), "required");
    refused(&with(&["SRS-1", "--all"]), "cannot be used");
    refused(&with(&["SRS1"]), "did you mean `SRS-1`?");
    refused(&with(&["SRS-1", "--link", "verified_bi"]), "did you mean `verified_by`?");
    refused(&with(&["--all", "--link", "verifes"]), "did you mean `verifies`?");
    refused(&with(&["SRS-1", "--to", "TEST-9"]), "no record has this id");
    refused(&with(&["SRS-1", "--to", "TEST-2"]), "no such link");
    refused(&with(&["SRS-1", "--link", "relates_to"]), "no such link");
    refused(&with(&["SRS-1", "--on", "20 October"]), "no date");
    let out = case.program(&["review", "SRS-1", "--dry-run", "--reason", "Read.", "--by", "A. Person", "--on", "2026-10-01"]).ends(0).out.clone();
    assert!(out.contains("SRS-1 implements RC-1") && !case.path().join("reviews").exists());
    // What cannot be read may be the other end of a link.
    let case = Case::small().file("records/broken.yaml", "id: [\n");
    let said = case.program(&with(&["SRS-1"]));
    said.ends(2);
    assert!(said.err.contains("syntax-error") && said.err.contains("nothing was recorded"), "{}{}", said.out, said.err);
    assert!(!case.path().join("reviews").exists());
}

#[test]
fn a_review_is_a_file_of_its_own_and_never_written_over() {
    let case = Case::small();
    let odd = "\"Quoted\": {yes}, #1 — ü \\ 'no' [x] | > &a *b !c %d @e `f` {{#g}} \u{2028}\u{feff}";
    case.program(&["review", "SRS-1", "--reason", odd, "--by", "A: Person # b", "--on", "2026-10-20"]).ends(0);
    let first = tree(&case.path().join("reviews"));
    let name = first.keys().next().expect("a review").clone();
    let hash: String = Sha256::digest(&first[&name]).iter().take(4).map(|b| format!("{b:02x}")).collect();
    assert_eq!(name, format!("2026-10-20-{hash}.yaml"));
    assert!(first[&name].starts_with(b"# "));
    let said = case.program(&["review", "SRS-1", "--reason", odd, "--by", "A: Person # b", "--on", "2026-10-20"]);
    said.ends(2);
    assert!(said.err.contains("recorded already"), "{}", said.err);
    review(&case, &["SRS-1", "TEST-1"]);
    let second = tree(&case.path().join("reviews"));
    assert_eq!(second.len(), 2);
    assert!(second[&name] == first[&name]);
    assert_eq!(files_below(&case.path().join("reviews")).len(), 2, "no draft is left");
    let ran = case.run();
    let reviews = &ran.project().reviews;
    assert_eq!(ran.count("review-invalid"), 0, "{}", ran.text());
    let own = reviews.iter().find(|r| r.by.starts_with("A:")).expect("the first review");
    assert_eq!((own.by.as_str(), own.reason.as_str(), own.links.len()), ("A: Person # b", odd, 4));
}

#[test]
fn the_folder_of_reviews_lies_beside_the_records_unless_it_is_named() {
    let records = "records:\n  - {id: TERM-1, kind: term, title: Bolus, relates_to: TERM-2}\n  - {id: TERM-2, kind: term, title: Basal rate}\n";
    let place = |settings: &str, folder: &str, wanted: &str| {
        let case = Case::new().book(settings).file(&format!("{folder}/all.yaml"), records);
        review(&case, &["TERM-1"]);
        let all: Vec<String> = tree(case.path()).into_keys().filter(|f| f.contains("2026-10-20-")).collect();
        assert_eq!(all.len(), 1);
        assert!(all[0].starts_with(&format!("{wanted}/2026")), "{all:?} is not in {wanted}");
        case.run().silent();
    };
    place("", "records", "reviews");
    place("[records]\ndir = \"a/b/records\"", "a/b/records", "a/b/reviews");
    place("[records]\nreviews = \"looked/at\"", "records", "looked/at");
    // Even among the records they are no records.
    place("[records]\nreviews = \"records/reviews\"", "records", "records/reviews");
}

#[test]
fn a_record_that_was_released_does_not_vanish() {
    let case = Case::small();
    edit(&case, "title: Show the dose,", "title: Show the dose, status: implemented,");
    edit(&case, "title: Display,", "title: Display, status: approved,");
    freeze(&case, "2.0.0", "2026-09-01");
    let records = std::fs::read_to_string(case.path().join("records/all.yaml")).expect("the records");
    let kept: String = records.lines().filter(|l| !["SRS-2", "UN-2", "ITM-2"].iter().any(|id| l.contains(id))).map(|l| format!("{l}\n")).collect();
    let case = case.records(&kept);
    let found = told(&case, "record-vanished-since-release");
    let told: Vec<(&str, &str)> = found.iter().map(|f| (f["severity"].as_str().expect("a level"), f["message"].as_str().expect("words"))).collect();
    // `UN-2` was a draft: drafts may go.
    let wanted = [
        ("note", "software item `ITM-2` (Display) was in release 2.0.0 and is no more"),
        ("error", "software requirement `SRS-2` (Show the dose) was in release 2.0.0 and is no more"),
    ];
    assert_eq!(told, wanted);
    // A newer release that has them no more is the one that counts, whatever its number.
    freeze(&case, "1.9.0", "2026-10-01");
    assert!(messages(&case, "record-vanished-since-release").is_empty());
}

#[test]
fn an_approval_does_not_outlive_what_it_was_given_to() {
    let records = "records:\n  - {id: DOC-1, kind: document, title: Plan, revision: A, approved: {by: B. Person, on: 2026-08-01, ref: M-1}}\n";
    let case = Case::new().records(records);
    freeze(&case, "1.0.0", "2026-09-01");
    assert!(told(&case, "stale-approval").is_empty());
    edit(&case, "revision: A", "revision: B");
    let found = messages(&case, "stale-approval");
    assert_eq!(found, ["document `DOC-1` has changed since release 1.0.0, and its approval of 2026-08-01 is still the one of then"]);
    for (from, to) in [("M-1", "M-2"), ("on: 2026-08-01", "on: 2026-09-15"), ("B. Person", "C. Person")] {
        edit(&case, from, to);
        assert!(told(&case, "stale-approval").is_empty(), "{to} is another approval");
        edit(&case, to, from);
    }
    edit(&case, "revision: B", "revision: A, status: approved, owner: D. Person");
    assert!(told(&case, "stale-approval").is_empty(), "what it says is the same");
}

#[test]
fn a_release_that_cannot_be_trusted_is_named_and_not_used() {
    let case = Case::small();
    edit(&case, "title: Show the dose,", "title: Show the dose, status: implemented,");
    freeze(&case, "1.0.0", "2026-09-01");
    let path = case.path().join("releases/1.0.0/data/snapshot.json");
    let whole = std::fs::read_to_string(&path).expect("a snapshot");
    let damaged = |words: &str| {
        let found = told(&case, "release-damaged");
        assert_eq!(found.len(), 1);
        assert!(found[0]["message"].as_str().expect("words").contains(words), "{found:?}");
        assert_eq!(found[0]["severity"], "error");
    };
    std::fs::write(&path, whole.replace("Show", "Hide")).expect("a change");
    damaged("changed: data/snapshot.json");
    std::fs::remove_file(&path).expect("to go");
    damaged("missing: data/snapshot.json");
    std::fs::write(case.path().join("releases/1.0.0/manifest.json"), "{}").expect("a change");
    damaged("changed: manifest.json");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Whatever becomes of a review file, it is read, or a finding names it; nothing panics.
    #[test]
    fn a_review_survives_changes(at in any::<prop::sample::Index>(), length in 0usize..40, put in "[-a-z0-9: \\[\\]{}\"'#|>&*!\n]{0,6}") {
        let fp = format!("v1:{}", "0".repeat(64));
        let text = format!("by: \"A. Person\"\non: \"2026-10-20\"\nreason: \"Read.\"\nlinks:\n  - from: \"TEST-1\"\n    link: \"verifies\"\n    to: \"SRS-1\"\n    from_fp: \"{fp}\"\n    to_fp: \"{fp}\"\n");
        let from = at.index(text.len());
        let to = (from + length).min(text.len());
        let changed = format!("{}{put}{}", &text[..from], &text[to..]);
        let ran = Case::small().file("reviews/a.yaml", &changed).run();
        let in_file = ran.found().iter().any(|f| f.place.as_ref().is_some_and(|(file, _)| file == "reviews/a.yaml"));
        let quiet = ran.project().reviews.iter().any(|r| r.links.len() == 1);
        prop_assert!(in_file || quiet || ran.project().reviews.iter().any(|r| r.links.is_empty()), "{changed}\n{}", ran.text());
    }
}
