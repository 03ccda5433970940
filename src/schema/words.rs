//! Kinds and ends of links in the words of messages: labels, never the names of the schema.

use super::Schema;
use super::kind::Kind;
use super::link::Ends;

impl Kind {
    /// What one is called inside a sentence: `software item`, `SOUP`.
    pub fn in_sentence(&self) -> String {
        let is_acronym = self.label.chars().skip(1).any(char::is_uppercase);
        if is_acronym { self.label.clone() } else { self.label.to_lowercase() }
    }
}

impl Schema {
    /// One of a kind: "a user need".
    pub fn words_of(&self, kind: &Kind) -> String {
        let name = kind.in_sentence();
        // "a user need", "a use scenario": a `u` that is said as "you".
        let is_vowel = name.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']) || name.starts_with('u') && !name.starts_with("us");
        format!("{} {name}", if is_vowel { "an" } else { "a" })
    }

    /// The kinds that have one of some roles: "software requirement, risk control".
    pub fn words_of_roles(&self, roles: &[String]) -> String {
        if roles.iter().any(|role| role == "any") {
            return "any record".to_owned();
        }
        let kinds = self.kinds.iter().filter(|kind| roles.iter().any(|role| kind.has_role(role)));
        let names: Vec<String> = kinds.map(Kind::in_sentence).collect();
        names.join(", ")
    }

    /// What may stand at an end of a link.
    pub fn words_of_ends(&self, ends: &Ends) -> String {
        match ends {
            Ends::Any => "any record".to_owned(),
            Ends::Roles(roles) => self.words_of_roles(roles),
        }
    }
}
