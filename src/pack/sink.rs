//! Where the faults of one file are collected.

use std::{ops::Range, sync::Arc};

use super::{Code, Diagnostic, Files, allow::Allows, source::Source};

/// Faults told of one file at most.
const MOST: usize = 200;

/// Collects the faults of one file.
#[derive(Debug)]
pub(super) struct Sink {
    pub source: Arc<Source>,
    found: Vec<Diagnostic>,
    /// Errors so far, told or not.
    pub errors: usize,
    untold: usize,
    /// Whether the text of the source was let go.
    asleep: bool,
    /// What the author allows.
    allows: Allows,
}

impl Sink {
    /// For the faults of a file.
    pub fn new(source: Arc<Source>) -> Self {
        let allows = Allows::read(&source);
        Self { allows, ..Self::scratch(source) }
    }

    /// For faults that are counted, not told.
    pub fn scratch(source: Arc<Source>) -> Self {
        let allows = Allows::default();
        Self { source, found: Vec::new(), errors: 0, untold: 0, asleep: false, allows }
    }

    /// Lets the text of a file go in which nothing is wrong so far: a large
    /// pack need not be in memory twice.
    pub fn sleep(&mut self) {
        if self.found.is_empty() && self.allows.is_empty() {
            self.source = Arc::new(self.source.bare());
            self.asleep = true;
        }
    }

    /// For a file that is not there.
    pub fn nowhere() -> Self {
        Self::scratch(Arc::default())
    }

    /// Fetches the text again, to tell something after all.
    pub fn wake(&mut self, files: &Files) {
        if let (true, Ok(source)) = (self.asleep, files.read(&self.source.path)) {
            self.source = source;
        }
        self.asleep = false;
    }

    pub fn tell(&mut self, code: Code, span: &Range<usize>, message: &str) {
        self.push(Diagnostic::new(code, &self.source, span, message));
    }

    pub fn tell_with_help(&mut self, code: Code, span: &Range<usize>, message: &str, help: &str) {
        self.push(Diagnostic::new(code, &self.source, span, message).help(help));
    }

    pub fn push(&mut self, it: Diagnostic) {
        if !it.is_error() && self.allows.allow(it.code, it.span.start) {
            return;
        }
        self.errors += usize::from(it.is_error());
        if self.found.len() < MOST {
            return self.found.push(it);
        }
        self.untold += 1;
        let warning = self.found.iter_mut().rev().find(|told| !told.is_error());
        if let (Some(warning), true) = (warning, it.is_error()) {
            *warning = it;
        }
    }

    /// Whether there is no use in looking further.
    pub fn is_full(&self) -> bool {
        self.untold > 0
    }

    /// What was found, with a word on what is left out.
    pub fn into_found(mut self) -> Vec<Diagnostic> {
        self.comments();
        if let (Some(last), true) = (self.found.last(), self.is_full()) {
            let message = format!("more than {MOST} faults in this file; mend these first");
            self.found.push(Diagnostic::new(Code::TooMany, &self.source, &last.span, &message));
        }
        self.found
    }

    /// What is not looked for need not be there to be allowed.
    pub fn excuse(&mut self, codes: &[Code]) {
        self.allows.excuse(codes);
    }

    /// Tells what is wrong with the comments that allow something. What was
    /// not found because of an error may be there when it is mended.
    fn comments(&mut self) {
        for (at, message) in std::mem::take(&mut self.allows.faults) {
            self.tell(Code::BadAllow, &at, &message);
        }
        let unused = self.allows.unused().filter(|_| self.errors == 0);
        for (at, code) in unused.collect::<Vec<_>>() {
            let message = format!("there is no {code} to allow here; delete this");
            self.tell(Code::UnusedAllow, &at, &message);
        }
    }
}
