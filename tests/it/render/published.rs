//! What a project brings is published so that nothing of it runs, and nothing of it is lost.

use std::collections::BTreeMap;

use crate::harness::{Case, main_of, tree};
use crate::ops::build::site_of;
use crate::render::site::{csv_of, data, site_faults, tags};

type Files = BTreeMap<String, Vec<u8>>;

/// The site of a case, which has no fault.
#[track_caller]
fn site(case: &Case) -> Files {
    case.built();
    let site = site_of(&tree(&case.path().join("book")));
    let faults = site_faults(&site);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    site
}

#[track_caller]
fn page<'a>(site: &'a Files, path: &str) -> &'a str {
    let bytes = site.get(path).unwrap_or_else(|| panic!("no {path} among {:?}", site.keys().collect::<Vec<_>>()));
    main_of(std::str::from_utf8(bytes).expect("UTF-8"))
}

/// The addresses of the links of a page.
fn links(html: &str) -> Vec<String> {
    tags(html).expect("tags").iter().filter(|t| t.name == "a").filter_map(|t| t.get("href").map(str::to_owned)).collect()
}

const REPORT: &str = "<testsuite>\n<testcase name=\"limit\" classname=\"dose\"/>\n\
    <testcase name=\"alarm\"><failure message=\"too &lt;b>quiet\"/></testcase>\n<testcase name=\"other\"><skipped/></testcase>\n</testsuite>\n";

fn with_report() -> Case {
    Case::small()
        .book("[[evidence.report]]\nfiles = \"e/*.xml\"\nversion = \"1.2.0\"\ndate = \"2026-10-01\"\nenvironment = \"Rig 4\"\ntools = \"Runner 2\"\ntester = \"Ana\"\nplatform = \"rtos\"")
        .records("records:\n  - {id: TEST-1, kind: test, title: Limit, automated: [limit]}\n")
        .file("e/r.xml", REPORT)
}

#[test]
fn an_evidence_file_has_a_page_and_a_copy_that_no_browser_runs() {
    let site = site(&with_report());
    assert_eq!(site["evidence/e/r.xml.txt"], REPORT.as_bytes());
    assert!(!site.contains_key("evidence/e/r.xml"), "the report itself can be opened");
    for table in ["evidence-files", "runs"] {
        assert!(links(page(&site, &format!("tables/{table}.html"))).contains(&"../evidence/e/r.xml.html".to_owned()), "{table}");
    }
    let html = page(&site, "evidence/e/r.xml.html");
    assert!(links(html).contains(&"r.xml.txt".to_owned()), "{html}");
    assert!(links(html).contains(&"../../r/TEST-1.html".to_owned()), "{html}");
    let hash = techfile::source::sha256(REPORT);
    for words in [hash.as_str(), "test report", "1.2.0", "2026-10-01", "Rig 4", "Runner 2", "Ana", "rtos", "limit", "dose", "too &lt;b&gt;quiet", "alarm"]
    {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(html.contains("3 cases: 1 passed, 1 failed, 0 with an error, 1 skipped. 2 count for no test;"), "{html}");
    assert!(!html.contains(".csv"), "the data file holds the cases of all reports");
}

#[test]
fn a_long_report_has_pages() {
    let cases: String = (1..=1001).map(|n| format!("<testcase name=\"case {n}\"/>\n")).collect();
    let case = with_report().file("e/long.xml", &format!("<testsuite>{cases}</testsuite>")).file("e/2/long.xml", REPORT);
    let site = site(&case);
    let third = page(&site, "evidence-pages/3/e/long.xml.html");
    assert!(
        third.contains("case 1001<")
            && !third.contains("case 1000<")
            && third.contains("TEST") == page(&site, "evidence/e/long.xml.html").contains("TEST")
    );
    assert!(links(third).contains(&"../../../evidence/e/long.xml.html".to_owned()), "{third}");
    assert!(links(third).contains(&"../../../evidence/e/long.xml.txt".to_owned()), "{third}");
    assert!(page(&site, "evidence/e/long.xml.html").contains("case 500<"));
    assert!(!site.contains_key("evidence-pages/4/e/long.xml.html") && !site.contains_key("evidence-pages/2/e/r.xml.html"));
}

/// Names that differ only by what is added to them stay apart.
#[test]
fn copies_of_evidence_never_meet() {
    let names = ["log", "log.txt", "log.txt.txt", "log.html", "shot.PNG", "shot.png.png", "draw.svg", "page.xhtml", "paper.pdf"];
    let files = names.map(|name| format!("{{file: e/{name}}}")).join(", ");
    let case = Case::small()
        .records(&format!("records:\n  - {{id: TEST-1, kind: test, title: Limit}}\n  - {{id: RUN-1, kind: run, title: By hand, of: TEST-1, result: pass, date: 2026-10-02, evidence: [{files}]}}\n"));
    let site = site(&names.iter().fold(case, |case, name| case.file(&format!("e/{name}"), name)));
    let run = links(page(&site, "r/RUN-1.html"));
    for (name, copy) in names.iter().zip([
        "log.txt",
        "log.txt.txt",
        "log.txt.txt.txt",
        "log.html.txt",
        "shot.PNG.png",
        "shot.png.png.png",
        "draw.svg.txt",
        "page.xhtml.txt",
        "paper.pdf.pdf",
    ]) {
        assert_eq!(site[&format!("evidence/e/{copy}")], name.as_bytes());
        assert!(links(page(&site, &format!("evidence/e/{name}.html"))).contains(&copy.to_owned()), "{name}");
        assert!(run.contains(&format!("../evidence/e/{name}.html")), "{name}: {run:?}");
    }
}

#[test]
fn files_beside_the_chapters_run_nowhere() {
    let kept = ["a.png", "b.JPG", "c.pdf", "d.csv", "e.json", "f.zip", "g.docx", "h.odt", "i.txt", "j.webp"];
    let texts = ["k.html", "l.xhtml", "m.xml", "n.js", "o.mjs", "p.wasm", "q.htm", "r.svgz", "LICENSE", "s.unknown", "t.txt.html", "u.", "v.shtml"];
    let all = || kept.iter().chain(&texts);
    let text: String = all().map(|name| format!("[{name}](files/{name}#x)\n")).collect();
    let case = all().fold(Case::small().chapter("one.md", &format!("# One\n\n{text}")), |case, name| case.file(&format!("src/files/{name}"), name));
    let site = site(&case);
    let links = links(page(&site, "chapters/one.html"));
    for (name, ending) in kept.iter().map(|name| (name, "")).chain(texts.iter().map(|name| (name, ".txt"))) {
        assert_eq!(site.get(&format!("chapters/files/{name}{ending}")).map(Vec::as_slice), Some(name.as_bytes()), "{name}");
        assert!(links.contains(&format!("files/{name}{ending}#x")), "{name}: {links:?}");
    }
    let published = site.keys().filter(|path| path.starts_with("chapters/files/")).count();
    assert_eq!(published, kept.len() + texts.len(), "a file is there under its own name, too");
}

#[test]
fn a_picture_from_elsewhere_is_not_fetched() {
    let text = "![there](https://a.example/b.png) ![](//a.example/c.png) ![drawn](data:image/png;base64,AA) <img src=\"https://a.example/d.png\">\n";
    let case = Case::small().chapter("one.md", &format!("# One\n\n{text}")).records(&format!("id: UN-1\nkind: need\ntitle: x\ntext: |\n  {text}"));
    let site = site(&case);
    for path in ["chapters/one.html", "r/UN-1.html"] {
        let html = page(&site, path);
        assert!(tags(html).expect("tags").iter().all(|t| t.name != "img"), "{path}: {html}");
        assert!(html.contains("<a href=\"https://a.example/b.png\">there</a>") && html.contains("drawn"), "{path}: {html}");
    }
}

/// A spreadsheet must not calculate what a record says; the snapshot has what it says to the letter.
#[test]
fn no_cell_of_a_csv_is_a_formula() {
    let titles = ["=1+1", "+1", "-1", "@x", "\\t=1", "\\r=1", "＝1", "＋1", "－1", "＠x", "a=1", "a\\u0007b"];
    let records: String = titles.iter().enumerate().map(|(n, t)| format!("  - {{id: UN-{n}, kind: need, title: \"{t}\", source: \"{t}\"}}\n")).collect();
    let case = Case::small().records(&format!("records:\n{records}"));
    case.program(&["build", "--only", "html", "--only", "data"]);
    let files = tree(&case.path().join("book"));
    let snapshot = data(&files);
    let (head, rows) = csv_of(&files["data/list-need.csv"]);
    let column = head.iter().position(|name| name == "title").expect("a title");
    let listed = case.program(&["list", "need", "--columns", "id,source", "--format", "csv"]);
    let (_, sources) = csv_of(listed.out.as_bytes());
    assert_eq!((rows.len(), sources.len()), (titles.len(), titles.len()));
    for ((row, source), title) in rows.iter().zip(&sources).zip(titles) {
        let stored = title.replace("\\t", "\t").replace("\\r", "\r").replace("\\u0007", "\u{7}");
        let inert = if title.starts_with('a') { stored.replace('\u{7}', "\u{fffd}") } else { format!("'{stored}") };
        assert_eq!(source[1], inert, "{title}");
        assert!(row[column] == inert.replace(['\t', '\r'], ""), "{title}: {}", row[column]);
        assert!(snapshot.records.iter().any(|r| r.fields["source"] == stored.as_str()), "{title}");
    }
}

/// However deep a summary nests its chapters, each has its page and its entry, and the lists of the site stay shallow.
#[test]
fn chapters_may_be_nested_deeply() {
    let depth = 200;
    let name = |n: usize| format!("c{n}.md");
    let summary: String = (0..depth).map(|n| format!("{}- [Level {n}]({})\n", "  ".repeat(n), name(n))).collect();
    let case = Case::small().file("src/SUMMARY.md", &format!("# Summary\n\n{summary}- [Last](last.md)\n")).file("src/last.md", "# Last\n");
    let case = (0..depth).fold(case, |case, n| case.file(&format!("src/{}", name(n)), &format!("# Level {n}\n")));
    let site = site(&case);
    let html = std::str::from_utf8(&site["index.html"]).expect("UTF-8");
    let (mut open, mut deepest) = (0usize, 0);
    for tag in tags(html).expect("tags").iter().filter(|t| t.name == "ul") {
        open = if tag.closes { open - 1 } else { open + 1 };
        deepest = deepest.max(open);
    }
    assert!((3..=10).contains(&deepest), "lists in lists: {deepest}");
    for n in 0..depth {
        assert_eq!(links(html).iter().filter(|l| **l == format!("chapters/c{n}.html")).count(), 2, "level {n}");
        assert!(site.contains_key(&format!("chapters/c{n}.html")));
    }
    if cfg!(feature = "pdf") {
        case.program(&["build", "--only", "pdf"]).ends(0);
    }
}

/// The marks that a template gets stand for the lists that the summary has.
#[test]
fn chapters_are_nested_as_the_summary_nests_them() {
    let case = Case::small().file("src/SUMMARY.md", "# Summary\n\n- [a]()\n  - [b]()\n    - [c]()\n- [d]()\n  - [e]()\n\n# Part\n\n- [f]()\n");
    let html = String::from_utf8(site(&case)["index.html"].clone()).expect("UTF-8");
    let list = html.split("<nav class=\"side\"").nth(1).and_then(|rest| rest.split("<h2>Chapters</h2>").nth(1)).expect("the chapters");
    let bare: String =
        tags(&format!("<nav>{list}").replace('\n', "")).expect("tags").iter().take_while(|t| t.name != "nav" || !t.closes).map(shape).collect();
    let chapters = bare.split("<h2>").next().expect("a list").replace("<nav>", "");
    assert_eq!(chapters, "<ul><li>1a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>2d<ul><li>e</li></ul></li></ul>");
}

/// A list tag, and a word of one letter or digit.
fn shape(tag: &crate::render::site::Tag) -> String {
    let word = Some(tag.text.trim()).filter(|t| t.len() == 1).unwrap_or_default();
    match tag.name {
        "ul" | "li" | "h2" | "nav" => format!("<{}{}>{word}", if tag.closes { "/" } else { "" }, tag.name),
        _ => word.to_owned(),
    }
}

#[test]
fn a_hidden_character_is_named_at_its_place() {
    let case = Case::small().records("id: UN-1\nkind: need\ntitle: \"a \u{202e}b\u{200b}\"\n");
    let said = case.program(&["check"]);
    for words in [
        "warning[hidden-character]: U+202E changes the order in which the text is shown; the text has 1 more such character",
        "records/all.yaml:3:11",
        "remove the character",
    ] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
}
