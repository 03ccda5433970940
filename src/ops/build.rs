//! `techfile build`: check, then write the site, the PDF and the data files.

use std::path::{Path, PathBuf};

use super::{Checked, Place};
use crate::archive::{Manifest, Release};
use crate::render::outputs::OUTPUTS;
use crate::render::{self, Output, html};
use crate::source::{Fatal, overlap};
use crate::store::{self, Disk, Sink, Written};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The output folder.
    pub folder: PathBuf,
    /// The main files in it, in words: what and where.
    pub files: Vec<(&'static str, PathBuf)>,
    /// What could not be cleared away, in words: it harms nothing.
    pub notes: Vec<String>,
}

/// Writes the outputs of a checked project into a folder, in place of what a build before wrote there.
///
/// # Errors
/// When a record file or a report could not be read (nothing is written then), the folder holds what no build wrote or
/// overlaps with the releases, another run writes there, the theme has a mistake, or the disk refuses; the earlier output
/// is still there.
pub fn build(disk: &Disk, place: &Place, checked: &Checked, dest: Option<&Path>, outputs: &[&Output]) -> Result<Built, Fatal> {
    if checked.stops() {
        return Err(Fatal::new("build", "nothing was written: some input could not be read").help("resolve the findings above that concern reading"));
    }
    let project = &checked.project;
    let folder = dest.map_or_else(|| place.root.join(&project.config.build_dir), Path::to_owned);
    apart(place, checked, &folder)?;
    let output = store::Output::open(disk, &folder, "techfile build")?;
    let sink = output.sink();
    let input = render::Input { project, judgement: &checked.judgement, findings: &checked.findings, theme: &checked.theme, freezing: None };
    render::write(&input, &place.root, outputs, sink)?;
    if outputs.iter().any(|o| o.folder == html::FOLDER) {
        link_releases(&project.archive.releases, sink)?;
    }
    for other in OUTPUTS.iter().filter(|o| !o.is_in(outputs)) {
        sink.keep(other.folder)?;
    }
    let notes = output.commit()?;
    let written = OUTPUTS.iter().filter(|o| o.is_in(outputs));
    let files = written.map(|o| (o.title, folder.join(o.folder).join(o.first))).collect();
    Ok(Built { folder, files, notes })
}

/// Refuses an output folder that holds the releases, or lies among them: a build replaces it as a whole.
fn apart(place: &Place, checked: &Checked, folder: &Path) -> Result<(), Fatal> {
    let releases = place.root.join(&checked.project.config.release.dir);
    if overlap(folder, &releases) {
        return Err(Fatal::new(folder.display(), format!("the output folder and the folder of frozen releases, {}, overlap", releases.display()))
            .help("set `[release] dir` to a folder outside the output, or choose another folder with --dest-dir"));
    }
    Ok(())
}

/// Puts the frozen sites of whole releases into the site, and tells all of them which releases there are.
fn link_releases(releases: &[Release], sink: &Sink) -> Result<(), Fatal> {
    if releases.is_empty() {
        return Ok(());
    }
    let whole: Vec<(&Release, &Manifest)> = releases.iter().filter_map(|r| Some((r, r.whole()?))).collect();
    for (release, manifest) in &whole {
        let prefix = format!("{}/", html::FOLDER);
        for file in manifest.files.iter().filter(|f| f.path.starts_with(&prefix)) {
            let path = format!("{}/releases/{}/{}", html::FOLDER, release.version, &file.path[prefix.len()..]);
            let written = Written { sha256: file.sha256.clone(), size: file.size };
            sink.link(&path, &release.folder.join(&file.path), written)?;
        }
    }
    let mut list = vec![serde_json::json!({"version": "", "date": "", "base": ".."})];
    list.extend(whole.iter().map(|(r, _)| serde_json::json!({"version": r.version, "date": r.date, "base": r.version})));
    let script = format!("window.techfileReleases = {};\n", serde_json::Value::Array(list));
    sink.put(&format!("{}/releases/{}", html::FOLDER, html::RELEASES), script.as_bytes())
}
