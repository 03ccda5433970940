//! A small crawler over a built site: pages are whole, hold nothing executable, and every link leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use techfile::model::snapshot::{FORMAT, Snapshot};

const VOID: &[&str] = &["br", "hr", "img", "input", "link", "meta", "wbr"];
const NEVER: &[&str] = &["applet", "base", "embed", "foreignobject", "frame", "iframe", "math", "noscript", "object", "style", "template"];

/// What a browser may load for a page: what lies in the site, and nothing that stands in the page itself.
pub const POLICY: &str =
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; base-uri 'none'; form-action 'none'";

/// A tag with its attributes and the text that follows it.
pub struct Tag<'a> {
    pub name: &'a str,
    pub closes: bool,
    pub attributes: Vec<(&'a str, String)>,
    pub text: &'a str,
}

impl Tag<'_> {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str())
    }
}

/// The tags of a page; an error where something is no well-written tag.
pub fn tags(html: &str) -> Result<Vec<Tag<'_>>, String> {
    let rest = html.strip_prefix("<!doctype html>").unwrap_or(html);
    let mut pieces = rest.split('<');
    if !pieces.next().unwrap_or_default().trim().is_empty() {
        return Err("text before the first tag".into());
    }
    let mut tags = Vec::new();
    for piece in pieces {
        let closes = piece.starts_with('/');
        let piece = piece.strip_prefix('/').unwrap_or(piece);
        let length = piece.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(piece.len());
        let (name, mut rest) = piece.split_at(length);
        if name.is_empty() || name != name.to_ascii_lowercase() {
            return Err(format!("no tag: <{}", cut(piece)));
        }
        let mut attributes: Vec<(&str, String)> = Vec::new();
        let text = loop {
            rest = rest.trim_start();
            if let Some(text) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
                break text;
            }
            let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
            let (key, after) = rest.split_at(length);
            let (value, after) = match after.strip_prefix("=\"") {
                Some(after) => after.split_once('"').ok_or_else(|| format!("an open attribute in <{}", cut(piece)))?,
                None => ("", after),
            };
            if key.is_empty() || attributes.iter().any(|(k, _)| *k == key) {
                return Err(format!("an attribute in <{}", cut(piece)));
            }
            attributes.push((key, decoded(value)));
            rest = after;
        };
        tags.push(Tag { name, closes, attributes, text });
    }
    Ok(tags)
}

fn cut(text: &str) -> String {
    text.chars().take(120).collect()
}

/// A text with its character references undone.
fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut pieces = text.split('&');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_once(';').unwrap_or((piece, ""));
        let number = name.strip_prefix('#').map(|n| n.strip_prefix('x').map_or_else(|| n.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok()));
        let c = match (name, number) {
            (_, Some(number)) => number.and_then(char::from_u32),
            ("amp", _) => Some('&'),
            ("lt", _) => Some('<'),
            ("gt", _) => Some('>'),
            ("quot", _) => Some('"'),
            _ => None,
        };
        match c {
            Some(c) => {
                out.push(c);
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(piece);
            }
        }
    }
    out
}

/// What is wrong with a page by itself: tags that do not balance, what could run, ids that stand twice.
pub fn page_faults(html: &str) -> Vec<String> {
    let tags = match tags(html) {
        Ok(tags) => tags,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    let (mut open, mut ids) = (Vec::new(), BTreeSet::new());
    for tag in &tags {
        let drawn = ["path", "circle", "rect", "line", "polyline"].contains(&tag.name);
        if tag.closes {
            if open.pop() != Some(tag.name) {
                faults.push(format!("</{}> closes nothing", tag.name));
            }
            continue;
        }
        if !VOID.contains(&tag.name) && !drawn {
            open.push(tag.name);
        }
        if NEVER.contains(&tag.name)
            || (tag.name == "script" && (tag.get("src").is_none() || !tag.text.trim().is_empty()))
            || tag.get("http-equiv").is_some_and(|name| name != "Content-Security-Policy" || tag.get("content") != Some(POLICY))
        {
            faults.push(format!("<{}> may not be here, before «{}»", tag.name, cut(tag.text)));
        }
        for (name, value) in &tag.attributes {
            if name.starts_with("on") || ["style", "srcdoc", "formaction", "xlink", "ping"].contains(name) {
                faults.push(format!("attribute {name}=\"{value}\""));
            }
            if *name == "id" && (value.is_empty() || !ids.insert(value.clone())) {
                faults.push(format!("the id `{value}` stands twice, or is empty"));
            }
        }
    }
    if tags.iter().filter(|t| t.name == "h1" && !t.closes).count() > 1 {
        faults.push("more than one h1".into());
    }
    if !open.is_empty() {
        faults.push(format!("never closed: {open:?}"));
    }
    faults
}

/// What is wrong with a site, given its files by path.
pub fn site_faults(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<String, &String> = BTreeMap::new();
    for path in files.keys() {
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            faults.push(format!("{path} and {other} differ by case only"));
        }
    }
    let pages: BTreeMap<&str, &str> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("UTF-8")))
        .collect();
    let ids: BTreeMap<&str, BTreeSet<String>> =
        pages.iter().map(|(path, html)| (*path, tags(html).unwrap_or_default().iter().filter_map(|t| t.get("id").map(str::to_owned)).collect())).collect();
    for (path, html) in &pages {
        let mut found = page_faults(html);
        // Only what comes after the policy is held to it. A frozen site is as it was frozen.
        let head: Vec<Tag> = tags(html).unwrap_or_default().into_iter().skip_while(|t| t.name != "head").take(3).collect();
        let held = matches!(head.as_slice(), [_, charset, policy] if charset.get("charset").is_some() && policy.get("http-equiv").is_some());
        if !held && !path.starts_with("releases/") {
            found.push("the head does not begin with the content policy".into());
        }
        for tag in tags(html).unwrap_or_default() {
            for name in ["href", "src", "action", "poster", "srcset"] {
                if let Some(url) = tag.get(name) {
                    found.extend(link_fault(path, &tag, url, files, &ids));
                }
            }
        }
        faults.extend(found.into_iter().map(|fault| format!("{path}: {fault}")));
    }
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".css")) {
        let css = String::from_utf8_lossy(bytes);
        if ["@import", "url(http", "url(\"http", "url('http", "url(//"].iter().any(|far| css.contains(far)) {
            faults.push(format!("{path} loads from elsewhere"));
        }
    }
    faults
}

fn link_fault(page: &str, tag: &Tag, url: &str, files: &BTreeMap<String, Vec<u8>>, ids: &BTreeMap<&str, BTreeSet<String>>) -> Option<String> {
    if url == "data:," && tag.get("rel") == Some("icon") {
        return None;
    }
    let before = url.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some((scheme, _)) = before.split_once(':') {
        let sound = tag.name == "a" && ["http", "https", "mailto", "tel"].contains(&scheme) && !url.chars().any(char::is_control);
        return (!sound).then(|| format!("<{}> with the address `{}`", tag.name, cut(url)));
    }
    if url.starts_with('/') || url.contains('\\') || url.chars().any(char::is_control) {
        return Some(format!("the address `{}` is not relative", cut(url)));
    }
    let (path, fragment) = url.split_once('#').map_or((url, None), |(p, f)| (p, Some(f)));
    let mut parts: Vec<String> = page.split('/').map(str::to_owned).collect();
    if !path.is_empty() {
        parts.pop();
        for part in unescaped(path.split('?').next().unwrap_or_default()).split('/') {
            match part {
                ".." => {
                    if parts.pop().is_none() {
                        // A frozen site asks for the list of releases in the folder above it, which may not be there.
                        tag.get("data-releases").is_none().then_some(())?;
                        return Some(format!("`{url}` leads out of the site"));
                    }
                }
                part => parts.push(part.to_owned()),
            }
        }
    }
    let target = parts.join("/");
    if !files.contains_key(&target) {
        return Some(format!("`{url}` leads to {target}, which is not there"));
    }
    let fragment = unescaped(fragment?);
    let known = fragment.is_empty() || ids.get(target.as_str()).is_none_or(|ids| ids.contains(&fragment));
    (!known).then(|| format!("`{url}` leads to no place in {target}"))
}

fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten().and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).expect("UTF-8")
}

/// What the data files of an output hold: the snapshot, which says the same when it is written again; each of its tables
/// as CSV, in `data/` and in `html/data/`.
#[track_caller]
pub fn data(files: &BTreeMap<String, Vec<u8>>) -> Snapshot {
    let bytes = &files["data/snapshot.json"];
    let snapshot: Snapshot = serde_json::from_slice(bytes).expect("a snapshot");
    assert_eq!(snapshot.format, FORMAT);
    let mut again = serde_json::to_vec_pretty(&snapshot).expect("JSON");
    again.push(b'\n');
    assert!(again == *bytes, "the snapshot is another one when it is read and written again");
    let mut named: BTreeSet<String> = BTreeSet::new();
    for (key, table) in &snapshot.tables {
        let (head, rows) = csv_of(&files[&format!("data/{key}.csv")]);
        assert_eq!(head, table.columns, "columns of {key}");
        assert_eq!(rows.len(), table.rows.len(), "rows of {key}");
        // What stands in a field is written there as it is, and said here.
        let fields = ["list-", "runs", "anomalies", "classes", "soup-"].iter().any(|start| key.starts_with(start));
        for (row, kept) in rows.iter().zip(&table.rows) {
            for (cell, kept) in row.iter().zip(kept).filter(|(_, kept)| !fields || !matches!(kept, Json::String(_) | Json::Object(_) | Json::Array(_))) {
                assert_eq!(*cell, in_csv(&words(kept)), "a cell of {key}: {kept}");
            }
        }
        named.insert(format!("data/{key}.csv"));
    }
    let (_, findings) = csv_of(&files["data/findings.csv"]);
    assert_eq!(findings.len(), snapshot.findings.len());
    named.insert("data/findings.csv".into());
    for name in &named {
        assert!(files.get(&format!("html/{name}")) == files.get(name), "html/{name} is not {name}");
    }
    let (head, notes) = csv_of(&files["data/notes.csv"]);
    assert_eq!(head, ["table", "note"]);
    for (key, table) in &snapshot.tables {
        let here: Vec<&String> = notes.iter().filter(|n| n[0] == *key).map(|n| &n[1]).collect();
        assert!(
            here.into_iter().eq(&table.notes.iter().map(|note| in_csv(&words(&serde_json::to_value(note).expect("JSON")))).collect::<Vec<_>>()),
            "notes of {key}"
        );
    }
    named.insert("data/notes.csv".into());
    let written: BTreeSet<String> = files.keys().filter(|f| f.starts_with("data/") && f.ends_with(".csv")).cloned().collect();
    assert_eq!(written, named, "a CSV for each table and no other");
    snapshot
}

/// What a cell of a snapshot says, in the words of the theme.
pub fn words(cell: &Json) -> String {
    match cell {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(cells) => cells.iter().map(words).collect::<Vec<_>>().join("; "),
        Json::Object(said) if said["say"] == "suspect" => format!("{} (suspect)", words(&said["with"]["record"])),
        Json::Object(said) => {
            let with: Vec<(&String, &Json)> = said.get("with").and_then(Json::as_object).into_iter().flatten().collect();
            let n = with.iter().find(|(place, _)| *place == "n").and_then(|(_, n)| n.as_u64()).and_then(|n| usize::try_from(n).ok());
            let text = crate::report::labels::english().text(said["say"].as_str().expect("a key"), n).expect("a label").to_owned();
            with.into_iter().fold(text, |text, (place, value)| text.replace(&format!("{{{place}}}"), &words(value)))
        }
        other => other.to_string(),
    }
}

/// A cell as a spreadsheet may have it: no formula, no control character.
fn in_csv(cell: &str) -> String {
    let mark = if cell.starts_with(|c| "=+-@\t\r\n＝＋－＠".contains(c)) { "'" } else { "" };
    let shown = |c: char| if c.is_control() && !"\t\r\n".contains(c) { '\u{fffd}' } else { c };
    cell.chars().fold(mark.to_owned(), |text, c| text + &shown(c).to_string())
}

/// Head and rows of a CSV.
#[track_caller]
pub fn csv_of(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(bytes);
    let fields = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let head = fields(reader.headers().expect("a head"));
    (head, reader.records().map(|record| fields(&record.expect("a row"))).collect())
}

#[test]
fn the_crawler_finds_what_it_is_for() {
    for bad in [
        "<p>a",
        "<p></b></p>",
        "<script>x</script>",
        "<script src=\"a.js\">x</script>",
        "<style></style>",
        "<p style=\"x\"></p>",
        "<p onclick=\"x\"></p>",
        "<p id=\"a\"></p><p id=\"a\"></p>",
        "<p title=\"a\"b\"></p>",
        "<!-- x -->",
        "<P></P>",
        "<p title=x></p>",
        "a<p></p>",
        "<h1></h1><h1></h1>",
        "<meta http-equiv=\"refresh\">",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src *\">",
    ] {
        assert!(!page_faults(bad).is_empty(), "{bad}");
    }
    let site = |body: &str| {
        let page = |body: &str| {
            let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
            format!("<!doctype html><html><head><meta charset=\"utf-8\">{policy}</head><body>{body}</body></html>").into_bytes()
        };
        let (html, other) = (page(body), page("<p id=\"there\"></p>"));
        site_faults(&[("a/page.html".to_owned(), html), ("b c.html".to_owned(), other)].into())
    };
    for bad in ["c.html", "/b%20c.html", "../b%20c.html#gone", "#gone", "javascript:x", "../../b", "//a.example", "data:x", "java&#x73;cript:x"] {
        assert_eq!(site(&format!("<a href=\"{bad}\"></a>")).len(), 1, "{bad}");
    }
    for bad in [
        "<img src=\"http://a.example/b.png\">",
        "<link href=\"https://a.example\">",
        "<script src=\"https://a.example\"></script>",
        "<a href=\"java&#10;script:x\"></a>",
    ] {
        assert!(!site(bad).is_empty(), "{bad}");
    }
    assert_eq!(site("<a href=\"../b%20c.html#there\">x</a><a href=\"https://a.example/\">y</a><a id=\"z\" href=\"#z\"></a>"), Vec::<String>::new());
    assert_eq!(site_faults(&[("a.html".to_owned(), b"<html><head><meta charset=\"utf-8\"></head></html>".to_vec())].into()).len(), 1);
    assert_eq!(site_faults(&[("a.css".to_owned(), b"@import x".to_vec()), ("A.css".to_owned(), Vec::new())].into()).len(), 2);
}
