//! Which parts of a page are about the page and not about its subject: menus, banners, related links, footers.
//!
//! What the markup says comes first (elements, roles, names of classes in several languages), then what a heading
//! says, then the shape: cards whose headings are links, lists of links.

use std::collections::HashSet;

use super::announced::{announces_other, line_announces_other};
use super::fields::Fields;
use super::named;
use super::others;
use super::shape::Shape;
use super::tags;
use super::title;
use super::tree::{Id, Tree};

/// How far a neighbour may stand away, white space counted.
const NEAR: usize = 6;
/// Most nodes of a part that is looked through: parts that stand in each other would cost the square of their number.
const MOST_LOOKED_AT: usize = 4000;

/// What a part of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// About the subject.
    Subject,
    /// Beside the subject: only the boxes of facts in it are about it.
    Beside,
    /// About the page.
    Furniture,
    /// Notes under the text.
    Notes,
}

/// Judges the parts of one page.
pub(super) struct Judge<'a> {
    tree: &'a Tree,
    shapes: &'a [Shape],
    fields: Fields<'a>,
    /// Cards of other things.
    others: HashSet<Id>,
    /// The element with the page's subject, where the page says so.
    main: Option<Id>,
    /// The page's title.
    title: Option<Id>,
    /// What stands before the title, in the elements around it.
    before_title: HashSet<Id>,
    /// What stands at the page's end.
    last: HashSet<Id>,
    /// Letters and digits of the page.
    whole: u32,
    /// False when all else finds no subject: only what the markup says counts then.
    by_words: bool,
}

impl<'a> Judge<'a> {
    pub(super) fn new(tree: &'a Tree, shapes: &'a [Shape], by_words: bool) -> Judge<'a> {
        let whole = shapes.first().map_or(0, |shape| shape.text);
        let fields = Fields::find(tree, shapes);
        let (others, before_title, last) = (HashSet::new(), HashSet::new(), HashSet::new());
        let mut judge = Judge {
            tree,
            shapes,
            fields,
            others,
            main: None,
            title: None,
            before_title,
            last,
            whole,
            by_words,
        };
        judge.main = judge.main_element();
        judge.title = title::find(tree, shapes, judge.main);
        if by_words {
            judge.others = others::find(tree, shapes, &judge.fields, judge.title);
            let around = std::iter::successors(judge.title, |id| tree.parent(*id));
            judge.last = judge.last_elements();
            judge.before_title = around.flat_map(|id| tree.before(id)).collect();
        }
        judge
    }

    /// The labels and values that the page's structure tells.
    pub(super) fn fields(&self) -> &Fields<'a> {
        &self.fields
    }

    /// The element that is the page's title.
    pub(super) fn title(&self) -> Option<Id> {
        self.title
    }

    pub(super) fn shape(&self, id: Id) -> Shape {
        self.shapes.get(id.index()).copied().unwrap_or_default()
    }

    /// `<main>`, its role, or the one article: what holds a good part of the text.
    fn main_element(&self) -> Option<Id> {
        let holds = |id: &Id, part: u32| self.shape(*id).text.saturating_mul(part) >= self.whole.max(1);
        let all = |is: fn(&Tree, Id) -> bool| {
            self.tree.below(Tree::ROOT).filter(move |id| is(self.tree, *id)).collect::<Vec<Id>>()
        };
        let mains = all(|tree, id| tree.name(id) == "main" || tree.get(id, "role") == Some("main"));
        if let Some(main) = mains.into_iter().filter(|id| holds(id, 5)).max_by_key(|id| self.shape(*id).text)
        {
            return Some(main);
        }
        match all(|tree, id| tree.name(id) == "article" || tree.get(id, "role") == Some("article")).as_slice()
        {
            [article] if holds(article, 2) => Some(*article),
            _ => None,
        }
    }

    /// A heading of the first level that is a link, or stands before the title: the site's name.
    pub(super) fn is_site_name(&self, id: Id) -> bool {
        let is_first = self.title.is_some_and(|title| self.tree.name(title) != "h1");
        self.shape(id).linked_headings > 0 || (is_first && self.tree.name(id) == "h1")
    }

    /// Stands before the title of the first level, in a part of its own: menus, hints, and at times a box of facts.
    fn is_before_title(&self, id: Id) -> bool {
        self.by_words
            && self.before_title.contains(&id)
            && !matches!(self.tree.name(id), "html" | "body" | "head" | "main" | "")
    }

    fn holds_title(&self, id: Id) -> bool {
        self.title.is_some_and(|title| self.is_within(title, id))
    }

    fn holds_main(&self, id: Id) -> bool {
        self.main.is_some_and(|main| self.is_within(main, id))
    }

    fn is_within(&self, id: Id, outer: Id) -> bool {
        std::iter::successors(Some(id), |id| self.tree.parent(*id)).any(|id| id == outer)
    }

    /// What element `id` is, in a part that is `outer`.
    pub(super) fn part(&self, id: Id, outer: Part) -> Part {
        match outer {
            Part::Furniture | Part::Notes => outer,
            _ if named::is_notes(self.tree, id) => Part::Notes,
            Part::Subject if self.is_furniture(id) => Part::Furniture,
            Part::Subject if self.is_beside(id) || self.is_before_title(id) => self.beside(id),
            Part::Subject => Part::Subject,
            Part::Beside if self.is_furniture(id) => Part::Furniture,
            Part::Beside => self.beside(id),
        }
    }

    /// The part that the body of the page is.
    pub(super) fn page(&self) -> Part {
        if self.main.is_some() && self.by_words { Part::Beside } else { Part::Subject }
    }

    /// An element beside the subject: the subject where it is the main element, the title or a box of facts.
    fn beside(&self, id: Id) -> Part {
        if Some(id) == self.main || self.is_heading_box(id) {
            return Part::Subject;
        }
        if self.holds_main(id) || self.holds_title(id) {
            return Part::Beside;
        }
        if self.is_facts(id) { Part::Subject } else { Part::Beside }
    }

    /// The title, or the box around it and nothing of the page's.
    fn is_heading_box(&self, id: Id) -> bool {
        if !self.holds_title(id)
            || self.main.is_some_and(|main| self.title.is_some_and(|title| self.is_within(title, main)))
        {
            return false;
        }
        let shape = self.shape(id);
        let about_page = self.tree.below(id).take(MOST_LOOKED_AT).any(|inner| {
            matches!(self.tree.name(inner), "nav" | "form") || (inner != id && self.is_named_furniture(inner))
        });
        !about_page && !self.holds_main(id) && shape.linked * 2 < shape.text.max(1)
    }

    /// What the markup, its names or its heading say to be about the page.
    fn is_furniture(&self, id: Id) -> bool {
        let name = self.tree.name(id);
        if matches!(name, "html" | "body" | "main" | "") || self.holds_main(id) || Some(id) == self.title {
            return false;
        }
        let is_small = self.shape(id).text.saturating_mul(2) < self.whole;
        match name {
            "nav" | "dialog" | "search" | "menu" => return true,
            "footer" => return is_small,
            "header" => return !self.holds_title(id) && !self.is_within_main(id) && is_small,
            "button" => return true,
            _ => {}
        }
        if named::has_page_role(self.tree, id) && !self.holds_title(id) && is_small {
            return true;
        }
        if !self.by_words || self.holds_title(id) || !is_small {
            return false;
        }
        (self.is_named_furniture(id) && !self.is_only_facts(id))
            || (tags::heading(name).is_some() && self.is_site_name(id))
            || self.is_trail(id)
            || self.is_imprint(id)
            || self.is_announced(id)
            || self.others.contains(&id)
            || self.is_card(id)
            || self.is_list_of_links(id)
    }

    fn is_within_main(&self, id: Id) -> bool {
        self.main.is_some_and(|main| self.is_within(id, main))
            || std::iter::successors(self.tree.parent(id), |id| self.tree.parent(*id))
                .any(|outer| matches!(self.tree.name(outer), "main" | "article"))
    }

    fn is_named_furniture(&self, id: Id) -> bool {
        named::is_of_page(self.tree, id) || self.tree.get(id, "aria-label").is_some_and(announces_other)
    }

    /// A box of labels and values without a link, where no other stands on the page: the facts, whatever its class says.
    fn is_only_facts(&self, id: Id) -> bool {
        const FEWEST: usize = 3;
        let shape = self.shape(id);
        let has_links = shape.links > 0 || shape.inputs > 0 || shape.headings > 1;
        if has_links || shape.labels == 0 || self.is_announced(id) || !self.is_facts(id) {
            return false;
        }
        let own = super::labels::of(self.tree, id, &self.fields).len();
        own >= FEWEST && super::labels::of(self.tree, Tree::ROOT, &self.fields).len() == own
    }

    /// A part whose first line, or whose only heading of its level, says that it tells of something else.
    fn is_announced(&self, id: Id) -> bool {
        let name = self.tree.name(id);
        let may_be = matches!(
            name,
            "section" | "div" | "aside" | "article" | "ul" | "details" | "figure" | "table" | "td" | "nav"
        );
        if !may_be && !name.contains('-') {
            return false;
        }
        let Some(heading) = self.first_heading(id) else {
            return self.first_line(id).is_some_and(|line| line_announces_other(&line))
                && self.shape(id).headings == 0;
        };
        if !announces_other(&self.text(heading)) {
            return false;
        }
        let level = tags::heading(self.tree.name(heading)).unwrap_or(6);
        let mut others = self.tree.below(id).take(MOST_LOOKED_AT).filter(|other| *other != heading);
        !others.any(|other| tags::heading(self.tree.name(other)).is_some_and(|other| other <= level))
    }

    /// The first line of an element: what stands in it up to the next line's beginning.
    pub(super) fn first_line(&self, id: Id) -> Option<String> {
        const LONGEST: u32 = 80;
        let first = self.tree.below(id).take(NEAR * NEAR).find(|inner| {
            self.tree.text(*inner).is_some_and(|text| text.chars().any(char::is_alphanumeric))
        })?;
        let line = std::iter::successors(self.tree.parent(first), |id| self.tree.parent(*id))
            .take_while(|outer| *outer != id)
            .take_while(|outer| self.shape(*outer).text <= LONGEST && self.shape(*outer).blocks <= 1)
            .last()?;
        Some(self.text(line))
    }

    /// The heading that an element begins with; None where text stands before it.
    pub(super) fn first_heading(&self, id: Id) -> Option<Id> {
        for inner in self.tree.below(id).skip(1).take(NEAR * NEAR) {
            if tags::heading(self.tree.name(inner)).is_some() {
                return Some(inner);
            }
            if self.tree.text(inner).is_some_and(|text| !text.trim().is_empty()) {
                return None;
            }
        }
        None
    }

    /// One of several parts side by side whose headings are links: cards of other projects, teasers of news.
    fn is_card(&self, id: Id) -> bool {
        let shape = self.shape(id);
        if shape.linked_headings == 0 || shape.headings > 2 * shape.linked_headings || shape.titles > 0 {
            return false;
        }
        let (name, class) = (self.tree.name(id), self.tree.get(id, "class"));
        let is_alike = |other: Id| {
            self.tree.name(other) == name
                && self.tree.get(other, "class") == class
                && self.shape(other).linked_headings > 0
        };
        matches!(name, "div" | "article" | "li" | "section" | "a")
            && (self.tree.before(id).take(NEAR).any(is_alike) || self.tree.after(id).take(NEAR).any(is_alike))
    }

    /// `Home / Projects / Ghana`: where the page stands in its site.
    fn is_trail(&self, id: Id) -> bool {
        const LONGEST: u32 = 160;
        const BEGINNINGS: [&str; 18] = [
            "home",
            "homepage",
            "inicio",
            "início",
            "accueil",
            "startseite",
            "you are here",
            "vous êtes ici",
            "está aquí",
            "usted está",
            "estás en",
            "está aqui",
            "você está",
            "sie sind hier",
            "portada",
            "página inicial",
            "página principal",
            "главная",
        ];
        let shape = self.shape(id);
        if !(1..=LONGEST).contains(&shape.text) || shape.headings > 0 {
            return false;
        }
        let text = self.text(id);
        let behind = BEGINNINGS.iter().filter_map(|begins| text.strip_prefix(begins));
        let is_mark = |c: char| ">»›/→|:".contains(c);
        let are_links = shape.links > 1 && shape.linked * 2 > shape.text;
        // `Inicio: 28/07/2005` is a label for a start, and so is `Inicio:` beside its value.
        let is_label = |rest: &str| {
            let value = rest.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace());
            value.starts_with(|c: char| c.is_ascii_digit()) || value.is_empty() && rest.contains(':')
        };
        let mut behind = behind.map(str::trim_start).filter(|rest| !is_label(rest));
        behind.any(|rest| rest.starts_with(is_mark) || are_links)
    }

    /// Who keeps the page and where they live, at its end: no label, no sentence, and a mark of rights or a number.
    fn is_imprint(&self, id: Id) -> bool {
        const LONGEST: u32 = 400;
        const FEWEST_WORDS: usize = 12;
        let shape = self.shape(id);
        let is_plain = |inner: Id| !matches!(self.tree.name(inner), "li" | "table" | "pre" | "tr" | "dl");
        if !(1..=LONGEST).contains(&shape.text)
            || shape.headings > 0
            || !self.last.contains(&id)
            || !self.tree.below(id).take(MOST_LOOKED_AT).all(is_plain)
        {
            return false;
        }
        let text = self.text(id);
        let is_sentence =
            |text: &str| text.trim_end().ends_with('.') && text.split_whitespace().count() > FEWEST_WORDS;
        let has_sentence = self.tree.below(id).filter_map(|inner| self.tree.text(inner)).any(is_sentence);
        let rights = ["©", "copyright", "all rights", "tous droits", "derechos reserv", "direitos reserv"];
        // `3003 Bern, Switzerland`; a year is no code, and money no address: `Mali, Oxfam, € 143000, 2009–2012`.
        let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let is_code = |word: &str| {
            (4..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()) && !is_year(word)
        };
        let is_address = text.contains(',')
            && !text.contains(['€', '$', '£'])
            && text.split(|c: char| !c.is_alphanumeric()).any(is_code);
        let is_told = rights.iter().any(|right| text.contains(right)) || is_address;
        !has_sentence && is_told && super::labels::of(self.tree, id, &self.fields).is_empty()
    }

    /// The elements behind which nothing is read, from the body inwards.
    fn last_elements(&self) -> HashSet<Id> {
        let mut last = HashSet::new();
        let mut at = self.tree.below(Tree::ROOT).find(|id| self.tree.name(*id) == "body");
        while let Some(outer) = at {
            let read = self.tree.children(outer).filter(|id| self.shape(*id).text > 0);
            at = read.filter(|id| !self.is_furniture_by_name(*id)).last();
            last.extend(at);
        }
        last
    }

    fn is_furniture_by_name(&self, id: Id) -> bool {
        self.shape(id).text.saturating_mul(2) < self.whole
            && (matches!(self.tree.name(id), "footer" | "nav" | "dialog") || self.is_named_furniture(id))
    }

    /// A list of nothing but links that no heading of the subject announces.
    fn is_list_of_links(&self, id: Id) -> bool {
        let shape = self.shape(id);
        let is_list = matches!(self.tree.name(id), "ul" | "ol" | "table");
        if !is_list || shape.links < 3 || shape.linked * 10 < shape.text * 9 || self.main.is_some() {
            return false;
        }
        !self.follows_heading(id)
    }

    /// True when the element before it in its parent is a heading, a label or a line that ends in a colon.
    fn follows_heading(&self, id: Id) -> bool {
        let is_cell = |parent: Id| {
            let name = self.tree.name(parent);
            name == "dd" || (name == "td" && self.tree.name(id) != "table")
        };
        let is_read = |before: &Id| {
            self.shape(*before).text > 0 || self.tree.text(*before).is_some_and(|text| text.trim() == ":")
        };
        let before = self.tree.before(id).take(NEAR).find(is_read);
        match before {
            None => self.tree.parent(id).is_some_and(is_cell),
            Some(before) => {
                tags::heading(self.tree.name(before)).is_some()
                    || self.tree.name(before) == "p"
                    || self.tree.name(before) == "strong"
                    || self.text(before).trim_end().ends_with(':')
            }
        }
    }

    fn is_beside(&self, id: Id) -> bool {
        let name = self.tree.name(id);
        if !self.by_words
            || matches!(name, "html" | "body" | "main" | "article")
            || self.holds_main(id)
            || self.holds_title(id)
        {
            return false;
        }
        named::is_beside(self.tree, id)
    }

    /// A box of facts: at least two labels with their values, each of them once, and no links as headings.
    pub(super) fn is_facts(&self, id: Id) -> bool {
        let shape = self.shape(id);
        if shape.linked_headings > 0 || shape.text == 0 || self.tree.element(id).is_none() {
            return false;
        }
        // Before the title menus may look like labels.
        let is_before = std::iter::successors(Some(id), |id| self.tree.parent(*id))
            .any(|outer| self.before_title.contains(&outer));
        let fewest = if is_before { 4 } else { 2 };
        // A box around nothing but another box is judged by that.
        if self.tree.elements(id).any(|inner| {
            self.shape(inner).text == shape.text
                && tags::is_block(self.tree.name(inner))
                && self.tree.name(inner) != "dl"
                && self.tree.name(inner) != "table"
        }) {
            return false;
        }
        let labels = super::labels::of(self.tree, id, &self.fields);
        let once: std::collections::BTreeSet<&String> = labels.iter().collect();
        labels.len() >= fewest && once.len() == labels.len()
    }

    /// All text of an element, in small letters, white space as single spaces.
    pub(super) fn text(&self, id: Id) -> String {
        const LOOKED_AT: usize = 400;
        let mut text = String::new();
        for inner in self.tree.below(id).filter_map(|inner| self.tree.text(inner)) {
            text.push_str(inner);
            if text.len() > LOOKED_AT {
                break;
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    }
}
