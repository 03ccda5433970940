//! Printing.

use std::io::{IsTerminal, Write};

use super::args::{Format, Show};
use crate::archive::Release;
use crate::diag::Diagnostic;
use crate::diag::emit::{self, Human, Totals};
use crate::ops::Built;
use crate::source::{Fatal, Sources};

/// Prints to standard output; a reader that went away is no error.
pub(super) fn out(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Prints to standard error.
pub(super) fn err(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Says what is being done, on a terminal only; the next words take its place.
pub(super) fn progress(words: &str) {
    if std::io::stderr().is_terminal() {
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
}

/// Says of each release whether it is still what was frozen.
pub(super) fn releases(releases: &[Release]) {
    if releases.is_empty() {
        out("no release has been frozen\n");
    }
    for release in releases {
        let manifest = &release.manifest;
        let state = if release.faults.is_empty() { "as frozen".to_owned() } else { format!("{} faults", release.faults.len()) };
        out(&format!("{:<12} {} files, {state}\n", manifest.version, manifest.files.len()));
        for fault in &release.faults {
            out(&plain(&format!("    {}\n", fault.words())));
        }
    }
}

/// Control characters of paths and texts must not reach the terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// Whether to colour what goes to standard output.
fn colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}

/// Prints findings and their totals.
pub(super) fn findings(findings: &[Diagnostic], sources: &Sources, how: &Show) {
    match how.format {
        Format::Text => {
            let human = Human { colour: colour(), per_code: (!how.all).then_some(10) };
            out(&emit::human(findings, sources, human));
            out(&format!("{}\n", Totals::of(findings).words()));
        }
        Format::Json => {
            let list = serde_json::Value::Array(emit::json(findings, sources));
            // JSON leaves the upper control characters as they are; a terminal may obey them.
            let one = |c: char| if matches!(c, '\u{7f}'..='\u{9f}') { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
            out(&format!("{list:#}\n").chars().map(one).collect::<String>());
        }
        Format::Sarif => out(&format!("{:#}\n", emit::sarif(findings, sources))),
        Format::Github => out(&emit::github(findings, sources)),
    }
}
