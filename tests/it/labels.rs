//! The label file holds every word that is asked for, and no other.

use std::collections::{BTreeMap, BTreeSet};

use techfile::diag::Severity;
use techfile::judge::{ClassReason, RecordCheck, Verdict};
use techfile::model::Outcome;

use crate::harness::{files_below, repository};

fn labels() -> BTreeMap<String, String> {
    toml::from_str(&std::fs::read_to_string(repository("themes/default/labels.toml")).expect("the labels")).expect("a label file")
}

/// The texts of the files below a folder, by their paths, without what is compiled for tests only.
fn texts(folder: &str, ending: &str) -> BTreeMap<String, String> {
    let files = files_below(&repository(folder)).into_iter().filter(|f| f.to_str().is_some_and(|f| f.ends_with(ending)));
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a file");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        (path.display().to_string(), text)
    };
    files.map(read).collect()
}

/// What stands after a mark, up to the first character that no key has.
fn after<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(mark).map(move |(at, _)| {
        let rest = &text[at + mark.len()..];
        &rest[..rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len())]
    })
}

/// Keys that templates name: in `labels.x`, and in `say(key="x"`.
fn of_templates() -> BTreeMap<String, String> {
    let mut keys = BTreeMap::new();
    for (path, text) in texts("themes/default/html", ".html") {
        let said = after(&text, "say(key=\"").filter(|k| !k.is_empty());
        let named = text.match_indices("labels.").filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.'));
        let named = named.flat_map(|(at, _)| after(&text[at..], "labels.").next());
        for key in said.chain(named).map(str::to_owned).collect::<Vec<_>>() {
            keys.insert(key, path.clone());
        }
    }
    keys
}

/// Keys that the program asks for by name.
fn of_source() -> BTreeMap<String, String> {
    let marks = ["label(\"", "labels.get(\"", "fill(\"", "Label::key(\"", "Label::Filled(\"", "word(\"", "bare(name, \"", "bare(id, \"", "fact(\""];
    let mut keys = BTreeMap::new();
    // The document for the PDF has words of its own, with fallbacks.
    let files = texts("src/render", ".rs").into_iter().chain(texts("src/report", ".rs")).filter(|(path, _)| !path.ends_with("pdf/prepare.rs"));
    for (path, text) in files {
        // A call may go on in the next line.
        let flat = text.replace("(\n", "(").split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(");
        for mark in marks {
            for key in after(&flat, mark) {
                // A mark may be the end of a longer name: `table_label("`.
                keys.insert(key.to_owned(), path.clone());
            }
        }
        keys.extend(after(&flat, "Column::new(\"").map(|key| (format!("column_{key}"), path.clone())));
        keys.extend(after(&flat, "card(\"").flat_map(|key| [format!("card_{key}"), format!("card_{key}_note")]).map(|key| (key, path.clone())));
    }
    // What a clause asks for, and is missing.
    for (path, text) in texts("src/report", "missing.rs") {
        keys.extend(after(&text, "\"missing_").map(|key| (format!("missing_{key}"), path.clone())));
    }
    keys.remove("");
    keys
}

/// Keys that are put together.
fn computed() -> BTreeSet<String> {
    use ClassReason as R;
    let mut keys = BTreeSet::new();
    for verdict in [Verdict::Passing, Verdict::Unverified, Verdict::NotRun, Verdict::Stale, Verdict::Blocked, Verdict::Failing] {
        keys.insert(format!("verdict_{}", verdict.word()));
        // A verdict that passes needs no reason.
        if verdict != Verdict::Passing {
            keys.insert(format!("reason_{}", verdict.word()));
        }
    }
    for reason in [R::Stated, R::Classified, R::Inherited, R::Lowered, R::LoweringUnproven, R::OfUsers, R::Assumed] {
        keys.insert(format!("class_{}", reason.word()));
    }
    keys.extend(techfile::judge::Decision::ALL.map(|decision| format!("decision_{}", decision.word())));
    keys.extend(techfile::judge::Match::ALL.map(|state| format!("sbom_{}", state.word())));
    for outcome in [Outcome::Pass, Outcome::Skipped, Outcome::Failure, Outcome::Error] {
        keys.insert(format!("outcome_{}", outcome.word()));
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        keys.extend([format!("severity_{}", severity.word()), format!("level_{}", severity.word())]);
    }
    use RecordCheck as C;
    for check in [C::NotJudged, C::None, C::Incomplete, C::NoCase, C::Complete, C::NotForClass, C::OtherRoute] {
        // `does_not_apply` has a label for each reason.
        let key = match check {
            C::NotForClass => "not_for_class",
            C::OtherRoute => "other_route",
            other => other.word(),
        };
        keys.insert(format!("record_check_{key}"));
    }
    let common = std::fs::read_to_string(repository("src/schema/data/common.yaml")).expect("the common fields");
    let values = common
        .split_once("  status:")
        .and_then(|(_, rest)| rest.split_once("values: ["))
        .and_then(|(_, rest)| rest.split_once(']'))
        .expect("the statuses")
        .0;
    keys.extend(values.split(", ").map(|status| format!("status_{status}")));
    keys.extend(["implementation", "effectiveness", "verdict", "matrix_need_requirement", "matrix_risk_control"].map(str::to_owned));
    for scope in techfile::schema::Scope::ALL {
        keys.insert(format!("scope_{}", scope.word()));
        // The organisation is always there.
        if scope.word() != "organisation" {
            keys.insert(format!("missing_subject_{}", scope.word()));
        }
    }
    for condition in [techfile::schema::Condition::AnyItem, techfile::schema::Condition::NamedAsCause] {
        keys.insert(format!("condition_{}", condition.word()));
    }
    for (fact, _) in techfile::schema::evidence::RunFact::ALL {
        keys.insert(format!("missing_run_{fact}"));
        // A case has its outcome in the report.
        keys.extend((!["result", "anomalies"].contains(&fact)).then(|| format!("missing_report_{fact}")));
    }
    keys.extend(["complete", "incomplete", "no_case", "not_applying", "not_judged", "nothing"].map(|column| format!("column_{column}")));
    keys.extend(["passed", "failed", "blocked", "stale", "not_run"].map(|column| format!("column_{column}")));
    keys.extend(["advisories", "coverage", "junit", "run", "sbom"].map(|role| format!("role_{role}")));
    keys.extend(["class", "effectiveness", "file", "id", "implementation", "kind", "title", "verdict", "status"].map(|column| format!("column_{column}")));
    keys
}

#[test]
fn every_key_that_is_asked_for_exists() {
    let labels = labels();
    assert!(of_templates().len() > 30 && of_source().len() > 60, "the search for keys finds too few: {} and {}", of_templates().len(), of_source().len());
    let computed = computed().into_iter().map(|key| (key, "put together".to_owned()));
    let all = of_templates().into_iter().chain(of_source()).chain(computed);
    let missing: Vec<(String, String)> = all.filter(|(key, _)| labels.get(key).is_none_or(|words| words.trim().is_empty())).collect();
    assert!(missing.is_empty(), "no such label: {missing:#?}");
}

#[test]
fn every_key_is_asked_for() {
    let mut known: BTreeSet<String> = computed();
    known.extend(of_templates().into_keys().chain(of_source().into_keys()));
    // What is missing under a clause is named where it is judged.
    let source: String = ["src/render", "src/report", "src/judge"].into_iter().flat_map(|folder| texts(folder, ".rs").into_values()).collect();
    // The PDF asks for its own words under this prefix.
    let used = |key: &str| {
        known.contains(key) || source.contains(&format!("\"{key}\"")) || key.strip_prefix("pdf_").is_some_and(|k| source.contains(&format!("(\"{k}\",")))
    };
    let unused: Vec<String> = labels().into_keys().filter(|key| !used(key) && !key.strip_suffix("_one").is_some_and(used)).collect();
    assert!(unused.is_empty(), "nobody asks for: {unused:?}");
}

#[test]
fn keys_are_sorted_within_their_group() {
    let text = std::fs::read_to_string(repository("themes/default/labels.toml")).expect("the labels");
    for group in text.split("\n\n") {
        let keys: Vec<&str> = group.lines().filter(|l| !l.starts_with('#')).filter_map(|l| Some(l.split_once(" = ")?.0)).collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        assert_eq!(keys, sorted, "in {:?}", group.lines().next());
    }
    let groups = text.split("\n\n").skip(1);
    let named = groups.map(|g| g.lines().next().unwrap_or_default()).filter(|line| !line.starts_with("# ")).collect::<Vec<_>>();
    assert!(named.is_empty(), "groups without a comment that says what they are: {named:?}");
}

#[test]
fn places_of_labels_are_filled() {
    // A place that nobody fills would be read by a person as `{name}`.
    let known = [
        "applying",
        "author",
        "by",
        "case",
        "class",
        "clause",
        "code",
        "components",
        "count",
        "date",
        "days",
        "development",
        "errors",
        "failed",
        "field",
        "file",
        "files",
        "flaky",
        "format",
        "from",
        "generator",
        "id",
        "judgement",
        "kinds",
        "level",
        "levels",
        "link",
        "loose",
        "n",
        "name",
        "names",
        "needs",
        "newest",
        "notes",
        "of",
        "on",
        "open",
        "outcome",
        "own",
        "passed",
        "path",
        "product",
        "query",
        "record",
        "shown",
        "skipped",
        "source",
        "standard",
        "term",
        "to",
        "tool",
        "total",
        "unnamed",
        "value",
        "version",
        "waived",
        "warnings",
        "without",
        "words",
        "x",
        "y",
    ];
    for (key, words) in labels() {
        for place in words.split('{').skip(1).map(|rest| rest.split_once('}').expect("a place that ends").0) {
            assert!(known.contains(&place), "{key} has the place {{{place}}}");
        }
    }
}

/// What no output may say of records: that is for others to judge, or takes a key.
const CLAIMS: [&str; 5] = ["complian", "conforms", "conforming", "certified", "signed"];

/// The claims in a text. Names that hold such a word and claim nothing: of settings and formats about keys.
fn claims(text: &str) -> Vec<&'static str> {
    let mut lower = text.to_lowercase();
    for harmless in ["allowed-signers", "unsigned", "assigned", "designed", "redesigned", "as_signed", "signed_headers"] {
        lower = lower.replace(harmless, "");
    }
    CLAIMS.into_iter().filter(|claim| lower.contains(claim)).collect()
}

#[test]
fn no_label_claims_what_records_cannot_show() {
    for (key, words) in labels() {
        assert!(claims(&words).is_empty() && !words.contains('%'), "{key} says «{words}»");
    }
}

/// The string literals of a Rust source, without its comments.
fn literals(source: &str) -> Vec<String> {
    let (mut all, mut chars) = (Vec::new(), source.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => while chars.next().is_some_and(|c| c != '\n') {},
            '\'' => {
                // A character, which may be a quote; a lifetime has no second mark and is left as it is.
                let ahead: Vec<char> = chars.clone().take(3).collect();
                match ahead.as_slice() {
                    ['\\', _, '\'', ..] => drop((chars.next(), chars.next(), chars.next())),
                    [_, '\'', ..] => drop((chars.next(), chars.next())),
                    _ => {}
                }
            }
            '"' => {
                let mut literal = String::new();
                while let Some(c) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => drop(chars.next()),
                        c => literal.push(c),
                    }
                }
                all.push(literal);
            }
            _ => {}
        }
    }
    all
}

#[test]
fn nothing_that_is_shown_claims_what_records_cannot_show() {
    let mut said = Vec::new();
    for folder in ["themes/default/html", "themes/default/pdf", "themes/default/assets", "src/schema/data"] {
        for ending in [".html", ".typ", ".js", ".css", ".yaml"] {
            for (path, text) in texts(folder, ending) {
                said.extend(claims(&text).into_iter().map(|claim| format!("{path}: {claim}")));
            }
        }
    }
    let sources = texts("src", ".rs");
    let all: usize = sources.values().map(|text| literals(text).len()).sum();
    assert!(all > 2000, "the search for words of the program finds too few: {all}");
    for (path, text) in sources {
        for literal in literals(&text) {
            said.extend(claims(&literal).into_iter().map(|claim| format!("{path}: {claim} in «{literal}»")));
        }
    }
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn no_clause_gets_a_green_tick_a_badge_or_a_share() {
    let cells = std::fs::read_to_string(repository("src/report/tables/clause_cells.rs")).expect("the cells of clauses");
    assert!(!cells.contains("Tone::Ok"), "a clause is never toned as good");
    for file in ["clause_cells", "clauses", "clauses_by_clause", "open_clauses", "what_if", "editions"] {
        let text = std::fs::read_to_string(repository(&format!("src/report/tables/{file}.rs"))).expect("a report");
        assert!(!["'%'", "%\"", "100.0", "✓", "✔", "badge"].iter().any(|mark| text.contains(mark)), "{file}");
    }
}
