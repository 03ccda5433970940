//! `class-below-classification`: a stated safety class below the one that the approved classification leads to.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::RecordId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "class-below-classification",
        severity: Severity::Error,
        clauses: &["4.3"],
        finds: "A stated safety class below the one that the approved classification leads to.",
        why: "A stated class may be higher than the computed one, never lower; the class of the classification stands.",
        resolve: "state the class of the classification or a higher one, or correct the answers",
        stops: false,
        integrity: false,
    },
    run: Run::Record(&["system", "item", "unit"], look),
};

fn look(cx: &Inspection, record: RecordId, found: &Found) {
    let (Some(entry), Some(scale)) = (cx.project.field(record, "safety_class"), cx.project.schema.scale("safety_class")) else { return };
    let Some(stated) = entry.value.text().and_then(|t| scale.rank(t)) else { return };
    let all = cx.project.linked(record, "classified_by").into_iter().filter_map(|c| Some((c, cx.judgement.classification(c)?.proven()?)));
    let Some((classification, proven)) = all.max_by_key(|(c, rank)| (*rank, std::cmp::Reverse(*c))) else { return };
    if stated < proven {
        let (low, high) = (&scale.levels[stated].id, &scale.levels[proven].id);
        let words = format!("{} is stated as class {low}; its classification `{}` leads to class {high}", cx.name(record), cx.id(classification));
        found.at(record, entry.span, words);
    }
}
