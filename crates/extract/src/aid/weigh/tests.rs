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

#[test]
fn one_line_may_tell_aid_from_the_rest() {
    const OWN: &str = "Source of funding: Revenue\nImplementing agency: Ministry of Health";
    for (title, lines, is_one) in [
        // Where the money comes from: the country's own, or a giver's.
        (
            "Hospital of Kaduna",
            "Country: Nigeria\nBudget: NGN 1,850,000,000\nPeriod: 2021-2023\nDonor: Norad",
            true,
        ),
        (
            "Hospital of Kaduna",
            "Country: Nigeria\nBudget: NGN 1,850,000,000\nPeriod: 2021-2023\nSponsor: M-Bet",
            false,
        ),
        (
            "Hospital of Kaduna",
            &format!("State: Kaduna\nBudget: NGN 1,850,000,000\n{OWN}\nStatus: Ongoing"),
            false,
        ),
        // Nobody who gives, and no country that receives.
        (
            "Clean ports",
            "Total budget: EUR 1.9 million\nDuration: 01/2020 - 06/2023\nLead partner: City of Klaipėda",
            false,
        ),
        (
            "Clean ports",
            "Total budget: EUR 1.9 million\nDuration: 01/2020 - 06/2023\nLead partner: City of Klaipėda\nCountry: Georgia\nProgramme: Good neighbours",
            true,
        ),
        // All that take part are at home in countries that give.
        (
            "Young cooks",
            "EU grant: EUR 118,400\nPeriod: 2020-2022\nCoordinator: Institute, Parma, Italy\nPartners: School (France); School (Austria)",
            false,
        ),
        (
            "Young cooks",
            "EU grant: EUR 118,400\nPeriod: 2020-2022\nCoordinator: Institute, Parma, Italy\nPartners: School (Tunisia); School (Austria)",
            true,
        ),
        // Who has it done.
        (
            "Core software",
            "Country: Kenya\nClient: Lake Bank\nBudget: USD 3.2 million\nPeriod: 2021-2023\nPartner: Soft",
            false,
        ),
        (
            "Core software",
            "Country: Kenya\nDonor: GIZ\nBudget: USD 3.2 million\nPeriod: 2021-2023\nPartner: Soft",
            true,
        ),
        (
            "Patrol boats for Senegal",
            "Country: Senegal\nDonor: France\nBudget: EUR 4 million\nStatus: Delivered",
            false,
        ),
        (
            "Fishing boats for Senegal",
            "Country: Senegal\nDonor: France\nBudget: EUR 4 million\nStatus: Delivered",
            true,
        ),
        (
            "Songs of the Sahel",
            "Country: Niger\nLabel: Dune\nProducer: C. Kirk\nBudget: USD 14,000\nFunding: Kickstarter",
            false,
        ),
        (
            "Songs of the Sahel",
            "Country: Niger\nLabel: Dune\nBudget: USD 14,000\nFunding: Swiss Agency for Development and Cooperation",
            true,
        ),
    ] {
        assert_eq!(counts(&format!("{title}\n\n{lines}\n")) == 1, is_one, "{title}: {lines}");
    }
}

#[test]
fn what_a_known_giver_pays_for_abroad_may_be_called_otherwise() {
    for (text, is_one) in [
        (
            "Village courts of Morobe\n\nCourt: Village courts of Morobe\nCountry: Papua New Guinea\nDonor: Australian High Commission\nBudget: PGK 240,000\nPeriod: March 2016 - February 2018\nImplementing partner: Morobe Administration",
            true,
        ),
        (
            "Accountant training for village banks\n\nCountry: Malawi\nFunder: Comic Relief\nImplementing partner: Opportunity Malawi\nBudget: GBP 120,000\nPeriod: 2015 - 2018",
            true,
        ),
        (
            "Accountant for village banks\n\nCountry: Malawi\nFunder: Comic Relief\nImplementing partner: Opportunity Malawi\nBudget: GBP 120,000\nPeriod: 2015 - 2018",
            false,
        ),
        (
            "Greenhouses for Kakheti\n\nCountry: Georgia\nDonor: Turkish Cooperation and Coordination Agency\nBudget: TRY 900,000\nPeriod: 2017 - 2018",
            true,
        ),
        (
            "Lekki towers\n\nClient: Aidoo Property Development Ltd\nContractor: Mission Builders Ltd\nCountry: Nigeria\nBudget: NGN 4,500,000,000\nPeriod: 2017 - 2019",
            false,
        ),
    ] {
        assert_eq!(counts(&format!("{text}\n")) == 1, is_one, "{text}");
    }
}

#[test]
fn three_labels_of_the_trade_below_a_title_are_an_activity() {
    for text in [
        "Wells for Kita\n\nDonor: Norad\nBudget: EUR 50,000\n",
        "Project: Wells for the schools\nDonor: Norad\nBudget: EUR 50,000\n",
        "Projet : Puits de Kita\nBailleur : Union européenne\nMontant : 50 000 EUR\n",
        "Nombre del proyecto: Pozos para las escuelas\nMonto: 50.000 EUR\nPaís: Bolivia\nPeríodo: 2019-2022\n",
        "Título do projeto: Poços de Kita\nPaís: Moçambique\nOrçamento: 50 000 EUR\nDuração: 2019-2022\n",
        "Project name: Wells for the schools\nProject number: P-11432\nCountry: Mali\nStatus: Closed\n",
        "Titre du projet : Puits de Kita\nPays : Mali\nCoût total : 50 000 EUR\nDurée : 2019-2022\n",
    ] {
        assert_eq!(extracted(text).activities.len(), 1, "{text}");
    }
}

#[test]
fn labels_of_other_things_are_none() {
    for text in [
        "Field coordinator\n\nCountry: Mali\nDonor: Norad\nDuty station: Bamako\nDuration: 12 months\n",
        "Nurse for Kita\n\nCountry: Mali\nProject number: 114\nStatus: Open\nHow to apply: send a letter\n",
        "Grants for wells\n\nDonor: Norad\nBudget: EUR 50,000\nDeadline: 3 May 2020\n",
        "Supply of pumps\n\nDonor: World Bank\nBudget: EUR 50,000\nTender number: T-114\n",
        "Roads and markets\n\nFunded by: DFID\nCountry: Ethiopia\nKeywords: roads, markets\nAbstract: We look at roads.\n",
        "Strategy for Mali 2019-2023\n\nDonor: Sida\nCountry: Mali\nBudget: SEK 3,500 million\n",
        "Mali\n\nDonor: Norad\nTotal aid: NOK 30 million\nBudget: NOK 30 million\n",
        "Financial statement 2019\n\nDonor: Norad\nTotal income: NOK 30 million\nBudget: NOK 30 million\n",
        "Norad\n\nCountry: Norway\nBudget: NOK 30 billion\nStatus: Active\n",
        "Office tower of Oslo\n\nStart date: 1 May 2019\nEnd date: 30 April 2022\nBudget: EUR 50,000,000\nStatus: Ongoing\n",
        "Website relaunch\n\nProject number: 114\nBudget: EUR 50,000\nStart: 1 May 2019\nStatus: Closed\n",
        "Kitchen renovation\n\nBudget: USD 15,000\nDuration: 3 months\nStatus: Completed\n",
        "Invoice 2020/114\n\nProject: Kitchen\nAmount: EUR 11,240\nFunded by: Norad\n",
        "The river, a film\n\nCountry: Mali\nBudget: EUR 500,000\nDuration: 90 minutes\n",
        "Organización socia: Fundación Agua\n\nPaís: Bolivia\nAño de creación: 1991\nFinanciadores: AECID\nPresupuesto anual: USD 1.200.000\nEstado: Activa\n",
        "Loan agreement\n\nLender: Bank of Oslo\nBorrower: Jane Smith\nAmount: NOK 3,000,000\nDuration: 20 years\n",
        "Mortgage offer\n\nLoan amount: USD 250,000\nDuration: 20 years\nCountry: Kenya\n",
    ] {
        assert!(extracted(text).activities.is_empty(), "{text}");
    }
}
