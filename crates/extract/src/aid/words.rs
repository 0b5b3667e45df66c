//! The words that tell aid from trade, tenders, property, science and shows.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use almoner_codelists::{Mention, countries_hinted, countries_in, fold};

use super::{kinds, weigh};
use crate::header;
use crate::word_list::{begins_word, is_word_start};

/// Words, folded, or beginnings of words, of tenders, vacancies, property, companies, science and shows: where nobody who
/// gives or carries out is named, a page that says one of them tells of no aid.
const ELSEWHERE: [&str; 123] = [
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
    "mortgage",
    "hypotheque",
    "hipoteca",
    "hypothek",
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
    "gold ",
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
    // Of other languages.
    "ausschreibung",
    "angebotsfrist",
    "bieter",
    "stellenausschreibung",
    "stellenangebot",
    "bewerbungsfrist",
    "gehalt",
    "eigentumswohnung",
    "einkaufszentrum",
    "bauherr",
    "bruttogeschossflache",
    "gara d'appalto",
    "bando di gara",
    "stipendio",
    "committente",
    "centro commerciale",
    "aanbesteding",
    "vacature",
    "salaris",
    "udbud",
    "bygherre",
    "stillingsopslag",
    "anbud",
    "upphandling",
    "byggherre",
    "ansokningsdag",
    "soknadsfrist",
    "ansogningsfrist",
    "sollicit",
    "przetarg",
    "wynagrodzenie",
    "apartament",
];

/// Words that aid is told in and trade, science and cooking do without: labels alone would fit a company's project as well.
const AID: [&str; 36] = [
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
    "pauvrete",
    "menages",
    "aide au developpement",
    "cooperacion",
    "pobreza",
    "cooperacao",
    "eu contribution",
    "national contribution",
    "armut",
    "haushalte",
    "entwicklungszusammenarbeit",
    "poverta",
    "comunita locali",
    "ontwikkelingssamenwerking",
    "armoede",
    "fattigdom",
    "bistand",
    "udviklingssamarbejde",
    "utvecklingssamarbete",
    "pobresa",
    "cooperacio",
    "ubostw",
    "pomoc rozwojowa",
    "pomocy rozwojowej",
];

/// Words, folded, that nothing but aid is told in: a grant, a donor and a contribution are everybody's.
const STRONG: [&str; 52] = [
    "development cooperation",
    "development co-operation",
    "development assistance",
    "official development",
    "developing countr",
    "partner countr",
    "recipient countr",
    "oda",
    "poverty",
    "refug",
    "humanitar",
    "livelihood",
    "smallholder",
    "vulnerab",
    "asylum",
    "pays en developpement",
    "aide au developpement",
    "pauvrete",
    "cooperacion al desarrollo",
    "cooperacion internacional",
    "pobreza",
    "cooperacao",
    "paises em desenvolvimento",
    "global education",
    "cooperation decentralisee",
    "cooperacion descentralizada",
    "cooperacao descentralizada",
    "decentralised cooperation",
    "decentralized cooperation",
    "cooperazione decentrata",
    "cooperacio descentralitzada",
    "solidarite internationale",
    "entwicklungszusammenarbeit",
    "entwicklungshilfe",
    "entwicklungsland",
    "cooperazione allo sviluppo",
    "paesi in via di sviluppo",
    "ontwikkelingssamenwerking",
    "ontwikkelingsland",
    "udviklingsbistand",
    "udviklingssamarbejde",
    "utviklingssamarbeid",
    "utvecklingssamarbete",
    "bistandsprosjekt",
    "cooperacio al desenvolupament",
    "wspolpracy rozwojowej",
    "wspolpraca rozwojowa",
    "pomoc rozwojowa",
    "pomocy rozwojowej",
    "polska pomoc",
    "fluchtling",
    "rifugiat",
];

/// Words of aid that label a value too, whatever the page is about: a thing of a museum has a donor.
const LABELS: [&str; 6] = ["donor", "grant", "bailleur", "subvention", "donante", "doador"];

/// Words that a company tells its own projects in.
const TRADE: [&str; 18] = [
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

/// The beginning of a document's text, and how many of each list of words it says: looked for once, and only where asked.
pub(crate) struct Beginning<'a> {
    text: &'a str,
    folded: OnceCell<String>,
    elsewhere: OnceCell<usize>,
    aid: OnceCell<usize>,
    labelled: OnceCell<usize>,
    trade: OnceCell<usize>,
    strong: OnceCell<usize>,
    themes: OnceCell<bool>,
    labels: OnceCell<BTreeMap<String, bool>>,
    first: OnceCell<Vec<String>>,
    receives: OnceCell<bool>,
    against: OnceCell<weigh::Against>,
}

impl<'a> Beginning<'a> {
    pub(crate) fn of(text: &'a str) -> Beginning<'a> {
        const LOOKED_AT: usize = 16 << 10;
        let text = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default();
        let (elsewhere, aid, labelled, trade, strong) = Default::default();
        let (folded, labels, first, receives, against) = Default::default();
        let themes = OnceCell::new();
        Beginning {
            text,
            folded,
            elsewhere,
            aid,
            labelled,
            trade,
            strong,
            themes,
            labels,
            first,
            receives,
            against,
        }
    }

    fn folded(&self) -> &str {
        // What makes no profit is no trade.
        const WITHOUT_PROFIT: [&str; 3] = ["non-profit", "not-for-profit", "non profit"];
        let without =
            |folded: String| WITHOUT_PROFIT.iter().fold(folded, |text, word| text.replace(word, "nonprofit"));
        self.folded.get_or_init(|| without(fold(self.text)))
    }

    /// How many words of [`ELSEWHERE`] it says.
    pub(super) fn elsewhere(&self) -> usize {
        static WORDS: Words = LazyLock::new(|| AhoCorasick::new(ELSEWHERE).ok());
        *self.elsewhere.get_or_init(|| said(&WORDS, self.folded()))
    }

    /// How many words it says that tell of aid.
    pub(super) fn aid(&self) -> usize {
        static WORDS: Words = LazyLock::new(|| AhoCorasick::new(LABELS).ok());
        self.told_aid() + *self.labelled.get_or_init(|| said(&WORDS, self.folded()))
    }

    /// How many of those words it says that are no labels.
    pub(super) fn told_aid(&self) -> usize {
        static WORDS: Words = LazyLock::new(|| AhoCorasick::new(AID).ok());
        *self.aid.get_or_init(|| said(&WORDS, self.folded()))
    }

    /// How many words it says that tell of trade.
    pub(super) fn trade(&self) -> usize {
        static WORDS: Words = LazyLock::new(|| AhoCorasick::new(TRADE).ok());
        *self.trade.get_or_init(|| said(&WORDS, self.folded()))
    }

    /// True where it says what activities of aid are about.
    pub(super) fn says_themes(&self) -> bool {
        *self.themes.get_or_init(|| crate::themes::are_in(self.folded()))
    }

    /// How many words it says that tell of nothing but aid.
    pub(super) fn strong_aid(&self) -> usize {
        static WORDS: Words = LazyLock::new(|| AhoCorasick::new(STRONG).ok());
        *self.strong.get_or_init(|| said(&WORDS, self.folded()))
    }

    /// Its labels, folded, each with whether a value stands beside it.
    pub(super) fn labels(&self) -> &BTreeMap<String, bool> {
        self.labels.get_or_init(|| kinds::labels_of(self.text))
    }

    /// Its first lines, folded.
    pub(super) fn first_lines(&self) -> &[String] {
        const FIRST: usize = 4;
        let lines = || self.text.lines().map(str::trim).filter(|line| !line.is_empty()).take(FIRST);
        self.first.get_or_init(|| lines().map(fold).collect())
    }

    /// What it tells of something else than an activity.
    pub(super) fn against(&self) -> &weigh::Against {
        self.against.get_or_init(|| weigh::Against::of(self))
    }

    /// True where it names a country that receives aid, or one of its people.
    pub(super) fn names_who_receives(&self) -> bool {
        let receives = |mention: &Mention| !header::gives(mention.entry.code);
        let names =
            || countries_in(self.text).iter().any(receives) || !countries_hinted(self.text).is_empty();
        *self.receives.get_or_init(names)
    }

    /// How many words of each list it says.
    pub(super) fn each(&self, lists: &Lists) -> Vec<usize> {
        let mut counts = vec![0; lists.count];
        let Some(automaton) = &lists.automaton else { return counts };
        let folded = self.folded();
        let found =
            automaton.find_overlapping_iter(folded).filter(|found| is_word_start(folded, found.start()));
        let words: BTreeSet<usize> = found.map(|found| found.pattern().as_usize()).collect();
        for list in words.into_iter().filter_map(|word| lists.list_of.get(word)) {
            if let Some(count) = counts.get_mut(*list) {
                *count += 1;
            }
        }
        counts
    }

    /// True where it says so many of these folded words, or words that begin so.
    pub(super) fn counts(&self, words: &[&str], fewest: usize) -> bool {
        words.iter().filter(|word| begins_word(self.folded(), word)).nth(fewest - 1).is_some()
    }

    /// True where it says one of these folded words, or a word that begins so.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| begins_word(self.folded(), word))
    }
}

/// Lists of words, or of beginnings of words, that are looked for all at once.
pub(super) struct Lists {
    automaton: Option<AhoCorasick>,
    /// The list of each word.
    list_of: Vec<usize>,
    count: usize,
}

impl Lists {
    pub(super) fn of(lists: &[&[&str]]) -> Lists {
        let words =
            || lists.iter().enumerate().flat_map(|(at, list)| list.iter().map(move |word| (at, *word)));
        let automaton = AhoCorasick::new(words().map(|(_, word)| word)).ok();
        Lists { automaton, list_of: words().map(|(at, _)| at).collect(), count: lists.len() }
    }
}

/// Words that are looked for all at once.
type Words = LazyLock<Option<AhoCorasick>>;

/// How many of the words, or beginnings of words, a folded text says.
fn said(words: &Words, folded: &str) -> usize {
    let Some(words) = &**words else { return 0 };
    let found = words.find_overlapping_iter(folded).filter(|found| is_word_start(folded, found.start()));
    found.map(|found| found.pattern()).collect::<BTreeSet<_>>().len()
}
