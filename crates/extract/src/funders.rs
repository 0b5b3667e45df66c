//! Several organisations on one line, each with its amount or its share: `EU (EUR 10 million), World Bank (USD 5 million)`,
//! `UE (60 %) et Banque mondiale (40 %)`.
//!
//! An amount goes to `funding`; a share has no place in the record, but is no part of the name.

mod parts;

use almoner_record::{Role, Span};

use crate::bodies;
use crate::context::Context;
use crate::draft::{Draft, FundingTotal};
use crate::figures;
use crate::organisations;
use crate::value;
use crate::word_list::WordList;
use parts::{Measure, Numbers, Part, parts};

pub(crate) use parts::{without_article, without_instrument};

/// Reads a line that lists organisations with their amounts or shares; false, and nothing read, for any other line.
pub(crate) fn read(
    draft: &mut Draft,
    context: &Context<'_>,
    line: Span,
    role: Option<Role>,
    rule: &str,
) -> bool {
    let parts = parts_of(context, line, role);
    for part in &parts {
        let (whole, name) = (line.inner(part.whole), line.inner(part.name));
        let pays = role == Some(Role::Funding);
        if pays && part.measure == Some(Measure::Money) && figures::is_total(context.text(name)) {
            figures::funding(draft, context, whole, rule);
            continue;
        }
        if !figures::is_generic(context.text(name)) {
            organisations::take(draft, context, name, role, rule);
        }
        if pays
            && part.measure == Some(Measure::Money)
            && let Some((organisation, _)) = organisations::printed(context.text(name))
            && let Some(settled) = figures::amount_on(context, whole, None)
            && is_of_a_currency(context, whole, &settled)
        {
            figures::push_funding(draft, organisation, &settled, whole, rule);
        }
    }
    !parts.is_empty()
}

/// The parts of a line. Numbers without a currency are money only beside those who pay, where the heading above tells the
/// currency of each.
fn parts_of(context: &Context<'_>, line: Span, role: Option<Role>) -> Vec<Part> {
    let text = context.text(line);
    let marked = parts(text, context.decimal, Numbers::Marked);
    if !marked.is_empty() || role != Some(Role::Funding) {
        return marked;
    }
    let grouped = parts(text, context.decimal, Numbers::Grouped);
    let is_settled = |part: &Part| {
        let settled = figures::amount_on(context, line.inner(part.whole), None);
        part.measure == Some(Measure::Money)
            && settled.is_some_and(|settled| settled.money.currency.is_some())
    };
    if grouped.iter().all(is_settled) { grouped } else { Vec::new() }
}

/// True where a currency is known, or printed and open (`$`), or a word of scale tells that the number is money (`3 million`).
fn is_of_a_currency(context: &Context<'_>, part: Span, settled: &figures::Settled) -> bool {
    settled.money.currency.is_some()
        || value::money::money(context.text(part), context.decimal).is_some()
        || context.text(settled.span).contains(char::is_alphabetic)
}

/// Lines in pairs, the name of one who pays and below it the amount: the amounts are added, and what is left to be read given.
pub(crate) fn read_pairs(
    draft: &mut Draft,
    context: &Context<'_>,
    lines: Vec<Span>,
    rule: &str,
) -> Vec<Span> {
    let is_amount = |line: &Span| value::money::is_alone(context.text(*line), context.decimal);
    let is_name = |line: &Span| {
        let text = context.text(*line).trim_end_matches([':', ' ']);
        !text.contains(|c: char| c.is_ascii_digit() || c == ':')
            && parts::begins_name(text)
            && !is_of_accounts(text)
    };
    let (mut rest, mut lines) = (Vec::new(), lines.into_iter().peekable());
    while let Some(line) = lines.next() {
        let is_total = figures::is_total(context.text(line));
        if is_total && let Some(amount) = lines.next_if(is_amount) {
            if let Some(settled) = figures::amount_on(context, amount, Some(line)) {
                let total = FundingTotal { settled, label: line, rule: rule.to_owned() };
                draft.funding_total.get_or_insert(total);
            }
            continue;
        }
        let amount = lines.next_if(|next| is_name(&line) && is_amount(next));
        let Some(amount) = amount else {
            rest.push(line);
            continue;
        };
        let settled = figures::amount_on(context, amount, None);
        let line = line.inner(Span::new(0, context.text(line).trim_end_matches([':', ' ']).len()));
        if let (Some(settled), Some((organisation, _))) =
            (settled, organisations::printed(context.text(line)))
        {
            if !figures::is_generic(context.text(line)) {
                organisations::take(draft, context, line, Some(Role::Funding), rule);
            }
            figures::push_funding(draft, organisation, &settled, line.cover(amount), rule);
        }
    }
    rest
}

/// True for what a row of accounts is called: a total, a fee, what was spent.
pub(crate) fn is_of_accounts(name: &str) -> bool {
    static WORDS: WordList = WordList::of(
        "total subtotal fee fees cost costs spent spending disbursed balance overhead overheads contingency \
         contingencies expenditure remaining frais couts depenses decaisse solde imprevus gastos costos costes \
         desembolsado saldo imprevistos despesas custos taxes reste",
    );
    let folded = almoner_codelists::fold(name);
    almoner_codelists::words(&folded).any(|(_, word)| WORDS.has(word))
}

/// The organisations whose shares a bracket behind a total tells: `EUR 9 million (EU: EUR 6 million; Norad: EUR 3 million)`.
pub(crate) fn read_bracket(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) {
    let text = context.text(line);
    let Some((open, close)) = text.find('(').zip(text.rfind(')')).filter(|(open, close)| open < close) else {
        return;
    };
    let inside = line.inner(Span::new(open + 1, close));
    let own = context.text(inside);
    let parts = parts(own, context.decimal, Numbers::Marked);
    let is_funder = |part: &Part| {
        let name = part.name.of(own);
        let names_one = bodies::is_payer(name) || figures::is_generic(name);
        part.measure == Some(Measure::Money) && names_one && !parts::ends_with_instrument(name)
    };
    if parts.len() > 1 && parts.iter().all(is_funder) {
        read(draft, context, inside, Some(Role::Funding), rule);
    }
}

/// The donor that a bracket behind a label names, with the amount beside it: `Donor (Sweden): USD 2,000,000`. False where it
/// names none.
pub(crate) fn of_bracket(
    draft: &mut Draft,
    context: &Context<'_>,
    label: Span,
    line: Span,
    rule: &str,
) -> bool {
    const MOST_BESIDE: usize = 2;
    let text = context.text(label);
    let inside = text.find('(').zip(text.rfind(')')).filter(|(open, close)| open < close);
    let Some((open, close)) = inside else { return false };
    let name = label.inner(Span::new(open + 1, close)).trim(&context.document.text);
    let printed = context.text(name);
    let is_alone = |settled: &figures::Settled| {
        settled.money.currency.is_some() && line.len() <= settled.span.len() + MOST_BESIDE
    };
    let settled = figures::amount_on(context, line, None).filter(is_alone);
    let named = organisations::printed(printed)
        .filter(|_| bodies::is_payer(printed) && !parts::ends_with_instrument(printed));
    let (Some(settled), Some((organisation, _))) = (settled, named) else { return false };
    organisations::take(draft, context, name, Some(Role::Funding), rule);
    figures::push_funding(draft, organisation, &settled, line, rule);
    true
}

/// A line up to the words behind which it names those who take part beside (`GIZ in cooperation with the Ministry of
/// Labour`), and who they are.
pub(crate) fn with_partners(context: &Context<'_>, line: Span) -> (Span, Option<Span>) {
    const WORDS: [&str; 15] = [
        ", with ",
        " in cooperation with ",
        " in co-operation with ",
        " in collaboration with ",
        " in partnership with ",
        " together with ",
        " en coopération avec ",
        " en collaboration avec ",
        " en partenariat avec ",
        " en colaboración con ",
        " en cooperación con ",
        " en alianza con ",
        " em colaboração com ",
        " em cooperação com ",
        " em parceria com ",
    ];
    /// One of which is in each.
    const AMONG: [&str; 4] = [" with ", " avec ", " con ", " com "];
    let text = context.text(line);
    if !AMONG.iter().any(|word| text.contains(word)) {
        return (line, None);
    }
    let Some((at, word)) = WORDS.iter().filter_map(|word| Some((text.find(word)?, word))).min() else {
        return (line, None);
    };
    let rest = text.get(at + word.len()..).unwrap_or_default();
    let rest = parts::without_article(rest);
    let partners = line.inner(Span::new(text.len() - rest.len(), text.len()));
    (line.inner(Span::new(0, at)), Some(partners).filter(|_| parts::begins_name(rest)))
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    use super::*;

    #[test]
    fn who_takes_part_beside_is_a_partner_and_a_bracket_names_a_donor() {
        let read = record(
            "Jobs for Irbid\n\nCountry: Jordan\nImplemented by: GIZ in cooperation with the Ministry of Labour\nDonor (Sweden): USD 2,000,000\nDonor (Netherlands): USD 500,000\nTotal budget: USD 2,500,000\n",
        );
        let orgs: Vec<(&str, Option<Role>)> =
            read.participating_orgs.iter().map(|org| (org.organisation.name.as_str(), org.role)).collect();
        let (pays, does) = (Some(Role::Funding), Some(Role::Implementing));
        for expected in [("GIZ", does), ("Ministry of Labour", None), ("Sweden", pays), ("Netherlands", pays)]
        {
            assert!(orgs.contains(&expected), "{orgs:?}");
        }
        let funding: Vec<String> = read.funding.iter().map(|share| share.money.value.to_string()).collect();
        assert_eq!((orgs.len(), funding), (4, vec!["2000000".to_owned(), "500000".to_owned()]));
    }

    /// Who takes part, who pays how much, and the budget, of a record with `lines` in it.
    fn told(lines: &str) -> (Vec<String>, Vec<String>, Option<String>) {
        let read = record(&format!(
            "Wells for Kita\n\nCountry: Mali\nProject ID: 2000001\nStatus: Ongoing\nStart date: 1 May 2019\nEnd date: 31 May 2021\nImplemented by: Oxfam\n{lines}\n"
        ));
        let orgs = read.participating_orgs.iter().map(|org| org.organisation.name.clone());
        let orgs = orgs.filter(|name| name != "Oxfam").collect();
        let funding =
            read.funding.iter().map(|one| format!("{} {}", one.organisation.name, one.money.value)).collect();
        (orgs, funding, read.budget.map(|one| one.money.value.to_string()))
    }

    #[test]
    fn a_bracket_names_a_donor_only_where_one_is_known() {
        for (lines, budget) in [
            ("Funding (FY2022): USD 2,000,000", "2000000"),
            ("Donor (USD): USD 2,000,000", "2000000"),
            ("Funding (Bank loan): USD 2,000,000", "2000000"),
            ("Total budget: EUR 9 million (FY2021: EUR 6 million; FY2022: EUR 3 million)", "9000000"),
            ("Total budget: EUR 9 million (CAPEX: EUR 6 million; OPEX: EUR 3 million)", "9000000"),
            ("Total budget: EUR 9 million (IT: EUR 6 million; HR: EUR 3 million)", "9000000"),
        ] {
            assert_eq!(told(lines), (vec![], vec![], Some(budget.to_owned())), "{lines}");
        }
        let (orgs, funding, _) =
            told("Total budget: EUR 9 million (European Union: EUR 6 million; Norad: EUR 3 million)");
        assert_eq!(orgs, ["European Union", "Norad"]);
        assert_eq!(funding, ["European Union 6000000", "Norad 3000000"]);
    }

    #[test]
    fn names_and_amounts_stand_in_pairs_of_lines() {
        let (orgs, funding, budget) = told(
            "Total budget: EUR 12,940,000\n\nContribution breakdown\n\nLuxembourg Government\n11,940,000 EUR\nGovernment of Mali\n1,000,000 EUR\n",
        );
        assert_eq!(orgs, ["Luxembourg Government", "Government of Mali"]);
        assert_eq!(funding, ["Luxembourg Government 11940000", "Government of Mali 1000000"]);
        assert_eq!(budget.as_deref(), Some("12940000"));
    }

    #[test]
    fn a_plan_of_names_and_amounts_has_its_total() {
        let (orgs, funding, budget) = told(
            "Plan financiero\n\nBID (CO)\nUS$ 36.000.000\nGobierno\nUS$ 3.000.000\nTotal\nUS$ 39.000.000\n",
        );
        assert_eq!(orgs, ["BID (CO)"]);
        assert_eq!(funding, ["BID (CO) 36000000", "Gobierno 3000000"]);
        assert_eq!(budget.as_deref(), Some("39000000"));
    }

    #[test]
    fn a_sentence_about_an_amount_names_nobody() {
        let (orgs, funding, _) = told(
            "Cost and financing plan\n\nThe estimated cost is USD 140.6 million.\n\nDisbursed to date: EUR 3 million\n",
        );
        assert_eq!((orgs, funding), (vec![], vec![]));
    }

    #[test]
    fn a_number_is_no_part_of_a_name() {
        let (orgs, funding, _) = told("Donors: EU 500000; Norad 300,000");
        assert_eq!((orgs, funding), (vec!["EU".to_owned(), "Norad".to_owned()], vec![]));
        let (orgs, funding, _) = told("Donors: GEF: 3 million; UNDP: 2 million");
        assert_eq!(orgs, ["GEF", "UNDP"]);
        assert_eq!(funding, ["GEF 3000000", "UNDP 2000000"]);
        let (orgs, ..) = told("Donors: Fund for 2030; Vision 2025 Trust");
        assert_eq!(orgs, ["Fund for 2030", "Vision 2025 Trust"]);
        let (orgs, funding, _) =
            told("Contributions: Luxembourg government (EUR 34,940,000), Senegal government (EUR 4,000,000)");
        assert_eq!(orgs, ["Luxembourg government", "Senegal government"]);
        assert_eq!(funding, ["Luxembourg government 34940000", "Senegal government 4000000"]);
    }

    #[test]
    fn a_number_alone_is_no_money() {
        for lines in [
            "Donor: GEF (10234); Adaptation Fund (10551)",
            "Implementing partner: RTI International, Durham NC 27709, USA",
        ] {
            let (orgs, funding, _) = told(lines);
            assert_eq!(funding, Vec::<String>::new(), "{lines}");
            assert!(!orgs.iter().any(|org| org == "USA" || org == "Durham NC"), "{orgs:?}");
        }
    }

    #[test]
    fn a_sentence_with_a_share_names_nobody() {
        let (orgs, ..) = told("Donor: The World Bank finances 60% of the total cost");
        assert_eq!(orgs, Vec::<String>::new());
    }

    #[test]
    fn a_name_behind_an_article_or_with_a_small_letter_is_kept() {
        for (lines, orgs, funding) in [
            ("Bailleurs : Union européenne (60 %), l'AFD (40 %)", vec!["Union européenne", "AFD"], vec![]),
            (
                "Bailleurs : l'UE (10 M EUR) et la BAD (5 M USD)",
                vec!["UE", "BAD"],
                vec!["UE 10000000", "BAD 5000000"],
            ),
            (
                "Donors: iDE (USD 2 million), BRAC (USD 1 million)",
                vec!["iDE", "BRAC"],
                vec!["iDE 2000000", "BRAC 1000000"],
            ),
        ] {
            let (names, shares, _) = told(lines);
            assert_eq!(names, orgs, "{lines}");
            assert_eq!(shares, funding, "{lines}");
        }
    }

    #[test]
    fn who_is_not_named_takes_no_others_along() {
        let (orgs, funding, _) = told(
            "Funding: BMZ (EUR 12 million), EU (EUR 5.5 million), own contribution (XOF 3,000 million)\nTotal budget: EUR 80 million",
        );
        assert_eq!(orgs, ["BMZ", "EU"]);
        assert_eq!(funding, ["BMZ 12000000", "EU 5500000"]);
    }

    #[test]
    fn partners_are_names() {
        for (line, orgs) in [
            ("GIZ in collaboration with local communities", vec!["GIZ"]),
            (
                "CARE en colaboración con los Ministerios de Salud y Educación",
                vec!["CARE", "Ministerios de Salud y Educación"],
            ),
            ("CARE en partenariat avec l\u{2019}UNICEF", vec!["CARE", "UNICEF"]),
        ] {
            assert_eq!(told(&format!("Implementing partner: {line}")).0, orgs, "{line}");
        }
    }
}
