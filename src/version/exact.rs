//! Whether a version is one version: ranges and names that move (IEC 62304 8.1.2).

/// Names that mean another version tomorrow, and such as mean none.
const MOVING: &[&str] = &[
    "any",
    "canary",
    "current",
    "default",
    "develop",
    "dev",
    "edge",
    "head",
    "latest",
    "lts",
    "main",
    "master",
    "newest",
    "next",
    "nightly",
    "rolling",
    "stable",
    "trunk",
    "unknown",
    "unspecified",
    "various",
];

/// Why a version means more than one, if it does.
pub fn inexact(version: &str) -> Option<&'static str> {
    let lower = version.trim().to_lowercase();
    let tokens: Vec<&str> = lower.split(|c: char| c.is_whitespace() || ",;()/@:".contains(c)).filter(|t| !t.is_empty()).collect();
    let is_number = |token: &&str| token.trim_start_matches(['v', '=']).starts_with(|c: char| c.is_ascii_digit());
    let in_range = |t: &&str| t.starts_with(['<', '>', '^', '~', '≥', '≤']) || t.contains(['*', '|', '<', '>']) || t.starts_with("!=");
    let open_end = |t: &&str| (is_number(t) && t.ends_with('+')) || ["newer", "later", "above", "upwards", "onwards"].contains(t);
    let between = || tokens.windows(3).any(|w| is_number(&w[0]) && ["-", "–", "to", "through", "bis"].contains(&w[1]) && is_number(&w[2]));
    let wildcard = |t: &&str| is_number(t) && t.split('.').skip(1).any(|part| part == "x" || part.starts_with("x-"));
    let dashed = |t: &&str| t.split_once('–').is_some_and(|(a, b)| is_number(&a) && is_number(&b));
    if tokens.iter().any(|t| in_range(t) || open_end(t) || wildcard(t) || dashed(t)) || between() {
        return Some("is a range");
    }
    let moves = tokens.iter().any(|t| MOVING.contains(t)) && !lower.contains(|c: char| c.is_ascii_digit());
    moves.then_some("names no one version")
}
