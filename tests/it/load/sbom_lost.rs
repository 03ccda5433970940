//! What bills of materials leave out or lose is told, and nothing shipped hides behind development.

use techfile::load::sbom_of;
use techfile::model::Sbom;
use techfile::source::FileId;

use crate::harness::Case;

fn bill(name: &str, text: &str) -> Sbom {
    sbom_of(name, text, FileId::default()).expect("a bill")
}

/// A file of tags may be cut between two packages: what stands before them may tell of those that are gone.
#[test]
fn what_an_spdx_file_tells_of_and_does_not_list_is_lost() {
    let package = |name: &str| format!("PackageName: {name}\nSPDXID: SPDXRef-{name}\nPackageVersion: 1\nPackageDownloadLocation: NONE\n");
    let tags = |relations: &[&str], packages: &[&str]| {
        let relations: String = relations.iter().map(|r| format!("Relationship: {r}\n")).collect();
        let packages: String = packages.iter().map(|p| package(p)).collect();
        bill("x.spdx", &format!("SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\n{relations}{packages}"))
    };
    let lost = |sbom: &Sbom| sbom.lost.clone().map(|(from, to)| format!("{from} {to}"));
    let whole = ["SPDXRef-DOCUMENT DESCRIBES SPDXRef-a", "SPDXRef-a CONTAINS SPDXRef-b", "SPDXRef-c VARIANT_OF SPDXRef-b"];
    assert_eq!(lost(&tags(&whole, &["a", "b", "c"])), None);
    assert_eq!(lost(&tags(&whole, &["a", "b"])).as_deref(), Some("SPDXRef-c SPDXRef-b"));
    assert_eq!(lost(&tags(&whole, &["a", "c"])).as_deref(), Some("SPDXRef-a SPDXRef-b"));
    let gone = tags(&whole[..1], &["b", "c"]);
    assert_eq!((lost(&gone).as_deref(), gone.product.is_none(), gone.components.len()), (Some("SPDXRef-DOCUMENT SPDXRef-a"), true, 2));
    let json = r#"{"spdxVersion":"SPDX-2.3","documentDescribes":["SPDXRef-a"],"files":[{"SPDXID":"SPDXRef-f"}],"packages":[{"SPDXID":"SPDXRef-b","name":"b"}],
      "relationships":[{"spdxElementId":"SPDXRef-b","relationshipType":"CONTAINS","relatedSpdxElement":"SPDXRef-f"}]}"#;
    let sbom = bill("x.json", json);
    assert_eq!((lost(&sbom).as_deref(), sbom.loose), (Some("SPDXRef-DOCUMENT SPDXRef-a"), 1));
    // Every package says where it comes from, after its version: one that does not was cut.
    let text = format!("SPDXVersion: SPDX-2.3\nRelationship: {}\n{}", whole[0], package("a"));
    for cut in ["PackageName: b\nSPDXID: SPDXRef-b\n", "PackageName: b\nSPDXID: SPDXRef-b\nPackageVersion: 1"] {
        let fault = sbom_of("x.spdx", &format!("{text}{cut}"), FileId::default()).expect_err("it is cut");
        assert!(fault.words.contains("may end early"), "{}", fault.words);
    }
}

/// What nothing leads to may be shipped: so may what it needs, whoever else needs that for development.
#[test]
fn what_something_shipped_needs_is_not_for_development_only() {
    let tags = |relations: &[&str]| {
        let relations: String = relations.iter().map(|r| format!("Relationship: {r}\n")).collect();
        let package = |name: &str| format!("PackageName: {name}\nSPDXID: SPDXRef-{name}\nPackageDownloadLocation: NONE\n");
        let text = format!("SPDXVersion: SPDX-2.3\n{}{}{}{relations}", package("app"), package("plugin"), package("json"));
        let sbom = bill("x.spdx", &text);
        sbom.components.iter().filter(|c| c.development).map(|c| c.name.clone()).collect::<Vec<_>>()
    };
    let (app, development) = ("SPDXRef-DOCUMENT DESCRIBES SPDXRef-app", "SPDXRef-json DEV_DEPENDENCY_OF SPDXRef-app");
    assert_eq!(tags(&[app, development]), ["json"]);
    assert!(tags(&[app, development, "SPDXRef-plugin DEPENDS_ON SPDXRef-json"]).is_empty());
    assert_eq!(tags(&[app, development, "SPDXRef-plugin DEV_DEPENDENCY_OF SPDXRef-app", "SPDXRef-plugin DEPENDS_ON SPDXRef-json"]), ["plugin", "json"]);
}

/// Cargo names a dependency by its source without the commit, where name and version do not tell it apart.
#[test]
fn a_dependency_of_cargo_on_one_of_two_sources_is_found() {
    let lock = "version = 4\n[[package]]\nname = \"app\"\nversion = \"1.0.0\"\ndependencies = [\n \"foo 0.1.0 (git+https://example.org/foo)\",\n]\n
[[package]]\nname = \"foo\"\nversion = \"0.1.0\"\nsource = \"git+https://example.org/foo#abc\"\n
[[package]]\nname = \"foo\"\nversion = \"0.1.0\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
    let sbom = bill("Cargo.lock", lock);
    assert_eq!((sbom.loose, sbom.edges), (0, vec![(None, 0), (Some(0), 1)]));
}

#[test]
fn an_import_says_what_a_bill_does_not_hold() {
    let bill = |to: &str| {
        format!(
            "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[{{\"bom-ref\":\"a\",\"name\":\"a\"}}],\"dependencies\":[{{\"ref\":\"a\",\"dependsOn\":[\"{to}\"]}}]}}"
        )
    };
    let said = |to: &str| Case::new().file("s.json", &bill(to)).program(&["import", "sbom", "s.json", "--dry-run"]).ends(0).err.clone();
    assert!(said("gone").contains("warning: `s.json` tells of `a` with `gone`, and does not list both"), "{}", said("gone"));
    assert!(!said("a").contains("warning"), "{}", said("a"));
}

#[test]
fn an_import_of_what_is_no_text_names_the_place() {
    let case = Case::new().bytes("s.json", b"{\"bomFormat\": \"CycloneDX\",\n \"x\": \"\xe4\"}");
    let said = case.program(&["import", "sbom", "s.json"]);
    assert!(said.ends(2).err.contains("s.json: not UTF-8: line 2, column 8"), "{}", said.err);
}
