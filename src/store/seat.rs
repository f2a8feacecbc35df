//! One program at a time sits an exam of a profile: what two wrote would count
//! twice. The system gives the lock back however a program ends.

use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
};

use super::{Error, open};
use crate::study::Fact;

/// Beside the database of the profile.
const NAME: &str = "exam.lock";

/// Whether this program is the one that sits.
#[derive(Debug, Default)]
pub(super) struct Seat(Option<File>);

impl Seat {
    /// Takes the lock before a fact of a sitting is written.
    ///
    /// # Errors
    /// If another program has it.
    pub fn take(&mut self, fact: &Fact, database: &Path) -> Result<(), Error> {
        let nobody_else = database.as_os_str().is_empty();
        if self.0.is_some() || nobody_else || !is_of_sitting(fact) {
            return Ok(());
        }
        let path = database.with_file_name(NAME);
        let told = |source| Error::Folder { path: path.clone(), source };
        let file = open::writable(&path).map_err(told)?;
        match file.try_lock() {
            Ok(()) => (),
            Err(TryLockError::WouldBlock) => return Err(Error::Sat),
            // Some network folders know no locks; an exam can be sat there too.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => (),
            Err(TryLockError::Error(error)) => return Err(told(error)),
        }
        self.0 = Some(file);
        Ok(())
    }

    /// Gives it back once a fact is written with which the sitting rests.
    pub fn leave(&mut self, fact: &Fact) {
        if matches!(fact, Fact::ExamPaused { on: true, .. } | Fact::ExamEnded { .. }) {
            self.0 = None;
        }
    }
}

fn is_of_sitting(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::ExamBegan { .. }
            | Fact::ExamMarked { .. }
            | Fact::ExamPaused { .. }
            | Fact::ExamEnded { .. }
    )
}
