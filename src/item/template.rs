//! Questions with values to be filled in, drawn anew each time.
//!
//! A template is compiled once, when its bank is read. The item that holds it
//! is itself a sample, with values filled in that were tried, so that whoever
//! lists or counts questions need not know of templates.

mod call;
mod expr;
mod field;
mod parse;
mod text;
mod value;
mod vars;

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use rand::RngExt;
use serde::{Deserialize, Serialize};

pub use call::function_names;
pub use expr::{Expr, Trouble};
pub use field::{Field, Unfit};
pub use parse::{ExprFault, LONGEST, is_name, parse};
pub use text::Text;
pub use value::Value;
pub use vars::{Var, VarFault};

use self::expr::Fuel;
use super::{Item, Seed};

/// Values, what follows from them, and the texts they are filled into.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// Names of the values, then of what follows from them, in order.
    pub names: Vec<String>,
    /// What is drawn from.
    pub vars: Vec<Var>,
    /// What follows, in order.
    pub lets: Vec<Expr>,
    /// What must hold.
    pub wheres: Vec<Expr>,
    /// What is filled in.
    pub texts: Vec<(Field, Text)>,
}

/// The values a question was asked with, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(BTreeMap<String, String>);

/// One draw: a value for each name.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw(Vec<Value>);

/// What is wrong with a draw, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Where.
    pub at: At,
    /// What.
    pub why: Why,
    /// The draw, as far as it is known.
    pub draw: Draw,
}

/// Where a draw comes to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// In what follows from the values, by its place.
    Let(usize),
    /// In what must hold, by its place.
    Where(usize),
    /// In a text, at these bytes of it.
    Part(Field, Range<usize>),
    /// In a text as a whole.
    Text(Field),
}

/// Why a draw comes to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A value cannot be worked out.
    Trouble(Trouble),
    /// What comes out does not fit its place.
    Unfit(Unfit),
    /// No draw in many is as `where` wants it.
    Never,
    /// It comes out the same as another text.
    Same(Field),
}

/// Draws that are tried when `where` does not hold.
const REDRAWS: usize = 200;

impl Values {
    /// Whether there are none: the question is no template.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Template {
    /// How many different draws there are, `where` apart.
    pub fn count(&self) -> u64 {
        self.vars.iter().fold(1, |count: u64, var| count.saturating_mul(var.count()))
    }

    /// A draw by its number, or nothing if `where` does not hold.
    pub fn numbered(&self, number: u64) -> Result<Option<Draw>, Fault> {
        let mut rest = number;
        let pick = |var: &Var| {
            let value = var.get(rest % var.count());
            rest /= var.count();
            value
        };
        let drawn = self.vars.iter().map(pick).collect();
        self.work_out(drawn)
    }

    /// A draw by chance.
    pub fn draw(&self, seed: Seed) -> Result<Draw, Fault> {
        let mut rng = seed.rng();
        for _ in 0..REDRAWS {
            let pick = |var: &Var| var.get(rng.random_range(0..var.count()));
            let drawn = self.vars.iter().map(pick).collect();
            if let Some(draw) = self.work_out(drawn)? {
                return Ok(draw);
            }
        }
        Err(Fault { at: At::Where(0), why: Why::Never, draw: Draw(Vec::new()) })
    }

    /// What follows from drawn values; nothing if `where` does not hold.
    fn work_out(&self, drawn: Vec<Value>) -> Result<Option<Draw>, Fault> {
        let (mut draw, mut fuel) = (Draw(drawn), Fuel::full());
        for (place, expr) in self.lets.iter().enumerate() {
            match expr.value(&draw.0, &mut fuel) {
                Ok(value) => draw.0.push(value),
                Err(trouble) => return Err(draw.fault(At::Let(place), Why::Trouble(trouble))),
            }
        }
        for (place, expr) in self.wheres.iter().enumerate() {
            match expr.value(&draw.0, &mut fuel) {
                Ok(value) if value.is_true() => (),
                Ok(_) => return Ok(None),
                Err(trouble) => return Err(draw.fault(At::Where(place), Why::Trouble(trouble))),
            }
        }
        Ok(Some(draw))
    }

    /// The texts of a draw.
    pub fn texts(&self, draw: &Draw) -> Result<Vec<(Field, String)>, Fault> {
        let mut fuel = Fuel::full();
        let filled = self.texts.iter().map(|(field, text)| {
            let filled = text.fill(&draw.0, &mut fuel);
            let fault = |(trouble, at)| draw.fault(At::Part(*field, at), Why::Trouble(trouble));
            Ok((*field, filled.map_err(fault)?))
        });
        filled.collect()
    }

    /// The drawn values, to be kept with an answer.
    pub fn values(&self, draw: &Draw) -> Values {
        let names = self.names.iter().take(self.vars.len());
        Values(names.zip(&draw.0).map(|(name, value)| (name.clone(), value.exactly())).collect())
    }

    /// The draw that values are of, if they can still be drawn.
    fn again(&self, values: &Values) -> Option<Draw> {
        let value = |(var, name): (&Var, &String)| var.find(values.0.get(name)?);
        let drawn = self.vars.iter().zip(&self.names).map(value).collect::<Option<Vec<_>>>()?;
        self.work_out(drawn).ok().flatten()
    }

    /// A draw in words: `size = 4, reads = 50`.
    pub fn words(&self, draw: &Draw) -> String {
        let all = self.names.iter().zip(&draw.0);
        let all = all.take(self.vars.len()).map(|(name, value)| format!("{name} = {value}"));
        all.collect::<Vec<_>>().join(", ")
    }
}

impl Draw {
    fn fault(&self, at: At, why: Why) -> Fault {
        Fault { at, why, draw: self.clone() }
    }
}

impl Item {
    /// The question as it is asked: a template with values drawn by the seed
    /// and its id, and those values; any other question as it is.
    ///
    /// Should a draw come to nothing, the sample is asked: `check` has tried
    /// what it could, and a learner is not to be stopped.
    pub fn drawn(self: &Arc<Self>, seed: Seed) -> (Arc<Self>, Values) {
        let Some(template) = &self.template else { return (Arc::clone(self), Values::default()) };
        let draw = template.draw(seed.of("values").of(&self.id));
        let filled = draw.and_then(|draw| Ok((self.filled(&draw)?, template.values(&draw))));
        filled.map_or_else(
            |_| (Arc::clone(self), Values::default()),
            |(item, values)| (Arc::new(item), values),
        )
    }

    /// The question as it was asked with these values, if it can still be.
    pub fn again(self: &Arc<Self>, values: &Values) -> Option<Arc<Self>> {
        let Some(template) = self.template.as_ref().filter(|_| !values.is_empty()) else {
            return Some(Arc::clone(self));
        };
        self.filled(&template.again(values)?).ok().map(Arc::new)
    }

    /// The question with the values of a draw.
    pub fn filled(&self, draw: &Draw) -> Result<Self, Fault> {
        let mut item = self.clone();
        let texts = self.template.as_ref().map(|template| template.texts(draw)).transpose()?;
        for (field, text) in texts.unwrap_or_default() {
            let fit = item.put(field, text);
            fit.map_err(|unfit| draw.fault(At::Text(field), Why::Unfit(unfit)))?;
        }
        match item.same() {
            Some((field, other)) => Err(draw.fault(At::Text(field), Why::Same(other))),
            None => Ok(item),
        }
    }
}

#[cfg(test)]
mod tests;
