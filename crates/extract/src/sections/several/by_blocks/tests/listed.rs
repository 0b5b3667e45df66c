//! Lists whose entries tell their facts by their values.

use super::told;
use crate::specimen::{extracted, of_markdown, of_page};

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
    let read: Vec<String> = of_markdown(&by_year).iter().map(whole).collect();
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

#[test]
fn an_amount_behind_an_unknown_label_is_the_budget_where_none_is_told() {
    let text = |labels: [&str; 3]| {
        let [partner, duration, funds] = labels;
        listed(
            "Projects at a glance",
            &format!("{{C}}\n{{T}}\n{partner}: {{O}}\n{duration}: 24 months\n{funds}: {{M}}"),
            &ENTRIES,
        )
    };
    for labels in [
        ["Partner", "Duration", "Funds"],
        ["Partenaire", "Durée", "Moyens"],
        ["Socio", "Duración", "Fondos"],
        ["Parceiro", "Duração", "Meios"],
    ] {
        let text = text(labels);
        assert_eq!(
            told(&text),
            [
                "Clean water for the schools of Kita/ML/143000/Eau Vive Internationale",
                "Literacy classes for market women in Maradi/NE/78500/Swissaid",
                "Seed banks of the highland farmers/BO/210000/Fundación Tierra Nueva",
                "Midwives for the islands of the delta/BD/65000/Friendship",
            ],
            "{text}"
        );
    }
    for funds in ["Spent so far", "Still needed", "Price"] {
        let text = text(["Partner", "Duration", funds]);
        assert!(extracted(&text).activities.iter().all(|one| one.budget.is_none()), "{text}");
    }
}

#[test]
fn one_word_of_another_trade_makes_a_list_of_aid_none() {
    let text = listed(
        "Projets que nous soutenons",
        "{T}\n{C} | {Y} | {M}\nLes paysans apprennent à vendre ensemble leurs récoltes.",
        &ENTRIES,
    );
    assert_eq!(told(&text).len(), ENTRIES.len(), "{text}");
}
