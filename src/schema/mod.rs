//! What may exist: kinds, fields, links, scales and standards, all of them data, with every name resolved.
//!
//! The built-in declarations lie in `data/`; a project overlays them with its own file. Meaning that code needs hangs on
//! *roles*: every kind has the role of its own name and those that it claims.

mod codes;
mod columns;
mod decode;
pub mod evidence;
mod field;
mod kind;
mod link;
mod names;
mod overlay;
mod pack;
pub mod query;
mod questionnaire;
mod risk_matrix;
mod standard;
mod widen;
mod words;

pub use codes::CODES;
pub use field::{Field, FieldType, Wants};
pub use kind::{Kind, KindId};
pub use link::{Ends, LinkId, LinkType, Name, Side};
pub use questionnaire::{Answer, LeadsTo, Question, Questionnaire};
pub use risk_matrix::{LevelNeed, RiskLevel, RiskMatrix};
pub use standard::{Clause, Condition, Scope, Section, Since, Standard};

use include_dir::{Dir, include_dir};
use rustc_hash::FxHashMap;

use crate::diag::Diagnostic;
use crate::source::{Fatal, FileId, Source, Sources};
use crate::yaml::{self, Node};

static DATA: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/schema/data");

/// A value of a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// What is written.
    pub id: String,
    /// What is shown.
    pub label: String,
    /// The lowest safety class that a value of severity allows to what can cause the harm, when the project says so.
    pub safety_class: Option<String>,
}

/// An ordered scale, lowest first: safety class, severity …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Its name.
    pub name: String,
    /// Its values; none until the project declares them.
    pub levels: Vec<Level>,
}

impl Scale {
    /// The rank of a value, from 0.
    pub fn rank(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|l| l.id == id)
    }
}

/// All declarations of a project.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Kinds in the order in which outputs list them.
    pub kinds: Vec<Kind>,
    /// Link types.
    pub links: Vec<LinkType>,
    /// Scales.
    pub scales: Vec<Scale>,
    /// The project's acceptability matrix.
    pub risk_matrix: Option<RiskMatrix>,
    /// The standards that are built in.
    pub standards: Vec<Standard>,
    /// Their files, read again once a project's own declarations are there: what they name is found by its place.
    standard_nodes: Vec<Node>,
    /// Roles with the fields that a kind must declare to have them.
    pub roles: Vec<(String, Vec<String>)>,
    /// Phrases that say nothing in the project, besides those that never do: in lower case, without marks.
    pub says_nothing: Vec<String>,
    /// Fields that every record may have.
    common: Vec<Field>,
    kind_names: FxHashMap<String, KindId>,
    link_names: FxHashMap<String, Vec<Name>>,
}

impl Schema {
    /// The built-in declarations.
    ///
    /// # Errors
    /// Never with the data that ships; a mistake in it is named with its place.
    pub fn built_in() -> Result<Self, Fatal> {
        let mut sources = Sources::default();
        let mut findings = Vec::new();
        let mut read = |path: &str| -> Option<(FileId, Node)> {
            let text = DATA.get_file(path)?.contents_utf8()?;
            let file = sources.add(Source::new(path, text));
            Some((file, yaml::parse(text, file, 0, yaml::Limits::default(), &mut findings)?))
        };
        let missing = |path: &str| Fatal::new(path, "a built-in schema file is missing or cannot be read");
        let mut names: Vec<String> = files("kinds");
        names.extend(files("standards"));
        names.extend(["common.yaml", "links.yaml", "roles.yaml", "scales.yaml"].map(str::to_owned));
        let mut nodes = FxHashMap::default();
        for name in &names {
            nodes.insert(name.clone(), read(name).ok_or_else(|| missing(name))?.1);
        }
        let schema = decode::built_in(&nodes, &mut findings);
        match findings.first() {
            None => Ok(schema),
            Some(finding) => {
                let place = finding.span.map_or_else(String::new, |s| {
                    let source = sources.get(s.file);
                    let (line, column) = source.position(s.start);
                    format!("{}:{line}:{column}", source.path)
                });
                Err(Fatal::new(place, &finding.message))
            }
        }
    }

    /// The built-in declarations with a project's own file laid over them.
    pub fn overlaid(mut self, project: &Node, findings: &mut Vec<Diagnostic>) -> Self {
        overlay::apply(&mut self, project, findings);
        self.index();
        self.read_standards(findings);
        self
    }

    /// The declarations with a pack of the project: one that extends a standard, or a standard of its own.
    pub fn packed(mut self, pack: &Node, path: &str, findings: &mut Vec<Diagnostic>) -> Self {
        if pack.get("extends").is_some() {
            pack::extend(pack, path, &mut self, findings);
        } else if let Some(standard) = pack::standard(pack, &self, findings) {
            if self.standard(&standard.name).is_some() {
                let span = pack.get("standard").map_or(pack.span, |n| n.span);
                findings.push(Diagnostic::new(&codes::SCHEMA_INVALID, span, format!("a standard called `{}` is there already", standard.name)));
            } else {
                self.standards.push(standard);
            }
        }
        self
    }

    /// Reports what packs of the project say of standards and clauses that are not there; once all packs are read.
    pub fn check_references(&self, pack: &Node, findings: &mut Vec<Diagnostic>) {
        pack::references(pack, &self.standards, findings);
    }

    fn read_standards(&mut self, findings: &mut Vec<Diagnostic>) {
        let nodes = std::mem::take(&mut self.standard_nodes);
        self.standards = nodes.iter().filter_map(|node| pack::standard(node, self, findings)).collect();
        for node in &nodes {
            pack::references(node, &self.standards, findings);
        }
        self.standard_nodes = nodes;
    }

    /// Sorts the kinds and rebuilds the look-up tables.
    fn index(&mut self) {
        self.kinds.sort_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
        self.kind_names = self.kinds.iter().enumerate().map(|(i, k)| (k.name.clone(), KindId(i as u16))).collect();
        self.link_names.clear();
        for (i, link) in self.links.iter().enumerate() {
            let id = LinkId(i as u16);
            self.link_names.entry(link.name.clone()).or_default().push(Name { link: id, side: Side::Forward });
            if !link.symmetric {
                self.link_names.entry(link.inverse.clone()).or_default().push(Name { link: id, side: Side::Inverse });
            }
        }
    }

    /// Fields that every record may have; a kind may declare one of them anew.
    pub fn common(&self) -> &[Field] {
        &self.common
    }

    /// The kind with this name.
    pub fn kind_named(&self, name: &str) -> Option<KindId> {
        self.kind_names.get(name).copied()
    }

    /// A kind.
    pub fn kind(&self, id: KindId) -> &Kind {
        &self.kinds[id.0 as usize]
    }

    /// A link type.
    pub fn link(&self, id: LinkId) -> &LinkType {
        &self.links[id.0 as usize]
    }

    /// The link type whose forward name this is.
    pub fn link_named(&self, name: &str) -> Option<LinkId> {
        self.links.iter().position(|l| l.name == name).map(|i| LinkId(i as u16))
    }

    /// The link and side that a record of this kind means by a name; `None` when a record of the kind cannot be there.
    pub fn link_of(&self, kind: KindId, name: &str) -> Option<Name> {
        self.link_names.get(name)?.iter().copied().find(|n| self.ends(n.link, n.side).allow(self.kind(kind)))
    }

    /// Whether some link has this name, whatever the kind.
    pub fn is_link(&self, name: &str) -> bool {
        self.link_names.contains_key(name)
    }

    /// All names that links may be written under by a kind, sorted.
    pub fn link_names_of(&self, kind: KindId) -> Vec<&str> {
        let mut names: Vec<&str> = self.link_names.keys().map(String::as_str).filter(|n| self.link_of(kind, n).is_some()).collect();
        names.sort_unstable();
        names
    }

    /// The ends a record may stand at when it writes a link under the name of this side.
    pub fn ends(&self, link: LinkId, side: Side) -> &Ends {
        match side {
            Side::Forward => &self.link(link).from,
            Side::Inverse => &self.link(link).to,
        }
    }

    /// The scale with this name.
    pub fn scale(&self, name: &str) -> Option<&Scale> {
        self.scales.iter().find(|s| s.name == name)
    }

    /// Kinds that have a role.
    pub fn kinds_with<'a>(&'a self, role: &'a str) -> impl Iterator<Item = KindId> + 'a {
        self.kinds.iter().enumerate().filter(move |(_, k)| k.has_role(role)).map(|(i, _)| KindId(i as u16))
    }

    /// The level of the scale that decides which clauses of a standard apply, by its rank; none where no scale does.
    pub fn level(&self, standard: &Standard, rank: usize) -> Option<&Level> {
        self.scale(standard.scale.as_deref()?)?.levels.get(rank)
    }

    /// The standard with this name.
    pub fn standard(&self, name: &str) -> Option<&Standard> {
        self.standards.iter().find(|s| s.name == name)
    }
}

/// The data files of a folder, sorted.
fn files(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = DATA
        .get_dir(folder)
        .into_iter()
        .flat_map(|d| d.files())
        .filter_map(|f| f.path().to_str())
        .filter(|p| p.ends_with(".yaml"))
        .map(|p| p.replace('\\', "/"))
        .collect();
    names.sort();
    names
}
