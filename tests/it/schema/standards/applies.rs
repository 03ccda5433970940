//! What applies to what, in projects that are built: as many clauses as the reference counts, and none by a class that is not
//! the subject's.

use std::collections::BTreeSet;

use techfile::judge::RecordCheck;

use super::{FIRST, SECOND, applying, of_row, rows, said};
use crate::harness::{Case, Ran};

/// A project with a system, its item, unit and SOUP; the class of the system rests on answers.
fn system(class: &str) -> String {
    let answers = match class {
        "A" => "[{question: contributes, answer: 'no', reason: It shows the time}]",
        "B" => {
            "[{question: contributes, answer: 'yes', reason: R}, {question: unacceptable_risk, answer: 'yes', reason: R}, {question: severity, answer: non_serious, reason: R}, {question: hardware_for_non_serious, answer: 'no', reason: R}]"
        }
        _ => {
            "[{question: contributes, answer: 'yes', reason: R}, {question: unacceptable_risk, answer: 'yes', reason: R}, {question: severity, answer: serious, reason: R}, {question: hardware_for_serious, answer: 'no', reason: R}]"
        }
    };
    // The first edition does not ask the second question, the second not the last.
    format!(
        "records:
  - {{id: SYSTEM-1, kind: system, title: Pump}}
  - {{id: CLS-1, kind: classification, title: Why, classifies: SYSTEM-1, approved: {{by: R. Nair, on: 2026-01-15}}, answers: {answers}}}
  - {{id: ITM-1, kind: item, title: Dose, part_of: SYSTEM-1}}
  - {{id: ITM-2, kind: item, title: Watch, part_of: SYSTEM-1, segregation: [{{from: ITM-1, purpose: risk_control, mechanism: Own processor, verified_by: VER-1}}]}}
  - {{id: UNIT-1, kind: unit, title: Rate, part_of: ITM-1}}
  - {{id: SOUP-1, kind: soup, title: Kernel, used_by: ITM-1}}
  - {{id: VER-1, kind: verification, title: Apart, result: pass}}
"
    )
}

fn run(edition: &str, records: &str) -> Ran {
    let records = if edition == FIRST { records.replace("{question: unacceptable_risk, answer: 'yes', reason: R}, ", "") } else { records.to_owned() };
    let records = if edition == SECOND { without_hardware(&records) } else { records };
    let book = format!("[build]\ndate = \"2026-11-02\"\n[standards]\nuse = [\"{edition}\"]\n[release]\nversion = \"1.0.0\"\n");
    Case::new().file("book.toml", &book).records(&records).run()
}

fn without_hardware(records: &str) -> String {
    let one = records.replace(", {question: hardware_for_non_serious, answer: 'no', reason: R}", "");
    one.replace(", {question: hardware_for_serious, answer: 'no', reason: R}", "")
}

#[test]
fn as_many_clauses_apply_as_the_reference_counts() {
    for (edition, counts) in [(SECOND, [53, 88, 94]), (FIRST, [43, 89, 95])] {
        for (class, count) in ["A", "B", "C"].into_iter().zip(counts) {
            let ran = run(edition, &system(class));
            assert!(ran.class("SYSTEM-1").starts_with(class), "{edition}: {}", ran.class("SYSTEM-1"));
            assert_eq!(applying(&ran, edition).len(), count, "{edition} at {class}");
        }
    }
}

#[test]
fn a_higher_class_takes_no_clause_away() {
    for edition in [SECOND, FIRST] {
        let [a, b, c] = ["A", "B", "C"].map(|class| applying(&run(edition, &system(class)), edition));
        assert!(a.is_subset(&b) && b.is_subset(&c), "{edition}");
    }
}

/// The rows that apply: clause, scope and subject.
fn applied(ran: &Ran) -> BTreeSet<(String, &'static str, String)> {
    let rows = ran.judgement().clauses.iter().filter(|r| r.record_check.applies());
    let subject = |r: &techfile::judge::ClauseRow| r.subject.map_or_else(String::new, |s| ran.project().record(s).id.clone());
    rows.map(|r| (of_row(ran.project(), r).1.number.clone(), r.scope.word(), subject(r))).collect()
}

#[test]
fn an_item_of_a_higher_class_adds_rows_of_its_own_and_none_of_the_system() {
    for from in ["A", "B"] {
        let low = applied(&run(SECOND, &system(from)));
        for part in ["ITM-1", "ITM-2", "UNIT-1"] {
            let raised = system(from).replace(&format!("id: {part}, "), &format!("id: {part}, safety_class: C, "));
            let high = applied(&run(SECOND, &raised));
            assert!(low.is_subset(&high), "{part} at {from}: {:?}", low.difference(&high).collect::<Vec<_>>());
            let more: BTreeSet<&str> = high.difference(&low).map(|(_, scope, _)| *scope).collect();
            assert!(!more.contains("release") && !more.contains("organisation"), "{part} at {from}: {more:?}");
            // Of the clauses of a system, one speaks of its items: standards, methods and tools for those at the highest class.
            let of_system: Vec<&str> = high.difference(&low).filter(|(_, scope, _)| *scope == "system").map(|(n, ..)| n.as_str()).collect();
            assert_eq!(of_system, ["5.1.4"], "{part} at {from}");
        }
    }
}

#[test]
fn a_class_kept_up_for_want_of_proof_is_shown_and_never_complete() {
    let lowered = system("C").replace("id: ITM-1, ", "id: ITM-1, safety_class: A, ");
    let ran = run(SECOND, &lowered);
    assert_eq!(ran.class("ITM-1"), "C lowering_unproven");
    let row = rows(&ran, SECOND, "4.3")[0];
    assert!(row.missing.iter().any(|m| m.what == techfile::judge::Lack::Lowering && m.record == Some(ran.record("ITM-1"))), "{:?}", said(row));
}

#[test]
fn soup_is_judged_by_the_highest_class_of_its_users() {
    let asked = |records: &str| -> Vec<String> {
        let ran = run(SECOND, records);
        let of = |r: &&techfile::judge::ClauseRow| r.scope.word() == "soup" && r.record_check.applies();
        ran.judgement().clauses.iter().filter(of).map(|r| of_row(ran.project(), r).1.number.clone()).collect()
    };
    assert_eq!(asked(&system("A")), ["8.1.2"]);
    assert_eq!(asked(&system("B")), ["5.3.3", "5.3.4", "7.1.3", "8.1.2"]);
    let used_at_c = system("A").replace("id: UNIT-1, ", "id: UNIT-1, safety_class: C, uses: SOUP-1, ");
    assert_eq!(asked(&used_at_c), ["5.3.3", "5.3.4", "7.1.3", "8.1.2"]);
}

#[test]
fn a_control_in_an_item_of_class_a_is_a_finding() {
    let base = "records:
  - {id: SYSTEM-1, kind: system, title: Pump, safety_class: C}
  - {id: ITM-1, kind: item, title: Dose, part_of: SYSTEM-1}
  - {id: ITM-2, kind: item, title: Display, part_of: SYSTEM-1, safety_class: A, rationale: Shows only, approved: {by: A. Person, on: 2026-10-01}, segregation: [{from: ITM-1, mechanism: Own processor, verified_by: VER-1}]}
  - {id: VER-1, kind: verification, title: Apart, result: pass}
  - {id: SRS-1, kind: requirement, title: Limit, allocated_to: ITM-1}
  - {id: RISK-1, kind: risk, title: Overdose, arises_from: ITM-1}
  - {id: RC-1, kind: control, title: Limit, realised_in: software, mitigates: RISK-1, implemented_by: SRS-1}
";
    let moved = base.replace("allocated_to: ITM-1", "allocated_to: ITM-2");
    let (before, after) = (run(SECOND, base), run(SECOND, &moved));
    assert_eq!((before.class("ITM-2"), after.class("ITM-2")), ("A lowered".into(), "A lowered".into()));
    let finding = |ran: &Ran| ran.codes().iter().any(|c| ["control-in-too-low-class", "class-below-risk"].contains(c));
    assert!(!finding(&before), "{}", before.text());
    assert!(finding(&after), "{}", after.text());
}

fn legacy(version: &str, standard: &str) -> Ran {
    let book = format!("[build]\ndate = \"2026-11-02\"\n[standards]\nuse = [\"{standard}\"]\nlegacy = \"{version}\"\n[release]\nversion = \"1.0.0\"\n");
    Case::new().file("book.toml", &book).records(&without_hardware(&system("C"))).run()
}

#[test]
fn the_route_for_legacy_software_stands_in_for_five_to_nine_of_one_version() {
    let ran = legacy("1.0.0", SECOND);
    let numbers: Vec<String> = applying(&ran, SECOND).into_iter().collect();
    assert_eq!(numbers, ["4.1", "4.2", "4.3", "4.4.2", "4.4.3", "4.4.4", "4.4.5"]);
    for row in ran.judgement().clauses.iter().filter(|r| !r.record_check.applies()) {
        assert_eq!(row.record_check, RecordCheck::OtherRoute, "{}", of_row(ran.project(), row).1.number);
    }
    let other = applying(&legacy("0.9.0", SECOND), SECOND);
    assert_eq!(other.len(), 94, "of another version nothing is replaced, and nothing of the route is added");
    assert!(!other.iter().any(|n| n.starts_with("4.4.")));
    assert_eq!(applying(&legacy("1.0.0", FIRST), FIRST).len(), 95, "the first edition has no such route");
}

#[test]
fn an_empty_project_shows_everything_of_the_highest_class_as_assumed_and_nothing_complete() {
    for (edition, count) in [(SECOND, 94), (FIRST, 95)] {
        for records in ["records: []\n", "records:\n  - {id: UN-1, kind: need, title: Dose}\n"] {
            let ran = run(edition, records);
            let rows = &ran.judgement().clauses;
            assert_eq!(applying(&ran, edition).len(), count, "{edition}");
            assert!(rows.iter().all(|r| r.assumed && r.class == 2 && r.subject.is_none()), "{edition}");
            assert!(rows.iter().all(|r| !matches!(r.record_check, RecordCheck::Complete | RecordCheck::NoCase | RecordCheck::Incomplete)), "{edition}");
            assert!(rows.iter().filter(|r| r.record_check.applies()).all(|r| !r.missing.is_empty()), "each row says what is missing");
        }
    }
    for pack in ["iso-14971-2019", "iec-62304-checklist"] {
        let ran = run(pack, "records: []\n");
        assert!(!ran.judgement().clauses.is_empty());
        assert!(ran.judgement().clauses.iter().all(|r| r.record_check != RecordCheck::Complete), "{pack}");
    }
}

#[test]
fn in_an_empty_project_nobody_can_declare_the_cases_away() {
    let ran = run(
        SECOND,
        "records:\n  - {id: ASM-1, kind: assessment, title: All, clause: [\"5.3.3\", \"8.1.2\", \"9.1\", \"5.2.1\"], no_case: true, judgement: none, rationale: There is none., by: A. Person, on: 2026-10-01}\n",
    );
    let shown = |number| said(rows(&ran, SECOND, number)[0]).0;
    assert_eq!(["5.3.3", "8.1.2", "9.1", "5.2.1"].map(shown), ["none"; 4], "without a system there is nobody to speak of");
}

#[test]
fn the_rows_are_the_same_whatever_the_order_of_files() {
    let text = super::complete::records();
    let (head, tail) = text.split_at(text.find("  - id: RISK-1").expect("a risk"));
    let tail = format!("records:\n{tail}");
    let run = |first: &str, second: &str| {
        let folder = crate::harness::repository("tests/cases/clauses");
        let ran = Case::from_folder(&folder).records("records: []\n").file("records/b.yaml", first).file("records/c.yaml", second).run();
        let id = |r: &techfile::model::RecordId| ran.project().record(*r).id.clone();
        let rows = ran.judgement().clauses.iter();
        let mut all: Vec<String> = rows
            .map(|r| {
                let mut rests: Vec<String> = r.rests_on.iter().map(id).collect();
                rests.sort();
                format!("{} {} {:?} {} {rests:?}", r.standard, r.clause, r.subject.as_ref().map(id), r.record_check.word())
            })
            .collect();
        all.sort();
        all
    };
    assert_eq!(run(head, &tail), run(&tail, head));
}
