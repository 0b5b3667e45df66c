//! Terms of reference of an evaluation: the activity is what is evaluated, `Terms of reference for the final evaluation of the
//! Right to Water Project (RWA100057)`, and its times and money are none of the evaluation's.

use almoner_codelists::{Folded, fold};
use almoner_record::Span;

use super::identifiers::other_identifier;
use super::set_title;
use crate::context::Context;
use crate::draft::Draft;
use crate::nouns;
use crate::quotes;
use crate::word_list::begins_word;

/// So much of a document tells what is to be evaluated, in bytes.
const TOP: usize = 2 << 10;

/// The head of terms says what they are, in bytes.
const HEAD: usize = 400;

/// Folded words of who asks for an evaluation.
const ASKS: [&str; 12] = [
    "terms of reference",
    "termes de reference",
    "terminos de referencia",
    "termos de referencia",
    "tor:",
    "(tor)",
    "tdr",
    "consultancy for",
    "consultant for",
    "consultoria para",
    "scope of work",
    "call for evaluators",
];

/// Folded ends of words for an evaluation; texts lose letters with accents.
const EVALUATIONS: [&str; 3] = ["valuation", "valuacion", "valiacao"];

/// Reads the name of what is evaluated in place of the title of the terms.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>) {
    if !context.layout.is_general() {
        return;
    }
    let is_labelled = draft.activity.evidence.iter().any(|one| {
        one.path == "/title" && (one.rule.ends_with("/section/title") || one.rule.ends_with("/wording/title"))
    });
    let Some(text) = context.unbroken.get(..context.unbroken.floor_char_boundary(TOP)) else { return };
    let folded = Folded::new(text);
    let head = folded.text().get(..folded.text().floor_char_boundary(HEAD)).unwrap_or_default();
    let asks = ASKS.iter().any(|words| begins_word(head, words));
    if is_labelled || !asks || !EVALUATIONS.iter().any(|word| evaluations(head, word).next().is_some()) {
        return;
    }
    let Some(name) = evaluated(text, &folded) else { return };
    drop_facts(draft);
    set_title(draft, context, name, &context.rule("evaluated", "title"));
    // The name may stand there more than once.
    let again = text.match_indices(name.of(text)).take(4);
    let mut again = again.map(|(at, own)| Span::new(at, at + own.len()));
    if let Some(number) = again.find_map(|name| number_behind(text, name)) {
        other_identifier(draft, context, number, None, &context.rule("evaluated", "other_identifier"));
    }
}

/// Takes back what the terms tell of the evaluation: its title, its days and its money.
fn drop_facts(draft: &mut Draft) {
    const PATHS: [&str; 7] =
        ["/title", "/activity_dates", "/period", "/budget", "/amounts", "/status", "/funding"];
    let activity = &mut draft.activity;
    activity.title = None;
    activity.activity_dates.clear();
    activity.period = None;
    activity.budget = None;
    activity.amounts.clear();
    activity.status = None;
    activity.funding.clear();
    activity.evidence.retain(|one| !PATHS.iter().any(|path| one.path.starts_with(path)));
}

/// Where such a word stands, with its first letter or without it: no `devaluation`.
fn evaluations<'a>(folded: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    folded.match_indices(word).map(|(at, _)| at).filter(|at| {
        let before = folded.get(..*at).unwrap_or_default();
        let before = before.strip_suffix('e').or_else(|| before.strip_suffix('a')).unwrap_or(before);
        !before.ends_with(char::is_alphabetic)
    })
}

/// The name of the project behind a word for its evaluation.
fn evaluated(text: &str, folded: &Folded) -> Option<Span> {
    const OF: [&str; 10] =
        [" of the ", " of ", " du ", " de la ", " del ", " da ", " do ", " de l'", " des ", " de "];
    const FURTHEST: usize = 48;
    let whole = folded.text();
    EVALUATIONS.iter().find_map(|word| {
        evaluations(whole, word).take(6).find_map(|at| {
            let near = whole.get(at..whole.floor_char_boundary(at + FURTHEST))?;
            let near = near.replace('\n', " ");
            let (place, of) = OF
                .iter()
                .filter_map(|of| near.find(of).map(|place| (place, of.len())))
                .min_by_key(|(place, length)| (*place, std::cmp::Reverse(*length)))?;
            // What stands on a line below is of something else.
            let between = whole.get(at..at + place).unwrap_or_default();
            if between.contains('\n') {
                return None;
            }
            let from = folded.span(0..at + place + of).range().end;
            name(text, from)
        })
    })
}

/// The name that begins at `from`: in quotes beside a word for a project, or with such a word first or last.
fn name(text: &str, from: usize) -> Option<Span> {
    const LONGEST: usize = 260;
    const FEWEST_WORDS: usize = 3;
    const PAIRS: [(char, char); 5] = [('“', '”'), ('«', '»'), ('"', '"'), ('‘', '’'), ('„', '“')];
    let rest = text.get(from..text.floor_char_boundary((from + LONGEST).min(text.len())))?;
    let lead = rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let start = from + lead;
    let first = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_noun = |word: &str| nouns::is_activity(&fold(word)) || fold(word) == "action";
    let quoted = PAIRS
        .iter()
        .filter_map(|pair| quotes::quoted(rest, *pair).next())
        .min_by_key(|found| found.whole.range().start);
    if let Some(found) = quoted {
        let before = rest.get(..found.whole.range().start)?.trim();
        let behind = rest.get(found.whole.range().end..)?.split_whitespace().next().unwrap_or_default();
        let is_beside = before.split_whitespace().all(|word| is_noun(word) || fold(word) == "the");
        if is_beside && (!before.is_empty() || is_noun(behind)) {
            return Some(
                Span::new(start + found.inner.range().start, start + found.inner.range().end).trim(text),
            );
        }
    }
    let end = rest.find(['(', '\n', '.', ';', '|', ':']).unwrap_or(rest.len());
    let own = rest.get(..end)?;
    let own = [" funded", " financed", " implemented", " finance", " financé", " ejecutad", " in the period"]
        .iter()
        .filter_map(|words| own.find(words))
        .min()
        .and_then(|at| own.get(..at))
        .unwrap_or(own);
    let name = if is_noun(first) && first.starts_with(char::is_uppercase) {
        own
    } else {
        // Up to the last word for a project: `Women in Cocoa Value Chains Project`.
        let mut last = None;
        let mut at = 0;
        for word in own.split_inclusive(' ') {
            at += word.len();
            if is_noun(word.trim_matches(|c: char| !c.is_alphanumeric()))
                && word.starts_with(char::is_uppercase)
            {
                last = Some(at);
            }
        }
        own.get(..last?)?
    };
    let name = name.trim().trim_end_matches([',', '-', '–']);
    let is_name = rest.starts_with(char::is_uppercase)
        && name.split_whitespace().count() >= FEWEST_WORDS
        && name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() > 1;
    is_name.then(|| Span::new(start, start + name.len()))
}

/// The number in the bracket behind a name: `(RWA100057)`.
fn number_behind(text: &str, name: Span) -> Option<Span> {
    const LENGTHS: std::ops::RangeInclusive<usize> = 5..=24;
    let rest = text.get(name.range().end..)?;
    let inner = rest.trim_start().strip_prefix('(')?;
    let start = text.len() - inner.len();
    let own = inner.split(')').next()?;
    let is_number = LENGTHS.contains(&own.len())
        && own.bytes().filter(u8::is_ascii_digit).count() >= 4
        && own.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "-/.".contains(c));
    is_number.then(|| Span::new(start, start + own.len()))
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    fn told(text: &str) -> Vec<String> {
        let row = |one: &almoner_record::Activity| {
            let number = one.other_identifiers.first().map(|one| one.value.clone()).unwrap_or_default();
            let dated = if one.period.is_some() || one.budget.is_some() { " dated" } else { "" };
            format!("{}|{number}{dated}", one.title.clone().unwrap_or_default())
        };
        extracted(text).activities.iter().map(row).collect()
    }

    #[test]
    fn another_evaluation_takes_nothing() {
        for told in [
            "The mid-term evaluation of the Kita Rural Water Programme asked for it.",
            "The devaluation of the Franc Reform Programme made pumps dear.",
        ] {
            let text = format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nBudget: NOK 4,000,000\nStart date: 1 May 2018\nEnd date: 30 April 2021\n\nThe project digs wells in forty villages, and puts pumps on them, so that women and girls of poor households walk less. Committees keep the pumps, collect money for spare parts and report each year on what broke down; the council of Kita looks at their books. Work began in the north and goes on southward when roads are dry.\n\nScope of work: wells and pumps in forty villages.\n\n{told}\n"
            );
            let read = extracted(&text).activities;
            let [one] = read.as_slice() else { panic!("{text}") };
            assert_eq!(one.title.as_deref(), Some("Wells for Kita"));
            assert!(one.budget.is_some() && one.period.is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_evaluated_is_the_activity() {
        for (text, expected) in [
            (
                "Terms of reference for the end-line evaluation of the Women in Cocoa Value Chains Project (GHA-1190)\n\nStart date: 1 May 2021\nBudget: EUR 12,000\n\nThe project is funded by the Government of the Netherlands and works with poor households in the Western Region of Ghana.\n",
                "Women in Cocoa Value Chains Project|GHA-1190",
            ),
            (
                "TERMES DE RÉFÉRENCE POUR L'ÉVALUATION FINALE DU\n\nProjet d'appui à l'élevage pastoral au Kanem (PAEK), Tchad\n\nFinancé par\nUnion européenne\n\nMars 2019\n",
                "Projet d'appui à l'élevage pastoral au Kanem|",
            ),
            (
                "Términos de referencia de la evaluación externa del proyecto “Agua limpia para Chocó”\n\nEl proyecto, financiado por la AECID, trabaja con comunidades rurales de Colombia.\n",
                "Agua limpia para Chocó|",
            ),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn terms_of_other_work_are_of_no_activity() {
        for text in [
            "Terms of reference for an evaluation of the software\n\nThe company in Kenya wants a review of its sales.\n",
            "Terms of reference: evaluation of the City Park Project\n\nThe council of Bergen in Norway asks for offers.\n",
            "Ex-ante evaluation\n\nSummary of the Technical Cooperation Project\n\nSector: sales in Kenya\n",
            "Terms of reference for the supply of pumps in Mali\n\nOffers are due on 4 May. An evaluation of offers follows.\n",
        ] {
            assert!(told(text).is_empty(), "{text} {:?}", told(text));
        }
    }
}
