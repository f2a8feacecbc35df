//! A folder that is being written in, and what it was when it was last read.

use std::{path::PathBuf, sync::Arc};

use super::eye::Eye;
use crate::{
    pack::{self, Change, Diagnostic, Files, Pack, Spot, Texts},
    tui::Saved,
};

/// A folder, watched.
#[derive(Debug)]
pub struct Desk {
    eye: Eye,
    root: PathBuf,
    texts: Texts,
    pack: Arc<Pack>,
    found: Arc<[Diagnostic]>,
    /// The file that is shown.
    shown: Option<String>,
    is_gone: bool,
}

impl Desk {
    /// Watches a folder, then reads it: nothing is missed in between.
    pub fn new(root: PathBuf) -> Self {
        let eye = Eye::new(&root);
        let files = Files::Folder(root.clone());
        let texts = files.texts();
        let (pack, found) = pack::audit(&files);
        let (pack, found) = (Arc::new(pack), found.into());
        Self { eye, root, texts, pack, found, shown: None, is_gone: false }
    }

    /// The pack as it was read last.
    pub fn pack(&self) -> Arc<Pack> {
        Arc::clone(&self.pack)
    }

    /// What is told before anything is saved.
    pub fn first(&self) -> Saved {
        let told = match self.eye.why_not() {
            None => "answers here are not kept".to_owned(),
            Some(why) => format!("looking twice a second: {why}"),
        };
        self.told(told, Vec::new(), None)
    }

    /// Waits until something may have been saved, and looks; nothing if all is
    /// as it was.
    pub fn next(&mut self) -> Option<Saved> {
        self.eye.wait();
        if !self.root.is_dir() {
            let was_there = !std::mem::replace(&mut self.is_gone, true);
            let told = "the folder is gone; waiting for it".to_owned();
            return was_there.then(|| self.told(told, Vec::new(), None));
        }
        let is_back = std::mem::take(&mut self.is_gone);
        let changes = self.changes();
        if changes.is_empty() {
            let told = "the folder is back, as it was".to_owned();
            return is_back.then(|| self.told(told, Vec::new(), None));
        }
        let (pack, found) = pack::audit(&Files::Folder(self.root.clone()));
        (self.pack, self.found) = (Arc::new(pack), found.into());
        let spot = self.spot(&changes);
        let told = in_words(&changes);
        Some(self.told(told, changes.into_iter().map(|it| it.path).collect(), spot))
    }

    /// Files that were saved. Some editors empty a file before they write it:
    /// they are given a little time.
    fn changes(&mut self) -> Vec<Change> {
        let files = Files::Folder(self.root.clone());
        let mut texts = files.texts();
        let mut changes = pack::changes(&self.texts, &texts);
        if changes.iter().any(Change::is_emptied) {
            self.eye.rest();
            texts = files.texts();
            changes = pack::changes(&self.texts, &texts);
        }
        self.texts = texts;
        changes
    }

    /// What to show of several files: the one that is shown already, or else the
    /// first that can be.
    fn spot(&mut self, changes: &[Change]) -> Option<Spot> {
        let spot = |it: &Change| {
            let (source, at) = it.now.as_ref()?;
            Some((it.path.clone(), self.pack.spot(source, *at)?))
        };
        let same = changes.iter().filter(|it| Some(&it.path) == self.shown.as_ref());
        let (path, spot) = same.chain(changes).find_map(spot)?;
        self.shown = Some(path);
        Some(spot)
    }

    fn told(&self, told: String, files: Vec<String>, spot: Option<Spot>) -> Saved {
        let (pack, found) = (Arc::clone(&self.pack), Arc::clone(&self.found));
        Saved { pack, found, files, told, spot }
    }
}

/// Such as `file saved: quizzes/a.yaml`.
fn in_words(changes: &[Change]) -> String {
    match changes {
        [Change { path, now: None }] => format!("file removed: {path}"),
        [change] => format!("file saved: {}", change.path),
        changes => format!("{} files saved", changes.len()),
    }
}
