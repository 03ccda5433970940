//! A diagram as SVG inside a page: coloured by the stylesheet, told in words to those who do not see it.

use super::body::{escape_attribute, escape_text};
use crate::report::{Arrow, Diagram, DiagramBox, LINE};

/// The drawing. `id` is its prefix for ids; `title` and `told` say what it shows.
pub(super) fn svg(diagram: &Diagram, id: &str, title: &str, told: &str) -> String {
    let Diagram { width, height, .. } = diagram;
    let mut out = String::from("<svg role=\"img\" aria-labelledby=\"");
    escape_attribute(&format!("{id}-title {id}-told"), &mut out);
    out.push_str(&format!("\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">"));
    for (name, part, words) in [("title", "title", title), ("desc", "told", told)] {
        out.push_str(&format!("<{name} id=\""));
        escape_attribute(&format!("{id}-{part}"), &mut out);
        out.push_str("\">");
        escape_text(words, &mut out);
        out.push_str(&format!("</{name}>"));
    }
    // What was taken is drawn last: it lies over the rest.
    for taken in [false, true] {
        diagram.arrows.iter().filter(|a| a.taken == taken).for_each(|a| arrow(a, &mut out));
        diagram.boxes.iter().filter(|b| b.taken == taken).for_each(|b| rect(b, &mut out));
    }
    out.push_str("</svg>");
    out
}

fn class(name: &str, taken: bool) -> String {
    if taken { format!("{name} taken") } else { name.to_owned() }
}

fn rect(one: &DiagramBox, out: &mut String) {
    let DiagramBox { x, y, width, height, .. } = one;
    let (name, round) = if one.end { ("end", height / 2) } else { ("question", 8) };
    out.push_str(&format!("<g class=\"{}\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"/>", class(name, one.taken)));
    let first = y + (height - (one.lines.len() * LINE).min(*height)) / 2 + LINE - 5;
    text(x + width / 2, first, &one.lines, out);
    out.push_str("</g>");
}

fn arrow(one: &Arrow, out: &mut String) {
    let Some((x, y)) = one.points.last().copied() else { return };
    let corners: Vec<String> = one.points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    let before = one.points.iter().rev().nth(1).copied().unwrap_or((x, y));
    let down = before.0 == x;
    let head = if down { format!("M{x},{y}l-5,-9h10z") } else { format!("M{x},{y}l-9,-5v10z") };
    out.push_str(&format!("<g class=\"{}\"><polyline points=\"{}\"/><path d=\"{head}\"/>", class("arrow", one.taken), corners.join(" ")));
    text(one.at.0, one.at.1, &one.lines, out);
    out.push_str("</g>");
}

fn text(x: usize, y: usize, lines: &[String], out: &mut String) {
    out.push_str("<text>");
    for (number, line) in lines.iter().enumerate() {
        out.push_str(&format!("<tspan x=\"{x}\" y=\"{}\">", y + number * LINE));
        escape_text(line, out);
        out.push_str("</tspan>");
    }
    out.push_str("</text>");
}
