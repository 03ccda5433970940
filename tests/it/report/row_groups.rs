//! Rows that share cells: each value beside its own, in every output; and what only the reader of the source is meant to see.

use crate::harness::{Case, tree};
use crate::ops::build::text;
use crate::render::site::csv_of;

/// A risk with three controls, of which the second has nothing that shows its effect, and one without any.
const RISKS: &str = "records:
  - {id: RISK-1, kind: risk, title: Overdose, initial: {severity: '2', probability: '2'}, residual: {severity: '2', probability: '1'}}
  - {id: RISK-2, kind: risk, title: Leak}
  - {id: A-RATHER-LONG-NAME-OF-A-CONTROL-THAT-WRAPS, kind: control, title: One, mitigates: RISK-1, effect_shown_by: TEST-1, implemented_by: SRS-1}
  - {id: RC-2, kind: control, title: Two, mitigates: RISK-1}
  - {id: RC-3, kind: control, title: Three, mitigates: RISK-1, effect_shown_by: TEST-1}
  - {id: SRS-1, kind: requirement, title: Dose, verified_by: TEST-1}
  - {id: TEST-1, kind: test, title: Test of the dose}
  - {id: RUN-1, kind: run, of: TEST-1, result: pass, date: 2026-01-02}
";

fn built() -> std::collections::BTreeMap<String, Vec<u8>> {
    let case = Case::new().records(RISKS);
    case.program(&["build", "--only", "html", "--only", "data"]);
    tree(&case.path().join("book"))
}

#[test]
fn each_verdict_stands_in_the_row_of_its_control() {
    let files = built();
    let (head, rows) = csv_of(&files["data/risks.csv"]);
    let at = |name: &str| head.iter().position(|h| h == name).expect("a column");
    let said: Vec<[&str; 4]> = rows.iter().map(|r| ["risk", "controls", "implementation", "effectiveness"].map(|name| r[at(name)].as_str())).collect();
    let wanted = [
        ["RISK-1", "A-RATHER-LONG-NAME-OF-A-CONTROL-THAT-WRAPS", "passing", "passing"],
        ["RISK-1", "RC-2", "unverified", "unverified"],
        ["RISK-1", "RC-3", "unverified", "passing"],
        ["RISK-2", "", "", ""],
    ];
    assert_eq!(said, wanted);

    let page = text(&files, "html/tables/risks.html");
    let rows: Vec<&str> = page.split("\n<tr").skip(1).collect();
    assert_eq!(rows.len(), 4);
    // The cells of the risk stand once, over the rows of all its controls.
    let spanning = |row: &str| row.matches(" rowspan=\"3\"").count();
    assert_eq!(rows.iter().map(|row| spanning(row)).collect::<Vec<_>>(), [5, 0, 0, 0]);
    let cells = |row: &str| row.matches("<td").count() + row.matches("<th").count();
    assert_eq!(rows.iter().map(|row| cells(row)).collect::<Vec<_>>(), [8, 3, 3, 8]);
    assert!(rows[1].contains("RC-2") && rows[1].matches("not verified").count() == 2, "{}", rows[1]);
    assert!(rows[2].contains("RC-3") && rows[2].contains("passing"), "{}", rows[2]);
}

#[test]
fn a_matrix_says_what_its_rows_share_once() {
    let files = built();
    let page = text(&files, "html/tables/matrix-risk-control.html");
    let rows: Vec<&str> = page.split("\n<tr").skip(1).collect();
    assert_eq!(rows.iter().map(|row| row.matches("rowspan=\"3\"").count()).collect::<Vec<_>>(), [3, 0, 0, 0]);
    let (_, rows) = csv_of(&files["data/matrix-risk-control.csv"]);
    assert_eq!(rows.iter().map(|r| r[0].as_str()).collect::<Vec<_>>(), ["RISK-1", "RISK-1", "RISK-1", "RISK-2"]);
}

const SECRET: &str = "ask the notified body";

#[test]
fn comments_stand_in_no_output() {
    let chapter = format!("<!-- {SECRET} -->\n# Start\n\nText. <!-- {SECRET} -->\n\n<!-- {SECRET}\n\n{SECRET} -->\n\n<div><!-- {SECRET} -->shown</div>\n");
    let case = Case::new().file("src/SUMMARY.md", "# Summary\n\n- [Start](start.md)\n").file("src/start.md", &chapter).records(&format!(
        "records:\n  - id: SRS-1\n    kind: requirement\n    title: Dose\n    text: |\n      Limit. <!-- {SECRET} -->\n\n      <!-- {SECRET} -->\n"
    ));
    case.program(&["build", "--only", "html", "--only", "data"]);
    let files = tree(&case.path().join("book"));
    // The snapshot keeps what was written, to the letter.
    for path in files.keys().filter(|p| [".html", ".js", ".csv"].iter().any(|ending| p.ends_with(ending))) {
        assert!(!text(&files, path).contains(SECRET), "{path}");
    }
    let page = text(&files, "html/chapters/start.html");
    assert_eq!(page.matches("Start</h").count() + page.matches("Start\n</h").count(), 1, "the title stands once");
    assert!(page.contains("shown"));
    #[cfg(feature = "pdf")]
    {
        let document = crate::render::golden::document(case).to_string().replace(['\u{200b}', '\u{ad}', '\u{2060}'], "");
        assert!(!document.contains(SECRET), "{document}");
        assert!(document.contains("shown"));
    }
}

/// Without a matrix there is no level, and the scores stand by themselves.
#[test]
fn scores_stand_in_the_table_of_risks_without_a_matrix() {
    let case = crate::harness::Case::small().records(
        "records:
  - {id: RISK-1, kind: risk, title: A, not_applicable: x, initial: {severity: S5, probability: P4}, residual: {severity: S5, probability: P1, level: low}}
",
    );
    let case = case.schema("scales: {severity: [{id: S5, safety_class: C}], probability: [{id: P1}, {id: P4}]}\n");
    case.program(&["build", "--only", "data"]);
    let risks = std::fs::read_to_string(case.path().join("book/data/risks.csv")).expect("the table");
    assert!(risks.contains("S5, P4") && risks.contains("low (S5, P1)"), "{risks}");
}
