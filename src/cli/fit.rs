//! `tripos progress fit`: parameters of memory from the learner's own answers.

use std::{
    io::{IsTerminal, Write, stderr},
    thread,
    time::Duration,
};

use super::{Error, args::Common, clock::Clock, output::Output, select};
use crate::study::{Fact, Fit, History, Unfit, Watch, fit};

/// Between two looks at how far it is.
const LOOK: Duration = Duration::from_millis(100);

/// Fits parameters and keeps them if they foretell better.
pub fn run(
    common: &Common,
    pack: Option<&str>,
    usual: bool,
    output: &mut Output,
) -> Result<u8, Error> {
    let now = Clock::new(common.now.as_deref())?.now();
    let (mut store, pack, progress) = select::progress(common, pack)?;
    let id = pack.manifest.id.clone();
    if usual {
        let of = progress.reviews();
        let fit = Fit { parameters: None, reviews: 0, of, usual: 0.0, fitted: 0.0 };
        store.record(Fact::Fitted { pack: id, fit }, now)?;
        output.line("the usual parameters are in force")?;
        return Ok(0);
    }
    match watched(store.histories(&id)?, progress.reviews()) {
        Ok(fit) => {
            let told = told(&fit);
            store.record(Fact::Fitted { pack: id, fit }, now)?;
            output.line(&told)?;
            Ok(0)
        }
        Err(Unfit::TooFew(more)) => {
            output.line(&format!(
                "too few reviews for a fit: {more} more are needed, each after at least a night"
            ))?;
            Ok(1)
        }
        Err(Unfit::Failed) => Err(Error::Usage(
            "the reviews could not be fitted; the parameters are as they were".to_owned(),
        )),
    }
}

/// Fits on a thread; on a terminal, tells how far it is.
fn watched(histories: Vec<History>, of: u32) -> Result<Fit, Unfit> {
    let watch = Watch::default();
    let seen = watch.clone();
    let work = thread::spawn(move || fit(&histories, of, &watch));
    let shown = stderr().is_terminal();
    while !work.is_finished() {
        thread::sleep(LOOK);
        if shown {
            let _ = write!(stderr(), "\rfitting… {:>3.0} %", seen.part() * 100.0);
        }
    }
    if shown {
        let _ = write!(stderr(), "\r{:20}\r", "");
    }
    work.join().unwrap_or(Err(Unfit::Failed))
}

/// What came of a fit, in a line.
fn told(fit: &Fit) -> String {
    let Fit { parameters, reviews, usual, fitted, .. } = fit;
    let compared = format!("mean log loss {fitted:.4} against {usual:.4} on the latest fifth");
    match parameters {
        Some(_) => format!("fitted to {reviews} reviews: {compared}; in force from now on"),
        None => format!(
            "fitted to {reviews} reviews, and not taken: {compared}; the usual parameters are in force"
        ),
    }
}
