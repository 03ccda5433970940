//! Each form of evidence: records that meet it, and records that do not.

use super::one::One;

#[test]
fn a_gap_is_about_each_clause_of_its_sections() {
    let gaps = |records: &str| One::asks("system", "gaps: [\"1\"]").given(records);
    gaps("  - {id: G-1, kind: gap, clause: One 1}\n").meets();
    gaps("  - {id: G-1, kind: gap, clause: One 2}\n").misses("gap");
    gaps("  - {id: G-1, kind: gap, clause: One 1, status: obsolete}\n").misses("gap");
    gaps("").misses("gap");
}

#[test]
fn a_clause_stands_under_its_own_sections_only() {
    for (number, section, is) in [("5.1.1", "5.1", true), ("5.1", "5.1", true), ("5.1.1", "5", true), ("5.10", "5.1", false), ("5.1", "5.1.1", false)] {
        assert_eq!(techfile::schema::Standard::is_under(number, section), is, "{number} under {section}");
    }
}

#[test]
fn every_means_all_of_them_and_one_at_least() {
    let every = |records: &str| One::asks("system", "{every: tool, where: \"affects_product = true\", must: [{says: version}]}").given(records);
    let tool = |id: &str, rest: &str| format!("  - {{id: {id}, kind: tool, {rest}}}\n");
    every(&tool("T-1", "affects_product: true, version: '1'")).meets();
    every(&(tool("T-1", "affects_product: true, version: '1'") + &tool("T-2", "affects_product: false"))).meets();
    every(&(tool("T-1", "affects_product: true, version: '1'") + &tool("T-2", "affects_product: true"))).misses("says");
    every(&tool("T-2", "affects_product: false, version: '1'")).misses("record");
    every("").misses("record");
}

#[test]
fn if_any_lets_a_set_be_empty_and_shows_nothing_by_itself() {
    let any = "{every: feedback, if_any: true, must: [{says: evaluation}]}";
    assert_eq!(One::asks("system", any).row().check, "none", "nothing is there that answers");
    let beside = |records: &str| {
        One::asks("system", &format!("{{every: tool, must: [{{says: version}}]}}, {any}"))
            .given(&format!("  - {{id: T-1, kind: tool, version: '1'}}\n{records}"))
    };
    beside("").meets();
    beside("  - {id: F-1, kind: feedback, evaluation: Heard}\n").meets();
    beside("  - {id: F-1, kind: feedback}\n").misses("says");
}

#[test]
fn some_means_one_that_has_all() {
    let some = |records: &str| One::asks("system", "{some: tool, must: [{says: version}, {says: purpose}]}").given(records);
    some("  - {id: T-1, kind: tool, version: '1'}\n  - {id: T-2, kind: tool, version: '2', purpose: Tests}\n").meets();
    some("  - {id: T-1, kind: tool, version: '1'}\n  - {id: T-2, kind: tool, purpose: Tests}\n").misses("says");
    some("  - {id: T-1, kind: tool, version: '2', purpose: Tests, status: draft}\n").misses("done");
    some("  - {id: T-1, kind: tool, version: '2', purpose: Tests, status: planned}\n").misses("done");
    some("").misses("record");
}

#[test]
fn every_value_needs_a_record_or_a_declaration_for_each_word() {
    let declared =
        "  - {id: A-1, kind: assessment, clause: One 1 information, no_case: true, judgement: no case, rationale: No text on it, by: A, on: 2026-10-01}\n";
    let two = "  - {id: C-1, kind: control, type: inherent}\n  - {id: C-2, kind: control, type: protective}\n";
    let values = |records: &str| One::asks("system", "{every_value: type, of: control}").given(records);
    values(&format!("{two}  - {{id: C-3, kind: control, type: information}}\n")).meets();
    values(&format!("{two}{declared}")).meets();
    values(two).misses("value");
    for (old, new) in [
        ("no_case: true, ", ""),
        ("no_case: true", "no_case: false"),
        ("rationale: No text on it, ", ""),
        ("rationale: No text on it", "rationale: TBD"),
        ("on: 2026-10-01", "on: 2026-12-01"),
        (", by: A", ", by: n/a"),
        ("One 1 information", "One 1"),
        ("One 1 information", "One 1 inherent"),
        ("kind: assessment", "kind: assessment, status: obsolete"),
    ] {
        assert!(declared.contains(old));
        values(&format!("{two}{}", declared.replace(old, new))).misses("value");
    }
    let all: String = ["inherent", "protective", "information"]
        .iter()
        .enumerate()
        .map(|(i, w)| declared.replace("A-1", &format!("A-{i}")).replace("information", w))
        .collect();
    values(&all).misses("record");
}

fn runs(evidence: &str, run: &str) -> One {
    One::asks("system", evidence).given(&format!("  - {{id: T-1, kind: test, level: system}}\n  - {{id: R-1, kind: run, of: T-1, {run}}}\n"))
}

#[test]
fn runs_say_what_is_asked_of_them() {
    let all = "{runs: [system], must: [version, date, tester, environment, tools, result, anomalies]}";
    let said = "result: pass, software_version: 1.0.0, date: 2026-10-01, tester: A, environment: Lab, tools: T";
    runs(all, said).meets();
    runs(all, &said.replace("tester", "responsible")).meets();
    runs(all, &said.replace("environment", "hardware")).meets();
    for (old, label) in
        [(", date: 2026-10-01", "run_date"), (", tester: A", "run_tester"), (", environment: Lab", "run_environment"), (", tools: T", "run_tools")]
    {
        runs(all, &said.replace(old, "")).misses(label);
        let placeholder = format!("{}: n/a", old.split(": ").next().unwrap_or_default());
        if !old.contains("date") {
            runs(all, &said.replace(old, &placeholder)).misses(label);
        }
    }
    runs(all, &said.replace("2026-10-01", "2026-12-01")).misses("run_date");
    let failed = said.replace("result: pass", "result: fail");
    runs(all, &failed).misses("run_anomalies");
    runs(all, &failed).given("  - {id: AN-1, kind: anomaly, found_by: R-1}\n").meets();
    runs(all, &said.replace("1.0.0", "0.9.0")).misses("stale");
    for (result, label) in [("not_run", "not_run"), ("skipped", "not_run"), ("blocked", "blocked")] {
        runs(all, &said.replace("result: pass", &format!("result: {result}"))).misses(label);
    }
    runs("{runs: [system], must: [tester]}", &said.replace("2026-10-01", "2026-12-01")).misses("not_run");
    runs("{runs: [integration], must: [date]}", said).misses("tests");
    let not_run = One::asks("system", all).given("  - {id: T-1, kind: test, level: system}\n");
    not_run.misses("not_run");
}

#[test]
fn a_report_says_what_is_asked_of_runs() {
    let report = |book: &str| {
        One::asks("system", "{runs: [unit], must: [version, date, tester, environment, tools]}")
            .given("  - {id: T-1, kind: test, level: unit, automated: [a.b]}\n")
            .file("evidence/r.xml", "<testsuite><testcase name=\"a.b\"/></testsuite>\n")
            .book(&format!("[[evidence.report]]\nfiles = [\"evidence/*.xml\"]\n{book}"))
    };
    let said = "version = \"1.0.0\"\ndate = \"2026-10-01\"\ntester = \"A\"\nenvironment = \"CI\"\ntools = \"gtest\"\n";
    report(said).meets();
    report(&said.replace("\"CI\"", "\"TBD\"")).misses("report_environment");
    for (word, label) in [
        ("date", "report_date"),
        ("tester", "report_tester"),
        ("environment", "report_environment"),
        ("tools", "report_tools"),
        ("version", "report_version"),
    ] {
        let less: String = said.lines().filter(|l| !l.starts_with(word)).map(|l| format!("{l}\n")).collect();
        report(&less).misses(label);
    }
}

#[test]
fn a_case_that_fails_needs_an_anomaly_as_a_run_does() {
    let failed = |records: &str, evidence: &str| {
        One::asks("system", evidence)
            .given(&format!("  - {{id: T-1, kind: test, level: system, automated: [a.b]}}\n{records}"))
            .file("evidence/r.xml", "<testsuite><testcase name=\"a.b\"><failure/></testcase></testsuite>\n")
            .book("[[evidence.report]]\nfiles = [\"evidence/*.xml\"]\nversion = \"1.0.0\"\n")
    };
    let named = "  - {id: R-1, kind: run, of: T-1, result: fail, software_version: 1.0.0, found: AN-1}\n  - {id: AN-1, kind: anomaly, impact: Some}\n";
    let none = "  - {id: A-1, kind: assessment, clause: One 1, no_case: true, judgement: no case, rationale: All is well, by: A, on: 2026-10-01}\n";
    for evidence in ["{runs: [system], must: [anomalies]}", "{every: anomaly, found_in: [system], must: [{says: impact}]}"] {
        failed(named, evidence).meets();
        failed("", evidence).misses("run_anomalies");
        failed(none, evidence).with("no_case: true,").misses("run_anomalies");
    }
}

#[test]
fn with_reasons_only_runs_made_for_them_count() {
    let again = "{runs: [], reason: [retest, regression], must: [date]}";
    runs(again, "result: pass, software_version: 1.0.0, date: 2026-10-01, reason: retest").meets();
    runs(again, "result: pass, software_version: 1.0.0, reason: retest").misses("run_date");
    runs(again, "result: pass, software_version: 1.0.0, date: 2026-10-01, reason: initial").misses("retest");
    runs(again, "result: pass, software_version: 1.0.0, date: 2026-10-01").misses("retest");
    runs(again, "result: pass, software_version: 0.9.0, date: 2026-10-01, reason: retest").misses("retest");
}

#[test]
fn the_version_is_a_setting_and_shows_nothing_by_itself() {
    assert_eq!(One::asks("release", "version").row().check, "none");
    let beside = One::asks("release", "version, {every: tool, must: [{says: version}]}").given("  - {id: T-1, kind: tool, version: '1'}\n");
    beside.meets();
}

#[test]
fn anomalies_by_where_they_were_found_and_whether_they_are_left() {
    let found = |level: &str| format!("  - {{id: T-1, kind: test, level: {level}}}\n  - {{id: R-1, kind: run, of: T-1, result: fail, found: AN-1}}\n");
    let anomaly = |rest: &str| format!("  - {{id: AN-1, kind: anomaly, affects: ITM-1{rest}}}\n");
    let asks = || One::asks("system", "{every: anomaly, found_in: [system], must: [{says: impact}]}");
    asks().given(&(found("system") + &anomaly(", impact: Some"))).meets();
    asks().given(&(found("system") + &anomaly(""))).misses("says");
    asks().given(&(found("unit") + &anomaly(", impact: Some"))).misses("record");
    let residual = || One::asks("release", "{every: anomaly, residual: true, must: [{says: impact}]}");
    residual().given(&anomaly(", impact: Some")).meets();
    residual().given(&anomaly("")).misses("says");
    residual().given(&anomaly(", impact: Some, affected_versions: 0.9.0, fixed_in: 1.0.0")).misses("record");
}

#[test]
fn of_changes_those_that_were_made_count() {
    let change = |rest: &str| {
        One::asks("system", "{every: change_request, made: true, must: [{says: class_effect}]}").given(&format!("  - {{id: C-1, kind: change_request, class_effect: It stays}}\n  - {{id: C-2, kind: change_request, class_effect: It stays, status: implemented}}\n  - {{id: C-3, kind: change_request, {rest}}}\n"))
    };
    change("outcome: refused, closed: 2026-09-01").meets();
    change("decision: approved").meets();
    change("decision: approved, closed: 2026-09-01").misses("says");
    change("outcome: refused, commits: [a1b2c3d]").misses("says");
    change("status: implemented").misses("says");
}

#[test]
fn no_case_counts_where_the_clause_allows_it_and_somebody_declared_it() {
    let asked = || One::asks("system", "{every: feedback, must: [{says: evaluation}]}");
    let declared =
        "  - {id: A-1, kind: assessment, clause: One 1, no_case: true, judgement: no case, rationale: Not released yet, by: A. Person, on: 2026-10-01}\n";
    let shown = |one: One| one.row().check;
    assert_eq!(shown(asked().with("no_case: true,").given(declared)), "no_case");
    assert_eq!(asked().with("no_case: true,").given(declared).row().rests_on, ["A-1"]);
    assert_eq!(shown(asked().with("no_case: true,")), "none", "nobody declared it");
    assert_eq!(shown(asked().given(declared)), "none", "the clause does not allow it");
    for (old, new) in [
        ("no_case: true, ", ""),
        ("rationale: Not released yet", "rationale: TBD"),
        ("rationale: Not released yet, ", ""),
        (", by: A. Person", ""),
        ("by: A. Person", "by: n/a"),
        (", on: 2026-10-01", ""),
        ("on: 2026-10-01", "on: 2026-12-01"),
        ("judgement: no case, ", ""),
        ("clause: One 1", "clause: One 2"),
        ("clause: One 1", "clause: One 1 a"),
        ("clause: One 1", "clause: '1'"),
        ("kind: assessment", "kind: assessment, status: obsolete"),
        ("kind: assessment", "kind: assessment, status: draft"),
        ("kind: assessment", "kind: assessment, assesses: ITM-1"),
        ("kind: assessment", "kind: assessment, assesses: ITM-9"),
    ] {
        assert!(declared.contains(old));
        assert_eq!(shown(asked().with("no_case: true,").given(&declared.replace(old, new))), "none", "{new:?}");
    }
    let there = asked().with("no_case: true,").given(declared).given("  - {id: F-1, kind: feedback}\n");
    assert_eq!(shown(there), "incomplete", "a declaration takes nothing away that is there");
    let other = One::asks("system", "section, {every: feedback, must: [{says: evaluation}]}").with("no_case: true,").given(declared);
    assert_eq!(shown(other), "none", "what else the clause asks for is still missing");
}

#[test]
fn a_declaration_about_a_part_that_went_is_not_about_all() {
    let one = |items: &str, about: &str| {
        let rows = One::asks("item", "{every: risk, must: [{says: harm}]}").with("no_case: true,").given(&format!(
            "  - {{id: S-1, kind: system, title: S, safety_class: C}}\n{items}  - {{id: A-1, kind: assessment, clause: One 1, no_case: true, judgement: no case, rationale: Shows only, by: A, on: 2026-10-01{about}}}\n"
        ));
        rows.rows().into_iter().map(|r| r.check).collect::<Vec<_>>()
    };
    let (first, second) = ("  - {id: I-1, kind: item, part_of: S-1}\n", "  - {id: I-2, kind: item, part_of: S-1}\n");
    assert_eq!(one(&format!("{first}{second}"), ", assesses: I-1"), ["no_case", "none"]);
    assert_eq!(one(second, ", assesses: I-1"), ["none"], "without it the rest is as open as before");
    assert_eq!(one(&format!("{}{second}", first.replace("kind: item", "kind: item, status: obsolete")), ", assesses: I-1"), ["none"]);
    assert_eq!(one(&format!("{first}{second}"), ", assesses: [I-1, I-2]"), ["no_case", "no_case"]);
    // Written at the item, the link goes with it: the declaration must not speak of what is left.
    let naming = first.replace("kind: item", "kind: item, assessed_in: A-1");
    assert_eq!(one(&format!("{naming}{second}"), ""), ["no_case", "none"]);
    assert_eq!(one(second, ""), ["none"]);
    assert_eq!(one("", ""), ["no_case"], "of what is not there, the whole is asked");
}

#[test]
fn what_is_named_as_a_cause_is_asked_for_and_the_rest_needs_a_reason() {
    let soup = |rest: &str| {
        One::asks("soup", "{every: self, must: [list_current]}")
            .with("condition: named_as_cause, no_case: true,")
            .given(&format!("  - {{id: S-1, kind: soup, version: '1', used_by: ITM-1, anomaly_list: {{checked_on: 2026-10-01, version: '1'}}}}\n{rest}"))
    };
    let cause = "  - {id: R-1, kind: risk, causes: [{item: S-1, text: Late}]}\n";
    let reason =
        "  - {id: A-1, kind: assessment, clause: One 1, assesses: S-1, no_case: true, judgement: no case, rationale: Only logs, by: A, on: 2026-10-01}\n";
    soup(cause).meets();
    soup("").misses("named_as_cause");
    assert_eq!(soup(reason).row().check, "no_case");
    soup(&cause.replace("kind: risk", "kind: risk, status: obsolete")).misses("named_as_cause");
    soup(&format!("{cause}{reason}")).meets();
}
