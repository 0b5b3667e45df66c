//! The head of a table without a lattice, apart from its rows, and over the right columns.

use super::pieces::Piece;
use super::{Bands, Row};

impl Bands<'_> {
    /// The rows, a head that stands so near to the first that it seems one with it as one of its own: bold words alone, or
    /// words over values.
    pub(super) fn head_apart(&self, mut rows: Vec<Row>, values: &[bool]) -> Vec<Row> {
        let Some(first) = rows.first() else { return rows };
        let own = |column: usize| {
            first.iter().filter_map(|at| self.piece(*at)).filter(move |piece| piece.first == column)
        };
        let plain = first.iter().filter_map(|at| self.piece(*at)).filter(|piece| !piece.is_bold(self.tokens));
        let bold = plain.map(|piece| piece.line).min().and_then(|line| line.checked_sub(1));
        let columns = (0..self.columns.len()).filter(|column| values.get(*column).copied().unwrap_or(false));
        let heads = columns.filter_map(|column| {
            let value = own(column).find(|piece| piece.is_value(self.tokens))?;
            own(column).filter(|piece| piece.line < value.line).map(|piece| piece.line).max()
        });
        let Some(last) = bold.or(heads.max()) else {
            self.join_head(&mut rows);
            return rows;
        };
        let (above, below): (Row, Row) =
            first.iter().partition(|at| self.piece(**at).is_some_and(|piece| piece.line <= last));
        if !above.is_empty() && !below.is_empty() {
            rows.splice(..1, [above, below]);
        }
        rows
    }

    /// Puts further lines of a bold head to its first: those right below it that have no words in the first column.
    fn join_head(&self, rows: &mut Vec<Row>) {
        const NEAR: f32 = 1.6;
        let is_next = |rows: &[Row]| {
            let (first, next) = (rows.first()?, rows.get(1)?);
            let own = || next.iter().filter_map(|at| self.piece(*at));
            let all = || first.iter().filter_map(|at| self.piece(*at));
            let below = all().map(|piece| piece.baseline).reduce(f32::max)?;
            let is_near = own().all(|piece| piece.first > 0 && piece.baseline - below < NEAR * piece.size);
            Some(is_near && all().chain(own()).all(|piece| piece.is_bold(self.tokens)))
        };
        while rows.len() > 2 && is_next(rows) == Some(true) {
            let next = rows.remove(1);
            rows.first_mut().into_iter().for_each(|first| first.extend(&next));
        }
    }

    /// The rows, further paragraphs of a cell put to the ones above: words in no first column, where all rows have some
    /// there, and no values.
    pub(super) fn whole(&self, rows: Vec<Row>, values: &[bool]) -> Vec<Row> {
        let own = |row: &Row| -> Vec<usize> {
            row.iter().filter_map(|at| self.piece(*at)).map(|one| one.first).collect()
        };
        let labelled = rows.iter().filter(|row| own(row).contains(&0)).count();
        let full = rows
            .iter()
            .filter(|row| own(row).iter().any(|at| values.get(*at).copied().unwrap_or(false)))
            .count();
        let head = self.header(&rows);
        let mut whole: Vec<Row> = Vec::new();
        for mut row in rows {
            let columns = own(&row);
            let is_rest = labelled.min(full) * 3 > full
                && !columns.iter().any(|at| *at == 0 || values.get(*at).copied().unwrap_or(false));
            let is_first = whole.len() <= head;
            match whole.last_mut() {
                Some(above) if is_rest && !is_first && columns.iter().all(|at| own(above).contains(at)) => {
                    above.append(&mut row)
                }
                _ => whole.push(row),
            }
        }
        whole
    }

    /// Makes two columns one where no row has words in both, and one of them has the head: a head that does not stand
    /// over its values, and maybe a total as it does.
    pub(super) fn under_header(&mut self, rows: &[Row]) -> bool {
        let filled: Vec<Vec<bool>> = rows
            .iter()
            .map(|row| {
                let own: Vec<usize> =
                    row.iter().filter_map(|at| self.piece(*at)).map(|piece| piece.first).collect();
                (0..self.columns.len()).map(|column| own.contains(&column)).collect()
            })
            .collect();
        let has = |row: &[bool], column: usize| row.get(column).copied().unwrap_or(false);
        let found = (1..self.columns.len()).find(|right| {
            let left = right - 1;
            filled.first().is_some_and(|head| has(head, left) != has(head, *right))
                && !filled.iter().any(|row| has(row, left) && has(row, *right))
        });
        let Some(right) = found else { return false };
        let gone = self.columns.remove(right);
        if let Some(column) = right.checked_sub(1).and_then(|left| self.columns.get_mut(left)) {
            column[1] = gone[1];
        }
        for piece in &mut self.pieces {
            piece.first -= usize::from(piece.first >= right);
            piece.last -= usize::from(piece.last >= right);
        }
        true
    }

    /// How many of the first rows are header: one that is bold alone, or holds words over values.
    pub(super) fn header(&self, rows: &[Row]) -> usize {
        let own = |row: &Row| -> Vec<&Piece> { row.iter().filter_map(|at| self.piece(*at)).collect() };
        let mut all = rows.iter().map(own);
        let (Some(first), Some(second)) = (all.next(), all.next()) else { return 0 };
        let is_bold = |row: &[&Piece]| row.iter().all(|piece| piece.is_bold(self.tokens));
        let values = self.values();
        let over = |column: usize| first.iter().filter(move |piece| piece.first == column);
        let is_words = (0..self.columns.len()).any(|column| {
            values.get(column).copied().unwrap_or(false)
                && over(column).count() > 0
                && over(column).all(|piece| !piece.is_value(self.tokens))
        });
        usize::from(is_bold(&first) && !is_bold(&second) || is_words)
    }
}
