//! A page for each chapter.

use super::prose::{self, Place};
use super::site::Site;
use super::view::{ChapterView, OutlineEntry, PageLink, SourceView};
use crate::model::body::{Block, plain};
use crate::render::route;
use crate::report;
use crate::source::Fatal;

/// The page of a chapter; none for a draft.
pub(super) fn page(site: &Site, index: usize) -> Result<Option<super::Page>, Fatal> {
    let project = site.project();
    let chapter = &project.chapters[index];
    let src = &project.config.src;
    let (Some(path), Some(file)) = (route::chapter_page(src, chapter), &chapter.path) else { return Ok(None) };
    // A chapter's own first heading is the heading of its page.
    let text = report::chapter_text(site.cx.report(), chapter);
    let (heading, heading_id) = (super::site::escaped(&text.title), text.id.unwrap_or_else(|| "top".to_owned()));
    // Where the page has taken the first heading, the next ones already stand one level below it.
    let lowest = text.body.blocks.iter().filter_map(level).min().unwrap_or(2);
    let place = Place { page: &path, chapter: Some(&file.value), tables: Some(&text.tables), base_level: 1, prefix: "" };
    let html = prose::html(site, &text.body, &place)?;
    let outline = outline(&text.body.blocks, u8::from(lowest <= 1));
    let link = |step: Option<usize>| {
        let other = project.chapters.get(step?)?;
        Some(PageLink { url: route::relative(&path, &route::chapter_page(src, other)?), title: other.title.clone() })
    };
    let written = project.chapters.iter().enumerate().filter(|(_, c)| c.path.is_some()).map(|(i, _)| i);
    let view = ChapterView {
        page: site.page(&path, &chapter.title, "chapter", &format!("chapter-{index}"), &[]),
        number: chapter.number.clone(),
        heading_html: heading,
        heading_id,
        facts: Vec::new(),
        html,
        outline,
        source: Some(SourceView { place: file.value.clone(), url: None }),
        prev: link(written.clone().rfind(|i| *i < index)),
        next: link(written.clone().find(|i| *i > index)),
    };
    Ok(Some((path, site.render("chapter.html", &view)?)))
}

fn level(block: &Block) -> Option<u8> {
    match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    }
}

fn outline(blocks: &[Block], base: u8) -> Vec<OutlineEntry> {
    let entry = |block: &Block| match block {
        Block::Heading { level, id: Some(id), inlines, .. } if level + base <= 3 => {
            Some(OutlineEntry { id: id.clone(), text: plain(inlines), level: level + base })
        }
        _ => None,
    };
    blocks.iter().filter_map(entry).collect()
}
