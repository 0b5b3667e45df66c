//! Signs, codes and names of currencies beside a number.

use almoner_record::Span;

use super::cursor::{Cursor, Plain, before, is_apostrophe, is_dash, last_word};
use super::lexicon::STOPS;
use super::scale::{power_of, short_power};

mod names;

use names::{codes_of, is_code, may_begin, may_end};

/// The sign, code or name of a currency as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CurrencySign {
    /// Where it stands.
    pub span: Span,
    /// The ISO codes it may mean: one is stated, several are a question for the document or the layout.
    pub codes: &'static [&'static str],
}

impl CurrencySign {
    /// The currency, when the sign means just one.
    pub(crate) fn code(self) -> Option<&'static str> {
        match self.codes {
            [code] => Some(code),
            _ => None,
        }
    }
}

/// How a number looks, as far as weak signs depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// With groups of thousands or a scale: an amount even beside a weak sign.
    Amount,
    /// Anything else: `COP 27`, `SDG 16`, `R 5`.
    Bare,
}

/// The sign that ends at byte `at`, where a number begins; it lies behind `floor`. Up to two spaces may stand between.
pub(crate) fn sign_before(text: &str, floor: usize, at: usize, look: Look) -> Option<CurrencySign> {
    let head = text.get(floor..at)?;
    let end = trim_end(head, 2)?;
    let clings = end == head.len();
    let head = head.get(..end)?;
    let last = piece_start(head, end);
    if !may_end(head.get(last..)?) {
        return None;
    }
    // Longest first: `United States Dollars`, `$ US`, `US $`, `$`.
    let mut starts = [last; 4];
    let mut known = 1;
    while known < starts.len()
        && let Some(start) = starts.get(known - 1).and_then(|start| before_piece(head, *start))
    {
        starts.iter_mut().skip(known).for_each(|place| *place = start);
        known += 1;
    }
    for start in starts.into_iter().take(known).skip(1).rev() {
        let spaced = head.get(start..)?;
        let codes = codes_of(spaced, clings, look).or_else(|| codes_of(&joined(spaced)?, clings, look));
        if let Some(codes) = codes {
            return sign(floor + start, floor + end, codes);
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
pub(crate) fn sign_after(text: &str, at: usize, look: Look) -> Option<CurrencySign> {
    let mut cursor = Cursor::new(text, at);
    if cursor.spaces() > 2 {
        return None;
    }
    let clings = cursor.at() == at;
    if cursor.eat('(') && clings {
        return None;
    }
    if before(text, cursor.at()) == Some('(') {
        in_brackets(&mut cursor);
    }
    connective(&mut cursor);
    let start = cursor.at();
    let first = piece(cursor);
    if !may_begin(first) {
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
    let end = start + part(first)?;
    if next_number(text, end) {
        return None;
    }
    sign(start, end, codes_of(text.get(start..end)?, clings, look)?)
}

/// The length of the sign at the beginning of a longer piece: `USD/year`, `US$m`, `$-million`.
fn part(piece: &str) -> Option<usize> {
    let letters = piece.find(|c| !in_piece(c)).unwrap_or(piece.len());
    let own = piece.get(..letters)?;
    let symbol = own.rfind(is_symbol).and_then(|at| Some(at + own.get(at..)?.chars().next()?.len_utf8()));
    let apart = || {
        piece
            .get(letters..)
            .is_some_and(|rest| rest.starts_with(|c: char| !is_dash(c) && !c.is_alphanumeric()))
    };
    symbol.or_else(|| apart().then_some(letters))
}

/// True when a digit follows directly: the sign belongs to the next amount. `£000` is in thousands.
fn next_number(text: &str, at: usize) -> bool {
    let mut digits = Cursor::new(text, at);
    let number = digits.take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    number.starts_with(|c: char| c.is_ascii_digit()) && number != "000"
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

/// `in`, `en`, `em` before the name of a currency in brackets: `4,379,700 (in U.S. dollars)`.
fn in_brackets(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    let word = Plain::of(ahead.word());
    if (word.is("in") || word.is("en") || word.is("em")) && ahead.spaces() == 1 {
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
pub(crate) fn is_symbol(c: char) -> bool {
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

/// `USD: 5,000`, `Budget (US$): 5,000`: a code or symbol in brackets or before a colon.
pub(crate) fn labelled_sign(text: &str, floor: usize, at: usize) -> Option<CurrencySign> {
    let head = text.get(floor..at)?;
    let open = head.trim_end_matches([':', ')', '=', ' ', '\u{a0}']);
    if head.len() - open.len() > 4 || open.len() == head.trim_end().len() {
        return None;
    }
    let sign = sign_before(text, floor, floor + open.len(), Look::Bare)?;
    let printed = sign.span.of(text);
    (is_code(printed) || printed.chars().any(is_symbol)).then_some(sign)
}

/// `USD million 5`, `US$m 5`, `US$'000 500`, `MSEK 25`: a sign and a scale before the number; the power of ten. The
/// sign's span holds both.
pub(crate) fn scaled_sign(text: &str, floor: usize, at: usize) -> Option<(CurrencySign, u32)> {
    let head = text.get(floor..at)?;
    let end = trim_end(head, 2)?;
    let head = head.get(..end)?;
    let whole = |sign: CurrencySign, power| {
        Some((CurrencySign { span: Span::new(sign.span.start as usize, floor + end), ..sign }, power))
    };
    if let Some(thousands) = head.strip_suffix("000").map(|rest| rest.trim_end_matches(is_apostrophe)) {
        let marked = thousands.len() + 3 < end;
        return whole(sign_before(text, floor, floor + thousands.len(), Look::Bare).filter(|_| marked)?, 3);
    }
    let word = last_word(head)?;
    let start = word.start as usize;
    if let Some(power) = power_of(word.of(head)) {
        return whole(sign_before(text, floor, floor + start, Look::Bare)?, power);
    }
    if before(head, start).is_some_and(is_symbol)
        && let Some(power) = short_power(word.of(head))
    {
        return whole(sign_before(text, floor, floor + start, Look::Bare)?, power);
    }
    let (power, letters) = coded_scale(word.of(head))?;
    let codes = codes_of(word.of(head).get(letters..)?, false, Look::Amount)?;
    whole(CurrencySign { span: Span::new(floor + start, floor + end), codes }, power)
}

/// `MSEK`, `kEUR`, `MUSD`: the power of ten of the first letter, and how long it is.
pub(crate) fn coded_scale(word: &str) -> Option<(u32, usize)> {
    const GREAT: [&str; 12] =
        ["AUD", "CAD", "CHF", "CZK", "DKK", "EUR", "FCFA", "GBP", "NOK", "PLN", "SEK", "USD"];
    let power = match word.chars().next()? {
        'M' | 'm' => 6,
        'K' | 'k' | 'T' => 3,
        _ => return None,
    };
    GREAT.contains(&word.get(1..)?).then_some((power, 1))
}

/// The first code with its scale as one word, in a text that holds no amount: `kEUR`, `MUSD`, `USDm`; and the power of ten.
pub(crate) fn scaled_code(text: &str) -> Option<(CurrencySign, u32)> {
    const CODE: usize = 3;
    let is_capital = |word: &&str| word.chars().filter(|c| c.is_ascii_uppercase()).count() >= CODE;
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(is_capital);
    words
        .filter_map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let behind = || {
                let (code, scale) = word.split_at_checked(CODE)?;
                let is_small = !scale.is_empty() && scale.chars().all(|c| c.is_ascii_lowercase());
                Some((short_power(scale).filter(|_| is_small)?, 0..CODE, code))
            };
            let (power, place, code) = match coded_scale(word) {
                Some((power, letters)) => (power, letters..word.len(), word.get(letters..)?),
                None => behind()?,
            };
            let codes = codes_of(code, false, Look::Amount)?;
            Some((CurrencySign { span: Span::new(start + place.start, start + place.end), codes }, power))
        })
        .next()
}

/// `$5,000 US`, `$2.5M CDN`: the nation behind an amount whose symbol leaves it open.
pub(crate) fn nation_after(text: &str, at: usize) -> Option<CurrencySign> {
    let mut cursor = Cursor::new(text, at);
    cursor.spaces();
    let start = cursor.at();
    let word = cursor.take_at_most(5, |c| c.is_alphabetic() || c == '.');
    let codes: &'static [&'static str] = match word {
        "US" | "U.S." | "USA" => &["USD"],
        "CAN" | "CDN" | "Cdn" => &["CAD"],
        _ => return None,
    };
    let end = cursor.at();
    cursor.spaces();
    let follows = cursor.peek();
    let loose =
        follows.is_none_or(|c| !c.is_alphanumeric() && !is_dash(c)) || Plain::of(cursor.word()).is_in(&STOPS);
    loose.then_some(CurrencySign { span: Span::new(start, end), codes })
}

/// The unit of account of the African Development Bank where a head of a column names it: `Amount (UA)`, `Montant en UC`.
fn unit_of_account(text: &str, start: usize) -> Option<CurrencySign> {
    const BEFORE: [&str; 6] = ["(", " in ", " en ", "d'", "d’", "million "];
    let word = text.get(start..start + 2).filter(|word| matches!(*word, "UA" | "UC"))?;
    let (head, behind) = (text.get(..start)?, text.get(start + 2..)?);
    let is_scale = || matches!(behind.trim(), "" | "million" | "millions" | "thousand");
    let stands =
        if head.is_empty() { is_scale() } else { BEFORE.iter().any(|before| head.ends_with(before)) };
    if !stands || behind.starts_with(char::is_alphanumeric) {
        return None;
    }
    sign(start, start + 2, codes_of(word, false, Look::Amount)?)
}

/// The first sign, code or name of a currency in a text that holds no amount: the head of a column, a note (`in
/// thousands of US dollars`).
pub(crate) fn sign_in(text: &str) -> Option<CurrencySign> {
    let mut cursor = Cursor::new(text, 0);
    while let Some(next) = cursor.peek() {
        let start = cursor.at();
        if is_symbol(next) || next.is_alphabetic() {
            if let Some(unit) = unit_of_account(text, start) {
                return Some(unit);
            }
            let found = sign_after(text, start, Look::Bare).filter(|sign| sign.span.start as usize == start);
            let printed = found.map_or("", |sign| sign.span.of(text));
            if let Some(found) = found.filter(|_| printed.len() > 2 || printed.chars().any(is_symbol)) {
                return Some(found);
            }
            cursor.bump();
            cursor.take_while(char::is_alphanumeric);
        } else {
            cursor.bump();
        }
    }
    None
}
