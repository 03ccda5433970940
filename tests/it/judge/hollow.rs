//! What proves nothing is seen: in the sample, record by record, texts become assent, dates move back, persons become strangers,
//! evidence moves to another subject; nothing gets better, and each change leaves a finding or something that is worse.

use std::collections::BTreeMap;
use std::path::Path;

use techfile::model::{Entry, Project, RecordId, Value};
use techfile::ops::Checked;
use techfile::schema::{Field, FieldType};
use techfile::source::Span;

use crate::harness::Case;
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

/// Another record of the same kind, for a link to it.
fn another(project: &Project, record: RecordId) -> Option<String> {
    let all: Vec<RecordId> = project.of_kind(project.record(record).kind).filter(|r| !project.is_obsolete(*r)).collect();
    let at = all.iter().position(|r| *r == record)?;
    let next = all[(at + 1) % all.len()];
    (next != record).then(|| project.record(next).id.clone())
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
    all.extend(inserted(checked, "not applicable", "not_applicable: \"Not needed for this product, as decided in the project meeting\""));
    all.extend(inserted(checked, "obsolete", "status: obsolete"));
    all
}

/// Verifications and tests of something else.
fn moved(checked: &Checked) -> Vec<Change> {
    let project = &checked.project;
    let mut all: BTreeMap<(RecordId, String), Vec<(Span, String)>> = BTreeMap::new();
    for written in &project.graph.written {
        let link = project.schema.link(written.name.link);
        if ["verifies", "shows_effect_of"].contains(&link.name.as_str()) && !project.is_obsolete(written.record) {
            let other = project.by_id(&written.target).and_then(|to| another(project, to));
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

/// How many findings of each code there are about each record.
fn findings(checked: &Checked) -> BTreeMap<(String, String), usize> {
    let mut all = BTreeMap::new();
    for finding in &checked.findings {
        *all.entry((finding.code.name.to_owned(), finding.record.clone().unwrap_or_default())).or_default() += 1;
    }
    all
}

#[derive(Default)]
struct Outcome {
    count: usize,
    better: Vec<String>,
    unseen: Vec<String>,
}

fn outcome(case: &Case, all: &[Change], before: (&BTreeMap<String, i64>, &BTreeMap<(String, String), usize>), mut after: impl FnMut(&Path)) -> Outcome {
    let mut outcome = Outcome { count: all.len(), ..Outcome::default() };
    for change in all {
        let path = case.path().join(&change.file);
        let text = std::fs::read_to_string(&path).expect("a file of records");
        std::fs::write(&path, apply(&text, &change.edits)).expect("a change of the case");
        after(&path);
        let changed = check(case).expect("a change does not stop a check");
        std::fs::write(&path, &text).expect("the file as it was");
        let (now, found) = (said(&changed), findings(&changed));
        outcome.better.extend(better(before.0, &now).into_iter().map(|what| format!("{}: {what} is better", change.name)));
        let is_new = found.iter().any(|(key, count)| before.1.get(key).is_none_or(|was| count > was));
        let is_worse = before.0.iter().any(|(what, was)| now.get(what).is_none_or(|good| good < was));
        if !is_new && !is_worse {
            outcome.unseen.push(change.name.clone());
        }
    }
    outcome
}

#[test]
fn what_proves_nothing_is_seen() {
    let case = sample();
    let checked = check(&case).expect("the sample can be checked");
    let before = (said(&checked), findings(&checked));
    let all = all_changes(&checked);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<Outcome> = std::thread::scope(|scope| {
        let size = all.len().div_ceil(threads);
        let before = &before;
        let part = |part| scope.spawn(move || outcome(&sample(), part, (&before.0, &before.1), |_| {}));
        let running: Vec<_> = all.chunks(size).map(part).collect();
        running.into_iter().map(|t| t.join().expect("a thread that ends")).collect()
    });
    let count: usize = parts.iter().map(|p| p.count).sum();
    let better: Vec<&String> = parts.iter().flat_map(|p| &p.better).collect();
    let unseen: Vec<&String> = parts.iter().flat_map(|p| &p.unseen).collect();
    eprintln!("{count} changes, {} better, {} unseen", better.len(), unseen.len());
    std::fs::write("/tmp/hollow.txt", format!("{better:#?}\n{unseen:#?}\n")).unwrap();
    assert!(count > 500, "{count} changes");
    assert!(better.is_empty(), "{better:#?}");
    assert!(unseen.is_empty(), "{unseen:#?}");
}
