//! Goals of structural coverage that units state, held against what the reports show.

use super::{Coverage, Share};
use crate::model::{Project, RecordId, says_something};

/// What a goal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Statements: held against lines, which is what the reports know.
    Statement,
    /// Branches.
    Branch,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Statement, Self::Branch];

    /// Its field in the `coverage` of a unit.
    pub fn field(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Branch => "branch",
        }
    }
}

/// What is wrong with a goal, or with what is shown of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmet {
    /// It is not a percentage above 0, up to 100: nothing could be held against it.
    NoShare,
    /// No report shows anything of it.
    NothingShown,
    /// The reports show less.
    Less(Share),
}

/// A goal that the reports do not show to be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// The unit.
    pub unit: RecordId,
    /// What it is about.
    pub measure: Measure,
    /// The percentage, as written.
    pub percent: String,
    /// Why it is not met.
    pub unmet: Unmet,
    /// Whether the unit says why less is enough.
    pub excused: bool,
}

/// The goals that are not met, in the order of the units.
pub(super) fn unmet(project: &Project, coverage: &Coverage) -> Vec<Goal> {
    let mut found = Vec::new();
    for unit in project.with_role("unit").filter(|u| !project.is_obsolete(*u)) {
        let Some(entry) = project.field(unit, "coverage") else { continue };
        let text = |field: &str| entry.value.get(field).and_then(|e| e.value.text());
        let excused = text("deviation").is_some_and(says_something);
        for measure in Measure::ALL {
            let Some(percent) = text(measure.field()) else { continue };
            let of = coverage.of(unit);
            let shown = of.map_or(Share::default(), |of| match measure {
                Measure::Statement => of.lines,
                Measure::Branch => of.branches,
            });
            if let Some(unmet) = lacks(percent, shown) {
                found.push(Goal { unit, measure, percent: percent.to_owned(), unmet, excused: excused && unmet != Unmet::NoShare });
            }
        }
    }
    found.sort_by_key(|goal| (goal.unit, goal.measure));
    found
}

fn lacks(percent: &str, shown: Share) -> Option<Unmet> {
    let Some(goal) = percent.trim().parse::<f64>().ok().filter(|goal| *goal > 0.0 && *goal <= 100.0) else { return Some(Unmet::NoShare) };
    if shown.total == 0 {
        return Some(Unmet::NothingShown);
    }
    (shown.covered as f64 * 100.0 < goal * shown.total as f64).then_some(Unmet::Less(shown))
}
