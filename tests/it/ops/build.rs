//! What `build` writes: whole, the same every time, and never in place of something better.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::harness::{Case, REPORT, copy, program, repository, same, tree};
use crate::render::site::{data, site_faults};

/// The files of the repository's own project, copied to a folder.
fn sample_at(folder: &Path) {
    copy(&repository("sample-project"), &folder.join("sample-project"));
    copy(&repository("themes/default"), &folder.join("themes/default"));
    std::fs::copy(repository("book.toml"), folder.join("book.toml")).expect("the settings");
}

pub fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}"))).expect("UTF-8")
}

/// The site's own files, without `html/`.
pub fn site_of(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("html/")?.to_owned(), bytes.clone()))).collect()
}

#[test]
fn the_sample_is_built_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let dest = folder.path().join("out");
    let said = program(&repository("."), &["build", "--dest-dir", dest.to_str().expect("a path")], &[]);
    said.ends(0);
    assert!(said.out.contains("0 errors, "), "{}", said.out);
    let files = tree(&dest);
    assert_eq!(files.contains_key("pdf/technical-file.pdf"), cfg!(feature = "pdf"));
    assert!(files.contains_key(".techfile"));

    let faults = site_faults(&site_of(&files));
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));

    let snapshot = data(&files);
    assert!(snapshot.records.len() > 100 && !snapshot.clauses.is_empty() && !snapshot.reports.is_empty());
    assert!(snapshot.findings.iter().all(|f| f["severity"] != "error"));
    for record in &snapshot.records {
        let page = text(&files, &format!("html/r/{}.html", record.id));
        assert!(page.contains(&format!(">{}</span>", record.id)), "{} does not name itself", record.id);
    }
    for (key, table) in snapshot.tables.iter().filter(|(_, t)| !t.rows.is_empty()) {
        let pages = (1..).map(|n| if n == 1 { format!("html/tables/{key}.html") } else { format!("html/tables/{key}-{n}.html") });
        let pages = pages.take_while(|path| files.contains_key(path));
        let rows: usize = pages.map(|path| text(&files, &path).matches("\n<tr").count()).sum();
        assert_eq!(rows, table.rows.len(), "rows on the pages of {key}");
    }
    let folders: BTreeSet<&str> = files.keys().filter_map(|f| f.split_once('/')).map(|(folder, _)| folder).collect();
    let wanted: BTreeSet<&str> = if cfg!(feature = "pdf") { ["data", "html", "pdf"].into() } else { ["data", "html"].into() };
    assert_eq!(folders, wanted);
}

#[test]
fn the_same_input_gives_the_same_files_wherever_it_lies() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let far = two.path().join("a folder with a rather long name").join("and another one");
    for (place, threads) in [(one.path(), "1"), (&far, "4")] {
        sample_at(place);
        program(place, &["build"], &[("RAYON_NUM_THREADS", threads)]).ends(0);
    }
    let first = tree(&one.path().join("book"));
    same(&first, &tree(&far.join("book")));
    program(one.path(), &["build"], &[("RAYON_NUM_THREADS", "2")]).ends(0);
    same(&first, &tree(&one.path().join("book")));
    for place in [one.path(), two.path()] {
        let name = place.file_name().and_then(|n| n.to_str()).expect("a name").as_bytes();
        let telling = first.iter().find(|(_, bytes)| bytes.windows(name.len()).any(|w| w == name));
        assert!(telling.is_none(), "{} holds the place it was built in", telling.map_or("", |(path, _)| path));
    }
}

#[test]
fn only_writes_one_output_and_keeps_the_others() {
    let case = Case::small();
    case.built();
    let before = tree(&case.path().join("book"));
    let case = case.file("records/more.yaml", "id: UN-3\nkind: need\ntitle: More\n");
    case.program(&["build", "--only", "data"]).ends(0);
    let after = tree(&case.path().join("book"));
    same(&site_of(&before), &site_of(&after));
    assert!(text(&after, "data/list-need.csv").contains("UN-3"));
    case.program(&["build", "--only", "html"]).ends(0);
    assert!(tree(&case.path().join("book")).contains_key("html/r/UN-3.html"));
    assert!(tree(&case.path().join("book")).contains_key("data/snapshot.json"));
}

/// A good build, then this change and these arguments: exit 2, a message that holds these words, and all is as before.
#[track_caller]
fn refused(change: impl FnOnce(Case) -> Case, arguments: &[&str], words: &[&str]) {
    let case = Case::small().book("[records]\ndir = \"records\"");
    case.built();
    let before = tree(&case.path().join("book"));
    let case = change(case);
    let (elsewhere, entries) = (tree(&case.path().join("out")), names(case.path()));
    let said = case.program(&[&["build", "--only", "html", "--only", "data"], arguments].concat());
    said.ends(2);
    let all = format!("{}{}", said.out, said.err);
    for word in words {
        assert!(all.contains(word), "`{word}` is missing:\n{all}");
    }
    assert_eq!(said.err.lines().filter(|l| l.starts_with("error: ")).count(), 1, "one reason: {}", said.err);
    same(&before, &tree(&case.path().join("book")));
    same(&elsewhere, &tree(&case.path().join("out")));
    assert_eq!(names(case.path()), entries, "something was left behind");
}

fn names(folder: &Path) -> BTreeSet<String> {
    std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").file_name().into_string().expect("a name")).collect()
}

fn without(case: Case, path: &str) -> Case {
    let full = case.path().join(path);
    if full.is_dir() {
        std::fs::remove_dir_all(full).expect("a folder to go")
    } else {
        std::fs::remove_file(full).expect("a file to go")
    }
    case
}

fn themed(file: &'static str, content: &'static str) -> impl FnOnce(Case) -> Case {
    move |case| case.book("[output.html]\ntheme = \"look\"").file(&format!("look/{file}"), content)
}

#[test]
fn records_that_cannot_be_read_keep_the_earlier_output() {
    refused(|case| case.bytes("records/bad.yaml", b"id: UN-9\ntitle: \xff\n"), &[], &["records/bad.yaml:2:8", "UTF-8"]);
    refused(|case| case.file("records/bad.yaml", "id: UN-9\nkind: [need\n"), &[], &["records/bad.yaml:", "error[syntax-error]"]);
    refused(|case| without(case, "records"), &[], &["records: there is no such folder"]);
}

#[test]
fn reports_that_cannot_be_read_keep_the_earlier_output() {
    refused(|case| case.file("evidence/report.xml", &REPORT[..60]), &[], &["evidence/report.xml", "error[evidence-unreadable]"]);
    refused(|case| case.file("evidence/report.xml", "no XML"), &[], &["evidence/report.xml"]);
}

#[test]
fn a_missing_summary_keeps_the_earlier_output() {
    refused(|case| without(case, "src/SUMMARY.md"), &[], &["src/SUMMARY.md", "help: "]);
}

#[test]
fn settings_that_cannot_be_read_keep_the_earlier_output() {
    let case = Case::small();
    case.built();
    let before = tree(&case.path().join("book"));
    let case = case.file("book.toml", "[book\n");
    assert!(case.program(&["build"]).ends(2).out.contains("book.toml:1"));
    same(&before, &tree(&case.path().join("book")));
}

#[test]
fn a_theme_with_a_mistake_keeps_the_earlier_output() {
    refused(themed("html/record.html", "<p>\n\n{% if %}\n"), &[], &["record.html:3:"]);
    refused(themed("html/record.html", "{% extends \"layout.html\" %}\n{% block main %}\n{{ nowhere.at.all }}\n{% endblock %}"), &[], &["record.html:3:"]);
    refused(themed("html/table.html", "{{ say(key=\"gone\") }}"), &[], &["table.html", "`gone`"]);
    refused(themed("html/nav.html", "{{ nowhere.at.all }}"), &[], &["nav.html:1:"]);
    refused(themed("labels.toml", "menu = \"Menu\"\nmenu = 7\n"), &[], &["look/labels.toml"]);
    refused(themed("record.html", "<p></p>"), &[], &["look/record.html", "belongs to no part", "help: "]);
    refused(|case| case.book("[output.html]\ntheme = \"look\""), &[], &["look"]);
    refused(|case| case.book("[output.html]\ntheme = \"look\"").bytes("look/html/record.html", b"\xff"), &[], &["look/html/record.html", "UTF-8"]);
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let ours = |case: Case| case.file("out/thesis.txt", "three years of work");
    refused(ours, &["--dest-dir", "out"], &["out", "not written by techfile", "--dest-dir"]);
    refused(|case| case.file("out", "a file"), &["--dest-dir", "out"], &["out"]);
    refused(|case| case.file("out", "a file"), &["--dest-dir", "out/book"], &["out"]);
    refused(|case| case.file("out/records/x", "").file("out/book.toml", ""), &["--dest-dir", "out"], &["out"]);
    refused(|case| case, &["--dest-dir", "."], &["."]);
    refused(|case| case, &["--dest-dir", ".."], &[".."]);
}

#[test]
fn an_empty_folder_is_taken_and_folders_of_the_user_beside_it_stay() {
    let case = Case::small();
    std::fs::create_dir(case.path().join("book")).expect("a folder");
    let beside = [".book.stage/mine.txt", ".book.old/mine.txt", ".book.new-1/mine.txt", ".book.old-1/mine.txt", ".book.new/.techfile"];
    let case = beside.iter().fold(case, |case, path| case.file(path, "mine"));
    case.built();
    case.built();
    for path in beside {
        assert_eq!(std::fs::read_to_string(case.path().join(path)).ok().as_deref(), Some("mine"), "{path}");
    }
    assert!(!names(case.path()).iter().any(|n| n.ends_with(".lock") || n.ends_with("-2")), "{:?}", names(case.path()));
    // Pages of records that are gone are gone.
    let gone = case.path().join("book/html/r/TEST-3.html");
    assert!(gone.exists());
    let text = std::fs::read_to_string(case.path().join("records/all.yaml")).expect("the records");
    let case = case.records(&text.lines().filter(|l| !l.contains("TEST-3")).collect::<Vec<_>>().join("\n"));
    case.program(&["build", "--only", "html"]);
    assert!(!gone.exists());
}

#[test]
fn names_that_differ_by_case_only_are_refused_not_lost() {
    let summary = "# Summary\n\n- [A](one.md)\n- [B](One.md)\n";
    let case = Case::small().file("src/SUMMARY.md", summary).file("src/one.md", "# A\n").file("src/One.md", "# B\n");
    let said = case.program(&["build", "--only", "html"]);
    said.ends(2);
    assert!(said.err.to_lowercase().contains("chapters/one.html"), "{}", said.err);
    assert!(!case.path().join("book").exists());
}

#[test]
fn what_check_was_told_is_printed() {
    let build = |settings: &str| {
        let case = Case::new().records("id: UN-1\nkind: need\ntitle: Dose\n").book(settings);
        case.program(&["build", "--only", "html", "--only", "data"]).ends(0);
        let files = tree(&case.path().join("book"));
        let page = String::from_utf8(files["html/findings.html"].clone()).expect("UTF-8");
        (page, crate::render::site::data(&files).levels)
    };
    let (page, levels) = build("[check]\nsoup-anomaly-days = 30\nneed-without-requirement = \"note\"");
    assert!(page.contains("count for 30 days") && page.contains("need-without-requirement to note"), "{page}");
    assert_eq!(
        levels.into_iter().collect::<Vec<_>>(),
        [("need-without-requirement", "note"), ("soup-anomaly-days", "30")].map(|(k, v)| (k.into(), v.into()))
    );
    let (page, levels) = build("[check]\nsoup-anomaly-days = 365");
    assert!(!page.contains("365 days") && levels.is_empty(), "what is usual is not said");
}

#[test]
fn outputs_are_named_one_by_one_or_with_commas() {
    let case = Case::small();
    case.program(&["build", "--only", "html,data"]);
    let folders =
        |case: &Case| tree(&case.path().join("book")).keys().filter_map(|f| f.split_once('/')).map(|(f, _)| f.to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(folders(&case), ["data", "html"].map(str::to_owned).into());
    let said = case.program(&["build", "--only", "html,dta"]);
    said.ends(2);
    assert!(said.err.contains("dta: this output does not exist") && said.err.contains("data"), "{}", said.err);
    let help = case.program(&["build", "--help"]).out;
    let (mut names, mut places) = (BTreeSet::new(), BTreeSet::new());
    for output in techfile::render::outputs::OUTPUTS {
        assert!(names.insert(output.name) && places.insert(output.folder), "{} is there twice", output.name);
        assert!(help.contains(output.name), "the help does not name {}", output.name);
    }
}
