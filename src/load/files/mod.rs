//! Files that chapters and records show or link to: each address is looked up, and what it leads to is read once.

mod assets;

use std::collections::BTreeMap;
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::load::codes::CHAPTER_LINK_BROKEN;
use crate::load::records::value::short;
use crate::model::body::{Block, Body, Node, walk};
use crate::model::{Asset, Chapter, Evidence, Record, Value, addresses};
use crate::source::{Sources, Span, file_of, has_scheme, join_inside, path_encoded, percent_decoded};
use assets::Use;

/// What addresses may lead to.
struct Targets<'a> {
    root: &'a Path,
    /// The folders whose files are published: those of the chapters and of the records.
    folders: [&'a str; 2],
    /// The chapters, each with the ids of its headings.
    chapters: FxHashMap<String, FxHashSet<String>>,
    evidence: FxHashSet<&'a str>,
    uses: BTreeMap<String, Use>,
    out: &'a mut Vec<Diagnostic>,
}

/// An address and where it stands.
struct Address<'a> {
    url: &'a str,
    span: Span,
    /// Whether it is that of an image.
    shown: bool,
    /// The file that holds it.
    file: &'a str,
    record: Option<&'a str>,
}

/// Looks up the addresses in all texts, and reads the files. Addresses in records, which stand in many places of an output, are
/// written anew from the root of the project.
pub(super) fn resolve(
    root: &Path,
    config: &Config,
    sources: &Sources,
    (chapters, records): (&mut [Chapter], &mut [Record]),
    evidence: &Evidence,
    out: &mut Vec<Diagnostic>,
) -> Vec<Asset> {
    let headings = |chapter: &Chapter| Some((chapter.path.as_ref()?.value.clone(), headings(&chapter.prose.body)));
    let mut targets = Targets {
        root,
        folders: [&config.src, &config.records],
        chapters: chapters.iter().filter_map(headings).collect(),
        evidence: evidence.files.iter().map(|file| file.path.as_str()).collect(),
        uses: BTreeMap::new(),
        out,
    };
    for chapter in chapters {
        let Some(path) = chapter.path.as_ref().map(|path| path.value.clone()) else { continue };
        addresses(&mut chapter.prose.body.blocks, &mut |url, span, shown| {
            targets.look_up(&Address { url, span, shown, file: &path, record: None });
        });
    }
    for record in records {
        let (id, file) = (record.id.clone(), sources.get(record.span.file).path.clone());
        for (_, entry) in &mut record.fields {
            texts(&mut entry.value, &mut |body| {
                addresses(&mut body.blocks, &mut |url, span, shown| {
                    if let Some(target) = targets.look_up(&Address { url, span, shown, file: &file, record: Some(&id) }) {
                        let fragment = url.split_once('#').map_or(String::new(), |(_, fragment)| format!("#{fragment}"));
                        *url = path_encoded(&target) + &fragment;
                    }
                });
            });
        }
    }
    assets::read(root, targets.uses, targets.out)
}

/// The ids of the headings of a text.
fn headings(body: &Body) -> FxHashSet<String> {
    let mut ids = FxHashSet::default();
    walk(&body.blocks, &mut |node| {
        if let Node::Block(Block::Heading { id: Some(id), .. }) = node {
            ids.insert(id.clone());
        }
    });
    ids
}

/// Every Markdown text in a value.
fn texts(value: &mut Value, see: &mut dyn FnMut(&mut Body)) {
    match value {
        Value::Prose(prose) => see(&mut prose.body),
        Value::List(items) => items.iter_mut().for_each(|item| texts(&mut item.value, see)),
        Value::Group(fields) => fields.iter_mut().for_each(|(_, entry)| texts(&mut entry.value, see)),
        Value::Text(_) | Value::Word(_) | Value::Date(_) | Value::Record { .. } => {}
    }
}

impl Targets<'_> {
    /// The file of the project that an address leads to. What leads nowhere is reported.
    fn look_up(&mut self, address: &Address) -> Option<String> {
        let Address { url, span, shown, file, .. } = address;
        if *shown && (has_scheme(url) || url.starts_with("//")) {
            let words = format!("`{}` is not shown: an image has to be a file of the project", short(url));
            self.report(address, words, "put the file beside the text, and name it by its path");
            return None;
        }
        let Some(path) = file_of(url) else {
            if let Some((_, fragment)) = url.split_once('#').filter(|(path, _)| path.is_empty()) {
                self.heading(file, fragment, address);
            }
            return None;
        };
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = join_inside(folder, &path);
        match target {
            Some(target) if self.chapters.contains_key(&target) => {
                if let Some((_, fragment)) = url.split_once('#') {
                    self.heading(&target, fragment, address);
                }
                Some(target)
            }
            Some(target) if self.evidence.contains(target.as_str()) && !shown => Some(target),
            Some(target) if self.root.join(&target).is_file() => {
                if !self.folders.iter().any(|folder| folder.is_empty() || target.starts_with(&format!("{folder}/"))) {
                    let words =
                        format!("`{}` leads to a file that is not published: it lies neither among the chapters nor among the records", short(url));
                    self.report(address, words, "move or copy the file there");
                    return None;
                }
                let this = Use { place: *span, shown: *shown };
                let first = self.uses.entry(target.clone()).or_insert(this);
                if *shown && !first.shown {
                    *first = this;
                }
                Some(target)
            }
            Some(_) | None => {
                self.report(address, format!("`{}` leads to a file that is not here", short(url)), "");
                None
            }
        }
    }

    /// Reports a fragment that no heading of a chapter has.
    fn heading(&mut self, chapter: &str, fragment: &str, address: &Address) {
        let fragment = percent_decoded(fragment);
        let Some(ids) = self.chapters.get(chapter) else { return };
        if !fragment.is_empty() && !ids.contains(&fragment) {
            let known: Vec<&str> = ids.iter().map(String::as_str).collect();
            let near = crate::diag::nearest(&fragment, known).map(|near| format!("did you mean `#{near}`?")).unwrap_or_default();
            self.report(address, format!("`{}` leads to a heading that is not there", short(address.url)), &near);
        }
    }

    fn report(&mut self, address: &Address, words: String, help: &str) {
        let finding = Diagnostic::new(&CHAPTER_LINK_BROKEN, address.span, words).maybe_help((!help.is_empty()).then(|| help.to_owned()));
        self.out.push(Diagnostic { record: address.record.map(str::to_owned), ..finding });
    }
}
