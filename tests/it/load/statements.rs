//! Advisories from scanners and VEX documents: all say the same of one anomaly, and no statement makes it go away.

use techfile::judge::{Affects, Evaluation};

use crate::harness::{Case, Ran};

fn run(version: &str, text: &str) -> Ran {
    let records = format!(
        "records:\n  - {{id: SOUP-1, kind: soup, title: Kernel, version: \"{version}\", purl: \"pkg:npm/%40acme/kernel\", cpe: \"cpe:2.3:a:acme:kernel:*\"}}\n"
    );
    Case::new().book("[evidence]\nadvisories = [\"a.json\"]\n").records(&records).file("a.json", text).run()
}

/// One anomaly of one package in version 1.0.0, in each format.
fn all() -> Vec<(&'static str, &'static str)> {
    vec![
        (
            "Grype",
            r#"{"matches": [{"vulnerability": {"id": "GHSA-1", "severity": "High", "description": "bad"}, "relatedVulnerabilities": [{"id": "CVE-1"}], "artifact": {"name": "@acme/kernel", "version": "1.0.0", "type": "npm", "purl": "pkg:npm/%40acme/kernel@1.0.0", "cpes": []}}], "descriptor": {"name": "grype", "timestamp": "2026-10-01T00:00:00Z"}}"#,
        ),
        (
            "Grype",
            r#"{"matches": [], "ignoredMatches": [{"vulnerability": {"id": "GHSA-1"}, "relatedVulnerabilities": [{"id": "CVE-1"}], "artifact": {"name": "kernel", "version": "1.0.0", "cpes": ["cpe:2.3:a:acme:kernel:1.0.0:*:*:*:*:*:*:*"]}}], "descriptor": {"timestamp": "2026-10-01T00:00:00Z"}}"#,
        ),
        (
            "Trivy",
            r#"{"SchemaVersion": 2, "CreatedAt": "2026-10-01T00:00:00Z", "Results": [{"Target": "package-lock.json", "Vulnerabilities": [{"VulnerabilityID": "CVE-1", "VendorIDs": ["GHSA-1"], "PkgName": "@acme/kernel", "PkgIdentifier": {"PURL": "pkg:npm/%40acme/kernel@1.0.0"}, "InstalledVersion": "1.0.0", "Severity": "HIGH"}]}, {"Target": "clean"}]}"#,
        ),
        (
            "Trivy",
            r#"{"SchemaVersion": 2, "CreatedAt": "2026-10-01T00:00:00Z", "Results": [{"ExperimentalModifiedFindings": [{"Type": "vulnerability", "Status": "not_affected", "Finding": {"VulnerabilityID": "CVE-1", "VendorIDs": ["GHSA-1"], "PkgName": "x", "PkgIdentifier": {"PURL": "pkg:npm/%40acme/kernel@1.0.0"}}}]}]}"#,
        ),
        (
            "OpenVEX",
            r#"{"@context": "https://openvex.dev/ns/v0.2.0", "timestamp": "2026-10-01T00:00:00Z", "statements": [{"vulnerability": {"name": "CVE-1", "aliases": ["GHSA-1"]}, "products": [{"@id": "pkg:oci/viewer", "subcomponents": [{"@id": "pkg:npm/%40acme/kernel@1.0.0"}]}], "status": "not_affected", "justification": "vulnerable_code_not_present"}]}"#,
        ),
        (
            "OpenVEX",
            r#"{"@context": "https://openvex.dev/ns", "timestamp": "2026-10-01T00:00:00Z", "statements": [{"vulnerability": "CVE-1", "products": ["pkg:npm/%40acme/kernel@1.0.0"], "status": "a_new_word"}]}"#,
        ),
        (
            "CSAF",
            r#"{"document": {"category": "csaf_vex", "csaf_version": "2.0", "tracking": {"current_release_date": "2026-10-01T00:00:00Z", "status": "final"}}, "product_tree": {"branches": [{"category": "vendor", "name": "Acme", "branches": [{"category": "product_version", "name": "1.0.0", "product": {"product_id": "K", "name": "kernel", "product_identification_helper": {"purl": "pkg:npm/%40acme/kernel@1.0.0"}}}]}], "relationships": [{"category": "default_component_of", "product_reference": "K", "relates_to_product_reference": "V", "full_product_name": {"product_id": "V:K", "name": "kernel in viewer"}}]}, "vulnerabilities": [{"cve": "CVE-1", "ids": [{"system_name": "x", "text": "GHSA-1"}], "product_status": {"known_not_affected": ["V:K"]}, "flags": [{"label": "component_not_present", "product_ids": ["V:K"]}]}]}"#,
        ),
        (
            "OSV",
            r#"{"results": [{"source": {"path": "package-lock.json"}, "packages": [{"package": {"name": "@acme/kernel", "version": "1.0.0", "ecosystem": "npm"}, "vulnerabilities": [{"id": "GHSA-1", "aliases": ["CVE-1"], "modified": "2026-10-01T00:00:00Z", "affected": [{"package": {"ecosystem": "npm", "name": "@acme/kernel"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.1"}]}]}]}]}]}]}"#,
        ),
    ]
}

#[test]
fn every_format_tells_of_the_anomaly_and_evaluates_nothing() {
    for (format, text) in all() {
        let ran = run("1.0.0", text);
        let known: Vec<_> = ran.judgement().advisories.of(ran.record("SOUP-1")).collect();
        assert_eq!(known.len(), 1, "{text}\n{}", ran.text());
        assert_eq!((known[0].affects, known[0].evaluation), (Affects::Yes, Evaluation::Missing), "{text}");
        let (evidence, first) = (&ran.project().evidence, known[0].advisories[0]);
        let ids: Vec<&str> = evidence.advisories[first].aliases.iter().chain([&evidence.advisories[first].id]).map(String::as_str).collect();
        assert!(ids.contains(&"CVE-1"), "{ids:?}");
        let file = &evidence.advisory_files[0];
        assert_eq!((file.format, file.date.as_deref()), (format, Some("2026-10-01")), "{text}");
        // Nothing was said of another version; how versions are ordered, a CPE does not tell.
        let other = run("2.0.0", text);
        let affects: Vec<_> = other.judgement().advisories.of(other.record("SOUP-1")).map(|k| k.affects).collect();
        let in_doubt = if text.contains("cpe:") && !text.contains("pkg:") { vec![Affects::RangeNotEvaluated] } else { vec![] };
        assert_eq!(affects, in_doubt, "{text}");
        assert_eq!((other.count("advisory-of-no-soup"), other.count("evidence-unreadable")), (0, 0), "{text}");
    }
}

#[test]
fn what_a_document_says_is_shown() {
    for (text, wanted) in all().iter().map(|(_, text)| text).zip([
        None,
        Some("ignored by the scanner"),
        None,
        Some("not_affected"),
        Some("not_affected, vulnerable_code_not_present"),
        Some("a_new_word"),
        Some("known_not_affected, component_not_present"),
        None,
    ]) {
        assert_eq!(run("1.0.0", text).project().evidence.advisories[0].state.as_deref(), wanted, "{text}");
    }
}

#[test]
fn what_is_half_there_is_refused() {
    for text in [
        r#"{"matches": [{"vulnerability": {"id": " "}, "artifact": {}}]}"#,
        r#"{"matches": [{"artifact": {}}]}"#,
        r#"{"SchemaVersion": 3}"#,
        r#"{"SchemaVersion": 2, "Results": [{"Vulnerabilities": [{"PkgName": "x"}]}]}"#,
        r#"{"@context": "https://openvex.dev/ns/v0.2.0", "statements": [{"status": "fixed"}]}"#,
        r#"{"document": {"csaf_version": "2.1"}}"#,
        r#"{"document": {"csaf_version": "2.0"}, "vulnerabilities": [{"title": "x"}]}"#,
    ] {
        assert_eq!(run("1.0.0", text).count("evidence-unreadable"), 1, "{text}");
    }
    // A product that the document does not describe is listed as of no SOUP.
    let csaf = r#"{"document": {"csaf_version": "2.0"}, "vulnerabilities": [{"cve": "CVE-9", "product_status": {"known_affected": ["X"]}}]}"#;
    let ran = run("1.0.0", csaf);
    assert!(ran.text().contains("`CVE-9` (X)"), "{}", ran.text());
}

/// What a distribution adds to a version is no pre-release: in doubt it is affected.
#[test]
fn a_version_of_a_distribution_is_compared_with_nothing_else() {
    let grype = r#"{"matches": [{"vulnerability": {"id": "CVE-1"}, "relatedVulnerabilities": [], "artifact": {"name": "openssl", "version": "3.0.7-24.el9", "type": "rpm", "purl": "pkg:rpm/redhat/openssl@3.0.7-24.el9", "cpes": []}}], "descriptor": {"timestamp": "2026-10-01T00:00:00Z"}}"#;
    for (version, affects) in [("3.0.7", Affects::RangeNotEvaluated), ("3.0.7-24.el9", Affects::Yes)] {
        let records = format!("records:\n  - {{id: SOUP-1, kind: soup, title: OpenSSL, version: \"{version}\", purl: \"pkg:rpm/redhat/openssl\"}}\n");
        let ran = Case::new().book("[evidence]\nadvisories = [\"a.json\"]\n").records(&records).file("a.json", grype).run();
        let known: Vec<_> = ran.judgement().advisories.of(ran.record("SOUP-1")).map(|k| k.affects).collect();
        assert_eq!(known, [affects], "{version}\n{}", ran.text());
    }
}

/// A product may be part of one that is described after it.
#[test]
fn a_product_inside_a_product_is_found_in_any_order() {
    let relation = |of: &str, whole: &str| {
        format!(
            r#"{{"category": "default_component_of", "product_reference": "{of}", "relates_to_product_reference": "X", "full_product_name": {{"product_id": "{whole}", "name": "{whole}"}}}}"#
        )
    };
    let text = format!(
        r#"{{"document": {{"category": "csaf_vex", "csaf_version": "2.0", "tracking": {{"current_release_date": "2026-10-01T00:00:00Z", "status": "final"}}}}, "product_tree": {{"full_product_names": [{{"product_id": "K", "name": "kernel", "product_identification_helper": {{"purl": "pkg:npm/%40acme/kernel@1.0.0"}}}}], "relationships": [{}, {}]}}, "vulnerabilities": [{{"cve": "CVE-1", "product_status": {{"known_affected": ["C"]}}}}]}}"#,
        relation("B", "C"),
        relation("K", "B")
    );
    let ran = run("1.0.0", &text);
    assert_eq!(ran.judgement().advisories.of(ran.record("SOUP-1")).count(), 1, "{}", ran.text());
}
