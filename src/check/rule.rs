//! What a rule is.

use crate::diag::{Code, Diagnostic};
use crate::judge::Judgement;
use crate::model::{Project, RecordId};
use crate::source::Span;

/// A rule: its code and the function that finds.
#[derive(Debug)]
pub struct Rule {
    /// Name, severity, clauses, documentation.
    pub code: Code,
    /// How it runs.
    pub run: Run,
}

/// The scope of a rule: the pass owns the loop, the rule looks at one thing.
#[derive(Debug)]
pub enum Run {
    /// Each record, not obsolete, whose kind has one of the roles.
    Record(&'static [&'static str], fn(&Context, RecordId, &Found)),
    /// The project at once.
    Project(fn(&Context, &Found)),
}

/// What a rule may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The records.
    pub project: &'a Project,
    /// The verdicts.
    pub judgement: &'a Judgement,
}

impl Context<'_> {
    /// The place of a record: its id.
    pub fn place(&self, record: RecordId) -> Span {
        self.project.record(record).span
    }

    /// The id of a record.
    pub fn id(&self, record: RecordId) -> &str {
        &self.project.record(record).id
    }

    /// How a record is called in a message: `SRS-012` with its kind before it.
    pub fn name(&self, record: RecordId) -> String {
        format!("{} `{}`", self.project.kind(record).label.to_lowercase(), self.id(record))
    }
}

/// Takes the findings of one rule.
#[derive(Debug)]
pub struct Found<'a> {
    code: &'static Code,
    cx: &'a Context<'a>,
    findings: std::cell::RefCell<Vec<Diagnostic>>,
}

impl Found<'_> {
    /// A finding about a record, at its id.
    pub fn about(&self, record: RecordId, message: impl Into<String>) {
        self.at(record, self.cx.place(record), message);
    }

    /// A finding about a record, at another place.
    pub fn at(&self, record: RecordId, span: Span, message: impl Into<String>) {
        self.push(Diagnostic::new(self.code, span, message).about(self.cx.id(record)));
    }

    /// A finding about a record, with advice of its own.
    pub fn with_help(&self, record: RecordId, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic::new(self.code, self.cx.place(record), message).about(self.cx.id(record)).help(help));
    }

    /// Any finding.
    pub fn push(&self, finding: Diagnostic) {
        self.findings.borrow_mut().push(finding);
    }
}

impl Rule {
    /// Runs the rule.
    pub fn findings(&'static self, cx: &Context) -> Vec<Diagnostic> {
        let found = Found { code: &self.code, cx, findings: std::cell::RefCell::default() };
        match self.run {
            Run::Record(roles, look) => {
                for record in roles.iter().flat_map(|role| cx.project.with_role(role)).filter(|r| !cx.project.is_obsolete(*r)) {
                    look(cx, record, &found);
                }
            }
            Run::Project(look) => look(cx, &found),
        }
        found.findings.into_inner()
    }
}
