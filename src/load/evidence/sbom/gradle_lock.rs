//! `gradle.lockfile`: a line `group:artifact:version=configuration,…` for each package. Configurations of tests only are
//! development.

use super::draft::Draft;
use super::lock::package;
use super::{Input, SbomFault};
use crate::model::{Component, Sbom};

/// The comment that Gradle begins the file with.
pub(super) const MARK: &str = "# This is a Gradle generated file for dependency locking.";

/// Reads a lock file.
pub(super) fn read(input: Input) -> Result<Sbom, SbomFault> {
    let mut draft = Draft::default();
    draft.sbom.format = "gradle.lockfile".to_owned();
    draft.sbom.tool = Some("Gradle".to_owned());
    let mut ended = false;
    for line in input.body().lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let at = input.span_start(trimmed);
        let Some((name, configurations)) = trimmed.split_once('=') else {
            return Err(SbomFault::at(at, "the line is no package with its configurations"));
        };
        if name == "empty" {
            ended = true;
            continue;
        }
        let [group, artifact, version] = name.split(':').collect::<Vec<_>>()[..] else {
            return Err(SbomFault::at(at, format!("`{name}` is no `group:artifact:version`")));
        };
        let test = |configuration: &str| configuration.starts_with("test") || configuration.contains("Test");
        let development = !configurations.is_empty() && configurations.split(',').all(|c| test(c.trim()));
        let component = Component { development, span: input.span(name), ..package("maven", &format!("{group}/{artifact}"), version) };
        draft.components.push((name.to_owned(), component));
    }
    if !ended {
        return Err(SbomFault::at(input.text.len(), "the line `empty=` is missing, which Gradle writes last: the file may end early"));
    }
    Ok(draft.finish())
}
