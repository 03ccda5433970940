//! Images of chapters: read once, and refused where they could blow up, are not whole, or could act.

mod raster;
mod svg;

pub use raster::small;

use techfile::ops::{self, Place};

use crate::harness::{Case, Ran, tree};
use crate::ops::build::text;

/// A chapter that shows one image on line 3.
pub fn shows(name: &str, bytes: &[u8]) -> Case {
    Case::new().chapter("one.md", &format!("# One\n\n![The words]({name})\n")).bytes(&format!("src/{name}"), bytes)
}

/// The findings that concern images.
fn told(ran: &Ran) -> Vec<(String, String, Option<String>)> {
    let all = ran.diagnostics().0.iter();
    all.filter(|d| matches!(d.code.name, "file-too-large" | "image-unreadable" | "image-unsafe"))
        .map(|d| (d.code.name.to_owned(), d.message.clone(), d.help.clone()))
        .collect()
}

/// The image is refused with this code and these words, at its place.
#[track_caller]
pub fn refused(name: &str, bytes: &[u8], code: &str, words: &str) -> String {
    let ran = shows(name, bytes).run();
    ran.expect(&[(code, 3, "src/one.md")]);
    let (found, message, help) = told(&ran).remove(0);
    assert!(message.starts_with(&format!("image `src/{name}` ")) && message.contains(words), "[{found}] {message}");
    assert!(ran.project().asset(&format!("src/{name}")).is_none());
    help.unwrap_or_default()
}

/// The image is shown.
#[track_caller]
pub fn passes(name: &str, bytes: &[u8]) {
    let ran = shows(name, bytes).run();
    ran.silent();
    assert!(ran.project().asset(&format!("src/{name}")).is_some());
}

const GOOD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
const BAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><script>1</script></svg>";

#[test]
fn a_refused_image_leaves_its_words() {
    let case = shows("bad.svg", BAD.as_bytes()).file("src/good.svg", GOOD).chapter("two.md", "# Two\n\n![Fine](good.svg)\n\n[A link](bad.svg)\n");
    case.program(&["build", "--only", "html", "--only", "data"]).ends(1);
    let files = tree(&case.path().join("book"));
    assert!(files.contains_key("html/chapters/good.svg") && !files.contains_key("html/chapters/bad.svg"), "{:?}", files.keys());
    assert!(text(&files, "html/chapters/one.html").contains("<span class=\"no-image\">The words</span>"));
    assert!(text(&files, "html/chapters/two.html").contains("src=\"good.svg\" alt=\"Fine\""));
    assert!(!text(&files, "html/chapters/two.html").contains("bad.svg"));
}

/// A browser opens a drawing that is linked as a document of its own.
#[test]
fn a_drawing_is_looked_into_where_it_is_only_linked() {
    let case = Case::new().file("src/bad.svg", BAD).file("src/any.png", "no image").chapter("one.md", "# One\n\n[a](any.png) [b](bad.svg)\n");
    case.run().expect(&[("image-unsafe", 3, "src/one.md")]);
}

/// The place of a finding is where the image is shown, not where it was linked before.
#[test]
fn what_is_shown_comes_before_what_is_linked() {
    let case = Case::new().file("src/bad.png", "no image").chapter("one.md", "# One\n\n[a](bad.png)\n\n![b](bad.png) ![c](bad.png)\n");
    case.run().expect(&[("image-unreadable", 5, "src/one.md")]);
}

#[test]
fn files_are_read_once() {
    let case = shows("good.svg", GOOD.as_bytes()).file("src/data.csv", "a,b\n").chapter("two.md", "# Two\n\n[data](data.csv)\n");
    let place = Place { root: case.path().to_owned(), book: "book.toml".into() };
    let checked = ops::check(&place, &|config| Ok(config.date.expect("a date").into())).unwrap_or_else(|_| panic!("a check"));
    std::fs::write(case.path().join("src/good.svg"), BAD).expect("a change");
    std::fs::remove_file(case.path().join("src/data.csv")).expect("a file less");
    ops::build(&techfile::store::Disk::default(), &place, &checked, None, &ops::outputs(&["html"]).expect("an output")).expect("a site");
    let files = tree(&case.path().join("book"));
    assert_eq!(text(&files, "html/chapters/good.svg"), GOOD);
    assert_eq!(text(&files, "html/chapters/data.csv"), "a,b\n");
    let asset = checked.project.asset("src/data.csv").expect("the file");
    assert_eq!(asset.sha256, techfile::source::sha256("a,b\n"));
}

#[test]
fn a_theme_keeps_what_it_read() {
    let case = Case::new().file("look/assets/own.css", "a {}\n").file("look/labels.toml", "");
    let theme = techfile::render::Theme::load(case.path(), Some("look"), "en").expect("a theme");
    let own: Vec<(&str, &[u8])> = theme.own.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    assert_eq!(own, [("look/assets/own.css", &b"a {}\n"[..]), ("look/labels.toml", &b""[..])]);
    assert_eq!(theme.assets["own.css"], b"a {}\n");
}

#[test]
fn files_that_are_too_large_are_left_out() {
    let sparse = |case: &Case, path: &str, size: u64| {
        std::fs::File::create(case.path().join(path)).and_then(|f| f.set_len(size)).expect("a file");
    };
    let case = Case::new().chapter("one.md", "# One\n\n![a](a.png)\n\n[b](b.bin)\n");
    sparse(&case, "src/a.png", 50_000_001);
    sparse(&case, "src/b.bin", 200_000_001);
    let ran = case.run();
    ran.expect(&[("file-too-large", 3, "src/one.md"), ("file-too-large", 5, "src/one.md")]);
    assert!(ran.text().contains("larger than 50 MB") && ran.text().contains("larger than 200 MB"), "{}", ran.text());
    assert!(ran.project().assets.is_empty());
}
