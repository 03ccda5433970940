//! What changed in a record, word by word.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::model::Record;
use crate::schema::{Kind, Schema};

/// What a record says: its fields that are part of its meaning, as plain text, by name.
pub type Said = BTreeMap<String, String>;

/// How many unchanged words stand around a change.
const AROUND: usize = 4;

/// From so many words on a text is too long to be compared word by word.
const LONGEST: usize = 20_000;

/// What fields of a record of a kind say, as a snapshot holds them. A field that the schema no longer has counts: nobody
/// knows any more that it did not matter.
pub fn said<'a>(kind: &Kind, fields: impl IntoIterator<Item = (&'a str, Json)>) -> Said {
    let means = |name: &str| kind.fields.iter().find(|f| f.name == name).is_none_or(|f| f.meaning);
    fields.into_iter().filter(|(name, _)| means(name)).map(|(name, value)| (name.to_owned(), plain(&value))).collect()
}

/// What a record says that was read by a schema.
pub fn said_of(schema: &Schema, record: &Record) -> Said {
    let kind = schema.kind(record.kind);
    said(kind, record.fields.iter().filter_map(|(i, e)| Some((kind.fields.get(*i as usize)?.name.as_str(), e.value.json()))))
}

/// One line of text for a value: white space is all one, lists and groups are told with their names.
fn plain(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Json::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        Json::Object(fields) => {
            let sorted: BTreeMap<&String, &Json> = fields.iter().collect();
            sorted.iter().map(|(name, value)| format!("{name}: {}", plain(value))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// One line for each field that says something else: its name, then the words, `[-gone-]` and `{+new+}` among those that
/// stayed; `…` stands for what was left out.
pub fn difference(old: &Said, new: &Said) -> Vec<String> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let text = |said: &Said, name: &String| said.get(name).cloned().unwrap_or_default();
    let changed = names.into_iter().map(|name| (name, text(old, name), text(new, name))).filter(|(_, old, new)| old != new);
    changed.map(|(name, old, new)| format!("`{name}`: {}", words(&old, &new))).collect()
}

fn words(old: &str, new: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    if before.len().max(after.len()) > LONGEST {
        return "…".to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    let operations = capture_diff_slices(Algorithm::Myers, &before, &after);
    let last = operations.len().saturating_sub(1);
    let gone = |range: std::ops::Range<usize>| format!("[-{}-]", before[range].join(" "));
    let come = |range: std::ops::Range<usize>| format!("{{+{}+}}", after[range].join(" "));
    for (number, operation) in operations.iter().enumerate() {
        match *operation {
            DiffOp::Equal { old_index, len, .. } => parts.push(kept(&before[old_index..old_index + len], number > 0, number < last)),
            DiffOp::Delete { old_index, old_len, .. } => parts.push(gone(old_index..old_index + old_len)),
            DiffOp::Insert { new_index, new_len, .. } => parts.push(come(new_index..new_index + new_len)),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                parts.extend([gone(old_index..old_index + old_len), come(new_index..new_index + new_len)]);
            }
        }
    }
    parts.retain(|p| !matches!(p.as_str(), "[--]" | "{++}" | ""));
    parts.join(" ")
}

/// Unchanged words, of which only those beside a change are shown.
fn kept(words: &[&str], after_change: bool, before_change: bool) -> String {
    let (head, tail) = (if after_change { AROUND } else { 0 }, if before_change { AROUND } else { 0 });
    if words.len() <= head + tail + 1 {
        return words.join(" ");
    }
    let mut shown: Vec<&str> = words[..head].to_vec();
    shown.push("…");
    shown.extend(&words[words.len() - tail..]);
    shown.join(" ")
}
