//! Blocks of raw HTML made of a closed set of tags without attributes, as the blocks of Markdown that they stand for. What folds
//! away on a page, as `<details>`, is open in a technical file.

use super::html::{self, Raw, Tag};
use crate::model::body::{Block, Inline};

/// How deep tags may stand in each other.
const DEEPEST: usize = 20;

/// What a tag of a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Root,
    Paragraph,
    Summary,
    List { ordered: bool },
    Item,
    Inline(Tag),
}

/// An open element with what it holds so far.
struct Frame {
    element: Element,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Vec<Block>>,
}

impl Frame {
    fn new(element: Element) -> Self {
        Self { element, blocks: Vec::new(), inlines: Vec::new(), items: Vec::new() }
    }

    /// Makes a block of the words so far.
    fn settle(&mut self) {
        while let Some(Inline::Text { text }) = self.inlines.last()
            && text.trim().is_empty()
        {
            self.inlines.pop();
        }
        let inlines = std::mem::take(&mut self.inlines);
        if !inlines.is_empty() {
            let plain = self.element == Element::Item;
            self.blocks.push(if plain { Block::Plain { inlines } } else { Block::Paragraph { inlines } });
        }
    }
}

/// The blocks of a text; none if there is any other tag, an attribute, or a tag that is not closed.
pub(super) fn read(text: &str) -> Option<Vec<Block>> {
    let mut stack = vec![Frame::new(Element::Root)];
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        words(&rest[..at], stack.last_mut()?);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")? + "-->".len()..];
            continue;
        }
        let end = rest.find('>')? + 1;
        tag(&rest[..end], &mut stack)?;
        rest = &rest[end..];
    }
    words(rest, stack.last_mut()?);
    let mut root = stack.pop().filter(|_| stack.is_empty())?;
    root.settle();
    Some(root.blocks)
}

/// Adds words, with blanks and line ends as one blank.
fn words(text: &str, top: &mut Frame) {
    let mut joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.is_empty() && top.inlines.is_empty() {
        return;
    }
    if text.starts_with(char::is_whitespace) && !top.inlines.is_empty() {
        joined.insert(0, ' ');
    }
    if text.ends_with(char::is_whitespace) && joined != " " {
        joined.push(' ');
    }
    for (entity, c) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")] {
        joined = joined.replace(entity, c);
    }
    top.inlines.push(Inline::Text { text: joined });
}

/// Takes in a tag; none if it is not of the set or does not fit.
fn tag(text: &str, stack: &mut Vec<Frame>) -> Option<()> {
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    let (name, closes) = inner.strip_prefix('/').map_or((inner, false), |name| (name, true));
    let name = name.trim_end_matches('/').trim_end().to_ascii_lowercase();
    match name.as_str() {
        "details" | "details open" | "div" => stack.last_mut()?.settle(),
        "br" if !closes => stack.last_mut()?.inlines.push(Inline::HardBreak),
        "hr" if !closes => {
            let top = stack.last_mut()?;
            top.settle();
            top.blocks.push(Block::Rule);
        }
        "p" => element(Element::Paragraph, closes, stack)?,
        "summary" => element(Element::Summary, closes, stack)?,
        "ul" => element(Element::List { ordered: false }, closes, stack)?,
        "ol" => element(Element::List { ordered: true }, closes, stack)?,
        "li" => element(Element::Item, closes, stack)?,
        _ => match html::read(text)? {
            Raw::Opens(tag) => element(Element::Inline(tag), false, stack)?,
            Raw::Closes(tag) => element(Element::Inline(tag), true, stack)?,
        },
    }
    Some(())
}

/// Opens an element, or closes the one that is open.
fn element(element: Element, closes: bool, stack: &mut Vec<Frame>) -> Option<()> {
    if !closes {
        let top = stack.last_mut()?;
        let fits = match (element, top.element) {
            (Element::Item, Element::List { .. }) | (Element::Inline(_), _) => true,
            (Element::Item, _) | (_, Element::Inline(_) | Element::Paragraph | Element::Summary | Element::List { .. }) => false,
            (_, Element::Root | Element::Item) => true,
        };
        if !matches!(element, Element::Inline(_)) {
            top.settle();
        }
        if fits && stack.len() < DEEPEST {
            stack.push(Frame::new(element));
            return Some(());
        }
        return None;
    }
    let mut frame = stack.pop().filter(|frame| frame.element == element)?;
    let parent = stack.last_mut()?;
    match element {
        // Blocks inside words have no place among them.
        Element::Inline(_) | Element::Summary if !frame.blocks.is_empty() => return None,
        Element::Root => return None,
        Element::Inline(tag) => parent.inlines.push(html::element(tag, frame.inlines)),
        Element::Paragraph => {
            frame.settle();
            parent.blocks.append(&mut frame.blocks);
        }
        Element::Summary => parent.blocks.push(Block::Paragraph { inlines: vec![Inline::Strong { inlines: frame.inlines }] }),
        Element::Item => {
            frame.settle();
            parent.items.push(frame.blocks);
        }
        Element::List { ordered } => {
            // Words between the items would be lost.
            if !frame.inlines.iter().all(|inline| matches!(inline, Inline::Text { text } if text.trim().is_empty())) || !frame.blocks.is_empty() {
                return None;
            }
            parent.blocks.push(Block::List { start: ordered.then_some(1), items: frame.items });
        }
    }
    Some(())
}
