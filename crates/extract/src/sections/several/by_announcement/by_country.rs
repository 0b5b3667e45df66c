//! News of a bank or fund that tells in a sentence or a paragraph a country what each was given: `Honduras will have a line of
//! credit of US$300 million for …`, `Then US$450 million go to Colombia`, `Nicaragua recibirá US$30 millones para …`.
//!
//! Such a list has one lender, whom its beginning names beside what was decided. What the lender did before, what others add and
//! what all of it comes to stand in sentences of the same kind, and are refused by their words.

use almoner_codelists::{countries_in, fold};
use almoner_record::Span;

use super::entries::Entry;
use super::money_first::GIVEN;
use super::{giver, named_in};
use crate::field::Field;
use crate::header;
use crate::lines::LineKind;
use crate::sections::Cutter;
use crate::value::money::moneys;
use crate::value::numeral::DecimalMark;
use crate::value::sentence::sentences;
use crate::word_list::{WordList, begins_word};

/// Beginnings of words, folded, of what is decided.
const DECIDED: [&str; 14] = [
    "approv", "approuv", "aprob", "aprueb", "aprov", "announc", "anunci", "annonc", "sign", "firm", "otorg",
    "conced", "accord", "octro",
];

/// Folded words for several loans or what they are for.
static SEVERAL: WordList = WordList::of(
    "loans grants credits operations projects financings facilities prets dons projets financements \
     prestamos creditos operaciones proyectos financiamientos emprestimos operacoes projetos financiamentos",
);

/// Beginnings of words, folded, of sentences about what was before, what others give, or what all of it comes to.
const REFUSED: [&str; 36] = [
    "total",
    "since",
    "desde",
    "depuis",
    "portfolio",
    "cartera",
    "portefeuille",
    "carteira",
    "last year",
    "ano pasado",
    "annee derniere",
    "so far",
    "to date",
    "hasta la fecha",
    "a ce jour",
    "private",
    "privad",
    "prive",
    "gdp",
    "pib",
    "export",
    "imports",
    "tourism",
    "debt",
    "deuda",
    "dette",
    "damage",
    "losses",
    "perdidas",
    "pertes",
    "could",
    "would",
    "podria",
    "pourrait",
    "previous",
    "anterior",
];

/// The line that tells who lends, and what each country is given; none where they are few.
pub(super) fn entries(cutter: &Cutter<'_>) -> Option<(usize, Vec<Entry>)> {
    const TOP: usize = 6;
    const FEWEST: usize = 3;
    const MOST_LINES: usize = 60;
    let lead = (0..cutter.lines.len().min(TOP)).find(|at| leads(cutter, *at))?;
    let mut entries: Vec<Entry> = Vec::new();
    let mut with_money = 0;
    for at in lead + 1..cutter.lines.len().min(lead + MOST_LINES) {
        let Some(line) = cutter.lines.get(at) else { break };
        if !matches!(line.kind, LineKind::Text | LineKind::Item { .. }) {
            continue;
        }
        let (found, counted) = of_line(cutter, at);
        with_money += counted;
        entries.extend(found);
    }
    let mut codes: Vec<&str> = entries.iter().map(|entry| entry.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let are_each = codes.len() >= FEWEST && codes.len() == entries.len();
    (are_each && entries.len() * 2 >= with_money).then_some((lead, entries))
}

/// True for a line that says that one who gives decided on several loans.
fn leads(cutter: &Cutter<'_>, at: usize) -> bool {
    const LONGEST: usize = 700;
    let Some(line) = cutter.lines.get(at).filter(|line| line.span.len() <= LONGEST) else { return false };
    if matches!(line.kind, LineKind::Table | LineKind::Aside) {
        return false;
    }
    let folded = fold(cutter.document.slice(line.span));
    almoner_codelists::words(&folded).any(|(_, word)| SEVERAL.has(word))
        && decides(&folded)
        && giver(cutter, line.span).is_some()
}

/// True for a folded text that says that something was decided.
pub(super) fn decides(folded: &str) -> bool {
    DECIDED.iter().any(|stem| begins_word(folded, stem))
}

/// True for a folded sentence with a word of what is given, or of giving.
fn tells_of_gift(folded: &str) -> bool {
    const GIVES: [&str; 28] = [
        "provid",
        "allocat",
        "financ",
        "fund",
        "support",
        "got",
        "gets",
        "share",
        "set aside",
        "go to",
        "goes to",
        "receiv",
        "recevr",
        "recoi",
        "benefici",
        "recib",
        "receb",
        "destin",
        "apoy",
        "apoi",
        "appui",
        "soutien",
        "grant",
        "loan",
        "fondo",
        "fonds",
        "pone",
        "puts",
    ];
    almoner_codelists::words(folded).any(|(_, word)| GIVEN.has(word))
        || decides(folded)
        || GIVES.iter().any(|stem| begins_word(folded, stem))
}

/// What each sentence of a line tells of one country, and how many have an amount.
fn of_line(cutter: &Cutter<'_>, at: usize) -> (Vec<Entry>, usize) {
    const LEAST: i64 = 10_000;
    const LONGEST: usize = 3_000;
    let (mut found, mut counted) = (Vec::new(), 0);
    let Some(line) = cutter.lines.get(at).filter(|line| line.span.len() <= LONGEST) else {
        return (found, counted);
    };
    let text = cutter.document.slice(line.span);
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return (found, counted);
    }
    // The country of the sentence before, which has no amount.
    let mut before: Option<(Span, &'static str, Span)> = None;
    for part in sentences(text) {
        let own = part.of(text);
        let folded = fold(own);
        let held = before.take();
        if REFUSED.iter().any(|stem| begins_word(&folded, stem)) || own.starts_with(['“', '"', '«']) {
            continue;
        }
        let amounts: Vec<Span> = moneys(own, DecimalMark::Unknown)
            .into_iter()
            .filter(|(_, money)| money.currency.is_some() && money.value >= LEAST.into())
            .map(|(span, _)| span)
            .collect();
        counted += usize::from(!amounts.is_empty());
        if !tells_of_gift(&folded) {
            continue;
        }
        let named = countries_in(own);
        let place = named.first().filter(|first| {
            named.iter().all(|other| other.entry.code == first.entry.code) && !header::gives(first.entry.code)
        });
        let (place, code, whole) = match (place, held) {
            (Some(place), _) => (part.inner(place.span), place.entry.code, part),
            (None, Some((place, code, first))) if named.is_empty() => (place, code, first.cover(part)),
            _ => continue,
        };
        match amounts.as_slice() {
            [] => before = Some((place, code, whole)),
            [amount] => {
                let inner = |span: Span| line.span.inner(span);
                let mut told =
                    vec![(Field::Budget(None), inner(part.inner(*amount))), (Field::Countries, inner(place))];
                told.extend(named_in(own).map(|name| (Field::Title, inner(part.inner(name)))));
                found.push(Entry { told, code, lines: at..at, text: Some(inner(whole)) });
            }
            _ => {}
        }
    }
    (found, counted)
}

#[cfg(test)]
mod tests {
    use crate::specimen::{budget, codes, extracted};

    fn told(text: &str) -> Vec<String> {
        let row = |one: &almoner_record::Activity| {
            let payer = one.participating_orgs.first().map(|org| org.organisation.name.clone());
            format!("{} {} {}", codes(one), budget(one), payer.unwrap_or_default())
        };
        extracted(text).activities.iter().map(row).collect()
    }

    #[test]
    fn what_a_country_spends_or_lacks_is_no_loan() {
        let text = "World Bank approves loans for African countries\n\nWashington, 4 May 2018. The projects help farmers.\n\nKenya has already spent $60 million on roads.\n\nMalawi's budget is $40 million for water.\n\nTogo needs $30 million for hospitals.\n\nIn Burundi the drought cost $25 million.\n";
        assert_eq!(told(text), Vec::<String>::new());
    }

    #[test]
    fn each_country_has_its_own_sentence() {
        for (text, expected) in [
            (
                "BADEA approves loans to four African countries\n\nThe Board met in Khartoum and decided on $155 million in total.\n\nSenegal got the largest share, $60 million, for the rehabilitation of a road.\n\nThen $40 million go to Benin for water.\n\nRural Togo gets power. The loan is of $30 million and reaches forty villages.\n\nFor Burundi, $25 million are set aside for a hospital.\n",
                ["SN 60000000 BADEA", "BJ 40000000 BADEA", "TG 30000000 BADEA", "BI 25000000 BADEA"],
            ),
            (
                "El Fondo OPEP aprueba créditos para cuatro países\n\nPara Honduras, un préstamo de US$40 millones mejorará la carretera CA-4.\n\nEn Paraguay se financiará una línea de transmisión con US$65 millones.\n\nNicaragua recibirá US$30 millones para hospitales.\n\nA El Salvador se destinan US$50 millones para agua potable.\n",
                [
                    "HN 40000000 Fondo OPEP",
                    "PY 65000000 Fondo OPEP",
                    "NI 30000000 Fondo OPEP",
                    "SV 50000000 Fondo OPEP",
                ],
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn what_others_give_or_owe_is_none() {
        for text in [
            "The debts of four countries\n\nKenya owes $60 million.\n\nThen $40 million are lost in Benin.\n\nTogo earns $30 million a year.\n\nBurundi has $25 million.\n",
            "BADEA approves loans\n\nSince 2010 Senegal got $60 million.\n\nExports of Benin rose by $40 million.\n\nThe debt of Togo is $30 million.\n",
            "BADEA approves loans\n\nSenegal got $60 million for a road.\n\nBenin got $40 million for water.\n",
        ] {
            assert!(told(text).is_empty(), "{text} {:?}", told(text));
        }
    }
}
