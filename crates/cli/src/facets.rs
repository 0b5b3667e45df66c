//! `almoner facets`: counts and sums in US dollars by country, sector, marker, status, donor, year.

use std::io::Write;

use almoner_library::Query;
use serde_json::{Value, json};

use crate::asked::{Asked, facets};
use crate::search::Format;
use crate::tally::{self, Bars};
use crate::{Exit, Globals, open, style};

/// What `facets` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner facets --by country,sector\n  \
    almoner facets --by year water --country Haiti\n  \
    almoner facets --by donor --format jsonl\n\n\
    Sums are of budgets in current US dollars, split by the stated percentages; each activity counts once.")]
pub(crate) struct Arguments {
    /// The fields to count by, with commas: country,sector,marker,status,donor,year …
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', required = true)]
    by: Vec<String>,
    #[command(flatten)]
    asked: Asked,
    /// How many rows of a table to print; the others become one. JSON has all rows.
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    /// A table for people, one JSON object, or one line of JSON a row.
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Format,
}

/// Prints the facets of what the query finds.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let fields = facets(&arguments.by)?;
    let query = arguments.asked.query(globals)?;
    let (facets, basis) = open::library(globals)?.facets(&query, &fields)?;
    let mut out = style::stdout();
    match arguments.format {
        Format::Table => {
            for facet in &facets {
                for line in tally::facet(facet, arguments.top, Bars::of_locale()) {
                    writeln!(out, "{line}")?;
                }
                if facet.overlaps() {
                    writeln!(out, "an activity with several counts whole in each: these rows overlap")?;
                }
                writeln!(out)?;
            }
            writeln!(out, "{}", tally::rests_on(&basis))?;
        }
        Format::Json => writeln!(out, "{}", style::json_pretty(&object(&query, &facets, &basis))?)?,
        Format::Jsonl => {
            for facet in &facets {
                for row in &facet.rows {
                    writeln!(out, "{}", style::json_line(&line(facet, row))?)?;
                }
            }
        }
    }
    Ok(Exit::Ok)
}

fn object(query: &Query, facets: &[almoner_library::Facet], basis: &almoner_library::Basis) -> Value {
    json!({
        "query": query.to_string(),
        "facets": facets.iter().map(tally::facet_json).collect::<Vec<_>>(),
        "basis": tally::basis_json(basis),
        "notes": query.read_as().into_iter().collect::<Vec<_>>(),
    })
}

/// A row that says which facet it is of.
fn line(facet: &almoner_library::Facet, row: &almoner_library::FacetRow) -> Value {
    let mut line = tally::row_json(row);
    if let Value::Object(keys) = &mut line {
        keys.insert("by".to_owned(), json!(almoner_library::FieldSpec::of(facet.field).name));
    }
    line
}
