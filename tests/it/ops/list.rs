//! Queries in use: filtered tables and counts in chapters, `techfile list`, the examples of the README.

use crate::harness::{Case, program, repository, tree};
use crate::schema::query::case;

const CHAPTER: &str = "# One

{{#table requirement where=\"status = \\\"aproved\\\" and has tags\"}}

Some {{#count item where='x'}} and {{#count test where=\"verifies = SRS-9\"}}.

{{#count soup where=\"\"}} {{#include part.md}}
";

#[test]
fn a_mistake_in_a_chapter_is_found_at_its_place() {
    let ran = case().chapter("one.md", CHAPTER).file("src/part.md", "{{#table risk where=\"initial.severity >= mino\"}}\n").run();
    let (findings, sources) = ran.diagnostics();
    let found: Vec<(&str, &str, &str)> = findings
        .iter()
        .filter(|d| d.code.name == "directive-invalid")
        .map(|d| (sources.get(d.span.expect("a place").file).path.as_str(), sources.snippet(d.span.expect("a place")), d.message.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("src/one.md", "\"aproved\\\"", "`aproved` is no value of `status`"),
            ("src/one.md", "'x'", "expected a comparison, found a text in quotes"),
            ("src/one.md", "SRS-9", "no record is called `SRS-9`"),
            ("src/one.md", "", "expected a comparison, found the end"),
            ("src/part.md", "mino", "`mino` is not on the scale `severity`"),
        ]
    );
}

#[test]
fn a_filtered_table_says_so() {
    let text = "# One\n\n{{#table requirement where=\"title ~ 'the dose' or urgency = low\"}}\n\n{{#table risk}}\n\n\
                Of {{#count requirement}}: {{#count requirement where=\"has title\"}}, {{#count requirement where=\"status in (obsolete, parked)\"}}.\n";
    let case = case().chapter("one.md", text);
    case.program(&["build", "--only", "html"]);
    let files = tree(&case.path().join("book"));
    let html = String::from_utf8(files["html/chapters/one.html"].clone()).expect("UTF-8");
    assert_eq!(html.matches(" records where ").count(), 1, "{html}");
    let note = "2 of 4 records where title ~ &#39;the dose&#39; or urgency = low";
    let plain = html.replace("&#x27;", "&#39;").replace('\'', "&#39;");
    assert!(plain.contains(note), "{html}");
    let rows = html.split("</table>").next().unwrap_or_default();
    assert!(["SRS-1", "SRS-2"].iter().all(|id| rows.contains(&format!(">{id}<"))) && !rows.contains(">SRS-3<"), "{rows}");
    assert!(html.contains("Of 3: 3, 2."), "{html}");
}

#[test]
fn a_list_shows_nothing_else_and_loses_nothing() {
    let case = Case::small().file(
        "records/more.yaml",
        "records:\n  - {id: SRS-8, kind: requirement, title: \"Wide 日本\\u001b[31m\", status: obsolete, tags: [a, b]}\n  - {id: SRS-9, kind: requirement, title: Of two lines, text: \"One\\n\\ntwo, \\\"three\\\"\"}\n",
    );
    let said = case.program(&["list", "requirement", "--columns", "id,title,status,verified_by"]);
    said.ends(0);
    let wanted = "id     title           status    verified_by\n\
                  SRS-1  Limit the dose  draft     TEST-1\n\
                  SRS-2  Show the dose   draft     TEST-2\n\
                  SRS-8  Wide 日本\u{fffd}[31m  obsolete\n\
                  SRS-9  Of two lines    draft\n";
    assert_eq!(said.out, wanted);
    assert_eq!(said.err, "4 of 4 records\n");
    let said = case.program(&["list", "requirement", "--where", "has tags or has text", "--columns", "id,text,tags,derives_from", "--format", "csv"]);
    assert_eq!(said.ends(0).out, "id,text,tags,derives_from\r\nSRS-8,,a; b,\r\nSRS-9,\"One\n\ntwo, \"\"three\"\"\",,\r\n");
    assert_eq!(said.err, "2 of 4 records\n");
    let said = case.program(&["list", "--where", "id in (SRS-8, ITM-1)", "--columns", "id,kind,tags,class,file", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said.ends(0).out).expect("JSON");
    let wanted = serde_json::json!([
        {"id": "SRS-8", "kind": "requirement", "tags": ["a", "b"], "class": null, "file": "records/more.yaml"},
        {"id": "ITM-1", "kind": "item", "tags": null, "class": "C (inherited)", "file": "records/all.yaml"},
    ]);
    assert_eq!(json, wanted);
}

#[test]
fn a_list_that_cannot_be_made_says_why() {
    let case = Case::small();
    let said = case.program(&["list", "requirement", "--where", "status = aproved or verified_by = TEST-11"]);
    said.ends(2);
    let shown =
        "error: `aproved` is no value of `status`\n  status = aproved or verified_by = TEST-11\n           ^^^^^^^\nhelp: did you mean `approved`?\n";
    assert_eq!((said.err.as_str(), said.out.as_str()), (shown, ""));
    let said = case.program(&["list", "--where", "id = TSET-1"]);
    assert!(said.ends(2).err.contains("no record is called `TSET-1`") && said.err.contains("did you mean `TEST-1`?"), "{}", said.err);
    assert!(case.program(&["list", "requirements"]).ends(2).err.contains("did you mean `requirement`?"));
    assert!(case.program(&["list", "requirement", "--columns", "id,titel"]).ends(2).err.contains("did you mean `title`?"));
    // A verdict on what could not be read to its end would be one too many.
    let said = Case::small().file("evidence/report.xml", "<testsuite><testcase name=").program(&["list", "test"]);
    assert!(said.ends(2).err.contains("nothing was listed") && said.out.is_empty(), "{}", said.err);
}

/// Each example in the README selects something, and not everything.
#[test]
fn the_examples_of_the_readme_select_something() {
    let readme = std::fs::read_to_string(repository("README.md")).expect("README.md");
    let block = readme.split("<!-- queries -->").nth(1).and_then(|rest| rest.split("<!-- /queries -->").next()).expect("the examples");
    let mut run = 0;
    for command in block.split('`').filter_map(|code| code.strip_prefix("techfile list ")) {
        let (before, query) = command.split_once("--where '").expect("a query");
        let query = query.strip_suffix('\'').expect("the end of the query");
        let mut arguments = vec!["list"];
        arguments.extend(before.split_whitespace());
        arguments.extend(["--where", query]);
        let said = program(&repository("."), &arguments, &[]);
        said.ends(0);
        let (shown, of) = said.err.trim().strip_suffix(" records").and_then(|n| n.split_once(" of ")).expect("how many");
        let (shown, of): (usize, usize) = (shown.parse().expect("a number"), of.parse().expect("a number"));
        assert!(0 < shown && shown < of, "{command}: {shown} of {of}");
        assert_eq!(said.out.lines().count(), shown + 1, "{command}");
        run += 1;
    }
    assert_eq!(run, 10);
}

#[test]
fn yes_and_no_are_listed_in_the_words_of_the_theme() {
    let records = "records:\n  - {id: TOOL-1, kind: tool, title: Compiler, affects_product: true}\n  - {id: TOOL-2, kind: tool, title: Editor, affects_product: false}\n";
    let case = Case::new().records(records);
    let listed = case.program(&["list", "tool", "--columns", "id,affects_product"]);
    assert_eq!(listed.ends(0).out, "id      affects_product\nTOOL-1  yes\nTOOL-2  no\n");
    let german = case.book("[output.html]\ntheme = \"look\"").file("look/labels.toml", "yes = \"ja\"\n");
    assert_eq!(german.program(&["list", "tool", "--columns", "id,affects_product"]).ends(0).out, "id      affects_product\nTOOL-1  ja\nTOOL-2  no\n");
}
