//! Waivers: which of them count, and which findings they accept. A waived finding stays in the list, marked.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::diag::{Code, Diagnostic, Severity, Waived, did_you_mean, nearest};
use crate::judge::stamp;
use crate::model::says_something;
use crate::model::{Project, RecordId, Value};

/// What no waiver can be about: itself and its like.
const OWN: &[&Code] = &[&WAIVER_EXPIRED, &WAIVER_INVALID, &WAIVER_TOO_LONG, &WAIVER_UNAPPROVED, &WAIVER_UNUSED];

/// For how many days after its approval a waiver may hold: a year, with its leap day.
const LONGEST: i32 = 366;

/// Past its last day.
pub(super) static WAIVER_EXPIRED: Code = Code {
    name: "waiver-expired",
    severity: Severity::Error,
    clauses: &[],
    finds: "A waiver whose last day is over. It accepts nothing any more.",
    why: "Findings were accepted for a time; whether they may still stand has to be decided again.",
    resolve: "resolve the findings and make the waiver obsolete, or record a new approval with a new last day",
    stops: false,
    integrity: true,
};

/// A waiver that cannot be applied.
pub(super) static WAIVER_INVALID: Code = Code {
    name: "waiver-invalid",
    severity: Severity::Error,
    clauses: &[],
    finds: "A waiver without a finding, a record, a reason or a last day, or about a code that does not exist or may not be waived. It accepts nothing.",
    why: "Findings that guard the integrity of the records can never be accepted, and a mistyped code accepts nothing.",
    resolve: "say which findings of which records are accepted, why, and until when",
    stops: false,
    integrity: true,
};

/// A last day more than a year after the approval.
pub(super) static WAIVER_TOO_LONG: Code = Code {
    name: "waiver-too-long",
    severity: Severity::Error,
    clauses: &[],
    finds: "A waiver whose last day is more than a year after its approval. It accepts nothing.",
    why: "A finding is accepted for a time. What is waived for years is never looked at again.",
    resolve: "set `expires` to a day within 366 days of the approval; approve it again when that day comes",
    stops: false,
    integrity: true,
};

/// A waiver that nobody approved.
pub(super) static WAIVER_UNAPPROVED: Code = Code {
    name: "waiver-unapproved",
    severity: Severity::Error,
    clauses: &[],
    finds: "A waiver without a recorded approval that counts: by whom, and on a day that has come. It accepts nothing.",
    why: "That a finding may stand is somebody's decision; without a name and a day nobody has taken it.",
    resolve: "record who accepted it and when: `approved: {by: …, on: 2026-11-02}`",
    stops: false,
    integrity: true,
};

/// A waiver without a finding to accept.
pub(super) static WAIVER_UNUSED: Code = Code {
    name: "waiver-unused",
    severity: Severity::Warning,
    clauses: &[],
    finds: "A waiver that accepts nothing any more: there is no such finding, or another waiver accepts it.",
    why: "It would silently accept the finding when it comes back, for reasons that were given for another state.",
    resolve: "give the waiver the status `obsolete`",
    stops: false,
    integrity: false,
};

/// A waiver that counts.
struct Waiver {
    record: RecordId,
    codes: Vec<&'static str>,
    waived: Waived,
    used: bool,
}

/// Marks the findings that waivers accept, and returns what is wrong with waivers. Findings of codes that the project
/// allows have to be gone before: a waiver of one of them is unused. `known` are all codes there are.
pub fn apply_waivers(findings: &mut [Diagnostic], project: &Project, known: &[&'static Code]) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    // Sorted by id: of two waivers of one finding, the first counts.
    let mut waivers: Vec<Waiver> =
        project.with_role("waiver").filter(|w| !project.is_obsolete(*w)).filter_map(|w| counting(project, w, known, &mut wrong)).collect();
    let mut first: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for (index, waiver) in waivers.iter().enumerate() {
        for record in applies_to(project, waiver.record) {
            for code in &waiver.codes {
                first.entry((*code, project.record(record).id.as_str())).or_insert(index);
            }
        }
    }
    for finding in findings {
        let Some(record) = finding.record.as_deref() else { continue };
        if let Some(index) = first.get(&(finding.code.name, record)) {
            finding.waived = Some(Box::new(waivers[*index].waived.clone()));
            waivers[*index].used = true;
        }
    }
    for waiver in waivers.iter().filter(|w| !w.used) {
        let words = format!("the waiver `{}` accepts nothing", waiver.waived.by);
        wrong.push(about(project, waiver.record, &WAIVER_UNUSED, None, words));
    }
    wrong
}

fn applies_to(project: &Project, waiver: RecordId) -> Vec<RecordId> {
    project.link_name("applies_to").map_or_else(Vec::new, |name| project.graph.neighbours(waiver, name))
}

/// A finding about a waiver, at one of its fields when it has it, else at its id.
fn about(project: &Project, waiver: RecordId, code: &'static Code, field: Option<&str>, words: String) -> Diagnostic {
    let record = project.record(waiver);
    let place = field.and_then(|f| project.field(waiver, f)).map_or(record.span, |e| e.span);
    Diagnostic::new(code, place, words).about(&record.id)
}

/// The waiver, if it counts; else what is wrong with it.
fn counting(project: &Project, waiver: RecordId, known: &[&'static Code], wrong: &mut Vec<Diagnostic>) -> Option<Waiver> {
    let before = wrong.len();
    let id = project.record(waiver).id.clone();
    let codes = codes(project, waiver, known, wrong);
    if applies_to(project, waiver).is_empty() {
        wrong.push(
            about(project, waiver, &WAIVER_INVALID, None, format!("the waiver `{id}` applies to no record")).help("name the records in `applies_to`"),
        );
    }
    let reason = project.text(waiver, "reason").unwrap_or_default();
    if !says_something(reason) {
        wrong.push(about(project, waiver, &WAIVER_INVALID, Some("reason"), format!("the waiver `{id}` gives no reason")));
    }
    let until = project.field(waiver, "expires").and_then(|e| if let Value::Date(date) = e.value { Some(date) } else { None });
    match until {
        None => {
            wrong.push(about(project, waiver, &WAIVER_INVALID, None, format!("the waiver `{id}` has no last day")).help("state it: `expires: 2027-01-31`"))
        }
        Some(date) if date < project.as_of => {
            let words = format!("the waiver `{id}` expired on {date}; the file is as of {}", project.as_of);
            wrong.push(about(project, waiver, &WAIVER_EXPIRED, Some("expires"), words));
        }
        Some(date) => wrong.extend(too_long(project, waiver, date)),
    }
    if let Some(why) = stamp(project, waiver, "approved").lacks(project) {
        wrong.push(about(project, waiver, &WAIVER_UNAPPROVED, Some("approved"), format!("the waiver `{id}` is not approved: {why}")));
    }
    let until = until.filter(|_| wrong.len() == before)?;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Waiver { record: waiver, codes, waived: Waived { by: id, until, reason }, used: false })
}

/// That a waiver holds for more than a year after its approval; without a day of approval, after the day that the file is of.
fn too_long(project: &Project, waiver: RecordId, until: Date) -> Option<Diagnostic> {
    let on = project.field(waiver, "approved").and_then(|e| e.value.get("on")).and_then(|e| if let Value::Date(on) = e.value { Some(on) } else { None });
    let (from, what) = on.map_or((project.as_of, "the date of the file"), |on| (on, "its approval"));
    let days = from.until(until).map_or(i32::MAX, |span| span.get_days());
    let words = || format!("the waiver `{}` holds until {until}, {days} days after {what}, {from}", project.record(waiver).id);
    (days > LONGEST).then(|| about(project, waiver, &WAIVER_TOO_LONG, Some("expires"), words()))
}

/// The codes that a waiver names, those that may be waived.
fn codes(project: &Project, waiver: RecordId, known: &[&'static Code], wrong: &mut Vec<Diagnostic>) -> Vec<&'static str> {
    let id = &project.record(waiver).id;
    let named = project.field(waiver, "finding").map_or(&[][..], |e| e.items());
    let mut codes = Vec::new();
    for entry in named {
        let name = entry.value.text().unwrap_or_default().trim();
        let finding = |words: String| Diagnostic::new(&WAIVER_INVALID, entry.span, words).about(id);
        match known.iter().find(|c| c.name == name) {
            None => {
                let names: Vec<&str> = known.iter().map(|c| c.name).collect();
                let near = nearest(name, names.iter().copied());
                let help = near.map_or_else(|| "`techfile explain` lists all codes".to_owned(), |_| did_you_mean(name, &names));
                wrong.push(finding(format!("no code is called `{name}`")).help(help));
            }
            Some(code) if code.integrity => {
                wrong.push(finding(format!("`{name}` guards the integrity of the records: it cannot be waived")).help("resolve the finding itself"));
            }
            Some(code) if OWN.contains(code) => {
                wrong.push(finding(format!("`{name}` is about waivers themselves: it cannot be waived")));
            }
            Some(code) => codes.push(code.name),
        }
    }
    if named.is_empty() {
        wrong.push(about(project, waiver, &WAIVER_INVALID, None, format!("the waiver `{id}` names no finding")).help("name the codes in `finding`"));
    }
    codes
}
