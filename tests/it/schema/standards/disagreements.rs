//! Where public sources disagree about the standard: one test for each, with what holds.

use std::collections::BTreeSet;

use techfile::schema::evidence::Form;

use super::{FIRST, SECOND, clause, letters, schema};
use crate::harness::{files_below, repository};

/// Letters in the edition of 2015.
#[track_caller]
fn holds(wanted: &[(&str, &str)]) {
    let schema = schema();
    let is: Vec<(&str, String)> = wanted.iter().map(|(number, _)| (*number, letters(&schema, SECOND, number))).collect();
    let wanted: Vec<(&str, String)> = wanted.iter().map(|(number, letters)| (*number, (*letters).to_owned())).collect();
    assert_eq!(is, wanted);
}

/// Letters in both editions.
#[track_caller]
fn in_editions(number: &str, second: &str, first: &str) {
    let schema = schema();
    assert_eq!([SECOND, FIRST].map(|edition| letters(&schema, edition, number)), [second, first], "{number}");
}

/// All texts of the packs, labels, templates and the README.
fn texts() -> Vec<(String, String)> {
    let mut all = vec![("README.md".to_owned(), std::fs::read_to_string(repository("README.md")).expect("the README"))];
    for folder in ["src/schema/data", "themes"] {
        for file in files_below(&repository(folder)) {
            if let Ok(text) = std::fs::read_to_string(&file) {
                all.push((file.display().to_string(), text));
            }
        }
    }
    all
}

#[track_caller]
fn nowhere(words: &[&str]) {
    for (file, text) in texts() {
        let lower = text.to_lowercase();
        let found = words.iter().find(|word| lower.contains(**word));
        assert!(found.is_none(), "{file} says {found:?}");
    }
}

#[test]
fn d1_standards_methods_and_tools_are_planned_at_c_and_supporting_items_from_b() {
    holds(&[("5.1.4", "C"), ("5.1.10", "BC"), ("9.8", "ABC"), ("5.7.5", "ABC")]);
}

#[test]
fn d2_planning_has_twelve_clauses_and_the_last_came_in_2015() {
    in_editions("5.1.12", "BC", "");
    holds(&[("5.1.11", "BC"), ("5.1.13", "")]);
    assert!(clause(&schema(), SECOND, "5.1.12").expect("the clause").title.contains("defect"), "no matter of problem resolution");
}

#[test]
fn d3_all_kinds_of_requirements_are_asked_for_at_every_class() {
    holds(&[("5.2.2", "ABC")]);
}

#[test]
fn d4_risk_controls_are_requirements_from_b() {
    holds(&[("5.2.3", "BC")]);
}

#[test]
fn d5_class_a_has_all_of_requirements_but_risk_controls() {
    holds(&[("5.2.1", "ABC"), ("5.2.2", "ABC"), ("5.2.4", "ABC"), ("5.2.5", "ABC"), ("5.2.6", "ABC")]);
}

#[test]
fn d6_soup_is_identified_at_every_class_and_evaluated_from_b() {
    holds(&[("8.1.2", "ABC"), ("5.3.3", "BC"), ("5.3.4", "BC"), ("7.1.3", "BC"), ("7.4.1", "ABC")]);
}

#[test]
fn d7_segregation_for_a_risk_control_is_c_and_a_lower_class_needs_its_own() {
    holds(&[("5.3.5", "C"), ("4.3", "ABC")]);
}

#[test]
fn d8_units_from_b_and_their_design_at_c() {
    holds(&[("5.4.1", "BC"), ("5.4.2", "C"), ("5.4.3", "C"), ("5.4.4", "C")]);
}

#[test]
fn d9_acceptance_criteria_from_b_and_more_of_them_at_c() {
    holds(&[("5.5.3", "BC"), ("5.5.4", "C")]);
}

#[test]
fn d10_units_are_built_at_every_class_and_verified_from_b() {
    holds(&[("5.5.1", "ABC"), ("5.5.5", "BC")]);
}

#[test]
fn d11_regression_is_no_matter_of_b_and_c_alone() {
    holds(&[("5.6.6", "BC"), ("5.7.3", "ABC"), ("6.3.1", "ABC"), ("8.2.3", "ABC"), ("9.8", "ABC")]);
}

#[test]
fn d12_system_test_reached_class_a_in_2015() {
    for number in ["5.7.1", "5.7.2", "5.7.3", "5.7.4", "5.7.5"] {
        in_editions(number, "ABC", "BC");
    }
    let schema = schema();
    assert!(clause(&schema, SECOND, "5.7.5").is_some_and(|c| c.from_annex), "printed without a tag");
    assert!(clause(&schema, SECOND, "5.7.2").is_some_and(|c| c.title.contains("nomal")), "no test of risk controls");
}

#[test]
fn d13_release_reached_class_a_in_2015() {
    for number in ["5.8.1", "5.8.2", "5.8.7", "5.8.8"] {
        in_editions(number, "ABC", "BC");
    }
}

#[test]
fn d14_residual_anomalies_are_evaluated_from_b() {
    in_editions("5.8.3", "BC", "BC");
}

#[test]
fn d15_build_procedure_and_completeness_from_b() {
    holds(&[("5.8.5", "BC"), ("5.8.6", "BC")]);
}

#[test]
fn d16_the_last_of_release_is_delivery_and_was_repeatability() {
    let schema = schema();
    let title = |edition| clause(&schema, edition, "5.8.8").expect("the clause").title.clone();
    assert_eq!((title(SECOND).as_str(), title(FIRST).as_str()), ("Reliable delivery", "Repeatable release"));
}

#[test]
fn d17_analysis_of_changes_reached_class_a_and_maintenance_is_uniform() {
    in_editions("6.2.3", "ABC", "BC");
    let schema = schema();
    let maintenance = schema.standard(SECOND).expect("the edition").clauses.iter().filter(|c| c.number.starts_with("6."));
    assert!(maintenance.into_iter().all(|c| c.levels.concat() == "ABC"));
}

#[test]
fn d18_two_clauses_went_in_2015() {
    in_editions("7.1.5", "", "BC");
    in_editions("7.3.2", "", "BC");
}

#[test]
fn d19_of_risk_work_the_analysis_of_changes_alone_reaches_class_a() {
    let schema = schema();
    for edition in [SECOND, FIRST] {
        let work = schema.standard(edition).expect("the edition").clauses.iter().filter(|c| c.number.starts_with("7."));
        let reach: Vec<&str> = work.filter(|c| c.levels.concat() == "ABC").map(|c| c.number.as_str()).collect();
        assert_eq!(reach, ["7.4.1"], "{edition}");
    }
}

/// The fields that the evidence of a clause speaks of.
fn fields(edition: &str, number: &str) -> BTreeSet<String> {
    let schema = schema();
    let evidence = format!("{:?}", clause(&schema, edition, number).expect("the clause").evidence);
    evidence.split("Says(\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn d20_a_problem_report_needs_type_and_scope_in_2006_alone() {
    let (second, first) = (fields(SECOND, "9.1"), fields(FIRST, "9.1"));
    assert!(second.contains("criticality") && !second.contains("type") && !second.contains("scope"), "{second:?}");
    assert!(["criticality", "type", "scope"].iter().all(|f| first.contains(*f)), "{first:?}");
}

#[test]
fn d21_two_letters_of_content_mean_something_else_in_2006() {
    let schema = schema();
    let word = |edition: &str, letter| schema.standard(edition).expect("the edition").word("category", letter).map(str::to_owned);
    assert_eq!(["f", "j"].map(|l| word(FIRST, l)), [Some("Usability".into()), Some("User documentation".into())]);
    assert_eq!(["f", "j"].map(|l| word(SECOND, l)), [None, None], "the schema's own words are those of this edition");
    let kinds = std::fs::read_to_string(repository("src/schema/data/kinds/requirement.yaml")).expect("the kind");
    assert!(kinds.contains("f: User interface") && kinds.contains("j: IT network"));
}

#[test]
fn d22_classes_are_not_told_by_likelihood_or_directness() {
    let schema = schema();
    for edition in [SECOND, FIRST] {
        let questions = &schema.standard(edition).and_then(|s| s.questionnaire.as_ref()).expect("questions").questions;
        for text in questions.iter().flat_map(|q| q.answers.iter().map(|a| &a.label).chain([&q.text])) {
            let lower = text.to_lowercase();
            assert!(!["likely", "likelihood", "direct", "probab"].iter().any(|word| lower.contains(word)), "{edition}: {text}");
        }
    }
    let scales = std::fs::read_to_string(repository("src/schema/data/scales.yaml")).expect("the scales").to_lowercase();
    assert!(!scales.contains("likely") && !scales.contains("direct"));
}

#[test]
fn d23_parts_with_a_class_of_their_own_are_in_both_editions() {
    let schema = schema();
    for edition in [SECOND, FIRST] {
        let evidence = &clause(&schema, edition, "4.3").expect("the clause").evidence;
        for part in ["item", "unit"] {
            assert!(evidence.iter().any(|form| matches!(form, Form::Every(set, _) if set.role == part)), "{edition}: {part}");
        }
    }
    assert!(clause(&schema, SECOND, "5.3.5").is_some() && clause(&schema, FIRST, "5.3.5").is_some());
}

#[test]
fn d24_change_control_and_status_accounting_are_for_every_class() {
    for number in ["8.2.1", "8.2.2", "8.2.3", "8.2.4", "8.3"] {
        in_editions(number, "ABC", "ABC");
    }
}

#[test]
fn d25_numbers_of_a_draft_are_nowhere() {
    // In a draft, requirements had a seventh clause and planning a twelfth on problem resolution.
    let schema = schema();
    for edition in [SECOND, FIRST] {
        let numbers = schema.standard(edition).expect("the edition").clauses.iter().map(|c| c.number.as_str());
        let numbers: BTreeSet<&str> = numbers.collect();
        for (section, last) in [("5.1", 12), ("5.2", 6), ("5.3", 6), ("5.4", 4), ("5.5", 5), ("5.6", 8), ("5.7", 5), ("5.8", 8), ("8.2", 4), ("9", 8)] {
            assert!(!numbers.contains(format!("{section}.{}", last + 1).as_str()), "{edition}: too many in {section}");
        }
    }
}

#[test]
fn d26_no_clause_asks_for_a_trace_down_to_the_code() {
    let schema = schema();
    for edition in [SECOND, FIRST] {
        for clause in &schema.standard(edition).expect("the edition").clauses {
            let evidence = format!("{:?}", clause.evidence);
            assert!(clause.number == "5.5.1" || !evidence.contains("Says(\"code\")"), "{edition} {} asks where the code is", clause.number);
        }
    }
    let checklist = schema.standard("iec-62304-checklist").expect("the checklist");
    let trace = checklist.clauses.iter().find(|c| c.title.to_lowercase().contains("trace down")).expect("the item");
    assert!(trace.evidence.is_empty() && trace.note.is_some(), "no clause answers it");
}

#[test]
fn d27_nowhere_it_is_said_to_be_harmonised() {
    nowhere(&["harmonised", "harmonized", "presumption of"]);
}

#[test]
fn the_source_of_the_checklist_is_not_named() {
    let schema = schema();
    assert_eq!(schema.standard("iec-62304-checklist").map(|s| s.source.starts_with("a public checklist")), Some(true));
}
