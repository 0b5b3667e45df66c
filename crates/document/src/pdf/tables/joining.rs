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
        && same_columns(&last.columns, &next.columns)
        && (repeated > 0 || next.header == 0 || next.is_ruled && last.is_ruled)
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
    last.rows.extend(next.rows.into_iter().skip(repeated));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(page: u32, columns: &[[f32; 2]], opening: &[&str], rows: usize) -> Grid {
        let cell =
            GridCell { page, rect: [0.0; 4], prints: vec![0], parts: vec![1], row_span: 1, col_span: 1 };
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
            again: Vec::new(),
        }
    }

    #[test]
    fn a_table_over_two_pages_is_one() {
        let two = [[50.0, 120.0], [200.0, 260.0]];
        let moved = [[50.0, 140.0], [195.0, 262.0]];
        let other = [[50.0, 120.0], [300.0, 360.0]];
        for (next, opening, rows) in [
            (grid(2, &two, &["a|b", "3|4"], 5), "its header stands again", vec![9]),
            (grid(2, &moved, &["a|b", "3|4"], 5), "its columns are wider here", vec![9]),
            (grid(2, &other, &["a|b", "3|4"], 5), "its columns stand elsewhere", vec![5, 5]),
            (grid(3, &two, &["a|b", "3|4"], 5), "there is a page between", vec![5, 5]),
            (grid(2, &two, &["c|d", "3|4"], 5), "it has a header of its own", vec![5, 5]),
            (Grid { header: 0, ..grid(2, &two, &["3|4"], 5) }, "it goes on without a header", vec![10]),
            (Grid { opens: false, ..grid(2, &two, &["a|b"], 5) }, "text stands above it", vec![5, 5]),
        ] {
            let joined = join(vec![grid(1, &two, &["a|b", "1|2"], 5), next]);
            let found: Vec<usize> = joined.iter().map(|grid| grid.rows.len()).collect();
            assert_eq!(found, rows, "{opening}");
        }
    }
}
