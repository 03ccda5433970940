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
    benefit_risk_missing,
    cause_without_item,
    child_class_above_parent,
    class_below_classification,
    class_below_risk,
    class_lowered_without_rationale,
    class_lowered_without_segregation,
    classification_answer_unknown,
    classification_incomplete,
    classification_unapproved,
    control_effectiveness_unverified,
    control_implementation_unverified,
    control_in_too_low_class,
    control_information_only,
    control_option_unexplained,
    control_side_effects_unreviewed,
    control_unimplemented,
    control_without_requirement,
    control_without_risk,
    control_without_type,
    duplicate_link,
    external_control_unproven,
    further_reduction_missing,
    id_prefix_mismatch,
    item_without_class,
    link_cycle,
    link_to_obsolete,
    need_without_requirement,
    overall_residual_risk_missing,
    record_vanished_since_release,
    requirement_failing,
    requirement_unverified,
    requirement_without_parent,
    residual_risk_undisclosed,
    review_not_counted,
    risk_level_mismatch,
    risk_unacceptable,
    risk_uncontrolled,
    risk_unscored,
    risk_without_cause,
    segregation_unverified,
    self_link,
    stale_approval,
    suspect_link,
    system_unclassified,
    test_failing,
    test_never_run,
    test_verifies_nothing,
}
