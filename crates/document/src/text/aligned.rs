//! Tables in text whose columns spaces keep apart.

use almoner_record::Span;

use super::list_mark;
use crate::{Block, BlockKind, Cell, Layer};

/// So many spaces divide two cells.
const GAP: &str = "  ";

/// A cell with its columns on the line: where it begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    span: Span,
    start: usize,
    end: usize,
}

/// A table at the first of `lines`, and how many lines it takes: lines of as many cells, each below the one above it. Two
/// columns are a table only where a heading without a figure stands over figures; else they are labels and their values.
pub(super) fn read(text: &str, lines: &[Span]) -> Option<(Block, usize)> {
    const FEWEST_ROWS_OF_PAIRS: usize = 3;
    let first = lines.first().filter(|line| line.of(text).contains(GAP))?;
    let head = parts(text, *first);
    if head.len() < 2 || list_mark(first.of(text).trim_start()).is_some() || first.of(text).contains(':') {
        return None;
    }
    let has_figure = |part: &Part| part.span.of(text).bytes().any(|byte| byte.is_ascii_digit());
    let are_pairs = head.len() == 2;
    if are_pairs && head.iter().any(has_figure) {
        return None;
    }
    let below = lines.iter().skip(1).map(|line| parts(text, *line));
    let mut rows = vec![head];
    for row in below {
        if !rows.first().is_some_and(|above| stands_below(above, &row)) {
            break;
        }
        // No table: to read on, from each of its lines again, would take the square of the time.
        if are_pairs && !row.last().is_some_and(has_figure) {
            return None;
        }
        rows.push(row);
    }
    let is_table = rows.len() >= if are_pairs { FEWEST_ROWS_OF_PAIRS } else { 2 };
    let taken = rows.len();
    let span = lines.get(..taken)?.iter().copied().reduce(Span::cover)?.trim(text);
    let cell =
        |part: Part| Cell { span: part.span, parts: vec![part.span], row_span: 1, col_span: 1, place: None };
    let rows = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
    let kind = BlockKind::Table { rows };
    is_table.then_some((Block { span, kind, layer: Layer::Body, place: None }, taken))
}

/// The cells of a line.
fn parts(text: &str, line: Span) -> Vec<Part> {
    let content = line.of(text);
    let (mut parts, mut column, mut from) = (Vec::new(), 0, 0);
    for piece in content.split(GAP) {
        let own = Span::new(from, from + piece.len()).trim(content);
        from += piece.len() + GAP.len();
        let before = piece.len() - piece.trim_start().len();
        let start = column + before;
        let length = own.of(content).chars().count();
        column += piece.chars().count() + GAP.len();
        if length > 0 {
            parts.push(Part { span: line.inner(own), start, end: start + length });
        }
    }
    parts
}

/// True where each cell begins or ends in the column in which the one above it does.
fn stands_below(above: &[Part], row: &[Part]) -> bool {
    above.len() == row.len()
        && above.iter().zip(row).all(|(above, own)| above.start == own.start || above.end == own.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<&str>> {
        let lines = super::super::lines(text);
        match read(text, &lines).map(|(block, _)| block.kind) {
            Some(BlockKind::Table { rows }) => {
                rows.iter().map(|row| row.iter().map(|cell| cell.span.of(text)).collect()).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn columns_that_spaces_keep_apart_are_a_table() {
        assert_eq!(
            rows("Período   2016         2017\nMontante  US$ 264,56   US$ 264,56\n\nText."),
            [["Período", "2016", "2017"], ["Montante", "US$ 264,56", "US$ 264,56"]]
        );
        assert_eq!(
            rows("Year   Budget\n2008  158,674\n2009  557,403\n"),
            [["Year", "Budget"], ["2008", "158,674"], ["2009", "557,403"]]
        );
        assert_eq!(
            rows("Source          Amount\nNorway       USD 5,000\nTotal       USD 15,000\n").len(),
            3,
            "right-aligned"
        );
        for text in [
            "Status    Closed\nCountry   Mali\nDonor     Norway\n", // labels and their values
            "Start     2019\nEnd       2020\n",
            "A sentence.  Another one.\nIt goes on.  And on.\n",
            "- one   two\n- three   four\n",
            "Alone     in a line   of three\n",
        ] {
            assert_eq!(rows(text), [[""; 0]; 0], "{text}");
        }
    }
}
