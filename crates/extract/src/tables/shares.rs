//! Sectors and countries with their shares: a table with a column of names or codes and one of percentages.

use almoner_codelists::fold;
use almoner_document::{Cell, Document};
use almoner_record::{Basis, Span};
use rust_decimal::Decimal;

use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::Draft;
use crate::word_list::WordList;

/// Folded words of the headings of such columns.
const SECTORS: [&str; 6] = ["sector", "secteur", "setor", "purpose", "crs", "objet"];
const COUNTRIES: [&str; 4] = ["country", "countries", "pays", "pais"];
const SHARES: [&str; 12] = [
    "share",
    "shares",
    "percent",
    "percentage",
    "percentages",
    "pourcentage",
    "pourcent",
    "porcentaje",
    "percentagem",
    "porcentagem",
    "part",
    "parte",
];

/// What a table of shares is of, and its column of shares.
struct Heads {
    of_sectors: bool,
    shares: usize,
    /// True where the head says that bare numbers are percentages.
    says_percent: bool,
}

fn heads(document: &Document, header: &[Cell]) -> Option<Heads> {
    const MOST_COLUMNS: usize = 4;
    let texts: Vec<String> = header.iter().map(|cell| fold(document.slice(cell.span))).collect();
    let shares = texts.iter().position(|text| is_share(text))?;
    let holds = |words: &[&str]| {
        let mut others = texts.iter().enumerate().filter(|(at, _)| *at != shares);
        others.any(|(_, text)| words.iter().any(|word| text.contains(word)))
    };
    let of_sectors = holds(&SECTORS);
    let text = texts.get(shares)?;
    let says_percent =
        text.contains('%') || ["percent", "pourcent", "porcent"].iter().any(|word| text.contains(word));
    (texts.len() <= MOST_COLUMNS && (of_sectors || holds(&COUNTRIES))).then_some(Heads {
        of_sectors,
        shares,
        says_percent,
    })
}

/// `Share (%)`, `Percentage of total`, `Part`: a head, not the share itself.
fn is_share(head: &str) -> bool {
    const LONGEST: usize = 40;
    let mut words = head.split(|c: char| !c.is_alphanumeric());
    head.len() <= LONGEST
        && !head.bytes().any(|byte| byte.is_ascii_digit())
        && (words.any(|word| SHARES.contains(&word)) || head.contains('%') && are_of_money(head))
}

/// True where a head with a percent sign says no more than that, or of what money: `Poverty rate (%)` is no share.
fn are_of_money(head: &str) -> bool {
    static OTHERS: WordList = WordList::of(
        "of the total budget allocation cost funding funds amount value de du la del do budgetaire presupuesto orcamento         total totale financement montant monto importe valor in en",
    );
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.into_iter().all(|word| OTHERS.has(word))
}

/// True for such a table: heads, and below them nothing but shares in their column.
pub(crate) fn is_table(document: &Document, rows: &[Vec<Cell>]) -> bool {
    let Some((header, body)) = rows.split_first() else { return false };
    let Some(heads) = heads(document, header) else { return false };
    let shares =
        body.iter().filter_map(|row| row.get(heads.shares)).map(|cell| document.slice(cell.span).trim());
    let mut filled = shares.filter(|text| !text.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|text| number(text.trim_end_matches('%').trim_end()).is_some())
}

/// A number that may be a percentage.
fn number(text: &str) -> Option<Decimal> {
    let number: Decimal = text.trim().replace(',', ".").parse().ok()?;
    (number >= Decimal::ZERO && number <= Decimal::ONE_HUNDRED).then_some(number)
}

/// Adds the sectors or countries of a table whose headings name them and their shares; false for any other table.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) -> bool {
    let Some((header, body)) = rows.split_first() else { return false };
    let Some(heads) = heads(context.document, header) else { return false };
    let stated = |basis: Basis| basis == Basis::Stated;
    let is_known = if heads.of_sectors {
        draft.activity.sectors.iter().any(|sector| stated(sector.basis))
    } else {
        draft.activity.countries.iter().any(|country| stated(country.basis))
    };
    if is_known {
        return true;
    }
    for row in body {
        read_row(draft, context, row, &heads);
    }
    true
}

fn read_row(draft: &mut Draft, context: &Context<'_>, row: &[Cell], heads: &Heads) {
    let rule = context.rule("table", if heads.of_sectors { "sectors" } else { "countries" });
    let filled = |cells: &[Cell]| {
        cells.iter().map(|cell| cell.span).filter(|span| !span.is_empty()).reduce(Span::cover)
    };
    let share = row.get(heads.shares).map(|cell| cell.span);
    // The head says what the bare number is.
    let is_outer = heads.shares == 0 || heads.shares + 1 == row.len();
    let bare = share
        .filter(|_| heads.says_percent && is_outer)
        .and_then(|span| Some((span, number(context.text(span))?)));
    let others = if heads.shares == 0 { row.get(1..) } else { row.get(..heads.shares) };
    let line = if bare.is_some() { others.and_then(filled) } else { filled(row) };
    let Some(line) = line else { return };
    // What stands between the cells is read as a space, where it stands.
    let text = context.text(line).replace(['\t', '\n'], " ");
    let source = Source { line: &text, span: line, rule: &rule, closed: false };
    let (path, before, after) = if heads.of_sectors {
        let before = draft.activity.sectors.len();
        codes::sectors(draft, &source);
        ("/sectors", before, draft.activity.sectors.len())
    } else {
        let before = draft.activity.countries.len();
        codes::countries(draft, &source, ("/countries", |activity| &mut activity.countries));
        ("/countries", before, draft.activity.countries.len())
    };
    let Some((span, number)) = bare.filter(|_| after == before + 1) else { return };
    let percentage = if heads.of_sectors {
        draft.activity.sectors.get_mut(before).map(|sector| &mut sector.percentage)
    } else {
        draft.activity.countries.get_mut(before).map(|country| &mut country.percentage)
    };
    if let Some(percentage) = percentage {
        *percentage = Some(number);
        draft.witness(format!("{path}/{before}/percentage"), span, Basis::Stated, &rule);
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_page;

    /// Codes and shares of the sectors and countries that are stated.
    fn shares(rows: &[&str]) -> Vec<String> {
        let cell = |text: &str| format!("<td>{}</td>", text.trim());
        let row = |cells: &&str| format!("<tr>{}</tr>", cells.split('|').map(cell).collect::<String>());
        let table: String = rows.iter().map(row).collect();
        let page = format!(
            "<html><body><h1>Wells for Kita</h1><table><tr><th>Budget</th><td>EUR 1,200,000</td></tr><tr><th>Donor</th><td>Norad</td></tr>\
             <tr><th>Implementing partner</th><td>UNICEF</td></tr><tr><th>Status</th><td>Closed</td></tr></table>\
             <table>{table}</table></body></html>"
        );
        let read = of_page(&page).remove(0);
        let told = |code: String, share: Option<rust_decimal::Decimal>| {
            share.map_or_else(|| code.clone(), |share| format!("{code} {}", share.normalize()))
        };
        let stated = |basis| basis == almoner_record::Basis::Stated;
        let sectors = read.sectors.into_iter().filter(|one| stated(one.basis));
        let sectors = sectors.map(|one| told(one.code.or(one.name).unwrap_or_default(), one.percentage));
        let countries = read.countries.into_iter().filter(|one| stated(one.basis));
        sectors.chain(countries.map(|one| told(one.code, one.percentage))).collect()
    }

    #[test]
    fn one_row_and_bare_numbers_are_shares() {
        for (rows, expected) in [
            (&["Sector | Percentage", "Basic health care | 100%"][..], &["12220 100"][..]),
            (&["Secteur | Part", "12220 Soins de santé de base | 100 %"], &["12220 100"]),
            (&["Country | Percentage", "Malawi | 100%"], &["MW 100"]),
            (&["País | Porcentaje (%)", "Malaui | 60", "Zambia | 40"], &["MW 60", "ZM 40"]),
            (
                &["Sector | Share (%)", "Basic health care | 60", "Primary education | 40", "Total | 100"],
                &["12220 60", "11220 40"],
            ),
            (
                &["Sector | Share (%)", "Basic health care | 62.5", "Primary education | 37,5"],
                &["12220 62.5", "11220 37.5"],
            ),
        ] {
            assert_eq!(shares(rows), expected, "{rows:?}");
        }
    }

    #[test]
    fn other_numbers_beside_sectors_are_no_shares() {
        for (rows, expected) in [
            // Nothing says that they are percentages.
            (&["Country | Share", "Malawi | 60", "Zambia | 40"][..], &["MW", "ZM"][..]),
            (&["Sector | Partners", "Basic health care | 6", "Primary education | 4"], &[]),
            (&["Country | Share (%)", "Malawi | 160", "Zambia | 40"], &["MW", "ZM 40"]),
        ] {
            assert_eq!(shares(rows), expected, "{rows:?}");
        }
    }
}
