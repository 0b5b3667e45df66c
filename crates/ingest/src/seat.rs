//! Who looks after one worker: gives it what is dealt, hears and judges its answers, and starts another when it dies.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Mutex, PoisonError};

use crate::desk::{Ended, Round};
use crate::options::{PoolError, PoolOptions};
use crate::worker::{Hearing, Worker};

/// A worker's place.
pub(crate) struct Seat<'a> {
    /// Where rounds come from, for all seats.
    pub(crate) dealt: &'a Mutex<Receiver<Round>>,
    pub(crate) options: &'a PoolOptions,
    /// Set when nobody wants the readings any more.
    pub(crate) unwanted: &'a AtomicBool,
}

impl Seat<'_> {
    /// Has one round after the other read and tells what came of it, until there are no more, nobody wants the readings,
    /// or no worker can be had. `tell` says whether it was heard.
    pub(crate) fn work(&self, tell: impl Fn(Result<Ended, PoolError>) -> bool) {
        let mut worker = None;
        let mut given = None;
        loop {
            let round = match given.take() {
                Some(round) => round,
                None => {
                    let round = self.dealt.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(round) = round else { return };
                    if self.unwanted.load(Ordering::Relaxed) {
                        return;
                    }
                    match self.give(worker.take(), &round) {
                        Ok(given) => worker = Some(given),
                        Err(error) => {
                            tell(Err(error));
                            return;
                        }
                    }
                    round
                }
            };
            let Some(mut seated) = worker.take() else { return };
            let hearing = seated.hear(&round, self.options, self.unwanted);
            if hearing.death.is_none() {
                given = self.more_for(&mut seated);
            }
            let (ended, lives) = self.judge(round, hearing, &mut seated);
            if lives {
                worker = Some(seated);
            } else if let Some(Round { jobs, .. }) = given.take() {
                // It died with these, and they are none of its undoing.
                if !tell(Ok(Ended { unread: jobs, ..Ended::default() })) {
                    return;
                }
            }
            if !tell(Ok(ended)) {
                return;
            }
        }
    }

    /// Asks a worker to read a round: this one, or a new one where there is none or it is to be read by one that has read
    /// nothing before.
    fn give(&self, worker: Option<Worker>, round: &Round) -> Result<Worker, PoolError> {
        let alone = round.jobs.iter().any(|job| job.alone);
        let fit = |mut worker: Worker| if worker.is_fit() && !alone { Some(worker) } else { None };
        let mut worker = match worker.and_then(fit) {
            Some(worker) => worker,
            None => Worker::start(self.options, self.unwanted)?,
        };
        worker.ask(&round.jobs);
        Ok(worker)
    }

    /// The next round, where one waits already: the worker reads while its last answers are judged.
    fn more_for(&self, worker: &mut Worker) -> Option<Round> {
        if !worker.is_fit() {
            return None;
        }
        // Who holds the lock waits for a round: there is none. Nor is one to be read alone while a seat has another.
        let round = self.dealt.try_lock().ok()?.try_recv().ok()?;
        worker.ask(&round.jobs);
        Some(round)
    }

    /// What the answers come to, and whether the worker lives on: who answers nonsense does not.
    fn judge(&self, round: Round, hearing: Hearing, worker: &mut Worker) -> (Ended, bool) {
        let Hearing { answers, death, each, last } = hearing;
        let mut ended = Ended::default();
        let mut jobs = round.jobs.into_iter();
        let most = self.options.limits.answer_bytes;
        let answered = answers.into_iter().map(|answer| (answer.judged(most), each));
        let judged = answered.chain(death.map(|death| (Err(death), last)));
        for ((end, time), job) in judged.zip(jobs.by_ref()) {
            match end {
                Ok(read) => ended.ends.push((job, Ok(read), time)),
                Err(death) => {
                    let mut loss = worker.autopsy(&death, self.options);
                    // What was read before it in the round may have left the worker as it is.
                    loss.again |= !ended.ends.is_empty();
                    ended.ends.push((job, Err(loss), time));
                    ended.unread.extend(jobs);
                    return (ended, false);
                }
            }
        }
        (ended, true)
    }
}
