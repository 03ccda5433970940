//! One rule a file, named for what is wrong, in the folder of what it is about; one line a rule here.

use super::rule::Rule;

/// Declares the modules of the rules and lists them.
macro_rules! rules {
    ($($subject:ident { $($name:ident,)* })*) => {
        $(mod $subject {
            $(mod $name;)*
            pub(super) static RULES: &[&super::Rule] = &[$(&$name::RULE),*];
        })*
        static SUBJECTS: &[&[&Rule]] = &[$($subject::RULES),*];
    };
}

/// All rules, by subject; of each subject sorted by name.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    SUBJECTS.iter().flat_map(|rules| rules.iter().copied())
}

rules! {
    requirement {
        need_without_requirement,
        requirement_failing,
        requirement_unallocated,
        requirement_unverified,
        requirement_without_acceptance,
        requirement_without_category,
        requirement_without_parent,
        weak_words,
    }
    architecture {
        child_class_above_parent,
        class_below_classification,
        class_below_risk,
        class_lowered_without_rationale,
        class_lowered_without_segregation,
        classification_answer_unknown,
        classification_contradicts_risks,
        classification_incomplete,
        classification_unapproved,
        coverage_below_goal,
        external_control_unproven,
        interface_one_ended,
        interface_undescribed,
        item_without_class,
        item_without_requirement,
        segregation_unverified,
        severity_without_class,
        system_unclassified,
        unit_unverified,
        unit_without_acceptance_criteria,
        unit_without_code,
        unit_without_coverage,
        unit_without_design,
        unit_without_item,
    }
    risk {
        benefit_risk_missing,
        cause_uncontrolled,
        cause_without_item,
        control_effectiveness_unverified,
        control_failing,
        control_implementation_unverified,
        control_in_too_low_class,
        control_information_only,
        control_option_unexplained,
        control_side_effects_unreviewed,
        control_unimplemented,
        control_without_requirement,
        control_without_risk,
        control_without_type,
        further_reduction_missing,
        overall_residual_risk_missing,
        residual_risk_undisclosed,
        residual_score_unproven,
        risk_level_mismatch,
        risk_management_review_missing,
        risk_unacceptable,
        risk_uncontrolled,
        risk_unscored,
        risk_without_cause,
        risk_without_harm,
    }
    test {
        case_of_no_test,
        case_shared,
        coverage_ambiguous,
        coverage_unmatched,
        failing_case_of_no_test,
        pattern_too_wide,
        platform_undeclared,
        platform_untested,
        run_stale,
        run_without_date,
        run_without_environment,
        run_without_tester,
        run_without_version,
        test_blocked,
        test_failing,
        test_never_run,
        test_verifies_nothing,
        test_without_pass_criteria,
        test_without_steps,
        unmatched_automated_name,
        verification_failing,
        verification_stale,
        verification_without_result,
    }
    soup {
        advisory_not_compared,
        advisory_of_no_soup,
        advisory_unevaluated,
        advisory_without_risk,
        soup_anomaly_list_missing,
        soup_anomaly_list_stale,
        soup_cause_without_evaluation,
        soup_hash_differs,
        soup_licence_differs,
        soup_not_shipped,
        soup_unlisted,
        soup_unsupported,
        soup_unused,
        soup_version_differs,
        soup_version_inexact,
        soup_without_environment,
        soup_without_manufacturer,
        soup_without_requirements,
        soup_without_version,
    }
    problem {
        anomaly_unevaluated,
        anomaly_without_problem_report,
        anomaly_without_rationale,
        change_unapproved,
        change_unverified,
        change_without_effects,
        change_without_problem_or_reason,
        change_without_safety_analysis,
        feedback_unevaluated,
        feedback_without_problem_report,
        notice_missing,
        problem_change_open,
        problem_closed_without_answers,
        problem_without_cause,
        problem_without_criticality,
        problem_without_decision,
        problem_without_safety_evaluation,
    }
    document {
        activity_before_plan,
        approval_void,
        assessment_not_counted,
        baseline_empty,
        certificate_expired,
        configuration_item_without_version,
        document_unapproved,
        document_without_revision,
        evidence_too_old,
        no_case_not_counted,
        plan_activity_uncovered,
        plan_section_missing,
        review_not_counted,
        same_author_and_approver,
        stale_approval,
        tool_unvalidated,
        verification_by_owner,
    }
    form {
        date_order,
        duplicate_text,
        future_date,
        id_prefix_mismatch,
        missing_text,
        missing_title,
        not_applicable_contradicted,
        not_applicable_unapproved,
        person_unknown,
        record_vanished_since_release,
        records_missing,
        term_defined_twice,
    }
    link {
        duplicate_link,
        isolated_record,
        link_cycle,
        link_to_obsolete,
        self_link,
        suspect_link,
    }
}
