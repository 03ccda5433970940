//! `techfile review`: record that somebody looked at links, and what their ends said then.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;

use super::edit::{Change, Edit};
use super::{Checked, Place, history, unknown};
use crate::diag::did_you_mean;
use crate::judge::fingerprint;
use crate::model::{Edge, Project, RecordId, says_something};
use crate::schema::{LinkId, Side};
use crate::source::{Fatal, odd_words_of_mixed, sha256, turns};
use crate::store::Disk;

/// What is to be reviewed, by whom, why.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Records: their links in both directions. None stands for all records.
    pub ids: Vec<String>,
    /// Only links of this name, as seen from the records; without records, from either end.
    pub link: Option<String>,
    /// Only links to this record, or to an entry of it (`RISK-004#b`).
    pub to: Option<String>,
    /// Only links that are suspect.
    pub suspect: bool,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A link under review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// The id at its start.
    pub from: String,
    /// Its name at the start.
    pub link: String,
    /// The id at its end, with the entry that is meant.
    pub to: String,
    /// Whether it is suspect now.
    pub suspect: bool,
    /// What changed at its ends since the last review: a line for each field, as far as it is known.
    pub changes: Vec<String>,
}

/// A review that can be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The links, in the order of the project's.
    pub links: Vec<Reviewed>,
    /// The file to be written, relative to the project.
    pub path: String,
    /// What it will hold.
    pub text: String,
    /// Whether it is dated after the date that the project is measured from, and counts for nothing until then.
    pub early: bool,
}

/// What a review would record. Of a selection by suspicion alone, no link may be left: then there is nothing to record.
///
/// # Errors
/// When an input could not be read, a name is unknown, no link is selected, or nobody or no reason is given.
pub fn plan_review(checked: &Checked, ask: &Ask) -> Result<Planned, Fatal> {
    if checked.stops() {
        return Err(Fatal::new("review", "nothing was recorded: some input could not be read").help("resolve what `techfile check` says about reading"));
    }
    for (name, text) in [("--by", &ask.by), ("--reason", &ask.reason)] {
        if !says_something(text) {
            return Err(Fatal::new(name, format!("`{text}` says nothing")).help("say who looked at the links, and why they hold"));
        }
        if text.contains(char::is_control) {
            return Err(Fatal::new(name, "a control character or a line end is no text").help("write it in one line"));
        }
        if text.contains(turns) {
            return Err(
                Fatal::new(name, "a character turns the direction of writing: what is read is not what is recorded").help("write it again by hand")
            );
        }
    }
    if let Some(odd) = odd_words_of_mixed(&ask.by) {
        return Err(Fatal::new("--by", odd).help("write the name again by hand"));
    }
    let project = &checked.project;
    if !project.is_somebody(&ask.by) {
        let help = "write the id or the exact name of a person in `person` records, or add a record of the person";
        return Err(Fatal::new("--by", format!("`{}` is not a person on record", ask.by)).help(help));
    }
    let edges = selected(checked, ask)?;
    let mut prints: BTreeMap<RecordId, String> = BTreeMap::new();
    let mut links = Vec::new();
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut text = format!(
        "# A review of links, written by `techfile review`: what their ends said then. Never changed, only followed by a newer one.\n\
         by: {}\non: {}\nreason: {}\nlinks:\n",
        quoted(&ask.by),
        quoted(&ask.on.to_string()),
        quoted(&ask.reason)
    );
    for edge in edges {
        for end in [edge.from, edge.to] {
            prints.entry(end).or_insert_with(|| fingerprint(project, end));
        }
        let print = |end: RecordId| quoted(prints.get(&end).map_or("", String::as_str));
        let suspect = checked.judgement.suspect(edge);
        let reviewed = Reviewed {
            from: project.record(edge.from).id.clone(),
            link: project.schema.link(edge.link).name.clone(),
            to: end(project, edge),
            suspect: suspect.is_some(),
            changes: suspect.map_or_else(Vec::new, |s| history::changes(project, s, &checked.old)),
        };
        text.push_str(&format!(
            "  - from: {}\n    link: {}\n    to: {}\n    from_fp: {}\n    to_fp: {}\n",
            quoted(&reviewed.from),
            quoted(&reviewed.link),
            quoted(&reviewed.to),
            print(edge.from),
            print(edge.to)
        ));
        links.push(reviewed);
    }
    let name = format!("{}-{}.yaml", ask.on, &sha256(&text)[..8]);
    let folder = &project.config.reviews;
    let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
    Ok(Planned { links, path, text, early: ask.on > project.as_of })
}

/// The end of a link, with the entry that is meant.
fn end(project: &Project, edge: &Edge) -> String {
    let id = &project.record(edge.to).id;
    edge.fragment.as_ref().map_or_else(|| id.clone(), |entry| format!("{id}#{entry}"))
}

fn selected<'a>(checked: &'a Checked, ask: &Ask) -> Result<Vec<&'a Edge>, Fatal> {
    let project = &checked.project;
    // Each link with the record whose link it is; without one, it is looked at from both ends.
    let mut found: Vec<(&Edge, Option<RecordId>)> = Vec::new();
    if ask.ids.is_empty() {
        let link = ask.link.as_deref().map(|name| link_of_any(project, name)).transpose()?;
        // What is obsolete counts for nothing: it is reviewed only when it is named.
        let counts = |e: &&Edge| !project.is_obsolete(e.from) && !project.is_obsolete(e.to);
        found.extend(project.graph.edges.iter().filter(counts).filter(|e| link.is_none_or(|l| e.link == l)).map(|e| (e, None)));
    }
    for id in &ask.ids {
        let record = project.by_id(id).ok_or_else(|| unknown::record(project, id))?;
        found.extend(of_record(project, record, ask.link.as_deref())?.into_iter().map(|e| (e, Some(record))));
    }
    if let Some(to) = &ask.to {
        if project.by_id(to.split('#').next().unwrap_or(to)).is_none() {
            return Err(unknown::record(project, to));
        }
        let ends_there = |e: &Edge| *to == project.record(e.to).id || *to == end(project, e);
        let starts_there = |e: &Edge| *to == project.record(e.from).id;
        found.retain(|(e, own)| (own.is_none_or(|own| e.from == own) && ends_there(e)) || (own.is_none_or(|own| e.to == own) && starts_there(e)));
    }
    if found.is_empty() {
        let of = if ask.ids.is_empty() { "the project".to_owned() } else { ask.ids.join(", ") };
        let help = "`techfile check` names links that lead nowhere; without --link and --to, all links are taken";
        return Err(Fatal::new(of, "no such link is there to be reviewed").help(help));
    }
    let mut edges: Vec<&Edge> = found.into_iter().map(|(e, _)| e).collect();
    edges.sort_by(|a, b| (a.from, a.link, a.to, &a.fragment).cmp(&(b.from, b.link, b.to, &b.fragment)));
    edges.dedup_by(|a, b| std::ptr::eq(*a, *b));
    if ask.suspect {
        edges.retain(|e| checked.judgement.suspect(e).is_some());
    }
    Ok(edges)
}

fn link_of_any(project: &Project, name: &str) -> Result<LinkId, Fatal> {
    project.link_name(name).map(|n| n.link).ok_or_else(|| {
        let mut known: Vec<&str> = project.schema.links.iter().flat_map(|l| [l.name.as_str(), l.inverse.as_str()]).collect();
        known.sort_unstable();
        known.dedup();
        Fatal::new(name, "no link is called this").help(did_you_mean(name, &known))
    })
}

/// The links of a record in both directions, or those of one name.
fn of_record<'a>(project: &'a Project, record: RecordId, link: Option<&str>) -> Result<Vec<&'a Edge>, Fatal> {
    let graph = &project.graph;
    let Some(name) = link else { return Ok(graph.outgoing(record).chain(graph.incoming(record)).collect()) };
    let kind = project.record(record).kind;
    let Some(name) = project.schema.link_of(kind, name) else {
        let what = format!("a {} has no link of this name", project.schema.kind(kind).name);
        return Err(Fatal::new(name, what).help(did_you_mean(name, &project.schema.link_names_of(kind))));
    };
    let both = project.schema.link(name.link).symmetric;
    let out = graph.outgoing(record).filter(|_| both || name.side == Side::Forward);
    let into = graph.incoming(record).filter(|_| both || name.side == Side::Inverse);
    Ok(out.chain(into).filter(|e| e.link == name.link).collect())
}

/// Writes a review into a file of its own; an existing file is never written over.
///
/// # Errors
/// When the very same review is recorded already, another run edits the project, or the disk refuses; nothing is left behind
/// then.
pub fn record_review(disk: &Disk, place: &Place, planned: &Planned) -> Result<PathBuf, Fatal> {
    let mut edit = Edit::begin(disk, &place.root, "techfile review")?;
    let file = place.root.join(&planned.path);
    if file.symlink_metadata().is_ok() {
        return Err(Fatal::new(&planned.path, "this very review is recorded already"));
    }
    edit.apply(&[Change::create(&planned.path, planned.text.as_bytes())])?;
    edit.keep()?;
    Ok(file)
}
