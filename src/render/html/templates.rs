//! The templates of a theme, compiled once and shared by all threads.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::view::{Site, TableView};

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
        let nav = Arc::new(OnceLock::new());
        let labels = site.labels.clone();
        tera.register_function("say", move |words: Kwargs, _: &State| say(&labels, &words));
        let rendered = Arc::clone(&nav);
        tera.register_function("nav", move |of: Kwargs, _: &State| mark(rendered.get(), &of));
        tera.add_raw_templates(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(|error| compile_error(files, &error))?;

        tera.global_context().insert("labels", &site.labels);
        let mut global = Context::new();
        global.insert("sections", &site.nav.sections);
        global.insert("root", ROOT);
        let text = tera.render("nav.html", &global).map_err(|error| template_error("nav.html", &error))?;
        nav.get_or_init(|| text);
        let shared = Site { nav: Default::default(), labels: BTreeMap::new(), ..site.clone() };
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

/// `say(key="…", n=3)`: a label with its `{n}` filled in; `key_one` is taken for `n=1` where it exists.
fn say(labels: &BTreeMap<String, String>, words: &Kwargs) -> TeraResult<String> {
    let key: &str = words.must_get("key")?;
    let one = words.get::<i64>("n")? == Some(1);
    let label = one.then(|| labels.get(&format!("{key}_one"))).flatten().or_else(|| labels.get(key));
    let mut text = label.cloned().ok_or_else(|| tera::Error::message(format!("the label file has no `{key}`")))?;
    for (name, value) in words.iter() {
        let place = format!("{{{name}}}");
        if text.contains(&place) {
            text = text.replace(&place, &value.to_string());
        }
    }
    Ok(text)
}

/// `nav(root="../", current="kind:risk", page=true)`: the navigation with the root filled in and the current entry marked.
fn mark(nav: Option<&String>, of: &Kwargs) -> TeraResult<Value> {
    let root: &str = of.must_get("root")?;
    let current: &str = of.must_get("current")?;
    let word = if of.get::<bool>("page")?.unwrap_or(true) { "page" } else { "true" };
    let text = nav.map(|nav| nav.replace(ROOT, root)).unwrap_or_default();
    let mut escaped = Vec::new();
    tera::escape_html(current, &mut escaped).map_err(tera::Error::message)?;
    let key = format!(" data-nav=\"{}\"", String::from_utf8_lossy(&escaped));
    Ok(Value::safe_string(&match text.find(&key) {
        Some(at) if !current.is_empty() => format!("{} aria-current=\"{word}\"{}", &text[..at], &text[at..]),
        _ => text,
    }))
}
