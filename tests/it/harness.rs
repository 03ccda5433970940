//! `Case`: a small project, checked in-process, with what must come of it.

use std::path::{Path, PathBuf};

use techfile::diag::Diagnostic;
use techfile::judge::{Judged, Judgement};
use techfile::model::{Project, RecordId};
use techfile::ops::{self, Checked, Place, Stopped};
use techfile::source::Sources;

/// What a case has for settings unless it brings its own.
const BOOK: &str = "[book]\ntitle = \"A case\"\n\n[build]\ndate = \"2026-11-02\"\n\n[standards]\nuse = [\"iec-62304-2015\"]\n\n";

/// The project of a test, in a temporary folder: settings, an empty summary and an empty folder of records are there
/// from the start; every file may be replaced.
pub struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("records")).expect("a folder of records");
        Self { folder }.file("book.toml", BOOK).file("src/SUMMARY.md", "# Summary\n")
    }

    /// A project whose files lie in a folder, over the usual ones.
    pub fn from_folder(folder: &Path) -> Self {
        let mut case = Self::new();
        for file in files_below(folder) {
            let path = file.strip_prefix(folder).expect("a path below").to_str().expect("a readable path").replace('\\', "/");
            case = case.bytes(&path, &std::fs::read(&file).expect("a file of the case"));
        }
        case
    }

    pub fn file(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    pub fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder of the case");
        std::fs::write(path, bytes).expect("a file of the case");
        self
    }

    /// Records in `records/all.yaml`.
    pub fn records(self, text: &str) -> Self {
        self.file("records/all.yaml", text)
    }

    /// More settings, after the usual ones.
    pub fn book(self, more: &str) -> Self {
        let text = std::fs::read_to_string(self.path().join("book.toml")).expect("the settings");
        self.file("book.toml", &format!("{text}{more}\n"))
    }

    /// A schema of the project's own.
    pub fn schema(self, text: &str) -> Self {
        self.book("[records]\nschema = \"schema.yaml\"").file("schema.yaml", text)
    }

    /// A chapter `src/<name>`, named in the summary.
    pub fn chapter(self, name: &str, text: &str) -> Self {
        let summary = std::fs::read_to_string(self.path().join("src/SUMMARY.md")).expect("the summary");
        self.file("src/SUMMARY.md", &format!("{summary}\n- [{name}]({name})\n")).file(&format!("src/{name}"), text)
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn run(self) -> Ran {
        let place = Place { root: self.path().to_owned(), book: "book.toml".into() };
        let result = ops::check(&place, &|config| Ok(config.date.expect("a case has a date")));
        Ran { _folder: self.folder, result }
    }
}

/// A finding as tests name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// File and line; none for a finding about the project as a whole.
    pub place: Option<(String, usize)>,
    pub code: String,
    pub severity: String,
}

/// A case that was run.
pub struct Ran {
    _folder: tempfile::TempDir,
    pub result: Result<Checked, Stopped>,
}

impl Ran {
    /// The findings and the files they are in. A fatal error is a failed test.
    pub fn diagnostics(&self) -> (&[Diagnostic], &Sources) {
        match &self.result {
            Ok(checked) => (&checked.findings, &checked.project.sources),
            Err(Stopped::Settings(findings, sources)) => (findings, sources),
            Err(Stopped::Fatal(fatal)) => panic!("the case could not run: {fatal}"),
        }
    }

    pub fn found(&self) -> Vec<Found> {
        let (findings, sources) = self.diagnostics();
        let place = |d: &Diagnostic| {
            d.span.map(|span| {
                let source = sources.get(span.file);
                assert!((span.end as usize) <= source.text.len(), "the span of {d:?} ends outside {}", source.path);
                (source.path.clone(), source.position(span.start).0)
            })
        };
        let one = |d: &Diagnostic| Found { place: place(d), code: d.code.name.into(), severity: d.severity.word().into() };
        findings.iter().map(one).collect()
    }

    /// All findings as text: for the message of a failed test.
    pub fn text(&self) -> String {
        let (findings, sources) = self.diagnostics();
        techfile::diag::emit::human(findings, sources, techfile::diag::emit::Human { colour: false, per_code: None })
    }

    /// Exactly these findings, as `(code, line, file)`, in any order.
    #[track_caller]
    pub fn expect(&self, wanted: &[(&str, usize, &str)]) -> &Self {
        let mut wanted: Vec<(String, usize, String)> = wanted.iter().map(|(c, l, f)| ((*c).into(), *l, (*f).into())).collect();
        let mut found: Vec<(String, usize, String)> = self
            .found()
            .into_iter()
            .map(|f| {
                let (file, line) = f.place.unwrap_or_default();
                (f.code, line, file)
            })
            .collect();
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "\n{}", self.text());
        self
    }

    /// No finding at all.
    #[track_caller]
    pub fn silent(&self) -> &Self {
        self.expect(&[])
    }

    /// How many findings of a code there are.
    pub fn count(&self, code: &str) -> usize {
        self.diagnostics().0.iter().filter(|d| d.code.name == code).count()
    }

    #[track_caller]
    pub fn checked(&self) -> &Checked {
        self.result.as_ref().unwrap_or_else(|_| panic!("the case stopped early:\n{}", self.text()))
    }

    #[track_caller]
    pub fn project(&self) -> &Project {
        &self.checked().project
    }

    #[track_caller]
    pub fn judgement(&self) -> &Judgement {
        &self.checked().judgement
    }

    #[track_caller]
    pub fn record(&self, id: &str) -> RecordId {
        self.project().by_id(id).unwrap_or_else(|| panic!("no record `{id}`:\n{}", self.text()))
    }

    /// Every finding's code, sorted and once each.
    pub fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self.diagnostics().0.iter().map(|d| d.code.name).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// The word of a record's verdict.
    #[track_caller]
    pub fn verdict(&self, id: &str) -> &'static str {
        word(self.judgement().verdict(self.record(id)))
    }

    #[track_caller]
    pub fn implementation(&self, id: &str) -> &'static str {
        word(self.judgement().implementation(self.record(id)))
    }

    #[track_caller]
    pub fn effectiveness(&self, id: &str) -> &'static str {
        word(self.judgement().effectiveness(self.record(id)))
    }

    /// The effective class and how it came about: `C assumed`.
    #[track_caller]
    pub fn class(&self, id: &str) -> String {
        match self.judgement().class(self.record(id)) {
            None => "no class".into(),
            Some(class) => {
                let scale = self.project().schema.scale("safety_class").expect("the scale of classes");
                format!("{} {}", scale.levels[class.rank].id, class.reason.word())
            }
        }
    }

    /// Verdicts by id.
    #[track_caller]
    pub fn verdicts(&self, wanted: &[(&str, &str)]) -> &Self {
        let found: Vec<(&str, &str)> = wanted.iter().map(|(id, _)| (*id, self.verdict(id))).collect();
        assert_eq!(found, wanted, "\n{}", self.text());
        self
    }

    /// The ids at the other end of a record's links.
    #[track_caller]
    pub fn linked(&self, id: &str, link: &str) -> Vec<&str> {
        let project = self.project();
        project.linked(self.record(id), link).into_iter().map(|r| project.record(r).id.as_str()).collect()
    }

    /// The text of a field.
    #[track_caller]
    pub fn field(&self, id: &str, name: &str) -> String {
        self.project().field(self.record(id), name).map(|e| e.value.plain()).unwrap_or_default()
    }
}

fn word(judged: Option<&Judged>) -> &'static str {
    judged.map_or("no verdict", |j| j.verdict.word())
}

/// All files below a folder, sorted.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// A path inside the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The cases of a property: `PROPTEST_CASES`, else a number that keeps the suite quick.
pub fn cases(usual: u32) -> proptest::prelude::ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    proptest::prelude::ProptestConfig { cases: wanted.unwrap_or(usual), failure_persistence: None, ..Default::default() }
}
