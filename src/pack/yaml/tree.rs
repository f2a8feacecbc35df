//! Events of the parser, made a tree.

use std::{
    borrow::Cow,
    ops::{ControlFlow, Range},
};

use granit_parser::{Event, ScalarStyle, Span};

use super::{Entry, Key, Node, Scalar, Style, Value, fault};
use crate::pack::{Code, Diagnostic, sink::Sink};

/// Levels of lists and mappings.
const DEEPEST: usize = 64;
/// Values of a file.
const MOST_NODES: usize = 2_000_000;
/// Keys of a mapping.
const MOST_KEYS: usize = 256;

/// There are too many values; where the first beyond the limit stands.
pub(super) struct Full(pub Range<usize>);

/// Something to tell, if the rest of the text can be read.
pub(super) struct Fault {
    code: Code,
    span: Range<usize>,
    message: String,
    /// Where the same was written before.
    first: Option<usize>,
}

/// A tree that grows.
pub(super) struct Tree<'s> {
    text: &'s str,
    range: Range<usize>,
    open: Vec<Open<'s>>,
    root: Option<Node<'s>>,
    faults: Vec<Fault>,
    nodes: usize,
    documents: usize,
}

/// A list or mapping that is not closed yet.
struct Open<'s> {
    span: Range<usize>,
    inside: Inside<'s>,
    /// Told, and of no use.
    broken: bool,
}

enum Inside<'s> {
    List(Vec<Node<'s>>),
    Map(Vec<Entry<'s>>, Option<Key<'s>>),
}

impl<'s> Tree<'s> {
    /// An empty tree of a part of a file.
    pub fn new(text: &'s str, range: Range<usize>) -> Self {
        Self {
            text,
            range,
            open: Vec::new(),
            root: None,
            faults: Vec::new(),
            nodes: 0,
            documents: 0,
        }
    }

    /// Takes the next event; breaks when the rest is not to be read.
    pub fn take(&mut self, event: Event<'s>, span: &Span) -> Result<ControlFlow<()>, Full> {
        let at = self.span(span);
        match event {
            Event::DocumentStart(..) => return Ok(self.document(&at)),
            Event::Scalar(text, style, anchor, tag) => {
                let odd = self.odd(tag.is_some(), anchor, span);
                self.scalar(text, style, at, odd)?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                let odd = self.odd(tag.is_some(), anchor, span);
                self.start(at, Inside::List(Vec::new()), odd)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                let odd = self.odd(tag.is_some(), anchor, span);
                self.start(at, Inside::Map(Vec::new(), None), odd)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(&at),
            Event::Alias(_) => self.alias(at, true),
            Event::UnresolvedAlias(_) => self.alias(at, false),
            Event::Anchor(..) => self.anchor(&at),
            _ => (),
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Tells what was wrong, and gives the tree.
    pub fn finish(self, sink: &mut Sink) -> Node<'s> {
        for fault in self.faults {
            fault.tell(sink);
        }
        let nothing = Scalar { text: Cow::Borrowed(""), style: Style::Absent };
        let start = self.range.start;
        self.root.unwrap_or(Node { span: start..start, value: Value::Scalar(nothing) })
    }

    fn span(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or_default();
        self.range.start + range.start..self.range.start + range.end
    }

    fn fault(&mut self, code: Code, span: &Range<usize>, message: String) {
        self.faults.push(Fault { code, span: span.clone(), message, first: None });
    }

    fn document(&mut self, at: &Range<usize>) -> ControlFlow<()> {
        self.documents += 1;
        if self.documents < 2 {
            return ControlFlow::Continue(());
        }
        let message = "a second document begins here; a file holds one";
        self.fault(Code::NotAllowed, at, message.to_owned());
        ControlFlow::Break(())
    }

    /// Tells of a tag; says whether the node has a tag or an anchor, of which
    /// the next event tells.
    fn odd(&mut self, tagged: bool, anchor: usize, span: &Span) -> bool {
        if let Some(tag) = span.tag_span().filter(|_| tagged) {
            let at = self.span(&tag);
            if self.text.get(at.clone()).is_some_and(|tag| tag.starts_with("!!")) {
                self.not_allowed(&at, "tags");
            } else {
                self.needs_quotes(&at, '!');
            }
        }
        tagged || anchor > 0
    }

    /// Tells of a part of YAML that packs do without.
    fn not_allowed(&mut self, at: &Range<usize>, what: &str) {
        let written = self.text.get(at.clone()).unwrap_or_default();
        let message = format!("`{written}`: packs have no {what}; write the value out");
        self.fault(Code::NotAllowed, at, message);
    }

    /// Tells of a text that YAML takes for something else.
    fn needs_quotes(&mut self, at: &Range<usize>, sign: char) {
        self.fault(Code::NeedsQuotes, at, fault::quotes(sign));
    }

    fn alias(&mut self, at: Range<usize>, known: bool) {
        match known {
            _ if self.in_merge() => (),
            true => self.not_allowed(&at, "aliases"),
            false => self.needs_quotes(&at, '*'),
        }
        self.put(Node::broken(at));
    }

    /// Tells of an anchor, which may be a text that starts with `&`.
    fn anchor(&mut self, at: &Range<usize>) {
        let next = self.text.get(at.end..).and_then(|rest| rest.chars().next());
        match next {
            Some(' ') => self.needs_quotes(at, '&'),
            _ => self.not_allowed(at, "anchors"),
        }
    }

    /// Whether a merge key waits for its value: told with the key.
    fn in_merge(&self) -> bool {
        let key = match self.open.last().map(|open| &open.inside) {
            Some(Inside::Map(_, key)) => key.as_ref(),
            _ => None,
        };
        key.is_some_and(|key| key.text == "<<")
    }

    fn scalar(
        &mut self,
        text: Cow<'s, str>,
        style: ScalarStyle,
        at: Range<usize>,
        odd: bool,
    ) -> Result<(), Full> {
        self.count(&at)?;
        let style = match style {
            ScalarStyle::Plain if at.is_empty() => Style::Absent,
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let text = if style == Style::Absent { Cow::Borrowed("") } else { text };
        let value = Value::Scalar(Scalar { text, style });
        self.put(if odd { Node::broken(at) } else { Node { span: at, value } });
        Ok(())
    }

    fn count(&mut self, at: &Range<usize>) -> Result<(), Full> {
        self.nodes += 1;
        if self.nodes > MOST_NODES { Err(Full(at.clone())) } else { Ok(()) }
    }

    fn start(&mut self, span: Range<usize>, inside: Inside<'s>, odd: bool) -> Result<(), Full> {
        self.count(&span)?;
        let deep = self.open.len() >= DEEPEST;
        if self.open.len() == DEEPEST {
            let message = format!("more than {DEEPEST} levels of lists and mappings");
            self.fault(Code::TooLarge, &span, message);
        }
        self.open.push(Open { span, inside, broken: odd || deep });
        Ok(())
    }

    fn end(&mut self, at: &Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        let end = if at.is_empty() { open.span.end } else { at.end };
        let span = open.span.start..end.max(open.span.start);
        let value = match open.inside {
            _ if open.broken => Value::Broken,
            Inside::List(nodes) => Value::List(nodes),
            Inside::Map(mut entries, _) => {
                unique(&mut entries, &mut self.faults);
                Value::Map(entries)
            }
        };
        self.put(Node { span, value });
    }

    /// Puts a finished node where it belongs.
    fn put(&mut self, node: Node<'s>) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open { inside: Inside::List(nodes), .. }) => nodes.push(node),
            Some(Open { inside: Inside::Map(entries, key), .. }) => match key.take() {
                Some(key) if key.text == "<<" => {
                    entries.push(Entry { key, value: Node::broken(node.span) });
                }
                Some(key) => entries.push(Entry { key, value: node }),
                None => self.key(node),
            },
        }
    }

    fn key(&mut self, node: Node<'s>) {
        let merge = node.text() == Some("<<");
        if merge {
            let message = "packs have no merge keys; write the keys out";
            self.fault(Code::NotAllowed, &node.span, message.to_owned());
        }
        let Some(Open { span, inside: Inside::Map(_, key), broken }) = self.open.last_mut() else {
            return;
        };
        let (text, told) = match node.value {
            Value::Scalar(scalar) if scalar.style != Style::Absent => (scalar.text, true),
            other => (Cow::Borrowed(""), *broken || other == Value::Broken),
        };
        *broken |= text.is_empty();
        let span = span.clone();
        *key = Some(Key { text, span: node.span });
        if !told {
            self.odd_key(&span);
        }
    }

    /// A key that is no text: most likely `{{ … }}` without quotes.
    fn odd_key(&mut self, mapping: &Range<usize>) {
        let start = self.text.get(mapping.start..).unwrap_or_default();
        if start.starts_with("{{") {
            self.fault(Code::UnquotedBraces, mapping, fault::BRACES.to_owned());
        } else if start.starts_with('{') {
            self.needs_quotes(mapping, '{');
        } else {
            self.fault(Code::WrongType, mapping, "a key must be a text on one line".to_owned());
        }
    }
}

impl Fault {
    /// Tells it.
    pub fn tell(self, sink: &mut Sink) {
        let it = Diagnostic::new(self.code, &sink.source, &self.span, &self.message);
        let first = self.first.map(|first| sink.source.position(first).line);
        sink.push(match first {
            Some(line) => it.help(&format!("the first is on line {line}; keep one of them")),
            None => it,
        });
    }
}

/// Leaves out what is beyond the limit and the values of keys written twice.
pub(super) fn unique(entries: &mut Vec<Entry<'_>>, faults: &mut Vec<Fault>) {
    if let Some(entry) = entries.get(MOST_KEYS) {
        let message = format!("more than {MOST_KEYS} keys in a mapping");
        let span = entry.key.span.clone();
        faults.push(Fault { code: Code::TooLarge, span, message, first: None });
        entries.truncate(MOST_KEYS);
    }
    for at in 1..entries.len() {
        let (before, rest) = entries.split_at_mut(at);
        let told = |entry: &&mut Entry<'_>| entry.value.value == Value::Broken;
        let Some(entry) = rest.first_mut().filter(|entry| !told(entry)) else { continue };
        let key = &entry.key;
        let twin = before.iter().find(|it| !key.text.is_empty() && it.key.text == key.text);
        if let Some(twin) = twin {
            let message = format!("the key `{}` is written twice", key.text);
            let (first, span) = (Some(twin.key.span.start), key.span.clone());
            faults.push(Fault { code: Code::DuplicateKey, span, message, first });
            entry.value.value = Value::Broken;
        }
    }
}
