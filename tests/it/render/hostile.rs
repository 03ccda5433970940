//! Text that wants to be more than text: in every output it stays what it is.

use crate::harness::{Case, main_of, tree};
use crate::load::markdown::check_page;
use crate::ops::build::site_of;
use crate::render::site::{data, site_faults, tags};

const SCRIPT: &str = "<script>alert(1)</script>";
const IMAGE: &str = "\"><img src=x onerror=alert(1)>";

/// Texts that have broken other programs.
fn texts() -> Vec<String> {
    vec![
        SCRIPT.into(),
        IMAGE.into(),
        "'><svg onload=alert(1)>&lt;b&gt;&#60;i&#62;".into(),
        "</script></style></textarea></title><!-- --> <![CDATA[ ]]>".into(),
        "#panic(\"x\") $a$ @ref <label> #read(\"/etc/passwd\") #import \"x.typ\": * \\ // /* `r`".into(),
        "{{ site.title }} {% raw %} {%- if x -%} {# c #} {% include \"record.html\" %}".into(),
        "\u{1b}[31mred\u{1b}]0;title\u{7}\u{8}\u{9b}31m".into(),
        "\u{202e}gnp.exe\u{202c} \u{2066}x\u{2069}\u{feff}".into(),
        "a\u{0}b\u{2400}\u{fffe}\u{ffff}\u{e000}\u{f0000}".into(),
        "line\u{2028}line\u{2029}line\u{85}line\r\nline".into(),
        "=cmd|' /C calc'!A0, \"quoted\", 'x';\ty".into(),
        "W".repeat(3_000),
        "%s %n ../../etc/passwd \\\\host\\share C:\\x".into(),
    ]
}

const LINKS: &str = r#"[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java&#9;script:alert(1)) [d](&#106;avascript:alert(1))
[e](<java	script:alert(1)>) [f](<\u0001javascript:alert(1)>) [g](data:text/html,<script>x</script>) [h](vbscript:x) <javascript:alert(1)>
![i](javascript:alert(1)) ![j](data:image/svg+xml,x) [k][r] [l](//evil.example/x) [m](&#x6A;&#x61;vascript&colon;alert(1)) [n](x:y "\" onclick=\"alert(1)")

[r]: javascript:alert(1)

<a href="javascript:alert(1)">raw</a> <iframe src="x"></iframe>

| <script>alert(1)</script> | [[SRS-1\|<img src=x onerror=alert(1)>]] |
|---|---|
| `<script>` | [[<b>]] |

```"><script>
</code></pre><script>alert(1)</script>
```

<script>
alert(1)
</script>

# <img src=x onerror=alert(1)> {#"><script>}

a[^"><b>]

[^"><b>]: <script>alert(1)</script>
"#;

/// A text as a double-quoted scalar of YAML.
fn quoted(text: &str) -> String {
    let one = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        c => format!("\\U{:08X}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(one).collect::<String>())
}

fn toml_quoted(text: &str) -> String {
    quoted(text)
}

pub fn hostile() -> Case {
    let mut records = String::from("records:\n");
    let all = texts();
    for (n, text) in all.iter().enumerate() {
        let (q, next) = (quoted(text), quoted(&all[(n + 1) % all.len()]));
        records += &format!(
            "  - id: SRS-{n}\n    kind: requirement\n    title: {q}\n    text: {q}\n    rationale: {next}\n    owner: {q}\n    priority: {next}\n    tags: [{q}, {next}]\n    source: {q}\n    urgency: low\n    reviewed: {{by: {q}, on: 2026-01-01, ref: {next}}}\n    answers: [{{clause: \"5.2.1\", reason: {q}}}]\n    derives_from: [{next}]\n"
        );
        records += &format!(
            "  - id: SOUP-{n}\n    kind: soup\n    title: {q}\n    version: {q}\n    licence: {next}\n    purl: {q}\n    hash: {next}\n    anomaly_list: {{published: true, url: {q}, by: {next}}}\n    evaluated: [{{ref: {q}, reason: {next}}}, {{ref: {next}, relevant: true}}]\n"
        );
        records += &format!(
            "  - id: TEST-{n}\n    kind: test\n    title: {next}\n    automated: [{q}]\n    verifies: SRS-{n}\n    steps: [{{action: {q}, expected: {next}}}]\n"
        );
        records += &format!(
            "  - id: RISK-{n}\n    kind: risk\n    title: {q}\n    hazard: {next}\n    causes: [{{id: a, kind: defect, text: {q}}}]\n    initial: {{severity: \"1\", probability: \"1\", level: {q}, rationale: {next}}}\n"
        );
        records += &format!("  - id: IF-{n}\n    kind: interface\n    title: {q}\n    from: {q}\n    to: {next}\n");
    }
    records += &format!(
        "  - id: UN-1\n    kind: need\n    title: {}\n  - id: GIZMO-1\n    kind: gizmo\n    title: Gizmo\n",
        quoted(&format!("Long {}", "long title ".repeat(1_800)))
    );
    records += &format!("  - id: UN-2\n    kind: need\n    text: {}\n", quoted(LINKS));
    for (n, url) in ["javascript:alert(1)", "https://a.example/\"><script>", "http://a.example/\u{202e}", "https:javascript:x"].iter().enumerate() {
        records += &format!("  - id: SOUP-9{n}\n    kind: soup\n    title: x\n    anomaly_list: {{url: {}}}\n", quoted(url));
    }
    let (s, i) = (quoted(SCRIPT), quoted(IMAGE));
    let schema = format!(
        "kinds:\n  requirement:\n    fields:\n      urgency: {{type: enum, label: {s}, values: [low], labels: {{low: {i}}}, doc: {s}}}\n  gizmo:\n    label: {i}\n    plural: {s}\n    prefix: GIZMO\n    doc: {s}\n\
         scales:\n  severity: [{{id: \"1\", label: {s}}}]\n  probability: [{{id: \"1\", label: {i}}}]\n\
         risk_matrix:\n  by: [severity, probability]\n  levels: [{{id: low, label: {i}, acceptable: false}}]\n  cells: {{\"1\": {{\"1\": low}}}}\n"
    );
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let cases: String = all
        .iter()
        .map(|t| t.chars().filter(|c| !c.is_control() && !('\u{fffe}'..='\u{ffff}').contains(c)).collect::<String>())
        .map(|t| format!("<testcase name=\"{0}\" classname=\"{0}\"/>", escape(&t)))
        .collect();
    let (t, d) = (toml_quoted(&format!("T {SCRIPT} {IMAGE}")), toml_quoted(&all.join(" ")));
    let book = format!(
        "[book]\ntitle = {t}\nauthors = [{t}, {d}]\ndescription = {d}\nlanguage = \"de-CH\"\n\n[build]\ndate = \"2026-11-02\"\n\n[standards]\nuse = [\"iec-62304-2015\"]\n\n\
         [records]\nschema = \"schema.yaml\"\n\n[release]\nversion = {t}\n\n[[evidence.report]]\nfiles = \"r.xml\"\nversion = {t}\nplatform = {d}\n\n[[matrix]]\ntitle = {t}\npath = [\"verified_by\"]\n"
    );
    let long = "W".repeat(150);
    let summary = format!(
        "# Summary\n\n# {SCRIPT}\n\n- [{SCRIPT} \\\"x](%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E.md)\n- [{{{{ site.title }}}}](%7B%7B%20site.title%20%7D%7D%20%23panic().md)\n- [long]({long}/{long}.md)\n- [draft <b>]()\n"
    );
    Case::new()
        .file("book.toml", &book)
        .file("schema.yaml", &schema)
        .file("records/all <b>\"'&.yaml", &records)
        .file("records/\u{1b}[31mred.yaml", "id: UN-3\nkind: need\ntitle: Red\nnope: x\n")
        .file("r.xml", &format!("<testsuite>{cases}</testsuite>"))
        .file("src/SUMMARY.md", &summary)
        .file("src/\"><img src=x onerror=alert(1)>.md", &format!("# {SCRIPT}\n\n{LINKS}\n\n## There\n\n{{{{#table requirement columns=\"id,title,urgency,source\"}}}}\n\n{{{{#record SRS-1}}}} {{{{#table <script>}}}}\n"))
        .file("src/{{ site.title }} #panic().md", &format!("{}\n\n[there](%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E.md#there)\n", all[4]))
        .file(&format!("src/{long}/{long}.md"), &format!("# {}\n\n{}\n", "x".repeat(3_000), all.join("\n\n")))
}

#[test]
fn hostile_text_stays_text() {
    let case = hostile();
    let said = case.program(&["build", "--all", "--only", "html", "--only", "data"]);
    said.ends(1);
    for (name, text) in [("stdout", &said.out), ("stderr", &said.err)] {
        let control = text.char_indices().find(|(_, c)| c.is_control() && *c != '\n');
        assert!(control.is_none(), "{name} holds {control:?} near {:?}", control.map(|(at, _)| &text[at.saturating_sub(60)..at]));
    }
    let files = tree(&case.path().join("book"));
    let site = site_of(&files);

    let faults = site_faults(&site);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        for sign in ["<script>", "<img src=x", "<svg onload", "onerror=\"", "<iframe", "<b>\"", "\u{1b}", "\u{0}"] {
            assert!(!html.contains(sign), "{path} holds {sign:?}");
        }
        check_page(&main_of(html).replace("<wbr>", "")).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        for tag in tags(html).expect("tags") {
            let executable = ["href", "src"].iter().filter_map(|name| tag.get(name)).find(|url| {
                let bare: String = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_lowercase();
                ["javascript:", "vbscript:", "data:text"].iter().any(|s| bare.starts_with(s))
            });
            assert!(executable.is_none(), "{path} leads to {executable:?}");
        }
    }
    // Nothing was lost, and nothing was evaluated.
    let page = |path: &str| String::from_utf8(site[path].clone()).expect("UTF-8");
    assert!(page("r/SRS-0.html").contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page("r/SRS-4.html").contains("#read(&quot;/etc/passwd&quot;)"));
    assert!(page("r/SRS-5.html").contains("{{ site.title }} {% raw %}"));
    assert!(page("r/SRS-11.html").contains(&"W".repeat(3_000)));
    assert!(page("r/UN-1.html").contains(&"long title ".repeat(1_700)));

    scripts(&site);
    let snapshot = data(&files);
    let titles: Vec<&str> = snapshot.records.iter().map(|r| r.title.as_str()).collect();
    for text in texts() {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(titles.iter().any(|t| t.split_whitespace().collect::<Vec<_>>().join(" ") == words || **t == *text), "no title {text:?}");
    }
    for format in ["json", "sarif", "github", "text"] {
        let said = case.program(&["check", "--format", format]);
        said.ends(1);
        assert!(!said.out.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{format} lets control characters through");
    }
    if cfg!(feature = "pdf") {
        case.program(&["build", "--only", "pdf"]).ends(1);
        assert!(tree(&case.path().join("book"))["pdf/technical-file.pdf"].starts_with(b"%PDF-"));
    }
}

/// The search index is JavaScript: one call, whose arguments are JSON without raw line ends.
fn scripts(site: &std::collections::BTreeMap<String, Vec<u8>>) {
    let mut seen = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| path.starts_with("search/")) {
        let script = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(!script.contains(['\u{2028}', '\u{2029}']), "{path} holds a raw line end");
        let name = path.trim_start_matches("search/").trim_end_matches(".js");
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{path}");
        let (function, rest) = script.split_once('(').expect("a call");
        assert!(["techfileIds", "techfileTerms", "techfileDocs"].contains(&function), "{path}");
        let arguments = rest.strip_suffix(");\n").expect("the end of a call");
        let list: serde_json::Value = serde_json::from_str(&format!("[{arguments}]")).unwrap_or_else(|e| panic!("{path}: {e}"));
        assert!(list.as_array().is_some_and(|l| l.len() >= 2), "{path}");
        seen += 1;
    }
    assert!(seen > 10, "only {seen} files of the search index");
}

#[test]
fn settings_and_arguments_do_not_reach_the_terminal_raw() {
    let case = Case::new().book("[output.html]\ntheme = \"look\\u001b[31m\"");
    for arguments in [
        &["build"][..],
        &["build", "--dest-dir", "\u{1b}[31m/x\u{0007}"],
        &["explain", "\u{1b}[31m"],
        &["check", "--book", "\u{1b}[31m"],
        &["release", "\u{1b}[31m"],
        &["check", "--as-of", "\u{1b}[31m"],
    ] {
        let said = case.program(arguments);
        assert!(!said.out.contains(['\u{1b}', '\u{7}']) && !said.err.contains(['\u{1b}', '\u{7}']), "{arguments:?}: {:?}", said.err);
    }
}

/// In SARIF, `{0}` in a message would stand for an argument.
#[test]
fn braces_of_a_message_are_no_placeholders() {
    let case = Case::new().records("id: UN-1\nkind: need\ntitle: x\n\"a{0}b\": x\n");
    let log: serde_json::Value = serde_json::from_str(&case.program(&["check", "--format", "sarif"]).out).expect("JSON");
    let messages: Vec<&str> = log["runs"][0]["results"].as_array().expect("results").iter().filter_map(|r| r["message"]["text"].as_str()).collect();
    assert!(messages.iter().any(|m| m.contains("a{{0}}b")), "{messages:?}");
    assert!(case.program(&["check", "--format", "json"]).out.contains("a{0}b"));
}
