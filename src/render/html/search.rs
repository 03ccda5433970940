//! The search index: classic scripts that a page loads as they are needed, so that search works from disk too.
//!
//! - `search/ids.js` calls `techfileIds(ids, about)`: `[id, title, url, kind, document]` sorted by lower-cased id, and which term files exist;
//! - `search/t-<key>.js` calls `techfileTerms(key, terms, frequent)`: documents by term, and terms on too many documents to list;
//! - `search/d-<n>.js` calls `techfileDocs(n, docs)`: `[title, url, kind, snippet]` of 500 documents.
//!
//! A document that has the term in its title or id is written as `-1 - index`. `site.js` cuts words in the same way as [`terms`].

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::Serialize;

/// Documents in one chunk.
const CHUNK: usize = 500;
/// A term on more documents than this is listed with its first ones only, and does not narrow a search.
const FREQUENT: usize = 1000;
/// Longer words are not indexed: hashes, encoded data.
const LONGEST: usize = 64;
/// Characters of text that are shown under a result.
const SNIPPET: usize = 160;

/// Something that can be found: a record, a chapter, a table.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Its id, if it has one.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// Its page, from the site's root.
    pub url: String,
    /// What it is, in words.
    pub kind: String,
    /// Its text, without markup.
    pub text: String,
}

/// The files of the index, as path from the site's root and content: the same for the same entries.
pub fn shards(entries: &[Entry]) -> Vec<(String, Vec<u8>)> {
    let index = Index::of(entries);
    let mut keyed: BTreeMap<String, BTreeMap<&str, &Posting>> = BTreeMap::new();
    for (term, posting) in index.names.iter().zip(&index.postings) {
        keyed.entry(key(term)).or_default().insert(term, posting);
    }

    let mut files = vec![("search/ids.js".to_owned(), ids(entries, keyed.keys()))];
    for (n, chunk) in entries.chunks(CHUNK).enumerate() {
        let docs: Vec<_> = chunk.iter().map(|entry| (heading(entry), &entry.url, &entry.kind, snippet(&entry.text))).collect();
        files.push((format!("search/d-{n}.js"), script("techfileDocs", &[&n, &docs])));
    }
    for (key, terms) in &keyed {
        let listed: BTreeMap<_, _> = terms.iter().map(|(term, posting)| (term, &posting.docs)).collect();
        let frequent: BTreeMap<_, _> = terms.iter().filter(|(_, posting)| posting.total > FREQUENT).map(|(term, posting)| (term, posting.total)).collect();
        files.push((format!("search/t-{key}.js"), script("techfileTerms", &[&key, &listed, &frequent])));
    }
    files
}

/// Where a term stands.
#[derive(Default)]
struct Posting {
    docs: Vec<i32>,
    total: usize,
    last: Option<usize>,
}

/// Terms in order of appearance; the map is only looked into, never walked.
#[derive(Default)]
struct Index {
    numbers: FxHashMap<String, usize>,
    names: Vec<String>,
    postings: Vec<Posting>,
}

impl Index {
    fn of(entries: &[Entry]) -> Self {
        let mut index = Index::default();
        for (doc, entry) in entries.iter().enumerate() {
            let number = doc as i32;
            if let Some(id) = &entry.id {
                terms(id, |term| index.add(term, doc, -1 - number));
            }
            terms(&entry.title, |term| index.add(term, doc, -1 - number));
            terms(&entry.kind, |term| index.add(term, doc, number));
            terms(&entry.text, |term| index.add(term, doc, number));
        }
        index
    }

    /// The first place in a document decides: the title is read before the text.
    fn add(&mut self, term: &str, doc: usize, coded: i32) {
        let at = match self.numbers.get(term) {
            Some(&at) => at,
            None => {
                self.numbers.insert(term.to_owned(), self.names.len());
                self.names.push(term.to_owned());
                self.postings.push(Posting::default());
                self.names.len() - 1
            }
        };
        let posting = &mut self.postings[at];
        if posting.last.replace(doc) == Some(doc) {
            return;
        }
        posting.total += 1;
        if posting.docs.len() < FREQUENT {
            posting.docs.push(coded);
        }
    }
}

/// Lower-cased terms: words; ids (with a digit and a `-`, `_` or `.` inside) also whole; pairs of characters where words are not spaced.
pub fn terms(text: &str, mut found: impl FnMut(&str)) {
    let lower = text.to_lowercase();
    for run in lower.split(|c: char| !(c.is_alphanumeric() || joins(c))) {
        let run = run.trim_matches(joins);
        if run.is_empty() {
            continue;
        }
        if run.contains(joins) && run.len() <= LONGEST && run.bytes().any(|byte| byte.is_ascii_digit()) {
            found(run);
        }
        for word in run.split(joins).filter(|word| !word.is_empty()) {
            if word.is_ascii() {
                if word.len() <= LONGEST {
                    found(word);
                }
            } else {
                mixed(word, &mut found);
            }
        }
    }
}

/// A word with other than ASCII letters: unspaced scripts are cut into overlapping pairs.
fn mixed(word: &str, found: &mut impl FnMut(&str)) {
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let dense = unspaced(first);
        let end = rest.find(|c| unspaced(c) != dense).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        let starts: Vec<usize> = part.char_indices().map(|(at, _)| at).chain([part.len()]).collect();
        if !dense || starts.len() <= 3 {
            if part.len() <= LONGEST {
                found(part);
            }
            continue;
        }
        for pair in starts.windows(3) {
            found(&part[pair[0]..pair[2]]);
        }
    }
}

fn joins(c: char) -> bool {
    matches!(c, '-' | '_' | '.')
}

/// Thai, kana, Han, Hangul: written without spaces between words, or with few.
fn unspaced(c: char) -> bool {
    matches!(c as u32, 0x0e00..=0x0e7f | 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// The file a term is in: its first two characters where they are ASCII, else `x` and a byte of the first one.
fn key(term: &str) -> String {
    let mut chars = term.chars();
    let first = chars.next().unwrap_or('_');
    if !first.is_ascii_alphanumeric() {
        return format!("x{:02x}", first as u32 & 0xff);
    }
    let second = chars.next().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    [Some(first), second].into_iter().flatten().collect()
}

fn ids<'k>(entries: &[Entry], keys: impl Iterator<Item = &'k String>) -> Vec<u8> {
    #[derive(Serialize)]
    struct About {
        chunk: usize,
        keys: BTreeSet<String>,
    }
    let mut rows: Vec<_> =
        entries.iter().enumerate().filter_map(|(doc, entry)| Some((entry.id.as_ref()?, &entry.title, &entry.url, &entry.kind, doc))).collect();
    rows.sort_by_cached_key(|row| (row.0.to_lowercase(), row.0));
    script("techfileIds", &[&rows, &About { chunk: CHUNK, keys: keys.cloned().collect() }])
}

fn heading(entry: &Entry) -> String {
    match &entry.id {
        Some(id) if entry.title.is_empty() => id.clone(),
        Some(id) => format!("{id} {}", entry.title),
        None => entry.title.clone(),
    }
}

fn snippet(text: &str) -> String {
    let mut short = String::new();
    let mut left = SNIPPET;
    for word in text.split_whitespace() {
        let length = word.chars().count() + 1;
        if length > left {
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
        left -= length;
    }
    short
}

/// One call of a script function. JSON is JavaScript, but for two line ends.
fn script(function: &str, arguments: &[&dyn erased::Json]) -> Vec<u8> {
    let written: Vec<String> = arguments.iter().map(|argument| argument.json()).collect();
    let call = format!("{function}({});\n", written.join(","));
    if !call.contains(['\u{2028}', '\u{2029}']) {
        return call.into_bytes();
    }
    call.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029").into_bytes()
}

/// Values of several types in one list.
mod erased {
    /// What can be written as JSON.
    pub(super) trait Json {
        /// The value as JSON; plain data has no value that JSON cannot hold.
        fn json(&self) -> String;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        terms(text, |term| all.push(term.to_owned()));
        all
    }

    #[test]
    fn ids_are_kept_whole_and_also_split() {
        assert_eq!(cut("See SRS-012."), ["see", "srs-012", "srs", "012"]);
        assert_eq!(cut("state-of-the-art"), ["state", "of", "the", "art"]);
    }

    #[test]
    fn unspaced_scripts_become_pairs() {
        assert_eq!(cut("ソフト第3版 Öl"), ["ソフ", "フト", "ト第", "3", "版", "öl"]);
    }

    #[test]
    fn file_names_are_portable() {
        assert_eq!([key("srs"), key("a"), key("aé"), key("öl"), key("版")], ["sr", "a", "a_", "xf6", "x48"]);
    }

    #[test]
    fn a_title_is_told_from_a_text_and_line_ends_are_escaped() {
        let entries = [
            Entry { title: "Pump".into(), url: "a.html".into(), text: "a\u{2028}b".into(), ..Entry::default() },
            Entry { id: Some("X-1".into()), url: "b.html".into(), text: "the pump".into(), ..Entry::default() },
        ];
        let files: BTreeMap<_, _> = shards(&entries).into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect();
        assert_eq!(files["search/t-pu.js"], "techfileTerms(\"pu\",{\"pump\":[-1,1]},{});\n");
        assert!(!files["search/d-0.js"].contains('\u{2028}'));
        assert!(files["search/ids.js"].starts_with("techfileIds([[\"X-1\",\"\",\"b.html\",\"\",1]],{\"chunk\":500,"));
    }
}
