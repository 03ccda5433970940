//! `isolated-record`: a record that no link leads to or from, of a kind that lives by its links: a run of no test, a review of nothing, a notice about nothing.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "isolated-record",
        severity: Severity::Note,
        clauses: &["7.3.3", "8.2.4", "9.5"],
        finds: "A record that no link leads to or from, of a kind that lives by its links: a run of no test, a review of nothing, a notice about nothing.",
        why: "Nothing can be traced to it, and nothing rests on it: it might as well not be there.",
        resolve: "link it to what it is about, or mark it as obsolete",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

/// The kinds that live by links, of which no rule of their own asks for one.
const ROLES: &[&str] = &["change_request", "component", "notice", "problem_report", "run", "use_scenario", "verification"];

fn look(cx: &Inspection, found: &Found) {
    let mut linked = vec![false; cx.project.records.len()];
    let proves = |link| cx.project.schema.link(link).proves;
    // What is written counts wherever it leads: to something outside, or to nothing, which is a finding of its own.
    for written in cx.project.graph.written.iter().filter(|w| proves(w.name.link)) {
        linked[written.record.index()] = true;
    }
    for edge in cx.project.graph.edges.iter().filter(|e| proves(e.link)) {
        for (one, other) in [(edge.from, edge.to), (edge.to, edge.from)] {
            linked[one.index()] |= !cx.project.is_obsolete(other);
        }
    }
    cx.each_named(|from, to, _| {
        linked[from.index()] = true;
        linked[to.index()] |= !cx.project.is_obsolete(from);
    });
    for (record, _) in cx.project.iter().filter(|(r, _)| !linked[r.index()] && !cx.project.is_obsolete(*r)) {
        let lives = ROLES.iter().any(|role| cx.project.has_role(record, role));
        if lives && !cx.excused(record) && !cx.says(record, "answers") {
            found.about(record, format!("no link leads to or from {}", cx.name(record)));
        }
    }
}
