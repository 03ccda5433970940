//! Packs of a project: a company rule on a clause, a clause of the company's own, a standard of its own.

use techfile::judge::RecordCheck;

use super::complete::{changed, records};
use super::{SECOND, of_row, row, rows, said};
use crate::harness::{Case, Ran, repository};

const COMPANY: &str = "
extends: iec-62304-2015
clauses:
  - number: \"5.5.5\"
    evidence:
      - {every: self, must: [{says: fault_handling}]}
  - number: \"5.5.6\"
    title: Code read by two
    scope: unit
    levels: [B, C]
    person: true
    evidence:
      - {reviewed: [a], of: self}
";

fn complete(records: &str, packs: &[(&str, &str)], used: &str) -> Ran {
    let folder = repository("tests/cases/clauses");
    let book = std::fs::read_to_string(folder.join("book.toml")).expect("the settings");
    let (before, after) = book.split_once("use = [").expect("the standards");
    let book =
        format!("{before}packs = [\"packs\"]\nuse = [{used}{}", after.split_once(']').map_or("", |(_, rest)| &after[after.len() - rest.len() - 1..]));
    let case = Case::from_folder(&folder).file("book.toml", &book).records(records);
    packs.iter().fold(case, |case, (name, text)| case.file(&format!("packs/{name}"), text)).run()
}

#[test]
fn a_rule_of_the_company_shows_in_the_row_of_its_clause() {
    let ran = complete(&records(), &[("company.yaml", COMPANY)], "\"iec-62304-2015\"");
    assert_eq!(said(row(&ran, SECOND, "5.5.5", "UNIT-1")), ("incomplete", vec!["says"]));
    let own = row(&ran, SECOND, "5.5.6", "UNIT-1");
    assert_eq!(said(own), ("none", vec!["review"]));
    let (standard, clause) = of_row(ran.project(), own);
    assert!(clause.own && clause.person, "it is shown as the company's own");
    assert_eq!(standard.extended_by, ["packs/company.yaml"]);
    assert!(standard.clauses.iter().all(|c| c.own == (c.number == "5.5.6")));
    // What the standard asks is still asked.
    let without = complete(&changed("automated: rate_is_computed", "automated: another"), &[("company.yaml", COMPANY)], "\"iec-62304-2015\"");
    assert_eq!(said(row(&without, SECOND, "5.5.5", "UNIT-1")).1, ["not_run", "says"]);
}

#[test]
fn what_the_company_asks_can_be_answered() {
    let answered = changed("    design: Integers in units of 0.01 mL/h.\n", "    design: Integers in units of 0.01 mL/h.\n    fault_handling: Stops.\n")
        .replace("clause: [\"5.4.4 a\", \"5.4.4 b\"]", "clause: [\"5.4.4 a\", \"5.4.4 b\", \"5.5.6 a\"]");
    let ran = complete(&answered, &[("company.yaml", COMPANY)], "\"iec-62304-2015\"");
    for number in ["5.5.5", "5.5.6"] {
        assert_eq!(row(&ran, SECOND, number, "UNIT-1").record_check, RecordCheck::Complete, "{number}");
    }
}

#[test]
fn a_standard_of_the_projects_own_has_rows_like_any_other() {
    let own = "
standard: house-1
title: Rules of the house
prefix: House
source: our quality manual
clauses:
  - {number: \"1.1\", title: Systems are described, scope: system, evidence: [{every: item, must: [{says: responsibility}]}]}
  - {number: \"1.2\", title: A person signs off, scope: organisation, person: true, evidence: [{claim: [document]}]}
";
    let more = "
extends: house-1
clauses:
  - {number: \"1.1\", evidence: [{every: item, must: [{says: fault_handling}]}]}
";
    // The one that extends is read after what it extends, whatever the files are called.
    let ran = complete(&records(), &[("a.yaml", more), ("b.yaml", own)], "\"house-1\", \"iec-62304-2015\"");
    assert_eq!(said(row(&ran, "house-1", "1.1", "SYSTEM-1")).1, ["says", "says"]);
    assert_eq!(said(row(&ran, "house-1", "1.2", "")), ("none", vec!["claim"]));
    let claimed = changed(
        "answers: [{clause: \"4.1\", reason: It covers software.}]",
        "answers: [{clause: \"4.1\", reason: It covers software.}, {clause: House 1.2, reason: Here.}]",
    );
    let ran = complete(&claimed, &[("b.yaml", own)], "\"house-1\", \"iec-62304-2015\"");
    for number in ["1.1", "1.2"] {
        assert_eq!(rows(&ran, "house-1", number)[0].record_check, RecordCheck::Complete, "{number}");
    }
    assert_eq!(ran.judgement().clauses[0].standard, ran.project().schema.standards.len() - 1, "rows come in the order of the settings");
    assert!(!ran.codes().iter().any(|c| ["schema-invalid", "schema-unknown-name", "standard-unknown"].contains(c)), "{}", ran.text());
}

#[test]
fn a_checklist_of_the_projects_own_rests_on_what_it_checks_wherever_it_is_named() {
    let own = "
standard: gate
title: Gate
prefix: Gate
source: us
checks: iec-62304-2015
clauses:
  - {number: \"1\", title: Plans, scope: system, evidence: [{clauses: [\"5.1.1\", \"6.1\"]}]}
";
    let first = complete(&records(), &[("gate.yaml", own)], "\"gate\", \"iec-62304-2015\"");
    assert_eq!(row(&first, "gate", "1", "SYSTEM-1").record_check, RecordCheck::Complete);
    let open = complete(&changed("\"6.1 f\"]", "]"), &[("gate.yaml", own)], "\"gate\", \"iec-62304-2015\"");
    assert_eq!(said(row(&open, "gate", "1", "SYSTEM-1")), ("incomplete", vec!["clause"]));
    // Which of two packs is read first says nothing of what there is.
    let gate = own.replace("checks: iec-62304-2015", "checks: house-1").replace("[\"5.1.1\", \"6.1\"]", "[\"1.1\"]");
    let house = "standard: house-1\ntitle: House\nprefix: House\nsource: us\nclauses:\n  - {number: \"1.1\", title: Items, scope: system, evidence: [{every: item, must: [{says: responsibility}]}]}\n";
    let two = complete(&records(), &[("a.yaml", &gate), ("b.yaml", house)], "\"gate\", \"house-1\"");
    assert_eq!(row(&two, "gate", "1", "SYSTEM-1").record_check, RecordCheck::Complete, "{}", two.text());
    assert!(!two.codes().contains(&"schema-unknown-name"), "{}", two.text());
    let alone = complete(&records(), &[("gate.yaml", own)], "\"gate\"");
    assert_ne!(row(&alone, "gate", "1", "SYSTEM-1").record_check, RecordCheck::Complete, "what it checks is not in use");
}
