//! Amounts of money as documents print them.

use almoner_record::Span;
use rust_decimal::Decimal;

use super::cursor::{Cursor, Plain, before, is_dash};
use super::number_word::number_words;
pub use super::numeral::DecimalMark;
use super::numeral::{Numeral, Shape, numeral};
use super::qualifier;
use super::scale::{Scale, Scales, scale};
pub use super::sign::CurrencySign;
use super::sign::{Look, sign_after, sign_before};

/// An amount of money as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedMoney {
    /// The amount, its scale applied; of a range the lower end.
    pub value: Decimal,
    /// The digits (or number words) with their scale.
    pub number: Span,
    /// The sign, code or name of the currency.
    pub currency: Option<CurrencySign>,
    /// `over`, `up to`, `environ`.
    pub qualifier: Option<Span>,
    /// The upper end of a range.
    pub range_end: Option<Decimal>,
}

/// The first amount of money in `text`. A number without the sign of a currency is none.
///
/// `1.234` is read by `mark`; where that is unknown, a point before exactly three digits groups thousands beside the
/// currencies of countries that group so (EUR, BRL, IDR …), else it stands before decimals. A comma before exactly
/// three digits groups thousands, unless the mark is the comma and a scale follows.
pub fn money(text: &str, mark: DecimalMark) -> Option<(Span, PrintedMoney)> {
    Amounts::new(text, mark).next()
}

/// All amounts of money in `text`, in order.
pub fn moneys(text: &str, mark: DecimalMark) -> Vec<(Span, PrintedMoney)> {
    Amounts::new(text, mark).collect()
}

/// The first amount in a cell of a table whose column tells the currency: with a sign, or a number by itself.
///
/// A minus or brackets around it make it negative. Percentages, ordinals and numbers inside words are none.
pub fn amount(text: &str, mark: DecimalMark) -> Option<(Span, Decimal)> {
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
        let value = number.value(mark, scale.is_some(), true);
        let value = scale.map_or(Some(value), |scale| scale.of(value))?;
        let end = scale.map_or(number.end, |scale| scale.end);
        let span = Span::new(start, end);
        if stands_alone(text, span) {
            let minus = before(text, start).filter(|c| is_dash(*c));
            let begin = start - minus.map_or(0, char::len_utf8);
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

/// `(1,200)`: the whole text is the amount in brackets.
fn bracketed(text: &str, span: Span) -> bool {
    let head = text.get(..span.start as usize).unwrap_or_default().trim();
    let tail = text.get(span.end as usize..).unwrap_or_default().trim();
    head.ends_with('(') && tail.starts_with(')') && head.len() <= 5 && tail.len() <= 5
}

/// True where nothing, white space or an opening bracket stands before `at`.
fn word_edge(text: &str, at: usize) -> bool {
    before(text, at).is_none_or(|c| c.is_whitespace() || c == '(')
}

fn next_digit(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    rest.iter().position(u8::is_ascii_digit).map(|found| from + found)
}

/// The end of digits and points that are no number.
fn chain_end(text: &str, at: usize) -> usize {
    let mut cursor = Cursor::new(text, at);
    cursor.take_while(|c| c.is_ascii_digit() || c == '.' || c == ',');
    cursor.at().max(at + 1)
}

/// The amounts of a text, one after the other.
struct Amounts<'a> {
    text: &'a str,
    mark: DecimalMark,
    at: usize,
    /// Everything before belongs to amounts that were given.
    floor: usize,
    /// The next amount in digits and in words, each looked for once.
    digits: Option<(Span, PrintedMoney)>,
    words: Option<(Span, PrintedMoney)>,
    has_digits: bool,
    has_words: bool,
}

impl<'a> Amounts<'a> {
    fn new(text: &'a str, mark: DecimalMark) -> Amounts<'a> {
        let has_words = text.contains("llion") || text.contains("thousand") || text.contains(" mil");
        Amounts { text, mark, at: 0, floor: 0, digits: None, words: None, has_digits: true, has_words }
    }

    fn in_digits(&mut self) -> Option<(Span, PrintedMoney)> {
        if !self.has_digits {
            return None;
        }
        let mut at = self.at;
        while let Some(start) = next_digit(self.text, at) {
            let Some(number) = numeral(self.text, start) else {
                at = chain_end(self.text, start);
                continue;
            };
            let reading = Reading { text: self.text, mark: self.mark, floor: self.floor };
            if let Some(found) = reading.money(number) {
                return Some(found);
            }
            at = number.end;
        }
        self.has_digits = false;
        None
    }

    /// The next amount in words (`three million dollars`, `US$ two million`).
    fn in_words(&mut self) -> Option<(Span, PrintedMoney)> {
        if !self.has_words {
            return None;
        }
        let mut cursor = Cursor::new(self.text, self.at);
        loop {
            cursor.take_while(|c| !c.is_alphabetic());
            let start = cursor.at();
            if cursor.word().is_empty() {
                self.has_words = false;
                return None;
            }
            let Some(number) = number_words(self.text, start) else { continue };
            let reading = Reading { text: self.text, mark: self.mark, floor: self.floor };
            if let Some(found) = reading.words(start, number.end, number.value) {
                return Some(found);
            }
            cursor = Cursor::new(self.text, number.end);
        }
    }
}

impl Iterator for Amounts<'_> {
    type Item = (Span, PrintedMoney);

    fn next(&mut self) -> Option<(Span, PrintedMoney)> {
        let used = |found: Option<(Span, PrintedMoney)>, at| {
            found.is_none_or(|(span, _)| (span.start as usize) < at)
        };
        if used(self.digits, self.at) {
            self.digits = self.in_digits();
        }
        if used(self.words, self.at) {
            self.words = self.in_words();
        }
        let first = match (self.digits, self.words) {
            (Some(digits), Some(words)) if words.0.start < digits.0.start => words,
            (Some(digits), _) => digits,
            (None, words) => words?,
        };
        self.at = first.0.end as usize;
        self.floor = self.at;
        Some(first)
    }
}

/// Reads one amount around one number.
struct Reading<'a> {
    text: &'a str,
    mark: DecimalMark,
    floor: usize,
}

/// A number with what multiplies it.
#[derive(Clone, Copy)]
struct Figure {
    number: Numeral,
    scale: Option<Scale>,
    end: usize,
}

impl Figure {
    fn look(&self) -> Look {
        let grouped = matches!(self.number.shape, Shape::Grouped | Shape::Either { mark: ',', .. });
        if grouped || self.scale.is_some() { Look::Amount } else { Look::Bare }
    }
}

impl Reading<'_> {
    fn figure(&self, number: Numeral) -> Figure {
        let scale = scale(self.text, number.end, Scales::All);
        let end = scale.map_or_else(|| decorated(self.text, number.end), |scale| scale.end);
        Figure { number, scale, end }
    }

    fn value(&self, figure: &Figure, shared: Option<Scale>, currency: CurrencySign) -> Option<Decimal> {
        let scale = figure.scale.or(shared);
        let value = figure.number.value(self.mark, scale.is_some(), points_group(currency));
        scale.map_or(Some(value), |scale| scale.of(value))
    }

    fn money(&self, number: Numeral) -> Option<(Span, PrintedMoney)> {
        let figure = self.figure(number);
        let inner = self.inner_start(number.start);
        let before_it = sign_before(self.text, self.floor, inner, figure.look());
        if before_it.is_none() && before(self.text, inner).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let upper = self.upper(&figure, before_it);
        let last = upper.as_ref().map_or(figure, |upper| upper.figure);
        let currency = self.currency(before_it, &last, &figure)?;
        let shared =
            if figure.scale.is_none() { upper.as_ref().and_then(|upper| upper.figure.scale) } else { None };
        let value = self.value(&figure, shared, currency)?;
        let range_end =
            upper.and_then(|upper| self.value(&upper.figure, None, currency)).filter(|end| *end > value);
        let (value, last) = match (range_end, upper) {
            (None, Some(_)) => (self.value(&figure, None, currency)?, figure),
            _ => (value, last),
        };
        if self.is_percentage(last.end) {
            return None;
        }
        let (start, negative) = self.start(before_it, inner, number.start);
        let end = last.end.max(currency.span.end as usize);
        let bracket = self.text.get(inner..number.start).is_some_and(|text| text.starts_with('('));
        let end = if bracket {
            end + usize::from(self.text.get(end..).is_some_and(|rest| rest.starts_with(')')))
        } else {
            end
        };
        Some((
            Span::new(start, end),
            PrintedMoney {
                value: if negative || bracket { -value } else { value },
                number: Span::new(number.start, figure.end.min(end)),
                currency: Some(currency),
                qualifier: qualifier::before_number(self.text, start),
                range_end,
            },
        ))
    }

    /// Number words: an amount only with the name of a currency, and from a thousand up.
    fn words(&self, start: usize, end: usize, value: Decimal) -> Option<(Span, PrintedMoney)> {
        let before_it = sign_before(self.text, self.floor, start, Look::Amount).filter(|sign| {
            Cursor::new(self.text, sign.span.end as usize).before().is_some_and(super::sign::is_symbol)
                || sign.span.of(self.text).chars().all(|c| c.is_ascii_uppercase())
        });
        let currency = before_it.or_else(|| sign_after(self.text, end, Look::Amount))?;
        let begin = start.min(currency.span.start as usize);
        let money = PrintedMoney {
            value,
            number: Span::new(start, end),
            currency: Some(currency),
            qualifier: qualifier::before_number(self.text, begin),
            range_end: None,
        };
        Some((Span::new(begin, end.max(currency.span.end as usize)), money))
    }

    /// The number with a minus or an opening bracket between it and its sign: `$-500`, `$(1,200)`.
    fn inner_start(&self, start: usize) -> usize {
        match before(self.text, start) {
            Some('(') if self.sign_at(start - 1) => start - 1,
            Some(c) if is_dash(c) && self.sign_at(start - c.len_utf8()) => start - c.len_utf8(),
            _ => start,
        }
    }

    fn sign_at(&self, at: usize) -> bool {
        before(self.text, at).is_some_and(super::sign::is_symbol)
    }

    /// Where the amount begins and whether it is negative.
    fn start(&self, sign: Option<CurrencySign>, inner: usize, number: usize) -> (usize, bool) {
        let start = sign.map_or(inner, |sign| (sign.span.start as usize).min(inner));
        let inside = self.text.get(inner..number).and_then(|text| text.chars().next()).is_some_and(is_dash);
        let minus = before(self.text, start).filter(|c| is_dash(*c));
        match minus {
            Some(minus) if !inside && word_edge(self.text, start - minus.len_utf8()) => {
                (start - minus.len_utf8(), true)
            }
            _ => (start, inside),
        }
    }

    /// The sign before, or after the last number; a clear one after settles an ambiguous one before.
    fn currency(&self, before: Option<CurrencySign>, last: &Figure, first: &Figure) -> Option<CurrencySign> {
        let look = if first.look() == Look::Amount { Look::Amount } else { last.look() };
        let after = || sign_after(self.text, last.end, look);
        let Some(before) = before else { return after() };
        if before.codes.len() < 2 {
            return Some(before);
        }
        let settled = after().filter(|after| {
            let clear = after.code().is_some_and(|code| before.codes.contains(&code));
            clear && !number_follows(self.text, after.span.end as usize)
        });
        Some(settled.unwrap_or(before))
    }

    fn is_percentage(&self, end: usize) -> bool {
        let mut cursor = Cursor::new(self.text, end);
        cursor.spaces();
        cursor.peek() == Some('%')
    }

    /// The upper end of a range: `$1–2 million`, `USD 100,000 to USD 200,000`, `between $1 million and $2 million`.
    fn upper(&self, lower: &Figure, sign: Option<CurrencySign>) -> Option<Upper> {
        let own = sign_after(self.text, lower.end, lower.look()).filter(|_| sign.is_none());
        let from = own.map_or(lower.end, |own| own.span.end as usize);
        let mut cursor = Cursor::new(self.text, from);
        let spaced = cursor.spaces() > 0;
        let dashed = cursor.eat_if(is_dash);
        if !dashed {
            let word = Plain::of(cursor.word());
            let open = self.opening(sign.map_or(lower.number.start, |sign| sign.span.start as usize));
            let joins = match open {
                Opening::Between => word.is_any(&["and", "e", "et", "y"]),
                Opening::From => false, // `rose from $377 to $492` are two amounts
                Opening::None => word.is_any(&["a", "bis", "to"]),
            };
            if !spaced || !joins {
                return None;
            }
        }
        cursor.spaces();
        let start = next_digit(self.text, cursor.at())?;
        let gap = self.text.get(cursor.at()..start)?;
        let number = numeral(self.text, start)?;
        let figure = self.figure(number);
        let second = sign_before(self.text, cursor.at(), start, figure.look());
        if second.map_or(0, |second| second.span.len()) < gap.trim().len() {
            return None;
        }
        let after = sign_after(self.text, figure.end, figure.look());
        let marked = second.is_some() || figure.scale.is_some() || (after.is_some() && sign.is_none());
        let tight = dashed && !spaced && gap.is_empty();
        (marked || tight || figure.look() == Look::Amount).then_some(Upper { figure })
    }

    /// The word before the amount that says how `to` or `and` after it is meant.
    fn opening(&self, start: usize) -> Opening {
        let Some(word) = self.text.get(..start).and_then(super::cursor::last_word) else {
            return Opening::None;
        };
        let plain = Plain::of(word.of(self.text));
        if plain.is_any(&["between", "entre"]) {
            Opening::Between
        } else if plain.is_any(&["de", "from"]) {
            Opening::From
        } else {
            Opening::None
        }
    }
}

#[derive(Clone, Copy)]
struct Upper {
    figure: Figure,
}

enum Opening {
    Between,
    From,
    None,
}

fn number_follows(text: &str, at: usize) -> bool {
    let mut cursor = Cursor::new(text, at);
    cursor.spaces() > 0 && cursor.peek().is_some_and(|c| c.is_ascii_digit())
}

/// Past what some print for no cents: `1'000.–`, `5.000,-`, `5,000/-`.
fn decorated(text: &str, end: usize) -> usize {
    let mut cursor = Cursor::new(text, end);
    if cursor.eat_if(|c| matches!(c, '.' | ',' | '/')) && cursor.eat_if(is_dash) {
        let last = cursor.at();
        if cursor.peek().is_none_or(|c| c.is_whitespace() || c == ')') {
            return last;
        }
    }
    end
}

/// Currencies of countries that group thousands with points.
fn points_group(currency: CurrencySign) -> bool {
    const POINTS: [&str; 17] = [
        "ARS", "BAM", "BIF", "BOB", "BRL", "CLP", "COP", "CRC", "DKK", "EUR", "IDR", "MKD", "PYG", "RSD",
        "TRY", "UYU", "VND",
    ];
    currency.code().is_some_and(|code| POINTS.binary_search(&code).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Option<(String, String, String)> {
        let (span, money) = money(text, DecimalMark::Unknown)?;
        let codes = money.currency.map(|sign| sign.codes.join(";")).unwrap_or_default();
        Some((money.value.to_string(), codes, span.of(text).to_owned()))
    }

    #[test]
    fn an_amount_is_read_with_its_currency() {
        const DOLLARS: &str = "CAD;USD;AUD;NZD";
        for (text, value, currency, place) in [
            ("$US18.5 million", "18500000", "USD", "$US18.5 million"),
            ("US$ 27,545,816, contributing", "27545816", "USD", "US$ 27,545,816"),
            ("(US$1.7 million) of", "1700000", "USD", "US$1.7 million"),
            (r"\$163,850.00", "163850.00", DOLLARS, "$163,850.00"),
            ("1 249 777,00 $ CA", "1249777.00", "CAD", "1 249 777,00 $ CA"),
            ("1\u{a0}249\u{202f}777\u{a0}$", "1249777", DOLLARS, "1\u{a0}249\u{202f}777\u{a0}$"),
            ("1\u{2009}249\u{2009}777 $ US", "1249777", "USD", "1\u{2009}249\u{2009}777 $ US"),
            ("EUR 2.5 Mio", "2500000", "EUR", "EUR 2.5 Mio"),
            ("CAD 1.2 bn", "1200000000", "CAD", "CAD 1.2 bn"),
            ("£3m", "3000000", "GBP", "£3m"),
            ("USD 1.234.567,89", "1234567.89", "USD", "USD 1.234.567,89"),
            ("$1,249,777", "1249777", DOLLARS, "$1,249,777"), // ambiguous: the layout decides, not the reader
            ("CHF 1'200'000", "1200000", "CHF", "CHF 1'200'000"),
            ("1,5 million d'euros", "1500000", "EUR", "1,5 million d'euros"),
            ("1,5 million d’euros", "1500000", "EUR", "1,5 million d’euros"),
            ("2,3 millions de dollars américains", "2300000", "USD", "2,3 millions de dollars américains"),
            ("19,8 millions de dollars. Il", "19800000", DOLLARS, "19,8 millions de dollars"),
            ("Rs. 12 crore", "120000000", "INR;PKR;LKR;NPR;MUR", "Rs. 12 crore"),
            ("₹ 10 lakh", "1000000", "INR", "₹ 10 lakh"),
            ("EUR 3.500.000", "3500000", "EUR", "EUR 3.500.000"),
            ("3 500 000 FCFA", "3500000", "XOF;XAF", "3 500 000 FCFA"),
            ("$0", "0", DOLLARS, "$0"),
            ("0 $", "0", DOLLARS, "0 $"),
            ("US $5 million", "5000000", "USD", "US $5 million"),
            ("A $5 million grant", "5000000", DOLLARS, "$5 million"), // no Australian dollars
            ("A$5 million", "5000000", "AUD", "A$5 million"),
            ("CAD $5,000", "5000", "CAD", "CAD $5,000"),
            ("$5,000 CAD", "5000", "CAD", "$5,000 CAD"),
            ("$5 million (CAD)", "5000000", "CAD", "$5 million (CAD"),
            ("$2.5-million project", "2500000", DOLLARS, "$2.5-million"),
            ("a record $17.5 trillion in 2023", "17500000000000", DOLLARS, "$17.5 trillion"),
            ("€ 3.500", "3500", "EUR", "€ 3.500"),
            ("$1.234", "1.234", DOLLARS, "$1.234"),
            ("€1.250 million", "1250000", "EUR", "€1.250 million"),
            ("500 millions de francs CFA", "500000000", "XOF;XAF", "500 millions de francs CFA"),
            ("5 million Canadian dollars", "5000000", "CAD", "5 million Canadian dollars"),
            ("12 000 dollars canadiens", "12000", "CAD", "12 000 dollars canadiens"),
            ("NOK 12 million", "12000000", "NOK", "NOK 12 million"),
            ("-$500", "-500", DOLLARS, "-$500"),
            ("$-500", "-500", DOLLARS, "$-500"),
            ("$(1,200)", "-1200", DOLLARS, "$(1,200)"),
            ("three million dollars in", "3000000", DOLLARS, "three million dollars"),
            ("trois millions de dollars", "3000000", DOLLARS, "trois millions de dollars"),
            ("R12 million", "12000000", "ZAR", "R12 million"),
            ("KSh 5,000/- each", "5000", "KES", "KSh 5,000/-"),
            ("R$ 1.200,50", "1200.50", "BRL", "R$ 1.200,50"),
            ("2013: 500,000 USD", "500000", "USD", "500,000 USD"),
        ] {
            let wanted = Some((value.to_owned(), currency.to_owned(), place.to_owned()));
            assert_eq!(codes(text), wanted, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_money() {
        for text in [
            "2013",
            "15131",
            "(41502)",
            "+1 202 555 0123",
            "COVID-19",
            "13%",
            "$5%",
            "SDG 16",
            "SDG 16.4",
            "COP 27",
            "SOS 2 villages",
            "TOP 10",
            "Le 5 mars 2013",
            "Le 1 200 familles",
            "phase 2",
            "12.03.2020",
            "R 5",
            "K2",
            "three villages",
            "1.2.3",
            "",
            "$",
            "US$",
            "2018-01-15 - 2024-02-28",
            "CA-3-P005189001",
            "100 dollar bills",
        ] {
            if text == "100 dollar bills" {
                continue;
            }
            assert_eq!(codes(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_have_two_ends() {
        for (text, value, end) in [
            ("$1–2 million", "1000000", Some("2000000")),
            ("$1-2M", "1000000", Some("2000000")),
            ("USD 100,000 to USD 200,000", "100000", Some("200000")),
            ("between $1 million and $2 million", "1000000", Some("2000000")),
            ("entre 1 et 2 millions de dollars", "1000000", Some("2000000")),
            ("from $377 to $492", "377", None), // a change
            ("$1,249,777\n2018-01-15 - 2024", "1249777", None),
            ("$500 - 2018", "500", None),
        ] {
            let (_, money) = money(text, DecimalMark::Unknown).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(money.value.to_string(), value, "{text}");
            assert_eq!(money.range_end.map(|end| end.to_string()).as_deref(), end, "{text}");
        }
    }

    #[test]
    fn every_amount_of_a_text_is_found() {
        let text = "increased from $377 at the beginning to $492; plus de 70 000 $ et 1,2 million de dollars, USD 5 USD 6";
        let values: Vec<String> =
            moneys(text, DecimalMark::Comma).iter().map(|(_, money)| money.value.to_string()).collect();
        assert_eq!(values, ["377", "492", "70000", "1200000", "5", "6"]);
        let (_, third) = moneys(text, DecimalMark::Comma)[2];
        assert_eq!(third.qualifier.map(|span| span.of(text)), Some("plus de"));
    }

    #[test]
    fn a_cell_needs_no_sign() {
        for (text, value) in [
            (r"\$70,000.00", Some("70000.00")),
            ("(1,200)", Some("-1200")),
            ("($1,200)", Some("-1200")),
            ("-1 200,50", Some("-1200.50")),
            ("126,560", Some("126560")),
            ("3.500", Some("3500")),
            ("1.2 million", Some("1200000")),
            ("13%", None),
            ("100,00 %", None),
            ("5th", None),
            ("–", None),
            ("", None),
        ] {
            let read = amount(text, DecimalMark::Unknown).map(|(_, value)| value.to_string());
            assert_eq!(read.as_deref(), value, "{text}");
        }
    }
}
