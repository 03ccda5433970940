//! `unmatched-automated-name`: a name in `automated` that no case of a test report has.

use unicode_normalization::UnicodeNormalization;

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::judge::{PlainStar, plain_star};
use crate::model::RecordId;
use crate::source::folded;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "unmatched-automated-name",
        severity: Severity::Error,
        clauses: &["5.7.5"],
        finds: "A name in `automated` that no case of a test report has.",
        why: "A case that was renamed, or never ran, shows nothing, however many others pass.",
        resolve: "correct the name, or add the report that holds the case",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["test"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    // Without any case there is nothing to compare with: the test was never run.
    if !cx.has_cases() || cx.excused(record) {
        return;
    }
    let unmatched: Vec<&str> = cx.judgement.proof.unmatched_of(record).collect();
    for entry in cx.project.field(record, "automated").map(|e| e.items()).unwrap_or_default() {
        if let Some(name) = entry.value.text().filter(|n| unmatched.binary_search(n).is_ok()) {
            let words = format!("no report has a case called `{name}`, which {} names", cx.name(record));
            let finding = Diagnostic::new(&RULE.code, entry.span, words).about(cx.id(record));
            found.push(match plain_star(name) {
                None => match cx.project.evidence.reports.iter().flat_map(|r| &r.cases).find(|case| looks_like(&case.name, name)) {
                    Some(case) => finding.help(format!("`{}` looks the same and is written in other characters (an accent by itself, or joined with its letter): copy it from the report", case.name)),
                    None => finding,
                },
                Some(PlainStar::First) => finding.help("a name that begins with `*` is not read as a pattern: write what the cases begin with before the star"),
                Some(PlainStar::Between) => finding.help(
                    "a `*` between two letters or digits is not read as a pattern: write one entry for each case, or let the star follow a mark, as in `rate_*` or `limit.*`",
                ),
            });
        }
    }
}

/// Whether two names that differ are the same once accents are joined with their letters, or hidden and look-alike characters and
/// blanks are plain.
fn looks_like(one: &str, other: &str) -> bool {
    // Names of plain characters look like no other: most names are such, and there may be many cases.
    let plain = |name: &str| folded(&name.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).collect::<String>());
    !(one.is_ascii() && other.is_ascii()) && one != other && plain(one) == plain(other)
}
