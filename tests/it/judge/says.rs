//! What says something: a placeholder does not, and assent without a reason does not.

use techfile::model::{is_assent, is_placeholder, is_stated, says_something};

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
