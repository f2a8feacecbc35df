//! How far the reading of a pack is: looked at from another thread.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Files read so far, of how many.
#[derive(Debug, Default)]
pub struct Pace {
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Pace {
    /// Files that were read, and all of them; 0 while those are not counted.
    pub fn get(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed))
    }

    pub(super) fn begin(&self, all: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }

    pub(super) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
