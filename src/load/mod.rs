//! Files to a [`Project`]: `parse` one file at a time, in parallel and pure; then `assemble`.

pub mod chapters;
mod codes;
mod conflicts;
mod evidence;
mod files;
mod matrix;
mod packs;
mod past;
mod records;
mod reviews;
mod unread;
mod unseen;

pub use codes::CODES;
pub use evidence::{SbomFault, mark_own, sbom_doubts, sbom_of};
pub use records::{Layout, Many, front_matter, id_fault, layout, old_records};

use std::path::Path;

use rayon::prelude::*;

use crate::archive::{self, Look};
use crate::config::Config;
use crate::diag::{Diagnostic, did_you_mean};
use crate::model::{BuildDate, Lookup, Project, phrase};
use crate::schema::Schema;
use crate::source::{Fatal, Source, Sources, Span, has_folder, read_source, read_text, walk};
use crate::yaml::{self, Limits};
use codes::{CLAUSE_STANDARD_UNKNOWN, FILE_UNREADABLE};

/// Reads everything that the settings name, frozen releases as closely as `look` says. All findings are added to `out`;
/// what could be read is in the project.
///
/// # Errors
/// When the run cannot go on: no records folder, no summary, a folder that cannot be listed.
pub fn load(root: &Path, config: Config, mut sources: Sources, as_of: BuildDate, look: Look, out: &mut Vec<Diagnostic>) -> Result<Project, Fatal> {
    let schema = schema(root, &config, &mut sources, out)?;
    for standard in &config.standards {
        if schema.standard(&standard.value).is_none() {
            let known: Vec<&str> = schema.standards.iter().map(|s| s.name.as_str()).collect();
            let words = format!("no standard is called `{}`", standard.value);
            out.push(Diagnostic::new(&CLAUSE_STANDARD_UNKNOWN, standard.span, words).help(did_you_mean(&standard.value, &known)));
        }
    }
    matrix::check(&config, &schema, out);
    let mut raw = records(root, &config, &schema, &mut sources, out)?;
    let mut read = chapters::read(root, &config, &schema, &mut sources, out)?;
    raw.append(&mut read.records);
    let mut evidence = evidence::read(root, &config, &as_of, &mut sources, out)?;
    let mut assembled = records::assemble::assemble(raw, &schema, out);
    evidence::run_evidence::read(root, &schema, &assembled.records, &mut evidence, out);
    let mut resolver = records::assemble::Resolver::over(&schema, &assembled.records, assembled.ids, out);
    chapters::resolve(&mut read, &mut resolver);
    let ids = std::mem::take(&mut resolver.ids);
    let assets = files::resolve(root, &config, &sources, (&mut read.chapters, &mut assembled.records), &evidence, out);
    let reviews = reviews::read(root, &config, &schema, &ids, &mut sources, out)?;
    let archive = archive::open(root, &config.release.dir, look)?;
    let past = past::read(&archive, &config.release, out);
    let lookup = Lookup::of(&schema, &assembled.records);
    conflicts::report(&sources, out);
    let known = unread::Known { sources: &sources, assets: &assets, evidence: &evidence };
    unread::report(root, &config, &known, out)?;
    Ok(Project {
        config,
        schema,
        sources,
        records: assembled.records,
        graph: assembled.graph,
        chapters: read.chapters,
        assets,
        evidence,
        reviews,
        archive,
        past,
        as_of: as_of.day,
        ids,
        lookup,
    })
}

/// The declarations of a project: the built-in ones with its own file laid over them, and its own packs. Findings are added to
/// `out`.
///
/// # Errors
/// When a folder of packs cannot be listed.
pub fn schema(root: &Path, config: &Config, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Result<Schema, Fatal> {
    let mut schema = own_declarations(root, config, Schema::built_in()?, sources, out);
    schema.says_nothing = config.check.says_nothing.iter().map(|own| phrase(&own.value)).collect();
    packs::read(root, config, schema, sources, out)
}

fn own_declarations(root: &Path, config: &Config, schema: Schema, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Schema {
    let Some(path) = &config.schema else { return schema };
    let text = match read_text(root, &path.value) {
        Ok(text) => text,
        Err(error) => {
            out.push(Diagnostic::new(&FILE_UNREADABLE, path.span, error.to_string()));
            return schema;
        }
    };
    let file = sources.add(Source::new(path.value.as_str(), text));
    let node = yaml::parse(&sources.get(file).text, file, 0, Limits::default(), out);
    node.map_or(schema.clone(), |node| schema.overlaid(&node, out))
}

/// Those of the paths that end in one of these ways. The walk follows no links, so that it ends: what lies behind one must not be
/// missed in silence, nor what lay behind one that leads nowhere now.
fn ending_in(endings: &[&str], root: &Path, mut paths: Vec<String>, out: &mut Vec<Diagnostic>) -> Vec<String> {
    paths.retain(|path| {
        let wanted = endings.iter().any(|e| path.to_ascii_lowercase().ends_with(e));
        match root.join(path).metadata() {
            Ok(what) if what.is_dir() => {
                let words = format!("{path}: a link to a folder is not followed");
                out.push(Diagnostic::global(&FILE_UNREADABLE, words).help("put the folder itself there"));
                false
            }
            Err(error) if !wanted => {
                let words = format!("{path}: cannot say whether this is a folder: {error}");
                out.push(Diagnostic::global(&FILE_UNREADABLE, words).help("remove the link, or put the folder itself there"));
                false
            }
            // A file that cannot be opened is told when it is read.
            Ok(_) | Err(_) => wanted,
        }
    });
    paths
}

fn records(
    root: &Path,
    config: &Config,
    schema: &Schema,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Result<Vec<records::file::RawRecord>, Fatal> {
    if !has_folder(root, &config.records)? {
        if !config.records_named {
            return Ok(Vec::new());
        }
        return Err(Fatal::new(&config.records, "there is no such folder of records").help("create it, or set `[records] dir` in book.toml"));
    }
    let mut paths = walk(root, &config.records)?;
    // Where reviews lie among the records, they are no records.
    let reviews = format!("{}/", config.reviews);
    paths.retain(|p| !p.starts_with(&reviews));
    let paths = ending_in(&[".yaml", ".yml", ".md"], root, paths, out);
    let texts: Vec<Result<(Source, Option<usize>), Fatal>> = paths.par_iter().map(|p| read_source(root, p)).collect();
    let mut files = Vec::new();
    for text in texts {
        match text {
            Ok((source, None)) => files.push(sources.add(source)),
            Ok((source, Some(bad))) => {
                let file = sources.add(source);
                let words = "not UTF-8: a byte that is no text";
                out.push(Diagnostic::new(&FILE_UNREADABLE, Span::new(file, bad, bad + char::REPLACEMENT_CHARACTER.len_utf8()), words));
            }
            Err(error) => out.push(Diagnostic::global(&FILE_UNREADABLE, error.to_string())),
        }
    }
    let parsed: Vec<records::file::Parsed> = files.par_iter().map(|f| records::file::parse(sources.get(*f), *f, schema)).collect();
    let mut raw = Vec::new();
    for mut one in parsed {
        out.append(&mut one.findings);
        raw.append(&mut one.records);
    }
    Ok(raw)
}
