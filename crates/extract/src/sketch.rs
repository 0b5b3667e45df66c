//! A layout drafted from sample documents: the labels and headings that they share, with guesses at their fields.
//!
//! ```text
//! sketch/sample.rs   a sample as the general reader cuts it: its labels, headings and first lines
//! sketch/shared.rs   the labels of all samples as one list, each with its field or without
//! sketch/guess.rs    the field of a label, by what stands beside it
//! sketch/top.rs      the title, the lines above it, and the phrases that tell the family
//! sketch/example.rs  a sample as an example that the draft passes
//! sketch/form.rs     the draft as TOML
//! ```
//!
//! A person finishes the draft, so it rather says less: what nothing tells stands in it as a comment.

mod example;
mod form;
mod guess;
mod sample;
mod shared;
mod top;

use std::path::Path;

use almoner_codelists::Rates;
use almoner_document::Document;
use almoner_record::Activity;

use crate::Conclusions;
use crate::labels::label_key;
use crate::layout::{GENERAL, Layout};
use crate::layouts::{Layouts, parse};
use form::Form;
use sample::Sample;

/// A layout in the making.
#[derive(Debug, Clone)]
pub struct Sketch {
    /// The layout, with comments for the person who finishes it; `almoner layouts check` finds it good.
    pub toml: String,
    /// What a person should know of it: labels that want a field, what samples do not share, what is read otherwise than
    /// without a layout. Each a line of words.
    pub notes: Vec<String>,
}

/// Drafts a layout called `name` from the documents of one family. Of a single one nothing tells what the family shares:
/// all of its labels are taken.
pub fn sketch(name: &str, documents: Vec<Document>) -> Sketch {
    let built_in = Layouts::built_in();
    let Some(general) = built_in.get(GENERAL) else {
        return Sketch { toml: String::new(), notes: Vec::new() };
    };
    let samples: Vec<Sample> =
        documents.into_iter().map(|document| Sample::read(document, general)).collect();
    let (mut labels, alone) = shared::labels(&samples, general);
    let top = top::of(&samples, &labels, general);
    // What stands before a title on its line is no label.
    labels.retain(|label| top.title_after.iter().all(|words| label_key(words) != label_key(&label.text)));
    let whole = Form { name, samples: &samples, labels, top, least: 2 };
    // A guess that reads what the labels of the trade would have read better is none.
    let drafts = [
        whole.clone(),
        whole.without_guesses(),
        whole.titled_by_header(),
        whole.without_guesses().titled_by_header(),
    ];
    let judged = drafts.into_iter().map(|form| (losses(&form), form));
    let Some((lost, mut form)) = judged.min_by_key(|(lost, _)| lost.len()) else {
        return Sketch { toml: String::new(), notes: Vec::new() };
    };
    form.settle_least();
    let example = example::of(&form);
    let mut notes = form.notes(&alone);
    notes.extend(lost);
    Sketch { toml: form.toml(&example), notes }
}

/// What samples give less or otherwise with a draft than without, in words.
fn losses(form: &Form<'_>) -> Vec<String> {
    let mut lost = Vec::new();
    for sample in form.samples {
        let Some(before) = &sample.record else { continue };
        let Some(after) = form.layout().and_then(|layout| record(sample.document.clone(), layout)) else {
            lost.push(format!("{}: the draft does not recognise it", sample.name));
            continue;
        };
        let after = example::facts(&after);
        let missed =
            example::facts(before).into_iter().filter(|(pointer, value)| after.get(pointer) != Some(value));
        lost.extend(missed.map(|(pointer, value)| {
            let now = after.get(&pointer).map_or("nothing", String::as_str);
            format!("{}: {pointer} is {now} with the draft, {value} without", sample.name)
        }));
    }
    lost
}

/// The first record that a layout by itself reads, nothing concluded.
fn record(document: Document, layout: Layout) -> Option<Activity> {
    let layouts = Layouts::only(layout);
    let extracted = crate::extract(document, &layouts, Rates::embedded(), Conclusions::Left);
    extracted.activities.into_iter().next()
}

/// The layout that a TOML text is; None where it is none.
fn layout(name: &str, toml: &str) -> Option<Layout> {
    parse(name, "draft", Path::new(name), toml).ok()
}
