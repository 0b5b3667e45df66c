//! The words that tell aid from trade, tenders, property, science and shows.

/// Words, folded, or beginnings of words, of tenders, vacancies, property, companies, science and shows: where nobody who
/// gives or carries out is named, a page that says one of them tells of no aid.
pub(super) const ELSEWHERE: [&str; 87] = [
    // Tenders.
    "bid bond",
    "bid security",
    "bidder",
    "tender",
    "deadline",
    "closing date for",
    "estimated value",
    "sealed bid",
    "sealed envelope",
    "soumissionnaire",
    "appel d'offres",
    "date limite",
    "fourniture de",
    "oferente",
    "licitacion",
    "licitante",
    "pliego",
    "fecha limite",
    "suministro de",
    "licitacao",
    "edital",
    "fornecimento de",
    "contractor",
    "contract value",
    "turnkey",
    "montant du contrat",
    "montant du marche",
    "cles en main",
    "contratista",
    "valor del contrato",
    "llave en mano",
    "valor do contrato",
    "empreiteir",
    // Vacancies.
    "vacanc",
    "salary",
    "duty station",
    "curriculum vitae",
    "applicants",
    "candidates",
    // Property.
    "for sale",
    "asking price",
    "bedroom",
    "apartment",
    "real estate",
    "shopping mall",
    "hotel",
    "luxury",
    "condominium",
    "parking",
    "architects",
    "architect:",
    "a vendre",
    "appartement",
    "immobilie",
    "centre commercial",
    "en venta",
    "inmobiliari",
    "centro comercial",
    "a venda",
    "imobiliari",
    // Companies.
    "gold",
    "ounces",
    "our company",
    "our group",
    "notre groupe",
    "notre societe",
    "nuestra empresa",
    "nossa empresa",
    "subsidiary",
    "stock exchange",
    // Science.
    "thesis",
    "dissertation",
    "phd",
    "principal investigator",
    "clinical trial",
    "these de",
    "doctorat",
    "tesis",
    "tese",
    "doctorado",
    "doutorado",
    // Shows.
    "festival",
    "tickets",
    "jazz",
    "directed by",
    "box office",
    "billetterie",
];

/// True for a text that has so many of the words that aid is told in and trade, science and cooking do without: its labels
/// alone would fit a company's project as well.
pub(super) fn speaks_of_aid(text: &str, fewest: usize) -> bool {
    const WORDS: [&str; 26] = [
        "donor",
        "grant",
        "beneficia",
        "poverty",
        "poor",
        "smallholder",
        "refug",
        "humanitar",
        "livelihood",
        "vulnerab",
        "development cooperation",
        "official development",
        "technical assistance",
        "households",
        "bailleur",
        "pauvrete",
        "subvention",
        "menages",
        "aide au developpement",
        "cooperacion",
        "donante",
        "pobreza",
        "cooperacao",
        "doador",
        "eu contribution",
        "national contribution",
    ];
    said(&WORDS, text) >= fewest
}

/// True for a text with a word that a company tells its own projects in.
pub(super) fn speaks_of_trade(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "sells",
        "sales",
        "revenue",
        "profit",
        "earns",
        "earnings",
        "shareholder",
        "investor",
        "customer",
        "dividend",
        "turnover",
        "chiffre d'affaires",
        "actionnaire",
        "clientele",
        "ventas",
        "accionista",
        "ganancias",
        "acionista",
    ];
    said(&WORDS, text) > 0
}

/// How many of these folded words, or beginnings of words, the beginning of a text says.
pub(super) fn said(words: &[&str], text: &str) -> usize {
    const LOOKED_AT: usize = 16 << 10;
    let folded = almoner_codelists::fold(text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default());
    let begins = |word: &&&str| {
        folded.match_indices(**word).any(|(at, _)| {
            let before = folded.get(..at).and_then(|text| text.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric())
        })
    };
    words.iter().filter(begins).count()
}
