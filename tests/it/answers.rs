//! Answers to questions of every kind, worked out from what is asked: right,
//! wrong and partly right; as keys, as a line, and as they are told.

use std::fmt::Write;

use tripos::{
    diagram::Diagram,
    item::{Cloze, Item, Kind, Match, Number, Outcome, PartName, Parts, Reading, Response},
    pack::Pack,
    study::Asked,
    text::{self, Frame, Markdown},
};

use crate::kinds;

/// Something that is pressed: a key by its name, or text that is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    Key(&'static str),
    Text(String),
}

/// A question that is asked, with answers to it.
#[derive(Clone, Debug)]
pub struct Question {
    pub asked: Asked,
    diagram: Option<Diagram>,
    pub right: Response,
    pub wrong: Response,
    /// Right in one part and wrong in another, where there are parts.
    pub partly: Option<Response>,
}

/// Typed where nothing like it is right.
const NONSENSE: &str = "nonsense";

impl Question {
    pub fn new(pack: &Pack, asked: &Asked) -> Self {
        let diagram = match &asked.item.kind {
            Kind::Place(parts) => Some(pack.diagrams[&parts.diagram].as_ref().clone()),
            _ => None,
        };
        let item = &asked.item;
        let (right, wrong) = (right(item), wrong(item, diagram.as_ref()));
        let partly = partly(item, &wrong);
        let question = Self { asked: asked.clone(), diagram, right, wrong, partly };
        question.is_sound();
        question
    }

    /// The answers are what they are said to be.
    fn is_sound(&self) {
        let kind = &self.asked.item.kind;
        let parts = |response| kind.parts_right(response);
        assert_eq!(kind.grade(&self.right), Some(Outcome::Right), "{self:?}");
        assert!(parts(&self.right).iter().all(|right| *right), "{self:?}");
        assert_eq!(kind.grade(&self.wrong), Some(Outcome::Wrong), "{self:?}");
        assert!(!parts(&self.wrong).contains(&true), "{self:?}");
        if let Some(partly) = &self.partly {
            assert_eq!(kind.grade(partly), Some(Outcome::Wrong), "{self:?}");
            let parts = parts(partly);
            let both = parts.contains(&true) && parts.contains(&false);
            assert!(both || matches!(kind, Kind::Choice(_)), "{self:?}");
        }
    }

    /// The keys that give an answer on a pad that was not touched.
    pub fn keys(&self, response: &Response) -> Vec<Press> {
        let mut keys = self.pad_keys(response);
        if !matches!(response, Response::Recall(_)) {
            keys.push(Press::Key("enter"));
        }
        keys
    }

    fn pad_keys(&self, response: &Response) -> Vec<Press> {
        match response {
            Response::Choice(picks) => places(&self.asked.order, picks).map(digit).collect(),
            Response::Order(arranged) => order_keys(&self.asked.order, arranged),
            Response::Match(choices) => {
                let chosen = self.asked.order.iter().filter_map(|left| choices[*left]);
                chosen.map(|right| digit(place(&self.asked.rights, right))).collect()
            }
            Response::Number(number) => vec![Press::Text(number.to_string())],
            Response::Text(typed) => vec![Press::Text(typed.clone())],
            Response::Cloze(filled) => {
                let texts = filled.iter().map(|text| vec![Press::Text(text.clone())]);
                texts.collect::<Vec<_>>().join(&Press::Key("enter"))
            }
            Response::Place(_) => place_keys(&self.pointed(response)),
            Response::Recall(said) => vec![Press::Key("enter"), digit(*said as usize)],
        }
    }

    /// The same as it is written in a dialogue, in a line or two.
    pub fn line(&self, response: &Response) -> String {
        let order = &self.asked.order;
        let numbers = |places: &mut dyn Iterator<Item = usize>| {
            places.map(|place| (place + 1).to_string()).collect::<Vec<_>>().join(" ")
        };
        match response {
            Response::Choice(picks) => numbers(&mut places(order, picks)),
            Response::Order(arranged) => numbers(&mut arranged.iter().map(|it| place(order, *it))),
            Response::Match(choices) => {
                let pair = |(at, left): (usize, &usize)| {
                    let right = place(&self.asked.rights, choices[*left].unwrap());
                    format!("{}{}", at + 1, char::from(b'a' + right as u8))
                };
                order.iter().enumerate().map(pair).collect::<Vec<_>>().join(" ")
            }
            Response::Number(number) => number.to_string(),
            Response::Text(typed) => typed.clone(),
            Response::Cloze(filled) => filled.join(" | "),
            Response::Place(_) => numbers(&mut self.pointed(response).into_iter()),
            Response::Recall(said) => format!("\n{}", *said as usize + 1),
        }
    }

    /// The places of the parts pointed at, in reading order.
    fn pointed(&self, response: &Response) -> Vec<usize> {
        let (Response::Place(names), Some(diagram)) = (response, &self.diagram) else {
            panic!("no parts in {response:?}");
        };
        let is_one = |(_, part): &(usize, _)| names.contains(part);
        let all = names_of(diagram).into_iter().enumerate();
        all.filter(is_one).map(|(place, _)| place).collect()
    }

    /// What a part is called.
    fn called(&self, name: &PartName) -> String {
        let art = &self.diagram.as_ref().unwrap().art;
        art.called(name.find(art).unwrap())
    }

    /// What is asked, as it is drawn, without blanks.
    pub fn stem(&self) -> String {
        let stem = match &self.asked.item.kind {
            // Each face draws the gaps in its own way.
            Kind::Cloze(it) => before_the_first_gap(it),
            _ => self.asked.item.stem.clone(),
        };
        drawn(&stem)
    }

    /// What the screen shows of an answer: a sign and a text for each part,
    /// and what is right.
    pub fn shown(&self, response: &Response) -> Vec<String> {
        let marks = self.marks(response).into_iter();
        let sign = |right| if right { "✓" } else { "✗" };
        marks.map(|it| squash(&format!("{}{}{}", sign(it.right), it.screen, it.text))).collect()
    }

    /// The same in a dialogue.
    pub fn said(&self, response: &Response) -> Vec<String> {
        self.marks(response).into_iter().map(|it| squash(&(it.line + &it.text))).collect()
    }

    fn marks(&self, response: &Response) -> Vec<Mark> {
        let right = self.asked.item.kind.parts_right(response);
        match (&self.asked.item.kind, response) {
            (Kind::Choice(it), Response::Choice(picks)) => {
                let options = self.asked.order.iter().map(|index| (*index, &it.options[*index]));
                let told = |(place, (index, option)): (usize, (usize, &_))| {
                    option_mark(place, option, picks.contains(&index))
                };
                options.enumerate().filter_map(told).collect()
            }
            (Kind::Order(it), Response::Order(_)) => {
                let steps = it.steps.iter().zip(right).enumerate();
                let line = |right| if right { "right: " } else { "wrong, here belongs: " };
                let mark = |(at, (step, right))| Mark::numbered(at, right, line(right), step);
                steps.map(mark).collect()
            }
            (Kind::Match(it), Response::Match(_)) => self.match_marks(it, &right),
            (Kind::Number(it), Response::Number(number)) => {
                let mine = Mark::mine(it.accepts(*number), &it.with_unit(*number));
                let also = (*number != it.answer).then(|| Mark::answer(&it.shown()));
                [mine].into_iter().chain(also).collect()
            }
            (Kind::Text(it), Response::Text(typed)) => {
                let wrong = !it.accepts(typed);
                let also = it.shown().filter(|_| wrong).map(|shown| Mark::answer(shown));
                [Mark::mine(!wrong, typed)].into_iter().chain(also).collect()
            }
            (Kind::Cloze(it), Response::Cloze(filled)) => gap_marks(it, filled, &right),
            (Kind::Place(it), Response::Place(pointed)) => {
                let mine = pointed.iter().zip(right);
                let mine = mine.map(|(name, right)| Mark::mine(right, &self.called(name)));
                // Of several that are right, one that was not pointed at is right too.
                let missed = it.answer.difference(pointed).filter(|_| !it.accepts(pointed));
                mine.chain(missed.map(|name| Mark::part(&self.called(name)))).collect()
            }
            (Kind::Recall(_), Response::Recall(_)) => Vec::new(),
            other => panic!("not of one kind: {other:?}"),
        }
    }

    fn match_marks(&self, it: &Match, right: &[bool]) -> Vec<Mark> {
        let marks = self.asked.order.iter().enumerate().map(|(at, left)| {
            let (pair, right) = (&it.pairs[*left], right[*left]);
            let line = format!("{}. {}: ", at + 1, word(right));
            // What belongs to it follows on the screen; in a dialogue with words.
            Mark { right, screen: String::new(), line, text: drawn(&pair.left) }
        });
        marks.collect()
    }

    /// What is shown of the right answer, whatever was answered.
    pub fn key(&self) -> Vec<String> {
        let texts: Vec<Markdown> = match &self.asked.item.kind {
            Kind::Match(it) => it.pairs.iter().map(|pair| pair.right.clone()).collect(),
            Kind::Recall(it) => vec![it.answer.clone()],
            _ => vec![],
        };
        let rationale = self.asked.item.rationale.iter();
        texts.iter().chain(rationale).map(drawn).collect()
    }
}

/// How a part of an answer is told.
struct Mark {
    right: bool,
    /// Between the sign and the text on the screen.
    screen: String,
    /// Before the text in a dialogue.
    line: String,
    text: String,
}

impl Mark {
    fn numbered(at: usize, right: bool, line: &str, text: &Markdown) -> Self {
        let (screen, line) = ((at + 1).to_string(), format!("{}. {line}", at + 1));
        Self { right, screen, line, text: drawn(text) }
    }

    fn mine(right: bool, text: &str) -> Self {
        let line = format!("Your answer, {}: ", word(right));
        Self { right, screen: "your answer".to_owned(), line, text: text.to_owned() }
    }

    fn answer(text: &str) -> Self {
        let (screen, line) = ("right".to_owned(), "The right answer: ".to_owned());
        Self { right: true, screen, line, text: text.to_owned() }
    }

    fn part(text: &str) -> Self {
        Self { line: "Right: ".to_owned(), ..Self::answer(text) }
    }
}

fn word(right: bool) -> &'static str {
    if right { "right" } else { "wrong" }
}

/// An option that was picked or is right; nothing is told of another.
fn option_mark(place: usize, option: &tripos::item::choice::Opt, picked: bool) -> Option<Mark> {
    let mine = if picked { ", your answer" } else { "" };
    let line = format!("{}{mine}: ", word(option.correct));
    let mark = Mark::numbered(place, option.correct, &line, &option.text);
    (picked || option.correct).then_some(mark)
}

fn gap_marks(it: &Cloze, filled: &[String], right: &[bool]) -> Vec<Mark> {
    let gaps = it.gaps().iter().zip(filled).zip(right).enumerate();
    let mark = |(at, ((gap, typed), right)): (usize, ((&tripos::item::cloze::Gap, _), &bool))| {
        let line = if *right {
            format!("Gap {}, right: {typed}", at + 1)
        } else {
            format!("Gap {}, wrong: {typed}; right is ", at + 1)
        };
        let text = if *right { String::new() } else { gap.shown().to_string() };
        Mark { right: *right, screen: (at + 1).to_string(), line, text }
    };
    gaps.map(mark).collect()
}

fn before_the_first_gap(it: &Cloze) -> Markdown {
    let whole = it.with(|_| "\u{1}".to_owned()).0;
    Markdown(whole.split('\u{1}').next().unwrap().to_owned())
}

/// A response that is right, as it comes of what is typed or picked.
fn right(item: &Item) -> Response {
    match &item.kind {
        Kind::Number(it) => typed(it, &it.answer.to_string()),
        Kind::Match(it) => Response::Match(matched(it, |_, same| same)),
        _ => kinds::right(item),
    }
}

fn typed(it: &Number, text: &str) -> Response {
    let Reading::Number(number) = it.read(text) else { panic!("{text} is no number") };
    Response::Number(number)
}

/// For each left side the first right side of which it is said, by its place
/// and whether it belongs there, that it is wanted.
fn matched(it: &Match, wanted: impl Fn(usize, bool) -> bool) -> Vec<Option<usize>> {
    let lefts = it.pairs.iter().enumerate();
    let right = |(at, pair): (usize, &tripos::item::pairs::Pair)| {
        let is_one = |right: &usize| wanted(at, it.right(*right) == Some(&pair.right));
        it.rights().into_iter().find(is_one)
    };
    lefts.map(right).collect()
}

/// A response that is wrong in each of its parts.
fn wrong(item: &Item, diagram: Option<&Diagram>) -> Response {
    match &item.kind {
        Kind::Choice(it) => {
            let all = 0..it.options.len();
            Response::Choice(all.filter(|at| !it.options[*at].correct).take(it.needed()).collect())
        }
        Kind::Order(it) => {
            let mut steps: Vec<usize> = (0..it.steps.len()).collect();
            steps.rotate_left(1);
            Response::Order(steps)
        }
        Kind::Match(it) => Response::Match(matched(it, |_, same| !same)),
        Kind::Number(it) => typed(it, "-98765.5"),
        Kind::Text(_) => Response::Text(NONSENSE.to_owned()),
        Kind::Cloze(it) => Response::Cloze(vec![NONSENSE.to_owned(); it.gaps().len()]),
        Kind::Place(it) => {
            let others = names_of(diagram.unwrap()).into_iter();
            let others = others.filter(|name| !it.answer.contains(name));
            Response::Place(others.take(it.needed()).collect())
        }
        Kind::Recall(_) => Response::Recall(tripos::item::Recalled::Again),
    }
}

/// The same with its first part right; nothing where there is but one part.
fn partly(item: &Item, wrong: &Response) -> Option<Response> {
    Some(match (&item.kind, wrong) {
        (Kind::Choice(it), Response::Choice(picks)) if it.needed() > 1 => {
            let one = it.key().into_iter().take(1);
            Response::Choice(one.chain(picks.iter().skip(1).copied()).collect())
        }
        (Kind::Order(it), _) if it.steps.len() > 2 => {
            let mut steps: Vec<usize> = (0..it.steps.len()).collect();
            steps[1..].rotate_left(1);
            Response::Order(steps)
        }
        (Kind::Match(it), _) => Response::Match(matched(it, |at, same| (at == 0) == same)),
        (Kind::Cloze(it), Response::Cloze(filled)) if filled.len() > 1 => {
            let mut filled = filled.clone();
            filled[0] = it.gaps()[0].shown().to_string();
            Response::Cloze(filled)
        }
        (Kind::Place(it @ Parts { any: false, .. }), Response::Place(names)) if names.len() > 1 => {
            let one = it.answer.iter().take(1);
            Response::Place(one.chain(names.iter().skip(1)).cloned().collect())
        }
        _ => return None,
    })
}

fn names_of(diagram: &Diagram) -> Vec<PartName> {
    let art = &diagram.art;
    art.parts().map(|part| PartName::of(art, part.id)).collect()
}

/// The place in which a piece is shown.
fn place(order: &[usize], piece: usize) -> usize {
    order.iter().position(|it| *it == piece).unwrap()
}

/// The places in which these are shown.
fn places<'a>(
    order: &'a [usize],
    pieces: &'a std::collections::BTreeSet<usize>,
) -> impl Iterator<Item = usize> + 'a {
    let all = order.iter().enumerate();
    all.filter(|(_, piece)| pieces.contains(piece)).map(|(place, _)| place)
}

/// The key of a place, counted from 0.
fn digit(place: usize) -> Press {
    const DIGITS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    Press::Key(DIGITS[place])
}

/// Lays aside what does not belong, then carries each piece to its place.
fn order_keys(shown: &[usize], wanted: &[usize]) -> Vec<Press> {
    let (mut keys, mut left, mut cursor) = (Vec::new(), shown.to_vec(), 0);
    for piece in shown.iter().filter(|piece| !wanted.contains(piece)) {
        let at = place(&left, *piece);
        keys.extend(steps(cursor, at, ["up", "down"]));
        keys.push(Press::Key("del"));
        left.remove(at);
        cursor = at;
    }
    for (to, piece) in wanted.iter().enumerate() {
        let at = place(&left, *piece);
        keys.extend(steps(cursor, at, ["up", "down"]));
        keys.push(digit(to));
        let piece = left.remove(at);
        left.insert(to, piece);
        cursor = to;
    }
    keys
}

fn place_keys(wanted: &[usize]) -> Vec<Press> {
    let (mut keys, mut cursor) = (Vec::new(), 0);
    for at in wanted {
        keys.extend(steps(cursor, *at, ["backtab", "tab"]));
        keys.push(Press::Key("space"));
        cursor = *at;
    }
    keys
}

/// Steps from one place to another with a key for either direction.
fn steps(from: usize, to: usize, [back, forth]: [&'static str; 2]) -> Vec<Press> {
    vec![Press::Key(if to < from { back } else { forth }); from.abs_diff(to)]
}

/// What a terminal sends for keys.
pub fn bytes(keys: &[Press]) -> String {
    let mut sent = String::new();
    for key in keys {
        let _ = match key {
            Press::Text(text) => write!(sent, "{text}"),
            Press::Key("enter") => write!(sent, "\r"),
            Press::Key("tab") => write!(sent, "\t"),
            Press::Key("space") => write!(sent, " "),
            Press::Key("up") => write!(sent, "\x1b[A"),
            Press::Key("down") => write!(sent, "\x1b[B"),
            Press::Key("backtab") => write!(sent, "\x1b[Z"),
            Press::Key("del") => write!(sent, "\x1b[3~"),
            Press::Key(digit) => write!(sent, "{digit}"),
        };
    }
    sent
}

/// A text of the pack as it is drawn, without blanks.
pub fn drawn(source: &Markdown) -> String {
    let page = text::layout(&text::parse(source), &Frame::plain(76));
    squash(&page.lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// Without blanks, so that it does not matter where lines are broken.
pub fn squash(text: &str) -> String {
    text.split_whitespace().collect()
}
