//! Waivers: what they accept, what they never touch, and that every output shows what they accepted.

use crate::harness::{Case, Ran, tree};

const APPROVED: &str = "approved: {by: R. Nair, on: 2026-10-01}";
const REASON: &str = "It comes with 2.2; nothing depends on it.";

/// Two needs that no requirement answers, a requirement that nothing verifies, and what waives them.
fn open(waivers: &str) -> Case {
    let need = |id: &str| format!("  - {{id: {id}, kind: need, title: {id}, text: 'The nurse needs this: {id}.'}}\n");
    let fields = "category: a, allocated_to: ITM-1, verification_method: test, acceptance: It stops., text: The software shall limit the dose.";
    let requirement = format!("  - {{id: SRS-91, kind: requirement, title: Limit, derives_from: UN-93, {fields}}}\n");
    Case::ground().records(&format!("records:\n{}{}{}{requirement}{waivers}", need("UN-91"), need("UN-92"), need("UN-93")))
}

/// A waiver record; `rest` stands behind its title.
fn waiver(id: &str, rest: &str) -> String {
    format!("  - {{id: {id}, kind: waiver, title: Later, {rest}}}\n")
}

/// A waiver of the open needs that counts.
fn whole(id: &str, records: &str) -> String {
    waiver(id, &format!("finding: need-without-requirement, applies_to: [{records}], reason: \"{REASON}\", {APPROVED}, expires: 2027-01-31"))
}

/// Code, record and waiver of each finding.
fn all(ran: &Ran) -> Vec<(&str, &str, &str)> {
    let (findings, _) = ran.diagnostics();
    let mut all: Vec<(&str, &str, &str)> =
        findings.iter().map(|d| (d.code.name, d.record.as_deref().unwrap_or_default(), d.waived.as_ref().map_or("", |w| w.by.as_str()))).collect();
    all.sort_unstable();
    all
}

const NEED: &str = "need-without-requirement";
const SRS: (&str, &str, &str) = ("requirement-unverified", "SRS-91", "");

#[test]
fn a_waiver_accepts_its_findings_of_its_records_and_no_other() {
    let ran = open(&whole("WVR-1", "UN-91")).run();
    assert_eq!(all(&ran), [(NEED, "UN-91", "WVR-1"), (NEED, "UN-92", ""), SRS]);
    let waived = ran.diagnostics().0.iter().find_map(|d| d.waived.as_deref()).expect("a waived finding");
    assert_eq!((waived.until.to_string().as_str(), waived.reason.as_str()), ("2027-01-31", REASON));
    // The link may be written at the record; one waiver may name several codes and records.
    let both = "finding: [need-without-requirement, requirement-unverified], applies_to: [UN-92, SRS-91]";
    let ran = open(&waiver("WVR-1", &format!("{both}, reason: It comes with 2.2., {APPROVED}, expires: 2026-11-02")));
    let ran = ran.file("records/more.yaml", "id: UN-94\nkind: need\ntitle: Four\ntext: A fourth thing that is needed.\nwaived_by: WVR-1\n").run();
    assert_eq!(all(&ran), [(NEED, "UN-91", ""), (NEED, "UN-92", "WVR-1"), (NEED, "UN-94", "WVR-1"), ("requirement-unverified", "SRS-91", "WVR-1")]);
}

/// The findings of the needs are as if there were no waiver; `wrong` is found about the waiver itself.
#[track_caller]
fn silences_nothing(waiver: &str, wrong: &[&str]) {
    let ran = open(waiver).run();
    let mut wanted = vec![(NEED, "UN-91", ""), (NEED, "UN-92", ""), SRS];
    wanted.extend(wrong.iter().map(|code| (*code, "WVR-1", "")));
    wanted.sort_unstable();
    assert_eq!(all(&ran), wanted, "{}", ran.text());
}

#[test]
fn an_unapproved_waiver_silences_nothing() {
    let rest = "finding: need-without-requirement, applies_to: [UN-91, UN-92], reason: It comes with 2.2., expires: 2027-01-31";
    silences_nothing(&waiver("WVR-1", rest), &["waiver-unapproved"]);
    silences_nothing(&waiver("WVR-1", &format!("{rest}, status: approved")), &["waiver-unapproved"]);
    silences_nothing(&waiver("WVR-1", &format!("{rest}, reviewed: {{by: R. Nair, on: 2026-10-01}}")), &["waiver-unapproved"]);
}

#[test]
fn a_waiver_that_a_placeholder_approved_silences_nothing() {
    silences_nothing(&whole("WVR-1", "UN-91, UN-92").replace("R. Nair", "n/a"), &["waiver-unapproved"]);
    silences_nothing(&whole("WVR-1", "UN-91, UN-92").replace("R. Nair", "TBD"), &["waiver-unapproved"]);
}

#[test]
fn a_waiver_that_is_approved_in_the_future_silences_nothing() {
    silences_nothing(&whole("WVR-1", "UN-91, UN-92").replace("2026-10-01", "2026-11-03"), &["waiver-unapproved"]);
}

#[test]
fn an_obsolete_waiver_silences_nothing() {
    silences_nothing(&whole("WVR-1", "UN-91, UN-92").replace("title:", "status: obsolete, title:"), &[]);
}

#[test]
fn an_expired_waiver_silences_nothing() {
    silences_nothing(&whole("WVR-1", "UN-91, UN-92").replace("2027-01-31", "2026-11-01"), &["waiver-expired"]);
}

#[test]
fn a_waiver_holds_for_a_year_after_its_approval_at_most() {
    let until = |approved: &str, expires: &str| whole("WVR-1", "UN-91, UN-92").replace("2026-10-01", approved).replace("2027-01-31", expires);
    assert_eq!(all(&open(&until("2026-10-01", "2027-10-02")).run()), [(NEED, "UN-91", "WVR-1"), (NEED, "UN-92", "WVR-1"), SRS]);
    silences_nothing(&until("2026-10-01", "2027-10-03"), &["waiver-too-long"]);
    silences_nothing(&until("2026-10-01", "9999-12-31"), &["waiver-too-long"]);
    // Approved long ago, it is not approved for today.
    silences_nothing(&until("2020-10-01", "2027-01-31"), &["waiver-too-long"]);
    // Without a day of approval, the year begins today.
    let undated = |expires: &str| until("2026-10-01", expires).replace(", on: 2026-10-01", "");
    silences_nothing(&undated("2027-11-03"), &["waiver-unapproved"]);
    silences_nothing(&undated("2027-11-04"), &["waiver-too-long", "waiver-unapproved"]);
    let ran = open(&until("2026-10-01", "2028-01-31")).run();
    let words = "the waiver `WVR-1` holds until 2028-01-31, 487 days after its approval, 2026-10-01";
    assert!(ran.text().contains(words) && ran.checked().fails(None), "{}", ran.text());
}

#[test]
fn an_invalid_waiver_silences_nothing() {
    for (from, to) in [
        ("reason: ", "rationale: "),
        (REASON, "n/a"),
        ("expires: 2027-01-31", "tags: [x]"),
        ("finding: need-without-requirement", "finding: [need-without-requirement, dangling-link]"),
        ("finding: need-without-requirement", "finding: [need-without-requirement, need-without-requirment]"),
        ("finding: need-without-requirement", "finding: [need-without-requirement, waiver-unused]"),
        ("finding: need-without-requirement", "tags: [need-without-requirement]"),
        ("applies_to: [UN-91, UN-92]", "relates_to: [UN-91, UN-92]"),
    ] {
        let text = whole("WVR-1", "UN-91, UN-92");
        assert!(text.contains(from), "{from}");
        silences_nothing(&text.replace(from, to), &["waiver-invalid"]);
    }
    let ran = open(&whole("WVR-1", "UN-91").replace("need-without-requirement", "need-without-requirment")).run();
    assert!(ran.text().contains("did you mean `need-without-requirement`?"), "{}", ran.text());
}

#[test]
fn integrity_is_never_waived() {
    let dangling = "  - {id: UN-99, kind: need, title: x, relates_to: UN-98}\n";
    let waiver = waiver("WVR-1", &format!("finding: dangling-link, applies_to: UN-99, reason: It comes with 2.2., {APPROVED}, expires: 2027-01-31"));
    let ran = Case::new().records(&format!("records:\n{dangling}{waiver}")).run();
    assert!(all(&ran).iter().any(|f| f.0 == "dangling-link" && f.2.is_empty()), "{}", ran.text());
    assert!(ran.checked().fails(None));
}

#[test]
fn the_first_of_two_waivers_counts() {
    let ran = open(&(whole("WVR-2", "UN-91, UN-92") + &whole("WVR-1", "UN-91"))).run();
    assert_eq!(all(&ran), [(NEED, "UN-91", "WVR-1"), (NEED, "UN-92", "WVR-2"), SRS]);
    let ran = open(&(whole("WVR-2", "UN-91") + &whole("WVR-1", "UN-91, UN-92"))).run();
    assert_eq!(all(&ran), [(NEED, "UN-91", "WVR-1"), (NEED, "UN-92", "WVR-1"), SRS, ("waiver-unused", "WVR-2", "")]);
}

#[test]
fn levels_come_before_waivers() {
    let allowed = open(&whole("WVR-1", "UN-91, UN-92")).book("[check]\nneed-without-requirement = \"allow\"").run();
    assert_eq!(all(&allowed), [SRS, ("waiver-unused", "WVR-1", "")]);
    let raised = open(&whole("WVR-1", "UN-91, UN-92, UN-93")).book("[check]\nneed-without-requirement = \"error\"\nwaiver-unused = \"error\"").run();
    let (findings, _) = raised.diagnostics();
    assert!(findings.iter().filter(|d| d.code.name == NEED).all(|d| d.waived.is_some() && d.severity.word() == "error"));
    let unused = open(&whole("WVR-1", "UN-93")).book("[check]\nwaiver-unused = \"error\"").run();
    assert!(unused.diagnostics().0.iter().any(|d| d.code.name == "waiver-unused" && d.severity.word() == "error"));
    // What guards a waiver cannot be lowered.
    let lowered = open(&whole("WVR-1", "UN-91").replace("R. Nair", "n/a")).book("[check]\nwaiver-unapproved = \"note\"").run();
    assert!(lowered.codes().contains(&"check-level-invalid") && lowered.checked().fails(None));
}

#[test]
fn a_waived_finding_fails_nothing() {
    let error = "finding: requirement-unverified, applies_to: SRS-91";
    let case = open(&waiver("WVR-1", &format!("{error}, reason: It comes with 2.2., {APPROVED}, expires: 2027-01-31")));
    let said = case.program(&["check"]);
    said.ends(0);
    assert!(said.out.contains("0 errors, 2 warnings, 0 notes, 1 waived\n"), "{}", said.out);
    let built = case.program(&["build", "--only", "html"]).out;
    for text in [&said.out, &built] {
        assert!(text.ends_with(" open clauses (of 94), 1 waived error, 0 suspect links\n"), "{text}");
    }
    let home = std::fs::read_to_string(case.path().join("book/html/index.html")).expect("the first page");
    let card = |label: &str| {
        let (_, card) = home.split_once(&format!(">{label}</a></p>\n<p class=\"figure ")).unwrap_or_else(|| panic!("{label}: {home}"));
        card.split_once("</b>").expect("a number").0.to_owned()
    };
    assert_eq!([card("Waived errors"), card("Suspect links")], ["tone-bad\"><b>1", "tone-neutral\"><b>0"]);
    assert!(card("Open clauses").starts_with("tone-warn\"><b>") && card("Findings").starts_with("tone-neutral\"><b>3"));
    let places: Vec<usize> = [">Findings</a>", ">Waived errors<", ">Open clauses<", ">Suspect links<", ">Requirements verified<"]
        .iter()
        .map(|label| home.rfind(label).expect("a card"))
        .collect();
    assert!(places.is_sorted() && home.contains("1 waived error</span>"), "what is wrong comes first: {places:?}");
    assert!(said.out.contains("error[requirement-unverified]"), "it keeps its word:\n{}", said.out);
    case.program(&["check", "--fail-on", "warning"]).ends(1);
    let late = open(&waiver("WVR-1", &format!("{error}, reason: It comes with 2.2., {APPROVED}, expires: 2027-01-31")));
    late.program(&["check", "--as-of", "2027-01-31"]).ends(0);
    late.program(&["check", "--as-of", "2027-02-01"]).ends(1);
}

#[test]
fn a_waived_error_does_not_stop_a_release() {
    let error = "finding: requirement-unverified, applies_to: SRS-91";
    let rest = format!("{error}, reason: It comes with 2.2., {APPROVED}, expires: 2027-01-31");
    let stopped = open(&waiver("WVR-1", &format!("status: obsolete, {rest}"))).program(&["release", "1.0.0"]);
    stopped.ends(2);
    assert!(stopped.err.contains("not frozen: 1 finding of error level"), "{}", stopped.err);
    let case = open(&waiver("WVR-1", &rest));
    let said = case.program(&["release", "1.0.0"]);
    if cfg!(feature = "pdf") {
        said.ends(0);
        let manifest = std::fs::read(case.path().join("releases/1.0.0/manifest.json")).expect("a manifest");
        let manifest = techfile::archive::Manifest::parse(&manifest).expect("a manifest");
        assert_eq!((manifest.findings, manifest.waived), ([0, 2, 0], 1));
    } else {
        assert!(said.err.contains("without the feature `pdf`"), "{}", said.err);
    }
}

#[test]
fn a_waiver_changes_no_verdict() {
    let text = "finding: [requirement-unverified, need-without-requirement], applies_to: [SRS-91, UN-91]";
    let text = format!("{text}, reason: It comes with 2.2., {APPROVED}, expires: 2027-01-31");
    let (with, without) = (open(&waiver("WVR-1", &text)).run(), open(&waiver("WVR-1", &format!("status: obsolete, {text}"))).run());
    assert!(with.diagnostics().0.iter().filter(|d| d.waived.is_some()).count() == 2, "the waiver does nothing");
    assert!(without.diagnostics().0.iter().all(|d| d.waived.is_none()));
    assert_eq!(format!("{:?}", with.judgement()), format!("{:?}", without.judgement()));
    assert_eq!(with.verdict("SRS-91"), "unverified");
}

/// Everything that shows findings shows that one is waived, by what and until when.
#[test]
fn a_waived_finding_is_marked_everywhere() {
    let case = open(&whole("WVR-1", "UN-91")).book("[check]\nrequirement-unverified = \"note\"\ntest-never-run = \"allow\"");
    let words = format!("waived by WVR-1 until 2027-01-31: {REASON}");
    let levels = "levels set by the project: requirement-unverified: note, test-never-run: allow";
    let said = case.program(&["check"]);
    said.ends(0);
    assert!(said.out.contains(&format!("= note: {words}\n")) && said.out.contains(&format!("1 waived\n{levels}\n")), "{}", said.out);

    let json: Vec<serde_json::Value> = serde_json::from_str(&case.program(&["check", "--format", "json"]).out).expect("JSON");
    let of = |id: &str| json.iter().find(|f| f["record"] == id).expect("a finding");
    assert_eq!(of("UN-91")["waived"], serde_json::json!({"by": "WVR-1", "until": "2027-01-31", "reason": REASON}));
    assert!(of("UN-92")["waived"].is_null());

    let github = case.program(&["check", "--format", "github"]).out;
    let lines: Vec<&str> = github.lines().filter(|l| l.contains("need-without-requirement")).collect();
    assert!(lines[0].starts_with("::notice ") && lines[0].contains("(waived)") && lines[0].ends_with(&words), "{github}");
    assert!(lines[1].starts_with("::warning ") && !lines[1].contains("waived"), "{github}");
    assert!(github.ends_with(&format!("::notice title=levels::{levels}\n")), "{github}");

    let sarif: serde_json::Value = serde_json::from_str(&case.program(&["check", "--format", "sarif"]).out).expect("JSON");
    let run = &sarif["runs"][0];
    let suppressed: Vec<&serde_json::Value> = run["results"].as_array().expect("results").iter().map(|r| &r["suppressions"]).collect();
    assert!(
        suppressed.iter().all(|s| s.is_array()) && suppressed.iter().filter(|s| s[0]["justification"] == words.as_str()).count() == 1,
        "{suppressed:?}"
    );
    let overrides = &run["invocations"][0]["ruleConfigurationOverrides"];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for (number, (code, configuration)) in
        [("requirement-unverified", serde_json::json!({"level": "note"})), ("test-never-run", serde_json::json!({"enabled": false}))].iter().enumerate()
    {
        assert_eq!((&overrides[number]["descriptor"]["id"], &overrides[number]["configuration"]), (&serde_json::json!(code), configuration));
        let index = overrides[number]["descriptor"]["index"].as_u64().expect("an index");
        assert_eq!(rules[usize::try_from(index).expect("a small number")]["id"], **code);
    }

    let files = tree(&case.built());
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("UTF-8");
    let (findings, record, home) = (text("html/findings.html"), text("html/r/UN-91.html"), text("html/index.html"));
    assert!(findings.contains("href=\"r/WVR-1.html\"") && findings.contains("until 2027-01-31") && findings.contains("2 findings, 1 of them waived"));
    assert!(findings.contains("The project sets findings of test-never-run to allow."));
    assert!(record.contains("href=\"WVR-1.html\"") && record.contains("<span class=\"pill tone-neutral\">waived</span>"));
    assert!(!text("html/r/UN-92.html").contains("waived"));
    assert!(home.contains("<span class=\"pill tone-warn\">1 waived warning</span>") && !home.contains("waived error<"), "{home}");
    let snapshot = crate::render::site::data(&files.iter().map(|(k, v)| (k.clone(), v.clone())).collect());
    assert_eq!(snapshot.findings.iter().filter(|f| f["waived"]["by"] == "WVR-1").count(), 1);
    assert_eq!(snapshot.levels.get("test-never-run").map(String::as_str), Some("allow"));
    let (head, rows) = crate::render::site::csv_of(&files["data/findings.csv"]);
    let column = head.iter().position(|h| h == "waived_by").expect("a column");
    assert_eq!(rows.iter().filter(|r| r[column] == "WVR-1").count(), 1);
    let notes = text("data/notes.csv");
    assert!(notes.contains("findings,The project sets findings of test-never-run to allow.\r\n") && notes.contains("1 finding is waived"), "{notes}");
}

#[test]
fn a_refused_level_is_not_said_to_be_in_force() {
    let case = Case::small().book("[check]\ndangling-link = \"allow\"\nneed-without-requirement = \"error\"");
    let said = case.program(&["build", "--only", "data"]);
    said.ends(1);
    assert!(said.out.contains("levels set by the project: need-without-requirement: error\n"), "{}", said.out);
    let files = tree(&case.path().join("book"));
    let snapshot: techfile::model::snapshot::Snapshot = serde_json::from_slice(&files["data/snapshot.json"]).expect("a snapshot");
    assert_eq!(snapshot.levels.keys().collect::<Vec<_>>(), ["need-without-requirement"]);
}

/// Ten of a code are shown: waived ones do not take the places of those that ask for something.
#[test]
fn waived_findings_hide_no_other() {
    let needs = |from: usize, to: usize| (from..to).map(|n| format!("UN-{n:02}")).collect::<Vec<_>>();
    let records: String = needs(10, 31).iter().map(|id| format!("  - {{id: {id}, kind: need, title: {id}}}\n")).collect();
    let case = Case::new().records(&format!("records:\n{records}{}", whole("WVR-1", &needs(10, 22).join(", "))));
    let said = case.program(&["check"]);
    for id in needs(22, 31) {
        assert!(said.out.contains(&format!("`{id}`")), "{id} is not shown:\n{}", said.out);
    }
    assert!(said.out.contains("… and 2 more of `need-without-requirement`, waived (--all shows every one)"), "{}", said.out);
}

#[test]
fn hostile_reasons_stay_text() {
    let reason = "\\e[31m\\u009b31m ::error::x%0A <script>alert(1)</script>\\n::set-output name=x::y\\u2028";
    let case = open(&whole("WVR-1", "UN-91").replace(REASON, reason));
    for format in ["text", "json", "sarif", "github"] {
        let said = case.program(&["check", "--all", "--format", format]);
        said.ends(1);
        assert!(said.out.contains("WVR-1"), "{format}: {}", said.out);
        assert!(!said.out.chars().any(|c| c.is_control() && c != '\n'), "{format} lets control characters through:\n{:?}", said.out);
        let commands = said.out.lines().filter(|l| l.starts_with("::")).count();
        assert_eq!(commands, if format == "github" { 4 } else { 0 }, "{}", said.out);
    }
    case.program(&["build", "--only", "html"]).ends(1);
    for page in ["findings.html", "r/UN-91.html", "r/WVR-1.html"] {
        let html = std::fs::read_to_string(case.path().join("book/html").join(page)).expect("a page");
        assert!(!html.contains("<script>alert") && !html.contains('\u{1b}'), "{page}");
    }
}
