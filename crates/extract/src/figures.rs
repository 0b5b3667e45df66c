//! Money and dates under a label or on a header line.

pub(crate) mod by_year;
mod dates;
mod dating;
mod funding;

use almoner_codelists::{countries_in, fold};
use almoner_record::{Amount, Basis, Budget, Measure, Money, Span};
use rust_decimal::Decimal;

use crate::context::Context;
use crate::currency;
use crate::draft::Draft;
use crate::field::DateKind;
use crate::value;
use crate::value::scale::Scale;
use crate::value::sign::CurrencySign;

pub(crate) use dates::{date, dated, is_blank, period};
pub(crate) use dating::by_grant;
pub(crate) use funding::{budget_of_funding, funding, is_generic, is_total, push_amount, push_funding};

/// An amount with its currency settled, as far as the text and the layout tell.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    pub(crate) money: Money,
    /// Where the number stands, its sign included.
    pub(crate) span: Span,
    currency: Option<(Span, Basis)>,
}

impl Settled {
    /// Evidence for the parts of the amount at `path`.
    pub(crate) fn witness(&self, draft: &mut Draft, path: &str, rule: &str) {
        draft.witness([path, "/value"].concat(), self.span, Basis::Stated, rule);
        if let Some((span, basis)) = self.currency {
            draft.witness([path, "/currency"].concat(), span, basis, rule);
        }
        if self.money.label.is_some() {
            draft.witness([path, "/label"].concat(), self.span, Basis::Stated, rule);
        }
    }
}

/// The first amount on a line. What the line leaves open of its currency and scale, its label may say.
pub(crate) fn amount_on(context: &Context<'_>, line: Span, label: Option<Span>) -> Option<Settled> {
    let text = context.text(line);
    let words = label.map(|label| context.text(label));
    let unit = label.and_then(|label| unit_of_label(context, label));
    let named = unit.and_then(|unit| unit.sign);
    if let Some((span, printed)) = value::money::money(text, context.decimal) {
        let sign = printed.currency.map(|sign| at(line, sign));
        let open = |sign: &CurrencySign| {
            sign.code().is_none()
                && named.is_some_and(|named| named.codes.iter().any(|code| sign.codes.contains(code)))
        };
        let sign = if sign.as_ref().is_none_or(open) { named.or(sign) } else { sign };
        let has_scale = printed.number.of(text).chars().any(char::is_alphabetic);
        let is_grouped = context.layout.is_general()
            && !has_scale
            && unit.is_none_or(|unit| unit.power == 0)
            && printed.value < THOUSAND
            && is_one_group(printed.number.of(text), sign.as_ref())
            && !shows_points(&context.document.text);
        let number = if is_grouped { (printed.value * THOUSAND).normalize() } else { printed.value };
        let own = value::money::Column { sign, power: unit.map_or(0, |unit| unit.power) };
        let unit = if has_scale { None } else { crate::tables::with_caption(context, line, Some(own)) };
        let number = if is_grouped { number } else { scaled(number, unit) };
        let sign = unit.and_then(|unit| unit.sign).or(sign);
        return Some(settle(context, line.inner(span), number, sign, words));
    }
    let (span, number) = value::money::amount(text, context.decimal)
        .filter(|(span, _)| is_bare_amount(context, text, *span))?;
    let unit = unit
        .or_else(|| crate::tables::unit_of_band(context, line))
        .or_else(|| unit_of_heading(context, line));
    // It may as well be a year: `Period`, and above it `2021–2023`; so it is before other numbers, `2019: 45,000; 2020: 52,000`.
    let goes_on =
        text.get(span.range().end..).is_some_and(|rest| rest.bytes().any(|byte| byte.is_ascii_digit()));
    if (unit.is_none() || goes_on) && value::date::is_year(span.of(text)) {
        return None;
    }
    let unit = crate::tables::with_caption(context, line, unit);
    // A cell `4.2 million` tells its own scale.
    let has_scale = span.of(text).chars().any(char::is_alphabetic);
    let number = if has_scale { number } else { scaled(number, unit) };
    Some(settle(context, line.inner(span), number, unit.and_then(|unit| unit.sign), words))
}

const THOUSAND: Decimal = Decimal::from_parts(1000, 0, 0, false, 0);

/// `USD 240.000`, where nothing tells how the document writes numbers: no money but some dinars and rials has three decimals.
fn is_one_group(number: &str, sign: Option<&CurrencySign>) -> bool {
    const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];
    // What some print for no cents: `786.200,-`.
    let number = number.trim_end_matches(|c: char| !c.is_ascii_digit());
    let Some((whole, decimals)) = number.split_once('.') else { return false };
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let has_decimals = sign.is_some_and(|sign| sign.codes.iter().any(|code| THREE_DECIMALS.contains(code)));
    (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && decimals.len() == 3
        && is_digits(whole)
        && is_digits(decimals)
        && !has_decimals
}

/// True for a text with a number whose point divides decimals for sure: `1,250.50`.
fn shows_points(text: &str) -> bool {
    memchr::memchr_iter(b',', text.as_bytes()).any(|at| {
        let behind = text.as_bytes().get(at + 1..).and_then(|rest| rest.first_chunk::<5>());
        matches!(behind, Some([a, b, c, b'.', d]) if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()))
    })
}

/// False for the day of a date (`April 4, 2019`), and for the first of a row of numbers (`25.0 30.0 40.0`).
fn is_bare_amount(context: &Context<'_>, text: &str, number: Span) -> bool {
    let is_date = value::date::date(text, context.order)
        .is_some_and(|(span, date)| date.month.is_some() && span.contains(number));
    const MOST_WORDS_BEFORE: usize = 4;
    // What a number counts: `Table 1: Budget by component`.
    const COUNTED: [&str; 20] = [
        "table",
        "tableau",
        "tabla",
        "tabela",
        "cuadro",
        "quadro",
        "figure",
        "annex",
        "annexe",
        "anexo",
        "phase",
        "fase",
        "component",
        "composante",
        "componente",
        "page",
        "box",
        "chapter",
        "section",
        "article",
    ];
    const TIMES: [&str; 12] =
        ["month", "year", "week", "day", "mois", "an", "semaine", "mes", "ano", "dia", "jour", "annee"];
    let rest = text.get(number.range().end..).unwrap_or_default();
    let before = text.get(..number.range().start).unwrap_or_default();
    let next = fold(rest.split_whitespace().next().unwrap_or_default());
    let next = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_time = [next.strip_suffix("es"), next.strip_suffix('s'), Some(next)]
        .into_iter()
        .flatten()
        .any(|word| TIMES.contains(&word));
    let word = fold(before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default());
    let is_counted = COUNTED.contains(&word.as_str());
    let in_sentence = before.split_whitespace().nth(MOST_WORDS_BEFORE).is_some();
    let is_row =
        rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) && !rest.contains(char::is_alphabetic);
    !is_date && !is_row && !is_time && !in_sentence && !is_counted
}

/// The currency and scale that a heading gives to the bare amounts under it: `Financing data (US$, millions)`.
fn unit_of_heading(context: &Context<'_>, line: Span) -> Option<value::money::Column> {
    /// A heading and the one that it stands under.
    const MOST_HEADINGS: usize = 2;
    let headings = context.headings();
    let above = headings.get(..headings.partition_point(|heading| heading.end <= line.start))?;
    above.iter().rev().take(MOST_HEADINGS).find_map(|heading| unit_of_label(context, *heading))
}

/// A number in the scale of its label. One that is large already was printed in full.
pub(crate) fn scaled(number: Decimal, unit: Option<value::money::Column>) -> Decimal {
    const LARGEST: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);
    const LARGEST_OF_THOUSANDS: Decimal = Decimal::from_parts(5_000_000, 0, 0, false, 0);
    let power = unit.map_or(0, |unit| unit.power);
    let scale = Scale { power, end: 0 };
    // `EUR 750,000` below `EUR thousand` was printed in full, `482,329` was not.
    let is_round = (number % Decimal::ONE_THOUSAND).is_zero();
    let largest = if power <= 3 && !is_round { LARGEST_OF_THOUSANDS } else { LARGEST };
    if power == 0 || number >= largest { number } else { scale.of(number).unwrap_or(number) }
}

/// The currency and scale that a label gives to its amount: `Total cost (US$ million)`, `Budget in EUR`, `Montant, FCFA`.
pub(crate) fn unit_of_label(context: &Context<'_>, label: Span) -> Option<value::money::Column> {
    const BEFORE: [&str; 6] = ["(", ", ", " in ", " en ", " em ", " - "];
    let text = context.text(label);
    let last = text.rfind(' ').filter(|at| text.get(at + 1..).is_some_and(is_code));
    let marks = BEFORE.iter().filter_map(|mark| text.find(mark));
    // `Counterpart contribution EUR million`
    let scaled = || {
        let (at, _) = text.rmatch_indices([' ', '\t']).nth(1)?;
        text.get(at + 1..)?.split(' ').next().filter(|word| is_code(word)).map(|_| at)
    };
    // `EUR thousand` alone heads a column.
    let whole = value::money::is_unit(text).then_some(0);
    let from = whole.or(marks.min()).or(last).or_else(scaled)?;
    let mut unit = value::money::column(text.get(from..)?)?;
    let part = label.inner(Span::new(from, text.len()));
    unit.sign = unit.sign.map(|sign| at(part, sign));
    Some(unit)
}

fn is_code(word: &str) -> bool {
    word.len() <= 4 && word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase)
}

fn at(line: Span, sign: CurrencySign) -> CurrencySign {
    CurrencySign { span: line.inner(sign.span), codes: sign.codes }
}

/// The order of docs/record.md: stated beside the number, stated for the document, the layout's default.
pub(crate) fn settle(
    context: &Context<'_>,
    span: Span,
    number: Decimal,
    sign: Option<CurrencySign>,
    label: Option<&str>,
) -> Settled {
    let stated = sign.and_then(|sign| sign.code().map(|code| (code.to_owned(), sign.span, Basis::Stated)));
    let of_document = || {
        let (code, place) = context.currency?;
        let fits = sign.is_none_or(|sign| sign.codes.is_empty() || sign.codes.contains(&code));
        fits.then(|| (code.to_owned(), place, Basis::Stated))
    };
    let implied = || {
        let default = context.layout.defaults.currency.as_ref()?;
        let fits = sign.is_none_or(|sign| sign.codes.is_empty() || sign.codes.contains(&default.as_str()));
        fits.then(|| (default.clone(), sign.map_or(span, |sign| sign.span), Basis::Default))
    };
    let zone = || {
        let sign = sign.filter(|sign| sign.codes.contains(&"XOF") && sign.codes.contains(&"XAF"))?;
        franc_zone(context).map(|code| (code.to_owned(), sign.span, Basis::Stated))
    };
    let of_publisher = || {
        let sign = sign.filter(|sign| sign.codes.contains(&"USD") && sign.codes.len() > 1)?;
        let dollars = context.publisher.get_or_init(|| currency::of_dollars(context));
        let is_name = !context.text(sign.span).contains('$');
        let counts = if is_name { dollars.by_name } else { dollars.by_sign };
        counts.then(|| ("USD".to_owned(), sign.span, Basis::Default))
    };
    let settled = stated.or_else(of_document).or_else(implied).or_else(zone).or_else(of_publisher);
    Settled {
        money: Money {
            value: number,
            currency: settled.as_ref().map(|(code, ..)| code.clone()),
            label: label.map(str::to_owned),
            value_date: None,
            value_date_precision: None,
            usd: None,
        },
        span,
        currency: settled.map(|(_, span, basis)| (span, basis)),
    }
}

/// Which CFA franc the document's countries use: members of the BCEAO (XOF) or of the BEAC (XAF). None when its first
/// page names countries of neither zone, or of both.
fn franc_zone(context: &Context<'_>) -> Option<&'static str> {
    const WEST: [&str; 8] = ["BJ", "BF", "CI", "GW", "ML", "NE", "SN", "TG"];
    const CENTRAL: [&str; 6] = ["CM", "CF", "TD", "CG", "GQ", "GA"];
    const FIRST_PAGE: usize = 3000;
    let text = &context.document.text;
    let named = countries_in(text.get(..text.floor_char_boundary(FIRST_PAGE)).unwrap_or_default());
    let is_in = |zone: &[&str]| named.iter().any(|mention| zone.contains(&mention.entry.code));
    match (is_in(&WEST), is_in(&CENTRAL)) {
        (true, false) => Some("XOF"),
        (false, true) => Some("XAF"),
        _ => None,
    }
}

/// The activity's one figure. Zero is no budget: publishers print it where they have none.
pub(crate) fn budget(
    draft: &mut Draft,
    context: &Context<'_>,
    line: Span,
    measure: Option<Measure>,
    label: Option<Span>,
    rule: &str,
) {
    // Of a range nothing tells which end is meant: the text keeps it.
    let range = value::money::money(context.text(line), context.decimal)
        .is_some_and(|(_, money)| money.range_end.is_some());
    let settled = amount_on(context, line, label).filter(|_| !range);
    let Some(settled) = settled else {
        // `Financing approval: 4 April 2019`
        if measure == Some(Measure::Approved) {
            date(draft, context, line, DateKind::Other, label, rule);
        }
        return;
    };
    // What one year costs is not what the activity does.
    if let Some(label) = label.map(|label| context.text(label)).filter(|label| by_year::is_annual(label))
        && context.layout.is_general()
    {
        push_amount(draft, settled, Some(label.to_owned()), None, rule);
        return;
    }
    let other = draft.activity.budget.as_ref().is_some_and(|known| known.money.value != settled.money.value);
    if other && context.layout.is_general() && is_whole_of_part(draft, context, &settled, measure, label) {
        step_back(draft);
    } else if other && settled.money.value > Decimal::ZERO {
        if !share_of_payer(draft, context, &settled, label, line, rule) {
            let of = label.map(|label| context.text(label).to_owned());
            push_amount(draft, settled, of, None, rule);
        }
        return;
    }
    set_budget(draft, context, settled, measure, label, rule);
}

/// Takes the grant that a label tells beside a larger total cost as what the one funder pays: `Subvención concedida` with `Entidad
/// financiadora`. False where nothing tells that it is a grant given, or where several pay or none.
fn share_of_payer(
    draft: &mut Draft,
    context: &Context<'_>,
    settled: &Settled,
    label: Option<Span>,
    line: Span,
    rule: &str,
) -> bool {
    const GRANTS: [&str; 11] = [
        "grant",
        "subvention",
        "subvencion",
        "subvencao",
        "donacion",
        "doacao",
        "don",
        "ayuda",
        "aide",
        "aportacion",
        "financiacion",
    ];
    const GIVEN: [&str; 25] = [
        "awarded",
        "granted",
        "approved",
        "agreed",
        "accordee",
        "accorde",
        "octroyee",
        "octroye",
        "allouee",
        "attribuee",
        "concedida",
        "concedido",
        "otorgada",
        "otorgado",
        "aprobada",
        "adjudicada",
        "recibida",
        "atribuida",
        "aprovada",
        "outorgada",
        "amount",
        "montant",
        "importe",
        "cuantia",
        "montante",
    ];
    let Some(label) = label.filter(|_| context.layout.is_general()) else { return false };
    let folded = fold(context.text(label));
    let has = |list: &[&str]| almoner_codelists::words(&folded).any(|(_, word)| list.contains(&word));
    let is_part = draft.activity.budget.as_ref().is_some_and(|whole| {
        whole.measure == Some(Measure::TotalCost)
            && whole.money.currency == settled.money.currency
            && whole.money.value > settled.money.value
    });
    if !is_part || !has(&GRANTS) || !has(&GIVEN) || !draft.activity.funding.is_empty() {
        return false;
    }
    let mut payers = draft
        .activity
        .participating_orgs
        .iter()
        .filter(|one| one.role == Some(almoner_record::Role::Funding));
    let (Some(payer), None) = (payers.next(), payers.next()) else { return false };
    let organisation = payer.organisation.clone();
    push_funding(draft, organisation, settled, line, rule);
    true
}

/// True for a larger total behind a loan or grant that was taken for the activity's figure.
fn is_whole_of_part(
    draft: &Draft,
    context: &Context<'_>,
    settled: &Settled,
    measure: Option<Measure>,
    label: Option<Span>,
) -> bool {
    let Some(known) = &draft.activity.budget else { return false };
    let label = label.map(|label| fold(context.text(label)));
    let is_total = measure == Some(Measure::TotalCost) || label.is_some_and(|label| label.contains("total"));
    known.measure == Some(Measure::Commitment)
        && measure != known.measure
        && is_total
        && settled.money.currency == known.money.currency
        && settled.money.value > known.money.value
}

/// Makes the budget one of the activity's amounts, with its evidence.
fn step_back(draft: &mut Draft) {
    let Some(part) = draft.activity.budget.take() else { return };
    let path = format!("/amounts/{}", draft.activity.amounts.len());
    let of = part.money.label.clone();
    let mut place = None;
    draft.activity.evidence.retain_mut(|evidence| {
        let rest = evidence.path.strip_prefix("/budget").map(str::to_owned);
        // `/budget_lines` is another field.
        let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with('/')) else { return true };
        if rest == "/value" {
            place = Some((evidence.span(), evidence.rule.clone()));
        }
        evidence.path = format!("{path}{rest}");
        rest != "/measure"
    });
    draft.activity.amounts.push(Amount { money: part.money, of, qualifier: None });
    if let Some((span, rule)) = place {
        draft.witness(path, span, Basis::Stated, &rule);
    }
}

pub(crate) fn set_budget(
    draft: &mut Draft,
    context: &Context<'_>,
    settled: Settled,
    measure: Option<Measure>,
    label: Option<Span>,
    rule: &str,
) {
    if settled.money.value <= Decimal::ZERO || draft.activity.budget.is_some() {
        return;
    }
    let implied = measure.is_none();
    let measure = measure.or(context.layout.defaults.measure);
    draft.activity.budget = Some(Budget { money: settled.money.clone(), measure });
    settled.witness(draft, "/budget", rule);
    if measure.is_some() {
        let basis = if implied { Basis::Default } else { Basis::Stated };
        draft.witness("/budget/measure".to_owned(), label.unwrap_or(settled.span), basis, rule);
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn what_is_no_amount_is_no_budget() {
        for line in [
            "Financing approval: April 4, 2019",
            "Commitment: 25.0 30.0 40.0 30.0 25.0",
            "Budget and calendar: The operational duration will be 48 months",
            "Budget: 36 months",
            "Co-financing: EUR 3 million",
            "Counterpart: EUR 3 million",
            "Disbursed: EUR 3 million",
        ] {
            let read = record(&format!(
                "Roads for Mzuzu\n\nCountry: Malawi\nDonor: Norad\nStatus: Closed\nProject number: MW-12\n{line}\n"
            ));
            assert!(read.budget.is_none(), "{line}: {:?}", read.budget);
            assert_eq!(read.amounts.len(), usize::from(line.contains("EUR")), "{line}");
            assert_eq!(read.participating_orgs.len(), 1, "{line}");
        }
    }

    #[test]
    fn a_grant_beside_a_total_is_what_the_one_funder_pays() {
        for (payer, label, pays) in [
            ("Entidad financiadora: Junta de Extremadura", "Subvención concedida", true),
            ("Organisme de financement: Région Bretagne", "Subvention accordée", true),
            ("Funder: Alder Trust", "Grant awarded", true),
            ("Entidade financiadora: Fundação Amieiro", "Subvenção concedida", true),
            ("Donors: Alder Trust; Norad", "Grant awarded", false),
            ("Lead partner: Alder Trust", "Grant awarded", false),
            ("Funder: Alder Trust", "Disbursed", false),
            ("Funder: Alder Trust", "Grant requested", false),
        ] {
            let read = record(&format!(
                "Wells for the schools of Kita\n\nCountry: Mali\nImplementing agency: Oxfam\n{payer}\nTotal cost: EUR 90,000\n{label}: EUR 60,000\nPeriod: 2011 - 2014\n"
            ));
            assert_eq!(
                read.budget.map(|one| one.money.value.to_string()).as_deref(),
                Some("90000"),
                "{label}"
            );
            let paid: Vec<String> = read.funding.iter().map(|one| one.money.value.to_string()).collect();
            assert_eq!(paid.first().map(String::as_str), pays.then_some("60000"), "{payer} {label}");
        }
    }

    #[test]
    fn a_total_takes_the_place_of_a_part_and_leaves_the_lines_of_the_budget() {
        let read = record(
            "# Wells for Kita\n\nCountry: Mali\n\nDonor: Norad\n\nStatus: Closed\n\nCommitment: EUR 4,000,000\n\n## Budget breakdown\n\n| Item | Amount (EUR) |\n|---|---|\n| Staff | 1,000,000 |\n| Wells | 3,000,000 |\n| Total | 4,000,000 |\n\n## Costs\n\nTotal cost: EUR 9,000,000\n",
        );
        assert_eq!(read.budget.map(|budget| budget.money.value.to_string()).as_deref(), Some("9000000"));
        assert_eq!((read.budget_lines.len(), read.amounts.len()), (3, 1));
        let lines = read.evidence.iter().filter(|evidence| evidence.path.starts_with("/budget_lines/"));
        assert!(lines.count() > 3);
    }

    #[test]
    fn numbers_beyond_all_money_are_none() {
        let row = "| Staff | 9,999,999,999,999,999,999,999,999,999 |\n";
        let text = format!(
            "# Wells for Kita\n\nCountry: Mali\n\nDonor: Norad\n\nStatus: Closed\n\n## Budget (USD)\n\n| Item | Amount |\n|---|---|\n{}",
            row.repeat(10)
        );
        assert!(record(&text).budget_lines.is_empty());
    }

    #[test]
    fn a_label_says_what_its_amount_leaves_open() {
        for (line, value, currency) in [
            ("Total cost (US$ million): 34.5", "34500000", Some("USD")),
            ("Total cost (EUR): 34,500,000", "34500000", Some("EUR")),
            ("Total cost (EUR): 34,500,000 (2021)", "34500000", Some("EUR")),
            ("Total cost in thousands of euros: 1,250", "1250000", Some("EUR")),
            ("Total cost (in millions): $2.4", "2400000", None),
            ("Total cost (CAD): $2.4 million", "2400000", Some("CAD")),
            ("Total cost (US$ million): 34,500,000", "34500000", Some("USD")), // printed in full all the same
            ("Total cost (US$): EUR 12,000", "12000", Some("EUR")), // what stands beside the number goes first
            ("Total cost (estimate): EUR 12,000", "12000", Some("EUR")),
            ("Total cost EUR: 12,000", "12000", Some("EUR")),
            ("Total cost: USD 240.000", "240000", Some("USD")), // one group of digits: no dollar has three decimals
            ("Total cost: KWD 240.125", "240.125", Some("KWD")),
            ("Total cost: USD 0.125", "0.125", Some("USD")),
            ("Total cost: USD 12.575\nDisbursed: USD 1,250.50", "12.575", Some("USD")),
        ] {
            let text = format!(
                "Title: Roads for Mzuzu\nCountry: Malawi\nDonor: Government of Norway\nStatus: Closed\n{line}\n"
            );
            let money = record(&text).budget.map(|budget| budget.money);
            let read = money.as_ref().map(|money| (money.value.to_string(), money.currency.as_deref()));
            assert_eq!(read, Some((value.to_owned(), currency)), "{line}");
        }
    }
}
