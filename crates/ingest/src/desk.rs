//! Who reads what next.
//!
//! A file whose worker died is tried once more when no other worker reads, by one that has read nothing before. A
//! document inside a file is a job of its own: it costs nobody but itself.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::ask::{Ask, Content, Done, Part, Reading};
use crate::credit::Credits;
use crate::worker::{Loss, Read};

/// One request to a worker.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) ask: Arc<Ask>,
    pub(crate) part: Option<Part>,
    /// The second try.
    pub(crate) alone: bool,
}

/// Jobs that one worker does one after the other. There are several where files are read faster than they could be handed
/// over one by one: a worker, and whoever looks after it, then work for a while without waking each other.
#[derive(Debug)]
pub(crate) struct Round {
    pub(crate) jobs: Vec<Job>,
    /// What each will take if it takes as long as the last ones.
    pub(crate) each: Duration,
}

/// What came of a round.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    pub(crate) ends: Vec<End>,
    /// What the worker did not get to before it died.
    pub(crate) unread: Vec<Job>,
}

/// A job, what came of it, and how long it took.
pub(crate) type End = (Job, Result<Read, Loss>, Duration);

/// A round takes no longer than this, and has no more jobs.
const TIME_OF_A_ROUND: Duration = Duration::from_millis(6);
const MOST_IN_A_ROUND: usize = 8;

/// A second try lets so many others go first, no more.
const PATIENCE: usize = 32;

/// Readings that were handed on and that nobody has kept yet.
#[derive(Debug, Default)]
pub(crate) struct Handed {
    on: AtomicUsize,
    /// True while the desk waits for one of them to be kept.
    awaited: AtomicBool,
}

impl Handed {
    /// One was kept; true where the desk waits for that.
    pub(crate) fn kept(&self) -> bool {
        self.on.fetch_sub(1, Ordering::SeqCst);
        self.awaited.swap(false, Ordering::SeqCst)
    }
}

/// What waits, and what is with the workers.
pub(crate) struct Desk {
    rounds: Sender<Round>,
    seats: usize,
    credits: Arc<Credits>,
    handed: Arc<Handed>,
    /// False when nobody will ask any more.
    pub(crate) more: bool,
    asked: VecDeque<Job>,
    /// Documents inside files, by ask and place: they go before what was asked later.
    parts: BTreeMap<(u64, u32), Job>,
    /// What killed its worker, to be tried once more alone.
    second: VecDeque<Job>,
    /// How many more may go before the second tries.
    patience: usize,
    /// Rounds that were dealt, and the jobs in them.
    dealt: usize,
    in_seats: usize,
    /// How long files took lately, as a mean that forgets.
    usual: Duration,
    alone: bool,
}

impl Desk {
    pub(crate) fn new(
        rounds: Sender<Round>,
        seats: usize,
        credits: Arc<Credits>,
        handed: Arc<Handed>,
    ) -> Desk {
        Desk {
            rounds,
            seats,
            credits,
            handed,
            more: true,
            asked: VecDeque::new(),
            parts: BTreeMap::new(),
            second: VecDeque::new(),
            patience: PATIENCE,
            dealt: 0,
            in_seats: 0,
            usual: Duration::from_secs(1),
            alone: false,
        }
    }

    /// Takes up what is asked; what cannot be read is done at once.
    pub(crate) fn take(&mut self, ask: Arc<Ask>) -> Option<Done> {
        if let Content::Refused { failure, .. } = &ask.content {
            let reading = Reading::Failed(failure.clone());
            return Some(Done {
                ask,
                part: None,
                reading,
                enclosed: Vec::new(),
                time: Duration::ZERO,
                _kept: self.credits.keep(0),
            });
        }
        self.asked.push_back(Job { ask, part: None, alone: false });
        None
    }

    /// Forgets what nobody reads yet.
    pub(crate) fn drop_all(&mut self) {
        self.credits.close();
        self.more = false;
        self.asked.clear();
        self.parts.clear();
        self.second.clear();
    }

    /// Gives the seats what they can take; false when nothing is left to be done.
    pub(crate) fn deal(&mut self) -> bool {
        while self.dealt < 2 * self.seats && !self.alone {
            let Some(job) = self.next() else { break };
            self.alone = job.alone;
            let most = if job.alone { 1 } else { self.at_once() };
            let mut jobs = vec![job];
            while jobs.len() < most
                && let Some(job) = self.next()
            {
                jobs.push(job);
            }
            self.dealt += 1;
            let _ = self.rounds.send(Round { jobs, each: self.usual });
        }
        self.more || self.in_seats > 0 || self.waits()
    }

    /// How many jobs make a round: no more than leave some for the other seats.
    fn at_once(&self) -> usize {
        let by_time = TIME_OF_A_ROUND.as_nanos() / self.usual.as_nanos().max(1);
        let share = (self.asked.len() + self.parts.len()) / (2 * self.seats);
        usize::try_from(by_time).unwrap_or(MOST_IN_A_ROUND).min(share).clamp(1, MOST_IN_A_ROUND)
    }

    /// Notes that a reading is handed on.
    pub(crate) fn hand_on(&self) {
        self.handed.on.fetch_add(1, Ordering::SeqCst);
    }

    /// True where only room is missing; who makes some tells the desk from now on.
    pub(crate) fn awaits_room(&self) -> bool {
        let awaits = self.waits() && self.credits.are_spent();
        self.handed.awaited.store(awaits, Ordering::SeqCst);
        awaits
    }

    fn waits(&self) -> bool {
        !(self.asked.is_empty() && self.parts.is_empty() && self.second.is_empty())
    }

    fn next(&mut self) -> Option<Job> {
        // What waits to be kept may be as much as can wait. What nothing on its way will make room for goes on.
        if self.credits.are_spent() && self.in_seats + self.handed.on.load(Ordering::SeqCst) > 0 {
            return None;
        }
        if self.second.is_empty() || self.patience > 0 {
            let part = self.parts.pop_first().map(|(_, job)| job);
            if let Some(job) = part.or_else(|| self.asked.pop_front()) {
                self.patience = self.patience.saturating_sub(1);
                self.in_seats += 1;
                return Some(job);
            }
        }
        if self.in_seats > 0 {
            return None;
        }
        let job = self.second.pop_front()?;
        self.in_seats += 1;
        Some(Job { alone: true, ..job })
    }

    /// Takes up what a seat gives back: what is done with, and what is to be read again.
    pub(crate) fn finish(&mut self, ended: Ended) -> Vec<Done> {
        self.dealt -= 1;
        self.in_seats -= ended.ends.len() + ended.unread.len();
        self.alone = false;
        for job in ended.unread.into_iter().rev() {
            match &job.part {
                Some(part) => drop(self.parts.insert((job.ask.number, part.place), job)),
                None => self.asked.push_front(job),
            }
        }
        ended.ends.into_iter().filter_map(|end| self.end(end)).collect()
    }

    /// None where it is to be tried once more.
    fn end(&mut self, (job, end, time): End) -> Option<Done> {
        self.usual = self.usual - self.usual / 8 + time / 8;
        let Job { ask, part, alone } = job;
        let Read { reading, enclosed } = match end {
            Ok(read) => read,
            Err(loss) if loss.again && !alone => {
                if self.second.is_empty() {
                    self.patience = PATIENCE;
                }
                self.second.push_back(Job { ask, part, alone });
                return None;
            }
            Err(loss) => Read { reading: Reading::Failed(loss.failure), enclosed: Vec::new() },
        };
        let bytes = match &reading {
            Reading::Read(extracted, ..) => extracted.text.len(),
            Reading::Failed(_) => 0,
        };
        for (place, name) in (0..).zip(&enclosed) {
            let part = Some(Part { place, name: name.clone() });
            self.parts.insert((ask.number, place), Job { ask: ask.clone(), part, alone: false });
        }
        Some(Done { ask, part, reading, enclosed, time, _kept: self.credits.keep(bytes) })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use almoner_record::{Failure, Outcome};

    use super::*;

    fn ask(credits: &Arc<Credits>, number: u64) -> Arc<Ask> {
        let content = Content::File("a.txt".into());
        Arc::new(Ask { number, content, tag: String::new(), _credit: credits.take(0).unwrap() })
    }

    #[test]
    fn what_stands_inside_a_file_is_dealt_in_rounds_as_files_are() {
        const DOCUMENTS: usize = 24;
        let credits = Arc::new(Credits::new(8, 1 << 20));
        let (jobs, dealt) = mpsc::channel();
        let mut desk = Desk::new(jobs, 1, credits.clone(), Arc::default());
        desk.take(ask(&credits, 0));
        desk.more = false;
        desk.deal();
        let archive = dealt.try_recv().unwrap().jobs.remove(0);
        let enclosed = (0..DOCUMENTS).map(|place| format!("{place}.txt")).collect();
        let (reason, hint) = (String::new(), String::new());
        let reading = Reading::Failed(Failure { status: Outcome::NoActivity, reason, hint });
        desk.usual = Duration::from_micros(100);
        desk.finish(Ended {
            ends: vec![(archive, Ok(Read { reading, enclosed }), desk.usual)],
            unread: Vec::new(),
        });
        desk.deal();
        let rounds: Vec<usize> = dealt.try_iter().map(|round| round.jobs.len()).collect();
        assert_eq!(rounds, [8, 7]);
    }

    #[test]
    fn what_was_asked_waits_for_room_and_is_read_all_the_same() {
        let credits = Arc::new(Credits::new(8, 50));
        let (jobs, dealt) = mpsc::channel();
        let handed = Arc::new(Handed::default());
        let mut desk = Desk::new(jobs, 1, credits.clone(), handed.clone());
        desk.take(ask(&credits, 0));
        desk.more = false;
        // Nobody has kept yet what was handed on.
        let kept = credits.keep(100);
        desk.hand_on();
        assert!(desk.deal());
        assert!(dealt.try_recv().is_err() && desk.awaits_room());
        // Kept, it waits for an earlier one: nothing on its way makes room.
        assert!(handed.kept());
        assert!(desk.deal());
        assert_eq!(dealt.try_recv().unwrap().jobs.first().unwrap().ask.number, 0);
        drop(kept);
        desk.take(ask(&credits, 1));
        assert!(desk.deal());
        assert_eq!(dealt.try_recv().unwrap().jobs.first().unwrap().ask.number, 1);
    }
}
