//! What box characters and arrowheads are made of.

use super::way::{Arms, Way};

/// How heavy the arm of a box character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    None,
    Light,
    Heavy,
    Double,
}

/// The arms of U+2500 to U+257F, two bits each: north, east, south, west.
#[rustfmt::skip]
const TABLE: [u8; 128] = [
    0x11, 0x22, 0x44, 0x88, 0x11, 0x22, 0x44, 0x88, 0x11, 0x22, 0x44, 0x88, 0x14, 0x24, 0x18, 0x28, // ─━│┃┄┅┆┇┈┉┊┋┌┍┎┏
    0x05, 0x06, 0x09, 0x0a, 0x50, 0x60, 0x90, 0xa0, 0x41, 0x42, 0x81, 0x82, 0x54, 0x64, 0x94, 0x58, // ┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟
    0x98, 0xa4, 0x68, 0xa8, 0x45, 0x46, 0x85, 0x49, 0x89, 0x86, 0x4a, 0x8a, 0x15, 0x16, 0x25, 0x26, // ┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯
    0x19, 0x1a, 0x29, 0x2a, 0x51, 0x52, 0x61, 0x62, 0x91, 0x92, 0xa1, 0xa2, 0x55, 0x56, 0x65, 0x66, // ┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿
    0x95, 0x59, 0x99, 0x96, 0xa5, 0x5a, 0x69, 0xa6, 0x6a, 0x9a, 0xa9, 0xaa, 0x11, 0x22, 0x44, 0x88, // ╀╁╂╃╄╅╆╇╈╉╊╋╌╍╎╏
    0x33, 0xcc, 0x34, 0x1c, 0x3c, 0x07, 0x0d, 0x0f, 0x70, 0xd0, 0xf0, 0x43, 0xc1, 0xc3, 0x74, 0xdc, // ═║╒╓╔╕╖╗╘╙╚╛╜╝╞╟
    0xfc, 0x47, 0xcd, 0xcf, 0x37, 0x1d, 0x3f, 0x73, 0xd1, 0xf3, 0x77, 0xdd, 0xff, 0x14, 0x05, 0x41, // ╠╡╢╣╤╥╦╧╨╩╪╫╬╭╮╯
    0x50, 0x00, 0x00, 0x00, 0x01, 0x40, 0x10, 0x04, 0x02, 0x80, 0x20, 0x08, 0x21, 0x48, 0x12, 0x84, // ╰╱╲╳╴╵╶╷╸╹╺╻╼╽╾╿
];

/// The weights of a box character's arms, north, east, south, west.
fn code(c: char) -> Option<u8> {
    let place = u32::from(c).checked_sub(0x2500)?;
    TABLE.get(place as usize).copied().filter(|code| *code != 0)
}

/// Whether a character is one of U+2500 to U+257F that draws a line.
pub(super) fn is_line(c: char) -> bool {
    code(c).is_some()
}

/// The ways in which a box character leaves its cell.
pub(super) fn arms(c: char) -> Arms {
    Way::ALL.into_iter().filter(|way| weight(c, *way) != Weight::None).collect()
}

/// How heavy one arm of a box character is.
pub(super) fn weight(c: char, way: Way) -> Weight {
    match code(c).unwrap_or(0) >> shift(way) & 3 {
        0 => Weight::None,
        1 => Weight::Light,
        2 => Weight::Heavy,
        _ => Weight::Double,
    }
}

const fn shift(way: Way) -> u8 {
    6 - 2 * way as u8
}

/// The same character with some arms of another weight, if there is one.
pub(super) fn reweigh(c: char, arms: Arms, weight: Weight) -> Option<char> {
    let wanted = arms.ways().try_fold(code(c)?, |code, way| {
        (code >> shift(way) & 3 != 0 || weight == Weight::Light)
            .then_some(code & !(3 << shift(way)) | (weight as u8) << shift(way))
    })?;
    find(wanted)
}

/// The same character with these of its arms alone.
pub(super) fn only(c: char, arms: Arms) -> Option<char> {
    let kept = arms.ways().fold(0, |mask, way| mask | 3 << shift(way));
    find(code(c)? & kept)
}

/// A light line with these arms; a space if there are none.
pub(super) fn light(arms: Arms) -> char {
    find(arms.ways().fold(0, |code, way| code | 1 << shift(way))).unwrap_or(' ')
}

/// The first character of the table that has these arms.
fn find(wanted: u8) -> Option<char> {
    let place = TABLE.iter().position(|code| *code == wanted && wanted != 0)?;
    char::from_u32(0x2500 + place as u32)
}

/// Where an arrowhead points, box drawing's own or ASCII's.
pub(super) fn head(c: char) -> Option<Way> {
    match c {
        '▲' | '^' => Some(Way::North),
        '▶' | '►' | '>' => Some(Way::East),
        '▼' | 'v' => Some(Way::South),
        '◀' | '◄' | '<' => Some(Way::West),
        _ => None,
    }
}

/// The nearest character that every font has.
pub(super) fn to_ascii(c: char) -> char {
    match (head(c), arms(c)) {
        (Some(Way::North), _) => '^',
        (Some(Way::East), _) => '>',
        (Some(Way::South), _) => 'v',
        (Some(Way::West), _) => '<',
        (None, Arms::NONE) => c,
        (None, arms) => ascii(arms),
    }
}

/// A line of ASCII with these arms; a space if there are none.
pub(super) fn ascii(arms: Arms) -> char {
    match arms {
        Arms::NONE => ' ',
        arms if arms.minus(Arms::LEVEL).is_none() => '-',
        arms if arms.minus(Arms::UPRIGHT).is_none() => '|',
        _ => '+',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn box_characters_have_arms() {
        use Way::{East, North, South, West};
        for (c, ways) in [
            ('─', vec![East, West]),
            ('│', vec![North, South]),
            ('┌', vec![East, South]),
            ('╯', vec![North, West]),
            ('╠', vec![North, East, South]),
            ('┿', vec![North, East, South, West]),
            ('╱', vec![]),
            ('a', vec![]),
        ] {
            assert_eq!(arms(c).ways().collect::<Vec<_>>(), ways, "{c}");
        }
    }

    #[test]
    fn every_character_is_made_of_its_arms() {
        for c in '\u{2500}'..='\u{257f}' {
            let drawn = only(c, Arms::ALL);
            assert_eq!(drawn.is_some(), is_line(c), "{c}");
            assert_eq!(drawn.map_or(Arms::NONE, arms), arms(c), "{c}");
        }
    }

    #[test]
    fn lines_change_weight() {
        for (c, arms, weight, heavier) in [
            ('─', Arms::LEVEL, Weight::Heavy, Some('━')),
            ('┼', Arms::LEVEL, Weight::Heavy, Some('┿')),
            ('├', Arms::NONE.with(Way::East), Weight::Heavy, Some('┝')),
            ('╭', arms('╭'), Weight::Heavy, Some('┏')),
            ('│', Arms::UPRIGHT, Weight::Double, Some('║')),
            ('├', Arms::UPRIGHT, Weight::Double, Some('╟')),
            ('╬', Arms::LEVEL, Weight::Heavy, None),
            ('x', Arms::LEVEL, Weight::Heavy, None),
        ] {
            assert_eq!(reweigh(c, arms, weight), heavier, "{c}");
        }
    }

    #[test]
    fn lines_lose_arms() {
        assert_eq!(only('┼', Arms::LEVEL), Some('─'));
        assert_eq!(only('╫', Arms::UPRIGHT), Some('║'));
        assert_eq!(only('─', Arms::UPRIGHT), None);
        assert_eq!(light(arms('┬')), '┬');
        assert_eq!(light(Arms::NONE), ' ');
    }

    #[test]
    fn ascii_stands_in() {
        let drawn: String = "┌─┬╗║►◄▲▼é".chars().map(to_ascii).collect();
        assert_eq!(drawn, "+-++|><^vé");
    }
}
