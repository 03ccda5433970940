//! The only maker of URLs: where each page lies, and how one page leads to another.

use crate::model::Chapter;

/// The page of a record, from the site's root.
pub fn record_page(id: &str) -> String {
    format!("r/{id}.html")
}

/// A page of a table, from 1.
pub fn table_page(key: &str, page: usize) -> String {
    if page <= 1 { format!("tables/{key}.html") } else { format!("tables/{key}-{page}.html") }
}

/// The CSV of a table.
pub(super) fn table_csv(key: &str) -> String {
    format!("data/{key}.csv")
}

/// A page of the findings, from 1.
pub fn finding_page(page: usize) -> String {
    if page <= 1 { "findings.html".to_owned() } else { format!("findings-{page}.html") }
}

/// The page of a chapter; none for a draft.
pub fn chapter_page(src: &str, chapter: &Chapter) -> Option<String> {
    chapter.path.as_ref().map(|path| page_of_source(src, &path.value))
}

/// The page of a chapter's file.
pub(super) fn page_of_source(src: &str, path: &str) -> String {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    format!("chapters/{}.html", below(src, stem))
}

/// Where a file lies that chapters show.
pub(super) fn asset(src: &str, path: &str) -> String {
    format!("chapters/{}", below(src, path))
}

/// Where the copy of an evidence file lies.
pub(super) fn evidence(path: &str) -> String {
    format!("evidence/{path}")
}

fn below<'a>(src: &str, path: &'a str) -> &'a str {
    if src.is_empty() { path } else { path.strip_prefix(src).map_or(path, |rest| rest.trim_start_matches('/')) }
}

/// From a page to the site's root.
pub(super) fn root(page: &str) -> String {
    "../".repeat(page.matches('/').count())
}

/// From one page to another, both from the site's root; characters that a URL cannot hold are encoded.
pub fn relative(from: &str, to: &str) -> String {
    let shared = from.split('/').zip(to.split('/')).take_while(|(a, b)| a == b).count();
    let shared = shared.min(from.matches('/').count()).min(to.matches('/').count());
    let mut url = "../".repeat(from.matches('/').count() - shared);
    url.push_str(&encoded(&to.split('/').skip(shared).collect::<Vec<_>>().join("/")));
    url
}

fn encoded(path: &str) -> String {
    let mut url = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            url.push(byte as char);
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}
