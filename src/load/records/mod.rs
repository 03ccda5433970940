//! Record files to records: files of one, of many, and front matter; then all of them connected.

pub(in crate::load) mod assemble;
mod cut;
mod empty;
pub(in crate::load) mod file;
mod layout;
mod old;
pub(in crate::load) mod value;

pub use file::{front_matter, id_fault};
pub use layout::{Layout, Many, layout};
pub use old::old_records;
