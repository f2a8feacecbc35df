//! Single values: texts, ids, numbers, flags, dates.

use std::ops::Range;

use jiff::civil::Date;

use super::{
    Code, Diagnostic,
    kind::KINDS,
    near::{a, did_you_mean, only_near},
    shape::Shape,
    sink::Sink,
    yaml::{Scalar, Style},
};
use crate::{
    item::{ExamCode, Id, PackId},
    text::is_forbidden,
};

/// Checks a single value.
pub(super) fn single(scalar: &Scalar, span: &Range<usize>, shape: &Shape, sink: &mut Sink) {
    let text = &*scalar.text;
    let fault = match shape {
        Shape::Text | Shape::Word | Shape::Markdown | Shape::Like(_) if text.trim().is_empty() => {
            Some((Code::Empty, "this text is empty".to_owned()))
        }
        Shape::Id(noun) if PackId::new(text).is_none() => Some(bad_id(text, noun, false)),
        Shape::Code(noun) if ExamCode::new(text).is_none() => Some(bad_id(text, noun, true)),
        Shape::Whole(from, to) => bad_number(scalar, *from, *to),
        Shape::Flag => bad_flag(scalar),
        Shape::Date if date(text).is_none() => {
            let message = format!("`{text}` is no date; write it as `2026-11-30`");
            Some((Code::BadValue, message))
        }
        Shape::Kind if KINDS.iter().all(|kind| kind.name != text) => {
            let near = did_you_mean(text, KINDS.iter().map(|kind| kind.name));
            Some((Code::UnknownKind, format!("unknown kind `{text}`{near}")))
        }
        Shape::Text | Shape::Word | Shape::Like(_) => hidden(text),
        _ => None,
    };
    if let Some((code, message)) = fault {
        let it = Diagnostic::new(code, &sink.source, span, &message);
        sink.push(match instead(scalar, shape) {
            Some(text) => it.fix(span.clone(), text),
            None => it,
        });
    }
}

/// What to write instead of a value that is wrong, if that is sure.
fn instead<'t>(scalar: &'t Scalar, shape: &Shape) -> Option<&'t str> {
    let text = &*scalar.text;
    match shape {
        Shape::Kind => only_near(text, &KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>()),
        Shape::Flag => meant(text),
        Shape::Whole(from, to) => {
            whole(text).filter(|number| (from..=to).contains(&number)).map(|_| text)
        }
        _ => None,
    }
}

/// A whole number, as it is written in a pack.
pub(super) fn whole(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// A date, as it is written in a pack.
pub(super) fn date(text: &str) -> Option<Date> {
    let shape = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    text.parse().ok().filter(|_| shape && text.len() == 10)
}

/// A character that a line of text should not have.
fn hidden(text: &str) -> Option<Fault> {
    let c = text.chars().find(|c| is_forbidden(*c) && !matches!(c, '\n' | '\t'))?;
    Some((Code::Forbidden, forbidden(c)))
}

/// What is told of a character that steers a terminal or hides text.
pub(super) fn forbidden(c: char) -> String {
    let code = u32::from(c);
    format!("the character U+{code:04X} hides text or steers a terminal; it is shown by its name")
}

type Fault = (Code, String);

fn bad_id(text: &str, noun: &str, capitals: bool) -> Fault {
    let letters = if capitals { "letters" } else { "small letters" };
    let message = if text.len() > 64 {
        format!("the {noun} id is longer than 64 characters")
    } else {
        format!(
            "`{text}` cannot be the id of {}; use {letters}, digits, `.`, `_` and `-`, and begin with a letter or digit",
            a(noun)
        )
    };
    (Code::BadId, message)
}

fn bad_number(scalar: &Scalar, from: u32, to: u32) -> Option<Fault> {
    let text = &*scalar.text;
    let number = whole(text);
    if scalar.style != Style::Plain && number.is_some() {
        return Some((Code::BadValue, format!("a number is written without quotes: {text}")));
    }
    if number.is_some_and(|number| (from..=to).contains(&number)) {
        return None;
    }
    let is_number = text.trim_start_matches(['-', '+']).bytes().all(|byte| byte.is_ascii_digit());
    let message = if is_number && !text.is_empty() {
        format!("`{text}` is out of range; a whole number from {from} to {to} is wanted")
    } else {
        format!("`{text}` is no whole number; one from {from} to {to} is wanted")
    };
    Some((Code::BadValue, message))
}

/// What a word means that is neither `true` nor `false`.
fn meant(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" => Some("true"),
        "false" | "no" | "n" | "off" | "0" => Some("false"),
        _ => None,
    }
}

fn bad_flag(scalar: &Scalar) -> Option<Fault> {
    let text = &*scalar.text;
    if scalar.style == Style::Plain && matches!(text, "true" | "false") {
        return None;
    }
    let meant = meant(text).map(|flag| format!("; did you mean `{flag}`?")).unwrap_or_default();
    Some((Code::BadValue, format!("`{text}` is neither `true` nor `false`{meant}")))
}
