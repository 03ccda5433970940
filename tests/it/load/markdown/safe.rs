//! The form for pages: nothing dangerous, valid, every word shown.

use proptest::prelude::*;

use super::generator::document;
use super::page::check;
use super::{Plain, cases, page, page_with, parsed, text};
use techfile::load::chapters::markdown::{Options, parse};
use techfile::model::body::{Block, Body, Inline};
use techfile::render::html::body::{Safe, write};
use techfile::render::html::highlight;
use techfile::source::safe_address;

fn is_safe(markdown: &str, options: &Options) -> Result<(), String> {
    let words = super::words();
    let mut out = String::new();
    let safe = Safe { comments: true, ..Safe::new(&Plain, &words) };
    write(&parse(&text(markdown), options, true).body, &safe, &mut out);
    let private = |c: char| matches!(c, '\u{F0000}'..='\u{10FFFD}');
    if out.contains(private) && !markdown.contains(private) && !markdown.contains("&#xF0000;") {
        return Err(format!("a stand-in shows\n--- of\n{markdown}\n--- in\n{out}"));
    }
    check(&out).map_err(|wrong| format!("{wrong}\n--- of\n{markdown}\n--- in\n{out}"))
}

fn everything() -> Options {
    Options { math: true, superscript: true, subscript: true, smart_punctuation: true, ..Options::default() }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn constructs_are_safe(markdown in document(), all in any::<bool>()) {
        let options = if all { everything() } else { Options::default() };
        prop_assert_eq!(is_safe(&markdown, &options), Ok(()));
    }

    #[test]
    fn noise_is_safe(markdown in "\\PC{0,60}|[ -~\n\t\u{0}-\u{1f}]{0,80}") {
        prop_assert_eq!(is_safe(&markdown, &everything()), Ok(()));
    }

    #[test]
    fn addresses_have_a_known_scheme_or_none(address in "(java|JAVA|vb|da)?[ \t\u{0}-\u{1f}\u{85}\u{a0}\u{200b}]{0,2}(script|ta|http|https)?[:/\\\\#?]{0,3}[ -~ü]{0,10}") {
        if let Some(url) = safe_address(&address, false) {
            prop_assert!(url.bytes().all(|b| (b'!'..=b'~').contains(&b) && b != b'"' && b != b'<') || url.starts_with("http"), "{}", url);
            let before = url.split(['/', '?', '#']).next().unwrap_or_default();
            prop_assert!(!before.contains(':') || ["http:", "https:", "mailto:", "tel:"].iter().any(|s| before.starts_with(s)), "{}", url);
        }
    }

    #[test]
    fn marked_code_keeps_its_text(code in "[ -~\n\t]{0,200}", language in prop::sample::select(&["rust", "c", "yaml", "json", "html", "python", "bash", "sql", "md", "diff", "xml", "js", "java"][..])) {
        let mut out = String::new();
        highlight::write(Some(language), &code, &mut out);
        prop_assert_eq!(check(&out), Ok(()));
        let bare: String = out.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        let bare = bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        prop_assert_eq!(bare.trim_end_matches('\n'), code.trim_end_matches('\n'));
    }
}

#[test]
fn raw_html_becomes_text() {
    assert_eq!(page("a <b onclick=\"x\">b</b>"), "<p>a &lt;b onclick=\"x\"&gt;b&lt;/b&gt;</p>\n");
    assert_eq!(page("<script>\nx\n</script>"), "<pre class=\"raw\" tabindex=\"0\"><code>&lt;script&gt;\nx\n&lt;/script&gt;</code></pre>\n");
    assert_eq!(page("a <!-- b --> c"), "<p>a  c</p>\n");
    assert_eq!(page("<!-- a -->\n\nb"), "<p>b</p>\n");
    assert!(page("<!-- a --> <b> -->").contains("&lt;b&gt;"));
    assert!(page("a<br>b").contains("a<br>\nb"));
}

#[test]
fn dangerous_addresses_become_their_words() {
    for url in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "&#106;avascript:x",
        "java&#10;script:x",
        "<java\tscript:x>",
        "&#1;javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "<\u{200b}javascript:x>",
        "http:evil",
        "http://",
        "http://a b",
        "https://1.2.3.400",
        "http://a:99999",
        "blob:x",
        "a:b",
    ] {
        let html = page(&format!("[words]({url})"));
        assert!(!html.contains("href"), "{url}: {html}");
        assert!(html.contains("words"), "{url}: {html}");
    }
}

#[test]
fn sound_addresses_stay() {
    for (url, expected) in [
        ("https://a.example/b?c=d&e#f", "https://a.example/b?c=d&amp;e#f"),
        ("HTTP://a.example", "http://a.example"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+49-1", "tel:+49-1"),
        ("../x.html#y", "../x.html#y"),
        ("#z", "#z"),
        ("chapter.md", "chapter.html"),
        ("a/b:c", "a/b:c"),
        ("<a b|c[d]%>", "a%20b%7Cc%5Bd%5D%25"),
        ("x#y#z", "x#y%23z"),
        ("<a\u{1}b&#10;c>", "abc"),
        ("http://[::1]:80/", "http://[::1]:80/"),
    ] {
        let html = page(&format!("[words]({url})"));
        assert!(html.contains(&format!("<a href=\"{expected}\">words</a>")), "{url}: {html}");
    }
    assert!(page("<a@b.example>").contains("<a href=\"mailto:a@b.example\">"));
}

#[test]
fn images_have_words_and_a_source() {
    assert_eq!(page("![a *b* `c`](d.png \"e\")"), "<p><img src=\"d.png\" alt=\"a b c\" title=\"e\"></p>\n");
    assert_eq!(page("![](d.png)"), "<p><img src=\"d.png\" alt=\"\"></p>\n");
    for url in ["data:x", "data:image/png;base64,AAAA", "//a.example/b.png", "mailto:a@b.example"] {
        assert_eq!(page(&format!("![a]({url})")), "<p><span class=\"no-image\">a</span></p>\n");
    }
}

#[test]
fn an_image_from_elsewhere_is_a_link_with_its_words() {
    assert_eq!(page("![a *b*](https://a.example/b.png)"), "<p><a href=\"https://a.example/b.png\">a b</a></p>\n");
    assert_eq!(page("![](HTTP://a.example/b.png \"t\")"), "<p><a href=\"http://a.example/b.png\" title=\"t\">t</a></p>\n");
    assert_eq!(page("![](http://a.example/b.png)"), "<p><a href=\"http://a.example/b.png\">http://a.example/b.png</a></p>\n");
    assert_eq!(page("[![a](http://a.example/b.png)](c.html)"), "<p><a href=\"c.html\"><span class=\"no-link\">a</span></a></p>\n");
}

#[test]
fn headings_stand_under_the_page_without_gaps() {
    let levels = |markdown: &str, base| -> Vec<String> {
        let html = page_with(markdown, base, "");
        html.match_indices("<h").map(|(at, _)| html[at + 1..at + 3].to_owned()).collect()
    };
    assert_eq!(levels("# a\n\n## b\n\n# c", 1), ["h2", "h3", "h2"]);
    assert_eq!(levels("### a\n\n###### b\n\n#### c\n\n# d", 2), ["h3", "h4", "h4", "h3"]);
    assert_eq!(levels("# a\n\n## b\n\n### c", 5), ["h6", "h6", "h6"]);
    assert_eq!(levels("# a", 0), ["h1"]);
}

#[test]
fn ids_are_unique_prefixed_and_linked() {
    let html = page_with("# One Two!\n\n# One two\n\n# x {#one-two .k onclick=\"y\" data=z}\n\n[a](#one-two) [b](#one-two-2) [c](#elsewhere)", 1, "t-");
    assert!(html.contains("<h2 id=\"t-one-two-1\">One Two!") && html.contains("<h2 id=\"t-one-two-2\">One two"), "{html}");
    assert!(html.contains("<h2 id=\"t-one-two\" class=\"k\">x</h2>"), "{html}");
    assert!(html.contains("<a href=\"#t-one-two\">a</a> <a href=\"#t-one-two-2\">b</a> <a href=\"#elsewhere\">c</a>"), "{html}");
    let clash = page("# fn-1\n\n# fnref-1\n\na[^1]\n\n[^1]: b");
    super::page::check(&clash).unwrap();
    assert!(clash.contains("<h2 id=\"fn-1\">") && clash.contains("<li id=\"fn-1-1\">") && clash.contains("href=\"#fn-1-1\""), "{clash}");
    assert!(page("# Übung\n\n[a](#übung)").contains("<a href=\"#%C3%BCbung\">a</a>"));
}

#[test]
fn footnotes_are_listed_with_ways_back() {
    let html = page_with("a[^x] b[^y] c[^x] [^none]\n\n[^y]: why [^x]\n\n[^x]: ex\n\n    - list\n\n[^z]: unused", 1, "t-");
    super::page::check(&html).unwrap();
    assert!(html.contains("a<sup class=\"footnote-reference\" id=\"t-fnref-1\"><a role=\"doc-noteref\" href=\"#t-fn-1\">1</a></sup>"), "{html}");
    assert!(html.contains("<li id=\"t-fn-1\">\n<p>ex</p>\n<ul>\n<li>list</li>\n</ul>\n<p> <a class=\"footnote-back\" role=\"doc-backlink\" href=\"#t-fnref-1\" aria-label=\"Back to reference 1\">"), "{html}");
    assert!(html.contains("href=\"#t-fnref-1-2\" aria-label=\"Back to reference 1-2\""), "{html}");
    assert!(html.contains("[^none]") && html.contains("<li id=\"t-fn-3\">\n<p>unused</p>"), "{html}");
}

#[test]
fn no_link_stands_in_a_link() {
    let link = |inlines| Inline::Link { url: "u".into(), title: String::new(), email: false, inlines, span: Default::default() };
    let record = Inline::Record { id: "A".into(), text: None, known: true, span: Default::default() };
    let inner = vec![link(vec![Inline::Text { text: "b".into() }]), record, Inline::FootnoteReference { name: "n".into() }];
    let note = Block::FootnoteDefinition { name: "n".into(), blocks: vec![Block::Rule] };
    let body = Body { blocks: vec![Block::Paragraph { inlines: vec![link(inner)] }, note] };
    let (mut out, words) = (String::new(), super::words());
    write(&body, &Safe::new(&Plain, &words), &mut out);
    assert!(
        out.starts_with("<p><a href=\"u\"><span class=\"no-link\">b</span>A<sup class=\"footnote-reference\" id=\"fnref-1\">1</sup></a></p>"),
        "{out}"
    );
    super::page::check(&out).unwrap();
}

#[test]
fn tables_tasks_alerts_and_math_have_their_form() {
    let table = page("| a | b |\n|:-:|--:|\n| 1 |");
    assert!(table.starts_with("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">\n<table>"), "{table}");
    assert!(table.contains("<th scope=\"col\" class=\"center\">a</th><th scope=\"col\" class=\"right\">b</th>"), "{table}");
    assert!(table.contains("<tr><td class=\"center\">1</td><td class=\"right\"></td></tr>"), "{table}");
    let tasks = page("- [x] a\n- [ ] b");
    assert!(tasks.contains("<li><input type=\"checkbox\" disabled checked aria-label=\"done\"> a</li>"), "{tasks}");
    assert!(tasks.contains("<li><input type=\"checkbox\" disabled aria-label=\"open\"> b</li>"), "{tasks}");
    assert_eq!(page("> [!WARNING]\n> a"), "<div class=\"alert warning\" role=\"note\">\n<p class=\"alert-title\">Warning</p>\n<p>a</p>\n</div>\n");
    let mut out = String::new();
    let words = super::words();
    write(&parse(&text("$a<b$ $$c$$"), &Options { math: true, ..Options::default() }, true).body, &Safe::new(&Plain, &words), &mut out);
    assert_eq!(out, "<p><code class=\"math\">a&lt;b</code> <code class=\"math display\">c</code></p>\n");
}

#[test]
fn code_is_marked_by_short_classes() {
    let html = page("```rust\nfn a() -> u8 { 1 } // <b>\n```");
    assert!(html.starts_with("<pre class=\"code\" tabindex=\"0\"><code class=\"language-rust\">"), "{html}");
    assert!(html.contains("<span class=\"k\">fn") && html.contains("<span class=\"c\">// &lt;b&gt;") && html.contains("<span class=\"n\">1"), "{html}");
    assert_eq!(page("```klingon\na < b\n```"), "<pre class=\"code\" tabindex=\"0\"><code class=\"language-klingon\">a &lt; b\n</code></pre>\n");
    assert_eq!(page("    a"), "<pre class=\"code\" tabindex=\"0\"><code>a</code></pre>\n");
    let mut out = String::new();
    highlight::write(Some("rust\" onclick=\"x"), "a", &mut out);
    assert!(out.contains("<code class=\"language-rust\">"), "{out}");
    out.clear();
    highlight::write(Some("rust"), &"fn a() {}\n".repeat(30_000), &mut out);
    assert!(!out.contains("<span"));
}

#[test]
fn characters_that_html_forbids_are_replaced() {
    assert_eq!(page("a\u{1}b\u{FFFE}"), "<p>a\u{FFFD}b\u{FFFD}</p>\n");
}

#[test]
fn deep_nesting_stays_flat() {
    for markdown in [
        ">".repeat(50_000) + "deep",
        "- ".repeat(5_000) + "deep",
        "*a ".repeat(20_000) + &"a*".repeat(20_000),
        "[".repeat(50_000),
        "![".repeat(500) + "a" + &"](b)".repeat(500),
    ] {
        let parsed = parsed(&markdown);
        let words = super::words();
        let mut out = String::new();
        write(&parsed.body, &Safe::new(&Plain, &words), &mut out);
        super::page::check(&out).unwrap();
        assert!(!markdown.ends_with("deep") || out.contains("deep"), "the text is lost");
    }
    let problems = parsed(&(">".repeat(50_000) + "deep")).problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!((problems[0].span.start, problems[0].span.end), (100, 101));
    assert!(parsed(&(">".repeat(90) + "deep")).problems.is_empty());
}
