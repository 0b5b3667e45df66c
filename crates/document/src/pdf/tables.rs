//! The tables of a page: where they stand, and their cells.
//!
//! ```text
//! tables/tokens.rs   printed words with what a table needs to know of them; lines, segments
//! tables/tags.rs     tables that the file's tags make
//! tables/rulings.rs  strokes -> ruling lines, whole again
//! tables/lattice.rs  ruling lines that cross -> cells
//! tables/lanes.rs    lines that white goes down between; bands.rs: their columns (bands/pieces.rs), rows (bands/rows.rs),
//!                    head (bands/heads.rs), whether they are a table (bands/verdict.rs)
//! tables/labels.rs   labels beside values, wrapped ones: pairing.rs (which lines are one row)
//! tables/cards.rs    labels above values, several side by side
//! tables/gutters.rs  words -> columns of the page
//! tables/prose.rs    what is running text and no table's
//! tables/crown.rs    rows that a lattice leaves out
//! tables/regions.rs  lines that may be a table without a lattice
//! tables/seams.rs    where words of two columns meet
//! tables/columns.rs  segments of lines -> columns
//! tables/rows.rs     lines -> rows: wrapped cells, header, section rows
//! tables/heads.rs    labels over one row of values each
//! tables/spans.rs    cells of the header over their columns
//! tables/edges.rs    rows at its edges that are no rows of it
//! tables/verdict.rs  whether lines in columns are a table
//! tables/paragraphs.rs  the paragraphs of a cell
//! tables/joining.rs  tables that go on on the next page
//! ```

mod bands;
mod cards;
mod columns;
mod crown;
mod edges;
mod gutters;
mod heads;
mod joining;
mod labels;
mod lanes;
mod lattice;
mod pairing;
mod paragraphs;
mod prose;
mod regions;
mod rows;
mod rulings;
mod seams;
mod spans;
mod tags;
#[cfg(test)]
mod tests;
mod tokens;
mod verdict;

use super::furniture;
use super::sheet::Sheet;
use super::turn::Turn;
use super::words::Prints;

pub(crate) use joining::join;

/// A table on one page or over several.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Grid {
    /// Number of the sheet that it begins on.
    pub(crate) page: u32,
    /// Where it stands on that sheet.
    pub(crate) rect: [f32; 4],
    /// Cells by row, each once, at its first row and column; empty ones too.
    pub(crate) rows: Vec<Vec<GridCell>>,
    /// Left and right edge of each column.
    pub(crate) columns: Vec<[f32; 2]>,
    /// How many of its first rows are header.
    pub(crate) header: usize,
    /// Cells that stand again on later pages (the header): taken out of the flow, in no row.
    pub(crate) again: Vec<GridCell>,
    /// Ruling lines make its cells.
    is_ruled: bool,
    /// The text of its first rows.
    opening: Vec<String>,
    /// Hardly a word stands above it on its page, or below it on its last.
    opens: bool,
    closes: bool,
    /// Words stand above it below the margin, where a running header has its place: a heading of its own.
    is_headed: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GridCell {
    /// Number of the sheet that it stands on.
    pub(crate) page: u32,
    /// Where it stands there.
    pub(crate) rect: [f32; 4],
    /// Its words in reading order: places in `Prints::words` of that sheet.
    pub(crate) prints: Vec<u32>,
    /// How many of `prints` each of its paragraphs has; empty for an empty cell.
    pub(crate) parts: Vec<usize>,
    pub(crate) row_span: u16,
    pub(crate) col_span: u16,
    /// The rest of it on the pages after.
    pub(crate) rest: Vec<GridCell>,
}

/// More words than this on a page are no page to look for tables on.
const MOST_WORDS: usize = 100_000;

/// Words above or below a table that may be a running header, a footer, a title that is repeated.
const MOST_BESIDE: usize = 40;
/// The share of a page's height that a running header keeps to.
const MARGIN: f32 = 0.1;
/// Most rows of a header that may stand again on the next page.
const MOST_HEADER: usize = 8;

/// The tables of a sheet, from top to bottom; no word is in two.
pub(crate) fn find(sheet: &Sheet, prints: &Prints) -> Vec<Grid> {
    if prints.words.len() > MOST_WORDS {
        return Vec::new();
    }
    let mut tokens = tokens::tokens(sheet, prints);
    leave_out_browsers(&mut tokens, prints);
    let rulings = rulings::rulings(sheet, &tokens);
    let (mut drafts, boxes) = lattice::drafts(&tokens, &rulings);
    let mut taken = vec![false; tokens.len()];
    let take = |drafts: &[Draft], taken: &mut Vec<bool>| {
        for at in drafts.iter().flat_map(Draft::tokens) {
            if let Some(taken) = taken.get_mut(at) {
                *taken = true;
            }
        }
    };
    let tagged = tags::drafts(sheet, prints, &tokens);
    take(&tagged, &mut taken);
    drafts.retain(|draft| !draft.tokens().any(|at| taken.get(at).copied().unwrap_or(false)));
    drafts.retain(|draft| !crown::is_top(draft, &tokens, &rulings));
    take(&drafts, &mut taken);
    for draft in &mut drafts {
        crown::crown(draft, &tokens, &mut taken, &rulings);
    }
    let laned = lanes::drafts(&tokens, &taken, &boxes, &rulings);
    take(&laned, &mut taken);
    drafts.extend(laned);
    let cards = cards::drafts(&tokens, &taken, &rulings);
    take(&cards, &mut taken);
    let lists = labels::drafts(&tokens, &taken, &rulings);
    take(&lists, &mut taken);
    drafts.extend(regions::drafts(&tokens, taken, boxes, &rulings, sheet.width));
    drafts.iter_mut().for_each(|draft| edges::trim(draft, &tokens));
    drafts.extend(tagged.into_iter().chain(cards).chain(lists));
    let mut grids: Vec<Grid> =
        drafts.into_iter().filter_map(|draft| draft.grid(sheet.number, &tokens)).collect();
    grids.sort_by(|a, b| a.rect[1].total_cmp(&b.rect[1]).then(a.rect[0].total_cmp(&b.rect[0])));
    let count = grids.len();
    for (at, grid) in grids.iter_mut().enumerate() {
        let [_, top, _, bottom] = grid.rect;
        // What goes on stands in the lower half of its page, and in the upper one of the next.
        let middle = 0.5 * sheet.height;
        let margin = MARGIN * sheet.height;
        grid.is_headed =
            tokens.iter().any(|token| token.rect[3] < top && 0.5 * (token.rect[1] + token.rect[3]) > margin);
        grid.opens = at == 0
            && top < middle
            && tokens.iter().filter(|token| token.rect[3] < top).count() <= MOST_BESIDE;
        grid.closes = at + 1 == count
            && bottom > middle
            && tokens.iter().filter(|token| token.rect[1] > bottom).count() <= MOST_BESIDE;
        grid.opening = grid.rows.iter().take(MOST_HEADER).map(|row| opening(prints, row)).collect();
    }
    grids
}

/// Leaves out what a browser prints around a page: it stands in columns as a row of a table does.
fn leave_out_browsers(tokens: &mut Vec<tokens::Token>, prints: &Prints) {
    let upright = |token: &&tokens::Token| token.turn == Turn::Upright;
    for is_top in [true, false] {
        let order = |a: &f32, b: &f32| if is_top { a.total_cmp(b) } else { b.total_cmp(a) };
        let Some(outermost) = tokens.iter().filter(upright).map(|token| token.baseline).min_by(order) else {
            return;
        };
        let is_in = |token: &tokens::Token| (token.baseline - outermost).abs() <= 0.3 * token.size;
        let mut row: Vec<&tokens::Token> =
            tokens.iter().filter(upright).filter(|token| is_in(token)).collect();
        row.sort_by(|a, b| a.rect[0].total_cmp(&b.rect[0]));
        let words = row.iter().filter_map(|token| prints.words.get(token.print as usize));
        let text = words.map(|print| prints.text(print)).collect::<Vec<&str>>().join(" ");
        if furniture::is_browsers(&text, is_top) {
            tokens.retain(|token| !is_in(token));
        }
    }
}

/// The letters of a row, its cells divided.
fn opening(prints: &Prints, row: &[GridCell]) -> String {
    let mut text = String::new();
    for cell in row {
        let words = cell.prints.iter().filter_map(|at| prints.words.get(*at as usize));
        text.extend(words.map(|print| prints.text(print)));
        text.push('|');
    }
    text
}

/// A table in the making.
#[derive(Debug, Clone, Default)]
struct Draft {
    /// How many rows.
    rows: usize,
    columns: Vec<[f32; 2]>,
    /// Cells with words, in any order; they do not overlap.
    cells: Vec<DraftCell>,
    header: usize,
    is_ruled: bool,
}

/// A cell in the making: its place in the grid, and the tokens in it.
#[derive(Debug, Clone, Default, PartialEq)]
struct DraftCell {
    row: usize,
    column: usize,
    row_span: usize,
    col_span: usize,
    /// Places in the tokens of the page, in reading order.
    tokens: Vec<usize>,
    /// Its box where ruling lines give one.
    rect: Option<[f32; 4]>,
}

impl Draft {
    fn tokens(&self) -> impl Iterator<Item = usize> {
        self.cells.iter().flat_map(|cell| cell.tokens.iter().copied())
    }

    /// The grid, empty cells filled in, empty rows and columns left out.
    fn grid(mut self, page: u32, tokens: &[tokens::Token]) -> Option<Grid> {
        self.squeeze();
        let width = self.columns.len();
        let mut taken = vec![false; self.rows * width];
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        let mut rows: Vec<Vec<(usize, GridCell)>> = vec![Vec::new(); self.rows];
        let reach = self.reach(tokens);
        let leading = paragraphs::leading(tokens, self.cells.iter().map(|cell| cell.tokens.as_slice()));
        for cell in &self.cells {
            for row in cell.row..cell.row + cell.row_span {
                for column in cell.column..cell.column + cell.col_span {
                    if let Some(taken) = taken.get_mut(row * width + column) {
                        *taken = true;
                    }
                }
            }
            let rect = around(cell.tokens.iter().filter_map(|at| tokens.get(*at)).map(|token| token.rect));
            let Some(rect) = cell.rect.or(rect) else { continue };
            let prints: Vec<u32> =
                cell.tokens.iter().filter_map(|at| tokens.get(*at)).map(|token| token.print).collect();
            let made = GridCell {
                page,
                rect,
                parts: paragraphs::parts(tokens, &cell.tokens, leading, self.right(cell, tokens, reach)),
                prints,
                row_span: u16::try_from(cell.row_span).unwrap_or(u16::MAX),
                col_span: u16::try_from(cell.col_span).unwrap_or(u16::MAX),
                rest: Vec::new(),
            };
            if let Some(row) = rows.get_mut(cell.row) {
                row.push((cell.column, made));
            }
        }
        let rect = around(rows.iter().flatten().map(|(_, cell)| cell.rect))?;
        for (at, row) in rows.iter_mut().enumerate() {
            let [top, bottom] = row
                .iter()
                .filter(|(_, cell)| cell.row_span == 1)
                .map(|(_, cell)| [cell.rect[1], cell.rect[3]])
                .reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])])
                .unwrap_or([rect[1], rect[1]]);
            for (column, [left, right]) in self.columns.iter().enumerate() {
                if !taken.get(at * width + column).copied().unwrap_or(true) {
                    row.push((
                        column,
                        GridCell {
                            page,
                            rect: [*left, top, *right, bottom],
                            prints: Vec::new(),
                            parts: Vec::new(),
                            row_span: 1,
                            col_span: 1,
                            rest: Vec::new(),
                        },
                    ));
                }
            }
            row.sort_by_key(|(column, _)| *column);
        }
        let rows = rows.into_iter().map(|row| row.into_iter().map(|(_, cell)| cell).collect()).collect();
        Some(Grid {
            page,
            rect,
            rows,
            columns: self.columns,
            header: self.header,
            again: Vec::new(),
            is_ruled: self.is_ruled,
            opening: Vec::new(),
            opens: false,
            closes: false,
            is_headed: false,
        })
    }

    /// How far the lines of the last column may go where no ruling line tells: as far as the page's text does, unless
    /// one is seen to break before; where its widest line ends.
    fn reach(&self, tokens: &[tokens::Token]) -> f32 {
        let column = self.columns.last().map_or(f32::MIN, |column| column[1]);
        let upright = tokens.iter().filter(|token| token.turn == Turn::Upright);
        let text = upright.map(|token| token.rect[2]).fold(column, f32::max);
        let is_last = |cell: &&DraftCell| cell.column + cell.col_span == self.columns.len();
        let mut own = self.cells.iter().filter(is_last).map(|cell| cell.tokens.as_slice());
        if own.any(|cell| paragraphs::breaks_before(tokens, cell, text)) { column } else { text }
    }

    /// Where the lines of a cell may end: as far from its box as they begin, or where its column's widest line does;
    /// and where short ones may.
    fn right(&self, cell: &DraftCell, tokens: &[tokens::Token], reach: f32) -> [f32; 2] {
        let words = cell.tokens.iter().filter_map(|at| tokens.get(*at));
        let left = words.map(|token| token.rect[0]).reduce(f32::min).unwrap_or_default();
        let end = cell.column + cell.col_span;
        let column = self.columns.get(end - 1).map_or(f32::MIN, |column| column[1]);
        match cell.rect {
            Some([x0, _, x1, _]) => [x1 - (left - x0).clamp(0.0, 0.2 * (x1 - x0).max(0.0)); 2],
            // Values beside labels: in a table of more columns each has its width.
            None if end == 2 && self.columns.len() == 2 && cell.row >= self.header => [column, reach],
            None => [column; 2],
        }
    }

    /// Leaves out the rows and columns that no cell begins in, and empty cells.
    fn squeeze(&mut self) {
        self.cells.retain(|cell| !cell.tokens.is_empty());
        let mut rows = vec![false; self.rows];
        let mut columns = vec![false; self.columns.len()];
        for cell in &self.cells {
            if let Some(row) = rows.get_mut(cell.row) {
                *row = true;
            }
            if let Some(column) = columns.get_mut(cell.column) {
                *column = true;
            }
        }
        let left_rows = before(&rows);
        let left_columns = before(&columns);
        let at = |list: &[usize], at: usize| list.get(at).or(list.last()).copied().unwrap_or(0);
        for cell in &mut self.cells {
            let (row, column) = (at(&left_rows, cell.row), at(&left_columns, cell.column));
            cell.row_span = (at(&left_rows, cell.row + cell.row_span) - row).max(1);
            cell.col_span = (at(&left_columns, cell.column + cell.col_span) - column).max(1);
            (cell.row, cell.column) = (row, column);
        }
        self.header = at(&left_rows, self.header);
        self.rows = rows.iter().filter(|used| **used).count();
        let mut used = columns.iter();
        self.columns.retain(|_| used.next().copied().unwrap_or(false));
    }
}

/// For each place how many before it are used; one more for the end.
fn before(used: &[bool]) -> Vec<usize> {
    let mut count = 0;
    let mut all: Vec<usize> = used
        .iter()
        .map(|used| {
            count += usize::from(*used);
            count - usize::from(*used)
        })
        .collect();
    all.push(count);
    all
}

/// The smallest rectangle around all of them.
fn around(rects: impl Iterator<Item = [f32; 4]>) -> Option<[f32; 4]> {
    rects.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}
