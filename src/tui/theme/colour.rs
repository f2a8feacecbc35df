//! Colours: what a screen shows of them, and how they are written.

use ratatui::style::Color;

/// A colour of 24 bits, in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A colour as it was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// The terminal's own.
    Own,
    /// One of the terminal's table; the first sixteen its owner may have changed.
    Indexed(u8),
    /// This one.
    Rgb(Rgb),
}

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None, or none are wanted.
    #[default]
    None,
    /// The sixteen that every terminal has, and lets its owner choose.
    Sixteen,
    /// The table of 256.
    Table,
    /// All of 24 bits.
    Full,
}

/// What the terminal's background is like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shade {
    /// Black or nearly so.
    #[default]
    Dark,
    /// White or nearly so.
    Light,
}

/// The sixteen by name, as ECMA-48 and every terminal's manual have them.
pub const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// The sixteen in the order of [`NAMES`].
const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// What xterm shows for the sixteen (`XTerm-col.ad`).
const XTERM: [u32; 16] = [
    0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
    0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
];

impl Rgb {
    /// From `0xrrggbb`.
    pub const fn hex(code: u32) -> Self {
        let [_, red, green, blue] = code.to_be_bytes();
        Self(red, green, blue)
    }

    /// A colour of the table of 256: sixteen, a cube of six steps a side, and
    /// 24 greys (`256colres.pl` of xterm).
    pub const fn of_table(index: u8) -> Self {
        const fn level(step: u8) -> u8 {
            if step == 0 { 0 } else { 55 + 40 * step }
        }
        match index {
            0..=15 => Self::hex(XTERM[index as usize]),
            16..=231 => {
                let cube = index - 16;
                Self(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
            }
            232..=255 => {
                let grey = 8 + 10 * (index - 232);
                Self(grey, grey, grey)
            }
        }
    }

    /// Red, green and blue in proportion to their light (IEC 61966-2-1).
    pub fn light(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|byte| {
            let part = f64::from(byte) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Relative luminance (WCAG 2.2, "relative luminance").
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.light();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// How well two colours can be told apart, from 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(other) / one.min(other)
    }

    /// The nearest of some places in the table.
    fn nearest(self, among: std::ops::RangeInclusive<u8>) -> u8 {
        let apart = |index: &u8| {
            let other = Self::of_table(*index);
            let pairs = [(self.0, other.0), (self.1, other.1), (self.2, other.2)];
            pairs.map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).iter().sum::<u32>()
        };
        among.min_by_key(apart).unwrap_or_default()
    }
}

impl Colour {
    /// What a terminal with so many colours is told; nothing to leave its own.
    pub fn shown(self, depth: Depth) -> Option<Color> {
        let Rgb(red, green, blue) = self.rgb()?;
        let index = match (self, depth) {
            (_, Depth::None) => return None,
            (Self::Rgb(_), Depth::Full) => return Some(Color::Rgb(red, green, blue)),
            (Self::Indexed(index @ 0..16), _)
            | (Self::Indexed(index), Depth::Table | Depth::Full) => index,
            // The first sixteen may be anything, so they are near to nothing.
            (_, Depth::Table) => Rgb(red, green, blue).nearest(16..=255),
            (_, _) => Rgb(red, green, blue).nearest(0..=15),
        };
        Some(SIXTEEN.get(usize::from(index)).copied().unwrap_or(Color::Indexed(index)))
    }

    fn rgb(self) -> Option<Rgb> {
        match self {
            Self::Own => None,
            Self::Indexed(index) => Some(Rgb::of_table(index)),
            Self::Rgb(rgb) => Some(rgb),
        }
    }

    /// Reads `#rrggbb`, `#rgb`, 0 to 255, one of the [`NAMES`], or `default`.
    pub fn read(text: &str) -> Option<Self> {
        if let Some(digits) = text.strip_prefix('#') {
            return hex(digits).map(Self::Rgb);
        }
        let named = || NAMES.iter().position(|name| *name == text);
        let index = text.parse().ok().or_else(|| u8::try_from(named()?).ok());
        index.map(Self::Indexed).or_else(|| (text == "default").then_some(Self::Own))
    }
}

/// Six hexadecimal digits, or three that are to be doubled.
fn hex(digits: &str) -> Option<Rgb> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let code = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        6 => Some(Rgb::hex(code)),
        3 => {
            let part = |shift: u32| ((code >> shift & 0xf) * 0x11) as u8;
            Some(Rgb(part(8), part(4), part(0)))
        }
        _ => None,
    }
}

impl Depth {
    /// What `COLORTERM` and `TERM` say of a terminal.
    pub fn of(colorterm: &str, term: &str) -> Self {
        if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
            Self::Full
        } else if term.contains("256color") {
            Self::Table
        } else {
            Self::Sixteen
        }
    }
}

impl Shade {
    /// Light is what black can be read on better than white.
    pub fn of(background: Rgb) -> Self {
        let (black, white) = (Rgb::hex(0), Rgb::hex(0xff_ffff));
        if background.contrast(black) > background.contrast(white) {
            Self::Light
        } else {
            Self::Dark
        }
    }

    /// What `COLORFGBG` says of a background, such as `0;15` or `15;default;0`:
    /// its last number is one of the sixteen, of which white ones are light.
    pub fn guess(colorfgbg: &str) -> Self {
        match colorfgbg.rsplit(';').next() {
            Some("7" | "15") => Self::Light,
            _ => Self::Dark,
        }
    }
}
