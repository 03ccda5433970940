//! Markdown: nothing lost, nothing unsafe, everything in its place.

mod directives;
mod generator;
mod includes;
mod lossless;
mod page;
mod records;
mod safe;

pub use page::check as check_page;

use std::sync::Arc;

use proptest::prelude::ProptestConfig;
use techfile::load::chapters::markdown::{Options, Parsed, parse};
use techfile::render::html::body::{Resolver, Safe, Words, Writer, escape_attribute, escape_text, write};
use techfile::source::{FileId, Source, Sources, Span, Text};

/// The cases of a property: `PROPTEST_CASES`, else a number that keeps the suite quick.
fn cases(usual: u32) -> ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig { cases: wanted.unwrap_or(usual), failure_persistence: None, ..ProptestConfig::default() }
}

/// A text that is a file of its own.
fn text(markdown: &str) -> Text {
    Text::verbatim(markdown, FileId(0), 0)
}

/// What a span covers.
fn covered(markdown: &str, span: Span) -> String {
    let mut sources = Sources::default();
    sources.add(Source::new("a.md", Arc::from(markdown)));
    sources.snippet(span).to_owned()
}

fn parsed(markdown: &str) -> Parsed {
    parse(&text(markdown), &Options::default(), true)
}

/// Links every record that starts with a capital, shows live content as what it is.
struct Plain;

impl Resolver for Plain {
    fn record(&self, id: &str, words: Option<&str>, out: &mut String) {
        out.push_str("<a href=\"r/");
        escape_attribute(id, out);
        out.push_str(".html\">");
        escape_text(words.unwrap_or(id), out);
        out.push_str("</a>");
    }

    fn link(&self, url: &str) -> Option<String> {
        url.strip_suffix(".md").map(|stem| format!("{stem}.html"))
    }

    fn live_block(&self, directive: usize, out: &mut String) {
        out.push_str(&format!("<div class=\"live\">{directive}</div>\n"));
    }

    fn live_inline(&self, directive: usize, in_link: bool, out: &mut String) {
        out.push_str(&format!("<span class=\"{}\">{directive}</span>", if in_link { "dead" } else { "live" }));
    }
}

/// The words of the default theme.
fn words() -> Words {
    Words::new(crate::report::labels::in_english)
}

/// The page form of a text that stands under a first-level heading.
fn page(markdown: &str) -> String {
    page_with(markdown, 1, "")
}

fn page_with(markdown: &str, base_level: u8, id_prefix: &str) -> String {
    let words = words();
    let mut out = String::new();
    write(&parsed(markdown).body, &Safe { base_level, id_prefix, ..Safe::new(&Plain, &words) }, &mut out);
    out
}

fn exact(markdown: &str, options: &Options) -> String {
    let mut out = String::new();
    Writer::Exact.write(&parse(&text(markdown), options, false).body, &mut out);
    out
}
