//! A policy marker whose name is the label: `Gender equality: Significant objective`.

use almoner_codelists::{Entry, POLICY_MARKER, fold};
use almoner_record::{Basis, PolicyMarker, Span};

use crate::context::{Context, one_line};
use crate::draft::{Draft, Found};
use crate::word_list::WordList;

use super::significance;

/// A marker that a label names, and the significance beside it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marked {
    /// None for a donor's own marker.
    entry: Option<&'static Entry>,
    significance: u8,
}

impl Marked {
    /// True for a marker of the DAC's list.
    pub(crate) fn is_known(self) -> bool {
        self.entry.is_some()
    }
}

/// When a digit alone is a significance: it may as well be a count, a rating of a risk or a page's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digits {
    /// Among markers.
    Read,
    /// In a form.
    WhereTheLabelSaysMarker,
    /// Never.
    Refused,
}

/// The marker of a label and its value; None where the label names none, or the value is more than a significance.
///
/// A label that the DAC's list does not know is a donor's own marker only beside the list's own words for a
/// significance (`not targeted`, `principal objective`).
pub(crate) fn marker_of_label(label: &str, value: &str, digits: Digits) -> Option<Marked> {
    const LONGEST: usize = 64;
    // Heads of columns, a significance each, are no value.
    let (label, has_scale) = without_scale(label);
    let is_name = label.chars().any(char::is_lowercase) && !label.bytes().any(|byte| byte.is_ascii_digit());
    if !is_name
        || label.len() > LONGEST
        || value.len() > LONGEST
        || !may_be_significance(value)
        || value.contains('\t')
    {
        return None;
    }
    let (significance, words) = told(value)?;
    let entry = entry(label);
    let may_be_digit = match digits {
        Digits::Read => !is_other_scale(label),
        Digits::WhereTheLabelSaysMarker => (has_scale || says_marker(label)) && !is_other_scale(label),
        Digits::Refused => false,
    };
    let is_told = match words {
        Words::None => entry.is_some() && may_be_digit,
        Words::Some => entry.is_some(),
        Words::Whole => entry.is_some() || !is_of_objectives(label),
    };
    (is_told && is_on_scale(entry, significance)).then_some(Marked { entry, significance })
}

/// A label without the DAC's scale in brackets behind it, and whether it stood there: `Gender equality (0/1/2)`.
fn without_scale(label: &str) -> (&str, bool) {
    const SCALES: [&str; 4] = ["(0/1/2)", "(0-2)", "(0, 1, 2)", "(0–2)"];
    let label = label.trim_end_matches([':', ' ']);
    // `Rio: Climate change mitigation`
    if let Some(plain) = label.strip_prefix("Rio: ") {
        return (plain, true);
    }
    let plain = SCALES.iter().find_map(|scale| label.strip_suffix(scale));
    plain.map_or((label, false), |plain| (plain.trim_end(), true))
}

/// True where the marker's scale has the significance: two is the highest, save for desertification and for
/// reproductive health, as the DAC's directives for reporting say.
pub(super) fn is_on_scale(marker: Option<&Entry>, significance: u8) -> bool {
    let highest = match marker.map(|entry| entry.code) {
        Some("8") => 3,
        Some("9") => 4,
        _ => 2,
    };
    significance <= highest
}

/// `Gender marker` by itself is the United Nations' (0 to 3, or 2a), whose digits mean other than the DAC's.
pub(super) fn is_other_scale(label: &str) -> bool {
    const GENDER: [&str; 6] = ["gender", "gem", "genre", "genero", "sexes", "egalite"];
    has_word(label, &MARKER) && has_word(label, &GENDER) && !has_word(label, &OFFICIAL)
}

const MARKER: [&str; 7] = ["marker", "markers", "marqueur", "marqueurs", "marcador", "marcadores", "gem"];
const OFFICIAL: [&str; 8] = ["dac", "cad", "rio", "oecd", "ocde", "policy", "politique", "politica"];

fn says_marker(label: &str) -> bool {
    has_word(label, &MARKER) || has_word(label, &OFFICIAL)
}

/// `Type of objective`, `Priority level`: what is said of an objective is no marker's significance.
fn is_of_objectives(label: &str) -> bool {
    const PARTS: [&str; 10] =
        ["objecti", "objeti", "type", "tipo", "priorit", "priorid", "level", "niveau", "nivel", "categor"];
    let folded = fold(label);
    PARTS.iter().any(|part| folded.contains(part))
}

fn has_word(label: &str, words: &[&str]) -> bool {
    fold(label).split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

/// A quick look, since most lines with a label are asked about.
fn may_be_significance(value: &str) -> bool {
    const PARTS: [&str; 9] =
        ["bjecti", "bjeti", "argeted", "ignifi", "rincip", "rient", "econd", "ibl", "rimary"];
    let digit = value.trim().len() == 1 && value.bytes().any(|byte| (b'0'..=b'4').contains(&byte));
    digit || PARTS.iter().any(|part| value.contains(part))
}

/// What of a value is words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    None,
    Some,
    /// The list's own words for a significance, in whole.
    Whole,
}

/// The significance of a value that tells nothing else, and how much of it is words.
fn told(value: &str) -> Option<(u8, Words)> {
    static WORDS: WordList = WordList::of(
        "significant significatif significative significativo significativa principal principale primary \
        main secondary secondaire secundario secundaria objective objectif objetivo objectivo targeted not no nao non \
        oriente orientee orientado orientada vise visee cible ciblee an un score level objetivos a the is it visado",
    );
    let folded = fold(value);
    let mut words = folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    let has_words = words.peek().is_some();
    if !words.all(|word| WORDS.has(word)) {
        return None;
    }
    let whole = ["objecti", "objeti", "targeted", "oriente", "orientad", "vise", "cible"];
    let words = match has_words {
        false => Words::None,
        true if whole.iter().any(|part| folded.contains(part)) => Words::Whole,
        true => Words::Some,
    };
    significance(value).map(|told| (told, words))
}

/// The marker of the DAC's list that a label names, with or without words that say it is one.
pub(super) fn entry(label: &str) -> Option<&'static Entry> {
    POLICY_MARKER.find(label).or_else(|| POLICY_MARKER.find(&name(label)))
}

/// The label without the words that say it is a marker, at its beginning, its end or in brackets: `marqueur CAD genre`,
/// `Climate change adaptation (Rio marker)`.
fn name(label: &str) -> String {
    const PARTICLES: [&str; 12] = ["de", "du", "des", "del", "da", "do", "la", "le", "l", "d", "of", "on"];
    let folded = fold(label.trim_matches(|c: char| c.is_whitespace() || ":*_".contains(c)));
    let says = |word: &str| MARKER.contains(&word) || OFFICIAL.contains(&word);
    let bracket = folded.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let plain = match bracket {
        Some((before, inside)) if inside.split(' ').all(|word| says(word) || PARTICLES.contains(&word)) => {
            before
        }
        _ => &folded,
    };
    let is_edge = |c: char| c.is_whitespace() || ":-–'’".contains(c);
    let mut name = plain.trim_matches(is_edge);
    while let Some((before, _)) = name.rsplit_once(' ').filter(|(_, last)| says(last)) {
        name = before.trim_end_matches(is_edge);
    }
    let mut said = false;
    while let Some((first, rest)) = name.split_once([' ', '\'', ':']) {
        let goes = says(first) || said && PARTICLES.contains(&first);
        if !goes {
            break;
        }
        said = true;
        name = rest.trim_start_matches(is_edge);
    }
    name.to_owned()
}

/// Adds the marker that a label names; false where it names none.
pub(crate) fn push_marker_of_label(
    draft: &mut Draft,
    context: &Context<'_>,
    label: Span,
    value: Span,
    rule: &str,
) -> bool {
    let (text, printed) = (context.text(label), context.text(value));
    let Some(Marked { entry, significance }) = marker_of_label(text, printed, Digits::Read) else {
        return false;
    };
    let marker = PolicyMarker {
        vocabulary: if entry.is_some() { "1" } else { "99" }.to_owned(),
        code: entry.map(|entry| entry.code.to_owned()),
        name: one_line(text),
        significance: Some(significance),
        basis: Basis::Stated,
    };
    let known = draft.activity.policy_markers.iter();
    if known.clone().any(|one| {
        (&one.vocabulary, &one.code, &one.name) == (&marker.vocabulary, &marker.code, &marker.name)
    }) {
        return true;
    }
    let found =
        Found { value: marker, span: label.cover(value), basis: Basis::Stated, rule: rule.to_owned() };
    draft.push("/policy_markers", |activity| &mut activity.policy_markers, found);
    true
}
