//! Code with its words marked by one-letter classes; the theme's style sheet colours them.
//!
//! | class | marks | class | marks |
//! |---|---|---|---|
//! | `k` | keywords | `v` | variables |
//! | `s` | strings | `o` | operators |
//! | `c` | comments | `p` | punctuation |
//! | `n` | numbers, constants | `m` | tags, markup |
//! | `e` | escapes in strings | `a` | attributes, annotations |
//! | `t` | types, names | `i` | inserted lines |
//! | `f` | functions | `d` | deleted lines |

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::body::escape_text;

/// Longer code is printed plain: marking takes about a second for each 300 KB.
const LARGEST: usize = 200_000;
/// So is code with a longer line: the time for a line can grow with its square.
const LONGEST_LINE: usize = 2_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scopes and their classes; of several that fit, the first counts.
const CLASSES: &[(&str, &str)] = &[
    ("punctuation.definition.string", "s"),
    ("punctuation.definition.comment", "c"),
    ("punctuation.definition.annotation", "a"),
    ("punctuation", "p"),
    ("comment", "c"),
    ("constant.character.escape", "e"),
    ("string", "s"),
    ("constant", "n"),
    ("keyword.operator", "o"),
    ("keyword", "k"),
    ("storage", "k"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("variable.function", "f"),
    ("entity.name.tag", "m"),
    ("entity.other.attribute-name", "a"),
    ("variable.annotation", "a"),
    ("entity.name", "t"),
    ("entity.other.inherited-class", "t"),
    ("support", "t"),
    ("variable.language", "k"),
    ("variable", "v"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("markup", "m"),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> =
    LazyLock::new(|| CLASSES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect());

/// Writes a block of code; `info` is the fence's info string, whose first word names the language.
pub fn write(info: Option<&str>, text: &str, out: &mut String) {
    let language = info.unwrap_or_default().split([' ', '\t', ',', '{']).next().unwrap_or_default();
    let class: String = language.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '#' | '.')).collect();
    out.push_str("<pre class=\"code\" tabindex=\"0\"><code");
    if !class.is_empty() {
        out.push_str(" class=\"language-");
        out.push_str(&class);
        out.push('"');
    }
    out.push('>');
    let start = out.len();
    let marked = syntax(language).filter(|_| fits(text)).is_some_and(|syntax| mark(syntax, text, out).is_some());
    if !marked {
        out.truncate(start);
        escape_text(text, out);
    }
    out.push_str("</code></pre>\n");
}

fn fits(text: &str) -> bool {
    text.len() <= LARGEST && text.lines().all(|line| line.len() <= LONGEST_LINE)
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let language = language.to_ascii_lowercase();
    let known = match language.as_str() {
        "" => return None,
        "console" | "shell" => "bash",
        "json5" | "jsonc" => "json",
        "javascript" | "ts" | "typescript" => "js",
        "golang" => "go",
        "csharp" => "cs",
        other => other,
    };
    SYNTAXES.find_syntax_by_token(known)
}

/// Writes marked code; `None` when the syntax definition fails on it.
fn mark(syntax: &SyntaxReference, text: &str, out: &mut String) -> Option<()> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut open = "";
    for line in LinesWithEndings::from(text) {
        let mut at = 0;
        for (next, change) in state.parse_line(line, &SYNTAXES).ok()? {
            piece(line.get(at..next)?, class(&stack), &mut open, out);
            at = next;
            stack.apply(&change).ok()?;
        }
        piece(line.get(at..)?, class(&stack), &mut open, out);
    }
    piece_end(open, out);
    Some(())
}

/// Writes a piece, within the same span as the one before where their classes are the same.
fn piece(text: &str, class: &'static str, open: &mut &'static str, out: &mut String) {
    if text.is_empty() {
        return;
    }
    // Blanks look alike in every class; a span more for them would be waste.
    if class != *open && !(text.bytes().all(|b| b == b' ' || b == b'\n') && !open.is_empty() && class.is_empty()) {
        piece_end(open, out);
        if !class.is_empty() {
            out.push_str("<span class=\"");
            out.push_str(class);
            out.push_str("\">");
        }
        *open = class;
    }
    escape_text(text, out);
}

fn piece_end(open: &str, out: &mut String) {
    if !open.is_empty() {
        out.push_str("</span>");
    }
}

fn class(stack: &ScopeStack) -> &'static str {
    let known = |scope: &Scope| SCOPES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
    stack.as_slice().iter().rev().find_map(known).unwrap_or_default()
}
