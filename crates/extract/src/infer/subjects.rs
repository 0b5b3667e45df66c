//! DAC sectors and policy markers that the document does not state, by the words of the activity.
//!
//! Each code has terms with weights (terms.rs). A code's points are the weights of the terms that are said, more for
//! those said often. How sure a code is follows from three figures, by weights that `scripts/train-inference.py` learnt
//! from published activities; docs/inference.md has the measure. Nothing is given below 0.8, and no code of which the data
//! shows that it is wrong too often. Whole numbers all through: the same words give the same codes on every machine.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use almoner_codelists::{POLICY_MARKER, SECTOR, SECTOR_CATEGORY};
use almoner_record::{Activity, Basis, PolicyMarker, Sector, Span};

use super::calibration::{CALIBRATION, Figures};
use super::terms::{Terms, Words};
use crate::context::Context;
use crate::draft::{Draft, Found};

static SECTORS: LazyLock<Terms> =
    LazyLock::new(|| Terms::read(include_str!("../../inference/sectors.txt"), |_| true));

/// The markers that are given, each with its terms: what tells of one may tell of another too.
static MARKERS: LazyLock<Vec<(&'static str, Terms)>> = LazyLock::new(|| {
    let terms = |code| Terms::read(include_str!("../../inference/markers.txt"), |known| known == code);
    CALIBRATION.markers.keys().map(|code| (*code, terms(*code))).collect()
});

/// A term of the title counts as so many.
const TITLE: u32 = 2;
/// Most categories that are looked at, by points.
const MOST_CATEGORIES: usize = 3;
/// A purpose is given that has so many percent of the points of its category's purposes.
const OWN_SHARE: u32 = 60;
/// Points of a marker count by the length of the text in words, which is no less than this.
const SHORTEST: usize = 80;
/// Most terms that are shown as evidence of a code: those that weigh most.
const MOST_SHOWN: usize = 4;
/// Where a term that runs over two pages is: nowhere that can be pointed at.
const NOWHERE: Span = Span { start: 0, end: 0 };

/// Sectors, where the document states none, and policy markers, where it states neither markers nor a DAC sector: a form
/// that codes one has a place for the other, and its silence is an answer.
pub(super) fn conclude(draft: &mut Draft, context: &Context<'_>) {
    let wants_sectors = draft.activity.sectors.is_empty();
    let is_coded =
        |sector: &Sector| sector.basis == Basis::Stated && matches!(sector.vocabulary.as_str(), "1" | "2");
    let wants_markers =
        draft.activity.policy_markers.is_empty() && !draft.activity.sectors.iter().any(is_coded);
    if !wants_sectors && !wants_markers {
        return;
    }
    let texts = Texts {
        values: texts(&draft.activity).map(|(path, text)| Text::of(&path, text)).collect(),
        places: OnceCell::new(),
    };
    if wants_sectors {
        sectors(draft, context, &texts);
    }
    if wants_markers {
        markers(draft, context, &texts);
    }
}

fn sectors(draft: &mut Draft, context: &Context<'_>, texts: &Texts) {
    let said = Said::of(texts, &SECTORS);
    let points = Points::of(&said, &SECTORS);
    let mut ranked: Vec<(&str, u32)> = points.categories.iter().map(|(code, own)| (*code, *own)).collect();
    ranked.sort_by_key(|(code, own)| (std::cmp::Reverse(*own), *code));
    let sure =
        |code| CALIBRATION.sectors.sure(points.figures(code)).filter(|sure| CALIBRATION.lets(code, *sure));
    let ranked = ranked.iter().take(MOST_CATEGORIES);
    let given: Vec<(&str, f32)> =
        ranked.filter_map(|(code, _)| Some((*code, sure(code)?.of_one()))).collect();
    for (code, sure) in &given {
        push_sector(draft, context, (code, *sure), &said, texts);
    }
    if let [(category, sure)] = given.as_slice()
        && let Some(purpose) = points.leading_purpose(category)
        && CALIBRATION.purposes.contains(purpose)
    {
        push_sector(draft, context, (purpose, *sure), &said, texts);
    }
}

/// No significance: the words do not tell it surely enough.
fn markers(draft: &mut Draft, context: &Context<'_>, texts: &Texts) {
    for (code, terms) in MARKERS.iter() {
        let said = Said::of(texts, terms);
        let figures = Points::of(&said, terms).figures_of_marker(code, said.words);
        let sure = CALIBRATION.markers.get(code).and_then(|scale| scale.sure(figures));
        let (Some(sure), Some(entry)) = (sure, POLICY_MARKER.get(code)) else { continue };
        let value = PolicyMarker {
            vocabulary: "1".to_owned(),
            code: Some((*code).to_owned()),
            name: entry.name.to_owned(),
            significance: None,
            basis: Basis::Inferred,
        };
        let rule = context.rule("words", "policy_markers");
        let places = said.deciding(terms, code, texts.places(draft, context));
        let (first, others) = places.split_first().unwrap_or((&NOWHERE, &[]));
        let found = Found { value, span: *first, basis: Basis::Inferred, rule: rule.clone() };
        let path = draft.push("/policy_markers", |activity| &mut activity.policy_markers, found);
        witness(draft, &path, others, &rule, sure.of_one());
    }
}

fn push_sector(
    draft: &mut Draft,
    context: &Context<'_>,
    (code, sure): (&str, f32),
    said: &Said,
    texts: &Texts,
) {
    let is_purpose = code.len() == 5;
    let Some(entry) = (if is_purpose { SECTOR.get(code) } else { SECTOR_CATEGORY.get(code) }) else { return };
    let value = Sector {
        vocabulary: if is_purpose { "1" } else { "2" }.to_owned(),
        code: Some(code.to_owned()),
        name: Some(entry.name.to_owned()),
        category: code.get(..3).filter(|_| is_purpose).map(str::to_owned),
        percentage: None,
        basis: Basis::Inferred,
    };
    let rule = context.rule("words", "sectors");
    let places = said.deciding(&SECTORS, code, texts.places(draft, context));
    let (first, others) = places.split_first().unwrap_or((&NOWHERE, &[]));
    let found = Found { value, span: *first, basis: Basis::Inferred, rule: rule.clone() };
    let path = draft.push("/sectors", |activity| &mut activity.sectors, found);
    witness(draft, &path, others, &rule, sure);
}

/// Says of the value just pushed how sure it is, and the further places that decided it.
fn witness(draft: &mut Draft, path: &str, others: &[Span], rule: &str, sure: f32) {
    draft.sure(sure);
    for place in others {
        draft.witness(path.to_owned(), *place, Basis::Inferred, rule);
        draft.sure(sure);
    }
}

/// The texts that tell what an activity is about.
struct Texts {
    /// As the record has them.
    values: Vec<Text>,
    /// As they stand in the document, and where: made when asked for.
    places: OnceCell<Vec<(Span, Words)>>,
}

impl Texts {
    fn places(&self, draft: &Draft, context: &Context<'_>) -> &[(Span, Words)] {
        let words = |place: Span| (place, Words::of(context.text(place)));
        self.places.get_or_init(|| text_places(draft).into_iter().map(words).collect())
    }
}

struct Text {
    is_title: bool,
    words: Words,
}

impl Text {
    fn of(path: &str, text: &str) -> Text {
        Text { is_title: path == "/title", words: Words::of(text) }
    }
}

/// The terms that an activity says: how often, a term of the title twice.
struct Said {
    times: BTreeMap<usize, u32>,
    title: Vec<usize>,
    words: usize,
}

impl Said {
    /// Looks at the values of the record, not at the page: the same activity says the same in every form.
    fn of(texts: &Texts, terms: &Terms) -> Said {
        let mut said = Said { times: BTreeMap::new(), title: Vec::new(), words: 0 };
        for text in &texts.values {
            said.words += text.words.count();
            for (term, _) in terms.said(&text.words) {
                *said.times.entry(term).or_default() += if text.is_title { TITLE } else { 1 };
                if text.is_title && !said.title.contains(&term) {
                    said.title.push(term);
                }
            }
        }
        said
    }

    /// Where the terms stand that weigh most for a code, each once, in the order of the document.
    fn deciding(&self, terms: &Terms, code: &str, texts: &[(Span, Words)]) -> Vec<Span> {
        let weight = |term: usize| -> u32 {
            let codes = terms.get(term).map_or([].as_slice(), |term| &term.codes);
            codes
                .iter()
                .filter(|(known, _)| known.starts_with(code))
                .map(|(_, weight)| *weight)
                .max()
                .unwrap_or(0)
        };
        let mut ranked: Vec<(u32, usize)> =
            self.times.iter().map(|(term, times)| (weight(*term) * gain(*times), *term)).collect();
        ranked.retain(|(points, _)| *points > 0);
        ranked.sort_by_key(|(points, term)| (std::cmp::Reverse(*points), *term));
        let mut wanted: Vec<usize> = ranked.iter().take(MOST_SHOWN).map(|(_, term)| *term).collect();
        let mut places = Vec::new();
        for (place, words) in texts {
            if wanted.is_empty() {
                break;
            }
            for (term, span) in terms.said(words) {
                if let Some(at) = wanted.iter().position(|wanted| *wanted == term) {
                    wanted.remove(at);
                    places.push(place.inner(span));
                }
            }
        }
        places.sort_unstable();
        places
    }
}

/// Where the texts that tell what an activity is about stand in the document, in their order.
pub(super) fn text_places(draft: &Draft) -> Vec<Span> {
    let places = draft.places_below(&["/title", "/descriptions/", "/results/", "/indicators/"]);
    let own = texts(&draft.activity).filter_map(|(path, _)| places.get(path.as_str()));
    own.flatten().copied().collect()
}

/// The texts that tell what an activity is about, with their paths.
fn texts(activity: &Activity) -> impl Iterator<Item = (String, &str)> {
    let title = activity.title.iter().map(|title| ("/title".to_owned(), title.as_str()));
    let described = activity.descriptions.iter().enumerate();
    let described = described.map(|(at, one)| (format!("/descriptions/{at}"), one.text.as_str()));
    let results = activity.results.iter().enumerate();
    let results = results.map(|(at, one)| (format!("/results/{at}"), one.text.as_str()));
    let indicators = activity.indicators.iter().enumerate();
    let indicators = indicators.map(|(at, one)| (format!("/indicators/{at}"), one.title.as_str()));
    title.chain(described).chain(results).chain(indicators)
}

/// The points of codes, in hundredths of a term's weight.
#[derive(Default)]
struct Points {
    categories: BTreeMap<&'static str, u32>,
    purposes: BTreeMap<&'static str, u32>,
    /// Weights of the title's terms.
    titles: BTreeMap<&'static str, u32>,
}

impl Points {
    fn of(said: &Said, terms: &Terms) -> Points {
        let mut points = Points::default();
        for (at, times) in &said.times {
            let Some(term) = terms.get(*at) else { continue };
            let mut best: BTreeMap<&'static str, u32> = BTreeMap::new();
            for (code, weight) in &term.codes {
                let category = code.get(..3).unwrap_or(code);
                let known = best.entry(category).or_default();
                *known = (*known).max(*weight);
                if code.len() == 5 {
                    *points.purposes.entry(code).or_default() += weight * gain(*times);
                }
            }
            let shared = shared(best.len());
            for (category, weight) in best {
                *points.categories.entry(category).or_default() += weight * gain(*times) * shared / 100;
                if said.title.contains(at) {
                    *points.titles.entry(category).or_default() += weight;
                }
            }
        }
        points
    }

    /// How many points, how far ahead of the next category, and which part of the title's terms: in thousandths.
    fn figures(&self, category: &str) -> Figures {
        let own = i64::from(self.categories.get(category).copied().unwrap_or(0));
        let others = self.categories.iter().filter(|(code, _)| **code != category);
        let second = i64::from(others.map(|(_, points)| *points).max().unwrap_or(0));
        let title = i64::from(self.titles.get(category).copied().unwrap_or(0));
        let titles = i64::from(self.titles.values().sum::<u32>());
        [
            1000 * own / (own + 1000),
            (1000 * (own - second)).checked_div(own + second).unwrap_or(0),
            (1000 * title).checked_div(titles).unwrap_or(0),
        ]
    }

    /// How many points, how many of the title, and how dense they stand: in thousandths.
    fn figures_of_marker(&self, code: &str, words: usize) -> Figures {
        let own = i64::from(self.categories.get(code).copied().unwrap_or(0));
        let title = i64::from(self.titles.get(code).copied().unwrap_or(0));
        let words = i64::try_from(words.max(SHORTEST)).unwrap_or(i64::MAX);
        [1000 * own / (own + 1000), 1000 * title / (title + 5), (100 * own / words).min(1000)]
    }

    /// The purpose of a category that has most of the points of its purposes.
    fn leading_purpose(&self, category: &str) -> Option<&'static str> {
        let own = || self.purposes.iter().filter(|(code, _)| code.starts_with(category));
        let sum: u32 = own().map(|(_, points)| *points).sum();
        let (code, points) = own().max_by_key(|(code, points)| (**points, std::cmp::Reverse(**code)))?;
        (100 * points >= OWN_SHARE * sum).then_some(*code)
    }
}

/// How much more often said is worth, in hundredths.
fn gain(times: u32) -> u32 {
    match times {
        10.. => 350,
        7.. => 310,
        5.. => 270,
        4 => 240,
        3 => 210,
        2 => 170,
        _ => 100,
    }
}

/// A term of several categories tells less of each: hundredths.
fn shared(categories: usize) -> u32 {
    match categories {
        0 | 1 => 100,
        2 => 71,
        3 => 58,
        _ => 50,
    }
}
