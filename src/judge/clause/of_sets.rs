//! Forms of evidence about sets of records: all of them, one of them, one for each word of an enumeration.

use super::evaluate::{Evaluator, Seen, lacking};
use super::missing::{Lack, Missing};
use crate::judge::is_carried_out;
use crate::model::{Entry, RecordId, Value};
use crate::schema::evidence::{Need, SELF, Set};
use crate::schema::{Clause, FieldType};

impl Evaluator<'_> {
    pub(super) fn every(&self, set: &Set, needs: &[Need]) -> Seen {
        let members = self.members(set);
        let mut seen = Seen::default();
        for record in &members {
            seen.missing.extend(self.unreadable(set, *record));
            seen.missing.extend(needs.iter().filter_map(|n| self.lacks(*record, n)));
        }
        seen.missing.extend(self.vanished(set));
        if !set.found_in.is_empty() {
            seen.missing.extend(self.without_anomaly(&set.found_in));
        }
        if members.is_empty() && seen.missing.is_empty() && !set.if_any {
            return Seen { empty: true, ..lacking(self.none_of(set)) };
        }
        Seen { rests_on: members, ..seen }
    }

    pub(super) fn some(&self, set: &Set, needs: &[Need]) -> Seen {
        let members = self.members(set);
        // One that is not done yet, or is for another system, is none that has it; among all of them it is asked for as the others.
        let unfit = |record: RecordId| {
            let lack = if self.cx.project.is_unfinished(record) {
                Lack::Done
            } else if self.reach.may_be_for(record) {
                return None;
            } else {
                Lack::IsFor
            };
            Some(Missing::of(record, lack))
        };
        let has_all = |record: &RecordId| {
            unfit(*record).is_none() && self.unreadable(set, *record).is_none() && needs.iter().all(|n| self.lacks(*record, n).is_none())
        };
        let having: Vec<RecordId> = members.iter().copied().filter(has_all).collect();
        if !having.is_empty() {
            return Seen { rests_on: having, ..Seen::default() };
        }
        if members.is_empty() {
            return Seen { empty: true, ..lacking(self.none_of(set)) };
        }
        let missing = members
            .iter()
            .filter_map(|r| needs.iter().find_map(|n| self.lacks(*r, n)).or_else(|| unfit(*r)).or_else(|| self.unreadable(set, *r)))
            .collect();
        Seen { rests_on: members, missing, empty: false }
    }

    pub(super) fn every_value(&self, clause: &Clause, set: &Set, field: &str) -> Seen {
        let project = self.cx.project;
        let members = self.members(set);
        let kinds = project.schema.kinds_with(&set.role).map(|k| project.schema.kind(k));
        let Some(declared) = kinds.filter_map(|k| k.fields.iter().find(|f| f.name == field)).next() else { return Seen::default() };
        // The reader of packs takes no other field.
        let FieldType::Enum { values, .. } = declared.ty.element() else { return Seen::default() };
        // Declarations that there is no case of each word do not stand in for all the records.
        if members.is_empty() {
            return Seen { empty: true, ..lacking(self.none_of(set)) };
        }
        let mut seen = Seen { missing: members.iter().filter_map(|r| self.unreadable(set, *r)).collect(), ..Seen::default() };
        for value in values {
            let has = |record: &&RecordId| {
                let items = project.field(**record, field).map(Entry::items).unwrap_or_default();
                items.iter().any(|i| i.value.text() == Some(value))
            };
            let found: Vec<RecordId> = members.iter().filter(has).copied().collect();
            match self.cx.cited.no_case(&clause.number, Some(value), self.subject) {
                Some(declared) if found.is_empty() => seen.rests_on.push(declared.record),
                None if found.is_empty() => {
                    let lack = Lack::Value {
                        standard: self.cx.index,
                        clause: format!("{} {value}", self.cx.standard.cite(clause)),
                        role: set.role.clone(),
                        field: field.to_owned(),
                        value: value.clone(),
                    };
                    seen.missing.push(Missing::nowhere(lack).write(set.role.as_str()));
                }
                Some(_) | None => seen.rests_on.extend(found),
            }
        }
        seen
    }

    /// Why a record may be a member of a set that is none: its status, or what the filter asks about, is no word that is known.
    pub(super) fn unreadable(&self, set: &Set, record: RecordId) -> Option<Missing> {
        let decided = set.filter.as_ref().is_none_or(|(_, queries)| self.selects(record, queries).is_some());
        if self.cx.project.is_of_unknown_status(record) {
            Some(Missing::of(record, Lack::Status))
        } else {
            (!decided).then(|| Missing::of(record, Lack::Undecided))
        }
    }

    /// Whether a test is of one of some levels, or of none that is known.
    pub(super) fn is_at(&self, test: RecordId, levels: &[String]) -> bool {
        self.cx.project.field(test, "level").is_some_and(|level| match &level.value {
            Value::Word(level) => levels.contains(level),
            _ => true,
        })
    }

    pub(super) fn members(&self, set: &Set) -> Vec<RecordId> {
        let project = self.cx.project;
        let mut members = if set.role == SELF { self.subject.record.into_iter().collect() } else { self.reach.members(&set.role) };
        if let Some((_, queries)) = &set.filter {
            // What cannot be read may belong: then it is asked, too.
            members.retain(|r| self.selects(*r, queries) != Some(false));
        }
        if !set.found_in.is_empty() {
            let at = |test: RecordId| self.is_at(test, &set.found_in);
            members.retain(|r| project.linked(*r, "found_by").into_iter().flat_map(|run| project.linked(run, "of")).any(at));
        }
        if set.made {
            members.retain(|r| is_carried_out(project, *r));
        }
        if set.residual {
            members.retain(|r| self.cx.grounds.residual[r.index()]);
        }
        members
    }

    /// What the newest frozen release had of a set, and is no more: a record goes by becoming obsolete.
    fn vanished(&self, set: &Set) -> Vec<Missing> {
        if set.role == SELF {
            return Vec::new();
        }
        let schema = &self.cx.project.schema;
        let is = |kind: &str| schema.kind_named(kind).map_or(kind == set.role, |k| schema.kind(k).has_role(&set.role));
        let gone = self.cx.gone.iter().filter(|(_, r)| (is(&r.kind) || self.reach.led_over(&r.kind)) && self.reach.had(r));
        gone.map(|(version, r)| Missing::nowhere(Lack::Vanished { id: r.id.clone(), version: (*version).to_owned() })).collect()
    }
}
