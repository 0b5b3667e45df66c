//! Styles: what a paragraph is by the style that it bears, and which runs are bold or hidden.

use std::collections::BTreeMap;

use super::xml::{Children, Element, decode};

/// How long a chain of styles, each based on the next, may be.
const LONGEST_CHAIN: usize = 20;

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// 1 is the highest.
    Heading(u8),
    Caption,
    /// A line of a table of contents.
    Contents,
    /// An item of a list, by its name alone.
    Item(u8),
}

/// A style, or the properties that stand in a paragraph or run itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    based_on: Option<String>,
    role: Option<Role>,
    /// Outline level, from 0; 9 is none.
    outline: Option<u8>,
    /// Number of the list and level in it, from 0.
    list: (Option<u32>, Option<u8>),
    bold: Option<bool>,
    hidden: Option<bool>,
    is_default: bool,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

/// What a paragraph is, its style and its own properties together.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub(super) role: Option<Role>,
    pub(super) list: Option<(u32, u8)>,
    pub(super) bold: bool,
    pub(super) hidden: bool,
}

impl Styles {
    pub(super) fn read(part: &[u8], depth: u16) -> Styles {
        let text = decode(part);
        let mut styles = Styles::default();
        for element in Children::of(&text, "styles", depth).filter(|element| element.name == "style") {
            let Some(id) = element.get("styleId") else { continue };
            let style = Style::of_style(&element);
            if style.is_default && element.get("type") == Some("paragraph") {
                styles.default = Some(id.to_owned());
            }
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// The style and those that it is based on, the nearest first.
    fn chain<'a>(&'a self, id: Option<&str>) -> impl Iterator<Item = &'a Style> {
        let first = id.and_then(|id| self.styles.get(id));
        let next = |style: &&'a Style| style.based_on.as_ref().and_then(|id| self.styles.get(id));
        std::iter::successors(first, next).take(LONGEST_CHAIN)
    }

    /// What a paragraph with these properties (`w:pPr`) is.
    pub(super) fn paragraph(&self, properties: Option<&Element>) -> Look {
        let id = properties.and_then(|properties| properties.child_val("pStyle"));
        let own = properties.map(Style::of_properties).unwrap_or_default();
        let id = id.or(self.default.as_deref());
        let unknown = id.filter(|id| !self.styles.contains_key(*id)).and_then(role_of_name);
        let chain: Vec<&Style> = std::iter::once(&own).chain(self.chain(id)).collect();
        let level = chain.iter().find_map(|style| style.outline);
        let named = chain.iter().find_map(|style| style.role).or(unknown);
        let by_level = level.filter(|level| *level < 9).map(|level| Role::Heading((level + 1).min(6)));
        let list = chain.iter().find_map(|style| style.list.0);
        let depth = chain.iter().find_map(|style| style.list.1).unwrap_or(0);
        Look {
            role: named.or(by_level),
            // List 0 takes a paragraph out of its style's list.
            list: list.filter(|list| *list != 0).map(|list| (list, depth.min(8))),
            bold: chain.iter().skip(1).find_map(|style| style.bold).unwrap_or(false),
            hidden: chain.iter().skip(1).find_map(|style| style.hidden).unwrap_or(false),
        }
    }

    /// Whether a run with these properties (`w:rPr`) is bold, and whether it is hidden.
    pub(super) fn run(&self, properties: Option<&Element>, paragraph: &Look) -> (bool, bool) {
        let Some(properties) = properties else { return (paragraph.bold, paragraph.hidden) };
        let chain = || self.chain(properties.child_val("rStyle"));
        let bold = properties.switch("b").or_else(|| chain().find_map(|style| style.bold));
        let hidden = properties.switch("vanish").or_else(|| chain().find_map(|style| style.hidden));
        (bold.unwrap_or(paragraph.bold), hidden.unwrap_or(paragraph.hidden))
    }
}

impl Style {
    fn of_style(element: &Element) -> Style {
        let mut style = element.child("pPr").map(Style::of_properties).unwrap_or_default();
        let run = element.child("rPr");
        style.bold = run.and_then(|run| run.switch("b"));
        style.hidden = run.and_then(|run| run.switch("vanish"));
        style.based_on = element.child_val("basedOn").map(str::to_owned);
        style.role = element.child_val("name").and_then(role_of_name);
        style.is_default = matches!(element.get("default"), Some("1" | "true" | "on"));
        style
    }

    fn of_properties(properties: &Element) -> Style {
        let list = properties.child("numPr");
        let number = |name| list.and_then(|list| list.child_val(name));
        Style {
            outline: properties.child_val("outlineLvl").and_then(|level| level.trim().parse().ok()),
            list: (
                number("numId").and_then(|id| id.trim().parse().ok()),
                number("ilvl").and_then(|level| level.trim().parse().ok()),
            ),
            ..Style::default()
        }
    }
}

/// What a style is by its name. Word keeps the names of its own styles in English whatever language it speaks; other
/// programs, and people, name them in theirs.
fn role_of_name(name: &str) -> Option<Role> {
    const HEADINGS: [&str; 24] = [
        "heading",
        "titre",
        "título",
        "titulo",
        "überschrift",
        "titolo",
        "kop",
        "rubrik",
        "overskrift",
        "otsikko",
        "nagłówek",
        "nadpis",
        "címsor",
        "titlu",
        "başlık",
        "заголовок",
        "επικεφαλίδα",
        "عنوان",
        "כותרת",
        "标题",
        "標題",
        "見出し",
        "제목",
        "judul",
    ];
    const TITLES: [&str; 14] = [
        "title",
        "titre",
        "título",
        "titulo",
        "titel",
        "titolo",
        "tytuł",
        "название",
        "العنوان",
        "标题",
        "標題",
        "表題",
        "제목",
        "document title",
    ];
    const SUBTITLES: [&str; 7] =
        ["subtitle", "sous-titre", "subtítulo", "untertitel", "sottotitolo", "подзаголовок", "副标题"];
    const CAPTIONS: [&str; 12] = [
        "caption",
        "légende",
        "leyenda",
        "descripción",
        "legenda",
        "beschriftung",
        "didascalia",
        "bijschrift",
        "название объекта",
        "题注",
        "image caption",
        "table caption",
    ];
    const CONTENTS: [&str; 9] =
        ["toc", "tm", "tdc", "tdm", "contents", "verzeichnis", "sumário", "оглавление", "目录"];
    let name = name.trim().to_lowercase();
    let body = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = name.strip_prefix(body).unwrap_or_default();
    let level = digits.parse::<u8>().ok();
    let body = body.trim_end_matches([' ', '-', '_']);
    if let Some(level) = level.filter(|level| (1..=9).contains(level)) {
        if HEADINGS.contains(&body) {
            return Some(Role::Heading(level.min(6)));
        }
        if CONTENTS.contains(&body) {
            return Some(Role::Contents);
        }
    }
    if TITLES.contains(&name.as_str()) {
        return Some(Role::Heading(1));
    }
    if SUBTITLES.contains(&name.as_str()) {
        return Some(Role::Heading(2));
    }
    if CAPTIONS.contains(&body) {
        return Some(Role::Caption);
    }
    let is_list =
        ["list bullet", "list number", "listbullet", "listnumber", "liste à puces", "lista con viñetas"];
    is_list.contains(&body).then(|| Role::Item(level.unwrap_or(1).saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_what_its_name_says_in_its_language() {
        for (name, role) in [
            ("heading 2", Some(Role::Heading(2))),
            ("Heading2", Some(Role::Heading(2))),
            ("Titre 1", Some(Role::Heading(1))),
            ("Überschrift 3", Some(Role::Heading(3))),
            ("Заголовок 1", Some(Role::Heading(1))),
            ("Title", Some(Role::Heading(1))),
            ("caption", Some(Role::Caption)),
            ("toc 2", Some(Role::Contents)),
            ("List Bullet 2", Some(Role::Item(1))),
            ("Normal", None),
            ("Body Text 2", None),
        ] {
            assert_eq!(role_of_name(name), role, "{name}");
        }
    }

    #[test]
    fn a_paragraph_is_what_its_style_is_based_on_unless_it_says_otherwise() {
        let part = r#"<w:styles><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Our chapter"/><w:basedOn w:val="H1"/></w:style>
            <w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="x"/><w:basedOn w:val="Loop"/></w:style></w:styles>"#;
        let styles = Styles::read(part.as_bytes(), 512);
        let look = |properties: &str| {
            let text = format!("<x>{properties}</x>");
            let element = Children::of(&text, "x", 512).next();
            styles.paragraph(element.as_ref())
        };
        let mine = look(r#"<w:pPr><w:pStyle w:val="Mine"/></w:pPr>"#);
        assert_eq!((mine.role, mine.list, mine.bold), (Some(Role::Heading(1)), Some((4, 0)), true));
        let out = look(r#"<w:pPr><w:pStyle w:val="Mine"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>"#);
        assert_eq!(out.list, None);
        assert_eq!(look(r#"<w:pPr><w:pStyle w:val="Loop"/></w:pPr>"#).role, None);
        assert_eq!(look(r#"<w:pPr><w:pStyle w:val="Heading3"/></w:pPr>"#).role, Some(Role::Heading(3)));
        assert_eq!(look(r#"<w:pPr><w:outlineLvl w:val="1"/></w:pPr>"#).role, Some(Role::Heading(2)));
    }
}
