//! A small checker of HTML: tags balance, nothing dangerous, nothing where HTML does not allow it.

use std::collections::BTreeSet;

const VOID: &[&str] = &["br", "hr", "img", "input"];
const FLOW: &[&str] = &["p", "div", "ul", "ol", "li", "dl", "pre", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr"];

/// Says what is wrong with the HTML.
pub fn check(html: &str) -> Result<(), String> {
    let mut open: Vec<String> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut targets = Vec::new();
    let mut level = 1;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let end = tag_end(&rest[at..]).ok_or(format!("a tag without end: {}", &rest[at..]))?;
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        if name.is_empty() || ["script", "style", "iframe", "svg", "form"].contains(&name.as_str()) {
            return Err(format!("a tag that no one may write: <{tag}>"));
        }
        if FLOW.contains(&name.as_str()) && open.iter().any(|o| ["p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "pre", "a", "span"].contains(&o.as_str()))
        {
            return Err(format!("<{tag}> inside {open:?}"));
        }
        if ["a", "input"].contains(&name.as_str()) && open.iter().any(|o| o == "a") {
            return Err(format!("<{tag}> inside a link"));
        }
        if let Some(n) = name.strip_prefix('h').and_then(|n| n.parse::<u32>().ok()) {
            if n > level + 1 {
                return Err(format!("h{n} after h{level}"));
            }
            level = n;
        }
        for (key, value) in attributes(&tag[name.len()..])? {
            match key.as_str() {
                "href" | "src" => {
                    if ["&amp;", "&quot;", "&#39;", "&lt;", "&gt;"].iter().fold(value.clone(), |v, e| v.replace(e, "")).contains('&') {
                        return Err(format!("a hidden character in {value:?}"));
                    }
                    let plain = value.trim().to_lowercase();
                    let scheme = plain.split(['/', '?', '#']).next().unwrap_or_default().split_once(':').map(|(scheme, _)| scheme.to_owned());
                    if scheme.is_some_and(|s| !["http", "https", "mailto", "tel"].contains(&s.as_str())) || value.chars().any(char::is_control) {
                        return Err(format!("address {value:?}"));
                    }
                    targets.extend(plain.strip_prefix("#fn").map(|rest| format!("fn{rest}")));
                }
                "id" if value.is_empty() || value.contains(char::is_whitespace) || !ids.insert(value.clone()) => return Err(format!("id {value:?}")),
                "style" => return Err("a style attribute".into()),
                key if key.starts_with("on") => return Err(format!("attribute {key}")),
                _ => {}
            }
        }
        if !VOID.contains(&name.as_str()) {
            open.push(name);
        }
    }
    if let Some(target) = targets.iter().find(|t| !ids.contains(*t)) {
        return Err(format!("a footnote link leads nowhere: {target}"));
    }
    if open.is_empty() { Ok(()) } else { Err(format!("never closed: {open:?}")) }
}

fn tag_end(tag: &str) -> Option<usize> {
    let mut quoted = false;
    tag.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == '>' && !quoted).then_some(at)
    })
}

fn attributes(mut text: &str) -> Result<Vec<(String, String)>, String> {
    let mut found: Vec<(String, String)> = Vec::new();
    loop {
        text = text.trim_start();
        if text.is_empty() {
            return Ok(found);
        }
        let length = text.find(|c: char| !(c.is_ascii_lowercase() || c == '-')).unwrap_or(text.len());
        let (key, rest) = text.split_at(length);
        let (value, rest) = match rest.strip_prefix("=\"") {
            Some(rest) => rest.split_once('"').ok_or("an open attribute")?,
            None => ("", rest),
        };
        if key.is_empty() || found.iter().any(|(k, _)| k == key) {
            return Err(format!("attribute at {text:?}"));
        }
        found.push((key.to_owned(), value.to_owned()));
        text = rest;
    }
}

#[test]
fn the_checker_finds_what_it_is_for() {
    for bad in [
        "<p>a",
        "</p>",
        "<p><em></p></em>",
        "<script>x</script>",
        "<a href=\"javascript:x\">a</a>",
        "<a href=\"&#106;:x\">a</a>",
        "<p><div></div></p>",
        "<a href=\"x\"><a href=\"y\"></a></a>",
        "<p style=\"x\"></p>",
        "<p onclick=\"x\"></p>",
        "<p id=\"a\"></p><p id=\"a\"></p>",
        "<h3>a</h3>",
        "<a href=\"#fn-1\">1</a>",
        "<p id=\"\"></p>",
        "<img src=\"data:x\">",
    ] {
        assert!(check(bad).is_err(), "{bad}");
    }
    check("<h2 id=\"a\">a</h2><p>b <a href=\"c.html#d:e\">f</a><br><img src=\"x\" alt=\"\"></p>").unwrap();
}
