//! Numbers in words: `six`, `two million`, `trois cent vingt`, `une centaine`, `treinta y cinco`.

use rust_decimal::Decimal;

use super::cursor::{Cursor, Plain, before, is_dash, is_mark};

/// What a number word does to the number before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// `a`, `une`: one, and only before a word that multiplies.
    Article,
    /// Added: `two`, `twenty`, `doscientos`.
    Add(u32),
    /// The number before, or one, times this: `hundred`, `dozen`.
    Times(u32),
    /// Closes what stands before it: `thousand`, `millions`.
    Scale(u32),
    /// `half a million`.
    Half,
    /// `and`, `et`, `y`, `e`: between parts of one number.
    And,
}

use Word::{Add, And, Article, Half, Scale, Times};

const WORDS: [(&str, Word); 150] = [
    ("a", Article),
    ("an", Article),
    ("and", And),
    ("catorce", Add(14)),
    ("cem", Add(100)),
    ("cent", Times(100)),
    ("centaine", Times(100)),
    ("centaines", Times(100)),
    ("centenar", Times(100)),
    ("cento", Add(100)),
    ("cents", Times(100)),
    ("cien", Add(100)),
    ("ciento", Add(100)),
    ("cinco", Add(5)),
    ("cincuenta", Add(50)),
    ("cinq", Add(5)),
    ("cinquantaine", Times(50)),
    ("cinquante", Add(50)),
    ("cinquenta", Add(50)),
    ("cuarenta", Add(40)),
    ("cuatro", Add(4)),
    ("cuatrocientas", Add(400)),
    ("cuatrocientos", Add(400)),
    ("demi", Half),
    ("deux", Add(2)),
    ("dez", Add(10)),
    ("diecinueve", Add(19)),
    ("dieciocho", Add(18)),
    ("dieciseis", Add(16)),
    ("diecisiete", Add(17)),
    ("diez", Add(10)),
    ("dix", Add(10)),
    ("dizaine", Times(10)),
    ("doce", Add(12)),
    ("docena", Times(12)),
    ("dois", Add(2)),
    ("dos", Add(2)),
    ("doscientas", Add(200)),
    ("doscientos", Add(200)),
    ("douzaine", Times(12)),
    ("douze", Add(12)),
    ("doze", Add(12)),
    ("dozen", Times(12)),
    ("duas", Add(2)),
    ("e", And),
    ("eight", Add(8)),
    ("eighteen", Add(18)),
    ("eighty", Add(80)),
    ("eleven", Add(11)),
    ("et", And),
    ("fifteen", Add(15)),
    ("fifty", Add(50)),
    ("five", Add(5)),
    ("forty", Add(40)),
    ("four", Add(4)),
    ("fourteen", Add(14)),
    ("half", Half),
    ("huit", Add(8)),
    ("hundred", Times(100)),
    ("medio", Half),
    ("mil", Scale(3)),
    ("milhao", Scale(6)),
    ("milhoes", Scale(6)),
    ("mille", Scale(3)),
    ("milliard", Scale(9)),
    ("milliards", Scale(9)),
    ("millier", Scale(3)),
    ("milliers", Scale(3)),
    ("million", Scale(6)),
    ("millions", Scale(6)),
    ("millon", Scale(6)),
    ("millones", Scale(6)),
    ("neuf", Add(9)),
    ("nine", Add(9)),
    ("nineteen", Add(19)),
    ("ninety", Add(90)),
    ("nove", Add(9)),
    ("novecientos", Add(900)),
    ("noventa", Add(90)),
    ("nueve", Add(9)),
    ("ochenta", Add(80)),
    ("ocho", Add(8)),
    ("ochocientas", Add(800)),
    ("ochocientos", Add(800)),
    ("oitenta", Add(80)),
    ("oito", Add(8)),
    ("once", Add(11)),
    ("one", Add(1)),
    ("onze", Add(11)),
    ("quarantaine", Times(40)),
    ("quarante", Add(40)),
    ("quarenta", Add(40)),
    ("quatorze", Add(14)),
    ("quatre", Add(4)),
    ("quatro", Add(4)),
    ("quince", Add(15)),
    ("quinientas", Add(500)),
    ("quinientos", Add(500)),
    ("quinzaine", Times(15)),
    ("quinze", Add(15)),
    ("seis", Add(6)),
    ("seiscientas", Add(600)),
    ("seiscientos", Add(600)),
    ("seize", Add(16)),
    ("sept", Add(7)),
    ("sesenta", Add(60)),
    ("sessenta", Add(60)),
    ("sete", Add(7)),
    ("setecientos", Add(700)),
    ("setenta", Add(70)),
    ("seven", Add(7)),
    ("seventeen", Add(17)),
    ("seventy", Add(70)),
    ("siete", Add(7)),
    ("six", Add(6)),
    ("sixteen", Add(16)),
    ("sixty", Add(60)),
    ("soixantaine", Times(60)),
    ("soixante", Add(60)),
    ("ten", Add(10)),
    ("thirteen", Add(13)),
    ("thirty", Add(30)),
    ("thousand", Scale(3)),
    ("three", Add(3)),
    ("trece", Add(13)),
    ("treinta", Add(30)),
    ("treize", Add(13)),
    ("trentaine", Times(30)),
    ("trente", Add(30)),
    ("tres", Add(3)),
    ("trescientas", Add(300)),
    ("trescientos", Add(300)),
    ("trillion", Scale(12)),
    ("trinta", Add(30)),
    ("trois", Add(3)),
    ("twelve", Add(12)),
    ("twenty", Add(20)),
    ("two", Add(2)),
    ("um", Article),
    ("un", Article),
    ("una", Article),
    ("une", Article),
    ("veinte", Add(20)),
    ("veinticinco", Add(25)),
    ("vingt", Add(20)),
    ("vingtaine", Times(20)),
    ("vingts", Add(20)),
    ("vinte", Add(20)),
    ("y", And),
    ("zero", Add(0)),
];

/// Words that multiply and are no number by themselves.
const UNCOUNTED: [&str; 19] = [
    "centaine",
    "centaines",
    "centenar",
    "cents",
    "dizaine",
    "dozen",
    "milhao",
    "milhoes",
    "milliard",
    "milliards",
    "millier",
    "milliers",
    "million",
    "millions",
    "millon",
    "millones",
    "thousand",
    "trillion",
    "vingtaine",
];

/// A number in words as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordNumber {
    /// The value.
    pub value: Decimal,
    /// One past its last byte.
    pub end: usize,
}

/// The number in words that begins at byte `at`. None for an article alone (`a`, `une`) and for a word that is
/// hyphenated to another (`two-day`, `five-year`).
pub(crate) fn number_words(text: &str, at: usize) -> Option<WordNumber> {
    if !may_begin(text.as_bytes(), at) {
        return None;
    }
    let mut cursor = Cursor::new(text, at);
    let first = Plain::of(cursor.word());
    // `millions of people` is no number.
    if first.find(&WORDS).is_none_or(|word| matches!(word, Times(_) | Scale(_)) && first.is_any(&UNCOUNTED)) {
        return None;
    }
    let mut sum = Sum::default();
    let mut cursor = Cursor::new(text, at);
    let mut end = None;
    while let Some(word) = next(&mut cursor) {
        if !sum.takes(word) {
            break;
        }
        if sum.is_number() {
            end = Some((cursor.at(), sum));
        }
        if !joint(&mut cursor) {
            break;
        }
    }
    let (end, sum) = end?;
    let after = Cursor::new(text, end);
    if after.peek().is_some_and(is_dash) && after.peek_second().is_some_and(char::is_alphanumeric) {
        return None;
    }
    Some(WordNumber { value: sum.value()?, end })
}

/// The next place from byte `from` on where a number may begin, in digits or in words: behind no letter or digit.
pub(crate) fn next_number(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut previous = from.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    for (offset, byte) in bytes.get(from..)?.iter().copied().enumerate() {
        let at = from + offset;
        let edge = !previous.is_ascii_alphanumeric();
        let begins = byte.is_ascii_digit() || byte.is_ascii_alphabetic() && may_begin(bytes, at);
        if edge
            && begins
            && (previous < 0x80 || before(text, at).is_none_or(|c| !c.is_alphanumeric() && !is_mark(c)))
        {
            return Some(at);
        }
        previous = byte;
    }
    None
}

/// True when a word of the table begins with these two letters: a cheap refusal, since most words do not.
fn may_begin(bytes: &[u8], at: usize) -> bool {
    const PAIRS: [u32; 26] = pairs();
    let letter = |at: usize| bytes.get(at).map_or(0, |byte| byte.to_ascii_lowercase().wrapping_sub(b'a'));
    let seconds = PAIRS.get(usize::from(letter(at))).copied().unwrap_or(0);
    // Behind a first letter that is a word by itself, and before an accent, all may follow.
    seconds >> letter(at + 1).min(26) & 1 == 1
}

/// For each first letter the second letters of the table; bit 26 for any other character.
#[expect(
    clippy::indexing_slicing,
    reason = "runs when the program is compiled, which fails where it would panic"
)]
const fn pairs() -> [u32; 26] {
    let mut pairs = [0; 26];
    let mut index = 0;
    while index < WORDS.len() {
        let word = WORDS[index].0.as_bytes();
        let second = if word.len() > 1 { word[1] - b'a' } else { 26 };
        pairs[(word[0] - b'a') as usize] |= 1 << second | 1 << 26;
        index += 1;
    }
    pairs
}

fn next(cursor: &mut Cursor<'_>) -> Option<Word> {
    let word = cursor.word();
    // `très` is no three: the accent tells the French word from the Spanish one.
    if word.is_empty() || (word.len() == 5 && Plain::of(word).is("tres")) {
        return None;
    }
    Plain::of(word).find(&WORDS)
}

/// What stands between two words of one number: one space or hyphen.
fn joint(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat_if(|c| is_dash(c) || (c.is_whitespace() && c != '\n'))
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    closed: u64,
    open: u64,
    half: bool,
    article: bool,
    and: bool,
    last: Option<Word>,
}

impl Sum {
    fn is_number(&self) -> bool {
        !self.and && matches!(self.last, Some(Add(_) | Times(_) | Scale(_)))
    }

    fn value(&self) -> Option<Decimal> {
        self.closed.checked_add(self.open).map(Decimal::from)
    }

    /// Takes the next word; false when it does not continue the number.
    fn takes(&mut self, word: Word) -> bool {
        let fits = match word {
            Article => self.last.is_none() || (self.last == Some(Half)),
            Half => self.last.is_none() || self.last == Some(Article),
            And => matches!(self.last, Some(Add(20..) | Times(_) | Scale(_))) && !self.and,
            Add(value) => self.adds(u64::from(value)),
            Times(factor) => self.multiplies(u64::from(factor)),
            Scale(power) => self.closes(power),
        };
        match word {
            And => self.and = fits,
            Article => self.article = fits,
            Half => self.half = fits,
            Add(_) | Times(_) | Scale(_) => self.and = false,
        }
        if word != And && !(word == Article && self.last == Some(Half)) {
            self.last = Some(word);
        }
        fits
    }

    fn adds(&mut self, value: u64) -> bool {
        if self.article || self.half {
            return false;
        }
        let tens = self.open % 100;
        if value == 20 && tens == 4 {
            self.open += 76; // quatre-vingts
            return true;
        }
        let fits = match value {
            0..=9 => self.open.is_multiple_of(10) && tens != 10,
            10..=19 => tens == 0 || tens == 60 || tens == 80, // soixante-dix, quatre-vingt-onze
            20..=99 => tens == 0,
            _ => self.open == 0,
        };
        if fits {
            self.open += value;
        }
        fits
    }

    fn multiplies(&mut self, factor: u64) -> bool {
        let fits = self.open < 100 && !self.and;
        if fits {
            self.open = self.open.max(1) * factor;
            self.open /= if self.half { 2 } else { 1 };
        }
        fits
    }

    fn closes(&mut self, power: u32) -> bool {
        let factor = 10_u64.saturating_pow(power);
        // `mille trois cent mille`: a scale closes once, and from the largest down.
        let fits = !self.and && (self.closed == 0 || self.closed > self.open.saturating_mul(factor));
        if fits {
            let closed = self.open.max(1).saturating_mul(factor) / if self.half { 2 } else { 1 };
            self.closed = self.closed.saturating_add(closed);
            self.open = 0;
            self.half = false;
            self.article = false;
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_added_up() {
        for (text, value, read) in [
            ("six model police stations", 6, "six"),
            ("two million people", 2_000_000, "two million"),
            ("a hundred women", 100, "a hundred"),
            ("two hundred and fifty families", 250, "two hundred and fifty"),
            ("twenty-five farmers", 25, "twenty-five"),
            ("half a million people", 500_000, "half a million"),
            ("a dozen schools", 12, "a dozen"),
            ("three and four", 3, "three"),
            ("two hundred and the", 200, "two hundred"),
            ("trois cent vingt", 320, "trois cent vingt"),
            ("soixante-dix", 70, "soixante-dix"),
            ("soixante et onze", 71, "soixante et onze"),
            ("quatre-vingt-dix-neuf", 99, "quatre-vingt-dix-neuf"),
            ("quatre-vingts", 80, "quatre-vingts"),
            ("une centaine de femmes", 100, "une centaine"),
            ("un millier d’agriculteurs", 1000, "un millier"),
            ("deux mille cinq cents", 2500, "deux mille cinq cents"),
            ("treinta y cinco escuelas", 35, "treinta y cinco"),
            ("dos mil mujeres", 2000, "dos mil"),
            ("doscientas familias", 200, "doscientas"),
            ("vinte e cinco", 25, "vinte e cinco"),
        ] {
            let number = number_words(text, 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((number.value, text.get(..number.end)), (value.into(), Some(read)), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_numbers() {
        for text in [
            "a woman",
            "une femme",
            "two-day workshop",
            "très",
            "and",
            "",
            "tension",
            "half of",
            "millions de",
            "centaines",
            "thousand",
        ] {
            assert_eq!(number_words(text, 0), None, "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted() {
        crate::value::cursor::is_sorted(&WORDS.map(|(word, _)| word));
        crate::value::cursor::is_sorted(&UNCOUNTED);
    }
}
