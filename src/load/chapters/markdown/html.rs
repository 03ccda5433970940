//! Raw HTML: the tags that chapters may use, as the elements of Markdown that they stand for, and those that are shown as text.

use crate::model::body::{Inline, plain};

/// A tag that has a meaning in a chapter. None of them has attributes, so none can act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Bold,
    Italic,
    Struck,
    Superscript,
    Subscript,
    /// Keys and code: both are shown as code.
    Code,
}

/// What a raw tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raw {
    Opens(Tag),
    Closes(Tag),
}

/// The names of the tags that have a meaning.
const TAGS: &[(&str, Tag)] = &[
    ("b", Tag::Bold),
    ("strong", Tag::Bold),
    ("i", Tag::Italic),
    ("em", Tag::Italic),
    ("s", Tag::Struck),
    ("del", Tag::Struck),
    ("sup", Tag::Superscript),
    ("sub", Tag::Subscript),
    ("kbd", Tag::Code),
    ("code", Tag::Code),
    ("samp", Tag::Code),
];

/// Reads a raw tag: one of these, without attributes.
pub(super) fn read(text: &str) -> Option<Raw> {
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    let (name, closes) = inner.strip_prefix('/').map_or((inner, false), |name| (name, true));
    let name = name.trim_end().to_ascii_lowercase();
    let (_, tag) = TAGS.iter().find(|(known, _)| *known == name)?;
    Some(if closes { Raw::Closes(*tag) } else { Raw::Opens(*tag) })
}

/// The element that a tag stands for, around what it holds.
pub(super) fn element(tag: Tag, inlines: Vec<Inline>) -> Inline {
    match tag {
        Tag::Bold => Inline::Strong { inlines },
        Tag::Italic => Inline::Emphasis { inlines },
        Tag::Struck => Inline::Strikethrough { inlines },
        Tag::Superscript => Inline::Superscript { inlines },
        Tag::Subscript => Inline::Subscript { inlines },
        Tag::Code => Inline::Code { text: plain(&inlines) },
    }
}

/// The elements of HTML: a word between angle brackets that is none of them, as `<name>`, is meant to be read.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "object",
    "ol",
    "option",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// The element whose opening or closing tag begins a text, and where its name ends.
fn element_at(text: &str) -> Option<&'static str> {
    let rest = text.strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if !rest[length..].starts_with(['>', ' ', '/', '\n', '\t', '\r']) {
        return None;
    }
    let name = rest[..length].to_ascii_lowercase();
    ELEMENTS.iter().copied().find(|known| *known == name)
}

/// The elements whose tags stand in raw HTML, comments aside: each with the place of its first tag.
pub(super) fn elements(text: &str) -> Vec<(&'static str, usize)> {
    let mut found: Vec<(&'static str, usize)> = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('<') {
        let here = at + next;
        if text[here..].starts_with("<!--") {
            at = text[here..].find("-->").map_or(text.len(), |end| here + end + "-->".len());
            continue;
        }
        if let Some(name) = element_at(&text[here..])
            && !found.iter().any(|(known, _)| *known == name)
        {
            found.push((name, here));
        }
        at = here + 1;
    }
    found
}
