//! Mock exams: a form is drawn, sat as an attempt, and scored in a report.

mod attempt;
mod begin;
mod draw;
mod form;
mod moves;
mod report;
mod score;
mod share;

pub use self::{
    attempt::{Attempt, AttemptId, Attempts, Ended, Mark, Warning},
    begin::{Cannot, Ready, Sitting, Wanted, begin, ready},
    draw::{Draw, Missed, Offer, Wish, draw, offer},
    form::{Form, Mode},
    moves::moves,
    report::{Asked as Answer, Part, Report},
    score::scaled,
    share::share_out,
};
