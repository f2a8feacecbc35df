//! What the parser stumbled over, said so that an author can mend it.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use super::lines::{Line, Sort, lines};
use crate::pack::{Code, Diagnostic, sink::Sink};

/// Tells why a part of a text is not YAML, and where; that place is given back.
pub(super) fn tell(
    text: &str,
    part: &Range<usize>,
    error: &ScanError,
    at: usize,
    sink: &mut Sink,
) -> Range<usize> {
    let stumble = Stumble { text, part: part.clone(), at };
    if let Some(tab) = stumble.tab() {
        self::tab(&tab, sink);
        return tab;
    }
    let (code, span, message) = stumble.explain(error.kind());
    let it = Diagnostic::new(code, &sink.source, &span, &message);
    sink.push(match code {
        // A backslash that escapes nothing was meant as one.
        Code::Escape => it.fix(span.start..span.start, "\\"),
        _ => it,
    });
    span
}

/// Tells of a tab.
pub(super) fn tab(at: &Range<usize>, sink: &mut Sink) {
    sink.tell_with_help(
        Code::Tab,
        at,
        "a tab cannot indent a line in YAML",
        "use spaces; most editors can convert tabs to spaces",
    );
}

/// Tells of a line that begins in no column of its neighbours.
pub(super) fn astray(line: &Line, column: usize, sink: &mut Sink) {
    let (is, should) = (line.indent + 1, column + 1);
    let message = if line.sort == Sort::Dash {
        format!("this `-` stands in column {is}; all items of a list begin in one column")
    } else {
        format!("this line begins in column {is}, its neighbours in column {should}")
    };
    sink.tell(Code::Indentation, &(line.start()..line.span.end), &message);
}

/// Tells of a sign without its space.
pub(super) fn space(sign: &Range<usize>, message: &str, sink: &mut Sink) {
    let it = Diagnostic::new(Code::Syntax, &sink.source, sign, message);
    sink.push(it.fix(sign.end..sign.end, " "));
}

/// Tells of a line among keys that has none.
pub(super) fn no_key(text: &str, line: &Range<usize>, sink: &mut Sink) {
    let written = text.get(line.clone()).unwrap_or_default();
    match written.find(':').filter(|at| !written.get(..*at).is_some_and(|key| key.contains(' '))) {
        Some(at) => {
            let colon = line.start + at..line.start + at + 1;
            space(&colon, "a space is missing after this `:`", sink);
        }
        None => sink.tell(Code::Syntax, line, "this line has no `:` between a key and its value"),
    }
}

/// A value that begins with a sign of YAML.
pub(super) fn quotes(sign: char) -> String {
    match sign {
        '`' => "a value that starts with a backtick needs quotes".to_owned(),
        sign => format!("a value that starts with `{sign}` needs quotes"),
    }
}

/// A template's value in the place of a mapping.
pub(super) const BRACES: &str = "a value that starts with `{{` needs quotes: `\"{{ … }}\"`";

type Told = (Code, Range<usize>, String);

/// A place where the parser gave up.
struct Stumble<'t> {
    text: &'t str,
    part: Range<usize>,
    at: usize,
}

impl Stumble<'_> {
    fn explain(&self, kind: &ErrorKind) -> Told {
        match kind {
            ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
                self.unclosed(self.at)
            }
            ErrorKind::UnexpectedCharacter { .. } | ErrorKind::MissingAnchorOrAliasName => {
                self.control().unwrap_or_else(|| self.quotes(self.at))
            }
            ErrorKind::MappingValueNotAllowed => self.colon(),
            ErrorKind::RecursionLimitExceeded => {
                let message = "more than 64 levels of lists and mappings".to_owned();
                (Code::TooLarge, self.rest_of_line(self.at), message)
            }
            ErrorKind::DirectiveDisallowed => {
                let message = "packs have no YAML directives; leave this line out".to_owned();
                (Code::NotAllowed, self.rest_of_line(self.at), message)
            }
            ErrorKind::InvalidTrailingSingleQuotedScalar => self.trailing("''", "'"),
            ErrorKind::InvalidTrailingDoubleQuotedScalar => self.trailing("\\\"", "\""),
            kind if is_escape(kind) => self.escape(),
            kind => {
                let told = self.bracket().or_else(|| self.surplus()).or_else(|| self.sign());
                told.unwrap_or_else(|| self.other(kind))
            }
        }
    }

    fn unclosed(&self, at: usize) -> Told {
        let sign = self.char_at(at);
        let message = format!("this `{sign}` is never closed");
        (Code::Unclosed, at..at + sign.len_utf8(), message)
    }

    /// A character that YAML does not take at all.
    fn control(&self) -> Option<Told> {
        let part = self.text.get(self.part.clone())?;
        let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
        let (at, c) = part.char_indices().find(|(_, c)| odd(*c))?;
        let at = self.part.start + at;
        let message = format!("YAML does not take the character U+{:04X}; delete it", u32::from(c));
        Some((Code::Syntax, at..at + c.len_utf8(), message))
    }

    fn quotes(&self, at: usize) -> Told {
        let sign = self.char_at(at);
        if self.text.get(at..).is_some_and(|rest| rest.starts_with("{{")) {
            return (Code::UnquotedBraces, at..at + 2, BRACES.to_owned());
        }
        (Code::NeedsQuotes, at..at + sign.len_utf8(), quotes(sign))
    }

    /// A colon inside a value: on a line of its own it is a key that begins in
    /// the wrong column.
    fn colon(&self) -> Told {
        let line = lines(self.text, self.part.clone())
            .into_iter()
            .skip(1)
            .find(|line| line.span.contains(&self.at));
        if let Some(line) = line.filter(|line| matches!(line.sort, Sort::Key(_) | Sort::Dash)) {
            return self.indentation(&line);
        }
        let message = "`: ` inside a value starts a mapping; quote the value".to_owned();
        (Code::NeedsQuotes, self.at..self.at + 1, message)
    }

    fn indentation(&self, line: &Line) -> Told {
        let message = format!(
            "this line begins in column {}; what belongs together begins in one column",
            line.indent + 1
        );
        (Code::Indentation, line.start()..self.rest_of_line(line.start()).end, message)
    }

    fn trailing(&self, double: &str, quote: &str) -> Told {
        let message = format!(
            "text goes on after the closing `{quote}`; quote all of it, and write `{double}` for a `{quote}` inside"
        );
        (Code::NeedsQuotes, self.rest_of_line(self.at), message)
    }

    /// The first escape that is none.
    fn escape(&self) -> Told {
        let start = self.text.get(self.at..self.part.end).unwrap_or_default();
        let at = self.at + bad_escape(start).unwrap_or_default();
        let sign = self.char_at(at + 1);
        let message = format!(
            "`\\{sign}` means nothing in double quotes; write `\\\\` for a backslash, or use single quotes"
        );
        (Code::Escape, at..at + 1 + sign.len_utf8(), message)
    }

    /// A bracket of this part that is never closed.
    fn bracket(&self) -> Option<Told> {
        let part = self.text.get(self.part.clone())?;
        let at = open_bracket(part)?;
        Some(self.unclosed(self.part.start + at))
    }

    /// A bracket that closes nothing.
    fn surplus(&self) -> Option<Told> {
        let sign = self.char_at(self.at);
        let message = format!("this `{sign}` closes nothing");
        matches!(sign, ']' | '}').then(|| (Code::Syntax, self.at..self.at + 1, message))
    }

    /// A value of this part that begins with a sign of YAML, on the line where
    /// the parser stumbled.
    fn sign(&self) -> Option<Told> {
        let line = lines(self.text, self.part.clone())
            .into_iter()
            .find(|line| (line.span.start..=line.span.end).contains(&self.at))?;
        let start = value_start(self.text.get(line.span.clone())?) + line.span.start;
        let sign = matches!(
            self.char_at(start),
            '*' | '&' | '!' | '[' | '{' | '%' | '@' | '`' | '|' | '>' | '?'
        );
        (sign && start < self.at).then(|| self.quotes(start))
    }

    fn other(&self, kind: &ErrorKind) -> Told {
        let line = lines(self.text, self.part.clone())
            .into_iter()
            .skip(1)
            .find(|line| line.start() == self.at && line.sort != Sort::Nothing);
        if let Some(line) = line {
            return self.indentation(&line);
        }
        (Code::Syntax, self.rest_of_line(self.at), format!("this is not YAML: {kind}"))
    }

    /// A tab that indents a line of this part.
    fn tab(&self) -> Option<Range<usize>> {
        let lines = lines(self.text, self.part.clone());
        let line = lines.iter().find(|line| line.sort == Sort::Tab)?;
        Some(line.start()..line.start() + 1)
    }

    fn char_at(&self, at: usize) -> char {
        self.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ')
    }

    fn rest_of_line(&self, at: usize) -> Range<usize> {
        let rest = self.text.get(at..).unwrap_or_default();
        at..at + rest.lines().next().unwrap_or_default().len()
    }
}

fn is_escape(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape
    )
}

/// The place of the first escape that is none, in a text that starts with its
/// opening quote.
fn bad_escape(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        let digits = match c {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let hex = text.get(at + 1..).unwrap_or_default().chars().take(digits);
        let known = "0abtnvfre \"/\\N_LPxuU\t\n\r".contains(c)
            && hex.filter(char::is_ascii_hexdigit).count() == digits
            && !surrogate(text, at, digits);
        if escaped && !known {
            return Some(at - 1);
        }
        escaped = !escaped && c == '\\';
    }
    None
}

/// Whether the digits after an `u` are half of a character.
fn surrogate(text: &str, at: usize, digits: usize) -> bool {
    let hex = text.get(at + 1..at + 1 + digits).unwrap_or_default();
    digits >= 4 && u32::from_str_radix(hex, 16).is_ok_and(|code| char::from_u32(code).is_none())
}

/// The outermost bracket that is not closed, quotes passed over.
fn open_bracket(part: &str) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut quote = None;
    let mut before = ':';
    for (at, c) in part.char_indices() {
        let starts = matches!(before, ':' | '-' | '[' | '{' | ',');
        match c {
            c if quote.is_some() => quote = quote.filter(|quote| *quote != c),
            '"' | '\'' if starts => quote = Some(c),
            '[' | '{' if starts || !open.is_empty() => open.push(at),
            ']' | '}' => drop(open.pop()),
            _ => (),
        }
        before = if c.is_whitespace() { before } else { c };
    }
    open.first().copied()
}

/// Where the value on a line may begin: after its dashes, and after its first
/// key.
pub(in crate::pack) fn value_starts(line: &str) -> Vec<usize> {
    let text = line.trim_start_matches(' ');
    let dashes = text.len() - text.trim_start_matches("- ").trim_start_matches(' ').len();
    let start = line.len() - text.len() + dashes;
    let rest = line.get(start..).unwrap_or_default();
    let Sort::Key(length) = super::lines::sort(rest.trim_end()) else { return vec![start] };
    let after = rest.get(length + 1..).unwrap_or_default();
    vec![start, line.len() - after.trim_start_matches(' ').len()]
}

/// Where the value on a line begins, after dashes and a key.
fn value_start(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = line.get(at..).unwrap_or_default();
        let text = rest.trim_start_matches(' ');
        at += rest.len() - text.len();
        match super::lines::sort(text.trim_end()) {
            Sort::Dash if text.len() > 1 => at += 1,
            Sort::Key(length) => at += length + 1,
            _ => return at,
        }
    }
}
