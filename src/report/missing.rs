//! The words for what a clause misses.

use super::record::class_facts::class_label;
use super::{Label, words};
use crate::judge::{Lack, Missing, Verdict};
use crate::model::{Project, RecordId};
use crate::schema::evidence::RunFact;
use crate::schema::{Field, FieldType, Scope};

/// The words that say what is missing.
pub fn missing_words(project: &Project, missing: &Missing) -> Label {
    match &missing.what {
        Lack::Accepted => words::missing::accepted(),
        Lack::Advisories(n) => words::missing::advisories(*n),
        Lack::Approved => words::missing::approved(),
        Lack::ChapterText => words::missing::chapter_text(),
        Lack::Claim { roles, clause } => words::missing::claim(kinds(project, roles), clause.clone()),
        Lack::ClaimReason => words::missing::claim_reason(),
        Lack::Claims(clause) => words::missing::claims(clause.clone()),
        Lack::Class => words::missing::class(),
        Lack::ClassOfRisks(rank) => words::missing::class_of_risks(class_label(project, *rank)),
        Lack::Clause { number, open, total } => words::missing::clause(number.clone(), *open, *total),
        Lack::Controlled => words::missing::controlled(),
        Lack::Decided => words::missing::decided(),
        Lack::Done => words::missing::done(),
        Lack::Effective => words::missing::effective(),
        Lack::ExactVersion => words::missing::exact_version(),
        Lack::Finding(code) => words::missing::finding(*code),
        Lack::Gap(clause) => words::missing::gap(clause.clone()),
        Lack::Holds(query) => words::missing::holds(query.clone()),
        Lack::Implemented => words::missing::implemented(),
        Lack::InBaseline(id) => words::missing::in_baseline(id.clone()),
        Lack::IsFor => words::missing::is_for(),
        Lack::Linked(name) => words::missing::linked(missing.record.map_or(name.clone(), |record| link(project, record, name))),
        Lack::ListCurrent => words::missing::list_current(),
        Lack::Lowering => words::missing::lowering(),
        Lack::NamedAsCause => words::missing::named_as_cause(),
        Lack::OfVersion => words::missing::of_version(),
        Lack::OtherMethod => words::missing::other_method(),
        Lack::Rated => words::missing::rated(),
        Lack::Realised => words::missing::realised(),
        Lack::Record(roles) => words::missing::record(kinds(project, roles)),
        Lack::Report { fact, path } => of_report(*fact, path),
        Lack::Repeated(activity) => words::missing::repeated(activity.clone()),
        Lack::Retest => words::missing::retest(),
        Lack::Review(clause) => words::missing::review(clause.clone()),
        Lack::ReviewVersion => words::missing::review_version(),
        Lack::Run(fact) => of_run(*fact),
        Lack::Says(path) => {
            let says = if or_none(project, missing.record, path) { words::missing::says_or_none } else { words::missing::says };
            says(field(project, missing.record, path))
        }
        Lack::Section(clause) => words::missing::section(clause.clone()),
        Lack::SectionText(clause) => words::missing::section_text(clause.clone()),
        Lack::Segregation => words::missing::segregation(),
        Lack::SegregationVerified => words::missing::segregation_verified(),
        Lack::Settled => words::missing::settled(),
        Lack::Status => words::missing::status(),
        Lack::Subject(scope) => no_subject(*scope),
        Lack::Tests(levels) => words::missing::tests(levels.join(", ")),
        Lack::Undecided => words::missing::undecided(),
        Lack::UnderView(path) => words::missing::under_view(field(project, missing.record, path)),
        Lack::Valid => words::missing::valid(),
        Lack::Value { standard, clause, role, field, value } => {
            let label = project.schema.standards[*standard].word(field, value).map_or_else(|| word(project, role, field, value), str::to_owned);
            words::missing::value(clause.clone(), label)
        }
        Lack::Vanished { id, version } => words::missing::vanished(id.clone(), version.clone()),
        Lack::Verdict(verdict) => of_verdict(*verdict),
        Lack::Version => words::missing::version(),
    }
}

/// That nothing is there that a clause of a scope could be about.
pub(super) fn no_subject(scope: Scope) -> Label {
    match scope {
        Scope::Boundary => words::missing::subject_boundary(),
        Scope::IntegrationGroup => words::missing::subject_integration_group(),
        Scope::Item => words::missing::subject_item(),
        Scope::Legacy => words::missing::subject_legacy(),
        Scope::Release => words::missing::subject_release(),
        Scope::Soup => words::missing::subject_soup(),
        // The organisation is always there; without a system it has none.
        Scope::Organisation | Scope::System => words::missing::subject_system(),
        Scope::Unit => words::missing::subject_unit(),
    }
}

fn of_verdict(verdict: Verdict) -> Label {
    match verdict {
        // Nothing lacks a verdict because it passes.
        Verdict::Passing | Verdict::Unverified => words::missing::unverified(),
        Verdict::NotRun => words::missing::not_run(),
        Verdict::Stale => words::missing::stale(),
        Verdict::Blocked => words::missing::blocked(),
        Verdict::Failing => words::missing::failing(),
    }
}

fn of_run(fact: RunFact) -> Label {
    match fact {
        RunFact::Version => words::missing::run_version(),
        RunFact::Date => words::missing::run_date(),
        RunFact::Tester => words::missing::run_tester(),
        RunFact::Environment => words::missing::run_environment(),
        RunFact::Tools => words::missing::run_tools(),
        RunFact::Result => words::missing::run_result(),
        RunFact::Anomalies => words::missing::run_anomalies(),
    }
}

fn of_report(fact: RunFact, path: &str) -> Label {
    match fact {
        RunFact::Version => words::missing::report_version(path),
        RunFact::Date => words::missing::report_date(path),
        RunFact::Tester => words::missing::report_tester(path),
        RunFact::Environment => words::missing::report_environment(path),
        // A report has a result by being one, and names no anomaly: neither is asked of it.
        RunFact::Tools | RunFact::Result | RunFact::Anomalies => words::missing::report_tools(path),
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

/// Whether the field at the end of a path takes `{none: reason}`.
fn or_none(project: &Project, record: Option<RecordId>, path: &str) -> bool {
    let mut fields: Option<&[Field]> = record.map(|r| project.kind(r).fields.as_slice());
    let mut last = false;
    for name in path.split('.') {
        let field = fields.and_then(|fields| fields.iter().find(|f| f.name == name));
        last = field.is_some_and(|f| f.or_none);
        fields = field.and_then(|f| if let FieldType::Group(fields) = f.ty.element() { Some(fields.as_slice()) } else { None });
    }
    last
}

/// What a word of an enumeration is called, in a field of the records of a role.
fn word(project: &Project, role: &str, field: &str, value: &str) -> String {
    let kinds = project.schema.kinds_with(role).map(|k| project.schema.kind(k));
    let declared = kinds.filter_map(|k| k.fields.iter().find(|f| f.name == field)).next();
    let labels = declared.map_or(&[][..], |f| if let FieldType::Enum { labels, .. } = f.ty.element() { labels } else { &[] });
    labels.iter().find(|(word, _)| word == value).map_or(value, |(_, label)| label).to_owned()
}
