//! Style in a drawing: declarations, sheets, and attributes that are read as style.

use super::super::fault::Fault;

/// What could fetch or act, in lower case; `url(` is looked at by itself.
const REFUSED: &[&str] = &["@import", "image-set(", "image(", "src(", "element(", "paint(", "expression(", "-moz-binding", "behavior:", "javascript:"];

/// Looks through a style; gives the ids of the parts of the drawing that it uses.
///
/// # Errors
/// When it may lead out of the drawing. A backslash could hide that in any word.
pub(super) fn check(style: &str) -> Result<Vec<String>, Fault> {
    let lower = style.to_ascii_lowercase();
    if lower.contains('\\') {
        return Err(Fault::unsafe_content("holds a backslash in a style, which could hide a reference"));
    }
    if let Some(word) = REFUSED.iter().find(|word| lower.contains(*word)) {
        return Err(Fault::unsafe_content(format!("holds {word} in a style")));
    }
    let mut used = Vec::new();
    for (at, opening) in lower.match_indices("url(") {
        let inner = style[at + opening.len()..].trim_start().trim_start_matches(['"', '\'']).trim_start();
        let Some(id) = inner.strip_prefix('#') else {
            return Err(Fault::unsafe_content("refers to another file in a style (url(…))"));
        };
        used.push(id.split([')', '"', '\'']).next().unwrap_or_default().trim().to_owned());
    }
    Ok(used)
}
