//! What rows of a table of labels and values hold beside the label and the value.

use almoner_document::Cell;
use almoner_record::{Role, Span};

use super::{Cutter, Labelled, reads_as, unmarked};
use crate::field::{Field, Shape};
use crate::labels::label_key;
use crate::lines::{self, Line};
use crate::nouns;
use crate::recognise::matched;

impl Cutter<'_> {
    /// The rows of a form without its first column where that groups them: `Organisations` over two rows, beside it
    /// `Funding agency | Irish Aid` and `Implementing agency | AMREF`.
    ///
    /// Who takes part may stand before what each of them is; so most of the second column are labels of several fields, and
    /// the first has cells over several rows, or one word all the way down.
    pub(super) fn without_groups(&self, rows: Vec<Vec<Cell>>, block: usize) -> Vec<Vec<Cell>> {
        const FEWEST_FIELDS: usize = 3;
        let text = |cell: &Cell| self.document.slice(cell.span);
        let field = |row: &Vec<Cell>| match row.as_slice() {
            [_, key, value] if !value.span.is_empty() => {
                let found = self.cell_label(key, block).map(|found| found.field)?;
                (reads_as(found, text(value)) && self.cell_label(value, block).is_none()).then_some(found)
            }
            _ => None,
        };
        let firsts: Vec<&Cell> = rows.iter().filter_map(|row| row.first()).collect();
        let mut filled = firsts.iter().filter(|cell| !cell.span.is_empty());
        let Some(group) = filled.next() else { return rows };
        let is_one_word = firsts.len() > 2 && firsts.iter().all(|cell| text(cell) == text(group));
        let is_spanning = |cell: &&&Cell| cell.row_span > 1 && !cell.span.is_empty();
        let are_groups = is_one_word || firsts.iter().any(|cell| is_spanning(&cell));
        let are_whole = rows.iter().all(|row| matches!(row.as_slice(), [_, key, _] if !key.span.is_empty()));
        if !are_groups || !are_whole {
            return rows;
        }
        let known: Vec<Field> = rows.iter().filter_map(field).collect();
        let mut fields: Vec<Field> = Vec::new();
        known.iter().for_each(|field| {
            if !fields.contains(field) {
                fields.push(*field);
            }
        });
        if known.len() * 2 < rows.len() || fields.len() < FEWEST_FIELDS {
            return rows;
        }
        rows.into_iter().map(|row| row.into_iter().skip(1).collect()).collect()
    }

    /// True for a table of those who pay, or of components, with their amounts: its first cells name them, though some read
    /// as labels (`Beneficiaries`, `IFAD loan`, `Total project cost`).
    pub(super) fn has_donors_down(&self, rows: &[Vec<Cell>], block: usize) -> bool {
        const AMOUNTS: [&str; 6] = ["amount", "montant", "monto", "importe", "valor", "montante"];
        let [head, _, _, ..] = rows else { return false };
        let [first, others @ ..] = head.as_slice() else { return false };
        let is_amount = |cell: &Cell| {
            let text = almoner_codelists::fold(self.document.slice(cell.span));
            text.len() <= 40 && AMOUNTS.iter().any(|word| text.starts_with(word))
        };
        const ROWS: [&str; 9] = [
            "source",
            "fuente",
            "fonte",
            "component",
            "composante",
            "componente",
            "project component",
            "project/program component",
            "category",
        ];
        let field = self.cell_label(first, block).map(|found| found.field);
        let key = label_key(self.document.slice(first.span));
        matches!(field, Some(Field::Org(Some(Role::Funding)) | Field::Funding))
            && others.iter().any(is_amount)
            || ROWS.contains(&key.trim_end_matches('s')) && others.iter().any(is_amount)
    }

    /// Labels side by side in a row with an empty place below what stands before them, and their values in the row below:
    /// `Project dates | Start | Planned end` over ` | 1 July 2017 | 31 December 2021`.
    pub(super) fn pair_rows(&self, rows: &[Vec<Cell>], labelled: &mut [Vec<Labelled>], block: usize) {
        for (at, pair) in rows.windows(2).enumerate() {
            let [above, below] = pair else { continue };
            let is_open = below.first().is_some_and(|cell| cell.span.is_empty());
            let cells: Vec<(&Cell, &Cell)> =
                above.iter().zip(below).skip(1).filter(|(key, _)| !key.span.is_empty()).collect();
            if !is_open || cells.len() < 2 || above.len() != below.len() {
                continue;
            }
            let field = |(key, value): &(&Cell, &Cell)| {
                self.field_of_card(key.span, value.span, block).filter(|_| !value.span.is_empty())
            };
            let Some(fields) = cells.iter().map(field).collect::<Option<Vec<Field>>>() else { continue };
            let text = &self.document.text;
            let cards = cells.iter().zip(fields).map(|((key, value), field)| Labelled {
                label: Some(unmarked(text, key.span)),
                field: Some(field),
                value: value.parts.clone(),
            });
            let cards: Vec<Labelled> = cards.collect();
            if let Some([first, second]) = labelled.get_mut(at..at + 2) {
                (*first, *second) = (cards, Vec::new());
            }
        }
    }

    /// A heading over the whole width of a form with its text in the row below it.
    pub(super) fn pair_lone_rows(&self, rows: &[Vec<Cell>], labelled: &mut [Vec<Labelled>], block: usize) {
        const FEWEST_WORDS: usize = 5;
        fn alone(row: &[Cell]) -> Option<&Cell> {
            let mut filled = row.iter().filter(|cell| !cell.span.is_empty());
            filled.next().filter(|_| filled.next().is_none())
        }
        for (at, pair) in rows.windows(2).enumerate() {
            let [above, below] = pair else { continue };
            let Some((key, value)) = alone(above).zip(alone(below)) else { continue };
            let found = self.cell_label(key, block).filter(|found| found.field.shape() == Shape::Text);
            let words = self.document.slice(value.span).split_whitespace();
            let is_text = words.count() >= FEWEST_WORDS && self.cell_label(value, block).is_none();
            let (Some(found), true) = (found, is_text) else { continue };
            let text = Labelled {
                label: Some(unmarked(&self.document.text, key.span)),
                field: Some(found.field),
                value: value.parts.clone(),
            };
            if let Some([first, second]) = labelled.get_mut(at..at + 2) {
                (*first, *second) = (vec![text], Vec::new());
            }
        }
    }

    /// Two labels with their values in a row, one of which nobody knows: `GEF agency | UNDP | Submission date: | 2020-09-14`.
    pub(super) fn half_known(&self, row: &[Cell], key: Span, known: Field) -> Option<Vec<Labelled>> {
        let [first, value, second, beside] = row else { return None };
        let other = if first.span == key { second } else { first };
        let is_label = |cell: &Cell| {
            const LONGEST: usize = 80;
            let text = self.document.slice(cell.span);
            text.len() <= LONGEST && (text.ends_with(':') || text.ends_with(')') && text.len() <= LONGEST / 2)
        };
        let is_filled = !value.span.is_empty() && !beside.span.is_empty();
        if !is_filled || !is_label(other) || other.span == key {
            return None;
        }
        let labelled = |label: &Cell, value: &Cell| Labelled {
            label: Some(unmarked(&self.document.text, label.span)),
            field: (label.span == key).then_some(known),
            value: value.parts.clone(),
        };
        Some(vec![labelled(first, value), labelled(second, beside)])
    }

    /// A frame of few cells, most of whose paragraphs are labels with their values.
    pub(super) fn take_filled_cells(&mut self, at: usize, line: &Line, rows: &[Vec<Cell>]) -> bool {
        const MOST_CELLS: usize = 16;
        const FEWEST: usize = 2;
        let cells: Vec<&Cell> = rows.iter().flatten().filter(|cell| !cell.span.is_empty()).collect();
        if cells.is_empty() || cells.len() > MOST_CELLS {
            return false;
        }
        let text = &self.document.text;
        // A paragraph may hold several lines.
        let parts = cells.iter().flat_map(|cell| cell.parts.iter());
        let lines: Vec<Span> = parts
            .flat_map(|part| {
                let mut from = 0;
                let broken = part.of(text).split('\n').map(move |line| {
                    let own = Span::new(from, from + line.len());
                    from += line.len() + 1;
                    part.inner(own).trim(text)
                });
                broken.collect::<Vec<Span>>()
            })
            .collect();
        let found: Vec<(Span, Field, Span)> =
            lines.iter().filter_map(|part| self.part_with_label(*part, line.block)).collect();
        if found.len() < FEWEST || found.len() * 3 < lines.len() {
            return false;
        }
        for (label, field, value) in found {
            self.open(Some(label), Some(field), vec![value], at + 1);
        }
        true
    }

    /// True for a table of four columns and more than one row, labels in each other one: in some row nothing but known ones.
    pub(super) fn are_in_pairs(&self, rows: &[Vec<Cell>], block: usize) -> bool {
        const COLUMNS: usize = 4;
        let is_known = |pair: &[Cell]| match pair {
            [key, value] => self.field_of_pair(key, value, block).is_some(),
            _ => false,
        };
        let is_half = |row: &Vec<Cell>| row.len() == 2;
        rows.len() > 1
            && rows.iter().all(|row| row.len() == COLUMNS || is_half(row))
            && rows.iter().filter(|row| !is_half(row)).count() > 1
            && rows.iter().any(|row| row.chunks(2).all(is_known))
            && rows.iter().all(|row| row.chunks(2).any(is_known))
    }

    /// The labels of a row of such a table, those that nothing knows too.
    pub(super) fn labels_in_pairs(&self, row: &[Cell], block: usize) -> Option<Vec<Labelled>> {
        let pairs = row.chunks(2).filter(|pair| pair.iter().any(|cell| !cell.span.is_empty()));
        let one = |pair: &[Cell]| match pair {
            [key, value] => Some(Labelled {
                label: (!key.span.is_empty()).then(|| unmarked(&self.document.text, key.span)),
                field: self.field_of_pair(key, value, block),
                value: value.parts.clone(),
            }),
            _ => None,
        };
        pairs.map(one).collect()
    }

    fn field_of_pair(&self, key: &Cell, value: &Cell, block: usize) -> Option<Field> {
        let field = |cell: &Cell| self.cell_label(cell, block).map(|found| found.field);
        let told = self.told_by_value(key.span, value.span);
        let folded = almoner_codelists::fold(self.document.slice(key.span));
        let titled = nouns::is_project(folded.trim_end_matches([':', ' '])).then_some(Field::Title);
        if field(value).is_some() && told.is_none() && !self.is_status_beside(field(key), value) {
            return None;
        }
        told.or_else(|| field(key)).or(titled)
    }

    /// The label that the first paragraph of a cell is, where both it and the row's are of organisations.
    pub(super) fn label_above(
        &self,
        field: Field,
        values: &[Span],
        block: usize,
    ) -> Option<(Span, Field, Vec<Span>)> {
        let [label, value @ ..] = values else { return None };
        let line = lines::line_of_cell(&self.document.text, *label, block);
        let found = matched(self.layout, &line).filter(|found| !found.inline && !found.by_words)?;
        let are_orgs = matches!((field, found.field), (Field::Org(_), Field::Org(_)));
        (are_orgs && !value.is_empty()).then(|| (*label, found.field, value.to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_markdown;

    fn record(table: &str) -> almoner_record::Activity {
        let text = format!(
            "# Wells for Kita\n\nCountry: Mali\n\nDonor: Norad\n\nTotal budget: EUR 5,000\n\n{table}\n"
        );
        let mut read = of_markdown(&text);
        assert_eq!(read.len(), 1, "{text}");
        read.remove(0)
    }

    /// Title and organisations.
    fn of_form(rows: &str) -> Vec<(String, Vec<String>)> {
        let page = format!(
            "<html lang=\"en\"><body><h2>Project record</h2><table>{rows}</table><p>Wells are dug.</p></body></html>"
        );
        let told = |one: almoner_record::Activity| {
            let names = one.participating_orgs.into_iter().map(|org| org.organisation.name);
            (one.title.unwrap_or_default(), names.collect())
        };
        crate::specimen::of_page(&page).into_iter().map(told).collect()
    }

    #[test]
    fn a_cell_that_groups_rows_is_no_label() {
        let form = "<tr><th rowspan=2>Identification</th><td>Title</td><td>Rural Health Posts</td></tr>\
            <tr><td>Reference</td><td>2017/1262</td></tr>\
            <tr><th rowspan=2>Organisations</th><td>Funding agency</td><td>Irish Aid</td></tr>\
            <tr><td>Implementing agency</td><td>AMREF</td></tr>\
            <tr><th>Finance</th><td>Approved budget</td><td>EUR 3,450,000</td></tr>\
            <tr><th>Geography</th><td>Country</td><td>Tanzania</td></tr>";
        let plain = form.replace("<th", "<td").replace("</th", "</td");
        let turned = form.replace("<td>", "<th>").replace("</td>", "</th>");
        let down: String = [
            "Title | Rural Health Posts",
            "Start date | 1 June 2021",
            "Approved budget | EUR 300,000",
            "Country | Kenya",
            "Funding agency | Irish Aid",
            "Implementing agency | AMREF",
        ]
        .map(|row| format!("<tr><td>Record</td><td>{}</td></tr>", row.replace(" | ", "</td><td>")))
        .concat();
        for rows in [form, &plain, &turned, &down] {
            let names = ["Irish Aid", "AMREF"].map(str::to_owned).to_vec();
            assert_eq!(of_form(rows), [("Rural Health Posts".to_owned(), names)], "{rows}");
        }
    }

    #[test]
    fn names_before_their_roles_are_no_groups() {
        let rows = "<tr><td rowspan=2>Norad</td><td>Donor</td><td>EUR 5,000</td></tr>\
            <tr><td>Implementing partner</td><td>EUR 3,000</td></tr>\
            <tr><td>Oxfam</td><td>Implementing partner</td><td>EUR 2,000</td></tr>";
        let read = of_form(rows);
        assert!(read.iter().all(|(_, names)| names.iter().all(|name| !name.contains("000"))), "{read:?}");
    }

    #[test]
    fn a_second_label_in_a_row_is_no_value_of_the_first() {
        let read = record(
            "| Title: | Wells for Kita | Project ID: | ML-12 |\n|---|---|---|---|\n| Executing agency: | WaterAid Mali | Submission date: | 2020-09-14 |\n| Focal area(s): | Water | Status: | Closed |\n",
        );
        let names: Vec<&str> =
            read.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
        assert_eq!(names, ["Norad", "WaterAid Mali"]);
        assert!(read.status.is_some(), "{read:?}");
    }

    #[test]
    fn a_status_beside_its_label_is_one_though_it_reads_as_a_label() {
        let read = record(
            "| Project ID | ML-12 | Start date | 2014-12-10 |\n|---|---|---|---|\n| Participating organisation | Banque du Mali | Project status | Completion |\n| Theme | Water | End date | 2015-06-30 |\n| Contributors | Norad | | |\n",
        );
        let names: Vec<&str> =
            read.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
        assert_eq!(names, ["Norad", "Banque du Mali"]);
        assert_eq!(read.status.map(|status| status.code).as_deref(), Some("3"));
    }

    #[test]
    fn labels_over_their_values_inside_a_table_are_paired() {
        let read = record(
            "| Project ID | ML-12 | |\n|---|---|---|\n| Project dates | Start | Planned end |\n| | 1 July 2017 | 31 December 2021 |\n| Executing agency | WaterAid Mali | |\n",
        );
        let period = read.period.expect("a period");
        assert_eq!(period.start.map(|day| day.to_string()).as_deref(), Some("2017-07-01"));
        assert_eq!(period.end.map(|day| day.to_string()).as_deref(), Some("2021-12-31"));
    }

    #[test]
    fn numbers_before_labels_are_no_labels() {
        let read = record(
            "| 1 | Project ID | ML-12 |\n|---|---|---|\n| 2 | Executing agency | WaterAid Mali |\n| 3 | Status | Closed |\n",
        );
        assert!(read.status.is_some() && read.other_identifiers.len() == 1, "{read:?}");
    }
}
