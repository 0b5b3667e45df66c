//! `almoner compare`: the documents of one activity side by side, and each field in which they differ.

pub(crate) mod leaves;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use almoner_library::{Record, Shown};
use almoner_record::{Activity, Basis, Evidence};
use serde::Serialize;
use serde_json::Value;

use crate::output::Form;
use crate::report::complain;
use crate::style::{self, FAINT, STRONG, Safe, counted};
use crate::{Exit, Globals, open};
use leaves::{Leaf, is_text, leaves};

/// What `compare` is asked.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  almoner compare CA-3-P005189001\n  almoner compare P005189001 --texts\n  \
    almoner compare CA-3-P005189001 --format json | jq '.differences[].field'"
)]
pub(crate) struct Arguments {
    /// The id as `search` prints it, or as much of it as only one activity has.
    id: String,
    /// Texts too (titles, descriptions, names) where the documents are in different languages.
    #[arg(long)]
    texts: bool,
    /// For people, or JSON.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Form,
}

/// The documents of an activity and where they differ.
#[derive(Debug, Serialize)]
struct Comparison {
    id: String,
    documents: Vec<Side>,
    differences: Vec<Difference>,
    /// Fields that all documents give alike.
    same: usize,
    /// Texts in different languages, which were not compared.
    texts_apart: usize,
}

#[derive(Debug, Serialize)]
struct Side {
    letter: String,
    name: String,
    id: String,
    language: Option<String>,
    date: Option<String>,
    paths: Vec<String>,
}

/// One field in which documents differ.
#[derive(Debug, Serialize)]
struct Difference {
    /// The field with what makes its item: `countries[HT]/percentage`.
    field: String,
    /// What each document says, in their order; null where one says nothing.
    values: Vec<Option<Said>>,
}

/// What one document says of a field, and where.
#[derive(Debug, Serialize)]
pub(crate) struct Said {
    value: Value,
    path: String,
    basis: Option<Basis>,
    quotes: Vec<Quote>,
}

impl Said {
    /// The value for a person, on one line and harmless.
    pub(crate) fn in_words(&self, longest: usize) -> String {
        let short = |text: &str| style::cut(&Safe::line(text).to_string(), longest);
        match &self.value {
            Value::String(text) => short(text),
            Value::Bool(true) => "is named".to_owned(),
            other => short(&other.to_string()),
        }
    }
}

#[derive(Debug, Serialize)]
struct Quote {
    quote: String,
    page: Option<u32>,
    start: u32,
    end: u32,
}

/// Prints where the documents of the activity differ.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let shown = open::library(globals)?.get(&arguments.id)?;
    let records = match shown {
        Shown::Activity(records) if records.len() > 1 => records,
        _ => {
            let hint = "`almoner show` prints it; an activity is compared when two documents tell of it";
            return Err(complain(
                Exit::Failed,
                format!("{}: one document alone tells of it", arguments.id),
                hint,
            ));
        }
    };
    let comparison = compare(&records, arguments.texts);
    let mut out = style::stdout();
    match arguments.format {
        Form::Json => writeln!(out, "{}", style::json_pretty(&comparison)?)?,
        Form::Text => {
            for line in lines(&comparison) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(Exit::Ok)
}

fn compare(records: &[Record], texts: bool) -> Comparison {
    let languages: BTreeSet<&str> = records.iter().filter_map(|record| language(&record.activity)).collect();
    let foreign = languages.len() > 1 && !texts;
    let sides: Vec<BTreeMap<String, Leaf>> = records.iter().map(|record| leaves(&record.activity)).collect();
    // In the order of the first document, then what only later ones have.
    let mut fields: Vec<&String> = Vec::new();
    let mut known: BTreeSet<&String> = BTreeSet::new();
    for side in &sides {
        let mut ordered: Vec<(&String, &Leaf)> = side.iter().collect();
        ordered.sort_by_key(|(_, leaf)| leaf.order);
        fields.extend(ordered.into_iter().map(|(field, _)| field).filter(|field| known.insert(*field)));
    }
    let (mut differences, mut same, mut texts_apart) = (Vec::new(), 0, 0);
    for field in fields {
        let values: Vec<Option<&Leaf>> = sides.iter().map(|side| side.get(field)).collect();
        let first = values.first().copied().flatten().map(|leaf| &leaf.value);
        if values.iter().all(|leaf| leaf.map(|leaf| &leaf.value) == first) {
            same += 1;
        } else if foreign && is_text(field) {
            texts_apart += 1;
        } else {
            let said = values.iter().zip(records);
            let values =
                said.map(|(leaf, record)| leaf.map(|leaf| said_by(leaf, &record.activity))).collect();
            differences.push(Difference { field: field.clone(), values });
        }
    }
    Comparison {
        id: records.first().map(|record| record.activity.id.clone()).unwrap_or_default(),
        documents: records.iter().enumerate().map(|(at, record)| side(at, record)).collect(),
        differences,
        same,
        texts_apart,
    }
}

fn language(activity: &Activity) -> Option<&str> {
    activity.languages.first().map(String::as_str).or(activity.document.language.as_deref())
}

fn side(at: usize, record: &Record) -> Side {
    let activity = &record.activity;
    let letter = u32::try_from(at).ok().and_then(|at| char::from_u32(u32::from('A') + at));
    Side {
        letter: letter.filter(char::is_ascii_uppercase).map_or_else(|| (at + 1).to_string(), String::from),
        name: activity.document.name.clone(),
        id: activity.id.clone(),
        language: language(activity).map(str::to_owned),
        date: activity.document.date.map(|date| date.to_string()),
        paths: record.paths.clone(),
    }
}

/// A value of a record, with its place there.
pub(crate) fn said_by(leaf: &Leaf, activity: &Activity) -> Said {
    let evidence = evidence(&activity.evidence, &leaf.pointer);
    let quotes = evidence.iter().map(|one| Quote {
        quote: one.quote.clone(),
        page: one.page,
        start: one.start,
        end: one.end,
    });
    let basis = evidence.iter().map(|one| one.basis).max();
    Said { value: leaf.value.clone(), path: leaf.pointer.clone(), basis, quotes: quotes.collect() }
}

/// The evidence at a pointer, else at the nearest value above it that has any.
fn evidence<'a>(all: &'a [Evidence], pointer: &str) -> Vec<&'a Evidence> {
    let mut at = pointer;
    loop {
        let here: Vec<&Evidence> = all.iter().filter(|one| one.path == at).collect();
        match at.rsplit_once('/') {
            Some((above, _)) if here.is_empty() && !above.is_empty() => at = above,
            _ => return here,
        }
    }
}

fn lines(comparison: &Comparison) -> Vec<String> {
    const LONGEST: usize = 100;
    let short = |text: &str| style::cut(&Safe::line(text).to_string(), LONGEST);
    let mut shown = vec![format!("{STRONG}{}{STRONG:#}", Safe::line(&comparison.id))];
    for side in &comparison.documents {
        let told = side.language.iter().chain(&side.date).map(String::as_str);
        let own_id = Some(side.id.as_str()).filter(|id| *id != comparison.id);
        let told: Vec<&str> = told.chain(own_id).collect();
        let place = side.paths.first().unwrap_or(&side.name);
        shown.push(format!("  {}  {}  {FAINT}{}{FAINT:#}", side.letter, Safe::line(place), told.join(", ")));
    }
    for difference in &comparison.differences {
        shown.push(String::new());
        shown.push(format!("{STRONG}{}{STRONG:#}", Safe::line(&difference.field)));
        for (side, said) in comparison.documents.iter().zip(&difference.values) {
            let Some(said) = said else {
                shown.push(format!("  {}  {FAINT}nothing{FAINT:#}", side.letter));
                continue;
            };
            shown.push(format!("  {}  {}", side.letter, said.in_words(LONGEST)));
            for quote in said.quotes.iter().take(2) {
                let page = quote.page.map(|page| format!("page {page}, ")).unwrap_or_default();
                let basis = said.basis.map_or("", basis_word);
                shown.push(format!(
                    "     {FAINT}“{}” {page}bytes {}..{}, {basis}{FAINT:#}",
                    short(&quote.quote),
                    quote.start,
                    quote.end
                ));
            }
        }
    }
    shown.push(String::new());
    let count = |number: usize, one, many| counted(number as u64, one, many);
    let mut sum = format!(
        "{}, {} alike",
        count(comparison.differences.len(), "field differs", "fields differ"),
        comparison.same
    );
    if comparison.texts_apart > 0 {
        sum += &format!(
            "; {} in different languages (--texts compares them)",
            count(comparison.texts_apart, "text", "texts")
        );
    }
    shown.push(sum);
    shown
}

fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "stated",
        Basis::Default => "default",
        Basis::Inferred => "inferred",
        Basis::Corrected => "corrected",
    }
}
