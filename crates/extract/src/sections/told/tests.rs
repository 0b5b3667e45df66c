use almoner_record::Role;

use crate::specimen::record;

#[test]
fn a_marker_behind_a_colon_has_its_significance_below() {
    for (lines, expected) in [
        ("Marqueur : Égalité homme-femme\nObjectif principal", Some((Some("1"), Some(2)))),
        ("Policy marker: Gender equality\nSignificant objective", Some((Some("1"), Some(1)))),
        ("Marcador: Igualdad de género\nObjetivo principal", Some((Some("1"), Some(2)))),
        ("Marker: Permanent ink\nMain road", None),
    ] {
        let read = record(&format!(
            "Puits pour les écoles de Kita\n\nPays\nMali\n\nBudget total\nEUR 60,000\n\nBailleur\nSida\n\nNuméro de projet\nML-17\n\n{lines}\n\nDescription\nOn creuse.\n"
        ));
        let marker = read.policy_markers.first();
        let marker =
            marker.filter(|one| one.vocabulary == "1").map(|one| (one.code.as_deref(), one.significance));
        assert_eq!(marker, expected, "{lines}");
    }
}

#[test]
fn a_body_beside_beneficiary_is_given_the_money_and_people_are_not() {
    for (label, value, is_given) in [
        ("Bénéficiaire", "Vision Mondiale Suisse", true),
        ("Bénéficiaire", "Office national de l'eau", true),
        ("Bénéficiaire du financement", "État burkinabè", true),
        ("Beneficiary", "Kenya Water Trust", true),
        ("Beneficiario", "Ministerio de Salud", true),
        ("Beneficiário", "Câmara Municipal de Pemba", true),
        ("Bénéficiaire", "Enfants de Port-au-Prince", false),
        ("Bénéficiaire", "Femmes Rurales", false),
        ("Bénéficiaire", "12 000 familles", false),
        ("Bénéficiaire", "Les Jeunes de la Commune", false),
        ("Bénéficiaires", "Vision Mondiale Suisse", false),
        ("Beneficiary", "Rural Women and Girls", false),
        ("Beneficiary", "Students, teachers and the Ministry", false),
        ("Beneficiario", "Comunidades del Altiplano Norte", false),
    ] {
        let read = record(&format!(
            "Puits pour les écoles de Kita\n\nPays : Mali\n{label} : {value}\nMontant du financement : 60 000 EUR\nNuméro de projet : ML-17\nPériode : 2011 - 2014\n"
        ));
        let mut orgs = read.participating_orgs.iter();
        let given = orgs.find(|one| one.role == Some(Role::Accountable));
        assert_eq!(
            given.map(|one| one.organisation.name.as_str()),
            is_given.then_some(value),
            "{label}: {value}"
        );
    }
    let invoice = "Invoice 2019-33\n\nBeneficiary: Acme Water Services Ltd\nIBAN: KE12 3456\nAmount: USD 12,000\nCountry: Kenya\nDue date: 3 May 2019\n";
    assert!(crate::specimen::extracted(invoice).activities.is_empty());
}

#[test]
fn towns_universities_and_we_have_labels_too() {
    for (lead, partner, money) in [
        (
            "Lead local authority: City of Turin",
            "Partner local authority: Municipality of Matola",
            "Our contribution",
        ),
        (
            "Collectivité chef de file : Ville de Turin",
            "Collectivité partenaire : Commune de Matola",
            "Notre participation",
        ),
        (
            "Ayuntamiento líder: Ayuntamiento de Turin",
            "Municipio socio: Municipio de Matola",
            "Nuestro aporte",
        ),
        ("Autarquia líder: Câmara de Turin", "Município parceiro: Município de Matola", "O nosso contributo"),
        (
            "Établissement responsable : University of Turin",
            "Université partenaire : Université de Matola",
            "Notre apport",
        ),
    ] {
        let read = record(&format!(
            "Taps for the quarters of the north\n\nCountry: Mozambique\n{lead}\n{partner}\n{money}: EUR 60,000\nDate of grant contract: 7 March 2011\nStart date: May 2011\n"
        ));
        let roles: Vec<Option<Role>> = read.participating_orgs.iter().map(|one| one.role).collect();
        assert_eq!(roles, [Some(Role::Implementing), None], "{lead}");
        assert_eq!(read.budget.map(|one| one.money.value.to_string()).as_deref(), Some("60000"), "{money}");
        // The day of the contract begins nothing.
        assert_eq!(read.activity_dates.len(), 2);
        let start = read.period.and_then(|period| period.start);
        assert_eq!(start.map(|start| start.to_string()).as_deref(), Some("2011-05-01"));
    }
}

#[test]
fn the_names_of_roles_are_labels_beside_names() {
    for (line, role) in [
        ("Implementing: Concern Universal", Some(Role::Implementing)),
        ("Accountable: UNICEF", Some(Role::Accountable)),
        ("Extending: Malawi Red Cross", Some(Role::Extending)),
        ("Implementing: the work goes on until May.", None),
        ("Implementing: 3 of 5", None),
        ("Accountable: yes", None),
    ] {
        let read = record(&format!(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n{line}\nStatus: Closed\nTotal budget: EUR 5,000\n"
        ));
        let named = read.participating_orgs.iter().filter(|one| one.organisation.name != "Norad");
        assert_eq!(named.map(|one| one.role).collect::<Vec<_>>(), Vec::from_iter(role.map(Some)), "{line}");
    }
}

#[test]
fn the_value_tells_who_receives_and_what_a_word_is_of() {
    let base = "Wells for Kita\n\nDonor: Norad\nImplementing agency: Oxfam\nTotal budget: EUR 5,000\n";
    let read = |line: &str| record(&format!("{base}{line}\nStart date: 1 May 2019\n"));
    let recipient = read("Recipient: Solomon Islands");
    let told: Vec<_> = recipient.countries.iter().map(|one| (one.code.as_str(), one.basis)).collect();
    assert_eq!(told, [("SB", almoner_record::Basis::Stated)]);
    assert_eq!(recipient.participating_orgs.len(), 2);
    let body = read("Recipient: Ministry of Finance of Kenya");
    assert_eq!(body.participating_orgs.len(), 3);
    assert!(
        read("Beneficiaries: 3,000 families in Kenya")
            .countries
            .iter()
            .all(|one| one.basis != almoner_record::Basis::Stated)
    );
    let end = |line: &str| read(line).period.and_then(|period| period.end).map(|date| date.to_string());
    assert_eq!(end("Completed: 31 August 2023").as_deref(), Some("2023-08-31"));
    assert_eq!(end("Implementation: 2018–2021").as_deref(), Some("2021-12-31"));
    assert_eq!(end("Time: Sept 2021 – Aug 2024").as_deref(), Some("2024-08-31"));
    assert_eq!(read("Execution: Fondation Hirondelle").participating_orgs.len(), 3);
    assert_eq!(read("Execution: on time and on budget").participating_orgs.len(), 2);
    assert_eq!(read("Recipient: South Asia").regions.len(), 1);
    assert_eq!(end("Completed: 24 wells and 3 schools"), None);
    let numbers = |line: &str| read(line).other_identifiers.len();
    for line in ["SAP ID: 190054", "GPE ID: NPL-2019-ESPIG", "FAO No: 45000", "SAP number: 190054"] {
        assert_eq!(numbers(line), 1, "{line}");
    }
    for line in [
        "VAT number: 190054",
        "IATI ID: 44000-P095523",
        "CRS code: 14030",
        "TEL No: 2547123456",
        "FAX No: 2547123",
        "HQ number: +2547123456",
        "UN number: 1203",
        "CAS number: 67-56-1",
        "PO number: 33312",
        "GSM No: 76123456",
        "RCS No: B1234",
        "SIRET No: 73282932000074",
        "PAN ID: AAAPL1234C",
        "GST ID: 22AAAAA0000A1Z5",
        "BP No: 1234",
        "ISIC code: 4100",
    ] {
        assert_eq!(numbers(line), 0, "{line}");
    }
}

#[test]
fn a_line_that_ends_in_its_number_is_no_label_of_the_line_below() {
    let read = record(
        "Roads for Tabora\n\nCountry: Tanzania\nImplementing agency: TANROADS\nStatus: Closed\nTotal budget: US$ 281.70 million\n\nBorrower/Recipient 11.70\nIDA Credit 270.00\n",
    );
    let roles: Vec<_> = read.participating_orgs.iter().map(|org| org.role).collect();
    assert_eq!(roles, [Some(almoner_record::Role::Implementing)]);
}

#[test]
fn a_letter_tells_the_number_of_its_grant() {
    for (line, number) in [
        ("Re: Grant number 2010-8800", Some("2010-8800")),
        ("RE: Grant Agreement No. SGP/ML/12-33", Some("SGP/ML/12-33")),
        ("Subject: Grant #33821", Some("33821")),
        ("Objet : Convention n° ML-12/3", Some("ML-12/3")),
        ("Subject: Grant 2010-8800", Some("2010-8800")),
        ("Subject: Project 2030", None),
        ("Asunto: Convenio No. 2012-331", Some("2012-331")),
        ("Re: your letter of 3 May 2012", None),
        ("Re: Meeting on 12/03/2012", None),
        ("Re: Grant number soon", None),
    ] {
        let read = record(&format!(
            "{line}\n\nGrantee: Oxfam\nDonor: Norad\nProject: Wells for the schools of Kita\nCountry: Mali\nAmount: EUR 5,000\n"
        ));
        let printed = read.other_identifiers.first().map(|one| one.value.as_str());
        assert_eq!(printed, number, "{line}");
    }
}

#[test]
fn a_total_below_a_loan_and_a_grant_is_the_figure() {
    let read = record(
        "Roads for Belmopan\n\nCountry: Belize\nExecuting agency: Ministry of Works\nStatus: Ongoing\nLoan: US$ 12.4 million\nGrant: US$ 0.6 million\nTotal: US$ 13.0 million\n",
    );
    let budget = read.budget.unwrap();
    assert_eq!((budget.money.value.to_string().as_str(), budget.measure), ("13000000", None));
    let amounts: Vec<String> = read.amounts.iter().map(|one| one.money.value.to_string()).collect();
    assert_eq!(amounts.len(), 2, "{amounts:?}");
    let read = record(
        "Roads for Belmopan\n\nCountry: Belize\nExecuting agency: Ministry of Works\nGrant: US$ 0.6 million\n\nFinancing plan\n\nSource of funds\tBudget\nPrivate donors\tUS$ 119,178\nNorad\tUS$ 23,816\nTotal\tUS$ 142,994\n",
    );
    assert_eq!(read.funding.len(), 2, "{:?}", read.funding);
    // Beside a country and who carries it out a total is the form's.
    let read = record(
        "Roads for Belmopan\n\nCountry: Belize\nExecuting agency: Ministry of Works\nStatus: Ongoing\nTotal: US$ 13.0 million\n",
    );
    assert_eq!(read.budget.map(|budget| budget.money.value.to_string()).as_deref(), Some("13000000"));
}

#[test]
fn a_status_may_have_its_day_beside_it() {
    for (line, status, day) in [
        ("Status: Signed – 12 March 2021", Some("2"), Some("2021-03-12")),
        ("Status: Signed - 12/03/2021", Some("2"), Some("2021-03-12")),
        ("Status: Closed (30 June 2020)", Some("4"), None),
        ("Status: Ongoing, since 2019", Some("2"), None),
        ("Status: Active – citizens of the valley", None, None),
    ] {
        let read = record(&format!(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nTotal budget: EUR 5,000\n{line}\n"
        ));
        assert_eq!(read.status.and_then(|one| one.code.into()).as_deref(), status, "{line}");
        let date = read.activity_dates.first().map(|date| date.date.to_string());
        assert_eq!(date.as_deref(), day, "{line}");
    }
}

#[test]
fn a_marker_may_be_named_by_its_label() {
    for (line, expected) in [
        ("Gender equality: Significant objective", Some((Some("1"), Some(1)))),
        ("Égalité des genres : objectif principal", Some((Some("1"), Some(2)))),
        ("Gender marker: 2 - significant", Some((Some("1"), Some(1)))),
        ("Biodiversity marker: 0", Some((Some("5"), Some(0)))),
        ("DAC gender equality marker: 2", Some((Some("1"), Some(2)))),
        ("Gender equality (0/1/2): 1", Some((Some("1"), Some(1)))),
        ("Rio marker – Biodiversity: 0", Some((Some("5"), Some(0)))),
        ("Households (0-2): 1", None),
        ("Biodiversity: 0", None), // a count, or a page
        ("Gender equality\t4", None),
        ("Biodiversity marker: 3", None),
        ("Gender marker: 2", None), // the United Nations' scale
        ("Marcador de género: 2", None),
        ("Type of objective: Principal objective", None),
        ("Priority level: significant objective", None),
        ("Igualdad de género: Objetivo significativo", Some((Some("1"), Some(1)))),
        ("Adaptation to climate change\tnot targeted", Some((Some("7"), Some(0)))),
        (
            "Adaptation au changement climatique (marqueur de Rio): objectif principal",
            Some((Some("7"), Some(2))),
        ),
        ("Human rights: significant objective", Some((None, Some(1)))), // a donor's own
        ("Gender equality: Women lead the committees", None),
        ("Environment: Category B", None),
        ("Priority: Principal", None),
    ] {
        let read = record(&format!(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n{line}\nStatus: Closed\nTotal budget: EUR 5,000\n"
        ));
        let marker = read.policy_markers.iter().find(|one| one.basis == almoner_record::Basis::Stated);
        let marker = marker.map(|one| (one.code.as_deref(), one.significance));
        assert_eq!(marker, expected, "{line}");
        assert!(read.status.is_some(), "{line}");
    }
}

#[test]
fn a_number_below_a_name_is_no_significance() {
    for lines in ["Biodiversity\n3", "Biodiversity\n2", "Biodiversity marker\n2", "Nutrition\n\n1"] {
        let read = record(&format!(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n{lines}\n\nStatus: Closed\nTotal budget: EUR 5,000\n"
        ));
        let stated = read.policy_markers.iter().find(|one| one.basis == almoner_record::Basis::Stated);
        assert_eq!(stated, None, "{lines}");
    }
}

#[test]
fn digits_are_significances_among_markers() {
    let read = record(
        "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n\nPolicy markers\n\nGender equality: 2\nBiodiversity: 0\nNutrition: 4\nGender marker: 2\n\nStatus: Closed\n",
    );
    let told = |code: &str| {
        let one = read.policy_markers.iter().find(|one| one.code.as_deref() == Some(code));
        one.and_then(|one| one.significance)
    };
    assert_eq!((told("1"), told("5"), told("12")), (Some(2), Some(0), None), "{:?}", read.policy_markers);
}
