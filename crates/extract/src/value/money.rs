//! Amounts of money as documents print them.

use almoner_record::Span;
use rust_decimal::Decimal;

use super::cursor::Cursor;
use super::number_word::number_words;
pub(crate) use super::numeral::DecimalMark;
use super::numeral::numeral;
pub(crate) use super::sign::CurrencySign;

mod cell;
mod reading;

pub(crate) use cell::{Column, amount, column, column_of_note, is_scale, is_unit};
use reading::Reading;

/// An amount of money as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PrintedMoney {
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
/// `1.234` is read by `mark`; where that is unknown, a point before exactly three digits groups thousands where the
/// sign stands behind the number and beside the currencies of countries that group so (EUR, BRL, IDR …), else it stands
/// before decimals (`$1.234`). A comma before exactly three digits groups thousands, unless the mark is the comma and
/// a scale follows.
pub(crate) fn money(text: &str, mark: DecimalMark) -> Option<(Span, PrintedMoney)> {
    Amounts::new(text, mark).next()
}

/// All amounts of money in `text`, in order.
pub(crate) fn moneys(text: &str, mark: DecimalMark) -> Vec<(Span, PrintedMoney)> {
    Amounts::new(text, mark).collect()
}

/// True for an amount with its currency and hardly anything else.
pub(crate) fn is_alone(text: &str, mark: DecimalMark) -> bool {
    const MOST_BESIDE: usize = 2;
    money(text, mark)
        .is_some_and(|(span, printed)| printed.currency.is_some() && text.len() <= span.len() + MOST_BESIDE)
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
            ("4.5 NOK million", "4500000", "NOK", "4.5 NOK million"),
            ("8,3 EUR Mio. in 2020", "8300000", "EUR", "8,3 EUR Mio."),
            ("12 USD m", "12", "USD", "12 USD"),
            ("25 MSEK", "25000000", "SEK", "25 MSEK"),
            ("MSEK 25", "25000000", "SEK", "MSEK 25"),
            ("USD million 5.2", "5200000", "USD", "USD million 5.2"),
            ("US$m 12.5", "12500000", "USD", "US$m 12.5"),
            ("US$'000 500", "500000", "USD", "US$'000 500"),
            ("Budget (USD): 4,500,000", "4500000", "USD", "USD): 4,500,000"),
            ("$5,000 US", "5000", "USD", "$5,000 US"),
            ("$2,500,000.00 CDN", "2500000.00", "CAD", "$2,500,000.00 CDN"),
            ("3 millones de dólares", "3000000", DOLLARS, "3 millones de dólares"),
            ("163.850 dólares estadounidenses", "163850", "USD", "163.850 dólares estadounidenses"),
            ("15 millions de F CFA", "15000000", "XOF;XAF", "15 millions de F CFA"),
            ("United States Dollars 45,000", "45000", "USD", "United States Dollars 45,000"),
            ("350.000 Gdes", "350000", "HTG", "350.000 Gdes"),
            ("200 USD/month", "200", "USD", "200 USD"),
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
            ("de 5 à 10 millions d'euros", "5000000", Some("10000000")),
        ] {
            let (_, money) = money(text, DecimalMark::Unknown).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(money.value.to_string(), value, "{text}");
            assert_eq!(money.range_end.map(|end| end.to_string()).as_deref(), end, "{text}");
        }
    }

    #[test]
    fn a_point_before_a_word_for_millions_stands_before_decimals() {
        for (text, value) in [
            ("US$ 2.375 millones", "2375000"),
            ("US$ 2.375 million", "2375000"),
            ("2.375 millones de dólares", "2375000"),
            ("EUR 2.375 millions", "2375000"),
            ("US$ 12.345 MM", "12345000"),
            // Groups: two points, a zero at the end, no word for millions, and where a thousand million is little.
            ("US$ 1.234.567 millones", "1234567000000"),
            ("1.200 millones de euros", "1200000000"),
            ("US$ 2.375", "2375"),
            ("US$ 2.375 mil", "2375000"),
            ("COP 2.375 millones", "2375000000"),
            ("2.375 millions de FCFA", "2375000000"),
        ] {
            let read = money(text, DecimalMark::Comma).map(|(_, money)| money.value.to_string());
            assert_eq!(read.as_deref(), Some(value), "{text}");
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
    fn a_column_tells_currency_and_scale() {
        for (head, codes, power) in [
            ("Total (USD)", "USD", 0),
            ("in thousands of US dollars", "USD", 3),
            ("Montant (en milliers d'euros)", "EUR", 3),
            ("Cost (US$ million)", "USD", 6),
            ("US$m", "USD", 6),
            ("EUR '000", "EUR", 3),
            ("Budget in millions", "", 6),
            ("Budget (USD m)", "USD", 6),
            ("Budget (EUR k)", "EUR", 3),
            ("Amount (£000)", "GBP", 3),
            ("£'000", "GBP", 3),
            ("Award (£ 000s)", "GBP", 3),
            ("Cost, USD thousand", "USD", 3),
            ("Grant (USD mn)", "USD", 6),
            ("Loan (Mio. EUR)", "EUR", 6),
            ("Montant (M€)", "EUR", 6),
            ("Montant (k €)", "EUR", 3),
            ("Montant (kEUR)", "EUR", 3),
            ("Montant (M FCFA)", "XOF;XAF", 6),
            ("Budget (MEUR)", "EUR", 6),
            ("Budget (USDm)", "USD", 6),
            ("Budget (GBPk)", "GBP", 3),
            ("Amount (1,000 USD)", "USD", 3),
            ("Amount (in 1000 EUR)", "EUR", 3),
            ("Monto (US$ millones)", "USD", 6),
            ("Monto (miles de US$)", "USD", 3),
            ("Valor (R$ mil)", "BRL", 3),
            ("Amount (US$ mil)", "USD", 6),
            ("Total (US$ mm)", "USD", 6),
            // No scales.
            ("Budget (USD, M. Diop)", "USD", 0),
            ("Budget (USD) k. Mali", "USD", 0),
            ("Grants of 1,000 plots, in USD", "USD", 0),
            ("Cost (EUR) 2010", "EUR", 0),
        ] {
            let column = column(head).unwrap_or_else(|| panic!("{head}"));
            assert_eq!(
                (column.sign.map_or(String::new(), |sign| sign.codes.join(";")), column.power),
                (codes.to_owned(), power),
                "{head}"
            );
        }
        for head in ["Item", "Total Amount", "Brief Description", "ALL", ""] {
            assert_eq!(column(head), None, "{head}");
        }
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
