//! What a rule is.

use jiff::civil::Date;

use crate::diag::{Code, Diagnostic};
use crate::judge::{Judgement, approved, stamp};
use crate::model::{Entry, Project, RecordId, Report, Value, fills, says, says_something};
use crate::schema::{KindId, Wants};
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
    /// Each record, not obsolete, whose kind has one of the roles (`any`: every record), and of whose class some standard
    /// in use asks what the rule is about: see [`Rule::asks`].
    Record(&'static [&'static str], fn(&Inspection, RecordId, &Found)),
    /// The project at once.
    Project(fn(&Inspection, &Found)),
    /// As [`Run::Record`], when the rows of the clause tables are known: they take the findings of all other rules.
    RecordWithRows(&'static [&'static str], fn(&Inspection, RecordId, &Found)),
}

/// What a rule may look at.
#[derive(Debug)]
pub struct Inspection<'a> {
    /// The records.
    pub project: &'a Project,
    /// The verdicts.
    pub judgement: &'a Judgement,
}

impl<'a> Inspection<'a> {
    /// A context over a project and its verdicts.
    pub fn new(project: &'a Project, judgement: &'a Judgement) -> Self {
        Self { project, judgement }
    }

    /// The class that decides what is asked of a record, as a rank: its own effective class, of an interface the highest
    /// of its ends, of what has none that of the file.
    pub fn class(&self, record: RecordId) -> usize {
        let own = |r: RecordId| self.judgement.class(r).map(|c| c.rank);
        let ends = || ["from", "to"].iter().flat_map(|end| self.project.linked(record, end)).filter_map(own).max();
        own(record).or_else(|| if self.project.has_role(record, "interface") { ends() } else { None }).unwrap_or(self.file_class())
    }

    /// Whether some standard in use asks for one of these clauses of a record's class: see [`Rule::asks`].
    pub fn asks(&self, clauses: &[&str], record: RecordId) -> bool {
        asked(self.project, clauses, self.class(record))
    }

    /// The records with a role that are not obsolete, and of whose class one of these clauses is asked: for the rules that
    /// look at the project at once.
    pub fn asked<'c>(&'c self, role: &'c str, clauses: &'c [&'c str]) -> impl Iterator<Item = RecordId> + 'c {
        self.project.with_role(role).filter(|r| !self.project.is_obsolete(*r) && self.asks(clauses, *r))
    }

    /// The class of the file as a whole, as a rank.
    pub fn file_class(&self) -> usize {
        self.judgement.classes.file
    }

    /// Why the approval of a record does not count, in words; none if it does.
    pub fn unapproved(&self, record: RecordId) -> Option<String> {
        stamp(self.project, record, "approved").lacks(self.project)
    }

    /// The text of a field, if it says something: what is empty, "n/a" or "TBD" says nothing.
    pub fn said(&self, record: RecordId, field: &str) -> Option<&'a str> {
        let kind = self.project.kind(record);
        let verdict = kind.field(field).is_some_and(|at| kind.fields[usize::from(at)].wants() == Wants::Verdict);
        self.project.text(record, field).filter(|t| if verdict { fills(t, Wants::Verdict) } else { says_something(t) })
    }

    /// Whether a field of any type says something: a text as for [`Inspection::said`], a list or a group if anything in it does.
    pub fn says(&self, record: RecordId, field: &str) -> bool {
        self.project.field(record, field).is_some_and(|e| says(&e.value))
    }

    /// Whether a record says why it does not apply, and somebody approved that: then nothing more is asked of it. What it says
    /// wrongly is still wrong, and what fails still fails.
    pub fn excused(&self, record: RecordId) -> bool {
        self.said(record, "not_applicable").is_some() && approved(self.project, record)
    }

    /// Visits the records that fields name (the item of a cause, the proof of a segregation): who names, who is named, where.
    /// Links have their own place, in the graph.
    pub fn each_named(&self, mut visit: impl FnMut(RecordId, RecordId, Span)) {
        for (record, data) in self.project.iter() {
            data.fields.iter().for_each(|(_, entry)| named(entry, &mut |to, span| visit(record, to, span)));
        }
    }

    /// Whether any test report holds a case.
    pub fn has_cases(&self) -> bool {
        self.project.evidence.reports.iter().any(|r| !r.cases.is_empty())
    }

    /// The place of a test report: the start of its file.
    pub fn place_of_report(&self, report: &Report) -> Span {
        let file = report.cases.first().map(|c| c.span.file).or_else(|| self.project.sources.by_path(&report.path));
        Span::new(file.unwrap_or(self.project.config.file), 0, 0)
    }

    /// The date in a field.
    pub fn date(&self, record: RecordId, field: &str) -> Option<Date> {
        self.project.date(record, field)
    }

    /// Whether a date is written in a field and has come.
    pub fn has_come(&self, record: RecordId, field: &str) -> bool {
        self.date(record, field).is_some_and(|d| d <= self.project.as_of)
    }

    /// The place of a field, or of the record where it is not written.
    pub fn place_of(&self, record: RecordId, field: &str) -> Span {
        self.project.field(record, field).map_or_else(|| self.place(record), |e| e.span)
    }

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
        format!("{} `{}`", self.project.kind(record).in_sentence(), self.id(record))
    }
}

fn named(entry: &Entry, visit: &mut impl FnMut(RecordId, Span)) {
    match &entry.value {
        Value::Record { target: Some(to), .. } => visit(*to, entry.span),
        Value::List(items) => items.iter().for_each(|e| named(e, visit)),
        Value::Group(fields) => fields.iter().for_each(|(_, e)| named(e, visit)),
        _ => {}
    }
}

/// Takes the findings of one rule.
#[derive(Debug)]
pub struct Found<'a> {
    code: &'static Code,
    cx: &'a Inspection<'a>,
    findings: std::cell::RefCell<Vec<Diagnostic>>,
}

impl Found<'_> {
    /// The code of the rule.
    pub fn code(&self) -> &'static Code {
        self.code
    }

    /// A finding about a record, at its id.
    pub fn about(&self, record: RecordId, message: impl Into<String>) {
        self.at(record, self.cx.place(record), message);
    }

    /// A finding about a record, at another place.
    pub fn at(&self, record: RecordId, span: Span, message: impl Into<String>) {
        self.push(Diagnostic::new(self.code, span, message).about(self.cx.id(record)));
    }

    /// A finding that a record says nothing in any of some fields or links: at those that are written all the same, empty or
    /// with a placeholder, else at its id.
    pub fn lacking(&self, record: RecordId, names: &[&str], message: impl Into<String>) {
        let data = self.cx.project.record(record);
        let hole = |name: &str| data.holes.iter().find(|(n, _)| n == name).map(|(_, span)| *span);
        let written = |name: &&str| self.cx.project.field(record, name).map(|e| e.span).or_else(|| hole(name));
        let mut places = names.iter().filter_map(written);
        let first = places.next().unwrap_or(data.span);
        let finding = Diagnostic::new(self.code, first, message).about(&data.id);
        self.push(places.fold(finding, |finding, also| finding.related(also, "nor here")));
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
    pub fn findings(&'static self, cx: &Inspection) -> Vec<Diagnostic> {
        let found = Found { code: &self.code, cx, findings: std::cell::RefCell::default() };
        match self.run {
            Run::Record(roles, look) | Run::RecordWithRows(roles, look) => {
                let project = cx.project;
                let asked: Vec<bool> = (0..project.schema.scale("safety_class").map_or(1, |s| s.levels.len())).map(|c| self.asks(project, c)).collect();
                for kind in (0..project.schema.kinds.len()).map(|i| KindId(i as u16)) {
                    if !roles.iter().any(|r| *r == "any" || project.schema.kind(kind).has_role(r)) {
                        continue;
                    }
                    for record in project.of_kind(kind).filter(|r| !project.is_obsolete(*r) && asked.get(cx.class(*r)) != Some(&false)) {
                        look(cx, record, &found);
                    }
                }
            }
            Run::Project(look) => look(cx, &found),
        }
        found.findings.into_inner()
    }

    /// Whether it reads the rows of the clause tables.
    pub fn reads_rows(&self) -> bool {
        match self.run {
            Run::Record(..) | Run::Project(_) => false,
            Run::RecordWithRows(..) => true,
        }
    }

    /// Whether some standard in use asks for what the rule is about, of a class (a rank). A rule that names no clause, or
    /// one of a standard that knows no class, always asks; so do all where no standard is in use.
    pub fn asks(&self, project: &Project, class: usize) -> bool {
        asked(project, self.code.clauses, class)
    }
}

fn asked(project: &Project, clauses: &[&str], class: usize) -> bool {
    let numbered = |c: &&str| c.starts_with(|first: char| first.is_ascii_digit());
    let used: Vec<_> = project.config.standards.iter().filter_map(|s| project.schema.standard(&s.value)).collect();
    if used.is_empty() || clauses.is_empty() || !clauses.iter().all(numbered) {
        return true;
    }
    used.iter().any(|standard| {
        let level = project.schema.level(standard, class).map_or("", |l| l.id.as_str());
        let clause = |cited: &str| standard.cited(cited).and_then(|(number, _)| standard.clause(number));
        let applies = |cited: &&str| clause(cited).is_some_and(|c| standard.applies(&standard.clauses[c], level));
        clauses.iter().any(applies)
    })
}
