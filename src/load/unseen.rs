//! Characters in texts that a reader does not see, and that change what he reads.

use super::codes::HIDDEN_CHARACTER;
use crate::diag::Diagnostic;
use crate::source::{Text, deceives, turns};

/// Reports the first such character of a text, and how many more there are.
pub(super) fn report(text: &Text, out: &mut Vec<Diagnostic>) {
    let mut found = text.text.char_indices().filter(|(_, c)| deceives(*c));
    let Some((at, c)) = found.next() else { return };
    let does = if turns(c) { "changes the order in which the text is shown" } else { "cannot be seen" };
    let more = match found.count() {
        0 => String::new(),
        1 => "; the text has 1 more such character".to_owned(),
        n => format!("; the text has {n} more such characters"),
    };
    out.push(Diagnostic::new(&HIDDEN_CHARACTER, text.span(at..at), format!("U+{:04X} {does}{more}", u32::from(c))));
}
