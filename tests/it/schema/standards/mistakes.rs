//! A mistake in a pack does not load: it is reported with file and line, and stops the build.

use crate::harness::Case;

/// A pack of the project's own with one clause that has this evidence.
fn standard(evidence: &str) -> String {
    format!(
        "standard: house\ntitle: House\nprefix: House\nscale: safety_class\nsource: us\nclauses:\n  - number: \"1\"\n    title: One\n    scope: system\n    levels: [A, B, C]\n    evidence:\n      - {evidence}\n"
    )
}

/// What comes of a pack: code and line of each finding, all of them in its file.
fn found(pack: &str) -> Vec<(String, usize)> {
    let ran = Case::new().file("book.toml", "[build]\ndate = \"2026-11-02\"\n[standards]\npacks = [\"packs\"]\n").file("packs/house.yaml", pack).run();
    let place = |f: &crate::harness::Found| f.place.clone().unwrap_or_default();
    ran.found().into_iter().filter(|f| place(f).0 == "packs/house.yaml").map(|f| (f.code.clone(), place(&f).1)).collect()
}

#[track_caller]
fn one(pack: &str, code: &str, line: usize) {
    assert_eq!(found(pack), [(code.to_owned(), line)], "{pack}");
}

const INVALID: &str = "schema-invalid";
const UNKNOWN: &str = "schema-unknown-name";

#[test]
fn evidence_that_makes_no_sense_is_reported_at_its_line() {
    assert!(found(&standard("{every: item, must: [{says: responsibility}]}")).is_empty());
    for (evidence, code) in [
        ("sections", UNKNOWN),
        ("{evry: item}", UNKNOWN),
        ("{section: []}", INVALID),
        ("{section: [a], of: plan}", UNKNOWN),
        ("{gaps: []}", INVALID),
        ("{gaps: [\"9\"]}", UNKNOWN),
        ("{every: item, must: [exact_version]}", UNKNOWN),
        ("{reviewed: [a], if_applicable: perhaps}", INVALID),
        ("[section]", INVALID),
        ("{every: gadget, must: [passes]}", UNKNOWN),
        ("{every: item}", INVALID),
        ("{every: item, must: []}", INVALID),
        ("{some: item, must: []}", INVALID),
        ("{every: , must: [passes]}", INVALID),
        ("{every: item, must: [{says: colour}]}", UNKNOWN),
        ("{every: item, must: [{says: [responsibility]}]}", INVALID),
        ("{every: risk, must: [{says: causes.colour}]}", UNKNOWN),
        ("{every: soup, must: [{says_each: evalated.reason}]}", UNKNOWN),
        ("{every: item, must: [{under_view: colour}]}", UNKNOWN),
        ("{every: item, must: [{linked: mitigates}]}", UNKNOWN),
        ("{every: item, must: [{linked: {has_part: [gadget]}}]}", UNKNOWN),
        ("{every: item, must: [{linked: [has_part]}]}", INVALID),
        ("{every: item, must: [perfect]}", UNKNOWN),
        ("{every: item, must: [{perfect: true}]}", UNKNOWN),
        ("{every: item, must: [{says: title, linked: has_part}]}", INVALID),
        ("{every: item, must: [{one_of: []}]}", INVALID),
        ("{every: item, must: [{one_of: passes}]}", INVALID),
        ("{every: item, must: [{holds: \"colour = red\"}]}", INVALID),
        ("{every: item, must: [{holds: [a]}]}", INVALID),
        ("{every: item, where: \"status = gone\", must: [passes]}", INVALID),
        ("{every: item, where: \"status =\", must: [passes]}", INVALID),
        ("{every: item, where: [a], must: [passes]}", INVALID),
        ("{every: item, if_any: perhaps, must: [passes]}", INVALID),
        ("{some: item, if_any: true, must: [passes]}", UNKNOWN),
        ("{every: item, residual: true, must: [passes]}", INVALID),
        ("{every: item, made: true, must: [passes]}", INVALID),
        ("{every: item, found_in: [system], must: [passes]}", INVALID),
        ("{every: anomaly, found_in: [sytem], must: [{says: impact}]}", UNKNOWN),
        ("{every_value: category}", INVALID),
        ("{every_value: colour, of: requirement}", UNKNOWN),
        ("{every_value: acceptance, of: requirement}", INVALID),
        ("{reviewed: [], of: item}", INVALID),
        ("{reviewed: [a], of: gadget}", UNKNOWN),
        ("{claim: []}", INVALID),
        ("{claim: [gadget]}", UNKNOWN),
        ("{runs: [sytem], must: [date]}", UNKNOWN),
        ("{runs: [system], reason: [whim], must: [date]}", UNKNOWN),
        ("{runs: [system], must: [mood]}", UNKNOWN),
        ("{runs: [system]}", INVALID),
        ("{clauses: [\"5.1.1\"]}", INVALID),
    ] {
        one(&standard(evidence), code, 12);
    }
}

#[test]
fn a_clause_that_makes_no_sense_is_reported_at_its_line() {
    let good = standard("section");
    for (old, new, code, line) in [
        ("levels: [A, B, C]", "levels: [A, D]", UNKNOWN, 10),
        ("    levels: [A, B, C]\n", "", INVALID, 7),
        ("scope: system", "scope: planet", UNKNOWN, 9),
        ("    scope: system\n", "", INVALID, 7),
        ("number: \"1\"\n    title: One", "title: One", INVALID, 7),
        ("scale: safety_class", "scale: safty_class", UNKNOWN, 4),
        ("    title: One\n", "    title: One\n    colour: red\n", UNKNOWN, 9),
        ("    title: One\n", "    title: One\n    person: perhaps\n", INVALID, 9),
        ("    title: One\n", "    title: One\n    condition: always\n", UNKNOWN, 9),
        ("    title: One\n", "    title: One\n    letters_from: hearsay\n", UNKNOWN, 9),
        ("    title: One\n", "    title: One\n    stated_levels: [X]\n", UNKNOWN, 9),
        ("standard: house\n", "", INVALID, 1),
        ("standard: house\n", "standard: iec-62304-2015\n", INVALID, 1),
        ("source: us\n", "source: us\nplans: {development: [\"9\"]}\n", INVALID, 6),
        ("source: us\n", "source: us\nwords: {colour: {a: Red}}\n", UNKNOWN, 6),
        ("source: us\n", "source: us\nchecks: iec-62304\n", UNKNOWN, 6),
        ("source: us\n", "source: us\nchecks: house\n", INVALID, 6),
        ("source: us\n", "source: us\nchecks: iec-62304-checklist\n", INVALID, 6),
        ("source: us\n", "source: us\nreplaced_by_legacy: [\"4\"]\n", UNKNOWN, 6),
        ("source: us\n", "source: us\nplans: later\n", INVALID, 6),
        ("source: us\n", "source: us\nplans: {development: \"1\"}\n", INVALID, 6),
        ("source: us\n", "source: us\nplans: {deveopment: [\"1\"]}\n", UNKNOWN, 6),
        ("source: us\n", "source: us\nwords: [a]\n", INVALID, 6),
        ("source: us\n", "source: us\nwords: {category: a}\n", INVALID, 6),
        ("source: us\n", "source: us\nwords: {category: {zz: None}}\n", UNKNOWN, 6),
        ("source: us\n", "source: us\nsince: {content: {\"1\": New.}}\n", INVALID, 6),
        ("source: us\n", "source: us\nsince: {edition: iec-62304-2006, content: [a]}\n", INVALID, 6),
        ("source: us\n", "source: us\nsince: {edition: house-0}\n", UNKNOWN, 6),
        ("source: us\n", "source: us\nsince: {edition: iec-62304-2006, content: {\"99\": Gone.}}\n", UNKNOWN, 6),
        ("source: us\n", "source: us\ncolour: red\n", UNKNOWN, 6),
    ] {
        assert!(good.contains(old), "{old:?}");
        let found = found(&good.replacen(old, new, 1));
        assert!(found.contains(&(code.to_owned(), line)), "{new:?}: {code} at line {line} wanted, found {found:?}");
    }
    let twice = format!("{good}  - {{number: \"1\", title: Again, scope: system, levels: [C], evidence: [section]}}\n");
    one(&twice, INVALID, 13);
}

#[test]
fn a_checklist_over_clauses_that_are_not_there_is_reported() {
    let pack = "standard: gate\ntitle: Gate\nprefix: Gate\nsource: us\nchecks: iec-62304-2015\nclauses:\n  - number: \"1\"\n    title: One\n    scope: system\n    evidence:\n      - {clauses: [\"5.1.1\", \"5.1.13\"]}\n";
    one(pack, UNKNOWN, 11);
}

#[test]
fn what_adds_to_a_standard_is_read_as_strictly() {
    let adds = |number: &str, rest: &str| format!("extends: iec-62304-2015\nclauses:\n  - number: \"{number}\"\n{rest}");
    assert!(found(&adds("5.1.1", "    evidence: [section]\n")).is_empty());
    one(&adds("5.1.1", "    evidence: [sections]\n"), UNKNOWN, 4);
    one(&adds("5.1.1", "    levels: [C]\n    evidence: [section]\n"), UNKNOWN, 4);
    one(&adds("5.1.13", "    title: New\n    levels: [C]\n    evidence: [section]\n"), INVALID, 3);
    one(&adds("5.1.13", "    title: New\n    scope: system\n    levels: [D]\n    evidence: [section]\n"), UNKNOWN, 6);
    one(&format!("{}  - number: \"5.1.1\"\n    evidence: [section]\n", adds("5.1.1", "    evidence: [section]\n")), INVALID, 5);
    one("extends: iec-62304-2016\nclauses: []\n", UNKNOWN, 1);
    one("extends: iec-62304-2015\nclause: []\n", UNKNOWN, 2);
    one("- a\n- list\n", INVALID, 1);
}

#[test]
fn nothing_is_built_with_a_pack_that_is_wrong() {
    let case = Case::small().file("packs/house.yaml", &standard("{every: item}"));
    let book = std::fs::read_to_string(case.path().join("book.toml")).expect("the settings");
    let case = case.file("book.toml", &book.replace("[standards]\n", "[standards]\npacks = [\"packs\"]\n"));
    let said = case.program(&["build", "--only", "html"]);
    assert_ne!(said.code, Some(0), "{}", said.out);
    assert!(said.err.contains("packs/house.yaml:12") || said.out.contains("packs/house.yaml:12"), "{}{}", said.out, said.err);
    assert!(!case.path().join("book/index.html").exists());
}

#[test]
fn a_pack_that_is_empty_is_reported() {
    one("", "file-unreadable", 1);
    one("# nothing yet\n", "file-unreadable", 1);
}

#[test]
fn a_folder_of_packs_that_is_not_there_is_reported() {
    let ran = Case::new().file("book.toml", "[build]\ndate = \"2026-11-02\"\n[standards]\npacks = [\"nowhere\"]\n").run();
    assert_eq!(ran.found().iter().map(|f| (f.code.as_str(), f.place.clone())).next(), Some(("file-unreadable", Some(("book.toml".into(), 4)))));
}
