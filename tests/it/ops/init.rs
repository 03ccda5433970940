//! `techfile init`: a new project that builds clean, and never at the cost of a file that is there.

use crate::harness::{Case, program, same, tree};

#[test]
fn a_new_project_has_no_error_and_builds() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = program(folder.path(), &["init", "file"], &[]);
    assert!(said.ends(0).out.contains("file/book.toml\n"), "{}", said.out);
    let project = folder.path().join("file");
    let dated = [("SOURCE_DATE_EPOCH", "1764633600")];
    let said = program(&project, &["check", "--all"], &dated);
    let end = "0 errors, 0 warnings, 0 notes\n67 open clauses (of 88), 0 waived errors, 0 suspect links\n";
    assert!(said.ends(0).out.ends_with(end), "{}", said.out);
    program(&project, &["build", "--only", "html", "--only", "data"], &dated).ends(0);
    let page = std::fs::read_to_string(project.join("book/html/r/SRS-001.html")).expect("a page");
    assert!(page.contains("Old readings"));
    let schema = program(&project, &["schema"], &[]);
    assert_eq!(schema.ends(0).out, std::fs::read_to_string(project.join("record.schema.json")).expect("the schema"));
    // The other commands find their way in it.
    assert!(program(&project, &["new", "requirement", "--title", "Next"], &[]).ends(0).out.starts_with("records/requirements.yaml:"));
    program(&project, &["show", "SRS-002"], &dated).ends(0);
}

#[test]
fn every_record_file_names_the_schema_and_passes_it() {
    let folder = tempfile::tempdir().expect("a folder");
    program(folder.path(), &["init"], &[]).ends(0);
    let validator = crate::ops::json_schema::Validator::of(folder.path());
    let mut seen = 0;
    for (path, bytes) in tree(&folder.path().join("records")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        if path.ends_with(".yaml") {
            assert!(text.starts_with("# yaml-language-server: $schema=../record.schema.json\n"), "{path}");
            validator.says(&text).unwrap_or_else(|e| panic!("{path}\n{e}"));
            seen += 1;
        }
    }
    assert!(seen > 6);
}

#[test]
fn files_that_are_there_are_kept_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("src")).expect("a folder");
    std::fs::write(folder.path().join("src/SUMMARY.md"), "mine").expect("a file");
    std::fs::write(folder.path().join("notes.txt"), "mine").expect("a file");
    let before = tree(folder.path());
    let said = program(folder.path(), &["init"], &[]);
    assert!(said.ends(2).err.contains("src/SUMMARY.md") && !said.err.contains("notes.txt") && said.out.is_empty(), "{}", said.err);
    same(&before, &tree(folder.path()));
    std::fs::remove_file(folder.path().join("src/SUMMARY.md")).expect("a file");
    program(folder.path(), &["init", "."], &[]).ends(0);
    let before = tree(folder.path());
    let said = program(folder.path(), &["init"], &[]);
    for path in before.keys().filter(|p| *p != "notes.txt") {
        assert!(said.ends(2).err.contains(path.as_str()), "{path} is not named:\n{}", said.err);
    }
    same(&before, &tree(folder.path()));
    program(folder.path(), &["init", "notes.txt"], &[]).ends(2);
    Case::new().program(&["init"]).ends(2);
}

#[test]
fn whatever_the_disk_refuses_all_of_it_is_there_or_nothing() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use techfile::store::Disk;
    let init = |failing: usize| {
        let folder = tempfile::tempdir().expect("a folder");
        let count = std::sync::Arc::new(AtomicUsize::new(0));
        let at = count.clone();
        let disk = Disk::watched(move |_, _| if at.fetch_add(1, Ordering::Relaxed) == failing { Err(std::io::Error::other("refused")) } else { Ok(()) });
        let made = techfile::ops::init(&disk, &folder.path().join("a/b"));
        (folder, made, count.load(Ordering::Relaxed))
    };
    let (whole, _, count) = init(usize::MAX);
    let mut refused = 0;
    for failing in (0..count).step_by(5).chain(count.saturating_sub(5)..count) {
        let (folder, made, _) = init(failing);
        match made {
            Err(fatal) => {
                refused += 1;
                assert!(fatal.message.contains("refused"), "{failing}: {fatal}");
                assert!(!folder.path().join("a").exists(), "{failing}: {:?}", tree(folder.path()).keys());
            }
            Ok(_) => {
                let mut files = tree(folder.path());
                files.retain(|path, _| !path.contains("/.") || path.ends_with(".gitignore"));
                same(&tree(whole.path()), &files);
            }
        }
    }
    assert!(refused > 10, "{refused} of {count}");
}
