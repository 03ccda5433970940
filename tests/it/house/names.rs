//! A name of the schema in Rust is one that the schema has. A slip in one would read as "nothing is written there"; so every
//! literal that could be a name is held against what there is.

use std::collections::{BTreeMap, BTreeSet};

use techfile::report::words::keys;
use techfile::schema::{Field, FieldType, Schema};

use crate::harness::{files_below, repository};

/// Files whose words are no names of the schema: what data outputs say, phrases of English, licences and ecosystems.
const OTHER_FILES: &[&str] = &[
    "check/rules/requirement/weak_words.rs",
    "judge/class/effective.rs",
    "judge/clause/missing.rs",
    "judge/clause/row.rs",
    "judge/proof/verdict.rs",
    "judge/risk/decision.rs",
    "judge/soup/licence.rs",
];

/// Words of single files that are no names of the schema: ecosystems of packages, and what data outputs say.
const OTHER_HERE: &[(&str, &[&str])] = &[
    ("report/table.rs", &["head", "snake_case", "total"]),
    ("report/tables/classes.rs", &["classes"]),
    ("report/tables/coverage.rs", &["coverage"]),
    ("report/tables/findings.rs", &["allow", "findings"]),
    ("report/tables/matrix.rs", &["_"]),
    ("report/tables/risks.rs", &["risks"]),
    ("report/tables/soup.rs", &["list", "needs"]),
    (
        "judge/soup/sbom.rs",
        &[
            "agrees",
            "cargo",
            "gem",
            "go",
            "golang",
            "java",
            "javascript",
            "maven",
            "node",
            "not_covered",
            "not_listed",
            "not_shipped",
            "npm",
            "nuget",
            "own",
            "pypi",
            "python",
            "ruby",
            "rust",
            "version_differs",
            "version_open",
        ],
    ),
];

/// Words that mean something else wherever they stand: the two truth values, and `any` for every role.
const OTHER_WORDS: &[&str] = &["true", "false", "any"];

/// All that a literal may name: kinds, roles, fields also inside groups, links, scales, words of enumerations.
fn names() -> BTreeSet<String> {
    let schema = Schema::built_in().expect("the built-in schema");
    let mut names = BTreeSet::new();
    for kind in &schema.kinds {
        names.insert(kind.name.clone());
        kind.fields.iter().for_each(|f| collect(f, &mut names));
    }
    names.extend(schema.roles.iter().map(|(role, _)| role.clone()));
    names.extend(schema.links.iter().flat_map(|link| [link.name.clone(), link.inverse.clone()]));
    names.extend(schema.scales.iter().map(|scale| scale.name.clone()));
    names
}

/// The name of a field, of those inside it, and its words.
fn collect(field: &Field, names: &mut BTreeSet<String>) {
    names.insert(field.name.clone());
    match field.ty.element() {
        FieldType::Group(inner) => inner.iter().for_each(|f| collect(f, names)),
        FieldType::Enum { values, .. } => names.extend(values.iter().cloned()),
        _ => {}
    }
}

/// The literals of a source that could be a name, with their lines.
fn literals(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        let mut rest = line;
        while let Some((_, after)) = rest.split_once('"') {
            let end = after.find('"').unwrap_or(after.len());
            let word = &after[..end];
            if !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                found.push((number + 1, word));
            }
            rest = after.get(end + 1..).unwrap_or_default();
        }
    }
    found
}

#[test]
fn every_name_in_rules_and_verdicts_is_one_of_the_schema() {
    let mut known = names();
    assert!(known.len() > 300 && known.contains("verified_by") && known.contains("software_version"));
    // Lists of columns name those that every kind has.
    known.extend(keys().filter_map(|key| key.name.strip_prefix("column_")).map(str::to_owned));
    let mut unknown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    for folder in ["src/judge", "src/check", "src/report"] {
        for path in files_below(&repository(folder)) {
            let name = path.strip_prefix(repository("src")).expect("below src").to_str().expect("a path").replace('\\', "/");
            if OTHER_FILES.contains(&name.as_str()) || name.starts_with("report/words/") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source file");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let here = |word: &str| OTHER_HERE.iter().any(|(file, words)| *file == name && words.contains(&word));
            for (line, word) in literals(text) {
                count += 1;
                if !known.contains(word) && !OTHER_WORDS.contains(&word) && !here(word) {
                    unknown.entry(word.to_owned()).or_default().push(format!("{name}:{line}"));
                }
            }
        }
    }
    assert!(count > 300, "the search finds too few: {count}");
    let unknown: Vec<String> = unknown.into_iter().map(|(word, places)| format!("{word}: {}", places.join(", "))).collect();
    assert!(unknown.is_empty(), "no such name:\n{}", unknown.join("\n"));
}
