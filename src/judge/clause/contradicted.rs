//! Findings and rows agree: a clause is not answered while a finding of error level that cites it stands on a record of the
//! subject, waived or not.

use std::collections::BTreeMap;

use super::evaluate::Evaluator;
use super::missing::{Lack, Missing};
use super::row::{RecordCheck, Shown};
use super::walk::ROLES;
use crate::diag::Diagnostic;
use crate::model::{Project, RecordId};
use crate::schema::{Clause, Standard};

/// What findings say of the clauses of a standard, by the number that their codes cite; in order, each once.
#[derive(Debug, Default)]
pub(super) struct Contradictions<'a> {
    by_number: BTreeMap<&'a str, Vec<(Option<RecordId>, &'static str)>>,
}

impl<'a> Contradictions<'a> {
    /// The findings among these; all of them are of error level.
    pub(super) fn of(project: &Project, standard: &'a Standard, errors: &[&Diagnostic]) -> Self {
        let mut by_number: BTreeMap<&str, Vec<(Option<RecordId>, &'static str)>> = BTreeMap::default();
        for finding in errors {
            let record = finding.record.as_deref().and_then(|id| project.by_id(id));
            for cited in finding.code.clauses {
                let Some((number, _)) = standard.cited(cited) else { continue };
                for clause in standard.clauses.iter().filter(|c| Standard::is_under(&c.number, number)) {
                    by_number.entry(&clause.number).or_default().push((record, finding.code.name));
                }
            }
        }
        for all in by_number.values_mut() {
            all.sort_unstable();
            all.dedup();
        }
        Self { by_number }
    }
}

impl Evaluator<'_> {
    /// What a clause shows, held against the findings about it: those about the project as a whole, and about records of the
    /// subject.
    pub(super) fn held_against_findings(&self, clause: &Clause, mut shown: Shown) -> Shown {
        let all = self.cx.contradictions.by_number.get(clause.number.as_str()).map(Vec::as_slice).unwrap_or_default();
        let open = match shown.check {
            RecordCheck::NotJudged | RecordCheck::NotForClass | RecordCheck::OtherRoute => return shown,
            RecordCheck::None => RecordCheck::None,
            RecordCheck::Incomplete | RecordCheck::NoCase | RecordCheck::Complete => RecordCheck::Incomplete,
        };
        let concerning = all.iter().filter(|(record, _)| record.map_or(!self.subject.is_part(), |record| self.is_of_subject(record)));
        let missing: Vec<Missing> = concerning.map(|(record, code)| Missing { record: *record, ..Missing::nowhere(Lack::Finding(code)) }).collect();
        if missing.is_empty() {
            return shown;
        }
        shown.rests_on.extend(missing.iter().filter_map(|m| m.record));
        shown.rests_on.sort_unstable();
        shown.rests_on.dedup();
        shown.missing.extend(missing);
        Shown { check: open, no_case: None, ..shown }
    }

    /// Whether a record is the subject, or belongs to it. What belongs to no part belongs to the whole.
    fn is_of_subject(&self, record: RecordId) -> bool {
        let roles = || ROLES.iter().filter(|role| self.cx.project.has_role(record, role));
        self.subject.record == Some(record) || roles().any(|role| self.reach.has(role, record)) || !self.subject.is_part() && roles().next().is_none()
    }
}
