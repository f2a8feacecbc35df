//! `tripos progress sync` and `tripos set sync-dir`: exchange with other devices
//! through a folder.

use std::path::{Path, PathBuf};

use super::{Error, args::Common, output::Output, select};
use crate::store::{self, Place, Settings, Store, Synced};

/// Exchanges once, and tells what came of it.
pub fn run(common: &Common, output: &mut Output) -> Result<u8, Error> {
    let mut store = select::store(common)?;
    let Some(Synced { taken, given, notes }) = exchange(common, &mut store)? else {
        let told = "no sync folder is set; say which with `tripos set sync-dir FOLDER`";
        return Err(Error::Usage(told.to_owned()));
    };
    for note in &notes {
        output.complain(note);
    }
    output.line(&format!("{taken} new facts taken in, {given} left for other devices"))?;
    Ok(u8::from(!notes.is_empty()))
}

/// Exchanges at the start or the end of a session, if a folder is set. What goes
/// wrong keeps nobody from studying: it is told.
pub fn quietly(common: &Common, store: &mut Store) -> Vec<String> {
    match exchange(common, store) {
        Ok(synced) => synced.map(|synced| synced.notes).unwrap_or_default(),
        Err(error) => vec![format!("progress was not exchanged: {error}")],
    }
}

fn exchange(common: &Common, store: &mut Store) -> Result<Option<Synced>, Error> {
    let settings = Settings::read(&Place::new(common.data_dir.as_deref())?.settings())?;
    let Some(folder) = settings.sync_dir else { return Ok(None) };
    Ok(Some(store::sync(store, &folder, &common.profile)?))
}

/// Tells or changes the folder.
pub fn set(common: &Common, value: Option<&str>, output: &mut Output) -> Result<u8, Error> {
    let path = Place::new(common.data_dir.as_deref())?.settings();
    let mut settings = Settings::read(&path)?;
    match value {
        None => {
            let folder = settings.sync_dir.as_deref().map(Path::display);
            output.line(&folder.map_or_else(|| "none".to_owned(), |folder| folder.to_string()))?;
            return Ok(0);
        }
        Some("none") => settings.sync_dir = None,
        Some(folder) => settings.sync_dir = Some(known(folder)?),
    }
    settings.write(&path)?;
    Ok(0)
}

/// A folder by its whole path: the program may be started elsewhere the next time.
fn known(folder: &str) -> Result<PathBuf, Error> {
    let path = Path::new(folder).canonicalize().ok().filter(|path| path.is_dir());
    path.ok_or_else(|| Error::Usage(format!("there is no folder `{folder}`; make it first")))
}
