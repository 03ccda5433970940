//! Projects of an unusual shape, for work that grows with the square of something.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use super::{frame, put};

/// The shapes by name.
pub const TRAPS: &[&str] = &["one-file", "one-requirement", "links", "chapter-table", "findings", "broken", "case-names"];

/// Writes a project of one of the [`TRAPS`]; `size` is the number of what there is much of.
pub fn trap(root: &Path, name: &str, size: usize) -> io::Result<()> {
    frame(root)?;
    put(root, "evidence/tests.xml", "<testsuites><testsuite name=\"s\"><testcase classname=\"s\" name=\"only\"/></testsuite></testsuites>\n")?;
    let mut records = String::new();
    let mut chapter = String::from("# Chapter\n\nText.\n");
    write(name, size, &mut records, &mut chapter).map_err(io::Error::other)?;
    if name == "case-names" {
        let cases: String = (0..size).map(|n| format!("<testcase classname=\"s\" name=\"case {n}\"/>\n")).collect();
        put(root, "evidence/tests.xml", &format!("<testsuites><testsuite name=\"s\">\n{cases}</testsuite></testsuites>\n"))?;
    }
    put(root, "records/all.yaml", &format!("records:\n{records}"))?;
    put(root, "src/one.md", &chapter)?;
    put(root, "src/SUMMARY.md", "# Summary\n\n- [Chapter](one.md)\n")
}

fn write(name: &str, size: usize, records: &mut String, chapter: &mut String) -> std::fmt::Result {
    let simple = |records: &mut String, kind: &str, prefix: &str, n: usize, more: &str| {
        writeln!(records, "  - {{id: {prefix}-{n}, kind: {kind}, title: \"Title {n}\", status: approved, text: \"Some text.\"{more}}}")
    };
    match name {
        "one-requirement" => {
            simple(records, "requirement", "SRS", 1, "")?;
            (0..size).try_for_each(|n| simple(records, "test", "TEST", n, ", verifies: [SRS-1], automated: [only]"))
        }
        "links" => {
            // A hundred links a record, of a type that must have no circle.
            let count = size / 100;
            (0..count).try_for_each(|n| {
                let to: Vec<String> = (1..=100).map(|k| n + k).filter(|k| *k < count).map(|k| format!("SRS-{k}")).collect();
                simple(records, "requirement", "SRS", n, &format!(", derives_from: [{}]", to.join(", ")))
            })
        }
        "chapter-table" => {
            simple(records, "need", "UN", 1, "")?;
            chapter.push_str("\n| A | B | C |\n|---|---|---|\n");
            (0..size).try_for_each(|n| writeln!(chapter, "| row {n} | *text* of [[UN-1]] | `code` |"))
        }
        "findings" => (0..size).try_for_each(|n| simple(records, "requirement", "SRS", n, &format!(", derives_from: [SYS-{n}], relates_to: [SRS-{n}]"))),
        "broken" => {
            (0..size).try_for_each(|n| simple(records, "requirement", "SRS", n % (size / 2).max(1), &format!(", statsu: {n}, verified_by: [SRS-{n}]")))
        }
        "case-names" => (0..size).try_for_each(|n| simple(records, "test", "TEST", n, &format!(", automated: [\"case {n}\"]"))),
        _ => (0..size).try_for_each(|n| simple(records, "need", "UN", n, "")),
    }
}
