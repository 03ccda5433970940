//! CycloneDX as XML. Entities of a document's own are refused.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cyclonedx::{Bom, DEEPEST, Raw, tool, version};
use super::draft::{Need, some};
use super::{Input, SbomFault};
use crate::load::evidence::xml::{attribute, entity};
use crate::model::Sbom;

/// The beginning of the namespace, before the version.
const NAMESPACE: &str = "http://cyclonedx.org/schema/bom/";

/// An element that is open.
struct Open {
    name: String,
    text: String,
    /// The attribute that tells what its text is: the algorithm, the name of a property, the reference of a dependency.
    mark: String,
}

/// A component that is open, and how deep its element lies.
struct Inside {
    raw: Raw,
    depth: usize,
    product: bool,
}

/// What has been read so far.
#[derive(Default)]
struct State {
    bom: Bom,
    open: Vec<Open>,
    components: Vec<Inside>,
    tool: [Option<String>; 3],
    authors: Vec<String>,
    root: bool,
}

/// Reads a file.
pub(super) fn read(input: Input) -> Result<Sbom, SbomFault> {
    let body = input.body();
    let base = input.span_start(body);
    let mut reader = Reader::from_str(body);
    reader.config_mut().expand_empty_elements = true;
    let mut state = State::default();
    loop {
        let start = base + reader.buffer_position() as usize;
        let fault = |words: String| SbomFault::at(start, words);
        match reader.read_event() {
            Err(error) => return Err(fault(error.to_string())),
            Ok(Event::Eof) => break,
            Ok(Event::DocType(_)) => return Err(fault("a document type is not read".to_owned())),
            Ok(Event::Start(element)) => state.start(&element, input, start)?,
            Ok(Event::Text(text)) => state.text(&text),
            Ok(Event::CData(text)) => state.text(&text),
            Ok(Event::GeneralRef(name)) => state.text(entity(&name).map_err(fault)?.encode_utf8(&mut [0; 4])),
            Ok(Event::End(_)) => state.end(),
            Ok(_) => {}
        }
    }
    match state.open.last() {
        Some(open) => Err(SbomFault::at(input.text.len(), format!("the file ends inside `{}`", open.name))),
        None if !state.root => Err(SbomFault::whole("the file is empty")),
        None => {
            let sbom = &mut state.bom.draft.sbom;
            sbom.tool = tool(state.tool);
            sbom.author = (!state.authors.is_empty()).then(|| state.authors.join(", ")).or(sbom.author.take());
            Ok(state.bom.finish(input).finish())
        }
    }
}

impl State {
    fn start(&mut self, element: &BytesStart, input: Input, at: usize) -> Result<(), SbomFault> {
        let name = element.local_name().as_ref().to_owned();
        let attribute = |key: &str| attribute(element, key).map_err(|words| SbomFault::at(at, words));
        if self.open.is_empty() {
            let namespace = match element.name().as_ref().split_once(':') {
                Some((prefix, _)) => attribute(&format!("xmlns:{prefix}"))?,
                None => attribute("xmlns")?,
            };
            let stated = namespace.as_deref().and_then(|n| n.strip_prefix(NAMESPACE)).filter(|_| name == "bom" && !self.root);
            let Some(stated) = stated else {
                return Err(SbomFault::at(at, format!("`{name}` is no bill of materials: `bom` of CycloneDX is expected")));
            };
            self.bom.draft.sbom.format = version(stated)?;
            self.root = true;
        }
        let parent = |n: usize| self.open.len().checked_sub(n).and_then(|i| self.open.get(i)).map_or("", |o| o.name.as_str());
        let mut mark = String::new();
        match name.as_str() {
            "component" => {
                let product = parent(1) == "metadata" && self.open.len() == 2;
                let top = parent(1) == "components" && self.open.len() == 2;
                let nested = parent(1) == "components" && self.components.last().is_some_and(|c| c.depth + 2 == self.open.len());
                if product || top || nested {
                    if self.components.len() > DEEPEST {
                        return Err(SbomFault::at(at, format!("components lie in each other more than {DEEPEST} deep")));
                    }
                    let raw = Raw {
                        reference: attribute("bom-ref")?,
                        kind: attribute("type")?.unwrap_or_default(),
                        span: input.range(at..at + 1 + element.name().as_ref().len()),
                        ..Raw::default()
                    };
                    self.components.push(Inside { raw, depth: self.open.len(), product });
                }
            }
            "vulnerability" if self.open.len() == 2 => self.bom.draft.sbom.vulnerabilities += 1,
            "service" => self.bom.draft.beside.extend(attribute("bom-ref")?),
            "hash" => mark = attribute("alg")?.unwrap_or_default(),
            "property" => mark = attribute("name")?.unwrap_or_default(),
            "reference" => mark = attribute("type")?.unwrap_or_default(),
            "expression-detailed" => mark = attribute("expression")?.unwrap_or_default(),
            "dependency" => {
                mark = attribute("ref")?.unwrap_or_default();
                if parent(1) == "dependency"
                    && let Some(from) = self.open.last()
                {
                    self.bom.draft.needs.push(Need { from: from.mark.clone(), to: mark.clone(), development: false });
                }
            }
            _ => {}
        }
        self.open.push(Open { name, text: String::new(), mark });
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    fn end(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        if let Some(done) = self.components.pop_if(|c| c.depth == self.open.len()) {
            // A component within another comes before it: their order in the table is by name.
            if done.product {
                self.bom.product(done.raw)
            } else {
                self.bom.component(done.raw)
            }
            return;
        }
        let text = some(Some(closed.text));
        let Some(inside) = self.components.last_mut() else {
            let above: Vec<&str> = self.open.iter().skip(1).map(|o| o.name.as_str()).collect();
            if above == ["compositions", "composition"] && closed.name == "aggregate" {
                self.bom.aggregate(text.unwrap_or_default());
                return;
            }
            let sbom = &mut self.bom.draft.sbom;
            match (above.as_slice(), closed.name.as_str()) {
                (["metadata"], "timestamp") => sbom.date = text,
                (["metadata", "authors", "author"], "name") => self.authors.extend(text),
                (["metadata", "supplier" | "manufacturer" | "manufacture"], "name") => sbom.author = sbom.author.take().or(text),
                (["metadata", "tools", "tool"] | ["metadata", "tools", "components", "component"], part) => {
                    let index = match part {
                        "vendor" | "group" => 0,
                        "name" => 1,
                        "version" => 2,
                        _ => return,
                    };
                    self.tool[index] = self.tool[index].take().or(text);
                }
                _ => {}
            }
            return;
        };
        let path: Vec<&str> = self.open[inside.depth + 1..].iter().map(|o| o.name.as_str()).collect();
        let raw = &mut inside.raw;
        match (path.as_slice(), closed.name.as_str()) {
            ([], "name") => raw.name = text.unwrap_or_default(),
            ([], "group") => raw.group = text,
            ([], "version") => raw.version = text,
            ([], "purl") => raw.purl = text,
            ([], "cpe") => raw.cpe = text,
            ([], "scope") => raw.scope = text,
            (["supplier"], "name") => raw.makers[0] = text,
            (["manufacturer"], "name") => raw.makers[1] = text,
            ([], "publisher") => raw.makers[2] = text,
            ([], "author") => raw.makers[3] = text,
            (["authors", "author"], "name") => raw.makers[3] = raw.makers[3].take().or(text),
            (["hashes"], "hash") => raw.hashes.push((closed.mark, text.unwrap_or_default())),
            (["licenses", "license"], "id" | "name") | (["licenses"], "expression") => raw.licences.extend(text),
            (["licenses"], "expression-detailed") => raw.licences.push(closed.mark),
            (["properties"], "property") => raw.development |= closed.mark == "cdx:npm:package:development" && text.as_deref() == Some("true"),
            (["externalReferences"], "reference") => raw.obtained |= closed.mark == "distribution",
            _ => {}
        }
    }
}
