//! When an activity runs, and its other dates.

use almoner_codelists::fold;
use almoner_record::{ActivityDate, Basis, Period, Span};

use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::field::DateKind;
use crate::labels::label_key;
use crate::value;
use crate::value::date::PrintedDate;
use crate::word_list::WordList;

/// Start, end and length from one line.
pub(crate) fn period(draft: &mut Draft, context: &Context<'_>, line: Span, label: Option<Span>, rule: &str) {
    let counted = label.and_then(|label| counted(context.text(label), context.text(line)));
    if let Some(duration) = counted {
        set_duration(draft, line, duration, rule);
        return;
    }
    let Some((_, printed)) = value::period::period(context.text(line), context.order) else { return };
    // `Date: October 2013` is that of the paper.
    let is_one = printed.start.zip(printed.end).is_none_or(|((start, _), (end, _))| start == end);
    let is_date = |label: Span| ["date", "fecha", "data"].contains(&&*label_key(context.text(label)));
    if is_one && printed.duration.is_none() && label.is_some_and(is_date) {
        return;
    }
    if let Some((span, date)) = printed.start {
        set_date(draft, line.inner(span), date, DateKind::Start, None, rule);
    }
    if let Some((span, date)) = printed.end {
        set_date(draft, line.inner(span), date, DateKind::End, None, rule);
    }
    if let Some((span, duration)) = printed.duration {
        set_duration(draft, line.inner(span), duration, rule);
    }
}

fn set_duration(draft: &mut Draft, span: Span, duration: String, rule: &str) {
    let period = draft.activity.period.get_or_insert_default();
    if period.duration.is_none() {
        period.duration = Some(duration);
        draft.witness("/period/duration".to_owned(), span, Basis::Stated, rule);
    }
}

/// A bare number under a label that says what it counts: `Duration (months)`, `Durée en mois`.
fn counted(label: &str, number: &str) -> Option<String> {
    const UNITS: [(&str, char); 8] = [
        ("month", 'M'),
        ("mois", 'M'),
        ("meses", 'M'),
        ("year", 'Y'),
        ("annee", 'Y'),
        ("anos", 'Y'),
        ("week", 'W'),
        ("semaine", 'W'),
    ];
    let count: u16 = number.trim().parse().ok().filter(|count| *count > 0)?;
    let label = fold(label);
    let (_, unit) = UNITS.iter().find(|(word, _)| label.contains(word))?;
    Some(format!("P{count}{unit}"))
}

/// One date under its label.
pub(crate) fn date(
    draft: &mut Draft,
    context: &Context<'_>,
    line: Span,
    kind: DateKind,
    label: Option<Span>,
    rule: &str,
) {
    let kind =
        if label.is_some_and(|label| is_of_agreement(context.text(label))) { DateKind::Other } else { kind };
    // A year alone in a sentence below `Grants approved` is of anything.
    const LONGEST_BESIDE_YEAR: usize = 40;
    let is_told = |date: &PrintedDate| {
        kind != DateKind::Other || date.month.is_some() || line.len() <= LONGEST_BESIDE_YEAR
    };
    let read = value::date::date(context.text(line), context.order);
    if let Some((span, date)) = read.filter(|(_, date)| is_told(date)) {
        set_date(
            draft,
            line.inner(span),
            date,
            kind,
            label.map(|label| context.text(label).to_owned()),
            rule,
        );
    }
}

/// True for the label of the last day to conclude an agreement, to contract or to apply, on which no activity ends: `Final date
/// for concluding the financing agreement`, `Date limite de passation des marchés`.
fn is_of_agreement(label: &str) -> bool {
    static ACTS: WordList = WordList::of(
        "contracting contratacion contratacao passation tendering applications application candidatures candidature soumission \
         submission submissions proposals propuestas propostas solicitudes candidaturas bids tenders ofertas offres \
         postulacion postulaciones inscripcion",
    );
    static CONCLUDING: WordList = WordList::of(
        "concluding conclude signing signature conclusion celebracion firma conclusao celebracao assinatura",
    );
    static AGREEMENTS: WordList = WordList::of(
        "agreement agreements contract contracts convention conventions accord accords contrat contrats convenio convenios acuerdo \
         acuerdos contrato contratos acordo acordos",
    );
    let folded = fold(label);
    let has = |list: &WordList| almoner_codelists::words(&folded).any(|(_, word)| list.has(word));
    has(&ACTS) || has(&CONCLUDING) && has(&AGREEMENTS)
}

/// A day that is neither a start nor an end, and what it is the day of.
pub(crate) fn dated(draft: &mut Draft, span: Span, date: PrintedDate, of: Option<&str>, rule: &str) {
    set_date(draft, span, date, DateKind::Other, of.map(str::to_owned), rule);
}

/// Adds the date, and makes it the period's start or end: an actual one goes before a planned one.
fn set_date(
    draft: &mut Draft,
    span: Span,
    printed: PrintedDate,
    kind: DateKind,
    text: Option<String>,
    rule: &str,
) {
    let starts = matches!(kind, DateKind::Start | DateKind::PlannedStart | DateKind::ActualStart);
    let code = match kind {
        DateKind::PlannedStart => Some("1"),
        DateKind::ActualStart => Some("2"),
        DateKind::PlannedEnd => Some("3"),
        DateKind::ActualEnd => Some("4"),
        DateKind::Start | DateKind::End | DateKind::Other => None,
    };
    let date = if starts { printed.first() } else { printed.last() };
    let precision = printed.precision();
    let item = ActivityDate { kind: code.map(str::to_owned), date, precision, text };
    if !draft.is_new("dates", format!("{item:?}")) {
        return;
    }
    let found = Found { value: item, span, basis: Basis::Stated, rule: rule.to_owned() };
    let path = draft.push("/activity_dates", |activity| &mut activity.activity_dates, found);
    if printed.ambiguous {
        let message = format!("{date} may also be read with day and month the other way round");
        draft.warn(almoner_record::WarningCode::AmbiguousDate, message, &[&path]);
    }
    if kind == DateKind::Other {
        return;
    }
    let actual = matches!(kind, DateKind::ActualStart | DateKind::ActualEnd);
    let period = draft.activity.period.get_or_insert_default();
    let (slot, slot_precision, pointer) = if starts {
        (&mut period.start, &mut period.start_precision, "/period/start")
    } else {
        (&mut period.end, &mut period.end_precision, "/period/end")
    };
    if slot.is_none() || actual {
        if slot.is_some() {
            draft.activity.evidence.retain(|evidence| evidence.path != pointer);
        }
        *slot = Some(date);
        *slot_precision = Some(precision);
        draft.witness(pointer.to_owned(), span, Basis::Stated, rule);
    }
}

/// True when the period says nothing: a label whose value was no date.
pub(crate) fn is_blank(period: &Period) -> bool {
    period.start.is_none() && period.end.is_none() && period.duration.is_none()
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn the_last_day_of_an_agreement_or_a_call_is_no_end() {
        for (label, ends) in [
            ("Final date for concluding financing agreement", false),
            ("Final date for contracting", false),
            ("Closing date for applications", false),
            ("Date limite de conclusion de la convention de financement", false),
            ("Fecha final de contratación", false),
            ("Closing date", true),
            ("Date de fin", true),
            ("Data de conclusão", true),
            ("Fecha de finalización", true),
            ("Completion date", true),
        ] {
            let text = format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nBudget: EUR 5,000\n{label}: 31/12/2022\n"
            );
            let end = record(&text).period.and_then(|period| period.end);
            assert_eq!(end.is_some(), ends, "{label}");
        }
    }
}
