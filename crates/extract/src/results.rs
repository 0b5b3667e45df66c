//! Expected and achieved results: items of a list, items that a paragraph counts, else paragraphs.

use almoner_codelists::fold;
use almoner_record::{Basis, ResultItem, ResultStatus, ResultType, Span};
use jiff::civil::Date;

use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::field::Field;
use crate::lines::{Line, LineKind};
use crate::rules::clause;
use crate::sections::Piece;
use crate::value;
use crate::word_list::WordList;

/// What the words before results say of all of them.
#[derive(Debug, Clone, Copy, Default)]
struct Lead {
    kind: Option<ResultType>,
    as_of: Option<Date>,
}

/// Reads the results under a heading.
pub(crate) fn read(
    draft: &mut Draft,
    context: &Context<'_>,
    piece: &Piece,
    status: ResultStatus,
    rule: &str,
) {
    let mut lead = piece.heading.map(|heading| lead(context, heading)).unwrap_or_default();
    let lines: Vec<&Line> = context.lines_of(piece).collect();
    let (inline, mut taken) = match piece.inline.split_last() {
        Some((last, others)) => {
            others.iter().for_each(|span| paragraph(draft, context, *span, status, &mut lead, rule));
            let (whole, taken) = unwrapped(context, *last, &lines);
            (Some(whole), taken)
        }
        None => (None, 0),
    };
    if let Some(span) = inline {
        paragraph(draft, context, span, status, &mut lead, rule);
    }
    for (at, line) in lines.iter().enumerate() {
        if at < taken {
            continue;
        }
        match line.kind {
            LineKind::Heading { .. } => lead = self::lead(context, line.span),
            LineKind::Item { .. } if announces(context, line) => update(&mut lead, context, line.span),
            LineKind::Item { .. } => push(draft, context, clause(context, line.span), status, lead, rule),
            LineKind::Text => {
                let (whole, more) = unwrapped(context, line.span, lines.get(at + 1..).unwrap_or_default());
                taken = at + 1 + more;
                paragraph(draft, context, whole, status, &mut lead, rule);
            }
            LineKind::Table => {
                crate::tables::read_line(draft, context, line, crate::field::Field::Indicators);
            }
            LineKind::Caption | LineKind::Aside => {}
        }
    }
}

/// A paragraph that counts its results, with the lines right below it that a width broke it into, and how many these are:
/// `… include: (1) safer roads and`, `markets; (2) cleaner water.`
fn unwrapped(context: &Context<'_>, first: Span, below: &[&Line]) -> (Span, usize) {
    const COUNTS: [&str; 6] = ["(1) ", "1) ", "(i) ", "i) ", "(a) ", "a) "];
    let begins = |mark: &str| {
        let text = context.text(first);
        text.starts_with(mark) || text.contains(&format!(": {mark}"))
    };
    if !COUNTS.iter().any(|mark| begins(mark)) {
        return (first, 0);
    }
    let mut whole = first;
    let mut taken = 0;
    for line in below.iter().take_while(|line| line.kind == LineKind::Text) {
        let between = context.document.slice(Span { start: whole.end, end: line.span.start.max(whole.end) });
        if between.trim_matches(' ') != "\n" || context.text(whole).ends_with('.') {
            break;
        }
        whole = whole.cover(line.span);
        taken += 1;
    }
    (whole, taken)
}

/// A line that announces what follows and is no result itself.
fn announces(context: &Context<'_>, line: &Line) -> bool {
    context.text(line.span).trim_end().ends_with([':', '：'])
}

fn paragraph(
    draft: &mut Draft,
    context: &Context<'_>,
    span: Span,
    status: ResultStatus,
    lead: &mut Lead,
    rule: &str,
) {
    let text = context.text(span);
    if text.trim_end().ends_with(':') {
        update(lead, context, span);
        return;
    }
    if let Some(counted) = value::enumeration::items(text) {
        update(lead, context, span.inner(counted.lead));
        for item in &counted.items {
            push(draft, context, span.inner(*item), status, *lead, rule);
        }
        let rest = span.inner(counted.rest).trim(&context.document.text);
        if rest.len() > 30 {
            push(draft, context, rest, status, *lead, rule);
        }
        return;
    }
    let announced =
        text.find(':').filter(|colon| *colon < 200 && is_lead(text.get(..*colon).unwrap_or_default()));
    let start = announced.map_or(0, |colon| colon + 1);
    if start > 0 {
        update(lead, context, span.inner(Span::new(0, start)));
    } else {
        // `Results achieved as of March 2013 include …`: the first sentence tells the day for all.
        let first = value::sentence::sentences(text).first().copied().unwrap_or_default();
        update(lead, context, span.inner(first));
    }
    let body = span.inner(Span::new(start, text.len())).trim(&context.document.text);
    push(draft, context, body, status, Lead { kind: lead.kind, as_of: lead.as_of }, rule);
}

/// Words before a colon that announce results.
fn is_lead(text: &str) -> bool {
    let text = fold(text);
    [
        "result",
        "outcome",
        "output",
        "include",
        "includ",
        "compren",
        "follow",
        "suivant",
        "siguiente",
        "achieve",
    ]
    .iter()
    .any(|word| text.contains(word))
}

fn lead(context: &Context<'_>, span: Span) -> Lead {
    /// What a heading names, where running text says `en effet`.
    static OUTCOMES: WordList = WordList::of("effet effets efeito efeitos efecto efectos");
    let mut lead = Lead::default();
    update(&mut lead, context, span);
    let folded = fold(context.text(span));
    let names_outcome = || almoner_codelists::words(&folded).any(|(_, word)| OUTCOMES.has(word));
    if lead.kind.is_none() && names_outcome() {
        lead.kind = Some(ResultType::Outcome);
    }
    lead
}

fn update(lead: &mut Lead, context: &Context<'_>, span: Span) {
    let text = context.text(span);
    let folded = fold(text);
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let kind = if says(&[
        "outcome",
        "intermediate result",
        "immediate result",
        "ultimate result",
        "intermediate level",
        "resultat intermediaire",
        "resultats intermediaires",
        "resultats escomptes",
        "resultat immediat",
        "resultats immediats",
        "resultat ultime",
        "resultats ultimes",
        "efecto",
    ]) {
        Some(ResultType::Outcome)
    } else if says(&["output", "extrant", "produits attendus"]) {
        Some(ResultType::Output)
    } else if says(&["expected impact", "impact attendu"]) {
        Some(ResultType::Impact)
    } else {
        None
    };
    lead.kind = kind.or(lead.kind);
    if says(&[
        "as of",
        "as at",
        "end of the project",
        "by the end",
        "en date d",
        "a la fin",
        "pris fin",
        "au terme",
        "fin du projet",
        "jusqu'",
        "atteints en ",
        "obtenus en ",
        "which ended",
        "that ended",
        "al cierre",
        "hasta la fecha",
        "alcanzados hasta",
        "obtenidos hasta",
        "alcancados ate",
        "obtidos ate",
    ]) {
        let printed = value::date::date(text, context.order).map(|(_, date)| date);
        lead.as_of = printed.map(value::date::PrintedDate::last).or(lead.as_of);
    }
}

fn push(draft: &mut Draft, context: &Context<'_>, span: Span, status: ResultStatus, lead: Lead, rule: &str) {
    let item = ResultItem {
        kind: lead.kind,
        status,
        text: context.words(span),
        country: None,
        as_of: lead.as_of,
        quantities: Vec::new(),
    };
    push_item(draft, context, span, item, rule);
}

/// Adds a result with the quantities in its text.
pub(crate) fn push_item(
    draft: &mut Draft,
    context: &Context<'_>,
    span: Span,
    mut item: ResultItem,
    rule: &str,
) {
    let text = context.text(span);
    if !text.chars().any(char::is_alphabetic) {
        return;
    }
    let printed = value::quantity::quantities(text);
    item.quantities = printed.iter().map(|printed| printed.quantity.clone()).collect();
    let found = Found { value: item, span, basis: Basis::Stated, rule: rule.to_owned() };
    let path = draft.push("/results", |activity| &mut activity.results, found);
    for (at, printed) in printed.iter().enumerate() {
        draft.witness(format!("{path}/quantities/{at}"), span.inner(printed.span), Basis::Stated, rule);
    }
}

/// Settles what a heading leaves open that says `Results` alone: by the words of each item, else by whether the activity has
/// ended, as its status and its last day tell beside the document's own.
pub(crate) fn settle(drafts: &mut [Draft], context: &Context<'_>, pieces: &[Piece], today: Option<Date>) {
    const BARE: [&str; 10] = [
        "result",
        "results",
        "project results",
        "resultat",
        "resultats",
        "resultado",
        "resultados",
        "resultats du projet",
        "resultados del proyecto",
        "resultados do projeto",
    ];
    if !context.layout.knows_the_trade() {
        return;
    }
    let is_open = |piece: &&Piece| {
        let heading = piece.heading.map(|heading| crate::labels::label_key(context.text(heading)));
        matches!(piece.field, Some(Field::Results(ResultStatus::Achieved)))
            && heading.is_some_and(|heading| BARE.contains(&crate::labels::unnumbered(&heading)))
    };
    for piece in pieces.iter().filter(is_open) {
        let Some(draft) = piece.activity.and_then(|at| drafts.get_mut(at as usize)) else { continue };
        let lines = context.lines.get(piece.lines.clone()).unwrap_or_default();
        let whole =
            lines.iter().map(|line| line.span).chain(piece.inline.iter().copied()).reduce(Span::cover);
        let goes_on = is_unfinished(draft, today);
        for at in 0..draft.activity.results.len() {
            let place = draft.place(&format!("/results/{at}"));
            if !place.zip(whole).is_some_and(|(place, whole)| whole.contains(place)) {
                continue;
            }
            let Some(item) = draft.activity.results.get_mut(at) else { continue };
            if told_ahead(&item.text).unwrap_or(goes_on) {
                item.status = ResultStatus::Expected;
            }
        }
    }
}

/// True where the activity has not begun, or its last day is behind the document's own.
fn is_unfinished(draft: &Draft, today: Option<Date>) -> bool {
    let status = draft.activity.status.as_ref().map(|status| status.code.as_str());
    let end = draft.activity.period.as_ref().and_then(|period| period.end);
    let ends_later = end.zip(today).is_some_and(|(end, today)| end > today);
    match status {
        Some("1") => true,
        Some("3" | "4") => false,
        _ => ends_later,
    }
}

/// True for what is worded as still to come, false for what has happened; None where the words leave it open.
fn told_ahead(text: &str) -> Option<bool> {
    static AHEAD: WordList = WordList::of(
        "will shall seront sera auront aura pourront seran sera tendran tendra podran serao terao",
    );
    static DONE: WordList = WordList::of(
        "was were had been took ete fueron fue sido foram foi built trained drilled dug reached established \
        completed strengthened improved created achieved delivered participated benefited benefitted attended joined \
        graduated learned learnt received gained obtained acquired adopted opened installed planted distributed",
    );
    const FIRST: [&str; 3] = ["to ", "women to ", "people to "];
    let folded = fold(text);
    let says = |list: &WordList| almoner_codelists::words(&folded).any(|(_, word)| list.has(word));
    let infinitive = FIRST.iter().any(|first| folded.starts_with(first)) || {
        let first = folded.split(' ').next().unwrap_or_default();
        // `Former 40 sages-femmes`, `Capacitar a 300 jóvenes`
        text.starts_with(char::is_uppercase)
            && first.len() > 5
            && (["liser", "orcer", "truire", "former", "liorer", "ppuyer", "gmenter"]
                .iter()
                .any(|end| first.ends_with(end))
                || ["citar", "alecer", "jorar", "struir", "mentar", "ganizar"]
                    .iter()
                    .any(|end| first.ends_with(end)))
    };
    if says(&AHEAD) || infinitive {
        return Some(true);
    }
    (says(&DONE) || is_past(text)).then_some(false)
}

/// True for words with a verb of what has happened, as Spanish, Portuguese and French end or build it: `participaron`,
/// `se capacitó a`, `beneficiaram`, `ont participé`. The accent tells `capacitó` from `capacito`.
fn is_past(text: &str) -> bool {
    const ENDINGS: [&str; 5] = ["aron", "ieron", "aram", "eram", "iram"];
    /// Names and words of the same ends.
    static OTHERS: WordList = WordList::of("aaron baron varon cameroon marron biberon charon iram");
    const FEWEST_LETTERS: usize = 5;
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let has_ended = |word: &str| {
        let long = word.chars().count() > FEWEST_LETTERS;
        long && ENDINGS.iter().any(|end| word.ends_with(end)) && !OTHERS.has(&fold(word))
    };
    // `Se formó a 30 parteras`, `La red creó 12 comités`: `ó` ends no other word but a few of three letters.
    let is_preterite = |word: &str| word.ends_with('ó') && word.chars().count() > 3;
    // `ont participé`, `a permis`, `avons formé`
    let is_perfect = |pair: &[&str]| match pair {
        ["ont" | "avons" | "a", verb] => {
            ["é", "és", "ée", "ées", "mis", "nu", "çu", "duit"].iter().any(|end| verb.ends_with(end))
        }
        _ => false,
    };
    words.iter().any(|word| has_ended(word) || is_preterite(word)) || words.windows(2).any(is_perfect)
}

#[cfg(test)]
mod tests {
    use almoner_record::{ResultStatus, ResultType};

    use crate::specimen::record;

    #[test]
    fn what_a_paragraph_counts_are_its_results() {
        for (text, expected) in [
            (
                "The expected outcomes include: (1) safer roads; (2) cleaner water; and (3) more trade.",
                &["safer roads", "cleaner water", "more trade"][..],
            ),
            (
                "Les résultats escomptés comprennent : i) des routes sûres; et ii) une eau propre.",
                &["des routes sûres", "une eau propre"],
            ),
            ("• safer roads;\n• cleaner water.", &["safer roads", "cleaner water"]),
            ("Roads are safer. Water is clean.", &["Roads are safer. Water is clean."]),
        ] {
            let read = record(&format!(
                "Project profile — X\n\nOverview\n\nCA-3-D1234\n\nDescription\n\nText.\n\nExpected results\n\n{text}\n"
            ));
            let texts: Vec<&str> = read.results.iter().map(|result| result.text.as_str()).collect();
            assert_eq!(texts, expected);
            assert!(read.results.iter().all(|result| result.status == ResultStatus::Expected), "{text}");
        }
    }

    #[test]
    fn a_count_goes_on_over_the_lines_that_a_width_broke() {
        for (text, expected) in [
            (
                "The expected outcomes include: (1) safer roads between the villages and\nmarkets; (2) cleaner water in the schools; (3)\nMore trade.",
                &[
                    "safer roads between the villages and markets",
                    "cleaner water in the schools",
                    "More trade",
                ][..],
            ),
            (
                "Les résultats attendus comprennent : (1) des routes sûres entre\nles villages; (2) une eau propre.\n\nLa route dure.",
                &["des routes sûres entre les villages", "une eau propre", "La route dure."],
            ),
            ("Safer roads\nCleaner water", &["Safer roads", "Cleaner water"]),
        ] {
            let read = record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nBudget: EUR 400,000\n\nExpected results\n\n{text}\n"
            ));
            let texts: Vec<&str> = read.results.iter().map(|result| result.text.as_str()).collect();
            assert_eq!(texts, expected);
        }
    }

    #[test]
    fn the_day_of_results_is_told_in_each_language() {
        for (lead, day) in [
            ("Results achieved as of March 2013 include: wells dug.", Some("2013-03-31")),
            (
                "Results achieved by this project, which ended in June 2012, include: wells dug.",
                Some("2012-06-30"),
            ),
            ("Parmi les résultats obtenus jusqu’en janvier 2013 : des puits.", Some("2013-01-31")),
            ("Parmi les résultats obtenus jusqu’au mois de mai 2013 : des puits.", Some("2013-05-31")),
            ("Parmi les résultats atteints en mars 2014 : des puits.", Some("2014-03-31")),
            ("Results achieved: wells dug in May 2011.", None),
        ] {
            let read = record(&format!(
                "Project profile — X\n\nOverview\n\nCA-3-D1234\n\nDescription\n\nText.\n\nResults achieved\n\n{lead}\n"
            ));
            let told = read.results.first().and_then(|result| result.as_of).map(|day| day.to_string());
            assert_eq!(told.as_deref(), day, "{lead}");
        }
    }

    #[test]
    fn the_words_before_results_tell_their_type_and_day() {
        let read = record(
            "Project profile — X\n\nOverview\n\nCA-3-D1234\n2014-01-01 - 2016-02-28\n\nDescription\n\nText.\n\nResults achieved\n\n\
             Outcomes as of the end of the project (March 2016) include: (1) 47,452 people, including 120 women, were trained; and (2) a law was passed.\n",
        );
        let [first, second] = read.results.as_slice() else { panic!("{:?}", read.results) };
        assert_eq!((first.kind, second.kind), (Some(ResultType::Outcome), Some(ResultType::Outcome)));
        assert_eq!(first.as_of.map(|day| day.to_string()).as_deref(), Some("2016-03-31"));
        assert_eq!(
            first.quantities.iter().map(|counted| counted.part_of).collect::<Vec<_>>(),
            [None, Some(0)]
        );
        assert_eq!(
            read.warnings.iter().map(|warning| warning.code.code()).collect::<Vec<_>>(),
            ["results-after-end"]
        );
    }

    #[test]
    fn a_heading_that_says_results_alone_leaves_open_whether_they_are_reached() {
        use ResultStatus::{Achieved, Expected};
        for (facts, item, expected) in [
            ("Status: Implementation", "12 wells will be drilled", Expected),
            ("Status: Implementation", "12 wells were drilled", Achieved),
            ("Status: Implementation", "Se formó a 30 parteras", Achieved),
            ("Status: Implementation", "2.000 mujeres participaron en los cursos", Achieved),
            ("Status: Implementation", "As famílias beneficiaram da rede", Achieved),
            ("Status: Implementation", "Les ménages ont bénéficié du service", Achieved),
            ("Status: Implementation", "300 people took part in courses", Achieved),
            ("Status: Implementation", "Women lead the committees", Achieved),
            ("Status: Pipeline/identification", "Women lead the committees", Expected),
            ("Status: Closed", "Women lead the committees", Achieved),
            ("Status: Closed", "To train 40 midwives", Expected),
            ("Last updated: 3 May 2019\nEnd date: 31 May 2022", "Women lead the committees", Expected),
            ("Last updated: 3 May 2023\nEnd date: 31 May 2022", "Women lead the committees", Achieved),
        ] {
            let text = |heading: &str| {
                format!(
                    "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n{facts}\nBudget: EUR 400,000\n\n{heading}\n\n- {item}\n- {item}\n"
                )
            };
            let status = |heading: &str| record(&text(heading)).results.first().map(|result| result.status);
            assert_eq!(status("Results"), Some(expected), "{facts}: {item}");
            // What a heading says stands.
            assert_eq!(status("Results achieved"), Some(Achieved), "{facts}: {item}");
        }
    }
}
