//! Prose on a page: records as links, chapters as pages, live content as tables.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::body::{Resolver, Safe, escape_attribute, escape_text};
use super::site::Site;
use super::table;
use crate::model::body::Body;
use crate::render::route;
use crate::report::Table;
use crate::source::{Fatal, join_inside, percent_decoded};

/// Where a text stands.
pub(super) struct Place<'a> {
    /// The page it is on.
    pub(super) page: &'a str,
    /// The file of the chapter it comes from; none for the text of a record.
    pub(super) chapter: Option<&'a str>,
    /// The tables that stand in the chapter.
    pub(super) tables: Option<&'a BTreeMap<usize, Table>>,
    /// The level of the heading it stands under.
    pub(super) base_level: u8,
    /// Put before its ids.
    pub(super) prefix: &'a str,
}

impl<'a> Place<'a> {
    /// The text of a record.
    pub(super) fn record(page: &'a str, prefix: &'a str) -> Self {
        Self { page, chapter: None, tables: None, base_level: 2, prefix }
    }
}

/// A text as HTML.
pub(super) fn html(site: &Site, body: &Body, place: &Place) -> Result<String, Fatal> {
    let resolver = PageResolver { site, place, fault: RefCell::default() };
    let safe = Safe { base_level: place.base_level, id_prefix: place.prefix, ..Safe::new(&resolver, &site.words) };
    let mut out = String::new();
    super::body::write(body, &safe, &mut out);
    match resolver.fault.into_inner() {
        Some(fault) => Err(fault),
        None => Ok(out),
    }
}

struct PageResolver<'a> {
    site: &'a Site<'a>,
    place: &'a Place<'a>,
    fault: RefCell<Option<Fatal>>,
}

impl PageResolver<'_> {
    /// A relative address in a chapter, as the page it leads to; nothing for what is not here.
    fn file(&self, url: &str) -> Option<String> {
        let (path, fragment) = url.split_once('#').map_or((url, None), |(p, f)| (p, Some(f)));
        if path.is_empty() {
            return Some(url.to_owned());
        }
        // Addresses in records begin at the root of the project.
        let folder = self.place.chapter.and_then(|chapter| chapter.rsplit_once('/')).map_or("", |(folder, _)| folder);
        let target = join_inside(folder, &percent_decoded(path))?;
        let project = self.site.project();
        let src = &project.config.src;
        let chapter = project.chapters.iter().any(|c| c.path.as_ref().is_some_and(|p| p.value == target));
        let page = if chapter {
            route::page_of_source(src, &target)
        } else if project.asset(&target).is_some() {
            route::asset(src, &target)
        } else if project.evidence.files.iter().any(|file| file.path == target) {
            route::evidence_page(&target, 1)
        } else {
            return None;
        };
        let url = route::relative(self.place.page, &page);
        Some(fragment.map_or(url.clone(), |f| format!("{url}#{f}")))
    }

    fn rewritten(&self, url: &str) -> Option<String> {
        let external = url.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')));
        // An empty address is refused by the writer: the words stay, the link goes.
        (!external).then(|| self.file(url).unwrap_or_default())
    }
}

impl Resolver for PageResolver<'_> {
    fn record(&self, id: &str, text: Option<&str>, out: &mut String) {
        let name = id.split('#').next().unwrap_or(id);
        let Some(record) = self.site.project().by_id(name) else {
            escape_text(text.unwrap_or(id), out);
            return;
        };
        let link = self.site.record(self.place.page, record);
        out.push_str("<a class=\"ref\" href=\"");
        escape_attribute(link.url.as_deref().unwrap_or_default(), out);
        out.push_str("\" title=\"");
        escape_attribute(&link.title, out);
        out.push_str("\">");
        escape_text(text.unwrap_or(id), out);
        out.push_str("</a>");
    }

    fn link(&self, url: &str) -> Option<String> {
        self.rewritten(url)
    }

    fn image(&self, url: &str) -> Option<String> {
        self.rewritten(url)
    }

    fn live_block(&self, directive: usize, out: &mut String) {
        let Some(made) = self.place.tables.and_then(|tables| tables.get(&directive)) else { return };
        let view = table::view(self.site, made, self.place.page, &format!("{}live-{directive}", self.place.prefix));
        match view.and_then(|v| self.site.templates.table(&v).map_err(|e| super::site::fatal(&e))) {
            Ok(html) => out.push_str(&html),
            Err(fault) => *self.fault.borrow_mut() = Some(fault),
        }
    }
}
