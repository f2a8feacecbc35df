//! Screens. Each keeps its own state, answers messages with effects, and draws
//! itself; none changes anything else.

mod builder;
mod diagram;
mod exam;
mod fault;
mod help;
mod home;
mod lesson;
mod lessons;
mod packs;
mod palette;
mod question;
mod setup;
mod statistics;
mod summary;

use std::{fmt, time::Duration};

pub use lesson::{LaidOut, lay_out, page};
pub use setup::{read_date, read_minutes};

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    app::Model,
    key::{Binding, Msg},
};
use crate::{
    item::{LessonId, Place},
    study::{
        Done, Fact, Filter, Occasion,
        exam::{AttemptId, Sitting},
    },
    text::Clean,
};

/// A full view.
pub trait Screen: fmt::Debug {
    /// For the header: where one is, and how it stands.
    fn title(&self, model: &Model) -> (Clean, Clean);
    /// The keys in force, the nearest first.
    fn keys(&self, model: &Model) -> Vec<&'static [Binding]>;
    /// Whether a field has the keys.
    fn is_typing(&self) -> bool {
        false
    }
    /// Whether something moves, so that time matters.
    fn is_moving(&self) -> bool {
        false
    }
    /// Whether an exam is being sat: what would tell answers is off.
    fn is_exam(&self) -> bool {
        false
    }
    /// Whether it shows a fault of the pack in full, not what the fault is about.
    fn is_fault(&self) -> bool {
        false
    }
    /// After what time it looks at the clock again, if at all.
    fn looks_again(&self, _model: &Model) -> Option<Duration> {
        None
    }
    /// Takes in what happened.
    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect>;
    /// Draws it; changes nothing.
    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer);
}

/// What a screen asks for.
#[derive(Debug)]
pub enum Effect {
    /// Another screen on top.
    Open(Route),
    /// Another screen in its place.
    Replace(Route),
    /// Away with it.
    Close,
    /// A fact, to be written down.
    Record(Fact),
    /// Several facts, to be written down all or none.
    RecordAll(Vec<Fact>),
    /// A line in place of the footer, until the next key.
    Notice(String),
    /// Another pack, by its name, in place of this one.
    Turn(String),
    /// Text for the clipboard.
    Copy(String),
    /// A lesson laid out for a width, which may take its time.
    LayOut(LessonId, u16),
}

/// A place to be. Routes are data, so a test or the command line can name one.
#[derive(Clone, Debug)]
pub enum Route {
    /// Where it begins; asks for the date first if that was never done.
    Home,
    /// The exam date and minutes a day.
    Settings,
    /// The lessons.
    Lessons,
    /// A lesson, at a heading or where it begins.
    Lesson(Place),
    /// A lesson, where this line of its source is, from 0.
    LessonAt(LessonId, usize),
    /// The diagrams.
    Diagrams,
    /// A diagram, by its path.
    Diagram(String),
    /// What to practise.
    Builder,
    /// Questions, so many at most.
    Session(Occasion, Filter, usize),
    /// What exam to sit.
    Exam(Sitting),
    /// An exam being sat.
    Sitting(AttemptId),
    /// What came of an exam.
    ExamReport(AttemptId),
    /// What came of a session.
    Summary(Occasion, Vec<Done>),
    /// How the learner stands.
    Statistics,
    /// The packs there are.
    Packs,
    /// What the keys in force mean.
    Help(Vec<&'static [Binding]>),
    /// Anything, by its name.
    Palette,
    /// What is to be mended, in full.
    Fault,
}

impl Route {
    pub(super) fn open(self, model: &Model) -> Box<dyn Screen> {
        match self {
            Self::Home => Box::new(home::Home::default()),
            Self::Settings => Box::new(setup::Setup::settings(model)),
            Self::Lessons => Box::new(lessons::Lessons::default()),
            Self::Lesson(place) => Box::new(lesson::Reader::new(model, place)),
            Self::LessonAt(id, line) => Box::new(lesson::Reader::at(model, id, line)),
            Self::Diagrams => Box::new(diagram::Gallery::default()),
            Self::Diagram(path) => Box::new(diagram::Stage::new(model, path)),
            Self::Builder => Box::new(builder::Builder::new(model)),
            Self::Session(occasion, filter, count) => {
                Box::new(question::Questions::new(model, occasion, filter, count))
            }
            Self::Exam(sitting) => Box::new(exam::Chooser::new(model, sitting)),
            Self::Sitting(id) => Box::new(exam::Desk::new(model, id)),
            Self::ExamReport(id) => Box::new(exam::ReportSheet::new(model, id)),
            Self::Summary(occasion, done) => Box::new(summary::Summary::new(occasion, done)),
            Self::Statistics => Box::new(statistics::Statistics::new(model)),
            Self::Packs => Box::new(packs::Packs::new(model)),
            Self::Help(keys) => Box::new(help::Help::new(&keys, &model.keymap)),
            Self::Palette => Box::new(palette::Palette::new(model)),
            Self::Fault => Box::new(fault::Fault::default()),
        }
    }
}
