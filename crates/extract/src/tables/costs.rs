//! Budgets that only their own words announce: a table of items with their costs under a heading or a caption for one.
//!
//! A paper has many tables of money: what was spent, instalments, other projects, a sector's accounts. So the heads must be
//! those of items and costs, a heading for a budget must stand right above, and a total that is printed must be the sum.

use almoner_codelists::fold;
use almoner_document::Cell;
use almoner_record::LineKind;
use rust_decimal::Decimal;

use super::{budget, units};
use crate::context::Context;
use crate::draft::Draft;
use crate::lines;

/// What the first column of a budget is called.
const ITEMS: [&str; 22] = [
    "component",
    "item",
    "budget line",
    "line",
    "categor",
    "description",
    "heading",
    "input",
    "output",
    "activit",
    "rubrique",
    "poste",
    "composante",
    "designation",
    "libelle",
    "partida",
    "rubro",
    "concepto",
    "componente",
    "rubrica",
    "actividad",
    "atividade",
];
/// Words of the heading above one.
const BUDGETS: [&str; 8] = ["budget", "cost", "cout", "costo", "coste", "custo", "presupuesto", "orcamento"];
/// Words of the heading above accounts of somebody else.
const OTHERS: [&str; 17] = [
    "national budget",
    "state budget",
    "government",
    "ministry",
    "sector",
    "household",
    "municipal",
    "lessons",
    "ministere",
    "secteur",
    "gouvernement",
    "menage",
    "ministerio",
    "gobierno",
    "hogar",
    "governo",
    "agregado familiar",
];
/// Heads of tables that tell what became of the money.
const SPENT: [&str; 20] = [
    "spent",
    "spend",
    "expend",
    "actual",
    "balance",
    "disburs",
    "variance",
    "depens",
    "realis",
    "execut",
    "ejecut",
    "gast",
    "saldo",
    "solde",
    "decaiss",
    "desembols",
    "country",
    "pays",
    "pais",
    "instal",
];

/// Reads the table as the activity's budget; false when it is none.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) -> bool {
    if !draft.activity.budget_lines.is_empty() {
        return false;
    }
    let rows = lines::without_numbers(context.document, rows.to_vec());
    if !is_budget(context, &rows) {
        return false;
    }
    budget::read_lines(draft, context, &rows);
    true
}

fn is_budget(context: &Context<'_>, rows: &[Vec<Cell>]) -> bool {
    let Some((header, body)) = rows.split_first() else { return false };
    let heads: Vec<String> = header.iter().map(|cell| fold(context.text(cell.span))).collect();
    let holds = |text: &String, words: &[&str]| words.iter().any(|word| text.contains(word));
    let Some((first, others)) = heads.split_first() else { return false };
    let is_item = first.trim().is_empty() || holds(first, &ITEMS);
    if !is_item || heads.iter().any(|head| holds(head, &SPENT)) || others.is_empty() {
        return false;
    }
    let is_announced = || {
        holds(first, &BUDGETS)
            || heads.len() == 2 && others.iter().any(|head| holds(head, &BUDGETS))
            || units::above_lines(context, rows).any(|line| {
                let text = fold(context.text(line.span));
                holds(&text, &BUDGETS) && !holds(&text, &SPENT) && !holds(&text, &OTHERS)
            })
    };
    let Some(amounts) = column(context, header, body) else { return false };
    is_announced() && adds_up(context, rows, amounts)
}

/// The column of the amounts: that of totals, or the only one that has numbers.
fn column(context: &Context<'_>, header: &[Cell], body: &[Vec<Cell>]) -> Option<usize> {
    let has_numbers = |at: &usize| {
        let cells = body.iter().filter_map(|row| row.get(*at));
        let filled: Vec<&Cell> = cells.filter(|cell| !cell.span.is_empty()).collect();
        let is_number = |cell: &&&Cell| amount(context, cell).is_some();
        !filled.is_empty() && filled.iter().filter(is_number).count() * 2 > filled.len()
    };
    let numbers: Vec<usize> = (1..header.len()).filter(has_numbers).collect();
    let is_total = |at: &usize| {
        header.get(*at).is_some_and(|cell| fold(context.text(cell.span)).trim_start().starts_with("total"))
    };
    let total = numbers.iter().copied().rfind(is_total);
    let only = if let [only] = numbers.as_slice() { Some(*only) } else { None };
    // What `budget::read_lines` reads must be the same column.
    total.or(only).filter(|at| budget::amounts_column(context, header).is_none_or(|named| named == *at))
}

fn amount(context: &Context<'_>, cell: &Cell) -> Option<Decimal> {
    let text = context.text(cell.span);
    let is_number = !text.contains('%') && text.chars().filter(|c| c.is_alphabetic()).count() <= 4;
    crate::value::money::amount(text, context.decimal).filter(|_| is_number).map(|(_, number)| number)
}

/// True where the rows make the total that stands below them, to the last places that were rounded; without a total where
/// two rows or more have amounts.
fn adds_up(context: &Context<'_>, rows: &[Vec<Cell>], amounts: usize) -> bool {
    let (mut sum, mut count, mut total) = (Decimal::ZERO, 0_i64, None);
    for row in rows.iter().skip(1) {
        let Some(number) = row.get(amounts).and_then(|cell| amount(context, cell)) else { continue };
        match budget::total_of_row(context, row) {
            Some(LineKind::Total) => total = total.or(Some(number)),
            Some(_) => {}
            None if total.is_none() => (sum, count) = (sum + number, count + 1),
            None => {}
        }
    }
    let rounded = |total: Decimal| (sum - total).abs() <= Decimal::new(count, total.scale());
    count > 1 && total.is_none_or(rounded)
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    fn lines_of(table: &str) -> Vec<(String, String, Option<String>)> {
        let read = record(&format!(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nStatus: Closed\nProject number: ML-12/4\n\n{table}\n"
        ));
        let direct =
            read.budget_lines.into_iter().filter(|line| line.kind == almoner_record::LineKind::Direct);
        direct.map(|line| (line.item, line.money.value.to_string(), line.money.currency)).collect()
    }

    fn line(item: &str, value: &str, currency: &str) -> (String, String, Option<String>) {
        (item.to_owned(), value.to_owned(), Some(currency.to_owned()))
    }

    #[test]
    fn a_table_of_items_under_a_heading_for_a_budget_is_one() {
        let thousands = "Annex 3: Budget (in USD thousand)\n\n| Budget line | 2022 | 2023 | Total |\n|---|---|---|---|\n| Staff | 120 | 125 | 245 |\n| Seeds | 210 | 180 | 390 |\n| Total | 330 | 305 | 635 |\n";
        assert_eq!(lines_of(thousands), [line("Staff", "245000", "USD"), line("Seeds", "390000", "USD")]);
        let by_donor = "4. Presupuesto\n\n| Partida | Subvención (€) | Otros (€) | Total (€) |\n|---|---|---|---|\n| Personal | 180.000,00 | 40.000,00 | 220.000,00 |\n| Viajes | 54.920,00 | 0,00 | 54.920,00 |\n| TOTAL | 234.920,00 | 40.000,00 | 274.920,00 |\n";
        assert_eq!(
            lines_of(by_donor),
            [line("Personal", "220000.00", "EUR"), line("Viajes", "54920.00", "EUR")]
        );
    }

    #[test]
    fn other_tables_of_money_are_no_budget() {
        for table in [
            // What was spent.
            "3. Budget (AUD)\n\n| Item | Budget 2022 | Spent 2022 |\n|---|---|---|\n| Staff | 210,000 | 198,000 |\n| Trees | 160,000 | 171,500 |\n| Total | 370,000 | 369,500 |\n",
            // Instalments.
            "Article 3. Payment\n\n| Instalment | Amount (EUR) |\n|---|---|\n| First | 600,000 |\n| Second | 500,000 |\n| Total | 1,100,000 |\n",
            // A total that is not of these rows.
            "Budget (USD)\n\n| Item | Amount |\n|---|---|\n| Staff | 600,000 |\n| Trees | 500,000 |\n| Total | 9,100,000 |\n",
            // Somebody else's accounts.
            "National budget by sector, USD million\n\n| Description | Amount |\n|---|---|\n| Health | 120 |\n| Schools | 210 |\n| Total | 330 |\n",
            "Budget of the Ministry of Water (USD)\n\n| Item | Amount |\n|---|---|\n| Staff | 120 |\n| Pipes | 210 |\n| Total | 330 |\n",
            // Two columns, and nothing tells which is meant.
            "Costs (USD)\n\n| Component | Plan A | Plan B |\n|---|---|---|\n| Roads | 24 | 25 |\n| Bridges | 2 | 3 |\n| Total | 26 | 28 |\n",
        ] {
            assert_eq!(lines_of(table), [], "{table}");
        }
    }
}
