//! Pieces to drafts: each piece is read as its field says.

mod below;
mod cover;
mod describing;
mod evaluated;
mod identifiers;
mod participants;
mod status_alone;
mod title;
mod title_beside;

use almoner_record::{Basis, Reference, Role, Span};

use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::field::{DateKind, Field, TypeList};
use crate::lines::{self, Line, LineKind};
use crate::sections::{self, Piece, unmarked};
use crate::{
    bodies, donor_label, figures, funders, header, narrative, organisations, parties, places, prose, results,
    sentences, tables, value,
};

use below::{money_of_decision, period_of};
use describing::{activities, describe, lead};
use identifiers::{behind_number, identifier};
use title::{title_after, title_further_down, title_of_heading, title_of_name};

pub(crate) use describing::clause;
pub(crate) use identifiers::other_identifier;
pub(crate) use title::set_title;

/// The drafts of all activities of a document, in reading order.
pub(crate) fn fill(context: &Context<'_>, pieces: &[Piece]) -> Vec<Draft> {
    let activities = pieces.iter().filter_map(|piece| piece.activity).max().map_or(0, |last| last + 1);
    let mut own: Vec<Vec<&Piece>> = (0..activities).map(|_| Vec::new()).collect();
    for piece in pieces {
        if let Some(own) = piece.activity.and_then(|activity| own.get_mut(activity as usize)) {
            own.push(piece);
        }
    }
    let several = own.len() > 1;
    own.iter().map(|own| draft(context, own, several)).collect()
}

/// Takes the country of a line of places near the top, where no label tells any: `Bangladesh, Distrikte Bogura und Faridpur`.
fn country_of_places(draft: &mut Draft, context: &Context<'_>) {
    if !draft.activity.countries.is_empty() || !context.layout.is_general() {
        return;
    }
    if let Some((span, entry)) = header::country_of_places(context) {
        let rule = context.rule("header", "countries");
        let source = codes::Source { line: context.text(span), span, rule: &rule, closed: false };
        codes::country_named(draft, &source, entry);
    }
}

/// The draft of one activity, from its own pieces.
fn draft(context: &Context<'_>, own: &[&Piece], several: bool) -> Draft {
    let mut draft = Draft::new(&context.document.origin);
    if context.layout.activities.begin == crate::layout::Begin::Heading
        && let Some(heading) = own.first().and_then(|piece| piece.heading)
    {
        set_title(&mut draft, context, heading, &context.rule("heading", "title"));
    }
    // A total of costs goes before the amount of a loan or grant, wherever they stand: that is one share of it.
    let own: &[&Piece] = &without_columns(context, own);
    let (shares, others): (Vec<&Piece>, Vec<&Piece>) = own
        .iter()
        .copied()
        .partition(|piece| is_share(context, piece) || is_award_beside(context, own, piece));
    for piece in &others {
        if let Some(field) = piece.field {
            read(&mut draft, context, piece, field);
        }
    }
    let several = several && context.layout.is_general();
    if several && let Some(heading) = own.first().and_then(|piece| piece.heading) {
        let head = sections::head_of_activity(context.text(heading));
        set_title(&mut draft, context, heading.inner(head.title), &context.rule("heading", "title"));
        if let Some(number) = head.number {
            let rule = context.rule("heading", "other_identifier");
            other_identifier(&mut draft, context, heading.inner(number), None, &rule);
        }
    }
    parties::read(&mut draft, context, own);
    // The document's own first lines are of no activity where it has several.
    if !several {
        cover::read(&mut draft, context);
        title_after(&mut draft, context);
        header_lines(&mut draft, context, own);
        title_of_heading(&mut draft, context);
        title_further_down(&mut draft, context, own);
        title_of_name(&mut draft, context, own);
        title_beside::settle(&mut draft, context);
        identifiers::above_title(&mut draft, context);
        country_of_places(&mut draft, context);
    }
    tables::read_told(&mut draft, context, own);
    if context.layout.knows_the_trade() {
        tables::read_unnamed(&mut draft, context, own);
        lead(&mut draft, context, own);
        if !several {
            evaluated::read(&mut draft, context);
        }
        prose::read(&mut draft, context, own, several);
        sentences::read(&mut draft, context, own);
        prose::years_of_name(&mut draft, context);
        if !several {
            prose::number_of_letter(&mut draft, context);
            prose::payer_of_letter(&mut draft, context);
        }
    }
    if !several {
        status_alone::read(&mut draft, context);
        places::read_shares(&mut draft, context);
        places::read_listed(&mut draft, context);
    }
    period_alone(&mut draft, context, own);
    figures::budget_of_funding(&mut draft, context);
    for piece in &shares {
        if let Some(field) = piece.field {
            read(&mut draft, context, piece, field);
        }
    }
    donor_label::settle(&mut draft, context);
    whole_text(&mut draft, context, own);
    narrative::read(&mut draft, context, own);
    organisations::default_reporting(&mut draft, context.layout);
    draft
}

/// The pieces but for labels that stand in a column above the column of their values: which value is whose, nothing tells.
fn without_columns<'a>(context: &Context<'_>, own: &[&'a Piece]) -> Vec<&'a Piece> {
    let is_date = |span: Span| {
        let text = context.text(span);
        value::date::date(text, context.order).is_some_and(|(date, _)| date.len() * 5 >= text.len() * 4)
    };
    let is_column = |at: usize, piece: &Piece| {
        let is_line = |piece: &Piece| {
            piece.inline.is_empty() && matches!(piece.field, Some(Field::Date(_) | Field::Period))
        };
        let above = at.checked_sub(1).and_then(|above| own.get(above));
        let mut below = context.lines_of(piece).map(|line| line.span);
        let starved = |above: &&&Piece| {
            is_line(above) && !context.lines_of(above).next().is_some_and(|line| is_date(line.span))
        };
        is_line(piece)
            && above.filter(starved).is_some()
            && below.next().is_some_and(is_date)
            && below.next().is_some_and(is_date)
    };
    let kept = own.iter().enumerate().filter(|(at, piece)| !is_column(*at, piece));
    kept.map(|(_, piece)| *piece).collect()
}

/// True for the amount of a loan or grant under a label that no layout but the general one reads.
fn is_share(context: &Context<'_>, piece: &Piece) -> bool {
    const INSTRUMENTS: [&str; 9] =
        ["loan", "credit", "grant", "pret", "don", "subvention", "prestamo", "donacion", "emprestimo"];
    let Some(label) = piece.heading.filter(|_| matches!(piece.field, Some(Field::Budget(_)))) else {
        return false;
    };
    if !context.layout.is_general() {
        return false;
    }
    let label = almoner_codelists::fold(context.text(label));
    let words = || label.split(|c: char| !c.is_alphanumeric());
    words().any(|word| INSTRUMENTS.contains(&word)) && !words().any(|word| word.starts_with("total"))
}

/// True for `Award: EUR 5,000` below `Grant: EUR 400,000`: a share as well.
fn is_award_beside(context: &Context<'_>, own: &[&Piece], piece: &Piece) -> bool {
    // `Award amount` may be the whole.
    let is_award = piece.heading.is_some_and(|label| {
        almoner_codelists::fold(context.text(label)).trim_matches([':', ' ', '*']) == "award"
    });
    let before =
        |other: &&&Piece| other.heading.map(|label| label.start) < piece.heading.map(|label| label.start);
    is_award
        && matches!(piece.field, Some(Field::Budget(_)))
        && own.iter().filter(before).any(|other| is_share(context, other))
}

/// Reads one piece into its field.
fn read(draft: &mut Draft, context: &Context<'_>, piece: &Piece, field: Field) {
    let rule = context.piece_rule(piece, field);
    let label = piece.heading.map(|heading| unmarked(&context.document.text, heading));
    match field {
        Field::Header | Field::Narrative | Field::Ignore => {}
        Field::Logframe | Field::BudgetLines | Field::Indicators => {
            tables::read(draft, context, piece, field);
            if field == Field::BudgetLines {
                for line in tables::payers_in_lines(context, piece) {
                    figures::funding(draft, context, line, &rule);
                }
            }
        }
        Field::Activities => activities(draft, context, piece, &rule),
        Field::Results(status) => results::read(draft, context, piece, status, &rule),
        Field::Description(kind) => describe(draft, context, piece, kind, &rule),
        Field::Budget(_) if figures::by_year::read(draft, context, &context.values(piece), label, &rule) => {}
        Field::Budget(measure) => {
            if let Some(line) = total_of(context, piece).or_else(|| context.value(piece)) {
                figures::budget(draft, context, line, measure, label, &rule);
                if context.layout.is_general() {
                    funders::read_bracket(draft, context, line, &rule);
                }
                if label.is_some_and(|label| names_time_too(context.text(label))) {
                    figures::period(draft, context, line, None, &rule);
                }
            }
        }
        Field::Countries | Field::PlannedCountries | Field::Sectors | Field::PolicyMarkers | Field::Sdgs => {
            for line in context.values(piece) {
                let is_marker = field == Field::PolicyMarkers;
                if let Some(label) = label.filter(|_| is_marker)
                    && codes::push_marker_of_label(draft, context, label, line, &rule)
                {
                    continue;
                }
                codes_of_line(draft, context, line, field, &rule);
            }
            tables::read(draft, context, piece, field);
        }
        Field::Locations => {
            for line in context.values(piece) {
                places::locations(draft, context, line, &rule);
            }
        }
        Field::Regions => {
            for line in context.values(piece) {
                places::regions(draft, context, line, &rule);
            }
        }
        Field::Org(role) => participants::read(draft, context, piece, role, label, &rule),
        Field::Funding => {
            for line in funders::read_pairs(draft, context, context.values(piece), &rule) {
                let own = label.is_some_and(|label| donor_label::share(draft, context, label, line, &rule));
                if !own && !funders::read(draft, context, line, Some(Role::Funding), &rule) {
                    figures::funding(draft, context, line, &rule);
                }
            }
            tables::read(draft, context, piece, field);
        }
        Field::Period => {
            if let Some(line) = period_of(context, piece) {
                value_of_line(draft, context, line, field, label, &rule);
            }
        }
        Field::Title => {
            if let Some(line) = below::title_of(context, piece) {
                value_of_line(draft, context, line, field, label, &rule);
            }
        }
        Field::Date(DateKind::Other) => {
            if let Some(line) = context.value(piece) {
                value_of_line(draft, context, line, field, label, &rule);
            }
            money_of_decision(draft, context, piece, label, &rule);
        }
        _ => {
            if let Some(line) = context.value(piece) {
                value_of_line(draft, context, line, field, label, &rule);
            }
        }
    }
}

/// Reads one line as the one value of a field; `label` is what is printed beside it.
fn value_of_line(
    draft: &mut Draft,
    context: &Context<'_>,
    line: Span,
    field: Field,
    label: Option<Span>,
    rule: &str,
) {
    match field {
        // `Duración proyecto: 2009-2022`
        Field::Title if is_time(context, line) || header::names_kind(context, line) => {}
        Field::Title => {
            let title = label.and_then(|label| behind_number(draft, context, line, label, rule));
            set_title(draft, context, title.unwrap_or(line), rule);
        }
        Field::IatiIdentifier => identifier(draft, context, line, label, rule),
        Field::OtherIdentifier => other_identifier(draft, context, line, label, rule),
        Field::ReportingOrg => organisations::reporting(draft, context, line, rule),
        Field::Unit => organisations::unit(draft, context, line, rule),
        Field::Org(role) => organisations::take(draft, context, line, role, rule),
        Field::Status => status(draft, context, line, rule),
        Field::Period => figures::period(draft, context, line, label, rule),
        Field::Date(kind) => figures::date(draft, context, line, kind, label, rule),
        Field::Budget(measure) => figures::budget(draft, context, line, measure, label, rule),
        Field::Amount => {
            if let Some(settled) = figures::amount_on(context, line, label) {
                let of = label.map(|label| context.text(label).to_owned());
                figures::push_amount(draft, settled, of, None, rule);
            }
        }
        Field::Type(list) => type_of(draft, context, line, list, rule),
        _ => {}
    }
}

/// True for a beginning and an end, and nothing else.
fn is_time(context: &Context<'_>, line: Span) -> bool {
    let text = context.text(line);
    let is_whole = |(span, period): (Span, value::period::PrintedPeriod)| {
        span.len() == text.len() && period.start.is_some() && period.end.is_some()
    };
    context.layout.is_general()
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && value::period::period(text, context.order).is_some_and(is_whole)
}

/// `Period/Budget`, `Durée et montant`: the time stands beside the amount.
fn names_time_too(label: &str) -> bool {
    const TIMES: [&str; 7] = ["period", "duration", "duree", "duracion", "duracao", "plazo", "prazo"];
    let label = almoner_codelists::fold(label);
    TIMES.iter().any(|time| label.contains(time)) && label.contains(['/', '&', ' '])
}

/// Of several amounts under one label the one that is called their total: lines, or `UNDP: $5; Total: $9` on one line.
fn total_of(context: &Context<'_>, piece: &Piece) -> Option<Span> {
    let of_line = |line: Span| codes::items(context.text(line)).into_iter().map(move |item| line.inner(item));
    let values: Vec<Span> = context.values(piece).into_iter().flat_map(of_line).collect();
    let name = |line: Span| context.text(line).split([':', '\t']).next().unwrap_or_default();
    const TOTALS: [&str; 12] = [
        "total",
        "grand total",
        "total general",
        "total budget",
        "total cost",
        "totale",
        "totaal",
        "gesamt",
        "suma",
        "razem",
        "i alt",
        "totalt",
    ];
    // `Total 3.600€`: the word and an amount, nothing between.
    let before_amount = |line: Span| {
        let text = context.text(line);
        let at = text.find(|c: char| c.is_ascii_digit() || value::sign::is_symbol(c))?;
        let (name, amount) = text.split_at_checked(at)?;
        value::money::is_alone(amount, context.decimal).then_some(name)
    };
    let is_total = |line: &Span| {
        let is_one = |name: &str| TOTALS.contains(&almoner_codelists::fold(name).trim());
        is_one(name(*line)) || before_amount(*line).is_some_and(is_one)
    };
    values.into_iter().skip(1).find(is_total)
}

/// Where no label tells the time: a line among labels that is a beginning and an end some months apart, and nothing else.
fn period_alone(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    const LONGEST: usize = 60;
    const FEWEST_DAYS: i32 = 60;
    /// Longer than activities last: `2030-45` is a time that a plan is for.
    const MOST_DAYS: i32 = 366 * 12;
    if !context.layout.is_general() || draft.activity.period.is_some() {
        return;
    }
    // What stands before the first label is below the title.
    let is_read = |(at, piece): &(usize, &&Piece)| match piece.field {
        Some(field) => field.shape() != crate::field::Shape::Text,
        None => *at == 0 || piece.heading.is_some() && draft.place("/title") == piece.heading,
    };
    let labelled = own.iter().enumerate().filter(is_read).map(|(_, piece)| piece);
    let lines = labelled.flat_map(|piece| context.lines_of(piece));
    let short = lines
        .filter(|line| line.kind == LineKind::Text && line.span.len() <= LONGEST && line.label.is_none());
    let is_period = |line: &&Line| {
        let text = context.text(line.span);
        let read = text
            .bytes()
            .any(|byte| byte.is_ascii_digit())
            .then(|| value::period::period(text, context.order));
        read.flatten().is_some_and(|(span, period)| {
            let ends = period.start.zip(period.end);
            let days = ends.and_then(|((_, start), (_, end))| end.last().since(start.first()).ok());
            // A year alone has a beginning and an end too.
            let are_two = period.start.zip(period.end).is_some_and(|((one, _), (other, _))| one != other);
            span.len() + 3 >= text.len()
                && are_two
                && days.is_some_and(|days| (FEWEST_DAYS..MOST_DAYS).contains(&days.get_days()))
        })
    };
    if let Some(line) = short.into_iter().find(is_period) {
        figures::period(draft, context, line.span, None, &context.rule("text", "period"));
    }
}

/// Lines without labels: those under the layout's header heading, else those before the first label.
fn header_lines(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    if context.layout.header.is_empty() {
        return;
    }
    // The heading may stand twice, and nothing under the first.
    let is_header = |piece: &&&Piece| piece.field == Some(Field::Header);
    let filled = own.iter().filter(is_header).find(|piece| !piece.lines.is_empty());
    let named = filled.or_else(|| own.iter().find(is_header));
    let title = draft.place("/title");
    let is_taken = |line: &Line| title.is_some_and(|title| line.span.contains(title));
    // A title may stand before them under a label of its own.
    let is_below = |piece: &&&Piece| piece.field.is_some_and(|field| field != Field::Title);
    let until = own.iter().find(is_below).map(|piece| piece.lines.start.saturating_sub(1));
    let is_label =
        |line: &Line| own.iter().any(|piece| piece.field.is_some() && piece.heading == Some(line.span));
    let lines = match named {
        Some(piece) => piece.lines.clone(),
        None => 0..until.unwrap_or(context.lines.len()),
    };
    let lines = context.lines.get(lines).unwrap_or_default().iter();
    let is_menu = |line: &Line| lines::is_in_menu(line, context.lines, &context.document.text);
    let is_read = |line: &&Line| !matches!(line.kind, LineKind::Table | LineKind::Caption | LineKind::Aside);
    let lines = lines.filter(is_read).filter(|line| !is_taken(line) && !is_label(line) && !is_menu(line));
    let lines = header::below_site(context, lines.take(header::MOST_LINES).collect());
    header::read_country(draft, context, &lines);
    // Without the heading that announces such lines, names count only beside a value that reads as nothing else.
    let anchored = named.is_some() || header::has_anchor(context, &lines);
    for (field, span) in header::align(context, &lines) {
        if anchored || field == Field::Title {
            let rule = context.rule("header", field.name());
            let span =
                if field == Field::Title { below::unbroken_title(context, &lines, span) } else { span };
            value_of_line(draft, context, span, field, None, &rule);
        }
    }
}

fn status(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) {
    let text = context.text(line);
    let Some((entry, since)) = codes::status_told(text, context.order) else { return };
    let value = codes::code_and_name(entry);
    let found = Found { value, span: line, basis: Basis::Stated, rule: rule.to_owned() };
    draft.set("/status", |activity| &mut activity.status, found);
    // The day on which it was signed; on the others the standard has types of its own, which no word tells for sure.
    if let Some((span, date)) = since.filter(|_| is_signed(text)) {
        figures::dated(draft, line.inner(span), date, text.split_whitespace().next(), rule);
    }
}

fn is_signed(status: &str) -> bool {
    let folded = almoner_codelists::fold(status);
    ["sign", "firma", "assina", "approv", "approu", "aprob", "aprov"]
        .iter()
        .any(|word| folded.starts_with(word))
}

fn type_of(draft: &mut Draft, context: &Context<'_>, line: Span, list: TypeList, rule: &str) {
    let Some((list, entry)) = codes::type_told(list, context.text(line)) else { return };
    let found =
        Found { value: codes::code_and_name(entry), span: line, basis: Basis::Stated, rule: rule.to_owned() };
    match list {
        TypeList::Aid => draft.set("/aid_type", |activity| &mut activity.aid_type, found),
        TypeList::Finance => draft.set("/finance_type", |activity| &mut activity.finance_type, found),
        TypeList::Flow => draft.set("/flow_type", |activity| &mut activity.flow_type, found),
        TypeList::Collaboration => {
            draft.set("/collaboration_type", |activity| &mut activity.collaboration_type, found)
        }
        TypeList::Tied => draft.set("/tied_status", |activity| &mut activity.tied_status, found),
    };
}

/// The items of a line as codes of `field`.
pub(crate) fn codes_of_line(draft: &mut Draft, context: &Context<'_>, line: Span, field: Field, rule: &str) {
    // A long line under such a label is running text, not a list.
    const LONGEST: usize = 4000;
    if line.len() > LONGEST {
        return;
    }
    // A label that says sector makes its first value one, known or not; elsewhere only a donor's own layout does.
    let first_sector = field == Field::Sectors && draft.activity.sectors.is_empty() && line.len() <= 200;
    let closed = !context.layout.is_general() || first_sector;
    let text = joined_lines(context.text(line));
    let source = Source { line: &text, span: line, rule, closed };
    match field {
        Field::Countries => {
            codes::countries(draft, &source, ("/countries", |activity| &mut activity.countries));
            places::of_countries(draft, context, line, rule);
        }
        Field::PlannedCountries => {
            codes::countries(
                draft,
                &source,
                ("/planned_countries", |activity| &mut activity.planned_countries),
            );
        }
        Field::Sectors => codes::sectors(draft, &source),
        Field::PolicyMarkers => codes::policy_markers(draft, &source),
        Field::Sdgs => codes::sdgs(draft, &source),
        _ => {}
    }
}

/// A text whose lines a narrow column broke inside a name, those joined: `Basic water supply and`, `sanitation`. Each place
/// stays where it was.
pub(crate) fn joined_lines(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('\n') {
        return text.into();
    }
    let mut joined = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        let last = joined.rsplit('\n').next().unwrap_or_default();
        let is_bracket = line.trim_start().starts_with('(') && line.trim_end().ends_with(')');
        let goes_on = line.trim_start().starts_with(char::is_lowercase)
            || is_bracket && !last.trim().is_empty() && !line.contains('%')
            || bodies::is_unfinished(last, line.trim_start());
        if at > 0 {
            joined.push(if goes_on { ' ' } else { '\n' });
        }
        joined.push_str(line);
    }
    joined.into()
}

/// What counts wherever it stands: documents cited by a symbol, and goals.
fn whole_text(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    let inline = own.iter().flat_map(|piece| piece.inline.iter().copied());
    let spans: Vec<Span> =
        own.iter().flat_map(|piece| context.lines_of(piece)).map(|line| line.span).chain(inline).collect();
    for span_of_line in spans {
        let text = context.text(span_of_line);
        for (span, symbol) in value::reference::references(text) {
            if draft.is_new("references", symbol.clone()) {
                let value = Reference { symbol, text: span.of(text).to_owned() };
                let rule = context.rule("text", "references");
                let found = Found { value, span: span_of_line.inner(span), basis: Basis::Stated, rule };
                draft.push("/references", |activity| &mut activity.references, found);
            }
        }
        for (span, code) in value::sdg::sdgs(text) {
            let rule = context.rule("text", "sdgs");
            let source = Source { line: text, span: span_of_line, rule: &rule, closed: false };
            codes::push_sdg(draft, &source, span, &code);
        }
    }
}

/// The date of the document itself, from its pieces.
pub(crate) fn document_date(context: &Context<'_>, pieces: &[Piece]) -> Option<value::date::PrintedDate> {
    let mut dates = pieces.iter().filter(|piece| piece.field == Some(Field::DocumentDate));
    dates.find_map(|piece| {
        let line = context.value(piece)?;
        value::date::date(context.text(line), context.order).map(|(_, date)| date)
    })
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_lone_line_is_the_time_where_it_is_one_of_an_activity() {
        for (line, end) in [("2019 - 2023", Some("2023-12-31")), ("2030-45", None), ("2020 - 2050", None)] {
            let read = record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nStatus: Ongoing\n{line}\nTotal budget: EUR 5,000\n"
            ));
            let told = read.period.and_then(|period| period.end).map(|end| end.to_string());
            assert_eq!(told.as_deref(), end, "{line}");
        }
    }

    #[test]
    fn a_title_may_stand_behind_its_number() {
        for (line, title, number) in [
            ("Project ID & Title: 00076875 Wells for Kita", "Wells for Kita", Some("00076875")),
            ("Project number and title: ML-114/2 - Wells for Kita", "Wells for Kita", Some("ML-114/2")),
            ("Project title: 100 wells for Kita", "100 wells for Kita", None),
            ("Project ID & Title: Wells for Kita", "Wells for Kita", None),
        ] {
            let read = record(&format!("{line}\nCountry: Mali\nDonor: Norad\nTotal budget: EUR 5,000\n"));
            assert_eq!(read.title.as_deref(), Some(title), "{line}");
            let told = read.other_identifiers.first().map(|one| one.value.as_str());
            assert_eq!(told, number, "{line}");
        }
    }

    #[test]
    fn words_in_capitals_are_no_identifier() {
        for (code, expected) in [
            ("TGO-M-PMT", Some("TGO-M-PMT")),
            ("AB-1234", Some("AB-1234")),
            ("ON-GOING", None),
            ("CO-FINANCED", None),
            ("MULTI-YEAR-GRANT", None),
        ] {
            let read = record(&format!(
                "Wells for Kita\n\nCountry: Mali\nProject code: {code}\nDonor: Norad\nTotal budget: EUR 5,000\n"
            ));
            let printed = read.other_identifiers.first().map(|identifier| identifier.value.as_str());
            assert_eq!(printed, expected, "{code}");
        }
    }

    #[test]
    fn an_award_beside_a_grant_is_a_share_of_it() {
        let read = crate::specimen::record(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nGrant: EUR 400,000\nAward: EUR 5,000\n",
        );
        assert_eq!(read.budget.map(|budget| budget.money.value.to_string()).as_deref(), Some("400000"));
        assert_eq!(read.amounts.len(), 1);
        let read =
            crate::specimen::record("Wells for Kita\n\nCountry: Mali\nDonor: Norad\nAward: EUR 5,000\n");
        assert_eq!(read.budget.map(|budget| budget.money.value.to_string()).as_deref(), Some("5000"));
    }
}
