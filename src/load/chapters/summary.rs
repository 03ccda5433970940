//! `SUMMARY.md` in mdBook's syntax: the order of the chapters.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::source::{FileId, Source, Span, percent_decoded};

/// An entry of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct Item {
    pub(in crate::load) title: String,
    pub(in crate::load) number: Option<String>,
    pub(in crate::load) depth: usize,
    pub(in crate::load) part: Option<String>,
    /// As written, relative to the folder of the summary; empty for a draft.
    pub(in crate::load) path: String,
    pub(in crate::load) span: Span,
}

/// Reads the entries in order. A link in a list is a numbered chapter, nested as the list is; a link outside is a prefix
/// or suffix chapter; a heading of the first level after the title begins a part.
pub(in crate::load) fn parse(source: &Source, file: FileId) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut part = None;
    let mut counters: Vec<usize> = Vec::new();
    let mut heading: Option<String> = None;
    let mut headings = 0;
    let mut open: Option<Item> = None;
    let skip = source.text.len() - source.text.trim_start_matches('\u{feff}').len();
    // No extension is on: the guard of record texts has nothing to guard here.
    for (event, range) in Parser::new(&source.text[skip..]).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                let words = heading.take().unwrap_or_default();
                // The first heading is the title of the summary itself, when it comes before all chapters.
                if headings > 0 || !items.is_empty() || !words.eq_ignore_ascii_case("summary") {
                    part = Some(words);
                }
                headings += 1;
            }
            Event::Start(Tag::List(_)) => counters.push(0),
            Event::End(TagEnd::List(_)) => {
                counters.pop();
            }
            Event::Start(Tag::Item) => {
                if let Some(last) = counters.last_mut() {
                    *last += 1;
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                open = Some(Item {
                    title: String::new(),
                    number: number(&counters),
                    depth: counters.len().saturating_sub(1),
                    part: part.clone(),
                    path: percent_decoded(&dest_url),
                    span: Span::new(file, skip + range.start, skip + range.end),
                });
            }
            Event::End(TagEnd::Link) => items.extend(open.take()),
            Event::Text(text) | Event::Code(text) => match (&mut open, &mut heading) {
                (Some(item), _) => item.title.push_str(&text),
                (None, Some(words)) => words.push_str(&text),
                _ => {}
            },
            _ => {}
        }
    }
    renumber(&mut items);
    items
}

fn number(counters: &[usize]) -> Option<String> {
    (!counters.is_empty()).then(|| counters.iter().map(usize::to_string).collect::<Vec<_>>().join("."))
}

/// Numbers the chapters through all lists of the summary: mdBook goes on counting after a part title or a separator.
fn renumber(items: &mut [Item]) {
    let mut counters: Vec<usize> = Vec::new();
    for item in items.iter_mut().filter(|i| i.number.is_some()) {
        counters.truncate(item.depth + 1);
        while counters.len() <= item.depth {
            counters.push(0);
        }
        if let Some(last) = counters.last_mut() {
            *last += 1;
        }
        item.number = number(&counters);
    }
}
