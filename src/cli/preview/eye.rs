//! Watches the files of a pack: the system tells, or else they are looked at.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, ModifyKind},
};

/// Folders of a pack. What else stands beside them may be large, and is no part of it.
const FOLDERS: &[&str] = &["content", "quizzes", "assets"];
/// After a save it may be this quiet before it is looked at.
const QUIET: Duration = Duration::from_millis(25);
/// A file that was emptied is written by then.
const TORN: Duration = Duration::from_millis(100);
/// Between two looks where nothing tells, or at a folder that is gone.
const LOOK: Duration = Duration::from_millis(500);
/// So many events are taken as one; more come after a look.
const BURST: usize = 10_000;

/// What was touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Touched {
    /// What a file says.
    Text,
    /// Folders that are watched.
    Folders,
}

/// An eye on a folder.
#[derive(Debug)]
pub struct Eye {
    root: PathBuf,
    touched: Receiver<Touched>,
    /// Kept so that the end of a watcher ends nothing.
    sender: Sender<Touched>,
    watcher: Result<RecommendedWatcher, notify::Error>,
}

impl Eye {
    /// Begins to watch a folder, by its whole path.
    pub fn new(root: &Path) -> Self {
        let root = root.to_owned();
        let (sender, touched) = channel();
        let watcher = watch(&root, sender.clone());
        Self { root, touched, sender, watcher }
    }

    /// Why the system does not tell, if it does not.
    pub fn why_not(&self) -> Option<String> {
        self.watcher.as_ref().err().map(ToString::to_string)
    }

    /// Waits until something may be different, and then for what belongs to it.
    pub fn wait(&mut self) {
        let first = match self.watcher {
            Ok(_) => self.touched.recv().ok(),
            Err(_) => self.touched.recv_timeout(LOOK).ok(),
        };
        let rest = std::iter::from_fn(|| self.touched.recv_timeout(QUIET).ok());
        let folders = first.into_iter().chain(rest.take(BURST)).any(|it| it == Touched::Folders);
        if folders || self.watcher.is_err() {
            self.watcher = watch(&self.root, self.sender.clone());
        }
    }

    /// Lets a file be written to its end.
    pub fn rest(&self) {
        let _ = self.touched.recv_timeout(TORN);
        while self.touched.recv_timeout(QUIET).is_ok() {}
    }
}

/// Watches a folder and what of it belongs to a pack.
fn watch(root: &Path, sender: Sender<Touched>) -> Result<RecommendedWatcher, notify::Error> {
    let own = root.to_owned();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let _ = touched(event, &own).map(|it| sender.send(it));
    })?;
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS.iter().map(|name| root.join(name)).filter(|it| it.is_dir()) {
        watcher.watch(&folder, RecursiveMode::Recursive)?;
    }
    Ok(watcher)
}

/// What an event is about; nothing if a file was only read. What the system
/// lost count of may be anything.
fn touched(event: notify::Result<Event>, root: &Path) -> Option<Touched> {
    let Ok(event) = event else { return Some(Touched::Folders) };
    let moves = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => return None,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => {
            true
        }
        _ => event.need_rescan(),
    };
    let is_folder = |path: &PathBuf| {
        let name = path.strip_prefix(root).ok().and_then(Path::to_str);
        name.is_none_or(|name| name.is_empty() || FOLDERS.contains(&name))
    };
    let folders = moves && (event.paths.is_empty() || event.paths.iter().any(is_folder));
    Some(if folders { Touched::Folders } else { Touched::Text })
}
