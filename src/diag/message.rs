//! Messages are sentences in which code stands between backquotes.

/// A piece of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// What stood between backquotes.
    Code(&'a str),
}

/// The pieces of a message, in order, none of them empty.
pub fn pieces(message: &str) -> impl Iterator<Item = Piece<'_>> {
    let parts = message.split('`').enumerate().filter(|(_, part)| !part.is_empty());
    parts.map(|(number, part)| if number % 2 == 1 { Piece::Code(part) } else { Piece::Words(part) })
}
