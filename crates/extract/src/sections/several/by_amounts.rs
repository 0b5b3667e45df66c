//! Lists of grants without labels: who receives it, the amount alone on a line, and what it is for; or all of it in one item
//! of a list, `21-005 'Pesticide plants for organic cotton' (Mali) Royal Botanic Gardens, Kew (£258,540)`.

use almoner_record::{DescriptionType, Measure, Role, Span};

use super::super::{Cutter, Piece};
use super::{by_items, facts, in_order, of_aid, others};
use crate::bodies;
use crate::codes;
use crate::field::Field;
use crate::lines::LineKind;
use crate::value;
use crate::value::numeral::DecimalMark;

/// The facts of one grant, and the lines that tell it.
pub(super) struct Entry {
    pub(super) facts: Vec<(Field, Span)>,
    /// The line that its description begins on.
    pub(super) text: Option<usize>,
    pub(super) lines: std::ops::Range<usize>,
}

/// The fewest entries of a list.
const FEWEST: usize = 2;

/// Parts the document where each item of a list tells all of a grant.
pub(super) fn part_by_items(cutter: &mut Cutter<'_>) -> bool {
    let entries = |cutter: &Cutter<'_>| {
        let entries = of_items(cutter);
        let entries = if entries.len() < FEWEST { by_items::entries(cutter) } else { entries };
        // What all have in common tells more surely which of two texts is the title.
        let ordered = in_order::entries(cutter);
        let told =
            |entries: &[Entry]| (entries.len(), entries.iter().map(|entry| entry.facts.len()).sum::<usize>());
        if told(&ordered) < told(&entries) { entries } else { ordered }
    };
    part_by(cutter, entries)
}

/// Parts the document where it is a list with an amount a line.
pub(super) fn part(cutter: &mut Cutter<'_>) -> bool {
    part_by(cutter, of_lines)
}

fn part_by(cutter: &mut Cutter<'_>, entries: impl Fn(&Cutter<'_>) -> Vec<Entry>) -> bool {
    // What stands again and again is of the entries of a list.
    let has_facts = facts(cutter, &cutter.pieces).len() > 1;
    if has_facts && !stands_again(cutter) || others::is_study(cutter) {
        return false;
    }
    let entries = entries(cutter);
    if has_facts && has_facts_beside(cutter, &entries) {
        return false;
    }
    let are_others = entries
        .first()
        .and_then(|entry| cutter.lines.get(entry.lines.start))
        .is_none_or(|line| others::stand_below_others(cutter, line.span));
    if entries.len() < FEWEST || are_others {
        return false;
    }
    let of_aid = of_aid::are_entries_of(cutter, &entries);
    let mut pieces = Vec::new();
    let mut at = 0;
    for (ordinal, entry) in (0..).zip(entries) {
        if at < entry.lines.start {
            pieces.push(Piece::of_lines(at..entry.lines.start));
        }
        for (field, span) in entry.facts {
            let own = Piece::of_lines(entry.lines.start..entry.lines.start);
            let own = Piece { of_aid: of_aid && field == Field::Title, ..own };
            pieces.push(Piece { field: Some(field), inline: vec![span], activity: Some(ordinal), ..own });
        }
        if let Some(text) = entry.text {
            let field = Some(Field::Description(DescriptionType::General));
            pieces.push(Piece { field, activity: Some(ordinal), ..Piece::of_lines(text..entry.lines.end) });
        }
        at = entry.lines.end.max(at);
    }
    pieces.push(Piece::of_lines(at..cutter.lines.len()));
    cutter.pieces = pieces;
    true
}

/// True where a label of a country or an amount stands three times or more, as in a list.
fn stands_again(cutter: &Cutter<'_>) -> bool {
    const FEWEST: usize = 3;
    let count = |wanted: fn(Field) -> bool| {
        cutter.pieces.iter().filter(|piece| piece.field.is_some_and(wanted)).count()
    };
    count(|field| field == Field::Countries) >= FEWEST
        || count(|field| matches!(field, Field::Budget(_))) >= FEWEST
}

/// True where facts of more than one kind stand outside of the lines of the entries.
fn has_facts_beside(cutter: &Cutter<'_>, entries: &[Entry]) -> bool {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return true };
    let own = first.lines.start..last.lines.end;
    let beside = |piece: &&Piece| !own.contains(&piece.lines.start) || piece.lines.end > own.end;
    let beside: Vec<Piece> = cutter.pieces.iter().filter(beside).cloned().collect();
    facts(cutter, &beside).len() > 1
}

/// Entries of which the amount is a line of its own: the name above it, what it is for below it.
fn of_lines(cutter: &Cutter<'_>) -> Vec<Entry> {
    let text = |at: usize| cutter.lines.get(at).map_or("", |line| cutter.document.slice(line.span));
    let amounts: Vec<usize> = (0..cutter.lines.len())
        .filter(|at| cutter.lines.get(*at).is_some_and(|line| line.kind != LineKind::Table))
        .filter(|at| {
            value::money::is_alone(text(*at).trim(), DecimalMark::Unknown) || is_bare_amount(text(*at))
        })
        .collect();
    let mut entries: Vec<Entry> = Vec::new();
    for amount in &amounts {
        let least = entries.last().map_or(0, |entry| entry.lines.end);
        let Some(entry) = of_amount(cutter, *amount, least) else { continue };
        entries.push(entry);
    }
    // What else has amounts on lines of their own is a list of prices, or of accounts.
    let named = entries.iter().filter(|entry| {
        entry.facts.iter().any(|(field, span)| {
            matches!(field, Field::Org(_)) && bodies::is_body(cutter.document.slice(*span))
        })
    });
    let are_named = named.count() * 2 >= entries.len();
    if entries.len() * 5 >= amounts.len() * 4 && are_named { entries } else { Vec::new() }
}

/// `$45,000` without anything beside it, of no currency for sure.
fn is_bare_amount(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['$', '£', '€'])
        && value::money::money(text, DecimalMark::Unknown).is_some_and(|(span, _)| span.len() == text.len())
}

fn of_amount(cutter: &Cutter<'_>, amount: usize, least: usize) -> Option<Entry> {
    const MOST_ABOVE: usize = 3;
    const LONGEST: usize = 160;
    let slice = |at: usize| cutter.lines.get(at).map(|line| (line, cutter.document.slice(line.span)));
    let (mut first, mut at) = (amount, amount);
    while at > least && amount - at < MOST_ABOVE {
        at -= 1;
        let (line, text) = slice(at)?;
        if text.len() > LONGEST || text.trim_end().ends_with('.') || line.kind == LineKind::Table {
            break;
        }
        first = at;
        if let LineKind::Heading { level } = line.kind {
            // The title of the list stands above the first name.
            first += usize::from(level == 1 && at + 1 < amount);
            break;
        }
    }
    let (name, own) = slice(first).filter(|_| first < amount)?;
    let (below, purpose) = slice(amount + 1)?;
    if below.kind != LineKind::Text
        || !tells_purpose(purpose)
        || !own.trim_start().starts_with(char::is_uppercase)
    {
        return None;
    }
    // A line between is the title where it has the words for one.
    let between =
        (first + 1..amount).filter_map(slice).find(|(_, text)| text.split_whitespace().count() >= 4);
    let sentence = value::sentence::sentences(purpose).first().copied()?;
    let title = between.map_or(below.span.inner(sentence), |(line, _)| line.span);
    let facts = vec![
        (Field::Title, title),
        (Field::Org(Some(Role::Implementing)), name.span),
        (Field::Budget(Some(Measure::Commitment)), cutter.lines.get(amount)?.span),
    ];
    Some(Entry { facts, text: Some(amount + 1), lines: first..amount + 2 })
}

/// True for what begins as the purpose of a grant does: `To promote awareness of …`.
fn tells_purpose(text: &str) -> bool {
    const FEWEST_WORDS: usize = 5;
    let begins = ["To ", "Pour ", "Para ", "Afin de "].iter().any(|word| text.starts_with(word));
    begins && text.split_whitespace().count() >= FEWEST_WORDS
}

/// Items that tell all of a grant: number, title in quotes, country in brackets, who receives it, amount in brackets.
fn of_items(cutter: &Cutter<'_>) -> Vec<Entry> {
    let items = cutter
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| matches!(line.kind, LineKind::Item { .. } | LineKind::Text));
    items
        .filter_map(|(at, line)| {
            // Who receives it may stand on a line of its own below.
            let below = cutter.lines.get(at + 1).filter(|below| below.kind == LineKind::Text);
            let both = below.map(|below| (line.span.cover(below.span), at + 2));
            let wholes = [Some((line.span, at + 1)), both].into_iter().flatten();
            let (whole, end, parts) = wholes
                .filter_map(|(span, end)| Some((span, end, of_item(cutter.document.slice(span))?)))
                .next()?;
            let facts = parts.into_iter().map(|(field, span)| (field, whole.inner(span))).collect();
            Some(Entry { facts, text: None, lines: at..end })
        })
        .collect()
}

fn of_item(text: &str) -> Option<Vec<(Field, Span)>> {
    const LONGEST: usize = 1_000;
    const FURTHEST: usize = 24;
    if text.len() > LONGEST {
        return None;
    }
    let (open, mark) = text.char_indices().find(|(_, c)| matches!(c, '‘' | '“' | '«' | '\'' | '"'))?;
    let number = Span::new(0, open).trim(text);
    if open > FURTHEST || !number.is_empty() && !number.of(text).bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let from = open + mark.len_utf8();
    // The quote ends before the bracket of the country: an apostrophe is no end.
    let rest = text.get(from..)?;
    let (end, place) = rest
        .char_indices()
        .filter(|(_, c)| matches!(c, '’' | '”' | '»' | '\'' | '"'))
        .find_map(|(at, c)| {
            let behind = from + at + c.len_utf8();
            let bracket = text.get(behind..)?;
            let front = bracket.len() - bracket.trim_start().len();
            let inside = bracket.trim_start().strip_prefix('(')?;
            let close = inside.find(')')?;
            let start = behind + front + 1;
            Some((from + at, Span::new(start, start + close)))
        })?;
    let title = Span::new(from, end).trim(text);
    let after = text.get(place.range().end + 1..)?;
    let base = place.range().end + 1;
    let bracket = after.rfind('(')?;
    let money = after.get(bracket + 1..)?.trim_end().strip_suffix(')')?;
    let is_money = value::money::money(money, DecimalMark::Unknown)
        .is_some_and(|(span, _)| span.len() + 2 >= money.len());
    let name = Span::new(base, base + bracket).trim(text);
    if !codes::are_countries(place.of(text)) || !is_money || name.is_empty() || title.is_empty() {
        return None;
    }
    let amount = Span::new(base + bracket + 1, base + bracket + 1 + money.len());
    let number = (!number.is_empty()).then_some((Field::OtherIdentifier, number));
    let facts = [
        (Field::Title, title),
        (Field::Countries, place),
        (Field::Org(Some(Role::Implementing)), name),
        (Field::Budget(Some(Measure::Commitment)), amount),
    ];
    Some(number.into_iter().chain(facts).collect())
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    fn told(text: &str) -> Vec<(String, String, String, String)> {
        let read = extracted(text).activities;
        let one = |one: &almoner_record::Activity| {
            let org = one.participating_orgs.first().map(|org| org.organisation.name.clone());
            let budget = one.budget.as_ref().map(|budget| budget.money.value.to_string());
            let country = one.countries.first().map(|country| country.code.clone());
            let title = one.title.clone().unwrap_or_default();
            (title, org.unwrap_or_default(), budget.unwrap_or_default(), country.unwrap_or_default())
        };
        read.iter().map(one).collect()
    }

    fn row(title: &str, org: &str, budget: &str, country: &str) -> (String, String, String, String) {
        (title.to_owned(), org.to_owned(), budget.to_owned(), country.to_owned())
    }

    #[test]
    fn an_amount_alone_between_a_name_and_a_purpose_is_a_grant() {
        let text = "GRANTS OF 2012: CAMEROON\n\nCentre for Rights Education\n$45,000\nTo teach rights in Maroua and beyond. The centre will train 120 paralegals.\n\nMwanga Youth Network\n$38,500\nTo give young people a voice in councils. It will hold 15 forums.\n\nWomen in Law\n$52,300\nTo monitor the courts of four towns.\n";
        assert_eq!(
            told(text),
            [
                row("To teach rights in Maroua and beyond.", "Centre for Rights Education", "45000", "CM"),
                row("To give young people a voice in councils.", "Mwanga Youth Network", "38500", "CM"),
                row("To monitor the courts of four towns.", "Women in Law", "52300", "CM"),
            ]
        );
    }

    #[test]
    fn an_item_may_tell_all_of_a_grant() {
        let text = "List of projects\n\n- 21-001 'Saving the manumea of Samoa' (Samoa)\n  Samoa Conservation Society (£229,842)\n- 21-005 ‘Farmers’ pesticide plants for cotton’ (Mali) Royal Botanic Gardens, Kew (£258,540)\n";
        assert_eq!(
            told(text),
            [
                row("Saving the manumea of Samoa", "Samoa Conservation Society", "229842", "WS"),
                row("Farmers’ pesticide plants for cotton", "Royal Botanic Gardens, Kew", "258540", "ML"),
            ]
        );
        assert_eq!(extracted(text).activities[0].other_identifiers[0].value, "21-001");
    }

    #[test]
    fn prices_and_collections_are_no_grants() {
        for text in [
            "Price list of Kenya 2021\n\nDeluxe tent\n$450\nTo keep four people dry in the rain.\n\nCamp stove\n$85\nTo cook for two people outdoors.\n",
            "Campaigns in Kenya\n\nRun for the school\n$12,000\nTo raise money for new school books.\n\nBake sale\n$900\nTo raise money for the roof of it.\n",
            "Accounts of the Kenya office\n\nCentre for Rights\n$45,000\nPaid in May.\n\nYouth Network\n$38,500\nPaid in June.\n",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }
}
