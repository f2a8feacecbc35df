//! Learners that share a machine, a folder each.

use std::{fs, io, path::PathBuf};

use super::{Error, Place};

/// The names of all profiles, in order.
///
/// # Errors
/// If their folder cannot be read.
pub fn profiles(place: &Place) -> Result<Vec<String>, Error> {
    let folder = place.profiles();
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|source| Error::Folder { path: folder, source })?,
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let has_journal = |name: &String| place.database(name).is_ok_and(|path| path.is_file());
    let mut names: Vec<String> = names.filter(has_journal).collect();
    names.sort();
    Ok(names)
}

/// Gives a profile, and its backups, another name.
///
/// # Errors
/// If there is no such profile, or one of the new name.
pub fn rename(place: &Place, from: &str, to: &str) -> Result<(), Error> {
    let (old, new) = (folder(place, from)?, folder(place, to)?);
    if !old.is_dir() {
        return Err(Error::NoProfile(from.to_owned()));
    }
    if new.exists() {
        return Err(Error::ProfileThere(to.to_owned()));
    }
    fs::rename(&old, &new).map_err(|source| Error::Folder { path: new, source })?;
    let (old, new) = (place.backups(from), place.backups(to));
    if old.is_dir() && !new.exists() {
        fs::rename(&old, &new).map_err(|source| Error::Folder { path: new, source })?;
    }
    Ok(())
}

/// Removes a profile; its backups stay.
///
/// # Errors
/// If there is no such profile, or it cannot be removed.
pub fn delete(place: &Place, name: &str) -> Result<(), Error> {
    let folder = folder(place, name)?;
    if !folder.is_dir() {
        return Err(Error::NoProfile(name.to_owned()));
    }
    fs::remove_dir_all(&folder).map_err(|source| Error::Folder { path: folder, source })
}

fn folder(place: &Place, name: &str) -> Result<PathBuf, Error> {
    let database = place.database(name)?;
    Ok(database.parent().map(PathBuf::from).unwrap_or_default())
}
