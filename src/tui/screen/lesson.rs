//! Read a lesson.

use std::ops::Range;

use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};

use super::{Effect, Route, Screen};
use crate::{
    item::{Id, ItemId, LessonId, Place, Slug},
    pack::{FIGURES, Lesson},
    study::{Fact, Filter, Occasion, PRACTICE},
    text::{self, Clean, Doc, Frame, Page, Role, What},
    tui::{
        app::Model,
        key::{Action, Binding, LESSON, Msg, SCROLL},
        widget::pane::{self, MEASURE, Scroll, column},
    },
};

/// A lesson, laid out for the window.
#[derive(Debug)]
pub struct Reader {
    place: Place,
    title: Clean,
    file: String,
    doc: Doc,
    page: Page,
    scroll: Scroll,
    /// The link, diagram or checkpoint that has the accent.
    focus: Option<usize>,
    read: bool,
}

impl Reader {
    /// Opens a lesson at its heading.
    pub fn new(model: &Model, place: Place) -> Self {
        let mut reader = Self {
            place,
            title: Clean::default(),
            file: String::new(),
            doc: Doc::default(),
            page: Page::default(),
            scroll: Scroll::default(),
            focus: None,
            read: false,
        };
        reader.load(model);
        reader
    }

    fn load(&mut self, model: &Model) {
        let Some(lesson) = find(model, &self.place.lesson) else { return };
        self.title = lesson.title.clone();
        self.file = lesson.file.clone();
        self.doc = text::parse(&lesson.body);
        self.read = model.progress.read.contains_key(&lesson.id);
        self.lay_out(model);
        if let Some(slug) = self.place.slug.clone() {
            self.scroll_to(&slug, model);
        }
    }

    fn lay_out(&mut self, model: &Model) {
        let pack = &model.pack;
        let file = self.file.clone();
        let embed = |target: &str, _: u16| pack.embed(&file, target);
        let width = model.room.width.min(MEASURE);
        self.page = text::layout(&self.doc, &Frame { width, embed: &embed, figure: Some(FIGURES) });
    }

    fn scroll_to(&mut self, slug: &str, model: &Model) {
        let found = self
            .page
            .places
            .iter()
            .find(|place| matches!(&place.what, What::Heading { slug: it, .. } if it == slug));
        if let Some(place) = found {
            self.scroll.top = place.lines.start;
            self.scroll.clamp(self.page.lines.len(), model.room.height);
        }
    }

    /// Lays out for another width; what was at the top stays there.
    fn resize(&mut self, model: &Model) {
        let (before, top) = (self.page.lines.len().max(1), self.scroll.top);
        let anchor = self.page.places.iter().rposition(|place| place.lines.start <= top);
        let behind =
            anchor.and_then(|index| self.page.places.get(index)).map(|it| top - it.lines.start);
        self.lay_out(model);
        let place = anchor.and_then(|index| self.page.places.get(index));
        let after = self.page.lines.len();
        self.scroll.top = match (place, behind) {
            (Some(place), Some(behind)) => place.lines.start + behind * after / before,
            _ => top * after / before,
        };
        self.scroll.clamp(after, model.room.height);
    }

    /// Where `Tab` stops.
    fn stops(&self) -> impl DoubleEndedIterator<Item = (usize, &Range<usize>)> {
        let places = self.page.places.iter().enumerate();
        places.filter_map(|(index, place)| {
            let stop =
                matches!(place.what, What::Link { .. } | What::Embed { .. } | What::Quiz { .. });
            stop.then_some((index, &place.lines))
        })
    }

    /// The next stop: after the one in focus, or the first on the screen.
    fn next_stop(&self) -> Option<usize> {
        let from = |(index, lines): &(usize, &Range<usize>)| match self.focus {
            Some(focus) => *index > focus,
            None => lines.start >= self.scroll.top,
        };
        self.stops().find(from).or_else(|| self.stops().next()).map(|stop| stop.0)
    }

    fn last_stop(&self) -> Option<usize> {
        let before =
            |(index, _): &(usize, &Range<usize>)| self.focus.is_none_or(|focus| *index < focus);
        self.stops().rev().find(before).or_else(|| self.stops().next_back()).map(|stop| stop.0)
    }

    fn focus(&mut self, stop: Option<usize>, model: &Model) {
        self.focus = stop;
        if let Some(place) = stop.and_then(|index| self.page.places.get(index)) {
            self.scroll.reveal(&place.lines, model.room.height);
        }
    }

    fn enter(&self, model: &Model) -> Vec<Effect> {
        let Some(place) = self.focus.and_then(|index| self.page.places.get(index)) else {
            return Vec::new();
        };
        match &place.what {
            What::Embed { target, .. } => {
                let path = model.pack.path_of(&self.file, target);
                path.map(|path| Effect::Open(Route::Diagram(path))).into_iter().collect()
            }
            What::Quiz { ids } => {
                let only = ids.iter().filter_map(|id| ItemId::new(id)).collect();
                let filter = Filter { only: Some(only), ..Filter::default() };
                vec![Effect::Open(Route::Session(Occasion::Practice, filter, PRACTICE))]
            }
            What::Link { target } => vec![self.follow(target, model)],
            What::Heading { .. } | What::Figure { .. } => Vec::new(),
        }
    }

    /// Links inside the pack are gone to; others are told in full.
    fn follow(&self, target: &str, model: &Model) -> Effect {
        let (path, slug) = target.split_once('#').unwrap_or((target, ""));
        let lesson = if path.is_empty() {
            Some(self.place.lesson.clone())
        } else {
            let path = model.pack.path_of(&self.file, path);
            let lesson = path.and_then(|path| model.pack.lessons.iter().find(|it| it.file == path));
            lesson.map(|lesson| lesson.id.clone())
        };
        match lesson {
            Some(lesson) => Effect::Open(Route::Lesson(Place { lesson, slug: Slug::new(slug) })),
            None => Effect::Notice(target.to_owned()),
        }
    }

    /// Another lesson, so many on.
    fn neighbour(&self, model: &Model, by: isize) -> Vec<Effect> {
        let lessons = &model.pack.lessons;
        let index = lessons.iter().position(|lesson| lesson.id == self.place.lesson);
        let next = index.and_then(|index| index.checked_add_signed(by));
        match next.and_then(|index| lessons.get(index)) {
            Some(lesson) => {
                let place = Place { lesson: lesson.id.clone(), slug: None };
                vec![Effect::Replace(Route::Lesson(place))]
            }
            None if by > 0 => vec![Effect::Notice("this is the last lesson".to_owned())],
            None => vec![Effect::Notice("this is the first lesson".to_owned())],
        }
    }

    fn is_at_end(&self, model: &Model) -> bool {
        self.scroll.top + usize::from(model.room.height) >= self.page.lines.len()
    }

    /// Once the end was seen, the lesson counts as read.
    fn seen(&mut self, model: &Model) -> Vec<Effect> {
        if self.read || self.page.lines.is_empty() || !self.is_at_end(model) {
            return Vec::new();
        }
        self.read = true;
        let (pack, lesson) = (model.pack.manifest.id.clone(), self.place.lesson.clone());
        vec![Effect::Record(Fact::Read { pack, lesson })]
    }
}

fn find<'a>(model: &'a Model, id: &LessonId) -> Option<&'a Lesson> {
    model.pack.lessons.iter().find(|lesson| lesson.id == *id)
}

impl Screen for Reader {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let seen = (self.scroll.top + usize::from(model.room.height)).min(self.page.lines.len());
        let part = (seen * 100).checked_div(self.page.lines.len()).unwrap_or(0);
        (self.title.clone(), Clean::new(&format!("{part} %")))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![LESSON, SCROLL]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Act(Action::Back) if self.focus.is_some() => self.focus = None,
            Msg::Act(Action::Back) => {
                let mut effects = self.seen(model);
                effects.push(Effect::Close);
                return effects;
            }
            Msg::Act(Action::NextField) => self.focus(self.next_stop(), model),
            Msg::Act(Action::LastField) => self.focus(self.last_stop(), model),
            Msg::Act(Action::Confirm) => return self.enter(model),
            Msg::Act(Action::NextLesson) => return self.neighbour(model, 1),
            Msg::Act(Action::LastLesson) => return self.neighbour(model, -1),
            Msg::Resize(_) => self.resize(model),
            Msg::Loaded(_) if self.page.lines.is_empty() => self.load(model),
            msg => {
                if self.scroll.update(msg, self.page.lines.len(), model.room.height) {
                    return self.seen(model);
                }
            }
        }
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let area = column(area);
        pane::draw(&self.page.lines, self.scroll, &model.theme, area, buf);
        if let Some(place) = self.focus.and_then(|index| self.page.places.get(index)) {
            self.accent(place, model, area, buf);
        }
    }
}

impl Reader {
    /// Shows which place has the keys: a link by its own ground, anything
    /// larger by its colour and a sign in the margin.
    fn accent(&self, place: &text::Place, model: &Model, area: Rect, buf: &mut Buffer) {
        let link = matches!(place.what, What::Link { .. });
        let role = if link { Role::Found } else { Role::Accent };
        let row = |line: usize| {
            let row = line.checked_sub(self.scroll.top)?;
            (row < usize::from(area.height)).then_some(area.y + row as u16)
        };
        for spot in &place.spots {
            let Some(y) = row(spot.line) else { continue };
            let (x, width) = (spot.columns.start as u16, spot.columns.len() as u16);
            let spot = Rect { x: area.x + x, y, width, height: 1 };
            buf.set_style(spot.intersection(area), model.theme.role(role));
        }
        if let (false, Some(y)) = (link, row(place.lines.start)) {
            let margin = Rect { x: area.x.saturating_sub(1), y, width: 1, height: 1 };
            let sign = ratatui::text::Line::styled("▸", model.theme.role(Role::Accent));
            sign.render(margin, buf);
        }
    }
}
