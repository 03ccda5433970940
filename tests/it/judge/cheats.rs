//! What an auditor tried: each folder of `tests/cases/cheats` holds records before and after an edit that makes the file look
//! better than it is. The edit is found, and nothing gets better by it.

use std::collections::BTreeSet;
use std::path::Path;

use crate::harness::{Case, Ran, repository};
use crate::judge::monotone::{better, said};

/// What is found: codes with the records that they are about. What was accepted counts, too.
fn found(ran: &Ran) -> BTreeSet<String> {
    let one = |d: &techfile::diag::Diagnostic| format!("{} {}", d.code.name, d.record.as_deref().unwrap_or("-"));
    ran.diagnostics().0.iter().map(one).collect()
}

fn run(folder: &Path, part: &str) -> Ran {
    Case::on_ground(&folder.join(part)).run()
}

#[test]
fn each_is_found_and_makes_nothing_better() {
    let mut count = 0;
    for entry in std::fs::read_dir(repository("tests/cases/cheats")).expect("the cases") {
        let folder = entry.expect("a case").path();
        let name = folder.file_name().and_then(|n| n.to_str()).expect("a readable name").to_owned();
        let (before, after) = (run(&folder, "before"), run(&folder, "after"));
        let new: Vec<String> = found(&after).difference(&found(&before)).cloned().collect();
        let wanted = std::fs::read_to_string(folder.join("found.txt")).unwrap_or_default();
        let lacking: Vec<&str> = wanted.lines().filter(|line| !new.iter().any(|n| n == line)).collect();
        assert!(!wanted.is_empty() && lacking.is_empty(), "{name} does not find {lacking:?}, but {new:#?}");
        let rise = better(&said(before.checked()), &said(after.checked()));
        assert!(rise.is_empty(), "{name} makes better: {rise:#?}");
        count += 1;
    }
    assert_eq!(count, 15);
}
