//! Input that cannot be read: every command that reads it says so and ends with 2, whatever else it shows.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use crate::harness::{Case, Said, same, tree};

/// Commands that read the records, and what they would print or write.
const COMMANDS: &[&[&str]] = &[
    &["check"],
    &["check", "--format", "json"],
    &["check", "--baseline", "known.json"],
    &["check", "--write-baseline", "known.json"],
    &["build", "--only", "data"],
    &["list"],
    &["show", "SRS-1"],
    &["release", "1.0.0"],
    &["review", "SRS-1", "--by", "Ada", "--reason", "Still holds"],
    &["new", "need"],
    &["rename", "SRS-1", "SRS-9", "--write"],
    &["import", "sbom", "Cargo.lock"],
];

/// A project with a file of every sort that is read.
fn project() -> Case {
    let case = Case::small();
    let book = fs::read_to_string(case.path().join("book.toml")).expect("the settings").replace("[standards]\n", "[standards]\npacks = [\"packs\"]\n");
    let case = case
        .file("book.toml", &format!("{book}[release]\nversion = \"1.0.0\"\n"))
        .file("packs/own.yaml", "extends: iec-62304-2015\nclauses: []\n")
        .file("records/more.yaml", "id: UN-3\nkind: need\ntitle: A quiet pump\n")
        .chapter("one.md", "# One\n")
        .file("Cargo.lock", "version = 4\n\n[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\nsource = \"registry+x\"\n");
    case.program(&["check", "--write-baseline", "known.json"]).ends(0);
    case
}

/// Runs the program without the rights of root, to whom nothing is forbidden.
fn unprivileged(folder: &Path, arguments: &[&str]) -> Said {
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_techfile")]).args(arguments).current_dir(folder);
    let output = command.env("NO_COLOR", "1").output().expect("setpriv");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// What makes a file unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    NotText,
    Folder,
    LinkToNothing,
    Pipe,
    /// By its rights.
    Forbidden,
}

const WAYS: &[Way] = &[Way::NotText, Way::Folder, Way::LinkToNothing, Way::Pipe, Way::Forbidden];

fn spoil(file: &Path, way: Way) {
    if way == Way::Forbidden {
        return fs::set_permissions(file, fs::Permissions::from_mode(0o000)).expect("permissions");
    }
    fs::remove_file(file).expect("the file");
    match way {
        Way::NotText => fs::write(file, b"\xff\xfe\x00").expect("a file"),
        Way::Folder => fs::create_dir(file).expect("a folder"),
        Way::LinkToNothing => symlink("nowhere", file).expect("a link"),
        Way::Pipe => assert!(Command::new("mkfifo").arg(file).status().expect("mkfifo").success()),
        Way::Forbidden => {}
    }
}

/// Every command ends with 2 and says something that names the file; no file of the project is changed.
#[track_caller]
fn refused(case: &Case, what: &str, run: impl Fn(&[&str]) -> Said) {
    let kept = |case: &Case| fs::read(case.path().join("records/all.yaml")).ok();
    let before = kept(case);
    for arguments in COMMANDS {
        let said = run(arguments);
        assert_eq!(said.code, Some(2), "{what}: {arguments:?}\n{}\n{}", said.out, said.err);
        assert!(said.err.contains("error: "), "{what}: {arguments:?}: {}", said.err);
        assert!(!said.err.contains("panicked"), "{}", said.err);
    }
    assert_eq!(kept(case), before, "{what}");
    assert!(!case.path().join("book").exists() && !case.path().join("releases").exists() && !case.path().join("reviews").exists(), "{what}");
    let said = run(&["check"]);
    assert!(format!("{}{}", said.out, said.err).contains(what), "{what} is not named:\n{}\n{}", said.out, said.err);
}

#[test]
fn every_command_refuses_input_that_it_cannot_read() {
    let root = Command::new("setpriv").args(["--reuid=65534", "true"]).status().is_ok_and(|s| s.success());
    for file in ["book.toml", "records/more.yaml", "evidence/report.xml", "src/SUMMARY.md", "src/one.md", "packs/own.yaml"] {
        for way in WAYS {
            // A folder of records or evidence may have any name, and holds nothing here.
            if *way == Way::Folder && ["records", "evidence", "packs"].iter().any(|folder| file.starts_with(folder)) {
                continue;
            }
            let case = project();
            spoil(&case.path().join(file), *way);
            if *way == Way::Forbidden && root {
                open_to_all(case.path());
                refused(&case, file, |arguments| unprivileged(case.path(), arguments));
            } else {
                refused(&case, file, |arguments| case.program(arguments));
            }
        }
    }
}

fn open_to_all(folder: &Path) {
    let mut command = Command::new("chmod");
    assert!(command.args(["a+rwx"]).arg(folder).arg(folder.join("records")).arg(folder.join("src")).status().expect("chmod").success());
}

#[test]
fn folders_that_lead_nowhere_are_not_taken_for_none() {
    for (folder, after) in [("records", "records"), ("evidence", "evidence"), ("reviews", "reviews"), ("records/deep", "records/deep")] {
        let case = project();
        let path = case.path().join(folder);
        if path.is_dir() {
            fs::remove_dir_all(&path).expect("the folder");
        }
        symlink("nowhere", &path).expect("a link");
        for arguments in [&["check"][..], &["build", "--only", "data"], &["list"]] {
            let said = case.program(arguments);
            assert!(said.ends(2).out.contains(after) || said.err.contains(after), "{folder}: {}{}", said.out, said.err);
        }
    }
    let case = project().book("[[evidence.report]]\nfiles = [\"evidence/**/*.xml\"]\nversion = \"1.0.0\"\n");
    symlink("nowhere", case.path().join("evidence/more")).expect("a link");
    assert!(case.program(&["check"]).ends(2).out.contains("evidence/more"));
}

#[test]
fn settings_that_cannot_be_read_are_not_looked_for_further_above() {
    let case = project();
    let inner = case.path().join("inner");
    for way in [Way::LinkToNothing, Way::Folder, Way::Pipe] {
        fs::create_dir_all(&inner).expect("a folder");
        fs::write(inner.join("book.toml"), "").expect("a file");
        spoil(&inner.join("book.toml"), way);
        for arguments in [&["check"][..], &["list"], &["schema"]] {
            let said = crate::harness::program(&inner, arguments, &[]);
            assert!(said.ends(2).err.contains("book.toml"), "{way:?}: {}", said.err);
        }
        fs::remove_dir_all(&inner).expect("the folder");
    }
}

#[test]
fn what_was_read_is_shown_all_the_same() {
    let case = project().bytes("records/more.yaml", b"id: UN-3\n\xff\n");
    let before = tree(case.path());
    let said = case.program(&["check"]);
    assert!(said.ends(2).out.contains("error[file-unreadable]"), "{}", said.out);
    assert!(said.err.contains("error: check: some input could not be read"), "{}", said.err);
    let said = case.program(&["show", "SRS-1"]);
    assert!(said.ends(2).out.contains("Limit the dose") && said.err.contains("error: show: some input could not be read"), "{}{}", said.out, said.err);
    same(&before, &tree(case.path()));
}
