//! `almoner schema`: the JSON Schema (draft 2020-12) that every record satisfies.

use almoner_record::{activity_schema, extracted_schema};

use crate::{Exit, Globals, style};

/// What `schema` is asked.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The schema of a line of `almoner extract --whole` instead.
    #[arg(long)]
    whole: bool,
}

/// Prints the schema.
pub(crate) fn run(arguments: Arguments, _globals: &Globals) -> anyhow::Result<Exit> {
    let schema = if arguments.whole { extracted_schema() } else { activity_schema() };
    style::line(format_args!("{}", style::json_pretty(&schema)?))?;
    Ok(Exit::Ok)
}
