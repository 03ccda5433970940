//! `failing-case-of-no-test`: a case that failed, and that belongs to no test.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "failing-case-of-no-test",
        severity: Severity::Warning,
        clauses: &["5.7.2", "5.7.5"],
        finds: "A case of a test report that failed, and that belongs to no test.",
        why: "Something failed, and no verdict says so: neither a requirement nor a control rests on the case.",
        resolve: "name the case in the `automated` of the test that it is part of, or resolve the failure",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for (report, tests) in cx.project.evidence.reports.iter().zip(&cx.judgement.proof.case_tests) {
        let stray = || report.cases.iter().zip(tests).filter(|(case, tests)| case.outcome.fails() && tests.is_empty()).map(|(case, _)| case);
        let Some(first) = stray().next() else { continue };
        let words = match stray().count() {
            1 => format!("`{}` failed in report `{}`, and belongs to no test", first.name, report.path),
            count => format!("`{}` and {} others failed in report `{}`, and belong to no test", first.name, count - 1, report.path),
        };
        found.push(Diagnostic::new(&RULE.code, first.span, words));
    }
}
