//! What must hold for any input at all: nothing panics, every place lies inside its file.

use proptest::prelude::*;
use techfile::diag::Diagnostic;
use techfile::source::{FileId, Span};
use techfile::yaml::{self, Limits, Node, Value};

use crate::harness::{Case, cases};

/// A record file that uses most of what a record may hold.
const RECORDS: &str = "kind: requirement
records:
  - id: SRS-1 # a comment
    title: 'Rate: limit'
    text: |
      The software shall **limit** [[SRS-2]] the rate; `code`, <b>raw</b> & {{#table requirement}}.

        indented
    category: [a, b]
    derives_from: [SRS-2, UN-1]
    approved: {by: \"A. Person\", on: 2026-10-01, ref: >-
      folded
      text}
    status: approved
  - {id: SRS-2, title: \"Zweite \\u00e9\", verified_by: VER-1}
  - id: UN-1
    kind: need
  - {id: VER-1, kind: verification, result: pass, criteria: [{criterion: x, result: pass}]}
  - {id: RISK-1, kind: risk, causes: [{id: a, text: t}], initial: {severity: \"1\"}, mitigated_by: RC-1}
  - {id: RC-1, kind: control, mitigates: 'RISK-1#a', realised_in: [software]}
";

const JUNIT: &str = "<?xml version=\"1.0\"?>
<testsuites><testsuite name=\"s\" timestamp=\"2026-10-01T10:00:00\">
  <testcase name=\"a\" classname=\"c\"><failure message=\"m &lt;x&gt;\">text<![CDATA[ raw ]]></failure></testcase>
  <testcase name=\"b&#233;\"/><testcase name=\"d\"><skipped/></testcase>
</testsuite></testsuites>
";

const CHAPTER: &str = "---
id: DOC-1
kind: document
---
# Chapter

See [[SRS-1]], [[SRS-9|words]], {{#count requirement}} and [a](b.md) ![c](d.png).

{{#table requirement columns=\"id, title\"}}

| a | b |
|---|---|
| [[SRS-1\\|x]] | `{{#record SRS-1}}` |
";

/// Pieces that mean something to one of the parsers.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "  ",
    "\t",
    "- ",
    ": ",
    ":",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    "\"",
    "|\n",
    ">-\n",
    "&a ",
    "*a",
    "!!str ",
    "---\n",
    "...\n",
    "# x",
    "? ",
    "<<: ",
    "~",
    "\u{feff}",
    "\u{0}",
    "\u{85}",
    "\u{2028}",
    "é",
    "😀",
    "\u{301}",
    "%YAML 1.2\n",
    "\\",
    "@",
    "`",
    "{{#",
    "}}",
    "[[",
    "]]",
    "id: ",
    "kind: item\n",
    "SRS-1",
    "#a",
    "<",
    ">",
    "</",
    "&amp;",
    "&x;",
    "<testcase ",
    "<!DOCTYPE x [",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "name=\"",
    "2026-10-01",
];

/// Some of the text replaced by pieces and noise.
fn mutate(text: &str, changes: &[(usize, usize, usize, String)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (at, length, piece, noise) in changes {
        let at = at % (chars.len() + 1);
        let end = (at + length).min(chars.len());
        let put = if noise.is_empty() { PIECES[piece % PIECES.len()] } else { noise };
        chars.splice(at..end, put.chars());
    }
    chars.into_iter().collect()
}

fn changes() -> impl Strategy<Value = Vec<(usize, usize, usize, String)>> {
    let noise = prop_oneof![3 => Just(String::new()), 1 => ".{0,6}"];
    prop::collection::vec((any::<usize>(), 0usize..12, any::<usize>(), noise), 1..8)
}

fn assert_inside(span: Span, text: &str, base: usize) {
    let (start, end) = (span.start as usize, span.end as usize);
    assert!(base <= start && start <= end && end <= base + text.len(), "{span:?} outside {text:?} at {base}");
    assert!(text.is_char_boundary(start - base) && text.is_char_boundary(end - base), "{span:?} cuts a character of {text:?}");
}

fn assert_node(node: &Node, text: &str, base: usize) {
    assert_inside(node.span, text, base);
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| assert_node(item, text, base)),
        Value::Map(entries) => {
            for (index, (key, value)) in entries.iter().enumerate() {
                assert_inside(key.span, text, base);
                assert_node(value, text, base);
                assert!(entries[..index].iter().all(|(k, _)| k.name != key.name), "key {:?} twice in {text:?}", key.name);
            }
        }
        Value::Empty | Value::Scalar { .. } => {}
    }
}

/// Reads the text; every place must lie in it, and what cannot be read is said.
fn read_yaml(text: &str, base: usize) {
    let mut findings: Vec<Diagnostic> = Vec::new();
    let node = yaml::parse(text, FileId(0), base, Limits::default(), &mut findings);
    for finding in &findings {
        assert_inside(finding.span.expect("a place"), text, base);
        for (span, _) in &finding.related {
            assert_inside(*span, text, base);
        }
    }
    if let Some(node) = &node {
        assert_node(node, text, base);
    }
}

/// Checks a project; every finding must be printable in every way.
fn check(case: Case) {
    let ran = case.run();
    let (findings, sources) = ran.diagnostics();
    for finding in findings {
        for span in finding.span.iter().chain(finding.related.iter().map(|(s, _)| s)) {
            assert_inside(*span, &sources.get(span.file).text, 0);
        }
    }
    ran.text();
    techfile::diag::emit::json(findings, sources);
    let log = techfile::diag::emit::Log { findings, sources, levels: &[], baseline: Some(&[]) };
    techfile::diag::emit::github(&log);
    techfile::diag::emit::sarif(&log);
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn yaml_survives_any_text(text in "\\PC{0,60}|(?s:.{0,60})", base in 0usize..9) {
        read_yaml(&text, base);
    }

    #[test]
    fn yaml_survives_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        read_yaml(&String::from_utf8_lossy(&bytes), 0);
    }

    #[test]
    fn yaml_survives_any_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        read_yaml(&pieces.concat(), 3);
    }

    #[test]
    fn yaml_survives_changed_records(changes in changes()) {
        read_yaml(&mutate(RECORDS, &changes), 0);
    }

    /// What is no finding can be read; a scalar keeps its text.
    #[test]
    fn a_quoted_text_comes_back(text in "(?s:.{0,40})") {
        // What YAML does not take unescaped, and JSON does not escape; a NUL is no text.
        let text = text.replace(|c: char| c == '\0' || matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'), "");
        let quoted = serde_json::to_string(&text).expect("a string");
        let mut findings = Vec::new();
        let node = yaml::parse(&format!("a: {quoted}"), FileId(0), 0, Limits::default(), &mut findings).expect("a map");
        prop_assert!(findings.is_empty(), "{:?}", findings);
        let read = node.get("a").and_then(Node::text);
        prop_assert_eq!(read, Some(text.as_str()));
    }
}

proptest! {
    // Each of these reads a whole project from the disk.
    #![proptest_config(cases(60))]

    #[test]
    fn loading_survives_changed_files(all in prop::collection::vec(changes(), 8), junit in changes(), chapter in changes()) {
        let mut case = Case::new()
            .book("[evidence]\njunit = \"r.xml\"")
            .file("r.xml", &mutate(JUNIT, &junit))
            .chapter("one.md", &mutate(CHAPTER, &chapter));
        for (n, changes) in all.iter().enumerate() {
            let text = mutate(RECORDS, changes);
            case = match n % 2 {
                0 => case.file(&format!("records/{n}.yaml"), &text),
                _ => case.file(&format!("records/{n}.md"), &mutate("---\nid: ITM-1\nkind: item\ntags: [x]\n---\nText [[ITM-1]].\n", changes)),
            };
        }
        check(case);
    }

    #[test]
    fn schemas_and_settings_survive_changes(schema in changes(), book in changes()) {
        let text = "kinds: {requirement: {fields: {urgency: {type: enum, values: [low]}}}, hw: {prefix: HW, role: item, fields: {a: {type: group, fields: {b: {type: date}}}}}}\nlinks: {c: {inverse: d, from: [hw], to: any}}\nscales: {severity: [{id: \"1\"}], p2: [{id: \"1\"}]}\nrisk_matrix: {by: [severity, p2], levels: [{id: low}], cells: {\"1\": {\"1\": low}}}\n";
        check(Case::new().schema(&mutate(text, &schema)).records(RECORDS));
        let settings = "[book]\ntitle = \"x\"\n\n[build]\ndate = \"2026-11-02\"\n\n[check]\nself-link = \"note\"\n\n[[matrix]]\npath = [\"derives_from\"]\n\n[[evidence.report]]\nfiles = \"*.xml\"\nversion = \"1\"\n";
        let place = Case::new().file("book.toml", &mutate(settings, &book)).records(RECORDS);
        let where_ = techfile::ops::Place { root: place.path().to_owned(), book: "book.toml".into() };
        // Settings may send the run away: to a folder that is not there, or without a date.
        let _ = techfile::ops::check(&where_, &|_| Ok(jiff_date().into()));
    }
}

fn jiff_date() -> jiff::civil::Date {
    jiff::civil::Date::constant(2026, 11, 2)
}

#[test]
fn much_of_anything_takes_no_long_time() {
    let started = std::time::Instant::now();
    for text in [
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(50_000),
        "a: ".repeat(50_000),
        "{a: ".repeat(50_000),
        "'".repeat(99_999),
        "&a ".repeat(50_000),
        "#\n".repeat(100_000),
    ] {
        read_yaml(&text, 0);
    }
    let brackets = "[[".repeat(20_000) + &"{{#".repeat(5_000);
    let open = "<a>".repeat(20_000);
    let case = Case::new()
        .book("[evidence]\njunit = \"r.xml\"")
        .file("r.xml", &format!("<testsuite>{open}"))
        .chapter("one.md", &brackets)
        .file("records/a.md", &format!("---\nid: ITM-1\nkind: item\n---\n{brackets}"))
        .file("records/b.md", &format!("---\nid: ITM-2\nkind: item\n---\n{}", "> ".repeat(20_000)))
        .file("records/c.md", &format!("---\nid: ITM-3\nkind: item\n---\n{}", "*a _b ".repeat(8_000)));
    check(case);
    assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
}
