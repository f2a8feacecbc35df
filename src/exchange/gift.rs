//! GIFT, the text format of Moodle.
//!
//! What it says is documented by Moodle ("GIFT format"); where that leaves
//! room, the readings of the samples in `tests/fixtures/gift` are taken.

mod block;
mod bring;
mod parse;
mod send;

pub use block::{Answers, Block, Choice, Feedback, Kind, Pair, Piece, Quantity, Question};
pub(super) use bring::{Maker, category};
pub use parse::parse;

use super::{Brought, Fault, Sent, text};
use crate::pack::Pack;

/// Reads the questions of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Brought, Fault> {
    bring::bring(&parse(&text(bytes)?)).some("GIFT")
}

/// Writes the questions of a pack.
pub(super) fn write(pack: &Pack) -> Sent {
    send::send(pack)
}
