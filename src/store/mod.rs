//! The only way onto the disk: whatever is written, linked, renamed or removed goes through a [`Disk`].
//!
//! | part | what it guards |
//! |---|---|
//! | [`Disk`] | one method an operation; nothing that exists is ever opened for writing, since it may be a link to a frozen release |
//! | [`Lock`] | one run at a time writes into a folder |
//! | [`Sink`] | a tree that is made beside its place, and is not found until it is whole |
//! | [`Fresh`] | a folder that is made once and never replaced: a release |
//! | [`Output`] | an output folder: knows by its marker which files a build wrote, and replaces those alone |
//!
//! A [`Disk`] may carry a hook that is asked before each operation. Tests make it fail there, or end the process.

mod beside;
mod disk;
mod fresh;
mod lock;
mod marker;
mod output;
mod sink;

pub use disk::{Disk, Op};
pub use fresh::{Fresh, clear_stages, finish};
pub use lock::Lock;
pub use marker::MARKER;
pub use output::Output;
pub use sink::{Sink, Written};
