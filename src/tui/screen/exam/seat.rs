//! Whether the sitting is this program's to go on with.

use crate::{study::Fact, tui::key::Msg};

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
}
