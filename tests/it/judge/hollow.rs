//! What proves nothing is seen: in the sample, record by record, texts become assent, dates move back, persons become strangers,
//! evidence moves to another subject; nothing gets better, and each change leaves a finding or something that is worse.

use std::collections::BTreeMap;

use techfile::judge::Verdict;
use techfile::model::{Entry, Project, RecordId, Value};
use techfile::ops::Checked;
use techfile::schema::{Field, FieldType, Side};
use techfile::source::Span;

use crate::judge::monotone::{better, check, said, sample};

/// One change: what it is called, and what takes the place of which text.
struct Change {
    name: String,
    file: String,
    edits: Vec<(Span, String)>,
}

/// The fields of a record, also those inside groups, with their paths.
fn each(project: &Project, record: RecordId, visit: &mut impl FnMut(&str, &Field, &Entry)) {
    let kind = project.kind(record);
    for (index, entry) in &project.record(record).fields {
        let field = &kind.fields[usize::from(*index)];
        inside(&field.name, field, entry, visit);
    }
}

fn inside(path: &str, field: &Field, entry: &Entry, visit: &mut impl FnMut(&str, &Field, &Entry)) {
    match (&entry.value, field.ty.element()) {
        (Value::List(items), _) => items.iter().for_each(|item| inside(path, field, item, visit)),
        (Value::Group(entries), FieldType::Group(fields)) => {
            for (name, entry) in entries {
                if let Some(inner) = fields.iter().find(|f| f.name == *name) {
                    inside(&format!("{path}.{name}"), inner, entry, visit);
                }
            }
        }
        _ => visit(path, field, entry),
    }
}

fn file_of(checked: &Checked, span: Span) -> &str {
    &checked.project.sources.get(span.file).path
}

fn raw(checked: &Checked, span: Span) -> &str {
    &checked.project.sources.get(span.file).text[span.start as usize..span.end as usize]
}

/// The changes of one kind: for each record the places that `what` chooses, and what is written there.
fn changes(checked: &Checked, name: &str, what: impl Fn(RecordId, &str, &Field, &Entry) -> Option<String>) -> Vec<Change> {
    let project = &checked.project;
    let mut all = Vec::new();
    for (record, data) in project.iter().filter(|(r, _)| !project.is_obsolete(*r)) {
        let mut edits = Vec::new();
        each(project, record, &mut |path, field, entry| {
            // A block of several lines is left as it is: its indentation is not known here.
            if !raw(checked, entry.span).contains('\n') {
                edits.extend(what(record, path, field, entry).map(|text| (entry.span, text)));
            }
        });
        if !edits.is_empty() {
            all.push(Change { name: format!("{}: {name}", data.id), file: file_of(checked, data.span).to_owned(), edits });
        }
    }
    all
}

/// Another record of the same kind that passes, and that a record does not verify already: one without evidence would rightly
/// get better by any.
fn another(checked: &Checked, subject: RecordId, verified: &[RecordId]) -> Option<String> {
    let project = &checked.project;
    let passes = |r: &RecordId| checked.judgement.verdict(*r).is_none_or(|j| j.verdict == Verdict::Passing);
    let mut all = project.of_kind(project.record(subject).kind).filter(|r| !project.is_obsolete(*r) && !verified.contains(r) && passes(r));
    all.next().map(|other| project.record(other).id.clone())
}

fn all_changes(checked: &Checked) -> Vec<Change> {
    let project = &checked.project;
    let sentence = |field: &Field| field.name != "title" && !field.name_only && matches!(field.ty.element(), FieldType::Text | FieldType::Markdown);
    let mut all = Vec::new();
    for (name, text) in [("says yes", "\"Yes.\""), ("all is well", "\"All is well.\"")] {
        all.extend(changes(checked, name, |_, _, field, entry| (sentence(field) && entry.value.text().is_some()).then(|| text.to_owned())));
    }
    for (name, days) in [("400 days back", 400), ("900 days back", 900)] {
        all.extend(changes(checked, name, |_, _, _, entry| match entry.value {
            Value::Date(date) => Some(format!("\"{}\"", date.checked_sub(jiff::Span::new().days(days)).expect("a date"))),
            _ => None,
        }));
    }
    all.extend(changes(checked, "strangers", |_, _, field, _| (*field.ty.element() == FieldType::Person).then(|| "\"A. Stranger\"".to_owned())));
    all.extend(changes(checked, "a stranger approves", |_, path, _, _| (path == "approved.by").then(|| "\"A. Stranger\"".to_owned())));
    all.extend(changes(checked, "approved by its owner", |record, path, _, _| {
        let own = project.text(record, "owner").map(str::to_owned).or_else(|| {
            let last = project.field(record, "history")?.items().last()?;
            last.value.get("author")?.value.text().map(str::to_owned)
        });
        if path == "approved.by" { own.map(|own| format!("\"{own}\"")) } else { None }
    }));
    all.extend(changes(checked, "nothing is left", |_, path, field, entry| {
        let scale = matches!(field.ty, FieldType::Scale(_)) && path.starts_with("residual");
        (scale && entry.value.text() != Some("1")).then(|| "\"1\"".to_owned())
    }));
    all.extend(changes(checked, "foreign case", |_, path, _, entry| {
        (path == "automated" && entry.value.text().is_some()).then(|| "\"rate_calc: value out of range is refused\"".to_owned())
    }));
    all.extend(changes(checked, "any case", |_, path, _, entry| {
        let word = entry.value.text()?.split([' ', ':']).next()?.to_owned();
        (path == "automated").then(|| format!("\"*{}*\"", &word[..word.len().min(5)]))
    }));
    all.extend(moved(checked));
    all.push(without_classes(checked));
    all.extend(inserted(checked, "not applicable", "not_applicable: \"Not needed for this product, as decided in the project meeting\""));
    all.extend(inserted(checked, "obsolete", "status: obsolete"));
    all
}

/// The project's scale of severity names no class.
fn without_classes(checked: &Checked) -> Change {
    let path = "sample-project/schema.yaml";
    let file = checked.project.sources.by_path(path).expect("the schema of the sample");
    let text = &checked.project.sources.get(file).text;
    let places = text.match_indices(", safety_class: ").map(|(at, key)| (Span::new(file, at, at + key.len() + 1), String::new()));
    let edits: Vec<(Span, String)> = places.collect();
    assert!(!edits.is_empty());
    Change { name: "severity: no class".to_owned(), file: path.to_owned(), edits }
}

/// Verifications and tests of something else.
fn moved(checked: &Checked) -> Vec<Change> {
    let project = &checked.project;
    let mut all: BTreeMap<(RecordId, String), Vec<(Span, String)>> = BTreeMap::new();
    for written in &project.graph.written {
        let link = project.schema.link(written.name.link);
        let forward = written.name.side == Side::Forward;
        if forward && ["verifies", "shows_effect_of"].contains(&link.name.as_str()) && !project.is_obsolete(written.record) {
            let verified = project.linked(written.record, &link.name);
            let other = project.by_id(&written.target).and_then(|to| another(checked, to, &verified));
            all.entry((written.record, link.name.clone())).or_default().extend(other.map(|id| (written.span, id)));
        }
    }
    let change = |((record, link), edits): ((RecordId, String), Vec<(Span, String)>)| {
        let data = project.record(record);
        Change { name: format!("{}: {link} another", data.id), file: file_of(checked, data.span).to_owned(), edits }
    };
    all.into_iter().map(change).filter(|c| !c.edits.is_empty()).collect()
}

/// A line more in each record; one that stands there with the same key goes.
fn inserted(checked: &Checked, name: &str, line: &str) -> Vec<Change> {
    let project = &checked.project;
    let (key, value) = line.split_once(": ").expect("a key");
    let mut all = Vec::new();
    for (record, data) in project.iter().filter(|(r, _)| !project.is_obsolete(*r)) {
        let edit = match project.field(record, key) {
            Some(entry) => (entry.span, value.to_owned()),
            None => {
                let text = &project.sources.get(data.span.file).text;
                let start = text[..data.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
                let indent = data.span.start as usize - start - "id: ".len();
                let end = Span { start: data.span.end, ..data.span };
                let flow = text[start..data.span.start as usize].contains('{');
                (end, if flow { format!(", {line}") } else { format!("\n{}{line}", " ".repeat(indent)) })
            }
        };
        all.push(Change { name: format!("{}: {name}", data.id), file: file_of(checked, data.span).to_owned(), edits: vec![edit] });
    }
    all
}

fn apply(text: &str, edits: &[(Span, String)]) -> String {
    let mut edits: Vec<&(Span, String)> = edits.iter().collect();
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    edits.iter().fold(text.to_owned(), |mut text, (span, new)| {
        text.replace_range(span.start as usize..span.end as usize, new);
        text
    })
}

/// What is said of a project: how good each thing is, and how many findings of each code there are about each record.
struct Spoken {
    said: BTreeMap<String, i64>,
    findings: BTreeMap<(String, String), usize>,
}

impl Spoken {
    fn of(checked: &Checked) -> Self {
        let mut findings = BTreeMap::new();
        for finding in &checked.findings {
            *findings.entry((finding.code.name.to_owned(), finding.record.clone().unwrap_or_default())).or_default() += 1;
        }
        Self { said: said(checked), findings }
    }

    /// Whether something is worse than before, or there is a finding more.
    fn is_worse_than(&self, before: &Self) -> bool {
        let is_new = self.findings.iter().any(|(key, count)| before.findings.get(key).is_none_or(|was| count > was));
        is_new || before.said.iter().any(|(what, was)| self.said.get(what).is_none_or(|good| good < was))
    }
}

#[derive(Default)]
struct Outcome {
    better: Vec<String>,
    unseen: Vec<String>,
}

/// What becomes of the project with each change alone.
fn outcome(changes: &[Change], before: &Spoken) -> Outcome {
    let case = sample();
    let mut outcome = Outcome::default();
    for change in changes {
        let path = case.path().join(&change.file);
        let text = std::fs::read_to_string(&path).expect("a file of the sample");
        std::fs::write(&path, apply(&text, &change.edits)).expect("a change of the case");
        let after = Spoken::of(&check(&case).expect("a change does not stop a check"));
        std::fs::write(&path, &text).expect("the file as it was");
        outcome.better.extend(better(&before.said, &after.said).into_iter().map(|what| format!("{}: {what} is better", change.name)));
        if !after.is_worse_than(before) {
            outcome.unseen.push(change.name.clone());
        }
    }
    outcome
}

/// What nothing in the records contradicts: a date with which no other one is compared, and what nothing rests on.
const UNSEEN: &[&str] = &[
    "DEV-1: 400 days back",
    "CLS-001: 400 days back",
    "DOC-001: 400 days back",
    "DOC-002: 400 days back",
    "DOC-003: 400 days back",
    "DOC-004: 400 days back",
    "DOC-005: 400 days back",
    "PLAN-001: 400 days back",
    "PLAN-002: 400 days back",
    "PLAN-003: 400 days back",
    "ITM-008: 400 days back",
    "ITM-009: 400 days back",
    "SOUP-005: 400 days back",
    "PR-001: 400 days back",
    "PR-003: 400 days back",
    "FB-001: 400 days back",
    "FB-002: 400 days back",
    "ASM-005: 400 days back",
    "ASM-007: 400 days back",
    "DEV-1: 900 days back",
    "CLS-001: 900 days back",
    "DOC-001: 900 days back",
    "DOC-002: 900 days back",
    "DOC-003: 900 days back",
    "DOC-005: 900 days back",
    "PLAN-001: 900 days back",
    "PLAN-002: 900 days back",
    "PLAN-003: 900 days back",
    "ITM-008: 900 days back",
    "ITM-009: 900 days back",
    "SOUP-005: 900 days back",
    "PR-001: 900 days back",
    "PR-003: 900 days back",
    "FB-001: 900 days back",
    "FB-002: 900 days back",
    "ASM-005: 900 days back",
    "ASM-007: 900 days back",
    "TEST-001: verifies another",
    "TEST-002: verifies another",
    "TEST-003: verifies another",
    "TEST-005: verifies another",
    "TEST-006: verifies another",
    "TEST-007: verifies another",
    "TEST-009: verifies another",
    "TEST-013: verifies another",
    "TEST-014: verifies another",
    "TEST-017: shows_effect_of another",
    "TEST-019: verifies another",
    "TEST-025: shows_effect_of another",
    "TEST-028: verifies another",
    "DOC-001: not applicable",
    "DOC-002: not applicable",
    "ROLE-001: obsolete",
    "ROLE-002: obsolete",
    "ROLE-003: obsolete",
    "ROLE-004: obsolete",
    "TOOL-004: obsolete",
    "USE-001: obsolete",
    "USE-002: obsolete",
    "IF-010: obsolete",
    "IF-017: obsolete",
    "FB-001: obsolete",
    "FB-002: obsolete",
    "WVR-001: obsolete",
    "TERM-001: obsolete",
    "TERM-002: obsolete",
    "TERM-003: obsolete",
    "TERM-004: obsolete",
];

#[test]
fn what_proves_nothing_is_seen() {
    let case = sample();
    let checked = check(&case).expect("the sample can be checked");
    let before = Spoken::of(&checked);
    let all = all_changes(&checked);
    assert!(all.len() > 900, "{} changes", all.len());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<Outcome> = std::thread::scope(|scope| {
        let running: Vec<_> = all.chunks(all.len().div_ceil(threads)).map(|part| scope.spawn(|| outcome(part, &before))).collect();
        running.into_iter().map(|t| t.join().expect("a thread that ends")).collect()
    });
    let better: Vec<&String> = parts.iter().flat_map(|p| &p.better).collect();
    let unseen: Vec<&str> = parts.iter().flat_map(|p| &p.unseen).map(String::as_str).collect();
    assert!(better.is_empty(), "of {} changes these make something better: {better:#?}", all.len());
    assert_eq!(unseen, UNSEEN, "of {} changes", all.len());
}
