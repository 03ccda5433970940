//! Why an image is not shown.

use crate::diag::Code;
use crate::load::codes::{FILE_TOO_LARGE, IMAGE_UNREADABLE, IMAGE_UNSAFE};

/// Why an image is not shown: a predicate that follows its name, and what to do.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) code: &'static Code,
    pub(super) words: String,
    pub(super) help: Option<String>,
}

impl Fault {
    /// Showing it would take too much memory or time.
    pub(super) fn large(words: impl Into<String>) -> Self {
        Self { code: &FILE_TOO_LARGE, words: words.into(), help: None }
    }

    /// Its content is not what its name says, or not whole.
    pub(super) fn unreadable(words: impl Into<String>) -> Self {
        Self { code: &IMAGE_UNREADABLE, words: words.into(), help: None }
    }

    /// It holds what could act or fetch.
    pub(super) fn unsafe_content(words: impl Into<String>) -> Self {
        Self { code: &IMAGE_UNSAFE, words: words.into(), help: None }
    }

    /// With advice of its own.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
