//! Runs that are killed: at every step of putting an output or a release in its place, and at any moment. The test program
//! starts itself again for one test, which ends at once.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

#[cfg(feature = "pdf")]
use techfile::archive::{self, Look};
use techfile::ops;
use techfile::store::{Disk, Op};

use super::{checked, left_beside, place, project, rounds, site};
use crate::harness::{Case, copy, same, tree};

const FOLDER: &str = "TECHFILE_TEST_KILLED_IN";
const AT: &str = "TECHFILE_TEST_KILLED_AT";
const STEPS: &str = "TECHFILE_TEST_TWO_STEPS";
const FREEZE: &str = "TECHFILE_TEST_FREEZE";

/// Not a test of its own: the run that ends itself. Without its variables it does nothing.
#[test]
fn a_run_that_ends_itself() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let at: usize = std::env::var(AT).expect("a number").parse().expect("a number");
    let two_steps = std::env::var(STEPS).is_ok();
    let asked = AtomicUsize::new(0);
    let disk = Disk::watched(move |op, _| {
        if two_steps && op == Op::Exchange {
            return Err(std::io::ErrorKind::Unsupported.into());
        }
        if asked.fetch_add(1, Ordering::SeqCst) == at {
            std::process::abort();
        }
        Ok(())
    });
    let folder = Path::new(&folder);
    if std::env::var(FREEZE).is_ok() {
        let frozen = ops::release(&disk, &place(folder), "2.0.0", &|config| Ok(config.date.expect("a date").into()));
        assert!(frozen.is_ok_and(|(_, frozen)| frozen.is_ok()));
    } else {
        ops::build(&disk, &place(folder), &checked(folder), None, &site()).expect("a build");
    }
}

/// Starts the run above; whether it ended itself.
fn killed(folder: &Path, at: usize, more: &[&str]) -> bool {
    let mut run = Command::new(std::env::current_exe().expect("this program"));
    run.args(["store::kills::a_run_that_ends_itself", "--exact", "--test-threads", "1"]);
    run.env(FOLDER, folder).env(AT, at.to_string()).env("RUST_BACKTRACE", "0").stdout(Stdio::null()).stderr(Stdio::null());
    run.envs(more.iter().map(|name| (*name, "1")));
    !run.status().expect("a run").success()
}

/// How many operations a run asks for, by an observer that ends nothing.
fn operations(run: impl FnOnce(&Disk)) -> usize {
    let counter = std::sync::Arc::new(AtomicUsize::new(0));
    let seen = std::sync::Arc::clone(&counter);
    run(&Disk::watched(move |_, _| {
        seen.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }));
    counter.load(Ordering::SeqCst)
}

/// A project that was built, then changed; its old and its new output.
struct Changed {
    case: Case,
    old: std::collections::BTreeMap<String, Vec<u8>>,
    new: std::collections::BTreeMap<String, Vec<u8>>,
}

fn changed() -> Changed {
    let case = project();
    let book = case.path().join("book");
    let build = |folder: &Path| ops::build(&Disk::default(), &place(folder), &checked(folder), None, &site()).expect("a build");
    build(case.path());
    let old = tree(&book);
    copy(&book, &case.path().join("old"));
    let text = std::fs::read_to_string(case.path().join("records/all.yaml")).expect("the records");
    let case = case.records(&text.replace("UN-2", "UN-9"));
    build(case.path());
    let new = tree(&book);
    Changed { case, old, new }
}

impl Changed {
    fn reset(&self) {
        let book = self.case.path().join("book");
        std::fs::remove_dir_all(&book).expect("the output to go");
        copy(&self.case.path().join("old"), &book);
    }

    /// After a kill the old or the new output is found, by the next run at the latest; that one leaves the new one.
    fn holds(&self, what: &str) {
        let (root, book) = (self.case.path(), self.case.path().join("book"));
        if book.exists() {
            let now = tree(&book);
            assert!(now == self.old || now == self.new, "{what}: neither the old nor the new output");
        } else {
            let beside = left_beside(root);
            assert!(beside.iter().any(|name| name.starts_with(".book.old-")), "{what}: the output is gone: {beside:?}");
        }
        // A build of one output only needs the others from before.
        let data = ops::outputs(&["data"]).expect("an output");
        ops::build(&Disk::default(), &place(root), &checked(root), None, &data).expect("a build");
        assert!(book.join("html/index.html").exists(), "{what}: the site is lost");
        ops::build(&Disk::default(), &place(root), &checked(root), None, &site()).expect("a build");
        same(&self.new, &tree(&book));
        assert_eq!(left_beside(root), Vec::<String>::new(), "{what}");
    }
}

#[test]
fn a_build_that_is_killed_at_its_last_steps_loses_nothing() {
    for (mode, more) in [("exchanged", &[][..]), ("in two steps", &[STEPS])] {
        let project = changed();
        project.reset();
        let folder = project.case.path();
        let count = operations(|disk| drop(ops::build(disk, &place(folder), &checked(folder), None, &site()).expect("a build")));
        let removed = project.old.len();
        // From the last files on: the marker, the exchange, and the old files that go one by one.
        let from = count.saturating_sub(removed + 12);
        let mut ended = 0;
        for at in (from..from + 16).chain((from + 16..count + 2).step_by(rounds("KILLS_APART", 40))) {
            project.reset();
            ended += usize::from(killed(folder, at, more));
            project.holds(&format!("{mode}, operation {at} of {count}"));
        }
        assert!(ended >= 12, "{mode}: only {ended} runs were killed");
    }
}

#[test]
fn a_build_that_is_killed_at_any_moment_loses_nothing() {
    let project = changed();
    for round in 0..rounds("KILLS", 5) {
        project.reset();
        let mut run = Command::new(env!("CARGO_BIN_EXE_techfile"));
        run.current_dir(project.case.path()).args(["build", "--only", "html", "--only", "data"]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut run = run.spawn().expect("a run");
        // Spread over the time that a run takes, without a clock: each a step later than the one before.
        std::thread::sleep(Duration::from_millis(3 * (round as u64 * 7 % 100)));
        let _ = run.kill();
        run.wait().expect("its end");
        project.holds(&format!("round {round}"));
    }
}

#[cfg(feature = "pdf")]
#[test]
fn a_release_that_is_killed_is_none_or_whole() {
    let case = project();
    let (releases, old) = (case.path().join("releases"), case.path().join("old"));
    copy(&releases, &old);
    let before = tree(&releases);
    let freeze = |disk: &Disk| ops::release(disk, &place(case.path()), "2.0.0", &|config| Ok(config.date.expect("a date").into()));
    let count = operations(|disk| assert!(freeze(disk).is_ok_and(|(_, frozen)| frozen.is_ok())));
    let after = tree(&releases);
    let last = count.saturating_sub(16)..count + 1;
    let spread = (0..count).step_by(count.div_ceil(rounds("KILLS", 4)));
    let (mut ended, mut finished) = (0, 0);
    for at in spread.chain(last) {
        std::fs::remove_dir_all(&releases).expect("the releases to go");
        copy(&old, &releases);
        ended += usize::from(killed(case.path(), at, &[FREEZE]));
        let now = tree(&releases);
        for (path, bytes) in before.iter().filter(|(path, _)| *path != "ledger.txt") {
            assert_eq!(now.get(path), Some(bytes), "operation {at}: {path}");
        }
        let archive = archive::open(case.path(), "releases", Look::Files).expect("releases");
        let broken = archive.damage().any(|(_, fault)| !matches!(fault, archive::Fault::Unfinished(_)));
        assert!(!broken, "operation {at}: {:?}", archive.damage().collect::<Vec<_>>());
        if !releases.join("2.0.0").exists() {
            let again = match freeze(&Disk::default()) {
                Ok((_, frozen)) => frozen,
                Err(ops::Stopped::Fatal(fatal)) => Err(fatal),
                Err(ops::Stopped::Settings(..)) => panic!("operation {at}: the case stopped"),
            };
            finished += usize::from(again.is_err());
            // Its files are those of the run that was killed: the same project, the same bytes.
            assert!(again.as_ref().err().is_none_or(|e| e.message.contains("is in place now")), "operation {at}: {again:?}");
        }
        let now = tree(&releases).into_iter().filter(|(path, _)| !path.starts_with('.')).collect();
        same(&after, &now);
        case.program(&["verify"]).ends(0);
    }
    assert!(ended > 16 && finished > 0, "{ended} killed, {finished} finished");
}
