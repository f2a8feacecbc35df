//! Zip files of other programs, read and written in memory.

use std::{
    borrow::Cow,
    io::{Cursor, Read, Write},
};

use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::Fault;

/// Files that are looked at.
const MOST: usize = 100_000;

/// A zip file.
#[derive(Debug)]
pub(super) struct Archive<'b>(ZipArchive<Cursor<&'b [u8]>>);

impl<'b> Archive<'b> {
    /// Opens one.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        if !bytes.starts_with(b"PK") {
            return Err(Fault::NoZip);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Half)?;
        if zip.len() > MOST {
            return Err(Fault::Broken(format!("it has more than {MOST} files in it")));
        }
        Ok(Self(zip))
    }

    /// The names of its files.
    pub(super) fn names(&self) -> Vec<String> {
        self.0.file_names().flatten().map(Cow::into_owned).collect()
    }

    /// A file of it, up to `most` bytes; nothing if there is none of that name.
    pub(super) fn file(&mut self, name: &str, most: usize) -> Result<Option<Vec<u8>>, Fault> {
        let Ok(file) = self.0.by_name(name) else { return Ok(None) };
        whole(file, name, most).map(Some)
    }
}

/// All that comes, unless it is more than `most` bytes.
pub(super) fn whole(from: impl Read, name: &str, most: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let broken = |why: String| Fault::Broken(format!("`{}` in it {why}", super::clean(name)));
    from.take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| broken("is damaged; fetch or export it once more".to_owned()))?;
    if bytes.len() > most {
        return Err(broken(format!("unpacks to more than {} MB; it is not read", most >> 20)));
    }
    Ok(bytes)
}

/// A zip file of these files, the same for the same files.
pub(super) fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // A vector takes all that is written.
        let _ = zip.start_file(*name, SimpleFileOptions::default());
        let _ = zip.write_all(bytes);
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
