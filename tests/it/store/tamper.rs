//! Whatever is done to a frozen release, or to the folder of releases, is seen; the other releases are looked at all the
//! same, and a build goes on.

use std::path::Path;

use super::{project, release};
use crate::harness::{Case, tree};

/// Does something to the folder of releases.
type Deed = Box<dyn Fn(&Path)>;

fn deed(deed: impl Fn(&Path) + 'static) -> Deed {
    Box::new(deed)
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).expect("a file");
    assert!(text.contains(from), "{from} is not in {}", path.display());
    std::fs::write(path, text.replacen(from, to, 1)).expect("a change");
}

fn rename(releases: &Path, from: &str, to: &str) {
    let to = releases.join(to);
    std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
    std::fs::rename(releases.join(from), to).expect("another place");
}

/// A project with three releases; the one in the middle is what is tampered with.
fn releases() -> Case {
    let case = project();
    release(&case, "1.1.0");
    release(&case, "1.2.0");
    case
}

/// What is done, and what is said of it.
fn deeds() -> Vec<(&'static str, Deed, &'static str)> {
    let manifest = |from: &'static str, to: &'static str| deed(move |r| replace(&r.join("1.1.0/manifest.json"), from, to));
    let line = |number: usize, change: fn(&str) -> String| {
        deed(move |releases| {
            let path = releases.join("ledger.txt");
            let text = std::fs::read_to_string(&path).expect("the ledger");
            let lines = text.lines().enumerate().map(|(n, line)| if n + 1 == number { change(line) } else { line.to_owned() });
            let kept: String = lines.filter(|l| !l.is_empty()).map(|l| l + "\n").collect();
            assert_ne!(kept, text);
            std::fs::write(path, kept).expect("the ledger");
        })
    };
    let mut deeds = vec![
        ("a page changed", deed(|r| replace(&r.join("1.1.0/html/index.html"), "1.1.0", "9.9.9")), "changed: html/index.html"),
        ("a page removed", deed(|r| std::fs::remove_file(r.join("1.1.0/html/index.html")).expect("to go")), "missing: html/index.html"),
        ("a file added", deed(|r| std::fs::write(r.join("1.1.0/html/more.html"), "").expect("a file")), "not in the manifest: html/more.html"),
        ("a hidden file", deed(|r| std::fs::write(r.join("1.1.0/html/.more"), "x").expect("a file")), "not in the manifest: html/.more"),
        ("a marker", deed(|r| std::fs::write(r.join("1.1.0/.techfile"), "x").expect("a file")), "not in the manifest: .techfile"),
        ("an empty folder", deed(|r| std::fs::create_dir(r.join("1.1.0/html/more")).expect("a folder")), "not in the manifest: html/more/"),
        ("a hidden folder", deed(|r| std::fs::create_dir_all(r.join("1.1.0/.git/objects")).expect("a folder")), "not in the manifest: .git/"),
        ("the manifest removed", deed(|r| std::fs::remove_file(r.join("1.1.0/manifest.json")).expect("to go")), "missing: manifest.json"),
        (
            "the manifest a folder",
            deed(|r| {
                std::fs::remove_file(r.join("1.1.0/manifest.json")).expect("to go");
                std::fs::create_dir(r.join("1.1.0/manifest.json")).expect("a folder");
            }),
            "changed: manifest.json",
        ),
        (
            "the manifest of another release",
            deed(|r| {
                std::fs::copy(r.join("1.0.0/manifest.json"), r.join("1.1.0/manifest.json")).expect("a copy");
            }),
            "changed: manifest.json",
        ),
        ("the manifest nothing", deed(|r| std::fs::write(r.join("1.1.0/manifest.json"), "").expect("a file")), "changed: manifest.json"),
        ("the sums removed", deed(|r| std::fs::remove_file(r.join("1.1.0/SHA256SUMS")).expect("to go")), "missing: SHA256SUMS"),
        ("the sums changed", deed(|r| replace(&r.join("1.1.0/SHA256SUMS"), "manifest.json", "manifest.jsom")), "changed: SHA256SUMS"),
        ("hidden by a dot", deed(|r| rename(r, "1.1.0", ".1.1.0")), "the folder of the release is missing; .1.1.0 holds its manifest"),
        ("renamed", deed(|r| rename(r, "1.1.0", "1.1.1")), "the folder of the release is missing; 1.1.1 holds its manifest"),
        ("moved a level down", deed(|r| rename(r, "1.1.0", "old/1.1.0")), "the folder of the release is missing; old/1.1.0 holds its manifest"),
        ("moved out", deed(|r| rename(r, "1.1.0", "../elsewhere")), "the folder of the release is missing"),
        ("removed", deed(|r| std::fs::remove_dir_all(r.join("1.1.0")).expect("to go")), "the folder of the release is missing"),
        ("copied beside", deed(|r| crate::harness::copy(&r.join("1.1.0"), &r.join("1.1.5"))), "not in the ledger of releases"),
        ("a folder beside", deed(|r| std::fs::create_dir(r.join("1.1.5")).expect("a folder")), "not a release: 1.1.5"),
        ("the ledger removed", deed(|r| std::fs::remove_file(r.join("ledger.txt")).expect("to go")), "the ledger of releases is missing"),
        (
            "a folder for the ledger",
            deed(|r| {
                std::fs::remove_file(r.join("ledger.txt")).expect("to go");
                std::fs::create_dir(r.join("ledger.txt")).expect("a folder");
            }),
            "changed: ledger.txt",
        ),
        ("the ledger nothing", deed(|r| std::fs::write(r.join("ledger.txt"), "").expect("a file")), "ledger, line 1"),
        (
            "the ledger cut in a line",
            deed(|r| {
                let text = std::fs::read_to_string(r.join("ledger.txt")).expect("the ledger");
                std::fs::write(r.join("ledger.txt"), &text[..text.len() - 20]).expect("the ledger");
            }),
            "ledger, line 4",
        ),
        ("the last line gone", line(4, |_| String::new()), "not in the ledger of releases"),
        ("a line in the middle gone", line(3, |_| String::new()), "ledger, line 3"),
        ("the first line gone", line(1, |_| String::new()), "ledger, line 1"),
        ("a date rewritten", line(3, |l| l.replace("2026-10-01", "2026-10-02")), "ledger, line 4"),
        ("a version rewritten", line(3, |l| l.replace("1.1.0", "1.1.1")), "ledger, line 4"),
        ("a hash rewritten", line(3, |l| l.replacen(['a', 'b'], "c", 1)), "ledger, line 4"),
        ("the last date rewritten", line(4, |l| l.replace("2026-10-01", "2027-10-01")), "the ledger says 2027-10-01"),
    ];
    for (field, from, to) in [
        ("format", "\"format\": 2", "\"format\": 1"),
        ("version", "\"version\": \"1.1.0\"", "\"version\": \"1.1.1\""),
        ("title", "\"title\": \"A case\"", "\"title\": \"A better case\""),
        ("as_of", "\"as_of\": \"2026-10-01\"", "\"as_of\": \"2026-10-02\""),
        ("generator", "\"generator\": \"techfile 0.0.1\"", "\"generator\": \"techfile 1.0.0\""),
        ("findings", "    2,", "    0,"),
        ("waived", "\"files\"", "\"waived\": 3,\n  \"files\""),
        ("path", "\"path\": \"source/book.toml\"", "\"path\": \"source/book.txt\""),
        ("role", "\"role\": \"source\"", "\"role\": \"data\""),
        ("size", "\"size\": 7", "\"size\": 8"),
        ("sha256", "\"sha256\": \"", "\"sha256\": \"0"),
        ("a field of nobody's", "\"format\"", "\"more\": 1,\n  \"format\""),
    ] {
        deeds.push((field, manifest(from, to), "changed: manifest.json"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::{ffi::OsStrExt, fs::symlink};
        deeds.push((
            "a name that is no text",
            deed(|r| {
                std::fs::rename(r.join("1.1.0"), r.join(std::ffi::OsStr::from_bytes(b"1.1\xff"))).expect("another name");
            }),
            "the folder of the release is missing",
        ));
        deeds.push((
            "a page that is a link",
            deed(|r| {
                std::fs::rename(r.join("1.1.0/html/index.html"), r.join("../page.html")).expect("another place");
                symlink("../../../page.html", r.join("1.1.0/html/index.html")).expect("a link");
            }),
            "changed: html/index.html",
        ));
        deeds.push((
            "a release that is a link",
            deed(|r| {
                rename(r, "1.1.0", "../elsewhere");
                symlink("../elsewhere", r.join("1.1.0")).expect("a link");
            }),
            "the folder of the release is missing",
        ));
        deeds.push((
            "a pipe for a page",
            deed(|r| {
                std::fs::remove_file(r.join("1.1.0/html/index.html")).expect("to go");
                assert!(std::process::Command::new("mkfifo").arg(r.join("1.1.0/html/index.html")).status().expect("mkfifo").success());
            }),
            "changed: html/index.html",
        ));
    }
    deeds
}

#[test]
fn whatever_is_done_to_a_release_is_seen() {
    let case = releases();
    case.program(&["verify"]).ends(0);
    case.program(&["check"]).ends(0);
    for (what, deed, words) in deeds() {
        let case = releases();
        deed(&case.path().join("releases"));
        let verify = case.program(&["verify"]);
        assert_eq!(verify.code, Some(1), "{what}: {}{}", verify.out, verify.err);
        assert!(verify.out.contains(words), "{what}: {}", verify.out);
        if !words.contains("ledger") {
            for other in ["1.0.0", "1.2.0"] {
                let state = verify.out.lines().find(|l| l.starts_with(other));
                assert!(state.is_some_and(|l| l.ends_with("as frozen")), "{what}: {}", verify.out);
            }
        }
        let check = case.program(&["check", "--all"]);
        check.ends(1);
        assert!(check.out.contains("error[release-damaged]"), "{what}: {}", check.out);
        let build = case.program(&["build", "--only", "html"]);
        build.ends(1);
        let site = tree(&case.path().join("book/html"));
        // What was left as it is is shown; what was not, is not.
        assert!(site.contains_key("releases/1.0.0/index.html") || words.contains("ledger"), "{what}");
        let page = String::from_utf8(site["releases.html"].clone()).expect("UTF-8");
        assert!(page.contains("1.1.0"), "{what}");
    }
}

#[test]
fn nothing_is_added_to_a_damaged_archive() {
    let case = releases();
    std::fs::remove_dir_all(case.path().join("releases/1.0.0")).expect("to go");
    let before = tree(&case.path().join("releases"));
    let said = case.program(&["release", "2.0.0"]);
    said.ends(2);
    crate::harness::same(&before, &tree(&case.path().join("releases")));
}
