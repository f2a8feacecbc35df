//! Text → blocks.

use super::block::{Answers, Block, Choice, Feedback, Kind, Pair, Piece, Quantity, Question};
use crate::item::Exact;

/// Reads all blocks of a file; what cannot be read is one too.
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut tags = Tags::default();
    let mut held: Option<(usize, String)> = None;
    for (at, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        let bare = line.trim();
        if let Some(comment) = bare.strip_prefix("//") {
            tags.read(comment);
            continue;
        }
        if held.as_ref().is_some_and(|(_, body)| ends(body, bare)) {
            blocks.extend(held.take().map(|(at, body)| block(at, &body, &mut tags)));
        }
        if let Some(category) = bare.strip_prefix("$CATEGORY:").filter(|_| held.is_none()) {
            blocks.push(Block { line: at, kind: Kind::Category(unescape(category.trim())) });
            continue;
        }
        match &mut held {
            Some((_, body)) => {
                body.push('\n');
                body.push_str(line);
            }
            None if bare.is_empty() => (),
            None => held = Some((at, line.to_owned())),
        }
    }
    blocks.extend(held.map(|(at, body)| block(at, &body, &mut tags)));
    blocks
}

/// Whether a question is over before a line: a blank line ends it, unless its
/// braces are open and answers follow.
fn ends(body: &str, line: &str) -> bool {
    if line.is_empty() {
        return !is_open(body);
    }
    body.ends_with('\n') && !line.starts_with(['=', '~', '#', '}'])
}

/// What comments before a question say about it.
#[derive(Debug, Default)]
struct Tags {
    id: Option<String>,
    tags: Vec<String>,
}

impl Tags {
    fn read(&mut self, comment: &str) {
        for part in comment.split('[').skip(1) {
            let Some((inside, _)) = part.split_once(']') else { continue };
            match inside.split_once(':') {
                Some(("id", id)) => self.id = Some(id.trim().to_owned()),
                Some(("tag", tag)) => self.tags.push(tag.trim().to_owned()),
                _ => (),
            }
        }
    }
}

fn block(line: usize, body: &str, tags: &mut Tags) -> Block {
    let Tags { id, tags } = std::mem::take(tags);
    let kind = match question(body) {
        Ok(question) => Kind::Question(Box::new(Question { id, tags, ..question })),
        Err(why) => Kind::Faulty(why),
    };
    Block { line, kind }
}

/// Where an unescaped character stands.
fn find(text: &str, wanted: impl Fn(&str) -> bool) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if !escaped && wanted(text.get(at..).unwrap_or_default()) {
            return Some(at);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// Whether braces are open at the end of a text.
fn is_open(text: &str) -> bool {
    find(text, |rest| rest.starts_with('{'))
        .is_some_and(|open| find(&text[open..], |rest| rest.starts_with('}')).is_none())
}

fn question(body: &str) -> Result<Question, String> {
    let (title, rest) = title(body)?;
    let Some(open) = find(rest, |rest| rest.starts_with('{')) else {
        let stem = piece(rest, "moodle");
        return Ok(with(title, stem, false, Answers::Description, None));
    };
    let (before, inside) = (&rest[..open], &rest[open + 1..]);
    let close = find(inside, |rest| rest.starts_with('}'))
        .ok_or("the braces of its answers are not closed")?;
    let (inside, after) = (&inside[..close], &inside[close + 1..]);
    if find(after, |rest| rest.starts_with('{')).is_some() {
        return Err("it has more than one group of answers".to_owned());
    }
    let amid = !after.trim().is_empty();
    let written = if amid {
        format!("{} _____ {}", before.trim_end(), after.trim_start())
    } else {
        before.to_owned()
    };
    let stem = piece(&written, "moodle");
    let (inside, general) = match find(inside, |rest| rest.starts_with("####")) {
        Some(at) => (&inside[..at], said(&inside[at + 4..], &stem.format)),
        None => (inside, None),
    };
    let answers = answers(inside, &stem.format)?;
    Ok(with(title, stem, amid, answers, general))
}

fn with(
    title: Option<String>,
    stem: Piece,
    amid: bool,
    answers: Answers,
    general: Feedback,
) -> Question {
    Question { id: None, tags: Vec::new(), title, stem, amid, answers, general }
}

fn title(body: &str) -> Result<(Option<String>, &str), String> {
    let Some(rest) = body.trim_start().strip_prefix("::") else { return Ok((None, body)) };
    let end = find(rest, |rest| rest.starts_with("::")).ok_or("its title has no second `::`")?;
    Ok((Some(unescape(rest[..end].trim())), &rest[end + 2..]))
}

/// A text with the mark of its format before it, if there is one.
fn piece(written: &str, format: &str) -> Piece {
    let written = written.trim();
    let marks = ["moodle", "html", "plain", "markdown"];
    let marked = marks.into_iter().find_map(|mark| {
        Some((mark, written.strip_prefix('[')?.strip_prefix(mark)?.strip_prefix(']')?))
    });
    let (format, body) = marked.unwrap_or((format, written));
    let flows = matches!(format, "moodle" | "plain");
    let text = if flows { flowing(body.trim()) } else { body.trim().to_owned() };
    Piece { format: format.to_owned(), text: unescape(&text) }
}

/// Line breaks, with the blanks around them, as single blanks.
fn flowing(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What is said, unless it is nothing.
fn said(written: &str, format: &str) -> Feedback {
    Some(piece(written, format)).filter(|piece| !piece.text.is_empty())
}

/// Text without its escapes.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match (c, next) {
            ('\\', Some('n')) => plain.push('\n'),
            ('\\', Some(next @ ('~' | '=' | '#' | '{' | '}' | ':' | '\\'))) => plain.push(next),
            _ => {
                plain.push(c);
                continue;
            }
        }
        chars.next();
    }
    plain
}

fn answers(inside: &str, format: &str) -> Result<Answers, String> {
    let bare = inside.trim();
    if bare.is_empty() {
        return Ok(Answers::Essay);
    }
    if let Some(numbers) = bare.strip_prefix('#') {
        return number(numbers.trim(), format);
    }
    if let Some(truth) = truth(bare, format) {
        return Ok(truth);
    }
    let entries = entries(bare)?;
    let has_arrow = |written: &str| find(written, |rest| rest.starts_with("->")).is_some();
    if entries.iter().all(|(sign, written)| *sign == '=' && has_arrow(written)) {
        return Ok(Answers::Match(entries.iter().map(|(_, it)| pair(it, format)).collect()));
    }
    let is_short = entries.iter().all(|(sign, _)| *sign == '=');
    let choices = entries.iter().map(|(sign, written)| choice(*sign, written, format));
    let choices = choices.collect::<Result<Vec<_>, _>>()?;
    Ok(if is_short { Answers::Short(choices) } else { Answers::Pick(choices) })
}

fn truth(bare: &str, format: &str) -> Option<Answers> {
    let (word, rest) =
        bare.split_at(find(bare, |rest| rest.starts_with('#')).unwrap_or(bare.len()));
    let is_true = match word.trim() {
        "T" | "TRUE" => true,
        "F" | "FALSE" => false,
        _ => return None,
    };
    let rest = rest.strip_prefix('#').unwrap_or_default();
    let split = find(rest, |rest| rest.starts_with('#')).unwrap_or(rest.len());
    let of_false = rest.get(split + 1..).unwrap_or_default();
    Some(Answers::Truth {
        is_true,
        of_true: said(&rest[..split], format),
        of_false: said(of_false, format),
    })
}

/// Each answer with the sign before it.
fn entries(mut rest: &str) -> Result<Vec<(char, &str)>, String> {
    let mut entries = Vec::new();
    while let Some(sign) = rest.chars().next() {
        if !matches!(sign, '=' | '~') {
            let start: String = rest.chars().take(24).collect();
            return Err(format!("`{}` is no answer: `=` or `~` stands before each", start.trim()));
        }
        let body = &rest[1..];
        let end = find(body, |rest| rest.starts_with(['=', '~'])).unwrap_or(body.len());
        entries.push((sign, &body[..end]));
        rest = &body[end..];
    }
    Ok(entries)
}

fn choice(sign: char, written: &str, format: &str) -> Result<Choice<Piece>, String> {
    let (weight, written) = weight(written)?;
    let (answer, feedback) = split(written, format);
    Ok(Choice { correct: sign == '=', weight, what: piece(answer, format), feedback })
}

/// An answer, and what is said to who gives it.
fn split<'t>(written: &'t str, format: &str) -> (&'t str, Feedback) {
    match find(written, |rest| rest.starts_with('#')) {
        Some(at) => (&written[..at], said(&written[at + 1..], format)),
        None => (written, None),
    }
}

/// What an answer is worth, if that is said.
fn weight(written: &str) -> Result<(Option<f64>, &str), String> {
    let Some(rest) = written.trim_start().strip_prefix('%') else { return Ok((None, written)) };
    let (number, rest) = rest.split_once('%').ok_or("a weight has no second `%`")?;
    let weight = number.trim().parse().ok().filter(|weight: &f64| weight.is_finite());
    Ok((Some(weight.ok_or_else(|| format!("`{number}` is no weight"))?), rest))
}

fn pair(written: &str, format: &str) -> Pair {
    let at = find(written, |rest| rest.starts_with("->")).unwrap_or(written.len());
    let right = written.get(at + 2..).unwrap_or_default();
    Pair { left: piece(&written[..at], format), right: unescape(&flowing(right.trim())) }
}

fn number(written: &str, format: &str) -> Result<Answers, String> {
    if !written.starts_with(['=', '~']) {
        let (number, feedback) = split(written, format);
        let what = quantity(number)?;
        let choices = vec![Choice { correct: true, weight: None, what, feedback }];
        return Ok(Answers::Number { choices, alone: true });
    }
    let mut choices = Vec::new();
    for (sign, written) in entries(written)? {
        let (weight, written) = weight(written)?;
        let (number, feedback) = split(written, format);
        // `~` alone says what every other number is told.
        if sign == '=' {
            choices.push(Choice { correct: true, weight, what: quantity(number)?, feedback });
        }
    }
    Ok(Answers::Number { choices, alone: false })
}

fn quantity(written: &str) -> Result<Quantity, String> {
    let read = |text: &str| {
        Exact::plain(text.trim()).ok_or_else(|| format!("`{}` is no number", written.trim()))
    };
    if let Some((low, high)) = written.split_once("..") {
        return Ok(Quantity::Between(read(low)?, read(high)?));
    }
    match written.split_once(':') {
        Some((number, by)) => Ok(Quantity::About(read(number)?, read(by)?)),
        None => Ok(Quantity::Just(read(written)?)),
    }
}
