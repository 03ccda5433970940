//! Labels of enumeration values.

use super::*;
use crate::diag::Severity;
use crate::judge::{Class, ClassReason, Decision, Match, RecordCheck, Verdict};
use crate::model::{EvidenceRole, Outcome, Status, Words};
use crate::schema::{Condition, Scope};

/// A verdict.
pub fn verdict(verdict: Verdict) -> Label {
    match verdict {
        Verdict::Passing => verdict_passing(),
        Verdict::Unverified => verdict_unverified(),
        Verdict::NotRun => verdict_not_run(),
        Verdict::Stale => verdict_stale(),
        Verdict::Blocked => verdict_blocked(),
        Verdict::Failing => verdict_failing(),
    }
}

/// A status; a project's own is its own word.
pub fn status(written: &str) -> Label {
    match Status::ALL.iter().find(|status| status.text() == written) {
        Some(Status::Draft) => status_draft(),
        Some(Status::Planned) => status_planned(),
        Some(Status::InReview) => status_in_review(),
        Some(Status::Approved) => status_approved(),
        Some(Status::Implemented) => status_implemented(),
        Some(Status::Obsolete) => status_obsolete(),
        None => Label::words(written),
    }
}

/// A safety class with how it came about; `label` is what the class is called.
pub(crate) fn class(class: &Class, label: &str) -> Label {
    let words = match class.reason {
        ClassReason::Stated => class_stated(label),
        ClassReason::Classified => class_classified(label),
        ClassReason::Inherited => class_inherited(label),
        ClassReason::Lowered => class_lowered(label),
        ClassReason::LoweringUnproven => class_lowering_unproven(label),
        ClassReason::OfUsers => class_of_users(label),
        ClassReason::Assumed => return class_assumed(label),
    };
    // It comes from a class further up that is assumed.
    if class.assumed { class_assumed_above(words) } else { words }
}

/// The outcome of a case of a test report.
pub fn outcome(outcome: Outcome) -> Label {
    match outcome {
        Outcome::Pass => outcome_pass(),
        Outcome::Skipped => outcome_skipped(),
        Outcome::Failure => outcome_fail(),
        Outcome::Error => outcome_error(),
    }
}

/// How serious one finding is.
pub(crate) fn level(severity: Severity) -> Label {
    match severity {
        Severity::Error => level_error(),
        Severity::Warning => level_warning(),
        Severity::Note => level_note(),
    }
}

/// How serious several findings are.
pub(crate) fn levels(severity: Severity, n: usize) -> Label {
    match severity {
        Severity::Error => severity_error(n),
        Severity::Warning => severity_warning(n),
        Severity::Note => severity_note(n),
    }
}

/// How serious several waived findings are.
pub(crate) fn waived_levels(severity: Severity, n: usize) -> Label {
    match severity {
        Severity::Error => severity_error_waived(n),
        Severity::Warning => severity_warning_waived(n),
        Severity::Note => severity_note_waived(n),
    }
}

/// What the policy says of a risk.
pub(crate) fn decision(decision: Decision) -> Label {
    match decision {
        Decision::NotJudged => decision_not_judged(),
        Decision::NotApplicable => decision_not_applicable(),
        Decision::Unscored => decision_unscored(),
        Decision::Acceptable => decision_acceptable(),
        Decision::ByInformationOnly => decision_by_information_only(),
        Decision::Outweighed => decision_outweighed(),
        Decision::NotAcceptable => decision_not_acceptable(),
    }
}

/// What the records show of a clause.
pub(crate) fn record_check(check: RecordCheck) -> Label {
    match check {
        RecordCheck::NotForClass => record_check_not_for_class(),
        RecordCheck::OtherRoute => record_check_other_route(),
        RecordCheck::NotJudged => record_check_not_judged(),
        RecordCheck::None => record_check_none(),
        RecordCheck::Incomplete => record_check_incomplete(),
        RecordCheck::NoCase => record_check_no_case(),
        RecordCheck::Complete => record_check_complete(),
    }
}

/// What a clause is judged for.
pub(crate) fn scope(scope: Scope) -> Label {
    match scope {
        Scope::Organisation => scope_organisation(),
        Scope::System => scope_system(),
        Scope::Item => scope_item(),
        Scope::Unit => scope_unit(),
        Scope::Boundary => scope_boundary(),
        Scope::IntegrationGroup => scope_integration_group(),
        Scope::Soup => scope_soup(),
        Scope::Release => scope_release(),
        Scope::Legacy => scope_legacy(),
    }
}

/// When a clause applies besides its classes.
pub(crate) fn condition(condition: Condition) -> Label {
    match condition {
        Condition::AnyItem => condition_any_item(),
        Condition::NamedAsCause => condition_named_as_cause(),
    }
}

/// How a component and a record agree.
pub(crate) fn comparison(state: Match) -> Label {
    match state {
        Match::Agrees => sbom_agrees(),
        Match::VersionOpen => sbom_version_open(),
        Match::VersionDiffers => sbom_version_differs(),
        Match::NotListed => sbom_not_listed(),
        Match::Development => sbom_development(),
        Match::Own => sbom_own(),
        Match::NotShipped => sbom_not_shipped(),
        Match::NotCovered => sbom_not_covered(),
    }
}

/// What an evidence file is.
pub(crate) fn role(role: EvidenceRole) -> Label {
    match role {
        EvidenceRole::Advisories => role_advisories(),
        EvidenceRole::Coverage => role_coverage(),
        EvidenceRole::Junit => role_junit(),
        EvidenceRole::Run => role_run(),
        EvidenceRole::Sbom => role_sbom(),
    }
}

/// `yes` or `no`.
pub(crate) fn yes_or_no(is: bool) -> Label {
    if is { yes() } else { no() }
}
