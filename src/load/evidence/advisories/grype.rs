//! Reports of Grype as JSON. What Grype was told to ignore is read too, and said to be ignored.

use serde::Deserialize;

use super::named::Named;
use super::{Brief, Fault, Read, WORD, day};
use crate::load::evidence::intake::clean;
use crate::model::Advisory;

#[derive(Deserialize)]
struct Report {
    matches: Option<Vec<Match>>,
    #[serde(rename = "ignoredMatches")]
    ignored: Option<Vec<Match>>,
    descriptor: Option<Descriptor>,
}

#[derive(Deserialize)]
struct Descriptor {
    timestamp: Option<String>,
}

#[derive(Deserialize)]
struct Match {
    vulnerability: Vulnerability,
    #[serde(rename = "relatedVulnerabilities")]
    related: Option<Vec<Vulnerability>>,
    artifact: Artifact,
}

#[derive(Deserialize)]
struct Vulnerability {
    id: String,
    severity: Option<String>,
    description: Option<Brief>,
}

#[derive(Deserialize)]
struct Artifact {
    name: Option<String>,
    version: Option<String>,
    purl: Option<String>,
    cpes: Option<Vec<String>>,
    upstreams: Option<Vec<Upstream>>,
}

#[derive(Deserialize)]
struct Upstream {
    name: Option<String>,
}

/// Reads a report.
///
/// # Errors
/// When it is no JSON, or a match has no id.
pub(super) fn parse(text: &str) -> Result<Read, Fault> {
    let report: Report = serde_json::from_str(text)?;
    let mut read = Read { format: "Grype", date: report.descriptor.and_then(|d| d.timestamp).as_deref().and_then(day), ..Read::default() };
    let found = report.matches.unwrap_or_default().into_iter().map(|m| (m, None));
    let ignored = report.ignored.unwrap_or_default().into_iter().map(|m| (m, Some("ignored by the scanner".to_owned())));
    for (found, state) in found.chain(ignored) {
        let artifact = found.artifact;
        let named = Named {
            name: artifact.name.as_deref().unwrap_or_default(),
            version: artifact.version.as_deref(),
            purl: artifact.purl.as_deref(),
            cpes: artifact.cpes.iter().flatten().map(String::as_str).collect(),
            source: artifact.upstreams.iter().flatten().find_map(|u| u.name.as_deref()),
        };
        let related = found.related.unwrap_or_default();
        let summaries = found.vulnerability.description.into_iter().chain(related.iter().filter_map(|r| r.description.clone()));
        if found.vulnerability.id.trim().is_empty() {
            return Err(Fault::whole(format!("match {} has no `id`", read.advisories.len() + 1)));
        }
        read.advisories.push(Advisory {
            id: clean(&found.vulnerability.id, WORD),
            aliases: related.iter().map(|r| clean(&r.id, WORD)).filter(|id| *id != found.vulnerability.id).collect(),
            summary: summaries.map(|b| b.0).find(|b| !b.is_empty()).unwrap_or_default(),
            severity: found.vulnerability.severity.iter().map(|s| clean(s, WORD)).collect(),
            state,
            affected: vec![named.affected()],
            ..Advisory::default()
        });
    }
    Ok(read)
}
