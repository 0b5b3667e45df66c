//! Lines between lanes of white to the rows of a table, and whether they are one.

mod heads;
mod pieces;
mod rows;
mod verdict;

use self::pieces::{Piece, columns, pieces};
use super::lanes::Stand;
use super::rulings::Rulings;
use super::tokens::{Line, Token};
use super::{Draft, DraftCell};

/// The table that lines with lanes between their words are.
pub(super) fn table(tokens: &[Token], lines: &[Line], stands: &[Stand], rulings: &Rulings) -> Option<Draft> {
    let columns = columns(tokens, lines, stands);
    if columns.len() < 3 {
        return None;
    }
    let band = Bands { tokens, lines, rulings, pieces: pieces(tokens, lines, stands, &columns), columns };
    band.table()
}

/// Places of the pieces of a row.
type Row = Vec<usize>;

struct Bands<'a> {
    tokens: &'a [Token],
    lines: &'a [Line],
    rulings: &'a Rulings,
    columns: Vec<[f32; 2]>,
    pieces: Vec<Piece>,
}

impl Bands<'_> {
    fn table(mut self) -> Option<Draft> {
        let mut rows = self.rows()?;
        while self.columns.len() > 3 && self.under_header(&rows) {
            rows = self.rows()?;
        }
        let header = self.header(&rows);
        self.is_table(&rows, header).then(|| self.draft(&rows, header))
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(at)
    }

    /// The pieces of a column, from top to bottom.
    fn column(&self, column: usize) -> impl Iterator<Item = (usize, &Piece)> {
        self.pieces.iter().enumerate().filter(move |(_, piece)| piece.first == column && piece.last == column)
    }

    /// Columns of numbers, dates, amounts: most of what stands in them, a head left out.
    fn values(&self) -> Vec<bool> {
        const LEAST: usize = 3;
        let of = |column: usize| {
            let all = self.column(column).count();
            let values = self.column(column).filter(|(_, piece)| piece.is_value(self.tokens)).count();
            values >= LEAST && values * 10 >= all.saturating_sub(1) * 6
        };
        (0..self.columns.len()).map(of).collect()
    }

    fn draft(self, rows: &[Row], header: usize) -> Draft {
        let mut cells: Vec<DraftCell> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let mut own: Vec<&Piece> = row.iter().filter_map(|at| self.piece(*at)).collect();
            own.sort_by_key(|piece| (piece.first, piece.line));
            let begin = cells.len();
            for piece in own {
                match cells.get_mut(begin..).and_then(<[_]>::last_mut) {
                    Some(cell) if piece.first < cell.column + cell.col_span => {
                        cell.col_span = cell.col_span.max(piece.last + 1 - cell.column);
                        cell.tokens.extend(&piece.segment.tokens);
                    }
                    _ => cells.push(DraftCell {
                        row: at,
                        column: piece.first,
                        row_span: 1,
                        col_span: piece.last + 1 - piece.first,
                        tokens: piece.segment.tokens.clone(),
                        rect: None,
                    }),
                }
            }
        }
        Draft { rows: rows.len(), columns: self.columns, cells, header, is_ruled: false }
    }
}
