//! Those who sign an agreement about a grant: `Irish Aid and AMREF today signed a grant agreement of EUR 3,450,000`, `was
//! signed between Norad and WaterAid`. One of two gives and the other receives; which is which, their kinds tell, or what
//! the rest of the text says of one of them.

use almoner_codelists::{countries_in, fold, organisation};
use almoner_record::{Role, Span};

use super::Told;
use super::names::{is_name, names_at, split};
use super::parties::words::Part;
use super::parties::{behind_date, is_donor, is_of_state, push, stands};
use crate::context::Context;
use crate::draft::Draft;
use crate::header;

/// What is signed, folded.
const AGREEMENTS: [&str; 20] = [
    "grant agreement",
    "grant contract",
    "grant award",
    "financing agreement",
    "funding agreement",
    "contribution agreement",
    "convention de subvention",
    "convention de financement",
    "contrat de subvention",
    "accord de subvention",
    "accord de financement",
    "convenio de subvencion",
    "convenio de financiacion",
    "acuerdo de subvencion",
    "contrato de subvencion",
    "acuerdo de financiacion",
    "acordo de subvencao",
    "acordo de financiamento",
    "contrato de subvencao",
    "convenio de subvencao",
];

/// What two do together, folded, right behind their names.
const SIGN: [&str; 14] = [
    "signed",
    "today signed",
    "have signed",
    "have today signed",
    "jointly signed",
    "ont signe",
    "ont conclu",
    "signent",
    "firmaron",
    "han firmado",
    "suscribieron",
    "firman",
    "assinaram",
    "celebraram",
];

/// Words, folded, behind which both stand.
pub(super) const BETWEEN: [&str; 12] = [
    "signed between ",
    "signed today between ",
    "signed by ",
    "signe entre ",
    "signee entre ",
    "signee par ",
    "firmado entre ",
    "firmado por ",
    "suscrito entre ",
    "suscrito por ",
    "assinado entre ",
    "assinado por ",
];

/// The length of the words for an agreement that a folded text begins with.
pub(super) fn is_agreement(folded: &str) -> Option<usize> {
    AGREEMENTS.iter().find(|words| folded.starts_with(**words)).map(|words| words.len())
}

/// The two who sign, in the sentence; None where there are more or fewer.
pub(super) fn signers(context: &Context<'_>, told: &Told<'_>) -> Option<[Span; 2]> {
    const NEAR: usize = 40;
    let folded = told.folded.text();
    if !AGREEMENTS.iter().any(|words| folded.contains(words)) {
        return None;
    }
    let names = |from: usize| {
        let whole = names_at(told.text, from)?;
        let [one, other] = split(whole.of(told.text)).try_into().ok()?;
        let both = [whole.inner(one), whole.inner(other)];
        both.iter().all(|name| is_name(name.of(told.text))).then_some((both, whole.range().end))
    };
    let passive = BETWEEN.iter().find_map(|words| told.places(words).next());
    if let Some((_, end)) = passive {
        return names(told.behind(end).0).map(|(both, _)| both);
    }
    let (both, end) = names(behind_date(context, told.text))?;
    let tail = told.text.get(end..)?;
    let tail = fold(tail.get(..tail.floor_char_boundary(NEAR))?);
    let tail = tail.trim_start_matches([' ', ',']);
    let signs = SIGN.iter().any(|verb| {
        tail.strip_prefix(verb).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    });
    signs.then_some(both)
}

/// Reads those who sign, when all else is told.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>) {
    let Some([one, other]) = signers(context, told) else { return };
    let weight = |name: Span| weight(draft, name.of(told.text));
    let (first, second) = (weight(one), weight(other));
    let (gives, receives) = match first.cmp(&second) {
        std::cmp::Ordering::Greater => (one, other),
        std::cmp::Ordering::Less => (other, one),
        std::cmp::Ordering::Equal => {
            for name in [one, other] {
                beside(draft, context, told, name);
            }
            return;
        }
    };
    // Against one of which nothing is known, only what is known to give does; or it receives, as the text says.
    if first.max(second) >= GIVES || first.min(second) == RECEIVES {
        push(draft, context, told, gives, Part::Pays, None);
    } else {
        beside(draft, context, told, gives);
    }
    if is_of_state(receives.of(told.text)) {
        beside(draft, context, told, receives);
    } else {
        push(draft, context, told, receives, Part::Does, None);
    }
}

/// Takes a name of which nothing says what its bearer does.
fn beside(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>, name: Span) {
    if !stands(draft, name.of(told.text)) {
        push(draft, context, told, name, Part::Beside, None);
    }
}

const RECEIVES: i32 = -1;
const GIVES: i32 = 1;

/// How surely one gives: a donor or a giving state's own body, then an organisation of states; less than nothing for one that
/// the text says carries out.
fn weight(draft: &Draft, name: &str) -> i32 {
    let mut held = draft.activity.participating_orgs.iter().filter(|one| one.organisation.name == name);
    if held.clone().any(|one| one.role == Some(Role::Funding)) {
        return GIVES + 2;
    }
    if held.any(|one| one.role == Some(Role::Implementing)) {
        return RECEIVES;
    }
    let folded = fold(name);
    let is_agency = is_of_state(name)
        || ["agency", "department", "agence", "agencia"].iter().any(|word| folded.contains(word));
    let is_of_giver = || countries_in(name).iter().any(|found| header::gives(found.entry.code));
    if is_donor(name) || is_agency && is_of_giver() {
        GIVES + 1
    } else if organisation(name).is_some_and(|known| known.kind == Some("40")) {
        GIVES
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use almoner_record::Role;

    use crate::specimen::record;

    /// Who takes part: `+` pays, `*` carries out.
    fn who(text: &str) -> Vec<String> {
        let read = record(&format!("Wells for Kita\n\n{text} It runs from March 2021 to February 2024.\n"));
        let mark = |role| match role {
            Some(Role::Funding) => "+",
            Some(Role::Implementing) => "*",
            _ => "",
        };
        let orgs = read.participating_orgs.iter();
        orgs.map(|org| format!("{}{}", mark(org.role), org.organisation.name)).collect()
    }

    #[test]
    fn of_two_who_sign_one_gives() {
        for (text, expected) in [
            (
                "GENEVA, 14 March 2021 – Irish Aid and Self Help Africa today signed a grant agreement of EUR 3,450,000 for the project in Mali.",
                &["+Irish Aid", "*Self Help Africa"][..],
            ),
            (
                "A grant agreement worth EUR 200,000 was signed between WaterAid and Norad for the project in Mali.",
                &["+Norad", "*WaterAid"],
            ),
            (
                "Norad et WaterAid ont signé une convention de subvention de 200 000 EUR pour le projet (Mali).",
                &["+Norad", "*WaterAid"],
            ),
            (
                "Norad y WaterAid firmaron hoy un convenio de subvención por 200.000 EUR para el proyecto en Malí.",
                &["+Norad", "*WaterAid"],
            ),
            // Nothing tells which of them gives.
            (
                "Plan International and WaterAid today signed a grant agreement of EUR 200,000 for the project in Mali.",
                &["Plan International", "WaterAid"],
            ),
            (
                "Norad will provide EUR 200,000 to WaterAid for this project in Mali.",
                &["+Norad", "*WaterAid"],
            ),
            (
                "Norad has approved a grant of EUR 200,000 to WaterAid for the project in Mali.",
                &["+Norad", "*WaterAid"],
            ),
        ] {
            assert_eq!(who(text), expected, "{text}");
        }
    }

    #[test]
    fn others_who_sign_are_none_of_the_activity() {
        let plain = "The project in Mali is funded by Norad with NOK 4 million and implemented by WaterAid.";
        for others in [
            "Irish Aid and Self Help Africa signed the guest book.",
            "In another project, Irish Aid and Oxfam signed a grant agreement of EUR 9 million.",
            "The mayor and the teachers signed a grant agreement.",
        ] {
            assert_eq!(who(&format!("{plain} {others}")), who(plain), "{others}");
        }
    }
}
