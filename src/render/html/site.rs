//! What all pages share: templates, navigation, words.

use super::body::Words;
use super::nav;
use super::search::Entry;
use super::templates::{TemplateError, Templates};
use super::view::{self, Page, PageLink, Pill, RecordRef, Tone};
use crate::diag::Severity;
use crate::judge::{Class, Verdict};
use crate::model::body::without_comments;
use crate::model::{Project, RecordId};
use crate::render::{GENERATOR, Publication, class_words, route};
use crate::report::{self, Label, words};
use crate::source::Fatal;

/// The site under writing.
pub(super) struct Site<'a> {
    pub(super) cx: Publication<'a>,
    pub(super) templates: Templates,
    pub(super) words: Words,
}

impl<'a> Site<'a> {
    pub(super) fn new(cx: Publication<'a>) -> Result<Self, Fatal> {
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
            nav: nav::nav(&cx),
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
