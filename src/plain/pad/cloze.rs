//! What belongs into gaps, with bars between: `4 KB | 1 MB`.

use std::io;

use super::word;
use crate::{
    item::{Cloze, Response},
    plain::Shell,
};

/// The prompt.
pub fn prompt(cloze: &Cloze) -> String {
    match cloze.gaps().len() {
        1 => "What belongs into the gap:".to_owned(),
        gaps => format!("What belongs into the {gaps} gaps, with | between:"),
    }
}

/// Reads a text for each gap; a single gap takes the line as it is.
pub fn read(cloze: &Cloze, line: &str) -> Result<Response, String> {
    let gaps = cloze.gaps().len();
    let filled = if gaps == 1 { vec![line.trim().to_owned()] } else { split(line) };
    match filled.iter().position(String::is_empty) {
        _ if filled.len() != gaps => {
            Err(format!("Write {gaps} answers with | between, not {}.", filled.len()))
        }
        Some(_) if gaps == 1 => Err("Write an answer; :skip puts it off.".to_owned()),
        Some(empty) => Err(format!("There is nothing for gap {}.", empty + 1)),
        None => Ok(Response::Cloze(filled)),
    }
}

/// The texts between bars; `\|` is a bar in one.
fn split(line: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('|', _) => texts.push(String::new()),
            ('\\', Some('|')) => texts.last_mut().into_iter().for_each(|text| text.push('|')),
            (c, _) => texts.last_mut().into_iter().for_each(|text| text.push(c)),
        }
        if c == '\\' && chars.peek() == Some(&'|') {
            chars.next();
        }
    }
    texts.iter().map(|text| text.trim().to_owned()).collect()
}

/// Says what belongs into each gap.
pub fn tell(cloze: &Cloze, filled: &[String], shell: &mut Shell<'_>) -> io::Result<()> {
    let right = cloze.parts_right(filled);
    for (place, gap) in cloze.gaps().iter().enumerate() {
        let is_right = right.get(place) == Some(&true);
        let typed = filled.get(place).map_or("nothing", String::as_str);
        let verdict = word(is_right);
        let shown = if is_right { String::new() } else { format!("; right is {}", gap.shown()) };
        shell.say(&format!("Gap {}, {verdict}: {typed}{shown}", place + 1))?;
    }
    shell.gap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_read_between_bars() {
        let cloze = |stem| Cloze::read(stem).unwrap();
        let texts =
            |all: &[&str]| Ok(Response::Cloze(all.iter().map(|text| (*text).to_owned()).collect()));
        let two = cloze("[[a]] [[b]]");
        assert_eq!(read(&two, " a |b b "), texts(&["a", "b b"]));
        assert_eq!(read(&two, r"a\|b | \c"), texts(&["a|b", r"\c"]));
        for line in ["", "a", "a|", "|b", "a|b|c"] {
            assert!(read(&two, line).is_err(), "{line:?}");
        }
        let one = cloze("[[a]]");
        assert_eq!(read(&one, "a | b"), texts(&["a | b"]));
        assert!(read(&one, "").is_err());
    }
}
