//! Whether a record has what it must.

use super::evaluate::Evaluator;
use super::missing::{Lack, Missing};
use super::subject::for_control;
use crate::judge::order::baseline;
use crate::judge::select::{View, decided};
use crate::judge::state::contents;
use crate::judge::{ClassReason, Decision, Evaluation, Judged, Score, Verdict, approved, segregation_verified};
use crate::model::{Choice, Entry, RecordId, SegregationPurpose, Value, Words, fills, says_something};
use crate::schema::evidence::Need;
use crate::schema::query::Query;
use crate::schema::{Field, FieldType, KindId};
use crate::version::inexact;

/// What is put under configuration control before it is verified (IEC 62304 5.1.11).
const CONTROLLED: [&str; 9] = ["system", "item", "unit", "interface", "soup", "requirement", "system_requirement", "document", "plan"];

impl Evaluator<'_> {
    /// What a record lacks of a need; nothing if it has it. One whose status is none has nothing: it may be obsolete.
    pub(super) fn lacks(&self, record: RecordId, need: &Need) -> Option<Missing> {
        if self.cx.project.is_of_unknown_status(record) {
            return Some(Missing::of(record, Lack::Status));
        }
        self.lacks_itself(record, need)
    }

    fn lacks_itself(&self, record: RecordId, need: &Need) -> Option<Missing> {
        let (project, grounds) = (self.cx.project, self.cx.grounds);
        let passing = |judged: Option<&Judged>| judged.is_some_and(|j| j.verdict == Verdict::Passing);
        let unless = |has: bool, lack: Lack| (!has).then(|| Missing::of(record, lack));
        match need {
            Need::Says(path) => unless(self.says(record, path), Lack::Says(path.clone())),
            Need::SaysEach(path) => {
                let first = path.split('.').next().unwrap_or_default();
                unless(project.field(record, first).is_none() || self.says(record, path), Lack::Says(path.clone()))
            }
            Need::Linked(name, roles) => {
                let ends = project.linked(record, name);
                let found = ends.iter().any(|end| roles.is_empty() || roles.iter().any(|role| project.has_role(*end, role)));
                let missing = unless(found, Lack::Linked(name.clone()))?;
                Some(roles.first().map_or(missing.clone(), |role| missing.write(role.as_str())))
            }
            Need::Passes => match grounds.proof.verdict(record).map_or(Verdict::Unverified, |j| j.verdict) {
                Verdict::Passing => None,
                Verdict::Unverified => Some(Missing::of(record, Lack::Verdict(Verdict::Unverified)).write("test")),
                other @ (Verdict::NotRun | Verdict::Stale | Verdict::Blocked | Verdict::Failing) => Some(Missing::of(record, Lack::Verdict(other))),
            },
            Need::ExactVersion => unless(self.is_exact(record), Lack::ExactVersion),
            Need::InBaseline => self.out_of_baseline(record),
            Need::Repeated => self.not_repeated(record),
            Need::Settled => unless(self.is_settled(record), Lack::Settled),
            Need::Ran => match grounds.proof.verdict(record).map_or(Verdict::NotRun, |j| j.verdict) {
                Verdict::Passing | Verdict::Failing => None,
                other @ (Verdict::Unverified | Verdict::NotRun | Verdict::Stale | Verdict::Blocked) => Some(Missing::of(record, Lack::Verdict(other))),
            },
            Need::Implemented => unless(passing(grounds.proof.implementation(record)), Lack::Implemented),
            Need::Effective => unless(passing(grounds.proof.effectiveness(record)), Lack::Effective).map(|m| m.write("test")),
            Need::Approved => unless(approved(project, record), Lack::Approved),
            Need::UnderView(field) => {
                let viewed = project.config.release.version.as_deref();
                unless(viewed.is_some() && project.text(record, field).map(str::trim) == viewed, Lack::UnderView(field.clone()))
            }
            Need::ClassProven => match grounds.classes.class(record) {
                Some(class) if class.reason == ClassReason::LoweringUnproven => Some(Missing::of(record, Lack::Lowering)),
                Some(class) if !class.assumed => None,
                Some(_) | None => Some(Missing::of(record, Lack::Class).write("classification")),
            },
            Need::ClassOfRisks => self.below_risk(record),
            Need::Segregated => self.segregated(record),
            Need::Controlled => unless(self.controlled(record), Lack::Controlled).map(|m| m.write("control")),
            Need::Accepted => match grounds.risks.risk(record).map(|r| r.decision) {
                Some(Decision::Acceptable | Decision::ByInformationOnly | Decision::Outweighed) => None,
                None | Some(Decision::NotJudged | Decision::NotApplicable | Decision::Unscored | Decision::NotAcceptable) => {
                    Some(Missing::of(record, Lack::Accepted))
                }
            },
            Need::Rated => unless(grounds.risks.risk(record).and_then(|s| s.initial()).and_then(Score::acceptable).is_some(), Lack::Rated),
            Need::Decided => match grounds.risks.risk(record).map(|r| r.decision) {
                Some(Decision::Acceptable | Decision::ByInformationOnly | Decision::Outweighed | Decision::NotAcceptable) => None,
                None | Some(Decision::NotJudged | Decision::NotApplicable | Decision::Unscored) => Some(Missing::of(record, Lack::Decided)),
            },
            Need::Claims(number) => unless(self.cx.cited.is_claim(record, number), Lack::Claims(number.clone())),
            Need::ListCurrent => unless(!self.list_outdated(record), Lack::ListCurrent),
            Need::AdvisoriesEvaluated => {
                let open = grounds.advisories.of(record).filter(|k| !matches!(k.evaluation, Evaluation::Given)).count();
                unless(open == 0, Lack::Advisories(open))
            }
            Need::Derived => {
                let says = self.lacks(record, &Need::Says("derived".to_owned()));
                says.or_else(|| if approved(self.cx.project, record) { None } else { Some(Missing::of(record, Lack::Approved)) })
            }
            Need::OtherMethod => unless(self.has_other_method(record), Lack::OtherMethod),
            Need::Holds(written, queries) => unless(self.selects(record, queries) == Some(true), Lack::Holds(written.clone())),
            Need::OneOf(needs) => {
                let lacking: Vec<Missing> = needs.iter().filter_map(|n| self.lacks(record, n)).collect();
                if lacking.len() < needs.len() { None } else { lacking.into_iter().next() }
            }
        }
    }

    /// What a verification verifies, and the baseline that it looked at does not hold: nobody can tell which state of it that was.
    fn out_of_baseline(&self, verification: RecordId) -> Option<Missing> {
        let project = self.cx.project;
        let state = baseline(project, verification)?;
        let mut known = self.held.borrow_mut();
        let held = known.entry(state).or_insert_with(|| contents(project, state));
        let controlled = |r: &RecordId| CONTROLLED.iter().any(|role| project.has_role(*r, role));
        let outside = project.linked(verification, "verifies").into_iter().find(|r| controlled(r) && !held.contains(r))?;
        Some(Missing::of(verification, Lack::InBaseline(project.record(outside).id.clone())))
    }

    fn segregated(&self, record: RecordId) -> Option<Missing> {
        let entries = self.cx.project.field(record, "segregation").map(Entry::items).unwrap_or_default();
        let tells = |e: &Entry, name: &str| e.value.get(name).and_then(|e| e.value.text()).is_some_and(says_something);
        let asked: Vec<&Entry> = entries.iter().filter(|e| for_control(e)).collect();
        let unknown = |e: &&Entry| SegregationPurpose::of(e.value.get("purpose")) == Choice::Wrong;
        if asked.iter().any(unknown) {
            Some(Missing::of(record, Lack::Undecided))
        } else if asked.is_empty() || !asked.iter().all(|e| tells(e, "mechanism") && tells(e, "why_effective")) {
            Some(Missing::of(record, Lack::Segregation))
        } else if !asked.iter().all(|e| segregation_verified(self.cx.project, self.cx.grounds.proof, record, e)) {
            Some(Missing::of(record, Lack::SegregationVerified).write("test"))
        } else {
            None
        }
    }

    /// Whether the query about records of its kind holds of a record; none if that hangs on what cannot be read.
    pub(super) fn selects(&self, record: RecordId, queries: &[(KindId, Query)]) -> Option<bool> {
        let (project, grounds) = (self.cx.project, self.cx.grounds);
        let own = queries.iter().find(|(kind, _)| *kind == project.record(record).kind);
        own.map_or(Some(false), |(_, query)| decided(View { project, proof: grounds.proof, classes: grounds.classes }, &query.root, record))
    }

    /// Whether something is said at a path: no placeholder, and no day that has not come where it is one of something done. In
    /// a list of groups each of them says it.
    fn says(&self, record: RecordId, path: &str) -> bool {
        let mut names = path.split('.');
        let project = self.cx.project;
        let Some(first) = names.next() else { return false };
        let (Some(entry), Some(field)) = (project.field(record, first), find(&project.kind(record).fields, first)) else { return false };
        let rest: Vec<&str> = names.collect();
        self.inside(entry, field, &rest)
    }

    fn inside(&self, entry: &Entry, field: &Field, rest: &[&str]) -> bool {
        match (&entry.value, rest.split_first()) {
            (Value::List(items), Some(_)) => !items.is_empty() && items.iter().all(|i| self.inside(i, field, rest)),
            (Value::List(items), None) => items.iter().any(|i| self.inside(i, field, rest)),
            (Value::Group(_), Some((name, rest))) => {
                let inner = fields_of(&field.ty).and_then(|fields| find(fields, name));
                match (entry.value.get(name), inner) {
                    (Some(entry), Some(field)) => self.inside(entry, field, rest),
                    _ => false,
                }
            }
            (Value::Group(fields), None) => fields.iter().any(|(name, e)| {
                let declared = fields_of(&field.ty).and_then(|fields| find(fields, name));
                declared.is_some_and(|field| self.inside(e, field, rest))
            }),
            (Value::Date(date), None) => field.future || *date <= self.cx.project.as_of,
            // What is no date, or no word of the enumeration, says nothing there.
            (value, None) if !fits(&field.ty, value) => false,
            (Value::Record { target, .. }, None) => target.is_some_and(|t| !self.cx.project.is_obsolete(t)),
            (value, None) => value.text().is_some_and(|text| fills(text, field.wants())),
            (Value::Text(_) | Value::Word(_) | Value::Date(_) | Value::Prose(_) | Value::Record { .. }, Some(_)) => false,
        }
    }

    /// Whether a record states one version, or another designator that is one: a name that moves means another tomorrow.
    fn is_exact(&self, record: RecordId) -> bool {
        let one = |field| self.cx.project.text(record, field).is_some_and(|t| says_something(t) && inexact(t).is_none());
        one("version") || one("designator")
    }

    /// Whether the look at the supplier's list is too old, or was at the list for another version.
    fn list_outdated(&self, soup: RecordId) -> bool {
        let project = self.cx.project;
        let Some(list) = project.field(soup, "anomaly_list") else { return true };
        let Some(Value::Date(on)) = list.value.get("checked_on").map(|e| &e.value) else { return true };
        let age = on.until(project.as_of).map_or(i32::MAX, |span| span.get_days());
        let text = |entry: Option<&Entry>| entry.and_then(|e| e.value.text()).map(|t| t.trim().to_owned()).filter(|t| says_something(t));
        let (looked, used) = (text(list.value.get("version")), text(project.field(soup, "version")));
        age < 0 || i64::from(age) > i64::from(project.config.check.soup_anomaly_days) || looked.is_none() || looked != used || !self.is_exact(soup)
    }

    /// Whether a risk names a record as a cause.
    pub(super) fn is_cause(&self, record: RecordId) -> bool {
        self.cx.systems.by_cause.contains_key(&record)
    }
}

/// Whether a value is one that a field of a type can hold: what is none of the words was kept as text when it was read.
fn fits(ty: &FieldType, value: &Value) -> bool {
    match ty {
        FieldType::Date => matches!(value, Value::Date(_)),
        FieldType::Enum { .. } | FieldType::Scale(_) => matches!(value, Value::Word(_)),
        FieldType::Boolean => matches!(value.text(), Some("true" | "false")),
        FieldType::List(of) => fits(of, value),
        FieldType::Text
        | FieldType::Markdown
        | FieldType::Integer
        | FieldType::Number
        | FieldType::Version
        | FieldType::Url
        | FieldType::Purl
        | FieldType::Hash
        | FieldType::Path
        | FieldType::Person
        | FieldType::Clause
        | FieldType::Link { .. }
        | FieldType::Group(_) => true,
    }
}

fn find<'f>(fields: &'f [Field], name: &str) -> Option<&'f Field> {
    fields.iter().find(|f| f.name == name)
}

fn fields_of(ty: &FieldType) -> Option<&[Field]> {
    if let FieldType::Group(fields) = ty.element() { Some(fields) } else { None }
}
