//! Standards as data: numbers, own short titles, and to which levels each clause applies.

use super::questionnaire::Questionnaire;

/// A standard in one edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standard {
    /// The name that `book.toml` uses.
    pub name: String,
    /// What is shown.
    pub title: String,
    /// The scale whose values decide which clauses apply.
    pub scale: String,
    /// Where the letters come from.
    pub source: String,
    /// Headings over clauses.
    pub sections: Vec<Section>,
    /// Clauses in their order.
    pub clauses: Vec<Clause>,
    /// The questions that lead to a class.
    pub questionnaire: Option<Questionnaire>,
    /// By activity that a plan can cover: the clauses that such a plan has to answer.
    pub plans: Vec<(String, Vec<String>)>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its number.
    pub number: String,
    /// Our own short title.
    pub title: String,
}

/// A clause that carries a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its number.
    pub number: String,
    /// Our own short title.
    pub title: String,
    /// At which level it is judged: organisation, system, item, unit, boundary, soup, release, legacy.
    pub scope: String,
    /// The levels of the scale it applies to.
    pub levels: Vec<String>,
    /// Kinds of record that answer it.
    pub evidence: Vec<String>,
    /// A condition besides the level.
    pub condition: Option<String>,
}
