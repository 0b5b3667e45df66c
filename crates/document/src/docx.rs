//! Word documents to blocks.
//!
//! ```text
//! docx/xml.rs         a part as elements, one after another
//! docx/styles.rs      what a paragraph is by its style
//! docx/numbering.rs   the marks of lists
//! docx/runs.rs        what a paragraph shows: deletions, fields and hidden text left out
//! docx/flow.rs        paragraphs to blocks
//! docx/tables.rs      tables to blocks
//! docx/properties.rs  title, language, date
//! ```
//!
//! Of the file only the parts that are named here or by the main part's relationships are unpacked, within limits;
//! nothing outside the file is opened.

mod flow;
mod numbering;
mod properties;
mod runs;
mod styles;
mod tables;
#[cfg(test)]
mod tests;
mod xml;

use std::collections::BTreeSet;

use almoner_record::Origin;

use crate::archive::Package;
use crate::composer::Composer;
use crate::{Document, Layer, Limit, Limits, ReadError};

use flow::Flow;
use numbering::Numbering;
use styles::Styles;
use xml::{Children, Element};

/// Most headers, footers and the like that are read.
const MOST_PARTS: usize = 200;

/// # Errors
/// [`ReadError`] when its parts cannot be unpacked, or there is no text in them.
pub(crate) fn read(bytes: &[u8], mut origin: Origin, limits: &Limits) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let depth = limits.depth;
    let main = main_part(&mut package, depth);
    let body = package.part(&main).ok_or(ReadError::Damaged { what: "its main part cannot be unpacked" })?;
    let related = Related::read(&mut package, &main, depth);
    let styles =
        related.first(&mut package, "styles").map(|part| Styles::read(&part, depth)).unwrap_or_default();
    let numbering = related.first(&mut package, "numbering");
    let numbering = numbering.map(|part| Numbering::read(&part, depth)).unwrap_or_default();
    if let Some(part) = package.part("docProps/core.xml") {
        properties::read(&part, &mut origin, depth);
    }
    let mut faults = Faults::default();
    let mut flow = Flow::new(&styles, numbering, Composer::new(limits.text_bytes));
    let mut seen = BTreeSet::new();
    for part in related.all(&mut package, "header") {
        furniture(&mut flow, &part, "hdr", depth, &mut seen);
    }
    let text = xml::decode(&body);
    let mut children = Children::of(&text, "body", depth);
    for element in children.by_ref() {
        flow.block(&element);
    }
    flow.finish();
    faults.note(&children);
    for part in related.all(&mut package, "footer") {
        furniture(&mut flow, &part, "ftr", depth, &mut seen);
    }
    for (kind, whole, one) in NOTES {
        for part in related.all(&mut package, kind) {
            let text = xml::decode(&part);
            let mut children = Children::of(&text, whole, depth);
            // Separators between text and notes are notes of a type.
            let is_note =
                |note: &Element| note.name == one && matches!(note.get("type"), None | Some("normal"));
            for note in children.by_ref().filter(is_note) {
                flow.in_layer(&note, Layer::Notes);
            }
            faults.note(&children);
        }
    }
    flow.finish();
    let is_empty = flow.out.blocks().is_empty();
    let cut = faults.cut(&package, limits);
    match (is_empty, cut) {
        (true, Some(limit)) => Err(ReadError::Limit { limit }),
        (true, None) if faults.is_broken => Err(ReadError::Damaged { what: "its main part is no XML" }),
        (true, None) => Err(ReadError::Empty),
        (false, cut) => {
            let mut document = flow.out.finish(origin, cut);
            if faults.is_broken && document.cut.is_none() {
                document.cut = Some(Limit::Text { kept: document.text.len() });
            }
            Ok(document)
        }
    }
}

/// Kinds of notes, their part's main element, and one note in it.
const NOTES: [(&str, &str, &str); 3] = [
    ("footnotes", "footnotes", "footnote"),
    ("endnotes", "endnotes", "endnote"),
    ("comments", "comments", "comment"),
];

/// What was wrong with the parts.
#[derive(Default)]
struct Faults {
    is_broken: bool,
    is_too_deep: bool,
}

impl Faults {
    fn note(&mut self, children: &Children<'_>) {
        self.is_broken |= children.is_broken;
        self.is_too_deep |= children.is_too_deep;
    }

    fn cut(&self, package: &Package<'_>, limits: &Limits) -> Option<Limit> {
        let inflated = package.cut.map(|limit| Limit::Inflated { limit });
        inflated.or(self.is_too_deep.then_some(Limit::Depth { limit: limits.depth }))
    }
}

/// The name of the main part, as the file's own relationships or its list of types tell it.
fn main_part(package: &mut Package<'_>, depth: u16) -> String {
    const USUAL: &str = "word/document.xml";
    let told = package.part("_rels/.rels").and_then(|part| {
        let text = xml::decode(&part);
        let mut relations = Children::of(&text, "Relationships", depth);
        let main =
            relations.find(|it| it.get("Type").is_some_and(|kind| kind.ends_with("/officeDocument")))?;
        Some(resolved("", main.get("Target")?))
    });
    told.filter(|part| package.has(part)).unwrap_or_else(|| USUAL.to_owned())
}

/// A header or footer, once.
fn furniture(flow: &mut Flow<'_>, part: &[u8], of: &'static str, depth: u16, seen: &mut BTreeSet<String>) {
    let text = xml::decode(part);
    for element in Children::of(&text, of, depth) {
        let texts: String = element.below("t").iter().map(|text| text.text()).collect();
        if !texts.trim().is_empty() && seen.insert(texts) {
            flow.in_layer(&Element::around(element), Layer::Furniture);
        }
    }
}

/// The parts that the main part is related to.
struct Related(Vec<(String, String)>);

impl Related {
    fn read(package: &mut Package<'_>, main: &str, depth: u16) -> Related {
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", main));
        let Some(part) = package.part(&format!("{folder}/_rels/{name}.rels")) else {
            return Related::usual();
        };
        let text = xml::decode(&part);
        let relations = Children::of(&text, "Relationships", depth).filter_map(|relation| {
            // What stands outside the file is never opened.
            if relation.get("TargetMode") == Some("External") {
                return None;
            }
            let kind = relation.get("Type")?.rsplit('/').next()?.to_owned();
            Some((kind, resolved(folder, relation.get("Target")?)))
        });
        Related(relations.collect())
    }

    /// Where the parts stand in nearly all files.
    fn usual() -> Related {
        let parts = ["styles", "numbering", "footnotes", "endnotes", "comments"];
        Related(parts.iter().map(|kind| ((*kind).to_owned(), format!("word/{kind}.xml"))).collect())
    }

    fn first(&self, package: &mut Package<'_>, kind: &str) -> Option<Vec<u8>> {
        self.0.iter().find(|(own, _)| own == kind).and_then(|(_, part)| package.part(part))
    }

    fn all(&self, package: &mut Package<'_>, kind: &str) -> Vec<Vec<u8>> {
        let parts: BTreeSet<&String> =
            self.0.iter().filter(|(own, _)| own == kind).map(|(_, part)| part).take(MOST_PARTS).collect();
        parts.into_iter().filter_map(|part| package.part(part)).collect()
    }
}

/// A target of a relationship as the name of a part.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
