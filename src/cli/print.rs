//! Printing.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::{Args as Group, ValueEnum};

use crate::archive::{Archive, Fault};
use crate::diag::Diagnostic;
use crate::diag::emit::{self, Human, Log, Totals, counted};
use crate::ops::{self, Built, Checked, Compared, Planned};
use crate::report;
use crate::schema::query::QueryError;
use crate::source::{Fatal, Sources, turns};
use crate::store::Disk;

/// How findings are shown.
#[derive(Debug, Group)]
pub(super) struct Show {
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Print every finding, not ten of each code.
    #[arg(long)]
    pub(super) all: bool,
}

/// Ways of printing findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// One JSON array.
    Json,
    /// SARIF 2.1.0, for code-scanning services.
    Sarif,
    /// GitHub workflow commands.
    Github,
}

/// Prints to standard output.
///
/// # Errors
/// When it cannot be written.
pub(super) fn out(text: &str) -> Result<(), Fatal> {
    let mut out = io::stdout().lock();
    printed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// What came of writing to standard output. A reader that has what it wanted and goes away (`| head -1`) is no error.
pub(super) fn printed(result: io::Result<()>) -> Result<(), Fatal> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Fatal::new("cannot write to standard output", error)),
        _ => Ok(()),
    }
}

/// Prints what was asked for instead of a run: help, or the version.
///
/// # Errors
/// As [`out`].
pub(super) fn help(asked: &clap::Error) -> Result<(), Fatal> {
    printed(asked.print().and_then(|()| io::stdout().flush()))
}

/// Prints what a command did. Where that cannot be printed, it was done all the same, and the error says so.
///
/// # Errors
/// As [`out`].
pub(super) fn done(text: &str, what: &str) -> Result<(), Fatal> {
    out(text).map_err(|fatal| fatal.help(format!("{what} all the same")))
}

/// Prints to standard error. Where that fails, nothing is left to say it with.
pub(super) fn err(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says what is being done, on a terminal only; the next words take its place.
pub(super) fn progress(words: &str) {
    if io::stderr().is_terminal() {
        err(&format!("\r\x1b[K{words}{}", if words.is_empty() { "" } else { " …" }));
    }
}

/// Says why the run could not go on.
pub(super) fn fatal(fatal: &Fatal) {
    err(&plain(&format!("error: {fatal}\n")));
    if let Some(help) = &fatal.help {
        err(&plain(&format!("help: {help}\n")));
    }
}

/// Says what was written, and where.
pub(super) fn built(built: &Built) {
    for (what, file) in &built.files {
        err(&plain(&format!("{what:>6}: {}\n", file.display())));
    }
    notes(&built.notes);
}

/// Says of each release, and of the folder that they lie in, whether all is still as it was frozen.
pub(super) fn releases(archive: &Archive) -> Result<(), Fatal> {
    if archive.releases.is_empty() && archive.faults.is_empty() {
        return out("no release has been frozen\n");
    }
    let faults = |faults: &[Fault]| faults.iter().map(|fault| format!("    {}\n", fault.words())).collect::<String>();
    let mut text = String::new();
    for release in &archive.releases {
        let files = release.manifest.as_ref().map_or_else(String::new, |m| format!("{} files, ", m.files.len()));
        let state = if release.faults.is_empty() { "as frozen".to_owned() } else { counted(release.faults.len(), "fault") };
        text += &format!("{:<12} {files}{state}\n{}", release.version, faults(&release.faults));
    }
    if !archive.faults.is_empty() {
        text += &format!("folder of releases: {}\n{}", counted(archive.faults.len(), "fault"), faults(&archive.faults));
    }
    out(&plain(&text))
}

/// Says what was noticed besides, and stops nothing.
pub(super) fn notes(notes: &[String]) {
    for note in notes {
        err(&plain(&format!("note: {note}\n")));
    }
}

/// Says which links a review is about, and what changed at the ends of suspect ones.
pub(super) fn reviewed(planned: &Planned) -> Result<(), Fatal> {
    let mut text = String::new();
    for link in &planned.links {
        let mark = if link.suspect { " (suspect)" } else { "" };
        text += &format!("{} {} {}{mark}\n", link.from, link.link, link.to);
        link.changes.iter().for_each(|line| text += &format!("    {line}\n"));
    }
    out(&plain(&text))
}

/// Takes back what a command did by half that was interrupted, and says so.
///
/// # Errors
/// When a file was changed since, or the disk refuses.
pub(super) fn recovered(root: &Path) -> Result<(), Fatal> {
    if let Some(run) = ops::recover(&Disk::default(), root)? {
        err(&plain(&format!("note: `{run}` was interrupted: what it had changed was taken back\n")));
    }
    Ok(())
}

/// Control characters of paths and texts must not reach the terminal, nor what turns the direction of writing.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| if (c.is_control() && c != '\n') || turns(c) { '\u{fffd}' } else { c }).collect()
}

/// Whether to colour what goes to standard output.
fn colour() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}

/// Says that a baseline was written.
pub(super) fn baseline(file: &Path, count: usize) {
    err(&plain(&format!("baseline: {} holds {}\n", file.display(), counted(count, "finding"))));
}

/// Prints JSON.
pub(super) fn json(value: &serde_json::Value) -> Result<(), Fatal> {
    json_text(&format!("{value:#}\n"))
}

/// Prints JSON that is text already.
pub(super) fn json_text(json: &str) -> Result<(), Fatal> {
    out(&ascii_control(json))
}

/// Says what is wrong with a query, and where.
pub(super) fn query(error: &QueryError, text: &str) {
    err(&plain(&format!("error: {error}\n{}", error.shown(text))));
    if let Some(help) = &error.help {
        err(&plain(&format!("help: {help}\n")));
    }
}

/// Says on standard error what could not be read, for a command that prints something else than findings.
pub(super) fn unread(findings: &[Diagnostic], sources: &Sources) {
    let unread: Vec<Diagnostic> = findings.iter().filter(|d| d.code.stops).cloned().collect();
    err(&emit::human(&unread, sources, Human { colour: false, per_code: Some(10) }));
}

/// Prints findings, their totals, and the levels that the project set.
pub(super) fn findings(log: Log, how: &Show) -> Result<(), Fatal> {
    match how.format {
        Format::Text => {
            let human = Human { colour: colour(), per_code: (!how.all).then_some(10) };
            let levels = log.level_words().map(|levels| format!("levels set by the project: {levels}\n")).unwrap_or_default();
            out(&format!("{}{}\n{levels}", emit::human(log.findings, log.sources, human), Totals::of(log.findings).words()))
        }
        Format::Json => json(&serde_json::Value::Array(emit::json(log.findings, log.sources))),
        Format::Sarif => json(&emit::sarif(&log)),
        Format::Github => out(&emit::github(&log)),
    }
}

/// Prints the findings that a baseline does not hold, and what became of those that it holds. SARIF keeps them all and
/// says of each whether it is new.
pub(super) fn against(checked: &Checked, compared: &Compared, file: &Path, how: &Show) -> Result<(), Fatal> {
    let new: Vec<Diagnostic> = compared.unheld(&checked.findings).into_iter().cloned().collect();
    match how.format {
        Format::Sarif => findings(Log { baseline: Some(&compared.held), ..checked.log() }, how),
        _ => findings(Log { findings: &new, ..checked.log() }, how),
    }?;
    let words = plain(&compared.words(&file.display().to_string()));
    if how.format == Format::Text {
        return out(&words);
    }
    err(&words);
    Ok(())
}

/// Says, for people, what stands besides the findings: open clauses, waived errors, suspect links. It is the last line, so that
/// nobody takes a short list of findings for a finished file.
pub(super) fn standing(checked: &Checked, how: &Show) -> Result<(), Fatal> {
    match how.format {
        Format::Text => out(&format!("{}\n", report::summary(checked.report()).words())),
        Format::Json | Format::Sarif | Format::Github => Ok(()),
    }
}

/// JSON leaves the upper control characters and what turns the direction of writing as they are; a terminal may obey them.
fn ascii_control(json: &str) -> String {
    json.chars().map(|c| if matches!(c, '\u{7f}'..='\u{9f}') || turns(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect()
}
