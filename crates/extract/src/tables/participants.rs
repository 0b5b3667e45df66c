//! Who takes part, and in which role: a table with a column for each.

use almoner_codelists::fold;
use almoner_document::Cell;
use almoner_record::Role;

use super::{budget, cell, column};
use crate::context::Context;
use crate::draft::Draft;
use crate::field::Field;
use crate::labels::Key;
use crate::{bodies, organisations, value};

/// Folded words of the headings of such columns.
const NAMES: [&str; 9] = [
    "organisation",
    "organization",
    "organizacion",
    "organizacao",
    "partner",
    "partenaire",
    "participa",
    "name",
    "entidad",
];
const ROLES: [&str; 6] = ["role", "rol", "funcion", "funcao", "papel", "fonction"];

/// Adds the organisations of a table that has a column of names and one of roles; false for any other table.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) -> bool {
    let Some((header, body)) = rows.split_first() else { return false };
    let Some(roles) = column(context, header, &ROLES) else { return false };
    let names = (0..header.len()).find(|at| {
        *at != roles
            && header.get(*at).is_some_and(|cell| {
                let heading = fold(context.text(cell.span));
                NAMES.iter().any(|word| heading.contains(word)) && !heading.contains("type")
            })
    });
    if names.is_none() {
        return false;
    }
    let rule = context.rule("table", "participating_orgs");
    for row in body {
        let (Some(name), Some(printed)) = (cell(row, names), cell(row, Some(roles))) else { continue };
        if let Some(role) = role(context.text(printed)) {
            organisations::take(draft, context, name, Some(role), &rule);
        }
    }
    true
}

/// Adds the organisations down the first column of a table whose head is a label for such, amounts beside them:
/// `Participating organisation | Approved | Transferred`. False for any other table.
pub(super) fn read_first_column(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) -> bool {
    const MOST_COLUMNS: usize = 8;
    let Some((header, body)) = rows.split_first() else { return false };
    let [first, others @ ..] = header.as_slice() else { return false };
    let field = context.layout.field_of(&Key::of(context.text(first.span)));
    let Some(Field::Org(role)) = field.filter(|field| *field != Field::Org(Some(Role::Funding))) else {
        return false;
    };
    let is_sum = |cell: &Cell| value::money::amount(context.text(cell.span), context.decimal).is_some();
    let is_own = |row: &&Vec<Cell>| budget::total_of_row(context, row).is_none();
    let own: Vec<&Vec<Cell>> = body.iter().filter(is_own).collect();
    let is_share = |row: &&Vec<Cell>| match row.as_slice() {
        [name, sums @ ..] => bodies::is_body(context.text(name.span)) && sums.iter().any(is_sum),
        [] => false,
    };
    let shares = own.iter().filter(|row| is_share(row)).count();
    if others.is_empty() || header.len() > MOST_COLUMNS || shares == 0 || shares * 2 < own.len() {
        return false;
    }
    let rule = context.rule("table", "participating_orgs");
    for name in own.into_iter().filter_map(|row| cell(row, Some(0))) {
        organisations::take(draft, context, name, role, &rule);
    }
    true
}

/// The role that a word or its IATI code names, in English, French, Spanish or Portuguese.
fn role(text: &str) -> Option<Role> {
    const STEMS: [(&str, Role); 22] = [
        ("fund", Role::Funding),
        ("fina", Role::Funding),
        ("donor", Role::Funding),
        ("donan", Role::Funding),
        ("doador", Role::Funding),
        ("bailleur", Role::Funding),
        ("accountable", Role::Accountable),
        ("responsa", Role::Accountable),
        ("redevable", Role::Accountable),
        ("borrower", Role::Accountable),
        ("emprunteur", Role::Accountable),
        ("prestatari", Role::Accountable),
        ("extend", Role::Extending),
        ("implement", Role::Implementing),
        ("execu", Role::Implementing),
        ("ejecu", Role::Implementing),
        ("mise en oeuvre", Role::Implementing),
        ("mise en œuvre", Role::Implementing),
        ("maitre d'ouvrage", Role::Implementing),
        ("grantee", Role::Implementing),
        ("contractor", Role::Implementing),
        ("delivery", Role::Implementing),
    ];
    let folded = fold(text);
    STEMS.iter().find(|(stem, _)| folded.contains(stem)).map(|(_, role)| *role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_stand_down_a_column_that_is_headed_so() {
        for (head, names, expected) in [
            ("Participating Organization", ["UNDP", "UN Women"], 2),
            ("Participating UN Organization", ["UNDP", "UN Women"], 2),
            ("Organisation participante", ["PNUD", "ONU Femmes"], 2),
            ("Organización participante", ["PNUD", "ONU Mujeres"], 2),
            ("Organização participante", ["PNUD", "UNICEF"], 2),
            ("Implementing partner", ["Oxfam", "Ministry of Water"], 2),
            ("Activity", ["UNDP", "UN Women"], 0),
            ("Participating Organization", ["wells", "pumps and pipes"], 0),
        ] {
            let rows: String = names
                .iter()
                .map(|name| {
                    format!("<tr><td>{name}</td><td>USD 500,000</td><td>USD 400,000</td><td>80%</td></tr>")
                })
                .collect();
            let page = format!(
                "<h1>Wells for Kita</h1><table><tr><th>Project number</th><td>00168275</td></tr><tr><th>Country</th><td>Mali</td></tr><tr><th>Status</th><td>Active</td></tr><tr><th>Total approved amount</th><td>USD 1,000,000</td></tr></table><h2>Budget, transfers and expenditure</h2><table><tr><th>{head}</th><th>Approved</th><th>Transferred</th><th>Rate</th></tr>{rows}<tr><td>Total</td><td>USD 1,000,000</td><td>USD 800,000</td><td>80%</td></tr></table>"
            );
            let read = crate::specimen::of_page(&page).remove(0);
            assert_eq!(read.participating_orgs.len(), expected, "{head}: {:?}", read.participating_orgs);
        }
    }

    #[test]
    fn a_word_for_a_role_tells_it() {
        for (word, expected) in [
            ("Ejecución", Some(Role::Implementing)),
            ("Exécution", Some(Role::Implementing)),
            ("Executing agency", Some(Role::Implementing)),
            ("Execução", Some(Role::Implementing)),
            ("Mise en œuvre", Some(Role::Implementing)),
            ("Financiación", Some(Role::Funding)),
            ("Bailleur de fonds", Some(Role::Funding)),
            ("Observer", None),
            ("Secretariat", None),
        ] {
            assert_eq!(role(word), expected, "{word}");
        }
    }
}
