//! Diagnostics as a compiler shows them.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::text::{Clean, is_forbidden};

/// Lines longer than this are not shown, only where they are.
const LONGEST: usize = 2_000;

/// One diagnostic, without colours.
pub(super) fn plain(it: &Diagnostic) -> String {
    let level = match it.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&*it.message).id(it.code.to_string());
    let group = excerpt(it, Group::with_title(title));
    let help = it.help.iter().map(|help| Level::HELP.message(&**help));
    let notes = it.notes.iter().map(|note| Level::NOTE.message(&**note));
    let group = group.elements(help).elements(notes);
    let shown = Renderer::plain().render(&[group]);
    shown.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Adds the place and, unless it is enormous, the line.
fn excerpt<'a>(it: &Diagnostic, group: Group<'a>) -> Group<'a> {
    let start = it.start();
    let path = Clean::new(&it.source.path).to_string();
    let line = it.source.line(start.line);
    if line.len() > LONGEST || it.source.text.is_empty() {
        let origin = Origin::path(path).line(start.line).char_column(start.column);
        return group.element(origin);
    }
    let from = it.span.start.min(line.end) - line.start;
    let to = it.span.end.min(line.end).saturating_sub(line.start).max(from);
    let text = it.source.text.get(line).unwrap_or_default();
    let mark = AnnotationKind::Primary.span(from..to);
    let snippet = Snippet::source(harmless(text)).line_start(start.line).path(path);
    group.element(snippet.annotation(mark))
}

/// Replaces what is forbidden by something harmless of as many bytes, so that
/// spans and columns stay as they are.
fn harmless(line: &str) -> String {
    let safe = |c: char| match c.len_utf8() {
        _ if c == '\t' || !is_forbidden(c) => c,
        1 => '?',
        2 => '¿',
        3 => '\u{fffd}',
        _ => '\u{1d5d1}',
    };
    line.chars().map(safe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_harmless_is_as_long() {
        let line = "a\u{1b}[31m\u{9b}\u{202e}\u{e0041}\tz";
        let shown = harmless(line);
        assert_eq!(shown.len(), line.len());
        assert_eq!(shown.chars().count(), line.chars().count());
        assert!(shown.chars().all(|c| c == '\t' || !is_forbidden(c)));
    }
}
