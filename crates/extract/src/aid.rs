//! Which drafts are of aid: what no layout recognises is read as it stands, and much that has labels, money and dates is
//! about something else.

use almoner_record::{Activity, Basis, Country, ParticipatingOrg, Role};
use rust_decimal::Decimal;

use crate::draft::Draft;
use crate::header;
use crate::layout::Layout;

/// Why a draft is no record: a layout that recognises its documents needs a title or identifier only, the general
/// one also words that only aid activities have.
pub(crate) fn why_none(draft: &Draft, text: &str, layout: &Layout) -> Option<String> {
    let activity = &draft.activity;
    if activity.title.is_none() && activity.iati_identifier.is_none() {
        return Some("nothing reads as a title or an identifier".to_owned());
    }
    if !layout.is_general() {
        return None;
    }
    let cues = aid_cues(activity);
    let others = other_cues(activity);
    // A country alone is no aid: a company's project has one too, and so has a recipe with its results.
    let achieves = !activity.results.is_empty() && activity.period.is_some();
    let measures = !activity.indicators.is_empty()
        && (activity.period.is_some() || !activity.other_identifiers.is_empty());
    let tells = || {
        activity.budget.is_some()
            && (activity.period.is_some() || !activity.other_identifiers.is_empty())
            && speaks_of_aid(text)
    };
    let takes_part = !activity.participating_orgs.is_empty();
    let is_form = || is_money_for_a_recipient(activity) && !speaks_of_trade(text);
    let placed = has_place(activity) && (achieves || takes_part || measures || tells() || is_form());
    if cues == 0 && !placed {
        return Some(
            "no layout recognises it, and no label names who funds or carries out an activity, its DAC sector or identifier"
                .to_owned(),
        );
    }
    let read = cues + others + usize::from(has_place(activity));
    (read < 3).then(|| {
        format!("no layout recognises it, and only {read} of its labels read as those of an activity")
    })
}

/// A state or one of its bodies.
fn is_public(name: &str) -> bool {
    const WORDS: [&str; 9] = [
        "government",
        "ministry",
        "republic",
        "gouvernement",
        "ministere",
        "gobierno",
        "ministerio",
        "governo",
        "republi",
    ];
    let folded = almoner_codelists::fold(name);
    WORDS.iter().any(|word| folded.contains(word)) || !almoner_codelists::countries_in(name).is_empty()
}

/// True for a text that has several of the words that aid is told in and trade, science and cooking do without: its labels
/// alone would fit a company's project as well.
fn speaks_of_aid(text: &str) -> bool {
    const FEWEST: usize = 2;
    const WORDS: [&str; 26] = [
        "donor",
        "grant",
        "beneficia",
        "poverty",
        "poor",
        "smallholder",
        "refug",
        "humanitar",
        "livelihood",
        "vulnerab",
        "development cooperation",
        "official development",
        "technical assistance",
        "households",
        "bailleur",
        "pauvrete",
        "subvention",
        "menages",
        "aide au developpement",
        "cooperacion",
        "donante",
        "pobreza",
        "cooperacao",
        "doador",
        "eu contribution",
        "national contribution",
    ];
    said(&WORDS, text) >= FEWEST
}

/// True for a text with a word that a company tells its own projects in.
fn speaks_of_trade(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "sells",
        "sales",
        "revenue",
        "profit",
        "earns",
        "earnings",
        "shareholder",
        "investor",
        "customer",
        "dividend",
        "turnover",
        "chiffre d'affaires",
        "actionnaire",
        "clientele",
        "ventas",
        "accionista",
        "ganancias",
        "acionista",
    ];
    said(&WORDS, text) > 0
}

/// How many of these folded words, or beginnings of words, the beginning of a text says.
fn said(words: &[&str], text: &str) -> usize {
    const LOOKED_AT: usize = 16 << 10;
    let folded = almoner_codelists::fold(text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default());
    let begins = |word: &&&str| {
        folded.match_indices(**word).any(|(at, _)| {
            let before = folded.get(..at).and_then(|text| text.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric())
        })
    };
    words.iter().filter(begins).count()
}

/// A sum for a country or region that receives aid, with its time, state or number beside it. A meal for a few dollars is
/// none, nor is a building site in a country that gives.
fn is_money_for_a_recipient(activity: &Activity) -> bool {
    const LEAST: Decimal = Decimal::from_parts(5000, 0, 0, false, 0);
    let receives = |country: &Country| country.basis == Basis::Stated && !header::gives(&country.code);
    let has_recipient = activity.countries.iter().any(receives) || !activity.regions.is_empty();
    let is_sum = activity.budget.as_ref().is_some_and(|budget| budget.money.value >= LEAST);
    let lasts = activity.period.as_ref().is_some_and(|period| period.start.is_some() && period.end.is_some());
    let others = [
        activity.period.is_some(),
        lasts,
        activity.status.is_some(),
        !activity.other_identifiers.is_empty(),
        !activity.sectors.is_empty(),
    ];
    !is_call(activity) && has_recipient && is_sum && others.into_iter().filter(|told| *told).count() > 1
}

/// True for a page that asks for offers or proposals.
fn is_call(activity: &Activity) -> bool {
    const CALLS: [&str; 12] = [
        "call for",
        "calls for",
        "invitation to",
        "request for",
        "tender",
        "appel a",
        "appel d'offres",
        "avis d'appel",
        "convocatoria",
        "licitacion",
        "chamada",
        "concurso",
    ];
    let title = activity.title.as_deref().map(almoner_codelists::fold).unwrap_or_default();
    CALLS.iter().any(|call| title.starts_with(call))
}

fn has_place(activity: &Activity) -> bool {
    let borrows = activity.participating_orgs.iter().any(|item| {
        item.role == Some(Role::Accountable)
            && !almoner_codelists::countries_in(&item.organisation.name).is_empty()
    });
    let stated = activity.countries.iter().any(|country| country.basis == Basis::Stated);
    stated || borrows || !activity.regions.is_empty()
}

/// Values that nothing but an aid activity states.
fn aid_cues(activity: &Activity) -> usize {
    // A client is no aid by itself, a state that borrows is.
    let takes_part = |item: &&ParticipatingOrg| match item.role {
        Some(Role::Accountable) => is_public(&item.organisation.name),
        role => role.is_some(),
    };
    let roles = activity.participating_orgs.iter().filter(takes_part).count();
    [
        activity.iati_identifier.is_some(),
        roles > 0,
        activity.sectors.iter().any(|sector| sector.code.is_some()),
        !activity.policy_markers.is_empty(),
        !activity.sdgs.is_empty(),
        activity.aid_type.is_some() || activity.finance_type.is_some(),
        !activity.funding.is_empty(),
    ]
    .into_iter()
    .filter(|told| *told)
    .count()
}

fn other_cues(activity: &Activity) -> usize {
    [
        activity.budget.is_some(),
        activity.period.is_some(),
        activity.status.is_some(),
        !activity.other_identifiers.is_empty(),
        !activity.results.is_empty(),
        !activity.logframe.is_empty(),
    ]
    .into_iter()
    .filter(|told| *told)
    .count()
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    #[test]
    fn a_country_money_and_time_are_aid_where_the_text_tells_of_it() {
        for (line, expected) in [
            ("The grant helps 6,000 poor households to sell milk.", 1),
            ("The wind farm sells power to the grid and earns 12 per cent.", 0),
        ] {
            let text = format!(
                "Dairy in Punjab\n\nCountry: Pakistan\nBudget: GBP 42.5 million\nStart date: April 2018\nEnd date: March 2024\n\n{line}\n"
            );
            assert_eq!(extracted(&text).activities.len(), expected, "{line}");
        }
    }

    #[test]
    fn who_pays_a_contractor_is_no_donor() {
        let text = "Payroll migration\n\nClient: Acme Retail Inc.\nBudget: USD 120,000\nStart date: 1 March 2022\nEnd date: 30 June 2022\n";
        assert!(extracted(text).activities.is_empty());
    }

    #[test]
    fn a_text_about_no_aid_gives_no_record() {
        for text in [
            "Lentil soup\n\nTotal cost: $4\nDuration: 40 minutes\nStatus: tried twice\n\nResults\n\n- 4 plates of soup.\n",
            "Stew of lentils\n\nCountry: Ethiopia\nBudget: $12\nStatus: easy\n\nResults\n\n- 4 people eat well.\n",
            "Choir meeting\n\nBudget: EUR 300\nPartners: Parish of St Anne\nDate: 3 May 2024\n",
            "A single line.\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_sum_for_a_country_that_receives_is_an_activity_though_nobody_is_named() {
        for (lines, is_one) in [
            ("Country: Kenya\nStatus: Ongoing\nPeriod: 2019-2022\nBudget: EUR 4,750,000", true),
            ("Pays : Sénégal\nStatut : Achevé\nDurée : 4 ans\nMontant du financement : 1 500 000 EUR", true),
            // A building site at home, a journey, a vacancy, a tender without a sum.
            ("Country: Germany\nStatus: Completed\nPeriod: 2019-2022\nBudget: EUR 4,750,000", false),
            ("Country: Kenya\nDates: 3 May 2024 - 10 May 2024\nBudget: USD 2,400", false),
            ("Country: Kenya\nReference: VA-2021/17\nDuration: 12 months\nStatus: Open", false),
            ("Country: Kenya\nBudget: EUR 4,750,000", false),
        ] {
            let read = extracted(&format!("Roads for Kisumu county\n\n{lines}\n"));
            assert_eq!(!read.activities.is_empty(), is_one, "{lines}");
        }
        let call = "Call for proposals: roads for Kisumu\n\nCountry: Kenya\nStatus: Open\nReference: EA/174-221\nBudget: EUR 3,000,000\n";
        assert!(extracted(call).activities.is_empty());
    }
}
