//! TAP 13 and 14, the Test Anything Protocol: lines that say `ok` or `not ok`, and a plan of how many there are.

use super::gather::{Draft, Gather};
use super::suite::{Stated, Suite};
use super::text::Fault;
use crate::load::evidence::intake::clean;
use crate::model::Outcome;
use crate::source::Span;

/// How deep subtests may lie in each other.
const DEPTH: usize = 64;
/// How far a subtest is indented.
const INDENT: usize = 4;

/// A level of subtests that is open.
struct Level {
    name: String,
    span: Span,
    plan: Option<usize>,
    found: usize,
}

/// Reads a report to its end.
///
/// # Errors
/// When it is no TAP, or ends inside a block of details.
pub(super) fn read(all: &str, gather: &mut Gather) -> Result<(), Fault> {
    let mut levels: Vec<Level> = Vec::new();
    let mut subtest = String::new();
    let (mut begun, mut bailed) = (false, false);
    // The block of details that is open, and the case that it belongs to.
    let mut details: Option<(usize, Span)> = None;
    let mut draft: Option<Draft> = None;
    for (number, raw) in all.lines().enumerate() {
        let line = raw.trim();
        let indent = raw.len() - raw.trim_start().len();
        let place = (u32::try_from(number + 1).unwrap_or(u32::MAX), indent as u32 + 1);
        if let Some((from, _)) = details {
            if line == "..." && indent == from {
                details = None;
            } else if let Some((_, message)) = line.split_once(':').filter(|(key, _)| matches!(*key, "message" | "error")) {
                draft.iter_mut().for_each(|draft| draft.message(message.trim().trim_matches(['\'', '"'])));
            }
            continue;
        }
        if line == "---" && draft.is_some() {
            details = Some((indent, gather.span(place, line)));
            continue;
        }
        if let Some(reason) = line.strip_prefix("Bail out!") {
            take(&mut draft, gather);
            let span = gather.span(place, line);
            gather.suite_failure("Bail out!".to_owned(), Outcome::Error, reason, span);
            (bailed, begun) = (true, true);
            continue;
        }
        if let Some(name) = line.strip_prefix("# Subtest:") {
            name.trim().clone_into(&mut subtest);
        }
        let depth = indent / INDENT;
        match told(line).filter(|_| indent % INDENT == 0) {
            Some(told) => {
                take(&mut draft, gather);
                begun = true;
                let span = gather.span(place, line);
                if depth >= DEPTH {
                    return Err((span, format!("subtests lie more than {DEPTH} deep in each other")));
                }
                while levels.len() > depth + 1 {
                    close(levels.pop(), bailed, gather);
                }
                while levels.len() <= depth {
                    let name = gather.name("description", if levels.is_empty() { "" } else { &subtest }, span).map_err(|words| (span, words))?;
                    gather.open(Suite::new(name.clone(), span, Stated::default(), None, gather.cases()));
                    levels.push(Level { name, span, plan: None, found: 0 });
                }
                let around = levels.iter().map(|level| level.name.as_str()).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" › ");
                let around = gather.around("Subtest", &around, span).map_err(|words| (span, words))?;
                let Some(level) = levels.last_mut() else { continue };
                match told {
                    Told::Plan(_) if level.plan.is_some() => return Err((span, "a second plan stands in the report".to_owned())),
                    Told::Plan(count) => level.plan = Some(count),
                    Told::Test(outcome, text) => {
                        level.found += 1;
                        let text = if text.is_empty() { level.found.to_string() } else { text };
                        let name = gather.name("description", &text, span).map_err(|words| (span, words))?;
                        draft = Some(Draft::new(name, around, outcome, span));
                    }
                }
            }
            None if begun || line.is_empty() || line.starts_with('#') || line.starts_with("pragma ") => {}
            None if line.strip_prefix("TAP version ").is_some_and(|version| matches!(version, "12" | "13" | "14")) => begun = true,
            None => return Err((gather.span(place, line), format!("`{}` begins no test report of a known format", clean(line, 60)))),
        }
    }
    if let Some((_, span)) = details {
        return Err((span, "the report ends inside these details".to_owned()));
    }
    take(&mut draft, gather);
    while let Some(level) = levels.pop() {
        close(Some(level), bailed, gather);
    }
    Ok(())
}

fn take(draft: &mut Option<Draft>, gather: &mut Gather) {
    draft.take().into_iter().for_each(|draft| gather.case(draft));
}

/// Ends a level: its plan says how many tests it has. A run that was given up has fewer.
fn close(level: Option<Level>, bailed: bool, gather: &mut Gather) {
    let Some(Level { name, span, plan, found }) = level else { return };
    let about = if name.is_empty() { "it".to_owned() } else { format!("`{name}`") };
    match plan {
        None if !bailed => gather.fault(span, format!("{about} has no plan, such as `1..{found}`, and holds {found} of nobody knows how many tests")),
        Some(plan) if plan < found || plan > found && !bailed => {
            gather.fault(span, format!("{about} plans {plan} tests, and holds {found}"));
            // Which of them are none of its own nobody can tell.
            gather.suite().into_iter().for_each(|suite| suite.stated.unreadable = plan < found);
        }
        None | Some(_) => {}
    }
    gather.close();
}

/// What a line says.
enum Told {
    Plan(usize),
    Test(Outcome, String),
}

/// What a line says; none for a comment, or what a program printed.
fn told(line: &str) -> Option<Told> {
    let plain = line.split('#').next().unwrap_or_default().trim();
    // A description may have dots, too: a plan is two numbers.
    let plan = plain.split_once("..").and_then(|(first, last)| first.parse::<usize>().ok().zip(last.parse::<usize>().ok()));
    if let Some((first, last)) = plan {
        return Some(Told::Plan(last.checked_add(1)?.checked_sub(first)?));
    }
    let (passed, rest) = match line.strip_prefix("not ok") {
        Some(rest) => (false, rest),
        None => (true, line.strip_prefix("ok")?),
    };
    if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    let rest = rest.trim_start();
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    let rest = rest.strip_prefix('-').unwrap_or(rest).trim();
    let (text, directive) = directive(rest);
    let outcome = match (passed, directive) {
        // What is still to do shows nothing, even where it passes.
        (_, true) => Outcome::Skipped,
        (true, false) => Outcome::Pass,
        (false, false) => Outcome::Failure,
    };
    Some(Told::Test(outcome, text.replace("\\#", "#").replace("\\\\", "\\")))
}

/// A description without its directive, and whether it has one: `# SKIP` or `# TODO`, in whatever case.
fn directive(text: &str) -> (&str, bool) {
    for (at, _) in text.match_indices('#').filter(|(at, _)| !text[..*at].ends_with('\\')) {
        let word = text[at + 1..].trim_start().get(..4).unwrap_or_default();
        if word.eq_ignore_ascii_case("skip") || word.eq_ignore_ascii_case("todo") {
            return (text[..at].trim(), true);
        }
    }
    (text, false)
}
