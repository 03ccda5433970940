//! Every output reads the same outline and the same chapters: the navigation of the site, the contents of a release, the parts of
//! the PDF; live content alone in its paragraph and amid text.

use techfile::model::snapshot::{Entry, Snapshot, read};

use crate::harness::{Case, repository, tree};
use crate::render::site::words;

/// The sample project: its chapters stand in parts, and nested.
fn sample() -> Case {
    let copy =
        |case: Case, folder: &str| tree(&repository(folder)).into_iter().fold(case, |case, (path, bytes)| case.bytes(&format!("{folder}/{path}"), &bytes));
    copy(copy(Case::new(), "sample-project"), "themes").bytes("book.toml", &std::fs::read(repository("book.toml")).expect("the settings"))
}

fn title(entry: &Entry) -> String {
    words(&serde_json::to_value(&entry.title).expect("JSON"))
}

/// Where the entries of the navigation lead, with their titles.
fn navigation(page: &str) -> Vec<(String, String)> {
    let nav = page.split_once("<nav class=\"side\"").and_then(|(_, rest)| rest.split_once("</nav>")).expect("a navigation").0;
    let entries = nav.split("<a href=\"").skip(1).map(|entry| {
        let (url, rest) = entry.split_once('"').expect("an address");
        let shown = rest.rsplit_once("<span>").expect("a title").1.split_once("</span>").expect("an end").0;
        (url.to_owned(), shown.replace("&amp;", "&").replace("&#x27;", "'").replace("&#39;", "'"))
    });
    entries.collect()
}

#[test]
fn the_navigation_and_the_contents_of_a_release_list_the_same() {
    let case = sample();
    case.program(&["build", "--only", "html,data"]).ends(0);
    let files = tree(&case.path().join("book"));
    let snapshot: Snapshot = read(&files["data/snapshot.json"]).expect("a snapshot");
    let entries: Vec<&Entry> = snapshot.contents.iter().flat_map(|d| &d.parts).flat_map(|part| &part.entries).collect();
    let of = |entry: &&Entry| match (&entry.chapter, &entry.table, &entry.kind) {
        (Some(path), None, None) => Some(path.clone()),
        (None, Some(table), None) if table == "findings" => None,
        (None, Some(table), None) => Some(format!("tables/{table}.html")),
        (None, None, Some(kind)) => Some(format!("tables/list-{}.html", kind.replace('_', "-"))),
        // A draft leads nowhere.
        _ => None,
    };
    // Nothing is left out, and nothing stands in two places.
    let list = |kind: &String| format!("list-{}", kind.replace('_', "-"));
    let mut tables: Vec<String> =
        entries.iter().filter_map(|e| e.table.clone().or_else(|| e.kind.as_ref().map(list))).filter(|t| t != "findings").collect();
    tables.sort_unstable();
    assert!(snapshot.tables.keys().eq(&tables), "{tables:?}");
    let listed: Vec<(String, String)> = entries.iter().filter_map(|entry| Some((of(entry)?, title(entry)))).collect();
    let page = String::from_utf8(files["html/index.html"].clone()).expect("UTF-8");
    // The frame of the site stands first: its first page, the findings, the releases.
    let shown: Vec<(String, String)> = navigation(&page).into_iter().skip(3).collect();
    assert!(shown.len() > 50, "{}", shown.len());
    assert_eq!(shown.iter().map(|(_, title)| title).collect::<Vec<_>>(), listed.iter().map(|(_, title)| title).collect::<Vec<_>>());
    for ((url, _), (of, _)) in shown.iter().zip(&listed) {
        let same = url == of || url.starts_with("chapters/");
        assert!(same && files.contains_key(&format!("html/{url}")), "{url} for {of}");
    }
}

#[cfg(feature = "pdf")]
#[test]
fn the_parts_of_the_pdf_are_those_of_the_outline() {
    let case = sample();
    case.program(&["build", "--only", "data"]).ends(0);
    let snapshot: Snapshot = read(&std::fs::read(case.path().join("book/data/snapshot.json")).expect("a snapshot")).expect("a snapshot");
    let numbered = |entry: &Entry| entry.number.as_ref().map_or_else(|| title(entry), |number| format!("{number} {}", title(entry)));
    let on_paper = |entry: &&Entry| entry.chapter.is_some() || entry.kind.is_some() || entry.number.is_some();
    let entries = snapshot.contents.iter().flat_map(|d| &d.parts).flat_map(|part| &part.entries).filter(on_paper);
    let listed: Vec<(Option<String>, String)> = entries.map(|entry| (entry.number.clone(), numbered(entry))).collect();
    let json = crate::render::golden::document(case);
    let parts: Vec<String> =
        json["parts"].as_array().expect("parts").iter().map(|p| p["title"].as_str().expect("a title").replace('\u{200b}', "")).collect();
    assert_eq!(parts.len(), listed.len());
    for (part, (number, title)) in parts.iter().zip(&listed) {
        // A chapter's own heading may say more than the summary does.
        let chapter = number.as_ref().is_none_or(|n| n.starts_with(|c: char| c.is_ascii_digit()));
        assert!(part == title || chapter && number.as_ref().is_none_or(|n| part.starts_with(&format!("{n} "))), "{part} for {title}");
    }
    for annex in ["A.1 ", "A.2 ", "B.1 "] {
        assert!(parts.iter().any(|part| part.starts_with(annex)), "{annex}: {parts:?}");
    }
}

/// Live content of each kind, alone and amid text, in lists and headings.
#[cfg(feature = "pdf")]
const LIVE: &str = "# Live\n\n{{#count requirement}}\n\n{{#record SRS-1}}\n\n## There are {{#count test}} tests\n\n- in all {{#count requirement}}, of [{{#record SRS-1}}](#live)\n\n\
                    {{#table requirement columns=\"id\"}}\n\n1. {{#table test columns=\"id\"}}\n\nThe {{#table risk columns=\"id\"}} are few.\n";

#[cfg(feature = "pdf")]
#[test]
fn live_content_is_in_the_site_and_on_paper() {
    let case = Case::small().chapter("live.md", LIVE);
    let page = std::fs::read_to_string(case.built().join("html/chapters/live.html")).expect("the page");
    let main = page.split_once("<main").expect("a main part").1;
    let json = crate::render::golden::document(case).to_string().replace('\u{200b}', "");
    let paper = json.split_once("\"c:").map_or(json.as_str(), |(_, rest)| rest);
    let requirements = main.split_once("<p>").and_then(|(_, rest)| rest.split_once("</p>")).expect("a paragraph").0.to_owned();
    assert!(requirements.parse::<usize>().is_ok_and(|n| n > 0), "{requirements}");
    assert!(paper.contains(&format!("{{\"of\":[\"{requirements}\"],\"t\":\"p\"}}")), "a count alone in its paragraph");
    assert!(main.contains("<p><a class=\"ref\" href=\"../r/SRS-1.html\""), "a record alone in its paragraph");
    assert!(paper.contains("\"t\":\"rec\"") && paper.contains("r:SRS-1"), "a record on paper");
    assert!(paper.contains(&format!("in all {requirements}, of ")) && main.contains(&format!("in all {requirements}, of ")), "amid text");
    let tests = main.split_once("There are ").and_then(|(_, rest)| rest.split_once(" tests")).expect("a heading").0;
    assert!(tests.parse::<usize>().is_ok_and(|n| n > 0) && paper.contains(&format!("There are {tests} tests")), "in a heading");
    assert_eq!(main.matches("<table").count(), 2, "in a paragraph of their own and in a list");
    assert_eq!(paper.split("\"anchor\":\"t:").next().expect("chapters").matches("\"t\":\"table\"").count(), 2);
    assert!(main.contains("The Risks are few.") && paper.contains("The Risks are few."), "a table amid text is its name");
}
