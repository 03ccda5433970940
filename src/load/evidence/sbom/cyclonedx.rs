//! CycloneDX 1.2 to 1.7: what JSON and XML have in common.

use super::draft::{Draft, some};
use super::{Input, SbomFault};
use crate::model::{Component, Hash};
use crate::source::Span;

/// The versions that are read.
const VERSIONS: &[&str] = &["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

/// Nested components deeper than this are no bill of materials of anything.
pub(super) const DEEPEST: usize = 32;

/// Says that a bill of materials is of a version that is read.
pub(super) fn version(version: &str) -> Result<String, SbomFault> {
    if VERSIONS.contains(&version) {
        return Ok(format!("CycloneDX {version}"));
    }
    Err(SbomFault::whole(format!("CycloneDX `{}` is not read: 1.2 to 1.7 are", version.chars().take(20).collect::<String>())))
}

/// A component as it is written.
#[derive(Debug, Default)]
pub(super) struct Raw {
    pub(super) reference: Option<String>,
    pub(super) kind: String,
    pub(super) group: Option<String>,
    pub(super) name: String,
    pub(super) version: Option<String>,
    pub(super) purl: Option<String>,
    pub(super) cpe: Option<String>,
    pub(super) scope: Option<String>,
    /// Supplier, manufacturer, publisher, authors: the first that is stated.
    pub(super) makers: [Option<String>; 4],
    pub(super) hashes: Vec<(String, String)>,
    /// Ids, names and expressions.
    pub(super) licences: Vec<String>,
    /// The value of `cdx:npm:package:development`.
    pub(super) development: bool,
    /// Whether it says where it was obtained.
    pub(super) obtained: bool,
    pub(super) span: Span,
}

/// A bill of materials as it is written.
#[derive(Debug, Default)]
pub(super) struct Bom {
    pub(super) draft: Draft,
    /// Components that npm found in no registry.
    local: Vec<String>,
}

impl Bom {
    /// Takes the product in.
    pub(super) fn product(&mut self, raw: Raw) {
        self.draft.roots.extend(raw.reference.clone());
        self.draft.sbom.product = Some(Component { own: true, ..component(raw) });
    }

    /// Takes a component in.
    pub(super) fn component(&mut self, raw: Raw) {
        if raw.kind == "file" {
            self.draft.sbom.files += 1;
            self.draft.beside.extend(raw.reference);
            return;
        }
        let reference = raw.reference.clone().unwrap_or_default();
        if !raw.obtained && raw.hashes.is_empty() {
            self.local.push(reference.clone());
        }
        self.draft.components.push((reference, component(raw)));
    }

    /// Takes in what the bill says of the completeness of a part of it: `complete`, `incomplete`, `incomplete_third_party_only`.
    pub(super) fn aggregate(&mut self, said: String) {
        if said.starts_with("incomplete") {
            self.draft.sbom.partial.get_or_insert(said);
        }
    }

    /// The draft, with the product's own packages marked: npm lists those of a workspace beside what was installed; they
    /// have neither a digest nor an address, and the product needs them directly. Other tools leave out the two at will.
    pub(super) fn finish(mut self, input: Input) -> Draft {
        let npm = self.draft.sbom.tool.as_ref().is_some_and(|tool| tool.starts_with("npm ") || tool.starts_with("npm/"));
        if npm {
            let roots = &self.draft.roots;
            let mut direct: Vec<&str> = self.draft.needs.iter().filter(|n| roots.contains(&n.from)).map(|n| n.to.as_str()).collect();
            direct.sort_unstable();
            self.local.sort_unstable();
            for (reference, component) in &mut self.draft.components {
                let local = self.local.binary_search(reference).is_ok() && direct.binary_search(&reference.as_str()).is_ok();
                component.own |= local && component.purl.as_ref().is_some_and(|p| p.starts_with("pkg:npm/") && !p.contains('?'));
            }
        }
        if let Some(product) = &mut self.draft.sbom.product
            && product.span == Span::default()
        {
            product.span = input.range(0..0);
        }
        self.draft
    }
}

/// A tool in words: `npm cli 11.19.1`.
pub(super) fn tool(parts: [Option<String>; 3]) -> Option<String> {
    let words: Vec<String> = parts.into_iter().filter_map(some).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn component(raw: Raw) -> Component {
    let purl = some(raw.purl);
    // What is optional may well be shipped: makers of bills call so what they saw no call of.
    let development = raw.development || raw.scope.as_deref() == Some("excluded");
    let name = raw.name.trim();
    Component {
        name: some(raw.group).map_or_else(|| name.to_owned(), |group| format!("{group}/{name}")),
        version: some(raw.version),
        purl,
        licence: licence(raw.licences),
        supplier: raw.makers.into_iter().find_map(some),
        hashes: raw.hashes.iter().filter_map(|(algorithm, value)| Hash::new(algorithm, value)).collect(),
        cpe: some(raw.cpe),
        development,
        own: false,
        span: raw.span,
    }
}

/// Several licences apply together, unless an expression says otherwise.
fn licence(mut licences: Vec<String>) -> Option<String> {
    licences.retain(|l| !l.trim().is_empty());
    licences.dedup();
    let many = licences.len() > 1;
    let each = licences.iter().map(|l| if many && l.contains(" OR ") { format!("({})", l.trim()) } else { l.trim().to_owned() });
    let joined = each.collect::<Vec<_>>().join(" AND ");
    (!joined.is_empty()).then_some(joined)
}
