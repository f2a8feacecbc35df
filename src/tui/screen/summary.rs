//! What came of a session.

use std::collections::{BTreeMap, BTreeSet};

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Effect, Route, Screen, question};
use crate::{
    item::{ItemId, Kind, Outcome, Response},
    study::{Confidence, Done, Filter, Occasion, PRACTICE},
    text::{Clean, Line, Markdown, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, Msg, SCROLL, SUMMARY},
        widget::{
            footer,
            pane::{self, Scroll, column},
            prose::{aside, hang},
        },
    },
};

/// The summary of a session; then its answers, one by one.
#[derive(Debug)]
pub struct Summary {
    occasion: Occasion,
    done: Vec<Done>,
    /// The answer looked at.
    look: Option<usize>,
    scroll: Scroll,
}

/// Lines above what was missed.
const HEAD: usize = 3;

impl Summary {
    /// The summary of these answers.
    pub fn new(occasion: Occasion, done: Vec<Done>) -> Self {
        Self { occasion, done, look: None, scroll: Scroll::default() }
    }

    fn missed(&self) -> impl Iterator<Item = &Done> {
        self.done.iter().filter(|done| done.told.outcome == Outcome::Wrong)
    }

    /// The questions missed, each once, by the place of the answer; what one
    /// was sure of comes first.
    fn worst_first(&self) -> Vec<usize> {
        let is_missed = |at: &usize| self.done[*at].told.outcome == Outcome::Wrong;
        let mut missed: Vec<usize> = (0..self.done.len()).filter(is_missed).collect();
        missed.sort_by_key(|at| self.done[*at].told.sure != Some(Confidence::Sure));
        let mut seen = BTreeSet::new();
        missed.retain(|at| seen.insert(&self.done[*at].asked.item.id));
        missed
    }

    /// A press of the mouse on what was missed looks at it.
    fn click(&mut self, model: &Model, row: usize) {
        let line = (self.scroll.top + row).checked_sub(HEAD).filter(|_| self.look.is_none());
        let width = model.room.width.min(pane::MEASURE);
        let mut below = 0;
        let hit = line.and_then(|line| {
            self.worst_first().into_iter().find(|at| {
                below += miss(&self.done[*at], width).len();
                line < below
            })
        });
        if hit.is_some() {
            (self.look, self.scroll) = (hit, Scroll::default());
        }
    }

    /// From an answer back to the summary; from there, away.
    fn back(&mut self) -> Vec<Effect> {
        self.scroll = Scroll::default();
        match self.look.take() {
            Some(_) => Vec::new(),
            None => vec![Effect::Close],
        }
    }

    fn practise_missed(&self) -> Vec<Effect> {
        let only: Vec<ItemId> = self.missed().map(|done| done.asked.item.id.clone()).collect();
        if only.is_empty() {
            return vec![Effect::Notice("nothing was missed".to_owned())];
        }
        let filter = Filter { only: Some(only), ..Filter::default() };
        vec![Effect::Replace(Route::Session(Occasion::Practice, filter, PRACTICE))]
    }

    fn lines(&self, model: &Model) -> Vec<Line> {
        let width = model.room.width.min(pane::MEASURE);
        match self.look.and_then(|index| self.done.get(index)) {
            Some(done) => question::told(model, &done.asked, &done.told, width).lines,
            None => self.overview(model, width),
        }
    }

    /// What was missed comes first, what one was sure of above all.
    fn overview(&self, model: &Model, width: u16) -> Vec<Line> {
        let right = self.done.iter().filter(|done| done.told.outcome == Outcome::Right).count();
        let verdict = format!("{right} of {} right", self.done.len());
        let mut lines = vec![Line::new(&verdict, Role::Heading), Line::default()];
        let missed = self.worst_first();
        if !missed.is_empty() {
            lines.push(Line::new("Missed", Role::Accent));
        }
        lines.extend(missed.into_iter().flat_map(|at| miss(&self.done[at], width)));
        lines.extend(self.by_subject(model, width));
        lines.push(Line::default());
        let due = model.progress.cards.values().filter(|card| !card.is_due(model.now)).count();
        let text = format!("{due} in memory; each comes back in its time.");
        lines.extend(aside(&text, Role::Faint, 0, width));
        lines
    }

    /// How it went by topic and by objective, the weakest first.
    fn by_subject(&self, model: &Model, width: u16) -> Vec<Line> {
        let topic = |done: &Done| {
            let id = done.asked.item.topic.as_ref()?;
            let topic = model.pack.manifest.topics.iter().find(|topic| topic.id == *id);
            Some(topic.map_or_else(|| Clean::new(id), |topic| topic.title.clone()))
        };
        let objective = |done: &Done| {
            let id = done.asked.item.objective.as_ref()?;
            Some(model.pack.objective(id).map_or_else(|| Clean::new(id), |it| it.1.text.clone()))
        };
        let topics = self.shares("By topic", topic, width);
        topics.into_iter().chain(self.shares("By objective", objective, width)).collect()
    }

    fn shares(
        &self,
        title: &str,
        subject: impl Fn(&Done) -> Option<Clean>,
        width: u16,
    ) -> Vec<Line> {
        let mut shares: BTreeMap<Clean, (usize, usize)> = BTreeMap::new();
        for done in &self.done {
            let Some(subject) = subject(done) else { continue };
            let (right, all) = shares.entry(subject).or_default();
            *right += usize::from(done.told.outcome == Outcome::Right);
            *all += 1;
        }
        if shares.is_empty() {
            return Vec::new();
        }
        let mut shares: Vec<_> = shares.into_iter().collect();
        shares.sort_by_key(|(_, (right, all))| right * 1000 / all);
        let line = |(subject, (right, all)): &(Clean, (usize, usize))| {
            let role = if right == all { Role::Good } else { Role::Care };
            let name = footer::cut(subject, width.saturating_sub(16));
            Line(vec![
                Span::new(&format!("{right:>4} of {all:<3} "), role),
                Span::new(&name, Role::Body),
            ])
        };
        let head = [Line::default(), Line::new(title, Role::Accent)];
        head.into_iter().chain(shares.iter().map(line)).collect()
    }

    /// The next answer, or away after the last.
    fn look_on(&mut self) -> Vec<Effect> {
        let next = self.look.map_or(0, |index| index + 1);
        if next >= self.done.len() {
            return vec![Effect::Close];
        }
        self.look = Some(next);
        self.scroll = Scroll::default();
        Vec::new()
    }
}

/// A question that was missed, and why the answer was wrong.
fn miss(done: &Done, width: u16) -> Vec<Line> {
    let stem = question::first_line(&done.asked.item.stem);
    let sure = done.told.sure == Some(Confidence::Sure);
    let note = if sure { " you were sure" } else { "" };
    let room = width.saturating_sub(2 + note.len() as u16);
    let mut lines = vec![Line(vec![
        Span::new("✗ ", Role::Bad),
        Span::new(&footer::cut(&stem, room), Role::Body),
        Span::new(note, Role::Care),
    ])];
    let reason = reason(done).map(|reason| hang(&[Span::new("  ", Role::Body)], reason, width));
    let first = reason.into_iter().flatten().take_while(|line| line.width() > 2);
    lines.extend(first.map(|mut line| {
        let body = line.0.iter_mut().filter(|span| span.look.role == Role::Body);
        body.for_each(|span| span.look.role = Role::Faint);
        line
    }));
    lines
}

/// What speaks against the option that was picked, or for what is right.
fn reason(done: &Done) -> Option<&Markdown> {
    let item = &done.asked.item;
    let why = match (&item.kind, &done.told.response) {
        (Kind::Choice(choice), Response::Choice(picks)) => {
            let picked = picks.iter().filter_map(|at| choice.options.get(*at));
            picked.filter(|option| !option.correct).find_map(|option| option.why.as_ref())
        }
        _ => None,
    };
    why.or(item.rationale.as_ref())
}

impl Screen for Summary {
    fn title(&self, _: &Model) -> (Clean, Clean) {
        let place = self.look.map(|index| format!("answer {} of {}", index + 1, self.done.len()));
        let left = Clean::new(&format!("{} · done", self.occasion.title()));
        (left, Clean::new(&place.unwrap_or_default()))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![SUMMARY, SCROLL]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Act(Action::Back) => return self.back(),
            Msg::Act(Action::Missed) => return self.practise_missed(),
            Msg::Act(Action::Confirm) => return self.look_on(),
            Msg::Click(at) => self.click(model, at.y.into()),
            msg => _ = self.scroll.update(msg, self.lines(model).len(), model.room.height),
        }
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        pane::draw(&self.lines(model), self.scroll, &model.theme, column(area), buf);
    }
}
