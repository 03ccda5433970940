//! The allow-list for addresses.

use std::fmt::Write;
use std::net::{Ipv4Addr, Ipv6Addr};

/// An address that a page may hold: a relative one, and for links `http`, `https`, `mailto`, `tel`, `#fragment`. An image
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
        if sound {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A fragment with its percent escapes undone, to be looked up among ids.
pub(super) fn decode(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match escape.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
