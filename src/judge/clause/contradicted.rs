//! Findings and rows agree: a clause is not answered while a finding of error level that cites it stands on a record of the
//! subject, waived or not.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::evaluate::Evaluator;
use super::missing::{Lack, Missing};
use super::row::{RecordCheck, Shown};
use super::walk::ROLES;
use crate::diag::Diagnostic;
use crate::model::{Project, RecordId};
use crate::schema::{Clause, Standard};

/// What findings say of the clauses of a standard, by the number that their codes cite.
#[derive(Debug, Default)]
pub(super) struct Contradictions<'a> {
    /// By record, or none for the project as a whole: the codes, sorted, each once.
    by_number: BTreeMap<&'a str, BTreeMap<Option<RecordId>, Vec<&'static str>>>,
    /// All these records.
    records: FxHashSet<RecordId>,
}

impl<'a> Contradictions<'a> {
    /// The findings among these; all of them are of error level.
    pub(super) fn of(project: &Project, standard: &'a Standard, errors: &[&Diagnostic]) -> Self {
        let mut all = Self::default();
        for finding in errors {
            let record = finding.record.as_deref().and_then(|id| project.by_id(id));
            for cited in finding.code.clauses {
                let Some((number, _)) = standard.cited(cited) else { continue };
                for clause in standard.clauses.iter().filter(|c| Standard::is_under(&c.number, number)) {
                    all.by_number.entry(&clause.number).or_default().entry(record).or_default().push(finding.code.name);
                }
            }
            all.records.extend(record);
        }
        for codes in all.by_number.values_mut().flat_map(BTreeMap::values_mut) {
            codes.sort_unstable();
            codes.dedup();
        }
        all
    }
}

impl Evaluator<'_> {
    /// What a clause shows, held against the findings about it: those about the project as a whole, and about records of the
    /// subject.
    pub(super) fn held_against_findings(&self, clause: &Clause, mut shown: Shown) -> Shown {
        let Some(all) = self.cx.contradictions.by_number.get(clause.number.as_str()) else { return shown };
        let open = match shown.check {
            RecordCheck::NotJudged | RecordCheck::NotForClass | RecordCheck::OtherRoute => return shown,
            RecordCheck::None => RecordCheck::None,
            RecordCheck::Incomplete | RecordCheck::NoCase | RecordCheck::Complete => RecordCheck::Incomplete,
        };
        let about: Vec<Option<RecordId>> = if self.subject.is_part() {
            // Of a part only what belongs to it is looked up: there may be thousands of findings, and of parts.
            self.contradicted_members().iter().map(|record| Some(*record)).collect()
        } else {
            all.keys().copied().filter(|record| record.is_none_or(|r| self.is_of_whole(r))).collect()
        };
        let codes = |record: Option<RecordId>| all.get(&record).into_iter().flatten().map(move |code| (record, *code));
        let missing: Vec<Missing> =
            about.into_iter().flat_map(codes).map(|(record, code)| Missing { record, ..Missing::nowhere(Lack::Finding(code)) }).collect();
        if missing.is_empty() {
            return shown;
        }
        shown.rests_on.extend(missing.iter().filter_map(|m| m.record));
        shown.rests_on.sort_unstable();
        shown.rests_on.dedup();
        shown.missing.extend(missing);
        Shown { check: open, no_case: None, ..shown }
    }

    /// The records of a part that findings are about: the part itself, and what belongs to it; sorted.
    fn contradicted_members(&self) -> &[RecordId] {
        self.contradicted.get_or_init(|| {
            let members = ROLES.iter().flat_map(|role| self.reach.members(role)).chain(self.subject.record);
            let mut own: Vec<RecordId> = members.filter(|r| self.cx.contradictions.records.contains(r)).collect();
            own.sort_unstable();
            own.dedup();
            own
        })
    }

    /// Whether a record belongs to a subject that is no part. What belongs to no part belongs to the whole.
    fn is_of_whole(&self, record: RecordId) -> bool {
        let roles = || ROLES.iter().filter(|role| self.cx.project.has_role(record, role));
        self.subject.record == Some(record) || roles().next().is_none() || roles().any(|role| self.reach.has(role, record))
    }
}
