//! The baseline: what it accepts, what it never accepts, and that nothing else is written over.

use std::sync::atomic::{AtomicUsize, Ordering};

use techfile::ops::{self, Baseline};
use techfile::store::Disk;

use crate::harness::Case;
use crate::load::images::small;

const OPEN: &str = "records:\n  - {id: UN-1, kind: need, title: One, text: The first need.}\n  - {id: UN-2, kind: need, title: Two, text: The second need.}\n  - {id: UN-3, kind: need, title: Three, text: The third need., relates_to: UN-99}\n";
const FILE: &str = "baseline.json";
/// The last line, whatever the baseline holds.
const STANDING: &str = "94 open clauses (of 94), 0 waived errors, 0 suspect links\n";

/// Two needs without requirement too many, a dangling link, and a baseline that holds all of it.
fn known() -> Case {
    let case = Case::new().records(OPEN);
    let said = case.program(&["check", "--write-baseline", FILE]);
    said.ends(0);
    assert_eq!((said.out.as_str(), said.err.as_str()), ("", "baseline: baseline.json holds 4 findings\n"));
    case
}

fn text(case: &Case) -> String {
    std::fs::read_to_string(case.path().join(FILE)).expect("the baseline")
}

#[test]
fn it_is_sorted_a_finding_a_line() {
    let case = known();
    let text = text(&case);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..4].join("\n") + "\n", "{\n  \"format\": \"techfile baseline\",\n  \"version\": 1,\n  \"findings\": [\n");
    assert!(lines[4].starts_with("    {\"code\":\"dangling-link\",\"record\":\"UN-3\",\"message\":\"") && lines[4].ends_with("\"count\":1},"), "{text}");
    let records: Vec<&str> =
        ["UN-1", "UN-2", "UN-3"].into_iter().filter(|id| lines[5..8].iter().any(|l| l.contains(&format!("\"record\":\"{id}\"")))).collect();
    assert!(records.len() == 3 && lines.len() == 10 && lines[8..] == ["  ]", "}"], "{text}");
    let read = Baseline::parse(text.as_bytes()).expect("a baseline");
    assert_eq!(String::from_utf8(read.to_bytes()).expect("UTF-8"), text);
    case.program(&["check", "--write-baseline", FILE]).ends(0);
    assert_eq!(self::text(&case), text, "written again, it is another one");
    assert_eq!(String::from_utf8(Baseline::default().to_bytes()).expect("UTF-8").lines().nth(3), Some("  \"findings\": []"));
}

#[test]
fn only_what_is_new_is_reported_and_fails() {
    let case = known();
    case.program(&["check"]).ends(1);
    let said = case.program(&["check", "--baseline", FILE, "--fail-on", "note"]);
    said.ends(0);
    assert_eq!(said.out, format!("0 errors, 0 warnings, 0 notes\n4 findings of baseline.json accepted\n{STANDING}"));
    // Lines moved, one need is gone, one is new.
    let case = case.records(&format!(
        "# moved\n\n{}  - {{id: UN-4, kind: need, title: Four, text: The fourth need.}}\n",
        OPEN.replace("  - {id: UN-2, kind: need, title: Two, text: The second need.}\n", "")
    ));
    let said = case.program(&["check", "--baseline", FILE, "--fail-on", "warning"]);
    said.ends(1);
    assert!(said.out.contains("`UN-4`") && !said.out.contains("`UN-1`") && !said.out.contains("dangling"), "{}", said.out);
    let end =
        "0 errors, 1 warning, 0 notes\n3 findings of baseline.json accepted\n1 finding of baseline.json is no longer there: write it again to forget it\n";
    assert!(said.out.ends_with(&format!("{end}{STANDING}")), "{}", said.out);
    case.program(&["check", "--baseline", FILE]).ends(0);
}

#[test]
fn every_format_tells_new_ones_apart() {
    let case = known().records(&format!("{OPEN}  - {{id: UN-4, kind: need, title: Four, text: The fourth need.}}\n"));
    let said = |format: &str| case.program(&["check", "--baseline", FILE, "--format", format]);
    let json: Vec<serde_json::Value> = serde_json::from_str(&said("json").out).expect("JSON");
    assert!(json.len() == 1 && json[0]["record"] == "UN-4", "{json:?}");
    assert_eq!(said("json").err, "4 findings of baseline.json accepted\n");
    assert_eq!(said("github").out.lines().count(), 1);
    let sarif: serde_json::Value = serde_json::from_str(&said("sarif").out).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let new: Vec<bool> = results.iter().map(|r| r["baselineState"] == "new").collect();
    assert_eq!((new.len(), new.iter().filter(|n| **n).count()), (5, 1));
    assert!(results.iter().zip(&new).all(|(r, new)| *new || r["baselineState"] == "unchanged"));
    let marks: std::collections::BTreeSet<&str> = results.iter().filter_map(|r| r["partialFingerprints"]["techfileFinding/v1"].as_str()).collect();
    assert_eq!(marks.len(), 5, "fingerprints are not told apart");
    assert!(!case.program(&["check", "--format", "sarif"]).out.contains("baselineState"));
}

#[test]
fn fingerprints_do_not_move_with_lines() {
    let marks = |case: &Case| {
        let log: serde_json::Value = serde_json::from_str(&case.program(&["check", "--format", "sarif"]).out).expect("JSON");
        let results = log["runs"][0]["results"].as_array().expect("results").clone();
        results.into_iter().map(|r| r["partialFingerprints"].to_string()).collect::<Vec<_>>()
    };
    let case = Case::new().records(OPEN);
    let before = marks(&case);
    assert_eq!(marks(&case.records(&format!("# a line\n\n{OPEN}"))), before);
}

#[test]
fn equal_findings_are_counted() {
    let chapter = "# One\n\n![](dot.png)\n\n![](dot.png)\n";
    let case = Case::ground().bytes("src/dot.png", &small(image::ImageFormat::Png)).chapter("one.md", chapter);
    case.program(&["check", "--write-baseline", FILE]).ends(0);
    assert!(text(&case).contains("\"record\":null,") && text(&case).contains("\"count\":2}"), "{}", text(&case));
    case.program(&["check", "--baseline", FILE, "--fail-on", "note"]).ends(0);
    let log: serde_json::Value = serde_json::from_str(&case.program(&["check", "--format", "sarif"]).out).expect("JSON");
    let mark = |n: usize| log["runs"][0]["results"][n]["partialFingerprints"]["techfileFinding/v1"].as_str().expect("a fingerprint");
    assert_eq!(mark(0).strip_suffix(":1").expect("the first"), mark(1).strip_suffix(":2").expect("the second"));
    let case = case.file("src/one.md", &format!("{chapter}\n![](dot.png)\n"));
    let said = case.program(&["check", "--baseline", FILE, "--fail-on", "note"]);
    said.ends(1);
    assert!(said.out.contains("0 errors, 1 warning, 0 notes\n2 findings of"), "{}", said.out);
}

#[test]
fn what_could_not_be_read_is_never_accepted() {
    let case = Case::new().records("records: [\n");
    let said = case.program(&["check", "--write-baseline", FILE]);
    said.ends(2);
    assert!(said.out.contains("error[") && said.err.contains("not written") && !case.path().join(FILE).exists(), "{}{}", said.out, said.err);
    // Even a file that holds the finding accepts nothing.
    let json: Vec<serde_json::Value> = serde_json::from_str(&case.program(&["check", "--format", "json"]).out).expect("JSON");
    let lines: Vec<String> =
        json.iter().map(|f| serde_json::json!({"code": f["code"], "record": f["record"], "message": f["message"], "count": 1}).to_string()).collect();
    assert!(!lines.is_empty());
    let case = case.file(FILE, &format!("{{\"format\": \"techfile baseline\", \"version\": 1, \"findings\": [{}]}}", lines.join(",")));
    case.program(&["check", "--baseline", FILE]).ends(2);
}

#[test]
fn a_waived_finding_is_not_in_it() {
    let waiver = "  - {id: WVR-1, kind: waiver, title: x, finding: need-without-requirement, applies_to: UN-1, reason: It comes with 2.2., approved: {by: R. Nair, on: 2026-10-01}, expires: 2027-01-31}\n";
    let case = known().records(&format!("{OPEN}{waiver}"));
    // A baseline of before: the finding is neither accepted nor gone, and still shown.
    let said = case.program(&["check", "--baseline", FILE]);
    said.ends(0);
    assert!(said.out.contains("waived by WVR-1") && said.out.contains("1 waived\n3 findings of baseline.json accepted\n"), "{}", said.out);
    case.program(&["check", "--write-baseline", FILE]).ends(0);
    assert!(!text(&case).contains("UN-1"), "{}", text(&case));
    // When the waiver ends, it is seen again.
    let said = case.program(&["check", "--baseline", FILE, "--as-of", "2027-02-01"]);
    said.ends(1);
    assert!(said.out.contains("`UN-1`") && said.out.contains("waiver-expired"), "{}", said.out);
}

#[test]
fn a_damaged_or_foreign_file_is_refused() {
    let whole = text(&known());
    let line = whole.lines().nth(4).expect("a finding").to_owned();
    for (name, bytes) in [
        ("foreign", "{\"name\": \"x\"}".to_owned()),
        ("text", "# notes\n".to_owned()),
        ("empty", String::new()),
        ("cut", whole[..whole.len() / 2].to_owned()),
        ("merged", whole.replacen("  \"findings\": [", "<<<<<<< HEAD\n  \"findings\": [", 1)),
        ("another format", whole.replace("techfile baseline", "other baseline")),
        ("another version", whole.replace("\"version\": 1", "\"version\": 2")),
        ("another key", whole.replace("\"count\":1", "\"count\":1,\"line\":3")),
        ("none of one", whole.replacen("\"count\":1", "\"count\":0", 1)),
        ("twice", whole.replacen(&line, &format!("{line}\n{line}"), 1)),
    ] {
        assert_ne!(bytes, whole, "{name}");
        let case = Case::new().records(OPEN).file(FILE, &bytes);
        let said = case.program(&["check", "--baseline", FILE]);
        said.ends(2);
        assert!(said.err.starts_with("error: baseline.json: ") && said.out.is_empty(), "{name}: {}", said.err);
        let said = case.program(&["check", "--write-baseline", FILE]);
        said.ends(2);
        assert!(said.err.contains("not written over"), "{name}: {}", said.err);
        assert_eq!(text(&case), bytes, "{name} was written over");
    }
    let case = Case::new().records(OPEN);
    case.program(&["check", "--baseline", "no.json"]).ends(2);
    case.program(&["check", "--baseline", "records"]).ends(2);
    case.program(&["check", "--write-baseline", "records"]).ends(2);
    case.program(&["check", "--write-baseline", "no/where.json"]).ends(2);
    case.program(&["check", "--baseline", FILE, "--write-baseline", FILE]).ends(2);
}

#[test]
fn outputs_show_everything_all_the_same() {
    let case = known();
    case.program(&["build", "--only", "data", "--baseline", FILE]).ends(2);
    case.program(&["build", "--only", "data"]).ends(1);
    let findings = std::fs::read_to_string(case.path().join("book/data/findings.csv")).expect("the findings");
    assert_eq!(findings.lines().count(), 5);
}

#[test]
fn whatever_the_disk_refuses_it_is_the_old_one_or_the_new_one() {
    let old = text(&known());
    let mut refused = 0;
    for failing in 0.. {
        let case = Case::new().records("records: []\n").file(FILE, &old);
        let path = case.path().join(FILE);
        let count = std::sync::Arc::new(AtomicUsize::new(0));
        let at = count.clone();
        let disk = Disk::watched(move |_, _| if at.fetch_add(1, Ordering::Relaxed) == failing { Err(std::io::Error::other("refused")) } else { Ok(()) });
        let ran = case.run();
        // The folder of the case goes with the run.
        let written = ops::write_baseline(&disk, ran.checked(), &path);
        let found = std::fs::read_to_string(&path).expect("the baseline");
        let left = std::fs::read_dir(path.parent().expect("a folder")).expect("a folder").filter(|e| {
            let name = e.as_ref().expect("an entry").file_name();
            name.to_str().is_some_and(|n| n.starts_with('.') && !n.ends_with(".lock"))
        });
        assert_eq!(left.count(), 0, "{failing}");
        match written {
            Err(fatal) => {
                refused += 1;
                assert!(fatal.message.contains("refused") && found == old, "{fatal}");
            }
            Ok(count) => assert!(count == 1 && found != old, "it holds that there is no record"),
        }
        if count.load(Ordering::Relaxed) <= failing {
            break;
        }
    }
    assert!(refused >= 5, "{refused}");
}
