//! Files that chapters and records show or link to, and raw HTML in chapters, as the portal shows them.

use crate::harness::Case;

/// A picture of one dot.
const DOT: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0,
    0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42,
    0x60, 0x82,
];

fn page(case: &Case, path: &str) -> String {
    std::fs::read_to_string(case.built().join("html").join(path)).expect("the page")
}

#[test]
fn a_record_shows_pictures_and_links_files_as_a_chapter_does() {
    let case = Case::small()
        .file("records/needs/UN-9.md", "---\nid: UN-9\nkind: need\ntitle: Alarms\nrefined_by: SRS-1\n---\n![The tone](my%20tone.png) [form](../form.txt) [chapter](../../src/one.md#place) [report](../../evidence/report.xml)\n")
        .bytes("records/needs/my tone.png", DOT)
        .file("records/form.txt", "A form.")
        .chapter("one.md", "# One\n\n## Place\n\n![The tone](../records/needs/my%20tone.png)\n");
    let built = case.built();
    let record = std::fs::read_to_string(built.join("html/r/UN-9.html")).expect("the page of the record");
    for part in [
        "src=\"../files/records/needs/my%20tone.png\"",
        "href=\"../files/records/form.txt\"",
        "href=\"../chapters/one.html#place\"",
        "href=\"../evidence/evidence/report.xml.html\"",
    ] {
        assert!(record.contains(part), "{part}\n{record}");
    }
    assert!(built.join("html/files/records/needs/my tone.png").is_file());
    assert!(page(&case, "chapters/one.html").contains("src=\"../files/records/needs/my%20tone.png\""));
}

#[test]
fn a_closed_set_of_tags_is_shown_in_chapters_and_in_no_record() {
    let text = "H<sub>2</sub>O, <b>bold <i>both</i></b>, <kbd>Ctrl</kbd>\n\n<ul>\n<li>one</li>\n<li>two &lt;3</li>\n</ul>\n\n<details>\n<summary>More</summary>\n\nInside *it*.\n\n</details>\n";
    let case = Case::small()
        .chapter("one.md", &format!("# One\n\n{text}"))
        .file("records/UN-9.md", &format!("---\nid: UN-9\nkind: need\ntitle: Water\nrefined_by: SRS-1\n---\n{text}"));
    let chapter = page(&case, "chapters/one.html");
    let tight: String = chapter.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "H<sub>2</sub>O",
        "<strong>bold <em>both</em></strong>",
        "<code>Ctrl</code>",
        "<li>one</li>",
        "<li>two &lt;3</li>",
        "<strong>More</strong>",
        "Inside <em>it</em>",
    ] {
        assert!(tight.contains(part), "{part}\n{tight}");
    }
    assert!(!chapter.contains("details"), "{chapter}");
    assert!(page(&case, "r/UN-9.html").contains("H&lt;sub&gt;2&lt;/sub&gt;O"));
}

#[test]
fn a_tag_that_could_act_stays_text() {
    for tag in [
        "<b onclick=\"x()\">",
        "<ul style=\"x\"><li>a</li></ul>",
        "<ul>\n<li><script>x()</script></li>\n</ul>",
        "<p>a<p>b</p>",
        "<li>a</li>",
        "<ul>a<li>b</li></ul>",
    ] {
        let case = Case::small().chapter("one.md", &format!("# One\n\n{tag}\n"));
        let chapter = page(&case, "chapters/one.html");
        let escaped = tag.lines().next().unwrap_or_default().replace('<', "&lt;").replace('>', "&gt;");
        assert!(chapter.replace("&quot;", "\"").contains(&escaped), "{escaped}\n{chapter}");
        assert!(!chapter.contains("onclick=\"x()\" ") && !chapter.contains("<script>x()"), "{chapter}");
    }
}

#[test]
fn the_heading_that_a_chapter_begins_with_is_its_title_at_any_level() {
    let count = |text: &str| {
        let case = Case::small().chapter("one.md", text);
        page(&case, "chapters/one.html").matches("Parser</h").count()
    };
    assert_eq!(count("#### Parser\n\n##### Purpose\n\nText.\n"), 1);
    assert_eq!(count("<!-- a comment -->\n# Parser\n\nText.\n"), 1);
    // One among others of its level is no title: the page has that of the summary.
    assert!(page(&Case::small().chapter("one.md", "## Parser\n\n## Lexer\n"), "chapters/one.html").contains("one.md</h1>"));
}

#[test]
fn words_in_nested_tags_are_not_lost() {
    for text in ["<div><summary><div>Intended use</div></summary></div>", "<p><b>Do not use<hr>on children</b></p>"] {
        let shown = page(&Case::small().chapter("one.md", &format!("# One\n\n{text}\n")), "chapters/one.html");
        let words = if text.contains("Intended") { "Intended use" } else { "Do not use" };
        assert!(shown.contains(words), "{text}\n{shown}");
    }
}

#[test]
fn a_pointer_of_git_lfs_is_called_one() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n";
    let ran = Case::new().chapter("one.md", "# One\n\n![A picture](a.png)\n").file("src/a.png", pointer).run();
    assert_eq!(ran.count("image-unreadable"), 1);
    assert!(ran.text().contains("is a pointer of Git LFS") && ran.text().contains("`git lfs pull`"), "{}", ran.text());
}

/// What no font has stops no PDF: the words of the picture stand in its place.
#[cfg(feature = "pdf")]
#[test]
fn a_drawing_with_words_that_no_font_has_stops_no_pdf() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><text x=\"0\" y=\"9\">✅漢</text></svg>";
    let case = Case::small().chapter("one.md", "# One\n\n![A tick](a.svg)\n").file("src/a.svg", drawing);
    case.program(&["build", "--only", "pdf"]).ends(0);
    let ran = case.run();
    assert!(ran.text().contains("no font has 2 characters (signs): U+2705, U+6F22 in the drawing `src/a.svg`"), "{}", ran.text());
}
