//! `almoner extract --worker`: the other end of almoner-ingest's pool. It limits itself, then reads the files that it
//! is told to, one after the other, until its input ends. What goes between the two is described
//! in almoner-ingest, protocol.rs.

use std::io::{BufRead, Write};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use almoner_ingest::{Answer, Hello, Request};
use almoner_record::{Failure, Outcome};
use anyhow::Context;
use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use nix::time::{ClockId, clock_gettime};
use rlimit::Resource;

use crate::limits::Limits;
use crate::read::{Bytes, Reader, Trial, no_answer, on_a_deep_stack};
use crate::{Exit, Globals, report, style};

/// Reads what it is told to until its input ends.
pub(crate) fn run(limits: &Limits, globals: &Globals, trial: &Trial) -> anyhow::Result<Exit> {
    let reader = Reader::on_trial(globals, limits, trial)?;
    leave_with_the_parent();
    on_a_deep_stack(|| {
        // After the threads are started: they count as processes.
        confine(limits)?;
        serve(&reader, limits)
    })?
}

fn serve(reader: &Reader, limits: &Limits) -> anyhow::Result<Exit> {
    let mut wire = style::Wire;
    reader.warm_up();
    let hello = serde_json::to_string(&Hello { ready: env!("CARGO_PKG_VERSION").to_owned() })?;
    wire.write_all(format!("{hello}\n").as_bytes())?;
    let mut held = None;
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    for ordinal in 0.. {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let request: Request = serde_json::from_slice(&line).context("standard input: no request")?;
        line.shrink_to(1 << 16);
        let number = request.number;
        renew_time(limits.timeout)?;
        let answer = std::panic::catch_unwind(AssertUnwindSafe(|| {
            answer(reader, request, &mut held, ordinal).unwrap_or_else(no_answer)
        }));
        let answer = Answer { number, ..answer.unwrap_or_else(|panic| stopped(panic.as_ref())) };
        wire.write_all(&answer.sent()?)?;
    }
    Ok(Exit::Ok)
}

/// What is read of what is asked for. A file that holds documents is `held` until another file is asked for.
///
/// `ordinal`: how many requests this worker has had before.
#[cfg_attr(not(debug_assertions), expect(unused_variables, reason = "for the faults that tests ask for"))]
fn answer(
    reader: &Reader,
    request: Request,
    held: &mut Option<Bytes>,
    ordinal: usize,
) -> Result<Answer, Failure> {
    let place = request.place;
    // What was held before is another file's, also where this one cannot be read.
    if request.names_a_file() {
        *held = None;
    }
    if let Some(file) = file(reader, request)? {
        *held = Some(file);
    }
    let Some(file) = held else {
        let reason = "nothing was asked for".to_owned();
        return Err(Failure { status: Outcome::Unreadable, reason, hint: report::BUG.to_owned() });
    };
    match place {
        None => {
            #[cfg(debug_assertions)]
            crate::faults::play(&file.name, ordinal);
            let answer = reader.answer(file);
            if answer.enclosed.is_empty() {
                *held = None;
            }
            Ok(answer)
        }
        Some(place) => {
            let part = reader.inside(file, place)?;
            #[cfg(debug_assertions)]
            crate::faults::play(&part.name, ordinal);
            Ok(reader.answer_inside(&part))
        }
    }
}

/// The file that is asked for; None where it is the one that is held.
fn file(reader: &Reader, request: Request) -> Result<Option<Bytes>, Failure> {
    if let Some(path) = request.file() {
        return reader.file(&path).map(Some);
    }
    let Some(base64) = request.base64 else { return Ok(None) };
    let bytes = BASE64.decode(base64.as_bytes()).map_err(|error| Failure {
        status: Outcome::Damaged,
        reason: format!("its `bytes` are no base64: {error}"),
        hint: "encode the bytes in base64 with the standard alphabet".to_owned(),
    })?;
    Ok(Some(Bytes { name: request.name.unwrap_or_default(), bytes: bytes.into() }))
}

/// Base64 with or without the signs that fill its end.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The answer for a file on which the reader panicked: a bug, but of this file alone.
fn stopped(panic: &(dyn std::any::Any + Send)) -> Answer {
    let words = panic.downcast_ref::<&str>().copied().map(str::to_owned);
    let what = words.or_else(|| panic.downcast_ref::<String>().cloned());
    Answer {
        number: 0,
        status: Outcome::Crashed,
        extracted: None,
        reason: Some(format!("the reader stopped: {}", what.as_deref().unwrap_or("no message"))),
        hint: Some(report::BUG.to_owned()),
        enclosed: Vec::new(),
    }
}

/// Gives up what a reader does not need: memory beyond the limit, files to write, processes to start, core dumps.
fn confine(limits: &Limits) -> anyhow::Result<()> {
    for (resource, limit) in [
        (Resource::AS, limits.memory),
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
        (Resource::NOFILE, 64),
        // tesseract is one.
        (Resource::NPROC, if limits.ocr.ocr { u64::MAX } else { 0 }),
    ] {
        let (_, hard) = resource.get().context("cannot ask for the limits of the process")?;
        let limit = limit.min(hard);
        resource.set(limit, limit).context("cannot limit the process")?;
    }
    Ok(())
}

/// Gives the next file `seconds` of processor time, and some for the rest. The parent watches the clock; this is the
/// net below it.
fn renew_time(seconds: u64) -> anyhow::Result<()> {
    let used = clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).context("cannot ask for the time used")?;
    let used = u64::try_from(used.tv_sec()).unwrap_or_default();
    let (_, hard) = Resource::CPU.get().context("cannot ask for the limits of the process")?;
    let limit = (used + seconds + 5).min(hard);
    Resource::CPU.set(limit, hard).context("cannot limit the process")
}

/// A parent that was killed cannot end its workers, and one of them may be in an endless loop.
fn leave_with_the_parent() {
    let parent = std::os::unix::process::parent_id();
    std::thread::spawn(move || {
        while std::os::unix::process::parent_id() == parent {
            std::thread::sleep(Duration::from_secs(1));
        }
        std::process::exit(1);
    });
}
