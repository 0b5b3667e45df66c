//! What an ingest takes, against tantivy alone: `make bench-ingest`.
//!
//! Generated profiles of about 3 kB are read beforehand. What a library's index holds of them is indexed by tantivy alone
//! with two threads: first the columns of the text, then all columns, which is what an ingest is measured against. Then
//! the files are ingested by `almoner ingest` as a process of its own, and ingested again with nothing changed.
//! `cargo bench --bench ingest -- 10000 DIR` takes fewer profiles and leaves the library in DIR.

#![expect(clippy::float_arithmetic, reason = "seconds and their ratio, for a person")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use almoner_codelists::Rates;
use almoner_document::Limits;
use almoner_extract::{Conclusions, Layouts};
use almoner_library::Entries;

#[expect(dead_code, reason = "profiles alone are read here")]
#[path = "../examples/generate/documents/mod.rs"]
mod documents;

use documents::Kind;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const SEED: u64 = 1;
const THREADS: usize = 2;
const IN_A_FOLDER: u64 = 1_000;

/// What something took.
struct Taken {
    wall: f64,
    /// Of all processes.
    processor: f64,
    /// The most memory of the process that holds the library, in bytes.
    peak: u64,
}

fn main() -> Result<()> {
    let words = || std::env::args().skip(1).filter(|word| !word.starts_with("--"));
    let count = words().find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let scratch = tempfile::tempdir()?;
    let kept = words().find(|word| word.parse::<u64>().is_err()).map(PathBuf::from);
    let dir = kept.as_deref().unwrap_or(scratch.path());
    let (files, library, index) = (dir.join("in"), dir.join("library"), scratch.path().join("index"));
    let bytes = write_files(&files, count)?;
    let entries = entries(count)?;
    let text = bare(&index, entries.text_alone())?;
    let bare = bare(&index, entries)?;
    let first = ingest(&library, &files)?;
    let again = ingest(&library, &files)?;
    let mut told = format!(
        "{count} profiles, {:.1} MB\n\n| work | s | processor s | x tantivy | peak MB |\n|---|---|---|---|---|\n",
        megabytes(bytes)
    );
    for (work, taken) in [
        ("tantivy alone, the text", &text),
        ("tantivy alone, all columns", &bare),
        ("ingest", &first),
        ("ingest again, unchanged", &again),
    ] {
        writeln!(
            told,
            "| {work} | {:.2} | {:.2} | {:.2} | {:.0} |",
            taken.wall,
            taken.processor,
            taken.wall / bare.wall,
            megabytes(taken.peak)
        )?;
    }
    writeln!(told, "\nunchanged: {:.0} times faster", first.wall / again.wall)?;
    for part in ["index", "library.sqlite"] {
        let size = size(&library.join(part))?;
        writeln!(
            told,
            "{part}: {:.1} MB, {:.2} x the text",
            megabytes(size),
            megabytes(size) / megabytes(bytes)
        )?;
    }
    std::io::stdout().write_all(told.as_bytes())?;
    Ok(())
}

/// Writes the profiles in folders of a thousand; how many bytes they have.
fn write_files(dir: &Path, count: u64) -> Result<u64> {
    let mut bytes = 0;
    for number in 0..count {
        let folder = dir.join(format!("{:04}", number / IN_A_FOLDER));
        if number % IN_A_FOLDER == 0 {
            std::fs::create_dir_all(&folder)?;
        }
        let document = Kind::Profile.document(SEED, number);
        bytes += document.len() as u64;
        std::fs::write(folder.join(format!("{number:07}.txt")), document)?;
    }
    Ok(bytes)
}

/// What a library's index holds of the same profiles.
fn entries(count: u64) -> Result<Entries> {
    let (layouts, limits) = (Layouts::built_in(), Limits::default());
    let mut entries = Entries::default();
    for number in 0..count {
        let document = almoner_document::read(Kind::Profile.document(SEED, number), "profile.txt", &limits)?;
        entries.add(almoner_extract::extract(document, &layouts, Rates::embedded(), Conclusions::Drawn))?;
    }
    Ok(entries)
}

fn bare(dir: &Path, entries: Entries) -> Result<Taken> {
    if dir.exists() {
        std::fs::remove_dir_all(dir)?;
    }
    std::fs::create_dir(dir)?;
    let (begun, processor) = (Instant::now(), processor("self")?);
    entries.index(dir, THREADS)?;
    let wall = begun.elapsed().as_secs_f64();
    Ok(Taken { wall, processor: self::processor("self")? - processor, peak: 0 })
}

/// `almoner ingest` as a process of its own; its memory is looked at until it ends.
fn ingest(library: &Path, files: &Path) -> Result<Taken> {
    let (begun, before) = (Instant::now(), processor("self")?);
    let mut child = Command::new(env!("CARGO_BIN_EXE_almoner"))
        .arg("--library")
        .arg(library)
        .args(["ingest", "--quiet"])
        .arg(files)
        .stdout(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let ended = loop {
        let line = std::fs::read_to_string(&status).unwrap_or_default();
        let kilobytes = line
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:")?.trim().split(' ').next()?.parse::<u64>().ok());
        peak = peak.max(kilobytes.unwrap_or_default() * 1024);
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let wall = begun.elapsed().as_secs_f64();
    if !ended.success() {
        return Err(format!("almoner ingest: {ended}").into());
    }
    Ok(Taken { wall, processor: processor("self")? - before, peak })
}

/// Seconds of processor time of a process and of its children that have ended.
fn processor(process: &str) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks = fields.skip(11).take(4).map(str::parse::<u32>).sum::<std::result::Result<u32, _>>()?;
    Ok(f64::from(ticks) / 100.0)
}

/// Bytes of a file, or of the files in a folder.
fn size(path: &Path) -> Result<u64> {
    if path.is_file() {
        return Ok(path.metadata()?.len());
    }
    let mut bytes = 0;
    for file in std::fs::read_dir(path)? {
        bytes += file?.metadata()?.len();
    }
    Ok(bytes)
}

#[expect(clippy::cast_precision_loss, reason = "megabytes for a person")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
