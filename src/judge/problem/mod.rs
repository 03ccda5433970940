//! Anomalies and change requests: what the version under view still has, and how far a change is.

mod anomaly;
mod change;

pub use change::{is_carried_out, is_dropped, is_made};

pub(in crate::judge) use anomaly::residual;
