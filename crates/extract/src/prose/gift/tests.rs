use almoner_record::Role;

use crate::specimen::extracted;

/// What a sentence alone gives, in short: who pays | the amount | countries | who is given | the title. Nothing where it gives
/// no record.
fn told(text: &str) -> String {
    let read = extracted(&format!("{text}\n")).activities;
    let Some(one) = read.first() else { return String::new() };
    let names = |role: Role| {
        let orgs = one.participating_orgs.iter().filter(|org| org.role == Some(role));
        orgs.map(|org| org.organisation.name.clone()).collect::<Vec<_>>().join("; ")
    };
    let money = one
        .budget
        .as_ref()
        .map(|budget| format!("{} {}", budget.money.currency.as_deref().unwrap_or("?"), budget.money.value));
    let shares = one
        .funding
        .iter()
        .map(|share| format!("{} {}", share.money.currency.as_deref().unwrap_or("?"), share.money.value));
    let money = money.unwrap_or_else(|| shares.collect::<Vec<_>>().join(" + "));
    let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
    let title = one.title.as_deref().filter(|title| !text.starts_with(title)).unwrap_or_default();
    let parts = [names(Role::Funding), money, codes.join(" "), names(Role::Implementing), title.to_owned()];
    parts.join(" | ").trim_end_matches([' ', '|']).to_owned()
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|(text, expected)| {
            let read = told(text);
            (read != *expected).then(|| format!("{text}\n   read     {read}\n   expected {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn english_sentences_of_money_given() {
    check(&[
        (
            "The World Bank today approved US$75 million for the Upland Rural Roads Project in Kenya.",
            "World Bank | USD 75000000 | KE |  | Upland Rural Roads Project",
        ),
        (
            "The African Development Bank approved a $40 million loan to Zambia for small farms.",
            "African Development Bank | ? 40000000 | ZM",
        ),
        (
            "A USD120-million loan of the Asian Development Bank (ADB) will help Nepal to mend its bridges.",
            "Asian Development Bank | USD 120000000 | NP",
        ),
        (
            "A US$22 million World Bank loan will support clinics in Lesotho.",
            "World Bank | USD 22000000 | LS",
        ),
        (
            "An EUR 30m grant from the European Union will pay for wells in Niger.",
            "European Union | EUR 30000000 | NE",
        ),
        (
            "A concessional loan of $18.4 million from the UN's International Fund for Agricultural Development (IFAD) was secured by Cambodia for silk farms.",
            "International Fund for Agricultural Development | ? 18400000 | KH",
        ),
        (
            "NAIROBI, March 14, 2017 - The Board of Executive Directors of the World Bank gave its approval today to a credit of $90 million for Kenya.",
            "World Bank | ? 90000000 | KE",
        ),
        (
            "Malawi – World Bank Approves US$ 50 Million for Shire Valley Irrigation Project",
            "World Bank | USD 50000000 | MW |  | Shire Valley Irrigation Project",
        ),
        (
            "Mozambique will receive a grant of EUR 12 million from Germany's KfW for rural schools.",
            "KfW | EUR 12000000 | MZ",
        ),
        (
            "The Oakfield Foundation has approved a grant of £250,000 to WaterAid for wells in Malawi.",
            "Oakfield Foundation | GBP 250000 | MW | WaterAid",
        ),
        (
            "The Islamic Development Bank and Senegal signed a financing agreement of $60 million for the Dakar Drainage Project.",
            "Islamic Development Bank | ? 60000000 | SN |  | Dakar Drainage Project",
        ),
        (
            "Irish Aid has awarded €1.5 million in grants to Concern for nutrition in Sierra Leone.",
            "Irish Aid | EUR 1500000 | SL | Concern",
        ),
        (
            "The Global Environment Facility has allocated $6.2 million to protect mangroves in Guinea.",
            "Global Environment Facility | ? 6200000 | GN",
        ),
        (
            "The OPEC Fund for International Development extends a US$20 million loan to Rwanda for a power line.",
            "OPEC Fund for International Development | USD 20000000 | RW",
        ),
        ("Japan provided a grant of 1.2 billion yen to Laos for a bridge.", "Japan | JPY 1200000000 | LA"),
        ("ADB agrees $210m loan for metro in Bangladesh", "ADB | ? 210000000 | BD"),
        (
            "The European Investment Bank will lend EUR 45 million to Tunisia for water pipes.",
            "European Investment Bank | EUR 45000000 | TN",
        ),
        (
            "A loan agreement of US$114 million was signed by Ana Perez, Vice-President of the Asian Infrastructure Investment Bank (AIIB), and the Minister of Finance of Georgia.",
            "Asian Infrastructure Investment Bank | USD 114000000 | GE",
        ),
        (
            "Uganda has secured a $30 million credit from the International Development Association for district roads.",
            "International Development Association | ? 30000000 | UG",
        ),
        (
            "The Green Climate Fund will provide a $25 million grant for the Dry Zone Resilience Programme in Myanmar.",
            "Green Climate Fund | ? 25000000 | MM |  | Dry Zone Resilience Programme",
        ),
        (
            "The Adaptation Fund has approved US$ 9.9 million in grant funding for coastal villages in Djibouti.",
            "Adaptation Fund | USD 9900000 | DJ",
        ),
        (
            "Sweden and Norway will finance the project in Somalia with grants of SEK 40 million.",
            "Sweden; Norway | SEK 40000000 | SO",
        ),
        (
            "LUSAKA — The African Development Fund on Tuesday approved a financing package of $33 million to Zambia to build dams.",
            "African Development Fund | ? 33000000 | ZM",
        ),
        ("Bolivia: IDB approves $80 million loan for clean water", "IDB | ? 80000000 | BO"),
        (
            "The Inter-American Development Bank (IDB), through its Fund for Special Operations, approved a loan of $16 million to Honduras.",
            "Inter-American Development Bank | ? 16000000 | HN",
        ),
        (
            "The money is a $70 million package from the World Bank for schools in Mali.",
            "World Bank | ? 70000000 | ML",
        ),
        (
            "The United States Agency for International Development awarded $5 million to Mercy Corps for herders in Ethiopia.",
            "United States Agency for International Development | ? 5000000 | ET | Mercy Corps",
        ),
        // Of no one activity, not settled, past, or no aid.
        ("The World Bank's portfolio in Kenya stands at $7 billion in loans.", ""),
        (
            "In 2019 the African Development Bank approved 24 projects in 12 countries for $3 billion in loans.",
            "",
        ),
        (
            "The World Bank approved $40 million for Mali, $30 million for Niger and $25 million for Chad in loans.",
            "",
        ),
        (
            "The government of Kenya may seek a $40 million loan from the World Bank next year and could sign it in June.",
            "",
        ),
        ("The World Bank did not approve the $40 million loan to Kenya.", ""),
        ("Kenya repaid a loan of $40 million to the World Bank.", ""),
        ("Since 2004 the European Union has given EUR 300 million in grants to Haiti.", ""),
        ("The Oakfield Foundation calls for proposals for grants of up to £50,000 in Malawi.", ""),
        (
            "The African Development Bank's annual lending reached $6 billion, with loans of $400 million to Egypt.",
            "",
        ),
        ("Ministers met in Nairobi on a $1 billion fund that the World Bank and donors would finance.", ""),
        ("Equity Group approved a $20 million loan to a shopping chain in Kenya.", ""),
        ("The storm caused losses of $90 million in Fiji, the World Bank said, and a loan is under way.", ""),
        ("The fund has a size of $250 million and invests in companies of Ghana.", ""),
        ("The European Union approved a EUR 2 billion loan to Greece.", ""),
        ("\"The World Bank approved a $40 million loan for Kenya,\" said the minister.", ""),
        ("Will the World Bank approve a $40 million loan for Kenya?", ""),
        ("The bank of the village lends $4,000 to traders in Kenya.", ""),
        ("The World Bank sold bonds of $500 million to investors in Kenya.", ""),
        ("Kenya's exports to Sweden grew to $90 million with credit from banks.", ""),
        ("A ticket for the match of Kenya and Sweden costs $40.", ""),
        ("The World Bank strategy for Kenya foresees loans of $1.2 billion.", ""),
    ]);
}

#[test]
fn french_sentences_of_money_given() {
    check(&[
        (
            "La Banque mondiale a approuvé un crédit de 40 millions de dollars pour le Tchad.",
            "Banque mondiale | ? 40000000 | TD",
        ),
        (
            "Un prêt de 8 milliards de francs CFA de la Banque ouest-africaine de développement (BOAD) servira à l'eau potable au Togo.",
            "Banque ouest-africaine de développement | XOF 8000000000 | TG",
        ),
        (
            "L'Agence française de développement (AFD) accorde 20 millions d'euros au Mali pour des écoles.",
            "Agence française de développement | EUR 20000000 | ML",
        ),
        ("La BAD accorde 36 millions d'euros de prêt au Sénégal", "BAD | EUR 36000000 | SN"),
        (
            "L'Union européenne et le Bénin signent une convention de financement de 15 millions d'euros pour les routes.",
            "Union européenne | EUR 15000000 | BJ",
        ),
        (
            "La Banque africaine de développement (BAD) va donner au Burundi 43 millions d'euros, en prêt et en don, pour un Projet d'amélioration des pistes rurales, selon un communiqué.",
            "Banque africaine de développement | EUR 43000000 | BI |  | Projet d'amélioration des pistes rurales",
        ),
        (
            "Le Niger bénéficie d'un don de 12 millions d'euros de l'Union européenne pour ses maternités.",
            "Union européenne | EUR 12000000 | NE",
        ),
        (
            "La Guinée a obtenu un prêt de 30 millions d'euros du Fonds koweïtien pour le développement économique.",
            "Fonds koweïtien pour le développement économique | EUR 30000000 | GN",
        ),
        (
            "Abidjan, le 2 décembre 2022 – Le Conseil d'administration de la Banque africaine de développement a approuvé un don de 9 millions d'euros en faveur de Djibouti.",
            "Banque africaine de développement | EUR 9000000 | DJ",
        ),
        (
            "Le Fonds vert pour le climat finance à hauteur de 25 millions d'euros le projet de reboisement au Bénin.",
            "Fonds vert pour le climat | EUR 25000000 | BJ",
        ),
        (
            "L'Allemagne octroie une subvention de 5 millions d'euros à Madagascar pour ses parcs.",
            "Allemagne | EUR 5000000 | MG",
        ),
        (
            "Le FIDA prête 18 millions d'euros au Cameroun pour les jeunes agriculteurs.",
            "FIDA | EUR 18000000 | CM",
        ),
        (
            "Un financement de 6 millions d'euros accordé par l'Union européenne permettra de forer des puits en Mauritanie.",
            "Union européenne | EUR 6000000 | MR",
        ),
        (
            "La Fondation de l'Érable a attribué une subvention de 200 000 euros à Koumbit pour un projet en Haïti.",
            "Fondation de l'Érable | EUR 200000 | HT | Koumbit",
        ),
        (
            "La Belgique alloue 4 millions d'euros au Programme alimentaire mondial pour des cantines au Burundi.",
            "Belgique | EUR 4000000 | BI | Programme alimentaire mondial",
        ),
        (
            "Une convention de prêt de 50 millions d'euros a été signée entre la Banque européenne d'investissement et la Tunisie.",
            "Banque européenne d'investissement | EUR 50000000 | TN",
        ),
        (
            "Togo : la BOAD débloque 10 milliards de FCFA pour les pistes rurales",
            "BOAD | XOF 10000000000 | TG",
        ),
        (
            "La Suisse apporte une contribution de 3 millions de francs suisses au projet d'état civil au Tchad.",
            "Suisse | CHF 3000000 | TD",
        ),
        (
            "Le Luxembourg et le Cap-Vert ont signé un accord de 9 millions d'euros pour la formation.",
            "Luxembourg | EUR 9000000 | CV",
        ),
        (
            "L'Association internationale de développement (IDA) a accordé à Haïti un don de 21 millions d'euros.",
            "Association internationale de développement | EUR 21000000 | HT",
        ),
        (
            "Le Japon fait un don de 700 millions de yens à la Guinée pour un hôpital.",
            "Japon | JPY 700000000 | GN",
        ),
        (
            "Le Comores recevra de la Banque mondiale un don de 10 millions d'euros pour ses ports aux Comores.",
            "Banque mondiale | EUR 10000000 | KM",
        ),
        (
            "La Banque européenne d'investissement a validé un prêt de 65 millions d'euros au Maroc pour les lycées.",
            "Banque européenne d'investissement | EUR 65000000 | MA",
        ),
        ("L'Espagne verse 2,2 millions d'euros à la Mauritanie en subvention.", "Espagne | EUR 2200000 | MR"),
        (
            "Le Fonds africain de développement (FAD) a octroyé un prêt de 25 millions d'euros pour le sous-programme d'eau au Sénégal.",
            "Fonds africain de développement | EUR 25000000 | SN",
        ),
        (
            "Monaco soutient à hauteur de 300 000 euros, par une subvention, le projet de lutte contre la cécité au Burkina Faso.",
            "Monaco | EUR 300000 | BF",
        ),
        (
            "L'Union européenne accorde au Tchad un appui de 14 millions d'euros pour ses éleveurs.",
            "Union européenne | EUR 14000000 | TD",
        ),
        ("Le portefeuille de la BAD au Mali compte des prêts de 771 millions de dollars.", ""),
        ("En 2016 l'AFD a engagé 9,4 milliards d'euros, dont des prêts au Maroc, un record.", ""),
        ("La Banque mondiale pourrait accorder un prêt de 40 millions d'euros au Tchad.", ""),
        ("Le Tchad a demandé un prêt de 40 millions d'euros à la Banque mondiale.", ""),
        ("La Banque mondiale n'a pas approuvé le prêt de 40 millions d'euros au Tchad.", ""),
        ("Depuis 2005 l'Union européenne a donné 300 millions d'euros de subventions à Haïti.", ""),
        ("L'AFD a financé trois projets au Mali pour 40 millions d'euros de prêts.", ""),
        ("Appel à propositions : l'Union européenne accorde des subventions de 100 000 euros au Mali.", ""),
        ("La France a accordé un prêt de 2 milliards d'euros à la Grèce.", ""),
        ("Les dégâts au Tchad sont de 90 millions d'euros, selon la Banque mondiale.", ""),
        ("La Banque mondiale a émis des obligations de 500 millions d'euros au Maroc.", ""),
        ("La stratégie de la Suisse au Mali prévoit des dons de 80 millions de francs.", ""),
        (
            "Le Mali a reçu 20 millions d'euros, le Niger 15 millions d'euros et le Tchad 12 millions d'euros de l'AFD.",
            "",
        ),
        ("La société Orange a investi 40 millions d'euros au Mali.", ""),
        ("Le budget annuel de la fondation est de 3 millions d'euros, avec des dons au Mali.", ""),
        ("« La BAD accorde un prêt de 36 millions d'euros au Sénégal », a dit le ministre.", ""),
        (
            "Le sommet de Paris sur le Sahel a réuni la BAD et le Mali autour d'un fonds de 1 milliard d'euros.",
            "",
        ),
        ("La banque du quartier prête 4 000 euros aux commerçants du Mali.", ""),
        ("Chaque année la Belgique donne 90 millions d'euros à la RD Congo.", ""),
        ("Le chiffre d'affaires au Togo est de 40 millions d'euros, crédit compris.", ""),
    ]);
}

#[test]
fn spanish_sentences_of_money_given() {
    check(&[
        ("BID aprueba préstamo por US $60 millones para Panamá", "BID | USD 60000000 | PA"),
        (
            "El Banco Interamericano de Desarrollo (BID) aprobó un préstamo de US$ 35 millones a Bolivia para caminos.",
            "Banco Interamericano de Desarrollo | USD 35000000 | BO",
        ),
        ("El BID prestará 90 millones de euros a Ecuador para agua potable.", "BID | EUR 90000000 | EC"),
        (
            "Guatemala recibirá un préstamo de US$ 100 millones del Banco Mundial para sus escuelas.",
            "Banco Mundial | USD 100000000 | GT",
        ),
        (
            "Un préstamo de cooperación técnica de 15 millones de euros para Colombia fue aprobado por el Banco Interamericano de Desarrollo (BID).",
            "Banco Interamericano de Desarrollo | EUR 15000000 | CO",
        ),
        (
            "La Unión Europea otorga una donación de 8 millones de euros a Honduras.",
            "Unión Europea | EUR 8000000 | HN",
        ),
        (
            "El Banco Centroamericano de Integración Económica (BCIE) y Nicaragua firmaron un contrato de préstamo de US$ 57 millones para el Proyecto de Mejoramiento de Hospitales.",
            "Banco Centroamericano de Integración Económica | USD 57000000 | NI |  | Proyecto de Mejoramiento de Hospitales",
        ),
        (
            "La AECID concede una subvención de 400.000 euros a Acción contra el Hambre para un proyecto en Perú.",
            "AECID | EUR 400000 | PE | Acción contra el Hambre",
        ),
        ("Alemania dona 6 millones de euros a Paraguay para sus bosques.", "Alemania | EUR 6000000 | PY"),
        (
            "Tegucigalpa, 18 de mayo de 2023.- La Unión Europea aportará 12 millones de euros a Honduras en apoyo al desarrollo rural.",
            "Unión Europea | EUR 12000000 | HN",
        ),
        (
            "El Directorio del Banco Mundial aprobó un crédito de US$ 20 millones para Haití.",
            "Banco Mundial | USD 20000000 | HT",
        ),
        (
            "Con un crédito de US$ 45 millones del FIDA, Bolivia apoyará a las familias campesinas.",
            "FIDA | USD 45000000 | BO",
        ),
        (
            "El Salvador obtuvo un financiamiento de US$ 30 millones de la CAF para sus puertos.",
            "CAF | USD 30000000 | SV",
        ),
        (
            "Suiza destina 2,5 millones de francos suizos al programa de agua en Nicaragua, como donación.",
            "Suiza | CHF 2500000 | NI",
        ),
        (
            "Un convenio de 3 millones de euros de la Unión Europea permitirá mejorar los mercados de Cuba.",
            "Unión Europea | EUR 3000000 | CU",
        ),
        (
            "El Fondo Verde para el Clima financiará con 22 millones de euros el Programa de Bosques y Comunidades en Ecuador.",
            "Fondo Verde para el Clima | EUR 22000000 | EC |  | Programa de Bosques y Comunidades en Ecuador",
        ),
        (
            "La Fundación Roble aprobó una donación de US$ 150,000 a Swisscontact para jóvenes en Perú.",
            "Fundación Roble | USD 150000 | PE | Swisscontact",
        ),
        (
            "Paraguay: Banco Mundial aprueba US$ 100 millones para la salud",
            "Banco Mundial | USD 100000000 | PY",
        ),
        ("Japón entregó una donación de US$ 80,000 a Nicaragua para una escuela.", "Japón | USD 80000 | NI"),
        (
            "República Dominicana recibe un crédito de 40 millones de euros de la Agencia Francesa de Desarrollo (AFD).",
            "Agencia Francesa de Desarrollo | EUR 40000000 | DO",
        ),
        (
            "El Banco de Desarrollo de América Latina (CAF) autorizó un préstamo de US$ 75 millones a Perú.",
            "Banco de Desarrollo de América Latina | USD 75000000 | PE",
        ),
        (
            "Italia financia con un préstamo de 12 millones de euros el proyecto de viviendas en Bolivia.",
            "Italia | EUR 12000000 | BO",
        ),
        (
            "El préstamo de US$ 50 millones del BID ayudará a Jamaica a digitalizar sus escuelas.",
            "BID | USD 50000000 | JM",
        ),
        (
            "La Unión Europea y Colombia suscribieron un convenio de 9 millones de euros para la paz.",
            "Unión Europea | EUR 9000000 | CO",
        ),
        (
            "Luxemburgo otorgó 1 millón de euros en subvención a UNICEF para Nicaragua.",
            "Luxemburgo | EUR 1000000 | NI | UNICEF",
        ),
        (
            "El Banco Mundial concedió a Honduras un financiamiento de US$ 70 millones.",
            "Banco Mundial | USD 70000000 | HN",
        ),
        ("La cartera del BID en Perú suma préstamos por US$ 800 millones.", ""),
        ("En 2019 el BID aprobó 24 proyectos por US$ 3.000 millones en préstamos.", ""),
        ("El Banco Mundial podría otorgar un préstamo de US$ 40 millones a Perú.", ""),
        ("Perú solicitó un préstamo de US$ 40 millones al BID.", ""),
        ("El BID no aprobó el préstamo de US$ 40 millones a Perú.", ""),
        ("Desde 2005 la Unión Europea ha donado 300 millones de euros en subvenciones a Perú.", ""),
        ("La AECID abre la convocatoria de subvenciones por 25 millones de euros para Perú.", ""),
        (
            "El Banco Mundial prestó US$ 40 millones a Perú, US$ 30 millones a Bolivia y US$ 20 millones a Ecuador.",
            "",
        ),
        ("Las pérdidas en Perú suman US$ 90 millones, dijo el Banco Mundial.", ""),
        ("La estrategia de Suiza en Bolivia prevé donaciones por 80 millones de francos suizos.", ""),
        ("La Unión Europea concedió a Grecia un préstamo de 2.000 millones de euros.", ""),
        ("La empresa Telmex invirtió US$ 40 millones en Perú.", ""),
        ("El presupuesto anual del fondo es de 3 millones de euros, con donaciones a Perú.", ""),
        ("«El BID aprobó un préstamo de US$ 40 millones para Perú», dijo la ministra.", ""),
        ("El Banco Mundial colocó bonos por US$ 500 millones en Perú.", ""),
        ("Una entrada para el partido de Perú cuesta US$ 4.000.", ""),
        ("¿Aprobará el BID el préstamo de US$ 40 millones para Perú?", ""),
        ("La cumbre reunió al BID y a Perú en torno a un fondo de US$ 1.000 millones.", ""),
        ("El BID canceló el préstamo de US$ 40 millones a Perú.", ""),
    ]);
}

#[test]
fn portuguese_sentences_of_money_given() {
    check(&[
        (
            "O Banco Mundial aprovou um empréstimo de US$ 40 milhões a Angola para a água.",
            "Banco Mundial | USD 40000000 | AO",
        ),
        (
            "A União Europeia concede 12 milhões de euros a Moçambique para escolas.",
            "União Europeia | EUR 12000000 | MZ",
        ),
        (
            "Um empréstimo de 25 milhões de euros do Banco Africano de Desenvolvimento (BAD) ajudará Cabo Verde a modernizar os portos.",
            "Banco Africano de Desenvolvimento | EUR 25000000 | CV",
        ),
        (
            "Portugal e Moçambique assinaram um acordo de financiamento de 3 milhões de euros para hospitais.",
            "Portugal | EUR 3000000 | MZ",
        ),
        (
            "Angola recebeu um financiamento de 30 milhões de euros da Agência Francesa de Desenvolvimento (AFD).",
            "Agência Francesa de Desenvolvimento | EUR 30000000 | AO",
        ),
        (
            "A Guiné-Bissau vai receber uma doação de 9 milhões de euros do Banco Mundial.",
            "Banco Mundial | EUR 9000000 | GW",
        ),
        (
            "O Conselho de Administração do Banco Africano de Desenvolvimento aprovou uma doação de 7 milhões de euros para São Tomé e Príncipe.",
            "Banco Africano de Desenvolvimento | EUR 7000000 | ST",
        ),
        (
            "Moçambique: Banco Mundial aprova US$ 90 milhões para estradas rurais",
            "Banco Mundial | USD 90000000 | MZ",
        ),
        (
            "O FIDA empresta 18 milhões de euros a Angola para pequenos agricultores.",
            "FIDA | EUR 18000000 | AO",
        ),
        ("O Japão doou 4 milhões de euros a Timor-Leste para uma ponte.", "Japão | EUR 4000000 | TL"),
        (
            "A Suécia financia com 6 milhões de euros o projeto de energia em Moçambique.",
            "Suécia | EUR 6000000 | MZ",
        ),
        (
            "Uma subvenção de 200 mil euros da União Europeia permitirá abrir poços na Guiné-Bissau.",
            "União Europeia | EUR 200000 | GW",
        ),
        (
            "A Fundação Sobreiro aprovou uma doação de 80 mil euros à WaterAid para poços em Moçambique.",
            "Fundação Sobreiro | EUR 80000 | MZ | WaterAid",
        ),
        (
            "Maputo, 3 de maio de 2021 – O Banco Islâmico de Desenvolvimento disponibilizou um crédito de US$ 35 milhões a Moçambique.",
            "Banco Islâmico de Desenvolvimento | USD 35000000 | MZ",
        ),
        (
            "O Fundo Verde para o Clima atribuiu uma subvenção de 21 milhões de euros a Cabo Verde.",
            "Fundo Verde para o Clima | EUR 21000000 | CV",
        ),
        (
            "A Noruega concedeu uma doação de 5 milhões de euros ao Programa de Florestas e Comunidades em Angola.",
            "Noruega | EUR 5000000 | AO |  | Programa de Florestas e Comunidades em Angola",
        ),
        (
            "Cabo Verde obteve um crédito de 10 milhões de euros junto do Banco Europeu de Investimento.",
            "Banco Europeu de Investimento | EUR 10000000 | CV",
        ),
        (
            "O Luxemburgo vai financiar com 8 milhões de euros a formação profissional em Cabo Verde.",
            "Luxemburgo | EUR 8000000 | CV",
        ),
        (
            "O BAD aprovou um empréstimo de 15 milhões de euros para o Projeto de Eletrificação Rural em Angola.",
            "BAD | EUR 15000000 | AO |  | Projeto de Eletrificação Rural em Angola",
        ),
        (
            "O empréstimo de US$ 50 milhões do Banco Mundial apoiará clínicas em Moçambique.",
            "Banco Mundial | USD 50000000 | MZ",
        ),
        (
            "A Alemanha disponibiliza 11 milhões de euros a Moçambique em doação.",
            "Alemanha | EUR 11000000 | MZ",
        ),
        ("Itália doa 2 milhões de euros ao PNUD para Moçambique.", "Itália | EUR 2000000 | MZ | PNUD"),
        (
            "A Suíça e Moçambique assinaram um convénio de 6 milhões de francos suíços para a água.",
            "Suíça | CHF 6000000 | MZ",
        ),
        (
            "A União Europeia alocou 14 milhões de euros a Angola para vacinas.",
            "União Europeia | EUR 14000000 | AO",
        ),
        (
            "Timor-Leste recebe do Banco Asiático de Desenvolvimento uma doação de US$ 12 milhões.",
            "Banco Asiático de Desenvolvimento | USD 12000000 | TL",
        ),
        (
            "Um financiamento de 4 milhões de euros concedido pela União Europeia apoiará mulheres em Moçambique.",
            "União Europeia | EUR 4000000 | MZ",
        ),
        ("A carteira do Banco Mundial em Angola soma empréstimos de US$ 900 milhões.", ""),
        ("Em 2019 o BAD aprovou 24 projetos por US$ 3 mil milhões em empréstimos.", ""),
        ("O Banco Mundial poderia conceder um empréstimo de US$ 40 milhões a Angola.", ""),
        ("Angola solicitou um empréstimo de US$ 40 milhões ao Banco Mundial.", ""),
        ("O Banco Mundial não aprovou o empréstimo de US$ 40 milhões a Angola.", ""),
        ("Desde 2005 a União Europeia doou 300 milhões de euros a Angola.", ""),
        ("O edital da União Europeia oferece subvenções de 100 mil euros em Moçambique.", ""),
        (
            "O Banco Mundial emprestou US$ 40 milhões a Angola, US$ 30 milhões a Moçambique e US$ 20 milhões a Cabo Verde.",
            "",
        ),
        ("As perdas em Moçambique somam US$ 90 milhões, disse o Banco Mundial.", ""),
        ("A estratégia da Suíça em Moçambique prevê doações de 80 milhões de francos suíços.", ""),
        ("A União Europeia concedeu à Grécia um empréstimo de 2 mil milhões de euros.", ""),
        ("A empresa Galp investiu US$ 40 milhões em Moçambique.", ""),
        ("O orçamento anual do fundo é de 3 milhões de euros, com doações a Angola.", ""),
        ("«O BAD aprovou um empréstimo de 40 milhões de euros para Angola», disse a ministra.", ""),
        ("O Banco Mundial vendeu obrigações de US$ 500 milhões em Angola.", ""),
        ("Um bilhete para o jogo de Angola custa US$ 4.000.", ""),
        ("A cimeira juntou o BAD e Angola em torno de um fundo de mil milhões de dólares.", ""),
        ("O BAD cancelou o empréstimo de 40 milhões de euros a Angola.", ""),
    ]);
}

#[test]
fn news_of_other_things_gives_no_record() {
    for text in [
        "Annual report 2021\n\nIn 2021 the Cedar Foundation awarded grants of $42 million to 180 partners. The largest, of $3 million, went to Oxfam for work in Kenya.\n\nThe World Bank remained our main partner. Together we spent $12 million in Uganda.\n",
        "African Development Bank meets finance ministers in Abidjan\n\nAbidjan, 3 March 2020 – Ministers of finance of the region met the President of the African Development Bank.\n\nThey spoke of debt and of growth in Ghana and Togo. The Bank has a portfolio of $11 billion. It approved loans of $7 billion for all countries in 2019.\n",
        "Country strategy for Zambia 2021–2025\n\nThe African Development Bank will lend $300 million to Zambia under the strategy. Roads and power come first.\n",
        "Call for proposals: seed grants for towns\n\nThe European Union gives grants of EUR 200,000 to NGOs in Malawi. The deadline is 3 March 2022.\n",
        "Shoprite opens store in Lusaka\n\nShoprite invested $12 million in a store in Lusaka, Zambia. Standard Bank financed it with a loan of $8 million. The store has 200 staff and revenue should grow.\n",
        "Kenyan shilling falls\n\nThe shilling fell to 110 to the dollar on Tuesday. The central bank of Kenya sold $40 million. The World Bank said growth would slow and the IMF approved a $2.4 billion loan for Kenya in April.\n",
        "Board of the Fund approves loans for three countries\n\nThe Board of the Green Climate Fund approved $40 million for Mali on Monday.\n\nIt also approved $30 million for Niger and $25 million for Chad.\n",
        "Le conseil municipal vote le budget\n\nLa commune de Kita a voté un budget de 40 millions de francs CFA. Un don de 2 millions de francs CFA de la Banque de l'Habitat du Mali servira à la fête.\n",
        "Thesis on aid and growth\n\nThis thesis looks at a loan of $40 million of the World Bank to Ghana in 1987. It was funded by the Alder Trust. Keywords: aid, growth.\n",
        "Vacancy: Project officer, Lilongwe\n\nConcern looks for a project officer. The European Union has awarded a grant of EUR 3 million to Concern for a project in Malawi. Applicants send a CV and a cover letter. Salary: EUR 20,000. Closing date: 3 May.\n",
        "Debt of Zambia\n\nZambia owes $2 billion to the African Development Bank and the World Bank in loans. Eurobonds add $3 billion.\n",
        "BID presenta informe\n\nEl Banco Interamericano de Desarrollo presentó un informe sobre Perú. Según el estudio, un préstamo de US$ 100 millones del BID en 2010 redujo la pobreza.\n",
        "Tender: supply of pumps\n\nThe Ministry of Water of Malawi has received a loan of $30 million from the African Development Bank and intends to apply part of it to payments under the contract for pumps. Sealed bids must reach the ministry by 3 May. Bidders post a bid security.\n",
    ] {
        assert_eq!(told(text), "", "{text}");
    }
}

#[test]
fn a_release_gives_the_activity_that_it_tells_of_and_nothing_of_the_rest() {
    check(&[
        (
            "Press release\n\nKigali, 12 May 2019 – The Governments of Rwanda and Luxembourg signed today an agreement of EUR 6 million for the vocational schools programme.\n\nThe programme runs from 2019 to 2023 and will be carried out by LuxDev together with the Ministry of Education.\n\nLuxembourg's aid to Rwanda since 2011 comes to EUR 40 million.\n",
            "Luxembourg | EUR 6000000 | RW | LuxDev",
        ),
        (
            "Bénin : 12 millions d'euros de la Belgique pour les hôpitaux\n\nLa Belgique a signé avec le Bénin une convention de 12 millions d'euros. Elle finance le « Programme d'appui aux hôpitaux de zone », mis en œuvre par Enabel de 2020 à 2024.\n\nDepuis 2003 la Belgique a donné 200 millions d'euros au Bénin.\n",
            "Belgique | EUR 12000000 | BJ | Enabel | Programme d'appui aux hôpitaux de zone",
        ),
        (
            "Suecia apoya a cooperativas de Guatemala\n\nLa Embajada de Suecia en Guatemala entregó hoy una donación de 2 millones de dólares a We Effect para el proyecto «Cooperativas Vivas», que durará tres años.\n\nWe Effect trabaja desde 1958 en 20 países con un presupuesto anual de 40 millones de euros.\n",
            "Embajada de Suecia en Guatemala | ? 2000000 | GT |  | Cooperativas Vivas",
        ),
        (
            "Angola: Banco Mundial financia abastecimento de água\n\nLuanda, 4 de junho de 2018 - O Conselho de Administração do Banco Mundial aprovou ontem um crédito\nde 200 milhões de dólares para o Projeto de Desenvolvimento Institucional do Sector das Águas, em\nAngola. O projeto será executado pelo Ministério da Energia e Águas e termina em junho de 2024.\n",
            "Banco Mundial | ? 200000000 | AO | Ministério da Energia e Águas | Projeto de Desenvolvimento Institucional do Sector das Águas",
        ),
        (
            "ADB Supports Water Supply in Nepal\n\nMANILA, PHILIPPINES (5 August 2014) — The Asian Development Bank (ADB) will extend $32 million in loans and grants to Nepal to bring safe water to small towns.\n\nThe Third Small Towns Water Project costs $71.5 million in all. The government will give $18 million, and towns will borrow the rest. Completion is due in December 2020.\n\nADB, based in Manila, approved $13.5 billion in 2014.\n",
            "Asian Development Bank | ? 71500000 | NP |  | Third Small Towns Water Project",
        ),
    ]);
}

#[test]
fn years_beside_the_name_of_a_project_or_an_agreement_are_its_period() {
    for (title, expected) in [
        ("Framework agreement 2019-2023 with Kita", Some((2019, 2023))),
        ("Accord-cadre 2024–2028 avec Kita", Some((2024, 2028))),
        ("Programme pays de Kita 2016-2020", Some((2016, 2020))),
        ("Programa de agua de Kita (2018-2021)", Some((2018, 2021))),
        ("Strategy of the Kita programme 2019-2023", None),
        ("Report on the project of Kita 2019-2020", None),
        ("Wells for Kita 2030-2031", None),
        ("Project 2050-2099 for Kita", None),
    ] {
        let text = format!(
            "{title}\n\nCountry: Mali\nDonor: Norad\nImplementing partner: Oxfam\nBudget: NOK 4,000,000\n"
        );
        let read = extracted(&text).activities;
        let period = read.first().and_then(|one| one.period.clone()).unwrap_or_default();
        let years = period.start.zip(period.end).map(|(start, end)| (start.year(), end.year()));
        assert_eq!(years, expected, "{title}");
    }
}

#[test]
fn what_is_told_of_another_body_is_none_of_the_activity_s() {
    for (text, expected) in [
        (
            "The project in Mali is implemented by Oxfam from March 2019 to May 2021. KPMG, funded by Sida, audits the project.",
            ["", "Oxfam"],
        ),
        (
            "The project in Mali is financed by Sweden and Norway through UNDP and implemented by Oxfam.",
            ["Sweden; Norway", "Oxfam"],
        ),
        (
            "The project in Mali, funded by Norad, is implemented by Action Against Hunger, Research and Development Initiative and Catholic Relief Services.",
            ["Norad", "Action Against Hunger; Research and Development Initiative; Catholic Relief Services"],
        ),
        (
            "Wells for Kita in Mali is a project of Oceana Africa, funded by Norad.",
            ["Norad", "Oceana Africa"],
        ),
        (
            "The project in Mali is funded by Norad from March 2019 to May 2021 and is a project of national interest.",
            ["Norad", ""],
        ),
        (
            "Le projet est financé par l'Union européenne et mis en œuvre par le Centre international de solidarité ouvrière au Mali.",
            ["Union européenne", "Centre international de solidarité ouvrière"],
        ),
        (
            "El proyecto es financiado por la Unión Europea y ejecutado por el Programa de Coordinación en Salud Integral en Bolivia.",
            ["Unión Europea", "Programa de Coordinación en Salud Integral"],
        ),
    ] {
        let read = extracted(&format!("Wells for Kita\n\n{text}\n")).activities;
        let one = read.first().expect(text);
        let names = |role: Role| {
            let orgs = one.participating_orgs.iter().filter(|org| org.role == Some(role));
            orgs.map(|org| org.organisation.name.clone()).collect::<Vec<_>>().join("; ")
        };
        assert_eq!([names(Role::Funding), names(Role::Implementing)], expected, "{text}");
    }
}

#[test]
fn a_headline_gives_nothing_to_the_activities_of_a_list() {
    let text = "World Bank approves US$75 million grant for roads\n\nThe World Bank today approved a grant of US$75 million to Kenya for the Rural Roads Project.\n\nGrants\n\n- Wells, roads and schools for Kita (Mali), 2019–2022. Implemented by WaterAid. Budget: EUR 1.9 million.\n- Seed stores: phase 2 (Niger), 2020. Implemented by Oxfam. Budget: EUR 400,000.\n";
    let read = extracted(text).activities;
    assert_eq!(read.len(), 2);
    for one in read {
        assert!(one.participating_orgs.iter().all(|org| org.role != Some(Role::Funding)), "{one:?}");
    }
}

/// The payers of a page with a headline or a sentence above its labels.
fn payers(above: &str, amount: &str) -> String {
    let labels = format!(
        "Country: Mali\nSector: Roads\nImplementing agency: Ministry of Roads\nStatus: Active\nTotal budget: {amount}\n"
    );
    let read = extracted(&format!("{above}\n\n{labels}")).activities;
    let orgs = read.iter().flat_map(|one| &one.participating_orgs);
    let funding = orgs.filter(|org| org.role == Some(Role::Funding));
    funding.map(|org| org.organisation.name.clone()).collect::<Vec<_>>().join("; ")
}

#[test]
fn who_pays_the_amount_of_a_label_stands_in_the_headline_with_that_amount() {
    for (above, amount, expected) in [
        ("World Bank approves US$ 250 million for roads in Mali", "USD 250,000,000", "World Bank"),
        ("World Bank approves US$ 250 million for roads in Mali", "$250 million", "World Bank"),
        // Another currency is another amount.
        ("World Bank approves US$ 250 million for roads in Mali", "EUR 250,000,000", ""),
        ("World Bank approves US$ 250 million for roads in Mali", "USD 240,000,000", ""),
        // Each gives its own.
        ("Norad gives NOK 10 million, Sida SEK 5 million for roads in Mali", "NOK 10,000,000", "Norad"),
        ("Norad gives NOK 10 million, Sida SEK 5 million for roads in Mali", "SEK 5,000,000", "Sida"),
        ("Norad gives NOK 10 million, Sida SEK 5 million for roads in Mali", "SEK 10,000,000", ""),
    ] {
        assert_eq!(payers(above, amount), expected, "{above}: {amount}");
    }
}

#[test]
fn governments_by_an_adjective_and_who_writes_give() {
    check(&[
        (
            "Hospital news\n\nThe Japanese Government has extended a grant of up to USD 86,000 to Kita Mission Hospital in Malawi for a maternity ward.",
            "Japanese Government | USD 86000 | MW | Kita Mission Hospital",
        ),
        (
            "Nouvelles\n\nLe gouvernement suédois a accordé un don de 90 000 euros à Oxfam au Mali pour trois puits.",
            "gouvernement suédois | EUR 90000 | ML | Oxfam",
        ),
        (
            "Nos puits\n\nNous avons versé 16 000 € à l'Union de l'eau de Kita pour trois puits au Mali.",
            " | EUR 16000 | ML | Union de l'eau de Kita",
        ),
        (
            "Eau\n\n39,6 millions d'euros pour le Togo. La somme, de la Banque africaine de développement, sert au Projet d'accès à l'eau de Kara (2023-2027).",
            "Banque africaine de développement | EUR 39600000 | TG |  | Projet d'accès à l'eau de Kara",
        ),
        ("Trip\n\nWe gave €16,000 to our travel agent for a tour of France.", ""),
        ("Prices\n\n39.6 million euros for a player from Mali: the club has paid.", ""),
        ("Budget\n\nThe Malawian Government has extended a loan of USD 86,000 to farmers in Malawi.", ""),
    ]);
}

#[test]
fn a_name_stays_whole_and_a_title_stands_behind_the_word_for_a_project() {
    check(&[
        (
            "Clean wells\n\nThe project in Malawi is implemented by Water for Kenya with EUR 300,000 from the European Union.",
            "European Union | EUR 300000 | MW | Water for Kenya",
        ),
        (
            "Signing ceremony for new project\n\nThe EU signed a grant of EUR 2.5 million with Oxfam for the project Better roads for farmers in Uganda.",
            "EU | EUR 2500000 | UG | Oxfam | Better roads for farmers",
        ),
        (
            "Alianza firmada\n\nLa Unión Europea concedió 28.000 euros a Oxfam para el proyecto Liderazgo de las mujeres rurales, Turkana. El proyecto se desarrolla en Kenia.",
            "Unión Europea | EUR 28000 | KE | Oxfam | Liderazgo de las mujeres rurales, Turkana",
        ),
    ]);
}

#[test]
fn the_project_in_quotes_is_the_title_without_the_stop_of_its_sentence() {
    for (text, expected) in [
        (
            "date 2021-03-04 (@NewsDesk77)\n\nThe World Bank has approved US$30 million for a highway in Nepal.\n\nThe project, known as the ‘Rehabilitation of the Hill Road Project (Dang – Pyuthan)’, shall shorten journeys.",
            "Rehabilitation of the Hill Road Project (Dang – Pyuthan)",
        ),
        (
            "The Asian Development Bank approved a $21.4 million loan to Samoa for the \"Project to Widen the Quays of Apia.\"",
            "Project to Widen the Quays of Apia",
        ),
        (
            "El Banco Mundial aprobó un préstamo de US$ 21 millones a Honduras para el \"Proyecto de Caminos del Sur.\"",
            "Proyecto de Caminos del Sur",
        ),
        ("Title: “Wells for Kita\nCountry: Mali\nDonor: Norad\nBudget: EUR 400,000", "Wells for Kita"),
        ("Title: “Wells” for Kita\nCountry: Mali\nDonor: Norad\nBudget: EUR 400,000", "“Wells” for Kita"),
    ] {
        let read = extracted(&format!("{text}\n")).activities;
        assert_eq!(read.first().and_then(|one| one.title.as_deref()), Some(expected), "{text}");
    }
}
