//! The text of a scalar with the place of each of its lines.

use super::{Node, Style, Value};
use crate::source::{Source, Text};

impl Node {
    /// The text of a scalar such that each line inside a block keeps its own place; `None` for what is no scalar.
    ///
    /// `source` is the file the node stands in.
    pub fn located(&self, source: &Source) -> Option<Text> {
        let Value::Scalar { text, style } = &self.value else { return None };
        let (start, end) = (self.span.start as usize, self.span.end as usize);
        let raw = source.text.get(start..end).unwrap_or("");
        let file = self.span.file;
        if raw == text {
            return Some(Text::verbatim(text.as_str(), file, start));
        }
        if *style != Style::Block && raw.get(1..raw.len().saturating_sub(1)) == Some(text) {
            return Some(Text::verbatim(text.as_str(), file, start + 1));
        }
        // Block, folded and escaped scalars: each written line is looked for, in order, in the value.
        let mut located = Text::default();
        let (mut done, mut at) = (0, start);
        let skip_header = usize::from(*style == Style::Block && raw.starts_with(['|', '>']));
        for (index, line) in raw.split_inclusive('\n').enumerate() {
            let inner = line.trim();
            let lead = line.len() - line.trim_start().len();
            if index >= skip_header
                && !inner.is_empty()
                && let Some(found) = text[done..].find(inner)
            {
                // What lies between (line ends, indentation) belongs to the line that follows.
                let gap = text[done..done + found].to_owned();
                let gap_at = (at + lead).saturating_sub(gap.len());
                located.push(&gap, file, gap_at);
                located.push(inner, file, at + lead);
                done += found + inner.len();
            }
            at += line.len();
        }
        located.push(&text[done..], file, at.min(end));
        Some(located)
    }
}
