//! Where and with what a test was run: only a pass of the same setting outdates a failure.

use super::verdict::Basis;
use crate::model::{Choice, Entry, Project, RunReason, Words, says_something};

/// What a run or report states about where it was made, as written: `None` for what it does not state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting([Option<String>; Setting::PARTS.len()]);

impl Setting {
    /// What is compared, as the fields of a run are called.
    pub const PARTS: [&'static str; 3] = ["environment", "hardware", "tools"];

    /// The setting of a run, or of the report of a case.
    pub fn of(project: &Project, basis: Basis) -> Self {
        let stated = |text: &str| Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| says_something(text));
        match basis {
            Basis::Record(run) => Self(Self::PARTS.map(|part| {
                let mut texts: Vec<&str> = project.field(run, part).map(Entry::items).unwrap_or_default().iter().filter_map(|e| e.value.text()).collect();
                texts.sort_unstable();
                stated(&texts.join(", "))
            })),
            Basis::Case(report, _) => {
                let report = &project.evidence.reports[report];
                let part = |text: &Option<String>| text.as_deref().and_then(stated);
                Self([part(&report.environment), None, part(&report.tools)])
            }
        }
    }

    /// What is stated of a part, by its place in [`Self::PARTS`].
    pub fn part(&self, part: usize) -> Option<&str> {
        self.0.get(part)?.as_deref()
    }

    /// Whether a part is the same as in another setting, but for case; what neither states is the same, too.
    pub fn is_alike(&self, other: &Self, part: usize) -> bool {
        let folded = |setting: &Self| setting.part(part).map(str::to_lowercase);
        folded(self) == folded(other)
    }

    /// Whether all parts are the same as in another setting.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (0..Self::PARTS.len()).all(|part| self.is_alike(other, part))
    }
}

/// Whether it is a run by hand that repeats one that failed, wherever it was made.
pub(super) fn is_retest(project: &Project, basis: Basis) -> bool {
    match basis {
        Basis::Record(run) => RunReason::of(project.field(run, "reason")) == Choice::Word(RunReason::Retest),
        Basis::Case(..) => false,
    }
}
