//! Evidence forms held against the records of a subject.

use std::cell::{OnceCell, RefCell};

use rustc_hash::{FxHashMap, FxHashSet};

use super::OfStandard;
use super::cited::Met;
use super::missing::{Lack, Missing};
use super::reach::Reach;
use super::row::{ClauseRow, RecordCheck, Shown};
use super::subject::Subject;
use crate::model::RecordId;
use crate::schema::evidence::{Form, SELF, Set};
use crate::schema::{Clause, Condition, Scope};

/// What one form shows.
#[derive(Default)]
pub(super) struct Seen {
    /// The records it rests on.
    pub(super) rests_on: Vec<RecordId>,
    /// What is missing.
    pub(super) missing: Vec<Missing>,
    /// Whether the form speaks of a set that has no member.
    pub(super) empty: bool,
}

/// Evaluates clauses for a subject.
pub(super) struct Evaluator<'a> {
    pub(super) cx: &'a OfStandard<'a>,
    pub(super) subject: &'a Subject,
    pub(super) reach: Reach<'a>,
    /// What baselines hold, looked up when it is first asked for: many verifications look at the same one.
    pub(super) held: RefCell<FxHashMap<RecordId, FxHashSet<RecordId>>>,
    /// The records of a part that findings are about, looked up when they are first asked for.
    pub(super) contradicted: OnceCell<Vec<RecordId>>,
}

impl<'a> Evaluator<'a> {
    /// For a subject.
    pub(super) fn new(cx: &'a OfStandard<'a>, subject: &'a Subject) -> Self {
        Self { cx, subject, reach: Reach::new(cx.project, cx.systems, subject), held: RefCell::default(), contradicted: OnceCell::new() }
    }

    /// What the records show about a clause that applies.
    pub(super) fn clause(&self, clause: &Clause, earlier: &[ClauseRow]) -> Shown {
        if clause.evidence.is_empty() {
            return Shown::default();
        }
        if let Some(check) = self.passed_over(clause, earlier) {
            return Shown { check, ..Shown::default() };
        }
        let declared = || if clause.no_case { self.cx.cited.no_case(&clause.number, None, self.subject) } else { None };
        // A subject that is not there can show nothing; that there is none, somebody may declare.
        if self.subject.stands_in {
            let missing = Missing::nowhere(Lack::Subject(clause.scope)).write(self.role_of_scope());
            let declared = self.subject.record.and_then(|_| declared());
            return no_case_or(declared, RecordCheck::None, Vec::new(), vec![missing]);
        }
        if clause.condition == Some(Condition::NamedAsCause) && !self.named_as_cause() {
            let missing = Missing { record: self.subject.record, ..Missing::nowhere(Lack::NamedAsCause).write("assessment") };
            return no_case_or(declared(), RecordCheck::None, Vec::new(), vec![missing]);
        }
        let seen: Vec<Seen> = clause.evidence.iter().map(|form| self.form(clause, form, earlier)).collect();
        let empty = seen.iter().any(|s| s.empty);
        let open = seen.iter().any(|s| !s.missing.is_empty() && !s.empty);
        let mut rests_on: Vec<RecordId> = seen.iter().flat_map(|s| s.rests_on.iter().copied()).collect();
        rests_on.sort_unstable();
        rests_on.dedup();
        let mut missing: Vec<Missing> = seen.into_iter().flat_map(|s| s.missing).collect();
        missing.dedup();
        let check = match (missing.is_empty(), rests_on.is_empty()) {
            (true, false) => RecordCheck::Complete,
            // Where all forms speak of what may be there or not, and nothing is there, nothing answers.
            (_, true) => RecordCheck::None,
            (false, false) => RecordCheck::Incomplete,
        };
        if empty && !open {
            return no_case_or(declared(), check, rests_on, missing);
        }
        Shown { check, rests_on, missing, no_case: None }
    }

    /// Whether a risk names the subject as a cause, or one did that was released and is no more.
    fn named_as_cause(&self) -> bool {
        let schema = &self.cx.project.schema;
        let is_risk = |kind: &str| schema.kind_named(kind).map_or(kind == "risk", |k| schema.kind(k).has_role("risk"));
        let named = || self.cx.gone.iter().any(|(_, r)| is_risk(&r.kind) && self.reach.had(r));
        self.subject.record.is_some_and(|r| self.is_cause(r) || named())
    }

    /// The role of the records that are subjects of the scope.
    fn role_of_scope(&self) -> &'static str {
        match self.subject.scope {
            Scope::Item | Scope::Boundary | Scope::IntegrationGroup => "item",
            Scope::Unit => "unit",
            Scope::Soup => "soup",
            Scope::Organisation | Scope::System | Scope::Release | Scope::Legacy => "system",
        }
    }

    fn form(&self, clause: &Clause, form: &Form, earlier: &[ClauseRow]) -> Seen {
        match form {
            Form::Section(letters) => self.section(clause, letters),
            Form::Claim { roles, in_view } => self.claim(clause, roles, *in_view),
            Form::Every(set, needs) => self.every(set, needs),
            Form::Some(set, needs) => self.some(set, needs),
            Form::EveryValue(set, field) => self.every_value(clause, set, field),
            Form::Reviewed { letters, of, if_applicable } => {
                let count = if *if_applicable { Met::OrNotApplicable } else { Met::Pass };
                self.reviewed(clause, letters, of.as_ref(), count)
            }
            Form::Gaps(sections) => self.gaps(sections),
            Form::Runs { levels, reasons, must } => self.runs(levels, reasons, must),
            Form::Version => match &self.cx.project.config.release.version {
                // A setting is no record: it completes what other forms show, and shows nothing by itself.
                Some(_) => Seen::default(),
                None => lacking(Missing::nowhere(Lack::Version)),
            },
            Form::Clauses(numbers) => self.clauses(numbers, earlier),
        }
    }

    /// That a set has no member.
    pub(super) fn none_of(&self, set: &Set) -> Missing {
        let missing = Missing::nowhere(Lack::Record(vec![set.role.clone()]));
        missing.write(if set.role == SELF { self.role_of_scope() } else { &set.role })
    }
}

/// Nothing but something missing.
pub(super) fn lacking(missing: Missing) -> Seen {
    Seen { missing: vec![missing], ..Seen::default() }
}

fn no_case_or(declared: Option<super::Assessment>, check: RecordCheck, mut rests_on: Vec<RecordId>, missing: Vec<Missing>) -> Shown {
    match declared {
        Some(declared) => {
            rests_on.push(declared.record);
            rests_on.sort_unstable();
            rests_on.dedup();
            Shown { check: RecordCheck::NoCase, rests_on, missing: Vec::new(), no_case: Some(declared) }
        }
        None => Shown { check, rests_on, missing, no_case: None },
    }
}
