//! How a line that lists organisations is cut: each part with its name, and the amount or share beside it.

use almoner_codelists::{fold, organisation};
use almoner_record::Span;

use crate::bodies;
use crate::figures;
use crate::value;
use crate::value::numeral::DecimalMark;

/// One organisation of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Its name, its amount and what stands around them.
    pub(super) whole: Span,
    pub(super) name: Span,
    pub(super) measure: Option<Measure>,
}

/// What is printed beside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Money,
    Share,
}

/// Which numbers are money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Those with a currency or a word of scale.
    Marked,
    /// Those in groups of digits too: the currency stands elsewhere.
    Grouped,
}

/// The organisations of a line; empty for a line that is no such list.
pub(super) fn parts(text: &str, decimal: DecimalMark, numbers: Numbers) -> Vec<Part> {
    const LONGEST: usize = 2000;
    let is_marked = text.bytes().any(|byte| byte.is_ascii_digit());
    if !is_marked || text.len() > LONGEST {
        return Vec::new();
    }
    let cut = Cut { text, decimal, numbers };
    let (mut parts, mut refused) = (Vec::new(), false);
    for piece in cut.pieces() {
        match cut.part(piece) {
            Read::Part(part) => parts.push(part),
            Read::Nobody => {}
            Read::Refused => refused = true,
        }
    }
    let measured = parts.iter().filter(|part| part.measure.is_some()).count();
    let is_list = match parts.as_slice() {
        // Two that are named make a list, whatever else contributes: `EU (…), Norad (…), own contribution (…)`.
        _ if refused => measured > 1,
        [part] => part.measure == Some(Measure::Share) && is_share_of(text, part),
        _ => measured > 0,
    };
    if is_list { parts } else { Vec::new() }
}

/// True for the name of one who pays and its share, and nothing else but marks and brackets: `The World Bank finances 60% of
/// the total cost` is a sentence.
fn is_share_of(text: &str, part: &Part) -> bool {
    let name = part.name.of(text);
    let (whole, own) = (part.whole.range(), part.name.range());
    let behind = text.get(own.end..whole.end).unwrap_or_default();
    let before = text.get(whole.start..own.start).unwrap_or_default();
    let in_bracket = behind.trim_start().starts_with('(');
    let ends_as_name = |name: &str| {
        name.split_whitespace().last().is_some_and(|word| word.starts_with(|c: char| !c.is_lowercase()))
    };
    let is_bare = |side: &str| !outside_brackets(side).any(char::is_alphabetic);
    let is_article = without_article(before.trim_start()).is_empty();
    bodies::is_payer(name)
        && (in_bracket || ends_as_name(name) || organisation(name).is_some())
        && is_bare(behind)
        && (is_bare(before) || is_article || before.contains(|c: char| c.is_ascii_digit()))
}

/// The letters of a text that stand in no bracket.
fn outside_brackets(text: &str) -> impl Iterator<Item = char> {
    let mut depth = 0_u32;
    text.chars().filter(move |c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

/// A text without the article that it begins with.
pub(crate) fn without_article(text: &str) -> &str {
    const ARTICLES: [&str; 15] = [
        "the ",
        "the\u{a0}",
        "le ",
        "la ",
        "les ",
        "l'",
        "l\u{2019}",
        "el ",
        "los ",
        "las ",
        "o ",
        "a ",
        "os ",
        "as ",
        "lo ",
    ];
    ARTICLES.iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text)
}

/// True for what begins as a name does: with a capital, or with a word that has one (`iDE`).
pub(super) fn begins_name(text: &str) -> bool {
    let mut words =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.contains(char::is_alphabetic));
    words.next().is_some_and(|word| word.contains(char::is_uppercase))
}

/// A name without the marks behind it and the instrument in brackets: `IsDB (Loan):`.
fn named(own: &str, name: Span) -> Span {
    let trimmed =
        |text: &str| text.trim_end_matches(|c: char| c.is_whitespace() || ":–—-(=,".contains(c)).len();
    let end = trimmed(name.of(own));
    let end =
        trimmed(own.get(..end).map_or("", |text| text.get(..without_instrument(text)).unwrap_or_default()));
    let name = Span::new(name.range().start, end).trim(own);
    let printed = name.of(own);
    // `AfDB: UA 20 million`: the unit of account.
    let unit = [": UA", ": UC"].iter().find_map(|unit| printed.strip_suffix(unit)).map(str::len);
    let end = unit.unwrap_or(printed.len());
    let bare = without_article(printed);
    let elided = ["L'", "L\u{2019}"].iter().find_map(|article| printed.strip_prefix(article));
    let known = elided.filter(|rest| organisation(rest).is_some());
    let rest = known.unwrap_or(if begins_name(bare) { bare } else { printed });
    name.inner(Span::new(printed.len() - rest.len(), end))
}

/// The length of a name without the word for how it gives behind it: `IFAD loan`; the whole where the rest is not known.
pub(crate) fn without_instrument(name: &str) -> usize {
    let front =
        name.trim_end().rsplit_once(' ').filter(|(_, last)| is_instrument(last)).map(|(front, _)| front);
    // `Government of Tanzania – in kind`
    let dashed = [" – ", " - ", " — "].iter().find_map(|dash| name.trim_end().rsplit_once(dash));
    if let Some((front, _)) = dashed.filter(|(_, last)| is_instrument(last)) {
        return front.trim_end().len();
    }
    let bracket = name.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let bare = bracket.filter(|(_, inside)| is_instrument(inside)).map(|(front, _)| front.trim_end());
    bare.or_else(|| front.filter(|front| organisation(front).is_some())).map_or(name.len(), str::len)
}

/// The name behind an amount: `EUR 3 million from the European Union`, `60 % (UE)`.
fn behind(own: &str, measure: Span) -> Span {
    const BEFORE: [&str; 22] = [
        "from the ",
        "from ",
        "by the ",
        "by ",
        "of the ",
        "of ",
        "de la part de ",
        "de l'",
        "de l\u{2019}",
        "de la ",
        "du ",
        "des ",
        "de los ",
        "de ",
        "par l'",
        "par la ",
        "par le ",
        "par ",
        "por la ",
        "por el ",
        "por ",
        "pela ",
    ];
    let is_mark = |c: char| c.is_whitespace() || "()[]:–—-".contains(c);
    let rest = own.get(measure.range().end..).unwrap_or_default();
    let rest = rest.trim_start_matches(is_mark);
    let rest = BEFORE.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let start = own.len() - rest.len();
    let is_acronym_closed = rest.contains('(');
    let end = if is_acronym_closed { rest.trim_end().len() } else { rest.trim_end_matches(is_mark).len() };
    Span::new(start, start + end)
}

/// True for a name that ends with a word for how money is given: `Bank loan`.
pub(super) fn ends_with_instrument(name: &str) -> bool {
    is_instrument(name) || name.split_whitespace().last().is_some_and(is_instrument)
}

/// A word for how money is given, which names nobody.
fn is_instrument(name: &str) -> bool {
    const INSTRUMENTS: [&str; 28] = [
        "contribution",
        "funding",
        "financing",
        "aporte",
        "loan",
        "loans",
        "grant",
        "grants",
        "credit",
        "in-kind",
        "in kind",
        "cash",
        "parallel",
        "pret",
        "don",
        "subvention",
        "en nature",
        "prestamo",
        "donacion",
        "credito",
        "subvencion",
        "en especie",
        "emprestimo",
        "donativo",
        "subvencao",
        "em especie",
        "equity",
        "guarantee",
    ];
    INSTRUMENTS.contains(&fold(name.trim()).as_str())
}

/// A line and how its numbers are read.
struct Cut<'a> {
    text: &'a str,
    decimal: DecimalMark,
    numbers: Numbers,
}

/// What a piece of a line is.
enum Read {
    Part(Part),
    /// It names nobody, and nothing of it is lost: `farmers (5%)`.
    Nobody,
    /// An amount, or a body's share, beside what reads as no name.
    Refused,
}

impl Cut<'_> {
    /// The line cut at what divides it outside brackets; a comma only where the piece before it is measured, or an
    /// organisation by itself.
    fn pieces(&self) -> Vec<Span> {
        let text = self.text;
        let mut pieces: Vec<Span> = Vec::new();
        let mut start = 0;
        for (at, length, mark) in marks(text) {
            let piece = text.get(start..at).unwrap_or_default();
            let ends = match mark {
                Mark::Always => true,
                Mark::Comma => {
                    self.is_measured(piece)
                        || organisation(piece.trim()).is_some()
                            && !self.begins_amount(text.get(at + length..).unwrap_or_default())
                            && !bodies::is_legal_form(text.get(at + length..).unwrap_or_default())
                }
                Mark::And => self.is_measured(piece),
            };
            if ends {
                pieces.push(Span::new(start, at));
                start = at + length;
            }
        }
        pieces.push(Span::new(start, text.len()));
        let trimmed = pieces.into_iter().map(|piece| piece.trim(text)).filter(|piece| !piece.is_empty());
        // `EUR 3 million, of which 1 million for training`: what begins with a small word goes on.
        let mut joined: Vec<Span> = Vec::new();
        for piece in trimmed {
            let own = piece.of(text);
            let goes_on = own.starts_with(char::is_lowercase)
                && !own.contains(['(', '%'])
                && !begins_name(without_article(own));
            match joined.last_mut().filter(|_| goes_on) {
                Some(last) => *last = last.cover(piece),
                None => joined.push(piece),
            }
        }
        joined
    }

    /// A piece as an organisation with what is printed beside it.
    fn part(&self, piece: Span) -> Read {
        let own = piece.of(self.text);
        let money = self.money(own);
        let share = value::percentage::percentage(own).map(|(span, _)| span);
        let (place, measure) = match (money, share) {
            (Some(place), _) => (Some(place), Some(Measure::Money)),
            (None, share) => (share, share.map(|_| Measure::Share)),
        };
        let first = [money, share].into_iter().flatten().map(|span| span.range().start).min();
        let mut name = named(own, Span::new(0, first.unwrap_or(own.len())));
        if let Some(place) = place.filter(|_| name.is_empty()) {
            name = behind(own, place);
        }
        let printed = name.of(own).trim();
        if !printed.is_empty() && (begins_name(printed) || organisation(printed).is_some()) {
            return Read::Part(Part { whole: piece, name: piece.inner(name), measure });
        }
        let is_lost = match measure {
            Some(Measure::Money) => !printed.is_empty() && !figures::is_generic(printed),
            Some(Measure::Share) => bodies::is_payer(printed),
            None => false,
        };
        if is_lost { Read::Refused } else { Read::Nobody }
    }

    /// An amount: with its currency, else a number in millions (`20 millions d'UC`).
    fn money(&self, piece: &str) -> Option<Span> {
        if let Some((span, _)) = value::money::money(piece, self.decimal) {
            return Some(span);
        }
        let (span, _) = value::money::amount(piece, self.decimal)?;
        let is_money = match self.numbers {
            Numbers::Marked => span.of(piece).contains(char::is_alphabetic),
            Numbers::Grouped => is_grouped(span.of(piece)),
        };
        is_money.then_some(span)
    }

    /// True where an amount stands right behind the comma: `UE, 800 000 EUR`.
    fn begins_amount(&self, rest: &str) -> bool {
        let own = rest.split([';', '|', '\n']).next().unwrap_or_default();
        value::money::money(own, self.decimal).is_some_and(|(span, _)| {
            own.get(..span.range().start).is_some_and(|before| before.trim().is_empty())
        })
    }

    /// True for a piece with an amount or a share.
    fn is_measured(&self, piece: &str) -> bool {
        value::percentage::percentage(piece).is_some() || self.money(piece).is_some()
    }
}

/// True for a number in groups of three digits: `3,500,000`. `27709` may be the number of anything.
fn is_grouped(number: &str) -> bool {
    let mut groups = number.split(|c: char| !c.is_ascii_digit());
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    let rest: Vec<&str> = groups.collect();
    first && rest.len() > 1 && rest.iter().all(|group| group.len() == 3)
}

#[derive(Clone, Copy)]
enum Mark {
    Always,
    Comma,
    And,
}

/// What may divide the line, outside brackets: where it stands, and how long it is.
fn marks(text: &str) -> Vec<(usize, usize, Mark)> {
    const JOINS: [&str; 6] = [" and ", " et ", " y ", " e ", " & ", " + "];
    let mut depth = 0_u32;
    let mut marks = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ';' | '|' | '•' | '\n' => marks.push((at, c.len_utf8(), Mark::Always)),
            ',' if !text.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) => {
                marks.push((at, 1, Mark::Comma));
            }
            ' ' => {
                let rest = text.get(at..).unwrap_or_default();
                marks.extend(
                    JOINS
                        .iter()
                        .find(|join| rest.starts_with(**join))
                        .map(|join| (at, join.len(), Mark::And)),
                );
            }
            _ => {}
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, Option<Measure>)> {
        parts(text, DecimalMark::Point, Numbers::Marked)
            .iter()
            .map(|part| (part.name.of(text), part.measure))
            .collect()
    }

    #[test]
    fn each_organisation_of_a_line_has_its_own_amount_or_share() {
        let (money, share) = (Some(Measure::Money), Some(Measure::Share));
        for (text, expected) in [
            (
                "European Union (EUR 10 million), World Bank (USD 5 million)",
                vec![("European Union", money), ("World Bank", money)],
            ),
            ("UE (60 %), Banque mondiale (40 %)", vec![("UE", share), ("Banque mondiale", share)]),
            ("UE : 3 millions EUR et BAD : 2 millions EUR", vec![("UE", money), ("BAD", money)]),
            ("EU 60% and Government of Norway 40%", vec![("EU", share), ("Government of Norway", share)]),
            ("EU (EUR 10 million, 60%); Norad (NOK 3 million, 40%)", vec![("EU", money), ("Norad", money)]),
            (
                "EUR 10 million from the European Union, EUR 5 million from Norad",
                vec![("European Union", money), ("Norad", money)],
            ),
            ("60 % (UE), 40 % (BAD)", vec![("UE", share), ("BAD", share)]),
            (
                "Ministry of Agriculture, Livestock and Fisheries (USD 2 million), EU (USD 3 million)",
                vec![("Ministry of Agriculture, Livestock and Fisheries", money), ("EU", money)],
            ),
            (
                "African Development Fund, BADEA (US$15 million), Kuwait Fund (US$12 million)",
                vec![("African Development Fund", None), ("BADEA", money), ("Kuwait Fund", money)],
            ),
            (
                "IsDB (Loan): USD 12 million; IsDB (Grant): USD 1 million",
                vec![("IsDB", money), ("IsDB", money)],
            ),
            ("Camões, I.P. (65%), UE (35%)", vec![("Camões, I.P.", share), ("UE", share)]),
            ("European Union (100%)", vec![("European Union", share)]),
            ("Government of Mali (10%), farmers (5%)", vec![("Government of Mali", share)]),
            ("L'UE (60 %), l'AFD (40 %)", vec![("UE", share), ("AFD", share)]),
            ("AfDB: UA 20 million; GEF: UA 2 million", vec![("AfDB", money), ("GEF", money)]),
            ("Norad, NOK 3 million; UE, 800 000 EUR", vec![("Norad", money), ("UE", money)]),
            // One amount is read as ever; amounts without names, and years, are no list.
            ("European Union: EUR 10 million", vec![]),
            ("EUR 10 million, USD 5 million", vec![]),
            ("2021: EUR 500,000; 2022: EUR 650,000", vec![]),
            ("Ministry of Agriculture, Livestock and Fisheries", vec![]),
            ("EU EUR 3,500,000", vec![]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_with_a_share_is_no_list() {
        for line in [
            "The World Bank finances 60% of the total cost",
            "The World Bank finances 60%",
            "Increase of 20%",
        ] {
            assert_eq!(read(line), [], "{line}");
        }
    }
}
