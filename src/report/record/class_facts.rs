//! How a class came about, in cells: reason, rationale, approval, segregation, what classifications lead to.

use crate::judge::{Class, ClassReason, Classified, Lowering, Outcome, Stamp, Stray, Unproven, Verdict, stamp};
use crate::model::{Entry, Project, RecordId, Value, says_something};
use crate::report::tables::clause_cells::{cut_records, judged_by};
use crate::report::{Cell, Context, Label, words};
use crate::schema::FieldType;

fn said(label: Label) -> Cell {
    Cell::Words(label)
}

/// Why a record has its class: where it comes from, the rationale, the approval.
pub(in crate::report) fn reason(cx: Context, record: RecordId, class: &Class) -> Vec<Cell> {
    let mut cells = origin(cx, record, class);
    let rationale = rationale(cx, record);
    let lowered = matches!(class.reason, ClassReason::Lowered | ClassReason::LoweringUnproven);
    if rationale.is_some() || lowered {
        cells.extend(rationale);
        cells.push(approval(cx, record));
    }
    cells
}

/// Where a class comes from.
pub(in crate::report) fn origin(cx: Context, record: RecordId, class: &Class) -> Vec<Cell> {
    let project = cx.project;
    let equal = |records: Vec<RecordId>| {
        let same = |r: &RecordId| cx.judgement.class(*r).is_some_and(|c| c.rank == class.rank) && !project.is_obsolete(*r);
        cut_records(&records.into_iter().filter(same).collect::<Vec<_>>())
    };
    match class.reason {
        ClassReason::Stated => vec![said(words::class_from_statement())],
        ClassReason::Classified => vec![said(words::class_from_classification())],
        ClassReason::Inherited => vec![said(words::class_from_whole()), equal(project.linked(record, "part_of"))],
        ClassReason::Lowered => vec![said(words::lowering_proven())],
        ClassReason::LoweringUnproven => vec![said(match cx.judgement.lowering(project, record) {
            Lowering::NoRationale => words::lowering_no_rationale(),
            Lowering::NoSegregation => words::lowering_no_segregation(),
            Lowering::SegregationUnverified => words::lowering_unverified(),
            Lowering::Proven => words::lowering_classification_open(),
        })],
        ClassReason::OfUsers => {
            vec![said(words::class_from_users()), equal([project.linked(record, "used_by"), project.linked(record, "needed_by")].concat())]
        }
        ClassReason::Assumed => vec![said(words::class_from_nothing())],
    }
}

/// The rationale of a record, where it says something.
pub(in crate::report) fn rationale(cx: Context, record: RecordId) -> Option<Cell> {
    let index = cx.project.kind(record).field("rationale")?;
    cx.project.text(record, "rationale").filter(|t| says_something(t)).map(|_| Cell::Field(record, index))
}

/// The approval of a record, or why it does not count.
pub(in crate::report) fn approval(cx: Context, record: RecordId) -> Cell {
    match stamp(cx.project, record, "approved") {
        Stamp::Given { by, on } => {
            let filed = cx.project.field(record, "approved").and_then(|e| e.value.get("ref")).and_then(|e| e.value.text());
            let by = judged_by(cx, by);
            said(match filed {
                Some(filed) => words::approval_recorded_ref(by, on, filed),
                None => words::approval_recorded(by, on),
            })
        }
        Stamp::Missing => said(words::approval_missing()),
        Stamp::Nobody => said(words::approval_nobody()),
        Stamp::Stranger(by) => said(words::approval_stranger(by.to_owned())),
        Stamp::Older { on, .. } => said(words::approval_older(on)),
        Stamp::Undated => said(words::approval_undated()),
        Stamp::Draft => said(words::approval_draft()),
        Stamp::Future(on) => said(words::approval_future(on)),
    }
}

/// Segregation by segregation: what a record is kept apart from, what for and how; and what shows that it works.
pub(in crate::report) fn segregations(cx: Context, record: RecordId) -> Vec<(Vec<Cell>, Vec<Cell>)> {
    let entries = cx.project.field(record, "segregation").map(Entry::items).unwrap_or_default();
    let one = |entry: &Entry| {
        let part = |name: &str| entry.value.get(name);
        let mut how: Vec<Cell> = part("from").map(named).into_iter().collect();
        how.extend(part("purpose").and_then(|e| e.value.text()).map(|word| purpose(cx, record, word)));
        let told = ["mechanism", "text"].iter().filter_map(|name| part(name)?.value.text());
        how.extend(told.filter(|t| says_something(t)).map(|t| Cell::Text(t.trim().to_owned())));
        let proofs = part("verified_by").map(Entry::items).unwrap_or_default();
        let mut shown = Vec::new();
        if proofs.is_empty() {
            shown.push(said(words::missing::segregation_verified()));
        }
        for proof in proofs {
            shown.push(named(proof));
            if let Value::Record { target: Some(target), .. } = proof.value {
                let verdict = cx.judgement.verdict(target).map_or(Verdict::Unverified, |j| j.verdict);
                shown.push(Cell::Verdict(verdict));
            }
        }
        (how, shown)
    };
    entries.iter().map(one).collect()
}

/// What a link inside a field names.
pub(in crate::report) fn named(entry: &Entry) -> Cell {
    let ends = entry.items();
    let known: Vec<RecordId> = ends.iter().filter_map(|e| if let Value::Record { target, .. } = e.value { target } else { None }).collect();
    if known.len() == ends.len() { Cell::Records(known) } else { Cell::Text(entry.value.plain()) }
}

/// The word of an enumeration inside `segregation`.
fn purpose(cx: Context, record: RecordId, word: &str) -> Cell {
    let kind = cx.project.kind(record);
    let ty = kind.field("segregation").map(|i| &kind.fields[i as usize].ty);
    let fields = match ty {
        Some(FieldType::List(inner)) => match inner.as_ref() {
            FieldType::Group(fields) => fields.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    let purpose = fields.iter().find(|f| f.name == "purpose").map_or(&FieldType::Text, |f| &f.ty);
    Cell::Text(crate::report::word(cx.project, purpose, word))
}

/// Where the answers of a classification lead, and what keeps that from counting.
pub(in crate::report) fn outcome(cx: Context, classified: &Classified) -> Vec<Label> {
    let questions = crate::judge::questionnaire(cx.project);
    let mut said = Vec::new();
    match classified.outcome {
        Outcome::NoQuestions => return vec![words::outcome_no_questions()],
        Outcome::Open(question) => {
            let text = questions.map_or("", |q| q.questions[question].text.as_str());
            said.push(words::outcome_open(text.to_owned()));
        }
        Outcome::Class(rank) => said.push(words::outcome_class(class_label(cx.project, rank))),
    }
    if !classified.counts {
        said.push(words::outcome_not_approved());
    }
    if classified.stray.iter().any(|(_, stray)| matches!(stray, Stray::OffPath(_))) {
        said.push(words::outcome_contradicts());
    }
    if !classified.contradicted.is_empty() {
        let ids: Vec<&str> = classified.contradicted.iter().map(|r| cx.project.record(*r).id.as_str()).collect();
        said.push(words::outcome_risks(ids.join(", ")));
    }
    let mut reasons: Vec<Unproven> = classified.unproven.iter().map(|(_, why)| *why).collect();
    reasons.sort_unstable();
    reasons.dedup();
    said.extend(reasons.into_iter().map(unproven));
    said
}

fn unproven(why: Unproven) -> Label {
    match why {
        Unproven::NoneListed => words::unproven_none_listed(),
        Unproven::Unnamed => words::unproven_unnamed(),
        Unproven::NoEvidence => words::unproven_no_evidence(),
        Unproven::NotOutside => words::unproven_not_outside(),
        Unproven::Nowhere => words::unproven_nowhere(),
    }
}

/// The label of a class, by its rank.
pub(in crate::report) fn class_label(project: &Project, rank: usize) -> String {
    project.schema.scale("safety_class").and_then(|s| s.levels.get(rank)).map_or_else(String::new, |l| l.label.clone())
}
