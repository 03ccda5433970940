//! SPDX 2.2 and 2.3: what JSON and tag-value have in common.

use std::collections::BTreeSet;

use super::SbomFault;
use super::draft::{Draft, Need, some};
use crate::model::{Component, Hash, Sbom};
use crate::source::Span;

/// What stands for the document itself.
pub(super) const DOCUMENT: &str = "SPDXRef-DOCUMENT";

/// Says that a document is of a version that is read.
pub(super) fn version(version: &str) -> Result<String, SbomFault> {
    match version {
        "SPDX-2.2" | "SPDX-2.3" => Ok(version.replace('-', " ")),
        other => Err(SbomFault::whole(format!("SPDX version `{}` is not read: SPDX-2.2 and SPDX-2.3 are", other.chars().take(20).collect::<String>()))),
    }
}

/// A package as it is written.
#[derive(Debug, Default)]
pub(super) struct Raw {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) version: Option<String>,
    pub(super) supplier: Option<String>,
    pub(super) originator: Option<String>,
    pub(super) concluded: Option<String>,
    pub(super) declared: Option<String>,
    pub(super) address: Option<String>,
    pub(super) purpose: Option<String>,
    pub(super) hashes: Vec<(String, String)>,
    /// Type and locator.
    pub(super) references: Vec<(String, String)>,
    pub(super) span: Span,
}

/// A document as it is written.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) format: String,
    pub(super) created: Option<String>,
    pub(super) creators: Vec<String>,
    pub(super) describes: Vec<String>,
    pub(super) packages: Vec<Raw>,
    /// The ids of what it lists beside packages: files, snippets.
    pub(super) others: BTreeSet<String>,
    /// From, type, to.
    pub(super) relations: Vec<(String, String, String)>,
}

impl Document {
    /// The draft.
    pub(super) fn draft(mut self) -> Draft {
        let mut draft = Draft { by_needs: true, ..Draft::default() };
        let describes = &mut self.describes;
        self.relations.retain(|(from, kind, to)| match kind.as_str() {
            "DESCRIBES" if from == DOCUMENT => {
                describes.push(to.clone());
                false
            }
            "DESCRIBED_BY" if to == DOCUMENT => {
                describes.push(from.clone());
                false
            }
            _ => true,
        });
        self.describes.sort_unstable();
        self.describes.dedup();
        self.absent(&mut draft.sbom);
        // Of several things that a document describes none is the product: they are what it is made of.
        let one = self.describes.len() == 1 && self.packages.len() > 1;
        draft.roots = if one { self.describes.clone() } else { vec![DOCUMENT.to_owned()] };
        if !one {
            draft.needs.extend(self.describes.iter().map(|to| need(DOCUMENT, to, false)));
        }
        draft.needs.extend(self.relations.iter().filter_map(|(from, kind, to)| edge(from, kind, to)));
        // A package contains its files, too, which are not read.
        draft.beside.extend(self.others);
        let people = |prefix: &str| {
            let names: Vec<&str> = self.creators.iter().filter_map(|c| c.strip_prefix(prefix)).map(str::trim).collect();
            some(Some(names.join(", ")))
        };
        draft.sbom.format = self.format;
        draft.sbom.date = some(self.created);
        draft.sbom.tool = people("Tool:");
        draft.sbom.author = people("Person:").or_else(|| people("Organization:"));
        let npm = draft.sbom.tool.as_ref().is_some_and(|tool| tool.starts_with("npm"));
        let mut direct: Vec<&str> = draft.needs.iter().filter(|n| draft.roots.contains(&n.from)).map(|n| n.to.as_str()).collect();
        direct.sort_unstable();
        for raw in self.packages {
            if raw.purpose.as_deref() == Some("FILE") {
                draft.sbom.files += 1;
                draft.beside.insert(raw.id);
                continue;
            }
            // As in CycloneDX: what npm lists of a workspace has neither a digest nor an address.
            let own = npm && raw.hashes.is_empty() && said(raw.address.clone()).is_none() && direct.binary_search(&raw.id.as_str()).is_ok();
            let id = raw.id.clone();
            draft.components.push((id, component(raw, own)));
        }
        draft
    }

    /// Takes out what the document says of elements that it does not list, and tells: it may have been cut between two.
    fn absent(&mut self, sbom: &mut Sbom) {
        let listed: BTreeSet<&str> = self.packages.iter().map(|p| p.id.as_str()).chain(self.others.iter().map(String::as_str)).collect();
        // What stands in another document has an id of its own kind.
        let gone = |id: &str| id.starts_with("SPDXRef-") && id != DOCUMENT && !listed.contains(id);
        let mut lose = |from: &str, to: &str| {
            let lost = gone(from) || gone(to);
            if lost {
                sbom.loose += 1;
                sbom.lost.get_or_insert_with(|| (from.to_owned(), to.to_owned()));
            }
            !lost
        };
        self.relations.retain(|(from, _, to)| lose(from, to));
        self.describes.retain(|to| lose(DOCUMENT, to));
    }
}

/// What is neither left out nor said to be unknown.
fn said(text: Option<String>) -> Option<String> {
    some(text).filter(|t| !["NOASSERTION", "NONE"].contains(&t.as_str()))
}

fn component(raw: Raw, own: bool) -> Component {
    let reference = |wanted: &[&str]| raw.references.iter().find(|(kind, _)| wanted.contains(&kind.as_str())).map(|(_, locator)| locator.clone());
    let maker = |text: Option<String>| {
        let text = said(text)?;
        let name = ["Organization:", "Person:"].iter().find_map(|p| text.strip_prefix(p)).unwrap_or(&text);
        some(Some(name.split(" (").next().unwrap_or(name).to_owned()))
    };
    Component {
        name: raw.name.trim().to_owned(),
        version: said(raw.version),
        purl: some(reference(&["purl"])),
        cpe: some(reference(&["cpe23Type", "cpe22Type"])),
        licence: said(raw.concluded).or_else(|| said(raw.declared)),
        supplier: maker(raw.supplier).or_else(|| maker(raw.originator)),
        hashes: raw.hashes.iter().filter_map(|(algorithm, value)| Hash::new(algorithm, value)).collect(),
        development: false,
        own,
        span: raw.span,
    }
}

fn need(from: &str, to: &str, development: bool) -> Need {
    Need { from: from.to_owned(), to: to.to_owned(), development }
}

/// The dependency that a relationship states, if it is one.
fn edge(from: &str, kind: &str, to: &str) -> Option<Need> {
    if from == DOCUMENT || to == DOCUMENT || ["NONE", "NOASSERTION"].contains(&to) {
        return None;
    }
    match kind {
        "DEPENDS_ON" | "CONTAINS" | "DYNAMIC_LINK" | "STATIC_LINK" | "HAS_PREREQUISITE" => Some(need(from, to, false)),
        "DEPENDENCY_OF"
        | "CONTAINED_BY"
        | "PREREQUISITE_FOR"
        | "PACKAGE_OF"
        | "RUNTIME_DEPENDENCY_OF"
        | "OPTIONAL_DEPENDENCY_OF"
        | "PROVIDED_DEPENDENCY_OF"
        // What is needed for building is often linked in: only tools of the building are not.
        | "BUILD_DEPENDENCY_OF"
        | "OPTIONAL_COMPONENT_OF" => Some(need(to, from, false)),
        "DEV_DEPENDENCY_OF"
        | "TEST_DEPENDENCY_OF"
        | "DEV_TOOL_OF"
        | "BUILD_TOOL_OF"
        | "TEST_TOOL_OF"
        | "TEST_OF"
        | "TEST_CASE_OF" => Some(need(to, from, true)),
        _ => None,
    }
}
