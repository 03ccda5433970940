//! Events to nodes. Never fails: what can be read is returned beside the findings.

use rustc_hash::FxHashMap;
use serde_yaml::granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle};

use super::codes::{DUPLICATE_KEY, FORBIDDEN_YAML, SYNTAX_ERROR};
use super::{Key, Node, Style, Value};
use crate::diag::Diagnostic;
use crate::source::{FileId, Span, lone_return};

/// What a file may hold at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Maps and lists inside each other.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 32 }
    }
}

/// From so many keys on a map is looked up by hash: a record has a dozen, a hostile file a hundred thousand.
const MANY: usize = 32;

/// A collection that is still open.
enum Open {
    List(Vec<Node>),
    /// Entries, the key that waits for its value, and the places of keys once there are many of them.
    Map(Vec<(Key, Node)>, Option<Key>, FxHashMap<String, Span>),
}

struct Builder<'a> {
    file: FileId,
    base: usize,
    stack: Vec<(Span, Open)>,
    root: Option<Node>,
    findings: &'a mut Vec<Diagnostic>,
}

/// Reads `text`, which stands in `file` from byte `base` on. `None` when nothing could be read (said by a finding) or
/// when nothing is there.
pub fn parse(text: &str, file: FileId, base: usize, limits: Limits, findings: &mut Vec<Diagnostic>) -> Option<Node> {
    let skip = text.len() - text.trim_start_matches('\u{feff}').len();
    let (text, base) = (&text[skip..], base + skip);
    if let Some(at) = text.find('\0') {
        findings.push(Diagnostic::new(&SYNTAX_ERROR, Span::new(file, base + at, base + at + 1), "a NUL character is no text"));
        return None;
    }
    if let Some(at) = lone_return(text) {
        let words = "a carriage return that no line feed follows is no line end";
        findings.push(
            Diagnostic::new(&SYNTAX_ERROR, Span::new(file, base + at, base + at + 1), words).help("save the file with the line ends of Unix or Windows"),
        );
        return None;
    }
    let mut options = Options::default();
    options.flow_nesting_limit = limits.depth;
    options.block_nesting_limit = limits.depth;
    options.emit_unresolved_aliases = true;
    let mut builder = Builder { file, base, stack: Vec::new(), root: None, findings };
    let mut documents = 0usize;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, at) = match next {
            Ok(pair) => pair,
            Err(error) => {
                let byte = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                let tab = error.info().contains("tab").then(|| text[byte..].find('\t')).flatten().unwrap_or(0);
                let byte = byte + tab;
                let end = text[byte..].chars().next().map_or(byte, |c| byte + c.len_utf8());
                let span = builder.span(byte, end);
                builder.findings.push(match error.kind() {
                    ErrorKind::RecursionLimitExceeded => {
                        Diagnostic::new(&FORBIDDEN_YAML, span, format!("maps and lists stand more than {} deep in each other", limits.depth))
                    }
                    _ => Diagnostic::new(&SYNTAX_ERROR, span, lower(&error.info())).maybe_help(odd_near(text, byte)),
                });
                return None;
            }
        };
        let range = at.byte_range().unwrap_or(0..0);
        let span = builder.span(range.start, range.end);
        match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    let words = "a second document in one file";
                    builder.findings.push(Diagnostic::new(&FORBIDDEN_YAML, span, words).help("use `kind:` and `records:` for many records"));
                    return builder.root;
                }
            }
            Event::Scalar(value, style, anchor, tag) => {
                builder.refuse(anchor != 0, tag.is_some(), span);
                let node = scalar(&value, style, span);
                builder.put(node);
            }
            Event::SequenceStart(_, anchor, tag) => {
                builder.refuse(anchor != 0, tag.is_some(), span);
                builder.stack.push((span, Open::List(Vec::new())));
            }
            Event::MappingStart(_, anchor, tag) => {
                builder.refuse(anchor != 0, tag.is_some(), span);
                builder.stack.push((span, Open::Map(Vec::new(), None, FxHashMap::default())));
            }
            Event::SequenceEnd | Event::MappingEnd => builder.close(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                builder.findings.push(Diagnostic::new(&FORBIDDEN_YAML, span, "an alias is not allowed in a record file"));
                builder.put(Node { span, value: Value::Empty });
            }
            _ => {}
        }
    }
    builder.root
}

fn scalar(value: &str, style: ScalarStyle, span: Span) -> Node {
    let style = match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
        _ => Style::Block,
    };
    let empty = style == Style::Plain && matches!(value, "" | "~");
    let value = if empty { Value::Empty } else { Value::Scalar { text: value.to_owned(), style } };
    Node { span, value }
}

/// A character on the line of a mistake, or on the one before, that looks like one with a meaning in YAML.
fn odd_near(text: &str, byte: usize) -> Option<String> {
    let end = text[byte..].find('\n').map_or(text.len(), |at| byte + at);
    let lines = text[..end].rsplit('\n').take(2);
    lines.flat_map(|line| line.chars()).find_map(|c| {
        let (name, plain) = match c {
            '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ("not a space to YAML", "a plain space"),
            '\u{ff1a}' | '\u{fe55}' | '\u{a789}' => ("not a colon to YAML", "`:`"),
            '\u{ff0c}' | '\u{3001}' => ("not a comma to YAML", "`,`"),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}' => ("not a quotation mark to YAML", "`\"`"),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => ("not a dash to YAML", "`-`"),
            _ => return None,
        };
        Some(format!("U+{:04X} near here is {name}: write {plain}", u32::from(c)))
    })
}

/// The parser's messages begin with a capital now and then; ours never do.
fn lower(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

impl Builder<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + end)
    }

    fn refuse(&mut self, anchor: bool, tag: bool, span: Span) {
        let what = match (anchor, tag) {
            (true, _) => "an anchor",
            (_, true) => "a tag",
            _ => return,
        };
        self.findings.push(Diagnostic::new(&FORBIDDEN_YAML, span, format!("{what} is not allowed in a record file")));
    }

    /// Puts a finished node where it belongs: a key, a value, an item, the root.
    fn put(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some((_, Open::List(items))) => items.push(node),
            Some((_, Open::Map(entries, key, many))) => match key.take() {
                None => *key = Some(self::key(node, self.findings)),
                Some(name) => {
                    let first = match entries.len() {
                        0..MANY => entries.iter().find(|(k, _)| k.name == name.name).map(|(k, _)| k.span),
                        _ => many.get(&name.name).copied(),
                    };
                    if let Some(first) = first {
                        let finding = Diagnostic::new(&DUPLICATE_KEY, name.span, format!("key `{}` is here twice", name.name));
                        self.findings.push(finding.related(first, "first here"));
                        return;
                    }
                    entries.push((name, node));
                    match entries.len() {
                        0..MANY => {}
                        MANY => many.extend(entries.iter().map(|(k, _)| (k.name.clone(), k.span))),
                        _ => many.extend(entries.last().map(|(k, _)| (k.name.clone(), k.span))),
                    }
                }
            },
        }
    }

    fn close(&mut self, end: Span) {
        let Some((start, open)) = self.stack.pop() else { return };
        let value = match open {
            Open::List(items) => Value::List(items),
            Open::Map(entries, ..) => Value::Map(entries),
        };
        // A block collection "ends" where the next token begins; its own last child tells better.
        let last = match &value {
            Value::List(items) => items.last().map(|n| n.span.end),
            Value::Map(entries) => entries.last().map(|(_, n)| n.span.end),
            _ => None,
        };
        let closed = if end.end > end.start { Some(end.end) } else { last };
        self.put(Node { span: Span { end: closed.unwrap_or(start.end).max(start.end), ..start }, value });
    }
}

fn key(node: Node, findings: &mut Vec<Diagnostic>) -> Key {
    match node.value {
        Value::Scalar { text, .. } if text == "<<" => {
            findings.push(Diagnostic::new(&FORBIDDEN_YAML, node.span, "a merge key is not allowed in a record file"));
            Key { name: text, span: node.span }
        }
        Value::Scalar { text, .. } => Key { name: text, span: node.span },
        _ => {
            findings.push(Diagnostic::new(&FORBIDDEN_YAML, node.span, "a key must be a name"));
            Key { name: String::new(), span: node.span }
        }
    }
}
