//! Text that can do a terminal no harm.

use std::{fmt, ops::Deref};

use unicode_width::UnicodeWidthStr;

/// One line of text without control characters or invisible tricks.
///
/// Anything a pack or a learner wrote passes through here before it is shown;
/// what is forbidden is replaced by a visible name such as `<U+202E>`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean(String);

impl Clean {
    /// Makes text safe to show. Line breaks and tabs become spaces.
    pub fn new(raw: &str) -> Self {
        if raw.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            return Self(raw.to_owned());
        }
        let mut text = String::with_capacity(raw.len());
        for c in raw.chars() {
            match c {
                '\n' | '\r' | '\t' => text.push(' '),
                c if is_forbidden(c) => text += &name(c),
                c => text.push(c),
            }
        }
        Self(text)
    }

    /// Columns it takes.
    pub fn width(&self) -> usize {
        self.0.width()
    }
}

/// The visible name of a character, such as `<U+202E>`.
fn name(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

/// Characters that steer a terminal or hide what is written.
pub fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{200e}'
            | '\u{200f}' | '\u{61c}' | '\u{2060}' | '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{ad}'
            | '\u{e0000}'..='\u{e007f}')
}

impl Deref for Clean {
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
