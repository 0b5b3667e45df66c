//! What is to be read to readings, by several workers at once.
//!
//! One thread, a seat, looks after each worker. Another one deals rounds of jobs to the seats, so that none waits while the
//! calling thread keeps what came back; who wants something read asks from a third, through a [`Feed`]. Only so much is under way
//! at a time, so memory does not grow with the number of files.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};

use crate::ask::{Ask, Content, Done};
use crate::credit::Credits;
use crate::desk::{Desk, Ended, Handed};
use crate::options::{PoolError, PoolOptions};
use crate::seat::Seat;

/// Where asks come from. The run ends when all of its feeds are dropped and all that was asked is read.
#[derive(Debug)]
pub struct Feed {
    credits: Arc<Credits>,
    events: Sender<Event>,
    next: u64,
}

impl Feed {
    /// Asks for something to be read; waits while enough is under way. False when nobody reads any more.
    pub fn ask(&mut self, content: Content, tag: String) -> bool {
        let bytes = match &content {
            Content::File(_) | Content::Refused { .. } => 0,
            Content::Bytes { base64, .. } => base64.len(),
        };
        let Some(credit) = self.credits.take(bytes) else { return false };
        let ask = Ask { number: self.next, content, tag, _credit: credit };
        self.next += 1;
        self.events.send(Event::Asked(Arc::new(ask))).is_ok()
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        let _ = self.events.send(Event::NoMore);
    }
}

/// Workers that wait for a [`Feed`] to ask.
#[derive(Debug)]
pub struct Pool {
    credits: Arc<Credits>,
    events: Receiver<Event>,
    finished: Sender<Event>,
}

#[derive(Debug)]
enum Event {
    Asked(Arc<Ask>),
    NoMore,
    /// Who called has kept a reading, and that was waited for.
    Kept,
    Finished(Result<Ended, PoolError>),
}

/// So many files a worker may be under way, waiting to be handed on in their order among them.
const FILES_AHEAD: usize = 512;
/// So much text may wait.
const BYTES_AHEAD: usize = 64 << 20;

/// A pool, and the way into it.
pub fn pool(options: &PoolOptions) -> (Feed, Pool) {
    let credits = Arc::new(Credits::new(FILES_AHEAD * options.workers.max(1), BYTES_AHEAD));
    let (finished, events) = mpsc::channel();
    let feed = Feed { credits: credits.clone(), events: finished.clone(), next: 0 };
    (feed, Pool { credits, events, finished })
}

impl Pool {
    /// Reads what the feed asks for and gives each reading to `each`, as it comes: documents inside a file after the
    /// file, for the rest in any order. Ends when the feed ends, or early: after the files under way when `stop` is
    /// set, at once when `each` breaks off.
    pub fn read(
        self,
        options: &PoolOptions,
        stop: &AtomicBool,
        mut each: impl FnMut(Done) -> ControlFlow<()>,
    ) -> Result<(), PoolError> {
        let Pool { credits, events, finished } = self;
        let unwanted = AtomicBool::new(false);
        let (rounds, dealt) = mpsc::channel();
        let (hand_on, handed_on) = mpsc::channel::<Done>();
        let (dealt, handed) = (Mutex::new(dealt), Arc::new(Handed::default()));
        std::thread::scope(|scope| {
            for _ in 0..options.workers.max(1) {
                let (seat, finished) =
                    (Seat { dealt: &dealt, options, unwanted: &unwanted }, finished.clone());
                scope.spawn(move || seat.work(|ended| finished.send(Event::Finished(ended)).is_ok()));
            }
            let desk = Desk::new(rounds, options.workers.max(1), credits.clone(), handed.clone());
            let ends = [stop, &unwanted];
            let dealing = scope.spawn(move || deal(desk, &events, &hand_on, ends));
            let end = End { unwanted: &unwanted, credits: &credits, events: &finished };
            for done in &handed_on {
                let ends = each(done).is_break();
                if handed.kept() {
                    let _ = finished.send(Event::Kept);
                }
                if ends {
                    break;
                }
            }
            drop(end);
            dealing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }
}

/// Dropped, a panic of the caller included, it tells that whoever still reads or asks does so for nobody.
struct End<'a> {
    unwanted: &'a AtomicBool,
    credits: &'a Credits,
    events: &'a Sender<Event>,
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.unwanted.store(true, Ordering::Relaxed);
        self.credits.close();
        // Wakes up who deals.
        let _ = self.events.send(Event::NoMore);
    }
}

/// Deals jobs until all that was asked is read, or one of `ends` is set: the first lets what is under way be read.
fn deal(
    mut desk: Desk,
    events: &Receiver<Event>,
    hand_on: &Sender<Done>,
    ends: [&AtomicBool; 2],
) -> Result<(), PoolError> {
    let [stop, unwanted] = ends;
    loop {
        if stop.load(Ordering::Relaxed) {
            desk.drop_all();
        }
        if unwanted.load(Ordering::Relaxed) || !desk.deal() || desk.awaits_room() && !desk.deal() {
            return Ok(());
        }
        let done = match events.recv() {
            Err(_) => return Ok(()),
            Ok(Event::Kept) => Vec::new(),
            Ok(Event::NoMore) => {
                desk.more = false;
                Vec::new()
            }
            Ok(Event::Asked(ask)) => desk.take(ask).into_iter().collect(),
            Ok(Event::Finished(ended)) => desk.finish(ended?),
        };
        for done in done {
            desk.hand_on();
            if hand_on.send(done).is_err() {
                return Ok(());
            }
        }
    }
}

/// Reads the files with a pool of workers and gives each reading to `each`, in the order of the files and of the
/// documents inside them. Ends when `files` end, or early: after the files under way when `stop` is set, at once when
/// `each` breaks off.
pub fn read_files(
    files: impl Iterator<Item = PathBuf> + Send,
    options: &PoolOptions,
    stop: &AtomicBool,
    mut each: impl FnMut(Done) -> ControlFlow<()>,
) -> Result<(), PoolError> {
    let (mut feed, pool) = pool(options);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for file in files {
                if !feed.ask(Content::File(file), String::new()) {
                    return;
                }
            }
        });
        let mut waiting: BTreeMap<(u64, u32), Done> = BTreeMap::new();
        // The next ask, how many of its readings are out, and how many are still to come.
        let (mut number, mut out, mut left) = (0, 0, 1);
        pool.read(options, stop, |done| {
            let turn = done.part.as_ref().map_or(0, |part| part.place + 1);
            waiting.insert((done.ask.number, turn), done);
            while let Some(done) = waiting.remove(&(number, out)) {
                left += u32::try_from(done.enclosed.len()).unwrap_or(u32::MAX);
                left -= 1;
                (number, out) = if left == 0 { (number + 1, 0) } else { (number, out + 1) };
                left = left.max(1);
                if each(done).is_break() {
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        })
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::time::Duration;

    use almoner_record::{Extracted, Failure, Outcome};

    use super::*;
    use crate::{Reading, WorkerLimits};

    /// A pool whose workers are a shell script: it gets each request in `$request`.
    fn pool(workers: usize, hello: &str, script: &str) -> PoolOptions {
        let script = format!(
            "echo '{hello}'; number=0; while read -r request; do number=$((number + 1)); {script}; done"
        );
        let limits =
            WorkerLimits { time: Duration::from_secs(6), answer_bytes: 4096, ..WorkerLimits::default() };
        let arguments = vec!["-c".into(), script.into()];
        PoolOptions { program: "sh".into(), arguments, version: "1".to_owned(), workers, limits }
    }

    static RUN_ON: AtomicBool = AtomicBool::new(false);
    const READY: &str = r#"{"ready":"1"}"#;
    /// Answers with the request as the reason.
    const ECHO: &str = r#"name=${request#*path\":\"}; echo "{\"number\":$number,\"status\":\"empty\",\"extracted\":null,\"reason\":\"${name%\"*}\",\"hint\":null}""#;

    /// The outcome and reason of each file.
    fn outcomes(files: &[&str], options: &PoolOptions) -> Vec<(Outcome, String)> {
        let mut outcomes = Vec::new();
        read_files(files.iter().map(PathBuf::from), options, &RUN_ON, |done| {
            let place = outcomes.len();
            assert_eq!(done.ask.number, place as u64);
            assert_eq!(done.ask.content, Content::File(files[place].into()));
            let Reading::Failed(failure) = done.reading else { panic!("{done:?}") };
            outcomes.push((failure.status, failure.reason));
            ControlFlow::Continue(())
        })
        .unwrap();
        outcomes
    }

    #[test]
    fn readings_come_in_the_order_of_the_files() {
        let names: Vec<String> = (0..60).map(|number| format!("{number:02}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let slow_for_some = format!("case $request in *[37]*) sleep 0.05;; esac; {ECHO}");
        for workers in [0, 1, 4] {
            let reasons: Vec<String> = outcomes(&names, &pool(workers, READY, &slow_for_some))
                .into_iter()
                .map(|(_, reason)| reason)
                .collect();
            assert_eq!(reasons, names, "{workers} workers");
        }
    }

    #[test]
    fn each_end_of_a_worker_has_its_outcome_and_the_next_file_is_read() {
        let script = format!(
            "case $request in *memory*) echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$;; \
             *stack*) echo 'thread main has overflowed its stack' >&2; kill -ABRT $$;; *hang*) exec sleep 60;; \
             *long*) head -c 9999 /dev/zero;; *noise*) echo hello;; *half*) printf '{{'; exit;; *gone*) exit 3;; esac; {ECHO}"
        );
        let files = ["memory", "stack", "hang", "long", "noise", "half", "gone", "good"];
        let outcomes = outcomes(&files, &pool(2, READY, &script));
        let words: Vec<&str> = outcomes.iter().map(|(outcome, _)| outcome.word()).collect();
        assert_eq!(
            words,
            ["memory", "crashed", "timeout", "limit", "crashed", "crashed", "crashed", "empty"],
            "{outcomes:?}"
        );
    }

    /// Quick files are handed over several at a time: a death costs none of those behind it.
    #[test]
    fn of_many_quick_files_each_has_its_own_end() {
        let script = format!(
            "case $request in *dead*) kill -9 $$;; *noise*) echo hello;; *gone*) {ECHO}; exit;; esac; {ECHO}"
        );
        let name = |number: usize| match number {
            150 | 151 | 399 => format!("dead{number}"),
            200 => format!("noise{number}"),
            250 => format!("gone{number}"),
            _ => number.to_string(),
        };
        let names: Vec<String> = (0..400).map(name).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for workers in [1, 2] {
            let outcomes = outcomes(&names, &pool(workers, READY, &script));
            for (name, (outcome, reason)) in names.iter().zip(outcomes) {
                let dies = name.starts_with("dead") || name.starts_with("noise");
                let expected = if dies { Outcome::Crashed } else { Outcome::Empty };
                assert_eq!(outcome, expected, "{name}: {reason}");
                assert!(dies || reason == *name, "{name}: {reason}");
            }
        }
    }

    #[test]
    fn after_a_death_the_next_file_begins_within_a_second() {
        let dir = tempfile::tempdir().unwrap();
        let log = dir.path().join("log");
        let script =
            format!("date +%s%N >> {}; case $request in *dead*) kill -9 $$;; esac; {ECHO}", log.display());
        let words = outcomes(&["dead", "next"], &pool(1, READY, &script));
        assert_eq!(words.iter().map(|(outcome, _)| outcome.word()).collect::<Vec<_>>(), ["crashed", "empty"]);
        let told = std::fs::read_to_string(&log).unwrap();
        let times: Vec<u64> = told.lines().map(|line| line.parse().unwrap()).collect();
        // The dead one, the next one, the dead one once more, alone.
        let [died, next, _] = times.as_slice() else { panic!("{times:?}") };
        assert!(next - died < 1_000_000_000, "{times:?}");
    }

    #[test]
    fn a_program_that_is_no_worker_ends_the_run() {
        let read = |options: &PoolOptions| {
            read_files(["a".into()].into_iter(), options, &RUN_ON, |_| ControlFlow::Continue(()))
                .unwrap_err()
                .to_string()
        };
        let said = read(&pool(1, "usage: sh", "true"));
        assert!(said.contains("did not get ready"), "{said}");
        let said = read(&pool(1, r#"{"ready":"2"}"#, "true"));
        assert!(said.contains("is almoner 2, not this version"), "{said}");
        let said = read(&PoolOptions { program: "/nowhere/almoner".into(), ..pool(1, READY, "true") });
        assert!(said.contains("cannot start a worker"), "{said}");
    }

    #[test]
    fn few_files_are_taken_ahead_and_none_after_the_end() {
        let mut delivered = 0;
        let taken = AtomicUsize::new(0);
        let files = (0..20 * FILES_AHEAD).map(|number| {
            taken.store(number, Ordering::Relaxed);
            PathBuf::from(number.to_string())
        });
        let most = 2 * FILES_AHEAD + 1;
        read_files(files, &pool(2, READY, ECHO), &RUN_ON, |done| {
            let taken = taken.load(Ordering::Relaxed);
            assert!(taken <= delivered + most, "{taken} taken at {delivered}");
            delivered += 1;
            if done.ask.number == 20 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
        assert_eq!(delivered, 21);
        assert!(taken.load(Ordering::Relaxed) <= 20 + most);
    }

    #[test]
    fn documents_inside_a_file_come_after_it_in_their_order_and_each_costs_only_itself() {
        let packed = Extracted::default().pack();
        let dir = tempfile::tempdir().unwrap();
        let records = dir.path().join("records");
        std::fs::write(&records, &packed).unwrap();
        let zip = format!(
            r#"{{"number":'$number',"status":"no-activity","extracted":{},"reason":null,"hint":null,"enclosed":["a","b","c","d"]}}"#,
            packed.len()
        );
        let empty = r#"{"number":'$number',"status":"empty","extracted":null,"reason":"empty","hint":null}"#;
        let script = format!(
            "case $request in *place*2*) kill -9 $$;; *place*) echo '{empty}';; *zip*) echo '{zip}'; cat {};; *) echo '{empty}';; esac",
            records.display()
        );
        for workers in [1, 3] {
            let mut seen = Vec::new();
            read_files(
                ["0", "1.zip", "2.zip", "3"].map(PathBuf::from).into_iter(),
                &pool(workers, READY, &script),
                &RUN_ON,
                |done| {
                    let part = done.part.map_or(String::new(), |part| part.name);
                    let crashed =
                        matches!(done.reading, Reading::Failed(Failure { status: Outcome::Crashed, .. }));
                    seen.push(format!("{}{part}{}", done.ask.number, if crashed { "!" } else { "" }));
                    ControlFlow::Continue(())
                },
            )
            .unwrap();
            assert_eq!(seen.join(" "), "0 1 1a 1b 1c! 1d 2 2a 2b 2c! 2d 3", "{workers} workers");
        }
    }

    #[test]
    fn a_second_try_is_alone_and_lets_others_go_first() {
        // `bad` dies while another worker reads, and is read where none does.
        let dir = tempfile::tempdir().unwrap();
        let busy = dir.path().display();
        let script = format!(
            "case $request in *bad*) if mkdir {busy}/tried 2>/dev/null || [ -n \"$(ls {busy}/now* 2>/dev/null)\" ]; then kill -9 $$; fi;; \
             *) touch {busy}/now$$; sleep 0.1; rm {busy}/now$$;; esac; {ECHO}"
        );
        let names: Vec<String> =
            (0..9).map(|number| if number == 1 { "bad".to_owned() } else { number.to_string() }).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let outcomes = outcomes(&names, &pool(3, READY, &script));
        assert!(outcomes.iter().all(|(outcome, _)| *outcome == Outcome::Empty), "{outcomes:?}");
    }

    #[test]
    fn a_run_that_is_stopped_reads_what_is_under_way_and_no_more() {
        let (stop, mut seen) = (AtomicBool::new(false), 0);
        let files = (0..1000).map(|number| PathBuf::from(number.to_string()));
        read_files(files, &pool(1, READY, ECHO), &stop, |_| {
            seen += 1;
            stop.store(true, Ordering::Relaxed);
            ControlFlow::Continue(())
        })
        .unwrap();
        // Some may be read before the first is handed on.
        assert!((1..100).contains(&seen), "{seen}");
    }

    #[test]
    fn a_run_that_is_broken_off_waits_for_nobody() {
        let begun = std::time::Instant::now();
        let mut options = pool(2, READY, &format!("case $request in *hang*) exec sleep 60;; esac; {ECHO}"));
        options.limits.time = Duration::from_secs(60);
        let (mut feed, pool) = super::pool(&options);
        for name in ["hang", "good"] {
            assert!(feed.ask(Content::File(name.into()), String::new()));
        }
        // The feed stays open, as that of somebody who types.
        pool.read(&options, &RUN_ON, |_| ControlFlow::Break(())).unwrap();
        assert!(!feed.ask(Content::File("more".into()), String::new()));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}
