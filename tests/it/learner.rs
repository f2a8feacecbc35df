//! A learner without a terminal: keys in, pictures out, facts on a real disk.

use std::{path::PathBuf, sync::Arc};

use ratatui::{
    Terminal,
    backend::TestBackend,
    crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers},
    layout::Size,
};
use tripos::{
    item::Seed,
    pack::{self, Files, Pack},
    store::{Motion, Store},
    study::{Cards, Fact, Millis, Moment, Offset},
    text::Clean,
    tui::{App, Io, Keymap, Loaded, Msg, Offer, Opening, Route, Theme, read},
};

pub struct Learner {
    pub app: App,
    terminal: Terminal<TestBackend>,
    pub store: Store,
    pub now: Moment,
    folder: tempfile::TempDir,
    /// What could not be kept.
    pub is_full: bool,
    /// What was handed to the clipboard.
    pub copied: Vec<String>,
    /// What was kept, in order.
    pub kept: Vec<Fact>,
}

/// Packs to choose from: this one, one from elsewhere, one that is damaged.
fn offers() -> Vec<Offer> {
    let offer = |id: &str, title: &str, source: &str| Offer {
        name: id.to_owned(),
        id: id.to_owned(),
        title: Clean::new(title),
        version: "1.0.0".to_owned(),
        source: source.to_owned(),
        sum: None,
        fault: None,
    };
    let sum = Some("5f".repeat(32));
    let fault = Some("damaged; `tripos pack update tea` renews it".to_owned());
    vec![
        offer("aws-dva", "AWS Certified Developer – Associate", "built in"),
        Offer { sum, ..offer("git-basics", "Git basics", "installed from git-basics.tripos") },
        Offer { fault, ..offer("tea", "Tea", "installed from tea.tripos") },
    ]
}

/// Sunday, 22 November 2026, nine in the morning.
pub const MORNING: Moment = Moment { at: Millis(1_795_338_000_000), offset: Offset(0) };

impl Learner {
    /// A learner who was asked the two questions already.
    pub fn at(route: Route, width: u16, height: u16) -> Self {
        Self::new("tests/packs/small", route, (width, height), Theme::default(), true)
    }

    /// A learner with a pack; `asked`: no longer on their first start.
    pub fn new(pack: &str, route: Route, size: (u16, u16), theme: Theme, asked: bool) -> Self {
        let (pack, found) = pack::load(&Files::Folder(pack.into()));
        let faults = found.iter().filter(|it| it.is_error()).count();
        Self::opening((pack, faults), route, size, theme, asked)
    }

    /// A learner with a pack that was built by hand.
    pub fn with_pack(pack: Pack, route: Route, size: (u16, u16)) -> Self {
        Self::opening((pack, 0), route, size, Theme::default(), true)
    }

    /// A learner with a pack, of which so many faults are known.
    pub fn opening(
        (pack, faults): (Pack, usize),
        route: Route,
        size: (u16, u16),
        theme: Theme,
        asked: bool,
    ) -> Self {
        let (width, height) = size;
        let folder = folder();
        let id = pack.manifest.id.clone();
        let mut store = Store::open(&folder.path().join("progress.db")).unwrap();
        store.turn_to(&id, Cards::of(&pack)).unwrap();
        if asked {
            store.record(Fact::MinutesADay { minutes: None }, MORNING).unwrap();
        }
        let progress = store.progress(&id).unwrap();
        let opening = Opening {
            keymap: Keymap::default(),
            offers: offers(),
            manifest: pack.manifest.clone(),
            folder: None,
            theme,
            seed: Seed(7),
            motion: Motion::Full,
            route,
            now: MORNING,
            size: Size::new(width, height),
        };
        let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let app = App::new(opening);
        let mut learner = Self {
            app,
            terminal,
            store,
            now: MORNING,
            folder,
            is_full: false,
            copied: vec![],
            kept: vec![],
        };
        let loaded =
            Loaded { pack: Arc::new(pack), faults, progress: progress.into(), notice: None };
        learner.update(&Msg::Loaded(Box::new(loaded)));
        learner
    }

    /// Where facts are kept.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("progress.db")
    }

    pub fn update(&mut self, msg: &Msg) {
        self.now.at.0 += 1000;
        for io in self.app.update(msg, self.now) {
            let told = match io {
                Io::Append(_) if self.is_full => Msg::Failed("not kept: the disk is full".into()),
                Io::Append(fact) => {
                    self.kept.push(fact.clone());
                    Msg::Recorded(Box::new(self.store.record(fact, self.now).unwrap()))
                }
                Io::AppendAll(facts) => {
                    for recorded in self.store.record_all(facts, self.now).unwrap() {
                        self.kept.push(recorded.entry.fact.clone());
                        self.update(&Msg::Recorded(Box::new(recorded)));
                    }
                    continue;
                }
                Io::LayOut(pack, lesson, width) => {
                    let laid = tripos::tui::lay_out(&pack, &lesson, width).unwrap();
                    Msg::LaidOut(Box::new(laid))
                }
                Io::Copy(text) => {
                    self.copied.push(text);
                    continue;
                }
                Io::Reload(_) | Io::Fit(..) | Io::Turn(_) | Io::Suspend => continue,
            };
            self.update(&told);
        }
    }

    /// Presses keys: names such as `enter` or `ctrl-p`, anything else is typed.
    pub fn does(&mut self, script: &str) -> &mut Self {
        for word in script.split_whitespace() {
            for event in events(word) {
                let msg = read(event, &self.app.keys(), self.app.is_typing());
                if let Some(msg) = msg {
                    self.update(&msg);
                }
            }
        }
        self
    }

    /// The same learner, with things that do not move.
    pub fn reduce_motion(&mut self) {
        self.app.set_motion(Motion::Reduced);
    }

    /// Types text into a field, blanks included.
    pub fn types(&mut self, text: &str) -> &mut Self {
        self.update(&Msg::Paste(text.to_owned()));
        self
    }

    /// Presses the mouse on a cell of the window.
    pub fn click(&mut self, x: u16, y: u16) -> &mut Self {
        self.update(&Msg::Click(ratatui::layout::Position::new(x, y)));
        self
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        self.update(&Msg::Resize(Size::new(width, height)));
        self
    }

    /// The screen, without the blanks at the ends of lines.
    pub fn sees(&mut self) -> String {
        self.terminal.draw(|frame| self.app.view(frame)).unwrap();
        let picture = self.terminal.backend().to_string();
        let lines = picture.lines().map(|line| {
            let line = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
            line.unwrap_or_default().trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A folder, in memory where there is a place for that: what is looked at here
/// does not get better by waiting for a disk.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

fn events(word: &str) -> Vec<Event> {
    let press = |code, held| vec![Event::Key(KeyEvent::new(code, held))];
    let plain = KeyModifiers::NONE;
    match word {
        "enter" => press(KeyCode::Enter, plain),
        "esc" => press(KeyCode::Esc, plain),
        "up" => press(KeyCode::Up, plain),
        "down" => press(KeyCode::Down, plain),
        "left" => press(KeyCode::Left, plain),
        "right" => press(KeyCode::Right, plain),
        "pgdn" => press(KeyCode::PageDown, plain),
        "pgup" => press(KeyCode::PageUp, plain),
        "shift-left" => press(KeyCode::Left, KeyModifiers::SHIFT),
        "shift-right" => press(KeyCode::Right, KeyModifiers::SHIFT),
        "home" => press(KeyCode::Home, plain),
        "end" => press(KeyCode::End, plain),
        "del" => press(KeyCode::Delete, plain),
        "space" => press(KeyCode::Char(' '), plain),
        "tab" => press(KeyCode::Tab, plain),
        "backtab" => press(KeyCode::BackTab, KeyModifiers::SHIFT),
        "backspace" => press(KeyCode::Backspace, plain),
        word => match (word.strip_prefix("ctrl-"), word.strip_prefix("alt-")) {
            (Some(c), _) => press(KeyCode::Char(first(c)), KeyModifiers::CONTROL),
            (_, Some(c)) => press(KeyCode::Char(first(c)), KeyModifiers::ALT),
            _ => word.chars().flat_map(|c| press(KeyCode::Char(c), plain)).collect(),
        },
    }
}

fn first(text: &str) -> char {
    text.chars().next().unwrap()
}

/// Every line is safe to print.
#[track_caller]
pub fn is_clean(picture: &str) {
    for line in picture.lines() {
        assert_eq!(&*Clean::new(line), line);
    }
}
