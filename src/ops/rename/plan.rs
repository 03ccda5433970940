//! What a renaming changes, file by file, and what it leaves alone.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use super::Renaming;
use super::leaf::{Leaves, What};
use super::word;
use crate::load::front_matter;
use crate::model::Project;
use crate::ops::edit::Change;
use crate::source::{Fatal, FileId, Source, has_folder, join_inside, read_text, walk};

/// A place where the id is mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The file, relative to the project.
    pub path: String,
    /// Line and column, from 1.
    pub at: (usize, usize),
    /// The line.
    pub line: String,
}

/// What contains the id and stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Where it stands.
    pub place: Mention,
    /// Why it stays.
    pub why: &'static str,
}

/// What kind of file is looked through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Records: values count by their type.
    Records,
    /// A chapter, the summary, or what a chapter includes: prose.
    Chapter,
    /// A review: names of records, and words.
    Review,
    /// Anything else: nothing is changed.
    Foreign,
}

struct Plan<'a> {
    project: &'a Project,
    old: &'a str,
    new: &'a str,
    leaves: Leaves,
    out: Renaming,
}

/// Looks through all files of the project.
pub(super) fn plan(root: &Path, project: &Project, old: &str, new: &str) -> Result<Renaming, Fatal> {
    let mut plan = Plan { project, old, new, leaves: Leaves::of(project, old), out: Renaming::default() };
    let mut files: BTreeMap<String, (Option<FileId>, Source, Sort)> = BTreeMap::new();
    let evidence = |path: &str| project.evidence.files.iter().any(|f| f.path == path);
    for (id, source) in project.sources.iter().filter(|(_, s)| !evidence(&s.path)) {
        files.entry(source.path.clone()).or_insert_with(|| (Some(id), source.clone(), plan.sort(id, source)));
    }
    for path in reviews(root, &project.config.reviews)? {
        let source = Source::new(path.as_str(), read_text(root, &path)?);
        files.insert(path, (None, source, Sort::Review));
    }
    let own = project.by_id(old).map(|r| project.sources.get(project.record(r).span.file).path.clone()).unwrap_or_default();
    let moved = plan.moved(root, &own)?;
    for (file, source, sort) in files.values() {
        let mut ranges = plan.mentions(*file, source, *sort)?;
        if let Some(to) = &moved {
            ranges.extend(plan.paths(source, *sort, &own, to));
        }
        ranges.sort_by_key(|(range, _)| range.start);
        let mut text = String::with_capacity(source.text.len());
        let mut done = 0;
        for (range, word) in &ranges {
            text += &source.text[done..range.start];
            text += word;
            done = range.end;
            plan.out.mentions.push(place(source, range.start));
        }
        text += &source.text[done..];
        let change = Change::replace(source.path.as_str(), source.text.as_bytes(), text);
        match &moved {
            Some(to) if source.path == own => {
                plan.out.moved.push((own.clone(), to.clone()));
                plan.out.changes.push(change.moved(to));
            }
            _ if !ranges.is_empty() => plan.out.changes.push(change),
            _ => {}
        }
    }
    plan.evidence();
    Ok(plan.out)
}

/// The files of reviews.
fn reviews(root: &Path, folder: &str) -> Result<Vec<String>, Fatal> {
    let files = if has_folder(root, folder)? { walk(root, folder)? } else { Vec::new() };
    Ok(files.into_iter().filter(|p| [".yaml", ".yml"].iter().any(|e| p.ends_with(e))).collect())
}

fn place(source: &Source, byte: usize) -> Mention {
    let at = source.position(u32::try_from(byte).unwrap_or(u32::MAX));
    Mention { path: source.path.clone(), at, line: source.line(at.0).trim().to_owned() }
}

impl Plan<'_> {
    fn sort(&self, file: FileId, source: &Source) -> Sort {
        let config = &self.project.config;
        let below = |folder: &str| folder.is_empty() || source.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let ends = |endings: &[&str]| endings.iter().any(|e| source.path.to_ascii_lowercase().ends_with(e));
        if file == config.file || config.schema.as_ref().is_some_and(|s| s.value == source.path) {
            Sort::Foreign
        } else if self.project.chapters.iter().any(|c| c.file == Some(file)) {
            Sort::Chapter
        } else if self.project.records.iter().any(|r| r.span.file == file) || (below(&config.records) && ends(&[".yaml", ".yml"])) {
            Sort::Records
        } else if ends(&[".md"]) {
            Sort::Chapter
        } else {
            Sort::Foreign
        }
    }

    fn known(&self, id: &str) -> bool {
        self.project.by_id(id).is_some()
    }

    /// Where a record's own file goes: only one that is named for it.
    fn moved(&mut self, root: &Path, own: &str) -> Result<Option<String>, Fatal> {
        let (folder, name) = own.rsplit_once('/').map_or(("", own), |(folder, name)| (folder, name));
        let Some(extension) = name.strip_prefix(self.old).filter(|e| [".yaml", ".yml", ".md"].contains(&e.to_ascii_lowercase().as_str())) else {
            return Ok(None);
        };
        let to = format!("{folder}{}{}{extension}", if folder.is_empty() { "" } else { "/" }, self.new);
        if self.project.chapters.iter().any(|c| c.path.as_ref().is_some_and(|p| p.value == own)) {
            let place = Mention { path: own.to_owned(), at: (1, 1), line: own.to_owned() };
            self.out.left.push(Left { place, why: "the name of a chapter" });
            return Ok(None);
        }
        let real = |path: &str| root.join(path).canonicalize().ok();
        if root.join(&to).symlink_metadata().is_ok() && real(&to) != real(own) {
            return Err(Fatal::new(&to, "there is such a file already").help("move it out of the way; nothing was changed"));
        }
        Ok(Some(to))
    }

    /// The places in a file that change, with what comes there; what stays is noted.
    fn mentions(&mut self, file: Option<FileId>, source: &Source, sort: Sort) -> Result<Vec<(Range<usize>, String)>, Fatal> {
        let text = &*source.text;
        let project = self.project;
        let known = |id: &str| project.by_id(id).is_some();
        let front = front_matter(text).map(|(front, _)| front);
        let mut found = Vec::new();
        for range in word::words(text, self.old, &known) {
            let leaf = file.and_then(|f| self.leaves.at(f, range.start));
            match self.kept(text, &range, sort, leaf, front.as_ref()) {
                None => found.push((range, self.new.to_owned())),
                Some("") => {}
                Some(why) => self.out.left.push(Left { place: place(source, range.start), why }),
            }
        }
        if sort != Sort::Foreign && !self.old.eq_ignore_ascii_case(self.new) {
            for range in word::words(text, self.new, &known) {
                let place = place(source, range.start);
                if text[..range.start].ends_with("[[") {
                    let words = format!("`[[{}]]` stands here already, and no record is called so yet", self.new);
                    return Err(Fatal::new(format!("{}:{}:{}", place.path, place.at.0, place.at.1), words).help("correct it first, or choose another id"));
                }
                self.out.left.push(Left { place, why: "says the new id already" });
            }
        }
        Ok(found)
    }

    /// Why a word stays; nothing to say of what only looks like a mention.
    fn kept(
        &self,
        text: &str,
        range: &Range<usize>,
        sort: Sort,
        leaf: Option<(crate::source::Span, What)>,
        front: Option<&Range<usize>>,
    ) -> Option<&'static str> {
        let before = &text[..range.start];
        // An id without a digit may be an ordinary word: only what names a record for certain is changed.
        let named = ["[[", "{{#record ", "{{#record \""].iter().any(|sign| before.ends_with(sign));
        let prose = |why: Option<&'static str>| match why {
            _ if named => None,
            None if !self.old.contains(|c: char| c.is_ascii_digit()) => Some("perhaps an ordinary word"),
            why => why,
        };
        let part = || word::part_of(text, range, &|id| self.known(id));
        match (sort, leaf) {
            (Sort::Foreign, _) => Some("not a file of records or chapters"),
            (_, Some((_, What::Id))) => None,
            // Behind the `#` stands the name of an entry.
            (_, Some((span, What::Link))) if text[span.start as usize..range.start].trim_matches(['"', '\'']).is_empty() => None,
            (_, Some((_, What::Link | What::Other))) => Some(""),
            (_, Some((_, What::Kept(why)))) => Some(why),
            (_, Some((_, What::Prose))) => prose(part()),
            (Sort::Review, None) => {
                let names = before.trim_end_matches(['"', '\'']).trim_end_matches(' ');
                if ["from:", "to:"].iter().any(|key| names.ends_with(key)) { None } else { prose(part()) }
            }
            (Sort::Chapter, None) if front.is_none_or(|f| !f.contains(&range.start)) => prose(part()),
            // Between the values of records stand keys and comments.
            (_, None) => {
                let line = before.rsplit('\n').next().unwrap_or("");
                let comment = line.trim_start_matches('\u{feff}').starts_with('#') || [" #", "\t#"].iter().any(|sign| line.contains(sign));
                if comment { prose(part()) } else { Some("not a value of a record") }
            }
        }
    }

    /// The paths in a file that lead to the file that is renamed.
    fn paths(&self, source: &Source, sort: Sort, own: &str, to: &str) -> Vec<(Range<usize>, String)> {
        let base = |path: &str| path.rsplit('/').next().unwrap_or("").to_owned();
        let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let leads = |path: &str| path == own || join_inside(folder, path).as_deref() == Some(own);
        if sort == Sort::Foreign {
            return Vec::new();
        }
        word::paths(&source.text, &base(own), &leads).map(|range| (range, base(to))).collect()
    }

    /// Names in test reports that contain the id: they are what was run, and stay.
    fn evidence(&mut self) {
        for report in &self.project.evidence.reports {
            for case in &report.cases {
                let name = if case.classname.is_empty() { case.name.clone() } else { format!("{}.{}", case.classname, case.name) };
                if name.contains(self.old) {
                    let at = self.project.sources.get(case.span.file).position(case.span.start);
                    let place = Mention { path: report.path.clone(), at, line: name };
                    self.out.left.push(Left { place, why: "a name in a test report" });
                }
            }
        }
    }
}
