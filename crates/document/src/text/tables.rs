//! Tables in text: lines with tabs, Markdown's pipe tables, and columns that spaces keep apart (aligned.rs).

use almoner_record::Span;

use super::{aligned, bars, list_mark};
use crate::{Block, BlockKind, Cell, Layer};

/// A table at the first of `lines`, and how many lines it takes. One row of two cells is no table but a label and
/// its value.
pub(crate) fn read(text: &str, lines: &[Span]) -> Option<(Block, usize)> {
    let first = lines.first()?;
    let separator = match first.of(text) {
        line if behind_mark(line).trim().contains('\t') => '\t',
        line if line.contains('|') => match bars::read(text, lines) {
            Some(table) => return Some(table),
            None if line.trim_start().starts_with('|') && line.trim().len() > 2 => '|',
            None => return aligned::read(text, lines),
        },
        _ => return aligned::read(text, lines),
    };
    if let Some(block) = labelled(text, *first) {
        return Some((block, 1));
    }
    let taken = extent(text, lines, separator);
    let last = lines.get(taken - 1)?;
    let rows =
        if separator == '|' { whole_rows(text, lines.get(..taken)?) } else { lines.get(..taken)?.to_vec() };
    let rows: Vec<Vec<Cell>> = rows
        .iter()
        .filter(|line| !line.is_empty() && !is_rule(line.of(text)))
        .map(|line| cells(text, *line, separator))
        .collect();
    let span = first.cover(*last).trim(text);
    let kind = match rows.as_slice() {
        [row] => match row.as_slice() {
            [key, value] if !key.span.is_empty() && !value.span.is_empty() => {
                BlockKind::KeyValue { key: key.span, value: value.span }
            }
            _ => BlockKind::Table { rows },
        },
        _ => BlockKind::Table { rows },
    };
    Some((Block { span, kind, layer: Layer::Body, place: None }, taken))
}

/// `Label:` and a tab before its one value: each such line stands by itself.
fn labelled(text: &str, line: Span) -> Option<Block> {
    let (key, value) = line.of(text).split_once('\t')?;
    if !key.trim_end().ends_with(':') || value.contains('\t') {
        return None;
    }
    let start = line.range().start;
    let value = Span::new(start + key.len() + 1, line.range().end).trim(text);
    let label = Span::new(start, start + key.trim_end().len() - 1).trim(text);
    let kind = BlockKind::KeyValue { key: label, value };
    (!value.is_empty()).then(|| Block { span: line.trim(text), kind, layer: Layer::Body, place: None })
}

/// The line without a list mark: a tab behind a bullet makes no table.
fn behind_mark(line: &str) -> &str {
    let content = line.trim_start_matches(' ');
    list_mark(content).and_then(|mark| content.get(mark..)).unwrap_or(content)
}

/// How many lines the table takes; one empty line between its rows does not end it.
fn extent(text: &str, lines: &[Span], separator: char) -> usize {
    let is_row = |line: &Span| match separator {
        '\t' => behind_mark(line.of(text)).contains('\t'),
        _ => line.of(text).contains(separator),
    };
    // A row of pipes that a width broke is whole at its last pipe.
    let goes_on = |taken: usize| {
        let last = taken.checked_sub(1).and_then(|last| lines.get(last));
        separator == '|'
            && last.is_some_and(|last| !last.of(text).trim_end().ends_with('|'))
            && lines
                .iter()
                .skip(taken)
                .take(4)
                .take_while(|line| !line.is_empty())
                .any(|line| line.of(text).trim_end().ends_with('|'))
    };
    let mut taken = 0;
    while let Some(line) = lines.get(taken) {
        let goes_on = is_row(line)
            || goes_on(taken)
            || (line.is_empty()
                && separator == '\t'
                && lines.get(taken + 1).is_some_and(is_row)
                && !is_other_table(text, lines, taken));
        if !goes_on {
            break;
        }
        taken += 1;
    }
    taken.max(1)
}

/// True where the rows below the empty line at `blank` are another table: those above have one number of cells, those
/// below another, and one of the two are labels with their values.
fn is_other_table(text: &str, lines: &[Span], blank: usize) -> bool {
    const ROWS: usize = 2;
    let cells = |line: &Span| behind_mark(line.of(text)).split('\t').count();
    let counts = |rows: &mut dyn Iterator<Item = &Span>| -> Vec<usize> {
        rows.take_while(|line| !line.is_empty()).take(ROWS).map(cells).collect()
    };
    let above = counts(&mut lines.get(..blank).unwrap_or_default().iter().rev());
    let below = counts(&mut lines.get(blank + 1..).unwrap_or_default().iter());
    let alike =
        |counts: &[usize]| counts.len() == ROWS && counts.iter().all(|count| counts.first() == Some(count));
    alike(&above) && alike(&below) && above != below && (above.contains(&2) || below.contains(&2))
}

/// The rows between pipes: one that a width broke goes on up to the pipe that ends it.
fn whole_rows(text: &str, lines: &[Span]) -> Vec<Span> {
    let mut rows: Vec<Span> = Vec::new();
    for line in lines {
        let begins = line.of(text).trim_start().starts_with('|');
        match rows.last_mut().filter(|row| !begins && !row.of(text).trim_end().ends_with('|')) {
            Some(row) => *row = row.cover(*line),
            None => rows.push(*line),
        }
    }
    rows
}

/// `|---|:--:|`
pub(super) fn is_rule(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| "|-: ".contains(c))
}

/// The cells of a row, each with its paragraphs.
pub(super) fn cells(text: &str, line: Span, separator: char) -> Vec<Cell> {
    let mut whole = line;
    if separator == '|' {
        let content = line.trim(text);
        let inner = content.of(text).trim_start_matches('|');
        let start = content.range().end - inner.len();
        whole = Span::new(start, start + inner.trim_end_matches('|').len());
    }
    let mut start = whole.range().start;
    whole
        .of(text)
        .split(separator)
        .map(|cell| {
            let span = Span::new(start, start + cell.len()).trim(text);
            start += cell.len() + separator.len_utf8();
            Cell { span, parts: parts(text, span), row_span: 1, col_span: 1, place: None }
        })
        .collect()
}

/// The paragraphs of a cell: `<p>one</p> <p>two</p>` and `one<br>two` are two.
fn parts(text: &str, cell: Span) -> Vec<Span> {
    let content = cell.of(text);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while let Some(open) = content.get(from..).and_then(|rest| rest.find('<')).map(|at| at + from) {
        let rest = content.get(open..).unwrap_or_default();
        let Some(tag) = ["<p>", "</p>", "<br>", "<br/>", "<br />", "<P>", "</P>", "<BR>"]
            .iter()
            .find(|tag| rest.starts_with(**tag))
        else {
            from = open + 1;
            continue;
        };
        parts.push(Span::new(start, open));
        start = open + tag.len();
        from = start;
    }
    parts.push(Span::new(start, content.len()));
    parts.into_iter().map(|part| cell.inner(part).trim(text)).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<Vec<&str>>> {
        let mut start = 0;
        let lines: Vec<Span> = text
            .split('\n')
            .map(|line| {
                start += line.len() + 1;
                Span::new(start - line.len() - 1, start - 1)
            })
            .collect();
        match read(text, &lines).map(|(block, _)| block.kind) {
            Some(BlockKind::Table { rows }) => rows
                .iter()
                .map(|row| {
                    row.iter().map(|cell| cell.parts.iter().map(|part| part.of(text)).collect()).collect()
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn cells_may_hold_several_paragraphs_or_none() {
        assert_eq!(
            rows("A\tB\n<p>one</p> <p>two</p>\t\n\tthree<br>four"),
            [
                vec![vec!["A"], vec!["B"]],
                vec![vec!["one", "two"], vec![]],
                vec![vec![], vec!["three", "four"]],
            ]
        );
        assert_eq!(
            rows("| A | B |\n|---|---|\n| one | x < 5 |"),
            [vec![vec!["A"], vec!["B"]], vec![vec!["one"], vec!["x < 5"]]]
        );
        let broken = "| A | B |\n| one | two\nand three |\n| four | five |";
        assert_eq!(
            rows(broken).get(1),
            Some(&vec![vec!["one"], vec!["two\nand three"]]),
            "{:?}",
            rows(broken)
        );
        assert_eq!(rows(broken).len(), 3);
    }
}
