//! Evidence as it was read: test reports here, what else there is in files of its own.

use jiff::civil::Date;

use super::advisory::{Advisory, AdvisoryFile};
use super::coverage::CoverageReport;
use super::sbom::{Component, Sbom};
use crate::source::Span;

/// All evidence files of the project.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Test reports, sorted by path.
    pub reports: Vec<Report>,
    /// Reports of structural coverage, sorted by path.
    pub coverage: Vec<CoverageReport>,
    /// Advisories on known anomalies of SOUP, by file and place in it.
    pub advisories: Vec<Advisory>,
    /// The files that they come from, sorted by path.
    pub advisory_files: Vec<AdvisoryFile>,
    /// Bills of materials, sorted by path.
    pub sboms: Vec<Sbom>,
    /// Every evidence file with its hash, sorted by path.
    pub files: Vec<ReportFile>,
}

impl Evidence {
    /// A component by the places of its bill and in it.
    pub fn component(&self, (sbom, component): (usize, usize)) -> Option<(&Sbom, &Component)> {
        let sbom = self.sboms.get(sbom)?;
        Some((sbom, sbom.components.get(component)?))
    }
}

/// An evidence file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// Its path inside the project.
    pub path: String,
    /// What it is.
    pub role: EvidenceRole,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

/// A test report, with what the project says about it.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Its path inside the project.
    pub path: String,
    /// The version of the software that ran.
    pub version: Option<String>,
    /// When it ran: stated by the project, else by the report.
    pub date: Option<Date>,
    /// Where.
    pub environment: Option<String>,
    /// With which tools.
    pub tools: Option<String>,
    /// Who or what ran it.
    pub tester: Option<String>,
    /// Who answers for it.
    pub responsible: Option<String>,
    /// On which platform.
    pub platform: Option<String>,
    /// The cases, in the order of the file.
    pub cases: Vec<Case>,
}

/// A case of a test report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// Its class or module.
    pub classname: String,
    /// How it went.
    pub outcome: Outcome,
    /// Whether it failed at first, and passed when it ran again.
    pub flaky: bool,
    /// The tests that properties of the case or its suites name.
    pub ids: Vec<String>,
    /// What the report says about a failure, cut.
    pub message: String,
    /// Where it stands.
    pub span: Span,
}

/// What an evidence file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceRole {
    /// A report of tests.
    Junit,
    /// A software bill of materials.
    Sbom,
    /// Evidence that a run names.
    Run,
    /// A report of coverage.
    Coverage,
    /// Advisories on SOUP.
    Advisories,
}

impl EvidenceRole {
    /// The word for it in data files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Junit => "junit",
            Self::Sbom => "sbom",
            Self::Run => "run",
            Self::Coverage => "coverage",
            Self::Advisories => "advisories",
        }
    }
}

/// How a case went. An error is no failure in the report, and counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It passed.
    Pass,
    /// It did not run: proves nothing.
    Skipped,
    /// An expectation was not met.
    Failure,
    /// It broke.
    Error,
}

impl Outcome {
    /// Whether it counts as a failure.
    pub fn fails(self) -> bool {
        self >= Self::Failure
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Skipped => "skipped",
            Self::Failure => "fail",
            Self::Error => "error",
        }
    }
}
