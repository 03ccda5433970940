//! `Case`: a small project, checked in-process, with what must come of it; the program and its outputs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

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

    /// The complete project of `tests/cases/ground`, on which no rule finds anything, with a case laid over it: a file of
    /// records or a folder of files. Records of the case take the place of those of the ground that have their ids.
    pub fn on_ground(input: &Path) -> Self {
        Self::laid_on_ground(Some(input))
    }

    /// That project as it is.
    pub fn ground() -> Self {
        Self::laid_on_ground(None)
    }

    fn laid_on_ground(input: Option<&Path>) -> Self {
        let mut laid: Vec<(String, String)> = Vec::new();
        let inputs = input.map_or_else(Vec::new, |input| if input.is_dir() { files_below(input) } else { vec![input.to_owned()] });
        for file in inputs {
            let name = file.file_name().and_then(|n| n.to_str()).expect("a readable name");
            let path = match input.map(|input| file.strip_prefix(input)) {
                Some(Ok(inner)) if inner != Path::new("") => inner.to_str().expect("a readable path").replace('\\', "/"),
                _ => format!("records/{name}"),
            };
            laid.push((path, std::fs::read_to_string(&file).expect("a readable case")));
        }
        let ids: Vec<&str> = laid.iter().filter(|(path, _)| path.starts_with("records/")).flat_map(|(_, text)| ids_in(text)).collect();
        let ground = repository("tests/cases/ground");
        let mut case = Self::new();
        for file in files_below(&ground) {
            let path = file.strip_prefix(&ground).expect("below").to_str().expect("a readable path").replace('\\', "/");
            let text = std::fs::read_to_string(&file).expect("a readable file");
            let text = if path.starts_with("records/") { without(&text, &ids) } else { text };
            case = case.file(&path, &text);
        }
        laid.iter().fold(case, |case, (path, text)| case.file(path, text))
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

    /// Requirements, tests, a risk with its control, two items, and a report of three cases that all pass: nothing at
    /// error level.
    pub fn small() -> Self {
        Self::new().book("[[evidence.report]]\nfiles = [\"evidence/*.xml\"]\nversion = \"1.0.0\"\n").records(SMALL).file("evidence/report.xml", REPORT)
    }

    /// Runs the program in the folder of the case.
    pub fn program(&self, arguments: &[&str]) -> Said {
        program(self.path(), arguments, &[])
    }

    /// Site and data files in `book/`, built by the program, which finds nothing at error level.
    #[track_caller]
    pub fn built(&self) -> PathBuf {
        self.program(&["build", "--only", "html", "--only", "data"]).ends(0);
        self.path().join("book")
    }

    pub fn run(self) -> Ran {
        let place = Place { root: self.path().to_owned(), book: "book.toml".into() };
        let result = ops::check(&place, &|config| Ok(config.date.expect("a case has a date").into()));
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

    /// What no waiver accepts: who waits for silence does not wait for waived findings to be gone.
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
        findings.iter().filter(|d| d.waived.is_none()).map(one).collect()
    }

    /// All findings as text: for the message of a failed test.
    pub fn text(&self) -> String {
        let (findings, sources) = self.diagnostics();
        techfile::diag::emit::human(findings, sources, techfile::diag::emit::Human { colour: false, per_code: None })
    }

    /// Exactly these findings, as `(code, line, file)`, in any order. Those of rules that none of them names are left out:
    /// the records of most tests are too few for a whole file.
    #[track_caller]
    pub fn expect(&self, wanted: &[(&str, usize, &str)]) -> &Self {
        let mut wanted: Vec<(String, usize, String)> = wanted.iter().map(|(c, l, f)| ((*c).into(), *l, (*f).into())).collect();
        let of_rule = |code: &str| techfile::check::rules().any(|r| r.code.name == code);
        let mut found: Vec<(String, usize, String)> = self
            .found()
            .into_iter()
            .filter(|f| !of_rule(&f.code) || wanted.iter().any(|(c, ..)| *c == f.code))
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

    /// No finding but of rules.
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

    /// Every finding's code, sorted and once each. That a case has no record is no matter of most cases.
    pub fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self.diagnostics().0.iter().map(|d| d.code.name).filter(|c| *c != "records-missing").collect();
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

/// The id that a line of a record file declares: `  - id: X`, `id: X`, `  - {id: X, …`.
fn id_in(line: &str) -> Option<&str> {
    let rest = line.trim_start().trim_start_matches("- ").trim_start_matches('{').strip_prefix("id: ")?;
    rest.split([',', '}', ' ', '#']).next().map(|id| id.trim_matches('"'))
}

/// The ids that a record file declares; those of entries in groups (`causes`) are deeper.
fn ids_in(text: &str) -> Vec<&str> {
    text.lines().filter(|l| l.len() - l.trim_start().len() <= 4).filter_map(id_in).collect()
}

/// A file of the ground without the records of these ids.
fn without(text: &str, ids: &[&str]) -> String {
    let mut kept = String::new();
    let mut dropping = false;
    for line in text.lines() {
        if line.starts_with("  - ") {
            dropping = id_in(line).is_some_and(|id| ids.contains(&id));
        }
        if !dropping {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    if kept.lines().any(|l| l.starts_with("  - ")) { kept } else { String::new() }
}

const SMALL: &str = "
records:
  - {id: SYSTEM-1, kind: system, title: Pump software, safety_class: C}
  - {id: ITM-1, kind: item, title: Dose, part_of: SYSTEM-1}
  - {id: ITM-2, kind: item, title: Display, part_of: SYSTEM-1}
  - {id: UN-1, kind: need, title: A safe dose}
  - {id: UN-2, kind: need, title: A readable display}
  - {id: SRS-1, kind: requirement, title: Limit the dose, derives_from: UN-1, allocated_to: ITM-1, implements: RC-1}
  - {id: SRS-2, kind: requirement, title: Show the dose, derives_from: UN-2, allocated_to: ITM-2}
  - {id: RISK-1, kind: risk, title: Overdose, arises_from: ITM-1}
  - {id: RC-1, kind: control, title: Hard limit, mitigates: RISK-1}
  - {id: TEST-1, kind: test, title: Limit holds, verifies: SRS-1, automated: [dose.limit]}
  - {id: TEST-2, kind: test, title: Display shows, verifies: SRS-2, automated: [display.on]}
  - {id: TEST-3, kind: test, title: Limit helps, shows_effect_of: RC-1, automated: [dose.effect]}
";

pub const REPORT: &str = r#"<testsuite><testcase name="dose.limit"/><testcase name="display.on"/><testcase name="dose.effect"/></testsuite>
"#;

/// What the program said, and how it ended.
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Said {
    #[track_caller]
    pub fn ends(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }
}

/// Runs the program in a folder, with these variables of the environment.
pub fn program(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_techfile"));
    command.current_dir(folder).args(arguments).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1").envs(environment.iter().copied());
    let output = command.output().expect("the program");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The files below a folder: path and bytes. Nothing, where there is no folder.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let name = |path: &Path| path.strip_prefix(folder).expect("a path below").to_str().expect("a readable path").replace('\\', "/");
    let files = if folder.is_dir() { files_below(folder) } else { Vec::new() };
    files.into_iter().map(|path| (name(&path), std::fs::read(&path).expect("a file"))).collect()
}

/// Both trees have the same files with the same bytes.
#[track_caller]
pub fn same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other));
    let differ: Vec<&String> = one.keys().filter(|name| one[*name] != other[*name]).collect();
    assert!(differ.is_empty(), "these files differ: {differ:?}");
}

/// Copies everything below a folder.
pub fn copy(from: &Path, to: &Path) {
    for file in files_below(from) {
        let path = to.join(file.strip_prefix(from).expect("a path below"));
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::copy(&file, path).expect("a copy");
    }
}

/// What stands in `<main>`.
#[track_caller]
pub fn main_of(html: &str) -> &str {
    let start = html.find("<main").expect("a <main>");
    &html[start..html.find("</main>").expect("an end of <main>") + "</main>".len()]
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
