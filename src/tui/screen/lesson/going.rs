//! Going about in a lesson: links, headings, matches, marks.

use super::{Inset, Mode, Outline, Reader, Search, Strip, inset, page, width};
use crate::{
    diagram::mermaid,
    item::{Id, Place, Slug},
    study::{Fact, Occasion, PRACTICE},
    text::{self, Markdown, What},
    tui::{
        app::Model,
        key::{Action, Msg},
        screen::{Effect, Route, diagram::Show, question::Quiz},
        widget::field::Field,
    },
};

impl Reader {
    /// Keys while the text has them.
    pub(super) fn reading(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Act(Action::Back) => return self.back(model),
            Msg::Act(Action::NextField) => self.focus(self.next_stop(model), model),
            Msg::Act(Action::LastField) => self.focus(self.last_stop(model), model),
            Msg::Act(Action::Confirm) => return self.enter(model),
            Msg::Act(Action::NextLesson) => return self.neighbour(model, 1),
            Msg::Act(Action::LastLesson) => return self.neighbour(model, -1),
            Msg::Act(Action::Outline) => {
                self.mode = Mode::Outline(Outline::new(&self.page, self.here(), model.room.height));
            }
            Msg::Act(Action::Find) => {
                let strip = Strip::Find(Field::default(), self.scroll);
                self.mode = Mode::Strip(strip);
                self.clamp(model);
            }
            Msg::Act(Action::NextMatch) => return self.another(model, Search::next),
            Msg::Act(Action::LastMatch) => return self.another(model, Search::last),
            Msg::Act(Action::Bookmark) => return self.bookmark(model),
            Msg::Act(Action::Note) => self.write_note(model),
            Msg::Act(Action::Glossary) => return self.tell_word(model),
            Msg::Click(at) => return self.click(model, *at),
            msg => {
                if self.scroll.update(msg, self.sheet.len(), self.height(model)) {
                    return self.seen(model);
                }
            }
        }
        Vec::new()
    }

    /// To what a line of the source became: with its heading if both are in sight.
    pub(super) fn go_to_source(&mut self, line: usize, model: &Model) {
        let Some(lesson) = model.pack.lesson(&self.place.lesson) else { return };
        let above: String = lesson.body.0.split_inclusive('\n').take(line + 1).collect();
        let above = text::parse(&Markdown(above));
        let above = page(&model.pack, &self.file, &above, width(model));
        let at = above.anchor(above.lines.len().saturating_sub(1));
        let line = self.page.line_of(&at);
        let heading = at.slug.as_deref().and_then(|slug| self.page.heading(slug));
        let top = heading.map_or(0, |heading| heading.lines.start);
        let height = usize::from(self.height(model));
        let near = line.saturating_sub(top) + 2 < height;
        self.scroll.top = self.sheet.row(if near { top } else { line - height / 2 });
        self.clamp(model);
    }

    /// First what was found goes, then one is back where a link was followed,
    /// then the lesson is left.
    fn back(&mut self, model: &Model) -> Vec<Effect> {
        if std::mem::take(&mut self.search).is_on() {
            return Vec::new();
        }
        if let Some(anchor) = self.trail.pop() {
            self.scroll.top = self.sheet.row(self.page.line_of(&anchor));
            self.clamp(model);
            return Vec::new();
        }
        let mut effects = self.left(model);
        effects.push(Effect::Close);
        effects
    }

    /// Keys while a strip below the text has them.
    pub(super) fn stripped(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        let Mode::Strip(strip) = &mut self.mode else { return Vec::new() };
        match strip {
            Strip::Find(field, before) => {
                let (before, text) = (*before, field.text());
                return match msg {
                    Msg::Act(Action::Back) => {
                        (self.mode, self.scroll) = (Mode::Reading, before);
                        self.search = Search::default();
                        Vec::new()
                    }
                    Msg::Act(Action::Confirm) => {
                        self.mode = Mode::Reading;
                        self.seen(model)
                    }
                    Msg::Act(Action::NextMatch) => self.another(model, Search::next),
                    Msg::Act(Action::LastMatch) => self.another(model, Search::last),
                    msg => {
                        if field.update(msg) && field.text() != text {
                            let words = field.text();
                            self.look_for(model, &words, before.top);
                        }
                        Vec::new()
                    }
                };
            }
            Strip::Note(field, mark, _) => match msg {
                Msg::Act(Action::Back) => self.mode = Mode::Reading,
                Msg::Act(Action::Confirm) => {
                    let (pack, mark) = (model.pack.manifest.id.clone(), mark.clone());
                    let text = field.text().trim().to_owned();
                    let before = model.progress.marks.notes.get(&mark);
                    let same = before.map_or("", String::as_str) == text;
                    self.mode = Mode::Reading;
                    if !same {
                        return vec![Effect::Record(Fact::Noted { pack, mark, text })];
                    }
                }
                msg => _ = field.update(msg),
            },
            Strip::Word(_) => return self.told_word(model, msg),
            Strip::Link(target) => match msg {
                Msg::Act(Action::Back) => self.mode = Mode::Reading,
                Msg::Act(Action::Confirm) => {
                    let target = std::mem::take(target);
                    self.mode = Mode::Reading;
                    let told = "handed to the terminal's clipboard".to_owned();
                    return vec![Effect::Copy(target), Effect::Notice(told)];
                }
                msg => {
                    let height = self.height(model);
                    self.scroll.update(msg, self.sheet.len(), height);
                }
            },
        }
        Vec::new()
    }

    fn look_for(&mut self, model: &Model, words: &str, from: usize) {
        let from = self.sheet.near(from);
        self.search.look(words, &self.page, from);
        self.show_match(model);
    }

    fn another(&mut self, model: &Model, go: fn(&mut Search)) -> Vec<Effect> {
        if !self.search.is_on() {
            return vec![Effect::Notice("nothing is being looked for; / finds words".to_owned())];
        }
        go(&mut self.search);
        self.show_match(model);
        self.seen(model)
    }

    /// Brings the match one is at into sight, with some lines around it.
    fn show_match(&mut self, model: &Model) {
        let Some(line) = self.search.line() else { return };
        let (row, height) = (self.sheet.row(line), self.height(model));
        let around = usize::from(height) / 3;
        let shown = self.scroll.top..self.scroll.top + usize::from(height);
        if !shown.contains(&row) {
            self.scroll.top = row.saturating_sub(around);
        }
        self.clamp(model);
    }

    /// Goes to a heading.
    pub(super) fn go_to(&mut self, slug: &str, model: &Model) {
        if let Some(place) = self.page.heading(slug) {
            self.scroll.top = self.sheet.row(place.lines.start);
            self.clamp(model);
        }
    }

    /// Where `Tab` stops.
    fn stops(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        let places = self.page.places.iter().enumerate();
        let stops = places.filter(|(_, place)| !matches!(place.what, What::Heading { .. }));
        stops.map(|(index, place)| (index, self.sheet.row(place.lines.start)))
    }

    /// The stop in focus, if it is in sight.
    fn focus_in_sight(&self, model: &Model) -> Option<usize> {
        let place = self.page.places.get(self.focus?)?;
        let row = self.sheet.row(place.lines.start);
        let rows = row..row + place.lines.len().max(1);
        let end = self.scroll.top + usize::from(self.height(model));
        self.focus.filter(|_| rows.end > self.scroll.top && rows.start < end)
    }

    /// The next stop: after the one in focus if that is in sight, or the first
    /// on the screen.
    fn next_stop(&self, model: &Model) -> Option<usize> {
        let focus = self.focus_in_sight(model);
        let from = |(index, row): &(usize, usize)| match focus {
            Some(focus) => *index > focus,
            None => *row >= self.scroll.top,
        };
        self.stops().find(from).or_else(|| self.stops().next()).map(|stop| stop.0)
    }

    fn last_stop(&self, model: &Model) -> Option<usize> {
        let focus = self.focus_in_sight(model);
        let before = |(index, row): &(usize, usize)| match focus {
            Some(focus) => *index < focus,
            None => *row < self.scroll.top,
        };
        self.stops().rev().find(before).or_else(|| self.stops().next_back()).map(|stop| stop.0)
    }

    fn focus(&mut self, stop: Option<usize>, model: &Model) {
        self.focus = stop;
        if let Some(place) = stop.and_then(|index| self.page.places.get(index)) {
            let first = self.sheet.row(place.lines.start);
            let rows = first..first + place.lines.len();
            self.scroll.reveal(&rows, self.height(model));
            self.clamp(model);
        }
    }

    fn enter(&mut self, model: &Model) -> Vec<Effect> {
        let Some(place) = self.focus.and_then(|index| self.page.places.get(index)) else {
            let told = "Tab goes to the next link, diagram or checkpoint".to_owned();
            return vec![Effect::Notice(told)];
        };
        let instead = place.lines.clone();
        let inset = match &place.what {
            What::Embed { target, .. } => {
                let path = model.pack.path_of(&self.file, target);
                let Some(diagram) = path.and_then(|path| model.pack.diagrams.get(&path)) else {
                    return vec![Effect::Notice(format!("{target} is not in the pack"))];
                };
                Inset::show(instead, Show::new(diagram.clone()))
            }
            What::Figure { source } => match mermaid(source, width(model).into()) {
                Ok(diagram) => Inset::show(instead, Show::new(diagram.into())),
                Err(fault) => {
                    let told = format!("line {} of the drawing: {fault}", fault.line);
                    return vec![Effect::Notice(told)];
                }
            },
            What::Quiz { ids } => {
                let filter = inset::questions(ids);
                let quiz = Quiz::new(model, Occasion::Practice, filter, PRACTICE);
                Inset::quiz(instead, quiz)
            }
            What::Link { target } => {
                let target = target.clone();
                return self.follow(&target, model);
            }
            What::Heading { .. } => return Vec::new(),
        };
        self.mode = Mode::Within(Box::new(inset));
        self.arrange(model);
        let rows = self.inset_rows();
        self.scroll.reveal(&rows, self.height(model));
        self.clamp(model);
        Vec::new()
    }

    /// Links inside the pack are gone to; others are told in full.
    fn follow(&mut self, target: &str, model: &Model) -> Vec<Effect> {
        let (path, slug) = target.split_once('#').unwrap_or((target, ""));
        if path.is_empty() {
            if self.page.heading(slug).is_none() {
                return vec![Effect::Notice(format!("no heading is called #{slug}"))];
            }
            self.trail.push(self.page.anchor(self.sheet.near(self.scroll.top)));
            self.go_to(slug, model);
            self.focus = None;
            return self.seen(model);
        }
        let path = model.pack.path_of(&self.file, path);
        let lesson = path.and_then(|path| model.pack.lessons.iter().find(|it| it.file == path));
        if let Some(lesson) = lesson {
            let place = Place { lesson: lesson.id.clone(), slug: Slug::new(slug) };
            return vec![Effect::Open(Route::Lesson(place))];
        }
        self.mode = Mode::Strip(Strip::Link(target.to_owned()));
        self.clamp(model);
        Vec::new()
    }

    /// Another lesson, so many on.
    fn neighbour(&mut self, model: &Model, by: isize) -> Vec<Effect> {
        let lessons = &model.pack.lessons;
        let index = lessons.iter().position(|lesson| lesson.id == self.place.lesson);
        let next = index.and_then(|index| index.checked_add_signed(by));
        match next.and_then(|index| lessons.get(index)) {
            Some(lesson) => {
                let place = Place { lesson: lesson.id.clone(), slug: None };
                let mut effects = self.left(model);
                effects.push(Effect::Replace(Route::Lesson(place)));
                effects
            }
            None if by > 0 => vec![Effect::Notice("this is the last lesson".to_owned())],
            None => vec![Effect::Notice("this is the first lesson".to_owned())],
        }
    }

    fn bookmark(&self, model: &Model) -> Vec<Effect> {
        let here = self.here();
        let (pack, mark) = (model.pack.manifest.id.clone(), self.mark(here));
        let on = !model.progress.marks.bookmarks.contains(&mark);
        let title = self.called(here);
        let told = if on { "bookmarked" } else { "no longer bookmarked" };
        let fact = Fact::Bookmarked { pack, mark, on };
        vec![Effect::Record(fact), Effect::Notice(format!("{told}: {title}"))]
    }

    fn write_note(&mut self, model: &Model) {
        let here = self.here();
        let (mark, title) = (self.mark(here), self.called(here));
        let text = model.progress.marks.notes.get(&mark).map_or("", String::as_str);
        self.mode = Mode::Strip(Strip::Note(Field::new(text), mark, title));
        self.clamp(model);
    }

    /// A click goes to what stands there.
    fn click(&mut self, model: &Model, at: ratatui::layout::Position) -> Vec<Effect> {
        let left = (model.room.width - width(model)) / 2;
        let column = usize::from(at.x.saturating_sub(left));
        let Some(line) = self.sheet.line(self.scroll.top + usize::from(at.y)) else {
            return Vec::new();
        };
        let here = |spot: &text::Spot| spot.line == line && spot.columns.contains(&column);
        let places = self.page.places.iter();
        let found = places.clone().position(|place| {
            !matches!(place.what, What::Heading { .. }) && place.spots.iter().any(here)
        });
        if found.is_none() {
            return Vec::new();
        }
        self.focus = found;
        self.enter(model)
    }
}
