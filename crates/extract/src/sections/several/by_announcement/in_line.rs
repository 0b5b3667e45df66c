//! Activities one after another in a sentence, the amount before what it is for: `The approvals include USD 8 million for the
//! Niassa Power Project in Mozambique, USD 7 million for rural energy in Togo and USD 4 million to …`

use almoner_codelists::fold;
use almoner_record::Span;

use super::entries::Entry;
use super::{is_given, money_first, names_activities, names_aid};
use crate::field::Field;
use crate::lines::LineKind;
use crate::sections::Cutter;
use crate::value::money::moneys;
use crate::value::numeral::DecimalMark;
use crate::word_list::begins_word;

/// Beginnings of words, folded, of what a bank or fund decides: a club supports its programmes too.
const LENT: [&str; 16] = [
    "approv", "approuv", "approb", "aprob", "aprov", "loan", "lend", "grants", "financ", "fund", "pret",
    "subvent", "prestamo", "subvenc", "emprest", "doac",
];

/// The line that tells of such ones, and what it tells; none where they are few or have no names.
pub(super) fn entries(cutter: &Cutter<'_>) -> Option<(usize, Vec<Entry>)> {
    (0..cutter.lines.len()).find_map(|at| Some((at, of_line(cutter, at)?)))
}

fn of_line(cutter: &Cutter<'_>, at: usize) -> Option<Vec<Entry>> {
    const LONGEST: usize = 4_000;
    const FEWEST: usize = 3;
    let line = cutter.lines.get(at).filter(|line| line.kind == LineKind::Text)?;
    let text = cutter.document.slice(line.span);
    if text.len() > LONGEST || text.bytes().filter(u8::is_ascii_digit).count() < FEWEST {
        return None;
    }
    let starts: Vec<usize> =
        moneys(text, DecimalMark::Unknown).iter().map(|(span, _)| span.range().start).collect();
    if starts.len() < FEWEST {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut entries: Vec<Entry> = Vec::new();
    let mut lead = text.len();
    for (start, end) in starts.iter().zip(ends) {
        let own = Span::new(*start, end);
        let Some((told, code)) = money_first::begins(own.of(text)) else { continue };
        lead = lead.min(*start);
        let inner = |span: Span| line.span.inner(own.inner(span));
        let told = told.into_iter().map(|(field, span)| (field, inner(span))).collect();
        let text = Some(line.span.inner(own.trim(text)));
        entries.push(Entry { told, code, lines: at..at, text });
    }
    let is_named = |entry: &Entry| entry.told.iter().any(|(field, _)| *field == Field::Title);
    let first = cutter.lines.iter().find(|line| line.kind != LineKind::Aside);
    let above = first.map(|line| fold(cutter.document.slice(line.span))).unwrap_or_default();
    let before = fold(text.get(..lead).unwrap_or_default());
    let says = |text: &str| names_activities(text) || names_aid(text);
    let lends = |text: &str| LENT.iter().any(|stem| begins_word(text, stem));
    // `The Board approved US$ 45 million for the roads programme in Mali, US$ 8 million for …`
    let is_said = is_given(&before)
        && (says(&before) || says(&above) || says(&fold(text)))
        && (lends(&before) || lends(&above));
    (entries.len() >= FEWEST && entries.iter().any(is_named) && is_said).then_some(entries)
}
