//! What is on the disk stays whole: when operations fail, when a run is killed, when several run at once, when somebody
//! tampers.

mod faults;
mod folder;
#[cfg(feature = "pdf")]
mod freeze;
mod kills;
mod race;
mod tamper;

use std::path::Path;

use techfile::ops::{self, Checked, Place};

use crate::harness::Case;
use crate::release::frozen;

/// Site and data files: what every build of these tests writes.
fn site() -> Vec<&'static ops::Output> {
    ops::outputs(&["html", "data"]).expect("outputs")
}

fn place(folder: &Path) -> Place {
    Place { root: folder.to_owned(), book: "book.toml".into() }
}

fn checked(folder: &Path) -> Checked {
    match ops::check(&place(folder), &|config| Ok(config.date.expect("a case has a date").into())) {
        Ok(checked) => checked,
        Err(_) => panic!("the case stopped"),
    }
}

/// A small project with a frozen release.
fn project() -> Case {
    let case = Case::small();
    let text = std::fs::read_to_string(case.path().join("book.toml")).expect("the settings");
    let case = case.file("book.toml", &text.replace("version = \"1.0.0\"", "version = \"2.0.0\"")).book("[release]\nversion = \"2.0.0\"");
    release(&case, "1.0.0");
    case
}

/// A release of one page and its source, as if it had been frozen.
fn release(case: &Case, version: &str) {
    let page = format!("<!doctype html>\n<html lang=\"en\"><head><title>{version}</title></head><body><main id=\"main\">{version}</main></body></html>\n");
    let files: [(&str, &str, &[u8]); 3] =
        [("html/index.html", "html", page.as_bytes()), ("html/r/SRS-1.html", "html", page.as_bytes()), ("source/book.toml", "source", b"[book]\n")];
    frozen::freeze(&case.path().join("releases"), version, "2026-10-01", &files);
}

/// How often a test tries: this variable, else a number that keeps the suite quick.
fn rounds(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// The names in a folder that are neither its files nor folders of the project: what a run left beside.
fn left_beside(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut left: Vec<String> = names.filter(|name| name.starts_with('.')).collect();
    left.sort();
    left
}
