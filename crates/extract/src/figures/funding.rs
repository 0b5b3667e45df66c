//! Who pays how much, and money that is no budget.

use almoner_codelists::fold;
use almoner_record::{Amount, Basis, Funding, Span};

use super::{Settled, amount_on, set_budget};
use crate::context::Context;
use crate::draft::{Draft, Found, FundingTotal};
use crate::word_list::WordList;
use crate::{organisations, value};

/// The total of those who pay is the budget, where no label tells one.
pub(crate) fn budget_of_funding(draft: &mut Draft, context: &Context<'_>) {
    if let Some(FundingTotal { settled, label, rule }) = draft.funding_total.take() {
        set_budget(draft, context, settled, None, Some(label), &rule);
    }
}

/// True for what stands before a sum: `Total:`.
pub(crate) fn is_total(name: &str) -> bool {
    const TOTALS: [&str; 13] = [
        "total",
        "grand total",
        "total general",
        "total geral",
        "total cost",
        "total financing",
        "total project cost",
        "cout total",
        "cout total du projet",
        "costo total",
        "coste total",
        "custo total",
        "montant total",
    ];
    let name = name.trim_start_matches(|c: char| c.is_whitespace() || "-–•*".contains(c));
    let name = fold(name.trim_end_matches(|c: char| c.is_whitespace() || ":–-(=".contains(c)));
    TOTALS.contains(&crate::labels::unnumbered(&name))
}

/// An organisation with its amount on one line: `Government of Norway: NOK 3 million`.
/// False when the line holds no amount or no name.
pub(crate) fn funding(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) -> bool {
    let text = context.text(line);
    let Some((place, _)) = value::money::money(text, context.decimal) else { return false };
    let before = Span::new(0, text.get(..place.range().start).unwrap_or_default().trim_end().len());
    if is_total(before.of(text)) {
        let label = line.inner(before);
        if let Some(settled) = amount_on(context, line, Some(label)) {
            let total = FundingTotal { settled, label, rule: rule.to_owned() };
            draft.funding_total.get_or_insert(total);
        }
        return true;
    }
    let name = text
        .get(..place.range().start)
        .unwrap_or_default()
        .trim_end_matches(|c: char| c.is_whitespace() || ":–-(=".contains(c));
    if !reads_as_name(name) {
        return false;
    }
    let name_span = line.inner(Span::new(0, name.len()));
    let (Some((organisation, _)), Some(settled)) =
        (organisations::printed(name), amount_on(context, line, None))
    else {
        return false;
    };
    if !is_generic(name) {
        organisations::take(draft, context, name_span, Some(almoner_record::Role::Funding), rule);
    }
    push_funding(draft, organisation, &settled, line, rule);
    true
}

/// False for the beginning of a sentence about an amount: `The estimated cost is`, `Disbursed to date:`.
fn reads_as_name(name: &str) -> bool {
    static LAST: WordList = WordList::of(
        "is are was were be of at to for in by about around approximately nearly cost costs amount amounts \
        total totals date est sont etait de a pour environ cout es son era por unos costo e custa sao cerca",
    );
    let last = name.split_whitespace().next_back().map(fold).unwrap_or_default();
    !LAST.has(&last)
}

/// A word for one who pays that names no organisation.
pub(crate) fn is_generic(name: &str) -> bool {
    const WORDS: [&str; 25] = [
        "local",
        "beneficiaries",
        "beneficiaires",
        "beneficiarios",
        "communities",
        "communautes",
        "comunidades",
        "government",
        "gouvernement",
        "gobierno",
        "governo",
        "borrower",
        "emprunteur",
        "prestatario",
        "mutuario",
        "recipient",
        "beneficiary",
        "beneficiaire",
        "beneficiario",
        "counterpart",
        "contrepartie",
        "contrapartida",
        "others",
        "autres",
        "otros",
    ];
    // `Government of the partner country`
    const COUNTRIES: [&str; 13] = [
        "partner country",
        "host country",
        "recipient country",
        "beneficiary country",
        "pays partenaire",
        "pays hote",
        "pays d'accueil",
        "pays beneficiaire",
        "pais socio",
        "pais receptor",
        "pais beneficiario",
        "pais parceiro",
        "pais anfitriao",
    ];
    let folded = fold(name.trim());
    WORDS.contains(&folded.as_str()) || COUNTRIES.iter().any(|country| folded.ends_with(country))
}

pub(crate) fn push_funding(
    draft: &mut Draft,
    organisation: almoner_record::Organisation,
    settled: &Settled,
    line: Span,
    rule: &str,
) {
    if is_counted(draft, &organisation.name, settled) {
        return;
    }
    let value = Funding { organisation, money: settled.money.clone(), measure: None };
    let found = Found { value, span: line, basis: Basis::Stated, rule: rule.to_owned() };
    let path = draft.push("/funding", |activity| &mut activity.funding, found);
    settled.witness(draft, &path, rule);
}

/// True for the counterpart's money where the government's of the same amount stands already, or the other way round: a plan
/// prints it under both.
fn is_counted(draft: &Draft, name: &str, settled: &Settled) -> bool {
    const COUNTERPARTS: [&str; 9] = [
        "counterpart",
        "counterpart funding",
        "counterpart funds",
        "national counterpart",
        "contrepartie",
        "contrepartie nationale",
        "contrapartida",
        "contrapartida nacional",
        "contrapartida local",
    ];
    const GOVERNMENTS: [&str; 4] = ["government", "gouvernement", "gobierno", "governo"];
    let side = |name: &str| {
        let folded = fold(name.trim());
        let is_counterpart = COUNTERPARTS.contains(&folded.as_str());
        let is_government = almoner_codelists::words(&folded).any(|(_, word)| GOVERNMENTS.contains(&word));
        is_counterpart.then_some(true).or(is_government.then_some(false))
    };
    let Some(own) = side(name) else { return false };
    draft.activity.funding.iter().any(|held| {
        side(&held.organisation.name).is_some_and(|other| other != own)
            && held.money.value == settled.money.value
            && held.money.currency == settled.money.currency
    })
}

/// Money that the text ties to the activity without being its budget.
pub(crate) fn push_amount(
    draft: &mut Draft,
    settled: Settled,
    of: Option<String>,
    qualifier: Option<String>,
    rule: &str,
) {
    let value = Amount { money: settled.money.clone(), of, qualifier };
    let found = Found { value, span: settled.span, basis: Basis::Stated, rule: rule.to_owned() };
    let path = draft.push("/amounts", |activity| &mut activity.amounts, found);
    settled.witness(draft, &path, rule);
}
