//! `test-failing`: a test that fails.

use jiff::civil::Date;

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Basis, Setting, Standing, Verdict};
use crate::model::{Outcome, RecordId};

/// How many settings a message names.
const SHOWN: usize = 3;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "test-failing",
        severity: Severity::Error,
        clauses: &["5.7.2", "9.1"],
        finds: "A test that fails: a failure counts until a later run passes on the same platform, in the same environment, with the same tools.",
        why: "A failure is an anomaly, and has to go through problem resolution. A pass on another machine does not show that it is gone.",
        resolve: "resolve the failure, record the problem report, and run the test again where it failed",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    if let Some(judged) = cx.judgement.verdict(record)
        && judged.verdict == Verdict::Failing
    {
        let cases: Vec<String> = judged
            .rests_on
            .iter()
            .filter_map(|b| match b {
                Basis::Case(r, c) => {
                    let case = &cx.project.evidence.reports[*r].cases[*c];
                    (case.outcome >= Outcome::Failure).then(|| format!("`{}`", case.name))
                }
                Basis::Record(run) => {
                    let failing = cx.judgement.verdict(*run).is_some_and(|j| j.verdict == Verdict::Failing);
                    failing.then(|| format!("`{}`", cx.id(*run)))
                }
            })
            .collect();
        let words = format!("{} fails: {}", cx.name(record), cases.join(", "));
        let mut standing = cx.judgement.proof.standing_of(record);
        match standing.next() {
            None => found.about(record, words),
            Some(first) => {
                let others = standing.any(|other| elsewhere(cx, other) != elsewhere(cx, first));
                let others = if others { ", and so do other failures" } else { "" };
                let help = "run it again where it failed, or write `reason: retest` in the manual run that repeats it";
                found.with_help(record, format!("{words}; {}{others}", elsewhere(cx, first)), help);
            }
        }
    }
}

/// That a failure stands since what passed later ran elsewhere.
fn elsewhere(cx: &Inspection, standing: &Standing) -> String {
    let failure = Setting::of(cx.project, standing.failure);
    let passes: Vec<Setting> = standing.passes.iter().map(|pass| Setting::of(cx.project, *pass)).collect();
    let differs: Vec<usize> = (0..Setting::PARTS.len()).filter(|part| passes.iter().any(|pass| !pass.is_alike(&failure, *part))).collect();
    let place = |setting: &Setting| differs.iter().map(|part| stated(setting, *part)).collect::<Vec<_>>().join(", ");
    let mut places: Vec<String> = passes.iter().map(place).collect();
    places.sort();
    places.dedup();
    let more = places.len().saturating_sub(SHOWN);
    places.truncate(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let date = date(cx, standing.failure).map(|date| format!(" of {date}")).unwrap_or_default();
    format!("the failure{date} in {} stands: later runs passed in {}{more} only", place(&failure), places.join("; "))
}

fn stated(setting: &Setting, part: usize) -> String {
    let name = Setting::PARTS[part].replace('_', " ");
    match setting.part(part) {
        Some(text) if part == 0 => format!("`{text}`"),
        Some(text) => format!("{name} `{text}`"),
        None => format!("no stated {name}"),
    }
}

fn date(cx: &Inspection, basis: Basis) -> Option<Date> {
    match basis {
        Basis::Case(report, _) => cx.project.evidence.reports[report].date,
        Basis::Record(run) => cx.date(run, "date"),
    }
}
