//! When the activity runs and what it costs, as a sentence says.

mod words;

use almoner_codelists::fold;
use almoner_record::{Measure, Span};

use super::Told;
use crate::context::Context;
use crate::draft::Draft;
use crate::field::DateKind;
use crate::figures;
use crate::value;
use crate::word_list::{WordList, begins_word};
use words::{BETWEEN, DATES, LASTS, RUNS, TOTALS};

/// Reads the time that sentences tell, and the money: a total of all of them before an amount that nothing calls so, and
/// that before a grant or loan.
///
/// `given` is what a sentence says to be given for it, where one does: its figure where no total stands beside it.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, told: &[Told<'_>], given: Option<Span>) {
    for sentence in told {
        range(draft, context, sentence);
        dates(draft, context, sentence);
        duration(draft, context, sentence);
    }
    range_of_title(draft, context);
    for measure in [Some(Measure::TotalCost), None, Some(Measure::Commitment)] {
        if draft.activity.budget.is_some() {
            return;
        }
        if measure == Some(Measure::Commitment)
            && let Some(given) = given
        {
            let rule = context.rule("sentence", "budget");
            figures::budget(draft, context, given, Some(Measure::Commitment), None, &rule);
            return;
        }
        let found = told.iter().flat_map(|sentence| {
            let found = totals(context, sentence, measure).into_iter();
            found.chain(money_of_subject(context, sentence, measure)).map(|span| sentence.inner(span))
        });
        let found: Vec<Span> = found.collect();
        let Some(first) = found.first() else { continue };
        // A loan and a grant are parts of a whole that nothing tells.
        let amounts: std::collections::BTreeSet<_> = found
            .iter()
            .filter_map(|span| figures::amount_on(context, *span, None))
            .map(|settled| settled.money.value)
            .collect();
        if measure != Some(Measure::Commitment) || amounts.len() == 1 {
            figures::budget(draft, context, *first, measure, None, &context.rule("sentence", "budget"));
        }
    }
}

/// The one amount that is known of those who pay is the activity's figure where no total stands beside it.
pub(super) fn settle(draft: &mut Draft, context: &Context<'_>) {
    if draft.activity.budget.is_some() || !draft.activity.amounts.is_empty() {
        return;
    }
    let payers = draft.activity.participating_orgs.iter();
    let payers = payers.filter(|org| org.role == Some(almoner_record::Role::Funding)).count();
    if draft.activity.funding.len() == 1
        && payers == 1
        && let Some(span) = draft.place("/funding/0/value")
    {
        figures::budget(draft, context, span, None, None, &context.rule("sentence", "budget"));
    }
}

fn has_end(draft: &Draft, starts: bool) -> bool {
    draft
        .activity
        .period
        .as_ref()
        .is_some_and(|period| if starts { period.start.is_some() } else { period.end.is_some() })
}

/// A beginning and an end, some months apart: `runs from March 2021 to February 2024`, `(2019–2023)`.
fn range(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>) {
    const FEWEST_DAYS: i32 = 60;
    const MOST_DAYS: i32 = 366 * 15;
    if has_end(draft, true) || has_end(draft, false) || !told.text.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    let Some((_, period)) = value::period::period(told.text, context.order) else { return };
    let Some(((first, start), (last, end))) = period.start.zip(period.end) else { return };
    let days = end.last().since(start.first()).map_or(0, |days| days.get_days());
    if first == last || !(FEWEST_DAYS..MOST_DAYS).contains(&days) {
        return;
    }
    let at = first.range().start;
    let before = told.text.get(..at).unwrap_or_default();
    let folded = fold(before);
    let in_bracket = before.trim_end().ends_with('(')
        && told
            .text
            .get(last.range().end..)
            .is_some_and(|rest| rest.trim_start().starts_with([')', ',', ';']));
    let runs = RUNS.iter().any(|words| begins_word(&folded, words));
    if (in_bracket || runs) && told.is_own(folded.len()) {
        let rule = context.rule("sentence", "period");
        // `between` joins the two days with what stands between them.
        let opening = ["between ", "entre "].iter().find(|word| before.ends_with(**word));
        let from = at - opening.map_or(0, |word| word.len());
        figures::period(draft, context, told.inner(Span::new(from, last.range().end)), None, &rule);
    }
}

/// The years in brackets at the end of the title: `Strengthening Local Justice (2018–2022)`.
fn range_of_title(draft: &mut Draft, context: &Context<'_>) {
    if has_end(draft, true) || has_end(draft, false) {
        return;
    }
    let Some(title) = draft.place("/title") else { return };
    let text = context.text(title);
    let Some(open) = text.rfind('(').filter(|_| text.ends_with(')')) else { return };
    let inside = Span::new(open + 1, text.len() - 1);
    let whole = value::period::period(inside.of(text), context.order).filter(|(span, period)| {
        span.len() + 2 >= inside.len()
            && period.start.zip(period.end).is_some_and(|(one, other)| one != other)
    });
    if whole.is_some() {
        figures::period(draft, context, title.inner(inside), None, &context.rule("sentence", "period"));
    }
}

/// Takes the years beside the name of a project or an agreement as its period: `Framework agreement 2019-2023 with …`,
/// `Programme pays Sénégal 2016-2020`. A strategy's and a report's are none.
pub(crate) fn years_of_name(draft: &mut Draft, context: &Context<'_>) {
    static ACTIVITIES: WordList = WordList::of(
        "project programme program agreement projet programme accord accord-cadre convention convenio acuerdo acordo \
        proyecto programa projeto projecto grant subvention initiative iniciativa marco cadre framework partnership partenariat",
    );
    const OTHERS: [&str; 24] = [
        "strateg",
        "estrateg",
        "report",
        "rapport",
        "informe",
        "relatorio",
        "annual",
        "annuel",
        "anual",
        "evaluation",
        "evaluacion",
        "avaliacao",
        "review",
        "revue",
        "budget",
        "presupuesto",
        "orcamento",
        "call",
        "appel",
        "convocatoria",
        "edital",
        "results",
        "news",
        "memoria",
    ];
    const MOST_YEARS: i16 = 15;
    if has_end(draft, true) || has_end(draft, false) {
        return;
    }
    let Some(title) = draft.place("/title").filter(|title| title.len() <= 240) else { return };
    let text = context.text(title);
    if text.bytes().filter(u8::is_ascii_digit).count() < 6 {
        return;
    }
    let folded = fold(text);
    let is_activity = almoner_codelists::words(&folded).any(|(_, word)| ACTIVITIES.has(word));
    if !is_activity || OTHERS.iter().any(|word| begins_word(&folded, word)) {
        return;
    }
    let Some((_, period)) = value::period::period(text, context.order) else { return };
    let Some(((first, start), (last, end))) = period.start.zip(period.end) else { return };
    let is_years = start.month.is_none() && end.month.is_none();
    let between = text.get(first.range().end..last.range().start).unwrap_or_default();
    let years = end.first().year() - start.first().year();
    if is_years && first != last && between.len() <= 5 && (1..=MOST_YEARS).contains(&years) {
        let years = title.inner(first.cover(last));
        figures::period(draft, context, years, None, &context.rule("sentence", "period"));
    }
}

/// `ended in December 2021`, `In January 2022 X started the project`.
fn dates(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>) {
    const FURTHEST: usize = 4;
    let had = (has_end(draft, true), has_end(draft, false));
    for (kind, words) in DATES {
        let starts = matches!(kind, DateKind::Start | DateKind::PlannedStart | DateKind::ActualStart);
        if (if starts { had.0 } else { had.1 }) || has_end(draft, starts) {
            continue;
        }
        for (at, end) in told.places(words).collect::<Vec<_>>() {
            let follows = told.folded.text().get(end..).and_then(|rest| rest.chars().next());
            if !words.ends_with('\'') && follows.is_some_and(char::is_alphanumeric) {
                continue;
            }
            let (from, rest) = told.behind(end);
            let found = value::date::date(rest, context.order).filter(|(span, _)| {
                let between = fold(rest.get(..span.range().start).unwrap_or_default());
                let between = almoner_codelists::words(&between).map(|(_, word)| word);
                let between: Vec<&str> = between.collect();
                between.len() <= FURTHEST && between.iter().all(|word| BETWEEN.has(word))
            });
            let line = match found {
                Some((span, _)) => Some(Span::new(from + span.range().start, from + span.range().end)),
                // `In January 2022 WaterAid started the project`
                None => leading_date(context, told.text).filter(|_| has_object(told, at)),
            };
            // `Since 2015, at the request of …` is no date.
            let is_since = ["since", "depuis", "desde"].contains(words);
            let line = line.filter(|line| {
                !is_since
                    || value::date::date(line.of(told.text), context.order)
                        .is_some_and(|(_, date)| date.month.is_some())
            });
            if let Some(line) = line {
                let rule = context.rule("sentence", "period");
                figures::date(draft, context, told.inner(line), *kind, None, &rule);
                break;
            }
        }
    }
}

/// True where the activity is what is begun or ended, not a visit or a training in it.
fn has_object(told: &Told<'_>, at: usize) -> bool {
    const FURTHEST: usize = 90;
    told.subjects.iter().any(|subject| subject.own && subject.at > at && subject.at < at + FURTHEST)
}

/// The day that a sentence begins with: `In January 2022`.
fn leading_date(context: &Context<'_>, text: &str) -> Option<Span> {
    let near = text.get(..text.floor_char_boundary(40))?;
    let front = ["In ", "On ", "En ", "Le ", "El ", "Em "].iter().find(|front| near.starts_with(**front))?;
    let (span, _) = value::date::date(near, context.order)?;
    (span.range().start <= front.len() + 1).then_some(span)
}

/// How long it lasts: `the three-year project`, `over a period of 24 months`.
fn duration(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>) {
    if draft.activity.period.as_ref().is_some_and(|period| period.duration.is_some()) {
        return;
    }
    let near = |from: usize, most: usize| {
        let rest = told.text.get(from..)?;
        let (span, _) = value::period::duration(rest)?;
        (span.range().start <= most).then(|| Span::new(from + span.range().start, from + span.range().end))
    };
    let behind =
        LASTS.iter().find_map(|words| told.places(words).find_map(|(_, end)| near(told.behind(end).0, 3)));
    let before = || {
        const FURTHEST: usize = 60;
        told.subjects.iter().filter(|subject| subject.own).find_map(|subject| {
            let until = told.behind(subject.at).0;
            let from = told.text.floor_char_boundary(until.saturating_sub(FURTHEST));
            let part = told.text.get(from..until)?;
            let (span, _) = value::period::duration(part)?;
            let rest = part.get(span.range().end..)?;
            let is_near = !rest.contains(['.', ';', '(']) && rest.split_whitespace().count() <= 5;
            let is_adjective = span.of(part).contains('-');
            (is_near && is_adjective).then(|| Span::new(from + span.range().start, from + span.range().end))
        })
    };
    if let Some(span) = behind.or_else(before) {
        let line = told.inner(span);
        let is_long = value::period::duration(context.text(line)).is_some_and(|(_, length)| {
            let number: u32 = length.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0);
            !length.ends_with(['D', 'W'])
                && (length.ends_with('Y') && number <= 15 || length.ends_with('M') && number >= 3)
        });
        if is_long {
            let rule = context.rule("sentence", "period");
            figures::period(draft, context, line, None, &rule);
        }
    }
}

/// What the activity costs, behind words that say so.
fn totals(context: &Context<'_>, told: &Told<'_>, wanted: Option<Measure>) -> Vec<Span> {
    /// What stands between, such as `of the project is estimated at`.
    const FURTHEST: usize = 48;
    const RIGHT_BEHIND: usize = 24;
    let most = if wanted == Some(Measure::TotalCost) { FURTHEST } else { RIGHT_BEHIND };
    let wanted = TOTALS.iter().filter(|(measure, _)| *measure == wanted);
    let places = wanted.flat_map(|(_, words)| told.places(words));
    let amount = |(_, end): (usize, usize)| {
        let (from, rest) = told.behind(end);
        let (span, money) = value::money::money(rest, context.decimal)?;
        let between = rest.get(..span.range().start)?;
        let is_near =
            span.range().start <= most && !between.contains([';', '(', ')']) && !between.contains(". ");
        let is_share = is_share(rest.get(span.range().end..)?);
        (is_near && !is_share && money.range_end.is_none() && money.currency.is_some())
            .then(|| Span::new(from + span.range().start, from + span.range().end))
    };
    places.filter_map(amount).collect()
}

/// True for what follows an amount that is for a part, or for each of many: `a year`, `per household`, `for equipment`.
fn is_share(rest: &str) -> bool {
    const PARTS: [&str; 16] = [
        "a year",
        "per ",
        "each",
        "annually",
        "a month",
        "every",
        "par an",
        "par mois",
        "chacun",
        "al ano",
        "por ano",
        "cada",
        "anuales",
        "au titre",
        "of which was",
        "in damage",
    ];
    let near = fold(rest.get(..rest.floor_char_boundary(24)).unwrap_or_default());
    PARTS.iter().any(|part| near.starts_with(part))
}

/// The amount that stands right before a word for the activity: `a five-year, $25 million programme`.
fn money_of_subject(context: &Context<'_>, told: &Told<'_>, wanted: Option<Measure>) -> Option<Span> {
    const BEFORE: usize = 24;
    const PARTED: [&str; 10] = ["for", "to", "from", "in", "pour", "para", "de", "of", "and", "by"];
    if wanted == Some(Measure::TotalCost) {
        return None;
    }
    let moneys = value::money::moneys(told.text, context.decimal);
    told.subjects.iter().filter(|subject| subject.own).find_map(|subject| {
        let is_grant = told.folded.text().get(subject.at..)?.starts_with("grant");
        if is_grant != wanted.is_some() {
            return None;
        }
        let at = told.behind(subject.at).0;
        let is_before = |(span, money): &&(Span, value::money::PrintedMoney)| {
            let end = span.range().end;
            let Some(between) = told.text.get(end..at).filter(|between| between.len() <= BEFORE) else {
                return false;
            };
            between.split_whitespace().count() <= 3
                && !between.contains([',', '.', '(', ')'])
                && !fold(between).split(' ').any(|word| PARTED.contains(&word))
                && money.range_end.is_none()
                && money.currency.is_some()
        };
        moneys.iter().find(is_before).map(|(span, _)| *span)
    })
}
