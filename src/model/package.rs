//! Package URLs: `pkg:type/namespace/name@version?qualifiers#subpath`.

/// A package by its URL, as far as advisories are compared with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Type, namespace and name, normalised for comparing: `github/mbed-tls/mbedtls`.
    pub key: String,
    /// The version, decoded.
    pub version: Option<String>,
}

impl Package {
    /// Reads a package URL; `None` if it is none.
    pub fn parse(purl: &str) -> Option<Self> {
        let rest = purl.trim().strip_prefix("pkg:")?.trim_start_matches('/');
        let rest = rest.split(['#', '?']).next()?;
        let (ty, rest) = rest.split_once('/')?;
        // The `@` of a scope is written `%40`; some write it plainly all the same, right after a slash.
        let (path, version) = match rest.rfind('@').filter(|at| *at > 0 && !rest[..*at].ends_with('/') && !rest[*at..].contains('/')) {
            Some(at) => (&rest[..at], Some(decoded(&rest[at + 1..]))),
            None => (rest, None),
        };
        let key = Self::key(ty, &decoded(path))?;
        Some(Self { key, version: version.filter(|v| !v.trim().is_empty()) })
    }

    /// Reads a package URL that is escaped as a whole, as part of another URL.
    pub fn parse_escaped(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| Self::parse(&decoded(text)))
    }

    /// The key of a package of a type, with its namespace and name as `namespace/name`. Letter case counts for none: two names
    /// that differ in nothing else are held to be one, so that no advisory is missed.
    pub fn key(ty: &str, path: &str) -> Option<String> {
        let ty = ty.trim().to_lowercase();
        let parts: Vec<&str> = path.split('/').map(str::trim).filter(|p| !p.is_empty()).collect();
        if ty.is_empty() || parts.is_empty() {
            return None;
        }
        let mut path = parts.join("/").to_lowercase();
        if ty == "pypi" {
            // PEP 503: runs of these are one.
            path = path.split(['-', '_', '.']).filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
        }
        Some(format!("{ty}/{path}"))
    }
}

/// The text with its `%xx` decoded; what is no such escape stays.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|h| std::str::from_utf8(h).ok());
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
