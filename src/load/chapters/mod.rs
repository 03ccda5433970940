//! The chapters of `SUMMARY.md`: text with its includes, front matter, directives, links to files.

mod arguments;
mod assets;
pub mod directive;
pub mod include;
mod live;
pub mod markdown;
mod masked;
mod problem;
pub(in crate::load) mod prose;
mod summary;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::config::{At, Config};
use crate::diag::Diagnostic;
use crate::load::codes::{CHAPTER_LINK_BROKEN, CHAPTER_MISSING, DIRECTIVE_INVALID};
use crate::load::records::assemble::Resolver;
use crate::load::records::file::{self, RawRecord};
use crate::load::records::value::Reading;
use crate::load::unseen;
use crate::model::body::{Body, Inline, Node, walk};
use crate::model::{Asset, Chapter};
use crate::schema::Schema;
use crate::source::{Fatal, FileId, Source, Sources, Span, Text, file_of, join_inside, read_text};
use crate::yaml::{self, Limits};
use assets::Use;

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
    let items = summary::parse(sources.get(file), file);
    let mut read = Read { chapters: Vec::new(), directives: Vec::new(), records: Vec::new() };
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
                Ok(path) => match read_text(root, &path) {
                    Ok(text) => {
                        let file = sources.add(Source::new(path.as_str(), text));
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

/// Checks what chapters point at, once all records are known: directives, `[[…]]`, files. Reads the files that
/// they show or link to.
pub(in crate::load) fn resolve(root: &Path, read: &mut Read, src: &str, resolver: &mut Resolver) -> Vec<Asset> {
    let pages: FxHashSet<String> = read.chapters.iter().filter_map(|c| Some(c.path.as_ref()?.value.clone())).collect();
    let mut uses: BTreeMap<String, Use> = BTreeMap::new();
    for (chapter, directives) in read.chapters.iter_mut().zip(&read.directives) {
        resolver.prose(None, &mut chapter.prose.body);
        chapter.live = directives.iter().map(|d| (live::check(d, resolver), d.span)).collect();
        let Some(path) = &chapter.path else { continue };
        let folder = folder(&path.value).to_owned();
        each_url(&chapter.prose.body, &mut |url, span, shown| {
            let Some(file) = file_of(url) else { return };
            let target = join_inside(&folder, &file);
            match target {
                Some(target) if pages.contains(&target) => {}
                // Only what lies beside the chapters is published with them.
                Some(target) if (src.is_empty() || target.starts_with(&format!("{src}/"))) && root.join(&target).is_file() => {
                    let this = Use { place: span, shown };
                    let first = uses.entry(target).or_insert(this);
                    if shown && !first.shown {
                        *first = this;
                    }
                }
                _ => {
                    let words = format!("`{url}` leads to a file that is not here");
                    resolver.out.push(Diagnostic::new(&CHAPTER_LINK_BROKEN, span, words));
                }
            }
        });
    }
    assets::read(root, uses, resolver.out)
}

/// Whether a URL names a scheme: letters, then a colon before any slash.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn in_folder(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Every address of a link or image, its place, and whether it is an image's.
fn each_url(body: &Body, see: &mut dyn FnMut(&str, Span, bool)) {
    walk(&body.blocks, &mut |node| match node {
        Node::Inline(Inline::Link { url, span, email: false, .. }) => see(url, *span, false),
        Node::Inline(Inline::Image { url, span, .. }) => see(url, *span, true),
        _ => {}
    });
}
