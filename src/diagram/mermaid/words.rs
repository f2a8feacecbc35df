//! What is written in a source, made fit for cells: clean, one character to a
//! cell or two, and wrapped.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use crate::{diagram::glyph, text::Clean};

/// Letters of one label; what is more is cut.
const LONGEST: usize = 400;
/// Tags that say how letters look.
const TAGS: &[&str] = &["b", "i", "u", "em", "strong", "small", "sub", "sup", "code", "span", "p"];
/// Entities, without their `#` or `&` and `;`.
const ENTITIES: &[(&str, &str)] = &[
    ("quot", "\""),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("apos", "'"),
    ("nbsp", " "),
    ("semi", ";"),
    ("colon", ":"),
];

/// The lines of a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(pub(super) Vec<String>);

impl Words {
    /// Reads a label: line breaks, entities, tags and quotes.
    pub(super) fn new(raw: &str) -> Self {
        let raw: String = raw.chars().take(LONGEST).collect();
        let raw = raw.replace("\\n", "\n");
        let text = entities(&tags(&raw));
        let lines = text.split('\n').map(|line| cells(&Clean::new(line)));
        Self(lines.filter(|line| !line.is_empty()).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of it on one line.
    pub(super) fn line(&self) -> String {
        self.0.join(" ")
    }

    /// Its lines, none wider than so many columns.
    pub(super) fn wrap(&self, width: usize) -> Vec<String> {
        self.0.iter().flat_map(|line| wrap(line, width.max(2))).collect()
    }
}

/// Columns of a text that is fit for cells.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// The widest of some lines.
pub(super) fn widest(lines: &[String]) -> usize {
    lines.iter().map(|line| width(line)).max().unwrap_or(0)
}

/// As much of a text as fits.
pub(super) fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= room
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// What of a text can stand in cells: of a letter and its marks the letter;
/// no emoji; no lines and arrowheads that could pass for connectors.
fn cells(text: &str) -> String {
    let letters = text.graphemes(true).filter_map(|cluster| cluster.chars().next());
    let shown: String = letters.filter(|c| !is_emoji(*c)).filter_map(cell).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cell(c: char) -> Option<char> {
    let c = match c {
        '＋' => '+',
        '－' | '＿' | '＝' => '-',
        '｜' => '|',
        '＜' => '<',
        '＞' => '>',
        '＾' => '^',
        c => glyph::to_ascii(c),
    };
    c.width().is_some_and(|width| width > 0).then_some(c)
}

fn is_emoji(c: char) -> bool {
    c.width() == Some(2) && matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Breaks a line at spaces, and words that are too long anywhere.
fn wrap(line: &str, room: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for word in line.split(' ') {
        let mut word = word;
        loop {
            let row = rows.last().map_or(0, |row| width(row));
            let start = if row == 0 { 0 } else { row + 1 };
            if start + width(word) <= room {
                if let Some(last) = rows.last_mut() {
                    last.push_str(if row == 0 { "" } else { " " });
                    last.push_str(word);
                }
                break;
            }
            if row == 0 {
                let (head, tail) = word.split_at(fitting(word, room));
                rows.last_mut().into_iter().for_each(|last| last.push_str(head));
                word = tail;
            }
            rows.push(String::new());
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// Bytes of a word that fit on a row; at least one letter.
fn fitting(word: &str, room: usize) -> usize {
    let mut used = 0;
    let mut ends = word.char_indices().map(|(at, c)| {
        used += c.width().unwrap_or(0);
        (at + c.len_utf8(), used)
    });
    let first = ends.next().map_or(0, |(end, _)| end);
    ends.take_while(|(_, used)| *used <= room).last().map_or(first, |(end, _)| end)
}

/// Text without tags; `<br>` breaks the line, an icon's name goes.
fn tags(raw: &str) -> String {
    let mut text = String::new();
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let inner = after.split_once('>').filter(|(inner, _)| inner.len() < 60);
        let name = inner.map(|(inner, _)| tag_name(inner));
        match (name, inner) {
            (Some(name), Some((_, after))) if name == "br" => {
                text.push('\n');
                rest = after;
            }
            (Some(name), Some((_, after))) if TAGS.contains(&name.as_str()) => rest = after,
            _ => {
                text.push('<');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    let is_icon =
        |word: &&str| !["fa:fa-", "fab:fa-", "fas:fa-"].iter().any(|i| word.starts_with(i));
    let lines = text.split('\n').map(|line| line.split(' ').filter(is_icon).collect::<Vec<_>>());
    lines.map(|line| line.join(" ")).collect::<Vec<_>>().join("\n")
}

fn tag_name(inner: &str) -> String {
    let inner = inner.trim_end().trim_start_matches('/').trim_end_matches('/');
    inner.split(char::is_whitespace).next().unwrap_or_default().to_lowercase()
}

/// Text with its entities read, `#quot;` or `&quot;` or `#35;`.
fn entities(raw: &str) -> String {
    let mut text = String::new();
    let mut rest = raw;
    while let Some(at) = rest.find(['#', '&']) {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        let name = after.get(1..).and_then(|after| after.split_once(';'));
        if let Some((found, after)) = name.and_then(|(name, after)| Some((entity(name)?, after))) {
            text.push_str(&found);
            rest = after;
        } else {
            text.extend(after.chars().next());
            rest = after.get(1..).unwrap_or_default();
        }
    }
    text + rest
}

fn entity(name: &str) -> Option<String> {
    let known = ENTITIES.iter().find(|(known, _)| *known == name);
    let number = || name.trim_start_matches('#').parse().ok().and_then(char::from_u32);
    known.map(|(_, text)| (*text).to_owned()).or_else(|| number().map(String::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_made_fit_for_cells() {
        for (raw, lines) in [
            ("plain", vec!["plain"]),
            ("one<br/>two<BR>three\\nfour", vec!["one", "two", "three", "four"]),
            ("#quot;a#quot; &amp; #35; #9829;", vec!["\"a\" & # ♥"]),
            ("<b>bold</b> a < b > c", vec!["bold a < b > c"]),
            ("e\u{301}te\u{301} \u{1b}[1m 🚀 go", vec!["été <U+001B>[1m go"]),
            ("┌─► x", vec!["+-> x"]),
            ("fa:fa-user Me", vec!["Me"]),
            ("  ", vec![]),
        ] {
            assert_eq!(Words::new(raw).0, lines, "{raw:?}");
        }
    }

    #[test]
    fn labels_wrap_at_spaces_or_anywhere() {
        for (text, room, rows) in [
            ("a long label", 6, vec!["a long", "label"]),
            ("incomprehensible", 6, vec!["incomp", "rehens", "ible"]),
            ("数据库数据库", 5, vec!["数据", "库数", "据库"]),
            ("a", 0, vec!["a"]),
        ] {
            assert_eq!(Words::new(text).wrap(room), rows, "{text}");
        }
        assert_eq!(cut("abcdef", 4), "abc…");
    }
}
