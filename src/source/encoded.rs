//! Bytes as text: digests, hexadecimal, and what a URL escapes.

use data_encoding::HEXLOWER;
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

/// SHA-256 of some bytes, in lower-case hexadecimal (64 characters).
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal, two characters each.
pub fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// A text without the percent-encoding of a URL (RFC 3986, 2.1). What is no such escape stays as it is, and so does all of a
/// text whose escapes are no UTF-8.
pub fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |decoded| decoded.into_owned())
}
