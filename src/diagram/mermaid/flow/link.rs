//! Reads what joins two nodes: `-->`, `-- text -->`, `-.->|text|`.

use crate::diagram::mermaid::{
    cursor::Cursor,
    fault::{MermaidFault, Misread},
    flow::unquoted,
    graph::{Edge, Stroke},
    words::Words,
};

/// Reads a link and its text; the ends are still to come.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Edge, MermaidFault> {
    cursor.skip_blanks();
    let start = *cursor;
    let back = tail(cursor);
    let mut edge = if cursor.rest().starts_with("~~~") {
        cursor.take_while(|c| c == '~');
        Edge { stroke: Stroke::Hidden, heads: [false; 2], ..Edge::default() }
    } else if cursor.eat("-.") {
        dotted(cursor)?
    } else if cursor.rest().starts_with("--") {
        solid(cursor, '-', Stroke::Plain)?
    } else if cursor.rest().starts_with("==") {
        solid(cursor, '=', Stroke::Heavy)?
    } else {
        return Err(start.fault());
    };
    edge.heads[0] = back;
    barred(cursor, &mut edge)?;
    Ok(edge)
}

/// Takes the sign at the start of a link; whether it is an arrowhead.
fn tail(cursor: &mut Cursor<'_>) -> bool {
    let rest = cursor.rest();
    let is_link = |rest: &str| ["--", "==", "-."].iter().any(|link| rest.starts_with(link));
    let sign =
        ['<', 'x', 'o'].into_iter().find(|sign| rest.strip_prefix(*sign).is_some_and(is_link));
    cursor.take(usize::from(sign.is_some()));
    sign == Some('<')
}

/// Takes the sign at the end of a link: whether it is an arrowhead, or `None`
/// if there is no sign. Letters count only where no word starts with them.
fn head(cursor: &mut Cursor<'_>) -> Option<bool> {
    if cursor.eat(">") {
        return Some(true);
    }
    let mut rest = cursor.rest().chars();
    let sign = matches!(rest.next(), Some('x' | 'o'));
    let ends = rest.next().is_none_or(|c| c.is_whitespace() || c == '|');
    (sign && ends).then(|| {
        cursor.take(1);
        false
    })
}

/// A link of dashes or of `=`.
fn solid(cursor: &mut Cursor<'_>, mark: char, stroke: Stroke) -> Result<Edge, MermaidFault> {
    let start = *cursor;
    let length = cursor.take_while(|c| c == mark).len();
    if let Some(points) = head(cursor) {
        return Ok(Edge {
            stroke,
            heads: [false, points],
            span: span(length - 1),
            ..Edge::default()
        });
    }
    if length > 2 {
        return Ok(Edge { stroke, heads: [false; 2], span: span(length - 2), ..Edge::default() });
    }
    let close = [mark, mark].iter().collect::<String>();
    let label = text(cursor, &close).ok_or_else(|| start.fault())?;
    let length = cursor.take_while(|c| c == mark).len();
    let points = head(cursor).unwrap_or(false);
    let span = span(if points { length + 1 } else { length });
    Ok(Edge { label, stroke, heads: [false, points], span, ..Edge::default() })
}

/// A link of dots, behind its `-.`.
fn dotted(cursor: &mut Cursor<'_>) -> Result<Edge, MermaidFault> {
    let start = *cursor;
    let dots = cursor.take_while(|c| c == '.').len();
    let mut edge = Edge { stroke: Stroke::Dashed, span: span(dots + 1), ..Edge::default() };
    if !cursor.eat("-") {
        edge.label = text(cursor, ".-").ok_or_else(|| start.fault())?;
    }
    edge.heads[1] = head(cursor).unwrap_or(false);
    Ok(edge)
}

fn span(length: usize) -> usize {
    length.clamp(1, 6)
}

/// Takes the text in a link, and what closes it.
fn text(cursor: &mut Cursor<'_>, close: &str) -> Option<Words> {
    cursor.skip_blanks();
    let quoted = cursor.eat("\"");
    let text = cursor.take_to(if quoted { "\"" } else { close })?;
    if quoted {
        cursor.take_to(close)?;
    }
    Some(Words::new(unquoted(text)))
}

/// Takes the text behind a link: `|text|`.
fn barred(cursor: &mut Cursor<'_>, edge: &mut Edge) -> Result<(), MermaidFault> {
    cursor.skip_blanks();
    let start = *cursor;
    if cursor.eat("|") {
        let quoted = cursor.rest().trim_start().starts_with('"');
        let text = cursor.take_to(if quoted { "\"|" } else { "|" });
        let text = text.or_else(|| cursor.take_to("|"));
        let text = text.ok_or_else(|| start.tell(Misread::Unclosed("label")))?;
        edge.label = Words::new(unquoted(text.trim().trim_start_matches('"')));
    }
    Ok(())
}
