//! JSON files: which format one is, and the place of what is wrong in it.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::{Input, SbomFault, conan_lock, cyclonedx_json, npm_lock, nuget_lock, spdx_json, spdx3};
use crate::model::Sbom;

/// What tells the formats apart.
#[derive(Deserialize)]
struct Probe<'a> {
    #[serde(rename = "bomFormat")]
    cyclonedx: Option<serde_json::Value>,
    #[serde(rename = "specVersion")]
    stated: Option<serde_json::Value>,
    #[serde(rename = "spdxVersion")]
    spdx: Option<serde_json::Value>,
    #[serde(rename = "lockfileVersion")]
    npm: Option<serde_json::Value>,
    #[serde(rename = "@context")]
    context: Option<serde_json::Value>,
    /// The document inside an answer of GitHub.
    #[serde(borrow)]
    sbom: Option<&'a RawValue>,
    version: Option<serde_json::Value>,
    dependencies: Option<IgnoredAny>,
    requires: Option<IgnoredAny>,
}

/// Reads a JSON file of any known format.
pub(super) fn read(input: Input) -> Result<Sbom, SbomFault> {
    let probe: Probe = parse(input, input.body())?;
    match probe {
        Probe { cyclonedx: Some(format), stated, .. } if format == "CycloneDX" => {
            cyclonedx_json::read(input, stated.as_ref().and_then(|v| v.as_str()).unwrap_or(""))
        }
        Probe { spdx: Some(version), .. } => spdx_json::read(input, input.body(), version.as_str().unwrap_or("")),
        Probe { npm: Some(version), .. } => npm_lock::read(input, version.as_u64().unwrap_or(0)),
        Probe { context: Some(context), .. } if context.to_string().contains("spdx.org") => spdx3::read(input, address(&context)),
        Probe { sbom: Some(inner), .. } => {
            let probe: Probe = parse(input, inner.get())?;
            match probe.spdx {
                Some(version) => spdx_json::read(input, inner.get(), version.as_str().unwrap_or("")),
                None => Err(SbomFault::at(input.span_start(inner.get()), "what `sbom` holds is no SPDX")),
            }
        }
        Probe { version: Some(version), dependencies: Some(_), .. } if version.is_u64() => nuget_lock::read(input, version.as_u64().unwrap_or(0)),
        Probe { version: Some(serde_json::Value::String(version)), requires: Some(_), .. } => conan_lock::read(input, &version),
        _ => Err(SbomFault::whole("it is no bill of materials of a known format: CycloneDX, SPDX and lock files of npm, NuGet and Conan are")),
    }
}

/// The address of a context of SPDX, which may stand among others.
fn address(context: &serde_json::Value) -> &str {
    let of_spdx = |value: &&serde_json::Value| value.as_str().is_some_and(|text| text.contains("spdx.org"));
    let one = context.as_array().and_then(|all| all.iter().find(of_spdx)).unwrap_or(context);
    one.as_str().unwrap_or("")
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
