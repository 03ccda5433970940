//! Links to records.

use super::{covered, page, parsed, text};
use techfile::load::chapters::markdown::{Options, parse};
use techfile::model::body::{Block, Inline};

/// The record links of the first paragraph, with what each span covers.
fn links(markdown: &str) -> Vec<(String, Option<String>, String)> {
    links_with(markdown, &Options::default())
}

fn links_with(markdown: &str, options: &Options) -> Vec<(String, Option<String>, String)> {
    let mut found = Vec::new();
    for block in &parse(&text(markdown), options, true).body.blocks {
        let inlines = match block {
            Block::Paragraph { inlines } | Block::Heading { inlines, .. } => inlines.clone(),
            Block::Table { rows, .. } => rows.iter().flatten().flatten().cloned().collect(),
            _ => continue,
        };
        for inline in inlines {
            if let Inline::Record { id, text, known, span } = inline {
                assert!(!known);
                found.push((id, text, covered(markdown, span)));
            }
        }
    }
    found
}

fn link(id: &str, text: Option<&str>, written: &str) -> (String, Option<String>, String) {
    (id.to_owned(), text.map(str::to_owned), written.to_owned())
}

#[test]
fn a_link_knows_its_id_its_words_and_its_place() {
    assert_eq!(
        links("ü see [[SRS-012]], [[A.b_c|these words]]."),
        [link("SRS-012", None, "[[SRS-012]]"), link("A.b_c", Some("these words"), "[[A.b_c|these words]]")]
    );
    assert_eq!(links("[[RISK-4#b]] [[[X]]]"), [link("RISK-4#b", None, "[[RISK-4#b]]"), link("X", None, "[[X]]")]);
    assert_eq!(links("# On [[X|]]"), [link("X", None, "[[X|]]")]);
    assert_eq!(links("| a |\n|---|\n| [[A\\|b]] |"), [link("A", Some("b"), "[[A\\|b]]")]);
}

#[test]
fn what_is_no_id_stays_text() {
    let long = format!("[[{}]]", "a".repeat(201));
    for markdown in [
        "[[1a]]",
        "[[a b]]",
        "[[]]",
        "[[a..b]]",
        "[[e.g.]]",
        "[[a#]]",
        "[[a#B]]",
        "[[ä]]",
        "[a]",
        "[[a]",
        "`[[A]]`",
        "\\[[A]]",
        "[\\[A]]",
        "[[A\\]]",
        "[[A]\\]",
        "&#91;[A]]",
        "[see [[A]]](b)",
        &long,
    ] {
        assert_eq!(links(markdown), [], "{markdown}");
    }
    let kept = format!("[[{}]]", "a".repeat(200));
    assert_eq!(links(&kept).len(), 1);
    assert_eq!(page("[see [[A]]](b) ![[[A]]](c)"), "<p><a href=\"b\">see [[A]]</a> <img src=\"c\" alt=\"[[A]]\"></p>\n");
    assert_eq!(links("\\\\[[A]]"), [link("A", None, "[[A]]")]);
    assert_eq!(links("*a*[[A]]*b*").len(), 1);
}

#[test]
fn smart_punctuation_does_not_bend_an_id() {
    let options = Options { smart_punctuation: true, ..Options::default() };
    assert_eq!(links_with("\"[[A--b|it's]]\"", &options), [link("A--b", Some("it’s"), "[[A--b|it's]]")]);
}

#[test]
fn links_can_be_off() {
    assert_eq!(links_with("[[A]]", &Options::lossless()), []);
}

#[test]
fn a_span_points_into_the_file_of_its_text() {
    let mut whole = text("one ");
    whole.push("[[A]] [b](c)", techfile::source::FileId(7), 100);
    let parsed = parse(&whole, &Options::default(), true);
    let Block::Paragraph { inlines } = &parsed.body.blocks[0] else { panic!("{parsed:?}") };
    let spans: Vec<_> = inlines
        .iter()
        .filter_map(|i| match i {
            Inline::Record { span, .. } | Inline::Link { span, .. } => Some((span.file.0, span.start, span.end)),
            _ => None,
        })
        .collect();
    assert_eq!(spans, [(7, 100, 105), (7, 106, 112)]);
}

#[test]
fn link_spans_skip_over_directives() {
    let markdown = "x {{#a b=\"c\"}} [y {{#d}}](e) z";
    let parsed = parsed(markdown);
    let Block::Paragraph { inlines } = &parsed.body.blocks[0] else { panic!("{parsed:?}") };
    let span = inlines.iter().find_map(|i| if let Inline::Link { span, .. } = i { Some(*span) } else { None });
    assert_eq!(covered(markdown, span.unwrap()), "[y {{#d}}](e)");
}
