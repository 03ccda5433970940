//! A standard of one clause, held against a few records: what each form and each need shows.

use techfile::judge::RecordCheck;

use crate::harness::{Case, repository};

/// One clause and what it is held against.
pub struct One {
    clause: String,
    records: String,
    book: String,
    files: Vec<(String, String)>,
}

/// What a row shows.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    pub check: &'static str,
    pub missing: Vec<String>,
    pub rests_on: Vec<String>,
}

impl One {
    /// A clause of some scope that asks for this evidence.
    pub fn asks(scope: &str, evidence: &str) -> Self {
        let clause = format!("  - {{number: \"1\", title: One, scope: {scope}, EXTRA evidence: [{evidence}]}}\n");
        Self { clause, records: String::new(), book: String::new(), files: Vec::new() }
    }

    /// The clause with more keys: `no_case: true,`.
    pub fn with(mut self, keys: &str) -> Self {
        self.clause = self.clause.replace("EXTRA", &format!("{keys} EXTRA"));
        self
    }

    /// Records besides a system of class C with one item.
    pub fn given(mut self, records: &str) -> Self {
        self.records += records;
        self
    }

    /// More settings.
    pub fn book(mut self, more: &str) -> Self {
        self.book += more;
        self
    }

    pub fn file(mut self, path: &str, text: &str) -> Self {
        self.files.push((path.to_owned(), text.to_owned()));
        self
    }

    /// The rows of the clause, in their order.
    pub fn rows(&self) -> Vec<Shown> {
        let pack = format!("standard: one\ntitle: One\nprefix: One\nsource: us\nclauses:\n{}", self.clause.replace("EXTRA", ""));
        let book = format!(
            "[build]\ndate = \"2026-11-02\"\n[records]\nschema = \"schema.yaml\"\n[standards]\nuse = [\"one\"]\npacks = [\"packs\"]\n[release]\nversion = \"1.0.0\"\n{}",
            self.book
        );
        let schema = std::fs::read_to_string(repository("tests/cases/ground/schema.yaml")).expect("a schema");
        let base = if self.records.contains("kind: system,") { "" } else { SYSTEM };
        let case = Case::new().file("book.toml", &book).file("schema.yaml", &schema).file("packs/one.yaml", &pack);
        let case = self.files.iter().fold(case, |case, (path, text)| case.file(path, text));
        let ran = case.records(&format!("records:\n{base}{}", self.records)).run();
        let wrong: Vec<&str> = ran.codes().into_iter().filter(|c| c.starts_with("schema-") || c.starts_with("config-")).collect();
        assert!(wrong.is_empty(), "{}", ran.text());
        let project = ran.project();
        let id = |r: &techfile::model::RecordId| project.record(*r).id.clone();
        let rows = ran.judgement().clauses.iter();
        rows.map(|r| Shown {
            check: r.record_check.word(),
            missing: r.missing.iter().map(|m| m.what.word().to_owned()).collect(),
            rests_on: r.rests_on.iter().map(id).collect(),
        })
        .collect()
    }

    /// The row of the clause; of several the first.
    pub fn row(&self) -> Shown {
        self.rows().into_iter().next().expect("a row")
    }

    #[track_caller]
    pub fn meets(&self) {
        let row = self.row();
        assert_eq!((row.check, row.missing), (RecordCheck::Complete.word(), Vec::new()), "{}{}", self.clause, self.records);
        assert!(!row.rests_on.is_empty());
    }

    /// It is not complete, and this is what is missing.
    #[track_caller]
    pub fn misses(&self, label: &str) {
        let row = self.row();
        assert!(["none", "incomplete"].contains(&row.check), "{}{}{row:?}", self.clause, self.records);
        assert!(row.missing.iter().any(|m| m == label), "{label}: {}{}{row:?}", self.clause, self.records);
    }
}

const SYSTEM: &str = "  - {id: SYSTEM-1, kind: system, title: Pump, safety_class: C}\n  - {id: ITM-1, kind: item, title: Dose, part_of: SYSTEM-1}\n";
