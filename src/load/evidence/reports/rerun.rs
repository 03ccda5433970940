//! Runs again that are written as cases of their own.
//!
//! pytest with its plug-in for runs again writes a case for each run, and those that failed and were made again stand there as
//! bare as if they had passed; only the count of the suite leaves them out.

use rustc_hash::FxHashMap;

use super::facts::Numbers;
use crate::model::{Case, Outcome};

/// Makes one of the cases from `first` on that look as if they had passed and stand again, under the same name, further on:
/// at most so many. The last of a name tells how it went in the end.
pub(super) fn unite(cases: &mut Vec<Case>, facts: &mut Vec<Numbers>, first: usize, most: usize) {
    let mut last: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for (at, case) in cases.iter().enumerate().skip(first) {
        last.insert((&case.classname, &case.name), at);
    }
    let bare = |case: &Case| case.outcome == Outcome::Pass && !case.flaky && case.message.is_empty();
    let runs = cases.iter().enumerate().skip(first).filter(|(_, case)| bare(case));
    let runs: Vec<(usize, usize)> = runs.filter_map(|(at, case)| Some((at, *last.get(&(&*case.classname, &*case.name))?))).collect();
    let mut gone = vec![false; cases.len()];
    for (at, last) in runs.into_iter().filter(|(at, last)| at < last).take(most) {
        gone[at] = true;
        let ids = std::mem::take(&mut cases[at].ids);
        cases[last].ids.extend(ids);
        cases[last].flaky |= cases[last].outcome == Outcome::Pass;
    }
    let mut at = 0;
    cases.retain(|_| kept(&gone, &mut at));
    at = 0;
    facts.retain(|_| kept(&gone, &mut at));
}

fn kept(gone: &[bool], at: &mut usize) -> bool {
    *at += 1;
    !gone[*at - 1]
}
