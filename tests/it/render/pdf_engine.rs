//! The PDF backend: what it refuses, what it survives, and that its bytes are always the same.

#![cfg(feature = "pdf")]

use std::collections::BTreeMap;

use techfile::model::body::{Alert, Block, Body, Inline};
use techfile::render::pdf::document::{
    Column, DocBlock, Fact, Field, Finding, Links, Part, Prose, Record, Table, Target, Tone, Value, Verdict, record_anchor,
};
use techfile::render::pdf::engine::{Job, compile};
use techfile::render::pdf::{Document, EngineError, Fonts, glyphs, prepare, render};
use techfile::report::words::pdf_words;
use techfile::report::{Arrow, Diagram, DiagramBox};

use crate::report::labels::in_english;

/// Texts that have stopped a PDF before, or look as if they could.
const NASTY: &[&str] = &[
    "",
    " \n\t ",
    "#panic(\"x\") #read(\"/main.typ\") $a$ @ref <label> *b* _e_ `r` // c /* d */ \\ ~ --- [x] #eval(\"1\")",
    "emoji 😀 👨‍👩‍👧 ⚠️ 1️⃣, CJK 漢字かな한국어, Thai ไทย, Devanagari हिन्दी",
    "RTL שָׁלוֹם and مُحَمَّد, \u{202e}reversed\u{202c}",
    "\u{0}\u{1b}[31m \u{feff}\u{fffd}\u{fffc}\u{e000}\u{f0000}\u{fffe} soft\u{ad}hyphen \u{85}\u{2028}",
    "e\u{301} Z\u{351}\u{36b} \u{301}lead x\u{20e3} क\u{301}",
    "PumpControllerOcclusionDetectionStateMachineFactory https://example.com/a-b_c.d?e=f&g=%20#h",
    "☐ ☑ ✓ ✗ ⚠ → ≤ µ Ω ½ € “quoted” ‘q’ … – —",
];

fn theme() -> BTreeMap<String, Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/pdf");
    let read = |name: &str| (name.to_owned(), std::fs::read(folder.join(name)).expect("a file of the theme"));
    ["diagram.typ", "main.typ", "page.typ", "prose.typ", "record.typ", "table.typ"].map(read).into()
}

fn text(text: &str) -> Inline {
    Inline::Text { text: text.to_owned() }
}

fn heading(level: u8, words: &str) -> Block {
    Block::Heading { level, id: None, classes: vec![], attrs: vec![], inlines: vec![text(words)], span: Default::default() }
}

fn prose(blocks: Vec<Block>) -> Prose {
    Prose { body: Body { blocks }, ..Prose::default() }
}

fn target(id: &str) -> Target {
    Target { id: id.to_owned(), title: id.to_owned(), known: true }
}

/// A document of one part with these blocks.
fn document(blocks: Vec<DocBlock>) -> Document {
    Document {
        title: "Pump".into(),
        subtitle: "Requirements".into(),
        language: "en".into(),
        as_of: "2026-11-20".into(),
        date: (2026, 11, 20),
        ident: "test/doc".into(),
        facts: vec![Fact { label: "Version".into(), value: "1".into() }],
        notice: "Computed from records.".into(),
        untitled: "untitled".into(),
        labels: pdf_words().into_iter().map(|(name, label)| (name.to_owned(), in_english(label))).collect(),
        parts: vec![Part { title: "Part".into(), anchor: "part".into(), blocks }],
        ..Document::default()
    }
}

fn diagram(words: &str) -> DocBlock {
    let lines = || vec![words.to_owned(), "taken".to_owned()];
    let one = DiagramBox { x: 10, y: 10, width: 100, height: 60, lines: lines(), end: true, taken: true };
    let arrow = Arrow { points: vec![(110, 40), (190, 40)], lines: lines(), at: (120, 30), taken: false };
    let of = Diagram { width: 200, height: 80, boxes: vec![one], arrows: vec![arrow] };
    // The alternative text of a diagram begins with a fixed word.
    DocBlock::Diagram { of, alt: format!("Diagram {words}"), caption: words.into() }
}

fn record(id: &str, words: &str) -> DocBlock {
    DocBlock::Record(Box::new(Record {
        anchor: record_anchor(id),
        id: id.into(),
        title: words.into(),
        kind: words.into(),
        level: 5,
        verdict: Some(Verdict { word: words.into(), tone: Tone::Bad }),
        fields: vec![
            Field { label: words.into(), value: Value::Text(words.into()) },
            Field { label: "ids".into(), value: Value::Ids(vec![target(words), target("A-1")]) },
            Field { label: "list".into(), value: Value::List(vec![Value::Text(words.into()), Value::List(vec![])]) },
        ],
        body: Some(prose(vec![heading(6, words), Block::Paragraph { inlines: vec![text(words)] }])),
        blocks: vec![diagram(words)],
        links: vec![Links { label: words.into(), targets: vec![target("A-1"), target("elsewhere")] }],
        findings: vec![Finding { severity: "error".into(), message: words.into(), ..Finding::default() }],
    }))
}

/// The text blocks of one nasty string in every place that Markdown has for it.
fn every_place(words: &str) -> Vec<Block> {
    let inlines = || vec![text(words), Inline::Code { text: words.into() }, Inline::Html { text: words.into() }];
    let paragraph = || Block::Paragraph { inlines: inlines() };
    vec![
        heading(3, words),
        paragraph(),
        Block::Paragraph { inlines: vec![Inline::Strong { inlines: vec![Inline::Emphasis { inlines: inlines() }] }] },
        Block::Code { info: Some(words.into()), text: words.into() },
        Block::BlockQuote { alert: Some(Alert::Warning), blocks: vec![paragraph(), heading(1, words)] },
        Block::Table { alignments: vec![], head: vec![inlines()], rows: vec![vec![inlines()], vec![], vec![inlines(), inlines()]] },
        Block::Paragraph {
            inlines: vec![
                Inline::Link { url: words.into(), title: String::new(), email: false, inlines: vec![], span: Default::default() },
                Inline::Image { url: words.into(), title: String::new(), inlines: vec![text(words)], span: Default::default() },
                Inline::Record { id: words.into(), text: None, known: true, span: Default::default() },
                Inline::FootnoteReference { name: "n".into() },
                Inline::Math { display: true, text: words.into() },
            ],
        },
        Block::FootnoteDefinition { name: "n".into(), blocks: vec![Block::Paragraph { inlines: vec![Inline::FootnoteReference { name: "n".into() }] }] },
    ]
}

fn made(document: &Document) -> Vec<u8> {
    render(document, &Fonts::default(), &theme(), &BTreeMap::new()).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn contains(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

/// Compiles `/main.typ` with this source, as a theme would.
fn compiled(source: &str, more: &[(&str, &str)]) -> Result<Vec<u8>, Vec<EngineError>> {
    let main = ("/main.typ", source);
    let files = more.iter().chain([&main]).map(|(path, t)| ((*path).to_owned(), t.as_bytes().to_vec())).collect();
    compile(&Job {
        files: &files,
        fonts: &Fonts::default(),
        main: "/main.typ",
        title: "T".into(),
        authors: vec!["A \"quoted\" \\ author".into()],
        language: "en-GB".into(),
        date: (2026, 1, 2),
        ident: "x".into(),
    })
}

fn only_error(result: Result<Vec<u8>, Vec<EngineError>>) -> EngineError {
    let mut errors = result.expect_err("an error");
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.remove(0)
}

#[test]
fn nasty_strings_are_typeset_wherever_they_stand() {
    let long = "W".repeat(1000);
    let mut blocks = vec![record("A-1", "plain")];
    for words in NASTY.iter().copied().chain([long.as_str()]) {
        blocks.push(record(words, words));
        blocks.push(DocBlock::Heading { level: 6, text: words.into(), anchor: Some(words.into()) });
        blocks.push(DocBlock::Note { tone: Tone::Warn, text: words.into() });
        blocks.push(DocBlock::Prose(prose(every_place(words))));
        blocks.push(DocBlock::Figure { path: words.into(), alt: words.into(), caption: words.into(), anchor: None });
        blocks.push(DocBlock::Table(Table {
            caption: words.into(),
            anchor: Some(words.into()),
            columns: vec![Column { label: words.into(), ..Column::default() }; 3],
            rows: vec![vec![Value::Text(words.into()); 5], vec![], vec![Value::Prose(prose(every_place(words)))]],
            notes: vec![words.into()],
            empty: words.into(),
        }));
    }
    let mut document = document(blocks);
    document.title = NASTY[5].into();
    document.notice = long.clone();
    document.facts.push(Fact { label: long.clone(), value: long });
    document.parts.push(Part::default());
    let pdf = made(&document);
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert!(contains(&pdf, "/StructTreeRoot") && contains(&pdf, "/Outlines"));
    assert!(contains(&pdf, "<pdfaid:part>2</pdfaid:part>") && contains(&pdf, "<pdfuaid:part>1</pdfuaid:part>"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let document = document((0..120).map(|i| record(&format!("A-{i}"), "words")).collect());
    let once = made(&document);
    // At the same time as others, whose caches come and go.
    let again = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..2).map(|_| scope.spawn(|| made(&document))).collect();
        runs.into_iter().map(|run| run.join().expect("no panic")).collect::<Vec<_>>()
    });
    assert!(again.iter().all(|bytes| *bytes == once));
}

#[test]
fn deep_nesting_is_flattened() {
    let mut block = Block::Paragraph { inlines: vec![text("core")] };
    let mut inline = text("core");
    for depth in 0..60 {
        block = match depth % 2 {
            0 => Block::List { start: Some(1), items: vec![vec![block], vec![]] },
            _ => Block::BlockQuote { alert: None, blocks: vec![block] },
        };
        inline = Inline::Strong { inlines: vec![Inline::Emphasis { inlines: vec![inline] }] };
    }
    let mut value = Value::Text("core".into());
    for _ in 0..30 {
        value = Value::Groups(vec![Field { label: "in".into(), value: Value::List(vec![value]) }]);
    }
    let table = Table { columns: vec![Column::default()], rows: vec![vec![value]], ..Table::default() };
    made(&document(vec![DocBlock::Prose(prose(vec![block, Block::Paragraph { inlines: vec![inline] }])), DocBlock::Table(table)]));
}

#[test]
fn headings_never_skip_a_level_and_links_need_a_target() {
    let data = prepare::data(
        &document(vec![
            DocBlock::Heading { level: 5, text: "a".into(), anchor: None },
            DocBlock::Prose(prose(vec![heading(1, "b"), heading(4, "c"), heading(6, "d"), heading(2, "e")])),
            record("A-1", "first"),
            record("A-1", "second of the same id"),
        ]),
        &Fonts::default(),
        &BTreeMap::new(),
    );
    let data: serde_json::Value = serde_json::from_slice(&data).expect("JSON");
    let blocks = &data["parts"][0]["runs"][0]["blocks"];
    assert_eq!(blocks[0]["level"], 2);
    let levels: Vec<_> = blocks[1]["of"].as_array().expect("prose").iter().map(|h| h["level"].clone()).collect();
    assert_eq!(levels, [2, 3, 4, 3]);
    assert_eq!(blocks[2]["anchor"], "r:A-1");
    assert!(blocks[3]["anchor"].is_null(), "a label stands once");
    let targets = &blocks[2]["links"][0]["targets"];
    assert_eq!(targets[0]["to"], "r:A-1");
    assert!(targets[1].get("to").is_none(), "it stands in another document");
}

#[test]
fn wide_tables_turn_the_page_and_long_lists_break() {
    let wide = Table {
        columns: (0..8).map(|i| Column { label: format!("a column of words {i}"), ..Column::default() }).collect(),
        rows: vec![(0..8).map(|_| Value::Text("some text that takes a little room".into())).collect()],
        ..Table::default()
    };
    let mut blocks: Vec<DocBlock> = (0..120).map(|i| record(&format!("A-{i}"), "x")).collect();
    blocks.push(DocBlock::Heading { level: 2, text: "Matrix".into(), anchor: None });
    blocks.push(DocBlock::Table(wide));
    let data: serde_json::Value = serde_json::from_slice(&prepare::data(&document(blocks), &Fonts::default(), &BTreeMap::new())).expect("JSON");
    let runs = data["parts"][0]["runs"].as_array().expect("runs");
    let shapes: Vec<_> = runs.iter().map(|run| (run["landscape"] == true, run["blocks"].as_array().map_or(0, Vec::len))).collect();
    assert_eq!(shapes, [(false, 50), (false, 50), (false, 20), (true, 2)]);
}

#[test]
fn glyphs_are_replaced_dropped_or_kept() {
    let fonts = Fonts::default();
    let cases = [
        ("plain ~ text\n", "plain ~ text\n"),
        ("a😀b", "a[U+1F600]b"),
        ("⚠\u{fe0f} \u{1f468}\u{200d}\u{1f469}", "⚠ [U+1F468][U+1F469]"),
        ("soft\u{ad}hyphen\u{200b}\u{feff}", "softhyphen"),
        ("\u{0}\u{7f}\u{e000}\u{fffd}", "[U+0000][U+007F][U+E000][U+FFFD]"),
        ("a\tb\r\nc\rd\u{2028}e\u{3000}f", "a b\nc\nd\ne f"),
        ("e\u{301} 漢\u{301}", "e\u{301} [U+6F22][U+0301]"),
        ("\u{202e}x", "[U+202E]x"),
        ("Größe µΩ שלום Ж ≤ ☑", "Größe µΩ שלום Ж ≤ ☑"),
    ];
    for (text, shown) in cases {
        assert_eq!(glyphs::printable(text, &fonts), shown, "{text:?}");
        assert_eq!(glyphs::printable(shown, &fonts), shown, "twice is once: {text:?}");
    }
    assert_eq!(glyphs::unprintable("ab😀\u{fe0f}c\u{0}", &fonts).collect::<Vec<_>>(), [(2, '😀'), (10, '\0')]);
}

#[test]
fn packages_and_files_outside_are_refused() {
    let error = only_error(compiled("\n#import \"@preview/cetz:0.4.0\": *", &[]));
    assert!(error.message.contains("packages are not available"), "{error}");
    assert_eq!((error.file.as_deref(), error.line), (Some("/main.typ"), Some(2)));
    let error = only_error(compiled("#image(\"missing.png\", alt: \"x\")", &[]));
    assert!(error.message.contains("not found") && error.message.contains("missing.png"), "{error}");
    for path in ["/etc/passwd", "../../etc/passwd"] {
        only_error(compiled(&format!("#read(\"{path}\")"), &[]));
    }
    only_error(compiled("#datetime.today()", &[]));
}

#[test]
fn what_never_ends_in_a_theme_ends_with_a_message() {
    let error = only_error(compiled("#while true {}", &[]));
    assert!(error.message.contains("condition is always true"), "{error}");
    let error = only_error(compiled("#let x = 0\n#while x >= 0 { x += 1 }", &[]));
    assert!(error.message.contains("loop seems to be infinite"), "{error}");
    assert_eq!((error.file.as_deref(), error.line), (Some("/main.typ"), Some(2)));
    let error = only_error(compiled("#let f(x) = f(x + 1)\n#f(0)", &[]));
    assert!(error.message.contains("maximum function call depth exceeded"), "{error}");
    let error = only_error(compiled("#let f() = [#context f()]\n#f()", &[]));
    assert!(error.message.contains("depth exceeded"), "{error}");
    let error = only_error(compiled("#include \"main.typ\"", &[]));
    assert!(error.message.contains("cyclic"), "{error}");
}

#[test]
fn errors_say_where() {
    let error = only_error(compiled("#import \"a.typ\": f\n#f()", &[("/a.typ", "\n\n#let f() = panic(\"so\")\n")]));
    assert_eq!((error.file.as_deref(), error.line), (Some("/a.typ"), Some(3)));
    assert!(error.to_string().starts_with("/a.typ:3: "), "{error}");
    let error = only_error(compiled("= One\n=== Three\n", &[]));
    assert!(error.message.contains("skipped from heading level"), "{error}");
}

#[test]
fn an_image_that_would_lose_a_part_is_refused() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><foreignObject width=\"9\" height=\"9\">x</foreignObject></svg>";
    let error = only_error(compiled("#image(\"a.svg\", alt: \"x\")", &[("/a.svg", svg)]));
    assert!(error.message.contains("foreign object"), "{error}");
}

#[test]
fn impossible_jobs_are_refused() {
    let mut document = document(vec![]);
    document.date = (2026, 2, 30);
    let error = only_error(render(&document, &Fonts::default(), &theme(), &BTreeMap::new()));
    assert!(error.message.contains("2026-02-30"), "{error}");
    document.date = (2026, 2, 28);
    document.language = "english please".into();
    let error = only_error(render(&document, &Fonts::default(), &theme(), &BTreeMap::new()));
    assert!(error.message.contains("english please"), "{error}");
    document.language = "de-CH".into();
    let error = only_error(render(&document, &Fonts::default(), &BTreeMap::new(), &BTreeMap::new()));
    assert!(error.message.contains("main.typ"), "{error}");
}
