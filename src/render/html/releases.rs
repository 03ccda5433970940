//! The index of frozen releases.

use super::site::Site;
use super::view::{CellView, FieldView, Pill, ReleaseView, ReleasesView, Tone};
use crate::archive::{Manifest, Release};
use crate::report::{Label, words};
use crate::source::Fatal;

/// The page.
pub(super) fn page(site: &Site) -> Result<super::Page, Fatal> {
    let view = ReleasesView {
        page: site.page("releases.html", &site.say(words::releases()), "releases", "releases", &[]),
        intro_html: super::site::escaped(&site.say(words::releases_intro())),
        // A frozen site cannot know of the releases that come after it: the script tells them.
        releases: if site.cx.freezing.is_some() { Vec::new() } else { site.cx.releases.iter().map(|r| release(site, r)).collect() },
    };
    Ok(("releases.html".to_owned(), site.render("releases.html", &view)?))
}

fn release(site: &Site, release: &Release) -> ReleaseView {
    let whole = release.whole();
    let mut facts = whole.map_or_else(Vec::new, |manifest| self::facts(site, manifest));
    if whole.is_none() {
        let lines = release.faults.iter().map(|f| f.words()).collect();
        facts.push(FieldView { label: site.say(words::faults()), value: CellView::Lines { lines } });
    }
    ReleaseView {
        version: release.version.clone(),
        date: release.date.clone(),
        // A release that is no longer what was frozen is named, and not shown as if it were.
        url: whole.map(|_| format!("releases/{}/index.html", release.version)),
        state: if whole.is_some() {
            Pill::new(site.say(words::release_whole()), Tone::Neutral)
        } else {
            Pill::new(site.say(words::release_broken()), Tone::Bad)
        },
        facts,
        changes: Vec::new(),
        downloads: Vec::new(),
    }
}

fn facts(site: &Site, manifest: &Manifest) -> Vec<FieldView> {
    let text = |label: Label, text: String| FieldView { label: site.say(label), value: CellView::Text { text } };
    let [_, warnings, notes] = manifest.findings;
    let found = match manifest.waived {
        0 => words::release_findings(warnings, notes),
        waived => words::release_findings_waived(warnings, notes, waived),
    };
    vec![
        text(words::files(), manifest.files.len().to_string()),
        text(words::findings(), site.say(found)),
        text(words::frozen_by(), manifest.generator.clone()),
    ]
}
