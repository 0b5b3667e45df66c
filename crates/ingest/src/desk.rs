//! Who reads what next.
//!
//! A file whose worker died is tried once more when no other worker reads, by one that has read nothing before. A
//! document inside a file is a job of its own: it costs nobody but itself.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
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

/// A second try lets so many others go first, no more.
const PATIENCE: usize = 32;

/// What waits, and what is with the workers.
pub(crate) struct Desk {
    jobs: Sender<Job>,
    seats: usize,
    credits: Arc<Credits>,
    /// False when nobody will ask any more.
    pub(crate) more: bool,
    asked: VecDeque<Job>,
    /// Documents inside files, by ask and place: they go before what was asked later.
    parts: BTreeMap<(u64, u32), Job>,
    /// What killed its worker, to be tried once more alone.
    second: VecDeque<Job>,
    /// How many more may go before the second tries.
    patience: usize,
    in_seats: usize,
    /// How many readings nobody has kept yet.
    pub(crate) handed_on: usize,
    alone: bool,
}

impl Desk {
    pub(crate) fn new(jobs: Sender<Job>, seats: usize, credits: Arc<Credits>) -> Desk {
        Desk {
            jobs,
            seats,
            credits,
            more: true,
            asked: VecDeque::new(),
            parts: BTreeMap::new(),
            second: VecDeque::new(),
            patience: PATIENCE,
            in_seats: 0,
            handed_on: 0,
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
        while self.in_seats < 2 * self.seats && !self.alone {
            let Some(job) = self.next() else { break };
            self.in_seats += 1;
            self.alone = job.alone;
            let _ = self.jobs.send(job);
        }
        let waits = !(self.asked.is_empty() && self.parts.is_empty() && self.second.is_empty());
        self.more || self.in_seats > 0 || waits
    }

    fn next(&mut self) -> Option<Job> {
        // What waits to be kept may be as much as can wait. What nothing on its way will make room for goes on.
        if self.credits.are_spent() && self.in_seats + self.handed_on > 0 {
            return None;
        }
        if self.second.is_empty() || self.patience > 0 {
            let part = self.parts.pop_first().map(|(_, job)| job);
            if let Some(job) = part.or_else(|| self.asked.pop_front()) {
                self.patience = self.patience.saturating_sub(1);
                return Some(job);
            }
        }
        if self.in_seats > 0 {
            return None;
        }
        let job = self.second.pop_front()?;
        Some(Job { alone: true, ..job })
    }

    /// Takes up what a seat gives back; None where it is to be tried once more.
    pub(crate) fn finish(&mut self, job: Job, end: Result<Read, Loss>, time: Duration) -> Option<Done> {
        self.in_seats -= 1;
        self.alone = false;
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

    use super::*;

    #[test]
    fn what_was_asked_waits_for_room_and_is_read_all_the_same() {
        let credits = Arc::new(Credits::new(8, 50));
        let ask = |number: u64| {
            let content = Content::File("a.txt".into());
            Arc::new(Ask { number, content, tag: String::new(), _credit: credits.take(0).unwrap() })
        };
        let (jobs, dealt) = mpsc::channel();
        let mut desk = Desk::new(jobs, 1, credits.clone());
        desk.take(ask(0));
        desk.more = false;
        // Nobody has kept yet what was handed on.
        let kept = credits.keep(100);
        desk.handed_on = 1;
        assert!(desk.deal());
        assert!(dealt.try_recv().is_err());
        // Kept, it waits for an earlier one: nothing on its way makes room.
        desk.handed_on = 0;
        assert!(desk.deal());
        assert_eq!(dealt.try_recv().unwrap().ask.number, 0);
        drop(kept);
        desk.take(ask(1));
        assert!(desk.deal());
        assert_eq!(dealt.try_recv().unwrap().ask.number, 1);
    }
}
