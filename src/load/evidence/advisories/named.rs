//! A package in its version, as scanners and VEX documents name it.

use super::WORD;
use crate::load::evidence::intake::clean;
use crate::model::{Affected, Cpe, Event, Order, Purl, Range};

/// A package that a file names.
#[derive(Default)]
pub(super) struct Named<'a> {
    pub(super) name: &'a str,
    pub(super) version: Option<&'a str>,
    pub(super) purl: Option<&'a str>,
    pub(super) cpes: Vec<&'a str>,
    /// The source package that it was built from.
    pub(super) source: Option<&'a str>,
}

impl Named<'_> {
    /// The package as affected: in the version that is named, or in any where none is.
    pub(super) fn affected(&self) -> Affected {
        let package = self.purl.and_then(Purl::parse);
        let source = self.source.filter(|s| !s.trim().is_empty()).map(|s| (s.trim().to_owned(), None));
        let upstream = package.as_ref().and_then(|p| p.upstream.clone()).or(source);
        let package = package.map(|p| Purl { upstream, ..p });
        let cpes: Vec<Cpe> = self.cpes.iter().filter_map(|cpe| Cpe::parse(cpe)).collect();
        let mut packages: Vec<String> = package.iter().flat_map(Purl::loose_keys).chain(cpes.iter().map(|cpe| cpe.key.clone())).collect();
        packages.sort();
        packages.dedup();
        let order = Order::of_packages(package.as_ref().map(|p| p.ecosystem.as_str()));
        let said = |text: &&str| !text.trim().is_empty();
        let version = package.and_then(|p| p.version).or_else(|| self.version.filter(said).map(str::to_owned));
        let version = version.or_else(|| cpes.into_iter().find_map(|cpe| cpe.version)).map(|v| clean(&v, WORD));
        let events = match version {
            Some(version) => vec![Event::Introduced(version.clone()), Event::LastAffected(version)],
            None => vec![Event::Introduced("0".to_owned())],
        };
        let name = self.purl.filter(said).unwrap_or(self.name);
        Affected { name: clean(name, WORD), packages, ranges: vec![Range { order, events, raw: None }], ..Affected::default() }
    }
}
