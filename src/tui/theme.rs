//! Roles to styles. No file but this and those below it names a colour.

mod ascii;
mod choice;
mod colour;
mod palette;
mod sgr;
#[cfg(test)]
mod tests;

use ratatui::{
    buffer::Buffer,
    style::{Modifier, Style},
    text,
};

use crate::text::{Line, Look, Role};
use palette::ROLES;

pub use choice::{Choice, THEMES, ThemeName, unknown as unknown_word};
pub use colour::{Depth, Rgb, Shade};

/// What roles look like on this terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Only characters every font has.
    pub ascii: bool,
    choice: Choice,
    depth: Depth,
    shade: Shade,
    /// The styles of all roles, and the same as numbers of `SGR`.
    styles: [Style; ROLES.len()],
    codes: [String; ROLES.len()],
}

impl Default for Theme {
    /// Without colours.
    fn default() -> Self {
        Self::new(ThemeName::Mono.into(), Depth::None, Shade::Dark)
    }
}

impl Theme {
    /// A theme as a terminal with so many colours and such a background shows it.
    pub fn new(choice: Choice, depth: Depth, shade: Shade) -> Self {
        let plain = Choice::from(ThemeName::Mono);
        let Choice { base, changes } = if depth == Depth::None { &plain } else { &choice };
        let styles = base.palette(shade).map(|(role, ink)| {
            let own = changes.iter().find(|(of, _)| *of == role);
            own.map_or(ink, |(_, change)| change.apply(ink)).style(depth)
        });
        let codes = styles.map(sgr::codes);
        Self { ascii: false, choice, depth, shade, styles, codes }
    }

    /// The same, with only characters every font has, or with all.
    #[must_use]
    pub fn with_ascii(self, ascii: bool) -> Self {
        Self { ascii, ..self }
    }

    /// The same on another background.
    #[must_use]
    pub fn on(&self, shade: Shade) -> Self {
        Self::new(self.choice.clone(), self.depth, shade).with_ascii(self.ascii)
    }

    /// Whether it is another one on another background.
    pub fn depends_on_background(&self) -> bool {
        let name = self.choice.base;
        self.depth != Depth::None && name.palette(Shade::Dark) != name.palette(Shade::Light)
    }

    /// The style of a role.
    pub fn role(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// The style of a look.
    pub fn look(&self, look: Look) -> Style {
        marks(look).fold(self.role(look.role), |style, (mark, _)| style.add_modifier(mark))
    }

    /// A line as the terminal library wants it.
    pub fn line<'a>(&self, line: &'a Line) -> text::Line<'a> {
        let spans = line.0.iter();
        spans.map(|span| text::Span::styled(&*span.text, self.look(span.look))).collect()
    }

    /// Writes a line for a terminal outside the full screen, without a line
    /// break; behind it everything is off again.
    pub fn ansi(&self, line: &Line, out: &mut String) {
        let mut last = None;
        let mut on = false;
        for span in line.0.iter().filter(|span| !span.text.is_empty()) {
            if last != Some(span.look) {
                on = self.turn_to(span.look, on, out);
                last = Some(span.look);
            }
            if self.ascii {
                ascii::push(&span.text, out);
            } else {
                out.push_str(&span.text);
            }
        }
        if on {
            out.push_str(sgr::RESET);
        }
    }

    /// Writes the text of a line alone.
    pub fn text(&self, line: &Line, out: &mut String) {
        for span in &line.0 {
            if self.ascii {
                ascii::push(&span.text, out);
            } else {
                out.push_str(&span.text);
            }
        }
    }

    /// Writes what turns one look into another; whether anything is on then.
    fn turn_to(&self, look: Look, on: bool, out: &mut String) -> bool {
        let codes = self.codes.get(look.role as usize).map_or("", String::as_str);
        if on {
            out.push_str(sgr::RESET);
        }
        if codes.is_empty() && marks(look).next().is_none() {
            return false;
        }
        out.push_str("\x1b[");
        out.push_str(codes);
        for (_, code) in marks(look) {
            out.push_str(code);
        }
        // Every number ends in `;`, the last one in what ends them all.
        out.pop();
        out.push('m');
        true
    }

    /// Puts a character every font has in place of each that is not one.
    #[expect(clippy::disallowed_methods, reason = "the one place where cells are rewritten")]
    pub fn finish(&self, buf: &mut Buffer) {
        if !self.ascii {
            return;
        }
        for cell in &mut buf.content {
            if let Some(plain) = ascii::plain(cell.symbol()) {
                cell.set_symbol(plain);
            }
        }
    }
}

/// Marks that go with any role.
fn marks(look: Look) -> impl Iterator<Item = (Modifier, &'static str)> {
    let marks = [
        (look.strong, Modifier::BOLD, "1;"),
        (look.emphasis, Modifier::ITALIC, "3;"),
        (look.struck, Modifier::CROSSED_OUT, "9;"),
    ];
    marks.into_iter().filter(|(is, ..)| *is).map(|(_, mark, code)| (mark, code))
}
