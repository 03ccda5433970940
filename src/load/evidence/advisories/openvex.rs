//! OpenVEX documents, versions 0.0 and 0.2. What a statement says is shown, and is no evaluation: one that says `not_affected` is
//! about a known anomaly all the same.

use serde::Deserialize;

use super::named::Named;
use super::{Brief, Fault, Read, WORD, day};
use crate::load::evidence::intake::clean;
use crate::model::Advisory;

#[derive(Deserialize)]
struct Document {
    timestamp: Option<String>,
    last_updated: Option<String>,
    statements: Option<Vec<Statement>>,
}

#[derive(Deserialize)]
struct Statement {
    vulnerability: Option<Vulnerability>,
    products: Option<Vec<Product>>,
    /// In version 0.0 they stand beside the products.
    subcomponents: Option<Vec<Product>>,
    status: Option<String>,
    justification: Option<String>,
    status_notes: Option<String>,
    impact_statement: Option<String>,
    action_statement: Option<String>,
    timestamp: Option<String>,
    last_updated: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Vulnerability {
    Id(String),
    Named {
        name: Option<String>,
        #[serde(rename = "@id")]
        id: Option<String>,
        aliases: Option<Vec<String>>,
        description: Option<Brief>,
    },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Product {
    Id(String),
    Named {
        #[serde(rename = "@id")]
        id: Option<String>,
        identifiers: Option<Identifiers>,
        subcomponents: Option<Vec<Product>>,
    },
}

#[derive(Deserialize)]
struct Identifiers {
    purl: Option<String>,
    cpe22: Option<String>,
    cpe23: Option<String>,
}

/// Reads a document.
///
/// # Errors
/// When it is no JSON, or a statement names no vulnerability.
pub(super) fn parse(text: &str) -> Result<Read, Fault> {
    let document: Document = serde_json::from_str(text)?;
    let mut read = Read { format: "OpenVEX", ..Read::default() };
    let date = |stamp: &Option<String>| stamp.as_deref().and_then(day);
    read.date = date(&document.timestamp).max(date(&document.last_updated));
    for statement in document.statements.unwrap_or_default() {
        read.date = read.date.take().max(date(&statement.timestamp)).max(date(&statement.last_updated));
        let (id, aliases, summary) = match statement.vulnerability {
            Some(Vulnerability::Id(id)) => (id, Vec::new(), String::new()),
            Some(Vulnerability::Named { name, id, aliases, description }) => {
                (name.or(id).unwrap_or_default(), aliases.unwrap_or_default(), description.map(|b| b.0).unwrap_or_default())
            }
            None => (String::new(), Vec::new(), String::new()),
        };
        if id.trim().is_empty() {
            return Err(Fault::whole(format!("statement {} names no vulnerability", read.advisories.len() + 1)));
        }
        let words = [statement.status, statement.justification, statement.impact_statement, statement.action_statement, statement.status_notes];
        let words: Vec<String> = words.into_iter().flatten().map(|w| clean(&w, 300)).filter(|w| !w.is_empty()).collect();
        let mut affected = Vec::new();
        // A statement about a product speaks of what is in it.
        let mut open: Vec<Product> = statement.products.unwrap_or_default();
        open.extend(statement.subcomponents.unwrap_or_default());
        open.reverse();
        while let Some(product) = open.pop() {
            let (id, identifiers, inner) = match product {
                Product::Id(id) => (Some(id), None, None),
                Product::Named { id, identifiers, subcomponents } => (id, identifiers, subcomponents),
            };
            open.extend(inner.unwrap_or_default().into_iter().rev());
            let stated = identifiers.as_ref();
            let named = Named {
                name: id.as_deref().unwrap_or_default(),
                purl: stated.and_then(|i| i.purl.as_deref()).or(id.as_deref().filter(|id| id.starts_with("pkg:"))),
                cpes: stated.iter().flat_map(|i| [&i.cpe23, &i.cpe22]).flatten().map(String::as_str).collect(),
                ..Named::default()
            };
            affected.push(named.affected());
        }
        read.advisories.push(Advisory {
            id: clean(&id, WORD),
            aliases: aliases.iter().map(|a| clean(a, WORD)).collect(),
            summary,
            state: Some(words.join(", ")).filter(|s| !s.is_empty()),
            affected,
            ..Advisory::default()
        });
    }
    Ok(read)
}
