//! Ids of headings, made from their words as mdBook does.

use std::collections::BTreeSet;

use crate::model::body::{Block, Body, DefinitionEntry, Inline, plain};

/// Gives every heading an id that no other heading of the body has; written ids come first.
pub(super) fn assign(body: &mut Body) {
    let mut headings = Vec::new();
    collect(&mut body.blocks, &mut headings);
    let mut taken = BTreeSet::new();
    let mut open = Vec::new();
    for (id, inlines) in headings {
        let written = id.as_deref().is_some_and(|id| !id.is_empty());
        if !(written && taken.insert(id.clone().unwrap_or_default())) {
            open.push((id, inlines, written));
        }
    }
    for (id, inlines, written) in open {
        let base = if written { id.clone().unwrap_or_default() } else { slug(inlines) };
        let mut candidate = base.clone();
        let mut n = 0;
        while !taken.insert(candidate.clone()) {
            n += 1;
            candidate = format!("{base}-{n}");
        }
        *id = Some(candidate);
    }
}

type Heading<'a> = (&'a mut Option<String>, &'a [Inline]);

fn collect<'a>(blocks: &'a mut [Block], out: &mut Vec<Heading<'a>>) {
    for block in blocks {
        match block {
            Block::Heading { id, inlines, .. } => out.push((id, inlines)),
            Block::BlockQuote { blocks, .. } | Block::FootnoteDefinition { blocks, .. } => collect(blocks, out),
            Block::List { items, .. } => items.iter_mut().for_each(|item| collect(item, out)),
            Block::DefinitionList { entries } => {
                for entry in entries {
                    if let DefinitionEntry::Definition { blocks } = entry {
                        collect(blocks, out);
                    }
                }
            }
            _ => {}
        }
    }
}

fn slug(inlines: &[Inline]) -> String {
    let words = plain(inlines);
    let kept = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    let slug: String = words.trim().chars().filter_map(kept).flat_map(char::to_lowercase).collect();
    if slug.is_empty() { "section".into() } else { slug }
}
