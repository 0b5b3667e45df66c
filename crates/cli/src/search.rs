//! `almoner search`: ranked hits with the found words marked.

use std::io::Write;

use almoner_library::{Found, Hit, Page, Query, Snippet};
use serde_json::{Value, json};

use crate::asked::{Asked, facets};
use crate::style::{self, FAINT, STRONG, Safe};
use crate::table::{self, Marking};
use crate::tally::{self, Bars};
use crate::{Exit, Globals, open};

/// What `search` is asked.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  almoner search 'police gender' --country PS --sector 15131 --status closed\n  \
    almoner search '\"rural roads\" OR bridge* -railway' --from 2018 --min-usd 500000\n  \
    almoner search donor:canada --facets country,sector --limit 5\n  \
    almoner search health --format jsonl | jq .id\n\n\
    docs/search.md tells all of the query language."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// How many hits to print.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// How many hits to step over.
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Count the hits by these fields: country,sector,marker,status,donor,year …
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    facets: Vec<String>,
    /// A table for people, one JSON object, or one line of JSON a hit.
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Format,
}

/// How hits and facets are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// One JSON object.
    Json,
    /// JSON Lines.
    Jsonl,
}

/// How many rows of a facet stand under the hits.
const ROWS: usize = 10;

/// Prints what is found.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let facets = facets(&arguments.facets)?;
    let query = arguments.asked.query(globals)?;
    let library = open::library(globals)?;
    let page = Page { offset: arguments.offset, limit: arguments.limit, facets };
    let found = library.search(&query, &page)?;
    let mut out = style::stdout();
    match arguments.format {
        Format::Table => {
            for line in shown(&found, &page) {
                writeln!(out, "{line}")?;
            }
        }
        Format::Json => writeln!(out, "{}", style::json_pretty(&object(&query, &page, &found))?)?,
        Format::Jsonl => {
            for hit in &found.hits {
                writeln!(out, "{}", style::json_line(&hit_json(hit))?)?;
            }
        }
    }
    Ok(Exit::Ok)
}

fn shown(found: &Found, page: &Page) -> Vec<String> {
    let width = style::width();
    let mut lines: Vec<String> = found.hits.iter().flat_map(|hit| block(hit, width)).collect();
    for facet in &found.facets {
        lines.extend(tally::facet(facet, ROWS, Bars::of_locale()));
        lines.push(String::new());
    }
    let (number, total) = (found.hits.len() as u64, found.total);
    let mut count = format!("{} of {}", style::grouped(number), style::grouped(total));
    if page.offset > 0 {
        count.push_str(&format!(", from {}", style::grouped(page.offset as u64 + 1)));
    }
    if number > 0 && page.offset as u64 + number < total {
        count.push_str(&format!("; more with --offset {}", page.offset as u64 + number));
    }
    lines.push(count);
    lines.extend(why_nothing(found));
    lines
}

/// What to try where nothing was found.
fn why_nothing(found: &Found) -> Vec<String> {
    let near = found.nearest.iter().map(|(word, near)| {
        format!("`{}` stands in no document; `{}` does", Safe::line(word), Safe::line(near))
    });
    let without = found.without.iter().map(|(part, count)| {
        format!("without `{}`: {}", Safe::line(part), style::counted(*count, "hit", "hits"))
    });
    near.chain(without).collect()
}

/// A hit over several lines: title, what it is, where, when and how much, the text, the documents.
fn block(hit: &Hit, width: usize) -> Vec<String> {
    let rank = style::grouped(hit.rank as u64);
    let indent = rank.len() + 2;
    let untitled = if hit.record.is_some() { "(no title)" } else { hit.document.name.as_str() };
    let title = hit.title().unwrap_or(untitled);
    let marking = Marking::of_stdout();
    let mut lines = vec![format!("{rank}  {STRONG}{}{STRONG:#}", Safe::line(title))];
    let facts = [vec![hit.id.clone(), hit.kind().to_owned()], facts(hit)].concat().join(" · ");
    for text in [Snippet { text: facts, marks: Vec::new() }, hit.snippet.clone()] {
        lines.extend(
            table::paragraph(&text, indent, width, marking)
                .into_iter()
                .filter(|line| !line.trim().is_empty()),
        );
    }
    let documents: Vec<String> = hit.documents.iter().map(|name| Safe::line(name).to_string()).collect();
    lines.push(format!("{:indent$}{FAINT}{}{FAINT:#}", "", documents.join(", ")));
    lines.push(String::new());
    lines
}

/// Countries, period and budget, as far as they are known.
fn facts(hit: &Hit) -> Vec<String> {
    const COUNTRIES: usize = 4;
    let Some(record) = &hit.record else { return Vec::new() };
    let names: Vec<&str> = record.countries.iter().map(|country| country.name.as_str()).collect();
    let mut countries = names.iter().take(COUNTRIES).copied().collect::<Vec<_>>().join(", ");
    if names.len() > COUNTRIES {
        countries.push_str(&format!(" and {} more", names.len() - COUNTRIES));
    }
    let period = record.period.as_ref().map(table::period);
    let budget = record.budget.as_ref().map(table::budget);
    [Some(countries), period, budget].into_iter().flatten().filter(|fact| !fact.is_empty()).collect()
}

fn object(query: &Query, page: &Page, found: &Found) -> Value {
    let notes = query.read_as().into_iter().chain(why_nothing(found));
    json!({
        "query": query.to_string(),
        "total": found.total,
        "offset": page.offset,
        "limit": page.limit,
        "hits": found.hits.iter().map(hit_json).collect::<Vec<_>>(),
        "facets": found.facets.iter().map(tally::facet_json).collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
    })
}

/// A hit as JSON: found words stand between `**`.
fn hit_json(hit: &Hit) -> Value {
    let record = hit.record.as_deref();
    let countries: Vec<Value> = record
        .iter()
        .flat_map(|record| &record.countries)
        .map(|country| json!({"code": country.code, "name": country.name}))
        .collect();
    let budget = record.and_then(|record| record.budget.as_ref()).map(|budget| {
        json!({
            "value": budget.money.value.to_string(),
            "currency": budget.money.currency,
            "measure": budget.measure,
            "usd": budget.money.usd.as_ref().map(|usd| usd.value.to_string()),
        })
    });
    let period = record.and_then(|record| record.period.as_ref());
    json!({
        "rank": hit.rank,
        "score": hit.score,
        "id": hit.id,
        "kind": hit.kind(),
        "title": hit.title(),
        "countries": countries,
        "period": period.map(|period| json!({"start": period.start, "end": period.end})),
        "budget": budget,
        "snippet": hit.snippet.marked("**", "**"),
        "documents": hit.documents,
    })
}
