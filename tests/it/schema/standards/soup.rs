//! What SOUP must have.

use super::needs::need;
use super::one::One;

#[test]
fn exact_version() {
    let with = |rest: &str| format!("id: S-1, kind: soup, used_by: ITM-1{rest}");
    need(
        "soup",
        "exact_version",
        &[
            (&with(", version: 1.2.0"), ""),
            (&with(", designator: commit a1b2c3d"), ""),
            (&with(", version: latest, designator: build of 2026-09-01"), ""),
            (&with(""), "exact_version"),
            (&with(", version: latest"), "exact_version"),
            (&with(", version: '>=1.2'"), "exact_version"),
            (&with(", version: 1.x"), "exact_version"),
            (&with(", version: TBD"), "exact_version"),
            (&with(", version: main, designator: HEAD"), "exact_version"),
        ],
    );
}

#[test]
fn list_current() {
    let with = |list: &str| format!("id: S-1, kind: soup, version: 1.2.0, used_by: ITM-1, anomaly_list: {{{list}}}");
    need(
        "soup",
        "list_current",
        &[
            (&with("checked_on: 2026-09-01, version: 1.2.0"), ""),
            (&with("checked_on: 2025-09-01, version: 1.2.0"), "list_current"),
            (&with("checked_on: 2026-12-01, version: 1.2.0"), "list_current"),
            (&with("checked_on: 2026-09-01, version: 1.1.0"), "list_current"),
            (&with("checked_on: 2026-09-01"), "list_current"),
            (&with("checked_on: 2026-09-01, version: latest").replace("version: 1.2.0", "version: latest"), "list_current"),
            (&with("version: 1.2.0"), "list_current"),
            ("id: S-1, kind: soup, version: 1.2.0, used_by: ITM-1", "list_current"),
        ],
    );
}

#[test]
fn advisories_evaluated() {
    let advisory =
        r#"{"id": "CVE-2026-1", "summary": "Overflow", "affected": [{"package": {"ecosystem": "npm", "name": "left"}, "versions": ["1.2.0"]}]}"#;
    let with = |evaluated: &str| {
        One::asks("system", "{every: soup, must: [advisories_evaluated]}")
            .book("[evidence]\nadvisories = [\"advisories/*.json\"]\n")
            .file("advisories/one.json", advisory)
            .given(&format!("  - {{id: S-1, kind: soup, purl: 'pkg:npm/left', version: 1.2.0, used_by: ITM-1{evaluated}}}\n"))
    };
    with(", evaluated: [{ref: CVE-2026-1, relevant: false, reason: The function is not used}]").meets();
    with("").misses("advisories");
    with(", evaluated: [{ref: CVE-2026-2, relevant: false, reason: The function is not used}]").misses("advisories");
}
