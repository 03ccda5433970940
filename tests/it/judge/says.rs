//! What says something: a placeholder does not, and assent without a reason does not.

use techfile::model::{fills, gives_no_reason, is_assent, is_placeholder, is_stated, phrase, says_something};
use techfile::schema::Wants;

use crate::harness::Case;

#[test]
fn assent_and_delay_say_nothing() {
    let all = [
        "Yes.",
        "yes",
        "YES!",
        " Yes, yes. ",
        "OK",
        "Okay; done.",
        "Done",
        "Fine.",
        "All is well.",
        "all  is\nwell",
        "Not critical.",
        "No issues",
        "Later.",
        "Will be done",
        "To be determined",
        "LGTM!",
        "\"Yes.\"",
        "Yes – done",
        "(checked)",
        "Nothing.",
        "Approved.",
        "Tested; passed",
        "See above.",
        "No risk",
        "Low risk, by design",
    ];
    for text in all {
        assert!(is_assent(text) && !says_something(text), "{text:?}");
        assert!(is_stated(text) && !is_placeholder(text), "{text:?} is no placeholder, and may be the name of something");
    }
}

#[test]
fn a_reason_says_something_however_it_begins() {
    let all = [
        "Yes, the limiter stops the pump.",
        "OK button closes the dialog.",
        "Done in 2.1.0.",
        "None of the alarms is delayed.",
        "No alarm is lost.",
        "Not critical: RISK-3 has negligible severity.",
        "Later versions read both.",
        "Fine dust does not reach the sensor.",
        "See TEST-12.",
        "See below.",
        "None found.",
        "Tested on three pumps",
        "Approved by the change board on 2026-09-10",
        "Low risk: RISK-3 is negligible.",
        "Good practice 4.2",
        "Works without the network.",
        "Checked by R. Nair",
        "Yes, §4.3 a",
        "是",
        "It shows the rate.",
    ];
    for text in all {
        assert!(says_something(text), "{text:?}");
    }
    let long = format!("{}.", ["Yes"; 60].join(", "));
    assert!(says_something(&long), "what is longer than any assent is not looked at");
}

#[test]
fn a_verdict_is_an_answer_where_one_is_asked_for() {
    for (text, sentence, verdict, name) in [
        ("met", false, true, true),
        ("Approved.", false, true, true),
        ("OK, passed", false, true, true),
        ("OK", false, false, true),
        ("n/a", false, false, false),
        ("Met: TEST-1 shows it.", true, true, true),
    ] {
        let fills = [Wants::Sentence, Wants::Verdict, Wants::Name].map(|wants| fills(text, wants));
        assert_eq!(fills, [sentence, verdict, name], "{text:?}");
        assert_eq!(says_something(text), sentence, "{text:?}");
    }
}

#[test]
fn a_project_adds_its_own_phrases() {
    let own: Vec<String> = ["As agreed in the meeting", "See  the wiki, page 3"].iter().map(|own| phrase(own)).collect();
    for text in ["as agreed in the meeting", "\"As agreed, in the meeting!\"", "OK, as agreed in the meeting.", "See the wiki – page 3"] {
        assert!(gives_no_reason(text, Wants::Sentence, &own) && !gives_no_reason(text, Wants::Sentence, &[]), "{text:?}");
    }
    for text in ["As agreed in the meeting of 2026-10-01, the limit stays.", "See the wiki", "It is as agreed in the meeting"] {
        assert!(!gives_no_reason(text, Wants::Sentence, &own), "{text:?}");
    }
    assert!(!gives_no_reason("As agreed in the meeting", Wants::Name, &own));
}

const PHRASES: &str = "[check]\nsays-nothing = [\"As agreed in the meeting\", \"see the wiki\"]";

#[test]
fn a_text_of_the_projects_own_phrases_counts_as_not_written() {
    let steps = "steps: [{action: see the wiki, expected: It stops.}], tags: [see the wiki, urgent]";
    let records = format!(
        "records:\n  - {{id: TEST-9, kind: test, title: See the wiki, verifies: SRS-1, level: system, pass_criteria: \"As agreed in the meeting.\", {steps}}}\n"
    );
    let without = Case::ground().records(&records).run();
    assert!(!without.text().contains("says nothing but") && without.field("TEST-9", "pass_criteria") == "As agreed in the meeting.");
    let with = Case::ground().records(&records).book(PHRASES).run();
    // A name is a name.
    let wanted = [("title", "See the wiki"), ("pass_criteria", ""), ("steps", "expected: It stops."), ("tags", "urgent")];
    assert_eq!(wanted.map(|(name, _)| with.field("TEST-9", name)), wanted.map(|(_, text)| text));
    let said = with.text();
    for words in [
        "`pass_criteria` of `TEST-9` says nothing but `As agreed in the meeting.`",
        "`steps.action` of `TEST-9` says nothing but `see the wiki`",
        "`tags` of `TEST-9` says nothing but `see the wiki`",
    ] {
        assert!(said.contains(words), "{words}:\n{said}");
    }
}

#[test]
fn the_body_of_a_markdown_record_may_say_nothing() {
    let body = "---\nid: UN-9\nkind: need\ntitle: x\n---\n\nAs agreed in the meeting.\n";
    let text = |case: Case| case.file("records/UN-9.md", body).run().field("UN-9", "text");
    assert_eq!([text(Case::ground()).trim(), text(Case::ground().book(PHRASES)).trim()], ["As agreed in the meeting.", ""]);
}

#[test]
fn a_phrase_without_a_word_is_a_slip() {
    let ran = Case::ground().book("[check]\nsays-nothing = [\"...\", \"see the wiki\"]").run();
    assert_eq!(ran.codes(), ["config-invalid"]);
}

#[test]
fn a_waiver_needs_more_than_assent() {
    let waived = |reason: &str| {
        let waiver = format!(
            "{{id: WVR-1, kind: waiver, title: x, finding: need-without-requirement, applies_to: UN-1, reason: {reason}, approved: {{by: R. Nair, on: 2026-10-01}}, expires: 2027-01-31}}"
        );
        let ran = Case::new().records(&format!("records:\n  - {{id: UN-1, kind: need, title: x, text: The nurse stops the pump.}}\n  - {waiver}\n")).run();
        (ran.count("waiver-invalid"), ran.found().iter().filter(|f| f.code == "need-without-requirement").count())
    };
    assert_eq!(waived("The requirement comes with 2.2."), (0, 0));
    assert_eq!(waived("Later."), (1, 1));
}
