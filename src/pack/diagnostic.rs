//! Something an author should mend, with the place where.

use std::{cmp::Ordering, ops::Range, sync::Arc};

use serde::Serialize;

use super::{
    Code, Severity,
    file::natural,
    fix::Fix,
    render,
    source::{Position, Source},
};
use crate::text::Clean;

/// One fault, told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub code: Code,
    /// What is wrong.
    pub message: Clean,
    /// The file it is in.
    pub source: Arc<Source>,
    /// Bytes of the file, always inside it and between characters.
    pub span: Range<usize>,
    /// What to do.
    pub help: Option<Clean>,
    /// What else there is to know.
    pub notes: Vec<Clean>,
    /// What to write instead, where that is sure.
    pub fix: Option<Fix>,
}

/// A diagnostic as JSON.
#[derive(Serialize)]
struct Row<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    help: Option<&'a str>,
}

impl Diagnostic {
    /// A fault in a file.
    pub fn new(code: Code, source: &Arc<Source>, span: &Range<usize>, message: &str) -> Self {
        Self {
            severity: code.severity(),
            code,
            message: Clean::new(message),
            source: Arc::clone(source),
            span: source.clamp(span),
            help: None,
            notes: Vec::new(),
            fix: None,
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: &str) -> Self {
        self.help = Some(Clean::new(help));
        self
    }

    /// Adds what to write in the place of some bytes.
    #[must_use]
    pub fn fix(mut self, span: Range<usize>, text: &str) -> Self {
        self.fix = Some(Fix { span, text: text.to_owned() });
        self
    }

    /// Adds something to know.
    #[must_use]
    pub fn note(mut self, note: &str) -> Self {
        self.notes.push(Clean::new(note));
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Where it begins.
    pub fn start(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// Where it ends; the column is not part of it any more.
    pub fn end(&self) -> Position {
        self.source.position(self.span.end)
    }

    /// As a compiler shows it, without colours; ends without a line break.
    pub fn render(&self) -> String {
        render::plain(self)
    }

    /// As one JSON object on one line.
    pub fn to_json(&self) -> String {
        let (start, end) = (self.start(), self.end());
        let row = Row {
            severity: self.severity.name(),
            code: self.code.lint().number,
            message: &self.message,
            file: &Clean::new(&self.source.path),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            help: self.help.as_deref(),
        };
        serde_json::to_string(&row).unwrap_or_default()
    }

    /// As a command of GitHub's runners, which show it beside the line.
    pub fn to_github(&self) -> String {
        let (start, end) = (self.start(), self.end());
        let help = self.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        format!(
            "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}",
            self.severity.name(),
            property(&Clean::new(&self.source.path)),
            start.line,
            start.column,
            end.line,
            end.column,
            self.code,
            data(&format!("{}{help}", self.message)),
        )
    }

    /// By file in natural order, then by place.
    pub fn order(&self, other: &Self) -> Ordering {
        let files = natural(&self.source.path, &other.source.path);
        let place = |it: &Self| (it.span.start, it.span.end, it.code);
        files.then_with(|| place(self).cmp(&place(other)))
    }
}

/// Text of a runner's command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a runner's command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
