//! Documents made of real constructs, nested in each other, with noise between.

use proptest::prelude::*;

use techfile::load::chapters::markdown::{Extensions, Options};

/// Options of every combination, with nothing of our own.
pub fn options() -> impl Strategy<Value = Options> {
    (0u16..1 << 11).prop_map(|bits| {
        let on = |n: u16| bits & (1 << n) != 0;
        Options {
            math: on(0),
            smart_punctuation: on(1),
            superscript: on(2),
            subscript: on(3),
            extensions: Extensions {
                tables: on(4),
                footnotes: on(5),
                strikethrough: on(6),
                tasklists: on(7),
                heading_attributes: on(8),
                alerts: on(9),
                definition_lists: on(10),
            },
            ..Options::lossless()
        }
    })
}

const BITS: &[&str] = &[
    "word",
    "two words",
    "&amp;",
    "&copy;",
    "&#106;",
    "&#xF0000;",
    "\\*",
    "\\[",
    "\\\\",
    "  \nnext",
    "\\\nnext",
    "\nnext",
    "`code`",
    "`` ` ``",
    "<b>",
    "</b>",
    "<br>",
    "<!-- note -->",
    "<script>alert(1)</script>",
    "<img src=x onerror=y>",
    "<http://a.example/?b=c&d>",
    "<m@a.example>",
    "[r]",
    "[r][]",
    "[^n]",
    "[^none]",
    "![a](b.png)",
    "![a [b](c) *d*](e.png \"f\")",
    "[x](javascript:alert(1))",
    "[x](JaVa\tscript&colon;alert(1))",
    "[x](<java script:y>)",
    "[x](data:text/html,y)",
    "[x](&#x6A;avascript:y)",
    "[y](b.md 'ti\"tle')",
    "[y](#frag)",
    "[[SRS-1]]",
    "[[SRS-1|see]]",
    "\"quoted\"",
    "it's",
    "--",
    "...",
    "$a_b$",
    "$$c^d$$",
    "x^2^",
    "H~2~O",
    "~~gone~~",
    "ü",
    "\u{F0000}0\u{F0001}",
    "\u{1}",
    "\u{0}",
    "|",
    "{{#count risk}}",
    "{{#x",
    "{{#x a=\"b\" }}",
    "\\{{#x}}",
];

/// Inline content.
pub fn inline() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![6 => prop::sample::select(BITS).prop_map(str::to_owned), 2 => "[a-z]{1,6}", 1 => "[!-~ \n]{0,10}"];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let wrap = prop::sample::select(
            &[
                ("*", "*"),
                ("_", "_"),
                ("**", "**"),
                ("***", "***"),
                ("~~", "~~"),
                ("~", "~"),
                ("^", "^"),
                ("`", "`"),
                ("$", "$"),
                ("[", "](u \"t\")"),
                ("[", "][r]"),
                ("![", "](i.png)"),
                ("![", "][r]"),
                ("<i>", "</i>"),
                ("\"", "\""),
                ("[[A|", "]]"),
                ("(", ")"),
                ("[", "]"),
            ][..],
        );
        prop_oneof![
            (wrap, inner.clone()).prop_map(|((before, after), text)| format!("{before}{text}{after}")),
            (inner.clone(), prop::sample::select(&[" ", "", "\n"][..]), inner).prop_map(|(a, between, b)| format!("{a}{between}{b}")),
        ]
    })
}

const BLOCKS: &[&str] = &[
    "---",
    "***",
    "```rust,ignore\nfn a() { \"<b>\" }\n\n  x\n```",
    "~~~\n*a*\n~~~",
    "```\nunclosed",
    "    indented\n\n    more",
    "<div>\n\n*a*\n\n</div>",
    "<!-- a\n\nb -->",
    "<script>\nx\n\ny\n</script>",
    "<p onclick=\"x\">\ntext",
    "[r]: /url \"title\"",
    "[r]: <javascript:alert(1)>",
    "[^n]: a note\n\n    more of it",
    "[^N]: again",
    "[^m]: refers to [^n] and itself [^m]",
    "|a|b|\n|-|:-:|\n|1|2|3|\n|x",
    "a | b\n:- | -:\n`\\|` | [[A\\|b]]",
    "Term\n: meaning\n: another\n\n    para",
    "Term\n\n:   loose\n\nOther\n:   tight",
    "{{#table requirement where=\"a | b\"}}",
    "- [x] done\n- [ ] open\n  - deep",
    "{{#a}}\n{{#b}}",
    "\\{{#include x}}",
    "+++\n+++",
    "Head\n====",
    "Head\n---",
];

/// A document.
pub fn document() -> impl Strategy<Value = String> {
    let heading = (1usize..7, inline(), prop::sample::select(&["", " {#id}", " {#id .class key=val other onclick=\"x\"}", " #", " {{#x}}"][..]))
        .prop_map(|(level, text, attrs)| format!("{} {}{attrs}", "#".repeat(level), text.replace('\n', " ")));
    let table = (inline(), inline(), inline()).prop_map(|(a, b, c)| {
        let [a, b, c] = [a, b, c].map(|cell| cell.replace('\n', " "));
        format!("| {a} | {b} |\n| :-- | --- |\n| {c} | x |\n| y |")
    });
    let leaf = prop_oneof![
        4 => inline(),
        2 => prop::sample::select(BLOCKS).prop_map(str::to_owned),
        1 => heading,
        1 => table,
        1 => "[-*+>#`~|:=_\\[\\]()!<&^$\\\\ \t\na1.]{0,30}",
    ];
    let block = leaf.prop_recursive(4, 24, 4, |inner| {
        let several = prop::collection::vec(inner, 1..4);
        let container = prop::sample::select(
            &[
                ("> ", "> "),
                ("> [!NOTE]\n> ", "> "),
                ("> [!Warning]\n> ", "> "),
                ("- ", "  "),
                ("* ", "  "),
                ("1. ", "   "),
                ("7) ", "   "),
                ("- [x] ", "  "),
                ("[^n]: ", "    "),
                ("Term\n: ", "  "),
                ("Term\n\n: ", "  "),
                ("> ", ""),
                ("-   ", "    "),
            ][..],
        );
        (container, several, any::<bool>()).prop_map(|((first, rest), blocks, loose)| {
            let body = blocks.join(if loose { "\n\n" } else { "\n" });
            let lines: Vec<&str> = body.split('\n').collect();
            format!("{first}{}", lines.join(&format!("\n{rest}")))
        })
    });
    (prop::collection::vec((block, prop::sample::select(&["\n\n", "\n", "\n\n\n", "\r\n"][..])), 0..5))
        .prop_map(|blocks| blocks.into_iter().map(|(block, gap)| block + gap).collect())
}
