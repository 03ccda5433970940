//! Standards as data: numbers, own short titles, to which levels each clause applies, and what has to be on record for it.

use super::evidence::Form;
use super::questionnaire::Questionnaire;

/// A standard in one edition, or a checklist over one.
#[derive(Debug, Clone, PartialEq)]
pub struct Standard {
    /// The name that `book.toml` uses.
    pub name: String,
    /// What is shown.
    pub title: String,
    /// What stands before a clause of it where records cite it: `ISO 14971 7.1`. Without one, the bare number is meant.
    pub prefix: Option<String>,
    /// The scale whose values decide which clauses apply; none where all clauses apply to everything.
    pub scale: Option<String>,
    /// Where the letters come from.
    pub source: String,
    /// The standard that this one is a checklist over: its own rows inform, and say nothing of their own.
    pub checks: Option<String>,
    /// Headings over clauses.
    pub sections: Vec<Section>,
    /// Clauses in their order.
    pub clauses: Vec<Clause>,
    /// The questions that lead to a class.
    pub questionnaire: Option<Questionnaire>,
    /// By activity that a plan can cover: the clauses that such a plan has to answer.
    pub plans: Vec<(String, Vec<String>)>,
    /// The sections that the route for legacy software stands in for.
    pub replaced_by_legacy: Vec<String>,
    /// What changed since the edition before.
    pub since: Option<Since>,
    /// What words of fields mean in this edition, where that is not what the schema calls them: field, word, meaning.
    pub words: Vec<(String, String, String)>,
    /// Packs of the project that add to it, by the paths of their files.
    pub extended_by: Vec<String>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its number.
    pub number: String,
    /// Our own short title.
    pub title: String,
}

/// A clause that carries a requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Its number.
    pub number: String,
    /// Our own short title.
    pub title: String,
    /// At which level it is judged.
    pub scope: Scope,
    /// The levels of the scale it applies to.
    pub levels: Vec<String>,
    /// Whether its levels stand in no class tag of the clause itself, but in a table of the annex.
    pub from_annex: bool,
    /// What has to be on record.
    pub evidence: Vec<Form>,
    /// A condition besides the level.
    pub condition: Option<Condition>,
    /// Whether there may be no case of it, if somebody declares so.
    pub no_case: bool,
    /// Whether a person has to judge it: records can be there, and say nothing about adequacy.
    pub person: bool,
    /// Of a checklist: the levels that its author gives, where they are not those of the standard.
    pub stated_levels: Vec<String>,
    /// A remark for readers.
    pub note: Option<String>,
    /// Whether a pack of the project added it.
    pub own: bool,
}

/// At which level a clause is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Once, for the organisation.
    Organisation,
    /// For each software system, by its class.
    System,
    /// For each software item, by its effective class.
    Item,
    /// For each software unit.
    Unit,
    /// For each part that is kept apart from others, by the highest class on its borders.
    Boundary,
    /// For the parts of each system taken together, by the highest class among them (IEC 62304 4.3 f).
    IntegrationGroup,
    /// For each SOUP, by the highest class of its users.
    Soup,
    /// For the version under view of each system.
    Release,
    /// For each system on the route for legacy software.
    Legacy,
}

impl Scope {
    /// All of them, in the order of tables.
    pub const ALL: [Scope; 9] =
        [Self::Organisation, Self::System, Self::Item, Self::Unit, Self::Boundary, Self::IntegrationGroup, Self::Soup, Self::Release, Self::Legacy];

    /// Whether its clauses are judged for single parts of a system.
    pub fn is_of_parts(self) -> bool {
        matches!(self, Self::Item | Self::Unit | Self::Boundary | Self::Soup)
    }

    /// The word for it in packs and data files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::System => "system",
            Self::Item => "item",
            Self::Unit => "unit",
            Self::Boundary => "boundary",
            Self::IntegrationGroup => "integration_group",
            Self::Soup => "soup",
            Self::Release => "release",
            Self::Legacy => "legacy",
        }
    }
}

/// A condition besides the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// `any_item`: the highest class among the system and its items decides, not that of the system alone.
    AnyItem,
    /// `named_as_cause`: asked for where a risk names the subject as a cause; for the rest a stated reason is asked for.
    NamedAsCause,
}

impl Condition {
    /// The word for it in packs and data files.
    pub fn word(self) -> &'static str {
        match self {
            Self::AnyItem => "any_item",
            Self::NamedAsCause => "named_as_cause",
        }
    }
}

/// What changed since the edition before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The edition before, by the name that `book.toml` uses.
    pub edition: String,
    /// Changes of content that numbers and letters do not show: the clause and what changed, in our own words.
    pub content: Vec<(String, String)>,
}

impl Standard {
    /// The clause with this number, by its place.
    pub fn clause(&self, number: &str) -> Option<usize> {
        self.clauses.iter().position(|c| c.number == number)
    }

    /// Whether a clause is a section, or stands under it: `5.1.1` under `5.1`, and `5.10` not.
    pub fn is_under(number: &str, section: &str) -> bool {
        number.strip_prefix(section).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// How records cite a clause.
    pub fn cite(&self, clause: &Clause) -> String {
        self.prefix.as_ref().map_or_else(|| clause.number.clone(), |prefix| format!("{prefix} {}", clause.number))
    }

    /// The number and, behind it, the letter (`5.2.6 a`) that a text of a record cites, if it is one of this standard.
    pub fn cited<'t>(&self, text: &'t str) -> Option<(&'t str, Option<&'t str>)> {
        let text = text.trim();
        let rest = match &self.prefix {
            None => text.strip_prefix("IEC 62304").unwrap_or(text),
            Some(prefix) => text.strip_prefix(prefix.as_str())?,
        };
        let rest = rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (number, letter) = (rest[..end].trim_end_matches('.'), rest[end..].trim().trim_matches(['(', ')']));
        if number.is_empty() { None } else { Some((number, Some(letter).filter(|l| !l.is_empty()))) }
    }

    /// What a word of a field means in this edition, where that is not what the schema calls it.
    pub fn word(&self, field: &str, word: &str) -> Option<&str> {
        self.words.iter().find(|(f, w, _)| f == field && w == word).map(|(.., meaning)| meaning.as_str())
    }

    /// Whether a clause applies at a level of the scale, by the id of the level.
    pub fn applies(&self, clause: &Clause, level: &str) -> bool {
        self.scale.is_none() || clause.levels.iter().any(|l| l == level)
    }
}
