//! Bytes as text: digests, hexadecimal.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// SHA-256 of some bytes, in lower-case hexadecimal (64 characters).
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal, two characters each.
pub fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}
