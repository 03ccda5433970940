//! Forms of evidence about clauses: the rows of others, and the gaps of legacy software about each.

use super::evaluate::{Evaluator, Seen};
use super::missing::{Lack, Missing};
use super::row::{ClauseRow, RecordCheck};
use crate::model::{Entry, RecordId};
use crate::schema::evidence::Form;
use crate::schema::{Clause, Scope, Standard};

impl Evaluator<'_> {
    /// A gap about each clause of some sections that is for the class of the subject: about the clause, or a section over it.
    pub(super) fn gaps(&self, sections: &[String]) -> Seen {
        let (project, standard) = (self.cx.project, self.cx.standard);
        let class = project.schema.level(standard, self.subject.class).map_or("", |l| l.id.as_str());
        let mut about: Vec<(&str, RecordId)> = Vec::new();
        for gap in self.reach.members("gap") {
            let texts = project.field(gap, "clause").map(Entry::items).unwrap_or_default().iter().filter_map(|e| e.value.text());
            about.extend(texts.filter_map(|text| standard.cited(text)).map(|(number, _)| (number, gap)));
        }
        let mut seen = Seen::default();
        for clause in standard.clauses.iter().filter(|c| standard.applies(c, class) && sections.iter().any(|s| Standard::is_under(&c.number, s))) {
            let before = seen.rests_on.len();
            seen.rests_on.extend(about.iter().filter(|(number, _)| Standard::is_under(&clause.number, number)).map(|(_, gap)| *gap));
            if seen.rests_on.len() == before {
                seen.missing.push(Missing::nowhere(Lack::Gap(standard.cite(clause))).write("gap"));
            }
        }
        seen
    }

    /// The rows of other clauses, of the subject and of what belongs to the same system: as far as they apply, they are
    /// answered.
    pub(super) fn clauses(&self, numbers: &[String], earlier: &[ClauseRow]) -> Seen {
        let mut seen = Seen::default();
        for number in numbers {
            let rows: Vec<&ClauseRow> = earlier.iter().filter(|r| self.is_checked(r, number) && self.concerns(r)).collect();
            let open = rows.iter().filter(|r| r.record_check.is_open()).count();
            if open > 0 || rows.is_empty() {
                let total = rows.iter().filter(|r| r.record_check.applies()).count();
                seen.missing.push(Missing::nowhere(Lack::Clause { number: number.clone(), open, total }));
            }
            seen.rests_on.extend(rows.iter().flat_map(|r| r.rests_on.iter().copied()));
            seen.rests_on.extend(rows.iter().filter_map(|r| r.no_case.as_ref()).map(|a| a.record));
        }
        seen
    }

    /// Why a checklist asks nothing here: none of the clauses that its item rests on applies.
    pub(super) fn passed_over(&self, clause: &Clause, earlier: &[ClauseRow]) -> Option<RecordCheck> {
        let mut checks = Vec::new();
        for form in &clause.evidence {
            let Form::Clauses(numbers) = form else { return None };
            let rows = earlier.iter().filter(|r| numbers.iter().any(|n| self.is_checked(r, n)) && self.concerns(r));
            checks.extend(rows.map(|r| r.record_check));
        }
        if checks.iter().any(|check| check.applies()) { None } else { checks.into_iter().max() }
    }

    /// Whether a row is of a clause of the standard that the pack checks.
    fn is_checked(&self, row: &ClauseRow, number: &str) -> bool {
        let standard = &self.cx.project.schema.standards[row.standard];
        self.cx.standard.checks.as_ref() == Some(&standard.name) && standard.clauses[row.clause].number == number
    }

    fn concerns(&self, row: &ClauseRow) -> bool {
        let system = row.subject.and_then(|r| self.cx.systems.of_record(r, self.cx.project));
        row.scope == Scope::Organisation || system.is_none() || self.subject.system.is_none() || system == self.subject.system
    }
}
