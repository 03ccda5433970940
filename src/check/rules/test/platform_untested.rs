//! `platform-untested`: a test that ran, but not on every platform of the release.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::judge::Verdict;
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "platform-untested",
        severity: Severity::Warning,
        clauses: &["5.7.3", "5.7.5"],
        finds: "A test that ran, and has no run of the version under view on one of the platforms in `[release] platforms`.",
        why: "What passes on one platform shows nothing about another.",
        resolve: "run the test on the platform, and write `platform` in the run or in `[[evidence.report]]`",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let Some(whole) = cx.judgement.verdict(record).map(|j| j.verdict) else { return };
    // That it never ran at all, or only long ago, is told by rules of their own.
    if matches!(whole, Verdict::NotRun | Verdict::Unverified | Verdict::Stale) || cx.excused(record) {
        return;
    }
    let platforms = cx.project.config.release.platforms.iter().zip(cx.judgement.proof.platforms(record));
    let open = platforms.filter(|(_, verdict)| matches!(verdict, Verdict::NotRun | Verdict::Unverified | Verdict::Stale));
    for (platform, _) in open {
        found.about(record, format!("{} has no passing run on `{}`", cx.name(record), platform.value));
    }
}
