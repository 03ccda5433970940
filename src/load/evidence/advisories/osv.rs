//! Advisories in the OSV format (ossf.github.io/osv-schema): one, a list, one a line, the `vulns` of a
//! query, or a report of osv-scanner.

use serde::Deserialize;

use super::{Brief, Fault, Listed, Read, WORD, day};
use crate::load::evidence::intake::clean;
use crate::model::{Advisory, Affected, Event, Order, Purl, Range};

#[derive(Deserialize)]
struct Entry {
    id: Option<String>,
    modified: Option<String>,
    withdrawn: Option<String>,
    aliases: Option<Vec<String>>,
    summary: Option<Brief>,
    details: Option<Brief>,
    severity: Option<Vec<Severity>>,
    affected: Option<Vec<Of>>,
    vulns: Option<Vec<Entry>>,
    results: Option<Vec<Answer>>,
    /// The answer to a query has more pages.
    next_page_token: Option<String>,
}

/// One of the answers to a batch of queries, empty where nothing is known; or what osv-scanner found in one place.
#[derive(Deserialize)]
struct Answer {
    vulns: Option<Vec<Entry>>,
    packages: Option<Vec<Scanned>>,
    next_page_token: Option<String>,
}

#[derive(Deserialize)]
struct Scanned {
    vulnerabilities: Option<Vec<Entry>>,
}

#[derive(Deserialize)]
struct Severity {
    score: Option<String>,
}

#[derive(Deserialize)]
struct Of {
    package: Option<Named>,
    severity: Option<Vec<Severity>>,
    ranges: Option<Vec<Stretch>>,
    #[serde(default)]
    versions: Listed,
}

#[derive(Deserialize)]
struct Named {
    ecosystem: Option<String>,
    name: Option<String>,
    purl: Option<String>,
}

#[derive(Deserialize)]
struct Stretch {
    #[serde(rename = "type")]
    ty: Option<String>,
    repo: Option<String>,
    events: Option<Vec<Mark>>,
}

#[derive(Deserialize)]
struct Mark {
    introduced: Option<String>,
    fixed: Option<String>,
    last_affected: Option<String>,
    limit: Option<String>,
}

/// Reads a file to its end.
///
/// # Errors
/// When it is no JSON, or holds something else than advisories.
pub(super) fn parse(text: &str) -> Result<Read, Fault> {
    let mut read = Read { format: "OSV", ..Read::default() };
    if text.trim_start().starts_with('[') {
        serde_json::from_str::<Vec<Entry>>(text)?.into_iter().try_for_each(|entry| take(entry, &mut read))?;
    } else {
        let mut entries = serde_json::Deserializer::from_str(text).into_iter::<Entry>();
        let mut start = 0;
        while let Some(entry) = entries.next() {
            let entry = entry?;
            let whole = &text[start..entries.byte_offset()];
            start = entries.byte_offset();
            if !is_nothing(whole) {
                take(entry, &mut read)?;
            }
        }
    }
    Ok(read)
}

/// Whether a value is `{}`: the answer to a query about a package of which nothing is known.
fn is_nothing(value: &str) -> bool {
    value.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).is_some_and(|inside| inside.trim().is_empty())
}

fn take(entry: Entry, read: &mut Read) -> Result<(), Fault> {
    whole(entry.next_page_token)?;
    let Some(id) = entry.id.filter(|id| !id.trim().is_empty()) else {
        return match (entry.vulns, entry.results) {
            (Some(entries), _) => entries.into_iter().try_for_each(|entry| take(entry, read)),
            (None, Some(answers)) => answers.into_iter().try_for_each(|answer| {
                whole(answer.next_page_token)?;
                let scanned = answer.packages.into_iter().flatten().filter_map(|p| p.vulnerabilities).flatten();
                answer.vulns.into_iter().flatten().chain(scanned).try_for_each(|entry| take(entry, read))
            }),
            (None, None) => Err(Fault::whole(match read.advisories.last() {
                Some(before) => format!("the entry after `{}` has no `id`: it is no advisory in the OSV format", before.id),
                None => "neither an advisory in the OSV format, which has an `id`, nor CycloneDX, which has a `bomFormat`".to_owned(),
            })),
        };
    };
    read.date = read.date.take().max(entry.modified.as_deref().and_then(day));
    let mut severity = Vec::new();
    let mut affected = Vec::new();
    severities(entry.severity, &mut severity);
    for of in entry.affected.unwrap_or_default() {
        severities(of.severity, &mut severity);
        affected.push(self::affected(of.package, of.ranges.unwrap_or_default(), of.versions));
    }
    let summary = [entry.summary, entry.details].into_iter().flatten().map(|b| b.0).find(|b| !b.is_empty());
    read.advisories.push(Advisory {
        file: 0,
        id: clean(&id, WORD),
        aliases: entry.aliases.unwrap_or_default().iter().map(|a| clean(a, WORD)).collect(),
        summary: summary.unwrap_or_default(),
        severity,
        withdrawn: entry.withdrawn.is_some_and(|w| !w.trim().is_empty()),
        state: None,
        affected,
    });
    Ok(())
}

/// Refuses an answer that has more pages.
fn whole(next_page: Option<String>) -> Result<(), Fault> {
    match next_page.filter(|token| !token.is_empty()) {
        Some(_) => Err(Fault::whole("it is one page of an answer that has more of them (`next_page_token`): what they hold is missing")),
        None => Ok(()),
    }
}

fn severities(given: Option<Vec<Severity>>, all: &mut Vec<String>) {
    for score in given.unwrap_or_default().into_iter().filter_map(|s| s.score) {
        let score = clean(&score, WORD);
        if !score.is_empty() && !all.contains(&score) {
            all.push(score);
        }
    }
}

fn affected(package: Option<Named>, stretches: Vec<Stretch>, versions: Listed) -> Affected {
    let ecosystem = package.as_ref().and_then(|p| p.ecosystem.as_deref()).unwrap_or_default();
    let mut packages: Vec<String> = stretches.iter().filter_map(|s| repository(s.repo.as_deref()?)).collect();
    let name = match &package {
        Some(Named { name: Some(name), .. }) => format!("{ecosystem} {name}"),
        Some(Named { purl: Some(purl), .. }) => purl.clone(),
        _ => stretches.iter().find_map(|s| s.repo.clone()).unwrap_or_default(),
    };
    let name = clean(&name, WORD);
    if let Some(package) = &package {
        packages.extend(package.purl.as_deref().and_then(Purl::parse).into_iter().flat_map(|p| p.loose_keys()));
        packages.extend(package.name.as_deref().and_then(|name| key_in(ecosystem, name)));
    }
    packages.sort();
    packages.dedup();
    let ranges = stretches.into_iter().map(|s| range(s, ecosystem)).collect();
    Affected { name, packages, versions: versions.0, ranges, ..Affected::default() }
}

/// Ecosystems that package URLs know by the same word (OSV schema, "Defined ecosystems"; PURL-TYPES), and such types as somebody
/// may write for one.
const TYPES: &[&str] = &[
    "bitnami",
    "cargo",
    "cocoapods",
    "composer",
    "conan",
    "conda",
    "cpan",
    "cran",
    "gem",
    "generic",
    "github",
    "golang",
    "hackage",
    "hex",
    "julia",
    "luarocks",
    "npm",
    "nuget",
    "opam",
    "pub",
    "pypi",
    "swift",
];

/// The key of a package by its ecosystem and name. An ecosystem may name a release: `Debian:12`. None where it is not known
/// how package URLs name its packages: nothing can be compared then, and that is said.
fn key_in(ecosystem: &str, name: &str) -> Option<String> {
    let ecosystem = ecosystem.split(':').next().unwrap_or_default().trim().to_lowercase();
    let ty = match ecosystem.as_str() {
        "" => return None,
        "crates.io" => "cargo",
        "rubygems" => "gem",
        "go" => "golang",
        "packagist" => "composer",
        "conancenter" => "conan",
        "swifturl" => return loose_key("swift", name.split_once("://").map_or(name, |(_, rest)| rest).trim_end_matches(".git")),
        "github actions" => "github",
        "oss-fuzz" | "linux" => "generic",
        "maven" => return loose_key("maven", &name.replace(':', "/")),
        "debian" | "ubuntu" | "echo" => return loose_key("deb", &format!("{ecosystem}/{name}")),
        "alpine" | "alpaquita" | "wolfi" | "chainguard" | "minimos" => return loose_key("apk", &format!("{ecosystem}/{name}")),
        "red hat" => return loose_key("rpm", &format!("redhat/{name}")),
        "rocky linux" => return loose_key("rpm", &format!("rocky-linux/{name}")),
        "almalinux" | "suse" | "opensuse" | "mageia" | "openeuler" => return loose_key("rpm", &format!("{ecosystem}/{name}")),
        "bioconductor" => "bioconductor",
        other if TYPES.contains(&other) => other,
        _ => return None,
    };
    loose_key(ty, name)
}

fn loose_key(ecosystem: &str, path: &str) -> Option<String> {
    Purl::new(ecosystem, path).map(|p| p.loose_key())
}

/// The key of a package that is a repository of a known host.
fn repository(url: &str) -> Option<String> {
    let rest = url.trim().split_once("://")?.1;
    let (host, path) = rest.split_once('/')?;
    let ty = match host.to_lowercase().trim_start_matches("www.") {
        "github.com" => "github",
        "gitlab.com" => "gitlab",
        "bitbucket.org" => "bitbucket",
        _ => return None,
    };
    loose_key(ty, path.trim_end_matches('/').trim_end_matches(".git"))
}

fn range(stretch: Stretch, ecosystem: &str) -> Range {
    let order = match stretch.ty.as_deref() {
        Some("SEMVER") => Order::Semver,
        Some("GIT") => Order::Git,
        Some("ECOSYSTEM") => match ecosystem.split(':').next().unwrap_or_default() {
            "npm" | "crates.io" | "Go" | "Hex" | "Pub" | "SwiftURL" => Order::Semver,
            "PyPI" | "Maven" | "NuGet" | "RubyGems" | "Packagist" => Order::Numeric,
            _ => Order::Unknown,
        },
        _ => Order::Unknown,
    };
    let mut events = Vec::new();
    for mark in stretch.events.unwrap_or_default() {
        let word = |text: Option<String>| text.map(|t| clean(&t, WORD));
        events.extend(word(mark.introduced).map(Event::Introduced));
        events.extend(word(mark.fixed).map(Event::Fixed));
        events.extend(word(mark.last_affected).map(Event::LastAffected));
        // A star is no limit.
        events.extend(word(mark.limit).filter(|l| l != "*").map(Event::Limit));
    }
    Range { order, events, raw: None }
}
