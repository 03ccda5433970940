//! What readers of lock files have in common.

use super::draft::{Draft, Need};
use crate::model::Component;

/// A package URL: the path is that of namespace and name.
pub(super) fn purl(ecosystem: &str, path: &str, version: &str) -> String {
    format!("pkg:{ecosystem}/{}@{}", escaped(path), escaped(version))
}

/// The signs that mean something in a package URL, written out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '@' => out.push_str("%40"),
            '+' => out.push_str("%2B"),
            '%' => out.push_str("%25"),
            '?' => out.push_str("%3F"),
            '#' => out.push_str("%23"),
            ' ' => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

/// Takes in that a component needs something which the file should list, and does not.
pub(super) fn lose(draft: &mut Draft, from: &str, to: &str) {
    draft.sbom.loose += 1;
    draft.sbom.lost.get_or_insert((from.to_owned(), to.to_owned()));
}

/// A need.
pub(super) fn need(from: &str, to: &str, development: bool) -> Need {
    Need { from: from.to_owned(), to: to.to_owned(), development }
}

/// A package from a registry.
pub(super) fn package(ecosystem: &str, path: &str, version: &str) -> Component {
    Component { name: path.to_owned(), version: Some(version.to_owned()), purl: Some(purl(ecosystem, path, version)), ..Component::default() }
}
