//! Forms of evidence that rest on who cites the clause: sections of plans, claims, verifications.

use super::blank::is_blank_chapter;
use super::cited::Met;
use super::evaluate::{Evaluator, Seen, lacking};
use super::row::Missing;
use crate::judge::{Verdict, approved};
use crate::model::{RecordId, Value};
use crate::schema::evidence::Set;
use crate::schema::{Clause, Scope};

impl Evaluator<'_> {
    /// A section counts if it says something, in a plan that is approved. Where letters of the clause are asked for, a section
    /// has to name each: one on the clause as a whole says nothing of what it leaves out.
    pub(super) fn section(&self, clause: &Clause, letters: &[String]) -> Seen {
        let wanted: Vec<Option<&str>> = if letters.is_empty() { vec![None] } else { letters.iter().map(|l| Some(l.as_str())).collect() };
        let mut rests_on = Vec::new();
        let mut lacking: Vec<(Option<RecordId>, &'static str, Vec<&str>)> = Vec::new();
        for letter in wanted {
            let faults = match self.section_on(clause, letter) {
                Ok(plan) => {
                    rests_on.push(plan);
                    continue;
                }
                Err(faults) => faults,
            };
            for (plan, label) in faults {
                match lacking.iter_mut().find(|(p, l, _)| (*p, *l) == (plan, label)) {
                    Some((.., letters)) => letters.extend(letter),
                    None => lacking.push((plan, label, letter.into_iter().collect())),
                }
            }
        }
        rests_on.extend(lacking.iter().filter_map(|(plan, ..)| *plan));
        let missing = lacking.into_iter().map(|(plan, label, letters)| {
            let cite = format!("{} {}", self.cx.standard.cite(clause), letters.join(", ")).trim().to_owned();
            let says = label.starts_with("missing_section");
            let missing = Missing::new(plan, label, if says { vec![("clause", cite)] } else { Vec::new() });
            if plan.is_none() { missing.write("plan") } else { missing }
        });
        Seen { rests_on, missing: missing.collect(), empty: false }
    }

    /// The plan with a section that counts on a letter, or why none does.
    fn section_on(&self, clause: &Clause, letter: Option<&str>) -> Result<RecordId, Vec<(Option<RecordId>, &'static str)>> {
        let mut faults = Vec::new();
        for (plan, says) in self.cx.cited.sections(&clause.number, letter) {
            match (says, approved(self.cx.project, plan), self.reach.is_for(plan)) {
                (true, true, true) => return Ok(plan),
                (false, ..) => faults.push((Some(plan), "missing_section_text")),
                (_, false, _) => faults.push((Some(plan), "missing_approved")),
                (.., false) => faults.push((Some(plan), "missing_is_for")),
            }
        }
        Err(if faults.is_empty() { vec![(None, "missing_section")] } else { faults })
    }

    /// A record that claims to answer the clause counts if it says why, and is approved; what can be verified by itself may
    /// pass instead. A certificate must not have run out.
    pub(super) fn claim(&self, clause: &Clause, roles: &[String]) -> Seen {
        let project = self.cx.project;
        let mut missing = Vec::new();
        let mut claiming = Vec::new();
        for (record, says) in self.cx.cited.claims(&clause.number).filter(|(r, _)| roles.iter().any(|role| project.has_role(*r, role))) {
            claiming.push(record);
            let proven = ["test", "verification"].iter().any(|role| project.has_role(record, role))
                && self.cx.judgement.verdict(record).is_some_and(|j| j.verdict == Verdict::Passing);
            let until = project.field(record, "certificate").and_then(|e| e.value.get("valid_until")).map(|e| &e.value);
            // A last day that is no date proves nothing.
            let expired = until.is_some_and(|until| !matches!(until, Value::Date(date) if *date >= project.as_of));
            let label = if !says {
                "missing_claim_reason"
            } else if is_blank_chapter(project, record) {
                "missing_chapter_text"
            } else if !proven && !approved(project, record) {
                "missing_approved"
            } else if expired {
                "missing_valid"
            } else if !self.reach.is_for(record) {
                "missing_is_for"
            } else {
                return Seen { rests_on: vec![record], ..Seen::default() };
            };
            missing.push(Missing::new(Some(record), label, Vec::new()));
        }
        if missing.is_empty() {
            let kinds = self.kinds(roles);
            let words = vec![("kinds", kinds), ("clause", self.cx.standard.cite(clause))];
            missing.push(Missing::new(None, "missing_claim", words).write(roles.first().cloned().unwrap_or_default()));
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
                    let by = self.cx.project.linked(*record, "verified_by");
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
                Some("missing_is_for")
            } else if self.subject.scope == Scope::Release && !self.looked_at_version(*v) {
                Some("missing_review_version")
            } else {
                None
            }
        };
        let missing: Vec<Missing> = all.iter().filter_map(|v| Some(Missing::new(Some(*v), lacks(v)?, Vec::new()))).collect();
        if all.is_empty() || missing.len() < all.len() { Ok(all.into_iter().filter(|v| lacks(v).is_none()).collect()) } else { Err(missing) }
    }

    /// Whether what a verification looked at is, or holds, a configuration item of the version under view: a review before one
    /// release says nothing of the next.
    fn looked_at_version(&self, verification: RecordId) -> bool {
        let project = self.cx.project;
        let Some(Value::Record { target: Some(baseline), .. }) = project.field(verification, "baseline").map(|e| &e.value) else { return false };
        let viewed = project.config.release.version.as_deref();
        let is = |r: &RecordId| project.has_role(*r, "configuration_item") && viewed.is_some() && project.text(*r, "version").map(str::trim) == viewed;
        !project.is_obsolete(*baseline) && (is(baseline) || project.linked(*baseline, "contains").iter().any(is))
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
            let words = vec![("clause", format!("{cite} {}", lacking.join(", ")).trim().to_owned())];
            seen.missing.push(Missing::new(record, "missing_review", words).write("verification"));
        }
    }
}
