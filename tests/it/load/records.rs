//! Loading: shapes, values, links, schemas, chapters, hostile input.

use techfile::model::{State, Value};

use crate::harness::Case;

#[test]
fn three_shapes_of_file() {
    let ran = Case::new()
        .file("records/one.yaml", "id: ITM-1\nkind: item\ntitle: One\n")
        .file("records/deep/er/many.yml", "kind: item\nrecords:\n  - {id: ITM-2, title: Two}\n  - {id: UNIT-3, kind: unit, title: Three}\n")
        .file("records/text.md", "---\nid: ITM-4\nkind: item\n---\n\nThe first sentence. The second.\n")
        .file("records/ignored.txt", "no record")
        .file("records/.hidden.yaml", "no: record")
        .run();
    ran.expect(&[("record-file-unread", 0, "")]);
    assert!(ran.text().contains("`records/.hidden.yaml`, `records/ignored.txt` lie in the folder"), "{}", ran.text());
    let ids: Vec<&str> = ran.project().records.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["ITM-1", "ITM-2", "ITM-4", "UNIT-3"]);
    assert_eq!(ran.project().record(ran.record("ITM-4")).title, "The first sentence");
    assert_eq!(ran.field("ITM-4", "text").trim(), "The first sentence. The second.");
}

#[test]
fn an_extension_in_capitals_hides_no_record() {
    let ran = Case::new().file("records/RUN.YAML", "id: ITM-1\nkind: item\n").file("records/B.Md", "---\nid: ITM-2\nkind: item\n---\n").run();
    ran.silent();
    assert_eq!(ran.project().records.len(), 2);
}

#[test]
fn an_empty_file_holds_no_record_and_is_no_mistake() {
    let ran = Case::new().file("records/empty.yaml", "").file("records/comment.yaml", "# nothing yet\n").file("records/marks.yaml", "---\n").run();
    ran.silent();
    assert!(ran.project().records.is_empty());
}

#[test]
fn text_under_empty_front_matter_is_not_lost_in_silence() {
    let ran = Case::new().file("records/a.md", "---\n---\nThe software shall.\n").run();
    ran.expect(&[("record-shape", 1, "records/a.md")]);
}

#[test]
fn strings_stay_strings() {
    let ran = Case::new()
        .records(
            "records:
  - {id: SOUP-1, kind: soup, title: no, version: 1.10, designator: 2024-01-01, manufacturer: null, licence: 0x1F, priority: 1e3, source: ~, owner: 007}
  - {id: SOUP-2, kind: soup, title: 'yes', version: \"~\", designator: true, licence: .inf}
",
        )
        .run();
    let file = "records/all.yaml";
    // What looks like nothing is said to, and stays what it is; the manufacturer has a finding of its own.
    ran.expect(&[("empty-field", 2, file), ("empty-field", 3, file)]);
    let fields = |id: &str, names: &[&str]| names.iter().map(|n| ran.field(id, n)).collect::<Vec<_>>();
    let names = ["title", "version", "designator", "manufacturer", "licence", "priority", "owner"];
    assert_eq!(fields("SOUP-1", &names), ["no", "1.10", "2024-01-01", "null", "0x1F", "1e3", "007"]);
    assert_eq!(fields("SOUP-2", &["title", "version", "designator", "licence"]), ["yes", "~", "true", ".inf"]);
    assert!(ran.project().field(ran.record("SOUP-1"), "source").is_none(), "`~` is nothing");
}

#[test]
fn what_a_value_is_the_field_says() {
    let ran = Case::new()
        .records(
            "records:
  - {id: BL-1, kind: baseline, title: 2024-01-01, date: 2024-01-01}
  - {id: RC-1, kind: control, title: C, realised_in: hardware, implementation: words, reduces: {severity: true}, mitigates: RISK-1, verified_by: []}
  - {id: RISK-1, kind: risk, title: R, sequence_of_events: One step, initial: Only words}
",
        )
        .run();
    assert!(matches!(ran.project().field(ran.record("BL-1"), "date").expect("a date").value, Value::Date(_)));
    assert!(matches!(ran.project().field(ran.record("BL-1"), "title").expect("a title").value, Value::Text(_)));
    let initial = &ran.project().field(ran.record("RISK-1"), "initial").expect("scores").value;
    assert_eq!(initial.get("text").expect("the text of a group").value.plain(), "Only words");
    assert_eq!(ran.project().field(ran.record("RISK-1"), "sequence_of_events").expect("steps").items().len(), 1);
}

#[test]
fn all_errors_of_a_file_are_reported() {
    let ran = Case::new()
        .records(
            "kind: item
records:
  - id: ITM-1
    titel: Misspelt
    status: finished
    approved: {on: today}
    part_of: [ITM-7, ITM-8]
  - title: No id
  - {id: ITM-1, kind: item}
  - {id: bad id}
  - {id: X-1, kind: nothing}
",
        )
        .run();
    let file = "records/all.yaml";
    ran.expect(&[
        ("unknown-field", 4, file),
        ("unknown-value", 5, file),
        ("wrong-type", 6, file),
        ("dangling-link", 7, file),
        ("dangling-link", 7, file),
        ("missing-id", 8, file),
        ("duplicate-id", 9, file),
        ("invalid-id", 10, file),
        ("unknown-kind", 11, file),
    ]);
}

#[test]
fn a_syntax_error_hides_nothing_of_other_files() {
    let ran = Case::new()
        .file("records/a.yaml", "id: ITM-1\nkind: [item\n")
        .file("records/b.yaml", "id: ITM-2\nkind: item\nstatus: finished\n")
        .file("records/c.md", "---\nid: \"ITM-3\nkind: item\n---\n")
        .file("records/d.yaml", "id: ITM-4\nkind: item\npart_of: ITM-1\n")
        .run();
    assert_eq!(ran.count("syntax-error"), 2, "{}", ran.text());
    assert_eq!((ran.count("unknown-value"), ran.count("dangling-link")), (1, 1), "{}", ran.text());
    assert!(ran.checked().stops());
    ran.record("ITM-2");
}

#[test]
fn a_link_written_on_both_sides_counts_once() {
    let ran = Case::new()
        .records(
            "records:
  - {id: ITM-1, kind: item, title: Item, uses: [SOUP-1], has_part: UNIT-1}
  - {id: SOUP-1, kind: soup, title: libc, used_by: ITM-1}
  - {id: UNIT-1, kind: unit, title: Unit, part_of: [ITM-1], relates_to: SOUP-1}
",
        )
        .run();
    ran.silent();
    assert_eq!(ran.project().graph.edges.len(), 3);
    assert_eq!(ran.project().graph.written.len(), 5);
    assert_eq!((ran.linked("ITM-1", "uses"), ran.linked("SOUP-1", "used_by")), (vec!["SOUP-1"], vec!["ITM-1"]));
    assert_eq!(ran.linked("UNIT-1", "part_of"), ["ITM-1"]);
}

#[test]
fn of_ids_that_differ_by_case_the_first_stays() {
    let ran = Case::new()
        .records("kind: item\nrecords:\n  - {id: ITM-1, title: A}\n  - {id: itm-1, title: B}\n  - {id: ITM-2, title: C, text: 'As [[itm-1]]', part_of: itm-1}\n")
        .run();
    let file = "records/all.yaml";
    ran.expect(&[("id-case-clash", 4, file), ("unknown-reference", 5, file), ("dangling-link", 5, file)]);
    assert_eq!(ran.project().record(ran.record("ITM-1")).title, "A", "the first one stays");
    assert_eq!(ran.text().matches("did you mean `ITM-1`?").count(), 2, "{}", ran.text());
}

#[test]
fn an_entry_of_a_risk_can_be_named() {
    let ran = Case::new()
        .records(
            "records:
  - {id: RISK-4, kind: risk, title: Free flow, causes: [{id: a, text: Siphon}, {id: b, text: Valve}]}
  - {id: RC-1, kind: control, title: Valve, realised_in: hardware, implementation: x, verified_by: VER-1, mitigates: ['RISK-4#b', RISK-4]}
  - {id: VER-1, kind: verification, title: V, result: pass, verifies: [RC-2]}
  - {id: RC-2, kind: control, title: Wrong, realised_in: hardware, implementation: x, mitigates: ['RISK-4#c', 'RISK-4#a']}
",
        )
        .run();
    ran.expect(&[("dangling-link", 5, "records/all.yaml")]);
    let fragments: Vec<Option<&str>> = ran.project().graph.incoming(ran.record("RISK-4")).map(|e| e.fragment.as_deref()).collect();
    assert_eq!(fragments, [None, Some("b"), Some("a")]);
    assert_eq!(ran.linked("RISK-4", "mitigated_by"), ["RC-1", "RC-2"]);
    let no_fragments = Case::new().records("kind: item\nrecords:\n  - {id: ITM-1, title: A}\n  - {id: ITM-2, title: B, part_of: 'ITM-1#a'}\n").run();
    no_fragments.expect(&[("dangling-link", 4, "records/all.yaml")]);
}

#[test]
fn an_interface_may_lead_outside() {
    let ran = Case::new()
        .records(
            "records:
  - {id: ITM-1, kind: item, title: Delivery}
  - {id: IF-1, kind: interface, title: Bus, from: ITM-1, to: Hospital network}
  - {id: IF-2, kind: interface, title: Key, from: The nurse, to: ITM-1}
",
        )
        .run();
    ran.silent();
    let outside = ran.project().graph.written.iter().filter(|w| w.state == State::Outside).map(|w| w.target.as_str()).collect::<Vec<_>>();
    assert_eq!(outside, ["Hospital network", "The nurse"]);
    let wrong = |name: &str| {
        Case::new()
            .records(&format!("records:\n  - {{id: ITM-1, kind: item, title: D}}\n  - {{id: IF-1, kind: interface, title: B, from: ITM-1, to: {name}}}\n"))
            .run()
    };
    for name in ["ITM-2", "SRS-9", "itm-1", "ITM1"] {
        wrong(name).expect(&[("dangling-link", 3, "records/all.yaml")]);
    }
    // Only the ends of an interface may lie outside.
    let elsewhere = Case::new().records("id: SOUP-1\nkind: soup\nused_by: Somebody\n").run();
    elsewhere.expect(&[("dangling-link", 3, "records/all.yaml")]);
}

#[test]
fn many_names_outside_make_no_mistyped_id_look_like_one() {
    let mut text = String::from("records:\n  - {id: ITM-1, kind: item, title: Delivery}\n");
    for n in 0..80 {
        text += &format!("  - {{id: IF-{n}, kind: interface, title: Bus, from: ITM-1, to: Outside party {n}}}\n");
    }
    text += "  - {id: IF-99, kind: interface, title: Bus, from: ITM-1, to: itm_1}\n";
    Case::new().records(&text).run().expect(&[("dangling-link", 83, "records/all.yaml")]);
}

#[test]
fn hostile_ids_are_refused() {
    let long = "A".repeat(201);
    let hostile = [
        "../x",
        "..",
        "a/b",
        "a\\b",
        "/etc/passwd",
        "CON",
        "con",
        "Nul.txt",
        "COM1",
        "lpt9.x",
        "АBC-1",
        "ITM-１",
        "ITM\u{200b}1",
        "ITM\u{2010}1",
        "'q'",
        "<b>",
        "a..b",
        "a.",
        ".a",
        "-a",
        "_a",
        "1a",
        "a b",
        "a:b",
        "a%2e",
        "a#b",
        "é",
        "",
        long.as_str(),
    ];
    for id in hostile {
        let quoted = serde_json::to_string(id).expect("a string");
        let ran = Case::new().records(&format!("id: {quoted}\nkind: item\ntitle: Hostile\n")).run();
        ran.expect(&[("invalid-id", 1, "records/all.yaml")]);
        assert!(ran.project().records.is_empty(), "{id}");
        assert!(ran.checked().stops(), "{id}");
    }
    for id in ["A", "a", "ITM-1", "a.b.c", "A_b-9.Z", "CONSOLE", "COM", "COM10", "com-1", &"A".repeat(64)] {
        let ran = Case::new().records(&format!("id: {id}\nkind: item\ntitle: Harmless\n")).run();
        ran.silent();
        ran.record(id);
    }
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let plain = "id: TERM-1\nkind: term\ntext: |\n  First [[ITM-9]].\n\n  Second.\ntags: [a, b]\n";
    let markdown = "---\nid: TERM-2\nkind: term\n---\n\nA text with [[ITM-8]].\n";
    let read = |change: &dyn Fn(&str) -> String| {
        let ran = Case::new().file("records/a.yaml", &change(plain)).file("records/b.md", &change(markdown)).run();
        ran.expect(&[("unknown-reference", 4, "records/a.yaml"), ("unknown-reference", 6, "records/b.md")]);
        let (findings, sources) = ran.diagnostics();
        let unknown = findings.iter().filter(|d| d.code.name == "unknown-reference");
        let columns: Vec<usize> = unknown.map(|d| d.span.map_or(0, |s| sources.get(s.file).position(s.start).1)).collect();
        assert_eq!(columns, [9, 13]);
        assert_eq!(ran.field("TERM-1", "tags"), "a; b");
        assert_eq!(ran.project().record(ran.record("TERM-2")).title, "A text with [[ITM-8]]");
    };
    read(&|t| t.to_owned());
    read(&|t| t.replace('\n', "\r\n"));
    read(&|t| format!("\u{feff}{t}"));
    read(&|t| format!("\u{feff}{}", t.replace('\n', "\r\n")));
}

#[test]
fn nesting_beyond_all_need_is_refused() {
    for deep in [format!("{}x{}", "[".repeat(5000), "]".repeat(5000)), format!("{}x", "- ".repeat(5000)), "{a: ".repeat(3000) + "x" + &"}".repeat(3000)] {
        let ran = Case::new().records(&format!("id: ITM-1\nkind: item\ntags: \n  {deep}\n")).run();
        assert!(ran.checked().stops(), "{}", ran.text());
        assert_eq!(ran.codes(), ["forbidden-yaml"], "{}", ran.text());
    }
}

#[test]
fn a_report_table_without_files_is_said() {
    let ran = Case::new().book("[[evidence.report]]\nversion = \"1\"").run();
    assert_eq!(ran.codes(), ["config-invalid"]);
}

#[test]
fn levels_of_the_project_are_applied() {
    let base = || Case::new().records("id: UN-1\nkind: need\ntext: The dose that was prescribed.\n");
    let severity = |case: Case| case.run().found().iter().map(|f| f.severity.clone()).collect::<Vec<_>>();
    assert_eq!(severity(base()), ["warning"]);
    assert_eq!(severity(base().book("[check]\nneed-without-requirement = \"error\"")), ["error"]);
    assert_eq!(severity(base().book("[check]\nneed-without-requirement = \"note\"")), ["note"]);
    assert_eq!(severity(base().book("[check]\nneed-without-requirement = \"allow\"")), Vec::<String>::new());
    let stays = Case::new()
        .records("id: UN-1\nkind: need\ntext: The dose that was prescribed.\nderives: x\n")
        .book("[check]\nunknown-field = \"allow\"\nneed-without-requirement = \"allow\"")
        .run();
    assert_eq!(stays.codes(), ["check-level-invalid", "unknown-field"], "what guards the integrity stays");
}

#[test]
fn findings_come_in_one_order() {
    let text = |n: usize| format!("kind: term\nrecords:\n  - {{id: A{n}, title: A, nope: 1, status: x}}\n  - {{id: B{n}, title: B, nope: 1}}\n");
    let mut case = Case::new();
    for n in (0..9).rev() {
        case = case.file(&format!("records/{n}.yaml"), &text(n));
    }
    let found = case.run().found();
    let places: Vec<_> = found.iter().map(|f| f.place.clone()).collect();
    let mut sorted = places.clone();
    sorted.sort();
    assert_eq!(places, sorted);
    assert_eq!(found.iter().filter(|f| ["unknown-field", "unknown-value"].contains(&f.code.as_str())).count(), 27);
}

#[test]
fn what_is_missing_is_said_once() {
    let ran = Case::new()
        .records(
            "records:
  - {id: SRS-1, kind: requirement, title: Limit, text: TBD, category: a, derives_from: ~, allocated_to: ITM-1, acceptance: '', priority: TBD, verified_by: TEST-1}
  - {id: ITM-1, kind: item, title: Dose}
  - id: TEST-1
    kind: test
    title: Try it
    pass_criteria: todo
    steps: [{action: Deliver., expected: ?}]
    procedure:
    not_applicable: n/a
    runs: RUN-1
  - {id: RUN-1, kind: run, title: First, result: pass, date: 2026-10-02, tester: n/a, software_version: '1', hardware: n/a, environment: n/a}
",
        )
        .run();
    let lines = |code: &str| ran.found().into_iter().filter(|f| f.code == code).map(|f| f.place.map(|p| p.1)).collect::<Vec<_>>();
    assert_eq!(lines("empty-field"), [Some(2), Some(9), Some(10)], "{}", ran.text());
}

#[test]
fn characters_that_only_look_like_yaml_are_named() {
    for (line, words) in [("title:\u{a0}Rate", "U+00A0 near here is not a space to YAML"), ("title： Rate", "U+FF1A near here is not a colon to YAML")] {
        let ran = Case::new().file("records/a.yaml", &format!("id: ITM-1\nkind: item\n{line}\nowner: A. Person\n")).run();
        assert!(ran.count("syntax-error") == 1 && ran.text().contains(words), "{line}\n{}", ran.text());
    }
}

#[test]
fn what_is_to_be_done_yet_says_nothing() {
    let of = |text: &str| {
        Case::new().records(&format!("records:\n  - {{id: ITM-1, kind: item, title: A, rationale: \"{text}\"}}\n")).run().count("empty-field")
    };
    assert_eq!(["TODO", "TODO: ask the hospital", "tbd: later", "To do the rounds: a nurse does"].map(of), [1, 1, 1, 0]);
}
