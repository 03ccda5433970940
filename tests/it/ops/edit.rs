//! The way to the user's own files: all or nothing, nothing overwritten that was not read, and what was killed is taken back.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use techfile::ops::edit::{Change, Edit, recover};
use techfile::ops::{self, Place};
use techfile::source::Fatal;
use techfile::store::Disk;

use crate::harness::{Case, copy, same, tree};

/// Bytes by path.
type Files = BTreeMap<String, Vec<u8>>;

const LOCK: &str = ".techfile-edit.lock";

fn begin(case: &Case) -> Edit {
    Edit::begin(&Disk::default(), case.path(), "techfile test").expect("an edit")
}

fn apply(case: &Case, changes: &[Change]) -> Result<(), Fatal> {
    let mut edit = begin(case);
    edit.apply(changes)?;
    edit.keep()
}

#[test]
fn changes_are_made_and_taken_back() {
    let case = Case::new().file("a.txt", "a").file("b.txt", "b");
    let before = tree(case.path());
    let changes = [Change::replace("a.txt", "a", "A"), Change::replace("b.txt", "b", "B").moved("c.txt"), Change::create("new/er/d.txt", "D")];
    for again in [false, true] {
        let mut edit = begin(&case);
        edit.apply(&changes).expect("the changes");
        if again {
            edit.apply(&[Change::replace("c.txt", "B", "C"), Change::create("e.txt", "E")]).expect("more changes");
        }
        edit.undo().expect("the way back");
        same(&before, &tree(case.path()));
        assert!(!case.path().join("new").exists());
        let mut edit = begin(&case);
        edit.apply(&changes).expect("the changes");
        drop(edit);
        same(&before, &tree(case.path()));
    }
    apply(&case, &changes).expect("the changes");
    let after = tree(case.path());
    assert_eq!(["a.txt", "c.txt", "new/er/d.txt"].map(|f| after[f].as_slice()), [b"A", b"B", b"D"]);
    assert!(!after.contains_key("b.txt") && after.len() == before.len() + 1, "{:?}", after.keys());
}

#[test]
fn what_was_changed_meanwhile_or_lies_in_the_way_stops_everything() {
    let case = Case::new().file("a.txt", "a").file("b.txt", "b");
    let before = tree(case.path());
    for wrong in [
        Change::replace("b.txt", "was", "B"),
        Change::replace("gone.txt", "", "B"),
        Change::create("b.txt", "B"),
        Change::replace("b.txt", "b", "B").moved("a.txt"),
        Change::create("../outside.txt", "B"),
        Change::create("a.txt/b.txt", "B"),
        Change::replace("a.txt", "a", "B"),
    ] {
        apply(&case, &[Change::replace("a.txt", "a", "A"), Change::create("n/n.txt", "N"), wrong.clone()]).expect_err("a wrong change");
        same(&before, &tree(case.path()));
        assert!(!case.path().join("n").exists(), "{wrong:?}");
    }
    let mut edit = begin(&case);
    edit.apply(&[Change::replace("a.txt", "a", "A")]).expect("a change");
    let error = edit.apply(&[Change::replace("b.txt", "was", "B")]).expect_err("a wrong change");
    assert!(error.help.is_some_and(|h| h.contains("nothing was changed")));
    drop(edit);
    same(&before, &tree(case.path()));
}

#[test]
fn one_edit_at_a_time() {
    let case = Case::small().file("a.txt", "a");
    let mut edit = begin(&case);
    let patience = std::time::Duration::from_millis(1);
    let error = Edit::begin(&Disk::default().patient(patience), case.path(), "techfile new").expect_err("a second edit");
    assert!(error.message.contains("techfile test"), "{error}");
    edit.apply(&[Change::replace("a.txt", "a", "A")]).expect("a change");
    for arguments in [&["check"][..], &["list"], &["rename", "UN-1", "UN-2"]] {
        let said = case.program(arguments);
        assert!(said.ends(2).err.contains("`techfile test` is changing files of the project"), "{arguments:?}: {}", said.err);
    }
    edit.keep().expect("the end");
    case.program(&["check"]).ends(0);
    assert!(!case.path().join(LOCK).exists());
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let case = Case::new().file("real/a.txt", "a");
    let real = case.path().join("real/a.txt");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).expect("permissions");
    std::os::unix::fs::symlink("real/a.txt", case.path().join("link.txt")).expect("a link");
    let file = |path: &Path| path.metadata().map(|m| (m.ino(), m.permissions().mode() & 0o777)).expect("the file");
    let before = file(&real);
    let mut edit = begin(&case);
    edit.apply(&[Change::replace("link.txt", "a", "A")]).expect("a change through a link");
    assert_ne!(file(&real).0, before.0);
    edit.undo().expect("the way back");
    assert_eq!(file(&real), before, "it is the file itself that is there again");
    apply(&case, &[Change::replace("link.txt", "a", "A")]).expect("a change through a link");
    assert!(case.path().join("link.txt").is_symlink());
    assert_eq!((std::fs::read(&real).expect("the file"), file(&real).1), (b"A".to_vec(), 0o640));
    std::os::unix::fs::symlink(std::env::temp_dir(), case.path().join("out")).expect("a link");
    apply(&case, &[Change::create("out/techfile-test.txt", "A")]).expect_err("a way out");
}

/// A record that five files mention, one of which is named for it, with a review of its links.
fn project() -> Case {
    let case = Case::new()
        .file("records/UN-1.yaml", "id: UN-1\nkind: need\ntitle: Dose\ntext: A safe dose, as UN-1 says.\n")
        .file("records/a.yaml", "id: SRS-1\nkind: requirement\ntitle: Limit\nderives_from: UN-1\ntext: See [[UN-1]].\n")
        .file("records/b.yaml", "id: SRS-2\nkind: requirement\ntitle: Show\nderives_from: UN-1\n")
        .chapter("one.md", "# One\n\n[[UN-1]]\n")
        .chapter("two.md", "# Two\n\nUN-1\n");
    case.program(&["review", "UN-1", "--by", "Ada", "--reason", "Still holds", "--on", "2026-10-01"]).ends(0);
    case
}

fn rename(disk: &Disk, folder: &Path) -> Result<(), Fatal> {
    let place = Place { root: folder.to_owned(), book: "book.toml".into() };
    ops::rename(disk, &place, "UN-1", "UN-100", true).map(|_| ())
}

/// A copy of a project, and its files without the lock, which keeps nobody out.
struct Trial(tempfile::TempDir);

impl Trial {
    fn of(case: &Case) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        copy(case.path(), folder.path());
        Self(folder)
    }

    fn files(&self) -> Files {
        let mut files = tree(self.0.path());
        files.remove(LOCK);
        files
    }
}

/// The files of a project before a renaming, those after it, and how many operations on the disk lie between.
fn both(case: &Case) -> (Files, Files, usize) {
    let trial = Trial::of(case);
    let before = trial.files();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    let disk = Disk::watched(move |_, _| {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok(())
    });
    rename(&disk, trial.0.path()).expect("a renaming");
    let after = trial.files();
    assert!(!after.contains_key("records/UN-1.yaml") && after.contains_key("records/UN-100.yaml"));
    let changed = before.iter().filter(|(path, bytes)| after.get(*path) != Some(bytes)).count();
    assert!(changed >= 6, "{changed} files change, the review among them");
    assert!(after.keys().all(|path| !path.contains("techfile-")), "{:?}", after.keys());
    (before, after, count.load(Ordering::Relaxed))
}

#[test]
fn whichever_operation_fails_all_files_are_old_or_all_are_new() {
    let case = project();
    let (before, after, count) = both(&case);
    let (mut old, mut new) = (0, 0);
    for failing in 0..count {
        let trial = Trial::of(&case);
        let at = AtomicUsize::new(0);
        let disk = Disk::watched(move |op, _| {
            let fails = at.fetch_add(1, Ordering::Relaxed) == failing;
            if fails { Err(std::io::Error::other(format!("{op:?} refused"))) } else { Ok(()) }
        });
        match rename(&disk, trial.0.path()) {
            Ok(()) => {
                new += 1;
                recover(&Disk::default(), trial.0.path()).expect("nothing to recover");
                same(&after, &trial.files());
            }
            Err(fatal) => {
                old += 1;
                assert!(fatal.to_string().contains("refused"), "{failing}: {fatal}");
                same(&before, &trial.files());
            }
        }
    }
    assert!(old > 30 && new > 3 && old + new == count, "{old} and {new} of {count}");
}

#[test]
fn a_disk_that_stays_broken_is_told_and_put_right_later() {
    let case = project();
    let (before, after, count) = both(&case);
    for failing in 0..count {
        let trial = Trial::of(&case);
        let at = AtomicUsize::new(0);
        let disk = Disk::watched(move |_, _| if at.fetch_add(1, Ordering::Relaxed) >= failing { Err(std::io::Error::other("refused")) } else { Ok(()) });
        let renamed = rename(&disk, trial.0.path());
        recover(&Disk::default(), trial.0.path()).expect("a recovery");
        same(if renamed.is_ok() { &after } else { &before }, &trial.files());
    }
}

/// The name of the variable that tells a copy of this test where to die.
const DIES: &str = "TECHFILE_TEST_DIES_AT";

/// What the copy runs. By itself it does nothing.
#[test]
fn dies_where_it_is_told() {
    let Some((folder, at)) = std::env::var(DIES).ok().and_then(|v| v.rsplit_once('|').map(|(f, n)| (f.to_owned(), n.parse::<usize>().expect("a number"))))
    else {
        return;
    };
    let count = AtomicUsize::new(0);
    let disk = Disk::watched(move |_, _| if count.fetch_add(1, Ordering::Relaxed) == at { std::process::abort() } else { Ok(()) });
    rename(&disk, Path::new(&folder)).expect("a renaming");
}

/// A copy of the project in which a renaming was killed at an operation.
fn killed(case: &Case, at: usize) -> Trial {
    let trial = Trial::of(case);
    let value = format!("{}|{at}", trial.0.path().display());
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    let output = command.args(["--exact", "ops::edit::dies_where_it_is_told"]).env(DIES, value).output().expect("a copy");
    assert!(!output.status.success(), "it lived");
    trial
}

#[test]
fn killed_at_any_operation_the_next_edit_takes_it_back() {
    let case = project();
    let (before, after, count) = both(&case);
    let (mut half, mut new) = (0, 0);
    for at in 0..count {
        let trial = killed(&case, at);
        let left = trial.files();
        let path = trial.0.path();
        if left.contains_key(".techfile-edit") {
            half += 1;
            for arguments in [&["check"][..], &["build", "--only", "data"], &["list"], &["rename", "UN-1", "UN-100"], &["new", "need", "--dry-run"]] {
                let said = crate::harness::program(path, arguments, &[]);
                assert!(said.ends(2).err.contains("`techfile rename` was interrupted"), "{arguments:?}: {}", said.err);
            }
            same(&left, &trial.files());
        }
        let said = crate::harness::program(path, &["review", "UN-9", "--by", "Ada", "--reason", "x"], &[]);
        assert_eq!(said.err.contains("note: `techfile rename` was interrupted: what it had changed was taken back"), left.contains_key(".techfile-edit"));
        let files = trial.files();
        new += usize::from(files == after);
        same(if files == after { &after } else { &before }, &files);
    }
    assert!(half > 20 && new > 2, "{half} halves and {new} whole of {count}");
}

#[test]
fn what_somebody_changed_after_a_kill_is_never_lost() {
    let case = project();
    let (_, _, count) = both(&case);
    let mut refused = 0;
    for at in (0..count).step_by(3) {
        let trial = killed(&case, at);
        let open = trial.files().contains_key(".techfile-edit");
        for file in ["records/a.yaml", "src/two.md", "records/UN-1.yaml", "records/UN-100.yaml"] {
            let path = trial.0.path().join(file);
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            // Some editors write into the file, others put a new one in its place.
            let edited = format!("{text}# mine\n");
            if file.ends_with("md") {
                std::fs::remove_file(&path).expect("the file");
            }
            std::fs::write(&path, &edited).expect("an edit");
            let left = trial.files();
            let said = crate::harness::program(trial.0.path(), &["new", "need", "--title", "Quiet"], &[]);
            assert_eq!(std::fs::read_to_string(&path).expect("the file"), edited, "{at} {file}: {}", said.err);
            if open {
                refused += 1;
                assert!(said.ends(2).err.contains(&format!("error: {file}: the file is neither")), "{at} {file}: {}", said.err);
                assert!(said.err.contains("remove .techfile-edit"), "{}", said.err);
                same(&left, &trial.files());
            }
            std::fs::write(&path, text).expect("the file of before");
        }
    }
    assert!(refused > 20, "{refused}");
}

#[test]
fn a_journal_that_is_not_ours_moves_nothing() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("x"), "A").expect("a file");
    let entry =
        |path: &str| format!("{{\"path\": \"{path}\", \"to\": \"{path}\", \"before\": null, \"after\": [\"{}\"], \"folders\": []}}", "0".repeat(64));
    let journal = |files: &str| format!("{{\"format\": \"techfile edit 1\", \"run\": \"techfile new\", \"process\": 1, \"files\": [{files}]}}");
    let away = format!("../{}/x", outside.path().file_name().and_then(|n| n.to_str()).expect("a name"));
    for (text, words) in [
        (journal(&entry(&away)), "leads out of the project"),
        (journal(&entry("/etc/hostname")), "leads out of the project"),
        ("{}".to_owned(), "not a journal"),
        (journal("").replace("edit 1", "edit 2"), "not a journal"),
    ] {
        let case = Case::new().file(".techfile-edit", &text);
        let before = tree(case.path());
        for arguments in [&["check"][..], &["new", "need"]] {
            let said = case.program(arguments);
            assert!(said.ends(2).err.contains(words), "{arguments:?}: {}", said.err);
        }
        same(&before, &tree(case.path()));
    }
    assert_eq!(std::fs::read(outside.path().join("x")).expect("the file"), b"A");
}
