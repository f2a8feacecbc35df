//! Files named on the command line.

use std::{
    fs,
    io::{self, Read, Write, stdin},
    path::{Component, Path},
};

use super::Error;

/// All of a file, or of standard input for `-`, up to a limit in bytes.
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Error> {
    let told = |error: &io::Error| Error::Usage(format!("{}: {}", path.display(), why(error)));
    let from: Box<dyn Read> = if path == Path::new("-") {
        Box::new(stdin())
    } else {
        Box::new(fs::File::open(path).map_err(|error| told(&error))?)
    };
    let mut bytes = Vec::new();
    from.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| told(&error))?;
    if bytes.len() > limit {
        let most = limit >> 20;
        return Err(Error::Usage(format!("{}: larger than {most} MB", path.display())));
    }
    Ok(bytes)
}

/// Writes a new file; one that is there stays as it is.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let told = |error: &io::Error| Error::Usage(format!("{}: {}", path.display(), why(error)));
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|error| told(&error))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| told(&error))
}

/// Writes files below a folder that is new or empty.
pub fn write_all(folder: &Path, files: &[(String, String)]) -> Result<(), Error> {
    let told = |error: &io::Error| Error::Usage(format!("{}: {}", folder.display(), why(error)));
    if fs::read_dir(folder).is_ok_and(|mut inside| inside.next().is_some()) {
        let name = folder.display();
        return Err(Error::Usage(format!("{name} is not empty; name a new folder")));
    }
    for (path, text) in files {
        let path = Path::new(path);
        debug_assert!(path.components().all(|part| matches!(part, Component::Normal(_))));
        let parent = path.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder.join(parent)).map_err(|error| told(&error))?;
        write(&folder.join(path), text.as_bytes())?;
    }
    Ok(())
}

/// What is wrong, and what to do.
fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AlreadyExists => "is there already; name another".to_owned(),
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read or written by you".to_owned(),
        _ => error.to_string(),
    }
}
