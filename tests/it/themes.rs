//! Colours, as a real terminal gets them, and what it says of its own.

#![allow(clippy::disallowed_methods, reason = "a test must give up some time")]

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use vt100::Color;

use crate::{
    pty::{Session, Start},
    refusals::refuses,
    stories::{desk, stdout, tripos, wait_for_state},
};

const QUESTION: &str = "\x1b]11;?\x07";
const WHITE: &str = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\";
const WHITE_BEL: &str = "\x1b]11;rgb:ffff/ffff/ffff\x07";
const BLACK: &str = "\x1b]11;rgb:0000/0000/0000\x1b\\";

/// A fixed time, and a pack that is quickly read.
const NOW: &[&str] = &["--now", "2026-11-22T09:00:00Z", "--pack", "tests/packs/small"];

/// All colours of letters on the screen.
fn colours(session: &Session) -> Vec<Color> {
    let screen = session.screen.screen();
    let cells = (0..24).flat_map(|row| (0..80).filter_map(move |col| screen.cell(row, col)));
    cells.map(vt100::Cell::fgcolor).collect()
}

/// The colours of the first screen in a theme.
fn home(data: &Path, args: &[&str]) -> Vec<Color> {
    let mut session = Start::new(data, &[NOW, args].concat()).run();
    session.sees("So far").settles();
    let colours = colours(&session);
    session.types("q");
    session.ends();
    colours
}

/// Waits until the screen has these colours.
#[track_caller]
fn turns(session: &mut Session, wanted: &[Color]) {
    let end = Instant::now() + Duration::from_secs(20);
    while colours(session) != wanted {
        assert!(Instant::now() < end, "it does not turn on\n{}", session.text());
        session.rest(Duration::from_millis(10));
    }
}

fn asks(session: &Session) -> bool {
    session.start.windows(QUESTION.len()).any(|bytes| bytes == QUESTION.as_bytes())
}

#[test]
fn the_program_turns_light_where_the_terminal_is() {
    let folder = desk();
    let data = folder.path();
    let (dark, light) = (home(data, &["--theme", "dark"]), home(data, &["--theme", "light"]));
    assert_ne!(dark, light);
    for answer in [WHITE, WHITE_BEL] {
        let mut session = Session::start(data, NOW);
        session.sees("So far").settles();
        let text = session.text();
        assert!(asks(&session));
        turns(&mut session, &dark);
        session.types(answer);
        turns(&mut session, &light);
        assert_eq!(session.text(), text);
        // The next answer is none: nothing was asked.
        session.types("s").sees("Reviews ahead").types("q").sees("So far").types("q");
        assert_eq!(session.ends().0.exit_code(), 0);
    }
}

#[test]
fn no_key_is_misread_in_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::start(folder.path(), NOW);
    session.sees("Welcome to Tripos");
    session.types(&format!("2026{WHITE}-12-26")).sees("2026-12-26").settles();
    let text = session.text();
    session.types("\r").sees("in 34 days").types("\x03");
    assert!(!text.contains("rgb") && !text.contains("11;"), "{text}");
    session.ends();
}

#[test]
fn an_answer_comes_late_and_in_pieces() {
    let folder = desk();
    let data = folder.path();
    let light = home(data, &["--theme", "light"]);
    for at in [2, 4, 10, 23] {
        let mut session = Session::start(data, NOW);
        session.sees("So far").types("s").sees("Reviews ahead").types("\x1b").sees("So far");
        let (one, other) = WHITE.split_at(at);
        session.types(one).rest(Duration::from_millis(20));
        session.types(other);
        turns(&mut session, &light);
        session.types("q");
        assert_eq!(session.ends().0.exit_code(), 0);
    }
}

#[test]
fn an_esc_right_before_an_answer_counts() {
    let folder = desk();
    let light = home(folder.path(), &["--theme", "light"]);
    let mut session = Session::start(folder.path(), NOW);
    session.sees("So far").types("s").sees("Reviews ahead");
    session.types(&format!("\x1b{WHITE}"));
    turns(&mut session, &light);
    session.types("q");
    assert_eq!(session.ends().0.exit_code(), 0);
}

#[test]
fn what_only_looks_like_an_answer_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::start(folder.path(), NOW);
    session.sees("Welcome to Tripos");
    session.types("\x1b]11;rgb:").sees("11;rgb:");
    session.types(&"\x7f".repeat(7)).types("\x1b]2026-12-26").sees("2026-12-26");
    session.types("\r").sees("in 34 days").types("\x1b").sees("Today").types("q");
    assert_eq!(session.ends().0.exit_code(), 0);
}

#[test]
fn an_answer_is_understood_after_a_pause() {
    let folder = desk();
    let light = home(folder.path(), &["--theme", "light"]);
    let mut session = Session::start(folder.path(), NOW);
    session.sees("So far").types("\x1a");
    wait_for_state(&session, "T");
    session.kill("CONT");
    session.sees("So far").types(WHITE);
    turns(&mut session, &light);
    session.types("q");
    assert_eq!(session.ends().0.exit_code(), 0);
}

#[test]
fn who_chose_is_not_overruled() {
    let folder = desk();
    let data = folder.path();
    for (args, env) in [
        (&["--theme", "dark"] as &[&str], None),
        (&["--theme", "light"], None),
        (&["--theme", "mono"], None),
        (&["--no-color"], None),
        (&[], Some("NO_COLOR")),
    ] {
        let mut start = Start::new(data, &[NOW, args].concat());
        start.env.extend(env.map(|name| (name, "1".to_owned())));
        let mut session = start.run();
        session.sees("So far").settles();
        assert!(!asks(&session), "{args:?} {env:?}");
        session.types("q");
        session.ends();
    }
    let fixed = tripos(data, &["set", "theme", "high-contrast"]);
    assert!(fixed.status.success());
    let mut session = Session::start(data, NOW);
    session.sees("So far").settles();
    assert!(asks(&session));
    session.types("q");
    session.ends();
}

#[test]
fn the_first_guess_gives_way_to_the_answer() {
    let folder = desk();
    let data = folder.path();
    let (dark, light) = (home(data, &["--theme", "dark"]), home(data, &["--theme", "light"]));
    let mut session = Start::new(data, NOW).env("COLORFGBG", "0;15").run();
    session.sees("So far");
    turns(&mut session, &light);
    session.types(BLACK);
    turns(&mut session, &dark);
    session.types("q");
    session.ends();
}

#[test]
fn a_terminal_gets_colours_it_has() {
    let folder = desk();
    let is_of = |colour: &Color, term: &str| match colour {
        Color::Default => true,
        Color::Idx(index) => (*index < 16) == (term == "xterm"),
        Color::Rgb(..) => term == "truecolor",
    };
    for term in ["xterm", "xterm-256color", "truecolor"] {
        let name = if term == "truecolor" { "COLORTERM" } else { "TERM" };
        let mut session = Start::new(folder.path(), NOW).env(name, term).run();
        session.sees("So far").settles();
        let colours = colours(&session);
        assert!(colours.iter().any(|colour| *colour != Color::Default), "{term}");
        assert!(colours.iter().all(|colour| is_of(colour, term)), "{term}");
        session.types("q");
        session.ends();
    }
}

/// A data folder with a theme in it.
fn with_theme(source: &str) -> tempfile::TempDir {
    let folder = desk();
    fs::create_dir(folder.path().join("themes")).unwrap();
    fs::write(folder.path().join("themes/mine.yaml"), source).unwrap();
    folder
}

const MINE: &str = "\
base: light
roles:
  heading: {fg: \"#7aa2f7\", bold: true}
  accent: {fg: 208, underline: true}
  good: {fg: green}
";

#[test]
fn a_theme_of_ones_own() {
    let folder = with_theme(MINE);
    let data = folder.path();
    assert_eq!(stdout(&tripos(data, &["set", "theme"])), "auto\n");
    let given = home(data, &["--theme", "mine"]);
    assert!(given.contains(&Color::Idx(208)));
    assert!(!home(data, &["--theme", "light"]).contains(&Color::Idx(208)));
    assert!(tripos(data, &["set", "theme", "mine"]).status.success());
    assert_eq!(stdout(&tripos(data, &["set", "theme"])), "mine\n");
    assert_eq!(stdout(&tripos(data, &["set", "theme", "--theme", "dark"])), "dark\n");
    assert_eq!(home(data, &[]), given);
    assert!(tripos(data, &["set", "theme", "none"]).status.success());
    assert_eq!(stdout(&tripos(data, &["set", "theme"])), "auto\n");
}

#[test]
fn a_fault_in_it_is_told_in_one_line() {
    for (source, says) in [
        ("base: drak", &["`drak`", "did you mean `dark`?"] as &[&str]),
        ("base: mine", &["theme `mine`"]),
        ("roles: {haeding: {fg: red}}", &["`haeding`", "did you mean `heading`?"]),
        ("roles: {good: {fg: gren}}", &["in `good`", "did you mean `green`?"]),
        ("roles: {good: {gf: red}}", &["in `good`", "`gf`", "fg, bg, bold"]),
        ("roles:\n  good:\n    fg: #00ff00\n", &["in `good`", "`fg`", "in quotes"]),
        ("roles: [", &["mend the line"]),
        ("base: dark\nbase: light\n", &["base"]),
    ] {
        let folder = with_theme(source);
        let data = folder.path();
        for args in [&["--theme", "mine"] as &[&str], &["set", "theme", "mine"]] {
            refuses(&tripos(data, args), &[&["mine.yaml"], says].concat());
        }
    }
}

#[test]
fn a_theme_that_is_none_is_told_with_those_there_are() {
    let folder = with_theme(MINE);
    let data = folder.path();
    let known = "auto, dark, light, high-contrast, colour-blind, mono, mine";
    refuses(&tripos(data, &["--theme", "pink"]), &["theme `pink`", known]);
    refuses(&tripos(data, &["set", "theme", "color-blind"]), &["did you mean `colour-blind`?"]);
    refuses(&tripos(data, &["set", "theme", "mime"]), &["did you mean `mine`?"]);
    refuses(&tripos(data, &["--theme", "../themes/mine"]), &["theme `../themes/mine`"]);
    fs::write(data.join("settings.yaml"), "theme: gone\n").unwrap();
    refuses(&tripos(data, &[]), &["theme `gone`", "tripos set theme"]);
    assert!(tripos(data, &["set", "theme", "dark"]).status.success());
}

#[test]
fn help_names_every_theme() {
    let folder = tempfile::tempdir().unwrap();
    let help = stdout(&tripos(folder.path(), &["--help"]));
    let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("auto, dark, light, high-contrast, colour-blind, mono"), "{help}");
}
