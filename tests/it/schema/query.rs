//! The `where` language: which records a query selects, which mistakes it names and where, and what holds for any query.

use std::sync::LazyLock;

use proptest::prelude::*;
use techfile::judge::{self, Verdict};
use techfile::schema::query::{LONGEST, Query, QueryError, VERDICTS};

use crate::harness::{Case, Ran, cases};

const SCHEMA: &str = "
kinds: {requirement: {fields: {urgency: {type: enum, values: [low, high]}, effort: {type: number}, file: {type: text}, status: {type: enum, add: [parked]}}}}
scales: {severity: [{id: minor}, {id: serious}, {id: fatal}]}
";

const RECORDS: &str = "
records:
  - {id: SYSTEM-1, kind: system, title: Pump software, safety_class: C}
  - {id: ITM-1, kind: item, title: Dose, part_of: SYSTEM-1, status: approved}
  - {id: SRS-1, kind: requirement, title: Limit the DOSE, status: approved, tags: [dose, limit], urgency: high, effort: 2.5, verified_by: [TEST-1, TEST-2]}
  - {id: SRS-2, kind: requirement, title: Show the dose, status: obsolete, urgency: low, effort: 10}
  - {id: SRS-3, kind: requirement, title: \"It's or\", text: \"The software\\n\\nshall  beep.\", tags: [sound], verified_by: TEST-3}
  - {id: SRS-4, kind: requirement, title: Blink, status: parked, file: x.c, relates_to: SRS-3}
  - {id: TEST-1, kind: test, title: Limit holds, automated: [dose.limit], status: approved}
  - {id: TEST-2, kind: test, title: Limit gone, automated: [dose.gone]}
  - {id: TEST-3, kind: test, title: Beeps, status: obsolete}
  - {id: SOUP-1, kind: soup, title: lib, version: 1.10, end_of_support: 2026-11-02, anomaly_list: {checked_on: 2026-08-01, published: true}}
  - {id: SOUP-2, kind: soup, title: ui, version: 1.9, end_of_support: 2027-01-01, evaluated: [{ref: a, relevant: false}, {ref: b, relevant: true, risk: RISK-1}]}
  - {id: SOUP-3, kind: soup, title: db, anomaly_list: {published: false}}
  - {id: RISK-1, kind: risk, title: Overdose, initial: {severity: fatal}, residual: [{acceptance: one, severity: serious}, {acceptance: two, severity: minor}], arises_from: ITM-1}
  - {id: RISK-2, kind: risk, title: Underdose, initial: {severity: minor}}
  - {id: RC-1, kind: control, title: Hard limit, mitigates: RISK-1, implemented_by: SRS-1}
";

const REPORT: &str = "<testsuite><testcase name=\"dose.limit\"/></testsuite>";

/// Of each type of value a few; the date of a case is 2026-11-02.
pub fn case() -> Case {
    Case::new().book("[evidence]\njunit = [\"r.xml\"]\n").file("r.xml", REPORT).schema(SCHEMA).records(RECORDS)
}

static PROJECT: LazyLock<Ran> = LazyLock::new(|| case().run());

fn parse(kind: &str, text: &str) -> Result<Query, Vec<QueryError>> {
    let schema = &PROJECT.project().schema;
    let scope = (!kind.is_empty()).then(|| schema.kind_named(kind).expect("a kind"));
    Query::parse(text, schema, scope)
}

fn select(query: &Query) -> Vec<&'static str> {
    let checked = PROJECT.checked();
    let view = checked.judgement.view(&checked.project);
    judge::select(view, query).into_iter().map(|r| checked.project.record(r).id.as_str()).collect()
}

#[track_caller]
fn ids(kind: &str, text: &str) -> String {
    let query = parse(kind, text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    select(&query).join(" ")
}

/// Kind, query, what it selects.
const GOOD: &[(&str, &str, &str)] = &[
    // words; a status that is not written is a draft
    ("requirement", "status = approved", "SRS-1"),
    ("requirement", "status = draft", "SRS-3"),
    ("requirement", "has status", "SRS-1 SRS-2 SRS-4"),
    ("requirement", "status != approved", "SRS-2 SRS-3 SRS-4"),
    ("requirement", "status in (approved, parked)", "SRS-1 SRS-4"),
    ("", "status = parked", "SRS-4"),
    ("requirement", "status = \"approved\"", "SRS-1"),
    // what is missing compares false
    ("requirement", "urgency != high", "SRS-2"),
    ("requirement", "not urgency = high", "SRS-2 SRS-3 SRS-4"),
    ("requirement", "not (urgency in (low, high))", "SRS-3 SRS-4"),
    ("soup", "end_of_support < today", ""),
    ("soup", "not end_of_support < today", "SOUP-1 SOUP-2 SOUP-3"),
    // precedence
    ("requirement", "id = SRS-1 or id = SRS-2 and urgency = high", "SRS-1"),
    ("requirement", "(id = SRS-1 or id = SRS-2) and urgency = low", "SRS-2"),
    ("requirement", "not id = SRS-1 and not id = SRS-2", "SRS-3 SRS-4"),
    ("requirement", "not not has tags", "SRS-1 SRS-3"),
    // text
    ("requirement", "title ~ dose", "SRS-1 SRS-2"),
    ("requirement", "title = 'Show the dose'", "SRS-2"),
    ("requirement", "title = 'It\\'s or'", "SRS-3"),
    ("requirement", "title = \"It's or\"", "SRS-3"),
    ("requirement", "text ~ 'software SHALL beep'", "SRS-3"),
    ("soup", "version = 1.10", "SOUP-1"),
    ("soup", "version != 1.10", "SOUP-2"),
    ("soup", "version ~ 1.", "SOUP-1 SOUP-2"),
    ("", "file ~ all.yaml and id ~ srs", "SRS-1 SRS-2 SRS-3 SRS-4"),
    ("requirement", "has file and file != all.yaml", "SRS-4"),
    ("", "kind in (control, risk)", "RISK-1 RISK-2 RC-1"),
    // numbers are no texts: 10 is more than 2.5
    ("requirement", "effort > 2.5", "SRS-2"),
    ("requirement", "effort >= 2.50", "SRS-1 SRS-2"),
    ("requirement", "effort = 1e1", "SRS-2"),
    // lists: one that fits is enough
    ("requirement", "tags = limit", "SRS-1"),
    ("requirement", "tags != limit", "SRS-1 SRS-3"),
    ("requirement", "tags.count = 0", "SRS-2 SRS-4"),
    ("requirement", "tags.count > 1", "SRS-1"),
    // links, whose obsolete ends do not count
    ("requirement", "has verified_by", "SRS-1"),
    ("requirement", "verified_by.count = 2", "SRS-1"),
    ("requirement", "verified_by.count < 1", "SRS-2 SRS-3 SRS-4"),
    ("requirement", "verified_by = TEST-2", "SRS-1"),
    ("requirement", "verified_by = TEST-3", ""),
    ("test", "verifies in (SRS-1, SRS-2)", "TEST-1 TEST-2"),
    ("requirement", "relates_to = SRS-4", "SRS-3"),
    ("requirement", "relates_to = SRS-3", "SRS-4"),
    ("item", "gives_rise_to = RISK-1", "ITM-1"),
    // scales in their order
    ("risk", "initial.severity >= serious", "RISK-1"),
    ("risk", "initial.severity < fatal", "RISK-2"),
    ("risk", "residual.severity = minor", "RISK-1"),
    ("risk", "residual.severity > serious", ""),
    ("risk", "residual.count = 2", "RISK-1"),
    ("risk", "has residual", "RISK-1"),
    ("risk", "has residual.acceptance and residual.acceptance ~ TW", "RISK-1"),
    ("item", "class >= C", "ITM-1"),
    ("item", "class < C", ""),
    // dates
    ("soup", "end_of_support = today", "SOUP-1"),
    ("soup", "end_of_support <= 2026-11-02", "SOUP-1"),
    ("soup", "end_of_support < today + 60d", "SOUP-1"),
    ("soup", "end_of_support < today+61d", "SOUP-1 SOUP-2"),
    ("soup", "anomaly_list.checked_on < today - 92d", "SOUP-1"),
    ("soup", "anomaly_list.checked_on < today -93d", ""),
    ("soup", "anomaly_list.checked_on > today- 94d", "SOUP-1"),
    // true and false, inside groups and lists of groups
    ("soup", "anomaly_list.published = true", "SOUP-1"),
    ("soup", "anomaly_list.published != true", "SOUP-3"),
    ("soup", "evaluated.relevant = true", "SOUP-2"),
    ("soup", "evaluated.risk = RISK-1", "SOUP-2"),
    ("soup", "evaluated.count = 2 and evaluated.ref in (b, c)", "SOUP-2"),
    // verdicts
    ("test", "verdict = passing", "TEST-1"),
    ("test", "verdict in (not_run, failing)", "TEST-2 TEST-3"),
    ("requirement", "verdict != passing", "SRS-1 SRS-2 SRS-3 SRS-4"),
    ("control", "effectiveness = unverified and has implementation", "RC-1"),
    ("", "verdict = passing", "TEST-1"),
    ("requirement", "  has\n tags\tand\r\nhas   title  ", "SRS-1 SRS-3"),
];

#[test]
fn queries_select_what_they_say() {
    let wrong: Vec<String> =
        GOOD.iter().filter(|(kind, text, wanted)| ids(kind, text) != *wanted).map(|(kind, text, _)| format!("{text}: {}", ids(kind, text))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Kind, query with `»…«` around the place of its mistake, message, beginning of the help.
const BAD: &[(&str, &str, &str, &str)] = &[
    ("requirement", "»«", "expected a comparison, found the end", ""),
    ("requirement", "»statsu« = approved", "a requirement has no field or link `statsu`", "did you mean `status`?"),
    ("requirement", "has »colour«", "a requirement has no field or link `colour`", "known are: "),
    ("requirement", "status = »aproved«", "`aproved` is no value of `status`", "did you mean `approved`?"),
    ("requirement", "urgency in (low, »hihg«)", "`hihg` is no value of `urgency`", "did you mean `high`?"),
    ("requirement", "verdict = »pasing«", "`pasing` is no value of `verdict`", "did you mean `passing`?"),
    ("requirement", "status »<« approved", "`status` is a word without an order: `<` does not compare it", "known are `=`, `!=`, and `in (…)`"),
    ("requirement", "title »>=« a", "`title` is text: `>=` does not compare it", "known are `=`, `!=`, `~`"),
    ("requirement", "effort = »much«", "`effort` is a number, and `much` is none", ""),
    ("requirement", "effort = »inf«", "`effort` is a number, and `inf` is none", ""),
    ("requirement", "effort »~« 1", "`effort` is a number: `~` does not compare it", "known are "),
    ("requirement", "title ~ »''«", "every text contains nothing", ""),
    ("requirement", "tags.count = »two«", "`tags.count` is a number, and `two` is none", ""),
    ("requirement", "»title.count« = 1", "nothing follows `title`: it is computed, and one value", ""),
    ("requirement", "»rationale.count« = 1", "`rationale` is no list: it has no count", "ask whether it is there with `has rationale`"),
    ("requirement", "»rationale.x« = 1", "`rationale` has no fields inside", ""),
    ("requirement", "»verified_by.verdict« = failing", "`verified_by` is a link: only `verified_by.count` can follow", ""),
    ("requirement", "»class« = A", "a requirement has no field or link `class`", "known are: "),
    ("requirement", "»effectiveness« = passing", "a requirement has no field or link `effectiveness`", ""),
    ("requirement", "»status.« = x", "`status` has no fields inside", ""),
    ("risk", "»initial.« = minor", "`initial` has no field ``", "known are: severity"),
    ("risk", "»initial.sverity« = minor", "`initial` has no field `sverity`", "did you mean `severity`?"),
    ("risk", "»initial« = minor", "`initial` is a group of fields", "compare a field of it, as `initial.severity`, or ask `has initial`"),
    ("risk", "initial.severity > »grave«", "`grave` is not on the scale `severity`", "known are: minor, serious, fatal"),
    ("risk", "initial.p1 > »1«", "the scale `p1` has no values", "declare it in the project's own schema"),
    ("soup", "end_of_support < »2026-13-01«", "`2026-13-01` is no date", "write it as 2026-11-02, or as `today - 90d`"),
    ("soup", "end_of_support < »today - 90«", "`today-90` is no date", ""),
    ("soup", "end_of_support < »today - 99999999999d«", "`today-99999999999d` is no date", ""),
    ("soup", "end_of_support < »'today'«", "`today` is no date", ""),
    ("soup", "anomaly_list.published = »yes«", "`anomaly_list.published` is `true` or `false`, not `yes`", ""),
    ("", "»severity« = 3", "records of all kinds have no `severity` in common", "name a kind to ask for its own fields and links"),
    ("", "»titel« ~ x", "records of all kinds have no `titel` in common", "did you mean `title`?"),
    ("", "»verified_by« = TEST-1", "records of all kinds have no `verified_by` in common", ""),
    ("", "kind = »requirment«", "`requirment` is no value of `kind`", "did you mean `requirement`?"),
    ("requirement", "status »==« approved", "`==` means nothing here", "write `=`"),
    ("requirement", "has tags »&&« has text", "`&&` means nothing here", "write `and`"),
    ("requirement", "»!« has tags", "`!` means nothing here", "write `not`"),
    ("requirement", "title = »'«open", "no `'` closes this text", ""),
    ("requirement", "title = »\u{1}«", "U+0001 means nothing here", ""),
    ("requirement", "has tags »AND« has text", "expected `and`, `or` or the end, found `AND`", "write `and`"),
    ("requirement", "title = Show »the« dose", "expected `and`, `or` or the end, found `the`", "a value of several words stands in quotes"),
    ("requirement", "»(«has tags", "no `)` closes this `(`", ""),
    ("requirement", "(has tags »has« text)", "expected `and`, `or` or `)`, found `has`", ""),
    ("requirement", "has tags»)«", "nothing opens this `)`", ""),
    (
        "requirement",
        "status »not« in (draft)",
        "expected a comparison of `status`, found `not`",
        "`not` stands before the comparison: `not status in (…)`",
    ),
    ("requirement", "status»«", "expected a comparison of `status`, found the end", "as `status = …`, `status in (…)`, or `has status`"),
    ("requirement", "status =»«", "expected a value, found the end", ""),
    ("requirement", "title = »and«", "expected a value, found `and`", "put the word in quotes if it is meant"),
    ("requirement", "status in »draft«", "expected `(` and the values, found `draft`", "as `status in (one, two)`"),
    ("requirement", "status in (»)«", "expected a value, found `)`", ""),
    ("requirement", "status in (draft »approved«)", "expected `,` or `)`, found `approved`", ""),
    ("requirement", "»'status'« = draft", "expected a comparison, found a text in quotes", "a name stands without quotes"),
    ("requirement", "has tags and»«", "expected a comparison, found the end", ""),
];

#[test]
fn mistakes_are_named_at_their_place() {
    for (kind, marked, message, help) in BAD {
        let start = marked.find('»').expect("a place");
        let text = marked.replace(['»', '«'], "");
        let end = marked.find('«').expect("a place") - '»'.len_utf8();
        let errors = parse(kind, &text).err().unwrap_or_else(|| panic!("{text} has no mistake"));
        let [error] = errors.as_slice() else { panic!("{text}: {errors:?}") };
        assert_eq!((error.range.clone(), error.message.as_str()), (start..end, *message), "{text}");
        let said = error.help.as_deref().unwrap_or_default();
        assert!(said.starts_with(help), "{text}: {said}");
    }
}

#[test]
fn every_mistake_in_the_meaning_is_named() {
    let errors = parse("requirement", "statsu = draft or not (status = x and verdict < passing)").expect_err("mistakes");
    let places: Vec<_> = errors.iter().map(|e| e.range.clone()).collect();
    assert_eq!(places, [0..6, 32..33, 46..47]);
}

#[test]
fn carets_stand_under_the_place() {
    let text = "title ~ '日本\t' and statsu = x";
    let error = &parse("requirement", text).expect_err("a mistake")[0];
    assert_eq!(error.shown(text), "  title ~ '日本 ' and statsu = x\n                      ^^^^^^\n");
    let error = QueryError::new(3..3, "x");
    assert_eq!(error.shown("has"), "  has\n     ^\n");
}

#[test]
fn much_of_anything_is_refused() {
    let deep = |open: &str, close: &str, n: usize| format!("{}has tags{}", open.repeat(n), close.repeat(n));
    assert_eq!(ids("requirement", &deep("(", ")", 60)), "SRS-1 SRS-3");
    assert_eq!(ids("requirement", &deep("not ", "", 64)), "SRS-1 SRS-3");
    for text in [deep("(", ")", 65), deep("(", "", 2000), deep("not ", "", 65), deep("not (", ")", 33), "(".repeat(LONGEST)] {
        let errors = parse("requirement", &text).expect_err("too deep");
        assert!(errors[0].message.contains("nested deeper than 64"), "{errors:?}");
    }
    let long = "has tags and ".repeat(LONGEST);
    assert!(parse("requirement", &long).expect_err("too long")[0].message.contains("longer than"));
    let wide = vec!["has tags"; 300].join(" and ");
    assert_eq!(ids("requirement", &wide), "SRS-1 SRS-3");
}

/// The words are kept on two floors.
#[test]
fn the_words_of_verdicts_are_those_of_the_judgement() {
    assert_eq!(VERDICTS, Verdict::ALL.map(Verdict::word));
}

/// Which kinds have a class or a verdict is said on two floors.
#[test]
fn a_computed_term_is_known_where_it_is_computed() {
    let schema = techfile::schema::Schema::built_in().expect("the schema");
    let records: String = schema.kinds.iter().map(|k| format!("  - {{id: {}-1, kind: {}, title: x}}\n", k.prefix().expect("a prefix"), k.name)).collect();
    let ran = Case::new().records(&format!("records:\n{records}")).run();
    let (project, judgement) = (ran.project(), ran.judgement());
    assert_eq!(project.records.len(), schema.kinds.len());
    for (id, record) in project.iter() {
        let known = |term: &str| Query::parse(&format!("has {term}"), &project.schema, Some(record.kind)).is_ok();
        let name = &project.kind(id).name;
        let control = project.has_role(id, "control");
        assert_eq!(known("class"), judgement.class(id).is_some(), "{name}");
        assert_eq!(known("effectiveness"), judgement.effectiveness(id).is_some(), "{name}");
        assert_eq!(known("verdict"), judgement.verdict(id).or(judgement.implementation(id)).is_some(), "{name}");
        assert_eq!(known("implementation"), control, "{name}");
    }
}

/// Queries about requirements, made of all parts of the language.
fn queries() -> impl Strategy<Value = String> {
    let quoted = "\\PC{0,6}|[ -~]{1,8}".prop_map(|text| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")));
    let fixed: Vec<&str> = GOOD.iter().filter(|(kind, ..)| *kind == "requirement").map(|(_, text, _)| *text).collect();
    let leaf = prop_oneof![
        3 => prop::sample::select(fixed).prop_map(|text| format!("({text})")),
        1 => quoted.clone().prop_map(|text| format!("title != {text}")),
        1 => quoted.prop_map(|text| format!("tags in ({text}, today, dose,'and')")),
        1 => (0u8..4).prop_map(|n| format!("verified_by.count>={n}")),
        1 => (-99i32..99).prop_map(|n| format!("approved.on < today {} {}d", if n < 0 { '-' } else { '+' }, n.abs())),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} and {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} or {b}")),
            inner.clone().prop_map(|a| format!("not {a}")),
            inner.prop_map(|a| format!("( {a})")),
        ]
    })
}

const PIECES: &[&str] = &[
    "status",
    "title",
    "verified_by",
    "initial.severity",
    ".",
    ".count",
    "count",
    " ",
    "\n",
    "=",
    "!=",
    "<",
    ">",
    "~",
    "!",
    "(",
    ")",
    ",",
    "'",
    "\"",
    "\\",
    "and",
    "or",
    "not",
    "has",
    "in",
    " and ",
    " or ",
    " not ",
    "approved",
    "today",
    "-",
    "+",
    "90d",
    "2026-11-02",
    "1.5",
    "true",
    "é",
    "日本",
    "\u{0}",
    "\u{301}",
    "TEST-1",
    "today -",
    "§",
];

fn survives(kind: &str, text: &str) {
    match parse(kind, text) {
        Ok(query) => {
            select(&query);
        }
        Err(errors) => {
            assert!(!errors.is_empty(), "{text:?}");
            for error in errors {
                let range = error.range.clone();
                assert!(text.get(range.clone()).is_some(), "{range:?} is no place in {text:?}");
                assert!(!error.message.is_empty() && !error.shown(text).trim_end().contains('\u{0}'));
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}|(?s:.{0,60})", kind in prop::sample::select(&["", "requirement", "risk"][..])) {
        survives(kind, &text);
    }

    #[test]
    fn any_pieces_are_read_or_refused(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..16), kind in prop::sample::select(&["", "soup", "risk"][..])) {
        survives(kind, &pieces.concat());
        survives(kind, &pieces.join(" "));
    }

    #[test]
    fn what_is_printed_reads_the_same(text in queries()) {
        let query = parse("requirement", &text).map_err(|e| TestCaseError::fail(format!("{text}: {e:?}")))?;
        let printed = query.to_string();
        let again = parse("requirement", &printed).map_err(|e| TestCaseError::fail(format!("{text} -> {printed}: {e:?}")))?;
        prop_assert_eq!(&query.root, &again.root, "{} -> {}", text, printed);
        prop_assert_eq!(printed, again.to_string());
    }

    #[test]
    fn not_is_the_rest_and_and_is_both(a in queries(), b in queries()) {
        let chosen = |text: &str| select(&parse("requirement", text).expect("a query"));
        let all = chosen("has id");
        let (of_a, of_b) = (chosen(&a), chosen(&b));
        let keep = |test: &dyn Fn(&&'static str) -> bool| all.iter().copied().filter(|id| test(id)).collect::<Vec<_>>();
        prop_assert_eq!(chosen(&format!("not ({a})")), keep(&|id| !of_a.contains(id)));
        prop_assert_eq!(chosen(&format!("({a}) and ({b})")), keep(&|id| of_a.contains(id) && of_b.contains(id)));
        prop_assert_eq!(chosen(&format!("({a}) or ({b})")), keep(&|id| of_a.contains(id) || of_b.contains(id)));
    }
}
