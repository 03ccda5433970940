//! Whether a version lies in a range of an advisory.

use std::cmp::Ordering;

use super::advisory::Affects;
use crate::model::{Event, Order, Range};
use crate::version::{of_numbers, precedence};

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
        Order::Semver => precedence(a, b),
        Order::Numeric => of_numbers(a, b),
    }
}
