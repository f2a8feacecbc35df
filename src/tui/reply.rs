//! What the terminal answers when it is asked for its background, found among
//! what the learner types.
//!
//! The question is `OSC 11 ; ?` (xterm, "Operating System Commands"); it ends in
//! `BEL`, since rxvt answers the other end with half of it. The answer comes as
//! input, whenever it comes, and the terminal library takes it for keys:
//! `Alt-]`, `1`, `1`, `;` and so on.

use std::time::Duration;

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::theme::{Rgb, Shade};

/// Asks the terminal for its background.
pub const QUESTION: &str = "\x1b]11;?\x07";

/// Waits for one answer; until it has come, what may be the beginning of it is
/// held back.
#[derive(Debug, Default)]
pub struct Reply {
    /// No answer has come yet.
    awaited: bool,
    held: Vec<Event>,
    /// What may be an answer, as the terminal wrote it.
    text: String,
}

/// What came of an event.
#[derive(Debug, Default, PartialEq)]
pub struct Heard {
    /// What is not part of an answer, in the order in which it came.
    pub events: Vec<Event>,
    /// What the answer says.
    pub shade: Option<Shade>,
}

/// How much of an answer a text is.
#[derive(Debug, PartialEq)]
enum Part {
    None,
    Some,
    All(Rgb),
}

/// A lone Esc is most likely meant: the learner is not kept waiting.
const SHORT: Duration = Duration::from_millis(50);

/// The beginning of an answer is most likely one.
const LONG: Duration = Duration::from_millis(500);

impl Reply {
    /// An answer to a question that was asked.
    pub fn awaited() -> Self {
        Self { awaited: true, ..Self::default() }
    }

    /// How long more input may be waited for before what is held is given up;
    /// nothing is held if there is no such time.
    pub fn patience(&self) -> Option<Duration> {
        let long = self.text.len() > 1;
        (!self.held.is_empty()).then_some(if long { LONG } else { SHORT })
    }

    /// Whether it matters that more input is there already.
    pub fn is_at_a_fork(&self, event: &Event) -> bool {
        self.awaited && *event == Event::Key(KeyCode::Esc.into())
    }

    /// Takes an event; `more`: there is more input already.
    pub fn take(&mut self, event: Event, more: bool) -> Heard {
        // The size of the window is told beside the stream of input.
        if !self.awaited || matches!(event, Event::Resize(..)) {
            return Heard { events: vec![event], shade: None };
        }
        let Some(written) = written(&event) else {
            let mut heard = self.give_up();
            heard.events.push(event);
            return heard;
        };
        self.take_written(&written, event, more)
    }

    fn take_written(&mut self, written: &str, event: Event, more: bool) -> Heard {
        self.text += written;
        match part(&self.text) {
            // The library makes a lone Esc of two when there is more: one is
            // the learner's, the other may begin an answer.
            Part::Some if more && self.text == "\x1b" => Heard { events: vec![event], shade: None },
            Part::Some => {
                self.held.push(event);
                Heard::default()
            }
            Part::All(background) => {
                *self = Self::default();
                Heard { events: Vec::new(), shade: Some(Shade::of(background)) }
            }
            Part::None if self.text == written => {
                self.text.clear();
                Heard { events: vec![event], shade: None }
            }
            Part::None => {
                // It may be the beginning of another.
                let mut heard = self.give_up();
                let Heard { events, shade } = self.take_written(written, event, more);
                heard.events.extend(events);
                Heard { shade, ..heard }
            }
        }
    }

    /// Gives back what is held: it is no answer.
    pub fn give_up(&mut self) -> Heard {
        self.text.clear();
        Heard { events: std::mem::take(&mut self.held), shade: None }
    }
}

/// What the terminal wrote for the library to make this key of it, if it can
/// be part of an answer.
fn written(event: &Event) -> Option<String> {
    let Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press, .. }) = event else {
        return None;
    };
    match (code, *modifiers) {
        (KeyCode::Esc, KeyModifiers::NONE) => Some("\x1b".to_owned()),
        (KeyCode::Char('g'), KeyModifiers::CONTROL) => Some("\x07".to_owned()),
        (KeyCode::Char(c), KeyModifiers::ALT) => Some(format!("\x1b{c}")),
        (KeyCode::Char(c), KeyModifiers::NONE | KeyModifiers::SHIFT) => Some(c.to_string()),
        _ => None,
    }
}

/// How a colour is written by `XParseColor`: a word, and so many parts.
const FORMS: &[(&str, usize)] = &[("rgb:", 3), ("rgba:", 4)];

/// Reads an answer, or as much of one as is there.
fn part(text: &str) -> Part {
    let said = match rest(text, "\x1b]11;") {
        Ok(said) => said,
        Err(part) => return part,
    };
    let mut found = Part::None;
    for (form, parts) in FORMS {
        match rest(said, form) {
            Ok(colour) => return numbers(colour, *parts),
            Err(Part::None) => (),
            Err(part) => found = part,
        }
    }
    found
}

/// What follows a beginning, or whether it may still follow.
fn rest<'a>(text: &'a str, beginning: &str) -> Result<&'a str, Part> {
    let may = || if beginning.starts_with(text) { Part::Some } else { Part::None };
    text.strip_prefix(beginning).ok_or_else(may)
}

/// Reads numbers of one to four hexadecimal digits, and the end of an answer.
fn numbers(text: &str, wanted: usize) -> Part {
    let end = text.find(['\x07', '\x1b']).unwrap_or(text.len());
    let (colour, end) = text.split_at(end);
    let numbers: Vec<&str> = colour.split('/').collect();
    let whole = |digits: &&str| (1..=4).contains(&digits.len()) && is_hex(digits);
    let begun = |(last, all): (&&str, &[&str])| {
        all.len() < wanted && all.iter().all(whole) && last.len() <= 4 && is_hex(last)
    };
    let all = numbers.len() == wanted && numbers.iter().all(whole);
    match (end, numbers.as_slice()) {
        ("", _) if numbers.split_last().is_some_and(begun) => Part::Some,
        ("\x1b", _) if all => Part::Some,
        ("\x07" | "\x1b\\", [red, green, blue, ..]) if all => {
            Part::All(Rgb(byte(red), byte(green), byte(blue)))
        }
        _ => Part::None,
    }
}

fn is_hex(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A number of any length as a part of 255.
fn byte(digits: &str) -> u8 {
    let most = (1_u32 << (4 * digits.len())) - 1;
    let number = u32::from_str_radix(digits, 16).unwrap_or_default();
    (number * 255 / most.max(1)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: &str = "\x1b]11;rgb:ffff/ffff/ffff\x07";

    fn key(code: KeyCode, held: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, held))
    }

    /// What the terminal library makes of bytes that come in one piece.
    fn events(text: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            events.push(match (c, chars.peek()) {
                ('\x1b', None) => key(KeyCode::Esc, KeyModifiers::NONE),
                ('\x1b', Some('\x1b')) => {
                    chars.next();
                    key(KeyCode::Esc, KeyModifiers::NONE)
                }
                ('\x1b', Some(c)) => {
                    let event = key(KeyCode::Char(*c), KeyModifiers::ALT);
                    chars.next();
                    event
                }
                ('\x07', _) => key(KeyCode::Char('g'), KeyModifiers::CONTROL),
                (c, _) if c.is_uppercase() => key(KeyCode::Char(c), KeyModifiers::SHIFT),
                (c, _) => key(KeyCode::Char(c), KeyModifiers::NONE),
            });
        }
        events
    }

    /// All that comes of pieces of input, whatever is held to the end.
    fn hear(reply: &mut Reply, pieces: &[&str]) -> Heard {
        let mut all = Heard::default();
        for piece in pieces {
            let events = events(piece);
            let last = events.len() - 1;
            for (index, event) in events.into_iter().enumerate() {
                let heard = reply.take(event, index < last);
                all.events.extend(heard.events);
                all.shade = all.shade.or(heard.shade);
            }
        }
        all
    }

    #[test]
    fn answers_are_understood() {
        for (text, shade) in [
            (WHITE, Shade::Light),
            ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", Shade::Light),
            ("\x1b]11;rgb:FFFF/FFFF/DDDD\x1b\\", Shade::Light),
            ("\x1b]11;rgb:ee/ee/ee\x07", Shade::Light),
            ("\x1b]11;rgb:f/f/f\x07", Shade::Light),
            ("\x1b]11;rgba:0000/0000/0000/ffff\x07", Shade::Dark),
            ("\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", Shade::Dark),
            ("\x1b]11;rgb:0/0/0\x07", Shade::Dark),
        ] {
            let heard = hear(&mut Reply::awaited(), &[text]);
            assert_eq!(heard, Heard { events: vec![], shade: Some(shade) }, "{text:?}");
        }
    }

    #[test]
    fn an_answer_may_come_in_pieces_between_keys() {
        for text in [WHITE, "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"] {
            for at in 1..text.len() {
                let (one, other) = text.split_at(at);
                let pieces = ["jk", one, other, "l\x1b", "q"];
                let mut reply = Reply::awaited();
                let heard = hear(&mut reply, &pieces);
                assert_eq!(heard.shade, Some(Shade::Light), "{pieces:?}");
                assert_eq!(heard.events, [events("jkl\x1b"), events("q")].concat(), "{pieces:?}");
                assert_eq!(reply.patience(), None);
            }
        }
    }

    #[test]
    fn an_esc_right_before_an_answer_is_the_learners() {
        for typed in ["\x1b", "j\x1b"] {
            let text = format!("{typed}{WHITE}q");
            let heard = hear(&mut Reply::awaited(), &[&text]);
            let typed = [events(typed), events("q")].concat();
            assert_eq!(heard, Heard { events: typed, shade: Some(Shade::Light) });
        }
        let heard = hear(&mut Reply::awaited(), &["\x1b\x1b\x1b]11q"]);
        assert_eq!(heard.events, events("\x1b\x1b\x1b]11q"));
        let heard = hear(&mut Reply::awaited(), &["\x1b\x1b]", "x"]);
        assert_eq!(heard.events, events("\x1b\x1b]x"));
    }

    #[test]
    fn what_is_typed_is_passed_on_whole() {
        for pieces in [
            &["\x1b]"] as &[&str],
            &["\x1b]x"],
            &["\x1b]11", "j"],
            &["\x1b", "\x1b]", "1q"],
            &["\x1b]11;rgb:ffff/ffff/fffff\x07"],
            &["\x1b]11;rgb:ffff/ffff\x07"],
            &["\x1b]11;rgb:ffff//ffff\x07"],
            &["\x1b]10;rgb:ffff/ffff/ffff\x07"],
            &["\x1b]11;rgb:ffff/ffff/ffff\x1b", "x"],
            &["]11;rgb:ffff/ffff/ffff\x07"],
            &["\x1b", "q"],
            &["\x1bx", "Ärger\x07"],
        ] {
            let mut reply = Reply::awaited();
            let mut heard = hear(&mut reply, pieces);
            heard.events.extend(reply.give_up().events);
            let typed: Vec<Event> = pieces.iter().flat_map(|piece| events(piece)).collect();
            assert_eq!(heard, Heard { events: typed, shade: None }, "{pieces:?}");
        }
    }

    #[test]
    fn an_answer_is_found_behind_what_looked_like_one() {
        let heard = hear(&mut Reply::awaited(), &["\x1b]1", WHITE]);
        assert_eq!(heard, Heard { events: events("\x1b]1"), shade: Some(Shade::Light) });
    }

    #[test]
    fn only_what_may_be_an_answer_is_held() {
        let mut reply = Reply::awaited();
        for (text, patience) in [
            ("j", None),
            ("\x1b", Some(SHORT)),
            ("q", None),
            ("\x1b]", Some(LONG)),
            ("1", Some(LONG)),
        ] {
            hear(&mut reply, &[text]);
            assert_eq!(reply.patience(), patience, "{text:?}");
        }
        assert_eq!(reply.give_up().events, events("\x1b]1"));
        assert_eq!(reply.patience(), None);
    }

    #[test]
    fn a_resized_window_breaks_no_answer_but_a_paste_does() {
        let mut reply = Reply::awaited();
        hear(&mut reply, &["\x1b]11;rgb:f"]);
        let resized = reply.take(Event::Resize(80, 24), false);
        assert_eq!(resized.events, [Event::Resize(80, 24)]);
        assert_eq!(hear(&mut reply, &["/f/f\x07"]).shade, Some(Shade::Light));
        let mut reply = Reply::awaited();
        hear(&mut reply, &["\x1b]1"]);
        let pasted = reply.take(Event::Paste("1;".into()), false);
        assert_eq!(pasted.events, [events("\x1b]1"), vec![Event::Paste("1;".into())]].concat());
    }

    #[test]
    fn nothing_is_held_unasked_or_once_it_was_answered() {
        assert_eq!(hear(&mut Reply::default(), &[WHITE]).events, events(WHITE));
        let mut reply = Reply::awaited();
        hear(&mut reply, &[WHITE]);
        assert_eq!(hear(&mut reply, &["\x1b]11"]).events, events("\x1b]11"));
    }
}
