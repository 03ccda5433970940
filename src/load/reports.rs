//! Test reports: what stands in them, together with what the settings say of them.

use std::path::Path;

use super::codes::{EVIDENCE_UNREADABLE, REPORT_CONTRADICTED, REPORT_COUNT_MISMATCH};
use super::junit::{self, FACTS, Fact, Junit};
use crate::config::{Evidence as Settings, Report as Stated};
use crate::diag::Diagnostic;
use crate::model::{Report, ReportFile};
use crate::source::{Excerpts, Fatal, FileId, Hashed, Sources, Span};

/// Reads one report. What cannot be read is a finding, and none comes back.
///
/// # Errors
/// When the disk does not give the file.
pub(super) fn read(
    root: &Path,
    path: &str,
    stated: Stated,
    settings: &Settings,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Result<(ReportFile, Option<Report>), Fatal> {
    let mut file = Hashed::open(root, path)?;
    let mut excerpts = Excerpts::default();
    let id = sources.next();
    let read = junit::parse(&mut file, id, &mut excerpts, &settings.id_property);
    let (sha256, size) = file.finish().map_err(|e| Fatal::new(path, format!("cannot read the file: {e}")))?;
    sources.add(excerpts.source(path));
    let file = ReportFile { path: path.to_owned(), role: "junit", sha256, size };
    let junit = match read {
        Ok(junit) => junit,
        Err((span, words)) => {
            out.push(Diagnostic::new(&EVIDENCE_UNREADABLE, span, format!("the report cannot be read: {words}")));
            return Ok((file, None));
        }
    };
    if let Some((span, words)) = junit.faults.first() {
        let others = match junit.faults.len() {
            1 => String::new(),
            2 => "; so does 1 other suite".to_owned(),
            more => format!("; so do {} other suites", more - 1),
        };
        out.push(Diagnostic::new(&REPORT_COUNT_MISMATCH, *span, format!("report `{path}` counts otherwise than it holds: {words}{others}")));
    }
    Ok((file, Some(report(path, id, stated, junit, out))))
}

/// What the settings state wins over what the report says of itself; where the two differ is told.
fn report(path: &str, file: FileId, stated: Stated, junit: Junit, out: &mut Vec<Diagnostic>) -> Report {
    let written = stated.date.map(|d| d.to_string());
    let own = [&stated.version, &written, &stated.environment, &stated.tools, &stated.tester, &stated.responsible, &stated.platform];
    let mut said: [Option<String>; FACTS.len()] = Default::default();
    for (i, fact) in junit.facts.into_iter().enumerate() {
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
    if let (Some(stated), Some(ran)) = (stated.date, junit.date)
        && said[1].is_none()
        // Around midnight, the clock of the machine and the calendar of the person may differ.
        && stated.duration_since(ran).as_hours().abs() > 24
    {
        let words = format!("report `{path}` ran on {ran}, and `[[evidence.report]]` says `{stated}`");
        out.push(Diagnostic::new(&REPORT_CONTRADICTED, Span::new(file, 0, 0), words));
    }
    let [version, date, environment, tools, tester, responsible, platform] = said;
    Report {
        path: path.to_owned(),
        version: stated.version.or(version),
        date: stated.date.or_else(|| date?.get(..10)?.parse().ok()).or(junit.date),
        environment: stated.environment.or(environment),
        tools: stated.tools.or(tools),
        tester: stated.tester.or(tester),
        responsible: stated.responsible.or(responsible),
        platform: stated.platform.or(platform),
        cases: junit.cases,
    }
}

fn same(name: &str, stated: &str, said: &str) -> bool {
    let said = if name == "date" { said.get(..10).unwrap_or(said) } else { said };
    stated.trim() == said
}
