//! Type a word.

use std::fmt;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::text::{Clean, is_forbidden};

/// A text to be typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// What is right.
    pub accept: Accept,
    /// Whether case and white space count.
    pub exact: bool,
}

/// What is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Accept {
    /// Any of these; the first is shown.
    OneOf(Vec<Clean>),
    /// What matches this from end to end.
    #[serde(skip)]
    Pattern(Pattern),
}

/// A regular expression for a whole text.
#[derive(Clone)]
pub struct Pattern {
    source: Clean,
    regex: Regex,
}

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternFault {
    /// It has too many characters.
    Long,
    /// What it stands for is too large or nested too deeply.
    Large,
    /// It is no regular expression.
    Syntax(String),
}

/// Characters of a pattern.
pub const LONGEST: usize = 200;
/// Bytes it may take when compiled.
const LARGEST: usize = 256 << 10;
/// Levels of groups.
const DEEPEST: u32 = 50;

impl Pattern {
    /// Compiles a pattern.
    pub fn new(source: &str, exact: bool) -> Result<Self, PatternFault> {
        if source.chars().count() > LONGEST {
            return Err(PatternFault::Long);
        }
        let compile = |text: &str| {
            RegexBuilder::new(text)
                .case_insensitive(!exact)
                .size_limit(LARGEST)
                .nest_limit(DEEPEST)
                .build()
        };
        // Alone first: `a)(b` must not become sound by what is put around it.
        compile(source).map_err(|error| PatternFault::of(&error))?;
        let whole = compile(&format!(r"\A(?:{source})\z"));
        // A pattern with comments may end in one.
        let whole = whole.or_else(|_| compile(&format!("\\A(?:{source}\n)\\z")));
        let regex = whole.map_err(|error| PatternFault::of(&error))?;
        Ok(Self { source: Clean::new(source), regex })
    }

    /// As its author wrote it.
    pub fn source(&self) -> &Clean {
        &self.source
    }
}

impl PatternFault {
    fn of(error: &regex::Error) -> Self {
        match error {
            regex::Error::CompiledTooBig(_) => Self::Large,
            error => {
                let text = error.to_string();
                let last = text.lines().last().unwrap_or_default();
                let last = last.trim_start_matches("error:").trim();
                if last.contains("maximum number of nested") {
                    Self::Large
                } else {
                    Self::Syntax(last.to_owned())
                }
            }
        }
    }
}

impl Text {
    /// Whether a typed text is right.
    pub fn accepts(&self, typed: &str) -> bool {
        match &self.accept {
            Accept::OneOf(texts) => texts.iter().any(|text| is_same(typed, text, self.exact)),
            Accept::Pattern(pattern) => pattern.regex.is_match(bare(typed).trim()),
        }
    }

    /// An answer to show; a pattern has none.
    pub fn shown(&self) -> Option<&Clean> {
        match &self.accept {
            Accept::OneOf(texts) => texts.first(),
            Accept::Pattern(_) => None,
        }
    }
}

/// Whether a typed text is the one that is wanted; unless `exact`, whatever
/// the case of its letters and the space between them.
pub fn is_same(typed: &str, wanted: &str, exact: bool) -> bool {
    key(typed, exact) == key(wanted, exact)
}

/// What two texts must have in common to be the same.
pub fn key(text: &str, exact: bool) -> String {
    let text = bare(text);
    if exact {
        return text.trim().to_owned();
    }
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Without characters that nobody means to type.
fn bare(text: &str) -> Clean {
    let seen = |c: &char| !is_forbidden(*c) || c.is_whitespace();
    Clean::new(&text.chars().filter(seen).collect::<String>())
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.regex.as_str() == other.regex.as_str()
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(source: &str, exact: bool) -> Text {
        let pattern = Pattern::new(source, exact).unwrap_or_else(|fault| panic!("{fault:?}"));
        Text { accept: Accept::Pattern(pattern), exact }
    }

    #[test]
    fn case_and_space_do_not_count_unless_they_must() {
        let accept = Accept::OneOf(vec!["Read Replica".into(), "replica".into()]);
        let mut text = Text { accept, exact: false };
        for typed in ["read replica", " READREPLICA", "Replica\u{200b}", "read\u{a0}replica"] {
            assert!(text.accepts(typed), "{typed:?}");
        }
        assert!(!text.accepts("replicas") && !text.accepts(""));
        text.exact = true;
        assert!(text.accepts("Read Replica ") && text.accepts("replica"));
        assert!(!text.accepts("read replica") && !text.accepts("Read  Replica"));
        assert!(is_same("E\u{301}TE\u{301}", "été", false));
    }

    #[test]
    fn a_pattern_matches_from_end_to_end() {
        let one = pattern("a|ab", false);
        assert!(one.accepts("ab") && one.accepts(" A ") && !one.accepts("abc"));
        assert!(!pattern("a|ab", true).accepts("A"));
        assert!(pattern("(?x) a b # both", false).accepts("ab"));
        assert!(pattern("^x$", false).accepts("x"));
    }

    #[test]
    fn patterns_that_cannot_be_used_say_why() {
        let fault = |source: &str| Pattern::new(source, false).unwrap_err();
        assert_eq!(fault(&"a".repeat(201)), PatternFault::Long);
        assert_eq!(fault(r"(\w{100}){100}"), PatternFault::Large);
        assert_eq!(fault(&("(".repeat(60) + &")".repeat(60))), PatternFault::Large);
        for source in ["(", "a)(b", "[", "(?=a)", r"(a)\1", "*"] {
            assert!(matches!(fault(source), PatternFault::Syntax(_)), "{source}");
        }
    }
}
