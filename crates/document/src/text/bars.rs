//! Tables whose cells stand between bars that a copy left without the first bar, or broke over lines: `Country | Period |`,
//! below it `Kenya |`, `01.12.2022`, `- 30.11.2024 |`. A row is whole when it has as many cells as the heads, whatever
//! lines it stands on.

use almoner_record::Span;

use super::list_mark;
use super::tables::{cells, is_rule};
use crate::{Block, BlockKind, Cell, Layer};

/// The longest line of heads, in bytes.
const LONGEST_HEADS: usize = 400;
/// How many lines the heads take at most.
const MOST_OF_HEADS: usize = 3;
/// How many lines a row takes at most.
const MOST_OF_ROW: usize = 24;
/// The longest row, in bytes.
const LONGEST_ROW: usize = 4_000;

/// A table whose heads begin on the first of `lines`, and how many lines it takes. None where it is no such table, or one
/// whose lines are its rows and begin with a bar.
pub(super) fn read(text: &str, lines: &[Span]) -> Option<(Block, usize)> {
    let first = lines.first()?;
    let line = first.of(text);
    if line.len() > LONGEST_HEADS || is_rule(line) {
        return None;
    }
    // Where a bar begins each row the heads are one.
    let leads = line.trim_start().starts_with('|');
    let most_of_heads = if leads { 1 } else { MOST_OF_HEADS };
    let found = (1..=most_of_heads).find_map(|heads| table(text, lines, heads));
    let (rows, taken) = found.filter(|(rows, taken)| {
        let is_broken = rows.iter().any(|row| row.of(text).contains('\n'));
        *taken > 1 && (is_broken || !leads)
    })?;
    let span = rows.first()?.cover(*rows.last()?).trim(text);
    let rows: Vec<Vec<Cell>> = rows.into_iter().map(|row| cells(text, row, '|')).collect();
    Some((Block { span, kind: BlockKind::Table { rows }, layer: Layer::Body, place: None }, taken))
}

/// The form of a table's rows, as its heads have it.
#[derive(Debug, Clone, Copy)]
struct Form {
    bars: usize,
    /// A bar stands behind the last cell.
    is_closed: bool,
    /// One stands before the first.
    leads: bool,
}

/// The rows of the table whose heads are the first `heads` of `lines`, the heads first, and the lines they take.
fn table(text: &str, lines: &[Span], heads: usize) -> Option<(Vec<Span>, usize)> {
    const FEWEST_CELLS: usize = 3;
    const FEWEST_ROWS: usize = 2;
    let own = lines.get(..heads)?;
    if own.iter().any(|line| line.is_empty() || is_rule(line.of(text))) {
        return None;
    }
    let head = own.first()?.cover(*own.last()?);
    let content = head.of(text).trim();
    if content.len() > LONGEST_HEADS {
        return None;
    }
    let form = Form {
        bars: content.matches('|').count(),
        is_closed: content.ends_with('|'),
        leads: content.starts_with('|'),
    };
    let all = cells(text, head, '|');
    let is_ruled = lines.get(heads).is_some_and(|line| is_rule(line.of(text)) && line.of(text).contains('|'));
    let are_heads = all.iter().all(|cell| {
        let head = cell.span.of(text);
        head.chars().any(char::is_alphabetic) && head.len() <= 60
    });
    if !are_heads || all.len() < FEWEST_CELLS - usize::from(is_ruled) {
        return None;
    }
    let (mut rows, mut at) = (vec![head], heads + usize::from(is_ruled));
    while let Some(taken) = row(text, lines.get(at..).unwrap_or_default(), form) {
        let own = lines.get(at..at + taken)?;
        rows.push(own.first()?.cover(*own.last()?));
        at += taken;
    }
    let is_one = rows.len() > usize::from(!is_ruled) * (FEWEST_ROWS - 1) + 1;
    is_one.then_some((rows, at))
}

/// How many of the first lines are one row of such a form.
fn row(text: &str, lines: &[Span], form: Form) -> Option<usize> {
    /// Lines before the first bar of a row.
    const MOST_BEFORE: usize = 3;
    let (mut bars, mut bytes) = (0, 0);
    for (at, line) in lines.iter().enumerate().take(MOST_OF_ROW) {
        let line = line.of(text).trim();
        bytes += line.len();
        let own = line.bytes().filter(|byte| *byte == b'|').count();
        // Another row begins.
        if at > 0 && form.leads && line.starts_with('|') && line.len() > 1 {
            return None;
        }
        let is_loose = bars == 0 && own == 0 && (at >= MOST_BEFORE || list_mark(line).is_some());
        if line.is_empty() || is_loose || bytes > LONGEST_ROW || is_rule(line) {
            return None;
        }
        bars += own;
        if bars > form.bars {
            return None;
        }
        // The last cell may stand on the next line, or be empty.
        let is_next_row =
            || lines.get(at + 1).is_some_and(|next| next.of(text).contains('|') || next.is_empty());
        if bars == form.bars && (line.ends_with('|') == form.is_closed || !form.is_closed && is_next_row()) {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::BlockKind;
    use crate::text::blocks;

    fn tables(text: &str) -> Vec<Vec<Vec<&str>>> {
        let mut tables = Vec::new();
        for block in blocks(text) {
            if let BlockKind::Table { rows } = block.kind {
                let row = |row: Vec<crate::Cell>| row.into_iter().map(|cell| cell.span.of(text)).collect();
                tables.push(rows.into_iter().map(row).collect());
            }
        }
        tables
    }

    #[test]
    fn a_row_is_whole_by_the_number_of_its_cells() {
        for (text, rows) in [
            (
                "Country | Theme | Period |\n---|---|---|\nMali |\nWater\nHealth |\n01.12.2022\n- 30.11.2024\n|\n- One well.\n",
                &[
                    &["Country", "Theme", "Period"][..],
                    &["Mali", "Water\nHealth", "01.12.2022\n- 30.11.2024"],
                ][..],
            ),
            (
                "Country | Theme | Period\n--- | --- | ---\nMali |\nWater |\n2018\n\nText | with | bars\n",
                &[&["Country", "Theme", "Period"], &["Mali", "Water", "2018"]],
            ),
            (
                "Project | Country | Amount\nWells | Mali | 4\nSchools | Niger | 5\nText.\n",
                &[&["Project", "Country", "Amount"], &["Wells", "Mali", "4"], &["Schools", "Niger", "5"]],
            ),
            (
                "Project | Country | Amount\n(EUR m) |\nWells of the\nnorth | Mali | 4 |\nSchools | Niger |\n5\n|\n",
                &[
                    &["Project", "Country", "Amount\n(EUR m)"],
                    &["Wells of the\nnorth", "Mali", "4"],
                    &["Schools", "Niger", "5"],
                ],
            ),
            (
                "| Project | Country |\n| Wells |\nMali |\n| Schools | Niger |\n",
                &[&["Project", "Country"], &["Wells", "Mali"], &["Schools", "Niger"]],
            ),
        ] {
            let found = tables(text);
            if text.starts_with("| ") {
                // Two columns without a rule are read as they stand.
                assert_eq!(found.len(), 1, "{text}");
                continue;
            }
            assert_eq!(found.first().map_or(&[][..], Vec::as_slice), rows, "{text}");
        }
    }

    #[test]
    fn pairs_between_bars_are_no_broken_rows() {
        let text = "| Number | K-1 |\nMaximum :\n19 820 $\n| Agency | OIM (47066) |\n| Start | 2015/09/03 |\nEnd :\n2016/12/31\n";
        for rows in tables(text) {
            assert!(rows.iter().flatten().all(|cell| !cell.contains("Agency\n")), "{rows:?}");
            assert!(rows.iter().all(|row| row.len() < 3), "{rows:?}");
        }
    }

    #[test]
    fn other_lines_with_bars_stay_lines() {
        for text in [
            "Home | About | Contact\nWells for Mali\n",
            "Wells for Mali\n\nMali | 2018-2020 | EUR 4,000\n\nText.\n",
            "Home | About | Contact\n\nNews | Blog | Jobs\n",
            "Mali | 2018 | 4\nNiger | 2019 | 5\n",
            "one | two\nthree | four\n",
        ] {
            assert!(tables(text).is_empty(), "{text}");
        }
    }
}
