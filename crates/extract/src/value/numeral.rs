//! Numbers in digits: `1,249,777`, `1 249 777,00`, `1.234.567,89`, `1'200'000`, `12,34,567`.

use rust_decimal::Decimal;

use super::cursor::Cursor;

/// Which character the text uses before the decimals, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum DecimalMark {
    /// Not known: what a number shows by itself decides.
    #[default]
    Unknown,
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

/// A number in digits as printed, without sign and scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numeral {
    value: Decimal,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// How it is written.
    pub shape: Shape,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Digits alone: `2013`.
    Plain,
    /// With groups of thousands: `1,249,777`.
    Grouped,
    /// With decimals: `18.5`, `1 249 777,00`.
    Decimals,
    /// One comma or point before exactly three digits, which may be either: `1,234`, `1.234`.
    Either {
        /// The mark.
        mark: char,
        /// The value if the mark stands before decimals.
        decimal: Decimal,
    },
}

impl Numeral {
    /// The value.
    ///
    /// What one mark and three digits mean (`1.234`) is settled by the mark of the text where it is known. Else a comma
    /// groups thousands, and a point stands before decimals unless `points_group` says that who prints this currency or
    /// counts these things groups with points. Before a scale (`1.234 million`) both keep to that, a point always
    /// standing before decimals unless the text's mark is the comma.
    pub(crate) fn value(&self, mark: DecimalMark, scaled: bool, points_group: bool) -> Decimal {
        let Shape::Either { mark: printed, decimal } = self.shape else { return self.value };
        let is_decimal = match (printed, mark) {
            (',', DecimalMark::Comma) => scaled,
            (',', _) | (_, DecimalMark::Comma) => false,
            (_, DecimalMark::Point) => true,
            (_, DecimalMark::Unknown) => scaled || !points_group,
        };
        if is_decimal { decimal } else { self.value }
    }

    /// The mark before the decimals of a number that a word for millions follows, in a text that has commas there: nobody writes
    /// what `2.375 millones` would be in groups, `1.200 millones` is in groups.
    pub(crate) fn mark_before_millions(&self, mark: DecimalMark) -> DecimalMark {
        let Shape::Either { mark: '.', .. } = self.shape else { return mark };
        if (self.value % Decimal::TEN).is_zero() { mark } else { DecimalMark::Point }
    }

    /// How many bytes it takes.
    pub(crate) fn width(&self) -> usize {
        self.end - self.start
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Comma,
    Point,
    Space,
    Apostrophe,
}

impl Mark {
    fn of(c: char) -> Option<Mark> {
        match c {
            ',' => Some(Mark::Comma),
            '.' => Some(Mark::Point),
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2008}' => Some(Mark::Space),
            '\'' | '’' => Some(Mark::Apostrophe),
            _ => None,
        }
    }
}

/// A run of digits and the mark before it.
#[derive(Clone, Copy)]
struct Part {
    mark: Mark,
    len: usize,
    end: usize,
}

const MOST_PARTS: usize = 10;

/// The number that begins at byte `at`. None where no digit stands there, for a chain of points (`1.2.3`, `12.03.2020`)
/// and for more digits than a decimal holds.
pub(crate) fn numeral(text: &str, at: usize) -> Option<Numeral> {
    let mut cursor = Cursor::new(text, at);
    let lead = cursor.digits();
    if lead.is_empty() {
        return None;
    }
    let parts = parts(cursor);
    let part = |index: usize| parts.get(index).copied().flatten();
    let groups = groups(lead, &parts);
    let group_end = match groups.checked_sub(1) {
        Some(last) => part(last)?.end,
        None => cursor.at(),
    };
    let next = part(groups);
    let decimals = next.filter(|next| {
        let own = part(0).is_some_and(|first| groups > 0 && first.mark == next.mark);
        let listed = part(groups + 1).is_some_and(|after| after.mark == next.mark);
        matches!(next.mark, Mark::Comma | Mark::Point) && !own && !listed
    });
    if decimals.is_none() && groups == 0 && chained(part(0), part(1)) {
        return None;
    }
    let end = decimals.map_or(group_end, |decimals| decimals.end);
    let value = decimal(text.get(at..end)?, decimals.map_or(0, |decimals| decimals.len))?;
    let shape = match (groups, part(0)) {
        (_, _) if decimals.is_some() => Shape::Decimals,
        (0, _) => Shape::Plain,
        (1, Some(Part { mark: Mark::Comma, len: 3, .. })) => {
            Shape::Either { mark: ',', decimal: decimal(text.get(at..end)?, 3)? }
        }
        (1, Some(Part { mark: Mark::Point, len: 3, .. })) => {
            Shape::Either { mark: '.', decimal: decimal(text.get(at..end)?, 3)? }
        }
        _ => Shape::Grouped,
    };
    Some(Numeral { value, start: at, end, shape })
}

/// Two runs of digits after points: a date, a version, the number of a section.
fn chained(first: Option<Part>, second: Option<Part>) -> bool {
    let point = |part: Option<Part>| part.is_some_and(|part| part.mark == Mark::Point);
    point(first) && point(second)
}

fn parts(mut cursor: Cursor<'_>) -> [Option<Part>; MOST_PARTS] {
    let mut parts = [None; MOST_PARTS];
    for place in &mut parts {
        let Some(mark) = cursor.peek().and_then(Mark::of) else { break };
        cursor.bump();
        let len = cursor.digits().len();
        if len == 0 {
            break;
        }
        *place = Some(Part { mark, len, end: cursor.at() });
    }
    parts
}

/// How many of the parts are groups of thousands.
fn groups(lead: &str, parts: &[Option<Part>]) -> usize {
    let Some(Some(first)) = parts.first() else { return 0 };
    if lead.len() > 3 || lead.starts_with('0') {
        return 0;
    }
    let run = || parts.iter().map_while(|part| part.filter(|part| part.mark == first.mark));
    let thousands = run().take_while(|part| part.len == 3).count();
    let after = parts.get(thousands).copied().flatten();
    // A longer chain of the same mark is no number in groups: `1.234.56`, `10,573,1`.
    if thousands > 0 && matches!(first.mark, Mark::Comma | Mark::Point) {
        let broken = after.is_some_and(|after| after.mark == first.mark);
        return if broken && first.mark == Mark::Point { 0 } else { thousands };
    }
    if thousands == 0 && first.mark == Mark::Comma && lead.len() <= 2 {
        // The Indian way: groups of two, the last of three.
        let pairs = run().take_while(|part| part.len == 2).count();
        let closed = parts.get(pairs).copied().flatten();
        if pairs > 0 && closed.is_some_and(|part| part.mark == Mark::Comma && part.len == 3) {
            return pairs + 1;
        }
    }
    thousands
}

/// More than any document counts or pays, in any currency: what is not below it is no number, and sums stay far from what a
/// decimal holds.
pub(super) const LARGEST: Decimal = Decimal::from_parts(2_808_348_672, 232_830_643, 0, false, 0);

/// The digits of `text` as a decimal with that many decimals; marks are passed over. None from [`LARGEST`] on.
fn decimal(text: &str, decimals: usize) -> Option<Decimal> {
    let mut digits: i128 = 0;
    let mut count = 0;
    for digit in text.chars().filter_map(|c| c.to_digit(10)) {
        count += 1;
        if count > 28 {
            return None;
        }
        digits = digits * 10 + i128::from(digit);
    }
    let number = Decimal::try_from_i128_with_scale(digits, u32::try_from(decimals).ok()?).ok();
    number.filter(|number| *number < LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, mark: DecimalMark) -> Option<(String, usize)> {
        numeral(text, 0).map(|number| (number.value(mark, false, false).to_string(), number.end))
    }

    #[test]
    fn digits_are_read_in_every_grouping() {
        for (text, value, len) in [
            ("2013", "2013", 4),
            ("1,249,777", "1249777", 9),
            ("1 249 777,00", "1249777.00", 12),
            ("1\u{a0}249\u{202f}777", "1249777", 12),
            ("1.234.567,89", "1234567.89", 12),
            ("1,234,567.89", "1234567.89", 12),
            ("1'200'000", "1200000", 9),
            ("1’200’000.50", "1200000.50", 16),
            ("12,34,567", "1234567", 9), // Indian
            ("18.5", "18.5", 4),
            ("1,5", "1.5", 3),
            ("0.234", "0.234", 5), // nothing groups after a zero
            ("70,000.00", "70000.00", 9),
            ("5 200 people", "5200", 5),
            ("10, 573", "10", 2),    // a list
            ("1,2,3", "1", 1),       // a list
            ("12 2013", "12", 2),    // no group of three
            ("2013 151", "2013", 4), // a group has three digits at most
            ("5.", "5", 1),          // the end of a sentence
            ("1 200 3000", "1200", 5),
        ] {
            assert_eq!(read(text, DecimalMark::Unknown), Some((value.to_owned(), len)), "{text}");
        }
    }

    #[test]
    fn one_mark_and_three_digits_are_settled_by_the_text() {
        use DecimalMark::{Comma, Point, Unknown};
        for (text, mark, value) in [
            ("1,234", Unknown, "1234"),
            ("1,234", Point, "1234"),
            ("1,234", Comma, "1234"), // nobody prints three decimals of a dollar
            ("1.234", Unknown, "1.234"),
            ("1.234", Point, "1.234"),
            ("1.234", Comma, "1234"),
        ] {
            assert_eq!(read(text, mark).map(|(value, _)| value), Some(value.to_owned()), "{text} {mark:?}");
        }
        let scaled = |text, mark| numeral(text, 0).map(|number| number.value(mark, true, true).to_string());
        assert_eq!(scaled("1.250 million", Unknown).as_deref(), Some("1.250"));
        assert_eq!(scaled("1,250 million", Unknown).as_deref(), Some("1250"));
        assert_eq!(scaled("1,250 million", Comma).as_deref(), Some("1.250"));
        assert_eq!(scaled("1.250 millones", Comma).as_deref(), Some("1250"));
    }

    #[test]
    fn chains_and_monsters_are_no_numbers() {
        for text in ["1.2.3", "12.03.2020", "", "a1", "12345678901234567890123456789"] {
            assert_eq!(read(text, DecimalMark::Unknown), None, "{text}");
        }
    }
}
