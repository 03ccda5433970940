//! Names of the Common Platform Enumeration, as far as they name a product: `cpe:2.3:a:openssl:openssl:3.0.11:…`, `cpe:/a:…`.

/// A product by its CPE name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cpe {
    /// Part, vendor and product in lower case: what two names of one product have in common, whatever its version.
    pub key: String,
    /// The version, if the name states one.
    pub version: Option<String>,
}

impl Cpe {
    /// Reads a name of version 2.3 or 2.2; none where it names no one vendor and product.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let low = text.to_ascii_lowercase();
        let rest = low.strip_prefix("cpe:2.3:").or_else(|| low.strip_prefix("cpe:/"))?;
        let mut parts = split(&text[text.len() - rest.len()..]).into_iter();
        let part = parts.next()?.to_lowercase();
        let named = |part: Option<String>| part.filter(|p| !["", "*", "-"].contains(&p.as_str()));
        let (vendor, product) = (named(parts.next())?, named(parts.next())?);
        let key = format!("cpe/{part}/{}/{}", vendor.to_lowercase(), product.to_lowercase());
        Some(Self { key, version: named(parts.next()) })
    }
}

/// The parts between colons, without the backslashes that take the meaning from a sign.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            ':' => parts.push(String::new()),
            c => {
                let c = if c == '\\' { chars.next() } else { Some(c) };
                if let Some(part) = parts.last_mut() {
                    part.extend(c);
                }
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::Cpe;

    #[test]
    fn a_product_has_one_key_in_both_notations() {
        let new = Cpe::parse("cpe:2.3:a:Open\\:SSL:openssl:3.0.11:*:*:*:*:*:*:*").expect("a name");
        assert_eq!((new.key.as_str(), new.version.as_deref()), ("cpe/a/open:ssl/openssl", Some("3.0.11")));
        let old = Cpe::parse("cpe:/a:open\\:ssl:OpenSSL").expect("a name");
        assert_eq!((old.key, old.version), (new.key, None));
        for none in ["", "cpe:2.3:a:*:openssl", "cpe:2.3:a:openssl", "openssl", "cpe:/a:-:x"] {
            assert_eq!(Cpe::parse(none), None, "{none}");
        }
    }
}
