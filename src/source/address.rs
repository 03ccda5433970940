//! Addresses in links: what a URL escapes, which file of the project one means, and which may stand in a document.

use std::fmt::Write;
use std::net::{Ipv4Addr, Ipv6Addr};

use percent_encoding::percent_decode_str;

/// A text without the percent-encoding of a URL (RFC 3986, 2.1). What is no such escape stays as it is, and so does all of a
/// text whose escapes are no UTF-8.
pub fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |decoded| decoded.into_owned())
}

/// A path as an address writes it.
pub fn path_encoded(path: &str) -> String {
    encoded(path, b"/-_.~")
}

/// An id as the fragment of an address.
pub fn fragment_encoded(id: &str) -> String {
    encoded(id, b"-_.:")
}

fn encoded(text: &str, kept: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        push(byte, byte.is_ascii_alphanumeric() || kept.contains(&byte), &mut out);
    }
    out
}

fn push(byte: u8, kept: bool, out: &mut String) {
    if kept {
        out.push(char::from(byte));
    } else {
        let _ = write!(out, "%{byte:02X}");
    }
}

/// The file that a relative address means, from the file that holds it; none for one that leads elsewhere, or only to a place
/// in its own file.
pub fn file_of(address: &str) -> Option<String> {
    let file = address.split(['#', '?']).next().unwrap_or("");
    let elsewhere = file.is_empty() || address.starts_with("//") || has_scheme(address);
    (!elsewhere).then(|| percent_decoded(file))
}

/// Whether an address begins with the name of a way to get there: `https:`, `mailto:`.
pub fn has_scheme(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))
}

/// An address that a document may hold: a relative one, and for links `http`, `https`, `mailto`, `tel`, `#fragment`. An image
/// from elsewhere would be fetched by whoever opens the page, and tell its server so.
///
/// Control characters are taken out first, as browsers do; an address counts as relative only if no colon stands before
/// its first slash, so no trick makes a scheme look like a path. What a URL may not hold is percent-encoded.
pub fn safe_address(address: &str, image: bool) -> Option<String> {
    let kept: String = address.chars().filter(|c| !c.is_control()).collect();
    let url = kept.trim();
    if url.is_empty() || url.starts_with("//") {
        return None;
    }
    match url.find([':', '/', '?', '#']).filter(|at| url[*at..].starts_with(':')) {
        None if image && url.starts_with('#') => None,
        None => Some(encode("", url)),
        Some(colon) => {
            let scheme = url[..colon].to_ascii_lowercase();
            let rest = &url[colon + 1..];
            match scheme.as_str() {
                "http" | "https" if !image => {
                    let rest = rest.strip_prefix("//")?;
                    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
                    has_host(&rest[..end]).then(|| encode(&format!("{scheme}://{}", &rest[..end]), &rest[end..]))
                }
                "mailto" | "tel" if !image && !rest.is_empty() => Some(encode(&format!("{scheme}:"), rest)),
                _ => None,
            }
        }
    }
}

/// Whether an authority names a host that a browser can make sense of.
fn has_host(authority: &str) -> bool {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let user = &authority[..authority.len() - host.len()];
    if !user.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:@!$&'()*+,;=".contains(&b)) || user.matches('@').count() > 1 {
        return false;
    }
    let (host, port) = match host.strip_prefix('[').and_then(|v6| v6.split_once(']')) {
        Some((v6, rest)) if v6.parse::<Ipv6Addr>().is_ok() && (rest.is_empty() || rest.starts_with(':')) => ("v6", rest.trim_start_matches(':')),
        Some(_) => return false,
        None => host.split_once(':').unwrap_or((host, "")),
    };
    let letters = |label: &str| label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let labels = host.strip_suffix('.').unwrap_or(host);
    let last = labels.rsplit('.').next().unwrap_or_default();
    let number =
        last.starts_with(|c: char| c.is_ascii_digit()) && (last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x") || last.starts_with("0X"));
    labels.split('.').all(|label| !label.is_empty() && label.len() < 64 && letters(label))
        && (!number || host.parse::<Ipv4Addr>().is_ok())
        && (port.is_empty() || port.parse::<u16>().is_ok())
}

/// Percent-encodes what a URL may not hold; sound escapes stay as they are.
fn encode(start: &str, rest: &str) -> String {
    let mut out = String::with_capacity(start.len() + rest.len());
    out.push_str(start);
    let bytes = rest.as_bytes();
    let mut in_fragment = false;
    for (at, byte) in rest.bytes().enumerate() {
        let sound = match byte {
            b'%' => bytes.get(at + 1).is_some_and(u8::is_ascii_hexdigit) && bytes.get(at + 2).is_some_and(u8::is_ascii_hexdigit),
            b'#' => !std::mem::replace(&mut in_fragment, true),
            b => b.is_ascii_alphanumeric() || b"!$&'()*+,-./:;=?@_~".contains(&b),
        };
        push(byte, sound, &mut out);
    }
    out
}
