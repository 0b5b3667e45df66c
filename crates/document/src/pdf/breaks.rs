//! What stood where a line was broken: a hyphen that the break put in, or one of the word; a space, or nothing.

use std::collections::HashMap;

use super::leaf::Leaf;
use super::lines::Line;
use super::paragraphs::Part;

/// Words that are written with a hyphen behind them, in English and French; a break behind one is no sign that the
/// hyphen was put in.
const FIRSTS: [&str; 42] = [
    "all", "anti", "co", "cross", "ex", "full", "half", "high", "in", "long", "low", "mid", "multi", "non",
    "on", "self", "short", "so", "two", "three", "well", "year", "four", "five", "six", "demi", "mi",
    "quasi", "vice", "aide", "aides", "après", "arrière", "avant", "beaux", "belle", "belles", "chef",
    "grand", "sage", "sages", "sous",
];
/// Words that stand behind a hyphen.
const SECONDS: [&str; 22] = [
    "based", "related", "led", "term", "scale", "level", "wide", "free", "old", "making", "building",
    "sharing", "keeping", "to", "of", "the", "by", "up", "off", "là", "ci", "même",
];
/// Numbers that others follow behind a hyphen, and those: `thirty-one`, `dix-sept`.
const TENS: [&str; 16] = [
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "quatre",
    "dix",
    "cent",
];
const ONES: [&str; 42] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "un",
    "une",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "vingt",
    "vingts",
    "et",
    "unième",
    "deuxième",
    "troisième",
    "quatrième",
    "cinquième",
];

/// What a document tells of the ends of its lines.
#[derive(Debug, Default)]
pub(crate) struct Breaks {
    /// How often each word stands inside a line: small letters, `-` for each hyphen.
    words: HashMap<String, u32>,
    /// Breaks that breaks put in have a sign of their own here, U+00AD or U+2010.
    own_sign: bool,
    /// U+2010 is the hyphen inside words here.
    inside: bool,
    /// Long words went to the next line whole where half of one had fitted.
    unbroken: bool,
    /// Marks of comments, `[LB5]`, that stand behind a space, less those right behind a word.
    spaced_marks: i64,
}

impl Breaks {
    pub(crate) fn of<'a>(leaves: &[Leaf], parts: impl Iterator<Item = &'a Part>) -> Breaks {
        let mut breaks = Breaks::default();
        for leaf in leaves {
            for print in &leaf.prints.words {
                breaks.count(leaf.prints.text(print));
            }
            breaks.count_marks(leaf);
        }
        breaks.own_sign &= !breaks.inside;
        let (mut broken, mut whole) = (0_u32, 0_u32);
        for part in parts {
            let right = part.lines.iter().map(|line| line.rect[2]).fold(f32::MIN, f32::max);
            for pair in part.lines.windows(2) {
                if let [line, next] = pair
                    && let Some(leaf) = leaves.get(line.leaf as usize).filter(|_| line.leaf == next.leaf)
                {
                    broken += u32::from(ends_with_hyphen(leaf, line));
                    whole += u32::from(had_room(leaf, line, next, right));
                }
            }
        }
        breaks.unbroken = whole >= 3 && whole > 2 * broken;
        breaks
    }

    fn count(&mut self, word: &str) {
        if let Some(stem) = word.strip_suffix(['\u{ad}', '\u{2010}']) {
            self.own_sign |= stem.ends_with(char::is_alphabetic);
            return;
        }
        let word = bare(word);
        self.inside |= word.contains('\u{2010}');
        if !word.is_empty() && !word.ends_with('-') {
            *self.words.entry(normal(word)).or_default() += 1;
        }
    }

    fn count_marks(&mut self, leaf: &Leaf) {
        for pair in leaf.prints.words.windows(2) {
            let [before, print] = pair else { continue };
            let (before_text, text) = (leaf.prints.text(before), leaf.prints.text(print));
            if is_comment_mark(text) {
                let is_behind = before.baseline == print.baseline && !before_text.ends_with(']');
                self.spaced_marks += i64::from(is_behind);
            } else if text.find('[').is_some_and(|at| text.get(at..).is_some_and(is_comment_mark)) {
                self.spaced_marks -= 1;
            }
        }
    }

    /// True for the mark of a comment, `[LB5]`, that a line begins with: it stood right behind the last letter of the
    /// line before.
    pub(crate) fn is_glued(&self, last: Option<char>, next: &str) -> bool {
        self.spaced_marks <= 0 && last.is_some_and(|last| last != ']') && is_comment_mark(next)
    }

    fn counted(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or(0)
    }

    /// True when the break of the line put the hyphen between `stem`, the end of one line, and `next`, the first word
    /// of the other.
    pub(crate) fn is_put_in(&self, stem: &str, hyphen: char, next: &str) -> bool {
        let (stem, next) = (bare(stem), bare(next));
        let (last, first) = (stem.chars().next_back(), next.chars().next());
        let (Some(last), Some(first)) = (last, first) else { return false };
        if hyphen == '\u{2010}' && self.own_sign {
            return first.is_lowercase() || (last.is_uppercase() && first.is_uppercase());
        }
        if !last.is_lowercase() || !first.is_lowercase() {
            return false;
        }
        let (stem, next) = (normal(stem), normal(next));
        let (joined, apart) =
            (self.counted(&format!("{stem}{next}")), self.counted(&format!("{stem}-{next}")));
        if joined != apart {
            return joined > apart;
        }
        !self.own_sign && !self.unbroken && !self.is_compound(&stem, &next)
    }

    fn is_compound(&self, stem: &str, next: &str) -> bool {
        const LONG: usize = 4;
        let one = stem.rsplit('-').next().unwrap_or(stem);
        let other = next.split('-').next().unwrap_or(next);
        // What stands behind the break was counted once where it stands.
        let are_words = one.chars().count() >= LONG
            && other.chars().count() >= LONG
            && self.counted(one) > 0
            && self.counted(other) > 1;
        are_words
            || one.len() < stem.len()
            || stem.contains(['/', '@', '.'])
            || FIRSTS.contains(&one)
            || SECONDS.contains(&other)
            || (TENS.contains(&one) && ONES.contains(&other))
    }
}

/// The mark of a reviewer's comment: initials and a number, `[LB5]`.
fn is_comment_mark(word: &str) -> bool {
    let Some(inner) = word.strip_prefix('[').and_then(|word| word.strip_suffix(']')) else { return false };
    let number = inner.trim_start_matches(|c: char| c.is_ascii_uppercase());
    (1..=3).contains(&(inner.len() - number.len()))
        && (1..=3).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// A word without the signs around it and without an elided article.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\u{2010}'));
    word.rsplit(['’', '\'']).next().unwrap_or(word)
}

fn normal(word: &str) -> String {
    word.to_lowercase().replace(['\u{2010}', '\u{2011}'], "-").replace('\u{ad}', "")
}

fn ends_with_hyphen(leaf: &Leaf, line: &Line) -> bool {
    line.words.last().is_some_and(|at| leaf.text(*at).ends_with(['-', '\u{2010}', '\u{ad}']))
}

/// True when half of the long word that `next` begins with had fitted behind `line`, were its spaces as wide as usual.
fn had_room(leaf: &Leaf, line: &Line, next: &Line, right: f32) -> bool {
    const LONG: usize = 8;
    const SPACE: f32 = 0.25;
    let Some(first) = next.words.first().copied() else { return false };
    let word = leaf.text(first);
    if ends_with_hyphen(leaf, line)
        || !line.tabs.is_empty()
        || word.chars().count() < LONG
        || !word.trim_end_matches(['.', ',', ';', ':']).chars().all(char::is_lowercase)
    {
        return false;
    }
    let width = |at: &u32| leaf.print(*at).map_or(0.0, |print| print.rect[2] - print.rect[0]);
    let letters: f32 = line.words.iter().map(width).sum();
    #[expect(clippy::cast_precision_loss, reason = "words of one line are few")]
    let spaces = line.words.len() as f32;
    let room = right - line.rect[0] - letters - spaces * SPACE * line.size;
    room >= 0.5 * width(&first) + 0.3 * line.size
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(words: &[&str]) -> Breaks {
        let mut breaks = Breaks::default();
        words.iter().for_each(|word| breaks.count(word));
        breaks.own_sign &= !breaks.inside;
        breaks
    }

    #[test]
    fn a_hyphen_goes_where_the_break_put_it_in() {
        for (words, stem, hyphen, next, put_in) in [
            (&[][..], "infor", '-', "mation", true),
            (&[], "well", '-', "known", false),
            (&[], "thirty", '-', "one", false),
            (&[], "soixante", '-', "dix", false),
            (&[], "community", '-', "based", false),
            (&[], "Low", '-', "Carbon", false),
            (&[], "COVID", '-', "19", false),
            // What the document writes elsewhere decides.
            (&["road-mending"], "road", '-', "mending", false),
            (&["“d’aides-soignantes,”"], "d’aides", '-', "soignantes;", false),
            (&["cooperation"], "co", '-', "operation", true),
            (&["food", "security", "security"], "food", '-', "security", false),
            // Its breaks have a sign of their own, so that `-` is of the word.
            (&["pro\u{2010}"], "road-mend", '\u{2010}', "ing", true),
            (&["pro\u{2010}"], "co", '\u{2010}', "mité", true),
            (&["pro\u{2010}"], "DEVELOP", '\u{2010}', "MENT", true),
            (&["pro\u{2010}"], "motos", '-', "ambulances", false),
            // U+2010 is how it writes breaks.
            (&["self\u{2010}help", "so\u{2010}"], "so", '\u{2010}', "called", false),
        ] {
            assert_eq!(known(words).is_put_in(stem, hyphen, next), put_in, "{stem}{hyphen}{next} {words:?}");
        }
    }

    #[test]
    fn the_mark_of_a_comment_stands_right_behind_its_word() {
        let (breaks, spaced) = (Breaks::default(), Breaks { spaced_marks: 2, ..Breaks::default() });
        for (last, next, glued) in
            [('.', "[LB5]", true), (']', "[LB6]", false), ('.', "[12]", false), ('a', "[sic]", false)]
        {
            assert_eq!(breaks.is_glued(Some(last), next), glued, "{last}{next}");
            assert!(!spaced.is_glued(Some(last), next));
        }
    }
}
