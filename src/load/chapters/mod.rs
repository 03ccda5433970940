//! The chapters of `SUMMARY.md`: text with its includes, front matter, directives.

mod arguments;
pub mod directive;
pub mod include;
mod live;
pub mod markdown;
mod masked;
mod problem;
pub(in crate::load) mod prose;
mod summary;

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::config::{At, Config};
use crate::diag::Diagnostic;
use crate::load::codes::{CHAPTER_MISSING, DIRECTIVE_INVALID, SUMMARY_INVALID};
use crate::load::records::assemble::Resolver;
use crate::load::records::file::{self, RawRecord};
use crate::load::records::value::Reading;
use crate::load::unseen;
use crate::model::Chapter;
use crate::schema::Schema;
use crate::source::{Fatal, FileId, Source, Sources, Span, Text, join_inside, read_text};
use crate::yaml::{self, Limits};
use summary::Summary;

/// Chapters that were read, with their directives still unchecked.
pub(in crate::load) struct Read {
    pub(in crate::load) chapters: Vec<Chapter>,
    directives: Vec<Vec<directive::Directive>>,
    /// Records that stand in front matter.
    pub(in crate::load) records: Vec<RawRecord>,
}

/// Reads the summary and every chapter it names.
///
/// # Errors
/// When there is no summary.
pub(in crate::load) fn read(root: &Path, config: &Config, schema: &Schema, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Result<Read, Fatal> {
    let path = in_folder(&config.src, "SUMMARY.md");
    let text = read_text(root, &path).map_err(|e| match e.help {
        None => e.help("write a SUMMARY.md that lists the chapters; an empty one will do"),
        Some(_) => e,
    })?;
    let first = text.len() - text.trim_start_matches('\u{feff}').len();
    let written = Text::verbatim(&text[first..], sources.next(), first);
    unseen::report(&written, out);
    let file = sources.add(Source::new(path.as_str(), text));
    let Summary { items, problems } = summary::parse(sources.get(file), file);
    out.extend(problems.into_iter().map(|problem| Diagnostic::new(&SUMMARY_INVALID, problem.span, problem.message).maybe_help(problem.help)));
    let mut read = Read { chapters: Vec::new(), directives: Vec::new(), records: Vec::new() };
    let mut first: FxHashMap<String, Span> = FxHashMap::default();
    for item in items {
        let mut chapter = Chapter {
            title: item.title,
            number: item.number,
            depth: item.depth,
            part: item.part,
            path: None,
            file: None,
            prose: Default::default(),
            live: Vec::new(),
        };
        let mut directives = Vec::new();
        if !item.path.is_empty() {
            match join_inside(&config.src, &item.path).ok_or_else(|| Fatal::new(&item.path, "the path leads out of the project")) {
                Ok(path) if first.contains_key(&path) => {
                    let words = format!("`{path}` is listed already: the second entry is shown as a draft");
                    let finding =
                        Diagnostic::new(&SUMMARY_INVALID, item.span, words).help("list each chapter once; link to it from where it is needed, too");
                    out.push(first.get(&path).copied().into_iter().fold(finding, |finding, place| finding.related(place, "first here")));
                }
                Ok(path) => match read_text(root, &path) {
                    Ok(text) => {
                        let file = sources.add(Source::new(path.as_str(), text));
                        first.insert(path.clone(), item.span);
                        chapter.path = Some(At { value: path, span: item.span });
                        chapter.file = Some(file);
                        directives = body(root, config, schema, sources, file, &mut chapter, &mut read.records, out);
                    }
                    Err(error) => out.push(Diagnostic::new(&CHAPTER_MISSING, item.span, format!("chapter {error}")).maybe_help(error.help)),
                },
                Err(error) => out.push(Diagnostic::new(&CHAPTER_MISSING, item.span, error.to_string())),
            }
        }
        read.chapters.push(chapter);
        read.directives.push(directives);
    }
    Ok(read)
}

#[expect(clippy::too_many_arguments, reason = "one step of the reading above, split off for its length")]
fn body(
    root: &Path,
    config: &Config,
    schema: &Schema,
    sources: &mut Sources,
    file: FileId,
    chapter: &mut Chapter,
    records: &mut Vec<RawRecord>,
    out: &mut Vec<Diagnostic>,
) -> Vec<directive::Directive> {
    let source = sources.get(file).clone();
    let range = match file::front_matter(&source.text) {
        Some((front, body)) => {
            let node = yaml::parse(&source.text[front.clone()], file, front.start, Limits::default(), out);
            if let Some(node) = node.filter(|n| n.get("kind").or_else(|| n.get("id")).is_some()) {
                let mut cx = Reading { schema, source: &source, findings: out };
                records.extend(file::record(&node, None, None, &mut cx));
            }
            body
        }
        None => source.text.len() - source.text.trim_start_matches('\u{feff}').len()..source.text.len(),
    };
    let text = Text::verbatim(&source.text[range.clone()], file, range.start);
    let mut reader = |written: &str, from: FileId| -> Result<(FileId, Arc<str>), String> {
        let folder = folder(&sources.get(from).path).to_owned();
        let path = join_inside(&folder, written).ok_or_else(|| format!("`{written}` leads out of the project"))?;
        let known = sources.by_path(&path);
        let id = match known {
            Some(id) => id,
            None => {
                let text = read_text(root, &path).map_err(|e| e.to_string())?;
                sources.add(Source::new(path, text))
            }
        };
        Ok((id, sources.get(id).text.clone()))
    };
    let (text, problems) = include::expand(&text, &mut reader);
    for problem in problems {
        out.push(Diagnostic::new(&DIRECTIVE_INVALID, problem.span, problem.message).maybe_help(problem.help));
    }
    let (prose, directives) = prose::chapter(&text, config.markdown, out);
    chapter.prose = prose;
    directives
}

/// Checks what chapters say of records, once all are known: directives, `[[…]]`.
pub(in crate::load) fn resolve(read: &mut Read, resolver: &mut Resolver) {
    for (chapter, directives) in read.chapters.iter_mut().zip(&read.directives) {
        resolver.prose(None, &mut chapter.prose.body);
        chapter.live = directives.iter().map(|d| (live::check(d, resolver), d.span)).collect();
    }
}

/// The folder that a file lies in.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn in_folder(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
