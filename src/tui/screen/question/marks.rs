//! What a learner leaves at a question: flags, bookmarks, notes, reports.

use super::{Quiz, Turn};
use crate::{
    item::Item,
    study::{Asked, Fact, Mark, Session},
    text::{self, Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, FIELD, Msg, NOTE},
        screen::Effect,
        widget::field::Field,
    },
};

/// Words being written about a question.
#[derive(Debug)]
pub struct Writing {
    field: Field,
    what: Words,
}

/// What they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Words {
    /// For oneself.
    Note,
    /// For its author.
    Report,
}

impl Writing {
    /// The keys in force.
    pub fn keys() -> Vec<&'static [Binding]> {
        vec![NOTE, FIELD]
    }

    /// Its lines.
    pub fn lines(&self, width: u16) -> Vec<Line> {
        let head = match self.what {
            Words::Note => "Your note on this question",
            Words::Report => "What is wrong with this question?",
        };
        let rule = Line::new(&"─".repeat(width.into()), Role::Faint);
        let head = text::wrap(head, Role::Accent, width);
        [Line::default(), rule]
            .into_iter()
            .chain(head)
            .chain(self.field.rows(&[], &[], width))
            .collect()
    }
}

/// A note of one's own on a question, as it is shown once it was answered.
pub fn note(model: &Model, item: &Item, width: u16) -> Vec<Line> {
    let Some(note) = model.progress.marks.note_on(item) else { return Vec::new() };
    let bar =
        |line: Line| Line([Span::new("▏ ", Role::Accent)].into_iter().chain(line.0).collect());
    let lines = text::wrap(note, Role::Body, width.saturating_sub(2));
    [Line::default()].into_iter().chain(lines.into_iter().map(bar)).collect()
}

impl Quiz {
    fn item(&self) -> Option<&Item> {
        self.session.as_ref().and_then(Session::asked).map(|asked: &Asked| &*asked.item)
    }

    /// Whether words are being written.
    pub fn is_writing(&self) -> bool {
        self.writing.is_some()
    }

    /// Signs for the header: flagged, bookmarked.
    pub(super) fn signs(&self, model: &Model) -> String {
        let Some(item) = self.item() else { return String::new() };
        let marks = &model.progress.marks;
        let signs = [("⚑", marks.is_flagged(item)), ("★", marks.is_bookmarked(item))];
        signs.iter().filter(|sign| sign.1).flat_map(|sign| [" · ", sign.0]).collect()
    }

    /// Takes in a key that leaves something at the question, if it is one.
    pub(super) fn mark(&mut self, model: &Model, msg: &Msg) -> Option<(Vec<Effect>, Turn)> {
        let item = self.item()?.clone();
        let (pack, question) = (model.pack.manifest.id.clone(), item.id.clone());
        let marks = &model.progress.marks;
        let (fact, told) = match msg {
            Msg::Act(Action::Flag) => {
                let on = !marks.is_flagged(&item);
                let told = if on { "flagged" } else { "no longer flagged" };
                (Fact::Flagged { pack, question, on }, told)
            }
            Msg::Act(Action::Bookmark) => {
                let on = !marks.is_bookmarked(&item);
                let told = if on { "bookmarked" } else { "no longer bookmarked" };
                (Fact::Bookmarked { pack, mark: Mark::Question(question), on }, told)
            }
            Msg::Act(Action::LeaveOut) => return Some(self.suspend(model)),
            Msg::Act(Action::Bury) => return Some(self.bury(model)),
            Msg::Act(Action::Note) => {
                let note = marks.note_on(&item).unwrap_or_default();
                return Some(self.write(Words::Note, note));
            }
            Msg::Act(Action::Report) => return Some(self.write(Words::Report, "")),
            _ => return None,
        };
        Some((vec![Effect::Record(fact), Effect::Notice(told.to_owned())], Turn::Same))
    }

    fn write(&mut self, what: Words, text: &str) -> (Vec<Effect>, Turn) {
        self.writing = Some(Writing { field: Field::new(text), what });
        (Vec::new(), Turn::Moved)
    }

    /// Leaves the question out from now on; without an answer, goes on at once.
    fn suspend(&mut self, model: &Model) -> (Vec<Effect>, Turn) {
        let Some(question) = self.item().map(|item| item.id.clone()) else {
            return (Vec::new(), Turn::Same);
        };
        let pack = model.pack.manifest.id.clone();
        let on = !self.item().is_some_and(|item| model.progress.marks.is_suspended(item));
        let told = if on {
            "left out from now on; practise what is left out to bring it back"
        } else {
            "asked again from now on"
        };
        let fact = Fact::Suspended { pack, question, on };
        self.put_away(model, fact, told, on)
    }

    /// Buries the question until tomorrow, or digs it out.
    fn bury(&mut self, model: &Model) -> (Vec<Effect>, Turn) {
        let Some(item) = self.item() else { return (Vec::new(), Turn::Same) };
        let (today, on) = (model.now.day(), !model.progress.marks.is_buried(item, model.now.day()));
        let until = on.then(|| today.plus(1).date());
        let (pack, question) = (model.pack.manifest.id.clone(), item.id.clone());
        let told = if on { "not before tomorrow; u brings it back" } else { "asked today again" };
        self.put_away(model, Fact::Buried { pack, question, until }, told, on)
    }

    /// Keeps that a question is out; without an answer, goes on at once.
    fn put_away(&mut self, model: &Model, fact: Fact, told: &str, on: bool) -> (Vec<Effect>, Turn) {
        let effects = vec![Effect::Record(fact), Effect::Notice(told.to_owned())];
        let asking = self.is_asking();
        if let Some(session) = self.session.as_mut().filter(|_| on) {
            session.leave_out(model.now);
        }
        let turn = if on && asking { self.ask(model) } else { Turn::Same };
        (effects, turn)
    }

    /// Takes in a key while words are written.
    pub(super) fn written(&mut self, model: &Model, msg: &Msg) -> (Vec<Effect>, Turn) {
        let same = (Vec::new(), Turn::Moved);
        let Some(writing) = &mut self.writing else { return same };
        match msg {
            Msg::Act(Action::Back) => self.writing = None,
            Msg::Act(Action::Confirm) => {
                let (text, what) = (writing.field.text().trim().to_owned(), writing.what);
                self.writing = None;
                let effects = self.item().map(|item| keep(model, item, what, text));
                return (effects.unwrap_or_default(), Turn::Moved);
            }
            msg => _ = writing.field.update(msg),
        }
        same
    }
}

fn keep(model: &Model, item: &Item, what: Words, text: String) -> Vec<Effect> {
    let (pack, question) = (model.pack.manifest.id.clone(), item.id.clone());
    let (fact, told) = match what {
        Words::Note if model.progress.marks.note_on(item).unwrap_or_default() == text => {
            return Vec::new();
        }
        Words::Note => {
            let told = if text.is_empty() { "the note is gone" } else { "the note is kept" };
            (Fact::Noted { pack, mark: Mark::Question(question), text }, told)
        }
        Words::Report if text.is_empty() => return Vec::new(),
        Words::Report => {
            let version = model.pack.manifest.version.to_string();
            (Fact::Reported { pack, version, question, text }, "the report is kept for its author")
        }
    };
    vec![Effect::Record(fact), Effect::Notice(told.to_owned())]
}
