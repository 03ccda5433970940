//! Chapters and their summary, as records stand beside them.

use crate::harness::Case;

#[test]
fn chapters_and_settings_may_start_with_a_byte_order_mark() {
    let ran = Case::new()
        .file("book.toml", "\u{feff}[build]\r\ndate = \"2026-11-02\"\r\n")
        .file("src/SUMMARY.md", "\u{feff}- [One](one.md)\r\n- [Two](two.md)\r\n")
        .file("src/one.md", "\u{feff}# One\r\n")
        .file("src/two.md", "\u{feff}---\r\nid: DOC-1\r\nkind: document\r\n---\r\n# Two\r\n")
        .run();
    ran.silent();
    let chapters = &ran.project().chapters;
    let numbers: Vec<Option<&str>> = chapters.iter().map(|c| c.number.as_deref()).collect();
    assert_eq!(numbers, [Some("1"), Some("2")]);
    for chapter in chapters {
        let first = chapter.prose.body.blocks.first();
        assert!(matches!(first, Some(techfile::model::body::Block::Heading { level: 1, .. })), "{first:?}");
    }
}

#[test]
fn front_matter_makes_a_chapter_a_record() {
    let ran = Case::new()
        .chapter("plan.md", "---\nid: PLAN-1\nkind: plan\ntitle: Plan\ncovers: [development]\nsections:\n  - {clause: \"5.1.1\", text: See below}\n---\n# The plan\n\nSee [[PLAN-1]] and [[PLAN-2]].\n")
        .chapter("plain.md", "---\nauthor: mdBook\n---\n# Plain\n")
        .chapter("lost.md", "---\nid: DOC-1\nnumber: QM-7\n---\n# Lost\n")
        .chapter("wrong.md", "---\nid: DOC-2\nkind: document\nnumbre: QM-7\n---\n# Wrong\n")
        .run();
    ran.expect(&[("unknown-reference", 11, "src/plan.md"), ("missing-kind", 2, "src/lost.md"), ("unknown-field", 4, "src/wrong.md")]);
    assert_eq!(ran.field("PLAN-1", "covers"), "development");
    assert!(!ran.project().chapters[0].prose.source.contains("kind: plan"), "front matter is no text");
}

#[test]
fn the_summary_orders_the_chapters() {
    let ran = Case::new()
        .file(
            "src/SUMMARY.md",
            "# Summary\n\n[Preface](preface.md)\n\n# Part one\n\n- [One](one.md)\n  - [Inner](inner.md)\n    - [Draft]()\n- [Two](two.md)\n\n---\n\n# Part two\n\n- [Three](three.md)\n\n[End](end.md)\n",
        )
        .file("src/preface.md", "")
        .file("src/one.md", "")
        .file("src/inner.md", "")
        .file("src/two.md", "")
        .file("src/three.md", "")
        .file("src/end.md", "")
        .run();
    ran.silent();
    let of = |c: &techfile::model::Chapter| format!("{} {} {} {}", c.number.as_deref().unwrap_or("-"), c.title, c.depth, c.part.as_deref().unwrap_or("-"));
    let chapters: Vec<String> = ran.project().chapters.iter().map(of).collect();
    assert_eq!(
        chapters,
        [
            "- Preface 0 -",
            "1 One 0 Part one",
            "1.1 Inner 1 Part one",
            "1.1.1 Draft 2 Part one",
            "2 Two 0 Part one",
            "3 Three 0 Part two",
            "- End 0 Part two"
        ]
    );
}

/// A line of the list that names no chapter keeps its place, so that the chapters below it keep their numbers.
#[test]
fn a_slip_in_the_summary_moves_nothing() {
    let ran = Case::new()
        .file("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n- [Two] (two.md)\n- Three\n  - [Four](four.md)\n- [Five `x` <T>](five.md)\n")
        .file("src/one.md", "")
        .file("src/four.md", "")
        .file("src/five.md", "")
        .run();
    let of = |c: &techfile::model::Chapter| format!("{} {}", c.number.as_deref().unwrap_or("-"), c.title);
    let chapters: Vec<String> = ran.project().chapters.iter().map(of).collect();
    assert_eq!(chapters, ["1 One", "2 [Two] (two.md)", "3 Three", "3.1 Four", "4 Five x <T>"]);
    assert_eq!(ran.count("summary-invalid"), 2, "{}", ran.text());
}
