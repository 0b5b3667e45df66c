mod further;

use almoner_record::{Activity, Kind, Measure, Role};

use crate::specimen::extracted;

/// Title | countries | amount | who carries it out | who pays | from to length, of each activity.
fn told(text: &str) -> Vec<String> {
    let one = |one: Activity| {
        let names = |role: Role| {
            let orgs = one.participating_orgs.iter().filter(|org| org.role == Some(role));
            orgs.map(|org| org.organisation.name.clone()).collect::<Vec<_>>().join("; ")
        };
        let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
        let budget = one.budget.as_ref().map_or_else(String::new, |budget| {
            format!("{} {}", budget.money.currency.as_deref().unwrap_or("?"), budget.money.value)
        });
        let period = one.period.clone().unwrap_or_default();
        let day = |date: Option<jiff::civil::Date>| date.map_or_else(String::new, |date| date.to_string());
        let time = [day(period.start), day(period.end), period.duration.unwrap_or_default()].join(" ");
        let parts = [
            one.title.clone().unwrap_or_default(),
            codes.join(" "),
            budget,
            names(Role::Implementing),
            names(Role::Funding),
            time.trim().to_owned(),
        ];
        parts.join(" | ").trim_end_matches([' ', '|']).to_owned()
    };
    extracted(text).activities.into_iter().map(one).collect()
}

fn check(table: &[(&str, &[&str])]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|(text, expected)| {
            let read = told(text);
            let same = read.iter().map(String::as_str).eq(expected.iter().copied());
            (!same).then(|| format!("{text}\n   read     {read:#?}\n   expected {expected:#?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn each_project_that_a_text_names_with_its_money_is_an_activity() {
    check(&[
        (
            "Town supports partners abroad\n\n12,000 euros go to Oxfam for the project “Wells for the schools of Kita” in Mali. The project “Better seeds for Tahoua” in Niger, submitted by Swissaid, is supported with 20,500 euros. In Bolivia, Kallpa will use 9,000 euros for “Clinics of the valleys”.\n\n“We are glad,” said the mayor.\n",
            &[
                "Wells for the schools of Kita | ML | EUR 12000 | Oxfam",
                "Better seeds for Tahoua | NE | EUR 20500 | Swissaid",
                "Clinics of the valleys | BO | EUR 9000 | Kallpa",
            ],
        ),
        (
            "Délibération : aide internationale\n\nArticle 1 : Une subvention de 40 000 euros est accordée à Association pour le Puits pour le projet « Puits de Kita » (Mali).\n\nArticle 2 : Est approuvée l’attribution de 15 000 euros à Swissaid au titre du projet « Semences de Tahoua » (Niger).\n\nArticle 3 : La dépense est imputée au budget.\n",
            &[
                "Puits de Kita | ML | EUR 40000 | Association pour le Puits",
                "Semences de Tahoua | NE | EUR 15000 | Swissaid",
            ],
        ),
        (
            "Acuerdo: ayudas\n\nArtículo 1: Se concede una subvención de 25.000 euros a Cruz Roja para el proyecto «Pozos de Sucre» (Bolivia).\n\nArtículo 2: Se otorga una ayuda de 31.000 euros a Manos Unidas para el proyecto «Escuelas de Copán» (Honduras).\n",
            &[
                "Pozos de Sucre | BO | EUR 25000 | Cruz Roja",
                "Escuelas de Copán | HN | EUR 31000 | Manos Unidas",
            ],
        ),
        (
            "Our year\n\nProjects\n\nIn Ghana, a new project was launched: “Goats for Tamale”. It is run by Heifer and has a budget of NOK 355,000. Families share the kids.\n\nIn Togo we supported “Cocoa of Kara”, a project carried out from May 2015 to June 2017 by Swissaid; our contribution was NOK 90,000.\n\nIn Peru, Kallpa implemented the project “Forests of Junin” with a grant of NOK 12,000.\n",
            &[
                "Goats for Tamale | GH | NOK 355000 | Heifer",
                "Cocoa of Kara | TG | NOK 90000 | Swissaid |  | 2015-05-01 2017-06-30",
                "Forests of Junin | PE | NOK 12000 | Kallpa",
            ],
        ),
        (
            "Balance del año\n\nEn Cabo Verde, Cruz Roja ejecutó el proyecto «Agua de Fogo» con una subvención de 80.400 euros. En Filipinas apoyamos «Oficios de Samar», un proyecto llevado a cabo de 2016 a 2018 por Manos Unidas; nuestra aportación fue de 15.400 euros. En Paraguay se puso en marcha un nuevo proyecto: «Niñez de Concepción». Lo lleva a cabo Kuña Roga y cuenta con un presupuesto de 20.100 euros.\n",
            &[
                "Agua de Fogo | CV | EUR 80400 | Cruz Roja",
                "Oficios de Samar | PH | EUR 15400 | Manos Unidas |  | 2016-01-01 2018-12-31",
                "Niñez de Concepción | PY | EUR 20100 | Kuña Roga",
            ],
        ),
        (
            "Balanço\n\nNo Equador apoiámos “Abrigo em Manabí”, um projeto levado a cabo de 2018 a 2020 por Cáritas; o nosso contributo foi de 76.000 USD.\n\nEm Timor-Leste arrancou um novo projeto: “Sol de Ermera”. É levado a cabo por Oikos e tem um orçamento de 114.000 USD.\n",
            &[
                "Abrigo em Manabí | EC | USD 76000 | Cáritas |  | 2018-01-01 2020-12-31",
                "Sol de Ermera | TL | USD 114000 | Oikos",
            ],
        ),
        (
            "News of our work\n\nBolivia: new project\n\nKallpa has begun work on “Clinics of Oruro” in Bolivia. Nurses are trained. The project has a budget of 36,000 euros and lasts 32 months.\n\nNew support for Togo\n\nIn September 2014 we signed a contract with Swissaid for “Cocoa of Kara”. The project costs 95,000 euros and runs for 2 years.\n",
            &[
                "Clinics of Oruro | BO | EUR 36000 | Kallpa |  | P32M",
                "Cocoa of Kara | TG | EUR 95000 | Swissaid |  | P2Y",
            ],
        ),
        (
            "Boletín\n\nNicaragua: convenio firmado\n\nSe firmó un convenio con Cruz Roja para el proyecto «Fondo de Jinotega». Coste: 96.000 EUR para 3 años.\n\nHaití: nuevo proyecto\n\nManos Unidas ha iniciado el proyecto «Oficios de Jacmel» en Haití. El proyecto cuenta con un presupuesto de 58.000 EUR y dura 36 meses.\n",
            &[
                "Fondo de Jinotega | NI | EUR 96000 | Cruz Roja |  | P3Y",
                "Oficios de Jacmel | HT | EUR 58000 | Manos Unidas |  | P36M",
            ],
        ),
        (
            "3 new projects\n\nThe following projects will be funded:\n\n- Oxfam – EUR 46,000 for “Mothers of Kita” in Mali\n- Swissaid – EUR 60,000 for “Seeds of Tahoua” in Niger\n- CHF 12,000 to Kallpa for its project “Clinics of Oruro” in Bolivia, over 12 months\n",
            &[
                "Mothers of Kita | ML | EUR 46000 | Oxfam",
                "Seeds of Tahoua | NE | EUR 60000 | Swissaid",
                "Clinics of Oruro | BO | CHF 12000 | Kallpa |  | P12M",
            ],
        ),
        (
            "Nordic fund backs three\n\nThe trustees met in March. They gave £18,500 to Practical Action towards “Clean stoves for Kisumu” (Kenya). A further £22,000 was awarded to Toybox for the project “Off the street” in Guatemala. Basic Needs gets £9,750 for “Minds matter”, Ghana.\n",
            &[
                "Clean stoves for Kisumu | KE | GBP 18500 | Practical Action",
                "Off the street | GT | GBP 22000 | Toybox",
                "Minds matter | GH | GBP 9750 | Basic Needs",
            ],
        ),
        (
            "Notícias\n\nA Câmara atribuiu 12.000 euros à Oikos para o projeto “Hortas de Nampula” em Moçambique. A AMI recebeu 8.000 euros para o projeto “Clínica de Bolama” na Guiné-Bissau.\n",
            &["Hortas de Nampula | MZ | EUR 12000 | Oikos", "Clínica de Bolama | GW | EUR 8000 | AMI"],
        ),
        (
            "Decision 7\n\nThe Board decided:\n\n(a) That the project “Wells of Kita” in Mali, to be executed by Oxfam, be approved for an amount not exceeding USD 84,000, with implementation from May 2012 to June 2014;\n\n(b) To approve the funding of USD 98,000 for the project “Courts of Kayes” in Mali (project no. GF-64-19), as requested by Avocats Sans Frontières, which shall implement it over a period of 36 months;\n",
            &[
                "Wells of Kita | ML | USD 84000 | Oxfam |  | 2012-05-01 2014-06-30",
                "Courts of Kayes | ML | USD 98000 | Avocats Sans Frontières |  | P36M",
            ],
        ),
    ]);
}

#[test]
fn one_project_alone_is_told_with_who_carries_it_out_or_pays() {
    check(&[
        (
            "“Now I have time”: the story of Awa\n\nEvery morning Awa, 34, walks far. She has joined a group in Mali.\n\nThe project “Wells of Kita” is implemented by Oxfam and funded by the Republic of Korea with GBP 78,000. It runs from 2011 to 2012.\n",
            &["Wells of Kita | ML | GBP 78000 | Oxfam | Republic of Korea | 2011-01-01 2012-12-31"],
        ),
        (
            "Une histoire\n\nFatou vit en Zambie.\n\nLe projet « Jeunes de Chipata » est mis en œuvre par Women for Change Network et financé par l’Union européenne à hauteur de 71 000 EUR. Il se déroule de 2011 à 2013.\n",
            &[
                "Jeunes de Chipata | ZM | EUR 71000 | Women for Change Network | Union européenne | 2011-01-01 2013-12-31",
            ],
        ),
        (
            "Una historia\n\nMaría vive en Colombia.\n\nEl proyecto «Agua de Chocó» es ejecutado por Cruz Roja y financiado por el Gobierno Vasco con 194.000 euros. Se desarrolla de 2022 a 2024.\n",
            &["Agua de Chocó | CO | EUR 194000 | Cruz Roja | Gobierno Vasco | 2022-01-01 2024-12-31"],
        ),
        (
            "A story of Ayo\n\nAyo lives in Haiti.\n\nAbout the project: Young people of Jacmel is a project of Kallpa, supported by the Austrian Development Agency (73,000 euros, 2009–2010).\n",
            &[
                "Young people of Jacmel | HT | EUR 73000 | Kallpa | Austrian Development Agency | 2009-01-01 2010-12-31",
            ],
        ),
        (
            "Embassy of Japan supports Oxfam\n\nThe Embassy of Japan has provided 87,000 euros to Oxfam in Niger under its scheme. The cheque for the project “Women of Tillabéri” was handed over on 15 August 2017; work will take 48 months.\n\nSince 1989 the Embassy has financed more than 300 small projects in Niger.\n",
            &["Women of Tillabéri | NE | EUR 87000 | Oxfam | Embassy of Japan | P48M"],
        ),
        (
            "La Embajada del Japón apoya a Cruz Roja\n\nEl 27 de julio de 2020, el embajador y la directora de Cruz Roja firmaron el convenio de subvención del proyecto «Bosques de Ratanakiri». La subvención asciende a 81.400 euros y el proyecto durará 24 meses.\n\nDesde 1989, la Embajada ha financiado más de 300 pequeños proyectos en Camboya.\n",
            &["Bosques de Ratanakiri | KH | EUR 81400 | Cruz Roja |  | P24M"],
        ),
        (
            "Project proposal: executive summary\n\nThe proposed project, “Courts of Irbid”, will be implemented by Caritas in Jordan from September 2012 to February 2015.\n\nParalegals are trained.\n\nTo achieve this, we request a contribution of USD 68,000. Funds will be used for staff.\n",
            &["Courts of Irbid | JO | USD 68000 | Caritas |  | 2012-09-01 2015-02-28"],
        ),
        (
            "Proposition de projet : résumé\n\nSwissaid propose le projet « Fonds de Sucre », qui sera mené en Bolivie pendant 36 mois à partir de septembre 2017.\n\nLe montant total demandé s’élève à 61 800 €.\n",
            &["Fonds de Sucre | BO | EUR 61800 | Swissaid |  | 2017-09-01  P36M"],
        ),
        (
            "Request to a trust\n\nWe request £25,000 for our project “Bees for Babati” in Tanzania, to be carried out by Farm Africa from January 2019 to December 2020.\n",
            &["Bees for Babati | TZ | GBP 25000 | Farm Africa |  | 2019-01-01 2020-12-31"],
        ),
        (
            "Start of project\n\nWith financial support from Irish Aid, Concern Worldwide has launched “Seeds of Hope” in Malawi, a three-year project worth €1.2 million.\n",
            &["Seeds of Hope | MW | EUR 1200000 | Concern Worldwide | Irish Aid | P3Y"],
        ),
        (
            "Lancement\n\nCARE lance au Niger le projet « Femmes et semences », financé par la Norvège à hauteur de 2,4 millions d'euros pour une durée de trois ans.\n",
            &["Femmes et semences | NE | EUR 2400000 | CARE | Norvège | P3Y"],
        ),
        (
            "Bank approves water loan\n\nMANILA – The Asian Development Bank (ADB) approved a US$40 million loan for the “Urban Water of Khulna” project in Bangladesh.\n",
            &["Urban Water of Khulna | BD | USD 40000000 |  | Asian Development Bank"],
        ),
    ]);
}

#[test]
fn a_paper_that_asks_for_the_money_of_its_project_is_a_proposal() {
    for (text, expected) in [
        (
            "Project proposal: executive summary\n\nThe proposed project, “Courts of Irbid”, will be implemented by Caritas in Jordan.\n\nWe request a contribution of USD 68,000.\n",
            Kind::Proposal,
        ),
        (
            "News\n\nThe Board approved a grant of EUR 50,000 to Oxfam for the proposed project “Wells of Kita” in Mali. The total amount requested was EUR 50,000.\n",
            Kind::Project,
        ),
        (
            "Proposición\n\nEl proyecto propuesto, «Bosques del Chaco», será ejecutado por Sunu en Paraguay.\n\nEl importe total solicitado asciende a 42.100 EUR.\n",
            Kind::Proposal,
        ),
        (
            "News\n\nThe project “Courts of Irbid” is implemented by Caritas in Jordan with USD 68,000.\n",
            Kind::Project,
        ),
    ] {
        let read = extracted(text).activities;
        let one = read.first().expect(text);
        let measure = one.budget.as_ref().and_then(|budget| budget.measure);
        let asks = expected == Kind::Proposal;
        assert_eq!((one.kind, measure == Some(Measure::Requested)), (expected, asks), "{text}");
    }
}

#[test]
fn what_is_told_of_something_else_is_not_of_the_project() {
    check(&[
        // A country of a journey, of a line above that is no heading.
        (
            "News\n\nOur director visited Kenya in May.\n\nOxfam receives a grant of EUR 50,000 for the project “Seeds of Hope”.\n",
            &[],
        ),
        (
            "News\n\nThe ambassador visited the project in Kenya.\n\nOxfam receives a grant of EUR 50,000 for the project “Seeds of Hope”.\n",
            &["Seeds of Hope | KE | EUR 50000 | Oxfam"],
        ),
        // Times of others.
        (
            "News\n\nOxfam, active since May 2005, receives EUR 50,000 for the project “Wells of Kita” in Mali.\n",
            &["Wells of Kita | ML | EUR 50000 | Oxfam"],
        ),
        (
            "Actualités\n\nSwissaid, active depuis 20 ans, recevra 50 000 euros pour le projet « Puits de Kita » au Mali.\n",
            &["Puits de Kita | ML | EUR 50000 | Swissaid"],
        ),
        (
            "Actualités\n\nSwissaid recevra 50 000 euros pour le projet « Puits de Kita » au Mali. Le projet aide Marie, 12 ans, et sa mère de 34 ans.\n",
            &["Puits de Kita | ML | EUR 50000 | Swissaid"],
        ),
        (
            "News\n\nOxfam will use EUR 50,000 for the project “Wells of Kita” in Mali, which would reach 400 women, so that children could attend school and play football.\n",
            &["Wells of Kita | ML | EUR 50000 | Oxfam"],
        ),
        (
            "News\n\nOxfam receives a grant of EUR 50,000 to raise the income of women through the project “Wells of Kita” in Mali.\n",
            &["Wells of Kita | ML | EUR 50000 | Oxfam"],
        ),
        (
            "News\n\nOf the EUR 50,000 granted to Oxfam for the project “Wells of Kita” in Mali, EUR 20,000 have been spent.\n",
            &["Wells of Kita | ML | EUR 50000 | Oxfam"],
        ),
        (
            "News\n\nEUR 50,000 will be spent by Oxfam on the project “Wells of Kita” in Mali, which is run by Oxfam.\n",
            &["Wells of Kita | ML | EUR 50000 | Oxfam"],
        ),
        // Names end before what is told of them, and a first name is of no organisation.
        (
            "Noticias\n\nLa Fundación apoya con 5.000 euros a María para el proyecto «Pozos de Sucre» en Bolivia.\n",
            &[],
        ),
        (
            "Noticias\n\nSe concede una subvención de 25.000 euros a Cruz Roja por el proyecto «Pozos de Sucre» en Bolivia.\n",
            &["Pozos de Sucre | BO | EUR 25000 | Cruz Roja"],
        ),
        (
            "News\n\nThe project “Wells of Kita” in Mali is implemented by Oxfam, known for its pumps, with EUR 50,000.\n",
            &["Wells of Kita | ML | EUR 50000 | Oxfam"],
        ),
    ]);
}

#[test]
fn money_that_is_no_budget_and_what_is_refused_give_no_budget() {
    for text in [
        "News\n\nOxfam has spent EUR 50,000 of the project “Wells of Kita” in Mali.\n",
        "News\n\nA car of EUR 50,000 was bought by the project “Wells of Kita” in Mali, run by Oxfam.\n",
        "News\n\nThieves took EUR 50,000 from the project “Wells of Kita” in Mali, run by Oxfam.\n",
        "News\n\nThe debt of the project “Wells of Kita” in Mali, run by Oxfam, stands at EUR 50,000.\n",
        "News\n\nThe project “Wells of Kita” in Mali, run by Oxfam, was flooded; repairs cost EUR 50,000.\n",
        "News\n\nOxfam repaid EUR 50,000 of the project “Wells of Kita” in Mali.\n",
        "News\n\nEUR 50,000 are missing at Oxfam, which runs the project “Wells of Kita” in Mali.\n",
        "News\n\nThe project “Wells of Kita” in Mali, run by Oxfam, saved families EUR 50,000.\n",
        "News\n\nThe project “Wells of Kita” in Mali, run by Oxfam, cost EUR 50,000 less than planned.\n",
        "News\n\nThe women of the project “Wells of Kita” in Mali, run by Oxfam, had sales of EUR 50,000.\n",
        "News\n\nThe pumps of the project “Wells of Kita” in Mali, run by Oxfam, are insured for EUR 50,000.\n",
        "Noticias\n\nEl proyecto «Pozos de Sucre» en Bolivia, ejecutado por Cruz Roja, ha gastado 50.000 euros.\n",
        "Noticias\n\nLas ventas del proyecto «Pozos de Sucre» en Bolivia, ejecutado por Cruz Roja, sumaron ventas de 50.000 euros.\n",
        "Actualités\n\nIl reste 50 000 euros à Swissaid pour le projet « Puits de Kita » au Mali.\n",
        "Notícias\n\nO projeto “Hortas de Nampula” em Moçambique, executado pela Oikos, gastou 8.000 euros.\n",
        "Actualités\n\nUne subvention de CHF 60 000 a été refusée à Swissaid pour le projet « Puits de Kita » au Mali.\n",
        "Noticias\n\nSe deniega la subvención de 35.000 euros a Cruz Roja para el proyecto «Pozos de Sucre» en Bolivia.\n",
        "News\n\nThe Board deferred the request of Oxfam for a grant of EUR 50,000 for the project “Wells of Kita” in Mali.\n",
        "News\n\nOxfam hopes to receive EUR 50,000 for the project “Wells of Kita” in Mali.\n",
        "News\n\nThe project “Wells of Kita” in Mali will be carried out by Oxfam.\n\nCARE receives EUR 50,000 for the project “Seeds of Tahoua” in Niger.\n",
    ] {
        let read = told(text);
        let has_budget =
            read.iter().any(|row| row.split(" | ").nth(2).is_some_and(|budget| !budget.is_empty()));
        assert!(!has_budget, "{text} {read:?}");
    }
}

#[test]
fn what_is_no_aid_gives_nothing() {
    check(&[
        // A film, a prize, a thesis, a firm, sports and arts at home.
        (
            "News\n\nThe film “The River of Kita”, made for the project by Studio Nuit in Mali, cost 900,000 euros. The film “The Wells of Kayes”, made for the project by Studio Jour in Mali, cost 700,000 euros.\n",
            &[],
        ),
        ("Prize\n\nThe prize of 20,000 euros goes to Oxfam for the project “Wells of Kita” in Mali.\n", &[]),
        (
            "Grants\n\nThe council awards a research grant of 90,000 euros to Anna Moss for the project “Rain of the Sahel” in Mali.\n",
            &[],
        ),
        (
            "Town\n\nA grant of 4,000 euros is awarded to Leeds Choir for the project “Songs of summer” (United Kingdom).\n\nA grant of 6,000 euros is awarded to Leeds Runners for the project “Ten miles each” (United Kingdom).\n",
            &[],
        ),
        (
            "Town\n\n4,000 euros go to Lyon Roller for the project “Skate for all” in France. 9,000 euros go to Paris Judo for the project “Judo for all” in Germany.\n",
            &[],
        ),
        // Firms, loans to them, persons.
        (
            "Orders\n\nBuild Ltd will receive USD 4,000,000 for the project “Harbour Tower” in Kenya. Steel Ltd will receive USD 2,000,000 for the project “Mombasa Mall” in Kenya.\n",
            &[],
        ),
        (
            "Loans\n\nThe bank lends EUR 40 million to Dangote for the project “New kiln of Obajana” in Nigeria. It lends EUR 20 million to Safaricom for the project “Towers for all” in Kenya.\n",
            &[],
        ),
        (
            "Mining\n\nThe company will use 90 million dollars for “Phase two of Kibali” in the Democratic Republic of the Congo. Shareholders welcome it.\n",
            &[],
        ),
        (
            "Tours\n\nThe tour “Gorillas of Rwanda” costs 4,000 dollars. The tour “Lakes of Malawi” costs 2,500 dollars for 12 days.\n",
            &[],
        ),
        // A post.
        (
            "Job\n\nOfficer for the project “Wells of Kita” in Mali, funded by the European Union with EUR 2 million and implemented by Oxfam. Applicants send a curriculum vitae. Salary: EUR 30,000.\n",
            &[],
        ),
        // Many projects are counted.
        (
            "Our foundation\n\nSince 1990 the foundation has supported 340 projects worldwide with 40 million euros. The programme “Open doors” alone reached 12 countries.\n",
            &[],
        ),
        // What is refused or may be.
        (
            "Minutes\n\nThe request of Oxfam for the project “Wells of Kita” in Mali with EUR 40,000 was rejected.\n",
            &[],
        ),
        ("News\n\nThe bank could give EUR 40,000 to Oxfam for the project “Wells of Kita” in Mali.\n", &[]),
        (
            "News\n\nEl banco no ha concedido 40.000 euros a Cruz Roja para el proyecto «Pozos de Sucre» en Bolivia.\n",
            &[],
        ),
        // Without money, or what somebody says, or a book.
        ("News\n\nOxfam told us of “Wells of Kita” in Mali.\n", &[]),
        (
            "News\n\nThe book “Rivers of Mali” costs 300 euros. The book “Rivers of Niger” costs 400 euros.\n",
            &[],
        ),
        (
            "News\n\n“Our project in Mali cost 40,000 euros,” said Oxfam. “Our project in Niger cost 50,000 euros,” said CARE.\n",
            &[],
        ),
        // Several names in one sentence.
        (
            "News\n\nOxfam received 40,000 euros for the projects “Wells of Kita” and “Seeds of Kayes” in Mali.\n",
            &[],
        ),
    ]);
}

#[test]
fn names_end_where_what_they_are_given_money_for_begins() {
    check(&[
        (
            "“Wells for Gao” (Mali) is carried out by Oxfam for wells and pumps, with a grant of EUR 300,000 from the European Union.\n",
            &["Wells for Gao | ML | EUR 300000 | Oxfam | European Union"],
        ),
        // A sole amount in a bracket is no other once more.
        (
            "“Wells for Gao” (Mali): a grant (about EUR 300,000) goes to Oxfam.\n",
            &["Wells for Gao | ML | EUR 300000 | Oxfam"],
        ),
        // What a project is called does not carry it out.
        (
            "The USAID-funded Feed the Future Kita activity, a USD 12 million programme, has reached 4,000 farmers in Mali. The Feed the Future Kita activity will run until 2022.\n",
            &["Feed the Future Kita | ML | USD 12000000 |  | USAID | 2022-12-31"],
        ),
        // Two who pay.
        (
            "Norad and Sida have granted EUR 300,000 to WaterAid for the project “Wells for Kita” in Mali.\n",
            &["Wells for Kita | ML | EUR 300000 | WaterAid | Norad; Sida"],
        ),
    ]);
}
