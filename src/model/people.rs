//! People: who somebody named in a record is, and whether two names are those of one person.

use rustc_hash::FxHashMap;

use super::project::Project;
use super::record::{Entry, Record, RecordId};
use super::says::says_something;
use super::words::{Choice, Status};
use crate::schema::Schema;

/// Titles and forms of address that are no part of a name. Sorted.
const TITLES: &[&str] = &["dipl", "dr", "frau", "herr", "ing", "mr", "mrs", "ms", "msc", "phd", "prof"];

/// The people that a project has records of.
#[derive(Debug, Default)]
pub(super) struct Directory {
    /// By id and by name; those whose record is obsolete are left out.
    names: FxHashMap<String, RecordId>,
    /// Whether there is any such record, obsolete or not.
    any: bool,
}

impl Directory {
    /// Of the records, by the statuses that are written in them.
    pub(super) fn of(schema: &Schema, records: &[Record], statuses: &[Choice<Status>]) -> Self {
        let mut people = Self::default();
        for (index, record) in records.iter().enumerate().filter(|(_, record)| schema.kind(record.kind).has_role("person")) {
            people.any = true;
            if !matches!(statuses[index], Choice::Word(Status::Obsolete) | Choice::Wrong) {
                let id = RecordId(index as u32);
                people.names.entry(folded(&record.title)).or_insert(id);
                people.names.insert(folded(&record.id), id);
            }
        }
        people
    }
}

impl Project {
    /// Whether the project keeps records of people: then whoever is named in a record has to be one of them.
    pub fn lists_people(&self) -> bool {
        self.lookup.people.any
    }

    /// The person on record with this id or exactly this name.
    pub fn person(&self, name: &str) -> Option<RecordId> {
        self.lookup.people.names.get(&folded(name)).copied()
    }

    /// Whether a name counts as that of somebody: of a person on record, in a project that has any.
    pub fn is_somebody(&self, name: &str) -> bool {
        says_something(name) && (!self.lists_people() || self.person(name).is_some())
    }

    /// Whether some field of a record names a person on record, in a project that has any: what nobody on record did does not count.
    pub fn names_somebody(&self, record: RecordId, fields: &[&str]) -> bool {
        let names = || fields.iter().filter_map(|field| self.field(record, field)).flat_map(Entry::items).filter_map(|entry| entry.value.text());
        !self.lists_people() || names().any(|name| self.person(name).is_some())
    }

    /// Whether two names may be those of one person: "H. Brandt", "Brandt, Hanna" and `PER-001` with that title. What is not
    /// certain counts as the same person: two people who cannot be told apart are no proof that somebody else has looked.
    pub fn may_be_same_person(&self, one: &str, other: &str) -> bool {
        let parts = |name: &str| name_parts(self.person(name).map_or(name, |person| self.record(person).title.as_str()));
        match (self.person(one), self.person(other)) {
            (Some(one), Some(other)) => one == other,
            _ => !folded(one).is_empty() && folded(one) == folded(other) || alike(&parts(one), &parts(other)),
        }
    }
}

/// In lower case, with one blank between words.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The words of a name in lower case: no remark in brackets, no title, no domain of an address.
fn name_parts(name: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut bare = String::new();
    for c in name.chars() {
        match c {
            '(' | '[' | '<' | '{' => depth += 1,
            ')' | ']' | '>' | '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let bare = bare.split('@').next().unwrap_or_default().to_lowercase();
    let words = bare.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty() && TITLES.binary_search(w).is_err());
    words.map(str::to_owned).collect()
}

/// Whether the words of two names fit each other: one whole word is the same, and each other word of the shorter name is a
/// word of the longer one or its first letter.
fn alike(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() {
        return false;
    }
    let fits = |a: &str, b: &str| a == b || a.chars().count() == 1 && b.starts_with(a) || b.chars().count() == 1 && a.starts_with(b);
    let mut free: Vec<&String> = long.iter().collect();
    let mut words: Vec<&String> = short.iter().collect();
    // Whole words first: an initial takes what they leave.
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let mut shared = false;
    for word in words {
        let Some(at) = free.iter().position(|w| *w == word).or_else(|| free.iter().position(|w| fits(word, w))) else { return false };
        shared |= free[at] == word;
        free.remove(at);
    }
    shared
}
