//! Tables of text whose cells are wrapped within columns that spaces keep apart, as `pdftotext -layout` and typists set them:
//! set again as rows with tabs between their cells, so that each cell is one text.
//!
//! ```text
//! Code     Project title                 Partner             Budget (USD)
//!
//! KENYA
//!
//! KE-117   Wells for the far villages    Water Office of     1,200,000
//!          of Wajir                      Wajir County
//! ```

use std::ops::Range;

use super::again::{Again, set_again};

const GAP: &str = "  ";
/// No sheet of paper holds longer lines, in characters.
const WIDEST: usize = 400;
/// The longest table, in lines: to look for its end from each head again costs that much at most.
const MOST_LINES: usize = 600;

/// So many lines that look like heads and are none are tried in a document.
const MOST_TRIES: usize = 100;

/// A line below the heads.
enum Kind {
    Blank,
    /// A row of dashes.
    Rule,
    /// Cells of several columns, or of one further right.
    Cells,
    /// Text at the margin alone: the name of a group of rows.
    Group,
}

/// The text with such tables set again.
pub(super) fn reset(text: String) -> String {
    // Each try may look at hundreds of lines.
    let mut tries_left = MOST_TRIES;
    set_again(text, |lines, at| {
        if tries_left == 0 || !lines.get(at).is_some_and(|line| is_head(line)) {
            return Again::STAYS;
        }
        match table(lines, at) {
            Some((rows, taken)) => {
                Again { lines: Some(rows.iter().map(|row| row.join("\t")).collect()), taken }
            }
            None => {
                tries_left -= 1;
                Again::STAYS
            }
        }
    })
}

/// Three heads of columns or more, with gaps between most of them and no figure.
fn is_head(line: &str) -> bool {
    const FEWEST_GAPS: usize = 2;
    const LONGEST_PART: usize = 60;
    if !line.contains("   ") || line.len() > 2 * WIDEST || line.contains([':', '|', '\t', '\u{c}']) {
        return false;
    }
    let mut parts = line.split(GAP).map(str::trim).filter(|part| !part.is_empty());
    let is_name = |part: &str| {
        part.len() <= LONGEST_PART
            && part.starts_with(char::is_alphabetic)
            && !part.bytes().any(|byte| byte.is_ascii_digit())
            && !part.ends_with('.') | (part.chars().count() <= 4)
    };
    let begins = line.trim_start().starts_with(|c: char| c.is_uppercase());
    let names = |count: usize, part: &str| match is_name(part) {
        true => Some(count + 1),
        false => is_year(part).then_some(count),
    };
    begins && parts.try_fold(0, names).unwrap_or(0) > FEWEST_GAPS
}

/// True for the head of a column for one year: `2018`, `2014/15`, `Year 1`.
fn is_year(head: &str) -> bool {
    const LONGEST: usize = 12;
    let is_digit = |c: char| c.is_ascii_digit();
    let digits = head.chars().filter(|c| is_digit(*c)).count();
    let is_number = digits >= 4 && head.chars().all(|c| is_digit(c) || matches!(c, '/' | '-' | '–'));
    let is_counted = || {
        digits == 1 && head.ends_with(is_digit) && head.starts_with(char::is_alphabetic) && head.contains(' ')
    };
    head.len() <= LONGEST && (is_number || is_counted())
}

/// The rows of the table whose heads are on the line at `at`, and how many lines it takes.
fn table(lines: &[&str], at: usize) -> Option<(Vec<Vec<String>>, usize)> {
    const FEWEST_COLUMNS: usize = 3;
    const MOST_COLUMNS: usize = 12;
    let heads = heads(lines, at);
    let (kinds, end) = body(lines, heads.end)?;
    let grids: Vec<Vec<char>> =
        lines.get(at..end)?.iter().map(|line| line.trim_end().chars().collect()).collect();
    if grids.iter().any(|grid| grid.len() > WIDEST) {
        return None;
    }
    let head_lines = heads.len();
    let is_cells = |line: usize| matches!(kinds.get(line), Some(Kind::Cells));
    let own: Vec<&Vec<char>> = grids
        .iter()
        .skip(head_lines)
        .enumerate()
        .filter(|(line, _)| is_cells(*line))
        .map(|(_, grid)| grid)
        .collect();
    let head: Vec<&Vec<char>> = grids.iter().take(head_lines).collect();
    let columns = columns(&head, &own)?;
    if !(FEWEST_COLUMNS..=MOST_COLUMNS).contains(&columns.len()) {
        return None;
    }
    let cells = |grid: &Vec<char>| -> Vec<String> {
        let cell = |column: &Range<usize>| {
            let text: String =
                grid.get(column.start..column.end.min(grid.len())).unwrap_or_default().iter().collect();
            text.trim().to_owned()
        };
        columns.iter().map(cell).collect()
    };
    let mut items: Vec<Item> = Vec::new();
    let mut is_below_blank = false;
    for (grid, kind) in grids.iter().skip(head_lines).zip(&kinds) {
        match kind {
            Kind::Blank => is_below_blank = true,
            Kind::Rule => {}
            Kind::Group => items.push(Item::Group(grid.iter().collect::<String>().trim().to_owned())),
            Kind::Cells => items.push(Item::Line { cells: cells(grid), is_below_blank }),
        }
        is_below_blank &= matches!(kind, Kind::Blank);
    }
    let head = head.into_iter().map(cells).reduce(joined)?;
    let rows = rows(&items, columns.len())?;
    are_of_figures(&rows, columns.len()).then(|| (std::iter::once(head).chain(rows).collect(), end - at))
}

/// The lines of the heads: those right below the first without a figure go on with it.
fn heads(lines: &[&str], at: usize) -> Range<usize> {
    const MOST: usize = 3;
    let goes_on = |line: &&str| {
        let has_digit = line.bytes().any(|byte| byte.is_ascii_digit());
        let is_set_in = line.starts_with(GAP) || line.trim().contains(GAP);
        !line.trim().is_empty()
            && !has_digit
            && is_set_in
            && !line.contains(['\t', '|', '\u{c}', ':'])
            && !is_rule(line)
    };
    let further = lines.iter().skip(at + 1).take(MOST).take_while(|line| goes_on(line)).count();
    at..at + 1 + if further < MOST { further } else { 0 }
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '=' | '_' | '─' | ' '))
}

/// What stands on the lines below the heads, up to the last one of cells.
fn body(lines: &[&str], from: usize) -> Option<(Vec<Kind>, usize)> {
    const MOST_BLANK: usize = 2;
    let (mut kinds, mut taken, mut blank) = (Vec::new(), 0, 0);
    for (at, line) in lines.iter().enumerate().skip(from).take(MOST_LINES) {
        let kind = kind(line)?;
        match kind {
            Kind::Blank => blank += 1,
            _ => blank = 0,
        }
        let is_end = match kind {
            Kind::Group => !leads(lines, at),
            _ => blank > MOST_BLANK || line.contains(['\t', '|', '\u{c}']),
        };
        if is_end {
            break;
        }
        kinds.push(kind);
        if matches!(kinds.last(), Some(Kind::Cells)) {
            taken = kinds.len();
        }
    }
    kinds.truncate(taken);
    (taken > 1).then_some((kinds, from + taken))
}

fn kind(line: &str) -> Option<Kind> {
    if line.len() > 4 * WIDEST {
        return None;
    }
    let text = line.trim();
    Some(if text.is_empty() {
        Kind::Blank
    } else if is_rule(line) {
        Kind::Rule
    } else if text.contains(GAP) || line.starts_with(GAP) {
        Kind::Cells
    } else {
        Kind::Group
    })
}

/// True for a short line at the margin right above lines of cells.
fn leads(lines: &[&str], at: usize) -> bool {
    const LONGEST: usize = 80;
    const MOST_BETWEEN: usize = 2;
    let is_short = lines.get(at).is_some_and(|line| {
        line.trim().len() <= LONGEST
            && !line.contains(['\t', '|', '\u{c}'])
            && !line.trim_end().ends_with(['.', ';'])
    });
    let below = lines.iter().skip(at + 1).filter(|line| !line.trim().is_empty()).take(MOST_BETWEEN);
    let mut below = below.map(|line| kind(line));
    is_short
        && below.next().flatten().is_some_and(|kind| match kind {
            Kind::Cells => true,
            Kind::Group => matches!(below.next(), Some(Some(Kind::Cells))),
            _ => false,
        })
}

/// The columns: what stands between stretches that are blank on all lines, under a head each.
fn columns(head: &[&Vec<char>], body: &[&Vec<char>]) -> Option<Vec<Range<usize>>> {
    let is_blank = |grid: &[char], at: usize| grid.get(at).is_none_or(|c| c.is_whitespace());
    let all = || head.iter().chain(body);
    let width = all().map(|grid| grid.len()).max()?;
    let first = all().filter_map(|grid| grid.iter().position(|c| !c.is_whitespace())).min()?;
    let blank: Vec<bool> = (0..width).map(|at| all().all(|grid| is_blank(grid, at))).collect();
    let has = |grids: &[&Vec<char>], part: &Range<usize>| {
        grids.iter().any(|grid| part.clone().any(|at| !is_blank(grid, at)))
    };
    let fills = |grid: &[char], part: &Range<usize>| part.clone().any(|at| !is_blank(grid, at));
    // Each with whether one space between two heads is all that parts it from the one to its left.
    let mut columns: Vec<(Range<usize>, bool)> = Vec::new();
    let (mut start, mut at, mut is_close) = (first, first, false);
    while at < width {
        if !blank.get(at).copied().unwrap_or(true) {
            at += 1;
            continue;
        }
        let end = (at..width).find(|next| !blank.get(*next).copied().unwrap_or(true)).unwrap_or(width);
        let is_beside = |grid: &[char]| {
            at.checked_sub(1).is_some_and(|left| !is_blank(grid, left)) && !is_blank(grid, end)
        };
        // One space between two words of a cell is no gap; between two heads it may be one.
        let parts_words = end - at == 1 && body.iter().any(|grid| is_beside(grid)) && !begins_head(head, end);
        if !parts_words && end < width {
            columns.push((start..at, is_close));
            is_close = end - at == 1 && head.iter().any(|grid| is_beside(grid));
            start = end;
        }
        at = end;
    }
    columns.push((start..width, is_close));
    // A stretch without a head, or with a head alone, goes with the column to its left; so does one of a few lines.
    let mut whole: Vec<Range<usize>> = Vec::new();
    for (column, is_close) in columns {
        let left = whole.last_mut();
        let is_whole = has(head, &column) && has(body, &column);
        let both = |left: &Range<usize>| {
            body.iter().filter(|grid| fills(grid, left) && fills(grid, &column)).count()
        };
        match left {
            Some(left) if !is_whole || is_close && both(left) * 3 < body.len() => left.end = column.end,
            _ => whole.push(column),
        }
    }
    Some(whole)
}

/// True where a head begins at `place` behind a wide gap: cells of full width reach up to it.
fn begins_head(head: &[&Vec<char>], place: usize) -> bool {
    let is_blank =
        |grid: &[char], at: Option<usize>| at.and_then(|at| grid.get(at)).is_some_and(|c| c.is_whitespace());
    head.iter().any(|grid| {
        grid.get(place).is_some_and(|c| !c.is_whitespace())
            && is_blank(grid, place.checked_sub(1))
            && is_blank(grid, place.checked_sub(2))
    })
}

/// A line of cells, or the name of a group of rows.
enum Item {
    Line { cells: Vec<String>, is_below_blank: bool },
    Group(String),
}

/// The rows that the lines are; None where it is not sure which lines a row has, or where each row is one line already.
fn rows(items: &[Item], width: usize) -> Option<Vec<Vec<String>>> {
    let counted = items.iter().filter_map(|item| match item {
        Item::Line { cells, .. } if !is_total(cells) => Some(cells),
        _ => None,
    });
    let mut counts = vec![0_usize; width];
    for cells in counted {
        for (count, cell) in counts.iter_mut().zip(cells) {
            *count += usize::from(!cell.is_empty());
        }
    }
    let least = counts.iter().copied().filter(|count| *count > 0).min()?;
    let anchors: Vec<usize> =
        counts.iter().enumerate().filter(|(_, count)| **count == least).map(|(column, _)| column).collect();
    let is_anchored = |cells: &[String]| {
        anchors.iter().all(|column| cells.get(*column).is_some_and(|cell| !cell.is_empty()))
    };
    let is_parted = are_parted_by_blanks(items, &is_anchored);
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut is_open, mut is_needed) = (false, is_parted);
    for item in items {
        match item {
            Item::Group(name) => {
                let mut row = vec![String::new(); width];
                row.first_mut().into_iter().for_each(|cell| cell.clone_from(name));
                rows.push(row);
                (is_open, is_needed) = (false, true);
            }
            Item::Line { cells, is_below_blank } => {
                let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
                let begins = is_total(cells)
                    || if is_parted { *is_below_blank || !is_open } else { is_anchored(cells) };
                if begins {
                    rows.push(cells.clone());
                    is_open = true;
                    continue;
                }
                // A line with most cells that is no row's first, or one that goes on with nothing.
                if !is_parted && (filled * 5 > width * 3 || *is_below_blank) || !is_open {
                    return None;
                }
                let row = rows.pop()?;
                rows.push(joined(row, cells.clone()));
                is_needed = true;
            }
        }
    }
    (is_needed && rows.len() > 1).then_some(rows)
}

/// True where blank lines stand between the rows: no two lines of one stretch begin one.
fn are_parted_by_blanks(items: &[Item], is_anchored: &impl Fn(&[String]) -> bool) -> bool {
    let (mut begun, mut stretches) = (0, 0);
    for item in items {
        match item {
            Item::Group(_) => begun = 0,
            Item::Line { cells, is_below_blank } => {
                if *is_below_blank {
                    begun = 0;
                }
                if is_anchored(cells) && !is_total(cells) {
                    begun += 1;
                    stretches += 1;
                }
                if begun > 1 {
                    return false;
                }
            }
        }
    }
    stretches > 1
}

fn is_total(cells: &[String]) -> bool {
    const WORDS: [&str; 6] = ["total", "subtotal", "sub-total", "sous-total", "grand total", "gran total"];
    let first = cells.iter().find(|cell| !cell.is_empty());
    first.is_some_and(|cell| {
        let cell = cell.to_lowercase();
        WORDS.iter().any(|word| {
            cell.strip_prefix(word)
                .is_some_and(|rest| !rest.trim_start_matches('s').starts_with(char::is_alphabetic))
        })
    })
}

/// Cells that go on on the next line. A hyphen between letters stays without a space.
pub(super) fn joined(mut row: Vec<String>, more: Vec<String>) -> Vec<String> {
    for (cell, more) in row.iter_mut().zip(more) {
        let is_broken = more.starts_with(char::is_lowercase)
            && cell.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic));
        if !cell.is_empty() && !more.is_empty() && !is_broken {
            cell.push(' ');
        }
        cell.push_str(&more);
    }
    row
}

/// True where one column at least has figures in most rows: text in columns is a page of a newspaper.
fn are_of_figures(rows: &[Vec<String>], width: usize) -> bool {
    const SIGNS: [char; 6] = ['$', '€', '£', '¥', ' ', '\u{a0}'];
    let is_figure = |cell: &String| {
        let bare = cell.trim_start_matches(|c: char| SIGNS.contains(&c) || c.is_ascii_uppercase());
        bare.starts_with(|c: char| c.is_ascii_digit())
    };
    let whole: Vec<&Vec<String>> =
        rows.iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() * 2 > width).collect();
    let has_figures = |column: usize| {
        let figures = whole.iter().filter(|row| row.get(column).is_some_and(is_figure)).count();
        figures * 3 >= whole.len() * 2
    };
    whole.len() > 1 && (1..width).any(has_figures)
}

#[cfg(test)]
mod tests {
    use super::reset;

    fn again(text: &str) -> String {
        reset(text.to_owned())
    }

    #[test]
    fn wrapped_cells_are_whole_again() {
        let text = "Our list\n\n\
            Ref      Project title               Partner            Budget (EUR)\n\
            -------  --------------------------  -----------------  ------------\n\
            \n\
            KENYA\n\
            \n\
            KE-117   Wells for the far villages  Water Office of       1,200,000\n\
            \x20        of Wajir                    Wajir County\n\
            \n\
            KE-118   School meals                Meals for All           310,000\n\
            \n\
            Total                                                      1,510,000\n\
            \n\
            The list ends here.\n";
        assert_eq!(
            again(text),
            "Our list\n\nRef\tProject title\tPartner\tBudget (EUR)\nKENYA\t\t\t\nKE-117\tWells for the far villages of Wajir\tWater Office of Wajir County\t1,200,000\nKE-118\tSchool meals\tMeals for All\t310,000\nTotal\t\t\t1,510,000\n\nThe list ends here.\n"
        );
    }

    #[test]
    fn rows_need_no_blank_line_between_them() {
        let text = "Proyecto                      Entidad           Monto (USD)  Firma\n\
            Pozos para las aldeas         Agua y Vida            55.976  2012\n\
            lejanas\n\
            Escuelas del río              Manos Unidas           91.243  2013\n\
            \x20                             de Bolivia\n";
        // The second line stands at the margin, as the name of a group would.
        let text = text.replace("lejanas\n", "lejanas de Beni                 del Norte\n");
        assert_eq!(
            again(&text),
            "Proyecto\tEntidad\tMonto (USD)\tFirma\nPozos para las aldeas lejanas de Beni\tAgua y Vida del Norte\t55.976\t2012\nEscuelas del río\tManos Unidas de Bolivia\t91.243\t2013\n"
        );
    }

    #[test]
    fn heads_may_stand_a_space_apart() {
        let text = "No. Project title             Grantee           Amount (US$) Date of signature\n\
            1   Wells for the villages    Water for All     51,696       January 1,\n\
            \x20                                                            2023\n\
            \n\
            2   School gardens of         Green Schools     40,438       May 3, 2012\n\
            \x20   Maroua\n";
        assert_eq!(
            again(text),
            "No.\tProject title\tGrantee\tAmount (US$)\tDate of signature\n1\tWells for the villages\tWater for All\t51,696\tJanuary 1, 2023\n2\tSchool gardens of Maroua\tGreen Schools\t40,438\tMay 3, 2012\n"
        );
    }

    #[test]
    fn heads_may_be_years_and_cells_may_fill_their_column() {
        let text = "Réf.   Organisation      Projet                  2018      2019     Total\n\
            F-01   Eau Vive Burkina  Puits des villages de   20 000    25 000    45 000\n\
            \x20                        Kaya\n\
            \n\
            F-02   Swissaid Niger    Repas scolaires et les  15 000    20 000    35 000\n\
            \x20                        jardins des écoles\n\
            \n\
            F-03   Les Amis du Sahel Greniers                 5 000     6 000    11 000\n";
        assert_eq!(
            again(text),
            "Réf.\tOrganisation\tProjet\t2018\t2019\tTotal\nF-01\tEau Vive Burkina\tPuits des villages de Kaya\t20 000\t25 000\t45 000\nF-02\tSwissaid Niger\tRepas scolaires et les jardins des écoles\t15 000\t20 000\t35 000\nF-03\tLes Amis du Sahel\tGreniers\t5 000\t6 000\t11 000\n"
        );
    }

    #[test]
    fn what_is_no_such_table_stays_as_it_is() {
        for text in [
            // Columns of a newspaper.
            "Water          Schools         Roads\n\nWells are      Children        The road\ndrilled.       learn.          is long.\n\nPumps turn.    Books come.     It winds.\n",
            // Labels and values.
            "Status    Closed\nCountry   Mali\nDonor     Norway\n",
            // Each row is a line.
            "Year      Donor      Amount\n2008      Norad      158,674\n2009      Sida       557,403\n",
            "A sentence.   Another one.   And one.\nIt goes on.  And on 12.\n",
            "Name      Post      Place\n",
        ] {
            assert_eq!(again(text), text, "{text}");
        }
    }
}
