//! Words of enumerations and scales as a person reads them: the same in every output.

use crate::model::Project;
use crate::schema::FieldType;

/// What is shown for a word: its label; the label after a one-letter word that the label does not end with.
pub fn word(project: &Project, ty: &FieldType, word: &str) -> String {
    let label = match ty {
        FieldType::Enum { labels, .. } => labels.iter().find(|(w, _)| w == word).map(|(_, label)| label.clone()),
        FieldType::Scale(name) => project.schema.scale(name).and_then(|s| s.levels.iter().find(|l| l.id == word)).map(|l| l.label.clone()),
        _ => None,
    };
    match label.filter(|l| !l.is_empty() && l != word) {
        None => word.replace('_', " "),
        Some(label) if word.chars().count() > 1 || label.split_whitespace().next_back() == Some(word) => label,
        Some(label) if label.contains(':') => format!("{word} – {label}"),
        Some(label) => format!("{word}: {label}"),
    }
}
