//! The codes that reading YAML can raise.

use crate::diag::{Code, Severity};

/// All of them, sorted by name.
pub static CODES: &[&Code] = &[&DUPLICATE_KEY, &FORBIDDEN_YAML, &SYNTAX_ERROR];

/// Text that is no YAML.
pub(super) static SYNTAX_ERROR: Code = Code {
    name: "syntax-error",
    severity: Severity::Error,
    clauses: &[],
    finds: "A file, or the front matter of a chapter or record, that is not well-formed.",
    why: "What stands in it cannot be read, so nothing may be said about it; no output is written while it lasts.",
    resolve: "correct the text at the marked place",
    stops: true,
    integrity: true,
};

/// A key twice in one map.
pub(super) static DUPLICATE_KEY: Code = Code {
    name: "duplicate-key",
    severity: Severity::Error,
    clauses: &[],
    finds: "A key that stands twice in the same map.",
    why: "One of the two values would silently win.",
    resolve: "keep one of the two",
    stops: true,
    integrity: true,
};

/// YAML that is not of the strict subset.
pub(super) static FORBIDDEN_YAML: Code = Code {
    name: "forbidden-yaml",
    severity: Severity::Error,
    clauses: &[],
    finds: "Anchors, aliases, tags, merge keys, a second document, or nesting beyond all need in a record file.",
    why: "They make a record mean something else than a reader of the file sees.",
    resolve: "write the value out in plain YAML",
    stops: true,
    integrity: true,
};
