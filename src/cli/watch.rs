//! How far something is that takes long, on a terminal.

use std::{
    io::{IsTerminal, Write, stderr},
    panic,
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use super::select::is_dumb;
use crate::pack::Pace;

/// What is done by then needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(100);
/// Columns of the bar: the line fits on 40.
const WIDTH: usize = 10;

/// Does something that tells how far it is; on a terminal a bar shows that on
/// the standard error, and is gone at the end.
pub fn watched<T: Send>(pace: &Pace, ascii: bool, work: impl FnOnce() -> T + Send) -> T {
    if !stderr().is_terminal() || is_dumb() {
        return work();
    }
    let (working, end) = channel::<()>();
    thread::scope(|scope| {
        let worker = scope.spawn(move || {
            let result = work();
            drop(working);
            result
        });
        let mut wait = PATIENCE;
        while end.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
            let _ = write!(stderr(), "\r{}\x1b[K", line(pace.get(), ascii));
            wait = LOOK;
        }
        if wait == LOOK {
            let _ = write!(stderr(), "\r\x1b[K");
        }
        worker.join().unwrap_or_else(|fault| panic::resume_unwind(fault))
    })
}

/// Such as `checking ████░░░░░░ 402 of 1000 files`.
fn line((done, all): (usize, usize), ascii: bool) -> String {
    let full = (done * WIDTH).checked_div(all).unwrap_or(0).min(WIDTH);
    let (sign, rest) = if ascii { ("#", ".") } else { ("█", "░") };
    let bar = sign.repeat(full) + &rest.repeat(WIDTH - full);
    format!("checking {bar} {done} of {all} files")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_bar_fills() {
        assert_eq!(line((0, 0), true), "checking .......... 0 of 0 files");
        assert_eq!(line((402, 1_000), false), "checking ████░░░░░░ 402 of 1000 files");
        assert_eq!(line((9, 9), true), "checking ########## 9 of 9 files");
        assert!(line((1_000, 1_001), false).chars().count() < 40);
    }
}
