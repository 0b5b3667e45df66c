//! `almoner extract --worker`: the other end of almoner-ingest's pool. It limits itself, then reads the files that it
//! is told to, one after the other, until its input ends. The lines are described in
//! almoner-ingest, protocol.rs.

use std::io::{BufRead, Write};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use almoner_ingest::{Answer, Hello, Request};
use almoner_record::Outcome;
use anyhow::Context;
use rlimit::Resource;

use crate::limits::Limits;
use crate::read::{Reader, on_a_deep_stack};
use crate::{Exit, Globals, report, style};

/// Reads what it is told to until its input ends.
pub(crate) fn run(limits: &Limits, globals: &Globals) -> anyhow::Result<Exit> {
    let reader = Reader::new(globals, limits)?;
    confine(limits.memory)?;
    leave_with_the_parent();
    on_a_deep_stack(|| serve(&reader))?
}

fn serve(reader: &Reader) -> anyhow::Result<Exit> {
    let mut wire = style::wire();
    let mut send = |line: Vec<u8>| -> std::io::Result<()> {
        wire.write_all(&line)?;
        wire.write_all(b"\n")?;
        wire.flush()
    };
    send(serde_json::to_vec(&Hello { ready: env!("CARGO_PKG_VERSION").to_owned() })?)?;
    for (ordinal, line) in std::io::stdin().lock().lines().enumerate() {
        let request: Request = serde_json::from_str(&line?).context("standard input: no request")?;
        let path = request.into_path();
        let answer = std::panic::catch_unwind(AssertUnwindSafe(|| {
            #[cfg(debug_assertions)]
            crate::faults::play(&path, ordinal);
            reader.answer(&path)
        }));
        let _ = ordinal;
        let answer = answer.unwrap_or_else(|panic| stopped(panic.as_ref()));
        send(serde_json::to_vec(&answer)?)?;
    }
    Ok(Exit::Ok)
}

/// The answer for a file on which the reader panicked: a bug, but of this file alone.
fn stopped(panic: &(dyn std::any::Any + Send)) -> Answer {
    let words = panic.downcast_ref::<&str>().copied().map(str::to_owned);
    let what = words.or_else(|| panic.downcast_ref::<String>().cloned());
    Answer {
        status: Outcome::Crashed,
        extracted: None,
        reason: Some(format!("the reader stopped: {}", what.as_deref().unwrap_or("no message"))),
        hint: Some(report::BUG.to_owned()),
    }
}

/// Gives up what a reader does not need: memory beyond the limit, files to write, core dumps.
fn confine(memory: u64) -> anyhow::Result<()> {
    for (resource, limit) in
        [(Resource::AS, memory), (Resource::FSIZE, 0), (Resource::CORE, 0), (Resource::NOFILE, 64)]
    {
        let (_, hard) = resource.get().context("cannot ask for the limits of the process")?;
        let limit = limit.min(hard);
        resource.set(limit, limit).context("cannot limit the process")?;
    }
    Ok(())
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
