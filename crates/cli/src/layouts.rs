//! `almoner layouts`: the layouts there are, whether one of your own holds, and the fields that it may name.

use std::path::PathBuf;

use almoner_extract::{FieldHelp, check_layout, layout_fields};
use clap::Subcommand;

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
    /// Check a layout of your own: its fields, and that its examples give what they expect.
    Check {
        /// A layout, a TOML file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// List the fields that a layout may name.
    Fields,
}

/// Lists or checks layouts.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    match arguments.question {
        Question::List => list(globals)?,
        Question::Check { file } => {
            let layout = check_layout(&file)?;
            let (file, name) = (Safe::path(&file), Safe::line(&layout.name));
            style::line(format_args!("{file}: layout `{name}` is good and its examples hold"))?;
        }
        Question::Fields => fields()?,
    }
    Ok(Exit::Ok)
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
