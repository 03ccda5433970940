//! What each subcommand does, as library functions: one file each.

mod baseline;
mod build;
mod check;
pub mod edit;
mod explain;
mod history;
mod import;
mod init;
mod json_schema;
mod list;
mod new;
mod open;
mod release;
mod rename;
mod review;
mod show;
mod unknown;
mod verify;

pub use crate::render::outputs::{Output, named as outputs};
pub use baseline::{Baseline, Compared, write_baseline};
pub use build::{Built, build};
pub use check::{Checked, Stopped, check, check_with};
pub use edit::recover;
pub use explain::{codes, explain};
pub use history::{History, Old, remember};
pub use import::{Imported, Proposal, import_sbom};
pub use init::init;
pub use json_schema::{json_schema, snapshot_schema};
pub use list::{Listed, Refused, Wanted, list};
pub use new::{Added, NewRecord, add};
pub use release::release;
pub use rename::{Left, Mention, Renaming, rename};
pub use review::{Ask, Planned, Reviewed, plan_review, record_review};
pub use show::show;
pub use verify::verify;

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::render::Theme;
use crate::source::Fatal;

/// Where a project lies.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder of the settings: the root of all paths.
    pub root: PathBuf,
    /// The name of the settings file in it.
    pub book: String,
}

impl Place {
    /// The theme that settings name, in their language.
    fn theme(&self, config: &Config) -> Result<Theme, Fatal> {
        Theme::load(&self.root, config.theme.as_ref().map(|t| t.value.as_str()), &config.language)
    }
}

/// Finds the settings: the given file, or `book.toml` upwards from a folder. The first one counts, even if it cannot be read:
/// the project around it is another one. `None` where there is none.
///
/// # Errors
/// When there is no such file as the given one, or a folder cannot be looked into.
pub fn find(book: Option<&Path>, from: &Path) -> Result<Option<Place>, Fatal> {
    let place = |file: &Path| {
        let name = file.file_name().and_then(|n| n.to_str()).unwrap_or("book.toml").to_owned();
        let root = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
        Place { root, book: name }
    };
    match book {
        Some(folder) if folder.is_dir() => match folder.join("book.toml") {
            file if file.is_file() => Ok(Some(place(&file))),
            _ => Err(Fatal::new(folder.display(), "no book.toml is in this folder")),
        },
        Some(file) if file.is_file() => Ok(Some(place(file))),
        Some(file) => Err(Fatal::new(file.display(), "there is no such file")),
        None => {
            for file in from.ancestors().map(|folder| folder.join("book.toml")) {
                match file.symlink_metadata() {
                    Ok(_) => return Ok(Some(place(&file))),
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                    Err(error) => return Err(Fatal::new(file.display(), format!("cannot look for the file: {error}"))),
                }
            }
            Ok(None)
        }
    }
}
