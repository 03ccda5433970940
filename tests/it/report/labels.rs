//! The label file holds every word that is said, and no other; other languages lie over it.

use std::collections::{BTreeMap, BTreeSet};

use techfile::render::{Labels, Theme};
use techfile::report::Label;
use techfile::report::words::{Kind, keys, pdf_words, template_keys};

use crate::harness::{Case, files_below, repository};

/// The words of the default theme.
pub fn english() -> &'static Labels {
    static ENGLISH: std::sync::LazyLock<Labels> =
        std::sync::LazyLock::new(|| Theme::load(std::path::Path::new("."), None, "en").expect("the theme").labels);
    &ENGLISH
}

/// What a label without places says.
pub fn in_english(label: Label) -> String {
    match label {
        Label::Said(said) => english().text(said.key(), None).expect("a label").to_owned(),
        Label::Words(words) => words,
    }
}

/// The texts of the files below a folder, by their paths, without what is compiled for tests only.
fn texts(folder: &str, ending: &str) -> BTreeMap<String, String> {
    let files = files_below(&repository(folder)).into_iter().filter(|f| f.to_str().is_some_and(|f| f.ends_with(ending)));
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a file");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        (path.display().to_string(), text)
    };
    files.map(read).collect()
}

/// Names that follow a mark, up to the first character that no key has.
fn after<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    text.match_indices(mark).map(move |(at, _)| {
        let rest = &text[at + mark.len()..];
        rest.split_at(rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len()))
    })
}

/// The labels that templates name, in `labels.x`, `say(key="x", place=…)` and `forms(key="x")`, with the places that they fill.
fn of_templates() -> Vec<(String, String, BTreeSet<String>)> {
    let mut named = Vec::new();
    for (path, text) in texts("themes/default/html", ".html") {
        for mark in ["say(key=\"", "forms(key=\""] {
            for (key, rest) in after(&text, mark) {
                let arguments = rest.split_once(')').expect("a call that ends").0;
                let filled = arguments.split(',').skip(1).filter_map(|a| Some(a.split_once('=')?.0.trim().to_owned())).collect();
                // Forms are filled in by a script.
                let filled = if mark.starts_with("say") { filled } else { places_of(key) };
                named.push((path.clone(), key.to_owned(), filled));
            }
        }
        for (at, _) in text.match_indices("labels.").filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.')) {
            let (key, rest) = after(&text[at..], "labels.").next().expect("a key");
            // What stands in an attribute for a script is filled in there.
            let scripted = text[..at].ends_with("=\"{{ ") && rest.starts_with(" }}\"");
            named.push((path.clone(), key.to_owned(), if scripted { places_of(key) } else { BTreeSet::new() }));
        }
    }
    named
}

fn places_of(name: &str) -> BTreeSet<String> {
    keys().chain(template_keys()).filter(|key| key.name == name).flat_map(|key| key.places).map(|(place, _)| (*place).to_owned()).collect()
}

#[test]
fn the_label_file_holds_the_labels_of_the_program_and_no_other() {
    let said: Vec<&str> = keys().chain(template_keys()).map(|key| key.name).collect();
    let unique: BTreeSet<&str> = said.iter().copied().collect();
    assert_eq!(said.len(), unique.len(), "a label is declared twice");
    assert!(unique.len() > 400, "{}", unique.len());
    let labels = english();
    let written: BTreeSet<&str> = labels.keys().collect();
    let lacking: Vec<&&str> = unique.difference(&written).collect();
    let unused: Vec<&&str> = written.difference(&unique).collect();
    assert!(lacking.is_empty() && unused.is_empty(), "not in the label file: {lacking:?}; said by nobody: {unused:?}");
    let empty: Vec<&str> = labels.keys().filter(|key| labels.forms(key).is_none_or(|forms| forms.values().any(|text| text.trim().is_empty()))).collect();
    assert!(empty.is_empty(), "without words: {empty:?}");
}

#[test]
fn a_text_has_the_places_that_its_label_fills() {
    let labels = english();
    for key in keys().chain(template_keys()) {
        let forms = labels.forms(key.name).unwrap_or_default();
        let places: BTreeSet<&str> = key.places.iter().map(|(place, _)| *place).collect();
        for (form, text) in &forms {
            let written: BTreeSet<&str> = text.split('{').skip(1).map(|rest| rest.split_once('}').expect("a place that ends").0).collect();
            // `1 test` needs no number.
            let written = if *form == "one" { written.union(&["n"].into()).copied().collect() } else { written };
            assert_eq!(written, places, "{} ({form})", key.name);
        }
        if forms.len() > 1 {
            assert_eq!(forms.keys().copied().collect::<Vec<_>>(), ["one", "other"], "{}: the forms that English has", key.name);
            assert!(key.places.contains(&("n", Kind::Count)), "{}: `n` chooses the form", key.name);
        }
    }
}

#[test]
fn templates_name_labels_that_exist_and_fill_their_places() {
    let named = of_templates();
    assert!(named.len() > 60, "the search for keys finds too few: {}", named.len());
    for (path, key, filled) in &named {
        assert!(keys().chain(template_keys()).any(|known| known.name == key), "{path} names the label `{key}`, which does not exist");
        assert_eq!(*filled, places_of(key), "{path}: {key}");
    }
    let unused: Vec<&str> = template_keys().map(|key| key.name).filter(|name| !named.iter().any(|(_, key, _)| key == name)).collect();
    assert!(unused.is_empty(), "named by no template: {unused:?}");
}

#[test]
fn templates_of_the_pdf_get_the_words_that_they_ask_for() {
    let given: BTreeSet<&str> = pdf_words().into_iter().map(|(name, _)| name).collect();
    let mut asked = BTreeSet::new();
    for (_, text) in texts("themes/default/pdf", ".typ") {
        let named = ["words.", "doc.labels."].into_iter().flat_map(|mark| after(&text, mark).map(|(name, _)| name.to_owned()).collect::<Vec<_>>());
        // Methods of lists that are called so.
        asked.extend(named.filter(|name| !["filter", "match", "map"].contains(&name.as_str())));
    }
    let kinds = ["alert_caution", "alert_important", "alert_note", "alert_tip", "alert_warning"].map(str::to_owned);
    asked.extend(kinds);
    asked.remove("at");
    assert_eq!(given, asked.iter().map(String::as_str).collect());
}

/// A project in a language, with a label file of its theme.
fn in_language(language: &str, file: &str, text: &str) -> Case {
    let case = Case::small();
    let book = std::fs::read_to_string(case.path().join("book.toml")).expect("the book");
    let book = book.replacen("[book]\n", &format!("[book]\nlanguage = \"{language}\"\n"), 1);
    case.file("book.toml", &format!("{book}\n[output.html]\ntheme = \"look\"\n")).file(&format!("look/{file}"), text)
}

fn findings_page(case: &Case) -> String {
    std::fs::read_to_string(case.built().join("html/findings.html")).expect("the page")
}

#[test]
fn a_second_language_is_one_more_label_file() {
    let case =
        in_language("de-AT", "labels.de.toml", "findings = \"Befunde\"\nhome = \"Übersicht\"\n").file("look/labels.de-AT.toml", "home = \"Überblick\"\n");
    let case = case.file("look/labels.fr.toml", "findings = \"Constats\"\n");
    let page = findings_page(&case);
    assert!(page.contains("Befunde") && page.contains("Überblick") && !page.contains("Übersicht"), "the nearest language wins");
    assert!(page.contains("Skip to the content"), "what a language does not say stays English");
    assert!(!page.contains("Constats"));
}

#[test]
fn the_form_of_a_text_follows_the_language() {
    let forms = "findings_counted = { one = \"{n} uwaga\", few = \"{n} uwagi\", many = \"{n} uwag\", other = \"{n} uwagi\" }\n";
    let case = in_language("pl", "labels.pl.toml", forms);
    let labels = Theme::load(case.path(), Some("look"), "pl").expect("a theme").labels;
    let said = [1, 2, 5, 22].map(|n| labels.text("findings_counted", Some(n)).expect("a text").to_owned());
    assert_eq!(said, ["{n} uwaga", "{n} uwagi", "{n} uwag", "{n} uwagi"]);
    assert_eq!([0, 1, 2].map(|n| english().text("findings_counted", Some(n)).expect("a text").to_owned()), ["{n} findings", "1 finding", "{n} findings"]);
    // What is not translated keeps the rules of its own language.
    assert_eq!(labels.text("waived_note", Some(22)), english().text("waived_note", Some(22)));
}

#[test]
fn what_is_filled_in_is_never_filled_in_again() {
    let records = "records:\n  - {id: SRS-1, kind: requirement, title: One, text: The software shall stop.}\n  - {id: TEST-1, kind: test, title: Stops, verifies: SRS-1, automated: \"{outcome} of {case} {n}\"}\n";
    let report = "<testsuite timestamp=\"2026-10-01T10:00:00\"><testcase name=\"{outcome} of {case} {n}\"/></testsuite>";
    let case = Case::new().records(records).file("report.xml", report).book("[evidence]\njunit = [\"report.xml\"]");
    case.program(&["build", "--only", "data"]);
    let table = std::fs::read_to_string(case.path().join("book/data/matrix-requirement-test-run.csv")).expect("the matrix");
    assert!(table.contains("{outcome} of {case} {n}: pass"), "{table}");
}

#[test]
fn a_label_file_with_a_mistake_is_refused_at_its_place() {
    for (text, said) in [
        ("findings_counted = { one = \"1\", some = \"{n}\", other = \"{n}\" }\n", "the form `some`"),
        ("findings_counted = { one = \"1\" }\n", "the form `other`"),
        ("clauses_note = \"{aplying} of {total}\"\n", "placeholder `{aplying}`"),
        ("menu = \"Menu of {product}\"\n", "placeholder `{product}`"),
    ] {
        let case = in_language("de", "labels.de.toml", text);
        let error = Theme::load(case.path(), Some("look"), "de").expect_err("a mistake").to_string();
        assert!(error.contains("look/labels.de.toml") && error.contains(said), "{error}");
    }
    // A template of the project may have words of its own.
    let case = in_language("de", "labels.de.toml", "our_own = \"{whatever}\"\n");
    assert!(Theme::load(case.path(), Some("look"), "de").is_ok());
}

#[test]
fn keys_are_sorted_within_their_group() {
    let text = std::fs::read_to_string(repository("themes/default/labels.toml")).expect("the labels");
    for group in text.split("\n\n") {
        let keys: Vec<&str> = group.lines().filter(|l| !l.starts_with('#')).filter_map(|l| Some(l.split_once(" = ")?.0)).collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        assert_eq!(keys, sorted, "in {:?}", group.lines().next());
    }
    let groups = text.split("\n\n").skip(1);
    let named = groups.map(|g| g.lines().next().unwrap_or_default()).filter(|line| !line.starts_with("# ")).collect::<Vec<_>>();
    assert!(named.is_empty(), "groups without a comment that says what they are: {named:?}");
}

/// What no output may say of records: that is for others to judge, or takes a key.
const CLAIMS: [&str; 5] = ["complian", "conforms", "conforming", "certified", "signed"];

/// The claims in a text. Names that hold such a word and claim nothing: of settings and formats about keys.
fn claims(text: &str) -> Vec<&'static str> {
    let mut lower = text.to_lowercase();
    for harmless in ["allowed-signers", "unsigned", "assigned", "designed", "redesigned", "as_signed", "signed_headers"] {
        lower = lower.replace(harmless, "");
    }
    CLAIMS.into_iter().filter(|claim| lower.contains(claim)).collect()
}

#[test]
fn no_label_claims_what_records_cannot_show() {
    let labels = english();
    for (key, words) in labels.keys().flat_map(|key| labels.forms(key).unwrap_or_default().into_values().map(move |words| (key, words))) {
        assert!(claims(words).is_empty() && !words.contains('%'), "{key} says «{words}»");
    }
}

/// The string literals of a Rust source, without its comments.
fn literals(source: &str) -> Vec<String> {
    let (mut all, mut chars) = (Vec::new(), source.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => while chars.next().is_some_and(|c| c != '\n') {},
            '\'' => {
                // A character, which may be a quote; a lifetime has no second mark and is left as it is.
                let ahead: Vec<char> = chars.clone().take(3).collect();
                match ahead.as_slice() {
                    ['\\', _, '\'', ..] => drop((chars.next(), chars.next(), chars.next())),
                    [_, '\'', ..] => drop((chars.next(), chars.next())),
                    _ => {}
                }
            }
            '"' => {
                let mut literal = String::new();
                while let Some(c) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => drop(chars.next()),
                        c => literal.push(c),
                    }
                }
                all.push(literal);
            }
            _ => {}
        }
    }
    all
}

#[test]
fn nothing_that_is_shown_claims_what_records_cannot_show() {
    let mut said = Vec::new();
    for folder in ["themes/default/html", "themes/default/pdf", "themes/default/assets", "src/schema/data"] {
        for ending in [".html", ".typ", ".js", ".css", ".yaml"] {
            for (path, text) in texts(folder, ending) {
                said.extend(claims(&text).into_iter().map(|claim| format!("{path}: {claim}")));
            }
        }
    }
    let sources = texts("src", ".rs");
    let all: usize = sources.values().map(|text| literals(text).len()).sum();
    assert!(all > 2000, "the search for words of the program finds too few: {all}");
    for (path, text) in sources {
        for literal in literals(&text) {
            said.extend(claims(&literal).into_iter().map(|claim| format!("{path}: {claim} in «{literal}»")));
        }
    }
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn no_clause_gets_a_green_tick_a_badge_or_a_share() {
    let cells = std::fs::read_to_string(repository("src/report/tables/clause_cells.rs")).expect("the cells of clauses");
    assert!(!cells.contains("Tone::Ok"), "a clause is never toned as good");
    for file in ["clause_cells", "clauses", "clauses_by_clause", "open_clauses", "what_if", "editions"] {
        let text = std::fs::read_to_string(repository(&format!("src/report/tables/{file}.rs"))).expect("a report");
        assert!(!["'%'", "%\"", "100.0", "✓", "✔", "badge"].iter().any(|mark| text.contains(mark)), "{file}");
    }
}
