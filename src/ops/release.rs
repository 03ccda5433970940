//! `techfile release`: freeze a version.

use std::cell::RefCell;

use super::{Checked, Place, Stopped, check_with};
use crate::config::Config;
use crate::model::BuildDate;
use crate::release::{Frozen, freeze, settle, version_fault};
use crate::render::Input;
use crate::source::Fatal;
use crate::store::Disk;

/// Checks the project with this version under view and freezes it.
///
/// # Errors
/// When the version cannot be the name of a folder or is not the one under view, the check cannot be made, or as
/// [`freeze`].
pub fn release(
    disk: &Disk,
    place: &Place,
    version: &str,
    as_of: &dyn Fn(&Config) -> Result<BuildDate, Fatal>,
) -> Result<(Checked, Result<Frozen, Fatal>), Stopped> {
    if let Some(fault) = version_fault(version) {
        return Err(Fatal::new(version, format!("no version that can be frozen: {fault}")).into());
    }
    // Verdicts are about the version under view: a run of another one is stale.
    let settled = RefCell::default();
    let checked = check_with(place, as_of, &|config| match &config.release.version {
        Some(viewed) if viewed != version => {
            let words = format!("the version under view is {viewed}");
            Err(Fatal::new(version, words).help("set `[release] version` in book.toml to the version that is frozen"))
        }
        _ => {
            config.release.version = Some(version.to_owned());
            settled.replace(settle(disk, &place.root, &config.release.dir, version)?);
            Ok(())
        }
    })?;
    let frozen = frozen(disk, place, &checked, version);
    let frozen = frozen.map(|frozen| Frozen { notes: settled.into_inner().into_iter().chain(frozen.notes).collect(), ..frozen });
    Ok((checked, frozen))
}

fn frozen(disk: &Disk, place: &Place, checked: &Checked, version: &str) -> Result<Frozen, Fatal> {
    let project = &checked.project;
    let input = Input { project, judgement: &checked.judgement, findings: &checked.findings, theme: &checked.theme, freezing: None };
    freeze(disk, &input, &place.root, version)
}
