//! What is frozen is what was read, and something.

use std::sync::atomic::{AtomicBool, Ordering};

use techfile::ops::{self, Stopped};
use techfile::source::Fatal;
use techfile::store::{Disk, Op};

use super::{left_beside, place, project};
use crate::harness::{Case, same, tree};

fn freeze(disk: &Disk, case: &Case) -> Result<(), Fatal> {
    match ops::release(disk, &place(case.path()), "2.0.0", &|config| Ok(config.date.expect("a date").into())) {
        Ok((_, frozen)) => frozen.map(drop),
        Err(Stopped::Fatal(fatal)) => Err(fatal),
        Err(Stopped::Settings(..)) => panic!("the case stopped"),
    }
}

#[test]
fn a_file_that_changes_while_a_release_is_made_stops_it() {
    let dot = include_bytes!("../../cases/golden/dot.png");
    for path in ["records/all.yaml", "src/a.md", "src/dot.png", "book.toml", "evidence/report.xml", "look/labels.toml"] {
        let case = project()
            .book("[output.html]\ntheme = \"look\"")
            .file("look/labels.toml", "home = \"Start\"\n")
            .chapter("a.md", "# A\n\n![a dot](dot.png)\n")
            .bytes("src/dot.png", dot);
        let before = tree(&case.path().join("releases"));
        let (file, done) = (case.path().join(path), AtomicBool::new(false));
        let disk = Disk::watched(move |op, _| {
            if op == Op::Create && !done.swap(true, Ordering::SeqCst) {
                let mut bytes = std::fs::read(&file)?;
                bytes.push(b'\n');
                std::fs::write(&file, bytes)?;
            }
            Ok(())
        });
        let fatal = freeze(&disk, &case).expect_err(path);
        assert!(fatal.path == path && fatal.message.contains("changed while"), "{path}: {fatal:?}");
        same(&before, &tree(&case.path().join("releases")));
        assert_eq!(left_beside(&case.path().join("releases")), Vec::<String>::new());
        freeze(&Disk::default(), &case).expect("a release of what is there now");
    }
}

#[test]
fn nothing_is_not_frozen() {
    let case = Case::new();
    let text = std::fs::read_to_string(case.path().join("book.toml")).expect("the settings");
    let case = case.file("book.toml", &text.replace("[standards]\nuse = [\"iec-62304-2015\"]\n", ""));
    case.program(&["check"]).ends(0);
    let said = case.program(&["release", "2.0.0"]);
    said.ends(2);
    assert!(said.err.contains("no record"), "{}", said.err);
    assert!(!case.path().join("releases").exists());
}
