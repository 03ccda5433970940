//! Versions: their order, when two texts name one, and which texts name no one version. Everything that is known about versions
//! stands here; whoever compares two says by the function which question is asked.

mod exact;
mod list;
mod precedence;

pub use exact::inexact;
pub use list::in_lists;
pub use precedence::{of_numbers, precedence};

use std::cmp::Ordering;

/// Whether two texts name one version: a `v` or `=` before a number says nothing, nor does case, nor do zeros at the end of plain
/// numbers. What stands behind a `+` is part of a version here: another build is another thing to list.
pub fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let (one, other) = (bare(one), bare(other));
    one.eq_ignore_ascii_case(other) || plain(one) && plain(other) && of_numbers(one, other) == Some(Ordering::Equal)
}

/// Whether two texts name one version, or two builds of one: for what is said of a version as a whole.
pub fn same_but_for_build(one: &str, other: &str) -> bool {
    same(one, other) || precedence(one, other) == Some(Ordering::Equal)
}

/// Whether two texts name one version letter by letter but for a `v` before it: that one build is not affected says nothing of
/// another.
pub fn exactly(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

/// Without the signs before a number that say no more than that it is a version.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let rest = text.trim_start_matches(['v', 'V', '=']);
    if rest.starts_with(|c: char| c.is_ascii_digit()) { rest } else { text }
}
