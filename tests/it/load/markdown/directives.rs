//! `{{#name args}}`.

use super::{covered, page, parsed, text};
use techfile::load::chapters::markdown::{Options, parse};

#[test]
fn a_directive_knows_its_parts_and_their_places() {
    let markdown = "ü {{#table requirement where=\"a | \\\"b\\\" *c*\" item=ITM-3\n  \"two words\"}} z";
    let parsed = parsed(markdown);
    assert_eq!(parsed.problems, []);
    let [directive] = &parsed.directives[..] else { panic!("{parsed:?}") };
    assert_eq!(directive.name, "table");
    assert_eq!(
        directive.positional.iter().map(|(w, s)| (w.as_str(), covered(markdown, *s))).collect::<Vec<_>>(),
        [("requirement", "requirement".to_owned()), ("two words", "two words".to_owned()),]
    );
    let named: Vec<_> = directive.named.iter().map(|(k, ks, v, vs)| (k.as_str(), covered(markdown, *ks), v.as_str(), covered(markdown, *vs))).collect();
    assert_eq!(
        named,
        [("where", "where".to_owned(), "a | \"b\" *c*", "a | \\\"b\\\" *c*".to_owned()), ("item", "item".to_owned(), "ITM-3", "ITM-3".to_owned()),]
    );
    assert_eq!(covered(markdown, directive.span), directive.raw);
    assert!(directive.raw.starts_with("{{#table") && directive.raw.ends_with("}}"));
}

#[test]
fn alone_it_is_a_block_amid_text_it_is_inline() {
    assert_eq!(page("{{#a}}"), "<div class=\"live\">0</div>\n");
    assert_eq!(page("{{#a}}\n{{#b x=\"|\"}}"), "<div class=\"live\">0</div>\n<div class=\"live\">1</div>\n");
    assert_eq!(page("- {{#a}}\n- x {{#b}}"), "<ul>\n<li><div class=\"live\">0</div></li>\n<li>x <span class=\"live\">1</span></li>\n</ul>\n");
    assert_eq!(page("*a {{#a}}*"), "<p><em>a <span class=\"live\">0</span></em></p>\n");
    assert_eq!(page("[a {{#a}}](b)"), "<p><a href=\"b\">a <span class=\"dead\">0</span></a></p>\n");
    assert!(page("# A {{#a}}").contains("<h2 id=\"a\">A <span class=\"live\">0</span></h2>"));
    assert!(page("| a |\n|---|\n| {{#a b=\"c|d\"}} |").contains("<td><span class=\"live\">0</span></td>"));
}

#[test]
fn in_code_it_is_code() {
    assert_eq!(page("`{{#a b=\"c\"}}`"), "<p><code>{{#a b=\"c\"}}</code></p>\n");
    assert!(page("```\n{{#a}} {{#if (x \"y\")}}\n```").contains("<code>{{#a}} {{#if (x \"y\")}}\n</code>"));
    let parsed = parsed("`{{#a}}` `{{#if (x \"y\")}}` `{{#`\n\n    {{#b}}\n");
    assert_eq!((parsed.directives, parsed.problems), (vec![], vec![]));
}

#[test]
fn a_backslash_escapes_it() {
    assert_eq!(page("\\{{#a *b*}}"), "<p>{{#a <em>b</em>}}</p>\n");
    assert_eq!(page("`\\{{#a}}`"), "<p><code>{{#a}}</code></p>\n");
    assert_eq!(page("\\\\{{#a}}"), "<p>\\<span class=\"live\">0</span></p>\n");
    assert_eq!(parsed("\\{{#a").problems, []);
}

#[test]
fn what_is_malformed_is_reported_and_stays() {
    for (markdown, wrong, at) in [
        ("a {{#b c", "closes", "{{#"),
        ("a {{#b c=\"d}} e", "closes", "{{#b c=\"d}}"),
        ("a {{#b c\n\nd}}", "closes", "{{#"),
        ("a {{#}} b", "name", "{{#}}"),
        ("a {{#b c={d}}} e", "`{`", "{{#b c={d}}"),
        ("a {{#b c=}} d", "no value", "{{#b c=}}"),
        ("a {{#b c=1 c=2}} d", "twice", "{{#b c=1 c=2}}"),
        ("a {{#b!}} d", "`!`", "{{#b!}}"),
        ("a {{#b x\"y\"}} d", "`\"`", "{{#b x\"y\"}}"),
    ] {
        let parsed = parsed(markdown);
        assert_eq!(parsed.directives, [], "{markdown}");
        let [problem] = &parsed.problems[..] else { panic!("{markdown}: {parsed:?}") };
        assert!(problem.message.contains(wrong), "{markdown}: {problem:?}");
        assert_eq!(covered(markdown, problem.span), at, "{markdown}");
        assert!(page(markdown).contains("{{#"), "{markdown}");
    }
}

#[test]
fn without_effect_it_is_reported_and_stays() {
    for markdown in
        ["[a]({{#b}})", "![{{#b}}](c.png)", "<div>{{#b}}</div>", "a <i title=\"{{#b}}\">", "[a]: {{#b}}\n\nc", "[a](b \"{{#c}}\")", "<http://a/{{#b}}>"]
    {
        let parsed = parsed(markdown);
        assert_eq!(parsed.directives, [], "{markdown}");
        assert_eq!(parsed.problems.len(), 1, "{markdown}: {parsed:?}");
        assert!(parsed.problems[0].message.contains("no effect"), "{markdown}: {parsed:?}");
    }
    assert!(page("<div>{{#b}}</div>").contains("&lt;div&gt;{{#b}}&lt;/div&gt;"));
}

#[test]
fn nothing_in_the_text_passes_for_a_stand_in() {
    let markdown = "\u{F0000}0\u{F0001} &#xF0000;0&#xF0001; &#983042;0&#xf0003; {{#a}}";
    let parsed = parsed(markdown);
    assert_eq!(parsed.directives.len(), 1);
    assert_eq!(page(markdown).matches("live").count(), 1);
    let all: String = ('\u{F0000}'..='\u{FFFFD}').chain('\u{100000}'..='\u{10FFFD}').collect();
    let parsed = super::parsed(&(all + "{{#a}}"));
    assert_eq!((parsed.directives.len(), parsed.problems.len()), (0, 1));
}

#[test]
fn without_directives_the_text_is_just_text() {
    let parsed = parse(&text("{{#a}}"), &Options::default(), false);
    assert_eq!((parsed.directives, parsed.problems), (vec![], vec![]));
}

#[test]
fn many_openings_take_no_time() {
    let started = std::time::Instant::now();
    for unit in ["{{#", "{{#a ", "{{#a \"", "{{#a b=\"", "{{#a b ", "[[A|", "[[A|b]", "\\{{#"] {
        parsed(&unit.repeat(20_000));
    }
    assert!(started.elapsed().as_secs() < 60);
}
