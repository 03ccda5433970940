//! What all pages share: templates, navigation, words.

use super::body::Words;
use super::search::Entry;
use super::templates::{TemplateError, Templates};
use super::view::{self, Nav, NavEntry, NavSection, Page, PageLink, Pill, RecordRef, Tone};
use crate::diag::Severity;
use crate::judge::{Class, Verdict};
use crate::model::body::without_comments;
use crate::model::{Chapter, Project, RecordId};
use crate::render::{Context, GENERATOR, class_words, route};
use crate::report::{self, Group, Label, words};
use crate::schema::KindId;
use crate::source::Fatal;

/// The site under writing.
pub(super) struct Site<'a> {
    pub(super) cx: Context<'a>,
    pub(super) templates: Templates,
    pub(super) words: Words,
}

impl<'a> Site<'a> {
    pub(super) fn new(cx: Context<'a>) -> Result<Self, Fatal> {
        let config = &cx.project.config;
        let shared = view::Site {
            title: config.title.clone(),
            language: config.language.clone(),
            as_of: cx.project.as_of.to_string(),
            version: cx.freezing.map(str::to_owned),
            generator: GENERATOR.to_owned(),
            notice_html: escaped(&cx.say(words::notice())),
            releases_script: match (cx.freezing, cx.releases.is_empty()) {
                (Some(_), _) => Some("../releases.js".to_owned()),
                (None, false) => Some("releases/releases.js".to_owned()),
                (None, true) => None,
            },
            search: true,
            nav: nav(&cx),
            labels: cx.theme.labels.clone(),
        };
        let templates = Templates::new(&cx.theme.html, &shared).map_err(|e| fatal(&e))?;
        let words = Words::new(|label| cx.say(label));
        Ok(Self { cx, templates, words })
    }

    pub(super) fn project(&self) -> &'a Project {
        self.cx.project
    }

    /// A label in words.
    pub(super) fn say(&self, label: Label) -> String {
        self.cx.say(label)
    }

    pub(super) fn render(&self, template: &str, view: &impl serde::Serialize) -> Result<String, Fatal> {
        self.templates.render(template, view).map_err(|e| fatal(&e))
    }

    /// What a page says about itself.
    pub(super) fn page(&self, path: &str, title: &str, kind: &str, nav: &str, crumbs: &[(String, String)]) -> Page {
        let link = |(to, title): &(String, String)| PageLink { url: route::relative(path, to), title: title.clone() };
        Page {
            root: route::root(path),
            path: path.to_owned(),
            title: title.to_owned(),
            kind: kind.to_owned(),
            nav: nav.to_owned(),
            crumbs: crumbs.iter().map(link).collect(),
        }
    }

    /// A record as a link from a page.
    pub(super) fn record(&self, from: &str, record: RecordId) -> RecordRef {
        let data = self.project().record(record);
        RecordRef {
            id: data.id.clone(),
            url: Some(route::relative(from, &route::record_page(&data.id))),
            missing: false,
            title: data.title.clone(),
            verdict: None,
        }
    }

    /// A record as a link, with the verdict that counts for it.
    pub(super) fn judged(&self, from: &str, record: RecordId) -> RecordRef {
        let judged = report::counted(self.cx.report(), record);
        RecordRef { verdict: judged.map(|j| self.verdict(j.verdict)), ..self.record(from, record) }
    }

    pub(super) fn verdict(&self, verdict: Verdict) -> Pill {
        Pill::new(self.say(words::of::verdict(verdict)), Tone::from(verdict))
    }

    pub(super) fn severity(&self, severity: Severity) -> Pill {
        Pill::new(self.say(words::of::level(severity)), Tone::from(severity))
    }

    pub(super) fn status(&self, status: &str) -> Pill {
        let tone = if status == "obsolete" { Tone::Warn } else { Tone::Neutral };
        Pill::new(self.say(words::of::status(status)), tone)
    }

    /// A class with how it came about.
    pub(super) fn class(&self, class: &Class) -> Pill {
        let open = class.assumed || class.reason == crate::judge::ClassReason::LoweringUnproven;
        let tone = if open { Tone::Warn } else { Tone::Info };
        Pill::new(class_words(&self.cx, *class), tone)
    }

    /// What the search knows: records first, then chapters.
    pub(super) fn search_entries(&self) -> Vec<Entry> {
        let project = self.project();
        let records = project.iter().map(|(id, record)| Entry {
            id: Some(record.id.clone()),
            title: record.title.clone(),
            url: route::record_page(&record.id),
            kind: project.kind(id).label.clone(),
            text: record.fields.iter().map(|(_, e)| e.value.plain()).collect::<Vec<_>>().join("\n"),
        });
        let chapters = project.chapters.iter().filter_map(|chapter| {
            Some(Entry {
                id: None,
                title: chapter.title.clone(),
                url: route::relative("", &route::chapter_page(&project.config.src, chapter)?),
                kind: self.say(words::chapter()),
                text: without_comments(&chapter.prose.source).unwrap_or_default().into_owned(),
            })
        });
        records.chain(chapters).collect()
    }
}

pub(super) fn fatal(error: &TemplateError) -> Fatal {
    Fatal::new(format!("theme template {}", error.file), &error.message)
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    super::body::escape_text(text, &mut out);
    out
}

/// The key of the navigation entry of a kind.
pub(super) fn kind_key(cx: &Context, kind: KindId) -> String {
    format!("list-{}", cx.project.schema.kind(kind).name.replace('_', "-"))
}

fn nav(cx: &Context) -> Nav {
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
    sections.extend(chapters(cx));
    sections.extend(tables(cx));
    sections.push(NavSection { title: Some(cx.say(words::records())), entries: kinds(cx) });
    Nav { sections }
}

/// Lists in lists, at most: deeper chapters stand in the deepest one, in order and with their numbers.
const NESTED: usize = 6;

/// The chapters by part, nested as the summary nests them.
pub(super) fn chapters(cx: &Context) -> Vec<NavSection> {
    let all: Vec<(usize, &Chapter)> = cx.project.chapters.iter().enumerate().collect();
    let section = |(number, part): (usize, &[(usize, &Chapter)])| {
        let title = part[0].1.part.clone().or_else(|| (number == 0).then(|| cx.say(words::chapters())));
        let entry = |(index, chapter): &(usize, &Chapter)| NavEntry {
            key: format!("chapter-{index}"),
            number: chapter.number.clone(),
            title: chapter.title.clone(),
            url: route::chapter_page(&cx.project.config.src, chapter).map(|page| route::relative("", &page)),
            ..NavEntry::default()
        };
        let mut entries: Vec<NavEntry> = part.iter().map(entry).collect();
        nest(&mut entries, part.iter().map(|(_, chapter)| chapter.depth));
        NavSection { title, entries }
    };
    all.chunk_by(|(_, a), (_, b)| a.part == b.part).enumerate().map(section).collect()
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

/// The lists of records.
pub(super) fn kinds(cx: &Context) -> Vec<NavEntry> {
    let lists = cx.tables.iter().filter_map(|t| match t.group {
        Group::Kind(kind) => Some((t, kind)),
        _ => None,
    });
    lists
        .map(|(table, kind)| NavEntry {
            key: kind_key(cx, kind),
            title: cx.words(&table.title),
            url: Some(route::table_page(&table.key, 1)),
            count: Some(table.rows.len()),
            ..NavEntry::default()
        })
        .collect()
}

/// The tables that are neither lists of records nor the findings, by what they are about.
pub(super) fn tables(cx: &Context) -> Vec<NavSection> {
    let groups: [(Label, &[Group]); 5] = [
        (words::group_trace(), &[Group::Trace]),
        (words::group_clauses(), &[Group::Clauses, Group::ClauseRows]),
        (words::group_risk(), &[Group::Risk]),
        (words::group_evidence(), &[Group::Evidence]),
        (words::tables(), &[Group::Records]),
    ];
    let entry = |table: &report::Table| NavEntry {
        key: table.key.clone(),
        title: cx.words(&table.title),
        url: Some(route::table_page(&table.key, 1)),
        ..NavEntry::default()
    };
    let section = |(title, groups): (Label, &[Group])| NavSection {
        title: Some(cx.say(title)),
        entries: cx.tables.iter().filter(|t| groups.contains(&t.group)).map(entry).collect(),
    };
    groups.into_iter().map(section).filter(|s| !s.entries.is_empty()).collect()
}
