//! `almoner explain`: how a document was read, and why it gave what it gave.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use almoner_extract::{Attempt, Explanation};
use almoner_record::{Activity, Extracted, Section, Span};
use serde_json::Value;

use crate::limits::Limits;
use crate::read::{Reader, on_a_deep_stack};
use crate::report::FileErrors;
use crate::style::{self, FAINT, Out, STRONG, Safe, counted, grouped};
use crate::{Exit, Globals};

/// What `explain` is asked.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  almoner explain report.txt\n  almoner explain --layouts my-layouts report.txt"
)]
pub(crate) struct Arguments {
    /// A document; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    limits: Limits,
}

/// Shows the layouts tried, the sections found, and the rule behind each value.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let Arguments { file, limits } = arguments;
    let reader = Reader::new(globals, &limits)?;
    match on_a_deep_stack(|| reader.explain(&file))? {
        Ok(explanation) => {
            show(&mut style::stdout(), &file, &explanation)?;
            Ok(Exit::Ok)
        }
        Err(failure) => {
            FileErrors::default().tell(&file, &failure.reason, &failure.hint);
            Ok(if failure.status.is_failure() { Exit::Failed } else { Exit::Ok })
        }
    }
}

fn show(out: &mut Out, file: &Path, explanation: &Explanation) -> io::Result<()> {
    let extracted = &explanation.extracted;
    let origin = &extracted.document;
    writeln!(
        out,
        "{STRONG}{}{STRONG:#}: {}, {}, {}",
        Safe::path(file),
        Safe::line(&origin.media_type),
        counted(origin.bytes, "byte", "bytes"),
        counted(extracted.activities.len() as u64, "activity", "activities"),
    )?;
    if let Some(why) = &explanation.nothing_because {
        writeln!(out, "It gives no record: {}.", Safe::line(why))?;
        writeln!(
            out,
            "If it tells of an activity, a layout of your own reads it: `almoner layouts new {}` drafts one.",
            Safe::path(file)
        )?;
    }
    layouts(out, &explanation.attempts)?;
    sections(out, extracted)?;
    if !explanation.unknown_labels.is_empty() {
        let labels: Vec<String> = explanation.unknown_labels.iter().map(|label| short(label, 40)).collect();
        writeln!(out, "\n{STRONG}Labels that the layout does not name{STRONG:#}\n  {}", labels.join(" | "))?;
    }
    extracted.activities.iter().enumerate().try_for_each(|(index, activity)| values(out, index, activity))
}

fn layouts(out: &mut Out, attempts: &[Attempt]) -> io::Result<()> {
    writeln!(out, "\n{STRONG}Layouts tried{STRONG:#}")?;
    let longest =
        attempts.iter().map(|attempt| attempt.layout.chars().count()).max().unwrap_or_default().max(22);
    for attempt in attempts {
        let sign = if attempt.chosen { "*" } else { " " };
        let Attempt { layout, score, needed, .. } = attempt;
        write!(
            out,
            "{sign} {:<longest$} score {score:>3}, needs {needed:>2}",
            Safe::line(layout).to_string()
        )?;
        match &attempt.missed {
            Some(missed) => writeln!(out, "; missed {}", Safe::line(missed))?,
            None => writeln!(out)?,
        }
        if !attempt.seen.is_empty() {
            writeln!(out, "  {FAINT}saw {}{FAINT:#}", Safe::line(&attempt.seen.join(" | ")))?;
        }
    }
    Ok(())
}

fn sections(out: &mut Out, extracted: &Extracted) -> io::Result<()> {
    writeln!(out, "\n{STRONG}Sections{STRONG:#}")?;
    for Section { heading, field, activity, start, end } in &extracted.sections {
        let heading = heading.as_deref().unwrap_or("(before the first heading)");
        let field = field.as_deref().map_or("kept as text".to_owned(), |field| format!("read as {field}"));
        let owner = activity.map_or("document".to_owned(), |activity| format!("activity {}", activity + 1));
        let bytes = format!("{}..{}", grouped((*start).into()), grouped((*end).into()));
        writeln!(out, "  {bytes:<16} {owner:<12} {}: {}", short(heading, 60), Safe::line(&field))?;
    }
    Ok(())
}

fn values(out: &mut Out, index: usize, activity: &Activity) -> io::Result<()> {
    let (number, id) = (index + 1, Safe::line(&activity.id));
    writeln!(out, "\n{STRONG}Values of activity {number}, {id}{STRONG:#}")?;
    let record = serde_json::to_value(activity).map_err(io::Error::other)?;
    let width = style::width();
    for evidence in &activity.evidence {
        let value = record.pointer(&evidence.path).map(in_words).unwrap_or_default();
        writeln!(out, "  {} = {}", Safe::line(&evidence.path), short(&value, width.saturating_sub(24)))?;
        let Span { start, end } = evidence.span();
        let basis = serde_json::to_value(evidence.basis).map_err(io::Error::other)?;
        let basis = basis.as_str().unwrap_or_default();
        let sure = evidence.confidence.map_or(String::new(), |confidence| format!(" ({confidence:.2})"));
        let rule = Safe::line(&evidence.rule);
        let page = evidence.page.map(|page| format!("page {page}, ")).unwrap_or_default();
        let quote = match evidence.quote.as_str() {
            "" => "nothing in the text".to_owned(),
            quote => format!("“{}” at {page}{start}..{end}", short(quote, width.saturating_sub(48))),
        };
        writeln!(out, "    {FAINT}{rule}, {basis}{sure}: {quote}{FAINT:#}")?;
    }
    for warning in &activity.warnings {
        writeln!(out, "  warning {}: {}", warning.code, Safe::line(&warning.message))?;
    }
    Ok(())
}

/// A value for a person: of an object what is there, `code HT, name Haiti, percentage 100`.
pub(crate) fn in_words(value: &Value) -> String {
    let of_field = |(key, value): (&String, &Value)| match value {
        Value::Null => None,
        // It stands in the line below.
        Value::String(_) if key == "basis" => None,
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => Some(format!("{} {key}", items.len())),
        value => Some(format!("{key} {}", in_words(value))),
    };
    match value {
        Value::String(text) => text.clone(),
        Value::Object(fields) => fields.iter().filter_map(of_field).collect::<Vec<_>>().join(", "),
        Value::Array(items) => items.iter().map(in_words).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// The beginning of a text, on one line and harmless.
fn short(text: &str, width: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let safe = Safe::line(&line).to_string();
    style::cut(&safe, width.max(20))
}
