//! The acceptability matrix of a project's risk policy.

/// A level of risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskLevel {
    /// What is written.
    pub id: String,
    /// What is shown.
    pub label: String,
    /// Whether the policy accepts it.
    pub acceptable: bool,
    /// What a risk of this level has to say before the policy accepts it, or before its benefits outweigh it.
    pub needs: Vec<LevelNeed>,
}

/// What a level of risk may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelNeed {
    /// Why it cannot be reduced further.
    FurtherReduction,
    /// Why the benefits outweigh it.
    BenefitRisk,
}

impl LevelNeed {
    /// All of them.
    pub const ALL: [LevelNeed; 2] = [Self::FurtherReduction, Self::BenefitRisk];

    /// The field of the risk that says it, which is also the word in `needs`.
    pub fn field(self) -> &'static str {
        match self {
            Self::FurtherReduction => "further_reduction",
            Self::BenefitRisk => "benefit_risk",
        }
    }
}

/// Levels by two scales, as the project's schema declares them. Any size; without one, acceptability is not judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskMatrix {
    /// The scale of the rows.
    pub rows: String,
    /// The scale of the columns.
    pub columns: String,
    /// The levels, lowest first.
    pub levels: Vec<RiskLevel>,
    /// `(row, column, level)`: places in the two scales and in `levels`, sorted.
    pub cells: Vec<(usize, usize, usize)>,
}

impl RiskMatrix {
    /// The level of a cell.
    pub fn level(&self, row: usize, column: usize) -> Option<&RiskLevel> {
        let at = self.cells.binary_search_by(|(r, c, _)| (*r, *c).cmp(&(row, column))).ok()?;
        self.levels.get(self.cells[at].2)
    }
}
