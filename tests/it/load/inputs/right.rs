//! The form of `right.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

/// Words by the page on which they are looked for.
pub type Pages = BTreeMap<String, Vec<String>>;

/// What has to come of an input.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Right {
    outcome: String,
    #[serde(default)]
    pub commit: Option<String>,
    #[serde(default)]
    pub finds: Vec<Finding>,
    #[serde(default)]
    pub silent: Vec<String>,
    #[serde(default)]
    pub once: Vec<String>,
    #[serde(default)]
    pub shows: Pages,
    #[serde(default)]
    pub hides: Pages,
    #[serde(default)]
    pub raw: Pages,
    #[serde(default)]
    pub runs: Vec<Run>,
}

/// A finding that there has to be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    pub code: String,
    level: String,
    file: Option<String>,
    line: Option<u64>,
    says: Option<String>,
}

/// A command and what it has to say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    pub arguments: Vec<String>,
    pub ends: i32,
    pub says: Vec<String>,
}

impl Right {
    /// What is wrong with the expectation itself.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let pages = || [&self.shows, &self.hides, &self.raw].into_iter();
        if self.outcome.trim().is_empty() {
            faults.push("`outcome` says nothing".to_owned());
        }
        if self.finds.is_empty() && self.silent.is_empty() && self.once.is_empty() && pages().all(BTreeMap::is_empty) && self.runs.is_empty() {
            faults.push("it asks for nothing".to_owned());
        }
        if pages().flat_map(BTreeMap::values).any(|words| words.is_empty() || words.iter().any(|w| w.trim().is_empty())) {
            faults.push("a page without words".to_owned());
        }
        if self.runs.iter().any(|run| run.says.is_empty()) {
            faults.push("a run that may say anything".to_owned());
        }
        let known = techfile::ops::codes();
        let codes = self.finds.iter().map(|f| &f.code).chain(&self.silent).chain(&self.once);
        faults.extend(codes.filter(|code| !known.iter().any(|k| k.name == **code)).map(|code| format!("there is no code `{code}`")));
        faults
    }
}

/// The expectation that a text holds, or why it is none.
pub fn read(text: &str) -> Result<Right, String> {
    let right: Right = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
    let faults = right.faults();
    if faults.is_empty() { Ok(right) } else { Err(faults.join("; ")) }
}

impl Finding {
    /// Whether it is this finding of the program.
    pub fn is(&self, found: &Json) -> bool {
        let says = |words: &String| [&found["message"], &found["help"]].iter().any(|text| text.as_str().is_some_and(|t| t.contains(words)));
        found["code"] == *self.code
            && found["severity"] == *self.level
            && self.file.as_ref().is_none_or(|file| found["place"]["file"] == **file)
            && self.line.is_none_or(|line| found["place"]["line"] == line)
            && self.says.as_ref().is_none_or(says)
    }
}

#[test]
fn what_could_not_fail_is_refused() {
    let said = |text: &str| read(text).expect_err(text);
    assert_eq!(said("outcome: It is read."), "it asks for nothing");
    assert_eq!(said("{outcome: It is read., shows: {a.html: []}}"), "a page without words");
    assert_eq!(said("{outcome: It is read., silent: [text-cutt]}"), "there is no code `text-cutt`");
    assert!(said("{outcome: It is read., silent: [text-cut], find: []}").contains("find"));
    assert!(said("{silent: [text-cut]}").contains("outcome"));
}
