//! Sectors and countries with their shares: a table with a column of names or codes and one of percentages.

use almoner_document::Cell;
use almoner_record::{Basis, Span};

use super::column;
use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::Draft;

/// Folded words of the headings of such columns.
const SECTORS: [&str; 6] = ["sector", "secteur", "setor", "purpose", "crs", "objet"];
const COUNTRIES: [&str; 4] = ["country", "countries", "pays", "pais"];
const SHARES: [&str; 7] = ["%", "share", "percent", "pourcent", "porcent", "percentagem", "part"];

/// Adds the sectors or countries of a table whose headings name them and their shares; false for any other table.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) -> bool {
    let Some((header, body)) = rows.split_first() else { return false };
    if header.len() > 4 || column(context, header, &SHARES).is_none() {
        return false;
    }
    let is_sectors = column(context, header, &SECTORS).is_some();
    if !is_sectors && column(context, header, &COUNTRIES).is_none() {
        return false;
    }
    let stated = |basis: Basis| basis == Basis::Stated;
    let is_known = if is_sectors {
        draft.activity.sectors.iter().any(|sector| stated(sector.basis))
    } else {
        draft.activity.countries.iter().any(|country| stated(country.basis))
    };
    if is_known {
        return true;
    }
    let field = if is_sectors { "sectors" } else { "countries" };
    let rule = context.rule("table", field);
    for row in body {
        let cells = row.iter().map(|cell| cell.span).filter(|span| !span.is_empty());
        let Some(line) = cells.reduce(Span::cover) else { continue };
        // What stands between the cells is read as a space, where it stands.
        let text = context.text(line).replace(['\t', '\n'], " ");
        let source = Source { line: &text, span: line, rule: &rule, closed: false };
        if is_sectors {
            codes::sectors(draft, &source);
        } else {
            codes::countries(draft, &source, ("/countries", |activity| &mut activity.countries));
        }
    }
    true
}
