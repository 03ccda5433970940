//! `techfile verify`: hash frozen releases again.

use super::Place;
use crate::archive::{self, Archive, Look};
use crate::config;
use crate::source::{Fatal, Sources};

/// The releases of a project, or those of one version, each with what is no longer as it was frozen.
///
/// # Errors
/// When the settings or the folder of releases cannot be read, or there is no such release.
pub fn verify(place: &Place, version: Option<&str>) -> Result<Archive, Fatal> {
    let (mut sources, mut findings) = (Sources::default(), Vec::new());
    let config = config::read(&place.root, &place.book, &mut sources, &mut findings)?;
    let config = config.ok_or_else(|| Fatal::new(&place.book, "the settings cannot be read").help("`techfile check` shows why"))?;
    let mut archive = archive::open(&place.root, &config.release.dir, Look::Files)?;
    if let Some(version) = version {
        archive.releases.retain(|r| r.version == version);
        if archive.releases.is_empty() {
            return Err(Fatal::new(version, "there is no such release").help(format!("releases lie in {}", config.release.dir)));
        }
    }
    Ok(archive)
}
