//! Test reports: what stands in them, together with what the settings say of them. One file a format, which ends in the same
//! cases: whoever judges them need not know the format.

mod ctest;
mod facts;
mod gather;
mod input;
mod junit;
mod libtest;
mod mocha;
mod nunit;
mod playwright;
mod rerun;
mod robot;
mod stream;
mod suite;
mod tap;
mod testng;
mod text;
mod trx;
mod words;
mod xunit;

use std::io::Read;
use std::path::Path;

use jiff::civil::Date;

use crate::config::{Evidence as Settings, Report as Stated};
use crate::diag::Diagnostic;
use crate::load::codes::{EVIDENCE_EMPTY, EVIDENCE_NAME_ODD, EVIDENCE_UNREADABLE, REPORT_CONTRADICTED, REPORT_COUNT_MISMATCH, REPORT_STATUS_UNKNOWN};
use crate::load::evidence::intake::clean;
use crate::model::{BuildDate, EvidenceRole, Report, ReportFile};
use crate::source::{Excerpts, Fatal, FileId, Hashed, Sources, Span};
use facts::{FACTS, Fact};
use gather::{Gather, Gathered};
use input::Input;
use stream::Format;
use words::Day;

/// Reads one report. What cannot be read is a finding, and none comes back.
///
/// # Errors
/// When the disk does not give the file.
pub(in crate::load) fn read(
    root: &Path,
    path: &str,
    stated: Stated,
    settings: &Settings,
    as_of: &BuildDate,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Result<(ReportFile, Option<Report>), Fatal> {
    let mut file = Hashed::open(root, path)?;
    let mut excerpts = Excerpts::default();
    let id = sources.next();
    let read = gathered(&mut file, id, &mut excerpts, &settings.id_property);
    let (sha256, size) = file.finish().map_err(|e| Fatal::new(path, format!("cannot read the file: {e}")))?;
    sources.add(excerpts.source(path));
    let file = ReportFile { path: path.to_owned(), role: EvidenceRole::Junit, sha256, size };
    let read = match read {
        Ok(read) => read,
        Err((span, words)) => {
            out.push(Diagnostic::new(&EVIDENCE_UNREADABLE, span, format!("the report cannot be read: {words}")));
            return Ok((file, None));
        }
    };
    if read.cases.is_empty() {
        out.push(Diagnostic::new(&EVIDENCE_EMPTY, Span::new(id, 0, 0), format!("report `{path}` holds no case")));
    }
    if let Some((span, words)) = read.faults.first() {
        let others = match read.faults.len() {
            1 => String::new(),
            2 => "; so does 1 other suite".to_owned(),
            more => format!("; so do {} other suites", more - 1),
        };
        let doubtful = match read.doubtful {
            0 => String::new(),
            1 => "; which case did not pass cannot be told, so the 1 that looks passed counts as skipped".to_owned(),
            n => format!("; which case did not pass cannot be told, so {n} that look passed count as skipped"),
        };
        let words = format!("report `{path}` counts otherwise than it holds: {words}{others}{doubtful}");
        out.push(Diagnostic::new(&REPORT_COUNT_MISMATCH, *span, words));
    }
    let rest = |count: usize| if count > 1 { format!("; so do {} others", count - 1) } else { String::new() };
    if let Some((span, word)) = read.unknown.first() {
        let words = format!("a case of report `{path}` says that it went `{word}`, which nobody knows: it counts as not run{}", rest(read.unknown.len()));
        out.push(Diagnostic::new(&REPORT_STATUS_UNKNOWN, *span, words));
    }
    if let Some(span) = read.odd.first() {
        let words = format!("a name in report `{path}` holds characters that are not shown as they are, or were lost{}", rest(read.odd.len()));
        out.push(Diagnostic::new(&EVIDENCE_NAME_ODD, *span, words));
    }
    Ok((file, Some(report(path, id, stated, read, as_of, out))))
}

/// Reads a report to its end; the pieces that somebody may be led to are added to `excerpts`. `property` is the name of the
/// property that names tests.
///
/// # Errors
/// When it cannot be read to its end, or is of no known format: where, and what is wrong.
fn gathered(bytes: impl Read, file: FileId, excerpts: &mut Excerpts, property: &str) -> Result<Gathered, (Span, String)> {
    let mut input = Input::open(bytes).map_err(|(place, words)| (excerpts.push(file, place, ""), words))?;
    let mut gather = Gather::new(file, excerpts, property);
    if text::is_text(&mut input) {
        text::read(input, &mut gather)?;
    } else {
        stream::read(input, &mut gather)?;
    }
    Ok(gather.finish())
}

/// The format of an XML report, by the name of its root.
///
/// # Errors
/// When there is none: in words.
fn format_of(root: &str) -> Result<Box<dyn Format>, String> {
    match root {
        "testsuites" | "testsuite" => Ok(Box::new(junit::Junit::default())),
        "TestRun" => Ok(Box::new(trx::Trx::default())),
        "test-run" => Ok(Box::new(nunit::Nunit::default())),
        "assemblies" | "assembly" => Ok(Box::new(xunit::Xunit::default())),
        "testng-results" => Ok(Box::new(testng::Testng::default())),
        "robot" => Ok(Box::new(robot::Robot::default())),
        "Site" => Ok(Box::new(ctest::Ctest::default())),
        other => Err(format!("`{}` is the root of no known test report", clean(other, 60))),
    }
}

/// What the settings state wins over what the report says of itself; where the two differ is told.
fn report(path: &str, file: FileId, stated: Stated, read: Gathered, as_of: &BuildDate, out: &mut Vec<Diagnostic>) -> Report {
    let written = stated.date.map(|d| d.to_string());
    let own = [&stated.version, &written, &stated.environment, &stated.tools, &stated.tester, &stated.responsible, &stated.platform];
    let mut said: [Option<String>; FACTS.len()] = Default::default();
    for (i, fact) in read.facts.into_iter().enumerate() {
        let name = FACTS[i];
        match fact {
            Fact::Unsaid => {}
            Fact::Said(value, span) => {
                if let Some(stated) = own[i].as_ref().filter(|s| !same(name, s, &value)) {
                    let words = format!("report `{path}` says {name} `{value}`, and `[[evidence.report]]` says `{stated}`");
                    out.push(Diagnostic::new(&REPORT_CONTRADICTED, span, words));
                }
                said[i] = Some(value);
            }
            Fact::Torn(one, other, span) => {
                let words = format!("report `{path}` says {name} `{one}` of some cases and `{other}` of others");
                out.push(Diagnostic::new(&REPORT_CONTRADICTED, span, words).help("write one report for each, or correct the properties"));
            }
        }
    }
    // Around midnight, the clock of the machine and the calendar of the person may differ.
    let apart = |one: Date, other: Date| one.duration_since(other).as_hours().abs() > 24;
    let property = said[1].as_deref().and_then(words::day).map(|day| as_of.day_of(day.date, day.instant));
    let who = if stated.date.is_some() { "`[[evidence.report]]` says" } else { "its property `date` says" };
    let mut ran = None;
    match (read.days, stated.date.or(property)) {
        (Some((first, last, _)), Some(stated)) => {
            if let Some(ran) = [first.date, last.date].into_iter().find(|ran| apart(stated, *ran)) {
                let words = format!("report `{path}` ran on {ran}, and {who} `{stated}`");
                out.push(Diagnostic::new(&REPORT_CONTRADICTED, Span::new(file, 0, 0), words));
            }
        }
        // The newest day would make the results of the older days newer than runs between them.
        (Some((Day { date: first, .. }, Day { date: last, .. }, span)), None) if apart(last, first) => {
            let words = format!("report `{path}` ran on {first} and on {last}: it counts as not dated");
            out.push(Diagnostic::new(&REPORT_CONTRADICTED, span, words).help("write one report for each day, or state the date"));
        }
        (Some((_, last, _)), None) => ran = Some(as_of.day_of(last.date, last.instant)),
        (None, _) => {}
    }
    let [version, _, environment, tools, tester, responsible, platform] = said;
    Report {
        path: path.to_owned(),
        version: stated.version.or(version),
        date: stated.date.or(property).or(ran),
        environment: stated.environment.or(environment),
        tools: stated.tools.or(tools),
        tester: stated.tester.or(tester),
        responsible: stated.responsible.or(responsible),
        platform: stated.platform.or(platform),
        cases: read.cases,
    }
}

fn same(name: &str, stated: &str, said: &str) -> bool {
    let said = if name == "date" { said.get(..10).unwrap_or(said) } else { said };
    stated.trim() == said
}
