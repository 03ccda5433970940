//! A project's own fonts: they lie in its theme, and show what the embedded ones lack.
//!
//! `tests/cases/fonts/strokes.ttf` has 日本語輸液𠮟 as simple strokes; `forbidden.ttf` is the same with the flag that forbids embedding it.

use crate::harness::{Case, repository};

fn case(font: &str, name: &str) -> Case {
    let bytes = std::fs::read(repository("tests/cases/fonts").join(font)).expect("a font");
    let record = "records:\n  - {id: SYS-1, kind: system_requirement, title: 日本語 輸液, text: \"𠮟 한국\"}\n";
    Case::new().book("[output.html]\ntheme = \"theme\"").records(record).bytes(&format!("theme/pdf/fonts/{name}"), &bytes)
}

#[test]
fn what_a_font_of_the_theme_has_is_shown() {
    let ran = case("strokes.ttf", "strokes.ttf").run();
    let lacking: Vec<&str> = ran.checked().findings.iter().filter(|f| f.code.name == "pdf-glyph-missing").map(|f| f.message.as_str()).collect();
    assert_eq!(lacking, ["no font has 2 characters (Hangul): U+D55C, U+AD6D"]);
    let case = case("strokes.ttf", "strokes.ttf");
    let built = case.program(&["build", "--only", "pdf"]);
    built.ends(1);
    let pdf = std::fs::read(case.path().join("book/pdf/technical-file.pdf")).expect("a PDF");
    assert!(pdf.windows(7).any(|w| w == b"Strokes"), "the font is not in the PDF");
}

#[test]
fn without_it_the_finding_says_how_to_bring_one() {
    let ran = case("strokes.ttf", "strokes.txt").run();
    let lacking: Vec<&str> = ran.checked().findings.iter().filter(|f| f.code.name == "pdf-glyph-missing").map(|f| f.message.as_str()).collect();
    assert_eq!(lacking.len(), 2, "{lacking:?}");
    assert!(ran.text().contains("`pdf/fonts` of the theme"), "{}", ran.text());
}

#[test]
fn what_is_no_font_or_must_not_be_embedded_is_refused_at_once() {
    let said = case("forbidden.ttf", "forbidden.ttf").program(&["check"]);
    said.ends(2);
    assert!(said.err.contains("theme/pdf/fonts/forbidden.ttf") && said.err.contains("forbids embedding"), "{}", said.err);
    let case = Case::new().book("[output.html]\ntheme = \"theme\"").bytes("theme/pdf/fonts/empty.otf", b"no font");
    let said = case.program(&["check"]);
    said.ends(2);
    assert!(said.err.contains("theme/pdf/fonts/empty.otf") && said.err.contains("cannot be read as a font"), "{}", said.err);
}
