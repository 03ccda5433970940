//! Package URLs (`pkg:type/namespace/name@version?qualifiers#subpath`), as two tools that write the same package differently
//! mean them.

use std::collections::BTreeMap;

use crate::source::percent_decoded;

/// A package URL. Of its qualifiers only the source package is kept.
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
    /// The parts of the subpath, decoded.
    pub subpath: Vec<String>,
    /// The source package that it is built from, with its version if that is stated (`?upstream=openssl@3.0.11`).
    pub upstream: Option<(String, Option<String>)>,
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
        let mut parts = parts(path);
        let name = parts.pop()?;
        (!ecosystem.is_empty()).then_some(Self { ecosystem, namespace: parts, name, version: None, subpath: Vec::new(), upstream: None })
    }

    /// Reads a package URL; none where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let rest = text.get(..4).filter(|s| s.eq_ignore_ascii_case("pkg:")).map(|_| text[4..].trim_start_matches('/'))?;
        let (rest, subpath) = rest.split_once('#').unwrap_or((rest, ""));
        let (rest, qualifiers) = rest.split_once('?').unwrap_or((rest, ""));
        let (ecosystem, rest) = rest.split_once('/')?;
        let rest = rest.trim_matches('/');
        // An `@` at the start of a part is that of an npm scope which was not encoded.
        let at = rest.rfind('@').filter(|at| *at > 0 && !rest[..*at].ends_with('/'));
        let (path, version) = at.map_or((rest, None), |at| (&rest[..at], Some(&rest[at + 1..])));
        let version = version.map(percent_decoded).filter(|v| !v.trim().is_empty());
        let package = Self::new(ecosystem, &percent_decoded(path))?;
        let upstream = qualifiers.split('&').find_map(|q| q.split_once('=').filter(|(key, _)| key.eq_ignore_ascii_case("upstream")));
        let upstream = upstream.and_then(|(_, value)| source(&package.ecosystem, &percent_decoded(value)));
        Some(Self { version, subpath: parts(&percent_decoded(subpath)), upstream, ..package })
    }

    /// Reads a package URL that may be escaped as a whole, as a part of another URL.
    pub fn parse_escaped(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| Self::parse(&percent_decoded(text)))
    }

    /// What two URLs of one package have in common, whatever its version: ecosystem, namespace and name, in lower case where
    /// the ecosystem knows no case. A Go module is its full path: some tools write the end of it (`/v2`) as a subpath.
    pub fn key(&self) -> String {
        let path = self.path("/");
        let path = if ANY_CASE.contains(&self.ecosystem.as_str()) { path.to_lowercase() } else { path };
        let path = if self.ecosystem == "pypi" { dashed(&path) } else { path };
        format!("{}/{path}", self.ecosystem)
    }

    /// [`Self::key`] without a subpath that names a package inside a Go module; none where there is no such subpath. A major
    /// version (`v2`) is another module.
    pub fn key_of_module(&self) -> Option<String> {
        let inside = self.ecosystem == "golang" && self.subpath.first().is_some_and(|part| major(part).is_none());
        inside.then(|| Self { subpath: Vec::new(), ..self.clone() }.key())
    }

    /// [`Self::key`] in lower case whatever the ecosystem: names that differ in nothing but case are held to be one, so that no
    /// advisory about a package is missed. So are `_` and `-` in names of Rust crates, and the names of Go's standard library.
    pub fn loose_key(&self) -> String {
        let key = self.key().to_lowercase();
        match key.as_str() {
            "golang/std" | "golang/go" | "generic/go" | "generic/golang" | "github/golang/go" => "golang/stdlib".to_owned(),
            _ if self.ecosystem == "cargo" => key.replace('_', "-"),
            _ => key,
        }
    }

    /// [`Self::loose_key`] of the package and of its source package.
    pub fn loose_keys(&self) -> Vec<String> {
        let source = self.upstream.iter().map(|(name, _)| Self { name: name.clone(), ..self.clone() }.loose_key());
        let mut keys: Vec<String> = source.chain([self.loose_key()]).collect();
        keys.sort();
        keys.dedup();
        keys
    }

    /// The loose keys under which advisories may name the package where it is in use, each with whether it is that of a Go
    /// module before its second major version: besides [`Self::loose_keys`] the repository that the package is, and the Go module
    /// whose path or major version the URL leaves out.
    pub fn keys_in_use(&self) -> BTreeMap<String, bool> {
        let mut keys: BTreeMap<String, bool> = self.loose_keys().into_iter().map(|key| (key, false)).collect();
        let own = self.loose_key();
        let (go, path) = match own.split_once('/') {
            Some(("golang", path)) => (true, path.to_owned()),
            Some((host @ ("github" | "gitlab"), path)) => (true, format!("{host}.com/{path}")),
            Some(("bitbucket", path)) => (true, format!("bitbucket.org/{path}")),
            Some(("swift", path)) => (false, path.to_owned()),
            _ => return keys,
        };
        let parts: Vec<&str> = path.split('/').collect();
        if let [host, owner, name, ..] = parts.as_slice() {
            let host = ["github.com", "gitlab.com", "bitbucket.org"].contains(host).then(|| host.split('.').next()).flatten();
            keys.extend(host.map(|host| (format!("{host}/{owner}/{name}"), false)));
        }
        if !go || own == "golang/stdlib" {
            return keys;
        }
        let number = |version: &String| version.trim_start_matches(['v', 'V']).split('.').next()?.parse::<u64>().ok();
        match (parts.split_last(), self.version.as_ref().and_then(number)) {
            (Some((last, before)), _) if !before.is_empty() && major(last).is_some() => {
                keys.entry(format!("golang/{}", before.join("/"))).or_insert(true);
            }
            (_, Some(major)) if major > 1 => {
                keys.insert(format!("golang/{path}"), false);
                keys.insert(format!("golang/{path}/v{major}"), false);
            }
            _ => drop(keys.insert(format!("golang/{path}"), false)),
        }
        let module = self.key_of_module().into_iter().flat_map(|bare| {
            // Any beginning of the path may be the module.
            let parts: Vec<String> = parts.iter().map(|p| (*p).to_owned()).collect();
            let shortest = bare.split('/').count().saturating_sub(1).max(1);
            (shortest..parts.len()).map(move |n| format!("golang/{}", parts[..n].join("/"))).collect::<Vec<_>>()
        });
        for key in module {
            keys.entry(key).or_insert(false);
        }
        keys
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
        let subpath: &[String] = if self.ecosystem == "golang" { &self.subpath } else { &[] };
        self.namespace.iter().chain([&self.name]).chain(subpath).map(String::as_str).collect::<Vec<_>>().join(between)
    }
}

fn parts(path: &str) -> Vec<String> {
    path.split('/').map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

/// The major version that a part of a Go module's path names: `v2` and above.
fn major(part: &str) -> Option<u64> {
    part.strip_prefix('v')?.parse().ok().filter(|major| *major > 1)
}

/// A source package with its version: `openssl`, `openssl@3.0.11`, `openssl (3.0.11)`, and of RPM `openssl-3.0.7-1.el9.src.rpm`.
fn source(ecosystem: &str, text: &str) -> Option<(String, Option<String>)> {
    let text = text.trim();
    let (name, version) = match text.strip_suffix(".src.rpm").filter(|_| ecosystem == "rpm") {
        Some(file) => match file.rmatch_indices('-').nth(1) {
            Some((cut, _)) => (&file[..cut], Some(&file[cut + 1..])),
            None => (file, None),
        },
        None => match text.split_once('@').or_else(|| text.split_once('(')) {
            Some((name, version)) => (name, Some(version.trim_end_matches(')'))),
            None => (text, None),
        },
    };
    let said = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    Some((said(name)?, version.and_then(said)))
}

/// A name of the Python index: runs of `-`, `_` and `.` are one dash (PEP 503).
fn dashed(name: &str) -> String {
    // Extras are a choice of what it brings along.
    let name = name.split('[').next().unwrap_or(name);
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
