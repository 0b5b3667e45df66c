use crate::specimen::of_page;

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

const ROWS: [&str; 3] = [
    "Clean water for the schools of Kita | Mali | 2019–2022 | EUR 143,000 | Eau Vive",
    "Literacy classes for market women | Niger | 2020–2023 | EUR 78,500 | Oxfam",
    "Seed banks of the highland farmers | Bolivia | 2018–2020 | EUR 210,000 | Fundación Tierra",
];

#[test]
fn columns_are_told_by_their_values_where_no_head_does() {
    let known = expected(&[
        ["Clean water for the schools of Kita", "ML", "143000"],
        ["Literacy classes for market women", "NE", "78500"],
        ["Seed banks of the highland farmers", "BO", "210000"],
    ]);
    for heads in [
        "Programme | Where | When | Committed so far to it | With",
        "Projet | Où | Quand | Engagement pris | Avec qui",
        "Proyecto | Dónde | Cuándo | Aportamos | Junto a",
        "What we help with | Place | Running | Our part | Led locally by",
        "Ce que nous aidons | Lieu | Temps | Notre part | Sur place",
        "O que fazemos | Lugar | Tempo | Valor dado | No terreno",
    ] {
        for heading in ["Projects that we support", "Projets soutenus par nos dons", "Nuestra cooperación"] {
            assert_eq!(told(heading, &[&[heads, ROWS[0], ROWS[1], ROWS[2]]]), known, "{heading} {heads}");
        }
    }
    // Days in two columns are the first and the last.
    for heads in [
        "Projet | Pays | Budget | De | À",
        "Projeto | País | Orçamento | De | Até",
        "Proyecto | País | Presupuesto | Desde | Hasta",
        "Project | Country | Budget | From | To",
    ] {
        let rows = [
            "Clean water for the schools of Kita | Mali | EUR 143,000 | 07/2019 | 06/2022",
            "Literacy classes for market women | Niger | EUR 78,500 | 01/2020 | 12/2020",
        ];
        let table: String = std::iter::once(heads)
            .chain(rows)
            .map(|row| format!("<tr><td>{}</td></tr>", row.replace(" | ", "</td><td>")))
            .collect();
        let page =
            format!("<html><body><h1>Projects that we support</h1><table>{table}</table></body></html>");
        let days: Vec<String> = of_page(&page)
            .into_iter()
            .filter_map(|one| one.period)
            .map(|period| format!("{:?} {:?}", period.start.unwrap(), period.end.unwrap()))
            .collect();
        assert_eq!(days, ["2019-07-01 2022-06-30", "2020-01-01 2020-12-31"], "{heads}");
    }
    // What was spent is not what was given.
    let spent = ROWS.map(|row| row.replace(" | EUR", " | EUR 10,000 | EUR"));
    let spent = ["Project | Where | When | Spent to date | Our part | With", &spent[0], &spent[1], &spent[2]];
    assert_eq!(told("Projects that we support", &[&spent]), known);
}

#[test]
fn values_alone_make_no_activities_of_other_tables() {
    for (heading, rows) in [
        (
            "Our hotels",
            [
                "Lodge | Where | Season | Price",
                "Serena safari lodge of the Mara | Kenya | 2019–2022 | USD 4,500",
                "Elmina beach resort and spa | Ghana | 2020–2023 | USD 3,200",
            ],
        ),
        (
            "Projects of the group",
            [
                "What | Where | When | Size",
                "Marina Tower and its offices | Kenya | 2019–2022 | USD 4,500,000",
                "Westlands shopping arcade, second part | Ghana | 2020–2023 | USD 2,100,000",
            ],
        ),
        (
            "Transfers of the summer",
            [
                "Player | From | Contract | Fee",
                "John Otieno, goalkeeper of the year | Kenya | 2019–2022 | EUR 45,000",
                "Kwame Mensah, young striker | Ghana | 2020–2023 | EUR 320,000",
            ],
        ),
        (
            "Debt of the year",
            [
                "Issue | Country | Term | Size",
                "Eurobond of the second series | Kenya | 2019–2029 | USD 500,000,000",
                "Cocoa bills of the main season | Ghana | 2020–2023 | USD 900,000,000",
            ],
        ),
        (
            "Projects supported at home",
            [
                "What | Where | When | Our part",
                "Meals for the schools of Bergen | Norway | 2019–2022 | EUR 45,000",
                "Books for the children of Tampere | Finland | 2020–2023 | EUR 32,000",
            ],
        ),
        (
            "Our staff abroad",
            [
                "Who | Where | When | With",
                "Anna Otieno, head of office | Kenya | 2019–2022 | Oxfam",
                "Kofi Mensah, driver and guide | Ghana | 2020–2023 | CARE",
            ],
        ),
    ] {
        assert_eq!(told(heading, &[&rows]), NONE, "{heading}");
    }
}

/// Title, and who takes part.
fn named(page: &str) -> Vec<String> {
    let row = |one: almoner_record::Activity| {
        let role =
            |org: &almoner_record::ParticipatingOrg| format!("{} {:?}", org.organisation.name, org.role);
        let orgs: Vec<String> = one.participating_orgs.iter().map(role).collect();
        format!("{}: {}", one.title.unwrap_or_default(), orgs.join(" + "))
    };
    of_page(page).into_iter().map(row).collect()
}

#[test]
fn a_cell_may_hold_a_title_and_a_name() {
    for (heads, is_first) in [
        (["Project and partner", "Country", "Period", "Expenditure to date", "Grant total"], false),
        (["Projet / partenaire", "Pays", "Période", "Dépenses à ce jour", "Total de l’aide"], false),
        (["Socio y proyecto", "País", "Periodo", "Gasto acumulado", "Ayuda total"], true),
    ] {
        let row = |title: &str, name: &str, rest: &str| {
            let (one, other) = if is_first { (name, title) } else { (title, name) };
            let rest: String = rest.split('|').map(|cell| format!("<td>{}</td>", cell.trim())).collect();
            format!("<tr><td>{one}<br>{other}</td>{rest}</tr>")
        };
        let heads: String = heads.iter().map(|head| format!("<th>{head}</th>")).collect();
        let page = format!(
            "<html><body><h1>Projects by theme</h1><table><tr>{heads}</tr><tr><td colspan=5>Education</td></tr>{}{}<tr><td>Subtotal Education</td><td></td><td></td><td>EUR 30,000</td><td>EUR 221,500</td></tr><tr><td>Grand total</td><td></td><td></td><td>EUR 30,000</td><td>EUR 221,500</td></tr></table></body></html>",
            row(
                "Clean water for the schools of Kita",
                "Eau Vive",
                "Mali | 2019–2022 | EUR 10,000 | EUR 143,000"
            ),
            row("Literacy classes for market women", "Oxfam", "Niger | 2020–2023 | EUR 20,000 | EUR 78,500"),
        );
        assert_eq!(
            named(&page),
            [
                "Clean water for the schools of Kita: Eau Vive None",
                "Literacy classes for market women: Oxfam None"
            ],
            "{page}"
        );
        let budgets: Vec<String> = of_page(&page)
            .into_iter()
            .filter_map(|one| one.budget.map(|budget| budget.money.value.to_string()))
            .collect();
        assert_eq!(budgets, ["143000", "78500"], "{page}");
    }
}

#[test]
fn who_pays_may_stand_over_a_part_of_the_list() {
    let table = |donor: &str, rows: &[&str]| {
        let row = |row: &&str| {
            let cells: Vec<String> = row.split('|').map(|cell| format!("<td>{}</td>", cell.trim())).collect();
            format!("<tr>{}</tr>", cells.concat())
        };
        let rows: String =
            std::iter::once(&"Programme | Where | When | Given").chain(rows).map(row).collect();
        format!("<h2>{donor}</h2><table>{rows}</table>")
    };
    for (heading, role) in [
        ("Annex: programmes by donor", "Some(Funding)"),
        ("Annexe : programmes par bailleur de fonds", "Some(Funding)"),
        ("Anexo: programas por financiador", "Some(Funding)"),
        ("Anexo: programas por país e doador", "Some(Funding)"),
        ("Programmes supported, by partner organisation", "None"),
    ] {
        let page = format!(
            "<html><body><h1>{heading}</h1>{}{}</body></html>",
            table(
                "Harlow Foundation",
                &["Clean water for the schools of Kita | Mali | 2019–2022 | EUR 143,000"; 1]
            ),
            table(
                "City of Westbridge",
                &[
                    "Literacy classes for market women | Niger | 2020–2023 | EUR 78,500",
                    "Seed banks of the highland farmers | Bolivia | 2018–2020 | EUR 210,000",
                ]
            ),
        );
        let page = page.replace(
            "143,000</td></tr>",
            "143,000</td></tr><tr><td>School meals in Maradi</td><td>Niger</td><td>2019–2022</td><td>EUR 43,000</td></tr>",
        );
        assert_eq!(
            named(&page),
            [
                format!("Clean water for the schools of Kita: Harlow Foundation {role}"),
                format!("School meals in Maradi: Harlow Foundation {role}"),
                format!("Literacy classes for market women: City of Westbridge {role}"),
                format!("Seed banks of the highland farmers: City of Westbridge {role}"),
            ],
            "{page}"
        );
        // Themes and countries over the parts pay for nothing.
        for (one, other) in [("Education", "Health"), ("Mali", "Niger"), ("2019", "2020")] {
            let page = page.replace("Harlow Foundation", one).replace("City of Westbridge", other);
            assert!(named(&page).iter().all(|row| row.ends_with(": ")), "{:?}", named(&page));
        }
    }
}

#[test]
fn a_currency_may_stand_in_a_column_of_its_own() {
    for heads in [
        "Ref | Recipient | Purpose | Country | Cur. | Committed",
        "Réf. | Bénéficiaire | Objet | Pays | Devise | Engagé",
    ] {
        let rows = [
            "G82-2501 | Eau Vive | Clean water for the schools of Kita | Mali | EUR | 186,000",
            "G98-9877 | Oxfam | Literacy classes for market women | Niger | CHF | 537,000",
        ];
        for is_behind in [false, true] {
            let cells = |row: &&str| {
                let mut cells: Vec<&str> = row.split(" | ").collect();
                if is_behind {
                    cells.swap(4, 5);
                }
                format!("<tr><td>{}</td></tr>", cells.join("</td><td>"))
            };
            let table: String = [heads, rows[0], rows[1]].iter().map(cells).collect();
            let page = format!("<html><body><h1>Grants register</h1><table>{table}</table></body></html>");
            let budgets: Vec<String> = of_page(&page)
                .into_iter()
                .filter_map(|one| one.budget)
                .map(|budget| format!("{} {}", budget.money.value, budget.money.currency.unwrap_or_default()))
                .collect();
            assert_eq!(budgets, ["186000 EUR", "537000 CHF"], "{page}");
        }
    }
}
