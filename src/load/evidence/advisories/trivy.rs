//! Reports of Trivy as JSON, of schema version 2. What Trivy was told to leave out is read too where the report shows it
//! (`--show-suppressed`), with what was said of it.

use serde::Deserialize;

use super::named::Named;
use super::{Brief, Fault, Read, WORD, day};
use crate::load::evidence::intake::clean;
use crate::model::Advisory;

#[derive(Deserialize)]
struct Report {
    #[serde(rename = "CreatedAt")]
    created: Option<String>,
    #[serde(rename = "Results")]
    results: Option<Vec<Target>>,
}

#[derive(Deserialize)]
struct Target {
    #[serde(rename = "Vulnerabilities")]
    vulnerabilities: Option<Vec<Vulnerability>>,
    #[serde(rename = "ExperimentalModifiedFindings")]
    modified: Option<Vec<Modified>>,
}

#[derive(Deserialize)]
struct Modified {
    #[serde(rename = "Type")]
    kind: Option<String>,
    #[serde(rename = "Status")]
    status: Option<String>,
    #[serde(rename = "Statement")]
    statement: Option<String>,
    #[serde(rename = "Finding")]
    finding: serde_json::Value,
}

#[derive(Deserialize)]
struct Vulnerability {
    #[serde(rename = "VulnerabilityID")]
    id: String,
    #[serde(rename = "VendorIDs")]
    aliases: Option<Vec<String>>,
    #[serde(rename = "PkgName")]
    name: Option<String>,
    #[serde(rename = "PkgIdentifier")]
    identifier: Option<Identifier>,
    #[serde(rename = "SrcName")]
    source: Option<String>,
    #[serde(rename = "InstalledVersion")]
    version: Option<String>,
    #[serde(rename = "Title")]
    title: Option<Brief>,
    #[serde(rename = "Description")]
    description: Option<Brief>,
    #[serde(rename = "Severity")]
    severity: Option<String>,
}

#[derive(Deserialize)]
struct Identifier {
    #[serde(rename = "PURL")]
    purl: Option<String>,
}

/// Reads a report.
///
/// # Errors
/// When it is no JSON, or a vulnerability has no id.
pub(super) fn parse(text: &str) -> Result<Read, Fault> {
    let report: Report = serde_json::from_str(text)?;
    let mut read = Read { format: "Trivy", date: report.created.as_deref().and_then(day), ..Read::default() };
    for target in report.results.unwrap_or_default() {
        for found in target.vulnerabilities.unwrap_or_default() {
            take(found, None, &mut read)?;
        }
        for modified in target.modified.unwrap_or_default().into_iter().filter(|m| m.kind.as_deref().is_none_or(|kind| kind == "vulnerability")) {
            let words = [modified.status, modified.statement].into_iter().flatten().map(|w| clean(&w, 300)).filter(|w| !w.is_empty());
            let state = words.collect::<Vec<_>>().join(", ");
            take(serde_json::from_value(modified.finding)?, Some(state).filter(|s| !s.is_empty()), &mut read)?;
        }
    }
    Ok(read)
}

fn take(found: Vulnerability, state: Option<String>, read: &mut Read) -> Result<(), Fault> {
    if found.id.trim().is_empty() {
        return Err(Fault::whole(format!("vulnerability {} has no `VulnerabilityID`", read.advisories.len() + 1)));
    }
    let named = Named {
        name: found.name.as_deref().unwrap_or_default(),
        version: found.version.as_deref(),
        purl: found.identifier.as_ref().and_then(|i| i.purl.as_deref()),
        cpes: Vec::new(),
        source: found.source.as_deref(),
    };
    read.advisories.push(Advisory {
        id: clean(&found.id, WORD),
        aliases: found.aliases.unwrap_or_default().iter().map(|a| clean(a, WORD)).collect(),
        summary: [found.title, found.description].into_iter().flatten().map(|b| b.0).find(|b| !b.is_empty()).unwrap_or_default(),
        severity: found.severity.iter().map(|s| clean(s, WORD)).collect(),
        state,
        affected: vec![named.affected()],
        ..Advisory::default()
    });
    Ok(())
}
