//! SPDX 3.0 as JSON-LD: a graph of elements, which name each other.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::json::parse;
use super::spdx::{Document, Raw};
use super::{Input, SbomFault};
use crate::model::Sbom;

#[derive(Deserialize)]
struct File<'a> {
    #[serde(rename = "@graph", borrow)]
    graph: Option<Vec<&'a RawValue>>,
}

/// Reads a document by the address of its context.
pub(super) fn read(input: Input, context: &str) -> Result<Sbom, SbomFault> {
    let version = context.split("/rdf/").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or("");
    if !["3.0", "3.0.0", "3.0.1"].contains(&version) {
        return Err(SbomFault::whole(format!("SPDX 3 by the context `{}` is not read: 3.0 is", context.chars().take(80).collect::<String>())));
    }
    let file: File = parse(input, input.body())?;
    let Some(graph) = file.graph else { return Err(SbomFault::whole("it has no `@graph`")) };
    let mut elements: Vec<(Value, &RawValue)> = Vec::with_capacity(graph.len());
    for raw in graph {
        elements.push((parse(input, raw.get())?, raw));
    }
    let texts: BTreeMap<&str, &str> =
        elements.iter().filter_map(|(e, _)| Some((id(e)?, text(e, "simplelicensing_licenseExpression").or_else(|| text(e, "name"))?))).collect();
    let mut document = Document { format: format!("SPDX {version}"), ..Document::default() };
    let documents: BTreeSet<&str> = elements.iter().filter(|(e, _)| kind(e) == "SpdxDocument").filter_map(|(e, _)| id(e)).collect();
    if documents.len() != 1 {
        return Err(SbomFault::whole(format!("it holds {} elements `SpdxDocument`: 1 is expected", documents.len())));
    }
    let mut licences: BTreeMap<(&str, bool), &str> = BTreeMap::new();
    for (element, _) in &elements {
        match kind(element) {
            "CreationInfo" => {
                document.created = document.created.take().or_else(|| text(element, "created").map(str::to_owned));
                let by = |field: &str, word: &str| {
                    many(element, field).filter_map(|id| texts.get(id)).map(|name| format!("{word}: {name}")).collect::<Vec<_>>()
                };
                document.creators.extend(by("createdUsing", "Tool").into_iter().chain(by("createdBy", "Person")));
            }
            "Relationship" | "LifecycleScopedRelationship" => {
                let (from, said) = (text(element, "from").unwrap_or(""), text(element, "relationshipType").unwrap_or(""));
                let concluded = said == "hasConcludedLicense";
                if concluded || said == "hasDeclaredLicense" {
                    licences.extend(many(element, "to").filter_map(|to| {
                        // A licence of the list of SPDX is named by its address there.
                        let listed = || to.strip_prefix("https://spdx.org/licenses/").or_else(|| to.strip_prefix("http://spdx.org/licenses/"));
                        Some(((from, concluded), texts.get(to).copied().or_else(listed)?))
                    }));
                }
                let (relation, turned) = relation(said, text(element, "scope").unwrap_or(""));
                let Some(relation) = relation else { continue };
                document.relations.extend(many(element, "to").map(|to| {
                    let (one, other) = if turned { (to, from) } else { (from, to) };
                    (one.to_owned(), relation.to_owned(), other.to_owned())
                }));
            }
            _ => {}
        }
    }
    // A document is of a bill, and that of a product.
    let roots: BTreeMap<&str, Vec<&str>> = elements.iter().filter_map(|(e, _)| Some((id(e)?, many(e, "rootElement").collect()))).collect();
    let mut open: Vec<&str> = documents.iter().copied().collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while let Some(at) = open.pop() {
        match roots.get(at).filter(|inner| !inner.is_empty()) {
            Some(inner) if seen.insert(at) => open.extend(inner),
            Some(_) => {}
            None if documents.contains(at) => {}
            None => document.describes.push(at.to_owned()),
        }
    }
    for (element, raw) in &elements {
        let Some(name) = id(element) else { continue };
        match kind(element) {
            "software_Package" | "ai_AIPackage" | "dataset_DatasetPackage" => {
                let owned = |field: &str| text(element, field).map(str::to_owned);
                let agent = |name: Option<&str>| name.map(|id| texts.get(id).map_or(id, |name| *name).to_owned());
                let licence = |concluded: bool| licences.get(&(name, concluded)).map(|l| (*l).to_owned());
                document.packages.push(Raw {
                    id: name.to_owned(),
                    name: owned("name").unwrap_or_default(),
                    version: owned("software_packageVersion"),
                    supplier: agent(text(element, "suppliedBy")),
                    originator: agent(many(element, "originatedBy").next()),
                    concluded: licence(true),
                    declared: licence(false),
                    address: owned("software_downloadLocation"),
                    purpose: text(element, "software_primaryPurpose").filter(|p| *p == "file").map(|_| "FILE".to_owned()),
                    hashes: items(element, "verifiedUsing")
                        .filter_map(|h| Some((text(h, "algorithm")?.to_owned(), text(h, "hashValue")?.to_owned())))
                        .collect(),
                    references: references(element),
                    span: input.span(raw.get().get(..1).unwrap_or("")),
                });
            }
            _ => drop(document.others.insert(name.to_owned())),
        }
    }
    let listed = |id: &String| document.others.contains(id) || document.packages.iter().any(|package| package.id == *id);
    if let Some(gone) = document.describes.iter().find(|id| !listed(id)) {
        let shown: String = gone.chars().take(120).collect();
        return Err(SbomFault::whole(format!("it is a document about `{shown}`, and does not list that")));
    }
    Ok(document.draft().finish())
}

/// What a relationship says in the words of SPDX 2, and whether from its other end.
fn relation(said: &str, scope: &str) -> (Option<&'static str>, bool) {
    let development = ["development", "test"].contains(&scope);
    match said {
        "dependsOn" | "hasOptionalDependency" | "hasProvidedDependency" | "hasDynamicLink" | "hasStaticLink" | "hasPrerequisite" if development => {
            (Some("DEV_DEPENDENCY_OF"), true)
        }
        "dependsOn" | "hasOptionalDependency" | "hasProvidedDependency" => (Some("DEPENDS_ON"), false),
        "contains" | "hasOptionalComponent" => (Some("CONTAINS"), false),
        "hasDynamicLink" => (Some("DYNAMIC_LINK"), false),
        "hasStaticLink" => (Some("STATIC_LINK"), false),
        "hasPrerequisite" => (Some("HAS_PREREQUISITE"), false),
        "usesTool" => (Some("DEV_TOOL_OF"), true),
        "hasTest" | "hasTestCase" => (Some("TEST_OF"), true),
        _ => (None, false),
    }
}

/// The package URL and the CPE name.
fn references(element: &Value) -> Vec<(String, String)> {
    let identifiers = items(element, "externalIdentifier").filter_map(|one| {
        let kind = match text(one, "externalIdentifierType")? {
            "packageUrl" => "purl",
            "cpe23" => "cpe23Type",
            "cpe22" => "cpe22Type",
            _ => return None,
        };
        Some((kind.to_owned(), text(one, "identifier")?.to_owned()))
    });
    text(element, "software_packageUrl").map(|url| ("purl".to_owned(), url.to_owned())).into_iter().chain(identifiers).collect()
}

fn id(element: &Value) -> Option<&str> {
    text(element, "spdxId").or_else(|| text(element, "@id"))
}

fn kind(element: &Value) -> &str {
    text(element, "type").or_else(|| text(element, "@type")).unwrap_or("")
}

fn text<'a>(element: &'a Value, field: &str) -> Option<&'a str> {
    element.get(field).and_then(Value::as_str)
}

fn items<'a>(element: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    element.get(field).and_then(Value::as_array).into_iter().flatten()
}

/// The texts of a field that holds one or several.
fn many<'a>(element: &'a Value, field: &str) -> impl Iterator<Item = &'a str> {
    text(element, field).into_iter().chain(items(element, field).filter_map(Value::as_str))
}
