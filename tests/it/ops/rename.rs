//! `techfile rename`: every mention and nothing else, all files or none, and the way back.

use proptest::prelude::*;
use techfile::ops::{self, Place};
use techfile::store::Disk;

use crate::harness::{Case, cases, copy, repository, same, tree};

fn place(case: &Case) -> Place {
    Place { root: case.path().to_owned(), book: "book.toml".into() }
}

/// A project that mentions `SRS-1` in every way there is.
fn many() -> Case {
    Case::small()
        .records(concat!(
            "# SRS-1 is the first\n",
            "records:\n",
            "  - {id: SRS-1, kind: requirement, title: Dose, text: \"Itself: SRS-1.\"}\n",
            "  - {id: SRS-10, kind: requirement, derives_from: [SRS-1, \"SRS-1\"], refined_by: 'SRS-1-A'}\n",
            "  - {id: SRS-1-A, kind: requirement, rationale: SRS-1-A and SRS-1-B and XSRS-1 and SRS-1.2 and _SRS-1_ and SRS-1/SRS-10}\n",
            "  - id: TEST-1\n",
            "    kind: test\n",
            "    verifies: SRS-1  # as SRS-1 asks\n",
            "    automated: [\"dose.limit SRS-1\", dose.limit]\n",
            "    text: |\n",
            "      See [[SRS-1]], [[SRS-1|this]] and [[SRS-10]]; `SRS-1`..`SRS-10`, SRS-1..SRS-10.\n",
            "      https://example.org/SRS-1/x docs/SRS-1/x.pdf SRS-1.pdf\n",
            "  - {id: RISK-1, kind: risk, causes: [{id: SRS-1, text: Of SRS-1}]}\n",
            "  - {id: RC-1, kind: control, mitigates: \"RISK-1#SRS-1\", implemented_by: SRS-1}\n",
        ))
        .chapter("one.md", "# SRS-1\n\n[[SRS-1]] and SRS-1, **SRS-1**; [x](a/SRS-1.md)\n\n{{#record SRS-1}}\n\n| [[SRS-1\\|x]] |\n|---|\n")
        .file(
            "reviews/2026-01-01-abc.yaml",
            "by: A\nreason: \"SRS-1 is right\"\nlinks:\n  - from: TEST-1\n    link: verifies\n    to: SRS-1\n    to_fp: \"v1:1\"\n",
        )
        .file("evidence/report.xml", "<testsuite><testcase name=\"dose.limit SRS-1\"/><testcase name=\"dose.limit\"/></testsuite>\n")
}

#[test]
fn every_mention_is_renamed_and_nothing_else() {
    let case = many();
    let before = tree(case.path());
    case.program(&["rename", "SRS-1", "REQ-7", "--write"]).ends(0);
    let after = tree(case.path());
    let text = |path: &str| String::from_utf8(after[path].clone()).expect("UTF-8");
    assert_eq!(
        text("records/all.yaml"),
        concat!(
            "# REQ-7 is the first\n",
            "records:\n",
            "  - {id: REQ-7, kind: requirement, title: Dose, text: \"Itself: REQ-7.\"}\n",
            "  - {id: SRS-10, kind: requirement, derives_from: [REQ-7, \"REQ-7\"], refined_by: 'SRS-1-A'}\n",
            "  - {id: SRS-1-A, kind: requirement, rationale: SRS-1-A and SRS-1-B and XSRS-1 and SRS-1.2 and _REQ-7_ and REQ-7/SRS-10}\n",
            "  - id: TEST-1\n",
            "    kind: test\n",
            "    verifies: REQ-7  # as REQ-7 asks\n",
            "    automated: [\"dose.limit SRS-1\", dose.limit]\n",
            "    text: |\n",
            "      See [[REQ-7]], [[REQ-7|this]] and [[SRS-10]]; `REQ-7`..`SRS-10`, REQ-7..SRS-10.\n",
            "      https://example.org/SRS-1/x docs/SRS-1/x.pdf SRS-1.pdf\n",
            "  - {id: RISK-1, kind: risk, causes: [{id: SRS-1, text: Of REQ-7}]}\n",
            "  - {id: RC-1, kind: control, mitigates: \"RISK-1#SRS-1\", implemented_by: REQ-7}\n",
        )
    );
    assert_eq!(text("src/one.md"), "# REQ-7\n\n[[REQ-7]] and REQ-7, **REQ-7**; [x](a/SRS-1.md)\n\n{{#record REQ-7}}\n\n| [[REQ-7\\|x]] |\n|---|\n");
    assert_eq!(text("reviews/2026-01-01-abc.yaml").matches("REQ-7").count(), 2);
    for path in ["evidence/report.xml", "book.toml", "src/SUMMARY.md"] {
        assert_eq!(after[path], before[path], "{path}");
    }
    case.program(&["rename", "REQ-7", "SRS-1", "--write"]).ends(0);
    same(&before, &tree(case.path()));
}

#[test]
fn without_write_the_mentions_are_listed_with_their_places() {
    let case = many();
    let before = tree(case.path());
    let said = case.program(&["rename", "SRS-1", "REQ-7"]);
    for part in [
        "records/all.yaml:1:3: # SRS-1 is the first\n",
        "records/all.yaml:8:15: verifies: SRS-1  # as SRS-1 asks\n",
        "src/one.md:5:11: {{#record SRS-1}}\n",
        "left alone:\n",
        "(a name of test cases)\n",
        "(a part of an address)\n",
        "(a part of a path)\n",
        "evidence/report.xml:1:",
        "(a name in a test report)\n",
    ] {
        assert!(said.ends(0).out.contains(part), "{part} is missing:\n{}", said.out);
    }
    assert!(said.err.contains("`techfile rename SRS-1 REQ-7 --write`"), "{}", said.err);
    same(&before, &tree(case.path()));
}

#[test]
fn the_file_of_the_record_follows_and_so_do_paths_to_it() {
    let case = Case::new()
        .file("records/n/UN-1.md", "---\nid: UN-1\nkind: need\n---\nText.\n")
        .file("records/UN-2.yaml", "id: UN-2\nkind: need\nrelates_to: UN-1\nsource: records/n/UN-1.md\n")
        .chapter("a.md", "{{#include ../records/n/UN-1.md}}\n\nn/UN-1.md, UN-1.md.\n");
    let before = tree(case.path());
    let said = case.program(&["rename", "UN-1", "N-001", "--write"]);
    assert!(said.ends(0).out.contains("records/n/UN-1.md becomes records/n/N-001.md\n"), "{}", said.out);
    let after = tree(case.path());
    assert!(!after.contains_key("records/n/UN-1.md") && after["records/n/N-001.md"].starts_with(b"---\nid: N-001\n"));
    assert_eq!(String::from_utf8_lossy(&after["src/a.md"]), "{{#include ../records/n/N-001.md}}\n\nn/UN-1.md, UN-1.md.\n");
    assert!(String::from_utf8_lossy(&after["records/UN-2.yaml"]).ends_with("source: records/n/N-001.md\n"));
    case.program(&["rename", "N-001", "UN-1", "--write"]).ends(0);
    same(&before, &tree(case.path()));
    let blocked = case.file("records/n/N-001.md", "---\nid: OTHER-1\nkind: need\n---\n");
    refused(&blocked, &["UN-1", "N-001"], "records/n/N-001.md");
}

/// Nothing is changed, and the program says why.
#[track_caller]
fn refused(case: &Case, ids: &[&str], words: &str) {
    let before = tree(case.path());
    for write in [&[][..], &["--write"]] {
        let said = case.program(&[&["rename"], ids, write].concat());
        assert!(said.ends(2).err.contains(words) && said.out.is_empty(), "{}", said.err);
    }
    same(&before, &tree(case.path()));
}

#[test]
fn what_cannot_be_done_is_refused_and_nothing_is_changed() {
    let case = Case::small();
    refused(&case, &["SRS-9", "A-1"], "no record has this id");
    refused(&case, &["SRS1", "A-1"], "did you mean `SRS-1`?");
    refused(&case, &["SRS-1", "a..b"], "no valid id");
    refused(&case, &["SRS-1", "un-1"], "`UN-1` exists already");
    refused(&case, &["SRS-1", "SRS-1"], "already");
    refused(&Case::small().file("records/b.yaml", "id: [\n"), &["SRS-1", "A-1"], "records/b.yaml");
    let dangling = Case::new().records("records:\n  - {id: UN-1, kind: need}\n  - {id: SRS-1, kind: requirement, derives_from: [UN-1, UN-2]}\n");
    refused(&dangling, &["UN-1", "UN-2"], "records/all.yaml:3:57");
    refused(&Case::small().chapter("a.md", "[[A-1]]\n"), &["SRS-1", "A-1"], "src/a.md:1:3");
    // A name that is written in another way is not found; what does not read as before is restored.
    let escaped = Case::new().records("records:\n  - {id: UN-1, kind: need}\n  - {id: SRS-1, kind: requirement, derives_from: \"UN\\x2d1\"}\n");
    let before = tree(escaped.path());
    let said = escaped.program(&["rename", "UN-1", "UN-2", "--write"]);
    assert!(said.ends(2).err.contains("all files are again as they were"), "{}", said.err);
    same(&before, &tree(escaped.path()));
}

#[test]
fn only_the_case_may_change() {
    let case = Case::new().file("records/UN-1.yaml", "id: UN-1\nkind: need\n").chapter("a.md", "[[UN-1]]\n");
    case.program(&["rename", "UN-1", "Un-1", "--write"]).ends(0);
    assert_eq!(tree(case.path())["records/Un-1.yaml"], b"id: Un-1\nkind: need\n");
}

#[test]
fn an_id_that_may_be_a_word_is_renamed_only_where_it_is_one() {
    let case = Case::new()
        .records("records:\n  - {id: display, kind: item, title: The display, text: \"The display; [[display]].\", owner: kind}\n  - {id: IF-1, kind: interface, from: Keypad, to: display}\n  - {id: kind, kind: person, title: A}\n")
        .chapter("a.md", "The display: {{#record display}}\n\n{{#record display}}\n");
    case.program(&["rename", "display", "ITM-1", "--write"]).ends(0);
    case.program(&["rename", "kind", "PER-1", "--write"]).ends(0);
    let after = tree(case.path());
    assert_eq!(
        String::from_utf8_lossy(&after["records/all.yaml"]),
        "records:\n  - {id: ITM-1, kind: item, title: The display, text: \"The display; [[ITM-1]].\", owner: PER-1}\n  - {id: IF-1, kind: interface, from: Keypad, to: ITM-1}\n  - {id: PER-1, kind: person, title: A}\n"
    );
    assert!(String::from_utf8_lossy(&after["src/a.md"]).starts_with("The display: "));
}

#[test]
fn line_ends_and_byte_order_mark_stay() {
    let text = "\u{feff}kind: need\r\nrecords:\r\n  - id: UN-1\r\n    text: |\r\n      UN-1 é UN-1\r\n";
    let case = Case::new().records(text);
    case.program(&["rename", "UN-1", "UN-100", "--write"]).ends(0);
    assert_eq!(std::fs::read_to_string(case.path().join("records/all.yaml")).expect("records"), text.replace("UN-1", "UN-100"));
}

/// What connects what, with one id replaced by another.
fn edges(case: &Case, old: &str, new: &str) -> Vec<String> {
    let checked = ops::check(&place(case), &|config| Ok(config.date.expect("a date").into())).unwrap_or_else(|_| panic!("a project"));
    let project = &checked.project;
    let name = |r| if project.record(r).id == old { new } else { project.record(r).id.as_str() };
    let mut edges: Vec<String> = project.graph.edges.iter().map(|e| format!("{} {:?} {} {:?}", name(e.from), e.link, name(e.to), e.fragment)).collect();
    edges.extend(checked.findings.iter().map(|f| f.code.name.to_owned()));
    edges.sort();
    edges
}

#[test]
fn every_record_of_the_sample_can_be_renamed_and_back() {
    let case = Case::new();
    for part in ["sample-project", "themes"] {
        copy(&repository(part), &case.path().join(part));
    }
    let case = case.file("book.toml", &std::fs::read_to_string(repository("book.toml")).expect("book.toml"));
    let before = tree(case.path());
    let checked = ops::check(&place(&case), &|config| Ok(config.date.expect("a date").into())).unwrap_or_else(|_| panic!("a project"));
    let ids: Vec<String> = checked.project.records.iter().map(|r| r.id.clone()).collect();
    for (number, old) in ids.iter().enumerate().filter(|(n, _)| n % 9 == 0) {
        // Of the same kind of prefix, so that no rule sees a difference.
        let new = format!("{old}0{number}");
        let were = edges(&case, old, &new);
        ops::rename(&Disk::default(), &place(&case), old, &new, true).unwrap_or_else(|e| panic!("{old}: {e}"));
        assert_eq!(edges(&case, "", ""), were, "{old}");
        ops::rename(&Disk::default(), &place(&case), &new, old, true).unwrap_or_else(|e| panic!("{new}: {e}"));
        same(&before, &tree(case.path()));
    }
}

proptest! {
    #![proptest_config(cases(48))]

    /// Whatever stands around an id: there and back again is the same bytes, and the record is there under each name.
    #[test]
    fn there_and_back_is_the_same(
        pieces in prop::collection::vec(prop_oneof![
            Just("UN-1"), Just("UN-10"), Just("[[UN-1]]"), Just("[[UN-1|x]]"), Just("-"), Just("."), Just(".."), Just("_"), Just("#"), Just("/"),
            Just(" "), Just("\n\n      "), Just("é"), Just("`"), Just("("), Just("x"), Just("UN-1.md"), Just("://"), Just("\\"), Just("{{#record UN-1}}"),
        ], 0..24),
        new in "(N|need)[-_.]?[0-9]{1,3}",
    ) {
        let text = pieces.concat();
        let case = Case::new()
            .records(&format!("kind: need\nrecords:\n  - id: UN-1\n    text: |\n      T {text}\n  - id: UN-10\n    relates_to: [UN-1]\n"))
            .chapter("a.md", &text.replace("\n\n      ", "\n\n"));
        let before = tree(case.path());
        let (case_place, old) = (place(&case), "UN-1");
        match ops::rename(&Disk::default(), &case_place, old, &new, true) {
            // A word that the renaming would make a part of something else is refused as a whole.
            Err(_) => same(&before, &tree(case.path())),
            Ok(_) => {
                ops::rename(&Disk::default(), &case_place, &new, old, true).expect("the way back");
                same(&before, &tree(case.path()));
            }
        }
    }
}
