//! Answer questions one by one, and see at once why.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
};

use super::{Effect, Route, Screen};
use crate::{
    item::Outcome,
    study::{
        Asked, Confidence, Fact, Filter, Given, Millis, Moment, Occasion, Session, Stage, Told,
    },
    text::{Clean, Line, Look, Markdown, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, Msg, QUESTION, SCROLL, TOLD},
        pad::{self, Pad},
        widget::{
            pane::{self, MEASURE, Scroll, column},
            prose::markdown,
        },
    },
};

/// A session on the screen.
#[derive(Debug)]
pub struct Questions {
    occasion: Occasion,
    filter: Filter,
    count: usize,
    /// Nothing until the pack is read.
    session: Option<Session>,
    pad: Option<Box<dyn Pad>>,
    sure: Option<Confidence>,
    since: Moment,
    scroll: Scroll,
}

/// A question in lines: what is asked, and where it is answered.
#[derive(Debug)]
pub struct Composed {
    /// Scenario and stem; then, below or beside it, the rest.
    pub lines: Vec<Line>,
    stem: usize,
    /// The lines that should be in sight.
    sight: std::ops::Range<usize>,
}

/// From this width on, the stem stands left and the options right.
const WIDE: u16 = 116;

impl Questions {
    /// Questions for an occasion; drawn once the pack is read.
    pub fn new(model: &Model, occasion: Occasion, filter: Filter, count: usize) -> Self {
        let mut screen = Self {
            occasion,
            filter,
            count,
            session: None,
            pad: None,
            sure: None,
            since: model.now,
            scroll: Scroll::default(),
        };
        if model.ready {
            screen.begin(model);
        }
        screen
    }

    fn begin(&mut self, model: &Model) {
        let Model { pack, progress, now, seed, .. } = model;
        let wanted = (&self.filter, self.count);
        let session = Session::begin(self.occasion, &pack.items, progress, wanted, *now, *seed);
        self.session = Some(session);
        self.ask(model);
    }

    /// Gets ready for the question now shown.
    fn ask(&mut self, model: &Model) {
        let asked = self.session.as_ref().and_then(Session::asked);
        self.pad = asked.map(pad::open);
        self.sure = None;
        self.since = model.now;
        self.scroll = Scroll::default();
    }

    fn stage(&self) -> Option<&Stage> {
        self.session.as_ref().map(Session::stage)
    }

    fn is_asking(&self) -> bool {
        matches!(self.stage(), Some(Stage::Asking(_)))
    }

    fn answer(&mut self, model: &Model) -> Vec<Effect> {
        let (Some(session), Some(pad)) = (&mut self.session, &self.pad) else { return Vec::new() };
        let response = match pad.response() {
            Ok(response) => response,
            Err(lack) => return vec![Effect::Notice(lack)],
        };
        let took = Millis(model.now.at.0 - self.since.at.0);
        let given = Given { response, sure: self.sure, took };
        let answered = session.answer(given, &model.progress, &model.pack.manifest);
        answered.map(|answered| Effect::Record(Fact::Answered(answered))).into_iter().collect()
    }

    fn next(&mut self, model: &Model) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        session.next();
        self.after(model)
    }

    /// The next question, or the summary when there is none.
    fn after(&mut self, model: &Model) -> Vec<Effect> {
        let over = matches!(self.stage(), Some(Stage::Over));
        let done = self.session.as_ref().map(|session| session.done().to_vec());
        match done {
            Some(done) if over && !done.is_empty() => {
                vec![Effect::Replace(Route::Summary(self.occasion, done))]
            }
            _ if over => vec![Effect::Close],
            _ => {
                self.ask(model);
                Vec::new()
            }
        }
    }

    fn skip(&mut self, model: &Model) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        session.skip();
        self.after(model)
    }

    fn undo(&self) -> Vec<Effect> {
        match self.session.as_ref().and_then(Session::latest) {
            Some(entry) => vec![Effect::Record(Fact::Undone { entry })],
            None => vec![Effect::Notice("there is no answer to take back".to_owned())],
        }
    }

    fn open_lesson(&self) -> Vec<Effect> {
        let asked = self.session.as_ref().and_then(Session::asked);
        match asked.and_then(|asked| asked.item.lesson.clone()) {
            Some(place) => vec![Effect::Open(Route::Lesson(place))],
            None => vec![Effect::Notice("this question names no lesson".to_owned())],
        }
    }

    /// What is on disk is told, or taken back.
    fn recorded(&mut self, model: &Model, fact: &Fact, entry: crate::study::EntryId) {
        let Some(session) = &mut self.session else { return };
        match (session.stage(), fact) {
            (Stage::Saving(_, waiting), Fact::Answered(answered)) if waiting == answered => {
                session.saved(entry, &model.progress);
                self.scroll = Scroll::default();
                let (top, height) = (self.verdict(model), model.room.height);
                self.scroll.reveal(&top, height);
            }
            (_, Fact::Undone { entry }) if session.latest() == Some(*entry) => {
                session.undone();
                self.ask(model);
            }
            _ => (),
        }
    }

    /// Where the verdict stands and as much of what follows as fits.
    fn verdict(&self, model: &Model) -> std::ops::Range<usize> {
        let Some(composed) = self.compose(model) else { return 0..0 };
        let end = composed.lines.len();
        if model.room.width >= WIDE { 0..end } else { composed.sight.start..end }
    }

    /// What is said in the stage of asking.
    fn asking(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Act(Action::Confirm) => return self.answer(model),
            Msg::Act(Action::Skip) => return self.skip(model),
            Msg::Act(Action::Sure) => self.sure = Confidence::next(self.sure),
            Msg::Act(Action::SayGuess) => self.sure = Some(Confidence::Guess),
            Msg::Act(Action::SayThinkSo) => self.sure = Some(Confidence::ThinkSo),
            Msg::Act(Action::SaySure) => self.sure = Some(Confidence::Sure),
            Msg::Act(Action::PageUp | Action::PageDown) | Msg::Wheel(_) => {
                self.move_page(model, msg);
            }
            msg => {
                let notice = self.pad.as_mut().and_then(|pad| pad.update(msg));
                if matches!(msg, Msg::Act(Action::Up | Action::Down | Action::Digit(_))) {
                    self.keep_in_sight(model);
                }
                return notice.map(Effect::Notice).into_iter().collect();
            }
        }
        Vec::new()
    }

    fn move_page(&mut self, model: &Model, msg: &Msg) {
        let lines = self.compose(model).map_or(0, |it| it.height(model.room.width));
        self.scroll.update(msg, lines, model.room.height);
    }

    fn keep_in_sight(&mut self, model: &Model) {
        if let Some(composed) = self.compose(model) {
            let shift = if model.room.width >= WIDE { composed.stem } else { 0 };
            let sight = composed.sight.start - shift..composed.sight.end - shift;
            self.scroll.reveal(&sight, model.room.height);
        }
    }

    /// The question as it stands, in lines.
    fn compose(&self, model: &Model) -> Option<Composed> {
        let width = measure(model.room.width);
        match self.stage()? {
            Stage::Asking(asked) | Stage::Saving(asked, _) => {
                let (lines, sight) = self.pad.as_ref()?.lines(asked, width);
                let mut composed = Composed::new(model, asked, width);
                let shift = composed.lines.len();
                composed.lines.extend(lines);
                composed.sight = sight.start + shift..sight.end + shift;
                Some(composed)
            }
            Stage::Told(asked, told_) => Some(told(model, asked, told_, width)),
            Stage::Over => None,
        }
    }
}

/// The width of a column of text in a window.
fn measure(room: u16) -> u16 {
    if room >= WIDE { ((room - 4) / 2).min(MEASURE) } else { room.min(MEASURE) }
}

impl Composed {
    /// Scenario and stem, and how many to choose.
    fn new(model: &Model, asked: &Asked, width: u16) -> Self {
        let item = &asked.item;
        let mut lines = Vec::new();
        let scenario = item.scenario.as_ref().and_then(|id| model.pack.scenarios.get(id));
        if let Some(scenario) = scenario {
            lines.extend(markdown(scenario, width));
            lines.push(Line::default());
        }
        lines.extend(markdown(&item.stem, width));
        let crate::item::Kind::Choice(choice) = &item.kind;
        if choice.needed() > 1 {
            let text = format!("Choose {}.", choice.needed());
            lines.extend([Line::default(), Line::new(&text, Role::Accent)]);
        }
        lines.push(Line::default());
        Self { stem: lines.len(), lines, sight: 0..0 }
    }

    fn height(&self, width: u16) -> usize {
        if width < WIDE {
            return self.lines.len();
        }
        self.stem.max(self.lines.len() - self.stem)
    }
}

/// A question with its answer, the reasons, and what comes of it.
pub fn told(model: &Model, asked: &Asked, told: &Told, width: u16) -> Composed {
    let mut composed = Composed::new(model, asked, width);
    let start = composed.lines.len();
    composed.lines.extend([verdict(model, told, width), Line::default()]);
    composed.sight = start..start + 1;
    composed.lines.extend(pad::feedback(asked, told, width));
    if let Some(rationale) = &asked.item.rationale {
        composed.lines.push(Line::default());
        composed.lines.extend(markdown(rationale, width));
    }
    composed
}

/// Right or wrong, and when the question comes back.
fn verdict(model: &Model, told: &Told, width: u16) -> Line {
    let (text, role) = match (told.outcome, told.sure) {
        (Outcome::Right, Some(Confidence::Guess)) => {
            ("✓ Right, but counted as not known.", Role::Good)
        }
        (Outcome::Right, _) => ("✓ Right.", Role::Good),
        (Outcome::Wrong, Some(Confidence::Sure)) => ("✗ Not yet, and you were sure.", Role::Bad),
        (Outcome::Wrong, _) => ("✗ Not yet.", Role::Bad),
    };
    let next = told.card.map(|card| format!("next look: {}", card.comes_back(model.now)));
    let next = next.unwrap_or_default();
    let verdict = Span { text: Clean::new(text), look: Look { strong: true, ..role.into() } };
    let used = verdict.text.width() + next.len();
    let gap = usize::from(width).saturating_sub(used).max(2);
    Line(vec![verdict, Span::new(&" ".repeat(gap), Role::Body), Span::new(&next, Role::Faint)])
}

/// The first line of a text, for a list.
pub fn first_line(source: &Markdown) -> Clean {
    let lines = markdown(source, 400);
    Clean::new(&lines.first().map(ToString::to_string).unwrap_or_default())
}

impl Screen for Questions {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let topic =
            self.session.as_ref().and_then(Session::asked).and_then(|it| it.item.topic.clone());
        let topic = model.pack.manifest.topics.iter().find(|it| Some(&it.id) == topic.as_ref());
        let name = self.occasion.title();
        let left =
            topic.map_or(name.clone(), |topic| Clean::new(&format!("{name} · {}", topic.title)));
        let count = self.session.as_ref().map(Session::count).unwrap_or_default();
        let sure = self.sure.map_or_else(String::new, |sure| format!("{} · ", sure.word()));
        let right = format!("{sure}{} of {} · {} right", count.place, count.total, count.right);
        (left, Clean::new(&right))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        match (self.stage(), &self.pad) {
            (Some(Stage::Asking(_) | Stage::Saving(..)), Some(pad)) => {
                vec![QUESTION, pad.keys(), SCROLL]
            }
            (Some(Stage::Told(..)), _) => vec![TOLD, SCROLL],
            _ => vec![SCROLL],
        }
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Loaded(_) if self.session.is_none() => self.begin(model),
            Msg::Recorded(recorded) => {
                self.recorded(model, &recorded.entry.fact, recorded.entry.id);
            }
            Msg::Failed(_) => {
                if let Some(session) = &mut self.session {
                    session.failed();
                }
            }
            Msg::Resize(_) => self.keep_in_sight(model),
            Msg::Act(Action::Back) => return self.leave(),
            Msg::Act(Action::OpenLesson) => return self.open_lesson(),
            Msg::Act(Action::Undo) => return self.undo(),
            msg if self.is_asking() => return self.asking(model, msg),
            Msg::Act(Action::Confirm) if matches!(self.stage(), Some(Stage::Told(..))) => {
                return self.next(model);
            }
            msg => self.move_page(model, msg),
        }
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let Some(composed) = self.compose(model) else {
            let text = match (model.ready, self.occasion) {
                (false, _) => "Reading the pack…",
                (true, Occasion::Review) => "Nothing is due. Come back tomorrow, or practise.",
                (true, Occasion::Practice) => "No question is like that.",
            };
            let lines = [Line::new(text, Role::Faint)];
            return pane::draw(&lines, Scroll::default(), &model.theme, column(area), buf);
        };
        if area.width < WIDE {
            return pane::draw(&composed.lines, self.scroll, &model.theme, column(area), buf);
        }
        let side = measure(area.width);
        let [left, right] = Layout::horizontal([Constraint::Length(side); 2])
            .spacing(4)
            .flex(ratatui::layout::Flex::Center)
            .areas(area);
        let (stem, rest) = composed.lines.split_at(composed.stem);
        pane::draw(stem, self.scroll, &model.theme, left, buf);
        pane::draw(rest, self.scroll, &model.theme, right, buf);
    }
}

impl Questions {
    /// Away; with a summary when something was answered.
    fn leave(&self) -> Vec<Effect> {
        match &self.session {
            Some(session) if !session.done().is_empty() => {
                vec![Effect::Replace(Route::Summary(self.occasion, session.done().to_vec()))]
            }
            _ => vec![Effect::Close],
        }
    }
}
