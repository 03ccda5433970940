//! `{{#include …}}`.

use std::sync::Arc;

use super::parsed;
use techfile::load::chapters::include::expand;
use techfile::load::chapters::markdown::Problem;
use techfile::source::{FileId, Text};

const FILES: &[(&str, &str)] = &[
    ("self.md", "root {{#include self.md}}"),
    ("lines", "one\ntwo\nthree\nfour\n"),
    (
        "anchors.rs",
        "fn a() {\n    // ANCHOR: all\n    let x = 1;\n    // ANCHOR: some\n    let y = 2;\n    // ANCHOR_END: some\n    // ANCHOR_END: all\n}\n// ANCHOR: open\nrest\n",
    ),
    ("outer", "<{{#include inner}}>\n"),
    ("inner", "[[A]]\n"),
    ("circle", "{{#include circle2}}"),
    ("circle2", "{{#include circle}}"),
    ("crlf", "\u{FEFF}a\r\nb\r\n"),
];

fn read(path: &str, _: FileId) -> Result<(FileId, Arc<str>), String> {
    if let Some(n) = path.strip_prefix("deep").and_then(|n| n.parse::<u32>().ok()) {
        return Ok((FileId(100 + n), format!("{n} {{{{#include deep{}}}}}", n + 1).into()));
    }
    let index = FILES.iter().position(|(name, _)| *name == path).ok_or(format!("no file `{path}`"))?;
    Ok((FileId(index as u32), FILES[index].1.into()))
}

/// Expands a text that stands in a file of its own.
fn expanded(markdown: &str) -> (Text, Vec<Problem>) {
    expand(&Text::verbatim(markdown, FileId(99), 0), &mut read)
}

fn sound(markdown: &str) -> String {
    let (text, problems) = expanded(markdown);
    assert_eq!(problems, [], "{markdown}");
    text.text
}

#[test]
fn the_forms_of_mdbook_work() {
    assert_eq!(sound("a {{#include lines}} b"), "a one\ntwo\nthree\nfour b");
    assert_eq!(sound("{{#include lines:2}}"), "two");
    assert_eq!(sound("{{#include lines:2:3}}"), "two\nthree");
    assert_eq!(sound("{{#include lines::2}}"), "one\ntwo");
    assert_eq!(sound("{{#include lines:3:}}"), "three\nfour");
    assert_eq!(sound("{{#include lines:}}"), "one\ntwo\nthree\nfour");
    assert_eq!(sound("{{#rustdoc_include anchors.rs:some}}"), "    let y = 2;");
    assert_eq!(sound("{{ #include  anchors.rs:all }}"), "    let x = 1;\n    let y = 2;");
    assert_eq!(sound("```\n{{#include inner}}\n```"), "```\n[[A]]\n```");
    assert_eq!(sound("{{#include outer}}"), "<[[A]]>");
    assert_eq!(sound("{{#include crlf}}"), "a\r\nb");
}

#[test]
fn the_rest_is_left_alone() {
    for markdown in ["\\{{#include lines}}", "{{#table lines}}", "{{#includes lines}}", "{{#include lines", "{{include lines}}", "{{#include a {{x}}"] {
        assert_eq!(sound(markdown), markdown);
    }
    assert_eq!(sound("\\\\{{#include lines:1}}"), "\\\\one");
}

#[test]
fn what_fails_is_reported_once_and_shown() {
    for (markdown, wrong, covered) in [
        ("x {{#include none}} y", "no file `none`", "none"),
        ("x {{#include lines:9}} y", "has 4 lines", "lines:9"),
        ("x {{#include lines:3:2}} y", "3 to 2", "lines:3:2"),
        ("x {{#include lines:0}} y", "count from 1", "lines:0"),
        ("x {{#include lines:1:b}} y", "`b` is no line number", "lines:1:b"),
        ("x {{#include lines:1:2:3}} y", "two numbers", "lines:1:2:3"),
        ("x {{#include anchors.rs:gone}} y", "ANCHOR: gone", "anchors.rs:gone"),
        ("x {{#include }} y", "no path", "{{#include }}"),
    ] {
        let (text, problems) = expanded(markdown);
        let [problem] = &problems[..] else { panic!("{markdown}: {problems:?}") };
        assert!(problem.message.contains(wrong), "{markdown}: {problem:?}");
        assert_eq!(&markdown[problem.span.start as usize..problem.span.end as usize], covered);
        let after = techfile::load::chapters::markdown::parse(&text, &Default::default(), true);
        assert_eq!((after.directives, after.problems), (vec![], vec![]), "{markdown}");
        assert_eq!(text.text, markdown.replace("{{", "\\{{"));
    }
    let (text, problems) = expanded("{{#include anchors.rs:open}}");
    assert_eq!((text.text.as_str(), problems.len()), ("rest", 1));
}

#[test]
fn circles_and_depth_end() {
    let (text, problems) = expanded("{{#include circle}}");
    assert_eq!(text.text, "\\{{#include circle}}");
    assert!(problems[0].message.contains("includes itself"), "{problems:?}");
    assert_eq!(problems[0].span.file, FileId(6));
    let (text, problems) = expand(&super::text(FILES[0].1), &mut read);
    assert_eq!((text.text.as_str(), problems.len()), ("root \\{{#include self.md}}", 1));
    let (text, problems) = expanded("{{#include deep1}}");
    assert!(text.text.starts_with("1 2 3 4 5 6 7 8 9 10 \\{{"), "{}", text.text);
    assert!(problems.len() == 1 && problems[0].message.contains("10 deep"), "{problems:?}");
}

#[test]
fn a_flood_ends() {
    let mut flood = |path: &str, _: FileId| {
        let level: u32 = path.parse().map_err(|_| "?")?;
        Ok((FileId(level), format!("{{{{#include {}}}}}", level + 1).repeat(40).into()))
    };
    let (_, problems) = expand(&Text::verbatim("{{#include 1}}", FileId(0), 0), &mut flood);
    assert!(problems.iter().any(|p| p.message.contains("includes")), "{}", problems.len());
}

#[test]
fn spans_point_into_the_included_file() {
    let (whole, _) = expanded("ab {{#include outer}} cd");
    let at = whole.text.find("[[A]]").unwrap();
    assert_eq!((whole.span(at..at + 5).file, whole.span(at..at + 5).start), (FileId(4), 0));
    let cd = whole.text.find("cd").unwrap();
    assert_eq!((whole.span(cd..cd + 2).file, whole.span(cd..cd + 2).start), (FileId(99), 22));
    let (lines, _) = expanded("{{#include lines:3}}");
    assert_eq!(lines.span(0..5).start, 8);
    let (crlf, _) = expanded("{{#include crlf}}");
    assert_eq!(crlf.span(0..1).start, 3);
    assert_eq!(parsed("{{#include x}}").directives.len(), 1, "an include that nobody expanded is a directive like any other");
}
