//! Advisories on known anomalies of SOUP as they were read.

/// A file of advisories.
#[derive(Debug, Clone)]
pub struct AdvisoryFile {
    /// Its path inside the project.
    pub path: String,
    /// `OSV`, `CycloneDX`, `OpenVEX`, `CSAF`, `Grype`, `Trivy`.
    pub format: &'static str,
    /// Of when its data are, as it says: the newest change of an advisory, or when the file was made.
    pub date: Option<String>,
    /// How many advisories it holds.
    pub count: usize,
}

/// An advisory.
#[derive(Debug, Clone, Default)]
pub struct Advisory {
    /// Its file, by its place in the list of files.
    pub file: usize,
    /// Its id.
    pub id: String,
    /// Other ids of the same anomaly.
    pub aliases: Vec<String>,
    /// What it is about.
    pub summary: String,
    /// How severe it is, as given: CVSS vectors, scores, words.
    pub severity: Vec<String>,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// What a VEX document says about it: state and justification. No evaluation by the manufacturer.
    pub state: Option<String>,
    /// What it affects.
    pub affected: Vec<Affected>,
}

/// A package and its versions that an advisory affects.
#[derive(Debug, Clone, Default)]
pub struct Affected {
    /// The package as the file names it, for people.
    pub name: String,
    /// Keys of the package, as [`super::Purl::loose_keys`] and [`super::Cpe`] make them: several names of one package.
    pub packages: Vec<String>,
    /// Versions listed one by one.
    pub versions: Versions,
    /// Versions listed as not affected.
    pub unaffected: Versions,
    /// Ranges of versions; affected is what is in any of them, or listed.
    pub ranges: Vec<Range>,
}

/// A list of versions, held in one piece: exports list many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Versions(String);

impl Versions {
    /// Adds a version.
    pub fn push(&mut self, version: &str) {
        self.0.extend(version.trim().chars().map(|c| if c == '\n' { ' ' } else { c }));
        self.0.push('\n');
    }

    /// The versions in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A range of versions.
#[derive(Debug, Clone)]
pub struct Range {
    /// How its versions are ordered.
    pub order: Order,
    /// Where it begins and ends.
    pub events: Vec<Event>,
    /// A range in words of another notation, which is shown and not evaluated.
    pub raw: Option<String>,
}

/// How versions are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By Semantic Versioning 2.0.0.
    Semver,
    /// By an ecosystem's own rules, which agree on plain numbers with dots; nothing else is compared.
    Numeric,
    /// By rules that are not known here.
    Unknown,
    /// By the history of a repository.
    Git,
}

impl Order {
    /// How versions of packages are ordered of which only the kind of the package URL is known.
    pub fn of_packages(ecosystem: Option<&str>) -> Self {
        match ecosystem {
            Some("npm" | "cargo" | "golang" | "nuget" | "hex" | "pub" | "swift") => Self::Semver,
            // What a distribution adds to a version is no pre-release.
            Some(_) | None => Self::Unknown,
        }
    }
}

/// Where a range begins or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The first version affected; `0` is before all.
    Introduced(String),
    /// The first version not affected any more.
    Fixed(String),
    /// The last version affected.
    LastAffected(String),
    /// The first version about which nothing is said any more.
    Limit(String),
}
