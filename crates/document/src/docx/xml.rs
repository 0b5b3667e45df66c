//! A part of an Office file as elements, one at a time: what is not read is not kept.
//!
//! Elements and attributes are told by their local names, so the strict and the transitional namespaces are one. No
//! entity but XML's own five is expanded, and nothing outside the part is opened.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Most elements and texts in one child of a part's main element (a table, a content control around everything).
const MOST_NODES: usize = 400_000;
/// Most attributes of an element that are looked at.
const MOST_ATTRIBUTES: usize = 40;

macro_rules! names {
    ($function:ident: $($name:literal)*) => {
        /// The name where it is read; else an empty one.
        fn $function(name: &str) -> &'static str {
            match name {
                $($name => $name,)*
                _ => "",
            }
        }
    };
}

names! { element_name:
    "AlternateContent" "Choice" "Fallback" "Override" "Relationship" "abstractNum" "abstractNumId" "b" "basedOn" "body"
    "br" "caps" "cellDel" "checkBox" "checked" "comment" "comments" "cr" "created" "date" "dayLong" "ddList" "default"
    "del" "delText" "docDefaults" "docPartGallery" "docPr" "dropDownList" "comboBox" "endnote" "endnotes" "fldChar"
    "fldSimple" "footnote" "footnotes" "ftr" "gridAfter" "gridBefore" "gridSpan" "hMerge" "hdr" "ilvl" "instrText"
    "isLgl" "language" "lastModifiedBy" "listEntry" "listItem" "lvl" "lvlOverride" "lvlText" "modified" "moveFrom"
    "name" "noBreakHyphen" "num" "numFmt" "numId" "numPr" "numStyleLink" "numbering" "outlineLvl" "p" "pPr" "pStyle"
    "ptab" "r" "rPr" "rStyle" "result" "rt" "sdt" "sdtContent" "sdtPr" "showingPlcHdr" "softHyphen" "start"
    "startOverride" "strike" "dstrike" "style" "styleLink" "styles" "sym" "t" "tab" "tbl" "tblHeader" "tc" "tcPr"
    "title" "tr" "trPr" "sup" "vertAlign" "txbxContent" "vMerge" "vanish" "coreProperties" "Relationships" "Types" "txbx" "tblPr"
}

names! { attribute_name:
    "ContentType" "Id" "PartName" "Target" "TargetMode" "Type" "abstractNumId" "char" "default" "descr" "displayText"
    "fldCharType" "font" "fullDate" "id" "ilvl" "instr" "lastValue" "numId" "styleId" "type" "val" "value"
}

/// Elements whose own text is read.
fn holds_text(name: &str) -> bool {
    matches!(name, "t" | "instrText" | "title" | "language" | "created" | "modified")
}

/// An element that is read, or one around such elements (its name is empty then).
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: &'static str,
    attributes: Vec<(&'static str, String)>,
    nodes: Vec<Node>,
}

#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An element without a name around another.
    pub(super) fn around(element: Element) -> Element {
        Element { nodes: vec![Node::Element(element)], ..Element::default() }
    }

    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    /// The attribute `val`.
    pub(super) fn val(&self) -> Option<&str> {
        self.get("val")
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(super) fn children(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children().find(|child| child.name == name)
    }

    /// The value of the child of that name: `<w:pStyle w:val="Title"/>`.
    pub(super) fn child_val(&self, name: &str) -> Option<&str> {
        self.child(name)?.val()
    }

    /// A property that is on by being there; None where it is not.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        let child = self.child(name)?;
        Some(!matches!(child.val(), Some("0" | "false" | "off")))
    }

    /// All elements of that name in it, however deep, in order; not those inside another of that name.
    pub(super) fn below(&self, name: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        let mut open: Vec<&Element> = vec![self];
        while let Some(element) = open.pop() {
            if element.name == name && !std::ptr::eq(element, self) {
                found.push(element);
                continue;
            }
            let from = open.len();
            open.extend(element.children());
            open.get_mut(from..).unwrap_or_default().reverse();
        }
        found
    }

    /// Its own text.
    pub(super) fn text(&self) -> String {
        let texts = self.nodes.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

/// The text of a part: UTF-8, or what its byte order mark says.
pub(super) fn decode(part: &[u8]) -> Cow<'_, str> {
    let encoding = Encoding::for_bom(part).map_or(UTF_8, |(encoding, _)| encoding);
    encoding.decode_with_bom_removal(part).0
}

/// Reads the children of one element of a part, one after another.
pub(super) struct Children<'a> {
    reader: Reader<&'a [u8]>,
    of: &'static str,
    within: bool,
    depth: usize,
    /// Set when the part broke off or is no XML.
    pub(super) is_broken: bool,
    /// Set when elements were nested too deep to be read.
    pub(super) is_too_deep: bool,
}

impl<'a> Children<'a> {
    /// Of the first element named `of`; elements are read `depth` deep.
    pub(super) fn of(part: &'a str, of: &'static str, depth: u16) -> Children<'a> {
        let mut reader = Reader::from_str(part);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let depth = usize::from(depth);
        Children { reader, of, within: false, depth, is_broken: false, is_too_deep: false }
    }

    fn event(&mut self) -> Option<Event<'a>> {
        match self.reader.read_event() {
            Ok(Event::Eof) => {
                self.is_broken |= self.within;
                None
            }
            Ok(event) => Some(event),
            Err(_) => {
                self.is_broken = true;
                None
            }
        }
    }

    /// The element that `start` begins, to its end.
    fn element(&mut self, start: &BytesStart<'_>) -> Element {
        let mut open = vec![element(start)];
        let (mut nodes, mut skipped) = (0_usize, 0_usize);
        while let Some(event) = self.event() {
            let text = match event {
                Event::Start(start) => {
                    if open.len() >= self.depth || nodes > MOST_NODES {
                        self.is_too_deep = true;
                        skipped += 1;
                    } else {
                        open.push(element(&start));
                    }
                    continue;
                }
                Event::Empty(start) => {
                    let leaf = element(&start);
                    if !leaf.name.is_empty() && nodes <= MOST_NODES && skipped == 0 {
                        nodes += 1;
                        put(&mut open, Node::Element(leaf));
                    }
                    continue;
                }
                Event::End(_) if skipped > 0 => {
                    skipped -= 1;
                    continue;
                }
                Event::End(_) => {
                    let Some(done) = open.pop() else { break };
                    if open.is_empty() {
                        return done;
                    }
                    if !done.name.is_empty() || !done.nodes.is_empty() {
                        nodes += 1;
                        put(&mut open, Node::Element(done));
                    }
                    continue;
                }
                Event::Text(text) => text.xml10_content().into_owned(),
                Event::CData(text) => text.xml10_content().into_owned(),
                Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => own_entity(&reference).to_owned(),
                },
                _ => continue,
            };
            if skipped == 0 && open.last().is_some_and(|open| holds_text(open.name)) && nodes <= MOST_NODES {
                nodes += 1;
                put(&mut open, Node::Text(text));
            }
        }
        // The part broke off: what is open ends here.
        while let Some(done) = open.pop() {
            if open.is_empty() {
                return done;
            }
            put(&mut open, Node::Element(done));
        }
        Element::default()
    }
}

impl Iterator for Children<'_> {
    type Item = Element;

    fn next(&mut self) -> Option<Element> {
        while let Some(event) = self.event() {
            match event {
                Event::Start(start) if self.within => return Some(self.element(&start)),
                Event::Empty(start) if self.within => return Some(element(&start)),
                Event::Start(start) => self.within = start.local_name().into_inner() == self.of,
                Event::End(_) if self.within => {
                    self.within = false;
                    return None;
                }
                _ => {}
            }
        }
        None
    }
}

fn put(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.nodes.push(node);
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let name = element_name(start.local_name().into_inner());
    let mut attributes = Vec::new();
    if !name.is_empty() {
        for attribute in start.attributes().with_checks(false).take(MOST_ATTRIBUTES).map_while(Result::ok) {
            let key = attribute_name(attribute.key.local_name().into_inner());
            if !key.is_empty() {
                let value = quick_xml::escape::unescape(&attribute.value);
                attributes.push((key, value.unwrap_or(Cow::Borrowed(&attribute.value)).into_owned()));
            }
        }
    }
    Element { name, attributes, nodes: Vec::new() }
}

/// What XML's own entities stand for; nothing for any other.
fn own_entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}
