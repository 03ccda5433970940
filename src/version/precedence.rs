//! Which of two versions comes first, as far as it is known (Semantic Versioning 2.0, 11), with as many numbers as there are.

use std::cmp::Ordering;

use super::bare;

/// The order of two versions; none where it is not known. What stands behind a `+` does not count.
pub fn precedence(one: &str, other: &str) -> Option<Ordering> {
    Version::parse(one)?.order(&Version::parse(other)?)
}

/// The order of two versions that are nothing but numbers with dots; none for any other.
pub fn of_numbers(one: &str, other: &str) -> Option<Ordering> {
    let (one, other) = (Version::parse(one)?, Version::parse(other)?);
    if one.plain && other.plain { one.order(&other) } else { None }
}

struct Version<'a> {
    core: Vec<&'a str>,
    early: Vec<&'a str>,
    /// Whether it is nothing but numbers with dots.
    plain: bool,
}

impl<'a> Version<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (rest, build) = bare(text).split_once('+').map_or((bare(text), None), |(rest, build)| (rest, Some(build)));
        let (core, early) = rest.split_once('-').map_or((rest, None), |(core, early)| (core, Some(early)));
        let core: Vec<&str> = core.split('.').collect();
        let early: Vec<&str> = early.map_or_else(Vec::new, |e| e.split('.').collect());
        let word = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !core.iter().all(|p| digits(p)) || !early.iter().all(word) {
            return None;
        }
        let plain = early.is_empty() && build.is_none();
        Some(Self { core, early, plain })
    }

    fn order(&self, other: &Self) -> Option<Ordering> {
        let most = self.core.len().max(other.core.len());
        let part = |parts: &[&'a str], at: usize| parts.get(at).copied().unwrap_or("0");
        let core = (0..most).map(|at| number(part(&self.core, at), part(&other.core, at))).find(|o| o.is_ne());
        if core.is_some() {
            return core;
        }
        match (self.early.is_empty(), other.early.is_empty()) {
            (true, true) => Some(Ordering::Equal),
            // A pre-release comes before its release.
            (true, false) => Some(Ordering::Greater),
            (false, true) => Some(Ordering::Less),
            (false, false) => {
                let pairs = self.early.iter().zip(&other.early).map(|(a, b)| identifier(a, b));
                pairs.into_iter().find(|o| *o != Some(Ordering::Equal)).unwrap_or_else(|| Some(self.early.len().cmp(&other.early.len())))
            }
        }
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The order of two numbers of any length.
fn number(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// The order of two identifiers of pre-releases: numbers come before words. Of `rc2` and `rc10` the rules say the one and their
/// authors mean the other: that is not known.
fn identifier(a: &str, b: &str) -> Option<Ordering> {
    match (digits(a), digits(b)) {
        (true, true) => Some(number(a, b)),
        (true, false) => Some(Ordering::Less),
        (false, true) => Some(Ordering::Greater),
        (false, false) => {
            let split = |text: &'_ str| text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let (word_a, end_a) = a.split_at(split(a));
            let (word_b, end_b) = b.split_at(split(b));
            let by_letters = a.cmp(b);
            let counted = word_a == word_b && digits(end_a) && digits(end_b);
            if counted && number(end_a, end_b) != by_letters { None } else { Some(by_letters) }
        }
    }
}
