//! The files of recorded reviews: small, strict, written by `techfile review` and by nothing else.

use std::path::Path;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::codes::{FILE_UNREADABLE, REVIEW_INVALID, REVIEW_UNKNOWN_RECORD};
use crate::config::Config;
use crate::diag::{Diagnostic, did_you_mean, near_words, nearest};
use crate::load::records::value::short;
use crate::model::{RecordId, Review, ReviewedLink, is_fingerprint};
use crate::schema::{LinkId, Schema};
use crate::source::{Fatal, FileId, Source, Sources, Span, has_folder, read_text, walk};
use crate::yaml::{self, Limits, Node};

/// The keys of a file, and of a link in it.
const KEYS: &[&str] = &["by", "on", "reason", "links"];
const LINK_KEYS: &[&str] = &["from", "link", "to", "from_fp", "to_fp"];

/// From so many unknown records on, no more near ones are looked for: each costs a pass over all ids.
const SUGGESTIONS: usize = 20;

/// Reads every review, oldest first; of one day, by the names of their files. Without the folder there are none.
///
/// # Errors
/// When the folder cannot be listed.
pub(super) fn read(
    root: &Path,
    config: &Config,
    schema: &Schema,
    ids: &FxHashMap<String, RecordId>,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Result<Vec<Review>, Fatal> {
    if !has_folder(root, &config.reviews)? {
        return Ok(Vec::new());
    }
    let paths = super::ending_in(&[".yaml", ".yml"], root, walk(root, &config.reviews)?, out);
    let mut reader = Reader { schema, ids, suggested: 0, out };
    let mut reviews = Vec::new();
    for path in paths {
        match read_text(root, &path) {
            Ok(text) => {
                let file = sources.add(Source::new(path, text));
                let known = reader.out.len();
                match yaml::parse(&sources.get(file).text, file, 0, Limits::default(), reader.out) {
                    Some(node) => reviews.extend(reader.review(file, &node)),
                    None if reader.out.len() == known => reader.wrong(Span::new(file, 0, 0), "a review file is empty"),
                    None => {}
                }
            }
            Err(error) => reader.out.push(Diagnostic::global(&FILE_UNREADABLE, error.to_string())),
        }
    }
    // Files came sorted by name: a stable sort keeps that among those of one day.
    reviews.sort_by_key(|r| r.on);
    Ok(reviews)
}

struct Reader<'a> {
    schema: &'a Schema,
    ids: &'a FxHashMap<String, RecordId>,
    suggested: usize,
    out: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn wrong(&mut self, span: Span, message: impl Into<String>) {
        self.out.push(Diagnostic::new(&REVIEW_INVALID, span, message));
    }

    fn review(&mut self, file: FileId, node: &Node) -> Option<Review> {
        self.keys(node, "a review", KEYS)?;
        let by = self.text(node, "a review", "by");
        let reason = self.text(node, "a review", "reason");
        let on = self.text(node, "a review", "on").and_then(|(text, span)| {
            let date = (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
            if date.is_none() {
                self.wrong(span, format!("`{}` is no date; write it as 2026-11-02", short(text)));
            }
            Some((date?, span))
        });
        let links = match node.get("links").map(|links| (links, links.list())) {
            Some((_, Some(items))) => items.iter().filter_map(|item| self.link(item)).collect(),
            Some((links, None)) => {
                self.wrong(links.span, format!("`links` must be a list, found {}", links.words()));
                return None;
            }
            None => {
                self.wrong(head(node), "a review needs `links`");
                return None;
            }
        };
        let (on, span) = on?;
        Some(Review { file, by: by?.0.to_owned(), on, reason: reason?.0.to_owned(), span, links })
    }

    fn link(&mut self, node: &Node) -> Option<ReviewedLink> {
        self.keys(node, "a reviewed link", LINK_KEYS)?;
        let of = "a reviewed link";
        let (from, link, to) = (self.text(node, of, "from"), self.text(node, of, "link"), self.text(node, of, "to"));
        let (from_fp, to_fp) = (self.fingerprint(node, "from_fp"), self.fingerprint(node, "to_fp"));
        let link = link.and_then(|(name, span)| self.link_type(name, span));
        let from = from.and_then(|(id, span)| self.record(id, span));
        let (to, fragment) = match to {
            None => (None, None),
            Some((text, span)) => {
                // As in a record: where the link names entries of its end, `#` stands before the entry.
                let entries = link.is_some_and(|l| self.schema.link(l).fragment.is_some());
                let (id, fragment) = text.split_once('#').filter(|_| entries).map_or((text, None), |(id, entry)| (id, Some(entry.to_owned())));
                (self.record(id, span), fragment)
            }
        };
        Some(ReviewedLink { from: from?, link: link?, to: to?, fragment, from_fp: from_fp?, to_fp: to_fp?, span: node.span })
    }

    /// Whether a node is a map; names the keys in it that mean nothing.
    fn keys(&mut self, node: &Node, of: &str, known: &[&str]) -> Option<()> {
        let Some(entries) = node.map() else {
            self.wrong(node.span, format!("{of} must be a map, found {}", node.words()));
            return None;
        };
        for (key, _) in entries.iter().filter(|(k, _)| !known.contains(&k.name.as_str())) {
            let finding = Diagnostic::new(&REVIEW_INVALID, key.span, format!("{of} has no `{}`", short(&key.name)));
            self.out.push(finding.help(did_you_mean(&key.name, known)));
        }
        Some(())
    }

    fn text<'n>(&mut self, node: &'n Node, of: &str, key: &str) -> Option<(&'n str, Span)> {
        let Some(value) = node.get(key) else {
            self.wrong(head(node), format!("{of} needs `{key}`"));
            return None;
        };
        let text = value.text().filter(|t| !t.trim().is_empty());
        if text.is_none() {
            self.wrong(value.span, format!("`{key}` must be text, found {}", if value.text().is_some() { "nothing" } else { value.words() }));
        }
        Some((text?, value.span))
    }

    fn fingerprint(&mut self, node: &Node, key: &str) -> Option<String> {
        let (text, span) = self.text(node, "a reviewed link", key)?;
        if !is_fingerprint(text) {
            self.wrong(span, format!("`{key}` must be a fingerprint (`v1:` and 64 hexadecimal digits), found `{}`", short(text)));
            return None;
        }
        Some(text.to_owned())
    }

    fn link_type(&mut self, name: &str, span: Span) -> Option<LinkId> {
        let found = self.schema.link_named(name);
        if found.is_none() {
            let inverse = self.schema.links.iter().find(|l| l.inverse == name);
            let known: Vec<&str> = self.schema.links.iter().map(|l| l.name.as_str()).collect();
            let help = inverse.map_or_else(
                || near_words(name, nearest(name, known.iter().copied())).unwrap_or_else(|| "it must be the name of a link".to_owned()),
                |link| format!("write it from its start, as `{}`", link.name),
            );
            self.out.push(Diagnostic::new(&REVIEW_INVALID, span, format!("no link is called `{}`", short(name))).help(help));
        }
        found
    }

    fn record(&mut self, id: &str, span: Span) -> Option<RecordId> {
        let found = self.ids.get(id).copied();
        if found.is_none() {
            let mut finding = Diagnostic::new(&REVIEW_UNKNOWN_RECORD, span, format!("a review names `{}`, which no record is called", short(id)));
            if self.suggested < SUGGESTIONS {
                self.suggested += 1;
                let mut ids: Vec<&str> = self.ids.keys().map(String::as_str).collect();
                ids.sort_unstable();
                finding = finding.maybe_help(near_words(id, nearest(id, ids)));
            }
            self.out.push(finding);
        }
        found
    }
}

/// A place short enough to point at: the first key of a map.
fn head(node: &Node) -> Span {
    node.map().and_then(|entries| entries.first()).map_or(node.span, |(key, _)| key.span)
}
