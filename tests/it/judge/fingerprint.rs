//! A fingerprint changes exactly when what a record says changes, and never between versions of the program.

use proptest::prelude::*;
use sha2::{Digest, Sha256};
use techfile::judge::fingerprint;
use techfile::schema::{FieldType, Schema};

use crate::harness::Case;

/// The fingerprint of `SRS-1` in a file of this text.
#[track_caller]
fn print_of(text: &str) -> String {
    print_in("records/a.yaml", text)
}

#[track_caller]
fn print_in(path: &str, text: &str) -> String {
    let ran = Case::new().file(path, text).run();
    fingerprint(ran.project(), ran.record("SRS-1"))
}

/// A requirement with these lines.
fn requirement(lines: &str) -> String {
    format!("id: SRS-1\nkind: requirement\n{lines}")
}

const FULL: &str = "title: Rate limit\ntext: |\n  The software shall limit the rate\n  to 10 mL/h.\n\n  - never more\n  - never less\ncategory: [a, d]\nverification_method: [test]\nacceptance: The limit holds.\n";

/// The format is a promise: recorded reviews hold fingerprints for good. Never change this value.
#[test]
fn the_format_is_pinned() {
    let said = [
        ("acceptance", "s16:The limit holds.".to_owned()),
        ("category", "l2:s1:as1:d".to_owned()),
        ("text", "s72:The software shall limit the rate to 10 mL/h.\n\n- never more\n- never less".to_owned()),
        ("title", "s10:Rate limit".to_owned()),
        ("verification_method", "l1:s4:test".to_owned()),
    ];
    let body: String = said.iter().map(|(name, value)| format!("s{}:{name}{value}", name.len())).collect();
    let hash: String = Sha256::digest(format!("g5:{body}").as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    let print = print_of(&requirement(FULL));
    assert_eq!(print, format!("v1:{hash}"), "the encoding is not what its documentation says");
    assert_eq!(print, "v1:674f76e98b4dc19ecfb10a85a71df21b2fa6c8b6788924d2c3c45bfb25e71412");
    assert!(techfile::model::is_fingerprint(&print));
    let none = print_of("id: SRS-1\nkind: requirement\n");
    assert_eq!(none, print_of("id: SRS-1\nkind: requirement\ntitle: \"\"\ncategory: []\n"), "what says nothing is not there");
}

#[test]
fn how_it_is_written_does_not_matter() {
    let print = print_of(&requirement(FULL));
    let same = [
        (
            "another order",
            requirement(
                "acceptance: The limit holds.\nverification_method: [test]\ncategory:\n  - a\n  - d\ntitle: Rate limit\ntext: |\n  The software shall limit the rate\n  to 10 mL/h.\n\n  - never more\n  - never less\n",
            ),
        ),
        (
            "fields that are no part of the meaning",
            requirement(&format!(
                "{FULL}status: approved\nrationale: Because.\nowner: Somebody\ntags: [x]\napproved: {{by: A. Person, on: 2026-10-01}}\n"
            )),
        ),
        ("links", requirement(&format!("{FULL}derives_from: [SYS-9]\n"))),
        ("line ends", requirement(FULL).replace('\n', "\r\n")),
        ("spaces at line ends", requirement(FULL).replace("the rate\n", "the rate  \n").replace("never more\n", "never more \t\n")),
        ("one value for a list of one", requirement(FULL).replace("[test]", "test")),
        (
            "quotes",
            requirement(FULL)
                .replace("title: Rate limit", "title: \"Rate limit\"")
                .replace("acceptance: The limit holds.", "acceptance: 'The limit holds.'"),
        ),
        (
            "a quoted text",
            requirement(FULL).replace(
                "|\n  The software shall limit the rate\n  to 10 mL/h.\n\n  - never more\n  - never less\n",
                "\"The software shall limit the rate\\nto 10 mL/h.\\n\\n- never more\\n- never less\"\n",
            ),
        ),
        ("a block for one line", requirement(FULL).replace("acceptance: The limit holds.", "acceptance: >\n  The limit\n  holds.")),
        ("a paragraph broken anew", requirement(FULL).replace("limit the rate\n  to 10 mL/h.", "limit\n  the rate to\n  10 mL/h.")),
        ("more empty lines", requirement(FULL).replace("mL/h.\n\n", "mL/h.\n\n\n").replace("never less\n", "never less\n\n\n")),
    ];
    for (what, text) in &same {
        assert_ne!(*text, requirement(FULL), "{what} is no change at all");
        assert_eq!(print_of(text), print, "{what} changes the fingerprint");
    }
    let markdown = "---\nid: SRS-1\nkind: requirement\ntitle: Rate limit\ncategory: [a, d]\nverification_method: [test]\nacceptance: The limit holds.\n---\n\nThe software shall limit the rate\nto 10 mL/h.\n\n- never more\n- never less\n";
    assert_eq!(print_in("records/a.md", markdown), print, "a Markdown file says the same");
    let many = format!("kind: requirement\nrecords:\n  - id: SRS-1\n{}", FULL.lines().map(|l| format!("    {l}\n")).collect::<String>());
    assert_eq!(print_of(&many), print, "a file of many records says the same");
}

#[test]
fn what_it_says_matters() {
    let print = print_of(&requirement(FULL));
    let other = [
        ("a word", requirement(FULL).replace("limit the", "bound the")),
        ("a number", requirement(FULL).replace("10 mL", "100 mL")),
        ("the title", requirement(FULL).replace("title: Rate limit\n", "title: Rate limits\n")),
        ("no title", requirement(FULL).replace("title: Rate limit\n", "")),
        ("the order of a list", requirement(FULL).replace("[a, d]", "[d, a]")),
        ("an item more", requirement(FULL).replace("[a, d]", "[a, d, e]")),
        ("a paragraph more", requirement(FULL).replace("rate\n  to", "rate\n\n  to")),
        ("an item of the text less", requirement(FULL).replace("  - never less\n", "")),
        ("two items in one", requirement(FULL).replace("more\n  - never", "more - never")),
        ("a nested item", requirement(FULL).replace("  - never less", "    - never less")),
        ("no acceptance", requirement(FULL).replace("acceptance: The limit holds.\n", "")),
    ];
    let mut seen = vec![print.clone()];
    for (what, text) in &other {
        assert_ne!(*text, requirement(FULL), "{what} is no change at all");
        let changed = print_of(text);
        assert!(!seen.contains(&changed), "{what} gives a fingerprint that was there");
        seen.push(changed);
    }
}

/// A value of a field's type, in one line of YAML.
fn sample(schema: &Schema, ty: &FieldType) -> String {
    match ty {
        FieldType::Enum { values, .. } => values[0].clone(),
        FieldType::Integer | FieldType::Number => "7".into(),
        FieldType::Date => "2026-10-01".into(),
        FieldType::Boolean => "true".into(),
        FieldType::Url => "https://example.org/a".into(),
        FieldType::Purl => "pkg:generic/a@1".into(),
        FieldType::Hash => "sha256:0123456789abcdef".into(),
        FieldType::Path => "a/b.txt".into(),
        FieldType::Clause => "5.2.1".into(),
        FieldType::Scale(name) => schema.scale(name).and_then(|s| s.levels.first()).map_or("x".into(), |l| l.id.clone()),
        FieldType::List(inner) => format!("[{}]", sample(schema, inner)),
        FieldType::Group(fields) => format!("{{{}: {}}}", fields[0].name, sample(schema, &fields[0].ty)),
        FieldType::Text | FieldType::Markdown | FieldType::Version | FieldType::Person | FieldType::Link { .. } => "x1".into(),
    }
}

#[test]
fn exactly_the_fields_with_a_meaning_matter_in_every_kind() {
    let schema = Schema::built_in().expect("the schema");
    let mut text = String::from("records:\n");
    for kind in &schema.kinds {
        text += &format!("  - {{id: {}-none, kind: {}}}\n", kind.name, kind.name);
        for field in &kind.fields {
            text += &format!("  - {{id: {}-{}, kind: {}, {}: {}}}\n", kind.name, field.name, kind.name, field.name, sample(&schema, &field.ty));
        }
    }
    let ran = Case::new().records(&text).run();
    let print = |id: &str| fingerprint(ran.project(), ran.record(id));
    let mut meaning = 0;
    for kind in &schema.kinds {
        let none = print(&format!("{}-none", kind.name));
        for field in &kind.fields {
            let changed = print(&format!("{}-{}", kind.name, field.name)) != none;
            assert_eq!(changed, field.meaning, "{} of {}", field.name, kind.name);
            meaning += usize::from(field.meaning);
        }
    }
    assert!(meaning > 100);
}

#[test]
fn a_break_that_means_something_matters() {
    let text = |body: &str| print_of(&requirement(&format!("text: |\n{}", body.lines().map(|l| format!("  {l}\n")).collect::<String>())));
    let pairs = [
        ("```\na\nb\n```", "```\na b\n```"),
        ("x\n\n    a\n    b", "x\n\n    a b"),
        ("a | b\nc | d", "a | b c | d"),
        ("# A\nb", "# A b"),
        ("- a\n- b", "- a - b"),
        ("a\n1. b", "a 1. b"),
        ("a\n\n  b", "a\n\nb"),
    ];
    for (one, other) in pairs {
        assert_ne!(text(one), text(other), "{one:?} and {other:?}");
    }
    assert_eq!(text("[[SRS-1]] and\n[[SRS-1]]"), text("[[SRS-1]]\nand [[SRS-1]]"));
    assert_eq!(text("- an item\n  of two lines"), text("- an item of two lines"));
    assert_eq!(text("10 mL and\n20 mL"), text("10 mL\nand 20 mL"));
}

#[test]
fn no_two_records_share_one_by_their_encoding() {
    let of = |lines: &str| print_of(&requirement(lines));
    assert_ne!(of("verification_method: [ab, c]\n"), of("verification_method: [a, bc]\n"));
    assert_ne!(of("verification_method: [\"a; b\"]\n"), of("verification_method: [a, b]\n"));
    assert_ne!(of("title: x\n"), of("text: x\n"));
    assert_ne!(of("verification_method: [s1, \"a\"]\n"), of("verification_method: [\"s1:a\"]\n"));
}

#[test]
fn the_snapshot_holds_the_fingerprint_of_every_record() {
    let case = Case::small();
    let bytes = std::fs::read(case.built().join("data/snapshot.json")).expect("a snapshot");
    let snapshot: techfile::model::snapshot::Snapshot = serde_json::from_slice(&bytes).expect("a snapshot");
    let ran = case.run();
    assert_eq!(snapshot.records.len(), ran.project().records.len());
    for record in &snapshot.records {
        assert_eq!(record.fingerprint, fingerprint(ran.project(), ran.record(&record.id)), "{}", record.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Words broken into lines anywhere make one fingerprint; other words another.
    #[test]
    fn breaks_between_words_do_not_matter(words in prop::collection::vec("[a-zA-Z]{1,8}", 2..12), breaks in any::<u16>(), crlf in any::<bool>()) {
        let mut broken = String::new();
        for (i, word) in words.iter().enumerate() {
            let gap = if i == 0 { "" } else if breaks >> (i % 16) & 1 == 1 { "\n  " } else { " " };
            broken = broken + gap + word;
        }
        let file = requirement(&format!("text: |\n  {broken}\n"));
        let file = if crlf { file.replace('\n', "\r\n") } else { file };
        let plain = print_of(&requirement(&format!("text: \"{}\"\n", words.join(" "))));
        prop_assert_eq!(&print_of(&file), &plain);
        let other = print_of(&requirement(&format!("text: \"{}x\"\n", words.join(" "))));
        prop_assert_ne!(&other, &plain);
    }
}

#[test]
fn a_snapshot_of_another_format_is_refused_with_what_it_is() {
    use techfile::model::snapshot::{FORMAT, Snapshot, read};
    let case = crate::harness::Case::small();
    let bytes = std::fs::read(case.built().join("data/snapshot.json")).expect("a snapshot");
    let snapshot: Snapshot = read(&bytes).expect("a snapshot");
    let text = String::from_utf8(bytes).expect("UTF-8");
    for (format, words) in [(1, "an earlier version"), (FORMAT + 1, "a later version")] {
        let other = text.replacen(&format!("\"format\": {FORMAT},"), &format!("\"format\": {format},"), 1);
        let fault = read::<Snapshot>(other.as_bytes()).expect_err("another format");
        assert!(fault.contains(words) && fault.contains(&format!("format {format}")), "{fault}");
    }
    assert!(read::<Snapshot>(b"{}").expect_err("nothing").contains("no snapshot"));
    // No word of a theme: another label file changes no byte.
    let labels = std::fs::read_to_string(crate::harness::repository("themes/default/labels.toml")).expect("the labels");
    let own: String = labels
        .lines()
        .map(|l| if l.contains(" = \"") && !l.contains("{ one") { l.replacen(" = \"", " = \"X ", 1) + "\n" } else { format!("{l}\n") })
        .collect();
    let themed = crate::harness::Case::small().book("[output.html]\ntheme = \"theme\"").file("theme/labels.toml", &own);
    let other: Snapshot = read(&std::fs::read(themed.built().join("data/snapshot.json")).expect("a snapshot")).expect("a snapshot");
    assert_eq!(other, snapshot);
}

#[test]
fn the_schema_of_the_snapshot_is_that_of_the_snapshot() {
    let case = crate::harness::Case::small();
    let said = case.program(&["schema", "snapshot"]);
    said.ends(0);
    let schema: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let snapshot: serde_json::Value = serde_json::from_slice(&std::fs::read(case.built().join("data/snapshot.json")).expect("a snapshot")).expect("JSON");
    let declared: Vec<&String> = schema["properties"].as_object().expect("properties").keys().collect();
    let mut written: Vec<&String> = snapshot.as_object().expect("an object").keys().collect();
    written.sort();
    assert_eq!(declared, written);
    for name in ["Record", "ClauseRow", "Table", "Said"] {
        assert!(schema["$defs"][name].is_object(), "{name} is not declared");
    }
}
