//! Forms of evidence that rest on who cites a clause: sections of plans, claims, reviews; records that meet each, and records
//! that do not.

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
    plan("{clause: One 1, document: D-2}", approved).misses("section_text");
    plan("{clause: One 1, document: D-9}", approved).misses("section_text");
    plan("{clause: One 1, text: TBD}", approved).misses("section_text");
    plan("{clause: One 1, text: Yes.}", approved).misses("section_text");
    plan("{clause: One 1, text: How}", "").misses("approved");
    plan("{clause: One 1, text: How}", ", approved: {by: A, on: 2026-12-01}").misses("approved");
    plan("{clause: One 1, text: How}", &format!("{approved}, status: obsolete")).misses("section");
    plan("{clause: One 2, text: How}", approved).misses("section");
    plan("{clause: '1', text: How}", approved).misses("section");
    plan("{clause: One 1.1, text: How}", approved).misses("section");
    plan("{clause: One 1, text: How}", &format!("{approved}, status: draft")).misses("approved");
}

#[test]
fn with_letters_a_section_has_to_name_each_of_them() {
    let plan = |sections: &str| {
        One::asks("system", "section: [a, b]")
            .given(&format!("  - {{id: P-1, kind: plan, sections: [{sections}], approved: {{by: A, on: 2026-01-01}}}}\n"))
    };
    plan("{clause: [One 1 a, One 1 b], text: How}").meets();
    plan("{clause: One 1 a, text: How}, {clause: One 1 (b), text: Who}").meets();
    plan("{clause: One 1, text: How}").misses("section");
    plan("{clause: [One 1, One 1 a], text: How}").misses("section");
    plan("{clause: One 1 a, text: How}, {clause: One 1 b, text: TBD}").misses("section_text");
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
        assert_eq!(said, ["is_for"], "{record}");
        let link = if record.contains("verification") { "verifies: I-1" } else { "is_for: S-1" };
        assert_eq!(shown(evidence, &format!("{record}, {link}")), ["complete", "incomplete"], "{record}");
    }
    let both = "kind: plan, is_for: [S-1, S-2], sections: [{clause: One 1, text: How}]";
    assert_eq!(shown("section", both), ["complete", "complete"]);
    let some = "{some: configuration_item, must: [{says: version}]}";
    assert_eq!(shown(some, "kind: configuration_item, version: 1.0.0"), ["incomplete", "incomplete"]);
    assert_eq!(shown(some, "kind: configuration_item, version: 1.0.0, is_for: S-2"), ["incomplete", "complete"]);
    assert_eq!(shown("{some: tool, must: [{says: version}]}", "kind: tool, version: 1.0.0"), ["complete", "complete"], "a tool is for all of them");
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
    for (evidence, label) in [("claim: [document]", "chapter_text"), ("section", "section_text")] {
        chapter("# One\n\nWe work so.\n", evidence).meets();
        for body in ["", "# One\n\n## Two\n", "# One\n\nTBD\n", "# One\n\n---\n"] {
            chapter(body, evidence).misses(label);
        }
    }
}

#[test]
fn a_claim_counts_with_a_reason_an_approval_and_a_certificate_that_has_not_run_out() {
    let claim = |record: &str| One::asks("organisation", "{claim: [document, verification]}").given(&format!("  - {{id: X-1, {record}}}\n"));
    let says = "answers: [{clause: One 1, reason: Because}]";
    let approved = "approved: {by: A, on: 2026-01-01}";
    claim(&format!("kind: document, {says}, {approved}")).meets();
    claim(&format!("kind: document, {says}, {approved}, certificate: {{valid_until: 2026-11-02}}")).meets();
    claim(&format!("kind: document, {says}, {approved}, certificate: {{valid_until: 2026-11-01}}")).misses("valid");
    claim(&format!("kind: document, {says}, {approved}, certificate: {{valid_until: next year}}")).misses("valid");
    claim(&format!("kind: document, {says}")).misses("approved");
    claim(&format!("kind: document, answers: [{{clause: One 1, reason: n/a}}], {approved}")).misses("claim_reason");
    claim(&format!("kind: document, answers: [One 1], {approved}")).misses("claim_reason");
    claim(&format!("kind: document, answers: [{{clause: One 2, reason: Because}}], {approved}")).misses("claim");
    claim(&format!("kind: plan, {says}, {approved}")).misses("claim");
    claim(&format!("kind: document, {says}, {approved}, status: obsolete")).misses("claim");
    claim(&format!("kind: verification, {says}, result: pass")).meets();
    claim(&format!("kind: verification, {says}, result: fail")).misses("approved");
}

#[test]
fn reviewed_means_a_passing_verification_of_each_letter() {
    let review = |criteria: &str, rest: &str| {
        One::asks("system", "{reviewed: [a, b]}").given(&format!("  - {{id: V-1, kind: verification, criteria: [{criteria}], {rest}}}\n"))
    };
    review("{clause: One 1 a, result: pass}, {clause: One 1 b, result: pass}", "result: pass, date: 2026-10-01").meets();
    review("{clause: [One 1 a, One 1 (b)], result: pass}", "result: pass, date: 2026-10-01").meets();
    review("{clause: One 1 a, result: pass}, {clause: One 1 b, result: not_applicable}", "result: pass, date: 2026-10-01").misses("review");
    review("{clause: One 1 a, result: pass}, {clause: One 1 c, result: pass}", "result: pass, date: 2026-10-01").misses("review");
    review("{clause: One 1 a, result: pass}, {clause: One 1 b}", "result: pass, date: 2026-10-01").misses("review");
    review("{clause: One 1 a, result: pass}, {clause: One 1 b, result: fail}", "result: pass, date: 2026-10-01").misses("review");
    review("{clause: One 1, result: pass}", "result: pass, date: 2026-10-01").misses("review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "result: fail, date: 2026-10-01").misses("review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "title: No outcome, date: 2026-10-01").misses("review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "result: pass").misses("review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "result: pass, date: 2026-12-01").misses("review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "result: pass, date: 2026-10-01, status: obsolete").misses("review");
    review("{clause: [One 1 a, One 1 b], result: pass}", "result: pass, date: 2026-10-01, status: draft").misses("review");
}

#[test]
fn reviewed_without_letters_is_about_the_clause_and_with_a_set_about_each_record() {
    let plain = |criteria: &str| {
        One::asks("system", "reviewed").given(&format!("  - {{id: V-1, kind: verification, result: pass, date: 2026-10-01, criteria: [{criteria}]}}\n"))
    };
    plain("{clause: One 1, result: pass}").meets();
    plain("{clause: One 1 c, result: pass}").meets();
    plain("{clause: One 2, result: pass}").misses("review");
    let claimed = One::asks("system", "reviewed")
        .given("  - {id: V-1, kind: verification, result: pass, date: 2026-10-01, answers: [{clause: One 1, reason: Looked at}]}\n");
    claimed.meets();
    plain("{clause: One 1, result: not_applicable}, {clause: One 2, result: pass}").misses("review");
    let part = "  - {id: V-1, kind: verification, result: pass, date: 2026-10-01, criteria: [{clause: One 1 a, result: pass}, {clause: One 1 b, result: not_applicable}]}\n";
    One::asks("system", "{reviewed: [a, b], if_applicable: true}").given(part).meets();
    One::asks("system", "{reviewed: [a, b, c], if_applicable: true}").given(part).misses("review");
    let of = |records: &str| {
        One::asks("system", "{reviewed: [a], of: requirement}").given(&format!(
            "  - {{id: V-1, kind: verification, result: pass, date: 2026-10-01, criteria: [{{clause: One 1 a, result: pass}}]}}\n{records}"
        ))
    };
    of("  - {id: R-1, kind: requirement, verified_by: V-1}\n").meets();
    of("  - {id: R-1, kind: requirement, verified_by: V-1}\n  - {id: R-2, kind: requirement}\n").misses("review");
    of("").misses("record");
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
    let rows = One::asks("system", "reviewed").given(&neither).rows();
    assert!(rows.iter().all(|r| r.check == "incomplete" && r.missing == ["is_for"]), "what names no system may be about any of them: {rows:?}");
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
    for other in ["", ", baseline: BL-9"] {
        shown(other).misses("review_version");
    }
    // A verification of another version is stale, and none that passes.
    for other in [", baseline: BL-0", ", baseline: CI-0"] {
        shown(other).misses("review");
    }
}
