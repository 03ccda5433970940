//! The snapshot of a project.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value as Json, json};

use super::plain::plain;
use crate::config::Check;
use crate::diag::emit;
use crate::judge::{Basis, Judged, fingerprint};
use crate::model::snapshot::{Argument, Case, Chapter, Class, ClauseRow, FORMAT, File, Link, Missing, Record, Report, Said, Snapshot, Table, Verdict};
use crate::model::{RecordId, State};
use crate::render::{GENERATOR, Publication};
use crate::report::words::Arg;
use crate::report::{self, Cell, Label};
use crate::schema::Side;
use crate::source::sha256;

/// The snapshot.
pub fn snapshot(cx: &Publication) -> Snapshot {
    let project = cx.project;
    Snapshot {
        format: FORMAT,
        generator: GENERATOR.to_owned(),
        title: project.config.title.clone(),
        version: cx.version().map(str::to_owned),
        as_of: project.as_of.to_string(),
        records: (0..project.records.len()).into_par_iter().map(|i| record(cx, RecordId(i as u32))).collect(),
        links: links(cx),
        reports: reports(cx),
        evidence: project
            .evidence
            .files
            .iter()
            .map(|f| File { path: f.path.clone(), role: f.role.word().to_owned(), sha256: f.sha256.clone(), size: f.size })
            .collect(),
        clauses: clauses(cx),
        findings: emit::json(cx.findings, &project.sources),
        levels: levels(cx),
        tables: cx.tables.par_iter().filter(|t| t.key != "findings").map(|t| (t.key.clone(), table(cx, t))).collect(),
        chapters: chapters(cx),
        contents: super::contents::contents(cx),
    }
}

/// A record as the snapshot has it.
pub fn record(cx: &Publication, id: RecordId) -> Record {
    let project = cx.project;
    let record = project.record(id);
    let kind = project.kind(id);
    let source = project.sources.get(record.span.file);
    let mut verdicts = BTreeMap::new();
    let judged = [
        ("verdict", cx.judgement.verdict(id)),
        ("review", cx.judgement.reviewed(id)),
        ("implementation", cx.judgement.implementation(id)),
        ("effectiveness", cx.judgement.effectiveness(id)),
    ];
    for (name, judged) in judged {
        if let Some(judged) = judged {
            verdicts.insert(name.to_owned(), verdict(cx, judged));
        }
    }
    let scale = project.schema.scale("safety_class");
    Record {
        id: record.id.clone(),
        kind: kind.name.clone(),
        title: record.title.clone(),
        status: project.status(id).to_owned(),
        file: source.path.clone(),
        line: source.position(record.span.start).0,
        fields: record.fields.iter().map(|(i, e)| (kind.fields[*i as usize].name.clone(), e.value.json())).collect(),
        fingerprint: fingerprint(project, id),
        verdicts,
        class: cx.judgement.class(id).map(|c| Class {
            class: scale.and_then(|s| s.levels.get(c.rank)).map_or_else(String::new, |l| l.id.clone()),
            reason: c.reason.word().to_owned(),
            assumed: c.assumed,
        }),
    }
}

fn verdict(cx: &Publication, judged: &Judged) -> Verdict {
    let basis = |basis: &Basis| match basis {
        Basis::Record(record) => cx.project.record(*record).id.clone(),
        Basis::Case(report, case) => {
            let report = &cx.project.evidence.reports[*report];
            format!("{}: {}", report.path, report.cases[*case].name)
        }
    };
    Verdict { verdict: judged.verdict.word().to_owned(), rests_on: judged.rests_on.iter().map(basis).collect() }
}

fn links(cx: &Publication) -> Vec<Link> {
    let project = cx.project;
    let link = |written: &crate::model::Written| {
        let declared = project.schema.link(written.name.link);
        let own = project.record(written.record).id.clone();
        let (from, to) = match written.name.side {
            Side::Forward => (own, written.target.clone()),
            Side::Inverse => (written.target.clone(), own),
        };
        let source = project.sources.get(written.span.file);
        let state = match written.state {
            State::Linked(_) => "linked",
            State::Outside => "outside",
            State::Dangling => "dangling",
            State::WrongKind(_) => "wrong_kind",
        };
        Link {
            from,
            link: declared.name.clone(),
            to,
            state: state.to_owned(),
            suspect: matches!(written.state, State::Linked(other) if cx.judgement.is_suspect(written.record, written.name, other)),
            written_as: format!("{}.{}", project.kind(written.record).name, declared.name_at(written.name.side)),
            file: source.path.clone(),
            line: source.position(written.span.start).0,
        }
    };
    project.graph.written.iter().map(link).collect()
}

fn reports(cx: &Publication) -> Vec<Report> {
    let project = cx.project;
    let case = |r: usize, (c, case): (usize, &crate::model::Case)| Case {
        name: case.name.clone(),
        classname: case.classname.clone(),
        outcome: case.outcome.word().to_owned(),
        flaky: case.flaky,
        tests: cx.judgement.proof.case_tests[r][c].iter().map(|t| project.record(*t).id.clone()).collect(),
    };
    let report = |(r, report): (usize, &crate::model::Report)| Report {
        path: report.path.clone(),
        version: report.version.clone(),
        date: report.date.map(|d| d.to_string()),
        platform: report.platform.clone(),
        cases: report.cases.iter().enumerate().map(|c| case(r, c)).collect(),
    };
    project.evidence.reports.iter().enumerate().map(report).collect()
}

fn clauses(cx: &Publication) -> Vec<ClauseRow> {
    let project = cx.project;
    let missing = |missing: &crate::judge::Missing| Missing {
        record: missing.record.map(|r| project.record(r).id.clone()),
        what: missing.what.word().to_owned(),
        label: said(cx, &report::missing_words(cx.project, missing)),
    };
    let row = |row: &crate::judge::ClauseRow| {
        let standard = &project.schema.standards[row.standard];
        let level = project.schema.level(standard, row.class);
        ClauseRow {
            standard: standard.name.clone(),
            clause: standard.clauses[row.clause].number.clone(),
            scope: row.scope.word().to_owned(),
            subject: row.subject.map_or_else(|| "organisation".to_owned(), |s| project.record(s).id.clone()),
            class: level.map_or_else(String::new, |l| l.id.clone()),
            record_check: row.record_check.word().to_owned(),
            rests_on: row.rests_on.iter().map(|r| project.record(*r).id.clone()).collect(),
            missing: row.missing.iter().map(missing).collect(),
            no_case: row.no_case.as_ref().map(|a| project.record(a.record).id.clone()),
            assessment: row.assessment.as_ref().map(|a| project.record(a.record).id.clone()),
        }
    };
    cx.judgement.clauses.iter().map(row).collect()
}

fn levels(cx: &Publication) -> BTreeMap<String, String> {
    let word = |level: &Option<crate::diag::Severity>| level.map_or("allow", crate::diag::Severity::word).to_owned();
    let set = &cx.project.config.check;
    let days = (set.soup_anomaly_days != Check::SOUP_ANOMALY_DAYS).then(|| ("soup-anomaly-days".to_owned(), set.soup_anomaly_days.to_string()));
    report::levels(cx.report()).into_iter().map(|(code, level)| (code.value.clone(), word(level))).chain(days).collect()
}

fn table(cx: &Publication, table: &crate::report::Table) -> Table {
    Table {
        title: said(cx, &table.title),
        columns: table.columns.iter().map(|c| c.key.clone()).collect(),
        rows: table.rows.iter().map(|row| row.cells.iter().map(|c| cell(cx, c)).collect()).collect(),
        notes: table.notes.iter().chain(&table.footer).map(|note| said(cx, note)).collect(),
    }
}

pub(super) fn said(cx: &Publication, label: &Label) -> Said {
    match label {
        Label::Said(said) => {
            let with = said.with().iter().map(|(place, arg)| ((*place).to_owned(), argument(cx, arg))).collect();
            Said::Label { say: said.key().to_owned(), with }
        }
        Label::Words(words) => Said::Words(words.clone()),
    }
}

fn argument(cx: &Publication, arg: &Arg) -> Argument {
    match arg {
        Arg::Text(text) => Argument::Text(text.clone()),
        Arg::Count(n) => Argument::Number(*n),
        Arg::Record(record) => Argument::Text(cx.project.record(*record).id.clone()),
        Arg::Date(date) => Argument::Text(date.to_string()),
        Arg::Label(label) => Argument::Said(Box::new(said(cx, label))),
    }
}

/// A cell without a word of the theme.
fn cell(cx: &Publication, cell: &Cell) -> Json {
    let id = |record: &RecordId| cx.project.record(*record).id.clone();
    match cell {
        Cell::Empty => Json::Null,
        // Strings and maps of strings always have a form in JSON.
        Cell::Words(label) | Cell::Pill(label, _) => serde_json::to_value(said(cx, label)).unwrap_or_default(),
        Cell::Records(records) => match records.as_slice() {
            [one] => json!(id(one)),
            several => Json::Array(several.iter().map(|record| json!(id(record))).collect()),
        },
        Cell::Suspect(record) => json!({"say": "suspect", "with": {"record": id(record)}}),
        Cell::Field(record, index) => cx.project.record(*record).field(*index).map_or(Json::Null, |e| e.value.json()),
        Cell::Count(count) => json!(count),
        Cell::Many(cells) => Json::Array(cells.iter().map(|one| self::cell(cx, one)).collect()),
        // Data words and what the project says: no label is in them.
        Cell::Text(_)
        | Cell::Code(_)
        | Cell::Title(_)
        | Cell::Verdict(_)
        | Cell::Class(_)
        | Cell::Status(_)
        | Cell::Date(_)
        | Cell::Severity(_)
        | Cell::Place(_)
        | Cell::Message(_)
        | Cell::Evidence(_) => json!(plain(cx, cell)),
    }
}

fn chapters(cx: &Publication) -> Vec<Chapter> {
    let chapter = |chapter: &crate::model::Chapter| Chapter {
        number: chapter.number.clone(),
        title: chapter.title.clone(),
        path: chapter.path.as_ref().map(|p| p.value.clone()),
        sha256: chapter.file.map(|file| sha256(cx.project.sources.get(file).text.as_bytes())),
    };
    cx.project.chapters.iter().map(chapter).collect()
}
