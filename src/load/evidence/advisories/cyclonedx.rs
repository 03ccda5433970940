//! The `vulnerabilities` of CycloneDX in JSON, with what a VEX document says about them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Brief, Fault, Read, WORD, day};
use crate::load::evidence::intake::clean;
use crate::model::{Advisory, Affected, Event, Order, Purl, Range};

#[derive(Deserialize)]
struct Document {
    metadata: Option<Metadata>,
    components: Option<Vec<Component>>,
    vulnerabilities: Option<Vec<Vulnerability>>,
}

#[derive(Deserialize)]
struct Metadata {
    timestamp: Option<String>,
    component: Option<Component>,
}

#[derive(Deserialize)]
struct Component {
    #[serde(rename = "bom-ref")]
    reference: Option<String>,
    purl: Option<String>,
    version: Option<String>,
    components: Option<Vec<Component>>,
}

#[derive(Deserialize)]
struct Vulnerability {
    id: Option<String>,
    references: Option<Vec<Reference>>,
    ratings: Option<Vec<Rating>>,
    description: Option<Brief>,
    detail: Option<Brief>,
    updated: Option<String>,
    rejected: Option<String>,
    analysis: Option<Analysis>,
    affects: Option<Vec<Affects>>,
}

#[derive(Deserialize)]
struct Reference {
    id: Option<String>,
}

#[derive(Deserialize)]
struct Rating {
    severity: Option<String>,
    vector: Option<String>,
}

#[derive(Deserialize)]
struct Analysis {
    state: Option<String>,
    justification: Option<String>,
    detail: Option<Brief>,
}

#[derive(Deserialize)]
struct Affects {
    #[serde(rename = "ref")]
    reference: Option<String>,
    versions: Option<Vec<VersionOf>>,
}

#[derive(Deserialize)]
struct VersionOf {
    version: Option<String>,
    range: Option<String>,
    status: Option<String>,
}

/// Reads a file to its end. One without `vulnerabilities` holds no advisory.
///
/// # Errors
/// When it is no JSON, or no CycloneDX.
pub(super) fn parse(text: &str) -> Result<Read, Fault> {
    let document: Document = serde_json::from_str(text)?;
    let metadata = document.metadata;
    let mut date = metadata.as_ref().and_then(|m| m.timestamp.as_deref()).and_then(day);
    let mut known = BTreeMap::new();
    let mut open: Vec<Component> = document.components.unwrap_or_default();
    open.extend(metadata.and_then(|m| m.component));
    while let Some(mut component) = open.pop() {
        open.append(&mut component.components.take().unwrap_or_default());
        if let (Some(reference), Some(package)) = (component.reference, component.purl.as_deref().and_then(Purl::parse)) {
            let version = package.version.clone().or(component.version);
            known.insert(reference, Purl { version, ..package });
        }
    }
    let mut advisories = Vec::new();
    for vulnerability in document.vulnerabilities.unwrap_or_default() {
        let Some(id) = vulnerability.id.as_deref().filter(|id| !id.trim().is_empty()) else {
            return Err(Fault::whole(format!("vulnerability {} has no `id`", advisories.len() + 1)));
        };
        date = date.max(vulnerability.updated.as_deref().and_then(day));
        let mut severity = Vec::new();
        for rating in vulnerability.ratings.unwrap_or_default() {
            severity.extend(rating.vector.or(rating.severity).map(|words| clean(&words, WORD)).filter(|words| !severity.contains(words)));
        }
        let aliases = vulnerability.references.unwrap_or_default().into_iter().filter_map(|r| r.id);
        let summary = [vulnerability.description, vulnerability.detail].into_iter().flatten().map(|b| b.0).find(|b| !b.is_empty());
        advisories.push(Advisory {
            file: 0,
            id: clean(id, WORD),
            aliases: aliases.map(|a| clean(&a, WORD)).collect(),
            summary: summary.unwrap_or_default(),
            severity,
            withdrawn: vulnerability.rejected.is_some_and(|r| !r.trim().is_empty()),
            state: vulnerability.analysis.and_then(state),
            affected: vulnerability.affects.unwrap_or_default().into_iter().map(|a| affected(a, &known)).collect(),
        });
    }
    Ok(Read { format: "CycloneDX", date, advisories })
}

/// State, justification and detail in one line.
fn state(analysis: Analysis) -> Option<String> {
    let words = [analysis.state, analysis.justification, analysis.detail.map(|b| b.0)].into_iter().flatten();
    let words: Vec<String> = words.map(|w| clean(&w, 300)).filter(|w| !w.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn affected(affects: Affects, known: &BTreeMap<String, Purl>) -> Affected {
    let reference = affects.reference.unwrap_or_default();
    // A link into another document ends with the name of the component there.
    let inner = || reference.split_once('#').map_or("", |(_, inner)| inner);
    let package = known.get(&reference).cloned().or_else(|| known.get(inner()).cloned());
    let package = package.or_else(|| Purl::parse(&reference)).or_else(|| Purl::parse_escaped(inner()));
    let Some(package) = package else { return Affected { name: clean(&reference, WORD), ..Affected::default() } };
    let mut affected = Affected { name: clean(&package.key(), WORD), packages: package.loose_keys(), ..Affected::default() };
    let listed = affects.versions.unwrap_or_default();
    if listed.is_empty() {
        let order = Order::of_packages(Some(&package.ecosystem));
        let events = match package.version {
            Some(version) => vec![Event::Introduced(clean(&version, WORD)), Event::LastAffected(clean(&version, WORD))],
            None => vec![Event::Introduced("0".to_owned())],
        };
        affected.ranges.push(Range { order, events, raw: None });
    }
    for of in listed {
        let status = of.status.as_deref().unwrap_or("affected");
        match (of.version.map(|v| clean(&v, WORD)), of.range.map(|r| clean(&r, WORD))) {
            (Some(version), _) if status == "affected" => affected.versions.push(&version),
            (Some(version), _) if status == "unaffected" => affected.unaffected.push(&version),
            // What is unaffected within a range that is not evaluated takes nothing away.
            (None, Some(_)) if status == "unaffected" => {}
            (version, range) => {
                let raw = range.or(version).map(|words| format!("{words} ({})", clean(status, 20)));
                affected.ranges.push(Range { order: Order::Unknown, events: Vec::new(), raw });
            }
        }
    }
    affected
}
