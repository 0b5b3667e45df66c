//! How fast text becomes records: `make bench-extract`.
//!
//! Generated profiles of about 3 kB are read in this process by one thread, and the same bytes are counted for lines by
//! memchr in the same run. Times are processor time, the median of several runs. Then texts of several shapes, each at
//! a size and at twice that size. `cargo bench --bench extract -- 4000 50` reads 4,000 profiles, and shapes of 50 and
//! 100 MB.

#![expect(clippy::float_arithmetic, reason = "seconds and their ratio, for a person")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;

use almoner_codelists::Rates;
use almoner_document::{Document, Limits};
use almoner_extract::{Conclusions, Layouts};
use nix::time::{ClockId, clock_gettime};

#[expect(dead_code, reason = "profiles alone are read here")]
#[path = "../../cli/examples/generate/documents/mod.rs"]
mod documents;

use documents::Kind;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// So many runs, of which the median is told.
const RUNS: usize = 5;

fn main() -> Result<()> {
    let mut numbers = std::env::args().filter_map(|word| word.parse::<u64>().ok());
    let (count, megabytes) = (numbers.next().unwrap_or(4_000), numbers.next().unwrap_or(5));
    let profiles: Vec<String> = (0..count).map(profile).collect();
    let mut told = rates(&profiles)?;
    told += &growth(&profiles, usize::try_from(megabytes)? << 20)?;
    std::io::stdout().write_all(told.as_bytes())?;
    Ok(())
}

fn profile(number: u64) -> String {
    String::from_utf8(Kind::Profile.document(1, number)).unwrap_or_default()
}

/// Bytes a second of each step, as a table.
fn rates(profiles: &[String]) -> Result<String> {
    let (layouts, limits) = (Layouts::built_in(), Limits::default());
    let bytes = profiles.iter().map(String::len).sum::<usize>();
    let texts = || profiles.iter().map(|text| text.as_bytes().to_vec());
    let read = |bytes: Vec<u8>| almoner_document::read(bytes, "profile.txt", &limits);
    let documents: Vec<Document> = texts().map(read).collect::<std::result::Result<_, _>>()?;
    let rules = |document| almoner_extract::extract(document, &layouts, Rates::embedded(), Conclusions::Left);
    let whole = |bytes| -> Result<()> {
        let extracted =
            almoner_extract::extract(read(bytes)?, &layouts, Rates::embedded(), Conclusions::Drawn);
        for activity in &extracted.activities {
            serde_json::to_writer(std::io::sink(), activity)?;
        }
        Ok(())
    };
    let lines = median(Vec::new, |_: Vec<()>| {
        for text in profiles {
            black_box(memchr::memchr_iter(b'\n', black_box(text.as_bytes())).count());
        }
        Ok(())
    })?;
    let rows = [
        ("lines counted by memchr", lines),
        (
            "read to lines and blocks",
            median(
                || texts().collect(),
                |texts| texts.into_iter().try_for_each(|bytes| read(bytes).map(drop)).map_err(Into::into),
            )?,
        ),
        (
            "the rules alone",
            median(
                || documents.clone(),
                |documents| {
                    documents.into_iter().for_each(|document| drop(black_box(rules(document))));
                    Ok(())
                },
            )?,
        ),
        (
            "read, rules, inference, JSON",
            median(|| texts().collect(), |texts| texts.into_iter().try_for_each(whole))?,
        ),
    ];
    let mut table = format!(
        "{} profiles, {:.1} MB, one thread, processor time\n\n| step | MB/s | x memchr's |\n|---|---|---|\n",
        profiles.len(),
        megabytes(bytes)
    );
    for (step, seconds) in rows {
        writeln!(table, "| {step} | {:.1} | {:.0} |", megabytes(bytes) / seconds, seconds / lines)?;
    }
    Ok(table)
}

/// A text without end, of one shape: its parts, by their number.
type Shape<'a> = (&'a str, &'a dyn Fn(usize) -> String);

/// A chapter of several activities, each below a heading of its own.
const CHAPTER: &str =
    include_str!("../../../corpus/undp-thematic-chapter/climate-security-and-environment.txt");

/// What twice the bytes cost, for each shape of text.
fn growth(profiles: &[String], size: usize) -> Result<String> {
    let prose =
        "The project works with farmers in Ségou, where 120 wells were dug for USD 3.5 million in 2019. ";
    let profile = |number: usize| profiles.get(number % profiles.len().max(1)).cloned().unwrap_or_default();
    let labels = |n: usize| {
        format!(
            "Project number: P-{n}\nImplementing partner: Society {n} of Kayes\nApproval date: {}-03-{:02}\nTotal cost: {n},500\n",
            1900 + n % 150,
            1 + n / 150 % 28
        )
    };
    let donors = |n: usize| match n {
        0 => "Project title: Wells for Kita\n\nDonor\tAmount (USD)\n".to_owned(),
        _ => format!("Foundation {n}\t{n},500\n"),
    };
    let shapes: [Shape<'_>; 13] = [
        ("profiles, one after another", &profile),
        ("one profile, again and again", &|_| profile(0)),
        ("paragraphs of prose", &|_| format!("{}\n\n", prose.repeat(8))),
        ("one line", &|_| prose.to_owned()),
        ("a table", &|_| "Training\t12 courses in Mopti\tUSD 14,500\n".to_owned()),
        ("a wide table", &|n| format!("Region {n}{}\n", "\t1,250".repeat(60))),
        ("a table of donors", &donors),
        ("a list", &|_| "- 1,250 households in Kayes received seed in 2021\n".to_owned()),
        ("headings", &|_| "Results achieved\n\nExpected results\n\nBudget\n\n".to_owned()),
        ("labels with values", &labels),
        ("labels and values in columns", &|n| format!("Partner    Society {n}\n")),
        ("results, each with its numbers", &|n| match n {
            0 => {
                "Project title: Seed for Kayes\nDonor: Norad\nStatus: Closed\nResults achieved\n\n".to_owned()
            }
            _ => format!("- {n} households in Kayes received seed under resolution A/RES/70/{n}\n"),
        }),
        ("many activities", &|_| CHAPTER.to_owned()),
    ];
    let mut table =
        format!("\n| shape | {0} MB, s | {1} MB, s | ratio |\n|---|---|---|---|\n", size >> 20, size >> 19);
    for (shape, part) in shapes {
        let [once, twice] = [size, 2 * size].map(|size| whole_text(part, size));
        let (once, twice) = (once?, twice?);
        writeln!(table, "| {shape} | {once:.2} | {twice:.2} | {:.2} |", twice / once)?;
    }
    Ok(table)
}

/// Seconds to make records of a text of so many bytes.
fn whole_text(part: &dyn Fn(usize) -> String, size: usize) -> Result<f64> {
    let limits = Limits { text_bytes: usize::MAX, ..Limits::default() };
    let mut text = String::new();
    for number in 0.. {
        text += &part(number);
        if text.len() >= size {
            break;
        }
    }
    let text = text.get(..text.floor_char_boundary(size)).unwrap_or_default().as_bytes().to_vec();
    let begun = seconds()?;
    let document = almoner_document::read(text, "long.txt", &limits)?;
    let layouts = Layouts::built_in();
    let extracted = almoner_extract::extract(document, &layouts, Rates::embedded(), Conclusions::Drawn);
    serde_json::to_writer(std::io::sink(), &extracted)?;
    Ok(seconds()? - begun)
}

/// The median of the seconds that `run` takes on what `prepare` makes, which is not counted.
fn median<T>(prepare: impl Fn() -> Vec<T>, run: impl Fn(Vec<T>) -> Result<()>) -> Result<f64> {
    let mut taken = Vec::new();
    for _ in 0..RUNS {
        let prepared = prepare();
        let begun = seconds()?;
        run(prepared)?;
        taken.push(seconds()? - begun);
    }
    taken.sort_by(f64::total_cmp);
    Ok(taken.get(RUNS / 2).copied().unwrap_or_default())
}

/// Processor time of this thread.
fn seconds() -> Result<f64> {
    let time = std::time::Duration::from(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?);
    Ok(time.as_secs_f64())
}

#[expect(clippy::cast_precision_loss, reason = "megabytes for a person")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
