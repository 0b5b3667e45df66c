//! Which pieces are one row: by ruling lines, by white, by values, by the room that words had.

use super::pieces::Piece;
use super::{Bands, Row};
use crate::pdf::tables::rows::{self, Put, PutLine};

impl Bands<'_> {
    pub(super) fn rows(&self) -> Option<Vec<Row>> {
        let values = self.values();
        self.by_rules(&values)
            .or_else(|| self.by_white(&values))
            .or_else(|| self.by_values(&values))
            .or_else(|| self.by_room())
            .or_else(|| self.by_words())
    }

    /// Where ruling lines across stand between all rows.
    fn by_rules(&self, values: &[bool]) -> Option<Vec<Row>> {
        const LEAST: usize = 3;
        let mut row = 0_usize;
        let mut of_line = vec![0];
        for at in 1..self.lines.len() {
            row += usize::from(self.is_ruled(at));
            of_line.push(row);
        }
        let mut rows: Vec<Row> = vec![Vec::new(); row + 1];
        for (at, piece) in self.pieces.iter().enumerate() {
            if let Some(row) = of_line.get(piece.line).and_then(|row| rows.get_mut(*row)) {
                row.push(at);
            }
        }
        (rows.len() >= LEAST && !self.are_stacked(&rows, values)).then(|| self.head_apart(rows, values))
    }

    /// True when a line across stands over most of the table, right above this line.
    fn is_ruled(&self, at: usize) -> bool {
        let pair = at.checked_sub(1).and_then(|above| self.lines.get(above)).zip(self.lines.get(at));
        let edges = self.columns.first().zip(self.columns.last());
        let (Some((above, line)), Some(([left, _], [_, right]))) = (pair, edges) else { return false };
        let rules = self.rulings.between(above.baseline - 0.1 * above.size, line.baseline - 0.45 * line.size);
        let covered: f32 = rules.map(|rule| rule.covers(*left, *right)).sum();
        covered >= 0.6 * (right - left)
    }

    /// Where the lines of a cell stand nearer to each other than rows do: what stands side by side is one row, at its
    /// top, middle or bottom.
    fn by_white(&self, values: &[bool]) -> Option<Vec<Row>> {
        let near = self.leading()?;
        let mut cells: Vec<([f32; 2], Row)> = Vec::new();
        for column in 0..self.columns.len() {
            let begin = cells.len();
            let (mut baseline, mut was_bold) = (f32::MIN, false);
            for (at, piece) in self.column(column) {
                let [top, bottom] = piece.band();
                let is_ruled = || self.is_ruled(piece.line);
                let is_bold = piece.is_bold(self.tokens);
                match cells.get_mut(begin..).and_then(<[_]>::last_mut) {
                    Some((band, cell))
                        if piece.baseline - baseline <= near && was_bold == is_bold && !is_ruled() =>
                    {
                        band[1] = bottom;
                        cell.push(at);
                    }
                    _ => cells.push(([top, bottom], vec![at])),
                }
                (baseline, was_bold) = (piece.baseline, is_bold);
            }
        }
        let over = self.pieces.iter().enumerate().filter(|(_, piece)| piece.first < piece.last);
        cells.extend(over.map(|(at, piece)| (piece.band(), vec![at])));
        cells.sort_by(|(a, _), (b, _)| a[0].total_cmp(&b[0]));
        let mut rows: Vec<Row> = Vec::new();
        let mut end = f32::MIN;
        for ([top, bottom], mut cell) in cells {
            match rows.last_mut() {
                Some(row) if top < end => row.append(&mut cell),
                _ => rows.push(cell),
            }
            end = end.max(bottom);
        }
        rows.iter_mut().for_each(|row| row.sort_unstable());
        let rows = self.head_apart(rows, values);
        if self.are_stacked(&rows, values) {
            return None;
        }
        let rows = rows.iter().flat_map(|row| self.apart(row, values)).collect();
        Some(self.whole(rows, values))
    }

    /// A row in which a value stands below another is two.
    fn apart(&self, row: &Row, values: &[bool]) -> Vec<Row> {
        let begins = |piece: &Piece, above: &Row| {
            let is_above = |other: &&Piece| other.first == piece.first && other.line < piece.line;
            let last = above.iter().rev().filter_map(|at| self.piece(*at)).find(is_above);
            let is_value = |piece: &Piece| piece.first == piece.last && piece.is_value(self.tokens);
            values.get(piece.first).copied().unwrap_or(false)
                && is_value(piece)
                && last.is_some_and(|last| is_value(last) && !last.goes_on(piece, self.tokens))
        };
        let line = |at: &usize| self.piece(*at).map_or(0, |piece| piece.line);
        let mut rows: Vec<Row> = vec![Vec::new()];
        for own in row.chunk_by(|a, b| line(a) == line(b)) {
            let is_new = rows.last().is_some_and(|above| {
                own.iter().filter_map(|at| self.piece(*at)).any(|piece| begins(piece, above))
            });
            if is_new {
                rows.push(Vec::new());
            }
            rows.last_mut().into_iter().for_each(|row| row.extend(own));
        }
        rows
    }

    /// How far apart lines of one cell stand at most: the least of the distances, and what differs from it by rounding.
    fn leading(&self) -> Option<f32> {
        const ROUNDING: f32 = 0.02;
        const MOST: f32 = 1.1;
        let mut steps: Vec<f32> = Vec::new();
        for column in 0..self.columns.len() {
            let baselines: Vec<f32> = self.column(column).map(|(_, piece)| piece.baseline).collect();
            steps.extend(baselines.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?)));
        }
        steps.sort_by(f32::total_cmp);
        let least = *steps.first()?;
        let mut end = least;
        for step in steps {
            if step > end + ROUNDING * least || step > MOST * least {
                break;
            }
            end = step;
        }
        Some(end + 0.5 * ROUNDING * least)
    }

    /// True when cells of a column of values hold several, one below the other.
    fn are_stacked(&self, rows: &[Row], values: &[bool]) -> bool {
        let columns = (0..self.columns.len()).filter(|column| values.get(*column).copied().unwrap_or(false));
        let mut columns = columns.peekable();
        if columns.peek().is_none() {
            // A head and the last row of a table may stand on a page of their own.
            return rows.len() < if self.lines.len() > 12 { 3 } else { 2 };
        }
        columns.any(|column| {
            let (mut stacked, mut all) = (0_usize, 0_usize);
            for row in rows {
                let own = row.iter().filter_map(|at| self.piece(*at)).filter(|piece| piece.first == column);
                let own: Vec<&Piece> = own.filter(|piece| piece.is_value(self.tokens)).collect();
                all += usize::from(!own.is_empty());
                let mut pairs = own.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
                stacked += usize::from(pairs.any(|(above, below)| !above.goes_on(below, self.tokens)));
            }
            stacked * 10 > all
        })
    }

    /// Rows that begin at the lines with a value.
    fn by_values(&self, values: &[bool]) -> Option<Vec<Row>> {
        let is_value =
            |piece: &Piece| values.get(piece.first).copied().unwrap_or(false) && piece.is_value(self.tokens);
        let mut rows: Vec<Row> = Vec::new();
        let mut line = usize::MAX;
        let mut begins = false;
        for (at, piece) in self.pieces.iter().enumerate() {
            if piece.line != line {
                let was_over = begins && rows.last().is_some_and(|row| self.is_heading(row));
                line = piece.line;
                let own = || self.pieces.iter().skip(at).take_while(|other| other.line == line);
                begins = own().any(is_value) || was_over || piece.first < piece.last;
                let heading = own().count() == 1 && piece.first == 0 && piece.is_bold(self.tokens);
                let after_bold = rows.last().is_some_and(|row| {
                    row.iter().filter_map(|at| self.piece(*at)).any(|piece| !piece.is_bold(self.tokens))
                });
                begins = begins || heading && after_bold;
                if begins || rows.is_empty() {
                    rows.push(Vec::new());
                }
            }
            if let Some(row) = rows.last_mut() {
                row.push(at);
            }
        }
        (values.contains(&true) && rows.len() >= 3 && self.are_wrapped(&rows)).then_some(rows)
    }

    /// True for words over several columns, and nothing beside them.
    fn is_heading(&self, row: &Row) -> bool {
        matches!(row.as_slice(), [only] if self.piece(*only).is_some_and(|piece| piece.first < piece.last))
    }

    /// Rows from their tops: a line begins one where it has words below none, or below words behind which its first would
    /// have had room.
    fn by_room(&self) -> Option<Vec<Row>> {
        const LEAST: usize = 3;
        let is_one_word = |piece: &Piece| piece.segment.tokens.len() == 1;
        let one_word: Vec<bool> = (0..self.columns.len())
            .map(|column| self.column(column).skip(1).all(|(_, piece)| is_one_word(piece)))
            .collect();
        let has_room = |above: &Piece, piece: &Piece| {
            one_word.get(piece.first).copied().unwrap_or(false) || self.has_room(above, piece)
        };
        let mut rows: Vec<Row> = Vec::new();
        let mut above: &[usize] = &[];
        let all: Row = (0..self.pieces.len()).collect();
        let line = |at: &usize| self.piece(*at).map_or(0, |piece| piece.line);
        for own in all.chunk_by(|a, b| line(a) == line(b)) {
            let begins = own.iter().filter_map(|at| self.piece(*at)).any(|piece| {
                let mut beside = above.iter().filter_map(|at| self.piece(*at));
                beside.find(|above| above.first == piece.first).is_none_or(|above| has_room(above, piece))
            });
            match rows.last_mut() {
                Some(row) if !begins => row.extend(own),
                _ => rows.push(own.to_vec()),
            }
            above = all.get(own.first().copied()?..=own.last().copied()?).unwrap_or_default();
        }
        (rows.len() >= LEAST && rows.len() * 5 < self.lines.len() * 4).then_some(rows)
    }

    /// True where the first word of a piece would have stood behind the one above it: it does not go on with that.
    fn has_room(&self, above: &Piece, piece: &Piece) -> bool {
        let last = above.segment.tokens.last().and_then(|at| self.tokens.get(*at));
        let word = piece.segment.tokens.first().and_then(|at| self.tokens.get(*at));
        let edge = self.columns.get(piece.first).map_or(f32::MAX, |column| column[1]);
        last.is_some_and(|token| token.is_label)
            || word.is_some_and(|word| {
                above.segment.x1 + 0.25 * piece.size + word.rect[2] - word.rect[0] < edge && !word.is_lower
            })
    }

    /// True where what stands below other words in a cell goes on with them.
    fn are_wrapped(&self, rows: &[Row]) -> bool {
        let (mut off, mut all) = (0_usize, 0_usize);
        for row in rows {
            for (place, piece) in
                row.iter().enumerate().filter_map(|(place, at)| Some((place, self.piece(*at)?)))
            {
                let before =
                    row.get(..place).unwrap_or_default().iter().rev().filter_map(|at| self.piece(*at));
                if let Some(above) =
                    before.filter(|above| above.line < piece.line).find(|above| above.first == piece.first)
                {
                    all += 1;
                    off += usize::from(self.has_room(above, piece));
                }
            }
        }
        off * 8 <= all
    }

    /// Rows by where words begin and how they go on.
    fn by_words(&self) -> Option<Vec<Row>> {
        let mut lines: Vec<PutLine> = Vec::new();
        let mut of_line: Vec<Row> = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let own: Row = self
                .pieces
                .iter()
                .enumerate()
                .filter(|(_, piece)| piece.line == at)
                .map(|(at, _)| at)
                .collect();
            let puts = own.iter().filter_map(|at| self.piece(*at)).map(|piece| Put {
                first: piece.first,
                last: piece.last,
                segment: piece.segment.clone(),
            });
            let puts = puts.collect();
            lines.push(PutLine {
                baseline: line.baseline,
                size: line.size,
                top: line.top,
                bottom: line.bottom,
                puts,
            });
            of_line.push(own);
        }
        let found = rows::rows(self.tokens, &lines, &self.columns, self.rulings);
        let header = (found.header > 0).then_some(0..found.header);
        let rows = header.into_iter().chain(found.body);
        Some(rows.map(|row| of_line.get(row).unwrap_or_default().concat()).collect())
    }
}
