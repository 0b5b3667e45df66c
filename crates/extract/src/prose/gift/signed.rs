//! Who signed what the next sentence tells the amount of: `Norad has signed an agreement with CARE Malawi. The agreement
//! provides a total of NOK 20 million over three years.`

use std::cmp::Ordering;

use almoner_codelists::{Folded, country};
use almoner_record::Span;

use super::clause::{Clause, front};
use super::who::{Act, subject, without_board};
use crate::context::Context;
use crate::prose::Told;
use crate::prose::names::{is_name, region};
use crate::prose::parties::is_of_state;
use crate::prose::sides::{partner, weight};

/// The sentence `span` as one of who gives and who is given, where two signed and just one of them is known to give.
pub(super) fn signed<'a>(context: &Context<'a>, span: Span) -> Option<Clause<'a>> {
    let text = context.text(span);
    let folded = Folded::new(text);
    if crate::prose::is_doubtful(folded.text()) || crate::prose::is_elsewhere(folded.text()) {
        return None;
    }
    let subject =
        subject(context, text, front(context, text).end).filter(|subject| subject.act == Act::Signs)?;
    let mut names = subject.names;
    names.extend(partner(text, subject.verb_end));
    let names: Vec<Span> = names.into_iter().map(|name| without_board(text, name)).collect();
    let [one, other] = match names.as_slice() {
        [both] => parted(text, *both)?,
        [one, other] => [*one, *other],
        _ => return None,
    };
    let (payer, receiver) = match weight(one.of(text)).cmp(&weight(other.of(text))) {
        Ordering::Greater => (one, other),
        Ordering::Less => (other, one),
        Ordering::Equal => return None,
    };
    let name = receiver.of(text);
    let is_party = is_name(name) && country(name).is_none();
    let told = Told { span, text, folded, subjects: Vec::new() };
    is_party.then_some(Clause {
        told,
        is_headline: false,
        has_subject: true,
        payers: vec![payer],
        amounts: Vec::new(),
        countries: almoner_codelists::countries_in(text)
            .into_iter()
            .filter(|mention| !crate::header::gives(mention.entry.code))
            .collect(),
        // A ministry that signs is whose work it is, not always who does it.
        receiver: (!is_of_state(name)).then_some(receiver),
        refers: false,
        is_agreed: false,
        is_about: false,
        by_us: false,
        hints: false,
    })
}

/// Two that a word joins which also stands within names: `the Danish Embassy in Mali and CARE Mali`.
fn parted(text: &str, both: Span) -> Option<[Span; 2]> {
    const JOINS: [&str; 4] = [" and ", " et ", " y ", " e "];
    const FEWEST_WORDS: usize = 2;
    let own = both.of(text);
    let cut = |(at, end): (usize, usize)| {
        let rest = own.get(end..)?;
        let names = region(rest);
        let one = both.inner(Span::new(0, at));
        let other = both.inner(Span::new(end + names.range().start, end + names.range().end));
        let is_whole = names.range().end == rest.len();
        let (first, second) = (one.of(text), other.of(text));
        let differ = weight(first) != weight(second) && is_whole && is_name(first) && is_name(second);
        let is_long = second.split_whitespace().count() >= FEWEST_WORDS;
        (differ && is_long).then_some([one, other])
    };
    let places =
        JOINS.iter().flat_map(|join| own.match_indices(join).map(|(at, word)| (at, at + word.len())));
    let mut found = places.filter_map(cut);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use almoner_record::Role;

    use crate::specimen::extracted;

    fn told(text: &str) -> String {
        let read = extracted(&format!("{text}\n")).activities;
        let Some(one) = read.first() else { return String::new() };
        let names = |role: Role| {
            let orgs = one.participating_orgs.iter().filter(|org| org.role == Some(role));
            orgs.map(|org| org.organisation.name.clone()).collect::<Vec<_>>().join("; ")
        };
        let money = one.budget.as_ref().map(|budget| budget.money.value.to_string()).unwrap_or_default();
        format!("{} | {} | {money}", names(Role::Funding), names(Role::Implementing))
    }

    #[test]
    fn the_next_sentence_tells_the_amount_of_what_two_signed() {
        for (text, expected) in [
            (
                "The Ministry of Foreign Affairs of Finland and Oxfam Kenya signed an agreement in Nairobi on 4 May 2020.\n\nThe agreement provides a total of EUR 2.4 million over three years for clean water in Turkana.",
                "Ministry of Foreign Affairs of Finland | Oxfam Kenya | 2400000",
            ),
            (
                "Lutheran World Relief has signed an agreement with the Swedish International Development Cooperation Agency. The contract is worth SEK 38 million over four years and brings wells to Ethiopia.",
                "Swedish International Development Cooperation Agency | Lutheran World Relief | 38000000",
            ),
            (
                "On 3 June 2019 the Danish Embassy in Mali and CARE Mali signed an agreement. The Agreement consists of the funding of DKK 9.5 million to be implemented by CARE Mali in the Mopti region.",
                "Danish Embassy in Mali | CARE Mali | 9500000",
            ),
            (
                "L'ambassade de Belgique au Niger et SOS Faim ont signé une convention à Niamey. La convention porte sur un montant de 1,8 million d'euros et sera mise en œuvre par SOS Faim dans la région de Maradi.",
                "ambassade de Belgique au Niger | SOS Faim | 1800000",
            ),
            (
                "La Embajada de Noruega en Guatemala y la Fundación Guillermo Toriello firmaron un acuerdo. El acuerdo prevé una aportación de 900.000 euros durante tres años para las cooperativas de Quiché.",
                "Embajada de Noruega en Guatemala | Fundación Guillermo Toriello | 900000",
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_of_the_kind_is_no_gift() {
        for text in [
            // Two who give, or none.
            "The World Bank and the African Development Bank signed an agreement. The agreement provides a total of USD 20 million over three years.",
            "Northgate Shipping and Harbour Cranes Ltd signed an agreement. The agreement provides a total of USD 20 million over three years.",
            // What may be.
            "Norad has signed an agreement with CARE Malawi. The agreement could provide NOK 20 million a year.",
            "Norad has not signed an agreement with CARE Malawi. The agreement provides a total of NOK 20 million.",
            // Of another.
            "Norad pays CARE Malawi nothing. The contract of the football player is worth NOK 20 million.",
        ] {
            assert_eq!(told(text), "", "{text}");
        }
    }
}
