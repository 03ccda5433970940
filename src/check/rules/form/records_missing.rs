//! `records-missing`: a project that has to show something, and has no record.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::Project;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "records-missing",
        severity: Severity::Error,
        clauses: &[],
        finds: "A project that names a standard in `[standards] use`, or has frozen releases, and has no record at all.",
        why: "Every other rule looks at records: where there are none, all of them are silent, and an empty project would pass as a complete one.",
        resolve: "bring the folder of records back, or set `[records] dir` in book.toml to where it is; `techfile new` writes a first record",
        stops: false,
        integrity: true,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let project = cx.project;
    if !project.records.is_empty() {
        return;
    }
    if let Some(standard) = project.config.standards.first() {
        let words = format!("the project has no record, and uses the standard `{}`", standard.value);
        found.push(Diagnostic::new(&RULE.code, standard.span, words));
    } else if let Some((version, place)) = frozen(project) {
        let words = format!("the project has no record, and had some when release {version} was frozen");
        found.push(match place {
            Some(place) => Diagnostic::new(&RULE.code, place, words),
            None => Diagnostic::global(&RULE.code, words),
        });
    }
}

/// The newest frozen release, and where the settings speak of releases.
fn frozen(project: &Project) -> Option<(&str, Option<Span>)> {
    project.archive.releases.first().map(|release| (release.version.as_str(), project.config.release.place))
}
