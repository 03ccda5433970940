//! Rules: what is missing or contradicts itself in the records. They read the project and the judgement, and judge nothing.

mod levels;
mod rule;
mod rules;

pub use levels::{CODES, apply_levels};
pub use rule::{Context, Rule, Run};
pub use rules::RULES;

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::judge::Judgement;
use crate::model::Project;

/// Runs every rule, in parallel; the findings come unsorted, at the rules' own levels.
pub fn check(project: &Project, judgement: &Judgement) -> Vec<Diagnostic> {
    let cx = Context::new(project, judgement);
    RULES.par_iter().flat_map_iter(|rule| rule.findings(&cx)).collect()
}
