//! The sitting: questions with a clock, and nothing told before the hand-in.

use std::time::Duration;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    allowed::{is_off, keys, says_how_sure, sure},
    clock, find,
    seat::{self, Seat},
    sheet,
};
use crate::{
    item::{ItemId, Response},
    study::{
        Asked, Confidence, Fact, Millis, Moment,
        exam::{Attempt, AttemptId, Ended, Mark},
    },
    text::{Clean, Line, Role},
    tui::{
        app::Model,
        key::{Action, Binding, EXAM, EXAM_ASK, EXAM_SHEET, FIELD, Msg, NOTE, SCROLL},
        pad::{self, Came, Pad},
        screen::{
            Effect, Route, Screen,
            question::{self, Composed},
        },
        widget::{
            field::Field,
            pane::{self, MEASURE, Scroll, column},
        },
    },
};

/// An exam being sat.
#[derive(Debug)]
pub struct Desk {
    id: AttemptId,
    /// The place of the question shown.
    at: usize,
    asked: Option<Asked>,
    pad: Option<Box<dyn Pad>>,
    /// When the question was shown, or was last written down.
    since: Moment,
    view: View,
    scroll: Scroll,
    /// When the clock was looked at last, for warnings.
    looked: Moment,
    seat: Seat,
}

/// What is seen.
#[derive(Debug)]
enum View {
    Question,
    /// The answer sheet, with a question marked.
    Sheet(usize),
    /// Hand in? The sheet is seen above it.
    HandIn,
    /// Leave?
    Leave,
    /// A note being written.
    Note(Field),
}

impl Desk {
    /// At the first question that is open.
    pub fn new(model: &Model, id: AttemptId) -> Self {
        let mut desk = Self {
            id,
            at: 0,
            asked: None,
            pad: None,
            since: model.now,
            view: View::Question,
            scroll: Scroll::default(),
            looked: model.now,
            seat: Seat::Open,
        };
        if let Some(attempt) = find(model, id) {
            let open = |question| attempt.at(question).response.is_none();
            desk.at = attempt.form.questions.iter().position(open).unwrap_or(0);
        }
        desk.show(model, desk.at);
        desk
    }

    fn attempt<'m>(&self, model: &'m Model) -> Option<&'m Attempt> {
        find(model, self.id)
    }

    /// The question at its place, by the name it has in the form.
    fn question<'m>(&self, model: &'m Model) -> Option<&'m ItemId> {
        self.attempt(model)?.form.questions.get(self.at)
    }

    /// The same, as the form shows it.
    fn shown(&self, model: &Model) -> Option<Asked> {
        let (form, id) = (&self.attempt(model)?.form, self.question(model)?);
        Some(form.show(id, model.pack.item(id)?))
    }

    /// Turns to a question.
    fn show(&mut self, model: &Model, at: usize) {
        let last = self.attempt(model).map_or(0, |it| it.form.questions.len()).saturating_sub(1);
        self.at = at.min(last);
        (self.view, self.scroll, self.since) = (View::Question, Scroll::default(), model.now);
        self.lay(model);
    }

    /// The question as it is kept, with what is chosen.
    fn lay(&mut self, model: &Model) {
        let attempt = self.attempt(model);
        self.asked = self.shown(model);
        self.pad = self.asked.as_ref().map(|asked| {
            let mut pad = pad::open(model, asked);
            let question = self.question(model);
            let mark = attempt.zip(question).map(|(it, id)| it.at(id)).unwrap_or_default();
            pad.restore(mark.response.as_ref(), &mark.struck);
            pad
        });
    }

    fn mark(&self, model: &Model) -> Mark {
        let here = self.attempt(model).zip(self.question(model));
        here.map(|(attempt, id)| attempt.at(id)).unwrap_or_default()
    }

    /// Writes down how it stands at the question, with the time since.
    fn keep(&mut self, model: &Model, mark: Mark) -> Vec<Effect> {
        let Some(question) = self.question(model).cloned() else { return Vec::new() };
        let took = Millis(mark.took.0 + (model.now.at.0 - self.since.at.0).max(0));
        self.since = model.now;
        let fact = Fact::ExamMarked {
            pack: model.pack.manifest.id.clone(),
            attempt: self.id,
            question,
            mark: Box::new(Mark { took, ..mark }),
        };
        vec![Effect::Record(fact)]
    }

    fn drafted(&self) -> (Option<Response>, Vec<usize>) {
        self.pad.as_ref().map_or((None, Vec::new()), |pad| (pad.draft(), pad.struck()))
    }

    /// What the pad has that is not on disk yet.
    fn changed(&mut self, model: &Model) -> Vec<Effect> {
        let (mark, (response, struck)) = (self.mark(model), self.drafted());
        if mark.response == response && mark.struck == struck {
            return Vec::new();
        }
        self.keep(model, Mark { response, struck, ..mark })
    }

    /// Writes down what is there, in any case the time, and turns to another.
    fn go(&mut self, model: &Model, at: usize) -> Vec<Effect> {
        let effects = self.settle(model);
        self.show(model, at);
        effects
    }

    /// What is there, and the time, as it is to be kept.
    fn settle(&mut self, model: &Model) -> Vec<Effect> {
        if self.asked.is_none() || !matches!(self.view, View::Question) {
            return Vec::new();
        }
        let (response, struck) = self.drafted();
        let mark = Mark { response, struck, ..self.mark(model) };
        self.keep(model, mark)
    }

    fn pause(&self, model: &Model, on: bool) -> Effect {
        let pack = model.pack.manifest.id.clone();
        Effect::Record(Fact::ExamPaused { pack, attempt: self.id, on })
    }

    /// Hands in: what is on disk counts.
    fn end(&mut self, model: &Model, how: Ended) -> Vec<Effect> {
        let open = self.attempt(model).filter(|it| it.ended.is_none());
        let Some(attempt) = open else { return vec![Effect::Close] };
        vec![Effect::RecordAll(attempt.ending(how, &model.pack, &model.progress))]
    }

    /// Looks at the clock: over, or a warning.
    fn tick(&mut self, model: &Model) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.looked, model.now);
        let Some(attempt) = self.attempt(model).filter(|it| it.ended.is_none()) else {
            return Vec::new();
        };
        if let Some(how) = attempt.over(model.now) {
            return self.end(model, how);
        }
        let warning = attempt.warning(before, model.now);
        let told = warning.map(|it| match it.0 {
            1 => "1 minute left".to_owned(),
            minutes => format!("{minutes} minutes left"),
        });
        told.map(Effect::Notice).into_iter().collect()
    }

    /// A key while a question is shown.
    fn asking(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        let typing = self.is_typing();
        match msg {
            Msg::Act(action) if is_off(*action) => {
                return vec![Effect::Notice("that is off until the exam is handed in".to_owned())];
            }
            Msg::Act(Action::Back) if !typing => self.view = View::Leave,
            Msg::Act(Action::Confirm | Action::NextQuestion) => return self.go(model, self.at + 1),
            Msg::Act(Action::LastQuestion) => return self.go(model, self.at.saturating_sub(1)),
            Msg::Act(Action::AnswerSheet) => {
                let effects = self.settle(model);
                (self.view, self.scroll) = (View::Sheet(self.at), Scroll::default());
                return effects;
            }
            Msg::Act(Action::HandIn) => {
                let effects = self.settle(model);
                (self.view, self.scroll) = (View::HandIn, Scroll::default());
                return effects;
            }
            Msg::Act(Action::Flag) => {
                let mark = self.mark(model);
                return self.keep(model, Mark { flagged: !mark.flagged, ..mark });
            }
            Msg::Act(action) if says_how_sure(*action) => {
                return self.say(model, sure(*action, self.mark(model).sure));
            }
            Msg::Act(Action::Note) => {
                let item = self.asked.as_ref().map(|it| &it.item);
                let note = item.and_then(|item| model.progress.marks.note_on(item));
                self.view = View::Note(Field::new(note.unwrap_or_default()));
            }
            Msg::Act(Action::PageUp | Action::PageDown) | Msg::Wheel(_) => {
                self.move_page(model, msg);
            }
            msg => {
                let came = self.pad.as_mut().map(|pad| pad.update(msg));
                return self.came(model, came, typing);
            }
        }
        Vec::new()
    }

    fn say(&mut self, model: &Model, sure: Option<Confidence>) -> Vec<Effect> {
        let (response, struck) = self.drafted();
        let mark = Mark { response, sure, struck, ..self.mark(model) };
        self.keep(model, mark)
    }

    fn came(&mut self, model: &Model, came: Option<Came>, typing: bool) -> Vec<Effect> {
        self.follow(model);
        match came {
            Some(Came::Notice(text)) => vec![Effect::Notice(text)],
            // What is typed is kept when the question is left.
            _ if typing => Vec::new(),
            _ => self.changed(model),
        }
    }

    fn move_page(&mut self, model: &Model, msg: &Msg) {
        let lines = self.compose(model).map_or(0, |it| it.lines.len());
        self.scroll.update(msg, lines, model.room.height);
    }

    /// Scrolls so that the pad is seen.
    fn follow(&mut self, model: &Model) {
        let split = self.is_split(model);
        let Some(composed) = self.compose(model) else { return };
        let shift = if split && composed.sight.start >= composed.left { composed.left } else { 0 };
        let sight = composed.sight.start - shift..composed.sight.end - shift;
        self.scroll.reveal(&sight, model.room.height);
    }

    /// A key while the sheet is shown.
    fn sheet(&mut self, model: &Model, msg: &Msg, at: usize) -> Vec<Effect> {
        let all = self.attempt(model).map_or(0, |it| it.form.questions.len());
        let across = sheet::across(model.room.width.min(MEASURE));
        match msg {
            Msg::Act(Action::Back | Action::AnswerSheet) => self.show(model, self.at),
            Msg::Act(Action::Confirm) => self.show(model, at),
            Msg::Act(Action::HandIn) => self.view = View::HandIn,
            msg => self.mark_on_sheet(model, sheet::moved(msg, at, across, all)),
        }
        Vec::new()
    }

    fn mark_on_sheet(&mut self, model: &Model, to: usize) {
        self.view = View::Sheet(to);
        if let Some(attempt) = self.attempt(model) {
            let (_, row) = sheet::lines(attempt, to, model.room.width.min(MEASURE));
            self.scroll.reveal(&(row..row + 1), model.room.height);
        }
    }

    /// A key while something is asked.
    fn confirm(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match (msg, &self.view) {
            (Msg::Act(Action::Confirm), View::HandIn) => return self.end(model, Ended::HandedIn),
            (Msg::Act(Action::Confirm), _) => {
                return vec![self.pause(model, true), Effect::Close];
            }
            (Msg::Act(Action::Back | Action::Refuse), _) => self.show(model, self.at),
            _ => (),
        }
        Vec::new()
    }

    fn writing(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        let View::Note(field) = &mut self.view else { return Vec::new() };
        match msg {
            Msg::Act(Action::Back) => self.view = View::Question,
            Msg::Act(Action::Confirm) => {
                let text = field.text().trim().to_owned();
                self.view = View::Question;
                let Some(asked) = &self.asked else { return Vec::new() };
                let (pack, question) = (model.pack.manifest.id.clone(), asked.item.id.clone());
                let mark = crate::study::Mark::Question(question);
                return vec![Effect::Record(Fact::Noted { pack, mark, text })];
            }
            msg => _ = field.update(msg),
        }
        Vec::new()
    }

    fn is_split(&self, model: &Model) -> bool {
        let needs = self.asked.as_ref().map_or(0, |asked| pad::needs(&model.pack, asked));
        question::is_split(model.room.width, needs)
    }

    fn compose(&self, model: &Model) -> Option<Composed> {
        let (asked, pad) = (self.asked.as_ref()?, self.pad.as_ref()?);
        let width = question::width(model.room.width, self.is_split(model));
        let mut composed = Composed::new(model, asked, pad.stem(width), width);
        composed.add(pad.lines(width));
        if let View::Note(field) = &self.view {
            let start = composed.lines.len();
            composed.lines.push(Line::default());
            composed.lines.push(Line::new("Your note on this question", Role::Accent));
            composed.lines.extend(field.rows(&[], &[], width));
            composed.sight = start..composed.lines.len();
        }
        Some(composed)
    }

    /// What is seen where it is not a question.
    fn lines(&self, model: &Model) -> Vec<Line> {
        let width = model.room.width.min(MEASURE);
        let Some(attempt) = self.attempt(model) else {
            return vec![Line::new("Reading the pack…", Role::Faint)];
        };
        match &self.view {
            _ if self.seat == Seat::Refused => seat::lines(width),
            View::Sheet(at) => sheet::lines(attempt, *at, width).0,
            View::HandIn => sheet::hand_in(attempt, model.now, width),
            View::Leave => sheet::leave(attempt, width),
            View::Question | View::Note(_) => {
                vec![Line::new("This question has left the pack; go on with Enter.", Role::Care)]
            }
        }
    }
}

impl Screen for Desk {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let Some(attempt) = self.attempt(model) else {
            return (Clean::new("Exam"), Clean::default());
        };
        let mark = self.mark(model);
        let (place, all) = (self.at + 1, attempt.form.questions.len());
        let sure = mark.sure.map_or_else(String::new, |sure| format!("{} · ", sure.word()));
        let flag = if mark.flagged { " · ⚑" } else { "" };
        let left = clock(attempt.left(model.now));
        (
            Clean::new(&format!("{} · {place} of {all}{flag}", attempt.form.exam)),
            Clean::new(&format!("{sure}{left} left")),
        )
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        match (&self.view, &self.pad) {
            _ if self.seat == Seat::Refused => vec![SCROLL],
            (View::Question, Some(pad)) => keys(pad.as_ref()),
            (View::Question, None) => vec![EXAM, SCROLL],
            (View::Sheet(_), _) => vec![EXAM_SHEET],
            (View::HandIn | View::Leave, _) => vec![EXAM_ASK],
            (View::Note(_), _) => vec![NOTE, FIELD],
        }
    }

    fn is_typing(&self) -> bool {
        match &self.view {
            View::Note(_) => true,
            View::Question => self.pad.as_ref().is_some_and(|pad| pad.is_typing()),
            _ => false,
        }
    }

    fn is_exam(&self) -> bool {
        true
    }

    fn looks_again(&self, model: &Model) -> Option<Duration> {
        let left = self.attempt(model).filter(|it| it.ended.is_none())?.left(model.now).0;
        let step = if left <= 600_000 { 1000 } else { 60_000 };
        let next = match left % step {
            0 => step,
            rest => rest,
        };
        Some(Duration::from_millis(next.max(20).unsigned_abs()))
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.seat = self.seat.after(msg);
        if self.seat == Seat::Refused {
            (self.asked, self.pad) = (None, None);
            return Seat::refuse(msg);
        }
        let ready = model.ready && matches!(msg, Msg::Opened | Msg::Loaded(_));
        if self.seat == Seat::Open && ready {
            self.seat = Seat::Asked;
            self.show(model, self.at);
            effects.push(self.pause(model, false));
        }
        effects.extend(self.tick(model));
        if effects.iter().any(|it| matches!(it, Effect::RecordAll(_))) {
            return effects;
        }
        effects.extend(match msg {
            Msg::Recorded(recorded) => self.recorded(&recorded.entry.fact),
            Msg::Failed(_) => {
                // What could not be kept is not shown as if it were.
                self.lay(model);
                Vec::new()
            }
            Msg::Closing => {
                let mut kept = self.settle(model);
                kept.push(self.pause(model, true));
                kept
            }
            Msg::Click(at) => self.click(model, *at),
            Msg::Act(_) | Msg::Type(_) | Msg::Paste(_) | Msg::Wheel(_) => match self.view {
                View::Question => self.asking(model, msg),
                View::Sheet(at) => self.sheet(model, msg, at),
                View::HandIn | View::Leave => self.confirm(model, msg),
                View::Note(_) => self.writing(model, msg),
            },
            _ => Vec::new(),
        });
        effects
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let composed = match self.view {
            View::Question | View::Note(_) => self.compose(model),
            _ => None,
        };
        match composed {
            Some(composed) => {
                question::paint(&composed, self.is_split(model), self.scroll, model, area, buf);
            }
            None => {
                pane::draw(&self.lines(model), self.scroll, &model.theme, column(area), buf);
            }
        }
    }
}

impl Desk {
    /// Ended on disk: the report.
    fn recorded(&self, fact: &Fact) -> Vec<Effect> {
        match fact {
            Fact::ExamEnded { attempt, how, .. } if *attempt == self.id => {
                let notice = sheet::ended(*how).map(|told| Effect::Notice(told.to_owned()));
                [Effect::Replace(Route::ExamReport(self.id))].into_iter().chain(notice).collect()
            }
            _ => Vec::new(),
        }
    }

    fn click(&mut self, model: &Model, at: Position) -> Vec<Effect> {
        if !matches!(self.view, View::Question) {
            return Vec::new();
        }
        let Some(composed) = self.compose(model) else { return Vec::new() };
        let split = self.is_split(model);
        let Some((at, width)) = question::in_pad(&composed, split, self.scroll, model.room, at)
        else {
            return Vec::new();
        };
        let typing = self.is_typing();
        let came = self.pad.as_mut().map(|pad| pad.click(at, width));
        self.came(model, came, typing)
    }
}
