//! An order in which any versions can be listed.

use std::cmp::Ordering;

/// The order of versions in a list, by their numbers: 1.10 after 1.9, 1.2.0-rc1 before 1.2.0. Any two have one: it shows nothing
/// about what is in them.
pub fn in_lists(a: &str, b: &str) -> Ordering {
    let split = |v: &str| {
        let (core, pre) = v.split_once('-').map_or((v, None), |(core, pre)| (core, Some(runs(pre))));
        (runs(core), pre.is_none(), pre)
    };
    split(a).cmp(&split(b)).then_with(|| a.cmp(b))
}

/// A version cut into numbers and what stands between them: `rc10` is `rc`, 10.
fn runs(version: &str) -> Vec<(u64, String)> {
    let mut runs = Vec::new();
    let mut rest = version;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| c.is_ascii_digit() != first.is_ascii_digit()).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        runs.push(run.parse().map_or_else(|_| (0, run.to_owned()), |number| (number, String::new())));
        rest = after;
    }
    runs
}
