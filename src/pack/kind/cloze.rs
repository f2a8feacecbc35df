//! Fill gaps in the stem.

use super::Scope;
use crate::{
    item::{Cloze, Kind, cloze::GapFault},
    pack::{
        Code,
        sink::Sink,
        yaml::{Node, Places},
    },
};

/// Reads the gaps of a stem, and tells what there is to say against them.
pub(super) fn decode(node: &Node, scope: &Scope, sink: &mut Sink) -> Option<Kind> {
    let stem = node.get("stem")?;
    let text = stem.text().filter(|text| !text.trim().is_empty())?;
    let (fault, at) = match Cloze::read(text) {
        Ok(cloze) => return Some(Kind::Cloze(cloze)),
        Err(fault) => fault,
    };
    if fault == GapFault::None {
        let message = "this cloze has no gap; write `[[answer]]` or `[[answer|another]]`";
        let help = "in code, `[[` is plain text";
        sink.tell_with_help(Code::NoGap, &stem.span, message, help);
        return None;
    }
    let message = match fault {
        GapFault::Empty => "a gap has nothing in it, or nothing beside a `|`",
        _ => "this gap is not closed; write `]]` after it, or `\\[[` for plain text",
    };
    let span =
        if scope.filled { stem.span.clone() } else { Places::of(&sink.source.text, stem).at(&at) };
    sink.tell(Code::BadGap, &span, message);
    None
}
