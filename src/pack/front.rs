//! Front matter: YAML between two lines of `---`, and what follows it.

use std::ops::Range;

use super::{
    Code,
    sink::Sink,
    yaml::{self, Node},
};

/// A file with front matter.
pub(super) struct Front<'s> {
    /// The front matter.
    pub node: Node<'s>,
    /// What follows it.
    pub body: Range<usize>,
}

/// Reads the front matter of a file; without it, all of the file is its body.
pub(super) fn read<'s>(text: &'s str, sink: &mut Sink) -> Front<'s> {
    let Some(first) = text.split_inclusive('\n').next().filter(|line| line.trim_end() == "---")
    else {
        return none(text, "this file does not begin with front matter", sink);
    };
    let mut at = first.len();
    for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        if line.trim_end() == "---" {
            let mut node = yaml::read(text, first.len()..at, sink);
            if node.is_absent() {
                sink.tell(Code::Empty, &(0..3), "the front matter is empty");
                node = Node::broken(node.span);
            }
            return Front { node, body: at + line.len()..text.len() };
        }
        at += line.len();
    }
    none(text, "the front matter is not closed", sink)
}

fn none<'s>(text: &str, message: &str, sink: &mut Sink) -> Front<'s> {
    let line = text.lines().next().unwrap_or_default().len();
    let help = "begin the file with its keys between two lines of `---`";
    sink.tell_with_help(Code::FrontMatter, &(0..line), message, help);
    Front { node: Node::broken(0..0), body: 0..text.len() }
}
