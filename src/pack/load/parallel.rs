//! The same for many, on as many threads as there are.

use std::{
    num::NonZero,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::pack::Pace;

/// Does something with each, and gives what came of it in the same order.
pub(super) fn parallel<T: Sync, R: Send>(
    all: &[T],
    pace: &Pace,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let work = |one: &T| {
        let result = work(one);
        pace.step();
        result
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(all.len());
    if threads < 2 {
        return all.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(all.len()));
    let worker = || {
        let mut own = Vec::new();
        while let Some((at, one)) = take(all, &next) {
            own.push((at, work(one)));
        }
        done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).append(&mut own);
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(worker);
        }
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

fn take<'t, T>(all: &'t [T], next: &AtomicUsize) -> Option<(usize, &'t T)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    Some((at, all.get(at)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stay_in_order() {
        let all: Vec<usize> = (0..1_000).collect();
        let pace = Pace::default();
        assert_eq!(parallel(&all, &pace, |n| n * 2), all.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert!(parallel(&[0; 0], &pace, |n| *n).is_empty());
    }
}
