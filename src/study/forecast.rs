//! What was foretold about the exam, and what came of it.

use super::{
    fact::Fact,
    time::{Day, Moment},
};

/// Forecasts and results of a pack's exam.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forecasts {
    /// One a day, the last of it, in order of time.
    pub told: Vec<Forecast>,
    /// Of exams sat for real, in order of time.
    pub results: Vec<ExamResult>,
}

/// A forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// On this day.
    pub day: Day,
    /// The probability to pass.
    pub pass: f64,
}

/// What came of an exam, and what was foretold last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExamResult {
    /// When it was entered.
    pub day: Day,
    /// Whether it was passed.
    pub passed: bool,
    /// The score.
    pub score: Option<u32>,
    /// The last forecast before it.
    pub told: Option<f64>,
}

impl Forecasts {
    /// Takes in a fact.
    pub fn apply(&mut self, fact: &Fact, now: Moment) {
        let day = now.day();
        match fact {
            Fact::Forecast { pass, .. } => {
                self.told.retain(|told| told.day != day);
                self.told.push(Forecast { day, pass: f64::from(*pass) / 1000.0 });
            }
            Fact::ExamResult { passed, score, .. } => {
                let told = self.told.last().map(|told| told.pass);
                self.results.push(ExamResult { day, passed: *passed, score: *score, told });
            }
            _ => (),
        }
    }
}

impl ExamResult {
    /// The Brier score of the forecast: 0 is best, 1 worst, 0.25 a coin's.
    pub fn brier(&self) -> Option<f64> {
        Some((self.told? - f64::from(u8::from(self.passed))).powi(2))
    }
}
