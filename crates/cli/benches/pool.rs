//! What it costs to read in workers: `make bench`.
//!
//! Text files of 3 kB are read twice in one run: by this process alone (open, read, extract, write as JSON), and by
//! the pool of worker processes (handed over, read there, sent back, verified, written as JSON). The processor time of
//! both, workers included, makes the ratio. `cargo bench --bench pool -- 10000` reads fewer files.

#![expect(clippy::float_arithmetic, reason = "seconds and their ratio, for a person")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use almoner_codelists::Rates;
use almoner_document::Limits;
use almoner_extract::{Conclusions, Layouts};
use almoner_ingest::{PoolOptions, Reading, WorkerLimits, read_files};
use almoner_record::Extracted;

/// The length of each file, in bytes.
const LENGTH: usize = 3_000;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let count = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let dir = tempfile::tempdir()?;
    let files = write_files(dir.path(), count)?;
    let (begun, cpu) = (Instant::now(), cpu()?);
    let activities = in_this_process(&files)?;
    let alone = (begun.elapsed(), self::cpu()? - cpu);
    let (begun, cpu) = (Instant::now(), self::cpu()?);
    assert_eq!(activities, by_the_pool(&files)?, "both read the same");
    let pool = (begun.elapsed(), self::cpu()? - cpu);
    let mut told = format!("{count} text files of {LENGTH} bytes, {activities} activities\n");
    for (who, (wall, cpu)) in [("one process", alone), ("the pool", pool)] {
        writeln!(told, "{who:<12} {:>7.2} s of processor time, {:>7.2} s", seconds(cpu), wall.as_secs_f64())?;
    }
    writeln!(told, "ratio        {:>7.3}", seconds(pool.1) / seconds(alone.1))?;
    std::io::stdout().write_all(told.as_bytes())?;
    Ok(())
}

/// Documents of the corpus, each cut to the same length and with its number at its end: no two are the same.
fn write_files(dir: &Path, count: usize) -> Result<Vec<PathBuf>> {
    let mut specimens = Vec::new();
    for layout in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus"))? {
        let layout = layout?.path();
        for file in layout.is_dir().then(|| std::fs::read_dir(&layout)).transpose()?.into_iter().flatten() {
            let text = std::fs::read_to_string(file?.path()).unwrap_or_default();
            if text.len() >= LENGTH - 500 {
                specimens.push(text);
            }
        }
    }
    specimens.sort();
    let mut files = Vec::with_capacity(count);
    for number in 0..count {
        let mut text = specimens.get(number % specimens.len()).cloned().unwrap_or_default();
        text.truncate(text.floor_char_boundary(LENGTH - 10));
        while text.len() < LENGTH - 10 {
            text.push('\n');
        }
        write!(text, "\n{number:>8}\n")?;
        let path = dir.join(format!("{number}.txt"));
        std::fs::write(&path, text)?;
        files.push(path);
    }
    Ok(files)
}

fn in_this_process(files: &[PathBuf]) -> Result<usize> {
    let (layouts, rates, limits) = (Layouts::built_in(), Rates::embedded(), Limits::default());
    let mut activities = 0;
    for file in files {
        let bytes = std::fs::read(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let document = almoner_document::read(bytes, &name, &limits)?;
        activities += write(&almoner_extract::extract(document, &layouts, rates, Conclusions::Drawn))?;
    }
    Ok(activities)
}

fn by_the_pool(files: &[PathBuf]) -> Result<usize> {
    let options = PoolOptions {
        program: env!("CARGO_BIN_EXE_almoner").into(),
        arguments: vec!["extract".into(), "--worker".into()],
        version: env!("CARGO_PKG_VERSION").to_owned(),
        workers: std::thread::available_parallelism()?.get(),
        limits: WorkerLimits::default(),
    };
    let mut activities = 0;
    let mut failed = None;
    read_files(files.iter().cloned(), &options, &AtomicBool::new(false), |done| {
        match done.reading {
            Reading::Read(extracted, ..) => match write(&extracted) {
                Ok(count) => activities += count,
                Err(error) => failed = Some(error),
            },
            Reading::Failed(failure) => failed = Some(failure.reason.into()),
        }
        if failed.is_none() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    failed.map_or(Ok(activities), Err)
}

/// Writes the records to nowhere; how many there are.
fn write(extracted: &Extracted) -> Result<usize> {
    for activity in &extracted.activities {
        serde_json::to_writer(std::io::sink(), activity)?;
    }
    Ok(extracted.activities.len())
}

/// Processor time of this process and of its children that have ended, in ticks of the kernel: user and system.
fn cpu() -> Result<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    Ok(fields.skip(11).take(4).map(str::parse::<u64>).sum::<std::result::Result<u64, _>>()?)
}

#[expect(clippy::cast_precision_loss, reason = "seconds for a person")]
fn seconds(ticks: u64) -> f64 {
    ticks as f64 / 100.0
}
