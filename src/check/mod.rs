//! Rules: what is missing or contradicts itself in the records. They read the project and the judgement, and judge nothing.

mod anomalies;
mod change;
mod cited;
mod counting;
mod holes;
mod levels;
mod plan;
mod rule;
mod rules;
mod waivers;

pub use holes::fill_holes;
pub use levels::{apply_levels, set_levels};
pub use rule::{Inspection, Rule, Run};
pub use rules::rules;
pub use waivers::apply_waivers;

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic};
use crate::judge::Judgement;
use crate::model::Project;

/// The codes of the passes after the rules: levels and waivers.
pub static CODES: &[&Code] =
    &[&levels::CHECK_LEVEL_INVALID, &waivers::WAIVER_EXPIRED, &waivers::WAIVER_INVALID, &waivers::WAIVER_UNAPPROVED, &waivers::WAIVER_UNUSED];

/// Runs every rule, in parallel; the findings come unsorted, at the rules' own levels.
pub fn check(project: &Project, judgement: &Judgement) -> Vec<Diagnostic> {
    let cx = Inspection::new(project, judgement);
    rules().collect::<Vec<_>>().into_par_iter().flat_map_iter(|rule| rule.findings(&cx)).collect()
}
