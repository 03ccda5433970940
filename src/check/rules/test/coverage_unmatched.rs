//! `coverage-unmatched`: files of a coverage report that belong to no unit.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "coverage-unmatched",
        severity: Severity::Note,
        clauses: &["5.5.5"],
        finds: "Files of a coverage report that belong to no unit.",
        why: "What ran there counts for no unit: the code may be unknown to the file, or a unit may give its place wrongly.",
        resolve: "correct the paths in `code` of the units, or leave what belongs to none (tests, libraries) out of the report",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

/// How many files a message names.
const NAMED: usize = 3;

fn look(cx: &Inspection, found: &Found) {
    for (report, unmatched) in cx.project.evidence.coverage.iter().zip(&cx.judgement.coverage.unmatched) {
        let Some(first) = unmatched.first() else { continue };
        let names: Vec<String> = unmatched.iter().take(NAMED).map(|f| format!("`{}`", report.files[*f].path)).collect();
        let others = unmatched.len().saturating_sub(NAMED);
        let others = if others > 0 { format!(" and {others} more") } else { String::new() };
        let words = format!("{} of {} files of the coverage report belong to no unit: {}{others}", unmatched.len(), report.files.len(), names.join(", "));
        found.push(Diagnostic::new(&RULE.code, report.files[*first].span, words));
    }
}
