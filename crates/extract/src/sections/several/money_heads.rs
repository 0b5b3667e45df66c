//! Which of several columns of money is what each activity was given: the awarded beside the requested, the total beside the
//! years, the one whose head is a currency alone.

use almoner_codelists::fold;
use almoner_document::{Cell, Document};
use almoner_record::Measure;

use crate::field::Field;
use crate::value::date::{DayOrder, date};
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::word_list::WordList;

/// What was asked for: `Requested`, `Montant demandé`, `Importe solicitado`.
static ASKED: WordList = WordList::of(
    "requested request applied asked ask sought demande demandee sollicite sollicitee solicitado solicitada pedido pedida \
     requerido requerida",
);

/// What was given: `Awarded`, `Subvention proposée`, `Importe concedido`, `Montante atribuído`.
static GIVEN: WordList = WordList::of(
    "awarded award granted approved allocated recommended proposed offered accorde accordee alloue allouee octroye octroyee \
     attribue attribuee propose proposee retenu retenue vote votee concedido concedida aprobado aprobada otorgado otorgada \
     asignado asignada adjudicado adjudicada propuesto propuesta atribuido atribuida aprovado aprovada proposto proposta \
     committed signed obligated approuve approuvee approuves approuvees engage engagee engages signe signee signes \
     comprometido comprometida firmado firmada suscrito suscrita assinado assinada contratado contratada",
);

/// The words of a head for all that the columns of years add up to.
static WHOLE: WordList = WordList::of(
    "total totals totale general geral grand amount montant importe monto montante valor budget presupuesto orcamento grant \
     subvention subvencion subvencao award funding of du de la del da do",
);

/// The words of a year that is counted: `Year 1`, `Année 2`, `Año 3`.
static YEARS: WordList =
    WordList::of("year yr annee an ano fy exercice ejercicio exercicio anualidad tranche");

/// What the head of a column says of its amounts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Asked,
    Given,
    Whole,
    Year,
    Currency,
}

/// Makes the column of what was given that of the budget, and what was asked for beside it an amount of the activity.
pub(super) fn settle(
    document: &Document,
    fields: &mut [Option<Field>],
    heads: &[&str],
    body: &[Vec<Cell>],
    are_accounts: impl Fn() -> bool,
) {
    const FEWEST_YEARS: usize = 2;
    let told: Vec<Option<Told>> = heads.iter().map(|head| told(head)).collect();
    let is_open = |at: &usize| {
        let is_of_money =
            matches!(fields.get(*at), Some(None | Some(Field::Budget(_) | Field::Funding | Field::Amount)));
        // `Approved (EUR)` is a status, or a day, by its word alone.
        let is_mistaken = || is_mistaken(fields, *at) && !are_days(document, body, *at);
        (is_of_money || is_mistaken())
            && are_amounts(document, body, *at, heads.get(*at).and_then(|head| fewest_digits(head)))
    };
    let of = |wanted: Told| -> Vec<usize> {
        let own = told.iter().enumerate().filter(|(_, told)| **told == Some(wanted));
        own.map(|(at, _)| at).filter(is_open).collect()
    };
    let has_budget = fields.iter().any(|field| matches!(field, Some(Field::Budget(_))));
    let (asked, given) = (of(Told::Asked), of(Told::Given));
    // `Aprobado (US$ millones)`, `Signé (M€)`: no word of money, but its unit.
    let is_counted = |at: usize| {
        !has_budget
            && matches!(fields.get(at), Some(None))
            && heads.get(at).is_some_and(|head| names_currency(head))
    };
    if let [given] = given.as_slice()
        && (!asked.is_empty() || !has_budget && is_mistaken(fields, *given) || is_counted(*given))
    {
        let head = heads.get(*given).copied().unwrap_or_default();
        for at in &asked {
            fields.get_mut(*at).into_iter().for_each(|field| *field = Some(Field::Amount));
        }
        fields.get_mut(*given).into_iter().for_each(|field| {
            let known = match field {
                Some(Field::Budget(measure)) => *measure,
                _ => Some(Measure::Commitment),
            };
            *field = Some(Field::Budget(measure(head, known)));
        });
        return;
    }
    let (whole, years, currency) = (of(Told::Whole), of(Told::Year), of(Told::Currency));
    let is_free = |at: usize| !has_budget || matches!(fields.get(at), Some(Some(Field::Budget(_))));
    let found = match (whole.as_slice(), currency.as_slice()) {
        ([whole], _) if years.len() >= FEWEST_YEARS && is_free(*whole) && !are_accounts() => *whole,
        (_, [currency]) if years.is_empty() && !has_budget && !are_accounts() => *currency,
        _ => return,
    };
    for at in years {
        fields.get_mut(at).into_iter().for_each(|field| *field = None);
    }
    fields.get_mut(found).into_iter().for_each(|field| *field = Some(Field::Budget(None)));
}

/// What was given, by the head of its column: what is proposed is not yet of any measure.
fn measure(head: &str, known: Option<Measure>) -> Option<Measure> {
    const PROPOSED: [&str; 5] = ["recommend", "propos", "propuest", "recomend", "offered"];
    const APPROVED: [&str; 4] = ["approv", "approuv", "aprobad", "aprovad"];
    let folded = fold(head);
    let has = |stems: &[&str]| stems.iter().any(|stem| folded.contains(stem));
    match () {
        () if has(&PROPOSED) => None,
        () if has(&APPROVED) => Some(Measure::Approved),
        () => known,
    }
}

/// True for a column that its head alone makes one of days or of a status.
fn is_mistaken(fields: &[Option<Field>], at: usize) -> bool {
    matches!(fields.get(at), Some(Some(Field::Date(_) | Field::Status)))
}

/// True for a column with a day or a year among its cells.
fn are_days(document: &Document, body: &[Vec<Cell>], at: usize) -> bool {
    body.iter().filter_map(|row| row.get(at)).any(|cell| {
        let text = document.slice(cell.span).trim();
        let is_year = text.len() == 4 && text.parse().is_ok_and(|year: u16| (1950..2060).contains(&year));
        is_year || date(text, DayOrder::Unknown).is_some_and(|(span, _)| span.len() == text.len())
    })
}

fn names_currency(head: &str) -> bool {
    money::column(head).is_some_and(|column| column.sign.is_some())
}

/// How many digits a bare number has at least that is an amount below that head; None where its currency is not told.
fn fewest_digits(head: &str) -> Option<usize> {
    let column = money::column(head).filter(|column| column.sign.is_some())?;
    Some(if column.power > 0 { 1 } else { 2 })
}

/// The measure of an amount beside a label of nothing but a decision to give it: `Approved`, `Montant engagé`, `Aprobado por
/// el Directorio`. The currency stands elsewhere.
pub(in crate::sections) fn decided(label: &str) -> Option<Measure> {
    static BESIDE: WordList = WordList::of(
        "amount amounts total sum by the board montant somme par le conseil monto importe suma por el directorio valor \
         montante soma pelo conselho",
    );
    let folded = fold(label);
    let words = || folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_decision =
        words().any(|word| GIVEN.has(word)) && words().all(|word| GIVEN.has(word) || BESIDE.has(word));
    if is_decision { measure(label, Some(Measure::Commitment)) } else { None }
}

fn told(head: &str) -> Option<Told> {
    let folded = fold(head);
    let words = || folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    if words().any(|word| ASKED.has(word)) {
        return Some(Told::Asked);
    }
    if words().any(|word| GIVEN.has(word)) {
        return Some(Told::Given);
    }
    if is_year(&words().collect::<Vec<&str>>()) {
        return Some(Told::Year);
    }
    if money::is_unit(head) {
        return Some(Told::Currency);
    }
    // The currency is no word of the head.
    let sign = money::column(head).and_then(|column| column.sign).map(|sign| sign.span.range());
    let (front, behind) = sign.map_or((head, ""), |sign| {
        (head.get(..sign.start).unwrap_or_default(), head.get(sign.end..).unwrap_or_default())
    });
    let rest = fold(&format!("{front} {behind}"));
    let mut rest = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_whole = words().any(|word| word.starts_with("total"))
        && rest.all(|word| WHOLE.has(word) || money::is_scale(word));
    is_whole.then_some(Told::Whole)
}

/// `2018`, `2014/15`, `2014-2015`, `FY2019`, `Year 1`, `1st year`.
fn is_year(words: &[&str]) -> bool {
    let year = |word: &str| {
        let digits = word.trim_start_matches("fy");
        digits.len() == 4 && digits.parse::<u16>().is_ok_and(|year| (1980..2060).contains(&year))
    };
    let count = |word: &str| {
        let digits = word.trim_end_matches(char::is_alphabetic);
        digits.len() == 1 && digits.bytes().all(|digit| digit.is_ascii_digit())
    };
    let short = |word: &str| word.len() == 2 && word.bytes().all(|digit| digit.is_ascii_digit());
    match words {
        [one] => year(one),
        [one, two] => {
            year(one) && (short(two) || year(two))
                || YEARS.has(one) && (count(two) || year(two))
                || count(one) && YEARS.has(two)
        }
        [fy, one, two] => YEARS.has(fy) && year(one) && (short(two) || year(two)),
        _ => false,
    }
}

/// True for a column most of whose filled cells are amounts; bare ones of so many digits where the head tells the currency.
fn are_amounts(document: &Document, body: &[Vec<Cell>], at: usize, fewest_digits: Option<usize>) -> bool {
    const MOST_ROWS: usize = 40;
    let cells = body.iter().filter_map(|row| row.get(at)).map(|cell| document.slice(cell.span).trim());
    // `0` and a dash are what was given to none.
    let is_none = |text: &str| text.is_empty() || ["-", "–", "—", "0"].contains(&text);
    let filled: Vec<&str> = cells.filter(|text| !is_none(text)).take(MOST_ROWS).collect();
    let is_amount = |text: &&&str| {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let is_bare = || text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,'’".contains(c));
        money::is_alone(text, DecimalMark::Unknown)
            || fewest_digits.is_some_and(|fewest| digits >= fewest) && is_bare()
            || digits >= 4 && text.len() <= 24 && is_bare()
    };
    !filled.is_empty() && filled.iter().filter(is_amount).count() * 4 >= filled.len() * 3
}

#[cfg(test)]
mod tests {
    use almoner_record::Measure;

    use super::{Told, decided, measure, told};
    use crate::specimen::of_page;

    #[test]
    fn heads_are_told_apart() {
        for (head, is) in [
            ("Requested", 'a'),
            ("Montant demandé (€)", 'a'),
            ("Importe solicitado", 'a'),
            ("Subvention proposée", 'g'),
            ("Importe concedido", 'g'),
            ("Approved", 'g'),
            ("2018", 'y'),
            ("2014/15", 'y'),
            ("FY 2019", 'y'),
            ("Year 1", 'y'),
            ("Année 2", 'y'),
            ("1er année", 'y'),
            ("Total", 't'),
            ("Total grant (USD)", 't'),
            ("Total EUR thousand", 't'),
            ("Total beneficiaries", '-'),
            ("CHF", 'c'),
            ("EUR thousand", 'c'),
            ("milliers CHF", 'c'),
            ("in 1,000 USD", 'c'),
            ("€ million", 'c'),
            ("Households", '-'),
            ("Thousand", '-'),
            ("Spent (EUR)", '-'),
            ("Country", '-'),
        ] {
            let found = match told(head) {
                Some(Told::Asked) => 'a',
                Some(Told::Given) => 'g',
                Some(Told::Whole) => 't',
                Some(Told::Year) => 'y',
                Some(Told::Currency) => 'c',
                None => '-',
            };
            assert_eq!(found, is, "{head}");
        }
    }

    /// Title, country, organisation, budget and its currency.
    fn read(title: &str, heads: &str, rows: &[&str]) -> Vec<String> {
        let row = |cells: &&str| {
            let cells: Vec<String> =
                cells.split('|').map(|cell| format!("<td>{}</td>", cell.trim())).collect();
            format!("<tr>{}</tr>", cells.concat())
        };
        let rows: String = std::iter::once(&heads).chain(rows).map(row).collect();
        let page = format!("<html lang=\"en\"><body><h1>{title}</h1><table>{rows}</table></body></html>");
        let one = |one: almoner_record::Activity| {
            let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
            let names: Vec<String> =
                one.participating_orgs.into_iter().map(|org| org.organisation.name).collect();
            let money = one.budget.map(|budget| budget.money);
            let value = money.as_ref().map_or_else(String::new, |money| money.value.to_string());
            let currency = money.and_then(|money| money.currency).unwrap_or_default();
            format!(
                "{}/{}/{}/{value} {currency}",
                one.title.unwrap_or_default(),
                codes.join(" "),
                names.join(" ")
            )
        };
        of_page(&page).into_iter().map(one).collect()
    }

    #[test]
    fn the_head_tells_the_measure() {
        for (head, is) in [
            ("Approved (EUR)", Some(Measure::Approved)),
            ("Importe aprobado", Some(Measure::Approved)),
            ("Awarded", Some(Measure::Commitment)),
            ("Subvention proposée", None),
            ("Recommended (GBP)", None),
        ] {
            assert_eq!(measure(head, Some(Measure::Commitment)), is, "{head}");
        }
    }

    #[test]
    fn a_label_of_nothing_but_a_decision_is_one_of_its_amount() {
        for (label, is) in [
            ("Approved", Some(Measure::Approved)),
            ("Montant approuvé", Some(Measure::Approved)),
            ("Aprobado por el Directorio", Some(Measure::Approved)),
            ("Signed", Some(Measure::Commitment)),
            ("Amount committed", Some(Measure::Commitment)),
            ("Approved by", Some(Measure::Approved)),
            ("Approved staff", None),
            ("Approval date", None),
            ("Amount", None),
        ] {
            assert_eq!(decided(label), is, "{label}");
        }
    }

    #[test]
    fn what_was_given_is_told_from_what_was_asked_and_from_years() {
        for (heads, one, other) in [
            (
                "Ref. | Applicant | Project title | Country | Score | Amount requested | Amount awarded",
                "14-7 | AMREF | Rural Health Posts | Kenya | 91 | €60,000 | €45,000",
                "14-9 | Swissaid | Safe Water | Mali | 80 | €35,000 | €35,000",
            ),
            (
                "N° | Association | Intitulé du projet | Pays | Subvention sollicitée (€) | Subvention votée (€)",
                "14-7 | AMREF | Rural Health Posts | Kenya | 60 000 | 45 000",
                "14-9 | Swissaid | Safe Water | Mali | 40 000 | 35 000",
            ),
            (
                "Organisation | Country | Project | 2018 | 2019 | Total (EUR)",
                "AMREF | Kenya | Rural Health Posts | 20,000 | 25,000 | 45,000",
                "Swissaid | Mali | Safe Water | 15,000 | 20,000 | 35,000",
            ),
            (
                "Entidad | País | Proyecto | Año 1 | Año 2 | Total concedido",
                "AMREF | Kenia | Rural Health Posts | 20.000 € | 25.000 € | 45.000 €",
                "Swissaid | Malí | Safe Water | 15.000 € | 20.000 € | 35.000 €",
            ),
            (
                "Project | Applicant | Country | Requested (EUR) | Approved (EUR)",
                "Rural Health Posts | AMREF | Kenya | 60,000 | 45,000",
                "Safe Water | Swissaid | Mali | 40,000 | 35,000",
            ),
            (
                "Country | Project | Partner | Duration | EUR thousand",
                "Kenya | Rural Health Posts | AMREF | 2014–2016 | 45",
                "Mali | Safe Water | Swissaid | 2015 | 35",
            ),
            (
                "Pays | Projet | Partenaire | EUR | Durée",
                "Kenya | Rural Health Posts | AMREF | 45 000 | 2 ans",
                "Mali | Safe Water | Swissaid | 35 000 | 1 an",
            ),
            (
                "Project | Country | Approved (EUR k) | Executing agency | Period",
                "Rural Health Posts | Kenya | 45 | AMREF | 2014-2016",
                "Safe Water | Mali | 35 | Swissaid | 2015-2016",
            ),
            (
                "Proyecto | País | Aprobado (miles de euros) | Organismo ejecutor | Fecha",
                "Rural Health Posts | Kenia | 45 | AMREF | 12/03/2018",
                "Safe Water | Malí | 35 | Swissaid | 14/05/2019",
            ),
        ] {
            let expected = ["Rural Health Posts/KE/AMREF/45000 EUR", "Safe Water/ML/Swissaid/35000 EUR"]
                .map(str::to_owned);
            let told: Vec<String> = read("Projects supported", heads, &[one, other])
                .iter()
                .map(|row| row.replace(".00", ""))
                .collect();
            assert_eq!(told, expected, "{heads}");
        }
    }

    #[test]
    fn spending_counts_and_years_without_a_whole_give_no_budget() {
        for (title, heads, one, other) in [
            (
                "Expenditure by project",
                "Country | Project | Partner | 2018 | 2019 | Total",
                "Kenya | Rural Health Posts | AMREF | €20,000 | €25,000 | €45,000",
                "Mali | Safe Water | Swissaid | €15,000 | €20,000 | €35,000",
            ),
            (
                "People reached",
                "Country | Project | Partner | 2018 | 2019 | Total",
                "Kenya | Rural Health Posts | AMREF | 200 | 250 | 450",
                "Mali | Safe Water | Swissaid | 150 | 200 | 350",
            ),
            (
                "Projects supported",
                "Country | Project | Partner | 2018 | 2019",
                "Kenya | Rural Health Posts | AMREF | €20,000 | €25,000",
                "Mali | Safe Water | Swissaid | €15,000 | €20,000",
            ),
            (
                "Projects supported",
                "Country | Project | Partner | Approved",
                "Kenya | Rural Health Posts | AMREF | 12 May 2018",
                "Mali | Safe Water | Swissaid | 14 May 2018",
            ),
        ] {
            let told = read(title, heads, &[one, other]);
            assert!(told.iter().all(|row| row.ends_with("/ ")), "{title} {heads} {told:?}");
        }
    }
}
