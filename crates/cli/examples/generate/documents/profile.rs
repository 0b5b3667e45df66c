//! Project profiles as text, about three thousand bytes each: in the way of publishers that a layout knows, and under
//! labels of no layout.

use std::fmt::Write as _;

use super::chance::Chance;
use super::facts::{Facts, Language, grouped};
use super::prose;
use super::words::COUNTRIES;

/// The length that a profile comes near to, in bytes.
const LENGTH: usize = 3_000;

/// A profile's text, of the kind that `chance` draws.
pub(crate) fn profile(chance: &mut Chance, number: u64) -> String {
    let kind = chance.between(1, 100);
    let language =
        if matches!(kind, 31..=50 | 76..=80 | 91..=95) { Language::French } else { Language::English };
    let facts = Facts::drawn(chance, language, number);
    match kind {
        1..=50 => gac(&facts, chance),
        51..=58 => country_office(&facts, chance),
        59..=65 => bank_page(&facts, chance),
        66..=72 => data_sheet(&facts, chance),
        73..=80 => african_bank(&facts, chance),
        81..=87 => tracker(&facts, chance),
        88..=95 => labelled(&facts, chance),
        _ => labels_above(&facts, chance),
    }
}

/// How much prose still fits.
fn room(text: &str) -> usize {
    LENGTH.saturating_sub(text.len())
}

fn gac(facts: &Facts, chance: &mut Chance) -> String {
    let say = |words| facts.say(words);
    let mut text = format!("{} — {}\n\n\n\n", say(["Project profile", "Profil de projet"]), facts.title);
    text += &format!("{} \n\nCA-3-P{}001\n", say(["Overview", "Aperçu"]), facts.number);
    text += &match facts.language {
        Language::English => format!("${}\n", grouped(facts.amount, ",")),
        Language::French => format!("{}\u{a0}$\n", grouped(facts.amount, "\u{a0}")),
    };
    let status = match facts.language {
        Language::English => facts.status(["Operational", "Operational", "Terminating", "Closed"]),
        Language::French => facts.status(["Opérationnel", "Opérationnel", "En voie de clôture", "Terminé"]),
    };
    let donor = say(["Global Affairs Canada", "Affaires mondiales Canada"]);
    text += &format!(
        "{}\n{} - {}\n{status}\n{donor}\n\n",
        say(facts.partner),
        facts.start.iso(),
        facts.end.iso()
    );
    text += &format!("{} \n\n{}\n", say(["Country / region", "Pays / région"]), gac_countries(facts));
    text += &format!("{} \n\n", say(["Sector", "Secteur"]));
    for ((code, category, purpose, _), share) in &facts.sectors {
        text += &format!("• {}: {} ({code}) ({})\n", say(*category), say(*purpose), share_of(facts, *share));
    }
    if !facts.markers.is_empty() {
        text += &format!("\n{} \n\n", say(["Policy marker", "Marqueur de politique"]));
    }
    for (marker, principal) in &facts.markers {
        let level = if *principal {
            ["principal objective", "objectif principal"]
        } else {
            ["significant objective", "objectif significatif"]
        };
        text += &format!("• {} ({})\n", say(*marker), say(level));
    }
    let (expected, achieved) = (prose::expected(facts, chance, 3), prose::achieved(facts, chance, 4));
    let (expected, achieved) =
        (prose::counted(&expected, facts.language), prose::counted(&achieved, facts.language));
    let as_of = facts.end.month_of_year(facts.language);
    let expected = match facts.language {
        Language::English => {
            format!("The expected intermediate outcomes for this project include: {expected}.")
        }
        Language::French => {
            format!("Les résultats intermédiaires escomptés de ce projet comprennent : {expected}.")
        }
    };
    let achieved = match facts.language {
        Language::English => format!("Results achieved as of {as_of} include: {achieved}."),
        Language::French => format!("Parmi les résultats obtenus jusqu’en {as_of} : {achieved}."),
    };
    let rest = room(&text).saturating_sub(expected.len() + achieved.len() + 420);
    text += &format!("\nDescription \n\n{}\n\n", prose::telling(facts, chance, rest));
    text += &format!("{} \n\n{expected}\n\n", say(["Expected results", "Résultats attendus"]));
    text += &format!("{} \n\n{achieved}\n\n", say(["Results achieved", "Résultats obtenus"]));
    text += say([
        "Budget and spending \n\n\nOriginal budget $0\nPlanned disbursement $0\nTransactions\nCountry percentages by \
         sector\nType of finance Standard grant\nCollaboration type Bilateral\nType of aid Project-type \
         interventions\nDate modified:\n",
        "Budget et dépenses \n\n\nBudget original 0 $\nDécaissement prévu 0 $\nTransactions\nPourcentages par pays et \
         par secteur\nType de financement Dons ordinaires\nType de collaboration Bilatéral\nType d'aide Interventions \
         de type projet\nDate de modification :\n",
    ]);
    text
}

fn gac_countries(facts: &Facts) -> String {
    let line = |country: &str, share| format!("• {country} ({})\n", share_of(facts, share));
    match facts.other_country {
        Some(other) => {
            let other = facts.say([other.0, other.1]);
            line(facts.country(), 70) + &line(other, 30)
        }
        None => line(facts.country(), 100),
    }
}

fn share_of(facts: &Facts, share: u64) -> String {
    match facts.language {
        Language::English => format!("{share}.00%"),
        Language::French => format!("{share},00\u{a0}%"),
    }
}

fn bullets(items: &[String]) -> String {
    items.iter().fold(String::new(), |mut list, item| {
        let _ = writeln!(list, "  • {item};");
        list
    })
}

fn country_office(facts: &Facts, chance: &mut Chance) -> String {
    let [place, other, last] = facts.country.3;
    let (expected, achieved) = (prose::expected(facts, chance, 4), prose::achieved(facts, chance, 5));
    let mut text = format!("{}\n\nTitle: {} - {}\n", facts.title, facts.title, facts.country());
    text += &format!(
        "Duration: {} - {}\nBudget: USD {}\n",
        facts.start.month_of_year(facts.language),
        facts.end.month_of_year(facts.language),
        grouped(facts.amount, ",")
    );
    text += &format!("Status: {}\n", facts.status(["Planned", "Ongoing", "Ongoing", "Completed"]));
    text += &format!("Partners: {}; {}\n", facts.say(facts.ministry), facts.say(facts.partner));
    text += &format!("Coverage: 3 districts ({place}, {other} and {last})\n");
    text += &format!("SDG: SDG {}; SDG 1: No Poverty\n\n\n", chance.between(2, 16));
    let rest = room(&text).saturating_sub(1_000);
    text += &format!(
        "Programme Summary\n\n{} The key activities were the following:\n\n",
        prose::telling(facts, chance, rest)
    );
    text += &format!("{}\n\n\nWhat we have achieved so far\n\n1. {place}:\n\n", bullets(&expected));
    text += &bullets(&achieved);
    text
}

fn bank_page(facts: &Facts, chance: &mut Chance) -> String {
    let mut text =
        format!("{}\n\nThe World Bank, International Development Association\n\nAbstract\n\n", facts.title);
    text += &format!("{}\n\nKey Details\n", prose::telling(facts, chance, 700));
    text += &format!("Status: {}\n", facts.status(["Pipeline", "Active", "Active", "Closed"]));
    text += &format!(
        "Project ID: P{}\nCountry: {}\nTeam Leader: Rosa {}\n",
        facts.number,
        facts.country(),
        chance.village()
    );
    text += &format!(
        "Implementing Agency: {}\nBorrower: Republic of {}\n",
        facts.say(facts.ministry),
        facts.country()
    );
    let (millions, hundredths) = (facts.amount / 1_000_000, facts.amount / 10_000 % 100);
    text += &format!(
        "Total Project Cost: US$ {millions}.{hundredths:02} million\nFiscal Year: {}\n",
        facts.start.0
    );
    text += "Lending Instrument: Investment Project Financing\nEnvironmental Category: C\n";
    text += &format!("Approval Date: {}\nClosing Date: {}\n\n", facts.start.american(), facts.end.american());
    let rest = room(&text).saturating_sub(60);
    text += &format!("Development Objective\n\n{}\n", prose::telling(facts, chance, rest));
    text
}

fn data_sheet(facts: &Facts, chance: &mut Chance) -> String {
    let sector = facts.sectors.first().map(|(sector, _)| *sector).unwrap_or_default();
    let mut text =
        format!("Asian Development Bank\nPROJECT DATA SHEET\n\nProject Number\t{}-001\n", facts.number);
    text += &format!("Project Name\t{}\nCountry\t{}\n", facts.title, facts.country());
    text += &format!("Project Status\t{}\n", facts.status(["Proposed", "Active", "Active", "Closed"]));
    text += "Project Type / Modality of Assistance\tGrant\n";
    text += &format!("Sector / Subsector\t{} / {}\n", facts.say(sector.1), facts.say(sector.2));
    text += &format!("Executing Agencies\t{}\n\n", facts.say(facts.ministry));
    text += &format!(
        "Project Rationale and Linkage to Country/Regional Strategy\n\n{}\n\n",
        prose::telling(facts, chance, 800)
    );
    let impact = prose::expected(facts, chance, 1).concat();
    let rest = room(&text).saturating_sub(460);
    text += &format!("Impact\n\n{impact}.\n\nDescription\n\n{}\n\n", prose::telling(facts, chance, rest));
    let own = facts.amount / 8;
    text += &format!(
        "Financing Plan\n\nSource\tAmount (US$)\nAsian Development Fund\t{}\nGovernment of {}\t{}\nTotal\t{}\n\n",
        grouped(facts.amount - own, ","),
        facts.country(),
        grouped(own, ","),
        grouped(facts.amount, ",")
    );
    text += &format!(
        "Timetable\n\nApproval: {}\nClosing: {}\n",
        facts.start.words(facts.language),
        facts.end.words(facts.language)
    );
    text
}

fn african_bank(facts: &Facts, chance: &mut Chance) -> String {
    let say = |words| facts.say(words);
    let colon = say([": ", " : "]);
    let mut text = format!(
        "{}\n\n",
        say(["African Development Bank Group", "Groupe de la Banque africaine de développement"])
    );
    text += &format!("{} - {}\n\n", facts.country(), facts.title);
    for (label, value) in [
        (["Reference", "Référence"], format!("P-{}-007", facts.number)),
        (["Approval date", "Date d’approbation"], facts.start.slashes()),
        (["Start date", "Date de début"], facts.start.slashes()),
        (
            ["Status", "Statut"],
            say([
                facts.status(["Pipeline", "Ongoing", "Ongoing", "Completed"]),
                facts.status(["Planifié", "En cours", "En cours", "Terminé"]),
            ])
            .to_owned(),
        ),
        (["Implementing Agency", "Agence d’exécution"], say(facts.ministry).to_owned()),
        (["Location", "Emplacement"], facts.country.3.join(", ")),
    ] {
        text += &format!("{}{colon}{value}\n", say(label));
    }
    let third = room(&text).saturating_sub(300) / 3;
    for heading in
        [["Description", "Description"], ["Objectives", "Objectifs"], ["Rationale", "Justification"]]
    {
        text += &format!("\n{}\n\n{}\n", say(heading), prose::telling(facts, chance, third));
    }
    let own = facts.amount / 10;
    text += &format!(
        "\n{}\n\n{}\t{}\n{}\tUAC {}\n{}\tUAC {}\nTotal\tUAC {}\n",
        say(["Costs", "Coûts"]),
        say(["Finance source", "Source du financement"]),
        say(["Amount", "Montant"]),
        say(["ADF", "FAD"]),
        grouped(facts.amount - own, ","),
        say(["Government", "Gouvernement"]),
        grouped(own, ","),
        grouped(facts.amount, ",")
    );
    text
}

fn tracker(facts: &Facts, chance: &mut Chance) -> String {
    let mut text = format!(
        "Development Tracker\n\n{}\n\nProgramme Identifier: GB-GOV-1-{}\n",
        facts.title, facts.number
    );
    text += &format!("Start Date: {}\nEnd Date: {}\n", facts.start.iso(), facts.end.iso());
    text += &format!(
        "Total Budget: £{}\nSpend to Date: £{}\n",
        grouped(facts.amount, ","),
        grouped(facts.amount / 3, ",")
    );
    text += &format!("Benefitting Countries: {}\n", facts.country());
    text += "Reporting Organisation: UK - Foreign, Commonwealth and Development Office\n";
    text += &format!(
        "Implementing Organisation(s): {}; {}\n",
        facts.say(facts.ministry),
        facts.say(facts.partner)
    );
    text += &format!(
        "Activity Status: {}\n",
        facts.status(["Pipeline", "Implementation", "Finalisation", "Closed"])
    );
    let rest = room(&text).saturating_sub(480);
    text += &format!("\nDescription\n\n{}\n\nSectors\n\n", prose::telling(facts, chance, rest));
    for ((code, _, purpose, _), share) in &facts.sectors {
        text += &format!("- {} ({code}): {share}%\n", facts.say(*purpose));
    }
    if !facts.markers.is_empty() {
        text += "\nPolicy Markers\n\n";
    }
    for (marker, principal) in &facts.markers {
        let level = if *principal { "Principal" } else { "Significant" };
        text += &format!("- {}: {level} objective\n", facts.say(*marker));
    }
    text += &format!(
        "\nAid Type: Project-type interventions\n\nRelated documents\n\nAnnual Review {}\n",
        facts.start.0 + 1
    );
    text
}

/// Labels before their values, in words that vary from one publisher to the next.
fn labelled(facts: &Facts, chance: &mut Chance) -> String {
    let own = chance.between(0, 2);
    let word = |words: [[&'static str; 2]; 3]| {
        facts.say(words.get(usize::try_from(own).unwrap_or_default()).copied().unwrap_or_default())
    };
    let colon = if chance.percent(25) { "\t" } else { facts.say([": ", " : "]) };
    let sector = facts.sectors.first().map(|(sector, _)| *sector).unwrap_or_default();
    let (millions, tenths) = (facts.amount / 1_000_000, facts.amount / 100_000 % 10);
    let amount = match facts.language {
        Language::English => format!("EUR {millions}.{tenths} million"),
        Language::French => format!("{millions},{tenths} millions d’euros"),
    };
    let mut text = format!(
        "{}\n\n{}\n\n",
        word([
            ["PROJECT FACT SHEET", "FICHE DE PROJET"],
            ["PROJECT BRIEF", "FICHE TECHNIQUE"],
            ["PROJECT AT A GLANCE", "PROJET EN BREF"]
        ]),
        facts.title
    );
    for (label, value) in [
        (
            word([
                ["Project ID", "Numéro du projet"],
                ["Project number", "Référence"],
                ["Reference", "Code du projet"],
            ]),
            format!("{}-B", facts.number),
        ),
        (
            word([
                ["Country", "Pays"],
                ["Country of operation", "Pays d’intervention"],
                ["Countries", "Pays concernés"],
            ]),
            facts.country().to_owned(),
        ),
        (
            word([["Sector", "Secteur"], ["Sector", "Domaine"], ["Theme", "Secteur"]]),
            facts.say(sector.2).to_owned(),
        ),
        (
            word([
                ["Donor", "Bailleur"],
                ["Funded by", "Financement"],
                ["Source of funding", "Source de financement"],
            ]),
            facts.say(["European Union", "Union européenne"]).to_owned(),
        ),
        (
            word([
                ["Implementing agency", "Agence d’exécution"],
                ["Executing agency", "Maître d’ouvrage"],
                ["Implementing partner", "Organisme d’exécution"],
            ]),
            facts.say(facts.ministry).to_owned(),
        ),
        (
            word([["Total cost", "Coût total"], ["Budget", "Budget"], ["Total budget", "Montant total"]]),
            amount,
        ),
        (
            word([
                ["Start date", "Date de début"],
                ["Starts", "Date de démarrage"],
                ["Date of start", "Début"],
            ]),
            facts.start.words(facts.language),
        ),
        (
            word([
                ["Closing date", "Date de clôture"],
                ["End date", "Date de fin"],
                ["Date of completion", "Fin"],
            ]),
            facts.end.words(facts.language),
        ),
        (
            facts.say(["Status", "État"]),
            facts
                .say([
                    facts.status(["Planned", "Ongoing", "Ongoing", "Closed"]),
                    facts.status(["Prévu", "En cours", "En cours", "Terminé"]),
                ])
                .to_owned(),
        ),
    ] {
        text += &format!("{label}{colon}{value}\n");
    }
    let achieved = prose::achieved(facts, chance, 5);
    let rest = room(&text).saturating_sub(600) / 2;
    text += &format!(
        "\n{}\n\n{}\n",
        word([["Background", "Contexte"], ["Context", "Présentation"], ["Summary", "Résumé"]]),
        prose::telling(facts, chance, rest)
    );
    text +=
        &format!("\n{}\n\n{}\n", facts.say(["Objective", "Objectifs"]), prose::telling(facts, chance, rest));
    text += &format!("\n{}\n\n", facts.say(["Results achieved", "Résultats obtenus"]));
    for item in achieved {
        text += &format!("- {item}.\n");
    }
    text
}

/// Labels above their values.
fn labels_above(facts: &Facts, chance: &mut Chance) -> String {
    let sector = facts.sectors.first().map(|(sector, _)| *sector).unwrap_or_default();
    let funder = chance.pick(&COUNTRIES);
    let mut text = format!("{}\n", facts.title);
    for (label, value) in [
        ("Project reference", format!("{}-14/0007", facts.number)),
        ("Country", facts.country().to_owned()),
        ("Funding agency", "Norwegian Agency for Development Cooperation".to_owned()),
        ("Implementing partner", facts.say(facts.partner).to_owned()),
        ("Duration", format!("{} to {}", facts.start.words(facts.language), facts.end.words(facts.language))),
        ("Budget", format!("NOK {}", grouped(facts.amount, ","))),
        ("Sector", facts.say(sector.2).to_owned()),
    ] {
        text += &format!("\n{label}\n{value}\n");
    }
    let rest = room(&text).saturating_sub(560);
    text += &format!("\nSummary\n\n{}\n\nExpected results\n\n", prose::telling(facts, chance, rest));
    for item in prose::expected(facts, chance, 3) {
        text += &format!("- {item}.\n");
    }
    text += &format!("\nResults achieved by {}\n\n", facts.end.0);
    for item in prose::achieved(facts, chance, 3) {
        text += &format!("- {item}.\n");
    }
    text += &format!("\nThe evaluation compares the work with a similar one in {}.\n", funder.0);
    text
}
