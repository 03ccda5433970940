//! Forms of evidence that rest on who cites the clause: sections of plans, claims, verifications.

use super::blank::is_blank_chapter;
use super::cited::Met;
use super::evaluate::{Evaluator, Seen, lacking};
use super::missing::{Lack, Missing};
use crate::judge::order::{baseline, newer_than_verified};
use crate::judge::{Verdict, approved};
use crate::model::{RecordId, Value};
use crate::schema::evidence::Set;
use crate::schema::{Clause, Scope};

/// Why no section of a plan counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// There is none.
    None,
    /// It says nothing.
    Empty,
    /// The plan is not approved.
    Unapproved,
    /// The plan does not say that it is for this system.
    ForAnother,
}

impl Evaluator<'_> {
    /// A section counts if it says something, in a plan that is approved. Where letters of the clause are asked for, a section
    /// has to name each: one on the clause as a whole says nothing of what it leaves out.
    pub(super) fn section(&self, clause: &Clause, letters: &[String]) -> Seen {
        let wanted: Vec<Option<&str>> = if letters.is_empty() { vec![None] } else { letters.iter().map(|l| Some(l.as_str())).collect() };
        let mut rests_on = Vec::new();
        let mut lacking: Vec<(Option<RecordId>, Fault, Vec<&str>)> = Vec::new();
        for letter in wanted {
            let faults = match self.section_on(clause, letter) {
                Ok(plan) => {
                    rests_on.push(plan);
                    continue;
                }
                Err(faults) => faults,
            };
            for (plan, fault) in faults {
                match lacking.iter_mut().find(|(p, f, _)| (*p, *f) == (plan, fault)) {
                    Some((.., letters)) => letters.extend(letter),
                    None => lacking.push((plan, fault, letter.into_iter().collect())),
                }
            }
        }
        rests_on.extend(lacking.iter().filter_map(|(plan, ..)| *plan));
        let missing = lacking.into_iter().map(|(plan, fault, letters)| {
            let cite = || format!("{} {}", self.cx.standard.cite(clause), letters.join(", ")).trim().to_owned();
            let lack = match fault {
                Fault::None => Lack::Section(cite()),
                Fault::Empty => Lack::SectionText(cite()),
                Fault::Unapproved => Lack::Approved,
                Fault::ForAnother => Lack::IsFor,
            };
            let missing = Missing { record: plan, ..Missing::nowhere(lack) };
            if plan.is_none() { missing.write("plan") } else { missing }
        });
        Seen { rests_on, missing: missing.collect(), empty: false }
    }

    /// The plan with a section that counts on a letter, or why none does.
    fn section_on(&self, clause: &Clause, letter: Option<&str>) -> Result<RecordId, Vec<(Option<RecordId>, Fault)>> {
        let mut faults = Vec::new();
        for (plan, says) in self.cx.cited.sections(&clause.number, letter) {
            match (says, approved(self.cx.project, plan), self.reach.is_for(plan)) {
                (true, true, true) => return Ok(plan),
                (false, ..) => faults.push((Some(plan), Fault::Empty)),
                (_, false, _) => faults.push((Some(plan), Fault::Unapproved)),
                (.., false) => faults.push((Some(plan), Fault::ForAnother)),
            }
        }
        Err(if faults.is_empty() { vec![(None, Fault::None)] } else { faults })
    }

    /// A record that claims to answer the clause counts if it says why, and is approved; what can be verified by itself may
    /// pass instead. A certificate must not have run out.
    pub(super) fn claim(&self, clause: &Clause, roles: &[String], in_view: bool) -> Seen {
        let project = self.cx.project;
        let mut missing = Vec::new();
        let mut claiming = Vec::new();
        for (record, says) in self.cx.cited.claims(&clause.number).filter(|(r, _)| roles.iter().any(|role| project.has_role(*r, role))) {
            claiming.push(record);
            let proven = ["test", "verification"].iter().any(|role| project.has_role(record, role))
                && self.cx.grounds.proof.verdict(record).is_some_and(|j| j.verdict == Verdict::Passing);
            let until = project.field(record, "certificate").and_then(|e| e.value.get("valid_until")).map(|e| &e.value);
            // A last day that is no date proves nothing.
            let expired = until.is_some_and(|until| !matches!(until, Value::Date(date) if *date >= project.as_of));
            let lack = if !says {
                Lack::ClaimReason
            } else if is_blank_chapter(project, record) {
                Lack::ChapterText
            } else if !proven && !approved(project, record) {
                Lack::Approved
            } else if expired {
                Lack::Valid
            } else if !self.reach.is_for(record) {
                Lack::IsFor
            } else if in_view && !self.is_of_version(record) {
                Lack::OfVersion
            } else {
                return Seen { rests_on: vec![record], ..Seen::default() };
            };
            missing.push(Missing::of(record, lack));
        }
        if missing.is_empty() {
            let lack = Lack::Claim { roles: roles.to_vec(), clause: self.cx.standard.cite(clause) };
            missing.push(Missing::nowhere(lack).write(roles.first().cloned().unwrap_or_default()));
        }
        Seen { rests_on: claiming, missing, empty: false }
    }

    /// Passing verifications about each letter of the clause: of each record of the set, or of the subject as a whole.
    pub(super) fn reviewed(&self, clause: &Clause, letters: &[String], of: Option<&Set>, counts: Met) -> Seen {
        let members = of.map(|set| self.members(set));
        if let (Some(set), Some([])) = (of, members.as_deref()) {
            return if set.if_any { Seen::default() } else { Seen { empty: true, ..lacking(self.none_of(set)) } };
        }
        let wanted: Vec<Option<&str>> = if letters.is_empty() { vec![None] } else { letters.iter().map(|l| Some(l.as_str())).collect() };
        let mut seen = Seen::default();
        match &members {
            None => {
                let by = match self.reviews_of_subject(clause) {
                    Ok(by) => by,
                    Err(missing) => return Seen { rests_on: missing.iter().filter_map(|m| m.record).collect(), missing, empty: false },
                };
                self.reviewed_by(clause, &wanted, None, &by, counts, &mut seen);
            }
            Some(all) => {
                for record in all {
                    seen.missing.extend(of.and_then(|set| self.unreadable(set, *record)));
                    let mut by = self.cx.project.linked(*record, "verified_by");
                    by.retain(|v| !self.is_older(*v, *record));
                    self.reviewed_by(clause, &wanted, Some(*record), &by, counts, &mut seen);
                }
                // What was to be reviewed is no review.
                if !seen.rests_on.is_empty() {
                    seen.rests_on.extend(all);
                }
            }
        }
        seen
    }

    /// The reviews on a clause that are about the subject, or what each lacks to be: one of another system says nothing of this
    /// one, and one before another release nothing of the version under view.
    fn reviews_of_subject(&self, clause: &Clause) -> Result<Vec<RecordId>, Vec<Missing>> {
        let own = self.reach.members("verification");
        let all: Vec<RecordId> = self.cx.cited.reviews(&clause.number).filter(|v| own.binary_search(v).is_ok()).collect();
        let lacks = |v: &RecordId| {
            if !self.subject.is_part() && !self.reach.is_for(*v) {
                Some(Lack::IsFor)
            } else if self.subject.scope == Scope::Release && !self.looked_at_version(*v) {
                Some(Lack::ReviewVersion)
            } else {
                None
            }
        };
        let missing: Vec<Missing> = all.iter().filter_map(|v| Some(Missing::of(*v, lacks(v)?))).collect();
        if all.is_empty() || missing.len() < all.len() { Ok(all.into_iter().filter(|v| lacks(v).is_none()).collect()) } else { Err(missing) }
    }

    /// Whether a record is one of the version under view: a state of it, what looked at one, or what one contains.
    fn is_of_version(&self, record: RecordId) -> bool {
        let project = self.cx.project;
        let is_state = |r: RecordId| project.has_role(r, "configuration_item") || project.has_role(r, "baseline");
        is_state(record) && self.cx.grounds.proof.is_in_view(record)
            || self.looked_at_version(record)
            || project.linked(record, "contained_in").into_iter().any(|state| is_state(state) && self.cx.grounds.proof.is_in_view(state))
    }

    /// Whether what a verification looked at is, or holds, a configuration item of the version under view: a review before one
    /// release says nothing of the next.
    fn looked_at_version(&self, verification: RecordId) -> bool {
        let project = self.cx.project;
        baseline(project, verification).is_some_and(|state| self.cx.grounds.proof.is_in_view(state))
    }

    /// Whether a verification is older than what it is about.
    fn is_older(&self, verification: RecordId, subject: RecordId) -> bool {
        let project = self.cx.project;
        match project.field(verification, "date").map(|e| &e.value) {
            Some(Value::Date(on)) => newer_than_verified(project, *on, subject).is_some(),
            _ => false,
        }
    }

    fn reviewed_by(&self, clause: &Clause, wanted: &[Option<&str>], record: Option<RecordId>, by: &[RecordId], counts: Met, seen: &mut Seen) {
        let mut lacking: Vec<&str> = Vec::new();
        for letter in wanted {
            let before = seen.rests_on.len();
            seen.rests_on.extend(by.iter().filter(|v| self.cx.cited.is_review(**v, &clause.number, *letter, counts)));
            if seen.rests_on.len() == before {
                lacking.push(letter.unwrap_or_default());
            }
        }
        if !lacking.is_empty() {
            let cite = self.cx.standard.cite(clause);
            let lack = Lack::Review(format!("{cite} {}", lacking.join(", ")).trim().to_owned());
            seen.missing.push(Missing { record, ..Missing::nowhere(lack) }.write("verification"));
        }
    }
}
