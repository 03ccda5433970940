//! Whether a record has what it must.

use super::evaluate::Evaluator;
use super::row::Missing;
use super::subject::for_control;
use crate::judge::select::{View, holds};
use crate::judge::{ClassReason, Decision, Evaluation, Score, Verdict, approved, inexact, segregation_verified};
use crate::model::{Entry, RecordId, Value, says_something};
use crate::schema::evidence::Need;
use crate::schema::query::Query;
use crate::schema::{Field, FieldType, KindId};

impl Evaluator<'_> {
    /// What a record lacks of a need; nothing if it has it.
    pub(super) fn lacks(&self, record: RecordId, need: &Need) -> Option<Missing> {
        let project = self.cx.project;
        let judgement = self.cx.judgement;
        let passing = |judged: Option<&crate::judge::Judged>| judged.is_some_and(|j| j.verdict == Verdict::Passing);
        let lacks = |label: &'static str| Some(Missing::new(Some(record), label, Vec::new()));
        let named = |label: &'static str, name: &'static str, text: String| Some(Missing::new(Some(record), label, vec![(name, text)]));
        match need {
            Need::Says(path) if !self.says(record, path) => named("missing_says", "field", self.field_label(record, path)),
            Need::SaysEach(path) => {
                let first = path.split('.').next().unwrap_or_default();
                let written = project.field(record, first).is_some();
                if written && !self.says(record, path) { named("missing_says", "field", self.field_label(record, path)) } else { None }
            }
            Need::Linked(name, roles) => {
                let ends = project.linked(record, name);
                let found = ends.iter().any(|end| roles.is_empty() || roles.iter().any(|role| project.has_role(*end, role)));
                if found { None } else { self.not_linked(record, name, roles) }
            }
            Need::Passes if !passing(judgement.verdict(record)) => {
                let verdict = judgement.verdict(record).map_or(Verdict::Unverified, |j| j.verdict);
                lacks(verdict_label(verdict)).map(|m| if verdict == Verdict::Unverified { m.write("test") } else { m })
            }
            Need::ExactVersion if !self.is_exact(record) => lacks("missing_exact_version"),
            Need::Ran => match judgement.verdict(record).map(|j| j.verdict) {
                Some(Verdict::Passing | Verdict::Failing) => None,
                other => lacks(verdict_label(other.unwrap_or(Verdict::NotRun))),
            },
            Need::Implemented if !passing(judgement.implementation(record)) || !self.is_tried(record) => lacks("missing_implemented"),
            Need::Effective if !passing(judgement.effectiveness(record)) => lacks("missing_effective").map(|m| m.write("test")),
            Need::Approved if !approved(project, record) => lacks("missing_approved"),
            Need::UnderView(field) => {
                let viewed = project.config.release.version.as_deref();
                let is = viewed.is_some() && project.text(record, field).map(str::trim) == viewed;
                if is { None } else { named("missing_under_view", "field", self.field_label(record, field)) }
            }
            Need::ClassProven => match judgement.class(record) {
                Some(class) if !class.assumed && class.reason != ClassReason::LoweringUnproven => None,
                Some(class) if class.reason == ClassReason::LoweringUnproven => lacks("missing_lowering"),
                _ => lacks("missing_class").map(|m| m.write("classification")),
            },
            Need::ClassOfRisks => self.below_risk(record),
            Need::Segregated => {
                let entries = project.field(record, "segregation").map(Entry::items).unwrap_or_default();
                let tells = |e: &Entry, name: &str| e.value.get(name).and_then(|e| e.value.text()).is_some_and(says_something);
                let mut asked = entries.iter().filter(|e| for_control(e)).peekable();
                if asked.peek().is_none() || !asked.all(|e| tells(e, "mechanism") && tells(e, "why_effective")) {
                    lacks("missing_segregation")
                } else if !entries.iter().filter(|e| for_control(e)).all(|e| segregation_verified(project, judgement, e)) {
                    lacks("missing_segregation_verified").map(|m| m.write("test"))
                } else {
                    None
                }
            }
            Need::Controlled if !self.controlled(record) => lacks("missing_controlled").map(|m| m.write("control")),
            Need::Accepted => match judgement.risk(record).map(|r| r.decision) {
                Some(Decision::Acceptable | Decision::ByInformationOnly | Decision::Outweighed) => None,
                _ => lacks("missing_accepted"),
            },
            Need::Rated if judgement.risk(record).and_then(|s| s.initial()).and_then(Score::acceptable).is_none() => lacks("missing_rated"),
            Need::Decided if matches!(judgement.risk(record).map(|r| r.decision), None | Some(Decision::NotJudged | Decision::Unscored)) => {
                lacks("missing_decided")
            }
            Need::Claims(number) if !self.cx.cited.is_claim(record, number) => named("missing_claims", "clause", number.clone()),
            Need::ListCurrent => self.list_outdated(record).then(|| Missing::new(Some(record), "missing_list_current", Vec::new())),
            Need::AdvisoriesEvaluated => {
                let open = judgement.advisories.of(record).filter(|k| !matches!(k.evaluation, Evaluation::Given)).count();
                if open == 0 { None } else { named("missing_advisories", "n", open.to_string()) }
            }
            Need::Holds(written, queries) if !self.selects(record, queries) => named("missing_holds", "query", written.clone()),
            Need::OneOf(needs) => {
                let lacking: Vec<Missing> = needs.iter().filter_map(|n| self.lacks(record, n)).collect();
                if lacking.len() < needs.len() { None } else { lacking.into_iter().next() }
            }
            _ => None,
        }
    }

    /// Whether the query about records of its kind holds of a record.
    pub(super) fn selects(&self, record: RecordId, queries: &[(KindId, Query)]) -> bool {
        let (project, judgement) = (self.cx.project, self.cx.judgement);
        let own = queries.iter().find(|(kind, _)| *kind == project.record(record).kind);
        own.is_some_and(|(_, query)| holds(View { project, judgement }, &query.root, record))
    }

    fn not_linked(&self, record: RecordId, name: &str, roles: &[String]) -> Option<Missing> {
        let schema = &self.cx.project.schema;
        let label = schema.link_of(self.cx.project.record(record).kind, name).map_or(name, |n| {
            let link = schema.link(n.link);
            if link.name == name { &link.label } else { &link.inverse_label }
        });
        let missing = Missing::new(Some(record), "missing_linked", vec![("link", label.to_owned())]);
        Some(roles.first().map_or(missing.clone(), |role| missing.write(role.as_str())))
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
            (Value::Group(fields), None) => fields.iter().any(|(_, e)| self.inside(e, field, rest)),
            (Value::Date(date), None) => field.future || *date <= self.cx.project.as_of,
            // What is no date, or no word of the enumeration, says nothing there.
            (value, None) if !fits(&field.ty, value) => false,
            (Value::Record { target, .. }, None) => target.is_some_and(|t| !self.cx.project.is_obsolete(t)),
            (value, None) => value.text().is_some_and(says_something),
            _ => false,
        }
    }

    /// The labels of the fields on a path.
    fn field_label(&self, record: RecordId, path: &str) -> String {
        let mut fields = Some(self.cx.project.kind(record).fields.as_slice());
        let mut labels: Vec<&str> = Vec::new();
        for name in path.split('.') {
            let field = fields.and_then(|f| find(f, name));
            labels.push(field.map_or(name, |f| f.label.as_str()));
            fields = field.and_then(|f| fields_of(&f.ty));
        }
        labels.join(", ")
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

fn verdict_label(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passing => "verdict_passing",
        Verdict::Unverified => "missing_unverified",
        Verdict::NotRun => "missing_not_run",
        Verdict::Stale => "missing_stale",
        Verdict::Blocked => "missing_blocked",
        Verdict::Failing => "missing_failing",
    }
}

/// Whether a text is one that a field of a type can hold, where that is a date or one of some words.
fn fits(ty: &FieldType, value: &Value) -> bool {
    match ty {
        FieldType::Date => matches!(value, Value::Date(_)),
        FieldType::Enum { values, .. } => value.text().is_some_and(|text| values.iter().any(|v| v == text)),
        FieldType::Boolean => matches!(value.text(), Some("true" | "false")),
        FieldType::List(of) => fits(of, value),
        _ => true,
    }
}

fn find<'f>(fields: &'f [Field], name: &str) -> Option<&'f Field> {
    fields.iter().find(|f| f.name == name)
}

fn fields_of(ty: &FieldType) -> Option<&[Field]> {
    match ty {
        FieldType::Group(fields) => Some(fields),
        FieldType::List(of) => fields_of(of),
        _ => None,
    }
}
