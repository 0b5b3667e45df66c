//! A few words of a text around what was found, with the found words marked.

use std::collections::BTreeSet;
use std::ops::Range;

use almoner_record::Span;

use crate::query::{Expr, Value};
use crate::words::{Stems, Word, stems_begin_as_words, words};

/// About how many bytes a snippet has.
const LENGTH: usize = 200;
/// At how many places of a text a snippet may begin: it is for a person, not for the whole text.
const MANY: usize = 100;

/// A piece of a text, white space made plain, and where the found words stand in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// The piece; `…` where the text goes on.
    pub text: String,
    /// The found words, in order.
    pub marks: Vec<Range<usize>>,
}

impl Snippet {
    /// The text with `before` and `after` around each found word.
    pub fn marked(&self, before: &str, after: &str) -> String {
        let mut marked = String::new();
        let mut at = 0;
        for mark in &self.marks {
            marked.push_str(self.text.get(at..mark.start).unwrap_or_default());
            marked.push_str(before);
            marked.push_str(self.text.get(mark.clone()).unwrap_or_default());
            marked.push_str(after);
            at = mark.end;
        }
        marked + self.text.get(at..).unwrap_or_default()
    }
}

/// What is marked in a text.
#[derive(Default)]
pub(crate) struct Wanted {
    words: BTreeSet<String>,
    prefixes: BTreeSet<String>,
    phrases: BTreeSet<Vec<String>>,
    stems: BTreeSet<String>,
}

impl Wanted {
    /// The words that `expr` looks for; not those that must be absent.
    pub(crate) fn of(expr: &Expr, stems_of: &mut dyn FnMut(&str) -> BTreeSet<String>) -> Wanted {
        let mut wanted = Wanted::default();
        wanted.add(expr, stems_of);
        wanted
    }

    /// True where nothing in the text is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.prefixes.is_empty() && self.phrases.is_empty()
    }

    fn add(&mut self, expr: &Expr, stems_of: &mut dyn FnMut(&str) -> BTreeSet<String>) {
        match expr {
            Expr::Word(word) => {
                self.stems.extend(stems_of(word));
                self.words.insert(word.clone());
            }
            Expr::Prefix(word) | Expr::Field(_, Value::Prefix(word)) => {
                self.prefixes.insert(word.clone());
            }
            Expr::Phrase(words) => {
                self.phrases.insert(words.clone());
            }
            Expr::Field(field, Value::Words(words)) if is_text(*field) => {
                if let [word] = words.as_slice() {
                    self.stems.extend(stems_of(word));
                }
                self.phrases.insert(words.clone());
            }
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.add(part, stems_of)),
            Expr::All | Expr::Not(_) | Expr::Field(..) => {}
        }
    }

    /// For each word of a text, which of the wanted ones it is.
    fn hits(&self, text: &[Word], languages: &[String], stems: &mut Stems) -> Vec<Option<String>> {
        let mut hits: Vec<Option<String>> =
            text.iter().map(|word| self.hit(&word.folded, languages, stems)).collect();
        for phrase in &self.phrases {
            let same = |window: &[Word]| window.iter().map(|word| &word.folded).eq(phrase);
            let starts = text.windows(phrase.len().max(1)).enumerate().filter(|(_, window)| same(window));
            for (start, _) in starts {
                let places = hits.iter_mut().skip(start).take(phrase.len());
                places.for_each(|hit| *hit = Some(phrase.join(" ")));
            }
        }
        hits
    }

    fn hit(&self, word: &str, languages: &[String], stems: &mut Stems) -> Option<String> {
        if self.words.contains(word) {
            return Some(word.to_owned());
        }
        let prefix = self.prefixes.iter().find(|prefix| word.starts_with(prefix.as_str()));
        if prefix.is_some() || self.stems.is_empty() {
            return prefix.cloned();
        }
        let first = word.chars().next();
        let alike = self.stems.iter().any(|stem| stem.chars().next() == first);
        // Most words of a text begin otherwise than what is wanted, and to find a stem takes long.
        let mut languages = languages.iter().filter(|language| alike || !stems_begin_as_words(language));
        languages
            .find_map(|language| Some(stems.stem(language, word)).filter(|stem| self.stems.contains(stem)))
    }
}

fn is_text(field: crate::Field) -> bool {
    matches!(crate::FieldSpec::of(field).values, crate::Values::Text)
}

/// The piece of the text at `spans` that has most of what is wanted; its beginning where it has nothing.
pub(crate) fn snippet(
    text: &str,
    spans: &[Span],
    wanted: &Wanted,
    languages: &[String],
    stems: &mut Stems,
) -> Snippet {
    let mut best: Option<(&str, Window)> = None;
    // Of a text in which nothing is asked for its beginning is told: a word has a byte at least.
    let most = if wanted.is_empty() { LENGTH } else { usize::MAX };
    for span in spans {
        if wanted.is_empty() && best.is_some() {
            break;
        }
        let piece = span.of(text);
        let words: Vec<Word> = words(piece).take(most).collect();
        let hits = wanted.hits(&words, languages, stems);
        for start in starts(&hits) {
            let window = Window::at(start, &words, &hits);
            if best.as_ref().is_none_or(|(_, known)| window.worth() > known.worth()) {
                best = Some((piece, window));
            }
        }
    }
    best.map(|(piece, window)| plain(piece, window.range, &window.marks)).unwrap_or_default()
}

/// Where a window may begin: at the beginning, and at each of the first hits.
fn starts(hits: &[Option<String>]) -> impl Iterator<Item = usize> {
    let found = hits.iter().enumerate().filter(|(place, hit)| *place > 0 && hit.is_some());
    (!hits.is_empty()).then_some(0).into_iter().chain(found.map(|(place, _)| place).take(MANY))
}

/// A piece of about [`LENGTH`] bytes.
struct Window {
    range: Range<usize>,
    marks: Vec<Range<usize>>,
    different: usize,
}

impl Window {
    /// The window around word `start`, with some words before it, so that it is read in its sentence.
    fn at(start: usize, words: &[Word], hits: &[Option<String>]) -> Window {
        let first = words.get(start).map_or(0, |word| word.range.start);
        let near = |word: &&Word| first - word.range.start <= LENGTH / 4;
        let lead = words.iter().take(start).rev().take_while(near).count();
        let from = words.get(start - lead).map_or(first, |word| word.range.start);
        let inside = words.iter().zip(hits).skip(start - lead);
        let inside: Vec<(&Word, &Option<String>)> =
            inside.take_while(|(word, _)| word.range.end <= from + LENGTH).collect();
        let to = inside.last().map_or(from, |(word, _)| word.range.end);
        let different: BTreeSet<&String> = inside.iter().filter_map(|(_, hit)| hit.as_ref()).collect();
        let marks = inside.iter().filter(|(_, hit)| hit.is_some()).map(|(word, _)| word.range.clone());
        Window { range: from..to, marks: marks.collect(), different: different.len() }
    }

    fn worth(&self) -> (usize, usize) {
        (self.different, self.marks.len())
    }
}

/// `range` of `piece` with single spaces, and the marks where they are then.
fn plain(piece: &str, range: Range<usize>, marks: &[Range<usize>]) -> Snippet {
    let mut snippet = Snippet::default();
    let (from, to) = (closed_before(piece, range.start), closed_after(piece, range.end));
    let before = piece.get(..from).unwrap_or_default();
    if !before.trim().is_empty() {
        snippet.text.push('…');
    }
    let mut open = None;
    for (offset, c) in piece.get(from..to).unwrap_or_default().char_indices() {
        let at = from + offset;
        if marks.iter().any(|mark| mark.end == at)
            && let Some(start) = open.take()
        {
            snippet.marks.push(start..snippet.text.len());
        }
        if marks.iter().any(|mark| mark.start == at) {
            open = Some(snippet.text.len());
        }
        match c.is_whitespace() {
            true if snippet.text.is_empty() || snippet.text.ends_with(' ') => {}
            true => snippet.text.push(' '),
            false => snippet.text.push(c),
        }
    }
    if let Some(start) = open {
        snippet.marks.push(start..snippet.text.len());
    }
    let length = snippet.text.trim_end().len();
    snippet.text.truncate(length);
    if !piece.get(to..).unwrap_or_default().trim().is_empty() {
        snippet.text.push('…');
    }
    snippet
}

/// Takes the signs and the elided article (`“L’`) before the first word along.
fn closed_before(piece: &str, at: usize) -> usize {
    let before = piece.get(..at).unwrap_or_default();
    before
        .rfind(char::is_whitespace)
        .map_or(0, |space| before.get(space..).map_or(at, |tail| at - tail.trim_start().len()))
}

/// Takes the signs after the last word along.
fn closed_after(piece: &str, at: usize) -> usize {
    let after = piece.get(at..).unwrap_or_default();
    at + after.find(|c: char| c.is_whitespace() || c.is_alphanumeric()).unwrap_or(after.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_query;

    fn found(query: &str, text: &str) -> String {
        let mut stems = Stems::new();
        let wanted = Wanted::of(&parse_query(query).expr, &mut |word| [stems.stem("en", word)].into());
        let spans = [Span::new(0, text.len())];
        snippet(text, &spans, &wanted, &["en".to_owned()], &mut Stems::new()).marked("**", "**")
    }

    #[test]
    fn found_words_are_marked_as_they_are_printed() {
        for (query, text, expected) in [
            ("etat", "L’État major", "L’**État** major"),
            ("roads", "Rural  road\nworks", "Rural **road** works"), // another form
            ("\"rural roads\"", "roads, rural roads.", "roads, **rural** **roads**."),
            ("road*", "roadside", "**roadside**"),
            ("roads -rural", "rural roads", "rural **roads**"),
            ("title:roads", "Roads", "**Roads**"),
            ("bridges", "“Nothing of it.”", "“Nothing of it.”"),
            ("country:HT", "Haiti", "Haiti"),
        ] {
            assert_eq!(found(query, text), expected, "{query}");
        }
    }

    #[test]
    fn the_piece_with_most_of_the_words_is_taken() {
        let text = format!("police {} police and gender {}", "word ".repeat(200), "word ".repeat(200));
        let snippet = found("gender police", &text);
        assert!(
            snippet.starts_with("…word ") && snippet.contains("**police** and **gender** word"),
            "{snippet}"
        );
        assert!(snippet.ends_with("word…") && snippet.len() < LENGTH + 40, "{snippet}");
    }
}
