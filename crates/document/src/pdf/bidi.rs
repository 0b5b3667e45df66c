//! Words of a line from the order they stand in to the order they are read in.

use unicode_bidi::{BidiClass, bidi_class};

use super::leaf::Leaf;

/// Which way a word is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Left,
    Right,
    /// Numbers and signs: as their surroundings.
    Neither,
}

fn way(text: &str) -> Way {
    text.chars()
        .find_map(|c| match bidi_class(c) {
            BidiClass::L => Some(Way::Right),
            BidiClass::R | BidiClass::AL => Some(Way::Left),
            _ => None,
        })
        .unwrap_or(Way::Neither)
}

/// True when most words are read from right to left.
pub(crate) fn is_right_to_left(leaf: &Leaf, words: &[u32]) -> bool {
    if words.iter().all(|at| leaf.text(*at).is_ascii()) {
        return false;
    }
    let ways = || words.iter().map(|at| way(leaf.text(*at)));
    ways().filter(|way| *way == Way::Left).count() > ways().filter(|way| *way == Way::Right).count()
}

/// The words, given from left to right, in reading order (the inverse of rule L2 of Unicode's UAX 9).
pub(crate) fn reading_order(leaf: &Leaf, words: &mut [u32]) {
    if words.iter().all(|at| leaf.text(*at).is_ascii()) {
        return;
    }
    let from_right = is_right_to_left(leaf, words);
    let against = if from_right { Way::Right } else { Way::Left };
    if from_right {
        words.reverse();
    }
    let ways: Vec<Way> = words.iter().map(|at| way(leaf.text(*at))).collect();
    let mut at = 0;
    while at < ways.len() {
        if ways.get(at) != Some(&against) {
            at += 1;
            continue;
        }
        let run = ways.get(at..).unwrap_or_default();
        let end = run.iter().position(|way| *way != against && *way != Way::Neither).unwrap_or(run.len());
        let last = run.get(..end).and_then(|run| run.iter().rposition(|way| *way == against)).unwrap_or(0);
        if let Some(run) = words.get_mut(at..=at + last) {
            run.reverse();
        }
        at += last + 1;
    }
}
