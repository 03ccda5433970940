//! A small project with every kind of value, and what its outputs say to the letter. `UPDATE=1 cargo test golden` writes
//! the expected files anew: look at the difference before it is committed.

use std::path::PathBuf;

use crate::harness::{Case, main_of, repository, tree};

fn case() -> Case {
    Case::from_folder(&repository("tests/cases/golden/project"))
}

fn expected(name: &str) -> PathBuf {
    repository("tests/cases/golden/expected").join(name)
}

/// Compares a text with its expected file; shows the first lines that differ.
#[track_caller]
pub fn golden(name: &str, found: &str) {
    let path = expected(name);
    if std::env::var_os("UPDATE").is_some_and(|v| v == "1") {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, found).expect("the expected file");
        return;
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if wanted == found {
        return;
    }
    panic!("{}", difference(name, &wanted, found));
}

fn difference(name: &str, wanted: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), found.lines().collect());
    let at = old.iter().zip(&new).position(|(a, b)| a != b).unwrap_or(old.len().min(new.len()));
    let lines = |sign: char, lines: &[&str]| {
        lines.iter().skip(at).take(5).map(|l| format!("{sign} {}\n", l.chars().take(300).collect::<String>())).collect::<String>()
    };
    format!(
        "tests/cases/golden/expected/{name} differs from line {}:\n{}{}UPDATE=1 cargo test golden writes it anew.",
        at + 1,
        lines('-', &old),
        lines('+', &new)
    )
}

/// The main part of a page, a line a tag or so: what changes in a line can be read there.
fn page(files: &std::collections::BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let html = String::from_utf8(files[path].clone()).expect("UTF-8");
    let mut text = main_of(&html).to_owned();
    for tag in [
        "div", "dl", "dt", "ul", "ol", "li", "tr", "td", "th", "section", "header", "aside", "article", "p", "h1", "h2", "h3", "pre", "nav", "table",
        "main",
    ] {
        text = text.replace(&format!("><{tag}"), &format!(">\n<{tag}")).replace(&format!("></{tag}"), &format!(">\n</{tag}"));
    }
    text + "\n"
}

#[test]
fn the_outputs_say_what_they_said() {
    let case = case();
    let said = case.program(&["build", "--only", "html", "--only", "data"]);
    said.ends(1);
    golden("findings.txt", &said.out);
    let files = tree(&case.path().join("book"));
    for (name, path) in [
        ("requirement.html", "html/r/SRS-1.html"),
        ("risk.html", "html/r/RISK-1.html"),
        ("control.html", "html/r/RC-1.html"),
        ("soup.html", "html/r/SOUP-1.html"),
        ("test.html", "html/r/TEST-1.html"),
        ("chapter.html", "html/chapters/live.html"),
        ("list.html", "html/tables/list-requirement.html"),
    ] {
        golden(name, &page(&files, path));
    }
    for table in ["matrix-1", "matrix-requirement-test-run", "risks", "test-cases"] {
        golden(&format!("{table}.csv"), &String::from_utf8(files[&format!("data/{table}.csv")].clone()).expect("UTF-8").replace("\r\n", "\n"));
    }
    let faults = crate::render::site::site_faults(&crate::ops::build::site_of(&files));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let snapshot = crate::render::site::data(&files);
    golden("snapshot-records.json", &format!("{}\n", serde_json::to_string_pretty(&snapshot.records).expect("JSON")));
}

#[test]
fn the_first_lines_that_differ_are_shown() {
    let shown = difference("x", "a\nb\nc\n", "a\nB\nc\n");
    assert!(shown.contains("from line 2") && shown.contains("- b\n") && shown.contains("+ B\n"), "{shown}");
    assert!(difference("x", "a\n", "a\nb\n").contains("from line 2"));
}

/// What the typesetter is given for a project.
#[cfg(feature = "pdf")]
pub fn document(case: Case) -> serde_json::Value {
    use techfile::render::{Input, Publication, Theme, pdf};
    use techfile::report::Contents;

    let theme = Theme::load(case.path(), None, "en").expect("the theme");
    let ran = case.run();
    let checked = ran.checked();
    let input = Input { project: &checked.project, judgement: &checked.judgement, findings: &checked.findings, theme: &theme, freezing: None };
    let contents = Contents::of(input.report());
    let cx = Publication::new(&input, &contents);
    let shown = checked.project.assets.iter().filter(|a| a.shown && !a.refused);
    let assets = shown.map(|a| (a.path.clone(), a.bytes.to_vec())).collect();
    let data = pdf::prepare::data(&pdf::document(&cx), &theme.fonts, &assets);
    serde_json::from_slice(&data).expect("JSON")
}

/// Changes the rows of the tables of clauses that stand with records.
#[cfg(feature = "pdf")]
pub fn each_clause_table(json: &mut serde_json::Value, change: &mut dyn FnMut(&mut Vec<serde_json::Value>)) {
    use serde_json::Value as Json;
    match json {
        Json::Object(table) if table.get("columns").is_some_and(|c| c[0]["label"] == "Clause") => {
            table.get_mut("rows").and_then(Json::as_array_mut).into_iter().for_each(change);
        }
        Json::Object(fields) => fields.values_mut().for_each(|field| each_clause_table(field, change)),
        Json::Array(items) => items.iter_mut().for_each(|item| each_clause_table(item, change)),
        _ => {}
    }
}

#[cfg(feature = "pdf")]
#[test]
fn the_pdf_is_given_what_it_was_given() {
    let mut json = document(case());
    // Chapters, records, and one table of each form; of clauses of the standard, the first rows will do.
    let held = |anchor: &str| ["c:", "k:", "t:risks", "t:matrix-1"].iter().any(|start| anchor.starts_with(start));
    json["parts"].as_array_mut().expect("parts").retain(|part| part["anchor"].as_str().is_some_and(held));
    each_clause_table(&mut json, &mut |rows| rows.truncate(2));
    // Where a line may end is settled elsewhere; here it would only hide the words.
    golden("doc.json", &format!("{json:#}\n").replace('\u{200b}', ""));
}
