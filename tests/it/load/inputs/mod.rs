//! What users write, and what has to come of it: each folder of `tests/cases/inputs` is a small project with one fault or
//! oddity, and beside it stands `right.yaml`:
//!
//! ```yaml
//! outcome: One sentence that says what is right.
//! commit: 2026-10-31T12:00:00Z        # the project is a git repository, committed then
//! finds:                              # findings that there must be; what is left out may be anything
//!   - {code: text-cut, level: warning, file: records/a.yaml, line: 3, says: a part of message or help}
//! silent: [code]                      # there is no such finding
//! once: [code]                        # there is exactly one
//! shows: {chapters/a.html: [words]}   # words on a page of the portal as readers see them; `pdf` is the PDF
//! hides: {r/SRS-1.html: [words]}      # words that are not there
//! raw: {chapters/a.html: [<img]}      # parts of the HTML; of `pdf`, of what the typesetter is given
//! runs:                               # commands, one after the other: how they end, and parts of what they print
//!   - {arguments: [import, sbom, a.json], ends: 0, says: [words]}
//! ```
//!
//! All but `outcome` may be left out, but not all of it: an input that asks for nothing could not fail.

mod pages;
mod right;

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value as Json;

use self::pages::{paper, words};
use self::right::{Pages, Right, read};
use crate::harness::{Case, repository};
use crate::ops::review::commit;

/// Which characters the fonts lack is known only with the fonts.
fn is_known_here(code: &str) -> bool {
    cfg!(feature = "pdf") || code != "pdf-glyph-missing"
}

/// What the findings lack, or have too much of.
fn of_findings(right: &Right, case: &Case) -> Vec<String> {
    let said = case.program(&["check", "--format", "json"]);
    let Ok(found) = serde_json::from_str::<Vec<Json>>(&said.out) else { return vec![format!("no findings: {}{}", said.out, said.err)] };
    let of = |code: &str| found.iter().filter(|f| f["code"] == *code).count();
    let lacking = right.finds.iter().filter(|wanted| is_known_here(&wanted.code) && !found.iter().any(|f| wanted.is(f)));
    let mut wrong: Vec<String> = lacking.map(|wanted| format!("not found: {wanted:?}")).collect();
    wrong.extend(right.silent.iter().filter(|code| of(code) > 0).map(|code| format!("`{code}` is found")));
    let counted = right.once.iter().filter(|code| is_known_here(code) && of(code) != 1);
    wrong.extend(counted.map(|code| format!("`{code}` is found {} times", of(code))));
    if !wrong.is_empty() {
        let line = |f: &Json| format!("{} {} {}:{} {} = {}", f["severity"], f["code"], f["place"]["file"], f["place"]["line"], f["message"], f["help"]);
        wrong.extend(found.iter().map(|f| format!("  found: {}", line(f))));
    }
    wrong
}

/// What the pages lack or show. The PDF is looked at by builds that make one.
fn of_pages(right: &Right, case: &Case) -> Vec<String> {
    let named = right.shows.keys().chain(right.hides.keys()).chain(right.raw.keys());
    let named: BTreeSet<&String> = named.filter(|page| cfg!(feature = "pdf") || *page != "pdf").collect();
    if named.iter().any(|page| *page != "pdf") {
        case.program(&["build", "--only", "html"]);
    }
    let mut wrong = Vec::new();
    for page in named {
        let file = case.path().join("book/html").join(page);
        let (raw, text) = match if page == "pdf" { paper(case) } else { std::fs::read_to_string(&file).map(|html| (html.clone(), words(&html))).ok() } {
            Some(both) => both,
            None => {
                wrong.push(format!("there is no {page}"));
                continue;
            }
        };
        let of = |pages: &Pages| pages.get(page).cloned().unwrap_or_default();
        wrong.extend(of(&right.shows).iter().filter(|w| !text.contains(*w)).map(|w| format!("{page} does not show `{w}`:\n{text}")));
        wrong.extend(of(&right.hides).iter().filter(|w| text.contains(*w)).map(|w| format!("{page} shows `{w}`:\n{text}")));
        wrong.extend(of(&right.raw).iter().filter(|w| !raw.contains(*w)).map(|w| format!("{page} has no `{w}`:\n{raw}")));
    }
    wrong
}

/// What the commands do not say, or how they end.
fn of_runs(right: &Right, case: &Case) -> Vec<String> {
    let mut wrong = Vec::new();
    for run in &right.runs {
        let said = case.program(&run.arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let all = format!("{}{}", said.out, said.err);
        if said.code != Some(run.ends) {
            wrong.push(format!("{:?} ends with {:?}:\n{all}", run.arguments, said.code));
        }
        wrong.extend(run.says.iter().filter(|w| !all.contains(*w)).map(|w| format!("{:?} does not say `{w}`:\n{all}", run.arguments)));
    }
    wrong
}

/// All that is wrong with one input.
fn wrong(folder: &Path) -> Vec<String> {
    let right = match std::fs::read_to_string(folder.join("right.yaml")).map_err(|e| e.to_string()).and_then(|text| read(&text)) {
        Ok(right) => right,
        Err(fault) => return vec![format!("right.yaml: {fault}")],
    };
    let case = Case::from_folder(folder);
    std::fs::remove_file(case.path().join("right.yaml")).expect("the expectation to go");
    if let Some(date) = &right.commit {
        commit(case.path(), date);
    }
    [of_findings(&right, &case), of_pages(&right, &case), of_runs(&right, &case)].concat()
}

#[test]
fn each_comes_out_right() {
    let entries = std::fs::read_dir(repository("tests/cases/inputs")).expect("the inputs");
    let mut folders: Vec<_> = entries.map(|e| e.expect("an entry").path()).collect();
    folders.sort();
    assert!(!folders.is_empty());
    let name = |folder: &Path| folder.file_name().and_then(|n| n.to_str()).expect("a readable name").to_owned();
    let all: Vec<String> = folders.par_iter().flat_map_iter(|folder| wrong(folder).into_iter().map(move |w| format!("{}: {w}", name(folder)))).collect();
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}
