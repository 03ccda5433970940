//! What readers see: the words of a page of the portal, and of the PDF.

use serde_json::Value as Json;

use crate::harness::Case;

/// What readers see of a page: its words without tags and scripts, blanks folded.
pub fn words(html: &str) -> String {
    const AMID_TEXT: &[&str] = &["a", "abbr", "b", "code", "del", "em", "i", "kbd", "mark", "s", "span", "strong", "sub", "sup", "wbr"];
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let name: String = after.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let (_, mut behind) = after.split_once('>').unwrap_or((after, ""));
        if ["script", "style"].contains(&name.as_str()) && !after.starts_with('/') {
            behind = behind.split_once(&format!("</{name}>")).map_or("", |(_, rest)| rest);
        }
        if !AMID_TEXT.contains(&name.as_str()) {
            text.push(' ');
        }
        rest = behind;
    }
    text.push_str(rest);
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/"), ("&nbsp;", " "), ("&amp;", "&")];
    let text = signs.iter().fold(text, |text, (written, sign)| text.replace(written, sign));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the typesetter is given, as data and as words; none if it makes no PDF of it.
#[cfg(feature = "pdf")]
pub fn paper(case: &Case) -> Option<(String, String)> {
    case.program(&["build", "--only", "pdf"]);
    std::fs::read(case.path().join("book/pdf/technical-file.pdf")).ok().filter(|bytes| bytes.starts_with(b"%PDF-"))?;
    let data = crate::render::golden::document(Case::from_folder(case.path()));
    let plain = |text: &str| text.replace(['\u{200b}', '\u{ad}', '\u{2060}'], "");
    let mut text = String::new();
    on_paper(&data["parts"], false, &mut text);
    Some((plain(&data.to_string()), plain(&text).split_whitespace().collect::<Vec<_>>().join(" ")))
}

#[cfg(not(feature = "pdf"))]
pub fn paper(_: &Case) -> Option<(String, String)> {
    None
}

/// The words of the data; those of one paragraph stand as they are, between others is a blank.
fn on_paper(data: &Json, in_paragraph: bool, text: &mut String) {
    const PARAGRAPHS: &[&str] = &["p", "plain"];
    const AMID_TEXT: &[&str] = &["code", "em", "link", "rec", "strike", "strong", "sub", "sup"];
    const NO_WORDS: &[&str] = &["align", "anchor", "lang", "path", "t", "title", "to", "tone", "url"];
    let blank = |needed: bool, text: &mut String| text.push_str(if needed { " " } else { "" });
    match data {
        Json::String(words) => text.push_str(words),
        Json::Array(items) => items.iter().for_each(|item| {
            on_paper(item, in_paragraph, text);
            blank(!in_paragraph, text);
        }),
        Json::Object(fields) => {
            let kind = fields.get("t").and_then(Json::as_str).unwrap_or_default();
            let amid = AMID_TEXT.contains(&kind);
            // A title stands above what it is the title of.
            let title = fields.get_key_value("title");
            for (name, field) in title.into_iter().chain(fields.iter().filter(|(name, _)| !NO_WORDS.contains(&name.as_str()))) {
                on_paper(field, amid || PARAGRAPHS.contains(&kind) || name == "message", text);
                blank(!amid, text);
            }
        }
        _ => {}
    }
}

#[test]
fn words_are_those_that_readers_see() {
    let html = "<script>a<b</script><p>One\n <b>t</b>wo &lt;i&gt;</p><td>three</td><td>four &amp;lt;</td>";
    assert_eq!(words(html), "One two <i> three four &lt;");
}

#[test]
fn words_on_paper_are_those_that_readers_see() {
    let data = serde_json::json!({"runs": [{"blocks": [
        {"of": [{"of": ["A ", {"of": ["b"], "t": "strong"}, "c, ", {"id": "SRS-1", "t": "rec", "to": "r:SRS-1"}, "."], "t": "p"}], "t": "prose"},
        {"rows": [["one", {"t": "verdict", "tone": "ok", "word": "two"}, "three"]], "t": "table"},
        {"findings": [{"message": ["record ", {"t": "code", "text": "X"}, ": no text"]}], "t": "record"},
    ]}], "title": "1 Dose"});
    let mut text = String::new();
    on_paper(&data, false, &mut text);
    assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), "1 Dose A bc, SRS-1. one two three record X: no text");
}
