//! Text that can do a terminal no harm.

use std::{fmt, ops::Range};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::{IsNormalized, UnicodeNormalization, char, is_nfc_quick};

use super::measure;

/// Combining marks that one letter may carry; more are dropped.
const MARKS: usize = 8;

/// One line of text without control characters or invisible tricks.
///
/// Anything a pack or a learner wrote passes through here before it is shown;
/// what is forbidden is replaced by a visible name such as `<U+202E>`. Emoji
/// lose the selectors and skin tones whose width no two terminals agree on.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean(String);

impl Clean {
    /// Makes text safe to show. Line breaks and tabs become spaces.
    pub fn new(raw: &str) -> Self {
        let mut clean = Self(String::with_capacity(raw.len()));
        clean.push(raw);
        clean
    }

    /// Adds text, made safe.
    pub fn push(&mut self, raw: &str) {
        if raw.bytes().all(|byte| (0x20..0x7f).contains(&byte)) || raw.chars().all(is_plain) {
            self.0.push_str(raw);
        } else if is_nfc_quick(raw.chars()) == IsNormalized::Yes {
            self.filter(raw);
        } else {
            self.filter(&raw.nfc().collect::<String>());
        }
    }

    /// So many spaces.
    pub fn blank(columns: usize) -> Self {
        Self(" ".repeat(columns))
    }

    /// Adds text that is safe already.
    pub fn append(&mut self, text: &Self) {
        self.0.push_str(&text.0);
    }

    /// A part of it; nothing where the range does not fall on characters.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        Self(self.0.get(range).unwrap_or_default().to_owned())
    }

    /// Gives unused memory back.
    pub fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    /// Columns it takes.
    pub fn width(&self) -> usize {
        measure::width(&self.0)
    }

    /// Adds text in normal form, character by character.
    fn filter(&mut self, raw: &str) {
        self.0.reserve(raw.len());
        let mut last = Last::of(&self.0);
        let mut chars = raw.chars().peekable();
        while let Some(c) = chars.next() {
            let next = chars.peek().copied();
            match last.judge(c, next) {
                Fate::Kept => self.0.push(c),
                Fate::Space => self.0.push(' '),
                Fate::Dropped => continue,
                Fate::Letter => self.0.extend(letter(c)),
                Fate::Named => self.0 += &name(c),
            }
            last = last.then(c);
        }
    }
}

/// What becomes of a character.
enum Fate {
    Kept,
    Space,
    Dropped,
    Letter,
    Named,
}

/// The character before the one in question.
#[derive(Clone, Copy)]
struct Last {
    c: char,
    /// Marks and joiners since the last letter.
    marks: usize,
}

impl Last {
    /// The end of a text.
    fn of(text: &str) -> Self {
        let marks = text.chars().rev().take_while(|c| is_mark(*c)).take(MARKS).count();
        Self { c: text.chars().next_back().unwrap_or(' '), marks }
    }

    /// The end after one more character.
    fn then(self, c: char) -> Self {
        let joined = c == JOINER || is_mark(c) || self.c == JOINER;
        Self { c, marks: if joined { self.marks + 1 } else { 0 } }
    }

    /// What becomes of the next character, seeing the one after it.
    fn judge(self, c: char, next: Option<char>) -> Fate {
        match c {
            ' '..='~' => Fate::Kept,
            '\n' | '\r' | '\t' => Fate::Space,
            JOINER if is_wide_emoji(self.c) && next.is_some_and(is_wide_emoji) => self.room(),
            JOINER if is_emoji(self.c) => Fate::Dropped,
            '\u{200c}' if is_joining(self.c) => self.room(),
            c if is_selector(c) || (is_skin_tone(c) && is_emoji(self.c)) => Fate::Dropped,
            c if letter(c).is_some() => Fate::Letter,
            c if is_forbidden(c) => Fate::Named,
            c if is_mark(c) => self.room(),
            _ => Fate::Kept,
        }
    }

    /// Kept as long as there are not too many marks.
    fn room(self) -> Fate {
        if self.marks < MARKS { Fate::Kept } else { Fate::Dropped }
    }
}

/// Zero-width joiner.
const JOINER: char = '\u{200d}';

/// The letter that half of a flag stands for: no two terminals agree how wide
/// a flag is, and every reader knows `DE`.
fn letter(c: char) -> Option<char> {
    let place = u32::from(c).checked_sub(0x1f1e6).filter(|place| *place < 26)?;
    char::from_u32(u32::from('A') + place)
}

/// The visible name of a character, such as `<U+202E>`.
fn name(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

/// Characters that steer a terminal or hide what is written.
///
/// Joiners are among them: [`Clean`] keeps them only where scripts and emoji
/// need them.
pub fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Characters that are kept as they are whatever stands beside them: Latin
/// letters, common punctuation, box drawing.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}'
        | '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{259f}')
}

/// Marks that sit on the letter before them.
fn is_mark(c: char) -> bool {
    c > '\u{2ff}' && char::is_combining_mark(c)
}

/// Choosers between two looks of one sign, and the box of a keycap.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{20e3}')
}

fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Emoji that every terminal draws two columns wide.
fn is_wide_emoji(c: char) -> bool {
    is_emoji(c) && measure::char_width(c) == 2
}

/// Letters of scripts in which a non-joiner changes how a word is written.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}')
}

impl Serialize for Clean {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Whatever it is read from, it is clean.
impl<'de> Deserialize<'de> for Clean {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new(&String::deserialize(deserializer)?))
    }
}

impl std::ops::Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<&str> for Clean {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_harms_is_made_visible_or_dropped() {
        let cases = [
            ("plain ~", "plain ~"),
            ("a\tb\r\nc", "a b  c"),
            ("\u{1b}[31mred", "<U+001B>[31mred"),
            ("\u{9b}31m", "<U+009B>31m"),
            ("\u{7f}", "<U+007F>"),
            ("abc\u{202e}def\u{2066}", "abc<U+202E>def<U+2066>"),
            ("zero\u{200b}width\u{feff}", "zero<U+200B>width<U+FEFF>"),
            ("a\u{200d}b a\u{200c}b", "a<U+200D>b a<U+200C>b"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("e\u{301}", "é"),
            ("❤\u{fe0f} 1\u{fe0f}\u{20e3}", "❤ 1"),
            ("👍\u{1f3fd} \u{1f3fd}", "👍 \u{1f3fd}"),
            ("👩\u{1f3fd}\u{200d}💻", "👩\u{200d}💻"),
            ("👩\u{200d}⚕\u{fe0f}", "👩⚕"),
            ("👩\u{200d}x", "👩x"),
            ("\u{1f1e9}\u{1f1ea}!", "DE!"),
            ("\u{e0041}", "<U+E0041>"),
            ("日本 – ñ", "日本 – ñ"),
        ];
        for (raw, clean) in cases {
            assert_eq!(&*Clean::new(raw), clean, "{raw:?}");
        }
    }

    #[test]
    fn a_letter_carries_eight_marks_also_across_pieces() {
        let mut clean = Clean::new("x");
        for _ in 0..20 {
            clean.push("\u{333}\u{333}");
        }
        assert_eq!(clean.chars().count(), 1 + MARKS);
        let joined = Clean::new(&"👩\u{200d}".repeat(99));
        assert!(measure::units(&joined).all(|unit| unit.text.chars().count() <= 1 + MARKS));
        assert_eq!(Clean::new(&format!("e{}", "\u{301}".repeat(1000))).chars().count(), 1 + MARKS);
    }
}
