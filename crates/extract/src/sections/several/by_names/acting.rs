//! Whose beginning or end a verb tells: the project's, or that of anything else in the sentence: `The rains started in June 2018`.

use almoner_codelists::fold;

use super::units::Told;
use crate::nouns;
use crate::organisations::is_known_name;
use crate::value::date::{DayOrder, date};
use crate::word_list::WordList;

/// Nouns, folded, of the work of a project and of what pays for it.
static WORK: WordList = WordList::of(
    "work works working implementation construction building drilling digging training trainings activities activity operation \
     operations funding grant support partnership cooperation collaboration contract agreement phase stage component effort efforts \
     intervention campaign initiative action scheme course courses planting rehabilitation study studies pilot mission programme \
     program aid assistance delivery installation production \
     travaux travail chantier mise execution formation formations activites activite operation financement subvention appui \
     partenariat convention accord contrat etude etudes campagne installation aide \
     obras obra trabajo trabajos construccion ejecucion formacion capacitacion actividades actividad financiacion subvencion \
     apoyo intervencion accion iniciativa contrato convenio acuerdo fase estudio estudios campana ayuda instalacion cooperacion \
     intervencao acao accao trabalho trabalhos construcao execucao formacao atividades actividades financiamento subvencao apoio contrato acordo \
     estudo campanha ajuda instalacao cooperacao",
);

/// What stands for the project, or for who carries it out.
static PRONOUNS: WordList = WordList::of(
    "it they we this which who that these our their il elle ils elles nous ce cela celui-ci celle-ci on se este esta ella \
     ellos ellas nosotros cual que qui ele ela eles elas nos qual both",
);

/// True where the sentence tells of nobody and nothing of the project before byte `at` of its folded text, where the verb stands.
pub(super) fn is_of_others(told: &Told, at: usize) -> bool {
    const CLAUSES: [&str; 17] = [
        ", as ",
        ", when ",
        " when ",
        " because ",
        " after ",
        ", and the ",
        ", but ",
        " lorsque ",
        " car ",
        " quand ",
        " apres que ",
        " cuando ",
        " porque ",
        " quando ",
        " while ",
        " since the ",
        ", et les ",
    ];
    let folded = told.folded.text();
    let Some(before) = folded.get(..at) else { return false };
    let from = CLAUSES.iter().filter_map(|words| before.rfind(words).map(|at| at + words.len())).max();
    let from = from.unwrap_or_default();
    let clause = before.get(from..).unwrap_or_default();
    if clause.trim().is_empty() || clause.contains(['“', '«', '"', '”', '»', ':', ';']) {
        return false;
    }
    let is_told = nouns::names_activity(clause)
        || almoner_codelists::words(clause).any(|(_, word)| {
            WORK.has(word) || PRONOUNS.has(word) || nouns::is_activity(word) || is_work_in_ing(word)
        });
    let printed = told.text.get(told.printed(from)..told.printed(at)).unwrap_or_default();
    !is_told && !names_somebody(printed) && !is_day(printed)
}

/// `En septiembre de 2018 arrancó`: the verb comes before its subject.
fn is_day(clause: &str) -> bool {
    const MOST_BESIDE: usize = 10;
    date(clause, DayOrder::Unknown).is_some_and(|(span, _)| clause.trim().len() <= span.len() + MOST_BESIDE)
}

/// `Drilling began`.
fn is_work_in_ing(word: &str) -> bool {
    const OTHERS: [&str; 5] = ["morning", "evening", "spring", "flooding", "fighting"];
    word.len() > 5 && word.ends_with("ing") && !OTHERS.contains(&word)
}

/// True for the name of somebody: behind no word for a place, and at the beginning only where it is known.
fn names_somebody(clause: &str) -> bool {
    static PLACES: WordList =
        WordList::of("in en em au aux a à of de du des del da do from to at on across near");
    static OPENS: WordList = WordList::of(
        "the a an in on at la le les l un une el los las en em o os as no na au however meanwhile unfortunately",
    );
    let words: Vec<&str> = clause.split_whitespace().collect();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let begins = words.first().is_some_and(|first| {
        let second = words.get(1).copied().unwrap_or_default();
        is_capital(first) && (is_known_name(first) || !OPENS.has(&fold(first)) && is_capital(second))
    });
    let within = words.windows(2).any(|pair| match pair {
        [before, word] => {
            let is_place = PLACES.has(&fold(before));
            is_capital(word)
                && !is_place
                && (!OPENS.has(&fold(before)) || is_known_name(word) || word.len() > 1)
        }
        _ => false,
    });
    begins || within
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    /// When it begins and ends.
    fn told(sentence: &str) -> [Option<String>; 2] {
        let text = format!(
            "Wells for Kita\n\nThe project Wells for Kita, in Mali, is funded by Norad with NOK 12 million and implemented by WaterAid. {sentence}\n"
        );
        let read = extracted(&text).activities;
        let period = read.into_iter().next().and_then(|one| one.period);
        let period = period.map(|period| (period.start, period.end));
        let (start, end) = period.unwrap_or_default();
        [start, end].map(|date| date.map(|date| date.to_string()))
    }

    #[test]
    fn what_else_begins_or_ends_dates_no_project() {
        for sentence in [
            "The rains started in June 2018.",
            "The war in Mali ended in March 2020.",
            "Conflict began in January 2012.",
            "School began in September 2019.",
            "The project is slow, because the cholera outbreak started in June 2018.",
        ] {
            assert_eq!(told(sentence), [None, None], "{sentence}");
        }
        for sentence in [
            "The project started in June 2018.",
            "It began in June 2018.",
            "Work started in June 2018.",
            "WaterAid started in June 2018.",
            "Its first phase started in June 2018.",
        ] {
            assert_eq!(told(sentence)[0].as_deref(), Some("2018-06-01"), "{sentence}");
        }
    }
}
