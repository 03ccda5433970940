//! How a record came to its class, for its page: the chain from the whole down to it, and each classification with its answers,
//! what they rest on and where they lead.

use crate::judge::{ClassReason, questionnaire};
use crate::model::{Entry, RecordId};
use crate::report::record::class_facts as facts;
use crate::report::record::decision_tree;
use crate::report::record::diagram::Diagram;
use crate::report::tables::clause_cells::one_or_many;
use crate::report::words::columns;
use crate::report::{Cell, Column, Context, Group, Label, Row, Table, words};

/// What a page says about the class of its record.
#[derive(Debug, Default)]
pub struct ClassPage {
    /// What has to be said first: that nothing classifies it, that there is nothing to ask.
    pub notes: Vec<Label>,
    /// Named facts, in order.
    pub facts: Vec<(Label, Cell)>,
    /// The classifications that are not obsolete.
    pub decisions: Vec<Decision>,
}

/// A classification.
#[derive(Debug)]
pub struct Decision {
    /// Its record.
    pub record: RecordId,
    /// The questions with the path that was taken; none where no standard in use has questions.
    pub diagram: Option<Diagram>,
    /// The path in words, a sentence a step.
    pub path: Vec<Label>,
    /// Named facts, in order.
    pub facts: Vec<(Label, Cell)>,
    /// The answers with their reasons; left out on the page of the classification, which has them as a field.
    pub answers: Option<Table>,
    /// Measures outside the software that it counts on, with their evidence.
    pub controls: Option<Table>,
}

/// What there is to say about the class of a record; nothing for one that has none and classifies nothing.
pub fn class_page(cx: Context, record: RecordId) -> Option<ClassPage> {
    let project = cx.project;
    if project.has_role(record, "classification") {
        // Its answers, measures and rationale are fields of its own: they stand on the same page.
        let own = decision(cx, record).map(|d| Decision { facts: d.facts.into_iter().take(1).collect(), answers: None, controls: None, ..d });
        return Some(ClassPage { decisions: own.into_iter().collect(), ..ClassPage::default() });
    }
    let class = cx.judgement.class(record)?;
    let mut page = ClassPage::default();
    let mut fact = |label: Label, cells: Vec<Cell>| {
        if !cells.is_empty() {
            page.facts.push((label, one_or_many(cells)));
        }
    };
    fact(words::class_chain(), chain(cx, record));
    fact(columns::class_reason().label, facts::origin(cx, record, class));
    // Rationale and segregation are fields of the record: here stands what counts of them.
    if matches!(class.reason, ClassReason::Lowered | ClassReason::LoweringUnproven) {
        fact(words::rationale_approval(), vec![facts::approval(cx, record)]);
    }
    fact(columns::segregation_shown().label, facts::segregations(cx, record).into_iter().flat_map(|(_, shown)| shown).collect());
    let own = project.linked(record, "classified_by").into_iter().filter(|c| !project.is_obsolete(*c));
    page.decisions = own.filter_map(|c| decision(cx, c)).collect();
    let may_be = project.has_role(record, "system") || project.has_role(record, "item");
    if questionnaire(project).is_none() {
        page.notes.push(words::outcome_no_questions());
    } else if page.decisions.is_empty() && may_be {
        page.notes.push(if project.has_role(record, "system") { words::not_classified() } else { words::part_not_classified() });
    }
    Some(page)
}

/// From the outermost whole down to a part: what each is, and its class. Nothing for what is part of nothing.
fn chain(cx: Context, record: RecordId) -> Vec<Cell> {
    let project = cx.project;
    let mut chain = vec![record];
    let whole = |part: RecordId| {
        let wholes = project.linked(part, "part_of").into_iter().filter(|w| cx.judgement.class(*w).is_some() && !project.is_obsolete(*w));
        wholes.max_by_key(|w| (cx.judgement.class(*w).map(|c| c.rank), std::cmp::Reverse(*w)))
    };
    while let Some(next) = chain.last().and_then(|part| whole(*part)).filter(|w| !chain.contains(w)) {
        chain.push(next);
    }
    if chain.len() < 2 {
        return Vec::new();
    }
    chain.into_iter().rev().flat_map(|r| [Some(Cell::Records(vec![r])), cx.judgement.class(r).map(|c| Cell::Class(*c))]).flatten().collect()
}

fn decision(cx: Context, record: RecordId) -> Option<Decision> {
    let classified = cx.judgement.classification(record)?;
    let questions = questionnaire(cx.project);
    let mut facts = vec![(words::classification_outcome(), one_or_many(facts::outcome(cx, classified).into_iter().map(Cell::Words).collect()))];
    facts.extend(facts::rationale(cx, record).map(|cell| (words::class_rationale(), cell)));
    facts.push((words::classification_approval(), facts::approval(cx, record)));
    Some(Decision {
        record,
        diagram: questions.map(|q| decision_tree::diagram(cx, q, classified)),
        path: questions.map(|q| decision_tree::path(cx, q, classified)).unwrap_or_default(),
        facts,
        answers: Some(answers(cx, record)),
        controls: controls(cx, record),
    })
}

/// A table that stands on a page of its record only.
fn small(key: &str, title: Label, columns: Vec<Column>, rows: Vec<Row>) -> Table {
    let (notes, footer) = (Vec::new(), Vec::new());
    Table { key: key.to_owned(), title, group: Group::Records, columns, rows, groups: Vec::new(), notes, footer }
}

/// All answers as they were given, also those that no question on the path asks for.
fn answers(cx: Context, record: RecordId) -> Table {
    let questions = questionnaire(cx.project);
    let entries = cx.project.field(record, "answers").map(Entry::items).unwrap_or_default();
    let row = |entry: &Entry| {
        let text = |name: &str| entry.value.get(name).and_then(|e| e.value.text()).map_or("", str::trim);
        let (id, given) = (text("question"), text("answer"));
        let question = questions.and_then(|q| q.question(id)).map(|(_, question)| question);
        let label = question.and_then(|q| q.answers.iter().find(|a| a.id == given)).map_or(given, |a| a.label.as_str());
        let told = |words: &str| if words.is_empty() { Cell::Empty } else { Cell::Text(words.to_owned()) };
        Row { record: None, cells: vec![told(question.map_or(id, |q| q.text.as_str())), told(label), told(text("reason"))] }
    };
    let columns = vec![Column::new(columns::question(), 3), Column::new(columns::answer(), 1), Column::new(columns::reason(), 3)];
    small("answers", words::classification_answers(), columns, entries.iter().map(row).collect())
}

/// The measures outside the software; none where none is listed.
fn controls(cx: Context, record: RecordId) -> Option<Table> {
    let entries = cx.project.field(record, "external_controls").map(Entry::items).unwrap_or_default();
    let row = |entry: &Entry| {
        let text = |name: &str| entry.value.get(name).map_or(Cell::Empty, |e| Cell::Text(e.value.plain()));
        let control = entry.value.get("control").map(facts::named);
        let kind = if entry.value.get("kind").is_some() { text("kind") } else { text("text") };
        Row { record: None, cells: vec![control.unwrap_or(Cell::Empty), kind, text("evidence")] }
    };
    let columns = vec![Column::new(columns::control(), 0), Column::new(columns::measure(), 2), Column::new(columns::evidence(), 3)];
    (!entries.is_empty()).then(|| small("external-controls", words::classification_controls(), columns, entries.iter().map(row).collect()))
}
