//! Items of a list that tell an activity by the places of their parts: `Swissaid – Niger – “School meals in Maradi” –
//! EUR 76,000 – 24 months`, `Niger: School meals in Maradi. Implemented by Swissaid from March 2015 to April 2018.
//! Contribution: EUR 76,000.`; and paragraphs whose facts stand in a bracket at the end, `School meals in Maradi. The children
//! eat at school. [Swissaid; 2015–2018; EUR 76,000]`.

use almoner_codelists::{country, fold};
use almoner_record::{DescriptionType, Span};

use super::super::Cutter;
use super::by_items::{alone_or_labelled, is_title, on_one_line, parts, whole_bracket, without_sign};
use super::{Fact, fact, heads};
use crate::bodies;
use crate::field::Field;
use crate::quotes::{Pair, unquoted};
use crate::value::date::DayOrder;
use crate::value::duration::duration;
use crate::value::period::period;
use crate::value::sentence::sentences;
use crate::word_list::WordList;

/// Words that join a time to what it is of: `from March 2015`, `over 24 months`.
static JOINING: WordList =
    WordList::of("from over for during between in de d' du des desde durante entre pendant sur em por a");

/// A part of an item, and what it is.
#[derive(Clone, Copy)]
enum Part {
    Fact(Field, Span),
    Quoted(Span),
    Free(Span),
}

/// The facts that an item tells so.
pub(super) fn facts(cutter: &Cutter<'_>, whole: Span, block: usize) -> Option<Vec<(Field, Span)>> {
    const LONGEST: usize = 4_000;
    const LONGEST_ITEM: usize = 600;
    if whole.len() > LONGEST || !cutter.document.slice(whole).bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let text = on_one_line(cutter, whole);
    let in_bracket = || in_bracket(cutter, whole, &text, block);
    let by_places = || (text.len() <= LONGEST_ITEM).then(|| by_places(cutter, whole, &text, block)).flatten();
    in_bracket().or_else(by_places)
}

/// A title, what it is about, and the facts in a bracket at the end.
fn in_bracket(cutter: &Cutter<'_>, whole: Span, text: &str, block: usize) -> Option<Vec<(Field, Span)>> {
    const LONGEST: usize = 400;
    const SIGNS: [&str; 6] = ["; ", ". ", " | ", " – ", " — ", ", "];
    let kept = text.trim_end().trim_end_matches('.');
    let open = opening(kept).filter(|open| kept.len() - open <= LONGEST)?;
    let inside = Span::new(open + 1, kept.len() - 1);
    let sign = SIGNS.iter().find(|sign| inside.of(text).contains(**sign))?;
    let mut found: Vec<(Field, Span)> = Vec::new();
    let mut name: Option<Span> = None;
    let mut from = inside.range().start;
    for part in inside.of(text).split(sign) {
        let own = Span::new(from, from + part.len()).trim(text);
        from += part.len() + sign.len();
        let own = own.inner(Span::new(0, without_sign(own.of(text)).len()));
        let place = whole.inner(own);
        if own.is_empty() {
            continue;
        }
        match (known(cutter, place, block), found.last_mut()) {
            (Some(told), _) => found.push(told),
            // A name goes on behind a comma.
            (None, Some((Field::Org(_), last))) => *last = last.cover(place),
            (None, _) if name.is_none() && is_name_of_one(own.of(text)) => {
                name = Some(place);
                found.push((Field::Org(None), place));
            }
            (None, _) => return None,
        }
    }
    let told = |wanted: Fact| found.iter().any(|(field, _)| fact(*field) == Some(wanted));
    if !told(Fact::Money) || !(told(Fact::Time) || told(Fact::Taker)) || !differ(&found) {
        return None;
    }
    let front = Span::new(heads::behind_count(text), open).trim(text);
    let (title, about) = titled(front.of(text))?;
    let title = whole.inner(front.inner(title));
    let about =
        about.map(|about| (Field::Description(DescriptionType::General), whole.inner(front.inner(about))));
    Some([(Field::Title, title)].into_iter().chain(about).chain(found).collect())
}

/// Where the bracket opens that the text ends with.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    if !text.ends_with([')', ']']) {
        return None;
    }
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' | ']' => depth += 1,
            '(' | '[' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The title that stands before a text as its first sentence, and the text.
pub(super) fn titled(text: &str) -> Option<(Span, Option<Span>)> {
    const LONGEST: usize = 240;
    let sentences = sentences(text);
    let first = *sentences.first()?;
    let about = sentences.get(1).zip(sentences.last()).map(|(next, last)| next.cover(*last));
    let name = first.of(text).trim_end_matches(['.', ':', ' ']);
    let title = first.inner(Span::new(0, name.len()));
    (name.len() <= LONGEST && is_title(name)).then_some((title, about))
}

/// Who, where, what, how much and when, one after another.
fn by_places(cutter: &Cutter<'_>, whole: Span, text: &str, block: usize) -> Option<Vec<(Field, Span)>> {
    const MOST_PARTS: usize = 12;
    /// What it is, how much and when; where may stand before what.
    const FEWEST_PARTS: usize = 3;
    let parts = parts(text);
    if parts.len() < FEWEST_PARTS {
        return None;
    }
    let mut told: Vec<Part> = Vec::new();
    let count = heads::behind_count(text);
    for part in parts.into_iter().take(MOST_PARTS + 1) {
        let own = Span::new(part.range().start.max(count), part.range().end.max(count)).trim(text);
        if own.is_empty() {
            continue;
        }
        let place = whole_bracket(cutter, whole.inner(own));
        if told.is_empty()
            && let Some((land, rest)) = behind_country(own.of(text))
        {
            told.push(Part::Fact(Field::Countries, whole.inner(own.inner(land))));
            told.push(Part::Free(whole.inner(own.inner(rest))));
            continue;
        }
        let known = known(cutter, place, block);
        match (known, told.last_mut()) {
            (Some((Field::Org(role), name)), _) => {
                let (name, time) = without_time(cutter, name);
                told.push(Part::Fact(Field::Org(role), name));
                told.extend(time.map(|time| Part::Fact(Field::Period, time)));
            }
            (Some((field, value)), _) => told.push(Part::Fact(field, value)),
            (None, last) => match (quoted(cutter, place), last) {
                (Some(inner), _) => told.push(Part::Quoted(inner)),
                (None, Some(Part::Free(last))) => *last = last.cover(place),
                (None, _) => told.push(Part::Free(place)),
            },
        }
    }
    if told.len() > MOST_PARTS {
        return None;
    }
    let mut found: Vec<(Field, Span)> = Vec::new();
    let (mut free, mut quotes) = (Vec::new(), Vec::new());
    for part in told {
        match part {
            Part::Fact(field, value) => found.push((field, value)),
            Part::Quoted(value) => quotes.push(value),
            Part::Free(value) => free.push(value),
        }
    }
    let has = |wanted: Fact| found.iter().any(|(field, _)| fact(*field) == Some(wanted));
    let (title, name) = match (quotes.as_slice(), free.as_slice()) {
        ([title], [name]) if !has(Fact::Taker) => (*title, Some(*name)),
        ([title], []) => (*title, None),
        ([], [title]) => (*title, None),
        ([], [one, other]) if !has(Fact::Taker) => {
            let (first, second) = (on_one_line(cutter, *one), on_one_line(cutter, *other));
            // A single word is no title, whatever the other names: `Oxfam … – Fund for returnees`.
            let may_be = |title: &str, name: &str| is_title(title) && is_name_of_one(name);
            let is_name_first = is_name_before_title(&first, &second) || !is_title(&first);
            if is_name_first && may_be(&second, &first) { (*other, Some(*one)) } else { (*one, Some(*other)) }
        }
        _ => return None,
    };
    // What has no time needs the list to say more: `by_items/ordered.rs`.
    let is_whole = has(Fact::Money) && has(Fact::Country) && differ(&found);
    let is_named = name.map_or(has(Fact::Taker), |name| is_name_of_one(&on_one_line(cutter, name)));
    if !is_whole || !is_named || !is_title(&on_one_line(cutter, title)) {
        return None;
    }
    found.extend(name.map(|name| (Field::Org(None), name)));
    found.insert(0, (Field::Title, title));
    Some(found)
}

/// What a part is by itself, a length of time too.
fn known(cutter: &Cutter<'_>, part: Span, block: usize) -> Option<(Field, Span)> {
    let text = &on_one_line(cutter, part);
    let time = || {
        let joined = text.split_once(' ').filter(|(word, _)| JOINING.has(&fold(word)));
        let own = joined.map_or(text.as_str(), |(_, rest)| rest);
        let is_time = duration(own).is_some_and(|(span, _)| span.len() + 2 >= own.len())
            || joined.is_some()
                && period(own, DayOrder::Unknown).is_some_and(|(span, _)| span.len() + 2 >= own.len());
        is_time.then(|| (Field::Period, part.inner(Span::new(text.len() - own.len(), text.len()))))
    };
    alone_or_labelled(cutter, part, block).or_else(time)
}

/// A name without the time that stands behind it: `Swissaid from March 2015 to April 2018`.
fn without_time(cutter: &Cutter<'_>, name: Span) -> (Span, Option<Span>) {
    let text = on_one_line(cutter, name);
    let Some((time, _)) = period(&text, DayOrder::Unknown) else { return (name, None) };
    if time.range().start == 0 || time.range().end + 2 < text.len() {
        return (name, None);
    }
    let mut front = text.get(..time.range().start).unwrap_or_default().trim_end();
    // `d’octobre`
    front =
        front.strip_suffix(['’', '\'']).map_or(front, |front| front.trim_end_matches(['d', 'D'])).trim_end();
    while let Some((rest, _)) = front.rsplit_once(' ').filter(|(_, word)| JOINING.has(&fold(word))) {
        front = rest.trim_end();
    }
    let front = front.trim_end_matches([',', ' ']);
    if front.is_empty() {
        return (name, None);
    }
    (name.inner(Span::new(0, front.len())), Some(name.inner(time)))
}

/// `Niger: School meals in Maradi`: the country, and what stands behind it.
fn behind_country(text: &str) -> Option<(Span, Span)> {
    let (front, rest) = text.split_once(": ")?;
    let land = front.trim_end();
    country(land)?;
    let rest = Span::new(text.len() - rest.len(), text.len()).trim(text);
    (!rest.is_empty()).then_some((Span::new(0, land.len()), rest))
}

/// What stands between quotes that are all of a part.
pub(super) fn quoted(cutter: &Cutter<'_>, part: Span) -> Option<Span> {
    const PAIRS: [Pair; 4] = [('“', '”'), ('«', '»'), ('"', '"'), ('„', '“')];
    unquoted(cutter.document.slice(part), &PAIRS).map(|inner| part.inner(inner))
}

/// No two facts of a kind, but for those who take part.
fn differ(found: &[(Field, Span)]) -> bool {
    found.iter().enumerate().all(|(at, (field, _))| {
        let own = fact(*field);
        own == Some(Fact::Taker)
            || own.is_some() && !found.iter().take(at).any(|(other, _)| fact(*other) == own)
    })
}

/// True for what may be a name: it begins with a capital, has no figure, and is no sentence.
pub(super) fn is_name_of_one(text: &str) -> bool {
    const MOST_WORDS: usize = 14;
    text.starts_with(char::is_uppercase)
        && text.bytes().all(|byte| !byte.is_ascii_digit())
        && text.split_whitespace().count() <= MOST_WORDS
        && !text.contains([':', '“', '«', '?', '!'])
        && country(text).is_none()
}

/// True where the first of two is the name, the second the title.
fn is_name_before_title(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    match (bodies::is_body(one), bodies::is_body(other)) {
        (true, false) => true,
        (false, true) => false,
        _ => words(other) > words(one) * 2,
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_page;

    /// Title, country, organisations, budget, and begin or length.
    fn told(heading: &str, items: &[&str]) -> Vec<String> {
        let items: String = items.iter().map(|item| format!("<p>{item}</p>")).collect();
        let page = format!(
            "<html lang=\"en\"><body><h1>Projects of the Fund</h1><h2>{heading}</h2>{items}<p>The Fund thanks all who give.</p></body></html>"
        );
        let one = |one: almoner_record::Activity| {
            let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
            let names: Vec<String> =
                one.participating_orgs.into_iter().map(|org| org.organisation.name).collect();
            let budget = one.budget.map_or_else(String::new, |budget| budget.money.value.to_string());
            let time = one.period.and_then(|period| {
                period.start.map(|day| day.to_string()).or(period.duration.map(|length| length.to_string()))
            });
            format!(
                "{}/{}/{}/{budget}/{}",
                one.title.unwrap_or_default(),
                codes.join(" "),
                names.join(" + "),
                time.unwrap_or_default()
            )
        };
        of_page(&page).into_iter().map(one).collect()
    }

    #[test]
    fn an_item_tells_its_facts_one_after_another() {
        for (one, other, time) in [
            (
                "1. Les Amis du Sahel – Mali – “Wells – roads, schools for Kita” – EUR 90,000 – 24 months",
                "2. Swissaid – Niger – “School meals in Maradi” – EUR 76,000 – 24 months",
                "P24M",
            ),
            (
                "1) Mali: Wells – roads, schools for Kita. Implemented by Les Amis du Sahel from March 2015 to April 2018. Budget: EUR 90,000.",
                "2) Niger: School meals in Maradi. Implemented by Swissaid from March 2015 to May 2018. Budget: EUR 76,000.",
                "2015-03-01",
            ),
            (
                "1) Mali : Wells – roads, schools for Kita. Mis en œuvre par Les Amis du Sahel d’avril 2015 à mars 2018. Budget : 90 000 EUR.",
                "2) Niger : School meals in Maradi. Mis en œuvre par Swissaid d’avril 2015 à mars 2018. Budget : 76 000 EUR.",
                "2015-04-01",
            ),
            (
                "Wells – roads, schools for Kita (Mali). Les Amis du Sahel, 2015–2018. EUR 90,000.",
                "School meals in Maradi (Niger). Swissaid, 2015–2018. EUR 76,000.",
                "2015-01-01",
            ),
        ] {
            let expected = [
                format!("Wells – roads, schools for Kita/ML/Les Amis du Sahel/90000/{time}"),
                format!("School meals in Maradi/NE/Swissaid/76000/{time}"),
            ];
            assert_eq!(told("Grants", &[one, other]), expected, "{one}");
        }
        let names_first = [
            "Oxfam (Mali). Wells, roads and schools for Kita, 2015–2018. EUR 90,000.",
            "Swissaid (Niger). School meals in Maradi, 2015–2018. EUR 76,000.",
        ];
        let expected = [
            "Wells, roads and schools for Kita/ML/Oxfam/90000/2015-01-01",
            "School meals in Maradi/NE/Swissaid/76000/2015-01-01",
        ];
        assert_eq!(told("Grants", &names_first), expected);
    }

    #[test]
    fn a_paragraph_has_its_facts_in_a_bracket_at_its_end() {
        for (one, other) in [
            ("[Les Amis du Sahel e.V.; 2015–2018; EUR 90,000]", "[Swissaid; 2015–2018; EUR 76,000]"),
            (
                "(Partner: Les Amis du Sahel e.V.. Budget: EUR 90,000. 2015–2018.)",
                "(Partner: Swissaid. Budget: EUR 76,000. 2015–2018.)",
            ),
            ("(Les Amis du Sahel e.V., EUR 90,000, 2015–2018)", "(Swissaid, EUR 76,000, 2015–2018)"),
        ] {
            let items = [
                format!("Wells for Kita. The villages (all of them) will have water, and roads. {one}"),
                format!("School meals in Maradi. The children eat at school. They come more often. {other}"),
            ];
            let items: Vec<&str> = items.iter().map(String::as_str).collect();
            let expected = [
                "Wells for Kita/ML/Les Amis du Sahel e.V./90000/2015-01-01",
                "School meals in Maradi/ML/Swissaid/76000/2015-01-01",
            ];
            assert_eq!(told("Mali", &items), expected, "{one}");
        }
    }

    #[test]
    fn films_books_prices_and_news_are_no_activities() {
        for items in [
            [
                "Ana Ruiz – Argentina – “The long road to the sea” – EUR 30,000 – 90 minutes",
                "Jan Otto – Chile – “A house in the far south” – EUR 40,000 – 80 minutes",
            ],
            [
                "Wells of the north (Kenya). Nairobi: East Press, 2012. KES 2,500",
                "Roads of the south (Senegal). Dakar: Sahel Press, 2014. XOF 12,000",
            ],
            [
                "The minister spoke. He told of the villages and their wells. (Nairobi, 5 May 2019)",
                "The fair was held. It had many guests from abroad. (Bamako, 6 June 2019)",
            ],
            [
                "The minister spoke. He told of the villages and their wells. (see page 4; 2019–2022)",
                "The fair was held. It had many guests from abroad. (see page 5; 2019–2022)",
            ],
        ] {
            assert!(told("Kenya", &items).is_empty(), "{items:?} {:?}", told("Kenya", &items));
        }
    }
}
