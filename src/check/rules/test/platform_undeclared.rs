//! `platform-undeclared`: a run or report on a platform that the release does not declare.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity, did_you_mean};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "platform-undeclared",
        severity: Severity::Warning,
        clauses: &["5.7.5", "5.8.4"],
        finds: "A run or a test report that names a platform which `[release] platforms` does not.",
        why: "A mistyped name hides what was shown; and a platform that is tested but not released is no evidence for the others.",
        resolve: "correct the name, or declare the platform in `[release] platforms`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let declared: Vec<&str> = cx.project.config.release.platforms.iter().map(|p| p.value.as_str()).collect();
    if declared.is_empty() {
        return;
    }
    let stray = |name: &&str| !declared.contains(name);
    for run in cx.project.with_role("run").filter(|r| !cx.project.is_obsolete(*r)) {
        if let Some(name) = cx.project.text(run, "platform").filter(stray) {
            let words = format!("{} is made on `{name}`, which is no platform of the release", cx.name(run));
            found.push(Diagnostic::new(&RULE.code, cx.place_of(run, "platform"), words).about(cx.id(run)).help(did_you_mean(name, &declared)));
        }
    }
    for report in &cx.project.evidence.reports {
        if let Some(name) = report.platform.as_deref().filter(stray) {
            let words = format!("report `{}` is made on `{name}`, which is no platform of the release", report.path);
            found.push(Diagnostic::new(&RULE.code, cx.place_of_report(report), words).help(did_you_mean(name, &declared)));
        }
    }
}
