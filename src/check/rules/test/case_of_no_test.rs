//! `case-of-no-test`: a report with cases that belong to no test.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "case-of-no-test",
        severity: Severity::Note,
        clauses: &["5.7.5"],
        finds: "A test report with cases that belong to no test: no `automated` names them, and they name no test themselves.",
        why: "What they show is traced to no requirement.",
        resolve: "name the cases in a test's `automated`, or write the id of the test into the name of the case",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for (report, tests) in cx.project.evidence.reports.iter().zip(&cx.judgement.proof.case_tests) {
        let stray = || report.cases.iter().zip(tests).filter(|(_, tests)| tests.is_empty()).map(|(case, _)| case);
        // Those that failed are told by a rule of their own.
        let Some(first) = stray().find(|case| !case.outcome.fails()) else { continue };
        let failing = stray().filter(|case| case.outcome.fails()).count();
        let failing = if failing > 0 { format!(", {failing} of them failing") } else { String::new() };
        let (count, all) = (stray().count(), report.cases.len());
        let words = format!("{count} of {all} cases of report `{}` belong to no test{failing}; the first is `{}`", report.path, first.name);
        found.push(Diagnostic::new(&RULE.code, first.span, words));
    }
}
