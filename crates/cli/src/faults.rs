//! What a worker can suffer, for the tests: with `ALMONER_WORKER_FAULTS` set, a file named `abort.fault` aborts the
//! worker that reads it, and so on. Not part of a release build.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use crate::style;

/// Plays the fault that the file's name asks for. `ordinal`: how many files this worker has read before.
#[expect(clippy::disallowed_methods, reason = "a switch for tests, not an option of the command")]
pub(crate) fn play(path: &Path, ordinal: usize) {
    let fault = path.extension().is_some_and(|extension| extension == "fault");
    if !fault || std::env::var("ALMONER_WORKER_FAULTS").is_err() {
        return;
    }
    let name = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    // `03-abort.fault` and `abort.fault` are the same.
    match name.rsplit('-').next().unwrap_or_default() {
        "hang" => std::thread::sleep(Duration::from_secs(3600)),
        "spin" => spin(),
        "alloc" => drop(std::hint::black_box(vec![1_u8; 8 << 30])),
        "overflow" => drop(std::hint::black_box(overflow(0))),
        "abort" => std::process::abort(),
        "exit" => std::process::exit(0),
        "kill" => kill(),
        "gigabyte" => gigabyte(),
        "garbage" => say("this is no answer\n"),
        "half" => half(),
        "panic" => panic_for_the_test(),
        // Bad luck: it dies only where another file was read before.
        "crowd" if ordinal > 0 => std::process::abort(),
        _ => {}
    }
}

fn spin() {
    loop {
        std::hint::spin_loop();
    }
}

#[expect(unconditional_recursion, reason = "it is meant to overflow")]
fn overflow(depth: u64) -> u64 {
    std::hint::black_box([depth; 64]).iter().sum::<u64>() + overflow(depth + 1)
}

fn kill() {
    let _ = std::process::Command::new("kill").arg("-9").arg(std::process::id().to_string()).status();
    std::thread::sleep(Duration::from_secs(3600));
}

fn gigabyte() {
    let line = "x".repeat(1 << 20);
    for _ in 0..1024 {
        say(&line);
    }
}

fn half() {
    say("{\"status\":\"ok\",\"extracted\":{\"docu");
    std::process::exit(0);
}

fn say(text: &str) {
    let mut wire = style::wire();
    let _ = wire.write_all(text.as_bytes()).and_then(|()| wire.flush());
}

#[expect(clippy::panic, reason = "it is meant to panic")]
fn panic_for_the_test() {
    panic!("as the test asked for");
}
