//! What to do after a syntax error: split the text where its lines begin in
//! the same column, and read each part alone, again and again, until the
//! smallest part that cannot be read is found. So every fault of a file is
//! told in one run, and none drags others behind it.

use std::{borrow::Cow, ops::Range};

use super::{
    Entry, Key, Node, Value, fault,
    lines::{Line, Sort, lines, sort},
    read::{Stop, give_up, parse},
    tree::unique,
};
use crate::pack::sink::Sink;

/// Parts of parts.
const DEEPEST: usize = 32;
/// Lines of a file that is worth the trouble.
const MOST_LINES: usize = 500_000;

/// Reads what can be read of a text that is not YAML as a whole.
pub(super) fn mend<'s>(text: &'s str, range: Range<usize>, sink: &mut Sink) -> Node<'s> {
    let lines = lines(text, range.clone());
    if lines.len() > MOST_LINES {
        return Node::broken(range);
    }
    let lines: Vec<Line> = lines.into_iter().filter(|line| line.sort != Sort::Document).collect();
    Mender { text, sink, depth: 0 }.block(&lines).unwrap_or(Node::broken(range))
}

struct Mender<'s, 'k> {
    text: &'s str,
    sink: &'k mut Sink,
    depth: usize,
}

/// Lines that belong together, because the first begins in the column of its
/// neighbours and the others do not.
struct Part<'l> {
    lines: &'l [Line],
    /// Whether the first begins where it should.
    aligned: bool,
}

impl<'s> Mender<'s, '_> {
    /// Reads lines of which the first with text sets the column. Nothing when
    /// they are neither list nor mapping.
    fn block(&mut self, lines: &[Line]) -> Option<Node<'s>> {
        let first = lines.iter().position(|line| line.sort != Sort::Nothing)?;
        let lines = lines.get(first..)?;
        let head = lines.first()?;
        self.depth += 1;
        let node = match head.sort {
            _ if self.depth > DEEPEST => None,
            Sort::Dash => Some(self.list(lines, head)),
            Sort::Key(_) => Some(self.map(lines, head)),
            _ => None,
        };
        self.depth -= 1;
        node
    }

    fn list(&mut self, lines: &[Line], head: &Line) -> Node<'s> {
        let parts = split(lines, is_dash);
        let mut nodes = Vec::new();
        for part in parts {
            nodes.push(self.item(&part, head.indent));
            if self.sink.is_full() {
                nodes.push(Node::broken(span(part.lines)));
                break;
            }
        }
        Node { span: head.start()..head.start(), value: Value::List(nodes) }
    }

    fn map(&mut self, lines: &[Line], head: &Line) -> Node<'s> {
        let parts = split(lines, |line| matches!(line.sort, Sort::Key(_) | Sort::Other));
        let mut entries = Vec::new();
        for part in parts {
            entries.append(&mut self.entries(&part, head.indent));
            if self.sink.is_full() {
                entries.push(nameless(Node::broken(span(part.lines))));
                break;
            }
        }
        let mut faults = Vec::new();
        unique(&mut entries, &mut faults);
        for fault in faults {
            fault.tell(self.sink);
        }
        Node { span: head.start()..head.start(), value: Value::Map(entries) }
    }

    /// One item of a list.
    fn item(&mut self, part: &Part, column: usize) -> Node<'s> {
        let Some(head) = part.lines.first() else { return Node::broken(0..0) };
        match head.sort {
            _ if part.aligned => (),
            Sort::Dash => return self.astray_item(part, head, column),
            _ => return self.astray(head, column),
        }
        if head.sort == Sort::TightDash {
            let dash = head.start()..head.start() + 1;
            fault::space(&dash, "a space is missing after this `-`", self.sink);
            return Node::broken(dash);
        }
        let error = match parse(self.text, span(part.lines), self.sink) {
            Ok(node) => return only(node),
            Err(error) => error,
        };
        self.block(&after_dash(self.text, part.lines))
            .unwrap_or_else(|| self.fault(error, span(part.lines), head))
    }

    /// An item in the wrong column: read if it can be by itself, but not whole.
    fn astray_item(&mut self, part: &Part, head: &Line, column: usize) -> Node<'s> {
        let told = self.astray(head, column);
        let mut node = match parse(self.text, span(part.lines), self.sink) {
            Ok(node) => only(node),
            Err(_) => return told,
        };
        if let Value::Map(entries) = &mut node.value {
            entries.push(nameless(told));
        }
        node
    }

    /// One entry of a mapping; with a second, nameless one where a part of it
    /// is lost.
    fn entries(&mut self, part: &Part, column: usize) -> Vec<Entry<'s>> {
        let Some(head) = part.lines.first() else { return Vec::new() };
        if !part.aligned {
            return self.astray_entry(part, head, column);
        }
        let whole = head.start()..span(part.lines).end;
        let error = match parse(self.text, whole.clone(), self.sink) {
            Ok(Node { value: Value::Map(entries), .. }) => return entries,
            Ok(node) => {
                fault::no_key(self.text, &line_of(head), self.sink);
                return vec![nameless(Node::broken(node.span))];
            }
            Err(error) => error,
        };
        if let Some(entry) = self.below(part.lines, head) {
            return vec![entry];
        }
        let broken = self.fault(error, whole, head);
        self.salvage(part.lines, head, broken)
    }

    /// Likewise.
    fn astray_entry(&mut self, part: &Part, head: &Line, column: usize) -> Vec<Entry<'s>> {
        let mut lost = vec![nameless(self.astray(head, column))];
        let whole = head.start()..span(part.lines).end;
        if let Ok(Node { value: Value::Map(entries), .. }) = parse(self.text, whole, self.sink) {
            lost.extend(entries);
        }
        lost
    }

    /// An entry with its value on the lines below its key.
    fn below(&mut self, lines: &[Line], head: &Line) -> Option<Entry<'s>> {
        let Sort::Key(length) = head.sort else { return None };
        let key = head.start()..head.start() + length;
        let rest = self.text.get(key.end + 1..head.span.end)?.trim();
        if !rest.is_empty() && !rest.starts_with('#') {
            return None;
        }
        let value = self.block(lines.get(1..)?)?;
        Some(Entry { key: self.key(key), value })
    }

    /// The beginning of an entry whose end is lost, if that can be read alone.
    fn salvage(&mut self, lines: &[Line], head: &Line, broken: Node<'s>) -> Vec<Entry<'s>> {
        let before = |line: &&Line| line.span.end <= broken.span.start;
        let sound = lines.iter().take_while(before).last().map(|line| line.span.end);
        let read = sound.map(|end| parse(self.text, head.start()..end, self.sink));
        match (read, head.sort) {
            (Some(Ok(Node { value: Value::Map(mut entries), .. })), _) => {
                match entries.last_mut().filter(|entry| entry.value.is_absent()) {
                    // What is lost is its value.
                    Some(last) => last.value = broken,
                    None => entries.push(nameless(broken)),
                }
                entries
            }
            (_, Sort::Key(length)) => {
                let key = self.key(head.start()..head.start() + length);
                vec![Entry { key, value: broken }]
            }
            _ => vec![nameless(broken)],
        }
    }

    fn key(&self, span: Range<usize>) -> Key<'s> {
        let text = self.text.get(span.clone()).unwrap_or_default();
        Key { text: Cow::Borrowed(text.trim_matches(['"', '\''])), span }
    }

    /// Tells of a line that begins in no column of its neighbours.
    fn astray(&mut self, head: &Line, column: usize) -> Node<'s> {
        fault::astray(head, column, self.sink);
        Node::broken(line_of(head))
    }

    /// Tells why a part cannot be read that cannot be split any more.
    fn fault(&mut self, error: Stop, part: Range<usize>, head: &Line) -> Node<'s> {
        match error {
            Stop::Full(full) => give_up(&full, self.sink),
            Stop::Syntax(error, at) => {
                let part = part.start.max(head.start())..part.end;
                Node::broken(fault::tell(self.text, &part, &error, at, self.sink))
            }
        }
    }
}

/// Splits lines where one begins in the column of the first and is of the sort
/// that begins a part. A line left of that column begins a part that is astray,
/// and so does a dash that stands too far right to be inside of the one before.
fn split(lines: &[Line], begins: impl Fn(&Line) -> bool) -> Vec<Part<'_>> {
    let column = lines.first().map_or(0, |line| line.indent);
    let starts = |line: &Line, head: &Line| {
        let inner = matches!(line.sort, Sort::Nothing | Sort::Close | Sort::Tab);
        let sibling = is_dash(head) && is_dash(line) && line.indent < head.indent + 2;
        let astray = line.indent < column.min(head.indent) || sibling && line.indent > column;
        !inner && (astray || line.indent == column && begins(line))
    };
    let mut parts = Vec::new();
    let mut rest = lines;
    while let Some(head) = rest.first() {
        let next = rest.iter().skip(1).position(|line| starts(line, head));
        let (part, after) = rest.split_at(next.map_or(rest.len(), |at| at + 1));
        parts.push(Part { lines: part, aligned: head.indent == column });
        rest = after;
    }
    parts
}

fn is_dash(line: &Line) -> bool {
    matches!(line.sort, Sort::Dash | Sort::TightDash)
}

/// The lines of an item without its dash.
fn after_dash(text: &str, lines: &[Line]) -> Vec<Line> {
    let mut lines = lines.to_vec();
    if let Some(head) = lines.first_mut() {
        let rest = text.get(head.start() + 1..head.span.end).unwrap_or_default();
        let trimmed = rest.trim_start_matches(' ');
        head.indent += 1 + rest.len() - trimmed.len();
        head.sort = sort(trimmed.trim_end());
    }
    lines
}

/// The only item of a list.
fn only(node: Node<'_>) -> Node<'_> {
    let span = node.span.clone();
    match node.value {
        Value::List(nodes) => nodes.into_iter().next().unwrap_or(Node::broken(span)),
        _ => node,
    }
}

/// Something lost in a mapping.
fn nameless(value: Node<'_>) -> Entry<'_> {
    let span = value.span.clone();
    Entry { key: Key { text: Cow::Borrowed(""), span }, value }
}

/// Whole lines.
fn span(lines: &[Line]) -> Range<usize> {
    let start = lines.first().map_or(0, |line| line.span.start);
    start..lines.last().map_or(start, |line| line.span.end)
}

/// The text of a line.
fn line_of(line: &Line) -> Range<usize> {
    line.start()..line.span.end
}
