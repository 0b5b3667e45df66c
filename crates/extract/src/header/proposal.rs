//! What a board is asked to pay for: `Proposed loan to the Republic of Rwanda for the Dairy Hills Project`, as the title on a
//! line and inside the running text of a cover.

use almoner_codelists::{fold, words};
use almoner_record::Span;

/// What is proposed: to whom, and what for.
pub(crate) struct Proposal {
    /// Behind `to the`, where such words stand: the state, or another.
    pub(crate) receiver: Option<Span>,
    /// Where the name begins of what is paid for.
    pub(crate) name: usize,
}

/// Where words for a proposal stand in `text`, from byte `from` on.
pub(crate) fn proposed(text: &str, from: usize) -> Option<Span> {
    const PROPOSED: [&str; 8] = [
        "Proposed ",
        "PROPOSED ",
        "proposed ",
        "Proposition de ",
        "Proposition d'",
        "Propuesta de ",
        "Proposta de ",
        "Proposal for a ",
    ];
    let (start, end) = first(text.get(from..)?, &PROPOSED)?;
    Some(Span::new(from + start, from + end))
}

/// The proposal whose first words end at byte `start`: of money, and for something with a name.
pub(crate) fn proposal(text: &str, start: usize) -> Option<Proposal> {
    const MONEY: [&str; 14] = [
        "loan",
        "grant",
        "credit",
        "financing",
        "assistance",
        "pret",
        "don",
        "subvention",
        "prestamo",
        "donacion",
        "financiamiento",
        "emprestimo",
        "credito",
        "doacao",
    ];
    const TO: [&str; 9] = [" to the", " TO THE", " to ", " TO ", " a la ", " al ", " au ", " aux ", " à la "];
    const FOR: [&str; 13] = [
        " for the",
        " FOR THE",
        " for a ",
        " FOR A ",
        " FOR AN ",
        " for an ",
        " pour le ",
        " pour la ",
        " relatif au ",
        " para el ",
        " para la ",
        " para o ",
        " para a ",
    ];
    const LONGEST: usize = 360;
    const MOST_OF_MONEY: usize = 160;
    let rest = text.get(start..)?;
    let rest = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let to = first(rest, &TO).filter(|(to, _)| *to <= MOST_OF_MONEY);
    let behind = to.map_or(0, |(_, end)| end);
    let (until, begins) = first(rest.get(behind..)?, &FOR)?;
    let money = fold(rest.get(..to.map_or(until, |(to, _)| to))?);
    let is_money = words(&money).any(|(_, word)| MONEY.contains(&word.trim_end_matches('s')));
    let receiver = to.map(|_| Span::new(start + behind, start + behind + until).trim(text));
    is_money.then_some(Proposal { receiver, name: start + behind + begins })
}

/// The first of some words in a text, the longest of those that begin at one place.
fn first(text: &str, words: &[&str]) -> Option<(usize, usize)> {
    let found = words.iter().filter_map(|word| text.find(word).map(|at| (at, at + word.len())));
    found.min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)))
}

#[cfg(test)]
mod tests {
    use super::{proposal, proposed};

    #[test]
    fn a_proposal_is_of_money_to_someone_for_something() {
        for (text, expected) in [
            (
                "Proposed loan and grant to the Republic of Rwanda for the Dairy Hills Project",
                Some("Republic of Rwanda | Dairy Hills Project"),
            ),
            ("Proposed grant for the Wells of Kita Project", Some("- | Wells of Kita Project")),
            ("Proposition de prêt au Mali pour le Projet de puits", Some("Mali | Projet de puits")),
            ("Proposed technical assistance to Nepal for the Hill Roads", Some("Nepal | Hill Roads")),
            ("Proposed changes to the Republic of Mali for the year", None),
            ("Proposed loan to the Republic of Mali", None),
            ("A loan to the Republic of Mali for the Wells", None),
        ] {
            let read = proposed(text, 0).and_then(|words| proposal(text, words.range().end));
            let told = read.map(|found| {
                let receiver = found.receiver.map_or("-", |receiver| receiver.of(text));
                format!("{receiver} | {}", text.get(found.name..).unwrap_or_default().trim())
            });
            assert_eq!(told.as_deref(), expected, "{text}");
        }
    }
}
