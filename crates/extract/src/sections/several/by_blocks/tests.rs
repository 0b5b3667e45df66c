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

/// Title, countries, who takes part and their roles, budget, first and last year.
fn whole(one: &almoner_record::Activity) -> String {
    let role = |org: &almoner_record::ParticipatingOrg| {
        format!("{}{}", org.organisation.name, org.role.map(|role| format!(" {role:?}")).unwrap_or_default())
    };
    let orgs: Vec<String> = one.participating_orgs.iter().map(role).collect();
    let period = one.period.clone().unwrap_or_default();
    let year = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.year().to_string());
    let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
    let budget = one.budget.as_ref().map(|budget| budget.money.value.to_string());
    format!(
        "{}/{}/{}/{}/{}-{}",
        one.title.clone().unwrap_or_default(),
        codes.join(" "),
        orgs.join(" "),
        budget.unwrap_or_default(),
        year(period.start),
        year(period.end)
    )
}

const ENTRIES: [[&str; 5]; 4] = [
    ["Clean water for the schools of Kita", "Mali", "Eau Vive Internationale", "EUR 143,000", "2009–2012"],
    ["Literacy classes for market women in Maradi", "Niger", "Swissaid", "EUR 78,500", "2010–2013"],
    ["Seed banks of the highland farmers", "Bolivia", "Fundación Tierra Nueva", "EUR 210,000", "2011–2014"],
    ["Midwives for the islands of the delta", "Bangladesh", "Friendship", "EUR 65,000", "2012–2012"],
];

/// A list of such entries, each written by its pattern: T title, C country, O name, M money, Y years.
fn listed(heading: &str, pattern: &str, entries: &[[&str; 5]]) -> String {
    let entry = |[title, country, name, money, years]: &[&str; 5]| {
        let values = [("{T}", title), ("{C}", country), ("{O}", name), ("{M}", money), ("{Y}", years)];
        values.iter().fold(pattern.to_owned(), |text, (mark, value)| text.replace(mark, value))
    };
    format!("{heading}\n\n{}\n", entries.iter().map(entry).collect::<Vec<_>>().join("\n\n"))
}

#[test]
fn values_below_a_title_need_no_labels() {
    let expected = |role: &str, years: bool| -> Vec<String> {
        let row = |[title, _, name, money, time]: &[&str; 5], code: &str| {
            let money = money.trim_start_matches("EUR ").replace(',', "");
            let time = if years { time.replace('–', "-") } else { "-".to_owned() };
            format!("{title}/{code}/{name}{role}/{money}/{time}")
        };
        ENTRIES.iter().zip(["ML", "NE", "BO", "BD"]).map(|(entry, code)| row(entry, code)).collect()
    };
    for (pattern, role) in [
        ("{T}\n    {C} · {O} · {M} · {Y}", ""),
        ("{T}\n{Y} | {M} | {O} | {C}", ""),
        ("{T}\n{O} ({C}), {M}, {Y}", ""),
        ("{T}\n{C} / {O} / {M} / {Y}", ""),
        ("{T}\n{C}, {O}\n{Y}, {M}", ""),
        ("{T}\n{C}\n{O}\n{M}\n{Y}", ""),
        ("{T}\n{O}\n{C}\n{Y}\n{M}", ""),
        ("{T}\nPartner: {O}\n{C}\n{Y}\n{M}", ""),
        ("{O}\n{T}\n{C}; {Y}; {M}", ""),
        ("{T}\nPartner: {O}\n{M} – {Y}\n{C}", ""),
        ("- {C}\n    - {T}\n        - Run by {O}\n        - {M}, {Y}", " Implementing"),
        ("* {C}\n    * {T}\n        * Mené par {O}\n        * {M} ({Y})", " Implementing"),
        ("- {C}\n    - {T}\n        - A cargo de {O}\n        - {Y}, {M}", " Implementing"),
        ("{C}\n\n{T}\nImplemented by {O}.\n{M} · {Y}", " Implementing"),
    ] {
        let text = listed("Projects we support", pattern, &ENTRIES);
        let read: Vec<String> = extracted(&text).activities.iter().map(whole).collect();
        assert_eq!(read, expected(role, true), "{text}");
    }
    // A year over the entries is not when they run.
    let by_year = listed("# Grants by year", "## {Y}\n\n- {T}\n  {C}, {O}, {M}", &ENTRIES)
        .replace("–2012", "")
        .replace("–2013", "")
        .replace("–2014", "");
    let read: Vec<String> = crate::specimen::of_markdown(&by_year).iter().map(whole).collect();
    assert_eq!(read, expected("", false), "{by_year}");
}

#[test]
fn spans_of_a_page_may_stand_one_behind_another() {
    let card = |[title, country, _, money, years]: &[&str; 5]| {
        format!(
            "<article><h3><a href=\"#\">{title}</a></h3><p><span>{country}</span> <span>Ongoing</span> <span>{years}</span> <span>{money}</span></p><p>Much is done there for all who need it.</p></article>"
        )
    };
    let cards: String = ENTRIES.iter().map(card).collect();
    let page = format!("<html lang=\"en\"><body><h1>Project search</h1>{cards}</body></html>");
    let read: Vec<String> = of_page(&page).iter().map(whole).collect();
    assert_eq!(
        read,
        [
            "Clean water for the schools of Kita/ML//143000/2009-2012",
            "Literacy classes for market women in Maradi/NE//78500/2010-2013",
            "Seed banks of the highland farmers/BO//210000/2011-2014",
            "Midwives for the islands of the delta/BD//65000/2012-2012",
        ]
    );
}

#[test]
fn what_stands_between_values_is_no_name_where_it_is_a_theme_or_a_place() {
    for names in
        [["Health", "Education", "Health", "Water and sanitation"], ["Kayes", "Maradi", "Potosí", "Khulna"]]
    {
        let mut entries = ENTRIES;
        entries.iter_mut().zip(names).for_each(|(entry, name)| entry[2] = name);
        let text = listed("Projects we support", "{T}\n{C} · {O} · {M} · {Y}", &entries);
        let read = extracted(&text).activities;
        assert!(read.iter().all(|one| one.participating_orgs.is_empty()), "{text}");
    }
}

#[test]
fn other_lists_of_values_are_no_activities() {
    let rows = |rows: [[&'static str; 3]; 4]| {
        let places = ["Kenya", "Ghana", "Peru", "Viet Nam"];
        let mut own = ENTRIES;
        for ((entry, [title, name, money]), place) in own.iter_mut().zip(rows).zip(places) {
            (entry[0], entry[1], entry[2], entry[3]) = (title, place, name, money);
        }
        own
    };
    let buildings = rows([
        ["Marina Tower and offices", "Acme Builders Ltd", "USD 4,500,000"],
        ["Westlands shopping arcade", "Kaunda Construction Ltd", "USD 2,100,000"],
        ["The Larco residences", "Graña y Hijos S.A.", "USD 7,500,000"],
        ["Saigon river view", "Delta Holdings", "USD 3,300,000"],
    ]);
    let bonds = rows([
        ["Eurobond of the second series", "Citigroup", "USD 1,500,000,000"],
        ["Cocoa bills of the season", "Barclays Bank", "USD 900,000,000"],
        ["Notes of the southern railway", "Credit Suisse", "USD 500,000,000"],
        ["Bonds of the power company", "Standard Chartered", "USD 300,000,000"],
    ]);
    let films = rows([
        ["The long way to Turkana", "Wanuri Pictures", "USD 1,500,000"],
        ["Nights of Accra", "Kofi Films", "USD 200,000"],
        ["La mina perdida", "Tondero Films", "USD 500,000"],
        ["The boatman of Hue", "Galaxy Pictures", "USD 300,000"],
    ]);
    let players = rows([
        ["John Otieno, goalkeeper", "Gor Mahia", "EUR 20,000"],
        ["Kwame Mensah, striker", "Hearts of Oak", "EUR 350,000"],
        ["Luis Quispe, winger", "Sporting Cristal", "EUR 400,000"],
        ["Nguyen Van Toan, midfielder", "Hoang Anh", "EUR 90,000"],
    ]);
    for (heading, entries) in [
        ("Our projects", buildings),
        ("Issues of the year", bonds),
        ("Projects in production", films),
        ("Transfers of the summer", players),
    ] {
        for pattern in ["{T}\n{C} · {O} · {M} · {Y}", "{T}\n{O} ({C}), {M}, {Y}", "{O}\n{T}\n{C}; {Y}; {M}"]
        {
            let text = listed(heading, pattern, &entries);
            let read = told(&text);
            assert!(read.is_empty(), "{text} {read:?}");
        }
    }
    for text in [
        // Menus, agendas, staff, results and prices.
        "Home | Kenya | 2020–2023\nAbout us | Ghana | 2021–2024\n",
        "Agenda\n\nOpening words\n9:00 · Kenya · Anna Otieno\n\nLunch for all\n12:00 · Ghana · Kofi Mensah\n",
        "Our people\n\nAnna Otieno\nKenya · Oxfam · 2010–2014\n\nKofi Mensah\nGhana · CARE · 2012–2016\n",
        "Results of the cup\n\nGor Mahia wins\nKenya · 3:1 · 2012\n\nHearts of Oak wins\nGhana · 2:0 · 2013\n",
        "Books on aid\n\nWater for Kita\nOxfam, Kenya, 2012, EUR 25\n\nSeeds for Maradi\nCARE, Niger, 2013, EUR 30\n",
    ] {
        assert!(told(text).is_empty(), "{text} {:?}", told(text));
    }
}

#[test]
fn the_last_entry_of_a_page_is_no_address() {
    let entries: String = ENTRIES
        .iter()
        .map(|[title, country, name, money, years]| {
            format!("<h3>{title}</h3><p><i>{country} — {name} — {money} — {years}</i></p>")
        })
        .collect();
    let page = format!("<html lang=\"en\"><body><h1>Projects we support</h1>{entries}</body></html>");
    assert_eq!(of_page(&page).len(), ENTRIES.len());
}
