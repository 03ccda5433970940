//! The portal: a page a record, a chapter, a table; linked relatively, so that it opens from a server and from disk.

pub mod body;
mod cells;
mod chapter;
mod class;
mod diagram;
mod evidence;
mod findings;
pub mod highlight;
mod home;
mod nav;
mod prose;
mod record;
mod releases;
pub mod search;
mod site;
mod table;
pub mod templates;
pub mod view;
pub mod view_class;
pub mod view_list;

use rayon::prelude::*;

use super::{Publication, data, route};
use crate::source::Fatal;
use crate::store::Sink;
use site::Site;

/// Where the site lies in the output folder.
pub const FOLDER: &str = "html";

/// The script beside the sites of the releases that tells all of them which releases there are.
pub const RELEASES: &str = "releases.js";

/// A page under writing: its path from the site's root and its bytes.
type Page = (String, String);

/// Takes a page that is finished: a list may have thousands, and none waits for the others.
type Put<'a> = &'a (dyn Fn(Page) -> Result<(), Fatal> + Sync);

/// Writes the whole site. `root` is the folder of the project, for the files of evidence.
///
/// # Errors
/// When a template has a mistake, a file cannot be read, or the sink refuses.
pub fn render(cx: &Publication, root: &std::path::Path, sink: &Sink) -> Result<(), Fatal> {
    let site = Site::new(*cx)?;
    let put = |(path, text): Page| sink.put(&format!("{FOLDER}/{path}"), text.as_bytes());
    put(home::page(&site)?)?;
    put(releases::page(&site)?)?;
    findings::pages(&site)?.into_iter().try_for_each(put)?;
    cx.tables.par_iter().try_for_each(|one| {
        table::pages(&site, one, &put)?;
        // What the pages link to.
        sink.put(&format!("{FOLDER}/{}", route::table_csv(&one.key)), &data::csv(cx, one))
    })?;
    cx.project.evidence.files.par_iter().try_for_each(|file| evidence::pages(&site, file, &put))?;
    (0..cx.project.chapters.len()).into_par_iter().try_for_each(|i| chapter::page(&site, i)?.map_or(Ok(()), put))?;
    cx.sheets.par_iter().try_for_each(|sheet| put(record::page(&site, sheet)?))?;
    for (path, bytes) in search::shards(&site.search_entries()) {
        sink.put(&format!("{FOLDER}/{path}"), &bytes)?;
    }
    for (name, bytes) in &cx.theme.assets {
        sink.put(&format!("{FOLDER}/assets/{name}"), bytes)?;
    }
    for asset in cx.project.assets.iter().filter(|a| !a.refused) {
        let path = route::asset(&cx.project.config.src, &asset.path);
        sink.put(&format!("{FOLDER}/{path}"), &asset.bytes)?;
    }
    for file in &cx.project.evidence.files {
        sink.copy(&format!("{FOLDER}/{}", route::evidence_copy(&file.path)), root, &file.path, &file.sha256)?;
    }
    Ok(())
}
