//! The only file that touches the terminal.

use std::{
    io::{self, Write},
    panic,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
    time::Duration,
};

use ratatui::{
    DefaultTerminal,
    crossterm::{
        Command,
        clipboard::CopyToClipboard,
        cursor::Show,
        event::{self, DisableBracketedPaste, EnableBracketedPaste, Event},
        execute,
        style::Print,
        terminal::size as window_size,
    },
    layout::{Position, Rect},
};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP},
    iterator::Signals,
    low_level,
};

use super::{
    app::{App, Io, Loaded, Offer, Opening},
    key::{self, Keymap, Msg},
    preview::Saved,
    reply::{Heard, QUESTION, Reply},
    screen::{LaidOut, Route, lay_out},
    theme::{Shade, Theme},
};
use crate::{
    item::{PackId, Seed},
    pack::{Manifest, Pack},
    store::{Motion, Store},
    study::{self, Cards, Fact, Fit, Moment, Watch},
};

/// Reads a pack and what is known of the learner.
pub type Load = Box<dyn FnOnce() -> Result<(Store, Loaded), String> + Send>;

/// Another pack to go on with.
pub struct Turned {
    /// What `pack.yaml` says.
    pub manifest: Manifest,
    /// Where the pack is from, if a folder.
    pub folder: Option<String>,
    /// Packs that can be opened from there.
    pub offers: Vec<Offer>,
    /// Reads it.
    pub load: Load,
}

impl std::fmt::Debug for Turned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Turned").field("pack", &self.manifest.id).finish_non_exhaustive()
    }
}

/// Finds another pack, by its name.
pub type Turn<'a> = &'a dyn Fn(&str) -> Result<Turned, String>;

/// Columns of the terminal, if there is one.
pub fn columns() -> Option<u16> {
    window_size().ok().map(|(columns, _)| columns)
}

/// What the program needs to start.
pub struct Start<'a> {
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
    /// Packs that can be opened.
    pub offers: Vec<Offer>,
    /// Finds one of them.
    pub turn: Turn<'a>,
    /// Where to begin.
    pub route: Route,
    /// Reads the pack and what is known of the learner; run on a thread.
    pub load: Load,
    /// Tells what files of the pack became, each time some are saved.
    pub saves: Option<Receiver<Saved>>,
    /// Tells the time.
    pub clock: &'a dyn Fn() -> Moment,
}

impl std::fmt::Debug for Start<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Start").field("route", &self.route).finish_non_exhaustive()
    }
}

/// How the program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The learner left.
    Left,
    /// A signal asked it to.
    Signal(i32),
    /// It could not go on.
    Failed(String),
}

/// What wakes the program.
enum Wake {
    Event(Event),
    Background(Shade),
    Signal(i32),
    Tick,
    LaidOut(Box<LaidOut>),
    Fitted(PackId, Box<Fit>),
    /// What was read, and for which of the packs turned to.
    Loaded(usize, Result<Box<(Store, Loaded)>, String>),
    Saved(Box<Saved>),
    Blind(io::Error),
}

/// How long the first picture waits for a pack that is quickly read.
const PATIENCE: Duration = Duration::from_millis(12);

/// Runs the program in this terminal until the learner leaves.
///
/// # Errors
/// If there is no terminal to draw on.
pub fn run(start: Start<'_>) -> io::Result<Ending> {
    let (sender, wakes) = channel();
    read(start.load, 0, sender.clone());
    watch_signals(sender.clone())?;
    let mut terminal = ratatui::try_init()?;
    let restore = Restore::new();
    enter(&mut terminal)?;
    watch_input(sender.clone(), ask(&start.theme)?);
    let opening = Opening {
        manifest: start.manifest,
        folder: start.folder,
        theme: start.theme,
        seed: start.seed,
        motion: start.motion,
        keymap: start.keymap,
        offers: start.offers,
        route: start.route,
        now: (start.clock)(),
        size: terminal.size()?,
    };
    let desk = Desk {
        app: App::new(opening),
        store: None,
        waiting: Vec::new(),
        saves: start.saves,
        clock: start.clock,
        turn: start.turn,
        turns: 0,
        sender,
    };
    let ending = desk.run(&mut terminal, &wakes);
    drop(restore);
    ending
}

/// Reads a pack on a thread.
fn read(load: Load, turn: usize, done: Sender<Wake>) {
    thread::spawn(move || {
        let loaded = panic::catch_unwind(panic::AssertUnwindSafe(load));
        let loaded = loaded.unwrap_or_else(|_| Err("the pack could not be read".to_owned()));
        let _ = done.send(Wake::Loaded(turn, loaded.map(Box::new)));
    });
}

/// The program with the world around it.
struct Desk<'a> {
    app: App,
    store: Option<Store>,
    /// Facts from before the store was there.
    waiting: Vec<Fact>,
    /// Looked at once the pack is read.
    saves: Option<Receiver<Saved>>,
    clock: &'a dyn Fn() -> Moment,
    turn: Turn<'a>,
    /// Packs turned to so far.
    turns: usize,
    /// For what is worked out aside.
    sender: Sender<Wake>,
}

impl Desk<'_> {
    fn run(mut self, terminal: &mut DefaultTerminal, wakes: &Receiver<Wake>) -> io::Result<Ending> {
        let mut next = wakes.recv_timeout(PATIENCE).ok();
        loop {
            // Whatever has piled up is taken in before the next picture.
            while let Some(wake) = next {
                // An answer about the background comes at once: it is no reason
                // to draw before the pack is there.
                let early = matches!(wake, Wake::Background(_));
                if let Some(ending) = self.wake(wake, terminal)? {
                    return Ok(ending);
                }
                let patience = if early { PATIENCE } else { Duration::ZERO };
                next = wakes.recv_timeout(patience).ok();
            }
            terminal.draw(|frame| self.app.view(frame))?;
            next = Some(self.wait(wakes)?);
        }
    }

    /// The next thing to happen: a tick, if something moves and nothing else comes.
    fn wait(&self, wakes: &Receiver<Wake>) -> io::Result<Wake> {
        let Some(pause) = self.app.looks_again() else {
            return wakes.recv().map_err(io::Error::other);
        };
        match wakes.recv_timeout(pause) {
            Err(RecvTimeoutError::Timeout) => Ok(Wake::Tick),
            other => other.map_err(io::Error::other),
        }
    }

    fn wake(&mut self, wake: Wake, terminal: &mut DefaultTerminal) -> io::Result<Option<Ending>> {
        match wake {
            Wake::Event(event) => {
                let msg = key::read(event, &self.app.keys(), self.app.is_typing());
                msg.map_or(Ok(()), |msg| self.update(&msg, terminal))?;
            }
            Wake::Background(shade) => self.update(&Msg::Background(shade), terminal)?,
            // The learner has turned to another pack meanwhile.
            Wake::Loaded(turn, _) if turn != self.turns => (),
            Wake::Loaded(_, Ok(loaded)) => {
                let (store, loaded) = *loaded;
                self.store = Some(store);
                self.update(&Msg::Loaded(Box::new(loaded)), terminal)?;
                for fact in std::mem::take(&mut self.waiting) {
                    self.perform(Io::Append(fact), terminal)?;
                }
                self.watch_saves();
            }
            Wake::Saved(saved) => self.saved(saved, terminal)?,
            Wake::Loaded(_, Err(why)) => return Ok(Some(Ending::Failed(why))),
            Wake::Signal(SIGTSTP) => suspend(terminal)?,
            Wake::Signal(SIGCONT) => resume(terminal)?,
            Wake::Signal(signal) => {
                self.update(&Msg::Closing, terminal)?;
                return Ok(Some(Ending::Signal(signal)));
            }
            Wake::LaidOut(laid) => self.update(&Msg::LaidOut(laid), terminal)?,
            Wake::Fitted(pack, fit) if pack == *self.app.pack() => {
                self.update(&Msg::Fitted(fit), terminal)?;
            }
            Wake::Fitted(..) => (),
            Wake::Tick => self.update(&Msg::Tick, terminal)?,
            Wake::Blind(error) => return Ok(Some(Ending::Failed(format!("no keys: {error}")))),
        }
        Ok((!self.app.is_running()).then_some(Ending::Left))
    }

    fn update(&mut self, msg: &Msg, terminal: &mut DefaultTerminal) -> io::Result<()> {
        for io in self.app.update(msg, (self.clock)()) {
            self.perform(io, terminal)?;
        }
        Ok(())
    }

    fn perform(&mut self, io: Io, terminal: &mut DefaultTerminal) -> io::Result<()> {
        let told = match io {
            Io::Copy(text) => {
                return execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text));
            }
            Io::Suspend => return suspend(terminal),
            Io::Append(fact) => self.append(fact),
            Io::AppendAll(facts) => return self.append_all(facts, terminal),
            Io::LayOut(pack, lesson, width) => {
                let done = self.sender.clone();
                thread::spawn(move || {
                    let laid = lay_out(&pack, &lesson, width).map(Box::new);
                    laid.map(|laid| done.send(Wake::LaidOut(laid)))
                });
                None
            }
            Io::Fit(pack, reviews) => self.fit(pack, reviews),
            Io::Turn(name) => self.turn(&name),
            Io::Reload(pack) => self.reload(&pack),
        };
        told.map_or(Ok(()), |told| self.update(&told, terminal))
    }

    /// Reads progress anew, once there is room for it.
    fn reload(&mut self, pack: &Pack) -> Option<Msg> {
        let store = self.store.as_ref()?;
        self.app.forget_progress();
        let read = store.progress_sharing(&pack.manifest.id, &|it| pack.known(it));
        Some(match read {
            Ok(progress) => Msg::Refreshed(progress.into()),
            Err(error) => Msg::Failed(format!("what is shown is not all you did: {error}")),
        })
    }

    fn watch_saves(&mut self) {
        let Some(saves) = self.saves.take() else { return };
        let done = self.sender.clone();
        thread::spawn(move || saves.iter().try_for_each(|it| done.send(Wake::Saved(Box::new(it)))));
    }

    /// Takes the pack as it is now: answers count for the cards it has now.
    fn saved(&mut self, saved: Box<Saved>, terminal: &mut DefaultTerminal) -> io::Result<()> {
        let Some(store) = &mut self.store else { return Ok(()) };
        let told = match store.turn_to(&saved.pack.manifest.id, Cards::of(&saved.pack)) {
            Ok(()) => self.perform(Io::Reload(saved.pack.clone()), terminal),
            Err(error) => self.update(&Msg::Failed(error.to_string()), terminal),
        };
        told.and_then(|()| self.update(&Msg::Saved(saved), terminal))
    }

    /// Goes on with another pack: its first screen is there at once, and it is
    /// read aside.
    fn turn(&mut self, name: &str) -> Option<Msg> {
        let Turned { manifest, folder, offers, load } = match (self.turn)(name) {
            Ok(turned) => turned,
            Err(why) => return Some(Msg::Failed(why)),
        };
        self.store = None;
        self.app.turn_to(manifest, folder, offers);
        self.turns += 1;
        read(load, self.turns, self.sender.clone());
        None
    }

    /// Fits on a thread, with a hand of its own on the journal. That there is no
    /// fit is no news.
    fn fit(&self, pack: PackId, reviews: u32) -> Option<Msg> {
        let path = self.store.as_ref()?.path().to_owned();
        let (done, now) = (self.sender.clone(), (self.clock)());
        thread::spawn(move || {
            let mut store = Store::open(&path).ok()?;
            let fit = study::fit(&store.histories(&pack).ok()?, reviews, &Watch::default()).ok()?;
            store.record(Fact::Fitted { pack: pack.clone(), fit: fit.clone() }, now).ok()?;
            done.send(Wake::Fitted(pack, Box::new(fit))).ok()
        });
        None
    }

    /// Writes facts down, all or none.
    fn append_all(&mut self, facts: Vec<Fact>, terminal: &mut DefaultTerminal) -> io::Result<()> {
        let now = (self.clock)();
        let Some(store) = &mut self.store else {
            self.waiting.extend(facts);
            return Ok(());
        };
        match store.record_all(facts, now) {
            Ok(all) => {
                let mut all = all.into_iter();
                all.try_for_each(|it| self.update(&Msg::Recorded(Box::new(it)), terminal))
            }
            Err(error) => self.update(&Msg::Failed(format!("not kept: {error}")), terminal),
        }
    }

    /// Writes a fact down, or keeps it until there is a store.
    fn append(&mut self, fact: Fact) -> Option<Msg> {
        let Some(store) = &mut self.store else {
            self.waiting.push(fact);
            return None;
        };
        Some(match store.record(fact, (self.clock)()) {
            Ok(recorded) => Msg::Recorded(Box::new(recorded)),
            Err(error) => Msg::Failed(format!("not kept: {error}")),
        })
    }
}

/// Puts the terminal back as it was, however the program ends.
struct Restore;

impl Restore {
    /// From here on a panic is told on the learner's own screen, once.
    fn new() -> Self {
        let then = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            give_back();
            then(info);
        }));
        Self
    }
}

impl Drop for Restore {
    fn drop(&mut self) {
        if !thread::panicking() {
            leave();
        }
    }
}

/// Asks for the wheel and the buttons of the mouse, but not for its every move.
struct Wheel(bool);

impl Command for Wheel {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str(if self.0 { "\x1b[?1000h\x1b[?1006h" } else { "\x1b[?1006l\x1b[?1000l" })
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        Ok(())
    }
}

fn enter(terminal: &mut DefaultTerminal) -> io::Result<()> {
    terminal.hide_cursor()?;
    execute!(io::stdout(), EnableBracketedPaste, Wheel(true))
}

/// Gives back the mouse, the clipboard's marks and the cursor.
fn give_back() {
    let _ = execute!(io::stdout(), Wheel(false), DisableBracketedPaste, Show);
}

fn leave() {
    give_back();
    ratatui::restore();
    let _ = io::stdout().flush();
}

/// Puts the program aside as the learner's shell expects it.
fn suspend(terminal: &mut DefaultTerminal) -> io::Result<()> {
    leave();
    low_level::emulate_default_handler(SIGTSTP)?;
    resume(terminal)
}

/// Takes the terminal again and draws all of it.
fn resume(terminal: &mut DefaultTerminal) -> io::Result<()> {
    use ratatui::crossterm::terminal::{EnterAlternateScreen, enable_raw_mode};
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen)?;
    enter(terminal)?;
    let size = terminal.size()?;
    terminal.resize(Rect::from((Position::ORIGIN, size)))
}

fn watch_signals(sender: Sender<Wake>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    thread::spawn(move || signals.forever().try_for_each(|it| sender.send(Wake::Signal(it))));
    Ok(())
}

/// Asks what the background is like, if that matters; nobody waits for the answer.
fn ask(theme: &Theme) -> io::Result<Reply> {
    if !theme.depends_on_background() {
        return Ok(Reply::default());
    }
    execute!(io::stdout(), Print(QUESTION))?;
    Ok(Reply::awaited())
}

fn watch_input(sender: Sender<Wake>, mut reply: Reply) {
    thread::spawn(move || {
        loop {
            let wakes = match hear(&mut reply) {
                Ok(Heard { events, shade }) => {
                    let events = events.into_iter().map(Wake::Event);
                    events.chain(shade.map(Wake::Background)).collect()
                }
                Err(error) => vec![Wake::Blind(error)],
            };
            for wake in wakes {
                let over = matches!(wake, Wake::Blind(_));
                if sender.send(wake).is_err() || over {
                    return;
                }
            }
        }
    });
}

/// The next input, or what was held back once nothing follows it.
fn hear(reply: &mut Reply) -> io::Result<Heard> {
    match reply.patience() {
        Some(patience) if !event::poll(patience)? => Ok(reply.give_up()),
        _ => {
            let event = event::read()?;
            // The library looks at what it has read only if it may wait.
            let instant = Duration::from_millis(1);
            let more = reply.is_at_a_fork(&event) && event::poll(instant)?;
            Ok(reply.take(event, more))
        }
    }
}
