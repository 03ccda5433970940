//! The only maker of URLs: where each page lies, how one page leads to another, and as what a file of the project is published.

use crate::model::Chapter;
use crate::source::path_encoded;

/// Types of files that a browser shows and in which nothing runs.
const SHOWN: &[&str] = &["gif", "jpeg", "jpg", "pdf", "png", "webp"];

/// Types of files beside the chapters that keep their names besides those: texts, and what a browser leaves to other programs.
/// What an `svg` holds is checked where it is read.
const KEPT: &[&str] = &["csv", "docx", "json", "odp", "ods", "odt", "pptx", "svg", "txt", "xlsx", "zip"];

/// The ending under which neither a server nor a disk gives a file a type that a browser runs.
const TEXT: &str = "txt";

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

/// Where a file lies that a text shows or links to: beside the chapters as it does in their folder, else by its path in the
/// project. Of a type that a browser may run, or of none, it becomes a text.
pub(super) fn asset(src: &str, path: &str) -> String {
    let is_of_chapters = src.is_empty() || path.strip_prefix(src).is_some_and(|rest| rest.starts_with('/'));
    let lies = if is_of_chapters { format!("chapters/{}", below(src, path)) } else { format!("files/{path}") };
    let kept = [SHOWN, KEPT].into_iter().any(|types| kind(path, types).is_some());
    if kept { lies } else { format!("{lies}.{TEXT}") }
}

/// A page of an evidence file, from 1. It has the path of the file and one ending more, and later pages are in folders of
/// their own: no two files share a page.
pub fn evidence_page(path: &str, page: usize) -> String {
    if page <= 1 { format!("evidence/{path}.html") } else { format!("evidence-pages/{page}/{path}.html") }
}

/// Where the copy of an evidence file lies: as a text, unless it is a picture or a PDF. It has one ending more than the
/// file, in any case: no two files share a copy.
pub(super) fn evidence_copy(path: &str) -> String {
    format!("evidence/{path}.{}", kind(path, SHOWN).unwrap_or(TEXT))
}

/// Which of these types a file has by its name.
fn kind(path: &str, of: &[&'static str]) -> Option<&'static str> {
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    of.iter().find(|kind| ending.eq_ignore_ascii_case(kind)).copied()
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
    url.push_str(&path_encoded(&to.split('/').skip(shared).collect::<Vec<_>>().join("/")));
    url
}
