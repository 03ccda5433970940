//! The tables about classes and clauses, from small projects: what each row says, and that all outputs count the same.

use std::collections::BTreeMap;

use techfile::model::snapshot::Snapshot;

use crate::harness::{Case, main_of, tree};
use crate::render::golden::golden;
use crate::render::site::csv_of;

const STANDARD: &str = "iec-62304-2015";

/// A system of each class, each with an item, a unit and SOUP; in the one of class C an item that is lowered to class B.
const GRADED: &str = "
records:
  - {id: DEV-1, kind: device, title: Pump}
  - {id: SYSTEM-A, kind: system, title: Viewer, part_of: DEV-1, classified_by: CLS-A}
  - {id: SYSTEM-B, kind: system, title: Gateway, part_of: DEV-1, classified_by: CLS-B}
  - {id: SYSTEM-C, kind: system, title: Therapy, part_of: DEV-1, safety_class: C}
  - {id: ITM-A, kind: item, title: Pages, part_of: SYSTEM-A}
  - {id: ITM-B, kind: item, title: Sessions, part_of: SYSTEM-B}
  - {id: ITM-C, kind: item, title: Dose, part_of: SYSTEM-C}
  - {id: ITM-D, kind: item, title: Rate, part_of: SYSTEM-C}
  - id: ITM-L
    kind: item
    title: Display
    part_of: SYSTEM-C
    safety_class: B
    rationale: Shows only
    approved: {by: A. Person, on: 2026-10-01, ref: M-7}
    segregation: [{from: ITM-C, purpose: classification, mechanism: Own processor, verified_by: VER-1}]
  - {id: UNIT-A, kind: unit, title: Page, part_of: ITM-A, uses: SOUP-A}
  - {id: UNIT-B, kind: unit, title: Session, part_of: ITM-B, uses: SOUP-B}
  - {id: UNIT-C, kind: unit, title: Sum, part_of: ITM-C, uses: SOUP-C}
  - {id: UNIT-L, kind: unit, title: Lamp, part_of: ITM-L}
  - {id: SOUP-A, kind: soup, title: Fonts}
  - {id: SOUP-B, kind: soup, title: Sockets}
  - {id: SOUP-C, kind: soup, title: Sums}
  - {id: VER-1, kind: verification, title: Apart, result: pass}
  - id: CLS-A
    kind: classification
    title: Why A
    approved: {by: R. Nair, on: 2026-01-15}
    answers: [{question: contributes, answer: 'no', reason: Shows only what is over}]
  - id: CLS-B
    kind: classification
    title: Why B
    rationale: A late report costs little
    approved: {by: R. Nair, on: 2026-01-15, ref: M-3}
    answers:
      - {question: contributes, answer: 'yes', reason: Reports can be late}
      - {question: unacceptable_risk, answer: 'yes', reason: Nothing limits that}
      - {question: severity, answer: non_serious, reason: A rash}
";

/// A table as its files have it.
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
}

struct Built {
    files: BTreeMap<String, Vec<u8>>,
    snapshot: Snapshot,
    tables: BTreeMap<String, Table>,
}

impl Built {
    fn of(case: Case) -> Self {
        let said = case.program(&["build", "--only", "html", "--only", "data"]);
        assert!(said.code == Some(0) || said.code == Some(1), "{}", said.err);
        let files = tree(&case.path().join("book"));
        let snapshot = crate::render::site::data(&files);
        let (_, notes) = csv_of(&files["data/notes.csv"]);
        let table = |key: &String| {
            let (columns, rows) = csv_of(&files[&format!("data/{key}.csv")]);
            Table { columns, rows, notes: notes.iter().filter(|n| n[0] == *key).map(|n| n[1].clone()).collect() }
        };
        let tables = snapshot.tables.keys().map(|key| (key.clone(), table(key))).collect();
        Self { files, snapshot, tables }
    }

    fn records(records: &str) -> Self {
        Self::of(Case::new().records(records))
    }

    #[track_caller]
    fn table(&self, key: &str) -> &Table {
        self.tables.get(key).unwrap_or_else(|| panic!("no table {key}"))
    }

    #[track_caller]
    fn of_standard(&self, key: &str) -> &Table {
        self.table(&format!("{key}-{STANDARD}"))
    }

    /// What stands in a column, row by row.
    #[track_caller]
    fn column<'a>(&'a self, table: &'a Table, key: &str) -> Vec<&'a str> {
        let at = table.columns.iter().position(|c| c == key).unwrap_or_else(|| panic!("no column {key} in {:?}", table.columns));
        table.rows.iter().map(|row| row[at].as_str()).collect()
    }

    fn page(&self, path: &str) -> &str {
        std::str::from_utf8(&self.files[&format!("html/{path}")]).expect("UTF-8")
    }
}

/// Some columns of a table as lines.
fn lines(table: &Table, columns: &[&str]) -> String {
    let places: Vec<usize> = columns.iter().map(|key| table.columns.iter().position(|c| c == key).expect("a column")).collect();
    let head = format!("{}\n", columns.join(" | "));
    head + &table.rows.iter().map(|row| places.iter().map(|p| row[*p].replace('\n', " ")).collect::<Vec<_>>().join(" | ") + "\n").collect::<String>()
}

#[test]
fn golden_tables_of_systems_items_units_and_soup_at_each_class() {
    let built = Built::records(GRADED);
    golden(
        "classes.txt",
        &lines(built.table("classes"), &["tree", "record", "stated_class", "effective_class", "class_reason", "segregation", "segregation_shown"]),
    );
    golden("clause-rows.txt", &lines(built.of_standard("clause-rows"), &["clause", "subject", "levels", "subject_class", "record_check"]));
    golden("clauses.txt", &lines(built.of_standard("clauses"), &["clause", "subject", "subject_class", "record_check"]));
    golden("what-if.txt", &lines(built.of_standard("what-if"), &["record", "subject_class", "if_class", "more_clauses", "asked_besides", "rises_with"]));
    golden("editions.txt", &lines(built.of_standard("editions"), &["clause", "change", "levels_before", "levels_now", "means_here"]));
    golden("open-clauses.txt", &lines(built.of_standard("open-clauses"), &["phase", "clause", "subject", "missing", "write_next", "start"]));
    let page = |path: &str| main_of(built.page(path)).replace("><", ">\n<") + "\n";
    golden("class-of-system.html", &page("r/SYSTEM-B.html"));
}

#[test]
fn classes_stand_in_the_order_of_the_tree() {
    let built = Built::records(GRADED);
    let table = built.table("classes");
    let found: Vec<(&str, &str)> = built
        .column(table, "tree")
        .into_iter()
        .zip(built.column(table, "record"))
        .map(|(n, r)| (n.split(';').next().unwrap_or(n), r.split(';').next().unwrap_or(r)))
        .collect();
    let wanted = [
        ("1", "DEV-1"),
        ("1.1", "SYSTEM-A"),
        ("1.1.1", "ITM-A"),
        ("1.1.1.1", "UNIT-A"),
        ("1.2", "SYSTEM-B"),
        ("1.2.1", "ITM-B"),
        ("1.2.1.1", "UNIT-B"),
        ("1.3", "SYSTEM-C"),
        ("1.3.1", "ITM-C"),
        ("1.3.1.1", "UNIT-C"),
        ("1.3.2", "ITM-D"),
        ("1.3.3", "ITM-L"),
        ("1.3.3.1", "UNIT-L"),
        ("2", "SOUP-A"),
        ("3", "SOUP-B"),
        ("4", "SOUP-C"),
    ];
    assert_eq!(found, wanted);
    let reasons = built.column(table, "class_reason");
    assert!(reasons[2].contains("SYSTEM-A"), "an inherited class names the whole: {}", reasons[2]);
    assert!(reasons[11].contains("Shows only") && reasons[11].contains("approval recorded: A. Person, 2026-10-01, ref M-7"), "{}", reasons[11]);
    assert!(reasons[13].contains("UNIT-A"), "SOUP names its users: {}", reasons[13]);
    assert_eq!(built.column(table, "segregation_shown")[11], "VER-1; passing");
}

#[test]
fn parts_of_themselves_and_of_nothing_are_in_the_tree_once() {
    let built = Built::records(
        "
records:
  - {id: ITM-1, kind: item, title: Loose}
  - {id: ITM-2, kind: item, title: Ring, part_of: ITM-3}
  - {id: ITM-3, kind: item, title: Ring, part_of: ITM-2}
  - {id: ITM-4, kind: item, title: Gone, status: obsolete}
  - {id: SOUP-1, kind: soup, title: One, depends_on: SOUP-2}
  - {id: SOUP-2, kind: soup, title: Two, depends_on: SOUP-1}
",
    );
    let table = built.table("classes");
    assert_eq!(built.column(table, "tree").iter().map(|n| n.split(';').next().unwrap_or(n)).collect::<Vec<_>>(), ["1", "2", "2.1", "3", "4"]);
    assert!(table.notes.iter().any(|n| n == "1 obsolete records are left out."), "{:?}", table.notes);
    assert!(built.column(table, "class_reason")[0].contains("the highest is assumed"));
}

#[test]
fn the_table_to_read_loses_no_row() {
    let built = Built::records(GRADED);
    let (read, every) = (built.of_standard("clauses"), built.of_standard("clause-rows"));
    assert_eq!(every.rows.len(), built.snapshot.clauses.iter().filter(|c| c.standard == STANDARD).count());
    assert!(read.rows.len() < every.rows.len());
    // Each row speaks of one subject, or says of how many.
    let subjects = built.column(read, "subject");
    let stood_for: usize = subjects.iter().map(|s| s.split_once(' ').and_then(|(n, _)| n.parse().ok()).unwrap_or(1)).sum();
    assert_eq!(stood_for, every.rows.len());
    assert!(read.notes.iter().any(|n| n.contains(&format!("{} rows stand for {}", read.rows.len(), every.rows.len()))), "{:?}", read.notes);
    // The lowered item and its unit have rows of their own, between those of the systems and those of the rest.
    let place = |id: &str| subjects.iter().position(|s| *s == id).unwrap_or_else(|| panic!("no row of {id}"));
    let last_system = subjects.iter().rposition(|s| s.starts_with("SYSTEM-C")).expect("rows of the system");
    assert!(place("ITM-L") > last_system && place("UNIT-L") > place("ITM-L"));
    assert!(subjects.iter().position(|s| s.starts_with("2 software items")).is_some_and(|p| p > place("UNIT-L")), "{subjects:?}");
    for table in ["clauses", "clause-rows", "clauses-by-clause", "open-clauses", "what-if", "editions"] {
        let footer = &built.of_standard(table).notes;
        assert!(
            footer.iter().any(|n| n.contains("not a statement of conformity")) && footer.iter().any(|n| n.contains("class letters from public sources"))
        );
        assert!(built.page(&format!("tables/{table}-{STANDARD}.html")).contains("class letters from public sources"));
    }
}

#[test]
fn clauses_are_counted_across_all_subjects() {
    let built = Built::records(GRADED);
    let table = built.of_standard("clauses-by-clause");
    let number = |key: &str| built.column(table, key).iter().map(|n| n.parse::<usize>().expect("a number")).collect::<Vec<_>>();
    let sum = |word: &str| built.snapshot.clauses.iter().filter(|c| c.record_check == word).count();
    for (column, word) in [
        ("complete", "complete"),
        ("incomplete", "incomplete"),
        ("nothing", "none"),
        ("no_case", "no_case"),
        ("not_judged", "not_judged"),
        ("not_applying", "does_not_apply"),
    ] {
        assert_eq!(number(column).iter().sum::<usize>(), sum(word), "{column}");
    }
    let (applying, not) = (number("applying"), number("not_applying"));
    let of_units = built.column(table, "clause").iter().position(|c| *c == "5.4.2").expect("5.4.2");
    assert_eq!((applying[of_units], not[of_units]), (1, 3), "the design of units is asked of the one of class C");
    assert_eq!(built.column(table, "open_subjects")[of_units], "UNIT-C");
}

#[test]
fn what_is_open_says_where_to_start() {
    let built = Built::records(GRADED);
    let table = built.of_standard("open-clauses");
    let starts = built.column(table, "start");
    let kinds: Vec<String> = techfile::schema::Schema::built_in().expect("the schema").kinds.iter().map(|k| k.name.clone()).collect();
    for start in &starts {
        let command = start.strip_prefix("techfile new ").is_some_and(|kind| kinds.iter().any(|k| k == kind));
        assert!(command || start.starts_with("records/all.yaml:") || start.is_empty(), "{start}");
    }
    let clauses = built.column(table, "clause");
    let phases = built.column(table, "phase");
    for (clause, phase) in clauses.iter().zip(phases) {
        let section = phase.split(' ').next().unwrap_or_default();
        assert!(!section.is_empty() && clause.starts_with(section), "{clause} in {phase}");
    }
    let open: std::collections::BTreeSet<&str> = built
        .snapshot
        .clauses
        .iter()
        .filter(|c| ["none", "incomplete", "not_judged"].contains(&c.record_check.as_str()))
        .map(|c| c.clause.as_str())
        .collect();
    assert_eq!(clauses.into_iter().collect::<std::collections::BTreeSet<_>>(), open, "each open clause is there");
}

#[test]
fn a_higher_class_asks_for_more_of_it_and_of_what_rises_with_it() {
    let built = Built::records(GRADED);
    let table = built.of_standard("what-if");
    let row = |record: &str, class: &str| {
        let found = table.rows.iter().find(|r| r[0] == record && r[3] == class).unwrap_or_else(|| panic!("no row {record} {class}"));
        (found[5].split(", ").map(str::to_owned).collect::<Vec<_>>(), found[6].clone())
    };
    let (asked, with) = row("ITM-A", "Class C");
    assert_eq!(with, "UNIT-A; SOUP-A");
    assert!(asked.iter().any(|c| c == "5.4.2") && asked.iter().any(|c| c == "7.1.3"), "{asked:?}");
    // Of a system scope only what the highest class among its parts decides.
    assert!(!asked.iter().any(|c| c == "5.2.3" || c == "5.8.3"), "{asked:?}");
    let (system, with) = row("SYSTEM-A", "Class B");
    assert_eq!(with, "ITM-A; UNIT-A; SOUP-A");
    assert!(system.iter().any(|c| c == "5.1.5"), "{system:?}");
    let (soup, with) = row("SOUP-A", "Class B");
    assert!(with.is_empty() && soup.iter().any(|c| c == "5.3.3"), "{soup:?}");
    // A proven lower class stays where it is.
    assert!(!table.rows.iter().any(|r| r[0] == "SYSTEM-C"), "nothing is higher than C");
    // What is promised comes about: the same project with that item of class C asks for these clauses, and no less.
    let raised = Built::records(&GRADED.replace("title: Pages, part_of: SYSTEM-A", "title: Pages, part_of: SYSTEM-A, safety_class: C"));
    let applying = |built: &Built| -> std::collections::BTreeSet<(String, String, String)> {
        let rows = built.snapshot.clauses.iter().filter(|c| c.record_check != "does_not_apply");
        rows.map(|c| (c.clause.clone(), c.scope.clone(), c.subject.clone())).collect()
    };
    let new: std::collections::BTreeSet<String> = applying(&raised).difference(&applying(&built)).map(|(clause, ..)| clause.clone()).collect();
    assert_eq!(asked.into_iter().collect::<std::collections::BTreeSet<_>>(), new);
}

#[test]
fn a_new_edition_tells_what_it_means_here() {
    let built = Built::records(GRADED);
    let table = built.of_standard("editions");
    let row = |clause: &str| table.rows.iter().find(|r| r[0] == clause).unwrap_or_else(|| panic!("no row {clause}"));
    assert_eq!(row("7.1.5")[2], "gone");
    assert_eq!(row("5.1.12")[2], "new");
    let letters = row("5.8.2");
    assert_eq!((letters[2].as_str(), letters[3].as_str(), letters[4].as_str()), ("classes changed", "B, C", "A, B, C"));
    assert!(letters[6].starts_with("asked now and not before, rows: 1; SYSTEM-A; asked before and now, rows: 2; SYSTEM-B; SYSTEM-C"), "{}", letters[6]);
    let old = Case::new().file("book.toml", "[build]\ndate = \"2026-11-02\"\n[standards]\nuse = [\"iec-62304-2006\"]\n").records(GRADED);
    assert!(!Built::of(old).snapshot.tables.keys().any(|k| k.starts_with("editions")), "the first edition has none before it");
}

#[test]
fn the_page_of_a_system_draws_the_path_and_tells_it() {
    let built = Built::records(GRADED);
    let page = built.page("r/SYSTEM-B.html");
    let drawing = page.split_once("<svg role=\"img\"").and_then(|(_, rest)| rest.split_once("</svg>")).expect("a drawing").0;
    assert!(drawing.contains("<title id=\"decision-1-title\">Decision tree: Why B</title>"), "{drawing}");
    assert!(drawing.contains("How severe can the harm be? An injury that is not serious.") && drawing.contains("The answers lead to Class B."));
    assert_eq!(drawing.matches("\"question taken\"").count(), 3);
    assert_eq!((drawing.matches("\"end taken\"").count(), drawing.matches("class=\"end").count()), (1, 5));
    for words in ["Reports can be late", "A late report costs little", "approval recorded: R. Nair, 2026-01-15, ref M-3", "Thick, solid lines"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(built.page("r/CLS-B.html").contains("<svg role=\"img\""));
    let item = built.page("r/UNIT-A.html");
    assert!(!item.contains("<svg role=\"img\"") && item.contains("From the whole to it"));
    assert!(item.contains("clauses that are judged for it apply to it"));
    let faults = crate::render::site::site_faults(&crate::ops::build::site_of(&built.files));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn where_nothing_is_classified_or_asked_words_say_so() {
    let built = Built::records("records:\n  - {id: SYSTEM-1, kind: system, title: Pump}\n");
    assert!(built.page("r/SYSTEM-1.html").contains("No classification of it is recorded."));
    let without = Case::new().file("book.toml", "[build]\ndate = \"2026-11-02\"\n").records(GRADED);
    let built = Built::of(without);
    assert!(built.page("r/SYSTEM-B.html").contains("No standard in use has a questionnaire"));
    assert!(!built.page("r/SYSTEM-B.html").contains("<svg role=\"img\""));
    let open = Built::records(&GRADED.replace("answer: non_serious", "answer: perhaps"));
    assert!(open.page("r/SYSTEM-B.html").contains("The path ends at a question without an answer that counts: How severe"));
}
