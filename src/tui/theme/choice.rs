//! Which theme was chosen: one of ours, or one of ours with a learner's changes.

use std::{collections::BTreeMap, str::FromStr};

use ratatui::style::Modifier;

use super::{
    colour::{Colour, NAMES},
    palette::{Ink, Paint, ROLES},
};
use crate::{pack, store::Word, text::Role};

/// The themes there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// Dark or light, as the terminal's background is.
    #[default]
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// For tired eyes and bad light.
    HighContrast,
    /// Blue and orange in place of green and red.
    ColourBlind,
    /// No colours: bold, dim and underlined only.
    Mono,
}

/// Names of the themes a learner can choose.
pub const THEMES: &[(&str, ThemeName)] = &[
    ("auto", ThemeName::Auto),
    ("dark", ThemeName::Dark),
    ("light", ThemeName::Light),
    ("high-contrast", ThemeName::HighContrast),
    ("colour-blind", ThemeName::ColourBlind),
    ("mono", ThemeName::Mono),
];

impl FromStr for ThemeName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = THEMES.iter().find(|(name, _)| *name == text);
        found.map(|(_, theme)| *theme).ok_or_else(|| {
            unknown("theme", text, &THEMES.iter().map(|(name, _)| *name).collect::<Vec<_>>())
        })
    }
}

/// A theme, and what a learner changed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// One of ours.
    pub base: ThemeName,
    pub(super) changes: Vec<(Role, Change)>,
}

/// What a learner changed in a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    fg: Option<Colour>,
    bg: Option<Colour>,
    on: Modifier,
    off: Modifier,
}

impl From<ThemeName> for Choice {
    fn from(base: ThemeName) -> Self {
        Self { base, changes: Vec::new() }
    }
}

type Words = BTreeMap<String, Word>;

impl Choice {
    /// What a file of a learner's own says.
    ///
    /// # Errors
    /// If it has a word that means nothing; with what may have been meant.
    pub fn own(words: &Words) -> Result<Self, String> {
        let mut choice = Self::default();
        for (key, word) in words {
            match (key.as_str(), word) {
                ("base", Word::Text(name)) => choice.base = name.parse()?,
                ("base", _) => return Err("`base` wants the name of a theme".to_owned()),
                ("roles", Word::Group(roles)) => choice.changes = changes(roles)?,
                ("roles", _) => {
                    return Err("`roles` wants roles, each on a line of its own".to_owned());
                }
                _ => return Err(unknown("key", key, &["base", "roles"])),
            }
        }
        Ok(choice)
    }
}

fn changes(roles: &Words) -> Result<Vec<(Role, Change)>, String> {
    let read = |(name, word): (&String, &Word)| {
        let found = ROLES.iter().find(|(_, known)| known == name);
        let names = ROLES.map(|(_, known)| known);
        let (role, _) = found.ok_or_else(|| unknown("role", name, &names))?;
        let Word::Group(keys) = word else {
            return Err(format!("`{name}` wants keys, such as `{name}: {{fg: green}}`"));
        };
        let change = Change::read(keys).map_err(|why| format!("in `{name}`: {why}"))?;
        Ok((*role, change))
    };
    roles.iter().map(read).collect()
}

/// Keys of a role that are yes or no.
const MARKS: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
];

impl Change {
    fn read(keys: &Words) -> Result<Self, String> {
        let mut change = Self::default();
        for (key, word) in keys {
            match key.as_str() {
                "fg" => change.fg = Some(colour(key, word)?),
                "bg" => change.bg = Some(colour(key, word)?),
                key => change.mark(key, word)?,
            }
        }
        Ok(change)
    }

    fn mark(&mut self, key: &str, word: &Word) -> Result<(), String> {
        let names = || ["fg", "bg"].into_iter().chain(MARKS.iter().map(|(name, _)| *name));
        let found = MARKS.iter().find(|(name, _)| *name == key);
        let (_, mark) = found.ok_or_else(|| unknown("key", key, &names().collect::<Vec<_>>()))?;
        match word {
            Word::Flag(true) => self.on |= *mark,
            Word::Flag(false) => self.off |= *mark,
            _ => return Err(format!("`{key}` wants true or false")),
        }
        Ok(())
    }

    /// The look of a role, changed.
    pub fn apply(self, ink: Ink) -> Ink {
        // Who gives a role a colour does not want it dimmed by ours.
        let dim = if self.fg.is_some() { Modifier::DIM } else { Modifier::empty() };
        Ink {
            fg: self.fg.map_or(ink.fg, Paint::new),
            bg: self.bg.map_or(ink.bg, Paint::new),
            marks: (ink.marks - dim - self.off) | self.on,
        }
    }
}

fn colour(key: &str, word: &Word) -> Result<Colour, String> {
    let text = match word {
        Word::Text(text) => text.clone(),
        Word::Number(number) => number.to_string(),
        _ => return Err(format!("`{key}` wants a colour; one with `#` stands in quotes")),
    };
    Colour::read(&text).ok_or_else(|| {
        let near = near(&text, &NAMES);
        format!("`{text}` is no colour{near}; write \"#rrggbb\", 0 to 255, default, or a name such as green or bright-blue")
    })
}

/// What is said of a word that is none of the known ones.
pub fn unknown(what: &str, written: &str, known: &[&str]) -> String {
    let near = near(written, known);
    format!("there is no {what} `{written}`{near}; choose one of {}", known.join(", "))
}

fn near(written: &str, known: &[&str]) -> String {
    let near = pack::nearest(written, known.iter().copied());
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}
