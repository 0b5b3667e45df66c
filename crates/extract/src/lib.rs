//! Document to activity records, by layouts that are data.
//!
//! Total and pure: any document gives an [`Extracted`], the same document always the same one.
//!
//! ```text
//! lines.rs           blocks as the lines that labels are looked for in
//! recognise.rs       document x layouts -> the best layout
//! sections.rs        lines -> pieces: a label or heading and what stands under it
//! rules.rs           pieces -> drafts, a field at a time; header.rs, codes.rs, organisations.rs, bodies.rs, funders.rs,
//!                    donor_label.rs, figures.rs, results.rs, tables/, narrative/ read what stands there
//! currency.rs        the currency that a document states once
//! infer.rs           what follows: language, dollars, identity
//! contradictions.rs  warnings
//!
//! value/             readers of money, dates, quantities: text in, place and value out
//! draft.rs           the only door into a record
//! field.rs labels.rs layout.rs layouts.rs check.rs   the form of a layout
//! sketch.rs          sample documents to the draft of a layout
//! ```

mod bodies;
mod check;
mod codes;
mod confidence;
mod context;
mod contradictions;
mod currency;
mod donor_label;
mod draft;
mod field;
mod figures;
mod funders;
mod header;
mod infer;
mod labels;
mod layout;
mod layouts;
mod lines;
mod narrative;
mod organisations;
mod places;
mod recognise;
mod results;
mod rules;
mod sections;
mod sentences;
mod sketch;
#[cfg(test)]
mod specimen;
mod tables;
mod value;
mod wording;

use almoner_codelists::Rates;
use almoner_document::{BlockKind, Document};
use almoner_record::{Activity, Basis, Country, Extracted, Outcome, WarningCode};
use rust_decimal::Decimal;

pub use check::check_layout;
pub use field::{FieldHelp, layout_fields};
pub use layout::Layout;
pub use layouts::{LayoutError, Layouts, Place};
pub use recognise::Attempt;
pub use sketch::{Sketch, sketch};

use context::Context;
use draft::Draft;

/// What reading one document showed: for the question why it gave this, or nothing.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Each layout with its score and the first cue that it missed.
    pub attempts: Vec<Attempt>,
    /// What was read.
    pub extracted: Extracted,
    /// Labels with a value beside them that the layout does not name, as printed: what may have been missed.
    pub unknown_labels: Vec<String>,
    /// Why there is no activity, in words; None when there is one.
    pub nothing_because: Option<String>,
}

/// Whether a record also holds what the document does not state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusions {
    /// Sectors, markers, countries and places by the words of the text, identifiers of organisations by their names;
    /// each says that it was inferred.
    Drawn,
    /// What is stated and what the layout implies; of conclusions the language of the text alone.
    Left,
}

/// The records of a document.
pub fn extract(document: Document, layouts: &Layouts, rates: &Rates, conclusions: Conclusions) -> Extracted {
    explain(document, layouts, rates, conclusions).extracted
}

/// The records of a document, and how they came about.
pub fn explain(
    mut document: Document,
    layouts: &Layouts,
    rates: &Rates,
    conclusions: Conclusions,
) -> Explanation {
    let lines = lines::of(&document);
    let attempts = recognise::recognise(&document, &lines, layouts);
    let chosen = attempts.iter().find(|attempt| attempt.chosen);
    let Some(layout) = chosen.and_then(|attempt| layouts.get(&attempt.layout)) else {
        let extracted = finish(document, Vec::new(), Vec::new());
        return Explanation {
            attempts,
            extracted,
            unknown_labels: Vec::new(),
            nothing_because: Some("there is no layout at all".to_owned()),
        };
    };
    let language = infer::language_of(&lines::beginning(&document));
    document.origin.layout = layout.name.clone();
    if !language.is_empty() {
        document.origin.language = Some(language.to_owned());
    }
    let is_label =
        |line: &lines::Line| recognise::matched(layout, line).is_some_and(|found| found.bare.is_none());
    let lines = lines::divided(lines, &document, is_label);
    let lines = lines::cut_abreast(lines, &document, is_label);
    // Of a form of few words its labels tell how it writes dates and decimals.
    let written = if language.is_empty() { infer::language_of_labels(&document, &lines) } else { language };
    let (order, decimal) = (infer::day_order(written, &document.text), infer::decimal_mark(written));
    let unbroken = context::unbroken(&document);
    let currency = currency::stated(&document.text, &lines);
    let (headings, publisher) = (std::cell::OnceCell::new(), std::cell::OnceCell::new());
    let context = Context {
        document: &document,
        unbroken: &unbroken,
        layout,
        lines: &lines,
        language,
        order,
        decimal,
        headings: &headings,
        currency,
        publisher: &publisher,
    };
    let mut pieces = sections::cut(&document, &lines, layout);
    let date = rules::document_date(&context, &pieces);
    let mut drafts = rules::fill(&context, &pieces);
    let why = keep_activities(&mut drafts, &mut pieces, layout);
    for draft in &mut drafts {
        draft.activity.document.date = date.map(value::date::PrintedDate::last);
        infer::complete(draft, &context, rates, conclusions);
        contradictions::note(draft, &context);
        if layout.is_general() {
            confidence::note(draft);
        }
    }
    let unknown_labels = unknown_labels(&context);
    // The date of the file's metadata is the document's where none is printed; no money is converted by it.
    if let Some(date) = date {
        document.origin.date = Some(date.last());
        document.origin.date_precision = Some(date.precision());
    }
    let sections = sections::sections(&document, &lines, &pieces);
    let nothing = why.unwrap_or_else(|| "it has no part that describes an activity".to_owned());
    let nothing_because = drafts.is_empty().then_some(nothing);
    let extracted = finish(document, sections, drafts);
    Explanation { attempts, extracted, unknown_labels, nothing_because }
}

/// The labels of lines `Label: value` that the layout does not name.
fn unknown_labels(context: &Context<'_>) -> Vec<String> {
    let blocks = context.lines.iter().filter_map(|line| {
        match context.document.blocks.get(line.block).map(|block| &block.kind) {
            Some(BlockKind::KeyValue { key, .. }) => Some((line, *key)),
            _ => None,
        }
    });
    let unknown = blocks.filter(|(line, _)| recognise::matched(context.layout, line).is_none());
    let mut labels: Vec<String> =
        unknown.map(|(_, key)| context.text(key).trim_matches(['*', '_']).to_owned()).collect();
    labels.dedup();
    labels
}

/// Drops the drafts that are no activities, and numbers the pieces by those that are kept. Gives why the first dropped
/// one is none.
fn keep_activities(
    drafts: &mut Vec<Draft>,
    pieces: &mut [sections::Piece],
    layout: &Layout,
) -> Option<String> {
    let reasons: Vec<Option<String>> = drafts.iter().map(|draft| why_none(draft, layout)).collect();
    let mut kept = 0;
    let numbers: Vec<Option<u32>> = reasons
        .iter()
        .map(|reason| {
            let number = reason.is_none().then_some(kept);
            kept += u32::from(reason.is_none());
            number
        })
        .collect();
    for piece in pieces {
        piece.activity = piece.activity.and_then(|at| numbers.get(at as usize).copied().flatten());
    }
    let mut reason = reasons.iter();
    drafts.retain(|_| reason.next().is_some_and(Option::is_none));
    reasons.into_iter().flatten().next()
}

/// Gives records their identity, their document, and their evidence its quotes and places.
fn finish(document: Document, sections: Vec<almoner_record::Section>, mut drafts: Vec<Draft>) -> Extracted {
    for (ordinal, draft) in drafts.iter_mut().enumerate() {
        infer::identify(draft, &document.origin, ordinal);
        draft.activity.document = document.origin.clone();
        if let Some(cut) = document.cut {
            draft.warn(WarningCode::Partial, cut.to_string(), &[]);
        }
        if let Some(unread) = document.unread_scans() {
            draft.warn(WarningCode::ScannedPages, unread, &[]);
        }
        if let Some(untold) = document.untold_letters() {
            draft.warn(WarningCode::UntoldLetters, untold, &[]);
        }
        for evidence in &mut draft.activity.evidence {
            evidence.quote = document.slice(evidence.span()).to_owned();
            let places = document.places(evidence.span());
            evidence.page = document.page_of(evidence.span());
            let on_its_page = places.iter().filter(|place| Some(place.page) == evidence.page);
            evidence.boxes = on_its_page.map(|place| place.rect).collect();
            if let Some(sure) = evidence.page.and_then(|page| document.recognised_on(page)) {
                evidence.rule = format!("ocr:{}", evidence.rule);
                evidence.confidence = Some(evidence.confidence.map_or(sure, |known| known.min(sure)));
            }
        }
    }
    let activities = drafts.into_iter().map(|draft| draft.activity).collect();
    Extracted { document: document.origin, text: document.text, sections, activities }
}

/// Why a draft is no record: a layout that recognises its documents needs a title or identifier only, the general
/// one also words that only aid activities have.
fn why_none(draft: &Draft, layout: &Layout) -> Option<String> {
    let activity = &draft.activity;
    if activity.title.is_none() && activity.iati_identifier.is_none() {
        return Some("nothing reads as a title or an identifier".to_owned());
    }
    if !layout.is_general() {
        return None;
    }
    let cues = aid_cues(activity);
    let others = other_cues(activity);
    // A country alone is no aid: a company's project has one too, and so has a recipe with its results.
    let achieves = !activity.results.is_empty() && activity.period.is_some();
    let is_form = is_money_for_a_recipient(activity);
    let placed = has_place(activity) && (achieves || !activity.participating_orgs.is_empty() || is_form);
    if cues == 0 && !placed {
        return Some(
            "no layout recognises it, and no label names who funds or carries out an activity, its DAC sector or identifier"
                .to_owned(),
        );
    }
    let read = cues + others + usize::from(has_place(activity));
    (read < 3).then(|| {
        format!("no layout recognises it, and only {read} of its labels read as those of an activity")
    })
}

fn has_place(activity: &Activity) -> bool {
    let stated = activity.countries.iter().any(|country| country.basis == Basis::Stated);
    stated || !activity.regions.is_empty()
}

/// A sum for a country or region that receives aid, with its time, state or number beside it. A meal for a few dollars is
/// none, nor is a building site in a country that gives.
fn is_money_for_a_recipient(activity: &Activity) -> bool {
    const LEAST: Decimal = Decimal::from_parts(5000, 0, 0, false, 0);
    let receives = |country: &Country| country.basis == Basis::Stated && !header::gives(&country.code);
    let has_recipient = activity.countries.iter().any(receives) || !activity.regions.is_empty();
    let is_sum = activity.budget.as_ref().is_some_and(|budget| budget.money.value >= LEAST);
    let lasts = activity.period.as_ref().is_some_and(|period| period.start.is_some() && period.end.is_some());
    let others = [
        activity.period.is_some(),
        lasts,
        activity.status.is_some(),
        !activity.other_identifiers.is_empty(),
        !activity.sectors.is_empty(),
    ];
    !is_call(activity) && has_recipient && is_sum && others.into_iter().filter(|told| *told).count() > 1
}

/// True for a page that asks for offers or proposals.
fn is_call(activity: &Activity) -> bool {
    const CALLS: [&str; 12] = [
        "call for",
        "calls for",
        "invitation to",
        "request for",
        "tender",
        "appel a",
        "appel d'offres",
        "avis d'appel",
        "convocatoria",
        "licitacion",
        "chamada",
        "concurso",
    ];
    let title = activity.title.as_deref().map(almoner_codelists::fold).unwrap_or_default();
    CALLS.iter().any(|call| title.starts_with(call))
}

/// Values that nothing but an aid activity states.
fn aid_cues(activity: &Activity) -> usize {
    let roles = activity.participating_orgs.iter().filter(|item| item.role.is_some()).count();
    [
        activity.iati_identifier.is_some(),
        roles > 0,
        activity.sectors.iter().any(|sector| sector.code.is_some()),
        !activity.policy_markers.is_empty(),
        !activity.sdgs.is_empty(),
        activity.aid_type.is_some() || activity.finance_type.is_some(),
        !activity.funding.is_empty(),
    ]
    .into_iter()
    .filter(|told| *told)
    .count()
}

fn other_cues(activity: &Activity) -> usize {
    [
        activity.budget.is_some(),
        activity.period.is_some(),
        activity.status.is_some(),
        !activity.other_identifiers.is_empty(),
        !activity.results.is_empty(),
        !activity.logframe.is_empty(),
    ]
    .into_iter()
    .filter(|told| *told)
    .count()
}

/// The outcome of a document that was read.
pub fn outcome(extracted: &Extracted) -> Outcome {
    let partial = extracted
        .activities
        .iter()
        .flat_map(|activity| &activity.warnings)
        .any(|warning| warning.code == WarningCode::Partial);
    match (extracted.activities.is_empty(), partial) {
        (true, _) => Outcome::NoActivity,
        (false, true) => Outcome::Partial,
        (false, false) => Outcome::Ok,
    }
}

#[cfg(test)]
mod tests {
    use super::specimen::extracted;

    #[test]
    fn a_text_about_no_aid_gives_no_record() {
        for text in [
            "Lentil soup\n\nTotal cost: $4\nDuration: 40 minutes\nStatus: tried twice\n\nResults\n\n- 4 plates of soup.\n",
            "Stew of lentils\n\nCountry: Ethiopia\nBudget: $12\nStatus: easy\n\nResults\n\n- 4 people eat well.\n",
            "Choir meeting\n\nBudget: EUR 300\nPartners: Parish of St Anne\nDate: 3 May 2024\n",
            "A single line.\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_sum_for_a_country_that_receives_is_an_activity_though_nobody_is_named() {
        for (lines, is_one) in [
            ("Country: Kenya\nStatus: Ongoing\nPeriod: 2019-2022\nBudget: EUR 4,750,000", true),
            ("Pays : Sénégal\nStatut : Achevé\nDurée : 4 ans\nMontant du financement : 1 500 000 EUR", true),
            // A building site at home, a journey, a vacancy, a tender without a sum.
            ("Country: Germany\nStatus: Completed\nPeriod: 2019-2022\nBudget: EUR 4,750,000", false),
            ("Country: Kenya\nDates: 3 May 2024 - 10 May 2024\nBudget: USD 2,400", false),
            ("Country: Kenya\nReference: VA-2021/17\nDuration: 12 months\nStatus: Open", false),
            ("Country: Kenya\nBudget: EUR 4,750,000", false),
        ] {
            let read = extracted(&format!("Roads for Kisumu county\n\n{lines}\n"));
            assert_eq!(!read.activities.is_empty(), is_one, "{lines}");
        }
        let call = "Call for proposals: roads for Kisumu\n\nCountry: Kenya\nStatus: Open\nReference: EA/174-221\nBudget: EUR 3,000,000\n";
        assert!(extracted(call).activities.is_empty());
    }

    #[test]
    fn sections_cover_the_whole_text() {
        let text = "Overview of things\n\nOne line.\n\nCountry\n\nKenya\n\nUnknown heading\n\nMore text.\n";
        let sections = extracted(text).sections;
        let mut end = 0;
        for section in &sections {
            assert_eq!(section.start, end, "{sections:?}");
            end = section.end;
        }
        assert_eq!(end as usize, text.len());
    }
}
