//! Each form of evidence: records that meet it, and records that do not.

use super::one::One;

#[test]
fn a_section_counts_in_an_approved_plan_and_if_it_says_something() {
    let plan = |section: &str, rest: &str| {
        One::asks("system", "section").given(&format!("  - {{id: P-1, kind: plan, sections: [{section}]{rest}}}\n  - {{id: D-1, kind: document, approved: {{by: A, on: 2026-01-01}}}}\n  - {{id: D-2, kind: document}}\n"))
    };
    let approved = ", approved: {by: A, on: 2026-01-01}";
    plan("{clause: One 1, text: How}", approved).meets();
    plan("{clause: [One 2, One 1], text: How}", approved).meets();
    plan("{clause: One 1 b, text: How}", approved).meets();
    plan("{clause: One 1, document: D-1}", approved).meets();
    plan("{clause: One 1, document: D-2}", approved).misses("missing_section_text");
    plan("{clause: One 1, document: D-9}", approved).misses("missing_section_text");
    plan("{clause: One 1, text: TBD}", approved).misses("missing_section_text");
    plan("{clause: One 1, text: How}", "").misses("missing_approved");
    plan("{clause: One 1, text: How}", ", approved: {by: A, on: 2026-12-01}").misses("missing_approved");
    plan("{clause: One 1, text: How}", &format!("{approved}, status: obsolete")).misses("missing_section");
    plan("{clause: One 2, text: How}", approved).misses("missing_section");
    plan("{clause: '1', text: How}", approved).misses("missing_section");
    plan("{clause: One 1.1, text: How}", approved).misses("missing_section");
    plan("{clause: One 1, text: How}", &format!("{approved}, status: draft")).misses("missing_approved");
}

#[test]
fn with_letters_a_section_has_to_name_each_of_them() {
    let plan = |sections: &str| {
        One::asks("system", "section: [a, b]")
            .given(&format!("  - {{id: P-1, kind: plan, sections: [{sections}], approved: {{by: A, on: 2026-01-01}}}}\n"))
    };
    plan("{clause: [One 1 a, One 1 b], text: How}").meets();
    plan("{clause: One 1 a, text: How}, {clause: One 1 (b), text: Who}").meets();
    plan("{clause: One 1, text: How}").misses("missing_section");
    plan("{clause: [One 1, One 1 a], text: How}").misses("missing_section");
    plan("{clause: One 1 a, text: How}, {clause: One 1 b, text: TBD}").misses("missing_section_text");
}

#[test]
fn of_several_systems_plans_and_documents_are_for_those_that_they_name() {
    let two = |record: &str| {
        format!(
            "  - {{id: S-1, kind: system, title: One, safety_class: C}}\n  - {{id: I-1, kind: item, part_of: S-1}}\n  - {{id: S-2, kind: system, title: Two, safety_class: C}}\n  - {{id: X-1, approved: {{by: A, on: 2026-01-01}}, {record}}}\n"
        )
    };
    let shown = |evidence: &str, record: &str| One::asks("system", evidence).given(&two(record)).rows().into_iter().map(|r| r.check).collect::<Vec<_>>();
    for (evidence, record) in [
        ("section", "kind: plan, sections: [{clause: One 1, text: How}]"),
        ("claim: [document]", "kind: document, answers: [{clause: One 1, reason: Because}]"),
        ("claim: [verification]", "kind: verification, result: pass, answers: [{clause: One 1, reason: Because}]"),
    ] {
        assert_eq!(shown(evidence, record), ["incomplete", "incomplete"], "{record}");
        let said = One::asks("system", evidence).given(&two(record)).row().missing;
        assert_eq!(said, ["missing_is_for"], "{record}");
        let link = if record.contains("verification") { "verifies: I-1" } else { "is_for: S-1" };
        assert_eq!(shown(evidence, &format!("{record}, {link}")), ["complete", "incomplete"], "{record}");
    }
    let both = "kind: plan, is_for: [S-1, S-2], sections: [{clause: One 1, text: How}]";
    assert_eq!(shown("section", both), ["complete", "complete"]);
    // Where there is one system only, nothing else can be meant; nor is the organisation a system.
    One::asks("system", "claim: [document]")
        .given("  - {id: X-1, kind: document, answers: [{clause: One 1, reason: R}], approved: {by: A, on: 2026-01-01}}\n")
        .meets();
    One::asks("organisation", "claim: [document]").given(&two("kind: document, answers: [{clause: One 1, reason: Because}]")).meets();
}

#[test]
fn a_document_that_is_an_empty_chapter_answers_nothing() {
    let front = "---\nid: DOC-1\nkind: document\napproved: {by: A, on: 2026-01-01}\nanswers: [{clause: One 1, reason: See there}]\n---\n";
    let chapter = |body: &str, evidence: &str| {
        let plan = "  - {id: P-1, kind: plan, approved: {by: A, on: 2026-01-01}, sections: [{clause: One 1, document: DOC-1}]}\n";
        One::asks("system", evidence).given(plan).file("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n").file("src/one.md", &format!("{front}{body}"))
    };
    for (evidence, label) in [("claim: [document]", "missing_chapter_text"), ("section", "missing_section_text")] {
        chapter("# One\n\nWe work so.\n", evidence).meets();
        for body in ["", "# One\n\n## Two\n", "# One\n\nTBD\n", "# One\n\n---\n"] {
            chapter(body, evidence).misses(label);
        }
    }
}

#[test]
fn a_gap_is_about_each_clause_of_its_sections() {
    let gaps = |records: &str| One::asks("system", "gaps: [\"1\"]").given(records);
    gaps("  - {id: G-1, kind: gap, clause: One 1}\n").meets();
    gaps("  - {id: G-1, kind: gap, clause: One 2}\n").misses("missing_gap");
    gaps("  - {id: G-1, kind: gap, clause: One 1, status: obsolete}\n").misses("missing_gap");
    gaps("").misses("missing_gap");
}

#[test]
fn a_claim_counts_with_a_reason_an_approval_and_a_certificate_that_has_not_run_out() {
    let claim = |record: &str| One::asks("organisation", "{claim: [document, verification]}").given(&format!("  - {{id: X-1, {record}}}\n"));
    let says = "answers: [{clause: One 1, reason: Because}]";
    let approved = "approved: {by: A, on: 2026-01-01}";
    claim(&format!("kind: document, {says}, {approved}")).meets();
    claim(&format!("kind: document, {says}, {approved}, certificate: {{valid_until: 2026-11-02}}")).meets();
    claim(&format!("kind: document, {says}, {approved}, certificate: {{valid_until: 2026-11-01}}")).misses("missing_valid");
    claim(&format!("kind: document, {says}, {approved}, certificate: {{valid_until: next year}}")).misses("missing_valid");
    claim(&format!("kind: document, {says}")).misses("missing_approved");
    claim(&format!("kind: document, answers: [{{clause: One 1, reason: n/a}}], {approved}")).misses("missing_claim_reason");
    claim(&format!("kind: document, answers: [One 1], {approved}")).misses("missing_claim_reason");
    claim(&format!("kind: document, answers: [{{clause: One 2, reason: Because}}], {approved}")).misses("missing_claim");
    claim(&format!("kind: plan, {says}, {approved}")).misses("missing_claim");
    claim(&format!("kind: document, {says}, {approved}, status: obsolete")).misses("missing_claim");
    claim(&format!("kind: verification, {says}, result: pass")).meets();
    claim(&format!("kind: verification, {says}, result: fail")).misses("missing_approved");
}

#[test]
fn every_means_all_of_them_and_one_at_least() {
    let every = |records: &str| One::asks("system", "{every: tool, where: \"affects_product = true\", must: [{says: version}]}").given(records);
    let tool = |id: &str, rest: &str| format!("  - {{id: {id}, kind: tool, {rest}}}\n");
    every(&tool("T-1", "affects_product: true, version: '1'")).meets();
    every(&(tool("T-1", "affects_product: true, version: '1'") + &tool("T-2", "affects_product: false"))).meets();
    every(&(tool("T-1", "affects_product: true, version: '1'") + &tool("T-2", "affects_product: true"))).misses("missing_says");
    every(&tool("T-2", "affects_product: false, version: '1'")).misses("missing_record");
    every("").misses("missing_record");
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
    beside("  - {id: F-1, kind: feedback}\n").misses("missing_says");
}

#[test]
fn some_means_one_that_has_all() {
    let some = |records: &str| One::asks("system", "{some: tool, must: [{says: version}, {says: purpose}]}").given(records);
    some("  - {id: T-1, kind: tool, version: '1'}\n  - {id: T-2, kind: tool, version: '2', purpose: Tests}\n").meets();
    some("  - {id: T-1, kind: tool, version: '1'}\n  - {id: T-2, kind: tool, purpose: Tests}\n").misses("missing_says");
    some("  - {id: T-1, kind: tool, version: '2', purpose: Tests, status: draft}\n").misses("missing_done");
    some("  - {id: T-1, kind: tool, version: '2', purpose: Tests, status: planned}\n").misses("missing_done");
    some("").misses("missing_record");
}

#[test]
fn every_value_needs_a_record_or_a_declaration_for_each_word() {
    let declared =
        "  - {id: A-1, kind: assessment, clause: One 1 information, no_case: true, judgement: no case, rationale: No text on it, by: A, on: 2026-10-01}\n";
    let two = "  - {id: C-1, kind: control, type: inherent}\n  - {id: C-2, kind: control, type: protective}\n";
    let values = |records: &str| One::asks("system", "{every_value: type, of: control}").given(records);
    values(&format!("{two}  - {{id: C-3, kind: control, type: information}}\n")).meets();
    values(&format!("{two}{declared}")).meets();
    values(two).misses("missing_value");
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
        values(&format!("{two}{}", declared.replace(old, new))).misses("missing_value");
    }
    let all: String = ["inherent", "protective", "information"]
        .iter()
        .enumerate()
        .map(|(i, w)| declared.replace("A-1", &format!("A-{i}")).replace("information", w))
        .collect();
    values(&all).misses("missing_record");
}

#[test]
fn reviewed_means_a_passing_verification_of_each_letter() {
    let review = |criteria: &str, rest: &str| {
        One::asks("system", "{reviewed: [a, b]}").given(&format!("  - {{id: V-1, kind: verification, criteria: [{criteria}], {rest}}}\n"))
    };
    review("{clause: One 1 a, result: pass}, {clause: One 1 b, result: pass}", "result: pass, date: 2026-10-01").meets();
    review("{clause: [One 1 a, One 1 (b)], result: pass}", "result: pass, date: 2026-10-01").meets();
    review("{clause: One 1 a, result: pass}, {clause: One 1 b, result: not_applicable}", "result: pass, date: 2026-10-01").misses("missing_review");
    review("{clause: One 1 a, result: pass}, {clause: One 1 c, result: pass}", "result: pass, date: 2026-10-01").misses("missing_review");
    review("{clause: One 1 a, result: pass}, {clause: One 1 b}", "result: pass, date: 2026-10-01").misses("missing_review");
    review("{clause: One 1 a, result: pass}, {clause: One 1 b, result: fail}", "result: pass, date: 2026-10-01").misses("missing_review");
    review("{clause: One 1, result: pass}", "result: pass, date: 2026-10-01").misses("missing_review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "result: fail, date: 2026-10-01").misses("missing_review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "title: No outcome, date: 2026-10-01").misses("missing_review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "result: pass").misses("missing_review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "result: pass, date: 2026-12-01").misses("missing_review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "result: pass, date: 2026-10-01, status: obsolete").misses("missing_review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "result: pass, date: 2026-10-01, status: draft").misses("missing_review");
}

#[test]
fn reviewed_without_letters_is_about_the_clause_and_with_a_set_about_each_record() {
    let plain = |criteria: &str| {
        One::asks("system", "reviewed").given(&format!("  - {{id: V-1, kind: verification, result: pass, date: 2026-10-01, criteria: [{criteria}]}}\n"))
    };
    plain("{clause: One 1, result: pass}").meets();
    plain("{clause: One 1 c, result: pass}").meets();
    plain("{clause: One 2, result: pass}").misses("missing_review");
    let claimed = One::asks("system", "reviewed")
        .given("  - {id: V-1, kind: verification, result: pass, date: 2026-10-01, answers: [{clause: One 1, reason: Looked at}]}\n");
    claimed.meets();
    plain("{clause: One 1, result: not_applicable}, {clause: One 2, result: pass}").misses("missing_review");
    let part = "  - {id: V-1, kind: verification, result: pass, date: 2026-10-01, criteria: [{clause: One 1 a, result: pass}, {clause: One 1 b, result: not_applicable}]}\n";
    One::asks("system", "{reviewed: [a, b], if_applicable: true}").given(part).meets();
    One::asks("system", "{reviewed: [a, b, c], if_applicable: true}").given(part).misses("missing_review");
    let of = |records: &str| {
        One::asks("system", "{reviewed: [a], of: requirement}").given(&format!(
            "  - {{id: V-1, kind: verification, result: pass, date: 2026-10-01, criteria: [{{clause: One 1 a, result: pass}}]}}\n{records}"
        ))
    };
    of("  - {id: R-1, kind: requirement, verified_by: V-1}\n").meets();
    of("  - {id: R-1, kind: requirement, verified_by: V-1}\n  - {id: R-2, kind: requirement}\n").misses("missing_review");
    of("").misses("missing_record");
}

#[test]
fn a_review_of_another_system_is_none_of_this_one() {
    let two = "  - {id: S-1, kind: system, title: One, safety_class: C}
  - {id: I-1, kind: item, part_of: S-1}
  - {id: S-2, kind: system, title: Two, safety_class: C}
  - {id: I-2, kind: item, part_of: S-2}
  - {id: V-1, kind: verification, result: pass, date: 2026-10-01, verifies: I-1, criteria: [{clause: One 1, result: pass}]}
";
    let checks: Vec<&str> = One::asks("system", "reviewed").given(two).rows().into_iter().map(|r| r.check).collect();
    assert_eq!(checks, ["complete", "none"]);
    let both = two.replace("verifies: I-1", "verifies: [I-1, I-2]");
    assert!(One::asks("system", "reviewed").given(&both).rows().iter().all(|r| r.check == "complete"));
    let neither = two.replace("verifies: I-1, ", "");
    assert!(One::asks("system", "reviewed").given(&neither).rows().iter().all(|r| r.check == "complete"), "what says nothing else is about all");
}

#[test]
fn before_a_release_only_a_review_of_its_version_counts() {
    let shown = |baseline: &str| {
        One::asks("release", "version, reviewed").given(&format!(
            "  - {{id: V-1, kind: verification, result: pass, date: 2026-10-01, criteria: [{{clause: One 1, result: pass}}]{baseline}}}\n  - {{id: CI-1, kind: configuration_item, version: 1.0.0}}\n  - {{id: CI-0, kind: configuration_item, version: 0.9.0}}\n  - {{id: BL-1, kind: baseline, contains: [CI-0, CI-1]}}\n  - {{id: BL-0, kind: baseline, contains: CI-0}}\n"
        ))
    };
    shown(", baseline: BL-1").meets();
    shown(", baseline: CI-1").meets();
    for other in ["", ", baseline: BL-0", ", baseline: CI-0", ", baseline: BL-9"] {
        shown(other).misses("missing_review_version");
    }
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
    for (old, label) in [
        (", date: 2026-10-01", "missing_run_date"),
        (", tester: A", "missing_run_tester"),
        (", environment: Lab", "missing_run_environment"),
        (", tools: T", "missing_run_tools"),
    ] {
        runs(all, &said.replace(old, "")).misses(label);
        let placeholder = format!("{}: n/a", old.split(": ").next().unwrap_or_default());
        if !old.contains("date") {
            runs(all, &said.replace(old, &placeholder)).misses(label);
        }
    }
    runs(all, &said.replace("2026-10-01", "2026-12-01")).misses("missing_run_date");
    let failed = said.replace("result: pass", "result: fail");
    runs(all, &failed).misses("missing_run_anomalies");
    runs(all, &failed).given("  - {id: AN-1, kind: anomaly, found_by: R-1}\n").meets();
    runs(all, &said.replace("1.0.0", "0.9.0")).misses("missing_stale");
    for (result, label) in [("not_run", "missing_not_run"), ("skipped", "missing_not_run"), ("blocked", "missing_blocked")] {
        runs(all, &said.replace("result: pass", &format!("result: {result}"))).misses(label);
    }
    runs("{runs: [system], must: [tester]}", &said.replace("2026-10-01", "2026-12-01")).misses("missing_not_run");
    runs("{runs: [integration], must: [date]}", said).misses("missing_tests");
    let not_run = One::asks("system", all).given("  - {id: T-1, kind: test, level: system}\n");
    not_run.misses("missing_not_run");
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
    report(&said.replace("\"CI\"", "\"TBD\"")).misses("missing_report_environment");
    for (word, label) in [
        ("date", "missing_report_date"),
        ("tester", "missing_report_tester"),
        ("environment", "missing_report_environment"),
        ("tools", "missing_report_tools"),
        ("version", "missing_report_version"),
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
        failed("", evidence).misses("missing_run_anomalies");
        failed(none, evidence).with("no_case: true,").misses("missing_run_anomalies");
    }
}

#[test]
fn with_reasons_only_runs_made_for_them_count() {
    let again = "{runs: [], reason: [retest, regression], must: [date]}";
    runs(again, "result: pass, software_version: 1.0.0, date: 2026-10-01, reason: retest").meets();
    runs(again, "result: pass, software_version: 1.0.0, reason: retest").misses("missing_run_date");
    runs(again, "result: pass, software_version: 1.0.0, date: 2026-10-01, reason: initial").misses("missing_retest");
    runs(again, "result: pass, software_version: 1.0.0, date: 2026-10-01").misses("missing_retest");
    runs(again, "result: pass, software_version: 0.9.0, date: 2026-10-01, reason: retest").misses("missing_retest");
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
    asks().given(&(found("system") + &anomaly(""))).misses("missing_says");
    asks().given(&(found("unit") + &anomaly(", impact: Some"))).misses("missing_record");
    let residual = || One::asks("release", "{every: anomaly, residual: true, must: [{says: impact}]}");
    residual().given(&anomaly(", impact: Some")).meets();
    residual().given(&anomaly("")).misses("missing_says");
    residual().given(&anomaly(", impact: Some, affected_versions: 0.9.0, fixed_in: 1.0.0")).misses("missing_record");
}

#[test]
fn of_changes_those_that_were_made_count() {
    let change = |rest: &str| {
        One::asks("system", "{every: change_request, made: true, must: [{says: class_effect}]}").given(&format!("  - {{id: C-1, kind: change_request, class_effect: It stays}}\n  - {{id: C-2, kind: change_request, class_effect: It stays, status: implemented}}\n  - {{id: C-3, kind: change_request, {rest}}}\n"))
    };
    change("decision: refused, closed: 2026-09-01").meets();
    change("decision: approved").meets();
    change("decision: approved, closed: 2026-09-01").misses("missing_says");
    change("decision: refused, commits: [a1b2c3d]").misses("missing_says");
    change("status: implemented").misses("missing_says");
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
    soup("").misses("missing_named_as_cause");
    assert_eq!(soup(reason).row().check, "no_case");
    soup(&cause.replace("kind: risk", "kind: risk, status: obsolete")).misses("missing_named_as_cause");
    soup(&format!("{cause}{reason}")).meets();
}
