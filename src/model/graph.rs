//! The links between records, from both ends.

use super::record::RecordId;
use crate::schema::{LinkId, Name, Side};
use crate::source::Span;

/// A link between two records that the schema allows.
#[derive(Debug, Clone)]
pub struct Edge {
    /// Its type.
    pub link: LinkId,
    /// Its start.
    pub from: RecordId,
    /// Its end.
    pub to: RecordId,
    /// The entry of the end that is meant: `b` of `RISK-004#b`.
    pub fragment: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// A link as it is written, resolved or not.
#[derive(Debug, Clone)]
pub struct Written {
    /// The record that writes it.
    pub record: RecordId,
    /// Under which name.
    pub name: Name,
    /// The id or name at the other end, as written: `RISK-004#b`.
    pub target: String,
    /// What became of it.
    pub state: State,
    /// Where.
    pub span: Span,
}

/// What became of a written link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Both records are there and the schema allows the link.
    Linked(RecordId),
    /// The name of something outside that has no record.
    Outside,
    /// No record has this id.
    Dangling,
    /// The record is there, and the schema does not allow its kind at this end.
    WrongKind(RecordId),
}

/// All links of a project.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// Each link once, sorted by (start, type, end).
    pub edges: Vec<Edge>,
    /// Every link as written, in the order of records and files.
    pub written: Vec<Written>,
    out: Vec<Vec<u32>>,
    into: Vec<Vec<u32>>,
}

impl Graph {
    /// A graph over so many records.
    pub fn new(records: usize, mut edges: Vec<Edge>, written: Vec<Written>) -> Self {
        edges.sort_by(|a, b| (a.from, a.link, a.to, &a.fragment, a.span).cmp(&(b.from, b.link, b.to, &b.fragment, b.span)));
        edges.dedup_by(|b, a| (a.from, a.link, a.to, &a.fragment) == (b.from, b.link, b.to, &b.fragment));
        let mut out = vec![Vec::new(); records];
        let mut into = vec![Vec::new(); records];
        for (index, edge) in edges.iter().enumerate() {
            out[edge.from.index()].push(index as u32);
            into[edge.to.index()].push(index as u32);
        }
        Self { edges, written, out, into }
    }

    /// The link of a type between two records, to one entry of the end where a fragment is given.
    pub fn find(&self, from: RecordId, link: LinkId, to: RecordId, fragment: Option<&str>) -> Option<&Edge> {
        let own = self.out.get(from.index())?;
        let at = own.binary_search_by(|i| {
            let edge = &self.edges[*i as usize];
            (edge.link, edge.to, edge.fragment.as_deref()).cmp(&(link, to, fragment))
        });
        at.ok().map(|place| &self.edges[own[place] as usize])
    }

    /// Links that start at a record.
    pub fn outgoing(&self, record: RecordId) -> impl Iterator<Item = &Edge> {
        self.out[record.index()].iter().map(|i| &self.edges[*i as usize])
    }

    /// Links that end at a record.
    pub fn incoming(&self, record: RecordId) -> impl Iterator<Item = &Edge> {
        self.into[record.index()].iter().map(|i| &self.edges[*i as usize])
    }

    /// Records at the other end of a record's links of one name, each once, in order.
    pub fn neighbours(&self, record: RecordId, name: Name) -> Vec<RecordId> {
        let forward = self.outgoing(record).filter(|e| e.link == name.link).map(|e| e.to);
        let inverse = self.incoming(record).filter(|e| e.link == name.link).map(|e| e.from);
        let mut found: Vec<RecordId> = match name.side {
            Side::Forward => forward.collect(),
            Side::Inverse => inverse.collect(),
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// A circle of links of one type, as the records on it, for each group of records that has one. Some records may be left
    /// out, with their links.
    pub fn cycles(&self, link: LinkId, left_out: impl Fn(RecordId) -> bool) -> Vec<Vec<RecordId>> {
        const NEW: u8 = 0;
        const OPEN: u8 = 1;
        const DONE: u8 = 2;
        let mut state: Vec<u8> = (0..self.out.len()).map(|i| if left_out(RecordId(i as u32)) { DONE } else { NEW }).collect();
        let mut cycles = Vec::new();
        for start in 0..self.out.len() {
            if state[start] != NEW {
                continue;
            }
            let mut path: Vec<(usize, usize)> = vec![(start, 0)];
            state[start] = OPEN;
            while let Some((node, next)) = path.last_mut() {
                let node = *node;
                let Some(edge) = self.out[node].get(*next).map(|i| &self.edges[*i as usize]) else {
                    state[node] = DONE;
                    path.pop();
                    continue;
                };
                *next += 1;
                if edge.link != link {
                    continue;
                }
                let to = edge.to.index();
                match state[to] {
                    NEW => {
                        state[to] = OPEN;
                        path.push((to, 0));
                    }
                    OPEN => {
                        let from = path.iter().position(|(n, _)| *n == to).unwrap_or(0);
                        cycles.push(path[from..].iter().map(|(n, _)| RecordId(*n as u32)).collect());
                    }
                    _ => {}
                }
            }
        }
        cycles
    }
}
