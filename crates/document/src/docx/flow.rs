//! The elements of a part to blocks, in the order in which they stand.

use super::numbering::Numbering;
use super::runs::{self, Fields, Line};
use super::styles::{Look, Role, Styles};
use super::tables;
use super::xml::Element;
use crate::composer::Composer;
use crate::text::{is_capitals, is_heading, key_value, list_mark};
use crate::{BlockKind, Layer};

/// The longest line in bold that is a heading, in bytes.
const LONGEST_HEADING: usize = 160;

/// Writes the blocks of a document.
pub(super) struct Flow<'a> {
    pub(super) styles: &'a Styles,
    numbering: Numbering,
    pub(super) out: Composer,
    pub(super) fields: Fields,
    /// What the blocks belong to.
    pub(super) layer: Layer,
    /// Level of the heading above.
    level: u8,
    /// Lines of a paragraph whose end was deleted: they go on in the next.
    carried: Vec<Line>,
    waiting: Option<Waiting>,
    /// The last paragraph was empty.
    blank: bool,
    /// Lines with tabs, which may be rows of one table.
    tabbed: String,
}

/// A paragraph that is written when it is known what follows.
struct Waiting {
    lines: Vec<Line>,
    look: Look,
    mark: String,
    layer: Layer,
    after_blank: bool,
}

impl<'a> Flow<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: Numbering, out: Composer) -> Flow<'a> {
        Flow {
            styles,
            numbering,
            out,
            fields: Fields::default(),
            layer: Layer::Body,
            level: 1,
            carried: Vec::new(),
            waiting: None,
            blank: true,
            tabbed: String::new(),
        }
    }

    /// Writes a paragraph, a table, or what stands in an element around them.
    pub(super) fn block(&mut self, element: &Element) {
        match element.name {
            "p" => self.paragraph(element),
            "tbl" => {
                self.settle(false);
                tables::write(self, element);
                self.blank = false;
            }
            "sdt" => self.control(element),
            "AlternateContent" => {
                if let Some(chosen) = runs::alternative(element) {
                    self.blocks(chosen);
                }
            }
            "" | "sdtContent" => self.blocks(element),
            _ => {}
        }
    }

    pub(super) fn blocks(&mut self, element: &Element) {
        for child in element.children() {
            self.block(child);
        }
    }

    /// What stands in `element` and nothing else on its lines.
    pub(super) fn apart(&mut self, element: &Element) {
        self.close();
        self.blank = true;
        self.blocks(element);
        self.close();
    }

    /// What stands in `element`, in another layer.
    pub(super) fn in_layer(&mut self, element: &Element, layer: Layer) {
        self.close();
        let own = std::mem::replace(&mut self.layer, layer);
        self.apart(element);
        self.layer = own;
    }

    fn control(&mut self, control: &Element) {
        if runs::is_placeholder(control) {
            return;
        }
        let galleries = control.child("sdtPr").map(|it| it.below("docPartGallery")).unwrap_or_default();
        if galleries.iter().any(|gallery| gallery.val() == Some("Table of Contents")) {
            return self.in_layer(control, Layer::Furniture);
        }
        self.blocks(control);
    }

    fn paragraph(&mut self, element: &Element) {
        let properties = element.child("pPr");
        let look = self.styles.paragraph(properties);
        let shown = runs::read(element, &look, self.styles, &mut self.fields);
        let is_end_deleted = properties
            .and_then(|properties| properties.child("rPr"))
            .is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some());
        if is_end_deleted {
            self.carry(shown.lines);
        } else {
            let lines = self.with_carried(shown.lines);
            self.lines(lines, look);
        }
        for picture in shown.pictures {
            self.settle(false);
            self.out.line("", picture, BlockKind::Caption, self.layer);
        }
        for content in shown.boxes {
            self.apart(content);
        }
    }

    fn carry(&mut self, lines: Vec<Line>) {
        let lines = self.with_carried(lines);
        self.carried = lines;
    }

    /// The lines behind those that a deleted end carried over: the first goes on where they end.
    fn with_carried(&mut self, lines: Vec<Line>) -> Vec<Line> {
        let mut carried = std::mem::take(&mut self.carried);
        let mut lines = lines.into_iter();
        if let Some(last) = carried.last_mut()
            && let Some(first) = lines.next()
        {
            last.join(&first);
        }
        carried.extend(lines);
        carried
    }

    fn lines(&mut self, lines: Vec<Line>, look: Look) {
        if lines.is_empty() {
            self.settle(true);
            self.blank = true;
            return;
        }
        self.settle(false);
        let mark = match (look.list, look.role) {
            (Some((list, depth)), _) => self.numbering.mark(list, depth),
            (None, Some(Role::Item(_))) => "• ".to_owned(),
            _ => String::new(),
        };
        let is_contents = look.role == Some(Role::Contents) || self.fields.in_contents();
        let layer = if is_contents { Layer::Furniture } else { self.layer };
        self.waiting = Some(Waiting { lines, look, mark, layer, after_blank: self.blank });
        self.blank = false;
    }

    /// Counts an item of a list that is written elsewhere.
    pub(super) fn count(&mut self, look: &Look) {
        if let Some((list, depth)) = look.list {
            self.numbering.mark(list, depth);
        }
    }

    /// Writes the paragraph that waits; `blank`: an empty one follows it.
    pub(super) fn settle(&mut self, blank: bool) {
        if let Some(waiting) = self.waiting.take() {
            self.write(&waiting, blank);
        }
        if blank {
            self.end_tabbed();
        }
    }

    /// Nothing more follows here.
    fn close(&mut self) {
        self.settle(false);
        self.end_tabbed();
    }

    /// Writes what is left.
    pub(super) fn finish(&mut self) {
        let carried = std::mem::take(&mut self.carried);
        if !carried.is_empty() {
            self.lines(carried, Look::default());
        }
        self.close();
    }

    fn write(&mut self, waiting: &Waiting, blank: bool) {
        let Waiting { lines, look, mark, layer, after_blank } = waiting;
        if *layer == Layer::Furniture && self.layer != Layer::Furniture {
            self.end_tabbed();
            for line in lines {
                self.out.line("", &line.text().replace('\t', " "), BlockKind::Paragraph, *layer);
            }
            return;
        }
        let whole = || {
            let mut lines = lines.iter();
            let mut whole = lines.next().cloned().unwrap_or_default();
            lines.for_each(|line| whole.join(line));
            whole
        };
        match look.role {
            Some(Role::Heading(level)) => self.heading(mark, whole().text(), level),
            Some(Role::Caption) => {
                self.end_tabbed();
                self.out.line(mark, &plain(whole().text()), BlockKind::Caption, *layer);
            }
            _ if look.list.is_some() || matches!(look.role, Some(Role::Item(_))) => {
                let depth = match (look.list, look.role) {
                    (Some((_, depth)), _) | (None, Some(Role::Item(depth))) => depth,
                    _ => 0,
                };
                self.item(mark, &whole(), depth);
            }
            _ => {
                let alone = lines.len() == 1 && *after_blank && blank;
                for line in lines {
                    self.line(line, alone);
                }
            }
        }
    }

    fn heading(&mut self, mark: &str, text: &str, level: u8) {
        self.end_tabbed();
        if self.layer == Layer::Body {
            self.level = level;
        }
        self.out.line(mark, &plain(text), BlockKind::Heading { level }, self.layer);
    }

    fn item(&mut self, mark: &str, line: &Line, depth: u8) {
        self.end_tabbed();
        let text = line.text();
        let (strong, rest) = line.split_strong();
        // A numbered chapter in bold, by hand: `1. Background`.
        if rest.trim().is_empty()
            && !strong.is_empty()
            && mark.starts_with(char::is_alphanumeric)
            && is_heading(text)
        {
            let level = self.below();
            return self.out.line(mark, &plain(text), BlockKind::Heading { level }, self.layer);
        }
        // A bullet typed behind a bullet of the list's own is one.
        let typed =
            list_mark(text).filter(|_| mark.starts_with('•') && !text.starts_with(char::is_alphanumeric));
        let text = text.get(typed.unwrap_or(0)..).unwrap_or(text);
        self.out.line(mark, &plain(text), BlockKind::ListItem { depth }, self.layer);
    }

    /// The level of a heading under the one above.
    fn below(&self) -> u8 {
        self.level.saturating_add(1).min(6)
    }

    /// A line that no style tells anything of. `alone`: empty paragraphs stand before and after it.
    fn line(&mut self, line: &Line, alone: bool) {
        let text = line.text();
        let (strong, rest) = line.split_strong();
        if let Some(mark) = list_mark(text) {
            self.end_tabbed();
            let (mark, item) = text.split_at_checked(mark).unwrap_or(("", text));
            let is_chapter =
                rest.trim().is_empty() && mark.starts_with(char::is_alphanumeric) && is_heading(item);
            let kind = if is_chapter {
                BlockKind::Heading { level: self.below() }
            } else {
                BlockKind::ListItem { depth: 0 }
            };
            return self.out.line(&format!("{} ", mark.trim_end()), &plain(item), kind, self.layer);
        }
        if text.contains('\t') {
            return self.tabbed(text);
        }
        self.end_tabbed();
        if self.layer != Layer::Body {
            return self.out.line("", text, BlockKind::Paragraph, self.layer);
        }
        let is_bold = rest.trim().is_empty() && !strong.is_empty();
        let is_title = || text.len() <= LONGEST_HEADING && (is_heading(text) || text.ends_with([':', '?']));
        if is_capitals(text) {
            return self.heading("", text, 1);
        }
        if is_bold && is_title() {
            return self.out.line("", text, BlockKind::Heading { level: self.below() }, self.layer);
        }
        if alone && is_heading(text) {
            return self.out.line("", text, BlockKind::Heading { level: 2 }, self.layer);
        }
        let has_colon =
            strong.trim_end().ends_with([':', '：']) || rest.trim_start().starts_with([':', '：']);
        if !is_bold && has_colon && is_label(strong) && key_value(text).is_none() {
            let value = rest.trim_start_matches([':', '：', ' ', '\u{a0}', '\u{202f}']);
            return self.out.key_value(strong, value, self.layer);
        }
        self.out.line("", text, BlockKind::Paragraph, self.layer);
    }

    /// A line with tabs: such lines are read together, as in plain text.
    fn tabbed(&mut self, text: &str) {
        let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
        let full: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
        // Several tabs lead to one value.
        let cells = if full.len() <= 2 { full } else { cells };
        self.tabbed.push_str(&cells.join("\t"));
        self.tabbed.push('\n');
    }

    pub(super) fn end_tabbed(&mut self) {
        let tabbed = std::mem::take(&mut self.tabbed);
        if !tabbed.is_empty() {
            self.out.preformatted(&tabbed, self.layer);
        }
    }

    /// A label and what stands beside it: on one line where it is one, else as a heading and blocks.
    pub(super) fn labelled(&mut self, label: &str, parts: &[String], value: &Element) {
        match parts {
            [] => self.out.line("", label, BlockKind::Paragraph, self.layer),
            [only] => self.out.key_value(label, only, self.layer),
            _ => {
                self.out.line("", label, BlockKind::Heading { level: self.below() }, self.layer);
                self.apart(value);
            }
        }
    }

    pub(super) fn band(&mut self, text: &str) {
        self.out.line("", text, BlockKind::Heading { level: self.below() }, self.layer);
    }
}

/// Tabs as spaces.
fn plain(text: &str) -> String {
    text.replace('\t', " ")
}

/// True for text that may be a label: few words, no sentence, no figure at its beginning.
pub(super) fn is_label(text: &str) -> bool {
    let body = text.trim().trim_end_matches([':', '：']).trim_end();
    (1..=60).contains(&body.chars().count())
        && body.split_whitespace().count() <= 8
        && body.chars().next().is_some_and(|c| !(c.is_lowercase() || c.is_ascii_digit()))
        && body.chars().any(char::is_alphabetic)
        && !body.ends_with(['.', ',', ';', '!'])
        && !body.contains(". ")
}
