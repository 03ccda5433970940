//! Each clause of each pack: complete in a project that has all of it, and not without the records that it rests on.

use std::collections::BTreeMap;
use std::path::PathBuf;

use techfile::judge::{ClauseRow, RecordCheck};

use super::{SECOND, of_row, row, rows, said};
use crate::harness::{Case, Ran, repository};

fn folder() -> PathBuf {
    repository("tests/cases/clauses")
}

/// The records of the complete project.
pub fn records() -> String {
    std::fs::read_to_string(folder().join("records/all.yaml")).expect("the records")
}

/// The complete project with other records.
pub fn with(records: &str) -> Ran {
    Case::from_folder(&folder()).records(records).run()
}

/// A change of the text that is there once at least: the first place is changed.
#[track_caller]
pub fn changed(old: &str, new: &str) -> String {
    let records = records();
    assert!(records.contains(old), "the complete project does not say {old:?}");
    records.replacen(old, new, 1)
}

/// The records without those of some ids.
fn without(records: &str, ids: &[&str]) -> String {
    let mut kept = String::new();
    let mut dropping = false;
    for line in records.lines() {
        if let Some(rest) = line.strip_prefix("  - ") {
            let id = rest.trim_start_matches('{').strip_prefix("id: ").expect("an id").split(',').next().unwrap_or_default();
            dropping = ids.contains(&id);
        }
        if !dropping {
            kept += line;
            kept.push('\n');
        }
    }
    kept
}

fn legacy(records: &str) -> Ran {
    let book = std::fs::read_to_string(folder().join("book.toml")).expect("the settings");
    Case::from_folder(&folder()).file("book.toml", &book.replace("[standards]\n", "[standards]\nlegacy = \"1.0.0\"\n")).records(records).run()
}

fn cited(ran: &Ran, row: &ClauseRow) -> String {
    let (standard, clause) = of_row(ran.project(), row);
    let subject = row.subject.map_or("the organisation", |r| ran.project().record(r).id.as_str());
    format!("{} {} of {subject}", standard.name, clause.number)
}

/// Rows that are not complete, with what is missing.
fn open(ran: &Ran) -> Vec<String> {
    let rows = ran.judgement().clauses.iter().filter(|r| r.record_check.applies());
    let judged = rows.filter(|r| !of_row(ran.project(), r).1.evidence.is_empty() && r.record_check != RecordCheck::Complete);
    judged.map(|r| format!("{}: {:?}", cited(ran, r), said(r))).collect()
}

#[test]
fn every_clause_of_every_pack_is_complete_where_all_is_on_record() {
    for (ran, route) in [(with(&records()), "the ordinary route"), (legacy(&records()), "the route for legacy software")] {
        assert!(open(&ran).is_empty(), "{route}: {:#?}\n{}", open(&ran), ran.text());
        let rows = &ran.judgement().clauses;
        assert!(rows.iter().any(|r| r.record_check == RecordCheck::Complete));
        for name in [SECOND, super::FIRST, "iso-14971-2019", "iec-62304-checklist"] {
            for clause in &ran.project().schema.standard(name).expect("the pack").clauses {
                assert!(!super::rows(&ran, name, &clause.number).is_empty(), "{name} {} has no row", clause.number);
            }
        }
    }
}

#[test]
fn no_clause_is_complete_without_the_records_that_it_rests_on() {
    for run in [with as fn(&str) -> Ran, legacy] {
        let whole = run(&records());
        let mut by_records: BTreeMap<Vec<&str>, Vec<&ClauseRow>> = BTreeMap::new();
        for row in whole.judgement().clauses.iter().filter(|r| r.record_check == RecordCheck::Complete) {
            let ids: Vec<&str> = row.rests_on.iter().map(|r| whole.project().record(*r).id.as_str()).collect();
            assert!(!ids.is_empty(), "{} rests on nothing", cited(&whole, row));
            by_records.entry(ids).or_default().push(row);
        }
        for (ids, complete) in by_records {
            let less = run(&without(&records(), &ids));
            for row in complete {
                let subject = row.subject.and_then(|r| less.project().by_id(&whole.project().record(r).id));
                let same = |r: &&ClauseRow| r.standard == row.standard && r.clause == row.clause && r.subject == subject;
                let is = less.judgement().clauses.iter().filter(same).any(|r| r.record_check == RecordCheck::Complete);
                assert!(!is, "{} is complete without {ids:?}", cited(&whole, row));
            }
        }
    }
}

/// For each clause one change of the records, and the evidence that is then missing: nothing else is.
const CHANGES: &[(&str, &str, &str, &str, &str)] = &[
    ("4.1", "", "valid_until: 2028-01-01", "valid_until: 2026-11-01", "valid"),
    ("4.2", "", "The process.", "TBD", "claim_reason"),
    ("4.3", "SYSTEM-1", "on: 2026-02-02}\n  - {id: ITM-1", "on: 2026-12-02}\n  - {id: ITM-1", "approved"),
    ("5.1.1", "SYSTEM-1", "lifecycle_model: V", "lifecycle_model: TBD", "says"),
    ("5.1.2", "SYSTEM-1", "revision: A, date: 2026-02-01", "revision: A", "says"),
    ("5.1.3", "SYSTEM-1", "text: System work.", "text: todo", "section_text"),
    ("5.1.4", "SYSTEM-1", "purpose: Compiles the product.", "purpose: n/a", "says"),
    ("5.1.5", "SYSTEM-1", "clause: \"5.1.5\"", "clause: \"5.1.6\"", "section"),
    ("5.1.6", "SYSTEM-1", "\"5.1.6 d\"]", "]", "section"),
    ("5.1.7", "SYSTEM-1", "clause: \"5.1.7\"", "clause: \"5.1.6\"", "section"),
    ("5.1.8", "SYSTEM-1", "number: RF-1, ", "", "says"),
    ("5.1.9", "SYSTEM-1", "location: Archive 7, ", "", "says"),
    ("5.1.10", "SYSTEM-1", "contains: [CI-1, TOOL-1, CR-1,", "contains: [CI-1, CR-1,", "linked"),
    ("5.1.11", "SYSTEM-1", "date: 2026-03-01\n    baseline: BL-1", "date: 2026-03-01", "says"),
    ("5.1.12", "SYSTEM-1", "clause: \"5.1.12\", result: pass", "clause: \"5.1.12\"", "review"),
    ("5.2.1", "SYSTEM-1", "category: [a, b, c, d, e, f]\n    derives_from: SYS-1", "category: [a, b, c, d, e, f]", "linked"),
    ("5.2.2", "SYSTEM-1", "[g, h, i, j, l]", "[g, h, i, j]", "value"),
    ("5.2.3", "SYSTEM-1", "implemented_by: SRS-1", "implemented_by: ITM-1", "linked"),
    ("5.2.4", "SYSTEM-1", "clause: \"5.2.4\"", "clause: \"5.2.5\"", "review"),
    ("5.2.5", "SYSTEM-1", "clause: \"5.2.5\"", "clause: \"5.2.4\"", "review"),
    ("5.2.6", "SYSTEM-1", "[TEST-2, TEST-3, VER-3]", "[TEST-2, TEST-3]", "review"),
    ("5.3.1", "SYSTEM-1", "    allocated_to: ITM-2\n", "", "linked"),
    ("5.3.2", "ITM-1", "data: One pulse each 10 ms", "data: tbd", "says"),
    ("5.3.3", "SOUP-1", "    performance_requirements: A switch takes less than 10 µs.\n", "", "says"),
    ("5.3.4", "SOUP-1", "environment: Cortex-M4.", "environment: \"?\"", "says"),
    ("5.3.5", "ITM-2", "why_effective: Nothing is shared., ", "", "segregation"),
    ("5.3.6", "SYSTEM-1", "responsibility: Drives the rate., verified_by: VER-1", "responsibility: Drives the rate.", "review"),
    ("5.4.1", "ITM-1", "  - {id: IF-1, ", "  - {id: ITM-3, kind: item, title: Rest, part_of: ITM-1}\n  - {id: IF-1, ", "linked"),
    ("5.4.2", "UNIT-1", "design: Integers in units of 0.01 mL/h.", "design: TODO", "says"),
    ("5.4.3", "UNIT-1", ", errors: None gets lost unseen.", "", "says"),
    ("5.4.4", "UNIT-1", "[\"5.4.4 a\", \"5.4.4 b\"]", "[\"5.4.4 a\"]", "review"),
    ("5.5.1", "UNIT-1", "    code: src/rate.c\n", "", "says"),
    ("5.5.2", "UNIT-1", "clause: \"5.5.2\"", "clause: \"5.1.6\"", "section"),
    ("5.5.3", "UNIT-1", "    acceptance_criteria: Boundary values.\n", "", "says"),
    ("5.5.4", "UNIT-1", "\"5.5.4 h\"]", "]", "review"),
    ("5.5.5", "UNIT-1", "automated: rate_is_computed", "automated: another", "not_run"),
    ("5.6.1", "SYSTEM-1", "reason: The build log.", "reason: \"-\"", "claim_reason"),
    ("5.6.2", "SYSTEM-1", "[\"5.6.2 a\", \"5.6.2 b\"]", "\"5.6.3\"", "review"),
    ("5.6.3", "SYSTEM-1", "of: TEST-3\n    result: pass", "of: TEST-3\n    result: blocked", "blocked"),
    ("5.6.4", "SYSTEM-1", "interfaces, abnormal]", "interfaces]", "value"),
    ("5.6.5", "SYSTEM-1", "clause: \"5.6.5\"", "clause: \"5.6.3\"", "review"),
    ("5.6.6", "SYSTEM-1", "reason: regression", "reason: initial", "retest"),
    ("5.6.7", "SYSTEM-1", "    environment: Bench\n", "", "run_environment"),
    ("5.6.8", "SYSTEM-1", "    reported_as: PR-1\n", "", "linked"),
    ("5.7.1", "SYSTEM-1", "clause: \"5.7.1\"", "clause: \"5.6.5\"", "review"),
    ("5.7.2", "SYSTEM-1", "    reported_as: PR-1\n", "", "linked"),
    ("5.7.3", "SYSTEM-1", "    repeat_activities: [System test TEST-2]\n", "", "says"),
    ("5.7.4", "SYSTEM-1", "\"5.7.4 d\"]", "]", "review"),
    ("5.7.5", "SYSTEM-1", "    tools: balance B-12\n", "", "run_tools"),
    ("5.8.1", "SYSTEM-1", "of: TEST-3\n    result: pass", "of: TEST-3\n    result: skipped", "not_run"),
    ("5.8.2", "SYSTEM-1", "    impact: Two entries change places.\n", "", "says"),
    ("5.8.3", "SYSTEM-1", "    rationale_not_fixed: A workaround exists.\n", "", "says"),
    ("5.8.4", "SYSTEM-1", "title: Image, version: 1.0.0", "title: Image, version: 0.9.0", "under_view"),
    ("5.8.5", "SYSTEM-1", "reason: The build file.", "reason: TBC", "claim_reason"),
    ("5.8.6", "SYSTEM-1", "clause: \"5.8.6\"", "clause: \"5.8.5\"", "review"),
    ("5.8.7", "SYSTEM-1", "reason: The index.", "reason: n/a", "claim_reason"),
    ("5.8.8", "SYSTEM-1", "on: 2026-10-20", "on: 2026-11-20", "approved"),
    ("6.1", "SYSTEM-1", "\"6.1 f\"]", "]", "section"),
    ("6.2.1.1", "SYSTEM-1", "    channel: Telephone\n", "", "says"),
    ("6.2.1.2", "SYSTEM-1", "    raised_as: PR-1\n", "", "linked"),
    ("6.2.1.3", "SYSTEM-1", "safety_evaluation: No new risk.", "safety_evaluation: TBD", "says"),
    ("6.2.2", "SYSTEM-1", "    owner: Ada Moreau\n", "", "says"),
    ("6.2.3", "SYSTEM-1", ", interfacing_systems: The telegrams stay.", "", "says"),
    ("6.2.4", "SYSTEM-1", "on: 2026-09-05", "on: 2026-12-05", "approved"),
    ("6.2.5", "SYSTEM-1", "    how_to_obtain: By the service.\n", "", "says"),
    ("6.3.1", "SYSTEM-1", "changes: [ITM-1, ITM-2]\n    verified_by: TEST-2", "changes: [ITM-1, ITM-2]", "unverified"),
    ("6.3.2", "SYSTEM-1", "title: Image, version: 1.0.0", "title: Image, version: 0.9.0", "under_view"),
    ("7.1.1", "SYSTEM-1", "{id: a, item: ITM-2, ", "{id: a, ", "linked"),
    ("7.1.2", "ITM-2", "item: ITM-2, kind: defect, ", "item: ITM-2, ", "says"),
    ("7.1.3", "SOUP-1", "checked_on: 2026-09-01, version: 10.6.2", "checked_on: 2026-09-01, version: 10.6.1", "list_current"),
    ("7.1.4", "ITM-2", ", text: The watch stops in error.", "", "says"),
    ("7.2.1", "ITM-2", "    title: Signal of the stop\n    type: protective", "    title: Signal of the stop", "says"),
    ("7.2.2", "ITM-2", "implemented_by: SRS-2", "implemented_by: ITM-2", "linked"),
    ("7.3.1", "ITM-2", "side_effects: One more sound.", "side_effects: TBD", "says"),
    ("7.3.3", "ITM-2", "mitigates: RISK-2", "mitigates: RISK-1", "controlled"),
    ("7.4.1", "SYSTEM-1", "new_controls: No need.", "new_controls: tbd", "says"),
    ("7.4.2", "ITM-1", ", interference: RC-1 is not touched.", "", "says"),
    ("7.4.3", "ITM-1", "    repeat_activities: [System test TEST-2]\n", "", "says"),
    ("8.1.1", "SYSTEM-1", "reason: The scheme.", "reason: xxx", "claim_reason"),
    ("8.1.2", "SOUP-1", "    manufacturer: Kernel project\n", "", "says"),
    ("8.1.3", "SYSTEM-1", "on: 2026-10-11", "on: 2026-12-11", "approved"),
    ("8.2.1", "SYSTEM-1", "decision: approved\n    approved: {by: Cleo Nkemelu", "decision: approved\n    approved: {by: n/a", "approved"),
    ("8.2.2", "SYSTEM-1", "    class_effect: The class stays.\n", "", "says"),
    ("8.2.3", "SYSTEM-1", "changes: [ITM-1, ITM-2]\n    verified_by: TEST-2", "changes: [ITM-1, ITM-2]\n    verified_by: TEST-9", "unverified"),
    ("8.2.4", "SYSTEM-1", "    resolved_by: CR-1\n", "", "linked"),
    ("8.3", "SYSTEM-1", "title: Release, date: 2026-02-20", "title: Release, date: 2026-12-10", "says"),
    ("9.1", "SYSTEM-1", "    reproduction: Two boluses in a minute.\n", "", "says"),
    ("9.2", "SYSTEM-1", "    cause: A constant was not adapted.\n", "", "says"),
    ("9.3", "SYSTEM-1", "    informs_about: PR-1\n", "", "linked"),
    ("9.4", "SYSTEM-1", "    resolved_by: CR-1\n", "", "linked"),
    ("9.5", "SYSTEM-1", "    decision: Change request CR-1.\n", "", "says"),
    ("9.6", "SYSTEM-1", "method: Count, ", "", "says"),
    ("9.7", "SYSTEM-1", ", new_problems: Looked for and not found.", "", "says"),
    ("9.8", "SYSTEM-1", "tester: Ben Weber", "tester: n/a", "run_tester"),
    ("ISO 14971 4.1", "", "\"ISO 14971 4.1\", reason: The process.", "\"ISO 14971 4.1\", reason: TBD", "claim_reason"),
    ("ISO 14971 4.2", "", ", responsibilities: The risk file.", "", "says"),
    ("ISO 14971 4.3", "", ", competence: Ten years.", "", "says"),
    ("ISO 14971 4.4", "SYSTEM-1", "text: Risk plan.", "text: TBD", "section_text"),
    ("ISO 14971 4.5", "SYSTEM-1", "reason: The file.", "reason: TBD", "claim_reason"),
    ("ISO 14971 5.1", "SYSTEM-1", "reason: The analysis.", "reason: TBD", "claim_reason"),
    ("ISO 14971 5.2", "SYSTEM-1", "    patients: Adults.\n", "", "says"),
    ("ISO 14971 5.3", "SYSTEM-1", "\"ISO 14971 5.3\"", "\"ISO 14971 5.2\"", "claim"),
    ("ISO 14971 5.4", "SYSTEM-1", "    sequence_of_events: [The watch stops the motor.]\n", "", "says"),
    ("ISO 14971 5.5", "SYSTEM-1", "    harm: Pain\n", "", "says"),
    ("ISO 14971 6", "SYSTEM-1", "initial: {severity: \"2\", probability: \"2\"}", "initial: {severity: \"2\"}", "rated"),
    ("ISO 14971 7.1", "SYSTEM-1", "    option_rationale: The watch has to stop the motor.\n", "", "holds"),
    (
        "ISO 14971 7.2",
        "SYSTEM-1",
        "side_effects: One more sound.\n    mitigates: RISK-2\n    implemented_by: SRS-1\n    verified_by: TEST-2\n    effect_shown_by: TEST-2\n",
        "side_effects: One more sound.\n    mitigates: RISK-2\n    implemented_by: SRS-1\n    verified_by: TEST-2\n",
        "effective",
    ),
    ("ISO 14971 7.3", "SYSTEM-1", "    residual: {severity: \"2\", probability: \"1\"}\n", "", "decided"),
    ("ISO 14971 7.4", "SYSTEM-1", "residual: {severity: \"2\", probability: \"1\"}", "residual: {severity: \"2\", probability: \"2\"}", "accepted"),
    ("ISO 14971 7.5", "SYSTEM-1", "side_effects: One more sound.", "side_effects: n/a", "says"),
    ("ISO 14971 7.6", "SYSTEM-1", "clause: \"ISO 14971 7.6\"", "clause: \"7.6\"", "review"),
    ("ISO 14971 8", "SYSTEM-1", "rationale: Two low risks., ", "", "says"),
    ("ISO 14971 9", "SYSTEM-1", "reason: The report.", "reason: TBD", "claim_reason"),
    ("ISO 14971 10.1", "SYSTEM-1", "text: Watching.", "text: TBD", "section_text"),
    ("ISO 14971 10.2", "SYSTEM-1", "received: 2026-08-30", "received: 2026-12-30", "says"),
    ("ISO 14971 10.3", "SYSTEM-1", "    evaluation: A problem.\n", "", "says"),
    ("ISO 14971 10.4", "SYSTEM-1", "    raised_as: PR-1\n", "", "linked"),
];

/// The standard that a citation means, and the number.
fn meant(cited: &str) -> (&'static str, &str) {
    cited.strip_prefix("ISO 14971 ").map_or((SECOND, cited), |number| ("iso-14971-2019", number))
}

#[test]
fn of_each_clause_one_thing_taken_away_is_the_one_thing_missing() {
    let mut wrong = Vec::new();
    for (cited, subject, old, new, label) in CHANGES {
        let (standard, number) = meant(cited);
        let ran = with(&changed(old, new));
        let is = said(row(&ran, standard, number, subject));
        if is.1 != [*label] || is.0 == "complete" {
            wrong.push(format!("{cited} {old:?}: {label} wanted, found {is:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_of_changes_has_every_clause() {
    let ran = with(&records());
    for standard in [SECOND, "iso-14971-2019"] {
        for clause in ran.project().schema.standard(standard).expect("the pack").clauses.iter().filter(|c| !c.number.starts_with("4.4.")) {
            let there = CHANGES.iter().any(|(cited, ..)| meant(cited) == (standard, clause.number.as_str()));
            assert!(there || standard != SECOND && clause.number.starts_with("4.4."), "no change for {standard} {}", clause.number);
        }
    }
}

#[test]
fn on_the_route_for_legacy_software_each_clause_lacks_what_is_taken_away() {
    for (number, old, new, label) in [
        ("4.4.2", "reason: Field experience.", "reason: TBD", "claim_reason"),
        ("4.4.3", ", risk_benefit: Little.", "", "says"),
        ("4.4.3", "[\"5.2\", \"5.3\", \"5.7\", \"7\"]", "[\"5.2\", \"5.3.1\", \"5.3.2\", \"5.3.3\", \"5.3.4\", \"5.3.5\", \"5.7\", \"7\"]", "gap"),
        ("4.4.3", "    tools: balance B-12\n", "", "run_tools"),
        ("4.4.3", "result: pass\n    date: 2026-10-02", "result: not_run\n    date: 2026-10-02", "not_run"),
        ("4.4.4", "clause: \"4.4.4\"", "clause: \"4.4.5\"", "section"),
        ("4.4.5", "title: Image, version: 1.0.0", "title: Image, version: 0.9.0", "under_view"),
        ("4.4.4", ", decision: Written anew.", "", "says"),
        ("4.4.5", "reason: Why it goes on.", "reason: TBD", "claim_reason"),
    ] {
        let ran = legacy(&changed(old, new));
        let is = said(row(&ran, SECOND, number, "SYSTEM-1"));
        assert_eq!(is.1, [label], "{number}");
        assert_ne!(is.0, "complete", "{number}");
    }
}

#[test]
fn of_the_first_edition_the_clauses_that_differ_lack_what_is_taken_away() {
    for (number, subject, old, new, label) in [
        ("5.6.2", "SYSTEM-1", "\"5.6.2 b\"]", "]", "review"),
        ("5.7.5", "SYSTEM-1", "tester: Ben Weber", "tester: n/a", "run_tester"),
        ("7.1.5", "ITM-2", "    sequence_of_events: [The watch stops the motor.]\n", "", "says"),
        ("7.3.2", "ITM-2", "side_effects: One more sound.", "side_effects: TBD", "says"),
        ("9.1", "SYSTEM-1", "    scope: One module\n", "", "says"),
    ] {
        let ran = with(&changed(old, new));
        let lacking = said(row(&ran, super::FIRST, number, subject)).1;
        // What nobody on record ran shows nothing, besides.
        let lacking: Vec<&str> = lacking.into_iter().filter(|word| label != "run_tester" || *word != "not_run").collect();
        assert_eq!(lacking, [label], "{number}");
        let second = rows(&ran, SECOND, number).into_iter().find(|r| r.subject == Some(ran.record(subject)));
        if ["7.1.5", "7.3.2"].contains(&number) {
            assert!(second.is_none(), "{number} went");
        }
    }
}

#[test]
fn a_checklist_is_as_open_as_the_clauses_it_rests_on() {
    let ran = with(&changed("\"6.1 f\"]", "]"));
    for (item, open) in [("6.2", true), ("1.6", true), ("6.1", false), ("1.1", false)] {
        let row = row(&ran, "iec-62304-checklist", item, "SYSTEM-1");
        assert_eq!(row.record_check == RecordCheck::Complete, !open, "{item}: {:?}", said(row));
    }
    for item in ["4.3", "4.6"] {
        assert_eq!(row(&ran, "iec-62304-checklist", item, "SYSTEM-1").record_check, RecordCheck::NotJudged, "no clause asks for {item}");
    }
}
