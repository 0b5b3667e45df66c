//! Document to activity records, by layouts that are data.
//!
//! Total and pure: any document gives an [`Extracted`], the same document always the same one.
//!
//! ```text
//! lines.rs           blocks as the lines that labels are looked for in
//! recognise.rs       document x layouts -> the best layout
//! sections.rs        lines -> pieces: a label or heading and what stands under it
//! rules.rs           pieces -> drafts, a field at a time; header.rs, codes.rs, organisations.rs, bodies.rs, bracket_role.rs, funders.rs,
//!                    donor_label.rs, parties.rs, figures.rs, results.rs, tables/, narrative/, sentences.rs, prose/ read what
//!                    stands there
//! aid.rs             which drafts are of aid
//! currency.rs        the currency that a document states once
//! infer.rs           what follows: language, dollars, identity
//! contradictions.rs  warnings
//!
//! value/             readers of money, dates, quantities: text in, place and value out
//! word_list.rs nouns.rs quotes.rs   words that texts are compared with, and words in quotes
//! draft.rs           the only door into a record
//! field.rs labels.rs layout.rs layouts.rs check.rs   the form of a layout
//! nouns.rs           what an activity is called
//! sketch.rs          sample documents to the draft of a layout
//! ```

mod aid;
mod bodies;
mod bracket_role;
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
mod nouns;
mod organisations;
mod parties;
mod places;
mod prose;
mod quotes;
mod recognise;
mod results;
mod rules;
mod sections;
mod sentences;
mod sketch;
#[cfg(test)]
mod specimen;
mod tables;
mod themes;
mod value;
mod word_list;
mod wording;

use almoner_codelists::Rates;
use almoner_document::{BlockKind, Document};
use almoner_record::{Extracted, Outcome, WarningCode};
use rustc_hash::FxHashSet;

pub use check::check_layout;
pub use field::{FieldHelp, layout_fields};
pub use layout::Layout;
pub use layouts::{LayoutError, Layouts, Place};
pub use recognise::Attempt;
pub use sketch::{Sketch, sketch};

use context::Context;
use draft::Draft;
use recognise::Tried;

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
    read(document, layouts, rates, conclusions, Tried::Possible).extracted
}

/// The records of a document, and how they came about.
pub fn explain(
    document: Document,
    layouts: &Layouts,
    rates: &Rates,
    conclusions: Conclusions,
) -> Explanation {
    read(document, layouts, rates, conclusions, Tried::All)
}

/// What tells how the records came about is whole where all layouts are tried.
fn read(
    mut document: Document,
    layouts: &Layouts,
    rates: &Rates,
    conclusions: Conclusions,
    tried: Tried,
) -> Explanation {
    let lines = lines::of(&document);
    let attempts = recognise::recognise(&document, &lines, layouts, tried);
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
    let known = |line: &lines::Line| recognise::matched(layout, line).filter(|found| found.bare.is_none());
    let lines = lines::divided(lines, &document, |line| known(line).is_some());
    let whole = |line: &lines::Line| recognise::matched(layout, line);
    let lines = if layout.is_general() { lines::run_in(lines, &document, whole) } else { lines };
    let lines = lines::cut_abreast(lines, &document, known);
    let lines = lines::parted(lines, &document, known);
    let lines = if layout.is_general() {
        lines::titled(lines::rejoined(lines, &document, known), &document, known)
    } else {
        lines
    };
    // Who writes the labels writes dates and decimals as their language does, whatever language the text beside them has.
    let by_labels = infer::language_of_labels(&document, &lines);
    let written = if by_labels.is_empty() { language } else { by_labels };
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
    let today = date.map(value::date::PrintedDate::last);
    results::settle(&mut drafts, &context, &pieces, today);
    let beginning = aid::Beginning::of(&document.text);
    let strange = std::cell::OnceCell::new();
    let why_none = |drafts: &[Draft], pieces: &[sections::Piece]| -> Vec<Option<String>> {
        // Drafts may be thousands: the pieces are gone through once.
        let mut own: Vec<Vec<&sections::Piece>> = vec![Vec::new(); drafts.len()];
        for piece in pieces {
            if let Some(own) = piece.activity.and_then(|at| own.get_mut(at as usize)) {
                own.push(piece);
            }
        }
        let labels = |at: usize| {
            let strange = strange.get_or_init(|| unknown_labels(&context, pieces).len());
            let own = own.get(at).map_or(&[][..], Vec::as_slice);
            aid::Labels::of(&document, own, *strange, drafts.len())
        };
        let drafts = drafts.iter().enumerate();
        drafts.map(|(at, draft)| aid::why_none(draft, &beginning, layout, || labels(at))).collect()
    };
    let mut reasons = why_none(&drafts, &pieces);
    if layout.is_general() && drafts.len() > 1 && reasons.iter().all(Option::is_some) {
        pieces = sections::cut_whole(&document, &lines, layout);
        drafts = rules::fill(&context, &pieces);
        results::settle(&mut drafts, &context, &pieces, today);
        reasons = why_none(&drafts, &pieces);
    }
    let why = keep_activities(&mut drafts, &mut pieces, reasons);
    for draft in &mut drafts {
        draft.activity.document.date = date.map(value::date::PrintedDate::last);
        infer::complete(draft, &context, rates, conclusions);
        contradictions::note(draft, &context);
        if layout.is_general() {
            confidence::note(draft);
        }
    }
    let unknown_labels = if tried == Tried::All { unknown_labels(&context, &pieces) } else { Vec::new() };
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

/// The labels of lines `Label: value` that the layout does not name and no value tells.
fn unknown_labels(context: &Context<'_>, pieces: &[sections::Piece]) -> Vec<String> {
    let read = pieces.iter().filter(|piece| piece.field.is_some()).filter_map(|piece| piece.heading);
    let read: FxHashSet<u32> = read.map(|heading| heading.start).collect();
    let blocks = context.lines.iter().filter_map(|line| {
        match context.document.blocks.get(line.block).map(|block| &block.kind) {
            Some(BlockKind::KeyValue { key, .. }) => Some((line, *key)),
            _ => None,
        }
    });
    let unknown = blocks.filter(|(line, key)| {
        !read.contains(&key.start)
            && recognise::matched(context.layout, line).is_none()
            // `Goal 2: zero hunger`
            && value::sdg::numbered(context.text(*key)).is_none()
    });
    let mut labels: Vec<String> =
        unknown.map(|(_, key)| context.text(key).trim_matches(['*', '_']).to_owned()).collect();
    labels.dedup();
    labels
}

/// Drops the drafts that are no activities, for the reasons given, and numbers the pieces by those that are kept. Gives the
/// reason of the first dropped one.
fn keep_activities(
    drafts: &mut Vec<Draft>,
    pieces: &mut [sections::Piece],
    reasons: Vec<Option<String>>,
) -> Option<String> {
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
