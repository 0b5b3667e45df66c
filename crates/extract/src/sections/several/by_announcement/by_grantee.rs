//! News of a foundation that tells in an item or a sentence what each grantee was given: `$5 million over three years to the Water
//! Alliance in support of its work in Ethiopia`, `Sisters of Kenya was awarded $1.6 million to expand …`, `and gave Water.org
//! a $1.3 million grant over three years for its work in Ethiopia`.

use almoner_codelists::{Folded, countries_in, fold};
use almoner_record::{Role, Span};

use super::entries::Entry;
use crate::field::Field;
use crate::header;
use crate::lines::LineKind;
use crate::prose::names::{is_name, region};
use crate::sections::Cutter;
use crate::value::duration::duration;
use crate::value::money::moneys;
use crate::value::numeral::DecimalMark;
use crate::value::sentence::sentences;
use crate::word_list::{WordList, begins_word};

/// Folded words behind an amount before who receives it.
const TO: [&str; 8] = [" to the ", " to ", " a la ", " a l'", " au ", " ao ", " al ", " a "];

/// Folded words behind the name of who receives, before the amount.
const RECEIVES: [&str; 16] = [
    " was awarded ",
    " were awarded ",
    " has been awarded ",
    " is awarded ",
    " received ",
    " receives ",
    " will receive ",
    " recoit ",
    " a recu ",
    " recevra ",
    " recibe ",
    " recibio ",
    " recibira ",
    " recebe ",
    " recebeu ",
    " vai receber ",
];

/// Folded words before the name of who receives, where the amount follows.
const GAVE: [&str; 8] =
    ["gave ", "awarded ", "granted ", "and gave ", "a accorde a ", "otorgo a ", "concedio a ", "concedeu a "];

/// Beginnings of words, folded, of who gives so, or of what.
const GRANTS: [&str; 10] = [
    "grant",
    "foundation",
    "fondation",
    "fundacion",
    "fundacao",
    "subvention",
    "subvencion",
    "donat",
    "awarded",
    "giv",
];

/// Beginnings of words, folded, of other sentences with amounts.
const REFUSED: [&str; 20] = [
    "total",
    "since",
    "revenue",
    "sales",
    "profit",
    "shares",
    "lawsuit",
    "fine",
    "damages",
    "prize",
    "scholarship",
    "salary",
    "contract",
    "invoice",
    "election",
    "campaign",
    "stock",
    "investors",
    "settlement",
    "insurance",
];

/// Verbs and words, folded, that end the name of who receives.
static BEHIND_NAME: WordList =
    WordList::of("in for to towards toward over during so pour para com with as which that");

/// The line that such news begins with, and what each is given; none where they are few.
pub(super) fn entries(cutter: &Cutter<'_>) -> Option<(usize, Vec<Entry>)> {
    const TOP: usize = 8;
    const FEWEST: usize = 2;
    const MOST_LINES: usize = 80;
    let lead = (0..cutter.lines.len().min(TOP)).find(|at| leads(cutter, *at))?;
    let mut entries: Vec<Entry> = Vec::new();
    for at in lead..cutter.lines.len().min(lead + MOST_LINES) {
        entries.extend(of_line(cutter, at));
    }
    let receive = entries.iter().filter(|entry| !header::gives(entry.code)).count();
    (entries.len() >= FEWEST && receive == entries.len()).then_some((lead, entries))
}

/// True for a line that says that a foundation gave grants.
fn leads(cutter: &Cutter<'_>, at: usize) -> bool {
    let Some(line) = cutter.lines.get(at) else { return false };
    if matches!(line.kind, LineKind::Table | LineKind::Aside) {
        return false;
    }
    let folded = fold(cutter.document.slice(line.span));
    GRANTS.iter().filter(|stem| begins_word(&folded, stem)).count() > 1
}

/// What the sentences of a line tell of grantees, each in one country that receives.
fn of_line(cutter: &Cutter<'_>, at: usize) -> Vec<Entry> {
    const LEAST: i64 = 1_000;
    const LONGEST: usize = 3_000;
    let Some(line) = cutter.lines.get(at).filter(|line| line.span.len() <= LONGEST) else {
        return Vec::new();
    };
    if !matches!(line.kind, LineKind::Text | LineKind::Item { .. }) {
        return Vec::new();
    }
    let text = cutter.document.slice(line.span);
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for part in sentences(text) {
        let own = part.of(text);
        let folded = fold(own);
        if REFUSED.iter().any(|stem| begins_word(&folded, stem)) {
            continue;
        }
        let amounts: Vec<Span> = moneys(own, DecimalMark::Unknown)
            .into_iter()
            .filter(|(_, money)| money.currency.is_some() && money.value >= LEAST.into())
            .map(|(span, _)| span)
            .collect();
        let ends = amounts.iter().skip(1).map(|next| next.range().start).chain([own.len()]);
        let mut from = 0;
        for (amount, end) in amounts.iter().zip(ends) {
            let told = grantee(own, from, *amount, end);
            from = amount.range().end;
            let Some((name, until)) = told else { continue };
            // What it is for, up to the next who is given.
            let rest = own.get(from..until).unwrap_or_default();
            let places = countries_in(rest);
            let mut codes: Vec<&'static str> = places.iter().map(|place| place.entry.code).collect();
            codes.dedup();
            let Some(code) = codes.first().copied().filter(|_| codes.iter().all(|code| !header::gives(code)))
            else {
                continue;
            };
            let inner = |span: Span| line.span.inner(part.inner(span));
            let shift = |span: Span| Span::new(from + span.range().start, from + span.range().end);
            let mut facts = vec![
                (Field::Budget(None), inner(*amount)),
                (Field::Org(Some(Role::Implementing)), inner(name)),
            ];
            facts.extend(places.iter().map(|place| (Field::Countries, inner(shift(place.span)))));
            facts.extend(duration(rest).map(|(span, _)| (Field::Period, inner(shift(span)))));
            let whole = Span::new(amount.range().start.min(name.range().start), until);
            found.push(Entry { told: facts, code, lines: at..at, text: Some(inner(whole)) });
        }
    }
    found
}

/// Who is given an amount, and where what is told of it ends.
fn grantee(text: &str, from: usize, amount: Span, end: usize) -> Option<(Span, usize)> {
    const NEAR: usize = 60;
    let head = text.get(from..amount.range().start)?;
    let before = Folded::new(head);
    // `X was awarded $1.6 million`: nothing but the verb stands between.
    for verb in RECEIVES {
        if let Some(at) =
            before.text().strip_suffix(verb).or_else(|| before.text().strip_suffix(verb.trim_end()))
        {
            let until = from + before.span(0..at.len()).range().end;
            let start = text.get(from..until)?.rfind([':', '–', ';']).map_or(from, |mark| {
                from + mark
                    + text.get(from + mark..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
            });
            let name = Span::new(start, until).trim(text);
            return is_one(name.of(text)).then_some((name, end));
        }
    }
    // `gave Water.org a $1.3 million grant`
    for verb in GAVE {
        let Some(at) = before.text().rfind(verb) else { continue };
        let start = from + before.span(0..at + verb.len()).range().end;
        let name = Span::new(start, amount.range().start);
        let bare = name.of(text).trim_end();
        let bare = [" a", " an", " the", " une", " un", " una", " uma"]
            .iter()
            .find_map(|article| bare.strip_suffix(article))
            .unwrap_or(bare);
        let name = name.inner(Span::new(0, bare.len())).trim(text);
        if is_one(name.of(text)) {
            return Some((name, end));
        }
    }
    // `$5 million over three years to the Water Alliance in support of`
    let tail = text.get(amount.range().end..end)?;
    let near = Folded::new(tail.get(..tail.floor_char_boundary(NEAR))?);
    let (at, word) = TO
        .iter()
        .filter_map(|word| near.text().find(word).map(|at| (at, *word)))
        .min_by_key(|(at, word)| (*at, std::cmp::Reverse(word.len())))?;
    let start = amount.range().end + near.span(0..at + word.len()).range().end;
    let rest = text.get(start..end)?;
    let names = region(rest);
    let whole = names.of(rest);
    let cut = whole
        .split_inclusive(' ')
        .scan(0, |at, word| {
            let here = *at;
            *at += word.len();
            Some((here, word.trim()))
        })
        .find(|(at, word)| *at > 0 && BEHIND_NAME.has(word))
        .map_or(whole.len(), |(at, _)| at);
    let name = Span::new(start + names.range().start, start + names.range().start + cut).trim(text);
    is_one(name.of(text)).then_some((name, end))
}

/// A name, and no country or person's word.
fn is_one(name: &str) -> bool {
    const LONGEST: usize = 120;
    name.len() <= LONGEST
        && name.starts_with(char::is_uppercase)
        && (is_name(name) || name.split_whitespace().nth(1).is_some())
        && almoner_codelists::country(name).is_none()
        && !name.contains([',', '"', '“'])
        && !name.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::specimen::{budget, codes, extracted, names};

    fn told(text: &str) -> Vec<String> {
        let row = |one: &almoner_record::Activity| {
            let length = one.period.as_ref().and_then(|period| period.duration.clone()).unwrap_or_default();
            format!("{} {} {} {length}", names(one).join("+"), codes(one), budget(one))
        };
        extracted(text).activities.iter().map(row).collect()
    }

    #[test]
    fn each_grantee_has_its_own_amount() {
        let text = "Third quarter grants: clean water\n\nThe foundation awarded these grants in the third quarter:\n\n- $2 million over two years to WaterAid Nepal in support of its work with schools in Nepal.\n- $1.5 million over three years to the Splash Alliance to bring clean water to schools in Ethiopia.\n\nCARE Uganda was awarded $900,000 to dig wells in Uganda. It also gave Water.org a $1.3 million grant over three years for its credit model in Kenya and Mali.\n";
        assert_eq!(
            told(text),
            [
                "WaterAid Nepal NP 2000000 P2Y",
                "Splash Alliance ET 1500000 P3Y",
                "CARE Uganda UG 900000 ",
                "Water.org KE ML 1300000 P3Y",
            ]
        );
    }

    #[test]
    fn prizes_sales_and_grants_at_home_are_none() {
        for text in [
            "The foundation awarded grants and prizes\n\nMary Smith was awarded a prize of $5,000 in Kenya. John Brown received a prize of $4,000 in Mali. Ann White received a prize of $3,000 in Ghana.\n",
            "The foundation gives grants\n\n- $2 million over two years to the Boston Alliance for schools in Germany.\n- $1 million to the Bergen Trust for schools in Norway.\n- $3 million to the Lyon Trust for schools in France.\n",
            "Sales rose\n\nThe company gave grants. Acme received $5 million from sales in Kenya. Apex received $4 million from sales in Mali. Bolt received $3 million from sales in Ghana.\n",
        ] {
            assert!(told(text).is_empty(), "{text} {:?}", told(text));
        }
    }
}
