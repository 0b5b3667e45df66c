//! Which labels a line may be, at a look: most lines of most documents are none.

use rustc_hash::{FxHashMap, FxHashSet};

use super::forms::{Form, Spelling, singular, time_in_bracket, unnumbered};
use super::{Key, Labels, before_time, goes_on_behind};

/// Which of many layouts may name a label: most lines of most documents are a label of none, and one look says so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    whole: FxHashMap<String, Namers>,
    stems: FxHashMap<String, Namers>,
    beginnings: Beginnings<Namers>,
    bare: Beginnings<Namers>,
    words: FirstWords,
}

/// A set of layouts by their places. Those from the 64th on share the last bit: the set may say too much, never too
/// little.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Namers(u64);

impl Namers {
    fn of(place: usize) -> Namers {
        Namers(1 << place.min(63))
    }

    /// True when the layout in this place may be among them.
    pub(crate) fn has(self, place: usize) -> bool {
        self.0 & Namers::of(place).0 != 0
    }

    /// True where no layout is among them.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All that are in one of the sets.
    pub(crate) fn or(self, other: Namers) -> Namers {
        Namers(self.0 | other.0)
    }
}

impl Vocabulary {
    /// Adds the labels of the layout in this place.
    pub(crate) fn add(&mut self, place: usize, labels: &Labels) {
        let pairs = [(&mut self.whole, &labels.whole), (&mut self.stems, &labels.stems)];
        for (all, own) in pairs {
            #[expect(clippy::iter_over_hash_type, reason = "each label goes to its own place")]
            for label in own.keys() {
                let namers = all.entry(label.clone()).or_default();
                *namers = namers.or(Namers::of(place));
                self.words.add(label);
            }
        }
        let pairs = [(&mut self.beginnings, &labels.beginnings), (&mut self.bare, &labels.bare)];
        for (all, own) in pairs {
            for label in own.labels() {
                all.add(label, Namers::of(place));
            }
        }
    }

    /// The layouts that may have the label `key` in one of its forms.
    pub(crate) fn namers(&self, key: &Key) -> Namers {
        let of = |known: &FxHashMap<String, Namers>, form: &str| known.get(form).copied().unwrap_or_default();
        let whole = of(&self.whole, key);
        if !self.words.may_begin_a_form(key) {
            return whole;
        }
        let spelt =
            |spelling: &Spelling| of(&self.whole, &spelling.whole).or(of(&self.stems, &spelling.stem));
        let all = key.forms().iter().flat_map(|form| match form {
            Form::Whole(spelling) => std::slice::from_ref(spelling),
            Form::Parts(parts) => parts,
        });
        all.map(spelt).fold(whole, Namers::or)
    }

    /// The layouts that have a label for longer headings which `key` may begin with.
    pub(crate) fn beginners(&self, key: &str) -> Namers {
        let begun = self.beginnings.of(unnumbered(key));
        begun.map(|(_, namers)| namers).fold(Namers::default(), Namers::or)
    }

    /// The layouts that have a label which `key` may begin with, its value behind it.
    pub(crate) fn bare(&self, key: &str) -> Namers {
        let bare = self.bare.of(key).filter(|(label, _)| goes_on_behind(key, label));
        bare.map(|(_, namers)| namers).fold(Namers::default(), Namers::or)
    }

    /// The layouts that may have the label before the time that a heading tells of.
    pub(crate) fn dated(&self, key: &str) -> Namers {
        let known = before_time(key).filter_map(|label| self.whole.get(label));
        known.copied().fold(Namers::default(), Namers::or)
    }
}

/// The first words of labels, and of their stems: few lines begin with one, and only of those the forms are made.
#[derive(Debug, Clone)]
pub(super) struct FirstWords(FxHashSet<String>);

/// With the words that a form leaves out before the label.
impl Default for FirstWords {
    fn default() -> Self {
        const LEFT_OUT: &str =
            "the project's project program's program activity action intervention operation no nro n°";
        FirstWords(LEFT_OUT.split(' ').map(str::to_owned).collect())
    }
}

impl FirstWords {
    pub(super) fn add(&mut self, label: &str) {
        self.0.insert(first_word(label).to_owned());
    }

    /// False when a label in none of its forms ([`super::forms()`]) is known: of those that may have another first word than
    /// the label nothing is said.
    pub(super) fn may_begin_a_form(&self, key: &str) -> bool {
        let plain = unnumbered(key);
        self.may_begin(plain) || plain.len() < key.len() && self.may_begin(key)
    }

    fn may_begin(&self, key: &str) -> bool {
        let first = first_word(key);
        let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"'-".contains(&byte);
        let single = singular(first);
        self.0.contains(first)
            || single.len() < first.len() && self.0.contains(single)
            || first.ends_with('-')
            || !first.bytes().all(is_inside)
            || time_in_bracket(key).is_some()
    }
}

fn first_word(key: &str) -> &str {
    key.bytes().position(|byte| byte == b' ').and_then(|end| key.get(..end)).unwrap_or(key)
}

/// Labels that longer lines begin with, and what each tells, by their first letters: most lines begin with none of them.
#[derive(Debug, Clone)]
pub(super) struct Beginnings<T> {
    by_start: FxHashMap<Start, Vec<(String, T)>>,
    /// Those of fewer letters than a start.
    short: Vec<(String, T)>,
}

type Start = [u8; 3];

impl<T> Default for Beginnings<T> {
    fn default() -> Self {
        Beginnings { by_start: FxHashMap::default(), short: Vec::new() }
    }
}

impl<T: Copy> Beginnings<T> {
    pub(super) fn add(&mut self, label: &str, tells: T) {
        let list = match label.as_bytes().first_chunk::<3>() {
            Some(start) => self.by_start.entry(*start).or_default(),
            None => &mut self.short,
        };
        list.push((label.to_owned(), tells));
    }

    /// Those that `key` begins with.
    pub(super) fn of<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (&'a str, T)> {
        let listed = key.as_bytes().first_chunk::<3>().and_then(|start| self.by_start.get(start));
        let all = listed.into_iter().flatten().chain(&self.short);
        all.filter(|(label, _)| key.starts_with(label.as_str()))
            .map(|(label, tells)| (label.as_str(), *tells))
    }

    fn labels(&self) -> impl Iterator<Item = &str> {
        let listed = self.by_start.values().flatten();
        listed.chain(&self.short).map(|(label, _)| label.as_str())
    }
}
