//! The embedded theme, overlaid file by file by the project's own.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::labels::Labels;
use crate::source::{Fatal, read_bytes, walk};

static DEFAULT: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Templates, assets and words.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// tera templates by name.
    pub html: BTreeMap<String, String>,
    /// Files of the site by name.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// typst templates by name.
    pub pdf: BTreeMap<String, Vec<u8>>,
    /// Those among them that are fonts, with the embedded ones.
    #[cfg(feature = "pdf")]
    pub fonts: super::pdf::Fonts,
    /// The words.
    pub labels: Labels,
    /// Labels by language, until one is chosen.
    languages: BTreeMap<String, Labels>,
    /// The files of the project's own theme, by their paths in the project.
    pub own: BTreeMap<String, Vec<u8>>,
}

impl Theme {
    /// The embedded theme with the files of a project's folder in place of its own, and the words of a language over the English
    /// ones, as far as there are any: `labels.de.toml`, and over it `labels.de-AT.toml`.
    ///
    /// # Errors
    /// When a file of the folder cannot be read, or belongs to no part of a theme.
    pub fn load(root: &Path, folder: Option<&str>, language: &str) -> Result<Self, Fatal> {
        let mut theme = Self::default();
        let mut files = Vec::new();
        collect(&DEFAULT, &mut files);
        for (path, bytes) in files {
            theme.add(&path, &path, bytes.to_vec(), "en")?;
        }
        theme.choose(language);
        if let Some(folder) = folder {
            for path in walk(root, folder)? {
                let name = path.strip_prefix(folder).unwrap_or(&path).trim_start_matches('/').to_owned();
                let bytes = read_bytes(root, &path)?;
                theme.add(&name, &path, bytes.clone(), language)?;
                theme.own.insert(path, bytes);
            }
            theme.choose(language);
            #[cfg(feature = "pdf")]
            theme.read_fonts(folder)?;
        }
        Ok(theme)
    }

    /// Reads the fonts of a project's folder.
    #[cfg(feature = "pdf")]
    fn read_fonts(&mut self, folder: &str) -> Result<(), Fatal> {
        let fonts = super::pdf::Fonts::of(&self.pdf);
        self.fonts = fonts.map_err(|(name, wrong)| Fatal::new(format!("{}/pdf/{name}", folder.trim_end_matches('/')), wrong).help("take another font"))?;
        Ok(())
    }

    /// Adds a file of a theme; `language` is that of its `labels.toml`.
    fn add(&mut self, name: &str, path: &str, bytes: Vec<u8>, language: &str) -> Result<(), Fatal> {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|_| Fatal::new(path, "the file of the theme is not UTF-8"));
        if let Some(name) = name.strip_prefix("html/") {
            self.html.insert(name.to_owned(), text(bytes)?);
        } else if let Some(name) = name.strip_prefix("assets/") {
            self.assets.insert(name.to_owned(), bytes);
        } else if let Some(name) = name.strip_prefix("pdf/") {
            self.pdf.insert(name.to_owned(), bytes);
        } else if let Some(tag) = name.strip_prefix("labels.").and_then(|rest| rest.strip_suffix(".toml")) {
            self.languages.insert(tag.to_lowercase(), Labels::parse(path, &text(bytes)?, tag)?);
        } else if name == "labels.toml" {
            self.labels.overlay(Labels::parse(path, &text(bytes)?, language)?);
        } else {
            let help = "a theme has html/, assets/, pdf/, labels.toml and labels.<language>.toml";
            return Err(Fatal::new(path, "the file belongs to no part of a theme").help(help));
        }
        Ok(())
    }

    /// Overlays the labels of a language: of `de`, then of `de-at`. Those of other languages are dropped.
    fn choose(&mut self, language: &str) {
        let tag = language.to_lowercase();
        let ends = tag.match_indices('-').map(|(at, _)| at).chain([tag.len()]);
        for labels in ends.filter_map(|end| self.languages.remove(&tag[..end])).collect::<Vec<_>>() {
            self.labels.overlay(labels);
        }
        self.languages.clear();
    }
}

fn collect<'a>(dir: &'a Dir, files: &mut Vec<(String, &'a [u8])>) {
    for file in dir.files() {
        if let Some(path) = file.path().to_str() {
            files.push((path.replace('\\', "/"), file.contents()));
        }
    }
    dir.dirs().for_each(|d| collect(d, files));
    files.sort();
}
