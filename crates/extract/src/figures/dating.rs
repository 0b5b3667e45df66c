//! The date of an amount, where the activity has no start: the day on which the money was granted or agreed.

use almoner_codelists::{fold, words};
use almoner_record::{Basis, Money, Precision};
use jiff::civil::Date;

use crate::draft::Draft;

/// Folded parts of labels of dates on which money is granted or agreed. An approval is of the activity.
const GRANTED: [&str; 22] = [
    "agreement",
    "octroi",
    "attribution",
    "award",
    "commitment",
    "engagement",
    "convention",
    "accord",
    "contract",
    "contrat",
    "otorga",
    "concesi",
    "convenio",
    "adjudica",
    "concessao",
    "atribuicao",
    "acordo",
    "exchange of notes",
    "echange de notes",
    "canje de notas",
    "prestamo",
    "emprestimo",
];
/// Beginnings of folded words of labels of dates on which such a thing ends, is last done, or is paid out.
const ENDED: [&str; 32] = [
    "clos",
    "clotur",
    "cierre",
    "encerr",
    "fecho",
    "fin",
    "expir",
    "venc",
    "limit",
    "last",
    "ultim",
    "dernier",
    "end",
    "termin",
    "complet",
    "conclu",
    "matur",
    "echean",
    "caduc",
    "cancel",
    "annul",
    "amend",
    "avenant",
    "repay",
    "rembours",
    "reembols",
    "payment",
    "paiement",
    "pago",
    "disburs",
    "decaiss",
    "desembols",
];
/// Of the amounts that are dated so, so many are of that day's year.
const SURE: f32 = 0.9;

/// Gives amounts in other money than dollars the date on which they were granted, where neither they nor a start nor the
/// document's own date tell one: a conclusion, for their rate alone, and no start.
pub(crate) fn by_grant(draft: &mut Draft, rule: &str) {
    let activity = &draft.activity;
    let has_start = activity.period.as_ref().is_some_and(|period| period.start.is_some());
    if has_start || activity.document.date.is_some() {
        return;
    }
    let Some((at, date, precision)) = granted(draft) else { return };
    let place = draft.place(&format!("/activity_dates/{at}")).unwrap_or_default();
    let budget = draft.activity.budget.iter_mut().map(|budget| ("/budget".to_owned(), &mut budget.money));
    let funding = draft.activity.funding.iter_mut().enumerate();
    let funding = funding.map(|(at, share)| (format!("/funding/{at}"), &mut share.money));
    let amounts = draft.activity.amounts.iter_mut().enumerate();
    let amounts = amounts.map(|(at, amount)| (format!("/amounts/{at}"), &mut amount.money));
    let mut paths = Vec::new();
    for (path, money) in budget.chain(funding).chain(amounts).filter(|(_, money)| is_undated(money)) {
        money.value_date = Some(date);
        money.value_date_precision = Some(precision);
        paths.push(path);
    }
    for path in paths {
        for key in ["value_date", "value_date_precision"] {
            draft.witness(format!("{path}/{key}"), place, Basis::Inferred, rule);
            draft.sure(SURE);
        }
    }
}

fn is_undated(money: &Money) -> bool {
    money.value_date.is_none() && money.currency.as_deref().is_some_and(|currency| currency != "USD")
}

/// The one date on which money was granted; None where two such dates are of different years.
fn granted(draft: &Draft) -> Option<(usize, Date, Precision)> {
    let dates = draft.activity.activity_dates.iter().enumerate().filter(|(_, date)| date.kind.is_none());
    let mut named = dates.filter(|(_, date)| date.text.as_deref().is_some_and(is_granted));
    let (at, first) = named.next()?;
    named.all(|(_, date)| date.date.year() == first.date.year()).then_some((at, first.date, first.precision))
}

/// True for a label of a date on which money is granted or agreed.
fn is_granted(label: &str) -> bool {
    let label = fold(label);
    // `Financing agreement` ends nothing.
    let ends = |word: &str| !word.starts_with("financ") && ENDED.iter().any(|end| word.starts_with(end));
    GRANTED.iter().any(|word| label.contains(word)) && !words(&label).any(|(_, word)| ends(word))
}

#[cfg(test)]
mod tests {
    use super::is_granted;
    use crate::specimen::record;

    #[test]
    fn an_amount_is_of_the_day_on_which_it_was_granted() {
        for (line, expected) in [
            ("Date d'octroi : 12 mars 2021", Some("2021-03-12")),
            ("Loan Agreement: March 29, 2021", Some("2021-03-29")),
            ("Fecha de otorgamiento: 14 de julio de 2020", Some("2020-07-14")),
            ("Approval date: 14 July 2020", None),
            ("Start date: 1 May 2019", None), // the start dates it
            ("Status: Closed", None),
        ] {
            let text = format!(
                "Eau pour Kita\n\nPays : Mali\nBailleur : AFD\nMontant du prêt : 3 000 000 EUR\n{line}\n"
            );
            let budget = record(&text).budget.unwrap().money;
            assert_eq!(budget.value_date.map(|date| date.to_string()).as_deref(), expected, "{line}");
            assert_eq!(budget.usd.is_some(), expected.is_some() || line.starts_with("Start"), "{line}");
        }
    }

    #[test]
    fn a_year_in_a_sentence_below_a_decision_is_not_its_day() {
        let text = "Grants approved\n\nThe Australian government has approved a grant of AUD 3.2 million to Oxfam Australia for safe water in Timor-Leste. The project runs from 2018 to 2021.\n";
        let read = record(text);
        let others = read.activity_dates.iter().filter(|date| date.text.is_some());
        assert_eq!(others.count(), 0, "{:?}", read.activity_dates);
        let read = record("Wells for Kita\n\nCountry: Mali\nDonor: Norad\nApproved: 2018\n");
        assert_eq!(read.activity_dates.len(), 1, "{:?}", read.activity_dates);
    }

    #[test]
    fn an_amount_is_not_of_the_day_on_which_a_loan_or_contract_ends() {
        for label in [
            "Agreement closing date",
            "Date de clôture de la convention",
            "Fecha de cierre del convenio",
            "Fecha de fin del convenio",
            "Contract final date",
            "Contract expiry",
            "Date d'expiration de l'accord",
            "Fecha de vencimiento del préstamo",
            "Date limite d'engagement",
            "Last commitment date",
            "Dernier engagement",
            "Contract end date",
            "Agreement termination",
            "Loan agreement disbursement",
            "Premier décaissement de la convention",
            "Primer desembolso del préstamo",
            "Date d'échéance du contrat",
            "Loan agreement maturity",
            "Encerramento do acordo",
        ] {
            assert!(!is_granted(label), "{label}");
        }
        for label in
            ["Date de la convention de financement", "Financing agreement", "Date d'octroi", "Contract award"]
        {
            assert!(is_granted(label), "{label}");
        }
        let read = record(
            "Agua para Oruro\n\nPaís: Bolivia\nDonante: AECID\nEstado: En curso\nSector: Agua\nMonto del préstamo: 3.000.000 EUR\nFecha de vencimiento del préstamo: 14 de julio de 2020\n",
        );
        assert_eq!(read.budget.unwrap().money.value_date, None);
    }
}
