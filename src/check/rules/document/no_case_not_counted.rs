//! `no-case-not-counted`: a declaration that there is no case of a clause, on which no row of the clause rests.

use crate::check::cited;
use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::assessment;
use crate::model::{Entry, RecordId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "no-case-not-counted",
        severity: Severity::Warning,
        clauses: &[],
        finds: "An assessment that declares that there is no case of a clause, and that decides no row: there is a case, the clause cannot be without one, does not apply, or the assessment says not why.",
        why: "It looks as if the clause were settled by the declaration, and it is not.",
        resolve: "remove the declaration, or say in `rationale` why there is no case, and in `assesses` of what",
        stops: false,
        integrity: false,
    },
    run: Run::RecordWithRows(&["assessment"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let project = cx.project;
    // What does not count at all has a finding of its own.
    if project.text(record, "no_case") != Some("true") || assessment(project, record).is_none() {
        return;
    }
    let name = cx.name(record);
    if cx.said(record, "rationale").is_none() {
        found.lacking(record, &["rationale"], format!("{name} declares that there is no case, and does not say why"));
        return;
    }
    for entry in project.field(record, "clause").map(Entry::items).unwrap_or_default() {
        let Some(text) = entry.value.text() else { continue };
        let rows = cited::rows(cx, text);
        if rows.iter().any(|row| row.rests_on.contains(&record)) {
            continue;
        }
        let may = rows.iter().any(|row| {
            let clause = &project.schema.standards[row.standard].clauses[row.clause];
            clause.no_case || clause.number != text
        });
        let why = match (rows.is_empty(), rows.iter().any(|row| row.record_check.applies()), may) {
            (true, ..) => "no standard in use has such a clause",
            (_, false, _) => "the clause does not apply",
            (.., false) => "the clause cannot be without one",
            _ if cited::names_no_part(cx, record, &rows) => "it is judged part by part, and the assessment does not say of which it speaks",
            _ => "there is one, or a newer declaration counts",
        };
        found.at(record, entry.span, format!("{name} declares that there is no case of {text}, and this decides nothing: {why}"));
    }
}
