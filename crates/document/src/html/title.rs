//! Which element is the page's title: not the site's name, not a menu's, not a card's.

use super::labels;
use super::named;
use super::shape::Shape;
use super::tags;
use super::tree::{Id, Tree};

/// The heading that is the page's title: the first of the first level in `main`, else on the page, that is no link; of
/// several, or where there is none, the one that the page's own `<title>` names.
pub(super) fn find(tree: &Tree, shapes: &[Shape], main: Option<Id>) -> Option<Id> {
    let top = main.unwrap_or(Tree::ROOT);
    let within_main = headings(tree, shapes, top);
    let on_page = if main.is_some() { headings(tree, shapes, Tree::ROOT) } else { Vec::new() };
    let first_level = |all: &[Id]| all.iter().copied().find(|id| tree.name(*id) == "h1");
    let told = parts_of_title(tree);
    // The name of the site stands in `<title>` too, behind the page's own.
    let place = |id: &Id| {
        let text = folded(&labels::text(tree, *id));
        told.iter().position(|part| is_same(part, &text))
    };
    let named = within_main.iter().chain(&on_page).copied().filter(|id| place(id).is_some());
    let named = named.min_by_key(|id| (place(id), tree.name(*id) != "h1"));
    let first = first_level(&within_main).or_else(|| first_level(&on_page));
    match (first, named) {
        (Some(first), Some(named)) if is_site_name(tree, first, &told) => Some(named),
        (Some(first), _) => Some(first),
        (None, named) => named,
    }
}

/// Equal, or the longer one goes on where the shorter one ends: sites cut their titles.
fn is_same(one: &str, other: &str) -> bool {
    const FEWEST: usize = 16;
    one == other
        || (one.len().min(other.len()) >= FEWEST && (one.starts_with(other) || other.starts_with(one)))
}

/// A heading of the first level that is only the last part of the page's own title: `Roads of Ghana | Project database`.
fn is_site_name(tree: &Tree, heading: Id, told: &[String]) -> bool {
    let text = folded(&labels::text(tree, heading));
    told.len() > 1 && told.last().is_some_and(|last| *last == text)
}

/// Headings of the first three levels that are no links and stand in no menu, in order.
fn headings(tree: &Tree, shapes: &[Shape], top: Id) -> Vec<Id> {
    const LOWEST: u8 = 3;
    const MOST: usize = 200;
    let text = |id: Id| shapes.get(id.index()).map_or(0, |shape| shape.text);
    let is_heading = |id: &Id| {
        tags::heading(tree.name(*id)).is_some_and(|level| level <= LOWEST)
            && shapes.get(id.index()).is_some_and(|shape| shape.text > 0 && shape.linked_headings == 0)
    };
    let is_of_subject = |id: &Id| {
        let outer = std::iter::successors(tree.parent(*id), |id| tree.parent(*id));
        !outer.into_iter().any(|outer| {
            matches!(tree.name(outer), "nav" | "footer" | "dialog")
                || (text(outer).saturating_mul(2) < text(Tree::ROOT) && is_of_page(tree, outer))
        })
    };
    tree.below(top).filter(is_heading).take(MOST).filter(is_of_subject).collect()
}

fn is_of_page(tree: &Tree, id: Id) -> bool {
    !matches!(tree.name(id), "html" | "body" | "main" | "header") && named::is_of_page(tree, id)
}

/// What the page's `<title>` and what it tells social networks say, divided where sites put their name.
fn parts_of_title(tree: &Tree) -> Vec<String> {
    let is_named = |id: Id, name: &str| tree.get(id, "property").or(tree.get(id, "name")) == Some(name);
    let mut social = None;
    let mut own = None;
    for id in tree.below(Tree::ROOT) {
        match tree.name(id) {
            "title" if own.is_none() && tree.parent(id).is_some_and(|parent| tree.name(parent) == "head") => {
                own = Some(labels::text(tree, id))
            }
            "meta" if is_named(id, "og:title") => social = tree.get(id, "content").map(str::to_owned),
            "body" if own.is_some() => break,
            _ => {}
        }
    }
    let mut parts = Vec::new();
    for title in social.into_iter().chain(own) {
        parts.push(folded(&title));
        let divided =
            title.split(['|', '–', '—', '»', '›', '·', '•', '«']).flat_map(|part| part.split(" - "));
        parts.extend(divided.flat_map(|part| part.split(" : ")).map(folded).filter(|part| part.len() > 2));
    }
    parts
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
