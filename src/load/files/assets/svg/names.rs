//! Names in a drawing: the elements that draw, and the languages that are not SVG.

use super::super::fault::Fault;
use super::shown;

pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
const HTML: &str = "http://www.w3.org/1999/xhtml";

/// The elements that a drawing may have, sorted. Left out are those that act, fetch or hold HTML, and effects whose time to
/// compute has no bound (feConvolveMatrix, feMorphology, feTurbulence).
const ELEMENTS: &[&str] = &[
    "a",
    "animate",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "filter",
    "flowLine",
    "flowPara",
    "flowRegion",
    "flowRegionExclude",
    "flowRoot",
    "flowSpan",
    "font",
    "font-face",
    "font-face-name",
    "font-face-src",
    "g",
    "glyph",
    "hatch",
    "hatchpath",
    "hkern",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "mesh",
    "meshgradient",
    "meshpatch",
    "meshrow",
    "metadata",
    "midPointStop",
    "missing-glyph",
    "mpath",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "set",
    "solidColor",
    "solidcolor",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
    "vkern",
];

/// Attributes whose value is neither an address nor a style, sorted.
const INERT: &[&str] = &["alt", "class", "content", "d", "id", "label", "points", "string", "unicode"];

/// Whether an attribute is never read as an address or a style. `content` is where draw.io keeps the drawing's source.
pub(super) fn is_inert(name: &str) -> bool {
    INERT.contains(&name) || name.starts_with("data-") || name.starts_with("aria-")
}

/// Whether an element only draws.
pub(super) fn element(name: &str) -> Result<(), Fault> {
    match name {
        _ if ELEMENTS.contains(&name) => Ok(()),
        "foreignObject" => Err(html(name)),
        "script" | "handler" | "listener" => Err(Fault::unsafe_content(format!("holds a script (<{name}>)"))),
        "feConvolveMatrix" | "feMorphology" | "feTurbulence" => {
            Err(Fault::large(format!("holds an effect that may take very long to compute (<{name}>)")).help("export the drawing as PNG"))
        }
        _ => Err(Fault::unsafe_content(format!("holds <{}>, which is not an element that draws", shown(name)))),
    }
}

/// HTML in a drawing, with how the usual programs leave it out.
pub(super) fn html(name: &str) -> Fault {
    let help = "export it without HTML: in draw.io, switch off \"Formatted Text\" for all shapes; in Mermaid, set `htmlLabels: false`; or export as PNG";
    Fault::unsafe_content(format!("holds HTML (<{}>), which the PDF would not show", shown(name))).help(help)
}

/// What a namespace other than SVG's means to a browser.
pub(super) enum Foreign {
    /// Nothing: the notes of a drawing program, metadata.
    Ignored,
    /// Text in HTML.
    Html,
    /// Another language that a program may act upon: MathML, XML Events, XSLT.
    Known,
}

/// What a namespace means. Those of the W3C and of Mozilla are known to browsers, but for metadata.
pub(super) fn foreign(namespace: &str) -> Foreign {
    const METADATA: &[&str] = &[
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://www.w3.org/2000/01/rdf-schema#",
        "http://www.w3.org/2001/XMLSchema",
        "http://www.w3.org/2001/XMLSchema-instance",
        "http://www.w3.org/2004/02/skos/core#",
    ];
    let namespace = namespace.trim();
    if namespace == HTML {
        Foreign::Html
    } else if !METADATA.contains(&namespace) && (namespace.contains("w3.org") || namespace.contains("mozilla.org")) {
        Foreign::Known
    } else {
        Foreign::Ignored
    }
}

/// Whether an animation may change this attribute: none that is an address, a style or a script.
pub(super) fn animated(attribute: &str) -> Result<(), Fault> {
    let name = attribute.trim().to_ascii_lowercase();
    let name = name.rsplit(':').next().unwrap_or_default();
    if matches!(name, "href" | "src" | "style" | "base" | "class") || name.starts_with("on") || name.contains('\\') {
        return Err(Fault::unsafe_content(format!("holds an animation that changes {}", shown(name))));
    }
    Ok(())
}
