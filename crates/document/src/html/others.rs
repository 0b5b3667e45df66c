//! Records of other things: parts side by side that are made alike, each with a name and with labels that the facts of
//! the page have too. Cards of other projects, whatever their classes and the line above them.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::fields::Fields;
use super::labels;
use super::shape::{Shape, is_unread};
use super::tree::{Id, Tree};

/// The parts of a page that tell of other things.
pub(super) fn find(tree: &Tree, shapes: &[Shape], fields: &Fields<'_>, title: Option<Id>) -> HashSet<Id> {
    let page = Labels::of(tree, fields);
    let mut others = HashSet::new();
    for parent in tree.below(Tree::ROOT) {
        for group in groups(tree, shapes, parent) {
            let holds_title = title.is_some_and(|title| group.iter().any(|id| page.is_within(title, *id)));
            if !holds_title && page.are_others(tree, &group) {
                others.extend(group);
            }
        }
    }
    others
}

/// The labels of a page in the order in which they stand.
struct Labels {
    /// Where each label stands, and what it says.
    labels: Vec<(u32, String)>,
    /// Where each node begins and ends, by the index of its id.
    places: Vec<(u32, u32)>,
    /// How often each label stands on the page.
    times: HashMap<String, usize>,
}

impl Labels {
    fn of(tree: &Tree, fields: &Fields<'_>) -> Labels {
        let mut labels = Vec::new();
        let mut places = vec![(0, 0); tree.len()];
        let order: Vec<Id> = tree.below(Tree::ROOT).collect();
        for (at, id) in (0_u32..).zip(&order) {
            if let Some(slot) = places.get_mut(id.index()) {
                *slot = (at, at + 1);
            }
            let found = labels::label_at(tree, *id, fields);
            labels.extend(found.map(|label| (at, label)));
        }
        for id in order.iter().rev() {
            let end = places.get(id.index()).map_or(0, |place| place.1);
            if let Some(slot) = tree.parent(*id).and_then(|parent| places.get_mut(parent.index())) {
                slot.1 = slot.1.max(end);
            }
        }
        let mut times = HashMap::new();
        for (_, label) in &labels {
            *times.entry(label.clone()).or_default() += 1;
        }
        Labels { labels, places, times }
    }

    fn place(&self, id: Id) -> (u32, u32) {
        self.places.get(id.index()).copied().unwrap_or_default()
    }

    fn is_within(&self, id: Id, outer: Id) -> bool {
        let (from, to) = self.place(outer);
        (from..to).contains(&self.place(id).0)
    }

    /// The labels in an element.
    fn within(&self, id: Id) -> &[(u32, String)] {
        let (from, to) = self.place(id);
        let begin = self.labels.partition_point(|(at, _)| *at < from);
        let end = self.labels.partition_point(|(at, _)| *at < to);
        self.labels.get(begin..end).unwrap_or_default()
    }

    /// True for elements side by side each of which begins with a name, and whose labels stand in each other and also
    /// elsewhere on the page.
    fn are_others(&self, tree: &Tree, group: &[Id]) -> bool {
        let own: Vec<BTreeSet<&str>> = group
            .iter()
            .map(|id| self.within(*id).iter().map(|(_, label)| label.as_str()).collect())
            .filter(|labels: &BTreeSet<&str>| !labels.is_empty())
            .collect();
        if own.len() < 2 || own.len() * 2 < group.len() {
            return false;
        }
        let shared: BTreeSet<&str> =
            own.iter().skip(1).fold(own.first().cloned().unwrap_or_default(), |shared, labels| {
                shared.intersection(labels).copied().collect()
            });
        let inside = |label: &str| {
            group.iter().flat_map(|id| self.within(*id)).filter(|(_, own)| own == label).count()
        };
        let is_elsewhere = |label: &&str| self.times.get(*label).is_some_and(|times| *times > inside(label));
        let begin_with_name = group.iter().all(|id| self.begins_with_name(tree, *id));
        begin_with_name && !shared.is_empty() && shared.iter().any(is_elsewhere)
    }

    /// True where text stands before the first label of an element.
    fn begins_with_name(&self, tree: &Tree, id: Id) -> bool {
        let labels = self.within(id);
        let Some((first, _)) = labels.first() else { return true };
        tree.below(id)
            .take_while(|inner| self.place(*inner).0 < *first)
            .any(|inner| tree.text(inner).is_some_and(|text| text.chars().any(char::is_alphanumeric)))
    }
}

/// Elements side by side that are made alike.
fn groups(tree: &Tree, shapes: &[Shape], parent: Id) -> Vec<Vec<Id>> {
    let mut groups: Vec<((&str, &str), Vec<Id>)> = Vec::new();
    for child in tree.elements(parent) {
        let is_part =
            matches!(tree.name(child), "div" | "li" | "article" | "section" | "a" | "tr" | "dl" | "p");
        let is_part = is_part || tree.name(child).contains('-');
        let has_text = shapes.get(child.index()).is_some_and(|shape| shape.text > 0);
        if !is_part || !has_text || is_unread(tree, child) {
            continue;
        }
        let made = (tree.name(child), tree.get(child, "class").unwrap_or_default());
        match groups.iter_mut().rev().take(12).find(|(known, _)| *known == made) {
            Some((_, group)) => group.push(child),
            None => groups.push((made, vec![child])),
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| group.len() > 1).collect()
}
