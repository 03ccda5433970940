//! Reports of structural coverage as they were read.

use crate::source::Span;

/// A report.
#[derive(Debug, Clone)]
pub struct CoverageReport {
    /// Its path inside the project.
    pub path: String,
    /// The source files that it covers: each once, sorted by path.
    pub files: Vec<CoveredFile>,
}

/// A source file in a report.
#[derive(Debug, Clone)]
pub struct CoveredFile {
    /// Its path as the report has it, with `/`, often from another root than the project's.
    pub path: String,
    /// Where the report first names it.
    pub span: Span,
    /// Its lines with code, each once, sorted.
    pub lines: Vec<Line>,
    /// Branches that the report tells apart, each once, sorted.
    pub branches: Vec<Branch>,
    /// Branches of which the report gives only numbers: one entry a line, sorted.
    pub counted: Vec<Counted>,
}

impl CoveredFile {
    /// A file of which nothing is said yet.
    pub fn new(path: String, span: Span) -> Self {
        Self { path, span, lines: Vec::new(), branches: Vec::new(), counted: Vec::new() }
    }
}

/// A line with code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Its number.
    pub number: u32,
    /// Whether it ran.
    pub hit: bool,
}

/// A branch of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Branch {
    /// The number of the line.
    pub line: u32,
    /// What tells it from the others of the line.
    pub id: u64,
    /// Whether it was taken.
    pub taken: bool,
}

/// The branches of a line in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// The number of the line.
    pub line: u32,
    /// How many were taken.
    pub taken: u32,
    /// How many there are.
    pub total: u32,
}
