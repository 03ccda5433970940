//! What is missing for a clause, as values: the words for it are made where things are said.

use crate::judge::Verdict;
use crate::model::RecordId;
use crate::schema::Scope;
use crate::schema::evidence::RunFact;

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The record that lacks it; none where a record is lacking.
    pub record: Option<RecordId>,
    /// What is missing.
    pub what: Lack,
    /// The role of the record to write next, where it is not the one that lacks something.
    pub write: Option<String>,
}

impl Missing {
    /// Something that a record lacks.
    pub(super) fn of(record: RecordId, what: Lack) -> Self {
        Self { record: Some(record), what, write: None }
    }

    /// Something that no record has, or a record that is not there.
    pub(super) fn nowhere(what: Lack) -> Self {
        Self { record: None, what, write: None }
    }

    /// With the role of the record to write next.
    pub(super) fn write(self, role: impl Into<String>) -> Self {
        Self { write: Some(role.into()), ..self }
    }
}

/// What may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// The policy does not accept what is left of a risk.
    Accepted,
    /// So many advisories are not evaluated.
    Advisories(usize),
    /// No approval that counts.
    Approved,
    /// The chapter that a document stands for is empty.
    ChapterText,
    /// No record of these roles claims to answer a clause.
    Claim {
        /// The roles.
        roles: Vec<String>,
        /// The clause, as it is cited.
        clause: String,
    },
    /// A claim without a reason.
    ClaimReason,
    /// A record does not claim to answer a clause (its number).
    Claims(String),
    /// A safety class that nothing proves.
    Class,
    /// What realises a control is of a lower class than its risks ask for (a rank).
    ClassOfRisks(usize),
    /// Rows of a clause are open.
    Clause {
        /// Its number.
        number: String,
        /// How many.
        open: usize,
        /// Of how many that apply.
        total: usize,
    },
    /// No control on a cause of a risk.
    Controlled,
    /// The policy does not say whether what is left of a risk is acceptable.
    Decided,
    /// It is not done yet.
    Done,
    /// The effect of a control is not shown.
    Effective,
    /// No one version.
    ExactVersion,
    /// A finding of error level about the clause stands, by its code.
    Finding(&'static str),
    /// No gap on a clause, as it is cited.
    Gap(String),
    /// A query does not hold.
    Holds(String),
    /// The implementation of a control is not shown.
    Implemented,
    /// A record, by its id, that the baseline which was looked at does not hold.
    InBaseline(String),
    /// It does not say that it is for this system, one of several.
    IsFor,
    /// No record at the other end of a link, by the name that the record gives it.
    Linked(String),
    /// Nobody looked at the list of known anomalies for this version, or too long ago.
    ListCurrent,
    /// A lower class is stated and not proven.
    Lowering,
    /// No risk names it as a cause.
    NamedAsCause,
    /// A record that is none of the version under view.
    OfVersion,
    /// No method of verification that is known, and none by test.
    OtherMethod,
    /// The policy does not say whether a risk is acceptable as it is.
    Rated,
    /// What realises a control is in no part that has a class.
    Realised,
    /// No record of these roles.
    Record(Vec<String>),
    /// A report does not say something.
    Report {
        /// What.
        fact: RunFact,
        /// The report.
        path: String,
    },
    /// An activity that a change says has to be repeated, as it is written, and that nothing shows to be done.
    Repeated(String),
    /// No retest or regression run.
    Retest,
    /// No passing verification of a clause, as it is cited.
    Review(String),
    /// What a verification looked at is not the version under view.
    ReviewVersion,
    /// A run does not say something.
    Run(RunFact),
    /// Nothing is said in a field, by its path.
    Says(String),
    /// No plan has a section on a clause, as it is cited.
    Section(String),
    /// A section on a clause, as it is cited, says nothing.
    SectionText(String),
    /// A segregation does not say how it works, or why.
    Segregation,
    /// A segregation is not verified.
    SegregationVerified,
    /// An open problem of which it is not said whether the version under view has it, or that it has and no anomaly is on record for.
    Settled,
    /// What is written as its status is none.
    Status,
    /// Nothing is there that the clause could be about.
    Subject(Scope),
    /// No test of these levels.
    Tests(Vec<String>),
    /// What decides whether the clause asks for it is none of the known words.
    Undecided,
    /// A field, by its path, does not hold the version under view.
    UnderView(String),
    /// A certificate has run out.
    Valid,
    /// No record, and no declaration, for a word of an enumeration.
    Value {
        /// The standard, by its place.
        standard: usize,
        /// The clause with the word as its letter, as it is cited.
        clause: String,
        /// The role of the records.
        role: String,
        /// The field.
        field: String,
        /// The word.
        value: String,
    },
    /// A record that a release had.
    Vanished {
        /// Its id.
        id: String,
        /// The version of the release.
        version: String,
    },
    /// A verdict that is not passing.
    Verdict(Verdict),
    /// The version under view is not stated.
    Version,
}

impl Lack {
    /// The word that data outputs hold.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Advisories(_) => "advisories",
            Self::Approved => "approved",
            Self::ChapterText => "chapter_text",
            Self::Claim { .. } => "claim",
            Self::ClaimReason => "claim_reason",
            Self::Claims(_) => "claims",
            Self::Class => "class",
            Self::ClassOfRisks(_) => "class_of_risks",
            Self::Clause { .. } => "clause",
            Self::Controlled => "controlled",
            Self::Decided => "decided",
            Self::Done => "done",
            Self::Effective => "effective",
            Self::ExactVersion => "exact_version",
            Self::Finding(_) => "finding",
            Self::Gap(_) => "gap",
            Self::Holds(_) => "holds",
            Self::Implemented => "implemented",
            Self::InBaseline(_) => "in_baseline",
            Self::IsFor => "is_for",
            Self::Linked(_) => "linked",
            Self::ListCurrent => "list_current",
            Self::Lowering => "lowering",
            Self::NamedAsCause => "named_as_cause",
            Self::OfVersion => "of_version",
            Self::OtherMethod => "other_method",
            Self::Rated => "rated",
            Self::Realised => "realised",
            Self::Record(_) => "record",
            Self::Report { fact, .. } => match fact {
                RunFact::Version => "report_version",
                RunFact::Date => "report_date",
                RunFact::Tester => "report_tester",
                RunFact::Environment => "report_environment",
                RunFact::Tools => "report_tools",
                RunFact::Result => "report_result",
                RunFact::Anomalies => "report_anomalies",
            },
            Self::Repeated(_) => "repeated",
            Self::Retest => "retest",
            Self::Review(_) => "review",
            Self::ReviewVersion => "review_version",
            Self::Run(fact) => match fact {
                RunFact::Version => "run_version",
                RunFact::Date => "run_date",
                RunFact::Tester => "run_tester",
                RunFact::Environment => "run_environment",
                RunFact::Tools => "run_tools",
                RunFact::Result => "run_result",
                RunFact::Anomalies => "run_anomalies",
            },
            Self::Says(_) => "says",
            Self::Section(_) => "section",
            Self::SectionText(_) => "section_text",
            Self::Segregation => "segregation",
            Self::SegregationVerified => "segregation_verified",
            Self::Settled => "settled",
            Self::Status => "status",
            Self::Subject(scope) => match scope {
                Scope::Organisation => "subject_organisation",
                Scope::System => "subject_system",
                Scope::Item => "subject_item",
                Scope::Unit => "subject_unit",
                Scope::Boundary => "subject_boundary",
                Scope::IntegrationGroup => "subject_integration_group",
                Scope::Soup => "subject_soup",
                Scope::Release => "subject_release",
                Scope::Legacy => "subject_legacy",
            },
            Self::Tests(_) => "tests",
            Self::Undecided => "undecided",
            Self::UnderView(_) => "under_view",
            Self::Valid => "valid",
            Self::Value { .. } => "value",
            Self::Vanished { .. } => "vanished",
            Self::Verdict(verdict) => verdict.word(),
            Self::Version => "version",
        }
    }
}
