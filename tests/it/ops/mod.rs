//! Subcommands, one file each.

mod baseline;
pub mod build;
mod difference;
mod edit;
mod init;
pub mod json_schema;
mod list;
mod new;
mod rename;
pub mod review;
mod show;
