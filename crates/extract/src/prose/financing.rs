//! The head of a legal agreement between a bank of states and who borrows: `LOAN NUMBER 8122-TN Loan Agreement (Northern Roads
//! Project) between REPUBLIC OF TUNISIA and INTERNATIONAL BANK FOR …`, and the sentence of its amount.

use almoner_codelists::{Folded, countries_in};
use almoner_record::{Measure, Span};

use super::Told;
use super::parties::push;
use super::parties::words::Part;
use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::Draft;
use crate::figures;
use crate::header;
use crate::rules::{other_identifier, set_title};
use crate::value;

/// What is agreed, folded, before the name of the project in brackets.
const AGREEMENTS: [&str; 20] = [
    "loan agreement",
    "grant agreement",
    "credit agreement",
    "financing agreement",
    "project agreement",
    "accord de pret",
    "accord de don",
    "accord de credit",
    "accord de financement",
    "contrat de pret",
    "convention de pret",
    "convention de financement",
    "contrato de prestamo",
    "convenio de prestamo",
    "acuerdo de prestamo",
    "convenio de donacion",
    "contrato de emprestimo",
    "acordo de emprestimo",
    "acordo de donativo",
    "acordo de financiamento",
];

/// The parts of such a head, as places of the text.
struct Head {
    name: Span,
    borrower: Span,
    lender: Span,
}

/// Reads the head of an agreement, where the text begins with one; true where it does.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>) -> bool {
    const MOST_BYTES: usize = 1200;
    let text = &context.document.text;
    let near = text.get(..text.floor_char_boundary(MOST_BYTES)).unwrap_or_default();
    let Some(head) = head(near) else { return false };
    let mut countries = countries_in(head.borrower.of(text));
    countries.retain(|mention| !header::gives(mention.entry.code));
    let [country] = countries.as_slice() else { return false };
    let told =
        Told { span: Span::new(0, near.len()), text: near, folded: Folded::new(near), subjects: Vec::new() };
    super::gift::drop_title(draft);
    set_title(draft, context, head.name, &context.rule("sentence", "title"));
    push(draft, context, &told, head.lender, Part::Pays, None);
    if draft.activity.countries.is_empty() && draft.activity.regions.is_empty() {
        let span = head.borrower.inner(country.span);
        let rule = context.rule("sentence", "countries");
        codes::country_named(
            draft,
            &Source { line: context.text(span), span, rule: &rule, closed: false },
            country.entry,
        );
    }
    if let Some(number) = number(near) {
        other_identifier(draft, context, number, None, &context.rule("sentence", "other_identifiers"));
    }
    if let Some(amount) = amount(context) {
        let rule = context.rule("sentence", "budget");
        figures::budget(draft, context, amount, Some(Measure::Commitment), None, &rule);
    }
    draft.is_gift = true;
    true
}

/// `Loan Agreement (Northern Roads Project) between REPUBLIC OF TUNISIA and INTERNATIONAL BANK FOR …`
fn head(text: &str) -> Option<Head> {
    const LONGEST_NAME: usize = 200;
    const LONGEST_PARTY: usize = 90;
    const BETWEEN: [&str; 9] = [
        "between the ",
        "between ",
        "entre la ",
        "entre le ",
        "entre l'",
        "entre el ",
        "entre a ",
        "entre o ",
        "entre ",
    ];
    const JOINS: [&str; 8] =
        [" and the ", " and ", " et la ", " et l'", " et le ", " y el ", " y la ", " e o "];
    if !text.contains('(') {
        return None;
    }
    let folded = Folded::new(text);
    let whole = folded.text();
    let behind =
        AGREEMENTS.iter().flat_map(|words| whole.match_indices(words).map(|(at, word)| at + word.len()));
    let opens = |rest: &str| {
        let rest = rest.trim_start();
        // `Contrato de Préstamo No. 4411/OC-HO (`
        let behind_number =
            ["no. ", "n° ", "n.º ", "numero ", "number "].iter().find_map(|sign| rest.strip_prefix(sign));
        let behind_number =
            behind_number.and_then(|rest| rest.split_once(char::is_whitespace)).map(|(_, rest)| rest);
        behind_number.unwrap_or(rest).trim_start().starts_with('(')
    };
    let open = behind.filter(|end| whole.get(*end..).is_some_and(opens)).min()?;
    let from = folded.span(open..whole.len()).range().start;
    let start = from + text.get(from..)?.find('(')? + 1;
    let end = start + closing(text.get(start..)?)?;
    if end - start > LONGEST_NAME {
        return None;
    }
    let rest = text.get(end + 1..)?;
    let lead = rest.len() - rest.trim_start().len();
    let front = Folded::new(rest.get(lead..rest.floor_char_boundary(lead + 16))?);
    let between = BETWEEN.iter().find(|words| front.text().replace('\n', " ").starts_with(**words))?;
    let at = end + 1 + lead + front.span(0..between.len()).range().end;
    let parties = text.get(at..)?;
    let flat = parties.replace(['\n', '\r'], " ");
    let (join, behind) = JOINS
        .iter()
        .filter_map(|join| {
            let low = flat.to_ascii_lowercase();
            low.find(join).map(|at| (at, at + join.len()))
        })
        .min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)))?;
    let borrower = Span::new(at, at + join).trim(text);
    let rest = parties.get(behind..)?;
    let skip = rest.len() - rest.trim_start().len();
    let lender = lender(text, at + behind + skip)?;
    let is_head = borrower.len() <= LONGEST_PARTY;
    is_head.then(|| Head { name: without_addition(text, Span::new(start, end)), borrower, lender })
}

/// Where the bracket closes that is open at the beginning.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The project to which more money is added: `Second Additional Financing for Roads Project`.
fn without_addition(text: &str, name: Span) -> Span {
    const ADDED: [&str; 8] = [
        "additional financing for the ",
        "additional financing for ",
        "financement additionnel pour le ",
        "financement additionnel du ",
        "financement additionnel au ",
        "financiamiento adicional para el ",
        "financiamiento adicional del ",
        "financiamento adicional para o ",
    ];
    let folded = Folded::new(name.of(text));
    let added = ADDED.iter().filter_map(|words| folded.text().find(words).map(|at| at + words.len())).max();
    let from = added.map_or(0, |end| folded.span(end..folded.text().len()).range().start);
    name.inner(Span::new(from, name.len())).trim(text)
}

/// The bank or fund of states that a text goes on with, in capitals as such heads print it, or not.
fn lender(text: &str, from: usize) -> Option<Span> {
    const FURTHEST: usize = 100;
    const LENDERS: [&str; 20] = [
        "international bank for reconstruction and development",
        "international development association",
        "international fund for agricultural development",
        "african development bank",
        "african development fund",
        "asian development bank",
        "asian infrastructure investment bank",
        "inter-american development bank",
        "caribbean development bank",
        "european bank for reconstruction and development",
        "banque internationale pour la reconstruction et le developpement",
        "association internationale de developpement",
        "fonds international de developpement agricole",
        "banque africaine de developpement",
        "fonds africain de developpement",
        "banco interamericano de desarrollo",
        "banco internacional de reconstruccion y fomento",
        "banco africano de desenvolvimento",
        "fundo africano de desenvolvimento",
        "associacao internacional de desenvolvimento",
    ];
    let rest = text.get(from..)?;
    let near = Folded::new(rest.get(..rest.floor_char_boundary(FURTHEST))?);
    let known = LENDERS.iter().find(|name| near.text().starts_with(**name))?;
    let end = near.span(0..known.len()).range().end;
    Some(Span::new(from, from + end))
}

/// The number of the loan or grant: `GRANT NUMBER TF0B8870`, `Loan No. 8122-TN`.
fn number(text: &str) -> Option<Span> {
    const SIGNS: [&str; 14] = [
        "loan number ",
        "credit number ",
        "grant number ",
        "loan no. ",
        "credit no. ",
        "grant no. ",
        "pret n° ",
        "credit n° ",
        "don n° ",
        "pret numero ",
        "don numero ",
        "prestamo no. ",
        "prestamo n° ",
        "emprestimo n.º ",
    ];
    const LONGEST: usize = 24;
    let folded = Folded::new(text);
    let whole = folded.text();
    let found = SIGNS.iter().filter_map(|sign| whole.find(sign).map(|at| at + sign.len()));
    let from = folded.span(found.min()?..whole.len()).range().start;
    let own = text.get(from..)?.split_whitespace().next()?.trim_end_matches([',', ';', '.', ')']);
    let is_number = own.len() <= LONGEST && own.bytes().filter(u8::is_ascii_digit).count() >= 3;
    is_number.then(|| Span::new(from, from + own.len()))
}

/// The sentence of the amount: `agrees to extend to the Recipient a grant in an amount not to exceed … ($10,000,000)`.
fn amount(context: &Context<'_>) -> Option<Span> {
    const MOST_BYTES: usize = 16 << 10;
    const FURTHEST: usize = 200;
    const AMOUNTS: [&str; 6] = [
        "in an amount ",
        "in the amount of ",
        "d'un montant ",
        "por un monto ",
        "por un importe ",
        "no montante ",
    ];
    let text = &context.document.text;
    let near = text.get(..text.floor_char_boundary(MOST_BYTES))?;
    let folded = Folded::new(near);
    let at = AMOUNTS.iter().filter_map(|words| folded.text().find(words)).min()?;
    let from = folded.span(at..folded.text().len()).range().start;
    let rest = near.get(from..near.floor_char_boundary(near.len().min(from + FURTHEST)))?;
    let moneys = value::money::moneys(rest, context.decimal);
    let (span, _) =
        moneys.into_iter().find(|(_, money)| money.currency.is_some() && money.range_end.is_none())?;
    Some(Span::new(from + span.range().start, from + span.range().end))
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    fn told(text: &str) -> String {
        let read = extracted(&format!("{text}\n")).activities;
        let Some(one) = read.first() else { return String::new() };
        let number = one.other_identifiers.first().map(|one| one.value.clone()).unwrap_or_default();
        let money = one.budget.as_ref().map(|budget| budget.money.value.to_string()).unwrap_or_default();
        let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
        let payer =
            one.participating_orgs.first().map(|org| org.organisation.name.clone()).unwrap_or_default();
        let title = one.title.clone().unwrap_or_default();
        format!("{title} | {} | {payer} | {number} | {money}", codes.join(" "))
    }

    #[test]
    fn the_head_of_an_agreement_tells_project_borrower_and_lender() {
        for (text, expected) in [
            (
                "IDA CREDIT NUMBER 6412-UG Financing Agreement (Additional Financing for Uganda Skills Development Project) between REPUBLIC OF UGANDA and INTERNATIONAL DEVELOPMENT ASSOCIATION IDA CREDIT NUMBER 6412-UG FINANCING AGREEMENT dated as of the Signature Date. 2.01. The Association agrees to extend to the Recipient a credit in an amount equivalent to thirty million Dollars (US$30,000,000) (\"Credit\") to assist in financing the Project.",
                "Uganda Skills Development Project | UG | INTERNATIONAL DEVELOPMENT ASSOCIATION | 6412-UG | 30000000",
            ),
            (
                "LOAN NUMBER 8122-TN\n\nLoan Agreement\n\n(Northern Roads Modernization Project)\n\nbetween\n\nREPUBLIC OF TUNISIA\n\nand\n\nINTERNATIONAL BANK FOR RECONSTRUCTION AND DEVELOPMENT\n\nDated June 4, 2015",
                "Northern Roads Modernization Project | TN | INTERNATIONAL BANK FOR RECONSTRUCTION AND DEVELOPMENT | 8122-TN | ",
            ),
            (
                "PRÊT N° 2100150033 Accord de prêt (Projet de routes rurales du Nord) entre la RÉPUBLIQUE DU BÉNIN et la BANQUE AFRICAINE DE DÉVELOPPEMENT. La Banque consent à l'Emprunteur un prêt d'un montant maximum de vingt millions d'euros (20 000 000 EUR).",
                "Projet de routes rurales du Nord | BJ | BANQUE AFRICAINE DE DÉVELOPPEMENT | 2100150033 | 20000000",
            ),
            (
                "Contrato de Préstamo No. 4411/OC-HO (Programa de Caminos Rurales) entre la REPÚBLICA DE HONDURAS y el BANCO INTERAMERICANO DE DESARROLLO. El Banco otorga un préstamo por un monto de hasta US$ 45.000.000.",
                "Programa de Caminos Rurales | HN | BANCO INTERAMERICANO DE DESARROLLO | 4411/OC-HO | 45000000",
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn other_contracts_are_none() {
        for text in [
            "LOAN NUMBER 20144 Loan Agreement (Senior Facility) between KESTREL HOLDINGS UGANDA LTD and CITIBANK N.A. in an amount of US$30,000,000.",
            "Loan Agreement (Term Sheet) between INTERNATIONAL FINANCE PARTNERS and BANK OF THE NORTH, dated June 4, 2015.",
            "The Loan Agreement between the Republic of Tunisia and the International Bank for Reconstruction and Development was amended.",
            "Loan Agreement (see the annex) between the parties of Uganda, Kenya and Rwanda and International Development Association.",
        ] {
            assert_eq!(told(text), "", "{text}");
        }
    }
}
