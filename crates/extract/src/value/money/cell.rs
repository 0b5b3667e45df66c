//! Amounts in tables, whose columns tell the currency once.

use almoner_codelists::fold;
use almoner_record::Span;
use rust_decimal::Decimal;

use super::{chain_end, money, next_digit};
use crate::value::cursor::{Cursor, before, is_apostrophe, is_dash, word_edge};
use crate::value::numeral::{DecimalMark, numeral};
use crate::value::scale::{MILLION, Scale, Scales, power_of, scale, short_power};
use crate::value::sign::{CurrencySign, scaled_code, sign_in};
use crate::word_list::WordList;

/// The first amount in a cell of a table whose column tells the currency: with a sign, or a number by itself.
///
/// A minus or brackets around it make it negative. Percentages, ordinals and numbers inside words are none.
pub(crate) fn amount(text: &str, mark: DecimalMark) -> Option<(Span, Decimal)> {
    if let Some((span, money)) = money(text, mark) {
        let negative = money.value.is_sign_positive() && bracketed(text, span);
        return Some((span, if negative { -money.value } else { money.value }));
    }
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let Some(number) = numeral(text, start) else {
            at = chain_end(text, start);
            continue;
        };
        at = number.end;
        let scale = scale(text, number.end, Scales::Words);
        let mark = match scale {
            Some(Scale { power: MILLION.., .. }) => number.mark_before_millions(mark),
            _ => mark,
        };
        let value = number.value(mark, scale.is_some(), true);
        let value = scale.map_or(Some(value), |scale| scale.of(value))?;
        let end = scale.map_or(number.end, |scale| scale.end);
        let span = Span::new(start, end);
        if stands_alone(text, span) {
            let minus = before(text, start).filter(|c| is_dash(*c));
            let begin = start - minus.map_or(0, char::len_utf8);
            // A part of a code: `OP-703`, `B2022-14.020120-C1`.
            let is_code = minus.is_some() && before(text, begin).is_some_and(char::is_alphabetic)
                || is_part_of_code(text, begin, end);
            if is_code {
                continue;
            }
            let negative = bracketed(text, span) || (minus.is_some() && word_edge(text, begin));
            let span = if minus.is_some() { Span::new(begin, end) } else { span };
            return Some((span, if negative { -value } else { value }));
        }
    }
    None
}

/// Neither part of a word, nor a percentage.
fn stands_alone(text: &str, span: Span) -> bool {
    let mut after = Cursor::new(text, span.end as usize);
    let word = after.peek().is_some_and(|c| c.is_alphanumeric());
    after.spaces();
    !word
        && after.peek() != Some('%')
        && !before(text, span.start as usize).is_some_and(char::is_alphanumeric)
}

/// True for digits with hyphens on both sides and letters or digits around those.
fn is_part_of_code(text: &str, begin: usize, end: usize) -> bool {
    let is_tight = |c: char| c.is_alphanumeric();
    let mut after = Cursor::new(text, end);
    after.bump().is_some_and(is_dash)
        && after.peek().is_some_and(is_tight)
        && before(text, begin).is_some_and(is_tight)
}

/// `(1,200)`: the whole text is the amount in brackets.
fn bracketed(text: &str, span: Span) -> bool {
    let head = text.get(..span.start as usize).unwrap_or_default().trim();
    let tail = text.get(span.end as usize..).unwrap_or_default().trim();
    head.ends_with('(') && tail.starts_with(')') && head.len() <= 5 && tail.len() <= 5
}

/// What the head of a column, or a note above a table, says of its amounts: `Total (USD)`, `in thousands of US dollars`,
/// `Montant (en milliers d'euros)`, `US$ million`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    /// The currency.
    pub sign: Option<CurrencySign>,
    /// The power of ten of its amounts: 6 for `US$ million`, 0 where nothing is said.
    pub power: u32,
}

/// The currency and scale that the head of a column gives to its amounts. None when it gives neither.
pub(crate) fn column(head: &str) -> Option<Column> {
    let (sign, coded) = match sign_in(head) {
        Some(sign) => (Some(sign), None),
        None => scaled_code(head).unzip(),
    };
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let power = words.filter_map(|word| match word {
        // `en miles de euros`: behind a number they are a distance.
        "000" | "000s" if !is_in_number(head, word) => Some(3),
        "miles" => Some(3),
        "mil" | "Mil" if is_english(head) => Some(MILLION),
        _ => power_of(word),
    });
    let power = power.max().or(coded).or_else(|| power_at_sign(head, sign?)).unwrap_or(0);
    (sign.is_some() || power > 0).then_some(Column { sign, power })
}

/// The power of ten of an abbreviation right at the sign: `US$m`, `k€`, `USD m`, `Mio. EUR`, `1,000 EUR`.
fn power_at_sign(head: &str, sign: CurrencySign) -> Option<u32> {
    // `Budget (M FCFA, HT)`: a mark ends it, not another word.
    let is_end = |rest: &str| {
        !rest.trim_start_matches(['.', ' ']).starts_with(|c: char| c.is_alphanumeric() || c == '&')
    };
    let (start, end) = (sign.span.start as usize, sign.span.end as usize);
    let mut behind = Cursor::new(head, end);
    let is_apart = behind.spaces() > 0;
    let power = short_power(behind.word()).filter(|_| !is_apart || is_end(behind.rest()));
    let before = || {
        let head = head.get(..start)?.trim_end_matches(['.', ' ', '\u{a0}']);
        let word = head.get(head.trim_end_matches(char::is_alphabetic).len()..)?;
        let is_apart = head.len() < start;
        short_power(word).filter(|_| word.len() == 1 || is_apart)
    };
    let thousand = || {
        let around = [head.get(..start), head.get(end..)];
        let mut numbers = around.into_iter().flatten().flat_map(|text| text.split(['(', ')', '[', ']']));
        numbers.any(is_thousand).then_some(3)
    };
    power.or_else(before).or_else(thousand)
}

/// True for digits behind others, as the last of `1,000`.
fn is_in_number(head: &str, digits: &str) -> bool {
    let start = digits.as_ptr() as usize - head.as_ptr() as usize;
    let before = head.get(..start).unwrap_or_default();
    before.trim_end_matches([',', '.', ' ', '\u{a0}']).ends_with(|c: char| c.is_ascii_digit())
}

/// `1,000`, `1 000`, `x 1.000`, `in 1000`.
fn is_thousand(words: &str) -> bool {
    let words = words.trim_start_matches("in ").trim_start_matches("en ").trim_start_matches("em ");
    let words = words.trim_matches(|c: char| c == 'x' || c == '×' || c.is_whitespace() || is_apostrophe(c));
    matches!(words, "1000" | "1,000" | "1.000" | "1 000" | "1\u{a0}000" | "1'000" | "1’000")
}

/// True for a head that is surely English, where `mil` is a million and no thousand.
fn is_english(head: &str) -> bool {
    static WORDS: WordList = WordList::of("amount cost costs loan grant budget commitment funding value");
    let folded = fold(head);
    folded.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.has(word))
}

/// Words of what is counted in money, in a note that names no currency: `Amounts in thousands`.
static SUMS: WordList = WordList::of(
    "amount amounts cost costs budget budgets figure figures grant grants loan loans funding financing montant montants \
     cout couts financement financements monto montos importe importes costo costos coste costes presupuesto presupuestos \
     cifras montante montantes valor valores custo custos orcamento orcamentos",
);

/// What a caption or a note says of all amounts below it: `Approved projects (USD '000)`, `in millions of US dollars`,
/// `All amounts in EUR thousand`. None where it counts anything else in millions.
pub(crate) fn column_of_note(note: &str) -> Option<Column> {
    const LONGEST: usize = 60;
    const BEFORE: [&str; 8] = ["(", "[", ", ", ": ", " in ", " en ", " em ", " - "];
    let is_word = |c: &char| c.is_alphanumeric();
    if !note.contains(['m', 'M', 'k', 'K', 't', 'T', '0']) {
        return None;
    }
    let folded = fold(note);
    let counts_money = || folded.split(|c: char| !is_word(&c)).any(|word| SUMS.has(word));
    let starts = BEFORE.iter().flat_map(|mark| note.match_indices(mark).map(|(at, mark)| at + mark.len()));
    std::iter::once(0).chain(starts).find_map(|from| {
        let rest = note.get(from..)?;
        let part = rest.split([')', ']', ',', ';', ':']).next()?.trim_end_matches(['.', ' ']);
        let column = Some(part).filter(|part| part.len() <= LONGEST).and_then(column)?;
        let are_scales = || {
            let folded = fold(part);
            folded.split(|c: char| !is_word(&c)).filter(|word| !word.is_empty()).all(is_scale)
        };
        let tells = column.power > 0
            && (is_unit(part) || from > 0 && column.sign.is_none() && are_scales() && counts_money());
        let place = Span::new(from, note.len());
        let sign = column.sign.map(|sign| CurrencySign { span: place.inner(sign.span), ..sign });
        tells.then_some(Column { sign, ..column })
    })
}

/// Words of a scale beside a currency, and between them: `EUR thousand`, `milliers de CHF`, `in 1,000 USD`.
static SCALES: WordList = WordList::of(
    "in en em thousand thousands million millions mio mln mn bn m k 000 000s 1 1000 milliers millier miles millones \
     milhares milhoes mil milliards de d of",
);

/// True for a folded word of a scale, or of how it joins a currency.
pub(crate) fn is_scale(word: &str) -> bool {
    SCALES.has(word)
}

/// True for a head that is a currency, and at most a scale: `CHF`, `EUR thousand`, `milliers CHF`.
pub(crate) fn is_unit(head: &str) -> bool {
    const LONGEST: usize = 40;
    let Some(sign) = Some(head).filter(|head| head.len() <= LONGEST).and_then(sign_in) else { return false };
    let sign = sign.span.range();
    let rest = [head.get(..sign.start), head.get(sign.end..)];
    rest.into_iter()
        .flatten()
        .map(fold)
        .all(|rest| rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(is_scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_above_a_table_tells_the_unit() {
        for (note, code, power) in [
            ("(in millions of US dollars)", "USD", 6),
            ("Approved projects, 2019 (USD '000)", "USD", 3),
            ("All amounts in EUR thousand", "EUR", 3),
            ("Amounts in USD thousands.", "USD", 3),
            ("Montants en milliers d'euros", "EUR", 3),
            ("Cuadro 2. Proyectos aprobados (en millones de US$)", "USD", 6),
            ("Valores em milhares de euros", "EUR", 3),
            ("US$ million", "USD", 6),
            ("Table 3: Grants, £ million", "GBP", 6),
            ("Project costs (in thousands)", "", 3),
            ("Figures in millions", "", 6),
        ] {
            let read = column_of_note(note).unwrap_or_else(|| panic!("{note}"));
            let codes = read.sign.map_or(String::new(), |sign| sign.codes.join(";"));
            assert_eq!((codes.as_str(), read.power), (code, power), "{note}");
        }
        for note in [
            "Projects in Kenya (EUR)",
            "3 million people in Kenya: projects in USD",
            "Beneficiaries (thousands)",
            "Projects of more than USD 5 million",
            "Loans above EUR 1 million, by country",
            "A million trees for Kita",
            "Grants (million trees)",
            "Population in millions",
        ] {
            assert_eq!(column_of_note(note), None, "{note}");
        }
    }

    #[test]
    fn a_number_within_a_code_is_no_amount() {
        for (text, value) in [
            ("OP-703", None),
            ("BGUE-B2022-14.020120-C1-INTPA", None),
            ("-703", Some("-703")),
            ("1,200-1,500", Some("1200")),
        ] {
            let read = amount(text, DecimalMark::Unknown).map(|(_, value)| value.to_string());
            assert_eq!(read.as_deref(), value, "{text}");
        }
    }

    #[test]
    fn a_scale_in_short_stands_beside_the_currency_of_a_head() {
        for (head, power) in [
            ("Amount (US$m)", 6),
            ("Amount (US$ m)", 6),
            ("Budget, EUR k", 3),
            ("Total USD bn", 9),
            ("USD M&E", 0),
            ("USD m approved", 0),
        ] {
            assert_eq!(column(head).map(|column| column.power), Some(power), "{head}");
        }
    }

    #[test]
    fn the_unit_of_account_stands_at_an_amount_or_in_a_head() {
        let codes = |sign: Option<CurrencySign>| sign.map(|sign| sign.codes.join(";"));
        for (head, code) in [
            ("Amount (UA)", Some("XUA")),
            ("Montant (UC)", Some("XUA")),
            ("Coûts en millions d'UC", Some("XUA")),
            ("UC Berkeley", None),
            ("Grants to UA partners", None),
            ("(UAE)", None),
        ] {
            assert_eq!(codes(column(head).and_then(|column| column.sign)).as_deref(), code, "{head}");
        }
        for (text, code) in [
            ("UA 27.50 million", Some("XUA")),
            ("15 millions d'UC", Some("XUA")),
            ("UA 120", None),
            ("4,379,700 (in U.S. dollars)", Some("USD")),
            ("4,379,700 (in U.S Dollars Equivalent)", Some("USD")),
            ("1 200 000 (en EUR)", Some("EUR")),
        ] {
            let read = money(text, DecimalMark::Unknown).and_then(|(_, money)| codes(money.currency));
            assert_eq!(read.as_deref(), code, "{text}");
        }
    }
}
