mod values;

use crate::specimen::{of_markdown, of_page};

/// Title, countries, budget.
fn told(title: &str, tables: &[&[&str]]) -> Vec<[String; 3]> {
    let row = |cells: &&str| {
        let cells: Vec<String> = cells.split('|').map(|cell| format!("<td>{}</td>", cell.trim())).collect();
        format!("<tr>{}</tr>", cells.concat())
    };
    let table = |rows: &&[&str]| match rows {
        // A heading before the heads.
        [heading, rows @ ..] if !heading.contains('|') => {
            let rows: String = rows.iter().map(row).collect();
            format!("<h2>{heading}</h2><table>{rows}</table>")
        }
        rows => format!("<table>{}</table>", rows.iter().map(row).collect::<String>()),
    };
    let tables: String = tables.iter().map(table).collect();
    let page = format!("<html lang=\"en\"><body><h1>{title}</h1>{tables}</body></html>");
    let one = |one: almoner_record::Activity| {
        let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
        let budget = one.budget.map_or_else(String::new, |budget| budget.money.value.to_string());
        [one.title.unwrap_or_default(), codes.join(" "), budget]
    };
    of_page(&page).into_iter().map(one).collect()
}

fn expected(rows: &[[&str; 3]]) -> Vec<[String; 3]> {
    rows.iter().map(|row| row.map(str::to_owned)).collect()
}

const HEADS: &str = "Project title | Implementing partner | Budget (EUR) | Period";

const NONE: [[String; 3]; 0] = [];

#[test]
fn projects_need_no_column_of_countries() {
    let posts = "Rural Health Posts* | AMREF | 2,340,000 | 2019–2022";
    let water = "Safe Water² | WaterAid | 800,000 | 2020–2022";
    let mark_less = |first: &str, second: &str| {
        vec![
            ["Rural Health Posts".to_owned(), first.to_owned(), "2340000".to_owned()],
            ["Safe Water".to_owned(), second.to_owned(), "800000".to_owned()],
        ]
    };
    for heading in ["Projects financed in 2022", "Annex 3. Projects financed"] {
        assert_eq!(told(heading, &[&[HEADS, posts, water]]), mark_less("", ""), "{heading}");
    }
    let seeds = "Seeds for All | Oxfam | 300,000 | 2020–2021";
    let by_country: [&[&str]; 2] = [&["Kenya", HEADS, posts, seeds], &["Mali", HEADS, water, seeds]];
    let countries: Vec<String> =
        told("Projects financed in 2022", &by_country).into_iter().map(|[_, country, _]| country).collect();
    assert_eq!(countries, ["KE", "KE", "ML", "ML"]);
    let over = [HEADS, "Kenya | | |", posts, "Mali | | |", water];
    assert_eq!(told("Projects financed in 2022", &[&over]), mark_less("KE", "ML"));
}

#[test]
fn a_register_need_name_nobody() {
    let expected = expected(&[["Rural Health Posts", "KE", "2340000"], ["Safe Water", "ML", "800000"]]);
    for (heads, one, other) in [
        (
            "Project ID | Project name | Country | Approval date | Closing date | Commitment (US$ million) | Status",
            "P159348 | Rural Health Posts | Kenya | 01-Feb-2012 | 31-Jan-2015 | 2.34 | Active",
            "P115160 | Safe Water | Mali | 24-Nov-2009 | 30-Sep-2016 | 0.8 | Closed",
        ),
        (
            "Ref. | Title | Country | Start | End | Amount (EUR)",
            "G/KE/0535 | Rural Health Posts | Kenya | 06/2007 | 03/2015 | 2,340,000",
            "G/ML/0102 | Safe Water | Mali | 09/2005 | 09/2019 | 800,000",
        ),
    ] {
        assert_eq!(told("Register of grants", &[&[heads, one, other]]), expected, "{heads}");
    }
    let studies = [
        "Study | Country | Year | Households",
        "Rural Health Posts | Kenya | 2012 | 2,340",
        "Safe Water | Mali | 2011 | 800",
    ];
    assert_eq!(told("Studies of water", &[&studies]), NONE);
}

#[test]
fn lists_of_grants_have_heads_in_other_languages() {
    for (title, heads, rows) in [
        (
            "Subventions accordées au Niger",
            "N° de dossier | Association | Intitulé du projet | Montant accordé (€)",
            ["14-001 | Eau Vive | Puits de Maradi | 45 000", "14-002 | Swissaid | Repas scolaires | 35 000"],
        ),
        (
            "Convenios firmados por la Embajada del Japón en el Níger",
            "N.º | Nombre del proyecto | Organización receptora | Monto (USD) | Fecha de firma",
            [
                "1 | Puits de Maradi | Eau Vive | 45.000 | 01/10/2012",
                "2 | Repas scolaires | Swissaid | 35.000 | 01/10/2013",
            ],
        ),
        (
            "Níger: projetos apoiados",
            "Ref. | Entidade | Título do projeto | Montante (EUR)",
            ["A-1 | Eau Vive | Puits de Maradi | 45.000", "A-2 | Swissaid | Repas scolaires | 35.000"],
        ),
        (
            "Country programme: Niger – list of projects",
            "Code | Project title | NGO | Budget (USD)",
            ["NE-1 | Puits de Maradi | Eau Vive | 45,000", "NE-2 | Repas scolaires | Swissaid | 35,000"],
        ),
    ] {
        let read = told(title, &[&[heads, rows[0], rows[1]]]);
        let own = [["Puits de Maradi", "NE", "45000"], ["Repas scolaires", "NE", "35000"]];
        let read: Vec<[String; 3]> =
            read.into_iter().map(|row| row.map(|cell| cell.replace(".00", ""))).collect();
        assert_eq!(read, expected(&own), "{title}");
    }
}

#[test]
fn a_column_that_counts_the_rows_numbers_nothing() {
    let page = |numbers: [&str; 2]| {
        format!(
            "<html lang=\"en\"><body><h1>Grants in Kenya</h1><table><tr><th>No.</th><th>Project title</th><th>Grantee</th><th>Amount (USD)</th></tr><tr><td>{}</td><td>Rural Health Posts</td><td>AMREF</td><td>45,000</td></tr><tr><td>{}</td><td>Safe Water</td><td>WaterAid</td><td>35,000</td></tr></table></body></html>",
            numbers[0], numbers[1]
        )
    };
    let counted =
        |numbers| of_page(&page(numbers)).iter().map(|one| one.other_identifiers.len()).sum::<usize>();
    assert_eq!((counted(["1", "2"]), counted(["4711", "5210"])), (0, 2));
}

#[test]
fn the_links_of_a_site_tell_nothing_of_its_tables() {
    let page = |first: &str| {
        let text = format!(
            "{first}\n\nSmall grants\n============\n\n| Organisation | Country | Project | Budget (EUR) |\n|---|---|---|---|\n| AMREF | Kenya | Rural Health Posts | 45,000 |\n| WaterAid | Mali | Safe Water | 35,000 |\n"
        );
        crate::specimen::extracted(&text).activities.len()
    };
    assert_eq!(page("Home | Our work | News | Publications | Contact"), 2);
    assert_eq!(page("Publications of the office"), 0);
}

#[test]
fn references_accounts_and_plans_are_no_projects() {
    let rows =
        ["Rural Health Posts | AMREF | 2,340,000 | 2019–2022", "Safe Water | WaterAid | 800,000 | 2020"];
    for (title, heads) in [
        ("Our work", "Project title | Client | Contract value (EUR) | Period"),
        ("Our references", HEADS),
        ("Tenders of 2014 in Kenya", HEADS),
        ("Appels d'offres au Niger", HEADS),
        ("Works in Kenya", "Project | Implementing partner | Budget (EUR) | Deadline | Period"),
        ("Works in Kenya", "Project | Implementing partner | Budget (EUR) | Closing date | Country"),
        ("Curriculum vitae", HEADS),
        ("Work plan of the health project", HEADS),
        ("Annual accounts of 2022", "Project | Donor | Income (EUR) | Period"),
        ("Budget of the health project", "Component | Implementing partner | Budget (EUR) | Period"),
        ("Budget of the health project", "Project output | Implementing partner | Budget (EUR) | Period"),
        ("Staff of 2022", "Project | Employer | Budget (EUR) | Period"),
    ] {
        let read = told(title, &[&[heads, rows[0], rows[1]]]);
        assert_eq!(read, NONE, "{title} {heads}");
    }
}

#[test]
fn what_is_published_and_closes_is_a_call() {
    let rows = [
        "Rural Health Posts | Kenya | P-114 | USD 400,000 | 4 May 2021 | 4 June 2022",
        "Safe Water | Mali | P-115 | USD 60,000 | 5 May 2021 | 5 June 2022",
    ];
    for (heads, count) in [
        ("Title | Country | Project ID | Budget | Published | Closing", 0),
        ("Title | Country | Project ID | Budget | Publication date | Deadline", 0),
        ("Titre | Pays | Numéro du projet | Budget | Publié le | Date limite", 0),
        ("Título | País | Código del proyecto | Presupuesto | Publicación | Cierre", 0),
        ("Title | Country | Project ID | Budget | Approved | Closing date", 2),
    ] {
        assert_eq!(told("Projects of 2021", &[&[heads, rows[0], rows[1]]]).len(), count, "{heads}");
    }
}

#[test]
fn a_purpose_beside_country_partner_and_amount_is_the_title() {
    for heads in [
        "Country | Partner organisation | Purpose of the grant | Grant amount | Duration",
        "Pays | Partenaire | Objet de la subvention | Montant accordé | Durée",
    ] {
        let rows = [
            "Kenya | AMREF | Rural Health Posts | EUR 45,000 | 2 years",
            "Mali | WaterAid | Safe Water | EUR 35,000 | 1 year",
        ];
        let own = [["Rural Health Posts", "KE", "45000"], ["Safe Water", "ML", "35000"]];
        assert_eq!(told("Grants of 2018", &[&[heads, rows[0], rows[1]]]), expected(&own), "{heads}");
    }
    let contracts = [
        "Country | Supplier | Purpose | Amount | Duration",
        "Kenya | AMREF | Rural Health Posts | EUR 45,000 | 2 years",
        "Mali | WaterAid | Safe Water | EUR 35,000 | 1 year",
    ];
    assert!(told("Contracts of 2018", &[&contracts]).is_empty());
}

#[test]
fn grants_for_research_at_home_are_no_activities() {
    for heads in [
        "Principal investigator | Project | Funder | Amount (EUR) | Duration",
        "Investigador principal | Proyecto | Entidad financiadora | Importe (EUR) | Duración",
        "Project | Faculty | Funder | Amount (EUR) | Period",
    ] {
        let rows = [
            "Prof. Anna Weiss | Rural Health Posts | Wellcome Trust | 45,000 | 24 months",
            "Dr. Carlos Peña | Safe Water | Norad | 35,000 | 36 months",
        ];
        assert!(told("Research grants of 2018", &[&[heads, rows[0], rows[1]]]).is_empty(), "{heads}");
    }
}

#[test]
fn what_was_given_to_each_is_its_budget_and_what_was_spent_is_not() {
    let rows = |money: &str| {
        let heads = format!("Country | Project | Donor | {money} | Period");
        let own = [
            "Kenya | Rural Health Posts | Irish Aid | 2,340 | 2019–2022",
            "Mali | Safe Water | Norad | 800 | 2020–2022",
        ];
        told("Grants awarded", &[&[&heads, own[0], own[1]]])
    };
    for money in ["Award (€ thousand)", "Funding (EUR thousand)", "Grant amount (EUR thousand)"] {
        let own = [["Rural Health Posts", "KE", "2340000"], ["Safe Water", "ML", "800000"]];
        assert_eq!(rows(money), expected(&own), "{money}");
    }
    for money in ["Spent (EUR thousand)", "Households"] {
        let read = rows(money);
        assert!(read.iter().all(|told| told[2].is_empty()), "{money} {read:?}");
    }
}

#[test]
fn a_list_of_aid_may_tell_no_more_than_where_and_how_much() {
    let rows = "| Wells for the villages of Kita | Mali | USD 1,250,000 |\n| Seeds and tools for farmers | Ethiopia and Kenya | USD 3,400,000 |\n| Schools for girls | Nepal | USD 2,100,000 |\n";
    let table =
        |heading: &str| format!("# {heading}\n\n| Project | Country | Amount |\n|---|---|---|\n{rows}");
    assert_eq!(of_markdown(&table("Projects supported in 2019")).len(), 3);
    let sold = table("Deals of 2019")
        .replace("Wells for the villages of Kita", "Marina Tower of Kita")
        .replace("Seeds and tools for farmers", "Shopping mall of the north")
        .replace("Schools for girls", "Grand Palm Hotel");
    assert_eq!(of_markdown(&sold).len(), 0);
}

#[test]
fn a_column_of_names_is_of_no_amounts_and_one_of_days_of_no_titles() {
    let heads = "Grant | Country | Grantee | Committed (EUR) | Date";
    let own = ["Goats for Maradi women", "Wells of Zinder town"];
    let rows = [
        format!("{} | Niger | CARE | 450,000 | 12 May 2018", own[0]),
        format!("{} | Niger | WaterAid | 1,200,000 | 3 June 2018", own[1]),
    ];
    let read = told("Grants of the fund", &[&[heads, rows[0].as_str(), rows[1].as_str()]]);
    assert_eq!(read, expected(&[[own[0], "NE", "450000"], [own[1], "NE", "1200000"]]));
}
