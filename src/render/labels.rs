//! The words that a person sees, from one file.

use std::collections::BTreeMap;

use crate::judge::Verdict;
use crate::report::Label;
use crate::source::Fatal;

/// The label file of a theme.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    words: BTreeMap<String, String>,
}

impl Labels {
    /// Reads a label file: flat TOML, one string a key.
    ///
    /// # Errors
    /// When it is no such file.
    pub fn parse(path: &str, text: &str) -> Result<Self, Fatal> {
        let words = toml::from_str(text).map_err(|e| Fatal::new(path, format!("the label file cannot be read: {}", e.message())))?;
        Ok(Self { words })
    }

    /// Lays another label file over this one.
    pub fn overlay(&mut self, other: Labels) {
        self.words.extend(other.words);
    }

    /// The words for a key; nothing for a key that the file lacks (a test holds that ours lacks none).
    pub fn get(&self, key: &str) -> &str {
        self.words.get(key).map_or("", String::as_str)
    }

    /// Whether the file has a key.
    pub fn has(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }

    /// The words for a key with its `{places}` filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut words = self.get(key).to_owned();
        for (place, value) in values {
            words = words.replace(&format!("{{{place}}}"), value);
        }
        words
    }

    /// The words of a label.
    pub fn words(&self, label: &Label) -> String {
        match label {
            Label::Key(key) => self.get(key).to_owned(),
            Label::Filled(key, values) => {
                let values: Vec<(&str, &str)> = values.iter().map(|(p, v)| (*p, v.as_str())).collect();
                self.fill(key, &values)
            }
            Label::Words(words) => words.clone(),
        }
    }

    /// The word for a verdict.
    pub fn verdict(&self, verdict: Verdict) -> &str {
        self.get(&format!("verdict_{}", verdict.word()))
    }

    /// The word for a status; a project's own status is its own word.
    pub fn status<'a>(&'a self, status: &'a str) -> &'a str {
        self.words.get(&format!("status_{status}")).map_or(status, String::as_str)
    }

    /// All words by key, for the templates.
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.words
    }
}
