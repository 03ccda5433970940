//! Package URLs (`pkg:type/namespace/name@version?qualifiers#subpath`), as two tools that write the same package differently
//! mean them.

use crate::source::percent_decoded;

/// A package URL without its qualifiers and subpath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purl {
    /// The ecosystem, in lower case: `npm`, `cargo`, `github`.
    pub ecosystem: String,
    /// The parts before the name, decoded.
    pub namespace: Vec<String>,
    /// The name, decoded.
    pub name: String,
    /// The version, decoded.
    pub version: Option<String>,
}

/// Ecosystems whose names mean the same in any case (`purl-spec`, PURL-TYPES; NuGet and Conan as their registries do).
const ANY_CASE: &[&str] = &[
    "alpm",
    "apk",
    "bitbucket",
    "bitnami",
    "composer",
    "conan",
    "deb",
    "github",
    "gitlab",
    "golang",
    "hex",
    "luarocks",
    "npm",
    "nuget",
    "oci",
    "pub",
    "pypi",
];

impl Purl {
    /// A package of any version by its ecosystem and its namespace and name, as `namespace/name`; none where one of them is
    /// empty.
    pub fn new(ecosystem: &str, path: &str) -> Option<Self> {
        let ecosystem = ecosystem.trim().to_ascii_lowercase();
        let mut parts: Vec<String> = path.split('/').map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect();
        let name = parts.pop()?;
        (!ecosystem.is_empty()).then_some(Self { ecosystem, namespace: parts, name, version: None })
    }

    /// Reads a package URL; none where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let rest = text.get(..4).filter(|s| s.eq_ignore_ascii_case("pkg:")).map(|_| text[4..].trim_start_matches('/'))?;
        let rest = rest.split('#').next()?.split('?').next()?;
        let (ecosystem, rest) = rest.split_once('/')?;
        let rest = rest.trim_matches('/');
        // An `@` at the start of a part is that of an npm scope which was not encoded.
        let at = rest.rfind('@').filter(|at| *at > 0 && !rest[..*at].ends_with('/'));
        let (path, version) = at.map_or((rest, None), |at| (&rest[..at], Some(&rest[at + 1..])));
        let version = version.map(percent_decoded).filter(|v| !v.trim().is_empty());
        Some(Self { version, ..Self::new(ecosystem, &percent_decoded(path))? })
    }

    /// Reads a package URL that may be escaped as a whole, as a part of another URL.
    pub fn parse_escaped(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| Self::parse(&percent_decoded(text)))
    }

    /// What two URLs of one package have in common, whatever its version: ecosystem, namespace and name, in lower case where
    /// the ecosystem knows no case.
    pub fn key(&self) -> String {
        let path = self.path("/");
        let path = if ANY_CASE.contains(&self.ecosystem.as_str()) { path.to_lowercase() } else { path };
        let path = if self.ecosystem == "pypi" { dashed(&path) } else { path };
        format!("{}/{path}", self.ecosystem)
    }

    /// [`Self::key`] in lower case whatever the ecosystem: names that differ in nothing but case are held to be one, so that no
    /// advisory about a package is missed.
    pub fn loose_key(&self) -> String {
        self.key().to_lowercase()
    }

    /// The name as people of its ecosystem write it: `@scope/name`, `group:artifact`; none where packages have other names
    /// for people than for machines.
    pub fn title(&self) -> Option<String> {
        match self.ecosystem.as_str() {
            "npm" | "composer" | "golang" => Some(self.path("/")),
            "maven" => Some(self.path(":")),
            "cargo" | "gem" | "nuget" | "pypi" => Some(self.name.clone()),
            _ => None,
        }
    }

    fn path(&self, between: &str) -> String {
        self.namespace.iter().map(String::as_str).chain([self.name.as_str()]).collect::<Vec<_>>().join(between)
    }
}

/// A name of the Python index: runs of `-`, `_` and `.` are one dash (PEP 503).
fn dashed(name: &str) -> String {
    name.split(['-', '_', '.']).filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::Purl;

    fn key(text: &str) -> String {
        Purl::parse(text).map(|p| p.key()).unwrap_or_default()
    }

    #[test]
    fn one_package_has_one_key() {
        assert_eq!(key("pkg:npm/%40Scope/name@1.0"), "npm/@scope/name");
        assert_eq!(key("PKG:npm//@scope/name@2.0?x=y#z"), "npm/@scope/name");
        assert_eq!(key("pkg:npm/@scope/name"), "npm/@scope/name");
        assert_eq!(key("pkg:pypi/Large_Image@1"), "pypi/large-image");
        assert_eq!(key("pkg:cargo/Foo@1"), "cargo/Foo");
        assert_eq!(key("pkg:golang/GitHub.com/a/b@v1"), "golang/github.com/a/b");
        assert_eq!(key("pkg:npm/"), "");
        assert_eq!(key("npm/x"), "");
    }

    #[test]
    fn advisories_are_compared_without_case() {
        let loose = |ecosystem: &str, path: &str| Purl::new(ecosystem, path).map(|p| p.loose_key());
        assert_eq!(Purl::parse("pkg:cargo/Foo@1").map(|p| p.loose_key()), loose("cargo", "foo"));
        assert_eq!(Purl::parse("pkg:pypi/Large_Image").map(|p| p.loose_key()), loose("PyPI", "large.image"));
        assert_eq!(Purl::parse_escaped("pkg%3Anpm%2F%40a%2Fb%401.0"), Purl::parse("pkg:npm/@a/b@1.0"));
        assert_eq!(loose("", "x"), None);
        assert_eq!(loose("npm", " / "), None);
    }

    #[test]
    fn versions_are_decoded() {
        let version = |text: &str| Purl::parse(text).and_then(|p| p.version);
        assert_eq!(version("pkg:deb/debian/x@1%2B2?arch=arm").as_deref(), Some("1+2"));
        assert_eq!(version("pkg:npm/@a/b"), None);
        assert_eq!(version("pkg:npm/x@%zz").as_deref(), Some("%zz"));
    }
}
