//! The project's own packs: `[standards] packs` names folders, each file in them is one pack.

use std::path::Path;

use super::codes::FILE_UNREADABLE;
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::schema::Schema;
use crate::source::{Fatal, Source, Sources, Span, read_text, walk};
use crate::yaml::{self, Limits};

/// Reads the packs in the order of their folders, then of their names: standards before what extends them.
pub(super) fn read(root: &Path, config: &Config, mut schema: Schema, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Result<Schema, Fatal> {
    let mut nodes = Vec::new();
    for folder in &config.packs {
        if !root.join(&folder.value).is_dir() {
            out.push(Diagnostic::new(&FILE_UNREADABLE, folder.span, format!("there is no folder `{}`", folder.value)));
            continue;
        }
        for path in super::ending_in(&[".yaml", ".yml"], root, walk(root, &folder.value)?, out) {
            match read_text(root, &path) {
                Ok(text) => {
                    let file = sources.add(Source::new(path.as_str(), text));
                    let known = out.len();
                    match yaml::parse(&sources.get(file).text, file, 0, Limits::default(), out) {
                        Some(node) => nodes.push((node, path)),
                        None if out.len() == known => {
                            out.push(Diagnostic::new(&FILE_UNREADABLE, Span::new(file, 0, 0), "a pack that is empty says nothing"))
                        }
                        None => {}
                    }
                }
                Err(error) => out.push(Diagnostic::new(&FILE_UNREADABLE, folder.span, error.to_string())),
            }
        }
    }
    nodes.sort_by_key(|(node, _)| node.get("extends").is_some());
    for (node, path) in &nodes {
        schema = schema.packed(node, path, out);
    }
    nodes.iter().for_each(|(node, _)| schema.check_references(node, out));
    Ok(schema)
}
