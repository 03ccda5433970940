//! The arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::global::Global;
use super::print::Show;
use crate::diag::Severity;

/// Compiles the records of medical device software into its technical file.
#[derive(Debug, Parser)]
#[command(
    name = "techfile",
    version,
    max_term_width = 100,
    after_help = "Exit: 0 clean, 1 findings at or above --fail-on, 2 could not run, or some input could not be read."
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Look for what is missing or contradicts itself in the records.
    Check {
        #[command(flatten)]
        show: Show,
        /// Fail from this level on: error, warning or note; without it, `[check] fail-on`.
        #[arg(long, value_name = "LEVEL", value_parser = level)]
        fail_on: Option<Severity>,
        /// Accept the findings that this file holds: only new ones are reported and fail the run. What was accepted is
        /// counted below the text, with other formats on standard error; SARIF keeps it as `unchanged`. A finding is the
        /// same by its code, record and message. What could not be read is never accepted.
        #[arg(long, value_name = "FILE")]
        baseline: Option<PathBuf>,
        /// Write the findings that no waiver accepts into this file, for --baseline, and report nothing. An older
        /// baseline is replaced, any other file is not.
        #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
        write_baseline: Option<PathBuf>,
    },
    /// Check, then write the site, the PDF and the data files.
    Build {
        #[command(flatten)]
        show: Show,
        /// Fail from this level on: error, warning or note; without it, `[check] fail-on`.
        #[arg(long, value_name = "LEVEL", value_parser = level)]
        fail_on: Option<Severity>,
        /// Write into this folder instead of `build-dir`.
        #[arg(long, value_name = "DIR")]
        dest_dir: Option<PathBuf>,
        /// Write only these outputs: html, pdf, data. Several with commas, or given more than once.
        #[arg(long, value_delimiter = ',', value_name = "OUTPUT")]
        only: Vec<String>,
    },
    /// List records: all, or those that a query selects.
    List(super::list::List),
    /// Freeze a release: site, PDF, data, sources and evidence, hashed, never written again.
    Release {
        /// The version.
        version: String,
        #[command(flatten)]
        show: Show,
    },
    /// Hash frozen releases again and compare with their manifests.
    Verify {
        /// The version; without it, all releases.
        version: Option<String>,
    },
    /// Record that links were reviewed: who, when, why.
    Review(super::review::Review),
    /// Write records from what other tools know.
    Import(super::import::Import),
    /// Write a new project that builds clean, with comments that teach the format.
    Init(super::init::Init),
    /// Add a record with the next free id.
    New(super::new::New),
    /// Give a record another id, wherever it is mentioned.
    Rename(super::rename::Rename),
    /// Print what is known of a record.
    Show(super::show::ShowOne),
    /// Print a JSON Schema: of the record files, for editors, or of the snapshot.
    Schema {
        /// Of what.
        #[arg(value_enum, default_value = "records")]
        of: super::schema::Of,
    },
    /// Say what a finding means, which clause asks for it, how to resolve it.
    Explain {
        /// The code; without it, all codes.
        code: Option<String>,
    },
}

fn level(word: &str) -> Result<Severity, String> {
    Severity::parse(word).ok_or_else(|| "levels are: error, warning, note".to_owned())
}
