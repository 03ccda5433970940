//! The matrices that the settings declare: every link of a path exists, and one leads on from where the other ends.

use super::codes::MATRIX_INVALID;
use crate::config::Config;
use crate::diag::{Diagnostic, did_you_mean};
use crate::schema::{LinkId, Name, Schema, Side};

/// Checks that the links of each declared matrix exist and that one leads on from where the other ends.
pub(super) fn check(config: &Config, schema: &Schema, out: &mut Vec<Diagnostic>) {
    let named = |name: &str| {
        [Side::Forward, Side::Inverse].into_iter().find_map(|side| {
            let link = schema.links.iter().position(|l| l.name_at(side) == name)?;
            Some(Name { link: LinkId(link as u16), side })
        })
    };
    for matrix in &config.matrices {
        let mut last: Option<Name> = None;
        for step in &matrix.path {
            let Some(name) = named(&step.value) else {
                let mut known: Vec<&str> = schema.links.iter().flat_map(|l| [l.name.as_str(), l.inverse.as_str()]).collect();
                known.sort_unstable();
                let words = format!("no link is called `{}`", step.value);
                out.push(Diagnostic::new(&MATRIX_INVALID, step.span, words).help(did_you_mean(&step.value, &known)));
                last = None;
                continue;
            };
            if let Some(before) = last {
                let reached = schema.ends(before.link, before.side.other());
                let leaves = schema.ends(name.link, name.side);
                if !schema.kinds.iter().any(|k| reached.allow(k) && leaves.allow(k)) {
                    let words = format!(
                        "`{}` cannot follow: it starts at {}, and the link before it ends at {}",
                        step.value,
                        schema.words_of_ends(leaves),
                        schema.words_of_ends(reached)
                    );
                    out.push(Diagnostic::new(&MATRIX_INVALID, step.span, words));
                }
            }
            last = Some(name);
        }
    }
}
