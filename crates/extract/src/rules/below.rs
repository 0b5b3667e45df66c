//! Values that stand on two lines, or below the value of their label.

use almoner_record::Span;

use crate::context::Context;
use crate::draft::Draft;
use crate::lines::{Line, LineKind};
use crate::sections::Piece;
use crate::value::date::is_year;
use crate::{bodies, figures, value};

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
        is_year(text) || is_day(context, text)
    };
    // A year alone, and right below it a later one: when it begins and ends.
    let is_later_year = |next: &Span| {
        let between = context.document.slice(Span { start: first.end, end: next.start });
        let (one, other) = (context.text(first).trim(), context.text(*next).trim());
        between.trim_matches([' ', '\t', '\r']) == "\n" && is_year(one) && is_year(other) && one < other
    };
    let rest = next.filter(|next| goes_on(next) && is_end(next) || is_later_year(next));
    Some(rest.map_or(first, |next| first.cover(next)))
}

/// The value of a title: its first line, and those right below it that a narrow box broke it into. Where words or a bracket go
/// on, or the next label stands right below the last of them and none of them reads as another value.
pub(super) fn title_of(context: &Context<'_>, piece: &Piece) -> Option<Span> {
    const MOST_LINES: usize = 4;
    const LONGEST: usize = 72;
    let first = context.value(piece)?;
    let mut lines: Vec<&Line> = context.lines_of(piece).collect();
    if let ([inline], Some(below)) = (piece.inline.as_slice(), lines.first()) {
        return Some(unbroken_beside(context, *inline, below));
    }
    if !context.layout.is_general() || !piece.inline.is_empty() || lines.len() < 2 {
        return Some(first);
    }
    // An empty line ends it.
    let between = |one: Span, next: Span| context.document.slice(Span { start: one.end, end: next.start });
    let ends = lines.windows(2).position(
        |pair| matches!(pair, [one, next] if between(one.span, next.span).matches('\n').count() > 1),
    );
    let is_whole = ends.is_none();
    lines.truncate(ends.map_or(lines.len(), |at| at + 1));
    let is_line =
        |line: &&Line| line.kind == LineKind::Text && line.label.is_none() && line.span.len() <= LONGEST;
    if lines.first().is_none_or(|top| top.span != first || !is_line(top)) {
        return Some(first);
    }
    let next = context.lines.get(piece.lines.end);
    let is_closed = is_whole
        && lines.len() <= MOST_LINES
        && next.is_some_and(|line| crate::recognise::matched(context.layout, line).is_some());
    let is_open = |above: Span, line: &Line| {
        let (above, own) = (context.text(above), context.text(line.span));
        bodies::is_unfinished(above, own)
            || own.starts_with(|c: char| c.is_lowercase() || c == '(')
            || above.rfind('(') > above.rfind(')')
    };
    let are_parts = || {
        let mut pairs = lines.windows(2);
        pairs.all(|pair| match pair {
            [above, line] => is_line(line) && (is_open(above.span, line) || is_part(context, line)),
            _ => false,
        })
    };
    let is_all = is_closed && are_parts();
    let mut whole = first;
    for line in lines.iter().skip(1).take(MOST_LINES - 1) {
        let goes_on = is_all || is_line(line) && is_open(whole, line);
        if !goes_on {
            break;
        }
        whole = whole.cover(line.span);
    }
    Some(whole)
}

/// A title beside its label with the line right below it, where that goes on in small letters or the title cannot end so:
/// `Project title: Clean water for the hill`, `villages of Rukungiri`.
fn unbroken_beside(context: &Context<'_>, title: Span, below: &Line) -> Span {
    const LONGEST: usize = 160;
    const SHORTEST: usize = 24;
    let (above, own) = (context.text(title), context.text(below.span));
    let between = context.document.slice(Span { start: title.end, end: below.span.start });
    let is_open = own.starts_with(char::is_lowercase) || bodies::is_unfinished(above, own);
    let is_rest = context.layout.is_general()
        && between.trim_matches([' ', '\r']) == "\n"
        && below.kind == LineKind::Text
        && below.label.is_none()
        && (above.len() >= SHORTEST && own.len() <= LONGEST)
        && !(above.ends_with(['.', ';']) || own.ends_with(['.', ':', ';']))
        && is_open;
    if is_rest { title.cover(below.span) } else { title }
}

/// A title on a header line with the line right below it, where it cannot end so: `Wells and pumps for the`, `schools of Kita`,
/// or where both are in capitals: `CLEAN DRINKING WATER FOR`, `THE SCHOOLS OF KITA`.
pub(super) fn unbroken_title(context: &Context<'_>, lines: &[&Line], title: Span) -> Span {
    const LONGEST: usize = 120;
    const SHORTEST: usize = 30;
    let capitals = in_capitals(context, lines, title);
    if capitals != title {
        return capitals;
    }
    let below = lines.iter().find(|line| line.span.start >= title.end);
    let is_rest = |line: &&&Line| {
        let (above, own) = (context.text(title), context.text(line.span));
        let between = context.document.slice(Span { start: title.end, end: line.span.start });
        let is_open = bodies::is_unfinished(above, own) || own.starts_with(char::is_lowercase);
        between.trim_matches(' ') == "\n"
            && own.len() <= LONGEST
            && above.len() >= SHORTEST
            && !own.ends_with(['.', ':'])
            && line.label.is_none()
            && is_open
    };
    below.filter(is_rest).map_or(title, |line| title.cover(line.span))
}

/// A title in capitals with the lines right below it that are in capitals too, and neither labels nor values.
fn in_capitals(context: &Context<'_>, lines: &[&Line], title: Span) -> Span {
    const SHORTEST: usize = 24;
    const MOST_LINES: usize = 3;
    let are_capitals = |text: &str| {
        !text.contains(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() > 3
    };
    if !context.layout.is_general() || context.text(title).len() < SHORTEST {
        return title;
    }
    let mut whole = title;
    for line in lines.iter().filter(|line| line.span.start >= title.end).take(MOST_LINES - 1) {
        let own = context.text(line.span);
        let between = context.document.slice(Span { start: whole.end, end: line.span.start });
        let is_part = between.trim_matches(' ') == "\n"
            && are_capitals(context.text(whole))
            && own.len() >= SHORTEST / 2
            && are_capitals(own)
            && line.label.is_none()
            && is_part(context, line)
            && !crate::header::names_kind(context, line.span)
            && crate::recognise::matched(context.layout, line).is_none();
        if !is_part {
            break;
        }
        whole = whole.cover(line.span);
    }
    whole
}

/// True for words that are no value of any other kind.
fn is_part(context: &Context<'_>, line: &Line) -> bool {
    let text = context.text(line.span);
    !text.ends_with(['.', ':', ';'])
        && !text.contains('@')
        && almoner_codelists::organisation(text).is_none()
        && almoner_codelists::country(text).is_none()
        && crate::codes::status(text).is_none()
        && value::money::money(text, context.decimal).is_none()
        && !is_day(context, text)
        && value::period::period(text, context.order).is_none_or(|(span, _)| span.len() * 2 < text.len())
        && text.chars().filter(|c| c.is_alphabetic()).count() * 2 > text.chars().count()
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
    fn a_title_in_a_narrow_box_has_several_lines() {
        for (lines, title) in [
            ("Wells for the schools\nof Kita", "Wells for the schools of Kita"),
            ("Wells for the\nSchools of Kita", "Wells for the Schools of Kita"),
            (
                "Clean Drinking Water\nSchools of Kita (Phase 2)",
                "Clean Drinking Water Schools of Kita (Phase 2)",
            ),
            ("Clean Drinking Water\nIrish Aid", "Clean Drinking Water"),
            ("Clean Drinking Water\nEUR 5,000", "Clean Drinking Water"),
            ("Clean Drinking Water\nMali", "Clean Drinking Water"),
            ("Clean Drinking Water\n2019-2022", "Clean Drinking Water"),
            ("Clean Drinking Water\nIt was begun in May.", "Clean Drinking Water"),
            ("Clean Drinking Water\n\nSchools of Kita", "Clean Drinking Water"),
        ] {
            let text = format!(
                "Project title\n{lines}\nCountry\nMali\nDonor\nNorad\nTotal budget\nEUR 50,000\nStatus\nClosed\n"
            );
            assert_eq!(record(&text).title.as_deref(), Some(title), "{lines}");
        }
    }

    #[test]
    fn a_title_in_capitals_goes_on_in_capitals() {
        for (lines, title) in [
            ("CLEAN DRINKING WATER FOR ALL\nSCHOOLS OF KITA", "CLEAN DRINKING WATER FOR ALL SCHOOLS OF KITA"),
            ("CLEAN DRINKING WATER FOR ALL\n\nSCHOOLS OF KITA", "CLEAN DRINKING WATER FOR ALL"),
            ("CLEAN DRINKING WATER FOR ALL\nProject of the schools", "CLEAN DRINKING WATER FOR ALL"),
            ("CLEAN DRINKING WATER FOR ALL\nPROJECT FACT SHEET", "CLEAN DRINKING WATER FOR ALL"),
            (
                "CLEAN DRINKING WATER FOR ALL\nUNITED NATIONS DEVELOPMENT PROGRAMME",
                "CLEAN DRINKING WATER FOR ALL",
            ),
        ] {
            let read = record(&format!(
                "{lines}\n\nCountry: Mali\nDonor: Norad\nStatus: Closed\nBudget: EUR 400,000\n"
            ));
            assert_eq!(read.title.as_deref(), Some(title), "{lines}");
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
