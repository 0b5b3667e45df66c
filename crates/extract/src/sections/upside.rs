//! Cards whose value stands above its label, in large letters: `107 312 000 €`, under it `Total budget`; `Kenya`, under it
//! `Target country`.
//!
//! Read from above, each label would have the next card's value. What reads as a sum, as a time, as a country tells which way
//! they stand: all such labels have theirs above, and not all have one below.

use std::collections::VecDeque;

use almoner_record::Span;

use super::{Cutter, Piece};
use crate::codes;
use crate::field::{DateKind, Field, Shape};
use crate::lines::LineKind;
use crate::value;
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;

/// Gives the labels of such cards the lines above them.
pub(super) fn turn(cutter: &mut Cutter<'_>) {
    if !cutter.layout.is_general() {
        return;
    }
    let mut ahead = VecDeque::from(std::mem::take(&mut cutter.pieces));
    cutter.pieces.extend(ahead.pop_front());
    while !ahead.is_empty() {
        let run = run(cutter, &ahead);
        let rest = if run > 0 && is_upside(cutter, &ahead, run) {
            take_above(cutter, &mut ahead, run)
        } else {
            None
        };
        cutter.pieces.extend(ahead.drain(..run.max(1)));
        cutter.pieces.extend(rest);
    }
}

/// How many pieces are next that are labels alone on their lines with one line below each; the last one may have more, or
/// none.
fn run(cutter: &Cutter<'_>, ahead: &VecDeque<Piece>) -> usize {
    let is_label = |piece: &Piece| {
        piece.heading.is_some()
            && piece.inline.is_empty()
            && piece.field.is_some_and(|field| {
                field.shape() != Shape::Text && !matches!(field, Field::Ignore | Field::Title)
            })
    };
    let mut run = 0;
    for piece in ahead.iter().take_while(|piece| is_label(piece)) {
        run += 1;
        if read_lines(cutter, piece).take(2).count() != 1 {
            break;
        }
    }
    run
}

/// The lines of a piece that are read.
fn read_lines<'a>(cutter: &'a Cutter<'_>, piece: &Piece) -> impl Iterator<Item = (usize, Span)> + 'a {
    let lines = piece.lines.clone();
    lines.filter_map(|at| {
        let line = cutter.lines.get(at)?;
        (line.kind != LineKind::Aside).then_some((at, line.span))
    })
}

/// The line above the label that stands so many pieces ahead, where it is one of text.
fn above(cutter: &Cutter<'_>, ahead: &VecDeque<Piece>, at: usize) -> Option<(usize, Span)> {
    const LONGEST: usize = 120;
    let before = at.checked_sub(1).map_or_else(|| cutter.pieces.last(), |before| ahead.get(before))?;
    let (line, span) = read_lines(cutter, before).last()?;
    let kind = cutter.lines.get(line)?.kind;
    let is_text = matches!(kind, LineKind::Text | LineKind::Heading { .. } | LineKind::Item { .. });
    (is_text && span.len() <= LONGEST).then_some((line, span))
}

fn is_upside(cutter: &Cutter<'_>, ahead: &VecDeque<Piece>, run: usize) -> bool {
    let text = |span: Span| cutter.document.slice(span);
    let (mut typed, mut below) = (0, 0);
    for (at, piece) in ahead.iter().take(run).enumerate() {
        let (Some(field), Some((_, value))) = (piece.field, above(cutter, ahead, at)) else { return false };
        if !is_typed(field) {
            continue;
        }
        if !reads_as(field, text(value)) {
            return false;
        }
        typed += 1;
        let under = read_lines(cutter, piece).next();
        below += usize::from(under.is_some_and(|(_, value)| reads_as(field, text(value))));
    }
    // One card alone has nothing below it: with something there either may be the value.
    let is_bare = || ahead.front().is_some_and(|piece| read_lines(cutter, piece).next().is_none());
    typed > below && (typed > 1 || run == 1 && is_bare())
}

/// True for fields whose values read as nothing else.
fn is_typed(field: Field) -> bool {
    matches!(
        field,
        Field::Budget(_) | Field::Amount | Field::Period | Field::Date(_) | Field::Countries | Field::Status
    )
}

fn reads_as(field: Field, text: &str) -> bool {
    let is_whole = |span: Span| span.len() + 2 >= text.len();
    match field {
        Field::Budget(_) | Field::Amount => {
            value::money::is_alone(text, DecimalMark::Unknown) || is_scaled(text)
        }
        Field::Period => {
            value::period::period(text, DayOrder::Unknown).is_some_and(|(span, _)| is_whole(span))
        }
        Field::Date(DateKind::Other) => false,
        Field::Date(_) => value::date::date(text, DayOrder::Unknown).is_some_and(|(span, _)| is_whole(span)),
        Field::Countries => codes::are_countries(text),
        Field::Status => codes::status(text).is_some(),
        _ => false,
    }
}

/// `4.5 NOK million`: a number, a currency and what multiplies it.
fn is_scaled(text: &str) -> bool {
    const LONGEST: usize = 32;
    text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_digit())
        && value::money::money(text, DecimalMark::Unknown).is_some()
        && text.split_whitespace().count() <= 3
}

/// Gives each label of the run the line above it; what stands below the last of them is none of its values, and a piece of
/// its own.
fn take_above(cutter: &mut Cutter<'_>, ahead: &mut VecDeque<Piece>, run: usize) -> Option<Piece> {
    let values: Vec<Option<(usize, Span)>> = (0..run).map(|at| above(cutter, ahead, at)).collect();
    let activity = ahead.front()?.activity;
    let last = ahead.get_mut(run.checked_sub(1)?)?;
    let rest = Piece { activity, ..Piece::of_lines(last.lines.clone()) };
    last.lines.end = last.lines.start;
    let mut before = cutter.pieces.last_mut();
    for (piece, value) in ahead.iter_mut().zip(values) {
        if let Some((line, span)) = value {
            if let Some(before) = before {
                before.lines.end = before.lines.end.min(line).max(before.lines.start);
            }
            piece.inline = vec![span];
        }
        before = Some(piece);
    }
    (!rest.lines.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_value_may_stand_above_its_label() {
        let cards = "Mali\nTarget country\n\n12/2011–12/2018\nProject period\n\n107 312 000 €\nTotal budget\n\nMinistry of Education\nImplemented by\n\nIrish Aid\nFinanced by\n";
        for below in ["", "\nAbout us\n", "\nThe wells of Kita are old.\n"] {
            let read = record(&format!("Wells for the schools of Kita\n\n{cards}{below}"));
            assert_eq!(read.budget.unwrap().money.value.to_string(), "107312000");
            assert_eq!(read.period.unwrap().end.unwrap().to_string(), "2018-12-31");
            assert_eq!(read.countries.first().map(|one| one.code.as_str()), Some("ML"));
            let names: Vec<&str> =
                read.participating_orgs.iter().map(|one| one.organisation.name.as_str()).collect();
            assert_eq!(names, ["Ministry of Education", "Irish Aid"], "{below}");
        }
        let read = record(
            "Wells for the schools of Kita\n\n4.5 NOK million\nAgreed amount\nDonor: Norad\nCountry: Mali\n",
        );
        assert_eq!(read.budget.unwrap().money.value.to_string(), "4500000");
    }

    #[test]
    fn a_value_below_its_label_stays_there() {
        for text in [
            "Wells for the schools of Kita\n\nCountry\nMali\n\nTotal budget\nEUR 5,000\n\nDonor\nNorad\n\nStatus\nClosed\n",
            "EUR 7,000\n\nTotal budget\nEUR 5,000\n\nCountry\nMali\n\nDonor\nNorad\n",
            "In Mali since 2012\n\nTotal budget\nEUR 5,000\n\nCountry\nMali\n\nDonor\nNorad\n",
        ] {
            let read = record(text);
            assert_eq!(read.budget.unwrap().money.value.to_string(), "5000", "{text}");
            assert_eq!(read.participating_orgs.len(), 1, "{text}");
        }
    }
}
