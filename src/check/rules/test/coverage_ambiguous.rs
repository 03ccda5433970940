//! `coverage-ambiguous`: a file of a coverage report that may be one of several files of the project.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "coverage-ambiguous",
        severity: Severity::Warning,
        clauses: &["5.5.5"],
        finds: "A file of a coverage report that may be one of several files of the project.",
        why: "Whose code ran cannot be told, so that it counts for no unit.",
        resolve: "write the paths in `code` from the root of the source tree, and let the reports give them with enough folders to tell them apart",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    for ambiguous in &cx.judgement.coverage.ambiguous {
        let report = &cx.project.evidence.coverage[ambiguous.report];
        let file = &report.files[ambiguous.file];
        let units: Vec<String> = ambiguous.units.iter().take(4).map(|u| format!("`{}`", cx.id(*u))).collect();
        let words = match ambiguous.beside {
            Some(other) => format!("`{}` and `{}` may both be the code of {}", file.path, report.files[other].path, units.join(", ")),
            None => format!("`{}` may be the code of several units: {}", file.path, units.join(", ")),
        };
        found.push(Diagnostic::new(&RULE.code, file.span, words));
    }
}
