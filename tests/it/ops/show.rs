//! `techfile show`: a record on the terminal, and as the snapshot has it.

use serde_json::Value;

use crate::harness::{Case, copy, repository};

fn sample() -> Case {
    let case = Case::new();
    for part in ["sample-project", "themes"] {
        copy(&repository(part), &case.path().join(part));
    }
    case.file("book.toml", &std::fs::read_to_string(repository("book.toml")).expect("book.toml"))
}

#[test]
fn a_record_is_shown_with_all_that_is_known_of_it() {
    let case = Case::small();
    let said = case.program(&["show", "RC-1"]);
    let wanted = "RC-1  Hard limit\nRisk control, draft\nrecords/all.yaml:11\n\nImplementation: passing\n  SRS-1  Limit the dose (passing)\n\nEffectiveness: passing\n  TEST-3  Limit helps (passing)\n\nMitigates\n  RISK-1  Overdose\n\nImplemented by\n  SRS-1  Limit the dose\n\nEffect shown by\n  TEST-3  Limit helps\n";
    assert!(said.ends(0).out.starts_with(wanted), "{}", said.out);
    let test = case.program(&["show", "TEST-1"]).out;
    assert!(test.contains("Verdict: passing\n  dose.limit (pass), evidence/report.xml:1\n"), "{test}");
    let item = case.program(&["show", "ITM-1"]).out;
    assert!(item.contains("\nClass: Class C, inherited\n"), "{item}");
    let failing = Case::new().records(
        "records:\n  - {id: RISK-1, kind: risk, title: A, harm: \"One\\n\\nTwo\", mitigated_by: RC-9, arises_from: UN-1}\n  - {id: UN-1, kind: need}\n",
    );
    let said = failing.program(&["show", "RISK-1"]);
    for part in ["Harm\n  One\n\n  Two\n", "RC-9", "UN-1", "Findings\n", "error[dangling-link] records/all.yaml:2: ", "error[wrong-target-kind]"] {
        assert!(said.ends(0).out.contains(part), "{part} is missing:\n{}", said.out);
    }
}

#[test]
fn every_record_of_the_sample_can_be_shown() {
    let case = sample();
    case.program(&["build", "--only", "data"]).ends(0);
    let snapshot: Value = serde_json::from_slice(&std::fs::read(case.path().join("book/data/snapshot.json")).expect("the snapshot")).expect("JSON");
    let records = snapshot["records"].as_array().expect("records");
    // One of each kind: each run reads the whole project.
    let mut kinds = Vec::new();
    for record in records {
        if kinds.contains(&&record["kind"]) {
            continue;
        }
        kinds.push(&record["kind"]);
        let id = record["id"].as_str().expect("an id");
        let json = case.program(&["show", id, "--format", "json"]);
        assert_eq!(&serde_json::from_str::<Value>(&json.ends(0).out).expect("JSON"), record);
        let text = case.program(&["show", id]);
        assert!(text.ends(0).out.starts_with(&format!("{id}  {}\n", record["title"].as_str().expect("a title"))), "{}", text.out);
    }
    assert!(kinds.len() > 20);
}

#[test]
fn an_unknown_id_is_two_with_the_nearest_one() {
    let case = Case::small();
    for id in ["srs-1", "SRS1"] {
        let said = case.program(&["show", id]);
        assert!(said.ends(2).err.contains("did you mean `SRS-1`?") && said.out.is_empty(), "{}", said.err);
    }
    case.program(&["show", "no such thing"]).ends(2);
    let hostile = Case::new().records("{id: UN-1, kind: need, title: \"x\\x9b31m\"}\n");
    assert!(hostile.program(&["show", "UN-1"]).ends(0).out.contains("x\u{fffd}31m"));
}
