//! Roles to styles. No other file names a colour.

use std::str::FromStr;

use ratatui::{
    buffer::Buffer,
    style::{Color, Modifier, Style},
    text,
};

use crate::text::{Line, Look, Role};

/// What roles look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Which set of colours.
    pub name: ThemeName,
    /// Only characters every font has.
    pub ascii: bool,
}

/// The sets of colours there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// For dark backgrounds.
    #[default]
    Dark,
    /// For light backgrounds.
    Light,
    /// No colours: bold, dim and underlined only.
    Mono,
}

/// Names of the themes a learner can choose.
pub const THEMES: &[(&str, ThemeName)] =
    &[("dark", ThemeName::Dark), ("light", ThemeName::Light), ("mono", ThemeName::Mono)];

impl FromStr for ThemeName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = THEMES.iter().find(|(name, _)| *name == text);
        found.map(|(_, theme)| *theme).ok_or_else(|| {
            let names: Vec<&str> = THEMES.iter().map(|(name, _)| *name).collect();
            format!("there is no theme `{text}`; choose one of {}", names.join(", "))
        })
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self { name: ThemeName::Mono, ascii: false }
    }
}

impl Theme {
    /// The style of a role.
    pub fn role(&self, role: Role) -> Style {
        let style = Style::new();
        match role {
            Role::Body | Role::Type => style,
            Role::Faint | Role::Comment | Role::Quote => style.add_modifier(Modifier::DIM),
            Role::Found => style.add_modifier(Modifier::REVERSED),
            role if self.name == ThemeName::Mono => mono(role),
            role => coloured(role, self.name == ThemeName::Light),
        }
    }

    /// The style of a look.
    pub fn look(&self, look: Look) -> Style {
        let mut style = self.role(look.role);
        let marks = [
            (look.strong, Modifier::BOLD),
            (look.emphasis, Modifier::ITALIC),
            (look.struck, Modifier::CROSSED_OUT),
        ];
        for (_, modifier) in marks.into_iter().filter(|(is, _)| *is) {
            style = style.add_modifier(modifier);
        }
        style
    }

    /// A line as the terminal library wants it.
    pub fn line<'a>(&self, line: &'a Line) -> text::Line<'a> {
        let spans = line.0.iter();
        spans.map(|span| text::Span::styled(&*span.text, self.look(span.look))).collect()
    }

    /// Puts a character every font has in place of each that is not one.
    #[expect(clippy::disallowed_methods, reason = "the one place where cells are rewritten")]
    pub fn finish(&self, buf: &mut Buffer) {
        if !self.ascii {
            return;
        }
        for cell in &mut buf.content {
            if let Some(plain) = ascii(cell.symbol()) {
                cell.set_symbol(plain);
            }
        }
    }
}

/// Roles told apart without colour.
fn mono(role: Role) -> Style {
    match role {
        Role::Link => Style::new().add_modifier(Modifier::UNDERLINED),
        Role::Code | Role::Literal | Role::Number => Style::new(),
        _ => Style::new().add_modifier(Modifier::BOLD),
    }
}

/// Roles in the sixteen colours that every terminal has, and lets its owner choose.
fn coloured(role: Role, light: bool) -> Style {
    let pick = |dark, bright| Style::new().fg(if light { bright } else { dark });
    match role {
        Role::Heading => pick(Color::Cyan, Color::Blue).add_modifier(Modifier::BOLD),
        Role::Accent => pick(Color::Cyan, Color::Blue),
        Role::Link => pick(Color::Cyan, Color::Blue).add_modifier(Modifier::UNDERLINED),
        Role::Good | Role::Literal => Style::new().fg(Color::Green),
        Role::Bad => Style::new().fg(Color::Red),
        Role::Care | Role::Code => pick(Color::Yellow, Color::Magenta),
        Role::Keyword => pick(Color::Magenta, Color::Blue),
        Role::Number => pick(Color::Cyan, Color::Red),
        _ => Style::new(),
    }
}

/// What stands for a sign of the program or of a drawing in fonts without it.
fn ascii(symbol: &str) -> Option<&'static str> {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    Some(match c {
        '─' | '━' | '═' | '–' | '—' | '╌' => "-",
        '│' | '┃' | '║' | '▏' | '┊' => "|",
        '▸' | '▶' | '►' | '→' | '›' => ">",
        '◀' | '◄' | '←' | '‹' => "<",
        '▲' | '↑' | '▴' => "^",
        '▼' | '↓' | '▾' => "v",
        '█' | '■' | '▓' => "#",
        '░' | '·' | '…' | '▒' => ".",
        '✗' | '☒' => "x",
        '●' | '•' | '⚑' => "*",
        '○' | '□' | '☐' => "o",
        '↪' => "\\",
        '\u{2018}' | '\u{2019}' => "'",
        '\u{201c}' | '\u{201d}' => "\"",
        '✓' | '☑' | '\u{2500}'..='\u{257f}' => "+",
        _ => return None,
    })
}
