//! The letters, the scope and the title of each clause of both editions, against a table typed from the reference: what each
//! edition says, not what the packs say.

use super::{FIRST, SECOND, clause, letters, schema};

/// Number, letters of 2015, letters of 2006 (`-`: not in the edition), scope, our own short title.
const TABLE: &str = "
4.1      ABC  ABC  organisation       QMS covers the software work
4.2      ABC  ABC  organisation       Risk management process (ISO 14971)
4.3      ABC  ABC  system             Safety class assigned and justified
4.4.2    ABC  -    legacy             Legacy path: risk work on field experience
4.4.3    ABC  -    legacy             Legacy path: gap analysis
4.4.4    ABC  -    legacy             Legacy path: close the gaps
4.4.5    ABC  -    legacy             Legacy path: version and rationale
5.1.1    ABC  ABC  system             Development plan(s)
5.1.2    ABC  ABC  system             Plan kept current
5.1.3    ABC  ABC  system             Plan tied to system development
5.1.4    C    C    system             Standards, methods, tools planned
5.1.5    BC   BC   system             Integration and integration-test plan
5.1.6    ABC  ABC  system             Verification planning
5.1.7    ABC  ABC  system             Software risk planning
5.1.8    ABC  ABC  system             Documentation planning
5.1.9    ABC  ABC  system             Configuration management planning
5.1.10   BC   BC   system             Supporting items under control
5.1.11   BC   BC   system             Control before verification
5.1.12   BC   -    system             Typical defect categories handled
5.2.1    ABC  ABC  system             Requirements derived from system level
5.2.2    ABC  ABC  system             Requirement categories a-l
5.2.3    BC   BC   system             Risk controls turned into requirements
5.2.4    ABC  ABC  system             Device risk analysis re-evaluated
5.2.5    ABC  ABC  system             Higher-level requirements updated
5.2.6    ABC  ABC  system             Requirements verified
5.3.1    BC   BC   system             Architecture from requirements
5.3.2    BC   BC   item               Interfaces of items
5.3.3    BC   BC   soup               SOUP: functional/performance needs
5.3.4    BC   BC   soup               SOUP: required environment
5.3.5    C    C    boundary           Segregation for risk control
5.3.6    BC   BC   system             Architecture verified
5.4.1    BC   BC   item               Split down to units
5.4.2    C    C    unit               Design per unit
5.4.3    C    C    unit               Design of unit interfaces
5.4.4    C    C    unit               Detailed design verified
5.5.1    ABC  ABC  unit               Units implemented
5.5.2    BC   BC   unit               Unit verification method
5.5.3    BC   BC   unit               Unit acceptance criteria
5.5.4    C    C    unit               Extra unit acceptance criteria
5.5.5    BC   BC   unit               Unit verification performed
5.6.1    BC   BC   integration_group  Units integrated per plan
5.6.2    BC   BC   integration_group  Integration verified
5.6.3    BC   BC   integration_group  Integrated items tested
5.6.4    BC   BC   integration_group  Integration test content
5.6.5    BC   BC   integration_group  Integration test procedures evaluated
5.6.6    BC   BC   integration_group  Regression tests on integration
5.6.7    BC   BC   integration_group  Integration test record content
5.6.8    BC   BC   integration_group  Integration anomalies to problem resolution
5.7.1    ABC  BC   system             System tests cover all requirements
5.7.2    ABC  BC   system             System-test anomalies to problem resolution
5.7.3    ABC  BC   system             Retest after change
5.7.4    ABC  BC   system             System testing evaluated
5.7.5    ABC  BC   system             System test record content
5.8.1    ABC  BC   release            Verification complete before release
5.8.2    ABC  BC   release            Known residual anomalies documented
5.8.3    BC   BC   release            Residual anomalies evaluated
5.8.4    ABC  ABC  release            Released version documented
5.8.5    BC   BC   release            Build procedure and environment
5.8.6    BC   BC   release            Activities and tasks complete
5.8.7    ABC  BC   release            Archive
5.8.8    ABC  BC   release            Reliable delivery
6.1      ABC  ABC  system             Maintenance plan
6.2.1.1  ABC  ABC  system             Feedback monitored
6.2.1.2  ABC  ABC  system             Feedback documented and evaluated
6.2.1.3  ABC  ABC  system             Safety effect of problem reports
6.2.2    ABC  ABC  system             Problem resolution process used
6.2.3    ABC  BC   system             Change requests analysed
6.2.4    ABC  ABC  system             Change requests approved
6.2.5    ABC  ABC  release            Users and regulators informed
6.3.1    ABC  ABC  system             Changes run through the process
6.3.2    ABC  ABC  release            Modified software re-released
7.1.1    BC   BC   system             Items that can contribute to hazards
7.1.2    BC   BC   item               Causes identified
7.1.3    BC   BC   soup               SOUP anomaly lists evaluated
7.1.4    BC   BC   item               Causes documented
7.1.5    -    BC   item               (Deleted) sequences of events
7.2.1    BC   BC   item               Risk controls defined
7.2.2    BC   BC   item               Controls realised in software
7.3.1    BC   BC   item               Controls verified
7.3.2    -    BC   item               (Deleted) new sequences of events
7.3.3    BC   BC   item               Risk traceability
7.4.1    ABC  ABC  system             Changes analysed for safety
7.4.2    BC   BC   item               Change impact on existing controls
7.4.3    BC   BC   item               Risk work repeated after change
8.1.1    ABC  ABC  system             Identification scheme
8.1.2    ABC  ABC  soup               SOUP identified
8.1.3    ABC  ABC  release            System configuration documented
8.2.1    ABC  ABC  system             Changes only by approved request
8.2.2    ABC  ABC  system             Changes implemented as requested
8.2.3    ABC  ABC  system             Changes verified
8.2.4    ABC  ABC  system             Change traceability
8.3      ABC  ABC  system             Status accounting
9.1      ABC  ABC  system             Problem reports prepared
9.2      ABC  ABC  system             Problems investigated
9.3      ABC  ABC  system             Relevant parties advised
9.4      ABC  ABC  system             Change control used
9.5      ABC  ABC  system             Records kept
9.6      ABC  ABC  system             Trend analysis
9.7      ABC  ABC  system             Resolution verified
9.8      ABC  ABC  system             Content of (re)test documentation
";

/// Clauses that only the first edition has have a title of their own there, and these are called otherwise.
const TITLES_2006: &[(&str, &str)] = &[
    ("5.2.5", "System requirements updated"),
    ("5.6.5", "Integration test procedures verified"),
    ("5.7.4", "System testing verified"),
    ("5.8.8", "Repeatable release"),
    ("7.1.5", "Sequences of events documented"),
    ("7.3.2", "New sequences of events documented"),
];

struct Line<'t> {
    number: &'t str,
    letters: [&'t str; 2],
    scope: &'t str,
    title: String,
}

fn table() -> Vec<Line<'static>> {
    let lines = TABLE.lines().filter(|l| !l.is_empty()).map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        Line { number: words[0], letters: [words[1], words[2]].map(|l| l.trim_matches('-')), scope: words[3], title: words[4..].join(" ") }
    });
    lines.collect()
}

#[test]
fn each_clause_has_its_letters_in_both_editions_and_no_clause_is_there_besides() {
    let (schema, table) = (schema(), table());
    assert_eq!(table.len(), 100);
    for (place, edition) in [SECOND, FIRST].into_iter().enumerate() {
        let differ: Vec<String> = table
            .iter()
            .map(|line| (line.number, line.letters[place], letters(&schema, edition, line.number)))
            .filter(|(_, wanted, is)| wanted != is)
            .map(|(number, wanted, is)| format!("{number}: {wanted:?} in the reference, {is:?} in the pack"))
            .collect();
        assert!(differ.is_empty(), "{edition}: {differ:#?}");
        let wanted: Vec<&str> = table.iter().filter(|l| !l.letters[place].is_empty()).map(|l| l.number).collect();
        let is: Vec<&str> = schema.standard(edition).expect("the edition").clauses.iter().map(|c| c.number.as_str()).collect();
        assert_eq!(is, wanted, "{edition}");
    }
}

#[test]
fn each_clause_is_judged_at_its_scope() {
    let schema = schema();
    for line in table() {
        for edition in [SECOND, FIRST] {
            let Some(clause) = clause(&schema, edition, line.number) else { continue };
            assert_eq!(clause.scope.word(), line.scope, "{edition} {}", line.number);
        }
    }
}

#[test]
fn titles_are_our_own_short_ones() {
    let schema = schema();
    for line in table() {
        if let Some(clause) = clause(&schema, SECOND, line.number) {
            assert_eq!(clause.title, line.title, "{}", line.number);
        }
        if let Some(clause) = clause(&schema, FIRST, line.number) {
            let own = TITLES_2006.iter().find(|(number, _)| *number == line.number);
            assert_eq!(clause.title, own.map_or(line.title.as_str(), |(_, title)| title), "{} in the first edition", line.number);
        }
    }
}

#[test]
fn only_what_has_no_tag_rests_on_the_annex() {
    let schema = schema();
    let annex = |edition| -> Vec<String> {
        let clauses = &schema.standard(edition).expect("the edition").clauses;
        clauses.iter().filter(|c| c.from_annex).map(|c| c.number.clone()).collect()
    };
    assert_eq!(annex(SECOND), ["5.7.5"]);
    assert!(annex(FIRST).is_empty());
}

#[test]
fn only_these_clauses_may_have_no_case() {
    // A clause that asks for a plan, a process or the product itself always has a case.
    let schema = schema();
    let clauses = &schema.standard(SECOND).expect("the edition").clauses;
    let never = [
        "4.1", "4.2", "4.3", "5.1.1", "5.2.1", "5.2.2", "5.2.6", "5.4.1", "5.5.1", "5.7.1", "5.7.5", "5.8.4", "5.8.7", "6.1", "7.1.1", "8.1.1", "8.3",
        "9.6",
    ];
    for number in never {
        assert!(clauses.iter().any(|c| c.number == number && !c.no_case), "{number} may not be set aside");
    }
    for clause in clauses.iter().filter(|c| c.no_case) {
        let section = clause.number.split('.').next().unwrap_or_default();
        assert!(["5", "6", "7", "8", "9"].contains(&section), "{}", clause.number);
    }
}
