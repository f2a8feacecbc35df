//! Whether the sitting is this program's to go on with.

use crate::{
    study::Fact,
    text::{Line, Role, wrap},
    tui::{
        key::{Action, Msg},
        screen::Effect,
    },
};

/// Where that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// Not asked for yet.
    Open,
    /// Asked for.
    Asked,
    /// It is.
    Taken,
    /// Another program has it.
    Refused,
}

impl Seat {
    /// As it is after a message.
    pub fn after(self, msg: &Msg) -> Self {
        match (self, msg) {
            (Self::Asked, Msg::Recorded(it)) => match it.entry.fact {
                Fact::ExamPaused { on: false, .. } => Self::Taken,
                _ => self,
            },
            (Self::Asked, Msg::Failed(_)) => Self::Refused,
            _ => self,
        }
    }

    /// What comes of a message where another program sits: what is kept is that
    /// one's to change.
    pub fn refuse(msg: &Msg) -> Vec<Effect> {
        let back = matches!(msg, Msg::Act(Action::Back));
        back.then_some(Effect::Close).into_iter().collect()
    }
}

/// That another program sits.
pub fn lines(width: u16) -> Vec<Line> {
    let text = "This exam is being sat in another window of the program. Go on there, or leave it \
                there first; then open it here again.";
    wrap(text, Role::Care, width)
}
