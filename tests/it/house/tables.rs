//! Tables that many hands write lines into: codes, rules, schema, standards, words.

use std::collections::{BTreeMap, BTreeSet};

use techfile::check::rules;
use techfile::diag::Severity;
use techfile::schema::{Ends, FieldType, Schema};

use crate::harness::{Case, files_below, repository};

fn built_in() -> Schema {
    Schema::built_in().unwrap_or_else(|fatal| panic!("the built-in schema: {fatal}"))
}

#[test]
fn codes_are_sorted_and_unique() {
    let names: Vec<&str> = techfile::ops::codes().iter().map(|c| c.name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(names, sorted, "`techfile::ops::codes` must be sorted, each name once");
    for list in [techfile::check::CODES, techfile::config::CODES, techfile::load::CODES, techfile::schema::CODES, techfile::yaml::CODES] {
        let all = techfile::ops::codes();
        assert!(list.iter().all(|c| all.contains(c)), "a list of codes is not part of `techfile::ops::codes`");
    }
}

#[test]
fn codes_are_in_kebab_case() {
    for code in techfile::ops::codes() {
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let well = code.name.chars().all(kebab) && !code.name.starts_with('-') && !code.name.ends_with('-') && !code.name.contains("--");
        assert!(well && code.name.len() <= 40, "`{}` is no kebab-case name", code.name);
        assert!(Severity::parse(code.name).is_none(), "`{}` is the name of a level", code.name);
        assert!(!["fail-on", "soup-anomaly-days", "allow"].contains(&code.name), "`{}` is a setting of [check]", code.name);
    }
}

#[test]
fn codes_are_documented() {
    for code in techfile::ops::codes() {
        for (section, text) in [("finds", code.finds), ("why", code.why)] {
            assert!(text.ends_with('.') && text.len() > 10, "`{section}` of {} must be sentences with a full stop: {text}", code.name);
            assert!(!text.starts_with(char::is_lowercase), "`{section}` of {} must start with a capital", code.name);
            assert!(!text.contains("  ") && !text.contains('\n'), "`{section}` of {} holds a gap", code.name);
        }
        assert!(code.resolve.starts_with(char::is_lowercase), "`resolve` of {} must start in lower case: {}", code.name, code.resolve);
        assert!(!code.resolve.ends_with('.'), "`resolve` of {} must end without a full stop", code.name);
        assert!(!code.stops || code.integrity, "{} stops the writing and may be silenced", code.name);
        assert!(!code.stops || code.severity == Severity::Error, "{} stops the writing and is no error", code.name);
    }
}

#[test]
fn every_page_of_explain_has_its_sections() {
    for code in techfile::ops::codes() {
        let page = techfile::ops::explain(Some(code.name)).expect("a page");
        for part in [code.name, "What it finds", code.finds, "Why it matters", code.why, "How to resolve it", code.resolve] {
            assert!(page.contains(part), "the page of {} lacks {part:?}:\n{page}", code.name);
        }
    }
}

/// A clause in a built-in standard, or one of another standard.
fn clause_exists(schema: &Schema, clause: &str) -> bool {
    clause.starts_with("ISO ") || schema.standards.iter().any(|s| s.clauses.iter().any(|c| c.number == clause))
}

#[test]
fn clauses_that_codes_kinds_and_links_name_exist() {
    let schema = built_in();
    let mut wrong = Vec::new();
    let mut look = |of: String, clauses: &mut dyn Iterator<Item = &str>| {
        wrong.extend(clauses.filter(|c| !clause_exists(&schema, c)).map(|c| format!("{of}: no clause {c}")));
    };
    for kind in &schema.kinds {
        look(format!("kind {}", kind.name), &mut kind.clauses.iter().map(String::as_str));
    }
    for link in &schema.links {
        look(format!("link {}", link.name), &mut link.clauses.iter().map(String::as_str));
    }
    for code in techfile::ops::codes() {
        look(format!("code {}", code.name), &mut code.clauses.iter().copied());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_list_of_rules_is_the_folder_of_rules() {
    let mut files: Vec<String> = files_below(&repository("src/check/rules"))
        .iter()
        .filter_map(|p| p.file_stem()?.to_str().map(|s| s.replace('_', "-")))
        .filter(|name| name != "mod")
        .collect();
    files.sort();
    let mut names: Vec<&str> = rules().map(|r| r.code.name).collect();
    names.sort_unstable();
    assert_eq!(names, files, "a file of src/check/rules is named for its code");
    let list = std::fs::read_to_string(repository("src/check/rules/mod.rs")).expect("the list of rules");
    let lines: Vec<&str> = list.lines().filter(|l| l.starts_with("        ") && l.ends_with(',')).collect();
    assert_eq!(lines.len(), names.len(), "one line a rule");
    // A line that is out of order begins a subject.
    let falls = lines.windows(2).filter(|pair| pair[0] > pair[1]).count();
    let subjects = std::fs::read_dir(repository("src/check/rules")).expect("the folder").count() - 1;
    assert!(falls < subjects, "the rules of a subject are sorted");
}

#[test]
fn what_the_project_sets_for_the_checks_is_printed() {
    let page = |check: &str| {
        let case = Case::small().book(&format!("[check]\n{check}"));
        std::fs::read_to_string(case.built().join("html/findings.html")).expect("the findings")
    };
    let own = page("missing-text = \"allow\"\nweak-words = [\"nice\", \"swift\"]");
    assert!(own.contains("sets findings of missing-text to allow"), "{own}");
    assert!(own.contains("nice, swift"), "{own}");
    assert!(page("weak-words = []").contains("no weak words"));
    assert!(!page("missing-text = \"note\"").contains("weak words"));
}

#[test]
fn a_rule_looks_at_roles_that_exist() {
    let schema = built_in();
    for rule in rules() {
        if let techfile::check::Run::Record(roles, _) = rule.run {
            // `any` stands for every record.
            for role in roles.iter().filter(|role| **role != "any") {
                assert!(schema.roles.iter().any(|(name, _)| name == role), "{}: no role is called `{role}`", rule.code.name);
                assert!(schema.kinds_with(role).next().is_some(), "{}: no kind has the role `{role}`", rule.code.name);
            }
        }
    }
}

#[test]
fn every_kind_is_there_and_told_apart() {
    let schema = built_in();
    let files = files_below(&repository("src/schema/data/kinds"));
    assert_eq!(schema.kinds.len(), files.len(), "one kind a file");
    for file in files {
        let name = file.file_stem().and_then(|s| s.to_str()).expect("a readable name");
        assert!(schema.kind_named(name).is_some(), "{}: the kind has another name than its file", file.display());
    }
    let mut prefixes: BTreeMap<&str, &str> = BTreeMap::new();
    for kind in &schema.kinds {
        let prefix = kind.prefix().expect("a built-in kind has a prefix");
        assert!(prefix.chars().all(|c| c.is_ascii_uppercase()) && !prefix.is_empty(), "the prefix of {} is no upper-case word", kind.name);
        if let Some(other) = prefixes.insert(prefix, &kind.name) {
            panic!("{other} and {} have the same prefix {prefix}", kind.name);
        }
        for text in [&kind.label, &kind.plural, &kind.doc] {
            assert!(!text.is_empty(), "{} lacks a label, a plural or a doc", kind.name);
        }
    }
}

#[test]
fn every_name_in_the_schema_is_snake_case_and_known() {
    let schema = built_in();
    let snake =
        |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') && name.starts_with(|c: char| c.is_ascii_lowercase());
    let roles: BTreeSet<&str> = schema.kinds.iter().flat_map(|k| k.roles.iter().map(String::as_str)).collect();
    for link in &schema.links {
        assert!(snake(&link.name) && snake(&link.inverse), "link {} / {}", link.name, link.inverse);
        for ends in [&link.from, &link.to] {
            if let Ends::Roles(names) = ends {
                assert!(!names.is_empty(), "an end of {} allows nothing", link.name);
                for role in names {
                    assert!(roles.contains(role.as_str()), "link {}: no kind is or has the role `{role}`", link.name);
                }
            }
        }
    }
    for kind in &schema.kinds {
        assert!(snake(&kind.name), "kind {}", kind.name);
        let mut seen = BTreeSet::new();
        for field in &kind.fields {
            assert!(snake(&field.name), "field {} of {}", field.name, kind.name);
            assert!(seen.insert(&field.name), "field {} of {} is there twice", field.name, kind.name);
            assert!(!["id", "kind"].contains(&field.name.as_str()), "field {} of {} has the name of what every record has", field.name, kind.name);
            let id = schema.kind_named(&kind.name).expect("the kind");
            assert!(schema.link_of(id, &field.name).is_none(), "field {} of {} has the name of a link", field.name, kind.name);
            assert!(!field.doc.is_empty(), "field {} of {} says nothing of itself", field.name, kind.name);
            references(&field.ty, &mut |role| assert!(role == "any" || roles.contains(role), "field {} of {}: no role `{role}`", field.name, kind.name));
        }
    }
}

/// The roles that a field's type names.
fn references(ty: &FieldType, see: &mut dyn FnMut(&str)) {
    match ty {
        FieldType::Link { to } => to.iter().for_each(|role| see(role)),
        FieldType::List(inner) => references(inner, see),
        FieldType::Group(fields) => fields.iter().for_each(|f| references(&f.ty, see)),
        _ => {}
    }
}

#[test]
fn link_names_are_unambiguous_for_every_kind() {
    let schema = built_in();
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for link in &schema.links {
        names.entry(&link.name).or_default().push(&link.name);
        if !link.symmetric {
            names.entry(&link.inverse).or_default().push(&link.name);
        }
    }
    let twice: Vec<_> = names.iter().filter(|(_, links)| links.len() > 1).collect();
    assert!(twice.is_empty(), "names of two links: {twice:?}");
}

#[test]
fn the_roles_are_declared() {
    let schema = built_in();
    let declared: BTreeSet<&str> = schema.roles.iter().map(|(name, _)| name.as_str()).collect();
    for kind in &schema.kinds {
        for role in kind.roles.iter().filter(|r| **r != kind.name) {
            assert!(declared.contains(role.as_str()), "{} claims the role `{role}`, which roles.yaml does not have", kind.name);
        }
    }
}

#[test]
fn clauses_by_class_are_as_many_as_the_reference_counts() {
    let schema = built_in();
    for (name, wanted) in [("iec-62304-2015", [53, 88, 94]), ("iec-62304-2006", [43, 89, 95])] {
        let standard = schema.standard(name).unwrap_or_else(|| panic!("no standard {name}"));
        let count =
            |class: &str| standard.clauses.iter().filter(|c| c.scope != techfile::schema::Scope::Legacy && c.levels.iter().any(|l| l == class)).count();
        assert_eq!(["A", "B", "C"].map(count), wanted, "{name}: clauses that apply to A, B, C");
    }
}

#[test]
fn standards_are_well_formed() {
    let schema = built_in();
    for standard in &schema.standards {
        assert!(!standard.source.is_empty() && !standard.title.is_empty(), "{} lacks a title or a source", standard.name);
        let mut seen = BTreeSet::new();
        for clause in &standard.clauses {
            let at = format!("{} {}", standard.name, clause.number);
            assert!(seen.insert(&clause.number), "{at} is there twice");
            assert!(!clause.title.is_empty() && clause.title.len() <= 60, "{at}: a short title of our own, found {:?}", clause.title);
            assert!(!clause.evidence.is_empty() || standard.checks.is_some(), "{at}: nothing judges it");
            let Some(scale) = standard.scale.as_ref().and_then(|s| schema.scale(s)) else { continue };
            assert!(!clause.levels.is_empty(), "{at} applies to nothing");
            assert!(clause.levels.iter().all(|l| scale.rank(l).is_some()), "{at}: levels {:?}", clause.levels);
            // What applies to a class applies to every higher one.
            let lowest = clause.levels.iter().filter_map(|l| scale.rank(l)).min().unwrap_or(0);
            assert_eq!(clause.levels.len(), scale.levels.len() - lowest, "{at}: levels {:?} leave one out", clause.levels);
        }
        let number = |n: &str| n.split('.').map(|p| p.parse::<u32>().unwrap_or(u32::MAX)).collect::<Vec<_>>();
        let numbers: Vec<Vec<u32>> = standard.clauses.iter().map(|c| number(&c.number)).collect();
        let mut sorted = numbers.clone();
        sorted.sort();
        assert_eq!(numbers, sorted, "{}: clauses in the order of their numbers", standard.name);
    }
}

/// Words that no output may say of itself.
fn forbidden(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let word = |wanted: &str| lower.split(|c: char| !c.is_alphanumeric() && c != '-').any(|w| w == wanted);
    ["compliant", "conforms", "certified"].into_iter().find(|w| lower.contains(w)).or_else(|| word("signed").then_some("signed"))
}

#[test]
fn no_forbidden_word_in_schema_and_themes() {
    assert_eq!(forbidden("Class assigned, well designed"), None);
    assert_eq!(forbidden("was Signed by"), Some("signed"));
    let mut wrong = Vec::new();
    for folder in ["src/schema/data", "themes"] {
        for file in files_below(&repository(folder)) {
            let Ok(text) = String::from_utf8(std::fs::read(&file).expect("a file")) else { continue };
            for (index, line) in text.lines().enumerate() {
                if let Some(word) = forbidden(line) {
                    wrong.push(format!("{}:{}: {word}", file.display(), index + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "words that say more than records prove:\n{}", wrong.join("\n"));
}

#[test]
fn no_forbidden_word_in_codes() {
    for code in techfile::ops::codes() {
        assert_eq!(forbidden(&code.page()), None, "{}", code.page());
    }
}
