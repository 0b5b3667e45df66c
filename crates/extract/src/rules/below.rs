//! Values that stand on two lines, or below the value of their label.

use almoner_record::Span;

use crate::context::Context;
use crate::draft::Draft;
use crate::sections::Piece;
use crate::{figures, value};

/// The value of a period: its first line, and the next one where a dash begins it, as a narrow cell breaks it: `1 May 2012`,
/// `- 31 October 2013`.
pub(super) fn period_of(context: &Context<'_>, piece: &Piece) -> Option<Span> {
    let first = context.value(piece)?;
    let lines = context.lines_of(piece).map(|line| line.span);
    let next = piece.inline.iter().copied().chain(lines).find(|next| next.start >= first.end);
    let is_dash = |c: char| "-–—".contains(c);
    let goes_on = |next: &Span| {
        let between = context.document.slice(Span { start: first.end, end: next.start });
        between.trim_matches(|c: char| c.is_whitespace() || is_dash(c)).is_empty()
            && (context.text(*next).starts_with(is_dash)
                || context.text(first).ends_with(is_dash)
                || between.contains(is_dash))
    };
    let is_end = |next: &Span| {
        let text = context.text(*next).trim_start_matches(|c: char| is_dash(c) || c.is_whitespace());
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_year || is_day(context, text)
    };
    Some(next.filter(goes_on).filter(is_end).map_or(first, |next| first.cover(next)))
}

/// True for a date and nothing else.
fn is_day(context: &Context<'_>, text: &str) -> bool {
    value::date::date(text, context.order).is_some_and(|(span, _)| span.len() == text.trim_end().len())
}

/// The amount right below a decision, or below its day: `Funding decision 15.06.2016`, under it `75 000 €`.
pub(super) fn money_of_decision(
    draft: &mut Draft,
    context: &Context<'_>,
    piece: &Piece,
    label: Option<Span>,
    rule: &str,
) {
    const FEWEST_DIGITS: usize = 4;
    const DECISIONS: [&str; 10] = [
        "funding",
        "grant",
        "award",
        "financing",
        "loan",
        "decision",
        "financement",
        "financiacion",
        "convention",
        "octroi",
    ];
    let names_decision = |label: Span| {
        let label = almoner_codelists::fold(context.text(label));
        DECISIONS.iter().any(|word| label.contains(word))
    };
    let Some(label) = label.filter(|label| context.layout.is_general() && names_decision(*label)) else {
        return;
    };
    let is_sum = |line: &Span| {
        let text = context.text(*line);
        value::money::is_alone(text, context.decimal)
            && text.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS
    };
    let mut lines = context.lines_of(piece).map(|line| line.span);
    let first = lines.find(|line| !is_day(context, context.text(*line)));
    if let Some(line) = first.filter(is_sum) {
        figures::budget(draft, context, line, None, Some(label), rule);
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    const BASE: &str = "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nStatus: Closed\n";

    #[test]
    fn a_dash_goes_on_with_a_period_on_the_line_below() {
        for (lines, end) in [
            ("Period\n01.05.2012\n- 31.10.2013", Some("2013-10-31")),
            ("Period\n01.05.2012 -\n31.10.2013", Some("2013-10-31")),
            // The item of a list below it is no end.
            ("Period: 2012 to 2014\n\n- 31.10.2019: a visit", Some("2014-12-31")),
        ] {
            let read = record(&format!("{BASE}\n{lines}\n"));
            let told = read.period.and_then(|period| period.end).map(|end| end.to_string());
            assert_eq!(told.as_deref(), end, "{lines}");
        }
    }

    #[test]
    fn the_amount_of_a_decision_stands_below_its_day() {
        for (lines, budget) in [
            ("Funding decision  15.06.2016\n\n75 000 €", Some("75000")),
            ("Funding decision\n\n204 179 €", Some("204179")),
            ("Grant agreement: 15 June 2016\n\n€ 75,000", Some("75000")),
            ("Approval date: 15 June 2016\n\n€ 75,000", None),
            ("Funding decision  15.06.2016\n\nUSD 75,000 was spent in 2015 already.", None),
        ] {
            let read = record(&format!("{BASE}\n{lines}\n"));
            let told = read.budget.map(|budget| budget.money.value.to_string());
            assert_eq!(told.as_deref(), budget, "{lines}");
        }
    }
}
