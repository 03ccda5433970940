//! `weak-words`: a word in a requirement that nobody can verify, such as `appropriate`, `fast`, `if possible` or `should`.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::{Entry, RecordId, says_something};
use crate::source::Span;
use rustc_hash::FxHashMap;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "weak-words",
        severity: Severity::Note,
        clauses: &["5.2.6"],
        finds: "A word in a requirement that nobody can verify, such as `appropriate`, `fast`, `if possible` or `should`.",
        why: "What cannot be measured or decided can be neither implemented in one way nor tested.",
        resolve: "say what exactly, how much, how long, or under which condition; `[check] weak-words` in book.toml holds a list of your own, and an empty one looks for nothing",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

/// The words that are looked for unless the project has a list of its own.
const WORDS: &[&str] = &[
    "adequate",
    "adequately",
    "and/or",
    "appropriate",
    "appropriately",
    "as applicable",
    "as far as possible",
    "as necessary",
    "as needed",
    "as soon as possible",
    "could",
    "easily",
    "easy",
    "efficient",
    "efficiently",
    "etc",
    "fast",
    "if necessary",
    "if possible",
    "intuitive",
    "intuitively",
    "may",
    "might",
    "minimal",
    "normally",
    "optimal",
    "optimally",
    "quick",
    "quickly",
    "reasonable",
    "reasonably",
    "robust",
    "several",
    "should",
    "some",
    "state of the art",
    "sufficient",
    "sufficiently",
    "tba",
    "tbc",
    "tbd",
    "timely",
    "user friendly",
    "user-friendly",
    "usually",
    "where possible",
];

/// Weak words that another one makes firm: what "may only" or "could not" be, can be verified.
const FIRM: &[(&str, &str)] = &[("could", "not"), ("may", "only"), ("might", "not")];

/// Phrases as the words they consist of, by their first word; lower case.
type Phrases = FxHashMap<String, Vec<Vec<String>>>;

fn look(cx: &Inspection, found: &Found) {
    let own = cx.project.config.check.weak_words.as_ref();
    let mut phrases = Phrases::default();
    for phrase in own.map_or_else(|| WORDS.to_vec(), |own| own.iter().map(String::as_str).collect()) {
        let words: Vec<String> = tokens(phrase).into_iter().map(|(_, word)| word.to_lowercase()).collect();
        if let Some(first) = words.first() {
            phrases.entry(first.clone()).or_default().push(words);
        }
    }
    for record in ["system_requirement", "requirement"].iter().flat_map(|role| cx.project.with_role(role)) {
        if !cx.project.is_obsolete(record) && !cx.excused(record) {
            requirement(cx, record, &phrases, found);
        }
    }
}

fn requirement(cx: &Inspection, record: RecordId, phrases: &Phrases, found: &Found) {
    let mut weak: Vec<String> = Vec::new();
    let mut place = None;
    for entry in ["text", "acceptance"].iter().filter_map(|field| cx.project.field(record, field)) {
        // A text that is nothing but a placeholder is missing, and told as such.
        let text = entry.value.text().filter(|t| says_something(t)).unwrap_or_default();
        for (at, words) in matches(text, phrases) {
            place = place.or_else(|| Some(written(cx, entry, text, at)));
            let phrase = format!("`{}`", words.join(" "));
            if !weak.contains(&phrase) {
                weak.push(phrase);
            }
        }
    }
    if let Some(place) = place.filter(|_| RULE.asks(cx.project, cx.class(record))) {
        let what = if weak.len() == 1 { "a word" } else { "words" };
        found.at(record, place, format!("{} uses {what} that cannot be verified: {}", cx.name(record), weak.join(", ")));
    }
}

/// The words of a text with the bytes at which they begin. A hyphen or stroke inside belongs to the word: `fast-forward` is
/// not `fast`.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '_');
    let mut found = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(|c: char| !inner(c)) {
        let word = part.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(lead) = part.find(word).filter(|_| !word.is_empty()) {
            found.push((at + lead, word));
        }
        at += part.len();
    }
    found
}

/// The phrases in a text, by the number of their first word.
fn matches<'a>(text: &str, phrases: &'a Phrases) -> Vec<(usize, &'a [String])> {
    let tokens = tokens(text);
    let lower: Vec<String> = tokens.iter().map(|(_, word)| word.to_lowercase()).collect();
    let quoted = quoted(text);
    let mut found: Vec<(usize, &[String])> = Vec::new();
    for (number, (at, word)) in tokens.iter().enumerate() {
        if quoted.iter().any(|range| range.contains(at)) || is_name(text, *at, word) {
            continue;
        }
        let candidates = phrases.get(&lower[number]).into_iter().flatten();
        let next = lower.get(number + 1).map(String::as_str);
        if FIRM.iter().any(|(weak, follows)| lower[number] == *weak && next == Some(*follows)) {
            continue;
        }
        let longest = candidates.filter(|p| lower[number..].starts_with(p)).max_by_key(|p| p.len());
        found.extend(longest.map(|phrase| (number, phrase.as_slice())));
    }
    found
}

/// What stands between quotes or as code: the words of a screen, a file or another document.
fn quoted(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(['`', '"', '“']).map(|i| at + i) {
        let mark = text[open..].chars().next().unwrap_or('"');
        let from = open + mark.len_utf8();
        let close = if mark == '“' { '”' } else { mark };
        at = match text[from..].find(close) {
            Some(length) => {
                found.push(open..from + length);
                from + length + close.len_utf8()
            }
            None => from,
        };
    }
    found
}

/// Whether a capital inside a sentence makes a name of a word: the month of May, the mode Fast.
fn is_name(text: &str, at: usize, word: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let before = text[..at].trim_end_matches([' ', '*', '_', '(']);
    capital && !before.is_empty() && !before.ends_with(['.', '!', '?', ':', ';', '-', '\n'])
}

/// Where the word of this number stands in the file: of the same words there, the one that comes as late.
fn written(cx: &Inspection, entry: &Entry, text: &str, number: usize) -> Span {
    let value = tokens(text);
    let word = value[number].1;
    let earlier = value[..number].iter().filter(|(_, w)| *w == word).count();
    let file = tokens(cx.project.sources.snippet(entry.span));
    let start = file.iter().filter(|(_, w)| *w == word).nth(earlier).map(|(at, _)| entry.span.start as usize + at);
    start.map_or(entry.span, |start| Span::new(entry.span.file, start, start + word.len()))
}
