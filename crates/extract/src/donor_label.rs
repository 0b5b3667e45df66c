//! Labels that name who pays, and that it is money: `IFAD financing`, `Subvención AECID`, `Montant de la contribution de l'UE`.
//!
//! The amount beside such a label is that donor's share. It is the activity's figure only where nothing tells another.

use std::collections::HashSet;
use std::sync::LazyLock;

use almoner_codelists::{Donor, Folded, donor, fold, organisation};
use almoner_record::{Measure, Organisation, ParticipatingOrg, Role, Span};

use crate::context::Context;
use crate::draft::{Draft, FundingTotal, Share};
use crate::figures;
use crate::labels::unnumbered;
use crate::lines::Line;
use crate::organisations;
use crate::word_list::WordList;

/// Words for money that is given, folded.
const MONEY: &str = "funding financing finance financed contribution contributions cost grant loan credit share funds trac \
    financement financements financee subvention pret don apport quote-part \
    financiacion financiamiento financiado financiada contribucion aporte aportacion subvencion prestamo donacion \
    financiamento contribuicao subvencao emprestimo donativo comparticipacao";

/// Words that stand beside them and tell no more.
const BESIDE: &str = "s total amount of to the from by project proposed approved summary volume montant du de la le l d par total \
    monto importe del el por montante valor do da pelo pela approximate requested indicative \
    demande demandee solicitado solicitada";

static MONEY_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| MONEY.split_ascii_whitespace().collect());
static BESIDE_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| BESIDE.split_ascii_whitespace().collect());

/// Those of them that no English label has, and those that no other has.
static ROMANCE: WordList = WordList::of(
    "financement financements financee subvention pret apport financiacion financiamiento financiado \
    financiada contribucion aporte aportacion prestamo donacion financiamento contribuicao emprestimo comparticipacao",
);
static ENGLISH: WordList =
    WordList::of("funding financing finance financed cost grant loan credit share funds");

/// True for a folded label of a donor's name and words for money, and nothing else. What is also another word names none
/// here, for a folded label does not tell `BID` from `bid`, unless the others are of a language in which it is no word.
pub(crate) fn is_donor_label(key: &str) -> bool {
    const LONGEST: usize = 80;
    let key = without_bracket(key);
    key.len() <= LONGEST && named(key).is_some_and(|(place, donor)| !is_word(key, &place, donor))
}

/// A label without the unit in brackets behind it: `ifad financing (us$ million)`.
fn without_bracket(key: &str) -> &str {
    let bracket = key.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    bracket.map_or(key, |(before, _)| before)
}

/// True where a donor's name may as well be a word of the label's language: `bid cost`, but `aporte bid`; `contribution sida`,
/// but `sida contribution`, as English alone orders them.
fn is_word(key: &str, place: &std::ops::Range<usize>, donor: Donor) -> bool {
    let has = |list: &WordList| words(key).iter().any(|(_, word)| list.has(word));
    match donor {
        Donor::Name | Donor::Country => false,
        Donor::EnglishWord => !has(&ROMANCE) || has(&ENGLISH),
        Donor::RomanceWord => has(&ROMANCE) || place.start > 0,
    }
}

/// Where the donor's name stands in a folded label, and what it is.
fn named(key: &str) -> Option<(std::ops::Range<usize>, Donor)> {
    /// Words for a sum, which count as money beside an acronym: `Montant BOAD`.
    const SUMS: [&str; 5] = ["amount", "montant", "monto", "importe", "valor"];
    let words: Vec<(usize, &str)> = words(key);
    let is_money = |word: &str| MONEY_WORDS.contains(word) || SUMS.contains(&word);
    if !words.iter().any(|(_, word)| is_money(word)) {
        return None;
    }
    let others = |from: usize, to: usize| {
        let rest = words.iter().enumerate().filter(|(at, _)| *at < from || *at >= to);
        rest.clone().any(|(_, (_, word))| is_money(word))
            && rest.clone().all(|(_, (_, word))| is_money(word) || BESIDE_WORDS.contains(word))
    };
    const MOST_WORDS: usize = 3;
    for from in 0..words.len() {
        for to in from + 1..=words.len().min(from + MOST_WORDS) {
            let (Some((start, _)), Some((last, word))) = (words.get(from), words.get(to - 1)) else {
                continue;
            };
            let range = *start..last + word.len();
            let name = key.get(range.clone()).unwrap_or_default();
            // `France cost` is what is spent there.
            let is_cost = |found: &Donor| {
                (*found == Donor::Country || almoner_codelists::country(name).is_some())
                    && !words.iter().any(|(_, word)| *word != "cost" && MONEY_WORDS.contains(word))
            };
            if let Some(donor) = donor(name).filter(|found| others(from, to) && !is_cost(found)) {
                return Some((range, donor));
            }
        }
    }
    None
}

/// The words of a label, with their places.
fn words(key: &str) -> Vec<(usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let mut words = Vec::new();
    let mut from = None;
    for (at, c) in key.char_indices().chain([(key.len(), ' ')]) {
        match (is_part(c), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                words.extend(key.get(start..at).map(|word| (start, word)));
                from = None;
            }
            _ => {}
        }
    }
    words
}

/// The share of the donor that a label names, kept until all is read; false where it names none, or no amount stands
/// beside it.
pub(crate) fn share(draft: &mut Draft, context: &Context<'_>, label: Span, line: Span, rule: &str) -> bool {
    let folded = Folded::new(context.text(label));
    let plain = unnumbered(folded.text());
    let from = folded.text().len() - plain.len();
    let plain = without_bracket(plain);
    let Some((place, donor)) = named(plain) else { return false };
    let name = label.inner(folded.span(from + place.start..from + place.end));
    let is_word_here = is_word(plain, &place, donor);
    let is_named = is_printed_as_name(context, label, name, is_word_here);
    if is_word_here && !is_named {
        return false;
    }
    let Some(settled) = figures::amount_on(context, line, Some(label)) else { return false };
    let measure = measure(folded.text());
    let total = FundingTotal { settled, label, rule: rule.to_owned() };
    // `Swiss contribution` tells a country's money, and no name.
    let name = Some(name).filter(|_| donor != Donor::Country && is_named);
    draft.shares.push(Share { name, line, total, measure });
    true
}

/// True for a name that its letters tell from a word: a short one has capitals (`WHO`, `KfW`) in a label that has others.
fn is_printed_as_name(context: &Context<'_>, label: Span, name: Span, is_word: bool) -> bool {
    const LONGEST_SHORT: usize = 4;
    let (label, name) = (context.text(label), context.text(name));
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters > LONGEST_SHORT {
        return true;
    }
    // The French and Spanish word for AIDS.
    let is_illness = is_word && donor(&fold(name)) == Some(Donor::RomanceWord) && context.language != "en";
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    let tells = !is_word || label.contains(char::is_lowercase);
    !is_illness && tells && (capitals > 1 || organisation(name).is_some())
}

/// Puts the shares into the record: a donor that a list or table names already is not named again, and one share alone is the
/// budget where nothing tells another.
pub(crate) fn settle(draft: &mut Draft, context: &Context<'_>) {
    let shares = std::mem::take(&mut draft.shares);
    if let [Share { total, measure, .. }] = shares.as_slice() {
        figures::set_budget(draft, context, total.settled.clone(), *measure, Some(total.label), &total.rule);
    }
    for Share { name, line, total, .. } in shares {
        let name = name.map(|name| in_full(context, name).unwrap_or(name));
        let named = name.and_then(|name| Some((name, organisations::printed(context.text(name))?.0)));
        let Some((name, organisation)) = named else {
            amount(draft, context, total);
            continue;
        };
        let same = |other: &Organisation| {
            other.name == organisation.name
                || organisation.reference.is_some() && other.reference == organisation.reference
        };
        let pays = |org: &ParticipatingOrg| org.role == Some(Role::Funding) && same(&org.organisation);
        if !draft.activity.participating_orgs.iter().any(pays) {
            organisations::take(draft, context, name, Some(Role::Funding), &total.rule);
        }
        if !draft.activity.funding.iter().any(|funding| same(&funding.organisation)) {
            figures::push_funding(draft, organisation, &total.settled, line, &total.rule);
        }
    }
}

/// Where the head or the foot of the page prints in full, and by itself, the name of an organisation that a label shortens: `EU
/// contribution` below `European Union | EEAS`.
fn in_full(context: &Context<'_>, name: Span) -> Option<Span> {
    const NEAR: usize = 8;
    const LONGEST: usize = 120;
    const MARKS: [char; 5] = ['|', '·', '•', '\t', '\n'];
    let acronym = context.text(name);
    if acronym.len() < 2 || !acronym.chars().all(char::is_uppercase) {
        return None;
    }
    let known = organisation(acronym)?;
    let is_name = |part: &str| {
        let initials =
            part.split_whitespace().filter(|word| word.len() > 3).filter_map(|word| word.chars().next());
        part.contains(' ')
            && initials.flat_map(char::to_uppercase).eq(acronym.chars())
            && organisation(part).is_some_and(|other| other.id == known.id)
    };
    let find = |line: &Line| {
        let text = context.text(line.span);
        let mut from = 0;
        let mut parts = text.split(MARKS).map(|part| {
            let part_at = from;
            from += part.len() + text.get(from + part.len()..)?.chars().next().map_or(0, char::len_utf8);
            Some(Span::new(part_at, part_at + part.len()).trim(text))
        });
        (text.len() <= LONGEST)
            .then(|| parts.find_map(|part| part.filter(|part| is_name(part.of(text)))))
            .flatten()
            .map(|part| line.span.inner(part))
    };
    let lines = &context.lines;
    let foot = lines.iter().skip(lines.len().saturating_sub(NEAR));
    lines.iter().take(NEAR).chain(foot).find_map(find)
}

/// A share of nobody whose name is printed: an amount with its label, where it is not the budget.
fn amount(draft: &mut Draft, context: &Context<'_>, total: FundingTotal) {
    let FundingTotal { settled, label, rule } = total;
    let is_budget = draft.activity.budget.as_ref().is_some_and(|budget| {
        (budget.money.value, &budget.money.currency) == (settled.money.value, &settled.money.currency)
    });
    if !is_budget {
        figures::push_amount(draft, settled, Some(context.text(label).to_owned()), None, &rule);
    }
}

fn measure(label: &str) -> Option<Measure> {
    const COMMITTED: [&str; 10] = [
        "grant",
        "loan",
        "credit",
        "subvention",
        "pret",
        "don",
        "subvencion",
        "prestamo",
        "donacion",
        "emprestimo",
    ];
    const REQUESTED: [&str; 3] = ["requested", "demande", "solicitado"];
    let has = |list: &[&str]| words(label).iter().any(|(_, word)| list.contains(word));
    if has(&REQUESTED) { Some(Measure::Requested) } else { has(&COMMITTED).then_some(Measure::Commitment) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::record;

    #[test]
    fn a_label_names_who_pays() {
        for (label, expected) in [
            ("ifad financing", true),
            ("total gcf financing", true),
            ("subvencion aecid", true),
            ("montant de la contribution de l'ue", true),
            ("montante financiado pelo camoes", true),
            ("opec fund financing", true),
            ("ifad financing (us$ million)", true),
            ("aporte bid", true),
            ("sida contribution", true),
            ("finland's contribution", true),
            ("total funding from czda", true),
            ("montant boad", true),
            ("boad project amount", true),
            ("total bid cost", false),
            ("contribution sida", false),
            ("financement sida", false),
            ("ifad budget holder", false),
            ("ebrd finance summary", true),
            ("swiss contribution", true),
            ("total cost to wfp", true),
            ("ifad", false),
            ("co-financing", false),
            ("ifad project manager", false),
            ("total financing", false),
            ("grant", false),
            ("france cost", false), // what is spent there
            ("france contribution", true),
        ] {
            assert_eq!(is_donor_label(label), expected, "{label}");
        }
    }

    #[test]
    fn a_donors_share_is_the_budget_only_where_no_total_stands() {
        for (lines, budget, funding) in [
            ("IFAD financing: US$ 46.2 million\nTotal project cost: US$ 364 million", "364000000", 1),
            ("Total project cost: US$ 364 million\nIFAD financing: US$ 46.2 million", "364000000", 1),
            ("IFAD financing: US$ 46.2 million", "46200000", 1),
        ] {
            let read = record(&format!(
                "Dairy in Osh\n\nCountry: Kyrgyzstan\nProject ID: 2000001\nStatus: Ongoing\n{lines}\n"
            ));
            assert_eq!(
                read.budget.map(|one| one.money.value.to_string()).as_deref(),
                Some(budget),
                "{lines}"
            );
            assert_eq!(read.funding.len(), funding, "{lines}");
            assert_eq!(
                read.participating_orgs.first().and_then(|one| one.organisation.reference.as_deref()),
                Some("XM-DAC-41108")
            );
        }
    }

    #[test]
    fn a_name_that_a_label_shortens_is_taken_in_full_from_the_head_or_foot() {
        for (head, label, foot, expected) in [
            ("European Union | EEAS", "EU contribution", "", "European Union"),
            ("Union européenne", "Contribution de l'UE", "", "Union européenne"),
            ("", "Contribución de la UE", "Unión Europea", "Unión Europea"),
            ("", "Contribuição da UE", "União Europeia", "União Europeia"),
            ("", "EU contribution", "", "EU"),
            // Another body's name, though the list holds them as one, and a sentence.
            ("European Commission", "EU contribution", "", "EU"),
            ("The European Union stands by you", "EU contribution", "", "EU"),
            ("European Union", "IFAD contribution", "", "IFAD"),
        ] {
            let read = record(&format!(
                "{head}\n\nWells for the schools of Kita\n\nCountry: Mali\nProject ID: 2000001\nStatus: Ongoing\nTotal cost: EUR 900,000\n{label}: EUR 600,000\nImplemented by: Oxfam\nPeriod: 2011 - 2014\n\n{foot}\n"
            ));
            let mut orgs = read.participating_orgs.iter();
            let payer = orgs.find(|one| one.role == Some(Role::Funding));
            assert_eq!(
                payer.map(|one| one.organisation.name.as_str()),
                Some(expected),
                "{head} {label} {foot}"
            );
        }
    }

    /// Who pays, and the budget, of a record with `lines` in it; the amounts that are neither, by their labels.
    fn told(lines: &str) -> (Vec<String>, Option<String>, Vec<String>) {
        let read = record(&format!(
            "Wells for Kita\n\nCountry: Mali\nProject ID: 2000001\nStatus: Ongoing\nStart date: 1 May 2019\nEnd date: 31 May 2021\nImplemented by: Oxfam\n{lines}\n"
        ));
        let pays = read.participating_orgs.iter().filter(|org| org.role == Some(Role::Funding));
        let pays = pays.map(|org| org.organisation.name.clone()).collect();
        let budget = read.budget.map(|one| one.money.value.to_string());
        let amounts = read
            .amounts
            .iter()
            .map(|one| format!("{} {}", one.of.as_deref().unwrap_or_default(), one.money.value));
        (pays, budget, amounts.collect())
    }

    #[test]
    fn a_word_that_is_also_an_acronym_is_no_donor() {
        for lines in [
            "Total bid cost: USD 5 million",
            "TOTAL BID COST: USD 5 million",
            "Financement SIDA : 3 M EUR",
            "Who funds the project: EUR 3 million",
            "Financement bad : 3 M EUR",
        ] {
            assert_eq!(told(lines).0, Vec::<String>::new(), "{lines}");
        }
        // An acronym in small letters names nobody for sure, but its amount is kept.
        assert_eq!(told("echo contribution: EUR 3 million"), (vec![], Some("3000000".to_owned()), vec![]));
        assert_eq!(told("ECHO contribution: EUR 3 million").0, ["ECHO"]);
        assert_eq!(told("KfW contribution: EUR 3 million").0, ["KfW"]);
    }

    #[test]
    fn a_countrys_money_beside_a_donors_is_kept() {
        for adjective in ["Swiss", "Finnish", "Irish", "Korean", "Italian", "Spanish"] {
            let (pays, budget, amounts) =
                told(&format!("{adjective} contribution: CHF 2 million\nEU contribution: EUR 3 million"));
            assert_eq!((pays, budget), (vec!["EU".to_owned()], None), "{adjective}");
            assert_eq!(amounts, [format!("{adjective} contribution 2000000")]);
        }
        assert_eq!(told("Swiss contribution: CHF 2 million").1.as_deref(), Some("2000000"));
    }
}
