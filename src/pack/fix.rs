//! Faults with one answer, put right where they are written. An answer is taken
//! only if a new check finds the fault gone and no other of the kind in its
//! place; nothing else of a file changes.

use std::{collections::HashSet, io, ops::Range, path::Path};

use super::{
    CheckError, Code, Diagnostic, Files, Position, audit,
    check::{Checked, is_in, lone},
    file::Above,
    yaml::value_starts,
};
use crate::text::Clean;

/// Rounds of answers: one may bring another fault to light.
const ROUNDS: usize = 100;
/// Lines that are looked at for a column.
const DEEPEST: usize = 64;

/// What is to be written in the place of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// What stands there then.
    pub text: String,
}

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Below the pack, with `/`.
    pub file: String,
    /// Where it begins.
    pub at: Position,
    /// What stood there.
    pub before: Clean,
    /// What stands there now.
    pub after: Clean,
}

/// Why changes could not be made.
#[derive(Debug, thiserror::Error)]
pub enum FixError {
    /// It could not even be checked.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// A file could not be written; it is as it was.
    #[error("{path}: cannot be written: {why}")]
    Write {
        /// Below the pack.
        path: String,
        /// What the system says.
        why: io::Error,
    },
}

/// Puts right what has one answer, and checks what is left.
pub fn fix(path: &Path) -> Result<(Vec<Edit>, Checked), FixError> {
    let above = Above::find(path)?;
    let mut state = State::new(above);
    for _ in 0..ROUNDS {
        let answers = state.answers();
        if answers.is_empty() || !state.take_all(&answers) {
            break;
        }
    }
    for (path, text) in state.files.changes() {
        let told = |why| FixError::Write { path: path.clone(), why };
        state.files.replace(path, text).map_err(told)?;
    }
    let note = lone(&state.files);
    Ok((state.edits, Checked { found: state.found, note }))
}

/// A pack with changes that are not on disk yet.
struct State {
    files: Files,
    part: Option<String>,
    found: Vec<Diagnostic>,
    edits: Vec<Edit>,
    /// Answers that were of no use: file, place and code.
    refused: HashSet<(String, usize, Code)>,
}

/// An answer to a fault.
type Answer = (Diagnostic, Fix);

impl State {
    fn new(above: Above) -> Self {
        let (files, part) = (above.files.changed(), above.part);
        let found = found(&files, part.as_deref());
        Self { files, part, found, edits: Vec::new(), refused: HashSet::new() }
    }

    /// Answers, for one fault of each line at most, so that none is about what
    /// another changes; the likeliest of each first.
    fn answers(&self) -> Vec<(Diagnostic, Vec<Fix>)> {
        let mut lines = HashSet::new();
        let fresh = self.found.iter().filter(|it| !self.refused.contains(&key(it)));
        let answers = fresh.map(|it| (it.clone(), answers(it))).filter(|(_, all)| !all.is_empty());
        answers.filter(|(it, _)| lines.insert((it.source.path.clone(), it.start().line))).collect()
    }

    /// Takes the likeliest answers together if that is of use, else the first
    /// that is by itself. Says whether one was taken.
    fn take_all(&mut self, all: &[(Diagnostic, Vec<Fix>)]) -> bool {
        let likeliest =
            all.iter().filter_map(|(it, fixes)| Some((it.clone(), fixes.first()?.clone())));
        if self.take(&likeliest.collect::<Vec<_>>()) {
            return true;
        }
        all.iter().any(|(it, fixes)| {
            let is_taken = fixes.iter().any(|fix| self.take(&[(it.clone(), fix.clone())]));
            if !is_taken {
                self.refused.insert(key(it));
            }
            is_taken
        })
    }

    fn take(&mut self, answers: &[Answer]) -> bool {
        let mut files = self.files.clone();
        let mut last_first: Vec<&Answer> = answers.iter().collect();
        last_first.sort_by_key(|(_, fix)| std::cmp::Reverse(fix.span.start));
        for (it, fix) in last_first {
            files.change(&it.source, fix);
        }
        let after = found(&files, self.part.as_deref());
        if !is_better(&self.found, &after, answers) {
            return false;
        }
        self.edits.extend(answers.iter().map(|(it, fix)| edit(it, fix)));
        (self.files, self.found) = (files, after);
        true
    }
}

fn found(files: &Files, part: Option<&str>) -> Vec<Diagnostic> {
    let (_, mut found) = audit(files);
    found.retain(|it| part.is_none_or(|part| is_in(&it.source.path, part)));
    found
}

fn key(it: &Diagnostic) -> (String, usize, Code) {
    (it.source.path.clone(), it.span.start, it.code)
}

/// Whether every fault is gone, and no fault of structure came in its place.
fn is_better(before: &[Diagnostic], after: &[Diagnostic], answers: &[Answer]) -> bool {
    let told = |it: &Diagnostic| (it.source.path.clone(), it.code, it.message.to_string());
    let known: HashSet<_> = before.iter().map(told).collect();
    let place = |it: &Diagnostic| (it.source.path.clone(), it.code, it.start().line);
    let places: HashSet<_> = answers.iter().map(|(it, _)| place(it)).collect();
    let of_structure = |it: &Diagnostic| (Code::Syntax..=Code::WrongType).contains(&it.code);
    !after
        .iter()
        .any(|it| places.contains(&place(it)) || of_structure(it) && !known.contains(&told(it)))
}

fn edit(it: &Diagnostic, fix: &Fix) -> Edit {
    let before = it.source.text.get(fix.span.clone()).unwrap_or_default();
    Edit {
        file: it.source.path.clone(),
        at: it.source.position(fix.span.start),
        before: Clean::new(before),
        after: Clean::new(&fix.text),
    }
}

/// The answers to a fault, if it has any: of several, those after the first
/// count only where the first would be another fault.
fn answers(it: &Diagnostic) -> Vec<Fix> {
    match it.code {
        Code::NeedsQuotes | Code::UnquotedBraces => quotes(it).into_iter().collect(),
        Code::Tab => spaces(it).unwrap_or_default(),
        _ => it.fix.iter().cloned().collect(),
    }
}

/// The value on the line of a fault in quotes, if the value is all of the rest
/// of that line.
fn quotes(it: &Diagnostic) -> Option<Fix> {
    let line = it.source.line(it.start().line);
    let text = it.source.text.get(line.clone())?;
    let at = it.span.start.checked_sub(line.start)?;
    let start = value_starts(text).into_iter().rev().find(|start| *start <= at)?;
    let value = text.get(start..)?.trim_end();
    let first = value.chars().next()?;
    let is_inside = at > start && !matches!(first, '"' | '\'' | '[' | '{');
    let is_first = at == start && !matches!(first, '"' | '\'');
    if !is_inside && !is_first || value.contains(" #") {
        return None;
    }
    let is_plain = !value.contains(['"', '\\']);
    let text = if is_plain && (value.contains('\'') || it.code == Code::UnquotedBraces) {
        format!("\"{value}\"")
    } else {
        format!("'{}'", value.replace('\'', "''"))
    };
    let start = line.start + start;
    Some(Fix { span: start..start + value.len(), text })
}

/// As many spaces as the line before has, or two more below a key, or as many
/// as a line further up that is less deep.
fn spaces(it: &Diagnostic) -> Option<Vec<Fix>> {
    let number = it.start().line;
    let line = it.source.line(number);
    let lead = leading(it.source.text.get(line.clone())?);
    let lines = (1..number).rev().filter_map(|number| it.source.text.get(it.source.line(number)));
    let mut lines = lines.filter(|line| !line.trim().is_empty());
    let before = lines.next()?;
    if !lead.contains('\t') || leading(before).contains('\t') {
        return None;
    }
    let below = if before.trim_end().ends_with(':') { 2 } else { 0 };
    let indent = |line: &str| line.len() - line.trim_start().len();
    let above = lines.take(DEEPEST).flat_map(|line| [column(line), indent(line)]);
    let mut columns = vec![column(before) + below];
    for column in std::iter::once(indent(before)).chain(above) {
        if column > 0 && columns.last().is_some_and(|last| column < *last) {
            columns.push(column);
        }
    }
    let span = line.start..line.start + lead.len();
    Some(columns.into_iter().map(|it| Fix { span: span.clone(), text: " ".repeat(it) }).collect())
}

/// Where the text of a line begins, behind its dashes.
fn column(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

fn leading(line: &str) -> &str {
    line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()).unwrap_or_default()
}
