//! `residual-score-unproven`: a residual score below the initial one that no effective control is shown to reduce.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::judge::Unshown;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "residual-score-unproven",
        severity: Severity::Error,
        clauses: &["7.3.1", "ISO 14971 7.3"],
        finds: "A residual score below the initial one without a control that says it reduces that score and whose effect is shown.",
        why: "A risk gets smaller by a measure that works, not by a lower number; until that is shown, the initial score counts.",
        resolve: "state in `reduces` of a control what it makes smaller, and link what shows its effect; or write the initial score",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["risk"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    for fall in cx.judgement.risk(record).and_then(|s| s.residual()).map(|s| s.unproven.as_slice()).unwrap_or_default() {
        let reduces = if fall.name == "severity" { "severity" } else { "probability" };
        let (why, help) = match fall.why {
            Unshown::NotReduced => {
                let help = format!("state `reduces: {{{reduces}: true}}` on the control that lowers it, or write the initial value");
                (format!("no control says that it reduces the {reduces}"), help)
            }
            Unshown::NotEffective => {
                let help = "link the test that shows the effect of the control with `shows_effect_of`, or write the initial value";
                ("no passing test shows the effect of the control".to_owned(), help.to_owned())
            }
        };
        let words = format!("the `{}` of {} falls from `{}` to `{}`; {why}", fall.name, cx.name(record), fall.from, fall.to);
        found.push(Diagnostic::new(&RULE.code, fall.span, words).about(cx.id(record)).help(help));
    }
}
