//! Packs that travel: one file, the same bytes for the same pack, with the sums
//! of all that is in it; and packs that were installed.

mod shelf;
mod unpack;

use std::{
    collections::BTreeMap,
    fmt,
    io::{Cursor, Write},
};

use sha2::{Digest, Sha256};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

pub use self::{
    shelf::{Installed, Shelf, ShelfError},
    unpack::{Refusal, unpack},
};
use super::{Files, file::Sort};

/// The file of sums in a built pack.
const SUMS: &str = "SHA256SUMS";

/// The files of a pack by path.
pub type Held = BTreeMap<String, Vec<u8>>;

/// Stands for all files of a pack: the SHA-256 of the list of their SHA-256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum(String);

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn sha256(bytes: &[u8]) -> String {
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|it| char::from_digit(it.into(), 16));
    Sha256::digest(bytes).iter().flat_map(digits).flatten().collect()
}

/// A line for each file, as `sha256sum` writes it.
fn sums(files: &Held) -> String {
    let line = |(path, bytes): (&String, &Vec<u8>)| [sha256(bytes), format!("  {path}\n")];
    files.iter().flat_map(line).collect()
}

/// The sum of a pack, wherever it lies.
pub fn sum(files: &Held) -> Sum {
    Sum(sha256(sums(files).as_bytes()))
}

/// All that belongs to a pack; what else lies in its folder does not travel.
///
/// # Errors
/// If a file cannot be read; which, and why.
pub fn gather(files: &Files) -> Result<Held, String> {
    let listing = files.list();
    let paths = listing.manifest.into_iter().chain(listing.facts);
    let paths = paths.chain(listing.lessons).chain(listing.banks).chain(listing.diagrams);
    let read = |path: String| match files.read(&path) {
        Ok(source) => Ok((path, source.text.as_bytes().to_vec())),
        Err(fault) => Err(format!("{path}: {}", fault.message)),
    };
    paths.map(read).collect()
}

/// One file of these: sorted, with one time for all, so that the same pack gives
/// the same bytes on any day and machine.
pub fn build(files: &Held) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let sums = sums(files);
    let all = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    for (path, bytes) in [(SUMS, sums.as_bytes())].into_iter().chain(all) {
        // A vector takes all that is written.
        let _ = zip.start_file(path, options);
        let _ = zip.write_all(bytes);
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// Whether a path can be part of a pack.
fn belongs(path: &str) -> bool {
    Sort::of(path).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held() -> Held {
        let file = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
        [file("pack.yaml", "format: 1"), file("content/a.md", "# A"), file("quizzes/q.yaml", "")]
            .into()
    }

    #[test]
    fn the_same_pack_is_the_same_file_and_comes_back() {
        let files = held();
        let bytes = build(&files);
        assert_eq!(bytes, build(&files));
        assert_eq!(unpack(&bytes), Ok(files.clone()));
        let mut other = files.clone();
        other.insert("content/a.md".to_owned(), b"# B".to_vec());
        assert_ne!(sum(&files), sum(&other));
    }

    #[test]
    fn sums_are_those_of_sha256sum() {
        let files: Held = [("a".to_owned(), b"abc".to_vec())].into();
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sums(&files), format!("{abc}  a\n"));
    }
}
