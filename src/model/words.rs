//! Words of the schema that decide something, as values: what a verdict or a rule hangs on is one of these, never a part of a
//! text.

use super::record::{Entry, Value};

/// What is written where one of a closed set of words is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice<W> {
    /// Nothing.
    Nothing,
    /// One of the words.
    Word(W),
    /// A word that the project's own schema adds: known to its readers, and no reason to decide anything.
    Added,
    /// No word of the enumeration. Whatever was meant, it shows nothing.
    Wrong,
}

impl<W> Choice<W> {
    /// The word, if it is one.
    pub fn word(self) -> Option<W> {
        match self {
            Self::Word(word) => Some(word),
            Self::Nothing | Self::Added | Self::Wrong => None,
        }
    }
}

/// A closed set of words.
pub trait Words: Copy + PartialEq + 'static {
    /// All of them.
    const ALL: &'static [Self];

    /// The word as it is written.
    fn text(self) -> &'static str;

    /// What is written in a field.
    fn of(entry: Option<&Entry>) -> Choice<Self> {
        let Some(entry) = entry else { return Choice::Nothing };
        let Value::Word(text) = &entry.value else { return Choice::Wrong };
        Self::ALL.iter().find(|word| word.text() == text).map_or(Choice::Added, |word| Choice::Word(*word))
    }
}

/// Declares enumerations of words.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal,)* })*) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$word_doc])* $word,)* }

        impl Words for $name {
            const ALL: &'static [Self] = &[$(Self::$word),*];

            fn text(self) -> &'static str {
                match self { $(Self::$word => $text),* }
            }
        })*
    };
}

words! {
    /// The `status` of a record.
    Status {
        /// Not done.
        Draft = "draft",
        /// Not begun.
        Planned = "planned",
        /// Others look at it.
        InReview = "in_review",
        /// Approved, by what the record says of itself; who did it stands in `approved`.
        Approved = "approved",
        /// Made.
        Implemented = "implemented",
        /// It counts for nothing any more.
        Obsolete = "obsolete",
    }

    /// The `result` of a run, and of a step of one.
    RunResult {
        /// It did what was expected.
        Pass = "pass",
        /// It did not.
        Fail = "fail",
        /// It could not be made.
        Blocked = "blocked",
        /// It was left out.
        Skipped = "skipped",
        /// It broke off.
        Error = "error",
        /// It was not made.
        NotRun = "not_run",
    }

    /// Why a run was made: its `reason`.
    RunReason {
        /// For the first time.
        Initial = "initial",
        /// To see whether what failed before is put right.
        Retest = "retest",
        /// To see whether a change broke something.
        Regression = "regression",
    }

    /// The `result` of a verification.
    VerificationResult {
        /// It is as it should be.
        Pass = "pass",
        /// It is not.
        Fail = "fail",
    }

    /// The `method` of a verification.
    VerificationMethod {
        /// Reading it.
        Review = "review",
        /// Looking at what was made of it.
        Inspection = "inspection",
        /// Analysis of the code by a tool.
        StaticAnalysis = "static_analysis",
        /// Computing or reasoning.
        Analysis = "analysis",
        /// Showing it at work.
        Demonstration = "demonstration",
    }

    /// The `result` of a criterion of a verification.
    CriterionResult {
        /// It is met.
        Pass = "pass",
        /// It is not met.
        Fail = "fail",
        /// There is nothing to which it applies.
        NotApplicable = "not_applicable",
    }

    /// What came of a change request: its `outcome`.
    ChangeOutcome {
        /// The change is to be made.
        Approved = "approved",
        /// It is not to be made.
        Refused = "refused",
        /// Nobody wants it any more.
        Withdrawn = "withdrawn",
        /// Not now.
        Postponed = "postponed",
    }

    /// The `outcome` of the validation of a tool.
    ValidationOutcome {
        /// The tool is fit for its use.
        Pass = "pass",
        /// It is not.
        Fail = "fail",
    }

    /// What a problem `concerns` (IEC 62304 9.1).
    Concern {
        /// What the product does.
        Performance = "performance",
        /// Harm to somebody.
        Safety = "safety",
        /// Attacks.
        Security = "security",
        /// Nothing of these.
        None = "none",
    }

    /// What a segregation is there for: its `purpose`.
    SegregationPurpose {
        /// A lower safety class (IEC 62304 4.3 d).
        Classification = "classification",
        /// A risk control (IEC 62304 5.3.5).
        RiskControl = "risk_control",
    }

    /// How a risk control works (ISO 14971 7.1), and after which of them a residual risk is scored.
    ControlType {
        /// Inherently safe design.
        Inherent = "inherent",
        /// A protective measure.
        Protective = "protective",
        /// Information for safety.
        Information = "information",
    }

    /// Where a risk control is built: `realised_in`.
    Place {
        /// In the software.
        Software = "software",
        /// In the hardware.
        Hardware = "hardware",
        /// On the label or in the instructions.
        Labelling = "labelling",
        /// In training.
        Training = "training",
        /// In manufacturing.
        Manufacturing = "manufacturing",
        /// Outside the device.
        External = "external",
    }

    /// What a cause of a risk is.
    CauseKind {
        /// A wrong or missing specification.
        Specification = "specification",
        /// A defect.
        Defect = "defect",
        /// SOUP that fails.
        Soup = "soup",
        /// Hardware, or other software.
        OtherSystem = "other_system",
        /// Misuse that can be foreseen.
        Misuse = "misuse",
    }
}

/// What is written where `true` or `false` is asked for.
pub fn yes_no(entry: Option<&Entry>) -> Choice<bool> {
    match entry.map(|e| e.value.text()) {
        None => Choice::Nothing,
        Some(Some("true")) => Choice::Word(true),
        Some(Some("false")) => Choice::Word(false),
        Some(_) => Choice::Wrong,
    }
}

/// A way of verification, as a `verification_method` names it. The field is text: only a whole entry that is one of these words
/// decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By test.
    Test,
    /// By looking at it.
    Inspection,
    /// By computing or reasoning.
    Analysis,
    /// By showing it at work.
    Demonstration,
    /// By reading it.
    Review,
}

impl Method {
    /// All of them, as they are written.
    pub const ALL: [(&'static str, Self); 5] = [
        ("test", Self::Test),
        ("inspection", Self::Inspection),
        ("analysis", Self::Analysis),
        ("demonstration", Self::Demonstration),
        ("review", Self::Review),
    ];

    /// The method that a text is the name of, in whatever case.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| name.eq_ignore_ascii_case(text.trim())).map(|(_, method)| *method)
    }
}
