//! `techfile build`: check, then write the site, the PDF and the data files.

use std::path::{Path, PathBuf};

use super::{Checked, Place};
use crate::archive::{self, Release};
use crate::render::{self, Only, Sink, Theme, data, html};
use crate::source::Fatal;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The output folder.
    pub folder: PathBuf,
    /// The main files in it, in words: what and where.
    pub files: Vec<(&'static str, PathBuf)>,
}

/// Writes the outputs of a checked project into a folder, in place of what a build before wrote there.
///
/// # Errors
/// When a record file or a report could not be read (nothing is written then), the theme has a mistake, or the disk
/// refuses; the earlier output is still there.
pub fn build(place: &Place, checked: &Checked, dest: Option<&Path>, only: Only) -> Result<Built, Fatal> {
    if checked.stops() {
        return Err(Fatal::new("build", "nothing was written: some input could not be read").help("resolve the findings above that concern reading"));
    }
    let project = &checked.project;
    let folder = dest.map_or_else(|| place.root.join(&project.config.build_dir), Path::to_owned);
    let theme = Theme::load(&place.root, project.config.theme.as_ref().map(|t| t.value.as_str()))?;
    let releases = archive::releases(&place.root, &project.config.release.dir)?;
    let sink = Sink::open(&folder)?;
    let input = render::Input { project, judgement: &checked.judgement, findings: &checked.findings, theme: &theme, releases: &releases, freezing: None };
    render::write(&input, &place.root, only, &sink)?;
    if only.html {
        link_releases(&releases, &sink)?;
    }
    for (part, written) in [(html::FOLDER, only.html), ("pdf", only.pdf), (data::FOLDER, only.data)] {
        if !written {
            sink.keep(part)?;
        }
    }
    sink.commit()?;
    let mut files = Vec::new();
    if only.html {
        files.push(("site", folder.join(html::FOLDER).join("index.html")));
    }
    #[cfg(feature = "pdf")]
    if only.pdf {
        files.push(("PDF", folder.join(crate::render::pdf::FILE)));
    }
    if only.data {
        files.push(("data", folder.join(data::FOLDER).join(data::SNAPSHOT)));
    }
    Ok(Built { folder, files })
}

/// Puts the frozen sites of whole releases into the site, and tells all of them which releases there are.
fn link_releases(releases: &[Release], sink: &Sink) -> Result<(), Fatal> {
    let whole: Vec<&Release> = releases.iter().filter(|r| r.faults.is_empty()).collect();
    if releases.is_empty() {
        return Ok(());
    }
    for release in &whole {
        let prefix = format!("{}/", html::FOLDER);
        for file in release.manifest.files.iter().filter(|f| f.path.starts_with(&prefix)) {
            let path = format!("{}/releases/{}/{}", html::FOLDER, release.manifest.version, &file.path[prefix.len()..]);
            let written = crate::render::Written { sha256: file.sha256.clone(), size: file.size };
            sink.link(&path, &release.folder.join(&file.path), written)?;
        }
    }
    let mut list = vec![serde_json::json!({"version": "", "date": "", "base": ".."})];
    list.extend(whole.iter().map(|r| {
        let version = &r.manifest.version;
        serde_json::json!({"version": version, "date": r.manifest.as_of, "base": version})
    }));
    let script = format!("window.techfileReleases = {};\n", serde_json::Value::Array(list));
    sink.put(&format!("{}/releases/releases.js", html::FOLDER), script.as_bytes())
}
