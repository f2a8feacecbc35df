//! The same sessions as a dialogue of lines, for screen readers, pipes and
//! dumb terminals: nothing is redrawn, nothing is said by colour alone.

mod exam;
mod home;
mod lesson;
mod mark;
mod pad;
mod session;
mod shell;

pub use home::run;
pub use shell::Shell;

use crate::{
    pack::Pack,
    store::Store,
    study::{Filter, Occasion, Progress, exam::Sitting},
};

/// What a dialogue is about.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// What is known about the learner.
    pub progress: Progress,
    /// Where facts are kept.
    pub store: Store,
    /// Where chance comes from.
    pub seed: crate::item::Seed,
    /// What is to be said of where the pack is from.
    pub note: Option<String>,
}

/// Where a dialogue begins.
#[derive(Clone, Debug)]
pub enum Place {
    /// With a choice of what to do.
    Home,
    /// In a session.
    Session(Occasion, Filter, usize),
    /// In a mock exam.
    Exam(Sitting),
}
