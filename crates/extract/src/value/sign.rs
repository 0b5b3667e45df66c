//! Signs, codes and names of currencies beside a number.

use std::sync::LazyLock;

use almoner_codelists::{currency_sign, currency_signs};
use almoner_record::Span;

use super::cursor::{Cursor, Plain, before, is_apostrophe};

/// The sign, code or name of a currency as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrencySign {
    /// Where it stands.
    pub span: Span,
    /// The ISO codes it may mean: one is stated, several are a question for the document or the layout.
    pub codes: &'static [&'static str],
}

impl CurrencySign {
    /// The currency, when the sign means just one.
    pub fn code(self) -> Option<&'static str> {
        match self.codes {
            [code] => Some(code),
            _ => None,
        }
    }
}

/// How a number looks, as far as weak signs depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// With groups of thousands or a scale: an amount even beside a weak sign.
    Amount,
    /// Anything else: `COP 27`, `SDG 16`, `R 5`.
    Bare,
}

/// Codes and signs that are words or names too: they count only beside what looks like an amount.
const WEAK: [&str; 26] = [
    "ALL", "BAM", "BOB", "COP", "CUP", "DM", "FF", "GEL", "KID", "LAK", "LE", "MAD", "MOP", "NIS", "PEN",
    "RON", "Rp", "SDG", "SDR", "SOS", "STG", "Tk", "TOP", "TRY", "XTS", "kr",
];

/// Signs of one letter or that are words in French: only directly at the number.
const CLINGING: [&str; 7] = ["D", "K", "L", "Le", "R", "S/", "S/."];

/// The sign that ends at byte `at`, where a number begins; it lies behind `floor`. Up to two spaces may stand between.
pub fn sign_before(text: &str, floor: usize, at: usize, look: Look) -> Option<CurrencySign> {
    let head = text.get(floor..at)?;
    let end = trim_end(head, 2)?;
    let clings = end == head.len();
    let head = head.get(..end)?;
    let last = piece_start(head, end);
    // Longest first: `$ US`, `US $`, `US$`, `$`.
    if let Some(two) = before_piece(head, last) {
        let spaced = head.get(two..)?;
        let known = codes_of(spaced, clings, look).or_else(|| codes_of(&joined(spaced)?, clings, look));
        if let Some(codes) = known {
            return sign(floor + two, floor + end, codes);
        }
    }
    let piece = head.get(last..)?;
    let codes = codes_of(piece, clings, look);
    let (start, codes) = match codes {
        Some(codes) => (last, codes),
        None => {
            let symbol = piece.chars().next_back().filter(|c| is_symbol(*c))?;
            let start = end - symbol.len_utf8();
            (start, codes_of(head.get(start..)?, clings, look)?)
        }
    };
    let own = CurrencySign { span: Span::new(floor + start, floor + end), codes };
    Some(settled_before(text, floor, own).unwrap_or(own))
}

/// `CAD $5,000`: the code before an ambiguous sign says what it means.
fn settled_before(text: &str, floor: usize, own: CurrencySign) -> Option<CurrencySign> {
    if own.codes.len() < 2 {
        return None;
    }
    let head = text.get(floor..own.span.start as usize)?;
    let end = trim_end(head, 2)?;
    let start = piece_start(head, end);
    let codes = codes_of(head.get(start..end)?, false, Look::Bare)?;
    let [code] = codes else { return None };
    let span = Span::new(floor + start, own.span.end as usize);
    own.codes.contains(code).then_some(CurrencySign { span, codes })
}

/// The sign that follows a number ending at byte `at`: ` $ CA`, `€`, ` dollars américains`, ` d'euros`, ` (USD)`.
pub fn sign_after(text: &str, at: usize, look: Look) -> Option<CurrencySign> {
    let mut cursor = Cursor::new(text, at);
    if cursor.spaces() > 2 {
        return None;
    }
    let clings = cursor.at() == at;
    if cursor.eat('(') && clings {
        return None;
    }
    connective(&mut cursor);
    let start = cursor.at();
    let first = piece(cursor);
    if !may_be(first, &WORDS.first) {
        return None;
    }
    for count in (1..=5).rev() {
        let Some(end) = pieces_end(cursor, count) else { continue };
        let candidate = text.get(start..end)?;
        for candidate in [candidate, candidate.trim_end_matches('.')] {
            if let Some(codes) = codes_of(candidate, clings, look) {
                let end = start + candidate.len();
                return if next_number(text, end) { None } else { sign(start, end, codes) };
            }
        }
    }
    let symbol = first.chars().next().filter(|c| is_symbol(*c))?;
    let end = start + symbol.len_utf8();
    if next_number(text, end) {
        return None;
    }
    sign(start, end, codes_of(text.get(start..end)?, clings, look)?)
}

/// True when a digit follows directly: the sign belongs to the next amount.
fn next_number(text: &str, at: usize) -> bool {
    Cursor::new(text, at).peek().is_some_and(|next| next.is_ascii_digit())
}

/// `d'`, `de`, `of`, `in` between a scale and a name.
fn connective(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    let word = Plain::of(ahead.word());
    let joined = word.is("d") && ahead.eat_if(is_apostrophe);
    let spaced = (word.is("de") || word.is("of")) && ahead.spaces() == 1;
    if joined || spaced {
        *cursor = ahead;
    }
}

fn sign(start: usize, end: usize, codes: &'static [&'static str]) -> Option<CurrencySign> {
    Some(CurrencySign { span: Span::new(start, end), codes })
}

/// The length of `head` without at most `most` spaces at its end.
fn trim_end(head: &str, most: usize) -> Option<usize> {
    let end = head.trim_end_matches(|c: char| c.is_whitespace() && c != '\n').len();
    (head.get(end..)?.chars().count() <= most && end > 0).then_some(end)
}

/// Where the piece that ends at `end` begins: letters, points and symbols.
fn piece_start(head: &str, end: usize) -> usize {
    let own = head.get(..end).unwrap_or_default();
    own.trim_end_matches(in_piece).len()
}

/// The start of the piece before the one at `last`, one space between.
fn before_piece(head: &str, last: usize) -> Option<usize> {
    before(head, last).filter(|c| c.is_whitespace() && *c != '\n')?;
    let end = trim_end(head.get(..last)?, 1)?;
    let start = piece_start(head, end);
    (start < end).then_some(start)
}

/// `US $` as `US$`; only for words in capitals, since `A $5 million grant` is in no Australian dollars.
fn joined(spaced: &str) -> Option<String> {
    let (word, symbol) = spaced.split_once(char::is_whitespace)?;
    let capitals = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || c == '.');
    (capitals && symbol.chars().all(is_symbol)).then(|| format!("{word}{symbol}"))
}

fn in_piece(c: char) -> bool {
    c.is_alphabetic() || c == '.' || is_symbol(c)
}

/// Symbols of currencies.
pub fn is_symbol(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '¢' | '৳' | '฿' | '៛' | '\u{20a0}'..='\u{20c0}' | '﷼' | '＄')
}

const LONGEST_PIECE: usize = 24;

/// The text up to the next space, without marks at its end; of a longer one its beginning.
fn piece<'a>(cursor: Cursor<'a>) -> &'a str {
    let mut ahead = cursor;
    trimmed(ahead.take_at_most(LONGEST_PIECE, |c| !c.is_whitespace()))
}

fn trimmed(piece: &str) -> &str {
    piece.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.' && !is_symbol(c))
}

/// Where `count` pieces end that stand one space apart.
fn pieces_end(cursor: Cursor<'_>, count: usize) -> Option<usize> {
    let mut ahead = cursor;
    for number in 1..=count {
        let word = ahead.take_at_most(LONGEST_PIECE, |c| !c.is_whitespace());
        if word.is_empty() || ahead.peek().is_some_and(|c| !c.is_whitespace()) {
            return None;
        }
        if number < count && ahead.spaces() != 1 {
            return None;
        }
    }
    Some(cursor.at() + trimmed(ahead.since(cursor.at())).len())
}

/// First and last words of the known names, plain and sorted: most words beside a number begin and end none.
struct Words {
    first: Vec<Vec<u8>>,
    last: Vec<Vec<u8>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let all = |word: fn(&'static str) -> Option<&'static str>| {
        let own = currency_signs().filter_map(word).chain(LOWER);
        let mut words: Vec<Vec<u8>> = own.map(|word| Plain::of(word).bytes().to_vec()).collect();
        let plurals = words.iter().map(|word| [word.as_slice(), b"s"].concat()).collect::<Vec<_>>();
        words.extend(plurals);
        words.sort();
        words.dedup();
        words
    };
    Words { first: all(|name| name.split(' ').next()), last: all(|name| name.split(' ').next_back()) }
});

/// Codes of the great currencies are read in lower case as well.
const LOWER: [&str; 7] = ["cad", "chf", "eur", "gbp", "usd", "yen", "yuan"];

/// True when a name of a currency may have that word in that place: a symbol, a code, or a word of the list.
fn may_be(word: &str, known: &[Vec<u8>]) -> bool {
    let listed = |word: &str| {
        let plain = Plain::of(word);
        known.binary_search_by(|known| known.as_slice().cmp(plain.bytes())).is_ok()
    };
    let code =
        |word: &str| word.get(..3).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_uppercase()));
    word.chars().any(is_symbol)
        || word.starts_with(char::is_alphabetic)
            && (code(word) || listed(word) || listed(word.trim_end_matches('.')))
}

/// The codes that a sign may mean; a plural is its singular. None for a weak sign beside a bare number.
fn codes_of(sign: &str, clings: bool, look: Look) -> Option<&'static [&'static str]> {
    let last = sign.rsplit(' ').next().unwrap_or(sign);
    if sign.is_empty() || sign.len() > 40 || !may_be(last, &WORDS.last) {
        return None;
    }
    if CLINGING.contains(&sign) && !(clings && look == Look::Amount) {
        return None;
    }
    if WEAK.contains(&sign) && look == Look::Bare {
        return None;
    }
    let capitals = sign.len() == 3 && sign.bytes().all(|byte| byte.is_ascii_uppercase());
    let letters = sign.chars().filter(|c| c.is_alphabetic()).count();
    let codes = currency_sign(sign);
    if !codes.is_empty() {
        return Some(codes).filter(|_| capitals || letters != 3 || codes_of_three(sign));
    }
    let singular =
        sign.split(' ').map(|word| word.strip_suffix('s').unwrap_or(word)).collect::<Vec<_>>().join(" ");
    let codes = if singular.len() > 4 && singular != sign { currency_sign(&singular) } else { &[] };
    Some(codes).filter(|codes| !codes.is_empty())
}

/// Three letters that are not all capitals are a sign only as the list prints them (`Yen`, `Rs.`), or in lower case
/// for the great currencies.
fn codes_of_three(sign: &str) -> bool {
    LOWER.contains(&sign) || currency_signs().any(|known| known == sign)
}
