//! What an archivable, accessible PDF cannot show as it is written: found before typesetting, at its record, file and line.

use crate::diag::{Code, Diagnostic, Severity};
use crate::model::body::{Block, Body, Inline, Node, plain, walk};
use crate::model::{Project, Value};

/// All codes, sorted by name.
pub static CODES: &[&Code] = &[&HEADING_LEVEL_SKIPPED, &IMAGE_WITHOUT_ALT, &PDF_GLYPH_MISSING];

static HEADING_LEVEL_SKIPPED: Code = Code {
    name: "heading-level-skipped",
    severity: Severity::Note,
    clauses: &[],
    finds: "A heading that stands more than one level below the one before it.",
    why: "PDF/UA allows no skipped level: the heading is shown one level below the one before it, which may not be what was meant.",
    resolve: "use the next level",
    stops: false,
    integrity: false,
};

static IMAGE_WITHOUT_ALT: Code = Code {
    name: "image-without-alt",
    severity: Severity::Warning,
    clauses: &[],
    finds: "An image without alternative text.",
    why: "Who cannot see the image learns nothing from it; an accessible PDF must not hold it.",
    resolve: "say in the brackets what the image shows: `![two processors and the link between them](…)`",
    stops: false,
    integrity: false,
};

static PDF_GLYPH_MISSING: Code = Code {
    name: "pdf-glyph-missing",
    severity: Severity::Warning,
    clauses: &[],
    finds: "A character that none of the embedded fonts has, or that an archivable PDF must not hold.",
    why: "In the PDF its number is printed instead, as in `[U+1F600]`; the reader does not see what was written.",
    resolve: "write it in other words or characters",
    stops: false,
    integrity: false,
};

/// Looks through all texts of a project.
pub fn preflight(project: &Project) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (_, record) in project.iter() {
        for (_, entry) in &record.fields {
            glyphs(project, entry.span, Some(&record.id), &mut findings);
            values(&entry.value, &mut |body| look(body, Some(&record.id), &mut findings));
        }
    }
    for chapter in &project.chapters {
        if let Some(file) = chapter.file {
            let length = project.sources.get(file).text.len();
            glyphs(project, crate::source::Span::new(file, 0, length), None, &mut findings);
        }
        look(&chapter.prose.body, None, &mut findings);
    }
    findings
}

/// Every Markdown text in a value.
fn values(value: &Value, see: &mut dyn FnMut(&Body)) {
    match value {
        Value::Prose(prose) => see(&prose.body),
        Value::List(items) => items.iter().for_each(|item| values(&item.value, see)),
        Value::Group(fields) => fields.iter().for_each(|(_, entry)| values(&entry.value, see)),
        _ => {}
    }
}

fn look(body: &Body, record: Option<&str>, findings: &mut Vec<Diagnostic>) {
    let mut last = 0;
    walk(&body.blocks, &mut |node| {
        let finding = match node {
            Node::Inline(Inline::Image { url, inlines, span, .. }) if plain(inlines).trim().is_empty() => {
                Diagnostic::new(&IMAGE_WITHOUT_ALT, *span, format!("the image `{url}` has no alternative text"))
            }
            Node::Block(Block::Heading { level, inlines, span, .. }) => {
                let skipped = last > 0 && *level > last + 1;
                let words = format!("«{}» stands {} levels below the heading before it", plain(inlines), level.saturating_sub(last));
                last = *level;
                if !skipped {
                    return;
                }
                Diagnostic::new(&HEADING_LEVEL_SKIPPED, *span, words)
            }
            _ => return,
        };
        findings.push(Diagnostic { record: record.map(str::to_owned), ..finding });
    });
}

/// Each character that the PDF cannot show, once a text, at its first place.
#[cfg(feature = "pdf")]
fn glyphs(project: &Project, span: crate::source::Span, record: Option<&str>, findings: &mut Vec<Diagnostic>) {
    let text = project.sources.snippet(span);
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control() && !matches!(b, b'\n' | b'\r' | b'\t')) {
        return;
    }
    let mut seen = std::collections::BTreeSet::new();
    for (at, c) in super::pdf::glyphs::unprintable(text) {
        if seen.insert(c) {
            let start = span.start as usize + at;
            let place = crate::source::Span::new(span.file, start, start + c.len_utf8());
            let words = format!("no embedded font has U+{:04X}", u32::from(c));
            let finding = Diagnostic::new(&PDF_GLYPH_MISSING, place, words);
            findings.push(Diagnostic { record: record.map(str::to_owned), ..finding });
        }
    }
}

/// Without the PDF there are no fonts to look into.
#[cfg(not(feature = "pdf"))]
fn glyphs(_: &Project, _: crate::source::Span, _: Option<&str>, _: &mut Vec<Diagnostic>) {}
