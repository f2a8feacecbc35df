//! A diagram or a checkpoint that has the keys inside a lesson.

use std::ops::Range;

use crate::{
    study::Filter,
    text::{Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, DIAGRAM, Msg, SCROLL},
        screen::{
            Effect,
            diagram::Show,
            question::{Quiz, Turn},
        },
    },
};

/// What has the keys, and the lines of the page in whose place it stands.
#[derive(Debug)]
pub struct Inset {
    /// Those lines.
    pub instead: Range<usize>,
    what: What,
}

#[derive(Debug)]
enum What {
    Show(Box<Show>),
    Quiz(Box<Quiz>),
}

/// What became of a message.
#[derive(Debug)]
pub enum Took {
    /// It was not for the inset.
    Nothing,
    /// It was; these of its lines should be in sight, if any.
    Taken(Vec<Effect>, Option<Range<usize>>),
    /// It was the last: the keys go back.
    Over(Vec<Effect>),
}

impl Inset {
    /// A diagram, at its first step.
    pub fn show(instead: Range<usize>, show: Show) -> Self {
        Self { instead, what: What::Show(Box::new(show)) }
    }

    /// Questions.
    pub fn quiz(instead: Range<usize>, quiz: Quiz) -> Self {
        Self { instead, what: What::Quiz(Box::new(quiz)) }
    }

    /// The keys in force.
    pub fn keys(&self) -> Vec<&'static [Binding]> {
        match &self.what {
            What::Show(_) => vec![DIAGRAM, SCROLL],
            What::Quiz(quiz) => quiz.keys(),
        }
    }

    /// For the header.
    pub fn standing(&self) -> crate::text::Clean {
        match &self.what {
            What::Show(show) => show.standing(),
            What::Quiz(quiz) => quiz.standing(),
        }
    }

    /// Whether a field has the keys.
    pub fn is_typing(&self) -> bool {
        matches!(&self.what, What::Quiz(quiz) if quiz.is_typing())
    }

    /// Whether something moves.
    pub fn is_moving(&self) -> bool {
        matches!(&self.what, What::Show(show) if show.is_moving())
    }

    /// Whether arrows are for the lesson's own scrolling.
    pub fn scrolls(&self, msg: &Msg) -> bool {
        let page = matches!(msg, Msg::Act(Action::PageUp | Action::PageDown) | Msg::Wheel(_));
        page || !matches!(&self.what, What::Quiz(quiz) if !quiz.leaves_arrows())
    }

    /// Takes in a message.
    pub fn update(&mut self, model: &Model, msg: &Msg, width: u16) -> Took {
        let back = *msg == Msg::Act(Action::Back);
        match &mut self.what {
            What::Show(show) => {
                if show.update(model, msg) {
                    let sight = (*msg != Msg::Tick).then(|| show.lines(model, width).1);
                    return Took::Taken(Vec::new(), sight);
                }
                if back { Took::Over(Vec::new()) } else { Took::Nothing }
            }
            What::Quiz(quiz) if back && !quiz.is_typing() => Took::Over(Vec::new()),
            What::Quiz(quiz) => asked(quiz, model, msg, width),
        }
    }

    /// Its lines.
    pub fn lines(&self, model: &Model, width: u16) -> Vec<Line> {
        match &self.what {
            What::Show(show) => show.lines(model, width).0,
            What::Quiz(quiz) => {
                let head = Line(vec![
                    Span::new("▾ Checkpoint", Role::Accent),
                    Span::new(&format!("  {}", quiz.standing()), Role::Faint),
                ]);
                let composed = quiz.compose(model, width).map(|it| it.lines);
                let empty = || vec![Line::new("These questions are not in the pack.", Role::Faint)];
                let asked = composed.unwrap_or_else(empty);
                [head, Line::default()].into_iter().chain(asked).collect()
            }
        }
    }
}

/// What a message came to in a checkpoint.
fn asked(quiz: &mut Quiz, model: &Model, msg: &Msg, width: u16) -> Took {
    let (mut effects, turn) = quiz.update(model, msg);
    if turn == Turn::Over {
        effects.push(Effect::Notice(outcome(quiz)));
        return Took::Over(effects);
    }
    let sight = quiz.compose(model, width).and_then(|composed| match turn {
        Turn::Same | Turn::Over => None,
        Turn::Moved => Some(composed.sight),
        Turn::Asked => Some(0..composed.lines.len()),
        Turn::Told => Some(composed.sight.start..composed.lines.len()),
    });
    Took::Taken(effects, sight.map(|it| it.start + HEAD..it.end + HEAD))
}

/// Lines above the question itself.
const HEAD: usize = 2;

/// What came of a checkpoint, in a line.
fn outcome(quiz: &Quiz) -> String {
    let right = |done: &&crate::study::Done| done.told.outcome == crate::item::Outcome::Right;
    let (all, right) = (quiz.done().len(), quiz.done().iter().filter(right).count());
    format!("checkpoint: {right} of {all} right; read on")
}

/// The questions of a checkpoint.
pub fn questions(ids: &[String]) -> Filter {
    use crate::item::{Id, ItemId};
    let only = ids.iter().filter_map(|id| ItemId::new(id)).collect();
    Filter { only: Some(only), ..Filter::default() }
}
