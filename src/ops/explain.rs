//! `techfile explain`: what a finding means.

use crate::check;
use crate::diag::{Code, did_you_mean};
use crate::render::preflight;
use crate::source::Fatal;
use crate::{config, load, schema, yaml};

/// All codes there are, sorted by name.
pub fn codes() -> Vec<&'static Code> {
    let mut all: Vec<&'static Code> = check::rules().map(|r| &r.code).collect();
    for list in [check::CODES, config::CODES, load::CODES, preflight::CODES, schema::CODES, yaml::CODES] {
        all.extend(list);
    }
    all.sort_by_key(|c| c.name);
    all
}

/// The page of a code; without one, a line for each.
///
/// # Errors
/// When no code has this name.
pub fn explain(name: Option<&str>) -> Result<String, Fatal> {
    let codes = codes();
    let Some(name) = name else {
        return Ok(codes.iter().map(|c| format!("{:<36} {:<8} {}\n", c.name, c.severity.word(), c.finds)).collect());
    };
    match codes.iter().find(|c| c.name == name) {
        Some(code) => Ok(code.page()),
        None => {
            let names: Vec<&str> = codes.iter().map(|c| c.name).collect();
            let near = crate::diag::nearest(name, names.iter().copied());
            let help = near.map_or_else(|| "`techfile explain` lists all codes".to_owned(), |_| did_you_mean(name, &names));
            Err(Fatal::new(name, "there is no such code").help(help))
        }
    }
}
