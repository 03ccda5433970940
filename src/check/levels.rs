//! The levels that a project gives to codes in `[check]`.

use crate::config::Check;
use crate::diag::{Code, Diagnostic, Severity, did_you_mean};

/// A level for nothing, or for what may not be lowered.
pub(super) static CHECK_LEVEL_INVALID: Code = Code {
    name: "check-level-invalid",
    severity: Severity::Error,
    clauses: &[],
    finds: "A level in `[check]` for a code that does not exist, or a lower one for a code that guards the integrity of the records.",
    why: "A mistyped code silences nothing; a silenced integrity code would let a wrong file look right.",
    resolve: "correct the code, or remove the line",
    stops: false,
    integrity: true,
};

/// The levels that the project set and may set, by code; `None` for a code whose findings are dropped. What is wrong with
/// the others is found. `known` are all codes there are.
pub fn set_levels(check: &Check, known: &[&'static Code]) -> (Vec<(&'static Code, Option<Severity>)>, Vec<Diagnostic>) {
    let (mut set, mut wrong) = (Vec::new(), Vec::new());
    for (code, level) in &check.levels {
        let Some(target) = known.iter().find(|c| c.name == code.value) else {
            let names: Vec<&str> = known.iter().map(|c| c.name).collect();
            let near = crate::diag::nearest(&code.value, names.iter().copied());
            let help = near.map_or_else(|| "`techfile explain` lists all codes".to_owned(), |_| did_you_mean(&code.value, &names));
            wrong.push(Diagnostic::new(&CHECK_LEVEL_INVALID, code.span, format!("no code is called `{}`", code.value)).help(help));
            continue;
        };
        if target.integrity && level.is_none_or(|l| l < target.severity) {
            let words = format!("`{}` guards the integrity of the records: it can be neither allowed nor lowered", code.value);
            wrong.push(Diagnostic::new(&CHECK_LEVEL_INVALID, code.span, words));
            continue;
        }
        set.push((*target, *level));
    }
    (set, wrong)
}

/// Gives findings their levels; those of an allowed code are dropped.
pub fn apply_levels(findings: &mut Vec<Diagnostic>, levels: &[(&'static Code, Option<Severity>)]) {
    for (code, level) in levels {
        match level {
            None => findings.retain(|d| d.code != *code),
            Some(level) => findings.iter_mut().filter(|d| d.code == *code).for_each(|d| d.severity = *level),
        }
    }
}

/// The findings of error level, waived or not, by their own level or the one that the project gives them: a project may find more
/// wrong than the rules do, and makes nothing right by finding less.
pub fn errors<'f>(findings: &'f [Diagnostic], levels: &[(&'static Code, Option<Severity>)]) -> Vec<&'f Diagnostic> {
    let raised = |d: &Diagnostic| levels.iter().any(|(code, level)| d.code == *code && *level == Some(Severity::Error));
    findings.iter().filter(|d| d.severity == Severity::Error || raised(d)).collect()
}
