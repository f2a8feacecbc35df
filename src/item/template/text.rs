//! Texts with values to be filled in: `{{ … }}`.

use std::ops::Range;

use super::{Expr, ExprFault, Trouble, Value, expr::Fuel, parse::parse};

/// A text, cut at its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Text(Vec<Piece>);

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Plain(String),
    /// With its bytes in the text, braces included.
    Value(Expr, Range<usize>),
}

impl Text {
    /// Cuts a text. `\{{` stands for the braces themselves; nothing else is
    /// special.
    pub fn parse(source: &str, names: &[String]) -> Result<Self, (ExprFault, Range<usize>)> {
        let (mut pieces, mut plain, mut at) = (Vec::new(), String::new(), 0);
        while let Some(found) = source.get(at..).and_then(|rest| rest.find("{{")) {
            let start = at + found;
            let before = source.get(at..start).unwrap_or_default();
            if let Some(before) = before.strip_suffix('\\') {
                plain.push_str(before);
                plain.push_str("{{");
                at = start + 2;
                continue;
            }
            plain.push_str(before);
            let inside = source.get(start + 2..).unwrap_or_default();
            let length = end(inside).ok_or((ExprFault::Open, start..start + 2))?;
            let shift = |range: Range<usize>| start + 2 + range.start..start + 2 + range.end;
            let expr = parse(inside.get(..length).unwrap_or_default(), names);
            let expr = expr.map_err(|(fault, range)| (fault, shift(range)))?;
            at = start + 2 + length + 2;
            pieces.push(Piece::Plain(std::mem::take(&mut plain)));
            pieces.push(Piece::Value(expr, start..at));
        }
        plain.push_str(source.get(at..).unwrap_or_default());
        pieces.push(Piece::Plain(plain));
        Ok(Self(pieces))
    }

    /// The text with these values; or what cannot be worked out, and its bytes.
    pub fn fill(
        &self,
        names: &[Value],
        fuel: &mut Fuel,
    ) -> Result<String, (Trouble, Range<usize>)> {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Plain(plain) => text.push_str(plain),
                Piece::Value(expr, at) => {
                    let value = expr.value(names, fuel).map_err(|why| (why, at.clone()))?;
                    text.push_str(&value.to_string());
                }
            }
        }
        Ok(text)
    }
}

/// Where an expression ends: at the first `}}` that is not in quotes.
fn end(inside: &str) -> Option<usize> {
    let (mut quote, mut escaped) = (None, false);
    for (at, c) in inside.char_indices() {
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '}') if inside.get(at..).is_some_and(|rest| rest.starts_with("}}")) => {
                return Some(at);
            }
            _ => (),
        }
    }
    None
}
