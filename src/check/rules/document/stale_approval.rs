//! `stale-approval`: an approval that is still the one of a release, though the record has changed.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::{Stamp, fingerprint, stamp};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "stale-approval",
        severity: Severity::Warning,
        clauses: &["5.1.8", "8.2.3"],
        finds: "An approval that stands as it stood in the newest frozen release, though the record has changed since.",
        why: "Nobody has approved what the record says now.",
        resolve: "have the record approved as it is now, and record that approval",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["any"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let Stamp::Given { on, .. } = stamp(cx.project, record, "approved") else { return };
    let Some(approved) = cx.project.field(record, "approved") else { return };
    let past = cx.project.past.as_ref().and_then(|past| Some((past, past.records.get(cx.id(record))?)));
    if let Some((past, frozen)) = past
        && frozen.fields.get("approved") == Some(&approved.value.json())
        && frozen.fingerprint != fingerprint(cx.project, record)
    {
        found.at(
            record,
            approved.span,
            format!("{} has changed since release {}, and its approval of {on} is still the one of then", cx.name(record), past.version),
        );
    }
}
