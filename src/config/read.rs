//! `book.toml` to [`Config`], with every unknown key named.

use std::path::Path;

use globset::Glob;
use jiff::civil::Date;
use toml::de::DeTable;

use super::codes::{CONFIG_INVALID, CONFIG_SYNTAX};
use super::reader::Reader;
use super::{At, Check, Config, Evidence, Markdown, Matrix, Release, Report};
use crate::diag::{Diagnostic, Severity};
use crate::source::{Fatal, FileId, Source, Sources, Span, join_inside, overlap, read_text};

/// Reads `book.toml` in `root`. Findings are added; a config is returned whenever the file is TOML.
///
/// # Errors
/// When the file cannot be read.
pub fn read(root: &Path, name: &str, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Result<Option<Config>, Fatal> {
    let text = read_text(root, name)?;
    let file = sources.add(Source::new(name, text.as_str()));
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in &errors {
        let range = error.span().unwrap_or(0..0);
        out.push(Diagnostic::new(&CONFIG_SYNTAX, Span::new(file, range.start, range.end), error.message()));
    }
    if !errors.is_empty() {
        return Ok(None);
    }
    let mut top = Reader::new("", Some(table.get_ref()), file);

    let mut book = top.table("book", out);
    let title = book.text("title", out).map_or_else(|| "Technical file".to_owned(), |t| t.value);
    let authors = book.texts("authors", out).into_iter().map(|a| a.value).collect();
    let description = book.text("description", out).map_or_else(String::new, |t| t.value);
    let language = book.text("language", out).and_then(|t| language(t, out)).unwrap_or_else(|| "en".to_owned());
    let src = path(book.text("src", out), "src", out);
    book.finish(&["multilingual", "text-direction"], &[], out);

    let mut build = top.table("build", out);
    let build_dir = build.text("build-dir", out);
    let build_place = build_dir.as_ref().map(|at| at.span);
    let build_dir = path(build_dir, "book", out);
    let date = build.text("date", out).and_then(|d| date(&d, out));
    build.finish(&["create-missing", "use-default-preprocessors", "extra-watch-dirs"], &[], out);

    let mut records_table = top.table("records", out);
    let dir = records_table.text("dir", out);
    let records_named = dir.is_some();
    let records = path(dir, "records", out);
    let beside = join_inside(&records, "../reviews").unwrap_or_else(|| "reviews".to_owned());
    let reviews = path(records_table.text("reviews", out), &beside, out);
    let schema = records_table.text("schema", out).map(|s| inside(s, out));
    records_table.finish(&[], &[], out);

    let mut standards_table = top.table("standards", out);
    let standards = standards_table.texts("use", out);
    let packs = standards_table.texts("packs", out).into_iter().map(|folder| inside(folder, out)).collect();
    let legacy = standards_table.text("legacy", out);
    standards_table.finish(&[], &[], out);

    let evidence = evidence(&mut top, out);
    let (release, release_place) = release(&mut top, out);
    apart(root, (&build_dir, build_place), (&release.dir, release_place), file, out);
    let check = check(&mut top, out);
    let matrices = matrices(&mut top, out);

    let mut output = top.table("output", out);
    let mut html = output.table("html", out);
    let theme = html.text("theme", out).map(|t| inside(t, out));
    let markdown = Markdown { smart_punctuation: flag(html.text("smart-punctuation", out), out), math: flag(html.text("math", out), out) };
    html.finish(&["*"], &[], out);
    output.finish(&["*"], &["pdf", "data"], out);
    top.finish(&["rust", "preprocessor"], &[], out);

    Ok(Some(Config {
        file,
        title,
        authors,
        description,
        language,
        src,
        build_dir,
        date,
        records,
        records_named,
        reviews,
        schema,
        standards,
        packs,
        legacy,
        evidence,
        release,
        check,
        matrices,
        theme,
        markdown,
    }))
}

/// A language as BCP 47 writes it, as far as pages and PDF need it: `en`, `de-AT`.
fn language(at: At<String>, out: &mut Vec<Diagnostic>) -> Option<String> {
    let mut parts = at.value.split('-');
    let first = parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    if first && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric())) {
        return Some(at.value);
    }
    let message = format!("`{}` is no language", at.value);
    out.push(Diagnostic::new(&CONFIG_INVALID, at.span, message).help("write it as BCP 47 has it: `en`, `de`, `pt-BR`"));
    None
}

fn evidence(top: &mut Reader, out: &mut Vec<Diagnostic>) -> Evidence {
    let mut table = top.table("evidence", out);
    let junit = table.texts("junit", out);
    let sbom = table.texts("sbom", out);
    let coverage = table.texts("coverage", out);
    let advisories = table.texts("advisories", out);
    let own_packages = table.place("own-packages").is_some().then(|| own_packages(&mut table, out));
    let id_patterns = id_patterns(&mut table, out);
    let id_property = table.text("id-property", out).map_or_else(|| "test_id".to_owned(), |p| p.value);
    let mut reports = Vec::new();
    for (mut report, span) in table.tables("report", out) {
        let mut text = |key| report.text(key, out).map(|t: At<String>| t.value);
        let (version, environment, tools) = (text("version"), text("environment"), text("tools"));
        let (tester, responsible, platform) = (text("tester"), text("responsible"), text("platform"));
        let date = report.text("date", out).and_then(|d| self::date(&d, out));
        let files = report.texts("files", out);
        report.finish(&[], &[], out);
        if files.is_empty() {
            out.push(Diagnostic::new(&CONFIG_INVALID, span, "a report needs `files`: patterns of the files it is about"));
        }
        reports.push(Report { files, version, date, environment, tools, tester, responsible, platform });
    }
    table.finish(&[], &[], out);
    Evidence { junit, sbom, coverage, advisories, own_packages, id_patterns, id_property, reports }
}

/// `own-packages`: names with wildcards.
fn own_packages(table: &mut Reader, out: &mut Vec<Diagnostic>) -> Vec<At<String>> {
    let mut names = table.texts("own-packages", out);
    names.retain(|name| {
        let fits = Glob::new(&name.value).is_ok();
        if !fits {
            out.push(Diagnostic::new(&CONFIG_INVALID, name.span, format!("`{}` is no name with wildcards", name.value)).help("write `@acme/*`"));
        }
        fits
    });
    names
}

/// `id-pattern`: each holds `{id}` once. An empty list finds no test by its id.
fn id_patterns(table: &mut Reader, out: &mut Vec<Diagnostic>) -> Vec<At<String>> {
    if table.place("id-pattern").is_none() {
        return vec![At { value: "{id}".to_owned(), span: Span::default() }];
    }
    let mut patterns = table.texts("id-pattern", out);
    patterns.retain(|pattern| {
        let fits = pattern.value.matches("{id}").count() == 1;
        if !fits {
            let message = format!("`{}` does not say once where the id of a test stands", pattern.value);
            out.push(Diagnostic::new(&CONFIG_INVALID, pattern.span, message).help("write `{id}` at its place: `[{id}]`"));
        }
        fits
    });
    patterns
}

/// Refuses an output folder that holds the releases or lies among them: a build replaces its folder as a whole.
fn apart(root: &Path, (output, written): (&str, Option<Span>), (releases, dir): (&str, Option<Span>), file: FileId, out: &mut Vec<Diagnostic>) {
    if !overlap(&root.join(output), &root.join(releases)) {
        return;
    }
    let span = dir.or(written).unwrap_or(Span::new(file, 0, 0));
    let words = format!("the folder of frozen releases, `{releases}`, and the output folder, `{output}`, overlap");
    out.push(Diagnostic::new(&CONFIG_INVALID, span, words).help("set `[release] dir` to a folder outside `[build] build-dir`"));
}

/// The table, and where its `dir` is written.
fn release(top: &mut Reader, out: &mut Vec<Diagnostic>) -> (Release, Option<Span>) {
    let place = top.place("release");
    let mut table = top.table("release", out);
    let dir = table.text("dir", out);
    let dir_place = dir.as_ref().map(|at| at.span);
    let dir = path(dir, "releases", out);
    let version = table.text("version", out).map(|v| v.value);
    let platforms = table.texts("platforms", out);
    table.finish(&[], &["artefacts", "allowed-signers", "retention"], out);
    (Release { dir, version, platforms, place }, dir_place)
}

fn check(top: &mut Reader, out: &mut Vec<Diagnostic>) -> Check {
    let mut table = top.table("check", out);
    let level = |at: &At<String>, allow: bool, out: &mut Vec<Diagnostic>| match Severity::parse(&at.value) {
        Some(severity) => Some(Some(severity)),
        None if allow && at.value == "allow" => Some(None),
        None => {
            let message = format!("`{}` is no level", at.value);
            out.push(Diagnostic::new(&CONFIG_INVALID, at.span, message).help("levels are: error, warning, note, allow"));
            None
        }
    };
    let fail_on = table.text("fail-on", out).and_then(|at| level(&at, false, out)).flatten().unwrap_or(Severity::Error);
    let soup_anomaly_days = table.whole("soup-anomaly-days", out).unwrap_or(Check::SOUP_ANOMALY_DAYS);
    // A list is the words; a text is the level of the finding of that name.
    let weak_words = table.list("weak-words", out).map(|words| words.into_iter().map(|w| w.value).collect());
    let says_nothing = table.texts("says-nothing", out);
    for text in says_nothing.iter().filter(|text| !text.value.contains(char::is_alphanumeric)) {
        let message = format!("`{}` has no word that a text could consist of", text.value);
        out.push(Diagnostic::new(&CONFIG_INVALID, text.span, message).help("write phrases: `says-nothing = [\"as discussed\"]`"));
    }
    let levels = table.rest(out).into_iter().filter_map(|(code, at)| level(&at, true, out).map(|l| (code, l))).collect();
    Check { fail_on, soup_anomaly_days, levels, says_nothing, weak_words }
}

fn matrices(top: &mut Reader, out: &mut Vec<Diagnostic>) -> Vec<Matrix> {
    let mut matrices = Vec::new();
    for (mut table, span) in top.tables("matrix", out) {
        let title = table.text("title", out);
        let path = table.texts("path", out);
        table.finish(&[], &[], out);
        if path.is_empty() {
            out.push(Diagnostic::new(&CONFIG_INVALID, span, "a matrix needs a `path` of link names"));
            continue;
        }
        let title = title.unwrap_or_else(|| At { value: path.iter().map(|p| p.value.as_str()).collect::<Vec<_>>().join(" → "), span });
        matrices.push(Matrix { title, path });
    }
    matrices
}

fn path(written: Option<At<String>>, default: &str, out: &mut Vec<Diagnostic>) -> String {
    written.map_or_else(|| default.to_owned(), |at| inside(at, out).value)
}

fn inside(at: At<String>, out: &mut Vec<Diagnostic>) -> At<String> {
    match join_inside("", &at.value) {
        Some(value) => At { value, ..at },
        None => {
            let message = format!("`{}` leads out of the project", at.value);
            out.push(Diagnostic::new(&CONFIG_INVALID, at.span, message).help("write a path below the folder of book.toml, with `/`"));
            At { value: String::new(), ..at }
        }
    }
}

fn flag(written: Option<At<String>>, out: &mut Vec<Diagnostic>) -> bool {
    match written {
        Some(at) if at.value == "true" => true,
        Some(at) if at.value != "false" => {
            out.push(Diagnostic::new(&CONFIG_INVALID, at.span, format!("`{}` is neither true nor false", at.value)));
            false
        }
        _ => false,
    }
}

/// A date as `YYYY-MM-DD`.
fn date(at: &At<String>, out: &mut Vec<Diagnostic>) -> Option<Date> {
    let parsed = (at.value.len() == 10).then(|| at.value.parse().ok()).flatten();
    if parsed.is_none() {
        out.push(Diagnostic::new(&CONFIG_INVALID, at.span, format!("`{}` is no date", at.value)).help("write it as 2026-11-02"));
    }
    parsed
}
