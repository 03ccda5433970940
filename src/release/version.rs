//! Versions as names of folders.

/// What is wrong with a version as the name of a folder.
pub fn version_fault(version: &str) -> Option<&'static str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    if version.is_empty() || version.len() > 64 {
        Some("it is empty or longer than 64 characters")
    } else if !version.chars().all(plain) || !version.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        Some("only ASCII letters, digits, `.`, `-`, `_` and `+` are allowed, a letter or digit first")
    } else if version.contains("..") || version.ends_with('.') {
        Some("it ends with a dot or has two in a row")
    } else if [crate::archive::LEDGER, crate::render::html::RELEASES].iter().any(|name| version.eq_ignore_ascii_case(name)) {
        Some("a file beside the releases has this name")
    } else if version.starts_with(|c: char| c.is_ascii_alphabetic()) {
        // What is left to object to: names of devices.
        crate::load::id_fault(&version.replace('+', "-"))
    } else {
        None
    }
}
