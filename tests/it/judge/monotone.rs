//! Less on record never shows more: in the sample, every record in turn is deleted, un-approved and back-dated, and no record
//! check of a clause and no verdict gets better.

use std::collections::BTreeMap;
use std::path::PathBuf;

use techfile::judge::{Decision, RecordCheck};
use techfile::ops::{self, Checked, Place};

use crate::harness::{Case, copy, files_below, repository};
use crate::ops::review::freeze_into;

/// The text of a record, and the file that holds it.
struct Written {
    id: String,
    file: PathBuf,
    from: usize,
    to: usize,
}

/// What it is called, and what it makes of the text of a record.
type Change = (&'static str, fn(&str) -> String);

/// What is done to a record.
const CHANGES: [Change; 3] = [("deleted", |_| String::new()), ("un-approved", unapproved), ("back-dated", back_dated)];

/// Without its approval, and with no status that claims one; an assessment without its author.
fn unapproved(text: &str) -> String {
    let mut kept = String::new();
    let mut inside = None;
    for line in text.split_inclusive('\n') {
        let depth = line.len() - line.trim_start().len();
        if inside.is_some_and(|outer| depth > outer) {
            continue;
        }
        inside = None;
        let bare = line.trim_start();
        if bare.starts_with("approved:") || bare.starts_with("by:") {
            inside = Some(depth);
        } else {
            kept.push_str(&line.replace("status: approved", "status: draft").replace("status: implemented", "status: draft"));
        }
    }
    kept
}

/// With every date long ago.
fn back_dated(text: &str) -> String {
    let is_date = |at: usize| {
        let bytes = text.as_bytes().get(at..at + 10);
        bytes.is_some_and(|b| b.iter().enumerate().all(|(i, c)| if i == 4 || i == 7 { *c == b'-' } else { c.is_ascii_digit() }))
    };
    let mut out = text.to_owned();
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at) && is_date(*at)) {
        out.replace_range(at..at + 10, "2001-01-01");
    }
    out
}

pub fn sample() -> Case {
    let case = Case::new();
    for part in ["sample-project", "themes"] {
        copy(&repository(part), &case.path().join(part));
    }
    case.file("book.toml", &std::fs::read_to_string(repository("book.toml")).expect("book.toml"))
}

/// The sample with half of its records not approved, and without what passed there.
pub fn half() -> Case {
    let case = sample();
    for file in files_below(&case.path().join("sample-project/records")) {
        let own: Vec<Written> = written(&case).into_iter().filter(|w| w.file == file).collect();
        let mut text = std::fs::read_to_string(&file).expect("a file of records");
        for record in own.iter().rev().step_by(2) {
            text.replace_range(record.from..record.to, &unapproved(&text[record.from..record.to]).replace("result: pass", "result: fail"));
        }
        std::fs::write(&file, text).expect("a change of the case");
    }
    case
}

/// Where each record of the sample is written: alone in its file, or as an entry of a list.
fn written(case: &Case) -> Vec<Written> {
    let mut all = Vec::new();
    for file in files_below(&case.path().join("sample-project/records")) {
        let text = std::fs::read_to_string(&file).expect("a file of records");
        if let Some(id) = text.lines().find_map(|l| l.strip_prefix("id: ")) {
            all.push(Written { id: id.to_owned(), from: 0, to: text.len(), file });
            continue;
        }
        let entries: Vec<usize> = text.match_indices("\n  - ").map(|(at, _)| at + 1).collect();
        for (nth, from) in entries.iter().enumerate() {
            let to = entries.get(nth + 1).copied().unwrap_or(text.len());
            let id = text[*from..].split_once("id: ").expect("an id").1.split([',', '\n']).next().expect("an id");
            all.push(Written { id: id.trim().to_owned(), from: *from, to, file: file.clone() });
        }
    }
    all
}

pub fn check(case: &Case) -> Option<Checked> {
    let place = Place { root: case.path().to_owned(), book: "book.toml".into() };
    ops::check(&place, &|config| Ok(config.date.expect("the sample has a date").into())).ok()
}

/// All that is said, each with how good it is: the greater, the better.
pub fn said(checked: &Checked) -> BTreeMap<String, i64> {
    let (project, judgement) = (&checked.project, &checked.judgement);
    let id = |r| project.record(r).id.as_str();
    let mut said = BTreeMap::new();
    for row in &judgement.clauses {
        let standard = &project.schema.standards[row.standard];
        let subject = row.subject.map_or("-", id);
        let good = match row.record_check {
            RecordCheck::NotJudged | RecordCheck::None => 0,
            RecordCheck::Incomplete => 1,
            RecordCheck::NoCase => 2,
            RecordCheck::Complete => 3,
            // That nothing is asked is the best that can be said of a subject.
            RecordCheck::NotForClass | RecordCheck::OtherRoute => 4,
        };
        let clause = format!("clause {} of {subject} ({:?})", standard.clauses[row.clause].number, row.scope);
        said.insert(format!("assessment of {clause}"), i64::from(row.assessment.is_some()));
        said.insert(clause, good);
    }
    for (record, _) in project.iter() {
        let verdicts =
            [("verdict", judgement.verdict(record)), ("implementation", judgement.implementation(record)), ("effect", judgement.effectiveness(record))];
        for (name, judged) in verdicts {
            if let Some(judged) = judged {
                said.insert(format!("{name} of {}", id(record)), -(judged.verdict as i64));
            }
        }
        if let Some(class) = judgement.class(record) {
            said.insert(format!("class of {}", id(record)), -(class.rank as i64));
        }
        if project.has_role(record, "anomaly") && !project.is_obsolete(record) {
            said.insert(format!("anomaly {} gone", id(record)), i64::from(!judgement.residual(record)));
        }
    }
    for risk in &judgement.risks.scored {
        let good = matches!(risk.decision, Decision::Acceptable | Decision::ByInformationOnly | Decision::Outweighed);
        said.insert(format!("risk {} accepted", id(risk.risk)), i64::from(good));
    }
    said.insert("overall residual risk".to_owned(), i64::from(judgement.risks.overall_residual_risk.is_some()));
    said
}

/// What a changed sample says better than the sample does. What is said of something that the sample has not is better only if
/// it is an answer.
pub fn better(before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>) -> Vec<String> {
    let answers = |what: &str, good: i64| what.starts_with("clause") && (2..=3).contains(&good);
    let rose = |(what, good): (&String, &i64)| before.get(what).map_or(answers(what, *good), |was| good > was).then(|| what.clone());
    after.iter().filter_map(rose).collect()
}

/// What gets better when the records of a project change one by one.
fn improvements(project: &(dyn Fn() -> Case + Sync), changes: &[Change]) -> Vec<String> {
    let case = project();
    let before = said(&check(&case).expect("the project can be checked"));
    let count = written(&case).len();
    let records = case.run().project().records.len();
    assert!(count >= records * 9 / 10, "{count} of {records} records found");
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let one = |thread: usize| {
            let before = &before;
            scope.spawn(move || {
                let case = project();
                let own = written(&case);
                let mut found = Vec::new();
                for record in own.iter().skip(thread).step_by(threads) {
                    for (name, change) in changes {
                        found.extend(change_one(&case, record, name, *change, before));
                    }
                }
                found
            })
        };
        let running: Vec<_> = (0..threads).map(one).collect();
        running.into_iter().flat_map(|t| t.join().expect("a thread that ends")).collect()
    })
}

#[test]
fn less_on_record_never_shows_more() {
    assert_eq!(improvements(&sample, &CHANGES), Vec::<String>::new());
}

/// Most of what the sample says is as good as can be, and could not get better. So the same with a sample half of whose records
/// are not approved: there much is left to improve. What is deleted may take its own fault with it, and is another test.
#[test]
fn less_on_record_never_shows_more_where_much_is_missing() {
    let open = said(&check(&half()).expect("the project can be checked"));
    assert!(open.iter().filter(|(what, good)| what.starts_with("clause") && **good < 2).count() > 40);
    assert_eq!(improvements(&half, &CHANGES[1..]), Vec::<String>::new());
}

/// What was in a release does not go by being deleted: with the sample frozen, and then a cause, an evaluation and an approval
/// taken from what the release had, no row gets better by taking the record away as a whole.
#[test]
fn what_was_released_cannot_be_deleted_away() {
    let frozen = || {
        let case = sample();
        freeze_into(&case, "sample-project/releases", "2.1.0", "2026-11-01");
        let broken = [
            ("risk/delivery.yaml", "text: \"Deadlock between two tasks.\"", "text: TBD"),
            ("problem_report/problem-reports.yaml", "safety_evaluation: \"No effect on a risk; see ANO-002.\"", "safety_evaluation: TBD"),
            ("change_request/CR-001.yaml", "approved: {by: PER-004", "reviewed: {by: PER-004"),
        ];
        for (file, from, to) in broken {
            let path = case.path().join("sample-project/records").join(file);
            let text = std::fs::read_to_string(&path).expect("a file of records");
            assert!(text.contains(from), "{file} has no {from}");
            std::fs::write(&path, text.replacen(from, to, 1)).expect("a change of the case");
        }
        case
    };
    assert_eq!(improvements(&frozen, &CHANGES[..1]), Vec::<String>::new());
}

fn change_one(case: &Case, record: &Written, name: &str, change: fn(&str) -> String, before: &BTreeMap<String, i64>) -> Vec<String> {
    let text = std::fs::read_to_string(&record.file).expect("a file of records");
    let changed = format!("{}{}{}", &text[..record.from], change(&text[record.from..record.to]), &text[record.to..]);
    if changed == text {
        return Vec::new();
    }
    if changed.contains("id: ") { std::fs::write(&record.file, changed) } else { std::fs::remove_file(&record.file) }.expect("a change of the case");
    // A project that is refused says nothing at all.
    let found = check(case).map_or_else(Vec::new, |after| better(before, &said(&after)));
    std::fs::write(&record.file, &text).expect("the file as it was");
    found.into_iter().map(|what| format!("{} {name}: {what} is better", record.id)).collect()
}
