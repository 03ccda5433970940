//! The templates of a theme, compiled once and shared by all threads.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::view::{Site, TableView};
use crate::render::labels::{Labels, filled};

/// Stands for a page's root in the navigation, which is rendered once for all pages.
const ROOT: &str = "\u{e000}";

/// A theme's templates, ready to render.
pub struct Templates {
    tera: Tera,
}

/// A template that does not compile or does not render.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The template's name.
    pub file: String,
    /// What is wrong, with file, line and column as tera shows them.
    pub message: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "template {}: {}", self.file, self.message)
    }
}

impl std::error::Error for TemplateError {}

impl Templates {
    /// Compiles `files` (name to text; names end in `.html`) for `site`.
    pub fn new(files: &BTreeMap<String, String>, site: &Site) -> Result<Self, TemplateError> {
        let mut tera = Tera::new();
        // Not by the name's ending alone: no template of a theme may print a record's text as markup.
        tera.autoescape_on(vec![""]);
        tera.set_escape_fn(escape);
        let nav: Arc<OnceLock<Nav>> = Arc::default();
        let (labels, forms) = (site.labels.clone(), site.labels.clone());
        tera.register_function("say", move |words: Kwargs, _: &State| say(&labels, &words));
        tera.register_function("forms", move |words: Kwargs, _: &State| self::forms(&forms, &words));
        let rendered = Arc::clone(&nav);
        tera.register_function("nav", move |of: Kwargs, _: &State| rendered.get().map_or_else(|| Ok(Value::safe_string("")), |nav| nav.mark(&of)));
        tera.add_raw_templates(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(|error| compile_error(files, &error))?;

        tera.global_context().insert("labels", &site.labels.texts());
        let mut global = Context::new();
        global.insert("sections", &site.nav.sections);
        global.insert("root", ROOT);
        let text = tera.render("nav.html", &global).map_err(|error| template_error("nav.html", &error))?;
        nav.get_or_init(|| Nav::new(&text));
        let shared = Site { nav: Default::default(), labels: Labels::default(), ..site.clone() };
        tera.global_context().insert("site", &shared);
        Ok(Templates { tera })
    }

    /// Renders the page `template` with `view`.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, TemplateError> {
        let context = Context::from_serialize(view).map_err(|error| template_error(template, &error))?;
        self.tera.render(template, &context).map_err(|error| template_error(template, &error))
    }

    /// Renders a table as it stands within prose: for a chapter's live content.
    pub fn table(&self, table: &TableView) -> Result<String, TemplateError> {
        let mut context = Context::new();
        context.insert("table", table);
        self.tera.render("table-fragment.html", &context).map_err(|error| template_error("table-fragment.html", &error))
    }
}

/// As tera escapes; characters that HTML forbids become U+FFFD.
fn escape(text: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let plain = text.bytes().all(|b| (b' '..=b'~').contains(&b));
    if plain || !text.contains(super::body::is_forbidden) {
        return tera::escape_html(text, out);
    }
    tera::escape_html(&text.replace(super::body::is_forbidden, "\u{fffd}"), out)
}

fn template_error(file: &str, error: &tera::Error) -> TemplateError {
    TemplateError { file: file.to_owned(), message: error.to_string() }
}

/// Tera names the template in its message's second line (` --> file:line:col`), or says which file it is about.
fn compile_error(files: &BTreeMap<String, String>, error: &tera::Error) -> TemplateError {
    let message = error.to_string();
    let named = message.split_once("--> ").and_then(|(_, place)| files.keys().find(|name| place.starts_with(&format!("{name}:"))));
    let file = named.or_else(|| files.keys().find(|name| message.contains(name.as_str()))).cloned().unwrap_or_default();
    TemplateError { file, message }
}

/// `say(key="…", n=3)`: a label with its places filled in, in the form for the number `n`.
fn say(labels: &Labels, words: &Kwargs) -> TeraResult<String> {
    let key: &str = words.must_get("key")?;
    let n = words.get::<i64>("n")?.and_then(|n| usize::try_from(n).ok());
    let text = labels.text(key, n).ok_or_else(|| no_label(key))?;
    let value = |place: &str| words.iter().find(|(name, _)| name.to_string() == place).map(|(_, value)| value.to_string());
    Ok(filled(text, value))
}

/// `forms(key="…")`: the forms of a label as JSON, for scripts that count.
fn forms(labels: &Labels, words: &Kwargs) -> TeraResult<String> {
    let key: &str = words.must_get("key")?;
    let forms = labels.forms(key).ok_or_else(|| no_label(key))?;
    serde_json::to_string(&forms).map_err(tera::Error::message)
}

fn no_label(key: &str) -> tera::Error {
    tera::Error::message(format!("the label file has no `{key}`"))
}

/// The navigation, rendered once and cut where a page puts in its root and its mark.
struct Nav {
    /// What stands between one root and the next.
    pieces: Vec<String>,
    /// Where an entry's link can be marked: the piece, and the place in it.
    entries: BTreeMap<String, (usize, usize)>,
}

impl Nav {
    fn new(text: &str) -> Self {
        const KEY: &str = " data-nav=\"";
        let pieces: Vec<String> = text.split(ROOT).map(str::to_owned).collect();
        let mut entries = BTreeMap::new();
        for (number, piece) in pieces.iter().enumerate() {
            if let Some((before, after)) = piece.split_once(KEY) {
                entries.insert(after.split('"').next().unwrap_or_default().to_owned(), (number, before.len()));
            }
        }
        Nav { pieces, entries }
    }

    /// `nav(root="../", current="kind:risk", page=true)`: with the root filled in and the current entry marked.
    fn mark(&self, of: &Kwargs) -> TeraResult<Value> {
        let root: &str = of.must_get("root")?;
        let current: &str = of.must_get("current")?;
        let word = if of.get::<bool>("page")?.unwrap_or(true) { "page" } else { "true" };
        let mut key = Vec::new();
        tera::escape_html(current, &mut key).map_err(tera::Error::message)?;
        let marked = self.entries.get(String::from_utf8_lossy(&key).as_ref());

        let mut text = String::with_capacity(self.pieces.iter().map(|piece| piece.len() + root.len()).sum::<usize>() + 32);
        for (number, piece) in self.pieces.iter().enumerate() {
            if number > 0 {
                text.push_str(root);
            }
            match marked {
                Some(&(at, offset)) if at == number => {
                    text.push_str(&piece[..offset]);
                    text.push_str(&format!(" aria-current=\"{word}\""));
                    text.push_str(&piece[offset..]);
                }
                _ => text.push_str(piece),
            }
        }
        Ok(Value::safe_string(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::super::view::{NavEntry, NavSection};
    use super::*;

    fn theme(page: &str) -> Result<Templates, TemplateError> {
        let nav = r#"{% for s in sections %}{% for e in s.entries %}<a href="{{ root }}{{ e.url }}" data-nav="{{ e.key }}">{% endfor %}{% endfor %}"#;
        let files = BTreeMap::from([("nav.html".to_owned(), nav.to_owned()), ("page.tpl".to_owned(), page.to_owned())]);
        let entry = |key: &str| NavEntry { key: key.to_owned(), url: Some("x.html".to_owned()), ..NavEntry::default() };
        let section = NavSection { title: None, entries: vec![entry("a&b"), entry("c")] };
        let labels = Labels::parse("labels.toml", r#"rows = { one = "1 row", other = "{n} rows" }"#, "en").unwrap();
        Templates::new(&files, &Site { nav: super::super::view::Nav { sections: vec![section] }, labels, ..Site::default() })
    }

    fn page(text: &str) -> Result<String, TemplateError> {
        theme(text)?.render("page.tpl", &BTreeMap::from([("title", "<script>")]))
    }

    #[test]
    fn text_is_escaped_whatever_the_template_is_called() {
        assert_eq!(page("{{ title }}").unwrap(), "&lt;script&gt;");
    }

    #[test]
    fn the_navigation_gets_its_root_and_its_mark() {
        let html = page(r#"{{ nav(root="../", current="a&b") }}"#).unwrap();
        assert_eq!(html, r#"<a href="../x.html" aria-current="page" data-nav="a&amp;b"><a href="../x.html" data-nav="c">"#);
    }

    #[test]
    fn labels_are_filled_in() {
        assert_eq!(page(r#"{{ say(key="rows", n=1) }}, {{ say(key="rows", n=2) }}"#).unwrap(), "1 row, 2 rows");
    }

    #[test]
    fn errors_name_the_file_and_the_place() {
        let error = page("{% if %}").unwrap_err();
        assert_eq!(error.file, "page.tpl");
        assert!(error.message.contains("page.tpl:1:"), "{}", error.message);
        assert!(page(r#"{{ say(key="gone") }}"#).unwrap_err().message.contains("has no `gone`"));
    }
}
