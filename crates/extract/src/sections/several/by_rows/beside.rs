//! A column of titles with the names of those who take part in the same cells: `Project and partner`.

use almoner_codelists::fold;
use almoner_document::Cell;
use almoner_record::Span;

use crate::field::Field;
use crate::lines;
use crate::nouns;
use crate::recognise::matched;
use crate::sections::Cutter;

/// Where a name stands in the cell of a title, and its field.
#[derive(Clone, Copy)]
pub(super) struct Beside {
    pub(super) field: Field,
    /// It stands above the title.
    pub(super) is_first: bool,
    /// So many letters the longest line of the column has.
    width: usize,
}

impl Beside {
    /// Title and name in a cell of several lines: the break between them is the one that no width made.
    pub(super) fn parts(self, cutter: &Cutter<'_>, lines: &[Span]) -> Option<(Span, Span)> {
        let text = |span: &Span| cutter.document.slice(*span);
        let is_own_break = |pair: &[Span]| match pair {
            [above, below] => {
                let word = text(below).split_whitespace().next().unwrap_or_default();
                text(above).chars().count() + 1 + word.chars().count() <= self.width
            }
            _ => false,
        };
        let own: Vec<usize> = lines
            .windows(2)
            .enumerate()
            .filter(|(_, pair)| is_own_break(pair))
            .map(|(at, _)| at + 1)
            .collect();
        let at = match (lines.len(), own.as_slice()) {
            (2, _) => 1,
            (_, [at]) => *at,
            _ => return None,
        };
        let (first, second) = lines.split_at_checked(at)?;
        let whole = |spans: &[Span]| Some(spans.first()?.cover(*spans.last()?));
        let (first, second) = (whole(first)?, whole(second)?);
        Some(if self.is_first { (second, first) } else { (first, second) })
    }
}

/// Makes a column `Project and partner` one of titles.
pub(super) fn taker_beside_title(
    cutter: &Cutter<'_>,
    rows: &[Vec<Cell>],
    fields: &mut [Option<Field>],
    block: usize,
) -> Option<Beside> {
    let head = rows.first()?;
    const JOINED: [&str; 8] = [" and ", " & ", " et ", " y ", " e ", " / ", "/", " + "];
    if fields.iter().flatten().any(|field| matches!(field, Field::Title)) {
        return None;
    }
    let of_part = |part: Span| {
        let folded = fold(cutter.document.slice(part));
        if nouns::is_activity(&folded) || nouns::are_activities(&folded) {
            return Some(Field::Title);
        }
        let line = lines::line_of_cell(&cutter.document.text, part, block);
        matched(cutter.layout, &line).filter(|found| !found.inline).map(|found| found.field)
    };
    head.iter().enumerate().find_map(|(at, cell)| {
        let text = cutter.document.slice(cell.span);
        let (front, behind) = JOINED.iter().find_map(|mark| text.split_once(mark))?;
        let one = cell.span.inner(Span::new(0, front.len())).trim(&cutter.document.text);
        let other =
            cell.span.inner(Span::new(text.len() - behind.len(), text.len())).trim(&cutter.document.text);
        let (field, is_first) = match (of_part(one)?, of_part(other)?) {
            (Field::Title, field @ Field::Org(_)) => (field, false),
            (field @ Field::Org(_), Field::Title) => (field, true),
            _ => return None,
        };
        let lines = rows.iter().filter_map(|row| row.get(at)).flat_map(|cell| &cell.parts);
        let width = lines.map(|line| cutter.document.slice(*line).chars().count()).max().unwrap_or_default();
        let beside = Beside { field, is_first, width };
        *fields.get_mut(at)? = Some(Field::Title);
        Some(beside)
    })
}
