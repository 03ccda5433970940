//! The sheet of a record is what every output says of it: verdicts, reasons, what they rest on, levels, rows of clauses. Nothing
//! stands on the page and not in the PDF, or the other way round.

use std::collections::{BTreeMap, BTreeSet};

use techfile::judge::Basis;
use techfile::render::{Input, Publication, Theme, data};
use techfile::report::{self, Contents, Sheet, words};

use crate::harness::{Case, tree};
use crate::judge::monotone::{check, half};
use crate::ops::build::text;

/// What is said of a record, by what it is.
type Said = BTreeMap<&'static str, BTreeSet<String>>;

/// What the sheets say, by record.
fn by_sheets(case: &Case) -> BTreeMap<String, Said> {
    let checked = check(case).expect("the project can be checked");
    let theme =
        Theme::load(case.path(), checked.project.config.theme.as_ref().map(|t| t.value.as_str()), &checked.project.config.language).expect("the theme");
    let input = Input { project: &checked.project, judgement: &checked.judgement, findings: &checked.findings, theme: &theme, freezing: None };
    let contents = Contents::of_records(input.report());
    let cx = Publication::new(&input, &contents);
    cx.sheets.iter().map(|sheet| (checked.project.record(sheet.record).id.clone(), of_sheet(&cx, sheet))).collect()
}

fn of_sheet(cx: &Publication, sheet: &Sheet) -> Said {
    let mut said = Said::new();
    let mut put = |what, words: String| {
        said.entry(what).or_default().insert(flat(&words));
    };
    for one in &sheet.verdicts {
        put("verdict", cx.words(&words::of::verdict(one.judged.verdict)));
        if let Some(reason) = &one.reason {
            put("reason", cx.words(reason));
        }
        for basis in &one.judged.rests_on {
            put(
                "rests on",
                match basis {
                    Basis::Record(record) => cx.project.record(*record).id.clone(),
                    Basis::Case(report, case) => cx.project.evidence.reports[*report].cases[*case].name.clone(),
                },
            );
        }
    }
    for (label, cell) in &sheet.risk {
        put("level", format!("{} | {}", cx.words(label), data::plain(cx, cell)));
    }
    for table in report::clauses_of(cx.report(), &sheet.clauses) {
        let at = |key: &str| table.columns.iter().position(|c| c.key == key).expect("a column");
        for row in &table.rows {
            let cell = |key: &str| data::plain(cx, &row.cells[at(key)]);
            put("clause", format!("{} {}", cell("clause"), cell("record_check")));
            if !cell("missing").is_empty() {
                put("missing", cell("missing").split("; ").next().unwrap_or_default().to_owned());
            }
        }
    }
    for finding in &sheet.findings {
        put("finding", finding.code.name.to_owned());
    }
    said
}

/// Without what only breaks lines.
fn flat(words: &str) -> String {
    words.replace(['\u{200b}', '\u{ad}', '\u{2060}'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of HTML, a blank for each tag.
fn bare(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push(' ');
        text.push_str(piece.split_once('>').map_or("", |(_, rest)| rest));
    }
    flat(&text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&"))
}

/// The parts of a page between a mark and the next end of an element.
fn parts<'h>(html: &'h str, from: &'h str, to: &'h str) -> impl Iterator<Item = &'h str> {
    html.split(from).skip(1).map(move |rest| rest.split(to).next().unwrap_or_default())
}

/// What a page says of what the sheet is about.
fn on_page(html: &str) -> Said {
    let mut said = Said::new();
    let verdicts = parts(html, "id=\"verdicts\"", "</section>").next().unwrap_or_default();
    for part in parts(verdicts, "class=\"verdict edge-", "</div>") {
        said.entry("verdict").or_default().insert(bare(part));
    }
    for table in parts(html, "id=\"clauses-", "</table>") {
        for row in table.split("\n<tr").skip(1) {
            let cells: Vec<String> = row.split("</td>").flat_map(|cell| cell.split("</th>")).map(|cell| bare(&format!("<{cell}"))).collect();
            said.entry("clause").or_default().insert(cells[0].clone());
        }
    }
    said
}

fn hold(said: &str, by: &BTreeMap<String, Said>, of: impl Fn(&str) -> String) {
    let mut lost = Vec::new();
    for (id, sheet) in by {
        let shown = of(id);
        for (what, words) in sheet.iter().flat_map(|(what, all)| all.iter().map(move |words| (what, words))) {
            let there = match *what {
                // The number and what is shown stand in cells of their own.
                "clause" => words.split(' ').all(|part| shown.contains(part)),
                "level" => words.split(" | ").all(|part| shown.contains(part)),
                _ => shown.contains(words.as_str()),
            };
            if !there {
                lost.push(format!("{id}: {said} does not say the {what} «{words}»"));
            }
        }
    }
    assert!(lost.is_empty(), "{} things are lost:\n{}", lost.len(), lost.join("\n"));
}

fn compared(case: &Case) {
    let sheets = by_sheets(case);
    assert!(sheets.len() > 100 && sheets.values().map(|s| s.values().map(BTreeSet::len).sum::<usize>()).sum::<usize>() > 500);
    case.program(&["build", "--only", "html"]);
    let files = tree(&case.path().join("book"));
    let page = |id: &str| text(&files, &format!("html/r/{id}.html"));
    hold("the page", &sheets, |id| bare(page(id)));
    for (id, sheet) in &sheets {
        let numbers: BTreeSet<String> = sheet.get("clause").into_iter().flatten().map(|c| c.split(' ').next().unwrap_or_default().to_owned()).collect();
        let shown = on_page(page(id));
        assert_eq!(shown.get("clause").cloned().unwrap_or_default(), numbers, "{id}: clauses on the page");
        assert_eq!(shown.contains_key("verdict"), sheet.contains_key("verdict"), "{id}: a verdict on the page");
    }
    for (id, sheet) in &sheets {
        let shown = flat(&case.program(&["show", id]).out);
        for what in ["verdict", "reason", "rests on", "finding"] {
            sheet.get(what).into_iter().flatten().for_each(|words| assert!(shown.contains(words.as_str()), "show {id} does not say the {what} «{words}»"));
        }
    }
}

#[test]
fn page_and_show_say_what_the_sheet_says() {
    compared(&half());
}

#[cfg(feature = "pdf")]
#[test]
fn the_pdf_says_what_the_sheet_says() {
    use serde_json::Value as Json;
    fn records<'j>(json: &'j Json, found: &mut BTreeMap<String, &'j Json>) {
        match json {
            Json::Object(fields) if fields.get("t").is_some_and(|t| t == "record") => {
                let name = |key: &str| fields[key].as_str().map(flat).unwrap_or_default();
                found.insert(if name("id").is_empty() { name("title") } else { name("id") }, json);
            }
            Json::Object(fields) => fields.values().for_each(|field| records(field, found)),
            Json::Array(items) => items.iter().for_each(|item| records(item, found)),
            _ => {}
        }
    }
    fn words(json: &Json, text: &mut String) {
        match json {
            Json::String(one) => {
                text.push_str(one);
                text.push(' ');
            }
            Json::Object(fields) => fields.values().for_each(|field| words(field, text)),
            Json::Array(items) => items.iter().for_each(|item| words(item, text)),
            _ => {}
        }
    }
    for case in [crate::judge::monotone::sample(), half()] {
        let sheets = by_sheets(&case);
        let document = crate::render::golden::document(case);
        let mut found = BTreeMap::new();
        records(&document, &mut found);
        assert_eq!(found.len(), sheets.len());
        hold("the PDF", &sheets, |id| {
            let mut text = String::new();
            words(found[id], &mut text);
            flat(&text)
        });
        for (id, sheet) in &sheets {
            let rows = found[id]["blocks"].as_array().into_iter().flatten().filter(|b| b["t"] == "table" && b["columns"][0]["label"] == "Clause");
            let rows: usize = rows.map(|b| b["rows"].as_array().map_or(0, Vec::len)).sum();
            assert_eq!(rows, sheet.get("clause").map_or(0, BTreeSet::len), "{id}: rows of clauses in the PDF");
        }
    }
}
