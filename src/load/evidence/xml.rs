//! What all readers of XML need: attributes and entities. Nothing that a document declares is ever expanded.

use quick_xml::events::{BytesRef, BytesStart};

use crate::load::evidence::intake::clean;

/// An attribute of an element.
///
/// # Errors
/// When the attributes are not well-formed.
pub(in crate::load) fn attribute(element: &BytesStart, key: &str) -> Result<Option<String>, String> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        if attribute.key.as_ref() == key {
            return quick_xml::escape::unescape(&attribute.value).map(|v| Some(v.into_owned())).map_err(|e| e.to_string());
        }
    }
    Ok(None)
}

/// The character that a reference means. Only those of XML itself and numbers are known.
///
/// # Errors
/// When it means anything else.
pub(in crate::load) fn entity(reference: &BytesRef) -> Result<char, String> {
    if let Some(c) = reference.resolve_char_ref().map_err(|e| e.to_string())? {
        return Ok(c);
    }
    match &**reference {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(format!("the entity `{}` is not one of XML's own; none is ever expanded", clean(other, 60))),
    }
}
