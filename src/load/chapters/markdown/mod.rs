//! Markdown to the block tree: the one place that runs pulldown-cmark.
//!
//! Parsing never fails. What a reader would not get as written (a directive without effect, nesting beyond the limit)
//! comes back as a [`Problem`] beside the tree.

mod doubt;
mod frame;
mod guard;
mod html;
mod html_block;
mod runs;
mod slug;
mod table_row;
mod tree;

use pulldown_cmark::Options as Flags;

pub use crate::load::chapters::directive::Directive;
use crate::load::chapters::masked::Masked;
pub use crate::load::chapters::problem::Problem;
use crate::model::body::Body;
use crate::source::Text;

/// How a text is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// `$…$` and `$$…$$` are TeX.
    pub math: bool,
    /// Straight quotes, `--` and `...` become typographic.
    pub smart_punctuation: bool,
    /// `^…^` is superscript.
    pub superscript: bool,
    /// `~…~` is subscript (else struck through).
    pub subscript: bool,
    /// The syntax beyond CommonMark that is safe to have on.
    pub extensions: Extensions,
    /// `[[ID]]` links a record.
    pub record_links: bool,
    /// Every heading gets an id, unique in its body.
    pub heading_ids: bool,
    /// The raw tag `<br>`, the only way to break a line in a table cell, is a hard break.
    pub break_tags: bool,
    /// Raw tags of a closed set, as `<sub>`, are the elements that they stand for.
    pub html_tags: bool,
    /// What is shown in another way than it seems to be meant is noted in [`Parsed::doubts`].
    pub doubts: bool,
}

/// The syntax beyond CommonMark that is on unless switched off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extensions {
    /// Tables.
    pub tables: bool,
    /// Footnotes as GitHub reads them.
    pub footnotes: bool,
    /// `~~…~~`.
    pub strikethrough: bool,
    /// `- [x]`.
    pub tasklists: bool,
    /// `# Title {#id .class}`.
    pub heading_attributes: bool,
    /// `> [!NOTE]`.
    pub alerts: bool,
    /// Definition lists.
    pub definition_lists: bool,
}

/// What came of a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// The tree.
    pub body: Body,
    /// The directives that have an effect; [`crate::model::body::Block::Live`] and its inline kin hold indices into it.
    pub directives: Vec<Directive>,
    /// What is wrong, in order of the text.
    pub problems: Vec<Problem>,
    /// What is shown in another way than it seems to be meant, in order of the text.
    pub doubts: Vec<Problem>,
}

impl Default for Extensions {
    fn default() -> Self {
        Self { tables: true, footnotes: true, strikethrough: true, tasklists: true, heading_attributes: true, alerts: true, definition_lists: true }
    }
}

impl Extensions {
    /// CommonMark and nothing else.
    pub fn none() -> Self {
        Self { tables: false, footnotes: false, strikethrough: false, tasklists: false, heading_attributes: false, alerts: false, definition_lists: false }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            math: false,
            smart_punctuation: false,
            superscript: false,
            subscript: false,
            extensions: Extensions::default(),
            record_links: true,
            heading_ids: true,
            break_tags: true,
            html_tags: false,
            doubts: false,
        }
    }
}

impl Options {
    /// The default syntax with nothing of our own: the tree says what pulldown-cmark says, no more and no less.
    pub fn lossless() -> Self {
        Self { record_links: false, heading_ids: false, break_tags: false, ..Self::default() }
    }

    /// The options in pulldown-cmark's terms. Only ever put together: taking flags away from all of them would also take
    /// footnotes, which share a bit with their old form.
    pub fn flags(&self) -> Flags {
        let Extensions { tables, footnotes, strikethrough, tasklists, heading_attributes, alerts, definition_lists } = self.extensions;
        [
            (self.math, Flags::ENABLE_MATH),
            (self.smart_punctuation, Flags::ENABLE_SMART_PUNCTUATION),
            (self.superscript, Flags::ENABLE_SUPERSCRIPT),
            (self.subscript, Flags::ENABLE_SUBSCRIPT),
            (tables, Flags::ENABLE_TABLES),
            (footnotes, Flags::ENABLE_FOOTNOTES),
            (strikethrough, Flags::ENABLE_STRIKETHROUGH),
            (tasklists, Flags::ENABLE_TASKLISTS),
            (heading_attributes, Flags::ENABLE_HEADING_ATTRIBUTES),
            (alerts, Flags::ENABLE_GFM),
            (definition_lists, Flags::ENABLE_DEFINITION_LIST),
        ]
        .into_iter()
        .filter(|(on, _)| *on)
        .fold(Flags::empty(), |all, (_, flag)| all | flag)
    }
}

/// Parses a text; with `directives`, `{{#name args}}` outside code becomes live content.
pub fn parse(text: &Text, options: &Options, directives: bool) -> Parsed {
    let (masked, problem) = match if directives { Masked::new(text) } else { Ok(Masked::plain(text)) } {
        Ok(masked) => (masked, None),
        Err(problem) => (Masked::plain(text), Some(problem)),
    };
    let (events, fallback) = guard::events(&masked.text, options.flags());
    let mut tree = tree::Builder::new(&masked, options);
    for (event, range) in events {
        tree.event(event, range);
    }
    let mut parsed = tree.finish();
    if let Some(message) = fallback {
        let first = masked.text.lines().next().map_or(0, str::len);
        parsed.problems.push(Problem { span: masked.span(0..first), message, help: Some("simplify the headings and lists of the text".into()) });
    }
    if options.heading_ids {
        slug::assign(&mut parsed.body);
    }
    parsed.problems.extend(problem);
    parsed.problems.sort_by_key(|problem| problem.span);
    parsed.doubts.sort_by_key(|doubt| doubt.span);
    parsed
}
