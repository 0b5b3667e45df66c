//! `almoner layouts`: the layouts there are, whether one of your own holds and what it changes, and the fields that it may
//! name.

mod against;
mod drafting;

use std::io::Write;
use std::path::{Path, PathBuf};

use almoner_extract::{FieldHelp, check_layout, layout_fields};
use clap::Subcommand;

use crate::limits::Limits;
use crate::style::{self, Safe};
use crate::{Exit, Globals, read};

/// What `layouts` is asked.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Subcommand)]
enum Question {
    /// List the layouts in the order in which they are tried.
    List,
    /// Check a layout of your own: its fields, that its examples give what they expect, and what it changes.
    Check(Box<Check>),
    /// Draft a layout from sample documents: the labels and headings that they share, with guesses at their fields.
    New(Box<drafting::New>),
    /// List the fields that a layout may name.
    Fields,
}

/// What is checked, and against what.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner layouts check my-layouts/trust.toml\n  \
    almoner layouts check my-layouts/trust.toml --against documents/\n  \
    almoner layouts check trust.toml --against in/ --format json | jq '.against.records[].values[].field'")]
struct Check {
    /// A layout, a TOML file.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Documents, archives and folders: show which of their records would change if the layout were in use.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    against: Vec<PathBuf>,

    /// A table for people, or JSON.
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Format,

    #[command(flatten)]
    limits: Limits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// JSON.
    Json,
}

/// Lists or checks layouts.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    match arguments.question {
        Question::List => list(globals)?,
        Question::Check(check) => return self::check(&check, globals),
        Question::New(new) => return drafting::run(&new, globals),
        Question::Fields => fields()?,
    }
    Ok(Exit::Ok)
}

fn check(check: &Check, globals: &Globals) -> anyhow::Result<Exit> {
    let Check { file, against, format, limits } = check;
    let layout = check_layout(file)?;
    let compared = if against.is_empty() {
        None
    } else {
        Some(against::against(file, &layout, against, limits, globals)?)
    };
    let mut out = style::stdout();
    match (format, &compared) {
        (Format::Json, compared) => {
            let told = Told { layout: &layout.name, file, against: compared.as_ref().map(|(told, _)| told) };
            writeln!(out, "{}", style::json_pretty(&told)?)?;
        }
        (Format::Table, compared) => {
            let (file, name) = (Safe::path(file), Safe::line(&layout.name));
            writeln!(out, "{file}: layout `{name}` is good and its examples hold")?;
            if let Some((told, _)) = compared {
                told.show(&mut out, &layout)?;
            }
        }
    }
    Ok(compared.map_or(Exit::Ok, |(_, exit)| exit))
}

/// What `check` tells a program.
#[derive(serde::Serialize)]
struct Told<'a> {
    layout: &'a str,
    file: &'a Path,
    against: Option<&'a against::Against>,
}

fn list(globals: &Globals) -> anyhow::Result<()> {
    let layouts = read::layouts(globals)?;
    let width = layouts.iter().map(|layout| layout.name.chars().count()).max().unwrap_or_default();
    for layout in layouts.iter() {
        let name = Safe::line(&layout.name).to_string();
        let languages = layout.languages.join(", ");
        let (title, languages) = (Safe::line(&layout.title), Safe::line(&languages));
        style::line(format_args!("{name:<width$}  {title} ({languages}; {})", Safe::line(&layout.source)))?;
    }
    Ok(())
}

fn fields() -> anyhow::Result<()> {
    let fields = layout_fields();
    let width = fields.iter().map(|field| field.name.len()).max().unwrap_or_default();
    for FieldHelp { name, meaning, .. } in fields {
        style::line(format_args!("{name:<width$}  {meaning}"))?;
    }
    Ok(())
}
