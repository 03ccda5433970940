//! Every code has its bad and its good case in `tests/cases/check/<code>/`.
//!
//! A case is a record file (`bad.yaml`, `bad-other.md`) or the folder of a project (`bad/`, `bad-other/`). That of a rule is
//! laid over the complete project of `tests/cases/ground`, on which all rules are silent; a record of the case takes the place
//! of the one with its id. That of any other code is laid over the usual settings, and run without the rules. What must fire is written beside the input: `# error[code]` at the end of the line that must fire, or
//! `<!-- error[code] -->` where `#` is no comment. `# ^ error[code]` on a line of its own means the line above it, and
//! `#! error[code]` a finding that has no place. A bad case fires its own code and no other; a good one fires nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::harness::{Case, Found, Ran, files_below, repository};

fn folder() -> PathBuf {
    repository("tests/cases/check")
}

/// The codes whose rules this build has: which characters the fonts lack is known only with the fonts.
fn codes() -> Vec<&'static techfile::diag::Code> {
    let mut codes = techfile::ops::codes();
    codes.retain(|c| cfg!(feature = "pdf") || c.name != "pdf-glyph-missing");
    codes
}

/// The cases of a code whose names begin with a word.
pub fn inputs(code: &str, word: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder().join(code)) else { return Vec::new() };
    let stem = |path: &PathBuf| path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
    let mut found: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    found.retain(|path| stem(path) == word || stem(path).starts_with(&format!("{word}-")));
    found.sort();
    found
}

fn is_rule(code: &str) -> bool {
    techfile::check::rules().any(|r| r.code.name == code)
}

/// The findings of a case, sorted.
fn found(code: &str, ran: &Ran) -> Vec<Found> {
    let mut found = ran.found();
    // Decoys of rules say "n/a" here and there: the holes are no matter of theirs.
    found.retain(|f| if is_rule(code) { f.code != "empty-field" } else { !is_rule(&f.code) });
    found.sort();
    found
}

/// The project of a case.
pub fn case(code: &str, input: &Path) -> Case {
    if is_rule(code) {
        return Case::on_ground(input);
    }
    if input.is_dir() {
        return Case::from_folder(input);
    }
    let name = input.file_name().and_then(|n| n.to_str()).expect("a readable name");
    Case::new().bytes(&format!("records/{name}"), &std::fs::read(input).expect("a case"))
}

fn run(code: &str, input: &Path) -> Ran {
    case(code, input).run()
}

/// What the marks of a case ask for, sorted.
fn marks(input: &Path) -> Vec<Found> {
    let mut all = Vec::new();
    let files = if input.is_dir() { files_below(input) } else { vec![input.to_owned()] };
    for file in files {
        let text = String::from_utf8_lossy(&std::fs::read(&file).expect("a case")).into_owned();
        let path = match file.strip_prefix(input) {
            Ok(inner) if input.is_dir() => inner.to_str().expect("a readable path").replace('\\', "/"),
            _ => format!("records/{}", file.file_name().and_then(|n| n.to_str()).expect("a readable name")),
        };
        for (index, line) in text.lines().enumerate() {
            marks_of_line(line, index + 1, &path, &mut all);
        }
    }
    all.sort();
    all
}

fn marks_of_line(line: &str, number: usize, path: &str, all: &mut Vec<Found>) {
    for severity in ["error", "warning", "note"] {
        for (at, opening) in line.match_indices(&format!("{severity}[")) {
            let before = line[..at].trim_end();
            let (before, above) = before.strip_suffix('^').map_or((before, false), |b| (b.trim_end(), true));
            let nowhere = before.ends_with("#!");
            if !(nowhere || before.ends_with('#') || before.ends_with("<!--")) {
                continue;
            }
            let rest = &line[at + opening.len()..];
            let code = rest.split(']').next().unwrap_or_default().to_owned();
            let place = (!nowhere).then(|| (path.to_owned(), number - usize::from(above)));
            all.push(Found { place, code, severity: severity.into() });
        }
    }
}

#[test]
fn the_ground_is_silent() {
    let ran = Case::from_folder(&repository("tests/cases/ground")).run();
    assert!(ran.found().is_empty(), "{}", ran.text());
}

#[test]
fn every_code_has_both_cases() {
    let lacking: Vec<String> = techfile::ops::codes()
        .iter()
        .flat_map(|code| ["bad", "good"].map(|word| (code.name, word)))
        .filter(|(code, word)| inputs(code, word).is_empty())
        .map(|(code, word)| format!("tests/cases/check/{code}/{word}.yaml (or the folder {word}/)"))
        .collect();
    assert!(lacking.is_empty(), "cases are missing:\n{}", lacking.join("\n"));
}

#[test]
fn every_case_belongs_to_a_code() {
    let codes: BTreeSet<&str> = techfile::ops::codes().iter().map(|c| c.name).collect();
    for entry in std::fs::read_dir(folder()).expect("the cases") {
        let name = entry.expect("an entry").file_name().into_string().expect("a readable name");
        assert!(codes.contains(name.as_str()), "tests/cases/check/{name} is no code");
        for inner in std::fs::read_dir(folder().join(&name)).expect("a case") {
            let inner = inner.expect("an entry").file_name().into_string().expect("a readable name");
            assert!(inner.starts_with("bad") || inner.starts_with("good"), "tests/cases/check/{name}/{inner} is never run");
        }
    }
}

#[test]
fn a_bad_case_fires_its_own_code_where_it_is_marked() {
    let mut failures = Vec::new();
    for code in codes() {
        for input in inputs(code.name, "bad") {
            let name = input.strip_prefix(folder()).expect("a case").display().to_string();
            let wanted = marks(&input);
            if !wanted.iter().any(|m| m.code == code.name) {
                failures.push(format!("{name}: no mark for `{}`", code.name));
            }
            if let Some(other) = wanted.iter().find(|m| m.code != code.name) {
                failures.push(format!("{name}: a mark for another code: {other:?}"));
            }
            let ran = run(code.name, &input);
            let found = found(code.name, &ran);
            if found != wanted {
                let differ = |a: &[Found], b: &[Found]| a.iter().filter(|f| !b.contains(f)).map(|f| format!("    {f:?}\n")).collect::<String>();
                let (extra, lacking) = (differ(&found, &wanted), differ(&wanted, &found));
                failures.push(format!(
                    "{name}: {} of {} marks\n  not marked:\n{extra}  marked and not found:\n{lacking}{}",
                    found.len(),
                    wanted.len(),
                    ran.text()
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_good_case_is_silent() {
    let mut failures = Vec::new();
    for code in codes() {
        for input in inputs(code.name, "good") {
            let ran = run(code.name, &input);
            if !found(code.name, &ran).is_empty() {
                failures.push(format!("{}\n{}", input.display(), ran.text()));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn marks_are_read() {
    let mut all = Vec::new();
    for (number, line) in ["a: b # error[x]", "<!-- ^ warning[y-z] -->", "#! note[w] words", "an error[q] in text"].iter().enumerate() {
        marks_of_line(line, number + 1, "f", &mut all);
    }
    let words: Vec<String> = all.iter().map(|f| format!("{} {} {:?}", f.severity, f.code, f.place.as_ref().map(|p| p.1))).collect();
    assert_eq!(words, ["error x Some(1)", "warning y-z Some(1)", "note w None"]);
}
