//! Styles as a terminal is told of them outside the full screen.

use std::fmt::Write;

use ratatui::style::{Color, Modifier, Style};

/// Marks and their numbers in `SGR` (ECMA-48, 8.3.117).
const MARKS: &[(Modifier, &str)] = &[
    (Modifier::BOLD, "1;"),
    (Modifier::DIM, "2;"),
    (Modifier::ITALIC, "3;"),
    (Modifier::UNDERLINED, "4;"),
    (Modifier::REVERSED, "7;"),
    (Modifier::CROSSED_OUT, "9;"),
];

/// All marks off, all colours the terminal's own.
pub const RESET: &str = "\x1b[0m";

/// The numbers of a style, each with a `;` behind it.
pub fn codes(style: Style) -> String {
    let mut codes = String::new();
    for (mark, code) in MARKS {
        if style.add_modifier.contains(*mark) {
            codes += code;
        }
    }
    for (colour, ground) in [(style.fg, 0), (style.bg, 10)] {
        if let Some(colour) = colour {
            // Writing to a string cannot fail.
            let _ = write_colour(&mut codes, colour, ground);
        }
    }
    codes
}

/// A colour; `ground`: 0 for letters, 10 for what is behind them.
fn write_colour(out: &mut String, colour: Color, ground: u8) -> std::fmt::Result {
    let named = match colour {
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        Color::Reset => 39,
        Color::Indexed(index) => return write!(out, "{};5;{index};", 38 + ground),
        Color::Rgb(red, green, blue) => {
            return write!(out, "{};2;{red};{green};{blue};", 38 + ground);
        }
    };
    write!(out, "{};", named + ground)
}
