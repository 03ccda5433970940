//! A TOML table that is read key by key and knows what was left unread.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::At;
use super::codes::{CONFIG_INVALID, CONFIG_KEY_LATER, CONFIG_KEY_UNKNOWN, CONFIG_KEY_UNSUPPORTED};
use crate::diag::{Diagnostic, did_you_mean};
use crate::source::{FileId, Span};

/// One table under reading.
pub(super) struct Reader<'a, 'i> {
    pub(super) name: String,
    table: Option<&'a DeTable<'i>>,
    file: FileId,
    known: BTreeSet<&'static str>,
    free: bool,
}

impl<'a, 'i> Reader<'a, 'i> {
    pub(super) fn new(name: impl Into<String>, table: Option<&'a DeTable<'i>>, file: FileId) -> Self {
        Self { name: name.into(), table, file, known: BTreeSet::new(), free: false }
    }

    pub(super) fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.known.insert(key);
        self.table?.iter().find(|(k, _)| k.get_ref() == key).map(|(_, v)| v)
    }

    fn invalid(&self, value: &Spanned<DeValue>, key: &str, wanted: &str) -> Diagnostic {
        let found = match value.get_ref() {
            DeValue::Integer(number) => format!("`{}`", number.as_str()),
            other => other.type_str().to_owned(),
        };
        let message = format!("`{}` must be {wanted}, found {found}", self.path(key));
        Diagnostic::new(&CONFIG_INVALID, self.span(value.span()), message)
    }

    fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// A string; a date or a truth value without quotes counts as its text.
    pub(super) fn text(&mut self, key: &'static str, out: &mut Vec<Diagnostic>) -> Option<At<String>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(At { value: text.to_string(), span: self.span(value.span()) }),
            DeValue::Boolean(flag) => Some(At { value: flag.to_string(), span: self.span(value.span()) }),
            DeValue::Datetime(date) => Some(At { value: date.to_string(), span: self.span(value.span()) }),
            _ => {
                out.push(self.invalid(value, key, "a string"));
                None
            }
        }
    }

    /// A whole number from 0 on.
    pub(super) fn whole(&mut self, key: &'static str, out: &mut Vec<Diagnostic>) -> Option<u32> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            out.push(self.invalid(value, key, "a whole number from 0 on"));
        }
        number
    }

    /// As [`Reader::texts`]; none when the key is not there, or is no list.
    pub(super) fn list(&mut self, key: &'static str, out: &mut Vec<Diagnostic>) -> Option<Vec<At<String>>> {
        let (_, value) = self.table?.iter().find(|(k, _)| k.get_ref() == key)?;
        matches!(value.get_ref(), DeValue::Array(_)).then(|| self.texts(key, out))
    }

    /// A list of strings; one string counts as a list of one.
    pub(super) fn texts(&mut self, key: &'static str, out: &mut Vec<Diagnostic>) -> Vec<At<String>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::String(text) => vec![At { value: text.to_string(), span: self.span(value.span()) }],
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| match item.get_ref() {
                    DeValue::String(text) => Some(At { value: text.to_string(), span: self.span(item.span()) }),
                    _ => {
                        out.push(self.invalid(item, key, "a list of strings"));
                        None
                    }
                })
                .collect(),
            _ => {
                out.push(self.invalid(value, key, "a list of strings"));
                Vec::new()
            }
        }
    }

    /// Where a key stands.
    pub(super) fn place(&self, key: &str) -> Option<Span> {
        self.table?.iter().find(|(k, _)| k.get_ref() == key).map(|(k, _)| self.span(k.span()))
    }

    /// A sub-table.
    pub(super) fn table(&mut self, key: &'static str, out: &mut Vec<Diagnostic>) -> Reader<'a, 'i> {
        let path = self.path(key);
        let table = self.value(key).and_then(|value| match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                out.push(self.invalid(value, key, "a table"));
                None
            }
        });
        Reader::new(path, table, self.file)
    }

    /// A list of tables.
    pub(super) fn tables(&mut self, key: &'static str, out: &mut Vec<Diagnostic>) -> Vec<(Reader<'a, 'i>, Span)> {
        let path = self.path(key);
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            out.push(self.invalid(value, key, "a list of tables"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((Reader::new(path.clone(), Some(table), self.file), self.span(item.span()))),
                _ => out.push(self.invalid(item, key, "a list of tables")),
            }
        }
        tables
    }

    /// All string entries whose keys were not asked for yet: for tables with free keys.
    pub(super) fn rest(&mut self, out: &mut Vec<Diagnostic>) -> Vec<(At<String>, At<String>)> {
        let mut entries = Vec::new();
        for (key, value) in self.table.into_iter().flat_map(|t| t.iter()).filter(|(k, _)| !self.known.contains(k.get_ref().as_ref())) {
            match value.get_ref() {
                DeValue::String(text) => entries.push((
                    At { value: key.get_ref().to_string(), span: self.span(key.span()) },
                    At { value: text.to_string(), span: self.span(value.span()) },
                )),
                _ => out.push(self.invalid(value, key.get_ref(), "a string")),
            }
        }
        self.free = true;
        entries
    }

    /// Ends the reading: names every key that was not asked for. `mdbook` lists keys of mdBook's that we do not have,
    /// `later` keys of ours whose feature is not there yet.
    pub(super) fn finish(self, mdbook: &[&str], later: &[&'static str], out: &mut Vec<Diagnostic>) {
        for (key, _) in self.table.into_iter().flat_map(|t| t.iter()) {
            let name = key.get_ref().as_ref();
            let path = self.path(name);
            let span = self.span(key.span());
            if self.free || self.known.contains(name) {
                continue;
            } else if later.contains(&name) {
                out.push(Diagnostic::new(&CONFIG_KEY_LATER, span, format!("`{path}` has no effect in this version")));
            } else if mdbook.contains(&name) || mdbook.contains(&"*") {
                out.push(Diagnostic::new(&CONFIG_KEY_UNSUPPORTED, span, format!("`{path}` is a setting of mdBook that has no effect here")));
            } else {
                let known: Vec<&str> = self.known.iter().chain(later).copied().collect();
                let message = format!("`{path}` is no known setting");
                out.push(Diagnostic::new(&CONFIG_KEY_UNKNOWN, span, message).help(did_you_mean(name, &known)));
            }
        }
    }
}
