//! The addresses in a text, to be looked up or written anew.

use super::body::{Block, DefinitionEntry, Inline};
use crate::source::Span;

/// Meets every address of a link or image, its place, and whether it is an image's, in the order of the text.
pub fn addresses(blocks: &mut [Block], see: &mut dyn FnMut(&mut String, Span, bool)) {
    for block in blocks {
        match block {
            Block::Paragraph { inlines } | Block::Plain { inlines } | Block::Heading { inlines, .. } => addresses_of_inlines(inlines, see),
            Block::BlockQuote { blocks, .. } | Block::FootnoteDefinition { blocks, .. } => addresses(blocks, see),
            Block::List { items, .. } => items.iter_mut().for_each(|item| addresses(item, see)),
            Block::Table { head, rows, .. } => head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| addresses_of_inlines(cell, see)),
            Block::DefinitionList { entries } => entries.iter_mut().for_each(|entry| match entry {
                DefinitionEntry::Title { inlines } => addresses_of_inlines(inlines, see),
                DefinitionEntry::Definition { blocks } => addresses(blocks, see),
            }),
            Block::Code { .. } | Block::Html { .. } | Block::Metadata { .. } | Block::Rule | Block::Live { .. } => {}
        }
    }
}

fn addresses_of_inlines(inlines: &mut [Inline], see: &mut dyn FnMut(&mut String, Span, bool)) {
    for inline in inlines {
        match inline {
            Inline::Link { url, span, email, inlines, .. } => {
                if !*email {
                    see(url, *span, false);
                }
                addresses_of_inlines(inlines, see);
            }
            Inline::Image { url, span, inlines, .. } => {
                see(url, *span, true);
                addresses_of_inlines(inlines, see);
            }
            Inline::Emphasis { inlines }
            | Inline::Strong { inlines }
            | Inline::Strikethrough { inlines }
            | Inline::Superscript { inlines }
            | Inline::Subscript { inlines } => addresses_of_inlines(inlines, see),
            _ => {}
        }
    }
}
