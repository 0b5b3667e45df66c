//! One worker: a child process that reads files for this one. It is not trusted: it may hang, die, or answer
//! nonsense, and each of that is told apart here and ends its life.

use std::collections::VecDeque;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use almoner_record::{Extracted, Failure, Misfit, Outcome, verify};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use serde::de::DeserializeOwned;

use crate::ask::Reading;
use crate::desk::{Job, Round};
use crate::options::{PoolError, PoolOptions};
use crate::protocol::{Answer, Hello, Request};
use crate::wire::{Silence, Wire};

/// A running worker. Dropping it kills the process, and what it has started.
#[derive(Debug)]
pub(crate) struct Worker {
    child: Child,
    wire: Wire,
    /// How many files it was given.
    files: u32,
    /// Ordinal of the ask whose file it was given last: documents inside that one need not be given again.
    holds: Option<u64>,
    /// What it was asked and has not answered, in order.
    asked: VecDeque<Asked>,
    /// When it began to read that.
    since: Instant,
}

/// What a worker was asked.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    /// Number of the request.
    number: u32,
    /// True for a document inside a file.
    inside: bool,
}

/// An answer, not looked into.
#[derive(Debug)]
pub(crate) struct Heard {
    to: Asked,
    line: Answer<usize>,
    packed: Option<Vec<u8>>,
}

/// What a worker answered to a round.
#[derive(Debug)]
pub(crate) struct Hearing {
    pub(crate) answers: Vec<Heard>,
    /// Why there are no more, if it is dead.
    pub(crate) death: Option<Death>,
    /// How long each took: they come in heaps, and each is taken to have needed as long as the others.
    pub(crate) each: Duration,
    /// How long it had what it did not answer.
    pub(crate) last: Duration,
}

/// Why a worker is of no more use.
#[derive(Debug)]
pub(crate) enum Death {
    Silent,
    TooLong,
    Nonsense(String),
    Ended,
    /// The run has ended: nobody wants the answer.
    Unwanted,
}

impl From<Misfit> for Death {
    fn from(misfit: Misfit) -> Death {
        match misfit {
            Misfit::TooLong => Death::TooLong,
            Misfit::Wrong(what) => Death::Nonsense(what),
        }
    }
}

/// What a worker that did not survive a file leaves behind.
#[derive(Debug)]
pub(crate) struct Loss {
    /// What is told of the file.
    pub(crate) failure: Failure,
    /// True when it may have been bad luck, and another worker should try the file once more.
    pub(crate) again: bool,
}

/// What a worker made of one file.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) reading: Reading,
    /// The names of the documents inside it.
    pub(crate) enclosed: Vec<String>,
}

/// A worker is replaced after so many files, so that what it may leak stays small; starting one takes as long as reading a hundred.
const FILES_A_WORKER: u32 = 20_000;

/// A worker says its version, no more.
const LONGEST_HELLO: usize = 4096;

/// A worker that has not said that it is ready by then never will.
const TIME_TO_START: Duration = Duration::from_secs(60);

impl Worker {
    /// Starts a worker and waits until it says that it is ready.
    pub(crate) fn start(options: &PoolOptions, unwanted: &AtomicBool) -> Result<Worker, PoolError> {
        let not_started = |cause| PoolError::NotStarted { program: options.program.clone(), cause };
        let mut child = Command::new(&options.program)
            .args(&options.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ctrl-C is for this process alone, which lets the workers finish their files; and what a worker has
            // started ends with it.
            .process_group(0)
            .spawn()
            .map_err(not_started)?;
        let wire = Wire::of(&mut child).map_err(not_started)?;
        let mut worker =
            Worker { child, wire, files: 0, holds: None, asked: VecDeque::new(), since: Instant::now() };
        let hello = worker.receive::<Hello>(Instant::now() + TIME_TO_START, LONGEST_HELLO, unwanted);
        match hello {
            Ok(hello) if hello.ready == options.version => Ok(worker),
            Ok(hello) => {
                Err(PoolError::OtherVersion { program: options.program.clone(), version: hello.ready })
            }
            Err(_) => {
                Err(PoolError::NotReady { program: options.program.clone(), said: worker.bury(false).1 })
            }
        }
    }

    /// True while it may be given another file.
    pub(crate) fn is_fit(&mut self) -> bool {
        self.files < FILES_A_WORKER && self.wire.is_quiet()
    }

    /// Asks for files, or documents inside them, to be read one after the other.
    pub(crate) fn ask(&mut self, jobs: &[Job]) {
        let mut lines = Vec::new();
        for job in jobs {
            self.files += 1;
            let place = job.part.as_ref().map(|part| part.place);
            let held = place.is_some() && self.holds == Some(job.ask.number);
            self.holds = Some(job.ask.number);
            let request = Request { number: self.files, ..job.ask.request(place, held) };
            // A request can always be written; an empty line would end the worker.
            lines.extend(serde_json::to_vec(&request).unwrap_or_default());
            lines.push(b'\n');
            self.asked.push_back(Asked { number: self.files, inside: place.is_some() });
        }
        self.since = Instant::now();
        self.wire.send(&lines);
    }

    /// What it answers to a round that it was asked for.
    pub(crate) fn hear(&mut self, round: &Round, options: &PoolOptions, unwanted: &AtomicBool) -> Hearing {
        let (mut answers, mut death) = (Vec::with_capacity(round.jobs.len()), None);
        let mut heard = Duration::ZERO;
        for left in (1..=round.jobs.len()).rev() {
            // To wake up for each answer costs as much as a small file. Half the time, so that faster files are noticed.
            if left > 1 && self.wire.is_quiet() {
                std::thread::sleep(round.each * u32::try_from(left).unwrap_or(1) / 2);
            }
            match self.answer(options, unwanted) {
                Ok(answer) => {
                    answers.push(answer);
                    heard = self.since.elapsed();
                }
                Err(why) => {
                    death = Some(why);
                    break;
                }
            }
        }
        let each = heard / u32::try_from(answers.len()).unwrap_or(u32::MAX).max(1);
        Hearing { answers, death, each, last: self.since.elapsed().saturating_sub(heard) }
    }

    /// The next answer, all of it within the time that a file may take, however slowly it comes.
    fn answer(&mut self, options: &PoolOptions, unwanted: &AtomicBool) -> Result<Heard, Death> {
        let until = Instant::now() + options.limits.time;
        let longest = usize::try_from(options.limits.answer_bytes).unwrap_or(usize::MAX);
        let line: Answer<usize> = self.receive(until, longest, unwanted)?;
        let packed = match line.extracted {
            Some(length) if length > longest => return Err(Death::TooLong),
            Some(length) => Some(self.await_next(until, unwanted, |wire, until| wire.bytes(until, length))?),
            None => None,
        };
        Ok(Heard { to: self.asked.pop_front().unwrap_or_default(), line, packed })
    }

    /// What the next line says.
    fn receive<T: DeserializeOwned>(
        &mut self,
        until: Instant,
        longest: usize,
        unwanted: &AtomicBool,
    ) -> Result<T, Death> {
        let line = self.await_next(until, unwanted, |wire, until| wire.line(until, longest))?;
        match serde_json::from_slice(&line) {
            Ok(told) => Ok(told),
            Err(_) if !matches!(self.child.try_wait(), Ok(None)) => Err(Death::Ended),
            Err(why) => Err(Death::Nonsense(format!("no answer: {why}"))),
        }
    }

    /// What comes next and is asked for by `next`, which gives up at a time.
    fn await_next(
        &mut self,
        until: Instant,
        unwanted: &AtomicBool,
        next: impl Fn(&mut Wire, Instant) -> Result<Vec<u8>, Silence>,
    ) -> Result<Vec<u8>, Death> {
        loop {
            // It is looked in between whether the process still lives: what it has started may hold its output open.
            match next(&mut self.wire, until.min(Instant::now() + LOOK)) {
                Ok(bytes) => return Ok(bytes),
                Err(Silence::TooLong) => return Err(Death::TooLong),
                Err(Silence::End) => return Err(Death::Ended),
                Err(Silence::Nothing) if unwanted.load(Ordering::Relaxed) => return Err(Death::Unwanted),
                Err(Silence::Nothing) if !matches!(self.child.try_wait(), Ok(None)) => {
                    // What it wrote before it ended may be a whole answer.
                    return next(&mut self.wire, Instant::now()).map_err(|_| Death::Ended);
                }
                Err(Silence::Nothing) if Instant::now() >= until => return Err(Death::Silent),
                Err(Silence::Nothing) => {}
            }
        }
    }

    /// Ends the process and what it has started. How it ended by itself, where it is `ending`, and the last that it
    /// wrote to standard error.
    fn bury(&mut self, ending: bool) -> (Option<ExitStatus>, String) {
        let own_end = if ending { self.wait(Duration::from_millis(100)) } else { None };
        self.kill();
        // A process that hangs in a broken disk cannot even be killed: nobody waits for it.
        self.wait(Duration::from_secs(2));
        (own_end, self.wire.last_words())
    }

    fn wait(&mut self, time: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + time;
        loop {
            match self.child.try_wait() {
                Ok(None) if Instant::now() < until => std::thread::sleep(Duration::from_millis(2)),
                ended => return ended.ok().flatten(),
            }
        }
    }

    fn kill(&mut self) {
        // Only while it has not been waited for: later its number may be somebody else's.
        if let (Ok(None), Ok(group)) = (self.child.try_wait(), i32::try_from(self.child.id())) {
            let _ = killpg(Pid::from_raw(group), Signal::SIGKILL);
        }
        let _ = self.child.kill();
    }

    /// Ends it, and tells why it is of no more use.
    pub(crate) fn autopsy(&mut self, death: &Death, options: &PoolOptions) -> Loss {
        let (end, words) = self.bury(matches!(death, Death::Ended | Death::Nonsense(_)));
        let out_of_time = || {
            let seconds = options.limits.time.as_secs();
            (
                Outcome::Timeout,
                format!("it took longer than {seconds} s to read"),
                "give it more time with `--timeout`",
            )
        };
        let (status, reason, hint) = match death {
            Death::Silent | Death::Unwanted => out_of_time(),
            Death::TooLong => (
                Outcome::Limit,
                "it gives more text than any document should".to_owned(),
                "split the document, or keep less of its text with `--max-text`",
            ),
            Death::Nonsense(what) => {
                (Outcome::Crashed, format!("the worker that read it answered nonsense: {what}"), REPORT_IT)
            }
            Death::Ended if words.contains("memory allocation of") => (
                Outcome::Memory,
                format!("it took more than {} MB of memory to read", options.limits.memory_bytes >> 20),
                "allow more with `--memory`",
            ),
            Death::Ended if end.and_then(|end| end.signal()) == Some(OUT_OF_CPU) => out_of_time(),
            Death::Ended => {
                (Outcome::Crashed, format!("the worker that read it died: {}", cause(end, &words)), REPORT_IT)
            }
        };
        Loss {
            failure: Failure { status, reason, hint: hint.to_owned() },
            again: matches!(death, Death::Nonsense(_) | Death::Ended) && status != Outcome::Timeout,
        }
    }
}

/// How often it is looked whether a silent worker still lives.
const LOOK: Duration = Duration::from_millis(200);
/// SIGXCPU: it used more processor time than it may.
const OUT_OF_CPU: i32 = 24;

impl Drop for Worker {
    fn drop(&mut self) {
        self.kill();
        self.wait(Duration::from_secs(2));
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
        _ => "it closed its output without an answer".to_owned(),
    }
}

impl Heard {
    /// The answer as a reading, its records of no more than so many bytes; or why who gave it is of no more use.
    pub(crate) fn judged(self, most: u64) -> Result<Read, Death> {
        let extracted = self.packed.map(|packed| Extracted::unpack(&packed, most)).transpose()?;
        judge(self.line.with(extracted), self.to).map_err(Death::Nonsense)
    }
}

/// A worker's answer as a reading, or what is wrong with it.
fn judge(answer: Answer, asked: Asked) -> Result<Read, String> {
    let Answer { number, status, extracted, reason, hint, enclosed } = answer;
    if number != asked.number {
        return Err(format!("the answer to request {number}, not to {}", asked.number));
    }
    if asked.inside && !enclosed.is_empty() {
        return Err("documents inside a document inside a file".to_owned());
    }
    let failure = reason.map(|reason| Failure { status, reason, hint: hint.unwrap_or_default() });
    let Some(extracted) = extracted else {
        let told = status.is_failure() || status == Outcome::NeedsOcr;
        let (true, Some(failure)) = (told, failure) else {
            return Err(format!("`{status}` and no document"));
        };
        return Ok(Read { reading: Reading::Failed(failure), enclosed });
    };
    match (status, extracted.activities.is_empty(), &failure) {
        (Outcome::Ok, false, _) | (Outcome::NoActivity, true, _) | (Outcome::Partial, _, Some(_)) => {}
        _ => return Err(format!("`{status}` and {} activities", extracted.activities.len())),
    }
    match verify(&extracted).first() {
        Some(flaw) => Err(flaw.to_string()),
        None => {
            let cut = failure.filter(|_| status == Outcome::Partial);
            Ok(Read { reading: Reading::Read(extracted, status, cut), enclosed })
        }
    }
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
        Answer {
            number: 0,
            status,
            extracted,
            reason: reason.map(str::to_owned),
            hint: None,
            enclosed: Vec::new(),
        }
    }

    #[test]
    fn an_answer_that_contradicts_itself_is_nonsense() {
        let mut outside = extracted();
        outside["sections"] =
            serde_json::json!([{"heading": null, "field": null, "activity": null, "start": 0, "end": 9}]);
        for (answer, good) in [
            (answer(Outcome::NoActivity, Some(extracted()), None), true),
            (answer(Outcome::Partial, Some(extracted()), Some("cut")), true),
            (answer(Outcome::Partial, Some(extracted()), None), false),
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
            assert_eq!(judge(answer, Asked::default()).is_ok(), good, "{told}");
        }
        let nested = Answer {
            enclosed: vec!["b.txt".to_owned()],
            ..answer(Outcome::NoActivity, Some(extracted()), None)
        };
        assert!(judge(nested.clone(), Asked::default()).is_ok());
        assert!(judge(nested.clone(), Asked { inside: true, ..Asked::default() }).is_err());
        assert!(judge(nested, Asked { number: 2, ..Asked::default() }).is_err());
    }
}
