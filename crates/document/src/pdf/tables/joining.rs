//! Tables that go on on the next page.

use super::{Grid, GridCell};

/// Puts a table that goes on on the next page to the one before: the last of its page and the first of the next, with
/// the same columns; the header that it repeats is left out. `grids` are those of all pages, in order.
pub(crate) fn join(grids: Vec<Grid>) -> Vec<Grid> {
    let mut joined: Vec<Grid> = Vec::new();
    for grid in grids {
        match joined.last_mut() {
            Some(last) if goes_on(last, &grid) => append(last, grid),
            _ => joined.push(grid),
        }
    }
    joined
}

fn goes_on(last: &Grid, next: &Grid) -> bool {
    let page = last.rows.iter().flatten().map(|cell| cell.page).max().unwrap_or(last.page);
    let repeated = repeated(last, next);
    page + 1 == next.page
        && last.closes
        && next.opens
        && (same_columns(&last.columns, &next.columns) || stands_again(last, next, repeated))
        && last.columns.len() == next.columns.len()
        && (repeated > 0 || !next.is_headed && (next.header == 0 || next.is_ruled && last.is_ruled))
}

/// True when a header of several cells stands again at the same edge: columns may be as wide as what is in them on each
/// page.
fn stands_again(last: &Grid, next: &Grid, repeated: usize) -> bool {
    const NEAR: f32 = 3.0;
    let edges = last.columns.first().zip(next.columns.first());
    let near = edges.is_some_and(|(a, b)| (a[0] - b[0]).abs() < NEAR);
    let words = last.rows.iter().take(repeated).flatten().filter(|cell| !cell.prints.is_empty());
    near && words.count() >= 2
}

/// How many rows of the header stand again on the next page.
fn repeated(last: &Grid, next: &Grid) -> usize {
    last.opening.iter().zip(&next.opening).take_while(|(a, b)| a == b).count()
}

/// The same number, each over the one of the same place and over no other's middle.
fn same_columns(one: &[[f32; 2]], other: &[[f32; 2]]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(a, b)| {
            let overlap = a[1].min(b[1]) - a[0].max(b[0]);
            overlap >= 0.4 * (a[1] - a[0]).min(b[1] - b[0])
        })
}

fn append(last: &mut Grid, next: Grid) {
    let repeated = repeated(last, &next);
    for (a, b) in last.columns.iter_mut().zip(&next.columns) {
        *a = [a[0].min(b[0]), a[1].max(b[1])];
    }
    last.closes = next.closes;
    let left_out: Vec<Vec<GridCell>> = next.rows.iter().take(repeated).cloned().collect();
    last.again.extend(left_out.into_iter().flatten());
    let mut rows = next.rows.into_iter().skip(repeated).peekable();
    let above = last.rows.last().map_or(0, |row| row.iter().filter(|cell| !cell.prints.is_empty()).count());
    let begins_lower = next.opening.get(repeated).is_some_and(|opening| {
        let cells: Vec<&str> = opening.split('|').filter(|cell| !cell.is_empty()).collect();
        let is_lower = |cell: &&str| cell.starts_with(char::is_lowercase);
        // Names go on with capitals: the first cell tells where the row does not fill those that the one above does.
        !cells.is_empty()
            && (cells.iter().all(is_lower) || cells.len() < above && cells.first().is_some_and(is_lower))
    });
    let is_unlabelled = rows.peek().is_some_and(|row| row.first().is_some_and(|cell| cell.prints.is_empty()));
    if (begins_lower || is_unlabelled && are_labelled(&last.rows))
        && let Some((above, below)) = last.rows.last_mut().zip(rows.peek())
        && is_rest(above, below)
    {
        for (above, below) in above.iter_mut().zip(rows.next().into_iter().flatten()) {
            if !below.prints.is_empty() {
                above.rest.push(below);
            }
        }
    }
    last.rows.extend(rows);
}

/// True when every row has words in its first column: one without them goes on with the one above.
fn are_labelled(rows: &[Vec<GridCell>]) -> bool {
    rows.len() >= 3 && rows.iter().all(|row| row.first().is_some_and(|cell| !cell.prints.is_empty()))
}

/// True when each cell of a row may go on in one below it.
fn is_rest(above: &[GridCell], below: &[GridCell]) -> bool {
    above.len() == below.len()
        && above
            .iter()
            .zip(below)
            .all(|(a, b)| a.col_span == b.col_span && (b.prints.is_empty() || !a.prints.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(page: u32, columns: &[[f32; 2]], opening: &[&str], rows: usize) -> Grid {
        let (rect, rest) = ([0.0; 4], Vec::new());
        let cell = GridCell { page, rect, prints: vec![0], parts: vec![1], row_span: 1, col_span: 1, rest };
        Grid {
            page,
            rect: [0.0; 4],
            rows: vec![vec![cell; columns.len()]; rows],
            columns: columns.to_vec(),
            header: 1,
            is_ruled: false,
            opening: opening.iter().map(|row| (*row).to_owned()).collect(),
            opens: true,
            closes: true,
            is_headed: false,
            again: Vec::new(),
        }
    }

    #[test]
    fn a_row_that_goes_on_on_the_next_page_is_one() {
        let three = [[50.0, 70.0], [80.0, 160.0], [200.0, 260.0]];
        let with = |opening: &str, filled: [bool; 3]| {
            let mut next = grid(2, &three, &["a|b|c", opening], 4);
            for (cell, filled) in next.rows.iter_mut().skip(1).take(1).flatten().zip(filled) {
                cell.prints.truncate(usize::from(filled));
            }
            next
        };
        for (next, rows, what) in [
            (with("|Rights Network|", [false, true, false]), 6, "no label, where all rows have one"),
            (with("for schools|Republic|", [true, true, false]), 6, "its first words are in lower case"),
            (with("For schools|Republic|", [true, true, false]), 7, "it begins as a row does"),
            (with("4|Rights|5", [true, true, true]), 7, "a row of its own"),
        ] {
            let joined = join(vec![grid(1, &three, &["a|b|c", "1|2|3"], 4), next]);
            let found: Vec<usize> = joined.iter().map(|grid| grid.rows.len()).collect();
            assert_eq!(found, [rows], "{what}");
        }
    }

    #[test]
    fn a_table_over_two_pages_is_one() {
        let two = [[50.0, 120.0], [200.0, 260.0]];
        let moved = [[50.0, 140.0], [195.0, 262.0]];
        let wider = [[50.0, 180.0], [300.0, 360.0]];
        let other = [[90.0, 120.0], [300.0, 360.0]];
        for (next, opening, rows) in [
            (grid(2, &two, &["a|b", "3|4"], 5), "its header stands again", vec![9]),
            (grid(2, &moved, &["a|b", "3|4"], 5), "its columns are wider here", vec![9]),
            (grid(2, &wider, &["a|b", "3|4"], 5), "its columns are as wide as what is in them", vec![9]),
            (grid(2, &two, &["a|b", "c|"], 5), "its last row goes on", vec![8]),
            (grid(2, &other, &["a|b", "3|4"], 5), "its columns stand elsewhere", vec![5, 5]),
            (grid(3, &two, &["a|b", "3|4"], 5), "there is a page between", vec![5, 5]),
            (grid(2, &two, &["c|d", "3|4"], 5), "it has a header of its own", vec![5, 5]),
            (Grid { header: 0, ..grid(2, &two, &["3|4"], 5) }, "it goes on without a header", vec![10]),
            (
                Grid { header: 0, is_headed: true, ..grid(2, &two, &["3|4"], 5) },
                "a heading stands above it",
                vec![5, 5],
            ),
            (
                Grid { is_headed: true, ..grid(2, &two, &["a|b", "3|4"], 5) },
                "its title and header stand again",
                vec![9],
            ),
            (Grid { opens: false, ..grid(2, &two, &["a|b"], 5) }, "text stands above it", vec![5, 5]),
        ] {
            let joined = join(vec![grid(1, &two, &["a|b", "1|2"], 5), next]);
            let found: Vec<usize> = joined.iter().map(|grid| grid.rows.len()).collect();
            assert_eq!(found, rows, "{opening}");
        }
    }
}
