//! Several activities in one document that no layout names: a chapter whose headings each have their facts below them, labels
//! that stand again for each, or a table with an activity a row or a column.
//!
//! A paper about one activity has headings with facts too, of its parts, and tables of other projects. So nothing is parted
//! where facts stand above the first of them, and each must have the facts that the others have. Nor is a curriculum vitae
//! or a firm's list of its works parted: `several/others.rs`.

mod above;
mod by_amounts;
mod by_announcement;
mod by_bars;
mod by_blocks;
pub(super) mod by_columns;
mod by_decisions;
mod by_items;
mod by_labels;
mod by_names;
mod by_parts;
mod by_rows;
mod by_sections;
mod donor_above;
mod heads;
mod in_order;
mod money_heads;
mod numbers;
mod of_aid;
mod others;
mod place_above;

pub(super) use by_bars::fact_of;
pub(crate) use heads::head;
pub(super) use money_heads::decided;
pub(super) use others::{names_others, stand_below_others};

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Cutter, Piece};
use crate::field::{DateKind, Field};
use crate::labels::unnumbered;
use crate::lines::LineKind;
use almoner_codelists::fold;

/// More columns has no list, but a table that was turned.
const MOST_COLUMNS: usize = 40;

/// What a fact is of, for comparing what activities have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fact {
    Number,
    Country,
    Money,
    Time,
    Taker,
    Status,
    Sector,
}

fn fact(field: Field) -> Option<Fact> {
    Some(match field {
        Field::IatiIdentifier | Field::OtherIdentifier => Fact::Number,
        Field::Countries | Field::Locations => Fact::Country,
        Field::Budget(_) | Field::Funding => Fact::Money,
        Field::Period | Field::Date(DateKind::Start | DateKind::End) => Fact::Time,
        Field::Org(_) => Fact::Taker,
        Field::Status => Fact::Status,
        Field::Sectors => Fact::Sector,
        _ => return None,
    })
}

/// Parts the pieces of a document that the general layout took for one activity.
pub(super) fn part(cutter: &mut Cutter<'_>) {
    if !cutter.layout.is_general() {
        return;
    }
    if by_decisions::part(cutter) || by_names::part(cutter) {
        return;
    }
    let is_chapter = by_blocks::are_asked(cutter) && by_blocks::part(cutter)
        || part_by_headings(cutter)
        || by_labels::part(cutter)
        || by_blocks::part(cutter)
        || by_bars::part(cutter);
    let are_items = !is_chapter && by_amounts::part_by_items(cutter);
    // Each of an announcement's tells its country itself.
    if !is_chapter && !are_items && by_announcement::part(cutter) {
        return;
    }
    if is_chapter || are_items || by_amounts::part(cutter) {
        numbers::take(cutter);
        place_above::hand_down(cutter);
        donor_above::hand_down(cutter);
        return;
    }
    if by_sections::part(cutter) || by_names::part_headed(cutter) || by_names::part_unquoted(cutter) {
        return;
    }
    by_rows::part(cutter);
    donor_above::hand_down(cutter);
    let is_one = cutter.pieces.iter().filter_map(|piece| piece.activity).all(|activity| activity == 0);
    if is_one && !by_announcement::part_of_news(cutter) {
        super::stacked::take(cutter);
    }
}

/// The headings that begin an activity each: of one level, with facts below them that the others have too.
fn part_by_headings(cutter: &mut Cutter<'_>) -> bool {
    const LOWEST: u8 = 4;
    let levels: Vec<Option<u8>> = cutter.pieces.iter().map(|piece| level(cutter, piece)).collect();
    if levels.iter().flatten().count() < 2 {
        return false;
    }
    for level in 1..=LOWEST {
        let end = |at: usize| end_of_part(&levels, at, level);
        let headings = (0..levels.len()).filter(|at| levels.get(*at) == Some(&Some(level)));
        let parts: Vec<(usize, usize, BTreeSet<Fact>)> = headings
            .map(|at| (at, end(at), facts(cutter, cutter.pieces.get(at + 1..end(at)).unwrap_or_default())))
            .filter(|(at, _, facts)| is_activity(facts) && !is_part(cutter, *at))
            .collect();
        let Some((first, ..)) = parts.first() else { continue };
        let alike = parts.windows(2).all(|pair| match pair {
            [(_, _, one), (_, _, other)] => one.intersection(other).count() >= 2,
            _ => false,
        });
        let above = facts(cutter, cutter.pieces.get(..*first).unwrap_or_default());
        let heading = cutter.pieces.get(*first).and_then(|piece| piece.heading);
        let are_others = heading.is_some_and(|heading| others::stand_below_others(cutter, heading));
        if parts.len() < 2 || !alike {
            continue;
        }
        if above.len() > 1 {
            // What an activity's paper tells of others: their donors and money are none of its own.
            let others = parts.iter().filter(|(_, _, facts)| {
                [Fact::Country, Fact::Money, Fact::Time].iter().all(|fact| facts.contains(fact))
            });
            for (from, until, _) in others {
                give(cutter, *from..*until, None);
            }
            continue;
        }
        // `Country: Mali` above `Kayes region` is of the one activity that has both.
        let is_told = [Fact::Country, Fact::Money, Fact::Taker].iter().any(|fact| above.contains(fact));
        if is_told || are_others {
            continue;
        }
        give(cutter, 0..cutter.pieces.len(), None);
        for (ordinal, (from, until, _)) in (0..).zip(&parts) {
            give(cutter, *from..*until, Some(ordinal));
        }
        return true;
    }
    (1..=LOWEST).for_each(|level| shares(cutter, level, &levels));
    false
}

/// Where the part ends that a heading of `level` begins at `at`: before the next one of that level or a higher.
fn end_of_part(levels: &[Option<u8>], at: usize, level: u8) -> usize {
    let behind = levels.iter().enumerate().skip(at + 1);
    let mut next = behind.filter(|(_, other)| other.is_some_and(|other| other <= level));
    next.next().map_or(levels.len(), |(next, _)| next)
}

/// Makes pieces those of an activity, or of none.
fn give(cutter: &mut Cutter<'_>, pieces: Range<usize>, activity: Option<u32>) {
    for piece in cutter.pieces.get_mut(pieces).into_iter().flatten() {
        piece.activity = activity;
    }
}

/// The money below headings of places or shares is a part of the activity's.
fn shares(cutter: &mut Cutter<'_>, level: u8, levels: &[Option<u8>]) {
    let mut shares: Vec<Vec<usize>> = Vec::new();
    let mut is_open = false;
    for (at, (piece, begun)) in cutter.pieces.iter().zip(levels).enumerate() {
        if begun.is_some_and(|begun| begun <= level) {
            let heading = folded_heading(cutter, piece);
            let is_share = others::is_place_or_share(unnumbered(&heading));
            is_open = *begun == Some(level) && is_share;
            shares.extend(is_open.then(Vec::new));
        } else if is_open && matches!(piece.field, Some(Field::Budget(_))) {
            shares.last_mut().into_iter().for_each(|share| share.push(at));
        }
    }
    shares.retain(|share| !share.is_empty());
    if shares.len() < 2 {
        return;
    }
    for at in shares.into_iter().flatten() {
        cutter.pieces.get_mut(at).into_iter().for_each(|piece| piece.field = Some(Field::Amount));
    }
}

/// The level of a heading that names nothing known.
fn level(cutter: &Cutter<'_>, piece: &Piece) -> Option<u8> {
    let heading = piece.heading.filter(|_| piece.field.is_none() && piece.inline.is_empty())?;
    let at = cutter.lines.partition_point(|line| line.span.start < heading.start);
    match cutter.lines.get(at).filter(|line| line.span == heading)?.kind {
        LineKind::Heading { level } => Some(level),
        _ => None,
    }
}

/// The facts that pieces have values of. A client is no one who takes part in aid.
fn facts(cutter: &Cutter<'_>, pieces: &[Piece]) -> BTreeSet<Fact> {
    let has_value = |piece: &&Piece| !piece.inline.is_empty() || !piece.lines.is_empty();
    let is_client = |piece: &&Piece| {
        piece.heading.is_some_and(|heading| others::is_client(cutter.document.slice(heading)))
    };
    pieces
        .iter()
        .filter(has_value)
        .filter(|piece| !is_client(piece))
        .filter_map(|piece| fact(piece.field?))
        .collect()
}

/// Enough facts for an activity: three, or a country and another that a company's site or a study does not have.
fn is_activity(facts: &BTreeSet<Fact>) -> bool {
    let has = |fact| facts.contains(&fact);
    has(Fact::Country) && (has(Fact::Money) || has(Fact::Taker)) && facts.len() > 1
        || facts.len() > 2 && has(Fact::Money) && (has(Fact::Taker) || has(Fact::Number))
}

/// True for the heading of a part of an activity, or of what is no activity.
fn is_part(cutter: &Cutter<'_>, at: usize) -> bool {
    let heading = cutter.pieces.get(at).map(|piece| folded_heading(cutter, piece)).unwrap_or_default();
    is_part_of_one(cutter, &heading)
}

/// True for a folded heading of a part of an activity, or of what is none.
fn is_part_of_one(cutter: &Cutter<'_>, heading: &str) -> bool {
    const PARTS: [&str; 30] = [
        "component",
        "outcome",
        "output",
        "phase",
        "year",
        "work package",
        "annex",
        "appendix",
        "activity",
        "result",
        "part",
        "lot",
        "composante",
        "produit",
        "effet",
        "annee",
        "annexe",
        "volet",
        "resultat",
        "componente",
        "producto",
        "efecto",
        "ano",
        "anexo",
        "resultado",
        "fase",
        "fact sheet",
        "factsheet",
        "contact",
        "evaluation",
    ];
    let heading = unnumbered(heading);
    let first = |part: &&str| {
        heading
            .strip_prefix(*part)
            .is_some_and(|rest| !rest.trim_start_matches('s').starts_with(char::is_alphabetic))
    };
    heading.is_empty()
        || PARTS.iter().any(first)
        || others::is_place_or_share(heading)
        || cutter.layout.banners.iter().any(|banner| banner == heading)
}

fn folded_heading(cutter: &Cutter<'_>, piece: &Piece) -> String {
    piece.heading.map(|heading| fold(cutter.document.slice(heading))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_markdown;

    fn titles(text: &str) -> Vec<(String, String, String)> {
        let told = |one: almoner_record::Activity| {
            let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
            let budget = one.budget.map_or_else(String::new, |budget| budget.money.value.to_string());
            (one.title.unwrap_or_default(), codes.join(" "), budget)
        };
        of_markdown(text).into_iter().map(told).collect()
    }

    fn told(title: &str, country: &str, budget: &str) -> (String, String, String) {
        (title.to_owned(), country.to_owned(), budget.to_owned())
    }

    const CHAPTER: &str = "# Chapter 4. Our projects in 2020\n\nThree projects.\n\n## 4.1 Wells for Borena\n\nCountry: Ethiopia\n\nPartner: Water Bureau\n\nPeriod: 2019-2022\n\nBudget: NOK 22.5 million\n\nWells were drilled.\n\n## 4.2 School meals in Karnali\n\nCountry: Nepal\n\nPartner: World Food Programme\n\nPeriod: 2020-2023\n\nBudget: NOK 31 million\n\nMeals were served.\n\n# Chapter 5. Accounts\n\nIncome rose.\n";

    #[test]
    fn headings_with_their_own_facts_begin_activities() {
        assert_eq!(
            titles(CHAPTER),
            [told("Wells for Borena", "ET", "22500000"), told("School meals in Karnali", "NP", "31000000")]
        );
    }

    #[test]
    fn the_parts_of_one_activity_are_none() {
        let parts = "# Water for Borena\n\nCountry: Ethiopia\n\nDonor: Norad\n\nBudget: NOK 40 million\n\n## 1. Wells\n\nLocation: Borena\n\nPartner: Water Bureau\n\nBudget: NOK 22.5 million\n\n## 2. Pipes\n\nLocation: Guji\n\nPartner: Pipe Office\n\nBudget: NOK 17.5 million\n";
        assert_eq!(titles(parts), [told("Water for Borena", "ET", "40000000")]);
        let components = "# Water for Borena\n\n## Component 1: Wells\n\nCountry: Ethiopia\n\nPartner: Water Bureau\n\nBudget: NOK 22.5 million\n\n## Component 2: Pipes\n\nCountry: Ethiopia\n\nPartner: Pipe Office\n\nBudget: NOK 17.5 million\n";
        assert_eq!(titles(components), []);
    }

    const HEADS: &str = "| N° | Projet | Pays | Partenaire | Durée | Budget (en milliers d'euros) |\n|---|---|---|---|---|---|\n";
    const ROWS: &str = "| F-1 | Greniers villageois | Mali | AOPP | 2020-2022 | 340 |\n| F-2 | Écoles rurales de Tahoua | Niger | Swissaid Niger | 2019-2021 | 1 150 |\n| Total | | | | | 1 490 |\n";

    #[test]
    fn rows_of_a_table_may_be_activities() {
        let text = format!("# Les projets de 2021\n\n{HEADS}{ROWS}\nLes comptes sont dans la suite.\n");
        assert_eq!(
            titles(&text),
            [told("Greniers villageois", "ML", "340000"), told("Écoles rurales de Tahoua", "NE", "1150000")]
        );
    }

    #[test]
    fn regions_tranches_and_what_stands_below_the_facts_of_one_are_no_activities() {
        let part = |heading: &str, place: &str, donor: &str, budget: &str| {
            format!(
                "## {heading}\n\nLocation: {place}\n\nDonor: {donor}\n\nStatus: Closed\n\nBudget: {budget}\n\n"
            )
        };
        for (one, other) in [
            ("Kayes region", "Sikasso region"),
            ("First tranche", "Second tranche"),
            ("Région de Kayes", "Région de Sikasso"),
            ("Province of Kayes", "Province of Sikasso"),
            ("Site 1", "Site 2"),
            ("Kayes office", "Sikasso office"),
            ("Visit of March", "Visit of May"),
            ("Región de Kayes", "Región de Sikasso"),
            // No words of parts, but the country stands above them.
            ("Wells of the north", "Pipes of the south"),
        ] {
            let text = format!(
                "# Wells for Kita\n\nCountry: Mali\n\n{}{}",
                part(one, "Kayes", "Norad", "EUR 2.5 million"),
                part(other, "Sikasso", "Sida", "EUR 1.5 million")
            );
            let told = titles(&text);
            let budget = if one == "Wells of the north" { "2500000" } else { "" };
            assert_eq!(told, [self::told("Wells for Kita", "ML", budget)], "{one}");
        }
        for (one, other) in
            [("Kayes region", "Sikasso region"), ("Lot 1", "Lot 2"), ("EU contribution", "Own share")]
        {
            let text = format!(
                "# Wells for Kita\n\n{}{}",
                part(one, "Kayes", "Norad", "EUR 2.5 million"),
                part(other, "Sikasso", "Sida", "EUR 1.5 million")
            );
            assert!(titles(&text).iter().all(|told| told.0 == "Wells for Kita"), "{:?}", titles(&text));
        }
    }

    #[test]
    fn money_of_tranches_keeps_the_whole_an_activity() {
        let text = "# Wells for Kita\n\nCountry: Mali\n\n## First tranche\n\nLocation: Kayes\n\nDonor: Norad\n\nBudget: EUR 2.5 million\n\n## Second tranche\n\nLocation: Sikasso\n\nDonor: Sida\n\nBudget: EUR 1.5 million\n";
        assert_eq!(titles(text), [told("Wells for Kita", "ML", "")]);
    }

    #[test]
    fn labels_that_stand_again_begin_activities() {
        let list = "# Board approves loans\n\nThe board met.\n\nCountry: Mali\nProject: Wells for Kita\nTotal project cost: USD 18.29 million\nLoan: USD 11.76 million\n\nWells are drilled.\n\nCountry: Niger\nProject: Livestock of Maradi\nTotal project cost: USD 16.14 million\nLoan: USD 13.5 million\n\nGoats are bought.\n\n## About the board\n\nCountry: Italy\n";
        assert_eq!(
            titles(list),
            [told("Wells for Kita", "ML", "18290000"), told("Livestock of Maradi", "NE", "16140000")]
        );
        let grants = "# Funding round of 2013\n\nOrganisation: University of Bamako\n\nProject title: Health of Kita\n\nTotal award: £388,342 over three years\n\nProject summary: Villages get clinics.\n\nOrganisation: Minds Foundation\n\nProject title: Nurses of Ségou\n\nTotal award: £382,180 over three years\n\nProject summary: Nurses learn.\n";
        assert_eq!(
            titles(grants),
            [told("Health of Kita", "", "388342"), told("Nurses of Ségou", "", "382180")]
        );
        // Each value may stand below its label.
        for gap in ["\n", "\n\n"] {
            let block = |title: &str, country: &str, amount: &str| {
                ["Project title", title, "Donor", "Norad", "Country", country, "Amount", amount].join(gap)
            };
            let list = format!(
                "Projects of 2019\n\n{}{gap}{}\n",
                block("Wells for Kita", "Mali", "USD 400,000"),
                block("Goats of Maradi", "Niger", "USD 300,000")
            );
            assert_eq!(
                titles(&list),
                [told("Wells for Kita", "ML", "400000"), told("Goats of Maradi", "NE", "300000")],
                "{list}"
            );
        }
        // An activity, and below it those that are like it.
        let one = "# Wells for Kita\n\nCountry: Mali\n\nDonor: Norad\n\nBudget: EUR 2.5 million\n\nProject: Livestock of Maradi\nLoan: USD 13.5 million\nStatus: Closed\n\nProject: Health of Ségou\nLoan: USD 3.5 million\nStatus: Closed\n";
        assert_eq!(titles(one).len(), 1, "{:?}", titles(one));
        // The same title again.
        let again = "Project: Wells for Kita\nCountry: Mali\nLoan: USD 13.5 million\n\nProject: Wells for Kita\nCountry: Mali\nLoan: USD 3.5 million\n";
        assert_eq!(titles(again).len(), 1, "{:?}", titles(again));
    }

    #[test]
    fn a_region_in_the_name_of_an_activity_makes_it_no_part() {
        let text = CHAPTER
            .replace("Wells for Borena", "Rural wells and village pipes in Borena region")
            .replace("School meals in Karnali", "District health systems strengthening in Karnali");
        assert_eq!(titles(&text).len(), 2, "{:?}", titles(&text));
    }

    #[test]
    fn vacancies_and_companies_are_no_activities() {
        let vacancies = "# Vacancies\n\n## Field officer\n\nCountry: Kenya\n\nImplementing partner: CARE\n\nReference: V-1234\n\nDuration: 12 months\n\n## Driver\n\nCountry: Kenya\n\nImplementing partner: CARE\n\nReference: V-1235\n\nDuration: 6 months\n";
        let companies = "# Companies in our portfolio\n\n## M-Kopa Solar\n\nCountry: Kenya\n\nClient: Acme Ventures\n\nInvestment: USD 2.5 million\n\n## Zola Electric\n\nCountry: Tanzania\n\nClient: Total Group\n\nInvestment: USD 4.5 million\n";
        for text in [vacancies, companies] {
            assert_eq!(titles(text), [], "{text}");
        }
    }

    #[test]
    fn where_no_part_is_an_activity_the_whole_is_read() {
        let text = "# Wells for Kita\n\nFunded by Norad for the poor households of Kita.\n\nStatus: Closed\n\n## Old town\n\nLocation: Kita\n\nBudget: EUR 4,100\n\n## New town\n\nLocation: Kayes\n\nBudget: EUR 4,200\n";
        assert!(titles(text).iter().all(|told| told.0 == "Wells for Kita"), "{:?}", titles(text));
    }

    #[test]
    fn what_a_paper_tells_of_other_activities_is_none_of_its_own() {
        let text = "# Bee-keeping in Wag Hemra\n\nCountry: Ethiopia\n\nApplicant: Amhara Bee Union\n\nBudget: EUR 410,000\n\n# Experience of the applicant\n\n## Goats for Sekota\n\nCountry: Ethiopia\n\nDonor: Misereor\n\nBudget: EUR 220,000\n\nPeriod: 2014-2016\n\n## Terraces in Lasta\n\nCountry: Ethiopia\n\nDonor: Caritas\n\nBudget: EUR 310,000\n\nPeriod: 2017-2019\n";
        let read = of_markdown(text);
        let orgs = read.iter().flat_map(|one| &one.participating_orgs);
        let names: Vec<&str> = orgs.map(|org| org.organisation.name.as_str()).collect();
        assert_eq!((read.len(), names), (1, vec!["Amhara Bee Union"]));
        assert!(read[0].period.is_none() && read[0].amounts.is_empty());
    }

    #[test]
    fn rows_of_other_tables_are_none() {
        let study = format!("# L'aide et la scolarisation\n\nAbstract\n\nNous étudions.\n\n{HEADS}{ROWS}\n");
        let others = format!("# Rapport\n\n## Autres projets du fonds\n\n{HEADS}{ROWS}\n");
        let vita = "# Curriculum vitae\n\n## Work\n\n| Project | Country | Donor | Period | Role |\n|---|---|---|---|---|\n| Rural roads | Kenya | World Bank | 2012-2014 | Engineer |\n| Water supply | Uganda | KfW | 2015-2017 | Team leader |\n";
        let company = "# Nordvind annual report\n\n| Project | Country | Capacity | Status | Completion |\n|---|---|---|---|---|\n| Marsabit wind | Kenya | 210 MW | In operation | 2021 |\n| Ninh Thuan wind | Vietnam | 90 MW | Under construction | 2023 |\n";
        let one = format!(
            "# Eau pour Kita\n\nPays : Mali\n\nBailleur : Norad\n\nBudget : 5 000 EUR\n\n## Expériences\n\n{HEADS}{ROWS}\n"
        );
        let tasks = vita.replace("Role", "Tasks").replace("Curriculum vitae", "Curriculum vitae of Ana Ruiz");
        let dates = vita.replace("Role", "Budget").replace("Curriculum vitae", "CV of Ana Ruiz");
        let services =
            vita.replace("Role", "Services provided").replace("Curriculum vitae", "Acme Engineers");
        let missions =
            format!("# Assistance technique : nos missions\n\n## Mali et Niger\n\n{HEADS}{ROWS}\n");
        let builder = "# Acme builders\n\n| Project | Country | Client | Period | Cost (USD) |\n|---|---|---|---|---|\n| Nakuru flyover | Kenya | Roads Board | 2012-2014 | 4,000,000 |\n| Mbale hospital | Uganda | Ministry of Health | 2015-2017 | 3,000,000 |\n";
        let sample = "# How aid changes schooling\n\nIntroduction\n\nWe use three projects.\n\n| Project | Country | Donor | Years |\n|---|---|---|---|\n| School meals | Mali | Norad | 2012-2014 |\n| Cash transfers | Kenya | DFID | 2015-2017 |\n";
        let texts = [&study, &others, &tasks, &dates, &services, &missions];
        for text in texts.into_iter().map(String::as_str).chain([company, vita, builder, sample]) {
            assert_eq!(titles(text), [], "{text}");
        }
        assert_eq!(titles(&one).len(), 1, "{:?}", titles(&one));
        // A section that is closed says nothing of the next one, and a donor has a portfolio too.
        let next = format!(
            "# Notre organisation\n\n## Nos missions\n\nNous aidons.\n\n## Les projets\n\n{HEADS}{ROWS}\n"
        );
        let portfolio = format!("# Portfolio 2021\n\n{HEADS}{ROWS}\n");
        assert_eq!([titles(&next).len(), titles(&portfolio).len()], [2, 2]);
    }

    #[test]
    fn rows_of_grants_need_no_country() {
        let text = "# Grants database\n\n| Grantee | Purpose | Amount | Date | Region |\n|---|---|---|---|---|\n| SEWA Bharat | To support home-based workers | EUR 450,000 | June 2021 | India |\n| Fundar | Budget analysis for towns | EUR 300,000 | 2021 | Mexico |\n";
        assert_eq!(
            titles(text),
            [
                told("To support home-based workers", "IN", "450000"),
                told("Budget analysis for towns", "MX", "300000")
            ]
        );
        let payments = text.replace("Grantee", "Supplier");
        assert_eq!(titles(&payments), []);
        let studies = text.replace("Purpose", "Abstract");
        assert_eq!(titles(&studies), []);
    }

    #[test]
    fn what_stands_behind_the_last_of_several_is_none_of_its_own() {
        let list = "# Projects of the fund\n\nProject: Wells for Kita\nCountry: Mali\nTotal cost: EUR 400,000\nDonor: Norad\n\nProject: Goats for Maradi\nCountry: Niger\nTotal cost: EUR 300,000\nDonor: Norad\n\nCountry: Burkina Faso\nTotal cost: EUR 9 million\n";
        assert_eq!(
            titles(list),
            [told("Wells for Kita", "ML", "400000"), told("Goats for Maradi", "NE", "300000")]
        );
    }
}
