//! What a draft of a document that no layout recognises tells of aid, weighed against what its page tells of something else.
//!
//! Neither side is sure by itself: a bank's page names a donor, and a project's page a contractor. Each reason has points, and a
//! draft whose points add up to less than [`ENOUGH`] is no activity.

use almoner_codelists::{countries_hinted, countries_in, fold};
use almoner_record::{Activity, Basis, Country, DescriptionType, ParticipatingOrg, Precision, Role, Sector};
use rust_decimal::Decimal;

use super::form::Labels;
use super::kinds::{ANSWERS, BEGINNINGS, BUYERS, KINDS, Kind, OFFERS, POSTS, STUDIES};
use super::{Beginning, begins_word, nameless, names, others};
use crate::header;

/// A reason for or against, and its points.
type Reason = (&'static str, i32);

/// Points from which on a draft is of aid: a country that receives, and who pays or two facts of a form.
const ENOUGH: i32 = 4;

/// Currencies that nobody counts aid in but the country that receives it are all others.
const OF_GIVERS: [&str; 28] = [
    "AED", "AUD", "BGN", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HUF", "ILS", "ISK", "JPY", "KRW",
    "KWD", "LTL", "NOK", "NZD", "PLN", "QAR", "RON", "RUB", "SAR", "SEK", "TWD", "USD", "XDR",
];

/// Why a draft is of no activity: the reasons, where those against it weigh more.
pub(super) fn why(activity: &Activity, text: &Beginning<'_>, labels: Labels) -> Option<String> {
    if activity.iati_identifier.is_some() {
        return None;
    }
    let mut reasons = told(activity, text, labels);
    reasons.extend(text.against());
    reasons.retain(|(_, points)| *points != 0);
    let total: i32 = reasons.iter().map(|(_, points)| points).sum();
    (total < ENOUGH).then(|| {
        let listed: Vec<String> = reasons.iter().map(|(name, points)| format!("{name} {points:+}")).collect();
        format!("too little tells of aid ({total} points of {ENOUGH}): {}", listed.join(", "))
    })
}

/// What the draft's own values tell.
fn told(activity: &Activity, text: &Beginning<'_>, labels: Labels) -> Vec<Reason> {
    const LEAST_MONEY: Decimal = Decimal::from_parts(5000, 0, 0, false, 0);
    let orgs = &activity.participating_orgs;
    let pays = |item: &&ParticipatingOrg| item.role == Some(Role::Funding);
    let aid_pays = orgs.iter().filter(pays).any(names::is_of_aid);
    let aid_does = orgs.iter().filter(|item| !pays(item)).any(names::is_of_aid);
    let other_pays = !aid_pays && orgs.iter().any(|item| pays(&item));
    let is_odd =
        other_pays && !orgs.iter().filter(pays).any(|item| crate::bodies::is_body(&item.organisation.name));
    let does = |item: &ParticipatingOrg| item.role == Some(Role::Implementing) && !names::is_of_aid(item);
    let place = place(activity);
    let strong = text.strong_aid() > 0;
    let coded = coded(activity);
    let is_nowhere = place == 0 && !aid_pays && !aid_does && !strong && coded == 0;
    let money = activity.budget.as_ref().map(|budget| &budget.money);
    let money = money.or_else(|| activity.funding.first().map(|share| &share.money));
    let is_known = orgs.iter().any(|item| item.organisation.reference.is_some());
    let currency = money.and_then(|money| money.currency.as_deref());
    let is_own = !is_known && currency.is_some_and(|code| !OF_GIVERS.contains(&code));
    let facts = [
        money.is_some(),
        others::lasts(activity),
        !activity.other_identifiers.is_empty(),
        activity.descriptions.iter().any(|one| one.kind == DescriptionType::Objective),
        !activity.results.is_empty() || !activity.indicators.is_empty(),
    ];
    let facts = facts.into_iter().filter(|told| *told).count();
    vec![
        ("a country that receives", place),
        ("a code or marker of aid", coded),
        ("who gives aid pays", if aid_pays { 3 } else { 0 }),
        ("who gives aid takes part", if aid_does { 2 } else { 0 }),
        ("somebody carries it out", i32::from(orgs.iter().any(does))),
        ("who pays is no body", if is_odd { -1 } else { 0 }),
        ("words of aid", 2 * i32::from(strong) + i32::from(text.told_aid() > 0 || text.aid() > 1)),
        ("labels of aid", labels.points_of_aid()),
        ("facts of an activity", points(facts, 3)),
        ("one of a list", i32::from(labels.are_of_list())),
        ("labels that no activity has", -labels.points_of_strange()),
        ("only countries that give", if strong { 0 } else { -at_home(activity, place) }),
        ("no country and nobody who gives", if is_nowhere { -4 } else { 0 }),
        ("money of the country itself", if is_own { -4 } else { 0 }),
        ("a small sum", if money.is_some_and(|money| money.value < LEAST_MONEY) { -2 } else { 0 }),
        ("some weeks only", -short(activity)),
        ("a title of arms", if is_of_arms(activity) { -5 } else { 0 }),
        ("the title of a post", if is_post(activity) { -6 } else { 0 }),
    ]
}

/// What the page tells of something else than an activity, whatever draft is read of it.
pub(super) fn against(text: &Beginning<'_>) -> Vec<Reason> {
    const MOST_OF_LABELS: usize = 7;
    const MOST_OF_WORDS: usize = 5;
    let kinds = || KINDS.iter().map(|kind| (kind.name, kind.points(text))).filter(|(_, points)| *points > 0);
    let most = kinds().max_by_key(|(_, points)| *points).map_or("labels of another kind", |(name, _)| name);
    let answers = if text.says(&ANSWERS) { 5 } else { 0 };
    let labels = kinds().map(|(_, points)| points).sum::<usize>() + answers;
    let is_bought = kinds().any(|(name, _)| name == BUYERS);
    let told = |words: &[&str], points: usize| if text.says(words) { points } else { 0 };
    let words = text.number(&others::VACANCY) / 2
        + text.number(&others::EVENT) / 2
        + text.number(&others::STUDY) / 2
        + told(&nameless::OF_BODIES, 2)
        + told(&super::CLOSES, 1)
        + told(&OFFERS, if is_bought { 4 } else { 1 })
        + if text.counts(&STUDIES, 2) { 2 } else { 0 };
    vec![
        (most, -points(labels, MOST_OF_LABELS)),
        ("words of posts, events, studies and tenders", -points(words, MOST_OF_WORDS)),
        ("words of trade, property and shows", -points(text.elsewhere() + text.trade(), 2)),
        ("it begins as a bill or another paper does", if begins_as_paper(text) { -6 } else { 0 }),
    ]
}

/// A number of points, `most` at most.
fn points(number: usize, most: usize) -> i32 {
    i32::try_from(number.min(most)).unwrap_or(0)
}

/// Points for where it is: a country that receives, as stated, or as the title, a partner's name or a place tells.
fn place(activity: &Activity) -> i32 {
    let receives = |country: &Country| !header::gives(&country.code);
    let is_stated = |country: &&Country| country.basis == Basis::Stated;
    if activity.regions.iter().any(|region| region.code.is_some())
        || activity.countries.iter().filter(is_stated).any(receives)
    {
        return 2;
    }
    let names = || activity.participating_orgs.iter().take(8).map(|item| item.organisation.name.as_str());
    let tells = |name: &str| {
        countries_in(name).iter().any(|mention| !header::gives(mention.entry.code))
            || !countries_hinted(name).is_empty()
    };
    let is_placed = activity
        .locations
        .iter()
        .any(|place| place.country.as_deref().is_none_or(|code| !header::gives(code)))
        || activity.countries.iter().any(receives);
    i32::from(is_placed || activity.title.as_deref().into_iter().chain(names()).any(tells))
}

/// Points against, where all countries that are told, or else those of who takes part, give aid themselves.
fn at_home(activity: &Activity, place: i32) -> i32 {
    if activity.countries.iter().any(|country| !header::gives(&country.code)) || !activity.regions.is_empty()
    {
        return 0;
    }
    if !activity.countries.is_empty() {
        return 6;
    }
    let takes_part = activity.participating_orgs.iter().filter(|item| item.role != Some(Role::Funding));
    let mut named = takes_part.take(8).flat_map(|item| countries_in(&item.organisation.name)).peekable();
    let is_home =
        place == 0 && named.peek().is_some() && named.all(|mention| header::gives(mention.entry.code));
    if is_home { 3 } else { 0 }
}

/// Points for what nothing but aid is coded by; the name of a sector is everybody's.
fn coded(activity: &Activity) -> i32 {
    let is_dac =
        |sector: &&Sector| matches!(sector.vocabulary.as_str(), "1" | "2") && sector.basis == Basis::Stated;
    let is_coded = !activity.policy_markers.is_empty()
        || !activity.sdgs.is_empty()
        || activity.aid_type.is_some()
        || activity.finance_type.is_some();
    if is_coded {
        3
    } else {
        i32::from(activity.sectors.iter().filter(is_dac).any(|sector| sector.code.is_some()))
    }
}

/// Points against, for what lasts some weeks: from one day to another more than within a month.
fn short(activity: &Activity) -> i32 {
    let Some(period) = activity.period.as_ref().filter(|_| !others::lasts(activity)) else { return 0 };
    if period.start_precision == Some(Precision::Day) { 2 } else { 1 }
}

/// True for a short title that is a post's.
fn is_post(activity: &Activity) -> bool {
    const LONGEST_WORDS: usize = 6;
    let title = fold(activity.title.as_deref().unwrap_or_default());
    title.split_whitespace().count() <= LONGEST_WORDS
        && POSTS.iter().any(|post| {
            let begins = title.strip_prefix(post);
            begins.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
                || !post.contains(' ') && title.strip_suffix(post).is_some_and(|rest| rest.ends_with(' '))
        })
}

/// True for a title of arms, which no aid is.
fn is_of_arms(activity: &Activity) -> bool {
    const ARMS: [&str; 14] = [
        "army",
        "armed forces",
        "military",
        "helicopter",
        "aircraft",
        "patrol boat",
        "weapon",
        "munition",
        "armee",
        "militaire",
        "gendarmerie",
        "fuerzas armadas",
        "ejercito",
        "forcas armadas",
    ];
    let title = fold(activity.title.as_deref().unwrap_or_default());
    ARMS.iter().any(|word| begins_word(&title, word))
}

/// True where one of the first lines begins as a paper does.
fn begins_as_paper(text: &Beginning<'_>) -> bool {
    let begins = |line: &str| {
        BEGINNINGS.iter().any(|words| {
            line.strip_prefix(words).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        })
    };
    text.first_lines().iter().any(|line| begins(line))
}

impl Kind {
    /// How much its labels tell of this kind of page: its points for one with a value beside it, but for the first of labels
    /// that activities have too; less for what stands alone.
    fn points(&self, text: &Beginning<'_>) -> usize {
        let (mut beside, mut alone) = (0_usize, 0_usize);
        for label in self.labels {
            match text.labels().get(*label) {
                Some(true) => beside += 1,
                Some(false) => alone += 1,
                None => {}
            }
        }
        if !self.is_weak {
            return self.points * beside + 2 * alone.min(1);
        }
        let rest = if beside > 0 { self.points * (beside - 1) + alone } else { alone.saturating_sub(1) };
        usize::from(beside + alone > 0) + rest
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    fn counts(text: &str) -> usize {
        extracted(text).activities.len()
    }

    #[test]
    fn papers_are_told_by_a_label_that_no_activity_has() {
        let facts = "Country: Kenya\nDonor: USAID\nProject: Pumps for Kitui\nAmount: USD 44,000\nPeriod: 2019-2021\nReference: K-14";
        for (line, is_one) in [
            ("Location: Kitui", true),
            ("Supplier: Kisumu Steel Ltd", false),
            ("Employee: A. Otieno", false),
            ("Fournisseur : Aciéries du Sahel", false),
            ("Case number: ACEC 14 of 2020", false),
            ("Insured: Save the Children", false),
            ("Landlord: J. Mensah", false),
            ("Nationality: Kenyan", false),
            ("Precio: 40 USD", false),
            ("Filing date: 4 May 2014", false),
            ("University: University of Leeds\nSupervisor: A. Holm", false),
            // One of two is none, nor is a word that only begins so.
            ("Partner: University of Leeds", true),
            ("Suppliers of seed: trained", true),
        ] {
            assert_eq!(counts(&format!("Pumps for Kitui\n\n{facts}\n{line}\n")) == 1, is_one, "{line}");
        }
        for (first, is_one) in [
            ("Invoice 2022-114", false),
            ("Purchase order PO-14", false),
            ("Travel report: Kitui", false),
            ("Procès-verbal du conseil", false),
            ("Invoicing for small shops", true),
            ("Pumps for Kitui", true),
        ] {
            assert_eq!(counts(&format!("{first}\n\n{facts}\n")) == 1, is_one, "{first}");
        }
    }

    #[test]
    fn who_buys_and_asks_for_offers_gives_no_aid_and_an_authority_alone_may() {
        let facts = "Country: Zambia\nFunding: European Union\nContracting authority: Ministry of Energy\nBudget: EUR 2,000,000\nDuration: 36 months\nSector: Energy";
        for (line, is_one) in [
            ("The action trains 400 engineers of rural districts.", true),
            ("Firms may submit offers until 12 April 2023.", false),
            ("Lot 1: meters. Lot 2: cables.", false),
            ("Publication date: 4 May 2021", false),
        ] {
            assert_eq!(counts(&format!("Meters for Zambia\n\n{facts}\n\n{line}\n")) == 1, is_one, "{line}");
        }
    }

    #[test]
    fn calls_events_and_posts_are_none_unless_somebody_carries_out() {
        for (title, lines, is_one) in [
            (
                "Press freedom",
                "Donor: Norad\nCountry: Georgia\nBudget: EUR 200,000\nGrant size: EUR 10,000 - 25,000",
                false,
            ),
            (
                "Press freedom",
                "Donor: Norad\nCountry: Georgia\nBudget: EUR 200,000\n\nMedia may send a concept of three pages.",
                false,
            ),
            (
                "Fondo de prensa",
                "Financiador: AECID\nPaís: Bolivia\nPresupuesto: 300.000 EUR\n\nPueden postular medios.",
                false,
            ),
            (
                "Press freedom",
                "Donor: Norad\nImplementing partner: GIPA\nCountry: Georgia\nBudget: EUR 200,000\nGrant size: EUR 10,000 - 25,000",
                true,
            ),
            (
                "Water days",
                "Donor: GIZ\nCountry: Namibia\nDates: 22 - 26 November 2021\nOrganiser: AMCOW\nBudget: USD 1,200,000",
                false,
            ),
            (
                "Water days",
                "Donor: GIZ\nCountry: Namibia\nStart date: 1 May 2019\nEnd date: 30 April 2022\nParticipants: 400\nPurpose: to save water\nBudget: USD 1,200,000",
                true,
            ),
            (
                "Programme Officer, Nutrition",
                "Donor: ECHO\nCountry: Chad\nDuration: 12 months\nStart date: 1 March 2023",
                false,
            ),
            (
                "Coordinateur logistique",
                "Bailleurs : ECHO\nPays : Tchad\nDurée : 12 mois\nDate de début : 1er mars 2023",
                false,
            ),
            (
                "Malaria in Kita",
                "Country: Mali\nPeriod: 2016-2018\n\nWe followed 412 pupils.\n\nFunding: This work was supported by Norad (grant 14, USD 1,240,000). The funders had no role in the study.",
                false,
            ),
            (
                "Avis d’attribution de subvention",
                "Pays : Mali\nBailleur : Union européenne\nMontant : 780 000 EUR\nDurée : 36 mois",
                true,
            ),
            (
                "Officers of health for Lac",
                "Donor: ECHO\nCountry: Chad\nDuration: 12 months\nStart date: 1 March 2023",
                true,
            ),
        ] {
            assert_eq!(counts(&format!("{title}\n\n{lines}\n")) == 1, is_one, "{title}: {lines}");
        }
    }

    #[test]
    fn pages_of_countries_bodies_accounts_and_companies_are_none() {
        for (title, lines, is_one) in [
            (
                "Uganda",
                "Country: Uganda\nCapital: Kampala\nPopulation: 45.7 million\nBudget: USD 1,240 million\nImplementing partners: UNICEF\nPeriod: 2015-2021",
                false,
            ),
            (
                "WaterAid Nepal",
                "Country: Nepal\nDonors: DFID, Sida\nPartners: NEWAH\nSector: Water\nEstablished: 1987",
                false,
            ),
            (
                "Hope for Malawi",
                "Country: Malawi\nFunded by: Norad\nPeriod: 2021\nIncome: USD 412,000\nExpenditure: USD 398,000",
                false,
            ),
            (
                "Kathu Solar",
                "Country: South Africa\nDeveloper: Engie\nCapacity: 100 MW\nPartners: SIOC\nStatus: Operating\nPeriod: 2016-2019\nBudget: USD 800 million",
                false,
            ),
            (
                "Kathu Solar",
                "Country: South Africa\nDeveloper: Engie\nCapacity: 100 MW\nFunding: African Development Bank\nStatus: Operating\nPeriod: 2016-2019\nBudget: USD 800 million",
                true,
            ),
        ] {
            assert_eq!(counts(&format!("{title}\n\n{lines}\n")) == 1, is_one, "{title}: {lines}");
        }
    }

    #[test]
    fn what_a_rich_country_builds_at_home_is_none() {
        let facts = "Funded by: Connecting Europe Facility\nImplementing partner: Femern\nGrant: EUR 1,100,000\nPeriod: 2020-2029\nStatus: Ongoing";
        for (lines, is_one) in [
            ("Country: Denmark", false),
            ("Country: Denmark, Kenya", true),
            ("Country: Denmark\n\nPupils learn of poverty and development cooperation.", true),
            ("Country: Kenya", true),
        ] {
            assert_eq!(counts(&format!("Belt works\n\n{facts}\n{lines}\n")) == 1, is_one, "{lines}");
        }
    }
}
