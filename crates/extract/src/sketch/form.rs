//! A draft as TOML, with comments for the person who finishes it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::example::Example;
use super::shared::{Label, Told};
use super::top::{Phrases, Top, has_title};
use super::{Sample, layout};
use crate::field::{FIELDS, Field, Shape};
use crate::layout::Layout;
use crate::layouts::Layouts;
use crate::recognise::{self, Tried};

/// All that a draft says.
#[derive(Debug, Clone)]
pub(super) struct Form<'a> {
    pub(super) name: &'a str,
    pub(super) samples: &'a [Sample],
    pub(super) labels: Vec<Label>,
    pub(super) top: Top,
    pub(super) least: u32,
}

impl<'a> Form<'a> {
    /// The same, with what only values tell as a comment.
    pub(super) fn without_guesses(&self) -> Form<'a> {
        let mut form = self.clone();
        for label in form.labels.iter_mut().filter(|label| label.told == Told::ByValues) {
            (label.reads_as, label.told) = (label.field.map(Field::name), Told::Nothing);
            label.field = None;
        }
        form
    }

    /// The same, with the title read as the first line that looks like one.
    pub(super) fn titled_by_header(&self) -> Form<'a> {
        let mut form = self.clone();
        form.top.title_after.clear();
        form.top.title_in_header = true;
        form
    }

    /// Asks of a document some two thirds of what the sample with the fewest cues has.
    pub(super) fn settle_least(&mut self) {
        let Some(layout) = self.layout() else { return };
        let layouts = Layouts::only(layout);
        let scores = self.samples.iter().map(|sample| {
            let attempts = recognise::recognise(&sample.document, &sample.lines, &layouts, Tried::Possible);
            attempts.first().map_or(0, |attempt| attempt.score)
        });
        let fewest = scores.min().unwrap_or_default();
        // Labels of the trade alone tell a family by how many of them there are.
        let asked = if self.top.is_weak(&self.labels) { fewest * 4 / 5 } else { fewest * 2 / 3 };
        self.least = asked.clamp(2.min(fewest).max(1), 12);
    }

    /// The layout that the draft is; its example asks for nothing.
    pub(super) fn layout(&self) -> Option<Layout> {
        layout(self.name, &self.toml(&Example::default()))
    }

    /// What a person should know of the draft.
    pub(super) fn notes(&self, alone: &[(String, String)]) -> Vec<String> {
        let mut notes = Vec::new();
        let wanting: Vec<&str> = self
            .labels
            .iter()
            .filter(|label| label.field.is_none())
            .map(|label| label.text.as_str())
            .collect();
        if !wanting.is_empty() {
            notes.push(format!("labels that want a field, or none: {}", wanting.join(" | ")));
        }
        if !alone.is_empty() {
            let alone: Vec<String> =
                alone.iter().map(|(label, sample)| format!("{label} ({sample})")).collect();
            notes.push(format!("in one sample alone, and so left out: {}", alone.join(" | ")));
        }
        let partly: Vec<String> = self
            .labels
            .iter()
            .filter(|label| label.samples.len() < self.samples.len())
            .map(|label| format!("{} (in {} of {})", label.text, label.samples.len(), self.samples.len()))
            .collect();
        if !partly.is_empty() {
            notes.push(format!("not in all samples: {}", partly.join(" | ")));
        }
        if self.samples.len() == 1 {
            notes.push("one sample does not tell what the family shares; give two or more".to_owned());
        }
        if self.top.is_weak(&self.labels) {
            notes.push(
                "no words of its own tell this family: add to [recognise] what only its documents say"
                    .to_owned(),
            );
        }
        notes
    }

    /// The draft with this example.
    pub(super) fn toml(&self, example: &Example) -> String {
        let mut toml = String::new();
        let top = &self.top;
        let own = top.phrases.all.first().or(top.phrases.any.first());
        let title = own.filter(|_| !top.is_weak(&self.labels));
        let title = title.map_or_else(|| self.name.to_owned(), Clone::clone);
        let _ = writeln!(toml, "title       = {}   # what a person calls it", quoted(&title));
        let _ = writeln!(toml, "languages   = {}", list(&top.languages));
        if !top.title_after.is_empty() {
            let words = list(&top.title_after);
            let _ = writeln!(toml, "title_after = {words}   # the title stands behind these words");
        }
        if top.title_in_header || top.title_after.is_empty() && !has_title(&self.labels) {
            toml.push_str("header      = [\"title\"]   # the title is the first line that reads as one\n");
        }
        if !top.banners.is_empty() {
            let _ = writeln!(toml, "banners     = {}   # first lines that are no title", list(&top.banners));
        }
        self.recognise(&mut toml);
        self.defaults(&mut toml);
        self.fields(&mut toml, "labels", "`Label: value`, or the label on a line of its own", |label| {
            !is_section(label)
        });
        self.open(&mut toml);
        self.fields(&mut toml, "sections", "headings", is_section);
        let _ =
            write!(toml, "\n[[example]]\ntext = \"\"\"\n{}\n\"\"\"\n", escaped(&example.text, Quotes::Three));
        let expect: Vec<String> = example
            .expect
            .iter()
            .map(|(pointer, value)| format!("{} = {}", quoted(pointer), quoted(value)))
            .collect();
        let _ = writeln!(toml, "expect = {{ {} }}", expect.join(", "));
        toml
    }

    fn recognise(&self, toml: &mut String) {
        toml.push_str("\n[recognise]\n");
        let Phrases { all, any } = &self.top.phrases;
        if !all.is_empty() {
            let _ = writeln!(toml, "all   = {}   # stand near the beginning of all samples", list(all));
        }
        if !any.is_empty() {
            let _ = writeln!(
                toml,
                "any   = {}   # one of them stands near the beginning of each sample",
                list(any)
            );
        }
        let _ = writeln!(
            toml,
            "least = {}   # of these, and of the fields below, so many must be seen",
            self.least
        );
    }

    fn defaults(&self, toml: &mut String) {
        let top = &self.top;
        toml.push_str("\n[defaults]   # implied, not printed\n");
        match top.reporting_org {
            Some(org) => {
                let _ = writeln!(
                    toml,
                    "reporting_org = {{ ref = {}, name = {} }}",
                    quoted(org.id),
                    quoted(org.name)
                );
            }
            None => toml.push_str("# reporting_org = { name = \"…\" }   # who publishes these documents\n"),
        }
        match &top.currency {
            Some(code) => {
                let _ =
                    writeln!(toml, "currency = {}   # as other samples tell of the same sign", quoted(code));
            }
            None if top.open_currency => {
                toml.push_str("# currency = \"…\"   # what the sign of its amounts means here\n")
            }
            None => {}
        }
        if top.country_from_title {
            toml.push_str("country_from_title = true\n");
        }
    }

    /// A table of fields with their labels.
    fn fields(&self, toml: &mut String, table: &str, what: &str, is_of: impl Fn(&Label) -> bool) {
        let mut by_field: BTreeMap<Field, Vec<&Label>> = BTreeMap::new();
        for label in self.labels.iter().filter(|label| is_of(label)) {
            if let Some(field) = label.field {
                by_field.entry(field).or_default().push(label);
            }
        }
        if by_field.is_empty() {
            return;
        }
        let _ = writeln!(toml, "\n[{table}]   # {what}");
        let rows = FIELDS.iter().filter_map(|row| Some((row.name, by_field.get(&row.field)?)));
        for (name, labels) in rows {
            let name = if name.contains('.') { quoted(name) } else { name.to_owned() };
            let guessed = labels.iter().find(|label| label.told == Told::ByValues);
            let why = guessed.map_or(String::new(), |label| {
                format!("   # “{}” by its values: {}", label.text, values(label))
            });
            let labels = list(labels.iter().map(|label| &label.text));
            let _ = writeln!(toml, "{name:<19} = {labels}{}", comment(&why));
        }
    }

    /// The labels without a field, for a person to place.
    fn open(&self, toml: &mut String) {
        let open: Vec<&Label> = self.labels.iter().filter(|label| label.field.is_none()).collect();
        if open.is_empty() {
            return;
        }
        toml.push_str("\n# Nothing here tells the field of these. Give each that matters one (`almoner layouts fields` lists them), above or\n");
        toml.push_str("# under [sections], and strike the rest; `ignore` keeps a label's text out of what stands above it.\n");
        for label in open {
            let reads_as = label.reads_as.map_or(String::new(), |field| format!(", reads as {field}"));
            let what = if label.heading { "heading" } else { "label" };
            let shown = format!("# FIELD = {}   # {what}{reads_as}: {}", list([&label.text]), values(label));
            toml.push_str(&comment(&shown));
            toml.push('\n');
        }
    }
}

fn is_section(label: &Label) -> bool {
    label.field.is_some_and(|field| field.shape() == Shape::Text)
}

/// The beginnings of what stands by a label in the samples.
fn values(label: &Label) -> String {
    const LONGEST: usize = 40;
    const MOST: usize = 3;
    let short = |value: &String| match value.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", value.get(..at).unwrap_or_default().trim_end()),
        None => value.clone(),
    };
    let shown: Vec<String> = label.values.iter().take(MOST).map(short).collect();
    if shown.is_empty() { "nothing beside it".to_owned() } else { shown.join("; ") }
}

/// A comment is one line of characters that TOML takes.
fn comment(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn list(texts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let texts: Vec<String> = texts.into_iter().map(|text| quoted(text.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text, Quotes::One))
}

/// What encloses a text of TOML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    One,
    /// Line breaks and single quotes may stand in it.
    Three,
}

fn escaped(text: &str, quotes: Quotes) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' if quotes == Quotes::One || out.ends_with("\"\"") || out.ends_with("\"\"\\\"") => {
                out.push_str("\\\"")
            }
            '\t' => out.push(c),
            '\n' if quotes == Quotes::Three => out.push(c),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_a_text_of_toml() {
        for text in ["a \"b\" \\ c", "\"\"\"", "four \"\"\"\" quotes", "line\nbreak\tand\u{c}feed\u{7f}"] {
            for (quotes, toml) in [
                (Quotes::Three, format!("x = \"\"\"\n{}\"\"\"", escaped(text, Quotes::Three))),
                (Quotes::One, format!("x = {}", quoted(text))),
            ] {
                if quotes == Quotes::Three && text.ends_with('"') {
                    continue; // An example's text ends with a line break.
                }
                let read: toml::Table =
                    toml::from_str(&toml).unwrap_or_else(|error| panic!("{toml}: {error}"));
                assert_eq!(read["x"].as_str(), Some(text), "{toml}");
            }
        }
    }
}
