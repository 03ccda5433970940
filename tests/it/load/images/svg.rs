//! Drawings: hostile ones of every kind, and ordinary ones as the usual programs write them.

use data_encoding::BASE64;
use image::ImageFormat;

use super::raster::small;
use super::{passes, refused, shows};

fn drawing(inner: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" height=\"9\">\n{inner}\n</svg>")
}

#[test]
fn what_could_act_or_fetch_is_refused() {
    let kinds = [
        ("<script>alert(1)</script>", "holds a script (<script>)"),
        ("<s:script xmlns:s=\"http://www.w3.org/2000/svg\">alert(1)</s:script>", "holds a script (<script>)"),
        ("<desc><x xmlns=\"urn:any\"><script xmlns=\"http://www.w3.org/2000/svg\"/></x></desc>", "holds a script"),
        ("<rect onclick=\"alert(1)\"/>", "the attribute onclick of <rect>"),
        ("<rect OnLoad=\"alert(1)\"/>", "the attribute OnLoad of <rect>"),
        ("<handler type=\"text/ecmascript\"/>", "holds a script (<handler>)"),
        ("<listener event=\"click\"/>", "holds a script (<listener>)"),
        ("<g xmlns:ev=\"http://www.w3.org/2001/xml-events\" ev:event=\"click\"/>", "an attribute event of another language"),
        ("<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>", "holds HTML (<foreignObject>)"),
        ("<g><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></g>", "holds HTML (<p>)"),
        ("<h:iframe xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"https://a.example\"/>", "holds HTML (<iframe>)"),
        ("<iframe src=\"https://a.example\"/>", "holds <iframe>"),
        ("<embed src=\"x\"/>", "holds <embed>"),
        ("<object data=\"x\"/>", "holds <object>"),
        ("<audio xlink:href=\"x.mp3\"/>", "holds <audio>"),
        ("<video xlink:href=\"x.mp4\"/>", "holds <video>"),
        ("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"/>", "holds <math> of another language"),
        ("<image href=\"https://a.example/x.png\"/>", "refers to another file: <image>"),
        ("<image xlink:href=\"x.png\"/>", "refers to another file: <image>"),
        ("<image xlink:href=\"//a.example/x.png\"/>", "refers to another file: <image>"),
        ("<x:image xmlns:x=\"http://www.w3.org/2000/svg\" y:href=\"x.png\" xmlns:y=\"http://www.w3.org/1999/xlink\"/>", "refers to another file"),
        ("<use href=\"other.svg#a\"/>", "refers to another file: <use>"),
        ("<use href=\"data:image/svg+xml;base64,PHN2Zy8+#a\"/>", "refers to another file: <use>"),
        ("<image href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>", "embeds something other than"),
        ("<image href=\"data:text/html,x\"/>", "embeds something other than"),
        ("<image href=\"data:image/png,%89PNG\"/>", "embeds something other than"),
        ("<filter><feImage href=\"https://a.example/x.png\"/></filter>", "refers to another file: <feImage>"),
        ("<linearGradient xlink:href=\"other.svg#a\"/>", "refers to another file: <linearGradient>"),
        ("<a href=\"javascript:alert(1)\"><text>x</text></a>", "holds a link to javascript:"),
        ("<a xlink:href=\" java&#10;script&#x3a;alert(1)\"><text>x</text></a>", "holds a link to javascript:"),
        ("<a href=\"data:text/html,x\"><text>x</text></a>", "holds a link to data:"),
        ("<rect style=\"fill:url(https://a.example/x.svg#a)\"/>", "refers to another file in a style"),
        ("<rect style=\"fill:URL( 'x.svg#a')\"/>", "refers to another file in a style"),
        ("<rect style=\"fill:\\75rl(x.svg#a)\"/>", "holds a backslash in a style"),
        ("<rect fill=\"url(x.svg#a)\"/>", "refers to another file in a style"),
        ("<rect filter=\"u\\72l(x.svg#a)\"/>", "holds a backslash in a style"),
        ("<style>@import \"https://a.example/x.css\";</style>", "holds @import in a style"),
        ("<style>@IMPORT url(#a);</style>", "holds @import in a style"),
        ("<style>@im&#112;ort 'x';</style>", "holds @import in a style"),
        ("<style>rect { fill: <![CDATA[url(x)]]> }</style>", "refers to another file in a style"),
        ("<style>rect { fill: ur<![CDATA[l(x)]]> }</style>", "refers to another file in a style"),
        ("<style>@font-face { src: url(data:font/woff2;base64,AA==) }</style>", "refers to another file in a style"),
        ("<style>rect { background: image-set(\"x.png\" 1x) }</style>", "holds image-set( in a style"),
        ("<style>rect { fill: \\000075rl(x) }</style>", "holds a backslash in a style"),
        ("<rect><animate attributeName=\"xlink:href\" to=\"x\"/></rect>", "holds an animation that changes href"),
        ("<rect><set attributeName=\"onclick\" to=\"alert(1)\"/></rect>", "holds an animation that changes onclick"),
        ("<rect><animate attributeName=\"fill\" to=\"url(https://a.example/#a)\"/></rect>", "refers to another file in a style"),
        ("<g xml:base=\"https://a.example/\"><use href=\"#a\"/></g>", "xml:base"),
    ];
    for (inner, words) in kinds {
        refused("a.svg", drawing(inner).as_bytes(), "image-unsafe", words);
    }
    let good = drawing("");
    for (before, words) in [
        ("<!DOCTYPE svg [<!ENTITY a \"b\">]>", "declares entities of its own"),
        ("<!DOCTYPE svg SYSTEM \"x.dtd\" [ ]>", "declares entities of its own"),
        ("<?xml-stylesheet href=\"https://a.example/x.css\"?>", "names a style sheet"),
        ("<?XML-stylesheet href=\"x.xsl\" type=\"text/xsl\"?>", "names a style sheet"),
    ] {
        refused("a.svg", format!("{before}\n{good}").as_bytes(), "image-unsafe", words);
    }
}

#[test]
fn the_message_says_where_and_what_to_do() {
    let help = refused("a.svg", drawing("<g>\n<foreignObject/>\n</g>").as_bytes(), "image-unsafe", "(line 3 of the file)");
    assert!(help.contains("Formatted Text") && help.contains("htmlLabels: false"), "{help}");
    let help = refused("a.svg", drawing("<image href=\"x.png\"/>").as_bytes(), "image-unsafe", "<image> to x.png (line 2 of the file)");
    assert!(help.contains("embed the picture"), "{help}");
}

#[test]
fn drawings_that_are_none_are_refused() {
    for (text, words) in [
        ("", "ends in the middle"),
        ("words", "holds text outside the drawing"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect/>", "ends in the middle"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect></svg>", "is not well-formed XML"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect x=\"1\" x=\"2\"/></svg>", "is not well-formed XML"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><p:rect/></svg>", "uses the prefix p, which it does not declare"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>&nbsp;</text></svg>", "is not well-formed"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><text id=\"&nbsp;\"/></svg>", "is not well-formed"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"/><svg xmlns=\"http://www.w3.org/2000/svg\"/>", "outermost element"),
        ("<svg width=\"9\"><rect/></svg>", "outermost element"),
        ("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", "outermost element"),
        ("<?xml version=\"1.0\" encoding=\"UTF-7\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", "not UTF-8 but UTF-7"),
    ] {
        refused("a.svg", text.as_bytes(), "image-unreadable", words);
    }
    let help = refused("a.svg", drawing("<linearGradient spreadMethod=\"reflect\"/>").as_bytes(), "image-unreadable", "holds a gradient that repeats");
    assert!(help.contains("PNG"), "{help}");
    refused("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>\xff</text></svg>", "image-unreadable", "is not UTF-8");
}

fn laughs() -> String {
    let levels = (1..12).map(|n| format!("<g id=\"a{n}\">{}</g>", format!("<use href=\"#a{}\"/>", n - 1).repeat(10)));
    drawing(&format!("<defs><rect id=\"a0\"/>{}</defs><use href=\"#a11\"/>", levels.collect::<String>()))
}

#[test]
fn drawings_that_would_take_too_long_are_refused() {
    let chain: String = (1..200).map(|n| format!("<g id=\"a{n}\"><use href=\"#a{}\"/></g>", n - 1)).collect();
    let corners = "L1 1".repeat(20_000);
    let marked = format!("<marker id=\"m\">{}</marker><path marker-mid=\"url(#m)\" d=\"M0 0{corners}\"/>", "<rect/>".repeat(20));
    let styled = marked.replace(" marker-mid=\"url(#m)\"", "") + "<style>path { marker-mid: url(#m) }</style>";
    for (inner, words) in [
        (styled, "more than 250000 parts"),
        ("<g>".repeat(200) + &"</g>".repeat(200), "more than 128 levels deep"),
        (format!("<defs><rect id=\"a0\"/>{chain}</defs><use href=\"#a199\"/>"), "more than 128 levels deep"),
        ("<rect/>".repeat(250_001), "more than 250000 parts"),
        (marked, "more than 250000 parts"),
        (format!("<filter>{}</filter>", "<feOffset/>".repeat(600)), "more than 250000 parts"),
        ("<filter><feTurbulence numOctaves=\"1000000000\"/></filter>".to_owned(), "holds an effect"),
    ] {
        refused("a.svg", drawing(&inner).as_bytes(), "file-too-large", words);
    }
    refused("a.svg", laughs().as_bytes(), "file-too-large", "more than 250000 parts");
    // A part that refers to itself is drawn by nobody.
    passes("a.svg", drawing("<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>").as_bytes());
}

#[test]
fn embedded_pictures_fall_under_the_same_limits() {
    let embed = |kind: &str, bytes: &[u8]| drawing(&format!("<image href=\"data:image/{kind};base64,{}\"/>", BASE64.encode(bytes)));
    let png = small(ImageFormat::Png);
    passes("a.svg", embed("png", &png).as_bytes());
    passes("a.svg", embed("jpg", &small(ImageFormat::Jpeg)).replace("base64,", "base64,\n  ").as_bytes());
    let mut bomb = png.clone();
    bomb[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
    // The checksum of the head no longer fits, either.
    refused("a.svg", embed("png", &bomb).as_bytes(), "image-unreadable", "embeds a picture that");
    refused("a.svg", embed("png", &png[..png.len() / 2]).as_bytes(), "image-unreadable", "embeds a picture that ends in the middle");
    refused("a.svg", embed("png", &small(ImageFormat::Gif)).as_bytes(), "image-unreadable", "embeds a picture that is not a PNG file");
    refused("a.svg", drawing("<image href=\"data:image/png;base64,!!\"/>").as_bytes(), "image-unreadable", "not Base64");
}

/// The shapes of the usual programs' files, made small.
const ORDINARY: &[(&str, &str)] = &[
    (
        "Graphviz",
        r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
 "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- Generated by graphviz version 2.43.0 (0) -->
<svg width="62pt" height="44pt" viewBox="0.00 0.00 62.00 44.00" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<g id="graph0" class="graph" transform="scale(1 1) rotate(0) translate(4 40)"><title>G</title>
<polygon fill="white" stroke="transparent" points="-4,4 -4,-40 58,-40 58,4 -4,4"/>
<g id="node1" class="node"><title>a</title><g id="a_node1"><a xlink:href="https://example.com/?a=b&amp;c=d" xlink:title="a" target="_top">
<ellipse fill="none" stroke="black" cx="27" cy="-18" rx="27" ry="18"/><text text-anchor="middle" x="27" y="-14.3" font-family="Times,serif">a</text></a></g></g></g></svg>"##,
    ),
    (
        "Inkscape",
        r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="10mm" height="10mm" viewBox="0 0 10 10" id="svg5" inkscape:version="1.2" sodipodi:docname="a.svg" inkscape:export-filename="/home/x\a.png"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">
<sodipodi:namedview id="v" inkscape:zoom="1"><inkscape:grid type="xygrid" id="g1"/></sodipodi:namedview>
<defs><linearGradient id="l1"><stop style="stop-color:#000" offset="0"/></linearGradient><linearGradient xlink:href="#l1" id="l2" gradientUnits="userSpaceOnUse"/>
<marker id="Arrow" orient="auto" inkscape:stockid="Arrow1"><path d="M 0,0 5,-5 -12,0 5,5 Z" style="fill:context-stroke"/></marker>
<filter id="f" style="color-interpolation-filters:sRGB"><feGaussianBlur stdDeviation="1" in="SourceGraphic"/></filter>
<inkscape:path-effect effect="spiro" id="p"/></defs>
<metadata><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format><dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>
<g inkscape:label="Layer 1" inkscape:groupmode="layer"><path style="fill:url(#l2);filter:url(#f);marker-end:url(#Arrow)" d="m 1,1 h 2"/>
<text xml:space="preserve" style="font-family:sans-serif;-inkscape-font-specification:'sans-serif, Normal'"><tspan sodipodi:role="line">x</tspan></text></g></svg>"##,
    ),
    (
        "PlantUML",
        r##"<?xml version="1.0" encoding="us-ascii" standalone="no"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" contentStyleType="text/css" height="120px" preserveAspectRatio="none" style="width:120px;height:120px;background:#FFFFFF;" version="1.1" viewBox="0 0 120 120" width="120px" zoomAndPan="magnify"><?plantuml 1.2023.7?><defs/><g><line style="stroke:#181818;stroke-width:0.5;stroke-dasharray:5.0,5.0;" x1="26" x2="26" y1="36" y2="85"/><text fill="#000000" font-family="sans-serif" font-size="14" lengthAdjust="spacing" textLength="7" x="12" y="25">A</text><!--SRC=[SyfFKj2rKt3CoKnELR1Io4ZDoSa70000]--></g></svg>"##,
    ),
    (
        "draw.io",
        r##"<svg host="65bd71144e" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="121px" height="61px" viewBox="-0.5 -0.5 121 61" style="background: transparent; color-scheme: light dark;" content="&lt;mxfile&gt;&lt;diagram name=&quot;url(x) \ javascript:&quot;/&gt;&lt;/mxfile&gt;"><defs><clipPath id="mx-clip"><rect x="4" y="0" width="9" height="9"/></clipPath></defs><g><g data-cell-id="0"><rect x="0" y="0" width="120" height="60" fill="#ffffff" stroke="#000000" style="fill: light-dark(#ffffff, var(--ge-dark-color, #121212));" pointer-events="all"/><g fill="#000000" clip-path="url(#mx-clip)" font-family="&quot;Helvetica&quot;" text-anchor="middle"><text x="59.5" y="34.5">Pump</text></g></g></g></svg>"##,
    ),
    (
        "Mermaid",
        r##"<svg id="graph-div" width="100%" xmlns="http://www.w3.org/2000/svg" class="flowchart" style="max-width: 200px;" viewBox="0 0 200 70" role="graphics-document document" aria-roledescription="flowchart-v2"><style>#graph-div{font-family:"trebuchet ms",verdana,arial,sans-serif;font-size:16px;fill:#333;}@keyframes edge-animation-frame{from{stroke-dashoffset:0;}}#graph-div .edge-animation-fast{animation:dash 20s linear infinite;}#graph-div .marker{fill:#333333;}#graph-div p{margin:0;}</style><g><marker id="pointEnd" class="marker flowchart-v2" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path d="M 0 0 L 10 5 L 0 10 z" class="arrowMarkerPath" style="stroke-width: 1; stroke-dasharray: 1, 0;"/></marker><g class="edgePaths"><path d="M60,35L100,35" id="L_A_B_0" class="edge-thickness-normal" style=";" data-points="W3sieCI6MX1d" marker-end="url(#pointEnd)"/></g><g class="node default" transform="translate(30, 35)"><rect class="basic label-container" x="-30" y="-27" width="60" height="54"/><text y="-10.1"><tspan class="text-outer-tspan" x="0" dy="1.1em">A</tspan></text></g></g></svg>"##,
    ),
    (
        "Matplotlib",
        r##"<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="72pt" height="72pt" viewBox="0 0 72 72" xmlns="http://www.w3.org/2000/svg" version="1.1">
 <metadata><rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><cc:Work><dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style></defs>
 <g id="figure_1"><g id="patch_1"><path d="M 0 72 L 72 72 L 72 0 z" style="fill: #ffffff"/></g>
  <g id="line2d_1"><defs><path id="m1" d="M 0 0 L 0 3.5" style="stroke: #000000"/></defs><g><use xlink:href="#m1" x="10" y="60" style="stroke: #000000"/><use xlink:href="#m1" x="20" y="60"/></g></g>
  <g clip-path="url(#p1)"><path d="M 0 0"/></g></g>
 <defs><clipPath id="p1"><rect x="1" y="1" width="9" height="9"/></clipPath></defs></svg>"##,
    ),
    (
        "an animation",
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"><animate attributeName="opacity" values="1;0" dur="1s"/><animateTransform attributeName="transform" type="rotate" to="360"/></circle></svg>"##,
    ),
];

#[test]
fn drawings_of_the_usual_programs_pass() {
    for (program, text) in ORDINARY {
        for (name, text) in [("a.svg", (*text).to_owned()), ("a.SVG", format!("\u{feff}{text}"))] {
            let ran = shows(name, text.as_bytes()).run();
            assert!(ran.project().asset(&format!("src/{name}")).is_some(), "{program}: {}", ran.text());
        }
    }
    passes("a.svg", std::fs::read(crate::harness::repository("sample-project/src/images/architecture.svg")).expect("a drawing").as_slice());
}

/// All that these tests call good makes a PDF, too; what they call too large would not.
#[cfg(feature = "pdf")]
#[test]
fn the_typesetter_takes_what_passes() {
    for (program, text) in ORDINARY {
        let case = shows("a.svg", text.as_bytes());
        let said = case.program(&["build", "--only", "pdf"]);
        assert!(case.path().join("book/pdf/technical-file.pdf").is_file(), "{program}: {}{}", said.out, said.err);
    }
}

/// What only the typesetter cannot show is named, with its place.
#[cfg(feature = "pdf")]
#[test]
fn an_image_that_stops_the_typesetter_is_named() {
    let case = shows("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>")
        .file("src/b.svg", &drawing("<rect width=\"9\" height=\"9\"/>"));
    let case = case.chapter("two.md", "# Two\n\n![b](b.svg)\n");
    let said = case.program(&["build", "--only", "pdf"]);
    assert!(said.ends(2).err.contains("image `src/a.svg`, shown in src/one.md:3:1: ") && !said.err.contains("b.svg"), "{}", said.err);
}
