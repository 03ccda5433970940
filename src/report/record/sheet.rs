//! A record's sheet: what its page and its block in the PDF say.

use crate::diag::Diagnostic;
use crate::judge::{Class, ClauseRow, Judged, Verdict};
use crate::model::{Edge, RecordId, State};
use crate::report::record::mentions;
use crate::report::tables::risks;
use crate::report::{Cell, Context, Label, words};
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
    /// Its verdicts; the first is the one that counts where one is shown beside it.
    pub verdicts: Vec<NamedVerdict<'a>>,
    /// Of a risk, its computed levels and what follows from them, each with its name.
    pub risk: Vec<(Label, Cell)>,
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
pub struct NamedVerdict<'a> {
    /// Which one it is.
    pub label: Label,
    /// The verdict.
    pub judged: &'a Judged,
    /// Why, where what it rests on does not tell.
    pub reason: Option<Label>,
}

/// The verdicts on a record that are shown. Where nothing was ever asked to be verified, silence says it better than a verdict.
fn verdicts<'a>(cx: Context<'a>, record: RecordId) -> Vec<NamedVerdict<'a>> {
    let kind = cx.project.kind(record);
    let own = if cx.judgement.reviewed(record).is_some() { words::verified() } else { words::verdict() };
    let all = [
        (own, cx.judgement.verdict(record).filter(|_| !kind.has_role("control"))),
        (words::reviewed_text(), cx.judgement.reviewed(record)),
        (words::implementation(), cx.judgement.implementation(record)),
        (words::effectiveness(), cx.judgement.effectiveness(record)),
    ];
    let expected = || ["requirement", "system_requirement", "test", "run", "verification"].iter().any(|r| kind.has_role(r));
    let shown = |(label, judged): (Label, Option<&'a Judged>)| {
        let judged = judged.filter(|j| kind.has_role("control") || !j.rests_on.is_empty() || expected())?;
        let is_review = cx.judgement.reviewed(record).is_some_and(|review| std::ptr::eq(review, judged));
        let reason = if is_review && judged.rests_on.is_empty() { Some(words::reason_unreviewed()) } else { reason(cx, record, judged) };
        Some(NamedVerdict { label, judged, reason })
    };
    all.into_iter().filter_map(shown).collect()
}

/// The verdict on a record that counts where one is shown beside it: of a control, that on its implementation.
pub fn counted<'a>(cx: Context<'a>, record: RecordId) -> Option<&'a Judged> {
    verdicts(cx, record).first().map(|one| one.judged)
}

/// Why a verdict is what it is, where what it rests on does not tell.
fn reason(cx: Context, record: RecordId, judged: &Judged) -> Option<Label> {
    let unmatched: Vec<&str> = cx.judgement.proof.unmatched_of(record).collect();
    if !unmatched.is_empty() {
        return Some(words::reason_unmatched(unmatched.join(", ")));
    }
    let reason = match judged.verdict {
        Verdict::Passing => return None,
        Verdict::Unverified => words::reason_unverified(),
        Verdict::NotRun => words::reason_not_run(),
        Verdict::Stale => words::reason_stale(),
        Verdict::Blocked => words::reason_blocked(),
        Verdict::Failing => words::reason_failing(),
    };
    judged.rests_on.is_empty().then_some(reason)
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

/// What others say about a record.
struct Said<'a> {
    findings: Vec<&'a Diagnostic>,
    /// Its links that lead to no record.
    broken: Vec<(usize, LinkTarget)>,
    clauses: Vec<&'a ClauseRow>,
    /// Records that mention it.
    mentions: Vec<RecordId>,
}

fn sheet<'a>(cx: Context<'a>, record: RecordId, said: Said<'a>) -> Sheet<'a> {
    let project = cx.project;
    let kind = project.kind(record);
    let named = |name: &str| kind.field(name);
    let elsewhere = [named("title"), named("text"), named("status")];
    let fields = project.record(record).fields.iter().map(|(i, _)| *i).filter(|i| !elsewhere.contains(&Some(*i))).collect();
    let mut links = links(cx, record, &said.broken);
    if !said.mentions.is_empty() {
        let targets = said.mentions.into_iter().map(LinkTarget::Record).collect();
        links.push(Links { label: words::mentioned_in(), inverse: true, targets });
    }
    Sheet {
        record,
        class: cx.judgement.class(record),
        clauses: said.clauses,
        verdicts: verdicts(cx, record),
        risk: risks::of_record(cx, record),
        fields,
        text: named("text").filter(|i| project.record(record).field(*i).is_some()),
        links,
        findings: said.findings,
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
pub(in crate::report) fn broken(cx: Context) -> Vec<Vec<(usize, LinkTarget)>> {
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
pub(in crate::report) fn by_record<'a>(cx: Context<'a>) -> Vec<Vec<&'a Diagnostic>> {
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
    let mut clauses: Vec<Vec<&ClauseRow>> = vec![Vec::new(); cx.project.records.len()];
    for row in &cx.judgement.clauses {
        if let Some(subject) = row.subject {
            clauses[subject.index()].push(row);
        }
    }
    let parts = by_record(cx).into_iter().zip(broken(cx)).zip(clauses).zip(mentions::all(cx.project)).enumerate();
    parts.map(|(i, (((findings, broken), clauses), mentions))| sheet(cx, RecordId(i as u32), Said { findings, broken, clauses, mentions })).collect()
}
