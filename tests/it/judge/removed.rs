//! A line taken away never makes a file better: not from records that prove something, and not from those that only look so.

use crate::harness::{Case, files_below, repository};
use crate::judge::monotone::{better, check, said};

/// What names a record, and is none of its fields.
const NAMES: &[&str] = &["records", "id", "kind", "title"];

/// A field with all that it holds: its key, and the text that goes.
struct Field {
    key: String,
    from: usize,
    to: usize,
}

/// The fields in a text of records, also those inside groups and links.
fn fields(text: &str) -> Vec<Field> {
    let is_key = |c: char| c.is_ascii_lowercase() || c == '_';
    let mut all = Vec::new();
    for (colon, _) in text.match_indices(": ").chain(text.match_indices(":\n")) {
        let start = text[..colon].rfind(|c| !is_key(c)).map_or(0, |at| at + 1);
        let key = &text[start..colon];
        if key.is_empty() || NAMES.contains(&key) {
            continue;
        }
        let before = text[..start].trim_end_matches(' ');
        let range = match before.chars().last() {
            Some(',') => Some((before.len() - 1, flow_end(text, colon))),
            Some('{') => Some((start, (flow_end(text, colon) + ", ".len()).min(text.len()))).filter(|(_, to)| text[..*to].ends_with(", ")),
            Some('\n') | None => Some((before.len(), block_end(text, colon, start - before.len()))),
            // The first field of an entry, or a word of a text.
            Some(_) => None,
        };
        all.extend(range.map(|(from, to)| Field { key: key.to_owned(), from, to }));
    }
    all.sort_by_key(|field| field.from);
    all
}

/// Where the value behind a colon ends inside brackets: at the comma or bracket that follows it.
fn flow_end(text: &str, colon: usize) -> usize {
    let (mut depth, mut quoted) = (0, false);
    for (at, c) in text[colon..].char_indices() {
        match c {
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted && depth > 0 => depth -= 1,
            ',' | '}' | ']' if !quoted && depth == 0 => return colon + at,
            _ => {}
        }
    }
    text.len()
}

/// Where the value of a key ends that stands in a line of its own: before the next line that is not indented further.
fn block_end(text: &str, colon: usize, indent: usize) -> usize {
    let mut at = colon;
    for line in text[colon..].split_inclusive('\n') {
        let depth = line.len() - line.trim_start().len();
        if at > colon && depth <= indent && !line.trim().is_empty() {
            break;
        }
        at += line.len();
    }
    at
}

/// What gets better when the fields of a case go one by one: the case and the key.
fn rises(name: &str, part: &str, count: &mut usize) -> Vec<String> {
    let folder = repository("tests/cases/cheats").join(name).join(part);
    let case = Case::on_ground(&folder);
    let before = said(&check(&case).expect("the case can be checked"));
    let mut found = Vec::new();
    for file in files_below(&folder.join("records")) {
        let file = case.path().join("records").join(file.file_name().expect("a name"));
        let text = std::fs::read_to_string(&file).expect("a file of records");
        for field in fields(&text) {
            std::fs::write(&file, format!("{}{}", &text[..field.from], &text[field.to..])).expect("a change of the case");
            *count += 1;
            let rise = check(&case).map_or_else(Vec::new, |after| better(&before, &said(&after)));
            found.extend((!rise.is_empty()).then(|| format!("{name} {part}: {}", field.key)));
        }
        std::fs::write(&file, &text).expect("the file as it was");
    }
    found
}

/// What may go, and why something is better then.
const MAY_GO: &[&str] = &[
    // What a control, unit or requirement is not shown by does not hold against it any more.
    "a-waiver-without-end before: implements",
    "a-waiver-without-end after: implements",
    "dates-from-before after: verifies",
    "one-verification-of-everything after: verifies",
    "the-case-of-another-test after: verifies",
    // A failure is on record no more. `of` and `result` are asked for.
    "dates-from-before before: result",
    "dates-from-before after: of",
    "dates-from-before after: result",
    "dates-from-before after: of",
    // An old run that repeats nothing is an old run; the failure stands.
    "dates-from-before after: reason",
    // A design was reviewed on a day; of which state, need not be said.
    "dates-from-before after: baseline",
    // What was obsolete counts again.
    "a-review-of-the-wording after: status",
    "a-risk-that-does-not-apply after: status",
    // A claim that nothing shows is withdrawn; the risk is open without it.
    "a-severity-that-nothing-reduces after: causes",
    "a-severity-that-nothing-reduces after: item",
    "a-severity-that-nothing-reduces after: initial",
    "a-severity-that-nothing-reduces after: severity",
    "a-severity-that-nothing-reduces after: residual",
    "a-severity-that-nothing-reduces after: severity",
];

#[test]
fn a_field_less_makes_nothing_better() {
    let cases = std::fs::read_dir(repository("tests/cases/cheats")).expect("the cases");
    let mut names: Vec<String> = cases.map(|entry| entry.expect("a case").file_name().into_string().expect("a readable name")).collect();
    names.sort_unstable();
    let mut count = 0;
    let parts = names.iter().flat_map(|name| ["before", "after"].map(|part| (name, part)));
    let mut found: Vec<String> = parts.flat_map(|(name, part)| rises(name, part, &mut count)).collect();
    let mut may: Vec<String> = MAY_GO.iter().map(|one| (*one).to_owned()).collect();
    found.sort_unstable();
    may.sort_unstable();
    assert!(count > 600, "{count} fields");
    assert_eq!(found, may, "of {count} fields");
}
