//! Text and attribute values for HTML.

/// Writes text so that it stands as text between tags; characters that HTML forbids become U+FFFD.
pub fn escape_text(text: &str, out: &mut String) {
    escape(text, false, out);
}

/// Writes text so that it stands in an attribute in double quotes.
pub fn escape_attribute(text: &str, out: &mut String) {
    escape(text, true, out);
}

fn escape(text: &str, attribute: bool, out: &mut String) {
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        let escaped = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' if attribute => "&quot;",
            '\'' if attribute => "&#39;",
            c if is_forbidden(c) => "\u{FFFD}",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(escaped);
        copied = at + c.len_utf8();
    }
    out.push_str(&text[copied..]);
}

/// Whether HTML forbids a character: controls but for white space, and what Unicode says is no character.
pub(in crate::render::html) fn is_forbidden(c: char) -> bool {
    let white = matches!(c, '\t' | '\n' | '\r');
    (c.is_control() && !white) || matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32 & 0xFFFE) == 0xFFFE
}
