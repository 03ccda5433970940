//! Advisories on SOUP: which affect the version in use, and what counts as an evaluation.

use techfile::judge::{Affects, Evaluation};

use crate::harness::{Case, Ran};

fn case(version: &str, purl: &str, advisory: &str) -> Case {
    let records = format!(
        "records:
  - {{id: SYSTEM-1, kind: system, title: Pump}}
  - {{id: ITM-1, kind: item, title: Therapy, part_of: SYSTEM-1}}
  - {{id: RISK-1, kind: risk, title: Overdose}}
  - {{id: SOUP-1, kind: soup, title: Kernel, version: \"{version}\", purl: \"{purl}\", used_by: ITM-1}}
"
    );
    Case::new().book("[evidence]\nadvisories = [\"a/*.json\"]\n").records(&records).file("a/a.json", advisory)
}

/// An advisory about a package of npm, with ranges and versions.
fn osv(ranges: &str, versions: &str) -> String {
    format!(
        r#"{{"id": "A-1", "affected": [{{"package": {{"ecosystem": "npm", "name": "@acme/Kernel"}}, "ranges": [{ranges}], "versions": [{versions}]}}]}}"#
    )
}

fn semver(events: &str) -> String {
    osv(&format!(r#"{{"type": "SEMVER", "events": [{events}]}}"#), "")
}

#[track_caller]
fn affects(ran: &Ran) -> Affects {
    let mut known = ran.judgement().advisories.of(ran.record("SOUP-1"));
    let one = known.next().map_or(Affects::No, |k| k.affects);
    assert!(known.next().is_none());
    assert_eq!(ran.count("evidence-unreadable"), 0, "{}", ran.text());
    one
}

const PURL: &str = "pkg:npm/%40acme/kernel";

#[track_caller]
fn is(version: &str, advisory: &str, wanted: Affects) {
    let ran = case(version, PURL, advisory).run();
    assert_eq!(affects(&ran), wanted, "{version} and {advisory}");
}

#[test]
fn ranges_by_semantic_versioning() {
    use Affects::{No, RangeNotEvaluated as Unknown, Yes};
    let range = semver(r#"{"introduced": "1.2.0"}, {"fixed": "1.10.0"}, {"introduced": "2.0.0-rc.2"}, {"last_affected": "2.1.0"}"#);
    for (version, wanted) in [
        ("1.1.9", No),
        ("1.2.0-rc.1", No),
        ("1.2.0", Yes),
        ("v1.2.0+build.7", Yes),
        ("1.9.99", Yes),
        ("1.10.0-beta", Yes),
        ("1.10.0", No),
        ("1.10", No),
        ("2.0.0-rc.1", No),
        ("2.0.0-rc.2", Yes),
        ("2.0.0-rc.10", Yes),
        ("2.0.0-rc.2.1", Yes),
        ("2.0.0-beta.9", No),
        ("2.1", Yes),
        ("2.1.0", Yes),
        ("2.1.1", No),
        ("2.1.0.1", No),
        ("99999999999999999999999.0.0", No),
        (">=1.2, <2", Unknown),
        ("STABLE-1_3", Unknown),
        ("TBD", Unknown),
    ] {
        is(version, &range, wanted);
    }
    // The order of the events is the writer's.
    is("1.5.0", &semver(r#"{"fixed": "1.10.0"}, {"introduced": "0"}"#), Yes);
    is("1.10.1", &semver(r#"{"fixed": "1.10.0"}, {"introduced": "0"}"#), No);
    // Without a beginning, a range begins with everything; without an end, it does not end.
    is("0.0.1", &semver(r#"{"fixed": "1.0.0"}"#), Yes);
    is("9.0.0", &semver(r#"{"introduced": "1.0.0"}"#), Yes);
    is("9.0.0", &semver(""), Yes);
    is("1.5.0", &semver(r#"{"introduced": "0"}, {"limit": "1.4.0"}"#), No);
    is("1.3.0", &semver(r#"{"introduced": "0"}, {"limit": "1.4.0"}"#), Yes);
    is("1.3.0", &semver(r#"{"introduced": "0"}, {"limit": "*"}"#), Yes);
    // An end that nobody can place is no end.
    is("1.3.0", &semver(r#"{"introduced": "0"}, {"fixed": "one"}"#), Unknown);
}

#[test]
fn what_is_not_known_to_be_outside_is_a_match() {
    use Affects::{No, RangeNotEvaluated as Unknown, Yes};
    let debian = |events: &str, versions: &str| {
        format!(
            r#"{{"id": "D-1", "affected": [{{"package": {{"ecosystem": "Debian:12", "name": "zlib"}}, "ranges": [{{"type": "ECOSYSTEM", "events": [{events}]}}], "versions": [{versions}]}}]}}"#
        )
    };
    for (version, advisory, wanted) in [
        ("1:1.2.13-1", debian(r#"{"introduced": "0"}, {"fixed": "1:1.3-2"}"#, ""), Unknown),
        ("1:1.2.13-1", debian(r#"{"introduced": "0"}, {"fixed": "1:1.3-2"}"#, r#""1:1.2.13-1""#), Yes),
        ("1:1.3-2", debian(r#"{"introduced": "0"}, {"fixed": "1:1.3-2"}"#, ""), No),
        ("1:1.3-2", debian(r#"{"introduced": "0"}"#, ""), Yes),
    ] {
        let ran = case(version, "pkg:deb/debian/zlib?distro=bookworm", &advisory).run();
        assert_eq!(affects(&ran), wanted, "{version} and {advisory}");
    }
    is("1.0.0", &osv(r#"{"type": "GIT", "repo": "https://example.org/x", "events": [{"introduced": "0"}, {"fixed": "abc"}]}"#, ""), Unknown);
    is("1.0.0", &osv(r#"{"type": "NEW", "events": []}"#, ""), Unknown);
    is("1.0.0", &osv("", ""), Unknown);
    is("1.0.0", &osv("", r#""1.0.1""#), No);
    is("1.0.0", &osv("", r#""1.0.1", "V1.0""#), Yes);
    // Python, Maven and others agree on plain numbers, and on nothing else.
    let pypi = r#"{"id": "P-1", "affected": [{"package": {"ecosystem": "PyPI", "name": "Ker_nel"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.10"}]}]}]}"#;
    for (version, wanted) in [("1.9.3", Yes), ("1.10.0", No), ("1.9.3.post1", Unknown), ("1.10-1", Unknown)] {
        assert_eq!(affects(&case(version, "pkg:pypi/ker-nel", pypi).run()), wanted, "{version}");
    }
}

#[test]
fn whether_a_range_in_the_record_holds_a_listed_version_is_not_known() {
    use Affects::{No, RangeNotEvaluated as Unknown, Yes};
    for (version, wanted) in [(">=1.0, <2", Unknown), ("1.x", Unknown), ("latest", Unknown), ("1.0.2", No), ("1.0.1", Yes), ("V1.0.1", Yes)] {
        is(version, &osv("", r#""1.0.1""#), wanted);
    }
    let pypi = r#"{"id": "P-1", "affected": [{"package": {"ecosystem": "PyPI", "name": "kernel"}, "versions": ["2.0RC1"]}]}"#;
    assert_eq!(affects(&case("2.0rc1", "pkg:pypi/kernel", pypi).run()), Yes);
}

/// What is compared with nothing must not look as if it had been.
#[test]
fn an_ecosystem_whose_packages_cannot_be_named_is_counted() {
    let unplaced = |ecosystem: &str| {
        let advisory = format!(r#"{{"id": "A-1", "affected": [{{"package": {{"ecosystem": "{ecosystem}", "name": "kernel"}}, "versions": ["1"]}}]}}"#);
        case("1", "pkg:rpm/mageia/kernel", &advisory).run().judgement().advisories.unplaced
    };
    assert_eq!(["Photon OS:4.0", "Android", "", "Mageia:9", "npm", "Hackage"].map(unplaced), [1, 1, 1, 0, 0, 0]);
    let mageia = r#"{"id": "A-1", "affected": [{"package": {"ecosystem": "Mageia:9", "name": "kernel"}, "versions": ["1"]}]}"#;
    assert_eq!(affects(&case("1", "pkg:rpm/mageia/kernel", mageia).run()), Affects::Yes);
}

/// An answer of the OSV service may have pages: one of them is not all.
#[test]
fn one_page_of_an_answer_is_not_read() {
    let page = |more: &str| case("1", PURL, &format!("{{\"vulns\": [{}]{more}}}", osv("", "\"1\""))).run().count("evidence-unreadable");
    assert_eq!([page(""), page(", \"next_page_token\": \"\""), page(", \"next_page_token\": \"CAo=\"")], [0, 0, 1]);
}

#[test]
fn packages_are_compared_by_type_namespace_and_name() {
    let git = r#"{"id": "G-1", "affected": [{"ranges": [{"type": "GIT", "repo": "https://github.com/FreeRTOS/FreeRTOS-Kernel.git", "events": [{"introduced": "0"}]}]}]}"#;
    let maven = r#"{"id": "M-1", "affected": [{"package": {"ecosystem": "Maven", "name": "org.acme:core"}, "versions": ["1.0"]}]}"#;
    for (purl, advisory, wanted) in [
        ("pkg:github/freertos/freertos-kernel@1.0", git, Affects::Yes),
        ("pkg:github/other/freertos-kernel@1.0", git, Affects::No),
        ("pkg:gitlab/freertos/freertos-kernel@1.0", git, Affects::No),
        ("pkg:maven/org.acme/core@1.0?type=jar#x", maven, Affects::Yes),
        ("pkg:maven/org.acme/core-x@1.0", maven, Affects::No),
        ("pkg:npm/%40acme/kernel", &semver(r#"{"introduced": "0"}"#), Affects::Yes),
        ("pkg:npm/@acme/kernel@1.0", &semver(r#"{"introduced": "0"}"#), Affects::Yes),
        ("pkg:npm/kernel", &semver(r#"{"introduced": "0"}"#), Affects::No),
    ] {
        assert_eq!(affects(&case("1.0", purl, advisory).run()), wanted, "{purl}");
    }
}

/// What is said of one version is not said of another that sorts beside it.
#[test]
fn only_the_very_version_is_unaffected() {
    let vex = |versions: &str| {
        format!(
            "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"vulnerabilities\":[{{\"id\":\"CVE-1\",\"affects\":[{{\"ref\":\"pkg:deb/debian/zlib\",\"versions\":[{versions}]}}]}}]}}"
        )
    };
    let known = |version: &str, versions: &str| {
        let ran = case(version, "pkg:deb/debian/zlib", &vex(versions)).run();
        ran.judgement().advisories.known.first().map(|k| k.affects)
    };
    let fixed = "{\"version\":\"1.2-1+deb11u1\",\"status\":\"unaffected\"}";
    assert_eq!(known("1.2-1+deb11u1", fixed), None);
    assert_eq!(known("1.2-1", fixed), Some(Affects::RangeNotEvaluated), "the one before the fix");
    assert_eq!(known("1.1", fixed), Some(Affects::RangeNotEvaluated), "nothing says which are affected");
}

#[test]
fn the_version_of_the_purl_counts_too() {
    let advisory = semver(r#"{"introduced": "0"}, {"fixed": "1.5.0"}"#);
    let ran = case("2.0.0", &format!("{PURL}@1.0.0"), &advisory).run();
    assert_eq!(affects(&ran), Affects::Yes, "either of the two may be shipped");
}

#[test]
fn withdrawn_advisories_match_nothing() {
    let advisory = semver(r#"{"introduced": "0"}"#).replacen("\"id\"", "\"withdrawn\": \"2026-01-01T00:00:00Z\", \"id\"", 1);
    let ran = case("1.0.0", PURL, &advisory).run();
    assert_eq!((affects(&ran), ran.judgement().advisories.withdrawn), (Affects::No, 1));
}

/// Tools write one Go module in several ways, and advisories leave the major version out of its name.
#[test]
fn a_go_module_is_found_by_all_its_names() {
    use Affects::{No, RangeNotEvaluated as Unknown, Yes};
    let go = |name: &str, events: &str| {
        format!(
            r#"{{"id": "G-1", "affected": [{{"package": {{"ecosystem": "Go", "name": "{name}"}}, "ranges": [{{"type": "SEMVER", "events": [{events}]}}]}}]}}"#
        )
    };
    let fixed = r#"{"introduced": "2.2.0"}, {"fixed": "2.10.27"}"#;
    let open = r#"{"introduced": "0"}"#;
    let nats = "github.com/nats-io/nats-server";
    for (purl, name, events, wanted) in [
        ("pkg:golang/github.com/nats-io/nats-server@v2.10.14#v2", format!("{nats}/v2"), fixed, Yes),
        ("pkg:golang/github.com/nats-io/nats-server/v2@v2.10.14", format!("{nats}/v2"), fixed, Yes),
        ("pkg:golang/github.com/nats-io/nats-server@v2.10.14", format!("{nats}/v2"), fixed, Yes),
        ("pkg:golang/github.com/nats-io/nats-server/v2@v2.10.14", nats.to_owned(), fixed, Yes),
        ("pkg:golang/github.com/nats-io/nats-server@v2.10.14#v2", nats.to_owned(), r#"{"introduced": "0"}, {"fixed": "1.9.0"}"#, No),
        ("pkg:golang/github.com/nats-io/nats-server/v2@v2.10.14", nats.to_owned(), open, No),
        ("pkg:golang/github.com/nats-io/nats-server/v3@v2.10.14", format!("{nats}/v2"), open, No),
        ("pkg:golang/google.golang.org/genproto@v2.10.14#googleapis/api/annotations", "google.golang.org/genproto/googleapis/api".to_owned(), open, Yes),
        ("pkg:golang/google.golang.org/genproto@v2.10.14#googleapis/api", "google.golang.org/genproto".to_owned(), open, Yes),
        ("pkg:github/nats-io/nats-server@v2.10.14", nats.to_owned(), open, Yes),
        ("pkg:golang/std@v2.10.14", "stdlib".to_owned(), open, Yes),
        ("pkg:golang/stdlib@go2.10.14", "stdlib".to_owned(), fixed, Yes),
        ("pkg:generic/go@2.10.14", "stdlib".to_owned(), fixed, Yes),
        ("pkg:golang/stdlib@2.10.14", "toolchain".to_owned(), open, No),
    ] {
        let ran = case("v2.10.14", purl, &go(&name, events)).run();
        assert_eq!(affects(&ran), wanted, "{purl} and {name} {events}");
    }
    let git =
        r#"{"id": "R-1", "affected": [{"ranges": [{"type": "GIT", "repo": "https://github.com/nats-io/nats-server", "events": [{"introduced": "0"}]}]}]}"#;
    assert_eq!(affects(&case("1.0", "pkg:golang/github.com/nats-io/nats-server@v2.10.14#v2", git).run()), Yes);
    let odd = go(nats, r#"{"introduced": "one"}"#);
    assert_eq!(affects(&case("v2.0.0", "pkg:golang/github.com/nats-io/nats-server/v2", &odd).run()), Unknown);
}

#[test]
fn a_binary_package_is_found_by_its_source_package() {
    use Affects::{No, RangeNotEvaluated as Unknown, Yes};
    let of = |ecosystem: &str, more: &str| {
        format!(
            r#"{{"id": "D-1", "affected": [{{"package": {{"ecosystem": "{ecosystem}", "name": "openssl"}}, "ranges": [{{"type": "ECOSYSTEM", "events": [{{"introduced": "0"}}, {{"fixed": "3.0.14-1"}}]}}]{more}}}]}}"#
        )
    };
    for (purl, ecosystem, more, wanted) in [
        ("pkg:deb/debian/libssl3@3.0.11-1?arch=arm64&upstream=openssl", "Debian:12", "", Unknown),
        ("pkg:deb/debian/libssl3@3.0.11-1?upstream=openssl%403.0.9-1&arch=arm64", "Debian:12", r#", "versions": ["3.0.9-1"]"#, Yes),
        ("pkg:deb/debian/libssl3@3.0.11-1?upstream=openssl%20%283.0.9-1%29", "Debian:12", r#", "versions": ["3.0.9-1"]"#, Yes),
        ("pkg:deb/debian/libssl3@3.0.11-1?upstream=zlib", "Debian:12", "", No),
        ("pkg:deb/ubuntu/libssl3@3.0.11-1?upstream=openssl", "Debian:12", "", No),
        ("pkg:apk/alpine/libcrypto3@3.0.11-r1?upstream=openssl", "Alpine:v3.18", "", Unknown),
        ("pkg:rpm/redhat/openssl-libs@3.0.7-1?upstream=openssl-3.0.7-1.el9.src.rpm", "Red Hat", "", Unknown),
    ] {
        assert_eq!(affects(&case("3.0.11-1", purl, &of(ecosystem, more)).run()), wanted, "{purl}");
    }
}

#[test]
fn names_that_mean_one_package_match() {
    let of = |ecosystem: &str, name: &str| {
        format!(r#"{{"id": "A-1", "affected": [{{"package": {{"ecosystem": "{ecosystem}", "name": "{name}"}}, "versions": ["1.0"]}}]}}"#)
    };
    for (purl, ecosystem, name) in [
        ("pkg:pypi/ruamel_yaml", "PyPI", "ruamel.yaml"),
        ("pkg:pypi/requests[security]", "PyPI", "Requests"),
        ("pkg:npm/%40Scope%2Fname", "npm", "@scope/name"),
        ("pkg:cargo/serde-json", "crates.io", "serde_json"),
        ("pkg:swift/github.com/apple/swift-nio", "SwiftURL", "https://github.com/apple/swift-nio.git"),
    ] {
        assert_eq!(affects(&case("1.0", purl, &of(ecosystem, name)).run()), Affects::Yes, "{purl}");
    }
}

/// An answer to a query of which nothing is known is no fault, and no advisory.
#[test]
fn an_empty_answer_says_that_nothing_is_known() {
    let read = |text: &str| {
        let ran = case("1.0.0", PURL, text).run();
        (ran.count("evidence-unreadable"), ran.project().evidence.advisories.len())
    };
    let one = osv("", "\"1.0.0\"");
    for (text, wanted) in [
        ("{}".to_owned(), (0, 0)),
        (" { }\n{}".to_owned(), (0, 0)),
        (format!("{{}}\n{one}\n{{}}"), (0, 1)),
        (format!("{{\"results\": [{{}}, {{\"vulns\": [{one}]}}]}}"), (0, 1)),
        ("{\"results\": [{\"next_page_token\": \"x\"}]}".to_owned(), (1, 0)),
        ("{\"message\": \"wrong\"}".to_owned(), (1, 0)),
        ("[{}]".to_owned(), (1, 0)),
    ] {
        assert_eq!(read(&text), wanted, "{text}");
    }
}

/// What is compared with nothing is named, so that a person can see whether it is SOUP under another name.
#[test]
fn advisories_of_no_soup_are_listed() {
    let of =
        |id: usize, name: &str| format!(r#"{{"id": "A-{id}", "affected": [{{"package": {{"ecosystem": "npm", "name": "{name}"}}, "versions": ["9"]}}]}}"#);
    let said = |advisories: &str| {
        let ran = case("1.0.0", PURL, advisories).run();
        let text = ran.text();
        text.lines().find(|line| line.contains("match no SOUP")).map(str::to_owned)
    };
    assert_eq!(said(&of(1, "@acme/kernel")), None, "another version of SOUP is a match");
    let few = said(&format!("{}{}{{\"id\": \"A-3\"}}", of(1, "@acme/kernel"), of(2, "other"))).expect("a finding");
    assert!(few.contains("2 of 3 advisories match no SOUP: `A-2` (npm other), `A-3` (no package)"), "{few}");
    let many = said(&(0..25).map(|n| of(n, "other")).collect::<String>()).expect("a finding");
    assert!(many.contains("`A-19` (npm other), and 5 others") && !many.contains("`A-20`"), "{many}");
}

/// The evaluation of the one known anomaly with entries in the record.
#[track_caller]
fn evaluation(entries: &str, more: &[(&str, &str)]) -> (Evaluation, usize) {
    let advisory = semver(r#"{"introduced": "0"}"#).replacen("\"id\"", "\"aliases\": [\"CVE-2026-7\"], \"id\"", 1);
    let case = case("1.0.0", PURL, &advisory);
    let records = std::fs::read_to_string(case.path().join("records/all.yaml")).expect("the records");
    let records = records.replace("used_by: ITM-1}", &format!("used_by: ITM-1, evaluated: [{entries}]}}"));
    let ran = more.iter().fold(case.records(&records), |case, (name, text)| case.file(&format!("a/{name}"), text)).run();
    let known: Vec<_> = ran.judgement().advisories.of(ran.record("SOUP-1")).collect();
    assert_eq!(known.len(), 1, "one anomaly: {known:?}");
    (known[0].evaluation, known[0].advisories.len())
}

#[test]
fn an_evaluation_names_the_anomaly_and_says_why() {
    for (entries, wanted) in [
        ("", Evaluation::Missing),
        ("{ref: A-2, relevant: false, reason: Not used.}", Evaluation::Missing),
        ("{ref: A-1, relevant: false, reason: Not used.}", Evaluation::Given),
        ("{ref: a-1, relevant: false, reason: Not used.}", Evaluation::Given),
        ("{ref: ' cve-2026-7 ', relevant: false, reason: Not used.}", Evaluation::Given),
        ("{ref: A-1, relevant: false}", Evaluation::Incomplete(0)),
        ("{ref: A-1, relevant: false, reason: n/a}", Evaluation::Incomplete(0)),
        ("{ref: A-1, reason: Not used.}", Evaluation::Incomplete(0)),
        ("{ref: A-1, relevant: true, reason: Used.}", Evaluation::WithoutRisk(0)),
        ("{ref: A-1, relevant: true, reason: Used., risk: RISK-9}", Evaluation::WithoutRisk(0)),
        ("{ref: A-1, relevant: true, reason: Used., risk: RISK-1}", Evaluation::Given),
        ("{ref: A-1}, {ref: CVE-2026-7, relevant: false, reason: Not used.}", Evaluation::Given),
    ] {
        assert_eq!(evaluation(entries, &[]), (wanted, 1), "{entries}");
    }
}

#[test]
fn one_anomaly_told_by_several_files_is_one() {
    let vex = r#"{"bomFormat": "CycloneDX", "components": [{"bom-ref": "k", "purl": "pkg:npm/%40acme/kernel@1.0.0"}],
        "vulnerabilities": [{"id": "CVE-2026-7", "analysis": {"state": "not_affected", "justification": "code_not_present"}, "affects": [{"ref": "k"}]}]}"#;
    // What a VEX document says is no evaluation.
    assert_eq!(evaluation("", &[("vex.json", vex)]), (Evaluation::Missing, 2));
    assert_eq!(evaluation("{ref: CVE-2026-7, relevant: false, reason: Not used.}", &[("vex.json", vex)]), (Evaluation::Given, 2));
    // An id that only one of them has evaluates that one alone.
    assert_eq!(evaluation("{ref: A-1, relevant: false, reason: Not used.}", &[("vex.json", vex)]), (Evaluation::Missing, 2));
}

#[test]
fn versions_in_a_vex_document() {
    let vex = |affects: &str| {
        format!(
            r#"{{"bomFormat": "CycloneDX", "components": [{{"bom-ref": "k", "purl": "pkg:npm/%40acme/kernel@2.0.0"}}], "vulnerabilities": [{{"id": "V-1", "affects": [{affects}]}}]}}"#
        )
    };
    use Affects::{No, RangeNotEvaluated as Unknown, Yes};
    for (affects, wanted) in [
        (r#"{"ref": "k"}"#, No),
        (r#"{"ref": "pkg:npm/%40acme/kernel@1.0.0"}"#, Yes),
        (r#"{"ref": "pkg:npm/%40acme/kernel"}"#, Yes),
        (r#"{"ref": "urn:cdx:x/1#k", "versions": [{"version": "1.0.0", "status": "affected"}]}"#, Yes),
        (r#"{"ref": "urn:cdx:x/1#pkg%3Anpm/%2540acme/kernel@1.0.0"}"#, Yes),
        (r#"{"ref": "k", "versions": [{"version": "1.0.0", "status": "unaffected"}]}"#, No),
        (r#"{"ref": "k", "versions": [{"version": "1.0.0", "status": "unknown"}]}"#, Unknown),
        (r#"{"ref": "k", "versions": [{"range": "vers:npm/<2.0.0"}]}"#, Unknown),
        (r#"{"ref": "nobody"}"#, No),
    ] {
        let ran = case("1.0.0", PURL, &vex(affects)).run();
        let unplaced = ran.judgement().advisories.unplaced;
        let found = self::affects(&ran);
        assert_eq!((found, unplaced), (wanted, usize::from(affects.contains("nobody"))), "{affects}");
    }
}

#[test]
fn the_table_says_what_the_data_are() {
    let case =
        case("1.0.0", PURL, &semver(r#"{"introduced": "0"}, {"fixed": "2.0.0"}"#).replacen("\"id\"", "\"modified\": \"2026-09-09T00:00:00Z\", \"id\"", 1));
    case.program(&["build", "--only", "html", "--only", "data"]).ends(1);
    let read = |path: &str| std::fs::read_to_string(case.path().join("book").join(path)).expect("a file of the build");
    let csv = read("data/soup-anomalies.csv");
    assert!(csv.contains("SOUP-1,1.0.0,A-1,,version in use,,\"≥ 0, < 2.0.0\",,,not evaluated,,,a/a.json"), "{csv}");
    assert!(read("data/notes.csv").contains("a/a.json: OSV, advisories: 1, data of 2026-09-09, SHA-256"));
    assert!(read("data/snapshot.json").contains("\"role\": \"advisories\""));
    assert!(read("html/tables/soup-anomalies.html").contains("no evaluation by the manufacturer"));
}

#[test]
fn hostile_files_do_no_harm() {
    let ran = case("1.0.0", PURL, &semver(r#"{"introduced": "0"}"#).replace("A-1", r"A\u001b[31m-1\n")).run();
    assert!(ran.text().contains("A\u{fffd}[31m-1"), "{}", ran.text());
    assert!(!ran.text().contains('\u{1b}'));
    for bad in [
        "",
        " ",
        "[",
        "{",
        "null",
        "[1]",
        "{\"id\": 7}",
        "{\"id\": \"A\"} x",
        "[{\"id\": \"A\"}] []",
        "{\"id\": \"A\", \"id\": \"B\"}",
        "{\"bomFormat\": \"CycloneDX\", \"vulnerabilities\": [{}]}",
    ] {
        assert_eq!(case("1.0.0", PURL, bad).run().count("evidence-unreadable"), 1, "{bad}");
    }
    let deep = format!("{{\"id\": \"A\", \"x\": {}", "[".repeat(200_000));
    assert_eq!(case("1.0.0", PURL, &deep).run().count("evidence-unreadable"), 1);
    let ran = Case::new().book("[evidence]\nadvisories = [\"a/*.json\"]\n").bytes("a/a.json", b"{\"id\": \"\xff\"}").run();
    assert_eq!(ran.count("evidence-unreadable"), 1);
}

#[test]
fn unresolved_anomalies_are_listed_by_severity() {
    let case = Case::new()
        .schema("kinds: {anomaly: {fields: {severity: {type: enum, values: [low, high]}}}}\n")
        .book("[release]\nversion = \"1.0.0\"\n")
        .records(
            "records:
  - {id: ANO-1, kind: anomaly, title: Small, found_in: 1.0.0, severity: low, impact: A row is late.}
  - {id: ANO-2, kind: anomaly, title: Large, found_in: 1.0.0, severity: high, rationale_not_fixed: Shown in the manual., gives_rise_to: RISK-1}
  - {id: ANO-3, kind: anomaly, title: Gone, found_in: 0.9.0, fixed_in: 0.9.5, severity: high, verified_by: VER-1}
  - {id: ANO-4, kind: anomaly, title: Unrated, found_in: 1.0.0}
  - {id: RISK-1, kind: risk, title: Overdose}
  - {id: VER-1, kind: verification, title: Review of the fix, result: pass}
",
        );
    case.program(&["build", "--only", "data"]);
    let csv = std::fs::read_to_string(case.path().join("book/data/unresolved-anomalies.csv")).expect("the table");
    let ids: Vec<&str> = csv.lines().skip(1).filter_map(|l| l.split(',').next()).collect();
    assert_eq!(ids, ["ANO-4", "ANO-2", "ANO-1"], "{csv}");
    assert!(csv.contains("ANO-2,Large,high,1.0.0,,,,RISK-1,,Shown in the manual.,"), "{csv}");
    let notes = std::fs::read_to_string(case.path().join("book/data/notes.csv")).expect("the notes");
    assert!(notes.contains("3 of 4 anomalies are unresolved in version 1.0.0"), "{notes}");
}
