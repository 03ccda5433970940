//! Writes a project of many records into a folder: the same number and seed give the same bytes everywhere.

mod records;
mod text;
mod traps;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use records::Project;
use text::Random;
pub use traps::{TRAPS, trap};

const BOOK: &str = r#"[book]
title = "Generated device: technical file"
src = "src"

[build]
date = "2026-11-02"

[records]
dir = "records"
schema = "schema.yaml"

[standards]
use = ["iec-62304-2015"]

[[evidence.report]]
files = ["evidence/*.xml"]
version = "2.1.0"

[release]
version = "2.1.0"
"#;

const SCHEMA: &str = r#"scales:
  severity:
    - {id: "1", label: Negligible}
    - {id: "2", label: Minor}
    - {id: "3", label: Serious}
  probability:
    - {id: "1", label: Improbable}
    - {id: "2", label: Occasional}
    - {id: "3", label: Frequent}
risk_matrix:
  by: [severity, probability]
  levels:
    - {id: low, label: Low, acceptable: true}
    - {id: high, label: High, acceptable: false}
  cells:
    "1": {"1": low, "2": low, "3": low}
    "2": {"1": low, "2": low, "3": high}
    "3": {"1": low, "2": high, "3": high}
"#;

/// Chapters, each with what stands in it besides text.
const CHAPTERS: &[(&str, &str, &str)] = &[
    ("introduction", "Introduction", ""),
    ("requirements", "Requirements", "{{#table requirement columns=\"id,title,status,verdict\"}}\n"),
    ("architecture", "Architecture", "{{#table item columns=\"id,title,status\"}}\n"),
    ("risks", "Risk management", "{{#matrix risk control}}\n"),
    ("verification", "Verification", "{{#table run columns=\"id,title,date,result\"}}\n"),
];

/// Writes a file below a folder and the folders on its way.
pub(crate) fn put(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let full = root.join(path);
    if let Some(folder) = full.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(full, text)
}

/// Settings and schema: what every generated project has.
fn frame(root: &Path) -> io::Result<()> {
    put(root, "book.toml", BOOK)?;
    put(root, "schema.yaml", SCHEMA)
}

/// Writes a project of so many records in usual proportions.
pub fn project(root: &Path, records: usize, seed: u64) -> io::Result<()> {
    frame(root)?;
    let mut random = Random::new(seed);
    let project = Project::new(records);
    for (path, text) in project.files(&mut random) {
        put(root, &path, &text)?;
    }
    put(root, "evidence/tests.xml", &project.report())?;
    let mut summary = String::from("# Summary\n\n");
    for (file, title, extra) in CHAPTERS {
        writeln!(summary, "- [{title}]({file}.md)").map_err(io::Error::other)?;
        let mut chapter = format!("# {title}\n\n");
        for section in 1..=4 {
            writeln!(chapter, "## Section {section}\n\n{}", project.prose(&mut random)).map_err(io::Error::other)?;
        }
        chapter.push_str("| Subject | Where | Note |\n|---|---|---|\n");
        for _ in 0..20 {
            writeln!(chapter, "| {} | [[{}]] | {} |", random.title(), project.any(&mut random), random.words(8)).map_err(io::Error::other)?;
        }
        chapter.push('\n');
        chapter.push_str(extra);
        put(root, &format!("src/{file}.md"), &chapter)?;
    }
    put(root, "src/SUMMARY.md", &summary)
}
