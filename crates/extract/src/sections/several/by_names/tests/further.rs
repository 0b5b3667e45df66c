//! Names without a word for a project beside them, in capitals or as headings, and sentences that list several.

use super::check;

#[test]
fn a_name_in_quotes_needs_no_word_beside_it_where_money_and_place_are_told() {
    check(&[
        (
            "Trust supports partners abroad\n\nOxfam is to receive £21,000 for ‘Bees of the Mzimba women’, a 30-month effort in Malawi.\n\nA further £40,000 goes to Hope Trust in Togo, where it will run ‘Shade for cocoa growers’ until May 2018.\n\nAlso approved: £9,500 for Clear Water Trust and its ‘Pumps for Tahoua’ (Niger, 12 months).\n",
            &[
                "Bees of the Mzimba women | MW | GBP 21000 | Oxfam |  | P30M",
                "Shade for cocoa growers | TG | GBP 40000 | Hope Trust |  | 2018-05-31",
                "Pumps for Tahoua | NE | GBP 9500 | Clear Water Trust |  | P12M",
            ],
        ),
        (
            "Notre année\n\nVoici l’emploi des dons pour nos projets de solidarité.\n\n« Écoles de Kindia » (Guinée), que Terre Neuve gère pour notre compte, a été prolongé jusqu’en mai 2020. Le budget a été porté à 71 000 €.\n\nLes travaux de « Puits de Zinder » ont débuté au Niger en juin 2019. La réalisation incombe à Eau Vive ; le budget, de 33 000 €, doit suffire pour deux ans.\n",
            &[
                "Écoles de Kindia | GN | EUR 71000 | Terre Neuve |  | 2020-05-31",
                "Puits de Zinder | NE | EUR 33000 | Eau Vive |  | 2019-06-01  P2Y",
            ],
        ),
        (
            "Ayudas a la cooperación\n\nEn concreto, 56.000 euros a Manos Unidas para «Pozos de Sucre» en Bolivia; 42.000 euros a Cruz Roja, que desarrollará en Honduras «Escuelas de Copán»; y 12.000 euros para «Semillas de Kara» (Togo), de Cáritas Kara.\n",
            &[
                "Pozos de Sucre | BO | EUR 56000 | Manos Unidas",
                "Escuelas de Copán | HN | EUR 42000 | Cruz Roja",
                "Semillas de Kara | TG | EUR 12000 | Cáritas Kara",
            ],
        ),
        (
            "Diário\n\nEsta semana estou no Senegal para conhecer «Hortas de Matam», que a Associação Verde lançou em outubro de 2017 com 38.000 euros da Fundação Rio.\n",
            &["Hortas de Matam | SN | EUR 38000 | Associação Verde | Fundação Rio | 2017-10-01"],
        ),
    ]);
}

#[test]
fn headings_name_projects_that_sentences_below_tell_of() {
    check(&[(
        "Partners’ Post\n\nNews of the projects that your donations support.\n\nClean stoves for the lake villages\nWe have sent €24,000 to Tierra Viva in Vietnam for this new venture of 18 months.\n\nSeeds and shade for the hills\nThe Lantern Trust has given €84,000 to Hope Trust in Sri Lanka for nurseries until May 2020.\n\nSave the date\nOur fair takes place on 14 June. Tickets £5.\n",
        &[
            "Clean stoves for the lake villages | VN | EUR 24000 | Tierra Viva |  | P18M",
            "Seeds and shade for the hills | LK | EUR 84000 | Hope Trust | Lantern Trust | 2020-05-31",
        ],
    )]);
}

#[test]
fn names_in_capitals_are_told_with_their_money() {
    check(&[
        (
            "Growth in Zambia\n\nThe five-year, $24 million USAID-funded Feed the Valley activity began in Zambia in 2016. It is led by Abt Associates.\n",
            &["Feed the Valley | ZM | USD 24000000 | Abt Associates | USAID | 2016-01-01  P5Y"],
        ),
        (
            "Dos préstamos\n\nEl gobierno de Paraguay firmó dos préstamos con el BID. El primer préstamo es de US$ 55 millones y financia el Programa de Saneamiento de Asunción. El segundo, de US$ 20 millones, apoya el Programa de Caminos Rurales.\n",
            &[
                "Programa de Saneamiento de Asunción | PY | USD 55000000 |  | BID",
                "Programa de Caminos Rurales | PY | USD 20000000 |  | BID",
            ],
        ),
        (
            "Les jeunes apprennent\n\nLe projet JeunesActifs, financé par l'UE à hauteur de 3 M€ et mis en œuvre par Expertise France, forme 200 jeunes en Tunisie jusqu'en 2021.\n",
            &["JeunesActifs | TN | EUR 3000000 | Expertise France | UE | 2021-12-31"],
        ),
    ]);
}

#[test]
fn quotes_and_money_of_something_else_are_no_project() {
    check(&[
        (
            "Hotel group expands\n\nAcme Hotels will invest €5 million in “Blue Lagoon Beach Resort” in Kenya. The resort opens in May 2024 and creates 200 jobs.\n",
            &[],
        ),
        (
            "A novel\n\nHer book “The Wells of Kita Valley” was sold for €12,000 to Harper Publishing in Mali. The project took three years.\n",
            &[],
        ),
        (
            "Charity run\n\nRunners raised £3,000 for the charity Help Malawi with “Ten Miles for Water Day” in Malawi. The project was a success, said Anna.\n",
            &[],
        ),
        (
            "Rejected\n\nThe board rejected “Bees for Peace Villages” in Rwanda, for which Oxfam had asked €50,000.\n",
            &[],
        ),
        (
            "Start-up\n\nAgriTech raised $2 million for “Seeds of Tomorrow Platform” in Kenya from Savannah Capital Fund.\n",
            &[],
        ),
        (
            "Fine\n\nThe court fined Build Association €30,000 over “Clean Roads for Kampala” in Uganda, a project that it had run since 2015.\n",
            &[],
        ),
        (
            "Annual total\n\nThe foundation spent €4 million in 2019 on projects in Kenya. The Clean Water Project and the Seeds Project were among them.\n",
            &[],
        ),
        (
            "Efectos del riego\n\nEste trabajo fue financiado por la Unión Europea con 300.000 euros. Los autores agradecen a la Universidad de Sucre. El proyecto midió la papa en Bolivia.\n",
            &[],
        ),
    ]);
}
