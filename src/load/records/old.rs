//! Records of an earlier version of a file, for what they said then. Nothing in them is resolved.

use crate::load::records::file;
use crate::load::records::value::Reading;
use crate::model::Record;
use crate::schema::Schema;
use crate::source::{FileId, Source};
use crate::yaml::{self, Limits};

/// The records of a text that stood at a path once; what cannot be read any more is passed over. A Markdown file may have
/// been a record or a chapter, whose body is no text of its record: both are given.
pub fn old_records(path: &str, text: &str, schema: &Schema) -> Vec<Record> {
    let source = Source::new(path, text);
    let mut parsed = file::parse(&source, FileId::default(), schema);
    if let Some((front, _)) = file::front_matter(text).filter(|_| path.ends_with(".md"))
        && let Some(node) = yaml::parse(&text[front.clone()], FileId::default(), front.start, Limits::default(), &mut parsed.findings)
    {
        let mut cx = Reading { schema, source: &source, findings: &mut parsed.findings };
        parsed.records.extend(file::record(&node, None, None, &mut cx));
    }
    let record = |raw: file::RawRecord| Record { title: raw.id.clone(), id: raw.id, kind: raw.kind, span: raw.span, fields: raw.fields, holes: raw.holes };
    parsed.records.into_iter().map(record).collect()
}
