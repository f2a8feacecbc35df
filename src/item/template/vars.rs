//! What values are drawn from.

use super::Value;
use crate::item::Exact;

/// What one value is drawn from; never nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Var {
    /// Numbers evenly apart.
    Range {
        /// The first.
        from: Exact,
        /// How far apart.
        step: Exact,
        /// How many.
        count: u64,
    },
    /// One of these.
    OneOf(Vec<Value>),
}

/// Why numbers make no range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VarFault {
    /// It ends before it begins.
    Backwards,
    /// Its steps lead nowhere.
    Step,
    /// Its end is between two steps.
    Missed,
    /// It has too many numbers.
    Many,
}

/// Numbers of a range.
pub const MOST: i128 = 1_000_000;

impl Var {
    /// The numbers from one to another, both of them in.
    pub fn range(from: Exact, to: Exact, step: Exact) -> Result<Self, VarFault> {
        if to < from {
            return Err(VarFault::Backwards);
        }
        if step <= Exact::ZERO {
            return Err(VarFault::Step);
        }
        let steps = to.minus(from).and_then(|width| width.over(step)).ok_or(VarFault::Many)?;
        let steps = steps.to_whole().ok_or(VarFault::Missed)?;
        let count = u64::try_from(steps).ok().filter(|_| steps < MOST).ok_or(VarFault::Many)?;
        Ok(Self::Range { from, step, count: count + 1 })
    }

    /// How many values there are to draw from.
    pub fn count(&self) -> u64 {
        match self {
            Self::Range { count, .. } => *count,
            Self::OneOf(values) => (values.len() as u64).max(1),
        }
    }

    /// A value by its place.
    pub fn get(&self, place: u64) -> Value {
        match self {
            Self::Range { from, step, .. } => {
                let place = Exact::whole(i64::try_from(place).unwrap_or_default());
                let number = step.times(place).and_then(|along| from.plus(along));
                Value::Number(number.unwrap_or(*from))
            }
            Self::OneOf(values) => {
                let place = usize::try_from(place).unwrap_or_default();
                values.get(place).cloned().unwrap_or(Value::Flag(false))
            }
        }
    }

    /// A value as it was kept, if it can still be drawn.
    pub fn find(&self, kept: &str) -> Option<Value> {
        match self {
            Self::Range { from, step, count } => {
                let number: Exact = kept.parse().ok()?;
                let place = number.minus(*from)?.over(*step)?.to_whole()?;
                (0..i128::from(*count)).contains(&place).then_some(Value::Number(number))
            }
            Self::OneOf(values) => values.iter().find(|it| it.exactly() == kept).cloned(),
        }
    }
}
