//! The codes that reading `book.toml` can raise.

use crate::diag::{Code, Severity};

/// All of them, sorted by name.
pub static CODES: &[&Code] = &[&CONFIG_INVALID, &CONFIG_KEY_LATER, &CONFIG_KEY_UNKNOWN, &CONFIG_KEY_UNSUPPORTED, &CONFIG_SYNTAX];

/// Not TOML.
pub(super) static CONFIG_SYNTAX: Code = Code {
    name: "config-syntax",
    severity: Severity::Error,
    clauses: &[],
    finds: "A `book.toml` that is not well-formed TOML.",
    why: "Nothing can be built from settings that cannot be read.",
    resolve: "correct the text at the marked place",
    stops: true,
    integrity: true,
};

/// A value of the wrong type or out of range.
pub(super) static CONFIG_INVALID: Code = Code {
    name: "config-invalid",
    severity: Severity::Error,
    clauses: &[],
    finds: "A setting whose value has the wrong type, is not one of the allowed words, or leads out of the project.",
    why: "A setting that is guessed at changes what the technical file says.",
    resolve: "write a value of the kind that the message names",
    stops: true,
    integrity: true,
};

/// A key that is neither ours nor mdBook's.
pub(super) static CONFIG_KEY_UNKNOWN: Code = Code {
    name: "config-key-unknown",
    severity: Severity::Error,
    clauses: &[],
    finds: "A key in `book.toml` that means nothing here.",
    why: "A mistyped setting would silently not apply.",
    resolve: "correct or remove the key",
    stops: true,
    integrity: true,
};

/// A key of mdBook's that has no meaning here.
pub(super) static CONFIG_KEY_UNSUPPORTED: Code = Code {
    name: "config-key-unsupported",
    severity: Severity::Warning,
    clauses: &[],
    finds: "A key that mdBook knows and techfile does not act on.",
    why: "The page will not look or behave as that setting says.",
    resolve: "remove the key, or keep it for mdBook",
    stops: false,
    integrity: false,
};

/// A key of ours whose feature is not there yet.
pub(super) static CONFIG_KEY_LATER: Code = Code {
    name: "config-key-later",
    severity: Severity::Warning,
    clauses: &[],
    finds: "A setting of a feature that this version of techfile does not have yet.",
    why: "The setting is accepted and has no effect.",
    resolve: "nothing is wrong with the file; the feature comes with a later version",
    stops: false,
    integrity: false,
};
