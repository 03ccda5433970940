#![cfg(feature = "external-tests")]
#![expect(clippy::print_stdout, reason = "what a tool says belongs into the test's output")]
//! What others say about the output: an HTML validator, a browser, a PDF validator, the schema of SARIF, `sha256sum`.
//!
//! The tools lie in the folder that `TECHFILE_TOOLS` names; `.ci/tools` installs them. A tool that is not there fails its
//! test. What the tests build stays below the target folder, in `tmp/external`, for a look by hand.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use crate::harness::{files_below, repository};

/// The output of the repository's own project, built once.
fn sample() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = fresh("sample");
        let dest = folder.join("book");
        let output = techfile(&repository("."), &["build", "--dest-dir", dest.to_str().expect("a readable path")]);
        // Findings are part of what a build shows; only 2 means that it wrote nothing.
        assert!(matches!(output.status.code(), Some(0 | 1)), "the sample does not build:\n{}", said(&output));
        dest
    })
}

/// An empty folder for a test.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("external").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("a folder of an earlier run that can go");
    }
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A small project: a handful of records, one chapter with a table.
fn small(name: &str) -> PathBuf {
    let folder = fresh(name);
    for (path, text) in SMALL {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file of the project");
    }
    folder
}

const SMALL: &[(&str, &str)] = &[
    (
        "book.toml",
        "[book]\ntitle = \"A small file\"\nauthors = [\"A. Writer\"]\nlanguage = \"en\"\n\n[build]\ndate = \"2026-11-02\"\n\n[standards]\nuse = [\"iec-62304-2015\"]\n\n\
         [release]\nversion = \"1.0.0\"\ndir = \"releases\"\n",
    ),
    ("src/SUMMARY.md", "# Summary\n\n- [Purpose](purpose.md)\n"),
    (
        "src/purpose.md",
        "# Purpose\n\nWhy [[SRS-001]] is there: *a dose too high* must not happen.\n\n| Limit | Value |\n|---|---|\n| Rate | 10 ml/h |\n\n## Requirements\n\n{{#table requirement}}\n",
    ),
    ("records/all.yaml", "id: UN-001\nkind: need\ntitle: A safe dose\n"),
    (
        "records/requirements.yaml",
        "kind: requirement\nrecords:\n  - id: SRS-001\n    title: Rate limit\n    status: approved\n    text: The software shall refuse a rate above 10 ml/h.\n    derives_from: [UN-001]\n    verification_method: [inspection]\n  \
         - id: SRS-002\n    title: Alarm\n    status: approved\n    text: The software shall sound an alarm when a rate is refused.\n    derives_from: [UN-001]\n    verification_method: [inspection]\n",
    ),
    (
        "records/verification.yaml",
        "kind: verification\nrecords:\n  - id: VER-001\n    title: Inspection of the limits\n    status: approved\n    method: inspection\n    baseline: CI-001\n    date: 2026-10-01\n    result: pass\n    verifies: [SRS-001, SRS-002]\n",
    ),
    (
        "records/configuration.yaml",
        "id: CI-001\nkind: configuration_item\ntitle: Source tree\nversion: 1.0.0\nlocation: Tag v1.0.0\ncontains: [SRS-001, SRS-002]\n",
    ),
];

fn techfile(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_techfile"));
    command.current_dir(folder).args(arguments).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    command.output().expect("the program")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A file of the tools' folder.
fn tool(path: &str) -> PathBuf {
    let Some(folder) = std::env::var_os("TECHFILE_TOOLS") else {
        panic!("TECHFILE_TOOLS is not set: `export TECHFILE_TOOLS=$(bash .ci/tools)` installs the tools and names their folder");
    };
    let file = Path::new(&folder).join(path);
    assert!(file.exists(), "{} is missing: `bash .ci/tools` installs it", file.display());
    file
}

/// Runs a program to its end; its output, printed too so that `--nocapture` shows it.
fn run(program: &str, arguments: &[&Path], folder: &Path) -> Output {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    let output = output.unwrap_or_else(|e| panic!("cannot run {program} ({e}): `bash .ci/tools` installs it"));
    println!("{}", said(&output));
    output
}

#[track_caller]
fn good(program: &str, arguments: &[&Path], folder: &Path) -> String {
    let output = run(program, arguments, folder);
    assert!(output.status.success(), "{program} found something:\n{}", said(&output));
    said(&output)
}

#[cfg(feature = "pdf")]
fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let found: Vec<PathBuf> = files_below(folder).into_iter().filter(|f| f.extension().is_some_and(|e| e == "pdf")).collect();
    assert!(!found.is_empty(), "no PDF in {}", folder.display());
    found
}

#[test]
fn every_page_is_valid_html() {
    let jar = tool("npm/node_modules/vnu-jar/build/dist/vnu.jar");
    let site = sample().join("html");
    assert!(files_below(&site).len() > 50, "the site has hardly a file");
    // The validator knows no origin, so to it no relative address is the page's own: what the policy lets through, the browser says.
    let relative = ".*Content Security Policy.*“[^:”]*” blocked.*";
    let arguments =
        ["-jar".as_ref(), jar.as_path(), "--Werror".as_ref(), "--skip-non-html".as_ref(), "--filterpattern".as_ref(), relative.as_ref(), &site];
    good("java", &arguments, &site);
}

#[test]
fn pages_work_in_a_browser() {
    let script = repository("tests/external/browser.mjs");
    tool("npm/node_modules/playwright-core");
    let site = sample().join("html");
    let words = good("node", &[&script, &site, "SRS-001".as_ref(), "infusion".as_ref()], &site);
    assert!(words.contains(" 0 faults"), "the browser looked at nothing:\n{words}");
}

const HOSTILE_REPORT: &str = r#"<?xml version="1.0"?>
<?xml-stylesheet type="text/css" href="http://evil.example/a.css"?>
<testsuite xmlns:x="http://www.w3.org/1999/xhtml" name="s">
<x:script>window.ran = 'RAN'; document.title = 'RAN'; fetch('http://evil.example/')</x:script>
<x:img src="http://evil.example/a.png" onload="document.title = 'RAN'" onerror="document.title = 'RAN'"/>
<x:svg onload="document.title = 'RAN'"/>
<testcase name="a"><failure message="&lt;script>document.title = 'RAN'&lt;/script>">x</failure></testcase>
</testsuite>
"#;

const HOSTILE_PAGE: &str = "<!doctype html><title>x</title><script>window.ran = 'RAN'; document.title = 'RAN'; fetch('http://evil.example/')</script>\
    <img src=\"http://evil.example/a.png\" onerror=\"document.title = 'RAN'\">\n";

#[test]
fn nothing_of_the_input_runs_in_a_browser() {
    tool("npm/node_modules/playwright-core");
    let files =
        ["page.html", "page.xhtml", "data.xml", "script.js", "module.mjs", "note", "odd.unknown", "shot.png", "text.txt", "sheet.csv", "page.html.pdf"];
    let links: String = files.map(|name| format!("[{name}](files/{name}) ")).concat();
    let evidence = files.map(|name| format!("{{file: src/files/{name}}}")).join(", ");
    let run = format!(
        "records:\n  - {{id: TEST-99, kind: test, title: x}}\n  - {{id: RUN-1, kind: run, title: x, of: TEST-99, result: pass, date: 2026-10-02, evidence: [{evidence}]}}\n"
    );
    let chapter =
        format!("# Links\n\n{links}\n\n![far](http://evil.example/a.png) ![](https://evil.example/b.svg) <img src=\"http://evil.example/c.png\">\n");
    let case = crate::render::hostile::hostile()
        .book("[[evidence.report]]\nfiles = \"evidence/*.xml\"")
        .file("evidence/report.xml", HOSTILE_REPORT)
        .chapter("links.md", &chapter)
        .file("records/run.yaml", &run);
    let case = files.iter().fold(case, |case, name| case.file(&format!("src/files/{name}"), HOSTILE_PAGE));
    let folder = fresh("hostile");
    let dest = folder.join("book");
    let output = techfile(case.path(), &["build", "--only", "html", "--dest-dir", dest.to_str().expect("a readable path")]);
    assert_eq!(output.status.code(), Some(1), "the hostile project does not build:\n{}", said(&output));
    held_in_a_browser(&dest.join("html"));
}

#[cfg(feature = "pdf")]
#[test]
fn frozen_sites_keep_their_policy_and_know_of_later_releases() {
    tool("npm/node_modules/playwright-core");
    let folder = small("frozen-in-a-browser");
    for version in ["1.0.0", "1.1.0"] {
        for (path, text) in SMALL {
            // The settings, and the configuration item that was inspected.
            let text = text.replace("version = \"1.0.0\"", &format!("version = \"{version}\"")).replace("version: 1.0.0", &format!("version: {version}"));
            std::fs::write(folder.join(path), text).expect("a file of the project");
        }
        let output = techfile(&folder, &["release", version]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    assert_eq!(techfile(&folder, &["build", "--only", "html"]).status.code(), Some(0));
    assert!(folder.join("book/html/releases/1.0.0/index.html").is_file());
    held_in_a_browser(&folder.join("book/html"));
}

/// Every page and every file that pages lead to, from disk and from a server.
#[track_caller]
fn held_in_a_browser(site: &Path) {
    let words = good("node", &[&repository("tests/external/hostile.mjs"), site], site);
    assert!(words.contains(": 0 faults"), "the browser looked at nothing:\n{words}");
}

/// The SARIF of a folder's project, in a file of its own.
fn sarif(folder: &Path, arguments: &[&str], file: PathBuf) -> PathBuf {
    let output = techfile(folder, &[&["check", "--format", "sarif"], arguments].concat());
    assert!(matches!(output.status.code(), Some(0..=2)) && output.stdout.starts_with(b"{"), "no SARIF:\n{}", said(&output));
    std::fs::write(&file, &output.stdout).expect("a file of the test");
    file
}

/// What the published schema says of SARIF logs.
fn held_to_schema(logs: &[PathBuf]) -> Output {
    tool("npm/node_modules/@microsoft/jest-sarif");
    let script = repository("tests/external/sarif.mjs");
    let arguments: Vec<&Path> = [script.as_path()].into_iter().chain(logs.iter().map(PathBuf::as_path)).collect();
    run("node", &arguments, &repository("."))
}

#[test]
fn sarif_follows_its_published_schema() {
    let folder = fresh("sarif");
    let mut logs = vec![sarif(&repository("."), &[], folder.join("sample.sarif"))];
    // Every kind of finding: the bad cases of all codes.
    for code in techfile::ops::codes() {
        for input in crate::check::codes::inputs(code.name, "bad") {
            let case = crate::check::codes::case(code.name, &input);
            logs.push(sarif(case.path(), &[], folder.join(format!("{}-{}.sarif", code.name, logs.len()))));
        }
    }
    assert!(logs.len() > 50, "only {} logs", logs.len());
    let hostile = crate::render::hostile::hostile();
    logs.push(sarif(hostile.path(), &[], folder.join("hostile.sarif")));
    let known = folder.join("baseline.json");
    let known = known.to_str().expect("a readable path");
    techfile(&repository("tests/cases/golden/project"), &["check", "--write-baseline", known]);
    logs.push(sarif(&repository("tests/cases/golden/project"), &["--baseline", known], folder.join("baseline.sarif")));
    let output = held_to_schema(&logs);
    assert!(output.status.success() && said(&output).contains(" 0 faults"), "{}", said(&output));
}

#[test]
fn the_schema_of_sarif_finds_faults() {
    let folder = fresh("sarif-spoilt");
    let log = sarif(&repository("."), &[], folder.join("good.sarif"));
    let text = std::fs::read_to_string(&log).expect("a log");
    for (from, to) in
        [("\"accepted\"", "\"maybe\""), ("\"unicodeCodePoints\"", "\"bytes\""), ("\"ruleId\"", "\"rule\""), ("\"startLine\": ", "\"startLine\": -")]
    {
        assert!(text.contains(from), "the log of the sample has no {from}");
        let spoilt = folder.join("spoilt.sarif");
        std::fs::write(&spoilt, text.replacen(from, to, 1)).expect("a file of the test");
        let output = held_to_schema(&[spoilt]);
        assert!(output.status.code() == Some(1), "{to} passed:\n{}", said(&output));
    }
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;

    /// Debian's JAXB, before the validator's own classes.
    const JAXB: &[&str] = &["jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "javax.activation", "txw2", "stax-ex", "FastInfoset"];

    /// What veraPDF says of a file.
    fn judged(file: &Path) -> Output {
        let engine = tool("pdf/verapdf.jar");
        let jars = JAXB.iter().map(|jar| PathBuf::from(format!("/usr/share/java/{jar}.jar"))).chain([engine]);
        let jars: Vec<PathBuf> = jars.inspect(|jar| assert!(jar.exists(), "{} is missing: `bash .ci/tools` installs it", jar.display())).collect();
        let path = std::env::join_paths(jars).expect("a class path");
        let driver = repository("tests/external/Validate.java");
        let folder = file.parent().expect("a folder");
        run("java", &["-cp".as_ref(), path.as_ref(), &driver, file, "2a".as_ref(), "ua1".as_ref()], folder)
    }

    fn validate(folder: &Path) {
        for file in pdfs(folder) {
            let output = judged(&file);
            assert!(output.status.success() && said(&output).matches("pass ").count() == 2, "{}", said(&output));
        }
    }

    #[test]
    fn a_small_pdf_is_archivable_and_accessible() {
        let folder = small("pdf");
        let output = techfile(&folder, &["build", "--only", "pdf", "--dest-dir", "out"]);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", said(&output));
        validate(&folder.join("out"));
    }

    #[test]
    fn the_pdf_of_the_sample_is_archivable_and_accessible() {
        validate(sample());
    }

    #[test]
    fn the_validator_finds_faults() {
        let folder = small("validator");
        assert!(matches!(techfile(&folder, &["build", "--only", "pdf", "--dest-dir", "out"]).status.code(), Some(0 | 1)));
        let file = pdfs(&folder.join("out")).remove(0);
        // Uncompressed, the catalog can be spoilt by hand: no structure, no language.
        let spoilt = folder.join("spoilt.pdf");
        good("qpdf", &["--qdf".as_ref(), "--object-streams=disable".as_ref(), &file, &spoilt], &folder);
        let mut bytes = std::fs::read(&spoilt).expect("a PDF");
        for word in [&b"/StructTreeRoot "[..], b"/Lang ", b"/MarkInfo "] {
            let at = bytes.windows(word.len()).position(|w| w == word).expect("an entry of the catalog");
            bytes[at + 1] = b'X';
        }
        std::fs::write(&spoilt, bytes).expect("a PDF");
        let output = judged(&spoilt);
        let words = said(&output);
        assert!(output.status.code() == Some(1) && words.contains("FAIL 2a") && words.contains("FAIL ua1"), "an untagged file passed:\n{words}");
    }

    #[test]
    fn the_pdf_is_sound_and_carries_its_fonts() {
        for file in pdfs(sample()) {
            good("qpdf", &["--check".as_ref(), &file], sample());
            let output = run("pdffonts", &[&file], sample());
            let list = String::from_utf8_lossy(&output.stdout).into_owned();
            let fonts: Vec<&str> = list.lines().skip(2).collect();
            assert!(output.status.success() && !fonts.is_empty(), "pdffonts lists nothing:\n{}", said(&output));
            for font in fonts {
                // From the end: embedded, subset, Unicode map, object and its generation.
                let columns: Vec<&str> = font.split_whitespace().rev().collect();
                assert_eq!((columns[4], columns[2]), ("yes", "yes"), "not embedded, or without a Unicode map: {font}");
            }
        }
    }
}

#[test]
fn a_release_checks_with_sha256sum() {
    let folder = small("release");
    let output = techfile(&folder, &["release", "1.0.0"]);
    assert_eq!(output.status.code(), Some(0), "the release was not frozen:\n{}", said(&output));
    let frozen = folder.join("releases/1.0.0");
    let checked = good("sha256sum", &["--strict".as_ref(), "--check".as_ref(), "SHA256SUMS".as_ref()], &frozen);
    let listed = checked.lines().filter(|l| l.ends_with(": OK")).count();
    let own = ["SHA256SUMS", "manifest.json", ".techfile"];
    let there: Vec<PathBuf> = files_below(&frozen).into_iter().filter(|f| f.parent() != Some(&frozen) || !own.iter().any(|n| f.ends_with(n))).collect();
    assert!(listed >= there.len(), "{listed} files are listed, {} are there", there.len());
    assert_eq!(techfile(&folder, &["verify", "1.0.0"]).status.code(), Some(0));

    let again = techfile(&folder, &["release", "1.0.0"]);
    assert_ne!(again.status.code(), Some(0), "a frozen release was written again");

    let page = frozen.join("html/index.html");
    // What was frozen may be read-only: a reader who wants to spoil it replaces the file.
    let text = std::fs::read_to_string(&page).expect("the first page");
    std::fs::remove_file(&page).expect("a page that can go");
    std::fs::write(&page, text.replacen("<main", "<main ", 1)).expect("a page");
    assert!(!run("sha256sum", &["--status".as_ref(), "--check".as_ref(), "SHA256SUMS".as_ref()], &frozen).status.success());
    assert_eq!(techfile(&folder, &["verify", "1.0.0"]).status.code(), Some(1), "a changed page went unnoticed");
}
