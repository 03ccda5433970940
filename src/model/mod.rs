//! What exists and how it connects: records, graph, chapters, evidence; immutable once built.

mod addresses;
mod advisory;
mod asset;
pub mod body;
mod build_date;
mod chapter;
mod coverage;
mod cpe;
mod evidence;
mod graph;
mod ids_named;
mod past;
mod people;
mod project;
mod purl;
mod record;
mod review;
mod says;
mod sbom;
pub mod snapshot;
mod words;

pub use addresses::addresses;
pub use advisory::{Advisory, AdvisoryFile, Affected, Event, Order, Range, Versions};
pub use asset::Asset;
pub use build_date::BuildDate;
pub use chapter::{Chapter, Live, Prose};
pub use coverage::{Branch, Counted, CoverageReport, CoveredFile, Line};
pub use cpe::Cpe;
pub use evidence::{Case, Evidence, EvidenceRole, Outcome, Report, ReportFile};
pub use graph::{Edge, Graph, State, Written};
pub use ids_named::ids_named;
pub use past::{Past, PastRecord};
pub use project::{Lookup, Project};
pub use purl::Purl;
pub use record::{Entry, LONGEST_ID, Record, RecordId, Value};
pub use review::{Review, ReviewedLink, is_fingerprint};
pub use says::{fills, gives_no_reason, is_assent, is_placeholder, is_stated, phrase, says, says_something};
pub use sbom::{Component, Hash, Sbom};
pub use words::{
    CauseKind, ChangeOutcome, Choice, Concern, ControlType, CriterionResult, Method, Place, RunReason, RunResult, SegregationPurpose, Status,
    ValidationOutcome, VerificationMethod, VerificationResult, Words, yes_no,
};
