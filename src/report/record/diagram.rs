//! Diagrams, output-neutral: boxes and arrows with their places, in units of a thirteenth of a line of text or so; every output
//! draws the same.

/// A diagram.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagram {
    /// How wide it is.
    pub width: usize,
    /// How high it is.
    pub height: usize,
    /// Its boxes, in reading order.
    pub boxes: Vec<DiagramBox>,
    /// Its arrows.
    pub arrows: Vec<Arrow>,
}

/// A box with text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DiagramBox {
    /// Its left edge.
    pub x: usize,
    /// Its upper edge.
    pub y: usize,
    /// Its width.
    pub width: usize,
    /// Its height.
    pub height: usize,
    /// Its text, line by line.
    pub lines: Vec<String>,
    /// Whether a path ends at it.
    pub end: bool,
    /// Whether the path that was taken comes by.
    pub taken: bool,
}

/// An arrow with words beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrow {
    /// The points that it runs through, the last at its head.
    pub points: Vec<(usize, usize)>,
    /// The words, line by line.
    pub lines: Vec<String>,
    /// Where the first line of the words begins: its left end on its baseline.
    pub at: (usize, usize),
    /// Whether it was taken.
    pub taken: bool,
}

/// The distance of lines.
pub const LINE: usize = 18;

/// Breaks text into lines of at most so many characters; a longer word stands alone.
pub(in crate::report) fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
