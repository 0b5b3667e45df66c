//! Cells of a table of activities that stand for the value above them: spanned by it, blank in the columns that group the
//! rows, or with a word or mark for the same again.

use almoner_codelists::{country, fold};
use almoner_document::{Cell, Document};

use crate::field::{Field, Shape};

/// What stands above in a column, and over how many more rows it reaches.
#[derive(Clone, Default)]
struct Above {
    cell: Option<Cell>,
    reaches: u16,
}

/// The rows below the heads again, with what stands above in place of the cells that stand for it.
///
/// A blank cell stands for the country or organisation above it only left of the title, with nothing left of it: elsewhere
/// it is not known what belongs there. Money that one cell tells of two rows is of neither.
pub(super) fn filled(document: &Document, fields: &[Option<Field>], rows: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let text = |cell: &Cell| document.slice(cell.span).trim();
    let title = fields.iter().position(|field| *field == Some(Field::Title)).unwrap_or_default();
    let mut above: Vec<Above> = vec![Above::default(); fields.len()];
    let mut told = Vec::with_capacity(rows.len());
    for row in rows {
        let is_activity =
            row.get(title).is_some_and(|cell| !text(cell).is_empty()) && !is_total(document, row);
        let mut groups = true;
        let mut own = Vec::with_capacity(row.len());
        for (at, cell) in row.iter().enumerate() {
            let field = fields.get(at).copied().flatten();
            let Some(above) = above.get_mut(at) else {
                own.push(cell.clone());
                continue;
            };
            let is_empty = cell.span.is_empty();
            let is_same = is_same_again(text(cell));
            let is_spanned = is_empty && above.reaches > 0 && field.is_some_and(may_span);
            let is_grouped = is_empty
                && groups
                && at < title
                && matches!(field, Some(Field::Countries | Field::Regions | Field::Org(_)));
            let stands_for_it = is_activity && (is_same && field.is_some() || is_spanned || is_grouped);
            let is_counted = matches!(field, Some(Field::OtherIdentifier | Field::IatiIdentifier));
            groups &= is_empty || is_same || is_counted;
            let value = match &above.cell {
                Some(value) if stands_for_it => value.clone(),
                // A mark with nothing above it is no value, nor is money of several rows.
                _ if is_same || cell.row_span > 1 && field.is_some_and(is_money) => blank(cell),
                _ => cell.clone(),
            };
            above.reaches = if is_empty { above.reaches.saturating_sub(1) } else { cell.row_span.max(1) - 1 };
            // What groups the rows may stand alone in a row of its own: a sum may not.
            let is_alone = field == Some(Field::Countries) && country(text(cell)).is_some();
            if is_activity || is_alone || above.reaches == 0 {
                let is_value = !value.span.is_empty() && (is_activity || is_alone);
                above.cell = is_value.then(|| value.clone());
            }
            own.push(value);
        }
        told.push(own);
    }
    told
}

fn blank(cell: &Cell) -> Cell {
    let mut blank = cell.clone();
    blank.span.end = blank.span.start;
    blank.parts.clear();
    blank
}

/// True for a field whose value is each row's that its cell reaches over.
fn may_span(field: Field) -> bool {
    !is_money(field)
        && !matches!(field, Field::Title | Field::OtherIdentifier | Field::IatiIdentifier)
        && field.shape() != Shape::Text
}

fn is_money(field: Field) -> bool {
    matches!(field, Field::Budget(_) | Field::Funding | Field::Amount)
}

/// True for a word or mark for the value above: `ditto`, `idem`, `″`.
pub(super) fn is_same_again(text: &str) -> bool {
    const WORDS: [&str; 7] = ["ditto", "do.", "idem", "id.", "id", "same as above", "igual"];
    let is_mark = |c: char| matches!(c, '"' | '″' | '“' | '”' | '„' | '〃' | '\'' | '’' | ' ');
    let folded = fold(text);
    WORDS.contains(&folded.trim())
        || text.chars().any(|c| !matches!(c, ' ' | '\'' | '’')) && text.chars().all(is_mark)
        || text == "''"
}

/// True for a row of sums: its first filled cell names one, `Subtotal Kenya`, `Total general`.
pub(super) fn is_total(document: &Document, row: &[Cell]) -> bool {
    let filled = row.iter().filter(|cell| !cell.span.is_empty());
    filled.take(2).any(|cell| is_sum(document.slice(cell.span)))
}

/// True for the name of a sum.
pub(super) fn is_sum(text: &str) -> bool {
    const GOES_ON: [&str; 22] = [
        "for", "of", "in", "general", "generale", "geral", "pour", "de", "du", "des", "do", "da", "del",
        "par", "por", "per", "para", "budget", "amount", "cost", "funding", "all",
    ];
    const PARTS: [&str; 8] = [
        "subtotal",
        "sub-total",
        "sub total",
        "sous-total",
        "sous total",
        "grand total",
        "gran total",
        "total",
    ];
    let text = fold(text);
    let text = text.trim_matches([' ', ':', '.']);
    let Some((part, rest)) = PARTS.iter().find_map(|part| Some((*part, text.strip_prefix(part)?))) else {
        return false;
    };
    let rest = rest.trim_start_matches('s');
    if rest.starts_with(char::is_alphanumeric) {
        return false;
    }
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let next = rest.split_whitespace().next().unwrap_or_default();
    // `Total sanitation in the north` is an activity.
    part != "total"
        || rest.is_empty()
        || GOES_ON.contains(&next)
        || next.starts_with(|c: char| c.is_ascii_digit())
        || country(rest).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_same_again;
    use crate::specimen::of_page;

    /// Title, countries, organisations, budget.
    type Told = (String, String, String, String);

    fn told(table: &str) -> Vec<Told> {
        let page = format!(
            "<html lang=\"en\"><body><h1>Projects financed in 2022</h1><table><tr><th>Country</th><th>Project title</th><th>Implementing partner</th><th>Budget (EUR)</th><th>Period</th></tr>{table}</table></body></html>"
        );
        let one = |one: almoner_record::Activity| {
            let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
            let names: Vec<String> =
                one.participating_orgs.into_iter().map(|org| org.organisation.name).collect();
            let budget = one.budget.map_or_else(String::new, |budget| budget.money.value.to_string());
            (one.title.unwrap_or_default(), codes.join(" "), names.join(" "), budget)
        };
        of_page(&page).into_iter().map(one).collect()
    }

    fn row(cells: &str) -> String {
        let cells: Vec<String> = cells.split('|').map(|cell| format!("<td>{}</td>", cell.trim())).collect();
        format!("<tr>{}</tr>", cells.concat())
    }

    fn rows(cells: &[&str]) -> String {
        cells.iter().map(|cells| row(cells)).collect()
    }

    fn expected(rows: &[(&str, &str, &str, &str)]) -> Vec<Told> {
        let own = |(title, country, org, budget): &(&str, &str, &str, &str)| {
            ((*title).to_owned(), (*country).to_owned(), (*org).to_owned(), (*budget).to_owned())
        };
        rows.iter().map(own).collect()
    }

    #[test]
    fn cells_may_stand_for_those_above() {
        let spanned = format!(
            "<tr><td rowspan=\"2\">Kenya</td><td>Rural Health Posts</td><td>AMREF</td><td>2,340,000</td><td>2019–2022</td></tr>{}",
            rows(&[
                "Safe Water | WaterAid | 800,000 | 2020–2024",
                "Mali | Seeds for All | Oxfam | 1,000,000 | 2020–2021"
            ])
        );
        let blank = rows(&[
            "Kenya | Rural Health Posts | AMREF | 2,340,000 | 2019–2022",
            " | Safe Water | WaterAid | 800,000 | 2020–2024",
            "Mali | Seeds for All | Oxfam | 1,000,000 | 2020–2021",
        ]);
        for table in [spanned, blank.clone(), blank.replace("<td></td>", "<td>″</td>")] {
            assert_eq!(
                told(&table),
                expected(&[
                    ("Rural Health Posts", "KE", "AMREF", "2340000"),
                    ("Safe Water", "KE", "WaterAid", "800000"),
                    ("Seeds for All", "ML", "Oxfam", "1000000"),
                ]),
                "{table}"
            );
        }
        let same = rows(&[
            "Kenya | Rural Health Posts | AMREF | 2,340,000 | 2019–2022",
            "ditto | Safe Water | ídem | 800,000 | 2020–2024",
            "\" | Seeds for All | \" | 1,000,000 | 2020–2021",
        ]);
        let own = [
            ("Rural Health Posts", "KE", "AMREF", "2340000"),
            ("Safe Water", "KE", "AMREF", "800000"),
            ("Seeds for All", "KE", "AMREF", "1000000"),
        ];
        assert_eq!(told(&same), expected(&own));
    }

    #[test]
    fn sums_and_lines_that_go_on_are_no_activities() {
        let table = rows(&[
            "Kenya | Rural Health Posts | AMREF | 2,340,000 | 2019–2022",
            " | in three far districts | | | ",
            " | Total Sanitation for Turkana | WaterAid | 800,000 | 2020–2024",
            "Subtotal Kenya | | | 3,140,000 | ",
            " | Total Kenya | | 3,140,000 | ",
            " | Sub-total for 2022 | all partners | 3,140,000 | 2022",
            "Mali | Seeds for All | | 1,000,000 | 2020–2021",
            "Total general | | | 4,140,000 | ",
        ]);
        assert_eq!(
            told(&table),
            expected(&[
                ("Rural Health Posts", "KE", "AMREF", "2340000"),
                ("Total Sanitation for Turkana", "KE", "WaterAid", "800000"),
                // A partner that is not told is none.
                ("Seeds for All", "ML", "", "1000000"),
            ])
        );
    }

    #[test]
    fn a_mark_with_nothing_above_it_and_money_over_two_rows_are_no_values() {
        let table = format!(
            "<tr><td>Kenya</td><td>Rural Health Posts</td><td>ditto</td><td rowspan=2>2,340,000</td><td>2019–2022</td></tr>{}",
            rows(&["Mali | Safe Water | WaterAid | 2020–2024"])
        );
        let read = told(&table);
        assert!(!read.is_empty(), "{table}");
        assert!(read.iter().all(|told| told.2 != "ditto" && told.3.is_empty()), "{read:?}");
    }

    #[test]
    fn marks_are_told_from_values() {
        for (text, is_same) in [
            ("\"", true),
            ("″", true),
            ("'' ''", false),
            ("Ditto", true),
            ("ídem", true),
            ("id.", true),
            ("", false),
            ("IDEM Foundation", false),
            ("'", false),
        ] {
            assert_eq!(is_same_again(text), is_same, "{text}");
        }
    }
}
