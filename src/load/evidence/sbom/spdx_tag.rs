//! SPDX as tag and value, a line each.

use super::spdx::{Document, Raw, version};
use super::{Input, SbomFault};
use crate::model::Sbom;

/// Which part of the document a line belongs to.
#[derive(PartialEq)]
enum Part {
    Document,
    Package,
    /// A file, a snippet, a licence text: no component.
    Other,
}

/// Reads a document.
pub(super) fn read(input: Input) -> Result<Sbom, SbomFault> {
    let body = input.body();
    let mut document = Document::default();
    let mut part = Part::Document;
    let mut at = 0;
    while at < body.len() {
        let end = body[at..].find('\n').map_or(body.len(), |n| at + n + 1);
        let (start, line) = (at, body[at..end].trim());
        at = end;
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = input.span_start(&body[start..]);
        let Some((tag, rest)) = line.split_once(':') else {
            return Err(SbomFault::at(place, "the line is no tag with a value"));
        };
        let (tag, mut value) = (tag.trim(), rest.trim());
        if let Some(text) = value.strip_prefix("<text>") {
            // From the value's place in the text on: it may go on over many lines.
            let from = text.as_ptr() as usize - body.as_ptr() as usize;
            let Some(length) = body[from..].find("</text>") else {
                return Err(SbomFault::at(place, format!("the text of `{tag}` does not end")));
            };
            value = body[from..from + length].trim();
            let after = from + length;
            at = body[after..].find('\n').map_or(body.len(), |n| after + n + 1);
        }
        line_of(input, &mut document, &mut part, tag, value, place)?;
    }
    let spdx = std::mem::take(&mut document.format);
    document.format = version(&spdx)?;
    if let Some(package) = document.packages.iter().find(|p| p.id.is_empty()) {
        return Err(SbomFault::at(package.span.start as usize, "the package has no `SPDXID`"));
    }
    // Every package has to say where it comes from, after its version.
    if document.packages.last().is_some_and(|p| p.address.is_none()) {
        return Err(SbomFault::at(input.text.len(), "the last package has no `PackageDownloadLocation`: the file may end early"));
    }
    // Relationships mostly come last: a document without the first of them may have been cut anywhere.
    if !document.relations.iter().any(|(_, kind, _)| kind == "DESCRIBES" || kind == "DESCRIBED_BY") {
        return Err(SbomFault::at(input.text.len(), "no relationship says what the document describes: it may end early"));
    }
    Ok(document.draft().finish())
}

fn line_of(input: Input, document: &mut Document, part: &mut Part, tag: &str, value: &str, place: usize) -> Result<(), SbomFault> {
    let words = |n: usize| value.splitn(n, char::is_whitespace).map(str::trim).map(str::to_owned).collect::<Vec<_>>();
    match tag {
        "SPDXVersion" => document.format = value.to_owned(),
        "Created" => document.created = Some(value.to_owned()),
        "Creator" => document.creators.push(value.to_owned()),
        "PackageName" => {
            *part = Part::Package;
            document.packages.push(Raw { name: value.to_owned(), span: input.range(place..place + tag.len()), ..Raw::default() });
        }
        "FileName" | "LicenseID" | "Reviewer" => *part = Part::Other,
        "SnippetSPDXID" => {
            *part = Part::Other;
            document.others.insert(value.to_owned());
        }
        "Relationship" => match <[String; 3]>::try_from(words(3)) {
            Ok([from, kind, to]) => document.relations.push((from, kind, to)),
            Err(_) => return Err(SbomFault::at(place, "a relationship needs two ends and a type")),
        },
        "SPDXID" if *part == Part::Other => drop(document.others.insert(value.to_owned())),
        _ => {}
    }
    let Some(package) = document.packages.last_mut().filter(|_| *part == Part::Package) else { return Ok(()) };
    let said = Some(value.to_owned());
    match tag {
        "SPDXID" => package.id = value.to_owned(),
        "PackageVersion" => package.version = said,
        "PackageSupplier" => package.supplier = said,
        "PackageOriginator" => package.originator = said,
        "PackageLicenseConcluded" => package.concluded = said,
        "PackageLicenseDeclared" => package.declared = said,
        "PackageDownloadLocation" => package.address = said,
        "PrimaryPackagePurpose" => package.purpose = said,
        "PackageChecksum" => package.hashes.extend(value.split_once(':').map(|(a, v)| (a.to_owned(), v.to_owned()))),
        "ExternalRef" => match <[String; 3]>::try_from(words(3)) {
            Ok([_, kind, locator]) => package.references.push((kind, locator)),
            Err(_) => return Err(SbomFault::at(place, "an external reference needs a category, a type and a locator")),
        },
        _ => {}
    }
    Ok(())
}
