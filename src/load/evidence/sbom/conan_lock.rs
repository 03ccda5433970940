//! `conan.lock` of Conan 2: a list of references. What is needed for building on the machine that builds, and by recipes, is
//! development; the file says of nothing who needs it.

use serde::Deserialize;

use super::draft::Draft;
use super::json::parse;
use super::lock::package;
use super::{Input, SbomFault};
use crate::model::{Component, Sbom};

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    requires: Option<Vec<&'a str>>,
    #[serde(borrow)]
    build_requires: Option<Vec<&'a str>>,
    #[serde(borrow)]
    python_requires: Option<Vec<&'a str>>,
    #[serde(borrow)]
    config_requires: Option<Vec<&'a str>>,
}

/// Reads a lock file that says it is of a version.
pub(super) fn read(input: Input, version: &str) -> Result<Sbom, SbomFault> {
    if version != "0.5" {
        return Err(SbomFault::whole(format!("conan.lock version `{}` is not read: 0.5 is", version.chars().take(20).collect::<String>())));
    }
    let file: File = parse(input, input.body())?;
    let mut draft = Draft::default();
    draft.sbom.format = "conan.lock 0.5".to_owned();
    draft.sbom.tool = Some("conan".to_owned());
    for (references, development) in [(file.requires, false), (file.build_requires, true), (file.python_requires, true), (file.config_requires, true)] {
        for reference in references.unwrap_or_default() {
            // `name/version@user/channel#revision%timestamp`
            let bare = reference.split(['#', '%']).next().unwrap_or(reference);
            let plain = bare.split('@').next().unwrap_or(bare);
            let Some((name, version)) = plain.split_once('/') else {
                return Err(SbomFault::at(input.span_start(reference), format!("`{reference}` is no `name/version`")));
            };
            draft.components.push((bare.to_owned(), Component { development, span: input.span(reference), ..package("conan", name, version) }));
        }
    }
    Ok(draft.finish())
}
