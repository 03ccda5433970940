//! The tree says all that pulldown-cmark's events say.

use proptest::prelude::*;
use pulldown_cmark::{Parser, html::push_html};

use super::generator::{document, options};
use super::{cases, exact};
use techfile::load::chapters::markdown::Options;

/// What pulldown-cmark prints; nothing for the few texts on which it panics.
fn expected(markdown: &str, options: &Options) -> Option<String> {
    let print = || {
        let mut out = String::new();
        push_html(&mut out, Parser::new_ext(markdown, options.flags()));
        out
    };
    std::panic::catch_unwind(print).ok()
}

/// Both texts, where there is one to compare with.
fn same(markdown: &str, options: &Options) -> Result<(), TestCaseError> {
    let ours = exact(markdown, options);
    match expected(markdown, options) {
        Some(theirs) => prop_assert_eq!(ours, theirs, "{}", markdown),
        None => prop_assert!(!ours.is_empty()),
    }
    Ok(())
}

#[test]
fn a_text_on_which_pulldown_panics_is_read_with_less() {
    let text = "> - [x] \\\n>   =\t\n\n";
    assert_eq!(expected(text, &Options::lossless()), None, "the guard can go: pulldown-cmark reads this now");
    assert!(exact(text, &Options::lossless()).contains("[x]"));
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn constructs_print_as_pulldown_prints_them(markdown in document(), options in options()) {
        same(&markdown, &options)?;
    }

    #[test]
    fn noise_prints_as_pulldown_prints_it(markdown in "[ -~\n\tü\u{F0000}]{0,80}", options in options()) {
        same(&markdown, &options)?;
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
        all.push_str(&expected(&tree.current(), &options).unwrap_or_default());
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
