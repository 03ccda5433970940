//! The findings, grouped by code.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::cells;
use super::site::{Site, escaped};
use super::table::{ROWS, pager};
use super::view::{CountView, FindingGroup, FindingView, FindingsView, Pill, SourceView, Tone};
use crate::diag::{Diagnostic, Severity};
use crate::diag::{Piece, pieces};
use crate::render::route;
use crate::report;
use crate::report::words;
use crate::source::Fatal;

/// The pages of the findings.
pub(super) fn pages(site: &Site) -> Result<Vec<super::Page>, Fatal> {
    let mut sorted: Vec<&Diagnostic> = site.cx.findings.iter().collect();
    // A code whose findings are of several levels stands at its highest, once.
    let mut highest: BTreeMap<&str, Severity> = BTreeMap::new();
    for finding in &sorted {
        let level = highest.entry(finding.code.name).or_insert(finding.severity);
        *level = finding.severity.max(*level);
    }
    sorted.sort_by_key(|d| (Reverse(highest.get(d.code.name).copied()), d.code.name, Reverse(d.severity)));
    let count = sorted.len().div_ceil(ROWS).max(1);
    let title = site.say(words::findings());
    let all: Vec<CountView> = report::finding_parts(&site.cx.summary.findings).into_iter().map(|part| counted(site, part, None)).collect();
    let mut pages = Vec::new();
    for number in 1..=count {
        let path = route::finding_page(number);
        let from = (number - 1) * ROWS;
        let here = &sorted[from..(from + ROWS).min(sorted.len())];
        let groups = here.chunk_by(|a, b| a.code.name == b.code.name).map(|group| FindingGroup {
            code: group[0].code.name.to_owned(),
            title: group[0].code.finds.to_owned(),
            severity: site.severity(group[0].severity),
            count: sorted.iter().filter(|d| d.code.name == group[0].code.name).count(),
            waived: sorted.iter().filter(|d| d.code.name == group[0].code.name && d.waived.is_some()).count(),
            explain_html: format!("<p>{}</p><p>{}</p>", coded(group[0].code.why), coded(&sentence(group[0].code.resolve))),
            findings: group.iter().map(|f| view(site, &path, f, true)).collect(),
        });
        let view = FindingsView {
            page: site.page(&path, &title, "findings", "findings", &[]),
            intro_html: notes(site),
            totals: all.clone(),
            groups: groups.collect(),
            pager: (count > 1).then(|| pager(&path, from, here.len(), sorted.len(), number, &route::finding_page)),
        };
        pages.push((path, site.render("findings.html", &view)?));
    }
    Ok(pages)
}

/// How many findings there are of a level.
pub(super) fn counted(site: &Site, part: report::Part, url: Option<String>) -> CountView {
    CountView { word: site.say(part.words), tone: part.tone, url }
}

/// The levels that the project set and how many findings are waived: whoever reads the list has to know it.
fn notes(site: &Site) -> String {
    let notes = site.cx.tables.iter().filter(|t| t.group == report::Group::Findings).flat_map(|t| &t.notes);
    notes.map(|note| format!("<p>{}</p>", escaped(&site.cx.words(note)))).collect()
}

/// A finding on a page; its record is named where the page is not the record's own.
pub(super) fn view(site: &Site, page: &str, finding: &Diagnostic, named: bool) -> FindingView {
    let record = finding.record.as_deref().filter(|_| named).and_then(|id| site.project().by_id(id));
    let waived = finding.waived.as_ref();
    let severity = site.severity(finding.severity);
    FindingView {
        code: finding.code.name.to_owned(),
        url: None,
        severity: Pill { tone: if waived.is_some() { Tone::Neutral } else { severity.tone }, word: severity.word },
        message: finding.message.clone(),
        notes: finding.notes.clone(),
        // Over a group of findings its advice has been given once.
        help: if named && finding.advice() == finding.code.resolve { String::new() } else { finding.advice().to_owned() },
        clause: finding.code.clause_words(),
        record: record.map(|r| site.record(page, r)),
        source: finding.span.map(|span| SourceView { place: cells::place(site, span), url: None }),
        waiver: waived.and_then(|w| site.project().by_id(&w.by)).map(|r| site.record(page, r)),
        waived_until: waived.map_or_else(String::new, |w| w.until.to_string()),
    }
}

fn sentence(advice: &str) -> String {
    let mut chars = advice.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", chars.as_str())
}

/// A sentence with what stands between backquotes as code.
pub(super) fn coded(text: &str) -> String {
    let html = |piece| match piece {
        Piece::Words(words) => escaped(words),
        Piece::Code(code) => format!("<code>{}</code>", escaped(code)),
    };
    pieces(text).map(html).collect()
}
