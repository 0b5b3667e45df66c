//! How much is under way: files asked for whose readings nobody has taken yet, and their bytes.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// What may be under way at once.
#[derive(Debug)]
pub(crate) struct Credits {
    spent: Mutex<Spent>,
    freed: Condvar,
    files: usize,
    bytes: usize,
}

#[derive(Debug, Default)]
struct Spent {
    files: usize,
    bytes: usize,
    closed: bool,
    /// The bytes of what waits to come.
    waits: Option<usize>,
}

/// A file under way, or what it gave. Dropping it lets another one come.
#[derive(Debug)]
pub(crate) struct Credit {
    credits: Arc<Credits>,
    files: usize,
    bytes: usize,
}

impl Credits {
    pub(crate) fn new(files: usize, bytes: usize) -> Credits {
        Credits { spent: Mutex::default(), freed: Condvar::new(), files, bytes }
    }

    /// Waits until one more file of so many bytes may come; a file alone may be of any length. None when they are
    /// closed.
    pub(crate) fn take(self: &Arc<Credits>, bytes: usize) -> Option<Credit> {
        let full = |spent: &mut Spent| {
            let full = !spent.closed && self.are_full(spent, bytes);
            spent.waits = full.then_some(bytes);
            full
        };
        let mut spent = self.freed.wait_while(self.spent(), full).unwrap_or_else(PoisonError::into_inner);
        if spent.closed {
            return None;
        }
        spent.files += 1;
        spent.bytes += bytes;
        Some(Credit { credits: self.clone(), files: 1, bytes })
    }

    fn are_full(&self, spent: &Spent, more: usize) -> bool {
        let bytes = spent.bytes.saturating_add(more);
        spent.files > 0 && (spent.files >= self.files || bytes > self.bytes)
    }

    /// So many bytes were given by a file and are kept for now. Nobody waits for that.
    pub(crate) fn keep(self: &Arc<Credits>, bytes: usize) -> Credit {
        self.spent().bytes += bytes;
        Credit { credits: self.clone(), files: 0, bytes }
    }

    /// True when as many bytes as may are under way.
    pub(crate) fn are_spent(&self) -> bool {
        self.spent().bytes > self.bytes
    }

    /// Lets nobody wait any more.
    pub(crate) fn close(&self) {
        self.spent().closed = true;
        self.freed.notify_all();
    }

    fn spent(&self) -> MutexGuard<'_, Spent> {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Credit {
    fn drop(&mut self) {
        let credits = &self.credits;
        let mut spent = credits.spent();
        spent.files -= self.files;
        spent.bytes -= self.bytes;
        // Who waits is woken for many files at once: to wake somebody costs as much as to read a small file.
        let few = spent.files <= credits.files - credits.files.div_ceil(8);
        let wakes = few && spent.waits.is_some_and(|more| !credits.are_full(&spent, more));
        drop(spent);
        if wakes {
            credits.freed.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn no_more_than_may_is_under_way_and_a_long_file_goes_alone() {
        let credits = Arc::new(Credits::new(2, 10));
        let first = credits.take(4).unwrap();
        let second = credits.take(6).unwrap();
        let waits = |bytes: usize| {
            let credits = credits.clone();
            std::thread::spawn(move || credits.take(bytes))
        };
        let third = waits(0);
        std::thread::sleep(Duration::from_millis(20));
        assert!(!third.is_finished());
        drop(first);
        drop(third.join().unwrap());
        let long = waits(99);
        std::thread::sleep(Duration::from_millis(20));
        assert!(!long.is_finished());
        drop(second);
        let long = long.join().unwrap().unwrap();
        assert!(credits.are_spent());
        let last = waits(1);
        credits.close();
        assert!(last.join().unwrap().is_none());
        drop(long);
        assert!(!credits.are_spent());
    }

    #[test]
    fn what_a_file_gives_counts_too() {
        let credits = Arc::new(Credits::new(9, 10));
        let _asked = credits.take(1).unwrap();
        let given = credits.keep(10);
        assert!(credits.are_spent());
        drop(given);
        assert!(!credits.are_spent());
    }
}
