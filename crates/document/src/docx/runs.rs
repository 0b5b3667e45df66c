//! What stands in a paragraph: the text of its runs as it is shown, in lines.

use super::styles::{Look, Styles};
use super::xml::{Element, Node};
use crate::encoding::western_sign;

/// A line of a paragraph; only a break that the writer set ends one.
#[derive(Debug, Default, Clone)]
pub(super) struct Line {
    text: String,
    /// How many bytes from the beginning are bold.
    strong: usize,
}

/// A paragraph as shown.
#[derive(Debug, Default)]
pub(super) struct Shown<'a> {
    pub(super) lines: Vec<Line>,
    /// Text boxes that are anchored in it.
    pub(super) boxes: Vec<&'a Element>,
    /// What its pictures are said to show.
    pub(super) pictures: Vec<&'a str>,
}

/// The fields (`w:fldChar`) that are open: they may begin in one paragraph and end in another.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<Field>);

#[derive(Debug, Default)]
struct Field {
    code: String,
    /// Its code is over, what follows is its result.
    has_result: bool,
}

/// How text is shown.
#[derive(Debug, Clone, Copy, Default)]
struct Manner {
    bold: bool,
    hidden: bool,
    raised: bool,
}

impl Line {
    pub(super) fn text(&self) -> &str {
        self.text.trim()
    }

    /// The bold words that it begins with, and the rest.
    pub(super) fn split_strong(&self) -> (&str, &str) {
        self.text.split_at_checked(self.strong).unwrap_or((&self.text, ""))
    }

    /// Adds another line behind a space.
    pub(super) fn join(&mut self, next: &Line) {
        self.push(" ", false);
        let (strong, rest) = next.split_strong();
        self.push(strong, true);
        self.push(rest, false);
    }

    fn push(&mut self, text: &str, bold: bool) {
        let bold_so_far = self.strong == self.text.trim_end().len().max(self.strong);
        for c in text.chars().map(western_sign) {
            match c {
                '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' => {}
                '\t' => self.text.push('\t'),
                c if c.is_ascii_whitespace() || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                    if !self.text.is_empty() && !self.text.ends_with([' ', '\t']) {
                        self.text.push(' ');
                    }
                }
                c => self.text.push(c),
            }
        }
        if bold && bold_so_far {
            self.strong = self.text.len();
        }
    }
}

impl Fields {
    /// True within the code of a field, which is not shown.
    fn in_code(&self) -> bool {
        self.0.iter().any(|field| !field.has_result)
    }

    /// True within a table of contents.
    pub(super) fn in_contents(&self) -> bool {
        self.0.iter().any(|field| field.code.trim_start().starts_with("TOC"))
    }

    /// A paragraph is over: a code that is still open was never closed.
    fn end_paragraph(&mut self) {
        self.0.retain(|field| field.has_result);
    }
}

/// Reads paragraphs.
pub(super) struct Runs<'a, 'f> {
    styles: &'f Styles,
    fields: &'f mut Fields,
    look: &'f Look,
    shown: Shown<'a>,
}

/// What a paragraph shows.
pub(super) fn read<'a>(
    paragraph: &'a Element,
    look: &Look,
    styles: &Styles,
    fields: &mut Fields,
) -> Shown<'a> {
    let mut runs = Runs { styles, fields, look, shown: Shown::default() };
    runs.shown.lines.push(Line::default());
    let manner = Manner { bold: look.bold, hidden: look.hidden, raised: false };
    runs.children(paragraph, manner);
    runs.fields.end_paragraph();
    let mut shown = runs.shown;
    shown.lines.retain(|line| !line.text().is_empty());
    shown
}

impl<'a> Runs<'a, '_> {
    fn children(&mut self, element: &'a Element, manner: Manner) {
        for child in element.children() {
            self.element(child, manner);
        }
    }

    fn element(&mut self, element: &'a Element, manner: Manner) {
        match element.name {
            // Properties, and what was deleted or moved away.
            "pPr" | "rPr" | "sdtPr" | "del" | "moveFrom" | "delText" | "rt" => {}
            "r" => {
                let properties = element.child("rPr");
                let (bold, hidden) = self.styles.run(properties, self.look);
                let raised = properties.and_then(|it| it.child_val("vertAlign")) == Some("superscript");
                self.children(element, Manner { bold, hidden, raised });
            }
            "t" => self.text(element, manner),
            "tab" | "ptab" => self.push("\t", manner),
            "br" | "cr" => self.end_line(manner),
            "noBreakHyphen" => self.push("-", manner),
            "sym" => {
                let sign =
                    symbol(element.get("char").unwrap_or_default(), element.get("font").unwrap_or_default());
                self.push(&sign.map(String::from).unwrap_or_default(), manner);
            }
            "fldChar" => self.field(element, manner),
            "instrText" => {
                if let Some(field) = self.fields.0.last_mut().filter(|field| !field.has_result) {
                    const LONGEST: usize = 200;
                    let code = element.text();
                    field.code.extend(code.chars().take(LONGEST.saturating_sub(field.code.len())));
                }
            }
            "AlternateContent" => {
                if let Some(chosen) = alternative(element) {
                    self.children(chosen, manner);
                }
            }
            "txbxContent" => self.shown.boxes.push(element),
            "docPr" => self.shown.pictures.extend(element.get("descr").filter(|words| is_told(words))),
            "sdt" => self.control(element, manner),
            // A fraction and a power of a formula.
            "num" => {
                self.children(element, manner);
                self.push("/", manner);
            }
            "sup" => {
                self.push("^", manner);
                self.children(element, manner);
            }
            _ => self.children(element, manner),
        }
    }

    fn text(&mut self, element: &'a Element, manner: Manner) {
        for node in element.nodes() {
            let Node::Text(text) = node else { continue };
            let after_metre = || self.shown.lines.last().is_some_and(|line| line.text.ends_with('m'));
            let sign = match text.as_str() {
                "2" if manner.raised && after_metre() => "²",
                "3" if manner.raised && after_metre() => "³",
                text => text,
            };
            self.push(sign, manner);
        }
    }

    fn push(&mut self, text: &str, manner: Manner) {
        if manner.hidden || self.fields.in_code() {
            return;
        }
        if let Some(line) = self.shown.lines.last_mut() {
            line.push(text, manner.bold);
        }
    }

    fn end_line(&mut self, manner: Manner) {
        if !manner.hidden && !self.fields.in_code() {
            self.shown.lines.push(Line::default());
        }
    }

    fn field(&mut self, element: &'a Element, manner: Manner) {
        const DEEPEST: usize = 50;
        match element.get("fldCharType") {
            Some("begin") => {
                // A field of a form shows what was chosen and has no result.
                for list in element.below("ddList") {
                    let at = list.child_val("result").or(list.child_val("default")).unwrap_or("0");
                    let at: usize = at.trim().parse().unwrap_or(0);
                    let chosen = list.children().filter(|child| child.name == "listEntry").nth(at);
                    self.push(chosen.and_then(Element::val).unwrap_or_default(), manner);
                }
                if self.fields.0.len() < DEEPEST {
                    self.fields.0.push(Field::default());
                }
            }
            Some("separate") => {
                if let Some(field) = self.fields.0.last_mut() {
                    field.has_result = true;
                }
            }
            Some("end") => {
                self.fields.0.pop();
            }
            _ => {}
        }
    }

    /// A content control: what was typed or chosen; nothing of what asks to type.
    fn control(&mut self, control: &'a Element, manner: Manner) {
        if is_placeholder(control) {
            return;
        }
        let before: usize = self.shown.lines.iter().map(|line| line.text.len()).sum();
        self.children(control, manner);
        let after: usize = self.shown.lines.iter().map(|line| line.text.len()).sum();
        if before == after
            && let Some(value) = chosen(control)
        {
            self.push(&value, manner);
        }
    }
}

/// True for a content control that shows only what asks to type (`Click here to enter text`).
pub(super) fn is_placeholder(control: &Element) -> bool {
    control.child("sdtPr").and_then(|properties| properties.switch("showingPlcHdr")) == Some(true)
}

/// The date or the entry of a list that a content control without text stands for.
fn chosen(control: &Element) -> Option<String> {
    let properties = control.child("sdtPr")?;
    if let Some(date) = properties.child("date").and_then(|date| date.get("fullDate")) {
        return date.get(..10).map(str::to_owned);
    }
    let list = properties.child("dropDownList").or(properties.child("comboBox"))?;
    let value = list.get("lastValue")?;
    let is_chosen = |entry: &&Element| entry.name == "listItem" && entry.get("value") == Some(value);
    let entry = list.children().find(is_chosen);
    Some(entry.and_then(|entry| entry.get("displayText")).unwrap_or(value).to_owned())
}

/// Of contents for several programs the one for the newest; the old one where only that holds text.
pub(super) fn alternative(element: &Element) -> Option<&Element> {
    let holds_box = |element: &&Element| !element.below("txbxContent").is_empty();
    let mut choices = element.children().filter(|child| child.name == "Choice");
    let first = choices.next();
    let fallback = element.child("Fallback");
    first.filter(holds_box).or(fallback.filter(holds_box)).or(first).or(fallback)
}

/// A description of a picture that says something: no name of a file, nothing that Word made up.
fn is_told(words: &str) -> bool {
    let words = words.trim();
    let folded = words.to_lowercase();
    let is_file = [".jpg", ".jpeg", ".png", ".gif", ".svg", ".emf", ".wmf", ".tif"]
        .iter()
        .any(|end| folded.ends_with(end));
    let is_made_up = folded.contains("generated")
        || folded.contains("généré")
        || folded.starts_with("a picture containing");
    words.split_whitespace().count() > 1 && !is_file && !is_made_up && !words.contains(['/', '\\'])
}

/// A sign of a font of signs, by its number there.
fn symbol(char: &str, font: &str) -> Option<char> {
    let code = u32::from_str_radix(char.trim(), 16).ok()?;
    // Fonts of signs stand in the private area from F000.
    if !(0xf000..=0xf0ff).contains(&code) {
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    let code = code - 0xf000;
    let sign = if font.to_ascii_lowercase().starts_with("wingdings") {
        match code {
            0x6c | 0x9f | 0xa0 => '•',
            0x6e | 0xa7 => '▪',
            0x71 | 0xa8 | 0x6f => '☐',
            0xfe | 0x52 => '☑',
            0xfd | 0x78 => '☒',
            0xfc => '✓',
            0xfb => '✗',
            0xe0 | 0xe8 | 0xf0 | 0xd8 => '→',
            _ => return None,
        }
    } else {
        match code {
            0xa3 => '≤',
            0xb3 => '≥',
            0xb1 => '±',
            0xb0 => '°',
            0xb4 => '×',
            0xb7 => '•',
            0xb9 => '≠',
            0xbb => '≈',
            0xae => '→',
            0xd7 => '·',
            0x2d => '−',
            0x20..=0x7e => char::from_u32(code)?,
            _ => return None,
        }
    };
    Some(sign)
}
