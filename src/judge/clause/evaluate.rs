//! Evidence forms held against the records of a subject.

use super::Context;
use super::reach::Reach;
use super::row::{ClauseRow, Missing, RecordCheck, Shown};
use super::subject::Subject;
use crate::judge::{Basis, Verdict, approved};
use crate::model::{Entry, RecordId, Value};
use crate::schema::evidence::{Form, Need, RunFact, SELF, Set};
use crate::schema::{Clause, Condition, FieldType, Scope};

/// What one form shows.
#[derive(Default)]
struct Seen {
    rests_on: Vec<RecordId>,
    missing: Vec<Missing>,
    /// Whether the form speaks of a set that has no member.
    empty: bool,
}

/// Evaluates clauses for a subject.
pub(super) struct Evaluator<'a> {
    pub(super) cx: &'a Context<'a>,
    subject: &'a Subject,
    reach: Reach<'a>,
}

impl<'a> Evaluator<'a> {
    /// For a subject.
    pub(super) fn new(cx: &'a Context<'a>, subject: &'a Subject) -> Self {
        Self { cx, subject, reach: Reach::new(cx.project, cx.systems, subject) }
    }

    /// What the records show about a clause that applies.
    pub(super) fn clause(&self, clause: &Clause, earlier: &[ClauseRow]) -> Shown {
        if clause.evidence.is_empty() {
            return Shown::default();
        }
        let declared = || if clause.no_case { self.cx.cited.no_case(&clause.number, None, self.subject.record) } else { None };
        // A subject that is not there can show nothing; that there is none, somebody may declare.
        if self.subject.stands_in {
            let missing = Missing::new(None, format!("missing_subject_{}", clause.scope.word()), Vec::new()).write(self.role_of_scope());
            let declared = self.subject.record.and_then(|_| declared());
            return no_case_or(declared, RecordCheck::None, Vec::new(), vec![missing]);
        }
        if clause.condition == Some(Condition::NamedAsCause) && !self.subject.record.is_some_and(|r| self.is_cause(r)) {
            let missing = Missing::new(self.subject.record, "missing_named_as_cause", Vec::new()).write("assessment");
            return no_case_or(declared(), RecordCheck::None, Vec::new(), vec![missing]);
        }
        let seen: Vec<Seen> = clause.evidence.iter().map(|form| self.form(clause, form, earlier)).collect();
        let empty = seen.iter().any(|s| s.empty);
        let open = seen.iter().any(|s| !s.missing.is_empty() && !s.empty);
        let mut rests_on: Vec<RecordId> = seen.iter().flat_map(|s| s.rests_on.iter().copied()).collect();
        rests_on.sort_unstable();
        rests_on.dedup();
        let missing: Vec<Missing> = seen.into_iter().flat_map(|s| s.missing).collect();
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

    /// The role of the records that are subjects of the scope.
    fn role_of_scope(&self) -> &'static str {
        match self.subject.scope {
            Scope::Item | Scope::Boundary | Scope::IntegrationGroup => "item",
            Scope::Unit => "unit",
            Scope::Soup => "soup",
            _ => "system",
        }
    }

    fn form(&self, clause: &Clause, form: &Form, earlier: &[ClauseRow]) -> Seen {
        match form {
            Form::Section => self.section(clause),
            Form::Claim(roles) => self.claim(clause, roles),
            Form::Every(set, needs) => self.every(set, needs),
            Form::Some(set, needs) => self.some(set, needs),
            Form::EveryValue(set, field) => self.every_value(clause, set, field),
            Form::Reviewed { letters, of } => self.reviewed(clause, letters, of.as_ref()),
            Form::Runs { levels, reasons, must } => self.runs(levels, reasons, must),
            Form::Version => match &self.cx.project.config.release.version {
                // A setting is no record: it completes what other forms show, and shows nothing by itself.
                Some(_) => Seen::default(),
                None => lacking(Missing::new(None, "missing_version", Vec::new())),
            },
            Form::Clauses(numbers) => self.clauses(numbers, earlier),
        }
    }

    fn section(&self, clause: &Clause) -> Seen {
        let mut missing = Vec::new();
        for (plan, says) in self.cx.cited.sections(&clause.number) {
            match (says, approved(self.cx.project, plan)) {
                (true, true) => return Seen { rests_on: vec![plan], ..Seen::default() },
                (false, _) => missing.push(Missing::new(Some(plan), "missing_section_text", vec![("clause", clause.number.clone())])),
                (true, false) => missing.push(Missing::new(Some(plan), "missing_approved", Vec::new())),
            }
        }
        if missing.is_empty() {
            missing.push(Missing::new(None, "missing_section", vec![("clause", clause.number.clone())]).write("plan"));
        }
        let rests_on = missing.iter().filter_map(|m| m.record).collect();
        Seen { rests_on, missing, empty: false }
    }

    /// A record that claims to answer the clause counts if it says why, and is approved; what can be verified by itself may
    /// pass instead. A certificate must not have run out.
    fn claim(&self, clause: &Clause, roles: &[String]) -> Seen {
        let project = self.cx.project;
        let mut missing = Vec::new();
        let mut claiming = Vec::new();
        for (record, says) in self.cx.cited.claims(&clause.number).filter(|(r, _)| roles.iter().any(|role| project.has_role(*r, role))) {
            claiming.push(record);
            let proven = ["test", "verification"].iter().any(|role| project.has_role(record, role))
                && self.cx.judgement.verdict(record).is_some_and(|j| j.verdict == Verdict::Passing);
            let until = project.field(record, "certificate").and_then(|e| e.value.get("valid_until")).map(|e| &e.value);
            let expired = matches!(until, Some(Value::Date(date)) if *date < project.as_of);
            let label = match (says, proven || approved(project, record), expired) {
                (true, true, false) => return Seen { rests_on: vec![record], ..Seen::default() },
                (false, ..) => "missing_claim_reason",
                (_, false, _) => "missing_approved",
                (_, _, true) => "missing_valid",
            };
            missing.push(Missing::new(Some(record), label, Vec::new()));
        }
        if missing.is_empty() {
            let kinds = self.kinds(roles);
            let words = vec![("kinds", kinds), ("clause", self.cx.standard.cite(clause))];
            missing.push(Missing::new(None, "missing_claim", words).write(roles.first().cloned().unwrap_or_default()));
        }
        Seen { rests_on: claiming, missing, empty: false }
    }

    fn every(&self, set: &Set, needs: &[Need]) -> Seen {
        let members = self.members(set);
        let mut seen = Seen::default();
        for record in &members {
            seen.missing.extend(needs.iter().filter_map(|n| self.lacks(*record, n)));
        }
        seen.missing.extend(self.vanished(set));
        if members.is_empty() && seen.missing.is_empty() && !set.if_any {
            return Seen { empty: true, ..lacking(self.none_of(set)) };
        }
        Seen { rests_on: members, ..seen }
    }

    fn some(&self, set: &Set, needs: &[Need]) -> Seen {
        let members = self.members(set);
        let has_all = |record: &RecordId| needs.iter().all(|n| self.lacks(*record, n).is_none());
        let having: Vec<RecordId> = members.iter().copied().filter(has_all).collect();
        if !having.is_empty() {
            return Seen { rests_on: having, ..Seen::default() };
        }
        if members.is_empty() {
            return Seen { empty: true, ..lacking(self.none_of(set)) };
        }
        let missing = members.iter().flat_map(|r| needs.iter().filter_map(|n| self.lacks(*r, n)).take(1)).collect();
        Seen { rests_on: members, missing, empty: false }
    }

    fn every_value(&self, clause: &Clause, set: &Set, field: &str) -> Seen {
        let project = self.cx.project;
        let members = self.members(set);
        let kinds = project.schema.kinds_with(&set.role).map(|k| project.schema.kind(k));
        let Some(declared) = kinds.filter_map(|k| k.fields.iter().find(|f| f.name == field)).next() else { return Seen::default() };
        let (values, labels) = match element(&declared.ty) {
            FieldType::Enum { values, labels } => (values.as_slice(), labels.as_slice()),
            _ => (&[][..], &[][..]),
        };
        let mut seen = Seen::default();
        for value in values {
            let has = |record: &&RecordId| {
                let items = project.field(**record, field).map(Entry::items).unwrap_or_default();
                items.iter().any(|i| i.value.text() == Some(value))
            };
            let found: Vec<RecordId> = members.iter().filter(has).copied().collect();
            match self.cx.cited.no_case(&clause.number, Some(value), self.subject.record) {
                Some(declared) if found.is_empty() => seen.rests_on.push(declared.record),
                None if found.is_empty() => {
                    let label = labels.iter().find(|(word, _)| word == value).map_or(value.as_str(), |(_, label)| label.as_str());
                    let words = vec![("clause", format!("{} {value}", clause.number)), ("value", label.to_owned())];
                    seen.missing.push(Missing::new(None, "missing_value", words).write(set.role.as_str()));
                }
                _ => seen.rests_on.extend(found),
            }
        }
        seen.empty = members.is_empty() && seen.rests_on.is_empty();
        seen
    }

    fn reviewed(&self, clause: &Clause, letters: &[String], of: Option<&Set>) -> Seen {
        let cited = &self.cx.cited;
        let mut seen = Seen::default();
        let members = of.map(|set| self.members(set));
        if let (Some(set), Some([])) = (of, members.as_deref()) {
            return if set.if_any { seen } else { Seen { empty: true, ..lacking(self.none_of(set)) } };
        }
        let wanted: Vec<Option<&str>> = if letters.is_empty() { vec![None] } else { letters.iter().map(|l| Some(l.as_str())).collect() };
        for record in members.as_deref().map_or_else(|| vec![None], |all| all.iter().copied().map(Some).collect()) {
            let by = record.map(|r| self.cx.project.linked(r, "verified_by"));
            let mut lacking: Vec<&str> = Vec::new();
            for letter in &wanted {
                let reviews: Vec<RecordId> = cited.reviews(&clause.number, *letter).filter(|v| by.as_ref().is_none_or(|by| by.contains(v))).collect();
                if reviews.is_empty() {
                    lacking.push(letter.unwrap_or_default());
                }
                seen.rests_on.extend(reviews);
            }
            if !lacking.is_empty() {
                let cite = self.cx.standard.cite(clause);
                let words = vec![("clause", format!("{cite} {}", lacking.join(", ")).trim().to_owned())];
                seen.missing.push(Missing::new(record, "missing_review", words).write("verification"));
            }
            seen.rests_on.extend(record);
        }
        // What was to be reviewed is no review.
        if members.is_some() && !seen.rests_on.iter().any(|r| self.cx.project.has_role(*r, "verification")) {
            seen.rests_on.clear();
        }
        seen
    }

    fn runs(&self, levels: &[String], reasons: &[String], must: &[RunFact]) -> Seen {
        let (project, judgement) = (self.cx.project, self.cx.judgement);
        let at = |test: &RecordId| levels.is_empty() || project.text(*test, "level").is_some_and(|l| levels.iter().any(|x| x == l));
        let tests: Vec<RecordId> = self.reach.members("test").into_iter().filter(at).collect();
        let mut seen = Seen::default();
        let mut reports: Vec<usize> = Vec::new();
        for test in &tests {
            let judged = judgement.verdict(*test).map(|j| j.rests_on.as_slice()).unwrap_or_default();
            if reasons.is_empty() && judged.is_empty() {
                seen.missing.push(Missing::new(Some(*test), "missing_not_run", Vec::new()).write("run"));
                continue;
            }
            let counted = judged.iter().filter_map(|b| if let Basis::Record(run) = b { Some(*run) } else { None });
            let runs: Vec<RecordId> = if reasons.is_empty() { counted.collect() } else { project.linked(*test, "runs") };
            for run in runs {
                let fits = reasons.is_empty() || project.text(run, "reason").is_some_and(|r| reasons.iter().any(|x| x == r));
                if fits {
                    seen.missing.extend(
                        must.iter()
                            .filter(|fact| !self.run_says(run, **fact))
                            .map(|fact| Missing::new(Some(run), format!("missing_run_{}", fact.word()), Vec::new())),
                    );
                    seen.rests_on.push(run);
                }
            }
            if reasons.is_empty() {
                reports.extend(judged.iter().filter_map(|b| if let Basis::Case(report, _) = b { Some(*report) } else { None }));
                seen.rests_on.push(*test);
            }
        }
        reports.sort_unstable();
        reports.dedup();
        for report in reports.into_iter().map(|r| &project.evidence.reports[r]) {
            let lacks = |fact: &&RunFact| match fact {
                RunFact::Version => report.version.is_none(),
                RunFact::Date => report.date.is_none_or(|d| d > project.as_of),
                RunFact::Tester => report.tester.is_none() && report.responsible.is_none(),
                RunFact::Environment => report.environment.is_none(),
                RunFact::Tools => report.tools.is_none(),
            };
            seen.missing.extend(
                must.iter().filter(lacks).map(|fact| Missing::new(None, format!("missing_report_{}", fact.word()), vec![("file", report.path.clone())])),
            );
        }
        if seen.rests_on.is_empty() && seen.missing.is_empty() {
            let label = if tests.is_empty() { "missing_tests" } else { "missing_retest" };
            return Seen {
                empty: true,
                ..lacking(Missing::new(None, label, vec![("levels", levels.join(", "))]).write(if tests.is_empty() { "test" } else { "run" }))
            };
        }
        seen
    }

    fn run_says(&self, run: RecordId, fact: RunFact) -> bool {
        let says = |fields: &[&str]| fields.iter().any(|f| self.lacks(run, &Need::Says((*f).to_owned())).is_none());
        match fact {
            RunFact::Version => says(&["software_version"]),
            RunFact::Date => says(&["date"]),
            RunFact::Tester => says(&["tester", "responsible"]),
            RunFact::Environment => says(&["environment", "hardware", "software_configuration"]),
            RunFact::Tools => says(&["tools"]),
        }
    }

    /// The rows of other clauses, of the subject and of what belongs to the same system: as far as they apply, they are
    /// answered.
    fn clauses(&self, numbers: &[String], earlier: &[ClauseRow]) -> Seen {
        let mut seen = Seen::default();
        let schema = &self.cx.project.schema;
        let Some(checked) = self.cx.standard.checks.as_ref().and_then(|name| schema.standards.iter().position(|s| s.name == *name)) else {
            return seen;
        };
        for number in numbers {
            let rows = earlier.iter().filter(|r| r.standard == checked && schema.standards[checked].clauses[r.clause].number == *number);
            let rows: Vec<&ClauseRow> = rows.filter(|r| self.concerns(r)).collect();
            let open = rows.iter().filter(|r| r.record_check.is_open()).count();
            if open > 0 || rows.is_empty() {
                let total = rows.iter().filter(|r| r.record_check.applies()).count();
                let words = vec![("clause", number.clone()), ("open", open.to_string()), ("total", total.to_string())];
                seen.missing.push(Missing::new(None, "missing_clause", words));
            }
            seen.rests_on.extend(rows.iter().flat_map(|r| r.rests_on.iter().copied()));
            seen.rests_on.extend(rows.iter().filter_map(|r| r.no_case.as_ref()).map(|a| a.record));
        }
        seen
    }

    fn concerns(&self, row: &ClauseRow) -> bool {
        let system = row.subject.and_then(|r| self.cx.systems.of_record(r, self.cx.project));
        row.scope == Scope::Organisation || system.is_none() || self.subject.system.is_none() || system == self.subject.system
    }

    fn members(&self, set: &Set) -> Vec<RecordId> {
        let project = self.cx.project;
        let mut members = if set.role == SELF { self.subject.record.into_iter().collect() } else { self.reach.members(&set.role) };
        if let Some((_, queries)) = &set.filter {
            members.retain(|r| self.selects(*r, queries));
        }
        if !set.found_in.is_empty() {
            let at = |test: RecordId| project.text(test, "level").is_some_and(|l| set.found_in.iter().any(|x| x == l));
            members.retain(|r| project.linked(*r, "found_by").into_iter().flat_map(|run| project.linked(run, "of")).any(at));
        }
        if set.residual {
            members.retain(|r| self.cx.judgement.residual(*r));
        }
        members
    }

    /// What the newest frozen release had of a set, and is no more: a record goes by becoming obsolete.
    fn vanished(&self, set: &Set) -> Vec<Missing> {
        let project = self.cx.project;
        let (Some(past), true) = (&project.past, set.role != SELF) else { return Vec::new() };
        let is = |kind: &str| project.schema.kind_named(kind).map_or(kind == set.role, |k| project.schema.kind(k).has_role(&set.role));
        let gone = past.records.values().filter(|r| !matches!(r.status.as_str(), "draft" | "obsolete") && project.by_id(&r.id).is_none());
        let gone = gone.filter(|r| (is(&r.kind) || self.reach.led_over(&r.kind)) && self.reach.had(r));
        gone.map(|r| Missing::new(None, "missing_vanished", vec![("id", r.id.clone()), ("version", past.version.clone())])).collect()
    }

    fn none_of(&self, set: &Set) -> Missing {
        let missing = Missing::new(None, "missing_record", vec![("kinds", self.kinds(std::slice::from_ref(&set.role)))]);
        missing.write(if set.role == SELF { self.role_of_scope() } else { &set.role })
    }

    /// What kinds with these roles are called.
    fn kinds(&self, roles: &[String]) -> String {
        let schema = &self.cx.project.schema;
        let label = |role: &String| schema.kind_named(role).map_or_else(|| role.replace('_', " "), |k| schema.kind(k).label.clone());
        roles.iter().map(label).collect::<Vec<_>>().join(", ")
    }
}

fn lacking(missing: Missing) -> Seen {
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

fn element(ty: &FieldType) -> &FieldType {
    match ty {
        FieldType::List(of) => element(of),
        other => other,
    }
}
