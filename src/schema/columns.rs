//! The columns that a list of records may have.

use super::{Field, KindId, Schema};

/// Columns that records of every kind have besides their fields and links.
const COMPUTED: &[&str] = &["class", "effectiveness", "file", "id", "implementation", "kind", "review", "title", "verdict"];

impl Schema {
    /// Fields that records of every kind may have.
    pub fn common_fields(&self) -> &[Field] {
        &self.common
    }

    /// The names that columns of a list may have: computed ones, fields, links of a kind; without a kind, what all have in
    /// common. Each once, sorted.
    pub fn columns(&self, kind: Option<KindId>) -> Vec<&str> {
        let fields = kind.map_or(self.common.as_slice(), |k| self.kind(k).fields.as_slice());
        let mut names = COMPUTED.to_vec();
        names.extend(fields.iter().map(|f| f.name.as_str()));
        names.extend(kind.map(|k| self.link_names_of(k)).unwrap_or_default());
        names.sort_unstable();
        names.dedup();
        names
    }
}
