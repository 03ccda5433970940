//! How a run ends: its exit code, and why it could not go on.

use std::process::ExitCode;

use super::print::{self, Show};
use crate::diag::emit::Log;
use crate::ops::{Checked, Stopped};
use crate::source::Fatal;

/// Clean.
pub(super) const CLEAN: u8 = 0;
/// A finding at or above the level that fails a run.
pub(super) const FINDINGS: u8 = 1;
/// The run could not be made.
pub(super) const COULD_NOT_RUN: u8 = 2;

/// The exit code of a run; says why it could not go on.
pub(super) fn exit(ran: Result<u8, Fatal>) -> ExitCode {
    ExitCode::from(ran.unwrap_or_else(|fatal| {
        print::fatal(&fatal);
        COULD_NOT_RUN
    }))
}

/// That all input could be read. Else a script must not take what was found for all that there is to find.
pub(super) fn whole(checked: &Checked) -> Result<(), Fatal> {
    if checked.stops() {
        let words = "some input could not be read: what depends on it was not checked";
        return Err(Fatal::new("check", words).help("resolve the findings above that concern reading"));
    }
    Ok(())
}

/// Why a check could not be made, for a command that prints findings.
///
/// # Errors
/// When there are none to print.
pub(super) fn stop(stopped: Stopped, how: &Show) -> Result<u8, Fatal> {
    print::progress("");
    match stopped {
        Stopped::Fatal(fatal) => Err(fatal),
        Stopped::Settings(findings, sources) => {
            print::findings(Log { findings: &findings, sources: &sources, levels: &[], baseline: None }, how)?;
            Ok(COULD_NOT_RUN)
        }
    }
}

/// Why a check could not be made, for a command that prints something else than findings: those go to standard error.
pub(super) fn refuse(stopped: Stopped) -> Fatal {
    match stopped {
        Stopped::Fatal(fatal) => fatal,
        Stopped::Settings(findings, sources) => {
            print::unread(&findings, &sources);
            Fatal::new("book.toml", "the settings cannot be used").help("resolve the findings above")
        }
    }
}
