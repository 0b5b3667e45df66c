//! Tables of text with drawn borders, whose cells may go on over several lines: set again as rows with tabs between their
//! cells, so that each cell is one text.
//!
//! ```text
//! +----------------------+-----------+      ┌──────────────────────┬───────────┐
//! | Project              | Country   |      │ Project              │ Country   │
//! +----------------------+-----------+      ├──────────────────────┼───────────┤
//! | Wells for the far    | Kenya     |      │ Wells for the far    │ Kenya     │
//! | villages of Wajir    |           |      │ villages of Wajir    │           │
//! +----------------------+-----------+      └──────────────────────┴───────────┘
//! ```

use super::again::{Again, lines_again};
use super::wrapped::joined;

/// The longest table, in lines.
const MOST_LINES: usize = 4_000;
/// The longest line, in bytes: box characters have three.
const LONGEST: usize = 2_000;

/// The text with such tables set again.
pub(super) fn reset(text: String) -> String {
    let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    if !["+--", "+==", "──", "━━", "══"].into_iter().any(has) {
        return text;
    }
    lines_again(text, |lines, at| {
        let is_first = lines.get(at).is_some_and(|line| is_border(line));
        match is_first.then(|| table(lines.get(at..).unwrap_or_default())).flatten() {
            Some((rows, taken)) => {
                Again { lines: Some(rows.iter().map(|row| row.join("\t")).collect()), taken }
            }
            None => Again::STAYS,
        }
    })
}

/// `+----+====+`, `├────┼────┤`.
fn is_border(line: &str) -> bool {
    const FEWEST: usize = 3;
    let line = line.trim();
    let is_corner = |c: char| c == '+' || c == '|' || is_box(c);
    let is_mark = |c: char| is_corner(c) || matches!(c, '-' | '=' | ':' | ' ');
    let is_rule = |c: char| matches!(c, '-' | '=' | '─' | '━' | '═');
    line.len() <= LONGEST
        && line.starts_with(is_corner)
        && line.ends_with(is_corner)
        && line.chars().all(is_mark)
        && line.chars().filter(|c| is_rule(*c)).count() >= FEWEST
}

/// A character that boxes are drawn with.
fn is_box(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{257f}')
}

/// A sign that parts the cells of a line.
fn is_bar(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║' | '╎' | '┆')
}

/// The cells of a line between bars.
fn cells(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let inner = line.strip_prefix(is_bar)?.strip_suffix(is_bar)?;
    (line.len() <= LONGEST && !line.contains('\t'))
        .then(|| inner.split(is_bar).map(|cell| cell.trim().to_owned()).collect())
}

/// The rows of a table whose upper border is the first of `lines`, and how many lines it takes. None where its cells are not
/// as many in each row but in those that go over the whole width.
fn table(lines: &[&str]) -> Option<(Vec<Vec<String>>, usize)> {
    // What stands between two borders.
    let mut groups: Vec<Vec<Vec<String>>> = vec![Vec::new()];
    let mut taken = 0;
    for line in lines.iter().take(MOST_LINES) {
        if is_border(line) {
            if groups.last().is_some_and(|group| !group.is_empty()) {
                groups.push(Vec::new());
            }
        } else if let Some(cells) = cells(line) {
            groups.last_mut()?.push(cells);
        } else {
            break;
        }
        taken += 1;
    }
    groups.retain(|group| !group.is_empty());
    let width = groups.iter().flatten().map(Vec::len).max()?;
    let is_whole = groups.iter().flatten().all(|cells| cells.len() == width || cells.len() == 1);
    if width < 2 || !is_whole {
        return None;
    }
    // Borders between all rows, or one below the heads alone.
    let are_rows = groups.len() > 2;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (at, group) in groups.into_iter().enumerate() {
        let is_one = are_rows || at == 0;
        let mut own: Vec<Vec<String>> = Vec::new();
        for cells in group {
            match own.pop() {
                Some(above) if above.len() == cells.len() && (is_one || goes_on(&above, &cells)) => {
                    own.push(joined(above, cells));
                }
                above => own.extend(above.into_iter().chain([cells])),
            }
        }
        rows.extend(own);
    }
    for row in &mut rows {
        row.resize(width, String::new());
    }
    (rows.len() > 1).then_some((rows, taken))
}

/// True for a line that goes on with the row above it: some of its cells alone are filled, below cells that are; fewer than half
/// of them, or with a small letter first.
fn goes_on(above: &[String], cells: &[String]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty()).peekable();
    let is_small = filled.peek().is_some_and(|cell| cell.starts_with(char::is_lowercase));
    let filled = filled.count();
    let is_below = cells.iter().zip(above).all(|(cell, above)| cell.is_empty() || !above.is_empty());
    is_below && (filled * 2 < cells.len() || is_small && filled < cells.len())
}

#[cfg(test)]
mod tests {
    use super::reset;

    const ROWS: &str = "Project\tCountry\tBudget\nWells for the far villages of Wajir\tDemocratic Republic of the Congo\t€ 120,000\nSchool meals\tMali\t€ 9,000\n";

    #[test]
    fn cells_over_several_lines_are_one_text() {
        for text in [
            "+-------------------+---------------+-----------+\n| Project           | Country       | Budget    |\n+===================+===============+===========+\n| Wells for the far | Democratic    | € 120,000 |\n| villages of Wajir | Republic of   |           |\n|                   | the Congo     |           |\n+-------------------+---------------+-----------+\n| School meals      | Mali          | € 9,000   |\n+-------------------+---------------+-----------+\n",
            "┌───────────────────┬───────────────┬───────────┐\n│ Project           │ Country       │ Budget    │\n├───────────────────┼───────────────┼───────────┤\n│ Wells for the far │ Democratic    │ € 120,000 │\n│ villages of Wajir │ Republic of   │           │\n│                   │ the Congo     │           │\n├───────────────────┼───────────────┼───────────┤\n│ School meals      │ Mali          │ € 9,000   │\n└───────────────────┴───────────────┴───────────┘\n",
            "╔═══════════════════╦═══════════════╦═══════════╗\n║ Project           ║ Country       ║ Budget    ║\n╠═══════════════════╬═══════════════╬═══════════╣\n║ Wells for the far ║ Democratic    ║ € 120,000 ║\n║ villages of Wajir ║ Republic of   ║           ║\n║                   ║ the Congo     ║           ║\n║ School meals      ║ Mali          ║ € 9,000   ║\n╚═══════════════════╩═══════════════╩═══════════╝\n",
        ] {
            assert_eq!(reset(text.to_owned()), ROWS, "{text}");
        }
    }

    #[test]
    fn rows_need_no_border_between_them() {
        let text = "+---------+---------+\n| Project | Country |\n+---------+---------+\n| Wells   | Kenya   |\n| Meals   | Mali    |\n| Seeds   | Niger   |\n+---------+---------+\n\nText.";
        assert_eq!(
            reset(text.to_owned()),
            "Project\tCountry\nWells\tKenya\nMeals\tMali\nSeeds\tNiger\n\nText."
        );
        let groups = "+---------+---------+\n| Project | Country |\n+---------+---------+\n| Education         |\n+---------+---------+\n| Meals   | Mali    |\n+---------+---------+\n";
        assert_eq!(reset(groups.to_owned()), "Project\tCountry\nEducation\t\nMeals\tMali\n");
    }

    #[test]
    fn other_lines_with_such_signs_stay() {
        for text in [
            "+-----------+\n| A heading |\n+-----------+\n",
            "-----+-----\n one | two\n",
            "a +-- b\n+--+\nText | with | bars\n",
            "+-----+-----+\n| one | two |\n| a | b | c |\n+-----+-----+\n",
            "────────\nChapter\n────────\n",
            "+------+\n",
        ] {
            assert_eq!(reset(text.to_owned()), text);
        }
    }
}
