//! Every operation on the disk fails in turn: afterwards the old or the new output is there, whole, and no release was
//! touched.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use techfile::ops;
use techfile::source::Fatal;
use techfile::store::{Disk, Op};

use super::{checked, left_beside, place, project, rounds, site};
use crate::harness::{copy, same, tree};

/// What fails.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    /// One operation.
    Once,
    /// One, and all after it: a disk that is full, or gone.
    FromThenOn,
    /// One, on a system that exchanges no folders.
    InTwoSteps,
}

/// A disk on which the operation of this number fails. The counter counts those that were asked for.
fn failing(at: usize, mode: Mode, counter: &Arc<AtomicUsize>) -> Disk {
    let counter = Arc::clone(counter);
    let disk = Disk::watched(move |op, _| {
        if mode == Mode::InTwoSteps && op == Op::Exchange {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let number = counter.fetch_add(1, Ordering::SeqCst);
        let fails = if mode == Mode::FromThenOn { number >= at } else { number == at };
        if fails { Err(io::Error::other(format!("operation {number}, {op:?}, was refused"))) } else { Ok(()) }
    });
    disk.patient(Duration::from_millis(1))
}

/// Whether an operation is made to fail: all are with FAULTS=1; else of those in the middle each so many, and all of the first
/// and the last, where folders get their places.
fn is_tried(at: usize, count: usize, apart: usize) -> bool {
    rounds("FAULTS", 0) > 0 || at < 8 || at + 30 >= count || at.is_multiple_of(apart)
}

fn reset(to: &Path, from: &Path) {
    let _ = std::fs::remove_dir_all(to);
    copy(from, to);
}

/// A message that names what failed, and no more than that failed.
fn clear(fatal: &Fatal) {
    assert!(fatal.message.contains("was refused") && !fatal.path.is_empty(), "{fatal:?}");
}

#[test]
fn a_build_is_whole_or_as_before_whatever_fails() {
    let case = project();
    let (book, old) = (case.path().join("book"), case.path().join("old"));
    let disk = Disk::default();
    ops::build(&disk, &place(case.path()), &checked(case.path()), None, &site()).expect("a build");
    std::fs::rename(&book, &old).expect("the old output");
    let text = std::fs::read_to_string(case.path().join("records/all.yaml")).expect("the records");
    let case = case.records(&text.replace("Limit the dose", "Limit the dose and the rate").replace("{id: UN-2,", "{id: UN-9,").replace("UN-2", "UN-9"));
    let now = checked(case.path());
    ops::build(&disk, &place(case.path()), &now, None, &site()).expect("a build");
    let (before, after, releases) = (tree(&old), tree(&book), tree(&case.path().join("releases")));
    assert_ne!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "a page goes and another comes");

    for mode in [Mode::Once, Mode::FromThenOn, Mode::InTwoSteps] {
        let counter = Arc::new(AtomicUsize::new(0));
        reset(&book, &old);
        ops::build(&failing(usize::MAX, mode, &counter), &place(case.path()), &now, None, &site()).expect("a build");
        let (count, mut refused) = (counter.load(Ordering::SeqCst), 0);
        assert!(count > 200, "{mode:?}: {count} operations");
        for at in (0..count).filter(|at| is_tried(*at, count, if mode == Mode::Once { 1 } else { 8 })) {
            reset(&book, &old);
            let done = ops::build(&failing(at, mode, &Arc::default()), &place(case.path()), &now, None, &site());
            match &done {
                Ok(_) => same(&after, &tree(&book)),
                Err(fatal) => {
                    clear(fatal);
                    same(&before, &tree(&book));
                    refused += 1;
                }
            }
            same(&releases, &tree(&case.path().join("releases")));
            // The next run puts right whatever stayed.
            if !left_beside(case.path()).is_empty() {
                ops::build(&disk, &place(case.path()), &now, None, &site()).expect("a build");
                same(&after, &tree(&book));
                assert_eq!(left_beside(case.path()), Vec::<String>::new(), "{mode:?}, operation {at}");
            }
        }
        assert!(refused > 10, "{mode:?}: only {refused} of {count} were refused");
        #[expect(clippy::print_stdout, reason = "the figures of a campaign")]
        {
            println!("build, {mode:?}: {count} operations, {refused} stopped it");
        }
    }
}

/// A failure that cannot be undone, in the one moment when there is no output: the next run brings the old one back.
#[test]
fn an_output_that_could_not_be_put_back_comes_back() {
    let case = project();
    let now = checked(case.path());
    let book = case.path().join("book");
    ops::build(&Disk::default(), &place(case.path()), &now, None, &site()).expect("a build");
    let before = tree(&book);
    let placed = AtomicUsize::new(0);
    let disk = Disk::watched(move |op, _| match op {
        Op::Exchange => Err(io::ErrorKind::Unsupported.into()),
        Op::Place if placed.fetch_add(1, Ordering::SeqCst) > 0 => Err(io::Error::other("the place was refused")),
        _ => Ok(()),
    });
    let fatal = ops::build(&disk, &place(case.path()), &now, None, &site()).expect_err("no place");
    assert!(fatal.message.contains(".book.old-1") && !book.exists(), "{fatal:?}");
    // A build of one output finds the others.
    let data = ops::outputs(&["data"]).expect("an output");
    ops::build(&Disk::default(), &place(case.path()), &now, None, &data).expect("a build");
    same(&before, &tree(&book));
    assert_eq!(left_beside(case.path()), Vec::<String>::new());
}

#[cfg(feature = "pdf")]
#[test]
fn a_release_is_whole_or_none_whatever_fails() {
    let case = project();
    let freeze = |disk: &Disk| match ops::release(disk, &place(case.path()), "2.0.0", &|config| Ok(config.date.expect("a date").into())) {
        Ok((_, frozen)) => frozen,
        Err(ops::Stopped::Fatal(fatal)) => Err(fatal),
        Err(ops::Stopped::Settings(..)) => panic!("the case stopped"),
    };
    let (releases, old) = (case.path().join("releases"), case.path().join("old"));
    copy(&releases, &old);
    let counter = Arc::new(AtomicUsize::new(0));
    freeze(&failing(usize::MAX, Mode::Once, &counter)).expect("a release");
    let (before, after) = (tree(&old), tree(&releases));
    let count = counter.load(Ordering::SeqCst);
    assert!(count > 400, "{count} operations");
    let tried: Vec<usize> = (0..count).filter(|at| is_tried(*at, count, 80)).collect();
    let mut refused = 0;
    for (at, mode) in tried.iter().flat_map(|n| [(*n, Mode::Once), (*n, Mode::FromThenOn)]) {
        unlock(&releases);
        reset(&releases, &old);
        match freeze(&failing(at, mode, &Arc::default())) {
            Ok(_) => {
                let now = tree(&releases);
                same(&after, &now.into_iter().filter(|(path, _)| !path.starts_with('.')).collect());
            }
            Err(fatal) => {
                clear(&fatal);
                refused += 1;
                let now = tree(&releases);
                for (path, bytes) in before.iter().filter(|(path, _)| *path != "ledger.txt") {
                    assert_eq!(now.get(path), Some(bytes), "{path}");
                }
                assert!(!releases.join("2.0.0").exists() || fatal.message.contains("confirm"), "{mode:?}, operation {at}");
            }
        }
        // The next run freezes it, or finishes what was frozen.
        if !releases.join("2.0.0").exists() {
            let again = freeze(&Disk::default());
            assert!(
                again.is_ok() || again.as_ref().is_err_and(|e| e.message.contains("its release is in place now")),
                "{mode:?}, operation {at}: {again:?}"
            );
        }
        // What could not be cleared away goes with the next run, though that freezes nothing.
        if !left_beside(&releases).is_empty() || !left_beside(case.path()).is_empty() {
            freeze(&Disk::default()).expect_err("it is frozen already");
        }
        same(&after, &tree(&releases));
        assert_eq!(left_beside(case.path()), Vec::<String>::new(), "{mode:?}, operation {at}");
    }
    unlock(&releases);
    #[expect(clippy::print_stdout, reason = "the figures of a campaign")]
    {
        println!("release: {count} operations, {} tried twice, {refused} stopped it", tried.len());
    }
}

/// Frozen files are read-only: some systems remove none such.
#[cfg(feature = "pdf")]
fn unlock(folder: &Path) {
    for file in crate::harness::files_below(folder) {
        let mut rights = std::fs::metadata(&file).expect("a file").permissions();
        #[expect(clippy::permissions_set_readonly_false, reason = "in a folder that the test made and removes")]
        rights.set_readonly(false);
        std::fs::set_permissions(&file, rights).expect("rights");
    }
}
