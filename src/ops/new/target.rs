//! The file that a new record goes into.

use std::collections::BTreeMap;
use std::path::Path;

use crate::load::{Layout, Many, layout};
use crate::model::Project;
use crate::schema::KindId;
use crate::source::{Fatal, FileId, join_inside};

/// Where a record goes.
pub(super) enum Target {
    /// Into a new file, which begins with this comment.
    Fresh { path: String, first: Option<String> },
    /// At the end of the list of a file.
    Entry { path: String, text: String, many: Many },
}

/// The file where most records of the kind stand; where each has its own, a new one beside.
pub(super) fn usual(project: &Project, kind: KindId, id: &str, title: Option<&str>) -> Target {
    let records = &project.config.records;
    // By file and by folder of single records: how many.
    let mut files: BTreeMap<FileId, usize> = BTreeMap::new();
    for record in project.of_kind(kind) {
        *files.entry(project.record(record).span.file).or_default() += 1;
    }
    let mut lists: Vec<(usize, FileId, Many)> = Vec::new();
    let mut folders: BTreeMap<&str, Vec<(FileId, bool)>> = BTreeMap::new();
    for (file, count) in &files {
        let source = project.sources.get(*file);
        let Some((folder, _)) = source.path.rsplit_once('/').filter(|_| below(records, &source.path)) else { continue };
        match layout(source) {
            Layout::Many(many) => lists.push((*count, *file, many)),
            Layout::One => folders.entry(folder).or_default().push((*file, false)),
            Layout::Markdown => folders.entry(folder).or_default().push((*file, true)),
            Layout::Other => {}
        }
    }
    let list = lists.into_iter().rev().max_by_key(|(count, ..)| *count);
    let folder = folders.into_iter().rev().max_by_key(|(_, files)| files.len());
    match (list, folder) {
        (Some((count, file, many)), folder) if folder.as_ref().is_none_or(|(_, files)| files.len() <= count) => {
            let source = project.sources.get(file);
            Target::Entry { path: source.path.clone(), text: source.text.to_string(), many }
        }
        (_, Some((folder, files))) => {
            let markdown = files.iter().filter(|(_, markdown)| *markdown).count() * 2 > files.len();
            let like: Vec<FileId> = files.iter().filter(|(_, m)| *m == markdown).map(|(file, _)| *file).collect();
            beside(project, folder, &like, markdown, id, title)
        }
        _ => Target::Fresh { path: format!("{records}/{}/{id}.yaml", project.schema.kind(kind).name), first: None },
    }
}

/// A new file, named as its neighbours are: for the id, or for the id and the title.
fn beside(project: &Project, folder: &str, like: &[FileId], markdown: bool, id: &str, title: Option<&str>) -> Target {
    let named = |file: &FileId| {
        let source = project.sources.get(*file);
        let own = project.records.iter().find(|r| r.span.file == *file).map_or("", |r| r.id.as_str());
        let name = source.path.rsplit('/').next().unwrap_or("").to_owned();
        (name.split_once(own).filter(|(before, _)| before.is_empty() && !own.is_empty()).map(|(_, rest)| rest.to_owned()), name)
    };
    let first = like.first().map(|file| project.sources.get(*file));
    let (rest, name) = like.first().map(named).unwrap_or_default();
    let extension = name.rsplit('.').next().filter(|e| !e.is_empty()).unwrap_or(if markdown { "md" } else { "yaml" });
    let slug = match (rest.as_deref().and_then(|r| r.chars().next()).filter(|c| matches!(c, '-' | '_')), title) {
        (Some(sign), Some(title)) => {
            let words: Vec<String> =
                title.to_ascii_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
            format!("{sign}{}", words.join(&sign.to_string()))
        }
        _ => String::new(),
    };
    // The line that tells an editor the schema holds in the whole folder.
    let line = first.map(|s| s.line(1).trim_start_matches('\u{feff}').to_owned()).filter(|l| !markdown && l.starts_with("# yaml-language-server:"));
    Target::Fresh { path: format!("{folder}/{id}{slug}.{extension}"), first: line }
}

/// The file that the user names.
pub(super) fn given(root: &Path, project: &Project, file: &Path) -> Result<Target, Fatal> {
    let base = std::path::absolute(root).map_err(|e| Fatal::new(root.display(), format!("cannot open the folder: {e}")))?;
    let outside = || Fatal::new(file.display(), "the file is not in the folder of records").help(format!("records lie in {}", project.config.records));
    // Either name of the root may have been used where it is a link.
    let real = root.canonicalize().unwrap_or_else(|_| base.clone());
    let relative = file.strip_prefix(&base).or_else(|_| file.strip_prefix(&real)).map_err(|_| outside())?;
    let path = relative.to_str().map(|p| p.replace('\\', "/")).and_then(|p| join_inside("", &p)).ok_or_else(outside)?;
    if !below(&project.config.records, &path) {
        return Err(outside());
    }
    if ![".yaml", ".yml", ".md"].iter().any(|e| path.to_ascii_lowercase().ends_with(e)) {
        return Err(Fatal::new(&path, "no file of records has this ending").help("name it .yaml or .md"));
    }
    let Some(source) = project.sources.by_path(&path).map(|f| project.sources.get(f)) else {
        return Ok(Target::Fresh { path, first: None });
    };
    match layout(source) {
        Layout::Many(many) => Ok(Target::Entry { path, text: source.text.to_string(), many }),
        Layout::Other => {
            Err(Fatal::new(&path, "the file has no list of records with an entry a dash").help("write the record by hand, or name another file"))
        }
        _ => Err(Fatal::new(&path, "the file holds one record and takes no other").help("name a new file, or one with `records:`")),
    }
}

fn below(folder: &str, path: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The text with an entry after its last one; the line of the entry; the entry. `entry` is told the line end.
pub(super) fn appended(text: &str, many: &Many, entry: impl Fn(&str) -> String) -> (String, usize, String) {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let start = text[..many.last].rfind('\n').map_or(0, |at| at + 1);
    // What is indented more than the dash belongs to the last entry, comments as well.
    let (mut end, mut at) = (start, start);
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        let indent = bare.len() - bare.trim_start_matches(' ').len();
        if !bare.is_empty() && indent <= many.indent && at != start {
            break;
        }
        at += line.len();
        if !bare.is_empty() {
            end = at;
        }
    }
    let mut between = String::new();
    if !text[..end].ends_with('\n') {
        between += newline;
    }
    // Entries that stand apart keep standing apart.
    let apart = text[..start].trim_end_matches(['\r', '\n', ' ']).len();
    let blank = text[apart..start].matches('\n').count() > 1;
    if blank {
        between += newline;
    }
    let entry = entry(newline);
    let line = text[..end].matches('\n').count() + between.matches('\n').count() + 1;
    let rest = &text[end..];
    let after = if blank && !rest.is_empty() && !rest.starts_with(['\r', '\n']) { newline } else { "" };
    (format!("{}{between}{entry}{after}{rest}", &text[..end]), line, entry)
}
