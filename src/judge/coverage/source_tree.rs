//! Which source file of the project a path in a report means, though the report was made below another root.
//!
//! A path and what a unit says of its code fit if one ends with the other, component by component: `/ci/7/src/rate.c` is
//! `src/rate.c`, and so is `rate.c`, if nothing else ends so. The longest fit counts; where several are equally long, nobody
//! is guessed to be meant.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// How many components of a path are looked at, from its end.
const DEEPEST: usize = 64;

/// Paths by their components from the last to the first.
#[derive(Debug)]
struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    children: BTreeMap<String, usize>,
    /// The path that ends here.
    ends: Option<usize>,
    /// Up to two of the longer paths that go through here: two are as ambiguous as many.
    longer: Vec<usize>,
}

/// A fit of a path in a tree.
struct Fit {
    /// How many components are common.
    common: usize,
    /// Whether the whole of what the unit says is among them.
    whole: bool,
    path: usize,
}

impl Tree {
    fn new() -> Self {
        Self { nodes: vec![Node::default()] }
    }

    fn insert(&mut self, parts: &[&str], path: usize) {
        let mut at = 0;
        for part in parts.iter().rev() {
            if self.nodes[at].longer.len() < 2 {
                self.nodes[at].longer.push(path);
            }
            let next = self.nodes.len();
            at = *self.nodes[at].children.entry((*part).to_owned()).or_insert(next);
            if at == next {
                self.nodes.push(Node::default());
            }
        }
        self.nodes[at].ends = Some(path);
    }

    /// Adds the fits of a path: the longest whole one, else those that go on where the path has ended.
    fn fits(&self, parts: &[&str], fits: &mut Vec<Fit>) {
        let (mut at, mut common, mut whole) = (0, 0, None);
        for part in parts.iter().rev() {
            let Some(next) = self.nodes[at].children.get(*part) else { break };
            at = *next;
            common += 1;
            whole = self.nodes[at].ends.map(|path| Fit { common, whole: true, path }).or(whole);
        }
        let exhausted = common == parts.len();
        match whole {
            Some(fit) if fit.common == common || !exhausted => fits.push(fit),
            _ if exhausted => fits.extend(self.nodes[at].longer.iter().map(|path| Fit { common, whole: false, path: *path })),
            _ => {}
        }
    }
}

/// What the units of a project say of where their code is.
pub(super) struct SourceTree {
    /// What is said, each once: as normalised.
    said: Vec<String>,
    files: Tree,
    folders: Tree,
    globs: GlobSet,
    /// For each pattern its place in `said` and how many components it fixes.
    patterns: Vec<(usize, usize)>,
}

/// What a path of a report means.
pub(super) enum Meant {
    /// Nothing that a unit says.
    Nothing,
    /// A file of the project, and by what is said about it: places in what was given.
    File(String, Vec<usize>),
    /// One of several.
    Several(Vec<usize>),
}

impl SourceTree {
    /// A tree over what is said, each once and normalised by [`components`].
    pub(super) fn new(said: Vec<String>) -> Self {
        let (mut files, mut folders) = (Tree::new(), Tree::new());
        let mut globs = GlobSetBuilder::new();
        let mut patterns = Vec::new();
        for (at, path) in said.iter().enumerate() {
            if path.contains(['*', '?', '[', '{']) {
                if let Ok(glob) = GlobBuilder::new(path).literal_separator(true).build() {
                    globs.add(glob);
                    patterns.push((at, path.split('/').filter(|p| !p.contains(['*', '?', '[', '{'])).count()));
                }
                continue;
            }
            let parts = components(path);
            files.insert(&parts, at);
            folders.insert(&parts, at);
        }
        // Patterns that are too large together fit nothing: their units are told to have no data.
        Self { said, files, folders, globs: globs.build().unwrap_or_default(), patterns }
    }

    /// What a path means.
    pub(super) fn meant(&self, path: &str) -> Meant {
        let all = components(path);
        let parts = &all[all.len().saturating_sub(DEEPEST)..];
        // Of each that fits: how well, and the file of the project that it would be.
        let mut best: BTreeMap<usize, ((usize, bool), String)> = BTreeMap::new();
        let mut add = |said: usize, rank: (usize, bool), file: String| {
            if best.get(&said).is_none_or(|(before, _)| rank > *before) {
                best.insert(said, (rank, file));
            }
        };
        let mut fits = Vec::new();
        self.files.fits(parts, &mut fits);
        fits.drain(..).for_each(|fit| add(fit.path, (fit.common, fit.whole), self.said[fit.path].clone()));
        for end in 1..parts.len() {
            self.folders.fits(&parts[..end], &mut fits);
            fits.drain(..).for_each(|fit| add(fit.path, (fit.common, fit.whole), format!("{}/{}", self.said[fit.path], parts[end..].join("/"))));
        }
        if !self.globs.is_empty() {
            for start in 0..parts.len() {
                let rest = parts[start..].join("/");
                for pattern in self.globs.matches(&rest) {
                    let (said, fixed) = self.patterns[pattern];
                    add(said, (fixed, true), rest.clone());
                }
            }
        }
        let Some(most) = best.values().map(|(rank, _)| *rank).max() else { return Meant::Nothing };
        best.retain(|_, (rank, _)| *rank == most);
        let said: Vec<usize> = best.keys().copied().collect();
        let mut files: Vec<String> = best.into_values().map(|(_, file)| file).collect();
        files.dedup();
        match files.pop() {
            Some(file) if files.is_empty() => Meant::File(file, said),
            _ => Meant::Several(said),
        }
    }
}

/// The components of a path that name something; the letter of a drive names nothing here.
pub(super) fn components(path: &str) -> Vec<&str> {
    path.split(['/', '\\']).filter(|p| !p.is_empty() && *p != "." && !(p.len() == 2 && p.ends_with(':'))).collect()
}
