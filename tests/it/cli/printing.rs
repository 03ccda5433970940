//! What is printed arrives, or the run says that it did not; and the system may refuse threads.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::harness::{Case, program, tree};

/// Every command that prints, with the exit code that it has where its output arrives.
const COMMANDS: &[(&[&str], i32)] = &[
    (&["--help"], 0),
    (&["--version"], 0),
    (&["check", "--help"], 0),
    (&["check", "--fail-on", "note"], 1),
    (&["check", "--format", "json"], 0),
    (&["check", "--format", "sarif"], 0),
    (&["check", "--format", "github"], 0),
    (&["check", "--baseline", "known.json"], 0),
    (&["build", "--only", "data"], 0),
    (&["list"], 0),
    (&["list", "requirement", "--format", "csv"], 0),
    (&["list", "--format", "json"], 0),
    (&["show", "SRS-1"], 0),
    (&["show", "SRS-1", "--format", "json"], 0),
    (&["schema"], 0),
    (&["explain"], 0),
    (&["explain", "dangling-link"], 0),
    (&["verify"], 0),
    (&["review", "SRS-1", "--by", "Ada", "--reason", "Still holds", "--dry-run"], 0),
    (&["rename", "SRS-1", "SRS-9"], 0),
    (&["new", "need", "--dry-run"], 0),
    (&["import", "sbom", "Cargo.lock", "--dry-run"], 0),
];

fn project() -> Case {
    let case = Case::small().file("Cargo.lock", "version = 4\n\n[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\nsource = \"registry+x\"\n");
    case.program(&["check", "--write-baseline", "known.json"]).ends(0);
    case
}

fn into(out: impl Into<Stdio>, folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_techfile"));
    command.current_dir(folder).args(arguments).env_remove("SOURCE_DATE_EPOCH").stdout(out).output().expect("the program")
}

fn full() -> File {
    File::options().write(true).open("/dev/full").expect("a device that is full")
}

#[test]
fn output_that_cannot_be_written_is_an_error() {
    let case = project();
    let before = tree(case.path());
    for (arguments, _) in COMMANDS {
        let said = into(full(), case.path(), arguments);
        let err = String::from_utf8_lossy(&said.stderr);
        assert_eq!(said.status.code(), Some(2), "{arguments:?}: {err}");
        assert!(err.contains("error: cannot write to standard output: No space left on device"), "{arguments:?}: {err}");
    }
    crate::harness::same(&before, &tree(case.path()));
}

#[test]
fn what_was_done_is_said_where_its_output_cannot_be_written() {
    let case = project();
    let said = |folder: &Path, arguments: &[&str], words: &str| {
        let said = into(full(), folder, arguments);
        let err = String::from_utf8_lossy(&said.stderr);
        assert!(said.status.code() == Some(2) && err.contains("cannot write to standard output") && err.contains(words), "{arguments:?}: {err}");
    };
    said(case.path(), &["new", "need", "--title", "Quiet"], "the record was added at records/all.yaml:");
    said(case.path(), &["rename", "SRS-1", "SRS-9", "--write"], "the record was renamed all the same");
    said(case.path(), &["import", "sbom", "Cargo.lock"], "records/soup/imported-cargo.yaml was written all the same");
    let folder = tempfile::tempdir().expect("a folder");
    said(folder.path(), &["init"], "the project was written all the same");
    for id in ["UN-3", "SRS-9", "SOUP-001"] {
        case.program(&["show", id]).ends(0);
    }
    program(folder.path(), &["check"], &[]).ends(0);
}

#[test]
fn a_reader_that_goes_away_changes_nothing() {
    let case = project();
    for (arguments, code) in COMMANDS {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let said = into(writer, case.path(), arguments);
        let err = String::from_utf8_lossy(&said.stderr);
        assert_eq!(said.status.code(), Some(*code), "{arguments:?}: {err}");
        assert!(!err.contains("error") && !err.contains("Broken pipe") && !err.contains("panicked"), "{arguments:?}: {err}");
    }
}

#[test]
fn errors_that_cannot_be_written_keep_the_exit_code() {
    let case = project();
    for (arguments, code) in [(&["show", "NO-1"][..], 2), (&["chekc"], 2), (&["list"], 0), (&["check", "--fail-on", "note"], 1)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_techfile"));
        let status = command.current_dir(case.path()).args(arguments).stdout(Stdio::null()).stderr(full()).status().expect("the program");
        assert_eq!(status.code(), Some(code), "{arguments:?}");
    }
}

/// A user who may have one process, which is the program itself, gets no threads. Nobody counts the threads of root.
#[test]
fn threads_that_the_system_refuses_cost_time_only() {
    let case = project();
    let open = Command::new("chmod").args(["-R", "a+rwX"]).arg(case.path()).status().expect("chmod");
    assert!(open.success());
    let user = ["setpriv", "--reuid=65533", "--regid=65533", "--clear-groups"];
    let root = Command::new(user[0]).args(&user[1..]).arg("true").status().is_ok_and(|s| s.success());
    let limited = |arguments: &[&str]| {
        let all = ["prlimit", "--nproc=1"].iter().chain(if root { &user[..] } else { &[] }).chain(&[env!("CARGO_BIN_EXE_techfile")]).chain(arguments);
        let mut command = Command::new("env");
        command.args(all).current_dir(case.path()).env("NO_COLOR", "1").output().expect("prlimit")
    };
    for arguments in [&["check", "--fail-on", "note"][..], &["build", "--only", "html", "--only", "data", "--fail-on", "note"], &["verify"]] {
        let said = limited(arguments);
        std::fs::remove_dir_all(case.path().join("book")).ok();
        let usual = case.program(arguments);
        let err = String::from_utf8_lossy(&said.stderr);
        assert_eq!((said.status.code(), String::from_utf8_lossy(&said.stdout).as_ref()), (usual.code, usual.out.as_str()), "{arguments:?}: {err}");
        assert!(err.contains("note: the system refuses more threads") && !err.contains("panicked"), "{err}");
        std::fs::remove_dir_all(case.path().join("book")).ok();
    }
}

/// What goes into a file of CSV or JSON must be that, or nothing.
#[test]
fn mistakes_in_the_settings_do_not_go_into_a_list() {
    let case = Case::new().file("book.toml", "[boook]\n");
    for arguments in [&["list", "--format", "csv"][..], &["show", "SRS-1", "--format", "json"], &["review", "SRS-1", "--by", "Ada", "--reason", "x"]] {
        let said = case.program(arguments);
        assert!(said.ends(2).out.is_empty() && said.err.contains("error[config-key-unknown]"), "{arguments:?}: {}{}", said.out, said.err);
    }
}
