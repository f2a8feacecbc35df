//! What the learner did, and what follows from it.
//!
//! [`Fact`]s are kept in a journal; [`Progress`] is a fold over them. Sessions
//! are state machines here; `tui` and `plain` only show them. Time and seeds
//! are arguments.

pub mod balance;
pub mod card;
pub mod exam;
mod fact;
mod figures;
mod fit;
mod forecast;
mod goal;
mod going;
pub mod items;
pub mod leech;
mod marks;
pub mod memory;
mod pace;
pub mod plan;
mod progress;
mod queue;
mod rating;
pub mod readiness;
pub mod report;
mod session;
mod time;

pub use card::{Card, CardKey, Cards};
pub use fact::{Answered, DeviceId, Entry, EntryId, Fact, Occasion};
pub use figures::{Figures, First, Recalls, SORTS, Sort, TIMES, keys};
pub use fit::{Fit, History, LEAST, Unfit, Watch, fit};
pub use forecast::{ExamResult, Forecast, Forecasts};
pub use goal::{Goals, Mix, RETENTIONS, STEPS, Scheduling, Setting, Today, due, exam_on};
pub use going::Going;
pub use marks::{Mark, Marks, Reached};
pub use pace::{IDLE, Pace, Speed};
pub use progress::{DayTally, Progress, Tally, undoes};
pub use queue::{Filter, PRACTICE, Sorting, State, practice, review};
pub use rating::{Confidence, rate};
pub use session::{Asked, Count, Done, Given, Session, Stage, Told};
pub use time::{Day, Millis, Moment, Offset};
