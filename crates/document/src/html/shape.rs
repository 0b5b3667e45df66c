//! What each element of a page holds, measured once.

use super::tags;
use super::tree::{Id, Tree};

/// What stands in an element.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shape {
    /// Letters and digits of its text.
    pub(super) text: u32,
    /// Those that stand in links to elsewhere.
    pub(super) linked: u32,
    /// Links to elsewhere.
    pub(super) links: u32,
    /// Headings of the first level.
    pub(super) titles: u32,
    /// Headings of any level.
    pub(super) headings: u32,
    /// Headings that are links to elsewhere: of cards and teasers.
    pub(super) linked_headings: u32,
    /// Labels with a value, as far as the markup tells them.
    pub(super) labels: u32,
    /// Lines, tables and pictures: what stands in blocks of its own.
    pub(super) blocks: u32,
    /// Fields to type into or choose from, and buttons.
    pub(super) inputs: u32,
}

/// The shapes of all nodes of `tree`, by the index of their ids.
pub(super) fn measure(tree: &Tree) -> Vec<Shape> {
    let mut shapes = vec![Shape::default(); tree.len()];
    let order: Vec<Id> = tree.below(Tree::ROOT).collect();
    for id in order.into_iter().rev() {
        let mut shape = own(tree, id, shapes.get(id.index()).copied().unwrap_or_default());
        if is_unread(tree, id) {
            shape = Shape::default();
        }
        if let Some(slot) = shapes.get_mut(id.index()) {
            *slot = shape;
        }
        if let Some(parent) = tree.parent(id).and_then(|parent| shapes.get_mut(parent.index())) {
            parent.text += shape.text;
            parent.linked += shape.linked;
            parent.links += shape.links;
            parent.titles += shape.titles;
            parent.headings += shape.headings;
            parent.linked_headings += shape.linked_headings;
            parent.labels += shape.labels;
            parent.blocks += shape.blocks;
            parent.inputs += shape.inputs;
        }
    }
    shapes
}

/// The shape of an element, from that of what stands in it.
fn own(tree: &Tree, id: Id, mut shape: Shape) -> Shape {
    if let Some(text) = tree.text(id) {
        let count = text.chars().filter(|c| c.is_alphanumeric()).count();
        shape.text = u32::try_from(count).unwrap_or(u32::MAX / 4);
        return shape;
    }
    let name = tree.name(id);
    if name == "a" && tree.get(id, "href").is_some_and(leads_elsewhere) {
        shape.linked = shape.text;
        shape.links += 1;
        shape.linked_headings = shape.headings;
    }
    if tags::heading(name).is_some() {
        shape.headings = 1;
        shape.titles = u32::from(name == "h1");
        shape.linked_headings = u32::from(shape.text > 0 && shape.linked * 5 >= shape.text * 4);
    }
    shape.labels += u32::from(name == "dt" || (name == "tr" && tree.elements(id).count() == 2));
    shape.blocks += u32::from(tags::is_block(name));
    shape.inputs += u32::from(matches!(name, "input" | "select" | "button") && !is_hidden_input(tree, id));
    shape
}

fn is_hidden_input(tree: &Tree, id: Id) -> bool {
    tree.get(id, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"))
}

/// A link that is no place on the same page and no script.
fn leads_elsewhere(address: &str) -> bool {
    let address = address.trim();
    !address.is_empty() && !address.starts_with('#') && !address.starts_with("javascript:")
}

/// True for what nobody reads on the page: scripts, styles, what is hidden.
pub(super) fn is_unread(tree: &Tree, id: Id) -> bool {
    let Some(element) = tree.element(id) else { return false };
    let name = element.name();
    if matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "head"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "svg"
            | "math"
            | "datalist"
            | "map"
            | "noembed"
            | "noframes"
            | "audio"
            | "video"
            | "applet"
    ) {
        // A formula is read: it holds the figures of a sentence.
        return name != "math";
    }
    if element.get("aria-hidden") == Some("true") {
        return !opens_later(tree, id);
    }
    let is_hidden = element.get("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
    let is_styled_away = element.get("style").is_some_and(|style| {
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    });
    (is_hidden || is_styled_away) && !opens_later(tree, id)
}

/// A panel behind a tab, an accordion, `Show more`: hidden at first, and part of what the page tells.
fn opens_later(tree: &Tree, id: Id) -> bool {
    const PANELS: [&str; 9] =
        ["tab", "tabs", "tabpanel", "pane", "panel", "accordion", "collapse", "collapsible", "expandable"];
    tree.get(id, "role") == Some("tabpanel") || words(tree, id).any(|word| PANELS.contains(&word.as_str()))
}

/// Attributes in which sites name what they make.
const NAMING: [&str; 5] = ["class", "id", "data-testid", "data-test", "data-component"];

/// The words of an element's class and id, in small letters: `relatedProjects`, `related-projects` and `related_projects`
/// are `related` and `projects`. An element of a site's own making (`<app-footer>`) is named by its name.
pub(super) fn words(tree: &Tree, id: Id) -> impl Iterator<Item = String> + '_ {
    let own = Some(tree.name(id)).filter(|name| name.contains('-'));
    NAMING.into_iter().filter_map(move |name| tree.get(id, name)).chain(own).flat_map(split)
}

fn split(names: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    // Sites write a few names; a page of a megabyte of them is no page.
    for c in names.chars().take(2000) {
        if !c.is_alphanumeric() || (c.is_uppercase() && word.ends_with(|before: char| before.is_lowercase()))
        {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        if c.is_alphanumeric() {
            word.push(c);
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words.iter_mut().for_each(|word| *word = word.to_lowercase());
    words
}
