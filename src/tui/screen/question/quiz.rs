//! Questions being asked: what a key does to them, and how they look.

use std::{ops::Range, sync::Arc};

use ratatui::layout::Position;

use super::marks::{Writing, note};
use crate::{
    item::{ItemId, Outcome, Response},
    study::{
        Asked, Confidence, Done, EntryId, Fact, Filter, Given, Millis, Moment, Occasion, Session,
        Stage, Told, leech,
    },
    text::{self, Clean, Line, Look, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, Msg, SCROLL, TOLD},
        pad::{self, Came, Drawn, Pad},
        screen::{Effect, Route},
        widget::prose::{aside, markdown},
    },
};

/// A session as the learner meets it, without the window around it.
#[derive(Debug)]
pub struct Quiz {
    /// On what occasion.
    pub occasion: Occasion,
    filter: Filter,
    count: usize,
    /// Nothing until the pack is read.
    pub(super) session: Option<Session>,
    pad: Option<Box<dyn Pad>>,
    pub(super) sure: Option<Confidence>,
    since: Moment,
    /// A note or report in the making.
    pub(super) writing: Option<Writing>,
}

/// A question in lines: what is asked, and where it is answered.
#[derive(Debug)]
pub struct Composed {
    /// Scenario and stem; then, below or beside it, the rest.
    pub lines: Vec<Line>,
    /// How many of them stand left where there are two columns: the scenario,
    /// or the stem if there is none.
    pub left: usize,
    /// How many of them are scenario and stem.
    pub stem: usize,
    /// The lines that should be in sight.
    pub sight: Range<usize>,
}

/// What a message came to, for whoever scrolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// What should be in sight is where it was.
    Same,
    /// Something else should be in sight.
    Moved,
    /// Another question is asked.
    Asked,
    /// The answer is told.
    Told,
    /// There is nothing more to ask.
    Over,
}

impl Quiz {
    /// Questions for an occasion; there once the pack is read.
    pub fn new(model: &Model, occasion: Occasion, filter: Filter, count: usize) -> Self {
        let mut quiz = Self {
            occasion,
            filter,
            count,
            session: None,
            pad: None,
            sure: None,
            since: model.now,
            writing: None,
        };
        if model.ready {
            quiz.begin(model);
        }
        quiz
    }

    fn begin(&mut self, model: &Model) -> Turn {
        let Model { pack, progress, now, seed, .. } = model;
        let wanted = (&self.filter, self.count);
        let session = Session::begin(self.occasion, pack, progress, wanted, *now, *seed);
        self.session = Some(session);
        self.ask(model);
        Turn::Asked
    }

    /// Gets ready for the question now shown.
    pub(super) fn ask(&mut self, model: &Model) -> Turn {
        let asked = self.session.as_ref().and_then(Session::asked);
        self.pad = asked.map(|asked| pad::open(model, asked));
        self.sure = None;
        self.since = model.now;
        if self.is_over() { Turn::Over } else { Turn::Asked }
    }

    fn stage(&self) -> Option<&Stage> {
        self.session.as_ref().map(Session::stage)
    }

    /// Whether an answer is waited for.
    pub fn is_asking(&self) -> bool {
        matches!(self.stage(), Some(Stage::Asking(_)))
    }

    /// Whether what is pressed is typed into an answer; an answer on its way to
    /// the disk keeps the keys, so that what is typed ahead commands nothing.
    pub fn is_typing(&self) -> bool {
        let waits = matches!(self.stage(), Some(Stage::Asking(_) | Stage::Saving(..)));
        self.is_writing() || waits && self.pad.as_ref().is_some_and(|pad| pad.is_typing())
    }

    /// Whether arrows are left to whoever scrolls.
    pub fn leaves_arrows(&self) -> bool {
        !self.is_asking() || self.pad.as_ref().is_some_and(|pad| pad.leaves_arrows())
    }

    /// Columns the question takes at least; 0 if it fits wherever words do.
    pub fn needs(&self, model: &Model) -> u16 {
        let asked = self.session.as_ref().and_then(Session::asked);
        asked.map_or(0, |asked| pad::needs(&model.pack, asked))
    }

    /// Whether there is nothing more to ask.
    pub fn is_over(&self) -> bool {
        matches!(self.stage(), Some(Stage::Over))
    }

    /// What was answered so far.
    pub fn done(&self) -> &[Done] {
        self.session.as_ref().map(Session::done).unwrap_or_default()
    }

    /// Questions still to be asked.
    pub fn open(&self) -> Vec<ItemId> {
        self.session.as_ref().map(Session::open).unwrap_or_default()
    }

    /// For the header: topic, and how it stands.
    pub fn title(&self, model: &Model) -> (Clean, Clean) {
        let asked = self.session.as_ref().and_then(Session::asked);
        let topic = asked.and_then(|it| it.item.topic.clone());
        let topic = model.pack.manifest.topics.iter().find(|it| Some(&it.id) == topic.as_ref());
        let name = self.occasion.title();
        let left =
            topic.map_or(name.clone(), |topic| Clean::new(&format!("{name} · {}", topic.title)));
        let right = Clean::new(&format!("{}{}", self.standing(), self.signs(model)));
        (left, right)
    }

    /// How sure, which question of how many, and how many were right.
    pub fn standing(&self) -> Clean {
        let count = self.session.as_ref().map(Session::count).unwrap_or_default();
        let sure = self.sure.map_or_else(String::new, |sure| format!("{} · ", sure.word()));
        Clean::new(&format!("{sure}{} of {} · {} right", count.place, count.total, count.right))
    }

    /// The keys in force.
    pub fn keys(&self) -> Vec<&'static [Binding]> {
        if self.is_writing() {
            return Writing::keys();
        }
        match (self.stage(), &self.pad) {
            (Some(Stage::Asking(_) | Stage::Saving(..)), Some(pad)) => {
                pad.keys().into_iter().chain([SCROLL]).collect()
            }
            (Some(Stage::Told(..)), _) => vec![TOLD, SCROLL],
            _ => vec![SCROLL],
        }
    }

    /// Takes in what happened; scrolling and leaving are not its business.
    pub fn update(&mut self, model: &Model, msg: &Msg) -> (Vec<Effect>, Turn) {
        let key = matches!(msg, Msg::Act(_) | Msg::Type(_) | Msg::Paste(_));
        if self.is_writing() && key {
            return self.written(model, msg);
        }
        if let Some(marked) = self.mark(model, msg) {
            return marked;
        }
        let turn = match msg {
            Msg::Loaded(_) if self.session.is_none() => self.begin(model),
            Msg::Recorded(it) => return self.recorded(model, &it.entry.fact, it.entry.id),
            Msg::Failed(_) => {
                if let Some(session) = &mut self.session {
                    session.failed();
                }
                Turn::Same
            }
            Msg::Act(Action::OpenLesson) => return (self.open_lesson(), Turn::Same),
            Msg::Act(Action::Undo) => return self.undo(model),
            msg if self.is_asking() => return self.asking(model, msg),
            Msg::Act(Action::Confirm) if matches!(self.stage(), Some(Stage::Told(..))) => {
                if let Some(session) = &mut self.session {
                    session.next(model.now.at);
                }
                self.ask(model)
            }
            _ => Turn::Same,
        };
        (Vec::new(), turn)
    }

    fn asking(&mut self, model: &Model, msg: &Msg) -> (Vec<Effect>, Turn) {
        match msg {
            Msg::Act(Action::Skip) => {
                if let Some(session) = &mut self.session {
                    session.skip(model.now);
                }
                return (Vec::new(), self.ask(model));
            }
            Msg::Act(Action::Sure) => self.sure = Confidence::next(self.sure),
            Msg::Act(Action::SayGuess) => self.sure = Some(Confidence::Guess),
            Msg::Act(Action::SayThinkSo) => self.sure = Some(Confidence::ThinkSo),
            Msg::Act(Action::SaySure) => self.sure = Some(Confidence::Sure),
            msg => {
                let came = self.pad.as_mut().map(|pad| pad.update(msg));
                return self.came(model, came);
            }
        }
        (Vec::new(), Turn::Same)
    }

    /// Takes in a press of the mouse on the pad.
    pub fn click(&mut self, model: &Model, at: Position, width: u16) -> (Vec<Effect>, Turn) {
        if !self.is_asking() || self.is_writing() {
            return (Vec::new(), Turn::Same);
        }
        let came = self.pad.as_mut().map(|pad| pad.click(at, width));
        self.came(model, came)
    }

    fn came(&mut self, model: &Model, came: Option<Came>) -> (Vec<Effect>, Turn) {
        match came {
            Some(Came::Answer) => (self.answer(model), Turn::Same),
            Some(Came::Notice(text)) => (vec![Effect::Notice(text)], Turn::Moved),
            Some(Came::Nothing) | None => (Vec::new(), Turn::Moved),
        }
    }

    fn answer(&mut self, model: &Model) -> Vec<Effect> {
        let (Some(session), Some(pad)) = (&mut self.session, &self.pad) else { return Vec::new() };
        let response = match pad.response() {
            Ok(response) => response,
            Err(lack) => return vec![Effect::Notice(lack)],
        };
        let took = Millis(model.now.at.0 - self.since.at.0);
        // Who rates alone has said how sure that was.
        let sure = self.sure.filter(|_| !matches!(response, Response::Recall(_)));
        let given = Given { response, sure, took };
        let answered = session.answer(given, &model.progress, &model.pack.manifest, model.now);
        answered.map(|answered| Effect::Record(Fact::Answered(answered))).into_iter().collect()
    }

    /// Takes the latest answer back, or what was put away after it.
    fn undo(&mut self, model: &Model) -> (Vec<Effect>, Turn) {
        let Some(session) = &mut self.session else { return (Vec::new(), Turn::Same) };
        if let Some(item) = session.put_away() {
            let (pack, today) = (&model.pack.manifest.id, model.now.day());
            let back = model.progress.marks.back(pack, item, today);
            session.brought_back();
            let told = Effect::Notice("asked again".to_owned());
            return (vec![Effect::Record(back), told], self.ask(model));
        }
        let effect = match session.latest() {
            Some(entry) => Effect::Record(Fact::Undone { entry }),
            None => Effect::Notice("there is no answer to take back".to_owned()),
        };
        (vec![effect], Turn::Same)
    }

    fn open_lesson(&self) -> Vec<Effect> {
        let asked = self.session.as_ref().and_then(Session::asked);
        match asked.and_then(|asked| asked.item.lesson.clone()) {
            Some(place) => vec![Effect::Open(Route::Lesson(Arc::unwrap_or_clone(place)))],
            None => vec![Effect::Notice("this question names no lesson".to_owned())],
        }
    }

    /// What is on disk is told, or taken back.
    fn recorded(&mut self, model: &Model, fact: &Fact, entry: EntryId) -> (Vec<Effect>, Turn) {
        let none = Vec::new();
        let Some(session) = &mut self.session else { return (none, Turn::Same) };
        let Model { pack, progress, .. } = model;
        match (session.stage(), fact) {
            (Stage::Saving(_, waiting), Fact::Answered(answered)) if waiting == answered => {
                session.saved(entry, progress, model.now);
                let out = session.done().last().map(|done| leech::left_out(done, pack, progress));
                (out.into_iter().flatten().map(Effect::Record).collect(), Turn::Told)
            }
            (_, Fact::Undone { entry }) if session.latest() == Some(*entry) => {
                let back = session.done().last().map(|done| leech::back(done, pack, progress));
                session.undone();
                let back = back.into_iter().flatten().map(Effect::Record).collect();
                (back, self.ask(model))
            }
            _ => (none, Turn::Same),
        }
    }

    /// The question as it stands, in lines.
    pub fn compose(&self, model: &Model, width: u16) -> Option<Composed> {
        let mut composed = self.composed(model, width)?;
        if let Some(writing) = &self.writing {
            let start = composed.lines.len();
            composed.lines.extend(writing.lines(width));
            composed.sight = start..composed.lines.len();
        }
        Some(composed)
    }

    fn composed(&self, model: &Model, width: u16) -> Option<Composed> {
        match self.stage()? {
            Stage::Asking(asked) | Stage::Saving(asked, _) => {
                let pad = self.pad.as_ref()?;
                let mut composed = Composed::new(model, asked, pad.stem(width), width);
                composed.add(pad.lines(width));
                Some(composed)
            }
            Stage::Told(asked, told_) => Some(told(model, asked, told_, width)),
            Stage::Over => None,
        }
    }
}

impl Composed {
    /// Scenario and stem, and what is to be done.
    pub fn new(model: &Model, asked: &Asked, stem: Option<Drawn>, width: u16) -> Self {
        let item = &asked.item;
        let mut lines = Vec::new();
        if let Some(scenario) = model.pack.scenario(item) {
            lines.extend(markdown(scenario, width));
            lines.push(Line::default());
        }
        let above = lines.len();
        let (stem, sight) = stem.unwrap_or_else(|| (markdown(&item.stem, width), 0..0));
        lines.extend(stem);
        if let Some(task) = pad::task(&item.kind) {
            lines.push(Line::default());
            lines.extend(aside(&task, Role::Accent, 0, width));
        }
        lines.push(Line::default());
        let stem = lines.len();
        let left = if above > 0 { above } else { stem };
        Self { left, stem, lines, sight: sight.start + above..sight.end + above }
    }

    /// Adds what the pad draws. What should be in sight is in the stem if that
    /// is where the answer is given.
    pub fn add(&mut self, (lines, sight): Drawn) {
        let shift = self.lines.len();
        self.lines.extend(lines);
        if self.sight.is_empty() {
            self.sight = sight.start + shift..sight.end + shift;
        }
    }
}

/// A question with its answer, the reasons, and what comes of it.
pub fn told(model: &Model, asked: &Asked, told: &Told, width: u16) -> Composed {
    let stem = pad::told_stem(asked, told, width);
    let mut composed = Composed::new(model, asked, stem.map(|lines| (lines, 0..0)), width);
    let start = composed.lines.len();
    composed.lines.extend(verdict(model, asked, told, width));
    if let Some(leech) = leech::told(told, &model.progress) {
        composed.lines.extend(text::wrap(&leech, Role::Bad, width));
    }
    composed.lines.push(Line::default());
    composed.sight = start..start + 1;
    composed.lines.extend(pad::feedback(model, asked, told, width));
    if let Some(rationale) = &asked.item.rationale {
        composed.lines.push(Line::default());
        composed.lines.extend(markdown(rationale, width));
    }
    composed.lines.extend(note(model, &asked.item, width));
    composed
}

/// Right or wrong, how much of it, and when the question comes back.
fn verdict(model: &Model, asked: &Asked, told: &Told, width: u16) -> Vec<Line> {
    let role = if told.outcome == Outcome::Right { Role::Good } else { Role::Bad };
    let text = Clean::new(&judged(asked, told));
    let verdict = Span { text, look: Look { strong: true, ..role.into() } };
    let next = told.card.map(|card| format!("next look: {}", card.comes_back(model.now)));
    let next = Span::new(&next.unwrap_or_default(), Role::Faint);
    let used = verdict.text.width() + next.text.width();
    match usize::from(width).checked_sub(used).filter(|gap| *gap >= 2) {
        Some(gap) => vec![Line(vec![verdict, Span::new(&" ".repeat(gap), Role::Body), next])],
        None => vec![Line(vec![verdict]), Line(vec![next])],
    }
}

/// Right or wrong, in words.
fn judged(asked: &Asked, told: &Told) -> String {
    let parts = asked.item.kind.parts_right(&told.response);
    let (all, right) = (parts.len(), parts.iter().filter(|right| **right).count());
    let sure = told.sure == Some(Confidence::Sure);
    match told.outcome {
        Outcome::Right if matches!(told.response, Response::Recall(_)) => "✓ Recalled.".to_owned(),
        Outcome::Right if told.sure == Some(Confidence::Guess) => {
            "✓ Right, but counted as not known.".to_owned()
        }
        Outcome::Right => "✓ Right.".to_owned(),
        Outcome::Wrong if sure => "✗ Not yet, and you were sure.".to_owned(),
        Outcome::Wrong if right > 0 => format!("✗ Not yet: {right} of {all} right."),
        Outcome::Wrong => "✗ Not yet.".to_owned(),
    }
}
