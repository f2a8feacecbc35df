//! The state of the program and its one update function.

use std::{sync::Arc, time::Duration};

use ratatui::{
    Frame,
    buffer::Buffer,
    layout::{Constraint, Layout, Margin, Position, Rect, Size},
    text::Line,
    widgets::Widget,
};

use super::{
    key::{Action, Binding, EVERYWHERE, Keymap, Msg, PREVIEW},
    preview::{self, Preview, Saved},
    screen::{Effect, Route, Screen},
    theme::Theme,
    widget::footer,
};
use crate::{
    item::{LessonId, PackId, Seed},
    pack::{Manifest, Pack, Spot},
    store::Motion,
    study::{Fact, Moment, Progress},
    text::{Clean, Role},
};

/// The program: what is known, and the screens on top of each other.
#[derive(Debug)]
pub struct App {
    model: Model,
    /// Never empty while running; the last is on top.
    screens: Vec<Box<dyn Screen>>,
    /// Where screens are drawn.
    body: Rect,
    /// The window.
    size: Size,
    notice: Option<String>,
}

/// What every screen may look at, and none may change.
#[derive(Debug)]
pub struct Model {
    /// The pack; without lessons and questions until it is read.
    pub pack: Arc<Pack>,
    /// Whether it is read.
    pub ready: bool,
    /// Faults found in it.
    pub faults: usize,
    /// Where it is from, if a folder.
    pub folder: Option<String>,
    /// What is known about the learner.
    pub progress: Arc<Progress>,
    /// What roles look like.
    pub theme: Theme,
    /// Now.
    pub now: Moment,
    /// The room a screen has.
    pub room: Size,
    /// Where chance comes from.
    pub seed: Seed,
    /// Whether things may move.
    pub motion: Motion,
    /// What its author is to mend, if the pack is being written.
    pub preview: Option<Preview>,
    /// Keys as the learner has them.
    pub keymap: Keymap,
    /// Packs that can be opened, this one among them.
    pub offers: Vec<Offer>,
}

/// A pack that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// By what name: an id, or a folder.
    pub name: String,
    /// What its progress is kept under.
    pub id: String,
    /// For people.
    pub title: Clean,
    /// As its author counts.
    pub version: String,
    /// Where it is from.
    pub source: String,
    /// The sum of its files, if it was installed.
    pub sum: Option<String>,
    /// Why it cannot be opened, if so.
    pub fault: Option<String>,
}

/// What the program begins with.
#[derive(Debug)]
pub struct Opening {
    /// What `pack.yaml` says.
    pub manifest: Manifest,
    /// Where the pack is from, if a folder.
    pub folder: Option<String>,
    /// What roles look like.
    pub theme: Theme,
    /// Where chance comes from.
    pub seed: Seed,
    /// Whether things may move.
    pub motion: Motion,
    /// Keys as the learner has them.
    pub keymap: Keymap,
    /// Packs that can be opened, this one among them.
    pub offers: Vec<Offer>,
    /// Where to begin.
    pub route: Route,
    /// Now.
    pub now: Moment,
    /// The window.
    pub size: Size,
}

/// What was read while the first screen was already there.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The pack, whole.
    pub pack: Arc<Pack>,
    /// Faults found in it.
    pub faults: usize,
    /// What is known about the learner.
    pub progress: Arc<Progress>,
    /// What the learner is to be told first.
    pub notice: Option<String>,
}

/// What the shell is asked to do in the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Io {
    /// Write a fact down.
    Append(Fact),
    /// Write facts down, all or none.
    AppendAll(Vec<Fact>),
    /// Read progress anew: another program wrote.
    Reload(Arc<Pack>),
    /// Lay a lesson of this pack out for a width, aside.
    LayOut(Arc<Pack>, LessonId, u16),
    /// Fit the parameters of memory to the answers to a pack, of which so many
    /// are reviews, and write them down, aside.
    Fit(PackId, u32),
    /// Go on with another pack, by its name.
    Turn(String),
    /// Hand a text to the terminal's clipboard.
    Copy(String),
    /// Put the program aside.
    Suspend,
}

/// How often [`Msg::Tick`] comes.
pub const TICK: Duration = Duration::from_millis(50);
/// The smallest window the program works in.
const SMALLEST: Size = Size { width: 40, height: 12 };

impl App {
    /// The program on its first screen.
    pub fn new(opening: Opening) -> Self {
        let Opening { manifest, folder, theme, seed, motion, keymap, offers, route, now, size } =
            opening;
        let body = body(size, 0);
        let model = Model {
            pack: Arc::new(Pack::empty(manifest)),
            ready: false,
            faults: 0,
            folder,
            progress: Arc::default(),
            theme,
            now,
            room: body.as_size(),
            seed,
            motion,
            preview: None,
            keymap,
            offers,
        };
        let screens = vec![route.open(&model)];
        Self { model, screens, body, size, notice: None }
    }

    /// Goes to the first screen of another pack, which is still to be read.
    pub fn turn_to(&mut self, manifest: Manifest, folder: Option<String>, offers: Vec<Offer>) {
        self.model.pack = Arc::new(Pack::empty(manifest));
        self.model.ready = false;
        self.model.faults = 0;
        self.model.folder = folder;
        self.model.progress = Arc::default();
        self.model.offers = offers;
        self.screens = vec![Route::Home.open(&self.model)];
        self.notice = None;
    }

    /// The pack that is open.
    pub fn pack(&self) -> &PackId {
        &self.model.pack.manifest.id
    }

    /// Lets go of what is known about the learner: it is about to be read anew, and
    /// of a long journal takes room.
    pub fn forget_progress(&mut self) {
        self.model.progress = Arc::default();
    }

    /// Whether there is still a screen.
    pub fn is_running(&self) -> bool {
        !self.screens.is_empty()
    }

    /// The keys in force, the nearest first.
    pub fn keys(&self) -> Vec<&'static [Binding]> {
        let mut keys = self.screens.last().map_or_else(Vec::new, |screen| screen.keys(&self.model));
        keys.extend(self.model.preview.as_ref().map(Preview::keys));
        keys.push(EVERYWHERE);
        keys.into_iter().map(|table| self.model.keymap.table(table)).collect()
    }

    /// Whether a field has the keys.
    pub fn is_typing(&self) -> bool {
        self.screens.last().is_some_and(|screen| screen.is_typing())
    }

    /// Whether something moves on the screen.
    pub fn is_moving(&self) -> bool {
        self.screens.last().is_some_and(|screen| screen.is_moving())
    }

    /// After what time something is to be looked at again, whatever happens.
    pub fn looks_again(&self) -> Option<Duration> {
        let screen = self.screens.last()?;
        if screen.is_moving() { Some(TICK) } else { screen.looks_again(&self.model) }
    }

    /// From now on things move like this.
    pub fn set_motion(&mut self, motion: Motion) {
        self.model.motion = motion;
    }

    /// Takes in what happened at a moment; gives what is to be done about it.
    pub fn update(&mut self, msg: &Msg, now: Moment) -> Vec<Io> {
        self.model.now = now;
        let mut todo = Vec::new();
        match msg {
            Msg::Act(Action::Leave | Action::Quit) => {
                todo = self.tell(&Msg::Closing);
                self.screens.clear();
                return todo;
            }
            Msg::Act(Action::Suspend) => return vec![Io::Suspend],
            Msg::Act(Action::Help) => return self.act(Effect::Open(Route::Help(self.keys()))),
            Msg::Act(Action::Palette) if self.screens.iter().any(|it| it.is_exam()) => {
                self.notice = Some("search is off until the exam is handed in".to_owned());
                return todo;
            }
            Msg::Act(Action::WholeFault) => return self.show_fault(),
            Msg::Act(Action::NextFault) => return self.jump(1),
            Msg::Act(Action::LastFault) => return self.jump(-1),
            Msg::Act(Action::Palette) => return self.act(Effect::Open(Route::Palette)),
            Msg::Resize(size) => {
                self.size = *size;
                self.fit();
            }
            Msg::Saved(saved) => return self.saved(saved, msg),
            Msg::Background(shade) => {
                self.model.theme = self.model.theme.on(*shade);
                return todo;
            }
            Msg::Failed(why) => self.notice = Some(why.clone()),
            Msg::Loaded(loaded) => {
                self.take(loaded);
                if loaded.progress.is_worth_a_fit() {
                    let reviews = loaded.progress.reviews();
                    todo.push(Io::Fit(self.model.pack.manifest.id.clone(), reviews));
                }
            }
            Msg::Fitted(fit) => {
                self.notice = fit
                    .parameters
                    .map(|_| format!("memory is now fitted to your {} reviews", fit.reviews));
                return vec![Io::Reload(Arc::clone(&self.model.pack))];
            }
            Msg::Refreshed(progress) => self.model.progress = Arc::clone(progress),
            Msg::Recorded(recorded) => {
                let progress = Arc::make_mut(&mut self.model.progress);
                recorded.changes.apply(&recorded.entry, progress);
                if recorded.stale {
                    todo.push(Io::Reload(Arc::clone(&self.model.pack)));
                }
            }
            Msg::Act(_) | Msg::Type(_) | Msg::Paste(_) | Msg::Wheel(_) => self.notice = None,
            Msg::Click(at) => {
                self.notice = None;
                let Some(at) = self.in_body(*at) else { return todo };
                return self.tell(&Msg::Click(at));
            }
            Msg::Tick | Msg::Closing | Msg::Opened | Msg::Returned | Msg::LaidOut(_) => (),
        }
        todo.extend(self.tell(msg));
        todo
    }

    /// Lines below the screen.
    fn strip(&self) -> u16 {
        self.model.preview.as_ref().map_or(0, Preview::height)
    }

    /// Gives screens the room there is; whether it is another.
    fn fit(&mut self) -> bool {
        let before = self.body;
        self.body = body(self.size, self.strip());
        self.model.room = self.body.as_size();
        before != self.body
    }

    /// Takes the pack as its author has just saved it, and goes to what is new.
    fn saved(&mut self, saved: &Saved, msg: &Msg) -> Vec<Io> {
        self.model.pack = Arc::clone(&saved.pack);
        self.model.faults = saved.found.iter().filter(|it| it.is_error()).count();
        self.model.preview = Some(Preview::new(saved, self.model.preview.as_ref()));
        if saved.files.is_empty() && !saved.found.is_empty() {
            self.notice = Some(saved.told.clone());
        }
        let mut todo = self.tell(msg);
        if self.fit() {
            todo.extend(self.tell(&Msg::Resize(self.size)));
        }
        todo.extend(saved.spot.as_ref().map(|spot| self.go_to(spot)).unwrap_or_default());
        todo
    }

    /// Shows what an author is at.
    fn go_to(&mut self, spot: &Spot) -> Vec<Io> {
        self.notice = None;
        self.screens.truncate(1);
        match preview::route(spot) {
            Some(route) => self.open(route),
            None => self.tell(&Msg::Returned),
        }
    }

    /// To another fault of the pack, and to what it is about; one in full stays so.
    fn jump(&mut self, by: isize) -> Vec<Io> {
        let Some(preview) = &mut self.model.preview else { return Vec::new() };
        preview.turn(by);
        if self.screens.pop_if(|screen| screen.is_fault()).is_some() {
            return self.show_fault();
        }
        let spot = preview.spot(&self.model.pack);
        spot.map(|spot| self.go_to(&spot)).unwrap_or_default()
    }

    fn show_fault(&mut self) -> Vec<Io> {
        let there = self.screens.last().is_some_and(|screen| screen.is_fault());
        if there { Vec::new() } else { self.act(Effect::Open(Route::Fault)) }
    }

    fn take(&mut self, loaded: &Loaded) {
        let Loaded { pack, faults, progress, notice } = loaded.clone();
        self.notice = notice.or(self.notice.take());
        self.model.pack = pack;
        self.model.faults = faults;
        self.model.progress = progress;
        self.model.ready = true;
    }

    /// What concerns the world is told to every screen; a key, to the one on top.
    fn tell(&mut self, msg: &Msg) -> Vec<Io> {
        let all = matches!(
            msg,
            Msg::Resize(_)
                | Msg::Loaded(_)
                | Msg::Saved(_)
                | Msg::Recorded(_)
                | Msg::Failed(_)
                | Msg::LaidOut(_)
                | Msg::Closing
        );
        let first = if all { 0 } else { self.screens.len().saturating_sub(1) };
        let mut effects = Vec::new();
        for screen in &mut self.screens[first..] {
            effects.extend(screen.update(&self.model, msg));
        }
        effects.into_iter().flat_map(|effect| self.act(effect)).collect()
    }

    fn act(&mut self, effect: Effect) -> Vec<Io> {
        match effect {
            Effect::Open(route) => return self.open(route),
            Effect::Replace(route) => {
                self.screens.pop();
                return self.open(route);
            }
            Effect::Close => {
                self.screens.pop();
                return self.tell(&Msg::Returned);
            }
            Effect::Notice(text) => self.notice = Some(text),
            Effect::Record(fact) => return vec![Io::Append(fact)],
            Effect::RecordAll(facts) => return vec![Io::AppendAll(facts)],
            Effect::Copy(text) => return vec![Io::Copy(text)],
            Effect::Turn(name) => {
                let mut todo = self.tell(&Msg::Closing);
                todo.push(Io::Turn(name));
                return todo;
            }
            Effect::LayOut(lesson, width) => {
                return vec![Io::LayOut(Arc::clone(&self.model.pack), lesson, width)];
            }
        }
        Vec::new()
    }

    /// A place in the window, counted from where screens are drawn.
    fn in_body(&self, at: Position) -> Option<Position> {
        let (x, y) = (at.x.checked_sub(self.body.x)?, at.y.checked_sub(self.body.y)?);
        self.body.contains(at).then_some(Position { x, y })
    }

    fn open(&mut self, route: Route) -> Vec<Io> {
        let screen = route.open(&self.model);
        self.screens.push(screen);
        self.tell(&Msg::Opened)
    }

    /// Draws the screen on top.
    pub fn view(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let buf = frame.buffer_mut();
        if let Some(screen) = self.screens.last() {
            if area.width < SMALLEST.width || area.height < SMALLEST.height {
                too_small(area, buf);
            } else {
                self.draw(screen.as_ref(), area, buf);
            }
        }
        self.model.theme.finish(buf);
    }

    fn draw(&self, screen: &dyn Screen, area: Rect, buf: &mut Buffer) {
        let theme = &self.model.theme;
        let [head, body, strip, foot] = split(area, self.strip());
        let (left, right) = screen.title(&self.model);
        let right_width = right.width();
        let [left_area, right_area] =
            Layout::horizontal([Constraint::Fill(1), Constraint::Length(right_width as u16)])
                .spacing(1)
                .areas(head);
        let strong = theme.role(Role::Heading);
        Line::styled(footer::cut(&left, left_area.width), strong).render(left_area, buf);
        Line::styled(right.to_string(), theme.role(Role::Faint)).render(right_area, buf);
        screen.view(&self.model, body, buf);
        if let Some(preview) = &self.model.preview {
            preview.draw(self.model.keymap.table(PREVIEW), theme, strip, buf);
        }
        match &self.notice {
            Some(notice) => {
                let text = footer::cut(&Clean::new(notice), foot.width);
                Line::styled(text, theme.role(Role::Care)).render(foot, buf);
            }
            None => footer::draw(&self.keys(), screen.is_typing(), theme, foot, buf),
        }
    }
}

fn too_small(area: Rect, buf: &mut Buffer) {
    let Size { width, height } = SMALLEST;
    let text = format!("Tripos needs {width}×{height}; this is {}×{}", area.width, area.height);
    Line::raw(text).render(area, buf);
}

/// Header, body, so many lines below it, and footer. Small windows have no empty
/// lines between them.
fn split(area: Rect, strip: u16) -> [Rect; 4] {
    let air = u16::from(area.height >= 20);
    let area = area.inner(Margin::new(1, 0));
    let rows = [Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1)];
    let [head, body, foot] = Layout::vertical(rows).spacing(air).areas(area);
    let above = if strip == 0 { 0 } else { air };
    let [body, strip] = Layout::vertical([Constraint::Fill(1), Constraint::Length(strip)])
        .spacing(above)
        .areas(body);
    [head, body, strip, foot]
}

/// Where screens are drawn in a window, above so many lines.
fn body(size: Size, strip: u16) -> Rect {
    split(Rect::from((Position::ORIGIN, size)), strip)[1]
}
