//! JSON files: which format one is, and the place of what is wrong in it.

use serde::Deserialize;

use super::{Input, SbomFault, cyclonedx_json, npm_lock, spdx_json};
use crate::model::Sbom;

/// What tells the formats apart.
#[derive(Deserialize)]
struct Probe {
    #[serde(rename = "bomFormat")]
    cyclonedx: Option<serde_json::Value>,
    #[serde(rename = "specVersion")]
    version: Option<serde_json::Value>,
    #[serde(rename = "spdxVersion")]
    spdx: Option<serde_json::Value>,
    #[serde(rename = "lockfileVersion")]
    npm: Option<serde_json::Value>,
    #[serde(rename = "@context")]
    context: Option<serde_json::Value>,
}

/// Reads a JSON file of any known format.
pub(super) fn read(input: Input) -> Result<Sbom, SbomFault> {
    let probe: Probe = parse(input, input.body())?;
    match probe {
        Probe { cyclonedx: Some(format), version, .. } if format == "CycloneDX" => {
            cyclonedx_json::read(input, version.as_ref().and_then(|v| v.as_str()).unwrap_or(""))
        }
        Probe { spdx: Some(version), .. } => spdx_json::read(input, version.as_str().unwrap_or("")),
        Probe { npm: Some(version), .. } => npm_lock::read(input, version.as_u64().unwrap_or(0)),
        Probe { context: Some(context), .. } if context.to_string().contains("spdx.org") => Err(SbomFault::whole("SPDX 3 is not read: 2.2 and 2.3 are")),
        _ => Err(SbomFault::whole("it is no bill of materials of a known format: CycloneDX, SPDX and package-lock.json are")),
    }
}

/// A value from a part of the text.
pub(super) fn parse<'a, T: Deserialize<'a>>(input: Input<'a>, part: &'a str) -> Result<T, SbomFault> {
    serde_json::from_str(part).map_err(|error| {
        let start = input.span_start(part);
        let line = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let byte = start + line + error.column().saturating_sub(1);
        let words = error.to_string();
        // The place is told by the finding, not by a line of the part.
        let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(before, _)| before);
        SbomFault::at(if input.lines && input.text.is_char_boundary(byte) { byte } else { start }, words)
    })
}
