//! How long a search takes in a library of many activities: `make bench-search`.
//!
//! Generated profiles are ingested by `almoner ingest`, then searched in this process. `cargo bench --bench search -- 10000
//! DIR` takes fewer profiles, and the library in DIR where there is one already.

#![expect(clippy::float_arithmetic, reason = "milliseconds, for a person")]

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use almoner_library::{Field, Library, Page, parse_query};

#[expect(dead_code, reason = "profiles alone are read here")]
#[path = "../examples/generate/documents/mod.rs"]
mod documents;

use documents::Kind;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const IN_A_FOLDER: u64 = 1_000;
const COUNTRIES: [&str; 8] = ["HT", "BJ", "SN", "ML", "KE", "NP", "BO", "PH"];
const SECTORS: [&str; 6] = ["21020", "15112", "11220", "12220", "31120", "43040"];
const FACETS: [Field; 3] = [Field::Country, Field::Sector, Field::Status];

fn main() -> Result<()> {
    let words = || std::env::args().skip(1).filter(|word| !word.starts_with("--"));
    let count = words().find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let scratch = tempfile::tempdir()?;
    let kept = words().find(|word| word.parse::<u64>().is_err()).map(PathBuf::from);
    let dir = kept.as_deref().unwrap_or(scratch.path()).join("library");
    if !dir.is_dir() {
        ingest(&dir, scratch.path(), count)?;
    }
    let library = Library::open(&dir)?;
    let mut told = format!(
        "{} activities\n\n| search | p50, ms | p99, ms |\n|---|---|---|\n",
        library.counts()?.activities
    );
    let pairs = || COUNTRIES.iter().flat_map(|country| SECTORS.iter().map(move |sector| (country, sector)));
    let filtered: Vec<String> =
        pairs().map(|(country, sector)| format!("country:{country} sector:{sector}")).collect();
    let words: Vec<String> = ["water", "roads", "seed stores", "women farmers"].map(str::to_owned).to_vec();
    for (search, queries, rounds) in [
        ("two filters, three facets", &filtered, 8),
        ("words, three facets", &words, 25),
        ("no filter, three facets", &vec![String::new()], 100),
    ] {
        let [half, most] = milliseconds(&library, queries, rounds)?;
        writeln!(told, "| {search} | {half:.2} | {most:.2} |")?;
    }
    writeln!(told, "\ncommand start to first byte: {:.1} ms (median)", first_byte(&dir)?)?;
    std::io::stdout().write_all(told.as_bytes())?;
    Ok(())
}

fn ingest(library: &Path, scratch: &Path, count: u64) -> Result<()> {
    let files = scratch.join("in");
    for number in 0..count {
        let folder = files.join(format!("{:04}", number / IN_A_FOLDER));
        if number % IN_A_FOLDER == 0 {
            std::fs::create_dir_all(&folder)?;
        }
        std::fs::write(folder.join(format!("{number:07}.txt")), Kind::Profile.document(1, number))?;
    }
    let mut command = almoner(library);
    let ended = command.args(["ingest", "--quiet"]).arg(files).stdout(Stdio::null()).status()?;
    if ended.success() { Ok(()) } else { Err(format!("almoner ingest: {ended}").into()) }
}

fn almoner(library: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_almoner"));
    command.arg("--library").arg(library);
    command
}

/// The median and the 99th of a hundred of the times that these searches take.
fn milliseconds(library: &Library, queries: &[String], rounds: usize) -> Result<[f64; 2]> {
    let page = Page { offset: 0, limit: 10, facets: FACETS.to_vec() };
    let mut taken = Vec::new();
    for round in 0..=rounds {
        for query in queries {
            let query = parse_query(query);
            let begun = Instant::now();
            library.search(&query, &page)?;
            // The first round reads the files into memory.
            taken.extend((round > 0).then(|| begun.elapsed().as_secs_f64() * 1e3));
        }
    }
    Ok(spread(&mut taken))
}

fn spread(taken: &mut [f64]) -> [f64; 2] {
    taken.sort_by(f64::total_cmp);
    [50, 99].map(|percent| taken.get(taken.len() * percent / 100).copied().unwrap_or_default())
}

/// From the start of the command to the first byte that it prints.
fn first_byte(library: &Path) -> Result<f64> {
    let mut taken = Vec::new();
    for _ in 0..21 {
        let begun = Instant::now();
        let mut child = almoner(library)
            .args(["search", "water", "--country", "HT", "--sector", "122"])
            .stdout(Stdio::piped())
            .spawn()?;
        if let Some(out) = &mut child.stdout {
            out.read_exact(&mut [0])?;
        }
        taken.push(begun.elapsed().as_secs_f64() * 1e3);
        child.wait()?;
    }
    let [half, _] = spread(&mut taken);
    Ok(half)
}
