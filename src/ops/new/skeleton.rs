//! The lines of a new record: what is known, and as comments what will be asked for.

use crate::load::Many;
use crate::schema::{Field, FieldType, KindId, Schema, Side};

/// A record that is still empty.
pub(super) struct Skeleton<'a> {
    pub(super) schema: &'a Schema,
    pub(super) kind: KindId,
    pub(super) id: &'a str,
    pub(super) title: Option<&'a str>,
}

/// Fields that rules ask for besides those that a role needs.
const ASKED: &[(&str, &[&str])] = &[
    ("anomaly", &["cause", "impact", "safety_evaluation"]),
    ("assessment", &["clause", "rationale"]),
    ("change_request", &["reason", "effects", "safety"]),
    ("control", &["option_rationale", "effect"]),
    ("problem_report", &["type", "detected_in", "cause", "safety_evaluation"]),
    ("requirement", &["category", "acceptance"]),
    ("risk", &["hazard", "sequence_of_events", "situation", "harm"]),
    ("run", &["tester"]),
    ("soup", &["manufacturer", "functional_requirements", "performance_requirements", "environment"]),
    ("system_requirement", &["acceptance"]),
    ("test", &["steps", "pass_criteria"]),
    ("unit", &["code"]),
    ("verification", &["method", "date", "participants"]),
];

impl Skeleton<'_> {
    /// A file of its own.
    pub(super) fn file(&self, markdown: bool, first: Option<&str>) -> String {
        let lines = self.lines(true, markdown).join("\n");
        match first {
            _ if markdown => format!("---\n{lines}\n---\n\n"),
            Some(first) => format!("{first}\n{lines}\n"),
            None => format!("{lines}\n"),
        }
    }

    /// An entry of a list, in the manner of its neighbours.
    pub(super) fn entry(&self, many: &Many, newline: &str) -> String {
        let own = self.schema.kind(self.kind).name.as_str();
        let dash = format!("{}-{}", " ".repeat(many.indent), " ".repeat(many.step - 1));
        let lead = " ".repeat(many.indent + many.step);
        let lines = self.lines(many.kind.as_deref() != Some(own), false);
        lines.iter().enumerate().map(|(i, line)| format!("{}{line}{newline}", if i == 0 { &dash } else { &lead })).collect()
    }

    fn lines(&self, with_kind: bool, has_body: bool) -> Vec<String> {
        let kind = self.schema.kind(self.kind);
        let mut lines = vec![format!("id: {}", self.id)];
        if with_kind {
            lines.push(format!("kind: {}", kind.name));
        }
        let own = |name: &str| kind.field(name).map(|i| &kind.fields[i as usize]);
        match self.title {
            Some(title) => lines.push(format!("title: {}", scalar(title))),
            None => lines.extend(own("title").map(hint)),
        }
        if !has_body {
            lines.extend(own("text").map(hint));
        }
        let asked = |name: &str| {
            let needed = self.schema.roles.iter().filter(|(role, _)| kind.has_role(role)).any(|(_, needs)| needs.iter().any(|n| n == name));
            needed || ASKED.iter().any(|(role, fields)| kind.has_role(role) && fields.contains(&name))
        };
        lines.extend(kind.fields.iter().filter(|f| !["title", "text"].contains(&f.name.as_str()) && asked(&f.name)).map(hint));
        for name in self.schema.link_names_of(self.kind) {
            let Some(name) = self.schema.link_of(self.kind, name).filter(|n| n.side == Side::Forward) else { continue };
            let link = self.schema.link(name.link);
            // A link that any record may have is asked of none.
            if link.from != crate::schema::Ends::Any {
                lines.push(comment(&link.name, &link.doc));
            }
        }
        lines
    }
}

/// A field as a comment: without its `# ` it is a line of the record.
fn hint(field: &Field) -> String {
    let doc = match &field.ty {
        FieldType::Enum { values, .. } => format!("{} {}", field.doc, values.join(", ")),
        FieldType::List(inner) => match &**inner {
            FieldType::Enum { values, .. } => format!("{} {}", field.doc, values.join(", ")),
            _ => field.doc.clone(),
        },
        _ => field.doc.clone(),
    };
    comment(&field.name, &doc)
}

fn comment(name: &str, doc: &str) -> String {
    let doc = doc.split_whitespace().collect::<Vec<_>>().join(" ");
    if doc.is_empty() { format!("# {name}:") } else { format!("# {name}:  # {doc}") }
}

/// A text as YAML: bare where that means the same to everyone, else between quotes.
fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | ',' | '(' | ')' | '/' | '%' | '+');
    let word = text.starts_with(char::is_alphabetic) && text.chars().all(plain);
    // Words that other readers of YAML take for something else.
    let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_lowercase().as_str());
    // A string always has a form in JSON, which YAML reads.
    if word && !reserved { text.to_owned() } else { serde_json::to_string(text).unwrap_or_default() }
}
