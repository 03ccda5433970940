//! Frozen releases.

mod freeze;
pub mod frozen;
