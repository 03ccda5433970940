//! Frozen releases: what is in them, what no longer is, and what a build makes of them.

use std::cmp::Ordering;
use std::path::Path;

#[cfg(feature = "pdf")]
use techfile::archive::Manifest;
use techfile::version::in_lists as compare;

use crate::harness::{Case, main_of, tree};
use crate::ops::build::site_of;
use crate::release::frozen::freeze;
#[cfg(feature = "pdf")]
use crate::release::frozen::sha256;
use crate::render::site::site_faults;

/// A release of one page, as if it had been frozen.
fn frozen(case: &Case, version: &str) {
    let page = format!("<!doctype html>\n<html lang=\"en\"><head><title>{version}</title></head><body><main id=\"main\">{version}</main></body></html>\n");
    let files: [(&str, &str, &[u8]); 2] = [("html/index.html", "html", page.as_bytes()), ("source/book.toml", "source", b"[book]\n")];
    freeze(&case.path().join("releases"), version, "2026-10-01", &files);
}

/// Versions and dates that `releases.js` of an output names.
fn listed(book: &Path) -> Vec<(String, String)> {
    let script = std::fs::read_to_string(book.join("html/releases/releases.js")).expect("the list");
    let json = script.strip_prefix("window.techfileReleases = ").and_then(|s| s.strip_suffix(";\n")).expect("an assignment");
    let list: Vec<serde_json::Value> = serde_json::from_str(json).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    for release in &list {
        let (version, base) = (text(&release["version"]), text(&release["base"]));
        assert_eq!(base, if version.is_empty() { "..".to_owned() } else { version });
    }
    list.iter().map(|r| (text(&r["version"]), text(&r["date"]))).collect()
}

#[test]
fn versions_stand_in_the_order_of_their_numbers() {
    let ordered = ["0.9", "1.0.0-alpha", "1.0.0", "1.2.0-rc1", "1.2.0", "1.9.0", "1.10.0", "2.0.0-rc.1", "2.0.0", "10.0"];
    for (i, a) in ordered.iter().enumerate() {
        for (j, b) in ordered.iter().enumerate() {
            assert_eq!(compare(a, b), i.cmp(&j), "{a} and {b}");
        }
    }
    assert_eq!(compare("1.0.0-rc2", "1.0.0-rc10"), Ordering::Less, "numbers in a candidate are numbers too");
}

#[test]
fn a_build_links_what_is_whole_and_names_what_is_not() {
    let case = Case::small();
    for version in ["1.9.0", "1.10.0", "1.2.0-rc1", "1.2.0"] {
        frozen(&case, version);
    }
    let verify = case.program(&["verify"]);
    verify.ends(0);
    let order: Vec<&str> = verify.out.lines().filter_map(|l| l.split_whitespace().next()).collect();
    assert_eq!(order, ["1.10.0", "1.9.0", "1.2.0", "1.2.0-rc1"]);
    let before = tree(&case.path().join("releases"));

    let book = case.built();
    assert_eq!(listed(&book).iter().map(|(v, _)| v.as_str()).collect::<Vec<_>>(), ["", "1.10.0", "1.9.0", "1.2.0", "1.2.0-rc1"]);
    let files = tree(&book);
    assert_eq!(files["html/releases/1.9.0/index.html"], before["1.9.0/html/index.html"]);
    assert!(!files.keys().any(|f| f.contains("releases/1.9.0/source")), "only the site is shown");
    let page = |files: &std::collections::BTreeMap<String, Vec<u8>>| String::from_utf8(files["html/releases.html"].clone()).expect("UTF-8");
    for version in ["1.10.0", "1.9.0", "1.2.0", "1.2.0-rc1"] {
        assert!(page(&files).contains(&format!("href=\"releases/{version}/index.html\"")), "{version} is not listed");
    }
    let faults = site_faults(&site_of(&files));
    assert!(faults.is_empty(), "{}", faults.join("\n"));

    // One is tampered with.
    std::fs::write(case.path().join("releases/1.9.0/source/book.toml"), "[book]\ntitle = \"better\"\n").expect("a change");
    let build = case.program(&["build", "--only", "html", "--only", "data"]);
    build.ends(1);
    assert!(build.out.contains("release-damaged") && build.out.contains("`1.9.0`"), "{}", build.out);
    let files = tree(&book);
    let html = page(&files);
    assert!(main_of(&html).contains("1.9.0") && !html.contains("releases/1.9.0/"), "named, not linked");
    assert!(html.contains("changed since it was frozen") && html.contains("changed: source/book.toml"));
    assert!(!files.keys().any(|f| f.starts_with("html/releases/1.9.0/")));
    assert_eq!(listed(&book).len(), 4);
    let faults = site_faults(&site_of(&files));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let verify = case.program(&["verify"]);
    verify.ends(1);
    assert!(verify.out.contains("changed: source/book.toml"), "{}", verify.out);

    // Builds touch no release.
    let after = tree(&case.path().join("releases"));
    let changed: Vec<&String> = after.keys().filter(|path| after[*path] != before[*path]).collect();
    assert_eq!(changed, ["1.9.0/source/book.toml"]);
}

#[test]
fn a_site_without_releases_asks_for_none() {
    let book = Case::small().built_here();
    let html = String::from_utf8(book["html/index.html"].clone()).expect("UTF-8");
    assert!(!html.contains("releases.js") && !book.contains_key("html/releases/releases.js"));
    assert!(String::from_utf8_lossy(&book["html/releases.html"]).contains("Nothing has been released yet."));
}

#[test]
fn verify_finds_what_is_missing_changed_and_added() {
    let case = Case::small();
    frozen(&case, "1.0.0");
    let at = |path: &str| case.path().join("releases/1.0.0").join(path);
    let faults = |words: &[&str]| {
        let said = case.program(&["verify", "1.0.0"]);
        said.ends(if words.is_empty() { 0 } else { 1 });
        let found: Vec<&str> = said.out.lines().skip(1).map(str::trim).collect();
        assert_eq!(found, words, "{}", said.out);
    };
    faults(&[]);
    case.program(&["verify", "9.9.9"]).ends(2);

    let page = std::fs::read(at("html/index.html")).expect("a page");
    std::fs::remove_file(at("html/index.html")).expect("a page to go");
    faults(&["missing: html/index.html"]);
    std::fs::write(at("html/index.html"), &page[1..]).expect("a page");
    faults(&["changed: html/index.html"]);
    let mut other = page.clone();
    other[20] ^= 1;
    std::fs::write(at("html/index.html"), &other).expect("a page");
    faults(&["changed: html/index.html"]);
    std::fs::write(at("html/index.html"), &page).expect("a page");
    std::fs::write(at("html/more.html"), "").expect("a page");
    faults(&["not in the manifest: html/more.html"]);
    std::fs::remove_file(at("html/more.html")).expect("a page to go");

    let sums = std::fs::read_to_string(at("SHA256SUMS")).expect("the sums");
    std::fs::write(at("SHA256SUMS"), sums.replacen('a', "b", 1)).expect("the sums");
    faults(&["changed: SHA256SUMS"]);
    std::fs::remove_file(at("SHA256SUMS")).expect("the sums to go");
    assert_eq!(case.program(&["verify"]).code, Some(1), "without its sums it is not whole");
    std::fs::write(at("SHA256SUMS"), &sums).expect("the sums");
    faults(&[]);
}

impl Case {
    fn built_here(self) -> std::collections::BTreeMap<String, Vec<u8>> {
        tree(&self.built())
    }
}

#[test]
fn versions_that_are_no_names_are_refused() {
    let case = Case::small();
    for version in [
        "../x",
        "",
        "a/b",
        "a\\b",
        "..",
        ".",
        "1..0",
        "1.0.",
        "-1",
        "1 0",
        ".hidden",
        "CON",
        "nul.1",
        "com1",
        "1.0\n",
        "releases.js",
        "ledger.txt",
        "ä",
        &"1".repeat(65),
    ] {
        let said = case.program(&["release", "--", version]);
        said.ends(2);
        assert!(said.err.contains("no version that can be frozen"), "{version:?}: {}", said.err);
        assert!(!case.path().join("releases").exists(), "{version:?}");
    }
}

#[test]
fn the_version_under_view_is_the_one_that_is_frozen() {
    let case = Case::small().book("[release]\nversion = \"2.0.0\"");
    let said = case.program(&["release", "1.0.0"]);
    said.ends(2);
    assert!(said.err.contains("2.0.0") && said.err.contains("[release] version"), "{}", said.err);
    assert!(!case.path().join("releases").exists());
}

#[cfg(not(feature = "pdf"))]
#[test]
fn without_the_pdf_nothing_is_frozen() {
    let case = Case::small();
    let said = case.program(&["release", "1.0.0"]);
    said.ends(2);
    assert!(said.err.contains("feature `pdf`"), "{}", said.err);
    assert!(!case.path().join("releases").exists());
}

#[cfg(feature = "pdf")]
#[test]
fn a_release_holds_what_it_was_made_of() {
    let case = Case::small()
        .book("[release]\nversion = \"1.0.0\"")
        .bytes("src/a.md", "\u{feff}# A\r\n\r\n![x](a.png)\r\n".as_bytes())
        .bytes("src/a.png", include_bytes!("../../cases/golden/dot.png"))
        .file("src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n");
    case.program(&["release", "1.0.0"]).ends(0);
    let folder = case.path().join("releases/1.0.0");
    let files = tree(&folder);
    let manifest = Manifest::parse(&files["manifest.json"]).expect("a manifest");
    assert_eq!((manifest.version.as_str(), manifest.as_of.as_str(), manifest.findings[0]), ("1.0.0", "2026-11-02", 0));

    let named: Vec<&str> = manifest.files.iter().map(|f| f.path.as_str()).collect();
    let there: Vec<&str> = files.keys().map(String::as_str).filter(|f| !["manifest.json", "SHA256SUMS"].contains(f)).collect();
    assert_eq!(named, there, "every file, sorted");
    for file in &manifest.files {
        let bytes = &files[&file.path];
        assert_eq!((file.size, file.sha256.clone()), (bytes.len() as u64, sha256(bytes)), "{}", file.path);
        let role = match file.path.split('/').next() {
            Some("data") if file.path == "data/snapshot.json" => "snapshot",
            Some(folder) => folder,
            None => "",
        };
        assert_eq!(file.role, role, "{}", file.path);
    }
    let sums: String = manifest.files.iter().map(|f| format!("{}  {}\n", f.sha256, f.path)).collect();
    assert_eq!(files["SHA256SUMS"], format!("{sums}{}  manifest.json\n", sha256(&files["manifest.json"])).as_bytes());
    for path in ["html/index.html", "pdf/technical-file.pdf", "data/snapshot.json", "html/r/SRS-1.html"] {
        assert!(files.contains_key(path), "no {path}");
    }
    for path in ["book.toml", "records/all.yaml", "src/SUMMARY.md", "src/a.md", "src/a.png"] {
        assert!(files.get(&format!("source/{path}")) == Some(&std::fs::read(case.path().join(path)).expect("a source")), "{path} is not as it was");
    }
    assert_eq!(files["evidence/evidence/report.xml"], std::fs::read(case.path().join("evidence/report.xml")).expect("a report"));
    for path in crate::harness::files_below(&folder) {
        assert!(std::fs::metadata(&path).expect("a file").permissions().readonly(), "{} may be written", path.display());
    }
    let snapshot: techfile::model::snapshot::Snapshot = serde_json::from_slice(&files["data/snapshot.json"]).expect("a snapshot");
    assert_eq!(snapshot.version.as_deref(), Some("1.0.0"));
    let faults = site_faults(&site_of(&files));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    case.program(&["verify", "1.0.0"]).ends(0);

    // Never again under this name, whatever the letters' case.
    let before = tree(&case.path().join("releases"));
    case.program(&["release", "1.0.0"]).ends(2);
    crate::harness::same(&before, &tree(&case.path().join("releases")));
    // Nor when the folder was renamed.
    std::fs::rename(&folder, case.path().join("releases/old")).expect("another name");
    let said = case.program(&["release", "1.0.0"]);
    said.ends(2);
    assert!(!folder.exists(), "a second 1.0.0");
    std::fs::rename(case.path().join("releases/old"), &folder).expect("its name");

    // Shown by the next build, and by a build over that one; frozen files stay as they are.
    for _ in 0..2 {
        let book = case.built();
        let site = tree(&book);
        for file in manifest.files.iter().filter(|f| f.role == "html") {
            let shown = file.path.replacen("html/", "html/releases/1.0.0/", 1);
            assert!(site[&shown] == files[&file.path], "{shown}");
        }
        assert_eq!(listed(&book), [(String::new(), String::new()), ("1.0.0".into(), "2026-11-02".into())]);
        let faults = site_faults(&site_of(&site));
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
    crate::harness::same(&before, &tree(&case.path().join("releases")));
    case.program(&["verify"]).ends(0);
}

#[cfg(feature = "pdf")]
#[test]
fn errors_are_not_frozen() {
    let case = Case::small().file("records/more.yaml", "id: RISK-2\nkind: risk\ntitle: Underdose\n");
    let said = case.program(&["release", "1.0.0"]);
    said.ends(2);
    assert!(said.out.contains("risk-uncontrolled") && said.err.contains("1 finding of error level"), "{}{}", said.out, said.err);
    assert!(!case.path().join("releases").exists() || std::fs::read_dir(case.path().join("releases")).expect("a folder").next().is_none());
}
