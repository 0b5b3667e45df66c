//! Columns told by their values, cells that hold more than one, and who stands over a part of a list.

use super::{NONE, expected, told};
use crate::specimen::of_page;

const ROWS: [&str; 3] = [
    "Clean water for the schools of Kita | Mali | Mar 2019 – Apr 2022 | EUR 143,000 | Eau Vive",
    "Literacy classes for market women | Niger | Apr 2020 – Apr 2020 | EUR 78,500 | Oxfam",
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

#[test]
fn a_width_may_break_the_title_beside_a_name() {
    let row = |lines: &str, rest: &str| {
        let lines: Vec<String> = lines.split(" / ").map(|line| format!("<p>{line}</p>")).collect();
        let rest: String = rest.split(" | ").map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr><td>{}</td>{rest}</tr>", lines.concat())
    };
    let page = format!(
        "<html><body><h1>Projects by theme</h1><table>{}{}{}</table></body></html>",
        row("Project and partner", "Country | Period | Grant total"),
        row("Clean water for the far away / schools of Kita / Eau Vive", "Mali | 2019–2022 | EUR 143,000"),
        row(
            "Literacy classes / Commission of Peace and / Justice of all Maradi",
            "Niger | 2020–2023 | EUR 78,500"
        ),
    );
    assert_eq!(
        named(&page),
        [
            "Clean water for the far away schools of Kita: Eau Vive None",
            "Literacy classes: Commission of Peace and Justice of all Maradi None"
        ]
    );
}
