//! A table with an activity a row.

mod beside;
mod by_values;
mod heads;

use almoner_codelists::country;
use almoner_document::Cell;
use almoner_record::Span;

use super::super::{Cutter, Piece};
use super::{above, by_columns, facts, others, place_above};
use crate::codes;
use crate::field::Field;
use crate::lines::{self, Line, LineKind};
use crate::value::money;
use beside::Beside;
pub(super) use by_values::is_of_other_money;
use heads::heads;

/// A table whose rows are an activity each, in a document that tells of no other.
pub(super) fn part(cutter: &mut Cutter<'_>) {
    const FEWEST: usize = 2;
    if facts(cutter, &cutter.pieces).len() > 1 || others::is_study(cutter) {
        return;
    }
    let tables = cutter.lines.iter().enumerate().filter(|(_, line)| line.kind == LineKind::Table);
    let tables: Vec<(usize, Vec<Vec<Piece>>)> =
        tables.filter_map(|(at, _)| Some((at, rows(cutter, at)?))).collect();
    if tables.iter().map(|(_, rows)| rows.len()).sum::<usize>() < FEWEST {
        return;
    }
    for piece in &mut cutter.pieces {
        piece.activity = None;
    }
    let mut ordinal = 0;
    let mut ahead = std::mem::take(&mut cutter.pieces).into_iter().peekable();
    for (at, rows) in tables {
        while let Some(above) = ahead.next_if(|piece| piece.lines.start <= at) {
            cutter.pieces.push(above);
        }
        // What stands behind the table goes on as the piece that holds it.
        let rest = cutter.pieces.last_mut().map(|piece| {
            let rest = Piece {
                heading: None,
                inline: Vec::new(),
                lines: at + 1..piece.lines.end.max(at + 1),
                ..piece.clone()
            };
            piece.lines.end = piece.lines.end.min(at + 1);
            rest
        });
        for row in rows {
            cutter.pieces.extend(row.into_iter().map(|piece| Piece { activity: Some(ordinal), ..piece }));
            ordinal += 1;
        }
        cutter.pieces.extend(rest.filter(|rest| !rest.lines.is_empty()));
    }
    cutter.pieces.extend(ahead);
}

/// The pieces of each row of the table on line `at`, if its heads are those of activities.
fn rows(cutter: &Cutter<'_>, at: usize) -> Option<Vec<Vec<Piece>>> {
    let line = cutter.lines.get(at)?;
    let rows = lines::rows(cutter.document, line);
    let (head, heads, body) = match heads(cutter, line, &rows, None) {
        Some((found, body)) => (rows.first()?.clone(), found, body.to_vec()),
        None => {
            let rows = by_columns::turned(cutter, &rows)?;
            let (found, body) =
                heads(cutter, line, &rows, Some(Field::Title)).filter(|(heads, _)| heads.are_sure())?;
            (rows.first()?.clone(), found, body.to_vec())
        }
    };
    let piece = |(field, (head, cell)): (&Option<Field>, (&Cell, &Cell))| {
        let field = field.filter(|_| !cell.span.is_empty())?;
        // `Region`, and below it `India`.
        let is_country = field == Field::Regions && codes::are_countries(cutter.document.slice(cell.span));
        let field = if is_country { Field::Countries } else { field };
        let mut inline = cell.parts.clone();
        if field == Field::Title {
            inline.iter_mut().for_each(|part| *part = without_marks(&cutter.document.text, *part));
        }
        let of_aid = heads.of_aid && field == Field::Title;
        Some(Piece { inline, of_aid, ..of_cell(Some(head.span), field, at) })
    };
    let has_countries = heads.fields.contains(&Some(Field::Countries));
    let mut country = if has_countries { None } else { place_above::country_above(cutter, line.span) };
    let unit = unit_beside(cutter, &heads.fields, &body);
    let mut told = Vec::new();
    for (row, printed) in above::filled(cutter.document, &heads.fields, &body).iter().zip(&body) {
        if let Some(alone) = country_alone(cutter, printed).filter(|_| !has_countries) {
            country = Some(alone);
        } else if heads.tell_one(cutter, row, printed) {
            let cells = heads.fields.iter().zip(head.iter().zip(row));
            let mut pieces: Vec<Piece> = cells.filter_map(piece).collect();
            if let Some((unit, amount)) = unit {
                let cells =
                    row.get(unit).zip(row.get(amount)).zip(heads.fields.get(amount).copied().flatten());
                let joined =
                    cells.and_then(|((unit, amount), field)| Some((field, with_unit(cutter, unit, amount)?)));
                let own =
                    joined.and_then(|(field, _)| pieces.iter_mut().find(|piece| piece.field == Some(field)));
                own.zip(joined).into_iter().for_each(|(piece, (_, whole))| piece.inline = vec![whole]);
            }
            let name = heads.with_taker.and_then(|beside| part_name(cutter, &mut pieces, beside, at));
            pieces.extend(name);
            pieces.extend(
                country.map(|span| Piece { inline: vec![span], ..of_cell(None, Field::Countries, at) }),
            );
            told.push(pieces);
        }
    }
    Some(told)
}

/// The column of nothing but currencies beside that of the budgets, and that one.
fn unit_beside(cutter: &Cutter<'_>, fields: &[Option<Field>], body: &[Vec<Cell>]) -> Option<(usize, usize)> {
    let amount = fields.iter().position(|field| matches!(field, Some(Field::Budget(_))))?;
    let is_unit = |at: &usize| {
        let cells = body.iter().filter_map(|row| row.get(*at));
        let mut filled = cells
            .map(|cell| cutter.document.slice(cell.span).trim())
            .filter(|text| !text.is_empty())
            .peekable();
        filled.peek().is_some() && filled.all(money::is_unit)
    };
    let beside = [amount.checked_sub(1), amount.checked_add(1)].into_iter().flatten();
    let mut open = beside.filter(|at| fields.get(*at).is_some_and(Option::is_none));
    open.find(is_unit).map(|unit| (unit, amount))
}

/// An amount with the currency in the cell beside it: nothing stands between them.
fn with_unit(cutter: &Cutter<'_>, unit: &Cell, amount: &Cell) -> Option<Span> {
    if unit.span.is_empty() || amount.span.is_empty() {
        return None;
    }
    let between =
        Span { start: unit.span.end.min(amount.span.end), end: unit.span.start.max(amount.span.start) };
    let is_white = cutter.document.text.get(between.range())?.trim_matches(['|', ' ', '\t', '\n']).is_empty();
    is_white.then(|| unit.span.cover(amount.span))
}

/// The name that stands in the cell of a title, taken out of it.
fn part_name(cutter: &Cutter<'_>, pieces: &mut [Piece], beside: Beside, at: usize) -> Option<Piece> {
    let title = pieces.iter_mut().find(|piece| piece.field == Some(Field::Title))?;
    let (own, name) = beside.parts(cutter, &title.inline)?;
    title.inline = vec![own];
    Some(Piece { inline: vec![name], ..of_cell(title.heading, beside.field, at) })
}

/// The piece of a cell in the table on line `at`.
fn of_cell(heading: Option<Span>, field: Field, at: usize) -> Piece {
    Piece {
        heading,
        field: Some(field),
        inline: Vec::new(),
        lines: at + 1..at + 1,
        activity: None,
        by_words: false,
        in_row: true,
        announced: false,
        of_aid: false,
    }
}

/// A title without the marks of notes at its end: `Safe Water*`, `Safe Water²`.
fn without_marks(text: &str, title: Span) -> Span {
    let is_mark =
        |c: char| matches!(c, '*' | '†' | '‡' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹') || c.is_whitespace();
    let kept = title.of(text).trim_end_matches(is_mark).len();
    if kept == 0 { title } else { title.inner(Span::new(0, kept)) }
}

/// The country that stands alone in a row over those of its activities.
fn country_alone(cutter: &Cutter<'_>, row: &[Cell]) -> Option<Span> {
    let mut filled = row.iter().filter(|cell| !cell.span.is_empty());
    let alone = filled.next().filter(|_| filled.next().is_none())?;
    country(cutter.document.slice(alone.span)).map(|_| alone.span)
}

/// True for heads of activities, the first of which may be blank, over no fewer than two activities.
pub(super) fn are_activities(cutter: &Cutter<'_>, line: &Line, rows: &[Vec<Cell>]) -> bool {
    heads(cutter, line, rows, Some(Field::Title)).filter(|(heads, _)| heads.are_sure()).is_some_and(
        |(heads, body)| body.len() > 1 && body.iter().all(|row| heads.tell_one(cutter, row, row)),
    )
}

#[cfg(test)]
mod tests;
