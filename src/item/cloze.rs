//! Fill gaps in a text: `[[4 KB|4KB]]`.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::text::is_same;
use crate::text::{Clean, Markdown, scan};

/// A text with gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cloze {
    /// Markdown before the first gap, between gaps, and after the last.
    between: Vec<String>,
    gaps: Vec<Gap>,
}

/// What belongs into a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Any of these; the first is shown.
    pub accept: Vec<Clean>,
}

/// Why a text cannot be read as one with gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapFault {
    /// It has no gap.
    None,
    /// A gap begins and does not end in its paragraph.
    Open,
    /// A gap has nothing in it, or nothing between two bars.
    Empty,
}

impl Cloze {
    /// Finds the gaps of a text; tells where it cannot be read.
    pub fn read(stem: &str) -> Result<Self, (GapFault, Range<usize>)> {
        let code = if stem.contains("[[") { scan::code(stem) } else { Vec::new() };
        let (mut between, mut gaps) = (Vec::new(), Vec::new());
        let (mut from, mut at) = (0, 0);
        while let Some(start) = next_gap(stem, at, &code) {
            let (gap, end) = read_gap(stem, start)?;
            between.push(stem.get(from..start).unwrap_or_default().to_owned());
            gaps.push(gap);
            (from, at) = (end, end);
        }
        between.push(stem.get(from..).unwrap_or_default().to_owned());
        if gaps.is_empty() {
            Err((GapFault::None, 0..stem.len()))
        } else {
            Ok(Self { between, gaps })
        }
    }

    /// What belongs into the gaps, in their order.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// The text with something in each gap, by its place: any text, which
    /// Markdown will show as it is.
    pub fn with(&self, mut fill: impl FnMut(usize) -> String) -> Markdown {
        let mut text = String::new();
        for (place, between) in self.between.iter().enumerate() {
            if place > 0 {
                text.push_str(&escaped(&fill(place - 1)));
            }
            text.push_str(between);
        }
        Markdown(text)
    }

    /// The text as its author writes it, each gap with all that belongs there.
    pub fn written(&self) -> String {
        let mut text = String::new();
        for (place, between) in self.between.iter().enumerate() {
            if let Some(gap) = place.checked_sub(1).and_then(|before| self.gaps.get(before)) {
                let accept: Vec<String> = gap.accept.iter().map(|it| bracketed(it)).collect();
                text.extend(["[[", &accept.join("|"), "]]"]);
            }
            text.push_str(between);
        }
        text.trim_end().to_owned()
    }

    /// The text with its gaps open, numbered if there are several.
    pub fn blank(&self) -> Markdown {
        self.with(|place| match self.gaps.len() {
            1 => "____".to_owned(),
            _ => format!("({}) ____", place + 1),
        })
    }

    /// Whether every gap is filled with what belongs there.
    pub fn accepts(&self, filled: &[String]) -> bool {
        filled.len() == self.gaps.len() && self.parts_right(filled).into_iter().all(|it| it)
    }

    /// Of each gap, whether it is filled with what belongs there.
    pub fn parts_right(&self, filled: &[String]) -> Vec<bool> {
        let right =
            |(place, gap): (usize, &Gap)| filled.get(place).is_some_and(|typed| gap.accepts(typed));
        self.gaps.iter().enumerate().map(right).collect()
    }
}

impl Gap {
    /// Whether a typed text belongs here.
    pub fn accepts(&self, typed: &str) -> bool {
        self.accept.iter().any(|text| is_same(typed, text, false))
    }

    /// The answer that is shown.
    pub fn shown(&self) -> Clean {
        self.accept.first().cloned().unwrap_or_default()
    }
}

/// A text as it is written in a gap.
fn bracketed(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '|' | '[' | ']' | '\\') {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

/// Where the next gap begins: a `[[` that is neither escaped nor in code.
fn next_gap(stem: &str, from: usize, code: &[Range<usize>]) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = stem.get(at..)?;
        let found = at + rest.find(['\\', '['])?;
        at = match code.iter().find(|range| range.contains(&found)) {
            Some(range) => range.end,
            None if stem.get(found..)?.starts_with("[[") => return Some(found),
            None if stem.get(found..)?.starts_with('\\') => after(stem, found + 1),
            None => found + 1,
        };
    }
}

/// The byte after the character that begins at one.
fn after(text: &str, at: usize) -> usize {
    let c = text.get(at..).and_then(|rest| rest.chars().next());
    at + c.map_or(0, char::len_utf8)
}

/// Reads the gap that begins at a byte, and says where it ends.
fn read_gap(stem: &str, start: usize) -> Result<(Gap, usize), (GapFault, Range<usize>)> {
    let inside = stem.get(start + 2..).unwrap_or_default();
    let open = Err((GapFault::Open, start..start + 2));
    let mut texts = vec![String::new()];
    let mut chars = inside.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let text = match (c, next) {
            (']', Some(']')) => {
                let end = start + 2 + at + 2;
                let accept: Vec<_> = texts.iter().map(|text| Clean::new(text.trim())).collect();
                let is_sound = accept.iter().all(|text| !text.is_empty());
                return if is_sound {
                    Ok((Gap { accept }, end))
                } else {
                    Err((GapFault::Empty, start..end))
                };
            }
            ('[', Some('[')) => return open,
            ('\n', _) if is_blank_line(inside, at + 1) => return open,
            ('|', _) => {
                texts.push(String::new());
                continue;
            }
            ('\\', Some(escaped @ ('|' | '[' | ']' | '\\'))) => {
                chars.next();
                escaped
            }
            ('\n', _) => ' ',
            (c, _) => c,
        };
        if let Some(last) = texts.last_mut() {
            last.push(text);
        }
    }
    open
}

fn is_blank_line(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.lines().next()).is_none_or(|line| line.trim().is_empty())
}

/// Text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            markdown.push('\\');
        }
        markdown.push(if c == '\n' { ' ' } else { c });
    }
    markdown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(stem: &str) -> String {
        match Cloze::read(stem) {
            Ok(cloze) => {
                let one =
                    |gap: &Gap| gap.accept.iter().map(|it| &**it).collect::<Vec<_>>().join("¦");
                cloze.gaps().iter().map(one).collect::<Vec<_>>().join(" ; ")
            }
            Err((fault, at)) => format!("{fault:?} {}", &stem[at]),
        }
    }

    #[test]
    fn gaps_are_found_outside_code() {
        for (stem, wanted) in [
            ("An item has [[4 KB|4KB]] at most.", "4 KB¦4KB"),
            ("[[a]] and [[b]]", "a ; b"),
            (r"[[a\|b|c\]\]|\[d\\]]", r"a|b¦c]]¦[d\"),
            (r"[[a\b]]", r"a\b"),
            (r"\[[a]] [[b]]", "b"),
            (r"\\[[a]]", "a"),
            ("`[[a]]` [[b]]", "b"),
            ("```\n[[a]]\n```\n[[b]]", "b"),
            ("x\n\n    [[a]]\n\n[[b]]", "b"),
            ("[[ a |b ]]", "a¦b"),
            ("[[a[0]|x]]", "a[0]¦x"),
            ("[[one\ntwo]]", "one two"),
            ("| a |\n|---|\n| [[b|c]] |", "b¦c"),
            ("no gap", "None no gap"),
            ("`[[a]]`", "None `[[a]]`"),
            ("[[]]", "Empty [[]]"),
            ("[[a|]]", "Empty [[a|]]"),
            ("[[a", "Open [["),
            ("[[a\n\nb]]", "Open [["),
            ("[[a [[b]]", "Open [["),
            (r"[[a\]]", "Open [["),
            ("ä[[ö]]ü", "ö"),
        ] {
            assert_eq!(gaps(stem), wanted, "{stem}");
        }
    }

    #[test]
    fn what_is_filled_in_is_shown_as_it_is() {
        let cloze = Cloze::read("A [[x]] *b* [[y]].").unwrap();
        let text = cloze.with(|place| ["*1*", "a_b"][place].to_owned());
        assert_eq!(text.0, r"A \*1\* *b* a\_b.");
        assert_eq!(cloze.blank().0, r"A \(1\) \_\_\_\_ *b* \(2\) \_\_\_\_.");
    }

    #[test]
    fn every_gap_must_be_right() {
        let cloze = Cloze::read("[[4 KB|four]] [[B]]").unwrap();
        let typed = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        assert!(cloze.accepts(&typed(&["4kb", " b"])));
        assert_eq!(cloze.parts_right(&typed(&["Four", "x"])), [true, false]);
        assert!(!cloze.accepts(&typed(&["4 KB"])) && !cloze.accepts(&typed(&["4 KB", "b", ""])));
    }
}
