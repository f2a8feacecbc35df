//! What can be called: as a function, or after a bar as a filter.

use super::{Trouble, Value};
use crate::item::Exact;

/// Something to call.
#[derive(Clone, Copy, Debug)]
pub struct Function(&'static Row);

/// A row of the table of what can be called.
#[derive(Debug)]
struct Row {
    name: &'static str,
    /// How many values it takes, from and up to.
    takes: (usize, usize),
    of: fn(&[Value]) -> Result<Value, Trouble>,
}

/// Everything that can be called.
const TABLE: &[Row] = &[
    Row { name: "ceil", takes: (1, 1), of: |given| number(first(given)?.number()?.ceil()) },
    Row { name: "floor", takes: (1, 1), of: |given| number(first(given)?.number()?.floor()) },
    Row { name: "round", takes: (1, 2), of: round },
    Row { name: "abs", takes: (1, 1), of: |given| number(first(given)?.number()?.size()) },
    Row { name: "min", takes: (1, 64), of: |given| best(given, |one, best| one < best) },
    Row { name: "max", takes: (1, 64), of: |given| best(given, |one, best| one > best) },
    Row { name: "fixed", takes: (2, 2), of: fixed },
    Row { name: "group", takes: (1, 1), of: |given| Ok(Value::Text(group(first(given)?))) },
];

/// Decimals that can be asked for.
const MOST: i128 = 12;

impl Function {
    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(Self)
    }

    /// Whether it takes so many values.
    pub fn takes(self, count: usize) -> bool {
        (self.0.takes.0..=self.0.takes.1).contains(&count)
    }

    /// Calls it.
    pub fn of(self, given: &[Value]) -> Result<Value, Trouble> {
        (self.0.of)(given)
    }
}

/// The name of everything that can be called.
pub fn function_names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|row| row.name)
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

fn first(given: &[Value]) -> Result<&Value, Trouble> {
    given.first().ok_or(Trouble::Place)
}

#[expect(clippy::unnecessary_wraps, reason = "as the table wants it")]
fn number(number: Exact) -> Result<Value, Trouble> {
    Ok(Value::Number(number))
}

/// How many decimals a value asks for.
fn decimals(value: &Value) -> Result<u32, Trouble> {
    let count = value.number()?.to_whole().filter(|count| (0..=MOST).contains(count));
    count.and_then(|count| u32::try_from(count).ok()).ok_or(Trouble::Large)
}

fn round(given: &[Value]) -> Result<Value, Trouble> {
    let places = given.get(1).map_or(Ok(0), decimals)?;
    first(given)?.number()?.round(places).map(Value::Number).ok_or(Trouble::Large)
}

fn fixed(given: &[Value]) -> Result<Value, Trouble> {
    let places = given.get(1).map_or(Ok(0), decimals)?;
    first(given)?.number()?.fixed(places).map(Value::Text).ok_or(Trouble::Large)
}

fn best(given: &[Value], better: fn(Exact, Exact) -> bool) -> Result<Value, Trouble> {
    let all = match given {
        [Value::List(values)] => values,
        all => all,
    };
    let mut best = first(all)?.number()?;
    for value in all {
        let one = value.number()?;
        best = if better(one, best) { one } else { best };
    }
    number(best)
}

/// Thousands apart: `1,000`.
fn group(value: &Value) -> String {
    let text = value.to_string();
    let start = text.len() - text.trim_start_matches('-').len();
    let end = text.find('.').unwrap_or(text.len()).max(start);
    let digits = text.get(start..end).unwrap_or_default();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text;
    }
    let mut grouped = text.get(..start).unwrap_or_default().to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + text.get(end..).unwrap_or_default()
}
