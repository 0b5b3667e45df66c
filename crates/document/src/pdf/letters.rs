//! The letters of a word, from the letters of its glyphs.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use super::words::Rise;

/// Accents as glyphs of their own (TeX draws `´` over `e`), with the mark that combines.
const ACCENTS: [(char, char); 16] = [
    ('`', '\u{300}'),
    ('\u{b4}', '\u{301}'),
    ('\u{2ca}', '\u{301}'),
    ('\u{2cb}', '\u{300}'),
    ('^', '\u{302}'),
    ('\u{2c6}', '\u{302}'),
    ('~', '\u{303}'),
    ('\u{2dc}', '\u{303}'),
    ('\u{af}', '\u{304}'),
    ('\u{2d8}', '\u{306}'),
    ('\u{2d9}', '\u{307}'),
    ('\u{a8}', '\u{308}'),
    ('\u{2da}', '\u{30a}'),
    ('\u{2c7}', '\u{30c}'),
    ('\u{b8}', '\u{327}'),
    ('\u{2db}', '\u{328}'),
];

/// True for white space of any kind.
pub(crate) fn is_space(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_whitespace)
}

/// True for what prints nothing: controls, zero-width characters.
pub(crate) fn is_nothing(text: &str) -> bool {
    text.chars().all(is_nothing_char)
}

fn is_nothing_char(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// True for letters that are read from right to left.
pub(crate) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && !matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' | '\u{feff}')
}

/// True for letters of scripts that put no space between words, and for their punctuation.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// True for a word of letters alone.
pub(crate) fn is_letters(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphabetic)
}

/// The letters of a word's glyphs, from left to right.
#[derive(Debug, Default)]
pub(crate) struct Clusters<'a> {
    list: Vec<Cluster<'a>>,
    /// True while there is nothing to do but to copy.
    is_plain: bool,
}

#[derive(Debug, Clone, Copy)]
struct Cluster<'a> {
    text: &'a str,
    /// Where it begins and ends on the line.
    reach: [f32; 2],
    rise: Rise,
}

impl<'a> Clusters<'a> {
    pub(crate) fn clear(&mut self) {
        self.list.clear();
        self.is_plain = true;
    }

    pub(crate) fn push(&mut self, text: &'a str, reach: [f32; 2], rise: Rise) {
        self.is_plain &= rise == Rise::Baseline
            && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"`^~".contains(&byte));
        self.list.push(Cluster { text, reach, rise });
    }

    /// Writes them in reading order: accents on their letters, presentation forms as letters, raised digits as
    /// superscripts.
    pub(crate) fn write(&mut self, out: &mut String) {
        if self.is_plain {
            self.list.iter().for_each(|cluster| out.push_str(cluster.text));
            return;
        }
        let mut parts: Vec<String> = Vec::with_capacity(self.list.len());
        let mut waiting: Option<char> = None;
        // Marks that stand on the right-to-left letter to their right.
        let mut behind = String::new();
        for (at, cluster) in self.list.iter().enumerate() {
            if let Some(mark) = accent(cluster.text) {
                if at > 0 && self.list.get(at - 1).is_some_and(|before| is_over(cluster, before)) {
                    if let Some(last) = parts.last_mut().filter(|last| takes_accent(last)) {
                        put_accent(last, mark);
                        continue;
                    }
                } else if self
                    .list
                    .get(at + 1)
                    .is_some_and(|next| is_over(cluster, next) && takes_accent(next.text))
                {
                    waiting = Some(mark);
                    continue;
                }
            }
            let mut part = letters(cluster);
            if let Some(mark) = waiting.take() {
                put_accent(&mut part, mark);
            }
            let beside = (at.checked_sub(1).and_then(|at| self.list.get(at)), self.list.get(at + 1));
            if is_mark_before_letter(&part, cluster, beside.0, beside.1) {
                behind.push_str(&part);
                continue;
            }
            part.push_str(&std::mem::take(&mut behind));
            let combines = part.chars().next().is_some_and(|c| canonical_combining_class(c) != 0);
            match parts.last_mut().filter(|_| combines) {
                Some(last) => last.push_str(&part),
                None => parts.push(part),
            }
        }
        if parts.iter().any(|part| part.chars().any(is_right_to_left)) {
            reverse(&mut parts);
            turn_brackets(&mut parts);
        }
        let start = out.len();
        parts.iter().for_each(|part| out.push_str(part));
        let word = out.get(start..).unwrap_or_default();
        if word.chars().any(is_combining_mark) {
            let composed: String = word.nfc().collect();
            out.truncate(start);
            out.push_str(&composed);
        }
        print_soft_hyphens(out, start);
    }
}

/// A mark of a right-to-left script that stands nearer to the letter at its right than to one at its left.
fn is_mark_before_letter(
    part: &str,
    mark: &Cluster<'_>,
    before: Option<&Cluster<'_>>,
    next: Option<&Cluster<'_>>,
) -> bool {
    let is_mark = part.chars().all(|c| is_right_to_left(c) && is_combining_mark(c)) && !part.is_empty();
    let middle = (mark.reach[0] + mark.reach[1]) / 2.0;
    let distance = |letter: Option<&Cluster<'_>>| {
        letter
            .filter(|letter| letter.text.chars().any(|c| is_right_to_left(c) && !is_combining_mark(c)))
            .map_or(f32::MAX, |letter| (letter.reach[0] - middle).max(middle - letter.reach[1]).max(0.0))
    };
    is_mark && distance(next) < f32::MAX && distance(next) <= distance(before)
}

/// A soft hyphen that is printed inside a word is a hyphen; the last one may be the end of a line.
fn print_soft_hyphens(out: &mut String, start: usize) {
    let word = out.get(start..).unwrap_or_default();
    let inside = word.trim_end_matches('\u{ad}');
    if inside.contains('\u{ad}') {
        let kept = word.get(inside.len()..).unwrap_or_default();
        let clean = inside.replace('\u{ad}', "-") + kept;
        out.truncate(start);
        out.push_str(&clean);
    }
}

fn accent(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    ACCENTS.iter().find(|(alone, _)| *alone == c).map(|(_, mark)| *mark)
}

/// Puts the mark on the last letter, which loses its lack of a dot.
fn put_accent(letters: &mut String, mark: char) {
    match letters.pop() {
        Some('ı') => letters.push('i'),
        Some('ȷ') => letters.push('j'),
        Some(other) => letters.push(other),
        None => {}
    }
    letters.push(mark);
}

fn takes_accent(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| c.is_alphabetic() || is_combining_mark(c))
}

/// Most of the accent's width lies over the letter.
fn is_over(accent: &Cluster<'_>, letter: &Cluster<'_>) -> bool {
    let shared = accent.reach[1].min(letter.reach[1]) - accent.reach[0].max(letter.reach[0]);
    let least = (accent.reach[1] - accent.reach[0]).min(letter.reach[1] - letter.reach[0]);
    shared > 0.5 * least && least > 0.0
}

fn letters(cluster: &Cluster<'_>) -> String {
    let mut letters = String::with_capacity(cluster.text.len());
    for c in cluster.text.chars().filter(|c| !is_nothing_char(*c) && !c.is_whitespace()) {
        match c {
            '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => letters.extend(c.nfkc()),
            '0'..='9' if cluster.rise == Rise::Raised => letters.push(superscript(c)),
            '-' | '\u{2212}' if cluster.rise == Rise::Raised => letters.push('⁻'),
            _ => letters.push(c),
        }
    }
    letters
}

fn superscript(digit: char) -> char {
    match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        _ => digit.to_digit(10).and_then(|digit| char::from_u32(0x2070 + digit)).unwrap_or(digit),
    }
}

/// From left to right to reading order: as a whole, but numbers and Latin letters inside stay as they are.
fn reverse(parts: &mut [String]) {
    let is_forward = |part: &String| {
        part.chars().all(|c| (c.is_alphanumeric() && !is_right_to_left(c)) || matches!(c, '%' | '٪'))
    };
    let is_inside = |part: &String| matches!(part.as_str(), "." | "," | ":" | "/" | "-" | "٫" | "٬");
    parts.reverse();
    let mut at = 0;
    while at < parts.len() {
        let forward = |from: usize| parts.get(from).is_some_and(is_forward);
        if !forward(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while forward(end) || (parts.get(end).is_some_and(is_inside) && forward(end + 1)) {
            end += 1;
        }
        if let Some(run) = parts.get_mut(at..end) {
            run.reverse();
        }
        at = end;
    }
}

/// Most files say of a bracket in right-to-left text what it looks like, some what it means: a word takes them so that
/// they open before they close.
fn turn_brackets(parts: &mut [String]) {
    let turned = || parts.iter().map(|part| mirrored(part));
    if misplaced(turned()) > misplaced(parts.iter().map(String::as_str)) {
        return;
    }
    for part in parts {
        *part = mirrored(part).to_owned();
    }
}

/// How many brackets open at the end or close at the beginning, or close what was not opened.
fn misplaced<'a>(parts: impl Iterator<Item = &'a str>) -> usize {
    let (mut open, mut wrong, mut letters, mut last) = (0_usize, 0_usize, 0_usize, "");
    for part in parts {
        match part {
            "(" | "[" | "{" => open += 1,
            // What was opened words before is closed behind letters.
            ")" | "]" | "}" if open == 0 && letters == 0 => wrong += 1,
            ")" | "]" | "}" => open = open.saturating_sub(1),
            _ => letters += 1,
        }
        last = part;
    }
    wrong + usize::from(matches!(last, "(" | "[" | "{"))
}

fn mirrored(part: &str) -> &str {
    match part {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "{" => "}",
        "}" => "{",
        "<" => ">",
        ">" => "<",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_make_a_word() {
        let side_by_side = |texts: &[&'static str]| -> String {
            let mut clusters = Clusters::default();
            clusters.clear();
            for (text, at) in texts.iter().zip(0_u8..) {
                clusters.push(text, [f32::from(at), f32::from(at) + 1.0], Rise::Baseline);
            }
            let mut out = String::new();
            clusters.write(&mut out);
            out
        };
        for (glyphs, word) in [
            (&["w", "e", "l", "l"][..], "well"),
            (&["e", "\u{fb03}", "cient"], "efficient"),
            (&["e", "\u{301}", "t", "e", "\u{301}"], "été"),
            (&["in", "\u{ad}", "for", "\u{ad}"], "in-for\u{ad}"),
            (&[".", "\u{64b}", "\u{627}", "\u{631}"], "\u{631}\u{627}\u{64b}."),
            // Hebrew and Arabic stand from left to right on paper.
            (&["ם", "ו", "ל", "ש"], "שלום"),
            (&[")", "4", "(", ")", "ב", "(", "1", "5"], "15(ב)(4)"),
            (&["(", "ב", ")", "1", "5"], "15(ב)"),
            (&["(", "ב"], "ב)"),
            (&["ב", ")"], "(ב"),
            (&["ב", "("], "(ב"),
            (&["2", "0", "2", "4", "-", "ב"], "ב-2024"),
            (&["(", "ב", "א", ")"], "(אב)"),
            (&["\u{fee3}", "\u{fefb}"], "\u{644}\u{627}\u{645}"),
        ] {
            assert_eq!(side_by_side(glyphs), word, "{glyphs:?}");
        }
    }

    #[test]
    fn an_accent_drawn_over_a_letter_is_on_it() {
        let mut clusters = Clusters::default();
        clusters.clear();
        for (text, reach) in
            [("S", [0.0, 5.0]), ("´", [5.5, 8.5]), ("e", [5.0, 9.0]), ("ı", [9.0, 11.0]), ("´", [8.7, 11.3])]
        {
            clusters.push(text, reach, Rise::Baseline);
        }
        let mut out = String::new();
        clusters.write(&mut out);
        assert_eq!(out, "Séí");
    }
}
