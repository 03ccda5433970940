//! Findings and clause rows agree: while a finding of error level stands that cites a clause, no row of that clause is complete for
//! a subject of which it is.

use techfile::diag::Severity;
use techfile::judge::RecordCheck;

use super::codes::{case, inputs};

#[test]
fn no_row_is_complete_while_an_error_cites_its_clause() {
    let (mut seen, mut wrong) = (0, Vec::new());
    for code in techfile::ops::codes().into_iter().filter(|c| c.severity == Severity::Error && !c.clauses.is_empty()) {
        for input in inputs(code.name, "bad") {
            let ran = case(code.name, &input).run();
            let Ok(checked) = &ran.result else { continue };
            let (project, judgement) = (&checked.project, &checked.judgement);
            // What belongs to one of several systems, or to none, is no matter of the others.
            if project.with_role("system").count() > 1 {
                continue;
            }
            for finding in checked.findings.iter().filter(|d| d.code == code) {
                let record = finding.record.as_deref().and_then(|id| project.by_id(id));
                for row in &judgement.clauses {
                    let standard = &project.schema.standards[row.standard];
                    let clause = &standard.clauses[row.clause];
                    let cites = |cited: &&str| standard.cited(cited).is_some_and(|(number, _)| number == clause.number);
                    // A part by itself is the record; a case has one system, to which all belongs.
                    let is_of = if row.scope.is_of_parts() && !row.stands_in { record.is_some() && row.subject == record } else { true };
                    if is_of && code.clauses.iter().any(cites) && row.record_check.applies() {
                        seen += 1;
                        if matches!(row.record_check, RecordCheck::Complete | RecordCheck::NoCase) {
                            wrong.push(format!("{}: {} of {:?}", input.display(), clause.number, finding.record));
                        }
                        let names = row.missing.iter().any(|m| m.what == techfile::judge::Lack::Finding(code.name) && m.record == record);
                        if !names && row.record_check != RecordCheck::NotJudged {
                            wrong.push(format!("{}: {} does not name {} of {:?}", input.display(), clause.number, code.name, finding.record));
                        }
                    }
                }
            }
        }
    }
    assert!(seen > 100, "{seen} rows");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
