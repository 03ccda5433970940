//! The files that chapters show or link to: read once, images looked into before anything decodes or shows them.

mod fault;
mod frames;
mod raster;
mod svg;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::load::codes::{CHAPTER_LINK_BROKEN, FILE_TOO_LARGE};
use crate::model::Asset;
use crate::source::{Span, read_up_to, sha256};
use fault::Fault;
use raster::Raster;

/// How large an image may be, in bytes.
const IMAGE_BYTES: u64 = 50_000_000;

/// How large a file may be that is only linked, in bytes: it is held in memory while the outputs are written.
const LINKED_BYTES: u64 = 200_000_000;

/// How chapters use a file.
#[derive(Debug, Clone, Copy)]
pub(in crate::load) struct Use {
    /// Where, first.
    pub(in crate::load) place: Span,
    /// Whether it is shown as an image there.
    pub(in crate::load) shown: bool,
}

/// Reads the files, sorted by path. One that cannot be read or is too large is a finding, and missing in the list.
pub(in crate::load) fn read(root: &Path, uses: BTreeMap<String, Use>, out: &mut Vec<Diagnostic>) -> Vec<Asset> {
    let uses: Vec<(String, Use)> = uses.into_iter().collect();
    let one_large = Mutex::new(());
    let read: Vec<(Option<Asset>, Option<Diagnostic>)> = uses.into_par_iter().map(|(path, used)| one(root, path, used, &one_large)).collect();
    let (assets, findings): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    out.extend(findings.into_iter().flatten());
    assets.into_iter().flatten().collect()
}

fn one(root: &Path, path: String, used: Use, one_large: &Mutex<()>) -> (Option<Asset>, Option<Diagnostic>) {
    let most = if used.shown { IMAGE_BYTES } else { LINKED_BYTES };
    let bytes = match read_up_to(root, &path, most) {
        Ok(Some(bytes)) => bytes,
        Ok(None) if used.shown => return (None, Some(finding(&path, used, Fault::large(format!("is larger than {} MB", most / 1_000_000))))),
        Ok(None) => {
            let words = format!("`{path}` is larger than {} MB", most / 1_000_000);
            return (None, Some(Diagnostic::new(&FILE_TOO_LARGE, used.place, words)));
        }
        Err(error) => return (None, Some(Diagnostic::new(&CHAPTER_LINK_BROKEN, used.place, error.to_string()).maybe_help(error.help))),
    };
    let (words, fault) = match look(&path, used, &bytes, one_large) {
        Ok(words) => (words, None),
        Err(fault) => (String::new(), Some(fault)),
    };
    let sha256 = sha256(&bytes);
    let asset = Asset { path, bytes: Arc::from(bytes), sha256, place: used.place, shown: used.shown, words, refused: fault.is_some() };
    let finding = fault.map(|fault| finding(&asset.path, used, fault));
    (Some(asset), finding)
}

/// Looks into a file that is shown; gives back the words that are drawn in it. An SVG also when it is only linked: a browser opens it as a document.
fn look(path: &str, used: Use, bytes: &[u8], one_large: &Mutex<()>) -> Result<String, Fault> {
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Err(Fault::unreadable("is a pointer of Git LFS, and not the file itself").help("fetch the files with `git lfs pull`"));
    }
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "svg" => svg::check(bytes, one_large),
        _ if !used.shown => Ok(String::new()),
        ending => match Raster::of_ending(ending) {
            Some(kind) => raster::check(kind, bytes, one_large).map(|_| String::new()),
            None => Err(Fault::unreadable("is not of a format that is shown").help("save it as PNG, JPEG, GIF, WebP or SVG")),
        },
    }
}

fn finding(path: &str, used: Use, fault: Fault) -> Diagnostic {
    Diagnostic::new(fault.code, used.place, format!("image `{path}` {}", fault.words)).maybe_help(fault.help)
}
