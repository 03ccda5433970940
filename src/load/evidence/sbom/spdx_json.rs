//! SPDX as JSON.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::json::parse;
use super::spdx::{Document, Raw, version};
use super::{Input, SbomFault};
use crate::model::Sbom;

#[derive(Deserialize)]
struct File<'a> {
    #[serde(rename = "creationInfo")]
    creation: Option<Creation>,
    #[serde(rename = "documentDescribes")]
    describes: Option<Vec<String>>,
    #[serde(borrow)]
    packages: Option<Vec<Package<'a>>>,
    files: Option<Vec<Other>>,
    snippets: Option<Vec<Other>>,
    relationships: Option<Vec<Relation>>,
}

#[derive(Deserialize)]
struct Creation {
    created: Option<String>,
    creators: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Package<'a> {
    #[serde(rename = "SPDXID")]
    id: String,
    #[serde(borrow)]
    name: &'a RawValue,
    #[serde(rename = "versionInfo")]
    version: Option<String>,
    supplier: Option<String>,
    originator: Option<String>,
    #[serde(rename = "licenseConcluded")]
    concluded: Option<String>,
    #[serde(rename = "licenseDeclared")]
    declared: Option<String>,
    #[serde(rename = "downloadLocation")]
    address: Option<String>,
    #[serde(rename = "primaryPackagePurpose")]
    purpose: Option<String>,
    checksums: Option<Vec<Checksum>>,
    #[serde(rename = "externalRefs")]
    references: Option<Vec<Reference>>,
}

/// What is no package: only its id is read.
#[derive(Deserialize)]
struct Other {
    #[serde(rename = "SPDXID")]
    id: Option<String>,
}

#[derive(Deserialize)]
struct Checksum {
    algorithm: String,
    #[serde(rename = "checksumValue")]
    value: String,
}

#[derive(Deserialize)]
struct Reference {
    #[serde(rename = "referenceType")]
    kind: String,
    #[serde(rename = "referenceLocator")]
    locator: String,
}

#[derive(Deserialize)]
struct Relation {
    #[serde(rename = "spdxElementId")]
    from: String,
    #[serde(rename = "relationshipType")]
    kind: String,
    #[serde(rename = "relatedSpdxElement")]
    to: String,
}

/// Reads a document that says it is of a version, and that is a part of the file or all of it.
pub(super) fn read(input: Input, body: &str, stated: &str) -> Result<Sbom, SbomFault> {
    let format = version(stated)?;
    let file: File = parse(input, body)?;
    let mut document = Document { format, describes: file.describes.unwrap_or_default(), ..Document::default() };
    if let Some(creation) = file.creation {
        document.created = creation.created;
        document.creators = creation.creators.unwrap_or_default();
    }
    for package in file.packages.unwrap_or_default() {
        document.packages.push(Raw {
            id: package.id,
            name: parse(input, package.name.get())?,
            version: package.version,
            supplier: package.supplier,
            originator: package.originator,
            concluded: package.concluded,
            declared: package.declared,
            address: package.address,
            purpose: package.purpose,
            hashes: package.checksums.unwrap_or_default().into_iter().map(|c| (c.algorithm, c.value)).collect(),
            references: package.references.unwrap_or_default().into_iter().map(|r| (r.kind, r.locator)).collect(),
            span: input.span(package.name.get()),
        });
    }
    document.others = [file.files, file.snippets].into_iter().flatten().flatten().filter_map(|other| other.id).collect();
    document.relations = file.relationships.unwrap_or_default().into_iter().map(|r| (r.from, r.kind, r.to)).collect();
    Ok(document.draft().finish())
}
