//! Labels that run in with their values on one line, without colons, as a cover or a box of facts is copied: `Country Kenya
//! Sector Health Duration 2018-2021 Budget EUR 1.2 million Donor Irish Aid`.
//!
//! Each of these words stands in sentences too. So a line is cut only where three labels or more have values that read as
//! theirs, two of which only their kind of value tells: a country, an amount, a time.

use almoner_codelists::{SECTOR, SECTOR_CATEGORY, countries_in, fold};
use almoner_document::Document;
use almoner_record::Span;

use super::{Line, LineKind, line};
use crate::codes;
use crate::field::Field;
use crate::labels::Key;
use crate::nouns;
use crate::recognise::Matched;
use crate::value;
use crate::value::date::{self, DayOrder};
use crate::value::numeral::DecimalMark;
use crate::value::period::period;
use crate::word_list::WordList;

/// First words of labels, folded; most lines have no two of them with capitals.
static FIRST_WORDS: WordList = WordList::of(
    "country countries location title name project programme program number grant contract reference budget total cost donor donors \
     funder funded financed funding partner partners implementing implementer executing duration period timeframe start end starting \
     sector sectors theme status amount location brief description objective objectives beneficiaries target \
     pays titre intitule nom projet numero convention bailleur bailleurs financement financeur partenaire partenaires duree periode \
     debut fin date secteur secteurs statut montant cout lieu localisation organisme maitre porteur objectif objectifs beneficiaires \
     pais titulo nombre proyecto expediente convenio presupuesto coste costo financiador financiadores donante entidad socio socios \
     contraparte duracion periodo inicio plazo estado monto importe localizacion ubicacion objetivo beneficiarios beneficiarias \
     projeto projecto orcamento custo financiador doador parceiro parceiros duracao montante localizacao entidade beneficiarios \
     land projekt projekttitel laufzeit partnerorganisation projektnummer gesamtbudget dauer sektor thema ziel",
);

/// Words that no label follows: `the budget of the Project`.
static JOINING: WordList = WordList::of(
    "of the a an and or for in on by to with from at de du des la le les l un une et ou pour dans par sur avec del el los las y e o \
     para en por con da do das dos um uma no na em com der die das und fur von im",
);

/// A label in a line, and what is behind it.
#[derive(Debug, Clone, Copy)]
struct Found {
    label: Span,
    field: Field,
    value: Span,
}

/// The lines again, such ones cut into their labels with their values. `known` gives the label that a line is.
pub(crate) fn run_in(
    lines: Vec<Line>,
    document: &Document,
    known: impl Fn(&Line) -> Option<Matched>,
) -> Vec<Line> {
    let text = &document.text;
    let mut cut = Vec::with_capacity(lines.len());
    for whole in lines {
        let found = if may_hold(&whole, document) { found(&whole, document, &known) } else { Vec::new() };
        let Some(first) = found.first() else {
            cut.push(whole);
            continue;
        };
        let rest = |from: usize, until: usize, kind: LineKind| {
            let between = whole.span.inner(Span::new(from, until)).trim(text);
            (between.of(text).chars().any(char::is_alphanumeric))
                .then(|| line(text, between, kind, whole.block))
        };
        cut.extend(rest(0, first.label.range().start, whole.kind));
        let ends = found.iter().skip(1).map(|next| next.label.range().start).chain([whole.span.len()]);
        for (fact, end) in found.iter().zip(ends) {
            if !fact.value.is_empty() {
                let (label, value) = (whole.span.inner(fact.label), whole.span.inner(fact.value));
                let mut own = line(text, label.cover(value), LineKind::Text, whole.block);
                own.label = Some((Key::of(label.of(text)), value));
                cut.push(own);
            }
            cut.extend(rest(fact.value.range().end.max(fact.label.range().end), end, LineKind::Text));
        }
    }
    cut
}

/// Cheap, and false for nearly all lines.
fn may_hold(line: &Line, document: &Document) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 40..=3_000;
    const FEWEST: usize = 3;
    let content = document.slice(line.span);
    matches!(line.kind, LineKind::Text | LineKind::Heading { .. } | LineKind::Item { .. })
        && LENGTHS.contains(&content.len())
        // Signs between labels are read elsewhere.
        && !content.contains(['\t', '|', '\n', '·', '•', '●', '▪', '¦'])
        && words(content).filter(|word| begins_label(word.of(content))).nth(FEWEST - 1).is_some()
}

fn begins_label(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && FIRST_WORDS.has(fold(word).trim_end_matches([':', '.', '(', ')', ',']))
}

/// The words of a line.
fn words(content: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    content.split(' ').filter_map(move |word| {
        let start = at;
        at += word.len() + 1;
        (!word.is_empty()).then(|| Span::new(start, start + word.len()))
    })
}

/// The labels of the line that have a value of theirs, in order, and those between them that have none.
fn found(whole: &Line, document: &Document, known: &impl Fn(&Line) -> Option<Matched>) -> Vec<Found> {
    const FEWEST: usize = 3;
    const FEWEST_TYPED: usize = 2;
    let content = document.slice(whole.span);
    let mut labels = labels(whole, document, known);
    // What is no label is a part of the value before it, which then reads as another.
    loop {
        let ends: Vec<usize> =
            labels.iter().skip(1).map(|(next, _)| next.range().start).chain([content.len()]).collect();
        let count = labels.len();
        let read: Vec<Option<Span>> = labels
            .iter()
            .zip(ends)
            .enumerate()
            .map(|(at, ((label, field), end))| value(content, *label, *field, end, at + 1 == count))
            .collect();
        let Some(wrong) = read.iter().position(Option::is_none) else {
            let found: Vec<Found> = labels
                .into_iter()
                .zip(read.into_iter().flatten())
                .map(|((label, field), value)| Found { label, field, value })
                .collect();
            let filled = || found.iter().filter(|fact| !fact.value.is_empty());
            let typed = filled().filter(|fact| is_typed(fact.field)).count();
            let mut fields: Vec<Field> = filled().map(|fact| fact.field).collect();
            fields.sort_unstable();
            fields.dedup();
            let are_enough = fields.len() >= FEWEST && typed >= FEWEST_TYPED;
            return if are_enough { found } else { Vec::new() };
        };
        labels.remove(wrong);
    }
}

/// True for a field whose values nothing else reads as.
fn is_typed(field: Field) -> bool {
    matches!(field, Field::Countries | Field::Budget(_) | Field::Period | Field::Date(_))
}

/// What may be a label: words of which the first has a capital, known to the layout.
fn labels(
    whole: &Line,
    document: &Document,
    known: &impl Fn(&Line) -> Option<Matched>,
) -> Vec<(Span, Field)> {
    const MOST_WORDS: usize = 8;
    const MOST_LABELS: usize = 40;
    let content = document.slice(whole.span);
    let words: Vec<Span> = words(content).collect();
    let mut labels = Vec::new();
    let mut at = 0;
    while let Some(first) = words.get(at) {
        let before =
            at.checked_sub(1).and_then(|before| words.get(before)).map(|word| fold(word.of(content)));
        let is_joined = before.is_some_and(|before| JOINING.has(&before));
        if labels.len() >= MOST_LABELS || is_joined || !begins_label(first.of(content)) {
            at += 1;
            continue;
        }
        let longest = (1..=MOST_WORDS).rev().find_map(|count| {
            let last = words.get(at + count - 1)?;
            let own = first.cover(*last);
            let label = own.of(content).trim_end_matches(':');
            if label.contains([',', ';', ':', '(', '"', '“', '«']) {
                return None;
            }
            let span = Span::new(own.range().start, own.range().start + label.len());
            // The currency is the amount's: `Budget EUR 1.2 million`.
            if count > 1 && value::money::is_unit(last.of(content)) {
                return None;
            }
            let field = |span: Span| {
                let asked = line(&document.text, whole.span.inner(span), LineKind::Text, whole.block);
                let found =
                    known(&asked).filter(|found| !found.inline && found.bare.is_none() && !found.by_words);
                found.map(|found| found.field)
            };
            // `Country / Location`
            let of_both = || {
                let (one, other) = label.split_once(" / ")?;
                let from = span.range().start;
                let other = Span::new(span.range().end - other.len(), span.range().end);
                field(other).and(field(Span::new(from, from + one.len())))
            };
            let is_project = || count == 1 && nouns::is_project(&fold(label));
            let field = field(span).or_else(of_both).or_else(|| is_project().then_some(Field::Title))?;
            Some((count, span, field))
        });
        match longest {
            Some((count, label, field)) => {
                labels.push((label, field));
                at += count;
            }
            None => at += 1,
        }
    }
    labels
}

/// The value of a label before the next one at `end`: empty where that follows at once, None where it reads as none.
fn value(content: &str, label: Span, field: Field, end: usize, is_last: bool) -> Option<Span> {
    const LONGEST_NAME: usize = 120;
    const LONGEST_TITLE: usize = 260;
    let from = label.range().end;
    let behind = content.get(from..end)?;
    let start = from + behind.len() - behind.trim_start_matches([':', ' ', '-', '–']).len();
    let rest = content.get(start..end)?.trim_end_matches([' ', ';', ',', '|', '—', '–', '-', '/']);
    if rest.is_empty() {
        return (!is_last).then(|| Span::new(start, start));
    }
    let leads = |span: Span| (span.start == 0).then(|| Span::new(start, start + span.range().end));
    let name = |longest: usize| {
        let is_name = rest.len() <= longest
            && rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"«‘".contains(c))
            && !rest.contains(". ");
        is_name.then(|| Span::new(start, start + rest.len()))
    };
    match field {
        Field::Countries | Field::Locations | Field::Regions => {
            let is_place = codes::are_countries(rest)
                || countries_in(rest).first().is_some_and(|place| place.span.start == 0) && rest.len() <= 60;
            is_place.then(|| Span::new(start, start + rest.len()))
        }
        Field::Budget(_) => {
            let (span, _) = value::money::money(rest, DecimalMark::Unknown)?;
            leads(span)
        }
        Field::Period => leads(period(rest, DayOrder::Unknown)?.0),
        Field::Date(_) => leads(date::date(rest, DayOrder::Unknown)?.0),
        Field::OtherIdentifier | Field::IatiIdentifier => {
            let number = rest.split(' ').next()?;
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            (digits > 1).then(|| Span::new(start, start + number.trim_end_matches([',', ';']).len()))
        }
        Field::Status => {
            codes::status_told(rest, DayOrder::Unknown).map(|_| Span::new(start, start + rest.len()))
        }
        Field::Sectors => {
            let is_sector = |part: &str| SECTOR.find(part).or_else(|| SECTOR_CATEGORY.find(part)).is_some();
            let is_one = is_sector(rest) || rest.split([';', ',', '/']).map(str::trim).any(is_sector);
            name(LONGEST_NAME).filter(|_| is_one)
        }
        Field::Title => name(LONGEST_TITLE).filter(|_| !is_last && rest.split_whitespace().nth(1).is_some()),
        Field::Org(_) => name(LONGEST_NAME).filter(|_| !is_last || rest.split_whitespace().count() <= 6),
        // A text ends what stands before it.
        Field::Description(_) | Field::Results(_) | Field::Ignore => {
            Some(Span::new(start, start + rest.len()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::{budget, codes, extracted, names};

    fn told(text: &str) -> Vec<String> {
        let row = |one: &almoner_record::Activity| {
            let period = one.period.as_ref();
            let start = period.and_then(|period| period.start).map(|day| day.to_string());
            let end = period.and_then(|period| period.end).map(|day| day.to_string());
            format!(
                "{} | {} | {} | {} | {} {}",
                one.title.as_deref().unwrap_or_default(),
                codes(one),
                names(one).join(", "),
                budget(one),
                start.unwrap_or_default(),
                end.unwrap_or_default()
            )
        };
        extracted(text).activities.iter().map(row).collect()
    }

    #[test]
    fn labels_that_run_in_are_told_by_the_values_behind_them() {
        for (text, expected) in [
            (
                "Mobile clinics for Turkana\n\nCountry Kenya Sector Health Duration 2018-2021 Budget EUR 1.2 million Donor Irish Aid Partner AMREF\n",
                "Mobile clinics for Turkana | KE | Irish Aid, AMREF | 1200000 | 2018-01-01 2021-12-31",
            ),
            (
                "TERMS OF REFERENCE Project title Green Roofs for Tirana Country / Location Albania / Tirana Total project budget EUR 400.000,00 Project number 2550-03/2019 Start date: 01.03.2019 End date: 28.02.2022 Brief description The project plants roofs.\n",
                "Green Roofs for Tirana | AL |  | 400000.00 | 2019-03-01 2022-02-28",
            ),
            (
                "Fiche projet\n\nTitre du projet Maraîchage pour les femmes de Zinder Pays Niger Durée 36 mois Budget total 350 000 EUR Bailleur Fondation de France Partenaire de mise en œuvre ONG Karkara Bénéficiaires 1 200 femmes\n",
                "Maraîchage pour les femmes de Zinder | NE | Fondation de France, ONG Karkara | 350000 |  ",
            ),
            (
                "Ficha del proyecto\n\nProyecto Riego por goteo en Ayacucho País Perú Entidad ejecutora CESAL Financiador AECID Presupuesto 280.000 EUR Periodo 2016-2018\n",
                "Riego por goteo en Ayacucho | PE | CESAL, AECID | 280000 | 2016-01-01 2018-12-31",
            ),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn sentences_with_such_words_stay_whole() {
        for text in [
            "The Budget of the Project for the Country Programme rose in the Period 2018-2021, and each Partner of the Sector had a Title.\n",
            "Title of the talk: Country risk and Sector funds, by John Smith, Partner of Duration Capital, Status of Budget rules 2020.\n",
            "Start your journey with Country Tours: Period furniture, Total comfort, Budget rooms, End of season.\n",
        ] {
            assert!(told(text).is_empty(), "{text}");
        }
    }
}
