//! What references of a drawing lead to.

use std::sync::Mutex;

use data_encoding::BASE64;

use super::super::fault::Fault;
use super::super::raster::{self, Raster};
use super::shown;

/// What a reference of an element that draws leads to.
pub(super) enum Target {
    /// Nothing.
    Nothing,
    /// A part of the drawing, by its id.
    Part(String),
    /// An embedded picture of so many pixels.
    Picture(u64),
}

/// Looks at the address that an element other than a link draws from.
pub(super) fn target(of: &str, address: &str, one_large: &Mutex<()>) -> Result<Target, Fault> {
    let address = address.trim();
    if address.is_empty() {
        return Ok(Target::Nothing);
    }
    if let Some(id) = address.strip_prefix('#') {
        return Ok(Target::Part(id.to_owned()));
    }
    match address.get(..5) {
        Some(scheme) if scheme.eq_ignore_ascii_case("data:") && matches!(of, "image" | "feImage") => picture(&address[5..], one_large),
        _ => Err(Fault::unsafe_content(format!("refers to another file: <{of}> to {}", shown(address)))
            .help("embed the picture in the drawing, or export it as PNG")),
    }
}

/// A picture in a `data:` address, under the limits of any image.
fn picture(data: &str, one_large: &Mutex<()>) -> Result<Target, Fault> {
    let refused = || Fault::unsafe_content("embeds something other than a PNG, JPEG, GIF or WebP picture in Base64").help("export the drawing as PNG");
    let (kind, content) = data.split_once(',').ok_or_else(refused)?;
    let kind = kind.to_ascii_lowercase();
    let kind = kind.strip_suffix(";base64").and_then(|k| k.trim().strip_prefix("image/")).and_then(Raster::of_ending).ok_or_else(refused)?;
    let content: Vec<u8> = content.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    let bytes = BASE64.decode(&content).map_err(|_| Fault::unreadable("embeds a picture that is not Base64"))?;
    let pixels = raster::check(kind, &bytes, one_large).map_err(|fault| Fault { words: format!("embeds a picture that {}", fault.words), ..fault })?;
    Ok(Target::Picture(pixels))
}

/// Looks at the address of a link: nothing is loaded from it until somebody follows it.
pub(super) fn link(address: &str) -> Result<(), Fault> {
    // Browsers leave out white space and control characters before they look for the scheme.
    let plain: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let scheme = plain.split(['/', '?', '#']).next().and_then(|first| first.split_once(':')).map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        None | Some("http" | "https" | "mailto") => Ok(()),
        Some(other) => Err(Fault::unsafe_content(format!("holds a link to {}:", shown(other)))),
    }
}
