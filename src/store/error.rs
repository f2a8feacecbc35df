//! What can go wrong on disk, in one line each that says what to do.

use std::{io, path::PathBuf};

/// Why progress cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nowhere to keep files.
    #[error("no home folder is set (HOME); say where to keep progress with --data-dir DIR")]
    NoHome,
    /// A profile's name is no name.
    #[error("`{0}` cannot name a profile; use letters, digits, `-`, `_` and `.`, 64 at most")]
    ProfileName(String),
    /// There is no such profile.
    #[error("there is no profile `{0}`; `tripos profile list` tells those there are")]
    NoProfile(String),
    /// There is such a profile.
    #[error("there is a profile `{0}` already; take another name")]
    ProfileThere(String),
    /// Another program sits the exam.
    #[error(
        "the exam is being sat in another window of the program; go on there, or leave it there first"
    )]
    Sat,
    /// A folder or file cannot be made or read.
    #[error("cannot keep progress in {}: {source}; choose another folder with --data-dir DIR", path.display())]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is something else.
    #[error("{} is not a Tripos database and was left as it is; move it away, or choose another profile with --profile NAME", .0.display())]
    NotOurs(PathBuf),
    /// The file was written by a later version.
    #[error("{} was written by a newer Tripos (format {found}, this one knows {known}) and was left as it is; update Tripos", path.display())]
    Newer {
        /// Which.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The latest format known.
        known: u32,
    },
    /// Pages of the file are not what they were.
    #[error("{} is damaged; `tripos progress doctor --repair` makes a new journal of all that can be read and keeps this file", .0.display())]
    Damaged(PathBuf),
    /// There is no more room.
    #[error("the disk is full: nothing more can be kept in {}; make room and try again", .0.display())]
    Full(PathBuf),
    /// The file or its folder may not be written.
    #[error("{} cannot be written (read-only); choose another folder with --data-dir DIR", .0.display())]
    ReadOnly(PathBuf),
    /// Reading or writing failed below the database engine.
    #[error("cannot write {}: the disk may be full or failing; make room and try again", .0.display())]
    Disk(PathBuf),
    /// The database engine says no.
    #[error("cannot use {}: {source}", path.display())]
    Database {
        /// Which.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// A backup or another device's file cannot be used.
    #[error("{}: {reason}; nothing was changed", path.display())]
    Source {
        /// Which file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The settings, or a learner's own theme, cannot be read.
    #[error("{}: {reason}; mend the line or remove the file", path.display())]
    Settings {
        /// Which file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl Error {
    /// What `SQLite` said about a file.
    pub fn of(path: PathBuf, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseCorrupt, DiskFull, NotADatabase, ReadOnly, SystemIoFailure,
        };
        match source.sqlite_error_code() {
            Some(NotADatabase) => Self::NotOurs(path),
            Some(DatabaseCorrupt) => Self::Damaged(path),
            Some(DiskFull) => Self::Full(path),
            Some(SystemIoFailure) => Self::Disk(path),
            Some(ReadOnly | CannotOpen) => Self::ReadOnly(path),
            _ => Self::Database { path, source },
        }
    }
}
