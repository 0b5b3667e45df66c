//! Labels and values that only the page's structure tells: rows made alike, each of two parts, and labels and values that
//! follow each other by turns. `<div class="x1"><span class="a">Country</span><span class="b">Kenya</span></div>`
//!
//! One such row says nothing; two or more that are made alike, all of whose first parts (or all of whose second) read
//! as labels, do.

use std::collections::{HashMap, HashSet};

use super::labels;
use super::shape::{Shape, is_unread};
use super::tags;
use super::tree::{Id, Tree};

/// Name and classes of an element: what elements that a site makes alike share.
type Made<'a> = (&'a str, &'a str);

/// The labels and values of a page.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    /// Rows, with their label and value.
    rows: HashMap<Id, (Id, Id)>,
    /// Labels, with the values that stand after them in the same element.
    beside: HashMap<Id, Vec<Id>>,
    /// The labels of both.
    labels: HashSet<Id>,
    /// How the page makes its labels.
    names: HashSet<Made<'a>>,
}

/// What an element boils down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// One text, or more than two things.
    Other,
    /// Two things, each in an element or a text of its own.
    Two(Id, Id),
}

impl<'a> Fields<'a> {
    pub(super) fn find(tree: &'a Tree, shapes: &[Shape]) -> Fields<'a> {
        let mut fields = Fields::default();
        let order: Vec<Id> = tree.below(Tree::ROOT).collect();
        let parts = parts(tree, shapes, &order);
        let part = |id: Id| parts.get(id.index()).copied().unwrap_or(Parts::Other);
        let mut alike: HashMap<Made<'a>, Vec<Id>> = HashMap::new();
        for id in &order {
            if may_be_row(tree, *id) && !made(tree, *id).1.is_empty() {
                alike.entry(made(tree, *id)).or_default().push(*id);
            }
            for group in groups(tree, *id, shapes) {
                fields.rows_of(tree, shapes, &group, &part);
            }
            fields.by_turns(tree, shapes, *id);
        }
        for id in &order {
            // In the order of the page, so that the same page always gives the same.
            if let Some(group) = alike.remove(&made(tree, *id)) {
                fields.rows_of(tree, shapes, &group, &part);
            }
        }
        fields
    }

    /// The label and value of a row.
    pub(super) fn row(&self, id: Id) -> Option<(Id, Id)> {
        self.rows.get(&id).copied()
    }

    /// The values that stand after a label in the same element.
    pub(super) fn values_of(&self, label: Id) -> Option<&[Id]> {
        self.beside.get(&label).map(Vec::as_slice)
    }

    /// True for the label of a row, or one that stands before its values.
    pub(super) fn is_label(&self, id: Id) -> bool {
        self.labels.contains(&id)
    }

    /// True for an element made as the page's labels are.
    pub(super) fn is_made_as_label(&self, tree: &'a Tree, id: Id) -> bool {
        self.names.contains(&made(tree, id))
    }

    /// Takes a group of elements made alike as rows, if they are.
    fn rows_of(&mut self, tree: &'a Tree, shapes: &[Shape], group: &[Id], part: &dyn Fn(Id) -> Parts) {
        let with_text = group.iter().filter(|id| shape(shapes, **id).text > 0).count();
        let halves: Vec<(Id, Id, Id)> = group
            .iter()
            .filter_map(|id| match part(*id) {
                Parts::Two(one, other) => Some((*id, one, other)),
                Parts::Other => None,
            })
            .collect();
        if halves.len() < 2 || halves.len() * 4 < with_text * 3 {
            return;
        }
        let Some(is_first) = label_is_first(tree, shapes, &halves) else { return };
        for (row, one, other) in halves {
            let (label, value) = if is_first { (one, other) } else { (other, one) };
            if !is_label(tree, shapes, label) || shape(shapes, value).headings > 0 {
                continue;
            }
            self.rows.entry(row).or_insert((label, value));
            self.learn(tree, label, value);
        }
    }

    fn learn(&mut self, tree: &'a Tree, label: Id, value: Id) {
        self.labels.insert(label);
        if made(tree, label) != made(tree, value) && !made(tree, label).1.is_empty() {
            self.names.insert(made(tree, label));
        }
    }

    /// Labels and values by turns: elements of two makes, each of the first before one or more of the second.
    fn by_turns(&mut self, tree: &'a Tree, shapes: &[Shape], parent: Id) {
        let children = read_children(tree, shapes, parent);
        if children.len() < 4 || children.len() > MOST_ALIKE || holds_stray_text(tree, parent) {
            return;
        }
        let makes: Vec<Made<'a>> = children.iter().map(|id| made(tree, *id)).collect();
        for first in 0..2 {
            let (Some(label), Some(value)) = (makes.get(first), makes.get(first + 1)) else { return };
            let rest = makes.get(first..).unwrap_or_default();
            let times = rest.iter().filter(|made| *made == label).count();
            let is_by_turns = label != value
                && times >= 2
                && rest.iter().all(|made| made == label || made == value)
                && rest.windows(2).all(|pair| pair != [*label, *label])
                && rest.last() == Some(value)
                && may_alternate(label)
                && may_alternate(value);
            let labels: Vec<Id> =
                children.iter().skip(first).copied().filter(|id| made(tree, *id) == *label).collect();
            if !is_by_turns || !labels.iter().all(|id| is_label(tree, shapes, *id)) {
                continue;
            }
            let mut open = None;
            for child in children.iter().skip(first) {
                if made(tree, *child) == *label {
                    open = Some(*child);
                } else if let Some(open) = open {
                    self.beside.entry(open).or_default().push(*child);
                    self.learn(tree, open, *child);
                }
            }
            return;
        }
    }
}

/// More elements side by side than a page has labels and values.
const MOST_ALIKE: usize = 400;

fn may_alternate((name, _): &Made<'_>) -> bool {
    matches!(*name, "div" | "span" | "p" | "b" | "strong" | "small" | "em" | "label")
}

fn made(tree: &Tree, id: Id) -> Made<'_> {
    (tree.name(id), tree.get(id, "class").unwrap_or_default())
}

fn shape(shapes: &[Shape], id: Id) -> Shape {
    shapes.get(id.index()).copied().unwrap_or_default()
}

/// Elements with text in them.
fn read_children(tree: &Tree, shapes: &[Shape], parent: Id) -> Vec<Id> {
    tree.elements(parent).filter(|id| shape(shapes, *id).text > 0 && !is_unread(tree, *id)).collect()
}

fn holds_stray_text(tree: &Tree, parent: Id) -> bool {
    tree.children(parent).any(|id| tree.text(id).is_some_and(is_told))
}

/// Text that is more than white space and a colon.
fn is_told(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && c != ':')
}

/// An element that may be a row of a label and a value.
fn may_be_row(tree: &Tree, id: Id) -> bool {
    let name = tree.name(id);
    matches!(name, "div" | "li" | "section" | "span" | "article" | "p") || name.contains('-')
}

/// The children of `parent` that are made alike, where there are two or more of them.
fn groups(tree: &Tree, parent: Id, shapes: &[Shape]) -> Vec<Vec<Id>> {
    let mut groups: Vec<(Made<'_>, Vec<Id>)> = Vec::new();
    for child in read_children(tree, shapes, parent).into_iter().filter(|id| may_be_row(tree, *id)) {
        let own = made(tree, child);
        // A site makes few kinds of elements in one place.
        match groups.iter_mut().rev().take(12).find(|(made, _)| *made == own) {
            Some((_, group)) => group.push(child),
            None => groups.push((own, vec![child])),
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| group.len() > 1).collect()
}

/// What each element boils down to, by the index of its id: an element around nothing but another is that.
fn parts(tree: &Tree, shapes: &[Shape], order: &[Id]) -> Vec<Parts> {
    let mut parts = vec![Parts::Other; tree.len()];
    for id in order.iter().rev() {
        if tree.element(*id).is_none() || shape(shapes, *id).text == 0 {
            continue;
        }
        let mut told = tree.children(*id).filter(|child| match tree.text(*child) {
            Some(text) => is_told(text),
            None => shape(shapes, *child).text > 0,
        });
        let found = match (told.next(), told.next(), told.next()) {
            (Some(only), None, None) => parts.get(only.index()).copied().unwrap_or(Parts::Other),
            (Some(one), Some(other), None) if tree.element(one).is_some() => Parts::Two(one, other),
            _ => Parts::Other,
        };
        if let Some(slot) = parts.get_mut(id.index()) {
            *slot = found;
        }
    }
    parts
}

/// A text of one line that reads as a label.
fn is_label(tree: &Tree, shapes: &[Shape], id: Id) -> bool {
    /// Letters and digits; no label has more.
    const LONGEST: u32 = 60;
    let held = shape(shapes, id);
    if held.text > LONGEST || held.headings > 0 || held.blocks > 2 {
        return false;
    }
    let text = labels::text(tree, id);
    labels::is_label(&text) && !text.contains(": ")
}

/// Which half of such rows is the label: the one that names of classes say, else the one without figures. None where
/// neither reads so.
fn label_is_first(tree: &Tree, shapes: &[Shape], halves: &[(Id, Id, Id)]) -> Option<bool> {
    let count = |is: &dyn Fn(&(Id, Id, Id)) -> bool| halves.iter().filter(|half| is(half)).count();
    let most = |number: usize| number * 4 >= halves.len() * 3;
    let has_digit = |id: Id| labels::text(tree, id).contains(|c: char| c.is_ascii_digit());
    let are_first = most(count(&|(_, one, _)| is_label(tree, shapes, *one)));
    let are_second = most(count(&|(_, _, other)| is_label(tree, shapes, *other)));
    let (first_named, second_named) = (
        count(&|(_, one, _)| labels::is_named(tree, *one)),
        count(&|(_, _, other)| labels::is_named(tree, *other)),
    );
    if are_first && first_named > second_named {
        return Some(true);
    }
    if are_second && second_named > first_named {
        return Some(false);
    }
    let (first_figures, second_figures) =
        (count(&|(_, one, _)| has_digit(*one)), count(&|(_, _, other)| has_digit(*other)));
    if are_second && second_figures == 0 && first_figures > 0 {
        return Some(false);
    }
    let is_inline = |id: Id| tree.element(id).is_none() || !tags::is_block(tree.name(id));
    // A word in bold before a text is a label only where the text is short.
    let are_values = most(count(&|(_, one, other)| {
        !is_inline(*one) || !is_inline(*other) || labels::is_value(&labels::text(tree, *other))
    }));
    (are_first && are_values && first_figures * 4 <= halves.len()).then_some(true)
}
