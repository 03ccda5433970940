//! Input that nobody should write and somebody will: each a finding at its place or a clear refusal, in bounded time and
//! memory; never a panic, never a record that is missing in silence.

use std::time::{Duration, Instant};

use crate::harness::Case;

/// A file of records has a finding of this code at this line and column, and these words are in it or its advice.
#[track_caller]
fn finds(name: &str, bytes: &[u8], code: &str, at: (usize, usize), words: &str) {
    let case = Case::new().bytes(&format!("records/{name}"), bytes);
    let said = case.program(&["check", "--format", "json"]);
    let all: Vec<serde_json::Value> = serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("{e}: {} {}", said.out, said.err));
    let found: Vec<_> = all.iter().filter(|d| d["code"] == code).collect();
    let one = found.first().unwrap_or_else(|| panic!("no {code} for {:?}: {:#?}", String::from_utf8_lossy(bytes), all));
    assert_eq!((&one["place"]["line"], &one["place"]["column"]), (&at.0.into(), &at.1.into()), "{one:#}");
    assert!(one.to_string().contains(words), "{words:?} is not in {one:#}");
    assert!(!said.err.contains("panicked"), "{}", said.err);
}

#[test]
fn what_is_no_plain_yaml_is_found_at_its_place() {
    let need = "id: UN-1\nkind: need\n";
    finds("a.yaml", b"id: UN-1\nkind: need\n\ttitle: x\n", "syntax-error", (3, 1), "tab");
    finds("a.yaml", b"id: UN-1\rkind: need\rtitle: x\r", "syntax-error", (1, 9), "carriage return");
    finds("a.yaml", b"# x\rid: UN-2\nid: UN-1\nkind: need\ntitle: x\n", "syntax-error", (1, 4), "carriage return");
    finds("a.yaml", b"id: UN-1\nkind: need\ntitle: a\0b\n", "syntax-error", (3, 9), "NUL");
    finds("a.md", b"---\nid: UN-1\nkind: need\n---\nfoo \0 bar\n", "markdown-problem", (5, 5), "NUL");
    finds("a.md", b"---\nid: UN-1\nkind: need\n---\nfoo\rbar\n", "markdown-problem", (5, 4), "carriage return");
    finds("a.md", b"---\rid: UN-1\rkind: need\r---\rtext", "record-shape", (1, 1), "front matter");
    finds("a.yaml", "id: UN-1\nkind: need\ntitle: é".bytes().chain([0xff]).collect::<Vec<u8>>().as_slice(), "file-unreadable", (3, 9), "UTF-8");
    finds("a.md", b"---\nid: UN-1\nkind: need\n---\n\xc3\x28\n", "file-unreadable", (5, 1), "UTF-8");
    finds("a.yaml", format!("{need}title: *a\n").as_bytes(), "forbidden-yaml", (3, 8), "alias");
    finds("a.yaml", format!("{need}title: &a x\n").as_bytes(), "forbidden-yaml", (3, 11), "anchor");
    finds("a.yaml", format!("{need}title: !!str x\n").as_bytes(), "forbidden-yaml", (3, 14), "tag");
    finds("a.yaml", format!("{need}<<: {{title: x}}\n").as_bytes(), "forbidden-yaml", (3, 1), "merge key");
    finds("a.yaml", format!("{need}id: UN-2\n").as_bytes(), "duplicate-key", (3, 1), "`id`");
    finds("a.yaml", format!("{need}---\n{need}").as_bytes(), "forbidden-yaml", (3, 1), "second document");
    finds("a.yaml", format!("{need}tags: {}\n", "[".repeat(10_000)).as_bytes(), "forbidden-yaml", (3, 39), "deep");
    let bomb: String = (1..40).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}]\n", n - 1)).collect();
    finds("a.yaml", format!("{need}a0: &a0 x\n{bomb}").as_bytes(), "forbidden-yaml", (3, 9), "anchor");
}

#[test]
fn chapters_and_settings_that_are_no_text_are_found_at_their_place() {
    let said = Case::new().chapter("one.md", "").bytes("src/one.md", b"# A\n\nx \xff\n").program(&["check"]);
    assert!(said.ends(2).out.contains("chapter src/one.md: not UTF-8: line 3, column 3") && said.out.contains("save the file as UTF-8"), "{}", said.out);
    for (path, bytes) in [("src/SUMMARY.md", b"# S\n\n- \xff\n"), ("book.toml", b"# B\n\n# \xff\n")] {
        let said = Case::new().bytes(path, bytes).program(&["check"]);
        let wanted = format!("error: {path}: not UTF-8: line 3, column 3 holds a byte that is no text\nhelp: save the file as UTF-8\n");
        assert_eq!(said.ends(2).err, wanted);
    }
    let said = Case::new().bytes("book.toml", b"[book]\ntitle = \"a\0\"\n").program(&["check"]);
    assert!(said.ends(2).out.contains("book.toml:2:"), "{} {}", said.out, said.err);
}

#[test]
fn what_only_looks_like_a_name_is_named() {
    let odd = "U+0405";
    finds("a.yaml", "id: ЅRS-1\nkind: need\ntitle: x\n".as_bytes(), "invalid-id", (1, 5), "contains `Ѕ` (U+0405), which only looks like `S`");
    finds("a.yaml", "id: \"UN-1\u{200b}\"\nkind: need\ntitle: x\n".as_bytes(), "invalid-id", (1, 5), "U+200B, which cannot be seen");
    finds("a.yaml", "id: \"UN\u{202e}-1\"\nkind: need\ntitle: x\n".as_bytes(), "invalid-id", (1, 5), "U+202E");
    finds("a.yaml", "id: UN-1\nkind: nеed\ntitle: x\n".as_bytes(), "unknown-kind", (2, 7), "U+0435");
    finds("a.yaml", "id: UN-1\nkind: need\ntіtle: x\n".as_bytes(), "unknown-field", (3, 1), "did you mean `title`?");
    finds("a.yaml", "id: UN-1\nkind: need\ntitle: x\nstatus: \"draft\u{200b}\"\n".as_bytes(), "unknown-value", (4, 9), "U+200B");
    finds("a.yaml", "id: UN-1\nkind: need\nreviewed: {by: Ada, on: ２０２６-01-01}\n".as_bytes(), "wrong-type", (3, 25), "U+FF12");
    finds("a.yaml", "id: UN-1\nkind: need\nreviewed: {by: \"Ada\u{200b}\"}\n".as_bytes(), "wrong-type", (3, 16), "U+200B");
    finds("a.yaml", "id: UN-1\nkind: need\nreviewed: {by: Аda}\n".as_bytes(), "wrong-type", (3, 16), "U+0410");
    // A name that is all of another script deceives nobody.
    let names = "id: UN-1\nkind: need\ntitle: x\nreviewed: {by: \"Анна Смирнова, Søren Ångström, Ελένη\", on: 2026-01-01}\n";
    assert_eq!(Case::new().records(names).run().count("wrong-type"), 0);

    let both =
        |rest: &str| format!("records:\n  - {{id: SRS-1, kind: requirement, title: x}}\n  - id: SRS-2\n    kind: requirement\n    title: y\n{rest}");
    finds("a.yaml", both("    derives_from: ЅRS-1\n").as_bytes(), "dangling-link", (6, 19), odd);
    finds("a.yaml", both("    derives_from: SRS\u{2011}1\n").as_bytes(), "dangling-link", (6, 19), "did you mean `SRS-1`?");
    finds("a.yaml", both("    text: See [[ЅRS-1]].\n").as_bytes(), "unknown-reference", (6, 15), odd);
    finds("a.yaml", both("    text: See [[SRS\u{2011}1]].\n").as_bytes(), "unknown-reference", (6, 15), "did you mean `SRS-1`?");
    let other = Case::new().records(&both("    text: See [[Система]], [[А]] and [[x y‑z]].\n")).run();
    assert_eq!(other.count("unknown-reference"), 0, "{}", other.text());

    let case = Case::new().records(&both(""));
    for arguments in [
        &["show", "ЅRS-1"][..],
        &["rename", "ЅRS-1", "SRS-9"],
        &["rename", "SRS-1", "ЅRS-9"],
        &["new", "requirement", "--id", "ЅRS-9"],
        &["review", "ЅRS-1", "--by", "Ada", "--reason", "Still holds"],
        &["list", "--where", "id = ЅRS-1"],
    ] {
        let said = case.program(arguments);
        assert!(said.ends(2).err.contains(odd), "{arguments:?}: {}", said.err);
    }
    for (by, reason) in [("Ada\u{200b}", "Still holds"), ("Ada", "Still \u{202e}holds"), ("Аda", "Still holds")] {
        case.program(&["review", "SRS-1", "--by", by, "--reason", reason]).ends(2);
    }
}

/// In a debug build a megabyte stands for the fifty that a release build reads in the same time.
#[test]
fn fifty_megabytes_are_read_in_one_pass() {
    let size = if cfg!(debug_assertions) { 1_000_000 } else { 50_000_000 };
    let lines = |line: &str| line.repeat(size / line.len());
    let record = "id: UN-1\nkind: need\ntitle: x\ntext: ";
    let started = Instant::now();
    for text in [
        format!("{record}|\n{}", lines("  a line of \"text\" here\n")),
        format!("{record}\"{}\"\n", lines("a \\\"line\\\" \\u00e9 of text\n  ")),
        format!("{record}'{}'\n", lines("it''s a line of text\n  ")),
        format!("{record}\"{}\"\n", lines("\\x41")),
        format!("{record}\"{}\"\n", lines("\\x61a")),
        format!("{record}{}\n", lines("a line of text\n  ")),
    ] {
        let ran = Case::new().records(&text).run();
        assert_eq!(ran.project().records.len(), 1);
        assert!(ran.field("UN-1", "text").len() > size / 5);
    }
    Case::new().chapter("one.md", &format!("# One\n\n{}", lines("A line of text, *not* short.\n\n"))).run().silent();
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn the_place_in_a_quoted_text_is_that_of_its_line() {
    let text = "id: UN-1\nkind: need\ntitle: x\ntext: \"One \\\"two\\\" \\x41\n\n  three \\\n  [[NO-1]] \\u00e9 [[NO-2]]\"\n";
    let ran = Case::new().records(text).run();
    let (findings, sources) = ran.diagnostics();
    let places: Vec<_> =
        findings.iter().filter(|d| d.code.name == "unknown-reference").filter_map(|d| d.span).map(|s| sources.get(s.file).position(s.start)).collect();
    assert_eq!(places, [(7, 3), (7, 19)], "{}", ran.text());
}

/// Four times the records take four times as long; what is quadratic takes sixteen, and twelve is the line between.
#[test]
fn ten_thousand_records_in_one_file() {
    let time = |count: usize| {
        let one = |n| format!("  - {{id: SRS-{n}, kind: requirement, title: t, text: x, derives_from: [UN-{n}], foo: 1}}\n");
        let case = Case::new().records(&format!("records:\n{}", (0..count).map(one).collect::<String>()));
        let started = Instant::now();
        let ran = case.run();
        assert_eq!((ran.project().records.len(), ran.count("dangling-link")), (count, count));
        started.elapsed()
    };
    let (few, many) = (time(2_500), time(10_000));
    // A machine that was busy with something else the first time is asked once more.
    assert!(many < few * 12 || time(10_000) < time(2_500) * 12, "{few:?}, then {many:?}");
}

#[cfg(unix)]
#[test]
fn what_never_ends_or_is_not_followed_is_said() {
    use std::process::Command;
    let case = Case::ground().file("other/a.yaml", "id: UN-1\nkind: need\ntitle: x\n");
    Command::new("mkfifo").arg(case.path().join("records/pipe.yaml")).status().expect("a pipe");
    let said = case.program(&["check"]);
    assert!(said.ends(2).out.contains("records/pipe.yaml") && said.out.contains("no ordinary file"), "{}", said.out);
    case.program(&["build", "--only", "data"]).ends(2);
    std::fs::remove_file(case.path().join("records/pipe.yaml")).expect("the pipe");
    std::os::unix::fs::symlink("../other", case.path().join("records/more")).expect("a link");
    let said = case.program(&["check"]);
    assert!(said.ends(2).out.contains("records/more: a link to a folder is not followed"), "{}", said.out);
    std::fs::remove_file(case.path().join("records/more")).expect("the link");
    case.program(&["check"]).ends(0);
    // A review that is lost may have been the last word on a link.
    std::fs::create_dir(case.path().join("reviews")).expect("a folder");
    std::os::unix::fs::symlink("../other", case.path().join("reviews/more")).expect("a link");
    let said = case.program(&["check"]);
    assert!(said.ends(2).out.contains("reviews/more: a link to a folder is not followed"), "{}", said.out);
    let said = case.program(&["check", "--baseline", "/dev/zero"]);
    assert!(said.ends(2).err.contains("no ordinary file"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_outside_or_over_what_is_protected() {
    use std::os::unix::fs::PermissionsExt;
    let outside = tempfile::tempdir().expect("a folder");
    let case = Case::small();
    std::os::unix::fs::symlink(outside.path(), case.path().join("reviews")).expect("a link");
    let said = case.program(&["review", "SRS-1", "--by", "Ada", "--reason", "Still holds"]);
    assert!(said.ends(2).err.contains("leads out of the project"), "{}", said.err);
    assert_eq!(crate::harness::tree(outside.path()).len(), 0);
    std::fs::remove_file(case.path().join("reviews")).expect("the link");

    let file = case.path().join("records/all.yaml");
    let before = std::fs::read(&file).expect("the file");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o444)).expect("permissions");
    for arguments in [&["rename", "SRS-1", "SRS-9", "--write"][..], &["new", "requirement"]] {
        let said = case.program(arguments);
        assert!(said.ends(2).err.contains("read-only"), "{arguments:?}: {}", said.err);
    }
    assert_eq!(std::fs::read(&file).expect("the file"), before);
}

#[test]
fn what_turns_the_writing_does_not_reach_the_terminal() {
    let case = Case::new().records("id: UN-1\nkind: need\ntitle: \"a\u{202e}b\\x9b\"\ntext: \"c\u{2066}d\"\n");
    for arguments in [
        &["show", "UN-1"][..],
        &["show", "UN-1", "--format", "json"],
        &["list"],
        &["list", "--format", "json"],
        &["list", "--where", "title = '\u{202e}' or"],
        &["show", "\u{202e}\u{1b}[31m"],
        &["\u{202e}\u{1b}[31m\u{7}"],
        &["check", "--format", "\u{202e}\u{7}"],
        &["check", "--format", "json"],
    ] {
        let said = case.program(arguments);
        let raw = |text: &str| text.contains(['\u{202e}', '\u{2066}', '\u{1b}', '\u{7}', '\u{9b}']);
        assert!(!raw(&said.out) && !raw(&said.err), "{arguments:?}: {:?} {:?}", said.out, said.err);
    }
}

#[test]
fn commands_agree_on_what_is_wrong() {
    let case = Case::small();
    let review = ["--by", "Ada", "--reason", "Still holds"];
    for arguments in [&["show", "SSR-1"][..], &["rename", "SSR-1", "SRS-12"], &["review", "SSR-1", review[0], review[1], review[2], review[3]]] {
        let said = case.program(arguments);
        assert!(said.ends(2).err.starts_with("error: SSR-1: no record has this id\nhelp: did you mean `SRS-1`?"), "{arguments:?}: {}", said.err);
    }
    for arguments in [&["list", "neeed"][..], &["new", "neeed"]] {
        let said = case.program(arguments);
        assert_eq!(said.ends(2).err, "error: neeed: no kind of record is called so\nhelp: did you mean `need`?\n", "{arguments:?}");
    }
    for command in [&["new", "need"][..], &["schema"], &["rename", "SRS-1", "SRS-9"], &["explain"], &["check"], &["list"], &["show", "SRS-1"]] {
        let wrong: Vec<&str> = command.iter().copied().chain(["--as-of", "2026-02-30"]).collect();
        assert!(case.program(&wrong).ends(2).err.contains("no date"), "{wrong:?}");
        let nowhere: Vec<&str> = command.iter().copied().chain(["--book", "records"]).collect();
        if command[0] != "explain" {
            assert!(case.program(&nowhere).ends(2).err.contains("records: no book.toml is in this folder"), "{nowhere:?}");
        }
    }
    // Of a long query, what is around the mistake is shown.
    let said = case.program(&["list", "--where", &format!("{}nope", "has text and ".repeat(100))]);
    assert!(said.ends(2).err.len() < 1_500 && said.err.contains("nope\n"), "{}", said.err);
    let said = case.program(&["list", "--where", &"é".repeat(20_000)]);
    assert!(said.ends(2).err.len() < 1_500, "{}", said.err.len());
    let broken = Case::small().file("records/bad.yaml", "id: [");
    let said = broken.program(&["show", "TERM-77"]);
    assert!(said.ends(2).err.contains("could not be read"), "{}", said.err);
}

/// A walk that followed links might not end: what lies behind one must not be missed in silence.
#[cfg(unix)]
#[test]
fn reports_behind_a_link_to_a_folder_are_told() {
    let found = |pattern: &str| {
        let case = Case::new()
            .book(&format!("[evidence]\njunit = \"{pattern}\""))
            .file("r/a.xml", "<testsuite><testcase name=\"a\"/></testsuite>")
            .file("r/deep/b.xml", "<testsuite><testcase name=\"a\"/></testsuite>\n")
            .file("elsewhere/c.xml", "<testsuite><testcase name=\"a\"><failure/></testcase></testsuite>");
        std::os::unix::fs::symlink("../elsewhere", case.path().join("r/link")).expect("a link");
        case.run().count("evidence-unreadable")
    };
    assert_eq!(["r/**/*.xml", "r/*/*.xml", "r/l*/c.xml"].map(found), [1; 3]);
    assert_eq!(found("**/*.xml"), 0, "it is found where it is");
    assert_eq!(["r/*.xml", "r/deep/*.xml", "r/d*/**/*.xml", "r/link/*.xml"].map(found), [0; 4], "a pattern may name the link itself");
}
