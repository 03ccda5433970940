//! A word that is none of those a field can hold shows nothing: put in the place of each closed word of the sample, no record
//! check of a clause and no verdict gets better.

use std::collections::{BTreeMap, BTreeSet};

use techfile::model::{Entry, Project, Value, Words};
use techfile::schema::{Field, FieldType};
use techfile::source::Span;

use crate::harness::Case;
use crate::judge::monotone::{better, check, half, said, sample};

/// Where each closed word of a project stands, by its kind, field and word.
type Places = BTreeMap<(String, String, String), Vec<(String, Span)>>;

fn places(project: &Project) -> Places {
    let mut places = Places::new();
    for (id, record) in project.iter() {
        let kind = project.kind(id);
        for (index, entry) in &record.fields {
            let field = &kind.fields[usize::from(*index)];
            let mut put = |path: &str, entry: &Entry, word: &str| {
                let key = (kind.name.clone(), path.to_owned(), word.to_owned());
                places.entry(key).or_default().push((record.id.clone(), entry.span));
            };
            closed(&field.name, field, entry, &mut put);
        }
    }
    places
}

fn closed(path: &str, field: &Field, entry: &Entry, put: &mut impl FnMut(&str, &Entry, &str)) {
    match (&entry.value, field.ty.element()) {
        (Value::List(items), _) => items.iter().for_each(|item| closed(path, field, item, put)),
        (Value::Group(entries), FieldType::Group(fields)) => {
            for (name, entry) in entries {
                let inner = fields.iter().find(|f| f.name == *name).expect("a declared field");
                closed(&format!("{path}.{name}"), inner, entry, put);
            }
        }
        (value, FieldType::Enum { .. } | FieldType::Scale(_) | FieldType::Boolean) => put(path, entry, value.text().expect("a word")),
        _ => {}
    }
}

/// What gets better with a wrong word in the place of each: of every kind, field and word at the first and the last place.
fn improvements(project: &(dyn Fn() -> Case + Sync)) -> (usize, Vec<String>) {
    let case = project();
    let checked = check(&case).expect("the project can be checked");
    let before = said(&checked);
    let places = places(&checked.project);
    let chosen: Vec<(String, String, Span)> = places
        .iter()
        .flat_map(|((kind, path, word), all)| {
            let ends: BTreeSet<usize> = [0, all.len() - 1].into();
            ends.into_iter()
                .map(|at| (format!("{} ({kind}): {path}: {word}", all[at].0), checked.project.sources.get(all[at].1.file).path.clone(), all[at].1))
                .collect::<Vec<_>>()
        })
        .collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let found = std::thread::scope(|scope| {
        let one = |thread: usize| {
            let (before, chosen) = (&before, &chosen);
            scope.spawn(move || {
                let case = project();
                let of = chosen.iter().skip(thread).step_by(threads);
                of.flat_map(|(name, file, span)| {
                    let path = case.path().join(file);
                    let text = std::fs::read_to_string(&path).expect("a file of records");
                    let changed = format!("{}zzz{}", &text[..span.start as usize], &text[span.end as usize..]);
                    std::fs::write(&path, changed).expect("a change of the case");
                    let after = check(&case).expect("a wrong word does not stop a check");
                    let unsaid = !after.findings.iter().any(|d| ["unknown-value", "wrong-type"].contains(&d.code.name) && d.message.contains("zzz"));
                    std::fs::write(&path, text).expect("the file as it was");
                    let after = said(&after);
                    // A result that cannot be read is no failure any more; what counts is that it is no pass either.
                    let is_verdict = |what: &str| ["verdict of", "effect of", "implementation of"].iter().any(|begin| what.starts_with(begin));
                    let better = better(before, &after).into_iter().filter(|what| !is_verdict(what) || after[what] == 0);
                    let better = better.map(|what| format!("{what} is better: {:?}, then {:?}", before.get(&what), after.get(&what)));
                    better.chain(unsaid.then(|| "is not said".to_owned())).map(|what| format!("{name}: {what}")).collect::<Vec<_>>()
                })
                .collect::<Vec<_>>()
            })
        };
        let running: Vec<_> = (0..threads).map(one).collect();
        running.into_iter().flat_map(|t| t.join().expect("a thread that ends")).collect::<Vec<_>>()
    });
    (chosen.len(), found)
}

#[test]
fn a_wrong_word_shows_nothing() {
    let (count, found) = improvements(&sample);
    assert!(count > 100, "{count} words found");
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_wrong_word_shows_nothing_where_much_is_missing() {
    assert_eq!(improvements(&half).1, Vec::<String>::new());
}

/// Words that decide something are those of the schema: none is left out, and none is there that cannot be written.
#[test]
fn words_that_decide_are_those_of_the_schema() {
    fn words<W: Words>() -> Vec<&'static str> {
        W::ALL.iter().map(|w| w.text()).collect()
    }
    let decide: [(&str, &str, Vec<&str>); 13] = [
        ("requirement", "status", words::<techfile::model::Status>()),
        ("run", "result", words::<techfile::model::RunResult>()),
        ("run", "steps.result", words::<techfile::model::RunResult>()),
        ("verification", "result", words::<techfile::model::VerificationResult>()),
        ("verification", "criteria.result", words::<techfile::model::CriterionResult>()),
        ("change_request", "outcome", words::<techfile::model::ChangeOutcome>()),
        ("tool", "validation.outcome", words::<techfile::model::ValidationOutcome>()),
        ("item", "segregation.purpose", words::<techfile::model::SegregationPurpose>()),
        ("unit", "segregation.purpose", words::<techfile::model::SegregationPurpose>()),
        ("control", "type", words::<techfile::model::ControlType>()),
        ("risk", "residual.stage", words::<techfile::model::ControlType>()),
        ("control", "realised_in", words::<techfile::model::Place>()),
        ("problem_report", "concerns", words::<techfile::model::Concern>()),
    ];
    let schema = techfile::schema::Schema::built_in().expect("the built-in schema");
    for (kind, path, words) in decide {
        let mut fields = schema.kind(schema.kind_named(kind).expect("a kind")).fields.as_slice();
        let mut names = path.split('.').peekable();
        while let Some(name) = names.next() {
            let field = fields.iter().find(|f| f.name == name).unwrap_or_else(|| panic!("{kind} has no {path}"));
            match field.ty.element() {
                FieldType::Group(inner) if names.peek().is_some() => fields = inner,
                FieldType::Enum { values, .. } => assert_eq!(*values, words, "{kind}: {path}"),
                other => panic!("{kind}: {path} is {}", other.words()),
            }
        }
    }
}

/// A status that a project adds, or any text where a kind of its own takes any, is no wrong one; a slip in a closed word is.
#[test]
fn only_a_word_that_cannot_be_written_is_wrong() {
    let schema = "kinds:\n  check:\n    label: Check\n    prefix: CHK\n    role: test\n    fields: {status: {type: text}, level: {type: text}}\n  test: {fields: {status: {add: [parked]}}}\n";
    let verdict = |kind: &str, status: &str| {
        let records = format!(
            "records:\n  - {{id: T-1, kind: {kind}, title: Dose, status: {status}}}\n  - {{id: RUN-1, kind: run, of: T-1, result: pass, date: 2026-01-02}}\n"
        );
        let ran = Case::new().schema(schema).records(&records).run();
        ran.judgement().verdict(ran.record("T-1")).map(|j| j.verdict.word())
    };
    assert_eq!(verdict("test", "parked"), Some("passing"));
    assert_eq!(verdict("test", "aproved"), Some("not_run"));
    assert_eq!(verdict("check", "on the bench"), Some("passing"));
    assert_eq!(verdict("check", "approved"), Some("passing"));
}
