//! Name trees and number trees (ISO 32000-2, 7.9.6 and 7.9.7).

use hayro_syntax::object::{Array, Dict, Object};

/// No tree of a document that people made has more leaves.
const MOST_ENTRIES: usize = 100_000;
const DEEPEST: usize = 32;

/// Calls `take` with each key and value of the tree under `root`, in order; `leaves` is `Names` or `Nums`.
pub(super) fn walk<'a>(root: Dict<'a>, leaves: &str, mut take: impl FnMut(Object<'a>, Object<'a>)) {
    let mut nodes = vec![(root, 0)];
    let (mut visited, mut taken) = (0, 0);
    while let Some((node, depth)) = nodes.pop() {
        visited += 1;
        if visited > MOST_ENTRIES || taken > MOST_ENTRIES {
            return;
        }
        if let Some(entries) = node.get::<Array>(leaves) {
            let mut entries = entries.iter::<Object>();
            while let (Some(key), Some(value)) = (entries.next(), entries.next()) {
                taken += 1;
                if taken > MOST_ENTRIES {
                    return;
                }
                take(key, value);
            }
        }
        if let Some(kids) = node.get::<Array>("Kids").filter(|_| depth < DEEPEST) {
            let from = nodes.len();
            nodes.extend(kids.iter::<Dict>().take(MOST_ENTRIES - visited).map(|kid| (kid, depth + 1)));
            nodes.get_mut(from..).unwrap_or_default().reverse();
        }
    }
}
