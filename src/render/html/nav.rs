//! The navigation, as the outline orders it.

use super::view::{Nav, NavEntry, NavSection};
use crate::render::{Publication, route};
use crate::report::outline::{Content, Entry, Part, PartKind};
use crate::report::words;

/// Lists in lists, at most: deeper chapters stand in the deepest one, in order and with their numbers.
const NESTED: usize = 6;

/// The navigation of every page.
pub(super) fn nav(cx: &Publication) -> Nav {
    let entry = |key: &str, title: String, url: String, count: Option<usize>| NavEntry {
        key: key.to_owned(),
        title,
        url: Some(url),
        count,
        ..NavEntry::default()
    };
    let mut sections = vec![NavSection {
        title: None,
        entries: vec![
            entry("home", cx.say(words::home()), "index.html".to_owned(), None),
            entry("findings", cx.say(words::findings()), route::finding_page(1), Some(cx.findings.len())),
            entry("releases", cx.say(words::releases()), "releases.html".to_owned(), Some(cx.releases.len())),
        ],
    }];
    sections.extend([PartKind::Chapters, PartKind::Tables, PartKind::Records].into_iter().flat_map(|kind| self::sections(cx, kind)));
    Nav { sections }
}

/// The parts that hold one thing, each as a headed list.
pub(super) fn sections(cx: &Publication, kind: PartKind) -> Vec<NavSection> {
    cx.outline.parts(kind).map(|part| section(cx, part)).collect()
}

fn section(cx: &Publication, part: &Part) -> NavSection {
    let mut entries: Vec<NavEntry> = part.entries.iter().map(|one| entry(cx, one)).collect();
    nest(&mut entries, part.entries.iter().map(|one| one.depth));
    NavSection { title: part.title.as_ref().map(|title| cx.words(title)), entries }
}

fn entry(cx: &Publication, one: &Entry) -> NavEntry {
    let shown = NavEntry { title: cx.words(&one.title), ..NavEntry::default() };
    match one.of {
        Content::Chapter(at) => NavEntry {
            key: format!("chapter-{at}"),
            number: one.number.clone(),
            url: route::chapter_page(&cx.project.config.src, &cx.project.chapters[at]).map(|page| route::relative("", &page)),
            ..shown
        },
        Content::Table(at) | Content::Records(_, at) => {
            let key = &cx.tables[at].key;
            // Of a table, the rows are no number of things.
            let count = one.count.filter(|_| matches!(one.of, Content::Records(..)));
            NavEntry { key: key.clone(), url: Some(route::table_page(key, 1)), count, ..shown }
        }
    }
}

/// Marks which entries open a list and close lists, by their depths. The first one is at the top, and none is more than one
/// level below the one before.
fn nest(entries: &mut [NavEntry], depths: impl Iterator<Item = usize>) {
    let mut level = None;
    let levels = depths.map(|depth| *level.insert(level.map_or(0, |before: usize| depth.min(before + 1).min(NESTED))));
    let levels: Vec<usize> = levels.collect();
    for (at, entry) in entries.iter_mut().enumerate() {
        let next = levels.get(at + 1).copied().unwrap_or(0);
        entry.opens = next > levels[at];
        entry.closes = levels[at].saturating_sub(next);
    }
}
