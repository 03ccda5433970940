//! Software bills of materials as they were read, whatever their format.

use super::purl::Purl;
use crate::source::Span;

/// A bill of materials.
#[derive(Debug, Clone, Default)]
pub struct Sbom {
    /// Its path inside the project.
    pub path: String,
    /// Its format with the version: `CycloneDX 1.5`, `SPDX 2.3`, `package-lock.json 3`.
    pub format: String,
    /// When it was made, as it says.
    pub date: Option<String>,
    /// With which tool, as it says.
    pub tool: Option<String>,
    /// By whom, as it says.
    pub author: Option<String>,
    /// What it is the bill of.
    pub product: Option<Component>,
    /// What is in the product, in the order of the file. Single files are left out.
    pub components: Vec<Component>,
    /// Which component needs which, both as places in `components`; none for the product itself. Sorted.
    pub edges: Vec<(Option<u32>, u32)>,
    /// How many dependencies and other relationships lead to nothing that it lists.
    pub loose: usize,
    /// What the first of them leads from and to, as the file names it.
    pub lost: Option<(String, String)>,
    /// What it says of its own completeness, where it is not complete (`compositions` of CycloneDX).
    pub partial: Option<String>,
    /// How many known anomalies it tells of (`vulnerabilities` of CycloneDX), which only a file of advisories is read for.
    pub vulnerabilities: usize,
    /// How many single files it lists: they are parts of components.
    pub files: usize,
    /// Components of which a text holds characters that are not shown as they are, by place; they are written out.
    pub odd: Vec<usize>,
}

impl Sbom {
    /// The components that one needs; those of the product for `None`.
    pub fn needs(&self, component: Option<u32>) -> impl Iterator<Item = u32> + '_ {
        let from = self.edges.partition_point(|(from, _)| *from < component);
        self.edges[from..].iter().take_while(move |(f, _)| *f == component).map(|(_, to)| *to)
    }
}

/// A package in a bill of materials.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Component {
    /// Its name as its ecosystem writes it: `@scope/name`.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// Its package URL, as written.
    pub purl: Option<String>,
    /// Its licence as an SPDX expression, or in the words of the file.
    pub licence: Option<String>,
    /// Who makes or supplies it.
    pub supplier: Option<String>,
    /// Digests of it.
    pub hashes: Vec<Hash>,
    /// Its Common Platform Enumeration name.
    pub cpe: Option<String>,
    /// Whether it is needed for development only, and not part of what is shipped.
    pub development: bool,
    /// Whether it is the product's own: a part of the workspace that was obtained from nowhere.
    pub own: bool,
    /// Where it stands.
    pub span: Span,
}

impl Component {
    /// Its package URL, read.
    pub fn package(&self) -> Option<Purl> {
        self.purl.as_deref().and_then(Purl::parse)
    }

    /// Name and version, for people.
    pub fn title(&self) -> String {
        self.version.as_ref().map_or_else(|| self.name.clone(), |version| format!("{} {version}", self.name))
    }
}

/// A digest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash {
    /// The algorithm in lower case without a dash: `sha512`, `sha3256`.
    pub algorithm: String,
    /// The digest in lower-case hexadecimal.
    pub value: String,
}

impl Hash {
    /// A digest, in the one form that can be compared; none where it says nothing.
    pub fn new(algorithm: &str, value: &str) -> Option<Self> {
        let algorithm: String = algorithm.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let value = value.trim().to_ascii_lowercase();
        (!algorithm.is_empty() && !value.is_empty()).then_some(Self { algorithm, value })
    }

    /// A digest written as `sha256:…`.
    pub fn parse(text: &str) -> Option<Self> {
        text.split_once(':').and_then(|(algorithm, value)| Self::new(algorithm, value))
    }
}
