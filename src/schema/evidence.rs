//! Forms of evidence: what has to be on record for a clause. The set is closed: each form is evaluated by code in `judge`, and
//! a pack says only which of them a clause asks for, about which records.

use super::KindId;
use super::query::Query;

/// One thing that a clause asks for. A clause is answered when all of its forms are met.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// `section`: an approved plan has a section on the clause. `section: [letters]`: on each letter of the clause.
    Section(Vec<String>),
    /// `claim: [roles]`: an approved record of one of these roles claims to answer the clause, with a reason.
    Claim {
        /// The roles.
        roles: Vec<String>,
        /// `in_view: true`: it is a record of the version under view. A procedure says how a thing is done, not that it was.
        in_view: bool,
    },
    /// `every: role`: there are such records in the subject, and all of them have what they must.
    Every(Set, Vec<Need>),
    /// `some: role`: one such record at least has what it must.
    Some(Set, Vec<Need>),
    /// `every_value: field`: of each word of the enumeration in this field there is a record, or somebody declared that there
    /// is no case of it. The word is the letter of the clause.
    EveryValue(Set, String),
    /// `reviewed: [letters]`: passing verifications say of each letter of the clause that it is met, of each record of the set
    /// if there is one; without letters, of the clause.
    Reviewed {
        /// The letters, in the order of the clause.
        letters: Vec<String>,
        /// What has to be verified.
        of: Option<Set>,
        /// `if_applicable`: whether a verification may say of a letter that it does not apply.
        if_applicable: bool,
    },
    /// `runs: [levels]`: every run that counts, of every test of these levels, says these things.
    Runs {
        /// Levels of tests; none for all.
        levels: Vec<String>,
        /// Reasons of runs; none for all.
        reasons: Vec<String>,
        /// What each has to say.
        must: Vec<RunFact>,
    },
    /// `gaps: [sections]`: a gap with a reference to each clause of these sections that is for the subject's class, to the
    /// clause or to a section over it.
    Gaps(Vec<String>),
    /// `version`: the version under view is stated.
    Version,
    /// `clauses: [numbers]`: these clauses of the standard that the pack checks are answered, as far as they apply.
    Clauses(Vec<String>),
}

/// Records with a role within the subject of a clause.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// The role; `self` for the subject itself.
    pub role: String,
    /// Which of them, as written, and by kind: a query is about records of one kind.
    pub filter: Option<(String, Vec<(KindId, Query)>)>,
    /// Of anomalies: those that runs of tests of these levels found.
    pub found_in: Vec<String>,
    /// Of anomalies: only those that the version under view still has.
    pub residual: bool,
    /// Of change requests: only those that were made, or closed without being refused.
    pub made: bool,
    /// Whether there may be none: then the other forms of the clause say what is there.
    pub if_any: bool,
}

/// The role of the subject itself.
pub const SELF: &str = "self";

/// What a record must have.
#[derive(Debug, Clone, PartialEq)]
pub enum Need {
    /// `says: field`: something is said there, no placeholder; in a list of groups each of them says it. `a.b` goes into groups.
    Says(String),
    /// `says_each: a.b`: as `says`, where the list `a` is written at all.
    SaysEach(String),
    /// `linked: name` or `linked: {name: roles}`: at the other end is a record (with one of the roles) that is not obsolete.
    Linked(String, Vec<String>),
    /// `passes`: its verdict is passing.
    Passes,
    /// `exact_version`: its version, or what else designates it, is one and no range or name that moves.
    ExactVersion,
    /// `in_baseline`: of a verification, the baseline that it looked at holds what it verifies.
    InBaseline,
    /// `repeated`: of a change, each activity that it says has to be repeated names a test or verification that passes and is not
    /// older than the approval of the change.
    Repeated,
    /// `settled`: of a problem report, it is closed, or says whether the version under view has the problem: then an anomaly is on
    /// record for it.
    Settled,
    /// `ran`: of a test, a run of the version under view was made, whatever came of it; of a verification, it has a result.
    Ran,
    /// `implemented`: of a control, what implements it passes.
    Implemented,
    /// `effective`: of a control, its effect is shown.
    Effective,
    /// `approved`: somebody is recorded to have approved it, on a day that has come.
    Approved,
    /// `under_view: field`: the field holds the version under view.
    UnderView(String),
    /// `class_proven`: its class is neither assumed nor kept up for want of proof.
    ClassProven,
    /// `class_of_risks`: of a control, what realises it has at least the class that each of its risks asks for.
    ClassOfRisks,
    /// `segregated`: each segregation that a risk control rests on says how and why it works, and is verified.
    Segregated,
    /// `controlled`: of a risk, each cause has a control, or the risk as a whole.
    Controlled,
    /// `accepted`: of a risk, the policy accepts what is left, or its benefits outweigh it.
    Accepted,
    /// `list_current`: of SOUP, somebody looked at the supplier's list of known anomalies for the version in use, not too long ago.
    ListCurrent,
    /// `advisories_evaluated`: of SOUP, each advisory that may affect the version in use is evaluated.
    AdvisoriesEvaluated,
    /// `rated`: of a risk, the policy says of its first score whether it is acceptable.
    Rated,
    /// `decided`: of a risk, the policy says of what is left whether it is acceptable.
    Decided,
    /// `claims`: it claims to answer the clause, and says why.
    Claims(String),
    /// `other_method`: of a requirement, all ways in which it says that it is verified are known, and none of them is a test.
    OtherMethod,
    /// `holds: QUERY`: the query holds of it.
    Holds(String, Vec<(KindId, Query)>),
    /// `derived`: of a requirement, it says in `derived` why it comes from nothing above it, and is approved.
    Derived,
    /// `one_of: [needs]`: one of these.
    OneOf(Vec<Need>),
}

/// What a run has to say (5.7.5, 9.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunFact {
    /// The version that ran.
    Version,
    /// The day.
    Date,
    /// Who ran it, or answers for it.
    Tester,
    /// Hardware, software or other surroundings.
    Environment,
    /// With which tools.
    Tools,
    /// What came of it.
    Result,
    /// Of one that failed, which anomaly it found.
    Anomalies,
}

impl RunFact {
    /// All of them with the words that packs use.
    pub const ALL: [(&'static str, RunFact); 7] = [
        ("version", Self::Version),
        ("date", Self::Date),
        ("tester", Self::Tester),
        ("environment", Self::Environment),
        ("tools", Self::Tools),
        ("result", Self::Result),
        ("anomalies", Self::Anomalies),
    ];

    /// The word for it in packs.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, fact)| *fact == self).map_or("", |(word, _)| word)
    }
}
