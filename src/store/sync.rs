//! Exchange with other devices through a folder that something else carries
//! about: a synchronised folder, a stick, a git checkout.
//!
//! In `FOLDER/PROFILE/` each device writes to one file, named after itself, and
//! only ever at its end: what no file there has yet. All files are read. A line
//! is one fact with its checksum, so that half a line, or one that was changed,
//! is never taken.

use std::{
    collections::HashSet,
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Error, Store, Taken, row::Written};
use crate::study::{Millis, Moment, Offset};

/// The format of these files, told in their first line.
const FORMAT: u32 = 1;

/// What came of an exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// Facts that were new here.
    pub taken: usize,
    /// Facts that were new there.
    pub given: usize,
    /// What the learner is to be told.
    pub notes: Vec<String>,
}

/// Ends half a line that stays in a file.
const CUT: &str = "#cut";

/// The first line of a file.
#[derive(Serialize, Deserialize)]
struct Head {
    tripos: u32,
}

/// A fact in a line.
#[derive(Serialize, Deserialize)]
struct Line {
    id: Uuid,
    device: Uuid,
    seq: i64,
    at: i64,
    offset: i16,
    kind: String,
    body: String,
    sum: Uuid,
}

impl Line {
    fn of(written: &Written) -> Self {
        let Written { id, device, seq, moment, kind, body } = written.clone();
        let (at, offset, sum) = (moment.at.0, moment.offset.0, Uuid::from_bytes(written.sum()));
        Self { id, device, seq, at, offset, kind, body, sum }
    }

    /// The fact, if its checksum holds.
    fn written(self) -> Option<Written> {
        let Self { id, device, seq, at, offset, kind, body, sum } = self;
        let moment = Moment { at: Millis(at), offset: Offset(offset) };
        let written = Written { id, device, seq, moment, kind, body };
        (written.sum() == *sum.as_bytes()).then_some(written)
    }
}

/// Takes in what other devices left in a folder, and leaves there what they lack.
///
/// # Errors
/// If the folder or the journal cannot be read or written; what was taken in
/// until then holds.
pub fn sync(store: &mut Store, folder: &Path, profile: &str) -> Result<Synced, Error> {
    let mut synced = Synced::default();
    // A folder that is not there may be a stick that is not in: it is not made.
    if !folder.is_dir() {
        let folder = folder.display();
        synced.notes.push(format!(
            "the sync folder {folder} is not there; nothing was exchanged, all is kept here"
        ));
        return Ok(synced);
    }
    let folder = folder.join(profile);
    let fault = |source| Error::Folder { path: folder.clone(), source };
    fs::create_dir_all(&folder).map_err(fault)?;
    let mut there: Vec<Written> = Vec::new();
    for path in files(&folder).map_err(fault)? {
        match fs::read(&path) {
            Ok(bytes) => read(&path, &bytes, &mut there, &mut synced.notes),
            Err(error) => synced.notes.push(format!("{}: {error}; passed over", path.display())),
        }
    }
    take(store, &there, &mut synced)?;
    let known: HashSet<Uuid> = there.iter().map(|it| it.id).collect();
    let mut lines = Vec::new();
    store.written(&mut |it| {
        if !known.contains(&it.id) {
            synced.given += 1;
            lines.extend(serde_json::to_string(&Line::of(&it)));
        }
    })?;
    let ours = folder.join(format!("{}.jsonl", store.device()));
    append(&ours, &lines).map_err(|source| Error::Folder { path: ours, source })?;
    Ok(synced)
}

/// The files of all devices, copies that a synchroniser made of them too.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "jsonl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The facts of a file. Its last line may still be on its way: it is left for
/// the next time.
fn read(path: &Path, bytes: &[u8], facts: &mut Vec<Written>, notes: &mut Vec<String>) {
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let lines = bytes.get(..whole).unwrap_or_default().split(|byte| *byte == b'\n');
    let mut broken = 0;
    for line in lines.filter(|line| !line.is_empty() && !line.ends_with(CUT.as_bytes())) {
        if let Ok(Head { tripos }) = serde_json::from_slice(line) {
            if tripos > FORMAT {
                let path = path.display();
                notes.push(format!(
                    "{path} was written by a newer Tripos and was passed over; update Tripos"
                ));
                return;
            }
            continue;
        }
        let line: Option<Line> = serde_json::from_slice(line).ok();
        match line.and_then(Line::written) {
            Some(written) => facts.push(written),
            None => broken += 1,
        }
    }
    if broken > 0 {
        notes.push(format!(
            "{}: {broken} damaged lines were passed over; what the device still has of them it \
             writes again",
            path.display()
        ));
    }
}

/// Takes in what is there. If another device goes by the id of this one, this
/// one takes another.
fn take(store: &mut Store, there: &[Written], synced: &mut Synced) -> Result<(), Error> {
    let device = store.device();
    let (own, others): (Vec<Written>, Vec<Written>) =
        there.iter().cloned().partition(|it| it.device == device);
    let Taken { added, refused, .. } = store.take_in(&own)?;
    let of_others = store.take_in(&others)?;
    synced.taken = added + of_others.added;
    if refused > 0 {
        store.renew()?;
        synced.notes.push(format!(
            "another device goes by the name of this one (was its data folder copied?): this one \
             has a new name now; {refused} facts of the other have the numbers of others here and \
             stay there"
        ));
    } else if of_others.refused > 0 {
        synced.notes.push(format!(
            "{} facts there have the numbers of others here and were left out: was a data folder \
             copied from one device to another?",
            of_others.refused
        ));
    }
    Ok(())
}

/// Adds lines to the end of a file. Half a line that is there, from a disk that
/// was full, is ended first.
fn append(path: &Path, lines: &[String]) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let before = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        before => before?,
    };
    let mut text = String::new();
    if before.is_empty() {
        text.push_str(&serde_json::to_string(&Head { tripos: FORMAT })?);
        text.push('\n');
    } else if !before.ends_with(b"\n") {
        text.push_str(CUT);
        text.push('\n');
    }
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
