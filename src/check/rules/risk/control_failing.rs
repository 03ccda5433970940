//! `control-failing`: a control of which something shows that it is not in place, or has no effect.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Judged, Verdict};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "control-failing",
        severity: Severity::Error,
        clauses: &["7.3.1"],
        finds: "A control that a failing test or verification shows not to be in place, or not to have its effect.",
        why: "The risk that it was to reduce is as high as without it.",
        resolve: "mend the control and verify it again, or control the risk by other means",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["control"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let fails = |judged: Option<&Judged>| judged.is_some_and(|j| j.verdict == Verdict::Failing);
    let (built, effective) = (cx.judgement.implementation(record), cx.judgement.effectiveness(record));
    let what = match (fails(built), fails(effective)) {
        (false, false) => return,
        (true, false) => "is not in place",
        (false, true) => "does not have its effect",
        (true, true) => "is not in place and does not have its effect",
    };
    found.about(record, format!("{} fails: a test or verification shows that it {what}", cx.name(record)));
}
