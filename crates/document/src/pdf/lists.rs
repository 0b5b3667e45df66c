//! List marks: bullets, numbers, letters; how deep an item stands.

use super::leaf::Leaf;

/// What an item of a list begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `•`, `–`, a symbol of a font.
    Bullet,
    /// `3.`, `(c)`, `iv)`: which one of its list, counted from 1. A letter may be a Roman number too.
    Number {
        /// As an Arabic number or letter.
        nth: u32,
        /// As a Roman number.
        roman: u32,
    },
}

impl Mark {
    /// True for one that may begin a list.
    pub(crate) fn is_first(self) -> bool {
        matches!(self, Mark::Bullet | Mark::Number { nth: 1, .. } | Mark::Number { roman: 1, .. })
    }

    /// True for one that may follow `before` in a list.
    pub(crate) fn follows(self, before: Mark) -> bool {
        match (before, self) {
            (Mark::Bullet, Mark::Bullet) => true,
            (Mark::Number { nth, roman }, Mark::Number { nth: next, roman: next_roman }) => {
                (next > 0 && next == nth + 1) || (next_roman > 0 && next_roman == roman + 1)
            }
            _ => false,
        }
    }
}

/// True when the word is a list mark and nothing else.
pub(crate) fn is_mark(leaf: &Leaf, at: u32) -> bool {
    mark(leaf, at).is_some()
}

/// The list mark that a word is.
pub(crate) fn mark(leaf: &Leaf, at: u32) -> Option<Mark> {
    let text = leaf.text(at);
    if text.len() > 8 {
        return None;
    }
    let mut chars = text.chars();
    let only = chars.next().filter(|_| chars.next().is_none());
    match only {
        Some(c) if is_bullet(c) || (is_symbol_font(leaf, at) && !c.is_ascii_digit()) => Some(Mark::Bullet),
        Some('o') if is_fixed_font(leaf, at) => Some(Mark::Bullet),
        Some(_) => None,
        None => number(text),
    }
}

/// Bullets, dashes and stars; characters for private use are what symbol fonts hold.
pub(crate) fn is_bullet(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}') || "•·▪●○◦‣⁃∙■□▫◆◇►▶▸➢➤✓✔❖–—-*+\u{2010}\u{2011}".contains(c)
}

fn face_name(leaf: &Leaf, at: u32) -> &str {
    leaf.print(at)
        .and_then(|print| leaf.faces.get(usize::from(print.face)))
        .map(|face| face.name.as_str())
        .unwrap_or_default()
}

fn is_symbol_font(leaf: &Leaf, at: u32) -> bool {
    ["Symbol", "Wingdings", "Webdings", "ZapfDingbats"].iter().any(|name| face_name(leaf, at).contains(name))
}

fn is_fixed_font(leaf: &Leaf, at: u32) -> bool {
    face_name(leaf, at).contains("Courier") || is_symbol_font(leaf, at)
}

/// `3.`, `3)`, `(3)`, `c)`, `(iv)`; no year, no capital letter with a full stop (a name's initial).
fn number(text: &str) -> Option<Mark> {
    let inner = text.strip_prefix('(');
    let body = inner.unwrap_or(text);
    let label = body.strip_suffix(')').or_else(|| body.strip_suffix('.').filter(|_| inner.is_none()))?;
    let dotted = body.ends_with('.');
    if !label.is_empty() && label.len() <= 2 && label.bytes().all(|byte| byte.is_ascii_digit()) {
        return label.parse().ok().map(|nth| Mark::Number { nth, roman: 0 });
    }
    let roman = roman(label).filter(|_| label.bytes().all(|byte| byte.is_ascii_lowercase()) || !dotted);
    let letter = match label.as_bytes() {
        [byte @ b'a'..=b'z'] => Some(u32::from(byte - b'a') + 1),
        _ => None,
    };
    match (letter, roman) {
        (None, None) => None,
        (letter, roman) => Some(Mark::Number { nth: letter.unwrap_or(0), roman: roman.unwrap_or(0) }),
    }
}

/// Roman numbers up to 39, in small or large letters.
fn roman(label: &str) -> Option<u32> {
    const NUMBERS: [(&str, u32); 6] = [("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1), ("", 0)];
    if label.is_empty() || label.len() > 6 {
        return None;
    }
    let mut rest: &str = &label.to_ascii_lowercase();
    let mut value = 0;
    while let Some((sign, worth)) =
        NUMBERS.iter().find(|(sign, _)| !sign.is_empty() && rest.starts_with(sign))
    {
        value += worth;
        rest = rest.get(sign.len()..)?;
    }
    (rest.is_empty() && value < 40).then_some(value)
}

/// Where the items of a list stand: those further right are deeper.
#[derive(Debug, Default)]
pub(crate) struct Depths {
    /// Left edges of the marks of the lists that are open.
    open: Vec<f32>,
}

impl Depths {
    /// How deep an item is whose mark stands at `x`.
    pub(crate) fn of(&mut self, x: f32, size: f32) -> u8 {
        while self.open.last().is_some_and(|last| x < *last - 0.6 * size) {
            self.open.pop();
        }
        if self.open.last().is_none_or(|last| x > *last + 0.6 * size) {
            self.open.push(x);
        }
        u8::try_from(self.open.len().saturating_sub(1)).unwrap_or(u8::MAX)
    }

    /// Ends all lists.
    pub(crate) fn close(&mut self) {
        self.open.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_tell_their_place_in_the_list() {
        for (text, mark) in [
            ("3.", Some((3, 0))),
            ("(12)", Some((12, 0))),
            ("c)", Some((3, 0))),
            ("i)", Some((9, 1))),
            ("(iv)", Some((0, 4))),
            ("IV)", Some((0, 4))),
            ("2018.", None),
            ("J.", None),
            ("etc.", None),
            ("(UN)", None),
        ] {
            let expected = mark.map(|(nth, roman)| Mark::Number { nth, roman });
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn an_item_further_right_is_deeper() {
        let mut depths = Depths::default();
        let found: Vec<u8> = [50.0, 50.2, 70.0, 90.0, 70.0, 49.5].map(|x| depths.of(x, 10.0)).to_vec();
        assert_eq!(found, [0, 0, 1, 2, 1, 0]);
    }
}
