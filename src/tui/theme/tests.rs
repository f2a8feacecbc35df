//! Whether everybody can read it.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};

use super::{
    colour::{Colour, NAMES},
    palette::Palette,
    *,
};
use crate::{store::Word, text::Span};

const BLACKS: [Rgb; 2] = [Rgb::hex(0), Rgb::hex(0x1e_1e1e)];
const WHITES: [Rgb; 2] = [Rgb::hex(0xff_ffff), Rgb::hex(0xee_eeee)];

/// The themes with colours, on the background they are for.
const COLOURED: [(ThemeName, Shade); 6] = [
    (ThemeName::Dark, Shade::Dark),
    (ThemeName::Light, Shade::Light),
    (ThemeName::HighContrast, Shade::Dark),
    (ThemeName::HighContrast, Shade::Light),
    (ThemeName::ColourBlind, Shade::Dark),
    (ThemeName::ColourBlind, Shade::Light),
];

fn rgb(colour: Color) -> Rgb {
    match colour {
        Color::Rgb(red, green, blue) => Rgb(red, green, blue),
        Color::Indexed(index) => Rgb::of_table(index),
        named => panic!("{named} is whatever its owner wants"),
    }
}

fn theme(name: ThemeName, depth: Depth, shade: Shade) -> Theme {
    Theme::new(name.into(), depth, shade)
}

#[test]
fn every_role_is_in_its_place() {
    for (index, (role, name)) in ROLES.into_iter().enumerate() {
        assert_eq!(role as usize, index, "{name}");
        assert_eq!(format!("{role:?}").to_lowercase(), name);
    }
    let is_whole =
        |palette: &Palette| palette.iter().zip(ROLES).all(|((role, _), (named, _))| *role == named);
    for (_, name) in THEMES {
        assert!(is_whole(name.palette(Shade::Dark)) && is_whole(name.palette(Shade::Light)));
    }
}

/// At least 4.5 : 1 (WCAG 2.2, 1.4.3), and 7 : 1 (1.4.6) for high contrast. The
/// table has no green dark enough for 7 : 1 on anything but white.
#[test]
fn every_role_can_be_read() {
    for (name, shade) in COLOURED {
        let grounds = if shade == Shade::Dark { BLACKS } else { WHITES };
        let strong = name == ThemeName::HighContrast;
        for (depth, grounds) in [
            (Depth::Full, &grounds[..]),
            (Depth::Table, if strong { &grounds[..1] } else { &grounds[..] }),
        ] {
            let theme = theme(name, depth, shade);
            for (role, _) in ROLES {
                let Style { fg, bg, .. } = theme.role(role);
                let Some(fg) = fg.map(rgb) else { continue };
                for ground in grounds {
                    let ground = bg.map_or(*ground, rgb);
                    let contrast = fg.contrast(ground);
                    let least = if strong { 7.0 } else { 4.5 };
                    assert!(
                        contrast >= least,
                        "{name:?} {shade:?} {depth:?} {role:?}: {contrast:.2} on {ground:?}"
                    );
                }
            }
        }
    }
}

/// Where green and red are one: Machado, Oliveira and Fernandes, "A
/// Physiologically-based Model for Simulation of Color Vision Deficiency"
/// (2009), severity 1.0.
const BLIND: [(&str, [[f64; 3]; 3]); 3] = [
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(one, other)| one * other).sum::<f64>())
}

/// CIE L*a*b* of light in sRGB's primaries, D65 (CIE 15; IEC 61966-2-1).
fn lab(light: [f64; 3]) -> [f64; 3] {
    const TO_XYZ: [[f64; 3]; 3] = [
        [0.412_456, 0.357_576, 0.180_438],
        [0.212_673, 0.715_152, 0.072_175],
        [0.019_334, 0.119_192, 0.950_304],
    ];
    let [x, y, z] = times(&TO_XYZ, light.map(|part| part.clamp(0.0, 1.0)));
    let [x, y, z] = [x / 0.950_47, y, z / 1.088_83]
        .map(|part| if part > 0.008_856 { part.cbrt() } else { 7.787 * part + 16.0 / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How far two roles are apart for an eye (ΔE of 1976; 2.3 is just to be seen).
fn apart(theme: &Theme, roles: (Role, Role), eye: &[[f64; 3]; 3]) -> f64 {
    let seen = |role| lab(times(eye, rgb(theme.role(role).fg.unwrap()).light()));
    let (one, other) = (seen(roles.0), seen(roles.1));
    one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn right_and_wrong_differ_for_every_eye() {
    for shade in [Shade::Dark, Shade::Light] {
        for depth in [Depth::Full, Depth::Table] {
            let theme = theme(ThemeName::ColourBlind, depth, shade);
            for (eye, matrix) in BLIND {
                let far = apart(&theme, (Role::Good, Role::Bad), &matrix);
                assert!(far > 40.0, "{shade:?} {depth:?} {eye}: {far:.0}");
            }
        }
        // The measure tells: green and red are near for such eyes.
        let usual = theme(ThemeName::Auto, Depth::Full, shade);
        let near = apart(&usual, (Role::Good, Role::Bad), &BLIND[1].1);
        assert!(near < 40.0, "{shade:?}: {near:.0}");
    }
}

#[test]
fn running_text_is_the_terminals_own() {
    for (_, name) in THEMES {
        for depth in [Depth::None, Depth::Sixteen, Depth::Table, Depth::Full] {
            assert_eq!(theme(*name, depth, Shade::Dark).role(Role::Body), Style::new());
        }
    }
}

#[test]
fn a_terminal_is_told_only_colours_it_has() {
    for (name, shade) in COLOURED {
        for (role, _) in ROLES {
            let shown = |depth| {
                let Style { fg, bg, .. } = theme(name, depth, shade).role(role);
                [fg, bg].into_iter().flatten().collect::<Vec<_>>()
            };
            assert!(shown(Depth::None).is_empty());
            let many = |colour: &Color| matches!(colour, Color::Rgb(..) | Color::Indexed(_));
            assert!(!shown(Depth::Sixteen).iter().any(many), "{name:?} {role:?}");
            assert!(shown(Depth::Table).iter().all(|it| matches!(it, Color::Indexed(16..))));
            assert!(shown(Depth::Full).iter().all(|it| matches!(it, Color::Rgb(..))));
        }
    }
}

#[test]
fn what_a_terminal_can_show_stands_in_its_variables() {
    for (colorterm, term, depth) in [
        ("truecolor", "xterm", Depth::Full),
        ("24bit", "xterm-256color", Depth::Full),
        ("", "xterm-direct", Depth::Full),
        ("", "xterm-256color", Depth::Table),
        ("yes", "screen-256color", Depth::Table),
        ("", "linux", Depth::Sixteen),
        ("", "", Depth::Sixteen),
    ] {
        assert_eq!(Depth::of(colorterm, term), depth, "{colorterm} {term}");
    }
    for (said, shade) in [
        ("", Shade::Dark),
        ("15;0", Shade::Dark),
        ("0;15", Shade::Light),
        ("0;default;7", Shade::Light),
        ("0;default", Shade::Dark),
    ] {
        assert_eq!(Shade::guess(said), shade, "{said}");
    }
}

#[test]
fn a_background_is_light_or_dark() {
    for (code, shade) in [
        (0x00_0000, Shade::Dark),
        (0x00_2b36, Shade::Dark),
        (0x30_0a24, Shade::Dark),
        (0xfd_f6e3, Shade::Light),
        (0xff_ffff, Shade::Light),
        (0xc0_c0c0, Shade::Light),
    ] {
        assert_eq!(Shade::of(Rgb::hex(code)), shade, "{code:06x}");
    }
}

#[test]
fn the_background_matters_to_some() {
    for (_, name) in THEMES {
        let asks = |depth| theme(*name, depth, Shade::Dark).depends_on_background();
        let fixed = matches!(name, ThemeName::Dark | ThemeName::Light | ThemeName::Mono);
        assert_eq!(asks(Depth::Sixteen), !fixed, "{name:?}");
        assert!(!asks(Depth::None), "{name:?}");
    }
    let auto = theme(ThemeName::Auto, Depth::Table, Shade::Dark).with_ascii(true);
    let light = theme(ThemeName::Light, Depth::Table, Shade::Light);
    assert_eq!(
        auto.role(Role::Bad),
        theme(ThemeName::Dark, Depth::Table, Shade::Light).role(Role::Bad)
    );
    let auto = auto.on(Shade::Light);
    assert!(auto.ascii);
    assert_eq!(auto.role(Role::Bad), light.role(Role::Bad));
}

#[test]
fn colours_are_read_in_every_form() {
    for (text, colour) in [
        ("#7aa2f7", Colour::Rgb(Rgb(0x7a, 0xa2, 0xf7))),
        ("#FA0", Colour::Rgb(Rgb(0xff, 0xaa, 0))),
        ("208", Colour::Indexed(208)),
        ("green", Colour::Indexed(2)),
        ("bright-white", Colour::Indexed(15)),
        ("default", Colour::Own),
    ] {
        assert_eq!(Colour::read(text), Some(colour), "{text}");
    }
    for text in ["", "#", "#12345", "#+12345", "#ggg", "256", "-1", "grue", "Green"] {
        assert_eq!(Colour::read(text), None, "{text}");
    }
}

#[test]
fn near_colours_stand_for_those_a_terminal_has_not() {
    for (text, depth, shown) in [
        ("#ff8700", Depth::Full, Some(Color::Rgb(255, 135, 0))),
        ("#ff8701", Depth::Table, Some(Color::Indexed(208))),
        ("#959595", Depth::Table, Some(Color::Indexed(246))),
        ("#000", Depth::Table, Some(Color::Indexed(16))),
        ("#fa0505", Depth::Sixteen, Some(Color::LightRed)),
        ("208", Depth::Sixteen, Some(Color::Yellow)),
        ("208", Depth::Full, Some(Color::Indexed(208))),
        ("green", Depth::Full, Some(Color::Green)),
        ("green", Depth::None, None),
        ("default", Depth::Full, None),
    ] {
        assert_eq!(Colour::read(text).unwrap().shown(depth), shown, "{text} {depth:?}");
    }
    assert_eq!(Colour::read(NAMES[7]).unwrap().shown(Depth::Table), Some(Color::Gray));
}

fn group<const N: usize>(words: [(&str, Word); N]) -> BTreeMap<String, Word> {
    words.into_iter().map(|(key, word)| (key.to_owned(), word)).collect()
}

fn text(text: &str) -> Word {
    Word::Text(text.to_owned())
}

/// A theme with one role changed.
fn own<const N: usize>(base: &str, role: &str, keys: [(&str, Word); N]) -> Result<Choice, String> {
    let roles = Word::Group(group([(role, Word::Group(group(keys)))]));
    Choice::own(&group([("base", text(base)), ("roles", roles)]))
}

#[test]
fn a_theme_of_ones_own_changes_what_it_names() {
    let keys =
        [("fg", Word::Number(208)), ("bold", Word::Flag(false)), ("underline", Word::Flag(true))];
    let own = own("dark", "heading", keys).unwrap();
    let mine = Theme::new(own.clone(), Depth::Table, Shade::Light);
    assert!(!mine.depends_on_background());
    let heading = Style::new().fg(Color::Indexed(208)).add_modifier(Modifier::UNDERLINED);
    assert_eq!(mine.role(Role::Heading), heading);
    let dark = theme(ThemeName::Dark, Depth::Table, Shade::Dark);
    assert_eq!(mine.role(Role::Good), dark.role(Role::Good));
    let plain = Theme::new(own, Depth::None, Shade::Dark);
    assert_eq!(plain.role(Role::Heading), Theme::default().role(Role::Heading));
}

#[test]
fn a_colour_for_a_dimmed_role_is_not_dimmed() {
    let own = own("mono", "faint", [("fg", text("blue"))]).unwrap();
    let theme = Theme::new(own, Depth::Sixteen, Shade::Dark);
    assert_eq!(theme.role(Role::Faint), Style::new().fg(Color::Blue));
    let auto = Choice::own(&BTreeMap::new()).unwrap();
    assert!(Theme::new(auto, Depth::Sixteen, Shade::Dark).depends_on_background());
}

#[test]
fn words_that_mean_nothing_are_told_with_the_nearest() {
    let flag = Word::Flag(true);
    for (told, says) in [
        (own("drak", "good", []), &["`drak`", "did you mean `dark`?"] as &[&str]),
        (own("dark", "haeding", []), &["role `haeding`", "did you mean `heading`?"]),
        (own("dark", "good", [("bolt", flag.clone())]), &["in `good`", "did you mean `bold`?"]),
        (own("dark", "good", [("bold", text("yes"))]), &["in `good`", "`bold`", "true or false"]),
        (own("dark", "good", [("fg", text("gren"))]), &["`gren`", "did you mean `green`?"]),
        (own("dark", "good", [("fg", Word::Number(256))]), &["`256`", "0 to 255"]),
        (own("dark", "good", [("bg", flag.clone())]), &["`bg`", "in quotes"]),
        (Choice::own(&group([("bse", flag.clone())])), &["key `bse`", "did you mean `base`?"]),
        (Choice::own(&group([("base", flag.clone())])), &["`base`"]),
        (Choice::own(&group([("roles", flag.clone())])), &["`roles`"]),
        (
            Choice::own(&group([("roles", Word::Group(group([("good", text("green"))])))])),
            &["`good` wants keys", "{fg: green}"],
        ),
    ] {
        let told = told.unwrap_err();
        for word in says {
            assert!(told.contains(word), "no `{word}` in {told}");
        }
        assert!(!told.contains('\n'));
    }
}

#[test]
fn a_line_outside_the_full_screen_ends_as_it_began() {
    let line = |spans: &[(&str, Look)]| {
        Line(spans.iter().map(|(text, look)| Span::new(text, *look)).collect())
    };
    let strong = Look { strong: true, ..Look::default() };
    let all = Look { role: Role::Good, strong: true, emphasis: true, struck: true };
    let write = |theme: &Theme, spans: &[(&str, Look)]| {
        let mut out = String::new();
        theme.ansi(&line(spans), &mut out);
        out
    };
    let dark = |depth| theme(ThemeName::Dark, depth, Shade::Dark);
    let body = Look::default();
    for (depth, spans, written) in [
        (Depth::Full, vec![], ""),
        (Depth::Full, vec![("a", body), ("b", body)], "ab"),
        (Depth::None, vec![("a", Role::Good.into()), ("b", body)], "\x1b[1ma\x1b[0mb"),
        (Depth::Sixteen, vec![("a", Role::Bad.into())], "\x1b[31ma\x1b[0m"),
        (Depth::Sixteen, vec![("a", Role::Found.into())], "\x1b[30;43ma\x1b[0m"),
        (Depth::Sixteen, vec![("a", Role::Faint.into())], "\x1b[2ma\x1b[0m"),
        (Depth::Table, vec![("a", Role::Accent.into())], "\x1b[38;5;74ma\x1b[0m"),
        (Depth::Full, vec![("a", Role::Accent.into())], "\x1b[38;2;95;175;215ma\x1b[0m"),
        (Depth::Full, vec![("a", strong), ("", all), ("b", body)], "\x1b[1ma\x1b[0mb"),
        (
            Depth::Sixteen,
            vec![("a", all), ("b", all), ("c", strong)],
            "\x1b[32;1;3;9mab\x1b[0m\x1b[1mc\x1b[0m",
        ),
    ] {
        assert_eq!(write(&dark(depth), &spans), written, "{depth:?}");
    }
    let plain = Theme::default().with_ascii(true);
    assert_eq!(write(&plain, &[("a → b…", body)]), "a > b.");
}

#[test]
fn a_role_without_colours_of_its_own_may_get_some() {
    let own = own("dark", "body", [("fg", text("white")), ("bg", text("bright-black"))]).unwrap();
    let theme = Theme::new(own, Depth::Table, Shade::Dark);
    let mut out = String::new();
    theme.ansi(&Line::new("a", Role::Body), &mut out);
    assert_eq!(out, "\x1b[37;100ma\x1b[0m");
}

#[test]
fn the_page_about_colours_names_all_there_is() {
    let page = include_str!("../../../docs/themes.md");
    let themes = THEMES.iter().map(|(name, _)| *name);
    for name in themes.chain(ROLES.iter().map(|(_, name)| *name)) {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
    for name in &NAMES[..8] {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
}
