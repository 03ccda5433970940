//! Structural coverage: which file is meant, what several reports show together, what is not there.

use techfile::judge::{Share, UnitCoverage};

use crate::harness::{Case, Ran};

const UNITS: &str = "records:
  - {id: SYSTEM-1, kind: system, title: Pump}
  - {id: UNIT-1, kind: unit, title: rate, part_of: SYSTEM-1, code: therapy/rate/rate_calc.c}
  - {id: UNIT-2, kind: unit, title: motor, part_of: SYSTEM-1, code: therapy/motor/}
  - {id: UNIT-3, kind: unit, title: step, part_of: SYSTEM-1, code: therapy/motor/step.c}
  - {id: UNIT-4, kind: unit, title: ui, part_of: SYSTEM-1, code: 'ui/**/*.c'}
  - {id: UNIT-5, kind: unit, title: boot, part_of: SYSTEM-1, code: boot/main.c}
  - {id: UNIT-6, kind: unit, title: gateway, part_of: SYSTEM-1, code: gateway/main.c}
  - {id: UNIT-7, kind: unit, title: unsaid, part_of: SYSTEM-1}
";

fn case(files: &[(&str, &str)]) -> Case {
    let case = Case::new().book("[evidence]\ncoverage = [\"coverage/*\"]\n").records(UNITS);
    files.iter().fold(case, |case, (name, text)| case.file(&format!("coverage/{name}"), text))
}

/// An lcov record: lines with their counts.
fn record(path: &str, lines: &[(u32, u32)]) -> String {
    let lines: String = lines.iter().map(|(line, count)| format!("DA:{line},{count}\n")).collect();
    format!("TN:\nSF:{path}\n{lines}end_of_record\n")
}

fn of<'a>(ran: &'a Ran, id: &str) -> &'a UnitCoverage {
    ran.judgement().coverage.of(ran.record(id)).unwrap_or_else(|| panic!("{id} says where its code is"))
}

fn share(covered: u64, total: u64) -> Share {
    Share { covered, total }
}

#[test]
fn a_path_below_another_root_is_the_same_file() {
    for path in [
        "therapy/rate/rate_calc.c",
        "/ci/7/pump/therapy/rate/rate_calc.c",
        "rate/rate_calc.c",
        "rate_calc.c",
        "./therapy/rate/rate_calc.c",
        r"D:\ws\therapy\rate\rate_calc.c",
        "x/../therapy/rate/rate_calc.c",
    ] {
        let ran = case(&[("a.info", &record(path, &[(1, 1), (2, 0)]))]).run();
        assert_eq!(of(&ran, "UNIT-1").lines, share(1, 2), "{path}: {}", ran.text());
        assert_eq!(of(&ran, "UNIT-1").files, ["therapy/rate/rate_calc.c"], "{path}");
        assert_eq!(ran.count("coverage-unmatched"), 0, "{path}");
    }
    // Another folder is another file.
    for path in ["supervisor/rate_calc.c", "therapy/rate_calc.c", "my_rate_calc.c", "therapy/rate/rate_calc.c.orig"] {
        let ran = case(&[("a.info", &record(path, &[(1, 1)]))]).run();
        assert_eq!(of(&ran, "UNIT-1").lines, share(0, 0), "{path}");
        assert_eq!(ran.count("coverage-unmatched"), 1, "{path}");
    }
}

#[test]
fn the_most_specific_unit_has_the_file() {
    let text = ["/b/therapy/motor/step.c", "/b/therapy/motor/ramp.c", "/b/ui/keys/entry.c", "/b/ui/view.c", "/b/ui/view.h"]
        .map(|p| record(p, &[(1, 1), (3, 0)]))
        .concat();
    let ran = case(&[("a.info", &text)]).run();
    assert_eq!(of(&ran, "UNIT-3").files, ["therapy/motor/step.c"]);
    assert_eq!(of(&ran, "UNIT-2").files, ["therapy/motor/ramp.c"]);
    assert_eq!(of(&ran, "UNIT-4").files, ["ui/keys/entry.c", "ui/view.c"]);
    assert_eq!(of(&ran, "UNIT-4").lines, share(2, 4));
    assert_eq!(ran.judgement().coverage.unmatched, [vec![4]]);
    assert!(ran.judgement().coverage.of(ran.record("UNIT-7")).is_none(), "it does not say where its code is");
}

#[test]
fn what_may_be_two_files_counts_for_none() {
    let ran = case(&[("a.info", &record("main.c", &[(1, 1)]))]).run();
    assert_eq!(ran.count("coverage-ambiguous"), 1, "{}", ran.text());
    assert_eq!((of(&ran, "UNIT-5").lines, of(&ran, "UNIT-6").lines), (share(0, 0), share(0, 0)));
    // Two trees in one report end alike.
    let both = [record("/a/boot/main.c", &[(1, 1)]), record("/b/boot/main.c", &[(1, 0)])].concat();
    let ran = case(&[("a.info", &both)]).run();
    assert_eq!((ran.count("coverage-ambiguous"), of(&ran, "UNIT-5").lines), (2, share(0, 0)));
    // One is written as the unit has it.
    let both = [record("boot/main.c", &[(1, 1)]), record("/b/boot/main.c", &[(1, 0)])].concat();
    let ran = case(&[("a.info", &both)]).run();
    assert_eq!((ran.count("coverage-ambiguous"), of(&ran, "UNIT-5").lines), (0, share(1, 1)));
}

#[test]
fn hits_of_several_reports_are_united() {
    let (one, two) = (record("/a/boot/main.c", &[(1, 1), (2, 0), (3, 0)]), record("/b/boot/main.c", &[(2, 5), (3, 0), (4, 1)]));
    let ran = case(&[("a.info", &one), ("b.info", &two), ("c.info", &record("ui/a.c", &[(1, 1)]))]).run();
    assert_eq!(of(&ran, "UNIT-5").lines, share(3, 4));
    assert_eq!(of(&ran, "UNIT-5").reports, [0, 1]);
    assert_eq!(of(&ran, "UNIT-5").files, ["boot/main.c"]);
}

#[test]
fn branches_are_united_where_they_are_told_apart() {
    let branch = |taken: [&str; 2]| format!("SF:boot/main.c\nDA:1,1\nBRDA:1,0,0,{}\nBRDA:1,0,1,{}\nend_of_record\n", taken[0], taken[1]);
    let ran = case(&[("a.info", &branch(["1", "-"])), ("b.info", &branch(["0", "2"]))]).run();
    assert_eq!(of(&ran, "UNIT-5").branches, share(2, 2));
    // Cobertura only counts them: one of two here and one of two there may be the same one.
    let xml = "<coverage><packages><package><classes><class filename=\"boot/main.c\"><methods><method><lines><line number=\"1\" hits=\"0\"/></lines></method></methods><lines><line number=\"1\" hits=\"2\" branch=\"true\" condition-coverage=\"50% (1/2)\"/><line number=\"2\" hits=\"0\"/></lines></class></classes></package></packages></coverage>";
    let ran = case(&[("a.xml", xml), ("b.xml", xml)]).run();
    assert_eq!((of(&ran, "UNIT-5").lines, of(&ran, "UNIT-5").branches), (share(1, 2), share(1, 2)));
}

#[test]
fn a_single_root_of_the_sources_goes_before_the_paths() {
    let xml = |sources: &str| {
        format!("<coverage><sources>{sources}</sources><packages><class filename=\"main.c\"><line number=\"1\" hits=\"1\"/></class></packages></coverage>")
    };
    let ran = case(&[("a.xml", &xml("<source>/ci/boot</source>"))]).run();
    assert_eq!(of(&ran, "UNIT-5").lines, share(1, 1));
    let ran = case(&[("a.xml", &xml("<source>/ci/boot</source><source>/ci/gateway</source>"))]).run();
    assert_eq!((of(&ran, "UNIT-5").lines, ran.count("coverage-ambiguous")), (share(0, 0), 1));
}

#[test]
fn no_data_is_never_a_hundred_per_cent() {
    let case = case(&[("a.info", &format!("{}SF:gateway/main.c\nLF:0\nend_of_record\n", record("boot/main.c", &[(1, 1), (2, 1), (3, 0)])))]);
    let csv = std::fs::read_to_string(case.built().join("data/coverage.csv")).expect("the table");
    let line = |id: &str| csv.lines().find(|l| l.starts_with(id)).unwrap_or_else(|| panic!("{id} in {csv}"));
    assert!(line("UNIT-5").contains("2 of 3,66.6 %,no data"), "{csv}");
    for id in ["UNIT-1", "UNIT-6"] {
        assert!(line(id).contains("no data,no data,no data"), "{csv}");
    }
    assert!(!csv.contains("100"), "{csv}");
    assert!(!csv.contains("UNIT-7"), "{csv}");
}

#[test]
fn a_share_is_never_rounded_up() {
    let lines: Vec<(u32, u32)> = (1..=3000).map(|n| (n, u32::from(n > 1))).collect();
    let csv = std::fs::read_to_string(case(&[("a.info", &record("boot/main.c", &lines))]).built().join("data/coverage.csv")).expect("the table");
    assert!(csv.contains("2999 of 3000,99.9 %"), "{csv}");
}

#[test]
fn hostile_names_and_counts_do_no_harm() {
    let deep = format!("{}boot/main.c", "a/".repeat(50_000));
    let long = "x".repeat(5_000);
    let text = [
        record(&deep, &[(1, 1)]),
        record(&long, &[(1, 1)]),
        record("boot/ma\u{1b}[31min.c", &[(1, 1)]),
        record("///", &[(1, 1)]),
        record("..", &[(7, 1)]),
    ]
    .concat();
    let ran = case(&[("a.info", &text)]).run();
    assert_eq!(ran.count("evidence-unreadable"), 0, "{}", ran.text());
    assert!(!ran.text().contains('\u{1b}'));
    let ran = case(&[("a.info", "SF:boot/main.c\nDA:1,99999999999999999999999999\nend_of_record\n")]).run();
    assert_eq!(of(&ran, "UNIT-5").lines, share(1, 1));
    for bad in ["DA:99999999999,1", "DA:1", "DA:,1", "DA:1,", "DA:1,+1", "DA:1,1e-3", "DA:1,e3", "DA:1,1.5", "BRDA:1,0,0,x", "BRDA:1,0", "hello"] {
        let ran = case(&[("a.info", &format!("SF:boot/main.c\n{bad}\nend_of_record\n"))]).run();
        ran.expect(&[("evidence-unreadable", 2, "coverage/a.info")]);
    }
    let deep = format!("<coverage><packages>{}", "<a>".repeat(100_000));
    assert_eq!(case(&[("a.xml", &deep)]).run().count("evidence-unreadable"), 1);
    let laughs = "<!DOCTYPE coverage [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><coverage><packages><class filename=\"&b;\"/></packages></coverage>";
    let ran = case(&[("a.xml", laughs)]).run();
    assert_eq!(ran.count("evidence-unreadable"), 1);
    assert!(!ran.text().contains("aaaaaaaaaaaa&"), "{}", ran.text());
}

#[test]
fn a_document_type_is_named_and_never_read() {
    let report = "<coverage><packages><package><classes><class filename=\"a.c\"><lines><line number=\"1\" hits=\"1\"/></lines></class></classes></package></packages></coverage>";
    let usual = "<!DOCTYPE coverage SYSTEM \"http://example.org/coverage-04.dtd\">\n";
    let bomb = "\n<!DOCTYPE coverage [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]>\n";
    let with = |head: &str| Case::new().book("[evidence]\ncoverage = [\"c.xml\"]").file("c.xml", &format!("{head}{report}")).run();
    assert_eq!(with(usual).count("evidence-unreadable"), 0);
    with(bomb).expect(&[("evidence-unreadable", 2, "c.xml")]);
}

#[test]
fn many_units_and_files_of_one_name_stay_linear() {
    use std::fmt::Write;
    let (mut records, mut report) = (String::from("kind: unit\nrecords:\n"), String::new());
    for n in 0..4_000 {
        writeln!(records, "  - {{id: UNIT-{n}, title: t{n}, code: src/m{n}/mod.rs}}").expect("a line");
        report += &record(&format!("/ci/src/m{n}/mod.rs"), &[(1, 1)]);
    }
    report += &record("mod.rs", &[(1, 1)]);
    let started = std::time::Instant::now();
    let ran = Case::new().book("[evidence]\ncoverage = [\"c.info\"]\n").records(&records).file("c.info", &report).run();
    assert_eq!(of(&ran, "UNIT-3999").lines, share(1, 1));
    assert_eq!(ran.count("coverage-ambiguous"), 1);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn line_ends_of_windows_are_line_ends() {
    let text = record("boot/main.c", &[(1, 1), (2, 0)]);
    let ran = case(&[("a.info", &text.replace('\n', "\r\n"))]).run();
    assert_eq!(of(&ran, "UNIT-5").lines, share(1, 2), "{}", ran.text());
    let ran = case(&[("a.info", &text.replace("DA:2,0", "DA:2,nan").replace('\n', "\r\n"))]).run();
    ran.expect(&[("evidence-unreadable", 4, "coverage/a.info")]);
}

/// Lines that different reports show ran together; a goal is met by what they show, to the last line.
#[test]
fn a_goal_is_held_against_all_reports_together() {
    let unmet = |percent: &str, files: &[(&str, &str)]| {
        let records = UNITS.replace("rate_calc.c}", &format!("rate_calc.c, coverage: {{statement: {percent}}}}}"));
        let ran = case(files).records(&records).run();
        (ran.judgement().coverage.unmet_goals(ran.record("UNIT-1")).count(), ran.count("coverage-below-goal"))
    };
    let (one, two) = (record("rate_calc.c", &[(1, 1), (2, 0), (3, 0)]), record("rate_calc.c", &[(1, 0), (2, 1), (3, 0)]));
    assert_eq!(unmet("66.6", &[("a.info", &one), ("b.info", &two)]), (0, 0));
    assert_eq!(unmet("66.7", &[("a.info", &one), ("b.info", &two)]), (1, 1));
    assert_eq!(unmet("66.6", &[("a.info", &one)]), (1, 1));
    assert_eq!(unmet("1", &[]), (1, 1), "nothing is shown");
    assert_eq!(unmet("-1", &[("a.info", &one)]), (1, 1));
}

/// A report that states totals states those of its lines: what does not add up was cut, filtered or put together.
#[test]
fn totals_are_held_against_the_lines() {
    let mismatch = |ran: Ran| (ran.count("coverage-count-mismatch"), ran.count("evidence-unreadable"));
    let lines = "<line number=\"1\" hits=\"1\"/><line number=\"2\" hits=\"0\"/><line number=\"3\" hits=\"1\" condition-coverage=\"50% (1/2)\"/>";
    let class = |of_class: &str| format!("<class filename=\"boot/main.c\" {of_class}><lines>{lines}</lines></class>");
    let cobertura = |totals: &str, classes: &str| {
        mismatch(case(&[("a.xml", &format!("<coverage {totals}><packages><package><classes>{classes}</classes></package></packages></coverage>"))]).run())
    };
    for right in [
        "lines-valid=\"3\" lines-covered=\"2\"",
        "lines-valid=\"3\"",
        "lines-valid=\"3\" lines-covered=\"2\" branches-valid=\"2\" branches-covered=\"1\"",
        "line-rate=\"0.67\"",
        "",
    ] {
        assert_eq!(cobertura(right, &class("line-rate=\"0.6667\"")), (0, 0), "{right}");
    }
    for wrong in [
        "lines-valid=\"6\" lines-covered=\"2\"",
        "lines-valid=\"2\" lines-covered=\"2\"",
        "lines-covered=\"3\"",
        "lines-covered=\"1\"",
        "branches-valid=\"4\"",
        "branches-valid=\"2\" branches-covered=\"2\"",
        "line-rate=\"1\"",
    ] {
        assert_eq!(cobertura(wrong, &class("")), (1, 0), "{wrong}");
    }
    assert_eq!(cobertura("", &class("line-rate=\"0.5\"")), (1, 0), "the rate of a class");
    assert_eq!(cobertura("lines-valid=\"-3\"", &class("")), (0, 1));
    // A line of two classes is counted once or twice.
    for (total, faults) in [("2", 1), ("3", 0), ("6", 0), ("7", 1)] {
        assert_eq!(cobertura(&format!("lines-valid=\"{total}\""), &class("").repeat(2)), (faults, 0), "{total}");
    }
    let lcov = |counts: &str| mismatch(case(&[("a.info", &format!("SF:boot/main.c\nDA:1,1\nDA:2,0\nBRDA:1,0,0,1\n{counts}\nend_of_record\n"))]).run());
    assert_eq!(lcov("LF:2\nLH:1\nBRF:1\nBRH:1"), (0, 0));
    for wrong in ["LF:3", "LF:1", "LF:2\nLH:2", "LH:0", "BRF:2\nBRH:1", "BRF:1\nBRH:0"] {
        assert_eq!(lcov(wrong), (1, 0), "{wrong}");
    }
}

/// geninfo writes large counts as gcov prints them.
#[test]
fn a_count_with_an_exponent_is_a_count() {
    let of = |count: &str| {
        let ran = case(&[("a.info", &format!("SF:boot/main.c\nDA:1,{count}\nend_of_record\n"))]).run();
        of(&ran, "UNIT-5").lines
    };
    for hit in ["1e+06", "1.2e+06", "3E6", "0.5e+07"] {
        assert_eq!(of(hit), share(1, 1), "{hit}");
    }
    for none in ["0e+00", "0.0e6", "0"] {
        assert_eq!(of(none), share(0, 1), "{none}");
    }
}
