//! A layout: where a family of documents prints what. Data, no code; docs/layouts.md teaches the form.

use std::collections::BTreeMap;
use std::sync::Arc;

use almoner_codelists::fold;
use almoner_record::{Kind, Measure};
use serde::Deserialize;

use crate::field::{Field, Shape};
use crate::labels::{Key, Labels, label_key};

/// How a family of documents is recognised and where it prints what.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Its file's name without the ending; the first part of every rule's name.
    pub name: String,
    /// What a person calls it.
    pub title: String,
    /// Languages that its labels are in, primary subtags.
    pub languages: Vec<String>,
    /// `built-in`, or the file it was read from.
    pub source: String,
    pub(crate) recognise: Recognise,
    pub(crate) defaults: Defaults,
    pub(crate) title_after: Vec<String>,
    /// First lines that name a kind of page and are no title, folded.
    pub(crate) banners: Vec<String>,
    pub(crate) header: Vec<Field>,
    pub(crate) activities: Activities,
    pub(crate) narrative: Vec<Narrative>,
    pub(crate) labels: Labels,
    /// The labels of the general layout, for what its own do not name; None where it wants none of them.
    pub(crate) trade: Option<Arc<Labels>>,
    pub(crate) examples: Vec<Example>,
}

/// The TOML form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LayoutFile {
    pub(crate) title: String,
    pub(crate) languages: Vec<String>,
    /// False where what the layout does not name is no label, even if the trade knows it as one.
    #[serde(default = "yes")]
    pub(crate) general: bool,
    #[serde(default)]
    pub(crate) recognise: Recognise,
    #[serde(default)]
    pub(crate) defaults: Defaults,
    #[serde(default)]
    pub(crate) title_after: Vec<String>,
    #[serde(default)]
    pub(crate) banners: Vec<String>,
    #[serde(default)]
    pub(crate) header: Vec<String>,
    #[serde(default)]
    pub(crate) activities: Activities,
    #[serde(default)]
    pub(crate) narrative: Vec<Narrative>,
    #[serde(default)]
    pub(crate) labels: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) sections: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) example: Vec<Example>,
}

fn yes() -> bool {
    true
}

/// How a document of the family is known.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Recognise {
    /// Phrases that must all stand near the beginning.
    pub(crate) all: Vec<String>,
    /// Phrases of which one at least must stand there; each one seen counts.
    pub(crate) any: Vec<String>,
    /// How many phrases, labels and headings must be seen in all.
    pub(crate) least: u32,
}

impl Default for Recognise {
    fn default() -> Recognise {
        Recognise { all: Vec::new(), any: Vec::new(), least: 3 }
    }
}

/// What is implied and not printed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Defaults {
    pub(crate) kind: Kind,
    pub(crate) reporting_org: Option<DefaultOrg>,
    /// ISO 4217 code of a currency sign that leaves it open.
    pub(crate) currency: Option<String>,
    /// What kind of figure `budget` is.
    pub(crate) measure: Option<Measure>,
    /// True where the title tells the country of documents that list none.
    pub(crate) country_from_title: bool,
    /// What completes a project number to an IATI identifier: `CA-3-`.
    pub(crate) identifier_prefix: Option<String>,
}

/// The organisation that a family of documents comes from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DefaultOrg {
    #[serde(rename = "ref")]
    pub(crate) reference: Option<String>,
    pub(crate) name: String,
}

/// Where one activity ends and the next begins.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Activities {
    pub(crate) begin: Begin,
    /// Headings that begin none; `…` at the end stands for any more words.
    pub(crate) never: Vec<String>,
}

/// What begins an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Begin {
    /// The document is about one.
    #[default]
    Document,
    /// Each heading of the first level (in text: in capitals) with text under it.
    Heading,
}

/// What `narrative` sections are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Narrative {
    Countries,
    PlannedCountries,
    Results,
    Amounts,
    ParticipatingOrgs,
    RelatedActivities,
}

/// A text and what must be read from it: a layout without proof does not load.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Example {
    pub(crate) text: String,
    /// JSON pointers into the first record, and what must stand there; numbers and codes as text.
    pub(crate) expect: BTreeMap<String, String>,
}

impl Layout {
    /// The layout that `file` describes. Its fields' names must have been checked: unknown ones are left out.
    pub(crate) fn new(name: &str, source: &str, file: LayoutFile, trade: Option<Arc<Labels>>) -> Layout {
        let mut labels = Labels::default();
        for (field, names) in file.labels.iter().chain(&file.sections) {
            if let Some(field) = Field::from_name(field) {
                names.iter().for_each(|label| labels.add(label, field));
            }
        }
        let fold_all = |phrases: Vec<String>| phrases.iter().map(|phrase| fold(phrase)).collect();
        Layout {
            name: name.to_owned(),
            title: file.title,
            languages: file.languages,
            source: source.to_owned(),
            recognise: Recognise {
                all: fold_all(file.recognise.all),
                any: fold_all(file.recognise.any),
                least: file.recognise.least,
            },
            defaults: file.defaults,
            title_after: fold_all(file.title_after),
            banners: file.banners.iter().map(|banner| label_key(banner)).collect(),
            header: file.header.iter().filter_map(|name| Field::from_name(name)).collect(),
            activities: Activities { begin: file.activities.begin, never: file.activities.never },
            narrative: file.narrative,
            labels,
            trade: trade.filter(|_| file.general),
            examples: file.example,
        }
    }

    /// The field of a label or heading, its own first.
    pub(crate) fn field_of(&self, key: &Key) -> Option<Field> {
        self.among(|labels| labels.find(key))
    }

    /// What its own labels give, else those of the trade.
    pub(crate) fn among<T>(&self, look: impl Fn(&Labels) -> Option<T>) -> Option<T> {
        look(&self.labels).or_else(|| self.trade.as_deref().and_then(look))
    }

    /// True when the heading begins no activity although it looks like one that does.
    pub(crate) fn never_begins(&self, heading: &str) -> bool {
        let key = label_key(heading);
        self.activities.never.iter().any(|never| match never.strip_suffix('…') {
            Some(beginning) => key.starts_with(&label_key(beginning)),
            None => key == label_key(never),
        })
    }

    /// True when a heading that the layout does not know ends what stands under `open`. A layout that wants no labels of
    /// the trade knows its headings, so what else looks like one is part of the text.
    pub(crate) fn headings_cut(&self, open: Option<Field>) -> bool {
        self.knows_the_trade()
            || open.is_none_or(|field| field == Field::Narrative || field.shape() != Shape::Text)
    }

    /// True where what the layout does not name is read as the general reader reads it: labels by their words, tables by
    /// their heads, facts in sentences.
    pub(crate) fn knows_the_trade(&self) -> bool {
        self.is_general() || self.trade.is_some()
    }

    /// True for the layout that reads what no other one recognises.
    pub(crate) fn is_general(&self) -> bool {
        self.name == GENERAL
    }
}

/// The name of the layout that always matches last.
pub(crate) const GENERAL: &str = "general";
