//! Licences that can be compared: SPDX expressions, whatever their order, case and spaces.

use std::collections::BTreeSet;

/// Whether two licences are the same; none where one of them is no expression that says so.
pub(super) fn same(one: &str, other: &str) -> Option<bool> {
    Some(form(one)? == form(other)?)
}

/// An expression in one form.
#[derive(PartialEq)]
enum Form {
    /// Licences that all apply, or of which one may be chosen.
    Set(bool, BTreeSet<String>),
    /// A deeper one, word by word.
    Words(Vec<String>),
}

fn form(text: &str) -> Option<Form> {
    // Cargo wrote a choice with a slash before it knew expressions.
    let text = text.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words: Vec<String> = text.split_whitespace().map(word).collect();
    while words.len() > 2
        && words.first().is_some_and(|w| w == "(")
        && words.last().is_some_and(|w| w == ")")
        && !words[1..words.len() - 1].iter().any(|w| w == "(" || w == ")")
    {
        words = words[1..words.len() - 1].to_vec();
    }
    let name = |w: &String| w.chars().all(|c| c.is_ascii_alphanumeric() || "-.+:".contains(c));
    let operator = |w: &String| ["and", "or", "with"].contains(&w.as_str());
    let bare: Vec<&String> = words.iter().filter(|w| *w != "(" && *w != ")").collect();
    // Names and operators in turn, beginning and ending with a name.
    let turns = bare.iter().enumerate().all(|(i, w)| name(w) && operator(w) == (i % 2 == 1)) && bare.len() % 2 == 1;
    // What a file calls a licence of its own means nothing in another file; and some words name no licence.
    let own = |w: &&String| {
        w.starts_with("licenseref-")
            || w.starts_with("documentref-")
            || ["noassertion", "none", "unlicensed", "unknown", "proprietary"].contains(&w.as_str())
    };
    if !turns || bare.iter().any(own) {
        return None;
    }
    let flat = words.len() == bare.len();
    for (kind, all) in [("and", true), ("or", false)] {
        if flat && words.iter().skip(1).step_by(2).all(|w| w == kind) {
            return Some(Form::Set(all || words.len() == 1, words.into_iter().step_by(2).collect()));
        }
    }
    Some(Form::Words(words))
}

/// A word in one form: old names of the GNU licences are those that took their place.
fn word(word: &str) -> String {
    let low = word.to_ascii_lowercase();
    let gnu = ["gpl-", "lgpl-", "agpl-"].iter().any(|p| low.starts_with(p));
    match low.strip_suffix('+') {
        Some(bare) if gnu => format!("{bare}-or-later"),
        _ if gnu && low.ends_with(|c: char| c.is_ascii_digit()) => format!("{low}-only"),
        _ => low,
    }
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn expressions_are_compared_by_what_they_say() {
        assert_eq!(same("MIT", "mit"), Some(true));
        assert_eq!(same("(MIT OR Apache-2.0)", "Apache-2.0/MIT"), Some(true));
        assert_eq!(same("MIT OR Apache-2.0", "MIT AND Apache-2.0"), Some(false));
        assert_eq!(same("GPL-2.0+", "GPL-2.0-or-later"), Some(true));
        assert_eq!(same("GPL-2.0", "GPL-2.0-or-later"), Some(false));
        assert_eq!(same("MIT", "ISC"), Some(false));
    }

    #[test]
    fn what_is_no_expression_is_not_compared() {
        for words in ["MIT License", "see LICENSE", "LicenseRef-1", "NOASSERTION", "", "MIT OR", "https://example.org/licence"] {
            assert_eq!(same(words, "MIT"), None, "{words}");
        }
    }
}
