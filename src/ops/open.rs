//! A project opened for a command that judges nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Place, edit};
use crate::archive::Look;
use crate::config::{self, Config};
use crate::diag::Diagnostic;
use crate::load::load;
use crate::model::{Project, State};
use crate::source::{Fatal, Sources};

/// The settings of a project.
///
/// # Errors
/// When they cannot be read, or have a mistake.
pub(super) fn settings(place: &Place, sources: &mut Sources) -> Result<Config, Fatal> {
    let mut findings = Vec::new();
    let config = config::read(&place.root, &place.book, sources, &mut findings)?;
    whole(&findings, sources)?;
    config.ok_or_else(|| Fatal::new(&place.book, "the settings cannot be read").help("`techfile check` shows why"))
}

/// The project, all of which could be read, with what reading it found.
///
/// # Errors
/// When a part of it cannot be read: what stands there might be just what matters. Also when an edit was interrupted.
pub(super) fn project(place: &Place) -> Result<(Project, Vec<Diagnostic>), Fatal> {
    edit::refuse_interrupted(&place.root)?;
    under_edit(place)
}

/// As [`project`], for the edit that is under way.
///
/// # Errors
/// When a part of the project cannot be read.
pub(super) fn under_edit(place: &Place) -> Result<(Project, Vec<Diagnostic>), Fatal> {
    let mut sources = Sources::default();
    let config = settings(place, &mut sources)?;
    let mut findings = Vec::new();
    // Of what is read, only the days of reports can hang on the date; edits look at none.
    let project = load(&place.root, config, sources, Date::default().into(), Look::Manifests, &mut findings)?;
    whole(&findings, &project.sources)?;
    Ok((project, findings))
}

/// An error for the first finding that keeps input from being read.
pub(super) fn whole(findings: &[Diagnostic], sources: &Sources) -> Result<(), Fatal> {
    let Some(finding) = findings.iter().find(|d| d.code.stops) else { return Ok(()) };
    let place = finding.span.map_or_else(
        || "the project".to_owned(),
        |span| {
            let source = sources.get(span.file);
            let (line, column) = source.position(span.start);
            format!("{}:{line}:{column}", source.path)
        },
    );
    Err(Fatal::new(place, &finding.message).help(format!("{}; nothing was done, `techfile check` shows all that cannot be read", finding.advice())))
}

/// What each record says, by id: kind, title, fields and links, without their places.
pub(super) fn said(project: &Project) -> BTreeMap<&str, Vec<String>> {
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (id, record) in project.iter() {
        let kind = project.kind(id);
        let fields = record.fields.iter().map(|(i, e)| format!("{}: {}", kind.fields[*i as usize].name, e.value.plain()));
        all.insert(&record.id, [kind.name.clone(), record.title.clone()].into_iter().chain(fields).collect());
    }
    for link in &project.graph.written {
        let name = project.schema.link(link.name.link).name_at(link.name.side);
        let state = matches!(link.state, State::Linked(_));
        all.entry(&project.record(link.record).id).or_default().push(format!("{name} -> {} {state}", link.target));
    }
    all
}
