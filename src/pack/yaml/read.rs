//! Reads a part of a file, telling every fault.

use std::ops::Range;

use granit_parser::{Options, Parser, ScanError};

use super::{
    Node, fault, mend,
    tree::{Full, Tree},
};
use crate::pack::{Code, sink::Sink};

/// Why a text could not be read to its end.
pub(super) enum Stop {
    /// What is wrong, and at which byte of the file.
    Syntax(ScanError, usize),
    Full(Full),
}

/// Reads a part of a file. Every fault is told; what stands beside it is read.
pub(in crate::pack) fn read<'s>(text: &'s str, range: Range<usize>, sink: &mut Sink) -> Node<'s> {
    let before = sink.errors;
    let (error, at) = match parse(text, range.clone(), sink) {
        Ok(node) => return node,
        Err(Stop::Full(full)) => return give_up(&full, sink),
        Err(Stop::Syntax(error, at)) => (error, at),
    };
    let node = mend::mend(text, range.clone(), sink);
    if sink.errors == before {
        fault::tell(text, &range, &error, at, sink);
        return Node::broken(range);
    }
    node
}

/// Reads a part of a file, all or nothing: after a syntax error nothing else
/// about it is told.
pub(super) fn parse<'s>(
    text: &'s str,
    range: Range<usize>,
    sink: &mut Sink,
) -> Result<Node<'s>, Stop> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let mut tree = Tree::new(text, range.clone());
    for event in Parser::new_from_str_with_options(slice, options()) {
        let (event, span) = event.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or_default();
            Stop::Syntax(error, range.start + at)
        })?;
        if tree.take(event, &span).map_err(Stop::Full)?.is_break() {
            break;
        }
    }
    Ok(tree.finish(sink))
}

fn options() -> Options {
    let mut options = Options::default();
    options.disallow_directives = true;
    options.emit_unresolved_aliases = true;
    options.emit_anchor_events = true;
    options.emit_comments = false;
    options
}

/// A file with more values than anyone writes is not worth mending.
pub(super) fn give_up<'s>(full: &Full, sink: &mut Sink) -> Node<'s> {
    sink.tell(Code::TooLarge, &full.0, "a file has too many values; split it");
    Node::broken(full.0.clone())
}
