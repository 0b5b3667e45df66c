//! A report whose sections are an activity each, told in sentences: the heading names it and its country, and the text its
//! budget, its time and who carries it out.
//!
//! A report of a year has a heading a country too. So the text of each section has to tell of one project: a budget of so
//! much, and its time.

use almoner_codelists::{Folded, country, fold};
use almoner_record::{Role, Span};
use jiff::civil::Date;

use super::super::{Cutter, Piece};
use super::{end_of_part, facts, give, is_part, level, others};
use crate::bodies;
use crate::field::{DateKind, Field};
use crate::value;
use crate::value::date::{DayOrder, date};
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::value::period::period;
use crate::word_list::begins_word;

/// Folded words between which and an amount nothing stands, or next to nothing.
const BUDGETS: [&str; 24] = [
    "budget of",
    "budget is",
    "budget amounts to",
    "cost of",
    "grant of",
    "approval for",
    "contribution of",
    "funding of",
    "budget de",
    "budget d'un montant de",
    "budget total de",
    "budget s'eleve a",
    "budget est de",
    "subvention de",
    "cout de",
    "a obtenu",
    "a recu",
    "presupuesto de",
    "presupuesto total de",
    "subvencion de",
    "obtuvo",
    "orcamento de",
    "orcamento total de",
    "obteve",
];

/// Folded words for the one activity of a section.
const ONES: [&str; 12] = [
    "the project",
    "this project",
    "implement",
    "le projet",
    "ce projet",
    "mise en \u{153}uvre",
    "mise en oeuvre",
    "el proyecto",
    "este proyecto",
    "entidad ejecutora",
    "o projeto",
    "este projeto",
];

/// Folded words behind the name of who carries out the activity.
const CARRIES_OUT: [&str; 14] = [
    " is carrying out the project",
    " carries out the project",
    " is implementing the project",
    " implements the project",
    " received approval for",
    " execute le projet",
    " realise le projet",
    " a obtenu",
    " ejecuta el proyecto",
    " lleva a cabo el proyecto",
    " obtuvo",
    " executa o projeto",
    " implementa o projeto",
    " obteve",
];

/// Folded words right before the month or day that the work began or ends.
const BEGAN: [&str; 6] = [
    "work began in",
    "works began in",
    "travaux ont commence en",
    "travaux ont debute en",
    "trabajos empezaron en",
    "trabalhos comecaram em",
];
const ENDS: [&str; 6] = [
    "completion is planned for",
    "completion is expected in",
    "achevement est prevu pour",
    "achevement est prevu en",
    "preve concluir en",
    "conclusao esta prevista para",
];

/// The parts of a heading: the title, and the country beside it.
struct Named {
    title: Span,
    country: Span,
}

/// What the text of a section tells.
#[derive(Default)]
struct Section {
    is_one: bool,
    has_time: bool,
    budget: Option<Span>,
    taker: Option<Span>,
    times: Vec<(Field, Span)>,
}

/// Parts such a report.
pub(super) fn part(cutter: &mut Cutter<'_>) -> bool {
    const LOWEST: u8 = 4;
    let levels: Vec<Option<u8>> = cutter.pieces.iter().map(|piece| level(cutter, piece)).collect();
    for level in 1..=LOWEST {
        let begins = |at: &usize| levels.get(*at) == Some(&Some(level));
        let headings: Vec<usize> = (0..levels.len()).filter(begins).collect();
        if headings.len() < 2 {
            continue;
        }
        let end = |at: usize| end_of_part(&levels, at, level);
        let sections: Vec<(usize, usize, Named, Section)> = headings
            .iter()
            .filter(|at| !is_part(cutter, **at))
            .filter_map(|at| {
                let named = named(cutter, *at)?;
                Some((*at, end(*at), named, section(cutter, *at, end(*at))?))
            })
            .collect();
        let (Some((first, ..)), Some((last, ..))) = (sections.first(), sections.last()) else { continue };
        let among = headings.iter().filter(|at| (first..=last).contains(at)).count();
        let above = facts(cutter, cutter.pieces.get(..*first).unwrap_or_default());
        let heading = cutter.pieces.get(*first).and_then(|piece| piece.heading);
        let are_others = heading.is_none_or(|heading| others::stand_below_others(cutter, heading));
        if sections.len() < 2
            || sections.len() * 3 < among * 2
            || !above.is_empty()
            || are_others
            || others::is_study(cutter)
        {
            continue;
        }
        put(cutter, sections);
        return true;
    }
    false
}

fn put(cutter: &mut Cutter<'_>, sections: Vec<(usize, usize, Named, Section)>) {
    give(cutter, 0..cutter.pieces.len(), None);
    for (ordinal, (from, until, ..)) in (0..).zip(&sections) {
        give(cutter, *from..*until, Some(ordinal));
    }
    let mut named = sections.into_iter().map(|(from, _, named, section)| (from, named, section)).peekable();
    for (at, piece) in std::mem::take(&mut cutter.pieces).into_iter().enumerate() {
        let (activity, lines) = (piece.activity, piece.lines.start);
        cutter.pieces.push(piece);
        let of = |(field, value)| Piece {
            field: Some(field),
            inline: vec![value],
            activity,
            ..Piece::of_lines(lines..lines)
        };
        if let Some((_, named, section)) = named.next_if(|(from, ..)| *from == at) {
            let told = [
                Some((Field::Title, named.title)),
                Some((Field::Countries, named.country)),
                section.budget.map(|budget| (Field::Budget(None), budget)),
                section.taker.map(|taker| (Field::Org(Some(Role::Implementing)), taker)),
            ];
            cutter.pieces.extend(told.into_iter().flatten().chain(section.times).map(of));
        }
    }
}

/// The title and the country of a heading: `Niger: School meals in Maradi`, `School meals in Maradi, Niger`.
fn named(cutter: &Cutter<'_>, at: usize) -> Option<Named> {
    const LONGEST: usize = 240;
    const FEWEST_WORDS: usize = 2;
    const SIGNS: [&str; 4] = [": ", " – ", " — ", " - "];
    let heading = cutter.pieces.get(at)?.heading?;
    let whole = cutter.document.slice(heading);
    let number = super::heads::behind_count(whole);
    let text = whole.get(number..).filter(|text| text.len() <= LONGEST)?;
    let before = SIGNS.iter().find_map(|sign| {
        let (land, rest) = text.split_once(sign)?;
        country(land.trim())?;
        Some((Span::new(text.len() - rest.len(), text.len()), Span::new(0, land.len())))
    });
    let behind = || {
        let ends = [", ", " – ", " — ", " ("].iter().filter_map(|sign| Some((text.rfind(sign)?, sign)));
        ends.filter_map(|(at, sign)| {
            let land = text.get(at + sign.len()..)?.trim_end_matches(')');
            country(land.trim())?;
            Some((Span::new(0, at), Span::new(at + sign.len(), at + sign.len() + land.len())))
        })
        .next()
    };
    let (title, land) = before.or_else(behind)?;
    let place = |span: Span| heading.inner(Span::new(number, whole.len())).inner(span.trim(text));
    (title.of(text).split_whitespace().count() >= FEWEST_WORDS)
        .then(|| Named { title: place(title), country: place(land) })
}

/// What the text of a section tells, where it is of one project, its budget and its time.
fn section(cutter: &Cutter<'_>, from: usize, until: usize) -> Option<Section> {
    const LONGEST: usize = 6_000;
    let pieces = cutter.pieces.get(from..until).unwrap_or_default();
    let lines = pieces.iter().flat_map(|piece| cutter.lines.get(piece.lines.clone()).unwrap_or_default());
    let mut left = LONGEST;
    let mut told = Section::default();
    let mut of_budget = None;
    for line in lines {
        let text = cutter.document.slice(line.span);
        left = match left.checked_sub(text.len()) {
            Some(left) => left,
            None => break,
        };
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let folded = Folded::new(text);
        told.is_one |= ONES.iter().any(|word| folded.text().contains(word));
        for part in value::sentence::sentences(text) {
            let sentence = part.of(text);
            let Some(found) = budget(sentence, &Folded::new(sentence)) else { continue };
            let value = money::money(found.of(sentence), DecimalMark::Unknown).map(|(_, money)| money.value);
            // Of two budgets nobody knows which is the project's.
            if told.budget.is_some() && value != of_budget {
                return None;
            }
            if told.budget.is_none() {
                (told.budget, of_budget) = (Some(line.span.inner(part.inner(found))), value);
            }
        }
        told.taker = told.taker.or_else(|| taker(text, &folded).map(|span| line.span.inner(span)));
        // Where budget and taker stand the time is the activity's too; else its sentences are read as any others.
        if told.times.is_empty()
            && told.taker.is_some()
            && told.budget.is_some_and(|budget| line.span.contains(budget))
        {
            let own = value::sentence::sentences(text);
            let own = own.into_iter().filter(|part| !is_of_others(&fold(part.of(text))));
            told.times = own
                .map(|part| {
                    let sentence = part.of(text);
                    let times = times(sentence, &Folded::new(sentence)).into_iter();
                    times.map(|(field, span)| (field, line.span.inner(part.inner(span)))).collect::<Vec<_>>()
                })
                .find(|times| !times.is_empty())
                .unwrap_or_default();
        }
        told.has_time |= period(text, DayOrder::Unknown).is_some() || tells_time(folded.text());
    }
    (told.is_one && told.has_time && told.budget.is_some()).then_some(told)
}

/// True for a sentence of what came before the project, or that denies what it tells.
fn is_of_others(folded: &str) -> bool {
    const BEFORE: [&str; 25] = [
        "previous",
        "earlier phase",
        "earlier project",
        "first phase",
        "preceding",
        "former",
        "predecessor",
        "not ",
        "n'a pas",
        "n'est pas",
        "n\u{2019}a pas",
        "n\u{2019}est pas",
        "precedent",
        "premiere phase",
        "ancien",
        "anterior",
        "primera fase",
        "previa",
        "previo",
        "primeira fase",
        "no tiene",
        "no cuenta",
        "no fue",
        "no se ",
        "nao ",
    ];
    BEFORE.iter().any(|words| begins_word(folded, words))
}

/// The amount right behind words for a budget.
fn budget(text: &str, folded: &Folded) -> Option<Span> {
    const LEAST: i64 = 5_000;
    /// So far behind the words the amount ends.
    const NEAR: usize = 48;
    const MOST: usize = 4;
    if is_of_others(folded.text()) {
        return None;
    }
    let places = BUDGETS.iter().flat_map(|words| folded.text().match_indices(words).take(MOST));
    places
        .filter_map(|(at, words)| {
            let start = folded.span(at..at + words.len()).range().end;
            let end = text.floor_char_boundary((start + NEAR).min(text.len()));
            let near = text.get(start..end)?;
            let (span, printed) = money::money(near, DecimalMark::Unknown)?;
            let between = near.get(..span.range().start)?.split_whitespace().count();
            let own = Span::new(start + span.range().start, start + span.range().end);
            (printed.value >= LEAST.into() && between <= 2).then_some(own)
        })
        .next()
}

/// When the activity began and ends: a time from month to month, or what stands behind words for either.
fn times(text: &str, folded: &Folded) -> Vec<(Field, Span)> {
    const NEAR: usize = 32;
    const FEWEST_DAYS: i32 = 60;
    let is_long =
        |(from, to): (Date, Date)| to.since(from).is_ok_and(|length| length.get_days() >= FEWEST_DAYS);
    let whole = period(text, DayOrder::Unknown).filter(|(_, period)| {
        let ends = period.start.zip(period.end);
        ends.is_some_and(|(start, end)| is_long((start.1.first(), end.1.last())))
    });
    if let Some((span, _)) = whole {
        return vec![(Field::Period, span)];
    }
    let behind = |words: &[&str]| {
        let (at, words) = words.iter().find_map(|words| Some((folded.text().find(words)?, words)))?;
        let start = folded.span(at..at + words.len()).range().end;
        let near = text.get(start..text.floor_char_boundary((start + NEAR).min(text.len())))?;
        let (span, printed) = date(near, DayOrder::Unknown)?;
        (printed.month.is_some() && span.range().start <= 2)
            .then(|| Span::new(start + span.range().start, start + span.range().end))
    };
    let began = behind(&BEGAN).map(|span| (Field::Date(DateKind::Start), span));
    let ends = behind(&ENDS).map(|span| (Field::Date(DateKind::End), span));
    began.into_iter().chain(ends).collect()
}

/// The name right before words for who carries out the activity, between a comma or the begin of its sentence and them.
fn taker(text: &str, folded: &Folded) -> Option<Span> {
    const MOST_WORDS: usize = 12;
    const LEADS: [&str; 4] = ["Implementing partner ", "The partner ", "Le partenaire ", "La entidad "];
    let (at, words) = CARRIES_OUT.iter().find_map(|words| Some((folded.text().find(words)?, words)))?;
    let end = folded.span(at..at + words.len()).range().start;
    let front = text.get(..end)?.trim_end_matches([',', ' ']);
    let sentence = front.rfind(". ").map_or(0, |at| at + 2);
    let own = front.get(sentence..)?;
    let mut commas = own.rmatch_indices(", ").map(|(at, sign)| at + sign.len());
    let mut start = commas.next().unwrap_or(0);
    // `Chemonics International, Inc.`
    if own.get(start..).is_some_and(|name| bodies::is_legal_form(&fold(name))) {
        start = commas.next().unwrap_or(0);
    }
    let name = own.get(start..)?;
    let lead = LEADS.iter().find(|lead| name.starts_with(**lead)).map_or(0, |lead| lead.len());
    let name = name.get(lead..)?;
    let is_name = name.starts_with(char::is_uppercase)
        && name.bytes().all(|byte| !byte.is_ascii_digit())
        && name.split_whitespace().count() <= MOST_WORDS
        && country(name).is_none();
    is_name.then(|| Span::new(front.len() - name.len(), front.len()))
}

/// True for words that begin or end an activity beside a year.
fn tells_time(folded: &str) -> bool {
    const WORDS: [&str; 16] = [
        "started in",
        "began in",
        "will end in",
        "planned for",
        "runs from",
        "runs until",
        "a debute en",
        "a commence en",
        "ont commence en",
        "s'achevera en",
        "comenzo en",
        "empezaron en",
        "finalizara en",
        "comecou em",
        "teve inicio em",
        "terminara em",
    ];
    WORDS.iter().any(|words| folded.contains(words))
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    #[test]
    fn a_name_stands_before_what_it_does() {
        for (text, name) in [
            ("With a budget of EUR 5, Swissaid is carrying out the project.", Some("Swissaid")),
            ("With EUR 5, Rivers & Sons, Inc. is carrying out the project.", Some("Rivers & Sons, Inc.")),
            (
                "Implementing partner Les Amis du Sahel received approval for EUR 5.",
                Some("Les Amis du Sahel"),
            ),
            ("Le partenaire de mise en œuvre, Eau Vive, a obtenu 5 EUR.", Some("Eau Vive")),
            ("Con 5 EUR, Manos Unidas ejecuta el proyecto.", Some("Manos Unidas")),
            ("The team of 12 is carrying out the project.", None),
            ("The project is carried out.", None),
        ] {
            let read = super::taker(text, &almoner_codelists::Folded::new(text));
            assert_eq!(read.map(|span| span.of(text)), name, "{text}");
        }
    }

    fn told(sections: [&str; 2]) -> Vec<String> {
        let text = format!(
            "# Projects of the Fund\n\nWe work with friends.\n\n{}\n\n{}\n",
            sections[0], sections[1]
        );
        let one = |one: almoner_record::Activity| {
            let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
            let budget = one.budget.map_or_else(String::new, |budget| budget.money.value.to_string());
            format!("{}/{}/{budget}", one.title.unwrap_or_default(), codes.join(" "))
        };
        extracted(&text).activities.into_iter().map(one).collect()
    }

    #[test]
    fn sections_told_in_sentences_are_activities() {
        let one = "Wells for the villages of Kita/ML/90000";
        let two = "School meals in Maradi/NE/76000";
        for sections in [
            [
                "## Mali: Wells for the villages of Kita\n\nThe villages will have water.\n\nThe project started in June 2020 and will end in May 2023. It is implemented by WaterAid with a total budget of EUR 90,000.",
                "## Niger: School meals in Maradi\n\nThe children eat at school.\n\nThe project is implemented by Swissaid with a budget of EUR 76,000 from April 2018 to September 2019.",
            ],
            [
                "## 1. Wells for the villages of Kita, Mali\n\nThe project started in June 2020 and will end in May 2023. It is implemented by WaterAid with a total budget of EUR 90,000.",
                "## 2. School meals in Maradi, Niger\n\nThe project is implemented by Swissaid with a budget of EUR 76,000 from April 2018 to September 2019.",
            ],
        ] {
            assert_eq!(told(sections), [one, two], "{sections:?}");
        }
    }

    #[test]
    fn what_came_before_or_is_denied_is_no_budget() {
        let other = "## Niger: School meals in Maradi\n\nThe project is implemented by Swissaid with a budget of EUR 76,000 from April 2018 to September 2019.";
        for section in [
            "## Mali: Wells for the villages of Kita\n\nThe project goes on from June 2020 to May 2023. The previous phase had a budget of EUR 90,000.",
            "## Mali: Wells for the villages of Kita\n\nThe project goes on from June 2020 to May 2023. It does not have a budget of EUR 90,000.",
            "## Mali : Puits pour Kita\n\nLe projet dure de juin 2020 à mai 2023. La phase précédente avait un budget de 90 000 euros.",
        ] {
            let read = told([section, other]);
            assert!(read.iter().all(|row| !row.ends_with("90000")), "{section} {read:?}");
        }
    }

    #[test]
    fn times_stand_beside_the_budget() {
        for (text, times) in [
            ("With EUR 5 it runs from April 2018 to September 2019.", vec!["April 2018 to September 2019"]),
            (
                "It received EUR 5. Work began in February 2007; completion is planned for May 2011.",
                vec!["February 2007", "May 2011"],
            ),
            (
                "Les travaux ont commencé en mai 2010 ; leur achèvement est prévu pour août 2012.",
                vec!["mai 2010", "août 2012"],
            ),
            ("We met from 3 to 5 May 2019.", vec![]),
            ("Work began in the north.", vec![]),
        ] {
            let read = super::times(text, &almoner_codelists::Folded::new(text));
            let read: Vec<&str> =
                read.iter().map(|(_, span)| span.of(text).trim_start_matches("from ")).collect();
            assert_eq!(read, times, "{text}");
        }
    }

    #[test]
    fn a_year_a_country_is_no_activity() {
        for sections in [
            [
                "## Mali: A difficult year\n\nSince 2019 we have helped 40,000 people with EUR 9.2 million. The projects of our partners went on.",
                "## Niger: Drought and hope\n\nIn 2020 the rains failed. We spent EUR 3.1 million on seeds and wells.",
            ],
            [
                "## Our budget of the year\n\nThe project office has a budget of EUR 90,000 from January 2020 to June 2021.",
                "## Our staff of the year\n\nThe project office has a budget of EUR 76,000 from January 2020 to June 2021.",
            ],
        ] {
            assert!(told(sections).is_empty(), "{sections:?} {:?}", told(sections));
        }
    }
}
