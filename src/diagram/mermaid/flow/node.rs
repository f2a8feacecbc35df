//! Reads a node: `id`, `id[label]` and its other shapes.

use super::{Reader, unquoted};
use crate::diagram::mermaid::{
    cursor::Cursor,
    fault::{MermaidFault, Misread},
    graph::{MAX_NODES, Node},
    words::Words,
};

/// What opens and closes a shape; those with more signs come first.
const SHAPES: &[(&str, &[&str])] = &[
    ("(((", &[")))"]),
    ("((", &["))"]),
    ("([", &["])"]),
    ("(", &[")"]),
    ("[[", &["]]"]),
    ("[(", &[")]"]),
    ("[/", &["/]", "\\]"]),
    ("[\\", &["\\]", "/]"]),
    ("[", &["]"]),
    ("{{", &["}}"]),
    ("{", &["}"]),
    (">", &["]"]),
];

impl Reader<'_> {
    /// Takes a node; what is told of it counts wherever it stands.
    pub(super) fn node(&mut self, cursor: &mut Cursor<'_>) -> Result<usize, MermaidFault> {
        cursor.skip_blanks();
        let start = *cursor;
        let id = id(cursor);
        if id.is_empty() {
            return Err(start.fault());
        }
        let at = self.named(id);
        if self.graph.nodes.len() > MAX_NODES {
            return Err(start.tell(Misread::TooLarge("nodes")));
        }
        let told = shape(cursor)?;
        if cursor.eat(":::") {
            cursor.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ','));
        }
        if let (Some((label, asks)), Some(node)) = (told, self.graph.nodes.get_mut(at)) {
            node.label = if label.is_empty() { Words::new(&node.id) } else { label };
            node.asks = asks;
        }
        Ok(at)
    }

    /// The node of that name, which stands in the first subgraph that names it.
    fn named(&mut self, id: &str) -> usize {
        let next = self.graph.nodes.len();
        let at = *self.ids.entry(id.to_owned()).or_insert(next);
        let zone = self.zone();
        if at == next {
            let label = Words::new(id);
            self.graph.nodes.push(Node { id: id.to_owned(), label, asks: false, zone });
        }
        if let Some(node) = self.graph.nodes.get_mut(at) {
            node.zone = node.zone.or(zone);
        }
        at
    }
}

/// Takes letters, and signs between two of them.
fn id<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    let rest = cursor.rest();
    let is_part = |(at, c): (usize, char)| {
        let next = rest.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let goes_on = next.is_some_and(|next| next.is_alphanumeric() || next == '_');
        match c {
            '_' | '#' | '$' | '%' | '!' | '*' | '\'' | '?' | '\\' => true,
            '-' | '.' | '/' | ':' | '+' => at > 0 && goes_on,
            c => c.is_alphanumeric() || !c.is_ascii() && !c.is_whitespace(),
        }
    };
    let length = rest.char_indices().find(|at| !is_part(*at)).map_or(rest.len(), |(at, _)| at);
    cursor.take(length)
}

/// Takes a shape: its label, and whether it asks.
fn shape(cursor: &mut Cursor<'_>) -> Result<Option<(Words, bool)>, MermaidFault> {
    let start = *cursor;
    if cursor.eat("@{") {
        let inner = cursor.take_to("}").ok_or_else(|| start.tell(Misread::Unclosed("label")))?;
        let label = inner.split_once("label:").map(|(_, label)| label.trim_start());
        let asks = inner.contains("diam") || inner.contains("decision");
        return Ok(label.map(|label| (Words::new(value(label)), asks)));
    }
    let Some((open, closes)) = SHAPES.iter().find(|(open, _)| cursor.eat(open)) else {
        return Ok(None);
    };
    let label = label(cursor, closes).ok_or_else(|| start.tell(Misread::Unclosed("label")))?;
    Ok(Some((label, *open == "{")))
}

/// A value among others: quoted, or up to the next comma.
fn value(text: &str) -> &str {
    let quoted = text.strip_prefix('"').and_then(|text| text.split('"').next());
    quoted.unwrap_or_else(|| text.split(',').next().unwrap_or_default())
}

fn label(cursor: &mut Cursor<'_>, closes: &[&str]) -> Option<Words> {
    if cursor.rest().trim_start().starts_with('"') {
        cursor.take_to("\"")?;
        let text = cursor.take_to("\"")?;
        cursor.skip_blanks();
        return closes.iter().any(|close| cursor.eat(close)).then(|| Words::new(unquoted(text)));
    }
    let (_, close) = closes.iter().filter_map(|c| Some((cursor.rest().find(c)?, c))).min()?;
    cursor.take_to(close).map(Words::new)
}
