//! What an archivable, accessible PDF cannot show as it is written: found before typesetting, at its record, file and line.

#[cfg(feature = "pdf")]
mod glyphs;

use crate::diag::{Code, Diagnostic, Severity};
use crate::model::body::{Block, Body, Inline, Node, plain, walk};
use crate::model::{Project, Value};
use crate::render::Theme;

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

/// What is missing in the fonts of the PDF.
pub(super) static PDF_GLYPH_MISSING: Code = Code {
    name: "pdf-glyph-missing",
    severity: Severity::Warning,
    clauses: &[],
    finds: "Characters of one script in one file that none of the fonts has, or that an archivable PDF must not hold.",
    why: "In the PDF their numbers are printed instead, as in `[U+1F600]`; the reader does not see what was written. The portal shows them.",
    resolve: "put a font that has them into the folder `pdf/fonts` of the theme (`[output.html] theme`), or write it in other characters",
    stops: false,
    integrity: false,
};

/// Looks through all texts of a project.
pub fn preflight(project: &Project, theme: &Theme) -> Vec<Diagnostic> {
    let mut findings = missing_glyphs(project, theme);
    for (_, record) in project.iter() {
        for (_, entry) in &record.fields {
            values(&entry.value, &mut |body| look(body, Some(&record.id), &mut findings));
        }
    }
    for chapter in &project.chapters {
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

/// What the fonts lack; nothing where there are none to look into.
fn missing_glyphs(project: &Project, theme: &Theme) -> Vec<Diagnostic> {
    #[cfg(feature = "pdf")]
    return glyphs::missing(project, &theme.fonts);
    #[cfg(not(feature = "pdf"))]
    {
        let _ = (project, theme);
        Vec::new()
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
