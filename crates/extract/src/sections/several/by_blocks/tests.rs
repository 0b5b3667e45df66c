mod listed;

use crate::specimen::{extracted, of_page};

/// Title, countries, budget, organisations.
fn row(one: &almoner_record::Activity) -> String {
    let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
    let budget = one.budget.as_ref().map(|budget| budget.money.value.to_string());
    let names: Vec<&str> = one.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
    let title = one.title.clone().unwrap_or_default();
    format!("{title}/{}/{}/{}", codes.join(" "), budget.unwrap_or_default(), names.join(" "))
}

fn told(text: &str) -> Vec<String> {
    extracted(text).activities.iter().map(row).collect()
}

const WELLS: &str = "Wells for the villages of Kita/ML/2340000/WaterAid Mali";
const MEALS: &str = "School meals in Maradi/NE/780000/Swissaid";

#[test]
fn items_over_their_labels_are_activities() {
    for (one, two) in [("1. ", "2. "), ("a) ", "b) "), ("- ", "- "), ("Project 1: ", "Project 2: ")] {
        let text = format!(
            "Projects chosen in the call of 2015\n\n{one}Wells for the villages of Kita\n   Executing entity: WaterAid Mali\n   Country: Mali\n   Grant amount: EUR 2 340 000\n\n{two}School meals in Maradi\n   Executing entity: Swissaid\n   Country: Niger\n   Grant amount: EUR 780 000\n"
        );
        assert_eq!(told(&text), [WELLS, MEALS], "{one}");
    }
    let french = "Projets retenus\n\n1) Puits des villages de Kita\n   ONG : Eau Vive\n   Pays : Mali\n   Budget : 45 000 EUR\n\n2) Repas scolaires de Maradi\n   ONG : Swissaid\n   Pays : Niger\n   Budget : 35 000 EUR\n";
    assert_eq!(
        told(french),
        ["Puits des villages de Kita/ML/45000/Eau Vive", "Repas scolaires de Maradi/NE/35000/Swissaid"]
    );
}

#[test]
fn an_amount_and_years_may_stand_below_a_title() {
    for facts in [
        ["EUR 2.34 million, 2019–2022", "EUR 0.78 million, 2020–2021"],
        ["2019-2022 | EUR 2,340,000", "2020-2021 | EUR 780,000"],
        ["EUR 2.34 million (2019–2022)", "EUR 0.78 million (2020–2021)"],
        ["2019–2022; EUR 2.34 million", "2020–2021; EUR 0.78 million"],
    ] {
        let block = |title: &str, facts: &str, partner: &str| {
            format!(
                "<h3>{title}</h3><p><b>{facts}</b></p><p>Much is done there, and more will be.</p><p>Implementing partner: {partner}</p>"
            )
        };
        let page = format!(
            "<html lang=\"en\"><body><h1>Our work in Mali</h1><p>We help.</p><h2>Current programs in Mali</h2>{}{}</body></html>",
            block("Wells for the villages of Kita", facts[0], "WaterAid Mali"),
            block("School meals in Kayes", facts[1], "Swissaid")
        );
        let read: Vec<String> = of_page(&page).iter().map(row).collect();
        let as_whole: Vec<String> = read.iter().map(|row| row.replace(".00", "")).collect();
        assert_eq!(as_whole, [WELLS, "School meals in Kayes/ML/780000/Swissaid"], "{}", facts[0]);
    }
}

#[test]
fn cards_tell_their_facts_a_line_each() {
    let page = |cards: [&str; 2]| {
        let cards: String = cards
            .iter()
            .map(|card| {
                let mut lines = card.split(" / ");
                let title = lines.next().unwrap();
                let lines: String = lines.map(|line| format!("<div>{line}</div>")).collect();
                format!("<div class=\"card\"><h4>{title}</h4>{lines}<a href=\"/x\">Read more</a></div>")
            })
            .collect();
        let page = format!(
            "<html lang=\"en\"><body><h1>Our projects</h1><p>Development cooperation: 2 of 40</p>{cards}</body></html>"
        );
        of_page(&page).iter().map(row).collect::<Vec<String>>()
    };
    let one = "Wells for the villages of Kita/ML/2340000/";
    let two = "School meals in Maradi/NE/780000/";
    for cards in [
        [
            "Wells for the villages of Kita / Mali / June 2020 – June 2023 / €2,340,000",
            "School meals in Maradi / Niger / June 2021 – May 2023 / €780,000",
        ],
        [
            "Wells for the villages of Kita / 2019–2022 / EUR 2,340,000 / Mali",
            "School meals in Maradi / 2020–2021 / EUR 780,000 / Niger",
        ],
        [
            "Wells for the villages of Kita / The villages will have water for all who live there. / Mali / 2019–2022 / EUR 2,340,000",
            "School meals in Maradi / The children eat at school and will come there more often. / Niger / 2020–2021 / EUR 780,000",
        ],
    ] {
        assert_eq!(page(cards), [one, two], "{cards:?}");
    }
    // Events, offers and houses.
    for cards in [
        [
            "Music for the villages / Mali / 12 June 2020 / €12",
            "Dances of Maradi / Niger / 14 June 2020 / €15",
        ],
        ["Tents for all / Mali / 2019–2022 / €45", "Stoves for two / Niger / 2019–2022 / €85"],
        ["A visit to the wells / Mali / June 2020", "A walk in Maradi / Niger / July 2020"],
    ] {
        assert!(page(cards).is_empty(), "{cards:?} {:?}", page(cards));
    }
}

#[test]
fn text_may_stand_between_a_title_and_its_labels() {
    let text = "Our work by country\n===================\n\nWe work with friends there.\n\n\nMALI\n\n\nWells for the villages of Kita\n\nThe villages will have water for all who live there, and for their herds, in the dry months\nof the year too.\n\nPartner: WaterAid Mali\nDuration: March 2019 – May 2022\nProject budget: EUR 2,340,000\n\n\nNIGER\n\n\nSchool meals in Maradi\n\nThe children eat at school and will come there more often than they do now.\n\nPartner: Swissaid\nDuration: March 2019 – May 2022\nProject budget: EUR 780,000\n";
    assert_eq!(told(text), [WELLS, MEALS]);
}

#[test]
fn questions_may_be_labels_of_activities() {
    for labels in [
        ["Where", "Who", "When", "How much"],
        ["Où", "Qui", "Quand", "Combien"],
        ["Dónde", "Quién", "Cuándo", "Cuánto"],
        ["Onde", "Quem", "Quando", "Quanto"],
    ] {
        let block = |title: &str, values: [&str; 4]| {
            let lines: Vec<String> =
                labels.iter().zip(values).map(|(label, value)| format!("- {label}: {value}\n")).collect();
            format!("{title}\n\n{}\n", lines.concat())
        };
        let one = ["Mali", "WaterAid Mali", "January 2019 – May 2022", "EUR 2,340,000"];
        let two = ["Niger", "Swissaid", "March 2020 – May 2021", "EUR 780,000"];
        let text = format!(
            "Chapter 2\n=========\n\n{}{}",
            block("Box 1: Wells for the villages of Kita", one),
            block("Box 2: School meals in Maradi", two)
        );
        assert_eq!(told(&text), [WELLS, MEALS], "{labels:?}");
        let meeting = ["Mali", "All members", "5 May 2022", "free"];
        let dinner = ["Niger", "All friends", "7 May 2022", "EUR 20"];
        let text = format!(
            "Agenda\n======\n\n{}{}",
            block("Meeting of the members", meeting),
            block("Dinner of the friends", dinner)
        );
        assert!(told(&text).is_empty(), "{labels:?} {:?}", told(&text));
    }
}

#[test]
fn boxes_side_by_side_are_activities() {
    let cell = |title: &str, country: &str, partner: &str, budget: &str| {
        format!(
            "<td>{title} Project Country: {country} Partner: {partner} Funded by: Irish Aid Budget: {budget} The villages will have what they need.</td>"
        )
    };
    let page = format!(
        "<html lang=\"en\"><body><h1>Our projects</h1><table><tr>{}{}</tr></table></body></html>",
        cell("Wells of Kita", "Mali", "Ministry of Water", "€2,340,000"),
        cell("Meals of Maradi", "Niger", "Swissaid", "€780,000")
    );
    let read: Vec<String> = of_page(&page).iter().map(row).collect();
    assert_eq!(
        read,
        [
            "Wells of Kita Project/ML/2340000/Ministry of Water Irish Aid",
            "Meals of Maradi Project/NE/780000/Swissaid Irish Aid"
        ]
    );
}

#[test]
fn lists_of_other_things_are_no_activities() {
    for text in [
        // Donors and what they gave.
        "Our donors\n\n1. Irish Aid\n   Country: Ireland\n   Contribution: EUR 2 340 000\n   Period: 2019-2022\n\n2. Norwegian Ministry of Foreign Affairs\n   Country: Norway\n   Contribution: EUR 780 000\n   Period: 2019-2021\n",
        // Publications.
        "Publications\n\n1. Water and schools of Mali\n   Publisher: Oxfam\n   Price: EUR 23\n   Year: 2019\n\n2. Roads and markets of Niger\n   Publisher: Oxfam\n   Price: EUR 25\n   Year: 2020\n",
        // Staff.
        "Our staff\n\nMaria Keller\nPosition: Team leader\nOrganisation: Oxfam\nPeriod: 2019-2022\n\nJan Otto Berg\nPosition: Engineer\nOrganisation: Oxfam\nPeriod: 2018-2021\n",
        // Prices and indicators.
        "Tents for all\nEUR 450, 2019–2022\n\nStoves for two\nEUR 85, 2019–2022\n",
        "Share of births attended\n60 %, 2019–2022\n\nShare of girls at school\n80 %, 2019–2022\n",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
    // A person's own work is not parted.
    let vita = "Curriculum vitae\n\n1. Rural roads of Nakuru\n   Country: Kenya\n   Donor: World Bank\n   Period: 2012-2014\n\n2. Water supply of Mbale\n   Country: Uganda\n   Donor: KfW\n   Period: 2015-2017\n";
    assert_eq!(told(vita), ["Curriculum vitae/KE UG//World Bank KfW"]);
    // Parts of one, and what is like it.
    let one = "Wells for the villages of Kita\n\nCountry: Mali\nDonor: Norad\nBudget: EUR 2 340 000\n\n";
    let parts = "1. Deep wells of Kita\n   Partner: Oxfam\n   Budget: EUR 340 000\n\n2. Pipes of the town\n   Partner: CARE\n   Budget: EUR 780 000\n";
    assert_eq!(
        told(&format!("{one}{parts}")),
        ["Wells for the villages of Kita/ML/2340000/Norad Oxfam CARE"]
    );
    let components =
        parts.replace("Deep wells of Kita", "Component 1").replace("Pipes of the town", "Component 2");
    assert_eq!(told(&format!("Wells for Kita\n\n{components}")), [""; 0]);
}

#[test]
fn labelled_sentences_on_a_line_are_an_activity_each() {
    let text = "Proyectos apoyados en 2019\n\nPozos para las aldeas de Kita. País: Mali. Entidad ejecutora: Aguas de Sikasso. Importe: 1.250.000 euros. Periodo: 2018-2021.\n\nComidas escolares en Maradi. País: Níger. Entidad ejecutora: Swissaid. Importe: 780.000 euros. Periodo: 2019-2022.\n\nParteras para Zomba. País: Malaui. Entidad ejecutora: Jhpiego. Importe: 560.000 euros. Periodo: 2019-2022.\n";
    assert_eq!(
        told(text),
        [
            "Pozos para las aldeas de Kita/ML/1250000/Aguas de Sikasso",
            "Comidas escolares en Maradi/NE/780000/Swissaid",
            "Parteras para Zomba/MW/560000/Jhpiego",
        ]
    );
}

#[test]
fn each_title_may_have_its_country_above() {
    let text = "Projects supported in 2019\n\nMali\nWells for the villages of Kita\n2018-2021, EUR 2,340,000\n\nNiger\nSchool meals in Maradi\n2019-2022, EUR 780,000\n\nNepal\nMaize for the uplands\n2019-2022, EUR 560,000\n";
    assert_eq!(
        told(text),
        [
            "Wells for the villages of Kita/ML/2340000/",
            "School meals in Maradi/NE/780000/",
            "Maize for the uplands/NP/560000/"
        ]
    );
}
