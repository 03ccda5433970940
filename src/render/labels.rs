//! The words that a person sees, from the label files of a theme.

use std::collections::BTreeMap;
use std::sync::Arc;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use serde::Deserialize;

use crate::model::Project;
use crate::report::Label;
use crate::report::words::{Arg, Key, Said, keys, template_keys};
use crate::source::Fatal;

/// The forms that a text may have for numbers, as Unicode (CLDR) names them.
const FORMS: [(&str, PluralCategory); 6] = [
    ("zero", PluralCategory::Zero),
    ("one", PluralCategory::One),
    ("two", PluralCategory::Two),
    ("few", PluralCategory::Few),
    ("many", PluralCategory::Many),
    ("other", PluralCategory::Other),
];

/// The texts of label files, the later ones over the earlier.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    texts: BTreeMap<String, Text>,
}

/// What stands under a key.
#[derive(Debug, Clone)]
enum Text {
    One(String),
    /// A form for each kind of number, and the language that it is written in.
    Forms(BTreeMap<String, String>, Arc<Locale>),
}

/// What a label file holds under a key.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    One(String),
    Forms(BTreeMap<String, String>),
}

impl Labels {
    /// Reads a label file: TOML, under each key a text, or its forms for numbers (`{ one = "1 test", other = "{n} tests" }`).
    /// `language` is that of the file.
    ///
    /// # Errors
    /// When it is no such file, a form has no such name, there is no `other`, or a text has a placeholder that its label does not have.
    pub fn parse(path: &str, text: &str, language: &str) -> Result<Self, Fatal> {
        let written: BTreeMap<String, Written> =
            toml::from_str(text).map_err(|e| Fatal::new(path, format!("the label file cannot be read: {}", e.message())))?;
        let locale = Arc::new(locale(path, language)?);
        let known: BTreeMap<&str, &Key> = keys().chain(template_keys()).map(|key| (key.name, key)).collect();
        let mut texts = BTreeMap::new();
        for (key, written) in written {
            let text = match written {
                Written::One(text) => Text::One(text),
                Written::Forms(forms) => {
                    check_forms(path, &key, &forms)?;
                    Text::Forms(forms, Arc::clone(&locale))
                }
            };
            if let Some(known) = known.get(key.as_str()) {
                text.all().try_for_each(|text| check_places(path, known, text))?;
            }
            texts.insert(key, text);
        }
        Ok(Self { texts })
    }

    /// Lays other label files over this one.
    pub fn overlay(&mut self, other: Labels) {
        self.texts.extend(other.texts);
    }

    /// The words of a label.
    pub fn words(&self, project: &Project, label: &Label) -> String {
        match label {
            Label::Words(words) => words.clone(),
            Label::Said(said) => self.said(project, said),
        }
    }

    fn said(&self, project: &Project, said: &Said) -> String {
        let count = said.with().iter().find_map(|(place, arg)| if let ("n", Arg::Count(n)) = (*place, arg) { Some(*n) } else { None });
        let value = |arg: &Arg| match arg {
            Arg::Text(text) => text.clone(),
            Arg::Count(n) => n.to_string(),
            Arg::Record(record) => project.record(*record).id.clone(),
            Arg::Date(date) => date.to_string(),
            Arg::Label(label) => self.words(project, label),
        };
        let named = |place: &str| said.with().iter().find(|(name, _)| *name == place).map(|(_, arg)| value(arg));
        filled(self.text(said.key(), count).unwrap_or_default(), named)
    }

    /// The text under a key, in the form for a number; none where no file has the key (a test holds that ours lacks none).
    pub fn text(&self, key: &str, n: Option<usize>) -> Option<&str> {
        match self.texts.get(key)? {
            Text::One(text) => Some(text),
            Text::Forms(forms, locale) => {
                let category = n.and_then(|n| Some(rules(locale)?.category_for(n))).unwrap_or(PluralCategory::Other);
                let name = FORMS.iter().find(|(_, known)| *known == category).map_or("other", |(name, _)| name);
                forms.get(name).or_else(|| forms.get("other")).map(String::as_str)
            }
        }
    }

    /// The forms of the text under a key, by their names; a text without forms is `other`.
    pub fn forms(&self, key: &str) -> Option<BTreeMap<&str, &str>> {
        Some(match self.texts.get(key)? {
            Text::One(text) => [("other", text.as_str())].into(),
            Text::Forms(forms, _) => forms.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect(),
        })
    }

    /// The keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// All texts by key, those with forms in the one for many: what templates read as `labels`.
    pub fn texts(&self) -> BTreeMap<&str, &str> {
        self.keys().filter_map(|key| Some((key, self.text(key, None)?))).collect()
    }
}

impl Text {
    fn all(&self) -> impl Iterator<Item = &str> {
        let (one, forms) = match self {
            Self::One(text) => (Some(text), None),
            Self::Forms(forms, _) => (None, Some(forms.values())),
        };
        one.into_iter().chain(forms.into_iter().flatten()).map(String::as_str)
    }
}

/// A text with its `{places}` filled in, once: what is filled in is text, whatever stands in it.
pub(super) fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let place = rest.find('}').map(|end| (&rest[1..end], end + 1));
        let known = place.and_then(|(place, end)| Some((value(place)?, end)));
        let (shown, end) = known.unwrap_or_else(|| ("{".to_owned(), 1));
        out.push_str(&shown);
        rest = &rest[end..];
    }
    out + rest
}

/// The language of a label file, of whose numbers something is known.
fn locale(path: &str, language: &str) -> Result<Locale, Fatal> {
    let locale = Locale::try_from_str(language).map_err(|_| Fatal::new(path, format!("`{language}` is not a language tag")))?;
    rules(&locale).map(|_| locale.clone()).ok_or_else(|| Fatal::new(path, format!("the plural forms of `{language}` are not known")))
}

/// The rules of a language for numbers: a look into a table, no more.
fn rules(locale: &Locale) -> Option<PluralRules> {
    PluralRules::try_new_cardinal(locale.into()).ok()
}

fn check_forms(path: &str, key: &str, forms: &BTreeMap<String, String>) -> Result<(), Fatal> {
    let names: Vec<&str> = FORMS.iter().map(|(name, _)| *name).collect();
    if let Some(unknown) = forms.keys().find(|name| !names.contains(&name.as_str())) {
        return Err(Fatal::new(path, format!("the label `{key}` has the form `{unknown}`, which does not exist"))
            .help(format!("the forms are {}", names.join(", "))));
    }
    if !forms.contains_key("other") {
        return Err(Fatal::new(path, format!("the label `{key}` does not have the form `other`"))
            .help("add it: it is used for every number without a form of its own"));
    }
    Ok(())
}

/// A placeholder that is never filled in would be shown to a reader.
fn check_places(path: &str, key: &Key, text: &str) -> Result<(), Fatal> {
    let places: Vec<&str> = key.places.iter().map(|(place, _)| *place).collect();
    for (place, _) in text.split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
        if !places.contains(&place) {
            let known = if places.is_empty() { "it has no placeholders".to_owned() } else { format!("its placeholders: {}", places.join(", ")) };
            return Err(Fatal::new(path, format!("the label `{}` does not have the placeholder `{{{place}}}`", key.name)).help(known));
        }
    }
    Ok(())
}
