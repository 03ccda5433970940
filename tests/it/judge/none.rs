//! *None* as an answer: it needs its reason, and reads like a text that gives one.

use crate::harness::{Case, Ran};
use crate::ops::json_schema::Validator;

const WHY: &str = "None: The threshold has no other use.";

/// A control that says this of its side effects.
fn control(side_effects: &str) -> String {
    format!("records:\n  - {{id: RC-9, kind: control, title: Alarm, type: protective, mitigates: RISK-1, side_effects: {side_effects}}}\n")
}

fn of(side_effects: &str) -> Ran {
    Case::ground().records(&control(side_effects)).run()
}

#[test]
fn none_with_a_reason_is_an_answer() {
    let ran = of("{none: The threshold has no other use.}");
    assert_eq!(ran.field("RC-9", "side_effects"), WHY);
    assert_eq!([ran.count("control-side-effects-unreviewed"), ran.count("empty-field"), ran.count("wrong-type")], [0, 0, 0], "{}", ran.text());
    // It means what the same text means, and a reason is read as any Markdown is.
    let print = |ran: &Ran| techfile::judge::fingerprint(ran.project(), ran.record("RC-9"));
    assert_eq!(print(&ran), print(&of(&format!("\"{WHY}\""))));
    let unknown = of("{none: \"See [[RISK-999]].\"}");
    assert_eq!(unknown.count("unknown-reference"), 1, "{}", unknown.text());
}

#[test]
fn none_without_a_reason_is_no_answer() {
    for (written, empty) in [
        ("None.", "`side_effects` of `RC-9` says nothing but `None.`"),
        ("{none: n/a}", "`side_effects.none` of `RC-9` says nothing but `n/a`"),
        ("{none: None.}", "`side_effects.none` of `RC-9` says nothing but `None.`"),
        ("{none: Not relevant.}", "`side_effects.none` of `RC-9` says nothing but `Not relevant.`"),
        ("{none: }", "`side_effects.none` of `RC-9` has no value"),
    ] {
        let ran = of(written);
        assert_eq!((ran.count("control-side-effects-unreviewed"), ran.count("empty-field")), (1, 1), "{written}: {}", ran.text());
        assert!(ran.text().contains(empty), "{written}: {}", ran.text());
    }
    let bare = of("None.").text();
    assert_eq!(bare.matches("side_effects: {none: reason}`").count(), 2, "both findings say how to write it:\n{bare}");
    let own = Case::ground().records(&control("{none: See the wiki.}")).book("[check]\nsays-nothing = [\"see the wiki\"]").run();
    assert_eq!((own.field("RC-9", "side_effects"), own.count("control-side-effects-unreviewed")), (String::new(), 1));
}

#[test]
fn nothing_else_stands_beside_the_reason() {
    let ran = of("{none: The threshold has no other use., because: x}");
    assert_eq!((ran.count("unknown-field"), ran.field("RC-9", "side_effects").as_str()), (1, WHY));
    for (written, code) in
        [("{reason: It has no other use.}", "unknown-field"), ("{none: [a, b]}", "wrong-type"), ("{}", "control-side-effects-unreviewed")]
    {
        let ran = of(written);
        assert_eq!((ran.count(code), ran.field("RC-9", "side_effects").as_str()), (1, ""), "{written}: {}", ran.text());
    }
    // Where none is no answer, it cannot be written.
    let ran = Case::ground().records(&control("x").replace("side_effects: x", "effect: {none: It has none.}")).run();
    assert_eq!(ran.count("wrong-type"), 1, "{}", ran.text());
}

#[test]
fn the_parts_of_a_group_take_it() {
    let change = |effects: &str| {
        let fields = "status: implemented, reason: The bolus is too large., changes: ITM-1";
        let text = format!("records:\n  - {{id: CR-9, kind: change_request, title: x, {fields}, effects: {{{effects}}}}}\n");
        let ran = Case::ground().records(&text).run();
        (ran.count("change-without-effects"), ran.field("CR-9", "effects"))
    };
    let whole = "organisation: {none: One team.}, released_software: {none: Nothing is released.}, interfacing_systems: The telegram changes.";
    let read = "organisation: None: One team., released_software: None: Nothing is released., interfacing_systems: The telegram changes.";
    assert_eq!(change(whole), (0, read.to_owned()));
    assert_eq!(change(&whole.replace("One team.", "n/a")).0, 1);
}

#[test]
fn editors_offer_it() {
    let case = Case::ground();
    let validator = Validator::of(case.path());
    let passes = |side_effects: &str| validator.says(&control(side_effects)).is_ok();
    for (written, wanted) in
        [("{none: It has none.}", true), ("It has none.", true), ("{}", false), ("{reason: x}", false), ("{none: [x]}", false), ("[x]", false)]
    {
        assert_eq!(passes(written), wanted, "{written}");
    }
}
