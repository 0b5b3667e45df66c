//! The nearest spelling, for hints: `Palestin` means Palestine.

/// The candidate with the fewest typing errors against `word`, both already folded; the first of equals.
///
/// None when even the nearest differs in more than a third of its letters: a wild hint is worse than none.
pub fn nearest<'a, T>(word: &str, candidates: impl Iterator<Item = (&'a str, T)>) -> Option<T> {
    let letters: Vec<char> = word.chars().collect();
    if letters.is_empty() {
        return None;
    }
    // Twice the errors, and one more for another first letter: the first letter is seldom the wrong one.
    let mut best: Option<(usize, T)> = None;
    for (name, value) in candidates {
        let other: Vec<char> = name.chars().collect();
        let allowed = allowed(letters.len().max(other.len()));
        let bar = best.as_ref().map_or(allowed * 2 + 1, |(rank, _)| rank.saturating_sub(1));
        if best.as_ref().is_some_and(|(rank, _)| *rank == 0) {
            break;
        }
        if letters.len().abs_diff(other.len()) * 2 > bar {
            continue;
        }
        let distance = distance(&letters, &other);
        let rank = distance * 2 + usize::from(letters.first() != other.first());
        if rank <= bar && distance <= allowed {
            best = Some((rank, value));
        }
    }
    best.map(|(_, value)| value)
}

/// How many errors a word of that length may hold and still be recognised.
fn allowed(length: usize) -> usize {
    (length / 3).max(1)
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, letter) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in b.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&above, column) + usize::from(letter != other);
            let mut least = replaced.min(at(&above, column + 1) + 1).min(at(&current, column) + 1);
            let swapped =
                row > 0 && column > 0 && a.get(row - 1) == Some(other) && b.get(column - 1) == Some(letter);
            if swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found_and_a_far_one_is_not() {
        let names = ["palestine", "pakistan", "mali", "malawi", "haiti"];
        for (word, expected) in [
            ("palestin", Some("palestine")),
            ("hiati", Some("haiti")), // two letters swapped
            ("ma1i", Some("mali")),
            ("malawy", Some("malawi")),
            ("xyz", None),
            ("zimbabwe", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, names.iter().map(|name| (*name, *name))), expected, "{word}");
        }
    }
}
