//! One rule a file, named for what is wrong; one line a rule here.

use super::rule::Rule;

/// Declares the modules of the rules and lists them.
macro_rules! rules {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*
        /// All rules, sorted by name.
        pub static RULES: &[&Rule] = &[$(&$name::RULE),*];
    };
}

rules! {
    control_implementation_unverified,
    control_unimplemented,
    control_without_requirement,
    control_without_risk,
    duplicate_link,
    id_prefix_mismatch,
    link_cycle,
    link_to_obsolete,
    need_without_requirement,
    requirement_failing,
    requirement_unverified,
    requirement_without_parent,
    risk_level_mismatch,
    risk_uncontrolled,
    self_link,
    test_failing,
    test_never_run,
    test_verifies_nothing,
}
