//! `SUMMARY.md` in mdBook's syntax: the order of the chapters.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::problem::Problem;
use crate::model::body::without_comments;
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

/// What is said of a line that has no place in a summary.
const NO_ENTRY: &str = "this is neither a chapter, nor a part, a separator or a draft";

/// What a summary says.
#[derive(Debug, Default)]
pub(in crate::load) struct Summary {
    /// The entries in order.
    pub(in crate::load) items: Vec<Item>,
    /// Lines that are no entry, part, separator or comment.
    pub(in crate::load) problems: Vec<Problem>,
}

/// Reads the entries in order. A link in a list is a numbered chapter, nested as the list is; a link outside is a prefix
/// or suffix chapter; a heading of the first level after the title begins a part. A line of a list that names no chapter keeps its
/// place as a draft, so that nothing below it moves.
pub(in crate::load) fn parse(source: &Source, file: FileId) -> Summary {
    let skip = source.text.len() - source.text.trim_start_matches('\u{feff}').len();
    let mut reader = Reader { text: &source.text, skip, file, ..Reader::default() };
    // No extension is on: the guard of record texts has nothing to guard here.
    for (event, range) in Parser::new(&source.text[skip..]).into_offset_iter() {
        reader.event(event, skip + range.start..skip + range.end);
    }
    reader.leave_text();
    renumber(&mut reader.summary.items);
    reader.summary
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    /// The length of a byte order mark.
    skip: usize,
    file: FileId,
    summary: Summary,
    part: Option<String>,
    counters: Vec<usize>,
    heading: Option<String>,
    headings: usize,
    open: Option<Item>,
    /// For each open list item, whether it has its entry.
    entered: Vec<bool>,
    /// How many open elements there are of which nothing is told but that they have no place here.
    told: usize,
    /// The block of raw HTML that is open.
    html: Option<String>,
    /// Words outside any link since the last element began.
    words: Option<Range<usize>>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) if self.told == 0 => {
                self.leave_text();
                self.heading = Some(String::new());
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if self.told == 0 => self.part(),
            Event::Start(Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_)) => {
                self.leave_text();
                if self.told == 0 {
                    self.problem(range, NO_ENTRY);
                }
                self.told += 1;
            }
            Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::BlockQuote(_)) => self.told = self.told.saturating_sub(1),
            _ if self.told > 0 => {}
            Event::Start(Tag::HtmlBlock) => self.html = Some(String::new()),
            Event::Html(text) => self.html.get_or_insert_default().push_str(&text),
            Event::End(TagEnd::HtmlBlock) if self.html.take().is_some_and(|html| without_comments(&html).is_some()) => {
                self.leave_text();
                self.problem(range, NO_ENTRY);
            }
            Event::Start(Tag::List(_)) => {
                self.leave_text();
                self.counters.push(0);
            }
            Event::End(TagEnd::List(_)) => {
                self.counters.pop();
            }
            Event::Start(Tag::Item) => {
                if let Some(last) = self.counters.last_mut() {
                    *last += 1;
                }
                self.entered.push(false);
            }
            Event::End(TagEnd::Item) => {
                self.leave_text();
                if self.entered.pop() == Some(false) {
                    self.problem(range, "this entry of the list names no chapter");
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let path = percent_decoded(&dest_url);
                self.leave_text();
                self.open = Some(self.item(String::new(), path, range));
            }
            Event::End(TagEnd::Link) => {
                self.summary.items.extend(self.open.take());
                if let Some(entered) = self.entered.last_mut() {
                    *entered = true;
                }
            }
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => match (&mut self.open, &mut self.heading) {
                (Some(item), _) => item.title.push_str(&text),
                (None, Some(words)) => words.push_str(&text),
                (None, None) if text.trim().is_empty() || text.starts_with("<!--") => {}
                (None, None) => self.words = Some(self.words.take().map_or(range.start, |words| words.start)..range.end),
            },
            Event::End(TagEnd::Paragraph) => self.leave_text(),
            _ => {}
        }
    }

    fn item(&self, title: String, path: String, range: Range<usize>) -> Item {
        let number = number(&self.counters);
        let depth = self.counters.len().saturating_sub(1);
        Item { title, number, depth, part: self.part.clone(), path, span: Span::new(self.file, range.start, range.end) }
    }

    fn part(&mut self) {
        let words = self.heading.take().unwrap_or_default();
        // The first heading is the title of the summary itself, when it comes before all chapters.
        if self.headings > 0 || !self.summary.items.is_empty() || !words.eq_ignore_ascii_case("summary") {
            self.part = Some(words);
        }
        self.headings += 1;
    }

    /// Tells words that belong to no link; alone in a list they stand for a draft.
    fn leave_text(&mut self) {
        let Some(words) = self.words.take() else { return };
        match self.entered.last_mut() {
            Some(entered) if !*entered => {
                *entered = true;
                let title = self.text[words.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                self.problem(words.clone(), "this entry of the list names no chapter, and is shown as a draft");
                self.summary.items.push(self.item(title, String::new(), words));
            }
            Some(_) => self.problem(words, "this stands beside a chapter and is not shown"),
            None => self.problem(words, NO_ENTRY),
        }
    }

    /// A problem at a place, of which the first line is shown.
    fn problem(&mut self, range: Range<usize>, message: &str) {
        let length = self.text[range.start.max(self.skip)..range.end].lines().next().map_or(0, |line| line.trim_end().len());
        let span = Span::new(self.file, range.start, range.start + length);
        let help = "a chapter is `[Title](path.md)` with nothing between `]` and `(`; a path with blanks stands in `<…>`; a draft is `[Title]()`";
        self.summary.problems.push(Problem { span, message: message.to_owned(), help: Some(help.to_owned()) });
    }
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
