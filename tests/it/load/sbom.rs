//! Bills of materials: all formats say the same of one product, nothing half-read passes, and imports touch nothing.

use std::path::PathBuf;

use techfile::judge::Match;
use techfile::load::{SbomFault, sbom_of};
use techfile::model::Sbom;
use techfile::source::FileId;

use crate::harness::{Case, files_below, repository, same, tree};

/// One product in the words of npm 11 (CycloneDX and SPDX as JSON, its lock file), and put into XML and tags by hand.
fn product() -> Vec<(String, String)> {
    let read = |path: PathBuf| {
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name").to_owned();
        (name, std::fs::read_to_string(path).expect("a bill of materials"))
    };
    files_below(&repository("tests/cases/sbom/npm")).into_iter().map(read).collect()
}

fn read(name: &str, text: &str) -> Result<Sbom, SbomFault> {
    sbom_of(name, text, FileId::default())
}

#[track_caller]
fn refused(name: &str, text: &str) -> String {
    read(name, text).err().unwrap_or_else(|| panic!("{name} should not be read: {text}")).words
}

/// What formats must agree in: name, version, licence, digest, development only, own.
fn said(sbom: &Sbom) -> Vec<String> {
    let mut lines: Vec<String> = sbom
        .components
        .iter()
        .map(|c| {
            let hash = c.hashes.first().map_or("none", |h| &h.value[..12]);
            let kind = if c.own {
                "own"
            } else if c.development {
                "development"
            } else {
                "shipped"
            };
            format!(
                "{} {} {} {kind} {hash} {}",
                c.name,
                c.version.as_deref().unwrap_or("?"),
                c.licence.as_deref().unwrap_or("?"),
                c.purl.as_deref().unwrap_or("?")
            )
        })
        .collect();
    lines.sort();
    lines
}

/// Who needs whom, by names and versions.
fn needs(sbom: &Sbom) -> Vec<String> {
    let mut lines: Vec<String> = sbom
        .edges
        .iter()
        .map(|(from, to)| {
            let title = |at: u32| sbom.components[at as usize].title();
            format!("{} needs {}", from.map_or_else(|| "the product".to_owned(), title), title(*to))
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn one_product_is_the_same_in_all_formats() {
    let all: Vec<Sbom> = product().iter().map(|(name, text)| read(name, text).unwrap_or_else(|e| panic!("{name}: {e:?}"))).collect();
    let formats: Vec<&str> = all.iter().map(|s| s.format.as_str()).collect();
    assert_eq!(formats, ["package-lock.json 3", "CycloneDX 1.5", "CycloneDX 1.5", "SPDX 2.3", "SPDX 2.3"]);
    let wanted = [
        "@dose/core 1.0.0 own",
        "@turf/helpers 7.3.2 shipped",
        "@types/geojson 7946.0.16 shipped",
        "is-number 6.0.0 development",
        "is-odd 3.0.1 development",
        "kind-of 6.0.3 development",
        "quickselect 2.0.0 shipped",
        "quickselect 3.0.0 shipped",
        "tslib 2.9.1 shipped",
    ];
    for sbom in &all {
        let (lines, first) = (said(sbom), said(&all[0]));
        let short: Vec<String> =
            lines.iter().map(|l| l.split(' ').enumerate().filter(|(i, _)| [0, 1, 3].contains(i)).map(|(_, w)| w).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(short, wanted, "{}", sbom.path);
        assert_eq!(lines, first, "{}", sbom.path);
        assert_eq!(needs(sbom), needs(&all[0]), "{}", sbom.path);
        assert_eq!(sbom.product.as_ref().map(techfile::model::Component::title).as_deref(), Some("dose-viewer 1.0.0"), "{}", sbom.path);
        assert_eq!((sbom.loose, sbom.files), (0, 0), "{}", sbom.path);
    }
    assert_eq!(needs(&all[0]).len(), 9);
}

/// The records that an import writes, and what the comparison says of them then; without what npm tells in one format only.
#[test]
fn one_product_gives_the_same_soup_in_all_formats() {
    let soup = |(name, text): &(String, String)| {
        let case = Case::new().book(&format!("[evidence]\nsbom = [\"{name}\"]")).file(name, text);
        case.program(&["import", "sbom", name]).ends(0);
        let [(_, records)] = <[_; 1]>::try_from(tree(&case.path().join("records/soup")).into_iter().collect::<Vec<_>>()).expect("one file");
        let records = String::from_utf8(records).expect("text");
        let lines = records.lines().skip(1).filter(|line| !line.contains("manufacturer:")).map(str::to_owned).collect::<Vec<_>>();
        let compared = std::fs::read_to_string(case.built().join("data/sbom-comparison.csv")).expect("the comparison");
        (lines, compared)
    };
    let all: Vec<_> = product().iter().map(soup).collect();
    assert_eq!(all.len(), 5);
    assert_eq!(all[0].0.iter().filter(|line| line.contains("id: SOUP-")).count(), 5);
    assert_eq!(all[0].1.matches(",agrees").count(), 5, "{}", all[0].1);
    for (file, one) in product().iter().zip(&all) {
        assert_eq!(one, &all[0], "{}", file.0);
    }
}

#[test]
fn what_is_cut_short_is_never_read() {
    for (name, text) in product() {
        let step = text.len() / 150 + 1;
        // The tags of SPDX end where a line ends: cut there, only the statement of what is described can be missing.
        let last = if name.ends_with(".spdx") { text.find("Relationship:").expect("relationships") } else { text.trim_end().len() };
        for cut in (0..last).step_by(step) {
            assert!(read(&name, &text[..cut]).is_err(), "{name} cut at {cut} of {last}");
        }
    }
}

#[test]
fn what_is_not_known_is_refused() {
    assert!(refused("x.json", "{}").contains("no bill of materials of a known format"));
    assert!(refused("x.json", "").contains("empty"));
    assert!(refused("x.json", r#"{"bomFormat":"CycloneDX","specVersion":"9.9"}"#).contains("9.9"));
    assert!(refused("x.json", r#"{"spdxVersion":"SPDX-1.0"}"#).contains("SPDX-1.0"));
    assert!(refused("x.json", r#"{"@context":"https://spdx.org/rdf/3.1.0/spdx-context.jsonld"}"#).contains("SPDX 3"));
    assert!(refused("x.json", r#"{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}"#).contains("`@graph`"));
    assert!(refused("x.json", r#"{"lockfileVersion":1}"#).contains("version 1"));
    assert!(refused("x.json", r#"{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"library"}]}"#).contains("name"));
    assert!(refused("x.txt", "kernel 1.0\n").contains("no bill of materials"));
    assert!(refused("x.xml", "<html></html>").contains("no bill of materials"));
    assert!(refused("x.xml", r#"<bom xmlns="http://cyclonedx.org/schema/bom/2.0"></bom>"#).contains("2.0"));
    assert!(refused("Cargo.lock", "version = 9\n[[package]]\nname = \"a\"\nversion = \"1\"\n").contains("version"));
    assert!(refused("Cargo.lock", "version = 4\n").contains("no package"));
    assert!(refused("x.spdx", "SPDXVersion: SPDX-2.3\nPackageName: a\n").contains("SPDXID"));
    assert!(refused("x.spdx", "SPDXVersion: SPDX-2.3\nPackageComment: <text>a\n").contains("does not end"));
}

#[test]
fn entities_of_a_document_are_refused() {
    let bom = |inner: &str| format!(r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components>{inner}</components></bom>"#);
    let doctype = format!("<!DOCTYPE bom [<!ENTITY a \"b\">]>{}", bom(""));
    assert!(refused("x.xml", &doctype).contains("document type"));
    assert!(refused("x.xml", &bom("<component type=\"library\"><name>&a;</name></component>")).contains("`a`"));
    let sbom = read("x.xml", &bom("<component type=\"library\"><name>a &lt;&#x62;&amp;c</name><version>1</version></component>")).expect("a bill");
    assert_eq!(sbom.components[0].name, "a <b&c");
}

#[test]
fn other_components_inside_are_not_shipped_ones() {
    let text = r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><metadata><tools><components><component type="application"><name>maker</name><version>2</version></component></components></tools></metadata>
      <components><component type="library" bom-ref="a"><name>a</name>
        <pedigree><ancestors><component type="library"><name>fork-of</name></component></ancestors></pedigree>
        <components><component type="library" bom-ref="b"><name>inner</name></component><component type="file"><name>a.c</name></component></components>
      </component></components></bom>"#;
    let sbom = read("x.xml", text).expect("a bill");
    let mut names: Vec<&str> = sbom.components.iter().map(|c| c.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!((names, sbom.files, sbom.tool.as_deref()), (vec!["a", "inner"], 1, Some("maker 2")));
    let json = r#"{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"tools":{"components":[{"name":"maker","version":"2"}]}},"components":[
      {"type":"library","name":"a","pedigree":{"ancestors":[{"type":"library","name":"fork-of"}]},"components":[{"type":"library","name":"inner"},{"type":"file","name":"a.c"}]}]}"#;
    let sbom = read("x.json", json).expect("a bill");
    let names: Vec<&str> = sbom.components.iter().map(|c| c.name.as_str()).collect();
    assert_eq!((names, sbom.files, sbom.tool.as_deref()), (vec!["a", "inner"], 1, Some("maker 2")));
}

#[test]
fn deep_and_round_bills_end() {
    let deep = format!(
        r#"{{"bomFormat":"CycloneDX","specVersion":"1.5","components":{}{}}}"#,
        r#"[{"name":"a","components":"#.repeat(2000),
        "]".to_owned() + &"}]".repeat(1999)
    );
    read("x.json", &deep).expect_err("too deep");
    let round = r#"{"bomFormat":"CycloneDX","specVersion":"1.2","metadata":{"component":{"bom-ref":"p","type":"application","name":"p"}},
      "components":[{"bom-ref":"a","type":"library","name":"a\u001b[31m\n"},{"bom-ref":"b","type":"library","name":"b","scope":"excluded"}],
      "dependencies":[{"ref":"p","dependsOn":["a"]},{"ref":"a","dependsOn":["b","a"]},{"ref":"b","dependsOn":["a","p","gone"]}]}"#;
    let sbom = read("x.json", round).expect("a bill");
    assert_eq!(sbom.edges, [(None, 0), (Some(0), 0), (Some(0), 1), (Some(1), 0)]);
    assert_eq!((sbom.loose, sbom.components[0].name.as_str(), sbom.components[1].development), (1, "a\\u{1b}[31m", true));
}

#[test]
fn what_may_be_shipped_is_asked_for() {
    let bom = |inner: &str| read("x.json", &format!(r#"{{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{inner}]}}"#)).expect("a bill");
    let scoped = bom(
        r#"{"type":"library","name":"a","scope":"optional","purl":"pkg:maven/g/a@1"},{"type":"library","name":"b","scope":"excluded"},{"type":"library","name":"c"}"#,
    );
    assert_eq!(scoped.components.iter().map(|c| c.development).collect::<Vec<_>>(), [false, true, false]);
    // One reference for two packages, and for the same package twice.
    let twice = bom(
        r#"{"bom-ref":"r","name":"a","version":"1"},{"bom-ref":"r","name":"a","version":"2"},{"bom-ref":"r","name":"a","version":"1","scope":"excluded"}"#,
    );
    assert_eq!(said(&twice).len(), 2, "{:?}", said(&twice));
    let product = r#"{"bomFormat":"CycloneDX","specVersion":"1.5","metadata":{"component":{"bom-ref":"r","name":"pump","version":"1"}},
      "components":[{"bom-ref":"r","name":"pump","version":"1"},{"bom-ref":"r","name":"openssl","version":"3"}]}"#;
    assert_eq!(said(&read("x.json", product).expect("a bill")).len(), 1, "only the product is not shipped with itself");
}

#[test]
fn a_version_that_one_side_does_not_state_does_not_agree() {
    let state = |version: &str, shipped: &str| {
        let ran = Case::new()
            .book("[evidence]\nsbom = [\"s.json\"]")
            .file("s.json", &format!("{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[{{\"name\":\"zlib\"{shipped}}}]}}"))
            .records(&format!("records:\n  - {{id: SOUP-1, kind: soup, title: zlib{version}}}\n"))
            .run();
        ran.judgement().sbom[0].state
    };
    let shipped = ", \"version\": \"1.3.1\"";
    assert_eq!(state(", version: 1.3.1", shipped), Match::Agrees);
    assert_eq!(state(", version: 1.2.0", shipped), Match::VersionDiffers);
    for (version, shipped) in [("", shipped), (", version: \">=1.2\"", shipped), (", version: 1.3.1", "")] {
        assert_eq!(state(version, shipped), Match::VersionOpen, "{version} {shipped}");
    }
}

#[test]
fn the_lock_of_cargo_has_places_and_tells_its_own() {
    let text = std::fs::read_to_string(repository("Cargo.lock")).expect("our lock file");
    let sbom = read("Cargo.lock", &text).expect("a bill");
    let own: Vec<&str> = sbom.components.iter().filter(|c| c.own).map(|c| c.name.as_str()).collect();
    assert_eq!((own, sbom.format.as_str(), sbom.loose), (vec!["techfile"], "Cargo.lock 4", 0));
    let serde = sbom.components.iter().find(|c| c.name == "serde").expect("serde");
    assert_eq!(&text[serde.span.start as usize..serde.span.end as usize], "\"serde\"");
    assert_eq!(serde.hashes[0].algorithm, "sha256");
}

#[test]
fn a_bill_that_cannot_be_read_stops_the_writing() {
    let case = Case::small()
        .book("[evidence]\nsbom = [\"sbom/*\"]\n")
        .file("sbom/a.cdx.json", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.5\",\n \"components\": [");
    let said = case.program(&["build", "--only", "data"]);
    said.ends(2);
    assert!((said.out.clone() + &said.err).contains("error[evidence-unreadable]"), "{}", said.err);
    assert!((said.out + &said.err).contains("sbom/a.cdx.json:2"), "{}", said.err);
    assert!(!case.path().join("book").exists());
}

#[test]
fn what_a_bill_lists_beside_components_is_not_lost() {
    let json = r#"{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"bom-ref":"a","name":"a"},{"bom-ref":"f","type":"file","name":"a.c"}],
      "services":[{"bom-ref":"s","name":"login"}],"dependencies":[{"ref":"a","dependsOn":["f","s"]}]}"#;
    let xml = r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component type="library" bom-ref="a"><name>a</name></component></components>
      <services><service bom-ref="s"><name>login</name></service></services><dependencies><dependency ref="a"><dependency ref="s"/></dependency></dependencies></bom>"#;
    let tag = |relation: &str| {
        format!(
            "SPDXVersion: SPDX-2.3\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a\nPackageName: a\nSPDXID: SPDXRef-a\nRelationship: {relation}\nFileName: ./a.c\nSPDXID: SPDXRef-file\nPackageName: b\nSPDXID: SPDXRef-b\nPackageDownloadLocation: NONE\n"
        )
    };
    for (name, text) in [("x.json", json), ("x.xml", xml), ("x.spdx", &tag("SPDXRef-a CONTAINS SPDXRef-file"))] {
        let sbom = read(name, text).expect("a bill");
        assert_eq!((sbom.loose, &sbom.lost), (0, &None), "{name}");
    }
    let lost = read("x.spdx", &tag("SPDXRef-a DEPENDS_ON SPDXRef-gone")).expect("a bill");
    assert_eq!(lost.lost, Some(("SPDXRef-a".to_owned(), "SPDXRef-gone".to_owned())));
    // Libraries that are linked in are needed for building, too.
    let built = read("x.spdx", &tag("SPDXRef-b BUILD_DEPENDENCY_OF SPDXRef-a")).expect("a bill");
    assert!(!built.components[0].development);
    let tool = read("x.spdx", &tag("SPDXRef-b BUILD_TOOL_OF SPDXRef-a")).expect("a bill");
    assert!(tool.components[0].development);
}

#[test]
fn the_settings_say_which_packages_are_own() {
    let lock = "version = 4\n[[package]]\nname = \"pump-core\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"copied-zlib\"\nversion = \"1.3.1\"\n";
    let states = |setting: &str| {
        let case = Case::new().book(&format!("[evidence]\nsbom = [\"Cargo.lock\"]\n{setting}")).file("Cargo.lock", lock);
        case.program(&["import", "sbom", "Cargo.lock", "--dry-run"]).ends(0);
        case.run().judgement().sbom.iter().map(|c| c.state).collect::<Vec<_>>()
    };
    assert_eq!(states(""), [Match::Own, Match::Own], "a lock file does not tell a copy from an own crate");
    assert_eq!(states("own-packages = [\"pump-*\"]"), [Match::NotListed, Match::Own]);
    assert_eq!(states("own-packages = []"), [Match::NotListed, Match::NotListed]);
    let scoped = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[{\"group\":\"com.acme\",\"name\":\"pump\",\"version\":\"1\",\"purl\":\"pkg:maven/com.acme/pump@1\"}]}";
    let case = Case::new().book("[evidence]\nsbom = [\"s.json\"]\nown-packages = \"com.acme:*\"").file("s.json", scoped);
    assert_eq!(case.run().judgement().sbom[0].state, Match::Own);
    Case::new().book("[evidence]\nown-packages = [\"a{\"]").run().expect(&[("config-invalid", 11, "book.toml")]);
}

#[test]
fn what_is_no_text_is_found_at_its_byte() {
    let wide = |text: &str| [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>();
    for (setting, name, text) in [
        ("sbom", "e/s.json", "{\"bomFormat\": \"CycloneDX\",\n \"x\": \"\u{e4}\"}"),
        ("coverage", "e/c.info", "SF:a.c\nDA:1,1 \u{e4}\nend_of_record\n"),
        ("advisories", "e/a.json", "{\"id\": \"A-1\",\n \"summary\": \"\u{e4}\"}"),
    ] {
        let case = |bytes: &[u8]| Case::new().book(&format!("[evidence]\n{setting} = [\"{name}\"]")).bytes(name, bytes).run();
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        case(&latin).expect(&[("evidence-unreadable", 2, name)]);
        let ran = case(&wide(text));
        ran.expect(&[("evidence-unreadable", 1, name)]);
        assert!(ran.text().contains("UTF-16"), "{}", ran.text());
    }
}

/// Some tools write the end of a module's path as a subpath.
#[test]
fn a_go_module_named_in_two_ways_is_one_component() {
    let states = |components: &[&str], purl: &str| {
        let all: Vec<String> = components.iter().map(|purl| format!("{{\"type\": \"library\", \"name\": \"x\", \"purl\": \"{purl}\"}}")).collect();
        let bom = format!("{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"components\":[{}]}}", all.join(","));
        let records = format!("records:\n  - {{id: SOUP-1, kind: soup, title: nats, version: v2.10.14, purl: \"{purl}\"}}\n");
        let ran = Case::new().book("[evidence]\nsbom = [\"s.json\"]").file("s.json", &bom).records(&records).run();
        ran.judgement().sbom.iter().map(|c| c.state).collect::<Vec<_>>()
    };
    let (path, subpath) = ("pkg:golang/github.com/nats-io/nats-server/v2@v2.10.14", "pkg:golang/github.com/nats-io/nats-server@v2.10.14#v2");
    for purl in [path, subpath] {
        assert_eq!(states(&[path, subpath], purl), [Match::Agrees], "{purl}");
    }
    let first = "pkg:golang/github.com/nats-io/nats-server@v1.0.0";
    assert_eq!(states(&[first], subpath), [Match::NotListed, Match::NotShipped], "another major version is another module");
    assert_eq!(states(&["pkg:golang/example.org/a@v2.10.14"], "pkg:golang/example.org/a@v2.10.14#inner/b"), [Match::Agrees]);
}

#[test]
fn licences_of_cyclonedx_1_7_are_read() {
    let json = r#"{"bomFormat":"CycloneDX","specVersion":"1.7","components":[{"type":"library","name":"a","version":"1","isExternal":true,"licenses":[{"expression":"MIT OR ISC","expressionDetails":[{"licenseIdentifier":"MIT"}]},{"license":{"id":"Zlib"}}]}]}"#;
    let xml = r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.7"><components><component type="library"><name>a</name><version>1</version>
      <licenses><expression-detailed expression="MIT OR ISC"><details license-identifier="MIT"><url>https://x.org</url></details></expression-detailed><license><id>Zlib</id></license></licenses></component></components></bom>"#;
    for (name, text) in [("x.json", json), ("x.xml", xml)] {
        let sbom = read(name, text).expect("a bill");
        assert_eq!((sbom.format.as_str(), sbom.components[0].licence.as_deref()), ("CycloneDX 1.7", Some("(MIT OR ISC) AND Zlib")), "{name}");
    }
}

/// An id that a record names already is not given to something else.
#[test]
fn an_import_gives_no_id_that_a_record_waits_for() {
    let case = viewer().records(
        "records:\n  - {id: SYSTEM-1, kind: system, title: Pump}\n  - {id: ITM-1, kind: item, title: View, part_of: SYSTEM-1, uses: [SOUP-001, SOUP-003]}\n",
    );
    let dry = case.program(&["import", "sbom", "sbom/product.cdx.json", "--dry-run"]);
    dry.ends(0);
    case.program(&["import", "sbom", "sbom/product.cdx.json"]).ends(0);
    for (id, free) in [("SOUP-001", false), ("SOUP-002", true), ("SOUP-003", false), ("SOUP-004", true)] {
        assert_eq!(dry.out.contains(&format!("id: {id}\n")), free, "{id}");
    }
}

/// The fixtures of one product, and records of three of its packages: one agrees, one has another version, one is gone.
fn viewer() -> Case {
    let case = Case::new().book("[evidence]\nsbom = [\"sbom/*\"]\n").records(
        "records:\n  - {id: SOUP-007, kind: soup, title: tslib, version: 2.9.1, purl: \"pkg:npm/tslib@2.9.1\"}\n  - id: SOUP-008 # by hand\n    kind: soup\n    title: Turf helpers\n    version: 7.0.0\n    purl: pkg:npm/@turf/Helpers\n    licence: Apache-2.0\n  - {id: SOUP-009, kind: soup, title: Left pad, version: 1.0.0, purl: \"pkg:npm/left-pad@1.0.0\"}\n  - {id: SOUP-010, kind: soup, title: numpy, version: 2.0.0}\n",
    );
    product().into_iter().fold(case, |case, (name, text)| case.file(&format!("sbom/{name}"), &text))
}

#[test]
fn components_of_several_bills_are_asked_for_once() {
    let ran = viewer().run();
    assert_eq!(
        ["soup-unlisted", "soup-not-shipped", "soup-version-differs", "soup-licence-differs"].map(|c| ran.count(c)),
        [3, 1, 1, 0],
        "{}",
        ran.text()
    );
    let count = |state: Match| ran.judgement().sbom.iter().filter(|c| c.state == state).count();
    assert_eq!([Match::Agrees, Match::Own, Match::Development, Match::NotCovered].map(count), [1, 1, 3, 1]);
    assert!(ran.judgement().sbom.iter().all(|c| c.components.is_empty() || c.components.len() == 5));
}

#[test]
fn the_tables_say_what_was_compared() {
    let case = viewer();
    case.program(&["build", "--only", "data"]).ends(1);
    let read = |name: &str| std::fs::read_to_string(case.path().join("book/data").join(name)).expect("a table");
    let table = read("sbom-comparison.csv");
    for row in [
        "tslib,2.9.1,SOUP-007,2.9.1,0BSD,,agrees",
        "'@turf/helpers,7.3.2,SOUP-008,7.0.0,MIT,Apache-2.0,version differs",
        "quickselect,2.0.0,,,ISC,,not listed",
        "is-odd,3.0.1,,,MIT,,development only",
        "'@dose/core,1.0.0,,,Apache-2.0,,own",
        "Left pad,,SOUP-009,1.0.0,,,not in the SBOM",
        "numpy,,SOUP-010,2.0.0,,,\"not in the SBOM, which does not cover it\"",
    ] {
        assert!(table.lines().any(|l| l == row), "{row}\n{table}");
    }
    assert!(read("notes.csv").contains("SBOM sbom/product.cdx.json: CycloneDX 1.5. Product: "), "{}", read("notes.csv"));
    assert!(read("soup-list.csv").starts_with("id,title,version,manufacturer,purl,licence,depends_on,support_level,end_of_support"));
}

#[test]
fn an_import_writes_what_is_missing_and_touches_nothing() {
    let case = viewer();
    let before = tree(case.path());
    let dry = case.program(&["import", "sbom", "sbom/product.cdx.json", "--dry-run"]);
    dry.ends(0);
    same(&tree(case.path()), &before);
    let said = case.program(&["import", "sbom", "sbom/product.cdx.json"]);
    said.ends(0);
    let mut after = tree(case.path());
    let new = after.remove("records/soup/imported-product.yaml").expect("a new file");
    same(&after, &before);
    let text = String::from_utf8(new).expect("text");
    assert!(dry.out.contains(&text), "{}\n{text}", dry.out);
    assert!(said.out.contains("SOUP-011 @types/geojson 7946.0.16"), "{}", said.out);
    for line in
        ["SOUP-008: version 7.0.0 -> 7.3.2", "SOUP-007: licence nothing -> 0BSD", "SOUP-008: purl pkg:npm/@turf/Helpers -> pkg:npm/%40turf/helpers@7.3.2"]
    {
        assert!(said.out.lines().any(|l| l == line), "{line}\n{}", said.out);
    }
    assert!(!text.contains("is-odd") && !text.contains("@dose/core"), "{text}");
    // Nothing is left to write, and the check asks for nothing more.
    let again = case.program(&["import", "sbom", "sbom/product.spdx.json"]);
    assert!(again.ends(0).err.contains("0 records written"), "{}", again.err);
    let ran = case.run();
    assert_eq!(ran.count("soup-unlisted"), 0, "{}", ran.text());
    assert_eq!(ran.field("SOUP-012", "version"), "2.0.0");
    assert_eq!(ran.field("SOUP-012", "hash").len(), "sha512:".len() + 128);
}

#[test]
fn an_import_carries_dependencies_and_odd_names() {
    let text = r#"{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"bom-ref":"a","type":"library","name":"odd: \"name\" \u001b\u0085 # x","version":"1.10","publisher":"A & B"},
      {"bom-ref":"b","type":"library","name":"b","version":"2","licenses":[{"expression":"MIT OR ISC"}]}],"dependencies":[{"ref":"a","dependsOn":["b"]},{"ref":"b","dependsOn":["a"]}]}"#;
    let case = Case::new().file("in.json", text);
    case.program(&["import", "sbom", "in.json"]).ends(0);
    let ran = case.run();
    assert_eq!((ran.field("SOUP-002", "version"), ran.field("SOUP-002", "manufacturer")), ("1.10".into(), "A & B".into()));
    assert!(ran.project().record(ran.record("SOUP-002")).title.starts_with("odd: \"name\""));
    assert_eq!(ran.linked("SOUP-002", "depends_on"), ["SOUP-001"]);
    assert_eq!(ran.field("SOUP-001", "licence"), "MIT OR ISC");
}
