//! One case that fails where it passed, through all outputs: what rests on it changes in all of them alike, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use techfile::model::snapshot::Snapshot;

use crate::harness::{Case, REPORT, main_of, tree};
use crate::ops::build::text;
use crate::render::site::{csv_of, data};

type Files = BTreeMap<String, Vec<u8>>;

/// The records that rest on the case, and their verdicts that do.
const RESTING: [(&str, &str); 3] = [("RC-1", "implementation"), ("SRS-1", "verdict"), ("TEST-1", "verdict")];

/// The clauses that rest on it, with their record checks before and after.
const CLAUSES: [&str; 5] = [
    "5.7.1 SYSTEM-1: incomplete | incomplete",
    "5.7.2 SYSTEM-1: none | none",
    "9.1 SYSTEM-1: none | none",
    "7.3.1 ITM-1: incomplete | incomplete",
    "7.3.3 ITM-1: incomplete | incomplete",
];

fn failed() -> String {
    REPORT.replace("<testcase name=\"dose.limit\"/>", "<testcase name=\"dose.limit\"><failure/></testcase>")
}

/// Every verdict word by record and name.
fn verdicts(snapshot: &Snapshot) -> BTreeMap<(String, String), String> {
    let of =
        |r: &techfile::model::snapshot::Record| r.verdicts.iter().map(|(name, v)| ((r.id.clone(), name.clone()), v.verdict.clone())).collect::<Vec<_>>();
    snapshot.records.iter().flat_map(of).collect()
}

/// The cells that are not the same in two tables of the same rows: row, column, before, after.
fn changed(before: &Files, after: &Files, path: &str) -> Vec<[String; 4]> {
    let ((head, old), (same_head, new)) = (csv_of(&before[path]), csv_of(&after[path]));
    assert_eq!((&head, old.len()), (&same_head, new.len()), "{path} has other rows");
    let rows = old.iter().zip(&new);
    let cells =
        rows.flat_map(|(old, new)| old.iter().zip(new).enumerate().map(|(column, (a, b))| [old[0].clone(), head[column].clone(), a.clone(), b.clone()]));
    cells.filter(|[_, _, a, b]| a != b).collect()
}

#[test]
fn a_failed_case_changes_what_rests_on_it_everywhere_and_nothing_else() {
    let case = Case::small();
    case.built();
    let before = tree(&case.path().join("book"));
    let case = case.file("evidence/report.xml", &failed());
    case.program(&["build", "--only", "html", "--only", "data"]).ends(1);
    let after = tree(&case.path().join("book"));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "the same files");

    in_the_snapshot(&data(&before), &data(&after));
    in_the_tables(&before, &after);
    in_the_site(&before, &after);
    #[cfg(feature = "pdf")]
    in_the_pdf(&crate::render::golden::document(Case::small()), &crate::render::golden::document(case));
}

fn in_the_snapshot(before: &Snapshot, after: &Snapshot) {
    let (old, new) = (verdicts(before), verdicts(after));
    let changed: Vec<(&str, &str, &str, &str)> = old
        .iter()
        .filter(|(key, word)| new[*key] != **word)
        .map(|(key, word)| (key.0.as_str(), key.1.as_str(), word.as_str(), new[key].as_str()))
        .collect();
    assert_eq!(changed, RESTING.map(|(id, name)| (id, name, "passing", "failing")));
    assert_eq!(old.len(), new.len());
    // Clauses say what is missing more; none of them gets better, and none changes that does not rest on the case.
    let rows = before.clauses.iter().zip(&after.clauses).filter(|(old, new)| old != new);
    let changed: Vec<String> = rows.map(|(old, new)| format!("{} {}: {} | {}", old.clause, old.subject, old.record_check, new.record_check)).collect();
    assert_eq!(changed, CLAUSES);
}

/// Whether a file is a table of clauses: its rows come and go with what is missing, and are held to the snapshot elsewhere.
fn of_clauses(path: &str) -> bool {
    ["/clauses-", "/clause-rows-", "/open-clauses-"].iter().any(|part| path.contains(part))
}

/// In the tables, verdicts go from passing to failing, counts follow, and every other cell is what it was.
fn in_the_tables(before: &Files, after: &Files) {
    let mut found = Vec::new();
    let tables = before.keys().filter(|p| p.ends_with(".csv") && p.starts_with("data/") && *p != "data/findings.csv");
    for path in tables.filter(|p| !of_clauses(p)) {
        let table = path.trim_start_matches("data/").trim_end_matches(".csv");
        found.extend(changed(before, after, path).into_iter().map(|cell| format!("{table}: {}", cell.join(" | "))));
    }
    found.retain(|cell| !cell.starts_with("evidence-files: evidence/report.xml | s"));
    // The note that counts the cases, up to where the two begin to be alike.
    for cell in found.iter_mut().filter(|cell| cell.starts_with("notes: ")) {
        *cell = cell.split(" | ").map(|part| part.split(", 0 ended").next().unwrap_or(part)).collect::<Vec<_>>().join(" | ");
    }
    let wanted = [
        "list-control: RC-1 | implementation | passing | failing",
        "list-requirement: SRS-1 | verdict | passing | failing",
        "list-test: TEST-1 | verdict | passing | failing",
        "matrix-need-requirement: UN-1 | verdict2 | passing | failing",
        "matrix-requirement-test-run: SRS-1 | verified | passing | failing",
        "matrix-requirement-test-run: SRS-1 | test_verdict | passing | failing",
        "matrix-requirement-test-run: SRS-1 | rests_on | dose.limit: pass | dose.limit: fail",
        "matrix-risk-control: RISK-1 | verdict2 | passing | failing",
        "matrix-risk-control: RISK-1 | verdict3 | passing | failing",
        "notes: test-cases | note | 3 cases: 3 passed, 0 failed | 3 cases: 2 passed, 1 failed",
        "risks: RISK-1 | implementation | passing | failing",
        "runs: TEST-1 | outcome | pass | fail",
        "test-cases: dose.limit | outcome | pass | fail",
        "tests-by-level:  | passed | 3 | 2",
        "tests-by-level:  | failed | 0 | 1",
    ];
    assert_eq!(found, wanted);
    let codes = |files: &Files| csv_of(&files["data/findings.csv"]).1.into_iter().map(|row| format!("{} {}", row[1], row[2])).collect::<Vec<_>>();
    let (old, mut new) = (codes(before), codes(after));
    new.retain(|found| !old.contains(found));
    assert_eq!(new, ["requirement-failing SRS-1", "control-failing RC-1", "test-failing TEST-1"]);
}

/// On the pages, the records that rest on it say so, and where others name them; all other pages are what they were.
fn in_the_site(before: &Files, after: &Files) {
    let main = |files, path: &str| main_of(text(files, path)).to_owned();
    let pages = before.keys().filter(|path| path.ends_with(".html"));
    let differ: BTreeSet<&str> = pages.map(String::as_str).filter(|path| main(before, path) != main(after, path)).collect();
    let records = ["ITM-1", "RC-1", "RISK-1", "SRS-1", "SYSTEM-1", "TEST-1", "TEST-3", "UN-1"].map(|id| format!("html/r/{id}.html"));
    let tables = [
        "clause-rows-iec-62304-2015",
        "clauses-iec-62304-2015",
        "evidence-files",
        "list-control",
        "list-requirement",
        "list-test",
        "matrix-need-requirement",
        "matrix-requirement-test-run",
        "matrix-risk-control",
        "open-clauses-iec-62304-2015",
        "risks",
        "runs",
        "test-cases",
        "tests-by-level",
    ];
    let tables = tables.map(|table| format!("html/tables/{table}.html"));
    let front = ["html/evidence/evidence/report.xml.html", "html/findings.html", "html/index.html"].map(str::to_owned);
    let wanted: BTreeSet<&str> = records.iter().chain(&tables).chain(&front).map(String::as_str).collect();
    assert_eq!(differ, wanted);
    let failing = |files, path: &str| main(files, path).matches(">failing</span>").count();
    for (id, _) in RESTING {
        let path = format!("html/r/{id}.html");
        assert_eq!(failing(before, &path), 0, "{id}");
        assert!(failing(after, &path) >= 1, "{id} does not say that it fails");
    }
}

/// The part of the document that stands at an anchor.
#[cfg(feature = "pdf")]
fn anchored<'a>(json: &'a serde_json::Value, anchor: &str) -> Option<&'a serde_json::Value> {
    match json {
        serde_json::Value::Object(map) if map.get("anchor").is_some_and(|a| a == anchor) => Some(json),
        serde_json::Value::Object(map) => map.values().find_map(|v| anchored(v, anchor)),
        serde_json::Value::Array(list) => list.iter().find_map(|v| anchored(v, anchor)),
        _ => None,
    }
}

/// What the typesetter is given.
#[cfg(feature = "pdf")]
fn in_the_pdf(before: &serde_json::Value, after: &serde_json::Value) {
    // Rows of clauses are held to the snapshot; their columns are as wide as what stands in them.
    let part = |json, anchor: &str| {
        let mut part = anchored(json, anchor).unwrap_or_else(|| panic!("nothing stands at {anchor}")).clone();
        let tables = part["blocks"].as_array_mut();
        tables.into_iter().for_each(|blocks| blocks.retain(|b| b["columns"][0]["label"] != "Clause"));
        part.to_string()
    };
    for anchor in ["r:TEST-1", "r:SRS-1", "r:RC-1", "t:risks", "t:matrix-requirement-test-run", "t:tests-by-level", "t:runs"] {
        let (old, new) = (part(before, anchor), part(after, anchor));
        assert_ne!(old, new, "{anchor}");
        assert!(!old.contains("\"failing\""), "{anchor}");
    }
    for anchor in ["r:TEST-1", "r:SRS-1", "r:RC-1", "t:risks", "t:matrix-requirement-test-run"] {
        assert!(part(after, anchor).contains("\"failing\""), "{anchor} does not say that it fails");
    }
    for anchor in ["r:SYSTEM-1", "r:ITM-2", "r:UN-2", "r:SRS-2", "r:TEST-2"] {
        assert_eq!(part(before, anchor), part(after, anchor), "{anchor} has nothing to do with it");
    }
}
