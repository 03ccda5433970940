//! A bill of materials while it is read: components by the names that the file itself gives them.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::load::evidence::intake::{self, hidden, written_out};
use crate::model::{Component, Purl, Sbom};

/// A dependency, by the file's own names of its ends.
#[derive(Debug)]
pub(super) struct Need {
    pub(super) from: String,
    pub(super) to: String,
    /// Whether it serves development only.
    pub(super) development: bool,
}

/// What a reader collects.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) sbom: Sbom,
    /// The names of the product: it is no component of itself.
    pub(super) roots: Vec<String>,
    /// Components with their names in the file.
    pub(super) components: Vec<(String, Component)>,
    pub(super) needs: Vec<Need>,
    /// What the file lists beside components, and is left out: files, services.
    pub(super) beside: FxHashSet<String>,
    /// Whether development is told by the dependencies, and not by the components.
    pub(super) by_needs: bool,
}

/// The end of a dependency.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Product,
    Component(u32),
}

impl Draft {
    /// The bill of materials. Of two entries of one package under one name the first stays: a package that lies in two places.
    pub(super) fn finish(self) -> Sbom {
        let Self { mut sbom, roots, components, needs, beside, by_needs } = self;
        let mut known: FxHashMap<String, End> = roots.into_iter().map(|name| (name, End::Product)).collect();
        for (name, component) in components {
            let one = |other: &Component| (&other.name, &other.version, &other.purl) == (&component.name, &component.version, &component.purl);
            match known.get(&name) {
                // The product may stand among its own components.
                Some(End::Product) if sbom.product.is_none() => sbom.product = Some(component),
                Some(End::Product) if sbom.product.as_ref().is_some_and(one) => {}
                Some(End::Component(at)) if one(&sbom.components[*at as usize]) => {
                    sbom.components[*at as usize].development &= component.development;
                }
                // Another package under the same name is never lost.
                Some(_) => sbom.components.push(component),
                None => {
                    // What has no name in the file is no end of a dependency.
                    if !name.is_empty() {
                        known.insert(name, End::Component(sbom.components.len() as u32));
                    }
                    sbom.components.push(component);
                }
            }
        }
        let mut edges: Vec<(Option<u32>, u32, bool)> = Vec::with_capacity(needs.len());
        for need in needs {
            match (known.get(&need.from), known.get(&need.to)) {
                (Some(from), Some(End::Component(to))) => {
                    let from = if let End::Component(from) = from { Some(*from) } else { None };
                    edges.push((from, *to, need.development));
                }
                // Nothing in the product can tell what needs the product.
                (Some(_), Some(End::Product)) => {}
                _ if beside.contains(&need.from) || beside.contains(&need.to) => {}
                _ => {
                    sbom.loose += 1;
                    sbom.lost.get_or_insert((need.from, need.to));
                }
            }
        }
        edges.sort_unstable();
        if by_needs && edges.iter().any(|(.., development)| *development) {
            develop(&mut sbom, &edges);
        }
        sbom.edges = edges.into_iter().map(|(from, to, _)| (from, to)).collect();
        sbom.edges.dedup();
        for component in sbom.components.iter_mut().chain(&mut sbom.product) {
            named(component);
        }
        if let Some(product) = &mut sbom.product {
            plain(product);
        }
        sbom.odd = sbom.components.iter_mut().enumerate().filter_map(|(at, component)| plain(component).then_some(at)).collect();
        sbom
    }
}

/// Marks what is needed for development only: reached from the product, but by no way without a dependency that serves
/// development. What is not reached at all may be shipped, and so may what that needs.
fn develop(sbom: &mut Sbom, edges: &[(Option<u32>, u32, bool)]) {
    let count = sbom.components.len();
    let reach = |with_development: bool, besides: Vec<u32>| {
        let mut reached = vec![false; count];
        let mut open: VecDeque<Option<u32>> = besides.into_iter().map(Some).chain([None]).collect();
        while let Some(at) = open.pop_front() {
            let from = edges.partition_point(|(from, ..)| *from < at);
            for (_, to, development) in edges[from..].iter().take_while(|(from, ..)| *from == at) {
                if (with_development || !development) && !std::mem::replace(&mut reached[*to as usize], true) {
                    open.push_back(Some(*to));
                }
            }
        }
        reached
    };
    let all = reach(true, Vec::new());
    let loose = (0..count as u32).filter(|at| !all[*at as usize]).collect();
    let shipped = reach(false, loose);
    for (at, component) in sbom.components.iter_mut().enumerate() {
        component.development |= all[at] && !shipped[at];
    }
}

/// Writes out what is not shown as it is; whether there was such a thing.
fn plain(component: &mut Component) -> bool {
    let Component { name, version, purl, licence, supplier, cpe, .. } = component;
    let mut odd = false;
    for text in [Some(name), version.as_mut(), purl.as_mut(), licence.as_mut(), supplier.as_mut(), cpe.as_mut()].into_iter().flatten() {
        odd |= text.contains(intake::odd);
        if text.contains(|c: char| c.is_control() || hidden(c)) {
            *text = written_out(text);
        }
    }
    odd
}

/// Takes name and version from the package URL, where it tells them better.
fn named(component: &mut Component) {
    let Some(purl) = component.purl.as_deref().and_then(Purl::parse) else { return };
    if let Some(title) = purl.title() {
        component.name = title;
    }
    if component.version.is_none() {
        component.version = purl.version;
    }
}

/// A text that says something.
pub(super) fn some(text: Option<String>) -> Option<String> {
    text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}
