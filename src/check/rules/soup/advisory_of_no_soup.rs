//! `advisory-of-no-soup`: advisories about packages that no record of SOUP names.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::Advisory;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "advisory-of-no-soup",
        severity: Severity::Note,
        clauses: &["7.1.3"],
        finds: "Advisories about packages that no record of SOUP names, or that name no package that can be compared.",
        why: "An advisory on SOUP under another name would look as if nothing were known. Of an export of a whole ecosystem most are of no SOUP.",
        resolve: "compare the packages with the records of SOUP; where one is SOUP, write its name into `purl` as the advisory has it, or its `cpe`",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

/// How many advisories are listed.
const LISTED: usize = 20;

/// How many packages of one advisory are listed.
const PACKAGES: usize = 3;

fn look(cx: &Inspection, found: &Found) {
    let evidence = &cx.project.evidence;
    let unmatched: Vec<&Advisory> = cx.judgement.advisories.unmatched.iter().map(|at| &evidence.advisories[*at]).collect();
    let (Some(setting), false) = (cx.project.config.evidence.advisories.first(), unmatched.is_empty()) else { return };
    let listed: Vec<String> = unmatched.iter().take(LISTED).map(|advisory| format!("`{}` ({})", advisory.id, packages(advisory))).collect();
    let others = if unmatched.len() > LISTED { format!(", and {} others", unmatched.len() - LISTED) } else { String::new() };
    let of = evidence.advisories.len();
    let words = format!("{} of {of} advisories match no SOUP: {}{others}", unmatched.len(), listed.join(", "));
    found.push(Diagnostic::new(&RULE.code, setting.span, words));
}

/// The packages that an advisory names.
fn packages(advisory: &Advisory) -> String {
    let mut names: Vec<&str> = Vec::new();
    for affected in &advisory.affected {
        if !affected.name.is_empty() && !names.contains(&affected.name.as_str()) {
            names.push(&affected.name);
            if names.len() > PACKAGES {
                break;
            }
        }
    }
    match names.as_slice() {
        [] => "no package".to_owned(),
        [first @ .., _] if first.len() == PACKAGES => format!("{}, …", first.join(", ")),
        all => all.join(", "),
    }
}
