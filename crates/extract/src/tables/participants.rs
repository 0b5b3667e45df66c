//! Who takes part, and in which role: a table with a column for each.

use almoner_codelists::fold;
use almoner_document::Cell;
use almoner_record::Role;

use super::{cell, column};
use crate::context::Context;
use crate::draft::Draft;
use crate::organisations;

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
