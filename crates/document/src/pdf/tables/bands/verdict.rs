//! Whether rows in columns are a table.

use super::pieces::{Piece, WIDE};
use super::{Bands, Row};
use crate::pdf::tables::tokens::{Kind, Token};

impl Bands<'_> {
    /// Columns alone do not make a table: rows fill them, one column at least holds short things beside long ones, and
    /// cells begin as cells do.
    pub(super) fn is_table(&self, rows: &[Row], header: usize) -> bool {
        const FEWEST: usize = 3;
        const LONG: usize = 4;
        let width = self.columns.len();
        let body: Vec<Vec<&Piece>> = rows
            .iter()
            .skip(header)
            .map(|row| row.iter().filter_map(|at| self.piece(*at)).collect::<Vec<_>>())
            .collect();
        let filled =
            |row: &[&Piece]| (0..width).filter(|at| row.iter().any(|piece| piece.first == *at)).count();
        let full: Vec<&Vec<&Piece>> = body.iter().filter(|row| filled(row) * 5 >= width * 3).collect();
        let is_one = header > 0 && width > FEWEST && full.iter().any(|row| self.ends_in_value(row));
        if full.len() + header < if is_one { 2 } else { FEWEST } || full.len() * 2 < body.len() {
            return false;
        }
        if self.are_merged() || self.is_form() || self.has_labels_between(rows) {
            return false;
        }
        let words = |cell: &[&Piece]| cell.iter().map(|piece| piece.segment.tokens.len()).sum::<usize>();
        let (mut has_long, mut has_short, mut used) = (false, false, 0_usize);
        for column in 0..width {
            let cells: Vec<Vec<&Piece>> = full
                .iter()
                .map(|row| row.iter().filter(|piece| piece.first == column).copied().collect::<Vec<_>>())
                .filter(|cell: &Vec<&Piece>| !cell.is_empty())
                .collect();
            used += usize::from(cells.len() >= full.len().min(2));
            let long = cells.iter().filter(|cell| words(cell) >= LONG).count();
            let short = cells.iter().filter(|cell| cell.len() == 1 && words(cell) <= LONG).count();
            has_long |= long * 4 >= cells.len() && long > 0;
            has_short |= short * 10 >= cells.len() * 7 && cells.len() * 10 >= full.len() * 6;
            let first = |cell: &Vec<&Piece>| {
                let first = cell.first().and_then(|piece| piece.segment.tokens.first());
                first.and_then(|at| self.tokens.get(*at)).is_some_and(|token| token.is_lower)
            };
            let lower = cells.iter().filter(|cell| first(cell)).count();
            if long * 2 > cells.len() && lower * 5 > cells.len() {
                return false;
            }
            let marks = cells.iter().filter(|cell| self.is_item(cell)).count();
            if marks * 3 > cells.len() {
                return false;
            }
        }
        has_long && has_short && used >= FEWEST
    }

    /// True where the last column holds a value.
    fn ends_in_value(&self, row: &[&Piece]) -> bool {
        row.iter().any(|piece| piece.last + 1 == self.columns.len() && piece.is_value(self.tokens))
    }

    /// True where numbers stand far behind other words of their column: there are more columns than were found.
    fn are_merged(&self) -> bool {
        let is_merged = |piece: &&Piece| {
            let tokens = piece.segment.tokens.iter().filter_map(|at| self.tokens.get(*at));
            let tokens: Vec<&Token> = tokens.collect();
            tokens.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?))).any(|(a, b)| {
                b.kind == Kind::Number && a.kind != Kind::Sign && b.rect[0] - a.rect[2] >= WIDE * piece.size
            })
        };
        self.pieces.iter().filter(|piece| piece.first == piece.last).filter(is_merged).count() * 10
            > self.pieces.len()
    }

    /// True where bold words in several columns, none of them a value, stand below a row that is not bold: labels over
    /// values, and others below.
    fn has_labels_between(&self, rows: &[Row]) -> bool {
        let mut after_plain = false;
        rows.iter().any(|row| {
            let own: Vec<&Piece> = row.iter().filter_map(|at| self.piece(*at)).collect();
            let line = own.first().map_or(0, |piece| piece.line);
            let top = || own.iter().filter(|piece| piece.line == line);
            let are_labels = top().count() > 1
                && top().all(|piece| piece.is_bold(self.tokens) && !piece.is_value(self.tokens));
            let found = after_plain && are_labels;
            after_plain |= !own.iter().all(|piece| piece.is_bold(self.tokens));
            found
        })
    }

    /// True where labels and their values stand in one column, or labels with colons in the first.
    fn is_form(&self) -> bool {
        let is_pair = |piece: &&Piece| {
            let words = piece.segment.tokens.split_last().map_or(&[][..], |(_, words)| words);
            words.iter().filter_map(|at| self.tokens.get(*at)).any(|token| token.is_label && token.length > 1)
        };
        let labels = self.column(0).filter(|(_, piece)| {
            piece
                .segment
                .tokens
                .last()
                .and_then(|at| self.tokens.get(*at))
                .is_some_and(|token| token.is_label)
        });
        self.pieces.iter().filter(is_pair).count() * 4 > self.pieces.len()
            || labels.count() * 2 > self.column(0).count()
    }

    /// True for an item of a list, and for a line to write on.
    fn is_item(&self, cell: &[&Piece]) -> bool {
        let kinds: Vec<Kind> = cell
            .iter()
            .flat_map(|piece| &piece.segment.tokens)
            .filter_map(|at| self.tokens.get(*at))
            .map(|token| token.kind)
            .collect();
        let is_bullet = |at: &usize| self.tokens.get(*at).is_some_and(|token| token.length == 1);
        let first = cell.first().and_then(|piece| piece.segment.tokens.first());
        kinds.first() == Some(&Kind::Mark) && (kinds.len() > 1 || first.is_some_and(is_bullet))
            || kinds.contains(&Kind::Leader)
    }
}
