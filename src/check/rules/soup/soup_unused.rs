//! `soup-unused`: SOUP that no item or unit uses, and no SOUP that is used needs.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "soup-unused",
        severity: Severity::Warning,
        clauses: &["8.1.2"],
        finds: "SOUP that no item or unit uses, and no SOUP that is used needs.",
        why: "The list of SOUP is to be that of the product: what nothing uses is either not in it, or the use is not known.",
        resolve: "name the users with `used_by`, or the SOUP that needs it with `needed_by`; what is not in the product does not belong in the list",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let project = cx.project;
    let mut used = vec![false; project.records.len()];
    let of_product = |soup: &RecordId| !project.is_obsolete(*soup) && !project.linked(*soup, "used_by").is_empty();
    let mut open: Vec<RecordId> = project.with_role("soup").filter(of_product).collect();
    while let Some(soup) = open.pop() {
        if !std::mem::replace(&mut used[soup.index()], true) {
            open.extend(project.linked(soup, "depends_on"));
        }
    }
    for soup in cx.asked("soup", RULE.code.clauses).filter(|s| !used[s.index()]) {
        found.about(soup, format!("nothing in the product uses {}", cx.name(soup)));
    }
}
