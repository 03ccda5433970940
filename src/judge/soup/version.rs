//! The order of versions, as far as it is known, and whether a version lies in a range of an advisory.

use std::cmp::Ordering;

use super::advisory::Affects;
use crate::model::{Event, Order, Range};

/// Whether two texts name one version: the same letters in whatever case, or the same numbers, with or without a `v` before
/// them.
pub(super) fn same(a: &str, b: &str) -> bool {
    bare(a).eq_ignore_ascii_case(bare(b)) || compare(Order::Semver, a, b) == Some(Ordering::Equal)
}

/// Whether two texts name one version, letter by letter: that a build of it is not affected says nothing of another.
pub(super) fn exactly(a: &str, b: &str) -> bool {
    bare(a) == bare(b)
}

fn bare(text: &str) -> &str {
    text.trim().strip_prefix(['v', 'V']).unwrap_or(text.trim())
}

/// Whether a version lies in a range. What cannot be told is [`Affects::RangeNotEvaluated`].
pub(super) fn within(version: &str, range: &Range) -> Affects {
    if range.events.is_empty() {
        // A range without a beginning or an end holds everything, if it is a range at all.
        return if matches!(range.order, Order::Unknown | Order::Git) { Affects::RangeNotEvaluated } else { Affects::Yes };
    }
    // The last of the events that the version has passed decides. Without any beginning, the range begins with everything.
    let begins = range.events.iter().any(|e| matches!(e, Event::Introduced(_)));
    let mut last: Option<(&str, u8)> = (!begins).then_some(("0", 1));
    for event in &range.events {
        // Where two events stand at one version, an end comes before a beginning, and a last affected version after it.
        let (at, rank) = match event {
            Event::Fixed(at) => (at.as_str(), 0),
            Event::Introduced(at) => (at.as_str(), 1),
            Event::LastAffected(at) => (at.as_str(), 2),
            Event::Limit(_) => continue,
        };
        let Some(order) = against(range.order, version, at) else { return Affects::RangeNotEvaluated };
        if order == Ordering::Less || order == Ordering::Equal && rank == 2 {
            continue;
        }
        last = match last {
            None => Some((at, rank)),
            Some((before, rank_before)) => match against(range.order, at, before).or_else(|| against(range.order, before, at).map(Ordering::reverse)) {
                None => return Affects::RangeNotEvaluated,
                Some(order) if order.then(rank.cmp(&rank_before)) == Ordering::Greater => Some((at, rank)),
                Some(_) => last,
            },
        };
    }
    if last.is_none_or(|(_, rank)| rank != 1) {
        return Affects::No;
    }
    let mut limits = range.events.iter().filter_map(|e| if let Event::Limit(at) = e { Some(at) } else { None }).peekable();
    if limits.peek().is_none() {
        return Affects::Yes;
    }
    let below = |limit: &String| match against(range.order, version, limit) {
        Some(Ordering::Less) => Affects::Yes,
        Some(_) => Affects::No,
        None => Affects::RangeNotEvaluated,
    };
    limits.map(below).max().unwrap_or(Affects::Yes)
}

/// The order of a version and the version of an event: `0` comes before all.
fn against(order: Order, version: &str, event: &str) -> Option<Ordering> {
    match (version.trim(), event.trim()) {
        (a, b) if a == b => Some(Ordering::Equal),
        (_, "0") => Some(Ordering::Greater),
        ("0", _) => Some(Ordering::Less),
        (a, b) => compare(order, a, b),
    }
}

/// The order of two versions; none where it is not known.
fn compare(order: Order, a: &str, b: &str) -> Option<Ordering> {
    match order {
        Order::Unknown | Order::Git => None,
        Order::Semver => {
            let (a, b) = (Version::parse(a)?, Version::parse(b)?);
            Some(a.cmp(&b))
        }
        Order::Numeric => {
            let (a, b) = (Version::parse(a)?, Version::parse(b)?);
            (a.plain && b.plain).then(|| a.cmp(&b))
        }
    }
}

/// A version by Semantic Versioning, with as many numbers as there are.
struct Version<'a> {
    core: Vec<&'a str>,
    early: Vec<&'a str>,
    /// Whether it is nothing but numbers with dots.
    plain: bool,
}

impl<'a> Version<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let bare = text.strip_prefix(['v', 'V']).unwrap_or(text);
        let (rest, build) = bare.split_once('+').map_or((bare, None), |(rest, build)| (rest, Some(build)));
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

    fn cmp(&self, other: &Self) -> Ordering {
        let most = self.core.len().max(other.core.len());
        let part = |parts: &[&'a str], at: usize| parts.get(at).copied().unwrap_or("0");
        let core = (0..most).map(|at| number(part(&self.core, at), part(&other.core, at))).find(|o| o.is_ne());
        core.unwrap_or_else(|| match (self.early.is_empty(), other.early.is_empty()) {
            (true, true) => Ordering::Equal,
            // A pre-release comes before its release.
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => {
                let pairs = self.early.iter().zip(&other.early).map(|(a, b)| identifier(a, b));
                pairs.into_iter().find(|o| o.is_ne()).unwrap_or_else(|| self.early.len().cmp(&other.early.len()))
            }
        })
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

/// The order of two identifiers of pre-releases: numbers come before words.
fn identifier(a: &str, b: &str) -> Ordering {
    match (digits(a), digits(b)) {
        (true, true) => number(a, b),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => a.cmp(b),
    }
}
