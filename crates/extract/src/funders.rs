//! Several organisations on one line, each with its amount or its share: `EU (EUR 10 million), World Bank (USD 5 million)`,
//! `UE (60 %) et Banque mondiale (40 %)`.
//!
//! An amount goes to `funding`; a share has no place in the record, but is no part of the name.

use almoner_codelists::{fold, organisation};
use almoner_record::{Role, Span};

use crate::bodies;
use crate::context::Context;
use crate::draft::Draft;
use crate::figures;
use crate::organisations;
use crate::value;
use crate::value::numeral::DecimalMark;

/// One organisation of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    /// Its name, its amount and what stands around them.
    whole: Span,
    name: Span,
    measure: Option<Measure>,
}

/// What is printed beside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Money,
    Share,
}

/// Reads a line that lists organisations with their amounts or shares; false, and nothing read, for any other line.
pub(crate) fn read(
    draft: &mut Draft,
    context: &Context<'_>,
    line: Span,
    role: Option<Role>,
    rule: &str,
) -> bool {
    let parts = parts(context.text(line), context.decimal);
    for part in &parts {
        let (whole, name) = (line.inner(part.whole), line.inner(part.name));
        let pays = role == Some(Role::Funding);
        if pays && part.measure == Some(Measure::Money) && figures::is_total(context.text(name)) {
            figures::funding(draft, context, whole, rule);
            continue;
        }
        if !figures::is_generic(context.text(name)) {
            organisations::take(draft, context, name, role, rule);
        }
        if pays
            && part.measure == Some(Measure::Money)
            && let Some((organisation, _)) = organisations::printed(context.text(name))
            && let Some(settled) = figures::amount_on(context, whole, None)
        {
            figures::push_funding(draft, organisation, &settled, whole, rule);
        }
    }
    !parts.is_empty()
}

/// The organisations whose shares a bracket behind a total tells: `EUR 9 million (EU: EUR 6 million; Norad: EUR 3 million)`.
pub(crate) fn read_bracket(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) {
    let text = context.text(line);
    let Some((open, close)) = text.find('(').zip(text.rfind(')')).filter(|(open, close)| open < close) else {
        return;
    };
    let inside = line.inner(Span::new(open + 1, close));
    let own = context.text(inside);
    let parts = parts(own, context.decimal);
    let is_funder = |part: &Part| {
        let name = part.name.of(own);
        let names_one = bodies::is_body(name) || figures::is_generic(name);
        part.measure == Some(Measure::Money) && names_one && !is_instrument(name)
    };
    if parts.len() > 1 && parts.iter().all(is_funder) {
        read(draft, context, inside, Some(Role::Funding), rule);
    }
}

/// The donor that a bracket behind a label names, with the amount beside it: `Donor (Sweden): USD 2,000,000`. False where it
/// names none.
pub(crate) fn of_bracket(
    draft: &mut Draft,
    context: &Context<'_>,
    label: Span,
    line: Span,
    rule: &str,
) -> bool {
    const MOST_BESIDE: usize = 2;
    let text = context.text(label);
    let inside = text.find('(').zip(text.rfind(')')).filter(|(open, close)| open < close);
    let Some((open, close)) = inside else { return false };
    let name = label.inner(Span::new(open + 1, close)).trim(&context.document.text);
    let printed = context.text(name);
    let names_one = bodies::is_body(printed) || almoner_codelists::country(printed).is_some();
    let is_alone = |settled: &figures::Settled| {
        settled.money.currency.is_some() && line.len() <= settled.span.len() + MOST_BESIDE
    };
    let settled = figures::amount_on(context, line, None).filter(is_alone);
    let named = organisations::printed(printed).filter(|_| names_one);
    let (Some(settled), Some((organisation, _))) = (settled, named) else { return false };
    organisations::take(draft, context, name, Some(Role::Funding), rule);
    figures::push_funding(draft, organisation, &settled, line, rule);
    true
}

/// A line up to the words behind which it names those who take part beside (`GIZ in cooperation with the Ministry of
/// Labour`), and who they are.
pub(crate) fn with_partners(context: &Context<'_>, line: Span) -> (Span, Option<Span>) {
    const WORDS: [&str; 14] = [
        " in cooperation with ",
        " in co-operation with ",
        " in collaboration with ",
        " in partnership with ",
        " together with ",
        " en coopération avec ",
        " en collaboration avec ",
        " en partenariat avec ",
        " en colaboración con ",
        " en cooperación con ",
        " en alianza con ",
        " em colaboração com ",
        " em cooperação com ",
        " em parceria com ",
    ];
    const ARTICLES: [&str; 8] = ["the ", "le ", "la ", "les ", "l'", "el ", "o ", "a "];
    let text = context.text(line);
    let Some((at, word)) = WORDS.iter().filter_map(|word| Some((text.find(word)?, word))).min() else {
        return (line, None);
    };
    let rest = text.get(at + word.len()..).unwrap_or_default();
    let rest = ARTICLES.iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
    let partners = line.inner(Span::new(text.len() - rest.len(), text.len()));
    (line.inner(Span::new(0, at)), Some(partners).filter(|_| !rest.is_empty()))
}

/// The organisations of a line; empty for a line that is no such list.
fn parts(text: &str, decimal: DecimalMark) -> Vec<Part> {
    const LONGEST: usize = 2000;
    let is_marked = text.bytes().any(|byte| byte.is_ascii_digit());
    if !is_marked || text.len() > LONGEST {
        return Vec::new();
    }
    // `Government of Mali (10%), farmers (5%)`: what names nobody is left out.
    let parts: Vec<Part> =
        pieces(text, decimal).into_iter().filter_map(|piece| part(text, piece, decimal)).collect();
    let measured = parts.iter().filter(|part| part.measure.is_some()).count();
    let shares = parts.iter().any(|part| part.measure == Some(Measure::Share));
    let is_list = parts.len() > 1 && measured > 0 || parts.len() == 1 && shares;
    if is_list { parts } else { Vec::new() }
}

/// A piece as an organisation with what is printed beside it; None where it names none.
fn part(text: &str, piece: Span, decimal: DecimalMark) -> Option<Part> {
    let own = piece.of(text);
    let money = money(own, decimal);
    let share = value::percentage::percentage(own).map(|(span, _)| span);
    let (place, measure) = match (money, share) {
        (Some(place), _) => (Some(place), Some(Measure::Money)),
        (None, share) => (share, share.map(|_| Measure::Share)),
    };
    let first = [money, share].into_iter().flatten().map(|span| span.range().start).min();
    let before = Span::new(0, first.unwrap_or(own.len()));
    let mut name = named(own, before);
    if name.is_empty() {
        name = behind(own, place?);
    }
    let is_name = name.of(own).chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    (is_name && !name.of(own).trim().is_empty()).then(|| Part {
        whole: piece,
        name: piece.inner(name),
        measure,
    })
}

/// A name without the marks behind it and the instrument in brackets: `IsDB (Loan):`.
fn named(own: &str, name: Span) -> Span {
    let trimmed =
        |text: &str| text.trim_end_matches(|c: char| c.is_whitespace() || ":–—-(=,".contains(c)).len();
    let end = trimmed(name.of(own));
    let end =
        trimmed(own.get(..end).map_or("", |text| text.get(..without_instrument(text)).unwrap_or_default()));
    Span::new(name.range().start, end).trim(own)
}

/// The length of a name without the word for how it gives behind it: `IFAD loan`; the whole where the rest is not known.
pub(crate) fn without_instrument(name: &str) -> usize {
    let front =
        name.trim_end().rsplit_once(' ').filter(|(_, last)| is_instrument(last)).map(|(front, _)| front);
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

/// The line cut at what divides it outside brackets; a comma only where the piece before it is measured, or an
/// organisation by itself.
fn pieces(text: &str, decimal: DecimalMark) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut start = 0;
    let is_whole = |piece: &str| is_measured(piece, decimal);
    for (at, length, mark) in marks(text) {
        let piece = text.get(start..at).unwrap_or_default();
        let ends = match mark {
            Mark::Always => true,
            Mark::Comma => {
                is_whole(piece)
                    || organisation(piece.trim()).is_some()
                        && !bodies::is_legal_form(text.get(at + length..).unwrap_or_default())
            }
            Mark::And => is_whole(piece),
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
        let goes_on = own.starts_with(char::is_lowercase) && !own.contains(['(', '%']);
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => *last = last.cover(piece),
            None => joined.push(piece),
        }
    }
    joined
}

/// An amount: with its currency, else a number in millions or of many digits (`20 millions d'UC`).
fn money(piece: &str, decimal: DecimalMark) -> Option<Span> {
    const FEWEST_DIGITS: usize = 5;
    if let Some((span, _)) = value::money::money(piece, decimal) {
        return Some(span);
    }
    let (span, _) = value::money::amount(piece, decimal)?;
    let printed = span.of(piece);
    let is_large = printed.chars().any(char::is_alphabetic)
        || printed.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS;
    is_large.then_some(span)
}

/// True for a piece with an amount or a share.
fn is_measured(piece: &str, decimal: DecimalMark) -> bool {
    value::percentage::percentage(piece).is_some() || money(piece, decimal).is_some()
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
    use crate::specimen::record;

    use super::*;

    #[test]
    fn who_takes_part_beside_is_a_partner_and_a_bracket_names_a_donor() {
        let read = record(
            "Jobs for Irbid\n\nCountry: Jordan\nImplemented by: GIZ in cooperation with the Ministry of Labour\nDonor (Sweden): USD 2,000,000\nDonor (Netherlands): USD 500,000\nTotal budget: USD 2,500,000\n",
        );
        let orgs: Vec<(&str, Option<Role>)> =
            read.participating_orgs.iter().map(|org| (org.organisation.name.as_str(), org.role)).collect();
        let (pays, does) = (Some(Role::Funding), Some(Role::Implementing));
        for expected in [("GIZ", does), ("Ministry of Labour", None), ("Sweden", pays), ("Netherlands", pays)]
        {
            assert!(orgs.contains(&expected), "{orgs:?}");
        }
        let funding: Vec<String> = read.funding.iter().map(|share| share.money.value.to_string()).collect();
        assert_eq!((orgs.len(), funding), (4, vec!["2000000".to_owned(), "500000".to_owned()]));
    }

    fn read(text: &str) -> Vec<(&str, Option<Measure>)> {
        parts(text, DecimalMark::Point).iter().map(|part| (part.name.of(text), part.measure)).collect()
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
}
