//! The project: everything that was read, connected.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::asset::Asset;
use super::chapter::Chapter;
use super::evidence::Evidence;
use super::graph::Graph;
use super::past::Past;
use super::people::Directory;
use super::record::{Entry, Record, RecordId, Value};
use super::review::Review;
use super::words::{Choice, Status, Words};
use crate::archive::Archive;
use crate::config::Config;
use crate::schema::{FieldType, Kind, KindId, LinkId, Name, Schema, Side};
use crate::source::Sources;

/// A project as it was read; nothing in it changes any more.
#[derive(Debug)]
pub struct Project {
    /// The settings.
    pub config: Config,
    /// The declarations.
    pub schema: Schema,
    /// The files.
    pub sources: Sources,
    /// Records, sorted by kind and id.
    pub records: Vec<Record>,
    /// Their links.
    pub graph: Graph,
    /// The chapters in their order.
    pub chapters: Vec<Chapter>,
    /// Files that chapters show or link to, sorted by path.
    pub assets: Vec<Asset>,
    /// Test reports.
    pub evidence: Evidence,
    /// Recorded reviews of links, oldest first; those of one day by the names of their files.
    pub reviews: Vec<Review>,
    /// The frozen releases.
    pub archive: Archive,
    /// The newest frozen release, where there is one that can be trusted.
    pub past: Option<Past>,
    /// The date that expiry and age are measured from.
    pub as_of: Date,
    /// Records by id.
    pub ids: FxHashMap<String, RecordId>,
    /// Lookups that are needed often.
    pub lookup: Lookup,
}

/// Lookups that are needed often, computed once.
#[derive(Debug)]
pub struct Lookup {
    /// What is written as the status of each record.
    statuses: Vec<Choice<Status>>,
    /// Links by both of their names.
    links: FxHashMap<String, Name>,
    /// Who is on record.
    pub(super) people: Directory,
}

impl Lookup {
    /// Of records, by the declarations they were read with.
    pub fn of(schema: &Schema, records: &[Record]) -> Self {
        let mut links = FxHashMap::default();
        // A name is that of a link before it is what some link is called from its other end.
        for side in [Side::Forward, Side::Inverse] {
            for (index, link) in schema.links.iter().enumerate() {
                links.entry(link.name_at(side).to_owned()).or_insert(Name { link: LinkId(index as u16), side });
            }
        }
        let statuses: Vec<Choice<Status>> = records.iter().map(|record| status(schema, record)).collect();
        Self { people: Directory::of(schema, records, &statuses), statuses, links }
    }
}

/// What is written as a record's status. A kind of the project may take any text there: then no text is a wrong one.
fn status(schema: &Schema, record: &Record) -> Choice<Status> {
    let kind = schema.kind(record.kind);
    let Some(at) = kind.field("status") else { return Choice::Nothing };
    let written = record.field(at);
    match Status::of(written) {
        Choice::Wrong if !matches!(kind.fields[usize::from(at)].ty, FieldType::Enum { .. }) => {
            let text = written.and_then(|entry| entry.value.text());
            Status::ALL.iter().find(|status| text == Some(status.text())).map_or(Choice::Added, |status| Choice::Word(*status))
        }
        stated => stated,
    }
}

impl Project {
    /// A record.
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id.index()]
    }

    /// The record with this id.
    pub fn by_id(&self, id: &str) -> Option<RecordId> {
        self.ids.get(id).copied()
    }

    /// The file with this path that chapters show or link to, if outputs may publish it.
    pub fn asset(&self, path: &str) -> Option<&Asset> {
        let found = self.assets.binary_search_by(|a| a.path.as_str().cmp(path)).ok()?;
        Some(&self.assets[found]).filter(|a| !a.refused)
    }

    /// A record's kind.
    pub fn kind(&self, id: RecordId) -> &Kind {
        self.schema.kind(self.record(id).kind)
    }

    /// All records with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (RecordId, &Record)> {
        self.records.iter().enumerate().map(|(i, r)| (RecordId(i as u32), r))
    }

    /// The records of a kind.
    pub fn of_kind(&self, kind: KindId) -> impl Iterator<Item = RecordId> + '_ {
        let from = self.records.partition_point(|r| r.kind < kind);
        let to = self.records.partition_point(|r| r.kind <= kind);
        (from..to).map(|i| RecordId(i as u32))
    }

    /// The records whose kind has a role.
    pub fn with_role<'a>(&'a self, role: &'a str) -> impl Iterator<Item = RecordId> + 'a {
        self.schema.kinds_with(role).flat_map(|k| self.of_kind(k))
    }

    /// Whether a record's kind has a role.
    pub fn has_role(&self, id: RecordId, role: &str) -> bool {
        self.kind(id).has_role(role)
    }

    /// What stands in a field of a record.
    pub fn field(&self, id: RecordId, name: &str) -> Option<&Entry> {
        let record = self.record(id);
        record.field(self.schema.kind(record.kind).field(name)?)
    }

    /// The text of a one-line field.
    pub fn text(&self, id: RecordId, name: &str) -> Option<&str> {
        self.field(id, name)?.value.text()
    }

    /// The date in a field.
    pub fn date(&self, id: RecordId, name: &str) -> Option<Date> {
        if let Value::Date(date) = self.field(id, name)?.value { Some(date) } else { None }
    }

    /// What is written as a record's status.
    pub fn stated_status(&self, id: RecordId) -> Choice<Status> {
        self.lookup.statuses[id.index()]
    }

    /// A record's status, as written; `draft` when none is stated.
    pub fn status(&self, id: RecordId) -> &str {
        self.text(id, "status").unwrap_or("draft")
    }

    /// Whether a record counts for nothing any more.
    pub fn is_obsolete(&self, id: RecordId) -> bool {
        self.stated_status(id) == Choice::Word(Status::Obsolete)
    }

    /// Whether a record says of itself that it is not done: a draft, or planned. A status that nobody wrote says nothing; one
    /// that is no status may mean any.
    pub fn is_unfinished(&self, id: RecordId) -> bool {
        match self.stated_status(id) {
            Choice::Word(Status::Draft | Status::Planned) | Choice::Wrong => true,
            Choice::Word(Status::InReview | Status::Approved | Status::Implemented | Status::Obsolete) | Choice::Nothing | Choice::Added => false,
        }
    }

    /// Whether what is written as a record's status is none: then it may be obsolete as well as approved. All is asked of the
    /// record, and it shows nothing.
    pub fn is_of_unknown_status(&self, id: RecordId) -> bool {
        self.stated_status(id) == Choice::Wrong
    }

    /// A link's name, by which of its two names it is.
    pub fn link_name(&self, name: &str) -> Option<Name> {
        self.lookup.links.get(name).copied()
    }

    /// Records at the other end of a record's links of this name that are not obsolete.
    pub fn linked(&self, id: RecordId, name: &str) -> Vec<RecordId> {
        let Some(name) = self.link_name(name) else { return Vec::new() };
        let mut found = self.graph.neighbours(id, name);
        found.retain(|r| !self.is_obsolete(*r));
        found
    }
}
