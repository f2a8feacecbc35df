//! Expressions from text, by minijinja's parser.
//!
//! That parser has no stable interface (`unstable_machinery`), so nothing but
//! this file knows of it.

use std::ops::Range;

use minijinja::{
    machinery::{
        Span,
        ast::{BinOpKind, CallArg, CompareOpKind, Expr as Ast, UnaryOpKind},
        parse_expr,
    },
    value::ValueKind,
};

use super::{
    Expr, Value,
    call::Function,
    expr::{Join, Relation},
};
use crate::item::Exact;

/// Why a text is no expression, and which bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprFault {
    /// It has too many characters.
    Long,
    /// It begins with `{{` and nothing closes it.
    Open,
    /// It cannot be read.
    Syntax(String),
    /// Nothing has this name.
    Name(String),
    /// No function or filter has this name.
    Function(String),
    /// A function takes another number of values.
    Count(String),
    /// Templates do without this.
    Without(&'static str),
}

/// Characters of an expression: enough for a formula, too few for a stack.
pub const LONGEST: usize = 400;

type Fault = (ExprFault, Range<usize>);

/// Reads an expression over these names.
pub fn parse(source: &str, names: &[String]) -> Result<Expr, Fault> {
    if source.chars().count() > LONGEST {
        return Err((ExprFault::Long, 0..source.len()));
    }
    let ast = parse_expr(source).map_err(|error| {
        let detail = error.detail().unwrap_or("this cannot be read").to_owned();
        let whole = 0..source.len();
        let range = error.range().filter(|range| source.get(range.clone()).is_some());
        (ExprFault::Syntax(detail), range.filter(|range| !range.is_empty()).unwrap_or(whole))
    })?;
    Reader { source, names }.read(&ast)
}

/// Whether a text can name a value.
pub fn is_name(text: &str) -> bool {
    const KEPT: &[&str] =
        &["and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False"];
    let letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    text.starts_with(letter)
        && text.chars().all(|c| letter(c) || c.is_ascii_digit())
        && text.len() <= 40
        && !KEPT.contains(&text)
        && text != "None"
        && Function::named(text).is_none()
}

struct Reader<'r> {
    source: &'r str,
    names: &'r [String],
}

impl Reader<'_> {
    fn read(&self, ast: &Ast) -> Result<Expr, Fault> {
        match ast {
            Ast::Const(it) => self.constant(&it.value, it.span()),
            Ast::Var(it) => self.name(it.id, it.span()),
            Ast::UnaryOp(it) => {
                let inner = self.boxed(&it.expr)?;
                Ok(match it.op {
                    UnaryOpKind::Not => Expr::Not(inner),
                    UnaryOpKind::Neg => Expr::Negative(inner),
                })
            }
            Ast::BinOp(it) => self.both(it.op, &it.left, &it.right),
            Ast::Compare(it) => {
                let pairs = it.ops.iter().scan(&it.expr, |left, op| {
                    let pair = (*left, op.op, &op.expr);
                    *left = &op.expr;
                    Some(pair)
                });
                let mut all = pairs.map(|(one, op, other)| self.compare(op, one, other));
                let first = all.next().ok_or_else(|| without("this", it.span()))??;
                all.try_fold(first, |one, other| {
                    Ok(Expr::Both(Join::And, Box::new(one), Box::new(other?)))
                })
            }
            Ast::IfExpr(it) => {
                let other = match &it.false_expr {
                    Some(other) => self.boxed(other)?,
                    None => Box::new(Expr::Value(Value::Text(String::new()))),
                };
                Ok(Expr::If(self.boxed(&it.test_expr)?, self.boxed(&it.true_expr)?, other))
            }
            Ast::Filter(it) => {
                let before = it.expr.as_ref().map(|expr| self.read(expr)).transpose()?;
                self.call(it.name, before, &it.args, it.span())
            }
            Ast::Call(it) => match &it.expr {
                Ast::Var(var) => self.call(var.id, None, &it.args, it.span()),
                _ => Err(without("methods", it.span())),
            },
            Ast::List(it) => Ok(Expr::List(self.all(&it.items)?)),
            Ast::GetItem(it) => {
                Ok(Expr::At(self.boxed(&it.expr)?, self.boxed(&it.subscript_expr)?))
            }
            Ast::Test(it) => Err(without("`is`", it.span())),
            Ast::GetAttr(it) => Err(without("attributes", it.span())),
            Ast::Slice(it) => Err(without("slices", it.span())),
            Ast::Tuple(it) => Err(without("tuples", it.span())),
            Ast::Map(it) => Err(without("mappings", it.span())),
        }
    }

    fn boxed(&self, ast: &Ast) -> Result<Box<Expr>, Fault> {
        self.read(ast).map(Box::new)
    }

    fn all(&self, all: &[Ast]) -> Result<Vec<Expr>, Fault> {
        all.iter().map(|ast| self.read(ast)).collect()
    }

    /// A number is read as it is written: the parser's own has been through
    /// binary floating point.
    fn constant(&self, value: &minijinja::Value, span: Span) -> Result<Expr, Fault> {
        let written = self.source.get(range(span)).unwrap_or_default().replace('_', "");
        let value = match value.kind() {
            ValueKind::Number => Exact::plain(&written)
                .or_else(|| Exact::plain(&value.to_string()))
                .map(Value::Number),
            ValueKind::String => value.as_str().map(|text| Value::Text(text.to_owned())),
            ValueKind::Bool => Some(Value::Flag(value.is_true())),
            _ => None,
        };
        value.map(Expr::Value).ok_or_else(|| without("this value", span))
    }

    fn name(&self, name: &str, span: Span) -> Result<Expr, Fault> {
        let place = self.names.iter().position(|it| it == name);
        place.map(Expr::Name).ok_or_else(|| (ExprFault::Name(name.to_owned()), range(span)))
    }

    fn both(&self, op: BinOpKind, one: &Ast, other: &Ast) -> Result<Expr, Fault> {
        let join = match op {
            BinOpKind::Add => Join::Plus,
            BinOpKind::Sub => Join::Minus,
            BinOpKind::Mul => Join::Times,
            BinOpKind::Div => Join::Over,
            BinOpKind::FloorDiv => Join::Whole,
            BinOpKind::Rem => Join::Rest,
            BinOpKind::Pow => Join::Power,
            BinOpKind::Concat => Join::Text,
            BinOpKind::ScAnd => Join::And,
            BinOpKind::ScOr => Join::Or,
            BinOpKind::Eq => return self.compare(CompareOpKind::Eq, one, other),
            BinOpKind::Ne => return self.compare(CompareOpKind::Ne, one, other),
            BinOpKind::Lt => return self.compare(CompareOpKind::Lt, one, other),
            BinOpKind::Lte => return self.compare(CompareOpKind::Lte, one, other),
            BinOpKind::Gt => return self.compare(CompareOpKind::Gt, one, other),
            BinOpKind::Gte => return self.compare(CompareOpKind::Gte, one, other),
            BinOpKind::In => return self.compare(CompareOpKind::In, one, other),
        };
        Ok(Expr::Both(join, self.boxed(one)?, self.boxed(other)?))
    }

    fn compare(&self, op: CompareOpKind, one: &Ast, other: &Ast) -> Result<Expr, Fault> {
        let (one, other) = (self.boxed(one)?, self.boxed(other)?);
        let relation = match op {
            CompareOpKind::Eq => Relation::Equal,
            CompareOpKind::Ne => Relation::Other,
            CompareOpKind::Lt => Relation::Less,
            CompareOpKind::Lte => Relation::AtMost,
            CompareOpKind::Gt => Relation::More,
            CompareOpKind::Gte => Relation::AtLeast,
            CompareOpKind::In => Relation::In,
            CompareOpKind::NotIn => {
                return Ok(Expr::Not(Box::new(Expr::Compare(Relation::In, one, other))));
            }
        };
        Ok(Expr::Compare(relation, one, other))
    }

    fn call(
        &self,
        name: &str,
        before: Option<Expr>,
        args: &[CallArg],
        span: Span,
    ) -> Result<Expr, Fault> {
        let unknown = || (ExprFault::Function(name.to_owned()), range(span));
        let function = Function::named(name).ok_or_else(unknown)?;
        let mut given: Vec<Expr> = before.into_iter().collect();
        for arg in args {
            match arg {
                CallArg::Pos(ast) => given.push(self.read(ast)?),
                _ => return Err(without("named arguments", span)),
            }
        }
        if function.takes(given.len()) {
            Ok(Expr::Call(function, given))
        } else {
            Err((ExprFault::Count(name.to_owned()), range(span)))
        }
    }
}

fn without(what: &'static str, span: Span) -> Fault {
    (ExprFault::Without(what), range(span))
}

fn range(span: Span) -> Range<usize> {
    span.start_offset as usize..span.end_offset as usize
}
