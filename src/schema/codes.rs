//! The codes that reading a schema can raise.

use crate::diag::{Code, Severity};

/// All of them, sorted by name.
pub static CODES: &[&Code] = &[&SCHEMA_INVALID, &SCHEMA_UNKNOWN_NAME];

/// A declaration that makes no sense.
pub(super) static SCHEMA_INVALID: Code = Code {
    name: "schema-invalid",
    severity: Severity::Error,
    clauses: &[],
    finds: "A declaration of a kind, field, link, scale or matrix, or of a clause in a pack, that lacks something, has it twice, or has it in the wrong form.",
    why: "Records are read by the schema; what it does not say clearly would be guessed.",
    resolve: "complete the declaration as the message says",
    stops: true,
    integrity: true,
};

/// A name in a schema that nothing has.
pub(super) static SCHEMA_UNKNOWN_NAME: Code = Code {
    name: "schema-unknown-name",
    severity: Severity::Error,
    clauses: &[],
    finds: "A name in the project's schema or packs that no kind, role, field, link, form of evidence, scale, level or standard has.",
    why: "A rule that hangs on a name which does not exist would never apply.",
    resolve: "correct the name, or declare what it names",
    stops: true,
    integrity: true,
};
