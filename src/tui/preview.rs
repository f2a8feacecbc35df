//! A pack while it is being written: what was saved, and what is to be mended.

use std::sync::Arc;

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    key::{Action, Binding, PREVIEW},
    screen::Route,
    theme::Theme,
    widget::pane::{self, Scroll},
};
use crate::{
    pack::{Diagnostic, Pack, Spot},
    study::{Filter, Occasion},
    text::{Line, Role, Span},
};

/// A pack as its author has just saved it.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// What it is now.
    pub pack: Arc<Pack>,
    /// What there is to say against it, by file and place.
    pub found: Arc<[Diagnostic]>,
    /// The files that were saved, by path below the pack.
    pub files: Vec<String>,
    /// What was saved, in words.
    pub told: String,
    /// What to show; nothing to stay where one is.
    pub spot: Option<Spot>,
}

/// What its author is to mend, and at which fault one is.
#[derive(Clone, Debug)]
pub struct Preview {
    found: Arc<[Diagnostic]>,
    at: usize,
    told: String,
}

impl Preview {
    /// What was found after a save; `before`: what was known until then.
    pub fn new(saved: &Saved, before: Option<&Self>) -> Self {
        let found = Arc::clone(&saved.found);
        let here = |it: &&Diagnostic| saved.files.contains(&it.source.path);
        let first = found.iter().filter(here).find(|it| it.is_error());
        let first = first.or_else(|| found.iter().find(here));
        let same = before.and_then(Self::fault).and_then(|old| {
            found.iter().find(|it| (it.code, &it.message) == (old.code, &old.message))
        });
        let at = first.or(same).or_else(|| found.iter().find(|it| it.is_error()));
        let at = at.and_then(|wanted| found.iter().position(|it| it == wanted)).unwrap_or(0);
        Self { found, at, told: saved.told.clone() }
    }

    /// The fault one is at.
    pub fn fault(&self) -> Option<&Diagnostic> {
        self.found.get(self.at)
    }

    /// What it is about, if that is sound enough to be in the pack.
    pub fn spot(&self, pack: &Pack) -> Option<Spot> {
        let fault = self.fault()?;
        pack.spot(&fault.source, fault.span.start)
    }

    /// Goes on by so many faults; after the last comes the first.
    pub fn turn(&mut self, by: isize) {
        let count = self.found.len().cast_signed();
        let at = (self.at.cast_signed() + by).checked_rem_euclid(count);
        self.at = at.unwrap_or(0).cast_unsigned();
    }

    /// Such as `2 of 5`.
    pub fn standing(&self) -> String {
        format!("{} of {}", self.at + 1, self.found.len())
    }

    /// Such as `1 error, 2 warnings`.
    pub fn sum(&self) -> String {
        let errors = self.found.iter().filter(|it| it.is_error()).count();
        let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
        let sums = [(errors, "error"), (self.found.len() - errors, "warning")];
        let sums = sums.into_iter().filter(|it| it.0 > 0).map(|(n, noun)| count(n, noun));
        sums.collect::<Vec<_>>().join(", ")
    }

    /// The keys that go with it.
    pub fn keys(&self) -> &'static [Binding] {
        if self.found.is_empty() { &[] } else { PREVIEW }
    }

    /// Lines it takes.
    pub fn height(&self) -> u16 {
        if self.found.is_empty() { 1 } else { 2 }
    }

    /// Draws the fault one is at, or that there is none.
    pub fn draw(&self, keys: &[Binding], theme: &Theme, area: Rect, buf: &mut Buffer) {
        pane::draw(&self.lines(keys, usize::from(area.width)), Scroll::default(), theme, area, buf);
    }

    fn lines(&self, keys: &[Binding], width: usize) -> Vec<Line> {
        let Some(fault) = self.fault() else {
            let text = format!("▏no faults · {}", self.told);
            return vec![Line::new(&text, Role::Faint)];
        };
        let role = role(fault);
        let count = format!("{} · {}", self.standing(), self.sum());
        let place = place(fault);
        let key = |action| keys.iter().find(|it| it.action == action).map(Binding::key_shown);
        let keys = [(key(Action::NextFault), "next"), (key(Action::WholeFault), "whole")];
        let keys = keys.into_iter().filter_map(|(key, does)| Some(format!(" · {} {does}", key?)));
        let keys: String = keys.collect();
        let room = width.saturating_sub(place.chars().count() + 4);
        let standing = self.standing();
        let forms = [format!("{count}{keys}"), format!("{standing}{keys}"), count, standing];
        let fits = |form: &&String| form.chars().count() <= room;
        let count = forms.iter().find(fits).map_or("", String::as_str);
        let first = [("▏", role), (&place, Role::Accent), ("  ", role), (count, Role::Faint)];
        let first = first.map(|(text, role)| Span::new(text, role));
        let message = format!("▏{}: {}", fault.severity.name(), fault.message);
        vec![Line(first.to_vec()), Line::new(&message, role)]
    }
}

/// What a fault is shown in.
pub fn role(fault: &Diagnostic) -> Role {
    if fault.is_error() { Role::Bad } else { Role::Care }
}

/// Such as `quizzes/a.yaml:12:5`.
pub fn place(fault: &Diagnostic) -> String {
    format!("{}:{}", fault.source.path, fault.start())
}

/// Where something is shown that an author is at; nothing for the pack itself.
pub fn route(spot: &Spot) -> Option<Route> {
    match spot.clone() {
        Spot::Pack => None,
        Spot::Lesson(lesson, line) => Some(Route::LessonAt(lesson, line)),
        Spot::Question(id) => {
            let filter = Filter { only: Some(vec![id]), ..Filter::default() };
            Some(Route::Session(Occasion::Practice, filter, 1))
        }
        Spot::Diagram(path) => Some(Route::Diagram(path)),
    }
}
