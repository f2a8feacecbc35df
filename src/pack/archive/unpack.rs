//! Files of others, unpacked in memory and refused where they could do harm
//! (research.md §8): nothing of them reaches the disk before all of it was read.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::{Held, SUMS, belongs, sha256};
use crate::text::Clean;

/// Files in one pack.
const MOST: usize = 5_000;
/// Bytes of one file.
const LARGEST: u64 = 16 << 20;
/// Bytes of all files together.
const ALL: u64 = 256 << 20;

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Something else, or half of it.
    #[error("it is no pack file, or only a part of one; fetch it once more")]
    NoPack,
    /// A path that leads elsewhere.
    #[error("`{0}` in it would be written outside of the pack")]
    Escapes(Clean),
    /// A link or something else that is no file.
    #[error("`{0}` in it is not a plain file")]
    NotPlain(Clean),
    /// Two of one name, for some systems.
    #[error("`{0}` is in it twice")]
    Twice(Clean),
    /// More than is ever needed.
    #[error("it unpacks to more than {0}")]
    TooMuch(&'static str),
    /// What is in it is not what its list says.
    #[error("`{0}` in it is not what its list of sums says: it was changed or damaged")]
    WrongSum(Clean),
    /// There is no list of sums.
    #[error("it has no list of sums; build it with `tripos pack build`")]
    NoSums,
    /// There is no manifest.
    #[error("it has no pack.yaml at its top")]
    NoManifest,
}

/// The files of a built pack.
///
/// # Errors
/// If it is none, is damaged, or could do harm.
pub fn unpack(bytes: &[u8]) -> Result<Held, Refusal> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::NoPack)?;
    if zip.len() > MOST {
        return Err(Refusal::TooMuch("5,000 files"));
    }
    let (mut held, mut sums, mut names, mut all) = (Held::new(), None, BTreeSet::new(), 0);
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).map_err(|_| Refusal::NoPack)?;
        let name = plain(file.name_raw())?;
        if file.is_dir() {
            continue;
        }
        let mode = file.unix_mode().unwrap_or(0o100_644) & 0o170_000;
        if file.is_symlink() || !matches!(mode, 0 | 0o100_000) {
            return Err(Refusal::NotPlain(Clean::new(&name)));
        }
        if !names.insert(name.to_lowercase()) {
            return Err(Refusal::Twice(Clean::new(&name)));
        }
        let mut read = Vec::new();
        let most = LARGEST.min(ALL - all);
        file.by_ref().take(most + 1).read_to_end(&mut read).map_err(|_| Refusal::NoPack)?;
        all += read.len() as u64;
        if read.len() as u64 > most {
            return Err(Refusal::TooMuch(if most < LARGEST { "256 MB" } else { "16 MB a file" }));
        }
        if name == SUMS {
            sums = Some(String::from_utf8(read).map_err(|_| Refusal::NoPack)?);
        } else {
            held.insert(name, read);
        }
    }
    // The reader keeps one of two entries of a name: the directory says how many.
    if names.len() < entries(bytes) {
        return Err(Refusal::Twice(Clean::new("a file")));
    }
    verified(held, &sums.ok_or(Refusal::NoSums)?)
}

/// Entries of the central directory, folders left out, as its end tells.
fn entries(bytes: &[u8]) -> usize {
    const ENTRY: &[u8] = b"PK\x01\x02";
    let mut count = 0;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|it| it.windows(4).position(|it| it == ENTRY))
    {
        let start = at + found;
        let word = |by: usize| {
            let two = bytes.get(start + by..start + by + 2);
            two.and_then(|it| it.try_into().ok()).map_or(0, u16::from_le_bytes)
        };
        let name = bytes.get(start + 46..start + 46 + usize::from(word(28)));
        count += usize::from(name.is_some_and(|name| !name.ends_with(b"/")));
        at = start + 46 + usize::from(word(28)) + usize::from(word(30)) + usize::from(word(32));
    }
    count
}

/// A name made of plain parts only.
fn plain(raw: &[u8]) -> Result<String, Refusal> {
    let name = String::from_utf8_lossy(raw).into_owned();
    let trimmed = name.strip_suffix('/').unwrap_or(&name);
    let part = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && !part.contains(['\\', ':', '\0'])
            && !part.chars().any(char::is_control)
    };
    if name.contains('\u{fffd}') || !trimmed.split('/').all(part) {
        return Err(Refusal::Escapes(Clean::new(&name)));
    }
    Ok(trimmed.to_owned())
}

/// Exactly the files of the list, each with its sum.
fn verified(held: Held, sums: &str) -> Result<Held, Refusal> {
    let wanted: BTreeMap<&str, &str> = sums
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(sum, name)| (name, sum))
        .collect();
    for (name, bytes) in &held {
        if wanted.get(name.as_str()).is_none_or(|sum| *sum != sha256(bytes)) {
            return Err(Refusal::WrongSum(Clean::new(name)));
        }
    }
    if let Some(gone) = wanted.keys().find(|name| !held.contains_key(**name)) {
        return Err(Refusal::WrongSum(Clean::new(gone)));
    }
    if !held.contains_key("pack.yaml") {
        return Err(Refusal::NoManifest);
    }
    Ok(held.into_iter().filter(|(name, _)| belongs(name)).collect())
}
