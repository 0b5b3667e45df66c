//! One worker: a child process that reads files for this one. It is not trusted: it may hang, die, or answer
//! nonsense, and each of that is told apart here and ends its life.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread::JoinHandle;
use std::time::Duration;

use almoner_record::{Failure, Outcome, verify};
use serde::de::DeserializeOwned;

use crate::pool::{PoolError, PoolOptions, Reading};
use crate::protocol::{Answer, Hello, Request};

/// A running worker. Dropping it kills the process.
#[derive(Debug)]
pub(crate) struct Worker {
    child: Child,
    requests: ChildStdin,
    lines: Receiver<Line>,
    last_words: Option<JoinHandle<String>>,
    /// How many files it was given.
    pub(crate) files: u32,
}

/// What came out of a worker's standard output.
#[derive(Debug)]
enum Line {
    Whole(Vec<u8>),
    TooLong,
    /// The output ended, perhaps in the middle of a line.
    End,
}

/// Why a worker is of no more use.
#[derive(Debug)]
enum Death {
    Silent,
    TooLong,
    Nonsense(String),
    Ended,
}

/// What a worker that did not survive a file leaves behind.
#[derive(Debug)]
pub(crate) struct Loss {
    /// What is told of the file.
    pub(crate) failure: Failure,
    /// True when it may have been bad luck, and another worker should try the file once more.
    pub(crate) again: bool,
}

/// A worker that has not said that it is ready by then never will.
const TIME_TO_START: Duration = Duration::from_secs(60);

impl Worker {
    /// Starts a worker and waits until it says that it is ready.
    pub(crate) fn start(options: &PoolOptions) -> Result<Worker, PoolError> {
        let program = || options.program.clone();
        let mut child = Command::new(&options.program)
            .args(&options.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ctrl-C is for this process alone, which lets the workers finish their files.
            .process_group(0)
            .spawn()
            .map_err(|cause| PoolError::NotStarted { program: program(), cause })?;
        let (Some(requests), Some(output), Some(errors)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            let cause = io::Error::other("its standard streams are missing");
            return Err(PoolError::NotStarted { program: program(), cause });
        };
        let (sender, lines) = mpsc::sync_channel(1);
        let longest = options.limits.answer_bytes;
        std::thread::spawn(move || pass_on(output, longest, &sender));
        let last_words = Some(std::thread::spawn(move || tail(errors)));
        let mut worker = Worker { child, requests, lines, last_words, files: 0 };
        match worker.receive::<Hello>(TIME_TO_START) {
            Ok(hello) if hello.ready == options.version => Ok(worker),
            Ok(hello) => Err(PoolError::OtherVersion { program: program(), version: hello.ready }),
            Err(_) => Err(PoolError::NotReady { program: program(), said: worker.bury().1 }),
        }
    }

    /// Has a file read. After an error the worker is dead.
    pub(crate) fn read(&mut self, path: &Path, options: &PoolOptions) -> Result<Reading, Loss> {
        self.files += 1;
        let answer = self.send(path).and_then(|()| self.receive::<Answer>(options.limits.time));
        match answer.and_then(|answer| judge(answer).map_err(Death::Nonsense)) {
            Ok(reading) => Ok(reading),
            Err(death) => Err(self.autopsy(&death, options)),
        }
    }

    fn send(&mut self, path: &Path) -> Result<(), Death> {
        let mut line = serde_json::to_vec(&Request::of(path)).map_err(|_| Death::Ended)?;
        line.push(b'\n');
        self.requests.write_all(&line).and_then(|()| self.requests.flush()).map_err(|_| Death::Ended)
    }

    fn receive<T: DeserializeOwned>(&mut self, time: Duration) -> Result<T, Death> {
        match self.lines.recv_timeout(time) {
            Ok(Line::Whole(line)) => {
                serde_json::from_slice(&line).map_err(|error| Death::Nonsense(format!("no answer: {error}")))
            }
            Ok(Line::TooLong) => Err(Death::TooLong),
            Ok(Line::End) | Err(RecvTimeoutError::Disconnected) => Err(Death::Ended),
            Err(RecvTimeoutError::Timeout) => Err(Death::Silent),
        }
    }

    /// Ends the process if it still runs; how it ended, and the last that it wrote to standard error.
    fn bury(&mut self) -> (Option<ExitStatus>, String) {
        // Whoever closed its output is about to end; how it ends says more than our signal would.
        let own_end = (0..20).find_map(|_| match self.child.try_wait() {
            Ok(None) => {
                std::thread::sleep(Duration::from_millis(5));
                None
            }
            ended => ended.ok().flatten(),
        });
        let _ = self.child.kill();
        let end = own_end.or_else(|| self.child.wait().ok());
        (end, self.last_words.take().and_then(|words| words.join().ok()).unwrap_or_default())
    }

    fn autopsy(&mut self, death: &Death, options: &PoolOptions) -> Loss {
        if let Death::Silent | Death::TooLong = death {
            let _ = self.child.kill();
        }
        let (end, words) = self.bury();
        let (status, reason, hint) = match death {
            Death::Silent => (
                Outcome::Timeout,
                format!("it took longer than {} s to read", options.limits.time.as_secs()),
                "give it more time with `--timeout`",
            ),
            Death::TooLong => (
                Outcome::Limit,
                "it gives more text than any document should".to_owned(),
                "split the document",
            ),
            Death::Nonsense(what) => {
                (Outcome::Crashed, format!("the worker that read it answered nonsense: {what}"), REPORT_IT)
            }
            Death::Ended if words.contains("memory allocation of") => (
                Outcome::Memory,
                format!("it took more than {} MB of memory to read", options.limits.memory_bytes >> 20),
                "allow more with `--memory`",
            ),
            Death::Ended => {
                (Outcome::Crashed, format!("the worker that read it died: {}", cause(end, &words)), REPORT_IT)
            }
        };
        Loss {
            failure: Failure { status, reason, hint: hint.to_owned() },
            again: matches!(death, Death::Nonsense(_) | Death::Ended),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const REPORT_IT: &str = "no other file is touched by it; please report the document as a bug of almoner";

/// How a process ended, in words.
fn cause(end: Option<ExitStatus>, words: &str) -> String {
    if words.contains("has overflowed its stack") {
        return "it ran out of stack".to_owned();
    }
    match end.map(|end| (end.signal(), end.code())) {
        Some((Some(9), _)) => "it was killed; was the system out of memory?".to_owned(),
        Some((Some(signal), _)) => format!("signal {signal}"),
        Some((_, Some(code))) => format!("it ended with code {code} and without an answer"),
        _ => "nobody knows how".to_owned(),
    }
}

/// A worker's answer as a reading, or what is wrong with it.
fn judge(answer: Answer) -> Result<Reading, String> {
    let Answer { status, extracted, reason, hint } = answer;
    let Some(extracted) = extracted else {
        let told = status.is_failure() || status == Outcome::NeedsOcr;
        let (true, Some(reason)) = (told, reason) else { return Err(format!("`{status}` and no document")) };
        return Ok(Reading::Failed(Failure { status, reason, hint: hint.unwrap_or_default() }));
    };
    match (status, extracted.activities.is_empty()) {
        (Outcome::Ok, false) | (Outcome::NoActivity, true) | (Outcome::Partial, _) => {}
        _ => return Err(format!("`{status}` and {} activities", extracted.activities.len())),
    }
    match verify(&extracted).first() {
        Some(flaw) => Err(flaw.to_string()),
        None => Ok(Reading::Read(extracted, status)),
    }
}

/// Passes on the lines of a worker's output, none of them longer than `longest` bytes, until it ends.
fn pass_on(output: ChildStdout, longest: u64, lines: &SyncSender<Line>) {
    let mut output = BufReader::with_capacity(1 << 16, output);
    loop {
        let mut bytes = Vec::new();
        let read = (&mut output).take(longest).read_until(b'\n', &mut bytes);
        let line = match (read, bytes.last()) {
            (Ok(_), Some(b'\n')) => Line::Whole(bytes),
            (Ok(length), Some(_)) if length as u64 == longest => Line::TooLong,
            _ => Line::End,
        };
        let last = !matches!(line, Line::Whole(_));
        if lines.send(line).is_err() || last {
            return;
        }
    }
}

/// The last 4 kB of what a worker writes to standard error, when it has ended.
fn tail(mut errors: ChildStderr) -> String {
    const KEPT: usize = 4096;
    let mut kept = VecDeque::with_capacity(2 * KEPT);
    let mut buffer = [0; KEPT];
    while let Ok(length @ 1..) = errors.read(&mut buffer) {
        kept.extend(buffer.iter().take(length));
        let surplus = kept.len().saturating_sub(KEPT);
        kept.drain(..surplus);
    }
    String::from_utf8_lossy(kept.make_contiguous()).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An extracted document without activities.
    fn extracted() -> serde_json::Value {
        serde_json::json!({
            "document": {
                "blake3": "", "name": "a.txt", "media_type": "text/plain", "bytes": 4, "pages": null, "layout": "general",
                "language": null, "title": null, "date": null, "date_precision": null, "url": null
            },
            "text": "text", "sections": [], "activities": []
        })
    }

    fn answer(status: Outcome, extracted: Option<serde_json::Value>, reason: Option<&str>) -> Answer {
        let extracted = extracted.map(|value| serde_json::from_value(value).unwrap());
        Answer { status, extracted, reason: reason.map(str::to_owned), hint: None }
    }

    #[test]
    fn an_answer_that_contradicts_itself_is_nonsense() {
        let mut outside = extracted();
        outside["sections"] =
            serde_json::json!([{"heading": null, "field": null, "activity": null, "start": 0, "end": 9}]);
        for (answer, good) in [
            (answer(Outcome::NoActivity, Some(extracted()), None), true),
            (answer(Outcome::Partial, Some(extracted()), Some("cut")), true),
            (answer(Outcome::Empty, None, Some("the file is empty")), true),
            (answer(Outcome::NeedsOcr, None, Some("scanned pages")), true),
            (answer(Outcome::Ok, Some(extracted()), None), false),
            (answer(Outcome::Ok, None, None), false),
            (answer(Outcome::Empty, None, None), false),
            (answer(Outcome::Empty, Some(extracted()), Some("x")), false),
            (answer(Outcome::Duplicate, None, Some("x")), false),
            (answer(Outcome::NoActivity, Some(outside), None), false),
        ] {
            let told = format!("{answer:?}");
            assert_eq!(judge(answer).is_ok(), good, "{told}");
        }
    }
}
