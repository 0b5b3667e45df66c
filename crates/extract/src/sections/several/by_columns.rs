//! A table with an activity a column, its labels down the first one: `Project | Wells for Kita | Schools of Segou`.

use std::collections::BTreeSet;

use almoner_codelists::fold;
use almoner_document::Cell;

use super::super::Cutter;
use super::{by_rows, facts};
use crate::lines::Line;

/// Words, folded, of what is weighed against another for one activity.
const CHOICES: [&str; 14] = [
    "option",
    "options",
    "scenario",
    "scenarios",
    "alternative",
    "variant",
    "variante",
    "opcion",
    "escenario",
    "alternativa",
    "opcao",
    "cenario",
    "baseline",
    "target",
];

/// True for such a table in a document of no layout that tells of no activity above it.
pub(in crate::sections) fn are_activities(cutter: &Cutter<'_>, line: &Line, rows: &[Vec<Cell>]) -> bool {
    cutter.layout.is_general()
        && facts(cutter, &cutter.pieces).len() <= 1
        && turned(cutter, rows).is_some_and(|rows| by_rows::are_activities(cutter, line, &rows))
}

/// The rows that the columns are, where each but the first may be an activity of its own.
///
/// A form in two languages has two columns too, and what two phases of one activity plan: so titles and figures must differ.
pub(super) fn turned(cutter: &Cutter<'_>, rows: &[Vec<Cell>]) -> Option<Vec<Vec<Cell>>> {
    const FEWEST_ROWS: usize = 4;
    const MOST_COLUMNS: usize = 12;
    let width = rows.first().map(Vec::len).filter(|width| (3..=MOST_COLUMNS).contains(width))?;
    if rows.len() < FEWEST_ROWS || rows.iter().any(|row| row.len() != width) {
        return None;
    }
    let text = |cell: &Cell| cutter.document.slice(cell.span);
    let digits = |cell: &Cell| text(cell).chars().filter(char::is_ascii_digit).collect::<String>();
    let are_all_filled = |row: &&Vec<Cell>| row.iter().skip(1).all(|cell| !digits(cell).is_empty());
    let differ =
        |row: &Vec<Cell>| row.iter().skip(1).map(digits).collect::<BTreeSet<String>>().len() + 1 == row.len();
    let titles: BTreeSet<String> = rows.first()?.iter().skip(1).map(|cell| fold(text(cell))).collect();
    let names_choice =
        |title: &String| title.split(|c: char| !c.is_alphanumeric()).any(|word| CHOICES.contains(&word));
    // `Evaluation of …` may be an activity among others.
    let parts = titles.iter().filter(|title| super::is_part_of_one(cutter, title)).count();
    let are_parts = parts * 2 >= titles.len() || titles.iter().any(names_choice);
    if titles.len() + 1 != width || are_parts || !rows.iter().skip(1).filter(are_all_filled).any(differ) {
        return None;
    }
    let columns = (0..width).map(|at| rows.iter().filter_map(|row| row.get(at).cloned()).collect());
    Some(columns.collect())
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_page;

    fn row(cells: &str) -> String {
        let cells: Vec<String> = cells.split('|').map(|cell| format!("<td>{}</td>", cell.trim())).collect();
        format!("<tr>{}</tr>", cells.concat())
    }

    fn told(rows: &[&str]) -> Vec<(String, String, String)> {
        let table: String = rows.iter().map(|cells| row(cells)).collect();
        let page = format!("<html><body><h1>Projects compared</h1><table>{table}</table></body></html>");
        let told = |one: almoner_record::Activity| {
            let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
            let budget = one.budget.map_or_else(String::new, |budget| budget.money.value.to_string());
            (one.title.unwrap_or_default(), codes.join(" "), budget)
        };
        of_page(&page).into_iter().map(told).collect()
    }

    #[test]
    fn columns_of_a_table_may_be_activities() {
        for corner in ["Project", "", "Projet"] {
            let read = told(&[
                &format!("{corner} | Wells for the villages of Kita | Schools of the Zambezi"),
                "Country | Mali | Zambia",
                "Start date | 1 March 2019 | 1 May 2020",
                "Budget | EUR 1,200,000 | EUR 300,000",
                "Donor | Norad | Irish Aid",
                "Implementing partner | Oxfam | Caritas Zambia",
            ]);
            let expected = [
                ("Wells for the villages of Kita", "ML", "1200000"),
                ("Schools of the Zambezi", "ZM", "300000"),
            ]
            .map(|(title, country, budget)| (title.to_owned(), country.to_owned(), budget.to_owned()));
            assert_eq!(read, expected, "{corner}");
        }
    }

    #[test]
    fn rows_of_figures_belong_to_the_columns_too() {
        for title in ["Evaluation of the wells of Kita", "Wells for the villages of Kita"] {
            let read = told(&[
                &format!("| {title} | Schools of the Zambezi | Seeds of Puno"),
                "Country | Mali | Zambia | Peru",
                "Partner | Oxfam | Caritas Zambia | CARE",
                "Start | March 2019 | May 2020 | May 2021",
                "End | March 2021 | May 2022 | May 2023",
                "Budget | EUR 1,200,000 | EUR 300,000 | EUR 20,000",
                "People reached | 2,500 | 5,000 | 1,000",
            ]);
            let expected = [
                (title, "ML", "1200000"),
                ("Schools of the Zambezi", "ZM", "300000"),
                ("Seeds of Puno", "PE", "20000"),
            ]
            .map(|(title, country, budget)| (title.to_owned(), country.to_owned(), budget.to_owned()));
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn languages_and_phases_side_by_side_are_no_activities() {
        // The page is of one, if of any.
        const WHOLE: Option<(&str, &str, &str)> = Some(("Projects compared", "ML", "1200000"));
        for (one, rows) in [
            // The same in two languages.
            (
                WHOLE,
                [
                    "Project | Wells for the villages of Kita | Des puits pour les villages de Kita",
                    "Country | Mali | Mali",
                    "Start date | 1 March 2019 | 1 mars 2019",
                    "Budget | EUR 1,200,000 | EUR 1 200 000",
                    "Donor | Norad | Norad",
                ],
            ),
            // Parts of one.
            (
                WHOLE,
                [
                    "Project | Phase 1 of the wells | Phase 2 of the wells",
                    "Country | Mali | Mali",
                    "Start date | 1 March 2019 | 1 May 2022",
                    "Budget | EUR 1,200,000 | EUR 300,000",
                    "Donor | Norad | Norad",
                ],
            ),
            // Options for one.
            (
                WHOLE,
                [
                    "| Deep wells option | Shallow wells option",
                    "Country | Mali | Mali",
                    "Start date | 1 March 2019 | 1 May 2022",
                    "Budget | EUR 1,200,000 | EUR 300,000",
                    "Implementing partner | Oxfam | CARE",
                ],
            ),
            // Planned and actual.
            (
                None,
                [
                    "| Planned | Actual",
                    "Country | Mali | Mali",
                    "Start date | 1 March 2019 | 1 May 2019",
                    "Budget | EUR 1,200,000 | EUR 300,000",
                    "Donor | Norad | Norad",
                ],
            ),
        ] {
            assert_eq!(
                told(&rows),
                one.map(|(title, code, value)| (title.to_owned(), code.to_owned(), value.to_owned()))
                    .into_iter()
                    .collect::<Vec<_>>()
            );
        }
    }
}
