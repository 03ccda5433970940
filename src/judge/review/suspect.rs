//! Suspect links: reviewed once, and since then what an end says has changed. They change no verdict.

use std::collections::BTreeMap;

use super::fingerprint::fingerprint;
use crate::model::{Project, RecordId, Review, ReviewedLink, says_something};
use crate::schema::LinkId;

/// A link of which an end has changed since its latest review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// The link's start.
    pub from: RecordId,
    /// Its type.
    pub link: LinkId,
    /// Its end.
    pub to: RecordId,
    /// The entry of the end that is meant.
    pub fragment: Option<String>,
    /// The review, by its place in the project.
    pub review: usize,
    /// The ends that changed, each with the fingerprint that was reviewed: the start first.
    pub changed: Vec<(RecordId, String)>,
}

/// Why a review does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Its date has not come yet.
    Future,
    /// It names nobody, or a placeholder such as "n/a".
    Nobody,
    /// It names somebody who is not on record, in a project that keeps records of people.
    Stranger,
    /// It gives no reason, or a placeholder.
    NoReason,
}

/// Why a review does not count, if it does not.
pub fn refusal(project: &Project, review: &Review) -> Option<Refused> {
    if review.on > project.as_of {
        Some(Refused::Future)
    } else if !says_something(&review.by) {
        Some(Refused::Nobody)
    } else if !project.is_somebody(&review.by) {
        Some(Refused::Stranger)
    } else if !says_something(&review.reason) {
        Some(Refused::NoReason)
    } else {
        None
    }
}

/// What makes a link the same link.
type Key<'a> = (RecordId, LinkId, RecordId, Option<&'a str>);

/// All suspect links, in the order of the links. A link of a record that is obsolete counts for nothing and is not
/// suspect; nor is one that was never reviewed, or whose latest review stands. A reviewed link that is gone is no finding
/// either: links are taken out in the course of work, and the review stays as a record of what was.
pub(in crate::judge) fn suspects(project: &Project) -> Vec<Suspect> {
    let counts = |link: &ReviewedLink| {
        let there = || project.graph.find(link.from, link.link, link.to, link.fragment.as_deref()).is_some();
        !project.is_obsolete(link.from) && !project.is_obsolete(link.to) && there()
    };
    let reviews = || project.reviews.iter().enumerate().filter(|(_, r)| refusal(project, r).is_none());
    let links = || reviews().flat_map(|(index, review)| review.links.iter().map(move |link| (index, link))).filter(|(_, link)| counts(link));
    let mut now: BTreeMap<RecordId, String> = BTreeMap::new();
    for end in links().flat_map(|(_, link)| [link.from, link.to]) {
        now.entry(end).or_insert_with(|| fingerprint(project, end));
    }
    let stands = |link: &ReviewedLink| now.get(&link.from) == Some(&link.from_fp) && now.get(&link.to) == Some(&link.to_fp);
    let mut latest: BTreeMap<Key, (usize, &ReviewedLink)> = BTreeMap::new();
    for (index, link) in links() {
        let key = (link.from, link.link, link.to, link.fragment.as_deref());
        // Of one day nobody knows which was later: one that fits the present was made of the present.
        let kept = latest.get(&key).is_some_and(|(other, known)| project.reviews[*other].on == project.reviews[index].on && stands(known));
        if !kept {
            latest.insert(key, (index, link));
        }
    }
    let mut suspects = Vec::new();
    for ((from, link, to, fragment), (review, reviewed)) in latest {
        let mut changed = vec![(from, reviewed.from_fp.clone()), (to, reviewed.to_fp.clone())];
        changed.retain(|(end, then)| now.get(end) != Some(then));
        if !changed.is_empty() {
            suspects.push(Suspect { from, link, to, fragment: fragment.map(str::to_owned), review, changed });
        }
    }
    suspects
}
