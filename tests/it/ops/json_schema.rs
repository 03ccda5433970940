//! `techfile schema`: what it lets pass and what not, held against what `check` says of the same files.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Map, Value as Json, json};
use techfile::source::FileId;
use techfile::yaml::{self, Node, Style, Value};

use crate::harness::{Case, files_below, program, repository};

/// The schema that the program prints in a folder, ready to validate.
pub struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
    text: String,
}

impl Validator {
    pub fn of(folder: &std::path::Path) -> Self {
        let said = program(folder, &["schema"], &[]);
        said.ends(0);
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("record.json", serde_json::from_str(&said.out).expect("JSON")).expect("a schema");
        let index = compiler.compile("record.json", &mut schemas).unwrap_or_else(|e| panic!("{e:#}"));
        Self { schemas, index, text: said.out }
    }

    pub fn says(&self, text: &str) -> Result<(), String> {
        let mut findings = Vec::new();
        let node = yaml::parse(text, FileId(0), 0, yaml::Limits::default(), &mut findings);
        let value = node.map_or(Json::Null, |n| json(&n));
        self.schemas.validate(&value, self.index).map_err(|e| format!("{e:#}"))
    }
}

/// A file as a reader of YAML 1.2 sees it, which the language server is.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Empty => Json::Null,
        Value::Scalar { text, style: Style::Plain } => {
            let typed = serde_json::from_str::<Json>(text).ok().filter(|v| v.is_number() || v.is_boolean() || v.is_null());
            typed.unwrap_or_else(|| json!(text))
        }
        Value::Scalar { text, .. } => json!(text),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(entries) => Json::Object(entries.iter().map(|(k, n)| (k.name.clone(), json(n))).collect::<Map<_, _>>()),
    }
}

#[test]
fn the_sample_validates() {
    let validator = Validator::of(&repository("."));
    let mut seen = 0;
    for file in files_below(&repository("sample-project/records")).into_iter().filter(|f| f.extension().is_some_and(|e| e == "yaml")) {
        let text = std::fs::read_to_string(&file).expect("a record file");
        validator.says(&text).unwrap_or_else(|e| panic!("{}\n{e}", file.display()));
        seen += 1;
    }
    assert!(seen > 30, "only {seen} files");
}

#[test]
fn the_good_cases_validate_and_the_bad_ones_do_not() {
    let validator = Validator::of(Case::new().path());
    let mut bad = 0;
    for file in files_below(&repository("tests/cases/check")) {
        let name = file.strip_prefix(repository("tests/cases/check")).expect("below").to_str().expect("a name").replace('\\', "/");
        let Some((code, file_name)) = name.split_once('/').filter(|(_, f)| f.ends_with(".yaml") && !f.contains('/')) else { continue };
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        if file_name.starts_with("good") && code != "empty-field" {
            // An empty file is a file without records; an empty value says nothing. An editor may say so.
            if !text.contains(":\n\n") && text.lines().any(|l| !l.starts_with('#')) {
                validator.says(&text).unwrap_or_else(|e| panic!("{name}\n{e}"));
            }
        } else if ["invalid-id", "missing-id", "missing-kind", "record-shape", "unknown-field", "unknown-kind", "unknown-value", "wrong-type"]
            .contains(&code)
        {
            assert!(validator.says(&text).is_err(), "{name} passes");
            bad += 1;
        }
    }
    assert!(bad >= 8, "only {bad} bad cases");
}

#[test]
fn mistakes_are_seen_at_their_place() {
    let validator = Validator::of(&repository("."));
    let good = "id: SRS-1\nkind: requirement\ntitle: Dose\n";
    validator.says(good).expect("what the mistakes are added to");
    let cases = [
        ("a field that nobody declared", "titel: x\n", "titel"),
        ("a word that is none", "status: aproved\n", "/status"),
        ("a list of words with a wrong one", "category: [a, z]\n", "/category/1"),
        ("one word for a list, wrong", "category: z\n", "/category"),
        ("a map for text", "text: {a: b}\n", "/text"),
        ("a field of another kind", "purl: pkg:a/b\n", "purl"),
        ("a link that the kind cannot write", "mitigates: RISK-1\n", "mitigates"),
        ("a link that is no id", "derives_from: [UN 1]\n", "/derives_from/0"),
        ("a map for a link", "derives_from: {id: UN-1}\n", "/derives_from"),
        ("a group with an unknown field", "approved: {bye: A}\n", "/approved"),
        ("a date that is none", "approved: {on: 2026-13-01}\n", "/approved/on"),
        ("a date in another style", "approved: {on: 1.2.2026}\n", "/approved/on"),
        ("a list in place of one word", "status: [draft]\n", "/status"),
    ];
    for (what, line, place) in cases {
        let said = validator.says(&format!("{good}{line}")).expect_err(what);
        assert!(said.contains(place), "{what}: {said}");
    }
    let whole = [
        ("no id", "kind: need\ntitle: x\n"),
        ("no kind", "id: A-1\ntitle: x\n"),
        ("an unknown kind", "id: A-1\nkind: neeed\n"),
        ("an id that cannot be a file name", "id: a..b\nkind: need\n"),
        ("an unknown kind of many", "kind: neeed\nrecords: []\n"),
        ("a key beside the records", "kind: need\ntitle: x\nrecords: []\n"),
        ("an entry without id", "kind: need\nrecords: [{title: x}]\n"),
        ("an entry without kind", "records: [{id: A-1}]\n"),
        ("an entry of another kind's form", "kind: need\nrecords: [{id: A-1, purl: pkg:a}]\n"),
        ("records that are no list", "kind: need\nrecords: {id: A-1}\n"),
        ("a level that is not on the scale", "id: R\nkind: risk\ninitial: {severity: 6}\n"),
        ("a whole number that is none", "id: R\nkind: run\nsteps: [{step: one}]\n"),
    ];
    for (what, text) in whole {
        assert!(validator.says(text).is_err(), "{what} passes");
    }
}

#[test]
fn what_check_takes_passes() {
    let validator = Validator::of(&repository("."));
    let cases = [
        "id: SOUP-1\nkind: soup\nversion: 1.10\nanomaly_list: looked at\nevaluated: {ref: 7, relevant: true}\n",
        "id: R\nkind: risk\ninitial: {severity: 4}\nresidual: [{severity: \"4\"}]\ncauses: Power fails\n",
        "id: R\nkind: risk\nresidual: {severity: 2}\n",
        "id: C\nkind: control\nmitigates: [RISK-1#b, RISK-2]\nrealised_in: software\n",
        "id: I\nkind: interface\nfrom: A pump over there\nto: ITM-1\n",
        "id: T\nkind: test\nverifies: SRS-1\nrelates_to: [T2]\ntags: one\nautomated: [a, 1]\n",
        "records:\n  - {id: A, kind: need}\n  - {id: B, kind: risk, harm: death}\n",
        "kind: need\nrecords:\n  - {id: A}\n  - {id: B, kind: risk, harm: death}\n",
    ];
    for text in cases {
        validator.says(text).unwrap_or_else(|e| panic!("{text}\n{e}"));
    }
}

#[test]
fn the_projects_own_kinds_fields_and_scales_are_in_it() {
    let case = Case::new().schema(
        "kinds:\n  gadget: {label: Gadget, prefix: GAD, role: requirement, fields: {verification_method: {type: list, of: {type: text}}, weight: {type: number}}}\n  need: {fields: {status: {add: [parked]}}}\n",
    );
    let own = Validator::of(case.path());
    own.says("id: GAD-1\nkind: gadget\nweight: 1.5\nderives_from: UN-1\n").expect("the project's kind");
    own.says("id: GAD-1\nkind: gadget\nweight: heavy\n").expect_err("a weight in words");
    own.says("id: UN-1\nkind: need\nstatus: parked\n").expect("the project's word");
    own.says("id: SRS-1\nkind: requirement\nstatus: parked\n").expect_err("a word of another kind");
    let built_in = Validator::of(tempfile::tempdir().expect("a folder").path());
    built_in.says("id: GAD-1\nkind: gadget\n").expect_err("a kind of one project");
    built_in.says("id: UN-1\nkind: need\n").expect("a built-in kind");
    assert_eq!(own.text, Validator::of(case.path()).text, "the same twice");
    Case::new().schema("kinds: [").program(&["schema"]).ends(2);
    case.program(&["schema", "--book", "nowhere.toml"]).ends(2);
}
