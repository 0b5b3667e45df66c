//! Facts that a sentence says of the activity: `The project is funded by Norway.`, `It runs from 2019 to 2022.`
//!
//! For documents that print no label for them. A sentence is read only where the activity is its subject, and only into
//! fields that no label has filled: prose tells of other projects too.

use almoner_codelists::{Folded, fold};
use almoner_record::{Measure, Role, Span};

use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::Draft;
use crate::figures;
use crate::lines::LineKind;
use crate::nouns;
use crate::organisations;
use crate::sections::Piece;
use crate::value;

/// Beginnings of a sentence whose subject is the activity by name.
const ACTIVITIES: [&str; 28] = [
    "the project ",
    "this project ",
    "the programme ",
    "this programme ",
    "the program ",
    "this program ",
    "the activity ",
    "the action ",
    "the initiative ",
    "le projet ",
    "ce projet ",
    "le programme ",
    "ce programme ",
    "l'activite ",
    "l'action ",
    "l'initiative ",
    "el proyecto ",
    "este proyecto ",
    "el programa ",
    "este programa ",
    "la accion ",
    "la iniciativa ",
    "o projeto ",
    "este projeto ",
    "o projecto ",
    "o programa ",
    "a acao ",
    "a iniciativa ",
];

/// Beginnings of a sentence that goes on about the activity of the sentence before it.
const PRONOUNS: [&str; 17] = [
    "it ",
    "its ",
    "il ",
    "elle ",
    "son ",
    "sa ",
    "es ",
    "se ",
    "su ",
    "esta ",
    "tiene ",
    "e executado",
    "e implementado",
    "e financiado",
    "decorre",
    "o seu ",
    "tem ",
];

/// Words before the name of who takes part, and the role that they tell.
const AGENTS: [(&str, Role); 30] = [
    ("funded by ", Role::Funding),
    ("financed by ", Role::Funding),
    ("co-financed by ", Role::Funding),
    ("supported financially by ", Role::Funding),
    ("with funding from ", Role::Funding),
    ("finance par ", Role::Funding),
    ("cofinance par ", Role::Funding),
    ("financee par ", Role::Funding),
    ("grace au financement de ", Role::Funding),
    ("financiado por ", Role::Funding),
    ("financiada por ", Role::Funding),
    ("cofinanciado por ", Role::Funding),
    ("con financiacion de ", Role::Funding),
    ("financiado pela ", Role::Funding),
    ("financiado pelo ", Role::Funding),
    ("implemented by ", Role::Implementing),
    ("executed by ", Role::Implementing),
    ("carried out by ", Role::Implementing),
    ("delivered by ", Role::Implementing),
    ("mis en oeuvre par ", Role::Implementing),
    ("mise en oeuvre par ", Role::Implementing),
    ("execute par ", Role::Implementing),
    ("realise par ", Role::Implementing),
    ("ejecutado por ", Role::Implementing),
    ("ejecutada por ", Role::Implementing),
    ("implementado por ", Role::Implementing),
    ("implementada por ", Role::Implementing),
    ("executado por ", Role::Implementing),
    ("executado pela ", Role::Implementing),
    ("executado pelo ", Role::Implementing),
];

/// Words before the time of an activity.
const RUNS: [&str; 19] = [
    "runs from",
    "run from",
    "runs between",
    "is running from",
    "will run from",
    "started in",
    "lasts from",
    "takes place from",
    "implemented from",
    "implemented between",
    "deroule du",
    "deroule de",
    "s'etend de",
    "s'etend du",
    "dure de",
    "desarrolla del",
    "desarrolla de",
    "ejecuta del",
    "decorre de",
];

/// Words before the amount of an activity as a whole.
const TOTALS: [&str; 19] = [
    "has a budget of",
    "with a budget of",
    "dispose d'un budget de",
    "cuenta con un presupuesto de",
    "tem um orcamento de",
    "total budget",
    "total cost",
    "overall budget",
    "overall cost",
    "budget total",
    "cout total",
    "budget global",
    "cout global",
    "presupuesto total",
    "costo total",
    "coste total",
    "orcamento total",
    "custo total",
    "total value",
];

/// Words before the country of an activity.
const PLACES: [&str; 9] = [
    "takes place in",
    "is implemented in",
    "is located in",
    "works in",
    "se deroule dans",
    "se deroule au",
    "se deroule en",
    "se desarrolla en",
    "decorre em",
];

/// Reads the sentences of an activity's running text.
pub(crate) fn read(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    for line in own.iter().flat_map(|piece| context.lines_of(piece)) {
        if !matches!(line.kind, LineKind::Text | LineKind::Item { .. }) {
            continue;
        }
        let mut about = false;
        for (at, part) in value::sentence::sentences(context.text(line.span)).into_iter().enumerate() {
            let sentence = line.span.inner(part);
            let folded = beginning(context.text(sentence));
            // Most fail at their first letter.
            let first = folded.as_bytes().first();
            let begins = |words: &[&str]| {
                let mut words = words.iter().filter(|word| word.as_bytes().first() == first);
                words.any(|word| folded.starts_with(word))
            };
            let named = begins(&ACTIVITIES) || names_title(draft, context.text(sentence));
            // A paragraph that opens so goes on about what the title names.
            about = named || (begins(&PRONOUNS) && (about || at == 0));
            if about {
                says(draft, context, sentence);
            }
        }
    }
}

/// True for a sentence that begins with the title and a word for an activity: `The Solar Power for Clinics project equips …`.
fn names_title(draft: &Draft, sentence: &str) -> bool {
    const FEWEST: usize = 2;
    let (Some(title), Some(rest)) = (&draft.activity.title, sentence.strip_prefix("The ")) else {
        return false;
    };
    let plain = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut words = rest.split_whitespace();
    let mut shared = 0;
    for own in title.split_whitespace() {
        let Some(word) = words.clone().next() else { return false };
        if plain(own) != plain(word) {
            break;
        }
        words.next();
        shared += 1;
    }
    let is_one = |word: String| nouns::is_activity(&word) || word == "action";
    shared >= FEWEST && words.next().map(plain).is_some_and(is_one)
}

/// Bytes of a sentence's beginning, no fewer than those of the longest words that it is compared with.
const ENOUGH: usize = 24;

/// What a sentence begins with, folded: more of it than any of the words that it is compared with.
fn beginning(sentence: &str) -> String {
    let part = sentence.get(..sentence.floor_char_boundary(4 * ENOUGH)).unwrap_or_default();
    let folded = fold(part);
    if folded.len() < ENOUGH { fold(sentence) } else { folded }
}

/// Who takes part, as the first sentences of a text say that have no subject: `Funded by Norad. Implemented by AMREF.`
/// Each with its role and its place; a sentence that tells more than names ends them.
pub(crate) fn told_without_subject(text: &str) -> Vec<(Role, Span)> {
    let mut told = Vec::new();
    for part in value::sentence::sentences(text) {
        let sentence = part.of(text);
        let folded = Folded::new(sentence);
        let found = AGENTS.iter().find(|(words, _)| folded.text().starts_with(words));
        let Some((words, role)) = found else { break };
        let from = folded.span(0..words.len()).range().end;
        let own = Span::new(from, sentence.len()).trim(sentence);
        // Each of them is a name and nothing behind it.
        let is_name = |name: &str| {
            let found = self::name(name.trim());
            let rest = name.trim().get(found.range().end..).unwrap_or_default();
            found.of(name.trim()).starts_with(char::is_uppercase) && rest.trim_matches('.').is_empty()
        };
        if !own.of(sentence).split(';').all(is_name) {
            break;
        }
        let names = own.of(sentence);
        let article = name(names).range().start;
        let end = names.len() - usize::from(names.ends_with('.'));
        told.push((*role, part.inner(own.inner(Span::new(article, end)))));
    }
    told
}

/// True for a text most of whose sentences tell a fact of the activity's administration: rather its particulars in words
/// than its description.
pub(crate) fn are_particulars(text: &str) -> bool {
    let sentences = value::sentence::sentences(text);
    let tells = |part: &&Span| {
        let folded = fold(part.of(text));
        let holds = |words: &[&str]| words.iter().any(|word| folded.contains(word));
        AGENTS.iter().any(|(words, _)| folded.contains(words))
            || holds(&RUNS)
            || holds(&TOTALS)
            || holds(&PLACES)
    };
    !sentences.is_empty() && sentences.iter().filter(tells).count() * 2 > sentences.len()
}

fn says(draft: &mut Draft, context: &Context<'_>, sentence: Span) {
    let text = context.text(sentence);
    let folded = Folded::new(text);
    for (words, role) in AGENTS {
        if !has_agent(draft, role)
            && let Some(at) = folded.text().find(words)
            && !is_denied(folded.text().get(..at).unwrap_or_default())
        {
            let from = folded.span(at..at + words.len()).range().end;
            agent(draft, context, sentence.inner(Span::new(from, text.len())), role);
        }
    }
    let behind = |words: &[&str]| {
        let at = words.iter().filter_map(|word| folded.text().find(word)).min()?;
        let from = folded.span(at..at + 1).range().start;
        Some(sentence.inner(Span::new(from, text.len())))
    };
    if draft.activity.period.is_none()
        && let Some(rest) = behind(&RUNS)
    {
        figures::period(draft, context, rest, None, &context.rule("sentence", "period"));
    }
    if draft.activity.budget.is_none()
        && let Some(rest) = behind(&TOTALS)
    {
        total(draft, context, rest);
    }
    if draft.activity.countries.is_empty()
        && let Some(rest) = behind(&PLACES)
    {
        for mention in almoner_codelists::countries_in(context.text(rest)) {
            let rule = context.rule("sentence", "countries");
            let source = Source {
                line: context.text(rest),
                span: rest.inner(mention.span),
                rule: &rule,
                closed: false,
            };
            codes::country_named(draft, &source, mention.entry);
        }
    }
}

/// True behind a word that denies what follows: `is not funded by`, `n'est pas financé par`, `but not in`.
pub(crate) fn is_denied(before: &str) -> bool {
    const FURTHEST: usize = 4;
    const DENIALS: [&str; 13] = [
        "not", "no", "never", "nor", "neither", "without", "pas", "jamais", "sans", "nunca", "nao", "sin",
        "sem",
    ];
    // A comma or an `and` begins another clause.
    const ENDS: [&str; 6] = ["and", "but", "et", "mais", "y", "e"];
    let mut words = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev();
    let near: Vec<&str> = words.by_ref().take(FURTHEST).take_while(|word| !ENDS.contains(word)).collect();
    near.iter().any(|word| DENIALS.contains(word))
}

/// The amount right behind the words that announce it.
fn total(draft: &mut Draft, context: &Context<'_>, rest: Span) {
    /// What stands between, such as `of the project is about`.
    const FURTHEST: usize = 48;
    let near = value::money::money(context.text(rest), context.decimal);
    if near.is_some_and(|(span, money)| span.range().start <= FURTHEST && money.range_end.is_none()) {
        let rule = context.rule("sentence", "budget");
        figures::budget(draft, context, rest, Some(Measure::TotalCost), None, &rule);
    }
}

/// True where a label has told who takes part in this role.
fn has_agent(draft: &Draft, role: Role) -> bool {
    draft.activity.participating_orgs.iter().any(|item| item.role == Some(role))
}

/// The organisation that a sentence names.
fn agent(draft: &mut Draft, context: &Context<'_>, rest: Span, role: Role) {
    let rule = context.rule("sentence", "participating_orgs");
    // The longer reading: one knows small words of French and Spanish names, the other asks nothing but capitals.
    let text = context.text(rest);
    let names = [name(text), crate::prose::region(text)];
    let Some(name) = names.into_iter().max_by_key(|name| name.range().end) else { return };
    if name.of(context.text(rest)).starts_with(char::is_uppercase) {
        organisations::take(draft, context, rest.inner(name), Some(role), &rule);
    }
}

/// The name that `text` begins with: capital words and the small words inside names, without the article before it.
fn name(text: &str) -> Span {
    const SMALL: [&str; 27] = [
        "of", "and", "for", "the", "on", "in", "to", "de", "des", "du", "la", "le", "les", "et", "pour", "l",
        "d", "del", "los", "las", "y", "para", "do", "da", "dos", "das", "e",
    ];
    const ARTICLES: [&str; 12] =
        ["the ", "le ", "la ", "les ", "l'", "l\u{2019}", "el ", "los ", "las ", "o ", "a ", "os "];
    let start =
        ARTICLES.iter().find(|article| text.starts_with(**article)).map_or(0, |article| article.len());
    let (mut end, mut at) = (start, start);
    for word in text.get(start..).unwrap_or_default().split_inclusive(char::is_whitespace) {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let head = plain.split(['\'', '\u{2019}']).next().unwrap_or_default();
        let is_small = SMALL.contains(&plain) || (head.len() < plain.len() && SMALL.contains(&head));
        let begins = |part: &str| part.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        // `d'Uvira` is a name with its small word before it, `UK aid` one that ends in a small letter.
        let is_capital = begins(plain)
            || plain == "aid" && at > start && end == at
            || (is_small && plain.split(['\'', '\u{2019}']).nth(1).is_some_and(begins));
        if !is_small && !is_capital && !plain.is_empty() {
            break;
        }
        at += word.len();
        if is_capital || word.trim_end().ends_with(')') {
            end = at;
        }
    }
    let taken = text.get(start..end).unwrap_or_default().trim_end();
    let ends_text = text.get(end..).unwrap_or_default().trim().is_empty();
    // The sentence's full stop is none of the name's, but `Dev.` before it keeps its own.
    let taken = if ends_text { taken.strip_suffix('.').unwrap_or(taken) } else { taken };
    Span::new(start, start + taken.trim_end_matches([',', ';', ':', ' ']).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::specimen::record;

    #[test]
    fn a_name_ends_where_the_sentence_goes_on() {
        for (text, expected) in [
            ("Save the Children.", "Save the Children"),
            ("UK aid from the people", "UK aid"),
            ("the Government of Norway through UNDP and ends in 2020.", "Government of Norway"),
            (
                "Ministry of Health, Population and Welfare (MSPP) since 2010.",
                "Ministry of Health, Population and Welfare (MSPP)",
            ),
            ("l'Agence fran\u{e7}aise de d\u{e9}veloppement.", "Agence"),
            ("Commission du Dioc\u{e8}se d'Uvira.", "Commission du Dioc\u{e8}se d'Uvira"),
            ("volunteers from the village.", ""),
        ] {
            assert_eq!(name(text).of(text), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_may_begin_with_the_title() {
        for (sentence, expected) in [
            ("The Solar Power for Clinics project equips 110 clinics in Malawi.", true),
            ("The Solar Radio project of 2010 had ended.", false),
            ("The Solar Power for Clinics team met.", false),
        ] {
            let read = record(&format!(
                "Solar Power for Clinics\n\nCountry: Malawi\nProject number: ML-12/4\nDonor: Norad\n\n{sentence} It has a budget of US$ 4.6 million.\n"
            ));
            assert_eq!(read.budget.is_some(), expected, "{sentence}");
        }
    }

    #[test]
    fn a_beginning_is_as_long_as_what_it_is_compared_with() {
        for words in ACTIVITIES.iter().chain(&PRONOUNS) {
            assert!(words.len() <= ENOUGH, "{words}");
            assert!(beginning(&format!("{words} {}", "\u{c9}".repeat(200))).starts_with(words), "{words}");
        }
    }

    #[test]
    fn particulars_in_words_are_no_description() {
        for (text, expected) in [
            ("It takes place in Peru. It is funded by Norway. It runs from 2019 to 2022.", true),
            ("Villages get wells. Women run them. The project is funded by Norway.", false),
            ("Villages get wells.", false),
            ("", false),
        ] {
            assert_eq!(are_particulars(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_about_the_activity_are_read_and_others_are_not() {
        let read = record(
            "Wells for Kita\n\nProject number: ML-12/4\nStatus: Closed\n\nThe project is funded by Norad. It is implemented by WaterAid Mali. It runs from 3 May 2019 to 30 June 2022. Its total budget is EUR 2,400,000. Another programme, funded by USAID, ended in 2010.\n",
        );
        let orgs: Vec<_> =
            read.participating_orgs.iter().map(|org| (org.organisation.name.as_str(), org.role)).collect();
        assert_eq!(orgs, [("Norad", Some(Role::Funding)), ("WaterAid Mali", Some(Role::Implementing))]);
        let period = read.period.expect("a period");
        assert_eq!(period.end.map(|end| end.to_string()).as_deref(), Some("2022-06-30"));
        assert_eq!(read.budget.map(|budget| budget.money.value.to_string()).as_deref(), Some("2400000"));
    }
}
