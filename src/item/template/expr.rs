//! Expressions: minijinja's, worked out over fractions.
//!
//! minijinja itself calculates in binary floating point, where
//! `ceil(0.1 * 3 * 10)` is 4. Its parser is used (`parse`), its machine is not.

use std::cmp::Ordering;

use super::{Value, call::Function};
use crate::item::Exact;

/// Something that can be worked out, its names as places among the values.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// As it is written.
    Value(Value),
    /// A value by its place.
    Name(usize),
    /// The other side of zero.
    Negative(Box<Self>),
    /// What is true when this is not.
    Not(Box<Self>),
    /// Two, joined.
    Both(Join, Box<Self>, Box<Self>),
    /// Two, compared.
    Compare(Relation, Box<Self>, Box<Self>),
    /// The second if the first is true, else the third.
    If(Box<Self>, Box<Self>, Box<Self>),
    /// A function or filter.
    Call(Function, Vec<Self>),
    /// Several.
    List(Vec<Self>),
    /// One of several, by its place.
    At(Box<Self>, Box<Self>),
}

/// How two values are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// `//`
    Whole,
    /// `%`
    Rest,
    /// `**`
    Power,
    /// `~`
    Text,
    /// `and`
    And,
    /// `or`
    Or,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `==`
    Equal,
    /// `!=`
    Other,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `in`
    In,
}

/// Why a value cannot be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Something is divided by zero.
    Zero,
    /// It takes too long, or grows too long.
    Fuel,
    /// A number is too large, or has too many decimals.
    Large,
    /// A value is of another sort than is wanted.
    Sort {
        /// What is wanted.
        wanted: &'static str,
        /// What it is.
        is: &'static str,
    },
    /// There is no value at that place of a list.
    Place,
}

/// How much work may still be done.
#[derive(Debug)]
pub struct Fuel(usize);

/// Steps and characters that a draw may take.
const FULL: usize = 20_000;
/// Powers beyond it are of no use.
const HIGHEST: i128 = 200;

impl Fuel {
    /// For one draw.
    pub fn full() -> Self {
        Self(FULL)
    }

    /// Burns some.
    pub fn burn(&mut self, much: usize) -> Result<(), Trouble> {
        self.0 = self.0.checked_sub(much).ok_or(Trouble::Fuel)?;
        Ok(())
    }
}

impl Expr {
    /// Works it out.
    pub fn value(&self, names: &[Value], fuel: &mut Fuel) -> Result<Value, Trouble> {
        fuel.burn(1)?;
        let mut of = |expr: &Self| expr.value(names, fuel);
        match self {
            Self::Value(value) => Ok(value.clone()),
            Self::Name(place) => names.get(*place).cloned().ok_or(Trouble::Place),
            Self::Negative(expr) => Ok(Value::Number(of(expr)?.number()?.negative())),
            Self::Not(expr) => Ok(Value::Flag(!of(expr)?.is_true())),
            Self::Both(Join::And, one, other) => {
                let one = of(one)?;
                if one.is_true() { of(other) } else { Ok(one) }
            }
            Self::Both(Join::Or, one, other) => {
                let one = of(one)?;
                if one.is_true() { Ok(one) } else { of(other) }
            }
            Self::Both(join, one, other) => {
                let value = join.of(&of(one)?, &of(other)?)?;
                charged(value, fuel)
            }
            Self::Compare(relation, one, other) => {
                Ok(Value::Flag(relation.holds(&of(one)?, &of(other)?)?))
            }
            Self::If(test, then, other) => {
                if of(test)?.is_true() {
                    of(then)
                } else {
                    of(other)
                }
            }
            Self::Call(function, given) => {
                let given = given.iter().map(of).collect::<Result<Vec<_>, _>>()?;
                charged(function.of(&given)?, fuel)
            }
            Self::List(all) => Ok(Value::List(all.iter().map(of).collect::<Result<_, _>>()?)),
            Self::At(list, place) => at(of(list)?, &of(place)?),
        }
    }
}

/// Long texts take as much as they are long.
fn charged(value: Value, fuel: &mut Fuel) -> Result<Value, Trouble> {
    if let Value::Text(text) = &value {
        fuel.burn(text.len())?;
    }
    Ok(value)
}

fn at(list: Value, place: &Value) -> Result<Value, Trouble> {
    let Value::List(mut values) = list else {
        return Err(Trouble::Sort { wanted: "a list", is: list.noun() });
    };
    let place = place.number()?.to_whole().and_then(|place| usize::try_from(place).ok());
    let place = place.filter(|place| *place < values.len()).ok_or(Trouble::Place)?;
    Ok(values.swap_remove(place))
}

impl Join {
    fn of(self, one: &Value, other: &Value) -> Result<Value, Trouble> {
        match (self, one, other) {
            (Self::Text, ..) => return Ok(Value::Text(format!("{one}{other}"))),
            (Self::Plus, Value::Text(one), Value::Text(other)) => {
                return Ok(Value::Text(format!("{one}{other}")));
            }
            _ => (),
        }
        let (one, other) = (one.number()?, other.number()?);
        let divides = matches!(self, Self::Over | Self::Whole | Self::Rest);
        if divides && other == Exact::ZERO {
            return Err(Trouble::Zero);
        }
        let number = match self {
            Self::Plus => one.plus(other),
            Self::Minus => one.minus(other),
            Self::Times => one.times(other),
            Self::Over => one.over(other),
            Self::Rest => rest(one, other),
            Self::Whole => {
                rest(one, other).and_then(|rest| one.minus(rest)).and_then(|it| it.over(other))
            }
            Self::Power => return power(one, other).map(Value::Number),
            Self::Text | Self::And | Self::Or => None,
        };
        number.map(Value::Number).ok_or(Trouble::Large)
    }
}

/// What is left of a division into whole parts; never negative.
fn rest(one: Exact, other: Exact) -> Option<Exact> {
    let by = other.size();
    one.minus(one.over(by)?.floor().times(by)?)
}

fn power(base: Exact, exponent: Exact) -> Result<Exact, Trouble> {
    let whole = exponent.to_whole();
    let wanted = Trouble::Sort { wanted: "a whole number", is: "a fraction" };
    let exponent = whole.ok_or(wanted)?;
    if !(-HIGHEST..=HIGHEST).contains(&exponent) {
        return Err(Trouble::Large);
    }
    let mut power = Exact::whole(1);
    for _ in 0..exponent.unsigned_abs() {
        power = power.times(base).ok_or(Trouble::Large)?;
    }
    if exponent >= 0 {
        return Ok(power);
    }
    if power == Exact::ZERO {
        return Err(Trouble::Zero);
    }
    Exact::whole(1).over(power).ok_or(Trouble::Large)
}

impl Relation {
    fn holds(self, one: &Value, other: &Value) -> Result<bool, Trouble> {
        Ok(match self {
            Self::Equal => one == other,
            Self::Other => one != other,
            Self::In => other.has(one)?,
            Self::Less => one.compare(other)? == Ordering::Less,
            Self::AtMost => one.compare(other)? != Ordering::Greater,
            Self::More => one.compare(other)? == Ordering::Greater,
            Self::AtLeast => one.compare(other)? != Ordering::Less,
        })
    }
}
