//! Roles in brackets behind names: `Irish Aid (donor)`, `Caritas Goma (mise en œuvre)`.

use crate::word_list::WordList;
use almoner_codelists::fold;
use almoner_record::{Role, Span};

/// The organisations of a line each of which has its role in brackets behind it; None for any other line.
///
/// The name is all that stands before its bracket, so that an `and` in it divides nothing. A bracket of more than words for
/// a role is a part of the name: `Global Fund (trust fund of the World Bank)`.
pub(crate) fn named(text: &str) -> Option<Vec<(Span, Role)>> {
    const LONGEST: usize = 4_000;
    const LONGEST_NAME: usize = 160;
    if text.len() > LONGEST {
        return None;
    }
    const BETWEEN: [&str; 5] = ["and ", "et ", "y ", "e ", "& "];
    let mut named = Vec::new();
    let mut from = 0;
    for (open, _) in text.match_indices('(') {
        let Some(inside) =
            text.get(open + 1..).and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside)
        else {
            continue;
        };
        let Some(role) = role(inside) else { continue };
        let before = text.get(from..open)?;
        let name = before.trim_start_matches(|c: char| c.is_whitespace() || ",;/•|-–".contains(c));
        let name = BETWEEN
            .iter()
            .find_map(|word| name.strip_prefix(word).filter(|_| from > 0))
            .unwrap_or(name)
            .trim_start();
        let start = open - name.len();
        let name = Span::new(start, open).trim(text);
        let is_name = name.of(text).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        // Others stand before it on the line, whose roles nothing tells.
        if !is_name
            || name.len() > LONGEST_NAME
            || name.of(text).contains([';', '\n', '|', '•', '(']) && !has_own_bracket(name.of(text))
        {
            return None;
        }
        named.push((name, role));
        from = open + inside.len() + 2;
    }
    let rest = text.get(from..)?;
    let is_whole = rest.chars().all(|c| c.is_whitespace() || ",;.".contains(c));
    (!named.is_empty() && is_whole).then_some(named)
}

/// An acronym in brackets is a part of the name: `Agencia Española (AECID) (donante)`.
fn has_own_bracket(name: &str) -> bool {
    !name.contains([';', '\n', '|', '•']) && name.ends_with(')')
}

/// The role that the words of a bracket tell, in English, French, Spanish or Portuguese; None where there are other words.
fn role(inside: &str) -> Option<Role> {
    const LONGEST: usize = 48;
    static WORDS: [(Role, WordList); 4] = [
        (
            Role::Funding,
            WordList::of(
                "funding funder donor financing financier financer bailleur financement financeur donateur financiador \
             financiadora financiacion donante doador financiamento financiamiento cofinancing co-financing cofinancement \
             cofinanciador",
            ),
        ),
        (
            Role::Implementing,
            WordList::of(
                "implementing implementer implementation executing execution executant ejecutor ejecutora ejecucion executor \
             executora execucao implementador implementadora implementacao implementacion oeuvre œuvre ouvrage",
            ),
        ),
        (Role::Accountable, WordList::of("accountable")),
        (Role::Extending, WordList::of("extending")),
    ];
    static BESIDE: WordList = WordList::of(
        "partner agency entity organisation organization body institution main lead principal partenaire agence \
        organisme operateur de d l en of mise fonds chargee charge du la le socio socia entidad agencia organismo organizacion \
        parceiro entidade organizacao co chef file maitre delegue",
    );
    if inside.len() > LONGEST {
        return None;
    }
    let folded = fold(inside);
    let mut told = None;
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        match WORDS.iter().find(|(_, known)| known.has(word)) {
            // Donor and executor at once: two roles.
            Some((role, _)) if told.is_some_and(|other| other != *role) => return None,
            Some((role, _)) => told = Some(*role),
            None if BESIDE.has(word) => {}
            None => return None,
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_of_words_for_a_role_tells_it() {
        let funding = Role::Funding;
        let implementing = Role::Implementing;
        for (text, expected) in [
            ("Irish Aid (donor)", Some(&[("Irish Aid", funding)][..])),
            (
                "Commission Justice et Paix du Diocèse Goma (mise en œuvre)",
                Some(&[("Commission Justice et Paix du Diocèse Goma", implementing)]),
            ),
            (
                "Irish Aid (donor), Concern Universal (implementing partner)",
                Some(&[("Irish Aid", funding), ("Concern Universal", implementing)]),
            ),
            (
                "AECID (financiador) y Cruz Roja (entidad ejecutora).",
                Some(&[("AECID", funding), ("Cruz Roja", implementing)]),
            ),
            ("GRET (maître d'œuvre)", Some(&[("GRET", implementing)])),
            ("Agence française (AFD) (bailleur de fonds)", Some(&[("Agence française (AFD)", funding)])),
            // No role, or not of all.
            ("Global Fund (trust fund of the World Bank)", None),
            ("Oxfam (OI)", None),
            ("Norad (donor), Oxfam", None),
            ("UNICEF (donor and implementing partner)", None),
            ("Green Climate Fund", None),
            ("the money (funding) was spent", None),
        ] {
            let read = named(text).map(|names| {
                names.into_iter().map(|(name, role)| (name.of(text).to_owned(), role)).collect::<Vec<_>>()
            });
            let expected = expected.map(|names| {
                names.iter().map(|(name, role)| ((*name).to_owned(), *role)).collect::<Vec<_>>()
            });
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn partners_have_the_roles_of_their_brackets() {
        let read = crate::specimen::record(
            "Wells for Kita\n\nCountry: Mali\nTotal budget: EUR 5,000\nPartners: Irish Aid (donor); Caritas Justice et Paix (mise en œuvre); Oxfam (OI)\nStatus: Closed\n",
        );
        let named: Vec<(&str, Option<Role>)> =
            read.participating_orgs.iter().map(|one| (one.organisation.name.as_str(), one.role)).collect();
        assert_eq!(
            named,
            [
                ("Irish Aid", Some(Role::Funding)),
                ("Caritas Justice et Paix", Some(Role::Implementing)),
                ("Oxfam (OI)", None)
            ]
        );
    }
}
