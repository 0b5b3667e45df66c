//! The elements of a page to blocks, in the order in which they stand.

use super::announced::{announces_other, line_announces_other};
use super::furniture::{Judge, Part};
use super::labels;
use super::line::Line;
use super::named;
use super::shape::is_unread;
use super::tables;
use super::tags;
use super::tree::{Id, Tree};
use crate::composer::Composer;
use crate::text::{is_heading, list_mark};
use crate::{BlockKind, Layer};

/// Elements are read as deep as the tree builder lets them be, and a little deeper: it moves some.
const DEEPEST: u16 = 1200;
/// The longest line in bold that is a heading, in bytes.
const LONGEST_HEADING: usize = 160;
/// What stands between a label and its value.
const BETWEEN: [char; 5] = [':', '：', ' ', '\u{a0}', '\u{202f}'];

/// Writes the blocks of a page.
pub(super) struct Flow<'a> {
    tree: &'a Tree,
    judge: &'a Judge<'a>,
    out: &'a mut Composer,
    line: Line,
    /// What the line will be.
    place: Place,
    /// The mark of the list item that the line begins.
    mark: String,
    /// Level of the heading above.
    level: u8,
    /// Set when elements were nested too deep to be read.
    pub(super) is_too_deep: bool,
}

/// Where an element stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) part: Part,
    kind: Kind,
    /// How many lists it stands in.
    lists: u8,
    is_strong: bool,
    depth: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Heading(u8),
    Item,
    Caption,
}

impl Place {
    pub(super) fn top(part: Part) -> Place {
        Place { part, kind: Kind::Text, lists: 0, is_strong: false, depth: 0 }
    }

    fn layer(self) -> Layer {
        match self.part {
            Part::Subject => Layer::Body,
            Part::Beside | Part::Furniture => Layer::Furniture,
            Part::Notes => Layer::Notes,
        }
    }
}

impl<'a> Flow<'a> {
    pub(super) fn new(tree: &'a Tree, judge: &'a Judge<'a>, out: &'a mut Composer) -> Flow<'a> {
        let place = Place::top(Part::Subject);
        Flow {
            tree,
            judge,
            out,
            line: Line::default(),
            place,
            mark: String::new(),
            level: 1,
            is_too_deep: false,
        }
    }

    /// Writes what stands in `id`, each in its order. What stands under a heading that announces something else is
    /// furniture, up to the next heading that is as high.
    pub(super) fn children(&mut self, id: Id, place: Place) {
        let mut other: Option<u8> = None;
        let mut skipped = None;
        // The last of the values that were written with their label.
        let mut last: Option<Id> = None;
        for child in self.tree.children(id) {
            if skipped.take_if(|skipped| *skipped == child).is_some() {
                continue;
            }
            if last.is_some() {
                last.take_if(|last| *last == child);
                continue;
            }
            let mut within = place;
            if place.part == Part::Subject {
                if let Some(heading) = self.heading_of(child) {
                    let level = tags::heading(self.tree.name(heading)).unwrap_or(6);
                    let is_other = Some(heading) != self.judge.title()
                        && level > 1
                        && announces_other(&self.judge.text(heading));
                    if is_other {
                        other = Some(other.map_or(level, |other| other.min(level)));
                    } else if other.is_some_and(|other| level <= other) {
                        other = None;
                    }
                } else if self.announces_other(child) {
                    other = Some(other.unwrap_or(6));
                }
                if other.is_some() {
                    within.part = Part::Furniture;
                }
            }
            if let Some(value) = labels::value_of(self.tree, child).filter(|_| other.is_none()) {
                self.labelled(child, value, place);
                skipped = Some(value);
                continue;
            }
            if let Some(values) = self.judge.fields().values_of(child).filter(|_| other.is_none()) {
                last = values.last().copied();
                self.labelled_all(child, values, place);
                continue;
            }
            self.node(child, within);
        }
    }

    /// Writes what is left.
    pub(super) fn finish(&mut self) {
        self.end();
    }

    /// The heading that a child is or begins with.
    fn heading_of(&self, child: Id) -> Option<Id> {
        let name = self.tree.name(child);
        if tags::heading(name).is_some() {
            return Some(child);
        }
        let may_begin = matches!(name, "div" | "section" | "header" | "hgroup" | "article");
        (may_begin && self.judge.shape(child).headings > 0).then(|| self.judge.first_heading(child)).flatten()
    }

    /// A line without a heading's element that says that what follows is about something else.
    fn announces_other(&self, child: Id) -> bool {
        const LONGEST: u32 = 70;
        let shape = self.judge.shape(child);
        let is_line = (1..=LONGEST).contains(&shape.text) && shape.blocks <= 1 && shape.links == 0;
        let name = self.tree.name(child);
        is_line
            && matches!(
                name,
                "div" | "p" | "b" | "strong" | "span" | "font" | "legend" | "summary" | "center"
            )
            && line_announces_other(&self.judge.text(child))
    }

    fn node(&mut self, id: Id, place: Place) {
        if let Some(text) = self.tree.text(id) {
            self.text(text, place);
            return;
        }
        if self.tree.element(id).is_none() || is_unread(self.tree, id) {
            return;
        }
        if place.depth > DEEPEST {
            self.is_too_deep = true;
            return;
        }
        let mut place = Place { depth: place.depth + 1, ..place };
        let part = self.judge.part(id, place.part);
        if part != place.part {
            self.end();
            place.part = part;
            self.element(id, place);
            self.end();
        } else {
            self.element(id, place);
        }
    }

    fn text(&mut self, text: &str, place: Place) {
        if self.line.is_empty() && !text.trim().is_empty() {
            self.place = place;
        }
        self.line.push(text, place.is_strong);
    }

    fn element(&mut self, id: Id, place: Place) {
        let name = self.tree.name(id);
        if let Some(level) = tags::heading(name) {
            let level = match self.judge.title() {
                Some(title) if title == id => 1,
                Some(_) if self.judge.is_site_name(id) => level.max(2),
                _ => level,
            };
            return self.block(id, Place { kind: Kind::Heading(level), ..place });
        }
        match name {
            "br" | "hr" => self.end(),
            "wbr" | "del" | "s" | "strike" | "col" | "colgroup" | "rp" | "rt" => {}
            "img" => self.picture(id, place),
            "input" | "textarea" | "select" => self.field(id, place),
            "button" if !matches!(place.kind, Kind::Heading(_)) => self.block(id, place),
            "sup" if is_note_mark(self.tree, id) => {}
            "a" if self.tree.get(id, "role") == Some("doc-noteref") => {}
            "sup" => self.raised(id, place),
            "font" if place.kind == Kind::Text && self.is_large(id) => {
                self.block(id, Place { kind: Kind::Heading(self.below().min(2)), ..place });
            }
            "b" | "strong" | "label" => self.children(id, Place { is_strong: true, ..place }),
            "pre" | "listing" | "xmp" => self.preformatted(id, place),
            "ul" | "ol" | "menu" | "dir" => self.list(id, place),
            "dl" => self.definitions(id, place),
            "table" => self.table(id, place),
            "figcaption" | "caption" => self.block(id, Place { kind: Kind::Caption, ..place }),
            "summary" | "legend" => self.block(id, Place { kind: Kind::Heading(self.below()), ..place }),
            _ => self.container(id, place),
        }
    }

    /// An element that is nothing by itself.
    fn container(&mut self, id: Id, place: Place) {
        let name = self.tree.name(id);
        if place.kind == Kind::Text
            && let Some((label, value)) = labels::pair(self.tree, id, self.judge.fields())
        {
            return self.labelled(label, value, place);
        }
        if tags::is_block(name) || is_styled_as_block(self.tree, id) {
            let is_title = place.kind == Kind::Text && self.is_title(id);
            let kind = if is_title { Kind::Heading(self.below()) } else { place.kind };
            return self.block(id, Place { kind, ..place });
        }
        self.children(id, place);
        // Links and spans side by side are words of their own where no text divides them.
        let is_divided = |next: Id| self.tree.name(next) == name && matches!(name, "a" | "span");
        if self.tree.after(id).next().is_some_and(is_divided) && name == "a" {
            self.line.space();
        }
    }

    /// A line in letters so large that it is a heading: pages had no other once.
    fn is_large(&self, id: Id) -> bool {
        const LONGEST: u32 = 160;
        let shape = self.judge.shape(id);
        let is_large = self
            .tree
            .get(id, "size")
            .is_some_and(|size| matches!(size.trim(), "4" | "5" | "6" | "7" | "+1" | "+2" | "+3" | "+4"));
        is_large && (3..=LONGEST).contains(&shape.text) && shape.blocks == 0 && shape.headings == 0
    }

    /// A line that is a heading without its element: its class says so, or it is made as the page's labels are.
    fn is_title(&self, id: Id) -> bool {
        const LONGEST: u32 = 100;
        let shape = self.judge.shape(id);
        let is_line = shape.blocks == 1 && shape.text > 2 && shape.text <= LONGEST;
        let is_div = self.tree.name(id) == "div" || self.tree.name(id).contains('-');
        is_line
            && ((is_div && named::is_title(self.tree, id))
                || (self.judge.fields().is_made_as_label(self.tree, id)
                    && is_heading(&labels::text(self.tree, id))))
    }

    /// The level of a heading under the one above.
    fn below(&self) -> u8 {
        self.level.saturating_add(1).min(6)
    }

    fn block(&mut self, id: Id, place: Place) {
        self.end();
        self.children(id, place);
        self.end();
    }

    /// Ends the line.
    fn end(&mut self) {
        let line = self.line.take();
        if line.is_empty() {
            return;
        }
        let (place, mark) = (self.place, std::mem::take(&mut self.mark));
        let layer = place.layer();
        let text = line.text().trim();
        match place.kind {
            Kind::Heading(level) => {
                self.level = level;
                self.out.line("", text, BlockKind::Heading { level }, layer);
            }
            Kind::Caption => self.out.line("", text, BlockKind::Caption, layer),
            Kind::Item if !mark.is_empty() => {
                let kind = BlockKind::ListItem { depth: place.lists.saturating_sub(1) };
                // Some type a bullet where the page sets one too.
                let typed =
                    list_mark(text).filter(|_| !text.starts_with(|c: char| c.is_alphanumeric() || c == '('));
                let (second, text) = text.split_at_checked(typed.unwrap_or_default()).unwrap_or(("", text));
                self.out.line(&format!("{mark}{second}"), text, kind, layer);
            }
            Kind::Text | Kind::Item => self.text_line(&line, layer),
        }
    }

    /// A line of text: in bold it is a heading, with a bold label at its beginning a label and its value.
    fn text_line(&mut self, line: &Line, layer: Layer) {
        let text = line.text().trim();
        // Lists of those who type their bullets.
        if let Some((mark, item)) = list_mark(text).and_then(|mark| text.split_at_checked(mark)) {
            return self.out.line(mark, item, BlockKind::ListItem { depth: 0 }, layer);
        }
        let (label, rest) = line.split_strong();
        if rest.trim().is_empty() && !label.is_empty() {
            let is_title = text.len() <= LONGEST_HEADING && (is_heading(text) || text.ends_with([':', '?']));
            if is_title {
                return self.out.line("", text, BlockKind::Heading { level: self.below() }, layer);
            }
        } else if labels::is_label(label) {
            let value = rest.trim_start_matches(BETWEEN);
            let has_colon =
                label.trim_end().ends_with([':', '：']) || rest.trim_start().starts_with([':', '：']);
            let is_read = crate::text::key_value(text).is_some();
            if !is_read && (has_colon || labels::is_value(rest) || labels::is_time(rest)) {
                return self.out.key_value(label, value, layer);
            }
        }
        self.out.line("", text, BlockKind::Paragraph, layer);
    }

    /// A label and the element with its value.
    fn labelled(&mut self, label: Id, value: Id, place: Place) {
        self.end();
        let name = tables::parts(self.tree, label).join(" ");
        let mut parts = tables::parts(self.tree, value);
        if let Some(first) = parts.first_mut() {
            // The colon between them may stand outside of the label's element.
            *first = first.trim_start_matches(BETWEEN).to_owned();
        }
        parts.retain(|part| !part.is_empty());
        let part = self.judge.part(value, self.judge.part(label, place.part));
        let place = Place { part, depth: place.depth + 1, ..place };
        match parts.as_slice() {
            [] => self.out.line("", &name, BlockKind::Paragraph, place.layer()),
            [only] => self.out.key_value(&name, only, place.layer()),
            _ => {
                self.out.line("", &name, BlockKind::Heading { level: self.below() }, place.layer());
                self.values(value, &parts, place);
            }
        }
    }

    /// A label and the elements with its values.
    fn labelled_all(&mut self, label: Id, values: &[Id], place: Place) {
        if let [only] = values {
            return self.labelled(label, *only, place);
        }
        self.end();
        let name = tables::parts(self.tree, label).join(" ");
        self.out.line("", &name, BlockKind::Heading { level: self.below() }, place.layer());
        for value in values {
            self.block(*value, Place { depth: place.depth + 1, ..place });
        }
    }

    /// The value of a label that is more than a line.
    fn values(&mut self, value: Id, parts: &[String], place: Place) {
        let has_blocks = self.tree.below(value).skip(1).any(|inner| {
            let name = self.tree.name(inner);
            tags::is_block(name) || name == "br"
        });
        if has_blocks {
            self.block(value, place);
        } else {
            for part in parts {
                self.out.line("", part, BlockKind::Paragraph, place.layer());
            }
        }
    }

    fn definitions(&mut self, id: Id, place: Place) {
        self.end();
        let mut entries: Vec<Id> = Vec::new();
        for child in self.tree.elements(id) {
            // A `div` may hold a group.
            if self.tree.name(child) == "div" {
                entries.extend(self.tree.elements(child));
            } else {
                entries.push(child);
            }
        }
        let mut at = 0;
        while let Some(entry) = entries.get(at).copied() {
            let values: Vec<Id> = entries
                .iter()
                .skip(at + 1)
                .take_while(|next| self.tree.name(**next) == "dd")
                .copied()
                .collect();
            at += 1;
            match (self.tree.name(entry), values.as_slice()) {
                ("dt", [value]) => self.labelled(entry, *value, place),
                ("dt", [_, _, ..]) => {
                    let name = tables::parts(self.tree, entry).join(" ");
                    self.out.line("", &name, BlockKind::Heading { level: self.below() }, place.layer());
                    for value in &values {
                        self.block(*value, place);
                    }
                }
                _ => {
                    self.block(entry, place);
                    continue;
                }
            }
            at += values.len();
        }
    }

    fn list(&mut self, id: Id, place: Place) {
        self.end();
        let is_facts = labels::is_list(self.tree, id);
        let is_numbered = self.tree.name(id) == "ol";
        let mut number =
            self.tree.get(id, "start").and_then(|start| start.trim().parse::<u32>().ok()).unwrap_or(1);
        let lists = place.lists.saturating_add(1);
        for child in self.tree.children(id) {
            if self.tree.name(child) != "li" || is_unread(self.tree, child) {
                self.node(child, Place { lists, ..place });
                continue;
            }
            self.end();
            let part = self.judge.part(child, place.part);
            let within = Place { part, lists, depth: place.depth + 1, ..place };
            if let Some((label, value)) = labels::pair(self.tree, child, self.judge.fields()) {
                self.labelled(label, value, within);
            } else if is_facts {
                self.block(child, within);
            } else {
                self.mark = if is_numbered { format!("{number}. ") } else { "• ".to_owned() };
                self.block(child, Place { kind: Kind::Item, ..within });
                self.mark.clear();
            }
            number = number.saturating_add(1);
        }
        self.end();
    }

    fn table(&mut self, id: Id, place: Place) {
        self.end();
        let grid = tables::read(self.tree, id, &|id| self.judge.shape(id));
        for caption in grid.captions {
            self.node(caption, place);
        }
        match grid.kind {
            tables::Kind::Layout(cells) => {
                for cell in cells {
                    if is_unread(self.tree, cell) {
                        continue;
                    }
                    let part = self.judge.part(cell, place.part);
                    self.block(cell, Place { part, depth: place.depth + 1, ..place });
                }
            }
            tables::Kind::Labels(entries) => {
                for entry in entries {
                    match entry {
                        (Some(label), Some(value)) => self.labelled(label, value, place),
                        (Some(only), None) => {
                            let kind = Kind::Heading(self.below());
                            self.block(only, Place { kind, depth: place.depth + 1, ..place });
                        }
                        (None, Some(only)) => self.block(only, Place { depth: place.depth + 1, ..place }),
                        (None, None) => {}
                    }
                }
            }
            tables::Kind::Data(rows) => self.out.table(&rows, place.layer()),
        }
    }

    fn preformatted(&mut self, id: Id, place: Place) {
        self.end();
        let mut text = String::new();
        for inner in self.tree.below(id) {
            if let Some(own) = self.tree.text(inner) {
                text.push_str(own);
            } else if self.tree.name(inner) == "br" {
                text.push('\n');
            }
        }
        self.out.preformatted(&text.replace("\r\n", "\n").replace('\r', "\n"), place.layer());
    }

    /// The alternative text of a picture that stands in a line of its own.
    fn picture(&mut self, id: Id, place: Place) {
        let Some(alt) = self.tree.get(id, "alt").filter(|alt| is_told(alt)) else { return };
        let is_alone = self.line.is_empty() && matches!(place.kind, Kind::Text | Kind::Caption);
        let parent = self.tree.parent(id);
        let stands_with_text = parent.is_some_and(|parent| {
            self.judge.shape(parent).text > 0
                && !matches!(
                    self.tree.name(parent),
                    "figure" | "div" | "body" | "section" | "main" | "article"
                )
        });
        if is_alone && !stands_with_text {
            let mut line = Line::default();
            line.push(alt, false);
            self.out.line("", line.text(), BlockKind::Caption, place.layer());
        }
    }

    /// What was typed into or chosen in a form.
    fn field(&mut self, id: Id, place: Place) {
        let is_typed =
            |kind: &str| matches!(kind, "text" | "number" | "date" | "email" | "url" | "tel" | "month");
        match self.tree.name(id) {
            "input" if self.tree.get(id, "type").is_none_or(is_typed) => {
                if let Some(value) = self.tree.get(id, "value") {
                    self.line.space();
                    self.text(value, Place { is_strong: false, ..place });
                    self.line.space();
                }
            }
            "textarea" => self.block(id, place),
            "select" => {
                let is_chosen = |option: &Id| {
                    self.tree.name(*option) == "option" && self.tree.get(*option, "selected").is_some()
                };
                let chosen: Vec<Id> = self.tree.below(id).filter(is_chosen).collect();
                for option in chosen {
                    self.line.space();
                    self.children(option, place);
                    self.line.space();
                }
            }
            _ => {}
        }
    }

    /// `m<sup>2</sup>`, not `m2`.
    fn raised(&mut self, id: Id, place: Place) {
        let sign = match labels::text(self.tree, id).as_str() {
            "2" => "²",
            "3" => "³",
            _ => return self.children(id, place),
        };
        if self.line.text().ends_with('m') {
            self.text(sign, place);
        } else {
            self.children(id, place);
        }
    }
}

/// A number that leads to a note further down: no part of the text.
pub(super) fn is_note_mark(tree: &Tree, sup: Id) -> bool {
    let text = labels::text(tree, sup);
    let is_mark = !text.is_empty()
        && text.chars().count() <= 6
        && text.chars().all(|c| c.is_ascii_digit() || "[]()*†‡, ".contains(c) || c.is_ascii_lowercase());
    is_mark
        && (tree.below(sup).any(|inner| tree.name(inner) == "a")
            || is_bare_mark(tree, sup, &text)
            || tree.parent(sup).is_some_and(|parent| {
                tree.name(parent) == "a" && tree.get(parent, "href").is_some_and(|href| href.contains('#'))
            }))
}

/// A mark of a note without its link: an asterisk, or a number behind a word or an amount in groups, where no unit has a power.
fn is_bare_mark(tree: &Tree, sup: Id, mark: &str) -> bool {
    const FEWEST_LETTERS: usize = 4;
    const FEWEST_DIGITS: usize = 4;
    const MOST_DIGITS: usize = 2;
    if mark.chars().all(|c| "*†‡".contains(c)) {
        return true;
    }
    let number = mark.trim_matches(['[', ']', '(', ')']);
    let is_number =
        (1..=MOST_DIGITS).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let Some(before) = tree.before(sup).next().filter(|_| is_number) else { return false };
    let before = tree.text(before).map_or_else(|| labels::text(tree, before), str::to_owned);
    if before.ends_with(char::is_whitespace) {
        return false;
    }
    let word =
        before.split_whitespace().next_back().unwrap_or_default().trim_end_matches([')', ':', '.', ',']);
    let is_word = word.chars().all(char::is_alphabetic) && word.chars().count() >= FEWEST_LETTERS;
    let is_amount = word.contains([',', '.', '\'', '\u{a0}', '\u{202f}'])
        && word.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS
        && word.ends_with(|c: char| c.is_ascii_digit());
    is_word || is_amount
}

/// An alternative text that says something: no name of a file, no word for a decoration.
pub(super) fn is_told(alt: &str) -> bool {
    let alt = alt.trim();
    let ends = [".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp"];
    let is_word_for_it =
        ["image", "photo", "logo", "icon", "picture", "banner"].contains(&alt.to_lowercase().as_str());
    alt.chars().filter(|c| c.is_alphabetic()).count() > 2
        && !ends.iter().any(|end| alt.to_ascii_lowercase().ends_with(end))
        && !is_word_for_it
}

/// `<span style="display:block">`, and its like in the names of classes.
fn is_styled_as_block(tree: &Tree, id: Id) -> bool {
    let is_styled = tree.get(id, "style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        ["display:block", "display:flex", "display:grid", "display:table", "display:list-item"]
            .iter()
            .any(|display| style.contains(display))
    });
    is_styled
        || tree
            .get(id, "class")
            .is_some_and(|class| class.split_whitespace().any(|name| name == "d-block" || name == "block"))
}
