//! Read a lesson.

mod glossary;
mod going;
mod inset;
mod laid;
mod outline;
mod search;
mod sheet;
mod strip;
mod view;

use std::sync::Arc;

use ratatui::{buffer::Buffer, layout::Rect};

use inset::{Inset, Took};
pub use laid::{LaidOut, lay_out, page};
use outline::Outline;
use search::Search;
use sheet::{Own, Sheet};
use strip::Strip;

use super::{Effect, Screen};
use crate::{
    item::{LessonId, Place},
    pack::Lesson,
    study::{Fact, Mark},
    text::{Anchor, Clean, Doc, Line, Page, Role, Span, What},
    tui::{
        app::Model,
        key::{Action, Binding, LESSON, Msg, OUTLINE, SCROLL},
        widget::pane::{MEASURE, Scroll},
    },
};

/// A lesson, laid out for the window.
#[derive(Debug)]
pub struct Reader {
    place: Place,
    title: Clean,
    file: String,
    doc: Arc<Doc>,
    page: Arc<Page>,
    /// The page with the learner's notes, checkpoints answered, and the inset.
    sheet: Sheet,
    scroll: Scroll,
    /// The link, diagram or checkpoint that has the accent.
    focus: Option<usize>,
    search: Search,
    /// Where links within the lesson were followed from.
    trail: Vec<Anchor>,
    mode: Mode,
    read: bool,
    /// Whether it was opened where it was left, and no key was pressed since.
    resumed: bool,
    /// Whether only its beginning is laid out; the rest is on its way.
    is_partial: bool,
    /// The line of the source to begin at, where it was just written.
    edited: Option<usize>,
}

/// Who has the keys.
#[derive(Debug, Default)]
enum Mode {
    /// The text.
    #[default]
    Reading,
    /// The outline, in its place.
    Outline(Outline),
    /// A strip below it.
    Strip(Strip),
    /// A diagram or checkpoint in it.
    Within(Box<Inset>),
}

impl Reader {
    /// Opens a lesson: at a heading, or where it was left.
    pub fn new(model: &Model, place: Place) -> Self {
        let mut reader = Self {
            place,
            title: Clean::default(),
            file: String::new(),
            doc: Arc::default(),
            page: Arc::default(),
            sheet: Sheet::default(),
            scroll: Scroll::default(),
            focus: None,
            search: Search::default(),
            trail: Vec::new(),
            mode: Mode::default(),
            read: false,
            resumed: false,
            is_partial: false,
            edited: None,
        };
        reader.load(model);
        reader
    }

    /// Opens a lesson where a line of its source is.
    pub fn at(model: &Model, lesson: LessonId, line: usize) -> Self {
        let mut reader = Self::new(model, Place { lesson, slug: None });
        reader.edited = Some(line);
        reader.go_to_start(model);
        reader
    }

    fn load(&mut self, model: &Model) {
        let Some(lesson) = find(model, &self.place.lesson) else { return };
        self.title = lesson.title.clone();
        self.file = lesson.file.clone();
        self.read = model.progress.read.contains_key(&lesson.id);
        let (doc, is_partial) = laid::begin(lesson);
        (self.doc, self.is_partial) = (doc.into(), is_partial);
        self.lay_out(model);
        self.go_to_start(model);
    }

    /// To the heading asked for, or to where the lesson was left.
    fn go_to_start(&mut self, model: &Model) {
        if let Some(line) = self.edited {
            return self.go_to_source(line, model);
        }
        if let Some(slug) = self.place.slug.clone() {
            return self.go_to(&slug, model);
        }
        let reached = model.progress.marks.reached.get(&self.place.lesson);
        if let Some(reached) = reached.filter(|it| it.part < 100 && it.at != Anchor::default()) {
            self.resumed = true;
            self.scroll.top = self.sheet.row(self.page.line_of(&reached.at));
            self.clamp(model);
        }
    }

    fn lay_out(&mut self, model: &Model) {
        self.page = page(&model.pack, &self.file, &self.doc, width(model)).into();
        self.search.relook(&self.page);
        self.arrange(model);
    }

    /// Puts the learner's own lines between those of the page; what is at the
    /// top stays there.
    fn arrange(&mut self, model: &Model) {
        let top = self.scroll.top;
        let line = self.sheet.near(top);
        let behind = top.cast_signed() - self.sheet.row(line).cast_signed();
        self.sheet = Sheet::new(self.page.lines.len(), self.own(model));
        self.scroll.top = self.sheet.row(line).saturating_add_signed(behind);
        self.clamp(model);
    }

    /// Notes, checkpoints that were answered, and what has the keys.
    fn own(&self, model: &Model) -> Vec<Own> {
        let mut own = self.notes(model);
        let inset = match &self.mode {
            Mode::Within(inset) => Some(inset),
            _ => None,
        };
        for place in &self.page.places {
            let What::Quiz { ids } = &place.what else { continue };
            let taken = inset.is_some_and(|inset| inset.instead == place.lines);
            if let (false, Some(line)) = (taken, view::answered(ids, &model.progress)) {
                own.push(Own { instead: place.lines.clone(), lines: vec![line] });
            }
        }
        own.extend(inset.map(|inset| Own {
            instead: inset.instead.clone(),
            lines: inset.lines(model, width(model)),
        }));
        own
    }

    /// Brings a note just written into sight.
    fn show_note(&mut self, model: &Model, fact: &Fact) {
        let Fact::Noted { mark: Mark::Section(place), .. } = fact else { return };
        if place.lesson != self.place.lesson || matches!(self.mode, Mode::Within(_)) {
            return;
        }
        let heading = place.slug.as_deref().and_then(|slug| self.page.heading(slug));
        let lines = heading.map_or(0..0, |heading| heading.lines.clone());
        let end = self.sheet.rows_of(&(lines.end..lines.end)).end;
        let first = self.sheet.row(lines.start);
        self.scroll.reveal(&(first..end.max(first + 1)), self.height(model));
        self.clamp(model);
    }

    fn notes(&self, model: &Model) -> Vec<Own> {
        let of_this = |(mark, text): (&Mark, &String)| match mark {
            Mark::Section(place) if place.lesson == self.place.lesson => {
                let heading = place.slug.as_deref().map(|slug| self.page.heading(slug));
                let line = heading.map_or(Some(0), |it| it.map(|it| it.lines.end))?;
                Some(Own { instead: line..line, lines: view::note(text, width(model)) })
            }
            _ => None,
        };
        model.progress.marks.notes.iter().filter_map(of_this).collect()
    }

    /// Lays out for another width; what was at the top stays there.
    fn resize(&mut self, model: &Model) {
        let anchor = self.page.anchor(self.sheet.near(self.scroll.top));
        if let Mode::Within(inset) = &mut self.mode {
            inset.update(model, &Msg::Resize(model.room), width(model));
            let at = self.page.places.iter().position(|it| it.lines == inset.instead);
            self.page = page(&model.pack, &self.file, &self.doc, width(model)).into();
            if let Some(place) = at.and_then(|at| self.page.places.get(at)) {
                inset.instead = place.lines.clone();
            }
        }
        self.lay_out_words(model);
        self.lay_out(model);
        self.scroll.top = self.sheet.row(self.page.line_of(&anchor));
        self.clamp(model);
    }

    /// Takes the whole lesson in place of its beginning.
    fn complete(&mut self, model: &Model, laid: &LaidOut) {
        let anchor = self.page.anchor(self.sheet.near(self.scroll.top));
        self.is_partial = false;
        self.doc = laid.doc.clone();
        if laid.width == width(model) {
            self.page = laid.page.clone();
            self.search.relook(&self.page);
            self.arrange(model);
        } else {
            self.lay_out(model);
        }
        if self.resumed || self.scroll.top == 0 {
            self.go_to_start(model);
        } else {
            self.scroll.top = self.sheet.row(self.page.line_of(&anchor));
        }
        self.clamp(model);
    }

    fn clamp(&mut self, model: &Model) {
        self.scroll.clamp(self.sheet.len(), self.height(model));
    }

    /// Rows the text has.
    fn height(&self, model: &Model) -> u16 {
        let strip = match &self.mode {
            Mode::Strip(strip) => strip.lines(&self.search.standing(), width(model)).len(),
            _ => 0,
        };
        model.room.height.saturating_sub(strip as u16).max(1)
    }

    /// How much of the lesson was seen or is above the window's end, in percent.
    fn part(&self, model: &Model) -> u8 {
        let seen = (self.scroll.top + usize::from(self.height(model))).min(self.sheet.len());
        (seen * 100).checked_div(self.sheet.len()).unwrap_or(0) as u8
    }

    /// Once the end was seen, the lesson counts as read.
    fn seen(&mut self, model: &Model) -> Vec<Effect> {
        let unseen = self.sheet.len() == 0 || self.part(model) < 100 || self.is_partial;
        if self.read || unseen {
            return Vec::new();
        }
        self.read = true;
        let (pack, lesson) = (model.pack.manifest.id.clone(), self.place.lesson.clone());
        vec![Effect::Record(Fact::Read { pack, lesson })]
    }

    /// Remembers where the lesson is left, if that is somewhere else than before.
    fn left(&mut self, model: &Model) -> Vec<Effect> {
        let mut effects = self.seen(model);
        if self.sheet.len() == 0 || self.is_partial {
            return effects;
        }
        let at = self.page.anchor(self.sheet.near(self.scroll.top));
        let before = model.progress.marks.reached.get(&self.place.lesson);
        if before.map_or(Anchor::default(), |it| it.at.clone()) != at {
            let (pack, lesson) = (model.pack.manifest.id.clone(), self.place.lesson.clone());
            effects.push(Effect::Record(Fact::Left { pack, lesson, at, part: self.part(model) }));
        }
        effects
    }

    /// Keys while the outline is there.
    fn outlined(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        let Mode::Outline(outline) = &mut self.mode else { return Vec::new() };
        match msg {
            Msg::Act(Action::Back) => self.mode = Mode::Reading,
            Msg::Act(Action::Confirm) => {
                let slug = outline.slug().map(str::to_owned);
                self.mode = Mode::Reading;
                if let Some(slug) = slug {
                    self.go_to(&slug, model);
                    return self.seen(model);
                }
            }
            msg => _ = outline.list.update(msg, outline.len(), model.room.height),
        }
        Vec::new()
    }

    /// Keys while a diagram or checkpoint has them.
    fn within(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        let (rows, height) = (self.sheet.len(), self.height(model));
        let Mode::Within(inset) = &mut self.mode else { return Vec::new() };
        let key = matches!(msg, Msg::Act(_) | Msg::Wheel(_));
        let arrow =
            matches!(msg, Msg::Act(Action::Up | Action::Down | Action::Top | Action::Bottom));
        let page = inset.scrolls(msg) && (arrow || !matches!(msg, Msg::Act(_)) || is_page(msg));
        if key && page && self.scroll.update(msg, rows, height) {
            return Vec::new();
        }
        let before = self.sheet.row(inset.instead.start);
        match inset.update(model, msg, width(model)) {
            Took::Nothing => Vec::new(),
            Took::Over(effects) => {
                self.mode = Mode::Reading;
                self.arrange(model);
                self.scroll.reveal(&(before..before + 1), height);
                effects
            }
            Took::Taken(effects, sight) => {
                self.arrange(model);
                if let Some(sight) = sight {
                    let first = self.inset_rows().start;
                    self.scroll.reveal(&(first + sight.start..first + sight.end), height);
                    self.clamp(model);
                }
                effects
            }
        }
    }

    /// The rows of what has the keys.
    fn inset_rows(&self) -> std::ops::Range<usize> {
        match &self.mode {
            Mode::Within(inset) => self.sheet.rows_of(&inset.instead),
            _ => 0..0,
        }
    }
}

fn is_page(msg: &Msg) -> bool {
    matches!(msg, Msg::Act(Action::PageUp | Action::PageDown))
}

/// The width of the text.
fn width(model: &Model) -> u16 {
    model.room.width.min(MEASURE)
}

fn find<'a>(model: &'a Model, id: &LessonId) -> Option<&'a Lesson> {
    model.pack.lesson(id)
}

impl Screen for Reader {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let mut right = Vec::new();
        match &self.mode {
            Mode::Within(inset) => right.push(inset.standing().to_string()),
            Mode::Outline(outline) => right.push(match outline.len() {
                1 => "1 heading".to_owned(),
                count => format!("{count} headings"),
            }),
            Mode::Reading if self.search.is_on() => right.push(self.search.standing()),
            _ if self.resumed => right.push("where you left off, g to begin".to_owned()),
            _ => (),
        }
        if self.is_bookmarked(model) {
            right.push("★".to_owned());
        }
        if self.is_partial {
            right.push("…".to_owned());
        } else {
            right.push(format!("{} %", self.part(model)));
        }
        (self.title.clone(), Clean::new(&right.join(" · ")))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        match &self.mode {
            Mode::Reading => vec![LESSON, SCROLL],
            Mode::Outline(_) => vec![OUTLINE, SCROLL],
            Mode::Strip(strip) => strip.keys(),
            Mode::Within(inset) => inset.keys(),
        }
    }

    fn is_typing(&self) -> bool {
        match &self.mode {
            Mode::Strip(strip) => strip.is_typing(),
            Mode::Within(inset) => inset.is_typing(),
            Mode::Reading | Mode::Outline(_) => false,
        }
    }

    fn is_moving(&self) -> bool {
        matches!(&self.mode, Mode::Within(inset) if inset.is_moving())
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        if matches!(msg, Msg::Act(_) | Msg::Wheel(_)) {
            self.resumed = false;
        }
        match msg {
            Msg::Loaded(_) if self.page.lines.is_empty() => {
                self.load(model);
                return self.ask_for_rest(model);
            }
            Msg::Opened => return self.ask_for_rest(model),
            Msg::LaidOut(laid) if laid.lesson == self.place.lesson && self.is_partial => {
                self.complete(model, laid);
            }
            Msg::Resize(_) => self.resize(model),
            Msg::Closing => return self.left(model),
            msg => {
                let effects = match &self.mode {
                    Mode::Reading => self.reading(model, msg),
                    Mode::Outline(_) => self.outlined(model, msg),
                    Mode::Strip(_) => self.stripped(model, msg),
                    Mode::Within(_) => self.within(model, msg),
                };
                if matches!(msg, Msg::Recorded(_) | Msg::Refreshed(_)) {
                    self.arrange(model);
                }
                if let Msg::Recorded(recorded) = msg {
                    self.show_note(model, &recorded.entry.fact);
                }
                return effects;
            }
        }
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        self.draw(model, area, buf);
    }
}

impl Reader {
    fn ask_for_rest(&self, model: &Model) -> Vec<Effect> {
        let rest = Effect::LayOut(self.place.lesson.clone(), width(model));
        if self.is_partial { vec![rest] } else { Vec::new() }
    }

    /// A line that says what has become of a checkpoint, and the like.
    fn mark(&self, line: usize) -> Mark {
        use crate::item::{Id, Slug};
        let slug = self.page.section(line).and_then(Slug::new);
        Mark::Section(Place { lesson: self.place.lesson.clone(), slug })
    }

    /// The heading that the first lines in sight are under, or that begins
    /// among them.
    fn here(&self) -> usize {
        let top = self.sheet.near(self.scroll.top);
        let begins = |line: &usize| {
            self.page.places.iter().any(|it| it.slug().is_some() && it.lines.start == *line)
        };
        (top..top + 3).find(begins).unwrap_or(top)
    }

    fn is_bookmarked(&self, model: &Model) -> bool {
        model.progress.marks.bookmarks.contains(&self.mark(self.here()))
    }

    /// What a section is called.
    fn called(&self, line: usize) -> Clean {
        let slug = self.page.section(line);
        let place = slug.and_then(|slug| self.page.heading(slug));
        match place.map(|place| &place.what) {
            Some(What::Heading { title, .. }) => title.clone(),
            _ => self.title.clone(),
        }
    }
}

/// A line of one's own in the colour of what was said by oneself.
fn own_line(text: Line) -> Line {
    let bar = Span::new("▏ ", Role::Accent);
    Line([bar].into_iter().chain(text.0).collect())
}
