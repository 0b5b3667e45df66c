//! A form that holds other tables within its frame: `Title | Healthy rivers`, further down `DKK million | 2021 | 2022 | Total`
//! with its rows. Word and the PDFs made of it keep all of them in one table.

use almoner_document::{Cell, Document};
use almoner_record::{Role, Span};

use super::{Line, LineKind, line, line_of_cell, rows};
use crate::field::{Field, Shape};
use crate::recognise::Matched;

/// What a row is in such a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// A known label with its value.
    Known,
    /// One cell over the whole width, and the field that it announces a list or a table of.
    Lone(Option<Field>),
    /// The same of a text that stands below it.
    Heading,
    /// A label that nothing knows, with its value.
    Narrow,
    /// More than two cells of a table's row.
    Wide,
}

/// The lines again, such tables cut where the form goes over into another table and back. `known` gives the label that a line
/// is or begins with.
pub(crate) fn parted(
    lines: Vec<Line>,
    document: &Document,
    known: impl Fn(&Line) -> Option<Matched>,
) -> Vec<Line> {
    let mut parted = Vec::with_capacity(lines.len());
    for whole in lines {
        let parts = if whole.kind == LineKind::Table { parts(document, &whole, &known) } else { Vec::new() };
        if parts.is_empty() {
            parted.push(whole);
        } else {
            parted.extend(parts);
        }
    }
    parted
}

/// True for a table whose labels stand down the first column and whose further columns are an activity each: rows of countries,
/// names and dates go over all of them, as those of figures do.
fn stands_on_its_side(
    document: &Document,
    table: &[Vec<Cell>],
    block: usize,
    known: &impl Fn(&Line) -> Option<Matched>,
) -> bool {
    const FEWEST_ROWS: usize = 2;
    let is_own = |row: &&Vec<Cell>| {
        let [key, values @ ..] = row.as_slice() else { return false };
        let label = line_of_cell(&document.text, key.span, block);
        let field = known(&label).filter(|found| !found.inline).map(|found| found.field);
        let is_told =
            matches!(field, Some(Field::Countries | Field::Org(_) | Field::Date(_) | Field::Period));
        is_told && values.len() > 1 && values.iter().all(|cell| !cell.span.is_empty())
    };
    table.iter().filter(is_own).nth(FEWEST_ROWS - 1).is_some()
}

fn parts(document: &Document, whole: &Line, known: &impl Fn(&Line) -> Option<Matched>) -> Vec<Line> {
    const FEWEST_ROWS: usize = 4;
    const FEWEST_COLUMNS: usize = 3;
    let table = rows(document, whole);
    let width = table.iter().map(|row| filled(row).last().map_or(0, |(at, _)| at + 1));
    if table.len() < FEWEST_ROWS || width.max().unwrap_or_default() < FEWEST_COLUMNS {
        return Vec::new();
    }
    let kinds: Vec<Row> = table.iter().map(|row| kind(document, row, whole.block, known)).collect();
    let labels = kinds.iter().filter(|kind| **kind == Row::Known).count();
    let grids = grids(document, &table, &kinds);
    if labels < 2 || grids.is_empty() || stands_on_its_side(document, &table, whole.block, known) {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let mut from = 0;
    let mut take = |until: usize, is_alone: bool| {
        let own = table.get(from..until).unwrap_or_default().iter().flatten();
        let spans = own.map(|cell| cell.span).filter(|span| !span.is_empty());
        if let Some(span) = spans.reduce(Span::cover) {
            let kind = if is_alone { LineKind::Text } else { LineKind::Table };
            parts.push(line(&document.text, span, kind, whole.block));
        }
        from = until;
    };
    for at in 0..table.len() {
        let begins = grids.iter().any(|(begin, _)| *begin == at);
        let ends = grids.iter().any(|(_, end)| *end == at);
        if begins || ends {
            take(at, false);
        }
        let in_grid = grids.iter().any(|(begin, end)| (*begin..*end).contains(&at));
        let announces = match kinds.get(at) {
            Some(Row::Lone(field)) => field.is_some() || grids.iter().any(|(begin, _)| *begin == at + 1),
            _ => false,
        };
        if announces && !in_grid {
            take(at, false);
            take(at + 1, true);
        }
    }
    take(table.len(), false);
    parts
}

/// Where tables inside the form begin and end: heads of three columns or more above rows as wide, up to the next known label.
fn grids(document: &Document, table: &[Vec<Cell>], kinds: &[Row]) -> Vec<(usize, usize)> {
    const FEWEST_HEADS: usize = 3;
    let mut grids = Vec::new();
    // One that begins as such a table is no form.
    if let [Row::Wide, Row::Wide, ..] = kinds {
        return grids;
    }
    let mut at = 1;
    while at < kinds.len() {
        let is_head = |row: &Vec<Cell>| {
            let mut heads = filled(row).map(|(_, cell)| document.slice(cell.span));
            filled(row).count() >= FEWEST_HEADS && !heads.any(|head| head.trim_end().ends_with(':'))
        };
        let begins = kinds.get(at) == Some(&Row::Wide)
            && kinds.get(at + 1) == Some(&Row::Wide)
            && kinds.get(at - 1) != Some(&Row::Wide)
            && table.get(at).is_some_and(is_head);
        if !begins {
            at += 1;
            continue;
        }
        let is_lone = |at: usize| matches!(kinds.get(at), Some(Row::Lone(_)));
        let ends = |at: &usize| match kinds.get(*at) {
            Some(Row::Known | Row::Lone(Some(_))) => true,
            Some(Row::Heading) => is_lone(*at + 1),
            _ => false,
        };
        let end = (at + 2..kinds.len()).find(ends);
        let end = end.unwrap_or(kinds.len());
        grids.push((at, end));
        at = end + 1;
    }
    grids
}

fn kind(document: &Document, row: &[Cell], block: usize, known: &impl Fn(&Line) -> Option<Matched>) -> Row {
    let field = |cell: &Cell| known(&line_of_cell(&document.text, cell.span, block));
    let cells: Vec<(usize, &Cell)> = filled(row).collect();
    match cells.as_slice() {
        [] => Row::Narrow,
        [(0, cell)] => match field(cell) {
            // `Outcome: clean water` within a table of indicators is no row of a form.
            Some(found) if found.inline && !matches!(found.field, Field::Results(_)) => Row::Known,
            Some(found) if found.field.shape() == Shape::Text => Row::Heading,
            found => Row::Lone(found.map(|found| found.field).filter(|field| announces_table(*field))),
        },
        [(0, first), (at, second), others @ ..] => {
            let is_value = |cell: &Cell| field(cell).is_none_or(|found| found.inline);
            let is_label = !is_value(first) && is_value(second);
            // A second label need not be known, but it is no figure.
            let is_pair = |pair: &[(usize, &Cell)]| match pair {
                [(_, label), (_, _)] => !document.slice(label.span).starts_with(|c: char| !c.is_alphabetic()),
                _ => false,
            };
            let is_inline = others.is_empty() && field(second).is_some_and(|found| found.inline);
            // `Commitment | 60 | 40` is a row of figures.
            let is_narrow = if others.is_empty() { *at <= 1 } else { is_pair(others) };
            match (is_label && is_narrow || is_inline, others) {
                (true, _) => Row::Known,
                (false, []) if *at <= 1 => Row::Narrow,
                _ => Row::Wide,
            }
        }
        _ => Row::Wide,
    }
}

/// Fields whose values are the rows of a table below.
fn announces_table(field: Field) -> bool {
    let is_list =
        matches!(field, Field::Funding | Field::PolicyMarkers | Field::BudgetLines | Field::Indicators);
    is_list || matches!(field, Field::Org(Some(Role::Funding)))
}

fn filled(row: &[Cell]) -> impl DoubleEndedIterator<Item = (usize, &Cell)> {
    row.iter().enumerate().filter(|(_, cell)| !cell.span.is_empty())
}

#[cfg(test)]
mod tests {
    use almoner_record::Activity;

    use crate::specimen::of_page;

    /// A page with one table: a line a row, bars between its cells.
    fn table(rows: &str) -> String {
        let row = |line: &str| format!("<tr><td>{}</td></tr>", line.replace(" | ", "</td><td>"));
        let rows: String = rows.lines().map(row).collect();
        format!("<html><body><h1>Programme document</h1><table>{rows}</table></body></html>")
    }

    fn record(rows: &str) -> Activity {
        let mut records = of_page(&table(rows));
        assert_eq!(records.len(), 1, "{rows}");
        records.remove(0)
    }

    #[test]
    fn a_form_is_read_around_the_tables_within_it() {
        let read = record(
            "Title: | Boreholes for the drylands of Marsabit\nPartner: | Water Trust\nCountry: | Kenya\nResponsible unit: | Embassy in Nairobi\nDuration: | 1 July 2021 - 31 December 2025\nDKK million | 2021 | 2022 | 2023 | Total\nCommitment | 60 | 40 | 0 | 100\nProjected disbursement | 20 | 30 | 50 | 100\nImplementing agency: | Rangelands Council\nSector: | Water supply\nObjective\nHerders keep their animals near water they manage",
        );
        assert_eq!(read.title.as_deref(), Some("Boreholes for the drylands of Marsabit"));
        assert_eq!(read.countries.first().map(|one| one.code.as_str()), Some("KE"));
        assert_eq!(read.period.unwrap().end.unwrap().to_string(), "2025-12-31");
        let names: Vec<&str> =
            read.participating_orgs.iter().map(|one| one.organisation.name.as_str()).collect();
        assert!(names.contains(&"Rangelands Council"), "{names:?}");
        assert!(read.descriptions.iter().any(|one| one.text.starts_with("Herders keep")));
        // A year's figures are no budget, the total of what is committed is.
        assert_eq!(read.budget.unwrap().money.value.to_string(), "100000000");
        assert_eq!(read.sectors.len(), 1);
    }

    #[test]
    fn markers_stand_within_the_form_and_amounts_below_them() {
        let read = record(
            "1. Title | Action document for clean ports in Cabo Verde\n3. Zone benefiting from the action | The action shall be carried out in Cabo Verde\n8 a) DAC code(s) | 21040 - Water transport - 100%\n10. Markers (from DAC form)\nGeneral policy objective | Not targeted | Significant objective | Principal objective\nAid to environment | ☐ | ☐ | ☒\nTrade development | ☐ | ☒ | ☐\n12. Amounts concerned | Total estimated cost: EUR 4 500 000\nImplementing agency | Port Authority",
        );
        let markers: Vec<(Option<&str>, Option<u8>)> =
            read.policy_markers.iter().map(|one| (one.code.as_deref(), one.significance)).collect();
        assert_eq!(markers, [(Some("2"), Some(2)), (Some("4"), Some(1))]);
        assert_eq!(read.budget.map(|one| one.money.value.to_string()).as_deref(), Some("4500000"));
    }

    #[test]
    fn a_table_of_figures_or_indicators_stays_whole() {
        let page = "<html><body><h1>Wells for Kita</h1><p>Country: Mali</p><p>Donor: Norad</p><p>Project ID: 2000001</p><h2>Indicators</h2><table>\
            <tr><td>Indicator</td><td>Baseline</td><td>Target</td></tr>\
            <tr><td>Outcome: water</td></tr>\
            <tr><td>Wells in use</td><td>4</td><td>40</td></tr>\
            <tr><td>Budget</td><td>5</td></tr>\
            <tr><td>Committees with women</td><td>1</td><td>20</td></tr></table></body></html>";
        let read = of_page(page).remove(0);
        let titles: Vec<&str> = read.indicators.iter().map(|one| one.title.as_str()).collect();
        assert!(titles.contains(&"Wells in use") && titles.contains(&"Committees with women"), "{titles:?}");
        assert!(read.budget.is_none(), "{:?}", read.budget);
        let page = "<html><body><h1>Wells for Kita</h1><p>Country: Mali</p><p>Project ID: 2000001</p><h2>Financing plan</h2><table>\
            <tr><td>Source</td><td>Amount (UA)</td><td>Instrument</td></tr>\
            <tr><td>ADF</td><td>9.50 million</td><td>Grant</td></tr>\
            <tr><td>Government</td><td>1.20 million</td><td>Counterpart</td></tr>\
            <tr><td>Beneficiaries</td><td>0.30 million</td><td>Counterpart</td></tr>\
            <tr><td>TOTAL COST</td><td>11.00 million</td></tr></table></body></html>";
        let read = of_page(page).remove(0);
        let shares: Vec<String> = read.funding.iter().map(|one| one.money.value.to_string()).collect();
        assert_eq!(shares, ["9500000", "1200000", "300000"]);
        let total = read.budget.unwrap().money;
        assert_eq!((total.value.to_string().as_str(), total.currency.as_deref()), ("11000000", Some("XUA")));
    }
}
