//! One amount of money around one number.

use almoner_record::Span;
use rust_decimal::Decimal;

use super::PrintedMoney;
use crate::value::cursor::{Cursor, Plain, before, is_apostrophe, is_dash, last_word, word_edge};
use crate::value::numeral::{DecimalMark, Numeral, Shape, numeral};
use crate::value::qualifier;
use crate::value::scale::{MILLION, Scale, Scales, scale};
use crate::value::sign::{
    CurrencySign, Look, is_symbol, labelled_sign, nation_after, scaled_sign, sign_after, sign_before,
};

/// Reads one amount around one number.
pub(super) struct Reading<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// What stands before its decimals.
    pub(super) mark: DecimalMark,
    /// Where the amount before ends.
    pub(super) floor: usize,
}

/// A number with what multiplies it.
#[derive(Clone, Copy)]
struct Figure {
    number: Numeral,
    scale: Option<Scale>,
    end: usize,
}

impl Figure {
    /// `2019`: no amount beside a sign that stands apart.
    fn is_plain_year(&self) -> bool {
        self.number.shape == Shape::Plain && self.number.width() == 4
    }

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
        let mark = match scale {
            Some(Scale { power: MILLION.., .. }) if !is_small(currency) => {
                figure.number.mark_before_millions(self.mark)
            }
            _ => self.mark,
        };
        let value = figure.number.value(mark, scale.is_some(), points_group(&figure.number, currency));
        scale.map_or(Some(value), |scale| scale.of(value))
    }

    /// The amount around `number`, if a sign of a currency stands beside it.
    pub(super) fn money(&self, number: Numeral) -> Option<(Span, PrintedMoney)> {
        let mut figure = self.figure(number);
        if self.is_percentage(figure.end) {
            return None;
        }
        let inner = self.inner_start(number.start);
        let sign = self.sign(inner, &mut figure);
        if sign.is_none() && before(self.text, inner).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let upper = self.upper(&figure, sign);
        let currency = self.currency(sign, upper.as_ref().unwrap_or(&figure), &figure)?;
        if upper.is_none() && figure.scale.is_none() {
            figure.scale = self.scale_behind(&figure, currency);
            figure.end = figure.scale.map_or(figure.end, |scale| scale.end);
        }
        let (value, range_end) = self.values(&figure, upper.as_ref(), currency)?;
        let last = upper.filter(|_| range_end.is_some()).map_or(figure.end, |upper| upper.end);
        let (start, negative) = self.start(sign, inner, number.start);
        let bracketed = self.text.get(inner..number.start).is_some_and(|text| text.starts_with('('));
        let mut end = last.max(currency.span.end as usize);
        if bracketed && self.text.get(end..).is_some_and(|rest| rest.starts_with(')')) {
            end += 1;
        }
        let money = PrintedMoney {
            value: if negative || bracketed { -value } else { value },
            number: Span::new(number.start, figure.end.min(end)),
            currency: Some(currency),
            qualifier: qualifier::before_number(self.text, start),
            range_end,
        };
        Some((Span::new(start, end), money))
    }

    /// The sign before the number; what multiplies it may stand there as well.
    fn sign(&self, inner: usize, figure: &mut Figure) -> Option<CurrencySign> {
        if let Some(sign) = sign_before(self.text, self.floor, inner, figure.look()) {
            return Some(sign);
        }
        if figure.scale.is_some() {
            return None;
        }
        if figure.is_plain_year() || figure.look() == Look::Bare && figure.number.width() < 3 {
            let tight = before(self.text, inner).is_some_and(|c| c.is_alphabetic() || is_apostrophe(c));
            let scaled = !figure.is_plain_year() || tight;
            return scaled.then(|| self.scaled(inner, figure)).flatten();
        }
        self.scaled(inner, figure).or_else(|| labelled_sign(self.text, self.floor, inner))
    }

    /// What multiplies a number behind the sign that follows it: `4.5 NOK million`. One letter may be anything.
    fn scale_behind(&self, figure: &Figure, currency: CurrencySign) -> Option<Scale> {
        let end = currency.span.end as usize;
        if (currency.span.start as usize) < figure.end {
            return None;
        }
        let scale = scale(self.text, end, Scales::All)?;
        let word = self.text.get(end..scale.end)?.trim();
        let letters = word.trim_end_matches('.');
        (letters.chars().count() > 1 && letters.chars().all(char::is_alphabetic)).then_some(scale)
    }

    fn scaled(&self, inner: usize, figure: &mut Figure) -> Option<CurrencySign> {
        let (sign, power) = scaled_sign(self.text, self.floor, inner)?;
        figure.scale = Some(Scale { power, end: figure.end });
        Some(sign)
    }

    /// The value, and the upper end where `upper` is larger; a scale behind it counts for both.
    fn values(
        &self,
        figure: &Figure,
        upper: Option<&Figure>,
        currency: CurrencySign,
    ) -> Option<(Decimal, Option<Decimal>)> {
        if let Some(upper) = upper {
            let value = self.value(figure, upper.scale, currency)?;
            let end = self.value(upper, None, currency)?;
            if end > value {
                return Some((value, Some(end)));
            }
        }
        Some((self.value(figure, None, currency)?, None))
    }

    /// Number words: an amount only with the name of a currency, and from a thousand up.
    pub(super) fn words(&self, start: usize, end: usize, value: Decimal) -> Option<(Span, PrintedMoney)> {
        let before_it = sign_before(self.text, self.floor, start, Look::Amount).filter(|sign| {
            Cursor::new(self.text, sign.span.end as usize).before().is_some_and(is_symbol)
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
        before(self.text, at).is_some_and(is_symbol)
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
        if let Some(nation) = nation_after(self.text, last.end)
            .filter(|nation| nation.code().is_some_and(|code| before.codes.contains(&code)))
        {
            return Some(CurrencySign { span: before.span.cover(nation.span), ..nation });
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
    fn upper(&self, lower: &Figure, sign: Option<CurrencySign>) -> Option<Figure> {
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
                // `rose from $377 to $492` are two amounts, `de 5 à 10 millions d'euros` is a range.
                Opening::From if sign.is_some() || own.is_some() => false,
                Opening::From | Opening::None => word.is_any(&["a", "bis", "to"]),
            };
            if !spaced || !joins {
                return None;
            }
        }
        cursor.spaces();
        let start = super::next_digit(self.text, cursor.at())?;
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
        (marked || tight || figure.look() == Look::Amount).then_some(figure)
    }

    /// The word before the amount that says how `to` or `and` after it is meant.
    fn opening(&self, start: usize) -> Opening {
        let Some(word) = self.text.get(..start).and_then(last_word) else {
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

/// True for a currency of which a thousand million is no rare amount: `COP 2.375 millones`, `2.375 millions de FCFA`.
fn is_small(currency: CurrencySign) -> bool {
    const SMALL: [&str; 22] = [
        "ARS", "BIF", "CDF", "CLP", "COP", "CRC", "GNF", "IDR", "JPY", "KHR", "KRW", "LAK", "MGA", "MMK",
        "NGN", "PYG", "RWF", "TZS", "UGX", "VND", "XAF", "XOF",
    ];
    currency.codes.iter().any(|code| SMALL.contains(code))
}

/// Whether a point before exactly three digits groups thousands beside that sign: where it stands behind the number, and
/// for the currencies of countries that group so; never where a currency has three decimals.
fn points_group(number: &Numeral, currency: CurrencySign) -> bool {
    const POINTS: [&str; 18] = [
        "ARS", "BAM", "BIF", "BOB", "BRL", "CLP", "COP", "CRC", "DKK", "EUR", "HTG", "IDR", "MKD", "PYG",
        "RSD", "TRY", "UYU", "VND",
    ];
    const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];
    let is_in = |list: &[&str]| currency.code().is_some_and(|code| list.contains(&code));
    let behind = currency.span.start as usize >= number.end;
    (behind || is_in(&POINTS)) && !is_in(&THREE_DECIMALS)
}
