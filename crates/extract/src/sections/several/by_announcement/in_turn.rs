//! Two or three that news tells one after the other: `The Board approved two projects. One, worth US$ 8.6 million, … The other,
//! worth US$ 5.5 million, …`, `Um dos projetos, no valor de … O outro projeto, …`.

use almoner_codelists::{countries_in, fold};
use almoner_record::{Role, Span};

use super::by_country;
use super::entries::Entry;
use super::money_first::GIVEN;
use super::{is_given, named_in};
use crate::field::Field;
use crate::header;
use crate::lines::LineKind;
use crate::prose::names::{is_name, names_at};
use crate::sections::Cutter;
use crate::value::duration::duration;
use crate::value::money::moneys;
use crate::value::numeral::DecimalMark;
use crate::value::sentence::sentences;
use crate::word_list::{WordList, begins_word};

/// What a sentence about the first of them begins with, folded.
const FIRST: [&str; 21] = [
    "one of the two",
    "one of them",
    "one of these",
    "one, ",
    "one project",
    "one is ",
    "the first project",
    "the first, ",
    "the first of ",
    "the first is ",
    "um dos projetos",
    "um deles",
    "o primeiro",
    "uno de los",
    "uno de ellos",
    "el primero",
    "el primer proyecto",
    "l'un d",
    "le premier, ",
    "le premier ",
    "the first grant",
];

/// What one about a further one begins with.
const FURTHER: [&str; 18] = [
    "the other",
    "the second",
    "the third",
    "another",
    "o outro",
    "o segundo",
    "o terceiro",
    "el otro",
    "el segundo",
    "el tercero",
    "el tercer proyecto",
    "l'autre",
    "le second",
    "le deuxieme",
    "le troisieme",
    "a further",
    "un autre",
    "outro projeto",
];

/// Folded words of how many are told of.
static COUNTED: WordList = WordList::of(
    "projects programmes programs loans grants proposals projets programmes prets dons subventions proyectos programas prestamos \
     donaciones projetos emprestimos doacoes",
);

/// Words, folded, before the name of who carries out.
const BY: [&str; 12] = [
    "will be implemented by ",
    "is implemented by ",
    "implemented by ",
    "carried out by ",
    "executed by ",
    "to be run by ",
    "sera executado pela ",
    "sera executado pelo ",
    "executado pel",
    "sera ejecutado por ",
    "ejecutado por ",
    "mis en oeuvre par ",
];

/// True where the first words of a folded sentence name an activity or what is given, or go on with what one of them does: `The
/// second will finance …`. `Another problem is …` does not.
fn tells_of_one(folded: &str) -> bool {
    const NEAR: usize = 7;
    static GOES_ON: WordList = WordList::of(
        "worth valued valor montant will is concerns covers goes provides supports finances funds sera porte concerne vise va finance appuie financera es          apoya apoyara financia financiara tem vai apoia financiara of them these two deles ellos d'eux d'entre",
    );
    let near = almoner_codelists::words(folded).take(NEAR);
    near.map(|(_, word)| word).any(|word| {
        crate::nouns::is_activity(word)
            || crate::nouns::are_activities(word)
            || COUNTED.has(word)
            || GIVEN.has(word)
            || GOES_ON.has(word)
    })
}

/// The line that tells of such ones, and what is told of each.
pub(super) fn entries(cutter: &Cutter<'_>) -> Option<(usize, Vec<Entry>)> {
    const TOP: usize = 30;
    const FEWEST: usize = 2;
    const MOST_SENTENCES: usize = 4;
    let mut lead = None;
    let mut parts: Vec<Vec<Span>> = Vec::new();
    let mut open = 0;
    let lines = cutter.lines.iter().enumerate().take(TOP);
    for (at, line) in lines.filter(|(_, line)| matches!(line.kind, LineKind::Text | LineKind::Heading { .. }))
    {
        for part in sentences(cutter.document.slice(line.span)) {
            let span = line.span.inner(part);
            let folded = fold(cutter.document.slice(span));
            let begins =
                |words: &[&str]| words.iter().any(|words| folded.starts_with(words)) && tells_of_one(&folded);
            if parts.is_empty() {
                let counts = almoner_codelists::words(&folded).any(|(_, word)| COUNTED.has(word));
                if counts
                    && (is_given(&folded) || by_country::decides(&folded) || begins_word(&folded, "support"))
                {
                    lead = lead.or(Some(at));
                }
                if lead.is_some() && begins(&FIRST) {
                    parts.push(vec![span]);
                    open = 1;
                }
            } else if begins(&FURTHER) {
                parts.push(vec![span]);
                open = 1;
            } else if open > 0 && open < MOST_SENTENCES && !span_is_quote(cutter, span) {
                parts.last_mut().into_iter().for_each(|own| own.push(span));
                open += 1;
            } else {
                open = 0;
            }
        }
    }
    let lead = lead.filter(|_| parts.len() >= FEWEST)?;
    let entries: Vec<Entry> = parts.iter().filter_map(|own| entry(cutter, own)).collect();
    (entries.len() == parts.len()).then_some((lead, entries))
}

fn span_is_quote(cutter: &Cutter<'_>, span: Span) -> bool {
    cutter.document.slice(span).starts_with(['“', '"', '«'])
}

/// What the sentences about one of them tell; none where no country that receives, or more than one, is told.
fn entry(cutter: &Cutter<'_>, own: &[Span]) -> Option<Entry> {
    const LEAST: i64 = 10_000;
    let text = |span: Span| cutter.document.slice(span);
    let first = own.first().copied()?;
    let mut places = own.iter().flat_map(|span| {
        countries_in(text(*span)).into_iter().map(|one| (span.inner(one.span), one.entry.code))
    });
    let (place, code) = places.find(|(_, code)| !header::gives(code))?;
    if places.any(|(_, other)| other != code && !header::gives(other)) {
        return None;
    }
    let mut told = vec![(Field::Countries, place)];
    let amounts: Vec<Span> = moneys(text(first), DecimalMark::Unknown)
        .into_iter()
        .filter(|(_, money)| money.currency.is_some() && money.value >= LEAST.into())
        .map(|(span, _)| first.inner(span))
        .collect();
    if let [amount] = amounts.as_slice() {
        told.push((Field::Budget(None), *amount));
    }
    let name = own.iter().find_map(|span| named_in(text(*span)).map(|name| span.inner(name)));
    told.extend(name.map(|name| (Field::Title, name)));
    let length = own.iter().find_map(|span| duration(text(*span)).map(|(length, _)| span.inner(length)));
    told.extend(length.map(|length| (Field::Period, length)));
    let taker = own.iter().find_map(|span| Some(span.inner(taker(text(*span))?)));
    told.extend(taker.map(|taker| (Field::Org(Some(Role::Implementing)), taker)));
    let whole = own.iter().copied().reduce(Span::cover)?;
    let at = cutter.lines.partition_point(|line| line.span.start < whole.start);
    Some(Entry { told, code, lines: at..at, text: Some(whole) })
}

/// The one who carries it out.
fn taker(text: &str) -> Option<Span> {
    let folded = almoner_codelists::Folded::new(text);
    let (at, words) = BY.iter().filter_map(|words| folded.text().find(words).map(|at| (at, *words))).min()?;
    let mut from = folded.span(0..at + words.len()).range().end;
    let rest = text.get(from..)?;
    let article = ["the ", "a ", "o ", "la ", "el ", "le ", "l'", "os ", "as "];
    from += article.iter().find(|article| rest.starts_with(**article)).map_or(0, |article| article.len());
    names_at(text, from).filter(|name| is_name(name.of(text)))
}

#[cfg(test)]
mod tests {
    use crate::specimen::{budget, codes, extracted, names};

    fn told(text: &str) -> Vec<String> {
        let row = |one: &almoner_record::Activity| {
            format!("{} {} {}", codes(one), budget(one), names(one).join("+"))
        };
        extracted(text).activities.iter().map(row).collect()
    }

    #[test]
    fn a_minister_and_another_problem_are_no_projects() {
        for text in [
            "L'AFD a approuvé deux prêts.\n\nLe premier ministre du Bénin a remercié l'AFD pour 10 millions d'euros.\n\nLe second tour des élections au Togo a coûté 5 millions d'euros.\n",
            "The Adaptation Fund has approved two more projects. One of them is old. Another problem is the drought, which cost Niger US$ 50 million last year.\n",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn one_and_the_other_are_told_in_turn() {
        for (text, expected) in [
            (
                "The Adaptation Fund has approved two more projects. One, worth US$ 8.6 million, protects the coast of Tanzania and is implemented by UNEP. The other, worth US$ 5.5 million, helps farmers in Benin.\n",
                ["TZ 8600000 UNEP+Adaptation Fund", "BJ 5500000 Adaptation Fund"],
            ),
            (
                "A União Europeia aprovou duas subvenções e dois projetos.\n\nUm dos projetos, no valor de 18 milhões de euros, apoia as escolas de Moçambique.\n\nO outro projeto, no valor de 12 milhões de euros, será executado pela Oikos em Angola.\n",
                ["MZ 18000000 União Europeia", "AO 12000000 Oikos+União Europeia"],
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn other_things_told_in_turn_are_none() {
        for text in [
            "Two films were signed. One, worth US$ 8.6 million, was shot in Kenya. The other, worth US$ 5.5 million, in Mali.\n",
            "The bank approved two projects. One, worth US$ 8.6 million, is in Norway. The other, worth US$ 5.5 million, is in Spain.\n",
            "The council approved two projects. One is a road in Kenya and Mali. The other is late.\n",
        ] {
            assert!(told(text).is_empty(), "{text} {:?}", told(text));
        }
    }
}
