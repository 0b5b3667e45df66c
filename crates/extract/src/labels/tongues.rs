//! Tests of labels in the languages of which the general layout has those of the main facts.

use almoner_record::Role;

use crate::specimen::{extracted, record};

#[test]
fn the_main_facts_have_labels_in_the_languages_of_most_donors() {
    // Country, budget, start, end, status, organisations.
    type Expected<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a [(&'a str, Option<Role>)]);
    let funds = Some(Role::Funding);
    let does = Some(Role::Implementing);
    let table: [(&str, Expected<'_>); 8] = [
        (
            "Brunnen für die Dörfer\n\nLand: Niger\nProjektpartner: Association Karkara\nProjektlaufzeit: 1. März 2019 bis 28. Februar 2022\nGesamtkosten: 4,5 Mio. EUR\nGefördert durch: BMZ\nProjektstatus: abgeschlossen\n",
            (
                "NE",
                "4500000 EUR",
                "2019-03-01",
                "2022-02-28",
                "4",
                &[("Association Karkara", None), ("BMZ", funds)],
            ),
        ),
        (
            "Sementi per la valle\n\nPaese beneficiario: Tanzania\nEnte finanziatore: AICS\nEnte esecutore: CEFA Onlus\nData di inizio: 1 febbraio 2018\nData di fine: 31 gennaio 2021\nCosto totale: € 1.120.400,00\nStato: In corso\n",
            ("TZ", "1120400 EUR", "2018-02-01", "2021-01-31", "2", &[("AICS", funds), ("CEFA Onlus", does)]),
        ),
        (
            "Schoon water voor Gulu\n\nLand: Oeganda\nPartnerorganisatie: Gulu Women's Network\nLooptijd: januari 2020 - december 2022\nTotale kosten: € 245.000\nFinancier: Oxfam Novib\nStatus: lopend\n",
            (
                "UG",
                "245000 EUR",
                "2020-01-01",
                "2022-12-31",
                "2",
                &[("Gulu Women's Network", None), ("Oxfam Novib", funds)],
            ),
        ),
        (
            "Unge bønder i Karamoja\n\nLand: Uganda\nLokal partner: SOCADIDO\nProjektperiode: 01-01-2021 - 31-12-2023\nBevilget beløb: 3.200.000 DKK\nBevillingsgiver: Danida\nStatus: Igangværende\n",
            ("UG", "3200000 DKK", "2021-01-01", "2023-12-31", "2", &[("SOCADIDO", None), ("Danida", funds)]),
        ),
        (
            "Kvinnors rätt till mark\n\nLand: Etiopien\nSamarbetspartner: Union of Women\nProjekttid: maj 2019 – augusti 2022\nTotal budget: 4 500 000 SEK\nFinansiär: Sida\nStatus: Avslutad\n",
            (
                "ET",
                "4500000 SEK",
                "2019-05-01",
                "2022-08-31",
                "4",
                &[("Union of Women", None), ("Sida", funds)],
            ),
        ),
        (
            "Skoler i Kivu\n\nLand: DR Kongo\nAvtalepartner: Flyktninghjelpen\nProsjektperiode: 01.01.2018 - 31.12.2020\nBudsjett: NOK 24 000 000\nFinansiert av: Norad\nStatus: Pågående\n",
            (
                "CD",
                "24000000 NOK",
                "2018-01-01",
                "2020-12-31",
                "2",
                &[("Flyktninghjelpen", does), ("Norad", funds)],
            ),
        ),
        (
            "Aigua a Chuquisaca\n\nPaís: Bolívia\nEntitats executores: Fundación Pasos\nPeríode d'execució: gener 2020 - desembre 2021\nImport subvencionat: 89.400,00 €\nFinançador: Ajuntament de Barcelona\nEstat: Finalitzat\n",
            (
                "BO",
                "89400 EUR",
                "2020-01-01",
                "2021-12-31",
                "4",
                &[("Fundación Pasos", does), ("Ajuntament de Barcelona", funds)],
            ),
        ),
        (
            "Czysta woda dla szkół\n\nKraj: Gruzja\nRealizator: Fundacja Kultury\nOkres realizacji: kwiecień – grudzień 2019\nCałkowity koszt projektu: 286 540,00 zł\nŹródło finansowania: Polska pomoc\nStatus projektu: zakończony\n",
            (
                "GE",
                "286540 PLN",
                "2019-04-01",
                "2019-12-31",
                "4",
                &[("Fundacja Kultury", does), ("Polska pomoc", funds)],
            ),
        ),
    ];
    for (text, (country, budget, start, end, status, orgs)) in table {
        let read = record(text);
        assert_eq!(read.title.as_deref(), text.lines().next());
        assert_eq!(read.countries.first().map(|one| one.code.as_str()), Some(country), "{text}");
        let money = read.budget.map(|one| one.money);
        let money =
            money.map(|one| format!("{} {}", one.value.normalize(), one.currency.unwrap_or_default()));
        assert_eq!(money.as_deref(), Some(budget), "{text}");
        let period = read.period.unwrap_or_default();
        let days = [period.start, period.end].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        assert_eq!(days, [start.to_owned(), end.to_owned()], "{text}");
        assert_eq!(read.status.map(|one| one.code).as_deref(), Some(status), "{text}");
        let named: Vec<(&str, Option<Role>)> =
            read.participating_orgs.iter().map(|one| (one.organisation.name.as_str(), one.role)).collect();
        assert_eq!(named, orgs, "{text}");
    }
}

#[test]
fn the_same_labels_of_buildings_journeys_and_research_are_no_aid() {
    for text in [
        "Neubau Nordkai\n\nAuftraggeber: Hafen Duisburg AG\nOrt: Duisburg\nLaufzeit: 2019 - 2022\nGesamtkosten: 24 Mio. EUR\nStatus: abgeschlossen\n",
        "Sensoren für die Fertigung\n\nFörderkennzeichen: 02P18X114\nLaufzeit: 01.01.2019 - 31.12.2021\nFördersumme: 1,2 Mio. Euro\nProjektpartner: Bosch GmbH\n",
        "Ampliamento stazione\n\nCommittente: RFI SpA\nLuogo: Bologna\nDurata: 36 mesi\nImporto: € 12.500.000\nStato: In corso\n",
        "Nieuwbouw De Linde\n\nOpdrachtgever: Gemeente Utrecht\nLooptijd: 2018 - 2020\nTotale kosten: € 8.000.000\nStatus: afgerond\n",
        "Fietsroute Kigali\n\nLand: Rwanda\nDuur: 5 dagen\nTotale kosten: € 940\nStart: Kigali\n",
        "Przebudowa drogi\n\nKraj: Polska\nWartość projektu: 412 000 000 PLN\nOkres realizacji: 2019-2022\nBeneficjent: GDDKiA\n",
    ] {
        assert!(extracted(text).activities.is_empty(), "{text}");
    }
}
