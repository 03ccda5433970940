//! What a record of SOUP says about its maker's list of known anomalies.

use super::rule::Inspection;
use crate::model::{Entry, RecordId};

/// What is said of a list of known anomalies.
pub(super) enum Looked<'a> {
    /// Nothing that tells where the list is, or that somebody looked.
    Nothing,
    /// Somebody looked on a day, and there is none.
    Unpublished(&'a Entry),
    /// The list, and that it was looked at.
    Listed(&'a Entry),
}

/// What a record says of the list: that none is published has to be said by somebody, of a day.
pub(super) fn looked<'a>(cx: &Inspection<'a>, soup: RecordId) -> Looked<'a> {
    let Some(entry) = cx.project.field(soup, "anomaly_list") else { return Looked::Nothing };
    let says = |name: &str| entry.value.get(name).is_some_and(|e| crate::model::says(&e.value));
    let unpublished = entry.value.get("published").and_then(|e| e.value.text()) == Some("false");
    if unpublished && says("checked_on") && says("by") {
        Looked::Unpublished(entry)
    } else if !unpublished && ["text", "url", "checked_on", "version", "by"].iter().any(|name| says(name)) {
        Looked::Listed(entry)
    } else {
        Looked::Nothing
    }
}
