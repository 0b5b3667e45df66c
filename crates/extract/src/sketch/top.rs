//! The beginning of a family's documents: its title, the lines above it, the phrases that tell the family, and what is
//! implied.

use std::collections::BTreeSet;

use almoner_codelists::{Organisation, fold, organisation};

use super::sample::Sample;
use super::shared::{Label, Told};
use crate::field::Field;
use crate::labels::label_key;
use crate::layout::Layout;
use crate::lines::Line;
use crate::recognise::{has_words, matched};
use crate::value;
use crate::value::numeral::DecimalMark;

/// What the first lines of the samples tell.
#[derive(Debug, Clone, Default)]
pub(super) struct Top {
    /// The words before the title on its line, in each language.
    pub(super) title_after: Vec<String>,
    /// True where the title stands among the first lines without a label.
    pub(super) title_in_header: bool,
    /// First lines that samples have and that are no title.
    pub(super) banners: Vec<String>,
    /// What tells the family.
    pub(super) phrases: Phrases,
    pub(super) languages: Vec<String>,
    pub(super) reporting_org: Option<&'static Organisation>,
    /// The currency of a sign that leaves it open, where other amounts of the samples tell it.
    pub(super) currency: Option<String>,
    /// True where an amount has a sign that leaves its currency open.
    pub(super) open_currency: bool,
    /// True where a sample has no label for its countries.
    pub(super) country_from_title: bool,
}

/// The phrases by which a family is recognised.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrases {
    /// These stand in all samples.
    pub(super) all: Vec<String>,
    /// Where there are none, one of these stands in each.
    pub(super) any: Vec<String>,
}

/// A title as printed.
struct Title {
    /// Its line, as labels are compared.
    key: String,
    /// True under or beside a label.
    labelled: bool,
    text: String,
    language: &'static str,
}

pub(super) fn of(samples: &[Sample], labels: &[Label], general: &Layout) -> Top {
    let title = |sample: &Sample| {
        let (line, labelled) = sample.title(general)?;
        Some(Title {
            key: line.key.to_string(),
            labelled,
            text: sample.words(line.span),
            language: sample.language,
        })
    };
    let titles: Vec<Title> = samples.iter().filter_map(title).collect();
    let title_after = title_after(&titles);
    let is_announced =
        |title: &Title| title_after.iter().any(|words| fold(&title.text).starts_with(&fold(words)));
    let banners = banners(samples, &titles, general);
    let records = || samples.iter().filter_map(|sample| sample.record.as_ref());
    let mut top = Top {
        title_in_header: titles.iter().any(|title| !title.labelled && !is_announced(title)),
        languages: languages(samples),
        phrases: phrases(samples, labels, &title_after, &banners, general),
        title_after,
        banners,
        country_from_title: records().any(|record| record.countries.is_empty()),
        ..Top::default()
    };
    top.reporting_org = reporting(samples, &top);
    currencies(samples, labels, &mut top);
    top
}

/// What the titles of each language begin with.
fn title_after(titles: &[Title]) -> Vec<String> {
    let languages: BTreeSet<&str> = titles.iter().map(|title| title.language).collect();
    let of_language = |language: &&str| {
        let own: Vec<&Title> = titles.iter().filter(|title| title.language == *language).collect();
        let texts: Vec<&str> = own.iter().map(|title| title.text.as_str()).collect();
        prefix(&texts).filter(|_| own.iter().all(|title| !title.labelled))
    };
    languages.iter().filter_map(of_language).collect()
}

/// The words that all titles begin with, up to a colon or dash, where different titles follow.
fn prefix(titles: &[&str]) -> Option<String> {
    const MARKS: [&str; 5] = [": ", " : ", " – ", " — ", " - "];
    let (first, others) = titles.split_first()?;
    let ends =
        MARKS.iter().flat_map(|mark| first.match_indices(mark).map(|(at, mark)| at + mark.trim_end().len()));
    let is_shared = |words: &&str| {
        let folded = fold(words);
        others.iter().all(|title| fold(title).starts_with(&folded))
            && others.iter().any(|title| title != first)
    };
    let words = ends.filter_map(|end| first.get(..end)).filter(is_shared);
    words
        .filter(|words| words.chars().filter(|c| c.is_alphabetic()).count() >= 4)
        .max_by_key(|words| words.len())
        .map(str::to_owned)
}

/// First lines that stand in two samples at least and are no labels.
fn banners(samples: &[Sample], titles: &[Title], general: &Layout) -> Vec<String> {
    const FIRST_LINES: usize = 8;
    const LONGEST: usize = 80;
    let mut banners: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    let titles: BTreeSet<&str> = titles.iter().map(|title| title.key.as_str()).collect();
    // Up to the first label with its value.
    let is_above = |line: &&Line| line.label.is_none() || titles.contains::<str>(&line.key);
    let firsts: Vec<Vec<&Line>> = samples
        .iter()
        .map(|sample| sample.read_lines().take(FIRST_LINES).take_while(is_above).collect())
        .collect();
    for (sample, lines) in samples.iter().zip(&firsts) {
        for line in lines {
            let times = firsts.iter().filter(|lines| lines.iter().any(|other| other.key == line.key)).count();
            let is_banner = !line.key.is_empty()
                && line.label.is_none()
                && line.key.len() <= LONGEST
                && (times > 1 || general.banners.contains(line.key.as_ref()))
                && !titles.contains::<str>(&line.key)
                && matched(general, line).is_none();
            if is_banner && known.insert(line.key.to_string()) {
                banners.push(sample.words(line.span));
            }
        }
    }
    banners
}

/// What tells the family: what stands before its title, its first lines, labels of its own; else labels of the trade.
fn phrases(
    samples: &[Sample],
    labels: &[Label],
    title_after: &[String],
    banners: &[String],
    general: &Layout,
) -> Phrases {
    const MOST: usize = 3;
    let words = |text: &str| text.split_whitespace().count();
    let is_common = |text: &str| {
        general.banners.contains(&label_key(text)) || organisation(text).is_none() && words(text) < 2
    };
    let by_labels = |told: Told| {
        let own = labels.iter().filter(move |label| label.told == told);
        own.map(|label| label.text.clone()).filter(move |text| words(text) > 1)
    };
    let before_title =
        title_after.iter().map(|text| text.trim_end_matches([' ', ':', '-', '–', '—']).to_owned());
    let own = before_title.chain(banners.iter().filter(|text| !is_common(text)).cloned());
    let own: Vec<String> = own.chain(by_labels(Told::Nothing)).chain(by_labels(Told::ByValues)).collect();
    let trade: Vec<String> = by_labels(Told::ByLabel).collect();
    let in_all = |phrases: &[String]| {
        let mut known = BTreeSet::new();
        let all = phrases.iter().filter(|text| stands_in(samples, text).len() == samples.len());
        all.filter(|text| known.insert(fold(text))).take(MOST).cloned().collect::<Vec<String>>()
    };
    let all = in_all(&own);
    if !all.is_empty() {
        return Phrases { all, any: Vec::new() };
    }
    match covering(samples, &own) {
        Some(any) => Phrases { all, any },
        None => Phrases { all: in_all(&trade), any: Vec::new() },
    }
}

/// Which samples have `text` near their beginning.
fn stands_in(samples: &[Sample], text: &str) -> BTreeSet<usize> {
    let folded = fold(text);
    let has = |(at, sample): (usize, &Sample)| has_words(&sample.beginning, &folded).then_some(at);
    samples.iter().enumerate().filter_map(has).collect()
}

/// Few phrases that several samples have each, and one of which each sample has; None where there are none.
fn covering(samples: &[Sample], phrases: &[String]) -> Option<Vec<String>> {
    const MOST: usize = 6;
    let sets: Vec<(&String, BTreeSet<usize>)> = phrases
        .iter()
        .map(|text| (text, stands_in(samples, text)))
        .filter(|(_, set)| set.len() > 1)
        .collect();
    let mut left: BTreeSet<usize> = (0..samples.len()).collect();
    let mut chosen = Vec::new();
    while !left.is_empty() && chosen.len() < MOST {
        let gain = |set: &BTreeSet<usize>| set.intersection(&left).count();
        // The first of equals: what stands before a title goes before a label.
        let (text, set) =
            sets.iter().rev().max_by_key(|(_, set)| gain(set)).filter(|(_, set)| gain(set) > 0)?;
        left.retain(|at| !set.contains(at));
        chosen.push((*text).clone());
    }
    left.is_empty().then_some(chosen)
}

fn languages(samples: &[Sample]) -> Vec<String> {
    let told: BTreeSet<&str> =
        samples.iter().map(|sample| sample.language).filter(|code| !code.is_empty()).collect();
    let told: Vec<String> = told.into_iter().map(str::to_owned).collect();
    if told.is_empty() { vec!["en".to_owned()] } else { told }
}

/// The organisation that the family's own phrases name, where no label tells who reports.
fn reporting(samples: &[Sample], top: &Top) -> Option<&'static Organisation> {
    let printed = samples
        .iter()
        .filter_map(|sample| sample.record.as_ref())
        .any(|record| record.reporting_org.is_some());
    let texts = top.banners.iter().chain(&top.phrases.all).chain(&top.phrases.any).filter(|_| !printed);
    texts.into_iter().find_map(|text| organisation(text).or_else(|| leading(text)))
}

/// The organisation that the first words of a line name: `UNICEF project sheet`.
fn leading(text: &str) -> Option<&'static Organisation> {
    let ends = text.match_indices(' ').map(|(at, _)| at);
    ends.rev().find_map(|end| organisation(text.get(..end)?))
}

/// The currencies of budgets, and whether one is left open.
fn currencies(samples: &[Sample], labels: &[Label], top: &mut Top) {
    let is_budget = |label: &&Label| matches!(label.field, Some(Field::Budget(_)));
    let values = labels.iter().filter(is_budget).flat_map(|label| &label.values);
    let decimal = samples.first().map_or(DecimalMark::Unknown, |sample| sample.decimal);
    let signs = values.filter_map(|value| value::money::money(value, decimal)?.1.currency);
    let codes: Vec<Option<&str>> = signs.map(|sign| sign.code()).collect();
    let told: BTreeSet<&str> = codes.iter().copied().flatten().collect();
    top.open_currency = codes.contains(&None);
    if let (true, 1) = (top.open_currency, told.len()) {
        top.currency = told.first().map(|code| (*code).to_owned());
    }
}

impl Top {
    /// True where nothing but labels of the trade tells the family.
    pub(super) fn is_weak(&self, labels: &[Label]) -> bool {
        let is_own = |phrase: &String| {
            !labels.iter().any(|label| label.told == Told::ByLabel && label.text == *phrase)
        };
        !self.phrases.all.iter().chain(&self.phrases.any).any(is_own)
    }
}

/// True when a label tells the title.
pub(super) fn has_title(labels: &[Label]) -> bool {
    labels.iter().any(|label| label.field == Some(Field::Title))
}

#[cfg(test)]
mod tests {
    use super::prefix;

    #[test]
    fn titles_begin_with_the_same_words_up_to_a_mark() {
        for (titles, expected) in [
            (vec!["Harbour Trust grant: Cacao", "Harbour Trust grant: Nets"], Some("Harbour Trust grant:")),
            (vec!["Project profile — Roads", "Project profile — Wells"], Some("Project profile —")),
            (vec!["Mali: wells", "Chad: wells"], None),
            (vec!["Harbour Trust grant: Cacao"], None), // of a single one nothing tells
            (vec!["Roads for all: north", "Roads for all: north"], None),
        ] {
            assert_eq!(prefix(&titles).as_deref(), expected, "{titles:?}");
        }
    }
}
