//! What an output folder may be, what it may hold, and who may write into it.

use std::time::Duration;

use techfile::ops;
use techfile::store::{Disk, Lock};

use super::{checked, left_beside, place, project, site};
use crate::harness::{Case, same, tree};

#[test]
fn outputs_and_releases_never_overlap() {
    let settings = [
        ("book", "book/releases"),
        ("book", "book"),
        ("releases", "releases"),
        ("releases/site", "releases"),
        ("Releases", "releases"),
        ("out/book", "out"),
        (".", "releases"),
        ("book", "."),
    ];
    for (output, releases) in settings {
        let case = Case::small();
        let text = std::fs::read_to_string(case.path().join("book.toml")).expect("the settings");
        let text = text.replace("[build]\n", &format!("[build]\nbuild-dir = \"{output}\"\n"));
        let case = case.file("book.toml", &format!("{text}\n[release]\ndir = \"{releases}\"\n"));
        for command in [&["check"][..], &["build", "--only", "html"]] {
            let said = case.program(command);
            said.ends(2);
            assert!(said.out.contains("config-invalid") && said.out.contains("overlap"), "{output}, {releases}: {}{}", said.out, said.err);
        }
        assert_eq!(left_beside(case.path()), Vec::<String>::new());
    }
}

#[test]
fn a_folder_given_on_the_command_line_never_overlaps_with_the_releases() {
    let case = project();
    let before = tree(&case.path().join("releases"));
    for folder in ["releases", "releases/book", "RELEASES", ".", "book/../releases"] {
        let said = case.program(&["build", "--only", "html", "--dest-dir", folder]);
        said.ends(2);
        assert!(said.err.contains("overlap") && said.err.contains("--dest-dir"), "{folder}: {}", said.err);
    }
    same(&before, &tree(&case.path().join("releases")));
}

#[cfg(unix)]
#[test]
fn a_link_hides_no_overlap() {
    let case = project();
    std::os::unix::fs::symlink("releases", case.path().join("elsewhere")).expect("a link");
    let before = tree(&case.path().join("releases"));
    let said = case.program(&["build", "--only", "html", "--dest-dir", "elsewhere/book"]);
    said.ends(2);
    assert!(said.err.contains("overlap"), "{}", said.err);
    same(&before, &tree(&case.path().join("releases")));
}

#[test]
fn a_file_that_no_build_wrote_stops_the_next_one() {
    for path in ["notes.txt", "html/notes.txt", "html/r/.hidden", "releases/1.0.0/manifest.json", "html/mine/empty/note"] {
        let case = Case::small();
        let book = case.built();
        let case = case.file(&format!("book/{path}"), "mine");
        let before = tree(&book);
        let said = case.program(&["build", "--only", "html"]);
        said.ends(2);
        assert!(said.err.contains(path) && said.err.contains("did not write"), "{path}: {}", said.err);
        same(&before, &tree(&book));
        assert_eq!(left_beside(case.path()), Vec::<String>::new());
    }
    // What a file manager drops is nobody's work.
    let case = Case::small();
    case.built();
    case.file("book/html/.DS_Store", "x").built();
}

#[test]
fn a_file_that_comes_meanwhile_is_kept_and_told_of() {
    let case = project();
    let now = checked(case.path());
    let book = case.path().join("book");
    ops::build(&Disk::default(), &place(case.path()), &now, None, &site()).expect("a build");
    let folder = book.clone();
    let disk = Disk::watched(move |op, _| {
        if op == techfile::store::Op::Exchange {
            std::fs::write(folder.join("html/late.txt"), "mine")?;
        }
        Ok(())
    });
    let built = ops::build(&disk, &place(case.path()), &now, None, &site()).expect("a build");
    assert!(built.notes.len() == 1 && built.notes[0].contains("html/late.txt"), "{:?}", built.notes);
    assert_eq!(std::fs::read_to_string(case.path().join(".book.new-1/html/late.txt")).ok().as_deref(), Some("mine"));
    assert!(book.join("html/index.html").exists());
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_a_link_stays_one() {
    let case = Case::small();
    std::fs::create_dir_all(case.path().join("disk/out")).expect("a folder");
    std::os::unix::fs::symlink("disk/out", case.path().join("book")).expect("a link");
    for _ in 0..2 {
        case.built();
        assert!(case.path().join("book").symlink_metadata().expect("a link").is_symlink());
        assert!(case.path().join("disk/out/html/index.html").exists());
    }
    assert_eq!(left_beside(&case.path().join("disk")), Vec::<String>::new());
    // One that leads to nothing, and one in the old output that leads elsewhere.
    std::fs::remove_file(case.path().join("book")).expect("the link to go");
    std::os::unix::fs::symlink("nowhere", case.path().join("book")).expect("a link");
    let said = case.program(&["build", "--only", "html"]);
    said.ends(2);
    assert!(said.err.contains("link"), "{}", said.err);
    std::fs::remove_file(case.path().join("book")).expect("the link to go");
    case.built();
    std::fs::remove_dir_all(case.path().join("book/html/assets")).expect("assets to go");
    std::os::unix::fs::symlink("../../src", case.path().join("book/html/assets")).expect("a link");
    case.program(&["build", "--only", "html"]).ends(2);
    assert!(case.path().join("src/SUMMARY.md").exists());
}

#[test]
fn one_run_at_a_time_writes_into_a_folder() {
    let case = project();
    let now = checked(case.path());
    let book = case.path().join("book");
    let held = Lock::take(&Disk::default(), &book, "techfile build").expect("the lock");
    let hasty = Disk::default().patient(Duration::from_millis(60));
    let fatal = ops::build(&hasty, &place(case.path()), &now, None, &site()).expect_err("held");
    assert!(fatal.message.contains(&format!("techfile build, process {}", std::process::id())), "{fatal:?}");
    assert!(!book.exists());
    let waiting = std::thread::spawn({
        let (root, disk) = (case.path().to_owned(), Disk::default());
        move || ops::build(&disk, &place(&root), &checked(&root), None, &site()).map(drop)
    });
    std::thread::sleep(Duration::from_millis(100));
    drop(held);
    waiting.join().expect("a thread").expect("a build, once the lock is free");
    assert!(book.join("html/index.html").exists());
    assert_eq!(left_beside(case.path()), Vec::<String>::new());
    // A file of the user's that has the name of the lock.
    let case = case.file(".book.lock", "mine");
    let fatal = ops::build(&hasty, &place(case.path()), &now, None, &site()).expect_err("not a lock");
    assert!(fatal.path.ends_with(".book.lock"), "{fatal:?}");
    assert_eq!(std::fs::read_to_string(case.path().join(".book.lock")).ok().as_deref(), Some("mine"));
}

#[test]
fn a_project_without_links_on_its_disk_is_built_all_the_same() {
    let case = project();
    let now = checked(case.path());
    let disk = Disk::watched(|op, _| match op {
        techfile::store::Op::Link => Err(std::io::ErrorKind::Unsupported.into()),
        _ => Ok(()),
    });
    ops::build(&Disk::default(), &place(case.path()), &now, None, &site()).expect("a build");
    let (book, releases) = (tree(&case.path().join("book")), tree(&case.path().join("releases")));
    ops::build(&disk, &place(case.path()), &now, None, &site()).expect("a build");
    same(&book, &tree(&case.path().join("book")));
    same(&releases, &tree(&case.path().join("releases")));
}
