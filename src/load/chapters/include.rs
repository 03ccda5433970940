//! `{{#include path}}`: other files' text, put in before anything else reads the text, also inside code.

use std::ops::Range;
use std::sync::Arc;

use crate::load::chapters::directive::{line_close, name_end, next_opening, place};
use crate::load::chapters::problem::Problem;
use crate::source::{FileId, Text};

/// Reads the file that an `include` names: gets the path as written and the file that includes; answers with the file
/// and its text, or with the reason why not. Keeping the path inside the project is its job.
pub type Reader<'a> = dyn FnMut(&str, FileId) -> Result<(FileId, Arc<str>), String> + 'a;

/// How deep an include may stand inside others.
const DEEPEST: usize = 10;
/// Bounds what includes that include each other several times can grow to.
const LARGEST: usize = 16 << 20;
/// The same for includes of files that hold little but includes.
const MOST: usize = 10_000;

/// Puts in the text of every include; one that fails stays, escaped, so that it is reported once.
pub fn expand(text: &Text, reader: &mut Reader<'_>) -> (Text, Vec<Problem>) {
    let mut expander = Expander { reader, out: Text::default(), problems: Vec::new(), chain: vec![text.span(0..0).file], count: 0 };
    expander.run(text);
    (expander.out, expander.problems)
}

struct Expander<'a, 'r> {
    reader: &'a mut Reader<'r>,
    out: Text,
    problems: Vec<Problem>,
    /// The files that are being read, outermost first.
    chain: Vec<FileId>,
    count: usize,
}

impl Expander<'_, '_> {
    fn run(&mut self, text: &Text) {
        let (mut copied, mut from) = (0, 0);
        while let Some(opening) = next_opening(&text.text, from) {
            let end = name_end(&text.text, opening.name);
            from = end;
            let ours = matches!(&text.text[opening.name..end], "include" | "rustdoc_include");
            let Some(close) = line_close(&text.text, end).filter(|_| ours && !opening.escaped) else {
                continue;
            };
            from = close;
            let inner = &text.text[end..close - 2];
            let start = end + (inner.len() - inner.trim_start().len());
            let path = start..start + inner.trim().len();
            self.out.push_range(text, copied..opening.at);
            copied = close;
            if let Err((message, help)) = self.include(text, path.clone()) {
                let span = place(text, if path.is_empty() { opening.at..close } else { path });
                self.problems.push(Problem { span, message, help });
                let at = text.span(opening.at..close);
                self.out.push("\\", at.file, at.start as usize);
                self.out.push_range(text, opening.at..close);
            }
        }
        self.out.push_range(text, copied..text.text.len());
    }

    fn include(&mut self, text: &Text, range: Range<usize>) -> Result<(), (String, Option<String>)> {
        let bare = |message: String| (message, None);
        let (path, part) = Part::parse(&text.text[range.clone()]).map_err(bare)?;
        if self.chain.len() > DEEPEST {
            return Err((format!("includes stand more than {DEEPEST} deep in each other"), Some("include the file directly".into())));
        }
        self.count += 1;
        if self.count > MOST {
            return Err((format!("the text has more than {MOST} includes"), Some("include less".into())));
        }
        let (file, content) = (self.reader)(path, text.span(range.clone()).file).map_err(bare)?;
        if self.chain.contains(&file) {
            return Err((format!("`{path}` includes itself, directly or through others"), Some("break the circle".into())));
        }
        let selected = part.select(&content, file).map_err(bare)?;
        if self.out.text.len() + selected.text.len() > LARGEST {
            return Err((format!("with this include the text grows beyond {} MiB", LARGEST >> 20), Some("include less".into())));
        }
        if let Part::Anchor(name) = &part
            && !content.lines().any(|line| anchor(line, "ANCHOR_END:") == Some(name))
        {
            let (span, message) = (place(text, range), format!("no line `ANCHOR_END: {name}` ends the anchor in `{path}`"));
            self.problems.push(Problem { span, message, help: Some("the rest of the file is included".into()) });
        }
        self.chain.push(file);
        self.run(&selected);
        self.chain.pop();
        Ok(())
    }
}

/// The part of a file to include, in mdBook's forms.
#[derive(Debug, PartialEq)]
enum Part {
    /// From a line (from 1) up to a line, or to the end.
    Lines(usize, Option<usize>),
    /// Between `ANCHOR: name` and `ANCHOR_END: name`.
    Anchor(String),
}

impl Part {
    fn parse(written: &str) -> Result<(&str, Part), String> {
        let mut parts = written.splitn(4, ':');
        let path = parts.next().unwrap_or_default();
        if path.is_empty() {
            return Err("no path follows `include`".into());
        }
        let number = |n: &str| match n.parse::<usize>() {
            Ok(0) => Err("lines count from 1".to_owned()),
            Ok(n) => Ok(n),
            Err(_) => Err(format!("`{n}` is no line number")),
        };
        let part = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) | (Some(""), None | Some(""), None) => Part::Lines(1, None),
            (Some(one), None, _) if one.bytes().all(|b| b.is_ascii_digit()) => number(one).map(|n| Part::Lines(n, Some(n)))?,
            (Some(name), None, _) => Part::Anchor(name.to_owned()),
            (Some(from), Some(to), None) => {
                let from = if from.is_empty() { 1 } else { number(from)? };
                let to = if to.is_empty() { None } else { Some(number(to)?) };
                if to.is_some_and(|to| to < from) {
                    return Err(format!("no line runs from {from} to {}", to.unwrap_or_default()));
                }
                Part::Lines(from, to)
            }
            _ => return Err("a path takes at most two numbers: `path:FROM:TO`".into()),
        };
        Ok((path, part))
    }

    /// The part of a file's text, without its last line end.
    fn select(&self, content: &str, file: FileId) -> Result<Text, String> {
        let mut at = content.len() - content.trim_start_matches('\u{FEFF}').len();
        let mut lines = Vec::new();
        for line in content[at..].split_inclusive('\n') {
            lines.push((at, line));
            at += line.len();
        }
        let count = lines.len();
        let chosen: Vec<(usize, &str)> = match self {
            Part::Lines(1, None) => lines,
            Part::Lines(from, to) => {
                let last = to.unwrap_or(*from);
                if last > count {
                    return Err(format!("the file has {count} lines, no line {last}"));
                }
                lines.into_iter().take(to.unwrap_or(count)).skip(from - 1).collect()
            }
            Part::Anchor(name) => {
                let mut rest = lines.into_iter();
                if !rest.any(|(_, line)| anchor(line, "ANCHOR:") == Some(name)) {
                    return Err(format!("the file has no line `ANCHOR: {name}`"));
                }
                let inside = rest.take_while(|(_, line)| anchor(line, "ANCHOR_END:") != Some(name));
                inside.filter(|(_, line)| anchor(line, "ANCHOR:").is_none() && anchor(line, "ANCHOR_END:").is_none()).collect()
            }
        };
        let mut text = Text::default();
        for (index, (at, line)) in chosen.iter().enumerate() {
            let kept = if index + 1 == chosen.len() { line.trim_end_matches('\n').trim_end_matches('\r') } else { line };
            text.push(kept, file, *at);
        }
        Ok(text)
    }
}

/// The name that a line's `ANCHOR:` or `ANCHOR_END:` gives.
fn anchor<'a>(line: &'a str, keyword: &str) -> Option<&'a str> {
    let rest = line[line.find(keyword)? + keyword.len()..].trim_start();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|name| !name.is_empty())
}
