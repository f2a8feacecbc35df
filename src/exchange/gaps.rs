//! Gaps on their way in: marked while a text is made Markdown, then filled in.

use crate::item::Cloze;

/// Marks that no author types, around the number of a gap.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// What stands for a gap, counted from 0.
pub(super) fn mark(place: usize) -> String {
    format!("{OPEN}{place}{CLOSE}")
}

/// A stem with its marks as gaps, each with what is accepted there.
pub(super) fn filled(marked: &str, accept: &[Vec<String>]) -> Result<String, String> {
    let mut stem = marked.to_owned();
    for (place, texts) in accept.iter().enumerate() {
        let texts: Vec<String> = texts.iter().map(|text| bracketed(text)).collect();
        stem = stem.replace(&mark(place), &format!("[[{}]]", texts.join("|")));
    }
    match Cloze::read(&stem) {
        Ok(cloze) if cloze.gaps().len() == accept.len() => Ok(stem),
        _ if accept.is_empty() => Err("no gap is in its text; left out".to_owned()),
        _ => Err("a gap of it is within code, or nothing belongs there; left out".to_owned()),
    }
}

/// A text as it is written in a gap.
pub(super) fn bracketed(text: &str) -> String {
    text.chars().fold(String::new(), |mut written, c| {
        written.extend(Some('\\').filter(|_| matches!(c, '|' | '[' | ']' | '\\')));
        written.push(c);
        written
    })
}
