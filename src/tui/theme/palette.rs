//! What every role looks like in every theme: one table each.

use ratatui::style::{Color, Modifier, Style};

use super::{
    ThemeName,
    colour::{Colour, Depth, Rgb, Shade},
};
use crate::text::Role;

/// Every role, in the order of its definition, as it is written in files.
pub const ROLES: [(Role, &str); 16] = [
    (Role::Body, "body"),
    (Role::Heading, "heading"),
    (Role::Accent, "accent"),
    (Role::Faint, "faint"),
    (Role::Good, "good"),
    (Role::Bad, "bad"),
    (Role::Care, "care"),
    (Role::Link, "link"),
    (Role::Code, "code"),
    (Role::Keyword, "keyword"),
    (Role::Literal, "literal"),
    (Role::Number, "number"),
    (Role::Comment, "comment"),
    (Role::Type, "type"),
    (Role::Quote, "quote"),
    (Role::Found, "found"),
];

/// What every role looks like, in the order of [`ROLES`].
pub type Palette = [(Role, Ink); ROLES.len()];

/// What a role looks like, whatever the terminal can show of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink {
    /// The colour of letters.
    pub fg: Paint,
    /// The colour behind them.
    pub bg: Paint,
    /// Bold, underlined and the like.
    pub marks: Modifier,
}

/// A colour, and what stands for it among the sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    /// The colour.
    pub colour: Colour,
    few: Few,
}

/// What stands for a colour among the sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Few {
    /// Whichever is nearest.
    Nearest,
    /// This one: shades of the sixteen are their owner's, so hues are chosen.
    Named(u8),
    /// None: no grey of the sixteen can be read on every background.
    Dim,
}

const OWN: Paint = Paint { colour: Colour::Own, few: Few::Nearest };

const BLACK: u8 = 0;
const RED: u8 = 1;
const GREEN: u8 = 2;
const YELLOW: u8 = 3;
const BLUE: u8 = 4;
const MAGENTA: u8 = 5;
const CYAN: u8 = 6;
const LIGHT_RED: u8 = 9;
const LIGHT_GREEN: u8 = 10;
const LIGHT_YELLOW: u8 = 11;
const LIGHT_BLUE: u8 = 12;
const LIGHT_MAGENTA: u8 = 13;
const LIGHT_CYAN: u8 = 14;
const LIGHT_WHITE: u8 = 15;

const PLAIN: Ink = marked(Modifier::empty());

const fn marked(marks: Modifier) -> Ink {
    Ink { fg: OWN, bg: OWN, marks }
}

const fn paint(code: u32, few: Few) -> Paint {
    Paint { colour: Colour::Rgb(Rgb::hex(code)), few }
}

/// A colour, and one of the sixteen for it.
const fn ink(code: u32, few: u8) -> Ink {
    Ink { fg: paint(code, Few::Named(few)), ..PLAIN }
}

/// A colour that stands back, and dimmed letters for it.
const fn grey(code: u32) -> Ink {
    Ink { fg: paint(code, Few::Dim), ..PLAIN }
}

impl Ink {
    const fn with(self, marks: Modifier) -> Self {
        Self { marks: self.marks.union(marks), ..self }
    }

    const fn bold(self) -> Self {
        self.with(Modifier::BOLD)
    }

    const fn underlined(self) -> Self {
        self.with(Modifier::UNDERLINED)
    }

    const fn on(self, code: u32, few: u8) -> Self {
        Self { bg: paint(code, Few::Named(few)), ..self }
    }

    /// As a terminal with so many colours shows it.
    pub fn style(self, depth: Depth) -> Style {
        let dim = depth == Depth::Sixteen && self.fg.few == Few::Dim;
        let marks = if dim { self.marks | Modifier::DIM } else { self.marks };
        let (fg, bg) = (self.fg.shown(depth), self.bg.shown(depth));
        Style { fg, bg, ..Style::new().add_modifier(marks) }
    }
}

impl Paint {
    /// A colour for which the nearest of the sixteen will do.
    pub const fn new(colour: Colour) -> Self {
        Self { colour, few: Few::Nearest }
    }

    fn shown(self, depth: Depth) -> Option<Color> {
        match (depth, self.few) {
            (Depth::Sixteen, Few::Dim) => None,
            (Depth::Sixteen, Few::Named(index)) => Colour::Indexed(index).shown(depth),
            _ => self.colour.shown(depth),
        }
    }
}

impl ThemeName {
    /// What every role looks like on a background.
    pub const fn palette(self, shade: Shade) -> &'static Palette {
        match (self, shade) {
            (Self::Dark, _) | (Self::Auto, Shade::Dark) => &DARK,
            (Self::Light, _) | (Self::Auto, Shade::Light) => &LIGHT,
            (Self::HighContrast, Shade::Dark) => &STRONG_DARK,
            (Self::HighContrast, Shade::Light) => &STRONG_LIGHT,
            (Self::ColourBlind, Shade::Dark) => &BLIND_DARK,
            (Self::ColourBlind, Shade::Light) => &BLIND_LIGHT,
            (Self::Mono, _) => &MONO,
        }
    }
}

/// No colours: what matters is bold, what does not is dim.
const MONO: Palette = [
    (Role::Body, PLAIN),
    (Role::Heading, PLAIN.bold()),
    (Role::Accent, PLAIN.bold()),
    (Role::Faint, marked(Modifier::DIM)),
    (Role::Good, PLAIN.bold()),
    (Role::Bad, PLAIN.bold()),
    (Role::Care, PLAIN.bold()),
    (Role::Link, PLAIN.underlined()),
    (Role::Code, PLAIN),
    (Role::Keyword, PLAIN.bold()),
    (Role::Literal, PLAIN),
    (Role::Number, PLAIN),
    (Role::Comment, marked(Modifier::DIM)),
    (Role::Type, PLAIN),
    (Role::Quote, marked(Modifier::DIM)),
    (Role::Found, marked(Modifier::REVERSED)),
];

const DARK: Palette = [
    (Role::Body, PLAIN),
    (Role::Heading, ink(0x5f_afd7, CYAN).bold()),
    (Role::Accent, ink(0x5f_afd7, CYAN)),
    (Role::Faint, grey(0x9e_9e9e)),
    (Role::Good, ink(0x8f_bc5f, GREEN)),
    (Role::Bad, ink(0xff_8787, RED)),
    (Role::Care, ink(0xd7_af5f, YELLOW)),
    (Role::Link, ink(0x5f_afd7, CYAN).underlined()),
    (Role::Code, ink(0xd7_af87, YELLOW)),
    (Role::Keyword, ink(0xaf_87d7, MAGENTA)),
    (Role::Literal, ink(0x8f_bc5f, GREEN)),
    (Role::Number, ink(0x5f_afaf, CYAN)),
    (Role::Comment, grey(0x9e_9e9e)),
    (Role::Type, PLAIN),
    (Role::Quote, grey(0xb2_b2b2)),
    (Role::Found, ink(0x00_0000, BLACK).on(0xd7_af5f, YELLOW)),
];

const LIGHT: Palette = [
    (Role::Body, PLAIN),
    (Role::Heading, ink(0x00_5f87, BLUE).bold()),
    (Role::Accent, ink(0x00_5f87, BLUE)),
    (Role::Faint, grey(0x62_6262)),
    (Role::Good, ink(0x00_6a00, GREEN)),
    (Role::Bad, ink(0xaf_0000, RED)),
    (Role::Care, ink(0x87_5f00, MAGENTA)),
    (Role::Link, ink(0x00_5f87, BLUE).underlined()),
    (Role::Code, ink(0x87_005f, MAGENTA)),
    (Role::Keyword, ink(0x5f_00af, BLUE)),
    (Role::Literal, ink(0x00_6a00, GREEN)),
    (Role::Number, ink(0x87_5f00, RED)),
    (Role::Comment, grey(0x62_6262)),
    (Role::Type, PLAIN),
    (Role::Quote, grey(0x58_5858)),
    (Role::Found, ink(0x00_0000, BLACK).on(0xff_d75f, YELLOW)),
];

const STRONG_DARK: Palette = [
    (Role::Body, PLAIN),
    (Role::Heading, ink(0x87_d7ff, LIGHT_CYAN).bold()),
    (Role::Accent, ink(0x87_d7ff, LIGHT_CYAN).bold()),
    (Role::Faint, ink(0xc6_c6c6, LIGHT_WHITE)),
    (Role::Good, ink(0x87_ff87, LIGHT_GREEN).bold()),
    (Role::Bad, ink(0xff_9b9b, LIGHT_RED).bold()),
    (Role::Care, ink(0xff_d75f, LIGHT_YELLOW).bold()),
    (Role::Link, ink(0x87_d7ff, LIGHT_CYAN).underlined()),
    (Role::Code, ink(0xff_d7af, LIGHT_YELLOW)),
    (Role::Keyword, ink(0xd7_afff, LIGHT_MAGENTA).bold()),
    (Role::Literal, ink(0x87_ff87, LIGHT_GREEN)),
    (Role::Number, ink(0x87_ffff, LIGHT_CYAN)),
    (Role::Comment, ink(0xc6_c6c6, LIGHT_WHITE)),
    (Role::Type, PLAIN),
    (Role::Quote, ink(0xd0_d0d0, LIGHT_WHITE)),
    (Role::Found, ink(0x00_0000, BLACK).on(0xff_d75f, LIGHT_YELLOW)),
];

const STRONG_LIGHT: Palette = [
    (Role::Body, PLAIN),
    (Role::Heading, ink(0x00_00af, BLUE).bold()),
    (Role::Accent, ink(0x00_00af, BLUE).bold()),
    (Role::Faint, ink(0x44_4444, BLACK)),
    (Role::Good, ink(0x00_5200, GREEN).bold()),
    (Role::Bad, ink(0x87_0000, RED).bold()),
    (Role::Care, ink(0x5f_005f, MAGENTA).bold()),
    (Role::Link, ink(0x00_00af, BLUE).underlined()),
    (Role::Code, ink(0x5f_005f, MAGENTA)),
    (Role::Keyword, ink(0x5f_0087, BLUE).bold()),
    (Role::Literal, ink(0x00_5200, GREEN)),
    (Role::Number, ink(0x87_0000, RED)),
    (Role::Comment, ink(0x44_4444, BLACK)),
    (Role::Type, PLAIN),
    (Role::Quote, ink(0x3a_3a3a, BLACK)),
    (Role::Found, ink(0xff_ffff, LIGHT_WHITE).on(0x00_00af, BLUE)),
];

/// The colours of Okabe and Ito, "Color Universal Design" (2008): blue is
/// right, orange is wrong.
const BLIND_DARK: Palette = [
    (Role::Body, PLAIN),
    (Role::Heading, ink(0xcc_79a7, MAGENTA).bold()),
    (Role::Accent, ink(0xcc_79a7, MAGENTA)),
    (Role::Faint, grey(0x9e_9e9e)),
    (Role::Good, ink(0x56_b4e9, LIGHT_BLUE)),
    (Role::Bad, ink(0xe6_9f00, YELLOW)),
    (Role::Care, ink(0xf0_e442, LIGHT_YELLOW)),
    (Role::Link, ink(0xcc_79a7, MAGENTA).underlined()),
    (Role::Code, ink(0xf0_e442, LIGHT_YELLOW)),
    (Role::Keyword, ink(0xcc_79a7, MAGENTA)),
    (Role::Literal, ink(0x56_b4e9, LIGHT_BLUE)),
    (Role::Number, ink(0xe6_9f00, YELLOW)),
    (Role::Comment, grey(0x9e_9e9e)),
    (Role::Type, PLAIN),
    (Role::Quote, grey(0xb2_b2b2)),
    (Role::Found, ink(0x00_0000, BLACK).on(0xf0_e442, LIGHT_YELLOW)),
];

/// The same, darkened until they can be read on white.
const BLIND_LIGHT: Palette = [
    (Role::Body, PLAIN),
    (Role::Heading, ink(0x8f_2f6f, MAGENTA).bold()),
    (Role::Accent, ink(0x8f_2f6f, MAGENTA)),
    (Role::Faint, grey(0x62_6262)),
    (Role::Good, ink(0x00_659e, BLUE)),
    (Role::Bad, ink(0x9a_4f00, RED)),
    (Role::Care, ink(0x6f_6000, MAGENTA)),
    (Role::Link, ink(0x8f_2f6f, MAGENTA).underlined()),
    (Role::Code, ink(0x6f_6000, MAGENTA)),
    (Role::Keyword, ink(0x8f_2f6f, MAGENTA)),
    (Role::Literal, ink(0x00_659e, BLUE)),
    (Role::Number, ink(0x9a_4f00, RED)),
    (Role::Comment, grey(0x62_6262)),
    (Role::Type, PLAIN),
    (Role::Quote, grey(0x58_5858)),
    (Role::Found, ink(0x00_0000, BLACK).on(0xf0_e442, YELLOW)),
];
