//! `techfile check`: load, resolve, judge, look for what is missing.

use super::{Old, Place, codes, edit, history};
use crate::archive::Look;
use crate::check::{self, apply_levels, apply_waivers, fill_holes, set_levels};
use crate::config::{self, Config};
use crate::diag::emit::Log;
use crate::diag::{self, Code, Diagnostic, Severity};
use crate::judge::{Judgement, judge};
use crate::load::load;
use crate::model::{BuildDate, Project};
use crate::render::{Theme, preflight};
use crate::report;
use crate::source::{Fatal, Sources};

/// A project with its verdicts and findings.
#[derive(Debug)]
pub struct Checked {
    /// The project.
    pub project: Project,
    /// The verdicts.
    pub judgement: Judgement,
    /// The findings, sorted, at the project's levels; waived ones are marked.
    pub findings: Vec<Diagnostic>,
    /// The levels that the project set, by code; `None` for a code whose findings were dropped.
    pub levels: Vec<(&'static Code, Option<Severity>)>,
    /// What the ends of suspect links said when they were reviewed, as far as frozen releases tell.
    pub old: Old,
    /// How outputs look.
    pub theme: Theme,
}

/// What came of a check that could not go on: findings about the settings themselves.
#[derive(Debug)]
pub enum Stopped {
    /// The run could not go on.
    Fatal(Fatal),
    /// The settings have mistakes: nothing else was read.
    Settings(Vec<Diagnostic>, Sources),
}

impl From<Fatal> for Stopped {
    fn from(fatal: Fatal) -> Self {
        Self::Fatal(fatal)
    }
}

impl Checked {
    /// Whether some input could not be read, so that nothing may be written.
    pub fn stops(&self) -> bool {
        self.findings.iter().any(|d| d.code.stops)
    }

    /// Whether a finding that no waiver accepts is at the level from which on a run fails.
    pub fn fails(&self, level: Option<Severity>) -> bool {
        self.findings.iter().any(|d| self.failing(d, level))
    }

    /// Whether a finding fails a run.
    pub(super) fn failing(&self, finding: &Diagnostic, level: Option<Severity>) -> bool {
        finding.waived.is_none() && finding.severity >= level.unwrap_or(self.project.config.check.fail_on)
    }

    /// What reports look at.
    pub fn report(&self) -> report::Context<'_> {
        report::Context { project: &self.project, judgement: &self.judgement, findings: &self.findings }
    }

    /// All findings as they are shown.
    pub fn log(&self) -> Log<'_> {
        Log { findings: &self.findings, sources: &self.project.sources, levels: &self.levels, baseline: None }
    }
}

/// Checks a project. `as_of` says from which date expiry and age are measured, given the settings.
///
/// # Errors
/// When the run cannot go on.
pub fn check(place: &Place, as_of: &dyn Fn(&Config) -> Result<BuildDate, Fatal>) -> Result<Checked, Stopped> {
    check_with(place, as_of, &|_| Ok(()))
}

/// As [`check()`], with settings that the caller adjusts before anything is read by them.
///
/// # Errors
/// When the run cannot go on, or `adjust` refuses.
pub fn check_with(
    place: &Place,
    as_of: &dyn Fn(&Config) -> Result<BuildDate, Fatal>,
    adjust: &dyn Fn(&mut Config) -> Result<(), Fatal>,
) -> Result<Checked, Stopped> {
    edit::refuse_interrupted(&place.root)?;
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    let config = config::read(&place.root, &place.book, &mut sources, &mut findings)?;
    let Some(mut config) = config.filter(|_| !findings.iter().any(|d| d.code.stops)) else {
        diag::sort(&mut findings, &sources);
        return Err(Stopped::Settings(findings, sources));
    };
    adjust(&mut config)?;
    let theme = place.theme(&config)?;
    let date = as_of(&config)?;
    let project = load(&place.root, config, sources, date, Look::Files, &mut findings)?;
    let judgement = judge(&project);
    findings.extend(check::check(&project, &judgement));
    findings.extend(preflight::preflight(&project, &theme));
    let (levels, mut wrong) = set_levels(&project.config.check, &codes());
    let judgement = judgement.with_clauses(&project, &check::errors(&findings, &levels));
    findings.extend(check::check_rows(&project, &judgement));
    let old = history::frozen(&project, &judgement);
    history::explain(&project, &judgement, &old, &mut findings);
    findings.append(&mut wrong);
    apply_levels(&mut findings, &levels);
    let mut wrong = apply_waivers(&mut findings, &project, &codes());
    apply_levels(&mut wrong, &levels);
    findings.append(&mut wrong);
    fill_holes(&mut findings);
    diag::sort(&mut findings, &project.sources);
    Ok(Checked { project, judgement, findings, levels, old, theme })
}
