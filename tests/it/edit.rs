//! The way to the user's own files: all or nothing, and nothing overwritten that was not read.

use techfile::ops::edit::{Change, apply, undo};

use crate::harness::{Case, same, tree};

#[test]
fn changes_are_made_and_taken_back() {
    let case = Case::new().file("a.txt", "a").file("b.txt", "b");
    let before = tree(case.path());
    let changes = [Change::replace("a.txt", "a", "A"), Change::replace("b.txt", "b", "B").moved("c.txt"), Change::create("new/er/d.txt", "D")];
    apply(case.path(), &changes).expect("the changes");
    let after = tree(case.path());
    assert_eq!(["a.txt", "c.txt", "new/er/d.txt"].map(|f| after[f].as_slice()), [b"A", b"B", b"D"]);
    assert!(!after.contains_key("b.txt") && after.len() == before.len() + 1, "{:?}", after.keys());
    undo(case.path(), &changes).expect("the way back");
    same(&before, &tree(case.path()));
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
    ] {
        apply(case.path(), &[Change::replace("a.txt", "a", "A"), Change::create("n/n.txt", "N"), wrong.clone()]).expect_err("a wrong change");
        same(&before, &tree(case.path()));
        assert!(!case.path().join("n").exists(), "{wrong:?}");
    }
}

#[test]
fn a_failure_in_the_middle_takes_back_what_was_done() {
    let case = Case::new().file("a.txt", "a");
    let before = tree(case.path());
    // Each is right by itself; the second no longer finds the file that the first moved.
    let moved = |to: &str| Change::replace("a.txt", "a", "A").moved(to);
    let error = apply(case.path(), &[Change::create("n/d.txt", "1"), moved("x.txt"), moved("y.txt")]).expect_err("two for one file");
    assert!(error.help.is_some_and(|h| h.contains("nothing was changed")));
    same(&before, &tree(case.path()));
    assert!(!case.path().join("n").exists());
    let error = apply(case.path(), &[Change::replace("a.txt", "a", "A"), Change::replace("a.txt", "a", "B")]);
    error.expect_err("two for one file");
    same(&before, &tree(case.path()));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::new().file("real/a.txt", "a");
    std::fs::set_permissions(case.path().join("real/a.txt"), std::fs::Permissions::from_mode(0o640)).expect("permissions");
    std::os::unix::fs::symlink("real/a.txt", case.path().join("link.txt")).expect("a link");
    apply(case.path(), &[Change::replace("link.txt", "a", "A")]).expect("a change through a link");
    assert!(case.path().join("link.txt").is_symlink());
    let real = case.path().join("real/a.txt");
    assert_eq!(std::fs::read(&real).expect("the file"), b"A");
    assert_eq!(real.metadata().expect("the file").permissions().mode() & 0o777, 0o640);
    std::os::unix::fs::symlink(std::env::temp_dir(), case.path().join("out")).expect("a link");
    apply(case.path(), &[Change::create("out/techfile-test.txt", "A")]).expect_err("a way out");
}
