//! Lists of codes: countries, sectors, policy markers, goals, types, status.
//!
//! A list is printed as items or on one line, with names, codes or both, with percentages or without.

mod marker;
mod sector;

use almoner_codelists::{
    ACTIVITY_STATUS, AID_TYPE, COLLABORATION_TYPE, Codelist, Entry, FINANCE_TYPE, FLOW_TYPE, POLICY_MARKER,
    POLICY_SIGNIFICANCE, REGION, SDG, TIED_STATUS, countries_in, country, fold,
};
use almoner_record::{Activity, Basis, Coded, Country, PolicyMarker, Region, Sdg, Span};
use rust_decimal::Decimal;

use crate::context::one_line;
use crate::draft::{Draft, Found};
use crate::field::TypeList;
use crate::value;
use crate::value::date::{DayOrder, PrintedDate};
use crate::word_list::WordList;

pub(crate) use marker::{Digits, marker_of_label, push_marker_of_label};
pub(crate) use sector::sectors;

/// Where a list of codes goes: its JSON pointer and the field of the record.
type List<T> = (&'static str, fn(&mut Activity) -> &mut Vec<T>);

/// The row of `list` that `text` names: by name, or by a code at its front, its end or in brackets.
pub(crate) fn coded(list: &'static Codelist, text: &str) -> Option<&'static Entry> {
    let text = text.trim().trim_end_matches(['.', ';']);
    if let Some(entry) = list.find(text) {
        return Some(entry);
    }
    let bracketed = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    // `2 Multilateral (inflows)` has its code before the name.
    let in_bracket = |(name, code): (&str, &str)| list.get(code.trim()).or_else(|| list.find(name));
    if let Some(entry) = bracketed.and_then(in_bracket) {
        return Some(entry);
    }
    let (first, rest) = text.split_once([' ', ':', '\u{a0}']).unwrap_or((text, ""));
    let code = first.trim_end_matches([':', '-', '–', '.']);
    let name = rest.trim_start_matches([' ', '-', '–', ':', '\u{a0}']);
    // A single digit is a code only beside a name: `1 March 2021` is no status.
    let divided = rest.len() > name.len() || first.len() > code.len() || rest.is_empty();
    let is_code = code.bytes().any(|byte| byte.is_ascii_digit())
        && (code.len() > 1 || divided && !name.starts_with(|c: char| c.is_ascii_digit()));
    let by_code = list.get(code).filter(|_| is_code);
    by_code.or_else(|| list.find(name).filter(|entry| fold(entry.code) == fold(code)))
}

/// The row of one of the DAC's types.
pub(crate) fn of_type(list: TypeList, text: &str) -> Option<&'static Entry> {
    let list: &'static Codelist = match list {
        TypeList::Aid => &AID_TYPE,
        TypeList::Finance => &FINANCE_TYPE,
        TypeList::Flow => &FLOW_TYPE,
        TypeList::Collaboration => &COLLABORATION_TYPE,
        TypeList::Tied => &TIED_STATUS,
    };
    coded(list, text)
}

/// The row of one of the DAC's types, and its list. `Cooperation modality` names the type of aid for some and the
/// type of collaboration for others: the value tells.
pub(crate) fn type_told(list: TypeList, text: &str) -> Option<(TypeList, &'static Entry)> {
    let other = match list {
        TypeList::Aid => Some(TypeList::Collaboration),
        TypeList::Collaboration => Some(TypeList::Aid),
        _ => None,
    };
    let told = |list: TypeList| of_type(list, text).map(|entry| (list, entry));
    told(list).or_else(|| other.and_then(told))
}

/// The row of the activity status; the activity may be named beside it: `Project completed`, `Proyecto en ejecución`.
pub(crate) fn status(text: &str) -> Option<&'static Entry> {
    static ACTIVITIES: WordList = WordList::of(
        "project projet proyecto projeto projecto programme program programa activity activite actividad atividade grant \
        subvention operation intervention action accion acao",
    );
    const ARTICLES: [&str; 9] = ["the", "le", "l", "la", "el", "o", "a", "is", "est"];
    coded(&ACTIVITY_STATUS, text).or_else(|| {
        let text = text.trim().trim_end_matches('.');
        let (first, rest) = text.split_once([' ', '\u{a0}', '’', '\''])?;
        let (first, rest) = match ARTICLES.contains(&fold(first).as_str()) {
            true => rest.split_once([' ', '\u{a0}'])?,
            false => (first, rest),
        };
        let ahead = || ACTIVITIES.has(&fold(first)).then(|| ACTIVITY_STATUS.find(is_left_out(rest)))?;
        let behind = || {
            let (status, last) = text.rsplit_once([' ', '\u{a0}'])?;
            ACTIVITIES.has(&fold(last)).then(|| ACTIVITY_STATUS.find(status))?
        };
        ahead().or_else(behind)
    })
}

/// True for an item that ends in a significance: `Gender equality (significant objective)`.
pub(crate) fn ends_in_significance(text: &str) -> bool {
    let bracket =
        text.trim_end_matches(['.', ';', ' ']).strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    bracket.is_some_and(|(_, inside)| POLICY_SIGNIFICANCE.find(inside).is_some())
}

/// What a project is said to be, without the verb: `is completed`, `est clos`, `está en ejecución`.
fn is_left_out(rest: &str) -> &str {
    const VERBS: [&str; 9] =
        ["is ", "has ", "has been ", "est ", "a été ", "está ", "ha sido ", "foi ", "fue "];
    let rest = rest.trim_start_matches([':', '-', '–', ' ']);
    VERBS.iter().rev().find_map(|verb| rest.strip_prefix(verb)).unwrap_or(rest)
}

/// The status that begins a value, and the date behind it: `Signed – 12 March 2021`, `Closed (30/06/2020)`.
pub(crate) fn status_told(
    text: &str,
    order: DayOrder,
) -> Option<(&'static Entry, Option<(Span, PrintedDate)>)> {
    const MARKS: [&str; 7] = [" - ", " – ", " — ", "(", ",", ": ", "\t"];
    const BEFORE: [&str; 8] = ["on", "since", "le", "depuis", "el", "desde", "em", "in"];
    if let Some(entry) = status(text) {
        return Some((entry, None));
    }
    let (at, mark) = MARKS.iter().filter_map(|mark| Some((text.find(mark)?, mark))).min()?;
    let entry = status(text.get(..at)?)?;
    let from = at + mark.len();
    let rest = text.get(from..)?;
    let (span, date) = value::date::date(rest, order)?;
    let before = rest.get(..span.range().start)?.trim();
    let behind = rest.get(span.range().end..)?.trim_matches([')', '.', ' ']);
    let is_date = behind.is_empty() && (before.is_empty() || BEFORE.contains(&fold(before).as_str()));
    is_date.then(|| (entry, Some((Span::new(from + span.range().start, from + span.range().end), date))))
}

pub(crate) fn code_and_name(entry: &Entry) -> Coded {
    Coded { code: entry.code.to_owned(), name: Some(entry.name.to_owned()) }
}

/// The items of a line that lists several: divided by semicolons, and by commas or `and` behind a bracket or a
/// percentage. Spans are relative to `line`.
pub(crate) fn items(line: &str) -> Vec<Span> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let mut depth = 0_u32;
    for (at, c) in line.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = depth == 0
            && match c {
                ';' | '\n' | '|' | '•' => true,
                ',' | '/' => matches!(before, ')' | '%'),
                _ => false,
            };
        if ends {
            items.push(Span::new(start, at));
            start = at + c.len_utf8();
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    items.push(Span::new(start, line.len()));
    items.iter().map(|item| item.trim(line)).filter(|item| !item.is_empty()).collect()
}

/// An item without its percentage, and the percentage. The rest keeps its place in `item`.
fn without_percentage(item: &str) -> (Span, Option<Decimal>) {
    let whole = Span::new(0, item.len());
    let Some((span, percentage)) = value::percentage::percentage(item) else { return (whole, None) };
    let before = item
        .get(..span.range().start)
        .unwrap_or_default()
        .trim_end_matches(|c: char| c.is_whitespace() || "([:-–—,".contains(c));
    if !before.is_empty() {
        return (Span::new(0, before.len()).trim(item), Some(percentage));
    }
    let after = item.get(span.range().end..).unwrap_or_default();
    let rest = after.trim_start_matches(|c: char| c.is_whitespace() || ")]:-–—".contains(c));
    (Span::new(item.len() - rest.len(), item.len()).trim(item), Some(percentage))
}

/// Where and how the items under a label are read.
pub(crate) struct Source<'a> {
    /// The line, and its place in the document.
    pub(crate) line: &'a str,
    pub(crate) span: Span,
    pub(crate) rule: &'a str,
    /// True where each item is a value even if no list knows it (a donor's own list).
    pub(crate) closed: bool,
}

impl Source<'_> {
    fn found<T>(&self, item: Span, value: T) -> Found<T> {
        Found { value, span: self.span.inner(item), basis: Basis::Stated, rule: self.rule.to_owned() }
    }
}

/// Countries, and regions where an item names no country.
pub(crate) fn countries(draft: &mut Draft, source: &Source<'_>, list: List<Country>) {
    const MOST_WORDS: usize = 8;
    for item in items(source.line) {
        let text = item.of(source.line);
        let (name, percentage) = without_percentage(text);
        let name = name.of(text);
        // `Kenya (50%) Uganda (50%)`
        let shares = percentage.map(|_| side_by_side(text)).unwrap_or_default();
        if !shares.is_empty() {
            for (span, entry, share) in shares {
                push_country(draft, source, list, item.inner(span), entry, Some(share));
            }
            continue;
        }
        if let Some(entry) = country(name) {
            push_country(draft, source, list, item, entry, percentage);
            continue;
        }
        let mentions = if percentage.is_none() { countries_in(text) } else { Vec::new() };
        // A clause about where names none.
        let is_name = name.split_whitespace().count() <= MOST_WORDS && !name.contains(':');
        if mentions.is_empty() && is_name {
            region(draft, source, item, name, percentage);
        }
        for mention in mentions {
            push_country(draft, source, list, item.inner(mention.span), mention.entry, None);
        }
    }
}

/// Countries with their shares that stand side by side without a mark between: nothing but a share follows each, two or more.
fn side_by_side(text: &str) -> Vec<(Span, &'static Entry, Decimal)> {
    let mentions = countries_in(text);
    let ends = mentions.iter().skip(1).map(|next| next.span.range().start).chain([text.len()]);
    let shares = mentions.iter().zip(ends).map(|(mention, end)| {
        let behind = text.get(mention.span.range().end..end)?;
        let (span, share) = value::percentage::percentage(behind)?;
        let (before, after) = (behind.get(..span.range().start)?, behind.get(span.range().end..)?);
        let is_mark = |c: char| c.is_whitespace() || "()[]:-–—,".contains(c);
        (before.chars().all(is_mark) && after.chars().all(is_mark)).then_some((
            mention.span,
            mention.entry,
            share,
        ))
    });
    let shares: Option<Vec<_>> = shares.collect();
    shares.filter(|all| all.len() > 1).unwrap_or_default()
}

/// True for a list of nothing but countries, with or without percentages.
pub(crate) fn are_countries(line: &str) -> bool {
    let is_country = |item: &Span| {
        let text = item.of(line);
        country(without_percentage(text).0.of(text)).is_some()
    };
    // An answer in capitals: `Joint project: NO`.
    if line.trim() == "NO" {
        return false;
    }
    let items = items(line);
    !items.is_empty() && items.iter().all(is_country)
}

/// A recipient country that a place's name turned out to be; the source's span is the name.
pub(crate) fn country_named(draft: &mut Draft, source: &Source<'_>, entry: &Entry) {
    let item = Span { start: 0, end: source.span.end - source.span.start };
    push_country(draft, source, ("/countries", |activity| &mut activity.countries), item, entry, None);
}

/// A recipient country with its share; the source's span is the name.
pub(crate) fn country_shared(draft: &mut Draft, source: &Source<'_>, entry: &Entry, share: Decimal) {
    let item = Span { start: 0, end: source.span.end - source.span.start };
    push_country(draft, source, ("/countries", |activity| &mut activity.countries), item, entry, Some(share));
}

fn push_country(
    draft: &mut Draft,
    source: &Source<'_>,
    (path, list): List<Country>,
    item: Span,
    entry: &Entry,
    percentage: Option<Decimal>,
) {
    if list(&mut draft.activity).iter().any(|known| known.code == entry.code) {
        return;
    }
    let country = Country {
        code: entry.code.to_owned(),
        name: entry.name.to_owned(),
        percentage,
        basis: Basis::Stated,
    };
    draft.push(path, list, source.found(item, country));
}

/// Regions that the items of a line name, whole or each; false when one is none.
pub(crate) fn regions(draft: &mut Draft, source: &Source<'_>) -> bool {
    let whole = Span::new(0, source.line.len());
    let parts = if REGION.find(source.line).is_some() { vec![whole] } else { items(source.line) };
    let named = |part: &Span| {
        let text = part.of(source.line);
        REGION.find(without_percentage(text).0.of(text)).is_some()
    };
    if !parts.iter().all(named) {
        return false;
    }
    for part in parts {
        let text = part.of(source.line);
        let (name, percentage) = without_percentage(text);
        region(draft, source, part, name.of(text), percentage);
    }
    true
}

fn region(draft: &mut Draft, source: &Source<'_>, item: Span, name: &str, percentage: Option<Decimal>) {
    let entry = REGION.find(name);
    let is_name = name.len() <= 80 && name.chars().any(char::is_alphabetic);
    if entry.is_none() && !(source.closed && is_name) {
        return;
    }
    let region = Region {
        vocabulary: if entry.is_some() { "1" } else { "99" }.to_owned(),
        code: entry.map(|entry| entry.code.to_owned()),
        name: one_line(name),
        percentage,
        basis: Basis::Stated,
    };
    draft.push("/regions", |activity| &mut activity.regions, source.found(item, region));
}

/// Policy markers with their significance.
pub(crate) fn policy_markers(draft: &mut Draft, source: &Source<'_>) {
    for item in items(source.line).into_iter().flat_map(|item| markers(source.line, item)) {
        let text = item.of(source.line);
        let (name, rest) = name_and_significance(text);
        let entry = marker::entry(name);
        let has_words = rest.chars().any(char::is_alphabetic);
        let is_told =
            |told: &u8| marker::is_on_scale(entry, *told) && (has_words || !marker::is_other_scale(name));
        let significance = significance(rest).filter(is_told);
        if entry.is_none() && !(source.closed || significance.is_some()) {
            continue;
        }
        let marker = PolicyMarker {
            vocabulary: if entry.is_some() { "1" } else { "99" }.to_owned(),
            code: entry.map(|entry| entry.code.to_owned()),
            name: one_line(name),
            significance,
            basis: Basis::Stated,
        };
        draft.push("/policy_markers", |activity| &mut activity.policy_markers, source.found(item, marker));
    }
}

/// The markers of an item: a comma divides them where it stands behind a significance.
fn markers(line: &str, item: Span) -> Vec<Span> {
    let text = item.of(line);
    let (mut markers, mut start) = (Vec::new(), 0);
    for (comma, _) in text.match_indices(',') {
        let before = text.get(start..comma).unwrap_or_default();
        if !name_and_significance(before).1.is_empty() {
            markers.push(item.inner(Span::new(start, comma)).trim(line));
            start = comma + 1;
        }
    }
    markers.push(item.inner(Span::new(start, text.len())).trim(line));
    markers.retain(|marker| !marker.is_empty());
    markers
}

/// `Gender equality (significant objective)`, `Gender equality: significant`, `Biodiversity - principal objective`. A
/// bracket may belong to the name: `Reproductive … Health (RMNCH) (significant objective)`.
fn name_and_significance(text: &str) -> (&str, &str) {
    let brackets = text.rfind('(').map(|at| (text.get(..at), text.get(at..)));
    let colon = text.find(':').map(|at| (text.get(..at), text.get(at + 1..)));
    let dash = [" - ", " – ", " — "]
        .iter()
        .find_map(|dash| text.rfind(dash))
        .map(|at| (text.get(..at), text.get(at + 1..)));
    // `Biodiversity 2`, behind a name of the list.
    if let Some((name, digit)) = text.trim().rsplit_once(' ')
        && digit.len() == 1
        && significance(digit).is_some()
        && POLICY_MARKER.find(name).is_some()
    {
        return (name.trim_end_matches([':', '-', '–', ' ']), digit);
    }
    for (name, rest) in [brackets, colon, dash].into_iter().flatten() {
        if let (Some(name), Some(rest)) = (name, rest)
            && significance(rest).is_some()
        {
            return (name.trim(), rest);
        }
    }
    (text.trim(), "")
}

/// DAC PolicySignificance of the words for it in English, French or Spanish, or of its digit.
pub(crate) fn significance(text: &str) -> Option<u8> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "()[]-–—:.".contains(c));
    if let Some(code) = POLICY_SIGNIFICANCE.find(text).and_then(|entry| entry.code.parse().ok()) {
        return Some(code);
    }
    if let Ok(digit) = text.parse::<u8>() {
        return (digit <= 4).then_some(digit);
    }
    let folded = fold(text);
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if says(&[
        "not target",
        "non orient",
        "non cibl",
        "no orientad",
        "no dirigid",
        "nao orientad",
        "nao visad",
        "not an objective",
    ]) {
        Some(0)
    } else if says(&[
        "significan",
        "significati",
        "secondary",
        "secondaire",
        "secundari",
        "objectif important",
    ]) {
        Some(1)
    } else if says(&["principal", "primary objective", "main objective"]) {
        Some(2)
    } else {
        None
    }
}

/// Sustainable Development Goals: `SDG 16`, a bare number under a label that says so, or a goal's name.
pub(crate) fn sdgs(draft: &mut Draft, source: &Source<'_>) {
    let named = value::sdg::sdgs(source.line);
    if !named.is_empty() {
        for (span, code) in named {
            push_sdg(draft, source, span, &code);
        }
        return;
    }
    // `Meta 6.2: reduce it by 10 per cent`: what follows names no further goal; `Ziele 2, 5 und 8` goes on.
    let names_one = |span: Span| {
        let rest = source.line.get(span.range().end..).unwrap_or_default().trim_start();
        rest.is_empty() || rest.starts_with([':', '-', '–', '—', '.'])
    };
    if let Some((span, code)) = value::sdg::numbered(source.line).filter(|(span, _)| names_one(*span)) {
        push_sdg(draft, source, span, code);
        return;
    }
    for item in items(source.line) {
        let text = item.of(source.line);
        let bare = text.split([',', ' ', '&']).filter_map(|word| {
            let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
            let front = word.trim_start_matches(|c: char| !c.is_ascii_digit());
            // `4.c` is a target.
            let is_target = matches!(front.as_bytes(), [.., b'.', b'a'..=b'd']);
            let word = if is_target { front } else { front.trim_end_matches(|c: char| !c.is_ascii_digit()) };
            word.split('.')
                .next()
                .and_then(|goal| goal.parse::<u8>().ok())
                .filter(|goal| (1..=17).contains(goal))
                .map(|_| word)
        });
        let mut codes: Vec<&str> = bare.collect();
        if codes.is_empty() {
            codes.extend(SDG.find(text).map(|entry| entry.code));
        }
        for code in codes {
            push_sdg(draft, source, item, code);
        }
    }
}

pub(crate) fn push_sdg(draft: &mut Draft, source: &Source<'_>, span: Span, code: &str) {
    if draft.activity.sdgs.iter().all(|known| known.code != code) {
        let sdg = Sdg { code: code.to_owned(), basis: Basis::Stated };
        draft.push("/sdgs", |activity| &mut activity.sdgs, source.found(span, sdg));
    }
}

#[cfg(test)]
mod tests {
    use almoner_record::Basis;

    use crate::specimen::record;

    use super::*;

    fn profile(heading: &str, items: &str) -> almoner_record::Activity {
        record(&format!(
            "Project profile — X\n\nOverview\n\nCA-3-D1234\n\n{heading}\n\n{items}\n\nDescription\n\nText.\n\nDate modified: 2020-01-01\n"
        ))
    }

    #[test]
    fn a_type_is_told_by_its_code_on_either_side_of_its_name() {
        for (printed, expected) in [
            ("Multilateral (inflows) (2)", Some("2")),
            ("2 Multilateral (inflows)", Some("2")),
            ("2 - Multilatéral (contributions des donneurs du CAD)", Some("2")),
            ("Bilatérale", Some("1")),
            ("2 (two) partners", None),
        ] {
            let found = super::of_type(crate::field::TypeList::Collaboration, printed);
            assert_eq!(found.map(|entry| entry.code), expected, "{printed}");
        }
    }

    #[test]
    fn a_status_may_name_the_activity() {
        for (printed, expected) in [
            ("Project completed", Some("4")),
            ("Projet en cours", Some("2")),
            ("Le projet est clos", Some("4")),
            ("L’activité est suspendue", Some("6")),
            ("Proyecto finalizado", Some("4")),
            ("El proyecto está en ejecución", Some("2")),
            ("Projeto concluído", Some("4")),
            ("Active project", Some("2")),
            ("Ejecución", Some("2")),
            ("Project", None),
            ("Project completed on time", None),
            ("Completed form", None),
            ("Open call", None),
        ] {
            assert_eq!(status(printed).map(|entry| entry.code), expected, "{printed}");
        }
    }

    #[test]
    fn countries_and_regions_are_told_apart() {
        for (items, expected) in [
            ("• Haiti (95.00%)\n• Canada (5.00%)", &[("HT", "95"), ("CA", "5")][..]),
            ("Haïti (100,00 %)", &[("HT", "100")]),
            ("- Viet Nam 40 %; Lao PDR 60 %", &[("VN", "40"), ("LA", "60")]),
            ("Kenya (50%) Uganda (50%)", &[("KE", "50"), ("UG", "50")]),
            ("Kenya 30 % - Uganda 70 %", &[("KE", "30"), ("UG", "70")]),
            // A share of something in a country is none of the list.
            ("Staff of Ghana (50%) and Togo", &[]),
            ("• Kenya, Uganda and Rwanda", &[("KE", ""), ("UG", ""), ("RW", "")]),
            ("• Africa, regional (100.00%)", &[]),
        ] {
            let read = profile("Country / region", items);
            let percentage =
                |country: &Country| country.percentage.map(|share| share.normalize().to_string());
            let countries: Vec<(String, String)> = read
                .countries
                .iter()
                .map(|country| (country.code.clone(), percentage(country).unwrap_or_default()))
                .collect();
            let expected: Vec<(String, String)> =
                expected.iter().map(|(code, share)| ((*code).to_owned(), (*share).to_owned())).collect();
            assert_eq!(countries, expected, "{items}");
            assert_eq!(read.regions.is_empty(), !expected.is_empty(), "{items}");
        }
    }

    #[test]
    fn sectors_are_read_by_code_and_by_name() {
        for (item, vocabulary, code, name) in [
            ("• Basic Health: Basic nutrition (12240) (40.00%)", "1", Some("12240"), "Basic nutrition"),
            ("• Santé de Base: Nutrition de base (12240) (40,00 %)", "1", Some("12240"), "Nutrition de base"),
            ("• 12240 - Basic nutrition", "1", Some("12240"), "Basic nutrition"),
            ("• Basic nutrition", "1", Some("12240"), "Basic nutrition"),
            ("• Basic Health (122)", "2", Some("122"), "Basic Health"),
            (
                "• Basic drinking water supply and basic sanitation",
                "1",
                Some("14030"),
                "Basic drinking water supply and basic sanitation",
            ),
        ] {
            let read = profile("Sector", item);
            let [sector] = read.sectors.as_slice() else { panic!("{item}: {:?}", read.sectors) };
            assert_eq!((sector.vocabulary.as_str(), sector.code.as_deref()), (vocabulary, code), "{item}");
            assert_eq!((sector.name.as_deref(), sector.basis), (Some(name), Basis::Stated), "{item}");
        }
    }

    #[test]
    fn markers_carry_their_significance() {
        for (item, code, significance) in [
            ("• Gender equality (significant objective)", Some("1"), Some(1)),
            ("• Égalité des genres (objectif principal)", Some("1"), Some(2)),
            ("• Aid to Environment: not targeted", Some("2"), Some(0)),
            (
                "• Reproductive, Maternal, Newborn and Child Health (RMNCH) (significant objective)",
                Some("9"),
                Some(1),
            ),
            // A donor's own marker is no DAC code.
            ("• Youth issues (significant objective)", None, Some(1)),
        ] {
            let read = profile("Policy marker", item);
            let [marker] = read.policy_markers.as_slice() else {
                panic!("{item}: {:?}", read.policy_markers)
            };
            assert_eq!((marker.code.as_deref(), marker.significance), (code, significance), "{item}");
            assert_eq!(marker.vocabulary, if code.is_some() { "1" } else { "99" }, "{item}");
        }
    }

    #[test]
    fn a_digit_is_a_status_only_by_itself_or_before_a_name() {
        for (text, code) in [
            ("2", Some("2")),
            ("2 - Implementation", Some("2")),
            ("Implementation (2)", Some("2")),
            ("2 Implementation", Some("2")),
            ("3: in its last phase", Some("3")),
            ("1 March 2021 - 28 February 2023", None),
            ("3 years", None),
            ("1 - 3 years", None),
        ] {
            assert_eq!(status(text).map(|entry| entry.code), code, "{text}");
        }
    }

    #[test]
    fn commas_divide_only_behind_a_bracket_or_percentage() {
        for (line, expected) in [
            ("Haiti (95.00%), Canada (5.00%)", &["Haiti (95.00%)", "Canada (5.00%)"][..]),
            (
                "Justice, law and order (15130) (40%); Health (120)",
                &["Justice, law and order (15130) (40%)", "Health (120)"],
            ),
            ("Trinidad and Tobago", &["Trinidad and Tobago"]),
        ] {
            let found: Vec<&str> = items(line).iter().map(|item| item.of(line)).collect();
            assert_eq!(found, expected);
        }
    }
}
