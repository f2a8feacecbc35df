//! Mermaid sources as drawings of our own: flowcharts and sequence diagrams.
//!
//! The crates that draw Mermaid as text were tried and do not do for this:
//! `mermaid-text` 0.57 lets connectors run through borders of boxes and loses
//! some, `mmdflux` 2.6 has no notion of a width and brings a parser generator
//! along; the art of neither can be understood as parts and connectors, and
//! neither tells coordinates. So the source is read here (`flow`, `talk`), laid
//! out (`lay`) and drawn (`sheet`) with the boxes and crossings known.

#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a drawing has few cells, and places in it may be left of the first"
)]

mod cursor;
mod fault;
mod flow;
mod graph;
mod lay;
mod sheet;
mod talk;
mod words;

use std::{collections::BTreeMap, ops::Range};

use super::{Art, Cell, Diagram, PartId, Step};
use crate::text::{Clean, Markdown};
use cursor::{Cursor, statements};
pub use fault::{MermaidFault, Misread};
use graph::{Graph, Node, Towards};
use lay::{Manner, lay};
use sheet::{Laid, Names, ink};
use talk::{Message, Row, Talk, Told};

/// Bytes of a source at most.
const MAX_SOURCE: usize = 64 * 1024;
/// Columns and rows of a drawing at most.
const MAX_SIZE: [isize; 2] = [400, 1200];
/// Columns of a label in a box, tried one after the other.
const ROOMS: [usize; 4] = [26, 18, 13, 10];
/// Columns of a line in a sequence diagram, tried one after the other.
const SAID: [usize; 6] = [44, 32, 24, 18, 13, 9];

/// Draws a Mermaid source, within so many columns if that is possible.
pub fn mermaid(source: &str, width: usize) -> Result<Diagram, MermaidFault> {
    if source.len() > MAX_SOURCE {
        return Err(Misread::TooLarge("letters").at(source, 0..1));
    }
    let (start, title) = preamble(source);
    let first = statements(source, start, true).into_iter().next();
    let Some(first) = first else { return Err(Misread::Empty.at(source, 0..source.len())) };
    let mut cursor = Cursor::new(source, first);
    let word = cursor.take_while(|c| !c.is_whitespace() && c != ';').to_owned();
    let art = match word.as_str() {
        "graph" | "flowchart" | "flowchart-elk" => flowchart(source, cursor, width)?,
        "sequenceDiagram" => return sequence(source, cursor, width, title),
        _ => {
            let at = cursor.at - word.len()..cursor.at;
            return Err(Misread::Sort(word.chars().take(24).collect()).at(source, at));
        }
    };
    Ok(Diagram { title, about: BTreeMap::new(), steps: Vec::new(), art })
}

/// Where the source begins behind its front matter, and the title told there.
fn preamble(source: &str) -> (usize, Clean) {
    let none = (0, Clean::default());
    let blank = source.len() - source.trim_start().len();
    let Some(rest) = source.get(blank..).and_then(|rest| rest.strip_prefix("---")) else {
        return none;
    };
    let Some(end) = rest.find("\n---") else { return none };
    let mut lines = rest.get(..end).unwrap_or_default().lines();
    let title = lines.find_map(|line| line.trim().strip_prefix("title:"));
    let title = title.unwrap_or_default().trim().trim_matches(['"', '\'']);
    let start = blank + 3 + end + 4;
    let line = source.get(start..).and_then(|rest| rest.find('\n')).unwrap_or(0);
    (start + line, Clean::new(title))
}

fn flowchart(source: &str, mut cursor: Cursor<'_>, width: usize) -> Result<Art, MermaidFault> {
    cursor.skip_blanks();
    let word = cursor.take_while(|c| !c.is_whitespace());
    let way = if word.is_empty() { Some(Towards::Down) } else { Towards::read(word) };
    let way = way.ok_or_else(|| {
        let at = cursor.at - word.len()..cursor.at;
        Misread::Statement(word.chars().take(24).collect()).at(source, at)
    })?;
    let at = skip_cut(source, cursor.end);
    let graph = flow::read(source, way, at)?;
    let (laid, room) = fitting(&graph, width).ok_or_else(|| too_large(source, 0..1))?;
    Ok(ink(&laid, &Names { graph: &graph, room }))
}

fn sequence(
    source: &str,
    cursor: Cursor<'_>,
    width: usize,
    title: Clean,
) -> Result<Diagram, MermaidFault> {
    let talk = talk::read(source, skip_cut(source, cursor.at))?;
    let (told, room) = narrow(&talk, width).ok_or_else(|| too_large(source, 0..1))?;
    let node = |(id, label): &(String, words::Words)| Node {
        id: id.clone(),
        label: label.clone(),
        asks: false,
        zone: None,
    };
    let nodes = talk.heads.iter().map(node).collect();
    let graph = Graph { nodes, ..Graph::default() };
    let art = ink(&told.laid, &Names { graph: &graph, room });
    let messages = talk.rows.iter().filter_map(|row| match row {
        Row::Message(message) => Some(message),
        _ => None,
    });
    let steps =
        messages.zip(told.paths).map(|(message, path)| step(&talk, message, path)).collect();
    let title = if title.is_empty() { Clean::new(&talk.title) } else { title };
    Ok(Diagram { title, about: BTreeMap::new(), steps, art })
}

/// The first sequence diagram that is narrow enough, or else the narrowest.
fn narrow(talk: &Talk, width: usize) -> Option<(Told, usize)> {
    let all = SAID.into_iter().filter_map(|room| Some((talk::draw(talk, room)?, room)));
    let mut narrowest: Option<(Told, usize)> = None;
    for (told, room) in all {
        let columns = told.laid.size[0];
        if columns <= width as isize {
            return Some((told, room));
        }
        if narrowest.as_ref().is_none_or(|(best, _)| columns < best.laid.size[0]) {
            narrowest = Some((told, room));
        }
    }
    narrowest.filter(|(told, _)| told.laid.size[0] <= MAX_SIZE[0])
}

/// What a message says, and where it runs.
fn step(talk: &Talk, message: &Message, path: Vec<Cell>) -> Step {
    let name = |at: usize| talk.heads.get(at).map_or(String::new(), |head| head.1.line());
    let arrow = if message.heads == [true, true] { "↔" } else { "→" };
    let whom = format!("{} {arrow} {}", plain(&name(message.from)), plain(&name(message.to)));
    let words = message.words.line();
    let say = if words.is_empty() { whom } else { format!("{whom}: {}", plain(&words)) };
    let flow = vec![PartId(message.from), PartId(message.to)];
    Step { say: Markdown(say), flow, path, ..Step::default() }
}

/// Text as Markdown that says just that.
fn plain(text: &str) -> String {
    let escape = |c: char| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c]);
    text.chars().flat_map(escape).collect()
}

/// Behind the semicolon that ends a statement.
fn skip_cut(source: &str, end: usize) -> usize {
    let rest = source.get(end..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    end + if rest.get(blanks..).is_some_and(|rest| rest.starts_with(';')) { blanks + 1 } else { 0 }
}

fn too_large(source: &str, span: Range<usize>) -> MermaidFault {
    Misread::TooLarge("nodes or connectors").at(source, span)
}

/// The first layout that is narrow enough, or else the narrowest; and the
/// columns its labels take. What leads across is tried downwards too, and the
/// other way round.
fn fitting(graph: &Graph, width: usize) -> Option<(Laid, usize)> {
    let mut narrowest: Option<(Laid, usize)> = None;
    for way in [graph.way, graph.way.turned()] {
        for room in ROOMS {
            let Some(laid) = lay(graph, Manner { way, room }) else { break };
            let columns = laid.size[0];
            if columns <= width as isize && laid.size[1] <= MAX_SIZE[1] {
                return Some((laid, room));
            }
            if narrowest.as_ref().is_none_or(|(best, _)| columns < best.size[0]) {
                narrowest = Some((laid, room));
            }
        }
    }
    narrowest.filter(|(laid, _)| laid.size[0] <= MAX_SIZE[0] && laid.size[1] <= MAX_SIZE[1])
}
