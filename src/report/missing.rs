//! The words for what a clause misses.

use super::Label;
use super::record::class_facts::class_label;
use crate::judge::{Lack, Missing, Verdict};
use crate::model::{Project, RecordId};
use crate::schema::evidence::RunFact;
use crate::schema::{Field, FieldType, Scope};

/// The words that say what is missing.
pub fn missing_words(project: &Project, missing: &Missing) -> Label {
    let with = |key: &str, values: Vec<(&'static str, String)>| Label::Filled(key.to_owned(), values);
    match &missing.what {
        Lack::Accepted => Label::key("missing_accepted"),
        Lack::Advisories(n) => with("missing_advisories", vec![("n", n.to_string())]),
        Lack::Approved => Label::key("missing_approved"),
        Lack::ChapterText => Label::key("missing_chapter_text"),
        Lack::Claim { roles, clause } => with("missing_claim", vec![("kinds", kinds(project, roles)), ("clause", clause.clone())]),
        Lack::ClaimReason => Label::key("missing_claim_reason"),
        Lack::Claims(clause) => with("missing_claims", vec![("clause", clause.clone())]),
        Lack::Class => Label::key("missing_class"),
        Lack::ClassOfRisks(rank) => with("missing_class_of_risks", vec![("class", class_label(project, *rank))]),
        Lack::Clause { number, open, total } => {
            with("missing_clause", vec![("clause", number.clone()), ("open", open.to_string()), ("total", total.to_string())])
        }
        Lack::Controlled => Label::key("missing_controlled"),
        Lack::Decided => Label::key("missing_decided"),
        Lack::Done => Label::key("missing_done"),
        Lack::Effective => Label::key("missing_effective"),
        Lack::ExactVersion => Label::key("missing_exact_version"),
        Lack::Gap(clause) => with("missing_gap", vec![("clause", clause.clone())]),
        Lack::Holds(query) => with("missing_holds", vec![("query", query.clone())]),
        Lack::Implemented => Label::key("missing_implemented"),
        Lack::IsFor => Label::key("missing_is_for"),
        Lack::Linked(name) => with("missing_linked", vec![("link", missing.record.map_or(name.clone(), |record| link(project, record, name)))]),
        Lack::ListCurrent => Label::key("missing_list_current"),
        Lack::Lowering => Label::key("missing_lowering"),
        Lack::NamedAsCause => Label::key("missing_named_as_cause"),
        Lack::OtherMethod => Label::key("missing_other_method"),
        Lack::Rated => Label::key("missing_rated"),
        Lack::Realised => Label::key("missing_realised"),
        Lack::Record(roles) => with("missing_record", vec![("kinds", kinds(project, roles))]),
        Lack::Report { fact, path } => with(of_report(*fact), vec![("file", path.clone())]),
        Lack::Retest => Label::key("missing_retest"),
        Lack::Review(clause) => with("missing_review", vec![("clause", clause.clone())]),
        Lack::ReviewVersion => Label::key("missing_review_version"),
        Lack::Run(fact) => Label::key(of_run(*fact)),
        Lack::Says(path) => with("missing_says", vec![("field", field(project, missing.record, path))]),
        Lack::Section(clause) => with("missing_section", vec![("clause", clause.clone())]),
        Lack::SectionText(clause) => with("missing_section_text", vec![("clause", clause.clone())]),
        Lack::Segregation => Label::key("missing_segregation"),
        Lack::SegregationVerified => Label::key("missing_segregation_verified"),
        Lack::Status => Label::key("missing_status"),
        Lack::Subject(scope) => no_subject(*scope),
        Lack::Tests(levels) => with("missing_tests", vec![("levels", levels.join(", "))]),
        Lack::Undecided => Label::key("missing_undecided"),
        Lack::UnderView(path) => with("missing_under_view", vec![("field", field(project, missing.record, path))]),
        Lack::Valid => Label::key("missing_valid"),
        Lack::Value { standard, clause, role, field, value } => {
            let label = project.schema.standards[*standard].word(field, value).map_or_else(|| word(project, role, field, value), str::to_owned);
            with("missing_value", vec![("clause", clause.clone()), ("value", label)])
        }
        Lack::Vanished { id, version } => with("missing_vanished", vec![("id", id.clone()), ("version", version.clone())]),
        Lack::Verdict(verdict) => Label::key(of_verdict(*verdict)),
        Lack::Version => Label::key("missing_version"),
    }
}

/// That nothing is there that a clause of a scope could be about.
pub(super) fn no_subject(scope: Scope) -> Label {
    Label::key(match scope {
        Scope::Boundary => "missing_subject_boundary",
        Scope::IntegrationGroup => "missing_subject_integration_group",
        Scope::Item => "missing_subject_item",
        Scope::Legacy => "missing_subject_legacy",
        Scope::Release => "missing_subject_release",
        Scope::Soup => "missing_subject_soup",
        // The organisation is always there; without a system it has none.
        Scope::Organisation | Scope::System => "missing_subject_system",
        Scope::Unit => "missing_subject_unit",
    })
}

fn of_verdict(verdict: Verdict) -> &'static str {
    match verdict {
        // Nothing lacks a verdict because it passes.
        Verdict::Passing | Verdict::Unverified => "missing_unverified",
        Verdict::NotRun => "missing_not_run",
        Verdict::Stale => "missing_stale",
        Verdict::Blocked => "missing_blocked",
        Verdict::Failing => "missing_failing",
    }
}

fn of_run(fact: RunFact) -> &'static str {
    match fact {
        RunFact::Version => "missing_run_version",
        RunFact::Date => "missing_run_date",
        RunFact::Tester => "missing_run_tester",
        RunFact::Environment => "missing_run_environment",
        RunFact::Tools => "missing_run_tools",
        RunFact::Result => "missing_run_result",
        RunFact::Anomalies => "missing_run_anomalies",
    }
}

fn of_report(fact: RunFact) -> &'static str {
    match fact {
        RunFact::Version => "missing_report_version",
        RunFact::Date => "missing_report_date",
        RunFact::Tester => "missing_report_tester",
        RunFact::Environment => "missing_report_environment",
        // A report has a result by being one, and names no anomaly: neither is asked of it.
        RunFact::Tools | RunFact::Result | RunFact::Anomalies => "missing_report_tools",
    }
}

/// What kinds with these roles are called.
fn kinds(project: &Project, roles: &[String]) -> String {
    let schema = &project.schema;
    let label = |role: &String| schema.kind_named(role).map_or_else(|| role.replace('_', " "), |k| schema.kind(k).label.clone());
    roles.iter().map(label).collect::<Vec<_>>().join(", ")
}

/// What a link is called on the side of a record.
fn link(project: &Project, record: RecordId, name: &str) -> String {
    let own = project.schema.link_of(project.record(record).kind, name).map(|n| {
        let link = project.schema.link(n.link);
        if link.name == name { &link.label } else { &link.inverse_label }
    });
    own.map_or_else(|| name.to_owned(), String::clone)
}

/// The labels of the fields on a path.
fn field(project: &Project, record: Option<RecordId>, path: &str) -> String {
    let mut fields: Option<&[Field]> = record.map(|r| project.kind(r).fields.as_slice());
    let mut labels: Vec<&str> = Vec::new();
    for name in path.split('.') {
        let field = fields.and_then(|fields| fields.iter().find(|f| f.name == name));
        labels.push(field.map_or(name, |f| f.label.as_str()));
        fields = field.and_then(|f| if let FieldType::Group(fields) = f.ty.element() { Some(fields.as_slice()) } else { None });
    }
    labels.join(", ")
}

/// What a word of an enumeration is called, in a field of the records of a role.
fn word(project: &Project, role: &str, field: &str, value: &str) -> String {
    let kinds = project.schema.kinds_with(role).map(|k| project.schema.kind(k));
    let declared = kinds.filter_map(|k| k.fields.iter().find(|f| f.name == field)).next();
    let labels = declared.map_or(&[][..], |f| if let FieldType::Enum { labels, .. } = f.ty.element() { labels } else { &[] });
    labels.iter().find(|(word, _)| word == value).map_or(value, |(_, label)| label).to_owned()
}
