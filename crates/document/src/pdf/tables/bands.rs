//! Lines between lanes of white to the rows of a table, and whether they are one.

use super::lanes::{NARROWEST, Stand};
use super::rows::{self, Put, PutLine};
use super::rulings::Rulings;
use super::tokens::{Kind, Line, Segment, Token, segment};
use super::{Draft, DraftCell};

/// A gap this wide between words, as a share of the size, is one between columns.
const WIDE: f32 = 0.78;

/// The words of a line in one column, or over several.
#[derive(Debug, Clone)]
struct Piece {
    line: usize,
    first: usize,
    last: usize,
    segment: Segment,
    baseline: f32,
    size: f32,
}

impl Piece {
    /// From where to where its letters stand.
    fn band(&self) -> [f32; 2] {
        [self.baseline - 0.7 * self.size, self.baseline + 0.15 * self.size]
    }

    fn is_bold(&self, tokens: &[Token]) -> bool {
        self.segment.tokens.iter().all(|at| tokens.get(*at).is_some_and(|token| token.bold))
    }

    /// A number, a date, an amount.
    fn is_value(&self, tokens: &[Token]) -> bool {
        const MOST_WORDS: usize = 4;
        let kinds = || self.segment.tokens.iter().filter_map(|at| tokens.get(*at)).map(|token| token.kind);
        let (all, numbers) = (kinds().count(), kinds().filter(|kind| *kind == Kind::Number).count());
        self.segment.is_number || numbers > 0 && (all <= MOST_WORDS || numbers * 2 >= all)
    }

    /// True where it goes on with what stands below it: a range of dates that is wrapped.
    fn goes_on(&self, next: &Piece, tokens: &[Token]) -> bool {
        let last = self.segment.tokens.last().and_then(|at| tokens.get(*at));
        let first = next.segment.tokens.first().and_then(|at| tokens.get(*at));
        last.is_some_and(|token| token.goes_on || token.kind != Kind::Number)
            || first.is_some_and(|token| token.is_lower || token.kind == Kind::Sign)
    }
}

/// The table that lines with lanes between their words are.
pub(super) fn table(tokens: &[Token], lines: &[Line], stands: &[Stand], rulings: &Rulings) -> Option<Draft> {
    let columns = columns(tokens, lines, stands);
    if columns.len() < 3 {
        return None;
    }
    let band = Bands { tokens, lines, rulings, pieces: pieces(tokens, lines, stands, &columns), columns };
    band.table()
}

/// Left and right edge of what stands between lanes that are real: white on every line, and wide on a good part.
fn columns(tokens: &[Token], lines: &[Line], stands: &[Stand]) -> Vec<[f32; 2]> {
    let beside =
        || lines.iter().zip(stands).filter(|(_, stand)| **stand == Stand::Beside).map(|(line, _)| line);
    let runs: Vec<(f32, Vec<[f32; 2]>)> = beside().map(|line| (line.size, runs(tokens, line))).collect();
    let mut all: Vec<[f32; 2]> = runs.iter().flat_map(|(_, runs)| runs).copied().collect();
    all.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let size = runs.first().map_or(10.0, |(size, _)| *size);
    let mut blocks: Vec<[f32; 2]> = Vec::new();
    for [x0, x1] in all {
        match blocks.last_mut() {
            Some(last) if x0 < last[1] + NARROWEST * size => last[1] = last[1].max(x1),
            _ => blocks.push([x0, x1]),
        }
    }
    let mut columns: Vec<[f32; 2]> = Vec::new();
    for block in blocks {
        match columns.last_mut() {
            Some(last) if !is_lane(&runs, *last, block) => last[1] = block[1],
            _ => columns.push(block),
        }
    }
    columns
}

/// Where the words of a line stand; a sign and its number are one.
fn runs(tokens: &[Token], line: &Line) -> Vec<[f32; 2]> {
    let mut runs: Vec<[f32; 2]> = Vec::new();
    for segment in &line.segments {
        let begin = runs.len();
        for token in segment.tokens.iter().filter_map(|at| tokens.get(*at)) {
            match runs.get_mut(begin..).and_then(<[_]>::last_mut) {
                Some(last) if token.rect[0] - last[1] >= WIDE * line.size => {
                    last[1] = last[1].max(token.rect[2])
                }
                _ => runs.push([token.rect[0], token.rect[2]]),
            }
        }
    }
    runs
}

/// True when a good part of the lines with words both in a column and in the block behind it have a wide gap there.
fn is_lane(lines: &[(f32, Vec<[f32; 2]>)], column: [f32; 2], block: [f32; 2]) -> bool {
    let (mut wide, mut all) = (0_usize, 0_usize);
    for (size, runs) in lines {
        let inside =
            |[from, to]: [f32; 2]| runs.iter().filter(move |run| run[0] >= from - 0.1 && run[1] <= to + 0.1);
        let before = inside(column).map(|run| run[1]).reduce(f32::max);
        let behind = inside(block).map(|run| run[0]).reduce(f32::min);
        if let Some((before, behind)) = before.zip(behind) {
            all += 1;
            wide += usize::from(behind - before >= WIDE * size);
        }
    }
    (wide > 0 || all == 0) && wide * 10 >= all * 3
}

/// The words of the lines by column.
fn pieces(tokens: &[Token], lines: &[Line], stands: &[Stand], columns: &[[f32; 2]]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for ((at, line), stand) in lines.iter().enumerate().zip(stands) {
        let begin = pieces.len();
        for whole in &line.segments {
            let is_over = *stand == Stand::Over;
            let begin = if is_over { pieces.len() } else { begin };
            for word in &whole.tokens {
                let Some(token) = tokens.get(*word) else { continue };
                let column = nearest(columns, f32::midpoint(token.rect[0], token.rect[2]));
                let made = segment(token, *word);
                match pieces.get_mut(begin..).and_then(<[_]>::last_mut) {
                    Some(last) if last.last == column || is_over => {
                        last.last = last.last.max(column);
                        last.segment.append(made);
                    }
                    _ => pieces.push(Piece {
                        line: at,
                        first: column,
                        last: column,
                        segment: made,
                        baseline: line.baseline,
                        size: line.size,
                    }),
                }
            }
        }
    }
    pieces
}

fn nearest(columns: &[[f32; 2]], x: f32) -> usize {
    let distance = |[x0, x1]: &[f32; 2]| (x0 - x).max(x - x1).max(0.0);
    let best = columns.iter().enumerate().min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)));
    best.map_or(0, |(at, _)| at)
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

    fn rows(&self) -> Option<Vec<Row>> {
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

    /// The rows, a head that stands so near to the first that it seems one with it as one of its own: bold words alone, or
    /// words over values.
    fn head_apart(&self, mut rows: Vec<Row>, values: &[bool]) -> Vec<Row> {
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
    fn whole(&self, rows: Vec<Row>, values: &[bool]) -> Vec<Row> {
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
            return rows.len() < 2;
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
            for (place, piece) in row.iter().enumerate().filter_map(|(place, at)| Some((place, self.piece(*at)?))) {
                let before = row.get(..place).unwrap_or_default().iter().rev().filter_map(|at| self.piece(*at));
                if let Some(above) = before.filter(|above| above.line < piece.line).find(|above| above.first == piece.first)
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

    /// Makes two columns one where no row has words in both, and one of them has the head: a head that does not stand
    /// over its values, and maybe a total as it does.
    fn under_header(&mut self, rows: &[Row]) -> bool {
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
    fn header(&self, rows: &[Row]) -> usize {
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

    /// Columns alone do not make a table: rows fill them, one column at least holds short things beside long ones, and
    /// cells begin as cells do.
    fn is_table(&self, rows: &[Row], header: usize) -> bool {
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
        if self.are_merged() || self.is_form() {
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
