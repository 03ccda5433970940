//! `techfile new`: the next free id, the right file, and nothing else touched.

use crate::harness::{Case, same, tree};

/// The file after `new` with these arguments, which succeeds; and what it printed.
#[track_caller]
fn after(case: &Case, arguments: &[&str], path: &str) -> (String, String) {
    let said = case.program(&[&["new"], arguments].concat());
    said.ends(0);
    (std::fs::read_to_string(case.path().join(path)).unwrap_or_else(|e| panic!("{path}: {e}, {}", said.out)), said.out.clone())
}

/// Nothing is changed, and the program says why.
#[track_caller]
fn refused(case: &Case, arguments: &[&str], words: &str) {
    let before = tree(case.path());
    let said = case.program(&[&["new"], arguments].concat());
    said.ends(2);
    assert!(said.err.contains(words) && said.out.is_empty(), "{}", said.err);
    same(&before, &tree(case.path()));
}

#[test]
fn an_entry_follows_the_last_one_in_the_manner_of_the_file() {
    let text = "# Needs\nkind: need\nrecords:\n\n    -   id: UN-08 # first\n        text: |\n          One.\n          # no comment\n\n    -   id: UN-09\n        text: >\n          Two.\n\n        # of UN-09\n\n# the end\n";
    let case = Case::new().file("records/needs.yaml", text);
    let (new, said) = after(&case, &["need", "--title", "Third"], "records/needs.yaml");
    let entry = "\n    -   id: UN-10\n        title: Third\n        # text:  # What the record says.\n";
    let at = text.find("\n# the end").expect("the end");
    assert_eq!(new, format!("{}{entry}{}", &text[..at], &text[at..]));
    assert_eq!(said, "records/needs.yaml:16\n");
    assert_eq!(case.run().field("UN-10", "title"), "Third");
}

#[test]
fn the_line_that_is_printed_is_the_records() {
    for text in ["kind: need\nrecords:\n- id: UN-1", "records:\n  - {id: UN-1, kind: need}\n", "kind: need\nrecords:\n  - id: UN-1\n\n  - id: UN-2\n"] {
        let case = Case::new().file("records/a.yaml", text);
        let (new, said) = after(&case, &["need", "--id", "NEW-1"], "records/a.yaml");
        let line: usize = said.trim_end().rsplit(':').next().and_then(|n| n.parse().ok()).expect("a line");
        assert!(new.lines().nth(line - 1).is_some_and(|l| l.contains("id: NEW-1")), "{said}{new}");
        assert!(new.starts_with(text), "{new}");
        case.run().record("NEW-1");
    }
}

#[test]
fn line_ends_and_byte_order_mark_stay() {
    let text = "\u{feff}kind: need\r\nrecords:\r\n  - id: UN-1\r\n    title: Dose\r\n";
    let case = Case::new().file("records/a.yaml", text);
    let (new, _) = after(&case, &["need", "--title", "Two"], "records/a.yaml");
    assert_eq!(new, format!("{text}  - id: UN-2\r\n    title: Two\r\n    # text:  # What the record says.\r\n"));
}

#[test]
fn the_id_is_the_next_of_the_most_frequent_prefix_and_never_one_of_a_release() {
    let next = |case: &Case| case.program(&["new", "need", "--dry-run"]).ends(0).out.lines().find_map(|l| l.split("id: ").nth(1).map(str::to_owned));
    let many = |ids: &[&str]| Case::new().records(&format!("kind: need\nrecords:\n{}", ids.iter().map(|i| format!("  - id: {i}\n")).collect::<String>()));
    for (ids, wanted) in [
        (&["UN-001", "UN-002"][..], "UN-003"),
        (&["UN-009", "N10", "UN-001"], "UN-010"),
        (&["UN-99"], "UN-100"),
        (&["need.7", "need.3", "UN-1"], "need.8"),
        (&["Dose", "Display"], "UN-001"),
    ] {
        assert_eq!(next(&many(ids)).as_deref(), Some(wanted), "{ids:?}");
    }
    assert_eq!(next(&Case::new()).as_deref(), Some("UN-001"));
    let taken = Case::new().records("records:\n  - {id: UN-1, kind: need}\n  - {id: un-2, kind: term}\n");
    assert_eq!(next(&taken).as_deref(), Some("UN-3"), "another kind has it, in another case");

    let snapshot = "{\"format\": 2, \"records\": [{\"id\": \"UN-1\"}, {\"id\": \"UN-3\"}]}";
    let case = Case::small();
    crate::release::frozen::freeze(&case.path().join("releases"), "1.0.0", "2026-11-02", &[("data/snapshot.json", "snapshot", snapshot.as_bytes())]);
    assert_eq!(next(&case).as_deref(), Some("UN-4"), "a release knows UN-3");
    refused(&case, &["need", "--id", "un-3"], "1.0.0");
    refused(&case.file("releases/1.0.0/data/snapshot.json", "{"), &["need"], "changed: data/snapshot.json");
}

#[test]
fn a_record_of_its_own_is_named_like_its_neighbours() {
    let one = |path: &str, id: &str| (path.to_owned(), format!("id: {id}\nkind: need\n"));
    for (neighbours, wanted) in [
        (vec![one("records/n/UN-1.yaml", "UN-1"), one("records/n/UN-2.yml", "UN-2")], "records/n/UN-3.yaml"),
        (vec![one("records/n/UN-1-first-one.yaml", "UN-1")], "records/n/UN-2-a-new-need.yaml"),
        (vec![one("records/x/first.yaml", "UN-1")], "records/x/UN-2.yaml"),
        (vec![], "records/need/UN-001.yaml"),
    ] {
        let case = neighbours.into_iter().fold(Case::new(), |case, (path, text)| case.file(&path, &text));
        let (new, said) = after(&case, &["need", "--title", "A new: need"], wanted);
        assert_eq!(said, format!("{wanted}:1\n"));
        assert!(new.starts_with("id: UN-") && new.contains("\nkind: need\ntitle: \"A new: need\"\n"), "{new}");
    }
    let markdown = Case::new().file("records/UN-1.md", "---\nid: UN-1\nkind: need\n---\nText.\n");
    let (new, said) = after(&markdown, &["need", "--title", "Dose"], "records/UN-2.md");
    assert_eq!((new.as_str(), said.as_str()), ("---\nid: UN-2\nkind: need\ntitle: Dose\n---\n\n", "records/UN-2.md:2\n"));
    let line = "# yaml-language-server: $schema=../s.json";
    let led = Case::new().file("records/UN-1.yaml", &format!("{line}\nid: UN-1\nkind: need\n"));
    assert!(after(&led, &["need"], "records/UN-2.yaml").0.starts_with(&format!("{line}\nid: UN-2\n")));
}

#[test]
fn every_comment_is_a_line_of_the_record_once_it_is_uncommented() {
    let folder = Case::new();
    let kinds = techfile::schema::Schema::built_in().expect("the schema").kinds;
    assert!(kinds.len() > 30);
    for kind in &kinds {
        let said = folder.program(&["new", &kind.name, "--title", "x", "--dry-run"]);
        let text: String = said.ends(0).out.lines().skip(1).map(|l| format!("{}\n", l.strip_prefix("# ").unwrap_or(l))).collect();
        let ran = Case::new().records(&text).run();
        for code in ["syntax-error", "unknown-field", "wrong-type", "unknown-value"] {
            assert_eq!(ran.count(code), 0, "{}\n{text}\n{}", kind.name, ran.text());
        }
    }
}

#[test]
fn the_file_may_be_named() {
    let case = Case::new()
        .records("kind: need\nrecords:\n  - id: UN-1\n")
        .file("records/one.yaml", "id: UN-2\nkind: need\n")
        .file("records/flow.yaml", "records: [{id: T-1, kind: term}]\n");
    let (new, _) = after(&case, &["term", "--file", "records/all.yaml", "--title", "yes"], "records/all.yaml");
    assert!(
        new.ends_with("  - id: T-2\n    kind: term\n    title: \"yes\"\n    # text:  # What the record says.\n    # definition:  # What it means.\n")
            || new.contains("kind: term\n    title: \"yes\""),
        "{new}"
    );
    after(&case, &["need", "--file", "records/deep/er/x.yaml"], "records/deep/er/x.yaml");
    for (file, words) in [
        ("records/one.yaml", "holds one record"),
        ("records/flow.yaml", "no list of records"),
        ("src/x.yaml", "not in the folder of records"),
        ("../x.yaml", "not in the folder of records"),
        ("records/../../x.yaml", "not in the folder of records"),
        ("records/x.txt", "ending"),
    ] {
        refused(&case, &["need", "--file", file], words);
    }
}

#[test]
fn what_cannot_be_done_is_refused_and_nothing_is_changed() {
    let case = Case::small();
    refused(&case, &["needd"], "did you mean `need`?");
    refused(&case, &["need", "--id", "srs-1"], "`SRS-1` exists already, at records/all.yaml:8");
    refused(&case, &["need", "--id", "a..b"], "no valid id");
    refused(&case, &["need", "--id", "con"], "Windows");
    let broken = Case::small().file("records/b.yaml", "id: [\n");
    refused(&broken, &["need"], "records/b.yaml:");
    // The blank lines after a `|+` are a part of its text.
    let kept = Case::new().records("kind: need\nrecords:\n  - id: UN-1\n    text: |+\n      One.\n\n\n");
    refused(&kept, &["need"], "would change `UN-1`");
    let before = tree(case.path());
    let said = case.program(&["new", "risk", "--dry-run"]);
    assert!(said.ends(0).out.starts_with("records/all.yaml:") && said.out.contains("id: RISK-2"), "{}", said.out);
    same(&before, &tree(case.path()));
}
