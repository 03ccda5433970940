//! CSAF 2.0: what it says of products by their package URLs and CPE names. Each status of a vulnerability is read as a statement
//! of its own. What it says is shown, and is no evaluation: `known_not_affected` is about a known anomaly all the same.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::named::Named;
use super::{Brief, Fault, Read, WORD, day};
use crate::load::evidence::intake::clean;
use crate::model::{Advisory, Affected};

#[derive(Deserialize)]
struct File {
    document: Document,
    product_tree: Option<Tree>,
    vulnerabilities: Option<Vec<Vulnerability>>,
}

#[derive(Deserialize)]
struct Document {
    tracking: Option<Tracking>,
}

#[derive(Deserialize)]
struct Tracking {
    current_release_date: Option<String>,
    status: Option<String>,
}

#[derive(Deserialize)]
struct Tree {
    branches: Option<Vec<Branch>>,
    full_product_names: Option<Vec<Product>>,
    relationships: Option<Vec<Relation>>,
}

#[derive(Deserialize)]
struct Branch {
    branches: Option<Vec<Branch>>,
    product: Option<Product>,
}

#[derive(Deserialize)]
struct Product {
    product_id: String,
    name: Option<String>,
    product_identification_helper: Option<Helper>,
}

#[derive(Deserialize)]
struct Helper {
    purl: Option<String>,
    purls: Option<Vec<String>>,
    cpe: Option<String>,
}

#[derive(Deserialize)]
struct Relation {
    product_reference: String,
    full_product_name: Product,
}

#[derive(Deserialize)]
struct Vulnerability {
    cve: Option<String>,
    ids: Option<Vec<Id>>,
    title: Option<Brief>,
    notes: Option<Vec<Note>>,
    product_status: Option<BTreeMap<String, Vec<String>>>,
    flags: Option<Vec<Flag>>,
    scores: Option<Vec<Score>>,
}

#[derive(Deserialize)]
struct Id {
    text: Option<String>,
}

#[derive(Deserialize)]
struct Note {
    text: Option<Brief>,
}

#[derive(Deserialize)]
struct Flag {
    label: Option<String>,
    product_ids: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Score {
    cvss_v3: Option<Cvss>,
    cvss_v2: Option<Cvss>,
}

#[derive(Deserialize)]
struct Cvss {
    #[serde(rename = "vectorString")]
    vector: Option<String>,
}

/// Reads a document.
///
/// # Errors
/// When it is no JSON, or a vulnerability has no id.
pub(super) fn parse(text: &str) -> Result<Read, Fault> {
    let file: File = serde_json::from_str(text)?;
    let tracking = file.document.tracking;
    let mut read = Read { format: "CSAF", ..Read::default() };
    read.date = tracking.as_ref().and_then(|t| t.current_release_date.as_deref()).and_then(day);
    let draft = tracking.and_then(|t| t.status).filter(|status| status != "final").map(|status| format!("document: {}", clean(&status, 40)));
    let known = file.product_tree.map(products).unwrap_or_default();
    for (at, one) in file.vulnerabilities.unwrap_or_default().into_iter().enumerate() {
        let mut ids = one.cve.into_iter().chain(one.ids.unwrap_or_default().into_iter().filter_map(|id| id.text)).filter(|id| !id.trim().is_empty());
        let Some(id) = ids.next() else { return Err(Fault::whole(format!("vulnerability {} has neither a `cve` nor `ids`", at + 1))) };
        let aliases: Vec<String> = ids.map(|id| clean(&id, WORD)).collect();
        let notes = one.notes.unwrap_or_default().into_iter().filter_map(|n| n.text);
        let summary = one.title.into_iter().chain(notes).map(|b| b.0).find(|b| !b.is_empty()).unwrap_or_default();
        let vectors = one.scores.unwrap_or_default().into_iter().flat_map(|s| [s.cvss_v3, s.cvss_v2]).flatten().filter_map(|c| c.vector);
        let mut severity: Vec<String> = vectors.map(|v| clean(&v, WORD)).collect();
        severity.dedup();
        let flags = one.flags.unwrap_or_default();
        let mut statuses = one.product_status.unwrap_or_default();
        if statuses.is_empty() {
            statuses.insert("no product status".to_owned(), Vec::new());
        }
        for (status, products) in statuses {
            let reasons = flags.iter().filter(|f| f.product_ids.as_ref().is_none_or(|ids| ids.iter().any(|id| products.contains(id))));
            let mut words = vec![clean(&status, 40)];
            words.extend(reasons.filter_map(|f| f.label.as_deref()).map(|label| clean(label, 60)));
            words.extend(draft.clone());
            words.dedup();
            let unknown = |id: &String| Affected { name: clean(id, WORD), ..Affected::default() };
            read.advisories.push(Advisory {
                id: clean(&id, WORD),
                aliases: aliases.clone(),
                summary: summary.clone(),
                severity: severity.clone(),
                state: Some(words.join(", ")),
                affected: products.iter().flat_map(|id| known.get(id).cloned().unwrap_or_else(|| vec![unknown(id)])).collect(),
                ..Advisory::default()
            });
        }
    }
    Ok(read)
}

/// How many relations may lie between a product and its package.
const RELATED: usize = 5;

/// What the products are, by their ids in the document.
fn products(tree: Tree) -> BTreeMap<String, Vec<Affected>> {
    let mut known: BTreeMap<String, Vec<Affected>> = BTreeMap::new();
    let mut take = |product: Product| drop(known.insert(product.product_id.clone(), affected(&product)));
    tree.full_product_names.unwrap_or_default().into_iter().for_each(&mut take);
    let mut open = tree.branches.unwrap_or_default();
    while let Some(branch) = open.pop() {
        branch.product.into_iter().for_each(&mut take);
        open.extend(branch.branches.unwrap_or_default());
    }
    // A product that is a package inside another product is that package.
    let relations = tree.relationships.unwrap_or_default();
    // One relation may be about the product of another that stands after it.
    for _ in 0..RELATED {
        let mut is_new = false;
        for Relation { product_reference, full_product_name } in &relations {
            let mut all = affected(full_product_name);
            if let Some(inner) = known.get(product_reference) {
                all.retain(|a| !a.packages.is_empty());
                all.extend(inner.iter().cloned());
            }
            is_new |= known.get(&full_product_name.product_id).map(Vec::len) != Some(all.len());
            known.insert(full_product_name.product_id.clone(), all);
        }
        if !is_new {
            break;
        }
    }
    known
}

fn affected(product: &Product) -> Vec<Affected> {
    let name = product.name.as_deref().unwrap_or(&product.product_id);
    let helper = product.product_identification_helper.as_ref();
    let purls: Vec<&str> = helper.iter().flat_map(|h| h.purl.iter().chain(h.purls.iter().flatten())).map(String::as_str).collect();
    let cpes = || helper.and_then(|h| h.cpe.as_deref()).into_iter().collect::<Vec<_>>();
    if purls.is_empty() {
        return vec![Named { name, cpes: cpes(), ..Named::default() }.affected()];
    }
    purls.into_iter().map(|purl| Named { name, purl: Some(purl), cpes: cpes(), ..Named::default() }.affected()).collect()
}
