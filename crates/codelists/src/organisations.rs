//! Organisations by name: only when sure.

mod names;
mod register;

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::lists::{CHANNEL, COUNTRY};
use names::{bracketed, is_acronym, is_short, key};
use register::{REGISTER, Register};

/// An organisation with an identifier.
#[derive(Debug, PartialEq, Eq)]
pub struct Organisation {
    /// IATI organisation identifier: `XM-DAC-41502`, `CA-3`.
    pub id: &'static str,
    /// The name in English.
    pub name: &'static str,
    /// Its usual acronym.
    pub acronym: Option<&'static str>,
    /// Code of IATI's OrganisationType.
    pub kind: Option<&'static str>,
}

/// The organisation of a name or an acronym as printed, only when sure.
///
/// The whole name counts first; else its parts between ` - ` or in brackets (`UNDP - United Nations Development
/// Programme - Haiti`, `World Health Organization (WHO)`): all parts that are known must agree and the others must
/// be a country or an acronym. Small words and British or American spelling make no difference; an acronym counts
/// only as printed.
pub fn organisation(name: &str) -> Option<&'static Organisation> {
    // No name is that long, and the look-up tries every part of it.
    const LONGEST: usize = 600;
    if name.len() > LONGEST {
        return None;
    }
    let found = KNOWN.with_borrow_mut(|known| {
        if let Some(found) = known.get(name) {
            return *found;
        }
        if known.len() >= MOST_KEPT {
            known.clear();
        }
        let found = look_up(&REGISTER, name);
        known.insert(name.to_owned(), found);
        found
    });
    REGISTER.get(found?)
}

const MOST_KEPT: usize = 4_000;

thread_local! {
    /// Which organisations names mean. The same few stand in document after document, and a look-up folds a name several times.
    static KNOWN: RefCell<FxHashMap<String, Option<usize>>> = RefCell::default();
}

fn look_up(register: &Register, name: &str) -> Option<usize> {
    register.whole(name).or_else(|| parts(register, name)).or_else(|| branch(register, name))
}

/// The organisation of an identifier.
pub fn organisation_by_id(id: &str) -> Option<&'static Organisation> {
    REGISTER.by_id(id.trim())
}

/// The organisation of a CRS channel code (`41502`); None for the code of a kind of channel (`21000`, `11001`,
/// `22501` for any national office of a family), which names nobody.
pub fn channel(code: &str) -> Option<&'static Organisation> {
    REGISTER.by_channel(CHANNEL.get(code.trim())?.code)
}

/// The name of an organisation without identifier, in one spelling: what makes two printed names one organisation.
/// Case, accents, small words, British or American spelling and an acronym in brackets make no difference.
pub fn organisation_key(name: &str) -> String {
    let name = name.trim();
    let bare = bracketed(name).filter(|(_, acronym)| is_acronym(acronym)).map_or(name, |(front, _)| front);
    let words = key(bare);
    if words.is_empty() { crate::fold(name) } else { words }
}

/// The one organisation that the parts of a name agree on.
fn parts(register: &Register, name: &str) -> Option<usize> {
    let spelt = name.replace(['–', '—', '|', '/'], " - ").replace(['(', ')'], " - ").replace("\u{a0}", " ");
    let mut found: Option<usize> = None;
    for part in
        spelt.split(" - ").map(|part| part.trim_matches([' ', '-', ','])).filter(|part| !part.is_empty())
    {
        match register.whole(part) {
            Some(index) if found.is_some_and(|other| other != index) => return None,
            Some(index) => found = Some(index),
            None if COUNTRY.find(part).is_some() || (is_short(part) && part.len() > 1) => {}
            None => return None,
        }
    }
    found
}

/// `UNDP Iraq`, `UNICEF in South Sudan`: the office of a multilateral organisation in a country.
fn branch(register: &Register, name: &str) -> Option<usize> {
    name.match_indices(' ').find_map(|(place, _)| {
        let (front, back) = (name.get(..place)?, name.get(place..)?.trim());
        let place =
            ["in ", "en ", "au ", "- "].iter().find_map(|word| back.strip_prefix(word)).unwrap_or(back);
        COUNTRY.find(place)?;
        let index = register.whole(front.trim_end_matches(','))?;
        register.get(index)?.kind.is_some_and(|kind| kind == "40").then_some(index)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organisation_is_known_by_name_acronym_and_both() {
        for (name, id) in [
            ("Global Affairs Canada", Some("CA-3")),
            ("Affaires mondiales Canada", Some("CA-3")),
            ("GAC", Some("CA-3")),
            ("DFATD", Some("CA-3")),
            ("CIDA", Some("CA-3")),
            ("Foreign Affairs, Trade and Development Canada (DFATD)", Some("CA-3")),
            ("UNOPS - United Nations Office for Project Services", Some("XM-DAC-41502")),
            ("UNOPS", Some("XM-DAC-41502")),
            ("United Nations Development Programme", Some("XM-DAC-41114")),
            ("United Nations Development Program", Some("XM-DAC-41114")),
            ("UNDP", Some("XM-DAC-41114")),
            ("PNUD", Some("XM-DAC-41114")),
            ("UNDP - United Nations Development Programme - Haiti", Some("XM-DAC-41114")),
            ("PNUD – Programme des Nations Unies pour le développement – Haïti", Some("XM-DAC-41114")),
            ("United Nations Development Programme (UNDP)", Some("XM-DAC-41114")),
            ("UNDP Iraq", Some("XM-DAC-41114")),
            ("UNICEF South Sudan", Some("XM-DAC-41122")),
            ("UNICEF - Fonds des Nations Unies pour l’enfance", Some("XM-DAC-41122")),
            ("IOM - International Organization for Migration", Some("XM-DAC-47066")),
            ("OIM - Organisation internationale pour les migrations", Some("XM-DAC-47066")),
            ("PAHO - Pan American Health Organization", Some("XM-DAC-47083")),
            ("IDB - Inter-American Development Bank", Some("XM-DAC-46012")),
            ("BID - Banque interaméricaine de développement", Some("XM-DAC-46012")),
            (
                "UNESCO - United Nations Educational, Scientific and Cultural Organization",
                Some("XM-DAC-41304"),
            ),
            ("International Organisation of La Francophonie", Some("XM-DAC-47046")),
            ("OIF - Organisation internationale de la Francophonie", Some("XM-DAC-47046")),
            ("Caribbean Development Bank", Some("XM-DAC-46009")),
            ("World Bank", Some("XM-DAC-44000")),
            ("The World Bank", Some("XM-DAC-44000")),
            ("UN Office of Disarmament Affairs", Some("XM-DAC-41601")),
            ("World Health Organization", Some("XM-DAC-928")),
            ("WHO - World Health Organization", Some("XM-DAC-928")),
            ("European Bank for Reconstruction and Development", Some("XM-DAC-46015")),
            ("Swedish International Development Cooperation Agency (Sida)", Some("SE-0")),
            ("CECI - Centre for International Studies and Cooperation", Some("CA-CRA_ACR-118846575")),
            // Old names, a country behind the name, an acronym in brackets, other languages.
            ("Department for International Development (DFID), United Kingdom", Some("GB-GOV-1")),
            ("Department of Foreign Affairs, Trade and Development (DFATD), Canada", Some("CA-3")),
            ("Spanish Agency for International Cooperation (AECID)", Some("XM-DAC-50-21")),
            ("Global Fund to Fight AIDS, Tuberculosis and Malaria (GFATM)", Some("XM-DAC-47045")),
            ("Joint United Nations Programme on HIV/AIDS (UNAIDS)", Some("XM-DAC-41110")),
            ("Norwegian Agency for Development Cooperation (NORAD)", Some("NO-BRC-971277882")),
            ("Bill & Melinda Gates Foundation", Some("DAC-1601")),
            ("Canadian International Development Agency (CIDA)", Some("CA-3")),
            ("DFID", Some("GB-GOV-1")),
            ("Irish Aid", Some("XM-DAC-21-1")),
            ("IrishAid", Some("XM-DAC-21-1")),
            ("AusAID", Some("AU-5")),
            ("Millennium Challenge Corporation (MCC)", Some("US-GOV-18")),
            ("European Union", Some("XM-DAC-42001")),
            ("Union européenne", Some("XM-DAC-42001")),
            ("Unión Europea", Some("XM-DAC-42001")),
            ("European Commission (EC)", Some("XM-DAC-42001")),
            ("EuropeAid", Some("XI-IATI-EC_INTPA")),
            ("DG DEVCO", Some("XI-IATI-EC_INTPA")),
            ("International Bank for Reconstruction and Development", Some("XM-DAC-44001")),
            ("IBRD", Some("XM-DAC-44001")),
            ("International Development Association (IDA)", Some("XM-DAC-44002")),
            ("Asian Development Bank", Some("XM-DAC-46004")),
            ("African Development Bank (AfDB)", Some("XM-DAC-46002")),
            ("Banque africaine de développement", Some("XM-DAC-46002")),
            ("African Development Fund", Some("XM-DAC-46003")),
            ("Fonds africain de développement", Some("XM-DAC-46003")),
            ("Green Climate Fund", Some("XM-DAC-41317")),
            ("Global Environment Facility", Some("XM-DAC-47044")),
            ("Fonds pour l'environnement mondial", Some("XM-DAC-47044")),
            ("IFAD", Some("XM-DAC-41108")),
            ("Fonds international de développement agricole (FIDA)", Some("XM-DAC-41108")),
            ("CAF - Banco de Desarrollo de América Latina", Some("XM-DAC-46008")),
            ("Andean Development Corporation", Some("XM-DAC-46008")),
            ("Islamic Development Bank", Some("XM-DAC-46025")),
            ("Bureau de la coordination des affaires humanitaires", Some("XM-DAC-41127")),
            (
                "Organización de las Naciones Unidas para la Alimentación y la Agricultura (FAO)",
                Some("XM-DAC-41301"),
            ),
            ("Organisation des Nations Unies pour l'alimentation et l'agriculture", Some("XM-DAC-41301")),
            ("Fundo das Nações Unidas para a Infância", Some("XM-DAC-41122")),
            ("Programa das Nações Unidas para o Desenvolvimento (PNUD)", Some("XM-DAC-41114")),
            ("Banco Africano de Desenvolvimento", Some("XM-DAC-46002")),
            ("União Europeia", Some("XM-DAC-42001")),
            ("Organização Mundial da Saúde", Some("XM-DAC-928")),
            ("Swiss Agency for Development and Cooperation (SDC)", Some("CH-4")),
            ("Ministry of Foreign Affairs of Denmark", Some("XM-DAC-3-1")),
            ("Ministry of Foreign Affairs of the Netherlands", Some("XM-DAC-7")),
            ("Deutsche Gesellschaft für Internationale Zusammenarbeit (GIZ) GmbH", Some("XM-DAC-5-52")),
            ("Gesellschaft für Technische Zusammenarbeit (GTZ)", Some("XM-DAC-5-52")),
            ("GTZ", Some("XM-DAC-5-52")),
            ("KfW Entwicklungsbank", Some("XM-DAC-5-2")),
            ("United Nations Office for Project Services (UNOPS)", Some("XM-DAC-41502")),
            ("UNOPS Haiti", Some("XM-DAC-41502")),
            ("UNIFEM", Some("XM-DAC-41146")),
            // Donors that are named by two or three letters, as a whole name only.
            ("EU", Some("XM-DAC-42001")),
            ("UE", Some("XM-DAC-42001")),
            ("EC", Some("XM-DAC-42001")),
            ("BM", Some("XM-DAC-44000")),
            ("BAD", Some("XM-DAC-46002")),
            ("BID", Some("XM-DAC-46012")),
            ("SIDA", Some("SE-0")),
            ("eu", None),
            ("Ec", None),
            ("United States Department of State (USDOS)", Some("US-GOV-11")),
            ("World Food Program", Some("XM-DAC-41140")),
            ("WFP", Some("XM-DAC-41140")),
            ("Catholic Relief Services", Some("US-EIN-13-5563422")),
            // Not sure: many of that name, no organisation, another one, a word.
            ("Ministry of Foreign Affairs", None),
            ("Ministry of Labour and Social Affairs", None),
            ("Miscellaneous", None),
            ("UNDP - World Food Programme", None),
            ("Oxfam Canada", None),
            ("VIH/sida", None),
            ("who", None),
            ("Union", None),
            ("Uncoded", None),
            ("Other", None),
            ("Haiti", None),
            ("", None),
            (" - ", None),
        ] {
            assert_eq!(organisation(name).map(|found| found.id), id, "{name}");
        }
    }

    #[test]
    fn spellings_of_a_name_are_one_organisation() {
        for (one, other, same) in [
            ("Oxfam-Québec", "OXFAM Quebec (OQ)", true),
            ("Centre for Affordable Water", "The Center for Affordable Water", true),
            ("Ministry of Health (Mali)", "Ministry of Health", false),
            ("The", "Of", false),
        ] {
            assert_eq!(organisation_key(one) == organisation_key(other), same, "{one} | {other}");
        }
    }

    #[test]
    fn a_channel_code_names_an_organisation_but_not_a_kind() {
        for (code, id) in [
            ("41502", Some("XM-DAC-41502")),
            ("41114", Some("XM-DAC-41114")),
            ("46012", Some("XM-DAC-46012")),
            ("44000", Some("XM-DAC-44000")),
            ("21018", Some("XM-DAC-21018")),
            ("47083", Some("XM-DAC-47083")),
            ("10000", None),
            ("11001", None),
            ("22501", None),
            ("22502", None),
            ("41100", None),
            ("62001", None),
            ("99999", None),
        ] {
            assert_eq!(channel(code).map(|found| found.id), id, "{code}");
        }
        let unops = channel("41502").unwrap();
        assert_eq!(
            (unops.name, unops.acronym, unops.kind),
            ("United Nations Office for Project Services", Some("UNOPS"), Some("40"))
        );
    }

    #[test]
    fn every_alias_leads_to_the_organisation_it_names() {
        let listed = crate::table::rows(include_str!("../data/organisations.csv"));
        let agencies = crate::table::rows(include_str!("../data/dac-agencies.csv"));
        for row in crate::table::rows(include_str!("../data/organisation-aliases.csv")) {
            let (id, alias) = (row.text("id"), row.text("alias"));
            // An alias without identifier is a name that is also a word, and means nobody for sure.
            let expected = Some(id).filter(|id| !id.is_empty());
            assert_eq!(organisation(alias).map(|found| found.id), expected, "{alias}");
            let listed = listed.iter().any(|row| row.text("id") == id);
            let coded = id.strip_prefix("XM-DAC-").is_some_and(|code| {
                CHANNEL.get(code).is_some()
                    || agencies
                        .iter()
                        .any(|row| format!("{}-{}", row.text("donor_code"), row.text("agency_code")) == code)
            });
            assert!(listed || coded || id.is_empty(), "{id}: no list has this identifier");
        }
    }
}
