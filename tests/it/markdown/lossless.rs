//! The tree says all that pulldown-cmark's events say.

use proptest::prelude::*;
use pulldown_cmark::{Parser, html::push_html};

use super::generator::{document, options};
use super::{cases, exact};
use techfile::load::markdown::Options;

fn expected(markdown: &str, options: &Options) -> String {
    let mut out = String::new();
    push_html(&mut out, Parser::new_ext(markdown, options.flags()));
    out
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn constructs_print_as_pulldown_prints_them(markdown in document(), options in options()) {
        prop_assert_eq!(exact(&markdown, &options), expected(&markdown, &options), "{}", markdown);
    }

    #[test]
    fn noise_prints_as_pulldown_prints_it(markdown in "[ -~\n\tü\u{F0000}]{0,80}", options in options()) {
        prop_assert_eq!(exact(&markdown, &options), expected(&markdown, &options), "{}", markdown);
    }
}

#[test]
fn the_default_has_the_extensions_on_and_the_risky_ones_off() {
    let html = exact("~~a~~ $b$ \"c\" x^d^\n\n> [!TIP]\n> t[^1]\n\n[^1]: n", &Options::lossless());
    assert!(html.contains("<del>a</del> $b$ \"c\" x^d^"), "{html}");
    assert!(html.contains("markdown-alert-tip") && html.contains("footnote-definition"), "{html}");
}

#[test]
fn the_generator_makes_what_it_promises() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let options = Options { math: true, superscript: true, subscript: true, ..Options::lossless() };
    let mut all = String::new();
    for _ in 0..400 {
        let tree = document().new_tree(&mut runner).expect("a document");
        all.push_str(&expected(&tree.current(), &options));
    }
    let wanted = [
        "<table>",
        "<dl>",
        "<ol start=\"7\">",
        "<ul>",
        "markdown-alert-note",
        "footnote-reference",
        "footnote-definition",
        "checkbox",
        "<del>",
        "<sup>",
        "<sub>",
        "math-inline",
        "<pre><code>",
        "language-rust",
        "<img",
        "mailto:",
        "<h1",
        " id=\"id\" class=\"class\" key=\"val\"",
        "<hr />",
        "<br />",
        "<blockquote>",
        "<li>\n<p>",
    ];
    for construct in wanted {
        assert!(all.contains(construct), "never made: {construct}");
    }
}
