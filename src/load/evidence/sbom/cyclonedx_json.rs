//! CycloneDX as JSON.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;

use super::cyclonedx::{Bom, DEEPEST, Raw, tool, version};
use super::draft::{Need, some};
use super::json::parse;
use super::{Input, SbomFault};
use crate::model::Sbom;

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    metadata: Option<Metadata<'a>>,
    #[serde(borrow)]
    components: Option<Vec<&'a RawValue>>,
    services: Option<Vec<Service>>,
    dependencies: Option<Vec<Dependency>>,
    compositions: Option<Vec<Composition>>,
    vulnerabilities: Option<Vec<IgnoredAny>>,
}

#[derive(Deserialize)]
struct Composition {
    aggregate: Option<String>,
}

#[derive(Deserialize)]
struct Service {
    #[serde(rename = "bom-ref")]
    reference: Option<String>,
}

#[derive(Deserialize)]
struct Metadata<'a> {
    timestamp: Option<String>,
    tools: Option<Value>,
    authors: Option<Vec<Named>>,
    supplier: Option<Named>,
    manufacturer: Option<Named>,
    manufacture: Option<Named>,
    #[serde(borrow)]
    component: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Dependency {
    #[serde(rename = "ref")]
    from: String,
    #[serde(rename = "dependsOn")]
    to: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Item<'a> {
    #[serde(rename = "bom-ref")]
    reference: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    group: Option<String>,
    #[serde(borrow)]
    name: &'a RawValue,
    version: Option<String>,
    purl: Option<String>,
    cpe: Option<String>,
    scope: Option<String>,
    supplier: Option<Named>,
    manufacturer: Option<Named>,
    publisher: Option<String>,
    author: Option<String>,
    authors: Option<Vec<Named>>,
    hashes: Option<Vec<Digest>>,
    licenses: Option<Vec<Choice>>,
    properties: Option<Vec<Property>>,
    #[serde(rename = "externalReferences")]
    addresses: Option<Vec<Address>>,
    #[serde(borrow)]
    components: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
struct Digest {
    alg: String,
    content: String,
}

#[derive(Deserialize)]
struct Choice {
    license: Option<Licence>,
    expression: Option<String>,
}

#[derive(Deserialize)]
struct Licence {
    id: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Property {
    name: Option<String>,
    value: Option<String>,
}

#[derive(Deserialize)]
struct Address {
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// Reads a file that says it is of a version.
pub(super) fn read(input: Input, stated: &str) -> Result<Sbom, SbomFault> {
    let format = version(stated)?;
    let file: File = parse(input, input.body())?;
    let mut bom = Bom::default();
    bom.draft.sbom.format = format;
    if let Some(metadata) = file.metadata {
        bom.draft.sbom.date = some(metadata.timestamp);
        bom.draft.sbom.tool = metadata.tools.as_ref().and_then(tools);
        bom.draft.sbom.author = people(metadata.authors)
            .or_else(|| [metadata.supplier, metadata.manufacturer, metadata.manufacture].into_iter().flatten().find_map(|n| some(n.name)));
        if let Some(product) = metadata.component {
            let (raw, inner) = item(input, product)?;
            bom.product(raw);
            components(input, inner, &mut bom)?;
        }
    }
    components(input, file.components.unwrap_or_default(), &mut bom)?;
    bom.draft.beside.extend(file.services.unwrap_or_default().into_iter().filter_map(|service| service.reference));
    for Dependency { from, to } in file.dependencies.unwrap_or_default() {
        let needs = to.unwrap_or_default().into_iter().map(|to| Need { from: from.clone(), to, development: false });
        bom.draft.needs.extend(needs);
    }
    bom.draft.sbom.vulnerabilities = file.vulnerabilities.map_or(0, |v| v.len());
    file.compositions.unwrap_or_default().into_iter().filter_map(|c| c.aggregate).for_each(|said| bom.aggregate(said));
    Ok(bom.finish(input).finish())
}

/// Takes components in, and those inside them after them.
fn components<'a>(input: Input<'a>, items: Vec<&'a RawValue>, bom: &mut Bom) -> Result<(), SbomFault> {
    let mut open: Vec<std::vec::IntoIter<&'a RawValue>> = vec![items.into_iter()];
    while let Some(level) = open.last_mut() {
        let Some(next) = level.next() else {
            open.pop();
            continue;
        };
        let (raw, inner) = item(input, next)?;
        bom.component(raw);
        if open.len() > DEEPEST {
            return Err(SbomFault::at(input.span_start(next.get()), format!("components lie in each other more than {DEEPEST} deep")));
        }
        open.push(inner.into_iter());
    }
    Ok(())
}

fn item<'a>(input: Input<'a>, value: &'a RawValue) -> Result<(Raw, Vec<&'a RawValue>), SbomFault> {
    let item: Item<'a> = parse(input, value.get())?;
    let name: String = parse(input, item.name.get())?;
    let named = |n: Option<Named>| n.and_then(|n| n.name);
    let raw = Raw {
        reference: item.reference,
        kind: item.kind.unwrap_or_default(),
        group: item.group,
        name,
        version: item.version,
        purl: item.purl,
        cpe: item.cpe,
        scope: item.scope,
        makers: [named(item.supplier), named(item.manufacturer), item.publisher, item.author.or_else(|| people(item.authors))],
        hashes: item.hashes.unwrap_or_default().into_iter().map(|h| (h.alg, h.content)).collect(),
        licences: item.licenses.unwrap_or_default().into_iter().filter_map(|c| c.expression.or_else(|| c.license.and_then(|l| l.id.or(l.name)))).collect(),
        development: item
            .properties
            .is_some_and(|p| p.iter().any(|p| p.name.as_deref() == Some("cdx:npm:package:development") && p.value.as_deref() == Some("true"))),
        obtained: item.addresses.is_some_and(|a| a.iter().any(|a| a.kind.as_deref() == Some("distribution"))),
        span: input.span(item.name.get()),
    };
    Ok((raw, item.components.unwrap_or_default()))
}

fn people(people: Option<Vec<Named>>) -> Option<String> {
    let names: Vec<String> = people.unwrap_or_default().into_iter().filter_map(|p| some(p.name)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The first tool: up to 1.4 a list, from 1.5 on components.
fn tools(value: &Value) -> Option<String> {
    let first = value.get(0).or_else(|| value.get("components")?.get(0)).or_else(|| value.get("services")?.get(0))?;
    let text = |name: &str| first.get(name).and_then(Value::as_str).map(str::to_owned);
    tool([text("vendor").or_else(|| text("group")), text("name"), text("version")])
}
