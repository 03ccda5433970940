//! `coverage-below-goal`: a unit whose coverage reports do not show the coverage that it states as its goal.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Goal, Measure, Unmet};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "coverage-below-goal",
        severity: Severity::Error,
        clauses: &["5.5.3", "5.5.5"],
        finds: "A unit whose coverage reports show less than its goal in `coverage`, or nothing of it, without a recorded deviation.",
        why: "The goal is an acceptance criterion: a unit that does not meet it is not accepted, and code that no test runs is not verified by test.",
        resolve: "test what did not run and add the coverage report, or write in `deviation` why less is enough and who approved that",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if cx.excused(record) {
        return;
    }
    for goal in cx.judgement.coverage.unmet_goals(record).filter(|goal| !goal.excused) {
        let group = cx.project.field(record, "coverage");
        let place = group.and_then(|group| group.value.get(goal.measure.field())).map_or_else(|| cx.place_of(record, "coverage"), |entry| entry.span);
        found.at(record, place, words(cx, record, goal));
    }
}

fn words(cx: &Inspection, record: RecordId, goal: &Goal) -> String {
    let (name, percent) = (cx.name(record), goal.percent.as_str());
    let (measure, parts) = match goal.measure {
        Measure::Statement => ("statement", "lines"),
        Measure::Branch => ("branch", "branches"),
    };
    match goal.unmet {
        Unmet::NoShare => format!("the goal of {name} for {measure} coverage is `{percent}`, which is not a percentage above 0 and up to 100"),
        Unmet::NothingShown => format!("the goal of {name} is {percent} % {measure} coverage, and no coverage report shows its {parts}"),
        Unmet::Less(shown) => {
            format!("the goal of {name} is {percent} % {measure} coverage, and the reports show {} of {} {parts}", shown.covered, shown.total)
        }
    }
}
