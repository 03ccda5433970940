//! Findings: what is wrong, where, which clause asks, how to resolve it.

mod code;
pub mod emit;
mod message;

pub use code::{Code, Severity};
pub use message::{Piece, pieces};

use jiff::civil::Date;

use crate::source::{Sources, Span, folded, odd_words};

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Which kind of finding.
    pub code: &'static Code,
    /// How much it weighs: the code's own, unless the project set another level.
    pub severity: Severity,
    /// A phrase: lower case, no full stop, names in backticks.
    pub message: String,
    /// Where; `None` only for a finding about the project as a whole.
    pub span: Option<Span>,
    /// Words at the marked place.
    pub label: Option<String>,
    /// Other places that matter.
    pub related: Vec<(Span, String)>,
    /// What else there is to know, a line each: what changed, word by word.
    pub notes: Vec<String>,
    /// How to resolve it, when there is more to say than the code's own advice.
    pub help: Option<String>,
    /// The id of the record it is about.
    pub record: Option<String>,
    /// The waiver that accepts it. A waived finding is shown like any other, and fails nothing.
    pub waived: Option<Box<Waived>>,
}

/// By which waiver a finding is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The id of the waiver.
    pub by: String,
    /// Its last day.
    pub until: Date,
    /// Its reason, in one line.
    pub reason: String,
}

impl Diagnostic {
    /// A finding of this code at a place.
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            span: Some(span),
            label: None,
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            record: None,
            waived: None,
        }
    }

    /// A finding about the project as a whole.
    pub fn global(code: &'static Code, message: impl Into<String>) -> Self {
        Self { span: None, ..Self::new(code, Span::default(), message) }
    }

    /// With words at the marked place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// With advice of its own.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With advice of its own, if there is any.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// With another place that matters.
    pub fn related(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related.push((span, words.into()));
        self
    }

    /// About this record.
    pub fn about(mut self, id: impl Into<String>) -> Self {
        self.record = Some(id.into());
        self
    }

    /// What makes it the same finding in another run: code, record, message. Places are no part of it, so that a line
    /// that moved changes nothing.
    pub fn identity(&self) -> (&'static str, Option<&str>, &str) {
        (self.code.name, self.record.as_deref(), &self.message)
    }

    /// The advice to print: its own, else the code's.
    pub fn advice(&self) -> &str {
        self.help.as_deref().unwrap_or(self.code.resolve)
    }
}

/// Puts findings in their one order: path, place, code, message. Equal ones are kept once.
pub fn sort(findings: &mut Vec<Diagnostic>, sources: &Sources) {
    let key = |d: &Diagnostic| {
        let place = d.span.map(|s| (sources.get(s.file).path.clone(), s.start, s.end));
        (place, d.code.name, d.message.clone())
    };
    findings.sort_by_cached_key(key);
    findings.dedup_by(|a, b| a.code.name == b.code.name && a.span == b.span && a.message == b.message);
}

/// The name among `known` that a mistyped `name` most likely means.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = folded(name).to_lowercase();
    let (length, signs) = (lower.chars().count(), signs(&lower));
    known
        .into_iter()
        .filter_map(|candidate| {
            let most = (candidate.chars().count().max(3) / 3).max(1);
            // A step of the distance changes the length by one, and which characters there are by two: what is far by
            // these is not measured, which would be most of the work.
            let near = candidate.chars().count().abs_diff(length) <= most + 1 && (self::signs(candidate) ^ signs).count_ones() as usize <= 2 * most;
            let near = near && !is_another_number(&lower, &candidate.to_lowercase());
            near.then(|| strsim::damerau_levenshtein(&lower, &candidate.to_lowercase())).filter(|d| *d <= most).map(|d| (d, candidate))
        })
        .min_by(|a, b| a.cmp(b))
        .map(|(_, candidate)| candidate)
}

/// Whether two names differ in a number, and in nothing else: who writes `SRS-076` means no `SRS-016`, and to say so would invite a
/// trace that is wrong. Zeros in front make no other number.
fn is_another_number(one: &str, other: &str) -> bool {
    let words = |name: &str| name.split(|c: char| c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let numbers = |name: &str| -> Vec<String> {
        let parts = name.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        parts.map(|part| part.trim_start_matches('0').to_owned()).collect()
    };
    !numbers(one).is_empty() && numbers(one) != numbers(other) && words(one) == words(other)
}

/// Which letters, ignoring case, and digits a name has, a bit each.
fn signs(name: &str) -> u64 {
    name.bytes().fold(0, |bits, byte| match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => bits | 1 << (letter - b'a'),
        digit @ b'0'..=b'9' => bits | 1 << (26 + digit - b'0'),
        _ => bits,
    })
}

/// Advice for an unknown name: the nearest known one, else the list of all when it is short.
pub fn did_you_mean(name: &str, known: &[&str]) -> String {
    near_words(name, nearest(name, known.iter().copied())).unwrap_or_else(|| match known {
        [] => "none is known here".to_owned(),
        known => format!("known are: {}", known.join(", ")),
    })
}

/// Advice for an unknown name: a character in it that deceives the eye, and the known name that is near.
pub fn near_words(name: &str, near: Option<&str>) -> Option<String> {
    match (odd_words(name), near) {
        (Some(odd), Some(near)) => Some(format!("{odd}: did you mean `{near}`?")),
        (None, Some(near)) => Some(format!("did you mean `{near}`?")),
        (odd, None) => odd,
    }
}
