//! A sentence that lists projects with their money: `56,000 euros to Oxfam for “Wells” in Mali; 42,000 euros to …, and …`.

use almoner_record::Span;
use rust_decimal::Decimal;

use super::name::Name;
use crate::value::money::moneys;
use crate::value::numeral::DecimalMark;

/// The parts of a sentence that tell of one project each, with its name; none where it lists none. Each name has one amount.
pub(super) fn parts(text: &str, names: &[Name], decimal: DecimalMark) -> Vec<(Span, Name)> {
    const LEAST: Decimal = Decimal::from_parts(200, 0, 0, false, 0);
    const FEWEST: usize = 2;
    if names.len() < FEWEST {
        return Vec::new();
    }
    let in_name = |span: Span| names.iter().any(|name| name.span.contains(span));
    let amounts: Vec<Span> = moneys(text, decimal)
        .into_iter()
        .filter(|(span, money)| money.currency.is_some() && money.value >= LEAST && !in_name(*span))
        .map(|(span, _)| span)
        .collect();
    let cuts: Option<Vec<usize>> =
        names.windows(2).map(|pair| cut(text, pair.first()?.span, pair.last()?.span, &amounts)).collect();
    let Some(cuts) = cuts else { return Vec::new() };
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([text.len()]);
    let parts: Vec<Span> =
        starts.zip(ends).map(|(start, end)| Span::new(start, end.max(start)).trim(text)).collect();
    let has_one = |part: &Span| amounts.iter().filter(|amount| part.contains(**amount)).count() == 1;
    let are_whole = parts.iter().zip(names).all(|(part, name)| has_one(part) && part.contains(name.span));
    if are_whole { parts.into_iter().zip(names.iter().copied()).collect() } else { Vec::new() }
}

/// Where what is told of one project ends and the next begins: at a semicolon, or at the comma or `and` before the next amount
/// or, where the amounts stand behind the names, the next name.
fn cut(text: &str, name: Span, next: Span, amounts: &[Span]) -> Option<usize> {
    const JOINS: [&str; 6] = [", ", " and ", " et ", " y ", " e ", " sowie "];
    let (from, until) = (name.range().end, next.range().start);
    let between = text.get(from..until)?;
    if let Some(at) = between.rfind(';') {
        return Some(from + at + 1);
    }
    let mut inside = amounts.iter().filter(|one| one.range().start >= from && one.range().end <= until);
    let amount = inside.next().filter(|_| inside.next().is_none())?;
    let is_first = amounts.iter().any(|one| one.range().end <= name.range().start);
    let (front, floor) = if is_first { (amount.range().start, from) } else { (until, amount.range().end) };
    let gap = text.get(floor..front)?;
    JOINS.iter().filter_map(|join| gap.rfind(join).map(|at| floor + at + join.len())).max()
}
