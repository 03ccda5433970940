//! Rules: what is missing or contradicts itself in the records. They read the project and the judgement, and judge nothing.

mod anomalies;
mod change;
mod cited;
mod counting;
mod holes;
mod levels;
mod lowered;
mod plan;
mod rule;
mod rules;
mod sharing;
mod waivers;

pub use holes::fill_holes;
pub use levels::{apply_levels, errors, set_levels};
pub use rule::{Inspection, Rule, Run};
pub use rules::rules;
pub use waivers::apply_waivers;

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic};
use crate::judge::Judgement;
use crate::model::Project;

/// The codes of the passes after the rules: levels and waivers.
pub static CODES: &[&Code] = &[
    &levels::CHECK_LEVEL_INVALID,
    &waivers::WAIVER_EXPIRED,
    &waivers::WAIVER_INVALID,
    &waivers::WAIVER_TOO_LONG,
    &waivers::WAIVER_UNAPPROVED,
    &waivers::WAIVER_UNUSED,
];

/// Runs every rule that asks nothing of clause rows, in parallel; the findings come unsorted, at the rules' own levels.
pub fn check(project: &Project, judgement: &Judgement) -> Vec<Diagnostic> {
    run(project, judgement, |rule| !rule.reads_rows())
}

/// Runs the rules that read the rows of the clause tables.
pub fn check_rows(project: &Project, judgement: &Judgement) -> Vec<Diagnostic> {
    run(project, judgement, Rule::reads_rows)
}

fn run(project: &Project, judgement: &Judgement, chosen: impl Fn(&Rule) -> bool) -> Vec<Diagnostic> {
    let cx = Inspection::new(project, judgement);
    let chosen: Vec<&Rule> = rules().filter(|rule| chosen(rule)).collect();
    chosen.into_par_iter().flat_map_iter(|rule| rule.findings(&cx)).collect()
}
