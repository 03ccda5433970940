//! What exists and how it connects: records, graph, chapters, evidence; immutable once built.

pub mod body;
mod chapter;
mod evidence;
mod graph;
mod past;
mod project;
mod record;
mod review;
mod says;
pub mod snapshot;

pub use chapter::{Chapter, Live, Prose};
pub use evidence::{Case, Evidence, Outcome, Report, ReportFile};
pub use graph::{Edge, Graph, State, Written};
pub use past::{Past, PastRecord};
pub use project::Project;
pub use record::{Entry, Record, RecordId, Value};
pub use review::{Review, ReviewedLink, is_fingerprint};
pub use says::{is_placeholder, says_something};
