//! What a worker can suffer, for the tests: with `ALMONER_WORKER_FAULTS` set, a file named `abort.fault` aborts the
//! worker that reads it, and so on. Not part of a release build.

use std::io::Write;
use std::time::Duration;

use crate::style;

/// Plays the fault that the file's name asks for. `ordinal`: how many files this worker has read before.
#[expect(clippy::disallowed_methods, reason = "a switch for tests, not an option of the command")]
pub(crate) fn play(name: &str, ordinal: usize) {
    let Some(name) = name.strip_suffix(".fault") else { return };
    if std::env::var("ALMONER_WORKER_FAULTS").is_err() {
        return;
    }
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
        "drip" => drip(),
        "close" => close(),
        "orphan" => orphan(),
        "noise" => noise(),
        "twice" => {
            say("{\"number\":1,\"status\":\"empty\",\"extracted\":null,\"reason\":\"twice\",\"hint\":null}\n")
        }
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
    let _ = nix::sys::signal::raise(nix::sys::signal::Signal::SIGKILL);
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

/// A byte now and then, without end.
fn drip() {
    loop {
        say("x");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Its output ends, and it does not.
fn close() {
    let nowhere = std::fs::File::open("/dev/null").map(std::os::fd::OwnedFd::from);
    if let Ok(nowhere) = nowhere {
        let _ = nix::unistd::dup2_stdout(nowhere);
    }
    std::thread::sleep(Duration::from_secs(3600));
}

/// It ends, and a process that it has started keeps its output open.
fn orphan() {
    let _ = std::process::Command::new("sleep").arg("3600").spawn();
    std::process::abort();
}

/// Words without end on standard error.
fn noise() {
    loop {
        style::note(format_args!("{}", "noise ".repeat(100)));
    }
}

fn say(text: &str) {
    let _ = style::Wire.write_all(text.as_bytes());
}

#[expect(clippy::panic, reason = "it is meant to panic")]
fn panic_for_the_test() {
    panic!("as the test asked for");
}
