//! A record's sheet: what its page and its block in the PDF say.

use super::{Context, Label};
use crate::diag::Diagnostic;
use crate::judge::{Class, ClauseRow, Judged};
use crate::model::{Edge, RecordId, State};
use crate::schema::Side;

/// All that is said about a record, in order.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The record.
    pub record: RecordId,
    /// Its effective class.
    pub class: Option<&'a Class>,
    /// The clauses that are judged for it.
    pub clauses: Vec<&'a ClauseRow>,
    /// Its verdicts, each with its name.
    pub verdicts: Vec<Judgement<'a>>,
    /// Fields to list, by their place in the kind; title, text and status stand elsewhere.
    pub fields: Vec<u16>,
    /// The place of its text, when it has one.
    pub text: Option<u16>,
    /// Links by name: own ones first.
    pub links: Vec<Links>,
    /// Findings about it.
    pub findings: Vec<&'a Diagnostic>,
}

/// A verdict by name.
#[derive(Debug)]
pub struct Judgement<'a> {
    /// `verdict`, `implementation`, `effectiveness`.
    pub name: &'static str,
    /// The verdict.
    pub judged: &'a Judged,
}

/// Links of one name.
#[derive(Debug)]
pub struct Links {
    /// What is shown.
    pub label: Label,
    /// Whether they are seen from their end.
    pub inverse: bool,
    /// The other ends.
    pub targets: Vec<LinkTarget>,
}

/// The other end of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A record.
    Record(RecordId),
    /// A record; the link is suspect.
    Suspect(RecordId),
    /// A name outside, which has no record.
    Outside(String),
    /// An id that no record has.
    Missing(String),
    /// A record that the link does not allow.
    WrongKind(RecordId),
}

/// The sheet of a record. `findings` are those about it; `written` its links that lead to no record.
fn sheet<'a>(cx: Context<'a>, record: RecordId, findings: Vec<&'a Diagnostic>, written: &[(usize, LinkTarget)], clauses: Vec<&'a ClauseRow>) -> Sheet<'a> {
    let project = cx.project;
    let kind = project.kind(record);
    let named = |name: &str| kind.field(name);
    let elsewhere = [named("title"), named("text"), named("status")];
    let fields = project.record(record).fields.iter().map(|(i, _)| *i).filter(|i| !elsewhere.contains(&Some(*i))).collect();
    let is_control = kind.has_role("control");
    let mut verdicts = Vec::new();
    let all = [
        ("verdict", cx.judgement.verdict(record).filter(|_| !is_control)),
        ("implementation", cx.judgement.implementation(record)),
        ("effectiveness", cx.judgement.effectiveness(record)),
    ];
    for (name, judged) in all {
        // Where nothing was ever asked to be verified, silence says it better than a verdict.
        let asked = name != "verdict"
            || judged.is_some_and(|j| !j.rests_on.is_empty())
            || ["requirement", "system_requirement", "test", "run", "verification"].iter().any(|r| kind.has_role(r));
        if let Some(judged) = judged.filter(|_| asked) {
            verdicts.push(Judgement { name, judged });
        }
    }
    Sheet {
        record,
        class: cx.judgement.class(record),
        clauses,
        verdicts,
        fields,
        text: named("text").filter(|i| project.record(record).field(*i).is_some()),
        links: links(cx, record, written),
        findings,
    }
}

fn links(cx: Context, record: RecordId, written: &[(usize, LinkTarget)]) -> Vec<Links> {
    let schema = &cx.project.schema;
    let mut groups: std::collections::BTreeMap<(bool, u16), Vec<LinkTarget>> = std::collections::BTreeMap::new();
    let target = |edge: &Edge, other| if cx.judgement.suspect(edge).is_some() { LinkTarget::Suspect(other) } else { LinkTarget::Record(other) };
    for edge in cx.project.graph.outgoing(record) {
        groups.entry((false, edge.link.0)).or_default().push(target(edge, edge.to));
    }
    for edge in cx.project.graph.incoming(record) {
        let symmetric = schema.link(edge.link).symmetric;
        groups.entry((!symmetric, edge.link.0)).or_default().push(target(edge, edge.from));
    }
    for (index, target) in written {
        let link = &cx.project.graph.written[*index];
        groups.entry((link.name.side == Side::Inverse, link.name.link.0)).or_default().push(target.clone());
    }
    groups
        .into_iter()
        .map(|((inverse, link), mut targets)| {
            let link = &schema.links[link as usize];
            targets.dedup();
            let label = if inverse { &link.inverse_label } else { &link.label };
            Links { label: Label::words(label), inverse, targets }
        })
        .collect()
}

/// For each record, its written links that lead to no record that counts: by record, in order.
pub(super) fn broken(cx: Context) -> Vec<Vec<(usize, LinkTarget)>> {
    let mut broken = vec![Vec::new(); cx.project.records.len()];
    for (index, link) in cx.project.graph.written.iter().enumerate() {
        let target = match link.state {
            State::Linked(_) => continue,
            State::Outside => LinkTarget::Outside(link.target.clone()),
            State::Dangling => LinkTarget::Missing(link.target.clone()),
            State::WrongKind(other) => LinkTarget::WrongKind(other),
        };
        broken[link.record.index()].push((index, target));
    }
    broken
}

/// For each record, the findings about it, in order.
pub(super) fn by_record<'a>(cx: Context<'a>) -> Vec<Vec<&'a Diagnostic>> {
    let mut all = vec![Vec::new(); cx.project.records.len()];
    for finding in cx.findings {
        if let Some(record) = finding.record.as_deref().and_then(|id| cx.project.by_id(id)) {
            all[record.index()].push(finding);
        }
    }
    all
}

/// All sheets, by record.
pub fn sheets(cx: Context<'_>) -> Vec<Sheet<'_>> {
    let (broken, findings) = (broken(cx), by_record(cx));
    let mut clauses: Vec<Vec<&ClauseRow>> = vec![Vec::new(); cx.project.records.len()];
    for row in &cx.judgement.clauses {
        if let Some(subject) = row.subject {
            clauses[subject.index()].push(row);
        }
    }
    let parts = findings.into_iter().zip(&broken).zip(clauses).enumerate();
    parts.map(|(i, ((found, written), clauses))| sheet(cx, RecordId(i as u32), found, written, clauses)).collect()
}
