//! Forms of evidence that rest on who cites the clause: sections of plans, claims, verifications.

use super::evaluate::{Evaluator, Seen, lacking};
use super::row::Missing;
use crate::judge::{Verdict, approved};
use crate::model::{RecordId, Value};
use crate::schema::Clause;
use crate::schema::evidence::Set;

impl Evaluator<'_> {
    /// A section counts if it says something, in a plan that is approved.
    pub(super) fn section(&self, clause: &Clause) -> Seen {
        let mut missing = Vec::new();
        for (plan, says) in self.cx.cited.sections(&clause.number) {
            match (says, approved(self.cx.project, plan)) {
                (true, true) => return Seen { rests_on: vec![plan], ..Seen::default() },
                (false, _) => missing.push(Missing::new(Some(plan), "missing_section_text", vec![("clause", clause.number.clone())])),
                (true, false) => missing.push(Missing::new(Some(plan), "missing_approved", Vec::new())),
            }
        }
        if missing.is_empty() {
            missing.push(Missing::new(None, "missing_section", vec![("clause", clause.number.clone())]).write("plan"));
        }
        let rests_on = missing.iter().filter_map(|m| m.record).collect();
        Seen { rests_on, missing, empty: false }
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
            let label = match (says, proven || approved(project, record), expired) {
                (true, true, false) => return Seen { rests_on: vec![record], ..Seen::default() },
                (false, ..) => "missing_claim_reason",
                (_, false, _) => "missing_approved",
                (_, _, true) => "missing_valid",
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
    pub(super) fn reviewed(&self, clause: &Clause, letters: &[String], of: Option<&Set>) -> Seen {
        let members = of.map(|set| self.members(set));
        if let (Some(set), Some([])) = (of, members.as_deref()) {
            return if set.if_any { Seen::default() } else { Seen { empty: true, ..lacking(self.none_of(set)) } };
        }
        let wanted: Vec<Option<&str>> = if letters.is_empty() { vec![None] } else { letters.iter().map(|l| Some(l.as_str())).collect() };
        let mut seen = Seen::default();
        match &members {
            None => {
                // A review of what belongs to another system says nothing about this one.
                let own = self.reach.members("verification");
                let by: Vec<RecordId> = self.cx.cited.reviews(&clause.number).filter(|v| own.binary_search(v).is_ok()).collect();
                self.reviewed_by(clause, &wanted, None, &by, &mut seen);
            }
            Some(all) => {
                for record in all {
                    let by = self.cx.project.linked(*record, "verified_by");
                    self.reviewed_by(clause, &wanted, Some(*record), &by, &mut seen);
                }
                // What was to be reviewed is no review.
                if !seen.rests_on.is_empty() {
                    seen.rests_on.extend(all);
                }
            }
        }
        seen
    }

    fn reviewed_by(&self, clause: &Clause, wanted: &[Option<&str>], record: Option<RecordId>, by: &[RecordId], seen: &mut Seen) {
        let mut lacking: Vec<&str> = Vec::new();
        for letter in wanted {
            let before = seen.rests_on.len();
            seen.rests_on.extend(by.iter().filter(|v| self.cx.cited.is_review(**v, &clause.number, *letter)));
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
