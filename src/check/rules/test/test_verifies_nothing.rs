//! `test-verifies-nothing`: a test that verifies nothing, validates nothing and shows no effect.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{State, Written};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "test-verifies-nothing",
        severity: Severity::Warning,
        clauses: &["5.7.4"],
        finds: "A test that verifies nothing, validates nothing and shows no effect.",
        why: "Its result supports no claim.",
        resolve: "link what it tests with `verifies`, `validates` or `shows_effect_of`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let project = cx.project;
    // What a segregation names as its proof has a subject, though no link leads to it.
    let mut named = vec![false; project.records.len()];
    cx.each_named(|from, to, _| named[to.index()] |= !project.is_obsolete(from));
    let links = ["verifies", "validates", "shows_effect_of"];
    // A link to a record of another kind says what is meant: that is told where it stands.
    let is_wrong =
        |written: &&Written| matches!(written.state, State::WrongKind(_)) && links.contains(&project.schema.link(written.name.link).name.as_str());
    project.graph.written.iter().filter(is_wrong).for_each(|written| named[written.record.index()] = true);
    for test in cx.asked("test", RULE.code.clauses).filter(|t| !named[t.index()] && !cx.excused(*t)) {
        if links.iter().all(|link| project.linked(test, link).is_empty()) {
            found.lacking(test, &links, format!("{} verifies nothing", cx.name(test)));
        }
    }
}
