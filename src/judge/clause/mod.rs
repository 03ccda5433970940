//! Rows of the clause tables: what applies to each subject, what the records show, what a person judged; the last two never
//! mixed.

mod assessed;
mod blank;
mod cited;
mod contradicted;
mod controls;
mod evaluate;
mod missing;
mod need;
mod of_changes;
mod of_citations;
mod of_clauses;
mod of_runs;
mod of_sets;
mod reach;
mod row;
mod subject;
mod walk;

pub use assessed::{Assessment, assessment};
pub use missing::{Lack, Missing};
pub use row::{ClauseRow, RecordCheck};

use rayon::prelude::*;

use super::class::Classes;
use super::proof::Proof;
use super::risk::Risks;
use super::soup::Advisories;
use crate::diag::Diagnostic;
use crate::model::{PastRecord, Project};
use crate::schema::{Clause, Condition, Scope, Standard};
use cited::Cited;
use contradicted::Contradictions;
use evaluate::Evaluator;
use reach::Systems;
use row::Shown;
use subject::{Subject, subjects};

/// The finished stages that clause rows rest on.
#[derive(Clone, Copy)]
pub(super) struct Grounds<'a> {
    pub(super) proof: &'a Proof,
    pub(super) classes: &'a Classes,
    pub(super) risks: &'a Risks,
    /// For each record whether it is a residual anomaly.
    pub(super) residual: &'a [bool],
    pub(super) advisories: &'a Advisories,
}

/// What all clauses of a standard are evaluated with.
struct OfStandard<'a> {
    project: &'a Project,
    grounds: Grounds<'a>,
    standard: &'a Standard,
    /// Its place in the schema.
    index: usize,
    systems: &'a Systems,
    cited: Cited<'a>,
    contradictions: Contradictions<'a>,
    /// What the newest frozen release had and the project has no more, with the version of that release.
    gone: &'a [(&'a str, &'a PastRecord)],
    /// Whether the route for legacy software stands in for the clauses that it replaces.
    legacy: bool,
}

/// The rows of all standards in use: by standard, subject, clause. `errors` are findings of error level: see [`contradicted`].
pub(super) fn rows(project: &Project, grounds: Grounds, errors: &[&Diagnostic]) -> Vec<ClauseRow> {
    let systems = Systems::of(project);
    let subjects = subjects(project, grounds.classes, &systems);
    let release = &project.config.release;
    let legacy = project.config.legacy.as_ref().is_some_and(|l| release.version.as_ref() == Some(&l.value));
    let gone = gone(project);
    let mut used: Vec<usize> = Vec::new();
    for name in &project.config.standards {
        used.extend(project.schema.standards.iter().position(|s| s.name == name.value).filter(|index| !used.contains(index)));
    }
    // A checklist rests on the rows of what it checks, wherever it stands in the settings.
    let mut order = used.clone();
    order.sort_by_key(|index| project.schema.standards[*index].checks.is_some());
    let mut rows: Vec<ClauseRow> = Vec::new();
    for index in order {
        let standard = &project.schema.standards[index];
        let cited = Cited::of(project, grounds.proof, standard);
        let contradictions = Contradictions::of(project, standard, errors);
        let cx = OfStandard { project, grounds, standard, index, systems: &systems, cited, contradictions, gone: &gone, legacy };
        let made: Vec<Vec<ClauseRow>> = subjects.par_iter().map(|subject| of_subject(&cx, index, subject, &rows)).collect();
        rows.extend(made.into_iter().flatten());
    }
    rows.sort_by_key(|row| used.iter().position(|index| *index == row.standard));
    rows
}

/// What the newest frozen release had and the project has no more; a draft may go.
fn gone(project: &Project) -> Vec<(&str, &PastRecord)> {
    let Some(past) = &project.past else { return Vec::new() };
    let all = past.records.values().filter(|r| !matches!(r.status.as_str(), "draft" | "obsolete") && project.by_id(&r.id).is_none());
    all.map(|r| (past.version.as_str(), r)).collect()
}

fn of_subject(cx: &OfStandard, index: usize, subject: &Subject, earlier: &[ClauseRow]) -> Vec<ClauseRow> {
    let evaluator = Evaluator::new(cx, subject);
    let clauses = cx.standard.clauses.iter().enumerate().filter(|(_, c)| c.scope == subject.scope);
    let row = |(number, clause): (usize, &Clause)| {
        let class = if clause.condition == Some(Condition::AnyItem) { subject.class.max(subject.highest_part) } else { subject.class };
        let shown = match not_asked(cx, clause, class) {
            Some(check) => Shown { check, ..Shown::default() },
            None => evaluator.held_against_findings(clause, evaluator.clause(clause, earlier)),
        };
        ClauseRow {
            standard: index,
            clause: number,
            scope: clause.scope,
            subject: subject.record,
            stands_in: subject.stands_in,
            class,
            assumed: subject.assumed,
            record_check: shown.check,
            rests_on: shown.rests_on,
            missing: shown.missing,
            no_case: shown.no_case,
            assessment: cx.cited.assessed(&clause.number, subject),
        }
    };
    clauses.map(row).collect()
}

/// Why a clause is not asked of a subject of a class, if it is not.
fn not_asked(cx: &OfStandard, clause: &Clause, class: usize) -> Option<RecordCheck> {
    let standard = cx.standard;
    let replaced = standard.replaced_by_legacy.iter().any(|s| Standard::is_under(&clause.number, s));
    let level = cx.project.schema.level(standard, class);
    if if cx.legacy { replaced } else { clause.scope == Scope::Legacy } {
        Some(RecordCheck::OtherRoute)
    } else if !standard.applies(clause, level.map_or("", |l| l.id.as_str())) {
        Some(RecordCheck::NotForClass)
    } else {
        None
    }
}
