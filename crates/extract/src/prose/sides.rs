//! Of two who sign an agreement with each other, who gives and who is given: `Norway signed an agreement worth USD 5 million with
//! FAO`. What kinds of bodies they are tells that; of two of one kind nothing does.

use std::cmp::Ordering;

use almoner_codelists::{country, fold, organisation};
use almoner_record::Span;

use super::Told;
use super::gift::{is_giver, parts_of, without_board};
use super::names::{is_name, names_at, names_embassy};
use super::parties::{is_donor, is_of_state};
use super::signing::BETWEEN;
use crate::bodies;
use crate::word_list::begins_word;

/// How surely one gives: the embassy of a state that gives, `the Danish Embassy in Mali`, before a donor, that before a bank or
/// a fund, that before a body of the United Nations, which is given to carry out what others pay for.
pub(super) fn weight(name: &str) -> u8 {
    const WHERE: [&str; 7] = [" in ", " en ", " au ", " à ", " em ", " no ", " to "];
    let folded = fold(name);
    let is_embassy = names_embassy(&folded);
    let end = WHERE.iter().filter_map(|word| name.find(word)).min().filter(|_| is_embassy);
    let own = name.get(..end.unwrap_or(name.len())).unwrap_or(name);
    match () {
        () if !is_giver(own) => 0,
        () if is_embassy => 4,
        () if is_of_states(own) => 1,
        () if is_donor(own) => 3,
        () => 2,
    }
}

/// True for an organisation of states that is given money to work with: no bank, no fund, not the European Union.
fn is_of_states(name: &str) -> bool {
    const GIVES: [&str; 8] =
        ["bank", "fund", "facility", "monetary", "alliance for vaccines", "european", "commission", "union"];
    const UN: &str = "XM-DAC-41";
    const IFAD: &str = "XM-DAC-41108";
    organisation(name).filter(|known| known.kind == Some("40") && known.id != IFAD).is_some_and(|known| {
        let own = fold(known.name);
        known.id.starts_with(UN) || !GIVES.iter().any(|word| own.contains(word))
    })
}

/// True for what nothing but its own word tells to give, which others of that word are given.
fn is_foundation(name: &str) -> bool {
    const WORDS: [&str; 5] = ["foundation", "fondation", "fundacion", "fundacao", "trust"];
    let folded = fold(name);
    WORDS.iter().any(|word| begins_word(&folded, word)) && organisation(name).is_none() && !is_donor(name)
}

/// The one with whom it was signed: `signed an agreement of record size with the Norwegian Agency for …`.
pub(super) fn partner(text: &str, from: usize) -> Option<Span> {
    const FURTHEST: usize = 90;
    const WITH: [&str; 12] = [
        " with the ",
        " with ",
        " avec la ",
        " avec le ",
        " avec l'",
        " avec l\u{2019}",
        " avec ",
        " con la ",
        " con el ",
        " con ",
        " com a ",
        " com o ",
    ];
    let rest = text.get(from..)?;
    let found =
        WITH.iter().filter_map(|word| rest.find(word).map(|at| (at, std::cmp::Reverse(at + word.len()))));
    let (at, std::cmp::Reverse(end)) = found.min()?;
    // Of another sentence.
    let is_parted = rest.get(..at)?.contains([';', '?', '!']) || rest.get(..at)?.contains(". ");
    let whole = names_at(text, from + end)?;
    let [one] = parts_of(text, whole).try_into().ok()?;
    (at <= FURTHEST && !is_parted && !whole.is_empty()).then_some(one)
}

/// Who pays and who carries out, of the one who signs and the one behind `with` after byte `verb_end`.
pub(crate) fn sides(text: &str, one: Span, verb_end: usize) -> Option<(Span, Option<Span>)> {
    let other = partner(text, verb_end)?;
    // A foundation that signs with another gives, more often than not; the one behind `with` may be given.
    decided(text, one, other, |payer| payer == without_board(text, one))
}

/// Who pays and who carries out, of two who sign. A ministry that signs is whose work it is, not always who does it.
pub(crate) fn pair(text: &str, one: Span, other: Span) -> Option<(Span, Option<Span>)> {
    decided(text, one, other, |_| false)
}

/// `may_be` says of one that is a foundation by its name alone whether it gives.
fn decided(
    text: &str,
    one: Span,
    other: Span,
    may_be: impl Fn(Span) -> bool,
) -> Option<(Span, Option<Span>)> {
    let (one, other) = (without_board(text, one), without_board(text, other));
    let (payer, receiver) = match weight(one.of(text)).cmp(&weight(other.of(text))) {
        Ordering::Greater => (one, other),
        Ordering::Less => (other, one),
        Ordering::Equal => return None,
    };
    if is_foundation(payer.of(text)) && !may_be(payer) {
        return None;
    }
    let name = receiver.of(text);
    let bare = name.split(" (").next().unwrap_or(name);
    let is_office = || begins_word(&fold(name), "minist") || is_of_state(name);
    let does =
        is_name(name) && country(bare).is_none() && !is_office() && (weight(name) < 2 || is_foundation(bare));
    Some((payer, does.then_some(receiver)))
}

/// Who pays and who carries out, of the two behind `signed between`.
pub(super) fn between(told: &Told<'_>) -> Option<(Span, Option<Span>)> {
    let (_, end) = BETWEEN.iter().find_map(|words| told.places(words).next())?;
    let from = told.behind(end).0;
    let whole = names_at(told.text, from)?;
    let [one, other] = parts_of(told.text, whole).try_into().ok()?;
    let (payer, receiver) = pair(told.text, one, other)?;
    // `signed by the bank's director and Ana Ruiz`
    let is_sure = |name: &Span| {
        let name = name.of(told.text);
        bodies::is_body(name) || organisation(name).is_some() || !name.contains(' ')
    };
    Some((payer, receiver.filter(is_sure)))
}

#[cfg(test)]
mod tests {
    use almoner_record::{Role, Span};

    use crate::specimen::record;

    /// Who pays, who carries out, and the budget.
    fn told(text: &str) -> String {
        let read = record(&format!("{text}\n"));
        let names = |role: Role| {
            let orgs = read.participating_orgs.iter().filter(|org| org.role == Some(role));
            orgs.map(|org| org.organisation.name.clone()).collect::<Vec<_>>().join("; ")
        };
        let money = read.budget.as_ref().map(|budget| budget.money.value.to_string()).unwrap_or_default();
        format!("{} | {} | {money}", names(Role::Funding), names(Role::Implementing))
    }

    #[test]
    fn who_signs_with_whom_tells_who_gives() {
        for (text, expected) in [
            (
                "Pastures of Marsabit\n\n12 March 2019 - Norway signed an agreement worth USD 5 million with the Food and Agriculture Organization for the restoration of pastures in northern Kenya. The project will run from 2019 to 2022.",
                "Norway | Food and Agriculture Organization | 5000000",
            ),
            (
                "Seeds for Tigray\n\nAddis Ababa, 4 May 2018 - The Government of Canada has signed a grant agreement of CAD 12 million with World Vision for seed systems in Tigray, Ethiopia. The project will run until 2022.",
                "Government of Canada | World Vision | 12000000",
            ),
            (
                "Cliniques mobiles à Diffa\n\nNiamey, le 4 mai 2018 - La Suisse signe avec Médecins du Monde un contrat de 2 millions de francs suisses pour des cliniques mobiles à Diffa, au Niger. Le projet prendra fin en 2020.",
                "Suisse | Médecins du Monde | 2000000",
            ),
            (
                "Les pêcheurs de Casamance\n\nDakar, le 4 mai 2018. L'Union européenne a signé une convention d'un montant de 6 millions d'euros avec le PNUD pour la réhabilitation des débarcadères de Casamance, au Sénégal. Le projet durera trois ans.",
                "Union européenne | PNUD | 6000000",
            ),
            (
                "Agua potable para el Chaco\n\nAsunción, 4 de mayo de 2018. España firmó un convenio por valor de 3,5 millones de euros con la OPS para llevar agua potable a comunidades indígenas del Paraguay. El proyecto durará tres años.",
                "España | OPS | 3500000",
            ),
            (
                "Saúde materna em Nampula\n\nMaputo, 4 de maio de 2018. A Noruega assinou um acordo no valor de 4 milhões de euros com o UNFPA para a saúde materna na província de Nampula, Moçambique. O projeto terminará em 2021.",
                "Noruega | UNFPA | 4000000",
            ),
            (
                "Niamey, le 4 mai 2018. L'AFD et Médecins du Monde ont signé hier à Niamey une convention de 2 millions d'euros pour des cliniques mobiles au Niger.",
                "AFD | Médecins du Monde | 2000000",
            ),
            (
                "Warm classrooms for Ghazni\n\nKabul, 4 May 2018 - Sida and Save the Children Sweden today signed a grant agreement of SEK 24 million for the project Warm classrooms in Afghanistan.",
                "Sida | Save the Children Sweden | 24000000",
            ),
            (
                "Safe water in Timor-Leste\n\nAn agreement was signed between DFAT and Oxfam Australia worth AUD 3.2 million for safe water in Timor-Leste.",
                "DFAT | Oxfam Australia | 3200000",
            ),
            (
                "The Aga Khan Foundation has signed a €12m partnership agreement with the European Union in Afghanistan for rural roads.",
                "European Union | Aga Khan Foundation | 12000000",
            ),
            (
                "A loan agreement of USD 114 million was signed by Ana Perez, Vice-President of the Asian Infrastructure Investment Bank (AIIB), and Levan Beridze, Minister of Finance of Georgia.",
                "Asian Infrastructure Investment Bank |  | 114000000",
            ),
            // The one who signs is given, and a state does not carry it out.
            (
                "Seeds for Tigray\n\nAddis Ababa, 4 May 2018 - The Government of Ethiopia signed an agreement worth USD 50 million with the World Bank for seed systems in Tigray. The project will run until 2022.",
                "World Bank |  | 50000000",
            ),
            (
                "Seeds for Tigray\n\nAddis Ababa, 4 May 2018 - World Vision signed an agreement worth USD 5 million with USAID for seed systems in Tigray, Ethiopia. The project will run until 2022.",
                "USAID | World Vision | 5000000",
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn of_two_of_one_kind_none_is_given() {
        let text = "Seeds for Tigray\n\nAddis Ababa, 4 May 2018 - Norway signed an agreement worth USD 5 million with Sweden for seed systems in Tigray, Ethiopia. The project will run until 2022.";
        let read = told(text);
        assert!(read.contains("|  |"), "{read}");
        // A foundation may be given too.
        let both = "Instituto Mar | Fundação Gomá";
        let (one, other) = (Span::new(0, 13), Span::new(16, both.len()));
        assert_eq!(super::pair(both, one, other), None);
    }
}
