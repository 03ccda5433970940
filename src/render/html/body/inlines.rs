//! Inline content, safe.

use super::{Page, escape_attribute, escape_text};
use crate::model::body::{Inline, without_comments};
use crate::source::{fragment_encoded, percent_decoded, safe_address};

impl Page<'_, '_> {
    /// Writes inline content.
    pub(super) fn inlines(&mut self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            self.inline(inline, out);
        }
    }

    fn inline(&mut self, inline: &Inline, out: &mut String) {
        match inline {
            Inline::Text { text } => escape_text(text, out),
            Inline::Html { text } => {
                let shown = if self.safe.comments { Some(text.into()) } else { without_comments(text) };
                escape_text(&shown.unwrap_or_default(), out);
            }
            Inline::Code { text } => enclose("<code>", text, "</code>", out),
            Inline::Math { display: false, text } => enclose("<code class=\"math\">", text, "</code>", out),
            Inline::Math { display: true, text } => enclose("<code class=\"math display\">", text, "</code>", out),
            Inline::Emphasis { inlines } => self.within("em", inlines, out),
            Inline::Strong { inlines } => self.within("strong", inlines, out),
            Inline::Strikethrough { inlines } => self.within("del", inlines, out),
            Inline::Superscript { inlines } => self.within("sup", inlines, out),
            Inline::Subscript { inlines } => self.within("sub", inlines, out),
            Inline::Link { url, title, email, inlines, .. } => self.link(url, title, *email, inlines, out),
            Inline::Image { url, title, inlines, .. } => self.image(url, title, inlines, out),
            Inline::Record { id, text, .. } if self.in_link => escape_text(text.as_deref().unwrap_or(id), out),
            Inline::Record { id, text, .. } => self.safe.resolver.record(id, text.as_deref(), out),
            Inline::FootnoteReference { name } => self.reference(name, out),
            Inline::Task { checked } => {
                out.push_str("<input type=\"checkbox\" disabled");
                out.push_str(if *checked { " checked aria-label=\"" } else { " aria-label=\"" });
                escape_attribute(if *checked { &self.safe.words.done } else { &self.safe.words.open }, out);
                out.push_str("\"> ");
            }
            Inline::SoftBreak => out.push('\n'),
            Inline::HardBreak => out.push_str("<br>\n"),
            Inline::Live { directive } => self.safe.resolver.live_inline(*directive, self.in_link, out),
        }
    }

    fn within(&mut self, tag: &str, inlines: &[Inline], out: &mut String) {
        for part in ["<", tag, ">"] {
            out.push_str(part);
        }
        self.inlines(inlines, out);
        for part in ["</", tag, ">"] {
            out.push_str(part);
        }
    }

    fn link(&mut self, url: &str, title: &str, email: bool, inlines: &[Inline], out: &mut String) {
        // A link in a link is no HTML; the outer one wins.
        let address = if self.in_link { None } else { self.address(url, email) };
        let Some(address) = address else {
            out.push_str("<span class=\"no-link\">");
            self.inlines(inlines, out);
            return out.push_str("</span>");
        };
        out.push_str("<a href=\"");
        escape_attribute(&address, out);
        titled(title, out);
        out.push_str("\">");
        self.in_link = true;
        self.inlines(inlines, out);
        self.in_link = false;
        out.push_str("</a>");
    }

    fn address(&self, url: &str, email: bool) -> Option<String> {
        if email {
            return safe_address(&format!("mailto:{url}"), false);
        }
        if let Some(rewritten) = self.safe.resolver.link(url) {
            return safe_address(&rewritten, false);
        }
        if let Some(fragment) = url.strip_prefix('#') {
            let id = self.fragments.get(fragment).or_else(|| self.fragments.get(percent_decoded(fragment).as_str()));
            if let Some(id) = id {
                return Some(format!("#{}", fragment_encoded(id)));
            }
        }
        safe_address(url, false)
    }

    fn image(&mut self, url: &str, title: &str, inlines: &[Inline], out: &mut String) {
        let mut words = String::new();
        plain(inlines, &mut words);
        let rewritten = self.safe.resolver.image(url);
        let url = rewritten.as_deref().unwrap_or(url);
        let Some(address) = safe_address(url, true) else {
            return match safe_address(url, false).filter(|_| url.contains("://")) {
                Some(_) => {
                    let words = [words.as_str(), title, url].into_iter().find(|w| !w.trim().is_empty()).unwrap_or_default();
                    self.link(url, title, false, &[Inline::Text { text: words.to_owned() }], out);
                }
                None => enclose("<span class=\"no-image\">", &words, "</span>", out),
            };
        };
        out.push_str("<img src=\"");
        escape_attribute(&address, out);
        out.push_str("\" alt=\"");
        escape_attribute(&words, out);
        titled(title, out);
        out.push_str("\">");
    }
}

/// Goes on from an open attribute value to the title, when there is one.
fn titled(title: &str, out: &mut String) {
    if !title.is_empty() {
        out.push_str("\" title=\"");
        escape_attribute(title, out);
    }
}

fn enclose(before: &str, text: &str, after: &str, out: &mut String) {
    out.push_str(before);
    escape_text(text, out);
    out.push_str(after);
}

/// The words of inline content, for an attribute.
fn plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } | Inline::Math { text, .. } => out.push_str(text),
            Inline::Html { text } => out.push_str(&without_comments(text).unwrap_or_default()),
            Inline::Emphasis { inlines }
            | Inline::Strong { inlines }
            | Inline::Strikethrough { inlines }
            | Inline::Superscript { inlines }
            | Inline::Subscript { inlines }
            | Inline::Link { inlines, .. }
            | Inline::Image { inlines, .. } => plain(inlines, out),
            Inline::Record { id, text, .. } => out.push_str(text.as_deref().unwrap_or(id)),
            Inline::FootnoteReference { name } => {
                out.push_str("[^");
                out.push_str(name);
                out.push(']');
            }
            Inline::Task { checked } => out.push_str(if *checked { "[x]" } else { "[ ]" }),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Live { .. } => {}
        }
    }
}
